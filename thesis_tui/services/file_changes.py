"""Files of a thesis that are changed as a whole: recorded as an act, so that undo takes back what was done last."""

from __future__ import annotations

from typing import TYPE_CHECKING

from thesis_tui.errors import FileError, InputError, StorageError, why
from thesis_tui.storage import file_copies
from thesis_tui.storage.disk import refuse_outside, write_atomically
from thesis_tui.system import sync_folder

if TYPE_CHECKING:
    from pathlib import Path

    from thesis_tui.model.journal import FileChange


def is_as_left(folder: Path, change: FileChange) -> bool:
    """Whether the file still has the content that the change gave it; False where it cannot be read, too."""
    try:
        return file_copies.digest(file_copies.content(str(_path(folder, change)))) == change.new
    except FileError:
        return False


def _path(folder: Path, change: FileChange) -> Path:
    return folder.joinpath(*change.path.split("/"))


def put_back(folder: Path, state: Path, change: FileChange, *, undone: bool) -> None:
    """Gives a changed file the content of before the change, or (not `undone`) of after it.

    Raises InputError when the file is another by now, or its content is not on this machine; StorageError.
    """
    path = _path(folder, change)
    expected, wanted = (change.new, change.old) if undone else (change.old, change.new)
    now = file_copies.content(str(path))
    # somebody has edited it since: their work would be lost
    if file_copies.digest(now) != expected:
        raise InputError(
            f"{path} was changed since: {change.text} is not taken back; edit that file, or take back what was done "
            "before it: thesis-tui undo --past-edited",
            "undo",
        )
    data = file_copies.read_copy(state, wanted) if wanted else None
    if wanted and data is None:
        raise InputError(f"{path} as it was is not kept on this machine; edit that file", "undo")
    refuse_outside(str(path.parent), str(folder))
    file_copies.keep_copy(state, now)  # for the other way
    if data is not None:
        write_atomically(str(path), data)
        return
    try:
        path.unlink()
    except OSError as error:
        raise StorageError(f"{path}: {why(error)}") from error
    sync_folder(str(path.parent))
