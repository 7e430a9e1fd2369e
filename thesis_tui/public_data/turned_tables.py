"""Tables that have their lines as columns, turned so that each line is a row and each period a column.

A company's parts stand side by side, and below them a row for each measure or each period; the year before is a second
block of rows, or a table of its own. What is turned is read as any other table, by the same checks.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from thesis_tui.public_data import headers
from thesis_tui.public_data.blocks import is_measure, is_whole, says_measure
from thesis_tui.public_data.filing_page import Cell, Line, Table
from thesis_tui.public_data.row_values import Value, is_year, split_row
from thesis_tui.public_data.wanted import Wanted, folded

_YEAR_APART = range(355, 376)
_MOST_CELLS = 12
"""Of a row of columns' names; a longer one is prose set in cells."""
_NEAR = 400
"""Characters of a paragraph that may say the period of the table below it."""
_SCALES = {3: "thousands", 6: "millions", 9: "billions"}
_LABEL, _PRIOR, _CURRENT = (0, 10), (10, 20), (20, 30)
"""The columns of a turned table: its labels, and the two periods."""


class _Period(NamedTuple):
    end: date
    months: int
    weeks: int


class _Side(NamedTuple):
    """One row's values by the columns they stand under, and what its table says of itself."""

    values: Mapping[str, Value]
    line: Line
    own: headers.Self
    table: Table


_Sides = dict[_Period, _Side]


def turned_tables(tables: Iterable[Table], names: Mapping[str, Sequence[Wanted]]) -> list[Table]:
    """Tables whose columns are lines that are looked for, with the newest quarter and the same a year before."""
    found: dict[tuple[tuple[str, ...], str], _Sides] = {}
    for table in tables:
        if not _has_columns(table, names):
            continue
        for columns, measure, period, side in _sides(table, names):
            # the first of a period counts: a release repeats its tables
            found.setdefault((columns, measure), {}).setdefault(period, side)
    return [made for (_, measure), sides in found.items() if (made := _made(measure, sides)) is not None]


def _has_columns(table: Table, names: Mapping[str, Sequence[Wanted]]) -> bool:
    """Whether any cell beyond the labels is a line that is looked for: of most tables nothing else is asked."""
    beyond = (cell.text for line in table.lines for cell in line.cells if cell.left > 0)
    return any(text[:1].isalpha() and folded(text) in names for text in beyond)


def _sides(
    table: Table, names: Mapping[str, Sequence[Wanted]]
) -> Iterator[tuple[tuple[str, ...], str, _Period, _Side]]:
    """Each row of a table below columns that are lines, once for each period it has."""
    above: list[Sequence[Cell]] = []
    columns: list[Cell] = []
    own: headers.Self | None = None
    section = ""
    for line in table.lines:
        label, values = split_row(line.cells)
        if not any(value.number is not None for value in values) or all(is_year(value.text) for value in values):
            named = _columns(line.cells, names)
            if named:
                columns, section = named, ""
            elif columns:
                section = " ".join(cell.text for cell in line.cells)
            if named or not columns:
                above.append(line.cells)
            own = None
            continue
        if not columns or any(value.unit == "%" for value in values) or not _wanted(label, columns, names):
            continue
        own = own or headers.table_self([*above, [Cell(0, 1, section)]], table.before)
        by_period: dict[_Period, dict[str, Value]] = {}
        for cell in columns:
            value = _under(cell, values)
            period = _period(cell, above, (section, label), table.before)
            if value is not None and period is not None:
                by_period.setdefault(period, {})[cell.text] = value
        measure = _measure(label, section, own)
        for period, row in by_period.items():
            yield tuple(map(folded, row)), measure, period, _Side(row, line, own, table)


def _columns(cells: Sequence[Cell], names: Mapping[str, Sequence[Wanted]]) -> list[Cell]:
    """The cells of a row that are columns' names: a part that is looked for among them, or two lines of the whole."""
    beyond = [cell for cell in cells if cell.left > 0]
    lines = [names[name] for cell in beyond if (name := folded(cell.text)) in names]
    parts = sum(any(not line.group for line in item) for item in lines)
    return beyond if 1 < len(beyond) <= _MOST_CELLS and (parts or len(lines) > 1) else []


def _wanted(label: str, columns: Sequence[Cell], names: Mapping[str, Sequence[Wanted]]) -> bool:
    """Whether a row is of a period, of the measure that its columns are parts of, or of the whole of a company: below
    columns such as "Revenue" and "Net income" any other row is of a part.
    """
    if headers.dates_in(label) or is_year(label):
        return True
    parts = [line for cell in columns for line in names.get(folded(cell.text), ()) if not line.group]
    name = folded(label)
    return any(is_measure(name, line.of) for line in parts) if parts else is_whole(name)


def _under(column: Cell, values: Sequence[Value]) -> Value | None:
    over = [(min(column.right, value.right) - max(column.left, value.left), value) for value in values]
    widest = max(over, key=lambda item: item[0], default=None)
    return widest[1] if widest is not None and widest[0] > 0 else None


def _period(
    column: Cell, above: Iterable[Sequence[Cell]], told: Sequence[str], before: Sequence[str]
) -> _Period | None:
    """The quarter a value is of: by its heading or its row, by the header over it, or by the caption."""
    over = [cell.text for cells in above for cell in cells if cell.left == 0 or _overlaps(cell, column)]
    near = [text for text in reversed(before) if len(text) < _NEAR][:3]
    for texts in (told, [*over, *told], *([text, *told] for text in near), *([*over, text] for text in near)):
        span = headers.span_of([text for text in texts if text])
        if span is not None and span[1] == 3:
            return _Period(span[0], span[1], span[2])
    return None


def _overlaps(cell: Cell, column: Cell) -> bool:
    return cell.left < column.right and column.left < cell.right


def _measure(label: str, section: str, own: headers.Self) -> str:
    """The measure that a row is of: its label, or what its heading or the caption says where the row names a period."""
    if not headers.dates_in(label) and not is_year(label):
        return label
    return "Revenue" if says_measure(f"{section} {own.caption}", "revenue") else ""


def _made(measure: str, sides: _Sides) -> Table | None:
    current = max(sides)
    prior = next((item for item in sorted(sides, reverse=True) if (current.end - item.end).days in _YEAR_APART), None)
    if prior is None:
        return None
    now, before = sides[current], sides[prior]
    heads = (Cell(*_PRIOR, _words(prior)), Cell(*_CURRENT, _words(current)))
    lines = [Line(heads, 0, 0)]
    if now.own.power in _SCALES:
        text = f"({now.own.currency or '$'} in {_SCALES[now.own.power or 0]})"
        lines.append(Line((Cell(_PRIOR[0], _CURRENT[1], text),), 0, 0))
    if measure and not all(is_whole(folded(name)) for name in now.values):
        lines.append(Line((Cell(*_LABEL, measure),), 0, 0))
    for name, value in now.values.items():
        then = before.values.get(name)
        if then is None:
            return None
        cells = (Cell(*_LABEL, name), Cell(*_PRIOR, then.text), Cell(*_CURRENT, value.text))
        lines.append(Line(cells, now.line.start, now.line.end))
    return Table(tuple(lines), now.table.before)


def _words(period: _Period) -> str:
    length = f"{period.weeks} weeks" if period.weeks else "Three months"
    return f"{length} ended {headers.shown(period.end)}"
