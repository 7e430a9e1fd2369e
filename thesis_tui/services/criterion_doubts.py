"""Criteria that cannot be meant."""

from __future__ import annotations

from thesis_tui.errors import DoubtError
from thesis_tui.model.objects import Criterion
from thesis_tui.model.view import View
from thesis_tui.rules.thresholds import fails_before


def refuse_stricter_kill(thought: Criterion, view: View) -> None:
    """Raises DoubtError where a kill threshold would fail before the warning on the same metric does."""
    for shown in view.criteria:
        other = shown.criterion
        if other.id == thought.id or {other.severity, thought.severity} != {"kill", "warn"}:
            continue
        kill, warn = (thought, other) if thought.severity == "kill" else (other, thought)
        if fails_before(kill, warn):
            words = f"the kill threshold would fail before the warning, {shown.threshold_text}"
            if thought is warn:
                words = f"the kill threshold, {shown.threshold_text}, would fail before this warning"
            raise DoubtError(words, "threshold")
