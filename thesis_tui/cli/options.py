"""One parsed command line."""

from __future__ import annotations

from typing import Final

VALUED: Final = ("--thesis", "--data-dir", "--config", "--today")
"""The options that go with every command and have a value; `command.EVERYWHERE` declares them."""
FLAGS: Final = ("--offline", "--version")
"""Those without one."""


def key_of(name: str) -> str:
    """The name of an argument's value among the options typed: "data_dir" for "--data-dir"."""
    return name.lstrip("-").replace("-", "_")


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
