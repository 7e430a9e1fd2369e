"""The append-only journal, appended to without loss: acts, and the name and lock of the one who writes.

A file is one month of one writer; entries.py tells what is in it.
"""

# Paths are strings here: pathlib objects cost time where files are many.

from __future__ import annotations

import os
import re
import time
from contextlib import suppress
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Self

from thesis_tui.errors import BusyError, FileError, InputError, ReadOnlyError, StorageError, why
from thesis_tui.model.formats import FORMAT, newer_format, newer_words
from thesis_tui.model.journal import Entry, Kind
from thesis_tui.model.objects import THESIS_FILE, FileStruct
from thesis_tui.storage.disk import make_folder, newer_file, remove, write_atomically
from thesis_tui.storage.toml import read_bytes, whole_minutes
from thesis_tui.system import BYTES, sync_folder

if TYPE_CHECKING:
    from pathlib import Path
    from types import TracebackType

LOCK_SECONDS = 10
WRITER = "writer"
"""The file in the state directory that has this machine's name on its first line."""
POLL_SECONDS = 0.02
_HEAD = b"format = %d\n" % FORMAT
_WRITER = re.compile(r"[a-z0-9]{4,8}\Z")
_ALPHABET = "0123456789abcdefghijklmnopqrstuvwxyz"


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
        at = whole_minutes(at)
        root = os.fspath(folder)
        if not os.path.isdir(root):
            raise StorageError(f"{root} is not there any more; nothing was recorded")
        self._hold()
        name = _month_file(at, self._writer)
        path = os.path.join(root, "journal", name)
        _refuse_newer(os.path.join(root, THESIS_FILE), THESIS_FILE)
        try:
            before = _content(self._file(path).handle, path)
        except FileNotFoundError:  # an entry that is refused leaves no empty file
            before = b""
        newer = newer_format(before)
        if newer:
            raise ReadOnlyError(f"journal/{name} {newer_words(newer)}")
        from thesis_tui.storage.entries import block_of, read_back

        block = block_of(kind, what, at, on, replaces, _new_id(at, self._writer, before))
        above = before or _HEAD
        entry = read_back(block, name, above.count(b"\n") + (1 if above[-1:] != b"\n" else 0))
        if not before:
            block = _HEAD + block
        elif before[-1:] != b"\n":
            block = b"\n" + block
        self._write(path, len(before), block)
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

    def _write(self, path: str, size: int, block: bytes) -> None:
        """`block` at the end of a file of `size` bytes, which is made when it is not there. Raises StorageError."""
        make_folder(os.path.dirname(path))
        try:
            file = self._file(path, os.O_CREAT)
        except FileNotFoundError as error:
            raise self._failed(path, error) from error
        if not file.written:
            file.size, file.written = size, True
        try:
            view = memoryview(block)
            while view:
                view = view[os.write(file.handle, view) :]
        except OSError as error:
            raise self._failed(path, error) from error

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
    return os.path.join(os.fspath(folder), "journal", _month_file(whole_minutes(at), writer)) if writer else ""


def newer_reason(folder: Path, state: Path, at: datetime) -> str:
    """Why this program is too old to record in a thesis folder at that time, as a sentence; "" when it is not."""
    own, writer = own_file(folder, state, at), os.path.join(os.fspath(state), WRITER)
    for path, shown in ((os.path.join(os.fspath(folder), THESIS_FILE), THESIS_FILE),
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


def _refuse_newer(path: str, shown: str) -> None:
    newer = newer_file(path)
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
