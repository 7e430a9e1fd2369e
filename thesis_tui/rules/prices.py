"""Observed prices as they are shown: which is current, how old each is, and how it moved."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal

from msgspec.structs import replace

from thesis_tui.model import figures
from thesis_tui.model.book import Book
from thesis_tui.model.feeds import Rates
from thesis_tui.model.market import Converted, Market
from thesis_tui.model.objects import Listing, Price
from thesis_tui.model.view import Origin, PriceView
from thesis_tui.rules.fold import origin_of
from thesis_tui.rules.folded import Folded, Thing
from thesis_tui.rules.levels import PriceNow
from thesis_tui.rules.splits import adjusted_price
from thesis_tui.rules.timeline import OUTSIDE, Observed, Placed, Timeline, quote_price, session_seen
from thesis_tui.venues import closes_at, find_venue


def observed_prices(folded: Folded) -> dict[str, Observed]:
    """Prices typed or printed, by the price's id."""
    return {id_: Observed(thing.what, _is_typed(thing)) for id_, thing in folded.prices.items()}


def _is_typed(thing: Thing[Price]) -> bool:
    """Whether the user typed it themselves, rather than keep it from an article."""
    version = thing.versions[-1]
    return bool(version.entry) and not version.what.proposal


def price_day(price: Price, venue: str = "") -> date | None:
    """The day of the session a price is of, None when nobody knows."""
    return day_of_session(price.day, price.time, venue)


def day_of_session(day: date | None, time: datetime | None, venue: str) -> date | None:
    """The session that was seen on a `day` or at a `time`: on a Sunday that is Friday's."""
    return session_seen(find_venue(venue), day, time)


def price_views(
    book: Book, folded: Folded, origins: Mapping[str, Origin], market: Market, timelines: Mapping[str, Timeline]
) -> tuple[PriceView, ...]:
    """Every observed price, newest first, those whose day nobody knows last."""
    sources = {quote.feed: quote.source for quote in market.quotes}
    own = {id_: origin_of(thing, origins) for id_, thing in folded.prices.items()}
    dated: list[tuple[datetime, int, int, int, PriceView]] = []
    placed_ids: set[str] = set()
    for timeline in timelines.values():
        for number, placed in enumerate(timeline.placed):
            view = _view(placed, timeline, _origin(placed.observed, own, sources))
            placed_ids.add(view.price.id)
            # of two of one minute the one entered later counts
            dated.append((placed.at, placed.observed.typed, view.origin.number, number, view))
        close = _last_close(timeline, market)
        if close is not None:
            # lowest of its moment: a typed or printed close of that minute is shown before it
            dated.append((closes_at(timeline.venue, close[1]), 0, 0, 0, close[0]))
    listings = {listing.symbol: listing for listing in book.thesis.listing}
    undated: list[PriceView] = []
    for id_, thing in folded.prices.items():
        if id_ not in placed_ids:
            view, at = _unplaced(thing.what, own[id_], listings, timelines, folded)
            if at is None:
                undated.append(view)
            else:
                dated.append((at, 1, view.origin.number, 0, view))
    undated += _timeless(market, timelines)
    dated.sort(key=lambda found: found[:4], reverse=True)
    return (*(view for *_, view in dated), *undated)


def _origin(observed: Observed, own: Mapping[str, Origin], sources: Mapping[str, str]) -> Origin:
    price = observed.price
    if not observed.fed:
        return own[price.id]
    feed = price.id.partition("-")[0]
    return Origin(id=feed, label=sources.get(feed, feed))


def _age_days(timeline: Timeline, day: date) -> int:
    """By the user's day, which is what the age is read against: at the venue it may be tomorrow already."""
    return max(0, (timeline.now.date() - day).days)


def _view(placed: Placed, timeline: Timeline, origin: Origin) -> PriceView:
    price = placed.observed.price
    change = price.change_percent
    # a feed's own change may be against another close than the one that is shown before it
    if change is None or placed.observed.fed:
        before = timeline.close_before(placed.day)
        if not placed.outside and before:
            change = figures.percent_change(placed.value, before)
        elif not placed.outside and timeline.is_doubted_before(placed.day):
            change = None
    return PriceView(
        price=price,
        origin=origin,
        age_days=_age_days(timeline, placed.day),
        stale=timeline.is_stale(placed.day),
        day=placed.day,
        change_percent=change,
    )


def close_id(symbol: str) -> str:
    """The id of the price that stands for the close of a listing's newest whole session."""
    return f"close-{symbol}"


def is_fed(seen: PriceView) -> bool:
    """Whether a feed gave a price, or a file: neither is an entry nor of an article."""
    price = seen.price
    return price.id == close_id(price.listing) or price.id.endswith(("-extended", f"-{price.listing}"))


def _last_close(timeline: Timeline, market: Market) -> tuple[PriceView, date] | None:
    """The close of the newest whole session, where it is no price that was typed or printed."""
    bars = timeline.bars
    if not bars or not len(timeline.sessions):
        number = next((at for at in range(len(bars) - 1, -1, -1) if bars[at].whole), None)
        if number is None:
            return None
        day, value = bars[number].day, bars[number].close
    else:
        number = len(timeline.sessions) - 1
        day, value = timeline.sessions.day(number), timeline.sessions.close[number]
    symbol = timeline.listing.symbol
    # the same close twice would be two lines; with another value both are shown, for they differ
    if any(
        placed.day == day and placed.observed.price.session == "close" and placed.value == value
        for placed in timeline.placed
    ):
        return None
    own = symbol in market.imported and market.imported[symbol].find(day) is not None
    source = "file" if own else market.sources.get(symbol, "feed")
    before = timeline.close_before(day)
    price = Price(
        id=close_id(symbol),
        listing=symbol,
        value=value,
        currency=timeline.listing.currency,
        session="close",
        day=day,
        change_percent=figures.percent_change(value, before),
    )
    view = PriceView(
        price=price,
        origin=Origin(id=source.lower(), label=source),
        age_days=_age_days(timeline, day),
        stale=timeline.is_stale(day),
        day=day,
        change_percent=price.change_percent,
    )
    return view, day


def _unplaced(
    price: Price,
    origin: Origin,
    listings: Mapping[str, Listing],
    timelines: Mapping[str, Timeline],
    folded: Folded,
) -> tuple[PriceView, datetime | None]:
    """A price in another currency than its listing's, or whose day nobody knows, or of a day to come."""
    listing, timeline = listings.get(price.listing), timelines.get(price.listing)
    day = price_day(price, listing.venue if listing else "")
    view = PriceView(
        price=price,
        origin=origin,
        age_days=None if day is None else max(0, (folded.today - day).days),
        stale=day is None or timeline is None or timeline.is_stale(day),
        day=day,
        change_percent=price.change_percent,
    )
    if day is None:
        return view, None
    return view, price.time or closes_at(find_venue(listing.venue if listing else ""), day)


def _timeless(market: Market, timelines: Mapping[str, Timeline]) -> Iterable[PriceView]:
    """Quotes whose feed does not say when they were traded: of unknown age, never of now."""
    for quote in market.quotes:
        timeline = timelines.get(quote.listing)
        if timeline is None or quote.at is not None or quote.doubt is not None or quote.fetched > timeline.now:
            continue
        price = replace(quote_price(quote), change_percent=None)  # of which day it would be is unknown as well
        yield PriceView(price=price, origin=Origin(id=quote.feed, label=quote.source), age_days=None, stale=True)


def current_prices(views: Sequence[PriceView], timelines: Mapping[str, Timeline]) -> dict[str, PriceView]:
    """The newest price of each listing in its own currency, by symbol; on the basis of the day shown.

    One before or after hours is current only when there is no other, one of unknown age only when there is none
    at all. A day more than one ahead of today is a slip of the hand: it is listed and never current.
    """
    current: dict[str, PriceView] = {}
    outside: dict[str, PriceView] = {}
    undated: dict[str, PriceView] = {}
    for view in views:
        price = view.price
        timeline = timelines.get(price.listing)
        if timeline is None or price.currency != timeline.listing.currency:
            continue
        if view.day is None:
            # a typed one without a day may be of any year
            if not view.origin.number and _is_fed(view):
                undated.setdefault(price.listing, view)
            continue
        # one day ahead it may be already where the price was seen
        if (view.day - timeline.today).days > 1:
            continue
        (outside if price.session in OUTSIDE else current).setdefault(price.listing, _on_basis(view, timeline))
    return {**undated, **outside, **current}


def _is_fed(view: PriceView) -> bool:
    return view.price.id == f"{view.origin.id}-{view.price.listing}"


def _on_basis(view: PriceView, timeline: Timeline) -> PriceView:
    """The view of an older price with its value on the basis of the day shown."""
    # a close comes from the bars, which are on that basis already
    ratio = timeline.factor(view.day) if view.day is not None and view.price.id != close_id(view.price.listing) else 1
    if ratio == 1:
        return view
    return replace(view, price=replace(view.price, value=adjusted_price(view.price.value, Decimal(ratio))))


def price_now(view: PriceView | None) -> PriceNow | None:
    """A current price as levels are judged by it."""
    if view is None:
        return None
    return PriceNow(view.price.value, view.price.currency, view.stale, view.age_days is not None, view.day)


def extended_prices(views: Iterable[PriceView], current: Mapping[str, PriceView]) -> dict[str, PriceView]:
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


def converted_prices(
    book: Book, current: Mapping[str, PriceView], rates: Rates | None, today: date
) -> dict[str, Converted]:
    """The first listing's fresh price, in the currency and units of those that have none."""
    first = book.thesis.listing[0] if book.thesis.listing else None
    price = current.get(first.symbol) if first else None
    if first is None or price is None or price.stale or rates is None or rates.day > today:
        return {}
    converted: dict[str, Converted] = {}
    for listing in book.thesis.listing[1:]:
        rate = rates.rate(first.currency, listing.currency)
        # a price of its own, however old, is never replaced by a computed one
        if listing.symbol in current or rate is None:
            continue
        value = price.price.value * first.units / listing.units * rate
        converted[listing.symbol] = Converted(
            value=value, currency=listing.currency, of=first.symbol, rate=rate, day=rates.day, source=rates.source
        )
    return converted
