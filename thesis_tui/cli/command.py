"""A command of the command line and its arguments, as they are declared, and the options that go with every command."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Final, Literal, NamedTuple

from thesis_tui.cli.opening import Opening
from thesis_tui.cli.options import key_of

Values = Literal[
    "", "file", "folder", "thesis", "topic", "source", "level type", "stance", "price", "listing", "pillar", "metric",
    "level", "milestone", "open milestone", "figure", "decision",
]  # fmt: skip
"""Kinds of values of an argument, for completion; of "file" and "folder" the bytes are kept as they were typed."""


class Argument(NamedTuple):
    """An argument of a command: an option where its name begins with "--"."""

    name: str
    help: str | None = None
    metavar: str = ""
    """How its value is named in usage; "" makes an option a flag."""
    values: Values = ""
    required: bool = True
    """A positional argument that may be left out is not; an option is only where it says so."""
    repeats: bool = False
    default: str | None = None
    choices: tuple[str, ...] = ()
    instead_of: str = ""
    """Arguments with the same words here exclude each other."""

    @property
    def key(self) -> str:
        """The name of its value among the options typed."""
        return key_of(self.name)


class Command(NamedTuple):
    """A command: its name of one word or two, a line of help, an example, and what it takes and runs."""

    name: str
    help: str
    example: str
    run: Callable[[Opening], int]
    arguments: tuple[Argument, ...] = ()
    epilog: str = ""
    """Below the example in its help."""


Commands = Mapping[str, Command]
"""The commands by their names, in the order they are listed."""


def beginning_with(commands: Commands, words: Sequence[str]) -> dict[str, Command]:
    """The commands whose names begin with `words`, by name; all of them where there are none."""
    begun = " ".join((*words, "")).lstrip()
    return {name: command for name, command in commands.items() if f"{name} ".startswith(begun)}


EVERYWHERE: Final = (
    Argument("--thesis", "which thesis", "ID", "thesis", required=False),
    Argument("--data-dir", "where theses are kept", "DIR", "folder", required=False),
    Argument("--config", "the settings to read", "FILE", "file", required=False),
    Argument("--today", "show it as it was known then; nothing can be recorded", "DATE", required=False),
    Argument("--offline", "use no network"),
    Argument("--version", "print the version and stop"),
)
"""Options that go with every command."""
