"""The day a company says its next results will come, in a notice, an item of news or the cover of a filing."""

from __future__ import annotations

import re
from datetime import date, timedelta

from thesis_tui.public_data import headers

LATEST = timedelta(days=75)
"""After the day it is told; a date further off is of another event."""
# The day is said in the first paragraphs; further down are those of past calls.
_HEAD = 12_000
_SENTENCE = re.compile(r"(?<=[.!?;])\s+(?=[A-Z“\"(])|\n+")
_RESULTS = re.compile(r"\b(?:results|earnings)\b", re.IGNORECASE)
_VERB = r"(?:announc|report|releas|publish|issu|disclos|post|present|hold|host|approv|consider)\w*"
_AHEAD = re.compile(
    rf"\b(?:will|to|plans?|expects?|intends?|scheduled|scheduling|due)\b[\w\s’'-]{{0,30}}?\b{_VERB}\b"
    r"|\b(?:sets?|schedules?|confirms?|announces?)\b[\w\s’'-]{0,40}?\b(?:date|timing|schedule)\b"
    r"|\bdate of (?:the )?board meeting\b|\bmeeting\b[\w\s’',()-]{0,200}?\bwill be held\b",
    re.IGNORECASE,
)


def announced_day(text: str, other: date) -> date | None:
    """The day on which results will come, by a text of the day `told`; None where it says none.

    A sentence counts that speaks of results to come and names a day after it was told; one without a year is the next.
    """
    for sentence in _SENTENCE.split(text[:_HEAD]):
        if not _RESULTS.search(sentence) or not _AHEAD.search(sentence):
            continue
        days = headers.dates_in(sentence) or [
            day for year in (other.year, other.year + 1) for day in headers.dates_in_year(sentence, year)
        ]
        ahead = [day for day in days if timedelta(0) < day - other <= LATEST]
        if ahead:
            return min(ahead)
    return None
