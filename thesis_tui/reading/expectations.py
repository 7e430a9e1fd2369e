"""Sentences about what is to come, with a window: milestones. What has no window, or is past, gives none."""

from __future__ import annotations

import re

from thesis_tui.reading.sentences import Sentence
from thesis_tui.reading.when import Anchor, times, window
from thesis_tui.reading.words import pattern
from thesis_tui.rules.windows import Window

_ITEM = re.compile(r"[-*•·|]\s+")
_LEAD = re.compile(
    r"^(?:(?:according to|for|in|on|from|as|meanwhile|however|moreover|additionally|looking ahead"
    r"|separately)\b[^,]{0,60},\s*|all eyes are now on\s+|and\s+|but\s+)",
    re.IGNORECASE,
)
_NAMES = re.compile(
    r"\s(?:results|earnings|report|figures|numbers|guidance|revenue|sales|profit|estimates?|forecasts?)\b"
)
"""After a period these say that it names what is expected, not when."""
LONGEST_TITLE = 70


def find_windows(text: str, sentence: Sentence, anchor: Anchor, fiscal_year_end: str) -> list[tuple[Window, int, int]]:
    """The windows in which a sentence expects something, with the place of each expression."""
    cue = pattern("expect", "cues", "words").search(text, sentence.start, sentence.end)
    if cue is None or pattern("expect", "not", "words").search(text, sentence.start, sentence.end):
        return []
    found: list[tuple[Window, int, int]] = []
    for it in times(text, sentence.start, sentence.end):
        if _NAMES.match(text, it.end, sentence.end):
            continue
        if it.prefix in ("since", "from", "after", "following") and it.form != "ahead":
            continue
        if (
            it.form == "year"
            and not re.search(
                r"\b(?:in|by|during|until|before|of|for|early|mid|late|through)[\s-]$|-$",
                text[max(sentence.start, it.start - 8) : it.start],
            )
            and not it.canon.split()[0].isalpha()
        ):
            continue
        if (
            it.form == "span"
            and "ending" in it.canon
            and pattern("expect", "past", "words").search(text, sentence.start, it.end)
        ):
            continue
        near = text[max(sentence.start, it.start - 90) : it.start]
        last_past = max((m.end() for m in pattern("expect", "past", "words").finditer(near)), default=-1)
        last_cue = max((m.end() for m in pattern("expect", "cues", "words").finditer(near)), default=-1)
        if last_past > last_cue and it.form != "ahead":
            continue
        made = window(it, anchor, fiscal_year_end)
        if made is None or made.latest < anchor.latest:
            continue
        if not any(made.earliest == o.earliest and made.latest == o.latest for o, _, _ in found):
            found.append((made, it.start, it.end))
    return found[:2]


def title_of(text: str, start: int, end: int) -> str:
    """A short title from a sentence, for the user to put in better words."""
    said = " ".join(text[start:end].split()).rstrip(".!?:; ")
    if item := _ITEM.match(said):
        said = said[item.end() :]
    while found := _LEAD.match(said):
        said = said[found.end() :]
    if len(said) > LONGEST_TITLE:
        said = said[: LONGEST_TITLE - 1].rsplit(" ", 1)[0].rstrip(",;: ") + "…"
    return said[:1].upper() + said[1:]
