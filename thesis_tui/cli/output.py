"""Where commands print and read: text on stdout, complaints on stderr, JSON as UTF-8, bytes from stdin."""

from __future__ import annotations

import sys
from collections.abc import Mapping

from thesis_tui.errors import InputError


def in_browser(environ: Mapping[str, str]) -> bool:
    """Whether the program was started by `serve`, which talks to it through its streams."""
    return environ.get("TEXTUAL_DRIVER", "").endswith(":WebDriver")


def on_terminal(environ: Mapping[str, str]) -> bool:
    """Whether the dashboard can be seen and quit: all three streams on a terminal that can be drawn on."""
    if in_browser(environ):
        return True
    streams = (sys.stdin, sys.stdout, sys.stderr)
    # Textual (8.2) draws the whole screen on a terminal that says it cannot be drawn on
    return environ.get("TERM", "") not in ("", "dumb") and all(stream and stream.isatty() for stream in streams)


def plain_signs() -> bool:
    """Whether stdout cannot show the signs: its encoding is not UTF-8."""
    return (sys.stdout.encoding or "ascii").lower().replace("-", "") != "utf8"


def say(text: str) -> None:
    """Text on stdout, in ASCII stand-ins where the locale cannot show the signs. Names of files and what the
    environment holds enter here, and are cleaned as all text is.
    """
    from thesis_tui.model.text_cleaning import clean

    text = clean(text)
    if plain_signs():
        from thesis_tui.pages.glyphs import to_ascii

        text = to_ascii(text)
    sys.stdout.write(text if text.endswith("\n") else f"{text}\n")


def complain(text: str) -> None:
    """One line on stderr, after what is already on stdout."""
    from thesis_tui.model.text_cleaning import clean

    sys.stdout.flush()
    sys.stderr.write(f"thesis-tui: {' '.join(clean(text).split())}\n")


def write_json(text: str) -> None:
    """JSON is UTF-8 whatever the locale."""
    raw = getattr(sys.stdout, "buffer", None)
    if raw is None:
        sys.stdout.write(text)
        return
    sys.stdout.flush()
    # past the stream's own encoding, whose stand-ins would make it other JSON
    raw.write(text.encode())
    raw.flush()


def standard_input(most: int) -> bytes:
    """The bytes given on stdin, read up to one more than `most`. Raises InputError where there is no stdin."""
    stream = getattr(sys.stdin, "buffer", None)
    if stream is None:
        raise InputError("there is no standard input; give a file", "file")
    raw: bytes = stream.read(most + 1)
    return raw
