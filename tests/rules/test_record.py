"""What a line would have said of the past: criteria over quarters, levels over a year of bars, days of results."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thesis_tui.model.bars import Bar
from thesis_tui.model.objects import Criterion, Level, Metric, Observation
from thesis_tui.model.view import ObservationView, Origin
from thesis_tui.rules.results_days import Expected, ResultsDay, expected_results
from thesis_tui.rules.track_record import Record, criterion_record, level_record

TODAY = date(2026, 11, 30)
GROWTH = Metric(id="growth", title="growth", unit="%")
LINE = Criterion(
    id="c", pillar="p", severity="kill", since=TODAY, metric="growth", operator=">=", threshold=Decimal(15)
)


def quarter(back: int) -> tuple[date, date]:
    """A calendar quarter, so many before the one that ended on 30 September 2026."""
    start = 2026 * 12 + 6 - 3 * back
    after = start + 3
    return date(start // 12, start % 12 + 1, 1), date(after // 12, after % 12 + 1, 1) - timedelta(days=1)


def seen(value: str, start: date, end: date) -> ObservationView:
    observation = Observation(id=f"o-{start}-{end}", metric="growth", value=Decimal(value), start=start, end=end)
    return ObservationView(observation=observation, origin=Origin("a", "a"), age_days=None)


def record(*values: str, line: Criterion = LINE, year_end: str = "03-31") -> Record:
    """Of the last quarters, newest first."""
    return criterion_record(line, GROWTH, [seen(item, *quarter(at)) for at, item in enumerate(values)], TODAY, year_end)


def test_a_line_says_in_how_many_quarters_it_failed_and_when_last() -> None:
    found = record("34", "26", "18", "13", "11", "7", "6", "30")
    assert found.text == "below 15 % in 4 of the last 8 quarters, last in FQ3 2026"
    assert (found.failed, found.word) == (4, "")
    assert [item.side for item in found.dots][:4] == ["passes", "passes", "passes", "fails"]
    assert found.dots[0].label == "FQ2 2027"


def test_a_line_that_was_never_near_or_always_failed_says_so() -> None:
    assert record("34", "26", "29", "40").word == "never near failing"
    assert record("34", "26", "29", "40").text == "never below 15 % in the last 4 quarters, never close"
    assert record("34", "26", "29", "16").word == ""
    assert record("4", "6", "9", "10").word == "always failed"
    assert record("4", "6", "9", "10").text == "below 15 % in all of the last 4 quarters"
    assert record("34", "26").word == ""


def test_years_among_quarters_are_not_counted_with_them() -> None:
    views = [seen("20", *quarter(at)) for at in range(5)]
    views += [seen("1", date(2025, 4, 1), date(2026, 3, 31)), seen("1", date(2024, 4, 1), date(2025, 3, 31))]
    found = criterion_record(LINE, GROWTH, views, TODAY, "03-31")
    assert (found.periods, found.failed) == (5, 0)


def test_quarters_of_weeks_are_named_by_their_end() -> None:
    start = date(2024, 8, 4)
    views = [
        seen("3" if back == 1 else "20", start - timedelta(days=91 * back), start - timedelta(days=91 * back - 90))
        for back in range(6)
    ]
    found = criterion_record(LINE, GROWTH, views, TODAY, "01-31")
    assert found.text == "below 15 % in 1 of the last 6 quarters, last in the period to 3 Aug 2024"


def test_a_criterion_without_figures_or_on_a_milestone_has_no_record() -> None:
    assert record() == Record()
    on = Criterion(id="m", pillar="p", severity="warn", since=TODAY, milestone="x")
    assert record("3", line=on) == Record()


def test_where_less_is_better_it_is_above_the_line_that_fails() -> None:
    line = Criterion(
        id="c", pillar="p", severity="warn", since=TODAY, metric="growth", operator="<=", threshold=Decimal(30)
    )
    assert record("34", "26", "29", line=line).text == "above 30 % in 1 of the last 3 quarters, last in FQ2 2027"


@given(st.lists(st.integers(-50, 100), min_size=1, max_size=30))
def test_every_quarter_is_counted_once_and_on_its_side(values: list[int]) -> None:
    found = record(*map(str, values))
    assert found.periods == len(values)
    assert found.failed == sum(value < 14 or (value == 14) for value in values)
    assert {item.end for item in found.dots} == {quarter(at)[1] for at in range(len(values))}


# levels


def bars(*closes: tuple[float, float]) -> list[Bar]:
    """Lows (of a support) and closes of the last sessions, oldest first."""
    first = TODAY - timedelta(days=len(closes))
    return [
        Bar(first + timedelta(days=at), Decimal("999"), Decimal(str(low)), Decimal(str(close)))
        for at, (low, close) in enumerate(closes)
    ]


SUPPORT = Level(id="s", type="support", listing="BABA", currency="USD", low=Decimal(145), high=Decimal(148))


def test_a_support_is_counted_once_a_visit_and_held_or_gave_way() -> None:
    found = level_record(
        SUPPORT,
        bars(
            (150, 155),
            (147, 149),
            (150, 152),
            (146, 147),
            (146, 146),
            (147, 150),
            (144, 140),
            (130, 135),
            (150, 151),
            (147, 151),
        ),
        TODAY,
    )
    assert (found.touched, found.held) == (4, 3)
    assert found.text == "touched 4 times in the last year, held 3 times"


def test_a_level_nobody_came_to_says_so_and_one_without_bars_nothing() -> None:
    assert level_record(SUPPORT, bars((150, 155), (151, 156)), TODAY).text == "not touched in the last year"
    assert level_record(SUPPORT, [], TODAY).text == ""
    target = Level(id="t", type="target", listing="BABA", currency="USD", low=Decimal(200))
    assert level_record(target, bars((150, 155)), TODAY).text == ""


def test_a_resistance_mirrors_a_support() -> None:
    resistance = Level(id="r", type="resistance", listing="BABA", currency="USD", low=Decimal(160))
    sessions = [
        Bar(TODAY - timedelta(days=5 - at), Decimal(high), Decimal(100), Decimal(close))
        for at, (high, close) in enumerate([(155, 150), (161, 155), (158, 150), (162, 161)])
    ]
    found = level_record(resistance, sessions, TODAY)
    assert (found.touched, found.held) == (2, 1)


def test_sessions_older_than_a_year_and_live_prices_do_not_count() -> None:
    old = [
        Bar(TODAY - timedelta(days=400 - at), None, Decimal(low), Decimal(close))
        for at, (low, close) in enumerate([(150, 155), (147, 149)])
    ]
    live = Bar(TODAY, None, Decimal(146), Decimal(147), whole=False)
    assert level_record(SUPPORT, [*old, *bars((150, 155)), live], TODAY).touched == 0


# results


def past(*rows: tuple[str, str]) -> list[ResultsDay]:
    return [ResultsDay(date.fromisoformat(end), date.fromisoformat(came)) for end, came in rows]


ALIBABA = past(
    ("2024-12-31", "2025-02-20"), ("2025-03-31", "2025-05-15"), ("2025-06-30", "2025-08-29"),
    ("2025-09-30", "2025-11-25"), ("2025-12-31", "2026-03-19"), ("2026-03-31", "2026-05-13"),
    ("2026-06-30", "2026-08-20"),
)  # fmt: skip


def expected(days: list[ResultsDay], today: date = TODAY, year_end: str = "03-31") -> Expected:
    found = expected_results(days, today, year_end)
    assert found is not None
    return found


def test_the_next_results_are_expected_as_long_after_their_quarter_as_before() -> None:
    found = expected(
        [*ALIBABA, *past(("2026-09-30", "2026-11-24"), ("2023-12-31", "2024-02-07"), ("2022-12-31", "2023-02-23"))]
    )
    assert (found.label, found.end) == ("FQ3 2027", date(2026, 12, 31))
    assert (found.earliest, found.latest) == (date(2027, 2, 7), date(2027, 3, 19))
    assert found.text == "results for FQ3 2027, expected 7 Feb to 19 Mar 2027, from four years’ days"


def test_days_that_agree_still_make_a_week_for_the_day_of_the_week_moves() -> None:
    days = [ResultsDay(date(year, 12, 31), date(year + 1, 2, 22)) for year in range(2022, 2026)]
    found = expected(days)
    assert (found.earliest, found.latest) == (date(2027, 2, 19), date(2027, 2, 25))


def test_results_that_have_not_come_stay_expected() -> None:
    overdue = date(2026, 12, 20)
    found = expected(ALIBABA, overdue)
    assert found.end == date(2026, 9, 30)
    assert found.latest < overdue


def test_as_of_a_day_only_results_that_had_come_count() -> None:
    assert expected(ALIBABA, date(2026, 4, 1)).label == "FQ4 2026"


def test_one_year_of_days_leaves_a_week_on_either_side() -> None:
    found = expected(
        past(("2026-03-31", "2026-05-13"), ("2026-06-30", "2026-08-20"), ("2025-09-30", "2025-11-25")), date(2026, 9, 1)
    )
    assert (found.earliest, found.latest) == (date(2026, 11, 18), date(2026, 12, 2))
    assert "from one year’s days" in found.text


def test_quarters_of_weeks_and_years_are_followed_by_their_own() -> None:
    weeks = expected(past(("2026-05-02", "2026-05-29"), ("2026-08-01", "2026-08-28")), date(2026, 9, 1), "01-31")
    assert weeks.end == date(2026, 10, 31)
    years = expected(past(("2025-03-31", "2025-06-20"), ("2026-03-31", "2026-05-20")), date(2026, 9, 1))
    assert (years.end, years.label) == (date(2027, 3, 31), "FY 2027")


def test_one_day_known_gives_no_window() -> None:
    assert expected_results(ALIBABA[:1], TODAY, "03-31") is None


@pytest.mark.parametrize("order", [1, -1])
def test_the_order_of_days_is_of_no_matter(order: int) -> None:
    assert expected(ALIBABA[::order]) == expected(ALIBABA)
