"""Scenarios: worth by their odds, restated, split and scored; and actions meant for when something fails."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from tests.rules.rule_books import THRESHOLD, BookBuilder, day
from thesis_tui.model.feeds import Split
from thesis_tui.model.journal import Decision
from thesis_tui.model.market import Market
from thesis_tui.model.scenario import OutlookView
from thesis_tui.model.view import View
from thesis_tui.rules.review import open_items
from thesis_tui.rules.scenarios import nearest


class Book(BookBuilder):
    def scenario(self, title: str, value: str, odds: str, at: str = "2026-01-02", **more: Any) -> str:
        more.setdefault("by", day("2026-06-30"))
        return self.add(
            "scenario",
            at,
            title=title,
            listing="BABA",
            currency="USD",
            value=Decimal(value),
            odds=Decimal(odds),
            **more,
        )


def three(*odds: str, at: str = "2026-01-02") -> Book:
    book = Book(THRESHOLD)
    for title, value, text in zip(("bear", "base", "bull"), ("80", "150", "240"), odds, strict=True):
        book.scenario(title, value, text, at)
    return book


def outlook(view: View) -> OutlookView:
    return view.outlooks[0]


def test_the_expected_value_is_that_of_the_odds_against_the_price_with_its_range() -> None:
    book = three("25", "50", "25")
    book.close("125", "2026-01-05")
    shown = outlook(book.view("2026-01-05"))
    assert (shown.expected, shown.percent) == (Decimal(155), Decimal(24))
    assert (shown.low, shown.high) == (Decimal(-36), Decimal(92))
    assert [scenario.scenario.title for scenario in shown.scenarios] == ["bear", "base", "bull"]


def test_odds_that_do_not_add_to_a_hundred_give_no_expected_value() -> None:
    shown = outlook(three("50", "50", "30").view("2026-01-05"))
    assert (shown.total, shown.expected) == (Decimal(130), None)


def test_a_split_changes_values_and_not_what_is_expected_of_the_price() -> None:
    book = three("25", "50", "25")
    book.close("125", "2026-01-05")
    market = Market(splits={"BABA": (Split(day("2026-02-02"), Decimal(5), Decimal(1), shown=True),)})
    shown = outlook(book.view("2026-02-03", market=market))
    assert (shown.expected, shown.percent) == (Decimal(31), Decimal(24))


def test_what_a_scenario_needs_is_shown_as_it_stands() -> None:
    book = Book(THRESHOLD)
    launch = book.milestone("launch", "2026-02-01", "2026-02-28")
    book.scenario("bull", "240", "100", needs=("cloud", "kill", launch, "gone"))
    book.quarter("10", "q1")
    needs = outlook(book.view("2026-05-05")).scenarios[0].needs
    assert [(need.kind, need.state) for need in needs] == [
        ("pillar", "broken"), ("criterion", "fails"), ("milestone", "overdue"),
        ("gone", "no longer there"),
    ]  # fmt: skip


def test_scenarios_are_scored_by_the_odds_first_and_last_stated_in_time() -> None:
    book = three("20", "30", "50")
    bear, _, bull = (entry.id for entry in book.entries)
    book.scenario("bear", "80", "50", "2026-03-02", replaces=bear)
    book.scenario("bull", "240", "20", "2026-03-02", replaces=bull)
    book.close("85", "2026-06-30")
    book.scenario("bear", "80", "100", "2026-07-02", replaces=bear)  # too late to count
    shown = outlook(book.view("2026-07-03"))
    assert shown.over
    assert shown.actual == 85
    assert [scenario.scenario.title for scenario in shown.scenarios if scenario.nearest] == ["bear"]
    # (0.8² + 0.3² + 0.5²) / 2, and (0.5² + 0.3² + 0.2²) / 2
    assert (shown.opening, shown.last) == (Decimal("0.49"), Decimal("0.19"))


def test_without_a_close_of_that_day_or_with_odds_that_did_not_add_up_nothing_is_scored() -> None:
    unknown = outlook(three("20", "30", "50").view("2026-07-03"))
    assert (unknown.actual, unknown.last) == (None, None)
    book = three("20", "30", "60")
    book.close("85", "2026-06-30")
    assert (outlook(book.view("2026-07-03")).actual, outlook(book.view("2026-07-03")).last) == (Decimal(85), None)


def test_scenarios_whose_day_has_come_are_asked_about_until_somebody_says_what_he_learned() -> None:
    book = three("20", "30", "50")
    book.close("85", "2026-06-30")
    assert [item.kind for item in open_items(book.view("2026-07-03")) if item.kind == "scenario"] == ["scenario"]
    book.add("settle", "2026-07-04", target="scenarios:BABA:2026-06-30", text="the bear case was the base case")
    view = book.view("2026-07-05")
    assert [item.kind for item in open_items(view) if item.kind == "scenario"] == []
    assert outlook(view).settled == "the bear case was the base case"


@given(st.lists(st.integers(1, 400), min_size=2, max_size=5), st.integers(1, 400))
def test_the_nearest_value_is_as_near_as_any(values: list[int], actual: int) -> None:
    chosen = values[nearest([Decimal(value) for value in values], Decimal(actual))]
    assert abs(chosen - actual) == min(abs(value - actual) for value in values)


# what was meant to be done


def failing() -> Book:
    book = Book(THRESHOLD)
    book.add("intent", "2026-01-02", target="kill", action="sell all")
    return book


def test_an_action_is_said_only_once_its_criterion_fails() -> None:
    book = failing()
    book.quarter("20", "q1", at="2026-04-02")
    before = book.view("2026-04-03")
    assert [intent.due for intent in before.intents] == [False]
    assert not [item for item in before.attention if item.kind == "action"]
    book.quarter("10", "q2", at="2026-07-02")
    view = book.view("2026-07-03")
    assert (view.intents[0].since, view.intents[0].after) == (day("2026-07-02"), False)
    assert [item.text for item in view.attention if item.kind == "action"] == [
        "you meant to sell all: cloud revenue YoY below 15 %"
    ]
    assert open_items(view)[0].kind == "action"


def test_a_decision_that_answers_it_or_a_sentence_on_why_not_ends_it() -> None:
    book = failing()
    book.quarter("10", "q2", at="2026-07-02")
    book.add("decision", "2026-06-30", decision="sold", listing="BABA", currency="USD", answers="kill", why="before")
    assert book.view("2026-07-03").intents[0].due  # that was for another time
    book.add("decision", "2026-07-04", decision="sold", listing="BABA", currency="USD", answers="kill", why="it failed")
    done = book.view("2026-07-05")
    assert (done.intents[0].due, done.intents[0].answer) == (False, "sold BABA")
    assert not [item for item in done.attention if item.kind == "action"]
    other = failing()
    other.quarter("10", "q2", at="2026-07-02")
    other.add("settle", "2026-07-04", target=other.entries[0].id, text="one quarter is a quarter")
    assert other.view("2026-07-05").intents[0].answer == "one quarter is a quarter"


def test_a_sentence_on_why_not_holds_for_that_time_alone() -> None:
    book = failing()
    book.quarter("10", "q1", at="2026-04-02")
    book.add("settle", "2026-04-04", target=book.entries[0].id, text="one quarter is a quarter")
    assert not book.view("2026-04-05").intents[0].due
    book.quarter("20", "q2", at="2026-07-02")
    book.quarter("9", "q3", at="2026-10-02")
    assert book.view("2026-10-03").intents[0].due


def test_an_action_on_a_level_is_due_when_it_is_broken_or_hit() -> None:
    book = Book()
    stop = book.level("stop", "110", at="2026-01-02")
    book.add("intent", "2026-01-02", target=stop, action="halve")
    book.close("120", "2026-01-05")
    assert not book.view("2026-01-05").intents[0].due
    book.close("108", "2026-01-06")
    view = book.view("2026-01-07")
    assert (view.intents[0].due, view.intents[0].since) == (True, day("2026-01-06"))


def test_an_action_written_when_it_had_failed_already_says_so() -> None:
    book = Book(THRESHOLD)
    book.quarter("10", "q2", at="2026-07-02")
    book.add("intent", "2026-07-10", target="kill", action="think")
    assert book.view("2026-07-11").intents[0].after


def test_the_newest_action_is_in_force_and_goes_with_what_it_is_about() -> None:
    book = Book()
    stop = book.level("stop", "110")
    book.add("intent", target=stop, action="halve")
    second = book.add("intent", target=stop, action="sell all")
    assert [intent.action for intent in book.view("2026-01-05").intents] == ["sell all"]
    book.retract(second)
    assert [intent.action for intent in book.view("2026-01-05").intents] == ["halve"]
    book.retract(stop, note="it means nothing now")
    assert book.view("2026-01-05").intents == ()


def test_a_decision_is_looked_back_on_after_ninety_days_and_once() -> None:
    book = Book()
    sold = book.add("decision", "2026-01-05", decision="sold", listing="BABA", currency="USD", price=Decimal(100),
                    why="too dear")  # fmt: skip
    book.close("114", "2026-04-06")
    assert not [item for item in open_items(book.view("2026-03-01")) if item.kind == "decision"]
    asked = [item for item in open_items(book.view("2026-04-07")) if item.kind == "decision"]
    assert [item.text for item in asked] == ["you sold BABA at 100.00 USD because too dear; since then +14.0 %"]
    book.add("settle", "2026-04-07", target=sold, text="it was too early")
    assert not [item for item in open_items(book.view("2026-04-08")) if item.kind == "decision"]
    assert isinstance(book.entries[0].what, Decision)
