"""Prices that no frame gives a role: which way the sentence points before them, to be held against the price."""

from __future__ import annotations

from decimal import Decimal
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from thesis_tui.reader.frames import Role
from thesis_tui.reader.numbers import Number
from thesis_tui.reader.tokens import Token

Way = Literal["up", "down", "either"]

_UP = frozenset(("above", "up", "high", "upside", "higher", "resistance", "caps", "clears", "reclaimed"))
_EITHER = frozenset(("toward", "tests"))
"""These point up or down: a price is tested from above and from below."""
_DOWN = frozenset(("below", "down", "low", "downside", "lower", "lost", "hold", "support", "undercut"))
_OF_LEVELS = frozenset((
    "could", "support", "resistance", "hold", "above", "below", "lost", "opens", "upside", "downside", "higher",
    "lower", "caps", "average", "fib", "see", "toward", "tests",
))  # fmt: skip
"""A sentence with one of these tells of prices to come; one without tells where the price was."""
_PARTS = frozenset((
    "noun", "percent", "scaled", "count", "multiple", "volume", "deal", "option", "holding", "product", "past",
    "unit_price", "points", "other", "thing", "broker", "broker_words", "year_high", "year_low", "range", "semi",
    "close", "opened", "trade", "from", "von", "prior", "target", "stop", "average", "bare", "glued", "delta",
))  # fmt: skip
"""Between a word and an amount these tell that the amount is of something else."""
_JOINS = frozenset(("comma", "and", "slash", "bar", "semi"))
_FAR = 9
_NEAREST = Decimal("0.003")
_FURTHEST_UP, _FURTHEST_DOWN = Decimal("1.5"), Decimal("0.6")
"""How far from the price a level is that somebody watches, as a share of it."""


class Pointed(Struct, frozen=True):
    """An amount and the way that the words before it point.

    `follows` is whether a level of that way stands before it.
    """

    amount: Number
    way: Way
    follows: bool
    start: int
    end: int


def pointed(tokens: list[Token], roles: list[Role]) -> list[Pointed]:
    """The prices without a role in a sentence about prices to come, each with the way the words before it point."""
    if not _OF_LEVELS & {item.kind for item in tokens}:
        return []
    known = {role.token: role.role for role in roles}
    found: list[Pointed] = []
    last = -1
    for place, token in enumerate(tokens):
        amount = token.number
        if amount is None or token.kind not in ("money", "number") or place in known:
            continue
        if amount.quantity.high is not None or amount.per_share or amount.small:
            continue
        if found and last >= 0 and {item.kind for item in tokens[last + 1 : place]} <= _JOINS:
            found.append(replace(found[-1], amount=amount, end=token.end))  # the next of one list
            last = place
            continue
        back = _way(tokens, place, known)
        if back is not None:
            way, at, follows = back
            found.append(Pointed(amount, way, follows, tokens[at].start, token.end))
            last = place
    return found


def _way(tokens: list[Token], place: int, known: dict[int, str]) -> tuple[Way, int, bool] | None:
    toward: int | None = None
    for at in range(place - 1, max(-1, place - 1 - _FAR), -1):
        kind = tokens[at].kind
        if at in known:
            if known[at] in ("resistance", "target", "above"):
                return "up", at, True
            return ("down", at, True) if known[at] == "support" else None
        if (tokens[at].number is not None and kind != "time") or kind in _PARTS:
            break
        if kind in _UP | _DOWN:
            apart = at > 0 and tokens[at - 1].kind in ("percent", "delta", "money", "number")
            return None if apart else ("up" if kind in _UP else "down", at, False)  # "28 % under that, around $131"
        if kind in _EITHER and toward is None:
            toward = at
    return None if toward is None else ("either", toward, False)


def side_of(item: Pointed, price: Decimal) -> str:
    """The kind of level an amount is by where the price stands; "" where it does not stand as the words say."""
    value = item.amount.quantity.base
    if item.way in ("up", "either") and price * (1 + _NEAREST) < value < price * _FURTHEST_UP:
        return "target" if item.follows else "resistance"
    if item.way in ("down", "either") and price * _FURTHEST_DOWN < value < price * (1 - _NEAREST):
        return "support"
    return ""
