"""The memo's part on the user's own doing: positions and decisions."""

from __future__ import annotations

from thesis_tui.model.view import View
from thesis_tui.pages.closing import closed_facts, closed_title, past_post_mortems
from thesis_tui.pages.memo_parts import MemoTable
from thesis_tui.pages.outlook import intent_words, outlook_summary, outlook_title, scenario_rows
from thesis_tui.pages.position import HIDDEN, NO_STOP, decision_rows, moment_words, position_facts
from thesis_tui.pages.spans import one_line

DECISIONS = 12
"""Decisions listed; older ones are counted."""


def position_tables(view: View) -> tuple[MemoTable, ...]:
    """A table for each position and one of the decisions; none where nothing was recorded."""
    tables = []
    if view.closed is not None:
        tables.append(MemoTable(closed_title(view.closed), tuple(closed_facts(view, view.closed))))
    tables += [MemoTable(title, tuple(facts)) for title, facts in past_post_mortems(view)]
    for position in view.positions:
        short = ", short" if position.side == "short" else ""
        # who reads it cannot switch, nor set a stop
        facts = tuple(
            (name.replace("!", "note"), one_line(text))
            for name, text in position_facts(view, position)
            if text not in (HIDDEN, NO_STOP)
        )
        tables.append(MemoTable(f"Position, {position.listing}{short}", facts))
    for outlook in view.outlooks:
        found = [
            (row.name, row.value, row.odds, "; ".join(part for part in (row.moved, row.needs) if part))
            for row in scenario_rows(outlook)
        ]
        found += [("", text, "", "") for text in outlook_summary(outlook)]
        tables.append(MemoTable(f"Scenarios, {outlook_title(outlook)}", tuple(found)))
    if view.intents:
        meant = tuple(
            (one_line(intent.action), one_line(intent.title), intent_words(view, intent)) for intent in view.intents
        )
        tables.append(MemoTable("What is meant to be done", meant))
    rows = [
        (row.day, row.text, "; ".join(part for part in (row.why, moment_words(row.decision)) if part), row.after)
        for row in decision_rows(view)
    ]
    if rows:
        left = len(rows) - DECISIONS
        more = [("", f"and {left} before", "", "")] if left > 0 else []
        tables.append(MemoTable("Decisions", (*rows[:DECISIONS], *more)))
    return tuple(tables)
