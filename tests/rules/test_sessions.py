"""A search in steps finds what a walk finds."""

from __future__ import annotations

import operator
from datetime import date, timedelta
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from thesis_tui.model.bars import Bar
from thesis_tui.rules.sessions import BLOCK, Holds, Series, Sessions

values = st.lists(st.integers(1, 9).map(Decimal), max_size=3 * BLOCK)
tests = st.sampled_from([operator.lt, operator.le, operator.gt, operator.ge])


@given(values, st.integers(0, 3 * BLOCK), st.integers(0, 3 * BLOCK), tests, st.integers(0, 10).map(Decimal))
def test_the_first_session_beyond_a_price(
    given_: list[Decimal], start: int, stop: int, holds: Holds, price: Decimal
) -> None:
    stop = min(stop, len(given_))
    found = Series(given_).first(start, stop, holds, price)
    walked = next((at for at in range(start, stop) if holds(given_[at], price)), stop)
    assert found == walked
    if start < len(given_):
        assert Series(given_).greatest(start) == max(given_[start:])
        assert Series(given_).least(start) == min(given_[start:])


def test_sessions_after_a_day_and_the_bar_before_it() -> None:
    first = date(2026, 1, 1)
    bars = [Bar(first + timedelta(days=at), None, None, Decimal(at + 1), whole=at % 3 != 0) for at in range(200)]
    sessions = Sessions(reversed(bars), first + timedelta(days=150))
    assert len(sessions) == sum(bar.whole for bar in bars[:151])
    for at in (0, 1, 63, 64, 65, 150, 199):
        day = first + timedelta(days=at)
        assert sessions.whole[sessions.after(day) :] == [bar for bar in bars[:151] if bar.whole and bar.day > day]
        assert sessions.until(day) == bars[min(at, 150)]
    assert sessions.until(first - timedelta(days=1)) is None
