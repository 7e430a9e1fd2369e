"""Tables as companies of different kinds set them: what is read of each, figure by figure."""

from __future__ import annotations

from decimal import Decimal
from html import escape

import pytest

from thesis_tui.public_data.release import Results
from thesis_tui.public_data.results import read_results
from thesis_tui.public_data.wanted import Wanted

Cell = str | tuple[str, int]


def table(*rows: tuple[Cell, ...]) -> str:
    """A table as the usual filing software sets it: a row of widths, a label of three columns, and of each value the
    sign, the digits and what closes it in cells of their own. A text with a number stands over so many values.
    """
    set_rows = ["<tr>" + '<td style="width:1.0%"></td>' * 30 + "</tr>"]
    for label, *cells in rows:
        parts = [f'<td colspan="3"><div><span>{escape(str(label))}</span></div></td>']
        for place, cell in enumerate(cells):
            parts += ['<td colspan="3"></td>'] if place else []
            if isinstance(cell, tuple):
                text, wide = cell
                parts.append(f'<td colspan="{6 * wide - 3}"><div><span>{escape(text)}</span></div></td>')
                continue
            sign = next((item for item in ("US$", "$") if cell.startswith(item)), "")
            rest = cell[len(sign) :]
            end = ")%" if rest.endswith(")%") else rest[-1] if rest[-1:] in ("%", ")") else ""
            digits = rest[: len(rest) - len(end)] if end else rest
            inner = f"<td>{sign}</td><td>{digits}</td>" if sign else f'<td colspan="2">{digits}</td>'
            parts.append(f"{inner}<td>{end}</td>" if cell else '<td colspan="3"></td>')
        set_rows.append(f"<tr>{''.join(parts)}</tr>")
    return f'<table style="border-collapse:collapse">{"".join(set_rows)}</table>'


def page(*parts: str) -> bytes:
    body = "".join(part if part.startswith("<") else f"<div><span>{escape(part)}</span></div>" for part in parts)
    return f"<html><body>{body}</body></html>".encode()


def values(found: Results) -> dict[str, str]:
    return {item.figure: f"{item.value.normalize():f} {item.unit}" for item in found.figures}


def part(*labels: str, of: str = "revenue") -> Wanted:
    return Wanted(figure="part", metric="part", labels=labels, of=of)


MILLIONS = "(In millions, except per share data)"
TWO_PERIODS = (
    ("", ("Three Months Ended September 30,", 2), ("Nine Months Ended September 30,", 2)),
    ("", ("2026", 1), ("2025", 1), ("2026", 1), ("2025", 1)),
)


def test_a_bank_names_its_quarters_and_puts_changes_under_the_quarter_they_are_from() -> None:
    found = read_results(
        page(
            "NOBODY BANK REPORTS SECOND-QUARTER 2026 NET INCOME OF $15.5 BILLION",
            "New York, July 14, 2026",
            table(
                ("Nobody Bank", ("", 3), ("1Q26", 2), ("2Q25", 2)),
                (
                    "($ in millions, except per share data)", ("2Q26", 1), ("1Q26", 1), ("2Q25", 1), ("$ O/(U)", 1),
                    ("O/(U) %", 1), ("$ O/(U)", 1), ("O/(U) %", 1),
                ),
                ("Net revenue - reported", "$47,200", "$46,100", "$44,912", "$1,100", "2%", "$2,288", "5%"),
                ("Net revenue - managed", "48,000", "47,000", "45,680", "1,000", "2", "2,320", "5"),
                ("Net income", "$15,500", "$15,200", "$14,987", "$300", "2%", "$513", "3%"),
                ("Earnings per share - diluted", "$5.61", "$5.45", "$5.24", "$0.16", "3%", "$0.37", "7%"),
            ),
            "Loans at June 30, 2026 were up.",
        )
    )  # fmt: skip
    assert values(found) == {
        "revenue": "47200000000 USD", "revenue-yoy": "5 %", "net-income": "15500000000 USD", "net-income-yoy": "3 %",
        "eps": "5.61 USD", "eps-yoy": "7 %",
    }  # fmt: skip


def test_an_insurers_statement_in_capitals_is_read() -> None:
    found = read_results(
        page(
            "CONSOLIDATED STATEMENTS OF INCOME", MILLIONS,
            table(
                *TWO_PERIODS,
                ("REVENUES",),
                ("Premiums earned", "$10,900", "$10,200", "$32,000", "$30,100"),
                ("Net investment income", "1,100", "1,030", "3,200", "3,000"),
                ("TOTAL REVENUES", "12,000", "11,230", "35,200", "33,100"),
                ("NET INCOME", "$2,100", "$1,888", "$5,600", "$3,792"),
                ("NET INCOME PER COMMON SHARE",),
                ("Basic", "$9.40", "$8.34", "$24.80", "$16.75"),
                ("Diluted", "$9.28", "$8.24", "$24.50", "$16.54"),
            ),
        ),
        [part("Premiums earned")],
    )  # fmt: skip
    assert values(found) == {
        "part": "10900000000 USD", "part-yoy": "6.9 %", "revenue": "12000000000 USD", "revenue-yoy": "6.9 %",
        "net-income": "2100000000 USD", "net-income-yoy": "11.2 %", "eps": "9.28 USD", "eps-yoy": "12.6 %",
    }  # fmt: skip


def test_a_change_in_money_beside_the_one_in_percent_is_neither_a_figure_nor_a_percentage() -> None:
    found = read_results(
        page(
            "(Dollars in thousands, except per share amounts)",
            table(
                ("", ("Three Months Ended September 30,", 2), ("Change", 2), ("Nine Months Ended September 30,", 2)),
                ("", ("2026", 1), ("2025", 1), ("$", 1), ("%", 1), ("2026", 1), ("2025", 1)),
                ("Net revenue", "$112,500", "$100,000", "$12,500", "12.5%", "$330,000", "$300,000"),
                ("Income (loss) from operations", "2,500", "(1,000)", "3,500", "NM", "6,000", "(2,000)"),
                ("Net income (loss)", "$1,900", "$(1,500)", "$3,400", "NM", "$4,000", "$(3,000)"),
            ),
        )
    )
    assert values(found) == {
        "revenue": "112500000 USD", "revenue-yoy": "12.5 %", "operating-income": "2500000 USD",
        "net-income": "1900000 USD",
    }  # fmt: skip


def test_a_part_under_each_measure_is_taken_from_the_one_asked_for() -> None:
    body = page(
        "SEGMENT REVENUE AND OPERATING INCOME", "(In millions) (Unaudited)",
        table(
            *TWO_PERIODS,
            ("Revenue",),
            ("Office", "$37,000", "$33,112", "$1", "$1"),
            ("Cloud", "36,900", "29,878", "1", "1"),
            ("Total", "$73,900", "$62,990", "$2", "$2"),
            ("Operating Income",),
            ("Office", "$21,500", "$18,993", "$1", "$1"),
            ("Cloud", "15,000", "12,140", "1", "1"),
            ("Total", "$36,500", "$31,133", "$2", "$2"),
        ),
    )  # fmt: skip
    assert values(read_results(body, [part("Cloud")])) == {"part": "36900000000 USD", "part-yoy": "23.5 %"}
    income = values(read_results(body, [part("Cloud", of="operating income")]))
    assert income == {"part": "15000000000 USD", "part-yoy": "23.6 %"}
    wrong = body.replace(b"36,900", b"36,800")
    assert read_results(wrong, [part("Cloud")]).figures == ()


def test_parts_that_are_headings_over_the_same_rows_add_up_too() -> None:
    body = page(
        "Segment Information (in millions)",
        table(
            *TWO_PERIODS,
            ("Shops",),
            ("Net sales", "$110,000", "$100,000", "$1", "$1"), ("Operating income", "$9,000", "$7,000", "$1", "$1"),
            ("Servers",),
            ("Net sales", "$38,000", "$30,000", "$1", "$1"), ("Operating income", "$13,000", "$10,000", "$1", "$1"),
            ("Consolidated",),
            ("Net sales", "$148,000", "$130,000", "$2", "$2"), ("Operating income", "$22,000", "$17,000", "$2", "$2"),
        ),
    )  # fmt: skip
    found = read_results(body, [part("Servers")])
    assert values(found) == {"part": "38000000000 USD", "part-yoy": "26.7 %"}
    assert found.figures[0].label == "Servers: Net sales"
    assert read_results(body.replace(b"148,000", b"149,000"), [part("Servers")]).figures == ()


def test_figures_of_two_bases_side_by_side_give_those_of_the_standard() -> None:
    found = read_results(
        page(
            "Walldorf, July 22, 2026 - today announced its results for the second quarter ended June 30, 2026.",
            table(
                ("", ("IFRS", 3), ("Non-IFRS", 4)),
                (
                    "€ million, unless otherwise stated", ("Q2 2026", 1), ("Q2 2025", 1), ("∆ in %", 1), ("Q2 2026", 1),
                    ("Q2 2025", 1), ("∆ in %", 1), ("∆ in % const. curr.", 1),
                ),
                ("Total revenue", "9,700", "9,027", "7", "9,700", "9,027", "7", "12"),
                ("Operating profit (loss)", "2,700", "2,461", "10", "2,900", "2,570", "13", "17"),
                ("Profit (loss) after tax", "1,900", "1,749", "9", "2,000", "1,792", "12", "14"),
            ),
        )
    )  # fmt: skip
    assert values(found) == {
        "revenue": "9700000000 EUR", "revenue-yoy": "7 %", "operating-income": "2700000000 EUR",
        "operating-income-yoy": "10 %", "net-income": "1900000000 EUR", "net-income-yoy": "9 %",
    }  # fmt: skip


def test_dates_with_the_day_first_and_a_currency_with_its_scale_in_one_word_are_read() -> None:
    found = read_results(
        page(
            "Copenhagen, 5 August 2026 – Company announcement", "DKK million",
            table(
                (
                    "", ("3 months ended 30 June 2026", 1), ("3 months ended 30 June 2025", 1),
                    ("6 months ended 30 June 2026", 1),
                ),
                ("Net sales", "80,000", "76,857", "160,000"),
                ("Operating profit", "34,000", "33,450", "68,000"),
                ("Net profit", "27,000", "26,503", "54,000"),
            ),
        )
    )  # fmt: skip
    assert values(found)["revenue"] == "80000000000 DKK"
    assert found.published is not None
    assert found.published.isoformat() == "2026-08-05"


def test_the_owners_net_loss_and_a_loss_per_share_of_one_kind_are_read_in_the_native_currency() -> None:
    found = read_results(
        page(
            "(All amounts in thousands, except for share and per share data)",
            table(
                ("", ("Three Months Ended", 4)),
                ("", ("June 30, 2025", 1), ("March 31, 2026", 1), ("June 30, 2026", 1), ("June 30, 2026", 1)),
                ("", ("RMB", 1), ("RMB", 1), ("RMB", 1), ("US$", 1)),
                ("Total revenues", "19,008,666", "23,000,000", "27,500,000", "3,835,000"),
                ("Net loss", "(4,994,800)", "(3,200,000)", "(1,700,000)", "(237,000)"),
                (
                    "Net loss attributable to ordinary shareholders of Nobody Inc.", "(5,141,100)", "(3,300,000)",
                    "(1,750,000)", "(244,000)",
                ),
                ("Net loss per share attributable to ordinary shareholders",),
                ("Basic and diluted", "(2.31)", "(1.40)", "(0.72)", "(0.10)"),
            ),
        )
    )  # fmt: skip
    assert values(found) == {
        "revenue": "27500000000 CNY", "revenue-yoy": "44.7 %", "net-income": "-1700000000 CNY",
        "net-income-of-shareholders": "-1750000000 CNY", "eps": "-0.72 CNY",
    }  # fmt: skip


def test_words_in_the_cell_around_a_table_are_its_caption() -> None:
    inner = table(*TWO_PERIODS, ("Revenues", "$5", "$4", "$9", "$8"), ("Net income", "$2", "$1", "$4", "$3"))
    found = read_results(page(f"<table><tr><td><p>Statement (in millions)</p>{inner}</td></tr></table>"))
    assert values(found)["revenue"] == "5000000 USD"


@pytest.mark.parametrize(
    ("head", "read"),
    [
        ("June 30, 2026", True),
        ("January 31, 2026", False),
        ("June 28, 2026", False),
    ],
)
def test_a_named_quarter_is_told_by_the_end_of_a_month_that_the_release_names(head: str, read: bool) -> None:
    """Not where that is too long ago, nor where quarters end on a weekday."""
    found = read_results(
        page(
            f"Seattle, July 22, 2026 - results as of {head}",
            table(
                ("($ in millions)", ("Q2-2025", 1), ("Q1-2026", 1), ("Q2-2026", 1), ("YoY", 1)),
                ("Total revenues", "22,496", "21,200", "24,800", "10%"),
                ("Net income", "1,172", "600", "1,000", "-15%"),
            ),
        )
    )
    revenue = [item for item in found.figures if item.figure == "revenue"]
    assert [item.value for item in revenue] == ([Decimal(24_800_000_000)] if read else [])


def test_earnings_a_share_and_an_ads_are_both_read_under_their_headings() -> None:
    found = read_results(
        page(
            "(in RMB millions, except per share data)",
            table(
                ("", ("Three months ended March 31,", 2), ("Year ended March 31,", 2)),
                ("", ("2025", 1), ("2026", 1), ("2025", 1), ("2026", 1)),
                ("Revenue", "236,454", "243,380", "996,347", "1,023,670"),
                ("Net income", "11,973", "15,000", "125,976", "110,000"),
                ("Earnings per share",),
                ("Basic", "0.66", "0.81", "6.80", "6.00"), ("Diluted", "0.65", "0.80", "6.70", "5.90"),
                ("Earnings per ADS",),
                ("Basic", "5.20", "6.45", "54.00", "47.50"), ("Diluted", "5.17", "6.40", "53.59", "47.20"),
            ),
        )
    )  # fmt: skip
    assert [(item.label, str(item.value)) for item in found.figures if item.figure == "eps"] == [
        ("Earnings per share: Diluted", "0.8"), ("Earnings per ADS: Diluted", "6.4"),
    ]  # fmt: skip


def test_a_heading_of_rows_that_names_a_unit_is_no_header_of_columns() -> None:
    """The retailer's twelve weeks: comparable sales stand in a table of their own, shares in thousands at the end."""
    found = read_results(
        page(
            "Comparable sales were as follows:",
            table(
                ("", ("12 Weeks Ended", 1), ("36 Weeks Ended", 1)),
                ("", ("May 10, 2026", 1), ("May 10, 2026", 1)),
                ("Total Company", "5.7%", "5.9%"),
            ),
            "(amounts in millions, except per share data)",
            table(
                ("", ("12 Weeks Ended", 2), ("36 Weeks Ended", 2)),
                ("", ("May 10, 2026", 1), ("May 11, 2025", 1), ("May 10, 2026", 1), ("May 11, 2025", 1)),
                ("REVENUE",),
                ("Net sales", "$67,000", "$61,965", "$200,000", "$184,500"),
                ("Membership fees", "1,350", "1,240", "3,980", "3,599"),
                ("Total revenue", "68,350", "63,205", "203,980", "188,099"),
                ("NET INCOME", "$2,100", "$1,903", "$6,200", "$5,488"),
                ("NET INCOME PER COMMON SHARE:",),
                ("Diluted", "$4.72", "$4.28", "$13.94", "$12.34"),
                ("Shares used in calculation (000's):",),
                ("Diluted", "444,500", "444,762", "444,400", "444,700"),
            ),
        )
    )
    assert values(found) == {
        "revenue": "68350000000 USD", "revenue-yoy": "8.1 %",
        "net-income": "2100000000 USD", "net-income-yoy": "10.4 %", "eps": "4.72 USD", "eps-yoy": "10.3 %",
    }  # fmt: skip
    assert found.figures[0].start.isoformat() == "2026-02-16"


def test_of_two_changes_side_by_side_the_one_that_follows_is_the_one_on_the_year() -> None:
    found = read_results(
        page(
            "October 15, 2026", "Balances at September 30, 2026", "(in millions, except per share data)",
            table(
                ("", ("QUARTERLY TRENDS", 3), ("3Q26 Change", 4)),
                ("", ("3Q26", 1), ("2Q26", 1), ("3Q25", 1), ("2Q26 $", 1), ("2Q26 %", 1), ("3Q25 $", 1), ("3Q25 %", 1)),
                ("Total revenue", "$2,140", "$2,110", "$2,050", "$30", "1%", "$90", "4%"),
                ("Net income", "520", "500", "494", "20", "4", "26", "5"),
            ),
        )
    )  # fmt: skip
    assert values(found) == {
        "revenue": "2140000000 USD", "revenue-yoy": "4 %", "net-income": "520000000 USD", "net-income-yoy": "5 %",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("label", "taken"),
    [
        ("Net income attributable to Nobody Inc.", True),
        ("Net income available to common shareholders", True),
        ("Net income attributable to noncontrolling interests", False),
        ("Net income attributable to participating securities", False),
        ("Net loss attributable to non-controlling interests", False),
    ],
)
def test_net_income_of_the_owners_has_the_owners_name_and_nobody_elses(label: str, taken: bool) -> None:
    rows = (("Revenues", "$50", "$40", "$90", "$80"), ("Net income", "20", "10", "40", "30"))
    found = read_results(page(MILLIONS, table(*TWO_PERIODS, *rows, (label, "12", "9", "30", "20"))))
    assert ("net-income-of-shareholders" in values(found)) is taken


@pytest.mark.parametrize(
    "label",
    [
        "Net income (loss) per common share, basic and diluted",
        "Diluted earnings (loss) per common share",
        "Net earnings per share - diluted",
        "Diluted net income per ordinary share",
        "Net income per share attributable to common stockholders, diluted",
        "Earnings per common share - diluted (in dollars)",
    ],
)
def test_earnings_a_share_have_many_names(label: str) -> None:
    rows = (("Revenues", "$50", "$40", "$90", "$80"), ("Net income", "20", "10", "40", "30"))
    found = read_results(page(MILLIONS, table(*TWO_PERIODS, *rows, (label, "$1.20", "$1.00", "$2.00", "$1.50"))))
    assert values(found)["eps"] == "1.2 USD"


def test_a_title_that_names_both_years_leaves_each_column_its_own() -> None:
    found = read_results(
        page(
            table(
                ("CONSOLIDATED STATEMENTS OF INCOME", ("", 3)),
                ("", ("For the three months ended June 30, 2026 and 2025 (in millions)", 3)),
                ("", ("2026", 1), ("2025", 1), ("% Change", 1)),
                ("Revenues (Note 3)", "$550", "$500", "10%"),
                ("Net income [1]", "120", "100", "20%"),
            )
        )
    )
    assert values(found) == {
        "revenue": "550000000 USD", "revenue-yoy": "10 %", "net-income": "120000000 USD", "net-income-yoy": "20 %",
    }  # fmt: skip
    assert found.figures[0].prior == 500_000_000
