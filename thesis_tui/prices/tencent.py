"""Tencent's quote lines: the United States and Hong Kong in one request, without a key.

Undocumented and of a Chinese portal; for light, personal use where Yahoo refuses. Its history is adjusted for
dividends as well as splits.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from thesis_tui import venues
from thesis_tui.errors import FeedError
from thesis_tui.model.bars import Bar
from thesis_tui.model.feeds import FEED_DEFAULTS, Quote
from thesis_tui.model.objects import Listing
from thesis_tui.prices import payload
from thesis_tui.prices.feed import Series
from thesis_tui.prices.http import Access, Reply, Web, refuse, refuse_currency, refuse_page, unreadable
from thesis_tui.prices.plain_quote import plain_quote
from thesis_tui.venues import units

HISTORY_URL = "https://web.ifzq.gtimg.cn"
"""History comes from another host than quotes, unless the settings name one for both."""
# More than a year of sessions. 640 are given at most, and long series of Hong Kong, adjusted for every dividend,
# fall below zero.
DAYS = 320
FEWEST_DAYS = 5
"""A symbol it does not know well gets an answer of two days."""
_LINE = re.compile(r'v_([A-Za-z0-9._]+)="([^"]*)"')
# The fewest fields of a line by market, and which of them is the currency.
_WIDTHS = {"us": 50, "hk": 76}
_CURRENCY = {"us": 35, "hk": 75}
# Price, close before and change are each rounded to a cent.
_SLACK = Decimal("0.02")


class Tencent:
    """Tencent's quotes and daily bars of China, Hong Kong and the United States."""

    rests = (15 * 60.0, 30 * 60.0, 60 * 60.0)
    # adjusted for dividends as of the day it is asked: after each dividend the whole series is another
    partial = False

    def __init__(self, access: Access, history_url: str = "") -> None:
        self.access = access
        self._history_url = history_url

    def symbol(self, listing: Listing) -> str | None:
        named = listing.feeds.get("tencent")
        if named is not None:
            return named if named[:2] in _WIDTHS else None
        venue = venues.find_venue(listing.venue)
        if venue.country == "US":
            return f"us{listing.symbol.replace('-', '.')}"
        code = listing.symbol.upper().removesuffix(".HK")
        return f"hk{code.zfill(5)}" if venue.name == "HKEX" and code.isascii() and code.isdigit() else None

    async def quote(self, listing: Listing, web: Web) -> Quote:
        found = (await self.quotes((listing,), web))[listing.symbol]
        if isinstance(found, FeedError):
            raise found
        return found

    async def quotes(self, listings: Sequence[Listing], web: Web) -> Mapping[str, Quote | FeedError]:
        rows = await self._rows([self._symbol(listing) for listing in listings], web)
        found: dict[str, Quote | FeedError] = {}
        for listing in listings:
            try:
                found[listing.symbol] = self._quote(listing, rows, web.now())
            except FeedError as error:
                found[listing.symbol] = error
        return found

    async def bars(self, listing: Listing, start: date | None, web: Web) -> Series:
        """Up to 320 days. Its quote is asked first: it names the market the history is found under."""
        symbol = self._symbol(listing)
        rows = await self._rows([symbol], web)
        quote = self._quote(listing, rows, web.now())
        market = symbol[:2]
        # the line's own code ends in its market (BABA.N); without that the history has two days
        code = f"us{rows[symbol][2]}" if market == "us" else symbol
        reply = await web.get(
            self.access,
            f"/appstock/app/{market}fqkline/get",
            {"param": f"{code},day,,,{DAYS},qfq"},
            base_url=self._history_url,
        )
        days = self._days(reply, code, listing, web.now())
        return Series(
            listing=listing.symbol,
            symbol=symbol,
            feed=self.access.name,
            source=self.access.title,
            currency=listing.currency,
            bars=tuple(bar for bar in days if start is None or bar.day >= start),
            adjusted=True,
            quote=quote,
            places=3,
            everything=True,
        )

    def _symbol(self, listing: Listing) -> str:
        return self.symbol(listing) or listing.symbol

    async def _rows(self, symbols: Sequence[str], web: Web) -> dict[str, list[str]]:
        reply = await web.get(self.access, f"/utf8/q={','.join(symbols)}", headers={"Accept": "*/*"})
        refuse(self.access, reply, web.now())
        refuse_page(self.access, reply)
        rows = {name: fields.split("~") for name, fields in _LINE.findall(_text(reply))}
        if not rows:
            unreadable(self.access, "there is no quote in it")
        return rows

    def _quote(self, listing: Listing, rows: Mapping[str, list[str]], now: datetime) -> Quote:
        symbol, access = self._symbol(listing), self.access
        fields = rows.get(symbol)
        if fields is None:
            raise access.error(f"{access.title} has no data for {symbol}", "not_found")
        market = symbol[:2]
        if len(fields) < _WIDTHS[market]:
            unreadable(access, f"the line of {symbol} is too short")
        code = fields[2].rsplit(".", 1)[0] if market == "us" else fields[2]
        if symbol[2:] not in (code, fields[2]):
            unreadable(access, f"{symbol} was asked for and {payload.quoted(fields[2], 20)} given")
        currency = fields[_CURRENCY[market]]
        if units.factor(currency, listing.currency) != 1:
            quoted = payload.quoted(currency, 10) or "a currency it does not name"
            refuse_currency(access, listing, quoted)
        value, previous, change = payload.price(fields[3]), payload.price(fields[4]), payload.number(fields[31])
        if value is None:
            unreadable(access, f"no price for {symbol}")
        if previous is not None and change is not None and abs(value - previous - change) >= _SLACK:
            unreadable(access, f"the change of {symbol} does not follow from its prices")
        try:
            local = datetime.fromisoformat(fields[30].replace("/", "-"))
        except ValueError:
            unreadable(access, f"the time of {symbol}")
        at = local.replace(tzinfo=venues.zone_of(venues.find_venue("NYSE" if market == "us" else "HKEX")))
        return plain_quote(listing, symbol, access, value, at, previous, now)

    def _days(self, reply: Reply, code: str, listing: Listing, now: datetime) -> list[Bar]:
        access = self.access
        refuse(access, reply, now)
        refuse_page(access, reply)
        try:
            answer: Any = payload.read_json(reply.body)
        except ValueError:
            answer = None
        if not isinstance(answer, dict):
            unreadable(access, "it is cut off or no JSON")
        if answer.get("code") != 0:
            raise access.error(
                f"{access.title} does not accept the request: {payload.quoted(answer.get('msg'))}", "bad_request"
            )
        data = answer.get("data")
        part = data.get(code) if isinstance(data, dict) else None
        rows = (part.get("qfqday") or part.get("day")) if isinstance(part, dict) else None
        if not isinstance(rows, list) or len(rows) < FEWEST_DAYS:
            unreadable(access, f"there is no history of {code} in it")
        days: dict[date, Bar] = {}
        for row in rows:
            bar = self._bar(row, listing, now)
            days[bar.day] = bar
        return [days[day] for day in sorted(days)]

    def _bar(self, row: Any, listing: Listing, now: datetime) -> Bar:
        """Of date, open, close, high, low: not the usual order."""
        try:
            day = date.fromisoformat(row[0])
            opened, close, high, low = (payload.price(item) for item in row[1:5])
        except (TypeError, ValueError, LookupError):
            unreadable(self.access, "a day of its history")
        if opened is None or close is None or high is None or low is None:
            unreadable(self.access, f"a price of {day}")
        if high < max(opened, close) or low > min(opened, close):
            unreadable(self.access, f"the high or low of {day}")
        return Bar(day, high, low, close, venues.is_whole(venues.find_venue(listing.venue), day, now), opened)


def _text(reply: Reply) -> str:
    """The default path of the service is GBK, whatever was asked for; its successor holds all of it."""
    if "gb" not in reply.headers.get("content-type", "").lower():
        try:
            return reply.body.decode("utf-8")
        except UnicodeDecodeError:
            pass
    return reply.body.decode("gb18030", errors="replace")


def _with_history(access: Access) -> Tencent:
    """One whose address the settings name is asked for history there, too, and Tencent's own host is left alone."""
    own_host = access.base_url == FEED_DEFAULTS["tencent"].base_url
    return Tencent(access, HISTORY_URL if own_host else "")


FEED = _with_history
