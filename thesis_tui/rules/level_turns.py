"""Levels that broke, were reached or hit, and what a broken one can be taken as."""

from __future__ import annotations

from typing import Literal

from thesis_tui.model.level_history import Crossing
from thesis_tui.model.view import (
    LevelView,
)
from thesis_tui.rules.levels import LEVEL_RULES

_TURNS = frozenset(("broken", "reclaimed", "failed breakout", "reached", "hit"))
_ASKED = frozenset(("broken", "reached", "hit"))


def turned(level: LevelView) -> Crossing | None:
    """Crossing that broke, reached or hit a level since it was noted, None when none did or it came back since."""
    last = next((crossing for crossing in reversed(level.crossings) if crossing.kind in _TURNS), None)
    return last if last is not None and last.kind in _ASKED else None


def flips(level: LevelView) -> Literal["support", "resistance"] | None:
    """Opposite kind that a broken support or resistance can be taken as from now on."""
    crossing = turned(level)
    if crossing is None or crossing.kind != "broken" or level.retired:
        return None
    return "support" if LEVEL_RULES[level.level.type].upward else "resistance"
