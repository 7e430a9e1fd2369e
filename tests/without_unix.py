"""The suite as on a system that is no Unix: imported first, it hides what only Unix has.

`THESIS_TUI_TESTS_WITHOUT_UNIX=1 pytest` runs the suite so (tests/conftest.py); `.ci/run` does. What asks for
these modules when it is loaded, and is another on other systems, is loaded before: asyncio, platformdirs, filelock.
"""

from __future__ import annotations

import asyncio  # noqa: F401  (it chooses its event loop by what there is)
import os
import re
import signal
import sys
import tempfile
from pathlib import Path

import filelock  # noqa: F401  (with neither its Unix nor its Windows part it would only warn)
import platformdirs  # noqa: F401  (it chooses by the system's name, which stays)
import textual.drivers.linux_driver  # noqa: F401  (Textual has another one for Windows)

MODULES = ("fcntl", "grp", "pty", "pwd", "resource", "syslog", "termios", "tty")
NAMES = ("O_DIRECTORY", "O_NOFOLLOW", "O_TMPFILE", "statvfs", "uname")
"""Not O_NONBLOCK, which filelock takes for granted where there is no Windows."""
SIGNALS = ("SIGHUP", "SIGQUIT", "SIGWINCH")
_OF_UNIX = re.compile(rf"^(import ({'|'.join(MODULES)})\b|from tests\.(end_to_end|benchmarks))", re.MULTILINE)


def tests_of_unix(folder: Path) -> list[str]:
    """Files of tests that need what is hidden themselves, such as a terminal of their own."""
    return [str(path) for path in folder.rglob("*.py") if _OF_UNIX.search(path.read_text("utf-8"))]


def hide() -> None:
    """Hides modules, names of `os` and signals from whatever asks for them from now on."""
    for name in MODULES:
        sys.modules[name] = None  # type: ignore[assignment]
    for name in NAMES:
        if hasattr(os, name):
            delattr(os, name)
    # tempfile looked when it was loaded
    tempfile._O_TMPFILE_WORKS = False  # type: ignore[attr-defined]
    for name in SIGNALS:
        if hasattr(signal, name):
            delattr(signal, name)
