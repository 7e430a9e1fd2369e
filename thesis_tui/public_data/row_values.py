"""The values in a row of a table: a number is set in up to four cells, its sign, its digits and what closes it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from thesis_tui.public_data.filing_page import Cell

CURRENCIES = {
    "new taiwan dollars": "TWD", "nt dollars": "TWD", "hong kong dollars": "HKD", "japanese yen": "JPY",
    "korean won": "KRW", "singapore dollars": "SGD", "indian rupees": "INR", "brazilian reais": "BRL",
    "swiss francs": "CHF", "pounds sterling": "GBP", "u.s. dollar": "USD", "dollars": "USD",
    "rmb": "CNY", "cny": "CNY", "renminbi": "CNY", "us$": "USD", "usd": "USD", "u.s. dollars": "USD", "u.s.$": "USD",
    "us dollars": "USD", "hk$": "HKD", "hkd": "HKD", "nt$": "TWD", "ntd": "TWD", "twd": "TWD", "c$": "CAD",
    "cad": "CAD",
    "cdn$": "CAD", "canadian dollars": "CAD", "a$": "AUD", "aud": "AUD", "australian dollars": "AUD", "s$": "SGD",
    "sgd": "SGD", "r$": "BRL", "brl": "BRL", "€": "EUR", "eur": "EUR", "euro": "EUR", "euros": "EUR", "£": "GBP",
    "gbp": "GBP", "chf": "CHF", "dkk": "DKK", "sek": "SEK", "nok": "NOK", "krw": "KRW", "₩": "KRW", "jpy": "JPY",
    "yen": "JPY", "inr": "INR", "₹": "INR", "rs.": "INR", "ils": "ILS", "nis": "ILS", "mxn": "MXN", "zar": "ZAR",
}  # fmt: skip
"""Signs in filings for a currency. A "$" or "¥" alone is told by what the table says of itself."""
_SIGNS = r"US\$|U\.S\.\s?\$|RMB|HK\$|NT\$|C\$|Cdn\$|A\$|S\$|R\$|[$€£¥₩₹]"
_VALUE = re.compile(
    rf"(?P<open>[(\[])?\s*(?P<first>{_SIGNS})?\s*(?P<bracket>[(\[])?\s*(?P<minus>[-−–+])?\s*(?P<second>{_SIGNS})?\s*"
    r"(?P<digits>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?|\.\d+)\s*(?P<unit>%|pts?\b|bps\b|ppts?\b|pp\b|x\b)?\s*"
    r"(?P<close>[)\]])?\s*(?P<after>%|pts?\b|bps\b|ppts?\b|pp\b|x\b)?\s*(?:\(\d\)|\*+)?",
    re.IGNORECASE,
)
_SIGN_ALONE = re.compile(rf"(?:[(\[]\s*)?(?:{_SIGNS})?(?:\s*[(\[])?", re.IGNORECASE)
_END_ALONE = re.compile(r"[)\]]?\s*(?:%|pts?|bps|ppts?|pp|x)?\s*[)\]]?", re.IGNORECASE)
_NOTHING = re.compile(r"[-−–—]+|\*+|n\.?\s?/?\s?[am]\.?|nm|nil|none", re.IGNORECASE)
_YEAR = re.compile(r"(?:19|20)\d\d\s*(?:\(\d{1,2}\)|\([a-z]\)|\*+|[†‡§])?", re.IGNORECASE)


class Value(NamedTuple):
    """A number of a row in the columns it is set in. `sign` is the currency sign beside it, `unit` "%", "pts" or ""."""

    left: int
    right: int
    number: Decimal | None
    """None where the cell says that there is none."""
    sign: str
    unit: str
    text: str


def is_year(text: str) -> bool:
    """Whether a cell is a year, with a footnote's mark or without, and no figure."""
    return _YEAR.fullmatch(text.strip()) is not None


def split_row(cells: Sequence[Cell]) -> tuple[str, list[Value]]:
    """A row's label and its values, from left to right. The label is what stands before the first value."""
    label: list[str] = []
    values: list[Value] = []
    opening: Cell | None = None
    for cell in cells:
        text = cell.text.strip()
        found = _VALUE.fullmatch(text)
        # a year that begins a row at its left edge is the row's label
        if found is not None and (values or label or opening is not None or cell.left or not is_year(text)):
            values.append(_value(found, cell, opening))
            opening = None
        # "(" and "$" in a cell of their own belong to the number in the next
        elif _SIGN_ALONE.fullmatch(text):
            opening = cell
        # and ")" and "%" to the one before
        elif values and _END_ALONE.fullmatch(text):
            values[-1] = _closed(values[-1], cell, text)
        elif _NOTHING.fullmatch(text) and label:
            values.append(Value(cell.left, cell.right, None, "", "", text))
            opening = None
        elif not values:
            label.append(text)
        else:
            # Words after a value are a remark or another label; neither is a figure.
            opening = None
    return " ".join(label), values


def _value(found: re.Match[str], cell: Cell, opening: Cell | None) -> Value:
    digits = Decimal(found["digits"].replace(",", ""))
    before = opening.text if opening is not None else ""
    negative = bool(found["open"] or found["bracket"]) or found["minus"] in ("-", "−", "–") or "(" in before
    sign = found["first"] or found["second"] or before.strip("() []")
    unit = (found["unit"] or found["after"] or "").lower()
    left = opening.left if opening is not None and opening.right <= cell.left else cell.left
    return Value(left, cell.right, -digits if negative else digits, sign, unit, f"{before}{cell.text}")


def _closed(value: Value, cell: Cell, text: str) -> Value:
    unit = text.strip("()[] ").lower() or value.unit
    return value._replace(right=max(value.right, cell.right), unit=unit, text=f"{value.text}{text}")
