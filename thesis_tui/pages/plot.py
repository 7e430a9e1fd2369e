"""The plot of a chart: prices and days laid on rows and cells, and what is drawn there.

The levels are the grid. A price may cover a level; a level never erases a price.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Final, NamedTuple

from thesis_tui.model import figures
from thesis_tui.model.bars import Bar
from thesis_tui.model.objects import Level
from thesis_tui.model.view import LevelView, PriceView
from thesis_tui.pages.spans import Fill, Role, Span

CANDLE_CELLS: Final = 2
"""A candle and the gap beside it."""
CANDLE_UP: Final = "║"
CANDLE_DOWN: Final = "▉"
"""The bodies, hollow and filled, so that they differ without a colour, too."""
_DOTS: Final = ((0x01, 0x02, 0x04, 0x40), (0x08, 0x10, 0x20, 0x80))
"""The bits of a braille cell: two columns of four dots, from the top."""
_RUNS: Final = re.compile(rb"[^\x00]+")
_BRAILLE: Final = {bits: 0x2800 + bits for bits in range(256)}


class Scale(NamedTuple):
    """Prices laid on rows, the highest on row 0."""

    low: float
    high: float
    rows: int

    def row(self, value: Decimal | float) -> int:
        """The row of a price, which may be beyond the plot."""
        return int((self.high - float(value)) / (self.high - self.low) * (self.rows - 1) + 0.5)

    def seen(self, level: Level) -> tuple[float, float] | None:
        """The part of a level that is on the scale, low and high, None when it is beyond it."""
        low, high = max(float(level.low), self.low), min(float(level.top), self.high)
        return (low, high) if low <= high else None


class Time(NamedTuple):
    """Days laid on cells, evenly; for candles every bar has its own cells instead."""

    days: Sequence[int]
    """The ordinals of the bars' days."""
    first: int
    last: int
    width: int
    candles: bool

    @property
    def step(self) -> int:
        """Cells from one candle to the next."""
        return candle_step(len(self.days), self.width)

    def cell(self, day: int) -> int:
        """The cell of a day by its ordinal, which may be beyond the plot."""
        if self.candles:
            return min(len(self.days) - 1, bisect_left(self.days, day)) * self.step
        return (day - self.first) * (self.width - 1) // max(1, self.last - self.first)


def candle_step(count: int, width: int) -> int:
    """Cells from one of `count` candles to the next in a plot `width` cells wide."""
    return min(CANDLE_CELLS + 2, width // count)


class PlotRow:
    """One row of the plot: what is behind, the braille bits before it, and single cells over both."""

    __slots__ = ("bits", "fill", "line", "over", "role")

    def __init__(self, width: int) -> None:
        self.line = " "
        self.role: Role = "faint"
        self.fill: Fill = ""
        self.bits = bytearray(width)
        self.over: dict[int, tuple[str, Role]] = {}

    def spans(self) -> list[Span]:
        """Runs of one look, left to right."""
        bits, line, fill, over = self.bits, self.line, self.fill, self.over
        # most rows have one run of dots or none: taken whole they need half the time that a sign at a time does
        if not over and not any(bits):
            return [Span(line * len(bits), self.role, fill=fill)]
        out: list[Span] = []
        if not over:
            at = 0
            for run in _RUNS.finditer(bits):
                if run.start() > at:
                    out.append(Span(line * (run.start() - at), self.role, fill=fill))
                # latin-1 makes of each byte the character of its number
                out.append(Span(run[0].decode("latin-1").translate(_BRAILLE), "text", fill=fill))
                at = run.end()
            if at < len(bits):
                out.append(Span(line * (len(bits) - at), self.role, fill=fill))
            return out
        text: list[str] = []
        last: Role = self.role
        for at, dots in enumerate(bits):
            if at in over:
                character, role = over[at]
            elif dots:
                character, role = chr(0x2800 + dots), "text"
            else:
                character, role = line, self.role
            if role != last and text:
                out.append(Span("".join(text), last, fill=fill))
                text = []
            text.append(character)
            last = role
        out.append(Span("".join(text), last, fill=fill))
        return out

    def write(self, cell: int, text: str, role: Role) -> None:
        """`text` over what is drawn, from a cell on."""
        for offset, character in enumerate(text):
            self.over[cell + offset] = (character, role)


def draw_planned(plot: Sequence[PlotRow], scale: Scale, values: Sequence[Decimal]) -> None:
    """A line of wide dashes for each scenario on the scale; a level on its row keeps its own line."""
    for value in values:
        if scale.low <= float(value) <= scale.high:
            row = plot[scale.row(value)]
            if row.line == " ":
                row.line = "╌"


def draw_levels(
    plot: Sequence[PlotRow], scale: Scale, levels: Sequence[LevelView], price: PriceView | None, chosen: str
) -> None:
    """The band between the nearest level each side of a fresh price, zones, and a line for each level."""
    if price is not None and not price.stale:
        now = price.price.value
        above = [float(item.level.low) for item in levels if item.level.low > now]
        below = [float(item.level.top) for item in levels if item.level.top <= now]
        if above and below and min(above) <= scale.high and max(below) >= scale.low:
            for row in plot[scale.row(min(above)) : scale.row(max(below)) + 1]:
                row.fill = "raised"
    # the chosen one last: no other on its row takes its colour away
    for other in sorted(levels, key=lambda level: level.level.id == chosen):
        seen = scale.seen(other.level)
        if seen is None:
            continue
        zone = other.level.high is not None
        for row in plot[scale.row(seen[1]) : scale.row(seen[0]) + 1]:
            row.line = "░" if zone else "┈"
            row.role = "accent" if other.level.id == chosen else "faint"


def draw_line(plot: Sequence[PlotRow], scale: Scale, closes: Sequence[float], days: Sequence[int]) -> None:
    """Two dots a cell across and four down; steep steps are joined. Where several sessions share a column of
    dots, their whole span is drawn, so that no spike is lost.
    """
    across, down = len(plot[0].bits) * 2, len(plot) * 4
    factor = (down - 1) / (scale.high - scale.low)
    top = scale.high
    first, span = days[0], max(1, days[-1] - days[0])
    count = len(closes)
    at = 0
    last: int | None = None
    for x in range(across):
        day = first + x * span / (across - 1)
        begin = at
        while at + 1 < count and days[at + 1] <= day:
            at += 1
        if at > begin + 1:
            held = closes[begin + 1 : at + 1]
            ys = (int((top - max(held)) * factor + 0.5), int((top - min(held)) * factor + 0.5))
        else:
            value = closes[at]
            if at + 1 < count and days[at + 1] > days[at]:
                value += (closes[at + 1] - value) * (day - days[at]) / (days[at + 1] - days[at])
            ys = (int((top - value) * factor + 0.5),) * 2
        high, low = ys
        if last is not None:
            high, low = (high, max(low, last + 1)) if last < high else (min(high, last - 1), low) if last > low else ys
            high, low = min(high, ys[0]), max(low, ys[1])
            if last < ys[0] - 1:
                high = last + 1
            elif last > ys[1] + 1:
                low = last - 1
        cell, side = x // 2, _DOTS[x % 2]
        for y in range(max(0, high), min(down - 1, low) + 1):
            plot[y // 4].bits[cell] |= side[y % 4]
        last = ys[1] if at > begin + 1 and closes[at] == min(closes[begin + 1 : at + 1]) else ys[0]


def draw_comparison(
    plot: Sequence[PlotRow], scale: Scale, time: Time, bars: Sequence[Bar], compared: Sequence[Bar]
) -> None:
    """A benchmark as points where nothing else is drawn, on the scale of the price it is compared with: both begin at
    one height, at the first day of the bars that it has a close of.
    """
    days = [bar.day.toordinal() for bar in compared]
    base = None
    for cell in range(time.width):
        place = min(len(bars) - 1, cell // time.step) if time.candles else -1
        at = (
            bars[place].day.toordinal()
            if place >= 0
            else time.first + cell * (time.last - time.first) // max(1, time.width - 1)
        )
        found = bisect_left(days, at + 1) - 1
        if found < 0 or not compared[found].close:
            continue
        if base is None:
            own = bisect_left(time.days, at + 1) - 1
            base = float(bars[max(0, own)].close) / float(compared[found].close)
        row = scale.row(float(compared[found].close) * base)
        if 0 <= row < len(plot) and not plot[row].bits[cell] and cell not in plot[row].over:
            plot[row].over[cell] = ("·", "text")


def draw_candles(plot: Sequence[PlotRow], scale: Scale, bars: Sequence[Bar], step: int) -> None:
    """A wick from low to high and a body from open to close: hollow when it rose and filled when it fell, and of two
    colours where the user wants them.
    """
    before: Decimal | None = None
    for at, bar in enumerate(bars):
        # a feed without opens: it rose or fell against the close before
        opened = bar.open if bar.open is not None else before if before is not None else bar.close
        rose = bar.close >= opened
        role: Role = "candle up" if rose else "candle down"
        filled = CANDLE_UP if rose else CANDLE_DOWN
        body = sorted((scale.row(opened), scale.row(bar.close)))
        for row in range(scale.row(bar.top), scale.row(bar.bottom) + 1):
            if 0 <= row < len(plot):
                plot[row].over[at * step] = (filled if body[0] <= row <= body[1] else "│", role)
        before = bar.close


def draw_upright(plot: Sequence[PlotRow], time: Time, day: date, role: Role) -> None:
    """A thin line up from a day, where it does not cover a price."""
    cell = min(time.width - 1, time.cell(day.toordinal()))
    if cell < 0:
        return
    for row in plot:
        if not row.bits[cell] and cell not in row.over:
            row.over[cell] = ("┊", role)


def draw_chosen(plot: Sequence[PlotRow], scale: Scale, time: Time, bar: Bar, currency: str = "") -> None:
    """The close of the bar under the crosshair as a dot, and its prices in words."""
    row = plot[min(len(plot) - 1, max(0, scale.row(bar.close)))]
    cell = time.cell(bar.day.toordinal())
    row.over[min(cell, time.width - 1)] = ("●", "accent")
    words = f" {bar_words(bar, time.width - 2, currency)} "
    start = cell + 2 if cell + 2 + len(words) <= time.width else max(0, cell - 1 - len(words))
    plot[0].write(start, words[: time.width], "accent")


def bar_words(bar: Bar, width: int, currency: str = "") -> str:
    """A bar with its day: open, high, low and close, by their first letters where there is no room for the words."""
    day, close = figures.long_day(bar.day), figures.price(bar.close, currency)
    if bar.open is None and bar.high is None and bar.low is None:
        return f"{day}  close {close}"
    prices = (("open", bar.open), ("high", bar.high), ("low", bar.low), ("close", bar.close))
    texts = [(name, figures.UNKNOWN if price is None else figures.price(price, currency)) for name, price in prices]
    words = "  ".join((day, *(f"{name} {price}" for name, price in texts)))
    if len(words) <= width:
        return words
    return "  ".join((day, " ".join(f"{name[0].upper()} {price}" for name, price in texts)))
