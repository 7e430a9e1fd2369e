"""Verdicts in words: why a pillar, and with it a thesis, is as it is."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from thesis_tui.model import figures
from thesis_tui.model.reasons import PillarCode, PillarReason
from thesis_tui.model.view import CriterionView, MetricView, MilestoneView, PillarView

NO_FIGURE = "no figure yet"


def reason_texts(
    reasons: Iterable[PillarReason],
    metrics: Sequence[MetricView],
    criteria: Sequence[CriterionView],
    milestones: Sequence[MilestoneView],
    windows: Mapping[str, str],
) -> dict[str, PillarCode]:
    """Each reason's sentence with its code, in their order; what reads the same is said once.

    `windows` are the milestones' windows with their years, by id.
    """
    by_metric = {view.metric.id: view for view in metrics}
    by_criterion = {view.criterion.id: view for view in criteria}
    titles = {view.milestone.id: view.milestone.title for view in milestones}
    texts: dict[str, PillarCode] = {}
    for reason in reasons:
        metric = by_metric.get(reason.metric)
        title = titles.get(reason.milestone, reason.milestone)
        match reason.code:
            case "milestone missed" if reason.milestone:
                text = f"{title} was missed"
            case "milestone overdue" if reason.milestone:
                text = f"{title} {figures.days(reason.days)} overdue"
            case "no key figure":
                text = _no_key_figure(by_metric[reason.key], metric, title)
            case "no criterion":
                # a criterion that is added on the screen judges a metric, which comes first
                text = "no criterion yet; a to add one" if metrics else "no metric to judge yet; a M to add one"
            case "first figure due":
                text = f"{NO_FIGURE}; first due {windows[reason.milestone]}"
            case "weakest":
                if metric is None:
                    continue
                text = f"weakest: {metric.metric.short or metric.metric.title}"
            case _:
                text = by_criterion[reason.criterion].reason
                if reason.metric:
                    text = f"{reason.metric if metric is None else metric.metric.title}: {text}"
        texts.setdefault(text, reason.code)
    return texts


def _no_key_figure(key: MetricView, metric: MetricView | None, milestone: str) -> str:
    """Says that a pillar holds without its key figure: "rests on export fee alone, no figure of H200 delivered"."""
    only = milestone if metric is None else metric.metric.title
    missing = f"no figure of {key.metric.title}"
    return f"rests on {only} alone, {missing}" if only else f"{missing}; the other criteria hold"


def thesis_reasons(speaking: Sequence[PillarView], unread: int = 0) -> tuple[tuple[str, PillarCode], ...]:
    """The first reason of each pillar that speaks for the thesis, under its title, with its code; and that `unread` of
    its criteria are a template's.
    """
    if not speaking:
        return (("no pillar yet; a P to add one", "no pillar"),)
    reasons = [(f"{view.pillar.title}: {view.reasons[0]}", view.codes[0]) for view in speaking if view.reasons]
    if unread:
        reasons.append((template_text(unread), "template"))
    return tuple(reasons)


def template_text(count: int) -> str:
    """How many criteria are a template's: "3 thresholds are still the template's"."""
    return f"{figures.counted(count, 'threshold is', 'thresholds are')} still the template's"
