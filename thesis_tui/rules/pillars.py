"""Pillars: one verdict each, with the reasons a person would give, and the thesis's from theirs."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal

from thesis_tui.model import figures
from thesis_tui.model.objects import Metric, Pillar
from thesis_tui.model.view import (
    ConflictView,
    CriterionView,
    EvidenceView,
    MetricView,
    MilestoneView,
    NoteView,
    ObservationView,
    PillarView,
)
from thesis_tui.model.words import VERDICTS, EvidenceStance, Verdict
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
        one = view.observation
        if (one.unit or metric.unit) == metric.unit:
            trend.setdefault((one.until, one.start), view)
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


def pillar_view(
    pillar: Pillar,
    metrics: tuple[MetricView, ...],
    criteria: tuple[CriterionView, ...],
    evidence: tuple[EvidenceView, ...],
    milestones: tuple[MilestoneView, ...],
    conflicts: tuple[ConflictView, ...],
    notes: Sequence[NoteView],
    windows: dict[str, str],
    moved: bool,
) -> PillarView:
    """A pillar, judged. `windows` are the milestones' windows with their years, by id."""
    by_id = {view.metric.id: view for view in metrics}
    key = by_id.get(pillar.key or "")
    if key is None and pillar.key is None:
        key = next((view for view in metrics if view.criterion is not None), metrics[0] if metrics else None)
    verdict, reasons = _judge(pillar, key, by_id, criteria, milestones, windows)
    return PillarView(
        pillar=pillar,
        verdict=verdict,
        reasons=reasons,
        key=key,
        metrics=metrics,
        criteria=criteria,
        evidence=evidence,
        milestones=milestones,
        conflicts=conflicts,
        notes=notes,
        moved=moved,
    )


def _judge(
    pillar: Pillar,
    key: MetricView | None,
    metrics: dict[str, MetricView],
    criteria: Sequence[CriterionView],
    milestones: Sequence[MilestoneView],
    windows: dict[str, str],
) -> tuple[Verdict, tuple[str, ...]]:
    """The first verdict that applies, and every reason from that one on, the deciding one first."""

    def said(view: CriterionView) -> str:
        metric = view.criterion.metric
        if metric is None or (key is not None and metric == key.metric.id):
            return view.reason
        name = metrics[metric].metric.title if metric in metrics else metric
        return f"{name}: {view.reason}"

    of_key = [view for view in criteria if key is not None and view.criterion.metric == key.metric.id]
    ordered = [*of_key, *(view for view in criteria if view not in of_key)]
    reasons: dict[Verdict, list[str]] = {word: [] for word in VERDICTS}
    told: set[str] = set()
    for view in ordered:
        if view.state == "fails":
            reasons["broken" if view.criterion.severity == "kill" else "at risk"].append(said(view))
            told.add(view.criterion.milestone or "")
        elif view.state == "stale":
            reasons["stale"].append(said(view))
    for milestone in milestones:
        if milestone.milestone.pillar != pillar.id and milestone.milestone.id not in _rested(criteria):
            continue
        name = milestone.milestone.title
        if milestone.milestone.id in told:
            continue
        if milestone.state == "missed" and not milestone.settled:
            reasons["at risk"].append(f"{name} was missed")
        elif pressing(milestone):
            reasons["stale"].append(f"{name} {figures.days(milestone.days)} overdue")
    reasons["unproven"] = _unproven([view for view in ordered if view.state == "unknown"], key, said, windows)
    if not criteria:
        reasons["unproven"] = ["no criterion yet; a adds one"]
    for word in VERDICTS[:-1]:
        if reasons[word]:
            later = [text for other in VERDICTS[VERDICTS.index(word) + 1 :] for text in reasons[other]]
            return word, tuple(dict.fromkeys((*reasons[word], *later)))
    return "holding", _holding(of_key, criteria, metrics, said)


def _rested(criteria: Iterable[CriterionView]) -> set[str]:
    return {view.criterion.milestone for view in criteria if view.criterion.milestone is not None}


def _unproven(
    unknown: Sequence[CriterionView],
    key: MetricView | None,
    said: Callable[[CriterionView], str],
    windows: dict[str, str],
) -> list[str]:
    """What is not known yet: where a figure is wanted, with the window that should bring the first one."""
    due = [
        view.milestone for view in unknown if view.milestone is not None and view.milestone.state in ("upcoming", "due")
    ]
    first = min(due, key=lambda milestone: milestone.milestone.latest, default=None)
    texts: list[str] = []
    if first is not None and key is not None and key.latest is None:
        texts.append(f"no figure yet; first due {windows[first.milestone.id]}")
    for view in unknown:
        if texts and (view.milestone is first or said(view) == "no figure yet"):
            continue
        texts.append(said(view))
    return texts


def _holding(
    of_key: Sequence[CriterionView],
    criteria: Sequence[CriterionView],
    metrics: dict[str, MetricView],
    said: Callable[[CriterionView], str],
) -> tuple[str, ...]:
    """The least margin of the key metric, then the weakest other when that has less."""
    first = shown_criterion(of_key) or shown_criterion(criteria)
    if first is None:
        return ()
    weakest = shown_criterion(criteria)
    reasons = [said(first)]
    if weakest is not None and weakest is not first and weakest.gauge is not None:
        metric = metrics.get(weakest.criterion.metric or "")
        if metric is not None:
            reasons.append(f"weakest: {metric.metric.short or metric.metric.title}")
    return tuple(reasons)


def thesis_verdict(pillars: Sequence[PillarView]) -> tuple[Verdict, tuple[str, ...]]:
    """The worst of the pillars, and what each that does not hold says, worst first.

    When all hold, the one with the least margin speaks.
    """
    if not pillars:
        return "unproven", ("no pillar yet; thesis.toml names them",)
    ranked = sorted(pillars, key=lambda view: VERDICTS.index(view.verdict))
    worst = ranked[0].verdict
    if worst != "holding":
        wanting = [view for view in ranked if view.verdict != "holding"]
        return worst, tuple(f"{view.pillar.title}: {view.reasons[0]}" for view in wanting)
    least = min(pillars, key=_least_margin)
    return worst, tuple(f"{least.pillar.title}: {reason}" for reason in least.reasons[:1])


def _least_margin(view: PillarView) -> tuple[bool, Decimal]:
    shown = view.key.criterion if view.key is not None else None
    shown = shown or shown_criterion(view.criteria)
    gauge = None if shown is None else shown.gauge
    return gauge is None, gauge or Decimal(0)
