"""Statements without a number about what a pillar rests on: evidence. What they mean for it is the user's to say."""

from __future__ import annotations

from thesis_tui.model.words import EvidenceStance
from thesis_tui.reading.sentences import Sentence
from thesis_tui.reading.words import pattern

_SHORTEST, _LONGEST = 30, 320
"""How long a sentence is that tells of one event, in characters."""


def stance_of(text: str, sentence: Sentence) -> EvidenceStance | None:
    """The meaning of an event for its subject, by its plain words, "neutral" where they are not plain, None where a
    sentence tells of no event.
    """
    if sentence.heading or not _SHORTEST <= sentence.end - sentence.start <= _LONGEST:
        return None
    span = (sentence.start, sentence.end)
    if pattern("events", "not", "words").search(text, *span):
        return None
    good = pattern("events", "supports", "words").search(text, *span)
    bad = pattern("events", "weakens", "words").search(text, *span)
    other = pattern("events", "open", "words").search(text, *span)
    if not (good or bad or other):
        return None
    turned = pattern("events", "turned", "words").search(text, *span)
    if turned or bool(good) == bool(bad):
        return "neutral"
    return "supports" if good else "weakens"
