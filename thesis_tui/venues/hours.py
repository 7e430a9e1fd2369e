"""Sessions of a venue as moments: when they open, close and are whole, and which one a moment belongs to."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from functools import cache
from typing import Literal

from thesis_tui.venues.table import Venue
from thesis_tui.venues.trading_days import DAY, is_session, last_session, sessions_between, unusual_close

# Feeds are delayed by up to a quarter of an hour: before that its close may not have reached them.
SETTLING = timedelta(minutes=15)
"""A session is whole this long after its close."""
# Twice the delay of the slowest feeds.
BEHIND_AFTER = timedelta(minutes=30)
"""A price older than this while its venue is open is behind."""
_PRINTED = timedelta(hours=1)
"""A close is given with a time up to so long after the auction, the last of an evening's trading with a later one."""
_NEAR_MIDNIGHT = 2
"""Hours. Summer time moves a clock by one; this far from midnight the winter offset gives the right day."""
_HOUR = timedelta(hours=1)
_NO_TIME = timedelta()
Outside = Literal["premarket", "after hours", ""]


@cache
def _zone(name: str, offset: float) -> tzinfo:
    """A system that has no zones gets the offset in winter, by which a session is never whole too early."""
    if name == "UTC":
        return UTC
    from zoneinfo import ZoneInfo

    try:
        return ZoneInfo(name)
    except (OSError, ValueError, KeyError):  # no such zone, or a system without zones
        return timezone(timedelta(hours=offset))


def zone_of(venue: Venue) -> tzinfo:
    """The zone a venue's times are in; of a venue nobody knows, where a day ends last."""
    return _zone(venue.zone, venue.offset)


def _at(venue: Venue, day: date, clock: time) -> datetime:
    return datetime.combine(day, clock, zone_of(venue))


def _all_day(venue: Venue) -> bool:
    return venue.kind in ("around the clock", "unknown")


def opens_at(venue: Venue, day: date) -> datetime:
    """When the session of `day` opens, in the venue's zone; around the clock and at an unknown venue at midnight."""
    return _at(venue, day - DAY if venue.eve and day > date.min else day, venue.opens)


def regular_close(venue: Venue, day: date) -> datetime:
    """When regular trading of the session of `day` ends, before the closing auction."""
    if _all_day(venue):
        return _at(venue, day + DAY, time()) if day < date.max else _at(venue, day, time.max)
    unusual = unusual_close(venue, day)
    if unusual is not None:
        return _at(venue, day, unusual)
    past = next((other.closes for other in venue.past if day <= other.until), venue.closes)
    return _at(venue, day, past)


def closes_at(venue: Venue, day: date) -> datetime:
    """When the closing auction of the session of `day` ends, in the venue's zone."""
    close = regular_close(venue, day)
    return close if _all_day(venue) else close + _auction(venue)


def _auction(venue: Venue) -> timedelta:
    """How long the closing auction lasts after regular trading, which ends the day of most venues."""
    if venue.settled == venue.closes:
        return _NO_TIME
    return _minutes(venue.settled) - _minutes(venue.closes)


def _minutes(clock: time) -> timedelta:
    return timedelta(hours=clock.hour, minutes=clock.minute)


def whole_from(venue: Venue, day: date) -> datetime:
    """From when the session of `day` is whole: 15 minutes after its close."""
    return closes_at(venue, day) + SETTLING


def is_whole(venue: Venue, day: date, now: datetime, traded: datetime | None = None) -> bool:
    """Whether the session of `day` is whole at `now`.

    On that day itself a feed's last trade (`traded`, where known) must also be of the close: an answer kept
    somewhere since the afternoon says nothing of it. A fund's value is a close whenever it appears.
    """
    if venue.kind == "fund" and traded is not None and traded <= now:
        return session_of(venue, traded) >= day
    if now < whole_from(venue, day):
        return False
    if traded is None or _all_day(venue) or now.astimezone(zone_of(venue)).date() > day:
        return True
    return traded >= regular_close(venue, day)


def is_beyond_close(venue: Venue, day: date, traded: datetime) -> bool:
    """Whether a price traded on `day` is no close of its session though that is over: one of an evening's trading
    beyond the regular, or of a special session that the calendar does not know.
    """
    return venue.kind == "exchange" and (not is_session(venue, day) or traded > closes_at(venue, day) + _PRINTED)


def session_of(venue: Venue, at: datetime) -> date:
    """The session a moment's price belongs to: that day's if it has one (before its open it is a premarket price),
    else the last before. At an unknown venue the day is the moment's own.
    """
    return last_session(venue, day_of(venue, at))


def day_of(venue: Venue, at: datetime) -> date:
    """The day a moment counts to, whether it has a session or not: what a feed's bar of that moment is of."""
    if venue.kind == "unknown" and not venue.zone:
        return at.date()
    return _turned(venue, _local(venue, at))


def _local(venue: Venue, at: datetime) -> datetime:
    """`at` on the venue's clock, or an hour off it where that changes no day: zones need not be read for that."""
    if not venue.eve and venue.kind in ("exchange", "fund"):
        winter = at.astimezone(timezone(timedelta(hours=venue.offset)))
        if _NEAR_MIDNIGHT <= winter.hour < 24 - _NEAR_MIDNIGHT:
            return winter
    return at.astimezone(zone_of(venue))


def _turned(venue: Venue, local: datetime) -> date:
    """The day a local time counts to: with sessions that open on the eve, the next one from then on."""
    return local.date() + DAY if venue.eve and local.time() >= venue.opens else local.date()


def last_whole(venue: Venue, now: datetime) -> date:
    """The newest session that is whole at `now`."""
    return _last_ended(venue, now, SETTLING)


def last_closed(venue: Venue, now: datetime) -> date:
    """The newest session that has closed by `now`."""
    return _last_ended(venue, now, timedelta())


def _last_ended(venue: Venue, now: datetime, settling: timedelta) -> date:
    day = last_session(venue, _turned(venue, _local(venue, now)))
    while not _has_closed(venue, day, now - settling):
        day = last_session(venue, day - DAY)
    return day


def _has_closed(venue: Venue, day: date, now: datetime) -> bool:
    """Whether the session of `day` has closed. In summer it does so an hour before its winter time: but for that hour
    the zone need not be read, which is 3 ms of every start.
    """
    if not _all_day(venue):
        clock = unusual_close(venue, day) or venue.closes
        winter = datetime.combine(day, clock, timezone(timedelta(hours=venue.offset))) + _auction(venue)
        if now >= winter:
            return True
        # a venue that once closed earlier may have closed: its own hours of that day decide
        if now < winter - _HOUR and not venue.past:
            return False
    return now >= closes_at(venue, day)


def sessions_after(venue: Venue, day: date, now: datetime) -> int:
    """How many sessions after `day` have closed by `now`."""
    return sessions_between(venue, day, last_closed(venue, now))


def is_open(venue: Venue, now: datetime) -> bool:
    """Whether a session is on, its closing auction included; at an unknown venue on working days. A fund never is."""
    if venue.kind == "fund":
        return False
    day = _turned(venue, now.astimezone(zone_of(venue)))
    return is_session(venue, day) and opens_at(venue, day) <= now < closes_at(venue, day)


def is_behind(venue: Venue, now: datetime, at: datetime) -> bool:
    """Whether a price of `at` is too old for a venue that is open, but for its lunch break and its first minutes."""
    if venue.kind == "unknown" or not is_open(venue, now) or now - at <= BEHIND_AFTER:
        return False
    if venue.kind == "around the clock":
        return True
    local = now.astimezone(zone_of(venue))
    day = _turned(venue, local)
    if venue.rest is not None:
        start, end = (_at(venue, day, clock) for clock in venue.rest)
        if start <= local < end + BEHIND_AFTER:
            return False
    return now - opens_at(venue, day) > BEHIND_AFTER


def outside_session(venue: Venue, at: datetime) -> Outside:
    """ "premarket" or "after hours" for a time outside regular trading, "" inside it and where there is no outside."""
    if venue.kind != "exchange" or venue.eve:
        return ""
    day = at.astimezone(zone_of(venue)).date()
    if not is_session(venue, day) or at >= regular_close(venue, day):
        return "after hours"
    return "premarket" if at < opens_at(venue, day) else ""
