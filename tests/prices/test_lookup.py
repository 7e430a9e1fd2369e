"""A symbol looked up, over HTTP."""

from __future__ import annotations

from typing import Any

import pytest

from tests.prices.bodies import baba, chart, fault, hong_kong
from tests.prices.conftest import access
from tests.prices.loopback import Loopback, answer, page
from thesis_tui.errors import FeedError
from thesis_tui.prices.http import Web
from thesis_tui.prices.lookup import Found, look_up


def meta(**more: Any) -> dict[str, Any]:
    return chart({"meta": more, "timestamp": [], "indicators": {"quote": [{}]}})


VODAFONE = meta(
    symbol="VOD.L", currency="GBp", exchangeName="LSE", fullExchangeName="LSE", instrumentType="EQUITY",
    longName="Vodafone Group Public Limited Company", shortName="VODAFONE GROUP PLC",
)  # fmt: skip


async def asked(server: Loopback, web: Web, symbol: str) -> Found:
    return await look_up(symbol, access("yahoo", "Yahoo", server), web)


async def test_name_venue_and_unit_are_the_feed_s(server: Loopback, web: Web) -> None:
    server.on("/v8/finance/chart/VOD.L", answer(VODAFONE))
    found = await asked(server, web, "vod.l")
    assert (found.name, found.venue, found.currency) == ("Vodafone Group Public Limited Company", "LSE", "GBX")
    assert not found.renamed
    (request,) = server.log
    assert request.query == {"range": "1d", "interval": "1d", "includePrePost": "false"}


async def test_answers_as_they_were_captured(server: Loopback, web: Web) -> None:
    server.on("/v8/finance/chart/BABA", answer(chart(baba())))
    server.on("/v8/finance/chart/9988.HK", answer(chart(hong_kong())))
    found = await asked(server, web, "BABA")
    assert (found.venue, found.currency) == ("NYSE", "USD")
    found = await asked(server, web, "9988.HK")
    assert (found.venue, found.currency) == ("HKEX", "HKD")


async def test_a_class_of_shares_is_asked_for_as_the_feed_writes_it(server: Loopback, web: Web) -> None:
    server.on("/v8/finance/chart/BRK-B", answer(meta(symbol="BRK-B", currency="USD", exchangeName="NYQ")))
    found = await asked(server, web, "BRK.B")
    assert (found.symbol, found.renamed, found.venue, found.name) == ("BRK-B", False, "NYSE", "")


async def test_another_symbol_in_the_answer_is_a_new_name(server: Loopback, web: Web) -> None:
    server.on("/v8/finance/chart/FB", answer(meta(symbol="META", currency="USD", exchangeName="NMS")))
    found = await asked(server, web, "FB")
    assert (found.asked, found.symbol, found.renamed) == ("FB", "META", True)


async def test_an_exchange_that_is_not_in_the_table_is_said_as_the_feed_says_it(server: Loopback, web: Web) -> None:
    server.on("/v8/finance/chart/X", answer(meta(symbol="X", currency=7, exchangeName="ZZZ", fullExchangeName="Moon")))
    found = await asked(server, web, "X")
    assert (found.venue, found.exchange, found.currency) == ("", "Moon", "")


@pytest.mark.parametrize(
    ("told", "failure"),
    [
        (answer(fault("Not Found", "No data found, symbol may be delisted"), 404), "not_found"),
        (answer(fault("Not Found", "No data found, symbol may be delisted")), "not_found"),
        (page("Edge: Too Many Requests", 429), "rate_limited"),
        (page("<html>consent</html>"), "blocked"),
        (page("<html>no</html>", 404), "blocked"),
        (answer([1]), "bad_payload"),
        (answer({"chart": {"result": [{"meta": 5}], "error": None}}), "bad_payload"),
        (page('{"chart": {"resu'), "bad_payload"),
    ],
)
async def test_what_is_no_answer_is_said(server: Loopback, web: Web, told: Any, failure: str) -> None:
    server.on("/v8/finance/chart/BABA", told)
    with pytest.raises(FeedError) as caught:
        await asked(server, web, "BABA")
    assert caught.value.failure == failure


async def test_terminal_controls_in_a_name_do_not_come_through(server: Loopback, web: Web) -> None:
    server.on("/v8/finance/chart/BABA", answer(meta(symbol="BABA", longName="A\x1b[31mli\u202ebaba\n", currency="USD")))
    assert (await asked(server, web, "BABA")).name.isprintable()
