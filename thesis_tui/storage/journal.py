"""The append-only journal, appended to without loss: what is recorded as one is kept as one.

A file is one month of one writer; entries.py tells what is in it. Where an entry stands in its writer's files, by
name and line, is the order in which it was recorded.
"""

# Paths are strings here: pathlib objects cost time where files are many.

from __future__ import annotations

import errno
import os
import re
import stat
import time
from contextlib import suppress
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Self, cast

from msgspec import structs

from thesis_tui.errors import InputError, ReadOnlyError, StorageError, why
from thesis_tui.model.file_format import JOURNAL_FORMAT, newer_format, newer_words
from thesis_tui.model.journal import Entry, Kind, What
from thesis_tui.model.objects import THESIS_FILE, FileStruct
from thesis_tui.storage.disk import (
    make_folder,
    refuse_outside,
    remove,
)
from thesis_tui.storage.lock import LOCK_SECONDS, Lock
from thesis_tui.storage.toml import whole_minutes
from thesis_tui.storage.writer import ALPHABET, file_for, random_letters, refuse_newer, writer_id
from thesis_tui.system import open_no_link, sync_folder

if TYPE_CHECKING:
    from pathlib import Path
    from types import TracebackType

_HEAD = b"format = %d\n" % JOURNAL_FORMAT


class _File:
    """A journal file an act appends to: what it held before, and how far the act has written to it.

    `line` is the line the next block begins on.
    """

    def __init__(self, path: str, handle: int, before: bytes) -> None:
        self.path = path
        self.handle = handle
        self.before = before
        self.lead = _HEAD if not before else b"" if before[-1:] == b"\n" else b"\n"
        self.line = before.count(b"\n") + self.lead.count(b"\n") + 1
        self.ids = b""
        self.written = False
        self.whole = False


class Act:
    """Entries recorded as one, under one lock: all of them are kept, or none.

    Entries are held back until `write`, which puts them into the file with one write; each names its act and how many
    entries that has, so that a reader knows an act that was cut off in the middle of that write. As a context it is
    synced and ended when it is left, and taken back when that is by an error. `patience` is how long another program's
    lock is waited for, in seconds; None is LOCK_SECONDS.
    """

    def __init__(self, state: Path, *, patience: float | None = None) -> None:
        self.patience = patience
        self._state = state
        self._begun = time.monotonic()
        self._writer = ""
        self._lock: Lock | None = None
        self._files: dict[str, _File] = {}
        self._parts: list[list[Entry]] = [[]]
        self._homes: dict[str, _File] = {}
        self._targets: dict[tuple[str, int, int], _File] = {}

    @property
    def waited(self) -> float:
        """Seconds since it was begun."""
        return time.monotonic() - self._begun

    @property
    def waited_long(self) -> bool:
        """Whether another program's lock was waited for as long as anybody is asked to wait."""
        return self.waited >= LOCK_SECONDS

    @property
    def holds(self) -> bool:
        """Whether it has the lock: no other program writes until it ends."""
        return self._lock is not None

    @property
    def pending(self) -> tuple[Entry, ...]:
        """Entries appended and not yet in a file, in that order."""
        return tuple(entry for part in self._parts for entry in part)

    @property
    def at(self) -> datetime | None:
        """When the act was recorded, None before its first entry: all of one act have one time."""
        return self._parts[-1][0].at if self._parts[-1] else None

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
        after: tuple[str, ...] = (),
    ) -> Entry:
        """Add an entry to this writer's file, and give it as it will read from there. It is kept once `sync` has
        returned.

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
        self.hold()
        file = self._file(root, at)
        from thesis_tui.storage.entries import block_of, read_back

        identity = _new_id(at, self._writer, file.before + file.ids)
        part = self._parts[-1]
        given = Entry(
            id=identity, at=at, kind=kind, what=cast("What", what), on=on, replaces=replaces,
            # how many there will be is not known yet; 2 is enough to be read back, `write` sets the number
            act=part[0].id if part else "", act_size=2 if part else 1, after=after,
        )  # fmt: skip
        entry = read_back(block_of(given), os.path.basename(file.path), 0)
        file.ids += identity.encode() + b" "
        part.append(entry)
        self._homes[identity] = file
        return entry

    def divide(self) -> None:
        """End what was appended up to here: what follows is an act of its own, kept or not with the same write."""
        if self._parts[-1]:
            self._parts.append([])

    def write(self) -> None:
        """Put what was appended into the files, each with one write. Raises StorageError; nothing is kept then."""
        from thesis_tui.storage.entries import block_of

        blocks: dict[str, list[bytes]] = {}
        for part in self._parts:
            for entry in part:
                file = self._homes[entry.id]
                # known only now; the entry is in nobody's file yet
                structs.force_setattr(entry, "act_size", len(part))
                structs.force_setattr(entry, "line", file.line)
                block = block_of(entry)
                file.line += block.count(b"\n")
                blocks.setdefault(file.path, [file.lead]).append(block)
                file.lead = b""
        self._parts = [[]]
        self._homes.clear()
        for path, parts in blocks.items():
            self._write(self._files[path], b"".join(parts))

    def sync(self) -> None:
        """Wait for the disk, on any thread; what was appended is kept when this returns. Raises StorageError when
        the disk refuses: then nothing of it is.
        """
        self.write()
        for file in self._files.values():
            if not file.written:
                continue
            try:
                os.fsync(file.handle)
                # a new file's name is kept by its folder, which has to be synced besides
                if not file.before:
                    sync_folder(os.path.dirname(file.path))
            except OSError as error:
                raise self._failed(file.path, error) from error

    def take_back(self) -> OSError | None:
        """Undo what was appended; gives why something of it cannot be."""
        self._parts = [[]]
        self._homes.clear()
        fault = None
        for file in self._files.values():
            if file.written:
                try:
                    os.ftruncate(file.handle, len(file.before))
                    if not file.before:
                        remove(file.path)
                    file.written = False
                except OSError as error:
                    fault = error
        return fault

    def end(self) -> None:
        """Let go of the files and the lock; what is appended next begins another act."""
        self._parts = [[]]
        self._homes.clear()
        for file in self._files.values():
            if file.handle >= 0:
                with suppress(OSError):
                    os.close(file.handle)
        self._files.clear()
        self._targets.clear()
        if self._lock is not None:
            self._lock.release()
            self._lock = None

    def hold(self) -> None:
        """Take the lock now rather than with the first entry. Raises BusyError while another program has it."""
        if self._lock is None:
            self._writer = writer_id(self._state, self.patience)
            lock = Lock(self._state, f"journal-{self._writer}")
            patience = LOCK_SECONDS if self.patience is None else self.patience
            lock.acquire(patience, waited=self.waited, longest=LOCK_SECONDS)
            self._lock = lock

    def _file(self, root: str, at: datetime) -> _File:
        """The file of a thesis that an entry of that time goes to. One that is not there is made when it is written,
        so that an entry that is refused leaves no empty file. Raises StorageError, ReadOnlyError.
        """
        known = self._targets.get((root, at.year, at.month))
        if known is not None:
            return known
        # a newer version may mean something else by what this one would add
        refuse_newer(os.path.join(root, THESIS_FILE), THESIS_FILE)
        home = os.path.join(root, "journal")
        refuse_outside(home, root)
        path = os.path.join(home, file_for(home, self._writer, at))
        if path not in self._files:
            try:
                handle = _open(path, os.O_RDWR | os.O_APPEND)
            except FileNotFoundError:
                self._files[path] = _File(path, -1, b"")
            except OSError as error:
                raise self._failed(path, error) from error
            else:
                try:
                    before = _content(handle, path)
                except StorageError:
                    os.close(handle)
                    raise
                self._files[path] = _File(path, handle, before)
        file = self._files[path]
        newer = newer_format(file.before, known=JOURNAL_FORMAT)
        if newer:
            reason = newer_words(newer, known=JOURNAL_FORMAT)
            raise ReadOnlyError(f"journal/{os.path.basename(path)} {reason}")
        self._targets[root, at.year, at.month] = file
        return file

    def _write(self, file: _File, data: bytes) -> None:
        """`data` at the end of a file, which is made when it is not there. Raises StorageError."""
        try:
            if file.handle < 0:
                make_folder(os.path.dirname(file.path), durable=True)
                file.handle = _open(file.path, os.O_RDWR | os.O_APPEND | os.O_CREAT)
            file.written, file.whole = True, False
            view = memoryview(data)
            # a write may end early, on a signal or a full disk
            while view:
                view = view[os.write(file.handle, view) :]
            file.whole = True
        except OSError as error:
            raise self._failed(file.path, error) from error

    def _failed(self, path: str, error: OSError) -> StorageError:
        stuck = self.take_back()
        end = "nothing was recorded"
        if stuck is not None and all(file.whole for file in self._files.values() if file.written):
            end = (
                f"it is in the file whole and counts, for it cannot be taken back ({why(stuck)}), but the disk may "
                "lose it yet"
            )
        elif stuck is not None:
            end = (
                f"what was written of it cannot be taken back ({why(stuck)}), it will be reported as torn and not used"
            )
        return StorageError(f"{path} cannot be written: {why(error)}; {end}")


def _new_id(at: datetime, writer: str, before: bytes) -> str:
    """An id that sorts by time and, within a millisecond, after those already in the file."""
    utc = at.astimezone(UTC)
    prefix = f"{utc:%Y%m%dt%H%M%S}{utc.microsecond // 1000:03d}-{writer}-"
    taken = re.findall(re.escape(prefix.encode()) + rb"([0-9a-z]{4,40})", before)
    if not taken:
        # the first of a millisecond is in the lower half, so that there is room after it
        return prefix + "0123456789abcdefgh"[os.urandom(1)[0] % 18] + random_letters(3)
    last = max(taken).decode()
    # by a step of chance: two copies of a file that go on apart must not give the same id
    number = int(last[:4], 36) + 1 + int.from_bytes(os.urandom(1), "big")
    # out of room: a longer id sorts after the shorter one it begins with
    if len(last) > 4 or number >= 36**4:
        return f"{prefix}{last}{random_letters(1)}"
    digits = ""
    for _ in range(4):
        number, digit = divmod(number, 36)
        digits = ALPHABET[digit] + digits
    return prefix + digits


def _open(path: str, flags: int) -> int:
    """A regular file that is in its folder itself, open with `flags`. Raises OSError for any other thing: a link is
    not followed, a pipe is not waited for.
    """
    try:
        handle = open_no_link(path, flags)
    except OSError as error:
        if error.errno == errno.ELOOP:
            raise OSError(errno.EINVAL, "It is a link, and nothing is written through it") from error
        raise
    if not stat.S_ISREG(os.fstat(handle).st_mode):
        os.close(handle)
        raise OSError(errno.EINVAL, "It is not a regular file")
    return handle


def _content(handle: int, path: str) -> bytes:
    try:
        os.lseek(handle, 0, os.SEEK_SET)
        parts = []
        while part := os.read(handle, 1 << 20):
            parts.append(part)
    except OSError as error:
        raise StorageError(f"{path} cannot be read: {why(error)}; nothing was recorded") from error
    return b"".join(parts)
