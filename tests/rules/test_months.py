"""Figures counted by the month: in their order, one after the other, against the same month a year before."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from decimal import Decimal

import pytest
from msgspec.structs import replace

from tests.pages.page_views import text_of
from tests.rules.rule_books import THRESHOLD, BookBuilder, criterion
from thesis_tui.errors import InputError
from thesis_tui.model.objects import Metric, Pillar
from thesis_tui.pages.pillar_page import pillar_page
from thesis_tui.rules.calendar_periods import month_of
from thesis_tui.rules.year_before import change_text, year_before
from thesis_tui.services.parse import measured

DELIVERIES = Metric(id="deliveries", title="deliveries", unit="cars", pillar="cloud")
DOWNLOADS = Metric(id="downloads", title="downloads", unit="downloads", pillar="cloud", measures="instant")
TODAY = date(2026, 12, 20)


def delivering(figures: Iterable[tuple[int, int, str]], periods: int = 1, **more: object) -> BookBuilder:
    """A maker of cars that counts by the month: years, months and numbers of cars."""
    rule = replace(THRESHOLD, metric="deliveries", threshold=Decimal(30_000), periods=periods, **more)
    builder = BookBuilder(rule, pillars=(Pillar(id="cloud", title="Cloud", claim="it grows", key="deliveries"),))
    builder.thesis = replace(builder.thesis, metric=(DELIVERIES,))
    for year, month, value in figures:
        start, end = month_of(year, month)
        came = end + timedelta(days=1)
        builder.add(
            "observation", f"{came}", metric="deliveries", value=Decimal(value), start=start, end=end, reported=came
        )
    return builder


def test_months_one_after_the_other_are_consecutive_and_one_left_out_is_a_gap() -> None:
    running = delivering([(2026, 9, "40000"), (2026, 10, "29000"), (2026, 11, "28000")], periods=2)
    assert criterion(running.view("2026-12-20")).state == "fails"
    gap = delivering([(2026, 8, "29000"), (2026, 9, "29000"), (2026, 11, "28000")], periods=2)
    assert criterion(gap.view("2026-12-20")).state == "unknown"
    shuffled = delivering([(2026, 11, "28000"), (2026, 9, "40000"), (2026, 10, "31000")], periods=2)
    assert criterion(shuffled.view("2026-12-20")).failing == (1, 2)


def test_a_month_is_compared_with_the_same_month_a_year_before_on_its_page() -> None:
    months = [(2025, month, str(20_000 + 1000 * month)) for month in range(1, 13)]
    view = delivering([*months, (2026, 10, "36000"), (2026, 11, "34875")]).view("2026-12-20")
    page = text_of(pillar_page(view, "cloud", None, 120, 50), 120, 50)
    assert "Nov 2026 +12.5 % on Nov 2025" in page
    assert "months, cars" in page
    newest = view.metrics[0].latest
    assert newest is not None
    found = year_before(newest, DELIVERIES, view.metrics[0].observations)
    assert found is not None
    assert found.observation.start == date(2025, 11, 1)
    assert change_text(newest, found, DELIVERIES) == "+12.5 %"


def test_without_the_month_of_a_year_before_nothing_is_compared() -> None:
    view = delivering([(2025, 10, "30000"), (2025, 12, "30000"), (2026, 11, "34875")]).view("2026-12-20")
    newest = view.metrics[0].latest
    assert newest is not None
    assert year_before(newest, DELIVERIES, view.metrics[0].observations) is None


def test_a_month_is_not_stale_while_the_next_is_not_due_by_past_days() -> None:
    builder = delivering([(2026, month, "40000") for month in range(1, 11)], max_age_days=20)
    waiting = criterion(builder.view("2026-11-25"))
    assert (waiting.state, waiting.due) == ("passes", (date(2026, 12, 1), date(2026, 12, 4)))
    assert criterion(builder.view("2026-12-05")).state == "stale"


def test_a_month_typed_for_a_count_of_a_day_is_its_last_day() -> None:
    assert measured("Oct 2026", DOWNLOADS, TODAY, "03-31").as_of == date(2026, 10, 31)
    with pytest.raises(InputError, match="that period ends on 31 Dec 2026, after today; give the day"):
        measured("Dec 2026", DOWNLOADS, TODAY, "03-31")
    with pytest.raises(InputError, match="is not understood: try"):
        measured("soon", DOWNLOADS, TODAY, "03-31")
