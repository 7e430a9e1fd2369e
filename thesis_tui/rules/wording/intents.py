"""Intended actions that are near, in words: beyond a level or half way to a failure, and not confirmed."""

from __future__ import annotations

from thesis_tui.model import figures
from thesis_tui.model.view import CriterionView, LevelView

_BEYOND = frozenset(("trading below", "trading above"))


def unconfirmed_text(level: LevelView) -> str:
    """ "price below it, not confirmed" while a price that is no close is beyond the level, else ""."""
    if level.state not in _BEYOND or level.stale:
        return ""
    return f"price {level.state.removeprefix('trading ')} it, not confirmed"


def partly_failing_text(criterion: CriterionView) -> str:
    """ "1 of 2 periods fail" of a criterion that takes several, else ""."""
    failing, wanted = criterion.failing
    if criterion.state in ("fails", "stale") or not 0 < failing < wanted:
        return ""
    return f"{failing} of {figures.counted(wanted, 'period')} {'fails' if failing == 1 else 'fail'}"
