"""What was seen at the last look, kept in the state directory."""

# Paths are strings here: pathlib objects cost time where files are many.

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import msgspec

from thesis_tui.model.book import Look
from thesis_tui.storage.disk import write_atomically

if TYPE_CHECKING:
    from pathlib import Path


def read_look(state: Path, thesis_id: str) -> Look | None:
    """The last look, or None if there was none or it cannot be read: then it is the first again."""
    try:
        with open(_path(state, thesis_id), "rb") as file:
            look = msgspec.json.decode(file.read(), type=Look)
    except (OSError, ValueError, RecursionError):
        return None
    return look if look.at.utcoffset() is not None else None


def write_look(state: Path, thesis_id: str, look: Look) -> None:
    """Remember a look in place of the one before. Raises StorageError."""
    write_atomically(_path(state, thesis_id), msgspec.json.encode(look))


def _path(state: Path, thesis_id: str) -> str:
    return os.path.join(os.fspath(state), f"look-{thesis_id}.json")
