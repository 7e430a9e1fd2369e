"""Targets that the analyst who set them has said anew: retired by the newer one that is kept from an article."""

from __future__ import annotations

from typing import TYPE_CHECKING

from thesis_tui.model import figures
from thesis_tui.model.journal import Retire
from thesis_tui.model.objects import Level
from thesis_tui.rules.proposal_match import replaced_targets

if TYPE_CHECKING:
    from collections.abc import Iterable

    from thesis_tui.services.recording import Recording


def retire_replaced(desk: Recording, accepted: Iterable[object]) -> tuple[str, ...]:
    """Retires the targets that newer ones among `accepted` replace; which they were, in words."""
    retired = []
    # the view is made anew for each, and most of what is kept is no analyst's target
    for what in [thing for thing in accepted if isinstance(thing, Level) and thing.type == "target" and thing.by]:
        for old in replaced_targets(desk.view(), what):
            new = figures.zone(what.low, what.high, what.currency)
            gone = Retire(target=old.level.id, reason=f"replaced by {new}")
            desk.record_all([("retire", gone, None)])
            was = figures.zone(old.level.low, old.level.high, old.level.currency)
            retired.append(f"target {was} {old.level.currency} of {old.level.by}, replaced by {new}")
    return tuple(retired)
