"""Levels and chart: the listings with their prices, the chart of one, and its levels as a table."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Final, NamedTuple

from thesis_tui.model import figures
from thesis_tui.model.bars import Bar
from thesis_tui.model.market import Claim
from thesis_tui.model.objects import Listing
from thesis_tui.model.view import LevelView, PriceView, Target, View
from thesis_tui.pages import frame
from thesis_tui.pages.chart import RANGES, Drawing, Range, can_draw_candles, chart, in_range, series
from thesis_tui.pages.events import Event, events
from thesis_tui.pages.glyphs import LEVEL_GLYPHS
from thesis_tui.pages.ladder import Rungs, listing_levels, noted_day, now_row
from thesis_tui.pages.price import moved_span
from thesis_tui.pages.spans import Block, Line, Row, Span, cells, cut, field, fit, heading, measure, one_line, wrap
from thesis_tui.rules.levels import break_rule

KEYS: Final = (
    frame.Key("n", "note"), frame.Key("a", "add level"), frame.Key("e", "edit"), frame.Key("d", "retire"),
    frame.Key("u", "undo"), frame.Key("← →", "events"), frame.Key("[ ]", "range"), frame.Key("c", "candles"),
    frame.Key(", .", "crosshair"), frame.Key("tab", "next"), frame.Key("r", "refresh"), frame.Key("?", "help"),
)  # fmt: skip
_LEAST_CHART: Final = 7
"""Rows below which a chart with its heading and months is left out."""
_SAID: Final[dict[str, str]] = {
    "close": "close", "open": "open", "premarket": "premarket", "after hours": "after hours",
}  # fmt: skip


class Looking(NamedTuple):
    """How the chart is looked at: `event` is a place among the events shown, -1 for none; `cross` a day."""

    range: Range = "3M"
    candles: bool = False
    event: int = -1
    cross: date | None = None


class _Columns(NamedTuple):
    """Where the table's columns stand; `since` is 0 where there is no room for what happened since."""

    width: int
    value: int
    distance: int
    state: int
    noted: int
    why: int
    since: int


def levels_page(
    view: View,
    listing: str | None,
    chosen: str | None,
    width: int,
    height: int,
    prices: str = "",
    looking: Looking | None = None,
) -> list[Block]:
    """The page of one listing, the thesis's first unless `listing` names another.

    `chosen` is the id of the level that is drawn in accent and said in full; `prices` is the footer's word
    on the feeds.
    """
    looking = looking or Looking()
    page, left = frame.page_width(width)
    room = page - 2
    here = next((one for one in view.listings if one.symbol == listing), view.listings[0])
    price = view.current.get(here.symbol)
    levels = listing_levels(view, here.symbol)
    selected = next((level for level in levels if level.level.id == chosen), None)
    blocks = [
        frame.header_block(view, page, 2, left),
        frame.footer_block(frame.keys_for(view, KEYS), prices or frame.prices_state(view), page, height, left),
        *_listings(view, here, room, left),
    ]
    top, bottom = 4, height - 1 - (1 if height >= 30 else 0)
    table = _table(view, here, price, levels, room)
    below = _below(view, here, selected, room, _columns(view, levels, room, price).state)
    more = int(any(level.moved or level.notes or level.adjusted for level in levels))
    spare = bottom - top - len(table) - 1
    computed = _computed(view, here, room)
    drawn = min(height * 3 // 5, spare - more - len(computed) - (1 if height >= 30 else 0))
    if drawn >= _LEAST_CHART and (levels or price is not None):
        blocks.append(_chart_block(view, here, price, levels, chosen or "", looking, room, drawn, left, top))
        top += drawn + (1 if height >= 30 else 0)
    fitting = computed[: max(0, bottom - top - len(table) - 1)]
    if fitting:
        blocks.append(Block("computed", left, top, room + 1, len(fitting), tuple(fitting)))
        top += len(fitting)
    shown = max(3, min(len(table), bottom - top - 1))
    if shown < len(table):
        table[0] = _head(_columns(view, levels, room, price), len(table) - shown)
    blocks.append(Block("levels", left, top, room + 1, shown, tuple(table), "list", 1))
    top += shown
    said = below[: max(0, bottom - top)]
    if said:
        blocks.append(Block("chosen", left, top, room + 1, len(said), tuple(said)))
    return blocks


# The listings


def _listings(view: View, here: Listing, width: int, left: int) -> list[Block]:
    """A place for each listing to choose it by, the open one over a heavy rule; those without room are counted."""
    for open_parts, other_parts, gap in ((4, 4, 6), (4, 2, 6), (4, 2, 3), (3, 2, 3), (3, 1, 3), (2, 0, 2)):
        lines = [
            _listing_line(view, one, open_parts if one == here else other_parts, chosen=one == here)
            for one in view.listings
        ]
        if sum(measure(line) for line in lines) + gap * (len(lines) - 1) <= width:
            break
    sizes = [measure(line) for line in lines]
    kept = list(range(len(lines)))
    first = view.listings.index(here)
    while len(kept) > 1 and sum(sizes[at] + gap for at in kept) + 8 > width + gap and sum(sizes) > width:
        kept.remove(next(at for at in reversed(kept) if at != first))
    blocks: list[Block] = []
    x = left
    for at in kept:
        symbol = view.listings[at].symbol
        size = min(sizes[at], width)
        mark = "━" * min(size, cells(symbol)) if at == first else ""
        rows = (
            Row(fit(lines[at], size), Target("listing", symbol)),
            Row(fit((Span(mark, "accent"),), size), quiet=True),
        )
        blocks.append(Block(f"listing {symbol}", x, 2, size + 1, 2, rows, "panel", 0, Target("listing", symbol)))
        x += size + gap
    if len(kept) < len(lines):
        more = Row((Span(f"{len(lines) - len(kept)} more", "muted"),))
        size = min(8, left + width - x)
        blocks.append(Block("more listings", x, 2, size + 1, 1, (more,)))
    return blocks


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
        line.append(Span(figures.price(price.price.value), "muted" if quiet else "strong", bold=chosen and not quiet))
        line.append(Span(f" {price.price.currency}", "muted"))
        if quiet and parts > 1:
            line.append(Span(f"  {_old(price)}", "muted"))
        change = price.change_percent
        if change is not None and parts > 2 and not quiet:
            line += [Span("  "), moved_span(change)]
        if parts > 3:
            line.append(Span(f"  {_session(view, price)}", "muted"))
    return tuple(line)


def _session(view: View, price: PriceView) -> str:
    """ "close 22 Dec", "article 22 Dec", "typed, undated"."""
    said = _SAID.get(price.price.session) or ("article" if price.origin.number else "typed")
    return f"{said} {figures.day(price.day, view.today)}" if price.day else f"{said}, undated"


def _old(price: PriceView) -> str:
    return "◌ undated" if price.age_days is None else f"◌ {figures.age(price.age_days)} old"


# The chart


def shown_bars(view: View, symbol: str, wanted: Range) -> Sequence[Bar]:
    """The bars a range shows: its own, or all where it holds fewer than two."""
    whole = series(view, symbol)
    bars = in_range(whole, wanted, view.today)
    return bars if len(bars) >= 2 else whole


def shown_events(view: View, symbol: str, wanted: Range) -> Sequence[Event]:
    """The events under the bars a range shows."""
    bars = shown_bars(view, symbol, wanted)
    return events(view, symbol, bars[0].day, view.today) if len(bars) >= 2 else ()


def _chart_block(
    view: View, here: Listing, price: PriceView | None, levels: Sequence[LevelView], chosen: str, looking: Looking,
    width: int, height: int, left: int, top: int,
) -> Block:  # fmt: skip
    bars = shown_bars(view, here.symbol, looking.range)
    right: list[Line] = []
    if here != view.listings[0]:
        right.append((Span(f"{here.symbol}  {here.currency}", "muted"),))
    if len(bars) >= 2:
        right.append((Span("daily candles" if looking.candles and can_draw_candles(bars, width) else "daily close",
                           "muted"),))  # fmt: skip
        right.append(tuple(part for name in RANGES for part in _range_name(name, chosen=name == looking.range))[1:])
    rows = [Row(heading("Price", width, right))]
    drawing = Drawing(
        looking.candles, shown_events(view, here.symbol, looking.range), looking.event, looking.cross, chosen
    )
    drawn = chart(bars, levels, price, view, width, height - 1, symbol=here.symbol, drawing=drawing)
    rows += [Row(line) for line in drawn]
    return Block("chart", left, top, width + 1, len(rows), tuple(rows))


def _range_name(name: str, *, chosen: bool) -> Line:
    return (Span("  "), Span(name, "accent" if chosen else "muted", bold=chosen))


def _computed(view: View, here: Listing, width: int) -> list[Row]:
    """Indicators computed from the bars, what articles claimed beside them, and a converted price, in words."""
    rows: list[Row] = []
    beside = view.extended.get(here.symbol)
    if beside is not None:
        change = f", {figures.percent(beside.change_percent, 2)}" if beside.change_percent is not None else ""
        when = f"{beside.price.time.astimezone(view.now.tzinfo):%H:%M}" if beside.price.time else "time unknown"
        text = f"{beside.price.session} {figures.price(beside.price.value)}{change}, {beside.origin.label} {when}"
        rows.append(Row(fit((Span(text, "muted"),), width)))
    known = view.indicators.get(here.symbol)
    if known is not None:
        parts = [f"computed, {figures.day(known.day, view.today)}"]
        if known.average_50 is not None:
            parts.append(f"50-day {figures.price(figures.rounded(known.average_50, 2))}")
        if known.average_200 is not None:
            parts.append(f"200-day {figures.price(figures.rounded(known.average_200, 2))}")
        if known.rsi_14 is not None:
            parts.append(f"RSI(14) {figures.grouped(figures.rounded(known.rsi_14, 1))}")
        if known.high_52_weeks is not None and known.low_52_weeks is not None:
            parts.append(f"52 weeks {figures.price(known.low_52_weeks)} to {figures.price(known.high_52_weeks)}")
        if len(parts) > 1:
            rows.append(Row(fit((Span("   ".join(parts), "muted"),), width)))
    claims = [claim for claim in view.claims if claim.listing == here.symbol]
    if claims:
        said = [f"{claim.name} {claim.said}, computed {_claim_computed(claim)}" for claim in claims]
        day = figures.day(claims[0].day, view.today)
        lines = [f"articles, {day}"]
        for text in said:
            if cells(lines[-1]) + 3 + cells(text) > width:
                lines.append(" " * cells(f"articles, {day}"))
            lines[-1] += f"   {text}"
        rows += [Row(fit((Span(line, "muted"),), width)) for line in lines]
    converted = view.converted.get(here.symbol)
    if converted is not None:
        value = figures.price(figures.rounded(converted.value, 2))
        rate = figures.grouped(figures.rounded(converted.rate, 4))
        text = (
            f"≈{value} {converted.currency} from {converted.of} at {rate}, "
            f"{converted.source} {figures.day(converted.day, view.today)}; no level is compared with it"
        )
        rows.append(Row(fit((Span(text, "muted"),), width)))
    return rows


def _claim_computed(claim: Claim) -> str:
    if claim.computed is None:
        return figures.UNKNOWN
    if claim.percent:
        return figures.percent(claim.computed)
    return figures.price(figures.rounded(claim.computed, 2))


# The table


def _kind(level: LevelView) -> str:
    moved = any(not move.reason for move in level.moved)
    return level.level.type + (" ⇢" if moved else "")


def _value(level: LevelView) -> str:
    return figures.MARKS[level.level.qualifier] + figures.zone(level.level.low, level.level.high)


def _state(level: LevelView, price: PriceView | None) -> Span:
    if price is not None and price.stale:
        return Span(_old(price), "muted")
    glyph, role = LEVEL_GLYPHS.get(level.state, ("", "muted"))
    return Span(f"{glyph} {level.state}".lstrip(), role)


def _why(level: LevelView) -> str:
    """Who set it and why: "Citigroup, raised in late November", "yours: October highs"."""
    by, why = one_line(level.level.by[:400]), one_line(level.level.why[:400])
    if not why and level.level.quote:
        why = f"“{one_line(level.level.quote[:400])}”"
    if by:
        return f"{by}, {why}" if why else by
    if not level.origin.number:
        return f"yours: {why}" if why else "yours"
    return why or level.origin.label


def _columns(view: View, levels: Sequence[LevelView], width: int, price: PriceView | None) -> _Columns:
    """Columns as wide as what they hold; the last gives way first."""
    kind = max((cells(_kind(level)) for level in levels), default=0)
    value = max((cells(_value(level)) for level in levels), default=0)
    state = max((cells(_state(level, price).text) for level in levels), default=0)
    noted = max((cells(noted_day(view, level)) for level in levels), default=0)
    at_value = max(20, kind + value + 2)
    at_distance = at_value + 11
    at_state = at_distance + 3
    at_noted = max(at_state + max(state, 7) + 2 + max(noted, 5), at_state + 19 if width >= 100 else 0)
    at_why = at_noted + 2
    since = max((cells(level.since) for level in levels), default=0)
    why = max((cells(_why(level)) for level in levels), default=0)
    at_since = width - max(since, 11) if since else 0
    if at_since - at_why < 26:
        at_since = 0
    elif width < 130:
        at_since = min(at_since, at_why + max(why + 2, 34))
    else:
        at_since = min(at_since, at_why + max(why + 4, 48))
    return _Columns(width, at_value, at_distance, at_state, at_noted, at_why, at_since)


def _head(at: _Columns, more: int = 0) -> Row:
    """The heading, its columns' names set into the rule where they stand."""
    names = [(at.distance - len("distance"), "distance"), (at.state, "state"), (at.noted - len("noted"), "noted")]
    if at.width - at.why >= 4:
        names.append((at.why, "why"))
    if at.since:
        names.append((at.since, "since noted"))
    title = f"Levels {more} more" if more else "Levels"
    line = [Span("Levels", "title", bold=True), Span(title[6:], "muted")]
    for column, name in names:
        gap = column - measure(line) - 2
        line.append(Span(f" {'─' * gap} " if gap >= 0 else " " * max(0, gap + 2), "rule"))
        line.append(Span(name, "muted"))
    rest = at.width - measure(line) - 1
    line.append(Span(" " + "─" * max(0, rest), "rule"))
    return Row(fit(line, at.width))


def _table(view: View, here: Listing, price: PriceView | None, levels: Sequence[LevelView], width: int) -> list[Row]:
    at = _columns(view, levels, width, price)
    rows = (
        [_head(at)]
        if levels
        else [Row(heading("Levels", width, [(Span(f"{here.symbol}  {here.currency}", "muted"),)]))]
    )
    if not levels:
        rows.append(_now(view, here, price, at))
        text = (Span(f"no level for {here.symbol} yet; "), Span("a", "accent"), Span(" adds one"))
        return [*rows, Row(fit(text, width), Target("listing", here.symbol))]
    above = [level for level in levels if price is None or level.level.low > price.price.value]
    rows += [_row(view, level, at, price) for level in above]
    rows.append(_now(view, here, price, at))
    rows += [_row(view, level, at, price) for level in levels if level not in above]
    return rows


def _now(view: View, here: Listing, price: PriceView | None, at: _Columns) -> Row:
    """The price between its levels; the open listing's is in accent whichever listing it is."""
    row = now_row(price, here, Rungs(at.width, at.value, at.distance, at.state), view)
    if price is None or price.stale:
        return row
    line = tuple(span._replace(role="accent") if span.role in ("muted", "faint") else span for span in row.line)
    return row._replace(line=line)


def _row(view: View, level: LevelView, at: _Columns, price: PriceView | None) -> Row:
    mark, value = figures.MARKS[level.level.qualifier], figures.zone(level.level.low, level.level.high)
    kind = cut(_kind(level), at.value - cells(mark + value) - 1)
    away = figures.UNKNOWN if level.distance is None else figures.percent(level.distance * 100)
    state = _state(level, price)
    noted = noted_day(view, level)
    line: list[Span] = [
        Span(kind.ljust(at.value - cells(mark + value))),
        Span(mark, "muted"),
        Span(value, "strong"),
        Span(away.rjust(at.distance - at.value), "muted"),
        Span(" " * (at.state - at.distance)),
        state,
        Span(noted.rjust(at.noted - at.state - cells(state.text)), "muted"),
        Span("  "),
    ]
    if at.since:
        line += [field(_why(level), at.since - at.why - 2), Span("  "), Span(level.since, "muted")]
    else:
        line.append(Span(_why(level)))
    return Row(fit(line, at.width), Target("level", level.level.id))


# Below the table


def _below(view: View, here: Listing, chosen: LevelView | None, width: int, column: int) -> list[Row]:
    """How many are retired, what the chosen level does, and what was moved or noted of it."""
    retired = sum(level.retired and level.level.listing == here.symbol for level in view.levels)
    count = f"{retired} retired" if retired else ""
    start = column if width >= 100 else (len(count) + 3 if count else 0)
    texts = _said(view, chosen) if chosen is not None else []
    lines = [piece for text in texts for piece in wrap(text[:2000], width - start, 2)]
    rows = [
        Row(fit((Span((count if index == 0 else "").ljust(start), "muted"), Span(text, "muted")), width))
        for index, text in enumerate(lines)
    ]
    if not rows and count:
        rows.append(Row(fit((Span(count, "muted"),), width)))
    return rows


def _said(view: View, level: LevelView) -> list[str]:
    resting = level.state not in ("broken", "reached", "hit", "stale", "no price", "new high", "new low")
    zone = figures.zone(level.level.low, level.level.high)
    texts = [break_rule(level.level) if resting or not level.reason else f"{zone}: {level.reason}"]
    if level.adjusted:
        texts.append(f"in today's prices: adjusted for the split {level.adjusted}")
    for move in level.moved:
        day = figures.day(move.at.astimezone(view.now.tzinfo).date(), view.today)
        known = f"; known then: {move.known}" if move.known else ""
        why = f": {move.reason}" if move.reason else ""
        texts.append(f"⇢ moved {day}, {move.before} to {move.after}{known}{why}")
    texts += [f"{figures.day(note.day, view.today)}  {one_line(note.text[:2000])}" for note in level.notes]
    return texts
