"""The stored history of a listing: its bars, and what is known of them."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from thesis_tui.model.bars import DOUBTED, Bar, Bars
from thesis_tui.model.feeds import Doubt, Revision, Split

ShownBy = Literal["", "overlap", "jump", "evidence"]


class ReportedSplit(Struct, frozen=True):
    """A split as told, and what of the prices shows it."""

    split: Split
    shown_by: ShownBy = ""


class Pending(Struct, frozen=True, kw_only=True):
    """Closes of an answer that is on another basis than what is kept, and in how many answers they came."""

    days: list[date]
    closes: list[Decimal]
    times: int
    seen: datetime


class State(Struct, frozen=True, kw_only=True):
    """The state of a stored history beside its bars.

    `basis` is the day on whose basis of splits the bars are; `asked` and `asked_all` when they were last asked for,
    and all of them. `confirmations` is on how many days (the last is `confirmed`) an answer agreed with them.
    """

    basis: date | None = None
    asked: datetime | None = None
    asked_all: datetime | None = None
    confirmations: int = 0
    confirmed: date | None = None
    splits: tuple[ReportedSplit, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    revisions: tuple[Revision, ...] = ()
    pending: Pending | None = None


class StoredHistory(Struct, frozen=True, kw_only=True):
    """A listing's bars, all of one feed. `fetched` is when the newest of them came."""

    feed: str
    source: str
    symbol: str
    currency: str
    fetched: datetime
    adjusted: bool
    """For dividends too: a sketch, not to judge levels by."""
    bars: Bars
    state: State = State()

    @property
    def last_whole(self) -> Bar | None:
        """The newest whole bar that is believed."""
        return next((bar for bar in reversed(self.bars) if bar.whole and not bar.doubts & DOUBTED), None)

    @property
    def believed(self) -> bool:
        """Whether any of it is."""
        return self.last_whole is not None

    @property
    def splits(self) -> tuple[Split, ...]:
        """The splits reported, each with whether prices show it."""
        return tuple(replace(reported.split, shown=bool(reported.shown_by)) for reported in self.state.splits)
