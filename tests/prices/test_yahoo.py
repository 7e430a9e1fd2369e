"""Yahoo's chart service, over HTTP."""

from __future__ import annotations

import threading
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from tests.prices import bodies
from tests.prices.bodies import BABA, HONG_KONG, XETRA, baba, chart, daily, fault, hong_kong, xetra
from tests.prices.conftest import AGENT, access
from tests.prices.loopback import Answer, Clock, Loopback, answer, page, utc
from thesis_tui.errors import FeedError
from thesis_tui.model.objects import Listing
from thesis_tui.prices.http import Web
from thesis_tui.prices.yahoo import Yahoo

CHART = "/v8/finance/chart/BABA"
START = date(2026, 1, 1)


@pytest.fixture
def yahoo(server: Loopback) -> Yahoo:
    return Yahoo(access("yahoo", "Yahoo", server))


async def test_quote_of_a_closed_market(server: Loopback, yahoo: Yahoo, web: Web) -> None:
    server.on(CHART, answer(chart(baba())))
    quote = await yahoo.quote(BABA, web)
    assert (quote.value, quote.currency, quote.source) == (Decimal("113.24"), "USD", "Yahoo")
    assert quote.previous_close == Decimal("111.81")
    assert quote.change_percent == Decimal("1.2790")
    assert (quote.session, quote.close) == ("close", Decimal("113.24"))
    assert quote.at == utc("2026-09-04T20:00:02")
    assert not quote.stale


async def test_one_request_that_names_the_program(server: Loopback, yahoo: Yahoo, web: Web) -> None:
    server.on(CHART, answer(chart(baba())))
    await yahoo.quote(BABA, web)
    (asked,) = server.log
    assert asked.query == {"range": "5d", "interval": "1d", "includePrePost": "false", "events": "div,splits"}
    assert asked.headers["user-agent"] == AGENT


@pytest.mark.parametrize(
    ("now", "session", "close"),
    [
        ("2026-09-04T15:00", "open", Decimal("111.81")),
        ("2026-09-04T20:10", "unknown", Decimal("111.81")),
        ("2026-09-04T20:15", "close", Decimal("113.24")),
        ("2026-09-05T12:00", "close", Decimal("113.24")),
    ],
)
async def test_a_close_is_one_fifteen_minutes_after_it(
    server: Loopback, yahoo: Yahoo, web: Web, clock: Clock, now: str, session: str, close: Decimal
) -> None:
    clock.at = utc(now)
    traded = min(clock.at, utc("2026-09-04T20:00:02"))
    server.on(CHART, answer(chart(baba(regularMarketTime=int(traded.timestamp())))))
    quote = await yahoo.quote(BABA, web)
    assert (quote.session, quote.close) == (session, close)
    bars = (await yahoo.bars(BABA, START, web)).bars
    assert [bar.whole for bar in bars] == [True] * 4 + [session == "close"]


async def test_an_afternoon_answer_read_in_the_evening_is_no_close(server: Loopback, yahoo: Yahoo, web: Web) -> None:
    server.on(CHART, answer(chart(baba(regularMarketTime=int(utc("2026-09-04T18:00").timestamp())))))
    assert (await yahoo.quote(BABA, web)).session == "unknown"
    assert not (await yahoo.bars(BABA, START, web)).bars[-1].whole


async def test_hong_kong_after_its_auction(server: Loopback, yahoo: Yahoo, web: Web, clock: Clock) -> None:
    clock.at = utc("2026-08-07T09:00")
    server.on("/v8/finance/chart/9988.HK", answer(chart(hong_kong())))
    quote = await yahoo.quote(HONG_KONG, web)
    assert (quote.value, quote.previous_close) == (Decimal("123.8"), Decimal("124.4"))
    assert (quote.session, quote.close) == ("close", quote.value)


async def test_intraday_bars_keep_the_live_one_and_lose_the_empty_one(server: Loopback, yahoo: Yahoo, web: Web) -> None:
    server.on("/v8/finance/chart/AHLA.DE", answer(chart(xetra())))
    points = (await yahoo._chart(XETRA, web)).points
    assert [point.close for point in points] == [Decimal("96.7"), Decimal("96.9"), Decimal("97.6")]
    quote = await yahoo.quote(XETRA, web)
    assert (quote.value, quote.currency, quote.previous_close) == (Decimal("97.6"), "EUR", Decimal("96.5"))


async def test_a_lunch_break_stays_a_gap(server: Loopback, yahoo: Yahoo, web: Web, clock: Clock) -> None:
    clock.at = utc("2026-10-05T08:00")
    server.on("/v8/finance/chart/7203.T", answer(chart(bodies.tokyo())))
    toyota = Listing(symbol="7203.T", venue="TSE", currency="JPY")
    points = (await yahoo._chart(toyota, web)).points
    assert len(points) == 4
    assert points[2].at - points[1].at == timedelta(hours=1)
    assert (await yahoo.quote(toyota, web)).value == Decimal("2893.5")


async def test_no_bars_is_a_quote_and_an_empty_history(server: Loopback, yahoo: Yahoo, web: Web) -> None:
    empty = {"meta": baba()["meta"], "indicators": {"quote": [{}], "adjclose": [{}]}}
    server.on(CHART, answer(chart(empty)))
    quote = await yahoo.quote(BABA, web)
    assert (quote.value, quote.previous_close) == (Decimal("113.24"), None)
    assert (await yahoo.bars(BABA, START, web)).bars == ()


async def test_pence_become_pounds(server: Loopback, yahoo: Yahoo, web: Web) -> None:
    server.on(
        "/v8/finance/chart/BARC.L", answer(chart(baba(symbol="BARC.L", currency="GBp", regularMarketPrice=1277.0)))
    )
    quote = await yahoo.quote(Listing(symbol="BARC.L", venue="LSE", currency="GBP"), web)
    assert (quote.value, quote.currency) == (Decimal("12.77"), "GBP")
    assert quote.previous_close == Decimal("1.1181")


async def test_of_two_bars_of_a_day_the_last_wins(server: Loopback, yahoo: Yahoo, web: Web, clock: Clock) -> None:
    clock.at = utc("2026-09-04T18:00")
    live = baba(regularMarketTime=1788541000, regularMarketPrice=112.5)
    live["timestamp"].append(1788541000)
    for name in ("open", "high", "low", "close"):
        live["indicators"]["quote"][0][name].append(112.5)
    server.on(CHART, answer(chart(live)))
    bars = (await yahoo.bars(BABA, START, web)).bars
    assert len(bars) == 5
    assert (bars[-1].close, bars[-1].high, bars[-1].low) == (Decimal("112.5"), Decimal("113.41"), Decimal("111.97"))
    assert not bars[-1].whole


async def test_of_two_different_bars_of_the_newest_whole_day_nobody_knows_which_is_right(
    server: Loopback, yahoo: Yahoo, web: Web, clock: Clock
) -> None:
    clock.at = utc("2026-09-04T22:00")
    twice = baba()
    twice["timestamp"].append(twice["timestamp"][-1] + 3600)
    for name in ("open", "high", "low", "close"):
        column = twice["indicators"]["quote"][0][name]
        column.append(column[-1] * 0.8)
    server.on(CHART, answer(chart(twice)))
    (doubt,) = (await yahoo.bars(BABA, START, web)).doubts
    assert (doubt.code, doubt.day) == ("two on a day", date(2026, 9, 4))


async def test_a_price_of_the_evening_is_no_close(server: Loopback, yahoo: Yahoo, web: Web, clock: Clock) -> None:
    clock.at = utc("2026-09-04T23:00")
    server.on(CHART, answer(chart(baba(regularMarketTime=int(utc("2026-09-04T22:50").timestamp())))))
    quote = await yahoo.quote(BABA, web)
    assert (quote.session, quote.close) == ("after hours", Decimal("111.81"))


async def test_bars_are_rounded_and_dated_at_the_exchange(server: Loopback, yahoo: Yahoo, web: Web) -> None:
    server.on(CHART, answer(chart(baba())))
    bars = (await yahoo.bars(BABA, date(2026, 9, 1), web)).bars
    assert [bar.day.day for bar in bars] == [1, 2, 3, 4]
    assert [bar.close for bar in bars] == [Decimal(text) for text in ("112.9", "112.05", "111.81", "113.24")]
    assert bars[0].open == Decimal("113.9")


async def test_a_split_is_told(server: Loopback, yahoo: Yahoo, web: Web) -> None:
    split = {**baba(), "events": {"splits": {"1788442200": {"date": 1788442200, "numerator": 4.0, "denominator": 1.0}}}}
    server.on(CHART, answer(chart(split)))
    (found,) = (await yahoo.recent(BABA, web)).splits
    assert (found.day, found.text) == (date(2026, 9, 3), "4:1")


@pytest.mark.parametrize(
    ("ratio", "floats", "closes"),
    [
        (4.0, (147.61250305175781, 147.61000061035156, 150.5), ("147.6125", "147.61", "150.5")),
        (20.0, (29.52249908447266, 78.239998, 30.30000114), ("29.5225", "78.24", "30.3")),
        (1000.0, (600.1300048828125, 600.1300048828125, 600.0), ("600.13", "600.13", "600")),
        (1.5, (393.6333312988281, 404.0, 404.0), ("393.63", "404", "404")),
    ],
)
async def test_bars_before_a_split_are_what_was_traded_divided(
    server: Loopback, yahoo: Yahoo, web: Web, ratio: float, floats: tuple[float, ...], closes: tuple[str, ...]
) -> None:
    """A told split that the prices do not show (the third) leaves them as they are."""
    days = [int(utc(f"2026-09-0{day}T13:30").timestamp()) for day in (1, 2, 3)]
    body = daily("BABA", "USD", list(zip(days, floats, strict=True)))
    told = {"date": days[2], "numerator": ratio, "denominator": 1.0}
    server.on(CHART, answer(chart({**body, "events": {"splits": {str(days[2]): told}}})))
    bars = (await yahoo.bars(BABA, date(2026, 9, 1), web)).bars
    assert [bar.close for bar in bars] == [Decimal(close) for close in closes]


@pytest.mark.parametrize(
    ("told", "failure", "words"),
    [
        (answer(chart({"meta": {"currency": "USD", "symbol": "BABA"}})), "bad_payload", "no price for BABA"),
        (answer(chart(baba(symbol="AAPL"))), "bad_payload", "AAPL given; if that is its new name"),
        (answer(chart(baba(symbol="AAPL;ls"))), "bad_payload", "BABA was asked for and AAPL;ls given"),
        (answer(chart(baba(currency="HKD"))), "bad_payload", "BABA is in USD, the price in HKD"),
        (answer(chart(baba(currency=None))), "bad_payload", "a currency it does not name"),
        (answer(chart(baba(regularMarketPrice=0))), "bad_payload", "no price for BABA"),
        (answer(chart(baba(regularMarketPrice=-1.5))), "bad_payload", "no price for BABA"),
        (answer(chart(baba(regularMarketPrice="113.24"))), "bad_payload", "no price for BABA"),
        (answer(chart(baba(regularMarketTime=10**15))), "bad_payload", "time"),
        (answer('{"chart":{"result":[{"meta":{"symbol":"BABA","regularMarketPrice":NaN'), "bad_payload", "cut off"),
        (answer(fault("Not Found", "No data found, symbol may be delisted"), 404), "not_found", "has no data for BABA"),
        (answer(fault("Unprocessable Entity", "5m data not available"), 422), "bad_request", "5m data not available"),
        (answer(fault("Bad Request", "Invalid input"), 400), "bad_request", "Invalid input"),
        (page("Edge: Too Many Requests", 429), "rate_limited", "refuses for now (too many requests)"),
        (page("Too Many Requests\r\n", 200), "rate_limited", "refuses for now"),
        (page("<html><title>x</title>Will be right back...</html>"), "unavailable", "maintenance"),
        (page("<html>Access Denied</html>"), "blocked", "a page instead of data"),
        (page("<html>Access Denied</html>", 403), "blocked", "does not let us in"),
        (page("<html>Bad gateway</html>", 502), "unavailable", "out of order (502)"),
        (answer({"finance": {"result": None, "error": {"code": "Unauthorized"}}}, 401), "auth", "login"),
        (answer({"chart": {"result": [], "error": None}}), "not_found", "has no data for BABA"),
        (answer({"chart": {"result": None, "error": None}}), "not_found", "has no data for BABA"),
        (answer(b""), "bad_payload", "cut off"),
        (answer(b"[" * 100_000), "bad_payload", "cut off"),
        (Answer(reset=True), "unavailable", "broke off"),
        (answer(chart(baba()), cut=200), "unavailable", "broke off"),
    ],
)  # fmt: skip
async def test_failures(server: Loopback, yahoo: Yahoo, web: Web, told: Answer, failure: str, words: str) -> None:
    server.on(CHART, told)
    with pytest.raises(FeedError) as caught:
        await yahoo.quote(BABA, web)
    assert caught.value.failure == failure
    assert words in str(caught.value)
    assert caught.value.feed == "yahoo"
    assert len(server.log) == 1


async def test_what_the_feed_says_is_no_terminal_code(server: Loopback, yahoo: Yahoo, web: Web) -> None:
    server.on(CHART, answer(fault("Bad Request", "a\x1b[31m\u202e" + "b" * 1000), 400))
    with pytest.raises(FeedError) as caught:
        await yahoo.quote(BABA, web)
    assert str(caught.value).isprintable()
    assert len(str(caught.value)) < 250


async def test_asked_to_come_back_later(server: Loopback, yahoo: Yahoo, web: Web) -> None:
    told: dict[str, Any] = {"headers": {"Retry-After": "120"}}
    server.on(CHART, page("Edge: Too Many Requests", 429, **told))
    with pytest.raises(FeedError) as caught:
        await yahoo.quote(BABA, web)
    assert caught.value.retry_after == 120


async def test_consent_is_not_followed(server: Loopback, yahoo: Yahoo, web: Web) -> None:
    server.on("/consent", answer(chart(baba())))
    server.on(CHART, Answer(307, headers={"Location": f"{server.url}/consent"}))
    with pytest.raises(FeedError) as caught:
        await yahoo.quote(BABA, web)
    assert caught.value.failure == "blocked"
    assert [item.path for item in server.log] == [CHART]


async def test_a_feed_that_hangs(server: Loopback, yahoo: Yahoo, client: Any, clock: Clock) -> None:
    waiting = threading.Event()
    server.on(CHART, answer(chart(baba()), delay=waiting))
    hurried = Web(client, clock.now, sleep=clock.sleep, monotonic=clock.monotonic, total=0.1)
    with pytest.raises(FeedError, match=r"did not answer within 0\.1 s") as caught:
        await yahoo.quote(BABA, hurried)
    waiting.set()
    assert caught.value.failure == "unavailable"


async def test_open_by_its_hours_and_three_hours_behind(server: Loopback, yahoo: Yahoo, web: Web, clock: Clock) -> None:
    clock.at = utc("2026-09-04T18:30")
    server.on(CHART, answer(chart(baba(regularMarketTime=int(utc("2026-09-04T15:30").timestamp())))))
    quote = await yahoo.quote(BABA, web)
    assert quote.stale
    assert quote.session == "open"


async def test_symbols_are_encoded(server: Loopback, yahoo: Yahoo, web: Web) -> None:
    server.on("/v8/finance/chart/A/B?C=", answer(chart(baba(symbol="A/B?C="))))
    await yahoo.quote(Listing(symbol="X", venue="NYSE", currency="USD", feeds={"yahoo": "A/B?C="}), web)
    assert server.log[0].target.startswith("/v8/finance/chart/A%2FB%3FC%3D?")


async def test_a_price_after_hours(server: Loopback, yahoo: Yahoo, web: Web) -> None:
    server.on(CHART, answer(chart(baba())))
    quote = await yahoo.quote(BABA, web)
    late = int(utc("2026-09-04T20:55").timestamp())
    after = daily("BABA", "USD", [(1788551700, 113.2), (late, 113.01)], dataGranularity="5m", range="1d")
    server.on(CHART, answer(chart(after)))
    extended = await yahoo.extended(BABA, quote, web)
    assert (extended.value, extended.extended) == (Decimal("113.24"), Decimal("113.01"))
    assert (extended.extended_session, extended.extended_at) == ("after hours", utc("2026-09-04T20:55"))
    assert server.log[-1].query["includePrePost"] == "true"


async def test_no_price_after_hours_is_made_up(server: Loopback, yahoo: Yahoo, web: Web) -> None:
    server.on(CHART, answer(chart(baba())))
    quote = await yahoo.quote(BABA, web)
    server.on(CHART, answer(chart(daily("BABA", "USD", [(1788551700, 113.2)], dataGranularity="5m"))))
    assert await yahoo.extended(BABA, quote, web) == quote


async def test_history_in_another_grain_is_refused(server: Loopback, yahoo: Yahoo, web: Web) -> None:
    server.on(CHART, answer(chart(baba(dataGranularity="1wk"))))
    with pytest.raises(FeedError, match="daily bars were asked for and 1wk given"):
        await yahoo.bars(BABA, START, web)


async def test_an_answer_without_end(server: Loopback, yahoo: Yahoo, client: Any, clock: Clock) -> None:
    server.on(CHART, answer(b" " * 20_000))
    small = Web(client, clock.now, sleep=clock.sleep, monotonic=clock.monotonic, max_body=10_000)
    with pytest.raises(FeedError, match="larger than"):
        await yahoo.quote(BABA, small)
