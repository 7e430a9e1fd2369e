"""Amounts to levels and observed prices: which frame an amount fits, and what makes it neither."""

from __future__ import annotations

from msgspec import Struct
from msgspec.structs import replace

from thesis_tui.model.proposals import Status
from thesis_tui.reader.frames import Role, roles_of
from thesis_tui.reader.governors import governed
from thesis_tui.reader.not_levels import cells, is_no_level
from thesis_tui.reader.numbers import Number
from thesis_tui.reader.share_prices import is_price, is_reached
from thesis_tui.reader.tokens import Token
from thesis_tui.reader.ways import Pointed, pointed
from thesis_tui.reader.word_lists import grammar

# From 20 on "a trailing stop at 19" would be none.
_SMALLEST_BARE = 4
"""A number without a sign is a price only from here on, or with decimals: "support 1" counts supports."""
# Characters of a quotation before or behind its amount: with 40 it loses words that belong to it, "from $261.00 to" of
# a target of $352.00.
_FAR_CUE = 120
_SMALL = ("JPY", "KRW", "¥", "INR")
_LARGEST = 100_000
"""No share costs more than this, but in yen, won and rupees."""


class Found(Struct, frozen=True):
    """An amount read as a level or as an observed price ("price"); `start` and `end` are of the words that say so."""

    amount: Number
    kind: str
    start: int
    end: int
    status: Status = "current"
    implied: bool = False
    """Whether no word calls it what it is: an end of a range."""


def find_levels(text: str, tokens: list[Token], context: frozenset[str]) -> tuple[list[Found], list[Pointed]]:
    """The levels and prices among the amounts of a sentence (a range over 52 weeks gives two), and the amounts that may
    be levels by where the price stands.
    """
    if not any(item.kind in ("money", "number", "glued") for item in tokens):
        return [], []
    if grammar("levels.derivative").search(text, tokens[0].start, tokens[-1].end):
        return [], []  # a price at which a certificate is knocked out
    result: list[Found] = []
    roles = roles_of(tokens, context)
    roles += governed(text, tokens, roles)
    loose = [item for item in pointed(tokens, roles) if _plausible(text, item.amount)]
    in_rows = cells(tokens)
    for role in roles:
        amount = tokens[role.token].number
        if role.token in in_rows or amount is None or not role.role or not _plausible(text, amount):
            continue
        if role.role != "price" and is_no_level(text, tokens, role, amount):
            continue
        if role.role == "break":
            loose.append(Pointed(amount, "either", False, role.start, role.end))
            continue
        if role.role == "price" and is_reached(text, tokens, role):
            result += _found(amount, replace(role, role="target"))
            continue
        if role.role == "price" and not is_price(text, tokens, role):
            continue
        result += _found(amount, role)
    return result, loose


def _found(amount: Number, role: Role) -> list[Found]:
    start, end = min(role.start, amount.start), max(role.end, amount.end)
    if amount.start - start > _FAR_CUE:
        start = amount.start
    if end - amount.end > _FAR_CUE:
        end = amount.end
    if role.role == "prior":
        return [Found(amount, "target", start, end, "prior")]
    if role.role == "range":
        if amount.quantity.high is None:
            return []
        low, high = ends_of(amount)
        return [
            Found(low, "support", start, end, implied=True),
            Found(high, "resistance", start, end, implied=True),
        ]
    if role.role == "price" and amount.quantity.high is not None:
        return []
    return [Found(amount, role.role, start, end)]


def ends_of(amount: Number) -> tuple[Number, Number]:
    """The two ends of a range, each by itself."""
    quantity = amount.quantity
    high = quantity.high if quantity.high is not None else quantity.value
    return (
        replace(amount, quantity=replace(quantity, high=None)),
        replace(amount, quantity=replace(quantity, value=high, high=None)),
    )


def _plausible(text: str, amount: Number) -> bool:
    if amount.kind == "plain" and not amount.scaled:
        whole = not set(".,") & set(text[amount.start : amount.end])
        return not whole or _SMALLEST_BARE <= amount.quantity.value < _LARGEST
    if grammar("levels.reckoned").match(text, amount.end) or text[amount.start - 1 : amount.start] in ("*", "×", "/"):
        return False  # "2.12 * 15 times"
    return amount.kind != "money" or amount.currency in _SMALL or amount.quantity.base < _LARGEST
