"""Folders and atomic writes."""

# Paths are strings here: pathlib objects cost time where files are many.

from __future__ import annotations

import os
import re
import stat
import time

from thesis_tui.errors import StorageError, why
from thesis_tui.model.file_format import FORMAT, newer_format
from thesis_tui.system import AT_ONCE, BYTES, sync_folder

# text: `re` compiles it when it is first used, which commands that only read do not
_PASSING = r"\.[0-9a-f]+(?:-[0-9a-f]{8})?\.tmp\Z"
_OLD_SECONDS = 86_400
"""Nothing is written for so long; a younger file may be another program's, at work."""


def make_folder(path: str, *, durable: bool = False) -> None:
    """Create a folder and those above it, for this user alone; `durable` waits for the disk. Raises StorageError."""
    try:
        if os.path.isdir(path):
            return
        above = os.path.dirname(path)
        if above and not os.path.isdir(above):
            # not os.makedirs, which gives the mode to the last folder alone: those above would be open to others
            make_folder(above, durable=durable)
        os.mkdir(path, 0o700)
        if durable and above:
            sync_folder(above)
    except FileExistsError as error:
        if not os.path.isdir(path):
            reason = "is a file where a folder is expected; move it or choose another place"
            raise StorageError(f"{path} {reason}") from error
    except OSError as error:
        raise StorageError(f"{path} cannot be created: {why(error)}") from error


def refuse_outside(folder: str, root: str) -> None:
    """Raises StorageError when `folder`, a part of a thesis folder `root`, is a link out of it: what is written there
    would be in another place than its owner thinks. `root` itself may be a link, and stand in a linked folder.
    """
    if not os.path.islink(folder):
        return
    whole, inside = os.path.realpath(root), os.path.realpath(folder)
    if os.path.commonpath((whole, inside)) != whole:
        raise StorageError(f"{folder} is a link out of the thesis folder, to {inside}; nothing is written there")


def passing_name(path: str) -> str:
    """A name beside `path` for what will take its place, known to `sweep` when it is left behind."""
    return f"{path}.{os.getpid():x}-{os.urandom(4).hex()}.tmp"


def sweep(folder: str) -> None:
    """Delete what a program that was killed left in a folder: files and folders of `passing_name`, a day old."""
    import shutil

    try:
        with os.scandir(folder) as entries:
            left = [entry.path for entry in entries if re.search(_PASSING, entry.name) and _is_old(entry)]
    except OSError:
        return
    for path in left:
        if os.path.isdir(path) and not os.path.islink(path):
            shutil.rmtree(path, ignore_errors=True)
        else:
            remove(path)


def _is_old(entry: os.DirEntry[str]) -> bool:
    try:
        return time.time() - entry.stat(follow_symlinks=False).st_mtime > _OLD_SECONDS
    except OSError:
        return False


def write_atomically(path: str, data: bytes, *, durable: bool = True) -> None:
    """Put `data` at `path` so that a reader sees the old or the new file, never a part.

    `durable` waits for the disk, for the file and for its name; what can be made again need not. Raises StorageError.
    """
    folder = os.path.dirname(path)
    make_folder(folder, durable=durable)
    temporary = passing_name(path)
    try:
        handle = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL | BYTES, 0o600)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
                file.flush()
                if durable:
                    # before the name: after a power cut it could stand on an empty file
                    os.fsync(file.fileno())
            os.replace(temporary, path)
            if durable:
                sync_folder(folder)
        # Ctrl-C, too, must leave no half of a file behind
        except BaseException:
            remove(temporary)
            raise
    except OSError as error:
        raise StorageError(f"{path} cannot be written: {why(error)}") from error


def remove(path: str) -> None:
    """Delete a file if that is possible."""
    try:
        os.unlink(path)
    except OSError:
        return


def newer_file(path: str, *, comment: bool = False, known: int = FORMAT) -> int:
    """The format a file says it has, if it is above `known`, else 0: also where there is no file."""
    return newer_format(head_of(path), comment=comment, known=known)


def head_of(path: str) -> bytes:
    """The first lines of a regular file, nothing of any other thing or of one that cannot be read."""
    try:
        handle = os.open(path, os.O_RDONLY | AT_ONCE | BYTES)
    except OSError:
        return b""
    try:
        # a pipe has no first lines, only those somebody will write
        return os.read(handle, 10_000) if stat.S_ISREG(os.fstat(handle).st_mode) else b""
    except OSError:
        return b""
    finally:
        os.close(handle)
