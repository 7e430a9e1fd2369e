"""Whether an entry could be kept now, found out by writing: a permission or a free block on paper is no proof.

Where the system knows unnamed files, some bytes are written and synced into one in the very folder: the disk,
the quota and the permission answer as they will for the entry, and no sync program ever sees a name.
"""

# Paths are strings here: pathlib objects cost time where files are many.

from __future__ import annotations

import errno
import os
from typing import TYPE_CHECKING

from thesis_tui.errors import why
from thesis_tui.system import is_read_only, room_left, unnamed_file

if TYPE_CHECKING:
    from pathlib import Path

ROOM = 16_384
"""Bytes: a page of text and the entry around it."""


def write_fault(folder: Path, state: Path, own: str) -> str:
    """Why an entry could not be kept in a thesis folder now, as a sentence; "" when it could.

    `state` is the state directory, where the lock is; `own` the file the entry would go to, "" when not known.
    """
    root = os.fspath(folder)
    if not os.path.isdir(root):
        return f"{root} is not there any more"
    journal = os.path.join(root, "journal")
    home = journal if os.path.isdir(journal) else root
    locks = os.fspath(state)
    if os.path.lexists(locks) and not os.path.isdir(locks):
        return f"{locks} is a file where a folder is expected; move it or choose another place"
    if own and os.path.lexists(own) and not os.access(own, os.W_OK):
        return f"{own} cannot be written: permission is denied"
    return _fault(home, ROOM) or _fault(_there(locks), 0)


def new_fault(data: Path, state: Path) -> str:
    """The same of a thesis that is still to be made in the data directory."""
    return _fault(_there(os.fspath(data)), ROOM) or _fault(_there(os.fspath(state)), 0)


def _fault(folder: str, room: int) -> str:
    try:
        # told apart here, for a disk mounted read-only is another matter to the user than a permission
        if not os.access(folder, os.W_OK | os.X_OK):
            raise OSError(errno.EROFS if is_read_only(folder) else errno.EACCES, "")  # noqa: TRY301
        _write(folder, room)
    except OSError as error:
        return f"{folder} cannot be written: {why(error)}"
    return ""


def _write(folder: str, room: int) -> None:
    """Raises OSError."""
    # where the system has none, a file with a name would be seen by sync programs: then the free room must do
    handle = unnamed_file(folder)
    if handle is None:
        if (left := room_left(folder)) is not None and left < room:
            raise OSError(errno.ENOSPC, "")
        return
    try:
        view = memoryview(b"\0" * room)
        while view:
            view = view[os.write(handle, view) :]
        os.fsync(handle)
    finally:
        os.close(handle)


def _there(path: str) -> str:
    """The path, or the nearest folder above it that exists."""
    while not os.path.isdir(path) and os.path.dirname(path) != path:
        path = os.path.dirname(path)
    return path
