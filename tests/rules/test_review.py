"""What a review asks about, in which order, and when a question that was settled comes back."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from tests.rules.rule_books import THRESHOLD, BookBuilder, day, judge
from thesis_tui.model.book import Problem
from thesis_tui.model.objects import Criterion
from thesis_tui.model.view import Target, View
from thesis_tui.rules.level_turns import flips, turned
from thesis_tui.rules.review import items_of, open_items, past_reviews
from thesis_tui.rules.review_items import ReviewItem
from thesis_tui.rules.review_session import END, ReviewSession, answer, done, keep_place, skip, step

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)


def kinds(view: View) -> list[str]:
    return [item.kind for item in open_items(view)]


def asked(view: View, kind: str) -> ReviewItem:
    return next(item for item in open_items(view) if item.kind == kind)


def fresh(builder: BookBuilder, at: str) -> None:
    """Evidence on that day, so that it is not asked for."""
    builder.add("evidence", at, text="it grows", stance="supports", pillar="cloud", day=day(at))


def test_nothing_is_asked_of_a_thesis_that_is_up_to_date() -> None:
    builder = BookBuilder(THRESHOLD)
    builder.quarter("34", "q1")
    fresh(builder, "2026-04-20")
    assert open_items(builder.view("2026-05-01")) == ()


def test_the_most_urgent_comes_first() -> None:
    builder = BookBuilder(THRESHOLD)
    builder.add("criterion", "2026-01-01", replaces="kill", **_fields(THRESHOLD, threshold=Decimal(20)))
    builder.quarter("14", "q1")
    builder.milestone("launch", "2026-02-01", "2026-02-20")
    for value in ("600", "900"):
        builder.add("observation", metric="downloads", value=Decimal(value), as_of=day("2026-02-01"))
    builder.level("support", "148", "2026-01-10")
    builder.close("150", "2026-01-10")
    builder.close("140", "2026-02-02")
    view = builder.view("2026-05-01")
    assert kinds(view) == ["milestone", "criterion", "goalpost", "conflict", "evidence", "level", "price"]
    assert asked(view, "milestone").text == "70 days overdue"
    assert asked(view, "criterion").what == "failing kill criterion"
    assert asked(view, "evidence").text == "no evidence yet"
    assert asked(view, "level").text == "closed below support 148.00 on 2 Feb"


def _fields(criterion: Criterion, **changed: Any) -> dict[str, Any]:
    names = ("pillar", "severity", "since", "metric", "operator", "threshold")
    return {**{name: getattr(criterion, name) for name in names}, **changed}


def test_a_snoozed_milestone_is_asked_about_again_on_the_day() -> None:
    builder = BookBuilder()
    milestone = builder.milestone("launch", "2026-02-01", "2026-02-20")
    fresh(builder, "2026-03-01")
    builder.add("snooze", "2026-03-01", target=milestone, until=day("2026-03-15"))
    assert kinds(builder.view("2026-03-14")) == []
    assert [item.snoozed for item in items_of(builder.view("2026-03-14"))] == [day("2026-03-15")]
    assert kinds(builder.view("2026-03-15")) == ["milestone"]


def test_a_missed_milestone_is_asked_about_until_somebody_says_what_follows() -> None:
    builder = BookBuilder()
    milestone = builder.milestone("launch", "2026-02-01", "2026-02-20")
    fresh(builder, "2026-03-01")
    builder.add("outcome", "2026-03-01", milestone=milestone, outcome="missed")
    assert asked(builder.view("2026-03-02"), "milestone").what == "missed milestone"
    builder.add("settle", "2026-03-02", target=milestone, text="only late")
    view = builder.view("2026-03-03")
    assert kinds(view) == []
    assert items_of(view)[0].settled == "only late"


def test_a_milestone_speaks_for_the_criterion_that_rests_on_it() -> None:
    builder = BookBuilder()
    milestone = builder.milestone("launch", "2026-02-01", "2026-02-20")
    warn: dict[str, Any] = {"pillar": "cloud", "severity": "warn", "since": day("2026-01-01"), "milestone": milestone}
    builder.add("criterion", "2026-01-03", **warn)
    fresh(builder, "2026-03-01")
    assert kinds(builder.view("2026-03-02")) == ["milestone"]


def test_a_settled_criterion_stays_failing_and_is_asked_about_again_with_its_next_figure() -> None:
    builder = BookBuilder(THRESHOLD)
    builder.quarter("10", "q1", "2026-04-10")
    fresh(builder, "2026-04-10")
    builder.add("settle", "2026-04-11", target="kill", text="one bad quarter")
    view = builder.view("2026-04-12")
    assert kinds(view) == []
    assert view.pillars[0].verdict == "broken"
    assert [item.settled for item in items_of(view)] == ["one bad quarter"]
    builder.quarter("9", "q2", "2026-07-05")
    assert kinds(builder.view("2026-07-06")) == ["criterion"]


@pytest.mark.parametrize(("days", "asks"), [(90, False), (91, True)])
def test_evidence_is_fresh_for_ninety_days(days: int, asks: bool) -> None:
    builder = BookBuilder()
    fresh(builder, "2026-01-05")
    today = day("2026-01-05") + timedelta(days=days)
    assert ("evidence" in kinds(builder.view(today.isoformat()))) is asks


def test_nothing_new_is_believed_for_ninety_days() -> None:
    builder = BookBuilder()
    builder.add("settle", "2026-02-01", target="cloud", text="nothing new in the filings")
    assert kinds(builder.view("2026-05-02")) == []
    assert kinds(builder.view("2026-05-03")) == ["evidence"]


def test_a_level_is_asked_about_once_for_each_break() -> None:
    builder = BookBuilder()
    fresh(builder, "2026-02-01")
    level = builder.level("support", "148", "2026-01-10")
    builder.close("150", "2026-01-10")
    builder.close("140", "2026-02-02")
    view = builder.view("2026-02-03")
    assert kinds(view) == ["level"]
    assert flips(view.levels[0]) == "resistance"
    builder.add("settle", "2026-02-03", target=level, text="a gap on thin volume")
    assert kinds(builder.view("2026-02-04")) == []
    builder.close("151", "2026-02-05")
    assert turned(builder.view("2026-02-06").levels[0]) is None
    builder.close("139", "2026-02-09")
    assert kinds(builder.view("2026-02-10")) == ["level"]


def test_a_target_once_reached_is_asked_about_and_does_not_flip() -> None:
    builder = BookBuilder()
    fresh(builder, "2026-02-01")
    builder.level("target", "160", "2026-01-10")
    builder.close("150", "2026-01-10")
    builder.close("161", "2026-02-02")
    view = builder.view("2026-02-03")
    assert asked(view, "level").what == "level reached"
    assert flips(view.levels[0]) is None


def test_a_reason_ends_the_question_of_a_moved_goalpost() -> None:
    builder = BookBuilder()
    fresh(builder, "2026-01-20")
    milestone = builder.milestone("launch", "2026-02-01", "2026-03-20")
    builder.milestone("launch", "2026-02-01", "2026-04-20", "2026-01-20", replaces=milestone)
    assert kinds(builder.view("2026-01-21")) == ["goalpost"]
    assert "moved" in asked(builder.view("2026-01-21"), "goalpost").text
    builder.add("reason", "2026-01-22", target=milestone, text="they said so themselves")
    assert kinds(builder.view("2026-01-23")) == []


def test_a_retracted_sentence_settles_nothing() -> None:
    builder = BookBuilder()
    entry = builder.add("settle", "2026-02-01", target="cloud", text="nothing new")
    builder.retract(entry, "2026-02-02")
    assert kinds(builder.view("2026-02-03")) == ["evidence"]


def test_a_file_at_fault_comes_before_all_it_may_hold() -> None:
    builder = BookBuilder()
    builder.milestone("launch", "2026-02-01", "2026-02-20")
    book = replace(builder.book(), problems=(Problem("journal/2026-01.mine.toml", "no id", 7),))
    first = open_items(judge(book, "2026-03-01"))[0]
    assert first.kind == "file"
    assert "journal/2026-01.mine.toml, line 7: no id" in first.text
    assert first.target == Target("problem", "journal/2026-01.mine.toml:7")


def test_past_reviews_are_newest_first_without_those_taken_back() -> None:
    builder = BookBuilder()
    for month, conviction in ((1, 3), (2, 4), (3, 2)):
        entry = builder.add("review", f"2026-0{month}-05", text=f"month {month}", conviction=conviction)
    builder.retract(entry, "2026-03-06")
    assert [review.review.conviction for review in past_reviews(builder.view("2026-04-01"))] == [4, 3]


# where the user is


def item(key: str) -> ReviewItem:
    return ReviewItem(key=key, kind="price", what="", title=key, text="", pillar=None, target=Target("price", key))


def walk_at(at: str, *skipped: str) -> ReviewSession:
    return ReviewSession(begun=NOW, at=at, skipped=skipped)


def test_what_was_settled_gives_way_to_the_next_and_the_last_to_what_is_left() -> None:
    before = [item(key) for key in "abcd"]
    assert keep_place(before, [item("a"), item("c"), item("d")], walk_at("b")).at == "c"
    assert keep_place(before, [item("a"), item("c"), item("d")], walk_at("b", "c")).at == "d"
    assert keep_place(before, [item("a"), item("b"), item("c")], walk_at("d")).at == "a"
    assert keep_place(before, [item("a")], walk_at("d", "a")).at == END
    assert keep_place((), [item("b")], walk_at("gone")).at == "b"


def test_skipping_everything_leads_to_the_end_and_back_from_there() -> None:
    items = [item(key) for key in "abc"]
    session = keep_place((), items, ReviewSession(begun=NOW))
    for _ in items:
        session = skip(items, session)
    assert session.at == END
    assert done(items, session) == ((), ("a", "b", "c"))
    assert step(items, session, -1).at == "c"
    assert step(items, session, 1).at == END


def test_what_comes_back_takes_along_what_was_asked_because_it_was_gone() -> None:
    before, after = [item("hit late"), item("b")], [item("milestone"), item("b")]
    session = ReviewSession(begun=NOW, at="b", met={"milestone": "", "hit late": "", "b": "", "other": ""})
    assert done(after, keep_place(before, after, session))[0] == ("other",)


@given(st.lists(st.tuples(st.sampled_from(("skip", "next", "back", "gone", "came")), st.integers(0, 5))))
def test_a_walk_is_always_at_something_there_is(acts: list[tuple[str, int]]) -> None:
    items = [item(str(number)) for number in range(6)]
    session = keep_place((), items, ReviewSession(begun=NOW))
    for act, number in acts:
        before = list(items)
        if act == "skip" and session.at != END:
            session = skip(items, session)
        elif act in ("next", "back"):
            session = step(items, session, 1 if act == "next" else -1)
        elif act == "gone":
            items = [review_item for review_item in items if review_item.key != str(number)]
        elif act == "came" and str(number) not in {review_item.key for review_item in items}:
            items = [*items, item(str(number))]
        session = keep_place(before, items, session)
        assert session.at == END or session.at in {review_item.key for review_item in items}
        gone, skipped = done(items, session)
        assert set(gone) | {review_item.key for review_item in items} == set(session.met)
        assert not set(gone) & {review_item.key for review_item in items}
        assert set(skipped) <= {review_item.key for review_item in items}


def test_an_answer_that_is_taken_back_is_asked_for_again_at_once() -> None:
    both, left = [item("a"), item("b"), item("c")], [item("b"), item("c")]
    walk = answer(keep_place((), both, ReviewSession(begun=NOW, at="a")), "a")
    walk = keep_place(both, left, walk)
    assert walk.at == "b"
    assert keep_place(left, both, walk).at == "a"
    # what comes back by itself waits its turn
    assert keep_place(left, both, replace(walk, answered=())).at == "b"
