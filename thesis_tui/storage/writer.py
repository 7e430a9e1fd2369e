"""Who writes here, and to which files: this machine's name, and the journal file an entry goes to."""

# Paths are strings here: pathlib objects cost time where files are many.

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING

from thesis_tui.errors import FileError, ReadOnlyError
from thesis_tui.model.file_format import FORMAT, JOURNAL_FORMAT, format_of, newer_words
from thesis_tui.model.journal import writer_of_file
from thesis_tui.model.objects import THESIS_FILE
from thesis_tui.storage.disk import head_of, newer_file, write_atomically
from thesis_tui.storage.lock import LOCK_SECONDS, Lock
from thesis_tui.storage.toml import read_bytes, whole_minutes

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

WRITER = "writer"
"""The file in the state directory that has this machine's name on its first line."""
ALPHABET = "0123456789abcdefghijklmnopqrstuvwxyz"
_WRITER = re.compile(r"[a-z0-9]{4,8}\Z")


def writer_id(state: Path, patience: float | None = None) -> str:
    """This machine's name in journal files and entry ids: four characters, made once and kept in `state`.

    Raises StorageError, ReadOnlyError when its file is of a newer format.
    """
    path = os.path.join(os.fspath(state), WRITER)
    refuse_newer(path, path)
    known = _known_writer(path)
    if known:
        return known
    lock = Lock(state, "writer")
    lock.acquire(LOCK_SECONDS if patience is None else patience)
    try:
        # again, under the lock: another program may have made the name since
        known = _known_writer(path)
        if known:
            return known
        made = random_letters(4)
        # a name that is lost with the power costs nothing: another is made
        write_atomically(path, made.encode() + b"\n" + b"format = %d\n" % FORMAT, durable=False)
        return made
    finally:
        lock.release()


def own_file(folder: Path, state: Path, at: datetime) -> str:
    """The file an entry of that time would go to, "" while this machine has no name yet."""
    writer = _known_writer(os.path.join(os.fspath(state), WRITER))
    if not writer:
        return ""
    home = os.path.join(os.fspath(folder), "journal")
    return os.path.join(home, file_for(home, writer, whole_minutes(at)))


def newer_reason(folder: Path, state: Path, at: datetime) -> str:
    """Why this program is too old to record in a thesis folder at that time, as a sentence; "" when it is not."""
    own, writer = own_file(folder, state, at), os.path.join(os.fspath(state), WRITER)
    for path, shown, known in ((os.path.join(os.fspath(folder), THESIS_FILE), THESIS_FILE, FORMAT),
                               (own, f"journal/{os.path.basename(own)}", JOURNAL_FORMAT),
                               (writer, writer, FORMAT)):  # fmt: skip
        try:
            refuse_newer(path, shown, known)
        except ReadOnlyError as error:
            return str(error)
    return ""


def file_for(home: str, writer: str, at: datetime) -> str:
    """The name of the file in `home` that an entry of that time goes to: the month's, or this writer's newest when
    that is of a later month, for where an entry stands in the files is when it was recorded, whatever the clock says.
    A file of format 1 is left as it is, with one of format 2 beside it.
    """
    month = f"{at.year:04d}-{at.month:02d}"
    try:
        names = os.listdir(home)
    except OSError:
        names = []
    own = sorted((name for name in names if writer_of_file(name) == writer and name[:7] >= month), reverse=True)
    formats = {name: _journal_format(os.path.join(home, name)) for name in own}
    newest = next((name for name in own if formats[name] > 1), "")
    if newest:
        return newest
    plain = f"{month}.{writer}.toml"
    return f"{month}.{writer}.v{JOURNAL_FORMAT}.toml" if formats.get(plain) == 1 else plain


def _journal_format(path: str) -> int:
    """The format of a journal file; an empty one, and what cannot be read, is of today's."""
    head = head_of(path)
    return format_of(head) if head.strip() else JOURNAL_FORMAT


def _known_writer(path: str) -> str:
    try:
        text = read_bytes(path, path)[:64].partition(b"\n")[0].decode("ascii", "replace").strip()
    except FileError:
        return ""
    return text if _WRITER.match(text) else ""


def random_letters(length: int) -> str:
    """So many random letters and digits, for an id."""
    return "".join(ALPHABET[byte % 36] for byte in os.urandom(length))


def refuse_newer(path: str, shown: str, known: int = FORMAT) -> None:
    """Raises ReadOnlyError for a file of a format newer than `known`; `shown` names it."""
    newer = newer_file(path, known=known)
    if newer:
        raise ReadOnlyError(f"{shown} {newer_words(newer, known=known)}")
