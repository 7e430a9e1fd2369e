"""A listing's whole sessions, made ready once for all its levels: twenty years of them are searched in steps.

Each series keeps the least and the greatest value of every block of sessions, so that a search for the next
session beyond a price passes over the blocks that never went there. Prices are whole numbers of 10^-places, as in
`model.bars.Bars`; the price searched for may lie between two of them and is rounded to the side that keeps the
comparison exact.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from datetime import date
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from functools import cached_property
from typing import Literal

from thesis_tui.model.bars import DOUBTED, DOUBTED_HIGH, DOUBTED_LOW, NO_PRICE, PARTIAL, Bars

BLOCK = 64
"""About the square root of twenty years of sessions (5000), where passing over blocks and searching one cost alike."""
_RUNNING = bytes([PARTIAL])
Comparison = Literal["<", "<=", ">", ">="]


class PriceSeries:
    """One price a session, in units of 10^-places."""

    def __init__(self, values: Sequence[int], places: int) -> None:
        self.values = values
        self._places = places

    @cached_property
    def _least(self) -> list[int]:
        return [min(self.values[at : at + BLOCK]) for at in range(0, len(self.values), BLOCK)]

    @cached_property
    def _greatest(self) -> list[int]:
        return [max(self.values[at : at + BLOCK]) for at in range(0, len(self.values), BLOCK)]

    def holds(self, number: int, comparison: Comparison, price: Decimal) -> bool:
        """Whether the session's value compares so with `price`."""
        return self.first(number, number + 1, comparison, price) == number

    def first(self, start: int, stop: int, comparison: Comparison, price: Decimal) -> int:
        """The first session from `start` before `stop` whose value is `comparison` `price`; `stop` if there is none."""
        scaled = price.scaleb(self._places)
        if comparison in ("<", "<="):
            # v < p is v < ceil(p) and v <= p is v <= floor(p), for whole v; both as v < bound
            bound = int(scaled.to_integral_value(ROUND_CEILING)) if comparison == "<" else _floor(scaled) + 1
            return self._first_below(start, stop, bound)
        bound = _floor(scaled) if comparison == ">" else int(scaled.to_integral_value(ROUND_CEILING)) - 1
        return self._first_above(start, stop, bound)

    def _first_below(self, start: int, stop: int, bound: int) -> int:
        values, least, at = self.values, self._least, start
        while at < stop:
            block = at // BLOCK
            end = min((block + 1) * BLOCK, stop)
            if least[block] < bound:
                for number in range(at, end):
                    if values[number] < bound:
                        return number
            at = end
        return stop

    def _first_above(self, start: int, stop: int, bound: int) -> int:
        values, greatest, at = self.values, self._greatest, start
        while at < stop:
            block = at // BLOCK
            end = min((block + 1) * BLOCK, stop)
            if greatest[block] > bound:
                for number in range(at, end):
                    if values[number] > bound:
                        return number
            at = end
        return stop

    def greatest(self, start: int) -> Decimal:
        """The highest from session `start` on, where there is one."""
        block = -(-start // BLOCK)
        return self.price(max([*self.values[start : block * BLOCK], *self._greatest[block:]]))

    def least(self, start: int) -> Decimal:
        """The lowest from session `start` on, where there is one."""
        block = -(-start // BLOCK)
        return self.price(min([*self.values[start : block * BLOCK], *self._least[block:]]))

    def __getitem__(self, number: int) -> Decimal:
        return self.price(self.values[number])

    def price(self, units: int) -> Decimal:
        """Whole units of the columns as a price."""
        return Decimal(units).scaleb(-self._places)


class Sessions:
    """The whole, undoubted bars of one listing up to the session of `last`, oldest first.

    A doubted high or low counts as not known: the session's top or bottom is then its close.
    """

    def __init__(self, bars: Bars, last: date) -> None:
        self.bars = _counting(bars.part(0, bars.until(last)))
        self._days = self.bars.days

    # Each series is made when a level first asks for it: of a listing without levels only the last closes are.

    @cached_property
    def close(self) -> PriceSeries:
        """The close of each session."""
        return PriceSeries(self.bars.closes, self.bars.places)

    @cached_property
    def top(self) -> PriceSeries:
        """The highest price known of each session."""
        return PriceSeries(list(map(max, self.bars.highs, self.bars.closes)), self.bars.places)

    @cached_property
    def bottom(self) -> PriceSeries:
        """The lowest price known of each session."""
        lows, closes = self.bars.lows, self.bars.closes
        if NO_PRICE in lows:
            # a low that is not known is stored as the least number of all, which min() would take
            lows = [close if low == NO_PRICE else low for low, close in zip(lows, closes, strict=True)]
        return PriceSeries(list(map(min, lows, closes)), self.bars.places)

    def __len__(self) -> int:
        return len(self._days)

    def day(self, number: int) -> date:
        """The day of session `number`, from 0."""
        return date.fromordinal(self._days[number])

    def from_day(self, day: date) -> int:
        """The number of the first session of `day` or later."""
        return bisect_left(self._days, day.toordinal())

    def until(self, day: date) -> int:
        """How many sessions are of `day` or before."""
        return bisect_right(self._days, day.toordinal())

    def opened(self, number: int) -> Decimal | None:
        """A session's first price, where it is known."""
        units = self.bars.opens[number]
        return None if units == NO_PRICE else self.close.price(units)


def _counting(bars: Bars) -> Bars:
    """`bars` without partial and doubted ones, doubted highs and lows taken as not known."""
    flags = bars.flags
    # mostly so: no copy of five columns for nothing
    if not flags.strip(b"\0"):
        return bars
    # or the session that runs is the only other
    settled = len(flags.rstrip(_RUNNING))
    if not flags[:settled].strip(b"\0"):
        return bars.part(0, settled)
    chosen = [number for number, flag in enumerate(flags) if not flag & (PARTIAL | DOUBTED)]

    def column(values: Sequence[int], doubted: int) -> list[int]:
        return [NO_PRICE if flags[number] & doubted else values[number] for number in chosen]

    return Bars(
        bars.places,
        array("i", [bars.days[number] for number in chosen]),
        column(bars.opens, 0),
        column(bars.highs, DOUBTED_HIGH),
        column(bars.lows, DOUBTED_LOW),
        column(bars.closes, 0),
        bytes(len(chosen)),
    )


def _floor(value: Decimal) -> int:
    return int(value.to_integral_value(ROUND_FLOOR))
