"""The words and patterns of dates as people write them: what `windows` reads, one pattern for each way of writing."""

from __future__ import annotations

import re

from thesis_tui.model import figures

MONTHS = {"sept": 9} | {
    name.lower(): number for names in (figures.MONTHS, figures.MONTH_NAMES) for number, name in enumerate(names, 1)
}
WEEKDAYS = {name.lower(): number for number, name in enumerate(figures.WEEKDAYS)} | {
    "monday": 0, "tuesday": 1, "tues": 1, "wednesday": 2, "thursday": 3, "thur": 3, "thurs": 3, "friday": 4,
    "saturday": 5, "sunday": 6,
}  # fmt: skip
COUNTS = {
    "a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8,
    "nine": 9, "ten": 10, "eleven": 11, "twelve": 12,
}  # fmt: skip
PARTS = {
    "early": 0, "beginning": 0, "start": 0, "mid": 1, "middle": 1, "late": 2, "end": 2,
}  # fmt: skip

MONTH_WORD = "(" + "|".join(sorted(MONTHS, key=len, reverse=True)) + ")"
_YEAR_DIGITS = r"(\d{4})"
_ANY_YEAR = r"(?:'?(\d{4}|\d{2}))"
_COUNT = r"(\d{1,4}|" + "|".join(COUNTS) + ")"
_UNIT = r"(day|week|month|quarter|year)s?"
PART_WORD = r"(early|beginning|start|mid|middle|late|end)(?: of)?(?: the)?"


def _full(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.ASCII)


ISO_DAY = _full(r"(\d{4})-(\d{1,2})-(\d{1,2})")
ISO_MONTH = _full(r"(\d{4})-(\d{1,2})")
YEAR_MONTH = _full(r"(\d{4}) ?[/.m] ?(\d{1,2})")
NUMBERED_MONTH = _full(r"(?:m(\d{1,2}) |(\d{1,2}) ?[/.] ?)(\d{4})")
YEAR_NAMED_MONTH = _full(rf"(\d{{4}})[ -]{MONTH_WORD}")
DOTTED_DAY = _full(r"(\d{1,2})\.(\d{1,2})\.(\d{4}|\d{2})")
SLASHED_YEAR = _full(r"(\d{1,2})/(\d{1,2})/(\d{4})")
SLASHED_DAY = _full(r"\d{1,2}/\d{1,2}/\d{2,4}")
DAY_MONTH = _full(rf"(\d{{1,2}})(?:st|nd|rd|th)? (?:of )?{MONTH_WORD}(?: {_ANY_YEAR})?")
MONTH_DAY = _full(rf"{MONTH_WORD} (\d{{1,2}})(?:st|nd|rd|th)?(?: {_ANY_YEAR})?")
WEEK = _full(r"(?:(\d{4})[ -]?)?w(?:eek )?(\d{1,2})(?: (\d{4}))?")
WEEKDAY = _full(rf"(?:on )?(?:(this|next|last|coming) )?({'|'.join(sorted(WEEKDAYS, key=len, reverse=True))})")
NAMED_DAY = _full(rf"({'|'.join(sorted(WEEKDAYS, key=len, reverse=True))}) (?=\d|{MONTH_WORD} \d)")
"""A day of the week before the date it is of: "thursday 10 december"."""
MONTH = _full(rf"(?:(?:the )?month (?:of )?)?{MONTH_WORD}(?: {_YEAR_DIGITS}| '(\d{{2}}))?")
YEAR = _full(_YEAR_DIGITS)
NTH = _full(rf"(f)?(?:([qh])([1-4])|([1-4])([qh]))(?: ?(fy)? ?{_ANY_YEAR})?")
YEAR_NTH = _full(rf"(fy ?)?{_YEAR_DIGITS} ?(f)?([qh])([1-4])")
FISCAL_YEAR = _full(rf"(?:fy|fiscal(?: year)?) ?{_ANY_YEAR}?")
MONTH_QUARTER = _full(rf"{MONTH_WORD}(?: {_YEAR_DIGITS})? quarter(?: {_YEAR_DIGITS})?")
ENDING = _full(
    rf"(?:(month|quarter|half|half year|year)|{_COUNT} (months?|quarters?|years?)) (?:ending|ended|to|till|until) (.+)"
)
PART_OF = _full(rf"{PART_WORD} (.+)")
YEAR_END = _full(r"(?:the )?(?:year end|end (?:of )?(?:the |this )?year)(?: (\d{4}))?")
FORWARD = _full(rf"(?:(?:in )?(?:the )?next|in|within)(?: the next)? {_COUNT} {_UNIT}")
NAMED = _full(r"(this|current|next|last) (week|month|quarter|half|year)")
BY = _full(r"(?:by|until|till|no later than|before) (?:the )?(.+)")
RANGE = _full(r"\s+(?:to|until|till|through)\s+|\s*(?:–|—|\.\.+|…|/)\s*|\s+-\s+")
AGO = _full(rf"{_COUNT} (day|week|month|year)s? ago")
