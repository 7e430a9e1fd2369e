"""Whatever a price feed says, no level moves by a lie, and once it is right again all is as if it had never lied.

Each lie is told in two settings: with right prices fetched before, and on an empty cache. A run is a week of one
investor: levels noted on a Friday evening, a look on Tuesday, the lie on Wednesday after the close, right answers
again later that evening and on Thursday. Several tests look at one run.
"""

from __future__ import annotations

import asyncio
import io
import json
import re
import shutil
import ssl
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from tests.prices.loopback import Clock, utc
from tests.prices.lying_server import (
    Lie,
    LyingServer,
    TrueMarket,
    bar_has,
    bars_times,
    calm_market,
    close_below_its_low,
    close_times,
    closed_at,
    column_is_short,
    currency,
    day_times,
    days_missing,
    everything_times,
    quote_hours_ahead,
    quote_is,
    quote_time_in_milliseconds,
    quote_time_missing,
    quote_time_null,
    quote_times,
    second_result,
    split_not_told,
    split_told,
    splits_told,
    status,
    symbol_is,
    two_bars_on_a_day,
)
from thesis_tui.cli.main import main
from thesis_tui.model.feeds import FEED_DEFAULTS, FeedSettings
from thesis_tui.model.objects import Listing
from thesis_tui.prices.history import PriceStore
from thesis_tui.prices.http import Web, open_client
from thesis_tui.prices.memory import Memory
from thesis_tui.prices.refresh import Refresher
from thesis_tui.prices.registry import build_chain
from thesis_tui.rules.anchors import anchors_of
from thesis_tui.services.desk import Desk
from thesis_tui.storage.paths import Places
from thesis_tui.storage.settings import Settings

BABA = Listing(symbol="BABA", venue="NYSE", currency="USD")
MARKET = calm_market("BABA", "150", date(2025, 9, 1), date(2026, 9, 30))
"""Between 146 and 154 in every session."""
FRIDAY = utc("2026-09-11T21:30")
TUESDAY = utc("2026-09-15T21:30")
WEDNESDAY = utc("2026-09-16T21:30")
LATER = utc("2026-09-17T02:00")
THURSDAY = utc("2026-09-17T21:30")
NEXT = utc("2026-09-18T21:30")
THE_DAY = WEDNESDAY.date()
LEVELS = (("support", "140"), ("stop", "130"), ("target", "170"), ("resistance", "165"))
CALM = {"support": "holding", "stop": "safe", "target": "not reached", "resistance": "holding"}
THESIS = """\
format = 1
name = "Alibaba"
stance = "long"
statement = "it grows"

[[listing]]
symbol = "BABA"
venue = "NYSE"
currency = "USD"

[[pillar]]
id = "cloud"
title = "Cloud"
claim = "it grows"
"""
SETTINGS = ("behind", "empty")
"""Right history fetched before the lie, or nothing at all."""


class Investor:
    """The program in a home of its own, with a clock that stands where it is put."""

    def __init__(self, root: Path, trust: ssl.SSLContext) -> None:
        self.root = root
        self.clock = Clock(FRIDAY)
        self._trust = trust

    def run(self, *argv: str) -> tuple[int, str]:
        """An exit code, and all that was printed."""
        environ = {
            "THESIS_TUI_DATA_DIR": str(self.root / "data"),
            "THESIS_TUI_CONFIG": str(self.root / "config.toml"),
            "THESIS_TUI_STATE_DIR": str(self.root / "state"),
            "THESIS_TUI_CACHE_DIR": str(self.root / "cache"),
            "HOME": str(self.root),
        }
        printed = io.StringIO()
        with redirect_stdout(printed), redirect_stderr(printed):
            code = main(("--offline", *argv), environ=environ, clock=self.clock.now)
        assert "Traceback" not in printed.getvalue()
        return code, printed.getvalue()

    def done(self, *argv: str) -> str:
        code, printed = self.run(*argv)
        assert code == 0, printed
        return printed

    def shown(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(self.done("show", "--json"))
        return found

    def fetch(self, server: LyingServer) -> tuple[str, ...]:
        """Asks for all prices, as by hand. Gives the words for what was not as it should be."""

        anchors = anchors_of(self._desk().view())

        async def ask() -> tuple[str, ...]:
            tables = {name: FeedSettings(base_url=server.url, enabled=name == "yahoo") for name in FEED_DEFAULTS}
            home = self.root / "cache" / "prices"
            async with open_client(self._trust) as client:
                web = Web(client, self.clock.now, sleep=self.clock.sleep, monotonic=self.clock.monotonic)
                refresher = Refresher(build_chain(tables, {}), web, Memory(home), PriceStore(home), anchors)
                found = await refresher.everything((BABA,), by_hand=True)
            failed = [*(outcome.attempts for outcome in found.quotes), *(outcome.attempts for outcome in found.history)]
            return (*found.news, *(attempt.text for attempts in failed for attempt in attempts))

        return asyncio.run(ask())

    def look(self) -> None:
        """Marks everything that is shown as seen."""
        desk = self._desk()
        desk.start()
        desk.mark_seen()

    def _desk(self) -> Desk:
        places = Places(self.root / "data", self.root / "config.toml", self.root / "state", self.root / "cache")
        return Desk(places=places, settings=Settings(), thesis="baba", clock=self.clock.now)


@dataclass
class Run:
    """What an investor saw, by moment: the JSON of `show`, the words of the refresh, and what doctor said."""

    shown: dict[datetime, dict[str, Any]] = field(default_factory=dict)
    words: dict[datetime, tuple[str, ...]] = field(default_factory=dict)
    doctor: dict[datetime, str] = field(default_factory=dict)


class Week:
    """Runs of the week, each made once, from homes that are copies of one."""

    def __init__(self, folder: Path, trust: ssl.SSLContext) -> None:
        self._folder = folder
        self._trust = trust
        self._homes: dict[str, Path] = {}
        self._runs: dict[tuple[str, str], Run] = {}
        self._count = 0

    def home(self, setting: str, market: TrueMarket = MARKET) -> Investor:
        """A new home where the levels were noted on Friday and looked at on Tuesday."""
        self._count += 1
        root = self._folder / f"home-{self._count}"
        if market is not MARKET:
            return Investor(self._made(root, setting, market), self._trust)
        if setting not in self._homes:
            self._homes[setting] = self._made(self._folder / setting, setting, market)
        shutil.copytree(self._homes[setting], root)
        return Investor(root, self._trust)

    def _made(self, root: Path, setting: str, market: TrueMarket) -> Path:
        (root / "data" / "baba").mkdir(parents=True)
        (root / "data" / "baba" / "thesis.toml").write_text(THESIS)
        (root / "config.toml").write_text("format = 1\n")
        investor = Investor(root, self._trust)
        with self.serving(investor, market) as server:
            if setting == "behind":
                investor.fetch(server)
            for kind, price in LEVELS:
                investor.clock.pass_by(minutes=1)
                investor.done("level", "add", kind, price, "--listing", "BABA")
            investor.clock.at = TUESDAY
            if setting == "behind":
                investor.fetch(server)
            investor.clock.pass_by(minutes=5)
            investor.look()
        return root

    def serving(self, investor: Investor, market: TrueMarket = MARKET) -> Serving:
        return Serving(LyingServer(investor.clock.now, {"BABA": market}))

    def run(self, name: str, setting: str, lies: tuple[Lie, ...] = (), market: TrueMarket = MARKET) -> Run:
        """The lie on Wednesday after the close, the truth later that evening and on Thursday."""
        key = (name, setting)
        if key not in self._runs:
            investor = self.home(setting)
            run = Run()
            with self.serving(investor, market) as server:
                for moment in (WEDNESDAY, LATER, THURSDAY):
                    server.lies = lies if moment == WEDNESDAY else ()
                    visit(investor, server, moment, run)
            self._runs[key] = run
        return self._runs[key]


class Serving:
    """A server as long as it is needed."""

    def __init__(self, server: LyingServer) -> None:
        self._server = server

    def __enter__(self) -> LyingServer:
        return self._server

    def __exit__(self, *_: object) -> None:
        self._server.close()


def visit(investor: Investor, server: LyingServer, moment: datetime, run: Run) -> None:
    investor.clock.at = moment
    run.words[moment] = investor.fetch(server)
    # requests to one host keep their distance on this clock, too: the screen is of one time in every run
    investor.clock.at = moment + timedelta(minutes=5)
    run.shown[moment] = investor.shown()
    run.doctor[moment] = investor.run("doctor")[1]


@pytest.fixture(scope="module")
def week(tmp_path_factory: pytest.TempPathFactory, trust: ssl.SSLContext) -> Week:
    return Week(tmp_path_factory.mktemp("week"), trust)


def states(shown: dict[str, Any]) -> dict[str, str]:
    return {item["kind"]: item["state"] for item in shown["levels"]}


_OF_A_LEVEL = re.compile(r"\b(support|stop|target|resistance)\b", re.IGNORECASE)


def level_news(shown: dict[str, Any]) -> list[str]:
    """What is told of levels since the look, and what is asked to be looked at; not what is asked about prices."""
    told = [*shown["changes"], *shown["attention"]]
    return [item["text"] for item in told if _OF_A_LEVEL.search(item["text"]) and "doubt" not in item["text"].lower()]


@dataclass(frozen=True)
class Told:
    """A lie, how it must be shown, and when all is as if it had never been told.

    `shown` is "doubt" when `doubts` must name it, "words" when the refresh may say instead why the answer was
    refused, "" when there is nothing to doubt. `figures` are values of which one doubt must name one. `agrees` lies
    agree with themselves: on an empty cache only the levels speak against them, and two right answers may be needed.
    """

    lies: tuple[Lie, ...]
    shown: str = "doubt"
    figures: tuple[str, ...] = ()
    agrees: bool = False


def _said(factor: str) -> tuple[str, ...]:
    """The day's close times a factor, rounded down or up to the cent; a whole number is printed as one."""
    value = (MARKET.close(THE_DAY) * Decimal(factor)).quantize(Decimal("0.01"))
    return tuple(f"{other}".removesuffix(".00") for other in (value - Decimal("0.01"), value, value + Decimal("0.01")))


def _without_gaps(text: str) -> str:
    """Text without spaces, line ends and what groups thousands, with a plain minus as a poor locale prints it."""
    return re.sub(r"[\s,│|]", "", text).replace("−", "-")


LIES: dict[str, Told] = {
    "quote an eighth": Told((quote_times("0.125"),), figures=_said("0.125")),
    "quote a hundredfold": Told((quote_times("100"),), figures=_said("100")),
    "quote a hundredth": Told((quote_times("0.01"),), figures=_said("0.01")),
    "quote ninefold": Told((quote_times("9"),), figures=_said("9")),
    "quote of nought": Told((quote_is(0),), shown="words"),
    "quote below nought": Told((quote_is(-150.25),), shown="words"),
    "quote null": Told((quote_is(None),), shown=""),
    "whole day an eighth": Told((day_times("0.125"),), figures=_said("0.125")),
    "whole day a hundredfold": Told((day_times("100"),), figures=_said("100")),
    "the day before an eighth": Told((day_times("0.125", back=2),)),
    "everything ninefold": Told((everything_times("9"),), agrees=True),
    "everything a hundredth": Told((everything_times("0.01"),), agrees=True),
    "quote right, bars 0.55 of it": Told((bars_times("0.55"),)),
    "close below its low": Told((close_below_its_low,)),
    "close above its high": Told((bar_has("close", 175.0),)),
    "low of a cent": Told((bar_has("low", 0.01),), figures=("0.01",)),
    "low of a cent the day before": Told((bar_has("low", 0.01, back=2),), figures=("0.01",)),
    "high of a million": Told((bar_has("high", 1_000_000.0),), figures=("1000000",)),
    "open of a million": Told((bar_has("open", 1_000_000.0),), shown=""),
    "one close a hundredth the day before": Told((close_times("0.01"),)),
    "one close a hundredfold the day before": Told((close_times("100"),)),
    "close of nought": Told((bar_has("close", 0.0),), shown="words"),
    "close below nought": Told((bar_has("close", -5.0),), shown="words"),
    "low below nought": Told((bar_has("low", -5.0),), shown="words"),
    "two bars on a day": Told((two_bars_on_a_day("0.8"),)),
    "two bars on a day far apart": Told((two_bars_on_a_day("0.125"),)),
    "closes one short": Told((column_is_short("close"),), shown="words"),
    "lows one short": Told((column_is_short("low"),), shown="words"),
    "times one short": Told((column_is_short("timestamp"),), shown="words"),
    "a second result": Told((second_result("0.125"),), shown="words"),
    "status 206": Told((status(206),), shown="words"),
    "status 203 with an eighth": Told((status(203), everything_times("0.125")), shown="words"),
    "another currency midway": Told((currency("HKD"), everything_times("7.8")), shown="words"),
    "no currency": Told((currency(None),), shown="words"),
    "another symbol": Told((symbol_is("META"), everything_times("4")), shown="words"),
    "time missing": Told((quote_time_missing,), shown=""),
    "time null": Told((quote_time_null,), shown=""),
    "time twenty hours ahead": Told((quote_hours_ahead(20),), shown=""),
    "time a year ahead": Told((quote_hours_ahead(24 * 365),), shown=""),
    "time in milliseconds": Told((quote_time_in_milliseconds,), shown=""),
    "time missing and an eighth": Told((quote_time_missing, quote_times("0.125"))),
    "time ahead and an eighth": Told((quote_hours_ahead(20), quote_times("0.125"))),
    "a split no price shows": Told((split_told(THE_DAY, 4, 1),)),
    "a reverse split no price shows": Told((split_told(THE_DAY, 1, 20),)),
    "a split of the day before no price shows": Told((split_told(date(2026, 9, 15), 4, 1),)),
    "a split of the past": Told((split_told(date(2026, 3, 2), 4, 1),), shown=""),
    "a split of the future": Told((split_told(date(2026, 10, 1), 4, 1),), shown="words"),
    "an absurd split": Told((split_told(THE_DAY, 1e9, 1e-6),), shown="words"),
    "a split for nought": Told((split_told(THE_DAY, 2, 0),), shown=""),
    "three thousand splits": Told((splits_told(3000, 2, 1),), shown="words"),
}
CASES = [(name, setting) for name in LIES for setting in SETTINGS]
TIMES = [name for name in LIES if name.startswith("time ")]


def both_runs(week: Week, name: str, setting: str) -> tuple[Run, Run]:
    return week.run(name, setting, LIES[name].lies), week.run("the truth", setting)


def unknowable(name: str, setting: str) -> bool:
    return LIES[name].agrees and setting == "empty"


@pytest.mark.parametrize("setting", SETTINGS)
def test_the_truth_keeps_every_level_where_it_is(week: Week, setting: str) -> None:
    run = week.run("the truth", setting)
    for moment, day in ((WEDNESDAY, THE_DAY), (LATER, THE_DAY), (THURSDAY, THURSDAY.date())):
        shown = run.shown[moment]
        assert states(shown) == CALM
        assert Decimal(shown["price"]["value"]) == MARKET.close(day)
        assert (shown["price"]["session"], shown["price"]["source"]) == ("close", "yahoo")
        assert shown["doubts"] == []
        assert level_news(shown) == []
        assert run.words[moment] == ()


@pytest.mark.parametrize(("name", "setting"), CASES)
def test_no_level_moves_by_a_lie_and_no_crossing_is_told(week: Week, name: str, setting: str) -> None:
    run, _ = both_runs(week, name, setting)
    found = states(run.shown[WEDNESDAY])
    assert set(found) == set(CALM)
    assert all(state in (CALM[kind], *(["no price"] if setting == "empty" else [])) for kind, state in found.items())
    assert level_news(run.shown[WEDNESDAY]) == []


@pytest.mark.parametrize(("name", "setting"), CASES)
def test_the_levels_themselves_stay_what_they_were(week: Week, name: str, setting: str) -> None:
    run, _ = both_runs(week, name, setting)
    for moment in (WEDNESDAY, LATER, THURSDAY):
        assert {item["kind"]: item["low"] for item in run.shown[moment]["levels"]} == dict(LEVELS)


@pytest.mark.parametrize(("name", "setting"), CASES)
def test_the_price_shown_is_a_right_one(week: Week, name: str, setting: str) -> None:
    run, _ = both_runs(week, name, setting)
    price = run.shown[WEDNESDAY]["price"]
    if price is None:
        assert setting == "empty"
    else:
        assert Decimal(price["value"]) in {day.close for day in MARKET.days if TUESDAY.date() <= day.day <= THE_DAY}
        assert price["at"] is None or price["at"] < (WEDNESDAY - timedelta(hours=1)).isoformat()


@pytest.mark.parametrize(("name", "setting"), [item for item in CASES if LIES[item[0]].shown])
def test_what_is_doubted_is_shown_with_its_figures(week: Week, name: str, setting: str) -> None:
    run, _ = both_runs(week, name, setting)
    doubts = run.shown[WEDNESDAY]["doubts"]
    assert doubts or (LIES[name].shown == "words" and run.words[WEDNESDAY])
    assert all(doubt["listing"] == "BABA" and doubt["text"] for doubt in doubts)
    if LIES[name].figures:
        texts = [_without_gaps(doubt["text"]) for doubt in doubts]
        assert any(figure in text for text in texts for figure in LIES[name].figures), texts
    said_by_doctor = _without_gaps(run.doctor[WEDNESDAY])
    assert all(_without_gaps(doubt["text"]) in said_by_doctor for doubt in doubts)


@pytest.mark.parametrize(("name", "setting"), CASES)
def test_healed_it_is_as_if_the_lie_had_never_been_told(week: Week, name: str, setting: str) -> None:
    run, truth = both_runs(week, name, setting)
    for moment in (LATER, THURSDAY):
        if moment == LATER and unknowable(name, setting):
            continue  # one answer against one answer
        shown = run.shown[moment]
        assert level_news(shown) == []
        # a split that is told no more is known for one with the next history, at the latest the next day
        assert [item for item in shown["doubts"] if moment == THURSDAY or item["kind"] != "split"] == []
        assert run.shown[moment]["price"] == truth.shown[moment]["price"]
        assert run.shown[moment]["levels"] == truth.shown[moment]["levels"]


@pytest.mark.parametrize("setting", SETTINGS)
def test_a_time_in_milliseconds_is_recognised(week: Week, setting: str) -> None:
    run, truth = both_runs(week, "time in milliseconds", setting)
    assert run.shown[WEDNESDAY]["price"] == truth.shown[WEDNESDAY]["price"]


@pytest.mark.parametrize("setting", SETTINGS)
@pytest.mark.parametrize("name", TIMES)
def test_a_quote_without_a_credible_time_hides_no_close(week: Week, name: str, setting: str) -> None:
    run, _ = both_runs(week, name, setting)
    price = run.shown[WEDNESDAY]["price"]
    assert price is not None
    assert Decimal(price["value"]) == MARKET.close(THE_DAY)


# what is told again and again


def test_a_lie_that_is_told_for_a_week_moves_nothing(week: Week) -> None:
    investor = week.home("behind")
    run = Run()
    with week.serving(investor) as server:
        server.lies = (quote_times("0.125"),)
        for moment in (WEDNESDAY, LATER, THURSDAY, THURSDAY + timedelta(days=1)):
            visit(investor, server, moment, run)
            assert states(run.shown[moment]) == CALM
            assert level_news(run.shown[moment]) == []
            assert run.shown[moment]["doubts"]


# history


@pytest.mark.parametrize("setting", SETTINGS)
def test_a_day_missing_twice_enters_when_it_is_restored(week: Week, setting: str) -> None:
    lows = MARKET.with_days(*(day.times(Decimal("0.92")) for day in MARKET.days if day.day == date(2026, 9, 16)))
    investor = week.home(setting)
    run = Run()
    with week.serving(investor, lows) as server:
        server.lies = (days_missing(THE_DAY),)
        visit(investor, server, THURSDAY, run)
        visit(investor, server, THURSDAY + timedelta(hours=5), run)
        assert states(run.shown[THURSDAY]) == CALM
        assert level_news(run.shown[THURSDAY]) == []
        server.lies = ()
        restored = THURSDAY + timedelta(days=1)
        visit(investor, server, restored, run)
    close = lows.close(THE_DAY)
    assert close < 140
    texts = level_news(run.shown[restored])
    assert any("support" in text and "140" in text for text in texts), texts


def test_a_revised_bar_is_taken_over_and_said(week: Week) -> None:
    day = date(2026, 9, 16)
    investor = week.home("behind")
    run = Run()
    with week.serving(investor) as server:
        wrong = MARKET.close(day) + Decimal("1.37")
        server.lies = (closed_at(day, str(wrong)),)
        visit(investor, server, WEDNESDAY, run)
        server.lies = ()
        visit(investor, server, THURSDAY, run)
    truth = week.run("the truth", "behind")
    assert run.shown[THURSDAY]["levels"] == truth.shown[THURSDAY]["levels"]
    assert run.shown[THURSDAY]["price"] == truth.shown[THURSDAY]["price"]
    (revised,) = [item for item in run.shown[THURSDAY]["revisions"] if item["day"] == day.isoformat()]
    assert revised["listing"] == "BABA"
    assert f"{wrong}" in run.doctor[THURSDAY]
    assert f"{MARKET.close(day)}" in run.doctor[THURSDAY]


@pytest.mark.parametrize("decision", ["", "refuse"])
def test_a_close_outside_its_own_range_is_not_the_price_either(week: Week, decision: str) -> None:
    investor = week.home("behind")
    run = Run()
    with week.serving(investor) as server:
        server.lies = (closed_at(THE_DAY, "190.00", inside=False), quote_is(190.0))
        visit(investor, server, WEDNESDAY, run)
    if decision:
        investor.done("price", decision)
    shown = investor.shown()
    assert states(shown) == CALM
    assert Decimal(shown["price"]["value"]) == MARKET.close(THE_DAY - timedelta(days=1))
    assert len(shown["doubts"]) == (0 if decision else 1)


def test_the_newest_close_of_a_feed_can_be_dropped(week: Week) -> None:
    investor = week.home("behind")
    with week.serving(investor) as server:
        server.lies = (closed_at(THE_DAY, "139.20"), quote_is(139.2))
        visit(investor, server, WEDNESDAY, Run())
    assert states(investor.shown())["support"] == "broken"
    assert "is dropped" in investor.done("price", "drop", THE_DAY.isoformat())
    assert states(investor.shown()) == CALM


def test_a_crossing_that_rested_on_a_bar_the_feed_corrects_is_taken_back_in_words(week: Week) -> None:
    investor = week.home("behind")
    run = Run()
    wrong = "139.20"  # eight percent below the day before: nothing to doubt
    with week.serving(investor) as server:
        server.lies = (closed_at(THE_DAY, wrong), quote_is(139.2))
        visit(investor, server, WEDNESDAY, run)
        assert states(run.shown[WEDNESDAY])["support"] == "broken"
        assert level_news(run.shown[WEDNESDAY]) != []
        investor.look()
        server.lies = ()
        visit(investor, server, THURSDAY, run)
    shown = run.shown[THURSDAY]
    assert states(shown) == CALM
    assert any("support" in text for text in level_news(shown)), "the crossing was told, and is not taken back"
    investor.look()
    assert level_news(investor.shown()) == []


# what is true though it looks like a lie


def shocked(factor: str) -> TrueMarket:
    """From Wednesday on at another price."""
    return MARKET.from_day(THE_DAY, factor)


@pytest.mark.parametrize("setting", SETTINGS)
@pytest.mark.parametrize("factor", ["0.4", "2"])
def test_a_real_crash_or_jump_is_unconfirmed_at_once_and_never_hidden(week: Week, factor: str, setting: str) -> None:
    run = week.run(f"times {factor}", setting, market=shocked(factor))
    close = shocked(factor).close(THE_DAY)
    for moment in (WEDNESDAY, LATER):
        shown = run.shown[moment]
        assert states(shown) == CALM
        assert level_news(shown) == []
        assert any(f"{close:.2f}" in item["text"] for item in shown["doubts"]), shown["doubts"]
        assert f"{close:.2f}" in run.doctor[moment]


@pytest.mark.parametrize("setting", SETTINGS)
@pytest.mark.parametrize(
    ("factor", "moved"),
    [("0.4", {"support": "broken", "stop": "hit"}), ("2", {"target": "reached", "resistance": "broken"})],
)
def test_a_real_crash_or_jump_moves_levels_from_the_next_day_on(
    week: Week, factor: str, moved: dict[str, str], setting: str
) -> None:
    run = week.run(f"times {factor}", setting, market=shocked(factor))
    shown = run.shown[THURSDAY]
    assert states(shown) == {**CALM, **moved}
    assert Decimal(shown["price"]["value"]) == shocked(factor).close(THURSDAY.date())
    # twice the price may be a split that nobody told of, too: the question stands beside what moved
    assert [doubt["split"] for doubt in shown["doubts"]] == (["1:2"] if factor == "2" else [])
    texts = level_news(shown)
    assert all(any(kind in text for text in texts) for kind in moved), texts


@pytest.mark.parametrize("setting", SETTINGS)
@pytest.mark.parametrize(("factor", "split"), [("0.25", "4:1"), ("0.1", "10:1"), ("0.05", "20:1"), ("20", "1:20")])
def test_an_untold_split_of_prices_that_stay_is_asked_about_and_moves_nothing(
    week: Week, factor: str, split: str, setting: str
) -> None:
    run = week.run(f"times {factor}", setting, market=shocked(factor))
    shown = run.shown[THURSDAY]
    assert states(shown) == CALM
    assert level_news(shown) == []
    assert [doubt["split"] for doubt in shown["doubts"]] == [split]
    assert f"a {split} split?" in run.doctor[THURSDAY]


@pytest.mark.parametrize(("decision", "moved"), [("accept", {}), ("refuse", {"support": "broken", "stop": "hit"})])
def test_an_untold_split_that_was_decided_on_is_as_the_user_said(
    week: Week, decision: str, moved: dict[str, str]
) -> None:
    market = shocked("0.1")
    investor = week.home("behind", market)
    run = Run()
    with week.serving(investor, market) as server:
        for moment in (WEDNESDAY, THURSDAY):
            visit(investor, server, moment, run)
        assert "1 price to decide on" in run.doctor[THURSDAY]
        for typed, side in ((("level", "add", "support", "135"), "before"), (("price", "15.2"), "after")):
            code, printed = investor.run(*typed)
            assert code == 2
            assert f"is not decided; {Decimal(typed[-1]):.2f} will be read as a price of {side} it" in printed
        investor.done("price", decision)
        if decision == "accept":  # at once, before anything is fetched
            assert states(investor.shown()) == CALM
            assert [level["low"] for level in investor.shown()["levels"]] != [price for _, price in LEVELS]
        visit(investor, server, NEXT, run)
    shown = run.shown[NEXT]
    assert states(shown) == {**CALM, **moved}
    assert shown["doubts"] == []
    assert Decimal(shown["price"]["value"]) == market.close(NEXT.date())
    assert "fetched prices of BABA" in investor.done("undo")
    assert states(investor.shown()) == CALM


def test_a_confirmed_split_whose_prices_are_taken_back_reaches_no_target_and_is_taken_back_by_refusing(
    week: Week,
) -> None:
    market = shocked("0.1")
    investor = week.home("behind", market)
    run = Run()
    with week.serving(investor, market) as server:
        for moment in (WEDNESDAY, THURSDAY):
            visit(investor, server, moment, run)
        investor.done("price", "accept")
    with week.serving(investor) as server:
        monday = NEXT + timedelta(days=3)
        for moment in (NEXT, monday):
            visit(investor, server, moment, run)
            assert states(run.shown[moment]) == CALM
            assert level_news(run.shown[moment]) == []
            assert ["that you confirmed" in doubt["text"] for doubt in run.shown[moment]["doubts"]] == [True]
        refused = investor.done("price", "refuse")
        assert "refused the split" in refused
        visit(investor, server, monday, run)
    shown = run.shown[monday]
    assert (states(shown), shown["doubts"]) == (CALM, [])
    assert Decimal(shown["price"]["value"]) == MARKET.close(monday.date())
    assert lows(shown) == {kind: Decimal(price) for kind, price in LEVELS}


@pytest.mark.parametrize("setting", SETTINGS)
def test_a_fall_of_a_tenth_needs_no_confirmation(week: Week, setting: str) -> None:
    run = week.run("times 0.9", setting, market=shocked("0.9"))
    assert states(run.shown[WEDNESDAY])["support"] == "broken"
    assert run.shown[WEDNESDAY]["doubts"] == []


WITHIN = utc("2026-09-16T18:00")
"""Two in the afternoon in New York."""


@pytest.mark.parametrize("setting", SETTINGS)
def test_a_price_under_a_support_within_the_session_trades_below_and_crosses_nothing(week: Week, setting: str) -> None:
    fallen = shocked("0.92")
    investor = week.home(setting)
    run = Run()
    with week.serving(investor, fallen) as server:
        visit(investor, server, WITHIN, run)
    assert states(run.shown[WITHIN]) == {**CALM, "support": "trading below"}
    assert run.shown[WITHIN]["price"]["session"] == "open"


@pytest.mark.parametrize("setting", SETTINGS)
@pytest.mark.parametrize("name", ["quote an eighth", "quote a hundredfold", "whole day an eighth", "low of a cent"])
def test_a_lie_within_the_session_moves_no_level(week: Week, name: str, setting: str) -> None:
    investor = week.home(setting)
    run = Run()
    with week.serving(investor) as server:
        server.lies = LIES[name].lies
        visit(investor, server, WITHIN, run)
        server.lies = ()
        visit(investor, server, WEDNESDAY, run)
    assert level_news(run.shown[WITHIN]) == []
    assert all(
        state in (CALM[kind], *(["no price"] if setting == "empty" else []))
        for kind, state in states(run.shown[WITHIN]).items()
    )
    truth = week.run("the truth", setting)
    assert run.shown[WEDNESDAY]["levels"] == truth.shown[WEDNESDAY]["levels"]
    assert run.shown[WEDNESDAY]["price"] == truth.shown[WEDNESDAY]["price"]


# splits that are real


def lows(shown: dict[str, Any]) -> dict[str, Decimal]:
    return {item["kind"]: Decimal(item["low"]) for item in shown["levels"]}


@pytest.mark.parametrize(("new", "old"), [(4, 1), (1, 20), (3, 2), (21, 20)])
def test_a_split_told_and_shown_rescales_levels_and_moves_none(week: Week, new: int, old: int) -> None:
    market = MARKET.split(THE_DAY, new, old)
    run = week.run(f"split {new}:{old}", "behind", market=market)
    for moment in (WEDNESDAY, LATER, THURSDAY):
        shown = run.shown[moment]
        assert states(shown) == CALM
        assert level_news(shown) == []
        assert shown["doubts"] == []
        for kind, low in lows(shown).items():
            expected = Decimal(dict(LEVELS)[kind]) * old / new
            assert abs(low - expected) <= Decimal("0.005"), (kind, low, expected)
            assert len(f"{low.normalize():f}") <= 9, f"{low} has more digits than anybody quotes"
    value = Decimal(run.shown[THURSDAY]["price"]["value"])
    assert abs(value - market.close(THURSDAY.date())) <= Decimal("0.01")


def test_a_split_that_is_shown_and_not_told_is_asked_about_and_moves_nothing(week: Week) -> None:
    market = MARKET.split(THE_DAY, 4, 1)
    investor = week.home("behind")
    run = Run()
    with week.serving(investor, market) as server:
        server.lies = (split_not_told,)
        for moment in (WEDNESDAY, LATER, THURSDAY):
            visit(investor, server, moment, run)
            shown = run.shown[moment]
            assert states(shown) == CALM
            assert level_news(shown) == []
            assert any("split" in item["text"] for item in shown["doubts"]), shown["doubts"]
            assert lows(shown)["support"] == 140
        _, printed = investor.run("price", "--listing", "BABA")
        assert "a 4:1 split? confirm it, or refuse" in printed
        assert "decide: thesis-tui price accept, or refuse" in printed
        investor.done("price", "split", "4:1", "--on", THE_DAY.isoformat(), "--listing", "BABA")
        visit(investor, server, THURSDAY + timedelta(minutes=30), run)
    shown = run.shown[THURSDAY + timedelta(minutes=30)]
    assert lows(shown)["support"] == 35
    assert states(shown) == CALM
    assert level_news(shown) == []


def test_a_split_since_the_levels_were_noted_rescales_them_on_an_empty_cache(week: Week) -> None:
    """Nothing was known before, but the levels stand where the price stood before the split."""
    run = week.run("split 4:1", "empty", market=MARKET.split(THE_DAY, 4, 1))
    for moment in (WEDNESDAY, LATER, THURSDAY):
        shown = run.shown[moment]
        assert level_news(shown) == []
        assert all(state in (CALM[kind], "no price") for kind, state in states(shown).items())


@pytest.mark.parametrize("setting", SETTINGS)
@pytest.mark.parametrize(("new", "old"), [(4, 1), (1, 20)])
def test_a_real_split_of_the_past_is_nothing_to_doubt(week: Week, new: int, old: int, setting: str) -> None:
    """The history came rescaled from the first: no price can show it, and no level was noted before it."""
    day = date(2026, 3, 2)
    factor = Decimal(new) / old
    market = MARKET.split(day, new, old)
    market = replace(market, days=tuple(other.times(factor) for other in market.days))
    investor = week.home(setting, market)
    run = Run()
    with week.serving(investor, market) as server:
        for moment in (WEDNESDAY, THURSDAY):
            visit(investor, server, moment, run)
            shown = run.shown[moment]
            assert shown["doubts"] == []
            assert states(shown) == CALM
            assert {item["kind"]: item["low"] for item in shown["levels"]} == dict(LEVELS)


def test_a_split_that_is_taken_back_is_forgotten(week: Week) -> None:
    run = week.run("a split no price shows", "behind", LIES["a split no price shows"].lies)
    truth = week.run("the truth", "behind")
    assert run.shown[THURSDAY]["levels"] == truth.shown[THURSDAY]["levels"]
