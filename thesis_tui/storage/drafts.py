"""Drafts: one small TOML file for each form that was left unfinished.

Drafts are the user's own words and stand in the state directory, or, when that takes nothing, in the cache
directory or the system's folder for passing files. Each opened form writes a file of its own, so two programs
never write over one another's text.
"""

# Paths are strings here: pathlib objects cost time where files are many.

from __future__ import annotations

import os
import stat
import tempfile
from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from thesis_tui.errors import FileError, StorageError
from thesis_tui.model.file_format import FORMAT
from thesis_tui.model.text_cleaning import clean
from thesis_tui.storage.disk import make_folder, remove, write_atomically
from thesis_tui.storage.toml import parse, read_bytes
from thesis_tui.system import user_number

if TYPE_CHECKING:
    from thesis_tui.storage.paths import Places

FOLDER = "drafts"


class Draft(NamedTuple):
    """A draft as it was kept. `texts` are a form's fields by name; of a choice it is the words shown for it."""

    path: str
    title: str
    at: datetime
    texts: Mapping[str, str]


class DraftBox:
    """The drafts of one form of one thesis. `form` is a slug that tells it from every other form."""

    def __init__(self, places: Places, thesis: str, form: str) -> None:
        self._folders = draft_folders(places)
        self._name = f"{thesis}.{form}."
        self._path = ""

    @property
    def path(self) -> str:
        """The file this form writes to, "" before it has written one."""
        return self._path

    def found(self) -> tuple[Draft, ...]:
        """The drafts there are, newest first; what cannot be read is passed over."""
        drafts = []
        for path in _files(self._folders):
            if os.path.basename(path).startswith(self._name) and path != self._path:
                try:
                    drafts.append(read_draft(path))
                except FileError:
                    continue
        return tuple(sorted(drafts, key=lambda draft: (draft.at, draft.path), reverse=True))

    def take(self, draft: Draft) -> None:
        """From now on this form writes to that draft's file."""
        self.drop()
        self._path = draft.path

    def keep(self, title: str, texts: Mapping[str, str], at: datetime) -> str:
        """Writes the draft in place of the one before and gives its path. Raises StorageError where no place takes
        it.
        """
        import tomli_w

        cleaned = {name: clean(text) for name, text in texts.items()}
        record = {"format": FORMAT, "title": clean(title), "at": at, "texts": cleaned}
        data = tomli_w.dumps(record, multiline_strings=True).encode()
        name = f"{self._name}{at:%Y%m%dt%H%M%S}-{os.urandom(3).hex()}.toml"
        # its own file first, so that one form leaves one draft
        wanted = [self._path] if self._path else []
        wanted += [os.path.join(folder, name) for folder in self._folders]
        fault: StorageError | None = None
        for path in wanted:
            try:
                _own(os.path.dirname(path), alone=os.path.dirname(path) == self._folders[-1])
                write_atomically(path, data, durable=False)
            except StorageError as error:
                fault = fault or error
                continue
            # the old one goes last: at any moment one of them has the words
            if self._path and path != self._path:
                remove(self._path)
            self._path = path
            return path
        raise fault or StorageError("there is no folder for drafts")

    def throw_away(self, draft: Draft) -> None:
        """Deletes a draft."""
        remove(draft.path)

    def drop(self) -> None:
        """Removes this form's draft: it was saved, or let go."""
        if self._path:
            remove(self._path)
            self._path = ""


def draft_folders(places: Places) -> tuple[str, ...]:
    """Where drafts are written, the first that takes them; and read from, all of them."""
    passing = os.path.join(tempfile.gettempdir(), f"thesis-tui-{user_number() or 0}")
    return os.path.join(places.state, FOLDER), os.path.join(places.cache, FOLDER), passing


def all_drafts(places: Places, thesis: str) -> tuple[str, ...]:
    """The paths of every draft of a thesis."""
    return tuple(path for path in _files(draft_folders(places)) if os.path.basename(path).startswith(f"{thesis}."))


def read_draft(path: str) -> Draft:
    """Raises FileError."""
    values = parse(read_bytes(path, path), path)
    version, at, texts = values.get("format"), values.get("at"), values.get("texts")
    if type(version) is not int or version > FORMAT:
        raise FileError(path, f"is a draft of another version of thesis-tui (format {version})")
    if not isinstance(at, datetime) or at.utcoffset() is None or not isinstance(texts, dict):
        raise FileError(path, "is not a draft")
    strings = {str(name): text for name, text in texts.items() if isinstance(text, str)}
    return Draft(path, str(values.get("title", "")), at, strings)


def _files(folders: tuple[str, ...]) -> list[str]:
    drafts = []
    for folder in folders:
        try:
            _own(folder, alone=folder == folders[-1], make=False)
            drafts += [os.path.join(folder, name) for name in os.listdir(folder) if name.endswith(".toml")]
        except (OSError, StorageError):
            continue
    return sorted(drafts)


def _own(folder: str, *, alone: bool, make: bool = True) -> None:
    """Makes sure that a folder is there and, with `alone`, this user's and closed to others: anyone may make one
    where passing files are.

    Raises StorageError, OSError when it is not there and not to be made.
    """
    if make:
        make_folder(folder)
    status = os.lstat(folder)
    own = user_number()
    shared = alone and own is not None and (status.st_uid != own or bool(status.st_mode & 0o077))
    if not stat.S_ISDIR(status.st_mode) or shared:
        raise StorageError(f"{folder} is not a folder of yours alone; no draft is kept in it")
