"""Kept prices: read anew whenever what they come from is another, and the same by either way."""

from __future__ import annotations

import os
import time
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from tests.prices.keeping import keep_series
from thesis_tui.model.bars import Bar
from thesis_tui.model.feeds import Quote, Rates, Split
from thesis_tui.model.market import Market
from thesis_tui.model.objects import Listing
from thesis_tui.prices import csv_file, history
from thesis_tui.prices.feed import Series
from thesis_tui.services import market
from thesis_tui.services.market import cached_market, market_print
from thesis_tui.storage import market_snapshot

BABA = Listing(symbol="BABA", venue="NYSE", currency="USD")
XETRA = Listing(symbol="AHLA.DE", venue="XETRA", currency="EUR")
EVENING = datetime.fromisoformat("2026-09-04T16:00:02-04:00")
SPLIT = Split(date(2026, 9, 2), Decimal(4), Decimal(1))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "data" / "baba"
    made.mkdir(parents=True)
    return made


@pytest.fixture
def store(tmp_path: Path) -> history.PriceStore:
    return history.PriceStore(tmp_path / "cache" / "prices")


def fill(store: history.PriceStore, last: str = "113.24") -> None:
    """Three days, a quote, a split and rates, written long enough ago."""
    days = [date(2026, 9, 2) + timedelta(days=i) for i in range(3)]
    closes = [Decimal("112.05"), Decimal("111.810"), Decimal(last)]
    bars = tuple(Bar(day, close + 1, None, close, day != days[-1]) for day, close in zip(days, closes, strict=True))
    series = Series(
        listing="BABA", feed="yahoo", source="Yahoo", symbol="BABA", currency="USD", bars=bars, splits=(SPLIT,)
    )
    keep_series(store, BABA, series, EVENING)
    quote = Quote(listing="BABA", symbol="BABA", feed="yahoo", source="Yahoo", value=Decimal(last), currency="USD",
                  at=EVENING, fetched=datetime(2026, 9, 4, 21, tzinfo=UTC), session="close")  # fmt: skip
    store.keep_quotes((quote,))
    rates = {"USD": Decimal("1.1604")}
    store.keep_rates(Rates(base="EUR", day=days[-1], rates=rates, feed="ecb", source="ECB", fetched=EVENING))
    age(store)


def age(store: history.PriceStore) -> None:
    past = time.time_ns() - 10_000_000_000
    os.utime(store.path, ns=(past, past))


def plain(found: Market) -> object:
    """Everything in it, whatever its sequences are."""
    return (
        found.quotes, {name: tuple(bars) for name, bars in found.bars.items()}, found.sources, found.sketches,
        {name: tuple(splits) for name, splits in found.splits.items()}, found.rates, found.doubts, found.basis,
        {name: tuple(bars) for name, bars in found.imported.items()}, found.problems,
    )  # fmt: skip


def snapshots(tmp_path: Path) -> list[Path]:
    return sorted((tmp_path / "cache" / "prices").glob(f"*{market_snapshot.SUFFIX}"))


def test_the_snapshot_says_what_the_database_says(tmp_path: Path, folder: Path, store: history.PriceStore) -> None:
    fill(store)
    before = market_print(tmp_path / "cache", folder)
    first = cached_market(tmp_path / "cache", folder, (BABA,))
    (snapshot,) = snapshots(tmp_path)
    stamp = snapshot.stat().st_mtime_ns
    second = cached_market(tmp_path / "cache", folder, (BABA,))
    assert plain(first) == plain(second)
    assert len(second.bars["BABA"]) == 3
    assert second.quotes[0].at is not None
    assert second.quotes[0].at.utcoffset() == timedelta(hours=-4)
    assert snapshot.stat().st_mtime_ns == stamp
    assert market_print(tmp_path / "cache", folder) == before


def test_new_prices_other_listings_and_damage_are_seen(tmp_path: Path, folder: Path, store: history.PriceStore) -> None:
    fill(store)
    cached_market(tmp_path / "cache", folder, (BABA,))
    fill(store, last="99.99")
    assert cached_market(tmp_path / "cache", folder, (BABA,)).quotes[0].value == Decimal("99.99")
    euro = Listing(symbol="BABA", venue="NYSE", currency="EUR")
    assert cached_market(tmp_path / "cache", folder, (euro,)).quotes == ()
    for damage in (b"", b"{", snapshots(tmp_path)[0].read_bytes()[:-20]):
        snapshots(tmp_path)[0].write_bytes(damage)
        assert cached_market(tmp_path / "cache", folder, (BABA,)).quotes[0].value == Decimal("99.99")
    Path(store.path).unlink()
    assert cached_market(tmp_path / "cache", folder, (BABA,)) == Market()


def test_prices_just_written_are_not_trusted_to_a_snapshot(
    tmp_path: Path, folder: Path, store: history.PriceStore
) -> None:
    fill(store)
    os.utime(store.path)
    assert cached_market(tmp_path / "cache", folder, (BABA,)).quotes
    assert snapshots(tmp_path) == []


def test_a_cache_that_cannot_be_written_is_read(tmp_path: Path, folder: Path, store: history.PriceStore) -> None:
    fill(store)
    (tmp_path / "cache" / "prices" / f"baba{market_snapshot.SUFFIX}").mkdir()
    assert cached_market(tmp_path / "cache", folder, (BABA,)).quotes


def test_the_database_is_where_prices_keep_it() -> None:
    assert market.DATABASE == history.FILE


def test_an_imported_file_is_parsed_once_and_its_faults_are_said_each_time(
    tmp_path: Path, folder: Path, store: history.PriceStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = market.imported_path(folder, BABA, {})
    path.parent.mkdir()
    path.write_text("date,close\n2026-09-01,101.5\n2026-09-02,102\n")
    wrong = market.imported_path(folder, XETRA, {})
    wrong.write_text("date,close\n2026-09-01,no price\n")
    past = time.time_ns() - 10_000_000_000
    for file in (path, wrong):
        os.utime(file, ns=(past, past))
    parsed: list[str] = []
    read = csv_file.read_prices_csv

    def counted(file: str) -> tuple[Bar, ...]:
        parsed.append(file)
        return read(file)

    monkeypatch.setattr(csv_file, "read_prices_csv", counted)
    for _ in range(3):
        found = cached_market(tmp_path / "cache", folder, (BABA, XETRA))
        assert [bar.close for bar in found.imported["BABA"]] == [Decimal("101.5"), Decimal(102)]
        (problem,) = found.problems
        assert problem.line == 2
    assert len(parsed) == 2
    age(store)
    cached_market(tmp_path / "cache", folder, (BABA, XETRA))
    assert len(snapshots(tmp_path)) == 1
    assert plain(cached_market(tmp_path / "cache", folder, (BABA, XETRA))) == plain(found)
    path.write_text("date,close\n2026-09-01,99\n")
    assert cached_market(tmp_path / "cache", folder, (BABA, XETRA)).imported["BABA"][0].close == 99


def test_a_snapshot_of_other_code_is_not_believed(
    tmp_path: Path, folder: Path, store: history.PriceStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(store)
    first = cached_market(tmp_path / "cache", folder, (BABA,))
    monkeypatch.setattr(market_snapshot, "__version__", "0.0.0")
    raw = snapshots(tmp_path)[0].read_bytes()
    assert plain(cached_market(tmp_path / "cache", folder, (BABA,))) == plain(first)
    assert snapshots(tmp_path)[0].read_bytes() != raw
