"""Every reader of what comes from outside, each with samples to start from. A reader may refuse with an error of
ours, which is a sentence; anything else it raises is a find, and so is a sentence or a page with a control in it.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable, Coroutine, Mapping
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, NamedTuple

from tests.hostile.folder import entries
from tests.prices import bodies
from tests.tui.app_driver import home
from thesis_tui.errors import ThesisError
from thesis_tui.model.objects import Metric
from thesis_tui.model.text_cleaning import clean
from thesis_tui.pages.dashboard import render_text
from thesis_tui.prices.csv_file import Expected, read_price_file, read_prices_csv
from thesis_tui.prices.ecb import Ecb
from thesis_tui.prices.finnhub import Finnhub
from thesis_tui.prices.frankfurter import Frankfurter
from thesis_tui.prices.history import PriceStore
from thesis_tui.prices.http import Access, Reply, Web
from thesis_tui.prices.memory import Memory
from thesis_tui.prices.registry import build_chain
from thesis_tui.prices.tencent import Tencent
from thesis_tui.prices.tradegate import Tradegate
from thesis_tui.prices.yahoo import Yahoo
from thesis_tui.printing.json import log_json, show_json
from thesis_tui.printing.text import log
from thesis_tui.reader.plain_text import decode
from thesis_tui.reader.propose import propose
from thesis_tui.rules import amounts, windows
from thesis_tui.services import parse
from thesis_tui.services.checking import read_latch, report
from thesis_tui.services.desk import Desk
from thesis_tui.storage.book import read_book
from thesis_tui.storage.cache import load
from thesis_tui.storage.look import read_look
from thesis_tui.storage.paths import bundled
from thesis_tui.storage.settings import Settings, read_settings

NOW = datetime(2026, 9, 4, 21, 0, tzinfo=UTC)
TODAY = NOW.date()
SEEDS = bundled("seeds") / "baba"
Read = Callable[[bytes, Path], None]


class Reader(NamedTuple):
    """What reads bytes; `folder` in `read` is an empty one, there for this run."""

    name: str
    samples: tuple[bytes, ...]
    read: Read


class FoundError(Exception):
    """What came out holds a control."""


def plain(text: str) -> None:
    if clean(text) != text:
        raise FoundError(repr(text[:500]))


def told(error: ThesisError) -> None:
    plain(str(error))
    if not str(error).strip():
        raise FoundError(f"{error!r} says nothing")


def attempt(work: Callable[[], object]) -> None:
    try:
        work()
    except ThesisError as error:
        told(error)


def _thesis_with(place: str) -> Read:
    def read(raw: bytes, folder: Path) -> None:
        places = home(folder)
        own = places.data / "baba"
        for path in SEEDS.rglob("*.toml"):
            to = own / path.relative_to(SEEDS)
            to.parent.mkdir(parents=True, exist_ok=True)
            if not to.exists():
                to.write_bytes(path.read_bytes())
        (own / place).write_bytes(raw)
        attempt(lambda: _looked_at(folder))

    return read


def _looked_at(folder: Path) -> None:
    desk = Desk(places=home(folder), settings=Settings(), thesis=None, clock=lambda: NOW, as_of=None, offline=True)
    view = desk.view()
    for problem in view.problems:
        plain(problem.text)
    for size in ((120, 36), (80, 24)):
        plain(render_text(view, *size, ascii_only=False))
    plain(log(view))
    show_json(view)
    log_json(desk.book().entries)
    report(view)


def _config(raw: bytes, folder: Path) -> None:
    path = folder / "config.toml"
    path.write_bytes(raw)
    settings, problems = read_settings(path)
    for problem in problems:
        plain(problem.text)
    build_chain(settings.prices, {})


def _states(raw: bytes, folder: Path) -> None:
    for name in ("look-baba.json", "check-baba.json", "feeds.json", "prices.sqlite3"):
        (folder / name).write_bytes(raw)
    read_look(folder, "baba")
    read_latch(folder, "baba")
    Memory(folder).refusing("yahoo", "BABA", "", NOW)
    store = PriceStore(folder)
    store.quotes(bodies.BABA)
    store.stored(bodies.BABA)
    store.rates()
    cache = next(folder.glob("baba-*.parsed.json"), folder / "baba-00000000.parsed.json")
    cache.write_bytes(raw)
    load(str(folder), str(folder / "baba"))


def _csv(raw: bytes, folder: Path) -> None:
    path = folder / "prices.csv"
    path.write_bytes(raw)
    attempt(lambda: read_prices_csv(path))
    attempt(lambda: read_price_file(path, Expected(symbol="BABA", currency="USD", until=date(2026, 9, 7))))


_THESIS = read_book(SEEDS, cache=None).thesis


def _article(raw: bytes, folder: Path) -> None:
    attempt(lambda: propose(decode(raw, "article"), _THESIS, TODAY))


_METRIC = Metric(id="m", title="m", unit="%")


def _typed(raw: bytes, folder: Path) -> None:
    text = raw.decode("utf-8", "replace")
    listing = bodies.BABA
    for read in (
        lambda: windows.parse_window(text, TODAY), lambda: windows.parse_period(text, TODAY, (3, 31)),
        lambda: windows.parse_day(text, TODAY), lambda: amounts.parse_quantity(text), lambda: amounts.parse_price(text),
        lambda: amounts.parse_zone(text), lambda: amounts.parse_odds(text), lambda: parse.zone(text, listing),
        lambda: parse.price(text, listing), lambda: parse.quantity(text, _METRIC), lambda: parse.moment(text, NOW),
        lambda: parse.measured(text, _METRIC, TODAY, "03-31"), lambda: parse.window(text, TODAY, "12-31"),
        lambda: parse.threshold(text, _METRIC), lambda: parse.future_day(text, TODAY, "12-31"),
    ):  # fmt: skip
        attempt(read)
    words = clean(text)
    plain(words)


class _Heard(Web):
    """Says the same whatever is asked."""

    def __init__(self, body: bytes) -> None:
        self.now = lambda: NOW
        self._body = body

    async def get(
        self,
        access: Access,
        path: str,
        params: Mapping[str, str] | None = None,
        headers: Mapping[str, str] | None = None,
        *,
        base_url: str = "",
        address: str = "",
    ) -> Reply:
        del access, path, params, headers, base_url, address
        first, _, rest = self._body.partition(b"\n")
        status = int(first) if len(first) == 3 and first.isdigit() else 200
        return Reply(status, {"retry-after": first.decode("latin-1")}, rest if status != 200 else self._body)


def _fed(ask: Callable[[Web], Coroutine[Any, Any, object]]) -> Read:
    def read(raw: bytes, folder: Path) -> None:
        attempt(lambda: asyncio.run(ask(_Heard(raw))))

    return read


def _access(name: str) -> Access:
    return Access(name=name, title=name.title(), base_url="https://example.org", user_agent="x", key="k")


def _json(*answers: object) -> tuple[bytes, ...]:
    return tuple(json.dumps(answer).encode() for answer in answers)


_YEAR = date(2026, 1, 1)
_YAHOO, _TENCENT = Yahoo(_access("yahoo")), Tencent(_access("tencent"))
_LINES = (bodies.US_LINE.encode(), bodies.HK_LINE.encode("gb18030"), b'v_pv_none_match="1";')
_CHARTS = _json(
    bodies.chart(bodies.baba()), bodies.chart(bodies.tokyo()), bodies.fault("Not Found", "No data found, symbol may"),
    bodies.chart({**bodies.baba(), "events": {"splits": {"1": {"date": 1788442200, "numerator": 4,
    "denominator": 1}}}}),
)  # fmt: skip
_SOURCES = tuple(path.read_bytes() for path in sorted((SEEDS / "sources").glob("*.toml")))
_JOURNALS = (
    *(path.read_bytes() for path in sorted((SEEDS / "journal").glob("*.toml"))),
    b"".join(b"[[entry]]\nat = 2026-01-02T10:00:00Z\n" + "\n".join(
        f"{key} = {json.dumps(value)}" if isinstance(value, str | int) else f"{key} = {value}"
        for key, value in entry.items() if key not in ("at", "id")
    ).encode() + f'\nid = "{entry["id"]}"\n'.encode() for entry in entries()),
)  # fmt: skip
_ARTICLES = (
    b"""# Title

By A. Writer, 22 December 2025

Shares of Alibaba (BABA) closed at $149.80 on Monday. Support sits at $148 and resistance at $155 to $160. Cloud revenue
rose 34 % in the September quarter to RMB 39.8 billion. Citi raised its target from $187 to $195. The first H200 chips
are expected by mid-February 2026.
""",
    "阿里巴巴股价周一收于149.80美元，支撑位148美元，阻力位155美元。云收入同比增长34%。".encode(),
    "阿里巴巴目标价195美元，预计2026年2月中旬。".encode("gb18030"),
    "Die Aktie schloss bei 127,40 €, Unterstützung bei 125 Euro, Ziel 1.560,00 EUR bis Ende 2026.".encode(),
)
_TYPED = tuple(
    text.encode()
    for text in (
        "by mid-feb 2026", "fq3 2026", "next 6 weeks", "5 jan to 10 feb", "by year-end", "h1 2026", "145-148",
        "US$ 1,560.20",
        "nearly 34 %", "RMB 39.8 billion", "65 %", "2026-02-14 15:30", "more than 1 million", "q1 2026", "1.560,00 €",
    )
)  # fmt: skip
_CSV = (
    b"Date,Open,High,Low,Close\n2026-09-03,1,3,0.5,2\n2026-09-04,2,3,1,2.5\n",
    "Datum;Erster;Hoch;Tief;Schlusskurs\n04.09.2026;1.560,00;1.570,00;1.550,00;1.565,50\n".encode("cp1252"),
    "Date\tPrice\nSep 4, 2026\t$1 560.20\n".encode("utf-16"),
)
_STATES = (
    b'{"at":"2026-09-04T21:00:00+00:00","seen":["a"],"price":"1","states":{"a":"b"}}', b'[["a","b"]]',
    b'{"trouble":{"yahoo":{"failure":"auth","text":"x","since":1,"until":null,"times":1,"mark":""}},"asked":{"a":1}}',
    b"SQLite format 3\0" + bytes(80), b'{"made_by":"","folder":"","files":{}}',
)  # fmt: skip

READERS = (
    Reader("thesis", ((SEEDS / "thesis.toml").read_bytes(),), _thesis_with("thesis.toml")),
    Reader("source", _SOURCES, _thesis_with("sources/2025-12-23-1-ai-investments.toml")),
    Reader("journal", _JOURNALS, _thesis_with("journal/2026-01.evil.toml")),
    Reader("config", (bundled("config.example.toml").read_bytes().replace(b"\n# ", b"\n"),), _config),
    Reader("state", _STATES, _states),
    Reader("csv", _CSV, _csv),
    Reader("article", _ARTICLES, _article),
    Reader("typed", _TYPED, _typed),
    Reader("yahoo quote", _CHARTS, _fed(lambda web: _YAHOO.quote(bodies.BABA, web))),
    Reader("yahoo bars", _CHARTS, _fed(lambda web: _YAHOO.bars(bodies.BABA, _YEAR, web))),
    Reader("tencent quote", _LINES, _fed(lambda web: _TENCENT.quote(bodies.BABA, web))),
    Reader("tencent bars", _json(bodies.KLINE), _fed(lambda web: _TENCENT.bars(bodies.BABA, _YEAR, web))),
    Reader("tradegate", _json(bodies.TRADEGATE), _fed(lambda web: Tradegate(_access("x")).quote(bodies.XETRA, web))),
    Reader("finnhub", _json(bodies.FINNHUB), _fed(lambda web: Finnhub(_access("x")).quote(bodies.BABA, web))),
    Reader("rates", _json(bodies.FRANKFURTER), _fed(lambda web: Frankfurter(_access("x")).rates(["USD"], None, web))),
    Reader("ecb", (bodies.ECB,), _fed(lambda web: Ecb(_access("x")).rates(["USD"], None, web))),
)
