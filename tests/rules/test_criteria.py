"""What observations and milestones make of a criterion, and the words for it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from msgspec.structs import replace

from tests.rules.rule_books import THRESHOLD, BookBuilder, criterion, day, judge, pillar
from thesis_tui.model.enums import Operator, Qualifier
from thesis_tui.model.objects import Criterion, Observation
from thesis_tui.rules.thresholds import side

TWICE = replace(THRESHOLD, periods=2)


@pytest.mark.parametrize(
    ("value", "qualifier", "operator", "threshold", "expected"),
    [
        ("34", "exactly", ">=", "15", "passes"),
        ("14.4", "exactly", ">=", "15", "fails"),
        ("15", "exactly", ">=", "15", "straddles"),
        ("15", "exactly", ">=", "14.5", "passes"),
        ("100", "at least", ">=", "100", "passes"),
        ("100", "at least", ">", "100", "straddles"),
        ("100", "more than", ">", "100", "passes"),
        ("100", "more than", "<=", "100", "fails"),
        ("100", "less than", "<", "100", "passes"),
        ("100", "less than", ">=", "100", "fails"),
        ("100", "at most", ">=", "100", "straddles"),
        ("510", "about", ">=", "500", "straddles"),
        ("530", "about", ">=", "500", "passes"),
        ("500", "nearly", ">=", "500", "straddles"),
        ("500", "nearly", "<=", "500", "passes"),
        ("600", "more than", ">=", "700", "straddles"),
    ],
)
def test_a_figure_is_on_a_side_only_with_all_it_may_stand_for(
    value: str, qualifier: Qualifier, operator: Operator, threshold: str, expected: str
) -> None:
    seen = Observation(id="o", metric="m", value=Decimal(value), qualifier=qualifier)
    assert side(seen, operator, Decimal(threshold)) == expected


def test_holding_says_how_far_above_its_line() -> None:
    builder = BookBuilder(TWICE)
    builder.quarter("34", "q1")
    seen = criterion(builder.view("2026-04-10"))
    assert (seen.state, seen.reason) == ("passes", "19 points above its kill threshold, 15 %")
    assert seen.text == "cloud revenue YoY below 15 %, twice in a row"
    assert (seen.margin, seen.margin_unit, seen.margin_text) == (Decimal(19), "%", "19 points clear")
    assert seen.gauge == Decimal(19) / 15
    assert (seen.age_days, seen.threshold_text) == (10, "15 %")


def test_two_bad_quarters_running_break_it() -> None:
    builder = BookBuilder(TWICE)
    builder.quarter("12", "q1")
    builder.quarter("9", "q2")
    view = builder.view("2026-07-10")
    assert (pillar(view).verdict, view.verdict) == ("broken", "broken")
    assert pillar(view).reasons == ("+9 %, below 15 % twice in a row",)
    assert view.reasons == ("Cloud: +9 %, below 15 % twice in a row",)
    assert criterion(view).failing == (2, 2)
    assert criterion(view).margin == -6


def test_one_bad_quarter_after_a_good_one_is_one_of_two() -> None:
    builder = BookBuilder(TWICE)
    builder.quarter("20", "q1")
    builder.quarter("9", "q2")
    seen = criterion(builder.view("2026-07-10"))
    assert (seen.state, seen.failing, seen.reason) == ("passes", (1, 2), "+9 %, below 15 %, 1 of 2")


def test_a_gap_between_bad_quarters_is_not_twice_running() -> None:
    builder = BookBuilder(TWICE)
    builder.quarter("9", "q1")
    builder.quarter("9", "q3")
    seen = criterion(builder.view("2026-10-10"))
    assert seen.state == "unknown"
    assert "the prior period is missing" in seen.reason


def test_a_whole_year_that_ends_with_the_quarter_does_not_hide_the_quarter() -> None:
    builder = BookBuilder(TWICE)
    builder.quarter("9", "q3")
    builder.quarter("8", "q4")
    builder.add(
        "observation", metric="growth", value=Decimal(30), start=date(2026, 1, 1), end=date(2026, 12, 31), period="2026"
    )
    assert criterion(builder.view("2027-01-10")).state == "fails"


def test_each_instant_is_a_period_of_its_own() -> None:
    builder = BookBuilder(replace(TWICE, metric="downloads", threshold=Decimal(500)))
    builder.add("observation", metric="downloads", value=Decimal(400), as_of=day("2026-01-10"))
    builder.add("observation", metric="downloads", value=Decimal(450), as_of=day("2026-02-20"))
    assert criterion(builder.view("2026-03-01")).state == "fails"


def test_two_sources_that_disagree_across_the_line_leave_it_unknown() -> None:
    builder = BookBuilder(THRESHOLD)
    builder.quarter("20", "q1")
    builder.quarter("10", "q1")
    seen = criterion(builder.view("2026-04-10"))
    assert (seen.state, seen.reason) == ("unknown", "sources differ on whether it meets 15 %: +20 % or +10 %")
    assert pillar(builder.view("2026-04-10")).verdict == "unproven"


def test_a_figure_that_may_be_either_side_is_unknown_and_has_no_gauge() -> None:
    builder = BookBuilder(THRESHOLD)
    builder.quarter("15", "q1", qualifier="about")
    seen = criterion(builder.view("2026-04-10"))
    assert (seen.state, seen.gauge, seen.margin) == ("unknown", None, None)


def test_a_bound_at_the_line_is_clear_by_nobody_knows_how_much() -> None:
    builder = BookBuilder(replace(THRESHOLD, threshold=Decimal(100)))
    builder.quarter("100", "q1", qualifier="at least")
    seen = criterion(builder.view("2026-04-10"))
    assert (seen.state, seen.reason, seen.margin, seen.gauge) == (
        "passes", "clear, margin not known", None, Decimal(0),
    )  # fmt: skip


def test_an_undated_figure_is_shown_and_never_judged() -> None:
    builder = BookBuilder(THRESHOLD)
    builder.add("observation", metric="growth", value=Decimal(3), period="in a recent quarter")
    view = builder.view("2026-04-10")
    assert (criterion(view).state, criterion(view).reason) == ("unknown", "+3 % has no dates, so it decides nothing")
    assert pillar(view).metrics[0].latest is None
    assert len(pillar(view).metrics[0].observations) == 1


def test_a_figure_in_another_currency_is_not_held_against_the_line() -> None:
    builder = BookBuilder(replace(THRESHOLD, metric="debt", operator="<=", threshold=Decimal(100)))
    builder.add("observation", metric="debt", value=Decimal(700), unit="CNY", as_of=day("2026-01-01"))
    assert criterion(builder.view("2026-01-10")).state == "unknown"


def test_lower_is_better_reads_and_measures_the_other_way_round() -> None:
    builder = BookBuilder(
        replace(THRESHOLD, severity="warn", metric="debt", operator="<=", threshold=Decimal(500_000_000))
    )
    builder.add("observation", metric="debt", value=Decimal(400), scale="million", as_of=day("2026-01-02"))
    seen = criterion(builder.view("2026-01-10"))
    assert (seen.margin, seen.reason) == (Decimal(100_000_000), "100 M USD below its warn threshold, 500 M USD")
    builder.add("observation", metric="debt", value=Decimal(512), scale="million", as_of=day("2026-01-09"))
    view = builder.view("2026-01-10")
    assert criterion(view).reason == "12 M USD above its warn threshold, 500 M USD"
    assert pillar(view).verdict == "at risk"
    assert pillar(view).reasons[0] == "net debt: 12 M USD above its warn threshold, 500 M USD"


def test_an_old_pass_is_stale_and_an_old_fail_stays_a_fail() -> None:
    builder = BookBuilder(replace(THRESHOLD, max_age_days=120))
    builder.quarter("20", "q1")
    assert criterion(builder.view("2026-07-29")).state == "passes"
    view = builder.view("2026-07-30")
    assert (criterion(view).state, pillar(view).verdict) == ("stale", "stale")
    assert pillar(view).reasons == ("its figure is older than the 120 days allowed",)
    assert pillar(view).metrics[0].stale
    builder.quarter("9", "q2")
    assert criterion(builder.view("2027-06-01")).state == "fails"


def test_a_threshold_of_zero_scales_its_gauge_to_the_largest_margin_seen() -> None:
    builder = BookBuilder(replace(THRESHOLD, threshold=Decimal(0)))
    builder.quarter("40", "q1")
    builder.quarter("10", "q2")
    assert criterion(builder.view("2026-07-10")).gauge == Decimal("0.25")


def _on_milestone(severity: str) -> tuple[BookBuilder, str]:
    builder = BookBuilder()
    milestone = builder.milestone("first H200 to China", "2026-02-01", "2026-02-20", at="2026-01-15")
    builder.thesis = replace(
        builder.thesis,
        criterion=(
            Criterion(
                id="kill", pillar="cloud", severity="kill" if severity == "kill" else "warn",
                since=day("2026-01-01"), milestone=milestone,
            ),
        ),
    )  # fmt: skip
    return builder, milestone


@pytest.mark.parametrize(
    ("severity", "outcome", "on", "today", "state", "reason"),
    [
        ("warn", "", "", "2026-02-20", "unknown", "due 1 Feb to 20 Feb"),
        ("warn", "", "", "2026-02-21", "fails", "first H200 to China 1 day past its warn date"),
        ("kill", "", "", "2026-02-21", "unknown", "1 day overdue"),
        ("kill", "missed", "2026-02-21", "2026-02-21", "fails", "was missed"),
        ("warn", "missed", "2026-02-21", "2026-02-21", "fails", "was missed"),
        ("warn", "hit", "2026-02-20", "2026-03-01", "passes", "hit on 20 Feb 2026"),
        ("warn", "hit", "2026-02-23", "2026-03-01", "fails", "hit 3 days past its warn date"),
        ("kill", "hit", "2026-02-20", "2026-03-01", "passes", "hit on 20 Feb 2026"),
        ("kill", "hit", "2026-02-23", "2026-03-01", "unknown", "3 days after its window, which neither proves nor"),
        ("warn", "void", "2026-02-10", "2026-03-01", "unknown", "void, so it decides nothing"),
    ],
)
def test_a_milestone_criterion(severity: str, outcome: str, on: str, today: str, state: str, reason: str) -> None:
    builder, milestone = _on_milestone(severity)
    if outcome:
        builder.add("outcome", on, milestone=milestone, outcome=outcome, on=on)
    seen = criterion(builder.view(today))
    assert (seen.state, reason in seen.reason) == (state, True), seen.reason


def test_a_pillar_without_a_figure_says_what_is_due_first() -> None:
    builder, _ = _on_milestone("warn")
    view = builder.view("2026-01-20")
    assert pillar(view).verdict == "unproven"
    assert pillar(view).reasons == ("no figure yet; first due 1 Feb to 20 Feb",)
    assert criterion(view).text == "no first H200 to China by 20 Feb"
    assert pillar(view).milestones[0].criteria == ("kill",)


def test_a_pillar_without_criteria_names_the_key_that_adds_one_and_before_it_the_metric_it_lacks() -> None:
    view = BookBuilder().view("2026-01-20")
    assert (view.verdict, view.reasons) == ("unproven", ("Cloud: no criterion yet; a to add one",))
    without = BookBuilder().book()
    bare = judge(replace(without, thesis=replace(without.thesis, metric=())), "2026-01-20")
    assert bare.reasons == ("Cloud: no metric to judge yet; a M to add one",)


def test_a_newer_figure_that_may_be_either_side_does_not_lift_a_fail() -> None:
    builder = BookBuilder(THRESHOLD)
    builder.quarter("12", "q1")
    builder.quarter("15", "q2")
    seen = criterion(builder.view("2026-07-10"))
    assert (seen.state, seen.reason) == (
        "fails",
        "3 points below its kill threshold, 15 %; +15 % since then may be on either side",
    )
    builder.quarter("20", "q3")
    assert criterion(builder.view("2026-10-10")).state == "passes"


def test_a_figure_of_a_day_to_come_decides_nothing_today() -> None:
    debt = replace(THRESHOLD, metric="debt", operator="<=", threshold=Decimal(50))
    builder = BookBuilder(debt)
    builder.add("observation", metric="debt", value=Decimal(40), as_of=day("2026-01-05"))
    builder.add("observation", metric="debt", value=Decimal(90), as_of=day("2027-01-05"))
    assert criterion(builder.view("2026-01-10")).state == "passes"


def test_what_is_guided_or_estimated_is_never_judged_and_stands_beside_what_came() -> None:
    builder = BookBuilder(TWICE)
    builder.quarter("34", "q1")
    builder.quarter("5", "q2", basis="guided")
    builder.quarter("6", "q2", basis="estimated", by="Citigroup")
    view = builder.view("2026-07-10")
    assert (criterion(view).state, pillar(view).verdict) == ("passes", "holding")
    metric = next(other for other in pillar(view).metrics if other.metric.id == "growth")
    assert [seen.observation.value for seen in metric.observations] == [Decimal(34)]
    assert sorted(seen.observation.value for seen in metric.expected) == [Decimal(5), Decimal(6)]
    assert view.conflicts == ()
