"""Tradegate: euro prices of its own market by ISIN, without a key.

It trades longer than Xetra, so its price moves with New York; it says neither when a price was made nor what
it is of.
"""

from __future__ import annotations

import re
from decimal import Decimal

from thesis_tui.model.feeds import Quote
from thesis_tui.model.objects import Listing
from thesis_tui.prices import payload
from thesis_tui.prices.http import Access, Reply, Web, refuse, refuse_page, unreadable
from thesis_tui.prices.plain_quote import plain_quote

_ISIN = re.compile(r"[A-Z]{2}[A-Z0-9]{9}[0-9]")


class Tradegate:
    """Tradegate's quotes in euro, by ISIN."""

    rests = (15 * 60.0, 30 * 60.0, 60 * 60.0)

    def __init__(self, access: Access) -> None:
        self.access = access

    def symbol(self, listing: Listing) -> str | None:
        """The ISIN its listing names for it; a ticker alone would leave open which security is meant."""
        isin = listing.feeds.get("tradegate", "")
        return isin if listing.currency == "EUR" and _ISIN.fullmatch(isin) else None

    async def quote(self, listing: Listing, web: Web) -> Quote:
        isin, access = self.symbol(listing) or "", self.access
        reply = await self._ask(isin, web)
        if not reply.head:  # it does that now and then
            reply = await self._ask(isin, web)
        if not reply.head:
            unreadable(access, f"it is empty for {isin}")
        try:
            answer = payload.read_json(reply.body)
        except ValueError:
            answer = None
        if not isinstance(answer, dict):
            unreadable(access, "it is cut off or no JSON")
        last = german(answer.get("last"))
        if last is None or last <= 0:
            unreadable(access, f"no price for {isin} now")
        previous = german(answer.get("close"))
        # no time: nothing in the answer says when the price was made, so none is claimed
        return plain_quote(
            listing, isin, access, last, None, previous if previous and previous > 0 else None, web.now()
        )

    async def _ask(self, isin: str, web: Web) -> Reply:
        reply = await web.get(self.access, "/refresh.php", {"isin": isin})
        refuse(self.access, reply, web.now())
        refuse_page(self.access, reply)
        return reply


def german(value: object) -> Decimal | None:
    """A number, or text such as "1 560,00" and "1.560,00"; None for "./." and the like."""
    if not isinstance(value, str):
        return payload.number(value)
    text = "".join(value.split())
    # without a comma the point is the decimals: the answer mixes numbers and texts
    if "," in text:
        text = text.replace(".", "").replace(",", ".")
    return payload.number(text)


FEED = Tradegate
