"""Parsed values to types, faults in the words of the file."""

from __future__ import annotations

import re
from typing import TypeVar

import msgspec

from thesis_tui.errors import FileError
from thesis_tui.model.unfit import Trail, explained
from thesis_tui.storage.toml import Lines, in_words, value_fault

T = TypeVar("T")
_NOWHERE = Lines()


def convert(
    data: object,
    wanted: type[T],
    path: str,
    lines: Lines = _NOWHERE,
    within: Trail = (),
    *,
    secret: bool | frozenset[str] = False,
) -> T:
    """`data` as a `wanted`. `within` is where `data` is in its file: ("criterion", 2). What is `secret`, all of it or
    the keys named, is not repeated in the error.

    Raises FileError naming the field, what is wrong with it, what is accepted, and the line if it can be found.
    """
    fault = value_fault(data, within)
    if fault is not None:
        trail, reason = fault
        raise FileError(path, f"{in_words(trail)} {reason}", lines.find(trail))
    try:
        return msgspec.convert(data, wanted)
    except msgspec.ValidationError as error:
        trail, reason = explained(str(error), data, wanted, secret=secret)
        trail = within + trail
        where = in_words(trail)
        raise FileError(path, f"{where}: {reason}" if where else reason, lines.find(trail)) from (
            # the cause quotes the value
            None if secret else error
        )


def first_key(data: object, wanted: type[object]) -> str:
    """The top key a `convert` of `data` stumbles on, or "" when the whole is at fault or nothing is."""
    try:
        msgspec.convert(data, wanted)
    except msgspec.ValidationError as error:
        trail, _ = explained(str(error), data, wanted)
        if trail:
            return str(trail[0])
        unknown = re.match(r"Object contains unknown field `(.*)`$", str(error))
        return unknown[1] if unknown else ""
    return ""
