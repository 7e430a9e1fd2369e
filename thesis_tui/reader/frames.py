"""The frames of `data/frames.toml` matched against the tokens of a sentence."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from msgspec import Struct

from thesis_tui.reader.tokens import Token
from thesis_tui.reader.word_lists import data

_FIRST = 0xE000
"""Classes become letters of the Private Use Area, from here on."""
_PART = re.compile(r"<|>|[A-Za-z_]\w*|\s+|.")


_FIRST_ITEM = re.compile(r"\^?\s*(?:<\w+>|\([^()]*\)|\w+)")


class Role(Struct, frozen=True):
    """The meaning of an amount by one frame: the token's number in the sentence, and the stretch of text that says
    so.
    """

    token: int
    role: str
    start: int
    end: int
    frame: int
    cue: str
    """The class of the first token of what matched."""
    strong: bool = False


class _Frame(Struct, frozen=True):
    number: int
    pattern: re.Pattern[str]
    roles: tuple[str, ...]
    needs: frozenset[str]
    context: str
    price: bool
    strong: bool
    """A price whatever an earlier frame says that it is not."""


class _Alphabet:
    """A letter for each class, given as they are met."""

    def __init__(self) -> None:
        self.letters: dict[str, str] = {}

    def letter(self, kind: str) -> str:
        if kind not in self.letters:
            self.letters[kind] = chr(_FIRST + len(self.letters))
        return self.letters[kind]


@cache
def _alphabet() -> _Alphabet:
    return _Alphabet()


@cache
def _frames() -> tuple[_Frame, ...]:
    tables: dict[str, Any] = data("frames")
    sets: dict[str, list[str]] = tables["sets"]
    found = []
    for number, table in enumerate(tables["frame"]):
        body, needs = _compiled(table["pattern"], sets)
        found.append(
            _Frame(
                number,
                re.compile(body),
                tuple(table["roles"]),
                needs,
                table.get("context", ""),
                table.get("price", False),
                table.get("strong", False),
            )
        )
    return tuple(found)


def _compiled(pattern: str, sets: dict[str, list[str]]) -> tuple[str, frozenset[str]]:
    """A pattern over letters, and the classes of which one must be there: those it begins with."""
    made = []
    for part in _PART.findall(pattern):
        if part[0].isalpha():
            kinds = sets.get(part, [part])
            made.append("[" + "".join(_alphabet().letter(item) for item in kinds) + "]")
        elif not part.isspace():
            made.append({"<": "(", ">": ")", "(": "(?:"}.get(part, part))
    first = _FIRST_ITEM.match(pattern)
    begins = re.findall(r"\w+", first[0]) if first and "^ |" not in first[0] else ["money", "number", "glued"]
    needs = frozenset(kind for item in begins for kind in sets.get(item, [item]))
    # a group such as "(?=" was made "(?:?=" with the others
    return "".join(made).replace("(?:?", "(?"), needs


def roles_of(tokens: list[Token], context: frozenset[str]) -> list[Role]:
    """The roles of the amounts among the tokens: at most one level each, and at most one price; "" is what is known to
    be neither. `context` are the classes the sentence stands among besides its own.
    """
    alphabet = _alphabet()
    line = "".join(alphabet.letter(item.kind) for item in tokens)
    kinds = {item.kind for item in tokens}
    around = kinds | context
    levels: dict[int, Role] = {}
    prices: dict[int, Role] = {}
    steps: set[int] = set()
    for frame in _frames():
        if not frame.needs & kinds or (frame.context and frame.context not in around):
            continue
        at = 0
        while m := frame.pattern.search(line, at):
            _take(tokens, frame, m, prices if frame.price else levels, steps)
            # not behind the match: frames may overlap, and an amount keeps the first role it gets
            at = m.start() + 1
    found = [role for token, role in levels.items() if token not in prices or not prices[token].strong]
    for token, role in prices.items():
        other = levels.get(token)
        if role.strong or (token not in steps and (other is None or other.role.startswith("52-week"))):
            found.append(role)
    given = {role.token for role in found if role.role}
    nothing = [role for token, role in levels.items() if not role.role and token not in given]
    return sorted([*(item for item in found if item.role), *nothing], key=lambda item: item.token)


def _take(tokens: list[Token], frame: _Frame, m: re.Match[str], into: dict[int, Role], steps: set[int]) -> None:
    """Gives the amounts of one match their roles; those that have one already keep it."""
    places = [(group, m.start(group)) for group in range(1, (m.lastindex or 0) + 1) if m.start(group) >= 0]
    taken = any(place in into and into[place].role for _, place in places)
    first = into.get(places[0][1])
    if taken and not frame.price and (len(places) == 1 or (first is not None and first.role != "moving average")):
        return
    for group, place in places:
        role = frame.roles[min(group, len(frame.roles)) - 1]
        if frame.price and not role:
            steps.add(place)
            continue
        if place not in into:
            into[place] = Role(
                place, role, tokens[m.start()].start, tokens[m.end() - 1].end, frame.number, tokens[m.start()].kind,
                frame.strong,
            )  # fmt: skip
