"""Figures in Chinese sentences: which name an amount is of, and whether it came or who expects it.

Chinese sets no spaces between words and says in one sentence, clause by clause, what others say in five. So it is the
clause, and not how near a word stands, that tells what an amount is.
"""

from __future__ import annotations

import re
from functools import lru_cache

from msgspec.structs import replace

from thesis_tui.model.enums import FigureBasis
from thesis_tui.reader.nouns import Noun, is_any
from thesis_tui.reader.numbers import Number
from thesis_tui.reader.sentences import Sentence
from thesis_tui.reader.word_lists import grammar

_HAN = re.compile("[\u4e00-\u9fff]")
_LATIN = re.compile(r"[A-Za-zÀ-ɏ]")


@lru_cache(maxsize=4)
def _is_han(text: str, start: int, end: int) -> bool:
    count = sum(1 for _ in _HAN.finditer(text, start, end))
    return count > 0 and count * 3 > sum(1 for _ in _LATIN.finditer(text, start, end))


@lru_cache(maxsize=1)
def _is_note(text: str) -> bool:
    """Whether a text is a broker's note, in which forecasts of nobody in particular are the broker's."""
    return grammar("han.of_a_note").search(text) is not None


def is_han(text: str, sentence: Sentence) -> bool:
    """Whether a sentence is Chinese; names and units in it may be in Latin letters."""
    return _is_han(text, sentence.start, sentence.end)


def han_clause(text: str, sentence: Sentence, at: int) -> int:
    """Where the clause that `at` is in begins."""
    return max((m.end() for m in grammar("han.clause").finditer(text, sentence.start, at)), default=sentence.start)


def han_noun(
    text: str, sentence: Sentence, found: list[Number], number: int, nouns: list[Noun], last: tuple[Number, Noun | None]
) -> Noun | None:
    """The name an amount is of: the last before it in its clause, else one right behind it, else that of the clauses
    before where its own only goes on about them. `last` is the amount before it, with its name.
    """
    amount = found[number]
    if amount.kind == "percent" and grammar("han.stake").match(text, amount.end):
        return None
    low = han_clause(text, sentence, amount.start)
    before = sorted((item for item in nouns if item.end <= amount.start), key=lambda item: item.start)
    inside = [item for item in before if item.start >= low]
    if inside and inside[-1].name == "net income" and grammar("han.without_extras").search(text, low, inside[-1].end):
        return replace(inside[-1], name="adjusted net income")
    if inside:
        nearest = _respectively(text, found, amount, inside)
        # "overseas revenue is 30 % of the whole" says how large a part is
        part = grammar("han.part_of").search(text, nearest.end, amount.start) or (
            nearest.name != "share of the market" and grammar("han.takes").search(text, low, nearest.start)
        )
        return None if part else nearest
    behind = next((item for item in nouns if item.start >= amount.end), None)
    if behind is not None and grammar("han.of_what").fullmatch(text, amount.end, behind.start):
        return behind
    topic = before[-1] if before else None
    if topic is not None and grammar("han.topic").fullmatch(text, topic.end, low):
        return topic
    if topic is not None and is_any(topic.name, "spent") and grammar("han.paid").search(text, low, amount.start):
        return topic
    in_last = topic is not None and topic.start >= han_clause(text, sentence, low - 1)
    if in_last and grammar("han.only_how_much").fullmatch(text, low, amount.start):
        return topic
    of, noun = last[0], last[1]
    if noun is None or not grammar("han.goes_on").match(text, max(of.end, low), amount.start):
        return None
    if topic is not None and topic.start >= of.end:
        noun = topic
    elif grammar("han.respectively").search(text, low, amount.start) and topic is not None:
        of_clause = han_clause(text, sentence, topic.start)
        noun = _respectively(text, found, amount, [item for item in before if item.start >= of_clause])
    if amount.kind in (of.kind, "percent") or (amount.kind == "plain" and amount.scaled == of.scaled):
        return noun
    return noun if grammar("han.to_a_sum").search(text, low, amount.start) else None


def _respectively(text: str, found: list[Number], amount: Number, names: list[Noun]) -> Noun:
    """Of several names with as many amounts, "revenue and profit were 5 and 2 billion", that of the amount's place."""
    marks = list(grammar("han.respectively").finditer(text, names[-1].end, amount.start))
    if not marks or len(names) == 1:
        return names[-1]
    place = sum(marks[-1].end() <= item.start < amount.start for item in found)
    return names[min(place, len(names) - 1)]


def is_han_gap(text: str, sentence: Sentence, amount: Number) -> bool:
    """Whether a Chinese clause only compares: a sum with what it was, or by how much something is above a forecast."""
    if not is_han(text, sentence):
        return False
    low = han_clause(text, sentence, amount.start)
    if amount.kind == "money":
        return grammar("han.compares").fullmatch(text, low, amount.start) is not None
    return grammar("han.gap").search(text, low, amount.start) is not None


def han_basis(text: str, sentence: Sentence, amount: Number) -> FigureBasis:
    """Whether an amount came, or who expects it: the last word of what is expected holds until something came in a
    clause behind it. What results are compared with ("above expectations") is no such word.
    """
    low = han_clause(text, sentence, amount.start)
    if beside := grammar("han.expected_here").search(text, low, amount.start):
        return "guided" if beside["own"] else "estimated"
    left = max(
        (m.end() for m in grammar("han.part").finditer(text, sentence.start, amount.start)), default=sentence.start
    )
    if grammar("han.year_ahead").search(text, low, amount.start):
        return "estimated"
    cues = [m for m in grammar("han.ahead").finditer(text, left, amount.start) if not m["compared"]]
    if not cues:
        return "reported"
    cue = cues[-1]
    stop = grammar("han.clause").search(text, cue.end(), amount.start)
    if stop is not None and grammar("han.came").search(text, stop.end(), amount.start):
        return "reported"
    if cue["own"] or grammar("han.own_speaker").search(text, sentence.start, cue.start()):
        return "guided"
    subject = text[han_clause(text, sentence, cue.start()) : cue.start()].strip()
    if _is_note(text) and (not subject or grammar("han.no_speaker").search(subject)):
        return "estimated"
    if cue["of"] or grammar("han.speaker").search(text, sentence.start, cue.start()):
        return "estimated"
    return "guided"
