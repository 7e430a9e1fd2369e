"""Copies of files that were changed as a whole, in the state directory: what undo and redo put back.

Each copy is named by its content, so that one that was damaged is known, and the same content is kept once.
"""

from __future__ import annotations

import hashlib
import os
from pathlib import Path
from typing import Final

from thesis_tui.storage.disk import write_atomically
from thesis_tui.storage.toml import read_bytes

FOLDER: Final = "file-copies"
MOST: Final = 40
"""Copies that are kept: an act is seldom taken back after twenty others that changed a file."""

MOST_BYTES: Final = 100_000_000


def content(path: str) -> bytes | None:
    """The bytes of a regular file, None where there is none. Raises FileError."""
    return read_bytes(path, path, MOST_BYTES) if os.path.lexists(path) else None


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
