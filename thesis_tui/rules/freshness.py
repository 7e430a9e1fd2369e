"""How old a figure may be: when the company's next one is due by its own past reporting days, and the age that every
figure reaches before the next can come.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from thesis_tui.model.objects import Observation
from thesis_tui.model.view import CriterionView, ObservationView, View
from thesis_tui.rules.results_days import LONGEST, ResultsDay, expected_results

ALIKE = timedelta(days=12)
"""By how much two quarters may differ in length: those of 13 and of 14 weeks, and of months."""
SHORTEST = timedelta(days=26)
"""Results come by months, four weeks and longer periods, last day less first; what is counted by weeks or days comes
as it likes.
"""
_FILED_WITHIN = timedelta(days=60)
_YEAR_FILED_WITHIN = timedelta(days=90)
"""How long the results of a quarter or half, and of a year, take at most where a company's own days are not known."""
_A_YEAR = timedelta(days=330)
_ROUND = 5
"""Days to which an offered age is rounded up: nobody counts in 143 days."""


class ReportedPeriod(NamedTuple):
    """A period, and the day its figure was reported."""

    start: date
    end: date
    came: date


class AlwaysOlder(NamedTuple):
    """Days that a figure is old at the least before the next one can come, and an age that can be met."""

    reached: int
    offered: int


def reported_periods(observations: Iterable[Observation]) -> tuple[ReportedPeriod, ...]:
    """The periods whose reporting days are known, each with its first, by end."""
    first: dict[tuple[date, date], date] = {}
    for figure in observations:
        came = figure.reported or figure.filed
        if (
            came is None
            or figure.start is None
            or figure.end is None
            or not timedelta(0) < came - figure.end <= LONGEST
        ):
            continue
        # recasts repeat a period later: only its first report says how long results take
        key = figure.start, figure.end
        first[key] = min(first.get(key, came), came)
    return tuple(sorted((ReportedPeriod(*key, came) for key, came in first.items()), key=lambda item: item.end))


def next_due(
    start: date, end: date, reported: Sequence[ReportedPeriod], today: date, fiscal_year_end: str
) -> tuple[date, date] | None:
    """The days in which the figure after that of `start` to `end` is due by past reporting days of periods as long;
    None where fewer than two are known, or what is measured is shorter than a month.
    """
    alike = _alike(start, end, reported)
    # one reporting day is no habit
    if end - start < SHORTEST or len(alike) < 2:
        return None
    newer = [item.came for item in alike if item.end > end and item.came <= today]
    if newer:
        return min(newer), min(newer)  # others of the company's figures of the next period are there already
    days = [ResultsDay(item.end, item.came) for item in alike if item.end <= end]
    if all(day.end != end for day in days):
        lag = max((day.came - day.end for day in days), default=timedelta(0))
        # its own report is not dated; it is here, so it came by today
        days.append(ResultsDay(end, min(end + lag, today)))
    expected = expected_results(days, today, fiscal_year_end)
    return None if expected is None or expected.end <= end else (expected.earliest, expected.latest)


def always_older(figure: Observation, allowed: int | None, reported: Sequence[ReportedPeriod]) -> AlwaysOlder | None:
    """Says of an age allowed (in days) that every figure like this one is older before the next can come; None where
    it can be met, or nobody knows when the next comes.
    """
    start, end, since = figure.start, figure.end, figure.aged_from
    if allowed is None or start is None or end is None or since is None or end - start < SHORTEST:
        return None
    length = end - start + timedelta(days=1)
    lags = [item.came - item.end for item in _alike(start, end, reported)]
    reached = (end + length + min(lags, default=timedelta(0)) - since).days
    if allowed >= reached:
        return None
    within = max(lags) if lags else _YEAR_FILED_WITHIN if length > _A_YEAR else _FILED_WITHIN
    offered = (end + length + within - since).days
    return AlwaysOlder(reached, -(-offered // _ROUND) * _ROUND)


def _alike(start: date, end: date, reported: Sequence[ReportedPeriod]) -> list[ReportedPeriod]:
    return [item for item in reported if abs((item.end - item.start) - (end - start)) <= ALIKE]


def never_met(view: View, criterion: CriterionView) -> AlwaysOlder | None:
    """The age that a criterion's figures reach before the next comes, where less is allowed; None where the age
    allowed can be kept.
    """
    if criterion.observation is None or criterion.criterion.live:
        return None
    return age_never_kept(view, criterion.observation, criterion.criterion.max_age_days)


def age_never_kept(view: View, figure: ObservationView, allowed: int | None) -> AlwaysOlder | None:
    """The age that figures such as this one reach before the next comes, where less is allowed, in days."""
    figures = (shown.observation for metric in view.metrics if metric.metric.pillar for shown in metric.observations)
    return always_older(figure.observation, allowed, reported_periods(figures))
