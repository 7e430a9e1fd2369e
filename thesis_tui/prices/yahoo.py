"""Yahoo's chart service: quotes and daily history of any listing, without a key.

Unofficial, for personal use. It refuses by address, so the other host of the same service is never tried.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, tzinfo
from decimal import Decimal
from typing import Any, NamedTuple
from urllib.parse import quote as percent_encoded

from msgspec.structs import replace

from thesis_tui import venues
from thesis_tui.errors import Failure
from thesis_tui.model.bars import Bar
from thesis_tui.model.enums import Session
from thesis_tui.model.feeds import Doubt, Quote, Split
from thesis_tui.model.objects import Listing
from thesis_tui.prices import payload
from thesis_tui.prices.bar_reader import BarReader, scaled_price
from thesis_tui.prices.feed import Series
from thesis_tui.prices.http import Access, Reply, Web, refuse, refuse_currency, refuse_page, unreadable
from thesis_tui.prices.plain_quote import ahead_of_time, session_at
from thesis_tui.prices.yahoo_chart import (
    Point,
    is_open,
    merged_bars,
    named_days,
    places_of,
    points_of,
    splits_of,
)
from thesis_tui.rules.doubts import agrees, near
from thesis_tui.venues import units
from thesis_tui.venues.symbols import feed_symbol

MINUTE = 60.0
_DAY = 24 * 60 * 60
_LONG = timedelta(days=20 * 366)
_ERRORS: dict[str, Failure] = {
    "Not Found": "not_found",
    "Unauthorized": "auth",
    "Bad Request": "bad_request",
    "Unprocessable Entity": "bad_request",
}


class _Chart(NamedTuple):
    meta: dict[str, Any]
    points: tuple[Point, ...]
    splits: tuple[Split, ...]
    venue: venues.Venue
    zone: tzinfo
    factor: Decimal
    places: int
    """Decimals of its prices."""
    notes: list[str]
    """Parts left out of the answer and why."""


class _Days(NamedTuple):
    bars: tuple[Bar, ...]
    doubts: tuple[Doubt, ...]


class Yahoo:
    """Yahoo's charts: quotes with their extended hours, daily bars, splits."""

    rests = (15 * MINUTE, 30 * MINUTE, 60 * MINUTE)
    partial = True

    def __init__(self, access: Access) -> None:
        self.access = access

    def symbol(self, listing: Listing) -> str | None:
        """The listing's own, or the one it names for Yahoo; named "", Yahoo is not asked."""
        return listing.feeds.get("yahoo", feed_symbol(listing.symbol)) or None

    async def quote(self, listing: Listing, web: Web) -> Quote:
        """The last regular price, and the close before it from the daily bars of the same answer."""
        quote = (await self.recent(listing, web)).quote
        if quote is None:
            unreadable(self.access, f"no price for {listing.symbol}")
        return quote

    async def recent(self, listing: Listing, web: Web) -> Series:
        """The last regular price with the bars of the last five days."""
        # five days: one alone has no bar before the open, and the close before the price is taken from the bars
        chart = await self._chart(listing, web, range="5d", interval="1d", includePrePost="false", events="div,splits")
        now = web.now()
        days = self._days(listing, chart, now)
        if _price(chart) is None:
            unreadable(self.access, f"no price for {listing.symbol}")
        return self._series(listing, chart, days, now)

    async def extended(self, listing: Listing, quote: Quote, web: Web) -> Quote:
        """The last five minutes outside regular trading, if they are newer than the quote and near it."""
        chart = await self._chart(listing, web, range="1d", interval="5m", includePrePost="true")
        last = chart.points[-1] if chart.points else None
        session = venues.outside_session(chart.venue, last.at) if last else ""
        if last is None or not session or quote.at is None or last.at <= quote.at:
            return quote
        if last.at > web.now() + payload.AHEAD or not near(last.close, quote.value):
            return quote
        named: Session = "premarket" if session == "premarket" else "after hours"
        return replace(quote, extended=last.close, extended_session=named, extended_at=last.at.astimezone(chart.zone))

    async def bars(self, listing: Listing, start: date | None, web: Web) -> Series:
        """Daily bars from `start` on; all there are where it is None."""
        now = web.now()
        chart = await self._daily(listing, start, now, web)
        if chart.meta.get("dataGranularity", "1d") != "1d" and start is None:
            # All of a long history may come in months: then as much as is given in days.
            chart = await self._daily(listing, now.date() - _LONG, now, web)
        grain = chart.meta.get("dataGranularity", "1d")
        if grain != "1d":
            unreadable(self.access, f"daily bars were asked for and {payload.quoted(grain, 20)} given")
        days = self._days(listing, chart, now)
        if start is not None:
            days = _Days(
                tuple(bar for bar in days.bars if bar.day >= start),
                tuple(doubt for doubt in days.doubts if doubt.day is None or doubt.day >= start),
            )
        return replace(self._series(listing, chart, days, now), everything=start is None)

    async def _daily(self, listing: Listing, start: date | None, now: datetime, web: Web) -> _Chart:
        # A day before: days begin earlier in the east than in UTC.
        first = 0 if start is None else int(datetime(start.year, start.month, start.day, tzinfo=UTC).timestamp()) - _DAY
        return await self._chart(
            listing,
            web,
            period1=str(max(0, first)),
            period2=str(int(now.timestamp()) + _DAY),
            interval="1d",
            includePrePost="false",
            events="div,splits",
        )

    def _series(self, listing: Listing, chart: _Chart, days: _Days, now: datetime) -> Series:
        return Series(
            listing=listing.symbol,
            symbol=self.symbol(listing) or listing.symbol,
            feed=self.access.name,
            source=self.access.title,
            currency=listing.currency,
            bars=days.bars,
            splits=chart.splits,
            quote=self._quote(listing, chart, days, now),
            places=chart.places,
            doubts=days.doubts,
            notes=tuple(chart.notes),
        )

    def _days(self, listing: Listing, chart: _Chart, now: datetime) -> _Days:
        """By the day at the exchange. Of two bars of the last day the later may be the live one; of two different ones
        nobody knows which is right.
        """
        traded = payload.moment(chart.meta.get("regularMarketTime"))
        if traded is not None and traded > now + payload.AHEAD:
            traded = None
        today = venues.day_of(chart.venue, now)
        points = sorted(chart.points, key=lambda point: point.at)
        dated = [(venues.day_of(chart.venue, point.at), point) for point in points]
        ahead = sorted({day for day, _ in dated if day > today})
        if ahead:
            chart.notes.append(f"{named_days(ahead)} of days to come left out")
        dated = [(day, point) for day, point in dated if day <= today]
        days: dict[date, Bar] = {}
        doubts: list[Doubt] = []
        for day, point in dated:
            earlier = days.get(day)
            whole = venues.is_whole(chart.venue, day, now, traded)
            bar = Bar(day, point.high, point.low, point.close, whole, point.open)
            days[day] = bar if earlier is None else merged_bars(earlier, bar)
            newest = day == dated[-1][0]
            live = newest and (
                _is_live(point) or not whole or (earlier is not None and agrees(bar.close, earlier.close))
            )
            if earlier is not None and earlier.close != bar.close and not live:
                doubts.append(
                    Doubt(
                        listing=listing.symbol,
                        subject="bar",
                        code="two on a day",
                        day=day,
                        value=bar.close,
                        against=earlier.close,
                        source=self.access.title,
                        at=now,
                    )
                )
        return _Days(tuple(days[day] for day in sorted(days)), tuple({doubt.day: doubt for doubt in doubts}.values()))

    def _quote(self, listing: Listing, chart: _Chart, days: _Days, now: datetime) -> Quote | None:
        meta = chart.meta
        value = _price(chart)
        if value is None:
            return None
        at = payload.moment(meta.get("regularMarketTime"))
        if at is None and meta.get("regularMarketTime") is not None:
            unreadable(self.access, "the time of the price")
        at = None if at is None else at.astimezone(chart.zone)
        ahead = at is not None and at > now + payload.AHEAD
        traded = None if ahead else at
        today = None if traded is None else venues.day_of(chart.venue, traded)
        bars = {bar.day: bar for bar in days.bars}
        before = max((day for day in bars if today is not None and day < today), default=None)
        previous = bars[before].close if before is not None else None
        if previous is None:
            # `chartPreviousClose` is the close before the range that was asked for: yesterday's for one day only
            name = "previousClose" if "previousClose" in meta or meta.get("range") != "1d" else "chartPreviousClose"
            previous = payload.price(scaled_price(meta.get(name), chart.factor), chart.places)
        session: Session = "unknown"
        stale = False
        if traded is not None and today is not None:
            session = session_at(chart.venue, today, traded, now, opened=is_open(meta, now))
            # the feed's own hours must say that it is open: on a holiday the table does not know no price is behind
            stale = is_open(meta, now) and venues.is_behind(chart.venue, now, traded)
        quote = Quote(
            listing=listing.symbol,
            symbol=self.symbol(listing) or listing.symbol,
            feed=self.access.name,
            source=self.access.title,
            value=value,
            currency=listing.currency,
            at=at,
            fetched=now,
            session=session,
            close=value if session == "close" else previous,
            previous_close=previous,
            change_percent=payload.change(value, previous),
            stale=stale,
            extends=meta.get("hasPrePostMarketData") is True and not is_open(meta, now),
        )
        return replace(quote, doubt=ahead_of_time(quote)) if ahead else quote

    async def _chart(self, listing: Listing, web: Web, **params: str) -> _Chart:
        symbol = self.symbol(listing) or listing.symbol
        reply = await web.get(self.access, f"/v8/finance/chart/{percent_encoded(symbol, safe='')}", params)
        result = self._result(reply, symbol, web.now())
        meta = result.get("meta")
        if not isinstance(meta, dict):
            unreadable(self.access, "nothing is said of what it is")
        answered = meta.get("symbol")
        # a renamed or similar symbol may be answered with another security's prices
        if not isinstance(answered, str) or answered.upper() != symbol.upper():
            given = payload.quoted(answered, 20)
            edit = f"; if that is its new name: thesis-tui listing edit {listing.symbol} --symbol {given}"
            unreadable(
                self.access, f"{symbol} was asked for and {given} given" + (edit if _is_symbol(answered) else "")
            )
        currency = meta.get("currency")
        factor = units.factor(currency, listing.currency) if isinstance(currency, str) else None
        if factor is None:
            quoted = payload.quoted(currency, 10) if currency else "a currency it does not name"
            refuse_currency(self.access, listing, quoted)
        named = meta.get("exchangeTimezoneName")
        venue = venues.in_zone(venues.find_venue(listing.venue), named if isinstance(named, str) else "")
        zone = venues.zone_of(venue)
        notes: list[str] = []
        places = places_of(meta, factor)
        splits = splits_of(result, zone, notes)
        points = points_of(result, BarReader.of(factor, places, zone, splits, negative=venue.negative), notes)
        return _Chart(meta, points, splits, venue, zone, factor, places, notes)

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
            # a refused login is said under "finance"
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
        if len(results) > 1:
            unreadable(self.access, f"{len(results)} results for one symbol")
        first: dict[str, Any] = results[0]
        return first

    def _raise(self, fault: dict[str, Any], symbol: str) -> None:
        failure = _ERRORS.get(str(fault.get("code")), "bad_payload")
        title = self.access.title
        if failure == "not_found":
            raise self.access.error(f"{title} has no data for {symbol}", failure)
        if failure == "auth":
            raise self.access.error(f"{title} no longer gives prices without a login", failure)
        quoted = payload.quoted(fault.get("description") or fault.get("code"))
        raise self.access.error(f"{title} does not accept the request: {quoted}", failure)


def _is_symbol(text: object) -> bool:
    """Whether an answer's word can stand in a command."""
    return isinstance(text, str) and 0 < len(text) < 16 and all(item.isalnum() or item in ".-=^" for item in text)


def _is_live(point: Point) -> bool:
    """Whether a bar is the row of the last price that is put behind the daily ones: all of it is that price."""
    return point.open == point.high == point.low == point.close


def _price(chart: _Chart) -> Decimal | None:
    """The last price: no 32-bit float, and on some exchanges finer than the hint says."""
    price = scaled_price(chart.meta.get("regularMarketPrice"), chart.factor)
    return payload.price(price, chart.places + 2, negative=chart.venue.negative)


FEED = Yahoo
