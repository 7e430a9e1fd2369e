"""What a symbol says of where it is traded, for every form of symbol."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thesis_tui.venues.symbols import exchange_venue, feed_symbol, guess
from thesis_tui.venues.table import _ALIASES, find_venue, known_venues

SUFFIXES = {
    "NS": ("NSE", "INR"), "ST": ("Nasdaq Stockholm", "SEK"), "OL": ("Oslo", "NOK"), "CO": ("Nasdaq Copenhagen", "DKK"),
    "HE": ("Nasdaq Helsinki", "EUR"), "MC": ("BME", "EUR"), "MI": ("Borsa Italiana", "EUR"),
    "LS": ("Euronext Lisbon", "EUR"), "SI": ("SGX", "SGD"), "SA": ("B3", "BRL"), "MX": ("BMV", "MXN"),
    "NZ": ("NZX", "NZD"), "AX": ("ASX", "AUD"), "KS": ("KRX", "KRW"), "KQ": ("KOSDAQ", "KRW"), "TW": ("TWSE", "TWD"),
    "TWO": ("TPEx", "TWD"), "T": ("TSE", "JPY"), "TO": ("TSX", "CAD"), "V": ("TSXV", "CAD"), "SW": ("SIX", "CHF"),
    "VI": ("Vienna", "EUR"), "BR": ("Euronext Brussels", "EUR"), "AS": ("Euronext Amsterdam", "EUR"),
    "PA": ("Euronext Paris", "EUR"), "IR": ("Euronext Dublin", "EUR"), "WA": ("Warsaw", "PLN"), "IS": ("BIST", "TRY"),
    "JO": ("JSE", "ZAC"), "TA": ("TASE", "ILA"), "SR": ("Tadawul", "SAR"), "JK": ("IDX", "IDR"),
    "KL": ("Bursa Malaysia", "MYR"), "BK": ("SET", "THB"), "HK": ("HKEX", "HKD"), "SS": ("SSE", "CNY"),
    "SZ": ("SZSE", "CNY"), "L": ("LSE", "GBX"), "IL": ("LSE", "USD"), "DE": ("XETRA", "EUR"), "F": ("Frankfurt", "EUR"),
    "BE": ("Berlin", "EUR"), "MU": ("Munich", "EUR"), "DU": ("Dusseldorf", "EUR"), "HM": ("Hamburg", "EUR"),
    "SG": ("Stuttgart", "EUR"), "BO": ("BSE", "INR"), "CN": ("CSE", "CAD"), "NE": ("Cboe Canada", "CAD"),
    "PR": ("Prague", "CZK"), "BD": ("Budapest", "HUF"), "AT": ("Athens", "EUR"), "QA": ("DSM", "QAR"),
    "CA": ("EGX", "EGP"), "KW": ("Boursa Kuwait", "KWF"), "VN": ("HOSE", "VND"), "SN": ("Santiago", "CLP"),
    "BA": ("BYMA", "ARS"), "CL": ("Bogota", "COP"), "LM": ("Lima", "PEN"), "RO": ("Bucharest", "RON"),
    "IC": ("Nasdaq Iceland", "ISK"), "PS": ("PSE", "PHP"), "TL": ("Nasdaq Tallinn", "EUR"),
}  # fmt: skip


@pytest.mark.parametrize("suffix", SUFFIXES)
@pytest.mark.parametrize("base", ["AB", "600519", "NOVO-B"])
def test_a_suffix_says_venue_and_unit(suffix: str, base: str) -> None:
    found = guess(f"{base}.{suffix.lower()}")
    assert (found.venue, found.currency) == SUFFIXES[suffix]
    assert found.ask == ()
    assert find_venue(found.venue).kind == "exchange"


@pytest.mark.parametrize(
    ("symbol", "venue", "currency"),
    [
        ("NVDA", "NYSE", "USD"), ("F", "NYSE", "USD"), ("GOOGL", "NYSE", "USD"),
        ("BRK-B", "NYSE", "USD"), ("BRK.B", "NYSE", "USD"), ("BF.B", "NYSE", "USD"),
        ("RDS-A", "NYSE", "USD"), ("BAC-PL", "NYSE", "USD"), ("NSRGY", "OTC", "USD"),
        ("RYCEF", "OTC", "USD"), ("VFIAX", "US fund", "USD"),
        ("BTC-USD", "Crypto", "USD"), ("SHIB-EUR", "Crypto", "EUR"),
        ("ETH-BTC", "Crypto", "BTC"),
        ("EURUSD=X", "Forex", "USD"), ("HKD=X", "Forex", "HKD"),
        ("GBPJPY=X", "Forex", "JPY"),
        ("^GSPC", "NYSE", "USD"), ("^HSI", "HKEX", "HKD"), ("^GDAXI", "XETRA", "EUR"),
        ("^FTSE", "LSE", "GBP"), ("^N225", "TSE", "JPY"), ("^TA125.TA", "TASE", "ILS"),
        ("CL=F", "NYMEX", "USD"), ("GC=F", "COMEX", "USD"), ("ES=F", "CME", "USD"),
        ("ZC=F", "CBOT", "USX"), ("KC=F", "ICE US", "USX"), ("CLZ26.NYM", "NYMEX", "USD"),
    ],
)  # fmt: skip
def test_the_form_of_a_symbol_says_venue_and_currency(symbol: str, venue: str, currency: str) -> None:
    found = guess(symbol)
    assert (found.venue, found.currency, found.ask) == (venue, currency, ())


@pytest.mark.parametrize(
    "symbol", ["9988", "005930", "7203", "FOO.XY", "ABCDEF", "US0378331005", "^NOBODY", "QQ=F", "A B"]
)
def test_what_a_symbol_does_not_say_is_asked(symbol: str) -> None:
    found = guess(symbol)
    assert (found.venue, found.currency, found.ask) == ("", "", ("venue", "currency"))


def test_a_fund_s_suffix_says_nothing_of_its_currency() -> None:
    found = guess("0P0000A1B2.F")
    assert (found.venue, found.ask) == ("Fund", ("currency",))
    assert guess("ABCDEF=X").ask == ("currency",)


@given(st.text(max_size=20))
def test_anything_typed_is_placed_or_asked_about(text: str) -> None:
    found = guess(text)
    assert ("venue" in found.ask) is (not found.venue)
    assert found.currency or "currency" in found.ask
    if found.venue:
        assert find_venue(found.venue).kind != "unknown"


@given(st.from_regex(r"[A-Z0-9]{1,6}[.=^-][A-Z0-9]{0,4}", fullmatch=True))
def test_only_a_plain_ticker_or_a_class_of_shares_is_american_by_default(text: str) -> None:
    found = guess(text)
    if found.venue == "NYSE":
        assert text[-2] in ".-" or text.rpartition("-")[2][:1] in ("P", "W", "U", "R")


@pytest.mark.parametrize(
    ("symbol", "asked"),
    [("BRK.B", "BRK-B"), ("brk-b", "BRK-B"), ("700.HK", "0700.HK"), ("0700.HK", "0700.HK"), ("09988.HK", "9988.HK"),
     ("VOD.L", "VOD.L"), ("X.V", "X.V"), ("^GSPC", "^GSPC"), ("BTC-USD", "BTC-USD")],
)  # fmt: skip
def test_a_symbol_as_the_feed_writes_it(symbol: str, asked: str) -> None:
    assert feed_symbol(symbol) == asked


@pytest.mark.parametrize(
    ("code", "full", "kind", "venue"),
    [
        ("NMS", "NasdaqGS", "EQUITY", "NASDAQ"), ("NYQ", "NYSE", "EQUITY", "NYSE"), ("GER", "XETRA", "EQUITY", "XETRA"),
        ("FRA", "Frankfurt", "EQUITY", "Frankfurt"), ("HKG", "HKSE", "EQUITY", "HKEX"),
        ("PAR", "Paris", "EQUITY", "Euronext Paris"), ("AMS", "Amsterdam", "ETF", "Euronext Amsterdam"),
        ("LSE", "LSE", "EQUITY", "LSE"), ("TLO", "TLO", "EQUITY", "Borsa Italiana"),
        ("MIL", "Milan", "EQUITY", "Borsa Italiana"), ("SHH", "Shanghai", "EQUITY", "SSE"),
        ("SHZ", "Shenzhen", "EQUITY", "SZSE"), ("JPX", "Tokyo", "EQUITY", "TSE"), ("TOR", "Toronto", "EQUITY", "TSX"),
        ("PNK", "OTC Markets OTCPK", "EQUITY", "OTC"), ("NAS", "Nasdaq", "MUTUALFUND", "US fund"),
        ("FRA", "Frankfurt", "MUTUALFUND", "Fund"), ("CCC", "CCC", "CRYPTOCURRENCY", "Crypto"),
        ("CCY", "CCY", "CURRENCY", "Forex"), ("NYM", "NY Mercantile", "FUTURE", "NYMEX"),
        ("XLON", "", "", "LSE"), ("???", "Tokyo", "", "TSE"),
    ],
)  # fmt: skip
def test_the_feed_s_names_of_exchanges(code: str, full: str, kind: str, venue: str) -> None:
    found = exchange_venue(code, full, kind)
    assert found is not None
    assert found.name == venue


def test_an_exchange_nobody_knows_is_none() -> None:
    assert exchange_venue("ZZZ", "Moon", "EQUITY") is None


def test_a_venue_is_found_in_any_case_and_by_its_other_names() -> None:
    assert find_venue("xetra") == find_venue("XETRA") == find_venue("Xetra") == find_venue("XETR")
    assert find_venue("Euronext  Paris") == find_venue("euronext") == find_venue("XPAR")
    for alias, name in _ALIASES.items():
        assert find_venue(alias).name.casefold() == name
    assert {find_venue(name).name for name in known_venues()} == set(known_venues())
    unknown = find_venue("Moon")
    assert (unknown.name, unknown.kind, unknown.currency) == ("Moon", "unknown", "")


def test_prices_below_zero_are_prices_of_futures_alone() -> None:
    assert find_venue("NYMEX").negative
    assert [name for name in known_venues() if find_venue(name).negative] == ["NYMEX", "COMEX", "CME", "CBOT", "ICE US"]
