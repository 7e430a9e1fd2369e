"""The option --sure: how a command that doubts what was typed is told that it is right."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from thesis_tui.errors import DoubtError, InputError


@contextmanager
def naming_sure() -> Iterator[None]:
    """Turns a DoubtError raised inside into an InputError whose sentence names the option."""
    try:
        yield
    except DoubtError as error:
        raise InputError(f"{error}; if it is right, add --sure", error.field) from None
