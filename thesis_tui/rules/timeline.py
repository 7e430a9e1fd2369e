"""The price of a listing over time: everything known of it, put on its sessions and on one basis of splits.

Bars of a feed, imported rows, closes that were typed or printed and the user's corrections become one series; quotes
and typed prices become moments. For a day the user's typed close stands above an imported one, that above a feed's,
and a close printed in an article counts where there is no other. What is doubted is set apart and moves nothing.
Nothing here depends on the order in which it became known.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from msgspec import Struct
from msgspec.structs import replace

from thesis_tui.model import figures
from thesis_tui.model.bars import DOUBTED, DOUBTED_HIGH, DOUBTED_LOW, PARTIAL, Bar, Bars
from thesis_tui.model.feeds import OF_SCALE, Doubt, Quote, Split
from thesis_tui.model.market import Market
from thesis_tui.model.objects import Listing, Price
from thesis_tui.rules.corrections import NO_CORRECTIONS, Corrections
from thesis_tui.rules.doubts import is_price_of, near
from thesis_tui.rules.sessions import Sessions
from thesis_tui.rules.splits import adjusted_bars, adjusted_price, effective_splits, factor
from thesis_tui.venues import (
    Venue,
    closes_at,
    day_of,
    find_venue,
    last_session,
    last_whole,
    opens_at,
    session_of,
    sessions_after,
)

STALE_AFTER_SESSIONS = 5
"""A price is stale once as many sessions of its venue have ended without a newer one."""
OUTSIDE = ("premarket", "after hours")
"""Sessions beside the regular one."""
RECENT = timedelta(days=10)
"""A close longer before a price than any holidays are is no close before it."""
_UNDOUBTED = bytes((0, PARTIAL))
"""Flags of bars that nothing is doubted of."""
_NO_BARS = Bars.of(())
NO_SESSIONS = Sessions(_NO_BARS, date.max)


class Observed(Struct, frozen=True):
    """A price somebody saw or a feed gave. `typed` by the user, else printed in an article or a feed's."""

    price: Price
    typed: bool
    fed: bool = False


class Placed(Struct, frozen=True):
    """An observed price on its session: `at` is the moment it is of, `value` is on the basis of the day shown."""

    at: datetime
    day: date
    value: Decimal
    observed: Observed

    @property
    def outside(self) -> bool:
        """Whether the price is of before or after hours."""
        return self.observed.price.session in OUTSIDE


class Timeline:
    """Prices known of one listing at `now`. All values are on the basis of splits of `today`.

    `bars` are all days but the doubted, the running one included; `sessions` the whole ones; `placed` every observed
    price in the listing's currency whose day is known, oldest first; `doubts` what is set apart.
    """

    def __init__(
        self,
        listing: Listing,
        observed: Sequence[Observed],
        market: Market,
        now: datetime,
        corrections: Corrections = NO_CORRECTIONS,
    ) -> None:
        symbol = listing.symbol
        self.listing = listing
        self.venue = find_venue(listing.venue)
        self.now = now
        self.today = day_of(self.venue, now)
        """The day at the venue."""
        self._splits = effective_splits(market.splits.get(symbol, ()), corrections.splits)
        self.splits = tuple(split for split in self._splits if split.day <= self.today)
        self._last_whole = last_whole(self.venue, now)
        self._corrections = corrections
        own = [
            other for other in observed if other.price.listing == symbol and other.price.currency == listing.currency
        ]
        closes = [other for other in own if other.price.session == "close" and not other.fed]
        self.bars = self._made_bars(market, closes)
        # adjusted for dividends, they are below what was traded: a level they cross may never have been touched
        judged = _NO_BARS if symbol in market.sketches else self.bars
        self.sessions = Sessions(judged, self._last_whole)
        quotes, self.doubts = self._sorted_out(market, symbol)
        users = {day for close in closes if close.typed for day in (self.day_of(close.price),) if day is not None}
        users |= {bar.day for bar in market.imported.get(symbol, ())}
        placed = [found for other in own if (found := self._place(other)) is not None]
        placed += [
            found for quote in quotes if (found := self._place(quote)) is not None and self._stands(found, users)
        ]
        # of one minute the user's own comes last, and the last is the price then
        self.placed = sorted(placed, key=lambda other: (other.at, other.observed.typed))
        self._moments = [other.at for other in self.placed]

    # what everyone else asks

    def factor(self, since: date) -> Decimal:
        """Factor that turns a price of the day `since` into one of the day shown."""
        return factor(self.splits, since, self.today)

    def day_of(self, price: Price) -> date | None:
        """The session a price is of: that of its time, or of its day (a Sunday's is Friday's); None if unknown."""
        return session_seen(self.venue, price.day, price.time)

    def age(self, day: date) -> int:
        """How many sessions have ended since that of `day`."""
        return sessions_after(self.venue, day, self.now)

    def is_stale(self, day: date) -> bool:
        """Whether a price of `day` is too old: five ended sessions without a newer one."""
        return self.age(day) >= STALE_AFTER_SESSIONS

    def close(self, day: date) -> Decimal | None:
        """The close of a session, where it is whole and not doubted."""
        at = self.sessions.until(day)
        return self.sessions.close[at - 1] if at and self.sessions.day(at - 1) == day else None

    def close_before(self, day: date) -> Decimal | None:
        """The newest close before the session of `day`, if it is not longer ago than holidays last."""
        at = self.sessions.from_day(day)
        if not at or day - self.sessions.day(at - 1) > RECENT:
            return None
        # a change over a day whose close is doubted would look like one day's
        return None if self.is_doubted_before(day) else self.sessions.close[at - 1]

    def is_doubted_before(self, day: date) -> bool:
        """Whether a close between the newest believed one before `day` and that day is doubted."""
        at = self.sessions.from_day(day)
        last = self.sessions.day(at - 1) if at else date.min
        return any(doubt.day is not None and last < doubt.day < day for doubt in self.doubts if doubt.subject == "bar")

    def change(self, value: Decimal, since: Decimal, since_day: date) -> Decimal | None:
        """How far `value` of the day shown is from a price as it stood on `since_day`, in percent."""
        before = since * self.factor(since_day)
        return figures.percent_change(value, before)

    def price_at(self, moment: datetime, *, known_then: bool = False) -> tuple[datetime, Decimal] | None:
        """The last price known of at `moment`, and when it was; prices before and after hours left out, and with
        `known_then` those that the user typed for the same day.
        """
        newest = self.close_at(moment)
        for at in range(bisect_right(self._moments, moment) - 1, -1, -1):
            placed = self.placed[at]
            if newest is not None and placed.at <= newest[0]:
                break
            observed = placed.observed
            # typed to the minute, or for the day: whether before or after the moment nobody can tell
            since = known_then and observed.typed and placed.day == day_of(self.venue, moment)
            if not placed.outside and not since:
                return placed.at, placed.value
        return newest

    def close_at(self, moment: datetime) -> tuple[datetime, Decimal] | None:
        """The close of the last session that had closed at `moment`, and when it did."""
        # a day more than can have closed: a session that opens on the eve is of the next day's date
        number = self.sessions.until(day_of(self.venue, moment) + timedelta(days=1))
        while number:
            number -= 1
            closed = closes_at(self.venue, self.sessions.day(number))
            if closed <= moment:
                return closed, self.sessions.close[number]
        return None

    def first_after(self, moment: datetime) -> int:
        """The number of the first session that opens after `moment`."""
        number = self.sessions.from_day(day_of(self.venue, moment))
        while number < len(self.sessions) and opens_at(self.venue, self.sessions.day(number)) <= moment:
            number += 1
        return number

    def end_of(self, day: date) -> datetime:
        """The end of a day at the venue."""
        return datetime.combine(day + timedelta(days=1), time(), opens_at(self.venue, day).tzinfo)

    # how it is made

    def _made_bars(self, market: Market, closes: Sequence[Observed]) -> Bars:
        symbol = self.listing.symbol
        fed = market.bars.get(symbol, _NO_BARS)
        basis = market.basis.get(symbol, self.today)
        fed = _undone(_until(fed, self._last_whole, self.today), self._corrections.splits, basis)
        fed = adjusted_bars(fed, self._splits, basis, self.today)
        imported = market.imported.get(symbol, _NO_BARS)
        # what replaces the feed's bar of a day, None for none: whoever comes later stands above
        over: dict[date, Bar | None] = {}
        typed: dict[date, Bar] = {}
        for close in closes:
            day = self.day_of(close.price)
            if day is None or day > self._last_whole:
                continue
            bar = Bar(day, None, None, adjusted_price(close.price.value, self.factor(day)))
            if close.typed:
                typed[day] = bar
            # printed in an article: it fills a gap, or stands for a close that is doubted
            elif (there := fed.find(day)) is None or there.doubts & DOUBTED:
                over[day] = bar
        if imported:
            own_basis = market.imported_basis.get(symbol, imported[-1].day)
            rows = _until(imported, self._last_whole, self._last_whole)
            own_basis = _basis_shown(rows, fed, self._splits, own_basis, self.today)
            imported = adjusted_bars(rows, self._splits, own_basis, self.today)
            over.update((bar.day, _ranged(bar, fed.find(bar.day))) for bar in imported)
        self._add_quoted_closes(over, fed, market)
        # after the imported rows, before what was typed: who dropped a day may have typed the right close since
        over.update((day, None) for day in self._corrections.dropped)
        over.update((day, _ranged(bar, fed.find(day))) for day, bar in typed.items())
        return _without_doubted(fed.with_days(over), self._corrections)

    def _add_quoted_closes(self, over: dict[date, Bar | None], fed: Bars, market: Market) -> None:
        """Closes of sessions that a feed's quote gave, where there is no other: it may be a feed without bars."""
        for quote in market.quotes:
            if quote.listing != self.listing.symbol or quote.session != "close" or self._future(quote.fetched):
                continue
            day = self.day_of(quote_price(quote))
            if quote.doubt is None and day is not None and day <= self._last_whole and fed.find(day) is None:
                over.setdefault(day, Bar(day, None, None, adjusted_price(quote.value, self.factor(day))))

    def _sorted_out(self, market: Market, symbol: str) -> tuple[list[Observed], tuple[Doubt, ...]]:
        """The quotes that are believed, and all that is doubted and not decided on yet."""
        corrections = self._corrections
        quotes: list[Observed] = []
        doubts = [doubt for doubt in market.doubts if doubt.listing == symbol and not self._future(doubt.at)]
        for quote in market.quotes:
            if quote.listing != symbol or self._future(quote.fetched):
                continue
            if quote.doubt is not None and not self._believed(quote.doubt):
                doubts.append(quote.doubt)
            else:
                quotes += [Observed(price, typed=False, fed=True) for price in quote_prices(quote, self.now)]
        users = set(corrections.dropped)
        closes = {doubt.day: doubt.value for doubt in doubts if doubt.subject == "bar"}
        asked = [
            doubt
            for doubt in doubts
            if not corrections.decides(doubt)
            and (doubt.subject == "split" or doubt.day not in users)
            # one question: a close and the quote that gives it are one price
            and not (doubt.subject == "quote" and is_price_of(doubt.value, closes.get(doubt.day)))
        ]
        # one question: the quote is far for the same reason. One that was decided on hides no later jump
        if any(doubt.code in OF_SCALE for doubt in asked):
            asked = [doubt for doubt in asked if doubt.code not in ("quote against history", "jump")]
        return quotes, tuple(asked)

    def _believed(self, doubt: Doubt) -> bool:
        """Whether the user accepted a doubted quote, itself or as the close of its day, or a split explains it."""
        accepted = self._corrections.accepts(doubt) or (
            doubt.day is not None and doubt.value is not None and self._corrections.accepted_bar(doubt.day, doubt.value)
        )
        return accepted or self._explained(doubt)

    def _explained(self, doubt: Doubt) -> bool:
        """Whether a quote far from the last price is that price after a split which the user confirmed since, or one
        they said the price did go to.
        """
        value, against, day = doubt.value, doubt.against, doubt.day
        if doubt.code not in ("quote against history", "untold split"):
            return False
        if value is None or against is None or day is None:
            return False
        return any(moved <= day and near(value, to) for moved, to in self._corrections.moves) or any(
            day - RECENT <= split.day <= day and near(value, against * split.factor)
            for split in self._corrections.splits
        )

    def _future(self, at: datetime | None) -> bool:
        return at is not None and at > self.now

    def _stands(self, placed: Placed, users: set[date]) -> bool:
        """Whether a feed's quote counts beside the closes and decisions of the user for its day."""
        # while the session runs a quote may be newer than what the user typed
        if placed.day in users and placed.day <= self._last_whole and not placed.outside:
            return False
        return placed.day not in self._corrections.dropped

    def _place(self, observed: Observed) -> Placed | None:
        price = observed.price
        day = self.day_of(price)
        at = self._moment(price, day)
        # a close typed during its session is of the session's end, which is yet to come; further ahead is a slip
        if day is None or at is None or at > self.now + timedelta(days=1):
            return None
        return Placed(at, day, adjusted_price(price.value, self.factor(day)), observed)

    def _moment(self, price: Price, day: date | None) -> datetime | None:
        """When a price is of; of one known by its day alone a close is of the session's end, any other of its start."""
        if price.time is not None:
            return price.time
        if day is None:
            return None
        if price.session == "close":
            return closes_at(self.venue, day)
        if price.session == "after hours":
            # so that it stands after the close of its day
            return closes_at(self.venue, day) + timedelta(minutes=1)
        start = opens_at(self.venue, day)
        # typed before the opening: it is not of a time to come
        return min(start, self.now) if day == self.today else start


def session_seen(venue: Venue, day: date | None, at: datetime | None) -> date | None:
    """The session seen on a `day` or `at` a time: on a Sunday that is Friday's; None where neither is known."""
    if day is not None:
        return last_session(venue, day)
    return None if at is None else session_of(venue, at)


def quote_price(quote: Quote) -> Price:
    """The regular price of a quote as an observed one."""
    return Price(
        id=f"{quote.feed}-{quote.listing}",
        listing=quote.listing,
        value=quote.value,
        currency=quote.currency,
        session=quote.session,
        time=quote.at,
        change_percent=quote.change_percent,
    )


def quote_prices(quote: Quote, now: datetime) -> Iterable[Price]:
    """A quote as observed prices: the regular one, and that before or after hours where there is one up to `now`."""
    price = quote_price(quote)
    if quote.at is None or quote.at <= now:
        yield price
    if quote.extended is not None and quote.extended_at is not None and quote.extended_at <= now:
        session = quote.extended_session
        yield replace(
            price,
            id=f"{price.id}-extended",
            value=quote.extended,
            session=session if session in OUTSIDE else "after hours",
            time=quote.extended_at,
            change_percent=figures.percent_change(quote.extended, quote.value),
        )


def _until(bars: Bars, last_whole_day: date, today: date) -> Bars:
    """`bars` as known: the whole ones up to the last whole session, a running one of today."""
    end = bars.until(today)
    while end and date.fromordinal(bars.days[end - 1]) > last_whole_day and not bars.flags[end - 1] & PARTIAL:
        end -= 1  # whole by now, and not by then
    return bars if end == len(bars) else bars.part(0, end)


def _undone(bars: Bars, confirmed: Sequence[Split], basis: date) -> Bars:
    """`bars` with those before a split that the user confirmed adjusted for it, where they go on at another scale from
    its day on: the next answer of the feed is put so, and until then they would judge levels of the scale after it.
    """
    within = [split for split in confirmed if split.day <= basis]
    if not within or not bars:
        return bars
    from thesis_tui.rules.rescaling import without_jumps  # few have a split of their own; it costs two milliseconds

    adjusted, jumped = without_jumps(bars, within, bars.places)
    return Bars.of(adjusted) if jumped else bars


def _basis_shown(rows: Bars, fed: Bars, splits: Sequence[Split], basis: date, today: date) -> date:
    """The day on whose basis imported rows are: `basis`, when they were imported, unless a split of before that is one
    that nobody knew of then, as the feed's closes of the same days show by now.
    """
    since = factor(splits, basis, today)
    for split in splits:
        if split.day > basis:
            break
        both = [
            (row.close * since, bar.close)
            for row in rows
            if row.day < split.day and (bar := fed.find(row.day)) is not None
        ]
        unadjusted = sum(abs(row * split.factor - close) < abs(row - close) for row, close in both)
        if unadjusted * 2 > len(both):
            return split.day - timedelta(days=1)
    return basis


def _ranged(bar: Bar, fed: Bar | None) -> Bar:
    """The user's bar of a day with the feed's range, where it has none itself and theirs holds its close."""
    # a range that does not hold the user's close is of another price than theirs
    if bar.high is not None or bar.low is not None or fed is None or fed.doubts:
        return bar
    if fed.high is None or fed.low is None or not fed.low <= bar.close <= fed.high:
        return bar
    return replace(bar, high=fed.high, low=fed.low, open=fed.open)


def _without_doubted(bars: Bars, corrections: Corrections) -> Bars:
    """`bars` without the doubted ones that the user did not accept, and those refused; of a doubted high or low the
    bar keeps the rest.
    """
    # mostly so: bars are made one by one only where something is doubted
    if not bars.flags.strip(_UNDOUBTED) and not corrections.refused:
        return bars
    believed: list[Bar] = []
    for bar in bars:
        doubts = bar.doubts
        if doubts & DOUBTED and not corrections.accepted_bar(bar.day, bar.close):
            continue
        # a later session near it takes the doubt away, and not the user's word
        if corrections.refused_bar(bar.day, bar.close):
            continue
        high = bar.high if not doubts & DOUBTED_HIGH or corrections.accepted_high(bar.day) else None
        low = bar.low if not doubts & DOUBTED_LOW or corrections.accepted_low(bar.day) else None
        believed.append(replace(bar, high=high, low=low, doubts=0))
    return Bars.of(believed)


def timelines(
    listings: Sequence[Listing],
    observed: Sequence[Observed],
    market: Market,
    now: datetime,
    corrections: Mapping[str, Corrections],
) -> dict[str, Timeline]:
    """Those of all listings, by symbol."""
    return {
        listing.symbol: Timeline(listing, observed, market, now, corrections.get(listing.symbol, NO_CORRECTIONS))
        for listing in listings
    }
