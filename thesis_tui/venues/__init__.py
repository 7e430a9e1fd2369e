"""One table of venues: hours, breaks, holidays and half days, suffixes of symbols, currencies and their parts.

table       what a venue is, found by name
rows        the venues themselves
trading_days    which days have a session
holidays    the days that have none, and those with other hours (made by tests/tools/make_holidays.py)
hours       when a session opens, closes and is whole, and which one a moment belongs to
symbols     what a symbol says of where it is traded
units       pence, agorot and cents

Nothing here reads a clock or a file; what costs time is read on first use.
"""

from thesis_tui.venues.hours import (
    closes_at,
    day_of,
    is_behind,
    is_beyond_close,
    is_open,
    is_whole,
    last_closed,
    last_whole,
    opens_at,
    outside_session,
    session_of,
    sessions_after,
    whole_from,
    zone_of,
)
from thesis_tui.venues.table import Venue, find_venue, in_zone, known_venues
from thesis_tui.venues.trading_days import is_session, known_until, last_session, next_session, sessions_between

__all__ = [
    "Venue",
    "closes_at",
    "day_of",
    "find_venue",
    "in_zone",
    "is_behind",
    "is_beyond_close",
    "is_open",
    "is_session",
    "is_whole",
    "known_until",
    "known_venues",
    "last_closed",
    "last_session",
    "last_whole",
    "next_session",
    "opens_at",
    "outside_session",
    "session_of",
    "sessions_after",
    "sessions_between",
    "whole_from",
    "zone_of",
]
