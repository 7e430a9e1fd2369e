"""Scenarios and intended actions as they are shown."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Literal

from msgspec import Struct

from thesis_tui.model.journal import Scenario


class StatementView(Struct, frozen=True, kw_only=True):
    """A scenario as it was stated at a time: its value on the basis of splits of the day shown, and its odds."""

    at: datetime
    value: Decimal
    odds: Decimal
    by: date


class NeedView(Struct, frozen=True, kw_only=True):
    """A condition of a scenario: a pillar, a criterion or a milestone, and how it stands."""

    id: str
    kind: Literal["pillar", "criterion", "milestone", "gone"]
    title: str
    state: str


class ScenarioView(Struct, frozen=True, kw_only=True):
    """A scenario: `scenario` with its value on the basis of splits of the day shown; `statements` oldest first.

    `percent` is how far its value is from the price.
    """

    scenario: Scenario
    statements: tuple[StatementView, ...]
    percent: Decimal | None = None
    needs: tuple[NeedView, ...] = ()
    nearest: bool = False
    """Its day has come, and the price was nearer to it than to the others."""


class OutlookView(Struct, frozen=True, kw_only=True):
    """The scenarios of one listing for one day, from the lowest value up.

    `expected` is the values weighted by their odds, None where those do not add to 100 (`total`). `percent`, `low`
    and `high` are how far it and the outer values are from the price. Once the day has come, `actual` is the close
    the listing had then, and `opening` and `last` are Brier scores, 0 to 1, of the odds first stated and last.
    """

    listing: str
    currency: str
    by: date
    days: int
    """To that day; negative once it is gone by."""
    scenarios: tuple[ScenarioView, ...]
    total: Decimal
    expected: Decimal | None = None
    percent: Decimal | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    stale: bool = False
    over: bool = False
    actual: Decimal | None = None
    opening: Decimal | None = None
    last: Decimal | None = None
    settled: str = ""


class IntentView(Struct, frozen=True, kw_only=True):
    """The user's plan for when a criterion fails, or a level is broken, reached or hit.

    `entry` is the id of the entry that said it, `target` that of the criterion or level, called `title`. `since` is the
    day from which it is so, None where that is not known; `triggered` whether it is so now. `answer` is what was done
    then, or why not.
    """

    entry: str
    target: str
    kind: Literal["criterion", "level"]
    title: str
    action: str
    day: date
    triggered: bool = False
    since: date | None = None
    after: bool = False
    """It was written when it was so already."""
    answer: str = ""
    known: bool = True
    """Whether it can be told if it is so: not without a figure that is fresh, or a price that is."""
    watch: str = ""
    """It is near, in words: the price is beyond the level in a session that is not over, or some of the periods it
    takes fail. "" where it is so, or is not near.
    """

    @property
    def watched(self) -> bool:
        """Whether it is near, and nothing was done or said of that yet."""
        return bool(self.watch) and not self.answer

    @property
    def due(self) -> bool:
        """Whether it is so, and nothing was done yet."""
        return self.triggered and not self.answer
