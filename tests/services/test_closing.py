"""The end of a thesis: what is kept of it, what is refused after it, what is counted, and that nothing is lost."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

import pytest

from tests.rules.rule_books import THRESHOLD, BookBuilder
from tests.services.test_decided import NOON, desk_on
from tests.storage.samples import make
from tests.tui.app_driver import home
from thesis_tui.errors import InputError, ReadOnlyError
from thesis_tui.model.enums import ThesisOutcome
from thesis_tui.model.journal import Close
from thesis_tui.model.view import Target
from thesis_tui.pages.closing import closed_facts
from thesis_tui.rules.closing import closed_record
from thesis_tui.rules.review import open_items
from thesis_tui.services.closing import TypedClose
from thesis_tui.services.decisions import TypedDecision
from thesis_tui.services.deleting import delete
from thesis_tui.services.desk import Desk
from thesis_tui.services.inbox import Inbox
from thesis_tui.services.theses import Theses
from thesis_tui.storage.paths import Places
from thesis_tui.storage.settings import Settings

END = TypedClose("wrong", "a price war", "margins fell first", "halve at a warn line", {"sales": "false"})


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    places = home(tmp_path)
    make(places.data / "acme")
    return desk_on(places)


def test_a_closed_thesis_keeps_what_stood_and_needs_nothing(desk: Desk) -> None:
    desk.review("it goes on", 4)
    assert desk.view().attention
    entry = desk.close(END)
    assert isinstance(entry.what, Close)
    view = desk.view()
    assert (entry.what.statement, entry.what.conviction, entry.what.verdict) == (view.statement, 4, view.verdict)
    assert view.closed is not None
    assert [(pillar.title, pillar.outcome) for pillar in view.closed.pillars] == [("Sales", "false")]
    assert (view.attention, open_items(view)) == ((), ())


def test_undo_takes_the_closing_back_and_reopening_is_an_entry_of_its_own(desk: Desk) -> None:
    desk.close(END)
    desk.undo()
    assert desk.view().closed is None
    desk.redo()
    assert desk.view().closed is not None
    desk.archive()
    closed = desk.view().closed
    assert closed is not None
    assert closed.archived
    desk.reopen("it was not over")
    assert desk.view().closed is None
    assert [line.text for line in desk.view().journal][:2] == ["opened again, it was not over", "put into the archive"]


def test_nothing_but_notes_is_recorded_in_a_closed_thesis(desk: Desk) -> None:
    desk.close(END)
    records = (
        lambda: desk.add_price("148"), lambda: desk.state_odds("launch", "5"),
        lambda: desk.record_decision(TypedDecision("sold", "late")), lambda: desk.retire(Target("level", "floor")),
    )  # fmt: skip
    for record in records:
        with pytest.raises(ReadOnlyError, match="thesis-tui reopen opens it again"):
            record()
    desk.note("they were bought by a rival")
    with pytest.raises(InputError, match="was closed on 30 Nov 2026 already, as wrong"):
        desk.close(END)


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        (END._replace(outcome="great"), "outcome"),
        (END._replace(surprise=" "), "surprise"),
        (END._replace(lesson=""), "lesson"),
        (END._replace(pillars={"nothing": "true"}), "pillar"),
        (END._replace(pillars={"sales": "maybe"}), "pillar"),
    ],
)
def test_what_is_left_out_or_not_understood_is_said(desk: Desk, typed: TypedClose, field: str) -> None:
    with pytest.raises(InputError) as refused:
        desk.close(typed)
    assert refused.value.field == field
    assert desk.view().closed is None


def test_what_is_not_closed_is_neither_reopened_nor_archived_nor_deleted(desk: Desk) -> None:
    for act in (desk.reopen, desk.archive, lambda: delete(desk, "Acme")):
        with pytest.raises(InputError, match="it is not closed"):
            act()


def test_deleting_wants_the_name_and_moves_the_folder_whole(desk: Desk) -> None:
    desk.close(END)
    before = sorted(path.relative_to(desk.folder) for path in desk.folder.rglob("*"))
    with pytest.raises(InputError, match='type its name to delete it: "Acme"'):
        delete(desk, "acne")
    place = delete(desk, " ACME ")
    assert place == desk.places.data / "deleted" / "2026-11-30-acme"
    assert sorted(path.relative_to(place) for path in place.rglob("*")) == before
    make(desk.places.data / "acme")
    other = desk_on(desk.places, minutes=5)
    other.close(END)
    assert delete(other, "acme").name == "2026-11-30-acme.2"


def test_closed_theses_are_listed_last_and_archived_ones_only_when_asked_for(desk: Desk) -> None:
    make(desk.places.data / "beta")
    desk.close(END)
    theses = Theses(places=desk.places, settings=Settings(), clock=lambda: NOON)
    assert [summary.id for summary in theses.summaries(bundled=False)] == ["beta", "acme"]
    desk.archive()
    assert [summary.id for summary in theses.summaries(bundled=False)] == ["beta"]
    assert [summary.id for summary in theses.summaries(archived=True, bundled=False)] == ["beta", "acme"]


def test_a_thesis_closed_on_another_machine_meanwhile_loses_nothing_and_both_agree(tmp_path: Path) -> None:
    places = home(tmp_path / "one")
    make(places.data / "acme")
    item = desk_on(places)
    other = home(tmp_path / "two")
    two = desk_on(Places(data=places.data, config=other.config, state=other.state, cache=other.cache), "bbbb", 5)
    item.close(END)
    journal = sorted((places.data / "acme" / "journal").glob("*.aaaa.toml"))[-1]
    whole = journal.read_bytes()
    journal.unlink()  # the sync has not come yet
    two.state_odds("launch", "30")
    two.close(END._replace(outcome="right", lesson="patience"))
    journal.write_bytes(whole)
    first, second = item.view().closed, two.view().closed
    assert first is not None
    assert first == second
    assert first.close.outcome == "right"  # the newer word; the other one stays in the journal
    assert sum(line.kind == "close" for line in item.view().journal) == 2
    assert item.view().milestones[0].latest_odds == 30


def ended(outcome: ThesisOutcome, template: str, conviction: int | None) -> BookBuilder:
    book = BookBuilder(THRESHOLD)
    book.add("close", outcome=outcome, template=template, conviction=conviction)
    return book


def test_how_often_one_was_right_is_counted_by_template_and_conviction_and_not_judged_below_twenty() -> None:
    books = [ended("right", "growth", 5), ended("wrong", "growth", 5), ended("right", "", None),
             ended("undecided", "growth", 2)]  # fmt: skip
    views = [view for book in books if (view := book.view("2026-02-02").closed) is not None]
    record = closed_record(views)
    assert record.all.counts == {"right": 2, "wrong": 1, "undecided": 1}
    assert record.all.decided == 3
    assert {tally.name: tally.counts for tally in record.by_template} == {
        "growth": {"right": 1, "wrong": 1, "undecided": 1}, "no template known": {"right": 1},
    }  # fmt: skip
    assert {tally.name: tally.decided for tally in record.by_conviction} == {
        "conviction 5": 2, "conviction 2": 0, "no conviction stated": 1,
    }  # fmt: skip
    assert "too few" in record.verdict
    many = closed_record(views[:1] * 15 + views[1:2] * 5)
    assert many.verdict == "right in 15 of 20, which is 53 to 89 % but for chance"


def test_a_look_at_the_day_before_shows_it_open(desk: Desk) -> None:
    desk.close(END)
    past = Desk(places=desk.places, settings=Settings(), thesis="acme", clock=lambda: NOON,
                as_of=(NOON - timedelta(days=1)).date())  # fmt: skip
    assert past.view().closed is None


def test_an_article_for_the_inbox_is_refused_as_any_entry_is(desk: Desk) -> None:
    desk.close(END)
    with pytest.raises(ReadOnlyError, match="was closed on"):
        Inbox(desk).put("the firm said that sales rose 12 % in the quarter")
    assert not (desk.folder / "inbox").exists()


def test_the_price_of_a_post_mortem_is_written_as_prices_of_its_listing_are(desk: Desk) -> None:
    for path in desk.folder.rglob("*.toml"):
        path.write_text(path.read_text("utf-8").replace('"USD"', '"GBX"'), "utf-8")
    desk.add_price("385", sure=True)
    desk.close(END)
    view = desk.view()
    assert view.closed is not None
    assert "price 385p" in dict(closed_facts(view, view.closed))["stood"]


def test_of_two_programs_that_close_it_at_once_the_second_is_told_that_it_is_closed(tmp_path: Path) -> None:
    places = home(tmp_path)
    make(places.data / "acme")
    first, second = desk_on(places), desk_on(places)
    assert first.view().closed is None
    assert second.view().closed is None, "both have it open"
    first.close(END)
    with pytest.raises(InputError, match=r"it was closed on .* already, as wrong"):
        second.close(END._replace(outcome="right"))
    first.reopen("it is not over")
    with pytest.raises(InputError, match="it is not closed"):
        second.reopen("it is not over")
    first.end_milestone("launch", "hit")
    with pytest.raises(InputError, match="has ended"):
        second.end_milestone("launch", "missed")
    kinds = [entry.kind for entry in desk_on(places).book().entries]
    assert (kinds.count("close"), kinds.count("reopen"), kinds.count("outcome")) == (1, 1, 1)


def test_what_two_programs_mark_as_seen_at_once_is_seen_in_both(tmp_path: Path) -> None:
    places = home(tmp_path)
    make(places.data / "acme")
    other = Places(data=places.data, config=places.config, state=tmp_path / "elsewhere", cache=places.cache)
    first, second, writer = desk_on(places), desk_on(places), desk_on(other, "bbbb", 5)
    first.start()
    notes = [writer.note(f"note {number}").id for number in range(2)]
    assert {change.id for change in first.view().changes} >= set(notes)
    assert {change.id for change in second.view().changes} >= set(notes)
    with ThreadPoolExecutor(2) as pool:
        list(pool.map(lambda pair: pair[0].mark_seen([pair[1]]), ((first, notes[0]), (second, notes[1]))))
    assert not {change.id for change in desk_on(places).view().changes} & set(notes)
