"""Every code has a sentence of its own, and every sentence of `show --json` its code."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import get_args

import pytest

from tests.rules.rule_books import THRESHOLD, BookBuilder, criterion, moment, pillar
from thesis_tui.model.objects import Criterion, Metric, Observation
from thesis_tui.model.reasons import CriterionCode, CriterionReason
from thesis_tui.rules.wording.criteria import reason_text

METRIC = Metric(id="revenue", title="cloud revenue YoY", unit="%")
FIGURES = (
    Observation(id="a", metric="revenue", value=Decimal(14)),
    Observation(id="b", metric="revenue", value=Decimal(16)),
)
ON_MILESTONE = Criterion(id="m", pillar="cloud", severity="kill", milestone="launch", since=date(2026, 1, 1))


def _sentence(code: CriterionCode) -> str:
    reason = CriterionReason(code=code, figures=FIGURES, count=2, days=3, day=date(2026, 2, 3))
    if code.startswith("milestone"):
        return reason_text(ON_MILESTONE, None, ("the launch", "by mid-Feb"), "unknown", reason, None)
    if code == "no milestone":
        return reason_text(ON_MILESTONE, None, None, "unknown", reason, None)
    metric = None if code == "no metric" else METRIC
    return reason_text(THRESHOLD, metric, None, "passes", reason, Decimal(19))


@pytest.mark.parametrize("code", get_args(CriterionCode))
def test_each_code_of_a_criterion_has_a_sentence_of_its_own(code: CriterionCode) -> None:
    others = {_sentence(other) for other in get_args(CriterionCode) if other != code}
    assert _sentence(code) not in others
    assert _sentence(code) == _sentence(code).strip()


def test_a_pillar_and_its_criterion_say_their_codes_beside_their_sentences() -> None:
    builder = BookBuilder(THRESHOLD)
    view = builder.view("2026-04-10")
    assert (criterion(view).code, criterion(view).reason) == ("no figure", "no figure yet")
    assert (pillar(view).codes, pillar(view).reasons) == (("no figure",), ("no figure yet",))
    assert len(view.codes) == len(view.reasons)


def test_a_figure_past_the_line_says_so_in_attention_and_in_the_pillar() -> None:
    builder = BookBuilder(THRESHOLD)
    builder.quarter("12", "q1", at="2026-04-02")
    view = builder.view("2026-04-10")
    seen = criterion(view)
    assert seen.state == "fails"
    assert pillar(view).codes[0] == seen.code
    assert [item.code for item in view.attention if item.kind == "criterion"] == [seen.code]


@pytest.mark.parametrize(
    ("price", "words"), [("146", "price inside stop 145–148"), ("144", "price below stop 145–148")]
)
def test_a_price_in_a_stop_zone_is_inside_it_and_not_below(price: str, words: str) -> None:
    builder = BookBuilder()
    builder.close("150", "2026-01-05")
    builder.add("level", "2026-01-06", type="stop", listing="BABA", currency="USD", low=Decimal(145), high=Decimal(148))
    builder.add(
        "price",
        "2026-01-07",
        listing="BABA",
        value=Decimal(price),
        currency="USD",
        time=moment("2026-01-07T16:00:00+00:00"),
    )
    view = builder.view("2026-01-07")
    assert [
        attention.text for attention in view.attention if attention.kind == "level" and "stop" in attention.text
    ] == [words]
