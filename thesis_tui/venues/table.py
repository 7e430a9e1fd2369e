"""Venues: when each trades, by which calendar, and in which currency it usually quotes.

Hours are those of today in the venue's own time, without the quarters of an hour that auctions open at random.
"""

from __future__ import annotations

from datetime import date, time
from functools import cache
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

Kind = Literal["exchange", "around the clock", "fund", "unknown"]
_MIDNIGHT = time()


class Past(Struct, frozen=True):
    """Hours a venue had through the day `until`."""

    until: date
    closes: time


class Venue(Struct, frozen=True):
    """One place a listing is traded, or has its value published.

    Times are local; `closes` ends regular trading, `settled` the closing auction. `rest` is the lunch break. With
    `eve`, a session opens on the evening before its day. `offset` is the zone's hours in winter, for a system that
    has no zones. `country` is that of an exchange of shares, `currency` the unit its quotes are usually in. `calendar`
    names a table of holidays, "" where there is none, and `mask` then has the days of the week with sessions (1 is
    Monday).
    """

    name: str
    zone: str
    kind: Kind = "exchange"
    negative: bool = False
    currency: str = ""
    country: str = ""
    # of a venue nobody knows: where a day ends last, so no session counts as over too early
    offset: float = -12
    opens: time = _MIDNIGHT
    closes: time = _MIDNIGHT
    settled: time = _MIDNIGHT
    rest: tuple[time, time] | None = None
    eve: bool = False
    calendar: str = ""
    mask: str = "12345"
    past: tuple[Past, ...] = ()


@cache
def find_venue(name: str) -> Venue:
    """The venue of a name, an ISO 10383 code or an alias, in any case. One nobody knows has working days that end
    where a day ends last.
    """
    key = " ".join(name.casefold().split())
    rows = _rows()
    row = rows.get(key) or rows.get(_ALIASES.get(key, ""))
    return Venue(name, "", "unknown") if row is None else _venue(*row)


def in_zone(venue: Venue, zone: str) -> Venue:
    """An unknown venue with the zone a feed names for it; any other as it is."""
    return replace(venue, zone=zone) if venue.kind == "unknown" and zone else venue


@cache
def known_venues() -> tuple[str, ...]:
    """The names of all venues, as they are written."""
    return tuple(row[0] for row in _rows().values())


@cache
def _rows() -> dict[str, tuple[str, ...]]:
    """The rows of the table by their names without case: a venue is made of one when it is asked for."""
    from thesis_tui.venues.rows import ROWS

    return {row[0].casefold(): row for row in ROWS}


@cache
def _venue(name: str, country: str, place: str, hours: str, calendar: str, currency: str, notes: str = "") -> Venue:
    """A row: `place` is a zone and its winter offset, `hours` "opens closes settled rest", `calendar` a table or a
    mask, `notes` words for what is unusual.
    """
    zone, offset = place.split()
    opens, closes, *more = hours.split()
    settled = more[0] if more else closes
    rest = more[1].split("-") if len(more) > 1 else []
    words = notes.split()
    kind: Kind = "around the clock" if "clock" in words else "fund" if "fund" in words else "exchange"
    return Venue(
        name=name,
        zone=zone,
        kind=kind,
        negative="negative" in words,
        currency=currency,
        country=country,
        offset=float(offset),
        opens=time.fromisoformat(opens),
        closes=time.fromisoformat(closes),
        settled=time.fromisoformat(settled),
        rest=(time.fromisoformat(rest[0]), time.fromisoformat(rest[1])) if rest else None,
        eve="eve" in words,
        calendar="" if calendar.isdecimal() else calendar,
        mask=calendar if calendar.isdecimal() else "12345",
        past=tuple(_past(word) for word in words if "<" in word),
    )


def _past(word: str) -> Past:
    """ "2024-11-04<15:00": the close through that day."""
    until, _, closes = word.partition("<")
    return Past(date.fromisoformat(until), time.fromisoformat(closes))


_ALIASES = {
    "new york": "nyse", "xnys": "nyse", "new york stock exchange": "nyse", "arcx": "arca", "nyse arca": "arca",
    "nysearca": "arca", "nyse american": "amex", "nyse mkt": "amex", "xase": "amex", "xnas": "nasdaq",
    "nasdaqgs": "nasdaq", "nasdaqgm": "nasdaq", "nasdaqcm": "nasdaq", "xcbo": "cboe", "bats": "cboe", "otcmkts": "otc",
    "otc markets": "otc", "pink": "otc", "otcqx": "otc", "otcqb": "otc", "us": "nyse",
    "toronto": "tsx", "xtse": "tsx", "xtsx": "tsxv", "tsx venture": "tsxv", "xcnq": "cse", "neo": "cboe canada",
    "london": "lse", "xlon": "lse", "london stock exchange": "lse", "xetr": "xetra", "xfra": "frankfurt",
    "fwb": "frankfurt", "xber": "berlin", "xmun": "munich", "münchen": "munich", "xdus": "dusseldorf",
    "düsseldorf": "dusseldorf", "xham": "hamburg", "xhan": "hanover", "hannover": "hanover", "xstu": "stuttgart",
    "xgat": "tradegate", "xpar": "euronext paris", "paris": "euronext paris", "euronext": "euronext paris",
    "xams": "euronext amsterdam", "amsterdam": "euronext amsterdam", "xbru": "euronext brussels",
    "brussels": "euronext brussels", "xlis": "euronext lisbon", "lisbon": "euronext lisbon",
    "xdub": "euronext dublin", "xmsm": "euronext dublin", "dublin": "euronext dublin", "xmil": "borsa italiana",
    "mtaa": "borsa italiana", "milan": "borsa italiana", "euronext milan": "borsa italiana", "xmad": "bme",
    "madrid": "bme", "bme madrid": "bme", "xswx": "six", "swx": "six", "zurich": "six", "six swiss exchange": "six",
    "xwbo": "vienna", "wiener börse": "vienna", "xsto": "nasdaq stockholm", "stockholm": "nasdaq stockholm",
    "xcse": "nasdaq copenhagen", "copenhagen": "nasdaq copenhagen", "xhel": "nasdaq helsinki",
    "helsinki": "nasdaq helsinki", "xice": "nasdaq iceland", "iceland": "nasdaq iceland", "xosl": "oslo",
    "oslo bors": "oslo", "oslo børs": "oslo", "euronext oslo": "oslo", "xwar": "warsaw", "gpw": "warsaw",
    "xpra": "prague", "xbud": "budapest", "xath": "athens", "asex": "athens", "xist": "bist", "istanbul": "bist",
    "borsa istanbul": "bist", "xris": "nasdaq riga", "xtal": "nasdaq tallinn", "xlit": "nasdaq vilnius",
    "xbse": "bucharest", "bvb": "bucharest", "xtae": "tase", "tel aviv": "tase", "xjse": "jse",
    "johannesburg": "jse", "xsau": "tadawul", "saudi": "tadawul", "xkuw": "boursa kuwait", "xqat": "dsm",
    "qse": "dsm", "xcai": "egx", "xdfm": "dfm", "xads": "adx",
    "xhkg": "hkex", "hong kong": "hkex", "hkse": "hkex", "sehk": "hkex", "xshg": "sse", "shanghai": "sse",
    "xshe": "szse", "shenzhen": "szse", "xses": "sgx", "singapore": "sgx", "xtks": "tse", "tokyo": "tse",
    "jpx": "tse", "tyo": "tse", "xkrx": "krx", "korea": "krx", "kospi": "krx", "xkos": "kosdaq", "xtai": "twse",
    "taiwan": "twse", "roco": "tpex", "xbkk": "set", "thailand": "set", "xidx": "idx", "jakarta": "idx",
    "xkls": "bursa malaysia", "kuala lumpur": "bursa malaysia", "klse": "bursa malaysia", "xphs": "pse",
    "xstc": "hose", "xasx": "asx", "sydney": "asx", "xnze": "nzx", "xnse": "nse", "xbom": "bse", "bombay": "bse",
    "bvmf": "b3", "sao paulo": "b3", "são paulo": "b3", "xmex": "bmv", "mexico": "bmv", "xbue": "byma",
    "buenos aires": "byma", "xsgo": "santiago", "xbog": "bogota", "xlim": "lima", "bvl": "lima",
    "xnym": "nymex", "xcec": "comex", "xcme": "cme", "xcbt": "cbot", "ifus": "ice us", "ice futures us": "ice us",
    "ccc": "crypto", "ccy": "forex", "fx": "forex", "binance": "crypto", "coinbase": "crypto", "kraken": "crypto",
    "bitstamp": "crypto", "cryptocurrency": "crypto", "us mutual fund": "us fund", "mutual fund": "fund", "nav": "fund",
}  # fmt: skip
"""ISO 10383 codes and other names, in lower case."""
