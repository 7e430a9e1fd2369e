"""The report of a fault of the program: where it happened, and nothing of the user's.

An error's own words may quote what was read or typed, a key or a line of the journal, so they are left out, and
so are the values of variables.
"""

from __future__ import annotations

import os
import platform
import sys
import tempfile
import traceback
from pathlib import Path

from thesis_tui import __version__
from thesis_tui.storage.disk import make_folder

# Causes may be made to point at each other.
LONGEST_CHAIN = 20


def write_report(error: BaseException, state: Path | None) -> Path | None:
    """Writes a report into the state directory, else where temporary files go; None when neither can be done."""
    text = report(error).encode("utf-8", "replace")
    for place in (state, Path(tempfile.gettempdir())):
        if place is None:
            continue
        try:
            make_folder(os.fspath(place))
            # a name nobody can have put there before
            handle, path = tempfile.mkstemp(prefix="crash-", suffix=".txt", dir=place)
            with os.fdopen(handle, "wb") as file:
                file.write(text)
        except Exception:  # noqa: BLE001  (a fault here must not hide the one to be told)
            continue
        return Path(path)
    return None


def report(error: BaseException) -> str:
    """The kinds of the errors and the program's lines they passed through, the first cause first."""
    parts: list[str] = []
    seen: BaseException | None = error
    # an error may name itself as its cause, in a circle
    while seen is not None and len(parts) < LONGEST_CHAIN:
        kind = type(seen)
        frames = "".join(traceback.format_tb(seen.__traceback__))
        parts.append(f"{frames}{kind.__module__}.{kind.__qualname__}\n")
        seen = seen.__cause__ or (None if seen.__suppress_context__ else seen.__context__)
    about = f"thesis-tui {__version__}, Python {platform.python_version()} on {sys.platform}"
    left_out = "What the errors say is left out: it may quote your files or your keys."
    return "\nwhich led to\n\n".join([f"{about}\n{left_out}\n\n{parts[-1]}", *reversed(parts[:-1])])
