"""The cells of a price file: days and prices as they are written, and which of two readings a file itself shows.

Nothing is guessed: 3/4/2026 is April or March by the rows that leave no choice or by what the user says, 1,560 is a
thousand or a decimal by the numbers that leave no choice.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta, tzinfo
from decimal import Decimal
from typing import Final, Literal, NamedTuple
from unicodedata import category, combining, normalize

from thesis_tui.model.figures import WHOLE, rounded, trimmed
from thesis_tui.model.quantity import MAX_DIGITS_AFTER_POINT, number_fault
from thesis_tui.venues import units

Order = Literal["day first", "month first", "year first"]
ORDERS: Final[tuple[Order, ...]] = ("day first", "month first", "year first")
Mark = Literal["point", "comma"]
"""Signs before the decimals."""

NOTHING: Final = frozenset(("", "-", "–", "—", "null", "none", "nan", "n/a", "n/d", "#n/a", "na", "nil", "."))
"""A cell without a price."""
MAX_PLACES: Final = 6
"""Places a price of 1 or more keeps: no market quotes finer, what is beyond comes of computing."""
_MONEY = re.compile(
    r"(?P<before>[^\d.,+\-−(]*)(?P<digits>[+\-−]?[\d.,'’`ʼ\s]*\d[.,]?(?:e[+\-−]?\d+)?)(?P<after>\D*)", re.I
)
_GROUPS = re.compile(r"[+-]?\d{1,3}(?:[\s'’`ʼ]\d{3})+(?!\d).*")
_APART = re.compile(r"[\s'’`ʼ]")
_EXPONENT = re.compile(r"(?P<digits>[+-]?\d+(?:[.,]\d*)?)e(?P<power>[+-]?\d{1,2})", re.IGNORECASE)
_POINTED = re.compile(r"[+-]?(?:\d+|\d{1,3}(?:,\d{3})+)?(?:\.\d*)?")
_COMMAED = re.compile(r"[+-]?(?:\d+|\d{1,3}(?:\.\d{3})+)?(?:,\d*)?")
# No leading zero: 0.125 cannot be thousands.
_EITHER = re.compile(r"[+-]?[1-9]\d{0,2}[.,]\d{3}")
"""A number that may have three decimals or be thousands."""

_ISO = re.compile(r"(\d{4})([-/.]?)(\d{1,2})\2(\d{1,2})")
_LOOSE = re.compile(r"(?<=\d)\s*([-/.])\s+(?=\d)")
_EAST = re.compile(r"(\d{4})\s*[年년]\s*(\d{1,2})\s*[月월]\s*(\d{1,2})\s*[日일]?")
_PARTS = re.compile(r"(\d{1,2})([-/.])(\d{1,2})\2(\d{4}|\d{2})")
_NAMED = re.compile(
    r"(?:(\d{1,2})(?:\.|st|nd|rd|th)?(?:\s+de)?[ /-]*)?([^\W\d_]{3,10})\.?(?:\s+de)?[ /-]*"
    r"(?:(\d{1,2})(?:st|nd|rd|th)?,? +)?(\d{4}|\d{2})"
)
"""27-Nov-26, 27. November 2026, 27 de noviembre de 2026, Nov 27, 2026, 27NOV2026."""
_WEEKDAY = re.compile(r"[^\W\d_]{2,10}\.?,? +(?=\d|[^\W\d_]{3,10}\.? +\d{1,2},? +\d{4})")
_TIME = re.compile(
    r"[T ]\s*(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2})(?:[.,]\d+)?)?\s*(?P<half>[AP]M)?"
    r"\s*(?P<zone>Z|UTC|GMT|[+-]\d{2}:?\d{2})?(?:\[[\w/]+\]|\s+[A-Z]{2,4})?$",
    re.IGNORECASE,
)
_EPOCH = re.compile(r"(\d{10})(?:\d{3})?(?:\.\d+)?")
_MONTHS: Final = (
    ("jan", "ene", "gen", "sty", "oca", "янв"), ("feb", "fev", "lut", "sub", "фев"),
    ("mar", "mrz", "mrt", "maa", "мар"),
    ("apr", "avr", "abr", "kwi", "nis", "апр"), ("may", "mai", "maj", "mei", "mag", "мая", "маи"),
    ("jun", "juin", "giu", "cze", "haz", "июн"), ("jul", "juil", "lug", "lip", "tem", "июл"),
    ("aug", "aou", "ago", "sie", "авг"), ("sep", "set", "wrz", "eyl", "сен"),
    ("oct", "okt", "ott", "out", "paz", "eki", "окт"),
    ("nov", "kas", "ноя"), ("dec", "dez", "dic", "gru", "ara", "дек"),
)  # fmt: skip
"""How months begin, without accents. Left out is what is two months in two languages (listopad)."""


class Money(NamedTuple):
    """A cell of a price: its digits and marks without spaces between thousands, and the currency beside it or ""."""

    digits: str
    currency: str


class CellError(ValueError):
    """A cell that cannot be read; the reason is its text."""


def money(text: str) -> Money:
    """A price's cell taken apart. Raises CellError for what is no price."""
    if text.isascii() and text.replace(".", "", 1).isdigit():  # most cells, told without the expressions
        return Money(text, "")
    found = _MONEY.fullmatch(text.strip())
    if found is None:
        raise CellError(f"{text[:40]!r} is no price")
    currency = ""
    for mark in (found["before"], found["after"]):
        sign = " ".join(mark.split()).upper()
        if not sign:
            continue
        if sign in units.SIGNS:
            codes = units.SIGNS[sign]
            # dollars are of twenty countries: in a file a bare sign tells nothing
            words = codes[0] if len(codes) == 1 and sign != "$" else ""
        elif len(sign) == 3 and sign.isascii() and sign.isalpha():
            words = sign
        elif len(sign) == 1 and category(sign) == "Sc":
            words = ""
        else:
            raise CellError(f"{text[:40]!r} is no price")
        currency = words or currency
    digits = found["digits"].strip().replace("−", "-")
    return Money(_APART.sub("", digits) if _GROUPS.fullmatch(digits) else digits, currency)


def mark_of(digits: str) -> Mark | None:
    """Whether a number's decimals stand after a point or a comma, None where it can be both or has none."""
    exponent = _EXPONENT.fullmatch(digits) if "e" in digits or "E" in digits else None
    if exponent is not None:
        digits = exponent["digits"]
        return "comma" if "," in digits else "point" if "." in digits else None
    point, comma = digits.rfind("."), digits.rfind(",")
    # most numbers; with three digits behind it a lone point may separate thousands
    if comma < 0 and digits.find(".") == point >= 0 and len(digits) - point != 4:
        return "point"
    if point >= 0 and comma >= 0:
        return "comma" if comma > point else "point"
    if point < 0 and comma < 0:
        return None
    mark = "." if point >= 0 else ","
    # decimals come once, so a mark that stands twice separates thousands
    if digits.count(mark) > 1:
        return "comma" if mark == "." else "point"
    if _EITHER.fullmatch(digits):
        return None
    return "comma" if mark == "," else "point"


def is_doubtful(digits: str) -> bool:
    """Whether a number can be thousands or have three decimals: 1,560."""
    return _EITHER.fullmatch(digits) is not None


def price(text: str, mark: Mark | None, *, whole: bool = False) -> Decimal:
    """The price in a cell. `mark` is how its file writes decimals, None when it writes them both ways or does not
    show it; a currency whose prices are `whole` has no three decimals. Raises CellError.
    """
    digits = money(text).digits
    own = mark_of(digits)
    if own is None and is_doubtful(digits):
        # a currency without decimals has thousands there, so its decimals would stand behind the other mark
        own = mark if not whole else "comma" if "." in digits else "point"
        if own is None:
            raise CellError(f"{text[:40]} may be a decimal or thousands; write two decimals")
    own = own or mark or "point"
    exponent = _EXPONENT.fullmatch(digits) if "e" in digits or "E" in digits else None
    plain = exponent["digits"] if exponent else digits
    if not (_COMMAED if own == "comma" else _POINTED).fullmatch(plain):
        raise CellError(f"{text[:40]!r} is no price")
    plain = plain.replace(".", "").replace(",", ".") if own == "comma" else plain.replace(",", "")
    value = Decimal(plain)
    if exponent:
        value = value.scaleb(int(exponent["power"]))
    value = without_noise(value)
    fault = number_fault(value)
    if fault:
        raise CellError(f"{text[:40]!r} {fault}")
    return value


def is_whole(currency: str) -> bool:
    """Whether prices in a currency have no decimals, so that three digits after a mark are thousands."""
    return currency in WHOLE


def without_noise(value: Decimal) -> Decimal:
    """A price without what floating point added: 78.239998 is 78.24, 151.1999998 is 151.2, 78.235 stays.

    The fewest places, from two on, within half a step of a 32-bit float are taken; more than any market quotes are
    rounded off.
    """
    # four places are quoted somewhere (currencies), noise has more; above 15 digits `number_fault` refuses it anyway
    if -int(value.as_tuple().exponent) <= 4 or not value or value.adjusted() > 14:
        return trimmed(value)
    # a float of 24 bits: the distance of two neighbours is 2^-23 of the power of two below the value
    half_step = Decimal(2) ** (math.frexp(abs(value))[1] - 25)
    most = MAX_PLACES if abs(value) >= 1 else MAX_DIGITS_AFTER_POINT
    for places in range(2, most):
        short = rounded(value, places)
        if short and abs(short - value) <= half_step:
            return trimmed(short)
    return trimmed(rounded(value, most))


class Day(NamedTuple):
    """A day's cell taken apart: `day` where it can be only one, else the three numbers as they stand."""

    day: date | None
    parts: tuple[int, int, int] | None = None
    mark: str = ""


def day_cell(text: str, zone: tzinfo | None) -> Day:
    """A day's cell, the time that may follow it put into the exchange's `zone`. Raises CellError."""
    try:
        # NFKC: files of East Asia may have digits and marks of full width
        return _day_cell(_LOOSE.sub(r"\1", normalize("NFKC", text).strip()), zone)
    # OverflowError and OSError are of a Unix time beyond what the system's clock knows
    except (ValueError, OverflowError, OSError):
        raise CellError(f"{text[:40]!r} is no day") from None


def _day_cell(text: str, zone: tzinfo | None) -> Day:
    found = _TIME.search(text)
    head = text[: found.start()].rstrip(" ,") if found else text
    iso = _ISO.fullmatch(head)
    # without marks all eight digits must be there: 2026111 is two days
    if iso and (iso[2] or len(head) == 8):
        day = date(int(iso[1]), int(iso[3]), int(iso[4]))
        return Day(_local(day, found, zone) if found else day)
    if _EPOCH.fullmatch(text):
        at = datetime.fromtimestamp(int(text[:10]), UTC)
        # midnight in UTC stands for a day; on New York's clock it would be the evening before
        return Day((at if zone is None or (at.hour, at.minute) == (0, 0) else at.astimezone(zone)).date())
    if east := _EAST.fullmatch(head):
        return Day(date(int(east[1]), int(east[2]), int(east[3])))
    # "Nov 27, 2026" begins as a weekday would, and would lose its month
    head = _WEEKDAY.sub("", head, count=1) if not _NAMED.fullmatch(head) else head
    if parts := _PARTS.fullmatch(head):
        return Day(None, (int(parts[1]), int(parts[3]), int(parts[4])), parts[2] + ("" if len(parts[4]) == 4 else "2"))
    # the day's number stands before the month's name or behind it, not twice and not nowhere
    if (named := _NAMED.fullmatch(head)) and (named[1] is None) != (named[3] is None):
        return Day(date(_year(int(named[4])), _month(named[2]), int(named[1] or named[3])))
    raise ValueError


def _local(day: date, time: re.Match[str], zone: tzinfo | None) -> date:
    """The exchange's day of a time with a zone. Midnight is how a day is written where times are expected."""
    hour, minute = int(time["hour"]), int(time["minute"])
    if not time["zone"] or zone is None or (hour, minute) == (0, 0):
        return day
    offset = re.sub(r"[^+\-0-9]", "", time["zone"]) or "+0000"
    shift = timedelta(hours=int(offset[1:3]), minutes=int(offset[3:5]))
    at = datetime(day.year, day.month, day.day, hour, minute, tzinfo=UTC) - (shift if offset[0] == "+" else -shift)
    return at.astimezone(zone).date()


def _month(name: str) -> int:
    bare = "".join(letter for letter in normalize("NFKD", name.casefold()) if not combining(letter))
    for number, starts in enumerate(_MONTHS, 1):
        if bare.startswith(starts):
            return number
    raise ValueError


def _year(year: int) -> int:
    """Two digits are of 1970 to 2069, as spreadsheets read them (within a year)."""
    return year if year > 99 else 2000 + year if year < 70 else 1900 + year


def readings(day: Day) -> dict[Order, date]:
    """The days that a cell of three numbers can be; a cell that is one day is that in every order."""
    if day.day is not None:
        return dict.fromkeys(ORDERS, day.day)
    assert day.parts is not None
    first, second, third = day.parts
    orders: dict[Order, tuple[int, int, int]] = {"day first": (_year(third), second, first)}
    if not day.mark.startswith("."):  # 9.4.2026 is of countries that write the day first
        orders["month first"] = (_year(third), first, second)
    # 26/4/9 may begin with its year; where four digits end it, the year is known
    if day.mark in ("/2", "-2"):
        orders["year first"] = (_year(first), second, third)
    found: dict[Order, date] = {}
    for order, numbers in orders.items():
        try:
            found[order] = date(*numbers)
        except ValueError:
            continue
    return found


def shown_orders(days: Iterable[Day], until: date | None) -> list[Order]:
    """The orders in which all cells of three numbers are days. Years of two digits are never tried as the first part
    where that gives a day after `until`.
    """
    possible: list[Order] = list(ORDERS)
    some = False
    for day in days:
        if day.parts is None:
            continue
        found = readings(day)
        if not found:
            continue
        impossible = until is not None and found.get("year first", date.min) > until
        some = True
        possible = [order for order in possible if order in found and not (order == "year first" and impossible)]
    # where no day is in question every order reads the file alike
    return possible if some else ["day first"]
