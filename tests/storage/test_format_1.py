"""What journals of format 1 said of retiring, undoing and redoing is read for ever: the one in `journals/format_1` has
all of these in it, and is never changed.
"""

from __future__ import annotations

import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.storage.samples import make
from tests.tui.app_driver import home
from thesis_tui.services.desk import Desk
from thesis_tui.storage.settings import Settings

FILE = Path(__file__).with_name("journals") / "format_1" / "2026-01.fixt.toml"
NOW = datetime(2026, 1, 7, 9, tzinfo=UTC)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    places = home(tmp_path)
    folder = make(places.data / "acme")
    shutil.copy(FILE, folder / "journal")
    places.state.mkdir(parents=True, exist_ok=True)
    (places.state / "writer").write_text("fixt\n")
    now = NOW

    def clock() -> datetime:
        nonlocal now
        now += timedelta(minutes=1)
        return now

    return Desk(places=places, settings=Settings(), thesis="acme", clock=clock, offline=True)


def levels(desk: Desk) -> set[str]:
    return {
        f"{level.level.type} {level.level.low}{' retired' if level.retired else ''}" for level in desk.view().levels
    }


STANDING = {
    "support 101", "support 102", "support 104", "support 105", "support 148.00", "resistance 150",
    "support 150 retired", "target 200 retired", "target 210 retired", "target 220",
}  # fmt: skip


def test_what_was_retired_taken_back_and_brought_back_in_format_1_stands_as_it_did(desk: Desk) -> None:
    view = desk.view()
    assert view.problems == ()
    assert levels(desk) == STANDING
    odds = {milestone.milestone.title: [str(stated.odds) for stated in milestone.odds] for milestone in view.milestones}
    assert odds == {"The launch": [], "The second launch": ["60"]}
    live = [entry.text for entry in view.journal if entry.kind == "note" and not entry.retracted]
    assert live == ["brought back"]
    texts = [entry.text for entry in view.journal]
    assert "retired target 200.00, too far" in texts
    assert "retired target 210.00" in texts
    assert "undid note: taken back" in texts
    assert "redid note: brought back" in texts


def test_acts_of_format_1_are_taken_back_whole_and_brought_back_by_format_2(desk: Desk) -> None:
    before = FILE.read_bytes()
    assert desk.undo() == "2 proposals"
    assert levels(desk) == STANDING - {"support 104", "support 105"}
    assert desk.undo() == "3 proposals"
    assert desk.undo() == "resistance 150.00 added"
    assert {"support 150", "target 220"} <= levels(desk)
    assert "resistance 150" not in levels(desk)
    assert desk.redo() == "resistance 150.00 added"
    assert desk.redo() == "3 proposals"
    assert desk.redo() == "2 proposals"
    assert levels(desk) == STANDING
    files = {path.name for path in (desk.folder / "journal").iterdir()}
    assert files == {"2026-01.fixt.toml", "2026-01.fixt.v2.toml"}
    assert (desk.folder / "journal" / "2026-01.fixt.toml").read_bytes() == before
    assert desk.view().problems == ()
