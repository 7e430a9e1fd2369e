"""One pillar, whole: its claim and what it rests on, and the proof below it.

Left what is claimed of it (metrics, criteria, evidence, notes), right what surrounds it (all pillars, the
chosen metric over time, milestones, sources, conflicts). In one column what matters first comes first, and
what has no rows of its own follows in the last list.
"""

from __future__ import annotations

from typing import Final

from thesis_tui.model import figures
from thesis_tui.model.enums import CriterionState, Verdict
from thesis_tui.model.view import CriterionView, MetricView, PillarView, Target, View
from thesis_tui.pages import frame
from thesis_tui.pages.column_chart import bars_rows, bars_title, by_weeks, metric_bars
from thesis_tui.pages.frame import Grid, grid
from thesis_tui.pages.glyphs import VERDICT_GLYPHS, verdict_stamp
from thesis_tui.pages.periods import period_label
from thesis_tui.pages.pillar_rows import (
    conflicts_section,
    criteria_section,
    evidence_section,
    metrics_section,
    milestones_section,
    notes_section,
    sources_section,
)
from thesis_tui.pages.sections import place, shares, window_words
from thesis_tui.pages.spans import Block, Line, Row, Span, clip, cut, fit, heading, measure, one_line, wrap

KEYS: Final = frame.keys_of("pillar")
_TALL = 46
"""Rows from which on what an article says of its figures has room under each; what the user noted always has."""
_CHART = (9, 18)
"""The rows of the columns: fewest, and as many as they need on an ordinary page."""


def pillar_page(
    view: View, pillar_id: str, metric_id: str | None, width: int, height: int, prices: str = ""
) -> list[Block]:
    """The blocks of a pillar's page at `width` × `height` cells.

    `metric_id` is drawn over time, the pillar's key metric when it is None or not one of the pillar's. An
    unknown `pillar_id` is the first pillar. `prices` is the footer's word on the feeds.
    """
    at = grid(width, height)
    pillar = _find(view, pillar_id)
    crumb = pillar.pillar.title if pillar else "no pillar"
    keys = frame.keys_for(view, KEYS)
    blocks = frame.around(view, 1, keys, prices or frame.prices_state(view), width, height, crumb)
    if pillar is None:
        line: Line = (Span("no pillar yet; "), Span("E", "accent"), Span(" to open the thesis and begin the first"))
        blocks.append(Block("no pillars", at.origin, 2, at.left + 1, 1, (Row(fit(line, at.left)),)))
        return blocks
    chosen = chosen_metric(pillar, metric_id)
    metric = None if chosen is None else by_weeks(chosen, view)
    return blocks + (_two_columns(view, pillar, metric, at) if at.right else _one_column(view, pillar, metric, at))


def chosen_metric(pillar: PillarView, metric_id: str | None) -> MetricView | None:
    """The metric drawn over time."""
    for metric in pillar.metrics:
        if metric.metric.id == metric_id:
            return metric
    return pillar.key or (pillar.metrics[0] if pillar.metrics else None)


def _find(view: View, pillar_id: str) -> PillarView | None:
    return view.pillar(pillar_id) or next(iter(view.pillars), None)


def _two_columns(view: View, pillar: PillarView, metric: MetricView | None, at: Grid) -> list[Block]:
    x, right_x, bottom = at.origin + 1, at.origin + at.right_x, at.height - 2
    blocks = [_block("verdict", x, 2, at.left, _verdict_rows(view, pillar, at.left))]
    blocks += _pillar_blocks(view, pillar, right_x, 2, at.right)
    left = [
        metrics_section(view, pillar, at.left, low=at.height < _TALL),
        criteria_section(view, pillar, at.left),
        evidence_section(view, pillar, at.left),
        notes_section(view, pillar, at.left),
    ]
    # the verdict has rows 2 to 5, the last of them where the claim needs two
    blocks += place(left, x, 6, at.left, bottom, 1)
    right = [
        milestones_section(view, pillar, at.right),
        sources_section(view, pillar, at.right),
        conflicts_section(pillar, at.right),
    ]
    y = 6
    if metric is not None:
        rest = sum(section.wanted for section in right) + len(right)
        most = min(_CHART[1] + max(0, at.height - 50), 1 + bars_rows(metric))
        rows = max(min(most, _CHART[0] + 3), min(most, bottom - y - rest))
        rows = min(rows, bottom - y - sum(min(section.least, section.wanted) for section in right) - len(right))
        blocks.append(_chart_block(view, pillar, metric, right_x, y, at.right, rows))
        y += rows + 1
    return blocks + place(right, right_x, y, at.right, bottom, 1)


def _one_column(view: View, pillar: PillarView, metric: MetricView | None, at: Grid) -> list[Block]:
    x, y, width, bottom = at.origin + 1, 2, at.left, at.height - 1
    tall = at.height >= frame.ROOMY
    if tall:
        rows = _verdict_rows(view, pillar, width)
    else:
        stamp = verdict_stamp(pillar.verdict, 1)[0]
        rows = [
            Row(fit((*stamp, Span("  "), *_reason(pillar, width - measure(stamp) - 2)), width)),
            *(Row(fit((Span(line, italic=True),), width)) for line in wrap(one_line(pillar.pillar.claim), width, 2)),
        ]
    blocks = [_block("verdict", x, y, width, rows)]
    y += len(rows) + tall
    sections = [
        metrics_section(view, pillar, width, low=at.height < _TALL),
        criteria_section(view, pillar, width),
        evidence_section(view, pillar, width),
        milestones_section(view, pillar, width),
        notes_section(view, pillar, width),
        conflicts_section(pillar, width),
        sources_section(view, pillar, width),
    ]
    room = bottom - y - len(sections) * tall
    spare = room - sum(shares(sections, 0)) - _CHART[0] - 1
    if metric is not None and tall and spare > 0:
        rows_ = min(_CHART[1], _CHART[0] + spare // 2, 1 + bars_rows(metric))
        blocks.append(_chart_block(view, pillar, metric, x, y, width, rows_))
        y += rows_ + 1
    return blocks + place(sections, x, y, width, bottom, int(tall))


def _block(name: str, x: int, y: int, width: int, rows: list[Row]) -> Block:
    return Block(name, x - 1, y, width + 1, len(rows), tuple(rows))


def _verdict_rows(view: View, pillar: PillarView, width: int) -> list[Row]:
    """Stamp, reason, claim and what it rests on: three rows, four when the claim needs two."""
    stamp = verdict_stamp(pillar.verdict, 3)
    size = measure(stamp[0])
    room = width - size - 2
    texts: list[Line] = [
        _reason(pillar, room),
        *((Span(line, italic=True),) for line in wrap(one_line(pillar.pillar.claim), room, 2)),
        (Span(rests_on(view, pillar), "muted"),),
    ]
    texts += [()] * (len(stamp) - len(texts))  # a pillar without a claim has little to say
    stamp += [(Span(" " * size),)] * (len(texts) - len(stamp))
    return [Row(fit((*line, Span("  "), *clip(text, room)), width)) for line, text in zip(stamp, texts, strict=True)]


def _reason(pillar: PillarView, room: int) -> Line:
    """The first reason, and the next ones as far as they can be said whole."""
    reasons = [one_line(reason) for reason in pillar.reasons]
    text = reasons[0] if reasons else ""
    if len(reasons) > 1 and len(text) + len(reasons[1]) + 2 > room:
        # the line itself is said among the criteria; without it the second reason may fit
        for criterion in pillar.criteria:
            shorter = text.removesuffix(f", {criterion.threshold_text}")
            if criterion.threshold_text and shorter != text and len(shorter) + len(reasons[1]) + 2 <= room:
                text = shorter
    for reason in reasons[1:]:
        if len(text) + len(reason) + 2 > room:
            break
        text = f"{text}; {reason}"
    return (Span(text, "strong", bold=True),)


def rests_on(view: View, pillar: PillarView) -> str:
    """Figure the verdict is based on, with its age: "based on FQ2 2026, 84 days old; stale after 120"."""
    decides: dict[Verdict, CriterionState] = {
        "broken": "fails", "at risk": "fails", "stale": "stale", "unproven": "unknown", "holding": "passes",
    }  # fmt: skip
    key = pillar.key.metric.id if pillar.key is not None else ""
    ordered = sorted(
        pillar.criteria,
        key=lambda criterion: (criterion.state != decides[pillar.verdict], criterion.criterion.metric != key),
    )
    if not ordered:
        return "based on nothing yet: no criterion"
    first = ordered[0]
    if first.observation is not None:
        return _rests_on_figure(view, first)
    if first.milestone is not None:
        return f"based on {one_line(first.milestone.milestone.title)}, {window_words(view, first.milestone)}"
    return "based on a figure that is not known yet"


def _rests_on_figure(view: View, criterion: CriterionView) -> str:
    assert criterion.observation is not None
    observation = criterion.observation
    text = f"based on {period_label(observation.observation, view.fiscal_year_end, view.today)}"
    if observation.age_days is not None:
        text += f", {figures.days(observation.age_days)} old" if observation.age_days else ", from today"
    if criterion.due is not None and criterion.state != "stale":
        text += f"; next due by {figures.long_day(criterion.due[1])}"
    elif criterion.criterion.max_age_days is not None:
        text += f"; stale after {figures.days(criterion.criterion.max_age_days)}"
    return text


def _pillar_blocks(view: View, pillar: PillarView, x: int, y: int, width: int) -> list[Block]:
    """All pillars in two columns of two, the one shown among them, and the keys that walk them."""
    at = next(index for index, other in enumerate(view.pillars) if other is pillar)
    # by pairs, so that a pillar keeps its column while they are walked
    first = max(0, min(at // 2 * 2, (len(view.pillars) + 1) // 2 * 2 - 4))
    shown = view.pillars[first : first + 4]
    left = (width + 1) // 2
    blocks = []
    for side, (start, room) in enumerate(((x, left), (x + left, width - left))):
        rows = tuple(_pillar_row(other, room - 1, here=other is pillar) for other in shown[side::2])
        if rows:
            blocks.append(Block(f"pillars {side + 1}", start - 1, y, room, len(rows), rows, "list"))
    more = len(view.pillars) - len(shown)
    line: Line = (Span("← →", "accent"), Span(" next pillar", "muted"), Span(f"  {more} more" if more else "", "muted"))
    if len(view.pillars) > 1:
        blocks.append(_block("walk", x, y + 2, width, [Row(fit(line, width))]))
    return blocks


def _pillar_row(pillar: PillarView, width: int, *, here: bool) -> Row:
    glyph, role = VERDICT_GLYPHS[pillar.verdict]
    name = Span(one_line(pillar.pillar.title), "strong" if here else "muted", bold=here)
    return Row(fit((Span(f"{glyph} ", role), name), width), Target("pillar", pillar.pillar.id))


def _chart_block(view: View, pillar: PillarView, metric: MetricView, x: int, y: int, width: int, height: int) -> Block:
    right = bars_title(metric)
    title = cut(metric.metric.title, max(8, width - len(right) - 5))
    rows = [Row(heading(title, width, [(Span(right, "muted"),)] if right else []))]
    rows += [Row(fit(line, width)) for line in metric_bars(view, metric, pillar.criteria, width, height - 1)]
    return _block("columns", x, y, width, rows)
