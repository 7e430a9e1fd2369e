"""Prices over time with levels: a braille line, levels behind it, their labels in a gutter at the right.

The levels are the grid. A price may cover a level; a level never erases a price.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal
from typing import NamedTuple

from thesis_tui.model import figures
from thesis_tui.model.objects import Level
from thesis_tui.model.view import LevelView, PriceView, View
from thesis_tui.pages.spans import Fill, Line, Role, Span, fit

GUTTER = 9
WIDE_GUTTER = 22
_DOTS = ((0x01, 0x02, 0x04, 0x40), (0x08, 0x10, 0x20, 0x80))
"""The bits of a braille cell: two columns of four dots, from the top."""


class Point(NamedTuple):
    """A daily close."""

    day: date
    close: Decimal


class _Scale(NamedTuple):
    """Prices laid on rows, the highest on row 0."""

    low: Decimal
    high: Decimal
    rows: int

    def row(self, value: Decimal) -> int:
        return int((self.high - value) / (self.high - self.low) * (self.rows - 1) + Decimal("0.5"))

    def seen(self, level: Level) -> tuple[Decimal, Decimal] | None:
        """The part of a level that is on the scale, low and high, None when it is beyond it."""
        low, high = max(level.low, self.low), min(level.top, self.high)
        return (low, high) if low <= high else None


class _Label(NamedTuple):
    row: int
    text: str
    name: str
    role: Role
    bold: bool
    lead: str
    rank: float
    """How near the price: the nearer keeps its row."""
    step: int = 0
    """Where it moves when its row is taken: -1 up, 1 down, away from the price."""


class _Canvas:
    """Cells of (character, role, fill), and the dots of the price line over them."""

    def __init__(self, width: int, height: int) -> None:
        self.width, self.height = width, height
        self.cells: list[list[tuple[str, Role, Fill]]] = [[(" ", "text", "")] * width for _ in range(height)]
        self.dots = [[0] * width for _ in range(height)]

    def shade(self, top: int, bottom: int, fill: Fill) -> None:
        for y in range(max(0, top), min(self.height, bottom + 1)):
            self.cells[y] = [(character, role, fill) for character, role, _ in self.cells[y]]

    def level(self, row: int, role: Role, character: str = "┈") -> None:
        self.cells[row] = [(character, role, fill) for _, _, fill in self.cells[row]]

    def dot(self, x: int, y: int) -> None:
        self.dots[y // 4][x // 2] |= _DOTS[x % 2][y % 4]

    def text(self, row: int, column: int, text: str, role: Role) -> None:
        for offset, character in enumerate(text[: self.width - column]):
            self.cells[row][column + offset] = (character, role, self.cells[row][column + offset][2])

    def lines(self) -> list[list[Span]]:
        out: list[list[Span]] = []
        for cells, dots in zip(self.cells, self.dots, strict=True):
            spans: list[Span] = []
            for (character, role, fill), bits in zip(cells, dots, strict=True):
                shown, colour = (chr(0x2800 + bits), "text") if bits else (character, role)
                if spans and spans[-1].role == colour and spans[-1].fill == fill:
                    spans[-1] = spans[-1]._replace(text=spans[-1].text + shown)
                else:
                    spans.append(Span(shown, colour, fill=fill))  # type: ignore[arg-type]
            out.append(spans)
        return out


def closes(view: View, symbol: str) -> list[Point]:
    """The daily closes of a listing, oldest first, the newest entry of a day winning."""
    by_day: dict[date, Decimal] = {}
    for seen in reversed(view.prices):
        price = seen.price
        if price.listing == symbol and price.day is not None and price.session == "close":
            by_day[price.day] = price.value
    return [Point(day, by_day[day]) for day in sorted(by_day)]


def chart(
    points: Sequence[Point],
    levels: Sequence[LevelView],
    price: PriceView | None,
    view: View,
    width: int,
    height: int,
    *,
    chosen: str = "",
    symbol: str = "",
) -> list[Line]:
    """`height` lines: the plot with its labels, and the months below it.

    `chosen` is the id of a level drawn in accent, `symbol` the listing (the first one when empty). With no
    price and no level there is nothing to scale, and the lines say so.
    """
    symbol = symbol or view.listings[0].symbol
    gutter = WIDE_GUTTER if width >= 90 else GUTTER
    rows, columns = height - 1, width - gutter
    scale = _scale(points, levels, price, rows) if rows >= 3 and columns >= 10 else None
    if scale is None:
        return _empty(symbol, width, height)
    canvas = _Canvas(columns, rows)
    _draw_levels(canvas, scale, levels, price, chosen)
    _draw(canvas, points, scale.low, scale.high)
    if len(points) < 2:
        _say_no_history(canvas, view, symbol, price, scale.row)
    gutters = _place(_labels(scale, levels, price, chosen, wide=gutter == WIDE_GUTTER), rows, gutter)
    lines = [fit((*plot, *gutters[row]), width) for row, plot in enumerate(canvas.lines())]
    lines.append(_months(points, columns, width))
    return lines


def _scale(points: Sequence[Point], levels: Sequence[LevelView], price: PriceView | None, rows: int) -> _Scale | None:
    """The bounds, and up to two rows more at an edge that has levels beyond it, for their names."""
    bounds = _bounds(points, levels, price)
    if bounds is None:
        return None
    low, high = bounds
    step = (high - low) / rows
    beyond = (sum(one.level.low > high for one in levels), sum(one.level.top < low for one in levels))
    return _Scale(low - step * min(2, beyond[1]), high + step * min(2, beyond[0]), rows)


def _draw_levels(
    canvas: _Canvas, scale: _Scale, levels: Sequence[LevelView], price: PriceView | None, chosen: str
) -> None:
    """The band between the nearest level each side of a fresh price, zones, and a line for each level."""
    if price is not None and not price.stale:
        now = price.price.value
        above = [one.level.low for one in levels if one.level.low > now]
        below = [one.level.top for one in levels if one.level.top <= now]
        if above and below and min(above) <= scale.high and max(below) >= scale.low:
            canvas.shade(scale.row(min(above)), scale.row(max(below)), "raised")
    for one in sorted(levels, key=lambda level: level.level.id == chosen):
        seen = scale.seen(one.level)
        if seen is None:
            continue
        role: Role = "accent" if one.level.id == chosen else "faint"
        if one.level.high is None:
            canvas.level(scale.row(seen[0]), role)
        else:
            for row in range(scale.row(seen[1]), scale.row(seen[0]) + 1):
                canvas.level(row, role, "░")


def _bounds(
    points: Sequence[Point], levels: Sequence[LevelView], price: PriceView | None
) -> tuple[Decimal, Decimal] | None:
    """The range's prices and the nearest level each side; without a range, the levels around the price."""
    values = [point.close for point in points]
    if price is not None:
        now = price.price.value
        values.append(now)
        above = sorted(level.level.top for level in levels if level.level.low > now)
        below = sorted((level.level.low for level in levels if level.level.low <= now), reverse=True)
        values += above[:1] + below[:1]
        if len(points) < 2:
            values += [edge for edge in (*above, *below) if abs(edge - now) <= now * Decimal("0.35")]
    else:
        values += [level.level.low for level in levels]
    if not values:
        return None
    low, high = min(values), max(values)
    pad = (high - low) * Decimal("0.04") or abs(high) * Decimal("0.02") or Decimal(1)
    return low - pad, high + pad


def _draw(canvas: _Canvas, points: Sequence[Point], low: Decimal, high: Decimal) -> None:
    """The line, two dots a cell across and four down; steep steps are joined."""
    if len(points) < 2:
        return
    across, down = canvas.width * 2, canvas.height * 4
    scale = (down - 1) / float(high - low)
    count = len(points)
    last: int | None = None
    for x in range(across):
        index = x * (count - 1) / (across - 1)
        left = int(index)
        right = min(count - 1, left + 1)
        value = float(points[left].close) * (1 - (index - left)) + float(points[right].close) * (index - left)
        y = min(down - 1, max(0, int((float(high) - value) * scale + 0.5)))
        step = range(min(last, y), max(last, y) + 1) if last is not None and abs(y - last) > 1 else (y,)
        for between in step:
            canvas.dot(x, between)
        last = y


def _say_no_history(
    canvas: _Canvas, view: View, symbol: str, price: PriceView | None, row_of: Callable[[Decimal], int]
) -> None:
    now = price.price.value if price else None
    text = [f"no daily closes for {symbol} yet"]
    if canvas.height >= 8:
        text.append("a adds one: a price that is")
        text.append("the close of its day")
    busy = {row for row, cells in enumerate(canvas.cells) if cells[0][0] == "┈"}
    at = row_of(now) if now is not None else -1
    busy.add(at)
    free = next(
        (top for top in range(1, canvas.height - len(text)) if not busy & set(range(top, top + len(text)))),
        None,
    )
    if free is None:
        text = text[:1]
        free = next((top for top in range(canvas.height) if top not in busy), 0)
    column = max(0, (canvas.width - max(len(line) for line in text)) // 2)
    for offset, line in enumerate(text):
        canvas.text(free + offset, column, line[: canvas.width], "muted")
    if price is not None and now is not None:
        when = figures.day(price.price.day, view.today) if price.price.day else "undated"
        canvas.text(at, 0, f"○ {figures.price(now)}, {when}", "muted")


def _labels(
    scale: _Scale, levels: Sequence[LevelView], price: PriceView | None, chosen: str, *, wide: bool
) -> list[_Label]:
    """The price's label and the levels', a zone's at its near edge, in the order in which they take rows."""
    labels: list[_Label] = []
    now = price.price.value if price else None
    if price is not None and now is not None:
        role: Role = "muted" if price.stale else "accent"
        word = "" if not wide else "last" if price.stale else "now"
        labels.append(_Label(scale.row(now), figures.price(now), word, role, not price.stale, "◂", 0))
    for one in levels:
        level = one.level
        name = level.type if wide else ""
        role = "accent" if level.id == chosen else "muted"
        above = now is None or level.low > now
        rank = float(abs((level.low if above else level.top) - now)) + 1e-9 if now is not None else 1.0
        seen = scale.seen(level)
        if seen is None:
            lead = "▴" if level.low > scale.high else "▾"
            labels.append(_Label(-1, figures.zone(level.low, level.high), name, role, False, lead, rank))
            continue
        row = scale.row(seen[0] if above else seen[1])
        text = figures.zone(level.low, level.high)
        labels.append(_Label(row, text, name, role, False, " ", rank, -1 if above else 1))
    return sorted(labels, key=lambda label: label.rank)


def _place(labels: Sequence[_Label], rows: int, gutter: int) -> list[Line]:
    """Labels by row, the nearest to the price first; one whose row is taken moves away from the price,
    joined to its line by ╭ or ╰. Those off the scale stand beyond all others, the farthest at the edge.
    """
    taken: dict[int, Line] = {}

    def put(label: _Label, row: int, lead: str) -> None:
        value: Role = "text" if label.role == "muted" and label.name else label.role
        taken[row] = (
            Span(lead, label.role),
            Span(label.text, value, label.bold),
            Span(f" {label.name}" if label.name else "", label.role, label.bold),
        )

    for label in labels:
        if label.row < 0:
            continue
        for row in (label.row, label.row + label.step, label.row + 2 * label.step):
            if 0 <= row < rows and row not in taken:
                moved = "╭" if row < label.row else "╰" if row > label.row else ""
                put(label, row, label.lead if label.lead != " " else moved or " ")
                break
    first, last = min(taken, default=rows), max(taken, default=-1)
    over = [label for label in labels if label.lead == "▴"][:first]
    under = [label for label in labels if label.lead == "▾"][: rows - 1 - last]
    for row, label in enumerate(reversed(over)):
        put(label, row, "▴")
    for row, label in enumerate(reversed(under)):
        put(label, rows - 1 - row, "▾")
    return [fit(taken.get(row, ()), gutter) for row in range(rows)]


def _months(points: Sequence[Point], columns: int, width: int) -> Line:
    if len(points) < 2:
        return fit((), width)
    text = [" "] * columns
    count = len(points)
    previous = points[0].day
    end = -2
    for index, point in enumerate(points):
        if (point.day.year, point.day.month) != (previous.year, previous.month):
            at = index * (columns - 1) // (count - 1)
            name = figures.MONTHS[point.day.month - 1]
            if at > end + 1 and at + 3 <= columns:
                text[at : at + 3] = name
                end = at + 3
        previous = point.day
    return fit((Span("".join(text), "muted"),), width)


def _empty(symbol: str, width: int, height: int) -> list[Line]:
    lines: list[Line] = [fit((), width)] * height
    text: Line = (Span(f"no price and no level for {symbol} yet; "), Span("a", "accent"), Span(" adds one"))
    lines[min(height - 1, max(0, height // 2 - 1))] = fit(text, width)
    return lines
