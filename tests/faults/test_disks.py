"""A disk that is full, read-only or slow, a permission that is lost, a cache that is spoilt."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.faults.disks import small_disk
from tests.storage.samples import AT, JOURNAL, append, make
from tests.tui.app_driver import home
from thesis_tui.errors import StorageError
from thesis_tui.model.journal import Note
from thesis_tui.services.desk import Desk
from thesis_tui.storage import journal, probe
from thesis_tui.storage.book import read_book
from thesis_tui.storage.settings import Settings
from thesis_tui.storage.writer import writer_id

ROOT = Path(__file__).resolve().parents[2]


def open_desk(root: Path) -> Desk:
    return Desk(
        places=home(root), settings=Settings(), thesis="acme", clock=lambda: datetime(2026, 11, 22, tzinfo=UTC),
        offline=True,
    )  # fmt: skip


asked_of_the_disk = pytest.mark.skipif(
    not hasattr(os, "statvfs"), reason="elsewhere a disk is known to be full or read-only when it refuses a file"
)


@asked_of_the_disk
def test_a_full_disk_is_foretold_refuses_whole_entries_and_takes_them_again(tmp_path: Path) -> None:
    with small_disk(tmp_path / "data", "256k") as full:
        folder = make(tmp_path / "data" / "acme", journal=JOURNAL)
        desk = open_desk(tmp_path)
        entries = [desk.note(f"kept {number}") for number in range(3)]
        assert desk.write_fault() == ""
        ballast = full.fill()
        assert "the disk is full" in desk.write_fault()
        refused: list[str] = []
        for number in range(60):  # what is left of the last block of the file still takes a few
            try:
                entries.append(desk.note(f"{number} " + "x" * 200))
            except StorageError as error:
                refused.append(str(error))
        assert refused
        assert all("the disk is full; nothing was recorded" in text for text in refused)
        book = read_book(folder, cache=None)
        assert book.problems == ()
        assert {entry.id for entry in entries} <= {entry.id for entry in book.entries}
        ballast.unlink()
        assert desk.write_fault() == ""
        assert desk.note("again").id


@asked_of_the_disk
def test_a_disk_that_is_read_only_is_told_before_and_read_all_the_same(tmp_path: Path) -> None:
    with small_disk(tmp_path / "data") as locked:
        folder = make(tmp_path / "data" / "acme", journal=JOURNAL)
        locked.mount_again("ro")
        desk = open_desk(tmp_path)
        assert any("read-only" in text for text in desk.start())
        assert "the disk is read-only" in desk.write_fault()
        assert len(desk.view().journal) == 3
        with pytest.raises(StorageError, match="the disk is read-only"):
            desk.note("x")
        locked.mount_again("rw")
        assert desk.write_fault() == ""
        desk.note("back again")
        assert len(read_book(folder, cache=None).entries) == 5  # the criterion of thesis.toml among them


def test_a_disk_unmounted_mid_session_is_said_to_be_gone(tmp_path: Path) -> None:
    with small_disk(tmp_path / "data"):
        make(tmp_path / "data" / "acme", journal=JOURNAL)
        desk = open_desk(tmp_path)
        desk.view()
        subprocess.run(["umount", "-l", str(tmp_path / "data")], check=True)
        assert "is not there any more" in desk.write_fault()
        with pytest.raises(StorageError, match="acme"):
            desk.note("x")
        assert not (tmp_path / "data" / "acme").exists()


@pytest.mark.parametrize("what", ["folder", "file"])
def test_a_permission_that_is_lost_is_told_before(tmp_path: Path, what: str) -> None:
    if os.getuid() == 0 and shutil.which("setpriv") is None:
        pytest.skip("root may write anywhere, and there is no setpriv")
    folder, state = make(tmp_path / "acme"), tmp_path / "state"
    entry = append(folder, "note", Note(text="kept"), at=AT, state=state)
    path = folder / "journal" / entry.path
    (folder / "journal").chmod(0o500 if what == "folder" else 0o700)
    path.chmod(0o400 if what == "file" else 0o600)
    program = (
        "import sys\n"
        "from pathlib import Path\n"
        "from tests.storage.samples import AT\n"
        "from thesis_tui.storage.writer import own_file\n"
        "from thesis_tui.storage.probe import write_fault\n"
        "folder, state = map(Path, sys.argv[1:])\n"
        "print(write_fault(folder, state, own_file(folder, state, AT)))\n"
    )
    command = [sys.executable, "-c", program, str(folder), str(state)]
    if os.getuid() == 0:  # root as owner, without root's right to write anywhere
        command = ["setpriv", "--bounding-set=-dac_override,-dac_read_search", "--inh-caps=-all", *command]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode and "setpriv" in done.stderr:
        pytest.skip(done.stderr.strip())
    assert done.stderr == ""
    assert "permission is denied" in done.stdout
    assert (str(path) if what == "file" else str(path.parent)) in done.stdout


def test_the_probe_leaves_nothing_behind(tmp_path: Path) -> None:
    folder, state = make(tmp_path / "acme"), tmp_path / "state"
    state.mkdir()
    before = [(path, path.stat().st_mtime_ns) for path in [folder, *sorted(folder.rglob("*"))]]
    assert probe.write_fault(folder, state, "") == ""
    assert [(path, path.stat().st_mtime_ns) for path in [folder, *sorted(folder.rglob("*"))]] == before


def test_a_slow_disk_costs_time_and_nothing_else(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder, state = make(tmp_path / "acme"), tmp_path / "state"
    real = os.fsync

    def slow(handle: int) -> None:
        time.sleep(0.2)
        real(handle)

    monkeypatch.setattr(os, "fsync", slow)
    entry = append(folder, "note", Note(text="slowly"), at=AT, state=state)
    assert entry in read_book(folder, cache=None).entries


def test_a_lock_that_another_holds_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from filelock import FileLock

    folder, state = make(tmp_path / "acme"), tmp_path / "state"
    writer = writer_id(state)
    monkeypatch.setattr(journal, "LOCK_SECONDS", 0.1)
    with FileLock(state / f"journal-{writer}.lock"), pytest.raises(StorageError, match="another thesis-tui"):
        append(folder, "note", Note(text="x"), at=AT, state=state)
    append(folder, "note", Note(text="x"), at=AT, state=state)


@pytest.mark.parametrize("spoilt", ["junk", "folder", "newer", "locked"])
def test_a_spoilt_cache_costs_nothing_of_the_thesis(tmp_path: Path, spoilt: str) -> None:
    make(tmp_path / "data" / "acme", journal=JOURNAL)
    whole = open_desk(tmp_path).view()
    cache = home(tmp_path).cache
    (parsed,) = cache.glob("*.json")
    (cache / "prices").mkdir(exist_ok=True)
    database = cache / "prices" / "prices.sqlite3"
    other = None
    if spoilt == "junk":
        for path in (parsed, database, cache / "prices" / "feeds.json"):
            path.write_bytes(b"\0{[" * 500)
    elif spoilt == "folder":
        parsed.unlink()
        for path in (parsed, database, cache / "prices" / "feeds.json"):
            path.mkdir()
    else:
        other = sqlite3.connect(database, isolation_level=None)
        other.execute("pragma user_version = 99" if spoilt == "newer" else "begin exclusive")
        parsed.write_bytes(parsed.read_bytes().replace(b'"made_by":"', b'"made_by":"99.', 1))
    desk = open_desk(tmp_path)
    view = desk.view()
    assert [item.entry.id for item in view.journal] == [item.entry.id for item in whole.journal]
    assert view.problems == ()
    desk.note("written all the same")
    if other is not None:
        other.close()
