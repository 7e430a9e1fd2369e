"""Convictions over time: a mark for each review at the height of its conviction, and what was written."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from thesis_tui.model import figures
from thesis_tui.model.view import Target, View
from thesis_tui.pages.sections import wrapped_rows
from thesis_tui.pages.spans import Line, Row, Span, fit
from thesis_tui.rules.review_items import PastReview

# "22 Dec" with a blank on each side
_COLUMN: Final = 8
_LEAST: Final = 3
"""Two points are not a trend."""
# A page lists so many; older reviews are read in the journal.
_MOST: Final = 50


def conviction_rows(past: Sequence[PastReview], width: int) -> list[Line]:
    """The newest reviews that fit, oldest left: five rows of marks, the days below them, and their years."""
    # two cells for the scale at the left
    shown = list(reversed(past[: max(0, (width - 2) // _COLUMN)]))
    if len(shown) < _LEAST:
        return []
    lines: list[Line] = []
    for height in range(5, 0, -1):
        spans = [Span(f"{height} ", "muted")]
        for review in shown:
            here = review.review.conviction == height
            spans.append(Span("   ●    ", "accent", bold=True) if here else Span("   ┈    ", "line"))
        lines.append(fit(spans, width))
    days = [
        f"{past_review.day.day} {figures.MONTHS[past_review.day.month - 1]}".center(_COLUMN - 1) + " "
        for past_review in shown
    ]
    lines.append(fit((Span("  "), Span("".join(days), "muted")), width))
    years = [
        str(past_review.day.year) if at == 0 or shown[at - 1].day.year != past_review.day.year else ""
        for at, past_review in enumerate(shown)
    ]
    lines.append(fit((Span("  "), Span("".join(f"{year.center(_COLUMN - 1)} " for year in years), "muted")), width))
    return lines


def review_rows(view: View, past: Sequence[PastReview], width: int) -> list[Row]:
    """Each review: its day, its marks, and what was written; each opens the journal."""
    rows: list[Row] = []
    for review in past[:_MOST]:
        level = review.review.conviction
        marks: Line = (
            Span("●" * level, "accent"), Span("○" * (5 - level), "faint"),
            Span(f"  {level} of 5  ", "strong", bold=True), Span(figures.day(review.day, view.today), "muted"),
        )  # fmt: skip
        rows.append(Row(fit(marks, width), Target("entry", review.entry)))
        rows += [Row(row.line) for row in wrapped_rows((Span("  "),), review.review.text, width, None, limit=3)]
    return rows
