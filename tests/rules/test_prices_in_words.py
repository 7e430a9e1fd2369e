"""Prices of any size are read, compared and printed without losing or inventing a digit."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thesis_tui.errors import InputError
from thesis_tui.model import figures
from thesis_tui.rules.amounts import parse_price, parse_zone
from thesis_tui.rules.splits import adjusted_price

PRICES = st.integers(0, 12).flatmap(
    lambda places: st.integers(1, 10 ** (places + 9)).map(lambda units: Decimal(units).scaleb(-places))
)
CURRENCIES = st.sampled_from(["", "USD", "JPY", "KRW", "GBX"])


@pytest.mark.parametrize(
    ("value", "currency", "shown"),
    [
        ("0.00001238", "USD", "0.00001238"),
        ("0.00012", "USD", "0.00012"),
        ("0.707", "GBP", "0.707"),
        ("1.0875", "EUR", "1.0875"),
        ("78.24", "USD", "78.24"),
        ("149.8", "USD", "149.80"),
        ("148", "USD", "148.00"),
        ("93.6", "GBX", "93.6"),
        ("2500", "JPY", "2500"),
        ("2500.5", "JPY", "2500.5"),
        ("705000", "KRW", "705 000"),
        ("705000", "", "705 000"),
        ("87500", "USD", "87 500"),
        ("742000.5", "USD", "742 000.50"),
        ("113.240000", "USD", "113.24"),
        ("-37.63", "USD", "−37.63"),
    ],
)
def test_price_is_printed_with_its_own_digits(value: str, currency: str, shown: str) -> None:
    assert figures.price(Decimal(value), currency) == shown


@pytest.mark.parametrize(
    ("low", "high", "shown"),
    [
        ("176", "181", "176–181"),
        ("176.5", "181", "176.50–181.00"),
        ("0.000012", "0.0000124", "0.0000120–0.0000124"),
        ("9500", "10500", "9500–10 500"),
        ("1.08", "1.0875", "1.0800–1.0875"),
    ],
)
def test_zone_has_as_many_places_at_both_ends(low: str, high: str, shown: str) -> None:
    assert figures.zone(Decimal(low), Decimal(high), "USD") == shown


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("0.00001238", "0.00001238"),
        ("1.2e-5", "0.000012"),
        ("1.5e+02", "150"),
        ("705,000", "705000"),
        ("705 000", "705000"),
        ("705\u202f000", "705000"),
        ("705'000.50", "705000.50"),
    ],
)
def test_price_is_read_as_programs_and_people_write_it(text: str, value: str) -> None:
    assert str(parse_price(text)) == value


def test_zone_in_scientific_notation_is_read() -> None:
    assert parse_zone("1.2e-5-1.3e-5") == (Decimal("0.000012"), Decimal("0.000013"))


@pytest.mark.parametrize("text", ["1,0875", "0,125", "1e100", "1.2e-5e-5", "1,5e3", "1e-13"])
def test_price_that_can_be_two_or_none_is_refused(text: str) -> None:
    with pytest.raises(InputError):
        parse_price(text)


@pytest.mark.parametrize(
    ("value", "like", "rounded"),
    [
        (Decimal(200) / 3, "100", "66.67"),
        (Decimal("0.00001238") * Decimal("1.01"), "0.00001238", "0.0000125"),
        (Decimal("0.707") * Decimal("1.01"), "0.707", "0.7141"),
        (Decimal("1.0875") * Decimal("0.99"), "1.0875", "1.0766"),
        (Decimal("149.8"), "100", "149.8"),
    ],
)
def test_computed_price_is_as_precise_as_what_it_was_made_of(value: Decimal, like: str, rounded: str) -> None:
    assert str(figures.rounded_like(value, Decimal(like))) == rounded


@pytest.mark.parametrize(
    ("price", "ratio", "adjusted"),
    [("590.45", "0.25", "147.6125"), ("606", "0.25", "151.5"), ("100.01", "0.05", "5.0005"), ("6.02", "10", "60.2")],
)
def test_a_price_after_a_split_is_exact_where_it_ends(price: str, ratio: str, adjusted: str) -> None:
    assert str(adjusted_price(Decimal(price), Decimal(ratio))) == adjusted


def test_a_price_after_an_odd_split_has_no_more_digits_than_prices_have() -> None:
    assert str(adjusted_price(Decimal(100), Decimal(2) / 3)) == "66.67"
    assert str(adjusted_price(Decimal(590), Decimal(1) / 7)) == "84.29"


@given(value=PRICES, currency=CURRENCIES)
def test_price_printed_and_read_again_is_the_same(value: Decimal, currency: str) -> None:
    assert parse_price(figures.price(value, currency)) == value


@given(first=PRICES, other=PRICES, currency=CURRENCIES)
def test_zone_printed_and_read_again_is_the_same(first: Decimal, other: Decimal, currency: str) -> None:
    low, high = sorted((first, other))
    expected = (low, high if high > low else None)
    assert parse_zone(figures.zone(low, expected[1], currency)) == expected


@given(first=PRICES, step=st.integers(1, 1000), currency=CURRENCIES)
def test_the_higher_price_never_reads_as_the_lower_or_the_same(first: Decimal, step: int, currency: str) -> None:
    above = first + Decimal(step).scaleb(-12)
    assert parse_price(figures.price(above, currency)) > parse_price(figures.price(first, currency))


@given(level=PRICES, step=st.integers(-3, 3), above=st.booleans())
def test_what_is_beyond_the_edge_is_beyond_the_edge_as_printed(level: Decimal, step: int, above: bool) -> None:
    edge = level * (Decimal("1.01") if above else Decimal("0.99"))
    shown = figures.edge_like(edge, level, above=above)
    price = shown + step * Decimal(1).scaleb(int(shown.as_tuple().exponent))
    assert (price > edge) == (price > shown) if above else (price < edge) == (price < shown)
    assert shown.adjusted() - 28 < int(shown.as_tuple().exponent)
