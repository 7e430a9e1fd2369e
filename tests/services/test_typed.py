"""What people type: read as meant, or refused in the field it was typed into."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thesis_tui.errors import InputError
from thesis_tui.model.objects import Listing, Metric
from thesis_tui.services import parse
from thesis_tui.services.finding import Candidate, find, slug
from thesis_tui.services.new_thesis import fill, text_of, thesis_id

NOW = datetime(2026, 3, 18, 14, 45, 30, tzinfo=UTC)
XETRA = Listing(symbol="AHLA.DE", venue="XETRA", currency="EUR")
SHOPS = Metric(id="shops", title="Shops", unit="shops", measures="instant")
REVENUE = Metric(id="revenue", title="Revenue", unit="CNY")


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [("128", "128", None), ("120-128.5", "120", "128.5"), ("€120", "120", None), ("eur 120 to 128", "120", "128"),
     ("120–128 EUR", "120", "128")],
)  # fmt: skip
def test_a_zone_in_its_listings_currency(text: str, low: str, high: str | None) -> None:
    assert parse.zone(text, XETRA) == (Decimal(low), None if high is None else Decimal(high))


@pytest.mark.parametrize("text", ["$120", "120 USD", "HK$ 120", "gbp 120", "120 £"])
def test_a_zone_in_another_currency_names_the_right_one(text: str) -> None:
    with pytest.raises(InputError, match=r"AHLA\.DE is quoted in EUR"):
        parse.zone(text, XETRA)


@pytest.mark.parametrize(
    ("text", "day", "stamp"),
    [
        ("2026-03-17", date(2026, 3, 17), None),
        ("yesterday", date(2026, 3, 17), None),
        ("14:30", None, datetime(2026, 3, 18, 14, 30, tzinfo=UTC)),
        ("2026-03-17 16:00", None, datetime(2026, 3, 17, 16, 0, tzinfo=UTC)),
        ("2026-03-17T16:00", None, datetime(2026, 3, 17, 16, 0, tzinfo=UTC)),
        ("2026-03-17T16:00+00:00", None, datetime(2026, 3, 17, 16, 0, tzinfo=UTC)),
        ("", None, datetime(2026, 3, 18, 14, 45, tzinfo=UTC)),
    ],
)
def test_when_a_price_is_of(text: str, day: date | None, stamp: datetime | None) -> None:
    assert parse.moment(text, NOW) == (day, stamp)


@pytest.mark.parametrize("text", ["2026-03-19", "14:46", "2026-03-18 25:00", "2026-02-30", "soon", "x 14:00"])
def test_a_time_that_has_not_come_or_is_none(text: str) -> None:
    with pytest.raises(InputError) as refused:
        parse.moment(text, NOW)
    assert refused.value.field == "at"


def test_an_instant_is_of_a_day_and_a_period_of_its_days() -> None:
    assert parse.measured("2026-03-01", SHOPS, NOW.date(), "12-31").as_of == date(2026, 3, 1)
    period = parse.measured("fq3 2026", REVENUE, NOW.date(), "03-31")
    assert (period.start, period.end, period.label) == (date(2025, 10, 1), date(2025, 12, 31), "FQ3 2026")
    assert parse.measured("", REVENUE, NOW.date(), "03-31") == (None, None, None, "")


def test_a_unit_that_is_not_the_metrics() -> None:
    assert parse.quantity("2 bn USD", REVENUE)[1] == "USD"
    assert parse.quantity("about 600 shops", SHOPS)[1] == ""
    with pytest.raises(InputError, match="measured in shops, not in %"):
        parse.quantity("5 %", SHOPS)


@given(st.text(max_size=60))
def test_whatever_is_typed_is_read_or_refused(text: str) -> None:
    today = NOW.date()
    faults: list[InputError] = []
    for read in (
        lambda: parse.text(text, "f"),
        lambda: parse.zone(text, XETRA),
        lambda: parse.price(text, XETRA),
        lambda: parse.odds(text),
        lambda: parse.window(text, today, "03-31"),
        lambda: parse.measured(text, REVENUE, today, "03-31"),
        lambda: parse.quantity(text, REVENUE),
        lambda: parse.moment(text, NOW),
        lambda: parse.level_type(text),
        lambda: find("pillar", text, [Candidate("cloud", "Cloud"), Candidate("chips", "H200 access")]),
        lambda: text_of(fill(text, name=text, pillars=[text]), NOW),
    ):
        try:
            read()
        except InputError as error:
            faults.append(error)
    assert all(str(fault) and fault.field for fault in faults)


@given(st.text(max_size=100))
def test_no_symbol_leaves_the_data_directory(text: str) -> None:
    assert set(thesis_id(text)) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")
    assert len(thesis_id(text)) <= 64


def test_the_first_way_of_naming_that_finds_anything_decides() -> None:
    known = [Candidate("a", "Alpha"), Candidate("alpha", "Beta"), Candidate("x1", "阿里 cloud"), Candidate("x2", "")]
    assert find("thing", "A", known) == "a"
    assert find("thing", "alpha", known) == "alpha"
    assert find("thing", "阿里", known) == "x1"
    assert slug("  Qwen 4: the *release*  ") == "qwen-4-the-release"
    with pytest.raises(InputError, match=r"more than one thing: 阿里 cloud \(x1\); x2"):
        find("thing", "x", known)
