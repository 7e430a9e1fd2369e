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
    _load_msgspec()  # before anything that imports it
    from thesis_tui.cli.main import main

    os.umask(0o077)
    gc.disable()
    code = main()
    # the dashboard has threads and a terminal to leave in order
    if "textual" in sys.modules:
        sys.exit(code)
    # `os._exit` writes nothing that is still held back
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except (OSError, ValueError):
            continue
    os._exit(code)


def _load_msgspec() -> None:
    """Imports msgspec (0.23) without typing_extensions, which it tries first and does as well without: a fifth of the
    time of a command that only prints. Whoever imports typing_extensions later gets it as ever.
    """
    if "msgspec" in sys.modules or "typing_extensions" in sys.modules:
        return
    sys.modules["typing_extensions"] = None  # type: ignore[assignment]
    try:
        import msgspec  # noqa: F401
    finally:
        del sys.modules["typing_extensions"]


if __name__ == "__main__":
    run()
