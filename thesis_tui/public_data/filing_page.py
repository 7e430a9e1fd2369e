"""A filing's page taken apart: its text as read, its paragraphs, and its tables as cells with their places.

A page is read from tag to tag, without a tree, so that neither nesting nor size is a danger. A wrapper
(`<DOCUMENT><TYPE>…<TEXT>`) is taken off, plain text is read by the columns its lines are set in.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

from thesis_tui.errors import InputError
from thesis_tui.model.text_cleaning import clean
from thesis_tui.public_data.body import unpacked
from thesis_tui.public_data.markup import events

MAX_PAGE = 20_000_000
MAX_CELLS = 300_000
"""Of a page; an exhibit of 1 MB has some 15,000."""
_MAX_SPAN = 200
"""Columns or rows one cell may reach over: each column is kept in a table, and a page may say a million."""
_SPANS = {
    way: re.compile(rf"\b{way}span\s*=\s*[\"']?\s*(\d{{1,5}})\s*(?:[\"'\s/]|\Z)", re.IGNORECASE | re.ASCII)
    for way in ("col", "row")
}
_ALONE = (1, 1)
# No page for people nests further; one made to exhaust the stack nests thousands of elements.
_MAX_DEPTH = 30
_WRAPPER = re.compile(r"\A\s*<DOCUMENT>.{0,2000}?<TEXT>", re.DOTALL | re.IGNORECASE)
_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([\w-]{2,20})", re.IGNORECASE)
_HIDDEN = frozenset(("script", "style", "head", "title", "noscript", "template", "ix:header"))
_BREAKS = frozenset(("p", "div", "br", "li", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "center", "ul", "ol", "body"))
_FOOTNOTE = re.compile(r"\s*(?:\(?\d{1,2}\)?|\(?[a-z]\)|\*+|[†‡§])\s*", re.IGNORECASE)
_GAP = re.compile(r"\S+(?: \S+)*")


class Cell(NamedTuple):
    """Text in the columns from `left` to before `right` of its table."""

    left: int
    right: int
    text: str


class Line(NamedTuple):
    """A row of a table with its cells that have text, and its place in the text as read."""

    cells: tuple[Cell, ...]
    start: int
    end: int


class Table(NamedTuple):
    """`before` are the paragraphs between it and the table before it, the nearest last."""

    lines: tuple[Line, ...]
    before: tuple[str, ...]


class Page(NamedTuple):
    """`text` is what places are counted in; `pictures` is how many images it shows."""

    text: str
    paragraphs: tuple[str, ...]
    tables: tuple[Table, ...]
    pictures: int


def read_page(body: bytes) -> Page:
    """An exhibit's page or text. Raises InputError for one that is packed wrongly, too large, or no text."""
    text = _decoded(unpacked(body, MAX_PAGE))
    wrapper = _WRAPPER.match(text)
    if wrapper:
        text = text[wrapper.end() :]
    builder = _Builder()
    if re.search(r"<(?:html|body|table|p|div|font|pre|br|tr)\b", text[:200_000], re.IGNORECASE):
        builder.read(text)
    else:
        builder.plain(text)
    return builder.page()


def _decoded(body: bytes) -> str:
    if body.startswith((b"\xff\xfe", b"\xfe\xff")):
        return body.decode("utf-16", "replace")
    try:
        return body.decode("utf-8-sig")
    except UnicodeDecodeError:
        pass
    if body[:5] == b"%PDF-" or b"\0" in body[:4096]:
        raise InputError("is no page or text", "file")
    named = _CHARSET.search(body[:4096])
    try:
        # cp1252 is what browsers take where a page names nothing
        return body.decode(named[1].decode() if named else "cp1252", "replace")
    except LookupError:
        return body.decode("cp1252", "replace")


class _Open:
    """A table whose end has not come."""

    def __init__(self) -> None:
        self.lines: list[list[Cell]] = []
        self.line: list[Cell] | None = None
        self.cell: list[str] | None = None
        self.span = (1, 1)
        self.below: dict[int, int] = {}
        """Columns that a cell above reaches into, and for how many more rows."""
        self.column = 0


class _Builder:
    """Tables and paragraphs, as tags and text come."""

    def __init__(self) -> None:
        self._text: list[str] = []
        self._length = 0
        self._paragraph: list[str] = []
        self._paragraphs: list[str] = []
        self._since: list[str] = []
        self._tables: list[Table] = []
        self._open: list[_Open] = []
        self._hidden = 0
        self._note: list[str] | None = None
        self._pre = 0
        self._pictures = 0
        self._cells = 0
        self._begin: dict[str, Callable[[str], None]] = {
            "table": self._begin_table, "tr": self._begin_line, "td": self._begin_cell, "th": self._begin_cell,
            "img": self._picture, "sup": self._begin_note, "pre": self._begin_pre, "body": self._begin_body,
        }  # fmt: skip
        self._end: dict[str, Callable[[], None]] = {
            "table": self._end_table, "tr": self._end_line, "td": self._end_cell, "th": self._end_cell,
            "sup": self._end_note, "pre": self._end_pre,
        }  # fmt: skip
        for tag in _BREAKS:
            self._begin.setdefault(tag, self._break_at)
            self._end.setdefault(tag, self._break)
        for tag in _HIDDEN:
            self._begin[tag], self._end[tag] = self._hide, self._show

    def page(self) -> Page:
        while self._open:
            self._end_table()
        self._end_paragraph()
        return Page("".join(self._text), tuple(self._paragraphs), tuple(self._tables), self._pictures)

    def plain(self, text: str) -> None:
        """Lines of plain text: a block of them is a table whose columns are characters."""
        for block in re.split(r"\n[ \t]*\n[ \t]*\n", text.expandtabs().replace("\r", "")):
            self._preformatted(block)

    def read(self, text: str) -> None:
        """A page's tags and text."""
        begin, end = self._begin, self._end
        for closes, name, attributes, data in events(text):
            if closes:
                ends = end.get(name)
                if ends is not None:
                    ends()
            elif name:
                begins = begin.get(name)
                if begins is not None:
                    begins(attributes)
                    if attributes[-1:] == "/" and name in end:
                        end[name]()
            if data and not self._hidden:
                self._data(data)

    # tags and text as they come

    def _data(self, data: str) -> None:
        if self._note is not None:
            self._note.append(data)
        elif self._open:
            cell = self._open[-1].cell
            if cell is not None:
                cell.append(data)
            elif data.strip():
                self._paragraph.append(data)
        else:
            self._paragraph.append(data)

    def _hide(self, attributes: str) -> None:  # noqa: ARG002  (as every begin has it)
        self._hidden += 1

    def _show(self) -> None:
        self._hidden = max(0, self._hidden - 1)

    def _begin_body(self, attributes: str) -> None:  # noqa: ARG002
        # a head that is not closed ends where the body begins
        self._hidden = 0
        self._break()

    def _picture(self, attributes: str) -> None:  # noqa: ARG002
        self._pictures += 1

    def _begin_note(self, attributes: str) -> None:  # noqa: ARG002
        # a footnote's mark would be read as a digit of the figure it stands at
        self._note = []

    def _end_note(self) -> None:
        if self._note is None:
            return
        note, self._note = "".join(self._note), None
        if not self._hidden and not _FOOTNOTE.fullmatch(note):
            self._data(note)

    def _begin_pre(self, attributes: str) -> None:  # noqa: ARG002
        self._end_paragraph()
        self._pre += 1

    def _end_pre(self) -> None:
        if not self._pre:
            return
        self._pre -= 1
        if not self._open:
            block, self._paragraph = "".join(self._paragraph), []
            self._preformatted(block.expandtabs())

    def _break_at(self, attributes: str) -> None:  # noqa: ARG002
        self._break()

    # tables

    def _caption(self) -> None:
        """Words in a cell before a table inside it are that table's caption; the outer one only arranges them."""
        outer = self._open[-1] if self._open else None
        if outer is not None and outer.cell:
            text, outer.cell = _one_line("".join(outer.cell)), []
            self._told(text)

    def _begin_table(self, attributes: str) -> None:  # noqa: ARG002
        if len(self._open) < _MAX_DEPTH:
            self._end_paragraph()
            self._caption()
            self._open.append(_Open())

    def _begin_line(self, attributes: str) -> None:  # noqa: ARG002
        if self._open:
            self._end_line()
            self._open[-1].line = []

    def _begin_cell(self, attributes: str) -> None:
        if not self._open:
            return
        table = self._open[-1]
        if table.cell is not None:
            self._end_cell()
        if table.line is None:
            table.line = []
        table.cell = []
        table.span = (_span("col", attributes), _span("row", attributes)) if "span" in attributes.lower() else _ALONE

    def _end_cell(self) -> None:
        table = self._open[-1] if self._open else None
        if table is None or table.cell is None or table.line is None:
            return
        if self._note is not None:
            self._end_note()  # a mark that is not closed ends with its cell
        text = _one_line("".join(table.cell))
        table.cell = None
        while table.below and table.below.get(table.column, 0) > 0:
            table.column += 1
        wide, high = table.span
        left, right = table.column, table.column + wide
        if high > 1:
            for column in range(left, right):
                table.below[column] = high
        table.column = right
        if text and self._cells < MAX_CELLS:
            self._cells += 1
            table.line.append(Cell(left, right, text))

    def _end_line(self) -> None:
        if not self._open:
            return
        table = self._open[-1]
        if table.cell is not None:
            self._end_cell()
        if table.line is None:
            return
        if table.line:
            table.lines.append(table.line)
        table.line = None
        table.column = 0
        if table.below:
            table.below = {column: rows - 1 for column, rows in table.below.items() if rows > 1}

    def _end_table(self) -> None:
        if not self._open:
            return
        self._end_line()
        table = self._open.pop()
        # The text of an outer table that holds others is told where it ends: it only arranges them on the page.
        self._add_table(table.lines)

    def _add_table(self, rows: list[list[Cell]]) -> None:
        lines = []
        for cells in rows:
            start = self._length
            self._write(" ".join(cell.text for cell in cells))
            lines.append(Line(tuple(cells), start, self._length - 1))
        if lines:
            self._tables.append(Table(tuple(lines), tuple(self._since[-8:])))
            self._since = []

    # text

    def _break(self) -> None:
        if self._open and self._open[-1].cell is not None:
            self._open[-1].cell.append(" ")
        elif self._pre and not self._open:
            self._paragraph.append("\n")
        else:
            self._end_paragraph()

    def _end_paragraph(self) -> None:
        text, self._paragraph = _one_line("".join(self._paragraph)), []
        self._told(text)

    def _told(self, text: str) -> None:
        if text:
            self._write(text)
            self._paragraphs.append(text)
            self._since.append(text)

    def _write(self, text: str) -> None:
        self._text.append(f"{text}\n")
        self._length += len(text) + 1

    def _preformatted(self, block: str) -> None:
        rows: list[list[Cell]] = []
        for line in clean(block).split("\n"):
            # `\S` takes a hard space for a gap, which would part one cell in two
            shown = line.replace("\u00a0", " ")
            rows.append([Cell(found.start(), found.end(), found[0]) for found in _GAP.finditer(shown)])
        # fewer lines of columns are prose with wide gaps in it
        if sum(len(row) > 2 for row in rows) > 2:
            self._add_table([row for row in rows if row])
            return
        for row in rows:
            self._told(" ".join(cell.text for cell in row))


def _span(way: str, attributes: str) -> int:
    found = _SPANS[way].search(attributes)
    return min(max(int(found[1]), 1), _MAX_SPAN) if found else 1


def _one_line(text: str) -> str:
    if not text or text.isspace():
        return ""
    return " ".join(clean(text).split())
