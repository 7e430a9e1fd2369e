"""When prices, history and exchange rates are asked for again, and how much of a history."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from thesis_tui import venues
from thesis_tui.model.feeds import Doubt, Rates, Split
from thesis_tui.model.objects import Listing
from thesis_tui.prices.stored_history import StoredHistory
from thesis_tui.rules.rescaling import split_fault
from thesis_tui.rules.splits import same_split

# Yahoo publishes no limit. Fewer than ten requests a minute were seen to pass; three listings make three.
OPEN_PACE = timedelta(seconds=60)
CLOSED_PACE = timedelta(minutes=15)
BY_HAND = timedelta(seconds=10)
"""A user who asks for what is doubted or missing waits no longer."""
SLACK = timedelta(seconds=2)
"""So that a timer of one minute finds its minute over."""
MONTH = timedelta(days=30)
"""All history is asked for again after so long."""
SESSIONS_AGAIN = 10
"""So many sessions are asked for again each time: feeds correct themselves within days."""
_RECENT = timedelta(days=30)
"""A doubt of a day before is no reason to ask again."""
ASKED_AGAIN = timedelta(hours=3)
"""After an answer that did not bring the day that was due."""
RATES_ASKED_AGAIN = timedelta(hours=6)
# Frankfurt's time: they appear about 16:00, and a request that comes too early waits six hours.
_RATES_PUBLISHED = time(16, 15)


def is_due(
    listing: Listing, stored: StoredHistory, now: datetime, splits: Sequence[Split], *, unclear: bool, by_hand: bool
) -> bool:
    """Whether history is to be asked for: a session has become whole since the newest bar, or something is to be
    cleared up. `splits` are those told with the price and the user's; `unclear` is whether the price is doubted.
    """
    if unclear:  # prices have a pace of their own: one history for each doubted one
        return True
    state = stored.state
    asked = state.asked or stored.fetched
    unclear = not stored.believed or state.pending is not None
    unclear = unclear or any(_is_recent(doubt, now) for doubt in state.doubts)
    if not all(_is_known(split, stored, now.date()) for split in splits):
        # the price is of after it, and until the history says so every level is of before
        return now - asked >= BY_HAND - SLACK
    venue = venues.find_venue(listing.venue)
    day = venues.last_whole(venue, now)
    last = stored.last_whole
    missing = last is None or last.day < day or any(_is_new_split(doubt, now) for doubt in state.doubts)
    if now - asked >= (BY_HAND if by_hand else CLOSED_PACE) - SLACK and (unclear or (missing and by_hand)):
        return True
    if state.asked_all is None or now - state.asked_all >= MONTH:
        return True
    if not missing:
        return False
    # an answer from before the session was whole could not have had it
    return asked < venues.whole_from(venue, day) or now - asked >= ASKED_AGAIN


def start_of(stored: StoredHistory, now: datetime) -> date | None:
    """The day to ask from; None where all is to be asked for."""
    asked_all = stored.state.asked_all
    if asked_all is None or now - asked_all >= MONTH or not stored.believed:
        return None
    if any(_is_new_split(doubt, now) for doubt in stored.state.doubts if doubt.code == "split not shown"):
        return None  # only the whole history takes back what was told of a day before its last part
    whole = [bar.day for bar in stored.bars[-3 * SESSIONS_AGAIN :] if bar.whole]
    return whole[-SESSIONS_AGAIN] if len(whole) >= SESSIONS_AGAIN else None


def _is_new_split(doubt: Doubt, now: datetime) -> bool:
    return doubt.subject == "split" and doubt.at is not None and doubt.at > now - _RECENT


def _is_recent(doubt: Doubt, now: datetime) -> bool:
    """Whether a doubt is reason to ask again soon."""
    if doubt.subject == "split" or doubt.day is None:
        return False
    return doubt.subject == "history" or doubt.day > now.date() - _RECENT


def _is_known(split: Split, stored: StoredHistory, today: date) -> bool:
    """Whether a split was held against the bars already, or cannot be."""
    if split_fault(split, today):
        return True
    basis = stored.state.basis
    known = any(same_split(split, reported.split) for reported in stored.state.splits)
    # bars that came a month after a split are on its basis already
    return known or (basis is not None and split.day < basis - _RECENT)


def rates_due(known: Rates, now: datetime) -> bool:
    """Rates appear about 16:00 in Frankfurt on working days."""
    local = now.astimezone(venues.zone_of(venues.find_venue("XETRA")))
    day = local.date()
    while day.weekday() > 4 or (day == local.date() and local.time() < _RATES_PUBLISHED):
        day -= timedelta(days=1)
    return known.day < day and now - known.fetched >= RATES_ASKED_AGAIN
