"""Work in the background: the one way to run something beside the event loop.

Its threads are daemons that nothing waits for when the program ends. asyncio's own (`to_thread`, Textual's thread
workers) are joined at the end, and would hold up quitting until a slow disk or feed has answered.
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from contextlib import suppress
from typing import TypeVar

T = TypeVar("T")


def spawn(work: Callable[[], object], name: str) -> None:
    """Runs `work` in a thread of its own that ends with the program; what it raises is its own affair."""
    threading.Thread(target=work, name=name, daemon=True).start()


async def in_background(work: Callable[[], T]) -> T:
    """Runs `work` in a thread while the event loop goes on; returns or raises what it does."""
    loop = asyncio.get_running_loop()
    done: asyncio.Future[T] = loop.create_future()

    def answer(result: T | None, error: BaseException | None) -> None:
        if done.done():
            return
        if error is not None:
            done.set_exception(error)
        else:
            done.set_result(result)  # type: ignore[arg-type]  # without an error there is a result

    def run() -> None:
        result: T | None = None
        error: BaseException | None = None
        try:
            result = work()
        except Exception as caught:  # noqa: BLE001  (raised again where it is waited for)
            error = caught
        with suppress(RuntimeError):  # the loop is closed: nobody waits any more
            loop.call_soon_threadsafe(answer, result, error)

    spawn(run, "background")
    return await done
