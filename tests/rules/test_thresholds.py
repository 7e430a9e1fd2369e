"""Two thresholds on one metric: which of them a figure that gets worse comes to first."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from thesis_tui.model.enums import Operator
from thesis_tui.model.objects import Criterion, Observation
from thesis_tui.rules.thresholds import fails_before, side


def on(threshold: int, operator: Operator, metric: str = "growth") -> Criterion:
    return Criterion(
        id=f"{operator}{threshold}", pillar="cloud", severity="kill", since=date(2026, 1, 1), metric=metric,
        operator=operator, threshold=Decimal(threshold),
    )  # fmt: skip


@given(
    one=st.integers(-50, 50),
    other=st.integers(-50, 50),
    value=st.integers(-60, 60),
    operator=st.sampled_from(("<=", ">=")),
)
def test_what_fails_before_fails_wherever_the_other_does_and_somewhere_it_does_not(
    one: int, other: int, value: int, operator: Operator
) -> None:
    first, second = on(one, operator), on(other, operator)
    seen = Observation(id="o", metric="growth", value=Decimal(value))
    if fails_before(first, second) and side(seen, operator, Decimal(other)) == "fails":
        assert side(seen, operator, Decimal(one)) == "fails"
    assert fails_before(first, second) is (one != other and not fails_before(second, first))


def test_thresholds_on_other_metrics_or_sides_fail_in_no_order() -> None:
    assert not fails_before(on(20, ">="), on(10, ">=", "debt"))
    assert not fails_before(on(20, ">="), on(10, "<="))
