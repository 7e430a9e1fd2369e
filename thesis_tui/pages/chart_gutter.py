"""The gutter at the right of a chart: labels of the price, the levels and the scenarios, and round prices between."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import ROUND_CEILING, Decimal
from typing import Final, NamedTuple

from thesis_tui.model import figures
from thesis_tui.model.scenario import ScenarioView
from thesis_tui.model.view import LevelView, PriceView
from thesis_tui.pages.glyphs import SCENARIO_GLYPH
from thesis_tui.pages.plot import Scale
from thesis_tui.pages.spans import Line, Role, Span, cells, cut, fit, one_line

# A sign and a price such as "1 234.56"; in the wide one a zone and its kind, "145.00–148.00 support".
GUTTER: Final = 9
WIDE_GUTTER: Final = 22
_STEP_ROWS: Final = 3
"""Rows from one round price to the next, at least."""
_LONGEST_NAME: Final = 12
"""Cells of a scenario's name in the gutter."""
_NAMED_FROM: Final = 90
"""The width from which on levels are labelled with their kinds."""


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


def gutter_lines(
    side: Gutter,
    scale: Scale,
    levels: Sequence[LevelView],
    price: PriceView | None,
    planned: Sequence[ScenarioView],
    chosen: str,
) -> list[Line]:
    """A line for each row of the scale; the label of the level with the id `chosen` stands out."""
    found = _labels(scale, levels, price, chosen, named=side.named)
    found += [_planned_label(scale, scenario, price, named=side.named) for scenario in planned]
    labels = _placed(sorted(found, key=lambda label: label.rank), scale.rows)
    _add_steps(labels, scale, side.width)
    return [fit(labels.get(row, ()), side.width) for row in range(scale.rows)]


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
