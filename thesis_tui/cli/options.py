"""One parsed command line. `show` and `check` with options spelled out are read here, without argparse:
a morning's `show --json` should not pay for the options of all other commands.
"""

from __future__ import annotations

from collections.abc import Sequence

VALUED = ("--thesis", "--data-dir", "--config", "--today")
"""Options with a value that go with every command."""


class Options:
    """One parsed command line: `command` ("milestone add", "" for none) and its values by name."""

    def __init__(self, command: str, values: dict[str, object]) -> None:
        self.command = command
        self._values = values

    def flag(self, name: str) -> bool:
        return self._values.get(name) is True

    def text(self, name: str) -> str:
        """A value as typed, "" when it was left out."""
        value = self._values.get(name)
        return value if isinstance(value, str) else ""

    def maybe(self, name: str) -> str | None:
        """A value as typed, None when it was left out."""
        value = self._values.get(name)
        return value if isinstance(value, str) else None

    def texts(self, name: str) -> list[str]:
        """The values of an option that may be repeated."""
        value = self._values.get(name)
        return [str(item) for item in value] if isinstance(value, list) else []


def is_text(word: str) -> bool:
    """Whether a word was typed in the encoding of the locale; Python hides other bytes in it as half surrogates."""
    return word.isascii() or not any("\ud800" <= character <= "\udfff" for character in word)


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
            values[_name(word)] = value
        elif word in ("--offline", "--version") or (word == "--json" and command):
            values[_name(word)] = True
        elif word in ("show", "check") and not command:
            command = word
        else:
            return None
    return Options(command, values)


def _name(option: str) -> str:
    return option[2:].replace("-", "_")
