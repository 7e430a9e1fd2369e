"""A review that was begun: kept in the state directory until its paragraph is written, or a week has passed."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import msgspec

from thesis_tui.model.file_format import FORMAT
from thesis_tui.rules.review_session import ReviewSession
from thesis_tui.storage.disk import remove, write_atomically
from thesis_tui.storage.look import refuse_newer

if TYPE_CHECKING:
    from pathlib import Path

KEPT_DAYS = 7
"""A review begun longer ago starts anew."""


def read_session(state: Path, thesis_id: str, now: datetime) -> ReviewSession:
    """The unfinished review of a thesis, or one that begins `now` (with its zone).

    It begins anew when there is none, when it was begun more than a week ago, or when its file cannot be read.
    """
    try:
        session = msgspec.json.decode(_path(state, thesis_id).read_bytes(), type=ReviewSession)
    except (OSError, ValueError, RecursionError):
        return ReviewSession(begun=now)
    if session.format > FORMAT:
        return ReviewSession(begun=now)
    if session.begun.utcoffset() is None or not timedelta(days=-1) < now - session.begun <= timedelta(days=KEPT_DAYS):
        return ReviewSession(begun=now)
    return session


def begun(state: Path, thesis_id: str, now: datetime) -> tuple[int, int] | None:
    """How many of how many items an unfinished review has behind it; None where none is under way."""
    if not _path(state, thesis_id).exists():
        return None
    session = read_session(state, thesis_id, now)
    total = len(session.met)
    return (total - session.left, total) if session.at and session.left else None


def write_session(state: Path, thesis_id: str, session: ReviewSession) -> None:
    """Keeps where the user is, in place of what was kept before. Raises StorageError, ReadOnlyError over one of a
    newer format.
    """
    path = str(_path(state, thesis_id))
    refuse_newer(path)
    write_atomically(path, msgspec.json.encode(session), durable=False)


def end_session(state: Path, thesis_id: str) -> None:
    """The review is over: the next one begins anew."""
    remove(str(_path(state, thesis_id)))


def _path(state: Path, thesis_id: str) -> Path:
    return state / f"review-{thesis_id}.json"
