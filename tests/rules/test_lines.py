"""Nothing is judged across a line that was renamed or a break marked by hand, and the columns mark it."""

from __future__ import annotations

import random
from datetime import UTC, date, datetime
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from tests.pages.page_views import bundled, view_of
from tests.rules.rule_books import QUARTERS as QUARTERS_OF_2026
from tests.rules.rule_books import THRESHOLD, BookBuilder, criterion, pillar
from thesis_tui.model.journal import Entry
from thesis_tui.model.objects import Observation
from thesis_tui.model.view import View
from thesis_tui.pages.column_chart import metric_bars
from thesis_tui.pages.gauge import trend
from thesis_tui.pages.spans import plain_text
from thesis_tui.rules.track_record import record_in

QUARTERS = (
    ((2026, 4, 1), (2026, 6, 30), 12, "AI Cloud and Compute Services(1)"),
    ((2026, 1, 1), (2026, 3, 31), 11, "Cloud Intelligence Group"),
    ((2025, 10, 1), (2025, 12, 31), 36, ""),
)


def stored(*rows: tuple[tuple[int, int, int], tuple[int, int, int], int, str]) -> list[Entry]:
    return [
        Entry(
            id=f"k{number}",
            at=datetime(2026, 8, 21, 9, number, tzinfo=UTC),
            kind="observation",
            what=Observation(
                id="",
                metric="cloud-revenue-yoy",
                value=Decimal(value),
                unit="%",
                start=date(*start),
                end=date(*end),
                filed=date(*end),
                row=row,
            ),
        )
        for number, (start, end, value, row) in enumerate(rows)
    ]


def seen(*rows: tuple[tuple[int, int, int], tuple[int, int, int], int, str]) -> View:
    return view_of(bundled(), stored(*rows), today=date(2026, 8, 22))


def test_two_quarters_below_the_line_break_a_pillar_only_when_they_are_of_one_line() -> None:
    of_two = seen(*QUARTERS).criterion("cloud-kill")
    same = tuple((start, end, value, QUARTERS[0][3]) for start, end, value, _ in QUARTERS)
    of_one = seen(*same).criterion("cloud-kill")
    assert of_two is not None
    assert of_one is not None
    assert (of_one.state, of_two.state) == ("fails", "unknown")
    assert of_two.code == "other line"
    assert "another line" in of_two.reason


def test_the_columns_mark_where_the_line_changed() -> None:
    view = seen(*QUARTERS)
    metric = view.metric("cloud-revenue-yoy")
    assert metric is not None
    text = "\n".join(plain_text(line) for line in metric_bars(view, metric, (), 100, 16))
    assert "╎" in text
    assert "from FQ1 2027 on AI Cloud and Compute Services: not compared with before" in text


REDEFINED = "the segment now counts AI services"
TWICE = replace(THRESHOLD, periods=2)


def broken_at(which: str, *values: str) -> BookBuilder:
    """Quarters of 2026 in turn, the series broken at one of them."""
    builder = BookBuilder(TWICE)
    for name, value in zip(QUARTERS_OF_2026, values, strict=False):
        builder.quarter(value, name, series_break=REDEFINED if name == which else "")
    return builder


def test_bad_quarters_on_either_side_of_a_break_are_not_twice_running() -> None:
    view = broken_at("q2", "9", "9").view("2026-07-10")
    seen = criterion(view)
    assert (seen.state, seen.code) == ("unknown", "series break")
    assert seen.reason == f"+9 %, below 15 %; series break ({REDEFINED}), so the period before is not compared"
    assert pillar(view).verdict == "unproven"
    assert criterion(broken_at("q1", "9", "9").view("2026-07-10")).state == "fails"


def test_a_year_that_holds_quarters_of_before_a_break_is_of_before() -> None:
    builder = broken_at("q4", "9", "9", "9", "20")
    builder.add(
        "observation", metric="growth", value=Decimal(9), start=date(2026, 1, 1), end=date(2026, 12, 31), period="2026"
    )
    seen = criterion(builder.view("2027-01-10"))
    assert seen.observation is not None
    assert (seen.state, seen.observation.observation.period) == ("passes", "q4")


@given(
    values=st.lists(st.integers(-40, 60), min_size=1, max_size=4),
    broken=st.sets(st.sampled_from(tuple(QUARTERS_OF_2026)), max_size=3),
    periods=st.integers(1, 3),
    order=st.randoms(use_true_random=False),
)
def test_a_break_judges_as_if_nothing_had_been_before_it(
    values: list[int], broken: set[str], periods: int, order: random.Random
) -> None:
    named = list(zip(QUARTERS_OF_2026, values, strict=False))
    first = max((at for at, (name, _) in enumerate(named) if name in broken), default=0)
    states = []
    for textses, marks in ((named, broken), (named[first:], set[str]())):
        builder = BookBuilder(replace(THRESHOLD, periods=periods))
        for name, value in order.sample(textses, len(textses)):
            builder.quarter(str(value), name, series_break=REDEFINED if name in marks else "")
        view = builder.view("2027-01-10")
        seen, record = criterion(view), record_in(view, replace(THRESHOLD, periods=periods))
        metric = view.metric("growth")
        assert metric is not None
        states.append((seen.state, seen.failing, seen.margin, record.dots, record.text, trend(metric)))
    assert states[0] == states[1]


def test_columns_leave_a_gap_at_a_break_and_say_why() -> None:
    view = broken_at("q3", "20", "21", "12", "13").view("2027-01-10")
    metric = view.metric("growth")
    assert metric is not None
    text = " ".join("\n".join(plain_text(line) for line in metric_bars(view, metric, (), 100, 16)).split())
    assert f"╎ series break at FQ3 2026, {REDEFINED}: not compared with before" in text
    feet = next(line for line in metric_bars(view, metric, (), 100, 16) if "FQ3 26" in plain_text(line))
    assert plain_text(feet).split() == ["FQ1", "26", "FQ2", "26", "╎", "FQ3", "26", "FQ4", "26"]
