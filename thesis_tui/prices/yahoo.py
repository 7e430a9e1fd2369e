"""Yahoo's chart service: quotes and daily history of any listing, without a key.

Unofficial, for personal use. It refuses by address, so the other host of the same service is never tried.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta, tzinfo
from decimal import Decimal
from typing import Any, NamedTuple
from urllib.parse import quote as percent_encoded

from msgspec.structs import replace

from thesis_tui import venues
from thesis_tui.errors import Failure
from thesis_tui.model.bars import Bar
from thesis_tui.model.feeds import Quote, Split
from thesis_tui.model.objects import Listing
from thesis_tui.model.words import Session
from thesis_tui.prices import payload
from thesis_tui.prices.feed import Series
from thesis_tui.prices.http import Access, Reply, Web, refuse, refuse_page, unreadable
from thesis_tui.venues import units
from thesis_tui.venues.symbols import feed_symbol

MINUTE = 60.0
_ERRORS: dict[str, Failure] = {
    "Not Found": "not_found",
    "Unauthorized": "auth",
    "Bad Request": "bad_request",
    "Unprocessable Entity": "bad_request",
}


class Point(NamedTuple):
    """One bar as it came: prices in the listing's currency, None where not known."""

    at: datetime
    open: Decimal | None
    high: Decimal | None
    low: Decimal | None
    close: Decimal


class _Chart(NamedTuple):
    meta: dict[str, Any]
    points: tuple[Point, ...]
    splits: tuple[Split, ...]
    venue: venues.Venue
    zone: tzinfo
    factor: Decimal


class Yahoo:
    rests = (15 * MINUTE, 30 * MINUTE, 60 * MINUTE)
    partial = True

    def __init__(self, access: Access) -> None:
        self.access = access

    def symbol(self, listing: Listing) -> str | None:
        """The listing's own, or the one it names for Yahoo; named "", Yahoo is not asked."""
        return listing.feeds.get("yahoo", feed_symbol(listing.symbol)) or None

    async def quote(self, listing: Listing, web: Web) -> Quote:
        """The last regular price, and the close before it from the daily bars of the same answer."""
        chart = await self._chart(listing, web, range="5d", interval="1d", includePrePost="false", events="div,splits")
        return self._quote(listing, chart, web.now())

    async def extended(self, listing: Listing, quote: Quote, web: Web) -> Quote:
        """The last five minutes outside regular trading, if they are newer than the quote."""
        chart = await self._chart(listing, web, range="1d", interval="5m", includePrePost="true")
        last = chart.points[-1] if chart.points else None
        session = venues.outside_session(chart.venue, last.at) if last else ""
        if last is None or not session or quote.at is None or last.at <= quote.at:
            return quote
        named: Session = "premarket" if session == "premarket" else "after hours"
        return replace(quote, extended=last.close, extended_session=named, extended_at=last.at.astimezone(chart.zone))

    async def bars(self, listing: Listing, start: date, web: Web) -> Series:
        now = web.now()
        first = datetime(start.year, start.month, start.day, tzinfo=UTC) - timedelta(days=1)
        chart = await self._chart(
            listing,
            web,
            period1=str(int(first.timestamp())),
            period2=str(int((now + timedelta(days=1)).timestamp())),
            interval="1d",
            includePrePost="false",
            events="div,splits",
        )
        grain = chart.meta.get("dataGranularity", "1d")
        if grain != "1d":
            unreadable(self.access, f"daily bars were asked for and {payload.said(grain, 20)} given")
        days = self._days(chart, now)
        return Series(
            listing=listing.symbol,
            symbol=self.symbol(listing) or listing.symbol,
            feed=self.access.name,
            source=self.access.title,
            currency=listing.currency,
            bars=tuple(bar for day, bar in sorted(days.items()) if day >= start),
            splits=chart.splits,
        )

    def _days(self, chart: _Chart, now: datetime) -> dict[date, Bar]:
        """By the day at the exchange; of two bars of one day the later, which is the live one."""
        traded = payload.moment(chart.meta.get("regularMarketTime"))
        days: dict[date, Bar] = {}
        for point in chart.points:
            day = venues.day_of(chart.venue, point.at)
            earlier = days.get(day)
            bar = Bar(
                day,
                point.high,
                point.low,
                point.close,
                venues.is_whole(chart.venue, day, now, traded),
                point.open,
            )
            days[day] = bar if earlier is None else _merged(earlier, bar)
        return days

    def _quote(self, listing: Listing, chart: _Chart, now: datetime) -> Quote:
        meta = chart.meta
        value = payload.price(_times(meta.get("regularMarketPrice"), chart.factor), _places(meta, least=4))
        if value is None:
            unreadable(self.access, f"no price for {listing.symbol}")
        at = payload.moment(meta.get("regularMarketTime"))
        if at is None and meta.get("regularMarketTime") is not None:
            unreadable(self.access, "the time of the price")
        if at is not None and at > now + payload.AHEAD:
            unreadable(self.access, f"a price of {at.date()}")
        days = self._days(chart, now)
        today = venues.day_of(chart.venue, at) if at is not None else None
        before = max((day for day in days if today is not None and day < today), default=None)
        previous = days[before].close if before is not None else None
        if previous is None:
            name = "previousClose" if "previousClose" in meta or meta.get("range") != "1d" else "chartPreviousClose"
            previous = payload.price(_times(meta.get(name), chart.factor))
        session: Session = "unknown"
        close, close_day = previous, before
        stale = False
        if at is not None and today is not None:
            at = at.astimezone(chart.zone)
            if venues.is_whole(chart.venue, today, now, at):
                session, close, close_day = "close", value, today
            elif _open(meta, now) or venues.is_open(chart.venue, now):
                session = "open"
            stale = _open(meta, now) and venues.is_behind(chart.venue, now, at)
        return Quote(
            listing=listing.symbol,
            symbol=self.symbol(listing) or listing.symbol,
            feed=self.access.name,
            source=self.access.title,
            value=value,
            currency=listing.currency,
            at=at,
            fetched=now,
            session=session,
            close=close,
            close_day=close_day,
            previous_close=previous,
            change_percent=payload.change(value, previous),
            stale=stale,
            extends=meta.get("hasPrePostMarketData") is True and not _open(meta, now),
            splits=chart.splits,
        )

    async def _chart(self, listing: Listing, web: Web, **params: str) -> _Chart:
        symbol = self.symbol(listing) or listing.symbol
        reply = await web.get(self.access, f"/v8/finance/chart/{percent_encoded(symbol, safe='')}", params)
        result = self._result(reply, symbol, web.now())
        meta = result.get("meta")
        if not isinstance(meta, dict):
            unreadable(self.access, "nothing is said of what it is")
        answered = meta.get("symbol")
        if not isinstance(answered, str) or answered.upper() != symbol.upper():
            unreadable(self.access, f"{symbol} was asked for and {payload.said(answered, 20)} given")
        currency = meta.get("currency")
        factor = units.factor(currency, listing.currency) if isinstance(currency, str) else None
        if factor is None:
            said = payload.said(currency, 10) if currency else "a currency it does not name"
            unreadable(self.access, f"{listing.symbol} is in {listing.currency}, the price in {said}")
        named = meta.get("exchangeTimezoneName")
        venue = venues.in_zone(venues.find_venue(listing.venue), named if isinstance(named, str) else "")
        zone = venues.zone_of(venue)
        return _Chart(meta, _points(result, meta, factor), _splits(result, zone), venue, zone, factor)

    def _result(self, reply: Reply, symbol: str, now: datetime) -> dict[str, Any]:
        """The first result, or the failure the answer is: a status of 200 proves nothing, and another may carry
        the reason as JSON.
        """
        answer: Any = None
        if reply.head[:1] == b"{":
            try:
                answer = payload.read_json(reply.body)
            except ValueError:
                answer = None
        if reply.status in (200, 400, 401, 404, 422) and isinstance(answer, dict):
            part = answer.get("chart") or answer.get("finance")
            fault = part.get("error") if isinstance(part, dict) else None
            if isinstance(fault, dict):
                self._raise(fault, symbol)
        refuse(self.access, reply, now)
        refuse_page(self.access, reply)
        chart = answer.get("chart") if isinstance(answer, dict) else None
        if not isinstance(chart, dict):
            unreadable(self.access, "it is cut off or no JSON")
        results = chart.get("result")
        if not results:
            raise self.access.error(f"{self.access.title} has no data for {symbol}", "not_found")
        if not isinstance(results, list) or not isinstance(results[0], dict):
            unreadable(self.access, "it has another shape than expected")
        first: dict[str, Any] = results[0]
        return first

    def _raise(self, fault: dict[str, Any], symbol: str) -> None:
        failure = _ERRORS.get(str(fault.get("code")), "bad_payload")
        title = self.access.title
        if failure == "not_found":
            raise self.access.error(f"{title} has no data for {symbol}", failure)
        if failure == "auth":
            raise self.access.error(f"{title} no longer gives prices without a login", failure)
        said = payload.said(fault.get("description") or fault.get("code"))
        raise self.access.error(f"{title} does not accept the request: {said}", failure)


def _open(meta: dict[str, Any], now: datetime) -> bool:
    """Whether regular trading is on by the hours the feed gives."""
    period = meta.get("currentTradingPeriod")
    regular = period.get("regular") if isinstance(period, dict) else None
    if not isinstance(regular, dict):
        return False
    start, end = payload.moment(regular.get("start")), payload.moment(regular.get("end"))
    return start is not None and end is not None and start <= now < end


def _places(meta: dict[str, Any], least: int = 0) -> int:
    """How many places prices have: bars are 32-bit floats widened to 64 and must be rounded back."""
    hint = meta.get("priceHint")
    places = hint if isinstance(hint, int) and 0 <= hint <= payload.PRICE_PLACES else 4
    return max(places, least)


def _times(value: object, factor: Decimal) -> object:
    return Decimal(value) * factor if isinstance(value, int | Decimal) and not isinstance(value, bool) else None


def _points(result: dict[str, Any], meta: dict[str, Any], factor: Decimal) -> tuple[Point, ...]:
    """The bars that have a close, as far as all arrays reach. Gaps (a lunch break) stay gaps."""
    try:
        times: Sequence[Any] = result.get("timestamp") or ()
        columns: dict[str, Any] = result["indicators"]["quote"][0]
        closes: Sequence[Any] = columns.get("close") or ()
        others = [columns.get(name) or [None] * len(closes) for name in ("open", "high", "low")]
        rows = list(zip(times, *others, closes, strict=False))
    except (KeyError, IndexError, TypeError, AttributeError):
        return ()
    places = _places(meta) + (-factor.adjusted() if factor < 1 else 0)
    points = []
    for when, *prices in rows:
        at = payload.moment(when)
        opened, high, low, close = (payload.price(_times(it, factor), places) for it in prices)
        if at is not None and close is not None:
            points.append(Point(at, opened, high, low, close))
    return tuple(points)


def _merged(earlier: Bar, live: Bar) -> Bar:
    """A live bar knows only the last price; the range of the day is the earlier bar's, and its own."""
    highs = [it for it in (earlier.high, live.high) if it is not None]
    lows = [it for it in (earlier.low, live.low) if it is not None]
    return Bar(
        live.day,
        max(highs, default=None),
        min(lows, default=None),
        live.close,
        live.whole,
        live.open if earlier.open is None else earlier.open,
    )


def _splits(result: dict[str, Any], zone: tzinfo) -> tuple[Split, ...]:
    events = result.get("events")
    splits = events.get("splits") if isinstance(events, dict) else None
    if not isinstance(splits, dict):
        return ()
    found = []
    for key, event in splits.items():
        if not isinstance(event, dict):
            continue
        at = payload.moment(event.get("date")) or payload.moment(payload.number(key))
        up, down = payload.price(event.get("numerator")), payload.price(event.get("denominator"))
        if at is not None and up is not None and down is not None:
            found.append(Split(at.astimezone(zone).date(), up, down))
    return tuple(sorted(found, key=lambda split: split.day))
