"""Hours of exchanges, numbers from outside, and figures computed from bars."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thesis_tui.model.bars import Bar
from thesis_tui.prices import payload
from thesis_tui.rules.indicators import average, indicators

DAY = date(2025, 1, 1)


def bars(*closes: str) -> tuple[Bar, ...]:
    return tuple(Bar(DAY + timedelta(days=n), None, None, Decimal(text)) for n, text in enumerate(closes))


def rsi(series: tuple[Bar, ...]) -> Decimal | None:
    found = indicators(series, series[-1].day)
    assert found is not None
    return found.rsi_14


def test_rsi_as_published() -> None:
    """The worked example of StockCharts' ChartSchool article on RSI: 33 closes and 19 values."""
    closes = [
        "44.3389", "44.0902", "44.1497", "43.6124", "44.3278", "44.8264", "45.0955", "45.4245", "45.8433", "46.0826",
        "45.8931", "46.0328", "45.6140", "46.2820", "46.2820", "46.0028", "46.0328", "46.4116", "46.2222", "45.6439",
        "46.2122", "46.2521", "45.7137", "46.4515", "45.7835", "45.3548", "44.0288", "44.1783", "44.2181", "44.5672",
        "43.4205", "42.6628", "43.1314",
    ]  # fmt: skip
    published = [
        "70.53", "66.32", "66.55", "69.41", "66.36", "57.97", "62.93", "63.26", "56.06", "62.38", "54.71", "50.42",
        "39.99", "41.46", "41.87", "45.46", "37.30", "33.08", "37.77",
    ]  # fmt: skip
    series = bars(*closes)
    assert rsi(series[:14]) is None
    assert [rsi(series[:count]) for count in range(15, 34)] == [Decimal(text) for text in published]


@given(st.lists(st.decimals(1, 1000, places=2), min_size=15, max_size=60))
def test_rsi_is_between_0_and_100(closes: list[Decimal]) -> None:
    value = rsi(bars(*(str(close) for close in closes)))
    assert value is not None
    assert 0 <= value <= 100


def test_rsi_at_its_ends() -> None:
    assert rsi(bars(*(str(number) for number in range(1, 40)))) == 100
    assert rsi(bars(*(str(number) for number in range(40, 1, -1)))) == 0
    assert rsi(bars(*["5"] * 20)) == 50


def test_average_of_whole_sessions() -> None:
    series = (*bars("1", "2", "3", "4"), Bar(DAY + timedelta(days=4), None, None, Decimal(100), whole=False))
    last = series[-1].day
    assert average(series, last, 3) == Decimal(3)
    assert average(series, series[2].day, 3) == Decimal(2)
    assert average(series, last, 5) is None


def test_the_range_of_a_year() -> None:
    today = DAY + timedelta(days=400)
    series = [Bar(DAY + timedelta(days=n), Decimal(n + 2), Decimal(n + 1), Decimal(n + 2)) for n in range(400)]
    found, part = indicators(series, today), indicators(series[-100:], today)
    assert found is not None
    assert part is not None
    assert (found.high_52_weeks, found.low_52_weeks) == (Decimal(401), Decimal(37))
    assert (part.high_52_weeks, part.low_52_weeks) == (None, None)


@pytest.mark.parametrize(
    ("value", "number"),
    [
        (Decimal("113.23999786376953"), "113.24"),
        (7, "7"),
        ("-0.60", "-0.6"),
        (Decimal("NaN"), None),
        (Decimal("1e400"), None),
        (Decimal("1e-400"), "0"),
        (10**4000, None),
        (True, None),
        ("1e5", None),
        ("--5", None),
        ("٣", None),
        ([], None),
    ],
)
def test_numbers_from_outside(value: object, number: str | None) -> None:
    found = payload.number(value, 3)
    assert found == (None if number is None else Decimal(number))


@pytest.mark.parametrize(
    "body", [b'{"a": NaN}', b'{"a": Infinity}', b"\xff", b"[" * 200_000, b'{"a":1e99999999999999999999}']
)
def test_json_that_is_refused(body: bytes) -> None:
    with pytest.raises(ValueError, match=r".+"):
        payload.read_json(body)
