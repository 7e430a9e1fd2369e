"""Another program holds the lock, or the disk is slow to answer: keys are answered, and nothing is lost or doubled."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import median

import pytest

from tests.end_to_end.terminal import Terminal
from tests.faults.test_drafts import WORDS, drafts, stored
from tests.tui.app_driver import app_driver
from thesis_tui.storage import journal
from thesis_tui.storage.writer import writer_id

QUICK = 0.1
"""Seconds in which a key is on the screen, on a machine that has nothing else to do."""
HOLDING = """
import sys
from filelock import FileLock
with FileLock(sys.argv[1]):
    print("held", flush=True)
    sys.stdin.readline()
"""
SLOW_DISK = """
import os, runpy, sys, time
sync = os.fsync
def slow(handle):
    path = os.readlink(f"/proc/self/fd/{handle}")
    if "/baba/journal/" in path:  # not while the bundled thesis is copied
        while os.path.exists(os.environ["DISK_WAITS"]):
            time.sleep(0.02)
    sync(handle)
os.fsync = slow
sys.argv = ["thesis-tui", "--offline"]
runpy.run_module("thesis_tui", run_name="__main__")
"""


@contextmanager
def lock_held(state: Path) -> Iterator[None]:
    """Another program holds the journal's lock."""
    lock = state / f"journal-{writer_id(state)}.lock"
    command = [sys.executable, "-c", HOLDING, str(lock)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as other:
        assert other.stdin is not None
        assert other.stdout is not None
        assert other.stdout.readline() == "held\n"
        try:
            yield
        finally:
            other.stdin.close()


ARTICLE = """Alibaba (BABA) closed at $149.80 on Dec 22, 2025. Support sits at $148, and resistance at $155.

Cloud revenue grew 34% in the quarter ended September 30, 2025.
"""


def written(home: Path, words: str) -> int:
    """How often `words` are in the journal."""
    files = (home / ".local/share/thesis-tui/baba/journal").glob("*.toml")
    return sum(path.read_text().count(words) for path in files)


def typed(terminal: Terminal, words: str) -> float:
    """Types words one key at a time; gives the seconds until one was on the screen, the median."""
    took = []
    for at, char in enumerate(words, 1):
        terminal.press(char)
        took.append(terminal.wait_for(words[:at]))
    return median(took)


def test_keys_are_answered_while_another_program_writes(tmp_path: Path) -> None:
    state = tmp_path / ".local/state/thesis-tui"
    with Terminal(tmp_path) as terminal:
        terminal.wait_for("Cloud growth")
        terminal.press("n")
        terminal.wait_for("Save")
        terminal.press(WORDS)
        terminal.wait_for(WORDS[-10:])
        with lock_held(state):
            terminal.press("\r")
            terminal.wait_for("another program is writing; still trying")
            terminal.quiet(0.3)
            assert typed(terminal, " and more") < QUICK
            assert any(WORDS in path.read_text() for path in (state / "drafts").glob("*.toml"))
            terminal.press("\x1b")
            terminal.wait_for("not saved: another program was writing")
            assert written(tmp_path, WORDS) == 0
            terminal.press("\x13")
            terminal.wait_for("still trying")
            terminal.press("\x13\x13")
            terminal.quiet(0.2)
        terminal.wait_for("noted on")
        terminal.quiet(0.3)
        assert written(tmp_path, f"{WORDS} and more") == 1
        assert list((state / "drafts").iterdir()) == []
        with lock_held(state):  # what has no form waits in the footer
            terminal.press("u")
            terminal.wait_for("another program is writing")
            terminal.press("5")
            terminal.wait_for("all pillars")
            terminal.press("u")
            terminal.wait_for("what you did last is still being saved")
        terminal.wait_for("undone: ")
        terminal.quiet(0.3)
        assert written(tmp_path, 'kind = "retract"') == 1


async def test_a_lock_that_is_never_let_go_of_is_told_with_the_text_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(journal, "LOCK_SECONDS", 0.5)
    async with app_driver(tmp_path) as user:
        before = stored(user)
        with lock_held(user.desk.places.state):
            await user.press("n")
            await user.paste(WORDS)
            await user.press("enter")
            assert user.shows("still trying")
            await user.wait_for("than 0.5 seconds", 5)
            assert WORDS in user.line_of("note ")
            assert WORDS in drafts(user)[0]
            assert stored(user) == before
        await user.press("ctrl+s")
        after = stored(user)
        assert after.count(WORDS) == 1
        monkeypatch.setattr(journal, "LOCK_SECONDS", 10)
        with lock_held(user.desk.places.state):
            await user.press("x")  # what was seen is no entry, and waits for nobody
            assert user.shows("marked as seen")
            await user.press("u")
            await user.wait_for("another program is writing", 5)
            await user.press("escape")
            assert user.popups()[-1] == "another program was writing, so nothing was recorded"
            assert not user.shows("still trying")
        assert stored(user) == after


async def test_decisions_on_an_article_wait_too_and_are_made_once(tmp_path: Path) -> None:
    async with app_driver(tmp_path) as user:
        await user.press("4")
        await user.paste(ARTICLE)
        await user.wait_for("y keep", 5)
        with lock_held(user.desk.places.state):
            await user.press("y")
            assert user.shows("still trying")
            await user.press("y", "down")
        await user.wait_for("kept; u to undo", 5)
        assert stored(user).count("proposal = ") == 1


@pytest.mark.skipif(not Path("/proc/self/fd").is_dir(), reason="a file is known by its handle on Linux only")
def test_a_disk_that_is_slow_to_sync_stops_no_key(tmp_path: Path) -> None:
    waits = tmp_path / "waits"
    waits.touch()
    with Terminal(tmp_path, command=(sys.executable, "-c", SLOW_DISK), DISK_WAITS=str(waits)) as terminal:
        terminal.wait_for("Cloud growth")
        terminal.press("n")
        terminal.wait_for("Save")
        terminal.press(WORDS)
        terminal.wait_for(WORDS[-10:])
        terminal.press("\r")
        terminal.wait_for("the disk is slow; still saving")
        terminal.press("x\x13")
        terminal.wait_for("what you did last is still being saved; the disk is slow")
        waits.unlink()
        terminal.wait_for("noted on")
        assert written(tmp_path, WORDS) == 1
        waits.touch()
        terminal.press("u")
        terminal.wait_for("the disk is slow; still saving")
        terminal.press("5")
        terminal.wait_for("all pillars")
        waits.unlink()
        terminal.wait_for("undone: ")
        assert written(tmp_path, 'kind = "retract"') == 1


async def test_a_disk_that_refuses_after_a_while_keeps_the_text(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with app_driver(tmp_path) as user:
        await user.press("n")
        await user.paste(WORDS)
        before = stored(user)
        tried = threading.Event()
        with monkeypatch.context() as patched:

            def refuse(_: int) -> None:
                tried.wait(10)
                raise OSError(errno.EIO, "")

            patched.setattr(os, "fsync", refuse)
            await user.press("enter")
            assert user.shows("the disk is slow; still saving")
            await user.press("x", "escape", "tab")
            tried.set()
            await user.wait_for("reports an error", 5)
        assert user.shows("not saved")
        assert stored(user) == before
        await user.paste("!")
        await user.press("ctrl+s")
        assert stored(user).count(f"{WORDS}!") == 1
