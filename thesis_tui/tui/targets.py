"""What a target is on the screens: its name, the pillar it belongs to, the source it is from, and its address."""

from __future__ import annotations

from thesis_tui.model import figures
from thesis_tui.model.view import Target, View


def title_of(view: View, target: Target | None) -> str:
    """The name of a target on the screens."""
    if target is None:
        return "the thesis"
    match target.kind:
        case "pillar":
            found = [pillar.pillar.title for pillar in view.pillars if pillar.pillar.id == target.id]
        case "milestone":
            found = [item.milestone.title for item in view.milestones if item.milestone.id == target.id]
        case "level":
            found = [
                f"{item.level.type} {figures.zone(item.level.low, item.level.high, item.level.currency)}"
                for item in view.levels
                if item.level.id == target.id
            ]
        case "metric":
            found = [metric.metric.title for metric in view.metrics if metric.metric.id == target.id]
        case "source":
            found = [
                item.source.source.short or item.source.source.title
                for item in view.sources
                if item.source.id == target.id
            ]
        case "criterion":
            found = [item.text for pillar in view.pillars for item in pillar.criteria if item.criterion.id == target.id]
        case "evidence":
            found = [item.evidence.text for item in view.evidence if item.evidence.id == target.id]
        case "listing":
            found = [target.id]
        case _:
            found = []
    return figures.cut(found[0], 40) if found else "the thesis"


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


def source_of(view: View, target: Target) -> str:
    """The source a figure or a statement is from, "" when it was entered by hand or has none."""
    for metric in view.metrics:
        if target.kind == "metric" and metric.metric.id == target.id:
            shown = metric.latest or (metric.observations[0] if metric.observations else None)
            return shown.origin.id if shown is not None and shown.origin.number else ""
        for seen in (*metric.observations, *metric.expected):
            if target.kind == "observation" and seen.observation.id == target.id:
                return seen.origin.id if seen.origin.number else ""
    for item in view.evidence:
        if target.kind == "evidence" and item.evidence.id == target.id:
            return item.origin.id if item.origin.number else ""
    return ""


def address_of(view: View, target: Target | None) -> str:
    """The web address behind what is focused, "" when there is none or it is not http or https."""
    url = ""
    if target is not None:
        origins = [item.origin for item in view.sources if item.source.id == target.id]
        origins += [item.origin for item in view.levels if item.level.id == target.id]
        origins += [item.origin for item in view.milestones if item.milestone.id == target.id]
        origins += [item.origin for item in view.evidence if item.evidence.id == target.id]
        for metric in view.metrics:
            seen = [*metric.observations, *metric.expected]
            if target.kind == "metric" and metric.metric.id == target.id:
                shown = metric.latest or (metric.live.figure if metric.live else None)
                origins += [] if shown is None else [shown.origin]
            elif target.kind == "observation":
                origins += [item.origin for item in seen if item.observation.id == target.id]
        document = target.id.partition("/")[0] if target.kind == "document" else ""
        found = [item.url for item in view.waiting if item.id == document]
        if found:
            return found[0] if found[0].startswith(("https://", "http://")) else ""
        url = next((origin.url for origin in origins if origin.url), "")
    return url if url.startswith(("https://", "http://")) else ""
