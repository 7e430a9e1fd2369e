"""The append-only journal: reading what can be believed, appending without loss.

A file is one month of one writer. One entry is one block: the line `[[entry]]`, flat keys, and last the
quoted `id`, by which a reader knows that the block is whole.
"""

# Paths are strings here: pathlib objects cost time where files are many.

from __future__ import annotations

import os
import re
import time
from contextlib import suppress
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any, NamedTuple, Self

import msgspec

from thesis_tui.errors import BusyError, FileError, InputError, ReadOnlyError, StorageError, why
from thesis_tui.model.book import Problem
from thesis_tui.model.formats import FORMAT, newer_format, newer_words
from thesis_tui.model.journal import KINDS, OBJECT_KINDS, Entry, Kind
from thesis_tui.model.objects import FileStruct
from thesis_tui.model.quantity import number_fault
from thesis_tui.model.text import MAX_TEXT, clean
from thesis_tui.storage import checks
from thesis_tui.storage.copies import is_conflict_copy
from thesis_tui.storage.decode import convert
from thesis_tui.storage.disk import make_folder, remove, write_atomically
from thesis_tui.storage.toml import BOM, Lines, parse, read_bytes
from thesis_tui.system import BYTES, sync_folder

if TYPE_CHECKING:
    from pathlib import Path
    from types import TracebackType

LOCK_SECONDS = 10
WRITER = "writer"
"""The file in the state directory that has this machine's name on its first line."""
POLL_SECONDS = 0.02
MOST_ENDS = 10
"""Places where an entry whose end is in doubt may end; each is tried with all that stands before it."""
_MARKER = b"[[entry]]"
_HEAD = b"format = %d\n" % FORMAT
_ID_LINE = re.compile(rb"""id[ \t]*=[ \t]*(?:"[^"\\]*"|'[^']*')[ \t]*(?:#.*)?\Z""")
_KEY_LINE = re.compile(rb"""["']?[A-Za-z0-9_-]+["']?[ \t]*=""")
_FORMAT_LINE = re.compile(rb"^format[ \t]*=[ \t]*(\d{1,9})[ \t]*(?:#.*)?\r?$", re.MULTILINE)
_WRITER = re.compile(r"[a-z0-9]{4,8}\Z")
_ALPHABET = "0123456789abcdefghijklmnopqrstuvwxyz"
_NATIVE = (Decimal, date, datetime)


class Block(NamedTuple):
    """The lines of a block from its marker on, and the line of its marker, from 1 (0: before the first marker)."""

    lines: list[bytes]
    line: int


class Parsed(NamedTuple):
    """What a journal file gave. `whole` is true when nothing in it was in doubt."""

    entries: list[Entry]
    problems: list[Problem]
    whole: bool


def parse_journal(raw: bytes, name: str, skipped: int = 0) -> Parsed:
    """The entries in a file's bytes. `name` is its name in `journal/`, `skipped` the lines before `raw`."""
    shown = f"journal/{name}"
    entries: list[Entry] = []
    problems: list[Problem] = []
    newer = newer_format(raw)
    if newer:
        problems.append(Problem(shown, newer_words(newer), 1))
    if is_conflict_copy(name) and not skipped:
        said = "is a conflict copy made by a sync program; its entries are read, none is shown twice"
        problems.append(Problem(shown, f"{said}; move those that only it has to a file of their own, then delete it"))
    try:
        values = parse(raw, shown, skipped)
    except FileError as error:
        split, torn = _piecewise(raw, name, skipped, error)
        return Parsed(split, problems + torn, whole=False)
    lines = Lines(raw, skipped)
    blocks = values.pop("entry", [])
    values.pop("format", None)
    if not isinstance(blocks, list) or not all(isinstance(block, dict) for block in blocks):
        problems.append(Problem(shown, "entry is not a list; expected are [[entry]] tables", lines.find(("entry",))))
        blocks = []
    problems.extend(
        Problem(shown, f'unknown key "{key[:60]}"; a journal holds [[entry]] tables only', lines.find((key,)))
        for key in values
    )
    starts = _starts(raw, skipped, len(blocks), lines)
    for number, block in enumerate(blocks):
        try:
            entries.append(_entry(block, name, starts[number], lines, ("entry", number)))
        except FileError as error:
            problems.append(Problem(error.path, error.reason, error.line or starts[number]))
    return Parsed(entries, problems, whole=not problems)


def split_blocks(raw: bytes, skipped: int = 0) -> list[Block]:
    """The file cut at lines that are exactly `[[entry]]`; first what stands before the first of them."""
    blocks = [Block([], 0)]
    for number, line in enumerate(raw.removeprefix(BOM).split(b"\n"), skipped + 1):
        bare = line.removesuffix(b"\r")
        if bare == _MARKER:
            blocks.append(Block([bare], number))
        else:
            blocks[-1].lines.append(bare)
    return blocks


class _File:
    """A journal file an act appends to: its size before, and whether the act has written to it."""

    def __init__(self, handle: int) -> None:
        self.handle = handle
        self.size = 0
        self.written = False


class Act:
    """Entries recorded as one, under one lock: all of them are kept, or none.

    As a context it is synced and ended when it is left, and taken back when that is by an error. `patience` is how
    long another program's lock is waited for, in seconds; None is LOCK_SECONDS.
    """

    def __init__(self, state: Path, *, patience: float | None = None) -> None:
        self.patience = patience
        self._state = state
        self._begun = time.monotonic()
        self._writer = ""
        self._lock: _Lock | None = None
        self._files: dict[str, _File] = {}

    @property
    def waited(self) -> float:
        """Seconds since it was begun."""
        return time.monotonic() - self._begun

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        try:
            if error is None:
                self.sync()
            elif isinstance(error, Exception):
                self.take_back()
        finally:
            self.end()

    def append(
        self,
        folder: Path,
        kind: Kind,
        what: FileStruct,
        *,
        at: datetime,
        on: date | None = None,
        replaces: str | None = None,
    ) -> Entry:
        """Add an entry to this writer's file of the month, and give it as it reads from there. It is kept once
        `sync` has returned.

        `at` has an offset. An id in `what` is not kept: an object's id is its entry's, or what the entry replaces.
        Raises InputError for what cannot be read back, StorageError, BusyError while another program writes,
        ReadOnlyError for files of a newer format; nothing of the act is kept then.
        """
        if at.utcoffset() is None:
            raise InputError("the time of recording has no offset from UTC", "at")
        at = _whole_minutes(at)
        root = os.fspath(folder)
        if not os.path.isdir(root):
            raise StorageError(f"{root} is not there any more; nothing was recorded")
        self._hold()
        name = _month_file(at, self._writer)
        path = os.path.join(root, "journal", name)
        _refuse_newer(os.path.join(root, "thesis.toml"), "thesis.toml")
        try:
            before = _content(self._file(path).handle, path)
        except FileNotFoundError:  # an entry that is refused leaves no empty file
            before = b""
        newer = newer_format(before)
        if newer:
            raise ReadOnlyError(f"journal/{name} {newer_words(newer)}")
        block = _block(kind, what, at, on, replaces, _new_id(at, self._writer, before))
        above = before or _HEAD
        entry = _read_back(block, name, above.count(b"\n") + (1 if above[-1:] != b"\n" else 0))
        if not before:
            block = _HEAD + block
        elif before[-1:] != b"\n":
            block = b"\n" + block
        make_folder(os.path.dirname(path))
        try:
            file = self._file(path, os.O_CREAT)
        except FileNotFoundError as error:
            raise self._failed(path, error) from error
        if not file.written:
            file.size, file.written = len(before), True
        try:
            view = memoryview(block)
            while view:
                view = view[os.write(file.handle, view) :]
        except OSError as error:
            raise self._failed(path, error) from error
        return entry

    def sync(self) -> None:
        """Wait for the disk, on any thread; what was appended is kept when this returns. Raises StorageError when
        the disk refuses: then nothing of it is.
        """
        for path, file in self._files.items():
            if not file.written:
                continue
            try:
                os.fsync(file.handle)
                if not file.size:
                    sync_folder(os.path.dirname(path))
            except OSError as error:
                raise self._failed(path, error) from error

    def take_back(self) -> OSError | None:
        """Undo what was appended; gives why something of it cannot be."""
        fault = None
        for path, file in self._files.items():
            if file.written:
                try:
                    os.ftruncate(file.handle, file.size)
                    if not file.size:
                        remove(path)
                    file.written = False
                except OSError as error:
                    fault = error
        return fault

    def end(self) -> None:
        """Let go of the files and the lock; what is appended next begins another act."""
        for file in self._files.values():
            with suppress(OSError):
                os.close(file.handle)
        self._files.clear()
        if self._lock is not None:
            self._lock.release()
            self._lock = None

    def _hold(self) -> None:
        if self._lock is None:
            self._writer = writer_id(self._state, self.patience)
            lock = _Lock(self._state, f"journal-{self._writer}")
            lock.acquire(self.patience, self.waited)
            self._lock = lock

    def _file(self, path: str, flags: int = 0) -> _File:
        """The file, open for reading and appending. Raises FileNotFoundError, StorageError."""
        known = self._files.get(path)
        if known is not None:
            return known
        try:
            handle = os.open(path, os.O_RDWR | os.O_APPEND | flags | BYTES, 0o600)
        except FileNotFoundError:
            raise
        except OSError as error:
            raise self._failed(path, error) from error
        self._files[path] = _File(handle)
        return self._files[path]

    def _failed(self, path: str, error: OSError) -> StorageError:
        stuck = self.take_back()
        end = "nothing was recorded"
        if stuck is not None:
            end = (
                f"what was written of the entry cannot be taken back ({why(stuck)}), it will be reported as torn and "
                "not used"
            )
        return StorageError(f"{path} cannot be written: {why(error)}; {end}")


def append(
    folder: Path,
    kind: Kind,
    what: FileStruct,
    *,
    at: datetime,
    state: Path,
    on: date | None = None,
    replaces: str | None = None,
) -> Entry:
    """An act of one entry, as `Act.append` has it. `state` is the state directory, where the lock and the writer's id
    are. When this returns, the entry is on the disk; when it raises, nothing was recorded and nothing before it
    changed.
    """
    with Act(state) as act:
        return act.append(folder, kind, what, at=at, on=on, replaces=replaces)


def writer_id(state: Path, patience: float | None = None) -> str:
    """This machine's name in journal files and entry ids: four characters, made once and kept in `state`.

    Raises StorageError, ReadOnlyError when its file is of a newer format.
    """
    path = os.path.join(os.fspath(state), WRITER)
    _refuse_newer(path, path)
    known = _known_writer(path)
    if known:
        return known
    lock = _Lock(state, "writer")
    lock.acquire(patience)
    try:
        known = _known_writer(path)
        if known:
            return known
        made = _random(4)
        # a name that is lost with the power costs nothing: another is made
        write_atomically(path, made.encode() + b"\n" + _HEAD, durable=False)
        return made
    finally:
        lock.release()


def own_file(folder: Path, state: Path, at: datetime) -> str:
    """The file an entry of that time would go to, "" while this machine has no name yet."""
    writer = _known_writer(os.path.join(os.fspath(state), WRITER))
    return os.path.join(os.fspath(folder), "journal", _month_file(_whole_minutes(at), writer)) if writer else ""


def newer_reason(folder: Path, state: Path, at: datetime) -> str:
    """Why this program is too old to record in a thesis folder at that time, as a sentence; "" when it is not."""
    own, writer = own_file(folder, state, at), os.path.join(os.fspath(state), WRITER)
    for path, shown in ((os.path.join(os.fspath(folder), "thesis.toml"), "thesis.toml"),
                        (own, f"journal/{os.path.basename(own)}"), (writer, writer)):  # fmt: skip
        try:
            _refuse_newer(path, shown)
        except ReadOnlyError as error:
            return str(error)
    return ""


def _month_file(at: datetime, writer: str) -> str:
    return f"{at.year:04d}-{at.month:02d}.{writer}.toml"


def _known_writer(path: str) -> str:
    try:
        text = read_bytes(path, path)[:64].partition(b"\n")[0].decode("ascii", "replace").strip()
    except FileError:
        return ""
    return text if _WRITER.match(text) else ""


def _problem(error: FileError) -> Problem:
    return Problem(error.path, error.reason, error.line)


def _entry(block: dict[str, Any], name: str, line: int, lines: Lines, within: tuple[str, int]) -> Entry:
    """An entry from its keys. Raises FileError."""
    shown = f"journal/{name}"

    def refuse(field: str, reason: str) -> FileError:
        return FileError(shown, f"{field} {reason}", lines.find((*within, field)) or line)

    identity = block.get("id")
    if identity is None:
        raise FileError(shown, "this entry has no id, so it was cut off while being written; it is not used", line)
    if not isinstance(identity, str) or not checks.is_slug(identity):
        raise refuse("id", f"is not an id in quotes; accepted are {checks.SLUG_WORDS}")
    if next(reversed(block)) != "id":
        last = next(reversed(block))
        raise refuse("id", f'is not the last key; move "{last[:60]}" above it, for the id marks an entry as whole')
    rest = dict(block)
    kind = rest.pop("kind", None)
    if not isinstance(kind, str) or kind not in KINDS:
        given = f'"{kind[:40]}" is not known' if isinstance(kind, str) else "is missing"
        raise refuse("kind", f"{given}; accepted are {', '.join(KINDS)}")
    del rest["id"]
    at = rest.pop("at", None)
    if not isinstance(at, datetime):
        raise refuse("at", "is missing or not a time; expected is one such as 2026-02-14T09:30:00+01:00")
    reason = checks.time_fault(at)
    if reason:
        raise refuse("at", reason)
    on = rest.pop("on", None)
    if on is not None and (not isinstance(on, date) or isinstance(on, datetime)):
        raise refuse("on", "is not a day; expected is one such as 2026-02-14")
    if on is not None and not checks.FIRST_DAY <= on <= checks.LAST_DAY:
        raise refuse("on", f"{on} is too far away; accepted are {checks.FIRST_DAY} to {checks.LAST_DAY}")
    replaces = rest.pop("replaces", None)
    if replaces is not None and not (isinstance(replaces, str) and checks.is_slug(replaces)):
        raise refuse("replaces", f"is not an id; accepted are {checks.SLUG_WORDS}")
    if kind in OBJECT_KINDS:
        rest["id"] = replaces or identity
    what: Any = convert(rest, KINDS[kind], shown, lines, within)
    fault = checks.fault(what)
    if fault is not None:
        raise refuse(*fault)
    return Entry(id=identity, at=at, kind=kind, what=what, on=on, replaces=replaces, path=name, line=line)


def _starts(raw: bytes, skipped: int, count: int, lines: Lines) -> list[int]:
    """The line of each block, 0 where it cannot be told."""
    starts = [block.line for block in split_blocks(raw, skipped)[1:]]
    if len(starts) != count:
        starts = [table.line for table in lines.tables("entry")]
    return starts if len(starts) == count else [0] * count


def _piecewise(raw: bytes, name: str, skipped: int, fault: FileError) -> tuple[list[Entry], list[Problem]]:
    """Each block by itself, for a file that does not parse as a whole; `fault` is why it does not."""
    shown = f"journal/{name}"
    entries: list[Entry] = []
    problems: list[Problem] = []
    head, *blocks = split_blocks(raw, skipped)
    for number, line in enumerate(head.lines, skipped + 1):
        if line.strip() and not line.lstrip().startswith(b"#") and not _FORMAT_LINE.match(line):
            problems.append(Problem(shown, "what stands before the first whole [[entry]] line is not used", number))
            break
    for block in blocks:
        ends = [number for number, line in enumerate(block.lines) if _ID_LINE.match(line)][:MOST_ENDS]
        torn: FileError | None = None
        for end in ends:
            text = b"\n".join(block.lines[: end + 1]) + b"\n"
            try:
                values: Any = parse(text, shown, block.line - 1)["entry"]
            except FileError as error:
                torn = torn or error
                continue
            torn = None
            remainder = [
                (number, line)
                for number, line in enumerate(block.lines[end + 1 :], block.line + end + 1)
                if line.strip() and not line.lstrip().startswith(b"#")
            ]
            if remainder and _KEY_LINE.match(remainder[0][1].lstrip()):
                problems.append(
                    Problem(shown, "keys stand after the id, which must be the last; the entry is not used", block.line)
                )
                break
            try:
                entries.append(_entry(values[0], name, block.line, Lines(text, block.line - 1), ("entry", 0)))
            except FileError as error:
                problems.append(_problem(error))
            if remainder:
                problems.append(
                    Problem(shown, "the remainder of an entry that was cut off is not used", remainder[0][0])
                )
            break
        else:
            if torn is None:
                reason = "this entry has no id, so it was cut off while being written; it is not used"
                problems.append(Problem(shown, reason, block.line))
            else:
                problems.append(Problem(shown, f"this entry is not used: it {torn.reason}", torn.line or block.line))
    if not problems:
        problems.append(_problem(fault))
    return entries, problems


def _whole_minutes(at: datetime) -> datetime:
    """TOML knows offsets of whole minutes only."""
    offset = at.utcoffset()
    return at.astimezone(UTC) if offset is not None and (offset.seconds % 60 or offset.microseconds) else at


def _random(length: int) -> str:
    return "".join(_ALPHABET[byte % 36] for byte in os.urandom(length))


def _new_id(at: datetime, writer: str, before: bytes) -> str:
    """An id that sorts by time and, within a millisecond, after those already in the file."""
    utc = at.astimezone(UTC)
    prefix = f"{utc:%Y%m%dt%H%M%S}{utc.microsecond // 1000:03d}-{writer}-"
    taken = re.findall(re.escape(prefix.encode()) + rb"([0-9a-z]{4,40})", before)
    if not taken:
        return prefix + "0123456789abcdefgh"[os.urandom(1)[0] % 18] + _random(3)
    last = max(taken).decode()
    number = int(last[:4], 36) + 1 + int.from_bytes(os.urandom(1), "big")
    if len(last) > 4 or number >= 36**4:
        return f"{prefix}{last}{_random(1)}"
    digits = ""
    for _ in range(4):
        number, digit = divmod(number, 36)
        digits = _ALPHABET[digit] + digits
    return prefix + digits


def _block(kind: Kind, what: FileStruct, at: datetime, on: date | None, replaces: str | None, identity: str) -> bytes:
    """The bytes of an entry. Raises InputError for a number or text that cannot be kept."""
    import tomli_w

    if type(what) is not KINDS[kind]:
        raise InputError(f"a {type(what).__name__.lower()} is not a {kind}", "kind")
    record: dict[str, object] = {"at": at, "kind": kind, "on": on, "replaces": replaces}
    fields: dict[str, object] = msgspec.to_builtins(what, builtin_types=_NATIVE)
    for key, value in fields.items():
        if key == "kind" or (key == "id" and kind in OBJECT_KINDS):
            continue
        record[key] = _written(value, key)
    record["id"] = identity
    return _MARKER + b"\n" + tomli_w.dumps({key: value for key, value in record.items() if value is not None}).encode()


def _written(value: object, key: str) -> object:
    """`value` as tomli_w is to be given it: texts cleaned, and whole decimals as integers, for it adds ".0"."""
    if isinstance(value, str):
        text = clean(value)
        if len(text) > MAX_TEXT:
            raise InputError(f"{key} has {len(text)} characters; accepted are {MAX_TEXT} at most", key)
        return text
    if isinstance(value, Decimal):
        reason = number_fault(value)
        if reason:
            raise InputError(f"{key} {reason}", key)
        return int(value) if value.as_tuple().exponent == 0 else value
    if isinstance(value, datetime):
        return _whole_minutes(value)
    if isinstance(value, list | tuple):
        return [_written(item, key) for item in value]
    return value


def _read_back(block: bytes, name: str, skipped: int) -> Entry:
    """The entry as a reader will find it. Raises InputError if one could not."""
    parsed = parse_journal(block, name, skipped)
    if len(parsed.entries) != 1 or parsed.problems:
        reason = parsed.problems[0].reason if parsed.problems else "it does not read back"
        raise InputError(f"this cannot be recorded: {reason}")
    return parsed.entries[0]


def _refuse_newer(path: str, shown: str) -> None:
    try:
        with open(path, "rb") as file:
            head = file.read(10_000)
    except OSError:
        return
    newer = newer_format(head)
    if newer:
        raise ReadOnlyError(f"{shown} {newer_words(newer)}")


def _content(handle: int, path: str) -> bytes:
    try:
        os.lseek(handle, 0, os.SEEK_SET)
        parts = []
        while part := os.read(handle, 1 << 20):
            parts.append(part)
    except OSError as error:
        raise StorageError(f"{path} cannot be read: {why(error)}; nothing was recorded") from error
    return b"".join(parts)


class _Lock:
    """A lock file in the state directory, free again when its holder dies."""

    def __init__(self, state: Path, name: str) -> None:
        from filelock import FileLock

        folder = os.fspath(state)
        make_folder(folder)
        self._path = os.path.join(folder, f"{name}.lock")
        # an act may be ended by another thread than began it
        self._lock = FileLock(self._path, mode=0o600, thread_local=False)

    def acquire(self, patience: float | None, waited: float = 0.0) -> None:
        """Raises BusyError when another program has it for `patience` seconds, after those `waited` already."""
        from filelock import Timeout

        limit = LOCK_SECONDS if patience is None else patience

        try:
            self._lock.acquire(timeout=limit, poll_interval=POLL_SECONDS)
        except Timeout as error:
            long = waited + limit >= LOCK_SECONDS
            how = f"has been writing for more than {LOCK_SECONDS} seconds" if long else "is writing here"
            raise BusyError(f"another thesis-tui {how} ({self._path}); try again") from error
        except OSError as error:
            raise StorageError(f"{self._path} cannot be locked: {why(error)}; nothing was recorded") from error

    def release(self) -> None:
        self._lock.release()
