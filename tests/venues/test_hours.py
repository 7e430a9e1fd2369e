"""When sessions open, close and are whole, and which one a moment belongs to."""

from __future__ import annotations

import zoneinfo
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.prices.loopback import utc
from thesis_tui import venues
from thesis_tui.venues import hours
from thesis_tui.venues.table import find_venue, known_venues

VENUES = st.sampled_from((*known_venues(), "nowhere")).map(find_venue)
MOMENTS = st.datetimes(datetime(1995, 1, 2), datetime(2030, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001
SUMMER, WINTER = date(2026, 7, 15), date(2026, 1, 14)


@pytest.mark.parametrize(
    ("venue", "day", "moment"),
    [
        ("NYSE", date(2026, 9, 4), "2026-09-04T20:15"),
        ("NYSE", date(2026, 12, 4), "2026-12-04T21:15"),
        ("NYSE", date(2026, 11, 27), "2026-11-27T18:15"),
        ("HKEX", date(2026, 8, 7), "2026-08-07T08:25"),
        ("HKEX", date(2026, 12, 24), "2026-12-24T04:25"),
        ("XETRA", date(2026, 9, 4), "2026-09-04T15:50"),
        ("Frankfurt", date(2026, 9, 4), "2026-09-04T20:15"),
        ("LSE", date(2026, 12, 24), "2026-12-24T12:55"),
        ("TSE", date(2024, 11, 1), "2024-11-01T06:15"),
        ("TSE", date(2024, 11, 5), "2024-11-05T06:45"),
        ("Crypto", date(2026, 11, 29), "2026-11-30T00:15"),
        ("Forex", date(2026, 11, 30), "2026-11-30T22:15"),
        ("NYMEX", date(2026, 11, 30), "2026-11-30T22:15"),
        ("nowhere", date(2026, 9, 4), "2026-09-05T12:15"),
    ],
)
def test_when_a_session_is_whole(venue: str, day: date, moment: str) -> None:
    place = find_venue(venue)
    assert venues.whole_from(place, day) == utc(moment)
    assert not venues.is_whole(place, day, utc(moment) - timedelta(seconds=1))
    assert venues.is_whole(place, day, utc(moment))


@pytest.mark.parametrize("name", known_venues())
def test_hours_follow_the_venue_s_own_summer_time(name: str) -> None:
    venue = find_venue(name)
    zone = zoneinfo.ZoneInfo(venue.zone)
    for day in (SUMMER, WINTER):
        session = venues.last_session(venue, day)
        opens, closes = venues.opens_at(venue, session), venues.closes_at(venue, session)
        assert opens.utcoffset() == zone.utcoffset(opens.replace(tzinfo=None))
        assert opens < closes < venues.whole_from(venue, session)
        assert closes - opens <= timedelta(hours=24)
        assert opens.time() == venue.opens
    winter = zone.utcoffset(datetime(2026, 1, 14, 12))  # noqa: DTZ001
    summer = zone.utcoffset(datetime(2026, 7, 15, 12))  # noqa: DTZ001
    assert winter is not None
    assert summer is not None
    # whichever half of the year is winter there, the table's offset is the later clock
    assert timedelta(hours=venue.offset) in (min(winter, summer), winter)


@pytest.mark.parametrize(
    ("venue", "before", "after"),
    [
        ("NYSE", date(2026, 3, 6), date(2026, 3, 9)),
        ("LSE", date(2026, 3, 27), date(2026, 3, 30)),
        ("XETRA", date(2026, 10, 23), date(2026, 10, 26)),
        ("ASX", date(2026, 4, 2), date(2026, 4, 7)),
        ("NZX", date(2026, 9, 25), date(2026, 9, 28)),
        ("TASE", date(2026, 3, 26), date(2026, 3, 30)),
    ],
)
def test_a_clock_that_changes_over_a_weekend_moves_the_close_by_an_hour(venue: str, before: date, after: date) -> None:
    place = find_venue(venue)
    moment, other = (venues.closes_at(place, day).astimezone(UTC) for day in (before, after))
    moved = (other.hour * 60 + other.minute) - (moment.hour * 60 + moment.minute)
    assert abs(moved) == 60


@pytest.fixture
def no_zones() -> Iterator[None]:
    """A system without a time zone database."""
    hours._zone.cache_clear()
    zoneinfo.ZoneInfo.clear_cache()
    zoneinfo.reset_tzpath(())
    yield
    zoneinfo.reset_tzpath()
    hours._zone.cache_clear()


def test_without_time_zones_no_session_is_whole_too_early(no_zones: None) -> None:
    real = {"NYSE": "2026-09-04T20:15", "HKEX": "2026-09-04T08:25", "XETRA": "2026-09-04T15:50"}
    for name, moment in real.items():
        assert venues.whole_from(find_venue(name), date(2026, 9, 4)) >= utc(moment)


@pytest.mark.parametrize(
    ("venue", "now", "day"),
    [
        ("NYSE", "2026-09-04T20:14", date(2026, 9, 3)),
        ("NYSE", "2026-09-04T20:15", date(2026, 9, 4)),
        ("NYSE", "2026-09-06T12:00", date(2026, 9, 4)),
        ("NYSE", "2026-09-07T12:00", date(2026, 9, 4)),
        ("NYSE", "2026-11-30T08:00", date(2026, 11, 27)),
        ("NYSE", "2012-10-31T12:00", date(2012, 10, 26)),
        ("HKEX", "2026-12-01T01:00", date(2026, 11, 30)),
        ("TSE", "2026-05-06T12:00", date(2026, 5, 1)),
        ("Crypto", "2026-11-29T12:00", date(2026, 11, 28)),
        ("Crypto", "2026-11-30T00:14", date(2026, 11, 28)),
        ("Forex", "2026-11-29T23:00", date(2026, 11, 27)),
        ("nowhere", "2026-11-30T12:00", date(2026, 11, 27)),
    ],
)
def test_the_newest_whole_session(venue: str, now: str, day: date) -> None:
    assert venues.last_whole(find_venue(venue), utc(now)) == day


@pytest.mark.parametrize(
    ("venue", "at", "day"),
    [
        ("NYSE", "2026-11-30T15:00", date(2026, 11, 30)),
        ("NYSE", "2026-11-30T10:00", date(2026, 11, 30)),  # premarket
        ("NYSE", "2026-12-01T00:30", date(2026, 11, 30)),  # after hours, the evening in New York
        ("NYSE", "2026-11-29T12:00", date(2026, 11, 27)),
        ("NYSE", "2026-11-26T15:00", date(2026, 11, 25)),  # Thanksgiving
        ("HKEX", "2026-11-29T23:00", date(2026, 11, 30)),
        ("TSE", "2026-05-05T03:00", date(2026, 5, 1)),
        ("Crypto", "2026-11-29T23:59", date(2026, 11, 29)),
        ("Crypto", "2026-11-30T00:00", date(2026, 11, 30)),
        ("Forex", "2026-11-29T21:59", date(2026, 11, 27)),  # Sunday before 17:00 in New York
        ("Forex", "2026-11-29T22:00", date(2026, 11, 30)),
        ("Forex", "2026-11-28T03:00", date(2026, 11, 27)),
        ("NYMEX", "2026-11-29T23:30", date(2026, 11, 30)),
        ("Tadawul", "2026-11-29T09:00", date(2026, 11, 29)),
        ("Fund", "2026-11-29T09:00", date(2026, 11, 27)),
        ("nowhere", "2026-11-29T09:00", date(2026, 11, 27)),
    ],
)
def test_the_session_a_moment_belongs_to(venue: str, at: str, day: date) -> None:
    assert venues.session_of(find_venue(venue), utc(at)) == day


@pytest.mark.parametrize(
    ("venue", "day", "now", "count"),
    [
        ("TSE", date(2026, 5, 1), "2026-05-06T23:00", 0),  # Golden Week
        ("TSE", date(2026, 5, 1), "2026-05-07T07:00", 1),
        ("SSE", date(2026, 2, 13), "2026-02-23T12:00", 0),  # Spring Festival
        ("SSE", date(2026, 2, 13), "2026-02-24T07:00", 1),
        ("NYSE", date(2026, 11, 25), "2026-11-30T20:59", 1),
        ("NYSE", date(2026, 11, 25), "2026-11-30T21:00", 2),
        ("Crypto", date(2026, 11, 27), "2026-11-30T00:00", 2),
        ("NYSE", date(2026, 12, 24), "2026-11-30T21:00", 0),
    ],
)
def test_sessions_that_ended_since(venue: str, day: date, now: str, count: int) -> None:
    assert venues.sessions_after(find_venue(venue), day, utc(now)) == count


def test_a_kept_answer_of_the_afternoon_does_not_make_a_session_whole() -> None:
    place, day = find_venue("NYSE"), date(2026, 9, 4)
    assert not venues.is_whole(place, day, utc("2026-09-04T21:00"), traded=utc("2026-09-04T19:00"))
    assert venues.is_whole(place, day, utc("2026-09-04T21:00"), traded=utc("2026-09-04T20:00"))
    assert venues.is_whole(place, day, utc("2026-09-05T21:00"), traded=utc("2026-09-04T19:00"))
    half = date(2026, 11, 27)
    assert venues.is_whole(place, half, utc("2026-11-27T18:20"), traded=utc("2026-11-27T18:00"))


def test_a_fund_s_value_is_a_close_when_it_appears() -> None:
    place, day = find_venue("US fund"), date(2026, 11, 30)
    assert venues.is_whole(place, day, utc("2026-11-30T15:00"), traded=utc("2026-11-30T14:00"))
    assert not venues.is_whole(place, day, utc("2026-11-30T15:00"))
    assert not venues.is_whole(place, day, utc("2026-11-30T15:00"), traded=utc("2026-11-27T21:00"))
    assert not venues.is_open(place, utc("2026-11-30T15:00"))


@pytest.mark.parametrize(
    ("venue", "now", "opened"),
    [
        ("NYSE", "2026-11-30T14:29", False),
        ("NYSE", "2026-11-30T14:30", True),
        ("NYSE", "2026-11-26T16:00", False),
        ("NYSE", "2026-11-27T18:00", False),
        ("Crypto", "2026-11-29T03:00", True),
        ("Forex", "2026-11-28T03:00", False),
        ("Forex", "2026-11-29T22:00", True),
        ("NYMEX", "2026-11-30T22:30", False),
        ("NYMEX", "2026-11-30T23:00", True),
        ("nowhere", "2026-11-30T14:29", True),
    ],
)
def test_whether_a_venue_is_open(venue: str, now: str, opened: bool) -> None:
    assert venues.is_open(find_venue(venue), utc(now)) is opened


@pytest.mark.parametrize(
    ("now", "at", "behind"),
    [
        ("2026-08-07T03:00", "2026-08-07T02:00", True),
        ("2026-08-07T03:00", "2026-08-07T02:45", False),
        ("2026-08-07T04:45", "2026-08-07T03:59", False),
        ("2026-08-07T05:20", "2026-08-07T03:59", False),
        ("2026-08-07T05:40", "2026-08-07T03:59", True),
        ("2026-08-07T01:40", "2026-08-06T08:08", False),
        ("2026-08-08T03:00", "2026-08-07T08:08", False),
    ],
)
def test_behind_an_open_market_but_for_lunch(now: str, at: str, behind: bool) -> None:
    assert venues.is_behind(find_venue("HKEX"), utc(now), utc(at)) is behind


@pytest.mark.parametrize(
    ("venue", "at", "outside"),
    [
        ("NYSE", "2026-11-30T14:00", "premarket"),
        ("NYSE", "2026-11-30T15:00", ""),
        ("NYSE", "2026-11-30T21:00", "after hours"),
        ("NYSE", "2026-11-27T18:30", "after hours"),
        ("NYSE", "2026-11-26T15:00", "after hours"),
        ("Crypto", "2026-11-29T03:00", ""),
        ("Forex", "2026-11-28T03:00", ""),
        ("US fund", "2026-11-30T23:00", ""),
    ],
)
def test_outside_regular_trading(venue: str, at: str, outside: str) -> None:
    assert venues.outside_session(find_venue(venue), utc(at)) == outside


@given(VENUES, MOMENTS)
def test_a_session_opens_then_closes_then_is_whole(venue: venues.Venue, at: datetime) -> None:
    session = venues.session_of(venue, at)
    assert venues.is_session(venue, session)
    assert venues.opens_at(venue, session) < venues.closes_at(venue, session) < venues.whole_from(venue, session)


@given(VENUES, MOMENTS, st.timedeltas(timedelta(0), timedelta(days=40)))
def test_time_takes_no_session_back(venue: venues.Venue, now: datetime, span: timedelta) -> None:
    assert venues.last_whole(venue, now) <= venues.last_whole(venue, now + span)
    assert venues.session_of(venue, now) <= venues.session_of(venue, now + span)


@given(VENUES, MOMENTS)
def test_the_newest_whole_session_is_whole_and_the_next_is_not(venue: venues.Venue, now: datetime) -> None:
    session = venues.last_whole(venue, now)
    assert venues.is_session(venue, session)
    assert venues.whole_from(venue, session) <= now
    assert venues.whole_from(venue, venues.next_session(venue, session)) > now


@given(VENUES, MOMENTS, st.integers(0, 60), st.integers(0, 60))
def test_sessions_after_a_day_add_up(venue: venues.Venue, now: datetime, near: int, far: int) -> None:
    last = now.date() - timedelta(days=near + 3)
    first = last - timedelta(days=far)
    between = venues.sessions_between(venue, first, last)
    assert venues.sessions_after(venue, first, now) == between + venues.sessions_after(venue, last, now)


@given(VENUES, MOMENTS)
def test_a_moment_within_a_session_belongs_to_it(venue: venues.Venue, at: datetime) -> None:
    session = venues.session_of(venue, at)
    middle = venues.opens_at(venue, session) + timedelta(minutes=1)
    if venue.kind != "unknown":
        assert venues.session_of(venue, middle.astimezone(UTC)) == session
