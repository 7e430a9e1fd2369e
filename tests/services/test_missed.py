"""The way out of a milestone that was missed: what is expected instead, or the end of the criteria on it."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from thesis_tui.errors import InputError
from thesis_tui.services.desk import Desk
from thesis_tui.storage.paths import Places
from thesis_tui.storage.settings import Settings

NOW = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    places = Places(tmp_path / "data", tmp_path / "config.toml", tmp_path / "state", tmp_path / "cache")
    desk = Desk(places=places, settings=Settings(), clock=lambda: NOW)
    desk.start()
    desk.end_milestone(missed(desk), "miss")
    assert verdict(desk) == "broken"
    return desk


def missed(desk: Desk) -> str:
    return desk.find("milestone", "first H200 to China")


def verdict(desk: Desk) -> str:
    found = desk.view().pillar("chips")
    assert found is not None
    return found.verdict


def test_what_replaces_it_takes_its_criteria_along_as_moved_with_the_reason_and_one_undo_takes_it_back(
    desk: Desk,
) -> None:
    new = desk.replace_milestone(missed(desk), "domestic chips in service", "q2 2026", "Beijing said no", "40")
    assert {desk.criterion(id_).criterion.milestone for id_ in ("chips-kill", "chips-warn")} == {new.object_id}
    moved = desk.criterion("chips-kill").moved[-1]
    assert (moved.after, moved.reason) == ("kill: no domestic chips in service in Q2 2026", "Beijing said no")
    assert desk.milestone(new.object_id).latest_odds == 40
    assert desk.milestone(missed(desk)).settled
    assert desk.milestone(missed(desk)).state == "missed", "it stays missed, for the odds too"
    assert verdict(desk) != "broken"
    assert not [item for item in desk.view().attention if "first H200" in item.text]
    desk.undo()
    assert verdict(desk) == "broken"
    assert desk.criterion("chips-kill").criterion.milestone == missed(desk)
    with pytest.raises(InputError):
        desk.milestone(new.object_id)


def test_its_criteria_are_retired_with_the_reason_in_one_act(desk: Desk) -> None:
    desk.retire_resting(missed(desk), "the chips are not the point any more")
    found = desk.view().pillar("chips")
    assert found is not None
    assert [move.reason for move in found.gone] == ["the chips are not the point any more"] * 2
    assert found.verdict != "broken"
    desk.undo()
    assert verdict(desk) == "broken"


@pytest.mark.parametrize(("window", "why", "field"), [("q2 2026", " ", "why"), ("someday", "they said no", "window")])
def test_what_cannot_be_read_records_nothing(desk: Desk, window: str, why: str, field: str) -> None:
    before = len(desk.view().journal)
    with pytest.raises(InputError) as refused:
        desk.replace_milestone(missed(desk), "domestic chips", window, why)
    assert refused.value.field == field
    assert len(desk.view().journal) == before


def test_only_what_was_missed_is_replaced(desk: Desk) -> None:
    other = desk.find("milestone", "first Quark sales")
    with pytest.raises(InputError, match="is overdue, not missed"):
        desk.replace_milestone(other, "another", "q2 2026", "why not")


def test_a_missed_kill_milestone_points_to_its_way_out(desk: Desk) -> None:
    kill = next(item for item in desk.view().attention if item.code == "milestone missed")
    assert kill.text == "first H200 to China was missed: name what replaces it, or retire it"
