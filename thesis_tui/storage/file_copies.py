"""Copies of files that were changed as a whole, in the state directory: what undo and redo put back.

Each copy is named by its content, so that one that was damaged is known, and the same content is kept once. While a
file is being changed a note says so: the file and the journal cannot be written in one step, and a program that is
killed between the two leaves the note, by which the next one records what was done.
"""

from __future__ import annotations

import hashlib
import os
from pathlib import Path
from typing import Final

import msgspec
from msgspec import Struct

from thesis_tui.storage.disk import remove, write_atomically
from thesis_tui.storage.toml import read_bytes

FOLDER: Final = "file-copies"
MOST: Final = 40
"""Copies that are kept: an act is seldom taken back after twenty others that changed a file."""

# A price file of every session since 1900 is below 2 MB: what is larger is not copied at each change.
MOST_BYTES: Final = 100_000_000


def content(path: str) -> bytes | None:
    """The bytes of a regular file, None where there is none. Raises FileError."""
    return read_bytes(path, path, MOST_BYTES) if os.path.lexists(path) else None


class Begun(Struct, frozen=True):
    """A change of a file that was begun: its path within the thesis, and the digest of what it was."""

    path: str
    old: str


def begin(note: Path, begun: Begun) -> None:
    """Notes that a file of a thesis is about to be changed. Raises StorageError."""
    write_atomically(os.fspath(note), msgspec.json.encode(begun))


def end(note: Path) -> None:
    """Takes the note away: the change is recorded, or did not come about."""
    remove(os.fspath(note))


def begun(note: Path) -> Begun | None:
    """The change that was begun and not ended, by this program or another; None without a note that can be read."""
    try:
        with open(note, "rb") as file:
            return msgspec.json.decode(file.read(), type=Begun)
    except (OSError, msgspec.DecodeError):
        return None


def digest(data: bytes | None) -> str:
    """The SHA-256 of a file's bytes in hexadecimal, "" where there is no file."""
    return "" if data is None else hashlib.sha256(data).hexdigest()


def keep_copy(state: Path, data: bytes | None) -> None:
    """Keeps a copy of a file's bytes; the oldest ones go. Raises StorageError."""
    # there was no file: undo then removes what was made, which needs no copy
    if data is None:
        return
    folder = os.path.join(os.fspath(state), FOLDER)
    write_atomically(os.path.join(folder, digest(data)), data)
    try:
        names = sorted(os.scandir(folder), key=lambda entry: entry.stat().st_mtime, reverse=True)
        for entry in names[MOST:]:
            os.unlink(entry.path)
    except OSError:
        return  # too many copies do no harm


def read_copy(state: Path, wanted: str) -> bytes | None:
    """The copy of that digest; None where it is not on this machine, or damaged."""
    try:
        with open(os.path.join(os.fspath(state), FOLDER, wanted), "rb") as file:
            data = file.read()
    except OSError:
        return None
    return data if digest(data) == wanted else None
