"""Criteria: what the observations and milestones known today make of each, and by how much."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from msgspec import Struct, structs

from thesis_tui.model.documents import Reading
from thesis_tui.model.enums import CriterionState
from thesis_tui.model.objects import Criterion, Metric
from thesis_tui.model.reasons import CriterionCode, CriterionReason
from thesis_tui.model.view import MilestoneView, ObservationView
from thesis_tui.rules.series_breaks import of_one_line
from thesis_tui.rules.thresholds import Side, group_side, margin, side

if TYPE_CHECKING:
    from thesis_tui.rules.freshness import ReportedPeriod

_DAY = timedelta(days=1)
_WEEK_DAYS = 7


class Group(Struct, frozen=True):
    """The observations of one period or instant, and what they say together."""

    start: date
    end: date
    views: list[ObservationView]
    side: Side


class Evaluation(Struct, frozen=True):
    """A criterion as evaluated.

    `failing` is how many of the latest periods fail, of how many it takes. `margin` is in the metric's unit, `gauge`
    a fraction of the threshold. `deciding` is the observation that decides, of `side`, and `age_days` old.
    """

    state: CriterionState
    reason: CriterionReason
    failing: tuple[int, int]
    margin: Decimal | None = None
    gauge: Decimal | None = None
    deciding: ObservationView | None = None
    side: Side = "straddles"
    age_days: int | None = None


class Results(Struct, frozen=True):
    """The periods of the company's figures with the days they were reported, and the end of its fiscal year."""

    reported: Sequence[ReportedPeriod]
    fiscal_year_end: str


def judged(views: Iterable[ObservationView], metric: Metric, today: date) -> list[ObservationView]:
    """The observations a criterion may rest on: dated, not of a day to come, in the metric's own unit."""
    return [
        view
        for view in views
        if (until := view.observation.until) is not None
        and (view.observation.start or until) <= today
        and (view.observation.unit or metric.unit) == metric.unit
    ]


def groups_of(views: Iterable[ObservationView], criterion: Criterion) -> list[Group]:
    """Observations by period, the newest end first; of two that end together the shorter period first."""
    assert criterion.operator is not None
    assert criterion.threshold is not None
    periods: dict[tuple[date, date], list[ObservationView]] = {}
    for view in views:
        observation = view.observation
        assert observation.until is not None
        periods.setdefault((observation.until, observation.start or observation.until), []).append(view)
    return [
        Group(start, end, group, group_side([v.observation for v in group], criterion.operator, criterion.threshold))
        # reversed, the later start comes first: of two that end together, the shorter
        for (end, start), group in sorted(periods.items(), reverse=True)
    ]


def evaluate(
    criterion: Criterion,
    metric: Metric | None,
    observations: Iterable[ObservationView],
    milestone: MilestoneView | None,
    today: date,
    results: Results | None = None,
) -> Evaluation:
    """`criterion` as evaluated on the observations of its metric, or on its milestone. `results` are the company's
    reporting days: a figure older than is allowed is not stale while the next is not due by them.
    """
    if criterion.milestone is not None:
        return _on_milestone(criterion, milestone)
    if metric is None:
        return _evaluation("unknown", "no metric")
    if criterion.operator is None or criterion.threshold is None:
        return _evaluation("unknown", "no threshold")
    views = tuple(observations)
    series = of_one_line(judged(views, metric, today), metric)
    evaluation = _on_metric(criterion, series.views, today, results)
    if evaluation.reason.code == "no figure":
        # a figure there is: saying that there is none would hide why it decides nothing
        undated = tuple(view.observation for view in views if view.observation.until is None)
        return structs.replace(evaluation, reason=structs.replace(evaluation.reason, figures=undated[:1]))
    # figures there are, but across a break: saying that one is missing would send the user looking for it
    if series.cut and evaluation.reason.code == "period missing":
        code: CriterionCode = "series break" if series.why else "other line"
        return structs.replace(evaluation, reason=structs.replace(evaluation.reason, code=code, text=series.why))
    return evaluation


def evaluate_live(criterion: Criterion, metric: Metric, readings: Sequence[Reading], today: date) -> Evaluation:
    """A criterion that rests on readings: on the medians of its last weeks, none of which may be without a reading."""
    from thesis_tui.rules.live import effective, weekly_observations, weeks_read, weeks_wanted

    if criterion.operator is None or criterion.threshold is None:
        return _evaluation("unknown", "no threshold")
    weeks = weekly_observations(criterion, metric, readings, today)
    if weeks:
        return _on_metric(effective(criterion), weeks, today)
    wanted = weeks_wanted(criterion)
    if readings and (today - readings[-1].day).days >= _WEEK_DAYS:
        return _evaluation("stale", "too old", (0, wanted), days=_WEEK_DAYS)
    return _evaluation("unknown", "too few readings", (weeks_read(criterion, readings, today), wanted))


def _evaluation(
    state: CriterionState,
    code: CriterionCode,
    failing: tuple[int, int] = (0, 1),
    figures: Iterable[ObservationView] = (),
    days: int = 0,
    day: date | None = None,
) -> Evaluation:
    named = tuple(view.observation for view in figures)
    return Evaluation(state, CriterionReason(code=code, figures=named, count=failing[0], days=days, day=day), failing)


def _on_metric(
    criterion: Criterion, usable: Sequence[ObservationView], today: date, results: Results | None = None
) -> Evaluation:
    groups, doubtful = _deciding_groups(groups_of(usable, criterion), criterion)
    if not groups:
        return _evaluation("unknown", "no figure", (0, max(1, criterion.periods)))
    latest = groups[0]
    # a figure is as old as its report, where the day of that is known: until the next one nobody has a newer
    reported = max(view.observation.aged_from or latest.end for view in latest.views)
    age = max(0, (today - reported).days)
    deciding = _least(latest.views, criterion)
    # a figure that may lie on either side has no distance to the line
    distance = None if latest.side == "straddles" else margin(deciding.observation, criterion)
    evaluation = _judge(criterion, groups, deciding, distance)
    # a fail is not forgiven for being old: stale would look better than it is
    if criterion.max_age_days is not None and age > criterion.max_age_days and evaluation.state != "fails":
        evaluation = _aged(criterion, evaluation, latest, results, today)
    if doubtful is not None:
        newer = structs.replace(evaluation.reason, newer=doubtful.observation)
        evaluation = structs.replace(evaluation, reason=newer)
    return structs.replace(
        evaluation,
        margin=distance,
        gauge=_gauge(criterion, distance, usable, latest),
        deciding=deciding,
        side=latest.side,
        age_days=age,
    )


def _deciding_groups(groups: list[Group], criterion: Criterion) -> tuple[list[Group], ObservationView | None]:
    """The periods that decide, and a newer figure that does not: one that may lie on either side of the line, or is
    in dispute, does not lift a fail.
    """
    # only a fail is held on to: a pass that a newer figure puts in doubt is in doubt
    decided = next((at for at, group in enumerate(groups) if group.side != "straddles"), 0)
    needed = max(1, criterion.periods)
    older, failing = groups[decided:], 0
    current: Group | None = older[0] if decided else None
    while current is not None and current.side == "fails" and failing < needed:
        failing, current = failing + 1, _before(current, older)
    return (older, groups[0].views[0]) if decided and failing == needed else (groups, None)


def _aged(
    criterion: Criterion, evaluation: Evaluation, latest: Group, results: Results | None, today: date
) -> Evaluation:
    """Past the allowed age a criterion that does not fail is stale, unless the next figure is not due yet: nobody has
    a newer one.
    """
    due = None
    if results is not None and results.reported:
        from thesis_tui.rules.freshness import next_due  # with what expects results, which fresh figures do without

        due = next_due(latest.start, latest.end, results.reported, today, results.fiscal_year_end)
    if due is None or today > due[1]:
        assert criterion.max_age_days is not None
        evaluation = _evaluation("stale", "too old", evaluation.failing, days=criterion.max_age_days)
    if due is None:
        return evaluation
    return structs.replace(evaluation, reason=structs.replace(evaluation.reason, due=due))


def _least(views: Sequence[ObservationView], criterion: Criterion) -> ObservationView:
    """The observation that decides: of several the one with the least margin, those in doubt aside."""
    assert criterion.operator is not None
    assert criterion.threshold is not None
    operator, line = criterion.operator, criterion.threshold
    deciders = [view for view in views if side(view.observation, operator, line) != "straddles"]

    def order(view: ObservationView) -> Decimal:
        return margin(view.observation, criterion) or Decimal(0)

    return min(deciders or views, key=order)


def _judge(
    criterion: Criterion, groups: Sequence[Group], deciding: ObservationView, distance: Decimal | None
) -> Evaluation:
    """The newest period by itself where one is enough, else the newest adjacent periods, back to one that passes."""
    needed = max(1, criterion.periods)
    latest = groups[0]
    if latest.side == "straddles":
        # one printed figure may straddle the line by its rounding; several differ across it
        several = len({_printed(view) for view in latest.views}) > 1
        if several:
            return _evaluation("unknown", "sources differ", (0, needed), latest.views)
        return _evaluation("unknown", "either side", (0, needed), (deciding,))
    if latest.side == "passes":
        return _evaluation("passes", "apart unknown" if distance is None else "apart", (0, needed))
    if needed == 1:
        return _evaluation("fails", "apart" if distance else "misses", (1, 1), (deciding,))
    count, current = 1, latest
    while count < needed:
        older = _before(current, groups)
        # a period left out could be the one that passes
        if older is None:
            return _evaluation("unknown", "period missing", (count, needed), (deciding,))
        if older.side == "passes":
            return _evaluation("passes", "misses in part", (count, needed), (deciding,))
        if older.side == "straddles":
            return _evaluation("unknown", "period in doubt", (count, needed), (deciding,))
        count, current = count + 1, older
    return _evaluation("fails", "misses running", (needed, needed), (deciding,))


def _printed(view: ObservationView) -> tuple[object, ...]:
    """The figure as it is printed, whoever printed it."""
    quantity = view.observation.quantity
    return view.observation.qualifier, quantity.base, quantity.base_high


def _before(group: Group, groups: Sequence[Group]) -> Group | None:
    """The adjacent earlier period, of several the one most like it in length; of instants the one before."""
    instant = group.start == group.end
    length = group.end - group.start
    adjacent = None
    for other in groups:
        if instant:
            if other.end < group.end and other.start == other.end:
                return other
        # adjacent to the day: a quarter and the year that holds it overlap, and would count one period twice
        elif other.end == group.start - _DAY and (
            adjacent is None or abs(other.end - other.start - length) < abs(adjacent.end - adjacent.start - length)
        ):
            adjacent = other
    return adjacent


def _gauge(
    criterion: Criterion, distance: Decimal | None, usable: Sequence[ObservationView], latest: Group
) -> Decimal | None:
    """The margin as a fraction of the threshold; of the largest margin seen when the threshold is zero."""
    if latest.side == "straddles":
        return None
    if distance is None:
        return Decimal(0)
    assert criterion.threshold is not None
    scale = abs(criterion.threshold)
    if scale == 0:
        scale = max((abs(margin(view.observation, criterion) or Decimal(0)) for view in usable), default=Decimal(0))
    # every figure at a threshold of nought: the gauge has nothing to be a part of
    return distance / scale if scale else Decimal(0)


def _on_milestone(criterion: Criterion, view: MilestoneView | None) -> Evaluation:
    """By how its milestone ended; one that warns fails the day after its window, one that kills on a recorded miss."""
    if view is None:
        return _evaluation("unknown", "no milestone")
    warns = criterion.severity == "warn"
    match view.state:
        case "void":
            return _evaluation("unknown", "milestone void")
        case "missed":
            return _evaluation("fails", "milestone missed", (1, 1))
        case "hit":
            day = view.outcome_day or view.milestone.latest
            days_late = (day - view.milestone.latest).days
            if days_late <= 0:
                return _evaluation("passes", "milestone hit", day=day)
            if warns:
                return _evaluation("fails", "milestone hit past warn date", (1, 1), days=days_late)
            # not hit by the end of its window, and not missed either: only the user can say what that means
            return _evaluation("unknown", "milestone hit late", days=days_late)
        case "overdue":
            if warns:
                return _evaluation("fails", "milestone past warn date", (1, 1), days=view.days)
            return _evaluation("unknown", "milestone overdue", days=view.days)
    return _evaluation("unknown", "milestone due")
