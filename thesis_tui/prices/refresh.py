"""Prices, history and exchange rates brought up to date, down the chain and at a pace.

A feed is asked again only when what it said last allows it (memory.py); then the next one is asked, and every
outcome says which feed answered and what the others said. Nothing here replaces a good price by a worse one:
what was known stays in the store.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any, TypeVar

from msgspec.structs import replace

from thesis_tui import venues
from thesis_tui.errors import FeedError
from thesis_tui.model import figures
from thesis_tui.model.feeds import Quote, Rates, Split
from thesis_tui.model.objects import Listing
from thesis_tui.prices.feed import BatchFeed, ExtendedFeed, Feed, QuoteFeed, Series
from thesis_tui.prices.memory import Trouble
from thesis_tui.prices.outcomes import Attempt, HistoryOutcome, Outcome, RatesOutcome, Refreshed
from thesis_tui.venues import units

if TYPE_CHECKING:
    from thesis_tui.prices.history import Kept, PriceStore
    from thesis_tui.prices.http import Web
    from thesis_tui.prices.memory import Memory
    from thesis_tui.prices.registry import Chain

OPEN_PACE = timedelta(seconds=60)
CLOSED_PACE = timedelta(minutes=15)
_SLACK = timedelta(seconds=2)
"""So that a timer of one minute finds its minute over."""
IMPLAUSIBLE = 10
"""A price this many times the last one, or this fraction of it, is not believed."""
COMPARED_FOR = timedelta(days=90)
YEAR = timedelta(days=370)
RESCALED = Decimal("0.05")
"""A whole day's close that comes back different by more was rescaled."""
ASKED_AGAIN = timedelta(hours=3)
"""After an answer that did not bring the day that was due."""
RATES_ASKED_AGAIN = timedelta(hours=6)
_RATES_PUBLISHED = time(16, 15)
_T = TypeVar("_T")


class Refresher:
    """Asks the feeds of `chain` through `web`, remembering in `memory` and keeping in `store`."""

    def __init__(self, chain: Chain, web: Web, memory: Memory, store: PriceStore) -> None:
        self._chain = chain
        self._web = web
        self._memory = memory
        self._store = store

    async def everything(
        self,
        listings: Sequence[Listing],
        *,
        by_hand: bool = False,
        since: date | None = None,
        on_quote: Callable[[Outcome], None] | None = None,
    ) -> Refreshed:
        """Quotes of all listings, then what is missing of their history, then exchange rates if they need any.

        `by_hand` asks within the pace of an open exchange, and what was refused for good once more. `since` is
        how far back history is wanted, a year by default. `on_quote` hears of each price when it is there.
        """
        self._memory.reload()
        try:
            quotes = await self.quotes(listings, by_hand=by_hand, on_quote=on_quote)
            history = [await self.history(listing, since=since, by_hand=by_hand) for listing in listings]
            rates = await self.rates(listings, by_hand=by_hand)
        finally:
            trouble = self._memory.save()
        news = [text for it in history for text in it.news]
        news += [*self._store.told(), *([trouble] if trouble else [])]
        return Refreshed(quotes=quotes, history=tuple(history), rates=rates, news=tuple(news))

    # quotes

    async def quotes(
        self,
        listings: Sequence[Listing],
        *,
        by_hand: bool = False,
        on_quote: Callable[[Outcome], None] | None = None,
    ) -> tuple[Outcome, ...]:
        """Feed by feed, each for the listings that are still without a price, so that one request serves many."""
        asking: dict[str, _Asking] = {}
        done: dict[str, Outcome] = {}
        for listing in listings:
            known = await _aside(self._store.quotes, listing)
            wait = wait_for(listing, self._memory, self._web.now(), by_hand=by_hand)
            if wait is not None:
                done[listing.symbol] = Outcome(listing=listing.symbol, known=known[0] if known else None, wait=wait)
            else:
                splits = await _aside(self._store.splits, listing)
                asking[listing.symbol] = _Asking(listing, known[0] if known else None, splits)
        for feed in self._chain.quotes:
            left = [it for it in asking.values() if it.quote is None and feed.symbol(it.listing) is not None]
            left = [it for it in left if self._may(feed, it, by_hand=by_hand)]
            if isinstance(feed, BatchFeed) and len(left) > 1:
                await self._ask_many(feed, feed, left)
            else:
                for it in left:
                    if self._may(feed, it, by_hand=by_hand):
                        await self._ask_one(feed, it, by_hand=by_hand)
            for it in asking.values():
                if it.quote is not None and it.listing.symbol not in done:
                    await _aside(self._store.keep_quotes, (it.quote,))
                    done[it.listing.symbol] = it.outcome()
                    if on_quote is not None:
                        on_quote(done[it.listing.symbol])
        for symbol, it in asking.items():
            if symbol not in done:
                done[symbol] = it.outcome()
                if on_quote is not None:
                    on_quote(done[symbol])
        return tuple(done[listing.symbol] for listing in listings)

    def _may(self, feed: QuoteFeed, asking: _Asking, *, by_hand: bool) -> bool:
        symbol = feed.symbol(asking.listing) or ""
        refused = self._refused(feed, symbol, by_hand=by_hand)
        if refused is not None and all(it.feed != refused.feed for it in asking.attempts):
            asking.attempts.append(refused)
        return refused is None

    async def _ask_one(self, feed: QuoteFeed, asking: _Asking, *, by_hand: bool) -> None:
        listing = asking.listing
        symbol = feed.symbol(listing) or ""
        try:
            quote = await feed.quote(listing, self._web)
            _believe(feed, asking, quote)
        except FeedError as error:
            asking.attempts.append(self._failed(feed, symbol, error))
            return
        known = asking.known
        if known is not None and known.extended is not None and (known.feed, known.at) == (quote.feed, quote.at):
            quote = replace(
                quote,
                extended=known.extended,
                extended_session=known.extended_session,
                extended_at=known.extended_at,
            )
        self._good(feed, asking, quote)
        if not isinstance(feed, ExtendedFeed) or not quote.extends or not _traded_outside(listing):
            return
        if self._refused(feed, symbol, by_hand=by_hand) is not None:
            return
        try:
            asking.quote = await feed.extended(listing, quote, self._web)
        except FeedError as error:
            asking.attempts.append(self._failed(feed, symbol, error))

    async def _ask_many(self, feed: QuoteFeed, batch: BatchFeed, left: Sequence[_Asking]) -> None:
        try:
            found = await batch.quotes([it.listing for it in left], self._web)
        except FeedError as error:
            for number, it in enumerate(left):
                symbol = feed.symbol(it.listing) or ""
                failed = self._failed(feed, symbol, error) if not number else self._refused(feed, symbol)
                it.attempts.append(failed or _attempt(feed, error, None))
            return
        for it in left:
            answer = found[it.listing.symbol]
            try:
                if isinstance(answer, FeedError):
                    raise answer
                _believe(feed, it, answer)
                self._good(feed, it, answer)
            except FeedError as error:
                it.attempts.append(self._failed(feed, feed.symbol(it.listing) or "", error))

    def _good(self, feed: QuoteFeed, asking: _Asking, quote: Quote) -> None:
        asking.quote = quote
        self._memory.succeeded(feed.access.name, quote.symbol)
        self._memory.asked(_asked(asking.listing), self._web.now())

    # history

    async def history(self, listing: Listing, *, since: date | None = None, by_hand: bool = False) -> HistoryOutcome:
        """What is missing of a listing's daily bars, from its own feed or, where there are none yet, the first
        that has them. Bars of two feeds are never mixed.
        """
        kept = await _aside(self._store.kept, listing)
        splits = await _aside(self._store.splits, listing)
        now = self._web.now()
        wanted = since or (now - YEAR).date()
        attempts: list[Attempt] = []
        news: list[str] = []
        for number, feed in enumerate(self._chain.history_for(listing)):
            symbol = feed.symbol(listing) or ""
            ours = kept is not None and kept.feed == feed.access.name and kept.symbol == symbol
            if kept is not None and not ours and self._before(kept, listing) < number:
                break
            if ours and kept is not None and not self._due(listing, kept, wanted, splits, now):
                break
            refused = self._refused(feed, symbol, by_hand=by_hand)
            if refused is not None:
                attempts.append(refused)
                continue
            start = _start(kept, wanted) if ours and kept is not None and feed.partial else None
            try:
                series = await feed.bars(listing, start or wanted, self._web)
                fault = _rescaled(listing, kept, series, start)
                if fault:
                    news.append(fault)
                    start = None
                    await _aside(self._store.drop, listing)
                    series = await feed.bars(listing, wanted, self._web)
            except FeedError as error:
                attempts.append(self._failed(feed, symbol, error))
                continue
            self._memory.succeeded(feed.access.name, symbol)
            begun = kept.since if start is not None and kept is not None else wanted
            await _aside(self._store.keep, listing, series, begun, now, start=start)
            return HistoryOutcome(
                listing=listing.symbol, fetched=len(series.bars), attempts=tuple(attempts), news=tuple(news)
            )
        return HistoryOutcome(listing=listing.symbol, attempts=tuple(attempts), news=tuple(news))

    def _before(self, kept: Kept, listing: Listing) -> int:
        """The place in the chain of the feed the bars are of; beyond its end for one no longer in it."""
        for number, feed in enumerate(self._chain.history_for(listing)):
            if feed.access.name == kept.feed:
                return number if feed.symbol(listing) == kept.symbol else len(self._chain.history)
        return len(self._chain.history)

    def _due(self, listing: Listing, kept: Kept, wanted: date, splits: Sequence[Split], now: datetime) -> bool:
        last = kept.last_whole
        if wanted < kept.since or (last is not None and any(split.day > last.day for split in splits)):
            return True
        venue = venues.find_venue(listing.venue)
        day = venues.last_whole(venue, now)
        if last is not None and last.day >= day:
            return False
        asked_since = kept.fetched >= venues.whole_from(venue, day)
        return not asked_since or now - kept.fetched >= ASKED_AGAIN

    # rates

    async def rates(self, listings: Sequence[Listing], *, by_hand: bool = False) -> RatesOutcome:
        """Exchange rates of the listings' currencies, once a working day; none where all share a currency."""
        wanted = {units.whole_unit(it.currency) for it in listings}
        known = await _aside(self._store.rates)
        if len(wanted) < 2:
            return RatesOutcome(rates=known)
        currencies = sorted(wanted - {"EUR"})
        now = self._web.now()
        if known is not None and all(it in known.rates for it in currencies) and not _rates_due(known, now):
            return RatesOutcome(rates=known)
        attempts: list[Attempt] = []
        for feed in self._chain.rates:
            refused = self._refused(feed, "rates", by_hand=by_hand)
            if refused is not None:
                attempts.append(refused)
                continue
            try:
                rates = await feed.rates(currencies, await _aside(self._store.rates, feed.access.name), self._web)
            except FeedError as error:
                attempts.append(self._failed(feed, "rates", error))
                continue
            self._memory.succeeded(feed.access.name, "rates")
            await _aside(self._store.keep_rates, rates)
            return RatesOutcome(rates=rates, attempts=tuple(attempts))
        return RatesOutcome(rates=known, attempts=tuple(attempts))

    # troubles

    def _refused(self, feed: Feed, symbol: str, *, by_hand: bool = False) -> Attempt | None:
        name = feed.access.name
        now = self._web.now()
        trouble = self._memory.refusing(name, symbol, self._chain.marks.get(name, ""), now, by_hand=by_hand)
        if trouble is None:
            return None
        return Attempt(
            feed=name,
            source=feed.access.title,
            failure=trouble.failure,
            text=trouble.text,
            until=_until(trouble, now),
            asked=False,
        )

    def _failed(self, feed: Feed, symbol: str, error: FeedError) -> Attempt:
        now = self._web.now()
        mark = self._chain.marks.get(feed.access.name, "")
        trouble = self._memory.failed(error, symbol, mark, now, feed.rests)
        return _attempt(feed, error, _until(trouble, now))


def wait_for(listing: Listing, memory: Memory, now: datetime, *, by_hand: bool = False) -> timedelta | None:
    """How long a listing is left alone yet, None when it may be asked for."""
    since = memory.since_asked(_asked(listing), now)
    opened = venues.is_open(venues.find_venue(listing.venue), now)
    pace = OPEN_PACE if opened or by_hand else CLOSED_PACE
    return None if since is None or since >= pace - _SLACK else pace - since


class _Asking:
    """A listing on its way down the chain."""

    def __init__(self, listing: Listing, known: Quote | None, splits: tuple[Split, ...]) -> None:
        self.listing = listing
        self.known = known
        self.splits = splits
        self.quote: Quote | None = None
        self.attempts: list[Attempt] = []

    def outcome(self) -> Outcome:
        return Outcome(listing=self.listing.symbol, quote=self.quote, known=self.known, attempts=tuple(self.attempts))


def _believe(feed: QuoteFeed, asking: _Asking, quote: Quote) -> None:
    """Raise FeedError for a quote that cannot be of its listing."""
    listing, known, title = asking.listing, asking.known, feed.access.title
    if quote.currency != listing.currency:
        message = f"{listing.symbol} is in {listing.currency}, {title}'s price in {quote.currency}; refused"
        raise feed.access.error(message, "bad_payload")
    if quote.value <= 0:
        message = f"{title} says {figures.price(quote.value)} for {listing.symbol}; refused"
        raise feed.access.error(message, "bad_payload")
    if known is None or quote.fetched - known.known_at > COMPARED_FOR:
        return
    splits = {split.day: split for split in (*asking.splits, *quote.splits)}
    if not plausible(quote.value, known, tuple(splits.values())):
        message = (
            f"{title} says {figures.price(quote.value)} {quote.currency} for {listing.symbol}, the last price"
            f" was {figures.price(known.value)}; refused"
        )
        raise feed.access.error(message, "bad_payload")


def plausible(value: Decimal, known: Quote, splits: Sequence[Split]) -> bool:
    """Whether a price may follow the last one: within ten times of it, or of what splits since then make of it."""
    after = known.value
    for split in splits:
        if split.day > known.known_at.date():
            after = after * split.denominator / split.numerator
    return any(base < value * IMPLAUSIBLE and value < base * IMPLAUSIBLE for base in (known.value, after))


def _attempt(feed: Feed, error: FeedError, until: datetime | None) -> Attempt:
    return Attempt(
        feed=feed.access.name,
        source=feed.access.title,
        failure=error.failure,
        text=str(error),
        until=until,
        asked=True,
        offline=error.offline,
    )


def _until(trouble: Trouble, now: datetime) -> datetime | None:
    return None if trouble.until is None else datetime.fromtimestamp(trouble.until, now.tzinfo)


def _asked(listing: Listing) -> str:
    return f"quote {listing.symbol} {listing.currency}"


def _traded_outside(listing: Listing) -> bool:
    return venues.find_venue(listing.venue).country == "US"


def _start(kept: Kept, wanted: date) -> date | None:
    """The last whole day, fetched once more: it shows whether the rest still fits."""
    last = kept.last_whole
    return last.day if last is not None and wanted >= kept.since else None


def _rescaled(listing: Listing, kept: Kept | None, series: Series, start: date | None) -> str:
    """Why bars from `start` on do not fit onto those kept: a split since, or another price for the same day."""
    last = kept.last_whole if kept is not None else None
    if start is None or last is None:
        return ""
    new = [split for split in series.splits if split.day > last.day]
    if new:
        said = " and ".join(f"{it.text} on {figures.long_day(it.day)}" for it in new)
        return f"{listing.symbol} was split {said}: its history is fetched again"
    same = next((bar for bar in series.bars if bar.day == last.day), None)
    if same is not None and abs(same.close - last.close) > last.close * RESCALED:
        now, before = figures.price(same.close), figures.price(last.close)
        said = (
            f"{listing.symbol} closed at {now} on {figures.long_day(last.day)}, not {before}, {series.source} now says"
        )
        return f"{said}: its history is fetched again"
    return ""


def _rates_due(known: Rates, now: datetime) -> bool:
    """Rates appear about 16:00 in Frankfurt on working days."""
    local = now.astimezone(venues.zone_of(venues.find_venue("XETRA")))
    day = local.date()
    while day.weekday() > 4 or (day == local.date() and local.time() < _RATES_PUBLISHED):
        day -= timedelta(days=1)
    return known.day < day and now - known.fetched >= RATES_ASKED_AGAIN


async def _aside(work: Callable[..., _T], *arguments: Any, **named: Any) -> _T:
    """On a thread: the disk, or a lock another program holds, must not stop the screen."""
    import asyncio

    return await asyncio.to_thread(work, *arguments, **named)
