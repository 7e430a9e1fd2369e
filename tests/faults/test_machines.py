"""Two machines on one folder: what sync programs make of it, and clocks that do not agree."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest

from tests.storage.samples import BLOCKS, JOURNAL, SOURCE, THESIS, make
from tests.tui.app_driver import home
from thesis_tui.model.view import Target
from thesis_tui.services.desk import Desk
from thesis_tui.services.doctor import examine
from thesis_tui.storage.book import read_book
from thesis_tui.storage.settings import Settings
from thesis_tui.storage.sync_conflicts import is_conflict_copy

ROOT = Path(__file__).parents[2]
NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
SYNCTHING = "{}.sync-conflict-20261122-101010-ABCDEFG.toml"
COPIES = (SYNCTHING, "{} (Anna's conflicted copy 2026-11-22).toml", "{} (conflicted copy 2026-11-22 101010).toml",
          "{} (Case Conflict).toml", "{}_conflict-20261122-101010.toml")  # fmt: skip


def machine(root: Path, name: str, clock: Callable[[], datetime]) -> Desk:
    """A machine of its own on the one data folder."""
    places = home(root)
    other = home(root / name)
    places = type(places)(data=places.data, config=other.config, state=other.state, cache=other.cache)
    return Desk(places=places, settings=Settings(), thesis="acme", clock=clock, offline=True)


@pytest.mark.parametrize("form", COPIES)
def test_a_conflict_copy_of_the_journal_is_read_as_a_union_and_reported(tmp_path: Path, form: str) -> None:
    folder = make(tmp_path / "acme", journal=BLOCKS[0] + BLOCKS[1])
    name = form.format("2026-11.aaaa")
    (folder / "journal" / name).write_text(BLOCKS[0] + BLOCKS[2])
    book = read_book(folder, cache=None)
    assert sorted(entry.kind for entry in book.entries) == ["level", "note", "odds"]
    (problem,) = book.problems
    assert problem.path == f"journal/{name}"
    assert "conflict copy" in problem.reason


@pytest.mark.parametrize("form", COPIES)
@pytest.mark.parametrize("of", ["thesis", "sources/2025-12-23-results"])
def test_a_conflict_copy_of_what_is_believed_is_reported_and_never_used(tmp_path: Path, of: str, form: str) -> None:
    folder = make(tmp_path / "data" / "acme", journal=JOURNAL)
    whole = read_book(folder, cache=None)
    text = (THESIS if of == "thesis" else SOURCE).replace("15.0", "1.0").replace("34.00", "99.00")
    copy = folder / form.format(of)
    copy.write_text(text.replace("Acme", "Other"))
    for cache in (None, tmp_path / "cache", tmp_path / "cache"):
        book = read_book(folder, cache=cache)
        assert (book.thesis, book.sources, book.entries) == (whole.thesis, whole.sources, whole.entries)
        (problem,) = book.problems
        assert problem.path == str(copy.relative_to(folder))
        assert f"copy into {of}.toml what only it has, then delete it" in problem.reason
    desk = machine(tmp_path, "a", lambda: NOW)
    found = examine(desk.places, desk, (), {"TERM": "xterm"}, encoding="utf-8", columns=80, rows=24,
                    settings=Settings(), offline=True)  # fmt: skip
    assert any(finding.state == "wrong" and copy.name in finding.text for finding in found)


def test_an_article_about_a_conflict_is_no_copy(tmp_path: Path) -> None:
    folder = make(tmp_path / "acme", source=None)
    (folder / "sources" / "2025-12-23-conflict-in-the-strait.toml").write_text(SOURCE)
    book = read_book(folder, cache=None)
    assert (len(book.sources), book.problems) == (1, ())
    assert not is_conflict_copy("thesis.toml")


@pytest.mark.parametrize("behind", [timedelta(minutes=7), timedelta(hours=9)])
def test_an_edit_by_a_machine_whose_clock_is_behind_wins(tmp_path: Path, behind: timedelta) -> None:
    make(tmp_path / "data" / "acme")
    moment = NOW
    here = machine(tmp_path, "here", lambda: moment)
    there = machine(tmp_path, "there", lambda: moment - behind)
    level = here.add_level("support", "140")
    here.edit_level(level.object_id, "support", "141")
    there.edit_level(level.object_id, "support", "142")
    assert str(there.level(level.object_id).level.low) == "142"
    moment += timedelta(minutes=1)
    assert str(here.level(level.object_id).level.low) == "142"
    here.edit_level(level.object_id, "support", "143")
    assert str(there.level(level.object_id).level.low) == "143"


def test_an_edit_recorded_before_what_it_edits_is_still_the_edit(tmp_path: Path) -> None:
    folder = make(tmp_path / "data" / "acme", journal=JOURNAL)
    level = BLOCKS[2].replace("148.00", "150").replace("2026-11-21 21:09", "2026-11-21 11:09")
    edit = level.replace("t200933412-aaaa", "t100933412-bbbb")
    edit = edit.replace('kind = "level"', 'kind = "level"\nreplaces = "20261121t200933412-aaaa-0001"')
    (folder / "journal" / "2026-11.bbbb.toml").write_text(edit)
    desk = machine(tmp_path, "here", lambda: NOW)
    assert str(desk.level("20261121t200933412-aaaa-0001").level.low) == "150"


def test_entries_of_a_clock_that_is_ahead_are_there_at_once(tmp_path: Path) -> None:
    make(tmp_path / "data" / "acme")
    ahead = machine(tmp_path, "ahead", lambda: NOW + timedelta(days=400))
    here = machine(tmp_path, "here", lambda: NOW)
    entry = ahead.note("from the machine whose clock is wrong")
    mine = here.note("mine", Target("pillar", "sales"))
    assert {entry.id, mine.id} <= {item.entry.id for item in here.view().journal}
    assert mine.at == NOW  # a clock that is wrong by more than a day is not followed


def test_a_clock_set_back_and_travel_across_zones_keep_the_order(tmp_path: Path) -> None:
    folder = make(tmp_path / "data" / "acme")
    tokyo, honolulu = timezone(timedelta(hours=9)), timezone(timedelta(hours=-10))
    moments = [NOW.astimezone(tokyo), NOW.astimezone(honolulu) + timedelta(minutes=1), NOW - timedelta(hours=1),
               NOW, datetime(2026, 11, 30, 23, 59, tzinfo=tokyo), datetime(2026, 12, 1, 0, 1, tzinfo=UTC),
               datetime(2026, 11, 30, 20, 0, tzinfo=honolulu)]  # fmt: skip
    made = []
    for number, moment in enumerate(moments):
        desk = machine(tmp_path, "one", lambda moment=moment: moment)  # type: ignore[misc]
        made.append(desk.note(str(number)))
    book = read_book(folder, cache=None)
    notes = [entry for entry in book.entries if entry.kind == "note"]
    assert [entry.id for entry in notes] == [entry.id for entry in made]
    assert len({entry.id for entry in notes}) == len(moments)
    assert book.problems == ()


def test_an_id_is_never_used_twice_though_the_clock_stands_still(tmp_path: Path) -> None:
    make(tmp_path / "data" / "acme")
    made = []
    for _ in range(2):  # a state directory copied to another machine is the same writer
        for name in ("one", "two"):
            desk = machine(tmp_path, name, lambda: NOW)
            made += [desk.note("again").id for _ in range(10)]
    assert len(set(made)) == 40
    assert (
        len([entry for entry in read_book(tmp_path / "data" / "acme", cache=None).entries if entry.kind == "note"])
        == 40
    )


OWN_MOUNTS = ("unshare", "--user", "--map-root-user", "--mount")
TOKYO = Path("/usr/share/zoneinfo/Asia/Tokyo")


@pytest.mark.skipif(
    shutil.which("unshare") is None
    or not (TOKYO.exists() and Path("/etc/localtime").exists())
    or subprocess.run([*OWN_MOUNTS, "true"], check=False, capture_output=True).returncode > 0,
    reason="mounts of its own are not allowed here",
)
def test_a_machine_that_travels_is_in_its_new_zone_while_the_program_runs() -> None:
    surroundings = {name: value for name, value in os.environ.items() if name != "TZ"}
    done = subprocess.run(
        [*OWN_MOUNTS, sys.executable, "-m", "tests.faults.travelling", str(TOKYO)],
        cwd=ROOT, env=surroundings, capture_output=True, text=True, check=True, timeout=30,
    )  # fmt: skip
    assert done.stdout.splitlines()[-1] == "9:00:00"
