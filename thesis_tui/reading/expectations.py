"""Sentences about what is to come, with a window: milestones. What has no window, or is past, gives none."""

from __future__ import annotations

import re
from functools import cache

from msgspec.structs import replace

from thesis_tui.reading.periods import Anchor, window
from thesis_tui.reading.sentences import Sentence
from thesis_tui.reading.when import When, times
from thesis_tui.reading.words import any_of, data, grammar, pattern
from thesis_tui.rules.windows import Window

_ITEM = re.compile(r"[-*•·|]\s+")
LONGEST_TITLE = 70
_FROM = ("since", "from", "after", "following", "through", "seit")
_UNTIL = ("by", "before", "until", "ahead of", "no later than", "bis")
_FURTHEST = 300
"""How far ahead a day without its year may lie, in days."""
_HEAD = 44
_NEAR_AHEAD = 100
"""How far ahead a day may lie without a word that says so, in days: one without its year is rather past beyond."""
_BEFORE = 40
_JOINING = ("", "on", "in", "by", "the", "on the")
_FAR = 60
"""How near its clause's head a time must be for its cue to stand after it, and how far after, in characters."""


def find_windows(text: str, sentence: Sentence, anchor: Anchor, fiscal_year_end: str) -> list[tuple[Window, int, int]]:
    """The windows in which a sentence expects something, with the place of each expression."""
    sums = grammar("expectations.sum").search(text, sentence.start, sentence.end) is not None
    forecast = sums and pattern("expect", "figures", "words").search(text, sentence.start, sentence.end) is not None
    found: list[tuple[Window, int, int]] = []
    for when in times(text, sentence.start, sentence.end):
        until = when.prefix in _UNTIL or when.form == "ahead"
        if pattern("expect", "not", "words").search(text, *_clause(text, sentence, when.start, when.end)):
            continue
        if grammar("expectations.into").search(text[max(sentence.start, when.start - 9) : when.start]):
            continue  # how long something lasts
        if (
            _names_it(text, when.end, sentence.end)
            or grammar("expectations.named").search(text[sentence.start : when.start])
            or (when.prefix in _FROM and when.form != "ahead" and (when.prefix, when.form) != ("from", "day"))
        ):
            continue
        if forecast and not until and when.form in ("quarter", "fiscal", "span", "year"):
            continue  # what is expected is a figure of that period, not something in it
        if (
            when.form == "year"
            and not grammar("expectations.in_year").search(text[max(sentence.start, when.start - 12) : when.start])
            and not when.canon.split()[0].isalpha()
        ):
            continue
        if until and grammar("expectations.not_until").search(text[sentence.start : when.start]):
            until, when = False, replace(when, prefix="")
        if when.form == "weekday" and not _is_of_this_week(text, sentence, when.start):
            continue
        if _is_no_event(text, sentence, when.start):
            continue
        if not (_is_ahead(text, sentence, when.start, when.end) or _is_dated_ahead(text, sentence, when, anchor)):
            continue
        if not until and when.form in ("quarter", "fiscal", "span", "year") and _has_sum(text, sentence, when.start):
            continue
        made = window(when, anchor, fiscal_year_end)
        if made is None or made.latest < anchor.latest or (when.form == "day" and made.latest == anchor.latest):
            continue
        if when.form == "day" and not when.has_year and (made.latest - anchor.latest).days > _FURTHEST:
            continue  # "March 5th" of a day just past
        if not any(made.earliest == o.earliest and made.latest == o.latest for o, _, _ in found):
            found.append((made, when.start, when.end))
    return found[:2]


@cache
def _cues() -> re.Pattern[str]:
    """What tells of something to come, in a sentence with a time."""
    tables = data("expect")
    return any_of([*tables["cues"]["words"], *tables["calendar"]["words"]])


def _names_it(text: str, end: int, until: int) -> bool:
    """Whether a period names what is expected, not when: "its Q4 financials"."""
    rest = text[end : min(until, end + 40)]
    found = pattern("expect", "named", "words").search(rest)
    return found is not None and rest[: found.start()].strip(" '’s") == ""


def _clause(text: str, sentence: Sentence, start: int, end: int) -> tuple[int, int]:
    """The clause a time stands in."""
    left = max(
        (m.end() for m in grammar("expectations.clause").finditer(text, sentence.start, start)), default=sentence.start
    )
    stop = grammar("expectations.clause").search(text, end, sentence.end)
    return left, stop.start() if stop else sentence.end


def _is_no_event(text: str, sentence: Sentence, start: int) -> bool:
    """Whether the words right before a time say that nothing happens then: "to holders of record on"."""
    head = text[max(sentence.start, start - _BEFORE) : start]
    return any(
        head[m.end() :].strip() in _JOINING for m in pattern("expect", "not_then", "words").finditer(head)
    )  # fmt: skip


def _has_sum(text: str, sentence: Sentence, start: int) -> bool:
    """Whether what comes in a period is a sum of it: "will book a charge of $35 million in the first quarter"."""
    left = max(
        (m.end() for m in grammar("expectations.break").finditer(text, sentence.start, start)), default=sentence.start
    )
    cues = list(pattern("expect", "with_figure", "words").finditer(text, left, start))
    return bool(cues) and grammar("expectations.sum").search(text, cues[-1].end(), start) is not None


def _is_of_this_week(text: str, sentence: Sentence, start: int) -> bool:
    """Whether a weekday is one to come: right behind what is to come, and not when it was told."""
    left = max(sentence.start, start - _HEAD)
    cues = list(_cues().finditer(text, left, start))
    if not cues:
        return False
    return pattern("expect", "weekday_not", "words").search(text, min(m.end() for m in cues), start) is None


def _is_dated_ahead(text: str, sentence: Sentence, when: When, anchor: Anchor) -> bool:
    """Whether a day or month that is plainly to come stands in a clause that tells of nothing past: "The furnace
    restarts in mid-April", "Next: results, 22 April".
    """
    if when.form not in ("day", "month") or not grammar("expectations.on").search(text[sentence.start : when.start]):
        return False
    left, right = _clause(text, sentence, when.start, when.end)
    if pattern("expect", "past", "words").search(text, left, right):
        return False
    made = window(when, anchor, "12-31")
    return made is not None and anchor.latest < made.earliest and (made.latest - anchor.latest).days <= _NEAR_AHEAD


def _is_ahead(text: str, sentence: Sentence, start: int, end: int) -> bool:
    """Whether a time stands with words of what is to come: after them in its clause, or at its head before them."""
    cues, past = _cues(), pattern("expect", "past", "words")
    left = max(
        (m.end() for m in grammar("expectations.break").finditer(text, sentence.start, start)), default=sentence.start
    )
    last_cue = max((m.end() for m in cues.finditer(text, left, start)), default=-1)
    last_past = max((m.end() for m in past.finditer(text, left, start)), default=-1)
    if last_cue >= 0:
        return last_cue > last_past
    if last_past >= 0 or start - left > _HEAD:
        return False
    stop = grammar("expectations.break").search(text, end, min(sentence.end, end + _FAR))
    right = stop.start() if stop else min(sentence.end, end + _FAR)
    cue, told = cues.search(text, end, right), past.search(text, end, right)
    return cue is not None and (told is None or cue.start() < told.start())


def title_of(text: str, start: int, end: int) -> str:
    """A short title from a sentence, for the user to put in better words."""
    said = " ".join(text[start:end].split()).rstrip(".!?:; ")
    if item := _ITEM.match(said):
        said = said[item.end() :]
    while found := grammar("expectations.lead").match(said):
        said = said[found.end() :]
    if len(said) > LONGEST_TITLE:
        said = said[: LONGEST_TITLE - 1].rsplit(" ", 1)[0].rstrip(",;: ") + "…"
    return said[:1].upper() + said[1:]
