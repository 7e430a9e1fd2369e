"""Outcomes of asking the feeds, and which feed said what, in words."""

from __future__ import annotations

from datetime import datetime, timedelta

from msgspec import Struct
from msgspec.structs import replace

from thesis_tui.errors import Failure
from thesis_tui.model import figures
from thesis_tui.model.feeds import Doubt, DoubtCode, Quote, Rates, Revision


class Attempt(Struct, frozen=True, kw_only=True):
    """The failure of a feed that did not answer, now or when it was last asked. `until` is when it is asked again."""

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
    """The outcome of asking for a listing's price.

    `quote` is a new one that is believed, `doubted` are new ones that are not, `known` is the newest good one from
    before; all empty when there never was one. `wait` is set where it was asked for too short a time ago.
    """

    listing: str
    quote: Quote | None = None
    doubted: tuple[Quote, ...] = ()
    known: Quote | None = None
    attempts: tuple[Attempt, ...] = ()
    wait: timedelta | None = None

    def settled(self, quote: Quote | None) -> Outcome:
        """The outcome with a price of the same feed that its history made certain."""
        if quote is None or self.quote is not None or quote.feed not in {doubted.feed for doubted in self.doubted}:
            return self
        doubted = tuple(other for other in self.doubted if other.feed != quote.feed)
        attempts = tuple(attempt for attempt in self.attempts if attempt.feed != quote.feed)
        return replace(self, quote=quote, doubted=doubted, attempts=attempts)

    @property
    def offline(self) -> bool:
        """Whether there seems to be no network: one feed that answered, with whatever, shows that there is."""
        asked = [attempt for attempt in self.attempts if attempt.asked]
        return self.quote is None and bool(asked) and all(attempt.offline for attempt in asked)

    @property
    def unknown(self) -> bool:
        """Whether a feed answered that there is no such symbol, and none has a price for it."""
        asked = [attempt for attempt in self.attempts if not attempt.offline]
        failures = {attempt.failure for attempt in asked}
        return self.quote is None and "not_found" in failures and failures <= {"not_found", "plan_gated"}

    @property
    def words(self) -> str:
        """Which feed answered and what the others said, in one line."""
        texts = [attempt.words for attempt in self.attempts]
        if self.quote is not None:
            return "; ".join((f"{self.quote.source} answered", *texts)) if texts else f"{self.quote.source} answered"
        if self.wait is not None:
            return f"asked a moment ago; next in {max(1, round(self.wait.total_seconds()))} s"
        if not texts or self.unknown:
            return "; ".join((f"no feed has {self.listing}", *texts))
        return "; ".join(texts)


def doubted_words(doubt: Doubt, currency: str) -> str:
    """The figure a feed gave and why it is not believed: "Yahoo says 15 120.00 USD for NVDA, its own bars 151.20; not
    believed".
    """
    figure = figures.UNKNOWN if doubt.value is None else f"{figures.price(doubt.value, currency)} {currency}"
    text = f"{doubt.source} says {figure} for {doubt.listing}"
    against = figures.UNKNOWN if doubt.against is None else figures.price(doubt.against, currency)
    ahead = "a time" if doubt.day is None else figures.long_day(doubt.day)
    reasons: dict[DoubtCode, str] = {
        "quote against bars": f"{text}, its own bars {against}; not believed",
        "quote against history": f"{text}, the last price was {against}; not believed",
        "jump": f"{text}, the close before was {against}; unconfirmed until another day or source agrees",
        "against levels": f"{text}, your levels and prices are near {against}; not believed",
        "ahead of time": f"{text} of {ahead}, in the future; set aside",
    }
    return reasons.get(doubt.code, f"{text}; not believed")


class HistoryOutcome(Struct, frozen=True, kw_only=True):
    """The outcome of asking for a listing's history. `fetched` is how many days came, None when none was due.

    `news` are sentences the user should read: a split, a series that was fetched anew. `revisions` are closes that
    were corrected, `doubts` what is not believed of all that is kept.
    """

    listing: str
    fetched: int | None = None
    quote: Quote | None = None
    """The price in the same answer, where it is believed now."""
    attempts: tuple[Attempt, ...] = ()
    news: tuple[str, ...] = ()
    revisions: tuple[Revision, ...] = ()
    doubts: tuple[Doubt, ...] = ()


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

    def failed(self, only: str = "") -> tuple[Outcome, ...]:
        """The outcomes of the listings asked for (or of `only` one), where none has a price that is believed."""
        asked = [outcome for outcome in self.quotes if only in ("", outcome.listing)]
        return () if any(outcome.quote or outcome.wait is not None for outcome in asked) else tuple(asked)

    @property
    def revisions(self) -> tuple[Revision, ...]:
        """Corrections by feeds of past sessions."""
        return tuple(revision for outcome in self.history for revision in outcome.revisions)

    @property
    def offline(self) -> bool:
        """Whether nothing could be reached."""
        asked = [outcome for outcome in self.quotes if any(attempt.asked for attempt in outcome.attempts)]
        return bool(asked) and all(outcome.offline for outcome in asked)
