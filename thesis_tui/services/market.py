"""Prices from elsewhere than the thesis folder: what is kept of feeds, what a file gave, and asking anew."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from thesis_tui.errors import InputError
from thesis_tui.model.market import Market
from thesis_tui.model.objects import Listing

if TYPE_CHECKING:
    from pathlib import Path

    from thesis_tui.model.bars import Bar
    from thesis_tui.model.feeds import FeedSettings
    from thesis_tui.prices.refresh import Outcome, Refreshed

FOLDER = "prices"
"""In the cache directory: what feeds gave. In a thesis folder: prices imported from a file."""
IMPORTED = "file"


def kept_market(cache: Path, folder: Path, listings: Sequence[Listing]) -> Market:
    """What is on this machine: nothing is asked, nothing is written. Imported prices stand in where no feed has
    a history.
    """
    bars: dict[str, Sequence[Bar]] = {}
    sources: dict[str, str] = {}
    for listing in listings:
        path = imported_path(folder, listing)
        if path.exists():
            from thesis_tui.prices.csv_file import read_prices_csv

            bars[listing.symbol] = read_prices_csv(path)
            sources[listing.symbol] = IMPORTED
    home = cache / FOLDER
    if not home.is_dir():
        return Market(bars=bars, sources=sources)

    from thesis_tui.prices.history import PriceStore

    store = PriceStore(home)
    sketches = set()
    for listing in listings:
        kept = store.kept(listing)
        if kept is None or not kept.bars:
            continue
        bars[listing.symbol] = kept.bars
        sources[listing.symbol] = kept.source
        if kept.adjusted:
            sketches.add(listing.symbol)
    return Market(
        quotes=tuple(quote for listing in listings for quote in store.quotes(listing)),
        bars=bars,
        sources=sources,
        sketches=frozenset(sketches),
        splits={listing.symbol: store.splits(listing) for listing in listings},
        rates=store.rates(),
    )


def market_print(cache: Path, folder: Path) -> object:
    """What changes when the kept prices do: cheap to ask every second."""
    seen: list[object] = []
    for home in (cache / FOLDER, folder / FOLDER):
        try:
            with os.scandir(home) as entries:
                stamps = [(entry.name, entry.stat().st_mtime_ns, entry.stat().st_size) for entry in entries]
        except OSError:
            continue
        # SQLite's own side files come and go with every reading
        seen += sorted(stamp for stamp in stamps if not stamp[0].endswith(("-shm", "-journal", ".tmp")))
    return tuple(seen)


def imported_path(folder: Path, listing: Listing) -> Path:
    """Where a listing's imported prices are kept in a thesis folder."""
    name = "".join(character if character.isalnum() else "-" for character in listing.symbol.lower())
    return folder / FOLDER / f"{name}.csv"


def import_prices(path: str, folder: Path, listing: Listing) -> tuple[int, int]:
    """Adds a file's daily prices to a listing's imported ones, newer files winning for a day.

    Returns how many days the file has, and how many there are now. Raises FileError on the file's first fault.
    """
    from thesis_tui.prices.csv_file import read_prices_csv
    from thesis_tui.storage.disk import write_atomically

    new = read_prices_csv(path)
    home = imported_path(folder, listing)
    old = read_prices_csv(home) if home.exists() else ()
    days = {bar.day: bar for bar in (*old, *new)}
    lines = ["date,open,high,low,close"]
    for day in sorted(days):
        bar = days[day]
        cells = (bar.open, bar.high, bar.low, bar.close)
        lines.append(f"{day.isoformat()},{','.join('' if cell is None else format(cell, 'f') for cell in cells)}")
    write_atomically(str(home), ("\n".join(lines) + "\n").encode())
    return len(new), len(days)


async def refresh(
    cache: Path,
    listings: Sequence[Listing],
    settings: Mapping[str, FeedSettings],
    now: Callable[[], datetime],
    *,
    by_hand: bool = False,
    on_quote: Callable[[Outcome], None] | None = None,
) -> Refreshed:
    """Asks the feeds for what is due. What fails is said in the result; nothing is raised for a feed's sake."""
    from thesis_tui.prices.history import PriceStore
    from thesis_tui.prices.http import Web, open_client
    from thesis_tui.prices.memory import Memory
    from thesis_tui.prices.refresh import Refresher
    from thesis_tui.prices.registry import build_chain

    home = cache / FOLDER
    async with open_client() as client:
        refresher = Refresher(build_chain(settings, os.environ), Web(client, now), Memory(home), PriceStore(home))
        return await refresher.everything(listings, by_hand=by_hand, on_quote=on_quote)


def refuse_offline(offline: bool) -> None:
    """Raises InputError when the network is not to be used."""
    if offline:
        raise InputError("offline: no price is fetched; leave out --offline, or set offline = false", "offline")
