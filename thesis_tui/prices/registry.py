"""The feeds that are asked for a listing, in order.

A new feed is a row of `model.feeds._FEEDS`, whose order is that of asking, and a module of its name in this package.
Its `FEED` makes it of an `Access`, and the protocols of `feed` that it keeps say what it is asked for. `finnhub` is a
short one; `plain_quote` and `http` have what JSON feeds share.
"""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module

from msgspec import Struct

from thesis_tui import __version__
from thesis_tui.model.feeds import FEED_DEFAULTS, FEED_TITLES, FeedSettings
from thesis_tui.model.objects import Listing
from thesis_tui.prices.feed import Feed, HistoryFeed, QuoteFeed, RateFeed
from thesis_tui.prices.http import Access

# Yahoo refuses the names of libraries with 429, and a browser's full name where the connection is not a browser's;
# this form tells the truth and is let in.
USER_AGENT = f"Mozilla/5.0 (compatible; thesis-tui/{__version__})"


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
    used = {name: settings.get(name, default) for name, default in FEED_DEFAULTS.items()}
    access = {name: _access(name, table, environ) for name, table in used.items()}
    feeds: list[Feed] = [
        import_module(f"thesis_tui.prices.{name}").FEED(access[name])
        for name, default in FEED_DEFAULTS.items()
        if used[name].enabled and (access[name].key or not default.key_env)
    ]
    return Chain(
        quotes=tuple(feed for feed in feeds if isinstance(feed, QuoteFeed)),
        history=tuple(feed for feed in feeds if isinstance(feed, HistoryFeed)),
        rates=tuple(feed for feed in feeds if isinstance(feed, RateFeed)),
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
        title=FEED_TITLES[name],
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
