"""Columns of a results release that only name their quarter, "Q2 2026": told by the day its business year ends on.

Which three months a company means is known only with that day, and is believed only where the release is dated soon
after the newest quarter it names.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, timedelta

from thesis_tui.evidence import headers
from thesis_tui.evidence.page import Cell, Line, Page, Table
from thesis_tui.rules.calendar import fiscal_end, fiscal_span

_NAMED = re.compile(
    r"(?:(?:fiscal\s+)?Q([1-4])|([1-4])Q|(first|second|third|fourth)\s+(?:fiscal\s+)?quarter)"
    r"(?:\s+of)?\s*(?:fiscal(?:\s+year)?|FY)?\s*['’]?(\d{4}|\d{2})",
    re.IGNORECASE,
)
_SPAN_SAID = re.compile(r"\b(?:months?|weeks?)\b|\bended\b|\bending\b", re.IGNORECASE)
_WORDS = ("first", "second", "third", "fourth")
_SOONEST, _LATEST = timedelta(days=5), timedelta(days=130)
"""After a quarter's end, within which its results are published."""
_HEAD = 4000
"""Characters in which a release says its day."""


def with_spans(page: Page, fiscal_year_end: str) -> Page:
    """`page` with the months beside each named quarter, where they can be told; else as it is."""
    fiscal = fiscal_end(fiscal_year_end)
    tables = [table for table in page.tables if not _says_span(table)]
    ends = [end for table in tables for line in table.lines for cell in line.cells if (end := _end(cell.text, fiscal))]
    published = headers.dates_in(page.text[:_HEAD])
    if not ends or not any(_SOONEST <= day - max(ends) <= _LATEST for day in published):
        return page
    return page._replace(tables=tuple(table if _says_span(table) else _told(table, fiscal) for table in page.tables))


def _says_span(table: Table) -> bool:
    return any(_SPAN_SAID.search(cell.text) for line in table.lines for cell in line.cells if len(cell.text) < 200)


def _told(table: Table, fiscal: tuple[int, int]) -> Table:
    return table._replace(lines=tuple(_line(line, fiscal) for line in table.lines))


def _line(line: Line, fiscal: tuple[int, int]) -> Line:
    return line._replace(cells=tuple(_cells(line.cells, fiscal)))


def _cells(cells: Iterable[Cell], fiscal: tuple[int, int]) -> Iterable[Cell]:
    for cell in cells:
        end = _end(cell.text, fiscal)
        yield cell if end is None else cell._replace(text=f"{cell.text}, three months ended {headers.shown(end)}")


def _end(text: str, fiscal: tuple[int, int]) -> date | None:
    """The last day of the quarter that a cell names, and nothing else."""
    named = _NAMED.fullmatch(text.strip())
    if named is None:
        return None
    number = int(named[1] or named[2] or _WORDS.index(named[3].lower()) + 1)
    year = int(named[4]) if len(named[4]) == 4 else 2000 + int(named[4])
    return fiscal_span(fiscal, year, 3, number)[1] if 1990 <= year <= 2100 else None
