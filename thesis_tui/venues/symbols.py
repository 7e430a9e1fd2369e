"""A symbol as quotes are asked for, and what its form says of where it is traded and in what it is quoted."""

from __future__ import annotations

import re
from typing import NamedTuple

from thesis_tui.venues.table import Venue, find_venue
from thesis_tui.venues.units import whole_unit

_SUFFIXES = {
    "L": "LSE", "IL": "LSE USD", "XC": "LSE",
    "DE": "XETRA", "F": "Frankfurt", "BE": "Berlin", "MU": "Munich", "DU": "Dusseldorf", "HM": "Hamburg",
    "HA": "Hanover", "SG": "Stuttgart",
    "PA": "Euronext Paris", "NX": "Euronext Paris", "AS": "Euronext Amsterdam", "BR": "Euronext Brussels",
    "LS": "Euronext Lisbon", "IR": "Euronext Dublin", "MI": "Borsa Italiana", "MC": "BME", "SW": "SIX",
    "VI": "Vienna", "ST": "Nasdaq Stockholm", "CO": "Nasdaq Copenhagen", "HE": "Nasdaq Helsinki",
    "IC": "Nasdaq Iceland", "RG": "Nasdaq Riga", "TL": "Nasdaq Tallinn", "VS": "Nasdaq Vilnius", "OL": "Oslo",
    "WA": "Warsaw", "PR": "Prague", "BD": "Budapest", "AT": "Athens", "IS": "BIST", "RO": "Bucharest",
    "TA": "TASE", "JO": "JSE", "SR": "Tadawul", "SAU": "Tadawul", "QA": "DSM", "KW": "Boursa Kuwait", "CA": "EGX",
    "HK": "HKEX", "SS": "SSE", "SZ": "SZSE", "SI": "SGX", "T": "TSE", "KS": "KRX", "KQ": "KOSDAQ", "TW": "TWSE",
    "TWO": "TPEx", "BK": "SET", "JK": "IDX", "KL": "Bursa Malaysia", "PS": "PSE", "VN": "HOSE", "AX": "ASX",
    "NZ": "NZX", "NS": "NSE", "BO": "BSE",
    "TO": "TSX", "V": "TSXV", "CN": "CSE", "NE": "Cboe Canada", "MX": "BMV", "SA": "B3", "BA": "BYMA",
    "SN": "Santiago", "CL": "Bogota", "LM": "Lima",
}  # fmt: skip
"""Behind the last point of a symbol: the venue, and the unit of its quotes where that is not the venue's usual one."""
_INDICES = {
    "GSPC": "NYSE", "SPX": "NYSE", "DJI": "NYSE", "NYA": "NYSE", "RUT": "NYSE", "IXIC": "NASDAQ", "NDX": "NASDAQ",
    "SOX": "NASDAQ", "VIX": "Cboe", "OEX": "Cboe", "TNX": "Cboe", "TYX": "Cboe", "FVX": "Cboe", "IRX": "Cboe",
    "GSPTSE": "TSX", "BVSP": "B3", "MXX": "BMV", "MERV": "BYMA", "IPSA": "Santiago",
    "FTSE": "LSE", "FTMC": "LSE", "FTAS": "LSE", "GDAXI": "XETRA", "MDAXI": "XETRA", "SDAXI": "XETRA",
    "TECDAX": "XETRA", "STOXX50E": "XETRA", "STOXX": "XETRA", "FCHI": "Euronext Paris", "AEX": "Euronext Amsterdam",
    "BFX": "Euronext Brussels", "N100": "Euronext Paris", "SSMI": "SIX", "IBEX": "BME", "ATX": "Vienna",
    "OMX": "Nasdaq Stockholm", "OMXC25": "Nasdaq Copenhagen", "OMXH25": "Nasdaq Helsinki", "OSEAX": "Oslo",
    "HSI": "HKEX", "HSCE": "HKEX", "N225": "TSE", "TPX": "TSE", "KS11": "KRX", "KQ11": "KOSDAQ", "TWII": "TWSE",
    "STI": "SGX", "KLSE": "Bursa Malaysia", "JKSE": "IDX", "SET": "SET", "AXJO": "ASX", "AORD": "ASX",
    "NZ50": "NZX", "BSESN": "BSE", "NSEI": "NSE", "NSEBANK": "NSE",
}  # fmt: skip
"""Behind the "^": the exchange by whose hours an index is computed. Its points count as the venue's currency."""
_FUTURES = {
    **dict.fromkeys(("CL", "NG", "HO", "RB", "BZ", "PL", "PA", "MCL", "QM", "QG", "MNG"), "NYMEX"),
    **dict.fromkeys(("GC", "SI", "HG", "MGC", "SIL", "MHG", "ALI"), "COMEX"),
    **dict.fromkeys(("ES", "NQ", "RTY", "MES", "MNQ", "M2K", "6E", "6J", "6B", "6C", "6A", "6S", "BTC", "MBT",
                     "ETH", "NKD"), "CME"),
    **dict.fromkeys(("LE", "HE", "GF"), "CME USX"),
    **dict.fromkeys(("YM", "MYM", "ZB", "ZN", "ZF", "ZT", "ZM", "ZQ", "UB", "TN"), "CBOT"),
    **dict.fromkeys(("ZC", "ZW", "ZS", "ZL", "ZO", "KE"), "CBOT USX"),
    "DX": "ICE US", "CC": "ICE US", **dict.fromkeys(("KC", "SB", "CT", "OJ"), "ICE US USX"),
}  # fmt: skip
"""Before the "=F": the venue, and cents for what is quoted in them."""
_MONEY = (
    "USD EUR GBP JPY CHF CAD AUD NZD HKD SGD CNY CNH INR KRW TWD SEK NOK DKK PLN CZK HUF TRY ZAR MXN BRL ILS THB IDR"
    " MYR PHP AED SAR RUB VND CLP COP PEN ARS RON ISK NGN UAH BTC ETH"
)
"""Currencies a coin or a pair is quoted in."""
_CLASS = re.compile(r"([A-Z]{1,5})[.-](?:[A-EK]|P[A-Z]?|PR[A-Z]?|WT|WS|U|UN|RT)")
"""A class of shares, a preferred share, a warrant, a unit or a right in the United States: BRK-B, BF.B, BAC-PL."""
_MORNINGSTAR = re.compile(r"0P[0-9A-Z]{8}")
"""Morningstar's symbol of a fund, as feeds take it over."""


class Guess(NamedTuple):
    """The meaning of a symbol: `venue` and `currency` (the unit of its quotes), "" where it does not say and `ask`
    names them. `symbol` is in capitals.
    """

    symbol: str
    venue: str
    currency: str
    ask: tuple[str, ...] = ()
    assumed: bool = False
    """A plain ticker without a suffix: taken to be of the United States, which nothing in it says."""


def guess(symbol: str) -> Guess:
    """Where a symbol is traded and in what it is quoted, by its form alone: never a venue the form does not name,
    but for a plain ticker of the United States.
    """
    text = symbol.strip().upper()
    return (
        _marked(text)
        or _suffixed(text)
        or _american(text)
        or Guess(text, "", "", ask=("venue", "currency"))
    )  # fmt: skip


def _known(text: str, where: str) -> Guess:
    """`where` is a venue and, behind it, a unit of quotes in capitals."""
    venue = find_venue(where)
    if venue.kind != "unknown":
        return Guess(text, venue.name, venue.currency)
    name, _, unit = where.rpartition(" ")
    return Guess(text, name, unit)


def _is_money(code: str) -> bool:
    return len(code) == 3 and code in _MONEY.split()


def _marked(text: str) -> Guess | None:
    """An index, a future, a currency pair or a coin: each has a mark of its own."""
    if text.startswith("^"):
        where = _INDICES.get(text[1:].partition(".")[0], "")
        suffix = _SUFFIXES.get(text.rpartition(".")[2], "") if "." in text else ""
        place = where or suffix.partition(" ")[0]
        if not place:
            return Guess(text, "", "", ask=("venue", "currency"))
        known = _known(text, place)
        return known._replace(currency=whole_unit(known.currency))  # points are of pounds, where shares are in pence
    if text.endswith("=F"):
        return _future(text)
    if text.endswith("=X"):
        pair = text[:-2]
        if len(pair) in (3, 6) and pair.isalpha() and (len(pair) == 3 or _is_money(pair[:3]) or _is_money(pair[3:])):
            return Guess(text, "Forex", pair[-3:])
        return Guess(text, "Forex", "", ask=("currency",))
    base, dash, money = text.rpartition("-")
    if dash and base and _is_money(money) and "." not in base:
        return Guess(text, "Crypto", money)
    return None


def _future(text: str) -> Guess:
    """A continuous one ("CL=F"); a month ("CLZ26.NYM") names its exchange."""
    where = _FUTURES.get(text[:-2])
    return _known(text, where) if where else Guess(text, "", "", ask=("venue", "currency"))


_FUTURES_PLACES = {"NYM": "NYMEX", "CMX": "COMEX", "CME": "CME", "CBT": "CBOT", "NYB": "ICE US"}


def _suffixed(text: str) -> Guess | None:
    base, point, suffix = text.rpartition(".")
    if not point or not base:
        return None
    if suffix in _FUTURES_PLACES:
        # CLZ26: the contract, then its month's letter and two digits of the year
        where = _FUTURES.get(base[:-3], _FUTURES_PLACES[suffix])
        return _known(text, where)
    where = _SUFFIXES.get(suffix, "")
    if not where:
        return None
    if _MORNINGSTAR.fullmatch(base):
        # the suffix of a fund says for which country's investors it is listed, not its currency
        currency = _known(text, where).currency
        return Guess(text, "Fund", "" if currency == "GBX" else currency, ("currency",))
    return _known(text, where)


def _american(text: str) -> Guess | None:
    """Five letters that end in X are a fund, in Y or F a foreign share traded over the counter; up to five letters
    else are a share, which exchange's does not matter to its hours or currency.
    """
    if _CLASS.fullmatch(text):
        return Guess(text, "NYSE", "USD")
    if not (text.isascii() and text.isalpha() and len(text) <= 5):
        return None
    if len(text) == 5 and text[4] == "X":
        return Guess(text, "US fund", "USD")
    if len(text) == 5 and text[4] in "YF":
        return Guess(text, "OTC", "USD")
    return Guess(text, "NYSE", "USD", assumed=True)


def feed_symbol(symbol: str) -> str:
    """A symbol as Yahoo writes it: a class of shares behind a dash ("BRK-B"), Hong Kong's numbers with four digits."""
    text = symbol.strip().upper()
    found = _CLASS.fullmatch(text)
    # MC.PA trades in Paris; it is no preferred share of a company called MC
    if found and text.rpartition(".")[2] not in _SUFFIXES:
        return text.replace(".", "-")
    base, _, suffix = text.rpartition(".")
    if suffix == "HK" and base.isdecimal():
        return f"{base.lstrip('0').rjust(4, '0')}.HK"
    return text


def symbol_at(symbol: str, venue: str) -> str:
    """A symbol with the suffix by which feeds know it at a venue: "SAP" is "SAP.DE" on Xetra. As it is where the venue
    has none or is not known, and where the symbol has a mark or a suffix already.
    """
    text = symbol.strip().upper()
    place = find_venue(venue)
    marked = text.startswith("^") or "=" in text or "." in text
    if marked or place.kind == "unknown" or guess(text).venue == place.name:
        return text
    suffix = next((suffix for suffix, name in _SUFFIXES.items() if name == place.name), "")
    return feed_symbol(f"{text}.{suffix}") if suffix else text


_EXCHANGES = {
    "NYQ": "NYSE", "NYS": "NYSE", "NMS": "NASDAQ", "NGM": "NASDAQ", "NCM": "NASDAQ", "NAS": "NASDAQ", "NIM": "NASDAQ",
    "ASE": "AMEX", "PCX": "Arca", "BTS": "Cboe", "BATS": "Cboe", "CXI": "Cboe", "WCB": "Cboe", "CGI": "Cboe",
    "PNK": "OTC", "OQX": "OTC", "OQB": "OTC", "OEM": "OTC", "OID": "OTC", "OBB": "OTC",
    "SNP": "NYSE", "DJI": "NYSE", "NIMI": "NASDAQ", "FGI": "LSE", "WLD": "",
    "TOR": "TSX", "VAN": "TSXV", "CNQ": "CSE", "NEO": "Cboe Canada", "MEX": "BMV", "SAO": "B3", "BUE": "BYMA",
    "SGO": "Santiago", "BVC": "Bogota", "LIM": "Lima",
    "LSE": "LSE", "IOB": "LSE", "GER": "XETRA", "FRA": "Frankfurt", "BER": "Berlin", "MUN": "Munich",
    "DUS": "Dusseldorf", "HAM": "Hamburg", "HAN": "Hanover", "STU": "Stuttgart", "DXE": "XETRA",
    "PAR": "Euronext Paris", "ENX": "Euronext Paris", "AMS": "Euronext Amsterdam", "BRU": "Euronext Brussels",
    "LIS": "Euronext Lisbon", "ISE": "Euronext Dublin", "MIL": "Borsa Italiana", "TLO": "Borsa Italiana",
    "MCE": "BME", "EBS": "SIX", "VTX": "SIX", "SWX": "SIX", "VIE": "Vienna", "STO": "Nasdaq Stockholm",
    "CPH": "Nasdaq Copenhagen", "HEL": "Nasdaq Helsinki", "ICE": "Nasdaq Iceland", "RIS": "Nasdaq Riga",
    "TAL": "Nasdaq Tallinn", "LIT": "Nasdaq Vilnius", "OSL": "Oslo", "WSE": "Warsaw", "PRA": "Prague",
    "BUD": "Budapest", "ATH": "Athens", "IST": "BIST", "BVB": "Bucharest", "TLV": "TASE", "JNB": "JSE",
    "SAU": "Tadawul", "DOH": "DSM", "KUW": "Boursa Kuwait", "CAI": "EGX", "DFM": "DFM",
    "HKG": "HKEX", "SHH": "SSE", "SHZ": "SZSE", "SES": "SGX", "JPX": "TSE", "TYO": "TSE", "OSA": "TSE", "KSC": "KRX",
    "KOE": "KOSDAQ", "TAI": "TWSE", "TWO": "TPEx", "SET": "SET", "JKT": "IDX", "KLS": "Bursa Malaysia",
    "PHS": "PSE", "PHP": "PSE", "VSE": "HOSE", "ASX": "ASX", "NZE": "NZX", "NSI": "NSE", "BSE": "BSE",
    "NYM": "NYMEX", "CMX": "COMEX", "CME": "CME", "CBT": "CBOT", "NYB": "ICE US",
    "CCC": "Crypto", "CCY": "Forex", "YHD": "Fund",
}  # fmt: skip
"""Yahoo's short names of exchanges."""


def exchange_venue(code: str, full: str = "", kind: str = "") -> Venue | None:
    """The venue of a feed's exchange: by its short name, else its full one or an ISO 10383 code; `kind` is what the
    feed says it is of ("MUTUALFUND"). None for one that is not in the table.
    """
    place = _EXCHANGES.get(code.strip().upper(), "")
    # before the exchange: Yahoo files funds of the US under NASDAQ, whose hours they do not have
    if kind.upper() == "MUTUALFUND":
        return find_venue("US fund" if place == "NASDAQ" else "Fund")
    for name in (place, full, code):
        venue = find_venue(name)
        if name and venue.kind != "unknown":
            return venue
    return None
