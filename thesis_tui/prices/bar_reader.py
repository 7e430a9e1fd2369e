"""Daily bars as a feed gives them, 32-bit floats adjusted for splits, read as the prices that were traded."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, tzinfo
from decimal import Decimal
from typing import Final, NamedTuple

from thesis_tui.model import figures
from thesis_tui.model.feeds import Split
from thesis_tui.prices import payload
from thesis_tui.rules.rescaling import MOST_RATIO

_FLOAT_HOLDS: Final = Decimal(50_000)
"""Up to here a 32-bit float, good to 6e-8 of itself, tells cents apart: it is off by less than half a cent."""


def scaled_price(value: object, factor: Decimal) -> object:
    """A number of an answer in the unit of the listing; None where it is none."""
    return Decimal(value) * factor if isinstance(value, int | Decimal) and not isinstance(value, bool) else None


class BarReader(NamedTuple):
    """`factor` turns the feed's unit into the listing's, `places` are how many decimals prices have. `splits` are
    those told that divide the prices of before: a bar of then has more decimals than one of today.
    """

    factor: Decimal
    places: int
    zone: tzinfo
    splits: tuple[Split, ...]
    negative: bool

    @classmethod
    def of(cls, factor: Decimal, places: int, zone: tzinfo, splits: Sequence[Split], *, negative: bool) -> BarReader:
        dividing = tuple(split for split in splits if _divides(split))
        return cls(factor, places, zone, dividing, negative)

    def divided(self, at: datetime) -> Decimal:
        """The factor by which the splits after a moment divide a price of then."""
        product = Decimal(1)
        if self.splits:
            day = at.astimezone(self.zone).date()
            for split in self.splits:
                if day < split.day:
                    product *= split.factor
        return product

    def price(self, value: object, divided: Decimal, *, negative: bool) -> Decimal | None:
        """Rounded to the price that was traded before splits `divided` it: 147.61250305 after 4:1 was 590.45, and is
        147.6125. Where that has no end, or a float does not tell so much, at the places of today's prices.
        """
        number = scaled_price(value, self.factor)
        # a price below one was quoted finer than `places`, and rounding it to them would lose digits it had
        if divided != 1 and isinstance(number, Decimal) and number.is_finite() and 1 < number / divided < _FLOAT_HOLDS:
            traded = figures.rounded(number / divided, self.places)
            exact = figures.finer_like(traded * divided, Decimal(1).scaleb(-self.places))
            return payload.price(exact, self.places + figures.FINER_PLACES, negative=negative)
        return payload.price(number, self.places, negative=negative)


def _divides(split: Split) -> bool:
    return split.denominator > 0 and 1 < split.numerator / split.denominator <= MOST_RATIO
