"""Bars, quotes and exchange rates in one SQLite file in the cache directory.

A listing's bars are of one feed: those of another replace them all. The file is opened for each use, so it may
be deleted while the program runs. A damaged one is set aside and begun anew; one of a newer program is left
alone; one that is locked, or a disk that refuses, costs the cache for that time and nothing else. What happened
is said once (`told`).
"""

# Paths are strings here: pathlib objects cost time at the start.

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, TypeVar

import msgspec

from thesis_tui.errors import why
from thesis_tui.model.bars import Bar
from thesis_tui.model.feeds import Quote, Rates, Split
from thesis_tui.model.objects import Listing
from thesis_tui.prices.feed import Series

if TYPE_CHECKING:
    import sqlite3

FILE = "prices.sqlite3"
VERSION = 1
LOCKED_SECONDS = 0.5
_SCHEMA = """
begin immediate;
create table if not exists series (
    listing text primary key, feed text not null, source text not null, symbol text not null,
    currency text not null, since text not null, fetched text not null, adjusted integer not null
) strict;
create table if not exists bars (
    listing text not null, feed text not null, day text not null,
    open text, high text, low text, close text not null, whole integer not null,
    primary key (listing, feed, day)
) strict, without rowid;
create table if not exists splits (
    listing text not null, day text not null, numerator text not null, denominator text not null,
    primary key (listing, day)
) strict, without rowid;
create table if not exists quotes (
    listing text not null, feed text not null, body text not null, primary key (listing, feed)
) strict, without rowid;
create table if not exists rates (
    day text not null, feed text not null, body text not null, primary key (day, feed)
) strict, without rowid;
pragma user_version = 1;
commit;
"""
_DAMAGED = (1, 11, 17, 20, 26)
"""SQLite's result codes ERROR (no such table), CORRUPT, SCHEMA, MISMATCH and NOTADB."""
_T = TypeVar("_T")


class Kept(msgspec.Struct, frozen=True, kw_only=True):
    """A listing's bars, oldest first, all of one feed. `since` is the day they were asked for from."""

    feed: str
    source: str
    symbol: str
    currency: str
    since: date
    fetched: datetime
    adjusted: bool
    """For dividends too: a sketch, not to judge levels by."""
    bars: tuple[Bar, ...]

    @property
    def last_whole(self) -> Bar | None:
        return next((bar for bar in reversed(self.bars) if bar.whole), None)


class _NotOursError(Exception):
    """The file is of a newer program."""


class PriceStore:
    """The cache in `folder`. Nothing here raises for what the file or the disk does."""

    def __init__(self, folder: str | os.PathLike[str], *, locked_seconds: float = LOCKED_SECONDS) -> None:
        self.path = os.path.join(os.fspath(folder), FILE)
        self._locked_seconds = locked_seconds
        self._said: dict[str, bool] = {}

    def told(self) -> tuple[str, ...]:
        """What happened to the file, in sentences, each once."""
        new = tuple(text for text, told in self._said.items() if not told)
        self._said = dict.fromkeys(self._said, True)
        return new

    # history

    def kept(self, listing: Listing) -> Kept | None:
        """The bars of a listing; None where there are none in its currency."""

        def read(db: sqlite3.Connection) -> Kept | None:
            row = db.execute(
                "select feed, source, symbol, currency, since, fetched, adjusted from series where listing = ?",
                (listing.symbol,),
            ).fetchone()
            if row is None or row[3] != listing.currency:
                return None
            found = db.execute(
                "select day, open, high, low, close, whole from bars where listing = ? and feed = ? order by day",
                (listing.symbol, row[0]),
            )
            return Kept(
                feed=row[0],
                source=row[1],
                symbol=row[2],
                currency=row[3],
                since=date.fromisoformat(row[4]),
                fetched=datetime.fromisoformat(row[5]),
                adjusted=bool(row[6]),
                bars=tuple(_bar(*it) for it in found),
            )

        return self._use(read, None)

    def keep(self, listing: Listing, series: Series, since: date, fetched: datetime, *, start: date | None) -> None:
        """Bars from `start` on onto those of the same feed; with a `start` of None in place of all there were."""

        def write(db: sqlite3.Connection) -> None:
            name = listing.symbol
            db.execute("begin immediate")
            if start is None:
                db.execute("delete from bars where listing = ?", (name,))
            elif series.bars:
                db.execute("delete from bars where listing = ? and day >= ?", (name, start.isoformat()))
            db.execute(
                "insert or replace into series values (?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    name,
                    series.feed,
                    series.source,
                    series.symbol,
                    series.currency,
                    since.isoformat(),
                    fetched.isoformat(),
                    int(series.adjusted),
                ),
            )
            db.executemany(
                "insert or replace into bars values (?, ?, ?, ?, ?, ?, ?, ?)",
                ((name, series.feed, *_row(bar)) for bar in series.bars),
            )
            _add_splits(db, name, series.splits)
            db.execute("commit")

        self._use(write, None, writes=True)

    def drop(self, listing: Listing) -> None:
        """Forget a listing's bars."""

        def write(db: sqlite3.Connection) -> None:
            db.execute("begin immediate")
            db.execute("delete from bars where listing = ?", (listing.symbol,))
            db.execute("delete from series where listing = ?", (listing.symbol,))
            db.execute("commit")

        self._use(write, None)

    def splits(self, listing: Listing) -> tuple[Split, ...]:
        """Every split any feed told of, oldest first."""

        def read(db: sqlite3.Connection) -> tuple[Split, ...]:
            found = db.execute(
                "select day, numerator, denominator from splits where listing = ? order by day", (listing.symbol,)
            )
            return tuple(Split(date.fromisoformat(day), Decimal(up), Decimal(down)) for day, up, down in found)

        return self._use(read, ())

    # quotes

    def quotes(self, listing: Listing) -> tuple[Quote, ...]:
        """The last good quote of each feed in the listing's currency, newest first."""

        def read(db: sqlite3.Connection) -> tuple[Quote, ...]:
            found = db.execute("select body from quotes where listing = ?", (listing.symbol,))
            quotes = [msgspec.json.decode(body, type=Quote) for (body,) in found]
            ours = (quote for quote in quotes if quote.currency == listing.currency)
            return tuple(sorted(ours, key=lambda quote: quote.known_at, reverse=True))

        return self._use(read, ())

    def keep_quotes(self, quotes: Iterable[Quote]) -> None:
        """Each as its feed's last good one, unless a newer is there."""

        def write(db: sqlite3.Connection) -> None:
            db.execute("begin immediate")
            for quote in quotes:
                row = db.execute(
                    "select body from quotes where listing = ? and feed = ?", (quote.listing, quote.feed)
                ).fetchone()
                held = None if row is None else msgspec.json.decode(row[0], type=Quote)
                if held is not None and held.symbol == quote.symbol and held.known_at > quote.known_at:
                    continue
                body = msgspec.json.encode(quote).decode()
                db.execute("insert or replace into quotes values (?, ?, ?)", (quote.listing, quote.feed, body))
                _add_splits(db, quote.listing, quote.splits)
            db.execute("commit")

        self._use(write, None, writes=True)

    # rates

    def rates(self, feed: str = "") -> Rates | None:
        """The newest rates, of one feed if it is named."""

        def read(db: sqlite3.Connection) -> Rates | None:
            row = db.execute(
                "select body from rates where feed = ? or ? = '' order by day desc limit 1", (feed, feed)
            ).fetchone()
            return None if row is None else msgspec.json.decode(row[0], type=Rates)

        return self._use(read, None)

    def keep_rates(self, rates: Rates) -> None:
        def write(db: sqlite3.Connection) -> None:
            body = msgspec.json.encode(rates).decode()
            db.execute("insert or replace into rates values (?, ?, ?)", (rates.day.isoformat(), rates.feed, body))

        self._use(write, None, writes=True)

    # the file

    def _use(self, work: Callable[[sqlite3.Connection], _T], nothing: _T, *, writes: bool = False) -> _T:
        """What `work` returns, or `nothing` where there is no file to read or none that can be used."""
        import sqlite3

        for again in (True, False):
            try:
                if not os.path.lexists(self.path):
                    if not writes:
                        return nothing
                    os.makedirs(os.path.dirname(self.path), mode=0o700, exist_ok=True)
                return self._with(work)
            except _NotOursError:
                self._say(f"{self.path} is of a newer thesis-tui and is not used")
                return nothing
            except sqlite3.Error as error:
                code = getattr(error, "sqlite_errorcode", None)
                if code is not None and code & 0xFF not in _DAMAGED:
                    what = "is in use by another program" if code & 0xFF in (5, 6) else f"cannot be used ({error})"
                    self._say(f"{self.path} {what}; prices are not kept for now")
                    return nothing
                if not self._set_aside(again):
                    return nothing
            except OSError as error:
                self._say(f"{self.path} cannot be used ({why(error)}); prices are not kept")
                return nothing
            except (ValueError, ArithmeticError, TypeError, msgspec.MsgspecError):
                if not self._set_aside(again):
                    return nothing
        return nothing

    def _with(self, work: Callable[[sqlite3.Connection], _T]) -> _T:
        import sqlite3

        db = sqlite3.connect(self.path, timeout=self._locked_seconds, isolation_level=None)
        try:
            (version,) = db.execute("pragma user_version").fetchone()
            if version > VERSION:
                raise _NotOursError
            db.execute("pragma synchronous = normal")
            if version < VERSION:
                db.executescript(_SCHEMA)
            return work(db)
        finally:
            db.close()

    def _set_aside(self, again: bool) -> bool:
        """Rename a damaged file, so that a new one can be begun. Whether it is worth another try."""
        broken = f"{self.path}.damaged"
        try:
            os.replace(self.path, broken)
        except OSError as error:
            self._say(f"{self.path} is damaged and cannot be renamed ({why(error)})")
            return False
        self._say(f"{self.path} was damaged; it is now {os.path.basename(broken)}, and prices are fetched again")
        return again

    def _say(self, text: str) -> None:
        self._said.setdefault(text, False)


def _add_splits(db: sqlite3.Connection, listing: str, splits: Sequence[Split]) -> None:
    db.executemany(
        "insert or replace into splits values (?, ?, ?, ?)",
        ((listing, it.day.isoformat(), f"{it.numerator:f}", f"{it.denominator:f}") for it in splits),
    )


def _row(bar: Bar) -> tuple[str, str | None, str | None, str | None, str, int]:
    opened, high, low = (None if it is None else f"{it:f}" for it in (bar.open, bar.high, bar.low))
    return bar.day.isoformat(), opened, high, low, f"{bar.close:f}", int(bar.whole)


def _bar(day: str, opened: str | None, high: str | None, low: str | None, close: str, whole: int) -> Bar:
    opens, top, bottom = (None if it is None else Decimal(it) for it in (opened, high, low))
    return Bar(date.fromisoformat(day), top, bottom, Decimal(close), bool(whole), opens)
