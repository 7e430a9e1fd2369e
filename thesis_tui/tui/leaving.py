"""The ways out that are not the user's own: a signal, a terminal that went away.

Textual leaves the alternate screen and the mouse on when a signal ends it, and reads a terminal that is gone
for ever, at full speed.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
import sys
from collections.abc import AsyncIterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from thesis_tui.tui.app import ThesisApp

SIGNALS = ("SIGTERM", "SIGHUP", "SIGINT", "SIGQUIT")
LOOK_SECONDS = 0.5


@contextlib.asynccontextmanager
async def watched(app: ThesisApp) -> AsyncIterator[None]:
    """While inside, a signal or the loss of the terminal keeps drafts and ends `app` with 128 + the signal."""
    loop = asyncio.get_running_loop()

    def leave(number: int) -> None:
        app.keep_drafts()
        app.exit(128 + number)

    async def watch() -> None:
        while os.isatty(file):
            await asyncio.sleep(LOOK_SECONDS)
        leave(signal.SIGHUP)

    if os.name == "posix":
        for name in SIGNALS:
            number = getattr(signal, name)
            loop.add_signal_handler(number, leave, number)
    file = sys.__stdin__.fileno() if sys.__stdin__ is not None else -1
    task = asyncio.create_task(watch())
    try:
        yield
    finally:
        task.cancel()
