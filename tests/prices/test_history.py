"""The cache of bars, quotes and rates, and what may happen to its file."""

from __future__ import annotations

import sqlite3
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import msgspec
import pytest
from msgspec.structs import replace

from tests.prices.bodies import BABA, XETRA
from tests.prices.keeping import keep_series
from tests.prices.loopback import utc
from thesis_tui.model.bars import Bar, Bars
from thesis_tui.model.feeds import Doubt, Quote, Rates
from thesis_tui.model.objects import Listing
from thesis_tui.prices.feed import Series
from thesis_tui.prices.history import FILE, Imported, PriceStore

NOW = utc("2026-09-04T21:00")
DAY = date(2026, 9, 1)


def series(*closes: int, first: date = DAY, feed: str = "yahoo") -> Series:
    bars = tuple(
        Bar(
            first + timedelta(days=n),
            Decimal(number) + 1,
            None,
            Decimal(number),
            whole=n < len(closes) - 1,
            open=Decimal("1.50") + number,
        )
        for n, number in enumerate(closes)
    )
    return Series(listing="BABA", symbol="BABA", feed=feed, source=feed.title(), currency="USD", bars=bars)


def quote(value: str = "113.24", feed: str = "yahoo", *, hour: int = 20) -> Quote:
    at = NOW.replace(hour=hour)
    return Quote(
        listing="BABA", symbol="BABA", feed=feed, source=feed, value=Decimal(value), currency="USD", at=at, fetched=NOW,
    )  # fmt: skip


def filled(folder: Path) -> PriceStore:
    store = PriceStore(folder)
    keep_series(store, BABA, series(100, 101, 102), NOW)
    store.keep_quotes([quote()])
    return store


def test_bars_come_back_as_they_went(tmp_path: Path) -> None:
    stored = filled(tmp_path).stored(BABA)
    assert stored is not None
    assert stored.bars == series(100, 101, 102).bars
    assert (stored.feed, stored.source, stored.fetched, stored.state.asked) == ("yahoo", "Yahoo", NOW, NOW)
    assert stored.last_whole == stored.bars[1]


def test_another_history_takes_the_place_of_the_first(tmp_path: Path) -> None:
    store = filled(tmp_path)
    keep_series(store, BABA, series(1, 2, feed="tencent"), NOW)
    stored = store.stored(BABA)
    assert stored is not None
    assert [bar.close for bar in stored.bars] == [1, 2]


def test_another_currency_is_another_listing(tmp_path: Path) -> None:
    store = filled(tmp_path)
    euros = Listing(symbol="BABA", venue="XETRA", currency="EUR")
    assert store.stored(euros) is None
    assert store.quotes(euros) == ()
    assert store.stored(XETRA) is None


def test_the_newest_quote_is_first(tmp_path: Path) -> None:
    store = filled(tmp_path)
    store.keep_quotes([quote("113.5", "tencent", hour=18)])
    assert [item.feed for item in store.quotes(BABA)] == ["yahoo", "tencent"]
    assert store.quotes(BABA)[0] == quote()
    store.keep_quotes([quote("99", hour=19)])
    assert store.quotes(BABA)[0] == quote()


def test_closes_that_quotes_gave_are_kept_until_bars_of_their_days_are(tmp_path: Path) -> None:
    store = PriceStore(tmp_path)
    for number in range(3):
        at = NOW - timedelta(days=2 - number)
        store.keep_quotes([replace(quote(str(110 + number)), at=at, fetched=at, session="close")])
    store.keep_quotes([replace(quote("115"), session="open", at=NOW + timedelta(hours=20))])
    assert [close.value for close in store.closes(BABA)] == [110, 111, 112]
    assert [found.value for found in store.all_quotes(BABA)] == [115]
    keep_series(store, BABA, series(100, 101, 102), NOW)  # whole up to 2 Sep
    assert [close.value for close in store.closes(BABA)] == [111, 112]
    store.drop(BABA)
    assert store.closes(BABA) == ()


def test_rates_come_back(tmp_path: Path) -> None:
    store = PriceStore(tmp_path)
    assert store.rates() is None
    for day, feed in ((DAY, "ecb"), (date(2026, 9, 3), "frankfurter"), (date(2026, 9, 2), "ecb")):
        store.keep_rates(
            Rates(base="EUR", day=day, rates={"USD": Decimal("1.16")}, feed=feed, source=feed, fetched=NOW)
        )
    newest, ecb = store.rates(), store.rates("ecb")
    assert newest is not None
    assert ecb is not None
    assert (newest.feed, newest.day, ecb.day) == ("frankfurter", date(2026, 9, 3), date(2026, 9, 2))


def test_reading_makes_no_file(tmp_path: Path) -> None:
    store = PriceStore(tmp_path / "cache")
    assert store.stored(BABA) is None
    assert store.quotes(BABA) == ()
    assert not (tmp_path / "cache").exists()
    assert store.messages() == ()


def test_deleted_while_in_use(tmp_path: Path) -> None:
    store = filled(tmp_path)
    (tmp_path / FILE).unlink()
    assert store.stored(BABA) is None
    store.keep_quotes([quote()])
    assert store.quotes(BABA)[0].value == Decimal("113.24")
    assert store.messages() == ()


@pytest.mark.parametrize("damage", ["text", "cut", "tables", "bar", "quote"])
def test_damaged(tmp_path: Path, damage: str) -> None:
    store = filled(tmp_path)
    path = tmp_path / FILE
    if damage == "text":
        path.write_bytes(b"this is no database " * 200)
    elif damage == "cut":
        raw = path.read_bytes()
        path.write_bytes(raw[:4096] + b"\xff" * 8192)
    else:
        db = sqlite3.connect(path)
        with db:
            if damage == "tables":
                db.execute("drop table quotes")
                db.execute("drop table series")
            elif damage == "bar":
                db.execute("update series set bars = x'00'")
            else:
                db.execute("update quotes set body = '{'")
        db.close()
    store.stored(BABA)
    store.quotes(BABA)
    (text,) = store.messages()
    assert text.endswith(f"was damaged; it is now {FILE}.damaged, and prices are fetched again")
    assert store.messages() == ()
    keep_series(store, BABA, series(1, 2), NOW)
    stored = store.stored(BABA)
    assert stored is not None
    assert len(stored.bars) == 2


def test_of_a_newer_program(tmp_path: Path) -> None:
    filled(tmp_path)
    path = tmp_path / FILE
    db = sqlite3.connect(path)
    db.execute("pragma user_version = 99")
    db.close()
    raw = path.read_bytes()
    store = PriceStore(tmp_path)
    assert store.stored(BABA) is None
    store.keep_quotes([quote("1")])
    assert path.read_bytes() == raw
    (text,) = store.messages()
    assert "newer thesis-tui" in text


def test_locked(tmp_path: Path) -> None:
    filled(tmp_path)
    store = PriceStore(tmp_path, locked_seconds=0.05)
    other = sqlite3.connect(tmp_path / FILE, isolation_level=None)
    other.execute("begin exclusive")
    assert store.quotes(BABA) == ()
    store.keep_quotes([quote("1")])
    (text,) = store.messages()
    assert "in use by another program" in text
    other.execute("rollback")
    other.close()
    assert store.quotes(BABA)[0].value == Decimal("113.24")
    assert not (tmp_path / f"{FILE}.damaged").exists()


def test_a_folder_where_the_file_should_be(tmp_path: Path) -> None:
    (tmp_path / FILE).mkdir()
    store = PriceStore(tmp_path)
    store.keep_quotes([quote()])
    assert store.quotes(BABA) == ()
    assert store.messages()


def test_a_doubted_quote_and_one_without_a_time_stand_beside_the_good_one(tmp_path: Path) -> None:
    store = filled(tmp_path)
    doubt = Doubt(listing="BABA", subject="quote", code="quote against bars", day=DAY, value=Decimal(11324))
    doubted = replace(quote("11324", hour=21), doubt=doubt)
    undated = replace(quote("113.5"), at=None)
    store.keep_quotes([doubted, undated])
    assert store.quotes(BABA) == (quote(), undated)
    assert store.all_quotes(BABA) == (quote(), undated, doubted)
    later = replace(quote("114"), at=NOW)
    store.keep_quotes([later])
    assert store.all_quotes(BABA) == (later,)


def test_a_price_too_long_for_64_bits_comes_back(tmp_path: Path) -> None:
    store = PriceStore(tmp_path)
    long = Decimal("123456789012345.123456789012")
    bars = (Bar(DAY, long, None, long), Bar(date(2026, 9, 2), None, long, long))
    keep_series(store, BABA, replace(series(1), bars=bars, places=12), NOW)
    stored = store.stored(BABA)
    assert stored is not None
    assert tuple(stored.bars) == bars


def test_an_imported_file_is_kept_as_it_was_parsed(tmp_path: Path) -> None:
    store = PriceStore(tmp_path)
    bars = Bars.of([Bar(DAY, None, None, Decimal("1.50"))])
    assert store.imported("/a.csv", 1, 2) is None
    store.keep_imported("/a.csv", 1, 2, Imported(bars, "its last row is cut", 7))
    assert store.imported("/a.csv", 1, 2) == Imported(bars, "its last row is cut", 7)
    assert store.imported("/a.csv", 3, 2) is None


_FIRST_VERSION = """
create table series (listing text primary key, feed text not null, source text not null, symbol text not null,
    currency text not null, since text not null, fetched text not null, adjusted integer not null) strict;
create table bars (listing text not null, feed text not null, day text not null, open text, high text, low text,
    close text not null, whole integer not null, primary key (listing, feed, day)) strict, without rowid;
create table splits (listing text not null, day text not null, numerator text not null, denominator text not null,
    primary key (listing, day)) strict, without rowid;
create table quotes (listing text not null, feed text not null, body text not null, primary key (listing, feed))
    strict, without rowid;
create table rates (day text not null, feed text not null, body text not null, primary key (day, feed))
    strict, without rowid;
insert into series values ('BABA', 'yahoo', 'Yahoo', 'BABA', 'USD', '2025-09-04', '2026-09-04T21:00:00+00:00', 0);
insert into bars values ('BABA', 'yahoo', '2026-09-01', '100.5', '102', '99.25', '101.10', 1);
insert into bars values ('BABA', 'yahoo', '2026-09-02', null, null, null, '102.3', 0);
insert into splits values ('BABA', '2026-09-01', '4', '1');
pragma user_version = 1;
"""


def test_what_the_first_version_kept_is_taken_over(tmp_path: Path) -> None:
    db = sqlite3.connect(tmp_path / FILE)
    db.executescript(_FIRST_VERSION)
    body = msgspec.json.encode(quote()).decode()
    db.execute("insert into quotes values ('BABA', 'yahoo', ?)", (body,))
    db.commit()
    db.close()
    store = PriceStore(tmp_path)
    stored = store.stored(BABA)
    assert stored is not None
    assert tuple(stored.bars) == (
        Bar(DAY, Decimal(102), Decimal("99.25"), Decimal("101.10"), True, Decimal("100.5")),
        Bar(date(2026, 9, 2), None, None, Decimal("102.3"), False),
    )
    assert [(split.day, split.text, split.shown) for split in stored.splits] == [(DAY, "4:1", True)]
    assert store.quotes(BABA) == (quote(),)
    assert store.messages() == ()
