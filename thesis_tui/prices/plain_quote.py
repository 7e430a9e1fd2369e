"""A quote from a feed that gives a price, its time and the close before, and nothing of its session."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from msgspec.structs import replace

from thesis_tui import venues
from thesis_tui.model.enums import Session
from thesis_tui.model.feeds import Doubt, Quote
from thesis_tui.model.objects import Listing
from thesis_tui.prices import payload
from thesis_tui.prices.http import Access
from thesis_tui.venues import Venue


def plain_quote(
    listing: Listing,
    symbol: str,
    access: Access,
    value: Decimal,
    at: datetime | None,
    previous: Decimal | None,
    now: datetime,
) -> Quote:
    """Its session is the venue's by the clock; unknown where the time of the price is."""
    session: Session = "unknown"
    stale = False
    venue = venues.find_venue(listing.venue)
    at = None if at is None else at.astimezone(venues.zone_of(venue))
    ahead = at is not None and at > now + payload.AHEAD
    if at is not None and not ahead:
        day = venues.day_of(venue, at)
        session = session_at(venue, day, at, now)
        stale = venues.is_behind(venue, now, at)
    quote = Quote(
        listing=listing.symbol,
        symbol=symbol,
        feed=access.name,
        source=access.title,
        value=value,
        currency=listing.currency,
        at=at,
        fetched=now,
        session=session,
        close=value if session == "close" else previous,
        previous_close=previous,
        change_percent=payload.change(value, previous),
        stale=stale,
    )
    return replace(quote, doubt=ahead_of_time(quote)) if ahead else quote


def session_at(venue: Venue, day: date, traded: datetime, now: datetime, *, opened: bool = False) -> Session:
    """The session of a price traded on `day`, by the venue's clock; `opened` where the feed says that it is open."""
    if venues.is_whole(venue, day, now, traded):
        return "after hours" if venues.is_beyond_close(venue, day, traded) else "close"
    # the clock of now, not of the price: an old price of an open venue is of its session, and stale
    return "open" if opened or venues.is_open(venue, now) else "unknown"


def ahead_of_time(quote: Quote) -> Doubt:
    """The doubt of a quote from the future: set aside, so that it hides nothing."""
    return Doubt(
        listing=quote.listing,
        subject="quote",
        code="ahead of time",
        day=None if quote.at is None else quote.at.date(),
        value=quote.value,
        source=quote.source,
        at=quote.fetched,
    )
