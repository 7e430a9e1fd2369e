"""Comparison with a benchmark, against hand-made closes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from thesis_tui.model.bars import Bar
from thesis_tui.model.objects import Benchmark, Listing, Thesis
from thesis_tui.model.view import BenchmarkView
from thesis_tui.rules.benchmarks import benchmark_views, compared, priced
from thesis_tui.rules.wording.benchmarks import compared_text

MONDAY = date(2026, 3, 2)


def bars(*closes: str, begin: date = MONDAY, step: int = 1) -> list[Bar]:
    return [Bar(begin + timedelta(days=step * at), None, None, Decimal(close)) for at, close in enumerate(closes)]


def thesis(*benchmarks: Benchmark) -> Thesis:
    own = Listing(symbol="ACME", venue="NYSE", currency="USD")
    return Thesis(format=1, name="Acme", stance="long", statement="", listing=(own,), benchmark=benchmarks)


def test_both_moves_are_of_the_same_days() -> None:
    found = compared(bars("100", "104", "110"), bars("50", "51", "49"), MONDAY)
    assert found is not None
    assert (found.own, found.other, found.ahead) == (Decimal(10), Decimal(-2), Decimal(12))
    later = compared(bars("100", "104", "110"), bars("50", "51", "49"), MONDAY + timedelta(days=1))
    assert later is not None
    assert round(later.own, 2) == Decimal("5.77")


def test_a_history_that_begins_later_is_compared_from_there_and_says_so() -> None:
    found = compared(bars("100", "104", "110"), bars("50", "55", begin=MONDAY + timedelta(days=1)), MONDAY)
    assert found is not None
    assert found.since == MONDAY + timedelta(days=1)
    assert found.other == 10


def test_without_a_common_span_nothing_is_said() -> None:
    assert compared(bars("100", "104"), [], MONDAY) is None
    assert compared(bars("100"), bars("50", "51"), MONDAY) is None
    assert compared(bars("100", "104"), bars("50", "51"), MONDAY + timedelta(days=40)) is None
    rare, rarer = bars("100", "104", step=60), bars("50", "51", begin=MONDAY + timedelta(days=30), step=40)
    gap = compared(rare, rarer, MONDAY)
    assert gap is None, "a close of a month before does not stand for a day"


@given(st.lists(st.integers(1, 1000), min_size=2, max_size=30), st.integers(0, 40))
def test_a_price_compared_with_itself_is_level(closes: Sequence[int], days: int) -> None:
    same = bars(*(str(close) for close in closes))
    found = compared(same, same, MONDAY + timedelta(days=days))
    assert found is None or not found.ahead


def test_a_view_compares_since_the_thesis_and_since_each_decision() -> None:
    kweb = Benchmark(symbol="KWEB", venue="NYSE", currency="USD", name="China internet")
    made = {"ACME": bars("100", "104", "110"), "KWEB": bars("50", "51", "49")}
    [view] = benchmark_views(thesis(kweb), made, MONDAY, [("d1", MONDAY + timedelta(days=1))])
    assert (
        compared_text(view, MONDAY) == "China internet −2.0 %, the price +10.0 %: 12.0 points ahead from 2 Mar to 4 Mar"
    )
    assert list(view.decisions) == ["d1"]
    empty = BenchmarkView(symbol="KWEB", name="KWEB", currency="USD", compared=None)
    assert "nothing to compare with yet" in compared_text(empty, MONDAY)


def test_a_benchmark_that_is_a_listing_too_is_asked_for_once() -> None:
    again = Benchmark(symbol="ACME", venue="NYSE", currency="USD")
    assert [listing.symbol for listing in priced(thesis(again))] == ["ACME"]
