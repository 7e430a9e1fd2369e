"""Prices from elsewhere than the thesis folder: what is kept of feeds, what a file gave, and asking anew."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from types import MappingProxyType
from typing import TYPE_CHECKING

from thesis_tui.errors import FileError, InputError
from thesis_tui.model.bars import Bars
from thesis_tui.model.book import Problem
from thesis_tui.model.file_format import newer_words
from thesis_tui.model.market import Market
from thesis_tui.model.objects import Listing
from thesis_tui.storage.market_snapshot import SUFFIX as SNAPSHOT
from thesis_tui.storage.market_snapshot import head_of, read_snapshot, settled, stamp, write_snapshot

if TYPE_CHECKING:
    from pathlib import Path

    from thesis_tui.model.feeds import FeedSettings, Quote, Split
    from thesis_tui.prices.history import PriceStore
    from thesis_tui.prices.outcomes import Outcome, Refreshed
    from thesis_tui.rules.anchors import Anchors
    from thesis_tui.system import StrPath

FOLDER = "prices"
"""In the cache directory: what feeds gave. In a thesis folder: prices imported from a file."""
DATABASE = "prices.sqlite3"
"""prices.history.FILE, by name: importing that module costs what the snapshot saves."""


def cached_market(
    cache: StrPath, folder: StrPath, listings: Sequence[Listing], renamed: Mapping[str, str] = MappingProxyType({})
) -> Market:
    """The market as this machine knows it, of feeds and imported files: nothing is asked. `quotes` has good and
    doubted ones. `renamed` is as `imported_name` takes it.

    It is read from a snapshot while the database and the files are as they were then.
    """
    home, folder = f"{os.fspath(cache)}{os.sep}{FOLDER}", os.fspath(folder)
    files = [f"{folder}{os.sep}{imported_name(folder, listing, renamed)}" for listing in listings]
    stamps = [stamp(f"{home}{os.sep}{DATABASE}"), *map(stamp, files)]
    # nothing stored and nothing imported: most theses on their first day, which need no database
    if not any(stamps):
        return Market()
    path = f"{home}{os.sep}{folder.rpartition(os.sep)[2]}{SNAPSHOT}"
    asked = [(listing.symbol, listing.currency) for listing in listings]
    market = read_snapshot(path, head_of([asked, files, stamps]))
    if market is not None:
        return market
    # stamped again after: reading may have set a damaged file aside, or another program written meanwhile
    market, whole = _stored_market(home, listings, files)
    stamps = [stamp(f"{home}{os.sep}{DATABASE}"), *map(stamp, files)]
    if whole and settled(stamps):
        write_snapshot(path, head_of([asked, files, stamps]), market)
    return market


def _stored_market(home: str, listings: Sequence[Listing], files: Sequence[str]) -> tuple[Market, bool]:
    """The market of the database and the imported files, and whether all of it could be read."""
    from thesis_tui.prices.history import PriceStore

    store = PriceStore(home)
    stored = {
        listing.symbol: found for listing in listings if (found := store.stored(listing)) is not None and found.bars
    }
    imported: dict[str, Bars] = {}
    imported_basis: dict[str, date] = {}
    problems: list[Problem] = []
    for listing, path in zip(listings, files, strict=True):
        rows = _imported(store, path, problems)
        if rows:
            imported[listing.symbol] = rows
            basis = _basis(path)
            if basis is not None:
                imported_basis[listing.symbol] = basis
    market = Market(
        quotes=tuple(quote for listing in listings for quote in _quotes(store, listing)),
        bars={symbol: found.bars for symbol, found in stored.items()},
        sources={symbol: found.source for symbol, found in stored.items()},
        basis={symbol: found.state.basis for symbol, found in stored.items() if found.state.basis is not None},
        imported=imported,
        imported_basis=imported_basis,
        sketches=frozenset(symbol for symbol, found in stored.items() if found.adjusted),
        splits={symbol: found.splits for symbol, found in stored.items()},
        doubts=tuple(doubt for found in stored.values() for doubt in found.state.doubts),
        revisions=tuple(revision for found in stored.values() for revision in found.state.revisions),
        rates=store.rates(),
        problems=tuple(problems),
    )
    # what could not be read now may be readable the next time: then no snapshot must stand in its way
    return market, not store.messages()


def _quotes(store: PriceStore, listing: Listing) -> list[Quote]:
    """The last quotes of each feed, and the closes of sessions before them that quotes gave."""
    last = store.all_quotes(listing)
    shown = {(quote.feed, quote.at) for quote in last if quote.doubt is None}
    return [*last, *(close for close in store.closes(listing) if (close.feed, close.at) not in shown)]


def _imported(store: PriceStore, path: str, problems: list[Problem]) -> Bars | None:
    """The prices of an imported file, parsed once for each state of it. Its faults are added to `problems`."""
    from thesis_tui.prices.history import Imported
    from thesis_tui.storage.disk import newer_file

    state = stamp(path)
    if state is None:
        return None
    shown = f"{FOLDER}/{path.rpartition(os.sep)[2]}"
    newer = newer_file(path, comment=True)
    if newer:
        problems.append(Problem(shown, newer_words(newer), 1))
    parsed = store.imported(path, state[0], state[1])
    if parsed is None:
        from thesis_tui.prices.csv_file import read_prices_csv

        try:
            parsed = Imported(Bars.of(read_prices_csv(path)))
        except FileError as error:
            parsed = Imported(Bars.of(()), error.reason, error.line)
        if settled([state]):
            store.keep_imported(path, state[0], state[1], parsed)
    if parsed.problem:
        problems.append(Problem(shown, parsed.problem, parsed.line))
    return parsed.bars


def _basis(path: str) -> date | None:
    """The day on whose basis of splits an imported file's prices are, where it says so."""
    from thesis_tui.prices.csv_file import read_basis

    try:
        return read_basis(path)
    except OSError:  # gone since it was read
        return None


def market_print(cache: StrPath, folder: StrPath) -> object:
    """A mark that changes when the kept prices do: cheap to ask every second."""
    seen: list[object] = []
    for home in (f"{os.fspath(cache)}{os.sep}{FOLDER}", f"{os.fspath(folder)}{os.sep}{FOLDER}"):
        try:
            with os.scandir(home) as entries:
                stamps = [(entry.name, entry.stat().st_mtime_ns, entry.stat().st_size) for entry in entries]
        except OSError:
            continue
        # SQLite's own side files come and go with every reading
        seen += sorted(stamp for stamp in stamps if not stamp[0].endswith(("-shm", "-journal", ".tmp", SNAPSHOT)))
    return tuple(seen)


def imported_path(folder: Path, listing: Listing, renamed: Mapping[str, str]) -> Path:
    """Where a listing's imported prices are kept in a thesis folder; `renamed` is as `imported_name` takes it."""
    return folder / imported_name(os.fspath(folder), listing, renamed)


def imported_name(folder: str, listing: Listing, renamed: Mapping[str, str]) -> str:
    """The path of a listing's imported prices, as it is in a thesis folder. `renamed` is the symbol that each renamed
    listing has now, by the old one.

    The file of a listing that was renamed stays what it is, so that undoing that needs no file moved back, here or on
    another machine: it is found by every symbol the listing has had, and a new one is named by the first of them.
    """
    own = _file_of(listing.symbol)
    if listing.symbol not in renamed.values():
        return own
    former = [_file_of(old) for old, now in renamed.items() if now == listing.symbol]
    there = (name for name in (own, *reversed(former)) if os.path.lexists(f"{folder}{os.sep}{name}"))
    return next(there, former[0])


def _file_of(symbol: str) -> str:
    # a symbol may hold what no file name may: ^HSI, BRK/B
    name = "".join(character if character.isalnum() else "-" for character in symbol.lower())
    return f"{FOLDER}{os.sep}{name}.csv"


def forget_prices(cache: Path, listing: Listing, taken_back: Split | None = None, *, step: date | None = None) -> None:
    """Forgets what feeds gave of a listing; the next refresh asks for all of it. Of a split that is `taken_back`, or of
    a `step` of the price that was none, only what rests on it is forgotten, so that the answer that made the user
    decide is asked about again.
    """
    from thesis_tui.prices.history import PriceStore
    from thesis_tui.prices.memory import Memory
    from thesis_tui.prices.refresh import forget_asked

    home = cache / FOLDER
    store = PriceStore(home)
    history = None if taken_back is None and step is None else store.stored(listing)
    store.drop(listing)
    if history is not None:
        from thesis_tui.prices.reported_splits import before_step, without_split

        rest = without_split(history, taken_back) if taken_back is not None else history
        rest = before_step(rest, step) if rest is not None and step is not None else rest
        if rest is not None:
            store.keep(listing, rest)
    memory = Memory(home)
    forget_asked(listing, memory)
    memory.save()  # one that cannot be written only makes the next refresh wait its turn


async def refresh(
    cache: Path,
    listings: Sequence[Listing],
    settings: Mapping[str, FeedSettings],
    now: Callable[[], datetime],
    *,
    by_hand: bool = False,
    on_quote: Callable[[Outcome], None] | None = None,
    anchors: Anchors | None = None,
) -> Refreshed:
    """Asks the feeds for what is due, holding what they say against `anchors`. What fails is said in the result;
    nothing is raised for a feed's sake.
    """
    from thesis_tui.prices.history import PriceStore
    from thesis_tui.prices.http import Web, open_client
    from thesis_tui.prices.memory import Memory
    from thesis_tui.prices.refresh import Refresher
    from thesis_tui.prices.registry import build_chain
    from thesis_tui.rules.anchors import NO_ANCHORS

    home = cache / FOLDER
    async with open_client() as client:
        refresher = Refresher(
            build_chain(settings, os.environ), Web(client, now), Memory(home), PriceStore(home), anchors or NO_ANCHORS
        )
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
    if mine.unknown:
        return f"no feed has {symbol}"
    if mine.doubted:
        return f"price from {mine.doubted[0].source} doubted, {at}"
    if mine.wait is not None:
        return f"prices: {mine.known.source}, {mine.known.fetched.astimezone():%H:%M}" if mine.known else ""
    return f"no price: {mine.attempts[0].words if mine.attempts else 'no feed for it'}"


def refuse_offline(offline: bool) -> None:
    """Raises InputError when the network is not to be used."""
    if offline:
        raise InputError("offline: no price is fetched; leave out --offline, or set offline = false", "offline")
