"""Units prices are quoted in that are parts of a currency: pence, agorot, cents, fils; and the signs of currencies."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from thesis_tui.model import figures

MINOR: dict[str, tuple[str, int]] = {
    "GBX": ("GBP", 100),
    "ZAC": ("ZAR", 100),
    "ILA": ("ILS", 100),
    "USX": ("USD", 100),
    "KWF": ("KWD", 1000),
}
"""By the code a listing gives: the currency it is a part of, and how many make one."""
_WRITTEN = {"GBp": "GBX", "GBpence": "GBX", "ZAc": "ZAC", "USc": "USX", "USd": "USX", "ILa": "ILA", "KWf": "KWF"}
"""As feeds write them: "GBp" and "GBP" differ by their case alone."""
_SHOWN = {"GBX": "p"}
_NAMES = {"GBX": "pence", "ZAC": "South African cents", "ILA": "agorot", "USX": "US cents", "KWF": "fils"}
_TYPED = {"P": "GBX", "PENCE": "GBX", "PENNIES": "GBX", "AGOROT": "ILA", "FILS": "KWF"}
"""Words a person gives for a unit."""
SIGNS: Final[dict[str, tuple[str, ...]]] = {
    "$": ("USD",), "US$": ("USD",), "HK$": ("HKD",), "A$": ("AUD",), "C$": ("CAD",), "S$": ("SGD",), "NT$": ("TWD",),
    "R$": ("BRL",), "€": ("EUR",), "£": ("GBP",), "P": ("GBX",), "¥": ("JPY", "CNY"), "円": ("JPY",), "元": ("CNY",),
    "RMB": ("CNY",), "₩": ("KRW",), "원": ("KRW",), "₹": ("INR",), "RS": ("INR",), "RS.": ("INR",), "R": ("ZAR",),
    "ZŁ": ("PLN",), "KČ": ("CZK",), "FT": ("HUF",), "FR.": ("CHF",), "₺": ("TRY",), "₪": ("ILS",), "₽": ("RUB",),
    "฿": ("THB",), "₫": ("VND",), "₱": ("PHP",), "KR": ("SEK", "NOK", "DKK"), "KR.": ("DKK", "SEK", "NOK"),
    "C": ("ZAC", "USX"), "CENTS": ("ZAC", "USX"),
}  # fmt: skip
"""Signs beside a price, in capitals, and the currencies they may be of, the likeliest first."""


def normalised(code: str) -> str:
    """A currency's code as listings give it: "GBp" and "gbx" are "GBX", "gbp" is "GBP"."""
    text = code.strip()
    return _WRITTEN.get(text) or _TYPED.get(text.upper(), text.upper())


def whole_unit(code: str) -> str:
    """The currency a quote unit is part of: "GBP" for "GBX"; any other code is its own."""
    unit = normalised(code)
    return MINOR.get(unit, (unit, 1))[0]


def factor(quoted: str, wanted: str) -> Decimal | None:
    """The number that turns a price in `quoted` into one in `wanted`: 100 from pounds to pence. None for different
    currencies.
    """
    quoted, wanted = normalised(quoted), normalised(wanted)
    currency, parts = MINOR.get(quoted, (quoted, 1))
    other, others = MINOR.get(wanted, (wanted, 1))
    return Decimal(others) / parts if currency == other else None


def name_of(code: str) -> str:
    """The unit in a sentence: "pence" for "GBX"; a currency is its code."""
    return _NAMES.get(code, code)


def price(value: Decimal, code: str) -> str:
    """A price with its unit, as people quote it: "148.00 USD", "93.6p"."""
    return f"{figures.price(value, code)}{suffix(code)}"


def zone(low: Decimal, high: Decimal | None, code: str) -> str:
    """A level with its unit: "148.00 USD", "90–95p"."""
    return f"{figures.zone(low, high, code)}{suffix(code)}"


def suffix(code: str) -> str:
    """The unit as set behind a price: "p" without a space for pence, else the code after a space."""
    return _SHOWN.get(code) or f" {code}"
