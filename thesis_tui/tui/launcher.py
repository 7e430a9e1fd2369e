"""thesis-tui itself, run in a process of its own.

What speaks to the network costs a third of the dashboard's memory and a tenth of a second of its attention to
load; a process of its own pays for it elsewhere.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from typing import NamedTuple

from thesis_tui.services.desk import Desk
from thesis_tui.tui.background import in_background


class Ended(NamedTuple):
    """How a run ended: all it printed, and the last line of its errors, "" for none."""

    output: str
    complaint: str
    failed: bool


async def run_command(desk: Desk, arguments: Sequence[str], *, patience: float) -> Ended:
    """Runs a command on the thesis of `desk`, in its folders.

    Raises TimeoutError when it has not ended within `patience` seconds, OSError when it cannot be started. It is
    killed when the caller is cancelled: with the program, too.
    """
    places = desk.places
    command = [sys.executable, "-m", "thesis_tui", *arguments, "--thesis", desk.id, "--data-dir", str(places.data)]
    if places.config.exists():
        command += ["--config", str(places.config)]
    environ = {**os.environ, "THESIS_TUI_STATE_DIR": str(places.state), "THESIS_TUI_CACHE_DIR": str(places.cache)}
    process = subprocess.Popen(
        command, env=environ, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    try:
        output, errors = await in_background(lambda: process.communicate(timeout=patience))
    except subprocess.TimeoutExpired:
        raise TimeoutError from None
    finally:
        if process.poll() is None:
            process.kill()
    last = errors.decode(errors="replace").strip().splitlines()[-1:]
    complaint = last[0].removeprefix("thesis-tui: ") if last else ""
    return Ended(output.decode(errors="replace"), complaint, process.returncode != 0)
