"""Closed theses, as plain text and as JSON."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from thesis_tui.model import figures
from thesis_tui.model.closing import ClosedRecord, ClosedView, Tally
from thesis_tui.printing.json import json_text
from thesis_tui.printing.position_json import closed_facts
from thesis_tui.printing.text import table
from thesis_tui.rules.closing import closed_record
from thesis_tui.services.theses import ThesisSummary

Json = dict[str, object]


def closed(summaries: Sequence[ThesisSummary]) -> str:
    """Every closed thesis with its end and its lesson, then how often they were right."""
    if not summaries:
        return "no thesis is closed; thesis-tui close closes one, with what was learned\n"
    rows = [("closed", "as", "id", "thesis", "lesson")]
    rows += [
        (
            figures.long_day(item.day),
            item.close.outcome,
            f"{summary.id}{' (archived)' if item.archived else ''}",
            summary.view.name if summary.view else "",
            item.close.lesson,
        )
        for summary in summaries
        if (item := summary.closed) is not None
    ]
    record = closed_record(_ends(summaries))
    tallies = [
        (tally.name, ", ".join(f"{count} {outcome}" for outcome, count in tally.counts.items()))
        for tally in (record.all, *record.by_template, *record.by_conviction)
    ]
    return "\n".join([*table(rows), "", *table(tallies), record.verdict]) + "\n"


def closed_json(summaries: Sequence[ThesisSummary]) -> str:
    """The same as JSON."""
    record = closed_record(_ends(summaries))
    return json_text(
        {
            "schema": 1,
            "closed": [
                {"id": summary.id, **closed_facts(summary.closed)}
                for summary in summaries
                if summary.closed is not None
            ],
            "record": _record(record),
        }
    )


def _ends(summaries: Iterable[ThesisSummary]) -> list[ClosedView]:
    return [summary.closed for summary in summaries if summary.closed is not None]


def _record(record: ClosedRecord) -> Json:
    return {
        "all": _tally(record.all),
        "by_template": [_tally(tally) for tally in record.by_template],
        "by_conviction": [_tally(tally) for tally in record.by_conviction],
        "verdict": record.verdict,
    }


def _tally(tally: Tally) -> Json:
    return {"name": tally.name, "counts": tally.counts, "decided": tally.decided}
