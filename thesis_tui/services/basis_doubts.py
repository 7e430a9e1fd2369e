"""Prices and levels that may be of the other side of a split than their day says: asked about once."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Final

from thesis_tui.errors import DoubtError
from thesis_tui.model import figures
from thesis_tui.model.feeds import OF_SCALE
from thesis_tui.model.view import View
from thesis_tui.rules.splits import adjusted_price, factor, split_words

_RECENT: Final = timedelta(days=10)
"""A close longer before a day than any holidays are says nothing of it."""


def refuse_unclear_basis(
    value: Decimal, day: date | None, symbol: str, view: View, field: str, *, stood_at: date | None = None
) -> None:
    """Raises DoubtError for a figure, of a `day` in the past or of now, of which nobody can tell on which side of a
    split it is, or that is on the other side than its day says.
    """
    _refuse_undecided(value, day or view.today, symbol, view, field, stood_at)
    if day is not None:
        _refuse_other_basis(value, day, symbol, view, field)


def _refuse_other_basis(value: Decimal, day: date, symbol: str, view: View, field: str) -> None:
    """Raises DoubtError for a figure of `day` that is nearer to that day's price as a split since has made it than to
    the price it was quoted at then: charts show the past adjusted, and what is recorded of a day is read as quoted.
    """
    splits = view.splits.get(symbol, ())
    ratio = factor(splits, day, view.today)
    if ratio == 1 or value <= 0:
        return
    bar = next((bar for bar in reversed(view.bars.get(symbol, ())) if bar.day <= day), None)
    if bar is None or bar.close <= 0 or day - bar.day > _RECENT:
        return
    quoted = adjusted_price(bar.close, 1 / ratio)
    if _apart(value, bar.close) < _apart(value, quoted):
        words = split_words(splits, day, view.today)
        raise DoubtError(
            f"{figures.price(value)} is near the price of {figures.long_day(day)} after the split {words}; "
            f"that day's is given as it was quoted, near {figures.price(quoted)}",
            field,
        )


def _refuse_undecided(value: Decimal, day: date, symbol: str, view: View, field: str, stood_at: date | None) -> None:
    """Raises DoubtError for a figure of a day from which on nobody has decided whether there was a split: once it is
    confirmed what was recorded of its day or later is read as of after it, and a level as of the price it was noted
    at, which was that of `stood_at`.
    """
    for doubt in view.doubts:
        split = doubt.split
        asked = doubt.listing == symbol and doubt.code in OF_SCALE
        if asked and split is not None and doubt.day is not None and doubt.day <= day:
            side = "after" if stood_at is None or stood_at >= doubt.day else "before"
            raise DoubtError(
                f"whether {symbol} was split {split.text} on {figures.long_day(doubt.day)} is not decided; "
                f"{figures.price(value)} will be read as a price of {side} it. Decide first: thesis-tui price accept, "
                "or refuse",
                field,
            )


def _apart(value: Decimal, other: Decimal) -> Decimal:
    return max(value / other, other / value)
