"""A search in steps finds what a walk finds."""

from __future__ import annotations

import operator
from datetime import date, timedelta
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from thesis_tui.model.bars import DOUBTED, DOUBTED_HIGH, Bar, Bars
from thesis_tui.rules.sessions import BLOCK, Comparison, Series, Sessions

HOLDS = {"<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge}
values = st.lists(st.integers(1, 90), max_size=3 * BLOCK)
comparisons: st.SearchStrategy[Comparison] = st.sampled_from(["<", "<=", ">", ">="])
prices = st.integers(0, 1000).map(lambda value: Decimal(value) / 100)


@given(values, st.integers(0, 3 * BLOCK), st.integers(0, 3 * BLOCK), comparisons, prices)
def test_the_first_session_beyond_a_price_is_the_one_a_walk_finds(
    tenths: list[int], start: int, stop: int, comparison: Comparison, price: Decimal
) -> None:
    stop = min(stop, len(tenths))
    series = Series(tenths, 1)
    found = series.first(start, stop, comparison, price)
    walked = next((at for at in range(start, stop) if HOLDS[comparison](Decimal(tenths[at]) / 10, price)), stop)
    assert found == (walked if start < stop else stop)
    if start < len(tenths):
        assert series.greatest(start) == Decimal(max(tenths[start:])) / 10
        assert series.least(start) == Decimal(min(tenths[start:])) / 10


def test_sessions_are_the_whole_bars_up_to_a_day() -> None:
    first = date(2026, 1, 1)
    bars = [Bar(first + timedelta(days=at), None, None, Decimal(at + 1), whole=at % 3 != 0) for at in range(200)]
    sessions = Sessions(Bars.of(reversed(bars)), first + timedelta(days=150))
    whole = [bar for bar in bars[:151] if bar.whole]
    assert [sessions.day(at) for at in range(len(sessions))] == [bar.day for bar in whole]
    for at in (0, 1, 63, 64, 65, 150, 199):
        day = first + timedelta(days=at)
        assert sessions.from_day(day) == sum(bar.day < day for bar in whole)
        assert sessions.until(day) == sum(bar.day <= day for bar in whole)


def test_doubted_bars_and_highs_do_not_count() -> None:
    first = date(2026, 1, 5)
    bars = [
        Bar(first, Decimal(102), Decimal(99), Decimal(100)),
        Bar(first + timedelta(days=1), Decimal(10_200), Decimal(9_900), Decimal(10_000), doubts=DOUBTED),
        Bar(first + timedelta(days=2), Decimal(1_000_000), Decimal(98), Decimal(101), doubts=DOUBTED_HIGH),
    ]
    sessions = Sessions(Bars.of(bars), date(2026, 2, 1))
    assert [sessions.close[at] for at in range(len(sessions))] == [100, 101]
    assert sessions.top.greatest(0) == 102
    assert sessions.bottom.least(0) == 98


@given(st.lists(st.tuples(st.integers(0, 400), st.decimals(0, 10**9, places=4)), max_size=30))
def test_columns_give_back_every_bar_to_the_digit(rows: list[tuple[int, Decimal]]) -> None:
    days = dict(rows)
    bars = [
        Bar(date(2026, 1, 1) + timedelta(days=at), None, close, close, at % 2 == 0, close if at % 3 else None)
        for at, close in sorted(days.items())
    ]
    assert list(Bars.of(bars)) == bars
    assert list(Bars.of(bars)[3:7]) == bars[3:7]
