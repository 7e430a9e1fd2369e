"""The columns of a table: what its stacked header says of a value, and what the table says of itself."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Literal, NamedTuple

from thesis_tui.public_data.filing_page import Cell
from thesis_tui.public_data.row_values import CURRENCIES, Value, is_year

_MONTHS = {
    name: number
    for number in range(1, 13)
    for name in (
        calendar.month_name[number].lower(),
        calendar.month_abbr[number].lower(),
        "sept" if number == 9 else "",
    )
    if name
}
_MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))
_DATE = re.compile(rf"\b({_MONTH})\.?\s*(\d{{1,2}})(?:st|nd|rd|th)?(?:\s*,\s*|\s+)((?:19|20)\d\d)\b", re.IGNORECASE)
_DAY_FIRST = re.compile(rf"\b(\d{{1,2}})(?:st|nd|rd|th)?[\s-]+({_MONTH})\.?,?[\s-]+((?:19|20)\d\d)\b", re.IGNORECASE)
_NUMERIC = re.compile(r"(?<![\d.,/-])(\d{1,2})([./-])(\d{1,2})\2((?:19|20)\d\d)(?![\d/-])")
_ISO = re.compile(r"(?<![\d/-])((?:19|20)\d\d)-(\d\d)-(\d\d)(?![\d/-])")
_DAY_NO_YEAR = re.compile(rf"\b(\d{{1,2}})(?:st|nd|rd|th)?\s+({_MONTH})\b(?!\.?,?[\s-]*(?:19|20)\d\d)", re.IGNORECASE)
_NO_YEAR = re.compile(rf"\b({_MONTH})\.?\s*(\d{{1,2}})\b(?!\s*,?\s*(?:19|20)\d\d)", re.IGNORECASE)
_YEAR = re.compile(r"(?<![\d/.,-])((?:19|20)\d\d)(?![\d/-])")
_WORDS = {
    "three": 3, "six": 6, "nine": 9, "twelve": 12, "thirteen": 13, "fourteen": 14, "sixteen": 16, "twenty-six": 26,
    "twenty-seven": 27, "thirty-nine": 39, "forty": 40, "fifty-two": 52, "fifty-three": 53,
}  # fmt: skip
_NUMBER = "|".join(_WORDS)
_MONTHS_LONG = re.compile(rf"\b({_NUMBER}|\d{{1,2}})[\s-]+months?\b", re.IGNORECASE)
_WEEKS_LONG = re.compile(rf"\b({_NUMBER.replace('-', '[ -]')}|\d{{1,2}})[\s-]+weeks?\b", re.IGNORECASE)
_QUARTER = re.compile(r"\bquarters?(?:ly)?(?:\s+period)?\b", re.IGNORECASE)
_UNTIL = re.compile(r"ended|ending|\bto\b(?![\s-]+date)", re.IGNORECASE)
_YEAR_LONG = re.compile(
    r"\b(?:fiscal\s+)?years?\s+end(?:ed|ing)\b|\bfull[\s-]year\b|\byear[\s-]to[\s-]date\b", re.IGNORECASE
)
_CHANGE = re.compile(
    r"%|\bchange\b|\bchg\b|\byoy\b|\by/y\b|\bqoq\b|\bq/q\b|year[\s-]over[\s-]year|\bgrowth\b|\bincrease\b|\bvariance\b"
    r"|\binc\b|\bdecrease\b|\bvar\b|\bo\s?/\s?\(u\)|\bover\s?/\s?\(under\)|\bb/\(w\)|[∆Δ]|\+/[-–]|\bvs\b|\bversus\b",
    re.IGNORECASE,
)
_QUARTER_CHANGE = re.compile(r"\bqoq\b|\bq/q\b|quarter[\s-]over[\s-]quarter|sequential", re.IGNORECASE)
_OTHER_BASIS = re.compile(
    r"non[-–]?\s?gaap|non[-–]?\s?ifrs|\bunderlying\b|\bcore\b|\bmanaged\b|normali[sz]ed|const\.?\s*curr|at cc\b|\bcer\b"
    r"|adjust|pro[\s-]forma|constant|like[\s-]for[\s-]like|organic|% of|as a percent|excluding"
    r"|guidance|outlook",
    re.IGNORECASE,
)
_BASIS = re.compile(
    r"(?:non[-–]?\s?)?(?:u\.?s\.?\s)?(?:gaap|ifrs)(?:\s+(?:reported|results|measures?))?|(?:as\s+)?reported|actual"
    r"|(?:as\s+)?adjusted|underlying|(?:un)?audited",
    re.IGNORECASE,
)
"""A header that names the basis of the columns below it, and nothing else."""
_RECAST_YEAR = re.compile(r"(?<=\d)\s*\(?\s*as\s+(?:retrospectively\s+)?adjusted\s*\)?", re.IGNORECASE)
"""A year that is stated anew is of the same basis as the one beside it, unlike a column that is "as adjusted"."""
_MARKED = re.compile(r"\(\d\)$")
_PART = re.compile(r"%|percent|% of .*|as % .*", re.IGNORECASE)
"""A column of percentages that says no more: a part of sales, or a change; nobody can tell."""
_CURRENCY = re.compile(
    r"(?<![\w$])(" + "|".join(re.escape(word) for word in sorted(CURRENCIES, key=len, reverse=True)) + r")(?![a-z$])",
    re.IGNORECASE,
)
_SIGN_AND_UNIT = re.compile(r"([$€£¥₩₹])(?=(?:mn?|mio|bn|k)s?\b)", re.IGNORECASE)
"""A sign set against its unit: "£m", "US$m"."""
_UNITS = r"RMB|US\$|NT\$|HK\$|A\$|C\$|S\$|R\$|¥|₩|₹"
_UNITS += r"|\$|€|£|EUR|USD|GBP|DKK|SEK|NOK|CHF|JPY|TWD|CNY|INR|KRW|HKD|AUD|CAD|BRL|ILS|SGD|MXN|ZAR"
_SCALE = re.compile(
    r"\b(?:in|of)\s+(?:\S+\s+){0,4}?(thousands?|millions?|billions?)\b|['’]000s?\b|\(000s?\b"
    rf"|(?<![a-z])(?:{_UNITS})\s*\(?(million|thousand|billion|mio|mn|m|bn)s?\b|\((thousands|millions|billions)\b"
    r"|\b(thousands|millions|billions)\s+of\b|^\(?(thousands|millions|billions)\s*(?:,|;|except|$)",
    re.IGNORECASE,
)
_DOLLARS = re.compile(r"(?<![a-z])\$\s*(?:in\b|amounts?\b|million|thousand|billion|mn?\b|bn\b|['’]000)", re.IGNORECASE)
"""A lone dollar sign in what a table says of its amounts."""
_LEAP = 2024
"""A year that has every day there is."""
_POWERS = {"thousand": 3, "million": 6, "mio": 6, "mn": 6, "m": 6, "billion": 9, "bn": 9}
_AMOUNT = re.compile(r"[$€£¥]|\bamount\b|\bdollars?\b|\brmb\b", re.IGNORECASE)
DATED = "\u2063"
"""Stands before what is told of a header and is not printed there: which months a named quarter has."""
Change = Literal["", "year", "quarter", "amount"]
"""On the year or on the quarter in percent, or in money."""


class Column(NamedTuple):
    """A header's statement on a value. `months` is 3 for a quarter, counted in months or weeks; 0 when it is not
    said.
    """

    months: int
    weeks: int
    end: date | None
    currency: str
    change: Change
    other_basis: bool
    text: str


class Self(NamedTuple):
    """A table's statement on itself: the power of ten of its amounts, None where it does not."""

    power: int | None
    currency: str
    months: int
    weeks: int
    caption: str
    day: tuple[int, int] | None = None
    """Month and day that its caption says all its columns end on, where they say years alone."""


def is_header(cells: Sequence[Cell], *, values: Sequence[Value], label: str, edge: int) -> bool:
    """Whether a row says what columns are (periods, dates, currencies, units) and no figure. Labels end at `edge`."""
    if (
        values
        and not label
        and all(_MARKED.search(item.text) and item.number is not None and abs(item.number) < 10 for item in values)
    ):
        return any(_says_columns(cell.text) for cell in cells)  # "US$(1)": a currency with a footnote
    if not label and _only_years(cells):
        return True
    if values and not all(is_year(item.text) for item in values if item.number is not None):
        return False
    if values:
        told = "(" in label or any(pattern.search(label) for pattern in (_MONTHS_LONG, _WEEKS_LONG, _SCALE))
        return not label or told or label.lower().startswith("year")
    spread = [cell for cell in cells if cell.right > edge]
    return any(_says_columns(cell.text) for cell in spread)


def _only_years(cells: Sequence[Cell]) -> bool:
    """Whether cells have years and no other digits: "2026", "2025", "$", "%"."""
    numbers = [cell.text for cell in cells if any(letter.isdigit() for letter in cell.text)]
    return len(numbers) > 1 and all(is_year(text) for text in numbers)


def _says_columns(text: str) -> bool:
    if _BASIS.fullmatch(text.strip()):
        return True
    phrase = (
        _DATE, _DAY_FIRST, _NUMERIC, _ISO, _NO_YEAR, _DAY_NO_YEAR, _MONTHS_LONG, _WEEKS_LONG, _QUARTER, _YEAR_LONG,
        _CHANGE, _CURRENCY, _SCALE,
    )  # fmt: skip
    return is_year(text) or (len(text) < 200 and any(pattern.search(text) for pattern in phrase))


def column_of(value: Value, header: Sequence[Sequence[Cell]], own: Self) -> Column:
    """The statement of the header rows above a value; a period that only the table's caption says is of
    all columns.
    """
    texts = []
    for row in header:
        # by the widest overlap: a header is seldom set exactly over its column
        over = [(min(cell.right, value.right) - max(cell.left, value.left), cell) for cell in row]
        best = max(over, key=lambda item: item[0], default=None)
        if best is not None and best[0] > 0 and best[1].text not in texts:
            texts.append(best[1].text)
    text = " / ".join(texts)
    months, weeks = _duration(texts)
    end = _end(texts)
    if not months and own.months:
        months, weeks = own.months, own.weeks
    if end is None and own.day is not None:
        years = {item.strip()[:4] for item in texts if is_year(item)}
        end = _made(years.pop(), str(own.day[0]), str(own.day[1])) if len(years) == 1 else None
    change: Change = ""
    nearest = _without_scale(texts[-1]) if texts else ""
    of_change = (
        (end is None or value.unit == "%") and _CHANGE.search(_without_scale(text)) and not _amount_column(texts, value)
    )
    if of_change or (_CHANGE.search(nearest) and not dates_in(nearest)):
        change = "quarter" if _QUARTER_CHANGE.search(text) else "year"
        if value.unit != "%" and _AMOUNT.search(nearest) and "%" not in nearest:
            change = "amount"
    other = _OTHER_BASIS.search(_RECAST_YEAR.sub(" ", text)) is not None or (
        bool(texts) and _PART.fullmatch(texts[-1].strip()) is not None
    )
    printed = " / ".join(part.partition(DATED)[0] for part in texts)
    return Column(months, weeks, end, _currency(texts), change, other, printed)


def table_self(lines: Iterable[Sequence[Cell]], before: Sequence[str]) -> Self:
    """From the header's cells and the paragraphs before the table, the nearest first."""
    own = [cell.text for row in lines for cell in row]
    near = [text for text in reversed(before) if len(text) < 400][:5]
    phrase = [*own, *near]
    scaled = next((text for text in phrase if _SCALE.search(text)), "")
    power = _power(scaled)
    # a header that is set over one column only, or a caption, tells of all
    months, weeks = _duration(own) if _has_length(own) else _duration(near[:3])
    currency = _currency([scaled]) or _currency(near[:2]) or ("USD" if _DOLLARS.search(scaled) else "")
    dated = any(dates_in(text) or _NO_YEAR.search(text) or _DAY_NO_YEAR.search(text) for text in own)
    caption = "" if dated or _has_length(own) else next((text for text in near[:3] if _has_length([text])), "")
    # columns of years alone under "Millions, for the three months ended June 30,", which is set over their labels
    days = _days_of(caption or next((text for text in own if _has_length([text])), ""))
    day = next(iter(days)) if months and len(days) == 1 else None
    return Self(power, currency, months, weeks, " ".join(near[:3]), day)


def _days_of(text: str) -> set[tuple[int, int]]:
    """Months and days of a text, with a year or without."""
    return {(day.month, day.day) for day in (*dates_in(text), *dates_in_year(text, _LEAP))}


def span_of(texts: Sequence[str]) -> tuple[date, int, int] | None:
    """The one period that texts name: its end, and its months and weeks; None where they do not, or name several."""
    months, weeks = _duration(texts)
    end = _end(texts)
    return (end, months, weeks) if end is not None and months else None


def start_of(end: date, column: Column) -> date:
    """The first day of a quarter: three calendar months where it ends with a month, else its weeks."""
    if end.day == calendar.monthrange(end.year, end.month)[1] and not column.weeks:
        month = (end.month - 3) % 12 + 1
        return date(end.year - (end.month < 3), month, 1)
    return end - timedelta(days=7 * (column.weeks or 13) - 1)


def shown(day: date) -> str:
    """ "June 30, 2026", as releases print it."""
    return f"{calendar.month_name[day.month]} {day.day}, {day.year}"


def currency_of(sign: str, own: str) -> str:
    """The currency of a sign beside a value: a lone "$" is what the table says, or else the US dollar."""
    word = sign.strip().lower().replace("u.s. $", "us$").replace("u.s.$", "us$")
    if word in CURRENCIES:
        return CURRENCIES[word]
    return own or ("USD" if word == "$" else "")


def dateline_dates(head: str) -> list[date]:
    """Dates of a text's beginning that are followed by a dash or a slash, or are all there is."""
    matches = [(item, _made(item[3], item[1], item[2])) for item in _DATE.finditer(head)]
    matches += [(item, _made(item[3], item[2], item[1])) for item in _DAY_FIRST.finditer(head)]
    return [
        day
        for item, day in sorted(matches, key=lambda match: match[0].start())
        if day is not None
        and (
            item.end() == len(head.rstrip(" ."))
            or re.match(r"\s*\)?\s*[-–—/:(]", head[item.end() :])
            or re.search(r"(?:release|dated?)\s*:?\s*$", head[: item.start()], re.IGNORECASE)
        )
    ]


def dates_in(text: str) -> list[date]:
    """The full dates of a text, in its order."""
    found = [(item.start(), _made(item[3], item[1], item[2])) for item in _DATE.finditer(text)]
    found += [(item.start(), _made(item[3], item[2], item[1])) for item in _DAY_FIRST.finditer(text)]
    if any(letter.isdigit() for letter in text):
        found += [(item.start(), _numeric(item)) for item in _NUMERIC.finditer(text)]
        found += [(item.start(), _made(item[1], item[2], item[3])) for item in _ISO.finditer(text)]
    return [day for _, day in sorted(found, key=lambda item: item[0]) if day is not None]


def dates_in_year(text: str, year: int) -> list[date]:
    """The days and months of a text that stand without a year, in that year."""
    found = [_made(str(year), item[1], item[2]) for item in _NO_YEAR.finditer(text)]
    found += [_made(str(year), item[2], item[1]) for item in _DAY_NO_YEAR.finditer(text)]
    return [day for day in found if day is not None]


def _numeric(found: re.Match[str]) -> date | None:
    """A date of numbers, by the one that is no month; None where either may be the day. With points the day comes
    first.
    """
    first, second = int(found[1]), int(found[3])
    if found[2] == "." or first > 12:
        return _made(found[4], found[3], found[1])
    return _made(found[4], found[1], found[3]) if second > 12 else None


def _made(year: str, month: str, day: str) -> date | None:
    try:
        number = int(month) if month.isdigit() else _MONTHS[month.lower().rstrip(".")]
        return date(int(year), number, int(day))
    except ValueError:
        return None


def _duration(texts: Iterable[str]) -> tuple[int, int]:
    """Months and weeks; (0, 0) where none is said, or two different ones."""
    found: set[tuple[int, int]] = set()
    for text in texts:
        for item in _MONTHS_LONG.finditer(text):
            found.add((_count(item[1]), 0))
        for item in _WEEKS_LONG.finditer(text):
            weeks = _count(item[1])
            # the quarters of retailers: 12 or 13 weeks, one of 14, 16 or 17 in a year
            found.add((3 if weeks in (12, 13, 14, 16, 17) else round(weeks / 13 * 3), weeks))
        if not found and _YEAR_LONG.search(text):
            found.add((12, 0))
        elif not found and _QUARTER.search(text) and _UNTIL.search(text):
            found.add((3, 0))
    return next(iter(found)) if len(found) == 1 else (0, 0)


def _has_length(texts: Iterable[str]) -> bool:
    """Whether any length of time is said at all."""
    return any(pattern.search(text) for text in texts for pattern in (_MONTHS_LONG, _WEEKS_LONG, _YEAR_LONG)) or any(
        _QUARTER.search(text) and _UNTIL.search(text) for text in texts
    )


def _count(word: str) -> int:
    word = word.lower().replace(" ", "-")
    return _WORDS[word] if word in _WORDS else int(word)


def _end(texts: Sequence[str]) -> date | None:
    """The one full date, or the one month and day with the one year below; None where two are said."""
    full = {day for text in texts for day in dates_in(text)}
    bare = {text.strip()[:4] for text in texts if is_year(text)}
    if len(full) == 1 and len(bare) == 1:
        # "Three months ended June 30, 2026 and 2025" over columns of a year each
        full_date = next(iter(full))
        return _made(next(iter(bare)), calendar.month_name[full_date.month].lower(), str(full_date.day))
    if full:
        return next(iter(full)) if len(full) == 1 else None
    days = {(item[1].lower(), item[2]) for text in texts for item in _NO_YEAR.finditer(text)}
    days |= {(item[2].lower(), item[1]) for text in texts for item in _DAY_NO_YEAR.finditer(text)}
    years = {item[1] for text in texts for item in _YEAR.finditer(text)}
    if len(days) != 1 or len(years) != 1:
        return None
    month, day = next(iter(days))
    return _made(next(iter(years)), month, day)


def _currency(texts: Iterable[str]) -> str:
    apart = (_SIGN_AND_UNIT.sub(r"\1 ", text) for text in texts)
    found = {CURRENCIES[item[1].lower()] for text in apart for item in _CURRENCY.finditer(text)}
    return next(iter(found)) if len(found) == 1 else ""


def _without_scale(text: str) -> str:
    """Without a remark on units such as "(in millions, except percentages and % change)"."""
    return re.sub(r"\([^)]*(?:thousand|million|billion|percentage)[^)]*\)", " ", text, flags=re.IGNORECASE)


def _amount_column(texts: Sequence[str], value: Value) -> bool:
    """Whether the nearest header is a year or a currency: a change named above it is another column's."""
    last = texts[-1] if texts else ""
    return value.unit != "%" and (is_year(last) or _CURRENCY.fullmatch(last.strip()) is not None)


def _power(text: str) -> int | None:
    found = _SCALE.search(text)
    if found is None:
        return None
    word = next((item for item in found.groups() if item), "thousand")
    return _POWERS[word.lower().rstrip("s")]
