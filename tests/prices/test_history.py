"""The cache of bars, quotes and rates, and what may happen to its file."""

from __future__ import annotations

import sqlite3
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from tests.prices.bodies import BABA, XETRA
from tests.prices.loopback import utc
from thesis_tui.model.bars import Bar
from thesis_tui.model.feeds import Quote, Rates, Split
from thesis_tui.model.objects import Listing
from thesis_tui.prices.feed import Series
from thesis_tui.prices.history import FILE, PriceStore

NOW = utc("2026-09-04T21:00")
DAY = date(2026, 9, 1)


def series(*closes: int, first: date = DAY, feed: str = "yahoo") -> Series:
    bars = tuple(
        Bar(
            first + timedelta(days=n),
            Decimal(it) + 1,
            None,
            Decimal(it),
            whole=n < len(closes) - 1,
            open=Decimal("1.50"),
        )
        for n, it in enumerate(closes)
    )
    return Series(listing="BABA", symbol="BABA", feed=feed, source=feed.title(), currency="USD", bars=bars)


def quote(value: str = "113.24", feed: str = "yahoo", *, hour: int = 20) -> Quote:
    at = NOW.replace(hour=hour)
    return Quote(
        listing="BABA", symbol="BABA", feed=feed, source=feed, value=Decimal(value), currency="USD", at=at, fetched=NOW,
        splits=(Split(DAY, Decimal(4), Decimal(1)),),
    )  # fmt: skip


def filled(folder: Path) -> PriceStore:
    store = PriceStore(folder)
    store.keep(BABA, series(100, 101, 102), DAY, NOW, start=None)
    store.keep_quotes([quote()])
    return store


def test_bars_come_back_as_they_went(tmp_path: Path) -> None:
    kept = filled(tmp_path).kept(BABA)
    assert kept is not None
    assert kept.bars == series(100, 101, 102).bars
    assert (kept.feed, kept.source, kept.since, kept.fetched) == ("yahoo", "Yahoo", DAY, NOW)
    assert kept.last_whole == kept.bars[1]


def test_later_bars_take_the_place_of_those_from_their_start(tmp_path: Path) -> None:
    store = filled(tmp_path)
    store.keep(BABA, series(201, 202, first=date(2026, 9, 2)), DAY, NOW, start=date(2026, 9, 2))
    kept = store.kept(BABA)
    assert kept is not None
    assert [bar.close for bar in kept.bars] == [100, 201, 202]
    store.keep(BABA, series(1, 2, feed="tencent"), DAY, NOW, start=None)
    kept = store.kept(BABA)
    assert kept is not None
    assert [bar.close for bar in kept.bars] == [1, 2]


def test_another_currency_is_another_listing(tmp_path: Path) -> None:
    store = filled(tmp_path)
    euros = Listing(symbol="BABA", venue="XETRA", currency="EUR")
    assert store.kept(euros) is None
    assert store.quotes(euros) == ()
    assert store.kept(XETRA) is None


def test_the_newest_quote_is_first(tmp_path: Path) -> None:
    store = filled(tmp_path)
    store.keep_quotes([quote("113.5", "tencent", hour=18)])
    assert [it.feed for it in store.quotes(BABA)] == ["yahoo", "tencent"]
    assert store.quotes(BABA)[0] == quote()
    store.keep_quotes([quote("99", hour=19)])
    assert store.quotes(BABA)[0] == quote()
    assert store.splits(BABA) == (Split(DAY, Decimal(4), Decimal(1)),)


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
    assert store.kept(BABA) is None
    assert store.quotes(BABA) == ()
    assert not (tmp_path / "cache").exists()
    assert store.told() == ()


def test_deleted_while_in_use(tmp_path: Path) -> None:
    store = filled(tmp_path)
    (tmp_path / FILE).unlink()
    assert store.kept(BABA) is None
    store.keep_quotes([quote()])
    assert store.quotes(BABA)[0].value == Decimal("113.24")
    assert store.told() == ()


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
                db.execute("update bars set close = 'abc'")
            else:
                db.execute("update quotes set body = '{'")
        db.close()
    store.kept(BABA)
    store.quotes(BABA)
    (text,) = store.told()
    assert text.endswith(f"was damaged; it is now {FILE}.damaged, and prices are fetched again")
    assert store.told() == ()
    store.keep(BABA, series(1, 2), DAY, NOW, start=None)
    kept = store.kept(BABA)
    assert kept is not None
    assert len(kept.bars) == 2


def test_of_a_newer_program(tmp_path: Path) -> None:
    filled(tmp_path)
    path = tmp_path / FILE
    db = sqlite3.connect(path)
    db.execute("pragma user_version = 99")
    db.close()
    raw = path.read_bytes()
    store = PriceStore(tmp_path)
    assert store.kept(BABA) is None
    store.keep_quotes([quote("1")])
    assert path.read_bytes() == raw
    (text,) = store.told()
    assert "newer thesis-tui" in text


def test_locked(tmp_path: Path) -> None:
    filled(tmp_path)
    store = PriceStore(tmp_path, locked_seconds=0.05)
    other = sqlite3.connect(tmp_path / FILE, isolation_level=None)
    other.execute("begin exclusive")
    assert store.quotes(BABA) == ()
    store.keep_quotes([quote("1")])
    (text,) = store.told()
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
    assert store.told()
