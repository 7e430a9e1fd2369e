"""Two numbers as the ends of a range."""

from __future__ import annotations

from decimal import Decimal

from msgspec.structs import replace

from thesis_tui.model.quantity import Quantity
from thesis_tui.reader.numbers import Number


def joined(low: Number, high: Number) -> Number | None:
    """The range from one number to the other, the scale, unit and currency of one serving both; None where they are
    of different things or the second is not the larger.
    """
    if low.kind not in (high.kind, "plain") and not (low.kind == "money" and high.kind == "plain"):
        return None
    if (
        low.currency
        and high.currency
        and low.currency != high.currency
        and not _are_dollars(low.currency, high.currency)
    ):
        return None
    first, second = low.quantity, high.quantity
    hundredths = low.hundredths or high.hundredths
    a, b = first.base, second.base
    # "2 to 3 billion": what stands behind the second is meant of both
    if not first.scale and second.scale:
        a = Quantity(first.value, scale=second.scale).base
    if high.hundredths and not low.hundredths:
        a /= 100
    if low.hundredths and not high.hundredths and high.kind == "plain":
        b /= 100
    if not 0 < a < b:
        return None
    scale = second.scale or first.scale
    unit = Quantity(Decimal(1), scale=scale).base
    kind = low.kind if low.kind != "plain" else high.kind
    return replace(
        low, end=high.end, kind=kind, currency=low.currency or high.currency, unit=low.unit or high.unit,
        quantity=Quantity(_plainly(a / unit), _plainly(b / unit), first.qualifier, scale),
        per_share=high.per_share or low.per_share, free=low.free or high.free, hundredths=hundredths,
    )  # fmt: skip


def _are_dollars(first: str, second: str) -> bool:
    """Whether a plain dollar sign may stand for the other's dollars: "98 cents to $1.04"."""
    return "$" in (first, second) and all(item == "$" or item.endswith("D") for item in (first, second))


def _plainly(value: Decimal) -> Decimal:
    """A value without an exponent and without zeros that dividing has added."""
    short = value.normalize()
    return short.quantize(Decimal(1)) if short == short.to_integral() else short
