"""Bars, quotes and exchange rates in one SQLite file in the cache directory.

A listing's bars are of one feed: those of another replace them all. The file is opened for each use, so it may
be deleted while the program runs. A damaged one is set aside and begun anew; one of a newer program is left
alone; one that is locked, or a disk that refuses, costs the cache for that time and nothing else. What happened
is said once (`messages`).
"""

# Paths are strings here: pathlib objects cost time at the start.

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple, TypeVar

import msgspec

from thesis_tui.errors import why
from thesis_tui.model.bars import DOUBTED, Bar, Bars
from thesis_tui.model.columns import pack, unpack
from thesis_tui.model.feeds import Quote, Rates, Split
from thesis_tui.model.objects import Listing
from thesis_tui.prices.stored_history import ReportedSplit, State, StoredHistory

if TYPE_CHECKING:
    import sqlite3

FILE = "prices.sqlite3"
VERSION = 2
# The cache can be done without, a screen cannot wait: prices that are not kept are asked for again.
LOCKED_SECONDS = 0.5
_TABLES = """
create table if not exists series (
    listing text primary key, feed text not null, source text not null, symbol text not null,
    currency text not null, fetched text not null, adjusted integer not null, state text not null, bars blob not null
) strict;
create table if not exists quotes (
    listing text not null, feed text not null, kind text not null, body text not null,
    primary key (listing, feed, kind)
) strict, without rowid;
create table if not exists rates (
    day text not null, feed text not null, body text not null, primary key (day, feed)
) strict, without rowid;
create table if not exists imported (
    path text primary key, modified integer not null, size integer not null, bars blob not null,
    problem text not null, line integer not null
) strict;
pragma user_version = 2;
"""
_CLOSES_KEPT = timedelta(days=366)
_DAMAGED = (1, 11, 17, 20, 26)
"""SQLite's result codes ERROR (no such table), CORRUPT, SCHEMA, MISMATCH and NOTADB."""
_T = TypeVar("_T")


class Imported(NamedTuple):
    """A file of prices as it was parsed, and the first fault in it with its line."""

    bars: Bars
    problem: str = ""
    line: int = 0


class _NotOursError(Exception):
    """The file is of a newer program."""


class PriceStore:
    """The cache in `folder`. Nothing here raises for what the file or the disk does."""

    def __init__(self, folder: str | os.PathLike[str], *, locked_seconds: float = LOCKED_SECONDS) -> None:
        self.path = os.path.join(os.fspath(folder), FILE)
        self._locked_seconds = locked_seconds
        self._messages: dict[str, bool] = {}

    def messages(self) -> tuple[str, ...]:
        """Events of the file, in sentences, each once."""
        new = tuple(text for text, given in self._messages.items() if not given)
        self._messages = dict.fromkeys(self._messages, True)
        return new

    # history

    def stored(self, listing: Listing) -> StoredHistory | None:
        """The bars of a listing; None where there are none in its currency."""

        def read(db: sqlite3.Connection) -> StoredHistory | None:
            row = db.execute(
                "select feed, source, symbol, currency, fetched, adjusted, state, bars from series where listing = ?",
                (listing.symbol,),
            ).fetchone()
            # after the listing's currency was changed its old bars would be read as prices in the new one
            if row is None or row[3] != listing.currency:
                return None
            return StoredHistory(
                feed=row[0],
                source=row[1],
                symbol=row[2],
                currency=row[3],
                fetched=datetime.fromisoformat(row[4]),
                adjusted=bool(row[5]),
                state=msgspec.json.decode(row[6], type=State),
                bars=unpack(row[7]),
            )

        return self._use(read, None)

    def keep(self, listing: Listing, stored: StoredHistory) -> None:
        """In place of what was kept of the listing."""

        def write(db: sqlite3.Connection) -> None:
            _keep(db, listing.symbol, stored)

        self._use(write, None, writes=True)

    def drop(self, listing: Listing) -> None:
        """Forget a listing's bars and quotes."""

        def write(db: sqlite3.Connection) -> None:
            db.execute("begin immediate")
            db.execute("delete from series where listing = ?", (listing.symbol,))
            db.execute("delete from quotes where listing = ?", (listing.symbol,))
            db.execute("commit")

        self._use(write, None)

    # quotes

    def quotes(self, listing: Listing) -> tuple[Quote, ...]:
        """The last good quote of each feed in the listing's currency, those with a time first, then newest first."""
        return tuple(quote for quote in self.all_quotes(listing) if quote.doubt is None)

    def all_quotes(self, listing: Listing) -> tuple[Quote, ...]:
        """The good quotes, and after them the last doubted one of each feed."""

        def read(db: sqlite3.Connection) -> tuple[Quote, ...]:
            found = db.execute(
                "select body from quotes where listing = ? and kind not like 'close %'", (listing.symbol,)
            )
            quotes = [msgspec.json.decode(body, type=Quote) for (body,) in found]
            ours = (quote for quote in quotes if quote.currency == listing.currency)
            return tuple(
                sorted(
                    ours,
                    key=lambda quote: (quote.doubt is None, quote.at is not None, quote.known_at),
                    reverse=True,
                )
            )

        return self._use(read, ())

    def closes(self, listing: Listing) -> tuple[Quote, ...]:
        """The closes that quotes gave of sessions after the newest bar, oldest first: a feed without bars tells them
        once.
        """

        def read(db: sqlite3.Connection) -> tuple[Quote, ...]:
            rows = db.execute(
                "select body from quotes where listing = ? and kind like 'close %' order by kind", (listing.symbol,)
            )
            quotes = [msgspec.json.decode(body, type=Quote) for (body,) in rows]
            return tuple(quote for quote in quotes if quote.currency == listing.currency)

        return self._use(read, ())

    def keep_quotes(self, quotes: Iterable[Quote]) -> None:
        """Each as its feed's last one of its kind, unless a newer is there: a doubted one, or one without a time,
        stands beside the good one and never in its place. A good one ends an older doubt.
        """

        def write(db: sqlite3.Connection) -> None:
            db.execute("begin immediate")
            for quote in quotes:
                kind = _kind(quote)
                row = db.execute(
                    "select body from quotes where listing = ? and feed = ? and kind = ?",
                    (quote.listing, quote.feed, kind),
                ).fetchone()
                held = None if row is None else msgspec.json.decode(row[0], type=Quote)
                if kind == "good":
                    db.execute(
                        "delete from quotes where listing = ? and feed = ? and kind in ('doubted', 'undated')",
                        (quote.listing, quote.feed),
                    )
                    if quote.session == "close" and quote.at is not None:
                        _keep_close(db, quote, quote.at.date())
                if kind == "good" and held is not None and _newer(held, quote):
                    continue
                body = msgspec.json.encode(quote).decode()
                db.execute("insert or replace into quotes values (?, ?, ?, ?)", (quote.listing, quote.feed, kind, body))
            db.execute("commit")

        self._use(write, None, writes=True)

    # imported files

    def imported(self, path: str, modified: int, size: int) -> Imported | None:
        """The bars parsed of a file in this state; None when it was not."""

        def read(db: sqlite3.Connection) -> Imported | None:
            row = db.execute(
                "select bars, problem, line from imported where path = ? and modified = ? and size = ?",
                (path, modified, size),
            ).fetchone()
            return None if row is None else Imported(unpack(row[0]), row[1], row[2])

        return self._use(read, None)

    def keep_imported(self, path: str, modified: int, size: int, imported: Imported) -> None:
        """Keeps what was parsed of a file in this state; `modified` in nanoseconds."""

        def write(db: sqlite3.Connection) -> None:
            row = (path, modified, size, pack(imported.bars), imported.problem, imported.line)
            db.execute("insert or replace into imported values (?, ?, ?, ?, ?, ?)", row)

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
        """Keeps exchange rates in the place of those before."""

        def write(db: sqlite3.Connection) -> None:
            body = msgspec.json.encode(rates).decode()
            db.execute("insert or replace into rates values (?, ?, ?)", (rates.day.isoformat(), rates.feed, body))

        self._use(write, None, writes=True)

    # the file

    def _use(self, work: Callable[[sqlite3.Connection], _T], nothing: _T, *, writes: bool = False) -> _T:
        """The result of `work`, or `nothing` where there is no file to read or none that can be used."""
        import sqlite3

        # once more after a damaged file was set aside
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
                # the low byte is the result, the rest its details; 5 and 6 are BUSY and LOCKED
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

        # No isolation level: sqlite3 would open transactions of its own that lock on their first write only, where two
        # writers fail at once, whatever the timeout; `begin immediate` waits for its turn.
        db = sqlite3.connect(self.path, timeout=self._locked_seconds, isolation_level=None)
        try:
            (version,) = db.execute("pragma user_version").fetchone()
            if version > VERSION:
                raise _NotOursError
            # what a power cut loses is fetched again; waiting for the disk would be felt at every refresh
            db.execute("pragma synchronous = normal")
            if version < VERSION:
                _migrate(db)
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
        self._messages.setdefault(text, False)


def _kind(quote: Quote) -> str:
    if quote.doubt is not None:
        return "doubted"
    return "good" if quote.at is not None else "undated"


def _newer(held: Quote, quote: Quote) -> bool:
    # a quote under another symbol is of another security, and counts for nothing however new
    return held.symbol == quote.symbol and held.known_at > quote.known_at


def _keep(db: sqlite3.Connection, name: str, stored: StoredHistory) -> None:
    db.execute(
        "insert or replace into series values (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            name,
            stored.feed,
            stored.source,
            stored.symbol,
            stored.currency,
            stored.fetched.isoformat(),
            int(stored.adjusted),
            msgspec.json.encode(stored.state).decode(),
            pack(stored.bars),
        ),
    )
    believed = next((bar.day for bar in reversed(stored.bars) if bar.whole and not bar.doubts & DOUBTED), None)
    if believed is not None:
        db.execute(
            "delete from quotes where listing = ? and kind like 'close %' and kind <= ?", (name, f"close {believed}")
        )


def _keep_close(db: sqlite3.Connection, quote: Quote, day: date) -> None:
    """A close that a quote gave, until a bar of its day is kept; of a year at most."""
    body = msgspec.json.encode(quote).decode()
    db.execute("insert or replace into quotes values (?, ?, ?, ?)", (quote.listing, quote.feed, f"close {day}", body))
    db.execute(
        "delete from quotes where listing = ? and kind like 'close %' and kind < ?",
        (quote.listing, f"close {day - _CLOSES_KEPT}"),
    )


def _migrate(db: sqlite3.Connection) -> None:
    """Make the tables; what version 1 kept is taken over, and all history is asked for once more."""
    db.execute("begin immediate")
    try:
        (version,) = db.execute("pragma user_version").fetchone()  # another program may have been first
        if version < VERSION:
            old = _first_version(db) if version == 1 else None
            # one by one: `executescript` would end the transaction first
            for table in _TABLES.split(";"):
                db.execute(table)
            if old is not None:
                for name, stored in old[0]:
                    _keep(db, name, stored)
                for quote in old[1]:
                    body = msgspec.json.encode(quote).decode()
                    row = (quote.listing, quote.feed, _kind(quote), body)
                    db.execute("insert or replace into quotes values (?, ?, ?, ?)", row)
        db.execute("commit")
    except BaseException:
        if db.in_transaction:
            db.execute("rollback")
        raise


def _first_version(db: sqlite3.Connection) -> tuple[list[tuple[str, StoredHistory]], list[Quote]]:
    """Bars and quotes of version 1, whose tables are dropped.

    Its splits were believed as told, and levels compared by them: they count until a feed no longer tells them.
    """
    found = []
    rows = db.execute("select listing, feed, source, symbol, currency, fetched, adjusted from series").fetchall()
    for name, feed, source, symbol, currency, fetched, adjusted in rows:
        days = db.execute(
            "select day, open, high, low, close, whole from bars where listing = ? and feed = ? order by day",
            (name, feed),
        )
        bars = Bars.of([_bar(*row) for row in days])
        reported = db.execute("select day, numerator, denominator from splits where listing = ? order by day", (name,))
        splits = tuple(
            ReportedSplit(Split(date.fromisoformat(day), Decimal(up), Decimal(down), source=source), "evidence")
            for day, up, down in reported
        )
        state = State(basis=bars[-1].day if bars else None, confirmations=2, splits=splits)
        stored = StoredHistory(
            feed=feed,
            source=source,
            symbol=symbol,
            currency=currency,
            fetched=datetime.fromisoformat(fetched),
            adjusted=bool(adjusted),
            bars=bars,
            state=state,
        )
        found.append((name, stored))
    quotes = [msgspec.json.decode(body, type=Quote) for (body,) in db.execute("select body from quotes").fetchall()]
    for table in ("bars", "splits", "quotes", "series"):
        db.execute(f"drop table {table}")
    return found, quotes


def _bar(day: str, opened: str | None, high: str | None, low: str | None, close: str, whole: int) -> Bar:
    opens, top, bottom = (None if text is None else Decimal(text) for text in (opened, high, low))
    return Bar(date.fromisoformat(day), top, bottom, Decimal(close), bool(whole), opens)
