"""thesis-tui itself, run in a process of its own.

What speaks to the network costs a third of the dashboard's memory and a tenth of a second of its attention to
load; a process of its own pays for it elsewhere.
"""

from __future__ import annotations

import contextlib
import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence
from typing import NamedTuple

from thesis_tui.services.desk import Desk
from thesis_tui.tui.background import in_background


class Ended(NamedTuple):
    """How a run ended: all it printed, and the last line of its errors, "" for none."""

    output: str
    complaint: str
    failed: bool


async def run_command(
    desk: Desk, arguments: Sequence[str], *, patience: float, on_line: Callable[[str], None] | None = None
) -> Ended:
    """Runs a command on the thesis of `desk`, in its folders. `on_line` hears each line of its standard error as it
    comes, in another thread.

    Raises TimeoutError when it has not ended within `patience` seconds, OSError when it cannot be started. It is
    killed when the caller is cancelled: with the program, too.
    """
    places = desk.places
    # not the script: it need not be on the path, nor be of this installation
    command = [sys.executable, "-m", "thesis_tui", *arguments, "--thesis", desk.id, "--data-dir", str(places.data)]
    # a named config that is not there is refused
    if places.config.exists():
        command += ["--config", str(places.config)]
    environ = {**os.environ, "THESIS_TUI_STATE_DIR": str(places.state), "THESIS_TUI_CACHE_DIR": str(places.cache)}
    # without a standard input of its own it would take keys from the terminal
    process = subprocess.Popen(
        command, env=environ, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    try:
        if on_line is None:
            output, errors = await in_background(lambda: process.communicate(timeout=patience))
        else:
            output, errors = await in_background(lambda: _followed(process, patience, on_line))
    except subprocess.TimeoutExpired:
        raise TimeoutError from None
    finally:
        if process.poll() is None:
            process.kill()
    last = errors.decode(errors="replace").strip().splitlines()[-1:]
    complaint = last[0].removeprefix("thesis-tui: ") if last else ""
    return Ended(output.decode(errors="replace"), complaint, process.returncode != 0)


def _followed(process: subprocess.Popen[bytes], patience: float, on_line: Callable[[str], None]) -> tuple[bytes, bytes]:
    """The output of a process, its errors told line by line. Raises subprocess.TimeoutExpired."""
    out: list[bytes] = []
    lines: list[bytes] = []
    stdout, stderr = process.stdout, process.stderr
    assert stdout is not None
    assert stderr is not None
    # of two pipes each has its reader: one that is full would stop the process
    reader = threading.Thread(target=lambda: out.append(stdout.read()), daemon=True)
    reader.start()
    # reading lines has no time-out: the process is killed, which ends its output and the loop
    watchdog = threading.Timer(patience, process.kill)
    watchdog.daemon = True
    watchdog.start()
    begun = time.monotonic()
    for line in stderr:
        lines.append(line)
        with contextlib.suppress(RuntimeError):  # the program is ending: nobody listens any more
            on_line(line.decode(errors="replace").strip().removeprefix("thesis-tui: "))
    watchdog.cancel()
    reader.join()
    process.wait()
    if time.monotonic() - begun >= patience:
        raise subprocess.TimeoutExpired(process.args, patience)
    return b"".join(out), b"".join(lines)
