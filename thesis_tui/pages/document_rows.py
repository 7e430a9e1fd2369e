"""The documents that wait, as a list."""

from __future__ import annotations

from datetime import date

from thesis_tui.model import figures
from thesis_tui.model.view import Target, View
from thesis_tui.pages.spans import Line, Row, Span, cells, heading, one_line, spread

_WIDE = 100
"""Cells from which a document's pillar is named."""


def document_rows(view: View, width: int) -> list[Row]:
    """The documents that wait, newest first, as a list with its heading."""
    rows = [Row(heading("Inbox", width, [(Span("enter", "accent"), Span(" to open one", "muted"))]))]
    today = view.today
    size = max((cells(_day(item.published, today)) for item in view.waiting), default=0)
    for item in view.waiting:
        lead: Line = (
            Span("◆ ", "accent"),
            Span(f"{_day(item.published, today).rjust(size)}  ", "muted"),
            Span(f"{item.form}: " if item.form and item.form not in item.title else "", "muted"),
            Span(one_line(item.title)),
        )
        parts = [figures.counted(item.figures, "figure") if item.figures else "", item.note]
        parts.append(view.pillar_title(item.pillar) if width >= _WIDE else "")
        tail: Line = (Span(", ".join(part for part in parts if part), "muted"),)
        rows.append(Row(spread(lead, tail, width, 2), Target("document", item.id)))
    return rows


def _day(day: date | None, today: date) -> str:
    return "" if day is None else figures.day(day, today)
