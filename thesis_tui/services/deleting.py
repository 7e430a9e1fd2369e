"""Deleting a closed thesis: its folder goes to a dated place among the data, from which it can be restored."""

from __future__ import annotations

import os
import re
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from thesis_tui.errors import InputError, StorageError, ThesisError, why
from thesis_tui.model import figures
from thesis_tui.model.objects import THESIS_FILE
from thesis_tui.services import parse
from thesis_tui.services.closing import refuse_open
from thesis_tui.storage import checks
from thesis_tui.storage.book import thesis_ids
from thesis_tui.storage.disk import refuse_outside

if TYPE_CHECKING:
    from thesis_tui.services.loaded_thesis import LoadedThesis
    from thesis_tui.storage.paths import Places

DELETED: Final = "deleted"
"""The folder among the data that deleted theses are moved to, each with its day."""
_NAME: Final = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})-([a-z0-9-]+)(?:\.[0-9]+)?")
"""The day and the id; a second one of a day has a number behind a dot, which no id has."""


class Deleted(NamedTuple):
    """A thesis that was deleted, and where its folder is."""

    id: str
    day: date
    folder: Path


def delete(loaded: LoadedThesis, name: str) -> Path:
    """Moves the folder of a closed thesis to a dated one among the deleted; the name is typed, so that it is meant.
    Gives the place. Raises InputError, StorageError.
    """
    refuse_open(loaded, "deleted")
    thesis = loaded.book().thesis
    accepted = {loaded.id.casefold(), thesis.name.casefold()}
    # typed, not confirmed with a key: it is the one act that undo does not take back
    if " ".join(name.split()).casefold() not in accepted:
        raise InputError(f'type its name to delete it: "{thesis.name}"; got "{parse.quoted(name)}"', "name")
    refuse_outside(str(loaded.places.data / DELETED), str(loaded.places.data))
    place = _free(loaded.places.data / DELETED, f"{loaded.today.isoformat()}-{loaded.id}")
    _move(loaded.folder, place)
    return place


def called(places: Places, typed: str) -> str:
    """The id of the thesis, archived or deleted, whose id or name was typed; what was typed where there is none.
    Raises InputError where several have that name.
    """
    wanted = " ".join(typed.split()).casefold()
    # of two deleted ones with the same id the newer is restored: they are one here
    known = {id_: places.data / id_ for id_ in thesis_ids(places.data)}
    for deleted in deleted_theses(places):
        known.setdefault(deleted.id, deleted.folder)
    if wanted in known:
        return wanted
    named = [id_ for id_, folder in known.items() if _name_of(folder).casefold() == wanted]
    if len(named) > 1:
        raise InputError(
            f'several theses are called "{parse.quoted(typed)}"; name one by its id: {", ".join(named)}', "id"
        )
    return named[0] if named else typed


def _name_of(folder: Path) -> str:
    """The name in a thesis's file, "" where it cannot be read."""
    from thesis_tui.storage import toml  # only what looks for a name reads files here

    path = folder / THESIS_FILE
    try:
        name = toml.parse(toml.read_bytes(path, path.name), path.name).get("name")
    except ThesisError:
        return ""
    return " ".join(name.split()) if isinstance(name, str) else ""


def deleted_theses(places: Places) -> tuple[Deleted, ...]:
    """The deleted theses, the one deleted last first. Raises StorageError."""
    root = places.data / DELETED
    try:
        names = [path.name for path in root.iterdir() if (path / THESIS_FILE).is_file()]
    except FileNotFoundError:
        return ()
    except OSError as error:
        raise StorageError(f"{root} cannot be read: {why(error)}") from error
    found = []
    for name in sorted(names, reverse=True):
        match = _NAME.fullmatch(name)
        if match is None:
            continue
        try:
            day = date.fromisoformat(match[1])
        except ValueError:
            continue
        found.append(Deleted(match[2], day, root / name))
    return tuple(found)


def restore_deleted(places: Places, thesis_id: str, new_id: str = "") -> Path:
    """Moves the folder of the thesis of that id that was deleted last back, as `new_id` where that is given. Gives the
    place. Raises InputError, StorageError.
    """
    found = next((deleted for deleted in deleted_theses(places) if deleted.id == thesis_id), None)
    if found is None:
        raise InputError(
            f'no thesis "{parse.quoted(thesis_id)}" is archived or deleted; thesis-tui restore lists those that are',
            "thesis",
        )
    identity = new_id or found.id
    if not checks.is_slug(identity):
        raise InputError(f'"{parse.quoted(identity)}" is no id; use a to z, 0 to 9 and -', "as")
    if identity in thesis_ids(places.data) or os.path.lexists(places.data / identity):
        raise InputError(f'there is a thesis "{identity}" already; give the restored one another id: --as', "as")
    place = places.data / identity
    _move(found.folder, place)
    return place


def deleted_words(deleted: Deleted) -> str:
    """ "qzx, deleted on 4 Jan 2027"."""
    return f"{deleted.id}, deleted on {figures.long_day(deleted.day)}"


def _move(folder: Path, place: Path) -> None:
    try:
        place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        folder.rename(place)
    except OSError as error:
        raise StorageError(f"{folder} cannot be moved to {place}: {why(error)}") from error


def _free(folder: Path, name: str) -> Path:
    """A place of that name, or the next number of it, at which nothing is."""
    place, number = folder / name, 1
    while os.path.lexists(place):
        number += 1
        place = folder / f"{name}.{number}"
    return place
