"""The price among its levels, margins and windows as SVG inside a page: drawn with the page's own colours."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import pairwise
from typing import Final, NamedTuple

from thesis_tui.model import figures
from thesis_tui.model.bars import Bar
from thesis_tui.model.view import LevelView, MilestoneView, PriceView, View
from thesis_tui.pages.chart import in_range, series
from thesis_tui.pages.gauge import TimeAxis
from thesis_tui.pages.ladder import listing_levels, nearest, neighbours, short_type
from thesis_tui.pages.markup import Html, el
from thesis_tui.pages.memo_parts import MemoCriterion

WIDTH: Final = 436
HEIGHT: Final = 236
_PLOT: Final = 304
"""Where the plot ends and the labels begin."""
_TOP: Final = 14
_BOTTOM: Final = HEIGHT - 24
_APART: Final = 13
"""Least distance of two labels."""
_REACH: Final = 0.35
"""How far from the price a level may be, as a share of it, to be on the scale where there is no history."""


class _Label(NamedTuple):
    y: float
    text: str
    look: str


class _Plane(NamedTuple):
    """Prices and days laid on the drawing."""

    low: float
    high: float
    first: int
    last: int

    def y(self, value: float) -> float:
        share = (self.high - value) / (self.high - self.low)
        return round(_TOP + share * (_BOTTOM - _TOP), 1)

    def x(self, day: date) -> float:
        return round((day.toordinal() - self.first) / max(1, self.last - self.first) * (_PLOT - 8) + 2, 1)

    def holds(self, value: float) -> bool:
        return self.low <= value <= self.high


def chart(view: View, most: int) -> Html | None:
    """The first listing's history with the `most` levels nearest to its price; without one, the prices seen among
    them. None for nothing at all.
    """
    symbol = view.listings[0].symbol
    bars = _bars(view)
    levels = nearest(listing_levels(view, symbol), view.price, most)[0]
    seen = _seen(view, symbol) if len(bars) < 2 else []
    plane = _plane(bars, levels, seen, view)
    if plane is None:
        return None
    price = view.price
    parts = [*_band(view, plane), *_levels(plane, levels), *_history(plane, bars), *_months(plane, bars)]
    parts += _observed(plane, seen, view)
    labels = [label for level in levels for label in _level_labels(plane, level)]
    if price is not None and plane.holds(float(price.price.value)):
        y = plane.y(float(price.price.value))
        look = "now stale" if price.stale else "now"
        last = bars[-1].day if bars else price.day
        start = _PLOT - 6 if last is None else plane.x(last)
        parts.append(el("line", {"class": look, "x1": start, "y1": y, "x2": _PLOT, "y2": y}))
        labels.append(
            _Label(
                y,
                f"{'◌' if price.stale else '◂'} {figures.price(price.price.value, price.price.currency)}",
                f"{look} label",
            )
        )
    parts += _placed(labels)
    alternative = _alternative(view, symbol, len(bars))
    return el(
        "svg", {"class": "chart", "viewBox": f"0 0 {WIDTH} {HEIGHT}", "role": "img", "aria-label": alternative}, *parts
    )


def caption(view: View) -> str:
    """Caption: what the drawing shows, and what is not in it."""
    symbol = view.listings[0].symbol
    bars = _bars(view)
    if len(bars) >= 2:
        return f"daily closes, {figures.day(bars[0].day, view.today)} to {figures.day(bars[-1].day, view.today)}"
    undated = sum(price.day is None for price in view.prices if price.price.listing == symbol)
    left = f"; {figures.counted(undated, 'undated price')} not drawn" if undated else ""
    return f"no daily closes yet: the prices seen, among the levels{left}"


def _bars(view: View) -> Sequence[Bar]:
    """The last half year there is of the first listing's history."""
    every = series(view, view.listings[0].symbol)
    return in_range(every, "6M", every[-1].day) if every else ()


def _alternative(view: View, symbol: str, bars: int) -> str:
    of = f"{figures.counted(bars, 'daily close')}" if bars >= 2 else "no daily closes"
    levels = ", ".join(
        f"{short_type(shown)} {figures.zone(shown.level.low, shown.level.high, shown.level.currency)}"
        for shown in listing_levels(view, symbol)
    )
    return f"{symbol}: {of}; levels: {levels or 'none'}"


def _seen(view: View, symbol: str) -> list[PriceView]:
    """The observed prices whose day is known, oldest first."""
    seen = [price for price in view.prices if price.price.listing == symbol and price.day is not None]
    return sorted(seen, key=lambda other: other.day or date.min)


def _plane(bars: Sequence[Bar], levels: Sequence[LevelView], seen: Sequence[PriceView], view: View) -> _Plane | None:
    """The range's prices and the nearest level each side; without a range, the levels around the price."""
    values = [float(bar.close) for bar in bars] + [float(other.price.value) for other in seen]
    price = view.price
    if price is not None:
        now = float(price.price.value)
        values.append(now)
        for neighbour in neighbours(view):
            values += [float(neighbour.level.low), float(neighbour.level.top)] if neighbour is not None else []
        if len(bars) < 2:
            edges = [float(edge) for level in levels for edge in (level.level.low, level.level.top)]
            values += [edge for edge in edges if abs(edge - now) <= now * _REACH]
    if not values:
        values = [float(edge) for level in levels for edge in (level.level.low, level.level.top)]
    if not values:
        return None
    low, high = min(values), max(values)
    # a single price has no range: a part of itself then
    room = (high - low) * 0.06 or abs(high) * 0.05 or 1.0
    days = [bar.day for bar in bars] or [other.day for other in seen if other.day is not None]
    first = min(days, default=view.today).toordinal()
    last = max(days, default=view.today).toordinal() if len(bars) >= 2 else view.today.toordinal()
    # a week at the least: prices of one day have no breadth to be laid on
    return _Plane(low - room, high + room, min(first, last - 7), last)


def _band(view: View, plane: _Plane) -> list[Html]:
    """The room between the nearest level under the price and the nearest over it."""
    below, above = neighbours(view)
    if below is None or above is None or (view.price and view.price.stale):
        return []
    top, bottom = plane.y(float(above.level.low)), plane.y(float(below.level.top))
    return [el("rect", {"class": "band", "x": 0, "y": top, "width": _PLOT, "height": round(max(0.0, bottom - top), 1)})]


def _levels(plane: _Plane, levels: Sequence[LevelView]) -> list[Html]:
    parts: list[Html] = []
    for level in levels:
        low, high = max(float(level.level.low), plane.low), min(float(level.level.top), plane.high)
        if low > high:
            continue
        if high > low:
            top, bottom = plane.y(high), plane.y(low)
            zone = {"class": "zone", "x": 0, "y": top, "width": _PLOT, "height": round(bottom - top, 1)}
            parts.append(el("rect", zone))
            continue
        y = plane.y(low)
        parts.append(el("line", {"class": "level", "x1": 0, "y1": y, "x2": _PLOT, "y2": y}))
    return parts


def _level_labels(plane: _Plane, level: LevelView) -> list[_Label]:
    text = f"{figures.zone(level.level.low, level.level.high, level.level.currency)} {short_type(level)}"
    low, high = float(level.level.low), float(level.level.top)
    if low > plane.high:
        return [_Label(_TOP - 8, f"▴ {text}", "label")]
    if high < plane.low:
        return [_Label(_BOTTOM + 8, f"▾ {text}", "label")]
    return [_Label(plane.y((max(low, plane.low) + min(high, plane.high)) / 2), text, "label")]


def _history(plane: _Plane, bars: Sequence[Bar]) -> list[Html]:
    if len(bars) < 2:
        return []
    points = " ".join(f"{plane.x(bar.day)},{plane.y(float(bar.close))}" for bar in bars)
    return [el("polyline", {"class": "price", "points": points})]


def _observed(plane: _Plane, seen: Sequence[PriceView], view: View) -> list[Html]:
    parts: list[Html] = []
    for price in seen:
        assert price.day is not None
        x, y = plane.x(price.day), plane.y(float(price.price.value))
        parts.append(el("circle", {"class": "dot", "cx": x, "cy": y, "r": 3.2}))
        if price is seen[-1] or plane.x(seen[-1].day or price.day) - x > 60:
            place = {"class": "axis", "x": max(34, min(x, _PLOT - 20)), "y": HEIGHT - 8, "text-anchor": "middle"}
            parts.append(el("text", place, figures.day(price.day, view.today)))
    return parts


def _months(plane: _Plane, bars: Sequence[Bar]) -> list[Html]:
    """The names of the months under the history, each where its first session is, with the year where it changes."""
    parts: list[Html] = []
    year = 0
    for before, bar in pairwise(bars):
        if bar.day.month != before.day.month:
            x = plane.x(bar.day)
            parts.append(el("line", {"class": "tick", "x1": x, "y1": _BOTTOM + 6, "x2": x, "y2": _BOTTOM + 10}))
            # the width of a month's name, with its year or without: it must not run under the labels
            if x < _PLOT - (18 if bar.day.year == year else 44):
                place = {"class": "axis", "x": x + 3, "y": HEIGHT - 8}
                name = figures.MONTHS[bar.day.month - 1]
                parts.append(el("text", place, name if bar.day.year == year else f"{name} {bar.day.year}"))
                year = bar.day.year
    return parts


def _placed(labels: Sequence[_Label]) -> list[Html]:
    """The labels at the right, apart from each other, each led from its own height; the price's stays where it is."""
    ordered = sorted(labels, key=lambda label: label.y)
    anchor = next((at for at, label in enumerate(ordered) if label.look.startswith("now")), 0)
    places = [label.y for label in ordered]
    for at in range(anchor - 1, -1, -1):
        places[at] = min(places[at], places[at + 1] - _APART)
    floor = 6.0
    for at, place in enumerate(places):
        places[at] = max(place, floor)
        floor = places[at] + _APART
    ceiling = float(HEIGHT - 6)
    for at in range(len(places) - 1, -1, -1):
        places[at] = min(places[at], ceiling)
        ceiling = places[at] - _APART
    parts: list[Html] = []
    for label, y in zip(ordered, places, strict=True):
        edge = min(max(label.y, _TOP), _BOTTOM)
        points = f"{_PLOT},{edge} {_PLOT + 6},{edge} {_PLOT + 12},{y}"
        parts.append(el("polyline", {"class": "lead", "points": points}))
        parts.append(el("text", {"class": label.look, "x": _PLOT + 15, "y": round(y + 3.5, 1)}, label.text))
    return parts


def gauge(test: MemoCriterion) -> Html:
    """The margin: left of the mark it fails, right of it it holds; ten steps are the whole threshold."""
    parts = [el("line", {"class": "track", "x1": 0, "y1": 6, "x2": 104, "y2": 6})]
    if test.gauge is not None and test.sign.word in ("passes", "fails", "stale"):
        # so far to the left that the dot is still on the drawing
        share = max(-0.16, min(1.0, float(test.gauge)))
        # 0.06 of 84 is the least that shows a bar beside its dot
        x = round(18 + (max(share, 0.06) if share >= 0 and test.sign.word != "fails" else min(share, -0.06)) * 84, 1)
        look = f"bar {test.sign.role}" + (" hollow" if test.sign.word == "stale" else "")
        parts.append(el("line", {"class": look, "x1": 18, "y1": 6, "x2": x, "y2": 6}))
        parts.append(el("circle", {"class": look, "cx": x, "cy": 6, "r": 3}))
    elif test.sign.word == "passes":
        parts.append(el("circle", {"class": f"bar {test.sign.role}", "cx": 24, "cy": 6, "r": 3}))
    parts.append(el("line", {"class": "mark", "x1": 18, "y1": 0, "x2": 18, "y2": 12}))
    return el("svg", {"class": "gauge", "viewBox": "0 0 106 12", "role": "img", "aria-label": test.words}, *parts)


def window(milestone: MilestoneView, axis: TimeAxis) -> Html:
    """A milestone's window on the axis, with today across it."""
    first = max(0, axis.cell(milestone.milestone.earliest))
    # a window of a day is seen, too
    last = max(first + 3, min(axis.width, axis.cell(milestone.milestone.latest)))
    today = axis.cell(axis.today)
    look = milestone.state if milestone.open else "ended"
    return el(
        "svg", {"class": "window", "viewBox": f"0 0 {axis.width} 12", "role": "img", "aria-label": milestone.window},
        el("line", {"class": "track", "x1": 0, "y1": 6, "x2": axis.width, "y2": 6}),
        el("line", {"class": f"span {look}", "x1": first, "y1": 6, "x2": last, "y2": 6}),
        el("line", {"class": "today", "x1": today, "y1": 0, "x2": today, "y2": 12}),
    )  # fmt: skip
