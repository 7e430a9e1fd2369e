"""A file of daily prices, as exchanges, brokers and data sites give them.

Needed are a day and a close; open, high and low are read where they are there. A row that cannot be believed is named
with its line and left out, the others are read. What cannot be told apart (is 3/4 in March or in April, is 1.560 a
thousand) is asked about or refused, never guessed.
"""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, tzinfo
from decimal import Decimal
from typing import Final, NamedTuple

from thesis_tui.errors import DoubtError, FileError, why
from thesis_tui.model.bars import Bar
from thesis_tui.model.figures import cut, long_day, plain, week_day
from thesis_tui.model.text_cleaning import clean
from thesis_tui.prices.csv_cells import (
    NOTHING,
    CellError,
    Day,
    Mark,
    Order,
    day_cell,
    is_whole,
    mark_of,
    money,
    price,
    readings,
    shown_orders,
)
from thesis_tui.prices.csv_names import ACCEPTED, Column, find_columns, heading, is_adjusted
from thesis_tui.system import AT_ONCE, BYTES

# Sixty years of days are some 15 000 lines, a megabyte or two: above this it is no file of daily prices.
MAX_BYTES: Final = 20_000_000
HEADER_WITHIN: Final = 30
"""Lines above the header some sites begin with."""
_HEADER_LINES: Final = 3
"""Lines over which a header may reach: data frames with two levels of columns write the name of the days last."""
SPIKE: Final = 4
"""A close as many times those around it, or such a part of them, is a slip: no share trades so for a day and back."""
# The comma comes late: where another sign separates cells it may stand in numbers and headings.
_SEPARATORS: Final = (";", "\t", ",", "|")
_ENCODINGS: Final = ("utf-8-sig", "cp1252", "cp1250", "cp1251", "gb18030", "cp932", "cp949", "big5")
"""Tried in this order until a header can be read; digits are the same bytes in all of them."""
_PRICES: Final[tuple[Column, ...]] = ("open", "high", "low", "close")
_BASIS = re.compile(r"# basis = (\d{4}-\d{2}-\d{2})")


class Expected(NamedTuple):
    """Facts on a file before it is read: the user's answer on its days, and the listing it is for.

    Rows after `until`, the last day whose session is over, are refused; so are days that are
    `closed`, prices below zero unless `negative`, and closes far from those around them unless the user
    said that the file is right (`sure`).
    """

    dates: Order | None = None
    symbol: str = ""
    currency: str = ""
    zone: tzinfo | None = None
    until: date | None = None
    closed: Callable[[date], bool] | None = None
    negative: bool = False
    sure: bool = False


class RefusedRow(NamedTuple):
    """A row that is not believed: its line in the file counted from 1 (0 where its day is named), its text, why."""

    line: int
    text: str
    why: str

    @property
    def words(self) -> str:
        """The row that was left out, with its line and the reason."""
        return f"line {self.line}: {self.why}" if self.line else self.why


class PriceFile(NamedTuple):
    """The days of a file that are believed, oldest first, each whole; the rows that are not, by line; and the
    currencies that stand beside its prices.
    """

    bars: tuple[Bar, ...]
    refused: tuple[RefusedRow, ...] = ()
    currencies: frozenset[str] = frozenset()


class _Row(NamedTuple):
    """Texts of one line by column; `day` is the day's cell taken apart."""

    line: int
    text: str
    cells: dict[Column, str]
    day: Day


class _Header(NamedTuple):
    """The line after the header, counted from 0; its columns, how many there are, and what separates them."""

    end: int
    columns: dict[Column, int]
    width: int
    separator: str


def read_price_file(path: str | os.PathLike[str], expected: Expected = Expected()) -> PriceFile:  # noqa: B008
    """The prices in a file. Raises FileError for a file that is no table of prices or has no row that can be
    believed, and DoubtError (field "dates") when its days can be read two ways and `expected` does not say which.
    """
    shown = os.fspath(path)
    lines, header = _table(shown, expected)
    refused: list[RefusedRow] = []
    rows = list(_rows(lines, header, expected, refused))
    order = _order(rows, shown, expected)
    mark = _mark(rows)
    believed: dict[date, list[tuple[_Row, Bar]]] = {}
    for row in rows:
        try:
            bar = _bar(row, order, mark, expected)
        except CellError as fault:
            refused.append(RefusedRow(row.line, row.text, str(fault)))
            continue
        believed.setdefault(bar.day, []).append((row, bar))
    agreed = [found for day in sorted(believed) for found in _agreed(believed[day], refused)]
    bars = tuple((bar for _, bar in agreed) if expected.sure else _without_spikes(agreed, refused))
    refused.sort()
    if not bars:
        first = f"; {refused[0].why}" if refused else ""
        raise FileError(shown, f"it has no prices{first}", refused[0].line if refused else 0)
    currencies = frozenset(_currencies(rows))
    return PriceFile(bars, tuple(refused), currencies)


def read_prices_csv(path: str | os.PathLike[str]) -> tuple[Bar, ...]:
    """The days in a file the program wrote, oldest first, each whole. Raises FileError with the first line that
    cannot be believed.
    """
    try:
        found = read_price_file(path, Expected(negative=True, sure=True))
    except DoubtError as doubt:
        raise FileError(os.fspath(path), str(doubt)) from None
    if found.refused:
        raise FileError(os.fspath(path), found.refused[0].why, found.refused[0].line)
    return found.bars


def read_basis(path: str | os.PathLike[str]) -> date | None:
    """The day on whose basis of splits the prices in a file the program wrote are; None where it does not say."""
    try:
        head = _raw(os.fspath(path))[:200].decode("utf-8", "replace")
    except FileError:
        return None
    found = _BASIS.search(head)
    try:
        return date.fromisoformat(found[1]) if found else None
    except ValueError:
        return None


# The text and its header


def _raw(shown: str) -> bytes:
    try:
        # not blocking: a pipe in a file's place must not hang the program, a device must not fill its memory
        with open(os.open(shown, os.O_RDONLY | AT_ONCE | BYTES), "rb") as file:
            if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
                raise FileError(shown, "is not a regular file; expected a CSV file")
            raw = file.read(MAX_BYTES + 1)
    except FileNotFoundError as error:
        raise FileError(shown, "there is no such file") from error
    except OSError as error:
        raise FileError(shown, f"cannot be read: {why(error)}") from error
    if len(raw) > MAX_BYTES:
        raise FileError(shown, f"is larger than {MAX_BYTES // 1_000_000} MB")
    # no text has a nought in it but UTF-16, beside every Latin letter
    if b"\0" in raw[:4000] and raw[:2] not in (b"\xff\xfe", b"\xfe\xff"):
        raise FileError(shown, "is no text; expected a CSV file")
    return raw


def _table(shown: str, expected: Expected) -> tuple[list[str], _Header]:
    """The lines of a file and its header, in the first encoding in which it has one."""
    raw = _raw(shown)
    fault: FileError | None = None
    for encoding in ("utf-16",) if raw[:2] in (b"\xff\xfe", b"\xfe\xff") else _ENCODINGS:
        try:
            lines = clean(raw.decode(encoding)).splitlines()
        except UnicodeDecodeError:
            continue
        try:
            return lines, _header(lines, shown, expected.symbol)
        except FileError as error:
            fault = fault or error
            if encoding == "utf-8-sig":  # bytes that are UTF-8 are nothing else
                break
    raise fault or FileError(shown, "is no text in an encoding of price files; expected UTF-8")


def _header(lines: Sequence[str], shown: str, symbol: str) -> _Header:
    """The header, over as many lines as it takes. Raises FileError where there is none."""
    only_adjusted = False
    for number, line in enumerate(lines[:HEADER_WITHIN]):
        for separator in _SEPARATORS:
            cells = _cells(line, separator)
            columns = find_columns(cells)
            if "day" in columns and columns["day"] != columns.get("close") and "close" in columns:
                return _chosen(_Header(number + 1, columns, len(cells), separator), cells, [], shown, symbol)
            below = [_cells(text, separator) for text in lines[number + 1 : number + _HEADER_LINES]]
            if "close" in columns and (found := _day_below(below)):
                end, day = found
                header = _Header(number + 1 + end, {**columns, "day": day}, len(cells), separator)
                return _chosen(header, cells, below[:end], shown, symbol)
            # data frames write their index, the days, under an empty heading
            if "close" in columns and not heading(cells[0]) and below and _starts_with_a_day(below[0]):
                return _Header(number + 1, {**columns, "day": 0}, len(cells), separator)
            only_adjusted |= "day" in columns and any(is_adjusted(cell) for cell in cells)
    if only_adjusted:
        reason = "its closes are adjusted for dividends only; expected the close as traded, "
        raise FileError(shown, f'{reason}"Close", "Schlusskurs", "Price" or "Last"')
    raise FileError(shown, f"no header with {ACCEPTED}")


def _cells(line: str, separator: str) -> list[str]:
    return [cell.strip() for cell in line.split(separator)]


def _day_below(below: Sequence[Sequence[str]]) -> tuple[int, int] | None:
    """How many lines further down the day's column is named, and where it stands."""
    for number, cells in enumerate(below, 1):
        columns = find_columns(list(cells))
        if "day" in columns and not any(cell for at, cell in enumerate(cells) if at != columns["day"]):
            return number, columns["day"]
    return None


def _starts_with_a_day(cells: Sequence[str]) -> bool:
    try:
        return day_cell(cells[0].strip('"'), None) is not None
    except CellError:
        return False


def _chosen(header: _Header, cells: Sequence[str], below: Sequence[Sequence[str]], shown: str, symbol: str) -> _Header:
    """The header with the columns of one security, where the file has several."""
    close = heading(cells[header.columns["close"]])
    several = [at for at, cell in enumerate(cells) if heading(cell) == close and not is_adjusted(cell)]
    if len(several) == 1:
        return header
    for names in below:
        own = [at for at, name in enumerate(names) if name.casefold() == symbol.casefold()]
        if own:
            mine = [cell if at in own else "" for at, cell in enumerate(cells)]
            return header._replace(columns={**find_columns(mine), "day": header.columns["day"]})
    raise FileError(shown, f"{len(several)} columns are headed {cells[several[0]]!r}; expected one", header.end)


# Rows


def _rows(lines: Sequence[str], header: _Header, expected: Expected, refused: list[RefusedRow]) -> Iterator[_Row]:
    """The rows with a day and a close. Empty lines and days without a price are passed over, the others are refused."""
    import csv

    for number, line in enumerate(lines[header.end :], header.end + 1):
        if not line.strip(" \t;,|"):
            continue
        text = cut(line.strip(), 80)
        try:
            # each line by itself: in one reader a quote that is not closed would swallow all rows after it
            (cells,) = csv.reader([line], delimiter=header.separator, strict=True)
            yield from _row(number, text, [cell.strip() for cell in cells], header, expected)
        except CellError as fault:
            refused.append(RefusedRow(number, text, str(fault)))
        except (csv.Error, ValueError):
            refused.append(RefusedRow(number, text, "a quote that is not closed"))


def _row(number: int, text: str, cells: Sequence[str], header: _Header, expected: Expected) -> Iterator[_Row]:
    columns = header.columns
    # a comma between thousands that is not in quotes has moved every cell after it
    if any(cells[header.width :]):
        raise CellError(f"{len(cells)} cells where the header has {header.width}")
    if len(cells) <= columns["day"]:
        raise CellError("no day in it")
    priceless = len(cells) > columns["close"] and cells[columns["close"]].casefold() in NOTHING
    # a holiday's row; without a digit where the day should be it is a note, and refused by its line below
    if priceless and any(character.isdigit() for character in cells[columns["day"]]):
        return
    day = day_cell(cells[columns["day"]], expected.zone)
    if len(cells) <= columns["close"]:
        raise CellError(f"{len(cells)} of {header.width} cells, none for the close")
    taken: dict[Column, str] = {name: cells[at] for name, at in columns.items() if at < len(cells)}
    yield _Row(number, text, taken, day)


def _order(rows: Sequence[_Row], shown: str, expected: Expected) -> Order | None:
    """Which of 4/9/2026's parts is the day, by what the user says or the rows that leave no choice; None where rows
    contradict each other. Raises DoubtError where all rows can be read in two ways.
    """
    if expected.dates is not None:
        return expected.dates
    orders = shown_orders((row.day for row in rows), expected.until)
    if len(orders) < 2:
        return orders[0] if orders else None
    for row in rows:
        found = readings(row.day)
        days = list(dict.fromkeys(found[order] for order in orders if order in found))
        if len(days) > 1:
            either = " or ".join(long_day(day) for day in days)
            raise DoubtError(f"{shown}, line {row.line}: {row.cells['day']} can be {either}", "dates")
    return orders[0]


def _mark(rows: Iterable[_Row]) -> Mark | None:
    """How a file writes decimals, by the numbers that leave no choice; None where they are written both ways."""
    seen: set[Mark] = set()
    for row in rows:
        for name in _PRICES:
            try:
                digits = money(row.cells.get(name, "")).digits
            except CellError:
                continue
            mark = mark_of(digits)
            if mark is not None:
                seen.add(mark)
    return next(iter(seen)) if len(seen) == 1 else None


def _currencies(rows: Iterable[_Row]) -> Iterator[str]:
    for row in rows:
        try:
            currency = money(row.cells["close"]).currency
        except CellError:
            continue
        if currency:
            yield currency


def _bar(row: _Row, order: Order | None, mark: Mark | None, expected: Expected) -> Bar:
    """A row as a bar. Raises CellError with why it is not believed."""
    day = _day(row, order)
    if expected.closed is not None and expected.closed(day):
        raise CellError(f"{week_day(day)} is a day without sessions")
    if expected.until is not None and day > expected.until:
        raise CellError(f"{long_day(day)} has no whole session yet; the last is of {long_day(expected.until)}")
    found = {name: _price(row, name, mark, expected) for name in _PRICES}
    close = found["close"]
    assert close is not None
    opened, high, low = found["open"], found["high"], found["low"]
    for name, value in (("close", close), ("open", opened)):
        if value is not None and high is not None and value > high:
            raise CellError(f"{name} {plain(value)} is above its high {plain(high)}")
        if value is not None and low is not None and value < low:
            raise CellError(f"{name} {plain(value)} is below its low {plain(low)}")
    if high is not None and low is not None and low > high:
        raise CellError(f"low {plain(low)} is above its high {plain(high)}")
    return Bar(day, high, low, close, whole=True, open=opened)


def _day(row: _Row, order: Order | None) -> date:
    found = readings(row.day)
    if order is not None and order in found:
        return found[order]
    text = cut(row.cells["day"], 40)
    days = set(found.values())
    if order is None and len(days) == 1:
        return days.pop()
    if order is None and days:
        raise CellError(f"{text} can be two days, and days are written both ways here")
    raise CellError(f"{text!r} is no day" + (f", {order}" if found else ""))


def _price(row: _Row, name: Column, mark: Mark | None, expected: Expected) -> Decimal | None:
    """One price of a row; None for an open, high or low that is not given, or is given as 0."""
    text = row.cells.get(name, "")
    if name != "close" and text.casefold() in NOTHING:
        return None
    try:
        value = price(text, mark, whole=is_whole(expected.currency))
    except CellError as fault:
        raise CellError(f"{name}: {fault}") from None
    if name != "close" and not value:
        return None
    if value > 0 or expected.negative:
        return value
    raise CellError(f"the {name} {plain(value)} is not above 0")


def _agreed(found: Sequence[tuple[_Row, Bar]], refused: list[RefusedRow]) -> Iterator[tuple[_Row, Bar]]:
    """The row of a day that it or several equal ones give; rows that contradict each other are refused."""
    if all(bar.close == found[0][1].close for _, bar in found):
        # of equal closes the row that knows the day's range says more
        yield max(found, key=lambda pair: pair[1].high is not None)
        return
    for row, bar in found:
        others = " and ".join(f"{plain(other.close)} on line {line.line}" for line, other in found if line is not row)
        refused.append(
            RefusedRow(row.line, row.text, f"{long_day(bar.day)} has the close {plain(bar.close)} here, {others}")
        )


def _without_spikes(found: Sequence[tuple[_Row, Bar]], refused: list[RefusedRow]) -> Iterator[Bar]:
    """The bars but those far from the rows before and after, which agree with each other: a comma left out."""
    for at, (row, bar) in enumerate(found):
        if 0 < at < len(found) - 1:
            before, after = found[at - 1][1].close, found[at + 1][1].close
            low, high = min(before, after), max(before, after)
            # neighbours that are far from each other tell a split or a crash, and nothing of the row between them
            near = low > 0 and high < low * 2
            if near and (bar.close >= high * SPIKE or bar.close <= low / SPIKE):
                why_not = f"close {plain(bar.close)} is far from {plain(before)} and {plain(after)} around it"
                refused.append(RefusedRow(row.line, row.text, why_not))
                continue
        yield bar
