"""How long levels, the chart and a round of the feeds take."""

from __future__ import annotations

import asyncio
import json
import math
import tempfile
import threading
import time
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote, urlparse

from msgspec.structs import replace

from thesis_tui.model.bars import Bar, Bars
from thesis_tui.model.book import Clock
from thesis_tui.model.feeds import FEED_DEFAULTS
from thesis_tui.model.objects import Level
from thesis_tui.model.view import View
from thesis_tui.pages.chart import chart
from thesis_tui.rules.levels import NotedAt, judge_level
from thesis_tui.rules.prices import price_now
from thesis_tui.rules.sessions import Sessions
from thesis_tui.rules.view import build_view
from thesis_tui.services.market import refresh
from thesis_tui.storage.book import read_book
from thesis_tui.storage.paths import bundled

TODAY = date(2025, 12, 23)


def bars(count: int, today: date = TODAY) -> list[Bar]:
    """A wave of daily bars up to yesterday."""
    made = []
    for number in range(count):
        close = Decimal(str(round(140 + 20 * math.sin(number / 17) + number * 0.002, 2)))
        day = today - timedelta(days=count - number)
        made.append(Bar(day, close + 2, close - 2, close, open=close - 1))
    return made


def best(task: Callable[[], object], runs: int = 15) -> float:
    """The best of some runs, in milliseconds."""
    times = []
    for _ in range(runs):
        started = time.perf_counter()
        task()
        times.append(time.perf_counter() - started)
    return min(times) * 1000


def bundled_view() -> View:
    book = read_book(bundled("seeds") / "baba", cache=None)
    clock = Clock(datetime(2025, 12, 23, 23, tzinfo=UTC), TODAY)
    return build_view(book, clock, None, near=Decimal("0.02"), hysteresis=Decimal("0.01"))


def levels_ms() -> float:
    """50 levels against 5,000 bars."""
    history, view = bars(5000), bundled_view()
    made = [
        Level(
            id=f"l{at}",
            type="support" if at % 2 else "resistance",
            listing="BABA",
            currency="USD",
            low=Decimal(110 + at),
        )
        for at in range(50)
    ]
    noted, price = NotedAt(history[0].day, history[0].close, 1), price_now(view.price)

    def judge() -> None:
        sessions = Sessions(Bars.of(history), TODAY)
        for level in made:
            judge_level(level, noted, price, sessions, today=TODAY)

    return best(judge, 3)


def chart_ms(points: int) -> float:
    """A redraw at 80 by 20."""
    history, view = bars(points), bundled_view()
    levels = [level for level in view.levels if level.level.listing == "BABA"]
    return best(lambda: chart(history, levels, view.price, view, 80, 20))


class _Feed(BaseHTTPRequestHandler):
    """Answers for any symbol as Yahoo's chart does."""

    def log_message(self, *_: object) -> None:
        return

    def do_GET(self) -> None:
        symbol = unquote(urlparse(self.path).path.rpartition("/")[2])
        zone, currency = {
            "BABA": ("America/New_York", "USD"),
            "AHLA.DE": ("Europe/Berlin", "EUR"),
            "9988.HK": ("Asia/Hong_Kong", "HKD"),
        }[symbol]
        now = int(time.time())
        stamps = [now - 86400 * number for number in range(260, 0, -1)]
        closes = [100 + 10 * math.sin(number / 9) for number in range(260)]
        meta = {
            "currency": currency, "symbol": symbol, "regularMarketTime": stamps[-1], "regularMarketPrice": closes[-1],
            "exchangeTimezoneName": zone, "gmtoffset": 0, "priceHint": 2, "dataGranularity": "1d",
        }  # fmt: skip
        quote = dict.fromkeys(("open", "high", "low", "close"), closes)
        result = {
            "meta": meta,
            "timestamp": stamps,
            "indicators": {"quote": [quote], "adjclose": [{"adjclose": closes}]},
        }
        body = json.dumps({"chart": {"result": [result], "error": None}}).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.end_headers()
        self.wfile.write(body)


def refresh_seconds() -> float:
    """Three listings, quotes and a year of history, from a server on this machine, its pace of 1.5 s included."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Feed)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        off = {name: replace(table, enabled=False) for name, table in FEED_DEFAULTS.items()}
        yahoo = replace(FEED_DEFAULTS["yahoo"], base_url=f"http://127.0.0.1:{server.server_port}")
        listings = bundled_view().listings
        with tempfile.TemporaryDirectory() as home:
            started = time.perf_counter()
            asyncio.run(
                refresh(
                    Path(home), listings, {**off, "yahoo": yahoo}, lambda: datetime.now().astimezone(), by_hand=True
                )
            )
            return time.perf_counter() - started
    finally:
        server.shutdown()


def main() -> None:
    print(f"50 levels against 5,000 bars: {levels_ms():.0f} ms")
    print(f"chart at 80 by 20: 250 points {chart_ms(250):.2f} ms (wanted <= 1)")
    print(f"chart at 80 by 20: 5,000 points {chart_ms(5000):.2f} ms (wanted <= 5)")
    print(f"three listings from a loopback server, 1.5 s apart by pace: {refresh_seconds():.1f} s")
