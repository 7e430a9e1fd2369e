"""The format of what is written, said in every file: `format = 1` on a line of its own, or a field of that name.

A file that says none is of format 1. One of a newer format is read as far as it is understood, named, and never
written to.
"""

from __future__ import annotations

import re

import msgspec

FORMAT = 1
JOURNAL_FORMAT = 2
"""The format of journal files, which went its own way: from 2 on an entry names its act, and retiring is no retract
(storage/format_1.py tells how files of format 1 are read).
"""
# text: `re` compiles it when it is first used, which reading from the cache does not
_LINE = rb"(?m)^(?:# )?format[ \t]*=[ \t]*(\d{1,9})[ \t]*(?:#.*)?\r?$"


def format_of(head: bytes, *, comment: bool = False) -> int:
    """The format the first lines of a file say it has, 1 when they say none. The line stands before any table, as a
    `comment` where the file is no TOML.
    """
    # comments may stand above it, but no table: there a key of this name is the table's
    text = (b"\n" + head[:10_000].removeprefix(b"\xef\xbb\xbf")).partition(b"\n[")[0]
    for found in re.finditer(_LINE, text):
        if found[0].startswith(b"# ") == comment:
            return int(found[1])
    return 1


def newer_format(head: bytes, *, comment: bool = False, known: int = FORMAT) -> int:
    """The format the first lines of a file say it has if this program is too old for it (above `known`), else 0."""
    version = format_of(head, comment=comment)
    return version if version > known else 0


class _Head(msgspec.Struct):
    format: int = 1


def newer_json(raw: bytes) -> int:
    """The same of a JSON file."""
    try:
        version = msgspec.json.decode(raw, type=_Head).format
    except (ValueError, RecursionError):
        # it is damaged, not newer: who reads it says so
        return 0
    return version if version > FORMAT else 0


def newer_words(
    version: int, then: str = "and not written to; update thesis-tui to record again", known: int = FORMAT
) -> str:
    """The sentence on a file of format `version`, newer than the one `known` here; `then` ends it."""
    return (
        f"was made by a newer version of thesis-tui (format {version}, this one knows {known}); "
        f"it is read as far as it is understood {then}"
    )
