"""Prices from elsewhere than the thesis folder: what is kept of feeds, what a file gave, and asking anew."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from msgspec import json
from msgspec.structs import replace

from thesis_tui import __version__
from thesis_tui.errors import FileError, InputError, ReadOnlyError, StorageError
from thesis_tui.model.book import Problem
from thesis_tui.model.formats import FORMAT, newer_words
from thesis_tui.model.market import Market
from thesis_tui.model.objects import Listing

if TYPE_CHECKING:
    from pathlib import Path

    from thesis_tui.model.bars import Bar
    from thesis_tui.model.feeds import FeedSettings
    from thesis_tui.prices.outcomes import Outcome, Refreshed

FOLDER = "prices"
"""In the cache directory: what feeds gave. In a thesis folder: prices imported from a file."""
IMPORTED = "file"
DATABASE = "prices.sqlite3"
"""prices.history.FILE, by name: importing that module costs what the snapshot saves."""
SNAPSHOT = ".snapshot"
"""Beside the database: what it says for one thesis, read several times faster."""
_LAYOUT = 1
_SETTLED_NS = 2_000_000_000


def kept_market(cache: Path, folder: Path, listings: Sequence[Listing]) -> Market:
    """What is on this machine: nothing is asked. Imported prices stand in where no feed has
    a history.
    """
    bars: dict[str, Sequence[Bar]] = {}
    problems: list[Problem] = []
    for listing in listings:
        path = imported_path(folder, listing)
        if not path.exists():
            continue
        from thesis_tui.prices.csv_file import read_prices_csv
        from thesis_tui.storage.disk import newer_file

        newer = newer_file(str(path), comment=True)
        if newer:
            problems.append(Problem(f"{FOLDER}/{path.name}", newer_words(newer), 1))
        try:
            bars[listing.symbol] = read_prices_csv(path)
        except FileError as error:
            problems.append(Problem(f"{FOLDER}/{path.name}", error.reason, error.line))
    fed = _fed_market(cache / FOLDER, folder.name, listings)
    if not bars and not problems:
        return fed
    sources = dict.fromkeys(bars, IMPORTED)
    return replace(fed, bars={**bars, **fed.bars}, sources={**sources, **fed.sources}, problems=tuple(problems))


def _fed_market(home: Path, thesis: str, listings: Sequence[Listing]) -> Market:
    """What feeds gave: from the snapshot while the database is as it was then, else from the database."""
    try:
        found = (home / DATABASE).stat()
    except OSError:
        return Market()
    path = f"{home}{os.sep}{thesis}{SNAPSHOT}"
    asked = [(it.symbol, it.currency) for it in listings]
    head = json.encode([_LAYOUT, __version__, found.st_mtime_ns, found.st_size, found.st_ino, asked]) + b"\n"
    try:
        with open(path, "rb") as file:  # noqa: PTH123  (as in storage)
            if file.read(len(head)) == head:
                return json.decode(file.read(), type=Market)
    except (OSError, ValueError, RecursionError):
        pass
    market, whole = _stored_market(home, listings)
    # Written to a moment ago, it may be written to again within one tick of the file system's clock.
    if whole and time.time_ns() - found.st_mtime_ns > _SETTLED_NS:
        from thesis_tui.storage.disk import write_atomically

        try:
            write_atomically(path, head + json.encode(market), durable=False)
        except StorageError:
            return market
    return market


def _stored_market(home: Path, listings: Sequence[Listing]) -> tuple[Market, bool]:
    """What the database has, and whether all of it could be read."""
    from thesis_tui.prices.history import PriceStore

    store = PriceStore(home)
    bars: dict[str, Sequence[Bar]] = {}
    sources: dict[str, str] = {}
    sketches = set()
    for listing in listings:
        kept = store.kept(listing)
        if kept is None or not kept.bars:
            continue
        bars[listing.symbol] = kept.bars
        sources[listing.symbol] = kept.source
        if kept.adjusted:
            sketches.add(listing.symbol)
    market = Market(
        quotes=tuple(quote for listing in listings for quote in store.quotes(listing)),
        bars=bars,
        sources=sources,
        sketches=frozenset(sketches),
        splits={listing.symbol: store.splits(listing) for listing in listings},
        rates=store.rates(),
    )
    return market, not store.told()


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
        seen += sorted(stamp for stamp in stamps if not stamp[0].endswith(("-shm", "-journal", ".tmp", SNAPSHOT)))
    return tuple(seen)


def imported_path(folder: Path, listing: Listing) -> Path:
    """Where a listing's imported prices are kept in a thesis folder."""
    name = "".join(character if character.isalnum() else "-" for character in listing.symbol.lower())
    return folder / FOLDER / f"{name}.csv"


def import_prices(path: str, folder: Path, listing: Listing) -> tuple[int, int]:
    """Adds a file's daily prices to a listing's imported ones, newer files winning for a day.

    Returns how many days the file has, and how many there are now. Raises FileError on the file's first fault,
    ReadOnlyError when the imported ones are of a newer format.
    """
    from thesis_tui.prices.csv_file import read_prices_csv
    from thesis_tui.storage.disk import newer_file, refuse_outside, write_atomically

    new = read_prices_csv(path)
    home = imported_path(folder, listing)
    refuse_outside(str(home.parent), str(folder))
    newer = newer_file(str(home), comment=True)
    if newer:
        raise ReadOnlyError(f"{home} {newer_words(newer)}")
    old = read_prices_csv(home) if home.exists() else ()
    days = {bar.day: bar for bar in (*old, *new)}
    lines = [f"# format = {FORMAT}", "date,open,high,low,close"]
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


def is_due(cache: Path, listings: Sequence[Listing], now: datetime) -> bool:
    """Whether any listing's price may be asked for again; nothing is asked."""
    from thesis_tui.prices.memory import Memory
    from thesis_tui.prices.refresh import wait_for

    memory = Memory(cache / FOLDER)
    return any(wait_for(listing, memory, now) is None for listing in listings)


def feeds_state(result: Refreshed, now: datetime, symbol: str) -> str:
    """A few words on one listing's price: "prices: Yahoo, 09:14", "no network, last tried 09:14"."""
    at = f"{now:%H:%M}"
    if result.offline:
        return f"no network, last tried {at}"
    mine = next((outcome for outcome in result.quotes if outcome.listing == symbol), None)
    if mine is None:
        return ""
    if mine.offline:
        return f"no network, last tried {at}"
    if mine.quote is not None:
        return f"prices: {mine.quote.source}, {at}"
    if mine.wait is not None:
        return f"prices: {mine.known.source}, {mine.known.fetched.astimezone():%H:%M}" if mine.known else ""
    return f"no price: {mine.attempts[0].words if mine.attempts else 'no feed for it'}"


def refuse_offline(offline: bool) -> None:
    """Raises InputError when the network is not to be used."""
    if offline:
        raise InputError("offline: no price is fetched; leave out --offline, or set offline = false", "offline")
