"""A pillar as a panel: a rule, the figure, the reason, the newest evidence, the next milestone."""

from __future__ import annotations

from typing import NamedTuple

from thesis_tui.model import figures
from thesis_tui.model.view import CriterionView, EvidenceView, MetricView, MilestoneView, PillarView, Target, View
from thesis_tui.pages.gauge import GAUGE_WIDTH, gauge_legend, margin_gauge, trend
from thesis_tui.pages.glyphs import STANCE_GLYPHS, VERDICT_GLYPHS, milestone_sign
from thesis_tui.pages.live import live_figure, live_spans, live_words, newest_live, time_since
from thesis_tui.pages.periods import period_label
from thesis_tui.pages.spans import Block, Line, Row, Span, cells, cut, fit, measure, one_line, spread

FRESH_DAYS = 90
"""Evidence older than this gives its place to a live figure, where there is one."""


class PanelColumns(NamedTuple):
    """Where a panel's parts stand, in cells from its left edge, for one width."""

    width: int
    middle: int
    """The metric's title, the reason, the evidence."""
    point: int
    """The cell after the last digit before a decimal point."""
    trend: int
    gauge: int
    period: int = 0
    """0 where there is no room for periods, ages and criteria."""
    age: int = 0
    words: int = 0

    @property
    def date(self) -> int:
        """The cell after a date in lines c and d."""
        return self.age or self.width - 7


def columns(width: int) -> PanelColumns:
    """The widest panels name the period, the age and the criterion; narrow ones keep figure and gauge."""
    if width >= 104:
        # title and figure in 26 cells, fraction and unit in 4, the trend in 6, period and age in 16, the gauge in 13
        return PanelColumns(width, 20, 46, 50, 74, period=56, age=72, words=89)
    if width >= 76:
        return PanelColumns(width, 18, 45, 50, width - GAUGE_WIDTH)
    point = 42 if width >= 66 else max(30, width - GAUGE_WIDTH - 12)
    return PanelColumns(width, 18, point, point + 4, width - GAUGE_WIDTH)


class Setting(NamedTuple):
    """How much of a panel there is room for, beyond the two lines that never give way."""

    evidence: int = 1
    milestone: bool = True
    second_metric: bool = False
    rule: bool = True

    @property
    def height(self) -> int:
        """Rows of a panel."""
        return 2 + self.evidence + self.milestone + self.second_metric + self.rule


def panel(view: View, pillar: PillarView, width: int, setting: Setting, *, legend: bool) -> list[Row]:
    """The rows of one pillar's panel; `legend` puts "fails ╎ holds" on its rule."""
    at = columns(width)
    rows: list[Row] = []
    if setting.rule or legend:
        rows.append(Row(_rule(at, legend=legend), quiet=True))
    rows.append(Row(_figure_line(view, pillar, at)))
    rows.append(Row(_reason_line(view, pillar, at, setting)))
    if setting.second_metric:
        rows.append(Row(_second_line(view, pillar, at)))
    live = _live_in_place(view, pillar, setting)
    if live is not None:
        rows.append(Row(_live_line(view, live, at)))
    shown = evidence_to_show(pillar, setting.evidence - (live is not None))
    rows += [Row(_evidence_line(view, item, at)) for item in shown]
    if setting.evidence and not shown and live is None:
        rows.append(Row(_put(at, "–", (Span("no evidence yet", "muted"),))))
    # panels of one height are read as a table, each gauge under the one above
    rows += [Row(fit((), width))] * max(0, setting.evidence - max(1, len(shown) + (live is not None)))
    if setting.milestone:
        rows.append(Row(_milestone_line(view, pillar, at)))
    return rows


def panel_block(name: str, x: int, y: int, width: int, rows: list[Row], pillar: PillarView) -> Block:
    """A pillar's panel as a block; its head rows cannot be chosen."""
    target = Target("pillar", pillar.pillar.id)
    head = sum(row.quiet for row in rows)
    return Block(name, x, y, width + 1, len(rows), tuple(rows), "panel", head, target)


def evidence_to_show(pillar: PillarView, count: int) -> tuple[EvidenceView, ...]:
    """The newest evidence, an article's or the user's own; on one day what weakens stands before what supports."""
    return tuple(pillar.evidence[:count])


def next_milestone(pillar: PillarView) -> MilestoneView | None:
    """The open milestone whose window is first, None where there is none."""
    return next((milestone for milestone in pillar.milestones if milestone.open), None)


def _rule(at: PanelColumns, *, legend: bool) -> Line:
    if not legend:
        return (Span("─" * at.width, "rule"),)
    head = gauge_legend(at.gauge + GAUGE_WIDTH)
    return fit((*head, Span("─" * (at.width - at.gauge - GAUGE_WIDTH), "rule")), at.width)


def _put(at: PanelColumns, word: str, middle: Line, right: Line = (), end: int = 0) -> Line:
    """A line c or d: a muted word at the left, `middle`, and `right` ending at cell `end`."""
    return _aligned((Span(f"  {word}", "muted"),), middle, right, at, end)


def _aligned(left: Line, middle: Line, right: Line, at: PanelColumns, end: int) -> Line:
    end = end or at.width
    size = sum(cells(span.text) for span in right)
    room = end - at.middle - (size + 2 if size else 0)
    return (*fit(left, at.middle), *fit(middle, room), *((Span("  "), *right) if size else ()))


def figure_spans(metric: MetricView, room: int, tail: int) -> tuple[Line, int]:
    """A metric's title and its latest figure, its point after `room` cells, its unit in at most `tail` more.

    Returns the spans and how many cells they take.
    """
    title = metric.metric.short or metric.metric.title
    latest = metric.latest or (live_figure(metric) if metric.live is not None else None)
    quiet = metric.stale or latest is None or (metric.latest is None and metric.live is not None and metric.live.stale)
    if latest is None:
        value, mark, unit = figures.UNKNOWN, "", ""
    else:
        figure = figures.shown(latest.observation, metric.metric)
        mark, value, unit = figure.mark, figure.digits, figure.unit
    whole, dot, fraction = value.partition(".")
    lead = cells(mark) + cells(whole)
    name = cut(title, room - lead - 1)
    # a title that is too long takes the cells that no fraction and no unit needs; one cell stays apart from the trend
    needed = cells(title) - (room - lead - 1)
    spare = tail - 1 - cells(dot + fraction) - (cells(unit) + 1 if unit else 0)
    if 0 < needed <= spare:
        room, tail, name = room + needed, tail - needed, title
    # a cell at least: a figure whose unit gives way without "…" would be read as of another size
    after = cut(unit, max(1, tail - cells(dot + fraction) - 1))
    spans: Line = (
        Span(name, "muted" if quiet else "text"),
        Span(" " * (room - lead - cells(name))),
        Span(mark, "muted"),
        Span(whole + dot + fraction, "muted" if quiet else "strong", bold=not quiet),
        Span(f" {after}" if after else "", "muted"),
    )
    return spans, room + cells(dot + fraction) + (cells(after) + 1 if after else 0)


def _criterion_words(criterion: CriterionView | None, metric: MetricView) -> str:
    """When it fails, without the metric's name that stands at the line's head: "kill: below 15 %, twice running"."""
    if criterion is None:
        return "no criterion"
    text = criterion.text.removeprefix(metric.metric.title).strip()
    return f"{criterion.criterion.severity}: {text}"


def _metric_line(
    view: View, metric: MetricView, lead: Line, at: PanelColumns, other: CriterionView | None = None
) -> Line:
    """`other` is a criterion without a figure, named where the metric has none of its own."""
    spark = trend(metric, 4)
    room, tail = at.point - at.middle, at.trend - at.point
    middle, used = figure_spans(metric, room, tail)
    if middle[-1].text.endswith("…"):  # the unit says more than the trend beside it
        # the trend's four cells and the blank before it
        middle, used = figure_spans(metric, room, tail + 5)
        spark = ""
    line: list[Span] = [*fit(lead, at.middle), *middle]
    here = at.middle + used
    aged = _aged(metric)
    # one of these in the place of the trend, what speaks against the figure first
    if metric.conflict is not None and metric.conflict.state == "open":
        here = _advance(line, here, max(at.trend, here + 2))
        note = f"≠ {_other_side(metric)}" if at.period else "≠ differs"
        note = cut(note, at.gauge - here - 1)
        line.append(Span(note, "warn"))
        here += cells(note)
    elif aged and not at.period:
        here = _advance(line, here, max(here + 1, at.gauge - 2 - cells(aged)))
        line.append(Span(aged, "muted"))
        here += cells(aged)
    elif metric.latest is None and metric.live is not None and not at.period:
        note = f"live {time_since(metric.live.at, view.now)}"
        here = _advance(line, here, max(here + 1, at.gauge - 2 - cells(note)))
        line.append(Span(note, "muted"))
        here += cells(note)
    elif spark:
        here = _advance(line, here, at.trend)
        line.append(Span(spark, "muted"))
        here += cells(spark)
    if at.period and metric.latest is not None and here < at.period:
        here = _advance(line, here, at.period)
        age = figures.age(metric.latest.age_days)
        age = f"◌ {age}" if metric.stale else age
        label = period_label(metric.latest.observation, view.fiscal_year_end, view.today)
        label = cut(label, at.age - here - cells(age) - 1)
        line += [Span(label, "muted"), Span(" " * (at.age - here - cells(label) - cells(age))), Span(age, "muted")]
        here = at.age
    elif at.period and metric.live is not None and here < at.period:
        here = _advance(line, here, at.period)
        words = cut(live_words(view, metric.live), at.age - here)
        line += [Span(words, "muted"), Span(" " * (at.age - here - cells(words)))]
        here = at.age
    _advance(line, here, at.gauge)
    line += margin_gauge(metric.criterion)
    if at.words:
        line.append(Span(" " * (at.words - at.gauge - GAUGE_WIDTH)))
        line.append(Span(cut(_criterion_words(metric.criterion or other, metric), at.width - at.words), "muted"))
    return fit(line, at.width)


def _aged(metric: MetricView) -> str:
    """The age of a stale figure; of one that is older than allowed and not stale the month in which the next is due:
    "due Feb". "" for a fresh one.
    """
    if metric.stale:
        age = metric.latest.age_days if metric.latest is not None else None
        return "" if age is None else f"◌ {figures.age(age)}"
    criterion = metric.criterion
    if criterion is None or criterion.due is None:
        return ""
    return f"due {figures.MONTHS[criterion.due[1].month - 1]}"


def _advance(line: list[Span], here: int, to: int) -> int:
    if to > here:
        line.append(Span(" " * (to - here)))
        return to
    return here


def _other_side(metric: MetricView) -> str:
    assert metric.conflict is not None
    mine = metric.latest.observation.id if metric.latest else ""
    others = [side.text for side in metric.conflict.sides if side.observation.observation.id != mine]
    return others[0] if others else "sources differ"


def _figure_line(view: View, pillar: PillarView, at: PanelColumns) -> Line:
    glyph, role = VERDICT_GLYPHS[pillar.verdict]
    # two cells for the glyph and one apart from the figure; three more where ⇢ follows
    name = cut(pillar.pillar.title, at.middle - (6 if pillar.moved else 3))
    lead: Line = (Span(f"{glyph} ", role), Span(name, "name", bold=True))
    if pillar.moved:
        lead = (*lead, Span(" ⇢", "warn"))
    if pillar.key is None:
        return fit((*fit(lead, at.middle), Span("no metric yet", "muted")), at.width)
    # of two on one milestone the one that fails is named: it is why the pillar is what it is
    of_milestones = [item for item in pillar.criteria if item.criterion.milestone is not None]
    other = min(of_milestones, key=lambda item: item.state != "fails", default=None)
    return _metric_line(view, pillar.key, lead, at, other)


def _reason_line(view: View, pillar: PillarView, at: PanelColumns, setting: Setting) -> Line:
    _, role = VERDICT_GLYPHS[pillar.verdict]
    reason = pillar.reasons[0] if pillar.reasons else ""
    spans = [Span(one_line(reason))]
    wanted = bool(pillar.why) and pillar.why[0].code == "no figure" and not pillar.why[0].metric
    if wanted and pillar.key is not None and pillar.key.metric.live is not None:
        spans += [Span("; ", "muted"), Span("4", "accent"), Span(" to see what came", "muted")] if view.waiting else []
    elif wanted and pillar.key is not None and not pillar.key.observations and view.closed is None:
        spans += [Span("; ", "muted"), Span("a", "accent"), Span(" to add one", "muted")]
    word = Span(f"  {pillar.verdict}", role)
    if view.closed is not None and (outcome := view.closed.outcome_of(pillar.pillar.id)):
        word = Span("  left open" if outcome == "open" else f"  was {outcome}", "strong")
    line = (*fit((word,), at.middle), *spans)
    live = newest_live(pillar.metrics, pillar.key)
    metrics = (_live_in_place(view, pillar, setting), _second(pillar) if setting.second_metric else None)
    if live is None or live in metrics:
        return fit(line, at.width)
    # a reason is never cut for a figure beside it
    room = at.width - measure(line) - 2
    whole = live_spans(view, live)
    extra = next((words for words in (whole, whole[1:]) if measure(words) <= room), ())
    return spread(line, extra, at.width, 2)


def _live_in_place(view: View, pillar: PillarView, setting: Setting) -> MetricView | None:
    """The live metric that stands where evidence would, which is too old to say anything of today."""
    live = newest_live(pillar.metrics, pillar.key)
    if live is None or live.live is None or live.live.stale or not setting.evidence:
        return None
    if setting.second_metric and live is _second(pillar):
        return None
    newest = max((item.day for item in pillar.evidence if item.day is not None), default=None)
    return live if newest is None or (view.today - newest).days > FRESH_DAYS else None


def _live_line(view: View, metric: MetricView, at: PanelColumns) -> Line:
    assert metric.live is not None
    name, value, _ = live_spans(view, metric)
    spark = trend(metric, 8)
    middle: Line = (name, value, Span(f"  {spark}" if spark else "", "muted"))
    age = time_since(metric.live.at, view.now)
    line = _put(at, "● live", middle, (Span(age, "muted"),), at.date)
    return fit((*line, Span("  "), Span(metric.live.host, "muted")) if at.age else line, at.width)


def _second_line(view: View, pillar: PillarView, at: PanelColumns) -> Line:
    metric = _second(pillar)
    return fit((), at.width) if metric is None else _metric_line(view, metric, (), at)


def _second(pillar: PillarView) -> MetricView | None:
    """The metric shown below the key metric: one a criterion rests on, else one in dispute, else a live one."""
    key = pillar.key.metric.id if pillar.key else ""
    others = [item for item in pillar.metrics if item.metric.id != key and (item.latest or item.live) is not None]
    # False comes first: what has a criterion, then what is in dispute, then what is live
    others.sort(key=lambda item: (item.criterion is None, item.conflict is None, item.live is None))
    return others[0] if others else None


def evidence_day(view: View, item: EvidenceView) -> str:
    """The day of a statement, with ≈ where it is inferred; its source's where it has none."""
    origin = item.origin
    if item.day is None:
        return figures.published(origin.published, origin.basis, origin.earliest, origin.latest, view.today)
    text = figures.day(item.day, view.today)
    return f"≈{text}" if item.approximate else text


def _evidence_line(view: View, item: EvidenceView, at: PanelColumns) -> Line:
    day = evidence_day(view, item)
    line = _put(
        at, f"{STANCE_GLYPHS[item.stance]} {item.stance}",
        (Span(one_line(item.evidence.text), "muted"),), (Span(day, "muted"),), at.date,
    )  # fmt: skip
    if at.age:
        line = (*line, Span("  "), Span(item.origin.label, "muted"))
    return fit(line, at.width)


def odds_text(milestone: MilestoneView) -> str:
    """The newest odds of a milestone as a number of percent, — where none were stated."""
    odds = milestone.latest_odds
    return figures.UNKNOWN if odds is None else figures.plain(odds)


def odds_spans(milestone: MilestoneView) -> Line:
    """The latest odds in six cells: "  40 %", unknown "   –  "."""
    odds = odds_text(milestone)
    if odds == figures.UNKNOWN:
        return (Span(odds.rjust(4) + "  ", "muted"),)
    return (Span(odds.rjust(4), "strong", bold=True), Span(" %", "muted"))


def _milestone_line(view: View, pillar: PillarView, at: PanelColumns) -> Line:
    milestone = next_milestone(pillar)
    if milestone is None:
        lack = "no milestone open; " if pillar.milestones else "no milestone yet; "
        none: Line = (Span(lack), Span("a", "accent"), Span(" to add one"))
        if view.closed is not None:  # which takes none any more
            none = (Span(lack.rstrip("; ")),)
        return fit(_put(at, "–", tuple(s if s.role == "accent" else s._replace(role="muted") for s in none)), at.width)
    glyph, _ = milestone_sign(milestone)
    overdue = milestone.state == "overdue"
    when = figures.days(milestone.days) if overdue else milestone.window
    odds = odds_text(milestone)
    line = _aligned(
        (Span(f"  {glyph} {milestone.state}", "warn" if overdue else "muted"),),
        (Span(one_line(milestone.milestone.title), "text" if overdue else "muted"),),
        (Span(when, "warn" if overdue else "muted"),), at, at.date,
    )  # fmt: skip
    figure: Line = (
        Span(odds.rjust(5), "muted" if odds == figures.UNKNOWN else "strong"),
        Span("  " if odds == figures.UNKNOWN else " %", "muted"),
    )
    if not at.age:
        return fit((*line, *figure), at.width)
    note = milestone.notes[0] if milestone.notes else None
    spans: Line = (Span(f"  {figures.day(note.day, view.today)}  {one_line(note.text)}", "muted"),) if note else ()
    return fit((*line, Span(" "), *figure, *spans), at.width)
