"""Folders and atomic writes."""

# Paths are strings here: pathlib objects cost time where files are many.

from __future__ import annotations

import os

from thesis_tui.errors import StorageError, why
from thesis_tui.model.formats import newer_format
from thesis_tui.system import BYTES


def make_folder(path: str) -> None:
    """Create a folder and those above it, for this user alone. Raises StorageError."""
    try:
        if os.path.isdir(path):
            return
        above = os.path.dirname(path)
        if above and not os.path.isdir(above):
            make_folder(above)
        os.mkdir(path, 0o700)
    except FileExistsError as error:
        if not os.path.isdir(path):
            reason = "is a file where a folder is expected; move it or choose another place"
            raise StorageError(f"{path} {reason}") from error
    except OSError as error:
        raise StorageError(f"{path} cannot be created: {why(error)}") from error


def write_atomically(path: str, data: bytes, *, durable: bool = True) -> None:
    """Put `data` at `path` so that a reader sees the old or the new file, never a part.

    `durable` waits for the disk; what can be made again need not. Raises StorageError.
    """
    make_folder(os.path.dirname(path))
    beside = f"{path}.{os.getpid():x}-{os.urandom(4).hex()}.tmp"
    try:
        handle = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL | BYTES, 0o600)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
                file.flush()
                if durable:
                    os.fsync(file.fileno())
            os.replace(beside, path)
        except BaseException:
            remove(beside)
            raise
    except OSError as error:
        raise StorageError(f"{path} cannot be written: {why(error)}") from error


def remove(path: str) -> None:
    """Delete a file if that is possible."""
    try:
        os.unlink(path)
    except OSError:
        return


def newer_file(path: str, *, comment: bool = False) -> int:
    """The format a file says it has, if this program is too old for it, else 0: also where there is no file."""
    try:
        with open(path, "rb") as file:
            return newer_format(file.read(10_000), comment=comment)
    except OSError:
        return 0
