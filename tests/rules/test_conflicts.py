"""Which values cannot all be true."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from tests.rules.rule_books import THRESHOLD, BookBuilder, day, pillar
from thesis_tui.model.objects import Dispute, Observation


def _price(builder: BookBuilder, value: str, on: str, **fields: Any) -> str:
    return builder.add("observation", metric="g1", value=Decimal(value), as_of=day(on), qualifier="about", **fields)


def test_two_list_prices_within_a_month_that_do_not_meet() -> None:
    builder = BookBuilder()
    _price(builder, "240", "2026-01-01")
    _price(builder, "268", "2026-02-01")
    view = builder.view("2026-02-10")
    (conflict,) = view.conflicts
    assert conflict.text in ("Quark G1 price: ≈240 USD or ≈268 USD", "Quark G1 price: ≈268 USD or ≈240 USD")
    assert (conflict.state, conflict.pillar, conflict.stated) == ("open", "cloud", False)
    assert pillar(view).conflicts == (conflict,)
    assert next(metric for metric in pillar(view).metrics if metric.metric.id == "g1").conflict == conflict
    assert [attention.kind for attention in view.attention] == ["conflict"]


def test_what_is_no_conflict() -> None:
    builder = BookBuilder()
    _price(builder, "240", "2026-01-01")
    _price(builder, "268", "2026-02-02")  # 32 days later
    _price(builder, "245", "2026-01-01")  # the intervals meet
    _price(builder, "400", "2026-01-01", unit="CNY")
    _price(builder, "500", "2026-01-01", listing="BABA")
    builder.quarter("10", "q1")
    builder.quarter("30", "q2")
    builder.add("observation", metric="growth", value=Decimal(13), period="in a recent quarter")
    assert builder.view("2026-07-10").conflicts == ()


def test_one_period_told_twice_is_one_conflict_of_those_that_differ() -> None:
    builder = BookBuilder()
    for value in ("34", "34.2", "26"):
        builder.quarter(value, "q1")
    builder.quarter("30", "q1", qualifier="at least")
    (conflict,) = builder.view("2026-04-10").conflicts
    assert [side.text for side in conflict.sides] == ["+34 %", "+34.2 %", "+26 %", "≥30 %"]
    assert conflict.period == "q1"


def test_it_stays_settled_by_its_reason_until_another_value_joins() -> None:
    builder = BookBuilder()
    builder.quarter("34", "q1")
    builder.quarter("26", "q1")
    (conflict,) = builder.view("2026-04-10").conflicts
    builder.add("settle", "2026-04-10", target=conflict.id, text="26 is of last year")
    view = builder.view("2026-04-11")
    assert (view.conflicts[0].state, view.conflicts[0].settled_by) == ("settled", "26 is of last year")
    assert "conflict" not in [attention.kind for attention in view.attention]
    assert view.journal[0].text.startswith("resolved: cloud revenue YoY: ")
    builder.quarter("18", "q1", at="2026-04-12")
    assert builder.view("2026-04-13").conflicts[0].state == "open"


def test_taking_one_value_back_ends_it() -> None:
    builder = BookBuilder(THRESHOLD)
    builder.quarter("34", "q1")
    wrong = builder.quarter("10", "q1")
    assert pillar(builder.view("2026-04-10")).verdict == "unproven"
    builder.retract(wrong, "2026-04-10")
    view = builder.view("2026-04-10")
    assert view.conflicts == ()
    assert pillar(view).verdict == "holding"


def test_a_person_may_state_one_that_no_rule_would_find() -> None:
    builder = BookBuilder()
    seen = tuple(
        Observation(id=f"o{number}", metric=metric, value=Decimal(5), period="undated")
        for number, metric in enumerate(("growth", "debt"))
    )
    dispute = Dispute(id="spent-or-pledged", text="spent, or only pledged", observations=("o0", "o1"))
    builder.source(observation=seen, dispute=(dispute,))
    (conflict,) = builder.view("2026-04-10").conflicts
    assert (conflict.id, conflict.stated, conflict.metric.id) == ("spent-or-pledged", True, "growth")
    assert conflict.text == "spent, or only pledged"
    assert [side.observation.origin.number for side in conflict.sides] == [1, 1]
