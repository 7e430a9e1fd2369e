"""One thing a review asks about, and what the journal says of it."""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal

from msgspec import Struct

from thesis_tui.model.journal import Review
from thesis_tui.model.view import Target

FRESH_DAYS = 90
"""A pillar's newest dated evidence, or the sentence that there is nothing new, is fresh for so long."""
ItemKind = Literal[
    "milestone", "criterion", "goalpost", "conflict", "evidence", "level", "price", "file", "action", "scenario",
    "decision", "template", "inbox",
]  # fmt: skip


class ReviewItem(Struct, frozen=True, kw_only=True):
    """One thing a review asks about.

    `key` is the same as long as it is the same question. `what` names the kind in words ("stale criterion"),
    `title` the thing, `text` why it is asked. `since` is the day it became so, where `text` does not say it.
    """

    key: str
    kind: ItemKind
    what: str
    title: str
    text: str
    pillar: str | None
    target: Target
    since: date | None = None
    settled: str = ""
    """The sentence that settled it while it stays so."""
    settled_day: date | None = None
    snoozed: date | None = None
    """The day until which it is snoozed."""
    also: tuple[Target, ...] = ()
    """Other things that the same answer settles: the second criterion on a metric, the next pillar without news."""

    @property
    def targets(self) -> tuple[Target, ...]:
        """All that is settled with the item."""
        return (self.target, *self.also)

    @property
    def open(self) -> bool:
        """Whether it is asked about now."""
        return not self.settled and self.snoozed is None


class PastReview(Struct, frozen=True, kw_only=True):
    """A review as the journal has it; `entry` is its id."""

    entry: str
    day: date
    review: Review


class Statements(Struct, frozen=True):
    """Statements of the journal, by object id: the newest live sentence with its time, and the newest snooze."""

    settled: dict[str, tuple[datetime, date, str]]
    snoozed: dict[str, date]
