"""Net debt of a company: its borrowings less cash and short-term investments, each tag of a balance sheet once."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from thesis_tui.public_data import concepts
from thesis_tui.public_data.facts import Facts, Row
from thesis_tui.public_data.series import Tagged
from thesis_tui.public_data.time_spans import Series


def net_debt(facts: Facts, currency: str) -> Series:
    """Of each balance sheet, by filing: what is borrowed less cash and short-term investments. Empty where no balance
    sheet has both.
    """
    filings: dict[tuple[str, date], dict[str, Row]] = {}
    for tag in (
        *concepts.WHOLE_DEBT,
        *concepts.LONG_DEBT,
        *_flat(concepts.DEBT_PARTS),
        *_flat(concepts.CASH_PARTS),
    ):
        for row in facts.rows.get(tag, {}).get(currency, ()):
            if row.start is None:
                filings.setdefault((row.accession, row.end), {})[tag] = row
    rows = []
    tags: set[str] = set()
    for at in filings.values():
        cash, debt = _cash(at), _debt(at)
        if cash and debt:
            row = cash[0]
            tags.update(_tag_of(at, item) for item in (*cash, *debt))
            value = sum((item.value for item in debt), Decimal(0)) - sum((item.value for item in cash), Decimal(0))
            rows.append(row._replace(value=value))
    if not rows:
        return {}
    # `Tagged` takes the oldest filing first, and the rows come by tag
    rows.sort(key=lambda row: (row.filed, row.accession))
    reported = Tagged.of_rows(" ".join(sorted(tags)), rows)
    return {
        span: tuple(item._replace(how="borrowings less cash and short-term investments") for item in versions)
        for span, versions in reported.balances().items()
    }


def _flat(groups: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    return tuple(tag for group in groups for tag in group)


def _cash(at: dict[str, Row]) -> list[Row]:
    return [row for group in concepts.CASH_PARTS if (row := _first(at, group)) is not None]


def _debt(at: dict[str, Row]) -> list[Row]:
    """The borrowings of a balance sheet, each once."""
    whole = _first(at, concepts.WHOLE_DEBT)
    if whole is not None:
        return [whole]
    noncurrent, current, short = (_first(at, group) for group in concepts.DEBT_PARTS)
    both = _first(at, concepts.LONG_DEBT)
    # the whole has the part due within a year in it, so that part is not added
    if noncurrent is None and both is not None:
        return [item for item in (both, short) if item is not None]
    if _tag_of(at, current) == "us-gaap:DebtCurrent":  # short-term borrowings are in it
        short = None
    return [item for item in (noncurrent, current, short) if item is not None]


def _first(at: dict[str, Row], tags: Iterable[str]) -> Row | None:
    return next((at[tag] for tag in tags if tag in at), None)


def _tag_of(at: dict[str, Row], row: Row | None) -> str:
    return next((tag for tag, item in at.items() if item is row), "")
