"""The files of a thesis folder, read, each from the cache as far as it is the same. Nothing here writes into it."""

# Paths are strings here: pathlib objects cost time where files are many.

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any, TypeVar

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from thesis_tui.errors import FileError, StorageError, why
from thesis_tui.model.book import Book, Problem
from thesis_tui.model.file_format import FORMAT, newer_words
from thesis_tui.model.objects import (
    SOURCE_TABLES,
    THESIS_FILE,
    THESIS_TABLES,
    Benchmark,
    FileStruct,
    Listing,
    Source,
    Thesis,
)
from thesis_tui.model.text_cleaning import clean
from thesis_tui.storage import cache as parsed_files
from thesis_tui.storage import checks
from thesis_tui.storage.cache import Cached, ParsedFile
from thesis_tui.storage.decode import convert, first_key
from thesis_tui.storage.inbox import INBOX, inbox_files
from thesis_tui.storage.sync_conflicts import conflict_words, is_conflict_copy
from thesis_tui.storage.toml import Lines, in_words, parse, read_bytes

if TYPE_CHECKING:
    from datetime import datetime

    from thesis_tui.system import StrPath

_Decoded = TypeVar("_Decoded", bound=FileStruct)
_SMALL_TAIL = 16_000
"""Bytes of a journal's new end that are sooner parsed again than the whole cache written."""


class _Found(Struct, frozen=True):
    """A file of a thesis folder: its path in it, with "/", and what tells its state."""

    name: str
    stamp: parsed_files.Stamp


def read_book(folder: StrPath, *, cache: StrPath | None, now: datetime | None = None) -> Book:
    """The thesis in `folder`. `cache` is the cache directory, or None to neither read nor write one. An entry of a
    later day than `now` has a clock that is wrong; with None none has.

    What cannot be believed is left out and is a Problem in the book. Raises FileError when `thesis.toml`
    cannot be read at all, StorageError when the folder cannot.
    """
    root = os.fspath(folder)
    store = os.fspath(cache) if cache is not None else ""
    known = parsed_files.load(store, root) if store else {}
    files: dict[str, Cached] = {}
    stale = False
    problems: list[Problem] = []
    for file in _files(root):
        if not file.name.isprintable():
            problems.append(_unprintable(file.name))
            continue
        old = known.get(file.name)
        if old is not None and old.settled and old.stamp == file.stamp:
            files[file.name] = old
            continue
        try:
            files[file.name], worth_keeping = _read(root, file, old)
        except FileError as error:
            # without it there is no thesis; any other file is a Problem beside the rest
            if file.name == THESIS_FILE:
                raise
            problems.append(Problem(error.path, error.reason, error.line))
            continue
        stale = stale or worth_keeping
    if THESIS_FILE not in files:
        raise FileError(os.path.join(root, THESIS_FILE), "there is no such file, so this folder holds no thesis")
    if store and (stale or known.keys() - files.keys()):
        parsed_files.save(store, root, files)
    problems += [_unprintable(f"{INBOX}/{inbox_file.name}") for inbox_file in inbox_files(root, printable=False)]
    from thesis_tui.storage.arrivals import read_arrivals
    from thesis_tui.storage.assembly import Assembly

    arrivals, faults = read_arrivals(root, cache)
    problems += faults
    book = Assembly(os.path.basename(os.path.abspath(root)), files, problems, now).book()
    waiting = inbox_files(root)
    return msgspec.structs.replace(book, inbox=tuple(inbox_file.name for inbox_file in waiting), arrivals=arrivals)


def _unprintable(name: str) -> Problem:
    shown = " ".join(clean(name).split())
    return Problem(shown, "is not read, for its name has signs that cannot be printed; rename it")


def fingerprint(folder: StrPath) -> tuple[tuple[str, int, int], ...]:
    """Name, modification time in ns and size of every file of a thesis, those of its inbox and its readings too: it
    differs when one was changed. A folder that is not there has none.
    """
    from thesis_tui.storage.arrivals import arrivals_print

    root = os.fspath(folder)
    try:
        states = [(file.name, file.stamp.modified, file.stamp.size) for file in _files(root)]
    except StorageError:
        return ()
    waiting = [(file.name, file.modified, file.size) for file in inbox_files(root)]
    return (*states, *waiting, *arrivals_print(root))


def thesis_ids(data: StrPath) -> list[str]:
    """The ids of the theses in the data directory, sorted; none if it is not there. Raises StorageError."""
    root = os.fspath(data)
    try:
        with os.scandir(root) as entries:
            names = [entry.name for entry in entries if checks.is_slug(entry.name)]
    except FileNotFoundError:
        return []
    except NotADirectoryError as error:
        raise StorageError(f"{root} is a file; a data directory is expected, see --data-dir") from error
    except OSError as error:
        raise StorageError(f"{root} cannot be read: {why(error)}") from error
    return sorted(name for name in names if os.path.lexists(os.path.join(root, name, THESIS_FILE)))


def _files(root: str) -> list[_Found]:
    """The thesis file, then sources and journal files by name. Raises StorageError."""
    files: list[_Found] = []
    for inside in ("", "sources", "journal"):
        try:
            with os.scandir(os.path.join(root, inside) if inside else root) as entries:
                names = sorted(entry.name for entry in entries if _read_from(inside, entry.name))
        except (FileNotFoundError, NotADirectoryError) as error:
            if inside:
                continue
            raise StorageError(f"{root} is not a thesis folder: {why(error)}") from error
        except OSError as error:
            raise StorageError(f"{os.path.join(root, inside)} cannot be read: {why(error)}") from error
        for name in names:
            try:
                stamp = parsed_files.stamp(os.path.join(root, inside, name))
            except OSError:
                # no file's stamp: it is read all the same, and what is wrong with it is told there
                stamp = parsed_files.Stamp(0, 0, 0, 0)
            files.append(_Found(f"{inside}/{name}" if inside else name, stamp))
    return files


def _read_from(inside: str, name: str) -> bool:
    """Whether a file counts: not what editors and sync programs leave beside the files they work on, but the
    copies that sync programs make of a file changed in two places.
    """
    if not name.endswith(".toml") or name[0] in ".~":
        return False
    return bool(inside) or name == THESIS_FILE or is_conflict_copy(name)


def _read(root: str, on_disk: _Found, old: Cached | None) -> tuple[Cached, bool]:
    """A file parsed, from the cache as far as its bytes are the same; and whether the cache is worth rewriting.

    Raises FileError.
    """
    settled = parsed_files.settled(on_disk.stamp)
    raw = read_bytes(os.path.join(root, on_disk.name), on_disk.name)
    if old is not None:
        size = old.stamp.size
        if len(raw) >= size and parsed_files.digest(raw[:size]) == old.digest:
            if len(raw) == size:
                return Cached(on_disk.stamp, settled, old.digest, old.parsed), settled
            longer = _appended(on_disk.name, raw, size, old.parsed)
            if longer is not None:
                worth = len(raw) - size > _SMALL_TAIL
                return Cached(_of(on_disk.stamp, raw), settled, parsed_files.digest(raw), longer), worth
    return Cached(_of(on_disk.stamp, raw), settled, parsed_files.digest(raw), _parsed(on_disk.name, raw)), True


def _of(stamp: parsed_files.Stamp, raw: bytes) -> parsed_files.Stamp:
    """The stamp with the size of what was read: the file may have grown since it was looked at."""
    return stamp if stamp.size == len(raw) else replace(stamp, modified=0, size=len(raw))


def _appended(name: str, raw: bytes, size: int, before: ParsedFile) -> ParsedFile | None:
    """Parses only the end of a journal that has grown, adding to what it gave before; None if it must be read anew."""
    # acts of format 1 are told by the entries before
    # the cut must be between two entries: inside of one, the old part would read otherwise than it did
    if not before.whole or before.format == 1 or not raw.startswith(b"\n[[entry]]\n", size - 1):
        return None
    from thesis_tui.storage.entries import parse_journal

    tail = parse_journal(raw[size:], name.partition("/")[2], raw.count(b"\n", 0, size), before.format)
    if not tail.whole:
        return None
    return ParsedFile(entries=before.entries + tail.entries, whole=True, format=before.format)


def _parsed(name: str, raw: bytes) -> ParsedFile:
    """Raises FileError."""
    place, _, file = name.rpartition("/")
    if place != "journal" and is_conflict_copy(file):
        raise FileError(name, conflict_words(place, file))
    if place == "journal":
        from thesis_tui.storage.entries import parse_journal

        journal = parse_journal(raw, file)
        return ParsedFile(
            entries=journal.entries, problems=journal.problems, whole=journal.whole, refused=journal.refused,
            format=journal.format,
        )  # fmt: skip
    values: dict[str, Any] = parse(raw, name)
    lines = Lines(raw)
    if place == "sources":
        identity = file.removesuffix(".toml")
        if not checks.is_slug(identity):
            reason = f"is not read, for its name is not an id; accepted are {checks.SLUG_WORDS}, and .toml"
            raise FileError(name, reason)
        return _tables(values, name, lines, Source, SOURCE_TABLES)
    return _tables(values, name, lines, Thesis, THESIS_TABLES)


def _tables(
    values: dict[str, Any],
    name: str,
    lines: Lines,
    wanted: type[Thesis] | type[Source],
    kinds: dict[str, type[FileStruct]],
) -> ParsedFile:
    """A file's top and its tables, each decoded by itself: a bad table is a Problem, the others stay.

    Raises FileError when the top is wanting.
    """
    parsed = ParsedFile(lines={}, problems=[])
    problems = parsed.problems
    _check_format(values, name, lines, problems)
    tables = {
        kind: _decoded(kind, made_of, values.pop(kind, []), name, lines, parsed) for kind, made_of in kinds.items()
    }
    top = _top(values, name, lines, wanted, problems)
    whole: Any = msgspec.structs.replace(top, **tables)
    if isinstance(whole, Thesis):
        if not whole.listing:
            first = f"; {problems[0].reason}" if problems else ""
            raise FileError(name, f"has no listing; expected at least one [[listing]] table{first}")
        parsed.thesis = whole
    else:
        parsed.source = whole
    return parsed


def _decoded(
    kind: str, made_of: type[FileStruct], items: object, name: str, lines: Lines, parsed: ParsedFile
) -> tuple[FileStruct, ...]:
    """The tables of one kind, none where they are no list. Their lines and what is wrong go into `parsed`."""
    problems = parsed.problems
    if not isinstance(items, list):
        line = lines.find((kind,))
        problems.append(Problem(name, f"{kind}: a list of tables is expected; write [[{kind}]]", line))
        return ()
    good: dict[str, FileStruct] = {}
    headers = lines.tables(kind)
    for number, item in enumerate(items):
        try:
            what = _in_own_unit(convert(item, made_of, name, lines, (kind, number)))
        except FileError as error:
            problems.append(Problem(error.path, error.reason, error.line))
            continue
        key = "symbol" if made_of in (Listing, Benchmark) else "id"
        identity: str = getattr(what, key)
        fault = checks.fault(what)
        if fault is None and identity in good:
            fault = (key, f'there is another {kind} "{identity}"; the first is kept')
        if fault is not None:
            place = (kind, number, fault[0])
            problems.append(Problem(name, f"{in_words(place)}: {fault[1]}", lines.find(place)))
            continue
        good[identity] = what
        parsed.lines[f"{kind}:{identity}"] = headers[number].line if number < len(headers) else lines.find((kind,))
    return tuple(good.values())


def _in_own_unit(what: _Decoded) -> _Decoded:
    """A listing, level or price in pence written "GBp", as feeds do, is in GBX."""
    currency = getattr(what, "currency", None)
    if not isinstance(currency, str) or currency.isupper():
        return what
    from thesis_tui.venues.units import MINOR, normalised

    unit = normalised(currency)
    return replace(what, currency=unit) if unit in MINOR else what


def _top(
    values: dict[str, Any], name: str, lines: Lines, wanted: type[Thesis] | type[Source], problems: list[Problem]
) -> Thesis | Source:
    """The keys at the top of a file. What is unknown, or wrong and not required, is a Problem and left out."""
    if wanted is Thesis:
        # its tables were taken out to be decoded one by one, and the field is required
        values["listing"] = []
    required = set(wanted.__struct_fields__[: -len(wanted.__struct_defaults__)])
    while True:
        try:
            top = convert(values, wanted, name, lines)
            fault = checks.fault(top)
            if fault is None:
                return top
            key = fault[0]
            error = FileError(name, f"{key}: {fault[1]}", lines.find((key,)))
        except FileError as caught:
            error = caught
            key = _guilty(values, wanted)
        if key not in values or key in required:
            raise error
        problems.append(Problem(error.path, error.reason, error.line or lines.find((key,))))
        del values[key]


def _guilty(values: dict[str, Any], wanted: type[Thesis] | type[Source]) -> str:
    from thesis_tui.storage.toml import value_fault

    fault = value_fault(values)
    return str(fault[0][0]) if fault is not None and fault[0] else first_key(values, wanted)


def _check_format(values: dict[str, Any], name: str, lines: Lines, problems: list[Problem]) -> None:
    version = values.get("format")
    line = lines.find(("format",))
    if type(version) is not int or version < 1:
        given = "is missing" if version is None else "is not a version"
        raise FileError(name, f"format: {given}; expected format = {FORMAT} above all tables", line)
    if version > FORMAT:
        problems.append(Problem(name, newer_words(version), line))
