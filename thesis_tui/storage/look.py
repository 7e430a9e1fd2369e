"""The last look, stored in the state directory."""

# Paths are strings here: pathlib objects cost time where files are many.

from __future__ import annotations

import os
from contextlib import contextmanager
from typing import TYPE_CHECKING

import msgspec

from thesis_tui.errors import ReadOnlyError
from thesis_tui.model.book import Look
from thesis_tui.model.file_format import FORMAT, newer_json
from thesis_tui.storage.disk import write_atomically

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from thesis_tui.system import StrPath


def read_look(state: StrPath, thesis_id: str) -> Look | None:
    """The last look, or None if there was none or it cannot be read: then it is the first again."""
    try:
        with open(_path(state, thesis_id), "rb") as file:
            look = msgspec.json.decode(file.read(), type=Look)
    except (OSError, ValueError, RecursionError):
        return None
    return look if look.at.utcoffset() is not None and look.format <= FORMAT else None


def look_print(state: StrPath, thesis_id: str) -> tuple[int, int]:
    """Stamp that changes when the look does: time of its file in ns, size in bytes."""
    try:
        status = os.stat(_path(state, thesis_id))
    except OSError:
        return 0, 0
    return status.st_mtime_ns, status.st_size


@contextmanager
def changing_look(state: Path, thesis_id: str) -> Iterator[None]:
    """While inside, no other program changes the look: of what two mark as seen at once nothing is lost. Raises
    BusyError, StorageError.
    """
    from thesis_tui.storage.lock import LOCK_SECONDS, Lock  # a look is read far more often than changed

    lock = Lock(state, f"look-{thesis_id}")
    lock.acquire(LOCK_SECONDS)
    try:
        yield
    finally:
        lock.release()


def write_look(state: Path, thesis_id: str, look: Look) -> None:
    """Remember a look in place of the one before. Raises StorageError, ReadOnlyError over one of a newer format."""
    path = _path(state, thesis_id)
    refuse_newer(path)
    write_atomically(path, msgspec.json.encode(look), durable=False)


def refuse_newer(path: str) -> None:
    """Raises ReadOnlyError when a JSON file of the state directory is of a newer format than this program's."""
    try:
        with open(path, "rb") as file:
            newer = newer_json(file.read())
    except OSError:
        return
    if newer:
        reason = f"(format {newer}, this one knows {FORMAT}); update thesis-tui, or delete it"
        raise ReadOnlyError(f"{path} was made by a newer version of thesis-tui {reason}")


def _path(state: StrPath, thesis_id: str) -> str:
    return os.path.join(os.fspath(state), f"look-{thesis_id}.json")
