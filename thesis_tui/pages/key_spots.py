"""The keys that a line names, and the cells on which a click does what they do."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from typing import Final, NamedTuple

from thesis_tui.actions import textual_key
from thesis_tui.pages.spans import Span, cells

_KEY: Final = re.compile(r"[!-~]|[←→↑↓]|enter|esc|tab|home|end|ctrl\+[a-z]")
"""A key as it is written on the screens: one character, an arrow, or a named one."""
_WORDS_END: Final = re.compile(r"\s{2,}|[;,:─│]")
"""The end of the words that say what a key does."""


class KeySpot(NamedTuple):
    """Cells of a line, from `start` up to `end`, that stand for a key."""

    start: int
    end: int
    key: str
    """Textual's name for it."""


def key_spots(line: Sequence[Span], own_keys: Collection[str] = ()) -> list[KeySpot]:
    """The keys named on a line, with the words that say what they do. A key is written in accent; `own_keys` are those
    of the user's config, by Textual's names.
    """
    spots: list[KeySpot] = []
    at = 0
    for place, span in enumerate(line):
        here, at = at, at + cells(span.text)
        names = span.text.split()
        if span.role != "accent" or not names or not all(_KEY.fullmatch(name) or name in own_keys for name in names):
            continue
        for name in names:
            start = here + span.text.index(name)
            spots.append(KeySpot(start, start + cells(name), textual_key(name)))
        if len(names) < 3:  # of two the words mean the second, which goes on; of three none more than another
            spots[-1] = spots[-1]._replace(end=at + _words_after(line[place + 1 :]))
    return spots


def spot_at(line: Sequence[Span], cell: int, own_keys: Collection[str] = ()) -> KeySpot | None:
    """The key whose cells hold `cell`, counted from 0."""
    return next((spot for spot in key_spots(line, own_keys) if spot.start <= cell < spot.end), None)


def _words_after(rest: Sequence[Span]) -> int:
    """The cells of the words behind a key, up to a gap or the next key."""
    text = ""
    for span in rest:
        if span.role == "accent":
            break
        text += span.text
    lead = len(text) - len(text.lstrip())
    if lead > 2 or not text.strip():
        return 0
    end = _WORDS_END.search(text, lead)
    return cells(text[: end.start()].rstrip() if end else text.rstrip())
