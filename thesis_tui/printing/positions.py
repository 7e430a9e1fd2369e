"""What is held, and every decision, as plain text."""

from __future__ import annotations

from thesis_tui.model.view import View
from thesis_tui.pages.position import decision_rows, position_facts
from thesis_tui.printing.text import table


def positions(view: View) -> str:
    """Each position with its gain and its stop, then every decision with what came of it."""
    blocks: list[str] = []
    for position in view.positions:
        title = f"{position.listing}  {position.currency}{', short' if position.side == 'short' else ''}"
        rows = [(name, text) for name, text in position_facts(view, position)]
        blocks.append("\n".join([title, *table(rows, indent="  ")]))
    if view.decisions:
        rows_ = [(one.day, one.text, one.after, one.why) for one in decision_rows(view)]
        blocks.append("\n".join(["Decisions", *table(rows_, align=(">",), indent="  ")]))
    if not blocks:
        return (
            'no decision yet; thesis-tui decide bought "WHY" --quantity 120 --price 131.40 records one, and '
            "thesis-tui position opening 120 --price 131.40 what was owned before\n"
        )
    return "\n\n".join(blocks) + "\n"
