"""Levels and chart: the listings with their prices, the chart of one, and its levels as a table."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Final, NamedTuple

from thesis_tui.model import figures
from thesis_tui.model.bars import Bar
from thesis_tui.model.market import Claim
from thesis_tui.model.objects import Listing
from thesis_tui.model.scenario import ScenarioView
from thesis_tui.model.view import LevelView, PriceView, Target, View
from thesis_tui.pages import frame
from thesis_tui.pages.chart import RANGES, Drawing, Range, can_draw_candles, chart, day_at, event_at, in_range, series
from thesis_tui.pages.chart_gutter import gutter
from thesis_tui.pages.events import Event, events
from thesis_tui.pages.ladder import listing_levels
from thesis_tui.pages.level_table import columns, table_rows, why_words
from thesis_tui.pages.plot import CANDLE_DOWN, CANDLE_UP
from thesis_tui.pages.price import moved_span
from thesis_tui.pages.spans import (
    Block,
    Line,
    Row,
    Span,
    cells,
    fit,
    heading,
    list_block,
    measure,
    one_line,
    plain_text,
    static_block,
    wrap,
)
from thesis_tui.rules.track_record import level_record_in
from thesis_tui.rules.wording.benchmarks import compared_text
from thesis_tui.rules.wording.doubts import doubt_text
from thesis_tui.rules.wording.levels import break_rule
from thesis_tui.venues import units

KEYS: Final = frame.keys_of("levels")
_MOST_DOUBTS: Final = 3
_LEAST_CHART: Final = 7
"""Rows below which a chart with its heading and months is left out."""
_ENOUGH: Final = 14
"""Rows of a chart that the table does not take away: it scrolls, a chart cannot."""
_TABLE: Final = 8
"""Rows of the table for which lines of computed figures give way: two levels each side, and the price."""
_SESSION_WORDS: Final[dict[str, str]] = {
    "close": "close", "open": "open", "premarket": "premarket", "after hours": "after hours",
}  # fmt: skip


class ChartState(NamedTuple):
    """How the chart is looked at: `event` is a place among the events shown, -1 for none; `cross` a day."""

    range: Range = "3M"
    candles: bool = False
    event: int = -1
    cross: date | None = None


class Pointed(NamedTuple):
    """Part of the chart that the pointer is on."""

    range: Range | None = None
    event: int = -1
    """A place among the events shown, -1 for none."""
    level: str = ""


def levels_page(
    view: View,
    listing: str | None,
    chosen: str | None,
    width: int,
    height: int,
    prices: str = "",
    looking: ChartState | None = None,
) -> list[Block]:
    """The page of one listing, the thesis's first unless `listing` names another.

    `chosen` is the id of the level that is drawn in accent and said in full; `prices` is the footer's word
    on the feeds.
    """
    looking = looking or ChartState()
    _, left, room, _, bottom, gap = frame.inside(width, height)
    here = next((other for other in view.listings if other.symbol == listing), view.listings[0])
    price = view.current.get(here.symbol)
    levels = listing_levels(view, here.symbol)
    selected = next((level for level in levels if level.level.id == chosen), None)
    blocks = frame.around(view, 2, frame.keys_for(view, KEYS), prices or frame.prices_state(view), width, height)
    blocks += _listings(view, here, room, left)
    # the listings and the rule under them stand in the two rows below the header
    top = 4
    at = columns(view, levels, price, room)
    why_room = (at.since - 2 if at.since else at.width) - at.why
    below = _below(view, here, selected, room, at.state, why_room)
    # over all levels, not the chosen one: the table keeps its height while the cursor walks it
    more = int(any(level.moved or level.notes or level.adjusted for level in levels))
    more += any(cells(why_words(level)) > why_room for level in levels)
    computed = _computed(view, here, room)
    planned = len(planned_of(view, here.symbol))
    # its heading and the price
    wanted = len(levels) + planned + 2
    table = min(wanted, _TABLE)
    doubted = any(doubt.listing == here.symbol for doubt in view.doubts)
    # a doubted figure keeps its lines: nothing but the user decides on it
    computed = computed[: max(3 if doubted else 0, bottom - top - 1 - more - gap - _LEAST_CHART - table)]
    free = bottom - top - 1 - more - len(computed) - gap
    drawn = min(height * 3 // 5, max(free - wanted, min(free // 2, _ENOUGH)))
    if drawn >= _LEAST_CHART and (levels or price is not None):
        rows = _chart_rows(view, here, levels, chosen or "", looking, room, drawn)
        blocks.append(static_block("chart", left + 1, top, room, rows))
        top += drawn + gap
    fitting = computed[: max(0, bottom - top - table - 1)]
    if fitting:
        blocks.append(static_block("computed", left + 1, top, room, fitting))
        top += len(fitting)
    number = more if bottom - top - 1 - more >= _TABLE else 0
    shown = max(3, min(max(3, wanted), bottom - top - 1 - number))
    rows, first, title = table_rows(view, here, price, levels, at, shown)
    blocks.append(list_block("levels", left + 1, top, room, rows, shown, first, title))
    top += shown
    sentences = below[: max(0, bottom - top)]
    if sentences:
        blocks.append(static_block("chosen", left + 1, top, room, sentences))
    return blocks


# The listings


def _listings(view: View, here: Listing, width: int, left: int) -> list[Block]:
    """A place for each listing to choose it by, the open one over a heavy rule; those without room are counted."""
    lines, gap = _listing_lines(view, here, width)
    sizes = [measure(line) for line in lines]
    indexes = list(range(len(lines)))
    first = view.listings.index(here)
    # eight cells for "12 more"
    while len(indexes) > 1 and sum(sizes[at] + gap for at in indexes) + 8 > width + gap and sum(sizes) > width:
        indexes.remove(next(at for at in reversed(indexes) if at != first))
    blocks: list[Block] = []
    x = left
    for at in indexes:
        symbol = view.listings[at].symbol
        size = min(sizes[at], width)
        mark = "━" * min(size, cells(symbol)) if at == first else ""
        rows = (
            Row(fit(lines[at], size), Target("listing", symbol)),
            Row(fit((Span(mark, "accent"),), size), quiet=True),
        )
        blocks.append(Block(f"listing {symbol}", x, 2, size + 1, 2, rows, "panel", 0, Target("listing", symbol)))
        x += size + gap
    if len(indexes) < len(lines):
        more = Row((Span(f"{len(lines) - len(indexes)} more", "muted"),))
        size = min(8, left + width - x)
        blocks.append(Block("more listings", x, 2, size + 1, 1, (more,)))
    return blocks


def _listing_lines(view: View, here: Listing, width: int) -> tuple[list[Line], int]:
    """A line for each listing, in as many parts as fit side by side in `width`, and the cells between two."""
    # the open listing says most to the last: the others give way first, then what lies between
    for open_parts, other_parts, gap in ((4, 4, 6), (4, 2, 6), (4, 2, 3), (3, 2, 3), (3, 1, 3), (2, 0, 2)):
        lines = [
            _listing_line(view, listing, open_parts if listing == here else other_parts, chosen=listing == here)
            for listing in view.listings
        ]
        if sum(measure(line) for line in lines) + gap * (len(lines) - 1) <= width:
            break
    return lines, gap


def _listing_line(view: View, listing: Listing, parts: int, *, chosen: bool) -> Line:
    """A listing in at most `parts` parts after its symbol: price and currency, change, session and day."""
    price = view.current.get(listing.symbol)
    line = [Span(listing.symbol, "strong" if chosen else "muted", bold=chosen)]
    if parts and price is None:
        line.append(Span(" no price", "muted"))
    elif parts and price is not None:
        mark = figures.MARKS[price.price.qualifier]
        line += [Span(f" {mark}", "muted")] if mark else [Span(" ")]
        quiet = price.stale
        line.append(
            Span(
                figures.price(price.price.value, price.price.currency),
                "muted" if quiet else "strong",
                bold=chosen and not quiet,
            )
        )
        line.append(Span(units.suffix(price.price.currency), "muted"))
        if quiet and parts > 1:
            line.append(Span(f"  {frame.stale_words(price)}", "muted"))
        change = price.change_percent
        if change is not None and parts > 2 and not quiet:
            line += [Span("  "), moved_span(change)]
        if parts > 3:
            line.append(Span(f"  {_session(view, price)}", "muted"))
    return tuple(line)


def _session(view: View, price: PriceView) -> str:
    """ "close 22 Dec", "article 22 Dec", "typed, undated"."""
    words = _SESSION_WORDS.get(price.price.session) or frame.origin_word(price)
    return f"{words} {figures.day(price.day, view.today)}" if price.day else f"{words}, undated"


# The chart


def planned_of(view: View, symbol: str) -> tuple[ScenarioView, ...]:
    """The scenarios of a listing whose day is to come."""
    return tuple(
        scenario
        for outlook in view.outlooks
        if outlook.listing == symbol and not outlook.over
        for scenario in outlook.scenarios
    )


def shown_bars(view: View, symbol: str, wanted: Range) -> Sequence[Bar]:
    """The bars a range shows: its own, or all where it holds fewer than two."""
    whole = series(view, symbol)
    bars = in_range(whole, wanted, view.today)
    return bars if len(bars) >= 2 else whole


def shown_events(view: View, symbol: str, wanted: Range) -> Sequence[Event]:
    """The events under the bars a range shows."""
    bars = shown_bars(view, symbol, wanted)
    return events(view, symbol, bars[0].day, view.today) if len(bars) >= 2 else ()


def _chart_rows(
    view: View, here: Listing, levels: Sequence[LevelView], chosen: str, looking: ChartState, width: int, height: int
) -> list[Row]:
    """The chart of a listing under its heading, with the range it is of."""
    bars = shown_bars(view, here.symbol, looking.range)
    right: list[Line] = []
    if here != view.listings[0]:
        right.append((Span(f"{here.symbol}  {here.currency}", "muted"),))
    if len(bars) >= 2:
        candles = looking.candles and can_draw_candles(bars, _plot_cells(view, here.symbol, width))
        drawn_as = f"daily candles: {CANDLE_UP} rose {CANDLE_DOWN} fell" if candles else "daily close"
        right.append((Span(drawn_as, "muted"),))
        right.append(tuple(part for name in RANGES for part in _range_name(name, chosen=name == looking.range))[1:])
    rows = [Row(heading("Price", width, right))]
    drawing = Drawing(
        looking.candles, shown_events(view, here.symbol, looking.range), looking.event, looking.cross, chosen,
        planned=planned_of(view, here.symbol),
    )  # fmt: skip
    price = view.current.get(here.symbol)
    if here.symbol == view.symbol and view.benchmarks:
        drawing = drawing._replace(beside=view.benchmarks[0].bars)
        right.insert(0, (Span(f"· {view.benchmarks[0].name}", "muted"),))
        rows = [Row(heading("Price", width, right))]
    drawn = chart(bars, levels, price, view, width, height - 1, symbol=here.symbol, drawing=drawing)
    return rows + [Row(line) for line in drawn]


def _plot_cells(view: View, symbol: str, width: int) -> int:
    """The cells of the plot in a chart `width` cells wide."""
    side = gutter(listing_levels(view, symbol), view.current.get(symbol), width, planned_of(view, symbol))
    return width - side.width


def day_under(view: View, symbol: str, looking: ChartState, cell: int, width: int) -> date | None:
    """The day drawn at a cell of the chart, `width` cells wide; None beside its plot."""
    bars = shown_bars(view, symbol, looking.range)
    room = _plot_cells(view, symbol, width)
    return day_at(bars, cell, room, candles=looking.candles and can_draw_candles(bars, room))


def under_pointer(view: View, symbol: str, looking: ChartState, block: Block, row: int, cell: int) -> Pointed:
    """Part of the chart at a cell of one of its rows: a range's name, an event's sign, a level's label, or none."""
    line = block.rows[row].line if 0 <= row < len(block.rows) else ()
    if row == 0:
        return Pointed(range=_range_at(line, cell))
    width = block.width - 1
    columns = _plot_cells(view, symbol, width)
    if cell >= columns:
        label = plain_text(line)[columns:].strip(" ◂▴▾╭╰")
        levels = listing_levels(view, symbol)
        values = (figures.zone(level.level.low, level.level.high, level.level.currency) for level in levels)
        # a label is known by what it says: the drawing does not keep which level it is of
        named = (
            level.level.id for level, value in zip(levels, values, strict=True) if label.partition(" ")[0] == value
        )
        return Pointed(level=next(named, ""))
    if row < len(block.rows) - 1:
        return Pointed()
    bars = shown_bars(view, symbol, looking.range)
    candles = looking.candles and can_draw_candles(bars, columns)
    listed = shown_events(view, symbol, looking.range)
    return Pointed(event=event_at(bars, listed, cell, columns, candles=candles))


def _range_at(line: Line, cell: int) -> Range | None:
    at = 0
    for span in line:
        at += cells(span.text)
        if cell < at:
            return next((name for name in RANGES if name == span.text), None)
    return None


def _range_name(name: str, *, chosen: bool) -> Line:
    return (Span("  "), Span(name, "accent" if chosen else "muted", bold=chosen))


def _computed(view: View, here: Listing, width: int) -> list[Row]:
    """Doubted figures, a price outside the session, indicators, claims of articles about them, and a converted price,
    in words.
    """
    doubts = [doubt_text(doubt) for doubt in view.doubts if doubt.listing == here.symbol][:_MOST_DOUBTS]
    rows = [row for text in doubts for row in _doubt_rows(text, width)]
    lines = [*_extended(view, here), *_indicators(view, here, width), *_claims(view, here, width)]
    if here.symbol == view.symbol:
        lines += [compared_text(benchmark, view.today) for benchmark in view.benchmarks]
    return [*rows, *(Row(fit((Span(line, "muted"),), width)) for line in (*lines, *_converted(view, here)))]


def _doubt_rows(text: str, width: int) -> list[Row]:
    """A doubt in words, whole, and the keys that decide on it."""
    lines = wrap(text, width - 2)
    rows: list[list[Span]] = [[Span("  "), Span(line)] for line in lines]
    rows[0][0] = Span("◐ ", "warn")
    decides = (Span("  a x", "accent"), Span(" to decide", "muted"))
    if measure(rows[-1]) + measure(decides) > width:
        rows.append([])
    rows[-1] += decides
    return [Row(fit(row, width)) for row in rows]


def _extended(view: View, here: Listing) -> Iterator[str]:
    extended = view.extended.get(here.symbol)
    if extended is not None:
        change = f", {figures.percent(extended.change_percent, 2)}" if extended.change_percent is not None else ""
        when = f"{extended.price.time.astimezone(view.now.tzinfo):%H:%M}" if extended.price.time else "time unknown"
        value = figures.price(extended.price.value, extended.price.currency)
        yield f"{extended.price.session} {value}{change}, {extended.origin.label} {when}"


def _indicators(view: View, here: Listing, width: int) -> Iterator[str]:
    """Computed figures on one line, as many as fit in `width` cells."""
    known = view.indicators.get(here.symbol)
    if known is None:
        return
    parts = [f"computed, {figures.day(known.day, view.today)}"]
    if known.average_50 is not None:
        parts.append(f"50-day {figures.price(figures.rounded_like(known.average_50), here.currency)}")
    if known.average_200 is not None:
        parts.append(f"200-day {figures.price(figures.rounded_like(known.average_200), here.currency)}")
    if known.rsi_14 is not None:
        parts.append(f"RSI(14) {figures.grouped(figures.rounded(known.rsi_14, 1))}")
    if known.high_52_weeks is not None and known.low_52_weeks is not None:
        low, high = (figures.price(edge, here.currency) for edge in (known.low_52_weeks, known.high_52_weeks))
        parts.append(f"52 weeks {low} to {high}")
    while len(parts) > 1 and cells("   ".join(parts)) > width:
        parts.pop()
    if len(parts) > 1:
        yield "   ".join(parts)


def _claims(view: View, here: Listing, width: int) -> list[str]:
    """Claims of articles, each with the figure the bars give, in as many lines as it takes."""
    claims = [claim for claim in view.claims if claim.listing == here.symbol]
    if not claims:
        return []
    lead = f"articles, {figures.day(claims[0].day, view.today)}"
    lines = [lead]
    for claim in claims:
        words = f"{claim.name} {claim.stated}, computed {_claim_computed(claim)}"
        if cells(lines[-1]) + 3 + cells(words) > width:
            lines.append(" " * cells(lead))
        lines[-1] += f"   {words}"
    return lines


def _converted(view: View, here: Listing) -> Iterator[str]:
    converted = view.converted.get(here.symbol)
    if converted is not None:
        value = figures.price(figures.rounded_like(converted.value), converted.currency)
        rate = figures.grouped(figures.rounded(converted.rate, 4))
        yield (
            f"≈{value}{units.suffix(converted.currency)} from {converted.of} at {rate}, "
            f"{converted.source} {figures.day(converted.day, view.today)}; no level is compared with it"
        )


def _claim_computed(claim: Claim) -> str:
    if claim.computed is None:
        return figures.UNKNOWN
    if claim.percent:
        return figures.percent(claim.computed)
    return figures.price(figures.rounded_like(claim.computed))


# Below the table


def _below(view: View, here: Listing, chosen: LevelView | None, width: int, column: int, why_room: int) -> list[Row]:
    """How many are retired, what the chosen level does, why it was set where the table has only `why_room` cells for
    that, and what was moved or noted of it.
    """
    retired = sum(level.retired and level.level.listing == here.symbol for level in view.levels)
    count = f"{retired} retired" if retired else ""
    start = column if width >= 100 else (len(count) + 3 if count else 0)
    texts = _sentences(view, chosen) if chosen is not None else []
    if chosen is not None and cells(why_words(chosen)) > why_room:
        texts.insert(1, why_words(chosen))
    # more than two lines of any page hold: a text may be a book, and would be set at every key
    lines = [piece for text in texts for piece in wrap(text[:2000], width - start, 2)]
    rows = [
        Row(fit((Span((count if index == 0 else "").ljust(start), "muted"), Span(text, "muted")), width))
        for index, text in enumerate(lines)
    ]
    if not rows and count:
        rows.append(Row(fit((Span(count, "muted"),), width)))
    return rows


def _sentences(view: View, level: LevelView) -> list[str]:
    # one that broke or was reached says since when, one at rest what would break it
    resting = level.state not in ("broken", "reached", "hit", "stale", "no price", "new high", "new low")
    zone = figures.zone(level.level.low, level.level.high, level.level.currency)
    texts = [break_rule(level.level) if resting or not level.reason else f"{zone}: {level.reason}"]
    record = level_record_in(view, level).text
    if record:
        texts.append(record)
    if level.adjusted:
        texts.append(f"in today's prices: adjusted for the split {level.adjusted}")
    for move in level.moved:
        day = figures.day(move.at.astimezone(view.now.tzinfo).date(), view.today)
        known = f"; known then: {move.known}" if move.known else ""
        why = f": {move.reason}" if move.reason else ""
        texts.append(f"⇢ moved {day}, {move.before} to {move.after}{known}{why}")
    texts += [f"{figures.day(note.day, view.today)}  {one_line(note.text[:2000])}" for note in level.notes]
    return texts
