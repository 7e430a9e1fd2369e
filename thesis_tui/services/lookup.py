"""A symbol of a new thesis looked up at the first price feed, where the network may be used."""

from __future__ import annotations

import os
from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from thesis_tui.errors import FeedError
from thesis_tui.venues import units

if TYPE_CHECKING:
    from thesis_tui.prices.lookup import Found
    from thesis_tui.storage.settings import Settings

SECONDS = 4.0
"""For the whole look-up: somebody waits for it, and what the symbol says by itself will do."""


async def look_up(symbol: str, settings: Settings, now: Callable[[], datetime]) -> Found | None:
    """The first price feed's answer on a symbol; None where that feed is switched off. Raises FeedError."""
    import asyncio

    from thesis_tui.prices.http import Web, open_client
    from thesis_tui.prices.lookup import look_up as ask
    from thesis_tui.prices.registry import build_chain

    feeds = [feed for feed in build_chain(settings.prices, os.environ).quotes if feed.access.name == "yahoo"]
    if not feeds:
        return None
    # opening a client takes a tenth of a second, in which a screen must go on
    async with await asyncio.to_thread(open_client) as client:
        return await ask(symbol, feeds[0].access, Web(client, now, total=SECONDS))


def looked_up(symbol: str, settings: Settings, now: Callable[[], datetime]) -> tuple[Found | None, str]:
    """The feed's answer for the command line, and else a sentence that says why it does not."""
    import asyncio

    try:
        return asyncio.run(look_up(symbol, settings, now)), ""
    except FeedError as error:
        return None, f"{error}; taken from the symbol alone"


def words(found: Found) -> str:
    """ "Yahoo says: Vodafone Group, LSE, quoted in pence"."""
    quoted = f"quoted in {units.name_of(found.currency)}" if found.currency else "in a unit it does not name"
    place = found.venue or found.exchange or "an exchange it does not name"
    return f"{found.source} says: {', '.join(filter(None, (found.name, place, quoted)))}"


def renamed_words(found: Found) -> str:
    """That a feed calls a symbol otherwise."""
    name = f" ({found.name})" if found.name else ""
    return f"{found.source} answers for {found.asked} with {found.symbol}{name}"
