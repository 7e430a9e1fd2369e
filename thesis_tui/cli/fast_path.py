"""`show`, `check` and no command with options spelled out, read and run without argparse and the table of commands:
their imports are 5 and 6 ms beside the 50 that a morning's `show --json` takes.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Final

from thesis_tui.cli import lazy
from thesis_tui.cli.opening import Opening
from thesis_tui.cli.options import FLAGS, VALUED, Options, is_text, key_of

RUN: Final[Mapping[str, Callable[[Opening], int]]] = {
    "show": lambda opening: lazy.queries.show(opening),
    "check": lambda opening: lazy.attention.check(opening),
}
"""The commands that are read here; the table of commands has the same functions."""


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
        elif word in RUN and not command:
            command = word
        else:
            return None
    return Options(command, values)
