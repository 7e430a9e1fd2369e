"""The program on a real pseudo-terminal, its bytes turned into a screen."""

from __future__ import annotations

import fcntl
import os
import pty
import select
import signal
import struct
import sys
import termios
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

import pyte

ROOT = Path(__file__).resolve().parents[2]
COMMAND = (sys.executable, "-m", "thesis_tui", "--offline")
ALTERNATE = b"\x1b[?1049"
CURSOR = b"\x1b[?25"
MICE = (b"\x1b[?1000", b"\x1b[?1003", b"\x1b[?1015", b"\x1b[?1006")


def environ(home: Path, **more: str) -> dict[str, str]:
    """An environment in which nothing of the real home is read or written."""
    stored = {name: value for name, value in os.environ.items() if not name.startswith(("THESIS_TUI", "XDG_"))}
    for name in ("NO_COLOR", "COLUMNS", "LINES"):  # the terminal has a size of its own
        stored.pop(name, None)
    return {**stored, "HOME": str(home), "TERM": "xterm-256color", "TZ": "UTC", "LANG": "C.UTF-8",
            "PYTHONPATH": str(ROOT), "PYTHONWARNINGS": "default", **more}  # fmt: skip


def _to_nobody(_: bytes) -> None:
    return


class Terminal:
    """One program on one terminal of `size` columns and rows."""

    def __init__(
        self,
        home: Path,
        *argv: str,
        size: tuple[int, int] = (120, 36),
        command: Sequence[str] = COMMAND,
        more: Mapping[str, str] | None = None,
        **others: str,
    ) -> None:
        self.raw = b""
        self._screen = pyte.Screen(*size)
        self._shown: str | None = None
        self._feed: Callable[[bytes], None] = pyte.ByteStream(self._screen).feed
        self._code: int | None = None
        self.pid, self._file = pty.fork()
        if self.pid == 0:
            fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", size[1], size[0], 0, 0))
            os.execve(command[0], [*command, *argv], environ(home, **{**(more or {}), **others}))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        if self._code is None:
            os.kill(self.pid, signal.SIGKILL)
            os.waitpid(self.pid, 0)
        os.close(self._file)

    @property
    def text(self) -> str:
        if self._shown is None:  # pyte measures every cell of the screen for it
            self._shown = "\n".join(line.rstrip() for line in self._screen.display)
        return self._shown

    def press(self, keys: str) -> None:
        os.write(self._file, keys.encode())

    def pour(self, data: bytes) -> None:
        """Writes more than the terminal holds at once, and reads what comes meanwhile."""
        os.set_blocking(self._file, False)
        try:
            while data:
                select.select([], [self._file], [], 5.0)
                data = data[os.write(self._file, data[:65536]) :]
                self._read(0)
        finally:
            os.set_blocking(self._file, True)

    def modes(self) -> list[object]:
        """What `stty` would say."""
        return list(termios.tcgetattr(self._file))

    def resize(self, width: int, height: int) -> None:
        self._screen.resize(max(1, height), max(1, width))
        self._shown = None
        fcntl.ioctl(self._file, termios.TIOCSWINSZ, struct.pack("HHHH", height, width, 0, 0))

    def wait_for(self, words: str, seconds: float = 10.0) -> float:
        """Reads until the screen shows `words`; gives how long that took."""
        begun = time.monotonic()
        while words not in self.text:
            assert time.monotonic() - begun < seconds, f"{words!r} never came:\n{self.text}"
            if self._read(0.05):
                while self._read(0):
                    pass
        return time.monotonic() - begun

    def quiet(self, seconds: float = 0.15) -> None:
        """Reads until nothing has come for `seconds`."""
        while self._read(seconds):
            pass

    def take(self, seconds: float) -> None:
        """Like `quiet`, and draws nothing of it: for those who look at the bytes alone."""
        feed, self._feed = self._feed, _to_nobody
        try:
            self.quiet(seconds)
        finally:
            self._feed = feed

    def signal(self, number: int) -> None:
        os.kill(self.pid, number)

    def end(self, seconds: float = 10.0) -> int:
        """The exit code, once the program has ended; what it still wrote is read."""
        begun = time.monotonic()
        while self._code is None:
            assert time.monotonic() - begun < seconds, f"it does not end:\n{self.text}"
            self._read(0.05)
            done, status = os.waitpid(self.pid, os.WNOHANG)
            if done:
                self._code = os.waitstatus_to_exitcode(status)
        self.quiet(0.05)
        return self._code

    def _read(self, wait: float) -> bytes:
        ready, _, _ = select.select([self._file], [], [], wait)
        if not ready:
            return b""
        try:
            data = os.read(self._file, 65536)
        except OSError:
            return b""
        self.raw += data
        self._feed(data)
        self._shown = None
        return data

    def assert_left_as_found(self) -> None:
        """Alternate screen off, cursor shown, mouse off: the last thing said of each."""
        assert self.raw.rfind(ALTERNATE + b"l") > self.raw.rfind(ALTERNATE + b"h") >= 0
        assert self.raw.rfind(CURSOR + b"h") > self.raw.rfind(CURSOR + b"l") >= 0
        for mouse in MICE:
            assert self.raw.rfind(mouse + b"l") >= self.raw.rfind(mouse + b"h"), mouse
        assert b"Traceback" not in self.raw
