"""Undo, redo and order on machines whose clocks are wrong, against a plain model of what was done."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tests.storage.samples import make
from tests.tui.app_driver import home
from thesis_tui.errors import InputError, StorageError
from thesis_tui.model.book import Clock as Judged
from thesis_tui.model.journal import Note
from thesis_tui.model.view import Target
from thesis_tui.rules.fold import fold
from thesis_tui.services.articles import read_article
from thesis_tui.services.desk import Desk
from thesis_tui.services.importing import Answers
from thesis_tui.services.inbox import Inbox
from thesis_tui.storage.book import read_book
from thesis_tui.storage.settings import Settings

NOON = datetime(2026, 11, 30, 12, tzinfo=UTC)
DAY = timedelta(days=1)
YEAR = 365 * DAY


class Machine:
    """A machine of its own on a data folder, with a clock that can be set wrong."""

    def __init__(self, root: Path, name: str, data: Path | None = None) -> None:
        places = home(root / name)
        if data is None:
            make(places.data / "acme")
        if data is not None:
            places = type(places)(data=data, config=places.config, state=places.state, cache=places.cache)
        places.state.mkdir(parents=True, exist_ok=True)
        (places.state / "writer").write_text(f"{name}\n")
        self.now = NOON
        self.wrong = timedelta()
        self.desk = Desk(
            places=places, settings=Settings(), thesis="acme", clock=lambda: self.now + self.wrong, offline=True
        )

    def state(self, odds: int) -> str:
        return self.desk.state_odds("launch", str(odds)).id

    @property
    def odds(self) -> list[int]:
        return [int(stated.odds) for stated in self.desk.milestone("launch").odds]


@contextmanager
def folder() -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as root:
        make(Path(root) / "data" / "acme")
        yield Path(root)


@pytest.fixture
def first(tmp_path: Path) -> Machine:
    make(tmp_path / "data" / "acme")
    return Machine(tmp_path, "aaaa", tmp_path / "data")


@pytest.fixture
def two(tmp_path: Path, first: Machine) -> Machine:
    return Machine(tmp_path, "bbbb", first.desk.places.data)


def test_odds_stated_after_a_clock_was_a_year_ahead_are_the_odds(first: Machine) -> None:
    first.state(50)
    first.wrong = YEAR
    first.state(10)
    first.wrong = timedelta()
    first.now += timedelta(minutes=1)
    first.state(90)
    assert first.odds == [50, 10, 90]
    first.now += 2 * YEAR  # the wrong time has come and gone
    (first.desk.folder / "journal" / "nothing").mkdir()
    assert first.odds == [50, 10, 90]
    assert "90 %" in first.desk.undo()
    assert "10 %" in first.desk.undo()
    assert first.odds == [50]


def test_a_time_to_come_is_shown_as_doubted_and_neither_hides_nor_is_hidden(first: Machine) -> None:
    first.desk.note("before")
    first.wrong = YEAR
    ahead = first.desk.note("from a year ahead")
    first.wrong = timedelta()
    first.now += timedelta(minutes=1)
    first.desk.note("after")
    lines = list(first.desk.view().journal)
    assert [line.text for line in lines if line.kind == "note"] == ["after", "from a year ahead", "before"]
    assert [line.clock for line in lines if line.kind == "note"] == [None, ahead.at, None]
    assert lines[1].day == NOON.date()


def test_a_clock_that_was_reset_for_a_while_changes_no_order(first: Machine, two: Machine) -> None:
    first.state(20)
    two.now += timedelta(minutes=5)
    two.state(30)
    first.wrong = -300 * DAY
    first.state(40)
    first.wrong = timedelta()
    first.now += timedelta(minutes=10)
    assert first.odds == two.odds == [20, 30, 40]
    two.now += timedelta(minutes=20)
    two.state(50)
    assert first.odds == two.odds == [20, 30, 40, 50]


def test_undo_takes_back_what_was_typed_last_though_another_machine_is_ahead(first: Machine, two: Machine) -> None:
    first.desk.note("earlier")
    two.wrong = timedelta(minutes=7)
    two.desk.note("theirs")
    first.now += timedelta(minutes=1)
    first.desk.decide([("note", Note(text="kept")), ("note", Note(text="with it"))])
    assert first.desk.undo() == "kept"
    live = [line.text for line in first.desk.view().journal if line.kind == "note" and not line.retracted]
    assert live == ["theirs", "earlier"]
    assert first.desk.undo() == "earlier"
    with pytest.raises(InputError, match="nothing of yours"):
        first.desk.undo()


@pytest.mark.parametrize("ahead", [timedelta(minutes=7), 3 * DAY, YEAR])
def test_what_was_recorded_in_the_knowledge_of_another_entry_comes_after_it(
    first: Machine, two: Machine, ahead: timedelta
) -> None:
    two.wrong = ahead
    two.state(10)
    first.now += timedelta(minutes=1)
    first.state(90)
    assert first.odds == two.odds == [10, 90]
    first.now = two.now = NOON + 3 * YEAR
    two.wrong = timedelta()
    first.desk.note("so that it is read again")
    assert first.odds == two.odds == [10, 90]


def test_a_conflict_copy_beside_ones_own_file_hides_nothing_from_undo(first: Machine) -> None:
    first.state(50)
    first.now += timedelta(minutes=1)
    entry = first.desk.note("mine")
    path = first.desk.folder / "journal" / entry.path
    for form in ("{}.sync-conflict-20261122-101010-ABCDEFG.toml", "{} (Anna's conflicted copy 2026-11-22).toml"):
        shutil.copy(path, path.with_name(form.format(path.stem)))
    assert first.desk.undo() == "mine"
    assert first.desk.undo() == "The launch: 50 %"
    assert first.odds == []
    assert first.desk.redo() == "The launch: 50 %"


def test_a_milestone_and_its_odds_are_one_act(first: Machine) -> None:
    first.desk.add_milestone("Second", "mar 2027", "sales", "40")
    first.now += timedelta(minutes=1)
    assert "Second" in first.desk.undo()
    assert [milestone.milestone.title for milestone in first.desk.view().milestones] == ["The launch"]
    first.desk.redo()
    (second,) = [milestone for milestone in first.desk.view().milestones if milestone.milestone.title == "Second"]
    assert [int(stated.odds) for stated in second.odds] == [40]


def test_retiring_with_and_without_a_reason_is_no_undo(first: Machine) -> None:
    level = first.desk.add_level("target", "200")
    first.desk.retire(Target("level", level.id))
    assert first.desk.view().journal[0].kind == "retire"
    assert [other.retired for other in first.desk.view().levels if other.level.id == level.id] == [True]
    assert first.desk.undo() == "retired target 200.00"
    assert first.desk.view().journal[0].text == "restored target 200.00"
    first.desk.redo()
    assert first.desk.view().journal[0].text == "retired target 200.00 again"
    first.desk.undo()
    first.desk.undo()
    assert [other for other in first.desk.view().levels if other.level.id == level.id] == []


def test_criteria_changed_by_hand_are_recorded_apart_from_what_is_undone(first: Machine) -> None:
    first.desk.note("first")
    path = first.desk.folder / "thesis.toml"
    path.write_text(path.read_text().replace("threshold = 15.0", "threshold = 16.0"))
    first.desk.note("second")
    assert first.desk.undo() == "second"
    assert len([line for line in first.desk.view().journal if line.kind == "criterion" and not line.retracted]) == 2
    assert first.desk.undo() == "first"


class Step(NamedTuple):
    """What a machine does: "odds", "undo" or "redo", with its clock `wrong` by days."""

    machine: int
    what: str
    wrong: int


STEPS = st.lists(
    st.builds(
        Step,
        st.integers(0, 2),
        st.sampled_from(["odds", "odds", "undo", "redo"]),
        st.sampled_from([0, 0, 0, 0, 2, -2, 400, -300]),
    ),
    min_size=1, max_size=9,
)  # fmt: skip


class Model:
    """What was done, in the order it was done, and what each machine may take back or bring back."""

    def __init__(self) -> None:
        self.acts: list[tuple[int, int]] = []
        self.live: set[int] = set()
        self.done: dict[int, list[int]] = {0: [], 1: [], 2: []}
        self.undone: dict[int, list[int]] = {0: [], 1: [], 2: []}

    def odds(self) -> list[int]:
        return [value for value, _ in self.acts if value in self.live]

    def moved(self, step: Step) -> int:
        """What the machine's last undo took back, or its last redo brought back."""
        return (self.undone if step.what == "undo" else self.done)[step.machine][-1]

    def step(self, step: Step, value: int) -> bool:
        """Whether there is anything to do."""
        done, undone = self.done[step.machine], self.undone[step.machine]
        if step.what == "odds":
            self.acts.append((value, step.machine))
            done.append(value)
            undone.clear()
            self.live.add(value)
            return True
        taken, given = (done, undone) if step.what == "undo" else (undone, done)
        if not taken:
            return False
        given.append(taken.pop())
        if step.what == "undo":
            self.live.discard(given[-1])
        else:
            self.live.add(given[-1])
        return True


# a clock two days ahead, then two days behind: what was written before stays where it was
_AHEAD_THEN_BEHIND = [
    Step(0, "odds", 0), Step(1, "odds", 0), Step(1, "odds", 2), Step(0, "odds", 0), Step(1, "odds", -2),
]  # fmt: skip


@settings(max_examples=settings().max_examples // 3, deadline=None)
@given(STEPS, st.booleans())
@example(steps=_AHEAD_THEN_BEHIND, alone=False)
def test_any_sequence_on_any_clocks_is_what_a_plain_model_says(steps: list[Step], alone: bool) -> None:
    with folder() as root:
        machines = [Machine(root, name, root / "data") for name in ("aaaa", "bbbb", "cccc")]
        model = Model()
        for number, step in enumerate(steps):
            step = step._replace(machine=0) if alone else step  # noqa: PLW2901
            machine = machines[step.machine]
            machine.now = NOON + timedelta(minutes=number)
            machine.wrong = timedelta(days=step.wrong)
            possible = model.step(step, number + 1)
            if step.what == "odds":
                machine.state(number + 1)
            elif possible:
                moved = getattr(machine.desk, step.what)()
                assert moved.endswith(f"{model.moved(step)} %")
            else:
                with pytest.raises(InputError):
                    getattr(machine.desk, step.what)()
            machine.wrong = timedelta()
            assert machine.odds == model.odds()
        later = Machine(root, "dddd", root / "data")
        for now in (NOON + DAY, NOON + 3 * YEAR):
            later.now = now
            later.desk._forget()
            assert later.odds == model.odds()
        assert later.desk.book().problems == ()


@settings(max_examples=settings().max_examples // 3, deadline=None)
@given(STEPS, st.permutations(["aaaa", "bbbb", "cccc"]))
def test_files_of_machines_apart_give_one_state_in_whatever_order_they_are_merged(
    steps: list[Step], order: list[str]
) -> None:
    with tempfile.TemporaryDirectory() as name:
        root = Path(name)
        machines = [Machine(root, name) for name in ("aaaa", "bbbb", "cccc")]
        written: dict[str, list[str]] = {"aaaa": [], "bbbb": [], "cccc": []}
        for number, step in enumerate(steps):
            machine = machines[step.machine]
            machine.now, machine.wrong = NOON + timedelta(minutes=number), timedelta(days=step.wrong)
            if step.what == "odds":
                written[machine.desk.writer()].append(machine.state(number + 1))
        merged = root / "merged" / "acme"
        make(merged)
        results = []
        for writer in order:
            for path in (root / writer / "data" / "acme" / "journal").glob("*.toml"):
                shutil.copy(path, merged / "journal")
            results.append(read_book(merged, cache=root / "cache", now=NOON + DAY))
        fresh = read_book(merged, cache=None, now=NOON + DAY)
        assert results[-1].entries == fresh.entries
        ids = [entry.id for entry in fresh.entries]
        for own in written.values():
            assert [id_ for id_ in ids if id_ in own] == own
        moments = [entry.moment for entry in fresh.entries]
        assert moments == sorted(moments)
        folded = fold(fresh, Judged(NOON + DAY))
        stated = {id_ for own in written.values() for id_ in own}
        assert [entry.id for entry in folded.odds.get("launch", [])] == [id_ for id_ in ids if id_ in stated]


@pytest.mark.parametrize("name", ["sources", "inbox", "prices", "journal"])
def test_nothing_is_recorded_through_a_folder_that_is_a_link_out_of_the_thesis(
    first: Machine, tmp_path: Path, name: str
) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    linked = first.desk.folder / name
    shutil.rmtree(linked, ignore_errors=True)
    linked.symlink_to(elsewhere, target_is_directory=True)
    prices = tmp_path / "prices.csv"
    prices.write_text("date,close\n2026-11-27,151\n")
    inbox = Inbox(first.desk)
    article = "Acme grows\n\nAcme said that its sales grew 40 % in the third quarter. Support is at $148."
    writes: dict[str, Callable[[], object]] = {
        "sources": lambda: inbox.put_article(read_article(first.desk, article.encode(), "a.txt")),
        "inbox": lambda: inbox.put(article),
        "prices": lambda: first.desk.import_prices(str(prices), "ACME", Answers(sure=True)),
        "journal": lambda: first.desk.note("x"),
    }
    with pytest.raises(StorageError, match="is a link out of the thesis folder"):
        writes[name]()
    assert list(elsewhere.iterdir()) == []


def test_a_note_that_is_retired_is_named_by_what_it_says(first: Machine) -> None:
    entry = first.desk.note("it will rain")
    first.desk.retire(Target("entry", entry.id), "it did not")
    assert first.desk.view().journal[0].text == "retired note: it will rain, it did not"
    assert first.desk.undo() == "retired note: it will rain, it did not"
    assert first.desk.view().journal[0].text == "restored note: it will rain"
