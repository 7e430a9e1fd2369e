"""Down the chain, at a pace, with what each feed said; what is kept between runs."""

from __future__ import annotations

import os
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.prices.bodies import (
    BABA,
    ECB,
    FINNHUB,
    FRANKFURTER,
    HK_LINE,
    HONG_KONG,
    KLINE,
    TRADEGATE,
    US_LINE,
    XETRA,
    baba,
    chart,
    daily,
    fault,
    hong_kong,
    xetra,
)
from tests.prices.conftest import KEY
from tests.prices.loopback import Answer, Clock, Loopback, answer, page, utc
from thesis_tui.model.feeds import FEED_DEFAULTS, FeedSettings
from thesis_tui.model.objects import Listing
from thesis_tui.prices.history import PriceStore
from thesis_tui.prices.http import Web
from thesis_tui.prices.memory import Memory
from thesis_tui.prices.refresh import Refresher
from thesis_tui.prices.registry import USER_AGENT, build_chain

ALL = (BABA, HONG_KONG, XETRA)
CHART = "/v8/finance/chart/BABA"
CHART_HK = "/v8/finance/chart/9988.HK"
CHART_XETRA = "/v8/finance/chart/AHLA.DE"
LINES = "/utf8/q=usBABA,hk09988"
LIMIT = page("Edge: Too Many Requests", 429)


class Desk:
    """A refresher as a program starts one: every `run` is a new program."""

    def __init__(self, server: Loopback, web: Web, clock: Clock, folder: Path) -> None:
        self.server, self.web, self.clock, self.folder = server, web, clock, folder
        self.tables: dict[str, FeedSettings] = {name: FeedSettings(base_url=server.url) for name in FEED_DEFAULTS}
        self.environ: dict[str, str] = {}

    @property
    def run(self) -> Refresher:
        chain = build_chain(self.tables, self.environ)
        return Refresher(chain, self.web, Memory(self.folder), self.store)

    @property
    def store(self) -> PriceStore:
        return PriceStore(self.folder)


@pytest.fixture
def desk(server: Loopback, client: httpx.AsyncClient, clock: Clock, tmp_path: Path) -> Desk:
    web = Web(client, clock.now, sleep=clock.sleep, monotonic=clock.monotonic)
    return Desk(server, web, clock, tmp_path / "cache")


def all_good(server: Loopback) -> None:
    server.on(CHART, answer(chart(baba(hasPrePostMarketData=False))))
    server.on(CHART_HK, answer(chart(hong_kong())))
    server.on(CHART_XETRA, answer(chart(xetra(dataGranularity="1d"))))
    server.on("/v1/latest", answer(FRANKFURTER))


async def test_all_of_it_from_the_first_feed(desk: Desk) -> None:
    all_good(desk.server)
    heard: list[str] = []
    done = await desk.run.everything(ALL, on_quote=lambda outcome: heard.append(outcome.listing))
    assert [outcome.quote.value for outcome in done.quotes if outcome.quote] == [
        Decimal(text) for text in ("113.24", "123.8", "97.6")
    ]
    assert [outcome.words for outcome in done.quotes] == ["Yahoo answered"] * 3
    assert heard == ["BABA", "9988.HK", "AHLA.DE"]
    assert done.rates.rates is not None
    assert done.news == ()
    stored = desk.store.stored(BABA)
    assert stored is not None
    assert (stored.source, len(stored.bars)) == ("Yahoo", 5)
    assert all(item.headers["user-agent"] == USER_AGENT for item in desk.server.log)
    assert len(desk.server.log) == 7
    assert min(desk.clock.slept) >= 0
    assert len(desk.clock.slept) == 6  # one server stands in for all hosts: every request but the first waits


async def test_nothing_is_asked_twice_too_soon(desk: Desk) -> None:
    all_good(desk.server)
    await desk.run.everything(ALL)
    before = len(desk.server.log)
    again = await desk.run.everything(ALL)
    assert len(desk.server.log) == before
    assert [outcome.quote for outcome in again.quotes] == [None] * 3
    assert [outcome.known.value for outcome in again.quotes if outcome.known] == [
        Decimal(text) for text in ("113.24", "123.8", "97.6")
    ]
    assert again.quotes[0].words.startswith("asked a moment ago; next in ")
    desk.clock.pass_by(seconds=61)
    await desk.run.quotes(ALL)
    assert len(desk.server.log) == before
    await desk.run.quotes((BABA,), by_hand=True)
    assert len(desk.server.log) == before + 1
    desk.clock.pass_by(minutes=15)
    await desk.run.quotes((BABA,))
    assert len(desk.server.log) == before + 2


async def test_an_open_market_is_asked_every_minute(desk: Desk) -> None:
    desk.clock.at = utc("2026-09-04T15:00")
    desk.server.on(CHART, answer(chart(baba(regularMarketTime=int(utc("2026-09-04T14:59").timestamp())))))
    await desk.run.everything((BABA,))
    for requests in (3, 4):
        desk.clock.pass_by(seconds=30)
        assert (await desk.run.everything((BABA,))).quotes[0].wait is not None
        desk.clock.pass_by(seconds=30)
        assert (await desk.run.everything((BABA,))).quotes[0].quote is not None
        assert len(desk.server.log) == requests


async def test_when_yahoo_refuses_the_others_answer(desk: Desk) -> None:
    desk.server.on(CHART, LIMIT)
    desk.server.on(LINES, Answer(body=(US_LINE + HK_LINE).encode(), kind="text/html; charset=utf-8"))
    desk.server.on("/refresh.php", answer(TRADEGATE))
    done = await desk.run.quotes(ALL)
    assert [outcome.quote.source for outcome in done if outcome.quote] == ["Tencent", "Tencent", "Tradegate"]
    assert done[0].words == "Tencent answered; Yahoo refuses for now (too many requests); next try at 21:15"
    assert done[2].words == "Tradegate answered; Yahoo refuses for now (too many requests); next try at 21:15"
    assert [item.path for item in desk.server.log] == [CHART, LINES, "/refresh.php"]


async def test_rests_grow_and_end_with_an_answer(desk: Desk) -> None:
    desk.tables["tencent"] = FeedSettings(enabled=False)
    desk.server.on(CHART, LIMIT)
    for minutes in (15, 30, 60, 60):
        asked = len(desk.server.log)
        began = desk.clock.at
        done = await desk.run.everything((BABA,))
        assert len(desk.server.log) == asked + 1
        assert done.quotes[0].attempts[0].until == began + timedelta(minutes=minutes)
        desk.clock.pass_by(minutes=minutes - 1)
        held = await desk.run.everything((BABA,), by_hand=True)
        assert len(desk.server.log) == asked + 1
        assert not held.quotes[0].attempts[0].asked
        desk.clock.pass_by(minutes=1)
    desk.server.on(CHART, answer(chart(baba())))
    assert (await desk.run.everything((BABA,))).quotes[0].quote is not None
    desk.server.on(CHART, LIMIT)
    desk.clock.pass_by(minutes=20)
    began = desk.clock.at
    refused = (await desk.run.everything((BABA,))).quotes[0]
    assert refused.attempts[0].until == began + timedelta(minutes=15)
    assert refused.known is not None
    assert refused.known.value == Decimal("113.24")


async def test_what_the_feed_asks_for_is_kept_to(desk: Desk) -> None:
    desk.server.on(CHART, page("Edge: Too Many Requests", 429, headers={"Retry-After": "7200"}))
    (done,) = await desk.run.quotes((BABA,))
    assert done.attempts[0].until == utc("2026-09-04T23:00")


async def test_an_unknown_symbol_is_not_asked_again_until_something_changes(desk: Desk) -> None:
    listing = Listing(symbol="BABAX", venue="NYSE", currency="USD")
    path = "/v8/finance/chart/BABAX"
    desk.tables["tencent"] = FeedSettings(enabled=False)
    desk.server.on(path, answer(fault("Not Found", "No data found, symbol may be delisted"), 404))
    first = (await desk.run.everything((listing,))).quotes[0]
    assert first.words == "no feed has BABAX; Yahoo has no data for BABAX"
    desk.clock.pass_by(days=3)
    assert (await desk.run.everything((listing,))).quotes[0].words == "no feed has BABAX; Yahoo has no data for BABAX"
    assert len(desk.server.asked(path)) == 1
    await desk.run.everything((listing,), by_hand=True)
    assert len(desk.server.asked(path)) == 2
    desk.clock.pass_by(minutes=1)
    desk.tables["yahoo"] = FeedSettings(base_url=desk.server.url, user_agent="Mozilla/5.0 (mine)")
    await desk.run.everything((listing,))
    assert len(desk.server.asked(path)) == 3
    other = Listing(symbol="BABAX", venue="NYSE", currency="USD", feeds={"yahoo": "BABA"})
    desk.server.on(CHART, answer(chart(baba())))
    assert (await desk.run.everything((other,))).quotes[0].quote is not None


async def test_a_wrong_key_is_said_once_and_written_nowhere(
    desk: Desk, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    caplog.set_level(0)
    desk.environ["FINNHUB_KEY"] = KEY
    desk.server.on(CHART, LIMIT)
    desk.server.on("/api/v1/quote", answer({"error": f"Invalid API key {KEY}."}, 401))
    desk.server.on("/utf8/q=usBABA", Answer(body=US_LINE.encode(), kind="text/html"))
    done = await desk.run.everything((BABA,))
    assert "Finnhub does not accept the key in FINNHUB_KEY" in done.quotes[0].words
    assert done.quotes[0].quote is not None
    assert done.quotes[0].quote.source == "Tencent"
    desk.clock.pass_by(minutes=20)
    await desk.run.everything((BABA,))
    assert len(desk.server.asked("/api/v1/quote")) == 1
    desk.environ["FINNHUB_KEY"] = "another"
    desk.clock.pass_by(minutes=20)
    await desk.run.everything((BABA,))
    assert desk.server.log[-1].headers.get("x-finnhub-token") in (None, "another")
    assert len(desk.server.asked("/api/v1/quote")) == 2
    written = b"".join(path.read_bytes() for path in desk.folder.rglob("*") if path.is_file())
    assert written
    assert KEY.encode() not in written
    assert KEY not in caplog.text + repr(done) + repr(desk.tables) + "".join(capfd.readouterr())
    assert not any(KEY in item.target for item in desk.server.log)


async def test_with_a_key_finnhub_comes_before_tencent(desk: Desk) -> None:
    desk.environ["MY_KEY"] = KEY
    desk.tables["finnhub"] = FeedSettings(base_url=desk.server.url, key_env="MY_KEY")
    desk.server.on(CHART, LIMIT)
    desk.server.on("/api/v1/quote", answer(FINNHUB))
    (done,) = await desk.run.quotes((BABA,))
    assert done.quote is not None
    assert done.quote.source == "Finnhub"
    assert [quote.access.name for quote in build_chain(desk.tables, {}).quotes] == ["yahoo", "tencent", "tradegate"]


async def test_no_network_at_all(desk: Desk) -> None:
    all_good(desk.server)
    await desk.run.everything(ALL)
    desk.clock.pass_by(days=3)
    desk.tables = {name: FeedSettings(base_url="http://nowhere.invalid") for name in FEED_DEFAULTS}
    done = await desk.run.everything(ALL)
    assert done.offline
    assert [outcome.known.value for outcome in done.quotes if outcome.known] == [
        Decimal(text) for text in ("113.24", "123.8", "97.6")
    ]
    assert "no network: nowhere.invalid cannot be found" in done.quotes[0].words
    assert done.rates.rates is not None


async def test_asking_by_hand_does_not_wait_for_a_network_that_is_back(desk: Desk) -> None:
    desk.tables["tencent"] = FeedSettings(enabled=False)
    desk.server.on(CHART, answer({}, 503))
    await desk.run.everything((BABA,))
    desk.server.on(CHART, answer(chart(baba(hasPrePostMarketData=False))))
    desk.clock.pass_by(seconds=20)
    assert (await desk.run.everything((BABA,))).quotes[0].quote is None
    assert (await desk.run.everything((BABA,), by_hand=True)).quotes[0].quote is not None


async def test_a_feed_that_is_behind_does_not_replace_what_is_known(desk: Desk) -> None:
    desk.server.on(CHART, answer(chart(baba(hasPrePostMarketData=False, regularMarketTime=1788552300))))
    await desk.run.everything((BABA,))
    desk.clock.pass_by(minutes=20)
    desk.server.on(CHART, LIMIT)
    desk.server.on("/utf8/q=usBABA", Answer(body=US_LINE.replace("16:04:38", "15:04:38").encode(), kind="text/html"))
    done = (await desk.run.everything((BABA,))).quotes[0]
    assert done.quote is not None
    assert done.known is not None
    assert (done.quote.source, done.known.source) == ("Tencent", "Yahoo")
    assert desk.store.quotes(BABA)[0].source == "Yahoo"


async def test_the_price_after_hours_costs_one_more_request_and_never_the_quote(desk: Desk) -> None:
    late = int(utc("2026-09-04T20:55").timestamp())
    after = daily("BABA", "USD", [(late, 113.01)], dataGranularity="5m", range="1d")
    desk.server.on(CHART, answer(chart(baba())), answer(chart(after)))
    (done,) = await desk.run.quotes((BABA,))
    assert done.quote is not None
    assert (done.quote.value, done.quote.extended) == (Decimal("113.24"), Decimal("113.01"))
    stored = desk.store.quotes(BABA)[0]
    assert stored.extended == Decimal("113.01")
    assert stored.at == done.quote.at
    desk.clock.pass_by(minutes=20)
    desk.server.on(CHART, answer(chart(baba())), LIMIT)
    (again,) = await desk.run.quotes((BABA,), by_hand=True)
    assert again.quote is not None
    assert again.attempts[0].failure == "rate_limited"
    assert again.quote.extended == Decimal("113.01")


# history


def at(day: date) -> int:
    """The opening in New York, in summer."""
    return int(utc(f"{day}T13:30").timestamp())


def week(*closes: float, **meta: Any) -> dict[str, Any]:
    """From Monday 31 August 2026."""
    days = [date(2026, 8, 31) + timedelta(days=n) for n in range(len(closes))]
    return chart(daily("BABA", "USD", list(zip(map(at, days), closes, strict=True)), **meta))


async def test_all_once_and_then_the_last_sessions(desk: Desk) -> None:
    desk.server.on(CHART, answer(week(100, 101, 102, 103)))
    desk.clock.at = utc("2026-09-03T21:00")
    assert (await desk.run.history(BABA)).fetched == 4
    assert desk.server.log[0].query["period1"] == "0"
    desk.clock.pass_by(hours=12)
    assert (await desk.run.history(BABA)).fetched is None
    assert len(desk.server.log) == 1
    desk.server.on(CHART, answer(week(100, 101, 102, 103, 104)))
    desk.clock.at = utc("2026-09-04T21:00")
    assert (await desk.run.history(BABA)).fetched == 5
    stored = desk.store.stored(BABA)
    assert stored is not None
    assert [bar.close for bar in stored.bars] == [Decimal(number) for number in (100, 101, 102, 103, 104)]
    assert all(bar.whole for bar in stored.bars)


async def test_a_live_bar_is_replaced_by_the_whole_one(desk: Desk) -> None:
    desk.clock.at = utc("2026-09-04T16:00")
    desk.server.on(CHART, answer(week(100, 101, 102, 103, 99, regularMarketTime=int(desk.clock.at.timestamp()))))
    await desk.run.history(BABA)
    stored = desk.store.stored(BABA)
    assert stored is not None
    assert [bar.whole for bar in stored.bars] == [True] * 4 + [False]
    desk.clock.at = utc("2026-09-04T21:00")
    desk.server.on(CHART, answer(week(100, 101, 102, 103, 104)))
    await desk.run.history(BABA)
    stored = desk.store.stored(BABA)
    assert stored is not None
    assert (stored.bars[-1].close, stored.bars[-1].whole) == (Decimal(104), True)


async def test_a_holiday_is_not_asked_about_all_day(desk: Desk) -> None:
    desk.server.on(CHART, answer(week(100, 101, 102, 103)))
    await desk.run.history(BABA)
    await desk.run.history(BABA)
    assert len(desk.server.log) == 1
    desk.clock.pass_by(hours=4)
    await desk.run.history(BABA)
    assert len(desk.server.log) == 2


async def test_history_is_never_of_two_feeds(desk: Desk) -> None:
    desk.server.on(CHART, LIMIT)
    desk.server.on("/utf8/q=usBABA", Answer(body=US_LINE.encode(), kind="text/html"))
    desk.server.on("/appstock/app/usfqkline/get", answer(KLINE))
    done = await desk.run.everything((BABA,))
    assert done.history[0].fetched == 6
    stored = desk.store.stored(BABA)
    assert stored is not None
    assert (stored.source, stored.adjusted) == ("Tencent", True)
    desk.clock.pass_by(hours=4)
    desk.server.on(CHART, answer(week(100, 101, 102, 103, 104)))
    await desk.run.history(BABA)
    stored = desk.store.stored(BABA)
    assert stored is not None
    assert (stored.source, stored.adjusted, len(stored.bars)) == ("Yahoo", False, 5)
    desk.server.on(CHART, LIMIT)
    desk.clock.pass_by(days=5)
    asked = len(desk.server.log)
    refused = await desk.run.history(BABA)
    assert refused.fetched is None
    assert refused.attempts[0].failure == "rate_limited"
    assert len(desk.server.log) == asked + 1
    stored = desk.store.stored(BABA)
    assert stored is not None
    assert (stored.source, len(stored.bars)) == ("Yahoo", 5)


async def test_what_is_deleted_is_fetched_again(desk: Desk) -> None:
    all_good(desk.server)
    await desk.run.everything((BABA,))
    for path in desk.folder.iterdir():
        path.unlink()
    done = await desk.run.everything((BABA,))
    assert done.quotes[0].quote is not None
    assert done.history[0].fetched == 5
    assert done.news == ()


# rates


async def test_rates_of_the_bank_when_frankfurter_fails(desk: Desk) -> None:
    desk.server.on("/v1/latest", answer({}, 503))
    desk.server.on("/stats/eurofxref/eurofxref-daily.xml", Answer(body=ECB, kind="text/xml"))
    done = await desk.run.rates(ALL)
    assert done.rates is not None
    assert (done.rates.source, done.attempts[0].source) == ("ECB", "Frankfurter")
    assert (await desk.run.rates(ALL)).rates == done.rates
    assert len(desk.server.log) == 2


async def test_rates_are_not_asked_for_where_none_is_needed(desk: Desk) -> None:
    assert (await desk.run.rates((BABA,))).rates is None
    assert desk.server.log == []


async def test_rates_once_a_working_day(desk: Desk) -> None:
    desk.server.on("/v1/latest", answer(FRANKFURTER, headers={"ETag": '"a"'}))
    await desk.run.rates(ALL)
    desk.clock.at = utc("2026-09-07T08:00")
    await desk.run.rates(ALL)
    assert len(desk.server.log) == 1
    desk.clock.at = utc("2026-09-07T15:00")
    desk.server.on("/v1/latest", Answer(304))
    done = await desk.run.rates(ALL)
    assert desk.server.log[1].headers["if-none-match"] == '"a"'
    assert done.rates is not None
    assert done.rates.day == date(2026, 9, 4)
    await desk.run.rates(ALL)
    assert len(desk.server.log) == 2


# memory


async def test_a_damaged_memory_is_begun_anew(desk: Desk) -> None:
    all_good(desk.server)
    desk.folder.mkdir()
    (desk.folder / "feeds.json").write_bytes(b'{"trouble": [')
    assert (await desk.run.everything((BABA,))).quotes[0].quote is not None


async def test_a_memory_that_cannot_be_kept_is_said(desk: Desk, tmp_path: Path) -> None:
    all_good(desk.server)
    desk.folder.write_text("a file where the folder should be")
    done = await desk.run.everything((BABA,))
    assert done.quotes[0].quote is not None
    assert any("feeds.json cannot be written" in text for text in done.news)
    assert any("prices.sqlite3" in text for text in done.news)


def test_two_programs_learn_from_each_other(tmp_path: Path, clock: Clock) -> None:
    from thesis_tui.errors import FeedError

    memory, other = Memory(tmp_path), Memory(tmp_path)
    memory.failed(FeedError("no", "rate_limited", "yahoo"), "A", "m", clock.now(), (900,))
    other.asked("quote A", clock.now())
    assert memory.save() == other.save() == ""
    memory.reload()
    assert memory.since_asked("quote A", clock.now()) == timedelta(0)
    assert other.refusing("yahoo", "B", "m", clock.now()) is not None
    memory.succeeded("yahoo", "A")
    memory.save()
    other.reload()
    assert other.refusing("yahoo", "B", "m", clock.now()) is None


def test_a_clock_that_was_wrong_silences_no_feed(tmp_path: Path, clock: Clock) -> None:
    from thesis_tui.errors import FeedError

    memory = Memory(tmp_path)
    then = utc("2036-01-01T00:00")
    memory.failed(FeedError("no", "rate_limited", "yahoo", 1e12), "A", "m", then, (900,))
    memory.asked("quote A", then)
    assert memory.refusing("yahoo", "A", "m", clock.now()) is None
    assert memory.since_asked("quote A", clock.now()) is None


def test_settings_default_to_the_feeds_own() -> None:
    chain = build_chain({}, {})
    assert [quote.access.name for quote in chain.quotes] == ["yahoo", "tencent", "tradegate"]
    assert chain.quotes[0].access.base_url == "https://query1.finance.yahoo.com"
    assert chain.quotes[0].access.user_agent.startswith("Mozilla/5.0 (compatible; thesis-tui/")
    assert [rate.access.name for rate in chain.rates] == ["frankfurter", "ecb"]
    assert KEY not in repr(build_chain({"finnhub": FeedSettings(key=KEY)}, {}))
    assert KEY not in repr(FeedSettings(key=KEY))
    off = build_chain({name: FeedSettings(enabled=False) for name in FEED_DEFAULTS}, {})
    assert (off.quotes, off.history, off.rates) == ((), (), ())


def test_starting_needs_no_network_library() -> None:
    import subprocess
    import sys

    code = (
        "import sys, thesis_tui.prices.history, thesis_tui.prices.registry;"
        "print(sorted({'httpx', 'asyncio', 'sqlite3', 'ssl', 'dataclasses', 'zoneinfo'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, env={**os.environ})
    assert done.stdout == "[]\n"
