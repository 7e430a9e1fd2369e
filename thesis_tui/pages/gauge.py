"""Small drawings in a line: margin gauges, trends, window bars and ranges."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import ROUND_CEILING, Decimal
from typing import NamedTuple

from thesis_tui.model.figures import MONTHS
from thesis_tui.model.view import CriterionView, MetricView, MilestoneView
from thesis_tui.pages.spans import Line, Role, Span, line_of
from thesis_tui.rules.series_breaks import of_one_line

# Two cells on the side that fails, ten on the side that holds: there is a margin to show only where it holds.
GAUGE_WIDTH = 13
BEFORE = 2
BEYOND = GAUGE_WIDTH - BEFORE - 1
_BARS = "▁▂▃▄▅▆▇█"


def margin_gauge(criterion: CriterionView | None) -> Line:
    """How far from being wrong, in 13 cells: the threshold mark is the third, right of it is the good side.

    Ten cells stand for a margin of the whole threshold or more, one for just clear.
    """
    if criterion is None or (criterion.gauge is None and criterion.margin_text == ""):
        return (Span("┈" * BEFORE, "line"), Span("╎", "muted"), Span("┈" * BEYOND, "line"))
    stale = criterion.state == "stale"
    bar, dot = ("╌", "○") if stale else ("━", "●")
    share = criterion.gauge or Decimal(0)
    if criterion.state == "fails" or share < 0:
        role: Role = "muted" if stale else "bad" if criterion.criterion.severity == "kill" else "warn"
        # of the two cells before the mark one is for a miss by up to a tenth of the threshold
        long = share < Decimal("-0.1")
        return (
            Span(dot + bar if long else "┈" + dot, role),
            Span("╎", "muted"),
            Span("┈" * BEYOND, "line"),
        )
    # rounded up: a margin that is there at all has its cell
    cells = int((min(share, Decimal(1)) * BEYOND).to_integral_value(ROUND_CEILING)) or 1
    role = "good" if criterion.state == "passes" else "muted"
    return (
        Span("┈" * BEFORE, "line"),
        Span("╎", "muted"),
        Span(bar * (cells - 1) + dot, role),
        Span("┈" * (BEYOND - cells), "line"),
    )


def gauge_legend(width: int) -> Line:
    """The rule over the first gauge: "──── fails ╎ holds ───", its mark over the gauges' own."""
    before = width - GAUGE_WIDTH + BEFORE - len("fails ") - 1
    after = width - before - len(" fails ╎ holds ")
    return (
        Span("─" * before, "rule"),
        Span(" fails ╎ holds ", "muted"),
        Span("─" * max(0, after), "rule"),
    )


def trend(metric: MetricView, width: int = 8) -> str:
    """A spark of three or more periods that may be compared, oldest first, "" for fewer: two points are no trend."""
    values = [point.observation.quantity.base for point in of_one_line(metric.trend, metric.metric).views][-width:]
    if metric.latest is None and metric.live is not None:
        values = sampled(metric.live.trend, width)
    return spark(values) if len(values) > 2 else ""


def spark(values: Sequence[Decimal]) -> str:
    """The values as bars of one cell each, from the lowest to the highest of them."""
    low, high = min(values), max(values)
    if low == high:
        # the middle: a line that does not move is neither low nor high
        return _BARS[3] * len(values)
    return "".join(_BARS[int((value - low) / (high - low) * (len(_BARS) - 1))] for value in values)


def sampled(values: Sequence[Decimal], count: int) -> list[Decimal]:
    """At most `count` of the values, evenly spread, the last among them."""
    if len(values) <= count:
        return list(values)
    step = (len(values) - 1) / (count - 1)
    return [values[round(at * step)] for at in range(count)]


def range_bar(low: Decimal, high: Decimal, value: Decimal, width: int) -> Line:
    """Where a value is between two others: "├──●─────┤"."""
    inner = max(3, width - 2)
    share = (value - low) / (high - low) if high > low else Decimal("0.5")
    at = min(inner - 1, max(0, int(share * inner)))
    return (
        Span("├" + "─" * at, "muted"),
        Span("●", "accent"),
        Span("─" * (inner - at - 1) + "┤", "muted"),
    )


class TimeAxis(NamedTuple):
    """Days laid on cells. `start` is the first day of the first cell."""

    start: date
    days: int
    width: int
    today: date

    def cell(self, day: date) -> int:
        """The cell of a day; negative or beyond `width` when it is off the axis."""
        return ((day - self.start).days * self.width) // self.days


def time_axis(milestones: Sequence[MilestoneView], today: date, width: int) -> TimeAxis:
    """An axis on which today and the windows shown can be seen, at most about a year of them.

    Today is never further than a tenth from the left unless a window began before it.
    """
    begin = min([today, *(view.milestone.earliest for view in milestones)])
    end = max([today, *(view.milestone.latest for view in milestones)])
    # one window years away would press all others into a cell or two; its bar goes on beyond the edge
    begin = max(begin, today - timedelta(days=400))
    end = min(end, today + timedelta(days=400))
    # windows of a few days would otherwise fill the page and look like months
    span = max(60, (end - begin).days)
    # a little before the first and after the last, so that the ends of their windows are seen
    begin -= timedelta(days=max(2, span // 24))
    end = max(end, begin + timedelta(days=span)) + timedelta(days=max(5, span // 10))
    return TimeAxis(begin, max(1, (end - begin).days), max(1, width), today)


def axis_months(axis: TimeAxis) -> Line:
    """The months' names over an axis, on a thin rule, each where its month begins."""
    per_month = axis.width * 30.4 / axis.days
    # a name with a blank on each side takes five cells, and a rule must be seen between two
    step = 1 if per_month >= 6 else 3 if per_month >= 2 else 6
    out: list[Span] = []
    at = 0
    year, month = axis.start.year, axis.start.month
    while True:
        month += 1
        if month > 12:
            year, month = year + 1, 1
        cell = axis.cell(date(year, month, 1))
        # a name and the blank behind it
        if cell + 4 > axis.width:
            break
        if (month - 1) % step or cell < at + 1 + bool(at):
            continue
        out += [Span("─" * (cell - at - 1) + " ", "rule"), Span(MONTHS[month - 1] + " ", "muted")]
        at = cell + 4
    out.append(Span("─" * (axis.width - at), "rule"))
    return tuple(out)


def window_bar(view: MilestoneView, axis: TimeAxis, text: str = "") -> Line:
    """A milestone's window on the axis with today across it; `text` is set after it where it fits."""
    role: Role = {"overdue": "warn", "due": "text"}.get(view.state, "faint")  # type: ignore[assignment]
    first = max(0, axis.cell(view.milestone.earliest))
    last = min(axis.width - 1, max(first, axis.cell(view.milestone.latest)))
    beyond = axis.cell(view.milestone.latest) >= axis.width
    today = axis.cell(axis.today)
    cells: list[tuple[str, Role]] = [(" ", "text")] * axis.width
    if first < axis.width:
        for at in range(first, last + 1):
            cells[at] = ("━", role)
    if beyond:
        cells[-1] = ("›", role)
    if 0 <= today < axis.width:
        cells[today] = ("┿", "accent") if first <= today <= last else ("│", "accent")
    if text:
        at = last + 2
        # the words would stand across the line of today
        if at <= today <= at + len(text):
            at = today + 2
        if at + len(text) > axis.width and first - len(text) - 1 > 0:
            at = first - len(text) - 1
        if at + len(text) <= axis.width:
            for offset, character in enumerate(text):
                cells[at + offset] = (character, "warn" if view.state == "overdue" else "muted")
    return line_of(cells)
