"""The inbox: what waits, what it proposes, and decisions that can be taken back."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path

import pytest

from thesis_tui.errors import FileError, InputError, ReadOnlyError, ThesisError
from thesis_tui.model.journal import Drop
from thesis_tui.model.view import Target
from thesis_tui.services.desk import Desk
from thesis_tui.services.inbox import Inbox, Opened
from thesis_tui.storage.paths import Places
from thesis_tui.storage.settings import Settings

NOW = datetime(2026, 3, 1, 12, 0, tzinfo=UTC)
TEXT = (
    "Alibaba finds support in New York\n2026-02-20\n\n"
    "Alibaba shares closed at $152.40 on Thursday. Support is seen at $148, resistance at $158–160. "
    "Cloud revenue grew 36% in the quarter ended December 31, 2025. "
    "The next results are scheduled for May 2026. Tencent traded at HK$610.\n"
)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    places = Places(tmp_path / "data", tmp_path / "config.toml", tmp_path / "state", tmp_path / "cache")
    ticks = count()
    desk = Desk(places=places, settings=Settings(), clock=lambda: NOW + timedelta(seconds=next(ticks)))
    desk.start()
    return desk


@pytest.fixture
def inbox(desk: Desk) -> Inbox:
    return Inbox(desk)


def kinds(opened: Opened, decision: str) -> list[str]:
    return [item.offer.kind for item in opened.considered if item.decision == decision]


def test_a_file_put_there_waits_and_is_on_the_view_until_it_is_closed(desk: Desk, inbox: Inbox) -> None:
    folder = desk.folder / "inbox"
    folder.mkdir()
    (folder / "a.txt").write_text(TEXT, "utf-8")
    (folder / ".hidden.txt").write_text(TEXT, "utf-8")
    (folder / "b.txt.part").write_text(TEXT, "utf-8")
    (folder / "linked.txt").symlink_to(folder / "a.txt")
    assert desk.view().inbox == ("a.txt",)
    assert [attention.text for attention in desk.view().attention if attention.kind == "inbox"] == [
        "1 article waiting in the inbox"
    ]
    assert [file.name for file in inbox.files()] == ["a.txt"]
    inbox.close("a.txt")
    assert desk.view().inbox == ()
    assert (folder / "read" / "a.txt").read_text("utf-8") == TEXT


def test_nothing_is_in_the_thesis_before_it_is_kept(desk: Desk, inbox: Inbox) -> None:
    before = desk.view()
    opened = inbox.open(inbox.put(TEXT))
    assert kinds(opened, "open") == ["level", "level", "price", "observation", "milestone"]
    after = desk.view()
    assert (after.levels, after.prices, after.milestones) == (before.levels, before.prices, before.milestones)
    assert len(after.sources) == len(before.sources)


def test_what_is_kept_has_its_words_and_its_source(desk: Desk, inbox: Inbox) -> None:
    name = inbox.put(TEXT)
    opened = inbox.open(name)
    figure = next(item.offer for item in opened.considered if item.offer.kind == "observation")
    inbox.keep(name, [figure])
    observation = next(
        other for other in desk.metric("cloud-revenue-yoy").observations if other.observation.proposal == figure.id
    )
    assert "36%" in observation.observation.quote
    start, end = (int(part) for part in observation.observation.proposal.split("-")[-2:])
    source = next(other for other in desk.view().sources if other.source.id == observation.origin.id)
    text = (desk.folder / "sources" / f"{source.source.id}.txt").read_text("utf-8")
    assert text[start:end] == observation.observation.quote
    assert source.observations == 1
    assert source.source.source.title == "Alibaba finds support in New York"
    assert kinds(inbox.open(name), "kept") == ["observation"]


def test_decisions_are_taken_back_and_brought_back_as_they_were_made(desk: Desk, inbox: Inbox) -> None:
    name = inbox.put(TEXT)
    levels = [item.offer for item in inbox.open(name).considered if item.offer.kind == "level"]
    price = next(item.offer for item in inbox.open(name).considered if item.offer.kind == "price")
    before = len(desk.view().levels)
    inbox.keep(name, levels)
    inbox.drop(name, [price])
    assert len(desk.view().levels) == before + 2
    assert kinds(inbox.open(name), "dropped") == ["price"]
    desk.undo()
    assert kinds(inbox.open(name), "dropped") == []
    assert desk.undo() == "2 proposals"
    assert len(desk.view().levels) == before
    assert kinds(inbox.open(name), "kept") == []
    assert desk.redo() == "2 proposals"
    assert len(desk.view().levels) == before + 2
    assert kinds(inbox.open(name), "kept") == ["level", "level"]


def test_another_clock_and_program_sees_what_was_decided(desk: Desk, inbox: Inbox) -> None:
    name = inbox.put(TEXT)
    inbox.drop(name, [item.offer for item in inbox.open(name).considered][:2])
    other = Desk(places=desk.places, settings=Settings(), clock=lambda: NOW)
    assert Inbox(other).open(name).counted("dropped") == 2
    assert sum(isinstance(entry.what, Drop) for entry in other.book().entries) == 2


def test_the_same_text_again_knows_what_was_decided(desk: Desk, inbox: Inbox) -> None:
    name = inbox.put(TEXT)
    inbox.keep(name, [inbox.open(name).considered[0].offer])
    again = inbox.put(TEXT.replace("\n", "\r\n"), "again.txt")
    assert inbox.open(again).source == inbox.open(name).source
    assert inbox.open(again).counted("kept") == 1


def test_how_a_proposal_stands_to_what_is_known(desk: Desk, inbox: Inbox) -> None:
    desk.observe("cloud-revenue-yoy", "31 %", "quarter ended December 31, 2025")
    desk.add_level("resistance", "159")
    opened = inbox.open(inbox.put(TEXT))
    stands = {
        item.offer.kind: item.match for item in opened.considered if item.offer.quote != "Support is seen at $148"
    }
    assert stands["observation"].how == "differs"
    assert "31 %" in stands["observation"].words
    assert stands["level"].how == "known"
    assert stands["price"].how == "new"


def test_retiring_the_source_takes_what_was_kept_of_it(desk: Desk, inbox: Inbox) -> None:
    name = inbox.put(TEXT)
    figure = next(item.offer for item in inbox.open(name).considered if item.offer.kind == "observation")
    inbox.keep(name, [figure])
    source = inbox.open(name).source
    shown = len(desk.metric("cloud-revenue-yoy").observations)
    desk.retire(Target("source", source))
    assert len(desk.metric("cloud-revenue-yoy").observations) == shown - 1
    desk.undo()
    assert len(desk.metric("cloud-revenue-yoy").observations) == shown


def test_a_day_corrected_by_hand_dates_what_is_kept_after_it(desk: Desk, inbox: Inbox) -> None:
    name = inbox.put(TEXT.replace("2026-02-20", "an undated day"))
    price = next(item.offer for item in inbox.open(name).considered if item.offer.kind == "price")
    inbox.drop(name, [price])
    path = desk.folder / "sources" / f"{inbox.open(name).source}.toml"
    path.write_text(path.read_text("utf-8").replace('"unknown"\n', '"printed"\npublished = 2026-02-20\n'), "utf-8")
    opened = Inbox(desk).open(name)
    assert str(opened.published) == "2026-02-20"


@pytest.mark.parametrize(
    ("name", "data", "words"),
    [
        ("scan.txt", b"\x00\x01\x02\x03" * 50, "binary"),
        ("empty.txt", b"  \n", "no text"),
        ("large.txt", b"a b " * 1_300_000, "5 MB"),
    ],
)
def test_what_cannot_be_read_says_why(desk: Desk, inbox: Inbox, name: str, data: bytes, words: str) -> None:
    (desk.folder / "inbox").mkdir()
    (desk.folder / "inbox" / name).write_bytes(data)
    with pytest.raises(ThesisError, match=words):
        inbox.open(name)
    fault = inbox.known(name)
    assert isinstance(fault, ThesisError)
    assert words in str(fault)
    assert desk.view().pillars


def test_no_name_leads_out_of_the_folder(desk: Desk, inbox: Inbox) -> None:
    from thesis_tui.storage.inbox import read_inbox_file

    folder = os.fspath(desk.folder)
    (desk.folder / "inbox").mkdir()
    (desk.folder / "inbox" / "link.txt").symlink_to(desk.folder / "thesis.toml")
    os.mkfifo(desk.folder / "inbox" / "pipe.txt")
    for name in ("../thesis.toml", "link.txt", "pipe.txt", "..", ""):
        with pytest.raises(FileError):
            read_inbox_file(folder, name, 100)


@pytest.mark.parametrize(
    "put", [lambda item: item.put("some text of an article"), lambda item: item.put_file("a.txt", b"x")]
)
def test_a_day_gone_by_takes_nothing_in(desk: Desk, put: Callable[[Inbox], str]) -> None:
    then = Desk(places=desk.places, settings=Settings(), clock=lambda: NOW, as_of=NOW.date())
    with pytest.raises(ReadOnlyError):
        put(Inbox(then))
    assert Inbox(then).files() == ()


def test_what_lacks_something_is_kept_only_as_the_user_says_it(desk: Desk, inbox: Inbox) -> None:
    name = inbox.put("Alibaba news\n2026-02-20\n\nJefferies has a price target of £170 on Alibaba.\n")
    offer = next(item.offer for item in inbox.open(name).considered if item.offer.what is None)
    with pytest.raises(InputError, match="e to edit it"):
        inbox.keep(name, [offer])
    with inbox.keeping(name, offer):
        desk.add_level("target", "225", "BABA", by="Jefferies")
    level = next(other for other in desk.view().levels if other.level.proposal == offer.id)
    assert level.level.source == inbox.open(name).source
    assert offer.id in {item.offer.id for item in inbox.open(name).considered if item.decision == "kept"}
    desk.add_level("target", "226", "BABA")
    assert next(other for other in desk.view().levels if other.level.low == 226).level.proposal == ""


def test_a_source_keeps_its_number_when_another_comes_on_the_same_day(desk: Desk, inbox: Inbox) -> None:
    texts = (TEXT, TEXT.replace("Alibaba finds support", "A morning of Alibaba").replace("02-20", "02-11"))
    for text in texts:
        name = inbox.put(text)
        inbox.drop(name, [item.offer for item in inbox.open(name).considered])
        inbox.close(name)
    titles = [
        source.source.source.title for source in sorted(desk.view().sources, key=lambda other: other.source.number)
    ]
    assert titles[-2:] == ["Alibaba finds support in New York", "A morning of Alibaba in New York"]


UNMEASURED = (
    "Alibaba results\n2026-02-20\n\nAlibaba's gross margin was 41% in the quarter ended December 31, 2025. "
    "Its gross margin was 39% in the quarter ended September 30, 2025. Inventory was 21 billion yuan.\n"
)


def test_a_figure_of_no_metric_makes_one_of_its_standard_name_and_unit(desk: Desk, inbox: Inbox) -> None:
    name = inbox.put(UNMEASURED)
    first, second, third = inbox.open(name).considered
    assert {item.offer.fault for item in (first, second, third)} == {"no matching metric"}
    assert inbox.keep_as_new_metric(name, first.offer) == "Gross margin"
    made = next(item for item in desk.book().thesis.metric if item.title == "Gross margin")
    assert (made.unit, made.measures, made.change) == ("%", "period", False)
    view = next(item for item in desk.view().metrics if item.metric.id == made.id)
    assert [item.observation.value for item in view.observations] == [41]
    first, second, third = inbox.open(name).considered
    assert (first.decision, second.offer.fault, third.offer.fault) == ("kept", "", "no matching metric")


def test_a_sum_in_another_currency_says_so_and_makes_a_metric_of_its_own(desk: Desk, inbox: Inbox) -> None:
    desk.amending.add_metric("Inventory", "USD", None, {"measures": "instant"})
    name = inbox.put(UNMEASURED)
    figure = inbox.open(name).considered[2]
    assert figure.offer.fault == "Inventory is in USD here, not in CNY"
    assert inbox.keep_as_new_metric(name, figure.offer) == "Inventory in CNY"
    stored = inbox.open(name).considered[2].accepted
    made = next(item for item in desk.book().thesis.metric if item.title == "Inventory in CNY")
    assert (made.unit, getattr(stored, "metric", "")) == ("CNY", made.id)


def test_one_undo_takes_back_a_new_metric_with_its_figure(desk: Desk, inbox: Inbox) -> None:
    name = inbox.put(UNMEASURED)
    inbox.keep_as_new_metric(name, inbox.open(name).considered[2].offer)
    assert any(item.title == "Inventory" and item.unit == "CNY" for item in desk.book().thesis.metric)
    desk.undo()
    assert not any(item.title == "Inventory" for item in desk.book().thesis.metric)
    assert inbox.open(name).waiting == 3


def test_a_figure_with_a_metric_makes_no_new_one(inbox: Inbox) -> None:
    name = inbox.put(TEXT)
    figure = next(item for item in inbox.open(name).considered if item.offer.kind == "observation")
    with pytest.raises(InputError, match="no metric here measures"):
        inbox.keep_as_new_metric(name, figure.offer)


GUIDED = (
    "Alibaba guides\n2026-02-20\n\nAlibaba expects gross margin of 40% to 42% in the quarter ending March 31, 2026.\n"
)


def test_guidance_that_is_kept_is_a_milestone_which_the_figure_that_comes_ends(desk: Desk, inbox: Inbox) -> None:
    name = inbox.put(GUIDED)
    figure = next(item for item in inbox.open(name).considered if item.offer.kind == "observation")
    inbox.keep_as_new_metric(name, figure.offer)
    (promise,) = (item for item in desk.view().milestones if item.milestone.promise)
    assert (promise.milestone.title, promise.state) == (
        "Gross margin of 40–42 % as guided for quarter ending March 31, 2026", "upcoming",
    )  # fmt: skip
    metric = next(item.id for item in desk.book().thesis.metric if item.title == "Gross margin")
    desk.observe(metric, "38.5 %", "quarter ending 31 march 2026")
    (promise,) = (item for item in desk.view().milestones if item.milestone.promise)
    assert (promise.state, promise.outcome_note) == ("missed", "guided 40–42 %, came 38.5 %")


RAISED = (
    "Alibaba: target raised\n2026-02-20\n\n"
    "Morgan Stanley raised its price target on Alibaba to $200 from $180. Its bull case is a target of $240.\n"
)
OLDER = "Alibaba: an early note\n2026-01-10\n\nMorgan Stanley raised its price target on Alibaba to $180 from $170.\n"


def targets(desk: Desk, by: str = "Morgan Stanley") -> list[int]:
    return [int(view.level.low) for view in desk.view().levels if view.level.by == by and not view.retired]


def test_an_analysts_new_target_takes_the_place_of_the_one_before_and_undo_brings_that_back(
    desk: Desk, inbox: Inbox
) -> None:
    for text in (OLDER, RAISED):
        name = inbox.put(text)
        item = next(item for item in inbox.open(name).considered if item.offer.kind == "level")
        inbox.keep(name, [item.offer])
    assert item.match.how == "replaces"
    assert item.match.words.startswith("replaces 180.00 of Morgan Stanley")
    assert targets(desk) == [200]
    desk.undo()
    assert targets(desk) == [180]


def test_an_older_article_read_late_does_not_retire_the_target_in_force(desk: Desk, inbox: Inbox) -> None:
    for text in (RAISED, OLDER):
        name = inbox.put(text)
        item = next(item for item in inbox.open(name).considered if item.offer.kind == "level")
        inbox.keep(name, [item.offer])
    assert item.match.how == "new"
    assert targets(desk) == [200, 180]


def test_what_a_target_was_before_is_not_asked_about(inbox: Inbox) -> None:
    opened = inbox.open(inbox.put(OLDER))
    assert [(item.offer.kind, item.offer.fault) for item in opened.considered] == [("level", "")]
    assert opened.waiting == 1


def keep_figure(inbox: Inbox, text: str, *, new: bool = False) -> str:
    """Keeps the figure of a text; how it stood to what was known."""
    name = inbox.put(text)
    item = next(item for item in inbox.open(name).considered if item.offer.kind == "observation")
    if new:
        inbox.keep_as_new_metric(name, item.offer)
    else:
        inbox.keep(name, [item.offer])
    return item.match.words


def test_guidance_that_is_raised_says_its_milestone_anew_and_the_same_twice_is_known(desk: Desk, inbox: Inbox) -> None:
    keep_figure(inbox, GUIDED, new=True)
    raised = GUIDED.replace("2026-02-20", "2026-02-26").replace("40% to 42%", "43% to 44%")
    keep_figure(inbox, raised)
    repeated = (
        GUIDED.replace("guides", "repeats").replace("2026-02-20", "2026-02-27").replace("40% to 42%", "43% to 44%")
    )
    assert keep_figure(inbox, repeated).startswith("guided already: 43–44 %")
    (promise,) = (item for item in desk.view().milestones if item.milestone.promise)
    assert promise.milestone.title.startswith("Gross margin of 43–44 % as guided")
    metric = next(item.id for item in desk.book().thesis.metric if item.title == "Gross margin")
    desk.observe(metric, "41 %", "quarter ending 31 march 2026")
    (promise,) = (item for item in desk.view().milestones if item.milestone.promise)
    assert (promise.state, promise.outcome_note) == ("missed", "guided 43–44 %, came 41 %")


def test_guidance_of_before_that_is_read_late_leaves_the_milestone_as_it_is(desk: Desk, inbox: Inbox) -> None:
    keep_figure(inbox, GUIDED, new=True)
    keep_figure(inbox, GUIDED.replace("2026-02-20", "2026-01-15").replace("40% to 42%", "38% to 39%"))
    (promise,) = (item for item in desk.view().milestones if item.milestone.promise)
    assert promise.milestone.title.startswith("Gross margin of 40–42 %")


def test_the_same_article_waits_once(inbox: Inbox) -> None:
    first = inbox.put(TEXT)
    assert inbox.put(TEXT) == first
    assert inbox.put(f"{TEXT}\nAnd more.\n") != first
    assert len(inbox.files()) == 2
