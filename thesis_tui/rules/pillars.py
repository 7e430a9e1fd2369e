"""Pillars: one verdict each, with the reasons for it, and the thesis's from theirs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal

from thesis_tui.model.enums import VERDICTS, EvidenceStance, Verdict
from thesis_tui.model.objects import Metric, Pillar
from thesis_tui.model.reasons import PillarReason
from thesis_tui.model.view import (
    ConflictView,
    CriterionView,
    EvidenceView,
    MetricView,
    MilestoneView,
    ObservationView,
    PillarView,
)
from thesis_tui.rules.milestones import pressing

_STANCE_ORDER: dict[EvidenceStance, int] = {"weakens": 0, "supports": 1, "neutral": 2}


def metric_view(
    metric: Metric,
    observations: tuple[ObservationView, ...],
    expected: tuple[ObservationView, ...],
    criteria: Iterable[CriterionView],
    conflict: ConflictView | None,
) -> MetricView:
    """A metric with its observations (dated ones newest first, then the undated) and what rests on it."""
    dated = [view for view in observations if view.observation.until is not None]
    trend: dict[tuple[object, object], ObservationView] = {}
    for view in dated:
        observation = view.observation
        # a line of two units would jump where the unit changes
        if (observation.unit or metric.unit) == metric.unit:
            trend.setdefault((observation.until, observation.start), view)
    resting = list(criteria)
    return MetricView(
        metric=metric,
        observations=observations,
        expected=expected,
        latest=dated[0] if dated else None,
        trend=tuple(reversed(trend.values())),
        stale=any(view.state == "stale" for view in resting),
        criterion=shown_criterion(resting),
        conflict=conflict,
    )


def shown_criterion(criteria: Sequence[CriterionView]) -> CriterionView | None:
    """The one whose margin a gauge shows: the failing one (kills first), else the one with the least margin."""
    failing = [view for view in criteria if view.state == "fails"]
    if failing:
        return min(failing, key=lambda view: view.criterion.severity != "kill")
    measured = [view for view in criteria if view.gauge is not None]
    if measured:
        return min(measured, key=_gauge)
    return criteria[0] if criteria else None


def _gauge(view: CriterionView) -> Decimal:
    return Decimal(0) if view.gauge is None else view.gauge


def evidence_order(views: Iterable[EvidenceView]) -> tuple[EvidenceView, ...]:
    """Newest first; on one day what weakens before what supports. What has no day stands at the earliest its
    source may be of, the rest of the undated last.
    """

    def key(view: EvidenceView) -> tuple[int, int]:
        day = view.day or view.origin.earliest
        return (-day.toordinal() if day else 0, _STANCE_ORDER[view.stance])

    return tuple(sorted(views, key=key))


def key_metric(pillar: Pillar, metrics: Sequence[MetricView]) -> MetricView | None:
    """The metric a pillar names as its key, else the first with a criterion, else the first."""
    if pillar.key is not None:
        return next((view for view in metrics if view.metric.id == pillar.key), None)
    return next((view for view in metrics if view.criterion is not None), metrics[0] if metrics else None)


def judge(
    pillar: Pillar,
    key: MetricView | None,
    criteria: Sequence[CriterionView],
    milestones: Sequence[MilestoneView],
) -> tuple[Verdict, tuple[PillarReason, ...]]:
    """The first verdict that applies, and every reason from that one on, the deciding one first."""
    # the key metric's first: of two reasons of one verdict the first is the one a line has room for
    of_key = [view for view in criteria if key is not None and view.criterion.metric == key.metric.id]
    ordered = [*of_key, *(view for view in criteria if view not in of_key)]
    reasons = _of_criteria(ordered, key)
    failing = {view.criterion.milestone for view in criteria if view.state == "fails"}
    rested = {view.criterion.milestone for view in criteria}
    for view in milestones:
        id_ = view.milestone.id
        # its failing criterion says it already, with its severity; another pillar's counts only where one rests on it
        if id_ in failing or (view.milestone.pillar != pillar.id and id_ not in rested):
            continue
        if view.state == "missed" and not view.settled:
            reasons["at risk"].append(PillarReason(code="milestone missed", milestone=id_))
        elif pressing(view):
            reasons["stale"].append(PillarReason(code="milestone overdue", milestone=id_, days=view.days))
    for word in VERDICTS[:-1]:
        if reasons[word]:
            return word, tuple(reason for other in VERDICTS[VERDICTS.index(word) :] for reason in reasons[other])
    return "holding", (*_alone(key, criteria, pillar, milestones), *_holding(of_key, criteria, key))


def _of_criteria(ordered: Sequence[CriterionView], key: MetricView | None) -> dict[Verdict, list[PillarReason]]:
    """The reasons that criteria give for each verdict, in their order."""
    reasons: dict[Verdict, list[PillarReason]] = {word: [] for word in VERDICTS}
    for view in ordered:
        if view.state == "fails":
            reasons["broken" if view.criterion.severity == "kill" else "at risk"].append(_of_criterion(view, key))
        elif view.state == "stale":
            reasons["stale"].append(_of_criterion(view, key))
    reasons["unproven"] = _unproven([view for view in ordered if view.state == "unknown"], key)
    if not ordered:
        reasons["unproven"] = [PillarReason(code="no criterion")]
    return reasons


def _of_criterion(view: CriterionView, key: MetricView | None) -> PillarReason:
    """The reason of a criterion, its metric named where that is not the pillar's key metric."""
    metric = view.criterion.metric
    named = metric if metric is not None and (key is None or metric != key.metric.id) else ""
    return PillarReason(code=view.code, criterion=view.criterion.id, metric=named)


def _unproven(unknown: Sequence[CriterionView], key: MetricView | None) -> list[PillarReason]:
    """Reasons of the unknown criteria: where a figure is wanted, with the window that should bring the first one."""
    due = [
        view.milestone for view in unknown if view.milestone is not None and view.milestone.state in ("upcoming", "due")
    ]
    first = min(due, key=lambda milestone: milestone.milestone.latest, default=None)
    reasons: list[PillarReason] = []
    if first is not None and key is not None and key.latest is None:
        reasons.append(PillarReason(code="first figure due", milestone=first.milestone.id))
    for view in unknown:
        reason = _of_criterion(view, key)
        if reasons and (view.milestone is first or (reason.code == "no figure" and not reason.metric)):
            continue  # the window that brings the first figure has been named
        reasons.append(reason)
    return reasons


def _alone(
    key: MetricView | None, criteria: Sequence[CriterionView], pillar: Pillar, milestones: Iterable[MilestoneView]
) -> tuple[PillarReason, ...]:
    """Reasons that a pillar holds by less than it should: without its key figure, which nobody has, and the milestones
    that were missed, though somebody settled them.
    """
    if key is None or key.latest is not None or key.live is not None:
        return ()
    others = {view.criterion.metric or view.criterion.milestone: view for view in criteria}
    only = next(iter(others.values())) if len(others) == 1 else None
    missed = [view for view in milestones if view.state == "missed" and view.milestone.pillar == pillar.id]
    return (
        PillarReason(
            code="no key figure",
            key=key.metric.id,
            metric=(only.criterion.metric or "") if only is not None else "",
            milestone=(only.criterion.milestone or "") if only is not None else "",
        ),
        *(PillarReason(code="milestone missed", milestone=view.milestone.id) for view in missed),
    )


def _holding(
    of_key: Sequence[CriterionView], criteria: Sequence[CriterionView], key: MetricView | None
) -> tuple[PillarReason, ...]:
    """The least margin of the key metric, then the weakest other when that has less."""
    first = shown_criterion(of_key) or shown_criterion(criteria)
    if first is None:
        return ()
    reasons = [_of_criterion(first, key)]
    weakest = shown_criterion(criteria)
    if weakest is not None and weakest is not first and weakest.gauge is not None and weakest.criterion.metric:
        reasons.append(PillarReason(code="weakest", criterion=weakest.criterion.id, metric=weakest.criterion.metric))
    return tuple(reasons)


def thesis_verdict(pillars: Sequence[PillarView]) -> tuple[Verdict, tuple[PillarView, ...]]:
    """The worst of the pillars, and those that speak for it: each that does not hold, worst first; when all hold, the
    one with the least margin; none where there is no pillar.
    """
    if not pillars:
        return "unproven", ()
    ranked = sorted(pillars, key=lambda view: VERDICTS.index(view.verdict))
    worst = ranked[0].verdict
    if worst != "holding":
        return worst, tuple(view for view in ranked if view.verdict != "holding")
    return worst, (min(pillars, key=_least_margin),)


def _least_margin(view: PillarView) -> tuple[bool, Decimal]:
    # the margin that the pillar's gauge shows, so that the one named is the one seen to be least
    shown = view.key.criterion if view.key is not None else None
    shown = shown or shown_criterion(view.criteria)
    gauge = None if shown is None else shown.gauge
    # one without a margin cannot be the nearest to failing
    return gauge is None, gauge or Decimal(0)
