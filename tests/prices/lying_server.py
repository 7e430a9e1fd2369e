"""A stand-in for Yahoo's chart address that tells the truth about one market, and any lie about it.

The truth is a `TrueMarket`. Each answer begins as a `Telling`, everything true at the server's time, and goes through
the lies in force, which are small functions that change it; then the part that was asked for is sent.

    server = LyingServer(clock.now, {"BABA": market})
    server.lies = [quote_times("0.125")]            # from now on
    server.lies = []                                # healed
"""

from __future__ import annotations

import json
import struct
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit
from zoneinfo import ZoneInfo

NEW_YORK = ZoneInfo("America/New_York")
CHART = "/v8/finance/chart/"
CLOSED_2026 = frozenset(
    date.fromisoformat(text)
    for text in (
        "2025-09-01", "2025-11-27", "2025-12-25", "2026-01-01", "2026-01-19", "2026-02-16", "2026-04-03", "2026-05-25",
        "2026-06-19", "2026-07-03", "2026-09-07", "2026-11-26", "2026-12-25",
    )
)  # fmt: skip
"""Holidays of the New York Stock Exchange from September 2025 to December 2026, by its published calendar."""


@dataclass(frozen=True)
class Day:
    """One session as it was."""

    day: date
    open: Decimal
    high: Decimal
    low: Decimal
    close: Decimal

    def times(self, factor: Decimal) -> Day:
        return Day(self.day, *(value * factor for value in (self.open, self.high, self.low, self.close)))


@dataclass(frozen=True)
class TrueMarket:
    """A listing of the New York Stock Exchange: all its sessions, of the future too, and its real splits.

    Prices are as they were traded. Answers scale the days before a split, as the feed does, from its day on.
    """

    symbol: str
    days: tuple[Day, ...]
    splits: tuple[tuple[date, Decimal, Decimal], ...] = ()
    currency: str = "USD"

    def with_days(self, *changed: Day) -> TrueMarket:
        """The same market where some days went otherwise."""
        others = {day.day: day for day in changed}
        return replace(self, days=tuple(others.get(day.day, day) for day in self.days))

    def from_day(self, day: date, factor: str) -> TrueMarket:
        """The same market where all prices from a day on are a multiple: a crash or a jump that lasts."""
        times = Decimal(factor)
        return replace(self, days=tuple(other.times(times) if other.day >= day else other for other in self.days))

    def split(self, day: date, new: int, old: int) -> TrueMarket:
        """The same market with a split: from the day on, `new` shares stand for `old` before."""
        factor = Decimal(old) / new
        return replace(
            self,
            days=tuple(other.times(factor) if other.day >= day else other for other in self.days),
            splits=(*self.splits, (day, Decimal(new), Decimal(old))),
        )

    def close(self, day: date) -> Decimal:
        return next(other.close for other in self.days if other.day == day)


def calm_market(symbol: str, around: str, first: date, last: date) -> TrueMarket:
    """A market that stays within three percent of a price."""
    middle = Decimal(around)
    days = []
    day = first
    number = 0
    while day <= last:
        if day.weekday() < 5 and day not in CLOSED_2026:
            close = middle * (1 + Decimal((number * 7) % 11 - 5) / 250)
            opening = middle * (1 + Decimal((number * 5) % 9 - 4) / 250)
            high, low = max(opening, close) * Decimal("1.004"), min(opening, close) * Decimal("0.996")
            days.append(Day(day, *(value.quantize(Decimal("0.01")) for value in (opening, high, low, close))))
            number += 1
        day += timedelta(days=1)
    return TrueMarket(symbol, tuple(days))


@dataclass
class Row:
    """A bar of an answer; None is a null."""

    at: int
    open: Any
    high: Any
    low: Any
    close: Any

    @property
    def day(self) -> date:
        return datetime.fromtimestamp(self.at, NEW_YORK).date()


@dataclass
class Telling:
    """An answer in the making. `cut` names columns sent that many values short; `extra` are more results."""

    symbol: str
    currency: Any
    price: Any
    price_at: Any
    now: datetime
    rows: list[Row]
    splits: list[tuple[datetime, Any, Any]] = field(default_factory=list)
    status: int = 200
    cut: dict[str, int] = field(default_factory=dict)
    extra: list[dict[str, Any]] = field(default_factory=list)
    omit: set[str] = field(default_factory=set)
    """Keys of `meta` that are left out."""

    def row(self, back: int) -> Row:
        """A bar counted from the end: 1 is the last."""
        return self.rows[-back]

    @property
    def last_day(self) -> date:
        return self.rows[-1].day


Lie = Callable[[Telling], None]


# lies about the quote


def quote_times(factor: str) -> Lie:
    """The quote alone is off; its answer's bars are right."""

    def lie(telling: Telling) -> None:
        telling.price *= Decimal(factor)

    return lie


def quote_is(value: Any) -> Lie:
    def lie(telling: Telling) -> None:
        telling.price = value

    return lie


def quote_time_missing(telling: Telling) -> None:
    telling.omit.add("regularMarketTime")


def quote_time_null(telling: Telling) -> None:
    telling.price_at = None


def quote_hours_ahead(hours: int) -> Lie:
    def lie(telling: Telling) -> None:
        telling.price_at = int((telling.now + timedelta(hours=hours)).timestamp())

    return lie


def quote_time_in_milliseconds(telling: Telling) -> None:
    telling.price_at *= 1000


# lies about bars


def day_times(factor: str, *, back: int = 1) -> Lie:
    """One whole day is off, and the quote with it when it is the last."""

    def lie(telling: Telling) -> None:
        row, times = telling.row(back), Decimal(factor)
        row.open, row.high, row.low, row.close = (item * times for item in (row.open, row.high, row.low, row.close))
        if back == 1:
            telling.price *= times

    return lie


def bars_times(factor: str) -> Lie:
    """All bars are off; the quote is right."""

    def lie(telling: Telling) -> None:
        for back in range(1, len(telling.rows) + 1):
            row, times = telling.row(back), Decimal(factor)
            row.open, row.high, row.low, row.close = (item * times for item in (row.open, row.high, row.low, row.close))

    return lie


def everything_times(factor: str) -> Lie:
    """The answer agrees with itself, and with nothing known before."""

    def lie(telling: Telling) -> None:
        bars_times(factor)(telling)
        telling.price *= Decimal(factor)

    return lie


def bar_has(column: str, value: Any, *, back: int = 1) -> Lie:
    """One price of one bar is another: a low of 0.01, a high of a million, a close of nought."""

    def lie(telling: Telling) -> None:
        setattr(telling.row(back), column, value)

    return lie


def close_times(factor: str, *, back: int = 2) -> Lie:
    """One close is off, its open, high and low are right."""

    def lie(telling: Telling) -> None:
        telling.row(back).close *= Decimal(factor)

    return lie


def close_below_its_low(telling: Telling) -> None:
    row = telling.row(1)
    row.close = row.low * Decimal("0.9")


def two_bars_on_a_day(factor: str, *, back: int = 2) -> Lie:
    """A past day comes twice, an hour apart, with prices that contradict each other."""

    def lie(telling: Telling) -> None:
        row, times = telling.row(back), Decimal(factor)
        second = Row(row.at + 3600, *(item * times for item in (row.open, row.high, row.low, row.close)))
        telling.rows.insert(len(telling.rows) - back + 1, second)

    return lie


def column_is_short(column: str, by: int = 1) -> Lie:
    """The arrays have different lengths, so that nobody can know which value is of which day."""

    def lie(telling: Telling) -> None:
        telling.cut[column] = by

    return lie


def days_missing(*days: date) -> Lie:
    def lie(telling: Telling) -> None:
        telling.rows = [row for row in telling.rows if row.day not in days]

    return lie


def closed_at(day: date, close: str, *, inside: bool = True) -> Lie:
    """A day as it was first given, before the feed revised it; within its range but where it is not `inside`."""

    def lie(telling: Telling) -> None:
        for row in telling.rows:
            if row.day == day:
                row.close = Decimal(close)
                if not inside:
                    continue
                row.high = max(row.high, row.close)
                row.low = min(row.low, row.close)

    return lie


# lies about the whole


def second_result(factor: str) -> Lie:
    """Another result stands before the right one, of the same symbol and with other prices."""

    def lie(telling: Telling) -> None:
        other = replace(telling, rows=[replace(row) for row in telling.rows], extra=[])
        everything_times(factor)(other)
        telling.extra.append(rendered(other))

    return lie


def status(code: int) -> Lie:
    def lie(telling: Telling) -> None:
        telling.status = code

    return lie


def currency(code: Any) -> Lie:
    def lie(telling: Telling) -> None:
        telling.currency = code

    return lie


def symbol_is(symbol: str) -> Lie:
    def lie(telling: Telling) -> None:
        telling.symbol = symbol

    return lie


# lies about splits


def split_told(day: date, new: Any, old: Any) -> Lie:
    """A split is announced that no price shows."""

    def lie(telling: Telling) -> None:
        telling.splits.append((datetime.combine(day, time(9, 30), NEW_YORK), new, old))

    return lie


def splits_told(count: int, new: Any, old: Any) -> Lie:
    """As many splits, a day after the other, up to the last day."""

    def lie(telling: Telling) -> None:
        last = datetime.combine(telling.last_day, time(9, 30), NEW_YORK)
        telling.splits.extend((last - timedelta(days=number), new, old) for number in range(count))

    return lie


def split_not_told(telling: Telling) -> None:
    """The history is rescaled, and why is not said."""
    telling.splits.clear()


# the server


def rendered(telling: Telling, since: int = 0, until: int = 1 << 60, most: int | None = None) -> dict[str, Any]:
    """One result as the service sends it, with the bars of a span of Unix seconds, or its last few."""
    rows = [row for row in telling.rows if since <= row.at <= until]
    rows = rows if most is None else rows[max(len(rows) - most, 0) :]
    meta = {
        "currency": telling.currency,
        "symbol": telling.symbol,
        "exchangeName": "NYQ",
        "fullExchangeName": "NYSE",
        "instrumentType": "EQUITY",
        "exchangeTimezoneName": "America/New_York",
        "hasPrePostMarketData": False,
        "regularMarketPrice": _number(telling.price, wide=False),
        "regularMarketTime": telling.price_at,
        "priceHint": 2,
        "dataGranularity": "1d",
        "range": "" if most is None else "5d",
    }
    columns = {
        name: [_number(getattr(row, name)) for row in rows][: len(rows) - telling.cut.get(name, 0)]
        for name in ("open", "high", "low", "close")
    }
    result: dict[str, Any] = {
        "meta": {name: value for name, value in meta.items() if name not in telling.omit},
        "timestamp": [row.at for row in rows][: len(rows) - telling.cut.get("timestamp", 0)],
        "indicators": {"quote": [{**columns, "volume": [1000] * len(rows)}]},
    }
    start = rows[0].at if rows else since
    momentses = [moments for moments in telling.splits if moments[0].timestamp() >= start]
    if momentses:
        result["events"] = {
            "splits": {
                str(int(at.timestamp())): {"date": int(at.timestamp()), "numerator": new, "denominator": old}
                for at, new, old in momentses
            }
        }
    return result


def _number(value: Any, *, wide: bool = True) -> Any:
    """A price as JSON has it: bars are 32-bit floats written as 64-bit ones."""
    if not isinstance(value, Decimal):
        return value
    return struct.unpack("f", struct.pack("f", float(value)))[0] if wide else float(round(value, 4))


class LyingServer:
    """Answers charts of its markets on this machine, with `lies` told of all of them."""

    def __init__(self, now: Callable[[], datetime], markets: Mapping[str, TrueMarket]) -> None:
        self.markets = dict(markets)
        self.lies: Sequence[Lie] = ()
        self.asked: list[dict[str, str]] = []
        self._now = now
        outer = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"
            disable_nagle_algorithm = True
            wbufsize = -1

            def do_GET(self) -> None:
                parts = urlsplit(self.path)
                query = {name: values[-1] for name, values in parse_qs(parts.query).items()}
                code, body = outer.answer(unquote(parts.path), query)
                raw = json.dumps(body).encode()
                self.send_response(code)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(raw)))
                self.end_headers()
                self.wfile.write(raw)

            def log_message(self, *_: Any) -> None:
                return

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}"
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.01,), daemon=True)
        self._thread.start()

    def answer(self, path: str, query: dict[str, str]) -> tuple[int, dict[str, Any]]:
        """The status and body of one request."""
        self.asked.append(query)
        market = self.markets.get(path.removeprefix(CHART)) if path.startswith(CHART) else None
        if market is None:
            fault = {"code": "Not Found", "description": "No data found, symbol may be delisted"}
            return 404, {"chart": {"result": None, "error": fault}}
        telling = truth(market, self._now())
        for lie in self.lies:
            lie(telling)
        if "period1" in query:
            result = rendered(telling, int(query["period1"]), int(query["period2"]))
        elif query.get("interval", "1d") != "1d":
            result = rendered(telling, most=0)
        else:
            result = rendered(telling, most={"1d": 1, "5d": 5, "1mo": 22, "1y": 252}.get(query.get("range", "")))
        return telling.status, {"chart": {"result": [*telling.extra, result], "error": None}}

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


def truth(market: TrueMarket, now: datetime) -> Telling:
    """What an honest answer says: past sessions whole, the running one as far as it went, splits undone."""
    local = now.astimezone(NEW_YORK)
    known_splits = [days for days in market.splits if datetime.combine(days[0], time(9, 30), NEW_YORK) <= local]
    rows = []
    for other in market.days:
        opened = datetime.combine(other.day, time(9, 30), NEW_YORK)
        if opened > local:
            break
        factor = Decimal(1)
        for day, new, old in known_splits:
            if other.day < day:
                factor = factor * old / new
        shown = other.times(factor)
        row = Row(int(opened.timestamp()), shown.open, shown.high, shown.low, shown.close)
        if local < datetime.combine(other.day, time(16), NEW_YORK):
            row.high = row.low = row.close = row.open
        rows.append(row)
    bell = datetime.combine(rows[-1].day, time(16, 0, 2), NEW_YORK)
    return Telling(
        symbol=market.symbol,
        currency=market.currency,
        price=rows[-1].close,
        price_at=int(min(bell, local).astimezone(UTC).timestamp()),
        now=now,
        rows=rows,
        splits=[
            (datetime.combine(day, time(9, 30), NEW_YORK), float(new), float(old)) for day, new, old in known_splits
        ],
    )
