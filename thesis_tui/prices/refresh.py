"""Prices, history and exchange rates brought up to date, down the chain and at a pace.

A feed is asked again only when what it said last allows it (memory.py); then the next one is asked, and every
outcome says which feed answered and what the others said. Nothing here replaces a good price by a worse one:
what was known stays in the store.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any, TypeVar

from msgspec.structs import replace

from thesis_tui import venues
from thesis_tui.errors import FeedError
from thesis_tui.model.feeds import Quote, Split
from thesis_tui.model.objects import Listing
from thesis_tui.prices.answers import Reference
from thesis_tui.prices.due import (
    BY_HAND,
    CLOSED_PACE,
    OPEN_PACE,
    SLACK,
    is_due,
    rates_due,
    start_of,
)
from thesis_tui.prices.feed import BatchFeed, ExtendedFeed, Feed, HistoryFeed, QuoteFeed, RecentFeed, Series
from thesis_tui.prices.feed_chain import ChainRequest, attempt_of, check, witnesses_of
from thesis_tui.prices.merging import Merged, merge
from thesis_tui.prices.outcomes import Attempt, HistoryOutcome, Outcome, RatesOutcome, Refreshed
from thesis_tui.prices.quote_checks import QuoteJudge
from thesis_tui.prices.stored_history import StoredHistory
from thesis_tui.rules.anchors import NO_ANCHORS, Anchors
from thesis_tui.rules.doubts import Judged
from thesis_tui.venues import units

if TYPE_CHECKING:
    from thesis_tui.prices.history import PriceStore
    from thesis_tui.prices.http import Web
    from thesis_tui.prices.memory import Memory
    from thesis_tui.prices.registry import Chain

_T = TypeVar("_T")
_BESIDE = 10
"""Sessions of a history that a price in the same answer is held against."""


class Refresher:
    """Asks the feeds of `chain` through `web`, remembering in `memory` and keeping in `store`; what they say is held
    against `anchors`.
    """

    def __init__(
        self, chain: Chain, web: Web, memory: Memory, store: PriceStore, anchors: Anchors = NO_ANCHORS
    ) -> None:
        self._chain = chain
        self._anchors = anchors
        self._told: dict[str, Sequence[Split]] = {}
        self._unclear: set[str] = set()
        self._web = web
        self._memory = memory
        self._store = store

    async def everything(
        self,
        listings: Sequence[Listing],
        *,
        by_hand: bool = False,
        on_quote: Callable[[Outcome], None] | None = None,
    ) -> Refreshed:
        """Quotes of all listings, then what is due of their history, then exchange rates if they need any.

        `by_hand` asks within the pace of an open exchange, and what was refused for good once more. `on_quote` hears
        of each price when it is there.
        """
        self._memory.reload()
        try:
            # prices first: the screen waits for them, and a doubted one or a split told with it makes its history due
            quotes = await self.quotes(listings, by_hand=by_hand, on_quote=on_quote)
            history = [await self.history(listing, by_hand=by_hand) for listing in listings]
            rates = await self.rates(listings, by_hand=by_hand)
        finally:
            # also when it is cancelled: what a feed refused must be known to the next run
            trouble = self._memory.save()
        quotes = tuple(outcome.settled(later.quote) for outcome, later in zip(quotes, history, strict=True))
        news = [text for outcome in history for text in outcome.news]
        news += [*self._store.messages(), *([trouble] if trouble else [])]
        return Refreshed(quotes=quotes, history=tuple(history), rates=rates, news=tuple(news))

    # quotes

    async def quotes(
        self,
        listings: Sequence[Listing],
        *,
        by_hand: bool = False,
        on_quote: Callable[[Outcome], None] | None = None,
    ) -> tuple[Outcome, ...]:
        """Feed by feed, each for the listings that are still without a price that is believed, so that one request
        serves many.
        """
        requests: dict[str, ChainRequest] = {}
        done: dict[str, Outcome] = {}
        for listing in listings:
            quotes = await _aside(self._store.all_quotes, listing)
            known = next((quote for quote in quotes if quote.doubt is None), None)
            wait = wait_for(listing, self._memory, self._web.now(), by_hand=by_hand)
            if wait is not None:
                done[listing.symbol] = Outcome(listing=listing.symbol, known=known, wait=wait)
            else:
                stored = await _aside(self._store.stored, listing)
                requests[listing.symbol] = ChainRequest(
                    listing, known, QuoteJudge(stored, quotes, self._reference(listing))
                )
        for feed in self._chain.quotes:
            left = [item for item in requests.values() if item.quote is None and feed.symbol(item.listing) is not None]
            left = [item for item in left if self._may(feed, item, by_hand=by_hand)]
            if isinstance(feed, BatchFeed) and len(left) > 1:
                await self._ask_many(feed, feed, left)
            else:
                for other in left:
                    # asked anew before each: the feed may have refused the listing before
                    if self._may(feed, other, by_hand=by_hand):
                        await self._ask_one(feed, other, by_hand=by_hand)
            for other in requests.values():
                if other.quote is not None and other.listing.symbol not in done:
                    await self._finish(other, done, on_quote)
        for symbol, other in requests.items():
            if symbol not in done:
                await self._finish(other, done, on_quote)
        return tuple(done[listing.symbol] for listing in listings)

    async def _finish(
        self, request: ChainRequest, done: dict[str, Outcome], on_quote: Callable[[Outcome], None] | None
    ) -> None:
        if request.quotes:
            await _aside(self._store.keep_quotes, request.quotes)
            self._memory.asked(_asked(request.listing), self._web.now())
            if request.quote is None:
                self._memory.asked(_doubted(request.listing), self._web.now())
        self._told[request.listing.symbol] = request.splits
        if any(quote.doubt is not None for quote in request.quotes):
            self._unclear.add(request.listing.symbol)
        done[request.listing.symbol] = request.outcome()
        if on_quote is not None:
            on_quote(done[request.listing.symbol])

    def _reference(self, listing: Listing, witnesses: Mapping[date, Sequence[Decimal]] | None = None) -> Reference:
        return Reference(
            now=self._web.now(),
            venue=venues.find_venue(listing.venue),
            anchors=self._anchors.values.get(listing.symbol, ()),
            confirmed=self._anchors.splits.get(listing.symbol, ()),
            evidence=self._anchors.noted.get(listing.symbol, ()),
            levels=self._anchors.levels.get(listing.symbol, ()),
            moves=self._anchors.moves.get(listing.symbol, ()),
            witnesses=witnesses or {},
        )

    def _may(self, feed: QuoteFeed, request: ChainRequest, *, by_hand: bool) -> bool:
        symbol = feed.symbol(request.listing) or ""
        refused = self._refused(feed, symbol, by_hand=by_hand)
        if refused is not None and all(attempt.feed != refused.feed for attempt in request.attempts):
            request.attempts.append(refused)
        return refused is None

    async def _ask_one(self, feed: QuoteFeed, request: ChainRequest, *, by_hand: bool) -> None:
        listing = request.listing
        symbol = feed.symbol(listing) or ""
        series: Series | None = None
        try:
            if isinstance(feed, RecentFeed):
                series = await feed.recent(listing, self._web)
            quote = series.quote if series is not None else await feed.quote(listing, self._web)
            if quote is None:
                raise feed.access.error(f"{feed.access.title} has no price for {symbol}", "bad_payload")
            check(feed, listing, quote)
        except FeedError as error:
            request.attempts.append(self._failed(feed, symbol, error))
            return
        quote = self._heard(feed, request, quote, series)
        if quote.doubt is not None:
            return
        known = request.known
        # the same close again: what was traded since is still known, should asking for it fail now
        if known is not None and known.extended is not None and (known.feed, known.at) == (quote.feed, quote.at):
            quote = replace(
                quote,
                extended=known.extended,
                extended_session=known.extended_session,
                extended_at=known.extended_at,
            )
            request.put(quote)
        if not isinstance(feed, ExtendedFeed) or not quote.extends or not _traded_outside(listing):
            return
        if self._refused(feed, symbol, by_hand=by_hand) is not None:
            return
        try:
            request.put(await feed.extended(listing, quote, self._web))
        except FeedError as error:
            request.attempts.append(self._failed(feed, symbol, error))

    async def _ask_many(self, feed: QuoteFeed, batch: BatchFeed, left: Sequence[ChainRequest]) -> None:
        try:
            found = await batch.quotes([other.listing for other in left], self._web)
        except FeedError as error:
            for number, request in enumerate(left):
                symbol = feed.symbol(request.listing) or ""
                # one request failed: counted for each listing, the feed would rest as after many refusals
                failed = self._failed(feed, symbol, error) if not number else self._refused(feed, symbol)
                request.attempts.append(failed or attempt_of(feed, error, None))
            return
        for request in left:
            answer = found[request.listing.symbol]
            try:
                if isinstance(answer, FeedError):
                    raise answer
                check(feed, request.listing, answer)
                self._heard(feed, request, answer, None)
            except FeedError as error:
                request.attempts.append(self._failed(feed, feed.symbol(request.listing) or "", error))

    def _heard(self, feed: QuoteFeed, request: ChainRequest, quote: Quote, series: Series | None) -> Quote:
        """The quote as it is judged; with a doubt the next feed is asked, and either may settle the other's."""
        self._memory.succeeded(feed.access.name, quote.symbol)
        if series is not None:
            request.splits = series.splits
        return request.hear(request.judge.judged(quote, series))

    # history

    async def history(self, listing: Listing, *, by_hand: bool = False) -> HistoryOutcome:
        """Asks for what is due of a listing's daily bars, from its own feed or, where there are none yet, the first
        that has them. Bars of two feeds are never mixed.
        """
        stored = await _aside(self._store.stored, listing)
        quotes = await _aside(self._store.quotes, listing)
        attempts: list[Attempt] = []
        for number, feed in enumerate(self._chain.history_for(listing)):
            symbol = feed.symbol(listing) or ""
            ours = stored is not None and stored.feed == feed.access.name and stored.symbol == symbol
            # bars of a feed that stands earlier in the chain are not given up for a later one's
            if stored is not None and not ours and stored.believed and self._before(stored, listing) < number:
                break
            if ours and stored is not None and not self._due(listing, stored, by_hand=by_hand):
                break
            refused = self._refused(feed, symbol, by_hand=by_hand)
            if refused is not None:
                attempts.append(refused)
                continue
            reference = self._reference(listing, witnesses_of(listing, quotes, feed.access.name))
            try:
                merged = await self._merged(feed, listing, stored if ours else None, reference)
            except FeedError as error:
                attempts.append(self._failed(feed, symbol, error))
                continue
            self._memory.succeeded(feed.access.name, symbol)
            # another feed's empty answer does not replace bars that are believed
            if not merged.stored.bars and stored is not None and stored.believed:
                continue
            await _aside(self._store.keep, listing, merged.stored)
            return HistoryOutcome(
                listing=listing.symbol,
                fetched=merged.fetched,
                quote=await self._certain(listing, merged, reference),
                attempts=tuple(attempts),
                news=merged.news,
                revisions=merged.revisions,
                doubts=merged.stored.state.doubts,
            )
        return HistoryOutcome(listing=listing.symbol, attempts=tuple(attempts))

    async def _merged(
        self, feed: HistoryFeed, listing: Listing, stored: StoredHistory | None, reference: Reference
    ) -> Merged:
        """A part of the history asked for and put to what is kept; all of it the first time, once a month, and where
        a part shows that the rest is another, too.
        """
        start = start_of(stored, reference.now) if stored is not None and feed.partial else None
        series = await feed.bars(listing, start, self._web)
        merged = await _aside(merge, stored, series, reference)  # years of bars take a tenth of a second
        if merged.wants_all and start is not None:
            series = await feed.bars(listing, None, self._web)
            merged = await _aside(merge, stored, series, reference)
        return merged._replace(fetched=len(series.bars), quote=series.quote)

    async def _certain(self, listing: Listing, merged: Merged, reference: Reference) -> Quote | None:
        """The price in the answer a history came in, where a history that is believed by now speaks for it."""
        if listing.symbol not in self._unclear or merged.quote is None or not merged.stored.believed:
            return None
        if merged.stored.state.pending is not None:
            return None  # what is kept is another history than the quote's, and the user is asked which is right
        quotes = await _aside(self._store.all_quotes, listing)
        beside = Judged(tuple(merged.stored.bars[-_BESIDE:]), ())
        quote = QuoteJudge(merged.stored, quotes, reference).judged(merged.quote, beside=beside)
        if quote.doubt is not None or quote.at is None:
            return None
        await _aside(self._store.keep_quotes, (quote,))
        return quote

    def _before(self, stored: StoredHistory, listing: Listing) -> int:
        """The place in the chain of the feed the bars are of; beyond its end for one no longer in it."""
        for number, feed in enumerate(self._chain.history_for(listing)):
            if feed.access.name == stored.feed:
                return number if feed.symbol(listing) == stored.symbol else len(self._chain.history)
        return len(self._chain.history)

    def _due(self, listing: Listing, stored: StoredHistory, *, by_hand: bool) -> bool:
        splits = (*self._told.get(listing.symbol, ()), *self._confirmed(listing))
        unclear = listing.symbol in self._unclear
        return is_due(listing, stored, self._web.now(), splits, unclear=unclear, by_hand=by_hand)

    def _confirmed(self, listing: Listing) -> Sequence[Split]:
        return self._anchors.splits.get(listing.symbol, ())

    # rates

    async def rates(self, listings: Sequence[Listing], *, by_hand: bool = False) -> RatesOutcome:
        """Exchange rates of the listings' currencies, once a working day; none where all share a currency."""
        wanted = {units.whole_unit(listing.currency) for listing in listings}
        known = await _aside(self._store.rates)
        # in one currency nothing is converted, so no bank is asked
        if len(wanted) < 2:
            return RatesOutcome(rates=known)
        currencies = sorted(wanted - {"EUR"})
        now = self._web.now()
        if known is not None and all(currency in known.rates for currency in currencies) and not rates_due(known, now):
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
            until=trouble.end(now),
            asked=False,
        )

    def _failed(self, feed: Feed, symbol: str, error: FeedError) -> Attempt:
        now = self._web.now()
        mark = self._chain.marks.get(feed.access.name, "")
        trouble = self._memory.failed(error, symbol, mark, now, feed.rests)
        return attempt_of(feed, error, trouble.end(now))


def wait_for(listing: Listing, memory: Memory, now: datetime, *, by_hand: bool = False) -> timedelta | None:
    """How long a listing is left alone yet, None when it may be asked for."""
    since = memory.since_asked(_asked(listing), now)
    doubted = memory.since_asked(_doubted(listing), now)
    # the last answer was doubted: by hand it may be asked about again after ten seconds
    if by_hand and since is not None and doubted is not None and doubted <= since and since >= BY_HAND:
        return None
    opened = venues.is_open(venues.find_venue(listing.venue), now)
    pace = OPEN_PACE if opened or by_hand else CLOSED_PACE
    return None if since is None or since >= pace - SLACK else pace - since


def forget_asked(listing: Listing, memory: Memory) -> None:
    """A listing whose prices were forgotten need not wait to be asked for."""
    memory.forget(_asked(listing))
    memory.forget(_doubted(listing))


def _asked(listing: Listing) -> str:
    return f"quote {listing.symbol} {listing.currency}"


def _doubted(listing: Listing) -> str:
    return f"doubted {_asked(listing)}"


def _traded_outside(listing: Listing) -> bool:
    return venues.find_venue(listing.venue).country == "US"


async def _aside(work: Callable[..., _T], *arguments: Any, **named: Any) -> _T:
    """On a thread: the disk, or a lock another program holds, must not stop the screen."""
    import asyncio

    return await asyncio.to_thread(work, *arguments, **named)
