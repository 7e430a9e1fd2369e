"""Spans, lines, rows and blocks: text with roles, fitted to cells."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from itertools import groupby
from operator import itemgetter
from typing import Literal, NamedTuple
from unicodedata import combining, east_asian_width

from thesis_tui.model.figures import whole_words
from thesis_tui.model.view import Target
from thesis_tui.pages import colours

Role = colours.Role
Fill = colours.Fill


class Span(NamedTuple):
    """A piece of a line in one style; `role` and `fill` name colours, and pages know no others."""

    text: str
    role: Role = "text"
    bold: bool = False
    italic: bool = False
    fill: Fill = ""


Line = tuple[Span, ...]


class Row(NamedTuple):
    """A line, and what it speaks of when it can be chosen."""

    line: Line
    target: Target | None = None
    quiet: bool = False
    """Belongs to the block's frame: not filled when the block is chosen."""


Title = Callable[[int, int], Row]
"""Makes the heading of a list that scrolls, of how many of its things are out of sight above and below."""


class Block(NamedTuple):
    """A rectangle of a page. `x` and `y` count from 0; the first of its `width` cells is a gutter.

    The first `head` rows stay when the rest scrolls, of which `first` are scrolled away to begin with. A `panel` is
    chosen as a whole, a `list` row by row, a `static` block not at all.
    """

    name: str
    x: int
    y: int
    width: int
    height: int
    rows: Sequence[Row]
    shape: Literal["static", "panel", "list"] = "static"
    head: int = 0
    target: Target | None = None
    first: int = 0
    title: Title | None = None
    """The first row anew for each place the list is scrolled to, where it counts what is out of sight."""


def out_of_sight(rows: Sequence[Row], head: int, top: int, room: int) -> tuple[int, int]:
    """How many things of a list stand above and below the `room` rows in sight, `top` rows under its heading being
    scrolled away. The row of a price among its levels is none of them.
    """
    places = [at for at, row in enumerate(rows[head:]) if row.target is not None and row.target.kind != "listing"]
    return sum(at < top for at in places), sum(at >= top + room for at in places)


def static_block(name: str, x: int, y: int, width: int, rows: Sequence[Row]) -> Block:
    """A block whose text begins at cell `x`, as high as its rows."""
    return Block(name, x - 1, y, width + 1, len(rows), tuple(rows))


def list_block(
    name: str,
    x: int,
    y: int,
    width: int,
    rows: Sequence[Row],
    height: int | None = None,
    first: int = 0,
    title: Title | None = None,
) -> Block:
    """A list under its heading, its text beginning at cell `x`, as high as its rows unless `height` says otherwise.
    `first` rows under the heading are scrolled away to begin with, as far as the list scrolls; `title` makes the
    heading where it counts what is out of sight.
    """
    height = len(rows) if height is None else height
    first = max(0, min(first, len(rows) - height))
    if title is not None:
        rows = (title(*out_of_sight(rows, 1, first, height - 1)), *rows[1:])
    return Block(name, x - 1, y, width + 1, height, tuple(rows), "list", 1, first=first, title=title)


_NARROW = re.compile(
    r"[\x20-\u02ff\u2010-\u2027\u2030-\u205e\u20a0-\u20bf\u2190-\u22ff\u2500-\u25fc\u2713\u2717\u2800-\u28ff]*"
)
"""Text of characters that each take one cell: Latin and the signs of the screens. Most text is, and is soon told."""


def cells(text: str) -> int:
    """How many terminal cells `text` takes; ambiguous widths count as one."""
    if text.isascii() or _NARROW.fullmatch(text):
        return len(text)
    return sum(_cell(character) for character in text)


def _cell(character: str) -> int:
    if combining(character):
        return 0
    return 2 if east_asian_width(character) in "WF" else 1


def cut(text: str, width: int) -> str:
    """`text` in at most `width` cells, ending in "…" when something was left out: between words, unless the last of
    them is so long that more than a third of the room would be lost.
    """
    size = cells(text)
    if size <= width:
        return text
    if width <= 0:
        return ""
    if size == len(text) and (text.isascii() or _NARROW.fullmatch(text)):
        return whole_words(text, width - 1) + "…"
    texts, used = [], 0
    for character in text:
        used += _cell(character)
        if used > width - 1:
            break
        texts.append(character)
    return whole_words(text, len(texts)) + "…"


def one_line(text: str) -> str:
    """Written text on one line: every run of white space is one space."""
    return " ".join(text.split())


def measure(line: Iterable[Span]) -> int:
    """How many terminal cells a line takes."""
    return sum(cells(span.text) for span in line)


def clip(line: Sequence[Span], width: int) -> Line:
    """The line in at most `width` cells; what is cut ends in "…"."""
    out: list[Span] = []
    room = width
    for index, span in enumerate(line):
        size = cells(span.text)
        if size <= room:
            out.append(span)
            room -= size
            continue
        left = cut(span.text, room) if room else ""
        if left:
            out.append(span._replace(text=left))
        # no cell is left for the "…" of what is cut: the last span gives one of its own
        elif out and any(rest.text.strip() for rest in line[index:]):
            last = out[-1]
            out[-1] = last._replace(text=cut(last.text + "…", cells(last.text)))
        break
    return tuple(out)


def fit(line: Sequence[Span], width: int) -> Line:
    """The line in exactly `width` cells."""
    out = clip(line, width)
    gap = width - measure(out)
    return (*out, Span(" " * gap)) if gap > 0 else out


def field(text: str, width: int, role: Role = "text", *, right: bool = False, bold: bool = False) -> Span:
    """One column: `text` cut or padded to `width` cells."""
    text = cut(text, width)
    gap = " " * (width - cells(text))
    return Span(gap + text if right else text + gap, role, bold)


def spread(left: Sequence[Span], right: Sequence[Span], width: int, gap: int = 1) -> Line:
    """`left` and `right` at the two ends of `width`; `left` gives way, cut with "…"."""
    if not right:
        return fit(left, width)
    room = width - measure(right) - gap
    # of so little nothing could be read: the right end gives way instead
    if room < 4:
        return fit(left, width)
    clipped = clip(left, room)
    return (*clipped, Span(" " * (width - measure(clipped) - measure(right))), *right)


def heading(title: str, width: int, right: Sequence[Sequence[Span]] = (), role: Role = "title") -> Line:
    """A section's title on one thin line: "Levels ───────── BABA  USD". `right` parts are two apart."""
    tail: list[Span] = []
    for part in right:
        tail += [Span("  " if tail else " "), *part]
    head = cut(title, max(1, width - measure(tail) - 4))
    rule = width - cells(head) - measure(tail) - 1
    return fit((Span(head, role, bold=True), Span(" "), Span("─" * max(0, rule), "rule"), *tail), width)


def title_over(title: str, columns: Line, parts: Sequence[Line], width: int) -> Line:
    """A title whose rule carries `columns`, a line that ends at `width`; `parts` go before it."""
    apart = " " if columns and columns[0].text[:1].isalpha() else ""
    room = width - measure(columns) - 2 - len(apart)
    return (*heading(title, room, parts), Span((" ─" if parts else "──") + apart, "rule"), *columns)


def line_of(cells: Iterable[tuple[str, Role]]) -> Line:
    """A line of single characters, each with its role: neighbours of one role are one span."""
    runs = groupby(cells, key=itemgetter(1))
    return tuple(Span("".join(character for character, _ in run), role) for role, run in runs)


def plain_text(line: Iterable[Span]) -> str:
    """The text of a line without its styles, spaces at its end cut off."""
    return "".join(span.text for span in line).rstrip()


def _unbreakable(text: str) -> list[str]:
    """The words of a text, a percent sign with the number it belongs to."""
    words: list[str] = []
    for word in text.split():
        if word.startswith("%") and words:
            words[-1] += f" {word}"
        else:
            words.append(word)
    return words


def wrap(text: str, width: int, limit: int = 0) -> list[str]:
    """Words set in lines of at most `width` cells; beyond `limit` lines the last ends in "…" (0: no limit)."""
    width = max(1, width)
    lines: list[str] = []
    current = ""
    for word in _unbreakable(text):
        longer = f"{current} {word}" if current else word
        if cells(longer) <= width:
            current = longer
            continue
        if current:
            lines.append(current)
        current = word
        while cells(current) > width:
            end = min(width, len(current))
            # fewer fit where some of them are wide
            while end > 1 and cells(current[:end]) > width:
                end -= 1
            lines.append(current[:end])
            current = current[end:]
    if current:
        lines.append(current)
    if limit and len(lines) > limit:
        lines = [*lines[: limit - 1], cut(" ".join(lines[limit - 1 :]), width)]
    return lines


def in_sight(block: Block) -> list[Row]:
    """The rows of a block that are seen before anything is scrolled."""
    after = block.head + block.first
    return [*block.rows[: block.head], *block.rows[after : after + max(0, block.height - block.head)]][: block.height]


def compose(blocks: Sequence[Block], width: int, height: int) -> list[Line]:
    """Set the blocks on one page of `height` lines, each at most `width` cells."""
    pieces: list[list[tuple[int, int, Line]]] = [[] for _ in range(height)]
    for block in blocks:
        for y, shown in enumerate(in_sight(block), block.y):
            if 0 <= y < height:
                pieces[y].append((block.x + 1, block.width - 1, shown.line))
    page: list[Line] = []
    for row in pieces:
        line: list[Span] = []
        at = 0
        # from the left: blocks come in no order of place
        for x, room, part in sorted(row, key=lambda piece: piece[0]):
            if x > at:
                line.append(Span(" " * (x - at)))
                at = x
            fitted = fit(part, room)
            line += fitted
            at += room
        page.append(clip(line, width))
    return page
