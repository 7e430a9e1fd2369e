"""A metric over its periods as columns, with the lines it must not cross.

Only dated periods of one length are columns; fewer than two are told in words, because two places in time
are the least that shows a change. What is not drawn is said below.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from decimal import Decimal
from itertools import pairwise
from typing import NamedTuple

from msgspec.structs import replace

from thesis_tui.model import figures
from thesis_tui.model.view import CriterionView, MetricView, ObservationView, View
from thesis_tui.pages.figure_notes import is_from_article
from thesis_tui.pages.periods import period_label, short_label
from thesis_tui.pages.sections import source_mark
from thesis_tui.pages.spans import Line, Role, Span, cells, cut, fit, one_line, wrap
from thesis_tui.rules.live import weeks_on_record
from thesis_tui.rules.series_breaks import Break, break_between
from thesis_tui.rules.track_record import MOST_WEEKS
from thesis_tui.rules.year_before import change_text, year_before

_EIGHTHS = " ▁▂▃▄▅▆▇█"
# wide enough for fiscal periods counted in weeks: 12 to 14 a quarter, 52 or 53 a year
_KINDS = (
    (7, 7, "weekly medians"),
    (80, 100, "quarters"),
    (170, 200, "halves"),
    (350, 380, "years"),
    (27, 32, "months"),
)
_LEAST = 8
"""Rows below which columns say nothing."""


class _Column(NamedTuple):
    """A period: what stands under and over it, and its value in base units; None for a gap between periods."""

    label: str
    text: str
    value: Decimal | None


class _Limit(NamedTuple):
    value: Decimal
    label: str


def by_weeks(metric: MetricView, view: View) -> MetricView:
    """A metric that is only read live with the medians of its weeks as figures; any other as it is."""
    if metric.live is None or metric.observations:
        return metric
    weeks = [
        replace(item, observation=replace(item.observation, period=""))
        for item in weeks_on_record(metric.metric, metric.live.readings, view.today, MOST_WEEKS)
    ]
    if len(weeks) < 2:
        return metric
    return replace(metric, observations=tuple(weeks), trend=tuple(reversed(weeks)), latest=weeks[0])


def bars_title(metric: MetricView) -> str:
    """Title of the columns: their period and unit, "quarters, %"."""
    words = [_kind(metric.latest)] if metric.latest is not None else []
    unit = metric.metric.unit
    return ", ".join(word for word in [*words, unit] if word)


def bars_rows(metric: MetricView) -> int:
    """The rows the columns want, notes included; fewer where the observations are told in words."""
    noted = any(
        observation.notes or (observation.observation.note and not is_from_article(observation))
        for observation in metric.observations
    )
    return 20 if len(_drawn(metric)[0]) > 1 else max(1, len(metric.observations)) + (5 if noted else 2)


def metric_bars(
    view: View, metric: MetricView, criteria: Sequence[CriterionView], width: int, height: int
) -> list[Line]:
    """`height` lines of `width` cells: columns with their values, or the observations in words."""
    drawn, other = _drawn(metric)
    limits = _limits(metric, criteria)
    # the columns have their rows first
    notes = _notes(view, metric, drawn, other, width)[: max(0, height - _LEAST)]
    if len(drawn) < 2 or height < _LEAST:
        words = "; ".join(_notes_of(view, metric.observations[::-1]))
        noted = wrap(words, width, 3)[: max(0, height - 3)] if words else []
        lines = _in_words(view, metric, width, height - len(noted))
        lines += [fit((Span(line, "muted"),), width) for line in noted]
    else:
        gutter = max((cells(limit.label) for limit in limits), default=-2) + 2
        columns = _columns(view, metric, drawn, width - gutter)
        if len(columns) < len(drawn) and (width - gutter) // len(drawn):
            # many periods are more telling than the words below each
            columns = _thin_columns(view, metric, drawn)
        if sum(column.value is not None for column in columns) < len(drawn):
            earlier = len(drawn) - sum(column.value is not None for column in columns)
            notes = [f"{earlier} earlier listed, not drawn", *notes][: max(0, height - _LEAST)]
        lines = _plot(columns, limits, width, gutter, height - len(notes))
        lines += [fit((Span(note, "muted"),), width) for note in notes]
    return [*lines, *[fit((), width)] * (height - len(lines))][:height]


def _length(view: ObservationView) -> int:
    observation = view.observation
    return (
        (observation.end - observation.start).days + 1
        if observation.start is not None and observation.end is not None
        else 0
    )


def _kind(view: ObservationView) -> str:
    length = _length(view)
    return next((word for low, high, word in _KINDS if low <= length <= high), "" if not length else "periods")


def _drawn(metric: MetricView) -> tuple[list[ObservationView], list[ObservationView]]:
    """The periods as long as the latest one, oldest first, and the others."""
    if not metric.trend:
        return [], []
    length = _length(metric.trend[-1])
    # a tenth: years and quarters counted in weeks differ by one, and months by three days
    same = [view for view in metric.trend if abs(_length(view) - length) <= max(3, length // 10)]
    return same, [view for view in metric.trend if view not in same]


def _limits(metric: MetricView, criteria: Sequence[CriterionView]) -> list[_Limit]:
    limits: list[_Limit] = []
    for view in criteria:
        criterion = view.criterion
        if criterion.metric == metric.metric.id and criterion.threshold is not None:
            line_text = figures.compact(figures.trimmed(criterion.threshold), metric.metric.unit)
            scale = line_text.unit.split()[0] if " " in line_text.unit else ""
            limits.append(
                _Limit(criterion.threshold, f"{line_text.digits} {scale} {criterion.severity}".replace("  ", " "))
            )
    return limits


def _columns(view: View, metric: MetricView, drawn: Sequence[ObservationView], room: int) -> list[_Column]:
    """The newest periods that have room, oldest first, with gaps where a period is missing."""
    columns: list[_Column] = []
    later: ObservationView | None = None
    for observation in reversed(drawn):
        if later is not None and _broken(metric, observation, later) is not None:
            columns.append(_Column("╎", "", None))
        elif later is not None and _apart(observation, later):
            columns.append(_Column("–", "", None))
        figure = figures.shown(observation.observation, metric.metric)
        label = short_label(period_label(observation.observation, view.fiscal_year_end, view.today))
        columns.append(_Column(cut(label, 12), f"{figure.mark}{figure.digits}", observation.observation.quantity.base))
        later = observation
    widest = 0
    for count, column in enumerate(columns, start=1):
        widest = max(widest, cells(column.label), cells(column.text))
        # two always stay: fewer are told in words
        if count > 2 and (widest + 1) * count > room:
            columns = columns[: count - 1]
            break
    if columns[-1].value is None:
        columns.pop()
    return columns[::-1]


def _thin_columns(view: View, metric: MetricView, drawn: Sequence[ObservationView]) -> list[_Column]:
    """Every period, oldest first, words only at the first and the last."""
    columns: list[_Column] = []
    earlier: ObservationView | None = None
    for observation in drawn:
        if earlier is not None and (_apart(earlier, observation) or _broken(metric, earlier, observation) is not None):
            columns.append(_Column("", "", None))
        columns.append(_Column("", "", observation.observation.quantity.base))
        earlier = observation
    first, last = (
        short_label(period_label(other.observation, view.fiscal_year_end, view.today))
        for other in (drawn[0], drawn[-1])
    )
    figure = figures.shown(drawn[-1].observation, metric.metric)
    columns[0] = columns[0]._replace(label=first)
    columns[-1] = columns[-1]._replace(label=last, text=f"{figure.mark}{figure.digits}")
    return columns


def _broken(metric: MetricView, earlier: ObservationView, later: ObservationView) -> Break | None:
    """The break between two figures: a segment was renamed or redefined; None where they may be compared."""
    return break_between(earlier, later, metric.metric, metric.observations)


def _apart(earlier: ObservationView, later: ObservationView) -> bool:
    end, start = earlier.observation.end, later.observation.start
    # less than half a period is no period that is missing
    return end is not None and start is not None and start - end > timedelta(days=max(2, _length(later) // 2))


class _Scale(NamedTuple):
    """Base units on rows of eighths, counted from the bottom."""

    low: Decimal
    high: Decimal
    rows: int

    def eighths(self, value: Decimal) -> int:
        return int((value - self.low) / (self.high - self.low) * (self.rows * 8) + Decimal("0.5"))


def _plot(columns: Sequence[_Column], limits: Sequence[_Limit], width: int, gutter: int, height: int) -> list[Line]:
    """Rows from the top: one for values over the highest column, the columns, their labels."""
    values = [column.value for column in columns if column.value is not None]
    # from nought: columns that begin elsewhere are not as high as their values say
    marks = [*values, *(limit.value for limit in limits), Decimal(0)]
    low, high = min(marks), max(marks)
    rows = height - 2
    scale = _Scale(low, high if high > low else low + 1, rows)
    slot = max(1, (width - gutter) // len(columns))
    thick = max(1, min(12, slot - 2, slot * 2 // 3))
    grid: list[list[tuple[str, Role, bool]]] = [[(" ", "text", False)] * width for _ in range(rows + 1)]
    for limit in limits:
        row = min(rows, max(1, rows - (scale.eighths(limit.value) - 1) // 8))
        grid[row][: width - gutter] = [("┈", "muted", False)] * (width - gutter)
        _write(grid[row], width - gutter + 1, limit.label, "muted", bold=False)
    for index, column in enumerate(columns):
        if column.value is not None:
            _column(grid, column, scale, (index * slot, slot, thick), last=index == len(columns) - 1)
    lines = [_spans(row) for row in grid]
    foot: list[Span] = []
    if not all(column.label for column in columns):
        first, last = columns[0].label, columns[-1].label
        gap = slot * len(columns) - cells(first) - cells(last)
        return [*lines, fit((Span(first, "muted"), Span(" " * max(1, gap)), Span(last)), width)]
    for index, column in enumerate(columns):
        newest = index == len(columns) - 1
        foot.append(Span(cut(column.label, slot).center(slot), "text" if newest else "muted"))
    return [*lines, fit(foot, width)]


def _column(
    grid: list[list[tuple[str, Role, bool]]], column: _Column, scale: _Scale, at: tuple[int, int, int], *, last: bool
) -> None:
    """One column from zero to its value, its figure over it."""
    assert column.value is not None
    x, slot, thick = at
    left = x + (slot - thick) // 2
    zero, top = scale.eighths(Decimal(0)), scale.eighths(column.value)
    bottom, top = min(zero, top), max(zero, top)
    role: Role = "strong" if last else "faint"
    first = scale.rows
    for row in range(1, scale.rows + 1):
        base = (scale.rows - row) * 8
        filled = min(8, top - base)
        # a cell can only be filled from its foot, so the lower end of a column below zero is a whole cell
        if filled > 0 and bottom < base + 8 and (top > bottom):
            first = min(first, row)
            for cell in range(left, left + thick):
                grid[row][cell] = (_EIGHTHS[filled], role, False)
    if last and cells(column.text) > slot:
        _write(grid[max(0, first - 1)], max(0, x + slot - cells(column.text)), column.text, "strong", bold=True)
        return
    text = cut(column.text, slot)
    if cells(text) + 2 <= slot:
        text = f" {text} "
    _write(grid[max(0, first - 1)], x + (slot - cells(text)) // 2, text, "strong" if last else "text", bold=last)


def _write(row: list[tuple[str, Role, bool]], at: int, text: str, role: Role, *, bold: bool) -> None:
    for offset, character in enumerate(text):
        if 0 <= at + offset < len(row):
            row[at + offset] = (character, role, bold)


def _spans(row: Sequence[tuple[str, Role, bool]]) -> Line:
    spans: list[Span] = []
    for character, role, bold in row:
        if spans and (spans[-1].role, spans[-1].bold) == (role, bold):
            spans[-1] = spans[-1]._replace(text=spans[-1].text + character)
        else:
            spans.append(Span(character, role, bold))
    return tuple(spans)


def _notes(
    view: View, metric: MetricView, drawn: Sequence[ObservationView], other: Sequence[ObservationView], width: int
) -> list[str]:
    """Notes on what is not seen in the columns: who entered them, periods of another length, figures without a date."""
    notes: list[str] = _year_before(view, metric, drawn)
    for earlier, later in pairwise(drawn):
        found = _broken(metric, earlier, later)
        if found is not None:
            label = period_label(later.observation, view.fiscal_year_end, view.today)
            words = f"series break at {label}, {one_line(found.why)}" if found.why else f"from {label} on {found.line}"
            notes.append(f"╎ {words}: not compared with before")
    periods = {(observation.observation.start, observation.observation.until) for observation in drawn}
    # two sources of one period are one column
    shown = [
        observation
        for observation in metric.observations
        if (observation.observation.start, observation.observation.until) in periods
    ]
    notes += _notes_of(view, shown[::-1])
    typed = [_text(observation, metric) for observation in drawn if source_mark(observation.origin) == "you"]
    if typed:
        notes.append(f"{_and(typed)} entered by you")
    if metric.live is not None and drawn and source_mark(drawn[-1].origin) == "live":
        notes.append(f"read live from {metric.live.host}")
    if other:
        names = [period_label(observation.observation, view.fiscal_year_end, view.today) for observation in other]
        notes.append(f"{_and(names)} listed, not drawn: not as long")
    undated = [
        _text(observation, metric) for observation in metric.observations if observation.observation.until is None
    ]
    if len(undated) == 1:
        notes.append(f"{undated[0]} is undated, so it is listed, not drawn")
    elif undated:
        notes.append(f"{_and(undated)} are undated, so they are listed, not drawn")
    elsewhere = [
        _text(observation, metric)
        for observation in metric.observations
        if observation.observation.until is not None
        and (observation.observation.unit or metric.metric.unit) != metric.metric.unit
    ]
    if elsewhere:
        notes.append(f"{_and(elsewhere)} listed, not drawn: another unit")
    return wrap("; ".join(notes), width, 4) if notes else []


def _notes_of(view: View, drawn: Sequence[ObservationView]) -> list[str]:
    """The notes on figures, the last one's first."""
    notes = []
    for observation in reversed(drawn):
        label = period_label(observation.observation, view.fiscal_year_end, view.today)
        own = "" if is_from_article(observation) else observation.observation.note
        words = [one_line(text) for text in (own, *(note.text for note in observation.notes)) if text]
        notes += [f"{label}: {text}" for text in words]
    return notes


def _text(view: ObservationView, metric: MetricView) -> str:
    figure = figures.observed(view.observation, metric.metric)
    same = (view.observation.unit or metric.metric.unit) == metric.metric.unit
    return f"{figure.mark}{figure.digits}" if same and figure.unit in ("", "%") else figure.text


def _year_before(view: View, metric: MetricView, drawn: Sequence[ObservationView]) -> list[str]:
    """The newest figure against the same period a year before; what is a change over the year itself says it."""
    before = year_before(drawn[-1], metric.metric, metric.observations) if drawn and not metric.metric.change else None
    change = "" if before is None else change_text(drawn[-1], before, metric.metric)
    if before is None or not change:
        return []
    now, then = (
        period_label(observation.observation, view.fiscal_year_end, view.today) for observation in (drawn[-1], before)
    )
    return [f"{now} {change} on {then}"]


def _and(words: Sequence[str]) -> str:
    return " and ".join([", ".join(words[:-1]), words[-1]]) if len(words) > 1 else words[0]


def _in_words(view: View, metric: MetricView, width: int, height: int) -> list[Line]:
    """The observations one a line: fewer than two periods are no columns."""
    if not metric.observations:
        spans: Line = (Span("no figure yet; ", "muted"), Span("a", "accent"), Span(" to add one", "muted"))
        return [fit(spans, width)]
    room = height - 2
    rows: list[tuple[str, str, str]] = []
    for observation in metric.observations:
        period = period_label(observation.observation, view.fiscal_year_end, view.today)
        mark = source_mark(observation.origin)
        where = f"source {mark}" if observation.origin.number else mark
        age = f", {figures.days(observation.age_days)} old" if observation.age_days is not None else ""
        rows.append((figures.observed(observation.observation, metric.metric).text, f"{period}{age}", where))
    if len(rows) > room:
        more = len(rows) - room + 1
        rows = [*rows[: max(0, room - 1)], ("", f"{more} more, listed at the left", "")]
    size = min(width // 2, max(cells(row[0]) for row in rows))
    lines: list[Line] = []
    for index, (figure, period, where) in enumerate(rows):
        dated = metric.observations[index].observation.until is not None
        left = cut(figure, size).rjust(size)
        middle = cut(period, width - size - 2 - (cells(where) + 2 if where else 0))
        gap = width - size - 2 - cells(middle) - cells(where)
        lines.append((
            Span(left, "strong" if dated else "muted", bold=dated), Span("  "),
            Span(middle, "text" if dated else "muted"), Span(" " * gap), Span(where, "muted"),
        ))  # fmt: skip
    lines.append(fit((), width))
    why = "columns begin with two dated periods"
    lines.append(fit((Span(why, "muted"),), width))
    return lines
