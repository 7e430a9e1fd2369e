"""Sides of a threshold: on which one an observation lies, and how far from it."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Literal

from thesis_tui.model.enums import Operator
from thesis_tui.model.objects import Criterion, Observation

Side = Literal["passes", "fails", "straddles"]


def lower_is_better(criterion: Criterion) -> bool:
    """Whether a criterion holds below its threshold."""
    return criterion.operator in ("<=", "<")


def side(observation: Observation, operator: Operator, threshold: Decimal) -> Side:
    """Whether all that the printed figure may stand for holds, none of it does, or neither can be said."""
    interval = observation.quantity.interval
    low, high = interval.low, interval.high
    above = observation.qualifier == "more than"  # its low end is not itself a possible value
    below = observation.qualifier == "less than"
    if operator == ">=":
        passes, fails = low >= threshold, high < threshold or (below and high == threshold)
    elif operator == ">":
        passes, fails = low > threshold or (above and low == threshold), high <= threshold
    elif operator == "<=":
        passes, fails = high <= threshold, low > threshold or (above and low == threshold)
    else:
        passes, fails = high < threshold or (below and high == threshold), low >= threshold
    return "passes" if passes else "fails" if fails else "straddles"


def group_side(observations: Sequence[Observation], operator: Operator, threshold: Decimal) -> Side:
    """Side of a threshold on which several observations of one period lie: one decides unless others contradict it."""
    sides = [side(observation, operator, threshold) for observation in observations]
    decided = {text for text in sides if text != "straddles"}
    # two that contradict each other decide nothing, and nor do ones that all straddle
    if len(decided) != 1:
        return "straddles"
    deciders = [
        observation for observation, own_side in zip(observations, sides, strict=True) if own_side != "straddles"
    ]
    for other, own_side in zip(observations, sides, strict=True):
        # a rounded figure that cannot be the deciders' value contradicts them, though it decides nothing itself
        if own_side == "straddles" and not all(
            other.quantity.interval.meets(decider.quantity.interval) for decider in deciders
        ):
            return "straddles"
    return decided.pop()


def margin(observation: Observation, criterion: Criterion) -> Decimal | None:
    """How far the printed value is on the good side of the threshold (negative: past it), in base units.

    The worse end of a range counts. None when it is open-ended and starts at the threshold.
    """
    assert criterion.threshold is not None
    quantity = observation.quantity
    value = quantity.base
    if lower_is_better(criterion):
        value = quantity.base if quantity.base_high is None else quantity.base_high
        distance = criterion.threshold - value
    else:
        distance = value - criterion.threshold
    # "more than 20" at a threshold of 20 is past it by an amount nobody knows, not by none
    return None if distance == 0 and quantity.open_ended else distance


def fails_before(criterion: Criterion, other: Criterion) -> bool:
    """Whether a metric on its way down (or up) fails `criterion` before it fails `other`; False where they are on
    different metrics, sides or milestones.
    """
    if (
        criterion.metric is None
        or criterion.metric != other.metric
        or criterion.threshold is None
        or other.threshold is None
    ):
        return False
    if lower_is_better(criterion) is not lower_is_better(other):
        return False
    return (
        criterion.threshold < other.threshold if lower_is_better(criterion) else criterion.threshold > other.threshold
    )
