"""A session's prices, a listing's years of them in columns, and how a level's history is told."""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Final, overload

from msgspec import Struct

NO_PRICE: Final = -(2**63)
"""Stands for an open, high or low that is not known, in a column of integers."""
PARTIAL: Final = 1
"""Flag: a running session, or a price that is no session's close."""
DOUBTED: Final = 2
"""Flag: the whole bar is contradicted by its own answer, its neighbours or another source."""
DOUBTED_HIGH: Final = 4
DOUBTED_LOW: Final = 8


class Bar(Struct, frozen=True, gc=False):
    """A day's prices on a listing. `high` and `low` are None where only a close is known.

    `whole` is false for a price that is no session's close (typed, printed or live): it can say where
    the price stood when a level was noted, and counts for nothing else. `doubts` has the flags DOUBTED,
    DOUBTED_HIGH and DOUBTED_LOW: what is doubted is shown and moves nothing.
    """

    day: date
    high: Decimal | None
    low: Decimal | None
    close: Decimal
    whole: bool = True
    open: Decimal | None = None
    doubts: int = 0

    @property
    def top(self) -> Decimal:
        """The highest price known of the day: its high, or a close above it."""
        return self.close if self.high is None else max(self.high, self.close)

    @property
    def bottom(self) -> Decimal:
        """The lowest price known of the day: its low, or a close below it."""
        return self.close if self.low is None else min(self.low, self.close)


class Bars(Sequence[Bar]):
    """Bars of one listing in columns, one a day, oldest first: twenty years of them are read in a millisecond.

    Prices are whole numbers of 10^-`places` units of the currency, exact; days are proleptic ordinals
    (`date.toordinal`). A Bar is made when it is asked for, all of them at most once.
    """

    __slots__ = ("_made", "closes", "days", "flags", "highs", "lows", "opens", "places")

    def __init__(
        self,
        places: int,
        days: array[int],
        opens: Sequence[int],
        highs: Sequence[int],
        lows: Sequence[int],
        closes: Sequence[int],
        flags: bytes,
    ) -> None:
        self.places = places
        self.days = days
        self.opens = opens
        self.highs = highs
        self.lows = lows
        self.closes = closes
        self.flags = flags
        self._made: tuple[Bar, ...] | None = None

    @classmethod
    def of(cls, bars: Iterable[Bar]) -> Bars:
        """Columns of bars in any order; of two bars of a day the later given stays."""
        # bars are never changed, so they need no copy
        if isinstance(bars, cls):
            return bars
        by_day = {bar.day: bar for bar in bars}
        ordered = [by_day[day] for day in sorted(by_day)]
        # one power of ten for all of them, the finest there is: nothing is rounded
        prices = [price for bar in ordered for price in (bar.open, bar.high, bar.low, bar.close) if price is not None]
        places = max((-int(price.as_tuple().exponent) for price in prices), default=0)
        places = max(0, places)

        def column(values: Iterable[Decimal | None]) -> Sequence[int]:
            return _column([NO_PRICE if value is None else int(value.scaleb(places)) for value in values])

        return cls(
            places,
            array("i", [bar.day.toordinal() for bar in ordered]),
            column(bar.open for bar in ordered),
            column(bar.high for bar in ordered),
            column(bar.low for bar in ordered),
            column(bar.close for bar in ordered),
            bytes((0 if bar.whole else PARTIAL) | bar.doubts for bar in ordered),
        )

    def __len__(self) -> int:
        return len(self.days)

    @overload
    def __getitem__(self, index: int) -> Bar: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Bar]: ...
    def __getitem__(self, index: int | slice) -> Bar | Sequence[Bar]:
        if self._made is not None:
            return self._made[index]
        if isinstance(index, slice):
            start, stop, step = index.indices(len(self))
            if step == 1:
                return self.part(start, max(start, stop))
            return [self._bar(at) for at in range(start, stop, step)]
        return self._bar(range(len(self))[index])

    def __iter__(self) -> Iterator[Bar]:
        # once made they are kept: who goes through all of them mostly does so again
        if self._made is None:
            self._made = tuple(self._bar(at) for at in range(len(self)))
        return iter(self._made)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and not isinstance(other, str) and tuple(self) == tuple(other)

    def __hash__(self) -> int:
        return hash((len(self), self.days[-1] if self.days else 0))  # equal bars may be kept at different places

    def part(self, start: int, stop: int) -> Bars:
        """The bars from number `start` up to, without, `stop`."""
        return Bars(
            self.places,
            self.days[start:stop],
            self.opens[start:stop],
            self.highs[start:stop],
            self.lows[start:stop],
            self.closes[start:stop],
            self.flags[start:stop],
        )

    def with_days(self, over: Mapping[date, Bar | None]) -> Bars:
        """These bars with those of `over` in their days' places, and without the days for which it has None.

        The columns are picked from as they are: to make 5,000 bars for one typed close takes 23 ms of every view.
        """
        if not over:
            return self
        others = Bars.of(bar for bar in over.values() if bar is not None)
        places = max(self.places, others.places)
        old, new = self._to_places(places), others._to_places(places)
        # places in the old and the new columns joined: of a day that both have the new one's, which comes later
        numbers = {ordinal: number for number, ordinal in enumerate((*old.days, *new.days))}
        for day, bar in over.items():
            if bar is None:
                numbers.pop(day.toordinal(), None)
        days = sorted(numbers)
        picked = [numbers[day] for day in days]

        def column(before: Sequence[int], after: Sequence[int]) -> Sequence[int]:
            both = (*before, *after)
            return _column([both[number] for number in picked])

        flags = old.flags + new.flags
        return Bars(
            places,
            array("i", days),
            column(old.opens, new.opens),
            column(old.highs, new.highs),
            column(old.lows, new.lows),
            column(old.closes, new.closes),
            bytes([flags[number] for number in picked]),
        )

    def _to_places(self, places: int) -> Bars:
        """The same bars in units of 10^-`places`, which are no coarser."""
        if places == self.places:
            return self
        factor = 10 ** (places - self.places)

        def column(units: Sequence[int]) -> Sequence[int]:
            return _column([unit if unit == NO_PRICE else unit * factor for unit in units])

        return Bars(
            places, self.days, column(self.opens), column(self.highs), column(self.lows), column(self.closes),
            self.flags,
        )  # fmt: skip

    def until(self, day: date) -> int:
        """The number of bars of `day` or before."""
        return bisect_right(self.days, day.toordinal())

    def find(self, day: date) -> Bar | None:
        """The bar of `day`."""
        ordinal = day.toordinal()
        at = bisect_left(self.days, ordinal)
        return self._bar(at) if at < len(self.days) and self.days[at] == ordinal else None

    def _bar(self, at: int) -> Bar:
        flag = self.flags[at]
        return Bar(
            date.fromordinal(self.days[at]),
            self._price(self.highs[at]),
            self._price(self.lows[at]),
            Decimal(self.closes[at]).scaleb(-self.places),
            not flag & PARTIAL,
            self._price(self.opens[at]),
            flag & ~PARTIAL,
        )

    def _price(self, units: int) -> Decimal | None:
        return None if units == NO_PRICE else Decimal(units).scaleb(-self.places)


def _column(units: Sequence[int]) -> Sequence[int]:
    try:
        return array("q", units)
    except OverflowError:  # fifteen digits before the point and many after it: exact, only slower
        return units
