"""A listing's sessions, sorted once for all its levels: twenty years of them are searched in steps, not walked.

Each series keeps the least and the greatest value of every block of days, so that a search for the next session
beyond a price passes over the blocks that never went there.
"""

from __future__ import annotations

import operator
from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from decimal import Decimal

from thesis_tui.model.bars import Bar

BLOCK = 64
Holds = Callable[[Decimal, Decimal], bool]
"""One of operator.lt, le, gt, ge: what a session's value must be to the price searched for."""


class Series:
    """One value a session."""

    def __init__(self, values: Sequence[Decimal]) -> None:
        self.values = values
        blocks = [values[at : at + BLOCK] for at in range(0, len(values), BLOCK)]
        self._least = [min(block) for block in blocks]
        self._greatest = [max(block) for block in blocks]

    def first(self, start: int, stop: int, holds: Holds, price: Decimal) -> int:
        """The first session from `start` before `stop` for which `holds(value, price)`; `stop` when there is none."""
        extremes = self._least if holds in (operator.lt, operator.le) else self._greatest
        values, at = self.values, start
        while at < stop:
            block = at // BLOCK
            end = min((block + 1) * BLOCK, stop)
            if holds(extremes[block], price):
                for number in range(at, end):
                    if holds(values[number], price):
                        return number
            at = end
        return stop

    def greatest(self, start: int) -> Decimal:
        """From `start` on, where there is a session."""
        block = -(-start // BLOCK)
        return max([*self.values[start : block * BLOCK], *self._greatest[block:]])

    def least(self, start: int) -> Decimal:
        block = -(-start // BLOCK)
        return min([*self.values[start : block * BLOCK], *self._least[block:]])


class Sessions:
    """The bars of one listing up to `today`. `days` has one a day; `whole` of those what closed."""

    def __init__(self, bars: Iterable[Bar], today: date) -> None:
        self.days = _by_day(bar for bar in bars if bar.day <= today)
        self.whole = [bar for bar in self.days if bar.whole]
        self._dates = [bar.day for bar in self.days]
        self._whole_dates = [bar.day for bar in self.whole]
        self.close = Series([bar.close for bar in self.whole])
        self.top = Series([bar.top for bar in self.whole])
        self.bottom = Series([bar.bottom for bar in self.whole])

    def __len__(self) -> int:
        return len(self.whole)

    def after(self, day: date) -> int:
        """The number of the first whole session after `day`."""
        return bisect_right(self._whole_dates, day)

    def until(self, day: date) -> Bar | None:
        """The newest bar of `day` or before."""
        at = bisect_right(self._dates, day)
        return self.days[at - 1] if at else None


def _by_day(bars: Iterable[Bar]) -> list[Bar]:
    """One bar a day, oldest first: a whole session before a part of one, then the one that knows its range,
    then the one given last.
    """
    best: dict[date, Bar] = {}
    for bar in bars:
        other = best.get(bar.day)
        if other is None or _knows(bar) >= _knows(other):
            best[bar.day] = bar
    return [best[day] for day in sorted(best)]


def _knows(bar: Bar) -> tuple[bool, bool]:
    return bar.whole, bar.high is not None and bar.low is not None
