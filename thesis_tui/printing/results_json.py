"""JSON that others script against: `read --results --json`, in the shape of `read --json`.

An observation has besides the `label` and the `column` of the cell it stands in, and `figure`, its plain name.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from thesis_tui.model.figures import plain
from thesis_tui.printing.json import SCHEMA, Json, day, decimal, json_text

if TYPE_CHECKING:
    from collections.abc import Mapping

    from thesis_tui.public_data.release import ResultFigure, Results


def results_json(found: Results, pillars: Mapping[str, str | None]) -> str:
    """The figures of a results release, as one indented JSON object that ends in a newline; `pillars` is by metric."""
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
            "observations": [_observation(item, pillars) for item in found.figures],
            "milestones": [],
            "skipped": [{"reason": item.reason, "quote": item.quote, "span": item.span} for item in found.skipped],
        }
    )


def _observation(item: ResultFigure, pillars: Mapping[str, str | None]) -> Json:
    return {
        "pillar": pillars.get(item.metric or ""),
        "metric": item.metric,
        "figure": item.figure,
        "name": item.name,
        "value": plain(item.value),
        "high": None,
        "qualifier": "exactly",
        "unit": item.unit,
        "period": {"start": item.start.isoformat(), "end": item.end.isoformat(), "label": item.period},
        "as_of": None,
        "prior": decimal(item.prior),
        "label": item.label,
        "column": item.column,
        "quote": item.quote,
        "span": item.span,
    }
