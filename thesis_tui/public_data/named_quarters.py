"""Columns of a results release that only name their quarter, "Q2 2026": told by the day its business year ends on.

That day is the thesis's, or follows from the release itself: from the newest end of a month that it names before its
own day. It is believed only where the release is dated soon after the newest quarter in its tables.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, timedelta

from thesis_tui.public_data import headers
from thesis_tui.public_data.filing_page import Cell, Line, Page, Table
from thesis_tui.rules.calendar_periods import fiscal_end, fiscal_span

_NAMED = re.compile(
    r"(?:(?:fiscal\s+|F)?Q([1-4])|([1-4])Q|(first|second|third|fourth)\s+(?:fiscal\s+)?quarter)"
    r"(?:\s+of)?[\s,/-]*(?:fiscal(?:\s+year)?|FY)?\s*['’‘]?(\d{4}|\d{2})(?:\s*(?:\(?[a-z*]\)?|\(\d\)))?",
    re.IGNORECASE,
)
"""With what a footnote may add to it."""
_SPAN_SAID = re.compile(r"\b(?:months?|weeks?)\b|\bended\b|\bending\b", re.IGNORECASE)
_WORDS = ("first", "second", "third", "fourth")
_DAY = timedelta(days=1)
_WEEKS_APART = timedelta(days=10)
_SOONEST, _LATEST = timedelta(days=5), timedelta(days=130)
"""After a quarter's end, within which its results are published."""
_HEAD = 4000
"""Characters in which a release says its day."""


def with_spans(page: Page, fiscal_year_end: str) -> Page:
    """`page` with the months beside each named quarter, where they can be told; else as it is."""
    tables = [table for table in page.tables if not _says_span(table, page.text)]
    named = {item for table in tables for line in table.lines for cell in line.cells if (item := _named(cell.text))}
    if not named:
        return page
    published = headers.dates_in(page.text[:_HEAD])
    days = set(headers.dates_in(page.text))
    for fiscal in filter(
        None, (fiscal_end(fiscal_year_end) if fiscal_year_end else None, _told_by(published, days, named))
    ):
        newest = max(_end(item, fiscal) for item in named)
        # a company whose quarters end on a weekday says that day, and not the month's last
        by_weeks = any(timedelta(0) < abs(day - newest) <= _WEEKS_APART for day in days)
        if not by_weeks and any(_SOONEST <= day - newest <= _LATEST for day in published):
            return page._replace(
                tables=tuple(table if _says_span(table, page.text) else _dated(table, fiscal) for table in page.tables)
            )
    return page


def _told_by(
    published: Iterable[date], days: Iterable[date], named: Iterable[tuple[int, int]]
) -> tuple[int, int] | None:
    """The month and day a business year ends on by which the newest quarter named ended on the newest end of a month
    that a release names before its own day.
    """
    year, number = max(named)
    for day in published:
        ends = [item for item in days if item <= day - _SOONEST and (item + _DAY).day == 1]
        index = max(ends).year * 12 + max(ends).month - 1 + 3 * (4 - number) if ends else 0
        # a business year is called by the year it ends in: otherwise that end is of another quarter than the named one
        if index // 12 == year:
            return (index % 12) + 1, 31
    return None


def _says_span(table: Table, text: str) -> bool:
    # all of its cells at once first: most that do not say it are long
    if _SPAN_SAID.search(text, table.lines[0].start, table.lines[-1].end) is None:
        return False
    return any(_SPAN_SAID.search(cell.text) for line in table.lines for cell in line.cells if len(cell.text) < 200)


def _dated(table: Table, fiscal: tuple[int, int]) -> Table:
    return table._replace(lines=tuple(_line(line, fiscal) for line in table.lines))


def _line(line: Line, fiscal: tuple[int, int]) -> Line:
    return line._replace(cells=tuple(_cells(line.cells, fiscal)))


def _cells(cells: Iterable[Cell], fiscal: tuple[int, int]) -> Iterable[Cell]:
    for cell in cells:
        named = _named(cell.text)
        text = "" if named is None else f"{headers.DATED}, three months ended {headers.shown(_end(named, fiscal))}"
        yield cell._replace(text=f"{cell.text}{text}")


def _named(text: str) -> tuple[int, int] | None:
    """The year and the number of the quarter that a cell names, and nothing else."""
    if "q" not in text and "Q" not in text:
        return None  # no "Q2", and no "quarter"
    named = _NAMED.fullmatch(text.strip())
    if named is None:
        return None
    number = int(named[1] or named[2] or _WORDS.index(named[3].lower()) + 1)
    year = int(named[4]) if len(named[4]) == 4 else 2000 + int(named[4])
    return (year, number) if 1990 <= year <= 2100 else None


def _end(named: tuple[int, int], fiscal: tuple[int, int]) -> date:
    year, number = named
    return fiscal_span(fiscal, year, 3, number)[1]
