"""The outcome of asking, metric by metric and monitor by monitor."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from msgspec import Struct

State = Literal["new", "same", "not due", "failed", "off"]


class Outcome(Struct, frozen=True, kw_only=True):
    """The outcome of asking for one metric or monitor. `text` is a sentence, `until` when it is asked again."""

    id: str
    title: str
    source: str
    state: State
    text: str
    new: int = 0
    until: datetime | None = None
    offline: bool = False
    """Its host could not be reached at all."""


class Fetched(Struct, frozen=True, kw_only=True):
    """All of it. `waiting` is how many documents wait for a decision; `news` are sentences about the machine."""

    outcomes: tuple[Outcome, ...] = ()
    waiting: int = 0
    news: tuple[str, ...] = ()

    @property
    def new(self) -> int:
        return sum(item.new for item in self.outcomes)
