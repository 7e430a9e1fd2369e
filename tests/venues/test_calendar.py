"""Days with a session: the tables of holidays held against rules of thumb and known closures."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, time, timedelta
from importlib import import_module
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thesis_tui import venues
from thesis_tui.venues import trading_days
from thesis_tui.venues.table import find_venue, known_venues
from thesis_tui.venues.trading_days import Calendar, of

WEEK = timedelta(days=7)
DAYS = st.dates(date(1995, 1, 1), date(2030, 12, 31))
VENUES = st.sampled_from(known_venues()).map(find_venue)
ISSUE = (
    "NYSE", "NASDAQ", "XETRA", "Frankfurt", "HKEX", "LSE", "Euronext Paris", "SIX", "TSE", "TSX", "ASX", "NSE", "SSE",
    "SZSE",
)  # fmt: skip


def easter(year: int) -> date:
    """Sunday, by the anonymous Gregorian computus as Meeus prints it (Astronomical Algorithms, chapter 8)."""
    a, (b, c) = year % 19, divmod(year, 100)
    d, e = divmod(b, 4)
    h = (19 * a + b - d - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    i, k = divmod(c, 4)
    x = (32 + 2 * e + 2 * i - h - k) % 7
    m = (a + 11 * h + 22 * x) // 451
    month, day = divmod(h + x - 7 * m + 114, 31)
    return date(year, month, day + 1)


def nth(year: int, month: int, weekday: int, count: int) -> date:
    first = date(year, month, 1)
    return first + timedelta(days=(weekday - first.weekday()) % 7) + (count - 1) * WEEK


def closed(venue: str, year: int) -> set[date]:
    """Its weekdays without a session."""
    days = (date(year, 1, 1) + timedelta(days=number) for number in range(365))
    return {day for day in days if day.weekday() < 5 and not venues.is_session(find_venue(venue), day)}


def short(venue: str, year: int) -> dict[date, time]:
    found = of(find_venue(venue)).short
    return {date.fromordinal(day): clock for day, clock in found.items() if date.fromordinal(day).year == year}


def american_holidays(year: int) -> set[date]:
    def observed(day: date) -> date:
        return day + timedelta(days={5: -1, 6: 1}.get(day.weekday(), 0))

    days = {nth(year, 1, 0, 3), nth(year, 2, 0, 3), easter(year) - timedelta(days=2), nth(year, 9, 0, 1)}
    last_of_may = max(day for day in (date(year, 5, 25) + timedelta(days=n) for n in range(7)) if day.weekday() == 0)
    days |= {last_of_may, nth(year, 11, 3, 4)}
    days |= {observed(date(year, *numbers)) for numbers in ((6, 19), (7, 4), (12, 25))}
    new_year = date(year, 1, 1)  # on a Saturday it is not made up for: the year's books are closed on the Friday
    return days | ({observed(new_year)} if new_year.weekday() != 5 else set())


@pytest.mark.parametrize("year", range(2023, 2029))
def test_new_york_is_closed_on_its_holidays_alone(year: int) -> None:
    mourning = {date(2025, 1, 9)} if year == 2025 else set()  # for President Carter
    assert closed("NYSE", year) == american_holidays(year) | mourning


@pytest.mark.parametrize("year", range(2010, 2029))
def test_new_york_is_short_on_the_day_after_thanksgiving(year: int) -> None:
    assert short("NYSE", year)[nth(year, 11, 3, 4) + timedelta(days=1)] == time(13)


@pytest.mark.parametrize(
    ("venue", "day"),
    [
        ("NYSE", date(2001, 9, 11)), ("NYSE", date(2001, 9, 14)), ("NYSE", date(2012, 10, 29)),
        ("NYSE", date(2012, 10, 30)), ("NYSE", date(2004, 6, 11)), ("NYSE", date(2007, 1, 2)),
        ("NASDAQ", date(2018, 12, 5)), ("LSE", date(2011, 4, 29)), ("LSE", date(2022, 9, 19)),
        ("LSE", date(2023, 5, 8)), ("TSE", date(2020, 10, 1)), ("TSE", date(2019, 5, 1)), ("HKEX", date(2021, 10, 13)),
        ("Athens", date(2015, 7, 10)), ("SSE", date(2020, 1, 31)), ("ASX", date(2022, 9, 22)),
        ("KRX", date(2025, 6, 3)), ("NSE", date(2024, 11, 20)),
    ],
)  # fmt: skip
def test_days_of_mourning_storms_and_elections_have_no_session(venue: str, day: date) -> None:
    assert not venues.is_session(find_venue(venue), day)


@pytest.mark.parametrize(
    ("venue", "first", "last"),
    [
        ("TSE", date(2019, 4, 27), date(2019, 5, 6)),
        ("TSE", date(2026, 5, 2), date(2026, 5, 6)),
        ("SSE", date(2026, 2, 14), date(2026, 2, 23)),
        ("SZSE", date(2026, 10, 1), date(2026, 10, 7)),
        ("SSE", date(2027, 10, 1), date(2027, 10, 7)),
        ("HKEX", date(2026, 2, 17), date(2026, 2, 19)),
        ("BIST", date(2026, 5, 27), date(2026, 5, 29)),
    ],
)
def test_long_holidays_have_no_session(venue: str, first: date, last: date) -> None:
    place = find_venue(venue)
    assert venues.sessions_between(place, first - timedelta(days=1), last) == 0
    assert venues.next_session(place, first) > last
    assert venues.last_session(place, last) < first


@pytest.mark.parametrize(
    ("venue", "day", "clock"),
    [
        ("HKEX", date(2026, 2, 16), time(12)), ("HKEX", date(2026, 12, 24), time(12)),
        ("HKEX", date(2026, 12, 31), time(12)), ("LSE", date(2026, 12, 24), time(12, 30)),
        ("XETRA", date(2026, 12, 30), time(14)), ("Euronext Paris", date(2026, 12, 24), time(14, 5)),
        ("Euronext Amsterdam", date(2026, 12, 31), time(14, 5)), ("ASX", date(2026, 12, 24), time(14, 10)),
        ("TSX", date(2026, 12, 24), time(13)), ("Nasdaq Stockholm", date(2026, 4, 2), time(13)),
        ("Oslo", date(2026, 4, 1), time(13)), ("NYSE", date(2026, 11, 27), time(13)),
        ("KRX", date(2020, 12, 3), time(16, 30)),
    ],
)  # fmt: skip
def test_days_that_end_at_another_hour(venue: str, day: date, clock: time) -> None:
    assert of(find_venue(venue)).short[day.toordinal()] == clock


@pytest.mark.parametrize("year", range(2023, 2029))
@pytest.mark.parametrize("venue", ["XETRA", "LSE", "Euronext Paris", "SIX", "HKEX", "ASX", "TSX", "Nasdaq Stockholm"])
def test_good_friday_is_kept(venue: str, year: int) -> None:
    assert not venues.is_session(find_venue(venue), easter(year) - timedelta(days=2))


@pytest.mark.parametrize(
    ("venue", "day"),
    [("Tadawul", date(2026, 11, 29)), ("TASE", date(2025, 11, 30)), ("NSE", date(2025, 2, 1))],
)
def test_weekends_with_a_session(venue: str, day: date) -> None:
    assert day.weekday() > 4
    assert venues.is_session(find_venue(venue), day)


def test_tel_aviv_moved_from_sundays_to_fridays_in_2026() -> None:
    place = find_venue("TASE")
    assert venues.is_session(place, date(2025, 12, 28))
    assert not venues.is_session(place, date(2025, 12, 26))
    assert venues.is_session(place, date(2026, 1, 9))
    assert not venues.is_session(place, date(2026, 1, 11))


@pytest.mark.parametrize("venue", ISSUE)
def test_holidays_are_known_and_foretold_through_2028(venue: str) -> None:
    place = find_venue(venue)
    assert venues.known_until(place) == date(2026 if venue in ("NSE", "SSE", "SZSE") else 2028, 12, 31)
    assert all(closed(venue, year) for year in range(1998, 2029))


def test_past_its_table_a_venue_has_working_days() -> None:
    place = find_venue("NYSE")
    assert venues.is_session(place, date(2035, 12, 25))
    assert not venues.is_session(place, date(2035, 12, 23))
    assert venues.known_until(find_venue("nowhere")) is None
    assert venues.known_until(find_venue("HOSE")) is None
    assert venues.known_until(find_venue("Crypto")) == date.max


def test_the_tables_are_as_they_were_made() -> None:
    """Every day of a text is one of its year, and none is there twice."""
    for venue in map(find_venue, known_venues()):
        calendar = of(venue)
        assert calendar.closed.isdisjoint(calendar.opened)
        for day in calendar.closed:
            assert not calendar.holds(day)
        for day in (*calendar.opened, *calendar.short):
            assert calendar.holds(day), (venue.name, date.fromordinal(day))


def sessions(calendar: Calendar, first: date, last: date) -> Iterator[int]:
    return (day for day in range(first.toordinal() + 1, last.toordinal() + 1) if calendar.holds(day))


@given(VENUES, DAYS, st.integers(0, 800))
def test_sessions_between_two_days_are_those_that_can_be_counted(venue: venues.Venue, day: date, span: int) -> None:
    last = day + timedelta(days=span)
    assert venues.sessions_between(venue, day, last) == len(list(sessions(of(venue), day, last)))
    assert venues.sessions_between(venue, last, day) == 0


@given(VENUES, DAYS)
def test_the_last_and_the_next_session_enclose_a_day(venue: venues.Venue, day: date) -> None:
    last, following = venues.last_session(venue, day), venues.next_session(venue, day)
    assert last <= day < following
    assert venues.is_session(venue, last)
    assert venues.is_session(venue, following)
    assert venues.sessions_between(venue, last, following) == 1
    assert (last == day) is venues.is_session(venue, day)


def test_the_generated_modules_hold_nothing_else() -> None:
    folder = Path(venues.__file__).parent / "holidays"
    for path in folder.glob("[!_t]*.py"):
        assert path.read_text(encoding="utf-8").startswith('"""Made by tests/tools/make_holidays.py')


def test_every_calendar_is_read_from_the_module_that_has_it() -> None:
    folder = Path(venues.__file__).parent / "holidays"
    for path in folder.glob("[!_t]*.py"):
        tables = import_module(f"thesis_tui.venues.holidays.{path.stem}").TABLES
        assert {name: trading_days._table(name) for name in tables} == tables
