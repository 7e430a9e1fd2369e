"""Positions, and every decision, as plain text."""

from __future__ import annotations

from thesis_tui.model.view import View
from thesis_tui.pages.closing import closed_facts, closed_title, past_post_mortems
from thesis_tui.pages.outlook import intent_words, outlook_summary, outlook_title, scenario_rows
from thesis_tui.pages.position import decision_rows, position_facts
from thesis_tui.printing.text import table


def scenarios(view: View) -> str:
    """The scenarios of each day with what they make of the price, and how those gone by were scored."""
    blocks = []
    for outlook in view.outlooks:
        rows = [(row.name, row.value, row.away, row.odds, row.moved, row.needs) for row in scenario_rows(outlook)]
        lines = table(rows, align=("<", ">", ">", ">"), indent="  ")
        blocks.append("\n".join([outlook_title(outlook), *lines, *(f"  {text}" for text in outlook_summary(outlook))]))
    if not blocks:
        return "no scenario yet; thesis-tui scenario add bull 240 --by 2027-12-31 --odds 30 adds one\n"
    return "\n\n".join(blocks) + "\n"


def positions(view: View) -> str:
    """Each position with its gain and its stop, then every decision with what came of it."""
    blocks: list[str] = []
    if view.closed is not None:
        title = closed_title(view.closed)
        blocks.append("\n".join([title, *table(closed_facts(view, view.closed), indent="  ")]))
    blocks += ["\n".join([title, *table(facts, indent="  ")]) for title, facts in past_post_mortems(view)]
    for position in view.positions:
        title = f"{position.listing}  {position.currency}{', short' if position.side == 'short' else ''}"
        rows = [(name, text) for name, text in position_facts(view, position)]
        blocks.append("\n".join([title, *table(rows, indent="  ")]))
    if view.decisions:
        rows_ = [(row.day, row.text, row.after, row.why) for row in decision_rows(view)]
        blocks.append("\n".join(["Decisions", *table(rows_, align=(">",), indent="  ")]))
    if view.intents:
        meant = [(intent.action, intent.title, intent_words(view, intent)) for intent in view.intents]
        blocks.append("\n".join(["What you mean to do", *table(meant, indent="  ")]))
    if not blocks:
        return (
            'no decision yet; thesis-tui decide bought "WHY" --quantity 120 --price 131.40 records one, and '
            "thesis-tui position opening 120 --price 131.40 what was owned before\n"
        )
    return "\n\n".join(blocks) + "\n"
