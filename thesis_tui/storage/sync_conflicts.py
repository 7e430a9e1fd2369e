"""Copies that sync programs make of a file that was changed on two machines at once.

Syncthing "thesis.sync-conflict-20261122-101010-ABCDEFG.toml"; Dropbox "thesis (Anna's conflicted copy
2026-11-22).toml"; Nextcloud "thesis (conflicted copy 2026-11-22 101010).toml", "thesis_conflict-20261122.toml".
"""

from __future__ import annotations

import re

_AFTER_NAME = re.compile(r"[. (~_]")


def is_conflict_copy(name: str) -> bool:
    """Whether a file's name says that it is such a copy. What the user names, an id, has no ".", blank, "_" or
    bracket in it, so an article on a conflict is none.
    """
    parts = _AFTER_NAME.split(name, maxsplit=1)
    return len(parts) == 2 and "conflict" in parts[1].casefold()


def conflict_words(place: str, name: str) -> str:
    """Message about a copy that is not used, because its original is."""
    original = _AFTER_NAME.split(name, maxsplit=1)[0] + ".toml"
    of = f"{place}/{original}" if place else original
    return f"is a conflict copy made by a sync program and is not used; copy into {of} what only it has, then delete it"
