"""Answers as the feeds give them."""

from __future__ import annotations

import copy
from typing import Any

from thesis_tui.model.objects import Listing

BABA = Listing(symbol="BABA", venue="NYSE", currency="USD", feeds={"tencent": "usBABA"})
HONG_KONG = Listing(symbol="9988.HK", venue="HKEX", currency="HKD", feeds={"tencent": "hk09988"})
XETRA = Listing(symbol="AHLA.DE", venue="XETRA", currency="EUR", feeds={"tradegate": "US01609W1027"})

Chart = dict[str, Any]

_BABA: Chart = {
    "meta": {
        "currency": "USD", "symbol": "BABA", "exchangeName": "NYQ", "regularMarketTime": 1788552002,
        "hasPrePostMarketData": True, "gmtoffset": -14400, "timezone": "EDT",
        "exchangeTimezoneName": "America/New_York", "regularMarketPrice": 113.24, "fulldayPrice": 113.01,
        "chartPreviousClose": 114.6, "priceHint": 2,
        "currentTradingPeriod": {
            "pre": {"start": 1788508800, "end": 1788528600},
            "regular": {"start": 1788528600, "end": 1788552000},
            "post": {"start": 1788552000, "end": 1788566400},
        },
        "dataGranularity": "1d", "range": "5d",
    },
    "timestamp": [1788183000, 1788269400, 1788355800, 1788442200, 1788528600],
    "indicators": {"quote": [{
        "open": [114.2, 113.9, 112.75, 112.1, 112.37],
        "high": [115.1, 114.22, 113.4, 112.6, 113.41],
        "low": [113.3, 112.5, 111.9, 111.2, 111.97],
        "close": [113.8499984741211, 112.9000015258789, 112.05000305175781, 111.80999755859375, 113.23999786376953],
        "volume": [9120000, 8455000, 7990100, 8120400, 7182522],
    }]},
}  # fmt: skip
_HONG_KONG: Chart = {
    "meta": {
        "currency": "HKD", "symbol": "9988.HK", "exchangeName": "HKG", "regularMarketTime": 1786090104,
        "hasPrePostMarketData": False, "gmtoffset": 28800, "timezone": "HKT", "exchangeTimezoneName": "Asia/Hong_Kong",
        "regularMarketPrice": 123.8, "chartPreviousClose": 124.4, "priceHint": 3,
        "currentTradingPeriod": {
            "pre": {"start": 1786066200, "end": 1786066200},
            "regular": {"start": 1786066200, "end": 1786089600},
            "post": {"start": 1786089600, "end": 1786089600},
        },
        "dataGranularity": "1d", "range": "1d",
    },
    "timestamp": [1786066200],
    "indicators": {"quote": [{
        "open": [125.30000305175781], "high": [125.80000305175781], "low": [121.5999984741211],
        "close": [123.80000305175781], "volume": [58259425],
    }]},
}  # fmt: skip
_XETRA: Chart = {
    "meta": {
        "currency": "EUR", "symbol": "AHLA.DE", "exchangeName": "GER", "regularMarketTime": 1788536112,
        "hasPrePostMarketData": False, "gmtoffset": 7200, "timezone": "CEST", "exchangeTimezoneName": "Europe/Berlin",
        "regularMarketPrice": 97.6, "chartPreviousClose": 96.5, "previousClose": 96.5, "priceHint": 2,
        "currentTradingPeriod": {"regular": {"start": 1788505200, "end": 1788535800}},
        "dataGranularity": "5m", "range": "1d",
    },
    "timestamp": [1788505200, 1788505500, 1788505800, 1788536112],
    "indicators": {"quote": [{
        "open": [96.5999984741211, None, 96.69999694824219, 97.5999984741211],
        "high": [96.80000305175781, None, 96.9000015258789, 97.5999984741211],
        "low": [96.30000305175781, None, 96.69999694824219, 97.5999984741211],
        "close": [96.69999694824219, None, 96.9000015258789, 97.5999984741211],
        "volume": [812, None, 300, 0],
    }]},
}  # fmt: skip
_TOKYO: Chart = {
    "meta": {
        "currency": "JPY", "symbol": "7203.T", "exchangeName": "JPX", "regularMarketTime": 1791181800,
        "hasPrePostMarketData": False, "exchangeTimezoneName": "Asia/Tokyo", "regularMarketPrice": 2893.5,
        "chartPreviousClose": 2856.5, "previousClose": 2856.5, "priceHint": 2, "dataGranularity": "5m", "range": "1d",
    },
    "timestamp": [1791158400, 1791167400, 1791167700, 1791168000, 1791170700, 1791171000, 1791181500, 1791181800],
    "indicators": {"quote": [{
        "open": [2873.5, 2888.5, None, None, None, 2888.5, None, 2893.5],
        "high": [2888.0, 2889.5, None, None, None, 2896.5, None, 2893.5],
        "low": [2867.5, 2888.5, None, None, None, 2888.5, None, 2893.5],
        "close": [2885.0, 2889.5, None, None, None, 2892.5, None, 2893.5],
        "volume": [985400, 55700, None, None, None, 703800, None, 0],
    }]},
}  # fmt: skip


def chart(result: Chart) -> dict[str, Any]:
    return {"chart": {"result": [result], "error": None}}


def baba(**meta: Any) -> Chart:
    return _with(_BABA, meta)


def hong_kong(**meta: Any) -> Chart:
    return _with(_HONG_KONG, meta)


def xetra(**meta: Any) -> Chart:
    return _with(_XETRA, meta)


def tokyo() -> Chart:
    return _with(_TOKYO, {})


def _with(result: Chart, meta: dict[str, Any]) -> Chart:
    made = copy.deepcopy(result)
    made["meta"].update(meta)
    return made


def fault(code: str, description: str) -> dict[str, Any]:
    return {"chart": {"result": None, "error": {"code": code, "description": description}}}


def daily(symbol: str, currency: str, days: list[tuple[int, float]], **meta: Any) -> Chart:
    """Bars at these Unix seconds with these closes."""
    closes = [close for _, close in days]
    return {
        "meta": {
            "currency": currency, "symbol": symbol, "exchangeTimezoneName": "America/New_York", "priceHint": 2,
            "regularMarketPrice": closes[-1], "regularMarketTime": days[-1][0] + 23400,
            "dataGranularity": "1d", "range": "1y", **meta,
        },
        "timestamp": [at for at, _ in days],
        "indicators": {"quote": [{
            "open": closes, "high": [number + 1 for number in closes], "low": [number - 1 for number in closes],
            "close": closes,
        }]},
    }  # fmt: skip


US_LINE = (
    'v_usBABA="200~阿里巴巴~BABA.N~113.24~111.81~112.37~7182522~0~0~113.01~100~0~0~0~0~0~0~0~0~113.18~100~0~0~0~0~0~0~0~0'
    "~~2026-09-04 16:04:38~1.43~1.28~113.41~111.97~USD~7182522~810867596~0.29~25.89~~17.76~1:8~1.29~2765.24284"
    "~2814.72018~Alibaba Group Holding Ltd~4.37~191.62~91.99~0~1.80~0.91~2814.72018~-22.19~-4.76~GP~7.07~3.83~-5.11"
    '~-11.81~-0.95~2485623615~2441931152~0.81~52.20~1.03~112.89~~~";\n'
)
HK_LINE = (
    'v_hk09988="100~阿里巴巴-W~09988~123.800~124.400~125.300~58259425.0~0~0~123.800~0~0~0~0~0~0~0~0~0~123.800~0~0~0~0~0~0'
    "~0~0~0~58259425.0~2026/08/07 16:08:24~-0.600~-0.48~125.800~121.600~123.800~58259425.0~7185130922.040~0~20.23~~0~0"
    "~3.38~23740.5321~23740.5321~BABA-W~0.83~185.173~88.650~0.47~-10.37~0~0~0~0~0~19.79~1.98~0.30~100~-12.68~5.81~GP"
    '~9.76~5.35~12.55~12.34~-6.41~19176520254.00~19176520254.00~20.23~1.029~123.330~-22.32~HKD~1~50";\n'
)
KLINE: dict[str, Any] = {
    "code": 0, "msg": "", "data": {"usBABA.N": {"qfqday": [
        ["2026-08-28", "114.000", "113.500", "114.900", "113.100", "9000000.000"],
        ["2026-08-31", "114.200", "113.850", "115.100", "113.300", "9120000.000"],
        ["2026-09-01", "113.900", "112.900", "114.220", "112.500", "8455000.000"],
        ["2026-09-02", "112.750", "112.050", "113.400", "111.900", "7990100.000"],
        ["2026-09-03", "112.100", "111.810", "112.600", "111.200", "8120400.000"],
        ["2026-09-04", "112.370", "113.240", "113.410", "111.970", "7182522.000", {"cqr": "2026-09-04"}],
    ]}},
}  # fmt: skip
TRADEGATE: dict[str, Any] = {
    "bid": "97,52", "ask": "97,64", "bidsize": "300", "asksize": "300", "delta": 1.19, "stueck": "18 204",
    "umsatz": 1777410, "avg": "97,3021", "executions": 412, "last": "97,58", "high": "98,10", "low": 96.4,
    "close": 96.43,
}  # fmt: skip
FINNHUB: dict[str, Any] = {
    "c": 113.24, "d": 1.43, "dp": 1.2790, "h": 113.41, "l": 111.97, "o": 112.37, "pc": 111.81, "t": 1788552000,
}  # fmt: skip
FRANKFURTER: dict[str, Any] = {
    "amount": 1.0, "base": "EUR", "date": "2026-09-04", "rates": {"HKD": 9.0537, "USD": 1.1604},
}  # fmt: skip
ECB = b"""<?xml version="1.0" encoding="UTF-8"?>
<gesmes:Envelope xmlns:gesmes="http://www.gesmes.org/xml/2002-08-01" xmlns="http://www.ecb.int/vocabulary/2002-08-01/eurofxref">
	<gesmes:subject>Reference rates</gesmes:subject>
	<gesmes:Sender><gesmes:name>European Central Bank</gesmes:name></gesmes:Sender>
	<Cube>
		<Cube time='2026-09-04'>
			<Cube currency='USD' rate='1.1607'/>
			<Cube currency='HKD' rate='9.0504'/>
		</Cube>
	</Cube>
</gesmes:Envelope>
"""
