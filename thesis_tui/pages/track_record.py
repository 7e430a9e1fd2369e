"""A criterion's own record: dots on its gauge, and a sentence."""

from __future__ import annotations

from decimal import ROUND_CEILING, Decimal

from thesis_tui.model.view import CriterionView
from thesis_tui.pages.gauge import BEFORE, BEYOND, margin_gauge
from thesis_tui.pages.spans import Line, Span
from thesis_tui.rules.thresholds import lower_is_better
from thesis_tui.rules.track_record import Record


def record_gauge(criterion: CriterionView, record: Record) -> Line:
    """The margin gauge with a dot where each past figure fell: of those beyond its ends the end's cell."""
    spans = margin_gauge(criterion)
    threshold = criterion.criterion.threshold
    if not record.dots or threshold is None:
        return spans
    cells = [(character, span.role) for span in spans for character in span.text]
    scale = abs(threshold) or max((abs(dot.value) for dot in record.dots), default=Decimal(0))
    better = -1 if lower_is_better(criterion.criterion) else 1
    for dot in record.dots:
        share = (dot.value - threshold) * better / scale if scale else Decimal(0)
        if share < 0:
            at = 0 if share < Decimal("-0.1") else 1
        else:
            at = BEFORE + (int((min(share, Decimal(1)) * BEYOND).to_integral_value(ROUND_CEILING)) or 1)
        # the mark and the newest figure's own dot are not drawn over
        if cells[at][0] in "┈━╌":
            cells[at] = ("•", "bad" if share < 0 else "text")
    return tuple(Span(character, role) for character, role in cells)


def record_words(record: Record) -> str:
    """The record in a sentence, with a word on a line that never said anything else; "" for fewer than two periods."""
    if record.periods < 2:
        return ""
    return f"{record.text}; a threshold that far off decides nothing" if record.word else record.text
