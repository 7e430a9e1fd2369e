"""Events about what a pillar rests on: evidence. What they mean for it is the user's to say where it is not plain."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from msgspec import Struct

from thesis_tui.model.enums import EvidenceStance
from thesis_tui.reader.sentences import Place, Sentence
from thesis_tui.reader.word_lists import any_of, data, grammar, pattern, word_set

_SHORTEST, _LONGEST = 24, 320
"""How long a sentence is that tells of an event, in characters; a Chinese one says as much in a third of them."""
_SHORTEST_HAN = 8
_NEAR = 70
"""How far behind a verb stands what it is done to, in characters."""


class _Event(Struct, frozen=True):
    stance: EvidenceStance
    firsts: frozenset[str]
    """The first words of its verbs in small letters: where a clause has none of them, no pattern is tried."""
    verbs: re.Pattern[str]
    present: re.Pattern[str]
    objects: re.Pattern[str] | None


@cache
def _events() -> tuple[_Event, ...]:
    tables: dict[str, Any] = data("events")
    return tuple(
        _Event(
            table["stance"],
            frozenset(
                verb.split()[0].split("-")[0].casefold() for verb in (*table["verbs"], *table.get("present", ()))
            ),
            any_of(table["verbs"]),
            any_of(table.get("present", ())),
            any_of(table["objects"]) if "objects" in table else None,
        )
        for table in tables["event"]
    )


def stance_of(text: str, sentence: Sentence, of: list[Place]) -> EvidenceStance | None:
    """The meaning of an event for what a sentence names at the places `of`, by its plain words: "neutral" where they
    are not plain, None where its clauses about that tell of no event.
    """
    size = sentence.end - sentence.start
    least = _SHORTEST_HAN if text[sentence.start] >= "\u2e80" else _SHORTEST
    if sentence.heading or not least <= size <= _LONGEST or _asks(text, sentence):
        return None
    found: set[EvidenceStance] = set()
    for start, end in _clauses(text, sentence):
        if not any(start <= place.start < end for place in of):
            continue
        texts = _told(text, start, end) or _acts(text, start, end, of)
        # "failed to win" is no win, and whether it is good or bad is not plain
        if texts and pattern("events", "turned", "words").search(text, start, end):
            texts = {"neutral"}
        found |= texts
    if not found:
        return None
    plain = found - {"neutral"}
    return plain.pop() if len(plain) == 1 else "neutral"


def _asks(text: str, sentence: Sentence) -> bool:
    """Whether a sentence is a question or begins like one."""
    first = grammar("events.first").match(text, sentence.start, sentence.end)
    if first and first[0].casefold() in word_set("events", "asks", "words"):
        return True
    return text[sentence.start : sentence.end].rstrip().endswith(("?", "？"))


def _clauses(text: str, sentence: Sentence) -> list[tuple[int, int]]:
    """The clauses of a sentence, each with what goes on from it without a verb of its own."""
    breaks = [m.end() for m in grammar("events.clause").finditer(text, sentence.start, sentence.end)]
    edges = [sentence.start, *breaks, sentence.end]
    return [(edges[i], edges[i + 1]) for i in range(len(edges) - 1)]


def _told(text: str, start: int, end: int) -> set[EvidenceStance]:
    """The meanings of the events of a clause: those with an object say more than those by their verb alone."""
    found: set[EvidenceStance] = set()
    bare: set[EvidenceStance] = set()
    words = {m[0].casefold() for m in grammar("events.first").finditer(text, start, end)}
    han = grammar("events.han").search(text, start, end) is not None
    for event in _events():
        if not han and not words & event.firsts:
            continue
        if event.objects is None:
            if _is_told(text, start, end, event.verbs, present=False) or _is_told(
                text, start, end, event.present, present=True
            ):
                bare.add(event.stance)
            continue
        for m in event.verbs.finditer(text, start, end):
            if _is_verb(text, start, m, present=False) and event.objects.search(
                text, m.end(), min(end, m.end() + _NEAR)
            ):
                found.add(event.stance)
    return found or bare


def _acts(text: str, start: int, end: int, of: list[Place]) -> set[EvidenceStance]:
    """Neutral, where something was done to what a pillar rests on, whatever it was: that is named right behind the
    verb, or before one in the passive.
    """
    for m in grammar("events.act").finditer(text, start, end):
        verb = m["verb"].casefold()
        if verb in word_set("events", "no_acts", "words") or grammar("events.with_number").match(text, m.end()):
            continue
        passive = grammar("events.passive").search(text, start, m.start()) is not None
        does = any(
            start <= place.start and grammar("events.does").fullmatch(text, place.end, m.start()) for place in of
        )
        near = does or any(
            m.end() <= place.start < min(end, m.end() + _NEAR) or (passive and start <= place.start < m.start())
            for place in of
        )
        if does and not passive and pattern("events", "unsure", "words").search(text, start, m.start()) is None:
            return {"neutral"}
        if near and _is_verb(text, start, m, present=False) and (passive or _is_by_somebody(text, start, m)):
            return {"neutral"}
    return {"neutral"} if _is_german_act(text, start, end) else set()


def _is_german_act(text: str, start: int, end: int) -> bool:
    """Whether a German clause tells what was done: "hat … eröffnet", "eröffnete"."""
    if grammar("events.german").search(text, start, end) is None:
        return False
    no = word_set("events", "no_german_acts", "words")
    return any(
        (m["done"] or m["did"]) not in no
        and pattern("events", "unsure", "words").search(text, start, m.start()) is None
        for m in grammar("events.german_act").finditer(text, start, end)
    )


def _is_by_somebody(text: str, start: int, found: re.Match[str]) -> bool:
    """Whether a company, an authority or people stand right before a verb."""
    before = grammar("events.word_before").search(text, start, found.start())
    if before is None:
        return False
    return before[1][0].isupper() or before[1].casefold() in word_set("events", "actors", "words")


def _is_told(text: str, start: int, end: int, verbs: re.Pattern[str], *, present: bool) -> bool:
    return any(
        _is_verb(text, start, m, present=present)
        for m in verbs.finditer(text, start, end)
        if grammar("events.with_number").match(text, m.end()) is None  # "widened 8 basis points" is a figure
    )


def _is_verb(text: str, start: int, found: re.Match[str], *, present: bool) -> bool:
    """Whether a form stands where a verb stands, and tells of what happened."""
    if pattern("events", "unsure", "words").search(text, start, found.start()):
        return False
    if found[0][0] >= "\u2e80":
        return True
    before = grammar("events.word_before").search(text, start, found.start())
    if before is None:
        return False
    if before[1].casefold() in word_set("events", "no_subject", "words") or before[1].endswith(("'s", "’s", "s'")):
        return False
    return not present or before[1][0].isupper()
