"""Whatever a feed sends, it is a quote that can be believed or one of the failures."""

from __future__ import annotations

import copy
from collections.abc import Awaitable, Callable, Iterator
from datetime import date
from typing import Any

import pytest

from tests.prices.bodies import BABA, FINNHUB, FRANKFURTER, KLINE, TRADEGATE, US_LINE, XETRA, baba, chart
from tests.prices.conftest import KEY, access
from tests.prices.loopback import Answer, Loopback, answer
from thesis_tui.errors import FeedError
from thesis_tui.model.feeds import Quote, Rates
from thesis_tui.prices.feed import Series
from thesis_tui.prices.finnhub import Finnhub
from thesis_tui.prices.frankfurter import Frankfurter
from thesis_tui.prices.http import Web
from thesis_tui.prices.tencent import Tencent
from thesis_tui.prices.tradegate import Tradegate
from thesis_tui.prices.yahoo import Yahoo

JUNK: tuple[Any, ...] = (None, "x", -1, [], {"a": 1}, 10**40)
Reference = Quote | Series | Rates
YEAR = date(2026, 1, 1)


def spoiled(body: Any) -> Iterator[Any]:
    """The body with each of its parts, of a list only the first two, replaced by each piece of junk."""
    for path in _paths(body):
        for junk in JUNK:
            made = copy.deepcopy(body)
            part = made
            for step in path[:-1]:
                part = part[step]
            part[path[-1]] = junk
            yield made


def _paths(body: Any) -> Iterator[tuple[Any, ...]]:
    steps = list(body) if isinstance(body, dict) else range(min(2, len(body))) if isinstance(body, list) else []
    for step in steps:
        yield (step,)
        for rest in _paths(body[step]):
            yield (step, *rest)


CASES: dict[str, tuple[str, Any, Callable[[Loopback, Web], Awaitable[Reference]]]] = {
    "yahoo quote": (
        "/v8/finance/chart/BABA",
        chart({**baba(), "events": {"splits": {"1": {"date": 1788442200, "numerator": 4, "denominator": 1}}}}),
        lambda server, web: Yahoo(access("yahoo", "Yahoo", server)).quote(BABA, web),
    ),
    "yahoo bars": (
        "/v8/finance/chart/BABA",
        chart(baba()),
        lambda server, web: Yahoo(access("yahoo", "Yahoo", server)).bars(BABA, YEAR, web),
    ),
    "tencent bars": (
        "/appstock/app/usfqkline/get",
        KLINE,
        lambda server, web: Tencent(access("tencent", "Tencent", server)).bars(BABA, YEAR, web),
    ),
    "tradegate": (
        "/refresh.php",
        TRADEGATE,
        lambda server, web: Tradegate(access("tradegate", "Tradegate", server)).quote(XETRA, web),
    ),
    "finnhub": (
        "/api/v1/quote",
        FINNHUB,
        lambda server, web: Finnhub(access("finnhub", "Finnhub", server, KEY)).quote(BABA, web),
    ),
    "frankfurter": (
        "/v1/latest",
        FRANKFURTER,
        lambda server, web: Frankfurter(access("frankfurter", "Frankfurter", server)).rates(["USD"], None, web),
    ),
}


@pytest.mark.parametrize("name", CASES)
async def test_junk_in_any_place(server: Loopback, web: Web, name: str) -> None:
    path, body, ask = CASES[name]
    server.on("/utf8/q=usBABA", Answer(body=US_LINE.encode(), kind="text/html"))
    believed = refused = 0
    for made in spoiled(body):
        server.on(path, answer(made))
        try:
            given = await ask(server, web)
        except FeedError as error:
            refused += 1
            assert str(error)  # noqa: PT017  (most of it is refused, not all)
            continue
        believed += 1
        if isinstance(given, Quote):
            assert given.value > 0
        elif isinstance(given, Series):
            assert all(bar.close > 0 for bar in given.bars)
        else:
            assert given.rates["USD"] > 0
    assert believed
    assert refused


async def test_junk_in_any_field_of_a_line(server: Loopback, web: Web) -> None:
    fields = US_LINE.split("~")
    feed = Tencent(access("tencent", "Tencent", server))
    for number in range(len(fields)):
        for junk in ("", "x", "-1", "9" * 50, "2026-13-45 99:99:99"):
            line = "~".join([*fields[:number], junk, *fields[number + 1 :]])
            server.on("/utf8/q=usBABA", Answer(body=line.encode(), kind="text/html"))
            try:
                quote = await feed.quote(BABA, web)
            except FeedError:
                continue
            assert quote.value > 0
            assert quote.currency == "USD"
