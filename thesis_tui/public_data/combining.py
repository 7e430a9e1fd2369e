"""Two figures of a company made one: operating cash less capex, revenue less its cost."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal

from thesis_tui.public_data.facts import Row
from thesis_tui.public_data.series import Tagged
from thesis_tui.public_data.time_spans import Span, Version


def combined(
    name: str, parts: Sequence[Sequence[Tagged]], combine: Callable[[Decimal, Decimal], Decimal]
) -> Tagged | None:
    """Two figures made one, filing by filing and span by span, each from the first of its tags the filing has."""
    first, second = parts
    rows: list[Row] = []
    for accession in dict.fromkeys(name for reported in first for name in reported.filings):
        ours, theirs = _of_filing(first, accession), _of_filing(second, accession)
        rows += [
            Row(span.start, span.end, combine(item.value, theirs[span].value), accession, item.form, item.filed)
            for span, item in ours.items()
            if span in theirs
        ]
    rows.sort(key=lambda row: (row.filed, row.accession))
    return Tagged.of_rows(name, rows) if rows else None


def _of_filing(tags: Sequence[Tagged], accession: str) -> dict[Span, Version]:
    found: dict[Span, Version] = {}
    # the first tag last, so that it stands above the others
    for reported in reversed(tags):
        found.update(reported.filings.get(accession, {}))
    return found
