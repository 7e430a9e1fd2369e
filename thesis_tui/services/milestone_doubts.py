"""An end of a milestone that may not be meant: asked about once, and taken from one who says so."""

from __future__ import annotations

from datetime import date

from thesis_tui.errors import DoubtError
from thesis_tui.model import figures
from thesis_tui.model.enums import OutcomeWord
from thesis_tui.model.objects import Milestone


def refuse_early(milestone: Milestone, outcome: OutcomeWord, day: date) -> None:
    """Raises DoubtError (field "on") for a hit on a day before the milestone's window opens: what has not begun can
    hardly have happened. A miss may be known before, when it is called off.
    """
    if outcome == "hit" and day < milestone.earliest:
        raise DoubtError(
            f'"{figures.cut(milestone.title, 60)}" is not expected before {figures.long_day(milestone.earliest)}', "on"
        )
