"""The milestones as an iCalendar file (RFC 5545): one all-day event each, from the window's first day to its last."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Final

from thesis_tui import __version__
from thesis_tui.errors import InputError
from thesis_tui.model import figures
from thesis_tui.model.text_cleaning import clean
from thesis_tui.model.view import MilestoneView, View
from thesis_tui.pages.memo import cited, milestone_state, odds_words
from thesis_tui.pages.spans import one_line

_OCTETS: Final = 75
"""A line's most, its end not counted."""
_ESCAPES: Final = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n", "\t": " "})
_ADDRESS: Final = re.compile(r"https?://[!#-;=?-\[\]_a-z~%]+")


def calendar(view: View, now: datetime, since: date | None = None) -> str:
    """The whole file. `now` is when it was made; milestones that ended before `since` are left out.

    An event keeps its UID, so that importing the file again moves what has moved. Raises InputError where there is
    no milestone: a calendar without an event is none.
    """
    shown = [
        milestone
        for milestone in view.milestones
        if since is None or milestone.outcome_day is None or milestone.outcome_day >= since
    ]
    if not shown:
        ended = " still open by then" if view.milestones else ""
        raise InputError(
            f'there is no milestone{ended}; to add one: thesis-tui milestone add "TITLE" --window "feb 2026"', "--since"
        )
    shown.sort(key=lambda other: (other.milestone.earliest, other.milestone.latest, other.milestone.id))
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        f"PRODID:-//thesis-tui//thesis-tui {__version__}//EN",
        "CALSCALE:GREGORIAN",
        f"X-WR-CALNAME:{_text(f'{view.symbol} milestones')}",
        *(line for milestone in shown for line in _event(view, milestone, now)),
        "END:VCALENDAR",
    ]
    return "".join(f"{_folded(line)}\r\n" for line in lines)


def _event(view: View, milestone: MilestoneView, now: datetime) -> Iterator[str]:
    what = milestone.milestone
    title = one_line(what.title)
    pillar = view.pillar_title(what.pillar)
    yield "BEGIN:VEVENT"
    yield f"UID:{what.id}@{view.id}.thesis-tui"
    yield f"DTSTAMP:{now.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    yield f"DTSTART;VALUE=DATE:{what.earliest:%Y%m%d}"
    # the day after the last: RFC 5545 (3.6.1) does not count the end itself
    yield f"DTEND;VALUE=DATE:{what.latest + timedelta(days=1):%Y%m%d}"
    yield f"SUMMARY:{_text(f'{view.symbol}: {title}')}"
    yield f"DESCRIPTION:{_text(_description(view, milestone, pillar))}"
    if pillar:
        yield f"CATEGORIES:{_text(one_line(pillar))}"
    if _ADDRESS.fullmatch(milestone.origin.url):
        yield f"URL:{milestone.origin.url}"
    if milestone.state == "void":
        yield "STATUS:CANCELLED"
    # a window of weeks must not show its owner as busy
    yield "TRANSP:TRANSPARENT"
    if milestone.state == "upcoming":
        yield from (
            # nine in the morning: an event of whole days begins at midnight
            "BEGIN:VALARM", "ACTION:DISPLAY", "TRIGGER:PT9H",
            f"DESCRIPTION:{_text(f'{view.symbol}: the window of “{title}” opens')}", "END:VALARM",
        )  # fmt: skip
    yield "END:VEVENT"


def _description(view: View, milestone: MilestoneView, pillar: str) -> str:
    shown = view.source(milestone.origin.id)
    source = "" if shown is None else shown.source.source.title
    lines = [
        f"Pillar: {one_line(pillar) or 'none'}",
        f"Odds: {odds_words(milestone)}",
        f"State on {figures.long_day(view.today)}: {milestone_state(view, milestone)}",
        f"Source: {one_line(source) or cited(milestone.origin)}",
    ]
    # a calendar may be shared: one's own notes stay in the journal
    note = milestone.outcome_note or milestone.milestone.note
    return "\n".join([*lines, one_line(note)] if note else lines)


def _text(value: str) -> str:
    """A value of type TEXT: escapes and controls out of it, and what has a meaning escaped."""
    return clean(value).translate(_ESCAPES)


def _folded(line: str) -> str:
    """The line cut so that no part has more than 75 octets, and no character is cut."""
    parts: list[str] = []
    part, size = "", 0
    for character in line:
        octets = len(character.encode("utf-8", "replace"))
        if size + octets > _OCTETS:
            parts.append(part)
            # a line goes on after a blank, which counts
            part, size = " ", 1
        part += character
        size += octets
    return "\r\n".join([*parts, part])
