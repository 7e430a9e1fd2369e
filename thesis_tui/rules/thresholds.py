"""Which side of a threshold an observation is on, and how a threshold is said."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Literal

from thesis_tui.model import figures
from thesis_tui.model.objects import Criterion, Metric, Milestone, Observation
from thesis_tui.model.words import Operator

Side = Literal["passes", "fails", "straddles"]

MISSES: dict[Operator, str] = {">=": "below", ">": "not above", "<=": "above", "<": "not below"}
"""How a value that fails stands to the threshold."""
_RUNNING = {2: "twice running", 3: "three times running", 4: "four times running"}


def lower_is_better(criterion: Criterion) -> bool:
    return criterion.operator in ("<=", "<")


def side(observation: Observation, operator: Operator, threshold: Decimal) -> Side:
    """Whether all that the printed figure may stand for holds, none of it does, or neither can be said."""
    low, high = observation.quantity.interval
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
    decided = {one for one in sides if one != "straddles"}
    if len(decided) != 1:
        return "straddles"
    deciders = [one for one, its in zip(observations, sides, strict=True) if its != "straddles"]
    for one, its in zip(observations, sides, strict=True):
        if its == "straddles" and not all(
            one.quantity.interval.meets(decider.quantity.interval) for decider in deciders
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
    return None if distance == 0 and quantity.open_ended else distance


def threshold_text(criterion: Criterion, metric: Metric | None) -> str:
    if criterion.threshold is None:
        return ""
    return figures.threshold(criterion.threshold, metric.unit if metric else "")


def running(periods: int) -> str:
    """ "twice running", "" for once."""
    return "" if periods <= 1 else _RUNNING.get(periods, f"{periods} times running")


def window_text(milestone: Milestone, noted: date, today: date) -> str:
    """A window with its year wherever that is not this one: "by mid-Feb 2026"."""
    text = figures.window(milestone.earliest, milestone.latest, noted, today)
    year = str(milestone.latest.year)
    return text if milestone.latest.year == today.year or year in text else f"{text} {year}"


def by_window(text: str) -> str:
    """A window as the end of a sentence: "by mid-Feb", "in Q1 2026", "by 3 Dec"."""
    if text.startswith("by "):
        return text
    if " to " in text:
        return f"by {text.rpartition(' to ')[2]}"
    return f"by {text}" if text[:1].isdigit() and " " in text else f"in {text}"


def criterion_text(criterion: Criterion, metric: Metric | None, milestone: tuple[str, str] | None) -> str:
    """When it fails: "cloud revenue, yoy below 15 %, twice running". `milestone` is its title and window."""
    if criterion.milestone is not None:
        title, window = milestone or (criterion.milestone, "")
        return f"no {title} {by_window(window)}" if window else f"no {title}"
    if criterion.operator is None or criterion.threshold is None:
        return "nothing to hold it against"
    name = metric.title if metric else str(criterion.metric)
    text = f"{name} {MISSES[criterion.operator]} {threshold_text(criterion, metric)}"
    often = running(criterion.periods)
    return f"{text}, {often}" if often else text
