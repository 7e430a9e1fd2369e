"""A milestone in full: its window, odds, what rests on it, where it comes from, its notes."""

from __future__ import annotations

from thesis_tui.model import figures
from thesis_tui.model.view import CriterionView, MilestoneView, Target, View
from thesis_tui.pages.glyphs import criterion_sign, milestone_sign
from thesis_tui.pages.sections import (
    Section,
    day_of,
    moved_rows,
    note_rows,
    origin_target,
    packed,
    source_mark,
    wrapped_rows,
)
from thesis_tui.pages.spans import Line, Row, Span, fit, one_line
from thesis_tui.rules.calendar_periods import describe_span
from thesis_tui.rules.windows import Window, describe

_INDENT = 8


def detail_section(view: View, milestone: MilestoneView, width: int, height: int) -> Section:
    """Its rows in the order of a page; where they are more than `height` allows the notes, which scroll, go last."""
    facts = [
        *_window_rows(view, milestone, width),
        *_odds_rows(view, milestone, width),
        *(row for move in milestone.moved for row in moved_rows(view, move, width, _INDENT)),
    ]
    notes = _note_rows(view, milestone, width)
    origin = [*_criteria_rows(view, milestone, width), *_source_rows(view, milestone, width)]
    end = [_end_row(milestone, width)]
    if len(facts) + len(notes) + len(origin) + len(end) < height:
        rows = [*facts, *notes, *origin, *end]
    else:
        rows = [*facts, *origin, *end, *notes]
    of = milestone.milestone.pillar
    pillar = view.pillar_title(of, "no pillar")
    title = one_line(milestone.milestone.title)
    return Section("milestone", title, rows, ((Span(pillar, "muted"),),))


def _lead(word: str) -> Line:
    return (Span(word.ljust(_INDENT), "muted"),)


def _criteria(view: View, milestone: MilestoneView) -> list[CriterionView]:
    ids = set(milestone.criteria)
    return [criterion for criterion in view.criteria if criterion.criterion.id in ids]


def _window_rows(view: View, milestone: MilestoneView, width: int) -> list[Row]:
    other = milestone.milestone
    if not milestone.open:
        return _ended_rows(milestone, width)
    span = describe_span(other.earliest, other.latest)
    words = describe(Window(other.earliest, other.latest, other.window), view.today).removeprefix(span)
    if any(criterion.criterion.severity == "warn" for criterion in _criteria(view, milestone)):
        words += ", its warn date" if other.earliest == other.latest or milestone.state == "overdue" else ""
    if milestone.snoozed_until is not None:
        words += f", snoozed until {figures.day(milestone.snoozed_until, view.today)}"
    elif milestone.settled:
        words += ", resolved"
    chunks: list[Line] = [(Span(span), Span(words, "muted"))]
    if other.window and other.window not in (span, milestone.window):
        chunks.append((Span(f"as written: {one_line(other.window)}", "muted"),))
    lines = packed(chunks, width, _INDENT)
    lines[0] = fit((*_lead("window"), *lines[0][1:]), width)
    return [Row(line) for line in lines]


def _ended_rows(milestone: MilestoneView, width: int) -> list[Row]:
    other = milestone.milestone
    span = describe_span(other.earliest, other.latest)
    rows = [Row(fit((*_lead("window"), Span(span)), width))]
    glyph, role = milestone_sign(milestone)
    text = f"{glyph} {milestone.state}"
    if milestone.outcome_day is not None:
        text += f" {figures.long_day(milestone.outcome_day)}, {figures.ago(milestone.days)}"
        if milestone.days_late:
            text += f", {figures.days(milestone.days_late)} after its window"
    if milestone.settled:
        text += ", resolved"
    if milestone.outcome_note:
        text += f": {milestone.outcome_note}"
    target = Target("entry", milestone.outcome_entry) if milestone.outcome_entry else None
    rows += wrapped_rows(_lead("outcome"), text, width, target, role)
    if (milestone.state == "missed" or milestone.days_late) and milestone.criteria:
        ways_out = (Span("e", "accent"), Span(" to name what replaces it, or to retire its criteria", "muted"))
        rows.append(Row(fit((*_lead("resolve"), *ways_out), width)))
    return rows


def _odds_rows(view: View, milestone: MilestoneView, width: int) -> list[Row]:
    """Every statement with its day, oldest first; one with a note has a line to itself."""
    if not milestone.odds:
        if not milestone.open:
            return [Row(fit((*_lead("odds"), Span("none stated", "muted")), width))]
        text: Line = (Span("none yet; ", "muted"), Span("p", "accent"), Span(" to state them", "muted"))
        return [Row(fit((*_lead("odds"), *text), width))]
    chunks: list[Line] = []
    for at, stated in enumerate(milestone.odds):
        last = at == len(milestone.odds) - 1
        note = f", {one_line(stated.note)}" if stated.note else ""
        chunks.append((
            Span(f"{figures.plain(stated.odds)} %", "strong" if last else "text", bold=last),
            Span(f" {day_of(view, stated.at)}{note}", "muted"),
        ))  # fmt: skip
    lines = packed(chunks, width, _INDENT)
    # in place of the indent that `packed` begins each line with
    lines[0] = fit((*_lead("odds"), *lines[0][1:]), width)
    return [Row(line) for line in lines]


def _note_rows(view: View, milestone: MilestoneView, width: int) -> list[Row]:
    rows: list[Row] = []
    if milestone.milestone.note:
        rows += wrapped_rows(_lead("what"), milestone.milestone.note, width, None, limit=2)
    if milestone.milestone.quote:
        rows += wrapped_rows(_lead("words"), f"“{milestone.milestone.quote}”", width, None, limit=2)
    return rows + note_rows(view, milestone.notes, width, _lead("note"))


def _criteria_rows(view: View, milestone: MilestoneView, width: int) -> list[Row]:
    rows: list[Row] = []
    for criterion in _criteria(view, milestone):
        glyph, role = criterion_sign(criterion)
        lead: Line = (*_lead("decides"), Span(f"{glyph} ", role), Span(f"{criterion.criterion.severity}  "))
        rows += wrapped_rows(lead, criterion.text, width, Target("criterion", criterion.criterion.id), limit=2)
    return rows


def _source_rows(view: View, milestone: MilestoneView, width: int) -> list[Row]:
    origin = milestone.origin
    words = f"{source_mark(origin)}  {one_line(origin.label)}" if origin.number else "entered by you"
    if origin.number:
        day = figures.published(origin.published, origin.basis, origin.earliest, origin.latest, view.today)
        words += f", {day}"
    elif origin.published is not None:
        words += f", {figures.day(origin.published, view.today)}"
    if milestone.milestone.source:
        words += f"; {one_line(milestone.milestone.source)}"
    return [Row(fit((*_lead("source"), Span(words, "muted")), width), origin_target(origin))]


def _end_row(milestone: MilestoneView, width: int) -> Row:
    line: Line = (
        *_lead("resolve" if milestone.open else "correct"),
        Span("e", "accent"), Span(" to mark hit, missed or void   "),
        *((Span("p", "accent"), Span(" to restate odds")) if milestone.open else ()),
    )  # fmt: skip
    return Row(fit(line, width))
