"""The bundled thesis, copied on first start."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from thesis_tui.errors import InputError, StorageError, why
from thesis_tui.storage.checks import SLUG_WORDS, is_slug
from thesis_tui.storage.disk import make_folder, passing_name
from thesis_tui.storage.paths import Places, bundled
from thesis_tui.system import BYTES, sync_folder

if TYPE_CHECKING:
    from pathlib import Path


def copy_seed(places: Places, thesis_id: str) -> Path:
    """Copy the bundled thesis into the data directory, whole or not at all, and give its folder.

    Never over anything that is there already. Raises InputError for an id that is not bundled, StorageError.
    """
    import shutil

    if not is_slug(thesis_id):
        raise InputError(f'"{thesis_id[:70]}" is not an id; accepted are {SLUG_WORDS}', "thesis")
    origin = bundled("seeds") / thesis_id
    target = places.data / thesis_id
    if not origin.is_dir():
        raise InputError(f'there is no bundled thesis "{thesis_id}"', "thesis")
    if os.path.lexists(target):
        raise StorageError(f"{target} exists already; nothing was copied")
    make_folder(os.fspath(places.data))
    temporary = places.data / passing_name(f".{thesis_id}")
    try:
        _copy(origin, temporary)
        # Renaming onto an existing folder fails unless it is empty, so a thesis made meanwhile is safe.
        temporary.rename(target)
    except OSError as error:
        raise StorageError(f"{target} cannot be created: {why(error)}") from error
    finally:
        shutil.rmtree(temporary, ignore_errors=True)
    sync_folder(os.fspath(places.data))
    return target


def _copy(origin: Path, target: Path) -> None:
    target.mkdir(mode=0o700)
    for item in sorted(origin.iterdir()):
        if item.is_dir():
            _copy(item, target / item.name)
        # a checkout may hold what an editor or a system leaves there (.DS_Store)
        elif item.suffix == ".toml":
            handle = os.open(target / item.name, os.O_WRONLY | os.O_CREAT | os.O_EXCL | BYTES, 0o600)
            with os.fdopen(handle, "wb") as file:
                file.write(item.read_bytes())
                file.flush()
                os.fsync(file.fileno())
    sync_folder(os.fspath(target))
