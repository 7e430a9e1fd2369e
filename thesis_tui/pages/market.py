"""The market's column of the dashboard: chart, ladders of the listings, and below them what there is room for."""

from __future__ import annotations

from typing import NamedTuple

from thesis_tui.model import figures
from thesis_tui.model.objects import Listing
from thesis_tui.model.view import LevelView, Target, View
from thesis_tui.pages.chart import chart, in_range, series
from thesis_tui.pages.frame import FULL, Grid
from thesis_tui.pages.glyphs import milestone_sign
from thesis_tui.pages.ladder import LadderRows, ladder, listing_levels, nearest, rungs, short_type
from thesis_tui.pages.periods import period_label
from thesis_tui.pages.position import position_spans
from thesis_tui.pages.price import price_rows
from thesis_tui.pages.spans import (
    Block,
    Line,
    Row,
    Span,
    cells,
    cut,
    fit,
    heading,
    list_block,
    measure,
    one_line,
    spread,
    static_block,
)
from thesis_tui.rules.wording.levels import state_word
from thesis_tui.venues import units

_LEAST_CHART = 6
"""Rows of a chart for whose sake the ladders give way; one less is still drawn."""
_GOOD_CHART = 11
"""Rows of a chart for whose sake a ladder shows no more than `_GOOD_LADDER`: it scrolls, a chart cannot."""
_GOOD_LADDER = 9
"""Rows of a ladder that shows its price between three levels each side, and a fourth of one."""
_ROOMY_CHART = 8
"""Rows of a chart for whose sake figures and odds give way."""
_TALL_CHART = 22
"""Rows a chart has before it leaves some to the figures."""


class _Shares(NamedTuple):
    """The rows, headings included, that the parts under the price get of `room`; a blank row parts them."""

    room: int
    ladder: int
    others: tuple[tuple[Listing, int], ...]
    """The other listings' ladders."""
    context: int
    odds: int

    @property
    def chart(self) -> int:
        """Rows left for the chart."""
        below = (self.ladder, *(rows for _, rows in self.others), self.context, self.odds)
        return self.room - sum(rows + 1 for rows in below if rows)


def market_blocks(view: View, at: Grid, y: int) -> list[Block]:
    """The right column from row `y` on: price, chart, the primary ladder, other listings, figures and odds."""
    x, width = at.right_x + at.origin, at.right
    bottom = at.height - 2
    here = Target("listing", view.symbol)
    blocks = [static_block("price", x, y, width, price_rows(view, width))._replace(target=here)]
    held = position_spans(view)
    if held:
        # the row that is blank without a position
        row = Row(fit(held, width))
        blocks.append(static_block("position", x, y + 3, width, [row])._replace(target=Target("position", "")))
    y += 4
    shares = _shares(view, bottom - y, full=at.width >= FULL[0] and at.height >= FULL[1])
    if shares.chart >= _LEAST_CHART - 1:
        rows = _chart_rows(view, width, shares.chart)
        blocks.append(static_block("chart", x, y, width, rows)._replace(target=here))
        y += shares.chart + 1
    lists = [("levels", view.listings[0], shares.ladder, "Levels")]
    lists += [(f"levels {other.symbol}", other, height, other.name or other.venue) for other, height in shares.others]
    for name, listing, height, title in lists:
        rows, first, title_row = ladder(view, listing, width, height, title)
        blocks.append(list_block(name, x, y, width, rows, min(height, len(rows)), first, title_row))
        y += blocks[-1].height + 1
    if shares.context and bottom - y >= 3:
        rows = _context_rows(view, width, min(shares.context, bottom - y))
        blocks.append(list_block("context", x, y, width, rows))
        y += len(rows) + 1
    if shares.odds and bottom - y >= 3:
        blocks.append(list_block("odds", x, y, width, _odds_rows(view, width, bottom - y)))
    return blocks


def _shares(view: View, room: int, *, full: bool) -> _Shares:
    """Rows of each section. These give way to the chart, in this order: odds, figures of no pillar, other listings, the
    farthest levels.
    """
    primary, *others = view.listings
    shares = _Shares(
        room,
        ladder=2 + max(1, len(listing_levels(view, primary.symbol))),
        others=tuple(
            (listing, _other_height(view, listing.symbol))
            for listing in others
            if full or listing_levels(view, listing.symbol) or listing.symbol in view.current
        ),
        context=min(len(view.context), 6) + 1 if full and view.context else 0,
        odds=6 if full else 0,
    )
    if shares.chart < _ROOMY_CHART:
        shares = shares._replace(odds=0)
    if shares.chart < _ROOMY_CHART:
        shares = shares._replace(context=0)
    if shares.context:
        more = min(max(0, shares.chart - _TALL_CHART), len(view.context) + 1 - shares.context)
        shares = shares._replace(context=shares.context + more)
    if shares.chart < _GOOD_CHART:
        few = max(min(shares.ladder, _GOOD_LADDER), shares.ladder - (_GOOD_CHART - shares.chart))
        shares = shares._replace(ladder=few)
    # in the order of the docstring: each gives way only when what goes before it was not enough
    while shares.chart < _LEAST_CHART and shares.others:
        shares = shares._replace(others=shares.others[:-1])
    if shares.chart < _LEAST_CHART:
        shares = shares._replace(ladder=max(4, shares.ladder - (_LEAST_CHART - shares.chart)))
    return shares


def _other_height(view: View, symbol: str) -> int:
    levels = len(listing_levels(view, symbol))
    return 1 + max(1, levels + (symbol in view.current or levels > 0))


def small_ladder(view: View, width: int, height: int) -> LadderRows:
    """The primary ladder; below its last level, the nearest level of each other listing with its currency."""
    primary = view.listings[0]
    others = [
        level
        for listing in view.listings[1:]
        for level in nearest(listing_levels(view, listing.symbol), view.current.get(listing.symbol), 1)[0][:1]
        if listing.symbol in view.current
    ]
    rows, first, title = ladder(view, primary, width, height, "Levels")
    return LadderRows([*rows, *(_other_row(level, width) for level in others)], first, title)


def _other_row(level: LevelView, width: int) -> Row:
    at = rungs(width)
    value = figures.zone(level.level.low, level.level.high, level.level.currency)
    room = at.value - cells(value) - 5
    name = short_type(level)
    if cells(name) > room:
        # "200-d EUR": an average is known by its number
        name = name.replace("-day", "-d")
    line = [Span(cut(name, room)), Span(units.suffix(level.level.currency), "muted")]
    line.append(Span(" " * max(1, at.value - measure(line) - cells(value))))
    line.append(Span(value, "strong"))
    if level.distance is None:
        line.append(Span(figures.UNKNOWN.rjust(7), "muted"))
    else:
        line.append(Span(figures.percent(level.distance * 100).rjust(at.distance - at.value), "muted"))
        line.append(Span(f" {state_word(level)}", "muted"))
    return Row(fit(line, width), Target("level", level.level.id))


def _chart_rows(view: View, width: int, height: int) -> list[Row]:
    primary = view.listings[0].symbol
    whole = series(view, primary)
    # about one column of dots a session, of which a cell has two
    bars = in_range(whole, "3M" if width < 60 else "6M", view.today)
    bars = bars if len(bars) >= 2 else whole
    right: list[Line] = [(Span(primary, "muted"),)]
    if len(bars) >= 2:
        # days of an average month
        months = round((bars[-1].day - bars[0].day).days / 30.4)
        right.append((Span(figures.counted(months, "month") if months else "since then", "muted"),))
    rows = [Row(heading("Price", width, right))]
    levels = listing_levels(view, primary)
    return rows + [Row(line) for line in chart(bars, levels, view.price, view, width, height - 1)]


def _context_rows(view: View, width: int, height: int) -> list[Row]:
    """Figures of no pillar, the newest first."""
    dated = [metric for metric in view.context if metric.latest is not None]
    more = len(view.context) - min(len(dated), height - 1)
    parts: list[Line] = [(Span(f"{more} more", "muted"),)] if more > 0 else []
    parts.append((Span("no pillar", "muted"),))
    rows = [Row(heading("Earnings and ratings", width, parts))]
    for metric in dated[: height - 1]:
        assert metric.latest is not None
        figure = figures.shown(metric.latest.observation, metric.metric)
        mark, unit = figure.mark, figure.unit
        whole, dot, fraction = figure.digits.partition(".")
        name = cut(metric.metric.title, 26)
        line: list[Span] = [Span(name), Span(" " * (34 - cells(name) - cells(mark + whole))), Span(mark, "muted")]
        line += [Span(whole + dot + fraction, "strong", bold=True), Span(f" {unit}", "muted")]
        until = period_label(metric.latest.observation, view.fiscal_year_end, view.today)
        rows.append(Row(spread(line, (Span(until, "muted"),), width, 2), Target("metric", metric.metric.id)))
    return rows


def _odds_rows(view: View, width: int, height: int) -> list[Row]:
    """Ended milestones with what was said of them."""
    ended = [milestone for milestone in view.milestones if not milestone.open]
    rows = [Row(heading("Your odds", width, [(Span("3", "accent"), Span(" all milestones", "muted"))]))]
    if not ended:
        text: Line = (Span("none resolved yet; "), Span("p", "accent"), Span(" to state odds; outcomes score them"))
        return [*rows, Row(fit(text, width))]
    for milestone in ended[: height - 1]:
        glyph, role = milestone_sign(milestone)
        day = figures.day(milestone.outcome_day, view.today) if milestone.outcome_day else ""
        odds = milestone.latest_odds
        spans: Line = (
            (Span("said ", "muted"), Span(figures.plain(odds), "strong"), Span(" %", "muted"))
            if odds is not None
            else ()
        )
        left = (Span(f"{glyph} ", role), Span(day.rjust(6), "muted"), Span(f"  {one_line(milestone.milestone.title)}"))
        rows.append(Row(spread(left, spans, width, 2), Target("milestone", milestone.milestone.id)))
    return rows
