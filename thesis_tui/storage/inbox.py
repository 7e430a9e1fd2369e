"""The folder `inbox` of a thesis: articles that wait to be read. What a person puts there is never deleted."""

# Paths are strings here: pathlib objects cost time where files are many.

from __future__ import annotations

import os
import stat

from msgspec import Struct

from thesis_tui.errors import FileError, StorageError, why
from thesis_tui.storage.disk import make_folder, refuse_outside, remove, write_atomically
from thesis_tui.system import open_no_link

INBOX = "inbox"
DOCUMENTS = f"{INBOX}/documents"
"""Where filings, rules and news wait."""
READ = "read"
"""Where in the inbox an article goes when it was read."""
MOST = 200
"""Files looked at; a folder of thousands is something else than an inbox."""
# How browsers name a download that is still coming.
_UNFINISHED = (".part", ".tmp", ".crdownload", ".download")


class InboxFile(Struct, frozen=True):
    """A file in the inbox: its name, when it was changed (ns) and its size in bytes."""

    name: str
    modified: int
    size: int


def inbox_files(folder: str, *, printable: bool = True) -> tuple[InboxFile, ...]:
    """Files that wait in a thesis's inbox, the newest last: regular files that are not hidden. Links are not followed.
    Files whose names cannot be printed are left out, or with a false `printable` they alone are given.
    """
    waiting = []
    try:
        with os.scandir(os.path.join(folder, INBOX)) as entries:
            for entry in entries:
                if (
                    entry.name[0] in ".~"
                    or entry.name.endswith(_UNFINISHED)
                    or not entry.is_file(follow_symlinks=False)
                    or entry.name.isprintable() != printable
                ):
                    continue
                status = entry.stat(follow_symlinks=False)
                waiting.append(InboxFile(entry.name, status.st_mtime_ns, status.st_size))
                if len(waiting) == MOST:
                    break
    except OSError:
        return ()
    return tuple(sorted(waiting, key=lambda file: (file.modified, file.name)))


def read_inbox_file(folder: str, name: str, most: int) -> bytes:
    """The bytes of a file in the inbox, at most `most` and one more. Raises FileError; a link is not followed."""
    shown = f"{INBOX}/{name}"
    if os.path.basename(name) != name or name in ("", ".", ".."):
        raise FileError(shown, "is no file of the inbox")
    try:
        handle = open_no_link(os.path.join(folder, INBOX, name), os.O_RDONLY)
        with os.fdopen(handle, "rb") as file:
            if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
                raise FileError(shown, "is not a regular file")
            return file.read(most + 1)
    except OSError as error:
        raise FileError(shown, f"cannot be read: {why(error)}") from error


def put_in_inbox(folder: str, name: str, data: bytes) -> str:
    """Writes a file into the inbox under a name that is free there, and returns that name. Raises StorageError."""
    refuse_outside(os.path.join(folder, INBOX), folder)
    stem, end = os.path.splitext(name)
    for number in range(1, 1000):
        free = name if number == 1 else f"{stem}-{number}{end}"
        path = os.path.join(folder, INBOX, free)
        if not os.path.lexists(path):
            write_atomically(path, data)
            return free
    raise StorageError(f"{os.path.join(folder, INBOX)} holds too many files named {name}; read some of them first")


def take_from_inbox(folder: str, name: str, *, copied: bool) -> None:
    """Takes a file out of the inbox: into its folder `read`, or away where a copy of it was `copied` elsewhere.

    Raises StorageError.
    """
    refuse_outside(os.path.join(folder, INBOX), folder)
    path = os.path.join(folder, INBOX, name)
    if copied:
        remove(path)
        return
    aside = os.path.join(folder, INBOX, READ)
    refuse_outside(aside, folder)
    make_folder(aside)
    stem, end = os.path.splitext(name)
    for number in range(1, 1000):
        free = os.path.join(aside, name if number == 1 else f"{stem}-{number}{end}")
        if os.path.lexists(free):
            continue
        try:
            os.rename(path, free)
        except FileNotFoundError:
            return
        except OSError as error:
            raise StorageError(f"{path} cannot be moved to {aside}: {why(error)}") from error
        return
