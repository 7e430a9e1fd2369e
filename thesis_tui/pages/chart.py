"""Prices over time with levels: the plot, its labels in a gutter at the right, days and events below."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Final, Literal, NamedTuple

from thesis_tui.model import figures
from thesis_tui.model.bars import Bar
from thesis_tui.model.scenario import ScenarioView
from thesis_tui.model.view import LevelView, PriceView, View
from thesis_tui.pages.chart_axis import time_axis
from thesis_tui.pages.chart_gutter import gutter, gutter_lines
from thesis_tui.pages.events import Event, event_words
from thesis_tui.pages.plot import (
    CANDLE_CELLS,
    PlotRow,
    Scale,
    Time,
    candle_step,
    draw_candles,
    draw_chosen,
    draw_comparison,
    draw_levels,
    draw_line,
    draw_planned,
    draw_upright,
)
from thesis_tui.pages.spans import Line, Role, Span, cells, cut, fit

Range = Literal["1M", "3M", "6M", "1Y", "5Y", "All"]
# As long as a month, a quarter, a half and so on can be, leap days included.
RANGES: Final[dict[Range, int]] = {"1M": 31, "3M": 92, "6M": 183, "1Y": 366, "5Y": 1827, "All": 0}
"""Days back from today; 0 is everything."""


class Drawing(NamedTuple):
    """How a chart is looked at."""

    candles: bool = False
    events: Sequence[Event] = ()
    event: int = -1
    """The event chosen, -1 for none; it is said in words, with a thin line up."""
    cross: date | None = None
    """The day of the crosshair."""
    chosen: str = ""
    """The id of a level drawn in accent."""
    beside: Sequence[Bar] = ()
    """The bars of a benchmark, drawn as points that begin where the price does."""
    planned: Sequence[ScenarioView] = ()
    """Scenarios to come of the listing: each a line of its own kind at its value."""


def series(view: View, symbol: str) -> Sequence[Bar]:
    """The whole sessions of a listing, oldest first: a feed's, or where none was fetched the closes entered."""
    bars = [bar for bar in view.bars.get(symbol, ()) if bar.whole]
    if bars:
        return bars
    by_day: dict[date, Decimal] = {}
    # the newest entry of a day is first in the view, and so the one that stays
    for seen in reversed(view.prices):
        price = seen.price
        if price.listing == symbol and price.day is not None and price.session == "close":
            by_day[price.day] = price.value
    return [Bar(day, None, None, by_day[day]) for day in sorted(by_day)]


def in_range(bars: Sequence[Bar], wanted: Range, today: date) -> Sequence[Bar]:
    """The bars of the last month, quarter … up to `today`."""
    days = RANGES[wanted]
    if not days:
        return bars
    start = today - timedelta(days=days)
    return bars[bisect_left(bars, start, key=lambda bar: bar.day) :]


def can_draw_candles(bars: Sequence[Bar], room: int) -> bool:
    """Whether every bar has its own cells in a plot of `room` cells, and knows its high and low."""
    return 2 <= len(bars) <= room // CANDLE_CELLS and all(bar.high is not None for bar in bars)


def chart(
    bars: Sequence[Bar],
    levels: Sequence[LevelView],
    price: PriceView | None,
    view: View,
    width: int,
    height: int,
    *,
    symbol: str = "",
    drawing: Drawing | None = None,
) -> list[Line]:
    """`height` lines: the plot with its labels, the months below it, and the events where there are any.

    `bars` are what is drawn, oldest first; `symbol` the listing (the first one when empty). With no price and
    no level there is nothing to scale, and the lines say so.
    """
    drawing = drawing or Drawing()
    symbol = symbol or view.listings[0].symbol
    side = gutter(levels, price, width, drawing.planned)
    with_events = bool(drawing.events) and height >= 8 and len(bars) >= 2
    rows, columns = height - 1 - with_events, width - side.width
    candles = drawing.candles and can_draw_candles(bars, columns)
    closes = [float(bar.close) for bar in bars]
    reach = [*closes, *(float(edge) for bar in bars for edge in (bar.top, bar.bottom))] if candles else closes
    scale = _scale(reach, levels, price, rows, drawing.planned) if rows >= 3 and columns >= 10 else None
    if scale is None:
        return _empty(symbol, width, height)
    plot = [PlotRow(columns) for _ in range(rows)]
    draw_levels(plot, scale, levels, price, drawing.chosen)
    draw_planned(plot, scale, [scenario.scenario.value for scenario in drawing.planned])
    gutters = gutter_lines(side, scale, levels, price, drawing.planned, drawing.chosen)
    if len(bars) < 2:
        _say_no_history(plot, view, symbol, price, scale, len(bars))
        below: list[Line] = [fit((), width)] * (height - rows)
    else:
        days = [bar.day.toordinal() for bar in bars]
        time = Time(days, days[0], days[-1], columns, candles)
        currency = next((listing.currency for listing in view.listings if listing.symbol == symbol), "")
        _draw_prices(plot, scale, bars, closes, time, drawing, currency)
        below = [time_axis(time, width)]
        if with_events:
            below.append(_events(time, drawing, view, width))
    return [fit((*row.spans(), *gutters[at]), width) for at, row in enumerate(plot)] + below


def _draw_prices(
    plot: Sequence[PlotRow],
    scale: Scale,
    bars: Sequence[Bar],
    closes: Sequence[float],
    time: Time,
    drawing: Drawing,
    currency: str,
) -> None:
    """The prices, then what of them was chosen: an event's day, the crosshair."""
    if time.candles:
        draw_candles(plot, scale, bars, time.step)
    else:
        draw_line(plot, scale, closes, time.days)
    draw_comparison(plot, scale, time, bars, drawing.beside)
    if 0 <= drawing.event < len(drawing.events):
        draw_upright(plot, time, drawing.events[drawing.event].day, "faint")
    if drawing.cross is None:
        return
    draw_upright(plot, time, drawing.cross, "accent")
    chosen = bar_at(bars, drawing.cross)
    if chosen is not None:
        draw_chosen(plot, scale, time, chosen, currency)


def bar_at(bars: Sequence[Bar], day: date) -> Bar | None:
    """The bar of `day`, or the newest before it."""
    at = bisect_right(bars, day, key=lambda bar: bar.day) - 1
    return bars[at] if at >= 0 else None


def day_at(bars: Sequence[Bar], cell: int, columns: int, *, candles: bool = False) -> date | None:
    """The day drawn at a cell of a plot of `columns` cells; None beside it."""
    if len(bars) < 2 or not 0 <= cell < columns:
        return None
    first, last = bars[0].day.toordinal(), bars[-1].day.toordinal()
    if candles:
        return bars[min(len(bars) - 1, cell // candle_step(len(bars), columns))].day
    # rounded up where `Time.cell` rounds down: the day found is one that is drawn at the cell
    index = bar_at(bars, date.fromordinal(first + -(-cell * (last - first) // (columns - 1))))
    return index.day if index else None


def event_at(bars: Sequence[Bar], events: Sequence[Event], cell: int, columns: int, *, candles: bool = False) -> int:
    """The place among `events` of the one whose sign stands at a cell of a plot of `columns` cells, or beside it; -1
    for none.
    """
    if len(bars) < 2:
        return -1
    days = [bar.day.toordinal() for bar in bars]
    time = Time(days, days[0], days[-1], columns, candles)
    away = [abs(min(columns - 1, time.cell(event.day.toordinal())) - cell) for event in events]
    nearest = min(range(len(away)), key=away.__getitem__, default=-1)
    return nearest if nearest >= 0 and away[nearest] <= 1 else -1


def _scale(
    reach: Sequence[float],
    levels: Sequence[LevelView],
    price: PriceView | None,
    rows: int,
    planned: Sequence[ScenarioView],
) -> Scale | None:
    """The bounds, and up to two rows more at an edge that has levels or scenarios beyond it, for their names."""
    values = [float(scenario.scenario.value) for scenario in planned]
    bounds = _bounds(reach, levels, price, values)
    if bounds is None:
        return None
    low, high = bounds
    step = (high - low) / rows
    over = sum(float(level.level.low) > high for level in levels) + sum(value > high for value in values)
    under = sum(float(level.level.top) < low for level in levels) + sum(value < low for value in values)
    return Scale(low - step * min(2, under), high + step * min(2, over), rows)


def _bounds(
    reach: Sequence[float], levels: Sequence[LevelView], price: PriceView | None, planned: Sequence[float]
) -> tuple[float, float] | None:
    """The range's prices and the nearest level each side; without a range, the levels and the values of scenarios
    (`planned`) around the price.
    """
    values = [max(reach), min(reach)] if reach else []
    if price is not None:
        now = float(price.price.value)
        values.append(now)
        above = sorted(float(level.level.top) for level in levels if level.level.low > price.price.value)
        below = sorted(
            (float(level.level.low) for level in levels if level.level.low <= price.price.value), reverse=True
        )
        values += above[:1] + below[:1]
        if len(reach) < 2:
            # a level farther away would press the others together; its name stands at the edge
            values += [edge for edge in (*above, *below, *planned) if abs(edge - now) <= now * 0.35]
    else:
        values += [float(level.level.low) for level in levels]
    if not values:
        return None
    low, high = min(values), max(values)
    # a single price has no range: a part of itself then, and one where it is nought
    pad = (high - low) * 0.04 or abs(high) * 0.02 or 1.0
    return low - pad, high + pad


def _say_no_history(
    plot: Sequence[PlotRow], view: View, symbol: str, price: PriceView | None, scale: Scale, count: int
) -> None:
    width = len(plot[0].bits)
    text = [f"no daily closes for {symbol} yet" if not count else "one daily close, a line needs two"]
    if not count and len(plot) >= 8 and view.as_of is None:
        text.append("r to fetch them; a to add a price")
        text.append("that is the close of its day")
    busy = {at for at, row in enumerate(plot) if row.line != " "}
    now = scale.row(price.price.value) if price else -1
    busy.add(now)
    free = next((top for top in range(1, len(plot) - len(text)) if not busy & set(range(top, top + len(text)))), None)
    if free is None:
        text = text[:1]
        free = next((top for top in range(len(plot)) if top not in busy), 0)
    column = max(0, (width - max(len(line) for line in text)) // 2)
    for offset, line in enumerate(text):
        plot[free + offset].write(column, line[: width - column], "muted")
    if price is not None:
        when = figures.day(price.day, view.today) if price.day else "undated"
        plot[now].write(0, f"○ {figures.price(price.price.value, price.price.currency)}, {when} "[:width], "muted")


def _events(time: Time, drawing: Drawing, view: View, width: int) -> Line:
    """Events in the range, each sign under its day; the chosen one in words beside its sign."""
    signs: dict[int, tuple[str, Role]] = {}
    for at, event in enumerate(drawing.events):
        cell = min(time.width - 1, time.cell(event.day.toordinal()))
        if cell >= 0:
            chosen = at == drawing.event
            # of several on one cell the first stays, unless a later one is chosen
            if chosen or cell not in signs:
                signs[cell] = (event.sign, "accent" if chosen else event.role)
    line: list[tuple[str, Role]] = [(" ", "text")] * time.width
    for cell, sign in signs.items():
        line[cell] = sign
    if 0 <= drawing.event < len(drawing.events):
        event = drawing.events[drawing.event]
        cell = min(time.width - 1, time.cell(event.day.toordinal()))
        words = event_words(event, view.today)
        # on the side of its sign that has more room
        room = max(cell - 1, time.width - cell - 2)
        words = cut(words, room)
        start = cell - 1 - cells(words) if cell - 1 >= cells(words) else cell + 2
        for offset, character in enumerate(words):
            if 0 <= start + offset < time.width:
                line[start + offset] = (character, "text")
    return fit(_runs(line), width)


def _runs(signs: Sequence[tuple[str, Role]]) -> list[Span]:
    """Neighbours of one role as one span."""
    spans: list[Span] = []
    for character, role in signs:
        if spans and spans[-1].role == role:
            spans[-1] = spans[-1]._replace(text=spans[-1].text + character)
        else:
            spans.append(Span(character, role))
    return spans


def _empty(symbol: str, width: int, height: int) -> list[Line]:
    lines: list[Line] = [fit((), width)] * height
    text: Line = (Span(f"no prices of {symbol} to draw yet; "), Span("a", "accent"), Span(" to add a price"))
    lines[min(height - 1, max(0, height // 2 - 1))] = fit(text, width)
    return lines
