"""A figure is stale when a newer one could be had: by the company's reporting days, and by ages that can be kept."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from tests.pages.page_views import text_of
from tests.rules.rule_books import METRICS, THRESHOLD, BookBuilder, criterion, pillar
from thesis_tui.model.objects import Criterion, Observation, Pillar
from thesis_tui.pages.dashboard import dashboard
from thesis_tui.pages.pillar_page import rests_on
from thesis_tui.rules.freshness import always_older, never_met, next_due, reported_periods

AGED = replace(THRESHOLD, max_age_days=60)
QUARTER_ENDS = (date(2025, 3, 31), date(2025, 6, 30), date(2025, 9, 30), date(2025, 12, 31), date(2026, 3, 31))


def quarter(end: date, came: date | None = None) -> Observation:
    start = (end - timedelta(days=75)).replace(day=1)
    return Observation(id=f"{end}", metric="growth", value=Decimal(34), start=start, end=end, reported=came)


def reporting(*came: str) -> BookBuilder:
    """A growing company that reported its quarters up to the first of 2026 on these days, the oldest first."""
    builder = BookBuilder(AGED)
    for end, day in zip(QUARTER_ENDS[-len(came) :], came, strict=True):
        observation = quarter(end, date.fromisoformat(day) if day else None)
        builder.add(
            "observation", "2026-05-20", metric="growth", value=observation.value, start=observation.start,
            end=observation.end, reported=observation.reported,
        )  # fmt: skip
    return builder


def test_a_figure_is_not_stale_while_the_next_is_not_due_and_says_when_that_is() -> None:
    builder = reporting("2025-08-29", "2025-11-25", "2026-02-19", "2026-05-14")
    waiting = criterion(builder.view("2026-08-20"))
    assert (waiting.state, waiting.age_days) == ("passes", 98)
    assert waiting.due == (date(2026, 8, 22), date(2026, 9, 5))
    assert rests_on(builder.view("2026-08-20"), pillar(builder.view("2026-08-20"))) == (
        "based on FQ1 2026, 98 days old; next due by 5 Sep 2026"
    )
    assert "due Sep" in text_of(dashboard(builder.view("2026-08-20"), 120, 36), 120, 36)
    assert pillar(builder.view("2026-08-20")).verdict == "holding"
    late = criterion(builder.view("2026-09-06"))
    assert late.state == "stale"
    assert late.reason == "too old: next was due 5 Sep 2026"


def test_a_young_figure_says_nothing_of_the_next() -> None:
    builder = reporting("2025-08-29", "2025-11-25", "2026-02-19", "2026-05-14")
    assert criterion(builder.view("2026-06-01")).due is None


@pytest.mark.parametrize("came", [("", "", "", ""), ("", "", "", "2026-05-14")])
def test_without_two_reporting_days_the_allowed_age_decides_alone(came: tuple[str, ...]) -> None:
    seen = criterion(reporting(*came).view("2026-08-20"))
    assert (seen.state, seen.due) == ("stale", None)


def test_a_fail_says_nothing_of_the_next_figure() -> None:
    builder = reporting("2025-08-29", "2025-11-25", "2026-02-19", "2026-05-14")
    builder.thesis = replace(builder.thesis, criterion=(replace(AGED, threshold=Decimal(40)),))
    assert criterion(builder.view("2026-08-20")).reason == "6 points below its kill threshold, 40 %"


def test_a_sister_figure_of_the_next_quarter_says_that_this_one_is_late() -> None:
    builder = BookBuilder(AGED)
    builder.thesis = replace(
        builder.thesis,
        metric=(*METRICS, replace(METRICS[0], id="margin", title="margin")),
        criterion=(AGED, replace(AGED, id="margin-kill", metric="margin")),
    )
    for metric, ends in (("growth", QUARTER_ENDS[:3]), ("margin", QUARTER_ENDS[:4])):
        for end in ends:
            observation = quarter(end, end + timedelta(days=50))
            builder.add(
                "observation",
                metric=metric,
                value=observation.value,
                start=observation.start,
                end=observation.end,
                reported=observation.reported,
            )
    seen = criterion(builder.view("2026-02-25"))
    assert seen.state == "stale"
    assert seen.reason.endswith("next was due 19 Feb 2026")


def test_figures_that_the_pillar_is_not_judged_by_may_be_another_companys_and_set_no_date() -> None:
    builder = reporting("", "", "", "")
    builder.thesis = replace(
        builder.thesis, metric=(*METRICS, replace(METRICS[0], id="peer", title="peer", pillar=None))
    )
    for end in QUARTER_ENDS:
        observation = quarter(end, end + timedelta(days=50))
        builder.add(
            "observation",
            metric="peer",
            value=observation.value,
            start=observation.start,
            end=observation.end,
            reported=observation.reported,
        )
    assert criterion(builder.view("2026-08-20")).due is None


@given(lags=st.lists(st.integers(1, 110), min_size=2, max_size=5), wait=st.integers(0, 400))
def test_the_next_is_due_after_its_period_and_never_before_the_fastest_report(lags: list[int], wait: int) -> None:
    figures = [
        quarter(end, end + timedelta(days=lag)) for end, lag in zip(QUARTER_ENDS[-len(lags) :], lags, strict=True)
    ]
    newest = figures[-1]
    assert newest.start is not None
    assert newest.end is not None
    today = max(observation.reported for observation in figures if observation.reported is not None) + timedelta(
        days=wait
    )
    due = next_due(newest.start, newest.end, reported_periods(figures), today, "12-31")
    assert due is not None
    end = date(2026, 6, 30)
    assert end < due[0] <= due[1]
    assert due[0] - end >= timedelta(days=max(1, min(lags) - 7))
    assert due[1] - end <= timedelta(days=max(lags) + 7)


@given(
    allowed=st.integers(1, 400),
    lags=st.lists(st.integers(1, 110), max_size=5),
    told=st.booleans(),
)
def test_an_offered_age_can_be_kept_and_none_is_offered_for_one_that_can(
    allowed: int, lags: list[int], *, told: bool
) -> None:
    figures = [
        quarter(end, end + timedelta(days=lag)) for end, lag in zip(QUARTER_ENDS[: len(lags)], lags, strict=True)
    ]
    newest = quarter(QUARTER_ENDS[-1], QUARTER_ENDS[-1] + timedelta(days=45) if told else None)
    reported = reported_periods(figures)
    older = always_older(newest, allowed, reported)
    if older is None:
        return
    assert allowed < older.reached <= older.offered
    assert always_older(newest, older.offered, reported) is None


def test_an_allowed_age_of_less_than_a_quarter_is_named_with_one_that_can_be_kept() -> None:
    view = reporting("", "", "", "").view("2026-08-20")
    older = never_met(view, criterion(view))
    assert older is not None
    assert (older.reached, older.offered) == (90, 150)
    assert never_met(view, replace(criterion(view), criterion=replace(AGED, max_age_days=90))) is None


def test_a_count_of_a_day_is_not_expected_by_quarters() -> None:
    observation = Observation(id="d", metric="downloads", value=Decimal(1), as_of=date(2026, 1, 1))
    assert always_older(observation, 1, ()) is None


BY_FIGURE = Criterion(
    id="fee", pillar="cloud", severity="warn", since=date(2026, 1, 1), metric="debt", operator="<=",
    threshold=Decimal(30),
)  # fmt: skip


def test_a_pillar_that_holds_without_its_key_figure_says_on_what_it_rests() -> None:
    builder = BookBuilder(BY_FIGURE)
    builder.add("observation", metric="debt", value=Decimal(25), as_of=date(2026, 3, 1))
    first = builder.milestone("first delivery", "2026-01-10", "2026-02-20")
    builder.add("outcome", "2026-03-02", milestone=first, outcome="missed")
    builder.add("settle", "2026-03-03", target=first, text="they ship by road now")
    seen = pillar(builder.view("2026-03-05"))
    assert seen.verdict == "holding"
    assert seen.reasons[:2] == (
        "rests on net debt alone, no figure of cloud revenue YoY", "first delivery was missed",
    )  # fmt: skip
    assert builder.view("2026-03-05").reasons == ("Cloud: rests on net debt alone, no figure of cloud revenue YoY",)
    builder.quarter("34", "q1", "2026-04-20")
    assert "rests on" not in " ".join(pillar(builder.view("2026-04-21")).reasons)


def test_a_pillar_without_a_key_of_its_own_rests_on_no_less() -> None:
    builder = BookBuilder(BY_FIGURE, pillars=(Pillar(id="cloud", title="Cloud", claim="it grows"),))
    builder.add("observation", metric="debt", value=Decimal(25), as_of=date(2026, 3, 1))
    assert pillar(builder.view("2026-03-05")).reasons == ("5 USD below its warn threshold, 30 USD",)
