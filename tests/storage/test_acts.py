"""An act reaches the disk whole or counts as not there; what is written stays in its thesis folder."""

from __future__ import annotations

import os
import stat
import time
from pathlib import Path
from typing import Any

import pytest

from tests.faults.test_writing import STEPS, CutError, Layer, broken, no_room
from tests.storage.samples import AT, JOURNAL, append, make
from thesis_tui.errors import StorageError
from thesis_tui.model.journal import Entry, Note
from thesis_tui.storage import disk, journal
from thesis_tui.storage.book import read_book
from thesis_tui.storage.disk import refuse_outside, sweep, write_atomically
from thesis_tui.storage.entries import parse_journal
from thesis_tui.storage.journal import Act


def record(folder: Path, state: Path, *texts: str) -> list[Entry]:
    with Act(state) as act:
        return [act.append(folder, "note", Note(text=text), at=AT) for text in texts]


def texts(folder: Path) -> list[str]:
    return [entry.what.text for entry in read_book(folder, cache=None).entries if isinstance(entry.what, Note)]


def test_an_act_cut_at_any_byte_is_there_whole_or_not_at_all_and_said_to_be_torn(tmp_path: Path) -> None:
    folder, state = make(tmp_path / "acme"), tmp_path / "state"
    before = record(folder, state, "one", "and one")
    path = folder / "journal" / before[0].path
    start = path.stat().st_size
    record(folder, state, "two", "lines\n[[entry]]\nand more", "three")
    raw = path.read_bytes()
    whole = ["one", "and one", "two", "lines\n[[entry]]\nand more", "three"]
    assert texts(folder) == whole
    for cut in range(start, len(raw) + 1):
        path.write_bytes(raw[:cut])
        book = read_book(folder, cache=None)
        complete = cut >= len(raw) - 1  # the last line's end may go
        assert texts(folder) == (whole if complete else whole[:2]), cut
        assert bool(book.problems) == (start < cut - 1 and not complete) or cut == start + 1, (cut, book.problems)
        assert all(problem.line > 1 and "used" in problem.reason for problem in book.problems)
    path.write_bytes(raw[:-30])
    after = append(folder, "note", Note(text="goes on"), at=AT, state=state)
    assert texts(folder) == ["one", "and one", "goes on"]
    assert read_book(folder, cache=tmp_path / "cache").entries[-1].id == after.id


@pytest.mark.parametrize("fresh", [True, False])
def test_an_act_killed_between_any_two_system_calls_is_there_whole_or_not_at_all(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fresh: bool
) -> None:
    number = 0
    while True:
        number += 1
        root = tmp_path / str(number)
        folder, state = make(root / "acme"), root / "state"
        stored = [] if fresh else [entry.id for entry in record(folder, state, "kept", "too")]
        layer = Cutting(number)
        with monkeypatch.context() as patched:
            for module in (journal, disk):
                patched.setattr(module, "os", layer)
            acknowledged = True
            try:
                record(folder, state, "one", "two", "three")
            except CutError:
                acknowledged = False
        ids = [entry.id for entry in read_book(folder, cache=None).entries]
        assert ids[: len(stored)] == stored
        assert len(ids) - len(stored) in ((3,) if acknowledged else (0, 3)), number
        if acknowledged:
            break
        record(folder, state, "after", "that")
        assert texts(folder)[-2:] == ["after", "that"]
    assert number > 5


class Cutting(Layer):
    """Stops before the n-th system call of any kind; half of a write is on the disk then."""

    def __init__(self, nth: int) -> None:
        super().__init__("", nth, CutError)

    def __getattr__(self, name: str) -> Any:
        real = getattr(os, name)
        if name not in STEPS or name == "close":  # a process that ends closes its files
            return real

        def call(*arguments: Any, **options: Any) -> Any:
            if self.struck:
                raise CutError
            self.calls += 1
            if self.calls == self.nth:
                self.struck = True
                if name == "write":
                    os.write(arguments[0], bytes(arguments[1])[: len(arguments[1]) // 2])
                raise CutError
            return real(*arguments, **options)

        return call


def test_an_entry_of_an_act_spoilt_by_hand_leaves_the_others(tmp_path: Path) -> None:
    folder, state = make(tmp_path / "acme"), tmp_path / "state"
    made = record(folder, state, "one", "two")
    path = folder / "journal" / made[0].path
    path.write_text(path.read_text().replace('text = "two"', "text = 2"))
    book = read_book(folder, cache=None)
    assert texts(folder) == ["one"]
    assert ["text" in problem.reason for problem in book.problems] == [True]


def test_an_act_is_put_together_from_a_copy_and_the_file(tmp_path: Path) -> None:
    folder, state = make(tmp_path / "acme"), tmp_path / "state"
    made = record(folder, state, "one", "two")
    path = folder / "journal" / made[0].path
    raw = path.read_text()
    half = raw.index("[[entry]]", raw.index("[[entry]]") + 1)
    path.with_name(made[0].path.replace(".toml", ".sync-conflict-20261122-101010-ABCDEFG.toml")).write_text(raw)
    path.write_text(raw[:half])
    assert texts(folder) == ["one", "two"]


def test_what_the_disk_neither_confirms_nor_takes_back_is_said_to_count(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, state = make(tmp_path / "acme"), tmp_path / "state"
    append(folder, "note", Note(text="kept"), at=AT, state=state)

    class Stuck(Layer):
        def __getattr__(self, name: str) -> Any:
            if name == "ftruncate":
                return self._refuse
            return super().__getattr__(name)

        def _refuse(self, *_: object) -> None:
            raise broken()

    with monkeypatch.context() as patched:
        patched.setattr(journal, "os", Stuck("fsync", 1, broken))
        with pytest.raises(StorageError, match="it is in the file whole and counts") as refused:
            append(folder, "note", Note(text="whole"), at=AT, state=state)
    assert "torn" not in str(refused.value)
    assert texts(folder) == ["kept", "whole"]
    with monkeypatch.context() as patched:
        patched.setattr(journal, "os", Stuck("write", 1, no_room, 40))
        with pytest.raises(StorageError, match="reported as torn and not used"):
            append(folder, "note", Note(text="half"), at=AT, state=state)
    assert texts(folder) == ["kept", "whole"]


@pytest.mark.parametrize("what", ["file", "broken", "folder", "pipe", "device"])
def test_nothing_is_written_through_a_link_or_into_a_pipe(tmp_path: Path, what: str) -> None:
    folder, state = make(tmp_path / "acme"), tmp_path / "state"
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "file.toml").write_text("format = 2\n")
    state.mkdir()
    (state / "writer").write_text("aaaa\n")
    path = folder / "journal" / "2026-11.aaaa.toml"
    if what == "file":
        path.symlink_to(elsewhere / "file.toml")
    elif what == "broken":
        path.symlink_to(elsewhere / "missing.toml")
    elif what == "folder":
        (folder / "journal").rmdir()
        (folder / "journal").symlink_to(elsewhere, target_is_directory=True)
    elif what == "pipe":
        os.mkfifo(path)
    else:
        path.symlink_to("/dev/null")
    begun = time.monotonic()
    with pytest.raises(StorageError, match=r"link|not a regular file"):
        append(folder, "note", Note(text="x"), at=AT, state=state)
    assert time.monotonic() - begun < 5
    assert sorted(other.name for other in elsewhere.iterdir()) == ["file.toml"]
    assert (elsewhere / "file.toml").read_text() == "format = 2\n"


def test_a_data_folder_or_a_thesis_folder_that_is_a_link_is_its_owners_and_written_to(tmp_path: Path) -> None:
    real = make(tmp_path / "real" / "acme")
    (tmp_path / "data").symlink_to(tmp_path / "real", target_is_directory=True)
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "acme").symlink_to(real, target_is_directory=True)
    state = tmp_path / "state"
    append(tmp_path / "data" / "acme", "note", Note(text="one"), at=AT, state=state)
    append(tmp_path / "other" / "acme", "note", Note(text="two"), at=AT, state=state)
    assert texts(real) == ["one", "two"]
    (real / "here").mkdir()
    (real / "inbox").symlink_to(real / "here", target_is_directory=True)
    refuse_outside(str(real / "inbox"), str(real))


def test_a_name_that_was_acknowledged_is_on_the_disk_with_its_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    synced: list[str] = []
    real = os.fsync

    def fsync(handle: int) -> None:
        mode = os.fstat(handle).st_mode
        synced.append("folder" if stat.S_ISDIR(mode) else "file")
        real(handle)

    monkeypatch.setattr(os, "fsync", fsync)
    write_atomically(str(tmp_path / "new" / "file"), b"x")
    assert synced == ["folder", "file", "folder"]
    synced.clear()
    write_atomically(str(tmp_path / "file"), b"x", durable=False)
    assert synced == []


def test_what_a_kill_left_is_swept_when_it_is_a_day_old_and_nothing_else(tmp_path: Path) -> None:
    old = time.time() - 2 * 86_400
    left = ["thesis.toml.1f2a-0a1b2c3d.tmp", ".acme.1f2a-0a1b2c3d.tmp", "feeds.json.1f2a.tmp"]
    mine = ["thesis.toml", "notes.tmp", "x-0a1b2c3d.tmp"]
    for name in (*left, *mine):
        (tmp_path / name).write_text("x")
        os.utime(tmp_path / name, (old, old))
    (tmp_path / ".new.1f2a-0a1b2c3d.tmp").mkdir()
    (tmp_path / ".new.1f2a-0a1b2c3d.tmp" / "thesis.toml").write_text("x")
    os.utime(tmp_path / ".new.1f2a-0a1b2c3d.tmp", (old, old))
    (tmp_path / "young.toml.1f2a-0a1b2c3d.tmp").write_text("x")
    sweep(str(tmp_path))
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted([*mine, "young.toml.1f2a-0a1b2c3d.tmp"])
    sweep(str(tmp_path / "missing"))


def test_entries_of_an_act_name_it_and_its_size(tmp_path: Path) -> None:
    folder, state = make(tmp_path / "acme"), tmp_path / "state"
    alone = append(folder, "note", Note(text="alone"), at=AT, state=state)
    first, second = record(folder, state, "one", "two")
    assert (alone.act_id, first.act_id, second.act_id) == (alone.id, first.id, first.id)
    text = (folder / "journal" / alone.path).read_text()
    assert text.count("act_size = 2\n") == 2
    assert f'act = "{alone.id}"\nid = "{alone.id}"\n' in text
    parsed = parse_journal(text.encode(), alone.path)
    assert parsed.entries == [alone, first, second]
    assert parse_journal(JOURNAL.encode(), "2026-11.aaaa.toml").format == 1
