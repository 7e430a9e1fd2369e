"""Amounts that no frame fits: the word of their clause that they belong to, however much stands between."""

from __future__ import annotations

import re

from thesis_tui.reader.frames import Role
from thesis_tui.reader.tokens import Token
from thesis_tui.reader.word_lists import grammar

_ROLES = {
    "support": "support", "fib": "support", "resistance": "resistance", "target": "target", "stop": "stop",
    "average": "moving average", "year_high": "52-week high", "year_low": "52-week low",
}  # fmt: skip
_HAN = re.compile("[\u4e00-\u9fff]")
_LIST = frozenset(("support", "resistance", "target", "stop", "moving average"))
_AMOUNTS = ("money", "number")
_BETWEEN = frozenset((
    "word", "name", "at", "where", "to", "for", "be", "now", "flip", "time", "own", "it", "shares", "open",
    "close_paren", "comma", "dash", "colon", "bar", "equal", "percent", "keep", "mean", "broker", "broker_words",
    "day_words", "could", "of", "raise", "cut", "high", "low", "slash", "toward", "and", "last",
    "round", "ranging", "tests", "range", "rating", "of_period", "wave", "peers",
))  # fmt: skip
"""Between a word and its amount these say nothing of what the amount is; anything else ends the search."""
_JOINS = frozenset((
    "comma", "and", "slash", "at", "where", "round", "word", "name", "open", "close_paren", "time", "bar", "dash",
    "then", "percent", "gap_level", "semi",
))  # fmt: skip
"""Between two amounts of one list."""
_NOT_BEHIND = frozenset(("and", "raise", "cut", "keep", "broker", "broker_words"))
"""Behind an amount these begin something else: "fell to 40; brokers cut their targets"."""
_NEAR_ONLY = frozenset(("year_high", "year_low", "fib"))
_BOUGHT = 48
_NEAR = 5
"""How far before an amount a word may stand that sentences also use without one: "a record"."""
_BEFORE, _AFTER, _LIST_GAP = 12, 10, 6
"""How many tokens may part an amount from its word before it, behind it, and from the last amount of its list."""


def governed(text: str, tokens: list[Token], roles: list[Role]) -> list[Role]:
    """The roles of the prices without one: by the nearest word for a level in their clause, those before it first, else
    by the list they stand in. What to buy at is none of them.
    """
    known = {role.token: role.role for role in roles}
    found: list[Role] = []
    for place, token in enumerate(tokens):
        if place in known or token.kind not in _AMOUNTS or token.number is None:
            continue
        if token.number.small or any(item.kind == "noun" for item in tokens[place + 1 : place + 2]):
            continue
        if grammar("governors.bought_at").search(text[max(0, token.start - _BOUGHT) : token.start]):
            continue
        made = _before(tokens, place) or _behind(tokens, place) or _listed(text, tokens, place, known)
        if made is not None:
            known[place] = made.role
            found.append(made)
    return found


def _role(tokens: list[Token], place: int, cue: int, role: str) -> Role:
    start, end = min(tokens[cue].start, tokens[place].start), max(tokens[cue].end, tokens[place].end)
    return Role(place, role, start, end, -1, tokens[cue].kind)


def _before(tokens: list[Token], place: int) -> Role | None:
    for at in range(place - 1, max(-1, place - 1 - _BEFORE), -1):
        kind = tokens[at].kind
        if kind in _ROLES:
            if kind in _NEAR_ONLY and place - at > _NEAR:
                return None
            # "the 41 support, and at 45 …": the word has its amount
            if at and tokens[at - 1].number is not None and tokens[at - 1].kind in _AMOUNTS:
                return None
            if kind == "average" and tokens[place - 1].kind == "to":
                return None  # "over its 50-day line, in which it went to 262"
            return _role(tokens, place, at, _ROLES[kind])
        if kind not in _BETWEEN and not (kind in ("from", "von") and _is_open(tokens[at + 1])):
            return None
    return None


def _is_open(token: Token) -> bool:
    """Whether "from" before a token tells of no earlier amount: "resistance, which stretches from 49 to 51"."""
    return token.number is None or token.kind not in _AMOUNTS or token.number.quantity.high is not None


def _behind(tokens: list[Token], place: int) -> Role | None:
    for at in range(place + 1, min(len(tokens), place + 1 + _AFTER)):
        kind = tokens[at].kind
        if kind == "close_paren" and not any(item.kind == "open" for item in tokens[place + 1 : at]):
            return None  # it stands in brackets, and what governs it would not
        if kind in _ROLES:
            follows = tokens[at + 1 : at + 4]
            if any(item.kind in _AMOUNTS for item in follows):
                return None
            return _role(tokens, place, at, _ROLES[kind])
        if (kind not in _BETWEEN and not _of_a_time(tokens, at)) or kind in _NOT_BEHIND:
            return None
    return None


def _of_a_time(tokens: list[Token], at: int) -> bool:
    """Whether a word says since when something is: "a shelf from May"."""
    return tokens[at].kind in ("from", "von") and at + 1 < len(tokens) and tokens[at + 1].kind in ("time", "name")


def _listed(text: str, tokens: list[Token], place: int, known: dict[int, str]) -> Role | None:
    for at in range(place - 1, max(-1, place - 1 - _LIST_GAP), -1):
        if known.get(at) in _LIST:
            return _role(tokens, place, at, known[at])
        if tokens[at].kind == "semi" and at < place - 1:
            break  # "1,950; 1,900" goes on, a clause behind a semicolon does not
        if not _joins(text, tokens, at):
            break
    for at in range(place + 1, min(len(tokens), place + 1 + _LIST_GAP)):
        if known.get(at) in _LIST:
            return _role(tokens, place, at, known[at])
        if not _joins(text, tokens, at):
            break
    return None


def _joins(text: str, tokens: list[Token], at: int) -> bool:
    """Whether a token may stand between two amounts of one list; a word that begins a clause may not, nor what stands
    in brackets behind the first amount.
    """
    if tokens[at].kind == "open" and at + 1 < len(tokens) and tokens[at + 1].number is None:
        return False
    if tokens[at].kind == "comma" and _HAN.match(text, tokens[at].end):
        return False  # a comma of Chinese ends a clause
    if grammar("governors.turns").fullmatch(text, tokens[at].start, tokens[at].end):
        return False
    return tokens[at].kind in _JOINS or _of_a_time(tokens, at)
