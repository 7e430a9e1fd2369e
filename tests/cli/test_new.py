"""`new` and where a symbol trades: by the feed where the network may be used, else by the symbol, else asked."""

from __future__ import annotations

import json
import tomllib
from typing import Any

import pytest

from tests.cli.conftest import Home
from tests.cli.test_prices import configure
from tests.prices.loopback import Loopback, answer, page
from tests.prices.test_lookup import VODAFONE, meta
from thesis_tui.venues.symbols import symbol_at

CHART = "/v8/finance/chart/"


def listing(home: Home, thesis: str) -> dict[str, Any]:
    values = tomllib.loads((home.data / thesis / "thesis.toml").read_text(encoding="utf-8"))
    found: dict[str, Any] = values["listing"][0]
    return {"name": values["name"], **found}


@pytest.fixture
def online(home: Home, server: Loopback) -> Home:
    configure(home, server)
    home.online = True
    return home


@pytest.mark.parametrize(
    ("symbol", "thesis", "venue", "currency"),
    [
        ("RELIANCE.NS", "reliance-ns", "NSE", "INR"),
        ("VOD.L", "vod-l", "LSE", "GBX"),
        ("BTC-USD", "btc-usd", "Crypto", "USD"),
        ("EURUSD=X", "eurusd-x", "Forex", "USD"),
        ("^GSPC", "gspc", "NYSE", "USD"),
        ("CL=F", "cl-f", "NYMEX", "USD"),
        ("BRK-B", "brk-b", "NYSE", "USD"),
        ("VFIAX", "vfiax", "US fund", "USD"),
    ],
)
def test_offline_the_symbol_says_where_it_trades(
    home: Home, symbol: str, thesis: str, venue: str, currency: str
) -> None:
    text = home.done("new", symbol)
    assert f"{symbol}: {venue}, quoted in " in text
    assert (listing(home, thesis)["venue"], listing(home, thesis)["currency"]) == (venue, currency)


def test_what_the_symbol_does_not_say_is_refused_by_the_options_that_say_it(home: Home) -> None:
    text = home.refused("new", "7203")
    assert "--venue" in text
    assert "--currency" in text
    assert "--currency" in home.refused("new", "0P0000A1B2.F")
    home.done("new", "7203", "--venue", "tse")
    assert listing(home, "7203")["currency"] == "JPY"
    home.done("new", "0P0000A1B2.F", "--currency", "gbx")
    assert (listing(home, "0p0000a1b2-f")["venue"], listing(home, "0p0000a1b2-f")["currency"]) == ("Fund", "GBX")
    assert "--currency" in home.refused("new", "ACME", "--venue", "Moon")


def test_the_feed_s_name_exchange_and_unit_are_taken_and_said(online: Home, server: Loopback) -> None:
    server.on(f"{CHART}VOD.L", answer(VODAFONE))
    text = online.done("new", "VOD.L")
    assert "Yahoo says: Vodafone Group Public Limited Company, LSE, quoted in pence" in text
    made = listing(online, "vod-l")
    assert (made["name"], made["venue"], made["currency"]) == ("Vodafone Group Public Limited Company", "LSE", "GBX")


def test_a_symbol_that_says_nothing_is_placed_by_the_feed(online: Home, server: Loopback) -> None:
    server.on(f"{CHART}0P0000A1B2.F", answer(
        meta(symbol="0P0000A1B2.F", currency="SEK", exchangeName="FRA", instrumentType="MUTUALFUND", longName="A Fund")
    ))  # fmt: skip
    online.done("new", "0P0000A1B2.F")
    made = listing(online, "0p0000a1b2-f")
    assert (made["name"], made["venue"], made["currency"]) == ("A Fund", "Fund", "SEK")


def test_what_is_typed_stands_above_what_the_feed_says(online: Home, server: Loopback) -> None:
    server.on(f"{CHART}VOD.L", answer(VODAFONE))
    online.done("new", "VOD.L", "--name", "Mine", "--currency", "GBP")
    assert listing(online, "vod-l")["name"] == "Mine"
    assert listing(online, "vod-l")["currency"] == "GBP"
    online.done("new", "ACME", "--name", "Acme", "--venue", "NASDAQ", "--currency", "USD")
    assert [asked.path for asked in server.log] == [f"{CHART}VOD.L"], "where all was typed nobody is asked"


def test_a_symbol_the_feed_calls_otherwise_is_said_and_kept_as_typed(online: Home, server: Loopback) -> None:
    server.on(f"{CHART}FB", answer(meta(symbol="META", currency="USD", exchangeName="NMS", longName="Meta Platforms")))
    result = online.run("new", "FB")
    assert result.code == 0
    assert "Yahoo answers for FB with META (Meta Platforms)" in result.err
    assert "thesis-tui new META" in result.err
    assert listing(online, "fb")["symbol"] == "FB"


def test_a_feed_that_does_not_answer_stands_in_nobody_s_way(online: Home, server: Loopback) -> None:
    server.on(f"{CHART}VOD.L", page("Edge: Too Many Requests", 429))
    result = online.run("new", "VOD.L")
    assert result.code == 0
    assert "taken from the symbol alone" in result.err
    assert listing(online, "vod-l")["currency"] == "GBX"


def test_what_was_typed_wrong_is_refused_before_anybody_is_asked(online: Home, server: Loopback) -> None:
    online.refused("new", "VOD.L", "--currency", "pounds sterling")
    assert server.log == []


def test_pence_in_any_of_their_forms_are_one_level(home: Home) -> None:
    home.done("new", "VOD.L")
    for typed in ("90", "90p", "£0.90", "0.90 GBP", "90 GBX"):
        assert "added support 90" in home.done("--thesis", "vod-l", "level", "add", "support", typed)
    assert "quoted in pence, not in USD" in home.refused("--thesis", "vod-l", "level", "add", "support", "90 USD")


@pytest.mark.parametrize(
    ("symbol", "typed", "shown"),
    [
        ("NPN.JO", ("R4200", "R 4,200.00", "420000c", "4200 ZAR", "420000"), "420 000"),
        ("7203.T", ("¥2,845", "2,845円", "2845 JPY"), "2845 "),
        ("600519.SS", ("¥1,500.20", "RMB 1500.2", "1500.20元"), "1500.20"),
        ("RELIANCE.NS", ("₹1,402.10", "Rs 1402.10", "Rs. 1,402.10"), "1402.10"),
        ("VOLV-B.ST", ("301.2 kr", "301,20", "301.20 SEK"), "301.20"),
        ("TEVA.TA", ("₪56", "5600 agorot", "5600"), "5600"),
    ],
)
def test_a_price_is_typed_with_the_sign_of_its_listings_currency(
    home: Home, symbol: str, typed: tuple[str, ...], shown: str
) -> None:
    home.done("new", symbol)
    for text in typed:
        assert f"recorded for {symbol} {shown}" in home.done(
            "price", text, "--thesis", symbol.lower().replace(".", "-")
        )
    assert "not in USD" in home.refused("price", "$56", "--thesis", symbol.lower().replace(".", "-"))


def test_a_listing_in_pence_as_feeds_write_them_is_one_in_gbx(home: Home) -> None:
    home.done("new", "VOD.L")
    toml = home.data / "vod-l" / "thesis.toml"
    toml.write_text(toml.read_text().replace('currency = "GBX"', 'currency = "GBp"'), encoding="utf-8")
    assert "added support 90" in home.done("--thesis", "vod-l", "level", "add", "support", "90p")


def test_doctor_says_whose_holidays_are_not_known(home: Home) -> None:
    home.done("new", "ACME", "--venue", "Moon", "--currency", "USD")
    home.done("new", "FPT.VN")
    home.done("new", "NVDA", "--venue", "NASDAQ")
    assert "ACME: Moon is not in the table of venues" in home.run("--thesis", "acme", "doctor").out
    assert "FPT.VN: HOSE: its holidays are not known" in home.run("--thesis", "fpt-vn", "doctor").out
    assert "NYSE" not in home.run("--thesis", "nvda", "doctor").out


def test_futures_have_levels_and_prices_below_zero_and_shares_have_not(home: Home) -> None:
    home.done("new", "CL=F")
    home.done("new", "BABA")
    home.done("--thesis", "cl-f", "level", "add", "support", "-10")
    home.done("--thesis", "cl-f", "level", "add", "support", "-20 - -15.50")
    home.done("--thesis", "cl-f", "price", "-37.63", "--close", "--at", "2025-12-23")
    levels = home.done("--thesis", "cl-f", "level", "list")
    assert "−10.00" in levels
    assert "−37.63" in levels
    assert "−15.50" in levels
    assert "above zero" in home.refused("--thesis", "baba", "level", "add", "support", "-10")
    assert "above zero" in home.refused("--thesis", "baba", "price", "-1")
    home.refused("--thesis", "cl-f", "price", "66.20")
    assert "far from the last price" in home.refused("--thesis", "cl-f", "price", "-3763")
    home.done("--thesis", "cl-f", "price", "-35.10")
    home.done("--thesis", "cl-f", "price", "12", "--sure")
    assert "far from the last price" in home.refused("--thesis", "cl-f", "price", "-12")


def test_a_ticker_that_says_nothing_is_assumed_until_the_user_says(home: Home) -> None:
    text = home.done("new", "NVDA", "--template", "growth")
    assert "NYSE in USD is assumed" in text
    home.done("price", "180", "--close", "--thesis", "nvda")
    home.done("level", "add", "support", "170", "--thesis", "nvda")
    view = json.loads(home.done("show", "--json", "--thesis", "nvda"))
    (level,) = view["levels"]
    assert (level["state"], level["code"]) == ("no price", "venue assumed"), "nothing is green on a venue nobody said"
    assert "NYSE is assumed" in home.done("level", "list", "--thesis", "nvda")
    assert "NYSE assumed" in home.done("show", "--thesis", "nvda")
    assert "is assumed, so no price of it is judged" in home.run("doctor", "--thesis", "nvda").out
    assert any("assumed" in item["text"] for item in view["attention"])

    home.done("listing", "edit", "NVDA", "--venue", "NASDAQ", "--thesis", "nvda")
    view = json.loads(home.done("show", "--json", "--thesis", "nvda"))
    assert view["levels"][0]["state"] == "holding"
    assert "assumed" not in home.done("show", "--thesis", "nvda")


def test_a_venue_that_was_assumed_right_is_confirmed_as_it_stands(home: Home) -> None:
    home.done("new", "KO")
    home.done("listing", "edit", "KO", "--venue", "NYSE", "--thesis", "ko")
    assert "assumed" not in home.done("show", "--thesis", "ko")


def test_without_a_terminal_the_symbol_must_be_given(home: Home) -> None:
    result = home.run("new")
    assert result.code == 2
    assert "say the symbol" in result.err


def test_a_pillar_that_is_none_of_the_template_s_is_said_to_begin_without_figures(home: Home) -> None:
    given = ("new", "ACME", "--name", "Acme", "--venue", "NYSE", "--template", "dividend", "--pillar", "Payout")
    result = home.run(*given, "--pillar", "Output")
    assert result.code == 0
    assert "Output begins without figures; to take those of the template's Dividend growth, say" in result.err
    assert "Payout begins" not in result.err
    values = tomllib.loads((home.data / "acme" / "thesis.toml").read_text(encoding="utf-8"))
    assert [(value["title"], value.get("key")) for value in values["pillar"]] == [
        ("Payout", "payout"),
        ("Output", None),
    ]
    result = home.run(*("B" if word == "ACME" else word for word in given), "--pillar", "Output = The business")
    assert "begins without" not in result.err
    values = tomllib.loads((home.data / "b" / "thesis.toml").read_text(encoding="utf-8"))
    assert values["pillar"][1]["key"] == "sales-yoy"


@pytest.mark.parametrize(
    ("symbol", "venue", "there"),
    [
        ("SAP", "Xetra", "SAP.DE"),
        ("VOD", "LSE", "VOD.L"),
        ("MC", "Euronext Paris", "MC.PA"),
        ("700", "HKEX", "0700.HK"),
        ("9988", "HKEX", "9988.HK"),
        ("VOLV-B", "Nasdaq Stockholm", "VOLV-B.ST"),
        ("600519", "SSE", "600519.SS"),
        ("SAP.DE", "XETRA", "SAP.DE"),
        ("NVDA", "NASDAQ", "NVDA"),
        ("BRK.B", "NYSE", "BRK.B"),
        ("^GDAXI", "XETRA", "^GDAXI"),
        ("CL=F", "NYMEX", "CL=F"),
        ("ACME", "Moon", "ACME"),
    ],
)
def test_a_symbol_gets_the_suffix_of_its_venue_where_it_has_none(symbol: str, venue: str, there: str) -> None:
    assert symbol_at(symbol, venue) == there


def test_a_symbol_without_its_venue_s_suffix_is_made_and_the_one_with_it_offered(home: Home) -> None:
    text = home.done("new", "SAP", "--venue", "XETRA")
    assert "quoted in EUR" in text
    assert "thesis-tui listing edit SAP --symbol SAP.DE --thesis sap" in text
    assert "listing edit" not in home.done("new", "NVDA", "--venue", "NASDAQ")


def test_another_venue_than_the_feed_s_brings_its_own_currency(online: Home, server: Loopback) -> None:
    server.on(f"{CHART}SAP", answer(meta(symbol="SAP", currency="USD", exchangeName="NYQ", longName="SAP SE")))
    online.done("new", "SAP", "--venue", "XETRA")
    assert listing(online, "sap")["currency"] == "EUR"


def test_a_price_in_another_currency_is_refused_with_the_symbol_to_change_to(online: Home, server: Loopback) -> None:
    online.online = False
    online.done("new", "SAP", "--venue", "XETRA")
    online.online = True
    server.on(f"{CHART}SAP", answer(meta(symbol="SAP", currency="USD", exchangeName="NYQ")))
    text = online.run("price", "--thesis", "sap").err
    assert "SAP is in EUR, the price in USD" in text
    assert "thesis-tui listing edit SAP --symbol SAP.DE" in text
