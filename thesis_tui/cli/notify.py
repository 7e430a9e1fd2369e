"""Telling somebody who does not look: the terminal, and the desktop where it can be told."""

from __future__ import annotations

import html
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence

from thesis_tui.cli.output import plain_signs
from thesis_tui.model.figures import cut

# Desktops show about four lines of a notification.
LISTED = 3
LONGEST = 200
SECONDS = 5.0
"""How long the desktop may take to take it."""


def tell(title: str, texts: Sequence[str], environ: Mapping[str, str]) -> None:
    """OSC 9 where stdout is a terminal, else a bell where stderr is one; and notify-send where there is one.

    What cannot be told is not: a notification is beside what was printed.
    """
    more = [f"{len(texts) - LISTED} more"] if len(texts) > LISTED else []
    body = _plain("; ".join([*texts[:LISTED], *more]))
    title = _plain(title)
    if sys.stdout.isatty():
        text = f"{title}: {body}"
        if plain_signs():
            from thesis_tui.pages.glyphs import to_ascii

            text = to_ascii(text)
        sys.stdout.write(f"\x1b]9;{text}\x07")
        sys.stdout.flush()
    elif sys.stderr.isatty():
        sys.stderr.write("\a")
        sys.stderr.flush()
    _desktop(title, body, environ)


def _desktop(title: str, body: str, environ: Mapping[str, str]) -> None:
    program = shutil.which("notify-send", path=environ.get("PATH", ""))
    if program is None:
        return
    # The desktop reads markup in the body, and none in the title.
    # after "--": a title that begins with a dash is no option
    command = [program, "--app-name=thesis-tui", "--", title, html.escape(body, quote=False)]
    nowhere = subprocess.DEVNULL
    try:
        subprocess.run(
            command, env=dict(environ), stdin=nowhere, stdout=nowhere, stderr=nowhere, timeout=SECONDS, check=False
        )
    except (OSError, ValueError, subprocess.SubprocessError):
        return


def _plain(text: str) -> str:
    from thesis_tui.model.text_cleaning import clean

    return cut(" ".join(clean(text).split()), LONGEST)
