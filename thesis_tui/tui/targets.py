"""Targets on the screens: the name, the pillar it belongs to, the source it is from, and the address."""

from __future__ import annotations

from thesis_tui.model import figures
from thesis_tui.model.view import (
    EvidenceView,
    LevelView,
    MilestoneView,
    ObservationView,
    Origin,
    PriceView,
    SourceView,
    Target,
    View,
)
from thesis_tui.pages.periods import period_label

Sourced = LevelView | MilestoneView | SourceView | EvidenceView | PriceView | ObservationView
"""All that names the source it is from."""


def title_of(view: View, target: Target | None) -> str:
    """The name of a target on the screens, at most 40 characters; "the thesis" for what has none."""
    return figures.cut(_title(view, target), 40) if target is not None else "the thesis"


def _title(view: View, target: Target) -> str:
    match target.kind:
        case "pillar" if pillar := view.pillar(target.id):
            return pillar.pillar.title
        case "milestone" if milestone := view.milestone(target.id):
            return milestone.milestone.title
        case "level" if found := view.level(target.id):
            level = found.level
            return f"{level.type} {figures.zone(level.low, level.high, level.currency)}"
        case "metric" if metric := view.metric(target.id):
            return metric.metric.title
        case "observation" if figure := view.figure(target.id):
            what = figure.observation
            metric = view.metric(what.metric)
            name = what.metric if metric is None else metric.metric.short or metric.metric.title
            return f"{name}, {period_label(what, view.fiscal_year_end, view.today)}"
        case "source" if source := view.source(target.id):
            return source.source.source.short or source.source.source.title
        case "criterion" if criterion := view.criterion(target.id):
            return criterion.text
        case "evidence" if evidence := _evidence(view, target.id):
            return evidence.evidence.text
        case "listing":
            return target.id
    return "the thesis"


def pillar_of(view: View, target: Target | None) -> str:
    """The pillar a target belongs to, "" for none."""
    if target is None:
        return ""
    for pillar in view.pillars:
        ids = {
            "pillar": [pillar.pillar.id],
            "milestone": [item.milestone.id for item in pillar.milestones],
            "metric": [item.metric.id for item in pillar.metrics],
            "criterion": [item.criterion.id for item in pillar.criteria],
            "evidence": [item.evidence.id for item in pillar.evidence],
            "conflict": [item.id for item in pillar.conflicts],
            "observation": [
                other.observation.id for item in pillar.metrics for other in (*item.observations, *item.expected)
            ],
        }
        if target.id in ids.get(target.kind, ()):
            return pillar.pillar.id
    return ""


def origin_of(view: View, target: Target | None) -> Origin | None:
    """The source a target is from, of a metric its newest figure's; None for what is from none."""
    found: Sourced | None = None
    match target:
        case None:
            pass
        case Target("level", identity):
            found = view.level(identity)
        case Target("milestone", identity):
            found = view.milestone(identity)
        case Target("source", identity):
            found = view.source(identity)
        case Target("evidence", identity):
            found = _evidence(view, identity)
        case Target("listing", identity):
            found = view.current.get(identity)
        case Target("metric", identity):
            if metric := view.metric(identity):
                live = metric.live.figure if metric.live is not None else None
                found = metric.latest or next(iter(metric.observations), live)
        case Target("observation", identity):
            found = view.figure(identity)
    return None if found is None else found.origin


def source_of(view: View, target: Target) -> str:
    """The id of the source a figure or a statement is from, "" when it was entered by hand or has none."""
    origin = origin_of(view, target)
    return origin.id if origin is not None and origin.number else ""


def address_of(view: View, target: Target | None) -> str:
    """The web address behind what is focused, "" when there is none or it is not http or https."""
    if target is not None and target.kind == "document":
        # the target of a document's part is "document/part"
        document = target.id.partition("/")[0]
        url = next((item.url for item in view.waiting if item.id == document), "")
        return url if url.startswith(("https://", "http://")) else ""
    named = ("source", "level", "milestone", "evidence", "metric", "observation")
    origin = origin_of(view, target) if target is not None and target.kind in named else None
    url = "" if origin is None else origin.url
    return url if url.startswith(("https://", "http://")) else ""


def _evidence(view: View, identity: str) -> EvidenceView | None:
    return next((item for item in view.evidence if item.evidence.id == identity), None)
