"""Numbers, dates and ages as people read them; the exact value is always beside or behind them."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_EVEN, Decimal

from msgspec import Struct

from thesis_tui.model.enums import Basis, Qualifier
from thesis_tui.model.objects import Metric, Observation
from thesis_tui.model.quantity import MAX_DIGITS_AFTER_POINT, in_base_units

MINUS = "−"
UNKNOWN = "–"
MONTH_NAMES = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
MONTHS = tuple(name[:3] for name in MONTH_NAMES)
WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
MARKS: dict[Qualifier, str] = {
    "exactly": "", "about": "≈", "more than": ">", "at least": "≥", "nearly": "nearly ",
    "less than": "<", "at most": "≤",
}  # fmt: skip
CENT = Decimal("0.01")
WHOLE = frozenset(("CLP", "GBX", "IDR", "ILA", "ISK", "JPY", "KRW", "KWF", "PYG", "USX", "VND", "ZAC"))
"""Currencies whose shares are quoted without minor units, and those units themselves: pence, agorot, cents."""
_LARGE = 5
"""Digits from which on a whole price needs no ".00": a cent is no more than a millionth of 10 000."""
SHOWN_PLACES = 3
"""Decimals of a figure in millions or more in a column: a company in dollars states nine."""
_STEPS = ((12, "tn"), (9, "bn"), (6, "M"))


class Figure(Struct, frozen=True):
    """A figure in three parts that are set apart on a screen: "≈", "+34", "%"; `text` joins them."""

    mark: str
    digits: str
    unit: str

    @property
    def text(self) -> str:
        """All three parts as one text."""
        return f"{self.mark}{self.digits} {self.unit}".rstrip()


def plain(value: Decimal) -> str:
    """Fixed-point, as JSON carries it: no exponent, trailing zeros as they are."""
    text = format(value, "f")
    # Decimal keeps the sign of nought, which would read as a loss
    return "0" if text in ("-0", "") else text


def grouped(value: Decimal, *, sign: bool = False, least: int = 5) -> str:
    """Fixed-point for reading: thousands apart from `least` digits on, a true minus, a sign when asked."""
    whole, _, fraction = plain(abs(value)).partition(".")
    whole = _grouped(whole, least)
    text = f"{whole}.{fraction}" if fraction else whole
    if value < 0:
        return MINUS + text
    return f"+{text}" if sign and value > 0 else text


def _grouped(whole: str, least: int) -> str:
    """Digits with their thousands apart, from `least` of them on."""
    if len(whole) < least:
        return whole
    # a space and no comma: in half of Europe a comma is the decimal point
    head = len(whole) % 3 or 3
    return " ".join([whole[:head], *(whole[i : i + 3] for i in range(head, len(whole), 3))])


FINER_PLACES = 4
"""So many places more than prices have are kept of one that a split divided, where it ends within them."""


def rounded(value: Decimal, places: int) -> Decimal:
    """The value to so many places after the point, half to even."""
    return value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_EVEN)


def rounded_like(value: Decimal, like: Decimal = CENT) -> Decimal:
    """A computed price at the precision of the price `like` it was made from, and never of fewer than two places, or
    of four significant digits below 1: 66.6667 like 100 is 66.67, 0.0000125038 like 0.00001238 is 0.0000125.
    """
    return trimmed(rounded(value, _like_places(value, like)))


def finer_like(value: Decimal, like: Decimal = CENT) -> Decimal:
    """A price `like` divided by a split's ratio: exact where it ends within four more places, for 590.45 and 590.44
    are two prices and a quarter of them must not become one; else as `rounded_like` has it.
    """
    finer = min(_like_places(value, like) + FINER_PLACES, MAX_DIGITS_AFTER_POINT)
    return trimmed(value) if rounded(value, finer) == value else rounded_like(value, like)


def edge_like(value: Decimal, like: Decimal, *, above: bool) -> Decimal:
    """An edge that a price must go above (or below) at the precision of `like`, as `rounded_like` has it, rounded to
    where no price of that precision lies between: 149.7375 to go above is 149.73, for 149.74 is above both.
    """
    step = Decimal(1).scaleb(-_like_places(value, like))
    return trimmed(value.quantize(step, ROUND_FLOOR if above else ROUND_CEILING))


def _like_places(value: Decimal, like: Decimal) -> int:
    places = max(2, -int(like.as_tuple().exponent))
    if value and abs(value) < 1:
        places = max(places, 3 - value.adjusted())
    return min(places, MAX_DIGITS_AFTER_POINT)


def significant(value: Decimal, digits: int) -> Decimal:
    """At most so many digits, the last one rounded: 212 345 678 with 4 is 212 300 000."""
    last = value.adjusted() - digits + 1
    if not value or last <= int(value.as_tuple().exponent):
        return value
    # at a place before the point that leaves 2.123E+8, which is written out again
    shorter = value.quantize(Decimal(1).scaleb(last))
    return shorter.quantize(Decimal(1)) if last > 0 else shorter


_MOST_ZEROS = 20
"""Zeros that are written out at the end of a number; more are left as a power of ten, for a typed 1e40 is no figure."""


def trimmed(value: Decimal) -> Decimal:
    """Without trailing zeros after the point, and without an exponent."""
    value = value.normalize()
    if not 0 < int(value.as_tuple().exponent) <= _MOST_ZEROS:
        return value
    return value.quantize(Decimal(1))


def compact(value: Decimal, unit: str, *, sign: bool = False, places: int | None = None) -> Figure:
    """A base-unit value as people say it: 5590000000 USD is ("", "5.59", "bn USD"), 40000 stays whole. With `places`
    one in millions or more has so many at most.
    """
    for power, word in _STEPS:
        if abs(value) >= Decimal(1).scaleb(power) and unit != "%":
            scaled = trimmed(value.scaleb(-power))
            if places is not None and -int(scaled.as_tuple().exponent) > places:
                scaled = trimmed(rounded(scaled, places))
            return Figure("", grouped(scaled, sign=sign), f"{word} {shown_unit(unit)}".rstrip())
    return Figure("", grouped(value, sign=sign), shown_unit(unit))


def shown_unit(unit: str) -> str:
    """The unit as set beside a figure: "%" and currencies and "x" are shown, a counted thing is the title's."""
    return unit if unit in ("%", "x") or is_currency(unit) else ""


def is_currency(unit: str) -> bool:
    """Whether a unit is a currency: three capital letters, as ISO 4217 has them."""
    return len(unit) == 3 and unit.isascii() and unit.isupper()


def shown(observation: Observation, metric: Metric) -> Figure:
    """An observation as a column shows it: what a filing states to the dollar is rounded, 13762351722 to 13.762 bn."""
    return observed(observation, metric, places=SHOWN_PLACES)


def observed(observation: Observation, metric: Metric, *, places: int | None = None) -> Figure:
    """An observation as a figure, its range as "40 000–80 000". `places` are those of what is in millions or more."""
    unit = observation.unit or metric.unit
    quantity = observation.quantity
    mark = MARKS[observation.qualifier]
    sign = metric.change and not mark
    low = compact(quantity.base, unit, sign=sign, places=places)
    if quantity.base_high is None:
        return Figure(mark, low.digits, low.unit)
    high = compact(quantity.base_high, unit, sign=sign, places=places)
    if high.unit == low.unit:
        digits = low.digits
        # both ends alike: "9 500–12 000", though 9500 by itself has no gap
        if " " in high.digits and " " not in digits:
            digits = grouped(quantity.base, sign=sign, least=4)
        return Figure(mark, f"{digits}–{high.digits}", low.unit)
    return Figure(mark, f"{grouped(in_base_units(observation.value, observation.scale))}–{high.digits}", high.unit)


def difference(value: Decimal, unit: str) -> str:
    """A distance between two values of a metric, unsigned: "19 points", "100 M", "20 bn CNY"."""
    if unit == "%":
        points = grouped(trimmed(abs(value)))
        return f"{points} point" if points == "1" else f"{points} points"
    return compact(trimmed(abs(value)), unit).text


def between(low: Decimal, high: Decimal, unit: str) -> str:
    """A range in prose: "40 to 80", "5.32 to 5.88 bn USD", "950 M to 1.05 bn USD"."""
    first, last = compact(trimmed(low), unit), compact(trimmed(high), unit)
    return f"{first.digits if first.unit == last.unit else first.text} to {last.text}"


def threshold(value: Decimal, unit: str) -> str:
    """A threshold as said: "15 %", "500 M", "100 bn CNY"."""
    return compact(trimmed(value), unit).text


def percent_change(value: Decimal, before: Decimal | None) -> Decimal | None:
    """How far `value` is from `before`, in percent. None from zero or below, as a future can trade: a share of such a
    price says nothing.
    """
    return (value - before) / before * 100 if before is not None and before > 0 else None


def percent(value: Decimal, places: int = 1, *, sign: bool = True) -> str:
    """A percentage (already times 100), signed: "+3.5 %", "−1.2 %", "0.0 %"."""
    return f"{grouped(rounded(value, places), sign=sign)} %"


def price(value: Decimal, currency: str = "") -> str:
    """A price as quoted, with every digit it has: 78.24, 1.0875, 0.00001238, at least two places ("149.80").

    A whole price has none from 10 000 on, nor in a `currency` without minor units (`WHOLE`): 705 000 won.
    """
    whole, fraction = _digits(value)
    return _written(value, whole, fraction.ljust(_least_places(whole, fraction, currency), "0"))


def zone(low: Decimal, high: Decimal | None, currency: str = "") -> str:
    """A level as the ladder shows it: "148.00", or a zone "176–181", both ends with as many places as the finer."""
    if high is None:
        return price(low, currency)
    ends = ((low, *_digits(low)), (high, *_digits(high)))
    places = max(len(fraction) for _, _, fraction in ends)
    if places:
        places = max(places, *(_least_places(whole, fraction, currency) for _, whole, fraction in ends))
    return "–".join(_written(value, whole, fraction.ljust(places, "0")) for value, whole, fraction in ends)


def _digits(value: Decimal) -> tuple[str, str]:
    """The digits before the point without a sign, and those after it that say something, as many as a file may have."""
    whole, _, fraction = format(value, "f").lstrip("-").partition(".")
    if len(fraction) > MAX_DIGITS_AFTER_POINT:
        whole, _, fraction = format(rounded(value, MAX_DIGITS_AFTER_POINT), "f").lstrip("-").partition(".")
    return whole, fraction.rstrip("0")


def _least_places(whole: str, fraction: str, currency: str) -> int:
    return 0 if currency in WHOLE or (not fraction and len(whole) >= _LARGE) else 2


def _written(value: Decimal, whole: str, fraction: str) -> str:
    sign = MINUS if value < 0 else ""
    return f"{sign}{_grouped(whole, 5)}.{fraction}" if fraction else f"{sign}{_grouped(whole, 5)}"


def day(value: date, today: date) -> str:
    """ "22 Dec", with the year when it is not this year's."""
    text = f"{value.day} {MONTHS[value.month - 1]}"
    return text if value.year == today.year else f"{text} {value.year}"


def published(value: date | None, basis: Basis, earliest: date | None, latest: date | None, today: date) -> str:
    """When something was published, for a column: "22 Dec", inferred "≈16 Dec" or "≈Dec", else "undated"."""
    if value is not None and basis != "unknown":
        return ("≈" if basis == "inferred" else "") + day(value, today)
    if basis != "inferred" or earliest is None or latest is None or earliest.year != latest.year:
        return "undated"
    months = MONTHS[latest.month - 1]
    if earliest.month != latest.month:
        months = f"{MONTHS[earliest.month - 1]}–{months}"
    return f"≈{months}" if latest.year == today.year else f"≈{months} {latest.year}"


def long_day(value: date) -> str:
    """ "22 Dec 2025"."""
    return f"{value.day} {MONTHS[value.month - 1]} {value.year}"


def week_day(value: date) -> str:
    """ "Tue 23 Dec 2025"."""
    return f"{WEEKDAYS[value.weekday()]} {long_day(value)}"


def days(count: int) -> str:
    """ "1 day", "84 days"."""
    return "1 day" if count == 1 else f"{grouped(Decimal(count))} days"


def age(count: int | None) -> str:
    """An age for a column: "84 d", unknown "–"."""
    return UNKNOWN if count is None else f"{grouped(Decimal(count))} d"


def ago(count: int) -> str:
    """ "today", "yesterday", "3 days ago"."""
    return {0: "today", 1: "yesterday"}.get(count, f"{days(count)} ago")


def part_of_month(value: date) -> str:
    """ "mid-Feb": early is 1 to 10, mid 11 to 20, late from 21."""
    part = "early" if value.day <= 10 else "mid" if value.day <= 20 else "late"
    return f"{part}-{MONTHS[value.month - 1]}"


def window(earliest: date, latest: date, noted: date, today: date) -> str:
    """A window in few characters: "Q1 2026", "Feb 2026", "by mid-Feb", "14 Feb", "20 Nov to 3 Dec".

    A window that opens the day it was noted is an open "by"; a year that is not this one is shown.
    """
    year = "" if latest.year == today.year else f" {latest.year}"
    ends_month = (latest + timedelta(days=1)).day == 1
    if earliest == latest:
        return day(latest, today)
    if ends_month and earliest.day == 1 and earliest.year == latest.year:
        span = (earliest.month, latest.month)
        if earliest.month == latest.month:
            return f"{MONTHS[latest.month - 1]} {latest.year}"
        if span[0] % 3 == 1 and span[1] - span[0] == 2:
            return f"Q{latest.month // 3} {latest.year}"
        if span in ((1, 6), (7, 12)):
            return f"H{latest.month // 6} {latest.year}"
        if span == (1, 12):
            return str(latest.year)
    if earliest.month == latest.month and earliest.year == latest.year:
        parts = {(1, 10): "early", (11, 20): "mid"}
        part = parts.get((earliest.day, latest.day), "late" if ends_month and earliest.day == 21 else "")
        if part:
            return f"{part}-{MONTHS[latest.month - 1]}{year}"
    # "by": it was open from the day it was noted, so its beginning says nothing
    if earliest <= noted:
        if ends_month:
            return f"by end {MONTHS[latest.month - 1]}{year}"
        if latest.day in (10, 20):
            return f"by {part_of_month(latest)}{year}"
        return f"by {day(latest, today)}"
    return f"{day(earliest, today)} to {day(latest, today)}"


def counted(count: int, thing: str, things: str = "") -> str:
    """ "1 level", "3 levels"; `things` where the plural is not made with an s."""
    return f"{count} {thing}" if count == 1 else f"{count} {things or thing + 's'}"


def cut(text: str, width: int) -> str:
    """`text` in at most `width` characters, ending in "…" when something was left out."""
    if len(text) <= width:
        return text
    return whole_words(text, width - 1) + "…" if width > 0 else ""


def whole_words(text: str, end: int) -> str:
    """The first `end` characters of a longer text without the beginning of a word, unless the word is so long that
    more than a third would be lost.
    """
    words = text[:end]
    if text[end] != " ":
        space = words.rfind(" ")
        if space >= end * 2 // 3:
            words = words[:space]
    return words.rstrip(" ,;:(")
