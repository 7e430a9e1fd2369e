"""Milestones: where today is in each window, what odds were stated, and how it ended."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import cast

from thesis_tui.model import figures
from thesis_tui.model.enums import MilestoneState
from thesis_tui.model.journal import Odds, Outcome
from thesis_tui.model.objects import Milestone
from thesis_tui.model.view import MilestoneView, OddsView, Origin, WindowInForce
from thesis_tui.rules.fold import newest_first, origin_of
from thesis_tui.rules.folded import Folded, Thing
from thesis_tui.rules.goalposts import milestone_moves
from thesis_tui.rules.promises import Ended
from thesis_tui.rules.wording.goalposts import milestone_move_view

_OPEN_ORDER: dict[MilestoneState, int] = {"overdue": 0, "due": 1, "upcoming": 2}


def milestone_state(milestone: Milestone, today: date) -> tuple[MilestoneState, int]:
    """Its state while nobody has said how it ended, and the days to, left in or over its window."""
    if today < milestone.earliest:
        return "upcoming", (milestone.earliest - today).days
    if today <= milestone.latest:
        return "due", (milestone.latest - today).days
    return "overdue", (today - milestone.latest).days


def milestone_views(
    folded: Folded, origins: dict[str, Origin], resting: dict[str, tuple[str, ...]], promises: Mapping[str, Ended]
) -> dict[str, MilestoneView]:
    """Every milestone by id. `resting` are the ids of the criteria that rest on each, `promises` how those ended that
    are promises.
    """
    return {
        id_: _milestone_view(thing, folded, origin_of(thing, origins), resting.get(id_, ()), promises.get(id_))
        for id_, thing in folded.milestones.items()
    }


def _milestone_view(
    thing: Thing[Milestone], folded: Folded, origin: Origin, criteria: tuple[str, ...], promise: Ended | None
) -> MilestoneView:
    milestone, today = thing.what, folded.today
    state, days = milestone_state(milestone, today)
    outcome = folded.outcomes.get(thing.id)
    outcome_day, outcome_note = None, ""
    if outcome is not None:
        ended = cast("Outcome", outcome.what)
        state, outcome_note = ended.outcome, ended.note
        outcome_day = folded.local_day(outcome)
        days = max(0, (today - outcome_day).days)
    elif promise is not None:  # what a person says of it stands above the figure
        state, outcome_day, outcome_note = promise.state, promise.day, promise.note
        days = max(0, (today - outcome_day).days)
    snoozed = folded.snoozed.get(thing.id)
    return MilestoneView(
        milestone=milestone,
        origin=origin,
        state=state,
        days=days,
        window=figures.window(milestone.earliest, milestone.latest, noted_day(thing, today), today),
        odds=tuple(
            OddsView(at=entry.moment, odds=stated.odds, note=stated.note, entry=folded.roots.get(entry.id, entry.id))
            for entry in folded.odds.get(thing.id, ())
            for stated in (cast("Odds", entry.what),)
        ),
        outcome_day=outcome_day,
        outcome_note=outcome_note,
        outcome_entry="" if outcome is None else folded.roots.get(outcome.id, outcome.id),
        settled=thing.id in folded.settled,
        snoozed_until=snoozed if snoozed is not None and snoozed > today else None,
        notes=newest_first(folded.note_views(thing.id)),
        criteria=criteria,
        moved=tuple(
            milestone_move_view(move, thing.recorded or today, today) for move in milestone_moves(thing, folded)
        )
        if len(thing.versions) > 1
        else (),
        windows=tuple(
            WindowInForce(version.at, version.what.earliest, version.what.latest) for version in thing.versions
        )
        if len(thing.versions) > 1
        else (),
    )


def noted_day(thing: Thing[Milestone], today: date) -> date:
    """The day its window was last set."""
    newest = thing.versions[-1]
    return thing.recorded or today if newest.at is None else newest.at.date()


def pressing(view: MilestoneView) -> bool:
    """Overdue, and nobody has settled or snoozed it."""
    return view.state == "overdue" and view.snoozed_until is None and not view.settled


def by_window(views: Iterable[MilestoneView]) -> tuple[MilestoneView, ...]:
    """Overdue, due, upcoming (each by end of window), then ended, newest outcome first."""
    return _open_then_ended(views, lambda view: (_OPEN_ORDER.get(view.state, 3), 0))


def for_pillar(views: Iterable[MilestoneView]) -> tuple[MilestoneView, ...]:
    """Overdue first, then those a criterion rests on, then by end of window; ended ones last."""
    return _open_then_ended(views, lambda view: (int(view.state != "overdue"), int(not view.criteria)))


def _open_then_ended(
    views: Iterable[MilestoneView], rank: Callable[[MilestoneView], tuple[int, int]]
) -> tuple[MilestoneView, ...]:
    all_views = list(views)
    still_open = [view for view in all_views if view.open]
    ended = [view for view in all_views if not view.open]
    # the id last, so that rows keep their places
    still_open.sort(key=lambda view: (*rank(view), view.milestone.latest, view.milestone.id))
    ended.sort(key=lambda view: (view.outcome_day or view.milestone.latest, view.milestone.id), reverse=True)
    return (*still_open, *ended)
