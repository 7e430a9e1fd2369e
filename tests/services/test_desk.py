"""The desk: what it judges and when, what it records, and what it answers when it cannot."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from thesis_tui.errors import DoubtError, FileError, InputError, ReadOnlyError, StorageError
from thesis_tui.model.journal import Note
from thesis_tui.model.objects import Milestone, Price
from thesis_tui.model.view import Target
from thesis_tui.services.desk import Desk
from thesis_tui.storage.paths import Places
from thesis_tui.storage.settings import Settings

MORNING = datetime(2025, 12, 24, 9, 30, tzinfo=UTC)
Open = Callable[..., Desk]


class Clock:
    def __init__(self) -> None:
        self.now = MORNING

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def places(tmp_path: Path) -> Places:
    return Places(tmp_path / "data", tmp_path / "config.toml", tmp_path / "state", tmp_path / "cache")


@pytest.fixture
def open_desk(places: Places, clock: Clock) -> Open:
    def make(thesis: str | None = None, as_of: date | None = None) -> Desk:
        return Desk(places=places, settings=Settings(), thesis=thesis, clock=clock, as_of=as_of)

    return make


@pytest.fixture
def desk(open_desk: Open) -> Desk:
    desk = open_desk()
    desk.start()
    return desk


def test_starting_on_a_fresh_home_copies_once_and_begins_the_first_look(open_desk: Open, places: Places) -> None:
    desk = open_desk()
    assert desk.bundled
    texts = desk.start()
    assert len(texts) == 1
    assert str(places.data / "baba") in texts[0]
    assert desk.folder == places.data / "baba"
    assert desk.view().looked == MORNING
    assert desk.view().changes == ()
    assert open_desk().start() == ()


def test_a_view_is_kept_until_a_file_or_the_day_changes(desk: Desk, clock: Clock) -> None:
    first = desk.view()
    assert not desk.changed()
    assert desk.view() is first
    path = desk.folder / "thesis.toml"
    path.write_text(path.read_text().replace('stance = "long"', 'stance = "watch"'))
    assert desk.changed()
    assert desk.view().stance == "watch"
    assert not desk.changed()
    clock.now += timedelta(days=1)
    assert desk.changed()
    assert desk.view().today == date(2025, 12, 25)


def test_what_is_recorded_is_in_the_next_view(desk: Desk) -> None:
    entry = desk.note("visited a shop", Target("pillar", "hardware"))
    assert isinstance(entry.what, Note)
    hardware = next(pillar for pillar in desk.view().pillars if pillar.pillar.id == "hardware")
    assert [note.text for note in hardware.notes] == ["visited a shop"]


def test_another_programs_entries_arrive_as_changes_until_seen(desk: Desk, open_desk: Open, clock: Clock) -> None:
    clock.now += timedelta(minutes=5)
    text = (
        '[[entry]]\nat = 2025-12-24T09:31:00+00:00\nkind = "note"\ntext = "from the train"\n'
        'id = "20251224t093100000-trai-0001"\n'
    )
    (desk.folder / "journal" / "2025-12.trai.toml").write_text(text)
    changes = desk.view().changes
    assert any("from the train" in change.text for change in changes)
    desk.mark_seen([change.id for change in changes])
    assert desk.view().changes == ()
    assert open_desk().view().changes == ()


def test_marking_everything_as_seen(desk: Desk, clock: Clock) -> None:
    clock.now += timedelta(days=60)
    assert desk.view().changes
    desk.mark_seen()
    assert desk.view().changes == ()


def test_an_edited_milestone_keeps_a_window_left_as_typed(desk: Desk, clock: Clock) -> None:
    made = desk.add_milestone("Fab ready", "next 6 weeks")
    assert isinstance(made.what, Milestone)
    clock.now += timedelta(days=3)
    edited = desk.edit_milestone(made.object_id, "Fab is ready", made.what.window, pillar="chips")
    assert isinstance(edited.what, Milestone)
    assert (edited.what.earliest, edited.what.latest) == (made.what.earliest, made.what.latest)
    assert edited.object_id == made.object_id
    view = desk.milestone(made.object_id)
    assert (view.milestone.title, view.milestone.pillar) == ("Fab is ready", "chips")
    desk.undo()
    assert desk.milestone(made.object_id).milestone.title == "Fab ready"


def test_an_edited_level_of_an_article_keeps_its_source(desk: Desk) -> None:
    before = desk.level("support-148")
    desk.edit_level("support-148", "support", "146-149", why="nearer")
    after = desk.level("support-148")
    assert (str(after.level.low), str(after.level.high)) == ("146", "149")
    assert after.level.source == before.level.source
    assert len(after.moved) == 1


def test_a_close_typed_on_a_sunday_is_fridays(desk: Desk, clock: Clock) -> None:
    clock.now = datetime(2025, 12, 28, 12, 0, tzinfo=UTC)
    entry = desk.add_price("151", close=True)
    assert isinstance(entry.what, Price)
    assert (entry.what.day, entry.what.session) == (date(2025, 12, 26), "close")


def test_snoozing_an_overdue_milestone_takes_it_off_the_list(desk: Desk, clock: Clock) -> None:
    clock.now = datetime(2026, 6, 1, 9, 0, tzinfo=UTC)

    def asked() -> set[str]:
        return {item.target.id for item in desk.view().attention if item.kind == "milestone"}

    overdue = next(iter(asked()))
    desk.snooze(overdue, "next 2 weeks")
    assert overdue not in asked()
    clock.now += timedelta(days=20)
    assert overdue in asked()
    with pytest.raises(InputError) as refused:
        desk.snooze(overdue, "2026-01-01")
    assert refused.value.field == "until"


def test_settling_a_conflict_keeps_both_values(desk: Desk) -> None:
    conflict = next(other for other in desk.view().conflicts if other.state == "open")
    desk.settle(Target("conflict", conflict.id), "one is before tax")
    settled = next(other for other in desk.view().conflicts if other.id == conflict.id)
    assert settled.state == "settled"
    assert settled.settled_by == "one is before tax"
    assert len(settled.sides) == len(conflict.sides)


def test_a_criterion_on_a_metric_that_is_read_live_rests_on_its_readings_and_only_warns(desk: Desk) -> None:
    line = {"metric": "qwen-stars", "operator": ">=", "threshold": "20000"}
    with pytest.raises(InputError, match="can only warn"):
        desk.add_criterion("qwen", "kill", **line)  # type: ignore[arg-type]
    entry = desk.add_criterion("qwen", "warn", **line)  # type: ignore[arg-type]
    assert desk.criterion(entry.object_id).criterion.live
    desk.edit_criterion(entry.object_id, "qwen", "warn", **{**line, "threshold": "30000"})  # type: ignore[arg-type]
    assert desk.criterion(entry.object_id).criterion.live


def test_a_criterion_added_here_can_be_changed_here(desk: Desk) -> None:
    made = desk.add_criterion("cloud", "warn", metric="cloud-revenue-yoy", operator=">=", threshold="30 %")
    desk.edit_criterion(made.object_id, "cloud", "warn", metric="cloud-revenue-yoy", operator=">=", threshold="20 %")
    view = desk.criterion(made.object_id)
    assert str(view.criterion.threshold) == "20"
    assert len(view.moved) == 1
    written = desk.book().thesis.criterion[0]
    desk.edit_criterion(written.id, written.pillar, written.severity, milestone="fq3-results")
    assert desk.criterion(written.id).criterion.milestone == "fq3-results"


def test_where_things_are_written(desk: Desk) -> None:
    for target, wanted in (
        (Target("pillar", "cloud"), 'id = "cloud"'),
        (Target("level", "support-148"), 'id = "support-148"'),
        (Target("source", desk.view().sources[0].source.id), "format = 1"),
    ):
        path, line = desk.file_of(target)
        near = path.read_text().splitlines()[line - 1 : line + 10]
        assert any(wanted in text for text in near), target
    entry = desk.note("here")
    path, line = desk.file_of(Target("entry", entry.id))
    assert path.read_text().splitlines()[line - 1] == "[[entry]]"
    level = desk.add_level("support", "120")
    path, line = desk.file_of(Target("level", level.object_id))
    assert path.read_text().splitlines()[line - 1] == "[[entry]]"
    assert desk.file_of(Target("thesis", "baba"))[0].name == "thesis.toml"


def test_as_of_reads_and_refuses_to_write(open_desk: Open, places: Places) -> None:
    desk = open_desk(as_of=date(2025, 12, 23))
    assert desk.start() == ()
    assert desk.view().as_of == date(2025, 12, 23)
    assert desk.read_only_reason
    for write in (
        lambda: desk.note("x"),
        lambda: desk.add_price("1"),
        desk.undo,
        desk.mark_seen,
        lambda: desk.retire(Target("level", "support-148")),
    ):
        with pytest.raises(ReadOnlyError, match="--today"):
            write()
    assert not places.data.exists()
    assert not places.state.exists()


def test_files_of_a_newer_format_are_read_and_not_written(open_desk: Open) -> None:
    open_desk().start()
    desk = open_desk()
    path = desk.folder / "thesis.toml"
    path.write_text(path.read_text().replace("format = 1", "format = 2", 1))
    before = sorted((desk.folder / "journal").iterdir())
    assert desk.view().pillars
    with pytest.raises(ReadOnlyError):
        desk.note("x")
    assert sorted((desk.folder / "journal").iterdir()) == before


def test_a_start_that_cannot_write_shows_the_thesis_and_says_why(open_desk: Open, places: Places) -> None:
    places.state.write_text("in the way")
    desk = open_desk()
    texts = desk.start()
    assert any("state" in sentence for sentence in texts)
    assert desk.view().pillars
    assert "state" in desk.write_fault()
    with pytest.raises(StorageError):
        desk.note("x")
    places.state.unlink()
    assert desk.write_fault() == ""
    desk.note("once there is room")


def test_a_thesis_that_cannot_be_read_is_named(desk: Desk) -> None:
    (desk.folder / "thesis.toml").write_bytes(b"\x00\xff")
    with pytest.raises(FileError, match=r"thesis\.toml"):
        desk.view()


@pytest.mark.parametrize(
    ("write", "field"),
    [
        (lambda desk: desk.note(" "), "text"),
        (lambda desk: desk.add_milestone("", "q1 2026"), "title"),
        (lambda desk: desk.add_milestone("T", "soonish"), "window"),
        (lambda desk: desk.add_milestone("T", "q1 2026", odds="120"), "odds"),
        (lambda desk: desk.add_milestone("T", "q1 2026", pillar="nope"), "pillar"),
        (lambda desk: desk.add_level("floor", "1"), "type"),
        (lambda desk: desk.add_level("support", "x"), "zone"),
        (lambda desk: desk.add_level("support", "1", listing="X"), "listing"),
        (lambda desk: desk.add_price("x"), "value"),
        (lambda desk: desk.add_price("1", at="tomorrow"), "at"),
        (lambda desk: desk.observe("cloud-revenue-yoy", "x"), "value"),
        (lambda desk: desk.observe("cloud-revenue-yoy", "1", "x"), "period"),
        (lambda desk: desk.observe("nope", "1"), "metric"),
        (lambda desk: desk.add_evidence("x", stance="maybe"), "stance"),
        (lambda desk: desk.end_milestone("fq3-results", "won"), "outcome"),
        (lambda desk: desk.state_odds("fq3-results", "x"), "odds"),
        (lambda desk: desk.review("fine", 6), "conviction"),
        (lambda desk: desk.add_criterion("cloud", "fatal", metric="cloud-revenue-yoy", operator="<"), "severity"),
        (lambda desk: desk.add_criterion("cloud", "warn", metric="cloud-revenue-yoy", operator="!"), "operator"),
    ],
)
def test_a_fault_names_its_field_and_nothing_is_recorded(
    desk: Desk, write: Callable[[Desk], object], field: str
) -> None:
    before = len(desk.view().journal)
    with pytest.raises(InputError) as refused:
        write(desk)
    assert refused.value.field == field
    assert len(desk.view().journal) == before


@pytest.mark.parametrize(
    ("kind", "text", "found"),
    [
        ("pillar", "cloud", "cloud"),
        ("pillar", "H200", "chips"),
        ("pillar", "ADOPTION", "qwen"),
        ("milestone", "fq3", "fq3-results"),
        ("level", "support", "support-148"),
        ("listing", "9988", "9988.HK"),
    ],
)
def test_things_are_found_by_what_people_call_them(desk: Desk, kind: str, text: str, found: str) -> None:
    assert desk.find(kind, text) == found


@pytest.mark.parametrize(("kind", "text"), [("pillar", "o"), ("pillar", "zzz"), ("pillar", ""), ("level", "resist")])
def test_what_is_not_one_thing_lists_what_there_is(desk: Desk, kind: str, text: str) -> None:
    with pytest.raises(InputError) as refused:
        desk.find(kind, text)
    assert refused.value.field == kind
    assert "cloud" in str(refused.value) or "resistance" in str(refused.value)


def test_a_price_of_long_ago_is_no_start_for_its_move_since_a_look(desk: Desk, clock: Clock) -> None:
    clock.now += timedelta(days=300)
    desk.mark_seen()
    desk.add_price("140")
    assert desk.view().price_since_look is None
    desk.mark_seen()
    clock.now += timedelta(days=1)
    desk.add_price("147")
    assert desk.view().price_since_look == 5


def test_what_was_taken_back_is_no_news(desk: Desk, clock: Clock) -> None:
    before = clock.now
    clock.now += timedelta(days=1)
    desk.note("a slip of the pen")
    clock.now += timedelta(minutes=1)
    desk.undo()
    clock.now += timedelta(minutes=1)
    desk.note("what was meant")
    news = [change.text for change in desk.view_since(before).changes]
    assert "what was meant" in news
    assert not [text for text in news if "slip" in text or "undid " in text]


def test_a_statement_said_on_the_screen_stands_until_the_file_says_another(desk: Desk) -> None:
    path = desk.folder / "thesis.toml"
    text = path.read_bytes()
    written = desk.view().statement
    desk.state("It lends  shops the cloud")
    desk.state("It lends shops the cloud,\nand they stay")
    assert desk.view().statement == "It lends shops the cloud, and they stay"
    assert path.read_bytes() == text
    assert "statement: It lends shops the cloud" in desk.undo()
    assert desk.view().statement == "It lends shops the cloud"
    path.write_bytes(text.replace(written.encode(), b"By hand"))
    assert desk.changed()
    assert desk.view().statement == "By hand"
    desk.state("On the screen again")
    assert desk.view().statement == "On the screen again"
    with pytest.raises(InputError, match="statement is empty"):
        desk.state(" ")


def test_a_price_that_looks_like_a_slip_is_taken_from_one_who_is_sure(open_desk: Open) -> None:
    desk = open_desk()
    with pytest.raises(DoubtError, match=r"1500\.00 USD is \+901 % from the last price, 149\.80 USD"):
        desk.add_price("1500")
    assert desk.view().price is not None
    assert desk.add_price("1500", sure=True).kind == "price"
    assert desk.add_price("20", at="2014-09-19").kind == "price"
