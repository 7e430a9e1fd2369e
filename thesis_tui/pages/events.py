"""Events by day, for the row under a chart: milestones, outcomes, sources, crossings."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from thesis_tui.model import figures
from thesis_tui.model.view import Target, View
from thesis_tui.pages.glyphs import DECISION_SIGNS, STANCE_GLYPHS, crossing_sign, milestone_sign
from thesis_tui.pages.spans import Role, one_line
from thesis_tui.rules.wording.levels import crossing_text


class Event(NamedTuple):
    """`sign` stands under its day; `text` says it in a few words."""

    day: date
    sign: str
    role: Role
    text: str
    target: Target


def events(view: View, symbol: str, first: date, last: date) -> Sequence[Event]:
    """Events from `first` to `last`, both included, oldest first. Crossings are of the levels of `symbol` only."""
    happened: list[Event] = []
    for milestone in view.milestones:
        title = one_line(milestone.milestone.title)
        target = Target("milestone", milestone.milestone.id)
        glyph, role = milestone_sign(milestone)
        if milestone.outcome_day is not None:
            happened.append(Event(milestone.outcome_day, glyph, role, f"{title}: {milestone.state}", target))
        elif milestone.state == "overdue":
            happened.append(Event(milestone.milestone.latest, glyph, role, f"{title}: its window ended", target))
    for source in view.sources:
        day = source.origin.published
        if day is not None:
            happened.append(Event(day, "+", "muted", one_line(source.origin.label), Target("source", source.source.id)))
    for level in view.levels:
        if level.level.listing == symbol and not level.retired:
            target = Target("level", level.level.id)
            happened += [
                Event(
                    crossing.day, crossing_sign(level, crossing), "text", crossing_text(level.level, crossing), target
                )
                for crossing in level.crossings
            ]
    for decision in view.decisions:
        if decision.what.listing == symbol:
            happened.append(
                Event(
                    decision.day, DECISION_SIGNS[decision.what.decision], "accent", decision.text,
                    Target("decision", decision.entry),
                )
            )  # fmt: skip
    for item in (evidence for pillar in view.pillars for evidence in pillar.evidence):
        # an article's is under its source's own sign
        if item.day is not None and not item.origin.number:
            sign = STANCE_GLYPHS[item.stance]
            happened.append(
                Event(item.day, sign, "muted", one_line(item.evidence.text), Target("evidence", item.evidence.id))
            )
    return sorted((event for event in happened if first <= event.day <= last), key=lambda event: event.day)


def event_words(event: Event, today: date) -> str:
    """An event on a line: "2 Dec  closed below 148"."""
    return f"{figures.day(event.day, today)}  {event.text}"
