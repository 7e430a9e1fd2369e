"""A sentence as typed tokens: amounts, companies, times and the classes of its words, each one letter of a pattern."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal
from itertools import pairwise

from msgspec import Struct
from msgspec.structs import replace

from thesis_tui.reader.lexicon import numbered_words, words_in
from thesis_tui.reader.named_companies import Mention
from thesis_tui.reader.numbers import FLAT, Number
from thesis_tui.reader.ranges import joined
from thesis_tui.reader.sentences import Place, Sentence
from thesis_tui.reader.word_lists import grammar

_MARKS = {
    ",": "comma", "、": "comma", ";": "semi", "—": "semi", ":": "colon", "(": "open", ")": "close_paren", "/": "slash",
    "=": "equal", "&": "and", "→": "arrow", ">": "arrow", "|": "bar", "[": "open", "]": "close_paren",
}  # fmt: skip
_NO_RANGE = frozenset(("up", "down", "by", "from", "von", "raise", "cut", "trade", "close"))
"""Before two amounts with "to" between them, these tell of a move from one to the other, or by one to the other."""
# Two amounts of which the second is more than this many times the first list two: "targets range from $70 to $260".
_WIDEST = 3
_NARROW = 1.12
"""A slash joins two prices as a zone only when the second is at most this much larger."""
_LONGEST_AVERAGE = 400
"""Days; no longer average is drawn."""
_LONGEST_ASIDE = 7
_NEAR_A_ZONE = 5
_ZONES = frozenset(("support", "resistance"))
_NO_ZONES = frozenset(("target", "up", "down", "raise", "cut"))
_FROM_BEFORE = 60
_EARNED = 60
"""How far before a range it may be said that it is of what a company earns, in characters."""
_BETWEEN = 20
_SAY_SOMETHING = frozenset((
    "average", "support", "resistance", "target", "stop", "year_high", "year_low", "close", "own", "other", "fib",
    "prior", "from", "von", "up", "down", "shares", "entry",
))  # fmt: skip
_DIGITS = re.compile(r"\d+(?:\.\d+)?")
_SCALED_BY = (10, 100)
"""How many of the scale it is kept in make one of 万 and 亿, of lakh and crore."""
_NAMED = frozenset(("own", "other", "name"))
_IN_A_NAME = _NAMED | {"colon", "comma"}
_LETTERS = {"R": "resistance", "S": "support"}
_WAS = ("was", "were", "war")
_SMALL_UNITS = ("JPY", "KRW")
"""Shares cost tens of thousands of these."""
_CUES = frozenset(("support", "resistance", "target", "stop"))
_WITH_NOTES = _CUES | {"year_high", "year_low", "average", "noun"}
_INDEX = 6
"""A bare number up to this right behind a cue only counts: "Support 1", "Resistance 2:"."""
_ANY_CAPTION = frozenset(("support", "resistance", "target", "stop", "average", "year_high", "year_low"))
_OF_PRICES = frozenset(("close", "trade", "shares"))


class Token(Struct, frozen=True):
    """One token: its class, its place, and the amount that it is."""

    kind: str
    start: int
    end: int
    number: Number | None = None


def tokens_of(
    text: str, sentence: Sentence, found: list[Number], mentions: list[Mention], brokers: list[Place], language: str
) -> list[Token]:
    """The tokens of a sentence in order, those it inherits from its caption or its column's head before its own."""
    # in the order in which they win, as what stands at a place first keeps it: "50-day average" before the number 50, a
    # name before the digits in it
    fixed: list[Token] = [
        Token(item.kind, item.start, item.end) for item in numbered_words(text, sentence.start, sentence.end, language)
    ]
    for item in mentions:
        kind = "thing" if item.thing else "it" if item.generic else "own" if item.own else "other"
        _put(fixed, Token(kind, item.start, item.end + 2 * text.startswith("'s", item.end)))
    for place in brokers:
        _put(fixed, Token("broker", place.start, place.end))
    for number in found:
        if number.kind != "name" or not text[number.start - 1 : number.start].isalpha():
            _put(fixed, Token(_class_of(number), number.start, number.end, number))
    fixed.sort(key=lambda item: item.start)
    made: list[Token] = []
    at = sentence.start
    for token in fixed:
        made += _between(text, at, token.start, language)
        made.append(token)
        at = token.end
    made += _between(text, at, sentence.end, language)
    made = [_month(text, sentence, item) for item in made]
    made = _without_indices(text, [item for item in made if item.kind != "filler"])
    made = _without_lengths(made)
    made = _without_asides(_with_letters(text, made))
    made = _with_ranges(text, [_before_now(text, item, before) for before, item in pairwise([None, *made])])
    return _inherited(text, sentence, made, language)


def _without_lengths(made: list[Token]) -> list[Token]:
    """Without the numbers in a bracket behind an average that say how long it is: "every EMA (10/50/200)"."""
    found: list[Token] = []
    inside = False
    for token in made:
        if token.kind == "close_paren":
            inside = False
        if inside and token.number is not None and token.number.kind == "plain":
            value = token.number.quantity.value
            if value == value.to_integral() and value <= _LONGEST_AVERAGE and token.number.quantity.high is None:
                continue
        if token.kind == "open" and found and found[-1].kind == "average":
            inside = _lists_lengths(made, token)
        found.append(token)
    return found


def _lists_lengths(made: list[Token], opened: Token) -> bool:
    after = [item for item in made if item.start >= opened.end][:2]
    return len(after) == 2 and after[1].kind in ("slash", "comma")


def _without_asides(made: list[Token]) -> list[Token]:
    """Without the brackets behind an amount that say nothing of their own ("$29.50 (range top)"), and without those
    behind a company that only name it again ("Acme Inc (NYSE: ACM)").
    """
    found: list[Token] = []
    at = 0
    while at < len(made):
        if made[at].kind == "open" and found and (found[-1].number is not None or found[-1].kind in _NAMED):
            stop = next(
                (n for n in range(at, min(at + _LONGEST_ASIDE, len(made))) if made[n].kind == "close_paren"), at
            )
            inside = made[at + 1 : stop]
            named = found[-1].number is None
            if inside and all(
                item.kind in _IN_A_NAME if named else item.number is None and item.kind not in _SAY_SOMETHING
                for item in inside
            ):
                at = stop + 1
                continue
        found.append(made[at])
        at += 1
    return found


def without_converted(tokens: list[Token]) -> tuple[list[Token], dict[int, int]]:
    """The tokens without the amounts in brackets that are the ones before them in another currency, and where each of
    those begins, by where the one before it does.
    """
    found: list[Token] = []
    converted: dict[int, int] = {}
    at = 0
    while at < len(tokens):
        aside = tokens[at : at + 3]
        if [item.kind for item in aside[::2]] == ["open", "close_paren"] and found:
            amount = found[-1].number
            if _is_converted(amount, aside[1].number):
                converted[found[-1].start] = aside[1].start
                at += 3
                continue
        found.append(tokens[at])
        at += 1
    return found, converted


def _is_converted(amount: Number | None, aside: Number | None) -> bool:
    """Whether an amount in brackets is the one before them in another currency: "GBX 3,810 ($49.78)"."""
    if amount is None or aside is None or not amount.currency or not aside.currency:
        return False
    return amount.currency != aside.currency and not amount.scaled and not aside.scaled


def _with_letters(text: str, made: list[Token]) -> list[Token]:
    """The tokens, "R:" and "S:" before an amount as what chartists mean by them."""
    found: list[Token] = []
    for number, token in enumerate(made):
        kind = _LETTERS.get(text[token.start : token.end]) if token.end - token.start == 1 else None
        after = made[number + 1 : number + 3]
        if kind and len(after) == 2 and after[0].kind in ("colon", "equal") and after[1].number is not None:
            found.append(replace(token, kind=kind))
        else:
            found.append(token)
    return found


def _before_now(text: str, token: Token | None, before: Token | None) -> Token:
    """The token, "was" right behind a bracket as what tells of an earlier amount: "$58 (was $50)"."""
    assert token is not None
    if before is not None and before.kind == "open" and text[token.start : token.end].casefold() in _WAS:
        return replace(token, kind="prior")
    return token


def _month(text: str, sentence: Sentence, token: Token) -> Token:
    """The token, "May" within a sentence, or before a day, as a time."""
    is_may = token.kind == "could" and text[token.start : token.end] == "May"
    if is_may and (token.start > sentence.start or _DIGITS.match(text, token.end + 1)):
        return replace(token, kind="time")
    return token


def _put(fixed: list[Token], new: Token) -> None:
    if not any(item.start < new.end and new.start < item.end for item in fixed):
        fixed.append(new)


def _class_of(number: Number) -> str:
    if number.kind == "money":
        if number.scaled and not (number.currency in _SMALL_UNITS and number.quantity.scale == "thousand"):
            return "scaled"
        return "delta" if number.sign else "money"
    if number.kind == "plain":
        if number.scaled:
            return "scaled"
        if number.glued:
            return "glued"
        if number.sign:
            return "delta"
        return "number" if number.free else "bare"
    return number.kind


def _between(text: str, start: int, end: int, language: str) -> Iterable[Token]:
    """The words and marks of a stretch without amounts."""
    if start >= end:
        return []
    found = [Token(item.kind, item.start, item.end) for item in words_in(text, start, end, language)]
    for place in range(start, end):
        mark = "semi" if text.startswith("--", place) else _MARKS.get(text[place])
        if mark and text[place] == "&" and not text[max(0, place - 2) : place].strip().isdigit():
            continue  # it joins the words of a name, not two prices
        if mark and not any(item.start <= place < item.end for item in found):
            found.append(Token(mark, place, place + 1))
    if text[start:end] == "-" or text[start:end].strip(" ") in ("-", "–"):
        found.append(Token("dash", start, end))
    found.sort(key=lambda item: item.start)
    return found


def _without_indices(text: str, made: list[Token]) -> list[Token]:
    """Without the numbers that only count levels: "Support 1: 145", "Resistance (2): 71"."""
    found: list[Token] = []
    at = 0
    while at < len(made):
        cue = found[-1].kind if found else ""
        in_brackets = [item.kind for item in made[at : at + 3 : 2]] == ["open", "close_paren"]
        place = at + in_brackets
        is_counted = cue in _CUES or (cue in _WITH_NOTES and not in_brackets and _is_in_a_row(made, at))
        if is_counted and place + 1 < len(made) and _is_index(text, made[place]):
            at = place + 1 + in_brackets
            continue
        found.append(made[at])
        at += 1
    return found


def _is_index(text: str, token: Token) -> bool:
    amount = token.number
    return (
        amount is not None
        and amount.kind in ("plain", "count", "name")
        and 0 < amount.quantity.base <= _INDEX
        and amount.quantity.base == amount.quantity.base.to_integral()
        and "." not in text[token.start : token.end]
    )


def _is_in_a_row(made: list[Token], place: int) -> bool:
    """Whether the mark of a cell follows: what stands before it is a note, "52-week high 3 | 30.21"."""
    return place + 1 < len(made) and made[place + 1].kind == "bar"


def _with_ranges(text: str, made: list[Token]) -> list[Token]:
    """Neighbouring amounts that are the ends of a range as one token."""
    found: list[Token] = []
    for token in made:
        low = _low_end(found)
        if low is not None and token.number is not None and token.kind != "time":
            before = found[low - 1].kind if low else ""
            near = {item.kind for item in found[max(0, low - _NEAR_A_ZONE) : low]}
            if before in ("from", "von", "ranging") and near & _ZONES and not near & _NO_ZONES:
                before = ""  # "support, which ranges from $142 to $144" is a zone
            if before in ("from", "ranging") and grammar("tokens.earned").search(
                text, max(0, found[low].start - _EARNED), found[low].start
            ):
                before = ""  # "EPS estimates range from $1.10 to $1.30", and no two targets
            if before == "from" and grammar("tokens.beside").match(text, found[low - 1].start):
                before = ""  # "compared with $44 to $48" is no move
            whole = _range(text, found[low], token, before)
            if whole is not None:
                del found[low:]
                found.append(whole)
                continue
        found.append(token)
    return found


def _low_end(found: list[Token]) -> int | None:
    """Where the amount stands that the next one may make a range with: last, with one joining word after it, or with
    that and the way it goes, "down 1 % to up 1 %", or what it counts, "30 MW to 35 MW".
    """
    if [item.kind for item in found[-3::2]] == ["close_paren", "open"] and len(found) > 3:
        return len(found) - 4 if found[-4].number is not None else None  # "($0.80) to ($0.69)"
    for back in (1, 2, 3):
        if len(found) >= back and found[-back].number is not None:
            if found[-back].kind == "time" or (back == 3 and not _joins(*found[-2:])):
                return None
            return len(found) - back
    return None


def _joins(first: Token, second: Token) -> bool:
    return second.kind in ("up", "down") or (
        first.kind in ("word", "noun", "name") and second.kind in ("to", "dash", "and")
    )


def _range(text: str, low: Token, high: Token, before: str) -> Token | None:
    first, second = low.number, high.number
    if first is None or second is None or first.quantity.high is not None:
        return None
    if low.kind == high.kind == "percent" and (across := _across_nought(text, first, second)):
        return Token("percent", across.start, across.end, across)
    first = _in_the_scale_of(text, first, second)
    between = text[low.end : high.start]
    if first.kind == second.kind == "count" and first.unit == second.unit:
        between = between.removeprefix(f" {first.unit}")  # "310,000 tonnes to 330,000 tonnes"
    if (unit := grammar("tokens.unit_to").match(between)) and text.startswith(unit["unit"], high.end):
        between = between.removeprefix(unit["unit"])  # "310,000 boepd to 330,000 boepd"
    lost = between.startswith(")") and between.endswith("(") and text[high.end : high.end + 1] == ")"
    if lost:
        between = between[1:-1]
    if grammar("tokens.range").match(between) is None:
        return None
    if lost or (first.sign == second.sign == "-" and first.kind == second.kind == "money"):
        return _of_losses(first, second)
    word = between.strip()
    if word == "-" and second.sign == "-" and second.kind == "percent":
        return None  # cells of a table in one line, "3.1% - -8.2%"
    if between == " - " and low.kind == high.kind == "percent" and text.startswith(" - ", low.start - 3):
        return None  # cells of a table in one line, "Acme - 3.1% - 8.2%"
    if word == "/" and before in ("target", "upside", "downside"):
        return None  # "TGT 47/49" names two
    percents = first.kind in ("percent", "plain") and second.kind == "percent" and before in ("up", "down")
    if grammar("tokens.range_to").fullmatch(word) and before in _NO_RANGE and not percents:
        return None
    if low.kind == "delta" and high.kind in ("money", "number"):
        return None  # "+$14 to $166" is a step and where it leads
    if before == "ranging" and "scaled" not in (low.kind, high.kind) and low.kind != "percent":
        return None  # "targets range from $28 to $75" names two
    if grammar("tokens.range_to").fullmatch(word) and grammar("tokens.from_before").search(
        text[max(0, low.start - _FROM_BEFORE) : low.start]
    ):
        return None  # "from the previous forecast of 4 to 5" is a step
    if grammar("tokens.range_until").fullmatch(word) and before in _NO_RANGE - {"from", "von"}:
        return None
    if grammar("tokens.range_and").fullmatch(word) and not grammar("tokens.between").search(
        text[max(0, low.start - 10) : low.start]
    ):
        return None
    # the dash between two amounts was read as the minus of the second
    if second.sign and second.kind != "percent":
        second = _unsigned(second)
    whole = joined(first, second)
    before_low = text[max(0, low.start - _BETWEEN) : low.start]
    if whole is None and second.quantity.base > 0 and grammar("tokens.larger_first").search(before_low):
        # of a loss the larger end is often told first: "in the range of $62 million to $47 million"
        swapped = joined(replace(second, end=second.end, sign=first.sign), first)
        whole = replace(swapped, start=first.start, end=second.end, digits=first.digits) if swapped else None
    if whole is None and between.strip() == "-" and low.kind == "money" and second.quantity.base > 0:
        swapped = joined(replace(second, currency=first.currency), replace(first, end=second.end))  # "$75.00 - 70.00"
        whole = replace(swapped, start=first.start, end=second.end, digits=first.digits) if swapped else None
    if whole is None:
        return None
    ratio = (whole.quantity.base_high or whole.quantity.base) / whole.quantity.base
    priced = low.kind in ("money", "number", "bare", "glued") and high.kind in (
        "money",
        "number",
        "bare",
        "glued",
        "delta",
    )
    apart = between != "/" and before not in ("at", "where", "to", "round")
    if priced and (ratio > _WIDEST or (word == "/" and (float(ratio) > _NARROW or apart))):
        return None  # "118 / 121.50" lists two, "at 118 / 121.50" is a zone
    if word == "/" and not priced:
        return None
    kind = "money" if whole.kind == "money" and not whole.scaled else low.kind
    if whole.scaled:
        kind = "scaled"
    elif whole.kind in ("percent", "multiple", "count"):
        kind = whole.kind
    elif kind in ("bare", "glued", "delta") and (high.kind == "number" or whole.free):
        kind = "number"
    return Token(kind, low.start, high.end, whole)


def _of_losses(first: Number, second: Number) -> Token | None:
    """A range of two amounts in brackets, which are losses: "($0.80) to ($0.69)"."""
    near, far = sorted((first, second), key=lambda item: item.quantity.base)
    whole = joined(replace(near, sign=""), replace(far, sign=""))
    if first.kind != "money" or whole is None:
        return None
    made = replace(whole, start=first.start, end=second.end, digits=first.digits, sign="-")
    return Token("scaled" if made.scaled else "delta", first.start, second.end, made)


def _across_nought(text: str, first: Number, second: Number) -> Number | None:
    """A range from a decline to a rise, or with an end that is none: "-1.5% to +0.5%", "from down 1% to up 1%",
    "flat to up 2%".
    """
    rises = grammar("tokens.to_a_rise").fullmatch(text, first.end, second.start)
    if rises is None:
        return None
    falls = first.sign == "-" or grammar("tokens.from_a_fall").search(
        text[max(0, first.start - _BETWEEN) : first.start]
    )
    low, high = first.quantity.value, second.quantity.value
    if FLAT in (first.unit, second.unit):
        down = bool(falls) or second.sign == "-" or bool(rises["down"])
        low, high = (-max(low, high), Decimal(0)) if down else (Decimal(0), max(low, high))
    elif low != high and (first.sign == second.sign == "-" or (falls and rises["down"])):
        low, high = -max(low, high), -min(low, high)
    elif falls and second.sign != "-" and (second.sign == "+" or rises["up"] or first.sign == "-"):
        low = -low
    else:
        return None
    quantity = replace(first.quantity, value=low, high=high)
    return replace(first, end=second.end, sign="", unit="%", quantity=quantity)


def _in_the_scale_of(text: str, first: Number, second: Number) -> Number:
    """The first end of a range, where its scale only stands behind the second and is kept in another: of "39~42亿" the
    second is 4,200 million, and the first is 3,900 million.
    """
    printed = _DIGITS.match(text, second.digits)
    if printed is None or first.quantity.scale or not second.quantity.scale:
        return first
    parts = next((item for item in _SCALED_BY if second.quantity.value == Decimal(printed[0]) * item), None)
    if parts is None:
        return first
    value = first.quantity.value * parts
    return replace(first, quantity=replace(first.quantity, value=value, scale=second.quantity.scale))


def _unsigned(number: Number) -> Number:
    return replace(number, sign="")


def _inherited(text: str, sentence: Sentence, made: list[Token], language: str) -> list[Token]:
    """The tokens with those of the caption before them, where the line says of no amount what it is."""
    if sentence.heads:
        return _with_heads(text, sentence, made, language)
    if sentence.under is None or not sentence.item:
        return made
    kinds = {item.kind for item in made} & _ANY_CAPTION
    if kinds - {"average"}:
        return made
    caption = [item for item in _caption(text, sentence.under, language) if item.kind in _ANY_CAPTION]
    if len({item.kind for item in caption}) != 1:
        return made
    breaks = {"support": "tokens.breaks_up", "resistance": "tokens.breaks_down"}.get(caption[0].kind)
    if breaks and grammar(breaks).match(text, sentence.start, sentence.end):
        return made  # under "Support": "A break above $72 would be a good sign"
    return [
        Token(caption[0].kind, sentence.start, sentence.start),
        Token("colon", sentence.start, sentence.start),
        *made,
    ]


def _caption(text: str, place: Place, language: str) -> list[Token]:
    numbered = [
        Token(item.kind, item.start, item.end) for item in numbered_words(text, place.start, place.end, language)
    ]
    words = [Token(item.kind, item.start, item.end) for item in words_in(text, place.start, place.end, language)]
    return [*numbered, *words]


def _with_heads(text: str, sentence: Sentence, made: list[Token], language: str) -> list[Token]:
    """A row's tokens, before each cell the words of its column's head."""
    found: list[Token] = []
    heads = list(sentence.heads)
    by_row = any(item.kind in _ANY_CAPTION for item in made)
    captioned = any(item.kind in _ANY_CAPTION for _, place in heads for item in _caption(text, place, language))
    for token in made:
        while heads and heads[0][0] <= token.start:
            cell, place = heads.pop(0)
            if token.number is not None:
                caption = _caption(text, place, language)
                named = [Token(item.kind, cell, cell) for item in caption if item.kind in _ANY_CAPTION]
                if not named and not by_row and any(item.kind in _OF_PRICES for item in caption):
                    named = [Token("close", cell, cell), Token("colon", cell, cell)]
                # beside columns of levels, what a column without such a head holds is none
                found += named or [Token("column", cell, cell)] * captioned
                if found and found[-1].kind == "target" and any(item.kind == "prior" for item in caption):
                    found.append(Token("prior", cell, cell))
        found.append(token)
    return found
