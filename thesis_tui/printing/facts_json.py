"""JSON that others script against: `facts --json`. Keys may be added, never renamed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from thesis_tui.model.figures import plain
from thesis_tui.printing.json import SCHEMA, Json, day, json_text

if TYPE_CHECKING:
    from thesis_tui.public_data.company import CompanyFigures, Figure
    from thesis_tui.public_data.filing_changes import Changes, Sentence


def facts_json(found: CompanyFigures) -> str:
    """A company's figures as one indented JSON object that ends in a newline. A span that was restated has two rows,
    the first filed before the newest; growth is in percent under the figure's name with "-yoy".
    """
    return json_text(
        {
            "schema": SCHEMA,
            "company": {"name": found.name or None, "cik": found.cik or None, "currency": found.currency},
            "figures": [_figure(item) for item in found.figures],
            "without": [{"figure": item.figure, "reason": item.reason} for item in found.without],
            "splits": [
                {"ratio": item.text, "filed": item.filed.isoformat(), "accession": item.accession}
                for item in found.splits
            ],
        }
    )


def _figure(item: Figure) -> Json:
    return {
        "figure": item.figure,
        "kind": item.kind,
        "start": day(item.start),
        "end": item.end.isoformat(),
        "value": plain(item.value),
        "unit": item.unit,
        "form": item.form,
        "filed": item.filed.isoformat(),
        "accession": item.accession,
        "tag": item.tag,
        "basis": item.basis,
        "restated": item.restated,
        "weeks": item.weeks or None,
        "doubt": item.doubt or None,
    }


def changes_json(found: Changes) -> str:
    """Changes from one report to the next, each sentence with its heading and its place in the text as read."""
    return json_text(
        {
            "schema": SCHEMA,
            "changes": [
                {
                    "kind": item.kind,
                    "what": item.what,
                    "keyword": item.keyword,
                    "before": _sentence(item.before),
                    "now": _sentence(item.now),
                }
                for item in found.shown
            ],
            "others": found.others,
        }
    )


def _sentence(sentence: Sentence | None) -> Json | None:
    if sentence is None:
        return None
    return {"text": sentence.text, "section": sentence.section, "span": list(sentence.span)}
