"""Criteria: what the observations and milestones known today make of each, and by how much."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import NamedTuple

from thesis_tui.model import figures
from thesis_tui.model.objects import Criterion, Metric
from thesis_tui.model.view import CriterionView, MilestoneView, MoveView, ObservationView
from thesis_tui.model.words import CriterionState
from thesis_tui.rules.thresholds import (
    MISSES,
    Side,
    criterion_text,
    group_side,
    lower_is_better,
    margin,
    running,
    side,
    threshold_text,
)

_DAY = timedelta(days=1)


class Group(NamedTuple):
    """The observations of one period or instant, and what they say together."""

    start: date
    end: date
    views: list[ObservationView]
    side: Side


class Judgement(NamedTuple):
    """A criterion's state, why, and how many of the periods that make it fail do."""

    state: CriterionState
    reason: str
    failing: tuple[int, int]


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
        one = view.observation
        assert one.until is not None
        periods.setdefault((one.until, one.start or one.until), []).append(view)
    return [
        Group(start, end, group, group_side([v.observation for v in group], criterion.operator, criterion.threshold))
        for (end, start), group in sorted(periods.items(), reverse=True)
    ]


def criterion_view(
    criterion: Criterion,
    metric: Metric | None,
    observations: Sequence[ObservationView],
    milestone: tuple[MilestoneView, str] | None,
    moved: tuple[MoveView, ...],
    today: date,
) -> CriterionView:
    """`criterion` as evaluated. `milestone` is the one it rests on with its window in words."""
    since = criterion.since
    if moved:
        since = max(since, moved[-1].at.date())
    if criterion.milestone is not None:
        return _on_milestone(criterion, milestone, moved, since)
    if metric is None or criterion.operator is None or criterion.threshold is None:
        return CriterionView(
            criterion=criterion,
            text=criterion_text(criterion, metric, None),
            state="unknown",
            reason=f"there is no metric {criterion.metric}" if metric is None else "it names no threshold",
            moved=moved,
            in_force_since=since,
        )
    return _on_metric(criterion, metric, judged(observations, metric, today), moved, since, today)


def _on_metric(
    criterion: Criterion,
    metric: Metric,
    usable: Sequence[ObservationView],
    moved: tuple[MoveView, ...],
    since: date,
    today: date,
) -> CriterionView:
    groups, doubtful = _standing(groups_of(usable, criterion), criterion)
    latest = groups[0] if groups else None
    age = None if latest is None else max(0, (today - latest.end).days)
    deciding = None if latest is None else _least(latest.views, criterion)
    distance = None
    if deciding is not None and latest is not None and latest.side != "straddles":
        distance = margin(deciding.observation, criterion)
    said = _aged(criterion, age, _judge(criterion, metric, groups, deciding, distance))
    if doubtful is not None:
        newer = figures.observed(doubtful.observation, metric).text
        said = said._replace(reason=f"{said.reason}; {newer} since may be either side")
    return CriterionView(
        criterion=criterion,
        text=criterion_text(criterion, metric, None),
        state=said.state,
        reason=said.reason,
        margin=distance,
        margin_unit=metric.unit,
        margin_text=_margin_text(deciding, distance, metric, latest),
        gauge=_gauge(criterion, distance, usable, latest),
        threshold_text=threshold_text(criterion, metric),
        failing=said.failing,
        observation=deciding,
        age_days=age,
        moved=moved,
        in_force_since=since,
    )


def _standing(groups: list[Group], criterion: Criterion) -> tuple[list[Group], ObservationView | None]:
    """The periods that decide, and a newer figure that does not: one that may lie on either side of the line, or is
    in dispute, does not lift a fail.
    """
    decided = next((at for at, group in enumerate(groups) if group.side != "straddles"), 0)
    needed = max(1, criterion.periods)
    older, failing = groups[decided:], 0
    current: Group | None = older[0] if decided else None
    while current is not None and current.side == "fails" and failing < needed:
        failing, current = failing + 1, _before(current, older)
    return (older, groups[0].views[0]) if decided and failing == needed else (groups, None)


def _aged(criterion: Criterion, age: int | None, said: Judgement) -> Judgement:
    """Past the allowed age a criterion is stale, except that a fail stays a fail."""
    allowed = criterion.max_age_days
    if age is None or allowed is None or age <= allowed or said.state == "fails":
        return said
    return Judgement("stale", f"its figure is older than the {figures.days(allowed)} allowed", said.failing)


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
    criterion: Criterion,
    metric: Metric,
    groups: Sequence[Group],
    deciding: ObservationView | None,
    distance: Decimal | None,
) -> Judgement:
    needed = max(1, criterion.periods)
    if not groups or deciding is None:
        return Judgement("unknown", "no figure yet", (0, needed))
    latest = groups[0]
    line = threshold_text(criterion, metric)
    value = figures.observed(deciding.observation, metric).text
    if latest.side == "straddles":
        texts = list(dict.fromkeys(figures.observed(v.observation, metric).text for v in latest.views))
        if len(texts) > 1:
            return Judgement("unknown", f"its sources differ across {line}: {' or '.join(texts)}", (0, needed))
        return Judgement("unknown", f"{value} may be either side of its {criterion.severity} line, {line}", (0, needed))
    if latest.side == "passes":
        if distance is None:
            return Judgement("passes", "clear, by how much is not known", (0, needed))
        return Judgement("passes", _apart(criterion, line, distance, metric, passes=True), (0, needed))
    assert criterion.operator is not None
    misses = MISSES[criterion.operator]
    if needed == 1:
        if distance:
            return Judgement("fails", _apart(criterion, line, distance, metric, passes=False), (1, 1))
        return Judgement("fails", f"{value}, {misses} {line}", (1, 1))
    count, current = 1, latest
    while count < needed:
        older = _before(current, groups)
        if older is None:
            return Judgement("unknown", f"{value}, {misses} {line}; the period before is missing", (count, needed))
        if older.side == "passes":
            return Judgement("passes", f"{value}, {misses} {line}, {count} of {needed}", (count, needed))
        if older.side == "straddles":
            return Judgement("unknown", f"{value}, {misses} {line}; the period before is in doubt", (count, needed))
        count, current = count + 1, older
    return Judgement("fails", f"{value}, {misses} {line} {running(needed)}", (needed, needed))


def _before(group: Group, groups: Sequence[Group]) -> Group | None:
    """The adjacent earlier period, of several the one most like it in length; of instants the one before."""
    instant = group.start == group.end
    length = group.end - group.start
    found = None
    for other in groups:
        if instant:
            if other.end < group.end and other.start == other.end:
                return other
        elif other.end == group.start - _DAY and (
            found is None or abs(other.end - other.start - length) < abs(found.end - found.start - length)
        ):
            found = other
    return found


def _apart(criterion: Criterion, line: str, distance: Decimal, metric: Metric, *, passes: bool) -> str:
    """How far a figure is from the line, and on which side of it."""
    where = "below" if lower_is_better(criterion) == passes else "above"
    return f"{figures.difference(distance, metric.unit)} {where} its {criterion.severity} line, {line}"


def _margin_text(
    deciding: ObservationView | None, distance: Decimal | None, metric: Metric, latest: Group | None
) -> str:
    if deciding is None or latest is None or latest.side == "straddles":
        return ""
    if distance is None:
        return "clear, by how much is not known" if latest.side == "passes" else "past it, by how much is not known"
    mark = figures.MARKS[deciding.observation.qualifier]
    gap = figures.difference(distance, metric.unit)
    if deciding.observation.qualifier in ("more than", "at least", "less than", "at most"):
        mark = ""
        gap = f"at least {gap}"
    return f"{mark}{gap} {'past' if distance < 0 else 'clear'}"


def _gauge(
    criterion: Criterion, distance: Decimal | None, usable: Sequence[ObservationView], latest: Group | None
) -> Decimal | None:
    """The margin as a fraction of the threshold; of the largest margin seen when the threshold is zero."""
    if latest is None or latest.side == "straddles":
        return None
    if distance is None:
        return Decimal(0)
    assert criterion.threshold is not None
    scale = abs(criterion.threshold)
    if scale == 0:
        scale = max((abs(margin(view.observation, criterion) or Decimal(0)) for view in usable), default=Decimal(0))
    return distance / scale if scale else Decimal(0)


def _on_milestone(
    criterion: Criterion,
    milestone: tuple[MilestoneView, str] | None,
    moved: tuple[MoveView, ...],
    since: date,
) -> CriterionView:
    if milestone is None:
        said = Judgement("unknown", "its milestone is not in the thesis", (0, 1))
        text = criterion_text(criterion, None, None)
    else:
        view, window = milestone
        said = _milestone_verdict(criterion, view, window)
        text = criterion_text(criterion, None, (view.milestone.title, window))
    return CriterionView(
        criterion=criterion,
        text=text,
        state=said.state,
        reason=said.reason,
        failing=said.failing,
        milestone=None if milestone is None else milestone[0],
        moved=moved,
        in_force_since=since,
    )


def _milestone_verdict(criterion: Criterion, view: MilestoneView, window: str) -> Judgement:
    title = view.milestone.title
    warns = criterion.severity == "warn"
    if view.state == "void":
        return Judgement("unknown", f"{title} is void: it decides nothing", (0, 1))
    if view.state == "missed":
        return Judgement("fails", f"{title} was missed", (1, 1))
    if view.state == "hit":
        day = view.outcome_day or view.milestone.latest
        late = (day - view.milestone.latest).days
        if late <= 0:
            return Judgement("passes", f"{title} was hit on {figures.long_day(day)}", (0, 1))
        if warns:
            return Judgement("fails", f"{title} was hit {figures.days(late)} past its warn date", (1, 1))
        return Judgement("passes", f"{title} was hit {figures.days(late)} late, which does not kill", (0, 1))
    if view.state == "overdue":
        if warns:
            return Judgement("fails", f"{title} {figures.days(view.days)} past its warn date", (1, 1))
        return Judgement("unknown", f"{title} {figures.days(view.days)} overdue; only a recorded miss kills", (0, 1))
    return Judgement("unknown", f"{title} due {window}", (0, 1))
