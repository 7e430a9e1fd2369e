"""Observed prices: which day they are of, which one is current, and how it moved."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta, timezone
from decimal import Decimal

from msgspec.structs import replace

from thesis_tui.model.book import Book
from thesis_tui.model.feeds import Rates
from thesis_tui.model.market import Converted, Market
from thesis_tui.model.objects import Listing, Price
from thesis_tui.model.view import Origin, PriceView
from thesis_tui.rules.fold import origin_of
from thesis_tui.rules.folded import Folded

STALE_AFTER_DAYS = 7
OUTSIDE = ("premarket", "after hours")
"""Sessions beside the regular one."""
_VENUES = {
    "nyse": -5, "nasdaq": -5, "amex": -5, "arca": -5, "otc": -5, "cboe": -5, "tsx": -5,
    "lse": 0, "xetra": 1, "frankfurt": 1, "euronext": 1, "six": 1, "borsa italiana": 1,
    "hkex": 8, "sse": 8, "szse": 8, "sgx": 8, "tse": 9, "krx": 9, "asx": 10, "nse": 5, "bse": 5,
}  # fmt: skip
"""Standard offsets in hours: with or without summer time, no session of theirs runs past midnight."""


def session_day(at: datetime, venue: str) -> date:
    """The day of the session a time belongs to where the listing trades, on a weekend the last one before it; by the
    time's own offset at a venue nobody knows.
    """
    hours = _VENUES.get(venue.lower())
    if hours is None:
        return at.date()
    return _weekday(at.astimezone(timezone(timedelta(hours=hours))).date())


def price_day(price: Price, venue: str = "") -> date | None:
    """The day of the session a price is of, None when nobody knows."""
    return day_of_session(price.day, price.time, venue)


def day_of_session(day: date | None, time: datetime | None, venue: str) -> date | None:
    """The day of the session that what was seen on a `day` or at a `time` is of: on a Sunday that is Friday."""
    if day is not None:
        return _weekday(day) if venue.lower() in _VENUES else day
    return None if time is None else session_day(time, venue)


def _weekday(day: date) -> date:
    """The last Monday to Friday up to `day`."""
    return day - timedelta(days=max(0, day.weekday() - 4))


def _newness(view: PriceView, day: date) -> tuple[date, bool, bool, datetime, int]:
    """Later days first; on one day a time beats none, a close an unknown session, a later time an earlier."""
    price = view.price
    return (
        day,
        price.time is not None,
        price.session in ("close", "after hours"),
        price.time or _NEVER,
        view.origin.number,
    )


_NEVER = datetime.min.replace(tzinfo=timezone.utc)  # noqa: UP017


def price_views(
    book: Book, folded: Folded, origins: dict[str, Origin], fed: Iterable[tuple[Price, Origin]] = ()
) -> tuple[PriceView, ...]:
    """Every observed price, newest first, the undated last. `fed` are those of feeds."""
    listings = {listing.symbol: listing for listing in book.thesis.listing}
    today = folded.today
    dated: list[tuple[tuple[date, bool, bool, datetime, int], PriceView]] = []
    undated: list[PriceView] = []
    seen = [(thing.what, origin_of(thing, origins)) for thing in folded.prices.values()]
    # of one day's closes the one entered by hand counts, and of those the last
    for price, origin in (*fed, *seen):
        listing = listings.get(price.listing)
        day = price_day(price, listing.venue if listing else "")
        age = None if day is None else max(0, (today - day).days)
        view = PriceView(
            price=price,
            origin=origin,
            age_days=age,
            stale=age is None or age > STALE_AFTER_DAYS,
            day=day,
            change_percent=price.change_percent,
        )
        if day is None:
            undated.append(view)
        else:
            dated.append((_newness(view, day), view))
    dated.sort(key=lambda pair: pair[0])
    closes: dict[str, tuple[date, Decimal]] = {}
    before: dict[str, tuple[date, Decimal]] = {}
    views = []
    for (day, *_), view in dated:
        price = view.price
        close = closes.get(price.listing)
        if close is not None and close[0] == day:
            close = before.get(price.listing)
        recent = close is not None and close[1] > 0 and (day - close[0]).days <= STALE_AFTER_DAYS
        if view.change_percent is None and close is not None and recent:
            change = (price.value - close[1]) / close[1] * 100
            views.append(replace(view, change_percent=change))
        else:
            views.append(view)
        if price.session == "close" and _native(price, listings):
            held = closes.get(price.listing)
            if held is not None and held[0] < day:
                before[price.listing] = held
            closes[price.listing] = (day, price.value)
    return (*reversed(views), *undated)


def _native(price: Price, listings: dict[str, Listing]) -> bool:
    listing = listings.get(price.listing)
    return listing is not None and listing.currency == price.currency


def current_prices(book: Book, views: tuple[PriceView, ...], today: date) -> dict[str, PriceView]:
    """The newest price of each listing in its own currency whose day is known, by symbol. A price before or
    after hours is current only when there is no other.

    A day more than one ahead of today is a slip of the hand: it is listed and never current.
    """
    listings = {listing.symbol: listing for listing in book.thesis.listing}
    current: dict[str, PriceView] = {}
    outside: dict[str, PriceView] = {}
    for view in views:
        price = view.price
        if view.age_days is None or not _native(price, listings):
            continue
        day = price_day(price, listings[price.listing].venue)
        if day is not None and day <= today + timedelta(days=1):
            (outside if price.session in OUTSIDE else current).setdefault(price.listing, view)
    return {**outside, **current}


def extended_prices(views: tuple[PriceView, ...], current: Mapping[str, PriceView]) -> dict[str, PriceView]:
    """The newest price before or after hours of each listing, where its time is known and after its current
    price's.
    """
    extended: dict[str, PriceView] = {}
    for view in views:
        price = view.price
        regular = current.get(price.listing)
        if price.session not in OUTSIDE or price.time is None or regular is None or regular is view:
            continue
        if regular.price.time is None or regular.price.time < price.time:
            extended.setdefault(price.listing, view)
    return extended


def fed_prices(market: Market, book: Book, now: datetime, today: date) -> list[tuple[Price, Origin]]:
    """What feeds gave up to `now`: their quotes, prices before and after hours, and the last whole close."""
    found: list[tuple[Price, Origin]] = []
    for quote in market.quotes:
        if quote.known_at > now:
            continue
        origin = Origin(id=quote.feed, label=quote.source)
        price = Price(
            id=f"{quote.feed}-{quote.listing}",
            listing=quote.listing,
            value=quote.value,
            currency=quote.currency,
            session=quote.session,
            time=quote.known_at,
            change_percent=quote.change_percent,
        )
        found.append((price, origin))
        if quote.extended is not None and quote.extended_at is not None and quote.extended_at <= now:
            session = quote.extended_session
            outside = replace(
                price,
                id=f"{price.id}-extended",
                value=quote.extended,
                session=session if session in OUTSIDE else "after hours",
                time=quote.extended_at,
                change_percent=(quote.extended - quote.value) / quote.value * 100,
            )
            found.append((outside, origin))
    for listing in book.thesis.listing:
        whole = [bar for bar in market.bars.get(listing.symbol, ())[-400:] if bar.whole and bar.day <= today]
        if not whole and market.bars.get(listing.symbol):
            whole = [bar for bar in market.bars[listing.symbol] if bar.whole and bar.day <= today]
        if not whole:
            continue
        source = market.sources.get(listing.symbol, "feed")
        before = whole[-2].close if len(whole) > 1 else None
        close = Price(
            id=f"close-{listing.symbol}",
            listing=listing.symbol,
            value=whole[-1].close,
            currency=listing.currency,
            session="close",
            day=whole[-1].day,
            change_percent=(whole[-1].close - before) / before * 100 if before else None,
        )
        found.append((close, Origin(id=source.lower(), label=source)))
    return found


def converted_prices(
    book: Book, current: Mapping[str, PriceView], rates: Rates | None, today: date
) -> dict[str, Converted]:
    """The first listing's fresh price, in the currency and units of those that have none."""
    first = book.thesis.listing[0] if book.thesis.listing else None
    price = current.get(first.symbol) if first else None
    if first is None or price is None or price.stale or rates is None or rates.day > today:
        return {}
    found: dict[str, Converted] = {}
    for listing in book.thesis.listing[1:]:
        rate = rates.rate(first.currency, listing.currency)
        if listing.symbol in current or rate is None:
            continue
        value = price.price.value * first.units / listing.units * rate
        found[listing.symbol] = Converted(
            value=value, currency=listing.currency, of=first.symbol, rate=rate, day=rates.day, source=rates.source
        )
    return found
