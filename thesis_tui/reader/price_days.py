"""When a price is of: its day, its session, and whether that was long before the article."""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import cache

from thesis_tui.errors import InputError
from thesis_tui.model.enums import Session
from thesis_tui.reader.levels import Found
from thesis_tui.reader.lexicon import LANGUAGES
from thesis_tui.reader.numbers import Number
from thesis_tui.reader.periods import Anchor
from thesis_tui.reader.sentences import Sentence
from thesis_tui.reader.when import When, times
from thesis_tui.reader.word_lists import any_of, data, grammar, lists, pattern
from thesis_tui.rules.windows import parse_day, parse_period

_LEADING = 12
"""How far from its sentence's start a time may stand to be of all of it."""
_NEAR_ITS_DAY = 70
_BEFORE_A_MONTH = 16
_LONG = timedelta(days=10)


def is_old(text: str, sentence: Sentence, amount: Number, kind: str, anchor: Anchor) -> bool:
    """Whether a price or a high is told as of a day long before the article."""
    for item in times(text, sentence.start, sentence.end):
        apart = text[item.end : amount.start] if item.end <= amount.start else text[amount.end : item.start]
        leads = item.start <= sentence.start + _LEADING
        same_day = item.end <= amount.start and grammar("levels.same_day").search(apart) is not None
        if not leads and not same_day and any(c in apart for c in ",;，；"):
            continue
        if grammar("expectations.of_chart").match(text, item.end):
            continue  # "the August 2020 highs" are a mark of the chart
        if item.prefix in ("since", "seit"):
            continue  # "as low as it was in May 2024"
        # any other level holds until it is broken, whenever it was set
        if kind not in ("price", "52-week high", "52-week low"):
            return False
        if item.form == "year" and pattern("expect", "named", "words").match(text, item.end + 1):
            continue  # "on the back of its 2025 results" tells no day of the price
        if item.end <= amount.start and grammar("levels.present").search(apart):
            continue
        if item.form == "year" and int(item.canon[-4:]) < anchor.latest.year and item.prefix not in ("by",):
            return True
        if item.form not in ("month", "day") or kind != "price":
            continue
        if grammar("levels.present").search(apart) or grammar("levels.moved_on").search(apart):
            continue
        dated = item.form == "day" or item.has_year or _is_when(text, sentence, item)
        if dated and (len(apart) < _NEAR_ITS_DAY or leads or same_day) and is_long_ago(item, anchor):
            return True
    return False


def is_long_ago(item: When, anchor: Anchor) -> bool:
    """Whether a day or a month was over long before the article; those of which that cannot be told were."""
    try:
        end = parse_period(item.canon, anchor.latest).end
    except InputError:
        return True
    return end < (anchor.earliest or anchor.latest) - _LONG


def _is_when(text: str, sentence: Sentence, item: When) -> bool:
    """Whether a month says when something was, and names no thing by it as "April results" does."""
    before = text[max(sentence.start, item.start - _BEFORE_A_MONTH) : item.start]
    return text[item.end - 1] == "月" or grammar("levels.in_a_month").search(before) is not None


def goes_on(text: str, sentence: Sentence) -> bool:
    """Whether a sentence tells of the day before or after one of which the talk was: "The day after, it closed at"."""
    return grammar("levels.next_day").match(text, sentence.start, sentence.end) is not None


def session_of(text: str, sentence: Sentence, found: Found, numbers: list[Number]) -> Session:
    """When in the day a price is of, by the words between the money before it and the money after it."""
    amount = found.amount
    money = [item for item in numbers if item.kind in ("money", "plain") and not item.scaled]
    left = max((item.end for item in money if item.end <= amount.start), default=sentence.start)
    right = min((item.start for item in money if item.start >= amount.end), default=sentence.end)
    head = grammar("levels.session_first").match(text, sentence.start, amount.start)
    # "In premarket trading, the shares fell from their previous closing price of $12 to $9"
    places = [(left, right), *([(sentence.start, head.end())] if head else []), (min(left, found.start), right)]
    return next(
        (session for start, end in places for session, words in _sessions() if words.search(text, start, end)),
        "unknown",
    )


@cache
def _sessions() -> tuple[tuple[Session, re.Pattern[str]], ...]:
    """The words of each session, those that say most first."""
    tables = data("when")["sessions"]
    closed = [word for language in LANGUAGES for word in lists(f"words-{language}")["close"]]
    words_of: tuple[tuple[Session, list[str]], ...] = (
        ("premarket", tables["premarket"]), ("after hours", tables["after_hours"]), ("close", closed),
        ("open", tables["open"]),
    )  # fmt: skip
    return tuple((session, any_of(words)) for session, words in words_of)


def day_of(text: str, sentence: Sentence, published: date | None) -> date | None:
    """The day a price is of: said in the sentence, else the article's; None when that is not known."""
    if published is None:
        dated = [item for item in times(text, sentence.start, sentence.end) if item.form == "day" and item.has_year]
        return parse_day(dated[0].canon, date(2100, 1, 1)) if dated else None
    stretch = text[sentence.start : sentence.end]
    if grammar("levels.day_before").search(stretch):
        return published - timedelta(days=1)
    if weekday := grammar("levels.weekday").search(stretch):
        return parse_day(weekday[1], published)
    for item in times(text, sentence.start, sentence.end):
        if item.form == "day":
            return parse_day(item.canon, published)
    return published
