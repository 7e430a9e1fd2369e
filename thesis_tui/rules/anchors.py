"""Prices a thesis itself knows of a listing: what a feed first answers, and its splits, are compared with them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Final

from msgspec import Struct

from thesis_tui.model.feeds import Split
from thesis_tui.model.view import View
from thesis_tui.rules.prices import is_fed


class Anchors(Struct, frozen=True, kw_only=True):
    """By listing: `values` near which its price should be, on the basis of splits of the day shown; `noted` prices
    with their days, as they were noted then, and `levels` so; `splits` that the user confirmed, and
    `moves`, steps that they said were no splits.
    """

    values: Mapping[str, Sequence[Decimal]] = {}
    noted: Mapping[str, Sequence[tuple[date, Decimal]]] = {}
    levels: Mapping[str, Sequence[tuple[date, Decimal]]] = {}
    splits: Mapping[str, Sequence[Split]] = {}
    moves: Mapping[str, Sequence[tuple[date, Decimal]]] = {}


NO_ANCHORS: Final = Anchors()


def anchors_of(view: View) -> Anchors:
    """The levels in force, the prices typed or printed, and what stood when levels were noted."""
    values: dict[str, list[Decimal]] = {}
    noted: dict[str, list[tuple[date, Decimal]]] = {}
    levels: dict[str, list[tuple[date, Decimal]]] = {}
    for level in view.levels:
        written = level.noted_value or level.level
        if not level.retired:
            values.setdefault(level.level.listing, []).append(level.level.low)
        levels.setdefault(written.listing, []).append((level.noted, written.low))
        if written.stood is not None and written.stood_at is not None:
            noted.setdefault(written.listing, []).append((written.stood_at.date(), written.stood))
    currencies = {listing.symbol: listing.currency for listing in view.listings}
    for seen in view.prices:
        price = seen.price
        if seen.day is None or is_fed(seen) or price.currency != currencies.get(price.listing):
            continue
        noted.setdefault(price.listing, []).append((seen.day, price.value))
        # after a split what was noted before is of another basis, and nothing here says of which
        if not view.splits.get(price.listing):
            values.setdefault(price.listing, []).append(price.value)
    own = {symbol: tuple(split for split in splits if split.source == "you") for symbol, splits in view.splits.items()}
    return Anchors(
        values=values,
        noted=noted,
        levels=levels,
        splits={symbol: found for symbol, found in own.items() if found},
        moves=view.moves,
    )
