"""A review that was begun: kept in the state directory until its paragraph is written, or a week has passed."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import msgspec

from thesis_tui.model.formats import FORMAT
from thesis_tui.rules.walk import Walk
from thesis_tui.storage.disk import remove, write_atomically
from thesis_tui.storage.look import refuse_newer

if TYPE_CHECKING:
    from pathlib import Path

KEPT_DAYS = 7
"""A review begun longer ago starts anew."""


def read_walk(state: Path, thesis_id: str, now: datetime) -> Walk:
    """The unfinished review of a thesis, or one that begins `now` (with its zone).

    It begins anew when there is none, when it was begun more than a week ago, or when its file cannot be read.
    """
    try:
        walk = msgspec.json.decode(_path(state, thesis_id).read_bytes(), type=Walk)
    except (OSError, ValueError, RecursionError):
        return Walk(begun=now)
    if walk.format > FORMAT:
        return Walk(begun=now)
    if walk.begun.utcoffset() is None or not timedelta(days=-1) < now - walk.begun <= timedelta(days=KEPT_DAYS):
        return Walk(begun=now)
    return walk


def write_walk(state: Path, thesis_id: str, walk: Walk) -> None:
    """Keeps where the user is, in place of what was kept before. Raises StorageError, ReadOnlyError over one of a
    newer format.
    """
    path = str(_path(state, thesis_id))
    refuse_newer(path)
    write_atomically(path, msgspec.json.encode(walk), durable=False)


def end_walk(state: Path, thesis_id: str) -> None:
    """The review is over: the next one begins anew."""
    remove(str(_path(state, thesis_id)))


def _path(state: Path, thesis_id: str) -> Path:
    return state / f"review-{thesis_id}.json"
