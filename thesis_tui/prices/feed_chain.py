"""A listing on its way down the chain of feeds."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal

from thesis_tui import venues
from thesis_tui.errors import FeedError
from thesis_tui.model import figures
from thesis_tui.model.feeds import Quote, Split
from thesis_tui.model.objects import Listing
from thesis_tui.prices.feed import Feed, QuoteFeed
from thesis_tui.prices.outcomes import Attempt, Outcome, doubted_words
from thesis_tui.prices.quote_checks import QuoteJudge


class ChainRequest:
    """A listing on its way down the chain. `quotes` are all that feeds said, doubted ones among them."""

    def __init__(self, listing: Listing, known: Quote | None, judge: QuoteJudge) -> None:
        self.listing = listing
        self.known = known
        self.judge = judge
        self.quotes: list[Quote] = []
        self.attempts: list[Attempt] = []
        self.splits: Sequence[Split] = ()

    @property
    def quote(self) -> Quote | None:
        """The first that is believed."""
        return next((quote for quote in self.quotes if quote.doubt is None), None)

    def hear(self, quote: Quote) -> Quote:
        """One more quote: it, or one heard before, may be believed for it. Returns it as it then is."""
        self.quotes = self.judge.settled([*self.quotes, quote])
        # `settled` keeps the order, so the new one is the last
        return self.quotes[-1]

    def put(self, quote: Quote) -> None:
        """In place of the same feed's."""
        self.quotes = [quote if before.feed == quote.feed else before for before in self.quotes]

    def outcome(self) -> Outcome:
        """The outcome, as far as the feeds asked until now make it."""
        doubted = tuple(quote for quote in self.quotes if quote.doubt is not None)
        attempts = [*self.attempts, *(_disbelieved(quote) for quote in doubted)]
        return Outcome(
            listing=self.listing.symbol,
            quote=self.quote,
            doubted=doubted,
            known=self.known,
            attempts=tuple(attempts),
        )


def _disbelieved(quote: Quote) -> Attempt:
    text = "" if quote.doubt is None else doubted_words(quote.doubt, quote.currency)
    return Attempt(feed=quote.feed, source=quote.source, failure="bad_payload", text=text, until=None, asked=True)


def check(feed: QuoteFeed, listing: Listing, quote: Quote) -> None:
    """Raise FeedError for a quote that cannot be of its listing."""
    title = feed.access.title
    if quote.currency != listing.currency:
        message = f"{listing.symbol} is in {listing.currency}, {title}'s price in {quote.currency}; refused"
        raise feed.access.error(message, "bad_payload")
    if quote.value <= 0 and not venues.find_venue(listing.venue).negative:
        message = f"{title} says {figures.price(quote.value)} for {listing.symbol}; refused"
        raise feed.access.error(message, "bad_payload")


def witnesses_of(listing: Listing, quotes: Sequence[Quote], feed: str) -> dict[date, list[Decimal]]:
    """Prices of other feeds by the sessions of their quotes."""
    found: dict[date, list[Decimal]] = {}
    venue = venues.find_venue(listing.venue)
    for quote in quotes:
        day = None if quote.at is None else venues.day_of(venue, quote.at)
        # a feed that repeats itself confirms nothing
        if quote.feed != feed and day is not None:
            found.setdefault(day, []).append(quote.value)
    return found


def attempt_of(feed: Feed, error: FeedError, until: datetime | None) -> Attempt:
    """The attempt that failed with `error`; it is asked again at `until`."""
    return Attempt(
        feed=feed.access.name,
        source=feed.access.title,
        failure=error.failure,
        text=str(error),
        until=until,
        asked=True,
        offline=error.offline,
    )
