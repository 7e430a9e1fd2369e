"""When exchanges trade, in their own time, and from when one of their sessions is whole.

Holidays and half days are not known; a session on a half day counts as whole later than it could.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta, timezone, tzinfo
from functools import cache
from typing import NamedTuple

SETTLING = timedelta(minutes=15)
"""A session is whole this long after its close."""
LATE = timedelta(minutes=30)
"""A price older than this while its exchange is open is behind."""


class Hours(NamedTuple):
    """Local times. `settled` is the end of the closing auction; `offset` the zone's hours in winter.

    `rest` is the lunch break.
    """

    zone: str
    offset: float
    opens: time
    closes: time
    settled: time
    rest: tuple[time, time] | None = None


def _hours(zone: str, offset: float, opens: str, closes: str, settled: str = "", rest: str = "") -> Hours:
    pause = (time.fromisoformat(rest[:5]), time.fromisoformat(rest[6:])) if rest else None
    end = time.fromisoformat(closes)
    return Hours(zone, offset, time.fromisoformat(opens), end, time.fromisoformat(settled) if settled else end, pause)


@cache
def _venues() -> dict[str, Hours]:
    america = _hours("America/New_York", -5, "09:30", "16:00")
    china = _hours("Asia/Shanghai", 8, "09:30", "15:00", rest="11:30-13:00")
    india = _hours("Asia/Kolkata", 5.5, "09:15", "15:30", "15:40")
    return {
        **dict.fromkeys(US_VENUES, america),
        "tsx": _hours("America/Toronto", -5, "09:30", "16:00"),
        "lse": _hours("Europe/London", 0, "08:00", "16:30", "16:40"),
        "xetra": _hours("Europe/Berlin", 1, "09:00", "17:30", "17:35"),
        "frankfurt": _hours("Europe/Berlin", 1, "08:00", "22:00"),
        "tradegate": _hours("Europe/Berlin", 1, "07:30", "22:00"),
        "euronext": _hours("Europe/Paris", 1, "09:00", "17:30", "17:40"),
        "six": _hours("Europe/Zurich", 1, "09:00", "17:30", "17:40"),
        "borsa italiana": _hours("Europe/Rome", 1, "09:00", "17:30", "17:40"),
        "hkex": _hours("Asia/Hong_Kong", 8, "09:30", "16:00", "16:10", "12:00-13:00"),
        "sse": china,
        "szse": china,
        "sgx": _hours("Asia/Singapore", 8, "09:00", "17:00", "17:16", "12:00-13:00"),
        "tse": _hours("Asia/Tokyo", 9, "09:00", "15:30", rest="11:30-12:30"),
        "krx": _hours("Asia/Seoul", 9, "09:00", "15:30"),
        "asx": _hours("Australia/Sydney", 10, "10:00", "16:00", "16:12"),
        "nse": india,
        "bse": india,
    }


US_VENUES = ("nyse", "nasdaq", "amex", "arca", "cboe", "otc")
_EVERYWHERE = timezone(timedelta(hours=-12))
"""Where a day ends last."""


@cache
def _named(zone: str) -> tzinfo | None:
    from zoneinfo import ZoneInfo

    try:
        return ZoneInfo(zone)
    except (OSError, ValueError, KeyError):  # no such zone, or a system without zones
        return None


def zone_of(venue: str, named: str = "") -> tzinfo:
    """The zone a venue trades in, or the one `named` by a feed. A system that has no zones gets the venue's
    offset in winter, by which a session is never whole too early; for a venue nobody knows its day ends last.
    """
    hours = _venues().get(venue.lower())
    zone = _named(hours.zone) if hours else _named(named) if named else None
    if zone is not None:
        return zone
    return timezone(timedelta(hours=hours.offset)) if hours else _EVERYWHERE


def whole_from(day: date, venue: str, zone: tzinfo) -> datetime:
    """When the session of `day` is whole: 15 minutes after the close, at an unknown venue with the day's end."""
    hours = _venues().get(venue.lower())
    if hours is None:
        return datetime.combine(day + timedelta(days=1), time(), zone) + SETTLING
    return datetime.combine(day, hours.settled, zone) + SETTLING


def is_whole(day: date, venue: str, zone: tzinfo, now: datetime, traded: datetime | None = None) -> bool:
    """Whether the session of `day` is whole at `now`.

    On that day itself the feed's last trade (`traded`, where known) must also be of the close: an answer kept
    somewhere since the afternoon says nothing of it.
    """
    if now < whole_from(day, venue, zone):
        return False
    if traded is None or now.astimezone(zone).date() > day:
        return True
    hours = _venues().get(venue.lower())
    return hours is None or traded >= datetime.combine(day, hours.closes, zone)


def last_whole_day(venue: str, zone: tzinfo, now: datetime) -> date:
    """The newest working day whose session is whole at `now`."""
    day = now.astimezone(zone).date()
    while day.weekday() > 4 or now < whole_from(day, venue, zone):
        day -= timedelta(days=1)
    return day


def is_open(venue: str, zone: tzinfo, now: datetime) -> bool:
    """Whether regular trading is on by the venue's hours; at an unknown venue on working days."""
    local = now.astimezone(zone)
    if local.weekday() > 4:
        return False
    hours = _venues().get(venue.lower())
    return hours is None or hours.opens <= local.time() < hours.settled


def is_behind(venue: str, zone: tzinfo, now: datetime, at: datetime) -> bool:
    """Whether a price of `at` is too old for an exchange that is open by its hours."""
    hours = _venues().get(venue.lower())
    if hours is None or not is_open(venue, zone, now) or now - at <= LATE:
        return False
    local = now.astimezone(zone)
    opened = datetime.combine(local.date(), hours.opens, zone)
    resting = hours.rest is not None and (
        datetime.combine(local.date(), hours.rest[0], zone)
        <= local
        < datetime.combine(local.date(), hours.rest[1], zone) + LATE
    )
    return not resting and now - opened > LATE


def outside_session(venue: str, zone: tzinfo, at: datetime) -> str:
    """ "premarket" or "after hours" for a time outside regular trading, "" inside it."""
    local = at.astimezone(zone)
    hours = _venues().get(venue.lower())
    if hours is None:
        return ""
    if local.time() < hours.opens:
        return "premarket"
    return "after hours" if local.time() >= hours.closes else ""
