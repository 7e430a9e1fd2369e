"""A look: what it saw of a view, as the ids it showed and the words of their states."""

from __future__ import annotations

from collections.abc import Iterable

from thesis_tui.model.book import Look
from thesis_tui.model.view import View
from thesis_tui.rules.changes import CROSSING, SEPARATOR, TAKEN_BACK, document_change, goalpost_id
from thesis_tui.rules.journal_lines import entries_of

PASSING = (CROSSING, TAKEN_BACK)
"""Changes a look remembers by their level's crossings, not by their own ids."""


def _states_of(view: View) -> dict[str, str]:
    """The words of every state a view shows, by what shows them."""
    states: dict[str, str] = {f"level:{level.level.id}": level.state for level in view.levels if not level.retired}
    states.update((f"milestone:{milestone.milestone.id}", milestone.state) for milestone in view.milestones)
    states.update((f"conflict:{conflict.id}", conflict.state) for conflict in view.conflicts)
    states.update((f"pillar:{pillar.pillar.id}", pillar.verdict) for pillar in view.pillars)
    states.update((f"criterion:{criterion.criterion.id}", criterion.state) for criterion in view.criteria)
    return states


def look_now(view: View) -> Look:
    """The look that marks everything in this view as seen."""
    seen = {entry.id for entry in entries_of(view.journal)}
    seen.update(source.source.id for source in view.sources)
    seen.update(evidence.evidence.id for evidence in view.evidence)
    for criterion in view.criteria:
        seen.update(goalpost_id(criterion.criterion.id, move) for move in criterion.moved if not move.recorded)
    seen.update(document_change(document.id) for document in view.waiting)
    price = view.price if view.price is not None and not view.price.stale else None  # a price of long ago is no start
    return Look(
        at=view.now,
        seen=frozenset(seen),
        price=None if price is None else price.price.value,
        price_listing="" if price is None else price.price.listing,
        price_day=None if price is None else price.day,
        price_close=price is not None and price.price.session == "close",
        states=_states_of(view),
        crossings=crossings_of(view),
    )


def crossings_of(view: View) -> dict[str, tuple[str, ...]]:
    """The keys of all crossings a view shows, by level."""
    return {
        level.level.id: tuple(crossing.key for crossing in level.crossings)
        for level in view.levels
        if level.crossings and not level.retired
    }


def _with_crossings(look: Look, view: View, marked: frozenset[str]) -> dict[str, tuple[str, ...]]:
    """The crossings shown, those of the `marked` changes among them, without what was taken back."""
    untold = {change.id for change in view.changes if change.id.startswith((CROSSING, TAKEN_BACK))} - marked
    shown: dict[str, tuple[str, ...]] = {}
    for level in view.levels:
        id_ = level.level.id
        before = () if look.crossings is None else look.crossings.get(id_, ())
        keys = [key.key for key in level.crossings if f"{CROSSING}{id_}:{key.key}" not in untold]
        keys += [key for key in before if f"{TAKEN_BACK}{id_}:{key}" in untold]
        if keys and not level.retired:
            shown[id_] = tuple(keys)
    return shown


def look_with(look: Look | None, view: View, ids: Iterable[str]) -> Look:
    """`look` with only these changes of `view` marked as seen; before the first look, everything is."""
    if look is None:
        return look_now(view)
    marked = frozenset(ids)
    # only what was marked: the rest still stands as at the look, so that its change is told again
    states = dict(look.states)
    for id_ in marked:
        key, separator, state = id_.rpartition(SEPARATOR)
        if separator:
            states[key] = state
    # who has seen why a pillar changed has seen that it did
    seen_of = {change.pillar for change in view.changes if change.id in marked}
    states.update(
        (f"pillar:{pillar.pillar.id}", pillar.verdict) for pillar in view.pillars if pillar.pillar.id in seen_of
    )
    return Look(
        at=look.at,
        seen=look.seen | frozenset(id_ for id_ in marked if SEPARATOR not in id_ and not id_.startswith(PASSING)),
        price=look.price,
        price_listing=look.price_listing,
        price_day=look.price_day,
        price_close=look.price_close,
        states=states,
        crossings=_with_crossings(look, view, marked),
    )
