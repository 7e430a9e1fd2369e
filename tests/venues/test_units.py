"""Pence and other parts of a currency."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thesis_tui.venues import units

CODES = st.sampled_from(["GBP", "GBX", "GBp", "ZAR", "ZAc", "ILS", "ILA", "USD", "USX", "KWD", "KWF", "EUR"])


@pytest.mark.parametrize(
    ("code", "unit"),
    [("GBp", "GBX"), ("gbx", "GBX"), ("GBX", "GBX"), ("gbp", "GBP"), ("GBP", "GBP"), ("p", "GBX"), ("pence", "GBX"),
     ("ZAc", "ZAC"), ("ila", "ILA"), ("USd", "USX"), ("usd", "USD"), (" eur ", "EUR")],
)  # fmt: skip
def test_a_unit_as_listings_give_it(code: str, unit: str) -> None:
    assert units.normalised(code) == unit


@pytest.mark.parametrize(
    ("quoted", "wanted", "factor"),
    [("GBp", "GBP", "0.01"), ("GBP", "GBX", "100"), ("GBX", "GBp", "1"), ("KWF", "KWD", "0.001"), ("EUR", "EUR", "1"),
     ("EUR", "GBX", None), ("GBP", "ZAC", None)],
)  # fmt: skip
def test_a_price_in_another_unit_of_its_currency(quoted: str, wanted: str, factor: str | None) -> None:
    assert units.factor(quoted, wanted) == (None if factor is None else Decimal(factor))


@given(CODES, CODES, st.decimals(0, 10**6, places=4))
def test_there_and_back_no_digit_is_lost(first: str, other: str, value: Decimal) -> None:
    there, back = units.factor(first, other), units.factor(other, first)
    assert (there is None) is (back is None) is (units.whole_unit(first) != units.whole_unit(other))
    if there is not None and back is not None:
        assert value * there * back == value
        assert there * back == 1


def test_units_in_words() -> None:
    assert units.suffix("GBX") == "p"
    assert units.suffix("ILA") == " ILA"
    assert units.suffix("USD") == " USD"
    assert units.name_of("GBX") == "pence"
    assert units.name_of("USD") == "USD"
