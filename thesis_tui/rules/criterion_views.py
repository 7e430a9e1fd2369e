"""Criteria as the faces show them: evaluated, and in words."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from msgspec.structs import replace

from thesis_tui.model.documents import Reading
from thesis_tui.model.objects import Criterion, Metric
from thesis_tui.model.view import CriterionView, MilestoneView, MoveView, ObservationView
from thesis_tui.rules.criteria import Results, evaluate, evaluate_live
from thesis_tui.rules.wording.criteria import criterion_text, margin_text, reason_text, threshold_text


def criterion_view(
    criterion: Criterion,
    metric: Metric | None,
    observations: Sequence[ObservationView],
    milestone: tuple[MilestoneView, str] | None,
    moved: tuple[MoveView, ...],
    today: date,
    readings: Sequence[Reading] = (),
    results: Results | None = None,
) -> CriterionView:
    """`criterion` as evaluated, in words. `milestone` is the one it rests on with its window in words; `readings` are
    its metric's, where it rests on those; `results` the company's reporting days.
    """
    resting = None if milestone is None else milestone[0]
    called = None if milestone is None else (milestone[0].milestone.title, milestone[1])
    if criterion.live and metric is not None:
        evaluation = evaluate_live(criterion, metric, readings, today)
    else:
        evaluation = evaluate(criterion, metric, observations, resting, today, results)
    view = CriterionView(
        criterion=criterion,
        text=criterion_text(criterion, metric, called),
        state=evaluation.state,
        code=evaluation.reason.code,
        reason=reason_text(criterion, metric, called, evaluation.state, evaluation.reason, evaluation.margin),
        failing=evaluation.failing,
        milestone=resting,
        moved=moved,
        in_force_since=max(criterion.since, moved[-1].at.date()) if moved else criterion.since,
    )
    if criterion.milestone is not None or metric is None or criterion.threshold is None:
        return view
    deciding = evaluation.deciding
    return replace(
        view,
        margin=evaluation.margin,
        margin_unit=metric.unit,
        margin_text=""
        if deciding is None
        else margin_text(deciding.observation, evaluation.margin, metric, evaluation.side),
        gauge=evaluation.gauge,
        threshold_text=threshold_text(criterion, metric),
        observation=deciding,
        age_days=evaluation.age_days,
        due=evaluation.reason.due,
    )


def stale_since(view: CriterionView) -> date | None:
    """The day a stale criterion became so: the first past the allowed age, or past the days the next figure was due."""
    until = None if view.observation is None else view.observation.observation.aged_from
    if view.state != "stale" or until is None or view.criterion.max_age_days is None:
        return None
    last = until + timedelta(days=view.criterion.max_age_days)
    return (last if view.due is None else max(last, view.due[1])) + timedelta(days=1)
