"""Quarterly and yearly figures of invented companies, held against figures worked out by hand."""

from __future__ import annotations

import gzip
import json
import time
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.public_data.bodies import Filer
from thesis_tui.errors import InputError
from thesis_tui.public_data.company import CompanyFigures, Figure, company_figures

M = Decimal(1_000_000)


def rows(found: CompanyFigures, figure: str, kind: str = "quarter") -> list[Figure]:
    return [item for item in found.figures if item.figure == figure and item.kind == kind]


def newest(found: CompanyFigures, figure: str, kind: str = "quarter") -> dict[str, Decimal]:
    return {item.end.isoformat(): item.value for item in rows(found, figure, kind)}


def reason(found: CompanyFigures, figure: str) -> str:
    return next(item.reason for item in found.without if item.figure == figure)


def calendar_filer() -> Filer:
    """Two calendar years. Income is stated for the quarter and the year to date, cash flow for the latter alone."""
    filer = Filer()
    revenue = {2023: (100, 110, 120, 140), 2024: (130, 121, 150, 175)}
    cash = {2023: (20, 25, 15, 40), 2024: (30, 10, 35, 45)}
    capex = {2023: (5, 5, 6, 4), 2024: (8, 12, 10, 5)}
    ends = ("03-31", "06-30", "09-30", "12-31")
    starts = ("01-01", "04-01", "07-01", "10-01")
    filed = ("05-02", "08-01", "11-01")
    for year in (2023, 2024):
        for quarter in range(4):
            facts: list[tuple[str, str | None, str, float]] = []
            for of in (year, year - 1):
                if of not in revenue:
                    continue
                end, begun = f"{of}-{ends[quarter]}", f"{of}-01-01"
                if quarter < 3:
                    facts.append(("revenue", f"{of}-{starts[quarter]}", end, revenue[of][quarter]))
                facts += [
                    ("cash flow", begun, end, sum(cash[of][: quarter + 1])),
                    ("capex", begun, end, sum(capex[of][: quarter + 1])),
                ]
                if quarter:
                    facts.append(("revenue", begun, end, sum(revenue[of][: quarter + 1])))
            form = "10-K" if quarter == 3 else "10-Q"
            filer.file(form, f"{year + 1}-02-20" if quarter == 3 else f"{year}-{filed[quarter]}", *facts)
    return filer


def test_quarters_of_a_calendar_year_are_those_stated_and_the_last_is_the_rest_of_the_year() -> None:
    found = company_figures(calendar_filer().body)
    assert newest(found, "revenue") == {
        "2023-03-31": 100 * M, "2023-06-30": 110 * M, "2023-09-30": 120 * M, "2023-12-31": 140 * M,
        "2024-03-31": 130 * M, "2024-06-30": 121 * M, "2024-09-30": 150 * M, "2024-12-31": 175 * M,
    }  # fmt: skip
    assert newest(found, "revenue", "year") == {"2023-12-31": 470 * M, "2024-12-31": 576 * M}
    last = rows(found, "revenue")[-1]
    assert (last.start, last.form, last.filed) == (date(2024, 10, 1), "10-K", date(2025, 2, 20))
    assert last.basis == "year less nine months"


def test_cash_flow_quarters_are_differences_and_what_is_free_is_less_capex() -> None:
    found = company_figures(calendar_filer().body)
    assert list(newest(found, "free-cash-flow").values()) == [
        15 * M,
        20 * M,
        9 * M,
        36 * M,
        22 * M,
        -2 * M,
        25 * M,
        40 * M,
    ]
    assert newest(found, "capex")["2024-06-30"] == 12 * M


def test_growth_is_of_two_values_in_one_filing() -> None:
    found = company_figures(calendar_filer().body)
    growth = {item.end.isoformat(): item.value for item in rows(found, "revenue-yoy")}
    assert growth == {"2024-03-31": 30, "2024-06-30": 10, "2024-09-30": 25, "2024-12-31": 25}
    assert newest(found, "revenue-yoy", "year") == {"2024-12-31": Decimal("22.5532")}


def test_growth_from_a_loss_or_from_nothing_is_not_given() -> None:
    found = company_figures(calendar_filer().body)
    assert "2024-06-30" in newest(found, "free-cash-flow-yoy")  # from 20 to −2
    filer = Filer()
    filer.file(
        "10-K", "2025-02-01",
        ("net", "2023-01-01", "2023-12-31", -5), ("net", "2024-01-01", "2024-12-31", 5),
    )  # fmt: skip
    assert rows(company_figures(filer.body), "net-income-yoy", "year") == []


def test_as_of_a_day_only_what_was_filed_by_then_is_known() -> None:
    found = company_figures(calendar_filer().body, date(2024, 8, 1))
    assert list(newest(found, "revenue"))[-1] == "2024-06-30"
    assert all(item.filed <= date(2024, 8, 1) for item in found.figures)


def test_quarters_of_52_and_53_week_years_fit_and_the_long_one_is_marked() -> None:
    filer = Filer()
    filer.file(
        "10-Q", "2023-12-01",
        ("revenue", "2023-01-29", "2023-04-29", 91), ("revenue", "2023-04-30", "2023-07-29", 92),
        ("revenue", "2023-07-30", "2023-10-28", 93), ("revenue", "2023-01-29", "2023-10-28", 276),
        ("revenue", "2022-01-30", "2022-10-29", 250),
    )  # fmt: skip
    filer.file(
        "10-K", "2024-03-20",
        ("revenue", "2023-01-29", "2024-02-03", 390), ("revenue", "2022-01-30", "2023-01-28", 340),
    )  # fmt: skip
    last = rows(company_figures(filer.body), "revenue")[-1]
    assert (last.start, last.end, last.value) == (date(2023, 10, 29), date(2024, 2, 3), Decimal(114 * M))
    assert last.weeks == "14 weeks"
    growth = rows(company_figures(filer.body), "revenue-yoy")[-1]
    assert (growth.value, growth.weeks) == (Decimal("26.6667"), "14 weeks")  # (390 − 276) / (340 − 250)


def test_a_last_quarter_of_sixteen_weeks_is_the_rest_of_the_year() -> None:
    filer = Filer()
    filer.file(
        "10-Q", "2024-06-05", ("revenue", "2023-09-04", "2024-05-12", 300), ("revenue", "2024-02-19", "2024-05-12", 105)
    )
    filer.file("10-K", "2024-10-09", ("revenue", "2023-09-04", "2024-09-01", 440))
    found = {item.end.isoformat(): (item.value, item.weeks) for item in rows(company_figures(filer.body), "revenue")}
    assert found == {"2024-05-12": (105 * M, "12 weeks"), "2024-09-01": (140 * M, "16 weeks")}


def split_filer() -> Filer:
    """Ten shares for one between the filings of May and August 2024."""
    filer = Filer()
    q1, q2 = ("2023-02-01", "2023-04-30"), ("2023-05-01", "2023-07-31")
    old1, old2 = ("2022-02-01", "2022-04-30"), ("2022-05-01", "2022-07-31")
    new1, new2 = ("2024-02-01", "2024-04-30"), ("2024-05-01", "2024-07-31")
    filer.file(
        "10-Q", "2023-05-25", ("eps", *q1, 4.00), ("eps", *old1, 2.50), ("shares", *q1, 25.0), ("shares", *old1, 24.8)
    )
    filer.file(
        "10-Q", "2023-08-25", ("eps", *q2, 5.00), ("eps", *old2, 2.00), ("shares", *q2, 25.1), ("shares", *old2, 24.9)
    )
    filer.file(
        "10-Q", "2024-05-29", ("eps", *new1, 6.00), ("eps", *q1, 4.00), ("shares", *new1, 24.9), ("shares", *q1, 25.0)
    )
    filer.file(
        "10-Q", "2024-08-28", ("eps", *new2, 0.67), ("eps", *q2, 0.50), ("shares", *new2, 248.0), ("shares", *q2, 251.0)
    )
    return filer


def test_a_split_puts_earnings_and_shares_on_one_basis_and_leaves_growth_alone() -> None:
    found = company_figures(split_filer().body)
    assert [(item.text, item.filed) for item in found.splits] == [("10:1", date(2024, 8, 28))]
    assert newest(found, "eps") == {
        "2022-04-30": Decimal("0.25"), "2022-07-31": Decimal("0.2"), "2023-04-30": Decimal("0.4"),
        "2023-07-31": Decimal("0.5"), "2024-04-30": Decimal("0.6"), "2024-07-31": Decimal("0.67"),
    }  # fmt: skip
    assert newest(found, "shares")["2022-04-30"] == 248 * M
    assert newest(found, "shares-yoy")["2024-07-31"] == Decimal("-1.1952")
    assert newest(found, "eps-yoy") == {
        "2023-04-30": 60, "2023-07-31": 150, "2024-04-30": 50, "2024-07-31": 34,
    }  # fmt: skip
    words = {item.basis for item in rows(found, "eps") if item.restated}
    assert words == {
        "reported, adjusted for the 10:1 split, restated",
        "reported, on the basis of the 10:1 split, restated",
    }


def test_a_split_that_is_not_yet_filed_changes_nothing() -> None:
    found = company_figures(split_filer().body, date(2024, 6, 1))
    assert found.splits == ()
    assert newest(found, "eps")["2024-04-30"] == 6


def test_a_count_of_shares_a_thousand_times_too_large_is_no_split() -> None:
    filer = Filer()
    span = ("2023-01-01", "2023-03-31")
    filer.file("10-Q", "2023-05-01", ("shares", *span, 20.0), ("eps", *span, 1.0))
    filer.file("10-Q", "2024-05-01", ("shares", *span, 200.0), ("eps", *span, 1.0))
    assert company_figures(filer.body).splits == ()


def test_neither_average_shares_nor_earnings_a_share_are_subtracted() -> None:
    filer = Filer()
    filer.file(
        "10-Q", "2024-11-01", ("shares", "2024-01-01", "2024-09-30", 100), ("eps", "2024-01-01", "2024-09-30", 3)
    )
    filer.file(
        "10-K", "2025-02-01", ("shares", "2024-01-01", "2024-12-31", 101), ("eps", "2024-01-01", "2024-12-31", 4)
    )
    found = company_figures(filer.body)
    assert rows(found, "shares") == []
    assert rows(found, "eps") == []
    assert newest(found, "eps", "year") == {"2024-12-31": 4}


def test_a_changed_tag_goes_on_where_the_other_ended() -> None:
    filer = Filer()
    filer.file(
        "10-Q", "2022-05-01", ("contract", "2022-01-01", "2022-03-31", 90), ("contract", "2021-01-01", "2021-03-31", 60)
    )
    filer.file(
        "10-Q", "2023-05-01", ("revenue", "2023-01-01", "2023-03-31", 99), ("revenue", "2022-01-01", "2022-03-31", 90)
    )
    filer.file(
        "10-Q", "2024-05-01", ("revenue", "2024-01-01", "2024-03-31", 110), ("revenue", "2023-01-01", "2023-03-31", 100)
    )
    found = company_figures(filer.body)
    assert newest(found, "revenue") == {
        "2021-03-31": 60 * M, "2022-03-31": 90 * M, "2023-03-31": 100 * M, "2024-03-31": 110 * M,
    }  # fmt: skip
    tags = {item.end.isoformat(): item.tag.partition(":")[2] for item in rows(found, "revenue")}
    assert tags["2021-03-31"] == "RevenueFromContractWithCustomerExcludingAssessedTax"
    assert tags["2022-03-31"] == "Revenues"
    assert newest(found, "revenue-yoy") == {"2022-03-31": 50, "2023-03-31": 10, "2024-03-31": 10}


def test_a_restated_span_has_its_first_value_and_its_newest() -> None:
    filer = Filer()
    first = filer.file("10-Q", "2023-05-01", ("revenue", "2023-01-01", "2023-03-31", 100))
    second = filer.file(
        "10-Q", "2024-05-01", ("revenue", "2024-01-01", "2024-03-31", 120), ("revenue", "2023-01-01", "2023-03-31", 96)
    )
    found = [(item.value, item.accession, item.restated) for item in rows(company_figures(filer.body), "revenue")][:2]
    assert found == [(100 * M, first, False), (96 * M, second, True)]
    assert newest(company_figures(filer.body), "revenue-yoy") == {"2024-03-31": 25}


def test_a_value_said_again_in_millions_is_not_restated() -> None:
    filer = Filer()
    filer.file("10-Q", "2023-05-01", ("revenue", "2023-01-01", "2023-03-31", 4166.731))
    filer.file("10-Q", "2024-05-01", ("revenue", "2023-01-01", "2023-03-31", 4167))
    (only,) = rows(company_figures(filer.body), "revenue")
    assert (only.value, only.filed) == (Decimal(4_166_731_000), date(2023, 5, 1))


def test_a_half_year_wrong_in_one_filing_does_not_move_the_quarters() -> None:
    filer = Filer()
    filer.file(
        "10-Q", "2023-05-01", ("net", "2023-01-01", "2023-03-31", 2047), ("cash flow", "2023-01-01", "2023-03-31", 500)
    )
    filer.file(
        "10-Q", "2023-08-01",
        ("net", "2023-04-01", "2023-06-30", 2120), ("net", "2023-01-01", "2023-06-30", 2230),
        ("cash flow", "2023-01-01", "2023-06-30", 110),
    )  # fmt: skip
    filer.file(
        "10-Q", "2023-11-01",
        ("net", "2023-07-01", "2023-09-30", 2010), ("net", "2023-01-01", "2023-09-30", 6177),
        ("cash flow", "2023-01-01", "2023-09-30", 1520),
    )  # fmt: skip
    filer.file(
        "10-K", "2024-02-01", ("net", "2023-01-01", "2023-12-31", 8300), ("cash flow", "2023-01-01", "2023-12-31", 2100)
    )
    filer.file("10-Q", "2024-08-01", ("cash flow", "2023-01-01", "2023-06-30", 1010))
    filer.file("10-Q", "2024-11-01", ("cash flow", "2023-01-01", "2023-09-30", 1520))
    found = company_figures(filer.body)
    assert list(newest(found, "net-income").values()) == [2047 * M, 2120 * M, 2010 * M, 2123 * M]
    doubted = next(item for item in rows(found, "net-income") if item.end == date(2023, 6, 30))
    assert "183000000" in doubted.doubt
    assert list(newest(found, "operating-cash-flow").values()) == [500 * M, 510 * M, 510 * M, 580 * M]


def test_a_comparative_that_slipped_leaves_what_was_stated_first() -> None:
    filer = Filer()
    filer.file("10-Q", "2023-05-01", ("cash flow", "2023-01-01", "2023-03-31", 500))
    filer.file("10-Q", "2023-08-01", ("cash flow", "2023-01-01", "2023-06-30", 1010))
    filer.file("10-Q", "2023-11-01", ("cash flow", "2023-01-01", "2023-09-30", 1520))
    filer.file("10-Q", "2024-08-01", ("cash flow", "2023-01-01", "2023-06-30", 110))
    filer.file("10-Q", "2024-11-01", ("cash flow", "2023-01-01", "2023-09-30", 1520))
    found = newest(company_figures(filer.body), "operating-cash-flow")
    assert list(found.values()) == [500 * M, 510 * M, 510 * M]


def test_wrong_nine_months_leave_four_quarters_that_add_up_to_the_year() -> None:
    filer = Filer()
    for number, (start, end, filed) in enumerate(
        (("01-01", "03-31", "05-01"), ("04-01", "06-30", "08-01"), ("07-01", "09-30", "11-01"))
    ):
        whole = (100, 205, 999)[number]
        filer.file(
            "10-Q",
            f"2023-{filed}",
            ("revenue", f"2023-{start}", f"2023-{end}", 100 + 5 * number),
            ("revenue", "2023-01-01", f"2023-{end}", whole),
        )
    filer.file("10-K", "2024-02-01", ("revenue", "2023-01-01", "2023-12-31", 430))
    last = rows(company_figures(filer.body), "revenue")[-1]
    assert last.value == 115 * M
    assert "999000000" in last.doubt


def test_a_20f_filer_has_years_in_its_own_currency() -> None:
    filer = Filer(currency="CNY")
    filer.file(
        "20-F",
        "2025-06-20",
        ("revenue", "2023-04-01", "2024-03-31", 941_168),
        ("revenue", "2024-04-01", "2025-03-31", 996_347),
    )
    last = filer.file(
        "20-F",
        "2026-05-20",
        ("revenue", "2024-04-01", "2025-03-31", 996_347),
        ("revenue", "2025-04-01", "2026-03-31", 1_023_670),
    )
    filer.add(
        "20-F", "2025-06-20", "0001234567-25-000001", ("revenue", "2024-04-01", "2025-03-31", 137_300), unit="USD"
    )
    filer.add("20-F", "2026-05-20", last, ("revenue", "2025-04-01", "2026-03-31", 148_401), unit="USD")
    found = company_figures(filer.body)
    assert found.currency == "CNY"
    assert newest(found, "revenue", "year")["2026-03-31"] == 1_023_670 * M
    assert newest(found, "revenue-yoy", "year")["2026-03-31"] == Decimal("2.7423")
    assert rows(found, "revenue") == []
    assert {item.unit for item in rows(found, "revenue", "year")} == {"CNY"}


def test_the_body_of_one_tag_is_read_like_all() -> None:
    filing = {"accn": "a-1", "fy": 2026, "fp": "FY", "form": "20-F", "filed": "2026-05-20"}
    rows_of = [
        {"start": "2024-04-01", "end": "2025-03-31", "val": 996_347_000_000, **filing},
        {"start": "2025-04-01", "end": "2026-03-31", "val": 1_023_670_000_000, **filing},
    ]
    body = {
        "cik": 1,
        "taxonomy": "us-gaap",
        "tag": "Revenues",
        "label": "x",
        "entityName": "Y",
        "units": {"CNY": rows_of},
    }
    found = company_figures(json.dumps(body).encode())
    assert newest(found, "revenue-yoy", "year") == {"2026-03-31": Decimal("2.7423")}


def test_margins_cover_payout_and_net_debt() -> None:
    filer = Filer()
    year = ("2024-01-01", "2024-12-31")
    filer.file(
        "10-K", "2025-02-01",
        ("revenue", *year, 400), ("cost", *year, 300), ("operating", *year, 60), ("interest", *year, 8),
        ("net", *year, 40), ("dividends", *year, 10), ("inventory", None, "2024-12-31", 55),
        ("cash", None, "2024-12-31", 30), ("debt", None, "2024-12-31", 130),
    )  # fmt: skip
    found = company_figures(filer.body)
    values = {item.figure: (item.value, item.unit) for item in found.figures}
    assert values["gross-margin"] == (Decimal(25), "%")
    assert values["operating-margin"] == (Decimal(15), "%")
    assert values["interest-cover"] == (Decimal("7.5"), "x")
    assert values["payout"] == (Decimal(25), "%")
    assert values["net-debt"] == (100 * M, "USD")
    assert values["inventory"] == (55 * M, "USD")
    gross = next(item for item in found.figures if item.figure == "gross-profit")
    assert gross.tag == "revenue less cost of revenue"


def test_what_a_company_has_no_tag_for_stays_without_with_the_reason() -> None:
    found = company_figures(calendar_filer().body)
    assert "no tag" in reason(found, "research")
    assert "cost of revenue" in reason(found, "gross-profit")
    assert "net-debt" in {item.figure for item in found.without}


def test_a_tag_that_ended_says_until_when() -> None:
    filer = calendar_filer()
    filer.file("10-K", "2020-02-01", ("dividends", "2019-01-01", "2019-12-31", 5))
    assert reason(company_figures(filer.body), "dividends") == "not reported since the period to 31 Dec 2019"


@pytest.mark.parametrize(
    "body",
    [b"", b"<html>", b"{}", b'{"facts": []}', b"\xff\xfe", b'{"facts":{"us-gaap":3}}', b"[" * 9_000],
)  # fmt: skip
def test_what_is_no_companyfacts_body_is_refused_in_words(body: bytes) -> None:
    with pytest.raises(InputError, match="companyfacts"):
        company_figures(body)


def test_rows_that_cannot_be_used_are_left_out_and_the_rest_is_read() -> None:
    filer = calendar_filer()
    span = ("2024-01-01", "2024-12-31")
    filer.file("DEF 14A", "2025-04-01", ("net", *span, 9))
    filer.file("10-K", "2024-06-01", ("net", *span, 8))  # ends after it was filed
    filer.file("10-K", "2025-02-20", ("net", *span, 7))
    body = json.loads(filer.body)
    body["facts"]["us-gaap"]["InventoryNet"] = {"units": "none"}
    body["facts"]["us-gaap"]["NetIncomeLoss"]["units"]["USD"] += [
        {"start": "2023-01-01", "end": "2023-12-31", "val": None, "accn": "x", "form": "10-K", "filed": "2024-02-01"},
        {"start": "2023-13-01", "end": "2023-12-31", "val": 1, "accn": "x", "form": "10-K", "filed": "2024-02-01"},
        {"start": "2023-01-01", "end": "2023-12-31", "val": 1e30, "accn": "x", "form": "10-K", "filed": "2024-02-01"},
    ]
    found = company_figures(json.dumps(body).encode())
    assert newest(found, "net-income", "year") == {"2024-12-31": 7 * M}
    assert "another shape" in reason(found, "inventory")


def test_a_packed_body_is_read_and_one_without_end_refused() -> None:
    assert company_figures(gzip.compress(calendar_filer().body)).figures
    with pytest.raises(InputError, match="larger than"):
        company_figures(gzip.compress(b" " * 41_000_000, compresslevel=1))
    with pytest.raises(InputError, match="cut off"):
        company_figures(gzip.compress(calendar_filer().body)[:-20])


def test_four_megabytes_are_read_in_time() -> None:
    filer = Filer()
    for number in range(48):
        end = date(2013, 3, 31) + timedelta(days=91 * number)
        start = (end - timedelta(days=90)).isoformat()
        facts = [
            (what, start, end.isoformat(), 100.0 + number)
            for what in ("revenue", "gross", "operating", "net", "eps", "shares", "cash flow", "capex")
        ]
        filer.file("10-Q", (end + timedelta(days=40)).isoformat(), *facts)
        filer.file("10-Q", (end + timedelta(days=400)).isoformat(), *facts)
        filer.file(
            "10-K",
            (end + timedelta(days=40)).isoformat(),
            *((f"Other{tag}", start, end.isoformat(), 1.0) for tag in range(300)),
        )
    body = filer.body
    padded = body[:-2] + b', "more": {"x": "' + b" " * max(0, 4_000_000 - len(body)) + b'"}}}'
    begun = time.process_time()
    company_figures(padded if len(body) < 4_000_000 else body)
    assert time.process_time() - begun < 1.0  # 0.06 s on an idle machine


@given(
    st.lists(st.integers(-10_000, 10_000), min_size=4, max_size=4),
    st.booleans(),
    st.permutations(range(4)),
)
def test_quarters_add_up_to_the_year(values: list[int], stated: bool, order: list[int]) -> None:
    """In whatever order the rows stand in the body, and whether quarters are stated or follow from the year to date."""
    filer = Filer()
    ends = ("03-31", "06-30", "09-30", "12-31")
    starts = ("01-01", "04-01", "07-01", "10-01")
    for quarter in order:
        filed = "2024-02-01" if quarter == 3 else f"2023-{(5, 8, 11)[quarter]:02}-01"
        facts: list[tuple[str, str | None, str, float]] = [
            ("cash flow", "2023-01-01", f"2023-{ends[quarter]}", sum(values[: quarter + 1]))
        ]
        if stated and quarter < 3:
            facts.append(("cash flow", f"2023-{starts[quarter]}", f"2023-{ends[quarter]}", values[quarter]))
        filer.file("10-K" if quarter == 3 else "10-Q", filed, *facts)
    found = company_figures(filer.body)
    quarters = newest(found, "operating-cash-flow")
    assert list(quarters.values()) == [value * M for value in values]
    assert sum(quarters.values()) == newest(found, "operating-cash-flow", "year")["2023-12-31"]
