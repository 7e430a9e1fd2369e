"""A chart service that knows the truth of one listing, and can be told to lie about it."""

from __future__ import annotations

import copy
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from tests.prices.loopback import Answer, answer
from thesis_tui.model.objects import Listing

NVDA = Listing(symbol="NVDA", venue="NASDAQ", currency="USD")
PATH = "/v8/finance/chart/NVDA"
SESSIONS = 60
Result = dict[str, Any]
Lie = Callable[[Result], None]


def weekdays(last: date, count: int) -> list[date]:
    """The last `count` weekdays up to `last`, oldest first."""
    found: list[date] = []
    day = last
    while len(found) < count:
        if day.weekday() < 5:
            found.append(day)
        day -= timedelta(days=1)
    return found[::-1]


def opening(day: date) -> int:
    """The opening in New York in winter, as Unix seconds."""
    return int(datetime.combine(day, time(14, 30), UTC).timestamp())


def close_of(day: date, base: float) -> float:
    """A close that depends on the day alone: within a tenth of `base`."""
    return round(base * (1 + 0.01 * ((day.toordinal() * 7) % 11 - 5)), 2)


class Truth:
    """Daily bars up to `until` and a quote after the close of that day."""

    def __init__(self, until: date, base: float = 150.0, *, sessions: int = SESSIONS) -> None:
        self.until = until
        self.base = base
        self.sessions = sessions

    def result(self) -> Result:
        days = weekdays(self.until, self.sessions)
        closes = [close_of(day, self.base) for day in days]
        return {
            "meta": {
                "currency": "USD", "symbol": "NVDA", "exchangeTimezoneName": "America/New_York", "priceHint": 2,
                "regularMarketPrice": closes[-1], "regularMarketTime": opening(self.until) + 23400 + 60,
                "dataGranularity": "1d", "range": "", "hasPrePostMarketData": False,
            },
            "timestamp": [opening(day) for day in days],
            "indicators": {"quote": [{
                "open": list(closes), "high": [round(close * 1.01, 2) for close in closes],
                "low": [round(close * 0.99, 2) for close in closes], "close": closes,
            }]},
        }  # fmt: skip

    def answering(self, *lies: Lie) -> Callable[[dict[str, str]], Answer]:
        """What the service says to a query: the days asked for, with the lies."""
        whole = self.result()
        for lie in lies:
            lie(whole)

        def make(query: dict[str, str]) -> Answer:
            made = copy.deepcopy(whole)
            start = int(query["period1"]) if "period1" in query else opening(self.until) - 6 * 86400
            keep = [at for at, stamp in enumerate(made["timestamp"]) if stamp is None or stamp >= start]
            made["timestamp"] = [made["timestamp"][at] for at in keep]
            columns = made["indicators"]["quote"][0]
            for name in columns:
                columns[name] = [columns[name][at] for at in keep if at < len(columns[name])]
            return answer({"chart": {"result": [made, *made.pop("more", [])], "error": None}}, made.pop("status", 200))

        return make


# lies


def quote_times(factor: float) -> Lie:
    def lie(result: Result) -> None:
        result["meta"]["regularMarketPrice"] = round(result["meta"]["regularMarketPrice"] * factor, 4)

    return lie


def bars_times(factor: float, *, first: int = 0, last: int | None = None) -> Lie:
    """Bars number `first` to `last`, counted as slices are, times `factor`."""

    def lie(result: Result) -> None:
        for column in result["indicators"]["quote"][0].values():
            column[first:last] = [round(value * factor, 4) for value in column[first:last]]

    return lie


def cell(name: str, at: int, value: float | None) -> Lie:
    def lie(result: Result) -> None:
        result["indicators"]["quote"][0][name][at] = value

    return lie


def close_times(factor: float, at: int) -> Lie:
    def lie(result: Result) -> None:
        closes = result["indicators"]["quote"][0]["close"]
        closes[at] = round(closes[at] * factor, 4)

    return lie


def close_below_low(at: int) -> Lie:
    def lie(result: Result) -> None:
        columns = result["indicators"]["quote"][0]
        columns["close"][at] = round(columns["low"][at] * 0.9, 2)

    return lie


def two_bars(at: int) -> Lie:
    """A second, different row for the day of bar `at`."""

    def lie(result: Result) -> None:
        result["timestamp"].insert(at, result["timestamp"][at] + 3600)
        for column in result["indicators"]["quote"][0].values():
            column.insert(at, round(column[at] * 1.2, 2))

    return lie


def short_closes(result: Result) -> None:
    del result["indicators"]["quote"][0]["close"][0]


def second_result(result: Result) -> None:
    result["more"] = [copy.deepcopy(result)]


def status(code: int) -> Lie:
    def lie(result: Result) -> None:
        result["status"] = code

    return lie


def meta(**values: Any) -> Lie:
    def lie(result: Result) -> None:
        result["meta"].update(values)

    return lie


def without(name: str) -> Lie:
    def lie(result: Result) -> None:
        del result["meta"][name]

    return lie


def split(day: date, up: float, down: float) -> Lie:
    def lie(result: Result) -> None:
        events = result.setdefault("events", {}).setdefault("splits", {})
        events[f"{opening(day) + len(events)}"] = {"date": opening(day), "numerator": up, "denominator": down}

    return lie


def day_ahead(result: Result) -> None:
    result["timestamp"].append(result["timestamp"][-1] + 30 * 86400)
    for column in result["indicators"]["quote"][0].values():
        column.append(column[-1])


def everything_times(factor: float) -> Lie:
    def lie(result: Result) -> None:
        quote_times(factor)(result)
        bars_times(factor)(result)

    return lie
