"""Forms in which companies set their tables: dates, units, signs, headers, and parts of a company side by side."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.public_data.exhibits import page, paragraph
from thesis_tui.public_data.results import read_results
from thesis_tui.public_data.wanted import Wanted

MILLION = Decimal(1_000_000)
CLOUD = Wanted(figure="cloud", metric="cloud", labels=("Cloud",))
Rows = tuple[tuple[str, ...], ...]
STATEMENT: Rows = (
    ("Revenue", "900", "1,000", "11%"), ("Gross profit", "400", "450", "13%"),
    ("Operating income", "100", "120", "20%"),
    ("Net income", "80", "90", "13%"),
)  # fmt: skip
NEWEST_FIRST: Rows = (("Revenue", "1,000", "900"), ("Operating profit", "120", "100"), ("Net income", "90", "80"))


def plain(*rows: tuple[str, ...]) -> str:
    """A table of bare cells; "text*3" is one that reaches over three columns."""
    lines = []
    for row in rows:
        cells = []
        for text in row:
            words, star, wide = text.rpartition("*")
            spans = bool(star) and wide.isdigit()
            cells.append(f'<td colspan="{wide}">{words}</td>' if spans else f"<td>{text}</td>")
        lines.append(f"<tr>{''.join(cells)}</tr>")
    return f"<table>{''.join(lines)}</table>"


def read(*parts: str, wanted: Wanted = CLOUD) -> dict[str, Decimal]:
    found = read_results(page(*parts, dated="November 20, 2026"), [wanted])
    return {item.figure: item.value for item in found.figures}


@pytest.mark.parametrize(
    "day",
    [
        ("30/09/2026", "30/09/2025"), ("9/30/2026", "9/30/2025"), ("30.09.2026", "30.09.2025"),
        ("2026-09-30", "2025-09-30"), ("30-Sep-2026", "30-Sep-2025"), ("30 September 2026", "30 September 2025"),
        ("30th September, 2026", "30th September, 2025"), ("Sept. 30, 2026", "Sept. 30, 2025"),
        ("September 30th, 2026", "September 30th, 2025"),
    ],
)  # fmt: skip
def test_a_quarter_is_told_by_its_date_however_it_is_written(day: tuple[str, str]) -> None:
    heads = tuple(f"Three months ended {item}" for item in day)
    assert read(plain(("", *heads), ("", "US$ million*2"), *NEWEST_FIRST))["revenue"] == 1000 * MILLION


def test_a_date_that_may_be_of_two_months_is_none() -> None:
    heads = ("Three months ended 05/06/2026", "Three months ended 05/06/2025")
    assert read(plain(("", *heads), ("", "$ million*2"), *NEWEST_FIRST)) == {}


@pytest.mark.parametrize(
    ("unit", "value"),
    [
        ("£m", 1000 * MILLION), ("US$m", 1000 * MILLION), ("$m", 1000 * MILLION), ("HK$ million", 1000 * MILLION),
        ("HK$’000", 1_000_000), ("RMB'000", 1_000_000), ("€ millions", 1000 * MILLION),
        ("US$ bn", 1000 * 1000 * MILLION),
        ("¥ million", None), ("units", None),
    ],
)  # fmt: skip
def test_the_unit_of_a_column_is_its_currency_and_its_scale(unit: str, value: Decimal | int | None) -> None:
    heads = ("Three months ended 30 September*2",)
    table = plain(("", *heads), ("", "2026", "2025"), ("", unit, unit), *NEWEST_FIRST)
    assert read(table).get("revenue") == value


@pytest.mark.parametrize(
    "year",
    [
        "2025 (as adjusted)", "2025 (As Adjusted)", "2025 (restated)", "2025 (as restated)", "2025 (unaudited)",
        "2025 (re-presented)", "2025 (recast)", "2025<sup>(1)</sup>", "2025(2)", "2025*",
    ],
)  # fmt: skip
def test_a_year_that_is_stated_anew_is_the_year_before(year: str) -> None:
    head = (
        ("", "Three months ended September 30,*2", "Change"),
        ("", year, "2026", "YoY"),
        ("", "(RMB in millions)*2", ""),
    )
    assert read(plain(*head, *STATEMENT))["revenue"] == 1000 * MILLION


@pytest.mark.parametrize("below", ["(Restated)", "(Unaudited)", "(Audited)"])
def test_a_row_of_remarks_below_the_years_changes_nothing(below: str) -> None:
    head = (
        ("", "Three months ended September 30,*2", "Change"), ("", "2025", "2026", "YoY"),
        ("", below, "(Unaudited)", ""),
        ("", "(RMB in millions)*2", ""),
    )  # fmt: skip
    assert read(plain(*head, *STATEMENT))["net-income"] == 90 * MILLION


def test_columns_as_adjusted_are_of_another_basis() -> None:
    head = (
        ("", "Three months ended September 30, 2026*3", "2025"),
        ("", "As reported", "Adjustments", "As adjusted", "As adjusted"),
        ("", "(RMB in millions)*4"),
    )  # fmt: skip
    rows = (("Revenue", "1,000", "10", "1,010", "900"), ("Net income", "90", "1", "91", "80"))
    assert read(plain(*head, *rows)) == {}


def test_a_year_before_the_current_one_with_its_translation_and_its_change() -> None:
    table = plain(
        ("", "Three months ended September 30,*4"), ("", "2025", "2026*2", "YoY % change"),
        ("", "RMB", "RMB", "US$", ""),
        ("", "(in millions, except percentages and per share data)*4"), ("Revenue", "900", "1,000", "140", "11%"),
        ("Income from operations", "100", "120", "17", "20%"), ("Net income", "80", "90", "13", "13%"),
        ("Diluted earnings per ADS", "1.00", "1.20", "0.17", "20%"),
    )  # fmt: skip
    found = read(table)
    assert (found["revenue"], found["revenue-yoy"], found["eps"]) == (1000 * MILLION, Decimal(11), Decimal("1.2"))


def test_quarters_beside_the_quarter_before_are_told_apart() -> None:
    table = plain(
        ("(In millions of RMB, except per ADS data, unaudited)", "Three months ended*5"),
        ("", "September 30,", "June 30,", "September 30,", "September 30,", "YOY"),
        ("", "2025", "2026", "2026", "2026", ""), ("", "RMB", "RMB", "RMB", "US$", ""),
        ("Total revenues", "900", "950", "1,000", "141", "11%"), ("Operating income", "100", "110", "120", "17", "20%"),
        ("Net income", "80", "85", "90", "13", "13%"),
    )  # fmt: skip
    assert read(table)["revenue"] == 1000 * MILLION


def test_a_loss_that_grew_is_read_and_has_no_growth() -> None:
    table = plain(
        ("", "Three months ended September 30,*6", ""), ("", "2025*3", "2026*3", "% change"),
        ("", "RMB*3", "RMB*3", ""),
        ("", "(in millions)*6", ""), ("Revenue", "", "900", "", "", "1,000", "", "11", "%"),
        ("Loss from operations", "", "(100", ")", "", "(120", ")", "20", "%"),
        ("Net loss", "(", "80", ")", "(", "90", ")", "13", "%"),
    )  # fmt: skip
    assert read(table) == {
        "revenue": 1000 * MILLION, "revenue-yoy": 11, "operating-income": -120 * MILLION, "net-income": -90 * MILLION,
    }  # fmt: skip


def test_a_half_year_gives_no_quarter() -> None:
    table = plain(("", "Six months ended 30 June*2"), ("", "2026", "2025"), ("", "HK$ million*2"), *NEWEST_FIRST)
    assert read(table) == {}


def test_years_below_a_caption_end_on_its_day() -> None:
    caption = paragraph("Three months ended September 30, 2026 and 2025 (in millions of U.S. dollars)")
    assert read(caption, plain(("", "2026", "2025"), *NEWEST_FIRST))["revenue"] == 1000 * MILLION
    two_days = paragraph("Three months ended September 30, 2026 and June 30, 2025 (in millions of U.S. dollars)")
    assert read(two_days, plain(("", "2026", "2025"), *NEWEST_FIRST)) == {}


@pytest.mark.parametrize("length", ["Quarter to", "3 months to", "Three-month period ended", "Quarter ended"])
def test_a_quarter_is_called_by_many_names(length: str) -> None:
    heads = (f"{length} 30 Sept 2026", f"{length} 30 Sept 2025")
    assert read(plain(("", *heads), ("", "US$ million*2"), *NEWEST_FIRST))["revenue"] == 1000 * MILLION


def test_a_quarter_of_more_weeks_than_the_year_before_has_no_growth_that_is_not_printed() -> None:
    head = (("", "17 Weeks Ended", "16 Weeks Ended"), ("(dollars in millions)", "August 30, 2026", "August 31, 2025"))
    found = read_results(page(plain(*head, *NEWEST_FIRST), dated="September 24, 2026"))
    assert {item.figure for item in found.figures} == {"revenue", "operating-income", "net-income"}


# lines as columns


PARTS: Rows = (("", "Cloud", "Ads", "Total"),)
NOW = (("Revenue", "150", "850", "1,000"), ("Adjusted EBITA", "20", "100", "120"))
BEFORE = (("Revenue", "100", "800", "900"), ("Adjusted EBITA", "10", "90", "100"))


@pytest.mark.parametrize(
    "parts",
    [
        pytest.param(
            (
                paragraph("Segment results for the three months ended September 30, 2025 (RMB in millions)"),
                plain(*PARTS, *BEFORE),
                paragraph("Segment results for the three months ended September 30, 2026 (RMB in millions)"),
                plain(*PARTS, *NOW),
            ),
            id="a table a year, told by its caption",
        ),
        pytest.param(
            (
                plain(("", "Three months ended September 30, 2026*3"), *PARTS, ("", "(RMB in millions)*3"), *NOW),
                plain(("", "Three months ended September 30, 2025*3"), *PARTS, ("", "(RMB in millions)*3"), *BEFORE),
            ),
            id="a table a year, told by its header",
        ),
        pytest.param(
            (
                plain(
                    ("(RMB in millions)", "Cloud", "Ads", "Total"), ("Three months ended September 30, 2026",), *NOW,
                    ("Three months ended September 30, 2025",), *BEFORE,
                ),
            ),
            id="two blocks of one table",
        ),
        pytest.param(
            (
                paragraph("Revenue by segment (RMB in millions)"),
                plain(
                    *PARTS, ("Three months ended September 30, 2025", "100", "800", "900"),
                    ("Three months ended September 30, 2026", "150", "850", "1,000"), ("% change", "50%", "6%", "11%"),
                ),
            ),
            id="a row a period",
        ),
        pytest.param(
            (
                plain(
                    ("", "Three months ended September 30, 2026*3", "Three months ended September 30, 2025*3"),
                    ("(RMB in millions)", "Cloud", "Ads", "Total", "Cloud", "Ads", "Total"),
                    ("Revenue", "150", "850", "1,000", "100", "800", "900"),
                ),
            ),
            id="both years side by side",
        ),
    ],
)  # fmt: skip
def test_a_part_that_is_a_column_is_read_with_the_row_of_its_quarter(parts: tuple[str, ...]) -> None:
    found = read_results(page(*parts, dated="November 20, 2026"), [CLOUD])
    amount, growth = found.figures
    assert (amount.value, amount.unit, amount.prior) == (150 * MILLION, "CNY", 100 * MILLION)
    assert (growth.figure, growth.value) == ("cloud-yoy", Decimal(50))
    assert "150" in found.text[slice(*amount.span)]


@pytest.mark.parametrize(
    ("before", "now"),
    [
        (("Revenue", "100", "800", "990"), ("Revenue", "150", "850", "1,000")),
        (("Revenue", "100", "800", "900"), ("Revenue", "150", "850", "1,010")),
        (("Adjusted EBITA", "100", "800", "900"), ("Adjusted EBITA", "150", "850", "1,000")),
        (("Revenue", "100", "800", "900"), ("Revenue", "150", "850")),
    ],
)
def test_columns_that_do_not_add_up_or_are_of_another_measure_are_not_read(
    before: tuple[str, ...], now: tuple[str, ...]
) -> None:
    head = ("", "Three months ended September 30, {}*3")
    tables = [
        plain((head[0], head[1].format(year)), *PARTS, ("", "(RMB in millions)*3"), row)
        for year, row in ((2025, before), (2026, now))
    ]
    assert read(*tables) == {}


def test_rows_of_parts_below_columns_of_the_whole_are_not_the_whole() -> None:
    tables = [
        plain(
            ("", f"Three months ended September 30, {year}*3"), ("", "Revenue", "Operating income", "Net income"),
            ("", "(RMB in millions)*3"), ("Cloud", *values), ("Ads", "800", "90", "70"),
        )
        for year, values in ((2025, ("100", "10", "9")), (2026, ("150", "20", "18")))
    ]  # fmt: skip
    assert read(*tables) == {}


def test_a_row_of_external_revenue_is_not_the_parts_revenue() -> None:
    tables = [
        plain(("", f"Three months ended September 30, {year}*3"), *PARTS, ("", "(RMB in millions)*3"), row)
        for year, row in (
            (2025, ("Revenue from external customers", "100", "800", "900")),
            (2026, ("Revenue from external customers", "150", "850", "1,000")),
        )
    ]
    assert read(*tables) == {}


def test_the_year_to_date_in_columns_is_no_quarter() -> None:
    tables = [
        plain(("", f"Nine months ended September 30, {year}*3"), *PARTS, ("", "(RMB in millions)*3"), *rows)
        for year, rows in ((2025, BEFORE), (2026, NOW))
    ]
    assert read(*tables) == {}


def test_an_income_statement_with_its_lines_as_columns_is_read() -> None:
    table = plain(
        ("Three months ended", "Revenue", "Operating income", "Net income"),
        ("September 30, 2026", "1,000", "120", "90"),
        ("September 30, 2025", "900", "100", "80"),
    )  # fmt: skip
    found = read(paragraph("(in millions of US dollars)"), table)
    assert (found["revenue"], found["net-income"]) == (1000 * MILLION, 90 * MILLION)
