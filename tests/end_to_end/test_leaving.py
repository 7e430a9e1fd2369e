"""Every way out of the dashboard on a real terminal: it is left as it was found, and nothing typed is thrown away."""

from __future__ import annotations

import fcntl
import os
import pty
import signal
import stat
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.end_to_end.terminal import ALTERNATE, COMMAND, Terminal, environ

SECRET = "c4nary-k3y-0f-m1ne"
WORDS = "only for my journal"
LAUNCH = f"""
import os
from thesis_tui.tui.screens.journal import JournalScreen
def fail(self, width, height):
    words, key = {WORDS!r}, os.environ.get("FINNHUB_KEY")
    raise KeyError(f"{{words}} {{key}} {{[e.text for e in self.view.journal]}}")
JournalScreen.blocks = fail
from thesis_tui.__main__ import run
run()
"""


def launcher(folder: Path) -> tuple[str, ...]:
    path = folder / "launch.py"
    path.write_text(LAUNCH, encoding="utf-8")
    return (sys.executable, str(path), "--offline")


def test_a_crash_inside_a_screen(tmp_path: Path) -> None:
    with Terminal(tmp_path, command=launcher(tmp_path), FINNHUB_KEY=SECRET) as terminal:
        modes = terminal.modes()
        terminal.wait_for("q quit")
        terminal.press("5")
        assert terminal.end() == 2
        terminal.assert_left_as_found()
        assert terminal.modes() == modes
        words = terminal.raw.decode()
    reports = list(tmp_path.rglob("crash-*.txt"))
    assert len(reports) == 1
    report = reports[0].read_text()
    assert f"the report is in {reports[0]}" in words
    assert "builtins.KeyError" in report
    assert "in fail" in report
    assert stat.S_IMODE(reports[0].stat().st_mode) == 0o600
    for text in (words, report):
        assert SECRET not in text
        assert WORDS not in text


def test_stopped_and_gone_on_with(tmp_path: Path) -> None:
    with Terminal(tmp_path) as terminal:
        modes = terminal.modes()
        terminal.wait_for("q quit")
        terminal.quiet()
        terminal.signal(signal.SIGTSTP)
        _until(lambda: _state(terminal.pid) == "T")
        terminal.quiet()
        terminal.assert_left_as_found()
        assert terminal.modes() == modes
        terminal.signal(signal.SIGCONT)
        terminal.wait_for("q quit")
        terminal.quiet()
        assert terminal.raw.rfind(ALTERNATE + b"h") > terminal.raw.rfind(ALTERNATE + b"l")
        terminal.press("5")
        terminal.wait_for("/ search")
        terminal.press("q")
        assert terminal.end() == 0
        assert terminal.modes() == modes


@pytest.mark.parametrize("own", [True, False], ids=["its own", "another's"])
def test_a_terminal_that_goes_away(tmp_path: Path, *, own: bool) -> None:
    """With a hang-up, and without one: then reading it gives nothing, for ever and at full speed."""
    master, slave = pty.openpty()
    fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 36, 120, 0, 0))
    claiming = "import os, sys, fcntl, termios; os.setsid(); fcntl.ioctl(0, termios.TIOCSCTTY, 0)"
    claiming += "; os.execv(sys.argv[1], sys.argv[1:])"
    claim = [sys.executable, "-c", claiming, *COMMAND]
    with subprocess.Popen(
        claim if own else list(COMMAND), stdin=slave, stdout=slave, stderr=slave,
        env=environ(tmp_path), start_new_session=not own,
    ) as process:  # fmt: skip
        os.close(slave)
        seen = b""
        while b"quit" not in seen:
            seen += os.read(master, 65536)
        os.close(master)
        assert process.wait(10) == 128 + signal.SIGHUP
    assert not list(tmp_path.rglob("crash-*"))


def test_down_to_one_cell_and_back(tmp_path: Path) -> None:
    with Terminal(tmp_path) as terminal:
        terminal.wait_for("q quit")
        for size in ((1, 1), (300, 1), (0, 0)):
            terminal.resize(*size)
            terminal.take(0.08)
            terminal.press("2")
            terminal.take(0.08)
            terminal.press("n")
            terminal.take(0.08)
            terminal.press("\x1b[27u1")
        terminal.resize(120, 36)
        terminal.wait_for("q quit")
        terminal.press("q")
        assert terminal.end() == 0
        terminal.assert_left_as_found()


def test_megabytes_pasted(tmp_path: Path) -> None:
    with Terminal(tmp_path) as terminal:
        terminal.wait_for("q quit")
        terminal.press("n")
        terminal.wait_for("esc cancel")
        terminal.press("before ")
        terminal.wait_for("before")
        terminal.pour(b"\x1b[200~" + b"word " * 200_000 + b"\x1b[201~")
        terminal.press("after")
        terminal.wait_for("before after", 60)
        terminal.wait_for("nothing was pasted: it has 1 000 000 characters")
        terminal.press("\r")
        terminal.wait_for("noted on ")
        terminal.press("q")
        assert terminal.end() == 0


def _state(pid: int) -> str:
    return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]


def _until(holds: Callable[[], bool], seconds: float = 5.0) -> None:
    ends = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < ends
        time.sleep(0.02)
