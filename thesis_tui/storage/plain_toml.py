"""The plainest TOML, read without tomllib: its import and its parser take 4 ms, as much as all the rest of config.toml.

Plain is a file of comments, headers `[name.name]`, and keys whose value on the line is a text in double quotes without
a backslash, a whole number, true, false or `[]`. What a file has beside that leaves it to tomllib.
"""

from __future__ import annotations

from typing import Any, Final

_BARE: Final = frozenset("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-")
"""Characters of names that stand without quotes."""
_MOST_DIGITS = 15
_WORDS: Final = {"true": True, "false": False}


def plain_values(raw: bytes) -> dict[str, Any] | None:
    """The values of a plain file, the same that tomllib gives; None for any other file, and for one with a fault."""
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError:
        return None
    values: dict[str, Any] = {}
    table = values
    headers: set[str] = set()
    for whole in text.split("\n"):
        line = whole.strip(" \t")
        # a carriage return, a tab within the line or a control character: all that may stand there is not plain
        if not line.isprintable():
            return None
        if not line or line[0] == "#":
            continue
        if line[0] == "[":
            name, _, after = line[1:].partition("]")
            found = None if name in headers else _table(values, name)
            if found is None or not _ends(after):
                return None
            headers.add(name)
            table = found
            continue
        key, sign, rest = line.partition("=")
        key = key.rstrip(" \t")
        value = _value(rest.lstrip(" \t"))
        if not sign or not _is_bare(key) or key in table or value is None:
            return None
        table[key] = value
    return values


def _table(values: dict[str, Any], name: str) -> dict[str, Any] | None:
    """The table of a header, made where it is not there; None where it cannot be."""
    table = values
    for part in name.split("."):
        if not _is_bare(part):
            return None
        table = table.setdefault(part, {})
        if not isinstance(table, dict):
            return None
    return table


def _value(text: str) -> str | int | bool | list[str] | None:
    """A value and the comment after it; None for what is not plain."""
    if text[:1] == '"':
        inside, quote, after = text[1:].partition('"')
        # text beyond ASCII may hold what is cleaned from all text
        return inside if quote and "\\" not in inside and inside.isascii() and _ends(after) else None
    word = text.partition("#")[0].rstrip(" \t")
    if word in _WORDS:
        return _WORDS[word]
    if word == "[]":
        return []
    if word.isascii() and word.isdigit() and len(word) <= _MOST_DIGITS and (word[0] != "0" or word == "0"):
        return int(word)
    return None


def _ends(after: str) -> bool:
    """Whether nothing but a comment follows."""
    rest = after.lstrip(" \t")
    return not rest or rest[0] == "#"


def _is_bare(name: str) -> bool:
    return bool(name) and _BARE.issuperset(name)
