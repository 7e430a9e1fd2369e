"""Columns that only name a quarter are figures where the business year is known, and nothing where it is not."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from tests.public_data.exhibits import head, page, row, table
from thesis_tui.public_data.results import read_results


def named(now: str, before: str, dated: str = "July 30, 2026") -> bytes:
    own = table(
        head(("(in millions, except per share data)", 1), (now, 1), (before, 1), ("Change", 1)),
        row("Total revenue", "$5,500", "$5,000", "10%"),
        row("Gross profit", "2,000", "1,800", "11%"),
        row("Operating income", "900", "750", "20%"),
        row("Net income", "$630", "$500", "26%"),
    )
    return page(own, title="Nobody Inc. Reports Second Quarter Results", dated=dated)


@pytest.mark.parametrize(
    ("now", "before", "year_end", "span"),
    [
        ("Q2 2026", "Q2 2025", "12-31", (date(2026, 4, 1), date(2026, 6, 30))),
        ("Q2'26", "Q2'25", "12-31", (date(2026, 4, 1), date(2026, 6, 30))),
        ("2Q26", "2Q25", "12-31", (date(2026, 4, 1), date(2026, 6, 30))),
        ("Second Quarter 2026", "Second Quarter 2025", "12-31", (date(2026, 4, 1), date(2026, 6, 30))),
        ("Q1 FY2027", "Q1 FY2026", "03-31", (date(2026, 4, 1), date(2026, 6, 30))),
    ],
)
def test_a_named_quarter_is_told_by_the_business_year(
    now: str, before: str, year_end: str, span: tuple[date, date]
) -> None:
    found = read_results(named(now, before), (), year_end)
    revenue = next(item for item in found.figures if item.figure == "revenue" and item.unit == "USD")
    assert (revenue.value, revenue.start, revenue.end) == (Decimal(5_500_000_000), *span)


@pytest.mark.parametrize(
    ("now", "dated", "year_end"),
    [
        ("Q2 2026", "July 30, 2026", ""),
        ("Q2 2026", "July 30, 2027", "12-31"),
        ("Q2 2026", "June 10, 2026", "12-31"),
        ("Q2 2026", "", "12-31"),
        ("Q5 2026", "July 30, 2026", "12-31"),
        ("Q2 2026", "July 30, 2026", "03-31"),
    ],
)
def test_nothing_is_told_where_the_day_of_the_release_does_not_fit(now: str, dated: str, year_end: str) -> None:
    found = read_results(named(now, now.replace("2026", "2025"), dated), (), year_end)
    assert [item for item in found.figures if item.unit == "USD"] == []
