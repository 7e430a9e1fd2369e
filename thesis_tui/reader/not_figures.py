"""Words beside an amount that make it something else than the value of the name nearest to it."""

from __future__ import annotations

from thesis_tui.reader.bases import Clause
from thesis_tui.reader.nouns import Noun, is_any
from thesis_tui.reader.numbers import Number
from thesis_tui.reader.sentences import Sentence
from thesis_tui.reader.word_lists import data, grammar, pattern

# Twice as many make "ended 2025 with $389.5 million in cash" no figure.
_BESIDE = 9
"""How many characters may part an amount from the word that says it is something else: "of about "."""
_RECKONED = ("*", "×", "÷", "=")
"""Signs beside a number that is reckoned with."""
BEFORE_A_NAME = 40


def is_step(text: str, sentence: Sentence, amounts: list[Number]) -> bool:
    """Whether the first of some amounts is how much another moved: "net debt fell 33 million to 359 million",
    "rose $365 million, or 12 %, to $3.4 billion".
    """
    kinds = [item.kind for item in amounts]
    if kinds[:2] != ["money", "money"] and kinds[:3] != ["money", "percent", "money"]:
        return False
    amount = amounts[0]
    before = text[max(sentence.start, amount.start - BEFORE_A_NAME) : amount.start]
    if grammar("figures.moved_by").search(before) is None:
        return False
    return grammar("figures.moved_to").match(text, amount.end) is not None


def multiple_of(text: str, place: Clause, amount: Number) -> Noun | None:
    """The price or the debt a multiple is of ("trades at 9 times sales"), but no price paid for a company."""
    if amount.kind != "multiple":
        return None
    of = grammar("figures.multiple_of").match(text, amount.end)
    if of is None:
        return None
    debt = grammar("figures.debt").search(text, place.sentence.start, amount.start) if of["ebitda"] else None
    if debt is not None:
        name = "net debt to EBITDA" if debt["net"] else "debt to EBITDA"
        return Noun("instant", name, debt.start(), of.end())
    if grammar("figures.of_a_deal").search(text, place.sentence.start, place.sentence.end):
        return None
    named = next(name for name, words in of.groupdict().items() if words)
    return Noun("instant", data("metrics")["multiples"][named][0], amount.start, of.end())


def is_lost(head: str) -> bool:
    """Whether the words right before a sum make it negative ("an outflow of")."""
    found = list(pattern("metrics", "minus", "words").finditer(head))
    return bool(found) and len(head) - found[-1].end() <= _BESIDE


def is_something_else(text: str, place: Clause, amount: Number, noun: Noun | None) -> bool:
    """Whether the words right beside an amount say that it is none of what is measured ("a beta of 1.2")."""
    if text[amount.start - 1 : amount.start] in _RECKONED or text[amount.end : amount.end + 1] in _RECKONED:
        return True  # "1.3/25.5=0.05"
    head = text[max(place.sentence.start, amount.start - 32) : amount.start]
    before = list(pattern("metrics", "not_this", "before").finditer(head))
    if before and len(head) - before[-1].end() <= _BESIDE and not set(head[before[-1].end() :]) & set(",;("):
        return True
    if amount.kind in ("percent", "multiple", "plain") and grammar("figures.of_others").search(head):
        return True  # "above the industry's average of 4.5 %"
    if (
        noun is not None
        and text.startswith("in cash", noun.start)
        and grammar("figures.of_a_deal").search(text, place.sentence.start, place.sentence.end)
    ):
        return True  # what is paid for a company
    if amount.kind == "percent" and grammar("figures.off_a_price").match(text, amount.end):
        return True
    if (
        amount.kind == "percent"
        and noun is not None
        and is_any(noun.name, "losses", "profits")
        and noun.end <= amount.start
        and grammar("figures.moved_share").fullmatch(text, noun.end, amount.start)
    ):
        return True
    rest = text[amount.end : min(place.sentence.end, amount.end + 28)]
    after = pattern("metrics", "not_this", "after").search(rest)
    of_a_high = noun is not None and is_any(noun.name, "down is less")
    if after is None and amount.kind == "percent" and not of_a_high:
        after = pattern("metrics", "not_this", "after_percent").search(rest)
    return after is not None and after.start() <= 2 and not set(rest[: after.start()]) & set(",;(")


def is_share_or_gap(text: str, place: Clause, amount: Number, noun: Noun | None, head: str) -> bool:
    """Whether an amount says how large a part is, and of what is unclear ("4.6 % of revenue"), or by how much
    something is another ("beating it by $0.10").
    """
    if amount.kind == "money":
        apart = grammar("figures.apart" if amount.hundredths else "figures.apart_from").match(text, amount.end)
        return bool(apart) or grammar("figures.by").search(head) is not None
    if grammar("figures.beat_by").search(head):
        return True
    if amount.kind != "percent" or grammar("figures.part").match(text, amount.end, place.sentence.end) is None:
        return False
    if noun is None or is_any(noun.name, "shares"):
        return noun is None
    if grammar("figures.is_said").fullmatch(text, noun.end, amount.start):
        return False  # "Net charge-offs were 0.58 % of loans"
    return pattern("metrics", "makes_up", "words").search(head) is None
