"""Servers that lie as real feeds do: with right history behind, on an empty cache, and healed afterwards."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import httpx
import pytest

from tests.prices import lying
from tests.prices.bodies import US_LINE
from tests.prices.loopback import Answer, Clock, Loopback, utc
from tests.prices.lying import NVDA, PATH, Lie, Truth, close_of
from thesis_tui.model.bars import DOUBTED, DOUBTED_HIGH, DOUBTED_LOW, Bar
from thesis_tui.model.feeds import FEED_DEFAULTS, FeedSettings, Split
from thesis_tui.prices.history import PriceStore
from thesis_tui.prices.http import Web
from thesis_tui.prices.memory import Memory
from thesis_tui.prices.outcomes import Refreshed
from thesis_tui.prices.refresh import Refresher
from thesis_tui.prices.registry import build_chain
from thesis_tui.prices.reported_splits import without_split
from thesis_tui.prices.stored_history import StoredHistory
from thesis_tui.rules.anchors import NO_ANCHORS, Anchors

THURSDAY, FRIDAY, MONDAY, TUESDAY = date(2026, 11, 19), date(2026, 11, 20), date(2026, 11, 23), date(2026, 11, 24)


class Desk:
    """A user who asks by hand, in the evening of the day that the truth is told of."""

    def __init__(self, server: Loopback, client: httpx.AsyncClient, folder: Path) -> None:
        self.server = server
        self.clock = Clock(utc("2026-11-13T22:00"))
        self.web = Web(client, self.clock.now, sleep=self.clock.sleep, monotonic=self.clock.monotonic)
        self.store = PriceStore(folder)
        self.folder = folder
        self.anchors = NO_ANCHORS
        self.tables = {name: FeedSettings(base_url=server.url, enabled=name == "yahoo") for name in FEED_DEFAULTS}

    async def ask(self, until: date, *lies: Lie, base: float = 150.0) -> Refreshed:
        """What is told on the evening of `until`."""
        evening = utc(f"{until}T22:00")
        self.clock.at = max(evening, self.clock.at + timedelta(minutes=20))
        self.server.on_query(PATH, Truth(until, base).answering(*lies))
        refresher = Refresher(build_chain(self.tables, {}), self.web, Memory(self.folder), self.store, self.anchors)
        return await refresher.everything((NVDA,), by_hand=True)

    @property
    def stored(self) -> StoredHistory:
        stored = self.store.stored(NVDA)
        assert stored is not None
        return stored

    @property
    def believed(self) -> dict[date, Bar]:
        stored = self.store.stored(NVDA)
        return {} if stored is None else {bar.day: bar for bar in stored.bars if not bar.doubts & DOUBTED}

    @property
    def price(self) -> Decimal | None:
        quotes = self.store.quotes(NVDA)
        return quotes[0].value if quotes else None

    @property
    def codes(self) -> set[str]:
        """The reasons of all doubts, those of quotes among them."""
        stored = self.store.stored(NVDA)
        found = {doubt.code for doubt in stored.state.doubts} if stored is not None else set()
        return found | {quote.doubt.code for quote in self.store.all_quotes(NVDA) if quote.doubt is not None}


@pytest.fixture
def desk(server: Loopback, client: httpx.AsyncClient, tmp_path: Path) -> Desk:
    return Desk(server, client, tmp_path / "cache")


def right(day: date, base: float = 150.0) -> Decimal:
    return Decimal(str(close_of(day, base)))


def off(bars: Mapping[date, Bar], base: float = 150.0) -> list[date]:
    """Days of which something is believed that is not the truth."""
    found = []
    for day, bar in bars.items():
        close = right(day, base)
        highs = [] if bar.high is None or bar.doubts & DOUBTED_HIGH else [bar.high]
        lows = [] if bar.low is None or bar.doubts & DOUBTED_LOW else [bar.low]
        if bar.close != close or any(abs(value / close - 1) > Decimal("0.02") for value in highs + lows):
            found.append(day)
    return found


LIES: dict[str, tuple[Sequence[Lie], str]] = {
    "quote ÷8": ([lying.quote_times(1 / 8)], "quote against bars"),
    "quote ×100": ([lying.quote_times(100)], "quote against bars"),
    "quote ÷100": ([lying.quote_times(0.01)], "quote against bars"),
    "a whole day ÷8": ([lying.quote_times(1 / 8), lying.bars_times(1 / 8, first=-1)], "jump"),
    "a day ÷8 and the quote right": ([lying.bars_times(1 / 8, first=-1)], "jump"),
    "a day of the past ×100": ([lying.bars_times(100, first=-4, last=-3)], "spike"),
    "all bars ×0.55": ([lying.bars_times(0.55)], "quote against bars"),
    "close below its low": ([lying.close_below_low(-3)], "outside range"),
    "low of 0.01": ([lying.cell("low", -3, 0.01)], "wick"),
    "high of a million": ([lying.cell("high", -3, 1_000_000)], "wick"),
    "one close ÷100": ([lying.close_times(0.01, -2)], "outside range"),
    "two bars on a day": ([lying.two_bars(-3)], "two on a day"),
    "a quote 20 hours ahead": ([lying.meta(regularMarketTime=lying.opening(FRIDAY) + 27 * 3600)], "ahead of time"),
}  # fmt: skip


@pytest.mark.parametrize("name", LIES)
async def test_a_lie_moves_nothing_right_that_is_known(desk: Desk, name: str) -> None:
    lies, code = LIES[name]
    await desk.ask(THURSDAY)
    assert desk.price == right(THURSDAY)
    await desk.ask(FRIDAY, *lies)
    assert off(desk.believed) == []
    assert len(desk.believed) >= 59
    assert desk.price in (right(THURSDAY), right(FRIDAY))
    codes = {code, "rescaled"} if name == "all bars ×0.55" else {code}
    assert desk.codes & codes
    await desk.ask(MONDAY)
    assert desk.price == right(MONDAY)
    assert off(desk.believed) == []
    assert MONDAY in desk.believed
    assert FRIDAY in desk.believed
    assert desk.codes == set()


@pytest.mark.parametrize("name", LIES)
async def test_a_lie_on_an_empty_cache_is_not_believed_and_the_truth_is_taken_at_once(desk: Desk, name: str) -> None:
    lies, code = LIES[name]
    await desk.ask(FRIDAY, *lies)
    assert desk.price in (None, right(FRIDAY))
    if name == "all bars ×0.55":
        assert desk.price is None
        assert desk.believed == {}
    assert off(desk.believed) == []
    assert code in desk.codes
    await desk.ask(FRIDAY)
    assert desk.price == right(FRIDAY)
    assert off(desk.believed) == []
    assert len(desk.believed) == 60
    assert desk.codes == set()


async def test_what_is_doubted_is_said_with_its_figures(desk: Desk) -> None:
    done = await desk.ask(FRIDAY, lying.meta(regularMarketPrice=15120.0))
    assert done.quotes[0].quote is None
    assert done.quotes[0].words == f"Yahoo says 15 120 USD for NVDA, its own bars {right(FRIDAY):.2f}; not believed"
    assert not done.offline


@pytest.mark.parametrize(
    ("lie", "words"),
    [
        (lying.second_result, "2 results for one symbol"),
        (lying.status(206), "status 206 instead of 200"),
        (lying.status(203), "status 203"),
        (lying.meta(currency="EUR"), "NVDA is in USD, the price in EUR"),
        (lying.meta(symbol="AMD"), "NVDA was asked for and AMD given"),
    ],
)
async def test_an_answer_that_is_not_ours_is_refused(desk: Desk, lie: Lie, words: str) -> None:
    done = await desk.ask(FRIDAY, lie)
    assert words in done.quotes[0].words
    assert desk.believed == {}
    desk.clock.pass_by(hours=1)
    await desk.ask(FRIDAY)
    assert len(desk.believed) == 60


async def test_arrays_of_unequal_length_give_no_bars_and_are_said(desk: Desk) -> None:
    await desk.ask(THURSDAY)
    done = await desk.ask(FRIDAY, lying.short_closes)
    assert any("days and prices differ in number" in text for text in done.news)
    assert off(desk.believed) == []
    await desk.ask(MONDAY)
    assert MONDAY in desk.believed


async def test_days_to_come_are_named_and_left_out(desk: Desk) -> None:
    done = await desk.ask(FRIDAY, lying.day_ahead)
    assert any("a bar (20 Dec 2026) of days to come left out" in text for text in done.news)
    assert max(desk.believed) == FRIDAY


@pytest.mark.parametrize("value", [0, -3.5])
async def test_a_price_of_nought_or_below_is_named_and_left_out(desk: Desk, value: float) -> None:
    done = await desk.ask(FRIDAY, lying.cell("close", -3, value))
    assert any("a bar (18 Nov 2026) left out: its close is no price" in text for text in done.news)
    assert len(desk.believed) == 59


@pytest.mark.parametrize("lie", [lying.without("regularMarketTime"), lying.meta(regularMarketTime=None)])
async def test_a_quote_without_a_time_is_of_unknown_age_and_hides_nothing(desk: Desk, lie: Lie) -> None:
    done = await desk.ask(FRIDAY, lie)
    assert done.quotes[0].quote is not None
    assert done.quotes[0].quote.at is None
    await desk.ask(FRIDAY)
    await desk.ask(MONDAY, lie)
    first = desk.store.quotes(NVDA)[0]
    assert first.at is not None
    assert first.value == right(FRIDAY)


async def test_milliseconds_are_recognised(desk: Desk) -> None:
    stamp = lying.opening(FRIDAY) + 23400 + 60

    def lie(result: lying.Result) -> None:
        result["meta"]["regularMarketTime"] = stamp * 1000
        result["timestamp"] = [at * 1000 for at in result["timestamp"]]

    def make(query: dict[str, str]) -> Answer:
        return Truth(FRIDAY).answering(lie)({"period1": "0"})

    await desk.ask(FRIDAY)
    desk.server.on_query(PATH, make)
    desk.clock.pass_by(minutes=20)
    refresher = Refresher(build_chain(desk.tables, {}), desk.web, Memory(desk.folder), desk.store)
    (done,) = await refresher.quotes((NVDA,), by_hand=True)
    assert done.quote is not None
    assert done.quote.at == utc("2026-11-20T21:01")


# everything at once


async def test_everything_times_nine_is_kept_out_by_a_history(desk: Desk) -> None:
    await desk.ask(THURSDAY)
    await desk.ask(FRIDAY, lying.everything_times(9))
    assert off(desk.believed) == []
    assert desk.price == right(THURSDAY)
    assert {"rescaled", "quote against history"} <= desk.codes
    await desk.ask(MONDAY)
    assert desk.price == right(MONDAY)
    assert off(desk.believed) == []
    assert desk.codes == set()


async def test_everything_times_nine_first_gives_way_to_two_answers_that_agree(desk: Desk) -> None:
    await desk.ask(FRIDAY, lying.everything_times(9))
    await desk.ask(FRIDAY)
    await desk.ask(FRIDAY)
    await desk.ask(FRIDAY)
    assert desk.price == right(FRIDAY)
    assert off(desk.believed) == []


async def test_everything_times_nine_first_is_doubted_where_levels_say_otherwise(desk: Desk) -> None:
    desk.anchors = Anchors(values={"NVDA": [Decimal(140), Decimal(180)]})
    await desk.ask(FRIDAY, lying.everything_times(9))
    assert desk.price is None
    assert desk.believed == {}
    assert desk.codes == {"against levels"}
    await desk.ask(FRIDAY)
    assert desk.price == right(FRIDAY)
    assert off(desk.believed) == []


async def test_levels_that_were_far_off_give_way_on_another_day(desk: Desk) -> None:
    desk.anchors = Anchors(values={"NVDA": [Decimal(10)]})
    await desk.ask(THURSDAY)
    assert desk.price is None
    await desk.ask(FRIDAY)
    assert desk.price == right(FRIDAY)
    assert off(desk.believed) == []
    assert len(desk.believed) == 61 or len(desk.believed) == 60


async def test_a_history_of_one_day_that_levels_speak_for_is_not_replaced(desk: Desk) -> None:
    desk.anchors = Anchors(values={"NVDA": [Decimal("140")]})
    await desk.ask(THURSDAY)
    for _ in range(4):
        await desk.ask(FRIDAY, lying.everything_times(20))
    assert off(desk.believed) == []
    assert desk.price == right(THURSDAY)


@pytest.mark.parametrize("ratio", [(2, 3), (4, 5), (1, 2), (3, 2)])
async def test_an_untold_split_near_enough_for_a_day_moves_nothing_until_it_is_decided(
    desk: Desk, ratio: tuple[int, int]
) -> None:
    desk.anchors = Anchors(values={"NVDA": [Decimal(140)]})
    await desk.ask(THURSDAY)
    for _ in range(4):
        await desk.ask(FRIDAY, lying.everything_times(ratio[0] / ratio[1]))
        assert off(desk.believed) == []
        assert desk.price == right(THURSDAY)
        assert {"rescaled", "quote against history"} <= desk.codes


@pytest.mark.parametrize("factor", [0.01, 100.0, 0.125])
async def test_a_lie_about_the_last_days_and_the_price_is_held_against_what_is_known(desk: Desk, factor: float) -> None:
    await desk.ask(THURSDAY)
    await desk.ask(FRIDAY, lying.quote_times(factor), lying.bars_times(factor, first=-2))
    assert desk.price == right(THURSDAY)
    assert off(desk.believed) == []
    assert "quote against history" in desk.codes


# crashes and jumps


@pytest.mark.parametrize("factor", [0.4, 0.44, 2.3])
async def test_a_real_crash_is_unconfirmed_until_the_next_day(desk: Desk, factor: float) -> None:
    await desk.ask(THURSDAY)
    done = await desk.ask(FRIDAY, lying.quote_times(factor), lying.bars_times(factor, first=-1))
    assert desk.codes == {"jump"}
    assert done.quotes[0].doubted
    assert FRIDAY not in desk.believed
    await desk.ask(MONDAY, lying.quote_times(factor), lying.bars_times(factor, first=-2))
    assert desk.codes == set()
    assert desk.believed[FRIDAY].close == pytest.approx(right(FRIDAY) * Decimal(str(factor)), abs=Decimal("0.01"))
    assert desk.price == pytest.approx(right(MONDAY) * Decimal(str(factor)), abs=Decimal("0.01"))


@pytest.mark.parametrize(("factor", "split"), [(0.05, "20:1"), (0.25, "4:1"), (0.0625, "15:1"), (15.0, "1:15")])
async def test_a_price_that_stays_where_a_split_would_take_it_is_asked_about(
    desk: Desk, factor: float, split: str
) -> None:
    await desk.ask(THURSDAY)
    await desk.ask(FRIDAY, lying.quote_times(factor), lying.bars_times(factor, first=-1))
    assert desk.codes == {"jump"}
    for number, day in enumerate((MONDAY, TUESDAY)):
        await desk.ask(day, lying.quote_times(factor), lying.bars_times(factor, first=-2 - number))
        assert [doubt.split.text for doubt in desk.stored.state.doubts if doubt.split] == [split]
        assert max(desk.believed) == THURSDAY
        assert desk.price == right(THURSDAY)


async def test_a_step_that_the_feed_takes_back_is_asked_about_no_longer(desk: Desk) -> None:
    await desk.ask(THURSDAY)
    await desk.ask(MONDAY, lying.quote_times(0.1), lying.bars_times(0.1, first=-2))
    assert "untold split" in desk.codes
    await desk.ask(TUESDAY)
    assert desk.codes == set()
    assert off(desk.believed) == []
    assert desk.price == right(TUESDAY)


async def test_a_crash_is_confirmed_by_another_source(desk: Desk) -> None:
    await desk.ask(THURSDAY)
    value = right(FRIDAY) * Decimal("0.4")
    fields = US_LINE.replace("usBABA", "usNVDA").replace("BABA.N", "NVDA.OQ").split("~")
    fields[3], fields[4], fields[31] = f"{value:.2f}", str(right(THURSDAY)), f"{value - right(THURSDAY):.2f}"
    fields[30] = "2026-11-20 16:00:02"
    desk.server.on("/utf8/q=usNVDA", Answer(body="~".join(fields).encode(), kind="text/html"))
    desk.tables["tencent"] = FeedSettings(base_url=desk.server.url)
    done = await desk.ask(FRIDAY, lying.quote_times(0.4), lying.bars_times(0.4, first=-1))
    assert done.quotes[0].quote is not None
    assert done.quotes[0].doubted == ()
    assert FRIDAY in desk.believed
    assert desk.codes == set()


async def test_an_earnings_crash_of_forty_percent_is_believed_at_once(desk: Desk) -> None:
    await desk.ask(THURSDAY)
    done = await desk.ask(FRIDAY, lying.quote_times(0.62), lying.bars_times(0.62, first=-1))
    assert done.quotes[0].quote is not None
    assert FRIDAY in desk.believed


# splits


@pytest.mark.parametrize(("up", "down"), [(4, 1), (3, 2), (1, 20), (7, 3)])
async def test_a_split_that_bars_came_back_rescaled_by_is_shown(desk: Desk, up: int, down: int) -> None:
    await desk.ask(THURSDAY, base=600.0)
    factor = down / up
    done = await desk.ask(FRIDAY, lying.everything_times(factor), lying.split(FRIDAY, up, down), base=600.0)
    (found,) = desk.stored.splits
    assert (found.day, found.shown, found.text) == (FRIDAY, True, f"{up}:{down}")
    assert desk.codes == set()
    assert any(f"NVDA was split {up}:{down} on 20 Nov 2026" in text for text in done.news)
    assert desk.price is not None
    assert float(desk.price) == pytest.approx(float(right(FRIDAY, 600.0)) * factor, rel=1e-3)
    for day, bar in desk.believed.items():
        assert float(bar.close) == pytest.approx(float(right(day, 600.0)) * factor, abs=0.01)
        assert -int(bar.close.as_tuple().exponent) <= 6
    assert desk.stored.state.basis == FRIDAY


async def test_a_split_the_feed_has_not_rescaled_for_yet_is_applied(desk: Desk) -> None:
    await desk.ask(THURSDAY)
    lies = lying.quote_times(0.25), lying.bars_times(0.25, first=-1), lying.split(FRIDAY, 4, 1)
    await desk.ask(FRIDAY, *lies)
    assert [split.shown for split in desk.stored.splits] == [True]
    assert desk.codes == set()
    assert float(desk.believed[THURSDAY].close) == pytest.approx(float(right(THURSDAY)) / 4, abs=0.01)
    await desk.ask(MONDAY, lying.everything_times(0.25), lying.split(FRIDAY, 4, 1))
    assert float(desk.believed[THURSDAY].close) == pytest.approx(float(right(THURSDAY)) / 4, abs=0.01)
    assert desk.codes == set()
    assert len(desk.stored.splits) == 1


@pytest.mark.parametrize("day", [FRIDAY, date(2026, 10, 15), date(2025, 3, 3)])
async def test_a_split_that_prices_do_not_show_changes_nothing_and_is_said(desk: Desk, day: date) -> None:
    await desk.ask(THURSDAY)
    await desk.ask(FRIDAY, lying.split(day, 4, 1))
    assert off(desk.believed) == []
    assert desk.price == right(FRIDAY)
    if day > date(2026, 1, 1):
        assert desk.codes == {"split not shown"}
    assert not any(split.shown for split in desk.stored.splits)
    await desk.ask(MONDAY)
    if day == FRIDAY:
        assert desk.stored.splits == ()
        assert desk.codes == set()


@pytest.mark.parametrize(
    ("lies", "words"),
    [
        ([lying.split(date(2026, 12, 24), 4, 1)], "its day has not come"),
        ([lying.split(FRIDAY, 1e9, 1e-6)], "its ratio"),
        ([lying.split(FRIDAY, -4, 1)], "its ratio makes no sense"),
        ([lying.split(FRIDAY - timedelta(days=number), 2, 1) for number in range(3000)], "3000 splits are told"),
    ],
)
async def test_splits_that_cannot_be_are_ignored_and_said(desk: Desk, lies: Sequence[Lie], words: str) -> None:
    done = await desk.ask(FRIDAY, *lies)
    assert any(words in text for text in done.news)
    assert desk.stored.splits == ()
    assert off(desk.believed) == []


async def test_a_silent_split_is_asked_about_and_the_history_kept(desk: Desk) -> None:
    for day in (date(2026, 11, 17), date(2026, 11, 18), THURSDAY):
        await desk.ask(day, base=5.0)
    for day in (FRIDAY, MONDAY, TUESDAY):
        await desk.ask(day, base=100.0)
        (doubt,) = [doubt for doubt in desk.stored.state.doubts if doubt.subject == "history"]
        assert doubt.code == "rescaled"
        assert doubt.split == Split(FRIDAY, Decimal(1), Decimal(20))
        assert max(desk.believed) == THURSDAY
        assert desk.price == right(THURSDAY, 5.0)
    desk.anchors = Anchors(splits={"NVDA": [Split(FRIDAY, Decimal(1), Decimal(20), shown=True, source="you")]})
    await desk.ask(TUESDAY, base=100.0)
    assert desk.price == right(TUESDAY, 100.0)
    assert off(desk.believed, 100.0) == []
    assert max(desk.believed) == TUESDAY
    assert desk.stored.state.basis == TUESDAY
    assert desk.codes == set()


@pytest.mark.parametrize(("up", "down"), [(1, 20), (2, 1), (3, 2)])
async def test_a_confirmed_split_that_is_taken_back_is_asked_about_again(desk: Desk, up: int, down: int) -> None:
    split = Split(FRIDAY, Decimal(up), Decimal(down), shown=True, source="you")
    after = 150.0 * down / up
    await desk.ask(date(2026, 11, 18))
    await desk.ask(THURSDAY)
    await desk.ask(FRIDAY, base=after)
    desk.anchors = Anchors(splits={"NVDA": [split]})
    await desk.ask(FRIDAY, base=after)
    assert max(desk.believed) == FRIDAY
    rest = without_split(desk.stored, split)
    assert rest is not None
    desk.store.drop(NVDA)
    desk.store.keep(NVDA, rest)
    desk.anchors = NO_ANCHORS
    assert max(desk.believed) == THURSDAY
    assert all(abs(bar.close - right(day)) <= Decimal("0.01") for day, bar in desk.believed.items())
    await desk.ask(FRIDAY, base=after)
    assert max(desk.believed) == THURSDAY
    assert {"rescaled", "quote against history"} <= desk.codes


async def test_prices_noted_before_show_a_split_on_an_empty_cache(desk: Desk) -> None:
    day = date(2026, 11, 2)
    lies = [lying.split(date(2026, 11, 10), 4, 1)]
    await desk.ask(FRIDAY, *lies)
    assert [split.shown for split in desk.stored.splits] == [False]
    desk.anchors = Anchors(noted={"NVDA": [(day, right(day) * 4)]})
    await desk.ask(MONDAY, *lies)
    desk.clock.pass_by(days=35)
    await desk.ask(date(2027, 1, 6), *lies)
    assert [split.shown for split in desk.stored.splits] == [True]


# history heals


async def test_all_there_is_is_asked_for_once_then_the_last_sessions_and_once_a_month_all(desk: Desk) -> None:
    await desk.ask(THURSDAY)
    await desk.ask(FRIDAY)
    starts = [int(asked.query["period1"]) for asked in desk.server.log if "period1" in asked.query]
    assert starts[0] == 0
    assert starts[1] <= lying.opening(date(2026, 11, 9))
    assert starts[1] > lying.opening(date(2026, 10, 25))
    await desk.ask(date(2026, 12, 29))
    starts = [int(asked.query["period1"]) for asked in desk.server.log if "period1" in asked.query]
    assert starts[2] == 0


async def test_a_day_that_was_missing_and_is_restored_enters(desk: Desk) -> None:
    gone = cell_gone = lying.cell("close", -3, None)
    await desk.ask(THURSDAY, gone)
    missing = date(2026, 11, 17)
    assert missing not in desk.believed
    await desk.ask(FRIDAY, lying.cell("close", -4, None))
    assert missing not in desk.believed
    await desk.ask(MONDAY)
    assert missing in desk.believed
    await desk.ask(TUESDAY, cell_gone)
    assert date(2026, 11, 20) in desk.believed
    assert off(desk.believed) == []


async def test_a_corrected_close_is_taken_over_and_recorded(desk: Desk) -> None:
    await desk.ask(THURSDAY, lying.close_times(1.005, -2))
    wrong = desk.believed[date(2026, 11, 18)].close
    done = await desk.ask(FRIDAY)
    (revision,) = done.revisions
    assert (revision.day, revision.before, revision.after) == (date(2026, 11, 18), wrong, right(date(2026, 11, 18)))
    assert off(desk.believed) == []
    assert desk.stored.state.revisions == (revision,)


async def test_a_glitch_that_was_mended_is_replaced_and_said(desk: Desk) -> None:
    await desk.ask(THURSDAY, lying.bars_times(100, first=-3, last=-2))
    day = date(2026, 11, 17)
    assert day not in desk.believed
    assert desk.codes == {"spike"}
    done = await desk.ask(FRIDAY)
    assert desk.believed[day].close == right(day)
    assert [revision.day for revision in done.revisions] == [day]
    assert desk.codes == set()


async def test_noise_of_floats_is_no_correction(desk: Desk) -> None:
    await desk.ask(THURSDAY)
    done = await desk.ask(FRIDAY, lying.bars_times(1 + 1e-7))
    assert done.revisions == ()


async def test_an_unknown_symbol_is_said_and_is_no_missing_network(desk: Desk) -> None:
    desk.server.on(
        PATH, Answer(404, b'{"chart":{"result":null,"error":{"code":"Not Found","description":"No data found"}}}')
    )
    desk.tables["tencent"] = FeedSettings(base_url="http://nowhere.invalid")
    refresher = Refresher(build_chain(desk.tables, {}), desk.web, Memory(desk.folder), desk.store)
    done = await refresher.everything((NVDA,), by_hand=True)
    assert not done.offline
    assert not done.quotes[0].offline
    assert done.quotes[0].words.startswith("no feed has NVDA; Yahoo has no data for NVDA")


async def test_levels_of_before_a_split_show_it_on_an_empty_cache_and_the_price_is_taken_at_once(desk: Desk) -> None:
    """A new machine: nothing is known but levels of before a 20:1 split, and the feed has rescaled."""
    noted = [Decimal(2800), Decimal(3600)]
    desk.anchors = Anchors(values={"NVDA": noted}, levels={"NVDA": [(date(2026, 10, 1), level) for level in noted]})
    done = await desk.ask(FRIDAY, lying.split(date(2026, 11, 3), 20, 1))
    assert [split.shown for split in desk.stored.splits] == [True]
    assert done.quotes[0].quote is not None
    assert done.quotes[0].attempts == ()
    assert desk.price == right(FRIDAY)
    assert desk.codes == set()


async def test_levels_near_the_price_show_no_split(desk: Desk) -> None:
    noted = [Decimal(140), Decimal(600)]
    desk.anchors = Anchors(values={"NVDA": noted}, levels={"NVDA": [(date(2026, 10, 1), level) for level in noted]})
    await desk.ask(FRIDAY, lying.split(date(2026, 11, 3), 4, 1))
    assert [split.shown for split in desk.stored.splits] == [False]
    assert desk.codes == {"split not shown"}


async def test_a_split_of_years_ago_is_nothing_to_ask_about(desk: Desk) -> None:
    for day in (THURSDAY, FRIDAY, MONDAY):
        await desk.ask(day, lying.split(date(2024, 6, 10), 10, 1))
        assert desk.codes == set()
        assert [split.shown for split in desk.stored.splits] == [False]


async def test_a_low_below_nought_is_doubted_and_the_rest_of_its_day_stands(desk: Desk) -> None:
    await desk.ask(FRIDAY, lying.cell("low", -3, -12.5))
    assert desk.codes == {"wick"}
    assert off(desk.believed) == []
    await desk.ask(FRIDAY)
    assert desk.codes == set()
