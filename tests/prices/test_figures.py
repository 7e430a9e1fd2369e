"""Hours of exchanges, numbers from outside, and figures computed from bars."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise

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


def plain_rsi(closes: list[Decimal]) -> Decimal:
    """Wilder's definition, step by step in decimals."""
    changes = [after - before for before, after in pairwise(closes)]
    gain = sum((max(change, Decimal(0)) for change in changes[:14]), Decimal(0)) / 14
    loss = sum((max(-change, Decimal(0)) for change in changes[:14]), Decimal(0)) / 14
    for change in changes[14:]:
        gain = (gain * 13 + max(change, Decimal(0))) / 14
        loss = (loss * 13 + max(-change, Decimal(0))) / 14
    return Decimal(50) if gain == loss == 0 else (100 * gain / (gain + loss)).quantize(Decimal("0.01"))


@given(st.lists(st.integers(100, 130) | st.integers(1, 10**12), min_size=15, max_size=60), st.integers(0, 8))
def test_rsi_is_to_the_hundredth_what_its_definition_gives(units: list[int], places: int) -> None:
    closes = [Decimal(number).scaleb(-places) for number in units]
    assert rsi(bars(*map(str, closes))) == plain_rsi(closes)


def test_rsi_halfway_between_two_hundredths_is_rounded_to_the_even_one() -> None:
    """Gains of 10001 of 20000 units are 50.005: a float cannot tell on which side of it a value lies."""
    closes = [Decimal(100_000), *[Decimal(110_001)] * 7, *[Decimal(100_002)] * 7]
    assert plain_rsi(closes) == Decimal("50.00")
    assert rsi(bars(*map(str, closes))) == Decimal("50.00")


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
