"""Guidance and the milestone that it promises: recorded with it, and said anew or retired when it is corrected."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from thesis_tui.model.journal import Retire
from thesis_tui.rules.promises import milestone_of

if TYPE_CHECKING:
    from datetime import date

    from thesis_tui.model.objects import Observation
    from thesis_tui.model.view import MilestoneView, ObservationView, View
    from thesis_tui.services.recording import Recording


def promise(desk: Recording, guided: Observation, identity: str) -> bool:
    """Records the milestone that a figure promises, whose id is `identity`; returns whether there is a new one.

    None is recorded where it promises nothing, and where the days of its results are over: that would be overdue from
    its first day. Guidance on a period that has a milestone already says that one anew, unless it is of before.
    """
    metric = desk.metric(guided.metric).metric
    wanted = milestone_of(guided, identity, metric)
    if wanted is None or wanted.latest < desk.today:
        return False
    view = desk.view()
    before = next((found for found in _on_the_period(view, guided) if found.observation.id != identity), None)
    standing = None if before is None else promise_of(desk, before.observation.id)
    if before is None or standing is None:
        desk.record_all([("milestone", wanted, None)])
        return True
    old = milestone_of(before.observation, before.observation.id, metric)
    if guided.quantity != before.observation.quantity and _day(view, identity) >= _day(view, before.observation.id):
        title = wanted.title if old is not None and standing.milestone.title == old.title else standing.milestone.title
        said = replace(standing.milestone, title=title, promise=identity, source=wanted.source)
        desk.record_all([("milestone", said, standing.milestone.id)])
    return False


def _on_the_period(view: View, guided: Observation) -> list[ObservationView]:
    """Guidance on the metric and period of `guided` that a milestone is of, and that itself where it is recorded."""
    shown = view.metric(guided.metric)
    promised = {milestone.milestone.promise for milestone in view.milestones}
    return [
        expected
        for expected in (shown.expected if shown else ())
        if expected.observation.basis == "guided"
        and expected.observation.id in promised
        and (expected.observation.start, expected.observation.end) == (guided.start, guided.end)
    ]


def _day(view: View, identity: str) -> date:
    """The day that guidance was given, as far as its source tells; today for what was typed."""
    found = view.figure(identity)
    return view.today if found is None or found.origin.published is None else found.origin.published


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
