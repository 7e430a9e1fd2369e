"""What is new since the last look, and that a look ends it."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from msgspec.structs import replace

from tests.rules.rule_books import THRESHOLD, Hand, criterion, day, judge
from thesis_tui.model.book import Book
from thesis_tui.model.objects import Criterion, Evidence
from thesis_tui.rules.seen_state import look_now, look_with


def _texts(hand: Hand, today: str, since: str, writer: str = "mine") -> list[str]:
    look = look_now(judge(_until(hand, since), since))
    return [change.text for change in judge(_until(hand, today), today, look, writer=writer).changes]


def _until(hand: Hand, today: str) -> Book:
    book = hand.book()
    return replace(
        book,
        entries=tuple(entry for entry in book.entries if entry.at.date() <= day(today)),
        sources=tuple(source for source in book.sources if source.source.visible_from <= day(today)),
    )


def test_the_first_look_starts_with_none() -> None:
    hand = Hand(THRESHOLD)
    hand.milestone("listed", "2026-02-01", "2026-02-28")
    view = hand.view("2026-03-10")
    assert (view.changes, view.looked, view.price_since_look) == ((), None, None)


def test_windows_that_open_and_close_are_news() -> None:
    hand = Hand()
    hand.milestone("first figure", "2026-01-10", "2026-01-20")
    hand.milestone("both list", "2026-01-25", "2026-02-20")
    assert _texts(hand, "2026-01-26", "2026-01-15") == ["first figure is overdue", "both list is due"]
    look = look_now(hand.view("2026-01-26"))
    assert hand.view("2026-01-27", look).changes == ()


def test_a_milestone_typed_after_the_look_is_no_news_until_its_window_opens() -> None:
    hand = Hand()
    look = look_now(hand.view("2026-01-05"))
    hand.milestone("listed", "2026-01-06", "2026-01-20", at="2026-01-06")
    assert hand.view("2026-01-07", look).changes == ()
    (change,) = hand.view("2026-01-22", look).changes
    assert (change.text, change.at.date(), change.place) == ("listed is overdue", day("2026-01-21"), "Cloud")


def test_criteria_that_changed_state_are_told_in_the_past_tense() -> None:
    hand = Hand(replace(THRESHOLD, max_age_days=120))
    hand.quarter("34", "q1")
    hand.quarter("9", "q2", at="2026-08-01")
    assert _texts(hand, "2026-08-02", "2026-04-10") == ["cloud revenue YoY fell below its kill threshold, 15 %"]
    assert _texts(hand, "2026-07-31", "2026-04-10") == ["cloud revenue YoY is older than the 120 days allowed"]
    look = look_now(hand.view("2026-08-02"))
    hand.quarter("20", "q3", at="2026-11-01")
    (change,) = hand.view("2026-11-02", look).changes
    assert (change.text, change.kind) == ("cloud revenue YoY came back above its kill threshold, 15 %", "criterion")


def test_two_criteria_of_one_metric_are_told_apart() -> None:
    warns = replace(THRESHOLD, id="warn", severity="warn", threshold=Decimal(20))
    hand = Hand(THRESHOLD, warns)
    hand.quarter("34", "q1")
    hand.quarter("10", "q1", at="2026-05-01")
    texts = _texts(hand, "2026-05-02", "2026-04-10")
    assert [text.partition(": ")[0] for text in texts if "can no longer" in text] == [
        "cloud revenue YoY can no longer be compared with its kill threshold, 15 %",
        "cloud revenue YoY can no longer be compared with its warn threshold, 20 %",
    ]
    old = Hand(replace(THRESHOLD, max_age_days=120), replace(warns, max_age_days=120))
    old.quarter("34", "q1")
    assert _texts(old, "2026-07-31", "2026-04-10") == [
        "cloud revenue YoY is older than the 120 days allowed by its kill criterion",
        "cloud revenue YoY is older than the 120 days allowed by its warn criterion",
    ]


def test_levels_touched_broken_and_neared_are_each_told_once() -> None:
    hand = Hand()
    hand.level("support", "148")
    hand.close("160", "2026-01-02")
    look = look_now(hand.view("2026-01-03"))
    hand.close("150", "2026-01-05")
    view = hand.view("2026-01-05", look)
    assert [other.text for other in view.changes] == ["price came within 2 % of support 148.00"]
    assert view.price_since_look == Decimal("-6.25")
    look = look_now(view)
    assert hand.view("2026-01-05", look).changes == ()
    hand.close("147", "2026-01-06")
    hand.close("146", "2026-01-07")
    (change,) = hand.view("2026-01-08", look).changes
    assert (change.text, change.at.date(), change.urgency) == ("closed below support 148.00", day("2026-01-06"), 1)
    look = look_now(hand.view("2026-01-08", look))
    assert hand.view("2026-01-09", look).changes == ()
    hand.close("155", "2026-01-09")
    assert [other.text for other in hand.view("2026-01-09", look).changes] == [
        "reclaimed support 148.00, closed back above it"
    ]


def test_only_another_machine_s_entries_are_news_even_when_they_come_late() -> None:
    hand = Hand()
    look = look_now(hand.view("2026-01-05"))
    hand.add("note", "2026-01-06", text="my own", pillar="cloud")
    hand.writer = "desk"
    late = hand.add("note", "2026-01-03", text="written before the look", pillar="cloud")
    seen = hand.add("evidence", "2026-01-06", text="Amap joins", stance="supports", pillar="cloud")
    gone = hand.add("note", "2026-01-06", text="undone", pillar="cloud")
    hand.retract(gone, "2026-01-06")
    view = hand.view("2026-01-07", look)
    told = {
        change.id: (change.kind, change.text, change.place) for change in view.changes if "undid " not in change.text
    }
    assert told == {
        late: ("entry", "written before the look", "Cloud"),
        seen: ("evidence", "supports: Amap joins", "Cloud"),
    }


def test_sources_evidence_in_them_and_conflicts_are_news() -> None:
    hand = Hand()
    hand.source("old", evidence=(Evidence(id="e1", text="known", stance="supports", pillar="cloud"),))
    hand.quarter("34", "q1")
    look = look_now(hand.view("2026-01-05"))
    hand.source("new", "2026-01-06", short="A short title")
    more = Evidence(id="e2", text="added by hand", stance="weakens", pillar="cloud")
    old = hand.sources[0]
    hand.sources[0] = replace(old, source=replace(old.source, evidence=(*old.source.evidence, more)))
    hand.quarter("26", "q1", at="2026-01-06")
    assert [change.text for change in hand.view("2026-01-07", look).changes] == [
        "sources now differ: cloud revenue YoY: +34 % or +26 %",
        "article added: A short title",
        "weakens: added by hand",
    ]


def test_a_goalpost_moved_by_hand_is_news_once() -> None:
    hand = Hand(THRESHOLD)
    hand.add(
        "criterion", replaces="kill", pillar="cloud", severity="kill", since=day("2026-01-01"), metric="growth",
        operator=">=", threshold=Decimal(15),
    )  # fmt: skip
    look = look_now(hand.view("2026-01-05"))
    hand.thesis = replace(hand.thesis, criterion=(replace(THRESHOLD, threshold=Decimal(10)),))
    view = hand.view("2026-01-06", look)
    assert [change.text for change in view.changes] == ["cloud revenue YoY: kill threshold moved from 15 % to 10 %"]
    assert hand.view("2026-01-06", look_now(view)).changes == ()


def test_some_can_be_marked_seen_and_the_rest_stay() -> None:
    hand = Hand()
    hand.milestone("first figure", "2026-01-10", "2026-01-20")
    hand.milestone("both list", "2026-01-25", "2026-02-20")
    look = look_now(hand.view("2026-01-05"))
    hand.source("new", "2026-01-06")
    view = hand.view("2026-01-26", look)
    assert len(view.changes) == 3
    change = view.changes[1]
    some = look_with(look, view, [other.id for other in view.changes if other is not change])
    assert hand.view("2026-01-26", some).changes == (change,)
    assert look_with(None, view, []) == look_now(view)


def test_moving_the_line_is_told_as_a_move_and_not_as_good_news() -> None:
    hand = Hand(THRESHOLD)
    same: dict[str, Any] = {
        "pillar": "cloud",
        "severity": "kill",
        "since": day("2026-01-01"),
        "metric": "growth",
        "operator": ">=",
    }
    hand.add("criterion", "2026-01-01", replaces="kill", threshold=Decimal(15), **same)
    hand.quarter("10", "q1", at="2026-04-20")
    look = look_now(hand.view("2026-04-21"))
    hand.add("criterion", "2026-04-22", replaces="kill", threshold=Decimal(5), screen=True, **same)
    view = hand.view("2026-04-23", look)
    assert criterion(view).state == "passes"
    (change,) = [other for other in view.changes if other.target.kind == "criterion"]
    assert change.kind == "goalpost"
    assert change.text == "cloud revenue YoY: kill threshold moved from 15 % to 5 %; known then: +10 %, q1"


def test_only_what_stood_on_the_other_side_of_a_line_has_crossed_it() -> None:
    hand = Hand(replace(THRESHOLD, max_age_days=120))
    hand.quarter("34", "q1")
    hand.quarter("36", "q2", at="2026-08-20")
    look = look_now(judge(_until(hand, "2026-08-10"), "2026-08-10"))
    (change,) = hand.view("2026-08-21", look).changes
    assert (change.text, change.broken) == ("cloud revenue YoY is clear of its kill threshold, 15 %", False)


def test_what_broke_a_pillar_is_marked_as_broken() -> None:
    hand = Hand(Criterion(id="kill", pillar="cloud", severity="kill", since=day("2026-01-01"), milestone="m"))
    title = hand.milestone("the licence comes", "2026-01-10", "2026-01-20")
    hand.thesis = replace(hand.thesis, criterion=(replace(hand.thesis.criterion[0], milestone=title),))
    look = look_now(hand.view("2026-01-15"))
    hand.add("outcome", "2026-02-01", milestone=title, outcome="missed")
    changes = hand.view("2026-02-02", look).changes
    assert [change.text for change in changes if change.broken] == ["the licence comes was missed"]
