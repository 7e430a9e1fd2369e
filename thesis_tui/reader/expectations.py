"""Sentences about what is to come, with a window: milestones. What has no window, or is past, gives none."""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import cache

from msgspec.structs import replace

from thesis_tui.reader.periods import Anchor, window
from thesis_tui.reader.sentences import Sentence
from thesis_tui.reader.when import When, times
from thesis_tui.reader.word_lists import any_of, data, grammar, pattern, word_set
from thesis_tui.rules.windows import Window

_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_ITEM = re.compile(r"[-*•·|]\s+")
LONGEST_TITLE = 70
# With 20, "be completed in May" is a title that says nothing of what.
_SHORTEST = 30
"""How much of a title there is at least before its time ends, in characters."""
# In March a film "set for release on December 18" is 283 days ahead.
_FURTHEST = 300
"""How far ahead a day without its year may lie, in days."""
# In Chinese a verb does not tell what was from what is to come.
_FURTHEST_HAN = 120
_A_FEW_DAYS = timedelta(days=10)
_OF_A_CALENDAR = 160
"""How long a line of a calendar is at most, in characters."""
# In September a warning "in July" was given, and a launch "in May" may be to come.
_FURTHEST_MONTH = 270
# With 90, "launched in January and plans to have 60 satellites by year-end" expects something in January.
_HEAD = 44
_AT_HEAD = 8
"""How far from the start of its clause a time still stands at its head: behind "But in the "."""
_NEAR_AHEAD = 100
"""How far ahead a day may lie without a word that says so, in days: one without its year is rather past beyond."""
_EVENT_BEFORE = 90
_OF_A_SUM = 60
_MOST = 4
"""Windows a sentence is read for: a calendar in one sentence is rather a list of what others do."""
_BEFORE = 40
_ONCE = 24
_FAR = 60
"""How near its clause's head a time must be for its cue to stand after it, and how far after, in characters."""


def find_windows(text: str, sentence: Sentence, anchor: Anchor, fiscal_year_end: str) -> list[tuple[Window, int, int]]:
    """The windows in which a sentence expects something, with the place of each expression."""
    if text[sentence.start : sentence.end].rstrip().endswith((":", "：")):
        return []  # a caption
    found: list[tuple[Window, int, int]] = []
    for time in times(text, sentence.start, sentence.end):
        when = time
        if grammar("expectations.not_until").search(text[sentence.start : when.start]):
            when = replace(when, prefix="")  # "not due until May 7" is of that day
        if _is_no_event(text, sentence, when) or _is_of_a_sum(text, sentence, when) or _is_denied(text, sentence, when):
            continue
        if not (
            _is_ahead(text, sentence, when)
            or _is_dated_ahead(text, sentence, when, anchor)
            or _happens_then(text, sentence, when, anchor)
        ):
            continue
        made = window(when, anchor, fiscal_year_end)
        if made is None or made.latest < anchor.latest:
            continue
        today = when.form == "day" and made.latest == anchor.latest
        if today and not grammar("expectations.later_today").search(
            text, *_clause(text, sentence, when.start, when.end)
        ):
            continue
        far = {"day": _FURTHEST, "month": _FURTHEST_MONTH}.get(when.form)
        if far and when.label[-1:] >= "\u2e80":
            far = _FURTHEST_HAN
        if far and not when.has_year and (made.earliest - anchor.latest).days > far:
            continue  # "March 5th" of a day just past, "a warning in July" of the last one
        if not _is_on_its_weekday(text, sentence, when, made.latest):
            continue  # "on Tuesday, June 11th" of a year in which it was one
        if not any(made.earliest == o.earliest and made.latest == o.latest for o, _, _ in found):
            found.append((made, when.start, when.end))
    # one sentence may expect "to ramp up in the second half of 2026, and the Cybercab to enter production in April"
    return found[:_MOST]


def day_of_heading(text: str, sentence: Sentence, anchor: Anchor) -> Window | None:
    """The day, or the days, that a heading of a calendar is and says nothing besides; None of any other heading."""
    found = times(text, sentence.start, sentence.end)
    if len(found) != 1 or found[0].form not in ("day", "month"):
        return None
    around = text[sentence.start : found[0].start] + text[found[0].end : sentence.end]
    if grammar("expectations.no_more_than_a_day").fullmatch(around) is None:
        return None
    made = window(found[0], anchor, "12-31")
    if made is None or made.latest <= anchor.latest or (made.earliest - anchor.latest).days > _FURTHEST:
        return None
    return made if found[0].form == "day" or made.latest - made.earliest < _A_FEW_DAYS else None


def is_on_a_calendar(text: str, sentence: Sentence) -> bool:
    """Whether a short line tells of an event and of no time but a quarter's results, so that it is on the day of the
    heading above it.
    """
    said = times(text, sentence.start, sentence.end)
    if sentence.end - sentence.start > _OF_A_CALENDAR or any(item.form not in ("quarter", "fiscal") for item in said):
        return False
    if pattern("expect", "past", "words").search(text, sentence.start, sentence.end):
        return False
    return pattern("expect", "events", "words").search(text, sentence.start, sentence.end) is not None


def _is_on_its_weekday(text: str, sentence: Sentence, when: When, day: date) -> bool:
    """Whether a day without its year falls on the day of the week that stands before it."""
    if when.form != "day" or when.has_year:
        return True
    said = grammar("expectations.day_of_week").search(text[max(sentence.start, when.start - _ONCE) : when.start])
    if said is None:
        return True
    name = said["day"].lower()
    english: str = data("when")["months"].get(name, [name])[0]
    return english == _WEEKDAYS[day.weekday()]


def _is_no_event(text: str, sentence: Sentence, when: When) -> bool:
    """Whether the words round a time say that nothing happens then: how long something lasts, since when it has been,
    what a report is of, who is entitled to a dividend, or a clause of what is never an event.
    """
    before = text[sentence.start : when.start]
    han = when.label[-1:] >= "\u2e80"
    if han and (
        grammar("expectations.han_since").search(before) or grammar("expectations.han_past").match(text, when.end)
    ):
        return True
    left, right = _clause(text, sentence, when.start, when.end)
    if han and _is_of_a_report(text, sentence, when, left):
        return True
    if (
        when.form in ("year", "quarter", "fiscal", "span")
        and han
        and not grammar("expectations.han_event").search(text, left, right)
    ):
        return True
    if pattern("expect", "not", "words").search(text, left, right):
        return True
    if pattern("expect", "beside", "words").search(
        text, max(left, when.start - _BEFORE), min(right, when.end + _BEFORE)
    ):
        return True
    if grammar("expectations.from_then").search(before[-_BEFORE:]) or grammar("expectations.unless").search(before):
        return True
    if text.startswith("'s", when.end) and not grammar("expectations.event_after").match(text, when.end):
        return True  # "moved up by July's death of the founder"
    if grammar("expectations.into").search(before[-9:]) or grammar("expectations.named").search(before):
        return True
    if _names_it(text, when.end, sentence.end) or grammar("expectations.of_chart").match(text, when.end, sentence.end):
        return True
    if grammar("expectations.said_then").search(before):
        return True
    if "year-end" in when.label.casefold() and grammar("expectations.booked").match(text, when.end, sentence.end):
        return True
    if when.form in ("quarter", "fiscal", "span") and grammar("expectations.reports").search(before):
        return True
    if when.form in ("quarter", "fiscal", "span", "year", "label") and grammar("expectations.after_a").search(before):
        return True
    since = when.prefix in word_set("when", "prefixes", "from") and (when.prefix, when.form) != ("from", "day")
    if since and when.form != "ahead":
        return True
    if (
        when.form == "year"
        and not when.canon.split()[0].isalpha()
        and not grammar("expectations.in_year").search(before)
    ):
        return True
    if grammar("expectations.ends_a_period").search(before):
        return True
    if grammar("expectations.after_an_event").search(before) and grammar("expectations.has_happened").match(
        text, when.end, sentence.end
    ):
        return True
    if when.form == "weekday" and grammar("expectations.tells").match(text, when.end):
        return True
    if text.find("xpir", left, right) >= 0 and grammar("expectations.of_options").search(text, left, right):
        return True
    if when.form == "ahead" and grammar("expectations.lasts").search(before):
        return True
    if when.form in ("year", "quarter", "fiscal", "span") and grammar("expectations.effect").search(before):
        return True
    if grammar("expectations.aims_at").search(before) or _is_of_a_price(text, left, right):
        return True
    if when.form == "weekday" and not (
        _is_of_this_week(text, sentence, when.start) or _event_before(text, sentence, when)
    ):
        return True
    head = before[-_BEFORE:]
    cues = pattern("expect", "not_then", "words").finditer(head)
    return any(grammar("expectations.joining").fullmatch(head, cue.end()) for cue in cues)


def _is_of_a_price(text: str, left: int, right: int) -> bool:
    """Whether a clause only says what the share is to cost then: "it will be at $350 by June"."""
    return any(grammar(name).search(text, left, right) for name in ("expectations.costs", "expectations.from_to"))


def _is_of_a_report(text: str, sentence: Sentence, when: When, left: int) -> bool:
    """Whether a Chinese time, in a clause from `left`, is the period of a report that is out, or of what was made."""
    if grammar("expectations.han_will").search(text, left, when.start):
        return False
    if grammar("expectations.han_counted").search(text, left, sentence.end):
        return True
    published = grammar("expectations.han_published").search(text, sentence.start, sentence.end)
    if published is None or when.form in ("day", "ahead"):
        return False
    return not grammar("expectations.han_will").search(text, sentence.start, published.start())


def _is_of_a_sum(text: str, sentence: Sentence, when: When) -> bool:
    """Whether what is expected is a sum of a period, not something in it: "revenue of $2 billion in 2027", "will book a
    charge of $35 million in the first quarter".
    """
    label = when.label.casefold()
    spent_over = when.form == "ahead" and (label.startswith("over ") or label.endswith(("year", "quarter")))
    if when.form not in ("quarter", "fiscal", "span", "year") and not spent_over:
        return False
    if when.prefix in word_set("when", "prefixes", "until"):
        return False
    if grammar("expectations.sum_of").search(text[max(sentence.start, when.start - _OF_A_SUM) : when.start]):
        return True
    sums = grammar("expectations.sum")
    left, right = _clause(text, sentence, when.start, when.end)
    does = grammar("expectations.and_does").search(text, when.end, right)
    clause = (left, does.start() if does else right)
    if sums.search(text, *clause) and pattern("expect", "figures", "words").search(text, *clause):
        return True
    cues = list(pattern("expect", "with_figure", "words").finditer(text, _left_of(text, sentence, when), when.start))
    return bool(cues) and sums.search(text, cues[-1].end(), when.start) is not None


def _is_denied(text: str, sentence: Sentence, when: When) -> bool:
    """Whether what a time is of does not happen: "will not ship in June", "in June it will not ship"."""
    breaks = grammar("expectations.denied_break")
    if grammar("expectations.not_before").search(text[sentence.start : when.start]):
        return False
    left = max((m.end() for m in breaks.finditer(text, sentence.start, when.start)), default=sentence.start)
    if grammar("expectations.denied").search(text, left, when.start):
        return True
    if when.start - left > _AT_HEAD:
        return False
    stop = breaks.search(text, when.end + 1, sentence.end)
    return grammar("expectations.denied").search(text, when.end, stop.start() if stop else sentence.end) is not None


def part_of(text: str, sentence: Sentence, start: int, end: int) -> tuple[int, int]:
    """The part of a sentence that a time is of: what a company did, or what it expects besides."""
    joints = list(grammar("expectations.expects_too").finditer(text, sentence.start, sentence.end))
    left = max((m.end() for m in joints if m.end() <= start), default=sentence.start)
    return left, min((m.start() for m in joints if m.start() >= end), default=sentence.end)


def _left_of(text: str, sentence: Sentence, when: When) -> int:
    """Where the clause that ends in a time begins."""
    breaks = grammar("expectations.break").finditer(text, sentence.start, when.start)
    return max((m.end() for m in breaks), default=part_of(text, sentence, when.start, when.end)[0])


@cache
def _cues() -> re.Pattern[str]:
    """Words that tell of something to come, in a sentence with a time."""
    tables = data("expect")
    return any_of([*tables["cues"]["words"], *tables["calendar"]["words"]])


def _names_it(text: str, end: int, until: int) -> bool:
    """Whether a period names what is expected, not when: "its Q4 financials"."""
    rest = text[end : min(until, end + 40)]
    found = pattern("expect", "named", "words").search(rest)
    return found is not None and rest[: found.start()].strip(" '’s") == ""


def _clause(text: str, sentence: Sentence, start: int, end: int) -> tuple[int, int]:
    """The clause a time stands in."""
    low, high = part_of(text, sentence, start, end)
    left = max((m.end() for m in grammar("expectations.clause").finditer(text, low, start)), default=low)
    stop = grammar("expectations.clause").search(text, end, high)
    return left, stop.start() if stop else high


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
    if when.form not in ("day", "month"):
        return False
    happens = when.form == "day" and (
        grammar("expectations.event_after").match(text, when.end, sentence.end)
        or _event_behind(text, sentence, when)
        or _event_before(text, sentence, when)
    )
    before = text[sentence.start : when.start]
    of_weekday = grammar("expectations.day_of_week").search(before)  # its comma is none before a day
    if not happens and not grammar("expectations.on").search(before[: of_weekday.start()] if of_weekday else before):
        return False
    left, right = _clause(text, sentence, when.start, when.end)
    if pattern("expect", "past", "words").search(text, left, right):
        return False
    made = window(when, anchor, "12-31")
    far = _FURTHEST if when.has_year and (happens or _event_before(text, sentence, when)) else _NEAR_AHEAD
    return made is not None and 0 < (made.earliest - anchor.latest).days <= far


def _event_behind(text: str, sentence: Sentence, when: When) -> bool:
    """Whether a day stands before what happens then, as in a calendar: "March 12 – Acme investor day"."""
    behind = grammar("expectations.event_behind").match(text, when.end, sentence.end)
    return behind is not None and pattern("expect", "events", "words").search(behind["what"]) is not None


def _event_before(text: str, sentence: Sentence, when: When) -> bool:
    """Whether what happens at a time stands right before it: "the annual meeting on May 7", "results next week"."""
    left = max(sentence.start, when.start - _EVENT_BEFORE)
    events = list(pattern("expect", "events", "words").finditer(text, left, when.start))
    if not events or (when.form == "month" and text[events[-1].end() : when.start].strip() == ","):
        return False  # "Portfolio update, March" is a title
    return grammar("expectations.happens").fullmatch(text, events[-1].end(), when.start) is not None


def _happens_then(text: str, sentence: Sentence, when: When, anchor: Anchor) -> bool:
    """Whether an event is told with a time that is near and plainly to come, and nothing past before it."""
    if not _event_before(text, sentence, when):
        return False
    if when.form not in ("month", "ahead", "weekday"):
        before = text[max(sentence.start, when.start - _EVENT_BEFORE) : when.start]
        if when.form not in ("quarter", "fiscal", "year") or not grammar("expectations.is_planned").search(before):
            return False
    left, right = _clause(text, sentence, when.start, when.end)
    # "fell on Monday ahead of its results on Thursday"
    left = max((m.end() for m in grammar("expectations.ahead_of").finditer(text, left, when.start)), default=left)
    if pattern("expect", "past", "words").search(text, left, right):
        return False
    if grammar("expectations.spoke").search(text, max(left, when.start - _EVENT_BEFORE), when.start):
        return False
    if when.form == "weekday" and grammar("expectations.did").search(text, left, when.start):
        return False
    made = window(when, anchor, "12-31")
    if when.form not in ("month", "ahead", "weekday"):
        return made is not None
    return made is not None and 0 < (made.latest - anchor.latest).days <= _NEAR_AHEAD


def _is_ahead(text: str, sentence: Sentence, when: When) -> bool:
    """Whether a time stands with words of what is to come: after them in its clause, or at its head before them."""
    cues, past = _cues(), pattern("expect", "past", "words")
    start, end, left = when.start, when.end, _left_of(text, sentence, when)
    told = [
        m
        for m in cues.finditer(text, left, start)
        if text[max(left, m.start() - 4) : m.start()] != "had "
        and not grammar("expectations.was_to_come").search(text[max(left, m.start() - _ONCE) : m.start()])
    ]
    last_past = max(
        (
            m.end()
            for m in past.finditer(text, left, start)
            if not grammar("expectations.once").search(text[max(left, m.start() - _ONCE) : m.start()])
        ),
        default=-1,
    )
    if last_past >= 0:
        told = [m for m in told if not grammar("expectations.leads").fullmatch(m[0])]
    last_cue = max((m.end() for m in told), default=-1)
    if last_cue >= 0 and grammar("expectations.did_it").search(text, last_cue, start):
        return False
    if last_cue >= 0:
        return last_cue > last_past
    if last_past >= 0 or start - left > _HEAD:
        return False
    stop = grammar("expectations.break").search(text, end, min(sentence.end, end + _FAR))
    right = stop.start() if stop else min(sentence.end, end + _FAR)
    cue, was = cues.search(text, end, right), past.search(text, end, right)
    if cue is not None and grammar("expectations.spoke").search(text, end, cue.start()):
        return False  # "In February, Acme announced it would …"
    return cue is not None and (was is None or cue.start() < was.start())


def title_of(text: str, sentence: Sentence, start: int, until: int) -> str:
    """A short title from a sentence, for the user to put in better words: from `start`, or from where the sentence
    begins if it has no subject else. It holds what is expected; the time of that ends at `until`, and a title that
    would be cut before it begins later, in the midst of the words where there is no better place.
    """
    if grammar("expectations.no_subject").match(text[start : start + _BEFORE].lstrip(" ,;").lower()):
        start = sentence.start
    if dateline := grammar("expectations.dateline").match(text, start, sentence.end):
        start = dateline.end()
    while found := grammar("expectations.lead").match(text[start:until]):
        start += found.end()
    cut = False
    cue = max((m.end() for m in _cues().finditer(text, start, until)), default=until)
    if cue - start > LONGEST_TITLE - _SHORTEST and until - start > LONGEST_TITLE:
        breaks = [m.end() for m in grammar("expectations.title_break").finditer(text, start, until - _SHORTEST)]
        late = text.find(" ", until - LONGEST_TITLE + 1) + 1
        cut = not any(until - at <= LONGEST_TITLE for at in breaks)
        start = next((at for at in breaks if until - at <= LONGEST_TITLE), late)
    if cut:
        return f"…{' '.join(text[start:until].split()).strip(',;:.!? ')}"
    words = " ".join(text[start : sentence.end].split()).strip(",;:.!? ")
    if item := _ITEM.match(words):
        words = words[item.end() :]
    while found := grammar("expectations.lead").match(words):
        words = words[found.end() :]
    if len(words) > LONGEST_TITLE:
        words = words[: LONGEST_TITLE - 1].rsplit(" ", 1)[0].rstrip(",;: ") + "…"
    return words[:1].upper() + words[1:]
