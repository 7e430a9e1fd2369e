"""An unfinished review is found again, for a week; and a flip is one act."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from thesis_tui.errors import InputError, StorageError
from thesis_tui.model.view import Target
from thesis_tui.rules.review import open_items
from thesis_tui.rules.review_session import ReviewSession
from thesis_tui.services.desk import Desk
from thesis_tui.services.review import end_session, read_session, write_session
from thesis_tui.storage.paths import Places
from thesis_tui.storage.settings import Settings

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
WALK = ReviewSession(begun=NOW, at="milestone:a", met={"milestone:a": "title"}, skipped=("price",))


def test_a_review_is_found_again_where_it_was_left(tmp_path: Path) -> None:
    write_session(tmp_path, "baba", WALK)
    assert read_session(tmp_path, "baba", NOW + timedelta(days=7)) == WALK
    assert read_session(tmp_path, "other", NOW) == ReviewSession(begun=NOW)


@pytest.mark.parametrize("later", [timedelta(days=7, seconds=1), timedelta(days=-2)])
def test_one_begun_more_than_a_week_ago_begins_anew(tmp_path: Path, later: timedelta) -> None:
    write_session(tmp_path, "baba", WALK)
    assert read_session(tmp_path, "baba", NOW + later) == ReviewSession(begun=NOW + later)


@pytest.mark.parametrize(
    "content", [b"", b"{", b"[]", b"null", b'{"begun": "2026-03-01"}', b'{"begun": "2026-03-01T12:00:00"}', b"\xff"]
)
def test_a_file_that_cannot_be_read_begins_anew(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "review-baba.json").write_bytes(content)
    assert read_session(tmp_path, "baba", NOW) == ReviewSession(begun=NOW)


def test_a_review_that_ended_is_forgotten(tmp_path: Path) -> None:
    write_session(tmp_path, "baba", WALK)
    end_session(tmp_path, "baba")
    end_session(tmp_path, "baba")
    assert read_session(tmp_path, "baba", NOW) == ReviewSession(begun=NOW)
    assert list(tmp_path.iterdir()) == []


def test_a_state_directory_that_cannot_be_written_says_so(tmp_path: Path) -> None:
    (tmp_path / "state").write_text("a file")
    with pytest.raises(StorageError, match="state"):
        write_session(tmp_path / "state", "baba", WALK)


@pytest.fixture
def at() -> list[datetime]:
    return [datetime(2025, 12, 24, 12, tzinfo=UTC)]


@pytest.fixture
def desk(tmp_path: Path, at: list[datetime]) -> Desk:
    clock: Callable[[], datetime] = lambda: at[0]  # noqa: E731
    places = Places(tmp_path / "data", tmp_path / "config.toml", tmp_path / "state", tmp_path / "cache")
    made = Desk(places=places, settings=Settings(), clock=clock)
    made.start()
    return made


def broken(desk: Desk, at: list[datetime]) -> None:
    """Support 148 of the bundled thesis, closed below on 29 December."""
    at[0] = datetime(2025, 12, 30, 12, tzinfo=UTC)
    desk.add_price("140", at="2025-12-29", close=True)


def levels(desk: Desk) -> list[str]:
    return [
        f"{level.level.type} {level.level.low}{' retired' if level.retired else ''}" for level in desk.view().levels
    ]


def test_a_flip_retires_one_level_and_adds_the_other_and_one_undo_takes_back_both(
    desk: Desk, at: list[datetime]
) -> None:
    broken(desk, at)
    before = levels(desk)
    assert "level" in [item.kind for item in open_items(desk.view())]
    entry = desk.flip_level("support-148")
    assert "resistance 148" in levels(desk)
    assert "support 148 retired" in levels(desk)
    flipped = desk.level(entry.id)
    assert flipped.state == "holding"
    assert flipped.noted == desk.today
    assert "level" not in [item.kind for item in open_items(desk.view())]
    at[0] += timedelta(minutes=1)
    assert "resistance 148.00" in desk.undo()
    assert levels(desk) == before
    assert "level" in [item.kind for item in open_items(desk.view())]
    at[0] += timedelta(minutes=1)
    desk.redo()
    assert "resistance 148" in levels(desk)
    assert "support 148 retired" in levels(desk)
    at[0] += timedelta(minutes=1)
    desk.undo()
    assert levels(desk) == before


def test_what_is_not_broken_does_not_flip(desk: Desk) -> None:
    before = levels(desk)
    with pytest.raises(InputError, match="not broken"):
        desk.flip_level("support-148")
    with pytest.raises(InputError, match="no level"):
        desk.flip_level("nowhere")
    assert levels(desk) == before


def test_retiring_a_level_by_itself_is_undone_by_itself(desk: Desk, at: list[datetime]) -> None:
    broken(desk, at)
    desk.add_level("resistance", "148")
    at[0] += timedelta(minutes=1)
    desk.retire(Target("level", "support-148"))
    at[0] += timedelta(minutes=1)
    desk.undo()
    assert "support 148" in levels(desk)
    assert "resistance 148" in levels(desk)
