"""A figure as it was printed, and the interval it stands for."""

from __future__ import annotations

from decimal import Decimal

from msgspec import Struct

from thesis_tui.model.enums import SCALES, Qualifier, Scale

ABOUT = Decimal("0.05")
NEARLY = Decimal("0.90")
INFINITY = Decimal("Infinity")
# Beyond any amount of money there is (10 to the 15th), and within the 28 digits a Decimal computes with.
MAX_DIGITS_BEFORE_POINT = 15
MAX_DIGITS_AFTER_POINT = 12


class Interval(Struct, frozen=True):
    """All values a printed figure may stand for, in base units; either end may be infinite."""

    low: Decimal
    high: Decimal

    def meets(self, other: Interval) -> bool:
        """Whether the two share a point."""
        return self.low <= other.high and other.low <= self.high


class Quantity(Struct, frozen=True):
    """A value or a range (`value` to `high`) in `scale`, with the qualifier it was printed with.

    The digits are kept as printed, trailing zeros included, because they say how it was rounded.
    """

    value: Decimal
    high: Decimal | None = None
    qualifier: Qualifier = "exactly"
    scale: Scale = ""

    @property
    def base(self) -> Decimal:
        """The value (or the low end of a range) in base units."""
        return in_base_units(self.value, self.scale)

    @property
    def base_high(self) -> Decimal | None:
        """The upper end in base units, None where there is none."""
        return None if self.high is None else in_base_units(self.high, self.scale)

    @property
    def interval(self) -> Interval:
        """How a qualifier is read: exactly is the rounding of the last printed digit, about is
        5 % either way, nearly is nine tenths of it up to it, more than and at least are from it upwards.
        """
        low, _ = _interval(self.value, self.qualifier)
        _, high = _interval(self.value if self.high is None else self.high, self.qualifier)
        return Interval(in_base_units(low, self.scale), in_base_units(high, self.scale))

    @property
    def open_ended(self) -> bool:
        """Whether only one of its ends is known."""
        return self.qualifier in ("more than", "at least", "less than", "at most")


def in_base_units(value: Decimal, scale: Scale) -> Decimal:
    """A value with its scale worked in: 600 with "million" is 600000000."""
    return value.scaleb(SCALES[scale]) if value.is_finite() else value


def _interval(value: Decimal, qualifier: Qualifier) -> tuple[Decimal, Decimal]:
    if qualifier == "about":
        slack = abs(value) * ABOUT
        return value - slack, value + slack
    if qualifier == "nearly":
        ends = (value * NEARLY, value)
        return min(ends), max(ends)
    if qualifier in ("more than", "at least"):
        return value, INFINITY
    if qualifier in ("less than", "at most"):
        return -INFINITY, value
    half = Decimal(5).scaleb(int(value.as_tuple().exponent) - 1)
    return value - half, value + half


def number_fault(value: Decimal) -> str:
    """Why a number cannot be kept, or "": not finite, or more digits than 15 before the point and 12 after."""
    if not value.is_finite():
        return "is not a finite number"
    if value.adjusted() + 1 > MAX_DIGITS_BEFORE_POINT:
        return f"has more than {MAX_DIGITS_BEFORE_POINT} digits before the point"
    if -int(value.as_tuple().exponent) > MAX_DIGITS_AFTER_POINT:
        return f"has more than {MAX_DIGITS_AFTER_POINT} digits after the point"
    return ""
