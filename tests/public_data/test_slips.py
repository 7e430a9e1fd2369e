"""Companies whose filings disagree with each other: changed tags, slips, recasts and odd quarters, by hand."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest

from tests.public_data.bodies import Filer
from thesis_tui.public_data.company import CompanyFigures, Figure, company_figures

M = Decimal(1_000_000)
REVENUE = {2022: (100, 120, 90, 140), 2023: (110, 126, 99, 161), 2024: (121, 189, 110, 180), 2025: (130, 150, 120, 200)}
SPANS = (("01-01", "03-31"), ("04-01", "06-30"), ("07-01", "09-30"), ("10-01", "12-31"))
FILED = ("05-02", "08-01", "11-01")
Stating = Callable[[str, str, str, float], tuple[str, float]]
"""(start, end, day filed, value) to the tag and the value a filing states."""


def as_it_is(start: str, end: str, filed: str, value: float) -> tuple[str, float]:
    return "revenue", value


def filer(stating: Stating = as_it_is, *, year_to_date: bool = True, until: str = "2026-12-31") -> Filer:
    """Four calendar years, filing by filing, each beside the year before it."""
    company = Filer()
    for year in REVENUE:
        for quarter, (start, end) in enumerate(SPANS):
            filed = f"{year + 1}-02-20" if quarter == 3 else f"{year}-{FILED[quarter]}"
            years = [of for of in (year, year - 1) if of in REVENUE]
            spans = [(f"{of}-01-01", f"{of}-{end}", sum(REVENUE[of][: quarter + 1])) for of in years]
            if quarter < 3:
                alone = [(f"{of}-{start}", f"{of}-{end}", REVENUE[of][quarter]) for of in years]
                spans = [*(spans if year_to_date and quarter else []), *alone]
            facts: list[tuple[str, str | None, str, float]] = []
            for begun, ended, value in spans:
                tag, stated = stating(begun, ended, filed, value)
                facts.append((tag, begun, ended, stated))
            if filed <= until:
                company.file("10-K" if quarter == 3 else "10-Q", filed, *facts)
    return company


def quarters(found: CompanyFigures, figure: str = "revenue") -> dict[str, Figure]:
    """The newest of each quarter by its end."""
    return {item.end.isoformat(): item for item in found.figures if item.figure == figure and item.kind == "quarter"}


def assert_all_right(found: CompanyFigures) -> None:
    values = {end: item.value for end, item in quarters(found).items()}
    assert values == {f"{year}-{SPANS[n][1]}": value * M for year, of in REVENUE.items() for n, value in enumerate(of)}
    growth = {end: item.value for end, item in quarters(found, "revenue-yoy").items()}
    for year in (2023, 2024, 2025):
        for n, value in enumerate(REVENUE[year]):
            change = Decimal(value) / REVENUE[year - 1][n] * 100 - 100
            assert abs(growth[f"{year}-{SPANS[n][1]}"] - change) < Decimal("0.001")


def test_a_year_under_another_tag_than_its_nine_months_has_its_last_quarter_and_its_growth() -> None:
    def switched(start: str, end: str, filed: str, value: float) -> tuple[str, float]:
        return ("SalesRevenueNet" if filed < "2024-02-01" else "revenue" if filed < "2025-02-01" else "contract"), value

    assert_all_right(company_figures(filer(switched).body))


def test_tags_that_state_different_things_are_never_subtracted_from_each_other() -> None:
    def part(start: str, end: str, filed: str, value: float) -> tuple[str, float]:
        return ("contract", value * 0.5) if filed < "2025-02-01" else ("revenue", value)

    found = company_figures(filer(part, until="2025-03-01").body)
    assert "2024-12-31" not in quarters(found)
    assert "2024-12-31" not in quarters(found, "revenue-yoy")


def test_where_no_nine_months_are_stated_the_last_quarter_is_the_year_less_the_others() -> None:
    found = company_figures(filer(year_to_date=False).body)
    assert_all_right(found)
    assert quarters(found)["2024-12-31"].basis == "year less the other quarters"


SECOND = ("2024-04-01", "2024-06-30")
HALF = ("2024-01-01", "2024-06-30")
NINE_MONTHS = ("2024-01-01", "2024-09-30")


@pytest.mark.parametrize(
    ("span", "by", "factor"),
    [
        (SECOND, "2024", 0.001),
        (SECOND, "2025", 0.001),
        (SECOND, "2025", -1),
        (HALF, "2024", 0.001),
        (HALF, "2025", 1000),
        (NINE_MONTHS, "2024", 0.001),
        (NINE_MONTHS, "2025", 0.001),
    ],
)
def test_a_value_wrong_in_one_filing_moves_no_quarter_and_no_growth(
    span: tuple[str, str], by: str, factor: float
) -> None:
    def slipped(start: str, end: str, filed: str, value: float) -> tuple[str, float]:
        return "revenue", value * (factor if (start, end) == span and filed.startswith(by) else 1)

    assert_all_right(company_figures(filer(slipped).body))


def test_a_quarter_that_no_later_filing_corrects_is_what_the_year_to_date_makes_it_and_says_so() -> None:
    def slipped(start: str, end: str, filed: str, value: float) -> tuple[str, float]:
        return "revenue", value * (0.001 if (start, end) == SECOND else 1)

    second = quarters(company_figures(filer(slipped, until="2024-09-01").body))["2024-06-30"]
    assert second.value == 189 * M
    assert second.doubt == "stated as 189000, which the year to date contradicts"


def test_a_recast_leaves_the_growth_of_the_last_quarter_as_it_was_filed() -> None:
    """The 10-K of the next year states three years on a new basis; of nine months only two were stated on it."""

    def recast(start: str, end: str, filed: str, value: float) -> tuple[str, float]:
        return "revenue", value * (0.8 if filed > "2025-04-01" else 1)

    company = filer(recast)
    year = ("2024-01-01", "2024-12-31")
    company.file("10-K/A", "2026-03-01", ("revenue", *year, 480), ("revenue", "2023-01-01", "2023-12-31", 396.8))
    found = company_figures(company.body)
    assert quarters(found)["2024-12-31"].value == 144 * M
    growth = [item for item in found.figures if item.figure == "revenue-yoy" and item.end == date(2024, 12, 31)]
    assert [round(item.value, 1) for item in growth if item.kind == "quarter"] == [Decimal("11.8")]


def test_a_split_is_no_slip() -> None:
    company = Filer()
    first = ("2024-01-01", "2024-03-31")
    company.file("10-Q", "2024-05-01", ("shares", *first, 250), ("eps", *first, 3.0))
    company.file(
        "10-Q", "2025-05-01",
        ("shares", *first, 2_500), ("eps", *first, 0.3),
        ("shares", "2025-01-01", "2025-03-31", 2_480), ("eps", "2025-01-01", "2025-03-31", 0.5),
    )  # fmt: skip
    company.file(
        "10-K", "2026-02-20", ("shares", "2025-01-01", "2025-12-31", 2_490), ("eps", "2025-01-01", "2025-12-31", 1.8)
    )
    found = company_figures(company.body)
    first_quarter = [item for item in found.figures if item.figure == "shares" and item.end == date(2024, 3, 31)]
    assert [(item.value, item.doubt) for item in first_quarter] == [(250 * M, ""), (2_500 * M, "")]
    assert [item.text for item in found.splits] == ["10:1"]


def test_a_first_quarter_of_sixteen_weeks_is_a_quarter_and_says_so() -> None:
    company = Filer()
    for year, first, half, filed in (("2023", 45, 78, "2023-06-30"), ("2024", 46, 80, "2024-06-28")):
        company.file("10-Q", filed, ("revenue", f"{year}-02-04", f"{year}-05-25", first))
        company.file("10-Q", f"{year}-09-20", ("revenue", f"{year}-02-04", f"{year}-08-17", half))
        company.file("10-K", f"{int(year) + 1}-03-25", ("revenue", f"{year}-02-04", f"{int(year) + 1}-02-03", 150))
    found = quarters(company_figures(company.body))
    assert (found["2024-05-25"].value, found["2024-05-25"].weeks) == (46 * M, "16 weeks")
    assert (found["2024-08-17"].value, found["2024-08-17"].weeks) == (34 * M, "12 weeks")


def test_of_two_values_of_one_span_in_one_filing_the_exact_one_counts() -> None:
    company = Filer()
    year = ("2024-01-01", "2024-12-31")
    company.file("10-K", "2025-02-01", ("revenue", *year, 1_200), ("revenue", *year, 1_199.863))
    (found,) = [item for item in company_figures(company.body).figures if item.figure == "revenue"]
    assert found.value == Decimal("1199.863") * M


def test_a_quarter_told_by_the_months_days_in_one_report_and_by_its_own_in_another_is_one() -> None:
    company = filer()
    body = json.loads(company.body)
    for row in body["facts"]["us-gaap"]["Revenues"]["units"]["USD"]:
        if (row.get("start"), row["end"]) == SECOND and row["filed"].startswith("2025"):
            row["start"], row["end"] = "2024-03-31", "2024-07-02"
    assert_all_right(company_figures(json.dumps(body).encode()))


@pytest.mark.parametrize("since", ["2024-07-01", "2024-10-01", "2025-01-01"])
def test_a_recast_that_begins_within_a_year_is_no_slip_and_leaves_no_quarter_of_two_bases_unsaid(since: str) -> None:
    """A part of the company is sold: from one filing on all it states is without it, the year before, too."""

    def without(start: str, end: str, filed: str, value: float) -> tuple[str, float]:
        return "revenue", round(value * (0.7 if filed >= since else 1), 4)

    found = company_figures(filer(without, until="2025-03-01").body)
    for end, item in quarters(found).items():
        year, number = int(end[:4]), [span[1] for span in SPANS].index(end[5:])
        whole = REVENUE[year][number] * M
        if item.doubt:
            assert "restated" in item.doubt
        else:
            assert item.value in (whole, whole * Decimal("0.7")), end
    growth = quarters(found, "revenue-yoy")
    for number, (_, ended) in enumerate(SPANS):
        figure = growth.get(f"2024-{ended}")
        change = Decimal(REVENUE[2024][number]) / REVENUE[2023][number] * 100 - 100
        assert figure is None or abs(figure.value - change) < Decimal("0.001")


def test_a_recast_and_a_changed_tag_at_once_leave_no_quarter_of_two_bases_unsaid() -> None:
    def both(start: str, end: str, filed: str, value: float) -> tuple[str, float]:
        tag = "SalesRevenueNet" if filed < "2024-09-01" else "revenue"
        return tag, round(value * (0.7 if filed > "2025-01-01" else 1), 4)

    found = company_figures(filer(both, until="2025-03-01").body)
    last = quarters(found)["2024-12-31"]
    assert last.doubt.startswith("the longer span was restated")
    assert "2024-12-31" not in quarters(found, "revenue-yoy")
    assert quarters(found)["2024-09-30"].doubt == ""
