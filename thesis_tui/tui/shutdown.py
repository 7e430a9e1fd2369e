"""The ways out that are not the user's own: a signal, a terminal that went away.

Textual (8.2) leaves the alternate screen and the mouse on when a signal ends it, and reads a terminal that is gone
for ever, at full speed.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import sys
import threading
from collections.abc import AsyncIterator
from typing import Protocol

from thesis_tui.system import on_request_to_end


class Leavable(Protocol):
    """An App that can be ended from outside."""

    def keep_drafts(self) -> None: ...
    def exit(self, result: int | None = None) -> None: ...


LOOK_SECONDS = 0.5
NO_TERMINAL = 129
"""The exit code when the terminal is gone: what a shell says of a program that was hung up."""
PATIENCE_SECONDS = 4.0
"""For leaving in order. What writes to a terminal that is gone may wait for ever, and nothing is left to restore."""


@contextlib.asynccontextmanager
async def watched(app: Leavable, *, in_browser: bool = False) -> AsyncIterator[None]:
    """While inside, a request to end or the loss of the terminal (in a browser, of the server) ends `app` with its
    exit code.
    """
    parent = os.getppid()

    def leave(code: int) -> None:
        app.keep_drafts()
        last = threading.Timer(PATIENCE_SECONDS, os._exit, (code,))
        last.daemon = True
        last.start()
        app.exit(code)

    def there() -> bool:
        # in a browser there is no terminal; what serves it started this program, and takes it along when it goes
        return os.getppid() == parent if in_browser else os.isatty(file)

    async def watch() -> None:
        while there():
            await asyncio.sleep(LOOK_SECONDS)
        leave(NO_TERMINAL)

    on_request_to_end(asyncio.get_running_loop(), leave)
    # the one Textual's driver reads, whatever `sys.stdin` was put in its place
    file = sys.__stdin__.fileno() if sys.__stdin__ is not None else -1
    task = asyncio.create_task(watch())
    try:
        yield
    finally:
        task.cancel()
