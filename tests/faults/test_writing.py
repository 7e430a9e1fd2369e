"""Killed at any point, cut or failed at any step: every acknowledged entry is there, and every file reads."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.storage.samples import AT, append, make
from thesis_tui import system
from thesis_tui.errors import InputError, StorageError
from thesis_tui.model.journal import Note
from thesis_tui.storage import disk, journal
from thesis_tui.storage.book import read_book
from thesis_tui.storage.journal import Act

ROOT = Path(__file__).resolve().parents[2]
STEPS = ("mkdir", "open", "read", "write", "fsync", "ftruncate", "close", "unlink", "replace")

KILLING = """
import os, random, signal, sys, time
from datetime import UTC, datetime
from pathlib import Path
from thesis_tui.model.journal import Note
from tests.storage.samples import append
from thesis_tui.storage.journal import Act

folder, root = Path(sys.argv[1]), Path(sys.argv[2])
chance = random.Random(int(sys.argv[3]))
states = [root / "one", root / "one", root / "two"]
for state in states:  # what an append imports is there before the first child
    print(append(folder, "note", Note(text="first"), at=datetime.now(UTC), state=state).id, flush=True)


def write(state, out):
    number = 0
    while True:
        number += 1
        said = "line\\n" * (number % 40) + str(number)
        entry = append(folder, "note", Note(text=said), at=datetime.now(UTC), state=state)
        os.write(out, entry.id.encode() + b"\\n")


for turn in range(int(sys.argv[4])):
    children = []
    for state in states:
        into, out = os.pipe()
        child = os.fork()
        if not child:
            write(state, out)
        os.close(out)
        children.append((child, into))
    for child, _ in chance.sample(children, len(children)):
        time.sleep(chance.uniform(0, 0.12))
        os.kill(child, signal.SIGKILL)
    for child, into in children:
        os.waitpid(child, 0)
        with os.fdopen(into, "rb") as file:
            sys.stdout.write("".join(line + "\\n" for line in file.read().decode().split("\\n")[:-1]))
"""


class CutError(BaseException):
    """The power goes: nothing of the program runs on."""


class Layer:
    """`os` as storage uses it, with a fault at one call of one kind: `what` is raised, `first` bytes of a write are
    on the disk before. After a cut nothing reaches the disk any more.
    """

    def __init__(self, step: str, nth: int, what: Callable[[], BaseException], first: int = 0) -> None:
        self.step, self.nth, self.what, self.first = step, nth, what, first
        self.calls = 0
        self.struck = False

    def __getattr__(self, name: str) -> Any:
        real = getattr(os, name)
        if name not in STEPS:
            return real

        def call(*arguments: Any, **options: Any) -> Any:
            if self.struck and self.what is CutError and name != "close":
                raise CutError
            if name == self.step:
                self.calls += 1
                if self.calls == self.nth:
                    self.struck = True
                    if name == "write":
                        os.write(arguments[0], bytes(arguments[1])[: self.first])
                    raise self.what()
            return real(*arguments, **options)

        return call


def no_room() -> OSError:
    return OSError(errno.ENOSPC, "No space left on device")


def no_quota() -> OSError:
    return OSError(errno.EDQUOT, "Disk quota exceeded")


def broken() -> OSError:
    return OSError(errno.EIO, "Input/output error")


WORDS = {
    no_room: "the disk is full", no_quota: "the disk's quota is used up", broken: "the disk reports an error",
}  # fmt: skip


@pytest.mark.parametrize("what", [CutError, no_room])
@pytest.mark.parametrize(
    ("step", "nth", "first"),
    [("open", 1, 0), ("open", 2, 0), ("read", 1, 0), ("fsync", 1, 0), ("fsync", 2, 0), ("mkdir", 1, 0),
     *(("write", 1, first) for first in (0, 1, 9, 11, 40, 80, 100_000))],
)  # fmt: skip
@pytest.mark.parametrize("before", [0, 2])
def test_an_append_that_fails_at_any_step_loses_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str, nth: int, first: int, before: int,
    what: Callable[[], BaseException],
) -> None:  # fmt: skip
    folder, state = make(tmp_path / "acme"), tmp_path / "state"
    (folder / "journal").rmdir()
    entries = [append(folder, "note", Note(text=f"kept {number}"), at=AT, state=state) for number in range(before)]
    layer = Layer(step, nth, what, first)
    text = ""
    with monkeypatch.context() as patched:
        for module in (journal, disk, system):
            patched.setattr(module, "os", layer)
        try:
            entries.append(append(folder, "note", Note(text="said\n[[entry]]\nin vain"), at=AT, state=state))
        except CutError:
            text = "cut"
        except StorageError as error:
            text = str(error)
    book = read_book(folder, cache=None)
    whole = [entry.id for entry in book.entries]
    assert whole[: len(entries)] == [entry.id for entry in entries]
    assert len(whole) <= len(entries) + 1
    torn = len(book.problems)
    assert torn <= int(what is CutError)
    if text and what is no_room:
        assert "the disk is full" in text
    after = append(folder, "note", Note(text="goes on"), at=AT, state=state)
    again = read_book(folder, cache=None)
    assert [entry.id for entry in again.entries] == [*whole, after.id]
    assert len(again.problems) == torn
    assert all("cut off" in problem.reason or "not used" in problem.reason for problem in again.problems)


def test_what_cannot_be_taken_back_is_said_and_hides_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder, state = make(tmp_path / "acme"), tmp_path / "state"
    other = append(folder, "note", Note(text="kept"), at=AT, state=state)

    class Stuck(Layer):
        def __getattr__(self, name: str) -> Any:
            if name == "ftruncate":

                def refuse(*_: object) -> None:
                    raise OSError(errno.EIO, "Input/output error")

                return refuse
            return super().__getattr__(name)

    with monkeypatch.context() as patched:
        patched.setattr(journal, "os", Stuck("write", 1, no_room, 60))
        with pytest.raises(StorageError, match="cannot be taken back"):
            append(folder, "note", Note(text="half"), at=AT, state=state)
    after = append(folder, "note", Note(text="goes on"), at=AT, state=state)
    book = read_book(folder, cache=None)
    assert [entry.id for entry in book.entries] == [other.id, after.id]
    assert len(book.problems) == 1


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
def test_processes_killed_at_any_moment_lose_nothing_they_acknowledged(tmp_path: Path) -> None:
    folder = make(tmp_path / "acme")
    done = subprocess.run(
        [sys.executable, "-c", KILLING, str(folder), str(tmp_path), "1", "16"],
        cwd=ROOT, capture_output=True, text=True, check=True,
    )  # fmt: skip
    acknowledged = done.stdout.split()
    book = read_book(folder, cache=None)
    known = [entry.id for entry in book.entries]
    assert len(acknowledged) > 100
    assert len(set(known)) == len(known)
    assert set(acknowledged) <= set(known)
    assert len(known) <= len(acknowledged) + 60  # at most one unacknowledged entry for each process killed
    assert all("cut off" in problem.reason or "not used" in problem.reason for problem in book.problems)
    added = append(folder, "note", Note(text="after"), at=AT, state=tmp_path / "one")
    assert read_book(folder, cache=None).entries[-1].id == added.id  # though its clock says an earlier day


@pytest.mark.parametrize("what", [no_quota, broken])
@pytest.mark.parametrize("step", ["open", "read", "write", "fsync"])
def test_a_disk_that_refuses_is_told_in_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str, what: Callable[[], OSError]
) -> None:
    folder, state = make(tmp_path / "acme"), tmp_path / "state"
    entry = append(folder, "note", Note(text="kept"), at=AT, state=state)
    path = folder / "journal" / entry.path
    before = path.read_bytes()
    with monkeypatch.context() as patched:
        layer = Layer(step, 1, what, 40)
        for module in (journal, system):
            patched.setattr(module, "os", layer)
        with pytest.raises(StorageError) as refused:
            append(folder, "note", Note(text="in vain"), at=AT, state=state)
    assert f"{path} cannot be {'read' if step == 'read' else 'written'}: {WORDS[what]}" in str(refused.value)
    assert "nothing was recorded" in str(refused.value)
    assert path.read_bytes() == before


@pytest.mark.parametrize("what", [no_quota, broken])
@pytest.mark.parametrize("step", ["fsync", "replace"])
def test_a_file_that_cannot_take_another_one_s_place_leaves_that_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str, what: Callable[[], OSError]
) -> None:
    path = tmp_path / "look.json"
    path.write_text("before")
    monkeypatch.setattr(disk, "os", Layer(step, 1, what))
    with pytest.raises(StorageError, match=WORDS[what]):
        disk.write_atomically(str(path), b"after")
    assert [other.name for other in tmp_path.iterdir()] == ["look.json"]
    assert path.read_text() == "before"


def test_a_file_the_disk_cannot_read_is_named_and_the_rest_is_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, state = make(tmp_path / "acme"), tmp_path / "state"
    append(folder, "note", Note(text="kept"), at=AT, state=state)
    real = os.open

    def refuse(path: str, *rest: Any) -> int:
        if "sources" in str(path):
            raise broken()
        return real(path, *rest)

    monkeypatch.setattr(os, "open", refuse)
    book = read_book(folder, cache=None)
    assert len(book.entries) == 1
    assert [problem.reason for problem in book.problems] == ["cannot be read: the disk reports an error"]


@pytest.mark.parametrize("first", [0, 30, 200])
def test_an_act_of_several_entries_is_kept_whole_or_not_at_all(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, first: int
) -> None:
    folder, state = make(tmp_path / "acme"), tmp_path / "state"

    def act_of(*texts: str) -> list[str]:
        with Act(state) as act:
            return [act.append(folder, "note", Note(text=text), at=AT).id for text in texts]

    with monkeypatch.context() as patched:
        patched.setattr(journal, "os", Layer("write", 1, no_room, first))
        with pytest.raises(StorageError, match="nothing was recorded"):
            act_of("one", "two")
    with pytest.raises(InputError):
        act_of("one", "x" * 200_000)
    assert list((folder / "journal").iterdir()) == []
    assert act_of("one", "two") == [entry.id for entry in read_book(folder, cache=None).entries]


def test_an_entry_that_is_refused_leaves_no_empty_file(tmp_path: Path) -> None:
    folder, state = make(tmp_path / "acme"), tmp_path / "state"
    with pytest.raises(InputError):
        append(folder, "note", Note(text="x" * 200_000), at=AT, state=state)
    assert list((folder / "journal").iterdir()) == []
