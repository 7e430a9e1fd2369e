"""Guidance kept as a promise, and the figure that ends it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from thesis_tui.model.enums import Better, FigureBasis, Qualifier
from thesis_tui.model.objects import Metric, Observation
from thesis_tui.rules.promises import milestone_of, outcome_of

SALES = Metric(id="sales", title="Sales", unit="USD", pillar="growth")
COSTS = Metric(id="costs", title="Costs", unit="USD", better="lower")


def figure(
    value: str, high: str | None = None, basis: FigureBasis = "guided", qualifier: Qualifier = "exactly"
) -> Observation:
    return Observation(
        id="f", metric="sales", value=Decimal(value), high=None if high is None else Decimal(high), basis=basis,
        qualifier=qualifier, scale="billion", period="Q1 2026", start=date(2026, 1, 1), end=date(2026, 3, 31),
    )  # fmt: skip


def test_what_is_guided_is_a_milestone_of_the_days_its_results_take() -> None:
    made = milestone_of(figure("5.1", "5.3"), "f1", SALES)
    assert made is not None
    assert (made.title, made.pillar, made.promise) == ("Sales of 5.1–5.3 bn USD as guided for Q1 2026", "growth", "f1")
    assert (made.earliest, made.latest) == (date(2026, 4, 1), date(2026, 5, 30))


@pytest.mark.parametrize("basis", ["reported", "estimated"])
def test_what_came_or_others_estimate_is_no_promise(basis: FigureBasis) -> None:
    assert milestone_of(figure("5.1", basis=basis), "f1", SALES) is None


@pytest.mark.parametrize(
    ("guided", "came", "better", "outcome"),
    [
        (figure("5.1", "5.3"), "5.2", "higher", "hit"),
        (figure("5.1", "5.3"), "5.42", "higher", "hit"),
        (figure("5.1", "5.3"), "4.98", "higher", "missed"),
        (figure("5.1", "5.3"), "5.42", "lower", "missed"),
        (figure("5.1", "5.3"), "4.98", "lower", "hit"),
        (figure("5.0", qualifier="at least"), "5.0", "higher", "hit"),
        (figure("5.0", qualifier="at least"), "4.9", "higher", "missed"),
        (figure("5.0", qualifier="about"), "4.8", "higher", "hit"),
    ],
)
def test_a_promise_is_met_within_what_was_guided_or_beyond_it_on_the_better_side(
    guided: Observation, came: str, better: Better, outcome: str
) -> None:
    metric = SALES if better == "higher" else COSTS
    assert outcome_of(guided, figure(came, basis="reported"), metric) == outcome
