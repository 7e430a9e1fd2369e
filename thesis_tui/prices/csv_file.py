"""A file of daily prices, as exchanges, brokers and data sites give them.

Needed are a day and a close; open, high and low are read where they are there. What cannot be told apart (is
3/4 in March or in April, is 1.560 a thousand) is refused, never guessed.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import Literal, NamedTuple

from thesis_tui.errors import FileError, why
from thesis_tui.model.bars import Bar
from thesis_tui.model.figures import MONTHS, trimmed
from thesis_tui.model.quantity import number_fault
from thesis_tui.model.text import clean

MAX_BYTES = 20_000_000
HEADER_WITHIN = 30
"""Lines above the header some sites begin with."""
NAMES = {
    "day": ("date", "datum", "day", "tag", "time", "zeit", "datetime", "timestamp", "trade date", "handelstag"),
    "close": (
        "close", "schlusskurs", "schluss", "price", "last", "close/last", "kurs", "closing price", "close price",
        "last price", "letzter", "letzter kurs", "zuletzt",
    ),
    "open": ("open", "eröffnung", "eroeffnung", "eröffnungskurs", "erster", "erster kurs", "open price"),
    "high": ("high", "hoch", "höchst", "hoechst", "tageshoch", "höchstkurs", "high price"),
    "low": ("low", "tief", "tiefst", "tagestief", "tiefstkurs", "low price"),
}  # fmt: skip
ADJUSTED = ("adj close", "adj. close", "adjclose", "adj_close", "adjusted close", "adjusted_close")
ACCEPTED = 'a column of days ("Date", "Datum", "Time") and one of closes ("Close", "Schlusskurs", "Price", "Last")'
_NOTHING = frozenset(("", "-", "–", "null", "none", "nan", "n/a", "n/d", "."))
_POINTED = re.compile(r"[+-]?(?:[0-9]+|[0-9]{1,3}(?:,[0-9]{3})+)(?:\.[0-9]*)?")
_COMMAED = re.compile(r"[+-]?(?:[0-9]+|[0-9]{1,3}(?:\.[0-9]{3})+)(?:,[0-9]*)?")
_SPACED = re.compile(r"[+-]?[0-9]{1,3}(?:[\s'][0-9]{3})+(?![0-9]).*")
_SPACES = re.compile(r"[\s']")
_ISO = re.compile(r"([0-9]{4})([-/.]?)([0-9]{1,2})\2([0-9]{1,2})")
_PARTS = re.compile(r"([0-9]{1,2})([-/.])([0-9]{1,2})\2([0-9]{4})")
_NAMED = re.compile(r"(?:([0-9]{1,2})[ -])?([A-Za-z]{3})[a-z]*\.?[ -](?:([0-9]{1,2}),? )?([0-9]{4})")
_MONTHS = {name.lower(): number for number, name in enumerate(MONTHS, 1)}

Order = Literal["day first", "month first"]


class _Row(NamedTuple):
    """Texts of one line by column."""

    line: int
    cells: dict[str, str]


def read_prices_csv(path: str | os.PathLike[str]) -> tuple[Bar, ...]:
    """The days in the file, oldest first, each whole. Raises FileError with the line that is at fault."""
    shown = os.fspath(path)
    rows = _rows(_text(shown), shown)
    rows = [row for row in rows if row.cells["close"].lower() not in _NOTHING]
    if not rows:
        raise FileError(shown, "it has no prices")
    order = _order(rows, shown)
    comma = _decimal_comma(rows, shown)
    days: dict[date, tuple[Bar, int]] = {}
    for row in rows:
        day = _day(row, order, shown)
        found = {name: _price(row, name, comma, shown) for name in ("open", "high", "low", "close")}
        close = found["close"]
        if close is None:
            continue
        bar = Bar(day, found["high"], found["low"], close, whole=True, open=found["open"])
        high, low = bar.high or bar.top, bar.low or bar.bottom
        if low > high or not low <= close <= high:
            raise FileError(shown, f"the close {close} is not between the low {low} and the high {high}", row.line)
        before = days.get(day)
        if before is not None and before[0].close != close:
            raise FileError(shown, f"{day} has another close on line {before[1]}", row.line)
        days.setdefault(day, (bar, row.line))
    return tuple(days[day][0] for day in sorted(days))


def _text(shown: str) -> str:
    try:
        with open(shown, "rb") as file:
            raw = file.read(MAX_BYTES + 1)
    except FileNotFoundError as error:
        raise FileError(shown, "there is no such file") from error
    except OSError as error:
        raise FileError(shown, f"cannot be read: {why(error)}") from error
    if len(raw) > MAX_BYTES:
        raise FileError(shown, f"is larger than {MAX_BYTES // 1_000_000} MB")
    if b"\0" in raw[:4000] and raw[:2] not in (b"\xff\xfe", b"\xfe\xff"):
        raise FileError(shown, "is no text; expected is a CSV file")
    for encoding in ("utf-16",) if raw[:2] in (b"\xff\xfe", b"\xfe\xff") else ("utf-8-sig", "cp1252"):
        try:
            return clean(raw.decode(encoding))
        except UnicodeDecodeError:
            continue
    raise FileError(shown, "is no text in UTF-8, UTF-16 or Windows-1252")


def _rows(text: str, shown: str) -> list[_Row]:
    import csv

    lines = text.splitlines()
    header, columns, separator = _header(lines, shown)
    rows: list[_Row] = []
    try:
        reader = csv.reader(lines[header + 1 :], delimiter=separator, strict=True)
        for cells in reader:
            line = header + 1 + reader.line_num
            if not any(cell.strip() for cell in cells):
                continue
            if len(cells) <= max(columns["day"], columns["close"]):
                raise FileError(shown, f"{len(cells)} columns, too few for a day and a close", line)
            taken = {name: cells[at].strip() if at < len(cells) else "" for name, at in columns.items()}
            rows.append(_Row(line, taken))
    except csv.Error as error:
        raise FileError(shown, str(error), header + 1 + reader.line_num) from error
    return rows


def _header(lines: Sequence[str], shown: str) -> tuple[int, dict[str, int], str]:
    """The header's index, its columns, and what separates them."""
    only_adjusted = False
    for number, line in enumerate(lines[:HEADER_WITHIN]):
        for separator in (";", "\t", ","):
            names = [cell.strip().strip('"').strip().lower() for cell in line.split(separator)]
            columns = {
                what: at
                for what, accepted in NAMES.items()
                if (at := next((names.index(name) for name in accepted if name in names), None)) is not None
            }
            if "day" in columns and "close" in columns:
                return number, columns, separator
            only_adjusted |= "day" in columns and any(name in ADJUSTED for name in names)
    if only_adjusted:
        reason = "its closes are adjusted for dividends only; expected is the close as traded, "
        raise FileError(shown, f'{reason}"Close", "Schlusskurs", "Price" or "Last"')
    raise FileError(shown, f"no header with {ACCEPTED}")


def _order(rows: Iterable[_Row], shown: str) -> Order:
    """Which of 4/9/2026's parts is the day, by the lines that leave no choice."""
    seen: dict[Order, int] = {}
    doubtful: _Row | None = None
    for row in rows:
        found = _PARTS.fullmatch(_without_time(row.cells["day"]))
        if found is None:
            continue
        if found[2] == "." or int(found[1]) > 12:
            seen.setdefault("day first", row.line)
        elif int(found[3]) > 12:
            seen.setdefault("month first", row.line)
        else:
            doubtful = doubtful or row
    if len(seen) == 2:
        first, second = sorted(seen.values())
        raise FileError(shown, f"days are written one way on line {first} and another way here", second)
    if not seen and doubtful is not None:
        text = doubtful.cells["day"]
        raise FileError(shown, f"{text} can be two days; write days as 2026-09-04", doubtful.line)
    return next(iter(seen), "day first")


def _without_time(text: str) -> str:
    """A day without the time that may follow it."""
    head, mark, tail = text.partition("T") if re.match(r"[0-9-]+T[0-9]", text) else text.partition(" ")
    return head if mark and re.match(r"[0-9]{1,2}:", tail) else text


def _day(row: _Row, order: Order, shown: str) -> date:
    text = _without_time(row.cells["day"])
    try:
        if found := _ISO.fullmatch(text):
            return date(int(found[1]), int(found[3]), int(found[4]))
        if found := _PARTS.fullmatch(text):
            one, two = int(found[1]), int(found[3])
            return date(int(found[4]), two, one) if order == "day first" else date(int(found[4]), one, two)
        if (found := _NAMED.fullmatch(text)) and (found[1] is None) != (found[3] is None):
            return date(int(found[4]), _MONTHS[found[2].lower()], int(found[1] or found[3]))
    except (ValueError, KeyError):
        pass
    raise FileError(shown, f"{text[:40]!r} is no day; expected is 2026-09-04, 04.09.2026 or 09/04/2026", row.line)


def _digits(text: str) -> str:
    """Without a currency sign, and without the spaces that set thousands apart."""
    bare = text.strip("$€£¥ \xa0\t")
    return _SPACES.sub("", bare) if _SPACED.fullmatch(bare) else bare


def _decimal_comma(rows: Iterable[_Row], shown: str) -> bool:
    """Whether a comma is the decimal point, by the numbers that leave no choice."""
    seen: dict[bool, int] = {}
    doubtful: _Row | None = None
    for row in rows:
        for name in ("close", "open", "high", "low"):
            text = _digits(row.cells.get(name, ""))
            point, comma = text.rfind("."), text.rfind(",")
            if point >= 0 and comma >= 0:
                seen.setdefault(comma > point, row.line)
            elif point >= 0 or comma >= 0:
                mark = "." if point >= 0 else ","
                if text.count(mark) > 1:
                    seen.setdefault(mark == ".", row.line)
                elif not re.fullmatch(r"[+-]?[1-9][0-9]{0,2}[.,][0-9]{3}", text):
                    seen.setdefault(mark == ",", row.line)
                else:
                    doubtful = doubtful or row
    if len(seen) == 2:
        first, second = sorted(seen.values())
        raise FileError(shown, f"decimals are written one way on line {first} and another way here", second)
    if not seen and doubtful is not None:
        text = doubtful.cells["close"]
        reason = f"{text} may be a decimal or thousands, and no other number tells; write two decimals"
        raise FileError(shown, reason, doubtful.line)
    return seen.keys() == {True}


def _price(row: _Row, name: str, comma: bool, shown: str) -> Decimal | None:
    text = row.cells.get(name, "")
    if text.lower() in _NOTHING:
        return None
    digits = _digits(text)
    if not (_COMMAED if comma else _POINTED).fullmatch(digits):
        raise FileError(shown, f"{text[:40]!r} in the column of the {name} is no price", row.line)
    plain = digits.replace(".", "").replace(",", ".") if comma else digits.replace(",", "")
    value = Decimal(plain)
    fault = number_fault(value)
    if fault:
        raise FileError(shown, f"the {name} {text[:40]!r} {fault}", row.line)
    if value <= 0:
        if name == "close":
            raise FileError(shown, f"the close {text} is not above zero", row.line)
        return None
    return trimmed(value)
