"""Guidance as a promise: the milestone that a guided figure becomes, and how the figure that comes ends it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Literal

from msgspec import Struct

from thesis_tui.model import figures
from thesis_tui.model.objects import Metric, Milestone, Observation
from thesis_tui.model.view import ObservationView
from thesis_tui.rules.folded import Folded

_RESULTS_WITHIN = timedelta(days=60)
"""How long after a quarter or half its results may take: filers have 45 days for a quarter, 60 to 90 for a year."""
_RESULTS_OF_A_YEAR_WITHIN = timedelta(days=90)
_A_YEAR = timedelta(days=330)
"""From this length a period is a year: 52 weeks are 364 days, three quarters about 273."""


class Ended(Struct, frozen=True):
    """How a promise ended, by the figure that came, with the day it came and both in words."""

    state: Literal["hit", "missed"]
    day: date
    note: str


def milestone_of(guided: Observation, identity: str, metric: Metric) -> Milestone | None:
    """The milestone that guidance is: the figure of its period, in the days its results take. None of what is not
    guided by the company or names no period with its days. `identity` is the guided figure's id.
    """
    if guided.basis != "guided" or guided.start is None or guided.end is None:
        return None
    within = _RESULTS_OF_A_YEAR_WITHIN if guided.end - guided.start >= _A_YEAR else _RESULTS_WITHIN
    of = f" for {guided.period}" if guided.period else ""
    return Milestone(
        id="",
        title=f"{metric.title} of {figures.observed(guided, metric).text.strip()} as guided{of}",
        earliest=guided.end + timedelta(days=1),
        latest=guided.end + within,
        pillar=metric.pillar,
        source=guided.source,
        promise=identity,
    )


def ended_promises(
    folded: Folded, metrics: Mapping[str, Metric], came: Mapping[str, Sequence[ObservationView]]
) -> dict[str, Ended]:
    """How each milestone that is a promise ended, by its id; those whose figure has not come are not there."""
    ended = {}
    for id_, thing in folded.milestones.items():
        promised = folded.observations.get(thing.what.promise) if thing.what.promise else None
        metric = metrics.get(promised.what.metric) if promised is not None else None
        if promised is None or metric is None:
            continue
        guided = promised.what
        found = next(
            (
                view for view in came.get(metric.id, ())
                if (view.observation.start, view.observation.end) == (guided.start, guided.end)
            ),
            None,
        )  # fmt: skip
        if found is not None:
            thing_came = folded.observations[found.observation.id]
            # the day the world knew it: a figure entered late did not come late
            day = found.origin.published or thing_came.recorded or folded.today
            words = (figures.observed(observation, metric).text.strip() for observation in (guided, found.observation))
            ended[id_] = Ended(outcome_of(guided, found.observation, metric), day, "guided {}, came {}".format(*words))
    return ended


def outcome_of(guided: Observation, came: Observation, metric: Metric) -> Literal["hit", "missed"]:
    """ "hit" when what came is within what was guided, or beyond it on the side that is better for the metric."""
    promise, result = guided.quantity.interval, came.quantity.interval
    if promise.meets(result):
        return "hit"
    # they do not meet, so the result is wholly above or wholly below
    above = result.low > promise.high
    return "hit" if above == (metric.better == "higher") else "missed"
