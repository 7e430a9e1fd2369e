"""JSON that others script against: `facts --json`. Keys may be added, never renamed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from thesis_tui.model.figures import plain
from thesis_tui.printing.json import SCHEMA, Json, day, json_text

if TYPE_CHECKING:
    from thesis_tui.evidence.company import CompanyFigures, Figure


def facts_json(found: CompanyFigures) -> str:
    """A company's figures as one indented JSON object that ends in a newline. A span that was restated has two rows,
    the first filed before the newest; growth is in percent under the figure's name with "-yoy".
    """
    return json_text(
        {
            "schema": SCHEMA,
            "company": {"name": found.name or None, "cik": found.cik or None, "currency": found.currency},
            "figures": [_figure(it) for it in found.figures],
            "without": [{"figure": it.figure, "reason": it.reason} for it in found.without],
            "splits": [
                {"ratio": it.text, "filed": it.filed.isoformat(), "accession": it.accession} for it in found.splits
            ],
        }
    )


def _figure(it: Figure) -> Json:
    return {
        "figure": it.figure,
        "kind": it.kind,
        "start": day(it.start),
        "end": it.end.isoformat(),
        "value": plain(it.value),
        "unit": it.unit,
        "form": it.form,
        "filed": it.filed.isoformat(),
        "accession": it.accession,
        "tag": it.tag,
        "basis": it.basis,
        "restated": it.restated,
        "weeks": it.weeks or None,
        "doubt": it.doubt or None,
    }
