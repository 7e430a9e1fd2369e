"""A TOML file read without trusting it."""

from __future__ import annotations

import os
import re
import stat
from datetime import UTC, datetime
from decimal import Decimal

from msgspec import Struct

from thesis_tui.errors import FileError, why
from thesis_tui.model.quantity import MAX_DIGITS_BEFORE_POINT, number_fault
from thesis_tui.model.text_cleaning import MAX_TEXT, clean
from thesis_tui.model.unfit import Trail
from thesis_tui.system import AT_ONCE, BYTES

MAX_BYTES = 20_000_000
MAX_LINE = 1_000_000
"""Bytes. The parser takes a second for each million, and the longest text there may be has fewer."""
BOM = b"\xef\xbb\xbf"
_TOO_LARGE = 10**MAX_DIGITS_BEFORE_POINT
# Patterns are text: `re` compiles each when it is first used, which few commands do; all at import are 1 ms of a start.
_HEADER = r"\[\[?\s*([A-Za-z0-9_.-]+)\s*\]\]?\s*(?:#.*)?$"
_KEY = r"""["']?([A-Za-z0-9_-]+)["']?\s*=\s*(.*)"""
# The parser takes hours for a key of many parts; none of ours has more than two.
_ENDLESS_KEY = re.compile(rb"""(?<![A-Za-z0-9_"'-])(?:[A-Za-z0-9_"'-]++[ \t]*+\.[ \t]*+){40}""")
_AT_LINE = r" \(at (?:line (\d+), column (\d+)|end of document)\)$"


class Table(Struct, frozen=True):
    """A table's header ("" is the top of the file), its line and the lines of its keys, from 1."""

    name: str
    line: int
    keys: dict[str, int]


class Lines:
    """Finds the line of a value in a file. Reads the file's lines only when first asked.

    `skipped` is the number of lines before `raw` in its file.
    """

    def __init__(self, raw: bytes = b"", skipped: int = 0) -> None:
        self._raw = raw
        self._skipped = skipped
        self._tables: dict[str, list[Table]] | None = None

    def tables(self, name: str) -> list[Table]:
        """The tables with that header, in the order of the file."""
        if self._tables is None:
            self._tables = {}
            for table in _scan(self._raw, self._skipped):
                self._tables.setdefault(table.name, []).append(table)
        return self._tables.get(name, [])

    def find(self, trail: Trail) -> int:
        """The line of a value, or of the table it belongs in, or 0."""
        if not self._raw or not trail:
            return 0
        name = str(trail[0])
        number = trail[1] if len(trail) > 1 and isinstance(trail[1], int) else 0
        tables = self.tables(name)
        if number < len(tables):
            keys = [part for part in trail[1:] if isinstance(part, str)]
            return tables[number].keys.get(keys[0], tables[number].line) if keys else tables[number].line
        top = self.tables("")
        return top[0].keys.get(name, 0) if top else 0


def read_bytes(path: str | os.PathLike[str], shown: str, most: int = MAX_BYTES) -> bytes:
    """A regular file's bytes, at most `most` of them. Raises FileError."""
    try:
        # Not blocking: a pipe in a file's place must not hang the program.
        handle = os.open(path, os.O_RDONLY | AT_ONCE | BYTES)
    except FileNotFoundError as error:
        raise FileError(shown, "there is no such file") from error
    except OSError as error:
        raise FileError(shown, f"cannot be read: {why(error)}") from error
    try:
        status = os.fstat(handle)
        if stat.S_ISDIR(status.st_mode):
            raise FileError(shown, "is a folder; a text file is expected")
        if not stat.S_ISREG(status.st_mode):
            raise FileError(shown, "is not a regular file; a text file is expected")
        if status.st_size > most:
            raise FileError(shown, f"is larger than {most // 1_000_000} MB and was not read")
        with os.fdopen(handle, "rb", closefd=False) as file:
            raw = file.read(most + 1)
    except OSError as error:
        raise FileError(shown, f"cannot be read: {why(error)}") from error
    finally:
        os.close(handle)
    if len(raw) > most:
        raise FileError(shown, f"is larger than {most // 1_000_000} MB and was not read")
    return raw


def parse(raw: bytes, shown: str, skipped: int = 0) -> dict[str, object]:
    """The values of a TOML text, every text in them cleaned. Decimals are as written, NaN and infinity included.

    Raises FileError with the line, `skipped` lines counted before it.
    """
    import tomllib

    body = raw.removeprefix(BOM)
    if b"\0" in body:
        line = skipped + body.count(b"\n", 0, body.index(b"\0")) + 1
        raise FileError(shown, "holds binary data; a text file in UTF-8 is expected", line)
    # a file that is shorter than the longest line needs no looking at
    for number, whole in enumerate(body.split(b"\n") if len(body) > MAX_LINE else (), skipped + 1):
        if len(whole) > MAX_LINE:
            raise FileError(shown, f"a line of more than {MAX_LINE // 1_000_000} MB is not read", number)
    endless = _ENDLESS_KEY.search(body)
    if endless is not None:
        line = skipped + body.count(b"\n", 0, endless.start()) + 1
        raise FileError(shown, "holds a chain of words and points that no key of ours has", line)
    try:
        text = body.decode("utf-8")
    except UnicodeDecodeError as error:
        line = skipped + body.count(b"\n", 0, error.start) + 1
        raise FileError(shown, "is not UTF-8 text; save it in the encoding UTF-8", line) from error
    try:
        # by way of a float 0.1 would be another number
        values = tomllib.loads(text, parse_float=_decimal)
    except tomllib.TOMLDecodeError as error:
        raise _toml_fault(str(error), text, shown, skipped) from error
    except RecursionError as error:
        raise FileError(shown, "is nested too deeply to be read") from error
    except ValueError as error:  # an integer of thousands of digits
        raise FileError(shown, f"holds a number that has more than {MAX_DIGITS_BEFORE_POINT} digits") from error
    return {clean(key): _cleaned(value) for key, value in values.items()}


def value_fault(value: object, trail: Trail = ()) -> tuple[Trail, str] | None:
    """The first number or text that cannot be kept: where it is and what is wrong with it."""
    kind = type(value)
    # exact types: a bool is an int to isinstance, and a value is asked about for each cell of every file
    if kind is str:
        if len(value) > MAX_TEXT:  # type: ignore[arg-type]
            return trail, f"has more than {MAX_TEXT:,} characters".replace(",", " ")
    elif kind is Decimal:
        reason = number_fault(value)  # type: ignore[arg-type]
        if reason:
            return trail, reason
    elif kind is int:
        if abs(value) >= _TOO_LARGE:  # type: ignore[arg-type]
            return trail, f"has more than {MAX_DIGITS_BEFORE_POINT} digits before the point"
    elif kind is dict or kind is list:
        pairs = value.items() if kind is dict else enumerate(value)  # type: ignore[attr-defined, arg-type]
        for key, item in pairs:
            fault = value_fault(item, (*trail, key))
            if fault is not None:
                return fault
    return None


def whole_minutes(at: datetime) -> datetime:
    """A time as TOML can hold it, which knows offsets of whole minutes only."""
    offset = at.utcoffset()
    return at.astimezone(UTC) if offset is not None and (offset.seconds % 60 or offset.microseconds) else at


def in_words(trail: Trail) -> str:
    """("criterion", 2, "threshold") as "criterion 3, threshold"."""
    words: list[str] = []
    for part in trail:
        if isinstance(part, int) and words:
            words[-1] += f" {part + 1}"
        else:
            words.append(clean(str(part))[:60])
    return ", ".join(words)


def _decimal(text: str) -> Decimal:
    try:
        return Decimal(text)
    except ArithmeticError:  # an exponent beyond what Decimal holds
        return Decimal("Infinity")


def _cleaned(value: object) -> object:
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, list):
        return [_cleaned(item) for item in value]
    if isinstance(value, dict):
        return {clean(key): _cleaned(item) for key, item in value.items()}
    return value


def _toml_fault(message: str, text: str, shown: str, skipped: int) -> FileError:
    # before Python 3.14 tomllib tells the line in its message alone
    match = re.search(_AT_LINE, message)
    reason = message[: match.start()] if match else message
    line = int(match[1]) if match and match[1] else text.rstrip().count("\n") + 1
    if reason.startswith("Illegal character '\\n'"):
        reason = "a text in quotes does not end on its line; put a quotation mark at its end"
    return FileError(shown, f"is not valid TOML: {clean(reason[:1].lower() + reason[1:])}", skipped + line)


def _scan(raw: bytes, skipped: int) -> list[Table]:
    """Headers and keys with their lines. Multi-line strings are stepped over; no value is read."""
    table = Table("", 0, {})
    tables = [table]
    closing = ""
    for number, line in enumerate(raw.removeprefix(BOM).decode("utf-8", "replace").split("\n"), skipped + 1):
        if closing:
            if closing in line:
                closing = ""
            continue
        text = line.strip()
        if text.startswith("["):
            header = re.match(_HEADER, text)
            if header:
                table = Table(header[1], number, {})
                tables.append(table)
            continue
        key = re.match(_KEY, text)
        if key:
            table.keys.setdefault(key[1], number)
            for quotes in ('"""', "'''"):
                if key[2].startswith(quotes) and quotes not in key[2][3:]:
                    closing = quotes
    return tables


def whole_as_integer(value: object) -> object:
    """A whole decimal as an integer, as tomli_w would add ".0" to it; anything else as it is."""
    return int(value) if isinstance(value, Decimal) and value.as_tuple().exponent == 0 else value
