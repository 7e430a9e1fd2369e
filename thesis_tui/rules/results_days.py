"""When results come: the window of the next, from the days on which past ones came.

A company reports each quarter about as long after its end as a year before; which quarter it is matters more than
which year.
"""

from __future__ import annotations

import calendar
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from itertools import pairwise
from typing import NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from thesis_tui.model import figures
from thesis_tui.rules.calendar_periods import fiscal_label

YEARS = 4
"""Years of past days that count; a company changes its calendar."""
SLACK = timedelta(days=7)
"""Beside a window that fewer than three days make, on either side."""
NARROWEST = timedelta(days=6)
"""From the first to the last day of a window: the day of the week moves from year to year."""
_NEAR = timedelta(days=30)
"""From the window of past years: a day announced further off is of other results."""
LONGEST = timedelta(days=200)
"""After the end of a period: what comes later is no results day."""
_DAY = timedelta(days=1)
_SAME_QUARTER = 20
"""Days by which the end of one quarter may move from year to year: one that ends on a Sunday moves by up to six,
another quarter is ninety away.
"""


class ResultsDay(NamedTuple):
    """The end of a period, and the day its results came."""

    end: date
    came: date


class Announced(NamedTuple):
    """The day of results that a company announced, and when it did."""

    announced_on: date
    day: date


class Expected(Struct, frozen=True, kw_only=True):
    """The window in which the results of the period from `start` to `end` are expected; `text` says so in words."""

    start: date
    end: date
    label: str
    earliest: date
    latest: date
    years: int
    text: str
    announced: bool = False


def expected_results(days: Iterable[ResultsDay], today: date, fiscal_year_end: str) -> Expected | None:
    """The next results after those known today; None where fewer than two days are known.

    A window that has passed without results is still the expected one: they are late.
    """
    first: dict[date, date] = {}
    for day in sorted(days, key=lambda item: item.came):
        if day.came <= today and timedelta(0) < day.came - day.end <= LONGEST:
            # the first one counts: what comes later for a period is a correction or the full report
            first.setdefault(day.end, day.came)
    if len(first) < 2:
        return None
    ends = sorted(first)
    step = _step(ends)
    end = _after(ends[-1], step)
    alike = [item for item in ends if _same_quarter(item, end)][-YEARS:] if step < 12 else ends[-YEARS:]
    # of a quarter that has no past yet any quarter's days are better than none
    lags = [first[item] - item for item in alike or ends[-YEARS:]]
    # two days say nothing of how much they vary
    slack = SLACK if len(lags) < 3 else max(timedelta(0), NARROWEST - (max(lags) - min(lags))) // 2
    # never before the period is over
    earliest, latest = end + max(min(lags) - slack, _DAY), end + max(lags) + slack
    start = _after(ends[-1], 0) + _DAY
    label = (
        fiscal_label(_month_start(end, step), _month_end(end), fiscal_year_end)
        or f"the period to {figures.long_day(end)}"
    )
    text = f"results for {label}, expected {_window(earliest, latest)}, from {_basis(len(lags), years=bool(alike))}"
    return Expected(
        start=start, end=end, label=label, earliest=earliest, latest=latest, years=len(lags), text=text
    )  # fmt: skip


def narrowed(expected: Expected, announced: Iterable[Announced], today: date) -> Expected:
    """The window as the one day that the company announced last; as it is where it announced none that could be it."""
    fitting = [
        item
        for item in announced
        if item.announced_on <= today
        and item.announced_on > expected.end
        and expected.earliest - _NEAR <= item.day <= expected.latest + _NEAR
    ]
    if not fitting:
        return expected
    # by the day it was told: a later announcement moves the earlier one
    day = max(fitting).day
    text = f"results for {expected.label}, announced for {figures.long_day(day)}"
    return replace(expected, earliest=day, latest=day, announced=True, text=text)


def _step(ends: Sequence[date]) -> int:
    """Months from one period's end to the next: 1, 3, 6 or 12, as most of the last ones are."""
    # the last eight, two years of quarters: a company may have changed its calendar
    gaps = [(later - earlier).days for earlier, later in pairwise(ends)][-8:]
    # half-way between a month and a quarter, a quarter and a half, and a half and a year
    months = [1 if gap < 60 else 3 if gap < 135 else 6 if gap < 270 else 12 for gap in gaps]
    # of two as frequent the shorter: a report that is missing makes a gap longer, none makes it shorter
    return max(set(months), key=lambda item: (months.count(item), -item))


def _after(end: date, months: int) -> date:
    """The end of the period so many months later: of weeks by weeks, else the last day of the month."""
    if end != _month_end(end):
        # a quarter has 13 weeks; the 53rd that some years have cannot be foreseen
        return end + timedelta(weeks=13 * months // 3)
    year, month = divmod(end.year * 12 + end.month - 1 + months, 12)
    return _month_end(date(year, month + 1, 1))


def _same_quarter(left: date, other: date) -> bool:
    # two ends a year apart are 364 to 371 days apart: near a whole number of years from either side
    days = abs((other - left).days) % 365
    return min(days, 365 - days) <= _SAME_QUARTER


def _month_end(day: date) -> date:
    return day.replace(day=calendar.monthrange(day.year, day.month)[1])


def _month_start(end: date, months: int) -> date:
    whole = _month_end(end)
    year, month = divmod(whole.year * 12 + whole.month - months, 12)
    return date(year, month + 1, 1)


def _window(earliest: date, latest: date) -> str:
    begin = f"{earliest.day} {figures.MONTHS[earliest.month - 1]}"
    if earliest.year != latest.year:
        begin = figures.long_day(earliest)
    return f"{begin} to {figures.long_day(latest)}"


def _basis(count: int, *, years: bool) -> str:
    """The days a window is from: those of so many years, or of the last reports where the same period has no past."""
    named = {1: "one", 2: "two", 3: "three", 4: "four"}.get(count, str(count))
    if not years:
        return "the last report’s day" if count == 1 else f"the days of the last {named} reports"
    return f"{named} year’s days" if count == 1 else f"{named} years’ days"
