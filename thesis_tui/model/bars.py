"""A session's prices, and what a session did to a level."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Literal

from msgspec import Struct

from thesis_tui.model.words import LevelState


class Bar(Struct, frozen=True, gc=False):
    """A day's prices on a listing. `high` and `low` are None where only a close is known.

    `whole` is false for a price that is no session's close (typed, printed or live): it can say where
    the price stood when a level was noted, and counts for nothing else.
    """

    day: date
    high: Decimal | None
    low: Decimal | None
    close: Decimal
    whole: bool = True
    open: Decimal | None = None

    @property
    def top(self) -> Decimal:
        return self.close if self.high is None else max(self.high, self.close)

    @property
    def bottom(self) -> Decimal:
        return self.close if self.low is None else min(self.low, self.close)


CrossingKind = Literal[
    "touched", "broken", "reclaimed", "lost again", "reached", "hit", "crossed", "new high", "new low"
]


class Crossing(Struct, frozen=True, gc=False):
    """Something a whole session did to a level: "closed below support 148.00"."""

    day: date
    kind: CrossingKind
    text: str


class LevelHistory(Struct, frozen=True, gc=False):
    """What the whole sessions after noting did to a level.

    `word` is the state they leave it in, "" for the resting one; `why` the words for it; `since` what happened since
    it was noted; `crossings` by day.
    """

    word: LevelState | Literal[""] = ""
    why: str = ""
    since: str = ""
    crossings: tuple[Crossing, ...] = ()
