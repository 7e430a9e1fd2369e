"""thesis-tui itself, run in a process of its own beside the screen.

What speaks to the network costs a third of the dashboard's memory and a tenth of a second of its attention to
load; a process of its own pays for it elsewhere.
"""

from __future__ import annotations

import asyncio
import os
import sys
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

    from thesis_tui.services.desk import Desk


class Ended(NamedTuple):
    """How it ended: `said` is all it printed, `complaint` the last line of its errors, "" for none."""

    said: str
    complaint: str
    failed: bool


async def run_beside(desk: Desk, arguments: Sequence[str], *, patience: float) -> Ended:
    """Runs a command on the thesis of `desk`, in its folders.

    Raises TimeoutError when it has not ended within `patience` seconds, OSError when it cannot be started.
    """
    places = desk.places
    command = ["-m", "thesis_tui", *arguments, "--thesis", desk.id, "--data-dir", str(places.data)]
    if places.config.exists():
        command += ["--config", str(places.config)]
    environ = {**os.environ, "THESIS_TUI_STATE_DIR": str(places.state), "THESIS_TUI_CACHE_DIR": str(places.cache)}
    pipe = asyncio.subprocess.PIPE
    process = await asyncio.create_subprocess_exec(
        sys.executable, *command, env=environ, stdin=asyncio.subprocess.DEVNULL, stdout=pipe, stderr=pipe
    )
    try:
        said, errors = await asyncio.wait_for(process.communicate(), patience)
    finally:
        if process.returncode is None:
            process.kill()
    last = errors.decode(errors="replace").strip().splitlines()[-1:]
    complaint = last[0].removeprefix("thesis-tui: ") if last else ""
    return Ended(said.decode(errors="replace"), complaint, process.returncode != 0)
