"""What is new since the last look, and that a look ends it."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from msgspec.structs import replace

from tests.rules.rule_books import THRESHOLD, BookBuilder, criterion, day, judge
from thesis_tui.model.book import Book
from thesis_tui.model.objects import Criterion, Evidence
from thesis_tui.rules.seen_state import look_now, look_with


def _texts(builder: BookBuilder, today: str, since: str, writer: str = "mine") -> list[str]:
    look = look_now(judge(_until(builder, since), since))
    return [change.text for change in judge(_until(builder, today), today, look, writer=writer).changes]


def _until(builder: BookBuilder, today: str) -> Book:
    book = builder.book()
    return replace(
        book,
        entries=tuple(entry for entry in book.entries if entry.at.date() <= day(today)),
        sources=tuple(source for source in book.sources if source.source.visible_from <= day(today)),
    )


def test_the_first_look_starts_with_none() -> None:
    builder = BookBuilder(THRESHOLD)
    builder.milestone("listed", "2026-02-01", "2026-02-28")
    view = builder.view("2026-03-10")
    assert (view.changes, view.looked, view.price_since_look) == ((), None, None)


def test_windows_that_open_and_close_are_news() -> None:
    builder = BookBuilder()
    builder.milestone("first figure", "2026-01-10", "2026-01-20")
    builder.milestone("both list", "2026-01-25", "2026-02-20")
    assert _texts(builder, "2026-01-26", "2026-01-15") == ["first figure is overdue", "both list is due"]
    look = look_now(builder.view("2026-01-26"))
    assert builder.view("2026-01-27", look).changes == ()


def test_a_milestone_typed_after_the_look_is_no_news_until_its_window_opens() -> None:
    builder = BookBuilder()
    look = look_now(builder.view("2026-01-05"))
    builder.milestone("listed", "2026-01-06", "2026-01-20", at="2026-01-06")
    assert builder.view("2026-01-07", look).changes == ()
    (change,) = builder.view("2026-01-22", look).changes
    assert (change.text, change.at.date(), change.place) == ("listed is overdue", day("2026-01-21"), "Cloud")


def test_criteria_that_changed_state_are_told_in_the_past_tense() -> None:
    builder = BookBuilder(replace(THRESHOLD, max_age_days=120))
    builder.quarter("34", "q1")
    builder.quarter("9", "q2", at="2026-08-01")
    assert _texts(builder, "2026-08-02", "2026-04-10") == ["cloud revenue YoY fell below its kill threshold, 15 %"]
    assert _texts(builder, "2026-07-31", "2026-04-10") == ["cloud revenue YoY is older than the 120 days allowed"]
    look = look_now(builder.view("2026-08-02"))
    builder.quarter("20", "q3", at="2026-11-01")
    (change,) = builder.view("2026-11-02", look).changes
    assert (change.text, change.kind) == ("cloud revenue YoY came back above its kill threshold, 15 %", "criterion")


def test_two_criteria_of_one_metric_are_told_apart() -> None:
    warns = replace(THRESHOLD, id="warn", severity="warn", threshold=Decimal(20))
    builder = BookBuilder(THRESHOLD, warns)
    builder.quarter("34", "q1")
    builder.quarter("10", "q1", at="2026-05-01")
    texts = _texts(builder, "2026-05-02", "2026-04-10")
    assert [text.partition(": ")[0] for text in texts if "can no longer" in text] == [
        "cloud revenue YoY can no longer be compared with its kill threshold, 15 %",
        "cloud revenue YoY can no longer be compared with its warn threshold, 20 %",
    ]
    old = BookBuilder(replace(THRESHOLD, max_age_days=120), replace(warns, max_age_days=120))
    old.quarter("34", "q1")
    assert _texts(old, "2026-07-31", "2026-04-10") == [
        "cloud revenue YoY is older than the 120 days allowed by its kill criterion",
        "cloud revenue YoY is older than the 120 days allowed by its warn criterion",
    ]


def test_levels_touched_broken_and_neared_are_each_told_once() -> None:
    builder = BookBuilder()
    builder.level("support", "148")
    builder.close("160", "2026-01-02")
    look = look_now(builder.view("2026-01-03"))
    builder.close("150", "2026-01-05")
    view = builder.view("2026-01-05", look)
    assert [other.text for other in view.changes] == ["price came within 2 % of support 148.00"]
    assert view.price_since_look == Decimal("-6.25")
    look = look_now(view)
    assert builder.view("2026-01-05", look).changes == ()
    builder.close("147", "2026-01-06")
    builder.close("146", "2026-01-07")
    (change,) = builder.view("2026-01-08", look).changes
    assert (change.text, change.at.date(), change.urgency) == ("closed below support 148.00", day("2026-01-06"), 1)
    look = look_now(builder.view("2026-01-08", look))
    assert builder.view("2026-01-09", look).changes == ()
    builder.close("155", "2026-01-09")
    assert [other.text for other in builder.view("2026-01-09", look).changes] == [
        "reclaimed support 148.00, closed back above it"
    ]


def test_only_another_machine_s_entries_are_news_even_when_they_come_late() -> None:
    builder = BookBuilder()
    look = look_now(builder.view("2026-01-05"))
    builder.add("note", "2026-01-06", text="my own", pillar="cloud")
    builder.writer = "desk"
    late = builder.add("note", "2026-01-03", text="written before the look", pillar="cloud")
    seen = builder.add("evidence", "2026-01-06", text="Amap joins", stance="supports", pillar="cloud")
    gone = builder.add("note", "2026-01-06", text="undone", pillar="cloud")
    builder.retract(gone, "2026-01-06")
    view = builder.view("2026-01-07", look)
    told = {
        change.id: (change.kind, change.text, change.place) for change in view.changes if "undid " not in change.text
    }
    assert told == {
        late: ("entry", "written before the look", "Cloud"),
        seen: ("evidence", "supports: Amap joins", "Cloud"),
    }


def test_sources_evidence_in_them_and_conflicts_are_news() -> None:
    builder = BookBuilder()
    builder.source("old", evidence=(Evidence(id="e1", text="known", stance="supports", pillar="cloud"),))
    builder.quarter("34", "q1")
    look = look_now(builder.view("2026-01-05"))
    builder.source("new", "2026-01-06", short="A short title")
    more = Evidence(id="e2", text="added by hand", stance="weakens", pillar="cloud")
    old = builder.sources[0]
    builder.sources[0] = replace(old, source=replace(old.source, evidence=(*old.source.evidence, more)))
    builder.quarter("26", "q1", at="2026-01-06")
    assert [change.text for change in builder.view("2026-01-07", look).changes] == [
        "sources now differ: cloud revenue YoY: +34 % or +26 %",
        "article added: A short title",
        "weakens: added by hand",
    ]


def test_a_goalpost_moved_by_hand_is_news_once() -> None:
    builder = BookBuilder(THRESHOLD)
    builder.add(
        "criterion", replaces="kill", pillar="cloud", severity="kill", since=day("2026-01-01"), metric="growth",
        operator=">=", threshold=Decimal(15),
    )  # fmt: skip
    look = look_now(builder.view("2026-01-05"))
    builder.thesis = replace(builder.thesis, criterion=(replace(THRESHOLD, threshold=Decimal(10)),))
    view = builder.view("2026-01-06", look)
    assert [change.text for change in view.changes] == ["cloud revenue YoY: kill threshold moved from 15 % to 10 %"]
    assert builder.view("2026-01-06", look_now(view)).changes == ()


def test_some_can_be_marked_seen_and_the_rest_stay() -> None:
    builder = BookBuilder()
    builder.milestone("first figure", "2026-01-10", "2026-01-20")
    builder.milestone("both list", "2026-01-25", "2026-02-20")
    look = look_now(builder.view("2026-01-05"))
    builder.source("new", "2026-01-06")
    view = builder.view("2026-01-26", look)
    assert len(view.changes) == 3
    change = view.changes[1]
    some = look_with(look, view, [other.id for other in view.changes if other is not change])
    assert builder.view("2026-01-26", some).changes == (change,)
    assert look_with(None, view, []) == look_now(view)


def test_moving_the_line_is_told_as_a_move_and_not_as_good_news() -> None:
    builder = BookBuilder(THRESHOLD)
    same: dict[str, Any] = {
        "pillar": "cloud",
        "severity": "kill",
        "since": day("2026-01-01"),
        "metric": "growth",
        "operator": ">=",
    }
    builder.add("criterion", "2026-01-01", replaces="kill", threshold=Decimal(15), **same)
    builder.quarter("10", "q1", at="2026-04-20")
    look = look_now(builder.view("2026-04-21"))
    builder.add("criterion", "2026-04-22", replaces="kill", threshold=Decimal(5), screen=True, **same)
    view = builder.view("2026-04-23", look)
    assert criterion(view).state == "passes"
    (change,) = [other for other in view.changes if other.target.kind == "criterion"]
    assert change.kind == "goalpost"
    assert change.text == "cloud revenue YoY: kill threshold moved from 15 % to 5 %; known then: +10 %, q1"


def test_only_what_stood_on_the_other_side_of_a_line_has_crossed_it() -> None:
    builder = BookBuilder(replace(THRESHOLD, max_age_days=120))
    builder.quarter("34", "q1")
    builder.quarter("36", "q2", at="2026-08-20")
    look = look_now(judge(_until(builder, "2026-08-10"), "2026-08-10"))
    (change,) = builder.view("2026-08-21", look).changes
    assert (change.text, change.broken) == ("cloud revenue YoY is clear of its kill threshold, 15 %", False)


def test_what_broke_a_pillar_is_marked_as_broken() -> None:
    builder = BookBuilder(Criterion(id="kill", pillar="cloud", severity="kill", since=day("2026-01-01"), milestone="m"))
    title = builder.milestone("the licence comes", "2026-01-10", "2026-01-20")
    builder.thesis = replace(builder.thesis, criterion=(replace(builder.thesis.criterion[0], milestone=title),))
    look = look_now(builder.view("2026-01-15"))
    builder.add("outcome", "2026-02-01", milestone=title, outcome="missed")
    changes = builder.view("2026-02-02", look).changes
    assert [change.text for change in changes if change.broken] == ["the licence comes was missed"]
