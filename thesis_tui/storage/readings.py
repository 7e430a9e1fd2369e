"""Readings of live metrics in a thesis's folder: append-only CSV, a file a month and writer.

Most sources keep no history, so what is lost here cannot be asked for again: nothing is rewritten, a damaged line is
named and left where it is, and what stands in two files is merged. The last cell of a row is a mark without which the
row is not whole: a value cut off in the middle would be another value.
"""

# Paths are strings here: pathlib objects cost time where files are many.

from __future__ import annotations

import os
import re
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING

from thesis_tui.errors import FileError, ReadOnlyError, StorageError, why
from thesis_tui.model.book import Problem
from thesis_tui.model.documents import Reading
from thesis_tui.model.file_format import FORMAT, newer_format, newer_words
from thesis_tui.model.quantity import number_fault
from thesis_tui.model.text_cleaning import clean
from thesis_tui.storage.disk import make_folder
from thesis_tui.storage.toml import read_bytes
from thesis_tui.system import BYTES, sync_folder

if TYPE_CHECKING:
    from pathlib import Path

FOLDER = "readings"
COLUMNS = ("metric", "at", "value", "unit", "data_day", "start", "end", "address", "accession", "basis", "note", "mark")
_MARK = "."
_NAME = re.compile(r"\d{4}-\d{2}\.[a-z0-9]{4,8}\.csv\Z")
_HEAD = f"# format = {FORMAT}\n{','.join(COLUMNS)}\n"
_MAX_FILE = 20_000_000


def read_readings(folder: Path | str) -> tuple[tuple[Reading, ...], tuple[Problem, ...]]:
    """All readings of a thesis, as their files have them, and what in those cannot be believed."""
    readings: list[Reading] = []
    problems: list[Problem] = []
    for name in month_files(folder):
        found, faults = read_file(folder, name)
        readings += found
        problems += faults
    return tuple(readings), tuple(problems)


def month_files(folder: Path | str) -> list[str]:
    """The names of the files of readings, oldest month first."""
    try:
        return sorted(name for name in os.listdir(os.path.join(os.fspath(folder), FOLDER)) if _NAME.match(name))
    except OSError:
        return []


def read_file(folder: Path | str, name: str, only: frozenset[str] | None = None) -> tuple[list[Reading], list[Problem]]:
    """The readings of one file, of the metrics in `only` where that is given, and what of it cannot be believed."""
    shown = f"{FOLDER}/{name}"
    try:
        raw = read_bytes(os.path.join(os.fspath(folder), FOLDER, name), shown, _MAX_FILE)
    except FileError as error:
        return [], [Problem(error.path, error.reason, error.line)]
    # a search of the bytes is much faster than parsing a month that has none of them
    if only is not None and not any(f"\n{metric},".encode() in raw for metric in only):
        return [], []
    newer = newer_format(raw, comment=True)
    found, faults = _rows(raw, shown, only)
    return found, [Problem(shown, newer_words(newer), 1), *faults] if newer else faults


def append_readings(folder: Path | str, writer: str, readings: tuple[Reading, ...]) -> None:
    """Adds readings to this writer's file of their month, and waits for the disk.

    Raises StorageError, ReadOnlyError for a file of a newer format; nothing of them is added then.
    """
    months: dict[str, list[Reading]] = {}
    for reading in readings:
        months.setdefault(f"{reading.at.year:04d}-{reading.at.month:02d}.{writer}.csv", []).append(reading)
    for name, rows in months.items():
        _append(os.path.join(os.fspath(folder), FOLDER, name), rows)


def _append(path: str, rows: list[Reading]) -> None:
    make_folder(os.path.dirname(path))
    block = "".join(_line(row) for row in rows).encode()
    try:
        handle = os.open(path, os.O_RDWR | os.O_APPEND | os.O_CREAT | BYTES, 0o600)
        try:
            size = os.fstat(handle).st_size
            newer = newer_format(_at(handle, 0, 200), comment=True)
            if newer:
                raise ReadOnlyError(f"{FOLDER}/{os.path.basename(path)} {newer_words(newer)}")
            if not size:
                block = _HEAD.encode() + block
            elif _at(handle, size - 1, 1) != b"\n":
                block = b"\n" + block  # a line that was cut off stays by itself
            try:
                view = memoryview(block)
                while view:
                    view = view[os.write(handle, view) :]
                os.fsync(handle)
            except OSError:
                # all or nothing, as the error says: some of the rows would stand there as if they had been recorded
                os.ftruncate(handle, size)
                raise
        finally:
            os.close(handle)
        if not size:
            sync_folder(os.path.dirname(path))
    except OSError as error:
        raise StorageError(f"{path} cannot be written: {why(error)}; nothing was recorded") from error


def _at(handle: int, place: int, count: int) -> bytes:
    os.lseek(handle, place, os.SEEK_SET)
    return os.read(handle, count)


def _line(item: Reading) -> str:
    import csv
    import io

    line = io.StringIO()
    days = (item.data_day, item.start, item.end)
    cells = (
        item.metric, item.at.isoformat(timespec="seconds"), format(item.value, "f"), item.unit,
        *("" if day is None else day.isoformat() for day in days), item.address, item.accession, item.basis,
        item.note, _MARK,
    )  # fmt: skip
    csv.writer(line, lineterminator="\n").writerow(" ".join(clean(cell).split()) for cell in cells)
    return line.getvalue()


def _rows(raw: bytes, shown: str, only: frozenset[str] | None) -> tuple[list[Reading], list[Problem]]:
    import csv

    readings: list[Reading] = []
    problems: list[Problem] = []
    # one broken byte costs its line, not the month
    text = raw.decode("utf-8-sig", "replace")
    # not splitlines, which cuts at signs a note may hold (U+2028) and counts lines otherwise than an editor
    for number, line in enumerate(text.replace("\r\n", "\n").split("\n"), 1):
        if not line.strip() or line.startswith("#"):
            continue
        if only is not None and line.partition(",")[0] not in only:
            continue
        try:
            cells = next(csv.reader([line]), [])
        except csv.Error:
            cells = []
        if tuple(cells) == COLUMNS:
            continue
        reading = _reading(cells)
        if isinstance(reading, str):
            problems.append(Problem(shown, f"this line is damaged ({reading}) and is not used", number))
        else:
            readings.append(reading)
    return readings, problems


def _reading(cells: list[str]) -> Reading | str:
    """A row as a reading, or why it is none."""
    if len(cells) != len(COLUMNS) or cells[-1] != _MARK:
        return f"it has {len(cells)} cells or no mark at its end; expected {len(COLUMNS)}"
    row = dict(zip(COLUMNS, cells, strict=True))
    try:
        at = datetime.fromisoformat(row["at"])
        value = Decimal(row["value"])
        days = {name: date.fromisoformat(row[name]) if row[name] else None for name in ("data_day", "start", "end")}
    except (ValueError, InvalidOperation):
        return "a time, a day or the value cannot be read"
    if at.utcoffset() is None:
        return "its time has no offset from UTC"
    if not row["metric"] or number_fault(value):
        return "it has no metric, or no number that can be kept"
    texts = {name: clean(text) for name, text in row.items()}
    return Reading(
        metric=texts["metric"], at=at, value=value, unit=texts["unit"], data_day=days["data_day"], start=days["start"],
        end=days["end"], address=texts["address"], accession=texts["accession"], basis=texts["basis"],
        note=texts["note"],
    )  # fmt: skip
