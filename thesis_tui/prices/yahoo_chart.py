"""The parts of Yahoo's chart answer, read without trust."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, tzinfo
from decimal import Decimal
from typing import Any, NamedTuple

from thesis_tui.model import figures
from thesis_tui.model.bars import Bar
from thesis_tui.model.feeds import Split
from thesis_tui.prices import payload
from thesis_tui.prices.bar_reader import BarReader
from thesis_tui.rules.rescaling import MOST_SPLITS


class Point(NamedTuple):
    """One bar as it came: prices in the listing's currency, None where not known."""

    at: datetime
    open: Decimal | None
    high: Decimal | None
    low: Decimal | None
    close: Decimal


def is_open(meta: dict[str, Any], now: datetime) -> bool:
    """Whether regular trading is on by the hours the feed gives."""
    period = meta.get("currentTradingPeriod")
    regular = period.get("regular") if isinstance(period, dict) else None
    if not isinstance(regular, dict):
        return False
    start, end = payload.moment(regular.get("start")), payload.moment(regular.get("end"))
    return start is not None and end is not None and start <= now < end


def places_of(meta: dict[str, Any], factor: Decimal) -> int:
    """How many decimals prices have: bars are 32-bit floats widened to 64 and must be rounded back."""
    hint = meta.get("priceHint")
    # a bool is an int to isinstance; four where nothing is said, as currencies are quoted
    places = hint if type(hint) is int and 0 <= hint <= payload.PRICE_PLACES else 4
    return min(places + (-factor.adjusted() if factor < 1 else 0), payload.PRICE_PLACES)


def points_of(result: dict[str, Any], read: BarReader, notes: list[str]) -> tuple[Point, ...]:
    """The bars that have a close; gaps (a lunch break) stay gaps. Arrays that differ in length say of no bar for sure
    which day it is of, so then there are none.
    """
    times = result.get("timestamp") or []
    try:
        columns = result["indicators"]["quote"][0] or {}
        given = {name: columns.get(name) or [] for name in ("open", "high", "low", "close")}
    except (KeyError, IndexError, TypeError, AttributeError):
        return ()
    if not isinstance(times, list) or not all(isinstance(column, list) for column in given.values()):
        return ()
    if not times and not given["close"]:
        return ()
    lengths = {len(times), *(len(column) for name, column in given.items() if column or name == "close")}
    if len(lengths) > 1:
        notes.append("its daily prices are not believed: days and prices differ in number")
        return ()
    points: list[Point] = []
    dropped: list[date] = []
    empty: list[Any] = [None] * len(times)
    for row in zip(times, *(column or empty for column in given.values()), strict=True):
        at = payload.moment(row[0])
        if at is None:
            continue
        divided = read.divided(at)
        opened, close = (read.price(row[place], divided, negative=read.negative) for place in (1, 4))
        # a high or low below nought stays, to be doubted with its figure; one of exactly nought is a gap
        high, low = (read.price(row[place], divided, negative=True) for place in (2, 3))
        if close is not None:
            points.append(Point(at, opened, high, low, close))
        elif row[4] is not None:
            dropped.append(at.date())
    if dropped:
        notes.append(f"{named_days(dropped)} left out: its close is no price")
    return tuple(points)


def named_days(days: Sequence[date]) -> str:
    """Days as named in a sentence: "a bar (3 Sep 2026)", "3 bars (1 Sep 2026 to 3 Sep 2026)"."""
    if len(days) == 1:
        return f"a bar ({figures.long_day(days[0])})"
    return f"{len(days)} bars ({figures.long_day(days[0])} to {figures.long_day(days[-1])})"


def merged_bars(earlier: Bar, live: Bar) -> Bar:
    """A live bar knows only the last price; the range of the day is the earlier bar's, and its own."""
    highs = [value for value in (earlier.high, live.high) if value is not None]
    lows = [value for value in (earlier.low, live.low) if value is not None]
    return Bar(
        live.day,
        max(highs, default=None),
        min(lows, default=None),
        live.close,
        live.whole,
        live.open if earlier.open is None else earlier.open,
    )


def splits_of(result: dict[str, Any], zone: tzinfo, notes: list[str]) -> tuple[Split, ...]:
    """As told, in order; whether prices show them is another question."""
    events = result.get("events")
    splits = events.get("splits") if isinstance(events, dict) else None
    if not isinstance(splits, dict):
        return ()
    if len(splits) > MOST_SPLITS:
        notes.append(f"{len(splits)} splits are told; none of them is believed")
        return ()
    found = []
    for key, event in splits.items():
        if not isinstance(event, dict):
            continue
        # events are named by their time, too
        at = payload.moment(event.get("date")) or payload.moment(payload.number(key))
        up, down = payload.number(event.get("numerator")), payload.number(event.get("denominator"))
        if at is not None and up is not None and down is not None:
            found.append(Split(at.astimezone(zone).date(), up, down, source="Yahoo"))
    return tuple(sorted(found, key=lambda split: split.day))
