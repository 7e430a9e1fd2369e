"""What was moved after it was set, and whether that is seen."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from msgspec.structs import asdict, replace

from tests.rules.rule_books import THRESHOLD, BookBuilder, criterion, day, pillar
from thesis_tui.model.objects import Criterion

LOWER = replace(THRESHOLD, threshold=Decimal(10))


def _baseline(builder: BookBuilder, as_set: Criterion, at: str) -> str:
    fields = {key: value for key, value in asdict(as_set).items() if key != "id"}
    return builder.add("criterion", at, replaces=as_set.id, **fields)


def test_a_criterion_that_is_as_it_was_set_has_not_moved() -> None:
    builder = BookBuilder(replace(THRESHOLD, why="another reason"))
    _baseline(builder, THRESHOLD, "2026-01-01")
    seen = criterion(builder.view("2026-01-10"))
    assert (seen.moved, seen.in_force_since) == ((), day("2026-01-01"))


def test_a_change_in_the_file_shows_before_it_is_recorded() -> None:
    builder = BookBuilder(LOWER)
    _baseline(builder, THRESHOLD, "2026-01-01")
    builder.quarter("12", "q1", at="2025-12-31")
    view = builder.view("2026-04-10")
    seen = criterion(view)
    (move,) = seen.moved
    assert (move.what, move.before, move.after, move.recorded) == ("kill threshold", "15 %", "10 %", False)
    assert move.known == "+12 %, q1"
    assert seen.state == "passes"
    assert pillar(view).moved
    assert [attention.kind for attention in view.attention] == ["goalpost"]
    assert view.attention[0].text == "cloud revenue YoY: kill threshold moved from 15 % to 10 %, no reason given"


def test_as_of_a_date_the_baseline_of_that_day_rules_with_today_s_words() -> None:
    builder = BookBuilder(replace(LOWER, why="today's words"))
    _baseline(builder, THRESHOLD, "2026-01-01")
    _baseline(builder, LOWER, "2026-05-01")
    builder.quarter("12", "q1", at="2026-04-02")
    then = criterion(builder.view("2026-04-30", as_of=True))
    assert (then.state, then.threshold_text, then.criterion.why, len(then.moved)) == (
        "fails",
        "15 %",
        "today's words",
        0,
    )
    now = criterion(builder.view("2026-05-02", as_of=True))
    assert (now.state, now.threshold_text) == ("passes", "10 %")
    assert (now.moved[0].known, now.moved[0].recorded) == ("+12 %, q1", True)
    assert now.in_force_since == day("2026-05-01")


def test_what_was_not_known_when_it_was_moved_is_not_held_against_it() -> None:
    builder = BookBuilder(LOWER)
    _baseline(builder, THRESHOLD, "2026-01-01")
    _baseline(builder, LOWER, "2026-02-01")
    builder.quarter("12", "q1", at="2026-04-02")
    assert criterion(builder.view("2026-05-02")).moved[0].known == ""


def test_a_criterion_set_later_is_not_known_before() -> None:
    builder = BookBuilder(replace(THRESHOLD, since=day("2026-02-01")))
    assert pillar(builder.view("2026-01-31", as_of=True)).criteria == ()
    assert len(pillar(builder.view("2026-02-01", as_of=True)).criteria) == 1


def test_a_reason_speaks_for_the_moves_before_it() -> None:
    builder = BookBuilder(LOWER)
    _baseline(builder, THRESHOLD, "2026-01-01")
    _baseline(builder, LOWER, "2026-02-01")
    assert pillar(builder.view("2026-02-02")).moved
    reason = builder.add("reason", "2026-02-03", target="kill", text="the base year was a freak")
    view = builder.view("2026-02-04")
    assert criterion(view).moved[0].reason == "the base year was a freak"
    assert not pillar(view).moved
    builder.retract(reason, "2026-02-05")
    assert pillar(builder.view("2026-02-06")).moved


def test_what_moved_is_named_in_words() -> None:
    builder = BookBuilder(replace(THRESHOLD, periods=2))
    _baseline(builder, THRESHOLD, "2026-01-01")
    (move,) = criterion(builder.view("2026-01-10")).moved
    assert (move.what, move.before, move.after) == ("periods", "once", "twice in a row")
    builder.thesis = replace(builder.thesis, criterion=(replace(THRESHOLD, severity="warn", max_age_days=90),))
    (move,) = criterion(builder.view("2026-01-10")).moved
    assert (move.before, move.after) == (
        "kill: cloud revenue YoY below 15 %",
        "warn: cloud revenue YoY below 15 %, at most 90 days old",
    )


def test_a_criterion_taken_out_of_the_file_does_not_slip_away() -> None:
    builder = BookBuilder()
    _baseline(builder, THRESHOLD, "2026-01-01")
    seen = criterion(builder.view("2026-01-10"))
    assert seen.moved[0].after == "removed from thesis.toml"
    builder.retract("kill", "2026-01-11")
    assert pillar(builder.view("2026-01-12")).criteria == ()


def test_a_criterion_added_from_the_screen_can_be_edited_and_taken_back() -> None:
    builder = BookBuilder()
    fields: dict[str, Any] = {
        "pillar": "cloud",
        "severity": "warn",
        "metric": "growth",
        "operator": ">=",
        "since": day("2026-01-02"),
    }
    id_ = builder.add("criterion", threshold=Decimal(20), **fields)
    assert criterion(builder.view("2026-01-10"), id_).text == "cloud revenue YoY below 20 %"
    builder.add("criterion", "2026-01-11", replaces=id_, threshold=Decimal(10), **fields)
    seen = criterion(builder.view("2026-01-12"), id_)
    assert (seen.threshold_text, [(move.before, move.after) for move in seen.moved]) == ("10 %", [("20 %", "10 %")])
    builder.retract(id_, "2026-01-13")
    assert pillar(builder.view("2026-01-14")).criteria == ()


def test_a_window_moved_after_it_was_over_says_so() -> None:
    builder = BookBuilder(THRESHOLD)
    milestone = builder.milestone("listed", "2026-02-01", "2026-02-28")
    builder.milestone("listed", "2026-03-01", "2026-03-31", at="2026-03-10", replaces=milestone)
    view = builder.view("2026-03-11")
    (move,) = view.milestones[0].moved
    assert (move.what, move.before, move.after, move.known) == ("window", "Feb 2026", "Mar 2026", "10 days overdue")
    assert view.milestones[0].state == "due"
    assert pillar(view).moved
    builder.milestone("listed in Hong Kong", "2026-03-01", "2026-03-31", at="2026-03-12", replaces=milestone)
    assert len(builder.view("2026-03-13").milestones[0].moved) == 1


def test_a_support_moved_below_a_close_that_broke_it_says_so() -> None:
    builder = BookBuilder()
    level = builder.level("support", "148")
    builder.close("146", "2026-01-05")
    builder.level("support", "140", at="2026-01-06", replaces=level)
    (move,) = builder.view("2026-01-07").levels[0].moved
    assert (move.what, move.before, move.after) == ("support", "148.00", "140.00")
    assert move.known == "close of 146.00 on 5 Jan 2026"


def test_words_of_the_file_that_a_form_saves_again_are_no_new_reason_for_a_move() -> None:
    written = "two slow quarters are no accident"
    for text, reason in ((written, ""), ("they have a plan", "they have a plan")):
        builder = BookBuilder(replace(THRESHOLD, why=written))
        builder.add("note", "2025-12-01", text="begun")
        _baseline(builder, THRESHOLD, "2026-01-01")
        _baseline(builder, replace(LOWER, why=text, screen=True), "2026-01-20")
        assert [move.reason for move in criterion(builder.view("2026-01-21")).moved] == [reason]


def test_a_figure_that_was_only_dated_since_was_known_when_the_goalpost_moved() -> None:
    builder = BookBuilder(LOWER)
    _baseline(builder, THRESHOLD, "2026-01-01")
    figure = builder.quarter("12", "q1", at="2026-04-02")
    _baseline(builder, LOWER, "2026-05-01")
    builder.quarter("12", "q1", at="2026-06-02", replaces=figure, reported=day("2026-04-01"))
    assert criterion(builder.view("2026-06-03")).moved[0].known == "+12 %, q1"
    builder.quarter("11", "q1", at="2026-06-04", replaces=figure)
    assert criterion(builder.view("2026-06-05")).moved[0].known == ""
