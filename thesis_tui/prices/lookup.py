"""A symbol looked up at the first price feed: what it is called, where it trades and in what it is quoted."""

from __future__ import annotations

from typing import Any, NamedTuple
from urllib.parse import quote as percent_encoded

from thesis_tui.prices import payload
from thesis_tui.prices.http import Access, Web, refuse, refuse_page, unreadable
from thesis_tui.venues.symbols import exchange_venue, feed_symbol
from thesis_tui.venues.units import normalised

_CURRENCY_LENGTH = 3


class Found(NamedTuple):
    """The answer of a feed (`source`) on a symbol. `symbol` is the feed's own for it; `name`, `venue` and `currency`
    (the unit of its quotes) are "" where it does not say; `exchange` is the feed's word where the venue is not known.
    """

    source: str
    asked: str
    symbol: str
    name: str
    venue: str
    exchange: str
    currency: str

    @property
    def renamed(self) -> bool:
        """Whether the feed answered with another symbol than was asked for."""
        return self.symbol.upper() != self.asked.upper()


async def look_up(symbol: str, access: Access, web: Web) -> Found:
    """One small request: the last day of a chart. Raises FeedError, `not_found` where the feed knows no such symbol."""
    asked = feed_symbol(symbol)
    path = f"/v8/finance/chart/{percent_encoded(asked, safe='')}"
    reply = await web.get(access, path, {"range": "1d", "interval": "1d", "includePrePost": "false"})
    # Yahoo's 404 has its reason as JSON, which is read below
    if reply.status != 404:
        refuse(access, reply, web.now())
    if reply.head[:1] != b"{":
        refuse_page(access, reply)
    try:
        answer: Any = payload.read_json(reply.body)
    except ValueError:
        unreadable(access, "it is cut off or no JSON")
    meta = _meta(answer)
    if meta is None:
        chart = answer.get("chart") if isinstance(answer, dict) else None
        if reply.status == 404 or (isinstance(chart, dict) and (chart.get("error") or chart.get("result") is None)):
            raise access.error(f"{access.title} does not know {asked}", "not_found")
        unreadable(access, "it has another shape than expected")
    code, full, kind = (_text(meta, name) for name in ("exchangeName", "fullExchangeName", "instrumentType"))
    venue = exchange_venue(code, full, kind)
    currency = normalised(_text(meta, "currency"))
    own = _text(meta, "symbol")
    return Found(
        source=access.title,
        asked=asked,
        symbol=own.upper() if own else asked,
        name=_text(meta, "longName") or _text(meta, "shortName"),
        venue=venue.name if venue else "",
        exchange=full or code,
        currency=currency if len(currency) == _CURRENCY_LENGTH and currency.isascii() and currency.isalpha() else "",
    )


def _meta(answer: object) -> dict[str, Any] | None:
    """Of the first result."""
    try:
        meta = answer["chart"]["result"][0]["meta"]  # type: ignore[index]
    except (KeyError, IndexError, TypeError):
        return None
    return meta if isinstance(meta, dict) else None


def _text(meta: dict[str, Any], name: str) -> str:
    value = meta.get(name)
    return payload.quoted(value, 80) if isinstance(value, str) else ""
