"""Runs a program on a pseudo-terminal and measures when its screen says something."""

from __future__ import annotations

import fcntl
import os
import pty
import select
import signal
import struct
import termios
import time
from collections.abc import Mapping, Sequence
from typing import NamedTuple


class Seen(NamedTuple):
    """Seconds from start to the text, and the peak memory in MB until the program ended."""

    seconds: float
    megabytes: float
    key_seconds: tuple[float, ...] = ()


def watch(
    command: Sequence[str],
    text: bytes,
    *,
    environ: Mapping[str, str],
    size: tuple[int, int] = (120, 36),
    keys: Sequence[bytes] = (),
    timeout: float = 60.0,
) -> Seen:
    """Starts `command` on a terminal of `size` columns and rows and waits for `text`.

    Then types each of `keys` and takes the time until the screen has answered and is quiet again.
    """
    started = time.perf_counter()
    child, terminal = pty.fork()
    if child == 0:
        os.execvpe(command[0], list(command), dict(environ))
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", size[1], size[0], 0, 0))
    try:
        _read_until(terminal, text, started + timeout)
        seconds = time.perf_counter() - started
        _drain(terminal, 0.5)
        answers = tuple(_answer(terminal, key) for key in keys)
        _drain(terminal, 0.1)
    finally:
        os.kill(child, signal.SIGTERM)
        deadline = time.monotonic() + 5
        while time.monotonic() < deadline:
            _drain(terminal, 0.05)
            done, _, usage = os.wait4(child, os.WNOHANG)
            if done:
                break
        else:
            os.kill(child, signal.SIGKILL)
            _, _, usage = os.wait4(child, 0)
        os.close(terminal)
    return Seen(seconds, usage.ru_maxrss / 1024, answers)


def _read(terminal: int, wait: float) -> bytes:
    ready, _, _ = select.select([terminal], [], [], wait)
    if not ready:
        return b""
    try:
        return os.read(terminal, 65536)
    except OSError:
        return b""


def _read_until(terminal: int, text: bytes, deadline: float) -> None:
    seen = b""
    while text not in seen:
        if time.perf_counter() > deadline:
            raise TimeoutError(f"{text!r} never came; the screen ended in {seen[-400:]!r}")
        seen += _read(terminal, 0.2)


def _drain(terminal: int, quiet: float) -> None:
    while _read(terminal, quiet):
        pass


def _answer(terminal: int, key: bytes) -> float:
    """Seconds from a key to the last byte of the screen's answer to it."""
    started = time.perf_counter()
    os.write(terminal, key)
    last = started
    while True:
        data = _read(terminal, 0.25)
        if not data:
            return last - started
        last = time.perf_counter()
