"""Guidance and the milestone that it promises: recorded with it, and said anew or retired when it is corrected."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from thesis_tui.model.journal import Retire
from thesis_tui.rules.promises import milestone_of

if TYPE_CHECKING:
    from thesis_tui.model.objects import Observation
    from thesis_tui.model.view import MilestoneView
    from thesis_tui.services.recording import Recording


def promise(desk: Recording, guided: Observation, identity: str) -> None:
    """Records the milestone that a figure promises, whose id is `identity`; nothing where it promises none, or where
    the days of its results are over: that would be overdue from its first day.
    """
    wanted = milestone_of(guided, identity, desk.metric(guided.metric).metric)
    if wanted is not None and wanted.latest >= desk.today:
        desk.record_all([("milestone", wanted, None)])


def correct_promise(desk: Recording, old: Observation, new: Observation, identity: str) -> None:
    """Says the milestone of a corrected figure anew; one of what is no guidance any more is retired."""
    standing = promise_of(desk, identity)
    if standing is None:
        promise(desk, new, identity)
        return
    what, metric = standing.milestone, desk.metric(new.metric).metric
    before, wanted = milestone_of(old, identity, metric), milestone_of(new, identity, metric)
    if wanted is None:
        gone = Retire(target=what.id, reason="its figure is no guidance for a period any more")
        desk.record_all([("retire", gone, None)])
        return
    # a title that the user gave it stays
    title = wanted.title if before is None or what.title == before.title else what.title
    said = replace(what, title=title, earliest=wanted.earliest, latest=wanted.latest)
    if said != what:
        desk.record_all([("milestone", said, what.id)])


def promise_of(desk: Recording, identity: str) -> MilestoneView | None:
    """The milestone that the figure `identity` promises, None where there is none."""
    return next((view for view in desk.view().milestones if view.milestone.promise == identity), None)
