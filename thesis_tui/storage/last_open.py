"""The thesis the dashboard had open last, and whether the bundled one was ever copied, kept in the state directory."""

# Paths are strings here: pathlib objects cost time at every start.

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from thesis_tui.errors import StorageError
from thesis_tui.storage.disk import write_atomically

if TYPE_CHECKING:
    from pathlib import Path

    from thesis_tui.system import StrPath

_MAX_ID = 64


def last_open(state: StrPath) -> str:
    """The id of the thesis that was open last, "" when that is not known."""
    try:
        with open(_path(state), encoding="ascii") as file:
            return file.readline(_MAX_ID + 1).strip()
    except (OSError, ValueError):
        return ""


def remember_open(state: Path, thesis_id: str) -> None:
    """Remembers the thesis that is open; not being able to costs only that another one is opened next time."""
    # each start would else write a file that says what it said
    if last_open(state) == thesis_id:
        return
    try:
        write_atomically(_path(state), f"{thesis_id}\n".encode(), durable=False)
    except StorageError:
        return


def was_copied(state: Path) -> bool:
    """Whether the bundled thesis was made the user's own: if it is gone since, they put it away."""
    return os.path.exists(_copied(state))


def remember_copied(state: Path) -> None:
    """Remembers that the bundled thesis was copied; not being able to costs only that it is offered again."""
    try:
        write_atomically(_copied(state), b"the bundled thesis was copied\n", durable=False)
    except StorageError:
        return


def _path(state: StrPath) -> str:
    return os.path.join(os.fspath(state), "last-open")


def _copied(state: Path) -> str:
    return os.path.join(os.fspath(state), "bundled-copied")
