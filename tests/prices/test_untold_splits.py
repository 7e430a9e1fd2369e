"""Splits that nobody tells of and that leave the days before as they were: asked about, whatever follows."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from tests.prices.test_merging import DAYS, EVENING, NYSE, right_bars, series
from thesis_tui.model.bars import Bar, Bars
from thesis_tui.model.feeds import Doubt, Quote, Split
from thesis_tui.model.market import Market
from thesis_tui.model.objects import Listing
from thesis_tui.prices.answers import Reference
from thesis_tui.prices.merging import merge
from thesis_tui.prices.quote_checks import QuoteJudge
from thesis_tui.prices.stored_history import StoredHistory
from thesis_tui.rules.corrections import Corrections
from thesis_tui.rules.rescaling import scaled
from thesis_tui.rules.splits import effective_splits
from thesis_tui.rules.timeline import Timeline

calm = st.lists(st.integers(-200, 200), min_size=30, max_size=30)
ratios = st.sampled_from([(3, 1), (4, 1), (10, 1), (20, 1), (1, 4), (1, 8), (1, 15), (1, 40)])


def stepped(bars: list[Bar], at: int, ratio: tuple[int, int]) -> list[Bar]:
    """The bars where those from a session on are divided by a split."""
    split = Split(DAYS[at], Decimal(ratio[0]), Decimal(ratio[1]))
    return [*bars[:at], *scaled(bars[at:], (split,), 4)]


@given(moves=calm, at=st.integers(20, 27), ratio=ratios)
def test_bars_from_an_untold_split_on_are_left_out_in_every_session_that_follows(
    moves: list[int], at: int, ratio: tuple[int, int]
) -> None:
    bars = right_bars(moves, Decimal(1000))
    stored: StoredHistory | None = None
    for end in range(at, 31):
        now = Reference(EVENING - timedelta(days=(DAYS[29] - DAYS[end - 1]).days), NYSE)
        stored = merge(stored, series(stepped(bars, at, ratio)[:end]), now).stored
        believed = [bar.close for bar in stored.bars if not bar.doubts]
        assert believed == [bar.close for bar in bars[:at]]
    assert stored is not None
    assert [doubt.split.text for doubt in stored.state.doubts if doubt.split] == [f"{ratio[0]}:{ratio[1]}"]


@given(moves=calm, at=st.integers(20, 27), ratio=ratios)
def test_an_untold_split_that_the_user_confirms_gives_the_history_of_one_that_was_told(
    moves: list[int], at: int, ratio: tuple[int, int]
) -> None:
    bars = right_bars(moves, Decimal(1000))
    raw = series(stepped(bars, at, ratio))
    split = Split(DAYS[at], Decimal(ratio[0]), Decimal(ratio[1]), shown=True, source="you")
    asked = merge(merge(None, series(bars[:at]), Reference(EVENING - timedelta(1), NYSE)).stored, raw, later()).stored
    history = merge(asked, raw, later(confirmed=(split,))).stored
    first = merge(None, raw, later(confirmed=(split,))).stored
    assert tuple(history.bars) == tuple(first.bars)
    assert history.state.doubts == ()


@given(moves=calm, at=st.integers(20, 27), ratio=ratios)
def test_a_confirmed_split_that_the_feed_takes_back_is_asked_about_and_lets_no_price_through(
    moves: list[int], at: int, ratio: tuple[int, int]
) -> None:
    bars = right_bars(moves, Decimal(1000))
    split = Split(DAYS[at], Decimal(ratio[0]), Decimal(ratio[1]), shown=True, source="you")
    before = merge(None, series(bars[:at]), Reference(EVENING - timedelta(1), NYSE)).stored
    asked = merge(before, series(stepped(bars, at, ratio)[: at + 1]), later()).stored
    for end in range(at + 1, 31):
        asked = merge(asked, series(bars[:end]), later(confirmed=(split,))).stored
        assert [bar.day for bar in asked.bars] == DAYS[:at]
        assert [(doubt.code, doubt.day) for doubt in asked.state.doubts] == [("split gone", DAYS[at])]
        price = quote(DAYS[end - 1], str(bars[end - 1].close))
        judge = QuoteJudge(asked, (), later(confirmed=(split,)))
        assert judge.judged(price, series(bars[:end])).doubt is not None
        after = stepped(bars, at, ratio)[end - 1].close
        assert judge.judged(replace(price, value=after), series(bars[:at])).doubt is None
    assert tuple(merge(asked, series(bars), later()).stored.bars) == tuple(bars)


def later(confirmed: Sequence[Split] = (), moves: Sequence[tuple[date, Decimal]] = ()) -> Reference:
    return Reference(EVENING, NYSE, confirmed=confirmed, moves=moves)


@pytest.mark.parametrize(("low", "believed"), [("50", True), ("45", True), ("39", True), ("33", False), ("25", False)])
def test_a_crash_is_believed_once_it_stays_and_a_split_is_not(low: str, believed: bool) -> None:
    bars = [Bar(day, None, None, Decimal(100 if number < 10 else low)) for number, day in enumerate(DAYS)]
    stored = merge(None, series(bars[:10]), Reference(EVENING - timedelta(days=20), NYSE)).stored
    stored = merge(stored, series(bars), later()).stored
    assert stored.bars[-1].day == (DAYS[29] if believed else DAYS[9])


def quote(day: date, value: str) -> Quote:
    return Quote(
        listing="A", symbol="A", feed="tencent", source="Tencent", value=Decimal(value), currency="USD",
        at=EVENING.replace(month=day.month, day=day.day, hour=20), fetched=EVENING, session="close",
    )  # fmt: skip


def test_a_feed_without_bars_is_asked_about_too_when_its_price_stays() -> None:
    before = quote(DAYS[20], "100")
    held = [before]
    for day, value in ((DAYS[21], "5.05"), (DAYS[22], "5.12"), (DAYS[23], "4.90")):
        judged = QuoteJudge(None, held, later()).judged(quote(day, value))
        assert judged.doubt is not None
        if day != DAYS[21]:
            assert (judged.doubt.code, judged.doubt.day) == ("untold split", DAYS[21])
            assert judged.doubt.split is not None
            assert judged.doubt.split.text == "20:1"
        held = [before, judged]
    moved = QuoteJudge(None, held, later(moves=((DAYS[21], Decimal("5.05")),))).judged(quote(DAYS[24], "5.00"))
    assert moved.doubt is None
    split = Split(DAYS[21], Decimal(20), Decimal(1), shown=True, source="you")
    assert QuoteJudge(None, held, later(confirmed=(split,))).judged(quote(DAYS[24], "5.00")).doubt is None


def test_a_feed_without_bars_whose_price_halves_is_believed_the_day_after() -> None:
    before = quote(DAYS[20], "100")
    first = QuoteJudge(None, [before], later()).judged(quote(DAYS[21], "50"))
    assert first.doubt is not None
    assert QuoteJudge(None, [before, first], later()).judged(replace(quote(DAYS[22], "51"))).doubt is None


def test_a_guess_that_was_confirmed_gives_way_to_the_ratio_a_feed_tells_and_shows() -> None:
    guess = Split(DAYS[21], Decimal(4), Decimal(1), shown=True, source="you")
    told = Split(DAYS[21], Decimal(3), Decimal(1), shown=True, source="Yahoo")
    assert effective_splits([told], [guess]) == (told,)
    assert effective_splits([replace(told, shown=False)], [guess]) == (guess,)
    same = replace(told, numerator=Decimal(4))
    assert effective_splits([same], [guess]) == (guess,)


def test_with_nothing_kept_a_price_after_an_untold_split_is_held_against_what_was_noted_before_it() -> None:
    bars = stepped(right_bars([0] * 30), 25, (5, 1))
    asked = series(bars)
    price = quote(DAYS[29], "20.00")
    noted = Reference(EVENING, NYSE, levels=((DAYS[10], Decimal(90)),))
    assert QuoteJudge(None, (), noted).judged(price, asked).doubt is not None
    assert QuoteJudge(None, (), Reference(EVENING, NYSE)).judged(price, asked).doubt is None
    since = Reference(EVENING, NYSE, levels=((DAYS[27], Decimal(19)),))
    assert QuoteJudge(None, (), since).judged(price, asked).doubt is None


def test_a_decided_step_hides_no_later_jump() -> None:
    step = Doubt(
        listing="A", subject="split", code="untold split", day=DAYS[20], value=Decimal(20), against=Decimal(100),
        at=EVENING, split=Split(DAYS[20], Decimal(5), Decimal(1)),
    )  # fmt: skip
    jump = Doubt(
        listing="A", subject="quote", code="jump", day=DAYS[29], value=Decimal(45), against=Decimal(20), at=EVENING
    )
    listing = Listing(symbol="A", venue="NYSE", currency="USD")
    for refused, seen in (({}, [step]), ({step.id: step.value}, [jump])):
        corrections = Corrections(listing="A", refused=refused)
        line = Timeline(listing, (), Market(doubts=(step, jump)), EVENING, corrections)
        assert list(line.doubts) == seen


def test_rows_imported_before_anybody_knew_of_a_split_are_adjusted_for_it() -> None:
    listing = Listing(symbol="A", venue="NYSE", currency="USD")
    split = Split(DAYS[21], Decimal(5), Decimal(1), shown=True, source="Yahoo")
    rows = Bars.of(Bar(day, None, None, Decimal(100)) for day in DAYS[:20])
    fed = Bars.of(Bar(day, None, None, Decimal(20)) for day in DAYS)
    market = Market(
        bars={"A": fed}, basis={"A": DAYS[29]}, splits={"A": (split,)}, imported={"A": rows},
        imported_basis={"A": DAYS[28]},
    )  # fmt: skip
    assert {bar.close for bar in Timeline(listing, (), market, EVENING).bars} == {Decimal(20)}
    right = replace(market, imported={"A": fed.part(0, 20)})
    assert {bar.close for bar in Timeline(listing, (), right, EVENING).bars} == {Decimal(20)}


def test_a_split_confirmed_after_its_bars_were_taken_adjusts_those_before_it_at_once() -> None:
    listing = Listing(symbol="A", venue="NYSE", currency="USD")
    split = Split(DAYS[21], Decimal(5), Decimal(1), shown=True, source="you")
    bars = Bars.of(Bar(day, None, None, Decimal(100 if number < 21 else 20)) for number, day in enumerate(DAYS))
    market = Market(bars={"A": bars}, basis={"A": DAYS[29]})
    line = Timeline(listing, (), market, EVENING, Corrections(listing="A", splits=(split,)))
    assert {bar.close for bar in line.bars} == {Decimal(20)}


@given(moves=calm, ratio=st.sampled_from([(4, 1), (3, 2), (1, 10)]))
def test_while_nobody_says_whether_it_was_a_split_no_price_of_the_new_scale_is_let_through(
    moves: list[int], ratio: tuple[int, int]
) -> None:
    bars = right_bars(moves, Decimal(1000))
    split = Split(DAYS[0], Decimal(ratio[0]), Decimal(ratio[1]))
    new = scaled(bars, (split,), 4)
    before = merge(None, series(bars[:20]), Reference(EVENING - timedelta(1), NYSE)).stored
    asked = merge(before, series(new), later()).stored
    assert [doubt.code for doubt in asked.state.doubts] == ["rescaled"]
    price = quote(DAYS[29], str(new[29].close))
    recent = series(new[25:], everything=False)
    assert QuoteJudge(asked, (), later()).judged(price, recent).doubt is not None
