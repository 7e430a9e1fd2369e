"""Prices over time with levels: the plot, its labels in a gutter at the right, days and events below."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from datetime import date, timedelta
from decimal import ROUND_CEILING, Decimal
from typing import Final, Literal, NamedTuple

from thesis_tui.model import figures
from thesis_tui.model.bars import Bar
from thesis_tui.model.scenario import ScenarioView
from thesis_tui.model.view import LevelView, PriceView, View
from thesis_tui.pages.events import Event, event_words
from thesis_tui.pages.glyphs import SCENARIO_GLYPH
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
from thesis_tui.pages.spans import Line, Role, Span, cells, cut, fit, one_line

# A sign and a price such as "1 234.56"; in the wide one a zone and its kind, "145.00–148.00 support".
GUTTER: Final = 9
WIDE_GUTTER: Final = 22
_WEEKS: Final = 45
"""Days up to which weeks are marked; up to `_YEARS` it is months, with their years beyond `_YEAR`."""
_YEAR: Final = 366
_YEARS: Final = 1200
_STEP_ROWS: Final = 3
"""Rows from one round price to the next, at least."""
_LONGEST_NAME: Final = 12
"""Cells of a scenario's name in the gutter."""
_NAMED_FROM: Final = 90
"""The width from which on levels are labelled with their kinds."""

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


class Gutter(NamedTuple):
    """The cells of the labels at the right of a chart, and whether they have the room for the levels' kinds."""

    width: int
    named: bool


def gutter(
    levels: Sequence[LevelView], price: PriceView | None, width: int, planned: Sequence[ScenarioView] = ()
) -> Gutter:
    """As wide as the labels of a chart `width` cells wide need; without kinds where those would take over a third."""
    values = [0 if price is None else cells(figures.price(price.price.value, price.price.currency))]
    named = [values[0] + len(" last")]
    for level in levels:
        values.append(cells(figures.zone(level.level.low, level.level.high, level.level.currency)))
        named.append(values[-1] + 1 + cells(level.level.type))
    for scenario in planned:
        values.append(cells(_planned_value(scenario)))
        named.append(values[-1] + 1 + cells(_planned_name(scenario)))
    if width >= _NAMED_FROM:
        # one cell more than the longest label, for the sign before it
        needed = max(WIDE_GUTTER, max(named) + 1)
        if needed == WIDE_GUTTER or needed * 3 <= width:
            return Gutter(needed, named=True)
    return Gutter(min(max(GUTTER, max(values) + 1), width // 2), named=False)


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
    found = _labels(scale, levels, price, drawing.chosen, named=side.named)
    found += [_planned_label(scale, scenario, price, named=side.named) for scenario in drawing.planned]
    labels = _placed(sorted(found, key=lambda label: label.rank), rows)
    _add_steps(labels, scale, side.width)
    gutters = [fit(labels.get(row, ()), side.width) for row in range(rows)]
    if len(bars) < 2:
        _say_no_history(plot, view, symbol, price, scale, len(bars))
        below: list[Line] = [fit((), width)] * (height - rows)
    else:
        days = [bar.day.toordinal() for bar in bars]
        time = Time(days, days[0], days[-1], columns, candles)
        currency = next((listing.currency for listing in view.listings if listing.symbol == symbol), "")
        _draw_prices(plot, scale, bars, closes, time, drawing, currency)
        below = [_time_axis(time, width)]
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


def _labels(
    scale: Scale, levels: Sequence[LevelView], price: PriceView | None, chosen: str, *, named: bool
) -> list[_Label]:
    """The price's label and the levels', a zone's at its near edge, in the order in which they take rows."""
    labels: list[_Label] = []
    now = price.price.value if price else None
    if price is not None and now is not None:
        role: Role = "muted" if price.stale else "accent"
        word = "" if not named else "last" if price.stale else "now"
        labels.append(
            _Label(scale.row(now), figures.price(now, price.price.currency), word, role, not price.stale, "◂", 0)
        )
    for other in levels:
        level = other.level
        name = level.type if named else ""
        role = "accent" if level.id == chosen else "muted"
        above = now is None or level.low > now
        # a little more than nought: the price itself, which is nought, takes its row first
        rank = float(abs((level.low if above else level.top) - now)) + 1e-9 if now is not None else 1.0
        seen = scale.seen(level)
        if seen is None:
            lead = "▴" if float(level.low) > scale.high else "▾"
            labels.append(
                _Label(-1, figures.zone(level.low, level.high, level.currency), name, role, False, lead, rank)
            )
            continue
        row = scale.row(seen[0] if above else seen[1])
        text = figures.zone(level.low, level.high, level.currency)
        labels.append(_Label(row, text, name, role, False, " ", rank, -1 if above else 1))
    return labels


def _planned_label(scale: Scale, scenario: ScenarioView, price: PriceView | None, *, named: bool) -> _Label:
    """A scenario's label, by its name where there is room."""
    value = scenario.scenario.value
    now = price.price.value if price else None
    above = now is None or value > now
    row, lead = scale.row(value), " "
    if not scale.low <= float(value) <= scale.high:
        row, lead = -1, "▴" if float(value) > scale.high else "▾"
    rank = 1.0 if now is None else float(abs(value - now)) + 1e-9
    return _Label(
        row,
        _planned_value(scenario),
        _planned_name(scenario) if named else "",
        "muted",
        False,
        lead,
        rank,
        -1 if above else 1,
    )


def _planned_value(scenario: ScenarioView) -> str:
    return f"{SCENARIO_GLYPH}{figures.price(scenario.scenario.value, scenario.scenario.currency)}"


def _planned_name(scenario: ScenarioView) -> str:
    return cut(one_line(scenario.scenario.title), _LONGEST_NAME)


def _placed(labels: Sequence[_Label], rows: int) -> dict[int, Line]:
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
        # two rows at most: further away a label would be read as another line's
        for row in (label.row, label.row + label.step, label.row + 2 * label.step):
            if 0 <= row < rows and row not in taken:
                moved = "╭" if row < label.row else "╰" if row > label.row else ""
                put(label, row, label.lead if label.lead != " " else moved or " ")
                break
    first, last = min(taken, default=rows), max(taken, default=-1)
    # as many as rows are free beyond all others
    over = [label for label in labels if label.lead == "▴"][:first]
    under = [label for label in labels if label.lead == "▾"][: rows - 1 - last]
    for row, label in enumerate(reversed(over)):
        put(label, row, "▴")
    for row, label in enumerate(reversed(under)):
        put(label, rows - 1 - row, "▾")
    return taken


def _add_steps(labels: dict[int, Line], scale: Scale, width: int) -> None:
    """Round prices beside the rows that no level or price has, with the decimals their steps need."""
    step = _step(scale)
    places = max(0, -int(step.normalize().as_tuple().exponent))
    # by `repr`: what a float is exactly has fifty digits
    value = (Decimal(repr(scale.low)) / step).to_integral_value(ROUND_CEILING) * step
    while value <= scale.high:
        row = scale.row(value)
        text = figures.grouped(figures.rounded(value, places))
        if row not in labels and cells(text) < width:
            labels[row] = (Span(" "), Span(text, "faint"))
        value += step


def _step(scale: Scale) -> Decimal:
    """The least of 1, 2, 5, 10 … that stands at most every `_STEP_ROWS` rows."""
    least = Decimal(repr((scale.high - scale.low) / scale.rows * _STEP_ROWS))
    power = Decimal(1).scaleb(least.adjusted())
    return next(power * times for times in (1, 2, 5, 10) if power * times >= least)


def _time_axis(time: Time, width: int) -> Line:
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
