"""Every feed there is, and which of them are asked for a listing, in order.

A new feed is a module that keeps the protocols of `feed` (`finnhub` is a short one; `plain.plain_quote` and
`http` do what JSON feeds share), entered here in `TITLES` and `build_chain`, whose tuples decide the order,
and with its defaults in `model.feeds.FEED_DEFAULTS`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from msgspec import Struct

from thesis_tui import __version__
from thesis_tui.model.feeds import FEED_DEFAULTS, FeedSettings
from thesis_tui.model.objects import Listing
from thesis_tui.prices.http import Access

if TYPE_CHECKING:
    from thesis_tui.prices.feed import HistoryFeed, QuoteFeed, RateFeed

# Yahoo refuses the names of libraries with 429, and a browser's full name where the connection is not a browser's;
# this form tells the truth and is let in.
USER_AGENT = f"Mozilla/5.0 (compatible; thesis-tui/{__version__})"
TITLES = {
    "yahoo": "Yahoo",
    "finnhub": "Finnhub",
    "tencent": "Tencent",
    "tradegate": "Tradegate",
    "frankfurter": "Frankfurter",
    "ecb": "ECB",
}


class Chain(Struct, frozen=True):
    """The feeds that are switched on, each kind in the order it is asked.

    `marks` tells one state of a feed's settings from another: what a feed refused for good is asked again
    once its mark is another.
    """

    quotes: tuple[QuoteFeed, ...]
    history: tuple[HistoryFeed, ...]
    rates: tuple[RateFeed, ...]
    marks: dict[str, str]

    def history_for(self, listing: Listing) -> tuple[HistoryFeed, ...]:
        """The feeds that have daily bars of a listing, in the order they are asked."""
        return tuple(feed for feed in self.history if feed.symbol(listing) is not None)


def build_chain(settings: Mapping[str, FeedSettings], environ: Mapping[str, str]) -> Chain:
    """From the `[prices.NAME]` tables that are there; keys from them, or from the variables they name."""
    from thesis_tui.prices.ecb import Ecb
    from thesis_tui.prices.finnhub import Finnhub
    from thesis_tui.prices.frankfurter import Frankfurter
    from thesis_tui.prices.tencent import HISTORY_URL, Tencent
    from thesis_tui.prices.tradegate import Tradegate
    from thesis_tui.prices.yahoo import Yahoo

    used = {name: settings.get(name, default) for name, default in FEED_DEFAULTS.items()}
    access = {name: _access(name, table, environ) for name, table in used.items()}
    yahoo, finnhub = Yahoo(access["yahoo"]), Finnhub(access["finnhub"])
    own_host = used["tencent"].base_url in ("", FEED_DEFAULTS["tencent"].base_url)
    tencent = Tencent(access["tencent"], HISTORY_URL if own_host else "")
    on = {name for name, table in used.items() if table.enabled}
    if not access["finnhub"].key:
        on.discard("finnhub")
    # Yahoo has every listing; the user's own key gives real time; Tencent has the US and Hong Kong, Tradegate euros.
    quotes: tuple[QuoteFeed, ...] = (yahoo, finnhub, tencent, Tradegate(access["tradegate"]))
    history: tuple[HistoryFeed, ...] = (yahoo, tencent)
    rates: tuple[RateFeed, ...] = (Frankfurter(access["frankfurter"]), Ecb(access["ecb"]))
    return Chain(
        quotes=tuple(feed for feed in quotes if feed.access.name in on),
        history=tuple(feed for feed in history if feed.access.name in on),
        rates=tuple(feed for feed in rates if feed.access.name in on),
        marks={name: _mark(other) for name, other in access.items()},
    )


def _access(name: str, table: FeedSettings, environ: Mapping[str, str]) -> Access:
    default = FEED_DEFAULTS[name]
    variable = table.key_env or default.key_env
    key = table.key.strip()
    place = f"[prices.{name}]"
    if not key and variable:
        key, place = environ.get(variable, "").strip(), variable
    return Access(
        name=name,
        title=TITLES[name],
        base_url=table.base_url or default.base_url,
        user_agent=table.user_agent or USER_AGENT,
        key=key,
        key_place=place,
    )


def _mark(access: Access) -> str:
    """A digest of all that decides how a feed answers; nothing can be read back from it."""
    import hashlib

    # a new key, address or name may be let in where the old one was not
    parts = "\0".join((access.base_url, access.user_agent, access.key))
    return hashlib.blake2b(parts.encode(errors="replace"), digest_size=8).hexdigest()
