"""JSON and numbers from outside, read without trust."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

from thesis_tui.model import figures
from thesis_tui.model.quantity import number_fault
from thesis_tui.model.text import clean

PRICE_PLACES = 6
_NUMBER = re.compile(r"[+-]?[0-9]{1,20}(?:\.[0-9]{0,20})?")
AHEAD = timedelta(days=1)


def read_json(body: bytes) -> Any:
    """Raises ValueError. Numbers with a point are Decimal; NaN and infinity are refused."""
    import json

    try:
        return json.loads(body.decode("utf-8-sig"), parse_float=Decimal, parse_constant=_refuse)
    except (RecursionError, ArithmeticError) as error:
        raise ValueError("nested too deep, or a number beyond all measure") from error


def _refuse(word: str) -> None:
    raise ValueError(f"{word} is no number")


def number(value: object, places: int = PRICE_PLACES) -> Decimal | None:
    """A finite number rounded to `places`, trailing zeros off; None for anything else. Text is read too."""
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
    if not isinstance(value, Decimal) or not value.is_finite() or value.adjusted() > 14:
        return None
    value = figures.trimmed(figures.rounded(value, places)) if value.adjusted() >= -places - 1 else Decimal(0)
    return None if number_fault(value) else value


def price(value: object, places: int = PRICE_PLACES) -> Decimal | None:
    """A number above zero."""
    found = number(value, places)
    return found if found is not None and found > 0 else None


def moment(value: object) -> datetime | None:
    """Unix seconds as a time in UTC."""
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        return None
    try:
        return datetime.fromtimestamp(int(value), UTC)
    except (ValueError, OverflowError, OSError):
        return None


def change(value: Decimal, previous: Decimal | None) -> Decimal | None:
    """In percent, to four places."""
    return None if previous is None else figures.rounded((value - previous) / previous * 100, 4)


def said(text: object, length: int = 160) -> str:
    """Words from outside as they may be shown: one line, printable, cut."""
    return figures.cut(" ".join(clean(str(text)[: length * 4]).split()), length)
