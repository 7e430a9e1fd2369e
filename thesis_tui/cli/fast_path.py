"""`show`, `check` and no command with options spelled out, read without argparse: its import is 5 ms of the 60 that a
morning's `show --json` takes.
"""

from __future__ import annotations

from collections.abc import Sequence

from thesis_tui.cli.command import FLAGS, VALUED, key_of
from thesis_tui.cli.options import Options, is_text


def quick(argv: Sequence[str]) -> Options | None:
    """`show`, `check` or no command with options that are complete and spelled out; None for anything else."""
    if not all(map(is_text, argv)):
        return None
    values: dict[str, object] = {}
    command = ""
    words = iter(argv)
    for word in words:
        if word in VALUED:
            value = next(words, "")
            if not value or value.startswith("-"):
                return None
            values[key_of(word)] = value
        elif word in FLAGS or (word == "--json" and command):
            values[key_of(word)] = True
        elif word in ("show", "check") and not command:
            command = word
        else:
            return None
    return Options(command, values)
