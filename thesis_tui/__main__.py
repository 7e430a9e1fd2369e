"""`thesis-tui` and `python -m thesis_tui`."""

from __future__ import annotations

import gc
import os
import sys


def run() -> None:
    """Runs the command line and ends the process with its exit code.

    A command that only prints lives too briefly to collect garbage or to be taken apart at the end: both are
    left out, which is a sixth of its time. The dashboard turns collection on once it has read, and
    ends in the ordinary way.
    Whatever is created is for this user alone, whoever creates it: a library, an editor, the feeds' process.
    """
    from thesis_tui.cli.main import main

    os.umask(0o077)
    gc.disable()
    code = main()
    if "textual" in sys.modules:
        sys.exit(code)
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except (OSError, ValueError):
            continue
    os._exit(code)


if __name__ == "__main__":
    run()
