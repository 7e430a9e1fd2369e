"""Splits: everything known of a listing's prices is compared on one basis, that of the day shown."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from decimal import Decimal

from msgspec.structs import replace

from thesis_tui.model import figures
from thesis_tui.model.bars import Bar, Bars
from thesis_tui.model.feeds import Split
from thesis_tui.model.objects import Level

SAME_SPLIT = timedelta(days=7)
"""Two splits of one ratio within a week are one: feeds and the user may name its record or its first trading day."""


def same_split(split: Split, other: Split) -> bool:
    """Whether two are the same split, told on slightly different days or as 6:4 and 3:2."""
    return (
        abs(split.day - other.day) <= SAME_SPLIT
        and split.numerator * other.denominator == other.numerator * split.denominator
    )


def is_corrected(split: Split, from_feeds: Sequence[Split]) -> bool:
    """Whether a feed tells another ratio than this for the same week, and this one not."""
    return not any(same_split(split, other) for other in from_feeds) and any(
        abs(split.day - other.day) <= SAME_SPLIT for other in from_feeds
    )


def effective_splits(known: Iterable[Split], confirmed: Iterable[Split]) -> tuple[Split, ...]:
    """Splits that count, oldest first: those that prices showed, and those the user confirmed.

    Of one that was confirmed and another ratio that is told, and shown, for the same week only the second counts: the
    first was a guess, and both would adjust everything twice.
    """
    shown = [split for split in known if split.shown]
    from_feeds = [split for split in shown if split.source != "you"]
    effective: list[Split] = []
    # the user's first: the day they named stays
    for split in (*confirmed, *shown):
        if any(same_split(split, other) for other in effective):
            continue
        if split.source == "you" and is_corrected(split, from_feeds):
            continue
        effective.append(split)
    return tuple(sorted(effective, key=lambda split: split.day))


def factor(splits: Sequence[Split], since: date, until: date) -> Decimal:
    """The number that turns a price of the day `since` into one of `until`: 0.25 after a 4:1 split between.

    For an earlier `until` it turns back: 4.
    """
    if until < since:
        return 1 / factor(splits, until, since)
    # a split's day is the first on the new basis: a price of that day needs no factor
    product = Decimal(1)
    for split in splits:
        if since < split.day <= until:
            product *= split.factor
    return product


def split_words(splits: Sequence[Split], since: date, until: date) -> str:
    """The splits between two days: "4:1 on 3 Jun 2026"."""
    return ", ".join(f"{split.text} on {figures.long_day(split.day)}" for split in splits if since < split.day <= until)


def adjusted_price(price: Decimal, ratio: Decimal) -> Decimal:
    """`price` times `ratio`, at a precision that prices have: 100 by 3:2 is 66.67, 590.45 by 4:1 is 147.6125."""
    if ratio == 1:
        return price
    return (figures.finer_like if ratio < 1 else figures.rounded_like)(price * ratio, price)


def adjusted_level(level: Level, ratio: Decimal) -> Level:
    """The level with its values, and the price it was noted at, times `ratio`."""
    if ratio == 1:
        return level
    return replace(
        level,
        low=adjusted_price(level.low, ratio),
        high=None if level.high is None else adjusted_price(level.high, ratio),
        stood=None if level.stood is None else adjusted_price(level.stood, ratio),
    )


def adjusted_bars(bars: Bars, splits: Sequence[Split], basis: date, today: date) -> Bars:
    """`bars` that are on the basis of `basis`, on that of `today`.

    Splits after `basis` are applied to the bars before them; splits after `today` that are in the bars already are
    taken out of all of them.
    """
    later = [split for split in splits if basis < split.day <= today]
    undone = [split for split in splits if today < split.day <= basis]
    if not bars or not (later or undone):
        return bars
    back = Decimal(1)
    for split in undone:
        back /= split.factor

    def adjusted(bar: Bar) -> Bar:
        ratio = back
        for split in later:
            if bar.day < split.day:
                ratio *= split.factor
        if ratio == 1:
            return bar
        opened, high, low = (
            None if price is None else adjusted_price(price, ratio) for price in (bar.open, bar.high, bar.low)
        )
        return replace(bar, open=opened, high=high, low=low, close=adjusted_price(bar.close, ratio))

    return Bars.of([adjusted(bar) for bar in bars])
