"""The rows of a table that have figures, each under its header and its heading."""

from __future__ import annotations

from collections.abc import Sequence

from thesis_tui.public_data import headers
from thesis_tui.public_data.filing_page import Cell, Line, Table
from thesis_tui.public_data.headers import Column
from thesis_tui.public_data.row_values import Value, split_row
from thesis_tui.public_data.wanted import folded


class Row:
    """A row with figures under its header; what the header says of each is made out when it is asked for."""

    def __init__(self, line: Line, label: str, section: str, values: list[Value], header: list[Sequence[Cell]]) -> None:
        self.line = line
        self.label = label
        self.name = folded(label)
        self.section = section
        self.values = values
        self._header = header
        self._own: headers.Self | None = None
        self._columns: list[Column] | None = None

    def under(self, own: headers.Self) -> Row:
        """The same row, told what its table says of itself."""
        self._own = own
        return self

    @property
    def columns(self) -> list[Column]:
        if self._columns is None and self._own is not None:
            self._columns = [headers.column_of(value, self._header, self._own) for value in self.values]
        return self._columns or []


def rows_of(table: Table) -> tuple[list[Row], headers.Self]:
    """The rows with figures, each with its columns, and what the table says of itself."""
    header: list[Sequence[Cell]] = []
    under: list[Row] = []
    all_headers: list[Sequence[Cell]] = []
    section = ""
    fresh = True
    # labels end where the first other cell of any row begins; a heading of rows has nothing beyond
    edge = min((cell.left for line in table.lines for cell in line.cells[1:]), default=0)
    for line in table.lines:
        label, values = split_row(line.cells)
        if headers.is_header(line.cells, values=values, label=label, edge=edge):
            if not fresh:
                # a new list: the rows above hold on to theirs
                header, fresh = [], True
            header.append(line.cells)
            all_headers.append(line.cells)
        elif values and any(item.number is not None for item in values):
            fresh = False
            if label:
                under.append(Row(line, label, section, values, header))
        else:
            text = line.cells[0].text if line.cells else ""
            section = text
            if fresh and not under:
                all_headers.append(line.cells)
    own = headers.table_self(all_headers, table.before)
    return [row.under(own) for row in under], own
