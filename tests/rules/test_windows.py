from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thesis_tui.errors import InputError
from thesis_tui.model import figures
from thesis_tui.rules.calendar_periods import fiscal_end, fiscal_label, fiscal_span
from thesis_tui.rules.windows import (
    Window,
    day_examples,
    describe,
    future_examples,
    parse_day,
    parse_period,
    parse_window,
    period_examples,
    window_examples,
)

TODAY = date(2025, 12, 23)
DAYS = st.dates(date(1990, 1, 1), date(2100, 12, 31))


def iso(span: str) -> tuple[date, date]:
    first, _, last = span.partition(" ")
    return date.fromisoformat(first), date.fromisoformat(last or first)


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("2026-02-14", "2026-02-14"),
        ("14 feb 2026", "2026-02-14"),
        ("feb 14 2026", "2026-02-14"),
        ("Feb. 14th, 2026", "2026-02-14"),
        ("14-feb-2026", "2026-02-14"),
        ("14.02.2026", "2026-02-14"),
        ("feb 2026", "2026-02-01 2026-02-28"),
        ("  FEBRUARY   2026 ", "2026-02-01 2026-02-28"),
        ("2026-02", "2026-02-01 2026-02-28"),
        ("feb 2028", "2028-02-01 2028-02-29"),
        ("early feb 2026", "2026-02-01 2026-02-10"),
        ("mid feb 2026", "2026-02-11 2026-02-20"),
        ("mid-feb", "2026-02-11 2026-02-20"),
        ("late feb 2026", "2026-02-21 2026-02-28"),
        ("by mid-feb 2026", "2025-12-23 2026-02-20"),
        ("by 2026-03-01", "2025-12-23 2026-03-01"),
        ("by end jan 2026", "2025-12-23 2026-01-31"),
        ("by the end of January 2026", "2025-12-23 2026-01-31"),
        ("by mid-2026", "2025-12-23 2026-06-30"),
        ("before march 2026", "2025-12-23 2026-02-28"),
        ("q1 2026", "2026-01-01 2026-03-31"),
        ("Q1-2026", "2026-01-01 2026-03-31"),
        ("fq3 2026", "2025-10-01 2025-12-31"),
        ("q3 fy26", "2025-10-01 2025-12-31"),
        ("h1 2026", "2026-01-01 2026-06-30"),
        ("fh1 2026", "2025-04-01 2025-09-30"),
        ("2026", "2026-01-01 2026-12-31"),
        ("fy 2026", "2025-04-01 2026-03-31"),
        ("by year-end", "2025-12-23 2025-12-31"),
        ("year-end", "2025-12-23 2025-12-31"),
        ("by the end of the year", "2025-12-23 2025-12-31"),
        ("next 6 weeks", "2025-12-23 2026-02-03"),
        ("next 10 days", "2025-12-23 2026-01-02"),
        ("in 3 months", "2025-12-23 2026-03-23"),
        ("within three months", "2025-12-23 2026-03-23"),
        ("this week", "2025-12-22 2025-12-28"),
        ("this month", "2025-12-01 2025-12-31"),
        ("this quarter", "2025-10-01 2025-12-31"),
        ("this year", "2025-01-01 2025-12-31"),
        ("next week", "2025-12-29 2026-01-04"),
        ("next month", "2026-01-01 2026-01-31"),
        ("next quarter", "2026-01-01 2026-03-31"),
        ("tomorrow", "2025-12-24"),
        ("2026-01-05 to 2026-02-10", "2026-01-05 2026-02-10"),
        ("2026-01-05 – 2026-02-10", "2026-01-05 2026-02-10"),
        ("2026-01-05..2026-02-10", "2026-01-05 2026-02-10"),
        ("2026-01-05/2026-02-10", "2026-01-05 2026-02-10"),
        ("jan to mar 2026", "2026-01-01 2026-03-31"),
        ("jan-mar 2026", "2026-01-01 2026-03-31"),
        ("jan–mar", "2026-01-01 2026-03-31"),
        ("nov to feb 2026", "2025-11-01 2026-02-28"),
        ("11-20 feb 2026", "2026-02-11 2026-02-20"),
        ("early to mid feb 2026", "2026-02-01 2026-02-20"),
        ("dec", "2025-12-01 2025-12-31"),
        ("nov", "2026-11-01 2026-11-30"),
        ("22 dec", "2026-12-22"),
        ("29 feb", "2028-02-29"),
        ("friday", "2025-12-26"),
        ("this friday", "2025-12-26"),
        ("next friday", "2026-01-02"),
        ("by friday", "2025-12-23 2025-12-26"),
        ("end of next week", "2026-01-02 2026-01-04"),
        ("by the end of next week", "2025-12-23 2026-01-04"),
        ("2026-W50", "2026-12-07 2026-12-13"),
        ("week 3", "2026-01-12 2026-01-18"),
        ("10 dec 26", "2026-12-10"),
        ("dec 10, 26", "2026-12-10"),
        ("by mid-feb.", "2025-12-23 2026-02-20"),
        ("15 dec to 15 jan", "2025-12-15 2026-01-15"),
    ],
)
def test_windows_as_people_write_them(text: str, span: str) -> None:
    window = parse_window(text, TODAY, "03-31")
    assert (window.earliest, window.latest) == iso(span)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "nothing typed"),
        ("soon", "“soon” is not understood: try 14 feb 2026"),
        ("30 feb 2026", "February 2026 has 28 days"),
        ("2026-13-01", "no month 13"),
        ("2026-02-10 to 2026-01-05", "it ends before it starts"),
        ("by 2025-01-01", "1 Jan 2025 is already past"),
        ("1989", "from 1990 to 2100"),
        ("2101-01-01", "from 1990 to 2100"),
        ("next 9999 years", "from 1990 to 2100"),
        ("02/03/2026", "day or month first"),
        ("h3 2026", "two halves"),
        ("q5 2026", "not understood"),
        ("[/]", "not understood"),
        ("٢٠٢٦", "not understood"),
        ("feb " * 1000, "too long"),
    ],
)
def test_a_window_that_cannot_be_read_says_what_is_accepted(text: str, says: str) -> None:
    with pytest.raises(InputError) as caught:
        parse_window(text, TODAY, "03-31")
    assert says in str(caught.value)
    assert caught.value.field == "window"


def test_a_label_is_what_was_typed_tidied() -> None:
    assert parse_window("  MID-feb.  2026", TODAY).label == "mid-Feb 2026"
    assert parse_window("fq3 2026", TODAY, (3, 31)).label == "FQ3 2026"


def test_fiscal_quarters_follow_the_end_of_the_fiscal_year() -> None:
    assert parse_window("fq1 2026", TODAY, "01-31") == Window(date(2025, 2, 1), date(2025, 4, 30), "FQ1 2026")
    assert parse_window("fq4 2028", TODAY, "02-28") == Window(date(2027, 12, 1), date(2028, 2, 29), "FQ4 2028")
    assert parse_window("fq3 2026", TODAY, "12-31") == Window(date(2026, 7, 1), date(2026, 9, 30), "FQ3 2026")
    with pytest.raises(InputError, match="write it like 03-31"):
        parse_window("fq3 2026", TODAY, "13-31")


@pytest.mark.parametrize(
    ("span", "today", "reads"),
    [
        ("2026-02-11 2026-02-20", TODAY, "11 to 20 Feb 2026, opens in 50 days"),
        ("2025-12-23 2026-02-20", TODAY, "23 Dec 2025 to 20 Feb 2026, open now, 59 days left"),
        ("2025-11-27 2025-12-20", TODAY, "27 Nov to 20 Dec 2025, over for 3 days"),
        ("2025-12-24", TODAY, "24 Dec 2025, tomorrow"),
        ("2025-12-24 2025-12-25", TODAY, "24 to 25 Dec 2025, opens tomorrow"),
        ("2025-12-23", TODAY, "23 Dec 2025, today"),
        ("2025-12-20 2025-12-23", TODAY, "20 to 23 Dec 2025, open now, last day"),
    ],
)
def test_a_window_is_read_back(span: str, today: date, reads: str) -> None:
    assert describe(Window(*iso(span), ""), today) == reads


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("sep 2025 quarter", "2025-07-01 2025-09-30"),
        ("quarter ending sep 2025", "2025-07-01 2025-09-30"),
        ("september quarter", "2025-07-01 2025-09-30"),
        ("six months ending sep 2025", "2025-04-01 2025-09-30"),
        ("12 months to nov 2025", "2024-12-01 2025-11-30"),
        ("year ended 31 mar 2025", "2024-04-01 2025-03-31"),
        ("fy 2025", "2024-04-01 2025-03-31"),
        ("fq2 2026", "2025-07-01 2025-09-30"),
        ("fq2", "2025-07-01 2025-09-30"),
        ("q4", "2024-10-01 2024-12-31"),
        ("sep", "2025-09-01 2025-09-30"),
        *(
            (month, "2025-11-01 2025-11-30")
            for month in (
                "Nov 2025",
                "november 2025",
                "nov '25",
                "Nov. 2025",
                "nov-2025",
                "2025-11",
                "2025/11",
                "2025M11",
                "11/2025",
                "11.2025",
                "m11 2025",
                "2025 nov",
                "month of november 2025",
                "month ended 30 nov 2025",
                "last month",
            )
        ),
        ("feb 2024", "2024-02-01 2024-02-29"),
        ("2025-12-16", "2025-12-16"),
        ("22 dec", "2025-12-22"),
        ("24 dec", "2024-12-24"),
    ],
)
def test_periods_look_back(text: str, span: str) -> None:
    period = parse_period(text, TODAY, "03-31")
    assert (period.start, period.end) == iso(span)


def test_a_period_that_cannot_be_read_names_its_field() -> None:
    with pytest.raises(InputError, match="try fq") as caught:
        parse_period("recently", TODAY, "03-31")
    assert caught.value.field == "period"


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2025-12-22", "2025-12-22"),
        ("22 dec", "2025-12-22"),
        ("24 dec", "2024-12-24"),
        ("yesterday", "2025-12-22"),
        ("today", "2025-12-23"),
        ("3 days ago", "2025-12-20"),
        ("two weeks ago", "2025-12-09"),
        ("tuesday", "2025-12-23"),
        ("last tuesday", "2025-12-16"),
    ],
)
def test_days_look_back(text: str, day: str) -> None:
    assert parse_day(text, TODAY) == date.fromisoformat(day)


def test_a_day_is_one_day() -> None:
    with pytest.raises(InputError, match="more than one day") as caught:
        parse_day("feb 2026", TODAY, "on")
    assert caught.value.field == "on"


@pytest.mark.parametrize(
    ("span", "label"),
    [
        ("2025-07-01 2025-09-30", "FQ2 2026"),
        ("2025-01-01 2025-03-31", "FQ4 2025"),
        ("2024-04-01 2025-03-31", "FY 2025"),
        ("2025-04-01 2025-09-30", "FH1 2026"),
        ("2025-11-01 2025-11-30", "Nov 2025"),
        ("2024-02-01 2024-02-29", "Feb 2024"),
        ("2025-02-01 2025-02-27", ""),
        ("2025-07-01 2025-09-29", ""),
        ("2025-09-30", ""),
    ],
)
def test_fiscal_labels(span: str, label: str) -> None:
    assert fiscal_label(*iso(span), "03-31") == label


@given(year=st.integers(1992, 2098), number=st.integers(1, 4), month=st.integers(1, 12), day=st.integers(1, 31))
def test_a_fiscal_quarter_and_its_label_agree(year: int, number: int, month: int, day: int) -> None:
    try:
        date(2001, month, day)
    except ValueError:
        return
    window = parse_window(f"fq{number} {year}", TODAY, (month, day))
    assert fiscal_label(window.earliest, window.latest, (month, day)) == f"FQ{number} {year}"


@given(
    year=st.integers(1992, 2098), months=st.sampled_from([3, 6, 12]), number=st.integers(1, 4),
    fiscal=st.dates(date(2001, 1, 1), date(2001, 12, 31)), early=st.integers(-1, 1), late=st.integers(-1, 1),
)  # fmt: skip
def test_two_days_have_the_label_of_the_part_of_a_fiscal_year_they_bound_and_no_other(
    year: int, months: int, number: int, fiscal: date, early: int, late: int
) -> None:
    ends = fiscal_end((fiscal.month, fiscal.day))
    first, last = fiscal_span(ends, year, months, min(number, 12 // months))
    start, end = first + timedelta(days=early), last + timedelta(days=late)
    found = {
        f"FY {at}" if letter == "Y" else f"F{letter}{part} {at}"
        for at in (year - 1, year, year + 1)
        for length, letter in ((3, "Q"), (6, "H"), (12, "Y"))
        for part in range(1, 12 // length + 1)
        if fiscal_span(ends, at, length, part) == (start, end)
    }
    label = fiscal_label(start, end, (fiscal.month, fiscal.day))
    # a company whose year ends within a month has quarters of weeks, which end about that day
    assert {label} == found or (not found and (label == "" or ends[1] < 31))


@given(first=DAYS, last=DAYS, today=DAYS, join=st.sampled_from([" to ", "–", " – ", "..", "/", " - "]))
def test_any_two_days_make_a_range_or_are_refused(first: date, last: date, today: date, join: str) -> None:
    text = f"{first}{join}{last}"
    if first <= last:
        window = parse_window(text, today)
        assert (window.earliest, window.latest) == (first, last)
    else:
        with pytest.raises(InputError, match="before it starts"):
            parse_window(text, today)


@given(today=st.dates(date(1991, 1, 1), date(2088, 1, 1)), month=st.integers(1, 12))
def test_a_month_without_a_year_is_the_next_from_today(today: date, month: int) -> None:
    window = parse_window(figures.MONTHS[month - 1], today)
    assert window.latest >= today
    assert window.earliest.month == month
    assert window.latest - today < timedelta(days=397)


@given(first=DAYS, length=st.integers(0, 400), today=DAYS)
def test_what_is_read_back_can_be_typed_again(first: date, length: int, today: date) -> None:
    last = min(first + timedelta(days=length), date(2100, 12, 31))
    shown = describe(Window(first, last, ""), today).partition(",")[0]
    again = parse_window(shown, today)
    assert (again.earliest, again.latest) == (first, last)


WORDS = (
    "by", "mid", "early", "end", "of", "the", "feb", "2026", "29", "31", "q1", "fq3", "h2", "fy", "to", "-", "–", "..",
    "/", "0", "9999", "next", "in", "weeks", "year", "12-31", "months", "ending", "quarter", "half",
)  # fmt: skip


@given(st.lists(st.sampled_from(WORDS), max_size=6).map(" ".join) | st.text(max_size=40))
def test_any_text_is_a_window_or_an_input_error(text: str) -> None:
    for read in (parse_window, parse_period):
        fault: InputError | None = None
        span = (TODAY, TODAY)
        try:
            found = read(text, TODAY, "03-31")
            span = (found.earliest, found.latest) if isinstance(found, Window) else (found.start, found.end)
        except InputError as error:
            fault = error
        assert date(1990, 1, 1) <= span[0] <= span[1] <= date(2100, 12, 31)
        assert fault is None or (fault.field and len(str(fault)) < 140)


def test_a_window_that_is_open_already_is_the_running_one() -> None:
    window = parse_window("15 dec to 15 jan", date(2026, 1, 13))
    assert (window.earliest, window.latest) == (date(2025, 12, 15), date(2026, 1, 15))
    later = parse_window("15 dec to 15 jan", date(2026, 1, 16))
    assert later.earliest == date(2026, 12, 15)


@given(DAYS)
def test_what_a_message_suggests_for_a_window_is_to_come_and_for_a_period_is_over(today: date) -> None:
    if today.year > 2098 or today.year < 1992:
        return
    for text in window_examples(today).split(", "):
        assert parse_window(text, today).latest >= today
    for text in period_examples(today).split(", "):
        assert parse_period(text, today).end <= today
    for text in day_examples(today).split(", "):
        assert parse_day(text, today) < today


@pytest.mark.parametrize(
    ("span", "label"),
    [
        ("2026-07-27 2026-10-25", "FQ3 2027"),
        ("2025-10-27 2026-01-25", "FQ4 2026"),
        ("2025-01-27 2026-01-25", "FY 2026"),
        ("2026-01-26 2026-07-26", "FH1 2027"),
        ("2026-06-01 2026-08-31", ""),
    ],
)
def test_quarters_of_weeks_are_those_of_a_year_that_ends_within_a_month(span: str, label: str) -> None:
    start, end = map(date.fromisoformat, span.split())
    assert fiscal_label(start, end, "01-26") == label


@pytest.mark.parametrize(
    ("typed", "first", "last"),
    [
        ("friday", "2026-12-04", "2026-12-04"),
        ("next friday", "2026-12-11", "2026-12-11"),
        ("Thursday, 10 December", "2026-12-10", "2026-12-10"),
        ("fri 4 dec", "2026-12-04", "2026-12-04"),
        ("Fri Dec 4 26", "2026-12-04", "2026-12-04"),
        ("10 dec 26", "2026-12-10", "2026-12-10"),
        ("10.12.26", "2026-12-10", "2026-12-10"),
        ("2026-W50", "2026-12-07", "2026-12-13"),
        ("end of week", "2026-12-04", "2026-12-06"),
        ("by the end of the week", "2026-11-30", "2026-12-06"),
        ("end of next week", "2026-12-11", "2026-12-13"),
        ("end of the quarter", "2026-12-01", "2026-12-31"),
        ("eom", "2026-11-21", "2026-11-30"),
        ("eoy", "2026-11-30", "2026-12-31"),
    ],
)
def test_windows_as_they_are_said(typed: str, first: str, last: str) -> None:
    """On Monday 30 November 2026."""
    window = parse_window(typed, date(2026, 11, 30))
    assert (str(window.earliest), str(window.latest)) == (first, last)


def test_a_weekday_that_is_not_the_dates_is_refused() -> None:
    with pytest.raises(InputError, match="Thu 10 Dec 2026 is not a Fri; leave one of them out"):
        parse_window("friday 10 december 2026", date(2026, 11, 30))


@given(st.dates(date(2001, 1, 1), date(2098, 1, 1)))
def test_every_hint_is_understood_and_none_is_past(today: date) -> None:
    for hint in f"{window_examples(today)}, {future_examples(today)}".split(", "):
        assert parse_window(hint, today).latest >= today, hint
    for hint in day_examples(today).split(", "):
        assert parse_day(hint, today) <= today, hint
    with pytest.raises(InputError) as refused:
        parse_window("10/12/26", today)
    assert parse_window(str(refused.value).rpartition(" ")[2], today).latest >= today
