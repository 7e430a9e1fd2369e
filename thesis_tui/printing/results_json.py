"""JSON that others script against: `read --results --json`, in the shape of `read --json`.

An observation has besides the `label` and the `column` of the cell it stands in, and `figure`, its plain name.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from thesis_tui.model.figures import plain
from thesis_tui.printing.json import SCHEMA, Json, day, decimal, json_text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from thesis_tui.evidence.results import ResultFigure, Results


def results_json(found: Results, pillars: Mapping[str, str | None]) -> str:
    """What a results release says, as one indented JSON object that ends in a newline; `pillars` is by metric."""
    return json_text(
        {
            "schema": SCHEMA,
            "source": {
                "title": found.title or None,
                "publisher": None,
                "published": day(found.published),
                "published_basis": "printed" if found.published else "unknown",
                "language": "en",
            },
            "levels": [],
            "prices": [],
            "observations": [_observation(it, pillars) for it in found.figures],
            "milestones": [],
            "skipped": [{"reason": it.reason, "quote": it.quote, "span": it.span} for it in found.skipped],
        }
    )


def _observation(it: ResultFigure, pillars: Mapping[str, str | None]) -> Json:
    return {
        "pillar": pillars.get(it.metric or ""),
        "metric": it.metric,
        "figure": it.figure,
        "name": it.name,
        "value": plain(it.value),
        "high": None,
        "qualifier": "exactly",
        "unit": it.unit,
        "period": {"start": it.start.isoformat(), "end": it.end.isoformat(), "label": it.period},
        "as_of": None,
        "prior": decimal(it.prior),
        "label": it.label,
        "column": it.column,
        "quote": it.quote,
        "span": it.span,
    }
