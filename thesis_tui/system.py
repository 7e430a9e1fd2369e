"""What one system has and another has not: the only module that may use it, each time with what stands for it.

Files are opened as bytes and without waiting; a folder's own entry is made durable; the screen ends in order when
the system asks for it; a command in an environment variable is taken apart.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from asyncio import AbstractEventLoop
    from collections.abc import Callable

BYTES = getattr(os, "O_BINARY", 0)
"""Flag for every `os.open`: Windows, unasked, would change the ends of lines."""
AT_ONCE = getattr(os, "O_NONBLOCK", 0)
"""Flag for what may be a pipe where a file is expected: opening does not wait for somebody to write."""

NO_LINK = getattr(os, "O_NOFOLLOW", 0)
"""Flag for what must be in its folder itself: a link to somewhere else is not opened."""


def sync_folder(path: str) -> None:
    """Make a new file's name as durable as its content; a system that cannot (Windows opens no folders) is
    left alone.
    """
    try:
        handle = os.open(path, os.O_RDONLY)
    except OSError:
        return
    try:
        os.fsync(handle)
    except OSError:
        pass
    finally:
        os.close(handle)


def on_request_to_end(loop: AbstractEventLoop, end: Callable[[int], None]) -> None:
    """Calls `end` with an exit code in `loop` when the process is told to stop or its terminal goes away.
    Windows has no such request that a loop could take.
    """
    import signal

    for name in ("SIGTERM", "SIGHUP"):
        number = getattr(signal, name, None)
        if number is not None and os.name == "posix":
            loop.add_signal_handler(number, end, 128 + number)


def words_of(command: str) -> list[str]:
    """A command line's words; on Windows a backslash is part of a path."""
    import shlex

    words = shlex.split(command, posix=os.name == "posix")
    return words if os.name == "posix" else [word.strip('"') for word in words]
