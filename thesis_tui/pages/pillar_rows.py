"""The rows of a pillar's lists: its metrics with every observation, criteria, evidence, notes, sources, conflicts."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from msgspec.structs import replace

from thesis_tui.model import figures
from thesis_tui.model.live import ResultsLive, XbrlLive
from thesis_tui.model.view import (
    AmendedMove,
    ConflictView,
    CriterionView,
    MetricView,
    ObservationView,
    Origin,
    PillarView,
    SourceView,
    Target,
    View,
)
from thesis_tui.pages.figure_notes import notes_beside
from thesis_tui.pages.gauge import GAUGE_WIDTH, gauge_legend, trend
from thesis_tui.pages.glyphs import STANCE_GLYPHS, criterion_sign
from thesis_tui.pages.live import live_figure, live_note, live_words
from thesis_tui.pages.outlook import intent_words
from thesis_tui.pages.panel import evidence_day
from thesis_tui.pages.periods import period_label
from thesis_tui.pages.sections import (
    Section,
    is_filing,
    milestone_row,
    moved_rows,
    note_rows,
    nothing,
    packed,
    source_mark,
    wrapped_rows,
)
from thesis_tui.pages.spans import Line, Role, Row, Span, cells, cut, field, fit, measure, one_line, spread, wrap
from thesis_tui.pages.track_record import record_gauge, record_words
from thesis_tui.rules.thresholds import lower_is_better
from thesis_tui.rules.track_record import record_in
from thesis_tui.rules.wording.criteria import due_text

_INDENT = 8
"""Where a criterion's words begin, after its glyph and severity."""


class _At(NamedTuple):
    """Where the metrics' columns stand: the cells of the decimal point, unit, ≠, trend, period, and ends."""

    width: int
    point: int
    unit: int
    mark: int
    trend: int
    period: int
    age: int
    """The cell after the age; the source's number ends the line."""


_TREND = 5
"""Cells of a metric's trend, and of the blank after it."""


def _columns(width: int, *, trends: bool) -> _At:
    """The columns; without `trends` the periods have their room."""
    wider = min(14, max(0, width - 70) // 3)
    # cells from the right: 5 for the source, 23 for trend, period and age, 1 for ≠, 7 for the unit, 4 for a fraction
    trend_at = width - 28 - wider
    return _At(width, width - 40 - wider, width - 36 - wider, width - 29 - wider, trend_at,
               trend_at + (_TREND if trends else 0), width - 5)  # fmt: skip


def metrics_section(view: View, pillar: PillarView, width: int, *, low: bool = False) -> Section:
    """Every metric at its newest figure, then every further observation, the undated last; what is noted of each is
    under it, on a `low` page only what the user noted.
    """
    dated = [metric for metric in pillar.metrics if metric.latest is not None]
    at = _columns(width, trends=any(trend(metric, _TREND - 1).strip() for metric in dated))
    rows: list[Row] = []
    for metric in dated:
        assert metric.latest is not None
        rows += [
            _metric_row(view, metric, at),
            *_figure_note_rows(view, metric, metric.latest, width, newest=True, own=low),
        ]
    further = [
        (metric, observation)
        for metric in pillar.metrics
        for observation in metric.observations
        if observation is not metric.latest
    ]
    # stable: within both the order of metrics and days stays
    further.sort(key=lambda pair: pair[1].observation.until is None)
    for metric, other in further:
        rows.append(_observation_row(view, metric, other, at, Target("observation", other.observation.id)))
        rows += _figure_note_rows(view, metric, other, width, own=low)
    rows += [_live_row(view, metric, at) for metric in pillar.metrics if metric.live is not None]
    for metric in pillar.metrics:
        for other in metric.expected:
            rows += [_expected_row(view, metric, other, width), *_figure_note_rows(view, metric, other, width, own=low)]
    for metric in pillar.metrics:
        if not metric.observations and metric.live is None:
            line = (Span(metric.metric.title, "muted"), Span(f"  no figure yet{_asked(view, metric)}", "muted"))
            rows.append(Row(fit(line, width), Target("metric", metric.metric.id)))
    if not rows:
        rows = [nothing("no metric yet", "a M", "to add one", width)]
        return Section("metrics", "Metrics", rows)
    head: Line = (
        Span(" period ", "muted"),
        Span("─" * (at.age - at.period - 12), "rule"),
        Span(" age ", "muted"),
        Span("from", "muted"),
    )
    return Section("metrics", "Metrics", rows, least=5, head=head)


def _asked(view: View, metric: MetricView) -> str:
    """Whether a metric without a figure is asked for, and at the SEC what that needs."""
    live = metric.metric.live
    if live is None:
        return ""
    if isinstance(live, XbrlLive | ResultsLive) and not view.sec_contact:
        return "; not asked for: the SEC wants a mail address, contact in the settings"
    return "; asked for by itself"


def _metric_row(view: View, metric: MetricView, at: _At) -> Row:
    assert metric.latest is not None
    target = Target("metric", metric.metric.id)
    return _observation_row(view, metric, metric.latest, at, target, trend(metric, _TREND - 1))


def _observation_row(
    view: View, metric: MetricView, observation: ObservationView, at: _At, target: Target, spark: str = ""
) -> Row:
    """Title, figure on its point, unit, trend, period, age, where from; muted when it is undated or stale."""
    undated = observation.observation.until is None
    quiet = undated or metric.stale or target.kind == "observation"
    figure = figures.shown(observation.observation, metric.metric)
    whole, dot, fraction = figure.digits.partition(".")
    lead = cells(figure.mark) + cells(whole)
    room = at.point - lead - 1
    title = metric.metric.title
    name = cut(title if cells(title) <= room else metric.metric.short or title, room)
    line: list[Span] = [
        Span(name, "muted" if undated else "text"),
        Span(" " * (at.point - lead - cells(name))),
        Span(figure.mark, "muted"),
        Span(whole + dot + fraction, "muted" if quiet else "strong", bold=not quiet),
    ]
    line.append(Span(" " * max(1, at.unit - at.point - cells(dot + fraction))))
    here = at.point + cells(dot + fraction) + cells(line[-1].text)
    line.append(field(figure.unit, max(0, at.mark - here), "muted"))
    line.append(Span("≠" if _disagrees(metric, observation) else " ", "warn"))
    line.append(field(spark, at.period - at.trend, "muted"))
    age = figures.age(observation.age_days)
    old = metric.stale and not undated and target.kind == "metric"
    age = f"◌ {age}" if old else age
    label = period_label(observation.observation, view.fiscal_year_end, view.today)
    space = at.age - at.period
    line.append(field(label, space - cells(age) - 1, "muted"))
    line.append(Span(f" {age}", "muted"))
    line.append(field(source_mark(observation.origin), at.width - at.age, "muted", right=True))
    return Row(fit(line, at.width), target)


def _figure_note_rows(
    view: View, metric: MetricView, figure: ObservationView, width: int, *, newest: bool = False, own: bool = False
) -> list[Row]:
    """Notes, corrections and a break in the series, under the row of their figure."""
    rows: list[Row] = []
    for note in notes_beside(view, metric, figure, newest=newest, own=own):
        rows += wrapped_rows((Span("  └ ", "rule"),), note.text, width, note.target, "muted", 2)
    return rows


def _live_row(view: View, metric: MetricView, at: _At) -> Row:
    """A live figure in the columns of the others, then the host it is from with the time since."""
    assert metric.live is not None
    live = metric.live
    figure = figures.shown(live_figure(metric).observation, metric.metric)
    whole, dot, fraction = figure.digits.partition(".")
    name = cut(metric.metric.title, at.point - cells(whole) - 1)
    spark = trend(metric, 4) if metric.latest is None else ""
    line: list[Span] = [
        Span(name),
        Span(" " * (at.point - cells(whole) - cells(name))),
        Span(figure.digits, "muted" if live.stale else "strong", bold=not live.stale),
    ]
    line.append(Span(" " * max(1, at.unit - at.point - cells(dot + fraction))))
    line += fit((*line, Span(figure.unit, "muted")), at.trend)[len(line) :]
    line.append(field(spark, at.period - at.trend, "muted"))
    note = live_note(live, metric)
    words = live_words(view, live) + (f"; {note}" if note else "")
    line.append(Span(cut(words, at.width - at.period), "muted"))
    return Row(fit(line, at.width), Target("metric", metric.metric.id))


def _expected_row(view: View, metric: MetricView, observation: ObservationView, width: int) -> Row:
    """A figure guided or estimated, with what came of the same period: "guided 5.10–5.30 USD, came 5.42 USD"."""
    seen = observation.observation
    came = next(
        (
            other
            for other in metric.observations
            if (other.observation.start, other.observation.until) == (seen.start, seen.until)
        ),
        None,
    )
    label = period_label(seen, view.fiscal_year_end, view.today)
    basis = f"{seen.basis} by {seen.by}" if seen.by else seen.basis
    words = f"{basis} {figures.observed(seen, metric.metric).text.strip()}"
    if came is not None and seen.until is not None:
        words += f", came {figures.observed(came.observation, metric.metric).text.strip()}"
    line = (
        Span(metric.metric.short or metric.metric.title, "muted"),
        Span(f"  {label}  ", "muted"),
        Span(words, "muted"),
    )
    return Row(fit(line, width), Target("observation", seen.id))


def _disagrees(metric: MetricView, observation: ObservationView) -> bool:
    conflict = metric.conflict
    if conflict is None or conflict.state != "open":
        return False
    return any(side.observation.observation.id == observation.observation.id for side in conflict.sides)


def criteria_section(view: View, pillar: PillarView, width: int) -> Section:
    """The criteria of a pillar with their gauges, and those retired."""
    rows: list[Row] = []
    for criterion in pillar.criteria:
        rows += _criterion_rows(view, criterion, width)
    # what the criteria are held against, before them
    moved = [
        row
        for amended_move in pillar.amended
        for row in moved_rows(view, replace(amended_move.move, what=_amended_name(amended_move)), width, _INDENT)
    ]
    for move in pillar.gone:
        rows += moved_rows(view, move, width, _INDENT)
    if not rows:
        if pillar.metrics:
            rows = [nothing("no criterion yet, so it cannot be proved wrong", "a", "to add one", width)]
        else:
            rows = [nothing("no criterion yet: it needs a metric", "a M", "to add one", width)]
        return Section("criteria", "Criteria", [*moved, *rows])
    legend = gauge_legend(GAUGE_WIDTH + 7)
    return Section("criteria", "Criteria", [*moved, *rows], least=5, head=legend)


def _amended_name(move: AmendedMove) -> str:
    """ "claim", "Gross margin, better when"."""
    return move.move.what if move.target.kind == "pillar" else f"{one_line(move.title)}, {move.move.what}"


def _criterion_rows(view: View, criterion: CriterionView, width: int) -> list[Row]:
    glyph, role = criterion_sign(criterion)
    lead: Line = (Span(f"{glyph} ", role), Span(criterion.criterion.severity.ljust(_INDENT - 2), "strong", bold=True))
    target = Target("criterion", criterion.criterion.id)
    record = record_in(view, criterion.criterion)
    rows = wrapped_rows(lead, criterion.text, width, target, limit=2, right=record_gauge(criterion, record))
    partly = 0 < criterion.failing[0] < criterion.failing[1]
    # what passes outright is said by its margin; where some periods failed or results are due the reason says more
    plain = criterion.state == "passes" and bool(criterion.margin_text) and not partly
    words = criterion.margin_text if plain else criterion.reason
    # 28 for "FQ2 2026, 84 d, source 12" and a gap, 10 for the age and the number alone
    room = width - _INDENT - ((28 if width >= 90 else 10) if criterion.observation else 0)
    chunks: list[Line] = [(Span(line),) for line in wrap(words, room, 2)]
    if criterion.state in ("fails", "stale") and criterion.margin_text:
        chunks.append((Span(criterion.margin_text, "muted"),))
    if criterion.due is not None and criterion.state != "stale":
        chunks.append((Span(due_text(criterion.due), "muted"),))
    if criterion.in_force_since is not None:
        chunks.append((Span(f"in force since {figures.day(criterion.in_force_since, view.today)}", "muted"),))
    right: Line = ()
    if criterion.observation is not None:
        right = (Span(_rests_on(view, criterion.observation, whole=width >= 90), "muted"),)
    lines = packed(chunks, width - (measure(right) + 1 if right else 0), _INDENT)
    rows += [Row(spread(line, right if index == 0 else (), width)) for index, line in enumerate(lines)]
    message: Role = "warn" if record.word else "muted"
    for text in wrap(record_words(record), width - _INDENT, 2) if record_words(record) else ():
        rows.append(Row(fit((Span(" " * _INDENT), Span(text, message)), width)))
    intent = view.intent(criterion.criterion.id)
    if intent is not None:
        then = (Span("then: ", "muted"), Span(one_line(intent.action), "bad" if intent.due else "text"))
        rows.append(Row(fit((Span(" " * _INDENT), *then, Span(f"  {intent_words(view, intent)}", "muted")), width)))
    if criterion.criterion.why and width >= 100:
        rows.append(Row(fit((Span(" " * _INDENT), Span(one_line(criterion.criterion.why), "muted")), width)))
    if criterion.code == "milestone missed":
        out = (Span("e", "accent"), Span(" to name what replaces it, or to retire it with a reason", "muted"))
        rows.append(Row(fit((Span(" " * _INDENT), *out), width)))
    if criterion.criterion.template:
        words = "the template's threshold, not yours yet: R to accept it, e to change it"
        rows.append(Row(fit((Span(" " * _INDENT), Span(words, "warn")), width)))
    beyond = "above the old" if lower_is_better(criterion.criterion) else "below the old"
    for move in criterion.moved:
        rows += moved_rows(view, move, width, _INDENT, beyond)
    return rows


def _rests_on(view: View, observation: ObservationView, *, whole: bool) -> str:
    """Age and source under the metrics' own columns; said in words where there is room."""
    age = figures.age(observation.age_days)
    if not whole:
        return f"{age}{source_mark(observation.origin).rjust(5)}"
    mark = source_mark(observation.origin)
    where = f"source {mark}" if observation.origin.number else mark
    return f"{period_label(observation.observation, view.fiscal_year_end, view.today)}, {age}, {where}"


def evidence_section(view: View, pillar: PillarView, width: int) -> Section:
    """Newest first; on one day what weakens before what supports."""
    days = [evidence_day(view, item) for item in pillar.evidence]
    size = max((cells(day) for day in days), default=0)
    rows: list[Row] = []
    for day, item in zip(days, pillar.evidence, strict=True):
        lead: Line = (Span(f"{STANCE_GLYPHS[item.stance]} "), Span(day.rjust(size), "muted"), Span("  "))
        right: Line = (Span(source_mark(item.origin).rjust(3), "muted"),)
        rows += wrapped_rows(lead, item.evidence.text, width, Target("evidence", item.evidence.id), right=right)
    if not rows:
        rows = [nothing("no evidence yet", "a", "to add some", width)]
        return Section("evidence", "Evidence", rows)
    legend: Line = (Span("▲ supports  ▼ weakens  · neutral", "muted"),)
    return Section("evidence", "Evidence", rows, (legend,), least=4)


def notes_section(view: View, pillar: PillarView, width: int) -> Section:
    """Notes on the pillar and, named, on what belongs to it."""
    rows = note_rows(view, pillar.notes, width)
    key: Line = (Span("n", "accent"), Span(" note", "muted"))
    return Section("notes", "Notes", rows or [nothing("no note yet", "n", "to write one", width)], (key,))


def milestones_section(view: View, pillar: PillarView, width: int) -> Section:
    """The milestones of a pillar."""
    rows = [milestone_row(view, milestone, width) for milestone in pillar.milestones]
    return Section("milestones", "Milestones", rows or [nothing("no milestone yet", "a", "to add one", width)], least=4)


def sources_section(view: View, pillar: PillarView, width: int) -> Section:
    """The sources anything of the pillar comes from, the newest first."""
    used = {origin.id for origin in _origins(pillar)}
    sources = [source for source in view.sources if source.source.id in used]
    sources.sort(key=lambda item: item.origin.number)
    sources.sort(key=lambda item: item.origin.published or item.origin.earliest or date.min, reverse=True)
    days = [_published(view, source) for source in sources]
    size = max((cells(day) for day in days), default=0)
    rows = []
    for day, other in zip(days, sources, strict=True):
        line: Line = (
            Span(str(other.origin.number).ljust(2), "muted"),
            Span(f" {day.rjust(size)}  ", "muted"),
            Span(one_line(other.source.source.short or other.source.source.title)),
        )
        rows.append(Row(fit(line, width), Target("source", other.source.id)))
    key: Line = (Span("o", "accent"), Span(" open", "muted"))
    filings = len({origin.url for origin in _origins(pillar) if is_filing(origin)})
    if filings:
        words = f"{figures.counted(filings, 'filing')} at the SEC: o on a figure opens the one it stands in"
        rows.append(Row(fit((Span(words, "muted"),), width)))
    if not rows:
        return Section("sources", "Sources", [Row(fit((Span("none: all entered by you", "muted"),), width))])
    return Section("sources", "Sources", rows, (key,))


def _origins(pillar: PillarView) -> Sequence[Origin]:
    return [
        *(observation.origin for metric in pillar.metrics for observation in metric.observations),
        *(evidence.origin for evidence in pillar.evidence),
        *(milestone.origin for milestone in pillar.milestones),
    ]


def _published(view: View, source: SourceView) -> str:
    origin = source.origin
    return figures.published(origin.published, origin.basis, origin.earliest, origin.latest, view.today)


def conflicts_section(pillar: PillarView, width: int) -> Section:
    """The conflicts between sources on a pillar's figures."""
    rows: list[Row] = []
    for conflict in pillar.conflicts:
        rows += _conflict_rows(conflict, width)
    if not rows:
        none = "none: no two sources disagree"
        return Section("conflicts", "Conflicts", [Row(fit((Span(none, "muted"),), width))])
    return Section("conflicts", "Conflicts", rows)


def _conflict_rows(conflict: ConflictView, width: int) -> list[Row]:
    still_open = conflict.state == "open"
    lead: Line = (Span("≠ ", "warn" if still_open else "muted"),)
    role: Role = "text" if still_open else "muted"
    marks = list(dict.fromkeys(source_mark(side.observation.origin) for side in conflict.sides))
    right: Line = (Span(" and ".join(marks) if len(marks) < 3 else ", ".join(marks), "muted"),)
    rows = wrapped_rows(lead, conflict.text, width, Target("conflict", conflict.id), role, right=right)
    if not still_open:
        words = f"resolved: {one_line(conflict.settled_by)}" if conflict.settled_by else "resolved"
        rows.append(Row(fit((Span("  "), Span(words, "muted")), width)))
    return rows
