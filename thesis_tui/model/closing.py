"""The end of a thesis as it is shown, and what all that ended say together."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from msgspec import Struct

from thesis_tui.model.enums import ThesisOutcome
from thesis_tui.model.journal import Close


class PillarOutcome(Struct, frozen=True, kw_only=True):
    """A pillar and what it turned out to be, "" where that was not said."""

    id: str
    title: str
    outcome: str


class ClosedView(Struct, frozen=True, kw_only=True):
    """A closed thesis: what was said of it, and what it was worth. `entry` is the id of the entry that closed it.

    `brier` is of the last odds of its milestones, 0 to 1, with how many were scored.
    """

    entry: str
    day: date
    close: Close
    pillars: tuple[PillarOutcome, ...]
    archived: bool = False
    brier: Decimal | None = None
    scored: int = 0

    def outcome_of(self, pillar: str) -> str:
        """The outcome of a pillar by its id, "" where that was not said."""
        return next((outcome.outcome for outcome in self.pillars if outcome.id == pillar), "")


class Tally(Struct, frozen=True, kw_only=True):
    """How many closed theses of a group ended how. `decided` are those that were right, partly right or wrong."""

    name: str
    counts: dict[ThesisOutcome, int]

    @property
    def decided(self) -> int:
        """How many theses of the group are decided."""
        return sum(count for outcome, count in self.counts.items() if outcome != "undecided")


class ClosedRecord(Struct, frozen=True, kw_only=True):
    """The record of closed theses together. `verdict` says nothing of skill below 20 of them."""

    all: Tally
    by_template: tuple[Tally, ...]
    by_conviction: tuple[Tally, ...]
    verdict: str
