"""Decisions about the thesis and what came of them: positions, and every decision with what stood at its moment."""

from __future__ import annotations

from typing import Final

from thesis_tui.model.view import Target, View
from thesis_tui.pages import frame
from thesis_tui.pages.closing import closed_facts, closed_title, past_post_mortems
from thesis_tui.pages.outlook import intent_words, outlook_summary, outlook_title, scenario_rows
from thesis_tui.pages.position import decision_rows, moment_words, position_facts
from thesis_tui.pages.sections import Section, place
from thesis_tui.pages.spans import Block, Line, Role, Row, Span, fit, measure, one_line, wrap

KEYS: Final = frame.keys_of("position")
TITLE: Final = "Position and decisions"
_INDENT: Final = 11
"""Cells of the names of facts, "dividends" and two blanks."""


def position_page(view: View, selected: str | None, width: int, height: int, prices: str = "") -> list[Block]:
    """The blocks of the page at `width` × `height` cells. `selected` is the decision that is shown in full."""
    at = frame.inside(width, height)
    blocks = frame.around(
        view, 1, frame.keys_for(view, KEYS), prices or frame.prices_state(view), width, height, crumb=TITLE
    )
    sections = [
        *_closed(view, at.width),
        *_positions(view, at.width),
        *_outlooks(view, at.width),
        *_intents(view, at.width),
        _decisions(view, selected, at.width),
    ]
    return [*blocks, *place(sections, at.left + 1, at.top, at.width, at.bottom, at.gap)]


def _closed(view: View, width: int) -> list[Section]:
    parts = past_post_mortems(view)
    if view.closed is not None:
        parts.insert(0, (closed_title(view.closed), closed_facts(view, view.closed)))
    sections = []
    for number, (title, facts) in enumerate(parts):
        rows = [
            Row(fit((Span(("" if at else name).ljust(_INDENT), "muted"), Span(part)), width), Target("thesis", ""))
            for name, text in facts
            for at, part in enumerate(wrap(text, width - _INDENT))
        ]
        sections.append(Section(f"closed {number}" if number else "closed", title, rows))
    return sections


def _positions(view: View, width: int) -> list[Section]:
    sections = []
    for position in view.positions:
        target = Target("listing", position.listing)
        rows: list[Row] = []
        for name, text in position_facts(view, position):
            role: Role = "warn" if name == "!" else "muted"
            for at, part in enumerate(wrap(text, width - _INDENT)):
                lead = "" if at else name
                rows.append(Row(fit((Span(lead.ljust(_INDENT), role), Span(part)), width), target))
        short = ", short" if position.side == "short" else ""
        sections.append(
            Section(f"position {position.listing} {position.side}", f"Position, {position.listing}{short}", rows)
        )
    if not sections:
        nothing: Line = (Span("you hold nothing that is recorded here", "muted"),)
        line: Line = (Span("a b", "accent"), Span(" to record what you did, with a quantity or without", "muted"))
        sections.append(Section("position", "Position", [Row(fit(nothing, width)), Row(fit(line, width))], least=3))
    return sections


def _outlooks(view: View, width: int) -> list[Section]:
    sections = []
    for outlook in view.outlooks:
        found = scenario_rows(outlook)
        name = max(len(row.name) for row in found)
        value = max(len(row.value) for row in found)
        rows = []
        for row in found:
            line = [
                Span(f"{row.name[:24]:<{min(name, 24)}}  ", "strong"),
                Span(f"{row.value:>{value}}  "),
                # as wide as "+100.0 %"
                Span(f"{row.away:>8}  ", "muted"),
                Span(f"{row.odds:>5}  "),
                Span("  ".join(part for part in (row.moved, row.needs) if part), "muted"),
            ]
            rows.append(Row(fit(line, width), Target("scenario", row.scenario.scenario.id)))
        role: Role = "text" if outlook.over or outlook.expected is not None else "warn"
        rows += [Row(fit((Span(text, role),), width)) for text in outlook_summary(outlook)]
        title = f"Scenarios, {outlook_title(outlook)}"
        sections.append(Section(f"scenarios {outlook.listing} {outlook.by}", title, rows, least=4))
    return sections


def _intents(view: View, width: int) -> list[Section]:
    rows = [
        Row(
            fit(
                (
                    Span("✗ " if intent.due else "◐ " if intent.watched else "  ", "bad" if intent.due else "warn"),
                    Span(one_line(intent.action), "strong"),
                    Span(f" if {one_line(intent.title)}  "),
                    Span(intent_words(view, intent), "warn" if intent.due or intent.watched else "muted"),
                ),
                width,
            ),
            Target(intent.kind, intent.target),
        )
        for intent in view.intents
    ]
    return [Section("intents", "What you mean to do when it fails", rows)] if rows else []


def _decisions(view: View, selected: str | None, width: int) -> Section:
    rows: list[Row] = []
    if view.decisions and selected not in {decision.entry for decision in view.decisions}:
        selected = view.decisions[0].entry
    for row in decision_rows(view):
        target = Target("decision", row.decision.entry)
        line: list[Span] = [Span(f"{row.day:>11}  ", "muted"), Span(row.text)]
        fits = measure(line) + len(row.after) + 2 <= width
        if row.after and fits:
            line.append(Span(f"  {row.after}", "muted"))
        rows.append(Row(fit(line, width), target))
        more = [row.why] if row.why else []
        if row.decision.entry == selected:
            if row.after and not fits:
                more.insert(0, row.after)
            more.append(moment_words(row.decision))
        for text in more:
            parts = wrap(text, width - 13) if row.decision.entry == selected else [text]
            rows += [Row(fit((Span(" " * 13), Span(part, "muted")), width)) for part in parts]
    if not rows:
        rows = [Row(fit((Span("none yet", "muted"),), width))]
    return Section("decisions", "Decisions", rows)
