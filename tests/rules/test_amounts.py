from __future__ import annotations

import time
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from thesis_tui.errors import InputError
from thesis_tui.model import figures
from thesis_tui.model.objects import Metric, Observation
from thesis_tui.rules.amounts import parse_odds, parse_price, parse_quantity, parse_zone


@pytest.mark.parametrize(
    ("text", "reads"),
    [
        ("34 %", "34|–|exactly||%"),
        ("~34%", "34|–|about||%"),
        ("about 5.59 bn USD", "5.59|–|about|billion|USD"),
        ("> 600 M", "600|–|more than|million|"),
        (">=100", "100|–|at least||"),
        ("at least 100", "100|–|at least||"),
        ("100+ shops", "100|–|at least||shops"),
        ("nearly 50 million units", "50|–|nearly|million|units"),
        ("up to 3 k", "3|–|at most|thousand|"),
        ("under 9 %", "9|–|less than||%"),
        ("triple-digit", "100|–|at least||%"),
        ("40,000-80,000", "40000|80000|exactly||"),
        ("40 000–80 000", "40000|80000|exactly||"),
        ("10 to 12 %", "10|12|exactly||%"),
        ("-10 to -5 %", "-10|-5|exactly||%"),
        ("$5bn-$6bn", "5|6|exactly|billion|USD"),
        ("5-6 bn", "5|6|exactly|billion|"),
        ("500 M-1 bn", "0.500|1|exactly|billion|"),
        ("-72 %", "-72|–|exactly||%"),
        ("−72 %", "-72|–|exactly||%"),
        ("+34 %", "34|–|exactly||%"),
        ("1,234.56", "1234.56|–|exactly||"),
        ("1.234,56", "1234.56|–|exactly||"),
        ("1 234 567.8", "1234567.8|–|exactly||"),
        ("119,43", "119.43|–|exactly||"),
        ("$5.59bn", "5.59|–|exactly|billion|USD"),
        ("€119.43", "119.43|–|exactly||EUR"),
        ("HK$120", "120|–|exactly||HKD"),
        ("RMB 380 billion", "380|–|exactly|billion|CNY"),
        ("380 bn yuan", "380|–|exactly|billion|CNY"),
        ("usd 5", "5|–|exactly||USD"),
        ("0.25x", "0.25|–|exactly||x"),
        ("5.590", "5.590|–|exactly||"),
    ],
)
def test_figures_as_people_write_them(text: str, reads: str) -> None:
    typed = parse_quantity(text)
    quantity = typed.quantity
    high = figures.UNKNOWN if quantity.high is None else str(quantity.high)
    assert "|".join([str(quantity.value), high, quantity.qualifier, quantity.scale, typed.unit]) == reads


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "nothing typed"),
        ("many", "“many” is not a figure: write it like 34 %"),
        ("about", "is not a figure"),
        ("1,23,456", "can be read two ways"),
        ("0,125", "can be read two ways"),
        ("40 000 80", "can be read two ways"),
        ("1.2.3", "can be read two ways"),
        ("80-40", "40 is not above 80"),
        ("more than 5-6", "not with a range"),
        ("$5-€6", "not USD and EUR"),
        ("¥5", "write JPY or CNY"),
        ("nan", "not a finite number"),
        ("-inf", "not a finite number"),
        ("1e50000000", "without an exponent"),
        ("5 [/]", "is not a figure"),
        ("9" * 16, "more than 15 digits"),
        ("9999999999999 bn", "more than 15 digits"),
        ("0." + "1" * 13, "more than 12 digits"),
        ("9" * 100_000, "too long"),
    ],
)
def test_a_figure_that_cannot_be_read_says_what_is_accepted(text: str, says: str) -> None:
    with pytest.raises(InputError) as caught:
        parse_quantity(text, "threshold")
    assert says in str(caught.value)
    assert caught.value.field == "threshold"


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("148", "148", None),
        ("148.50", "148.50", None),
        ("145-148", "145", "148"),
        ("145–148", "145", "148"),
        ("145 to 148", "145", "148"),
        ("1,000 – 1,200.5", "1000", "1200.5"),
        ("119,43", "119.43", None),
    ],
)
def test_prices_and_zones(text: str, low: str, high: str | None) -> None:
    found = parse_zone(text)
    assert [str(found[0]), found[1] and str(found[1])] == [low, high]
    if high is None:
        assert str(parse_price(text)) == low


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "nothing typed"),
        ("0", "above zero"),
        ("-5", "above zero"),
        ("-5-10", "above zero"),
        ("145-", "“145-” is not a price"),
        ("148-145", "145 is not above 148"),
        ("145-145", "145 is not above 145"),
        ("nan", "not a finite number"),
        ("Infinity", "not a finite number"),
        ("$148", "the number only"),
        ("148 EUR", "the number only"),
        ("9" * 16, "more than 15 digits"),
        ("cheap", "is not a price: write it like 148"),
    ],
)
def test_a_price_that_cannot_be_one_is_refused(text: str, says: str) -> None:
    with pytest.raises(InputError) as caught:
        parse_zone(text, "price")
    assert says in str(caught.value)
    assert caught.value.field == "price"


@pytest.mark.parametrize("read", [parse_price, parse_zone, parse_odds, parse_quantity])
@pytest.mark.parametrize("text", ["1e50000000", "1E+999999999", "9" * 1_000_000])
def test_absurd_numbers_are_refused_at_once(read: object, text: str) -> None:
    assert callable(read)
    start = time.perf_counter()
    with pytest.raises(InputError):
        read(text)
    assert time.perf_counter() - start < 0.5


@pytest.mark.parametrize(
    ("text", "odds"),
    [("75", "75"), ("75 %", "75"), ("75%", "75"), ("0", "0"), ("100", "100"), ("0.5 %", "0.5"), ("33.3", "33.3")],
)
def test_odds(text: str, odds: str) -> None:
    assert str(parse_odds(text)) == odds


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("110", "110 is not between 0 and 100"),
        ("110 %", "110 is not between 0 and 100"),
        ("-5", "-5 is not between 0 and 100"),
        ("0.75", "odds are 0 to 100: 0.75 is under 1 %; write 75"),
        ("likely", "is not odds from 0 to 100"),
        ("nan", "not a finite number"),
        ("", "nothing typed"),
    ],
)
def test_odds_out_of_range_are_refused(text: str, says: str) -> None:
    with pytest.raises(InputError) as caught:
        parse_odds(text)
    assert says in str(caught.value)
    assert caught.value.field == "odds"


@given(st.decimals(min_value=-(10**14), max_value=10**14, places=4, allow_nan=False))
def test_a_figure_as_shown_can_be_typed_again(value: Decimal) -> None:
    assert parse_quantity(figures.grouped(value)).quantity.value == value
    assert parse_quantity(f"{value:,f}").quantity.value == value


@given(st.text(max_size=40) | st.text(alphabet="0123456789.,-–~>=% $€xbnM ", max_size=20))
def test_any_text_is_a_figure_or_an_input_error(text: str) -> None:
    for read in (parse_quantity, parse_zone, parse_odds):
        fault: InputError | None = None
        try:
            read(text)
        except InputError as error:
            fault = error
        assert fault is None or (fault.field and len(str(fault)) < 140)


@pytest.mark.parametrize(
    ("text", "low", "high", "unit"),
    [
        ("30% to 34%", "30", "34", "%"), ("30 %–34 %", "30", "34", "%"), ("20x to 25x", "20", "25", "x"),
        ("+30-+34 %", "30", "34", "%"), ("-5% to -3%", "-5", "-3", "%"), ("between 30% and 34%", "30", "34", "%"),
        ("34% yoy", "34", None, "%"), ("30% to 34% y/y", "30", "34", "%"), ("34 % year over year", "34", None, "%"),
        ("34%.", "34", None, "%"),
    ],
)  # fmt: skip
def test_a_unit_may_stand_at_both_ends_and_what_a_change_is_against_behind_it(
    text: str, low: str, high: str | None, unit: str
) -> None:
    found = parse_quantity(text)
    assert (found.quantity.value, found.quantity.high, found.unit) == (
        Decimal(low), None if high is None else Decimal(high), unit,
    )  # fmt: skip


def test_two_units_of_one_range_are_refused() -> None:
    with pytest.raises(InputError, match="one unit is enough, not % and x"):
        parse_quantity("20% to 25x")


def test_a_column_rounds_what_a_filing_states_to_the_dollar_and_keeps_its_unit() -> None:
    metric = Metric(id="sales", title="Sales", unit="USD")
    stated = Observation(id="o", metric="sales", value=Decimal(13_762_351_722), unit="USD")
    assert figures.shown(stated, metric).text == "13.762 bn USD"
    assert figures.observed(stated, metric).text == "13.762351722 bn USD"
    assert figures.shown(replace(stated, value=Decimal(5_780_000_000)), metric).text == "5.78 bn USD"
