"""Figures, prices and odds as people type them, digits kept as printed."""

from __future__ import annotations

import re
from decimal import Decimal

from msgspec import Struct

from thesis_tui.errors import InputError
from thesis_tui.model import figures
from thesis_tui.model.enums import SCALES, Qualifier, Scale
from thesis_tui.model.quantity import Quantity, number_fault

# A pasted article is no figure, and the expressions below need not be tried on it.
LONGEST = 100
# What is longer is a sentence behind a number, no unit.
LONGEST_UNIT = 40

QUANTITY_EXAMPLES = "34 %, ~5.59 bn USD, >600 M, at least 100, 40 000–80 000"
PRICE_EXAMPLES = "148 or 148.50"
ZONE_EXAMPLES = "148, or a zone 145-148"

_QUALIFIERS: dict[str, Qualifier] = {
    ">=": "at least", "≥": "at least", "at least": "at least", "no less than": "at least",
    "not less than": "at least", "minimum": "at least",
    "<=": "at most", "≤": "at most", "at most": "at most", "no more than": "at most",
    "not more than": "at most", "up to": "at most", "maximum": "at most",
    ">": "more than", "more than": "more than", "over": "more than", "above": "more than", "exceeding": "more than",
    "<": "less than", "less than": "less than", "fewer than": "less than", "under": "less than", "below": "less than",
    "~": "about", "≈": "about", "about": "about", "around": "about", "roughly": "about", "approximately": "about",
    "approx.": "about", "approx": "about", "circa": "about", "ca.": "about", "c.": "about", "some": "about",
    "nearly": "nearly", "almost": "nearly", "just under": "nearly", "close to": "nearly",
    "exactly": "exactly", "=": "exactly",
}  # fmt: skip
_SCALES: dict[str, Scale] = {
    "k": "thousand", "thousand": "thousand",
    "m": "million", "mn": "million", "mln": "million", "mio": "million", "million": "million", "millions": "million",
    "b": "billion", "bn": "billion", "bln": "billion", "billion": "billion", "billions": "billion",
    "tn": "trillion", "trn": "trillion", "trillion": "trillion", "trillions": "trillion",
}  # fmt: skip
_SIGNS = {
    "us$": "USD", "hk$": "HKD", "a$": "AUD", "c$": "CAD", "s$": "SGD", "nt$": "TWD", "cn¥": "CNY", "jp¥": "JPY",
    "$": "USD", "€": "EUR", "£": "GBP", "₹": "INR", "₩": "KRW",
}  # fmt: skip
_UNITS = {
    "%": "%", "percent": "%", "per cent": "%", "pct": "%", "percentage points": "%", "points": "%", "pp": "%",
    "x": "x", "×": "x", "times": "x",
    "rmb": "CNY", "yuan": "CNY", "renminbi": "CNY", "dollars": "USD", "dollar": "USD", "euro": "EUR", "euros": "EUR",
    "yen": "JPY",
}  # fmt: skip
_CURRENCIES = frozenset((
    "AED", "AUD", "BRL", "CAD", "CHF", "CNH", "CNY", "CZK", "DKK", "EUR", "GBP", "HKD", "HUF", "IDR", "ILS", "INR",
    "JPY", "KRW", "MXN", "MYR", "NOK", "NZD", "PHP", "PLN", "RUB", "SAR", "SEK", "SGD", "THB", "TRY", "TWD", "USD",
    "VND", "ZAR",
))  # fmt: skip

# The longest first, for ">" begins ">="; and whole words, for "over" begins "overall".
_QUALIFIER = re.compile("|".join(
    re.escape(word) + (r"(?![a-z])" if word[-1].isalpha() else "")
    for word in sorted(_QUALIFIERS, key=len, reverse=True)
), re.IGNORECASE)  # fmt: skip
_SIGN = re.compile("|".join(re.escape(sign) for sign in _SIGNS), re.IGNORECASE)
_NUMBER = re.compile(r"[+-]?\s?(?:[0-9]+(?:[.,' ][0-9]+)*|\.[0-9]+)")
_SCALE = re.compile("(" + "|".join(sorted(_SCALES, key=len, reverse=True)) + r")(?![a-z])", re.IGNORECASE)
_TO = re.compile(r"\s*(?:–|-|\.\.+|…|\bto\b)\s*", re.IGNORECASE)
_BETWEEN = re.compile(r"between\s+(?P<low>.+?)\s+and\s+(?P<high>.+)", re.IGNORECASE)
_UNIT_OF_LOW = re.compile(r"(%|percent\b|pct\b|x\b|×|times\b)\s*(?=–|-|\.\.|…|to\b)", re.IGNORECASE)
"""A unit that is said at both ends of a range: "30% to 34%"."""
_COMPARED = re.compile(
    r"(?<=[%\w])\s*,?\s*\b"
    r"(?:yoy|y/y|qoq|q/q|mom|m/m|(?:year|quarter|month)[- ](?:on|over)[- ](?:year|quarter|month))\.?\Z",
    re.IGNORECASE,
)
"""The basis of a change, which its metric says: it is no part of its unit."""
_CODE = re.compile(r"([A-Za-z]{3})(?=[\s0-9+-])")
_SPACED = re.compile(r"[0-9]{1,3}(?:[ '][0-9]{3})+(?:[.,][0-9]+)?")
_COMMAS = re.compile(r"[1-9][0-9]{0,2}(?:,[0-9]{3})+")
_DOTS = re.compile(r"[1-9][0-9]{0,2}(?:\.[0-9]{3}){2,}")
_PLAIN = re.compile(r"[0-9]*(?:\.[0-9]+)?")
_DECIMAL_COMMA = re.compile(r"[0-9]+,[0-9]{1,2}")
_EXPONENT = re.compile(r"[0-9]e[+-]?[0-9]", re.IGNORECASE)
_SCIENTIFIC = re.compile(r"[0-9]+(?:\.[0-9]+)?e[+-]?[0-9]{1,2}(?![0-9])", re.IGNORECASE)
"""A price with an exponent, as programs print small ones (1.238e-05); two digits, for no price needs more."""


class TypedQuantity(Struct, frozen=True):
    """A quantity as typed, with its unit: "%", "x", a currency code, a word, or "" when none was typed."""

    quantity: Quantity
    unit: str


def parse_quantity(text: str, field: str = "value") -> TypedQuantity:
    """A figure or a range, with qualifier, scale and unit: "about 5.59 bn USD", "40,000-80,000".

    Raises InputError (field `field`).
    """
    typed = _clean(text, field, QUANTITY_EXAMPLES)
    # "triple-digit growth": the least it can mean
    if re.fullmatch(r"triple[- ]digits?(?: %| percent)?", typed, re.IGNORECASE):
        return TypedQuantity(Quantity(Decimal(100), qualifier="at least"), "%")
    words = _COMPARED.sub("", typed).rstrip(" .")
    if between := _BETWEEN.fullmatch(words):
        words = f"{between['low']} to {between['high']}"
    rest, qualifier = _qualifier(words)
    rest, unit = _prefix(rest, field)
    rest, low, scale = _figure(rest, typed, field)
    high, high_scale = None, scale
    if twice := _UNIT_OF_LOW.match(rest):
        unit = _both(unit, _unit(twice[1], typed, field), field)
        rest = rest[twice.end() :]
    if match := _TO.match(rest):
        after, second = _prefix(rest[match.end() :], field)
        if second and unit and second != unit:
            raise InputError(f"a range has one currency, not {unit} and {second}", field)
        unit = unit or second
        rest, high, high_scale = _figure(after, typed, field)
    # 100+ is printed for at least 100
    elif rest.startswith("+"):
        rest, qualifier = rest[1:].lstrip(), "at least"
    if rest:
        trailing = _unit(rest, typed, field)
        unit = _both(unit, trailing, field)
    if high is None:
        quantity = Quantity(low, None, qualifier, scale)
    else:
        quantity = _range(low, scale, high, high_scale, qualifier, field)
    # the base, too: a million fits where a million trillions does not
    for value in (quantity.base, quantity.base_high, quantity.value, quantity.high):
        _check(value, field)
    return TypedQuantity(quantity, unit)


def parse_price(text: str, field: str = "value", *, negative: bool = False) -> Decimal:
    """A price in its listing's currency, above zero unless its venue has `negative` ones. Raises InputError (field
    `field`).
    """
    typed = _clean(text, field, PRICE_EXAMPLES, exponent=True)
    return _price(typed, field, PRICE_EXAMPLES, negative=negative)


def parse_zone(text: str, field: str = "value", *, negative: bool = False) -> tuple[Decimal, Decimal | None]:
    """A price, or a zone from low to high: "148", "145-148", "145 to 148"; above zero unless `negative` ones are
    prices. Raises InputError (field `field`).
    """
    typed = _clean(text, field, ZONE_EXAMPLES, exponent=True)
    match = _SCIENTIFIC.match(typed) or _NUMBER.match(typed)
    between = _TO.match(typed, match.end()) if match else None
    if match is None or between is None or between.end() == len(typed):
        return _price(typed, field, ZONE_EXAMPLES, negative=negative), None
    low = _price(match[0], field, ZONE_EXAMPLES, negative=negative)
    high = _price(typed[between.end() :], field, ZONE_EXAMPLES, negative=negative)
    if high <= low:
        raise InputError(
            f"a zone runs from low to high: {figures.plain(high)} is not above {figures.plain(low)}", field
        )
    return low, high


def parse_odds(text: str, field: str = "odds") -> Decimal:
    """Odds in percent, 0 to 100. Raises InputError (field `field`)."""
    examples = "75 or 75 %"
    typed = _clean(text, field, examples)
    bare = re.sub(r"\s*(?:%|percent|per cent|pct)$", "", typed, flags=re.IGNORECASE)
    match = _NUMBER.fullmatch(bare)
    if match is None:
        raise _unread(typed, "odds from 0 to 100", examples, field)
    odds = _number(match[0], field)
    if not 0 <= odds <= 100:
        raise InputError(f"{figures.cut(bare, 20)} is not between 0 and 100", field)
    # 0.75 without a % is meant as 75 %, or is not; nobody states odds so small without saying percent
    if 0 < odds < 1 and bare == typed:
        raise InputError(f"odds are 0 to 100: {bare} is under 1 %; write {figures.trimmed(odds * 100)}", field)
    _check(odds, field)
    # -0 is a nought with a sign, and would be shown with it
    return abs(odds)


def _clean(text: str, field: str, examples: str, *, exponent: bool = False) -> str:
    """One line, plain spaces, one minus and one dash. Raises InputError when empty, too long or not finite, and for an
    exponent unless numbers may have a short one.
    """
    if len(text) > LONGEST:
        raise InputError(f"too long for a number: write it like {examples}", field)
    shown = "".join(c if c.isprintable() or c.isspace() else " " for c in text)
    typed = " ".join(shown.replace("−", "-").replace("—", "–").replace("‒", "–").replace("’", "'").split())
    if not typed:
        raise InputError(f"nothing typed: write it like {examples}", field)
    if _EXPONENT.search(_SCIENTIFIC.sub("", typed) if exponent else typed):
        raise InputError(f"write the number out, without an exponent: {examples}", field)
    if re.fullmatch(r"[+-]?(?:s?nan|inf(?:inity)?|∞)", typed, re.IGNORECASE):
        raise InputError(f"“{typed}” is not a finite number: write it like {examples}", field)
    return typed


def _unread(typed: str, what: str, examples: str, field: str) -> InputError:
    return InputError(f"“{figures.cut(typed, 30)}” is not {what}: write it like {examples}", field)


def _qualifier(text: str) -> tuple[str, Qualifier]:
    match = _QUALIFIER.match(text)
    return (text, "exactly") if match is None else (text[match.end() :].lstrip(), _QUALIFIERS[match[0].lower()])


def _prefix(text: str, field: str) -> tuple[str, str]:
    """Splits a currency sign or code off the front, its minus kept ("-$5"): the rest, and the currency or ""."""
    minus = "-" if text.startswith("-") else ""
    rest = text.removeprefix("-").lstrip()
    if rest.startswith("¥"):
        raise InputError("¥ is yen or yuan: write JPY or CNY", field)
    if match := _SIGN.match(rest):
        return minus + rest[match.end() :].lstrip(), _SIGNS[match[0].lower()]
    match = _CODE.match(rest)
    if match and (code := _currency(match[1])):
        return minus + rest[match.end() :].lstrip(), code
    return text, ""


def _currency(word: str) -> str:
    """The currency code of a word, or ""; codes we do not know count when in capitals."""
    upper = word.upper()
    if upper == "RMB":
        return "CNY"
    return upper if upper in _CURRENCIES or (word == upper and figures.is_currency(word)) else ""


def _figure(text: str, typed: str, field: str) -> tuple[str, Decimal, Scale]:
    """Splits a number and its scale off the front: the rest, the number, the scale ("" when none)."""
    match = _NUMBER.match(text)
    if match is None:
        raise _unread(typed, "a figure", QUANTITY_EXAMPLES, field)
    value = _number(match[0], field)
    rest = text[match.end() :].lstrip()
    if scaled := _SCALE.match(rest):
        return rest[scaled.end() :].lstrip(" ."), value, _SCALES[scaled[1].lower()]
    return rest, value, ""


def _unit(text: str, typed: str, field: str) -> str:
    unit = " ".join(text.split()).removeprefix("of ")
    known = _UNITS.get(unit.lower()) or _SIGNS.get(unit.lower()) or (_currency(unit) if len(unit) == 3 else "")
    if known:
        return known
    if unit == "¥":
        raise InputError("¥ is yen or yuan: write JPY or CNY", field)
    if not unit[0].isalpha() or len(unit) > LONGEST_UNIT or any(c.isdigit() for c in unit):
        raise _unread(typed, "a figure", QUANTITY_EXAMPLES, field)
    return unit


def _both(unit: str, other: str, field: str) -> str:
    """The unit that was said once or twice. Raises InputError on two."""
    if unit and other and unit != other:
        raise InputError(f"one unit is enough, not {unit} and {other}", field)
    return unit or other


def _range(
    low: Decimal, low_scale: Scale, high: Decimal, high_scale: Scale, qualifier: Qualifier, field: str
) -> Quantity:
    """A range in the scale of its high end; a low end without one shares it ("5-6 bn")."""
    if qualifier not in ("exactly", "about"):
        raise InputError(f"“{qualifier}” goes with one value, not with a range", field)
    # 800 million to 1.2 billion is kept in one scale, that of its high end
    if low_scale and low_scale != high_scale:
        low = low.scaleb(SCALES[low_scale] - SCALES[high_scale])
    if high <= low:
        raise InputError(
            f"a range runs from low to high: {figures.plain(high)} is not above {figures.plain(low)}", field
        )
    return Quantity(low, high, qualifier, high_scale)


def _price(typed: str, field: str, examples: str, *, negative: bool) -> Decimal:
    scientific = _SCIENTIFIC.fullmatch(typed) is not None
    if not scientific and _NUMBER.fullmatch(typed) is None:
        if _SIGN.match(typed) or (typed[-3:].isalpha() and _currency(typed[-3:])):
            raise InputError(f"the number only, in its listing's currency: {examples}", field)
        raise _unread(typed, "a price", examples, field)
    value = figures.trimmed(Decimal(typed)) if scientific else _number(typed, field)
    if value <= 0 and not negative:
        raise InputError(f"a price is above zero: write it like {examples}", field)
    _check(value, field)
    return value


def _number(raw: str, field: str) -> Decimal:
    """The number in a run of digits, marks and spaces, read by one rule and refused when it could be two.

    One comma before one or two last digits is a decimal comma; groups of three are thousands; where both
    marks stand, the last one is the decimal mark.
    """
    sign = "-" if raw.startswith("-") else ""
    digits = raw.lstrip("+- ")
    if _SPACED.fullmatch(digits):
        digits = digits.replace(" ", "").replace("'", "").replace(",", ".")
    elif "," in digits and "." in digits:
        decimal_mark = "," if digits.rfind(",") > digits.rfind(".") else "."
        whole, _, fraction = digits.rpartition(decimal_mark)
        other = "." if decimal_mark == "," else ","
        if not re.fullmatch(rf"[0-9]{{1,3}}(?:{re.escape(other)}[0-9]{{3}})+", whole):
            raise _ambiguous(raw, field)
        digits = f"{whole.replace(other, '')}.{fraction}"
    elif _COMMAS.fullmatch(digits):
        digits = digits.replace(",", "")
    elif _DECIMAL_COMMA.fullmatch(digits):
        digits = digits.replace(",", ".")
    elif _DOTS.fullmatch(digits):
        digits = digits.replace(".", "")
    if not _PLAIN.fullmatch(digits):
        raise _ambiguous(raw, field)
    return Decimal(sign + digits)


def _ambiguous(raw: str, field: str) -> InputError:
    return InputError(f"“{figures.cut(raw, 30)}” can be read two ways: write 1234.56 or 1,234.56", field)


def _check(value: Decimal | None, field: str) -> None:
    if value is not None and (fault := number_fault(value)):
        raise InputError(f"the number {fault}", field)
