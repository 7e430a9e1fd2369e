"""What came of asking the feeds, and which feed said what, in words."""

from __future__ import annotations

from datetime import datetime, timedelta

from msgspec import Struct

from thesis_tui.errors import Failure
from thesis_tui.model.feeds import Quote, Rates


class Attempt(Struct, frozen=True, kw_only=True):
    """What a feed that did not answer said, now or when it was last asked. `until` is when it is asked again."""

    feed: str
    source: str
    failure: Failure
    text: str
    until: datetime | None
    asked: bool
    """Whether it was asked this time."""
    offline: bool = False

    @property
    def words(self) -> str:
        """The text with the time of the next try, where there is one: "…; next try at 09:45"."""
        if self.until is None or self.failure in ("not_found", "plan_gated", "auth"):
            return self.text
        return f"{self.text}; next try at {self.until:%H:%M}"


class Outcome(Struct, frozen=True, kw_only=True):
    """What came of asking for a listing's price.

    `quote` is a new one, `known` the newest good one from before; both None when there never was one.
    `wait` is set where it was asked for too short a time ago.
    """

    listing: str
    quote: Quote | None = None
    known: Quote | None = None
    attempts: tuple[Attempt, ...] = ()
    wait: timedelta | None = None

    @property
    def best(self) -> Quote | None:
        """The newer of the two: a feed further down the chain may be behind what is known already."""
        both = [it for it in (self.quote, self.known) if it is not None]
        return max(both, key=lambda it: it.known_at, default=None)

    @property
    def offline(self) -> bool:
        """Whether there seems to be no network."""
        return self.quote is None and any(it.offline for it in self.attempts)

    @property
    def words(self) -> str:
        """Which feed answered and what the others said, in one line."""
        said = [it.words for it in self.attempts]
        if self.quote is not None:
            return "; ".join((f"{self.quote.source} answered", *said)) if said else f"{self.quote.source} answered"
        if self.wait is not None:
            return f"asked a moment ago; next in {max(1, round(self.wait.total_seconds()))} s"
        return "; ".join(said) or f"no feed has {self.listing}"


class HistoryOutcome(Struct, frozen=True, kw_only=True):
    """What came of asking for a listing's history. `fetched` is how many days came, None when none was due.

    `news` are sentences the user should read: a split, a series that was fetched anew.
    """

    listing: str
    fetched: int | None = None
    attempts: tuple[Attempt, ...] = ()
    news: tuple[str, ...] = ()


class RatesOutcome(Struct, frozen=True, kw_only=True):
    """The newest rates there are, and what feeds that failed said."""

    rates: Rates | None = None
    attempts: tuple[Attempt, ...] = ()


class Refreshed(Struct, frozen=True, kw_only=True):
    """All of it. `news` are sentences the user should read, those about the cache among them."""

    quotes: tuple[Outcome, ...] = ()
    history: tuple[HistoryOutcome, ...] = ()
    rates: RatesOutcome = RatesOutcome()
    news: tuple[str, ...] = ()

    @property
    def offline(self) -> bool:
        """Whether nothing could be reached."""
        return any(it.offline for it in self.quotes) and not any(it.quote for it in self.quotes)
