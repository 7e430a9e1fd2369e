"""Results releases: what is read of their tables, and what is left alone."""

from __future__ import annotations

import time
from contextlib import suppress
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.public_data.exhibits import head, page, paragraph, row, segments, statement, table
from thesis_tui.errors import InputError
from thesis_tui.public_data.release import ResultFigure, Results
from thesis_tui.public_data.results import NO_TABLE, PICTURES, read_results
from thesis_tui.public_data.wanted import Wanted

CLOUD = Wanted(
    figure="cloud-revenue", metric="cloud-revenue", labels=("Cloud Intelligence Group", "AI Cloud and Compute Services")
)
MILLION = Decimal(1_000_000)


def figures(found: Results) -> dict[str, Decimal]:
    return {item.figure: item.value for item in found.figures}


def only(found: Results, figure: str) -> ResultFigure:
    (match,) = [item for item in found.figures if item.figure == figure]
    return match


def reasons(found: Results) -> list[str]:
    return [item.reason for item in found.skipped]


def test_a_segment_is_read_under_the_name_it_has_with_its_row_and_column() -> None:
    found = read_results(page(segments()), [CLOUD])
    cloud = only(found, "cloud-revenue")
    assert (cloud.value, cloud.unit, cloud.prior) == (48_437 * MILLION, "CNY", 33_418 * MILLION)
    assert (cloud.start, cloud.end) == (date(2026, 4, 1), date(2026, 6, 30))
    assert cloud.label == "AI Cloud and Compute Services(1)"
    assert cloud.column == "Three months ended June 30, / 2026 / RMB / (in millions, except percentages)"
    assert found.text[slice(*cloud.span)] == cloud.quote
    growth = only(found, "cloud-revenue-yoy")
    assert (growth.value, growth.unit) == (Decimal(45), "%")
    assert "% Change" in growth.column
    assert found.published == date(2026, 8, 20)


@pytest.mark.parametrize(
    ("quarter", "year", "cloud", "growth", "before", "group"),
    [
        ("September 30,", 2025, "39,824", "34%", "29,610", ("243,844", "260,340")),
        ("December 31,", 2025, "43,284", "36%", "31,742", ("245,976", "263,800")),
        ("March 31,", 2026, "41,626", "38%", "30,127", ("244,361", "262,142")),
        ("June 30,", 2026, "48,437", "45%", "33,418", ("247,652", "268,953")),
    ],
)
def test_the_four_quarters_after_the_seeds_come_out(
    quarter: str, year: int, cloud: str, growth: str, before: str, group: tuple[str, str]
) -> None:
    """Amounts and growth of the cloud are those of the filings; the parts around it are made up to add up."""
    name = "AI Cloud and Compute Services" if quarter == "June 30," else "Cloud Intelligence Group"
    body = segments(
        name=name,
        ended=f"Three months ended {quarter}",
        years=(str(year - 1), str(year)),
        cloud=(before, cloud, "1", growth),
        group=(*group, "1", "7%" if quarter != "June 30," else "9%"),
    )
    found = read_results(page(body), [CLOUD])
    assert only(found, "cloud-revenue").value == int(cloud.replace(",", "")) * MILLION
    assert only(found, "cloud-revenue").label.startswith(name)
    assert only(found, "cloud-revenue-yoy").value == Decimal(growth.rstrip("%"))


@pytest.mark.parametrize(
    "changed",
    [
        {"years": ("2026", "2025")},
        {"currencies": ("RMB", "US$", "RMB")},
        {"cloud": ("33,418", "48,473", "6,753", "45%"), "group": ("247,652", "268,953", "1", "9%")},
        {"cloud": ("33,418", "48,437", "6,753", "54%")},
        {"ended": "Six months ended June 30,"},
        {"ended": "Year ended June 30,"},
        {"ended": ""},
        {"years": ("2024", "2026")},
        {"unit": ""},
        {"currencies": ("", "", "")},
        {"name": "Cloud Intelligence Group, external customers"},
    ],
)
def test_a_table_that_is_not_what_it_should_be_yields_nothing_of_it(changed: dict[str, tuple[str, ...]]) -> None:
    found = read_results(page(segments(**changed)), [CLOUD])  # type: ignore[arg-type]
    assert "cloud-revenue" not in figures(found)
    assert "cloud-revenue-yoy" not in figures(found)


def test_parts_that_do_not_add_up_are_shown_and_not_proposed() -> None:
    found = read_results(page(segments(cloud=("33,418", "48,930", "6,753", "46%"))), [CLOUD])
    assert found.figures == ()
    assert any(reason.startswith("figures differ: the parts") for reason in reasons(found))


def test_a_printed_percentage_that_does_not_follow_says_what_would() -> None:
    found = read_results(page(segments(cloud=("33,418", "48,437", "6,753", "54%"))), [CLOUD])
    assert any("54" in reason and "44.9 % follows" in reason for reason in reasons(found))


def test_a_segments_earnings_are_not_its_revenue() -> None:
    body = page(
        table(
            head(("", 1), ("Three months ended June 30,", 3)),
            head(("", 1), ("2025", 1), ("2026", 1), ("% Change", 1)),
            head(("", 1), ("RMB", 1), ("RMB", 1), ("YoY", 1)),
            head(("", 1), ("(in millions, except percentages)", 3)),
            row("AI Cloud and Compute Services", "3,000", "4,000", "33%"),
            row("All others", "1,000", "1,000", "-%"),
            row("Unallocated", "(500)", "(600)", ""),
            row("Consolidated adjusted EBITA", "3,500", "4,400", "26%"),
        )
    )
    assert read_results(body, [CLOUD]).figures == ()
    ebita = Wanted(figure="cloud-ebita", metric="cloud-ebita", labels=CLOUD.labels, of="adjusted EBITA")
    assert only(read_results(body, [ebita]), "cloud-ebita").value == 4_000 * MILLION


def test_a_segments_own_table_never_gives_the_revenue_of_the_group() -> None:
    own = table(
        head(("", 1), ("Three months ended June 30,", 3)),
        head(("", 1), ("2025", 1), ("2026", 1), ("% Change", 1)),
        head(("", 1), ("RMB", 1), ("RMB", 1), ("YoY", 1)),
        head(("", 1), ("(in millions, except percentages)", 3)),
        row("Revenue", "33,418", "48,437", "45%"),
        row("Adjusted EBITA", "3,000", "4,000", "33%"),
    )
    assert read_results(page(paragraph("AI Cloud and Compute Services"), own)).figures == ()


def test_a_us_statement_gives_the_quarter_and_not_the_year_to_date() -> None:
    found = read_results(page(statement(), title="Nobody Inc. Reports Second Quarter Results", dated=""))
    assert figures(found) == {
        "revenue": 5_300 * MILLION, "revenue-yoy": Decimal(6), "gross-profit": 2_000 * MILLION,
        "gross-profit-yoy": Decimal("11.1"), "operating-income": 900 * MILLION, "operating-income-yoy": Decimal(20),
        "net-income": 630 * MILLION, "eps": Decimal("1.26"),
    }  # fmt: skip
    assert only(found, "revenue").label == "Total revenue"
    assert (only(found, "revenue").start, only(found, "revenue").end) == (date(2026, 3, 30), date(2026, 6, 28))
    assert only(found, "net-income").prior == -70 * MILLION
    assert found.published is None


def test_weeks_are_quarters_and_a_scale_in_the_caption_counts() -> None:
    body = page(
        paragraph("CONSOLIDATED STATEMENTS OF INCOME"),
        paragraph("(Amounts in Thousands Except Per Share Amounts)"),
        table(
            head(("", 1), ("Thirteen Weeks Ended", 2), ("Thirty-Nine Weeks Ended", 2)),
            head(
                ("", 1), ("November 2,2026", 1), ("November 1,2025", 1), ("November 2,2026", 1), ("November 1,2025", 1)
            ),
            row("SALES, Net of returns and allowances", "$293,618", "$303,457", "$838,490", "$878,719"),
            row("NET INCOME", "$44,172", "$51,762", "$118,270", "$140,338"),
        ),
        dated="",
    )
    found = read_results(body)
    assert only(found, "revenue").value == 293_618_000
    assert only(found, "revenue").start == date(2026, 8, 4)


def test_a_statement_of_other_measures_is_left_alone() -> None:
    non_gaap = statement().replace("Three Months Ended", "Non-GAAP, Three Months Ended")
    assert read_results(page(non_gaap)).figures == ()
    assert read_results(page(paragraph("RECONCILIATION OF GAAP TO NON-GAAP MEASURES"), statement())).figures == ()


def test_highlights_of_a_foreign_issuer_are_in_its_own_currency_whatever_the_footnotes() -> None:
    body = page(
        table(
            head(("", 1), ("Three months ended June 30,", 4)),
            head(("", 1), ("2025", 1), ("2026", 2), ("", 1)),
            head(("", 1), ("RMB", 1), ("RMB", 1), ("US$(1)", 1), ("YoY % Change", 1)),
            head(("", 1), ("(in millions, except percentages and per share amounts)", 4)),
            row("Revenue", "247,652", "268,953", "37,497", "9%"),
            row("Operating margin", "14%", "11%", "", ""),
            row("Net income", "42,382", "40,000", "5,577", "(6)%"),
            row("Diluted earnings per share(5)", "2.25", "2.00", "0.28", "(11)%"),
            row("Diluted earnings per ADS(5)", "18.00", "16.00", "2.23", "(11)%"),
            row("Non-GAAP diluted earnings per ADS(4)(5)", "14.75", "12.00", "1.67", "(19)%"),
        )
    )
    found = read_results(body)
    assert {item.unit for item in found.figures} == {"CNY", "%"}
    assert only(found, "revenue").value == 268_953 * MILLION
    assert only(found, "net-income-yoy").value == -6
    assert [int(item.value) for item in found.figures if item.figure == "eps"] == [2, 16]


def test_parts_of_sales_beside_amounts_are_no_second_amount_and_no_change() -> None:
    body = page(
        paragraph("(In Millions of New Taiwan dollars)"),
        table(
            head(("", 1), ("For the Three Months Ended June 30", 4)),
            head(("", 1), ("2026", 2), ("2025", 2)),
            head(("", 1), ("Amount", 1), ("%", 1), ("Amount", 1), ("%", 1)),
            row("NET REVENUE", "933,792", "100", "673,510", "100"),
            row("NET INCOME", "398,273", "43", "247,845", "37"),
        ),
    )
    found = read_results(body)
    assert (only(found, "net-income").value, only(found, "net-income").unit) == (398_273 * MILLION, "TWD")
    assert only(found, "net-income-yoy").value == Decimal("60.7")


def test_a_length_said_over_one_column_is_of_all() -> None:
    body = page(
        paragraph("(Unaudited, dollars in thousands)"),
        table(
            head(("", 1), ("Quarter Ended", 1), ("", 1)),
            head(("", 1), ("September 26, 2026", 1), ("September 27, 2025", 1)),
            row("Net revenues", "12,000", "10,000"),
            row("Net loss", "(1,000)", "(2,000)"),
        ),
    )
    assert figures(read_results(body)) == {
        "revenue": 12 * MILLION, "revenue-yoy": Decimal(20), "net-income": -MILLION,
    }  # fmt: skip


def test_two_values_of_one_figure_are_both_refused() -> None:
    other = statement().replace("5,300", "5,301")
    found = read_results(page(statement(), other))
    assert "revenue" not in figures(found)
    assert "the release gives two values of it" in reasons(found)


def test_a_label_that_stands_twice_is_refused() -> None:
    found = read_results(page(statement(extra=row("Operating income", "901", "750", "1,800", "1,500"))))
    assert "operating-income" not in figures(found)
    assert "revenue" in figures(found)


def test_a_table_of_plain_text_is_read_by_its_columns() -> None:
    text = """
Nobody Inc. Reports Results

CONSOLIDATED STATEMENTS OF INCOME (in thousands, except per share data)


                              Three Months Ended       Six Months Ended
                             June 30,    June 30,    June 30,    June 30,
                                 2026        2025        2026        2025
Revenue                      $ 12,100    $ 11,000    $ 24,000    $ 22,000
Operating income                2,200       2,000       4,400       4,000
Net income                   $  1,650    $  1,500    $  3,300    $  3,000
"""
    found = read_results(text.encode())
    assert figures(found)["revenue"] == 12_100_000
    assert figures(found)["net-income-yoy"] == 10
    inside = read_results(f"<DOCUMENT>\n<TYPE>EX-99.1\n<TEXT>\n<html><body><pre>{text}</pre></body></html>".encode())
    assert figures(inside) == figures(found)


def test_a_metrics_line_is_named_and_its_twin_is_not_given_twice() -> None:
    mine = Wanted(figure="revenue", metric="sales", labels=("Total revenue",), what="amount", group=True)
    found = read_results(page(statement()), [mine])
    assert [(item.metric, item.figure) for item in found.figures if item.figure == "revenue"] == [("sales", "revenue")]


def test_pictures_say_so_and_what_is_not_known_says_so() -> None:
    assert reasons(read_results(b'<html><body><img src="a.jpg"><img src="b.jpg"></body></html>')) == [PICTURES]
    assert reasons(read_results(page(paragraph("Notice of the annual general meeting of shareholders")))) == [NO_TABLE]


@pytest.mark.parametrize("text", [b"%PDF-1.7 \x80\x81", b"\x00\x01\x02\x80" * 50])
def test_what_is_no_page_is_refused_in_words(text: bytes) -> None:
    with pytest.raises(InputError, match="no page or text"):
        read_results(text)


def test_two_megabytes_are_read_in_time() -> None:
    line = row("Line", "1,234", "5,678", "(9,012)", "3%").replace("<td", '<td style="padding:2px 1pt;font:10pt Times"')
    body = page(segments(), (table(*[line] * 60) + paragraph("and so on " * 500)) * 16, statement())
    body += b" " * (2_000_000 - len(body))
    begun = time.process_time()
    found = read_results(body, [CLOUD])
    assert time.process_time() - begun < 3  # 0.5 s on an idle machine
    assert "cloud-revenue" in figures(found)


@pytest.mark.parametrize(
    "body",
    [
        b"<table>" * 5_000,
        b"<table><tr>" + b'<td colspan="99999999">1' * 3_000,
        b'<table><tr><td rowspan="9999">Revenue</td>' * 2_000,
        b"<td>" * 20_000 + b"</table>" * 20_000,
        b"<" * 100_000,
        b"&#x110000;&#0;&bogus;<p>" * 2_000,
    ],
)
def test_pages_that_are_broken_or_built_to_hurt_end_soon(body: bytes) -> None:
    begun = time.process_time()
    assert read_results(b"<html><body>" + body).figures == ()
    assert time.process_time() - begun < 5


@given(st.binary(max_size=400))
def test_no_bytes_break_the_reader(raw: bytes) -> None:
    with suppress(InputError):
        assert read_results(b"<html><table><tr><td>" + raw).figures == ()


LINES = (
    row("Net revenues", "$6,200", "$6,000"),
    row("Operating income", "2,400", "2,300"),
    row("Net income", "$1,900", "$1,700"),
)


@pytest.mark.parametrize(
    "header",
    [
        (
            head(
                ("Millions, except per share amounts, for the three months ended June 30,", 1), ("2026", 1), ("2025", 1)
            ),
        ),
        (
            head(("", 1), ("Three Months Ended June 30", 2)),
            head(("Amounts in millions except per share amounts", 1), ("2026", 1), ("2025", 1)),
        ),
        (head(("Thirteen weeks ended June 30, amounts in millions", 1), ("2026", 1), ("2025", 1)),),
    ],
)
def test_what_stands_over_the_labels_tells_of_the_years_beside_it(header: tuple[str, ...]) -> None:
    found = read_results(page(table(*header, *LINES), title="Nobody Inc. Reports Second Quarter Results", dated=""))
    assert figures(found)["revenue"] == 6200 * MILLION
    assert only(found, "revenue").end == date(2026, 6, 30)
    assert figures(found)["net-income"] == 1900 * MILLION


@pytest.mark.parametrize("label", ["Total operating revenues", "Sales to customers", "Total revenues and other income"])
def test_a_company_s_own_words_for_its_revenue_are_known(label: str) -> None:
    quarter = head(("Three months ended June 30, amounts in millions", 1), ("2026", 1), ("2025", 1))
    found = read_results(page(table(quarter, row(label, "$6,200", "$6,000"), *LINES[1:]), dated=""))
    assert figures(found)["revenue"] == 6200 * MILLION
