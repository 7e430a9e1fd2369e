"""JSON and numbers from outside, read without trust."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

from thesis_tui.model import figures
from thesis_tui.model.quantity import number_fault
from thesis_tui.model.text_cleaning import clean

PRICE_PLACES = 12
"""The most places a price has: coins are quoted at 0.00000812."""
_NUMBER = re.compile(r"[+-]?[0-9]{1,20}(?:\.[0-9]{0,20})?")
AHEAD = timedelta(minutes=5)
"""Clocks differ: a price may be so far ahead of ours."""
_MILLISECONDS = 10**11
"""Unix times above are in milliseconds: in seconds they would be after the year 5000."""
_DIGITS = 5
"""Significant digits that a price below one keeps whatever places its feed names: 32-bit floats have seven."""


def read_json(body: bytes) -> Any:
    """Raises ValueError. Numbers with a point are Decimal; NaN and infinity are refused."""
    import json

    try:
        # Decimal from the text itself: by way of a float 0.1 would be another number. Some bodies begin with a BOM.
        return json.loads(body.decode("utf-8-sig"), parse_float=Decimal, parse_constant=_refuse)
    except (RecursionError, ArithmeticError) as error:
        raise ValueError("nested too deep, or a number beyond all measure") from error


def _refuse(word: str) -> None:
    raise ValueError(f"{word} is no number")


def number(value: object, places: int = PRICE_PLACES) -> Decimal | None:
    """A finite number rounded to `places`, trailing zeros off; None for anything else. Text is read too."""
    # bool is a kind of int in Python: true would be a price of 1
    if isinstance(value, bool):
        return None
    if isinstance(value, str):
        if not _NUMBER.fullmatch(value.strip()):
            return None
        value = Decimal(value.strip())
    if isinstance(value, int):
        if abs(value) >= 10**15:
            return None
        value = Decimal(value)
    # 15 digits before the point, as `number_fault` has it; rounding longer ones could exceed decimal's precision
    if not isinstance(value, Decimal) or not value.is_finite() or value.adjusted() > 14:
        return None
    value = figures.trimmed(figures.rounded(value, places)) if value.adjusted() >= -places - 1 else Decimal(0)
    return None if number_fault(value) else value


def price(value: object, places: int = PRICE_PLACES, *, negative: bool = False) -> Decimal | None:
    """A number above zero, of any sign where the venue knows `negative` prices; rounded to `places`, a price below
    one to at least five significant digits.
    """
    found = number(value)
    if found is None or (found <= 0 and not negative):
        return None
    if found and abs(found) < 1:
        places = max(places, _DIGITS - 1 - found.adjusted())
    return figures.trimmed(figures.rounded(found, min(places, PRICE_PLACES)))


def moment(value: object) -> datetime | None:
    """Unix seconds, or milliseconds, as a time in UTC."""
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        return None
    try:
        if value > _MILLISECONDS:
            value = value / 1000
        return datetime.fromtimestamp(int(value), UTC)
    except (ValueError, OverflowError, OSError, ArithmeticError):
        return None


def change(value: Decimal, previous: Decimal | None) -> Decimal | None:
    """In percent, to four places."""
    percent = figures.percent_change(value, previous)
    return None if percent is None else figures.rounded(percent, 4)


def quoted(text: object, length: int = 160) -> str:
    """Words from outside as they may be shown: one line, printable, cut."""
    return figures.cut(" ".join(clean(str(text)[: length * 4]).split()), length)
