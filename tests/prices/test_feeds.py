"""The feeds beside Yahoo, over HTTP."""

from __future__ import annotations

import logging
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from msgspec.structs import replace

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
)
from tests.prices.conftest import AGENT, KEY, access
from tests.prices.loopback import Answer, Clock, Loopback, answer, page, utc
from thesis_tui.errors import FeedError
from thesis_tui.model.feeds import Quote, Rates
from thesis_tui.model.objects import Listing
from thesis_tui.prices.ecb import Ecb
from thesis_tui.prices.finnhub import Finnhub
from thesis_tui.prices.frankfurter import Frankfurter
from thesis_tui.prices.http import Web
from thesis_tui.prices.tencent import Tencent
from thesis_tui.prices.tradegate import Tradegate, german

TEXT = "text/html; charset=utf-8"
BOTH = "/utf8/q=usBABA,hk09988"
US = "/utf8/q=usBABA"
US_KLINE = "/appstock/app/usfqkline/get"
REFRESH = "/refresh.php"
FINNHUB_QUOTE = "/api/v1/quote"
LATEST = "/v1/latest"
DAILY = "/stats/eurofxref/eurofxref-daily.xml"


# Tencent


@pytest.fixture
def tencent(server: Loopback) -> Tencent:
    return Tencent(access("tencent", "Tencent", server))


@pytest.mark.parametrize(
    ("kind", "encoding"), [(TEXT, "utf-8"), ("text/html; charset=GBK", "gb18030"), ("text/html", "gb18030")]
)
async def test_two_markets_in_one_request(
    server: Loopback, tencent: Tencent, web: Web, kind: str, encoding: str
) -> None:
    server.on(BOTH, Answer(body=(US_LINE + HK_LINE).encode(encoding), kind=kind))
    found = await tencent.quotes((BABA, HONG_KONG), web)
    baba, hong_kong = found["BABA"], found["9988.HK"]
    assert isinstance(baba, Quote)
    assert isinstance(hong_kong, Quote)
    assert (baba.value, baba.currency, baba.previous_close) == (Decimal("113.24"), "USD", Decimal("111.81"))
    assert (baba.at, baba.session) == (utc("2026-09-04T20:04:38"), "close")
    assert (hong_kong.value, hong_kong.currency) == (Decimal("123.8"), "HKD")
    assert (hong_kong.at, hong_kong.session) == (utc("2026-08-07T08:08:24"), "close")
    assert len(server.log) == 1
    assert server.log[0].headers["user-agent"] == AGENT


async def test_one_of_two_is_unknown(server: Loopback, tencent: Tencent, web: Web) -> None:
    server.on(BOTH, Answer(body=US_LINE.encode(), kind=TEXT))
    found = await tencent.quotes((BABA, HONG_KONG), web)
    assert isinstance(found["BABA"], Quote)
    missing = found["9988.HK"]
    assert isinstance(missing, FeedError)
    assert (missing.failure, str(missing)) == ("not_found", "Tencent has no data for hk09988")


@pytest.mark.parametrize(
    ("body", "failure", "words"),
    [
        ('v_pv_none_match="1";', "not_found", "no data for usBABA"),
        (f'v_usBABA="{"~".join(["200", "x", "BABA.N", *["1"] * 17])}";', "bad_payload", "too short"),
        (US_LINE.replace("~113.24~111.81~", "~0.00~111.81~"), "bad_payload", "no price"),
        (US_LINE.replace("BABA.N", "BABX.N"), "bad_payload", "BABX.N given"),
        (US_LINE.replace("~USD~", "~CNY~"), "bad_payload", "in USD, the price in CNY"),
        (US_LINE.replace("~1.43~", "~9.43~"), "bad_payload", "change"),
        (US_LINE.replace("2026-09-04 16:04:38", "soon"), "bad_payload", "time"),
        ("<html>captcha</html>", "blocked", "page"),
        ("", "bad_payload", "no quote"),
    ],
)
async def test_tencent_failures(
    server: Loopback, tencent: Tencent, web: Web, body: str, failure: str, words: str
) -> None:
    server.on(US, Answer(body=body.encode(), kind=TEXT))
    with pytest.raises(FeedError) as caught:
        await tencent.quote(BABA, web)
    assert caught.value.failure == failure
    assert words in str(caught.value)


async def test_tencent_history_is_not_in_the_usual_order(server: Loopback, tencent: Tencent, web: Web) -> None:
    server.on(US, Answer(body=US_LINE.encode(), kind=TEXT))
    server.on(US_KLINE, answer(KLINE))
    series = await tencent.bars(BABA, date(2026, 9, 1), web)
    assert server.log[-1].query == {"param": "usBABA.N,day,,,320,qfq"}
    assert [bar.day.day for bar in series.bars] == [1, 2, 3, 4]
    last = series.bars[-1]
    assert (last.open, last.close, last.high, last.low) == tuple(
        Decimal(text) for text in ("112.37", "113.24", "113.41", "111.97")
    )
    assert series.adjusted
    assert last.whole


@pytest.mark.parametrize(
    ("body", "failure", "words"),
    [
        (
            {"code": 0, "data": {"usBABA.N": {"day": [["2026-09-03", "1", "1", "1", "1"]] * 2}}},
            "bad_payload",
            "history",
        ),
        ({"code": 1, "msg": "bad params", "data": []}, "bad_request", "bad params"),
        ({"code": 0, "data": ""}, "bad_payload", "history"),
        ({"code": 0, "data": {"usBABA.N": {"day": [["2026-09-03", "9", "8", "7", "6"]] * 5}}}, "bad_payload", "high"),
        ({"code": 0, "data": {"usBABA.N": {"day": [["2026-09-03", "-9", "8", "9", "6"]] * 5}}}, "bad_payload", "price"),
    ],
)
async def test_tencent_history_failures(
    server: Loopback, tencent: Tencent, web: Web, body: dict[str, Any], failure: str, words: str
) -> None:
    server.on(US, Answer(body=US_LINE.encode(), kind=TEXT))
    server.on(US_KLINE, answer(body))
    with pytest.raises(FeedError) as caught:
        await tencent.bars(BABA, date(2026, 1, 1), web)
    assert caught.value.failure == failure
    assert words in str(caught.value)


def test_tencent_symbols(tencent: Tencent) -> None:
    hong_kong = replace(HONG_KONG, feeds={})
    assert tencent.symbol(hong_kong) == "hk09988"
    assert tencent.symbol(Listing(symbol="BRK-B", venue="NYSE", currency="USD")) == "usBRK.B"
    assert tencent.symbol(XETRA) is None


# Tradegate


@pytest.fixture
def tradegate(server: Loopback) -> Tradegate:
    return Tradegate(access("tradegate", "Tradegate", server))


async def test_tradegate_mixes_text_and_numbers(server: Loopback, tradegate: Tradegate, web: Web) -> None:
    server.on(REFRESH, answer(TRADEGATE))
    quote = await tradegate.quote(XETRA, web)
    assert server.log[0].query == {"isin": "US01609W1027"}
    assert (quote.value, quote.currency, quote.source) == (Decimal("97.58"), "EUR", "Tradegate")
    assert (quote.at, quote.session, quote.previous_close) == (None, "unknown", Decimal("96.43"))


async def test_tradegate_thousands(server: Loopback, tradegate: Tradegate, web: Web) -> None:
    server.on(REFRESH, answer({**TRADEGATE, "last": "1 560,00"}))
    assert (await tradegate.quote(XETRA, web)).value == Decimal(1560)


@pytest.mark.parametrize(
    ("text", "value"),
    [("1.560,00", "1560"), ("1\xa0560,5", "1560.5"), ("97,58", "97.58"), ("./.", None), ("", None), (None, None)],
)
def test_german_numbers(text: object, value: str | None) -> None:
    assert german(text) == (None if value is None else Decimal(value))


async def test_tradegate_without_a_price(server: Loopback, tradegate: Tradegate, web: Web) -> None:
    server.on(REFRESH, answer({"last": "./.", "bid": "./.", "ask": "./.", "close": 0}))
    with pytest.raises(FeedError, match="no price for US01609W1027 now") as caught:
        await tradegate.quote(XETRA, web)
    assert caught.value.failure == "bad_payload"


async def test_tradegate_is_asked_twice_when_it_says_nothing(
    server: Loopback, tradegate: Tradegate, web: Web, clock: Clock
) -> None:
    server.on(REFRESH, answer(b""), answer(TRADEGATE))
    assert (await tradegate.quote(XETRA, web)).value == Decimal("97.58")
    assert clock.slept == [1.5]
    server.on(REFRESH, answer(b""))
    with pytest.raises(FeedError, match="empty"):
        await tradegate.quote(XETRA, web)
    assert len(server.log) == 4


def test_tradegate_wants_an_isin_and_euros(tradegate: Tradegate) -> None:
    assert tradegate.symbol(replace(XETRA, feeds={})) is None
    assert tradegate.symbol(replace(BABA, feeds={"tradegate": "US01609W1027"})) is None


# Finnhub


@pytest.fixture
def finnhub(server: Loopback) -> Finnhub:
    return Finnhub(access("finnhub", "Finnhub", server, KEY))


async def test_finnhub_gets_the_key_in_a_header(
    server: Loopback, finnhub: Finnhub, web: Web, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    server.on(FINNHUB_QUOTE, answer(FINNHUB))
    quote = await finnhub.quote(BABA, web)
    assert (quote.value, quote.currency, quote.previous_close) == (Decimal("113.24"), "USD", Decimal("111.81"))
    assert (quote.session, quote.close) == ("close", quote.value)
    (asked,) = server.log
    assert asked.headers["x-finnhub-token"] == KEY
    assert KEY not in asked.target
    assert caplog.text
    assert KEY not in caplog.text
    assert KEY not in repr(finnhub.access)


@pytest.mark.parametrize(
    ("told", "failure", "words"),
    [
        (answer(dict.fromkeys("chlopt", 0) | {"d": None, "dp": None, "pc": 0}), "not_found", "no data for BABA"),
        (answer({"error": "Invalid API key."}, 401), "auth", "does not accept the key in FINNHUB_KEY"),
        (answer({"error": "Please use an API key."}, 401), "auth", "FINNHUB_KEY"),
        (answer({"error": "You don't have access to this resource."}, 403), "plan_gated", "paid plan"),
        (answer({"error": "You don't have access to this resource."}, 401), "plan_gated", "paid plan"),
        (answer({"error": "API limit reached. Please try again later."}, 429), "rate_limited", "too many requests"),
        (page("<html>nope</html>", 403), "blocked", "does not let us in"),
        (answer({"c": -1, "t": 1788552000}), "bad_payload", "no price"),
        (answer([1]), "bad_payload", "no JSON"),
    ],
)  # fmt: skip
async def test_finnhub_failures(
    server: Loopback, finnhub: Finnhub, web: Web, told: Answer, failure: str, words: str
) -> None:
    server.on(FINNHUB_QUOTE, told)
    with pytest.raises(FeedError) as caught:
        await finnhub.quote(BABA, web)
    assert caught.value.failure == failure
    assert words in str(caught.value)
    assert KEY not in str(caught.value)
    assert len(server.log) == 1


@pytest.mark.parametrize("key", ["two words", "l\nf", "schlüssel"])
async def test_what_is_no_key_is_not_sent(server: Loopback, web: Web, key: str) -> None:
    with pytest.raises(FeedError, match="what FINNHUB_KEY holds is no key"):
        await Finnhub(access("finnhub", "Finnhub", server, key)).quote(BABA, web)
    assert server.log == []


def test_finnhub_is_for_dollars_in_the_united_states(finnhub: Finnhub) -> None:
    assert finnhub.symbol(BABA) == "BABA"
    assert finnhub.symbol(XETRA) is None
    assert finnhub.symbol(HONG_KONG) is None


# exchange rates


async def test_rates_of_frankfurter(server: Loopback, web: Web) -> None:
    feed = Frankfurter(access("frankfurter", "Frankfurter", server))
    server.on(LATEST, answer(FRANKFURTER, headers={"ETag": 'W/"1"'}))
    rates = await feed.rates(("HKD", "USD"), None, web)
    assert server.log[0].query == {"base": "EUR", "symbols": "HKD,USD"}
    assert (rates.day, rates.source) == (date(2026, 9, 4), "Frankfurter")
    assert rates.rate("EUR", "USD") == Decimal("1.1604")
    across = rates.rate("USD", "HKD")
    assert across is not None
    assert round(across, 3) == Decimal("7.802")
    assert rates.rate("USD", "CHF") is None
    server.on(LATEST, Answer(304))
    assert (await feed.rates(("HKD", "USD"), rates, web)).rates == rates.rates
    assert server.log[1].headers["if-none-match"] == 'W/"1"'


@pytest.mark.parametrize(
    ("told", "failure", "words"),
    [
        (Answer(301, headers={"Location": "https://api.frankfurter.dev/v1/latest"}), "bad_request", "has moved"),
        (answer({"message": "not found"}, 404), "not_found", "no rates"),
        (answer({"message": "bad currency pair"}, 422), "bad_request", "does not understand"),
        (answer({}, 503), "unavailable", "503"),
        (answer({**FRANKFURTER, "base": "USD"}), "bad_payload", "against EUR"),
        (answer({**FRANKFURTER, "rates": {"USD": 1.16}}), "bad_payload", "no rate for HKD"),
        (answer({**FRANKFURTER, "rates": {"USD": 1.16, "HKD": 0}}), "bad_payload", "no rate for HKD"),
        (answer({**FRANKFURTER, "rates": {"USD": 1.16, "HKD": 1.16}}), "bad_payload", "off its peg"),
        (answer({**FRANKFURTER, "date": "2031-01-01"}), "bad_payload", "2031"),
        (answer("{"), "bad_payload", "cut off"),
        (Answer(304), "blocked", "another page"),
    ],
)
async def test_frankfurter_failures(server: Loopback, web: Web, told: Answer, failure: str, words: str) -> None:
    server.on(LATEST, told)
    with pytest.raises(FeedError) as caught:
        await Frankfurter(access("frankfurter", "Frankfurter", server)).rates(("HKD", "USD"), None, web)
    assert caught.value.failure == failure
    assert words in str(caught.value)
    assert len(server.log) == 1


async def test_rates_of_the_bank_itself(server: Loopback, web: Web) -> None:
    server.on(DAILY, Answer(body=ECB, kind="text/xml"))
    rates: Rates = await Ecb(access("ecb", "ECB", server)).rates(("HKD", "USD"), None, web)
    assert (rates.day, rates.source, rates.rate("EUR", "USD")) == (date(2026, 9, 4), "ECB", Decimal("1.1607"))


@pytest.mark.parametrize(
    "body",
    [
        ECB.replace(b"<Cube currency", b"<Other currency"),
        b"<Envelope><Cube/></Envelope>",
        b"<html>not rates",
        b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">]>' + ECB.split(b"?>", 1)[1],
        ECB.replace(b"2026-09-04", b"soon"),
        ECB.replace(b"'USD' rate='1.1607'", b"'USD' rate='&a;'"),
        b"",
    ],
)
async def test_what_is_no_rates_of_the_bank(server: Loopback, web: Web, body: bytes) -> None:
    server.on(DAILY, Answer(body=body, kind="text/xml"))
    with pytest.raises(FeedError) as caught:
        await Ecb(access("ecb", "ECB", server)).rates(("HKD", "USD"), None, web)
    assert caught.value.failure == "bad_payload"
