"""Sessions of a venue as days: holidays and half days from a table, weekdays where there is none."""

from __future__ import annotations

from bisect import bisect_right
from datetime import date, time, timedelta
from functools import cache
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from thesis_tui.venues.table import Venue

if TYPE_CHECKING:
    from thesis_tui.venues.holidays.table import Table

DAY = timedelta(days=1)
_REGIONS: Final = {
    "america": "XNYS XTSE XMEX BVMF XBUE XSGO XLIM XBOG CMES IEPA",
    "core": "XLON XETR XHAM XSTU XPAR XLIS XDUB XMIL XMAD XSWX XWBO",
    "asia": "XHKG XSHG XSES XTKS XKRX XTAI XBKK XIDX XKLS XPHS XASX XNZE XBOM",
}
"""Modules of `holidays` with their calendars, so that no other is read first; "europe" has the rest."""
# A day in the tables is two signs: its month's letter and its number as one digit of base 32.
_MONTHS = "abcdefghijkl"


class Week(Struct, frozen=True):
    """Days of the week with sessions (0 is Monday) from the ordinal `start` on."""

    start: int
    days: frozenset[int]


class Calendar:
    """Days are ordinals here (`date.toordinal`); ordinal 1 is a Monday."""

    def __init__(self, weeks: tuple[Week, ...], closed: list[int], opened: list[int], short: dict[int, time]) -> None:
        self.weeks = weeks
        self.closed = frozenset(closed)
        self.opened = frozenset(opened)
        self.short = short
        self._closed = sorted(closed)
        self._opened = sorted(opened)

    def holds(self, day: int) -> bool:
        if day in self.closed:
            return False
        return (day - 1) % 7 in self._week(day) or day in self.opened

    def _week(self, day: int) -> frozenset[int]:
        # the newest first: some exchanges have changed their week
        for week in reversed(self.weeks):
            if day >= week.start:
                return week.days
        return self.weeks[0].days

    def count(self, day: int) -> int:
        """Sessions up to and with `day`; a difference of two counts is the number of sessions between them."""
        total = bisect_right(self._opened, day) - bisect_right(self._closed, day)
        ends = [*(week.start - 1 for week in self.weeks[1:]), day]
        for week, end in zip(self.weeks, ends, strict=True):
            if day >= week.start:
                total += _days_of(week.days, min(day, end)) - _days_of(week.days, week.start - 1)
        return total


def _days_of(days: frozenset[int], until: int) -> int:
    """How many of the ordinals 1 to `until` fall on `days` of the week."""
    whole, rest = divmod(until, 7)
    return whole * len(days) + sum(1 for day in days if day < rest)


@cache
def _calendar(name: str, mask: str) -> Calendar:
    table = _table(name)
    if table is None:
        return Calendar((Week(1, _mask(mask)),), [], [], {})
    first, _, later = table.mask.partition(" ")
    weeks = [Week(1, _mask(first))]
    if later:
        since, _, other = later.partition(":")
        weeks.append(Week(date.fromisoformat(since).toordinal(), _mask(other)))
    short: dict[int, time] = {}
    for part in table.short.split(";") if table.short else ():
        clock, _, text = part.partition("=")
        short.update(dict.fromkeys(_days(text), time.fromisoformat(clock)))
    return Calendar(tuple(weeks), _days(table.closed), _days(table.opened), short)


def _mask(text: str) -> frozenset[int]:
    return frozenset(int(digit) - 1 for digit in text)


def _days(text: str) -> list[int]:
    """The ordinals of a table's text of days."""
    from thesis_tui.venues.holidays.table import FIRST

    return [
        date(year, _MONTHS.index(days[at]) + 1, int(days[at + 1], 32)).toordinal()
        for year, days in enumerate(text.split(","), start=FIRST)
        for at in range(0, len(days), 2)
    ]


@cache
def _table(name: str) -> Table | None:
    from importlib import import_module

    if not name:
        return None
    region = next((region for region, names in _REGIONS.items() if name in names.split()), "europe")
    tables: dict[str, Table] = import_module(f"thesis_tui.venues.holidays.{region}").TABLES
    return tables.get(name)


def of(venue: Venue) -> Calendar:
    """The calendar of a venue: its weekdays, holidays and short days."""
    return _calendar(venue.calendar, venue.mask)


def is_session(venue: Venue, day: date) -> bool:
    """Whether the venue has a session on `day`; beyond the table of its holidays, whether it is a working day."""
    return of(venue).holds(day.toordinal())


def last_session(venue: Venue, day: date) -> date:
    """The last session up to `day`, which is `day` itself if it is one."""
    holds, number = of(venue).holds, day.toordinal()
    while number > 1 and not holds(number):
        number -= 1
    return date.fromordinal(number)


def next_session(venue: Venue, day: date) -> date:
    """The first session after `day`."""
    holds, number = of(venue).holds, day.toordinal() + 1
    while number < date.max.toordinal() and not holds(number):
        number += 1
    return date.fromordinal(min(number, date.max.toordinal()))


def sessions_between(venue: Venue, after: date, until: date) -> int:
    """How many sessions come after the one day and not after the other; 0 where there is none."""
    count = of(venue).count
    return max(0, count(until.toordinal()) - count(after.toordinal()))


def unusual_close(venue: Venue, day: date) -> time | None:
    """When regular trading ends on a half day, or on another with hours of its own."""
    return of(venue).short.get(day.toordinal())


def known_until(venue: Venue) -> date | None:
    """The last day whose holidays are known; None where no holidays are. Past it only those that a rule foretells."""
    if venue.kind == "around the clock":
        return date.max
    table = _table(venue.calendar)
    return None if table is None else date(table.until, 12, 31)
