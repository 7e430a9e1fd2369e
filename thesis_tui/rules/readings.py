"""Readings of a live metric as one series, and what of a new one is worth keeping."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from decimal import Decimal

from thesis_tui.model.documents import Reading
from thesis_tui.model.live import ReadingKind

REVISED = "revised"
HELD = "held"
MEDIAN_DAYS = 30
"""Days before the last reading whose median a new one is held against: one odd day moves no median of a month."""
WEEK = timedelta(days=7)
_SAID_AGAIN = timedelta(days=5)
_ENOUGH = 5
"""Readings without which there is no median to hold a new one against."""


def series(readings: Iterable[Reading], metric: str) -> tuple[Reading, ...]:
    """A metric's readings, oldest first, one a day: of two machines' the later. The order they come in is of no
    matter.
    """
    by_day: dict[date, Reading] = {}
    # by all of it and not by time alone: two machines must choose the same of two readings of one second
    mine = (item for item in readings if item.metric == metric)
    for reading in sorted(mine, key=lambda item: (item.at, item.value, item.unit, item.address, item.note)):
        by_day[reading.day] = reading
    return tuple(by_day[day] for day in sorted(by_day))


def usable(readings: Sequence[Reading]) -> tuple[Reading, ...]:
    """Those that do not wait for the user."""
    return tuple(item for item in readings if item.note != HELD)


def note_of(kind: ReadingKind, value: Decimal, before: Sequence[Reading], factor: Decimal | None) -> str:
    """The objection to a new value: that a counter fell, or that it is too far from what it was to be believed."""
    known = usable(before)
    if factor is not None and len(known) >= _ENOUGH:
        # from the last reading, not from today: after a long pause there would be nothing to hold it against
        since = known[-1].day - timedelta(days=MEDIAN_DAYS)
        middle = median([item.value for item in known if item.day > since])
        if middle > 0 and not middle / factor <= value <= middle * factor:
            return HELD
    # one that fell far waits for the user, above: only a smaller fall is taken for a revision
    if kind == "counter" and known and value < known[-1].value:
        return REVISED
    return ""


def is_new(reading: Reading, before: Sequence[Reading]) -> bool:
    """Whether a reading is kept: the first of its day, and another value than the last one's. The same value is kept
    again after six days, so that a week without a reading is one without an answer.
    """
    if not before:
        return True
    last = before[-1]
    if reading.day <= last.day:
        return False
    return (reading.value, reading.unit) != (last.value, last.unit) or reading.day - last.day > _SAID_AGAIN


def weekly_medians(readings: Sequence[Reading], today: date, weeks: int = 3) -> tuple[Decimal, ...]:
    """The median of each of the last whole weeks up to today, newest first; none where a week has no reading."""
    known = usable(readings)
    found = []
    for back in range(weeks):
        end = today - back * WEEK
        values = [item.value for item in known if end - WEEK < item.day <= end]
        if not values:
            return ()
        found.append(median(values))
    return tuple(found)


def weeks_of(readings: Sequence[Reading], today: date, most: int) -> list[tuple[int, Decimal]]:
    """The medians of the weeks up to today that have readings, newest first, each with how many weeks ago it ended."""
    values: dict[int, list[Decimal]] = {}
    for item in usable(readings):
        values.setdefault((today - item.day).days // WEEK.days, []).append(item.value)
    return [(back, median(values[back])) for back in sorted(values) if 0 <= back < most]


def median(values: Sequence[Decimal]) -> Decimal:
    """Of at least one value; of two in the middle the mean."""
    ordered = sorted(values)
    middle = len(ordered) // 2
    return ordered[middle] if len(ordered) % 2 else (ordered[middle - 1] + ordered[middle]) / 2
