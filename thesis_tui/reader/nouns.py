"""The names of what is measured, found in a sentence, and which of them an amount is of."""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from msgspec import Struct

from thesis_tui.reader.numbers import Number
from thesis_tui.reader.sentences import Sentence
from thesis_tui.reader.word_lists import any_of, data, grammar, hints, phrase, word_set

_WORD = re.compile(r"[^\W_]+")
_OF_ANYTHING = "growth"
"""The subject that grows is said elsewhere: any other name in the clause is rather meant."""
_FEWEST_COUNTED = 1000
_NEAR_A_PRICE = 24
"""How far from its words the price of a product may stand, in characters: "costs" is a noun of many things."""


_OF = ("in ", "of ")
_OF_ANOTHER = 60
"""The cost of a name that stands right behind an amount and is of that: "$1 billion in cash and $3 billion of debt"."""


_OF_THIS = 8
"""The cost of a name that an amount is said to be of, behind it: less than one of another amount before it."""


class Noun(Struct, frozen=True):
    """The name of something measured, at its place. `measures` is over what: a period, an instant, and so on."""

    measures: str
    name: str
    start: int
    end: int
    loose: bool = False
    """Known by its last word alone: it stands before its amount or right behind it."""


@cache
def _names() -> list[tuple[str, str, re.Pattern[str]]]:
    tables = data("metrics")
    return [
        (measures, name, any_of(words))
        for measures in ("period", "instant", "counted", "list", "shares", "nothing")
        for name, words in tables[measures].items()
    ]  # fmt: skip


class _Keys(NamedTuple):
    """Words of which one is in every text that has a name: whole ones with the names' places, and parts of words."""

    whole: dict[str, tuple[int, ...]]
    parts: tuple[tuple[str, int], ...]
    plain_parts: tuple[tuple[str, int], ...]
    """Those of ASCII letters alone: none of the others is in a text of such."""


@cache
def _keys() -> _Keys:
    tables = data("metrics")
    whole: dict[str, tuple[int, ...]] = {}
    parts: list[tuple[str, int]] = []
    for place, (measures, name, _) in enumerate(_names()):
        phrases = tables[measures][name]
        loose = [item for item in phrases if "*" in item or not item.replace(" ", "").replace("-", "").isascii()]
        for key in hints(item for item in phrases if item not in loose):
            if key.isalnum():
                whole[key] = (*whole.get(key, ()), place)
            else:
                parts.append((key, place))
        parts += [(key, place) for key in hints(loose)]
    return _Keys(whole, tuple(parts), tuple(item for item in parts if item[0].isascii()))


def _near(plain: str) -> set[int]:
    """The places of the names that may be in a text in small letters."""
    keys = _keys()
    parts = keys.plain_parts if plain.isascii() else keys.parts
    found = {place for key, place in parts if key in plain}
    for word in set(_WORD.findall(plain)):
        found.update(keys.whole.get(word, ()))
    return found


def is_any(name: str, *traits: str) -> bool:
    """Whether a name has one of these traits of the table `traits` of `data/metrics.toml`."""
    return any(name in word_set("metrics", "traits", item) for item in traits)


def figure_names() -> list[str]:
    """The names of everything that can be measured."""
    return [name for measures, name, _ in _names() if measures != "nothing"]


@cache
def _headed() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """A name for what has none of its own, by its last word, with up to two words before it."""
    no = "|".join(
        re.escape(word)
        for word in (
            *data("amounts")["stoppers"]["words"],
            *data("metrics")["spoken"]["verbs"],
            *data("metrics")["direction"]["up"],
            *data("metrics")["direction"]["down"],
        )
    )
    return tuple(
        (
            measures,
            re.compile(rf"(?<![\w'-])(?:(?!(?:{no})\s)[a-z][a-z-]+\s){{0,2}}(?:{'|'.join(data('metrics')['heads'][measures])})(?![\w-])"),
        )
        for measures in ("instant", "period")
    )  # fmt: skip


@cache
def _spoken() -> re.Pattern[str]:
    """A noun, a word of change or state, and nothing more up to an amount: "carloads grew by about "."""
    tables = data("metrics")["spoken"]
    states, verbs, between = ("|".join(map(phrase, tables[name])) for name in ("states", "verbs", "between"))
    return re.compile(
        rf"(?<![\w-])(?P<name>(?:[a-zäöü][\wäöü-]+\s)?[A-Za-zÄÖÜäöü][\wäöü-]+)"
        rf"{grammar('nouns.of_whom').pattern}\s(?:(?P<state>{states})|{verbs})\s(?:(?:{between})\s)*\Z"
    )


def spoken_noun(text: str, amount: Number, low: int) -> Noun | None:
    """The subject said to grow, to fall or to come to an amount, right before it, where that has no name of its own."""
    counted = amount.kind == "plain" and (amount.scaled or amount.quantity.value >= _FEWEST_COUNTED)
    if not counted and (amount.kind not in ("percent", "money") or (amount.kind == "money" and not amount.scaled)):
        return None
    found = _spoken().search(text[low : amount.start])
    if found is None:
        return None
    if found["state"] and grammar("nouns.beside").match(text, amount.end):
        return None
    words = found["name"].split()
    no = word_set("metrics", "spoken", "not") | word_set("amounts", "stoppers", "words")
    while len(words) > 1 and words[0].casefold() in no:
        words = words[1:]
    last = words[-1]
    if last.casefold() in no or (last[0].isupper() and last.isascii() and len(words) == 1 and found.start("name") > 0):
        return None
    known = word_set("amounts", "counts", "words") | word_set("metrics", "heads", "period")
    if counted and last.casefold() not in known and not (amount.scaled and last.islower() and last.endswith("s")):
        return None
    name = " ".join(words)
    start = low + found.end("name") - len(name)
    measures = "instant" if found["state"] and amount.kind == "percent" else "period"
    return Noun("counted" if counted else measures, name.casefold(), start, start + len(name))


def labelled_noun(text: str, sentence: Sentence, amount: Number) -> Noun | None:
    """The label of a line that is nothing but a label and its value: "Cash: $1.9 billion", "Occupancy | 95.6 %"."""
    if not sentence.item or amount.kind == "plain" or (amount.kind == "money" and not amount.scaled):
        return None
    found = grammar("nouns.label").fullmatch(text, sentence.start, amount.start)
    if found is None:
        return None
    name = found["name"].strip().casefold()
    if set(name.split()) & (word_set("metrics", "spoken", "not") | word_set("metrics", "spoken", "unlabelled")):
        return None
    for measures in ("instant", "period"):
        if name in data("metrics")[measures]:
            return Noun(measures, name, *found.span("name"))
    return Noun("period", name, *found.span("name"))


def nouns_in(text: str, sentence: Sentence, found: list[Number]) -> list[Noun]:
    """The names in a sentence, the longest where one holds another, and none that is part of an amount."""
    plain = text[sentence.start : sentence.end].casefold()
    near = _near(plain)
    nouns = [
        Noun(measures, name, m.start(), m.end())
        for place, (measures, name, words) in enumerate(_names()) if place in near
        for m in words.finditer(text, sentence.start, sentence.end)
        if not _goes_on(text, m.end())
    ]  # fmt: skip
    nouns = [
        item
        for item in nouns
        if not any(o.start < item.end and item.start < o.end and _length(o) > _length(item) for o in nouns)
    ]
    nouns = [
        Noun("period", "operating margin", item.start, margin.end())
        if item.measures == "period" and (margin := grammar("nouns.margin").match(text, item.end, sentence.end))
        else item
        for item in nouns
    ]
    nouns += [
        Noun(measures, m[0], m.start(), m.end(), loose=True)
        for measures, words in _headed()
        for m in words.finditer(text, sentence.start, sentence.end)
        if not any(item.start < m.end() and m.start() < item.end for item in nouns)
    ]
    nouns = [
        item
        for item in nouns
        if item.measures != "nothing"
        and not (text[item.start].isupper() and grammar("nouns.in_a_name").match(text, item.end, sentence.end))
    ]
    return [
        item
        for item in nouns
        if not any(a.start < item.end and item.start < a.end and a.kind != "count" for a in found)
    ]


def _length(noun: Noun) -> int:
    """The length of a name in halves of a character: of two as long what is none counts more."""
    return 2 * (noun.end - noun.start) + (noun.measures == "nothing")


def _goes_on(text: str, end: int) -> bool:
    """Whether a word is only the first part of another: "charge" of "charge-offs", a debt of its ratio in Chinese."""
    return text[end : end + 1] == "率" or (text[end : end + 1] == "-" and text[end + 1 : end + 2].islower())


def heads_of(text: str, found: list[Number], nouns: list[Noun]) -> list[int]:
    """Where, after an amount, something else begins to be measured: "…, and international sales fell 3 %"."""
    heads = []
    for before, after in pairwise(found):
        named = [item for item in nouns if before.end <= item.start and item.end <= after.start]
        in_brackets = before.sign == "-" or (before.kind == "money" and text[before.start - 1] == "(")
        between = text[before.end : named[0].start] if named else ""
        # as in "($0.44) EPS" and "GBX 119.90 ($1.57) earnings per share"
        beside = (between == ") " and in_brackets) or grammar("nouns.converted").fullmatch(between) is not None
        start = before.end
        if named and (beside or grammar("nouns.of_it").fullmatch(text, before.end, named[0].start)):
            start, named = named[0].end, named[1:]
        if named:
            joints = list(grammar("nouns.joint").finditer(text, start, named[0].start))
            if joints:
                heads.append(joints[-1].end())
    return heads


def clause_of(text: str, sentence: Sentence, amount: Number) -> tuple[int, int]:
    """Where the clause an amount stands in begins and ends."""
    low, high = sentence.start, sentence.end
    for m in grammar("nouns.clause").finditer(text, sentence.start, sentence.end):
        if m.end() <= amount.start:
            low = m.end()
        elif m.start() >= amount.end:
            high = m.start()
            break
    return low, high


def _is_of_another(text: str, noun: Noun, amount: Number, found: list[Number]) -> bool:
    """Whether a name stands behind another amount that is said to be of it: "$2 billion in revenue and $3 billion"."""
    before = [a for a in found if a.end <= noun.start and a.start < amount.start and a.kind == amount.kind == "money"]
    if not before:
        return False
    if text[noun.start : noun.start + 3] in _OF and before[-1].end + 1 == noun.start:
        return True
    return grammar("nouns.of_this").fullmatch(text, before[-1].end, noun.start) is not None


def nearest_noun(
    text: str, nouns: list[Noun], amount: Number, low: int, high: int, limit: int, found: list[Number]
) -> Noun | None:
    """The name an amount is of: the nearest between `low` and `high`, those before it first. One that stands before
    `limit`, where another amount ends, is rather of that one.
    """
    best: tuple[float, Noun] | None = None
    for item in nouns:
        if item.start < low or item.end > high:
            continue
        if item.end <= amount.start:
            # Characters, and what makes a name less likely as so many more: that another amount stands between, above
            # all one of the same kind, else "though it ended Monday's session 2 % lower" is what the shares gained in a
            # year.
            cost = float(amount.start - item.end) + (40 if item.end < limit else 0)
            if _is_of_another(text, item, amount, found):
                cost += _OF_ANOTHER
            if item.end < limit and any(a.kind == amount.kind for a in found if item.end <= a.start < amount.start):
                cost += 60
            # half as far loses "revenue of $51.2 billion for its fiscal third quarter of 2026, up 66 %"; without an end
            # "behind Tamworth with 27 %" is the company's own share
            if cost > (190 if item.measures == "shares" else 170):
                continue
        elif item.start >= amount.end or amount.kind == "count":
            gap = text[amount.end : item.start]
            # five words are between in "$3.0 billion during 2025 under its share repurchase program"; with nine, what
            # the shares lost since a dividend was cut is lost by the dividend
            if amount.kind == "percent" and grammar("nouns.why").match(gap):
                continue  # "plummeted 12.4 % after earnings fell short" is of the share
            between = [a for a in found if a.start >= amount.end and a.end <= item.start]
            if between and text[amount.end : between[0].start].strip() == "(" and text[between[0].end] == ")":
                between = between[1:]  # "GBX 119.90 ($1.57) earnings per share"
            if len(gap.split()) > (1 if item.loose else 5) or between:
                continue
            cost = len(gap) * 0.8 + (4 if amount.kind == "percent" else 10)
            if amount.kind == "money" and grammar("nouns.of_this").fullmatch(gap):
                cost = _OF_THIS  # "$2 billion in revenue and $3 billion in billings"
        else:
            continue
        if item.measures == "shares":
            cost += 25
        if item.name == _OF_ANYTHING:
            # "sales growth of 8 %" is of sales
            cost += 80
        if item.measures == "list" and (
            amount.kind != "money" or cost > _NEAR_A_PRICE or "," in text[item.end : amount.start]
        ):
            continue
        if best is None or cost < best[0]:
            best = (cost, item)
    return best[1] if best else None
