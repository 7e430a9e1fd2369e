"""Finnhub, with the user's own key: real-time quotes of listings in the United States."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from thesis_tui import venues
from thesis_tui.model.feeds import Quote
from thesis_tui.model.objects import Listing
from thesis_tui.prices import payload
from thesis_tui.prices.http import Access, Web, limited, refuse, refuse_page, unreadable
from thesis_tui.prices.plain_quote import plain_quote


class Finnhub:
    """Finnhub's quotes of shares in the United States, with the user's key."""

    rests = (60.0, 5 * 60.0, 15 * 60.0)

    def __init__(self, access: Access) -> None:
        self.access = access

    def symbol(self, listing: Listing) -> str | None:
        """Its own symbol in the United States; the answer names no currency, so nothing but dollars is asked."""
        if venues.find_venue(listing.venue).country != "US" or listing.currency != "USD":
            return None
        return listing.feeds.get("finnhub", listing.symbol) or None

    async def quote(self, listing: Listing, web: Web) -> Quote:
        access, symbol = self.access, self.symbol(listing) or listing.symbol
        # no header can carry it, and httpx 0.28 would name the header's text, the key, in its error
        if not access.key.isascii() or not access.key.isprintable() or " " in access.key:
            raise access.error(f"what {access.key_place} holds is no key", "auth")
        reply = await web.get(access, "/api/v1/quote", {"symbol": symbol}, {"X-Finnhub-Token": access.key})
        now = web.now()
        if reply.status == 429 or b"API limit reached" in reply.body[:500]:
            raise limited(access, reply, now)
        # both statuses come for a symbol that is paid for and for a bad key: only the words tell them apart
        if reply.status in (401, 403) and b"have access to this resource" in reply.body[:500]:
            raise access.error(f"{access.title} gives {symbol} only on a paid plan", "plan_gated")
        if reply.status in (401, 403) and reply.head[:1] == b"{":
            raise access.error(f"{access.title} does not accept the key in {access.key_place}", "auth")
        refuse(access, reply, now)
        refuse_page(access, reply)
        answer = self._read(reply.body)
        # an unknown symbol is answered with 200 and noughts
        if not answer.get("c") and not answer.get("t"):
            raise access.error(f"{access.title} has no data for {symbol}", "not_found")
        value, at = payload.price(answer.get("c"), 4), payload.moment(answer.get("t"))
        if value is None:
            unreadable(access, f"no price for {symbol}")
        if at is None and answer.get("t") is not None:
            unreadable(access, f"the time of {symbol}")
        previous: Decimal | None = payload.price(answer.get("pc"))
        return plain_quote(listing, symbol, access, value, at, previous, now)

    def _read(self, body: bytes) -> dict[str, Any]:
        try:
            answer = payload.read_json(body)
        except ValueError:
            answer = None
        if not isinstance(answer, dict):
            unreadable(self.access, "it is cut off or no JSON")
        found: dict[str, Any] = answer
        return found


FEED = Finnhub
