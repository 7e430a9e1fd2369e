from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from typing import NamedTuple

from thesis_tui.prices import venues as old


class Venue(NamedTuple):
    name: str
    zone: str = ""
    kind: str = "exchange"
    negative: bool = False
    currency: str = ""


def find_venue(name: str) -> Venue:
    return Venue(name, kind="exchange" if name.lower() in old._venues() else "unknown")


def _zone(v: Venue) -> tzinfo:
    return old.zone_of(v.name)


def local_date(v: Venue, at: datetime) -> date:
    return at.astimezone(_zone(v)).date()


def is_session(v: Venue, day: date) -> bool:
    return day.weekday() < 5


def opens_at(v: Venue, day: date) -> datetime:
    h = old._venues().get(v.name.lower())
    return datetime.combine(day, h.opens if h else time(), _zone(v))


def closes_at(v: Venue, day: date) -> datetime:
    return old.whole_from(day, v.name, _zone(v)) - old.SETTLING


def whole_from(v: Venue, day: date) -> datetime:
    return old.whole_from(day, v.name, _zone(v))


def is_whole(v: Venue, day: date, now: datetime) -> bool:
    return now >= whole_from(v, day)


def last_whole(v: Venue, now: datetime) -> date:
    return old.last_whole_day(v.name, _zone(v), now)


def last_session(v: Venue, day: date) -> date:
    if v.kind == "unknown":
        return day
    return day - timedelta(days=max(0, day.weekday() - 4))


def session_of(v: Venue, at: datetime) -> date:
    return last_session(v, at.date() if v.kind == "unknown" else local_date(v, at))


def sessions_after(v: Venue, day: date, now: datetime) -> int:
    n = 0
    d = day + timedelta(days=1)
    end = local_date(v, now)
    if (end - d).days > 30:
        return 30
    while d <= end:
        if d.weekday() < 5 and closes_at(v, d) <= now:
            n += 1
        d += timedelta(days=1)
    return n
