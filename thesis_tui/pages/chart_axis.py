"""The days under a chart: years, months or weeks where they begin."""

from __future__ import annotations

from datetime import date
from typing import Final

from thesis_tui.model import figures
from thesis_tui.pages.plot import (
    Time,
)
from thesis_tui.pages.spans import Line, Span, fit

_WEEKS: Final = 45
"""Days up to which weeks are marked; up to `_YEARS` it is months, with their years beyond `_YEAR`."""
_YEAR: Final = 366
_YEARS: Final = 1200


def time_axis(time: Time, width: int) -> Line:
    """Days under the plot: years, months or weeks where they begin, each year named where it begins to count."""
    text = [" "] * time.width
    end, year = -2, 0
    long = time.last - time.first > _YEAR
    marks = [time.first, *_beginnings(time)]
    for number, ordinal in enumerate(marks):
        day = date.fromordinal(ordinal)
        name = _mark_words(day, time.last - time.first, with_year=long or day.year != year)
        at = min(time.cell(ordinal), time.width - len(name))
        if at <= end + 1:
            continue
        # the plot rarely starts with a month: its first label gives way to the first whole one
        if not number and len(marks) > 1 and time.cell(marks[1]) <= len(name) + 1:
            continue
        text[at : at + len(name)] = name
        end, year = at + len(name) - 1, day.year
    return fit((Span("".join(text), "muted"),), width)


def _beginnings(time: Time) -> list[int]:
    """The ordinals of the years, months or Mondays that begin within the plot."""
    span = time.last - time.first
    if span <= _WEEKS:
        monday = time.first + 7 - date.fromordinal(time.first).weekday()
        return list(range(monday, time.last + 1, 7))
    starts: list[int] = []
    day = date.fromordinal(time.first)
    while True:
        yearly = span > _YEARS or day.month == 12
        day = date(day.year + 1, 1, 1) if yearly else date(day.year, day.month + 1, 1)
        if day.toordinal() > time.last:
            return starts
        starts.append(day.toordinal())


def _mark_words(day: date, span: int, *, with_year: bool) -> str:
    """ "2024", "Jan 2026" and "Feb", "2 Nov 2026" and "9 Nov"."""
    if span > _YEARS:
        return str(day.year)
    month = figures.MONTHS[day.month - 1]
    name = f"{day.day} {month}" if span <= _WEEKS else month
    return f"{name} {day.year}" if with_year else name
