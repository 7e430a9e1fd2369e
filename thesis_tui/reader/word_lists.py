"""The lists of `data/*.toml`, and how a list becomes one regular expression. The cue words of `words-*.toml`, in which
`*` and capital letters mean more, are read by `lexicon`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path

_PART = re.compile(r"<<(\w+)>>")


@cache
def data(name: str) -> dict[str, dict[str, list[str]]]:
    """`data/<name>.toml`: tables of lists of phrases."""
    import tomllib

    return tomllib.loads((Path(__file__).parent / "data" / f"{name}.toml").read_text("utf-8"))


@cache
def lists(name: str) -> dict[str, list[str]]:
    """`data/<name>.toml` that holds lists of phrases alone."""
    found: dict[str, list[str]] = data(name)  # type: ignore[assignment]
    return found


@cache
def word_set(name: str, *path: str) -> frozenset[str]:
    """The words of `data/<name>.toml` in table `path[0]`, list `path[1]`, for looking up single ones."""
    return frozenset(data(name)[path[0]][path[1]])


def phrase(text: str) -> str:
    """A phrase of the data as a pattern: a space is any white space, "N" a number of words or digits, a "*" lets a
    word go on or begin before it, and a hyphen may be a space.
    """
    words: list[str] = []
    for word in text.split():
        open_start, open_end = word.startswith("*"), word.endswith("*")
        plain = re.escape(word.strip("*")).replace(r"\-", r"[-\s]")
        if plain == "N" or plain.startswith(r"N[-\s]"):
            plain = r"(?:\d{1,3}|one|two|three|four|five|six|seven|eight|nine|ten|twelve|eighteen)" + plain[1:]
        words.append((r"\w*" if open_start else "") + plain + (r"\w*" if open_end else ""))
    return r"\s+".join(words)


def any_of(phrases: Iterable[str], *, flags: int = re.IGNORECASE) -> re.Pattern[str]:
    """One pattern for all phrases, longest first, at the edges of words; of none, one that finds nothing."""
    ordered = sorted(set(phrases), key=len, reverse=True)
    worded = [phrase(text) for text in ordered if text.lstrip("*")[0].isalnum() and text[0] < "\u2e80"]
    signed = [phrase(text) for text in ordered if not text.lstrip("*")[0].isalnum()]
    chinese = [phrase(text) for text in ordered if text[0] >= "\u2e80"]
    made = ([rf"(?<!\w)(?:{'|'.join(worded)})"] if worded else []) + signed
    found = [rf"(?:{'|'.join(made)})(?!\w)"] if made else []
    return re.compile("|".join(found + chinese) or r"(?!)", flags)


@cache
def pattern(name: str, *path: str) -> re.Pattern[str]:
    """One pattern for the phrases of `data/<name>.toml` in table `path[0]`, list `path[1]`."""
    return any_of(data(name)[path[0]][path[1]])


@cache
def cased(name: str, *path: str) -> re.Pattern[str]:
    """Like `pattern`, upper and lower case told apart."""
    return any_of(data(name)[path[0]][path[1]], flags=0)


@cache
def grammar(name: str) -> re.Pattern[str]:
    """The pattern `name`, "module.key", of `data/patterns.toml`."""
    table, _, key = name.partition(".")
    found: str | list[str] = data("patterns")[table][key]
    return re.compile(expanded("".join(found)))


def shared(name: str) -> str:
    """A part of patterns, of the table `shared` of `data/patterns.toml`."""
    part: str = data("patterns")["shared"][name]  # type: ignore[assignment]
    return expanded(part)


def expanded(text: str) -> str:
    """A pattern with its parts put in for their names, "<<name>>", but those that are no shared ones."""
    return _PART.sub(lambda m: shared(m[1]) if m[1] in data("patterns")["shared"] else m[0], text)


def hints(phrases: Iterable[str]) -> tuple[str, ...]:
    """One word of each phrase, in lower case: where none of them is in a text, no phrase is. Looking for them first
    is ten times faster than the pattern.
    """
    found = set()
    for text in phrases:
        words = [word.strip("*") for word in re.split(r"[\s-]+", text) if word != "N"]
        found.add(max(words, key=len).casefold())
    return tuple(sorted(found))
