"""Faults of values that do not fit their types, in words a person can act on."""

from __future__ import annotations

import re
from decimal import Decimal

import msgspec

Trail = tuple[str | int, ...]
"""Where a value stands in what it is part of: ("criterion", 2, "threshold")."""


def explained(
    message: str, data: object, wanted: object, *, secret: bool | frozenset[str] = False
) -> tuple[Trail, str]:
    """Where the fault of a `msgspec.ValidationError` is and what is accepted there, from its `message`. What is
    `secret`, all of it or what stands under the keys named, is not repeated.
    """
    # msgspec 0.23 tells the place and the kind of a fault only in the text of its message
    what, _, place = message.partition(" - at `$")
    trail: Trail = tuple(
        int(number) if number else key for key, number in re.findall(r"\.([^.\[\]`]+)|\[(\d+)\]", place)
    )
    missing = re.match(r"Object missing required field `(.*)`", what)
    if missing:
        accepted = _accepted(_type_at(wanted, (*trail, missing[1]), data))
        return trail, f'"{missing[1]}" is missing; expected {accepted}'
    # a key in quotes may hold a line break
    unknown = re.match(r"Object contains unknown field `(.*)`", what, re.DOTALL)
    if unknown:
        return trail, unknown_key(unknown[1], _keys(_type_at(wanted, trail, data)))
    accepted = _accepted(_type_at(wanted, trail, data))
    unsaid = secret if isinstance(secret, bool) else bool(secret.intersection(map(str, trail[:1])))
    found = "what is written there" if unsaid else _found(_value_at(data, trail))
    return trail, f"{found} is not accepted; expected {accepted}"


def unknown_key(key: str, known: list[str]) -> str:
    """Message about a key nobody reads, with the nearest known one."""
    import difflib  # only for a file with a fault: a start does without it

    near = difflib.get_close_matches(key, known, 1)
    hint = f'did you mean "{near[0]}"?' if near else f"accepted are {', '.join(known)}"
    return f'unknown key "{key[:60]}"; {hint}'


def _keys(wanted: object) -> list[str]:
    return list(wanted.__struct_fields__) if isinstance(wanted, type) and issubclass(wanted, msgspec.Struct) else []


def _type_at(wanted: object, trail: Trail, data: object) -> object:
    """The annotation of a field, None taken out of it; None if it cannot be told. Of several kinds of table it is the
    one that `data` says it is.
    """
    # as above: nothing of this runs while files are sound
    import types
    import typing

    here = data
    # the None at the end is for a union in the last step, which is resolved as those before
    for part in (*trail, None):
        if typing.get_origin(wanted) in (typing.Union, types.UnionType):
            arms = [arm for arm in typing.get_args(wanted) if arm is not type(None)]
            wanted = _tagged(arms, here, part) if len(arms) > 1 else arms[0]
        if part is None:
            break
        if isinstance(wanted, type) and issubclass(wanted, msgspec.Struct):
            wanted = typing.get_type_hints(wanted).get(str(part))
        elif not isinstance(wanted, _Tags):
            inner = typing.get_args(wanted)
            wanted = inner[-1 if typing.get_origin(wanted) is dict else 0] if inner else None
        here = _value_at(here, (part,))
    return wanted


class _Tags(tuple[str, ...]):
    """The names that tell several kinds of table apart."""


def _tagged(arms: list[object], data: object, part: object) -> object:
    """Of several kinds of table the one that is meant; or the names of all, where the name itself is asked for."""
    kinds = [arm for arm in arms if isinstance(arm, type) and issubclass(arm, msgspec.Struct)]
    if not kinds:
        return arms[0]
    field = kinds[0].__struct_config__.tag_field
    named = data.get(field) if isinstance(data, dict) else None
    if part == field:
        return _Tags(str(cls.__struct_config__.tag) for cls in kinds)
    return next((cls for cls in kinds if cls.__struct_config__.tag == named), kinds[0])


def _accepted(wanted: object) -> str:
    import typing
    from datetime import date, datetime

    if isinstance(wanted, _Tags):
        return "one of " + ", ".join(f'"{word}"' for word in wanted)
    origin = typing.get_origin(wanted)
    if origin is typing.Literal:
        return "one of " + ", ".join(f'"{word}"' for word in typing.get_args(wanted))
    if origin is tuple:
        return f"a list, each {_accepted(typing.get_args(wanted)[0])}"
    if origin is dict or (isinstance(wanted, type) and issubclass(wanted, msgspec.Struct)):
        return "a table"
    plain: dict[object, str] = {
        str: "text in quotes",
        int: "a whole number",
        bool: "true or false",
        Decimal: "a number such as 15 or 0.5",
        date: "a date such as 2026-02-14",
        datetime: "a time with its offset such as 2026-02-14T09:30:00+01:00",
    }
    return plain.get(wanted, "another value")


def _value_at(data: object, trail: Trail) -> object:
    for part in trail:
        if isinstance(data, dict):
            data = data.get(part)
        elif isinstance(data, list) and isinstance(part, int) and part < len(data):
            data = data[part]
    return data


def _found(value: object) -> str:
    if isinstance(value, str):
        return f'the text "{value[:40]}…"' if len(value) > 40 else f'the text "{value}"'
    if isinstance(value, bool):
        return f"the value {str(value).lower()}"
    if isinstance(value, dict):
        return "a table"
    if isinstance(value, list):
        return "a list"
    return f"the value {value}"
