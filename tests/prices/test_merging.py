"""Answers put to what is kept, in any order and with any one fault."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from tests.prices.lying import weekdays
from thesis_tui.model.bars import DOUBTED, Bar
from thesis_tui.model.feeds import Doubt, Split
from thesis_tui.prices.answers import Reference
from thesis_tui.prices.feed import Series
from thesis_tui.prices.merging import merge
from thesis_tui.prices.stored_history import StoredHistory
from thesis_tui.rules.doubts import Context, judge_bars, near
from thesis_tui.rules.rescaling import ordinary_split, scaled
from thesis_tui.venues import find_venue

DAYS = weekdays(date(2026, 10, 30), 30)
EVENING = datetime(2026, 10, 30, 22, tzinfo=UTC)
NYSE = find_venue("NYSE")
CONTEXT = Context("A", "Yahoo", Decimal("0.01"), EVENING)
moves = st.lists(st.integers(-600, 600), min_size=30, max_size=30)
"""Hundredths of a percent from one close to the next."""


def right_bars(steps: Sequence[int], first: Decimal = Decimal(100)) -> list[Bar]:
    bars = []
    close = first
    for day, step in zip(DAYS, steps, strict=True):
        close = max(Decimal(1), (close * (10000 + step) / 10000).quantize(Decimal("0.01")))
        edge = (close * Decimal("0.01")).quantize(Decimal("0.01"))
        bars.append(Bar(day, close + edge, close - edge, close, True, close))
    return bars


def series(bars: Sequence[Bar], *, splits: Sequence[Split] = (), everything: bool = True) -> Series:
    return Series(
        listing="A", symbol="A", feed="yahoo", source="Yahoo", currency="USD", bars=tuple(bars), splits=tuple(splits),
        everything=everything,
    )  # fmt: skip


def later(days: int) -> Reference:
    return Reference(EVENING + timedelta(days=days), NYSE)


def after(*answers: Series) -> StoredHistory:
    """What is kept after answers on one day after the other."""
    stored: StoredHistory | None = None
    for number, answer in enumerate(answers):
        stored = merge(stored, answer, later(number)).stored
    assert stored is not None
    return stored


@given(moves, st.sets(st.integers(1, 28)), st.sets(st.integers(1, 28)))
def test_answers_with_holes_give_the_same_in_either_order(steps: list[int], one: set[int], other: set[int]) -> None:
    bars = right_bars(steps)
    first = series([bar for at, bar in enumerate(bars) if at not in one])
    second = series([bar for at, bar in enumerate(bars) if at not in other])
    forwards, backwards = after(first, second), after(second, first)
    assert tuple(forwards.bars) == tuple(backwards.bars)
    assert forwards.state.doubts == backwards.state.doubts == ()
    assert {bar.day for bar in bars} - {bar.day for bar in forwards.bars} == {DAYS[at] for at in one & other}


faults = st.sampled_from(("close ×100", "close ÷8", "bar ×9", "bar ÷8", "low", "high", "below its low", "gone"))


def spoiled(bars: Sequence[Bar], at: int, fault: str) -> list[Bar]:
    bar = bars[at]
    factor = {"bar ×9": Decimal(9), "bar ÷8": Decimal("0.125")}.get(fault)
    high, low, opened = bar.high or bar.close, bar.low or bar.close, bar.open or bar.close
    wrong = {
        "close ×100": replace(bar, close=bar.close * 100),
        "close ÷8": replace(bar, close=bar.close / 8),
        "low": replace(bar, low=Decimal("0.01")),
        "high": replace(bar, high=Decimal(1_000_000)),
        "below its low": replace(bar, close=low * Decimal("0.9")),
    }.get(fault, bar)
    if factor is not None:
        wrong = Bar(bar.day, high * factor, low * factor, bar.close * factor, True, opened * factor)
    return [*bars[:at], *([] if fault == "gone" else [wrong]), *bars[at + 1 :]]


@given(moves, st.integers(0, 29), faults, st.booleans())
def test_a_corrected_history_equals_one_fetched_right(steps: list[int], at: int, fault: str, again: bool) -> None:
    bars = right_bars(steps)
    wrong, right = series(spoiled(bars, at, fault)), series(bars)
    answers = (wrong, wrong, right) if again else (wrong, right)
    mended = after(*answers)
    assert tuple(mended.bars) == tuple(after(right).bars) == tuple(bars)
    assert mended.state.doubts == ()


@given(moves, st.integers(0, 29), faults)
def test_a_wrong_day_after_a_right_history_changes_nothing_known(steps: list[int], at: int, fault: str) -> None:
    bars = right_bars(steps)
    stored = after(series(bars), series(spoiled(bars, at, fault)))
    wide = [bar for bar, before in zip(stored.bars, bars, strict=True) if not near(bar.close, before.close)]
    assert wide == []
    assert not any(bar.doubts for bar in stored.bars)


@given(moves, st.integers(1, 28), faults)
def test_what_is_doubted_leaves_every_other_day_as_it_is(steps: list[int], at: int, fault: str) -> None:
    bars = right_bars(steps)
    judged = judge_bars(spoiled(bars, at, fault), CONTEXT)
    others = [bar for bar in judged.bars if bar.day != DAYS[at]]
    assert others == [bar for bar in bars if bar.day != DAYS[at]]
    assert {doubt.day for doubt in judged.doubts} <= {DAYS[at]}
    assert bool(judged.doubts) is (fault != "gone")


@given(moves, st.sampled_from(((4, 1), (3, 2), (1, 20), (7, 3), (20, 1))))
def test_a_split_and_its_inverse_change_nothing(steps: list[int], ratio: tuple[int, int]) -> None:
    bars = right_bars(steps)
    split = Split(DAYS[10], Decimal(ratio[0]), Decimal(ratio[1]))
    inverse = Split(DAYS[10], Decimal(ratio[1]), Decimal(ratio[0]))
    assert scaled(bars, (split, inverse), 2) == bars
    for bar in scaled(bars, (split,), 2):
        assert -int(bar.close.as_tuple().exponent) <= 6


@given(moves, st.sampled_from(((4, 1), (3, 2), (1, 20), (20, 1))), st.integers(5, 28))
def test_a_split_gives_the_same_whether_the_feed_rescales_at_once_or_later(
    steps: list[int], ratio: tuple[int, int], at: int
) -> None:
    """A quarter of the price before, as the feed has it, and the same done here."""
    bars = right_bars(steps, Decimal(1000))
    split = Split(DAYS[at], Decimal(ratio[0]), Decimal(ratio[1]))
    before = series(bars[:at])
    adjusted = [*scaled(bars[:at], (split,), 2), *scaled(bars[at:], (split,), 2)]
    raw = [*bars[:at], *adjusted[at:]]
    at_once = after(before, series(adjusted, splits=(split,)))
    afterwards = after(before, series(raw, splits=(split,)), series(adjusted, splits=(split,)))
    assert tuple(at_once.bars) == tuple(afterwards.bars) == tuple(adjusted)
    assert [other.shown for other in at_once.splits] == [other.shown for other in afterwards.splits] == [True]
    assert at_once.state.doubts == afterwards.state.doubts == ()


def test_a_part_that_was_adjusted_for_a_split_only_now_is_taken_over() -> None:
    """The feed told of it days after it had been shown by nobody, and two days had confirmed the jump."""
    bars = right_bars([50] * 30)
    split = Split(DAYS[27], Decimal(4), Decimal(1))
    adjusted = scaled(bars, (split,), 2)
    stored = after(series(bars[:27]), series([*bars[:27], *adjusted[27:]]), series(adjusted, splits=(split,)))
    assert tuple(stored.bars) == tuple(adjusted)
    assert [other.shown for other in stored.splits] == [True]


def test_a_part_that_came_back_times_a_factor_is_kept_and_asked_about_once() -> None:
    bars = right_bars([50] * 30)
    wrong = [*scaled(bars[:20], (Split(DAYS[20], Decimal(5), Decimal(1)),), 2), *bars[20:]]
    stored = after(series(bars), series(wrong))
    assert tuple(stored.bars) == tuple(bars)
    doubts: Sequence[Doubt] = stored.state.doubts
    assert [doubt.code for doubt in doubts] == ["rescaled"]


@pytest.mark.parametrize(
    ("ratio", "text"),
    [("20", "1:20"), ("0.25", "4:1"), ("0.6667", "3:2"), ("0.1", "10:1"), ("1.3", None), ("9", "1:9")],
)
def test_the_split_nearest_to_a_factor(ratio: str, text: str | None) -> None:
    found = ordinary_split(Decimal(ratio), DAYS[0])
    assert (None if found is None else found.text) == text


def test_a_fall_over_several_days_is_no_spike() -> None:
    closes = [100, 101, 99, 100, 50, 25, 12, 12, 13, 12]
    bars = [Bar(day, None, None, Decimal(close)) for day, close in zip(DAYS, closes, strict=False)]
    assert judge_bars(bars, CONTEXT).doubts == ()


def test_a_squeeze_to_four_times_and_back_is_believed() -> None:
    closes = [39, 36, 65, 77, 148, 347, 194, 325, 225, 90, 92, 54, 64, 60]
    bars = [Bar(day, None, None, Decimal(close)) for day, close in zip(DAYS, closes, strict=False)]
    assert not any(bar.doubts & DOUBTED for bar in judge_bars(bars, CONTEXT).bars)


@pytest.mark.parametrize(("code", "low", "close"), [("wick", -1200, -12), ("spike", -1200, -1200)])
def test_far_below_below_nought_is_doubted_too(code: str, low: int, close: int) -> None:
    bars = [Bar(day, Decimal(-11), Decimal(-13), Decimal(-12)) for day in DAYS[:9]]
    bars[4] = Bar(DAYS[4], Decimal(-11), Decimal(low), Decimal(close))
    judged = judge_bars(bars, CONTEXT)
    assert [(doubt.code, doubt.day) for doubt in judged.doubts] == [(code, DAYS[4])]
    assert [bar.day for bar in judged.bars if bar.doubts] == [DAYS[4]]


@given(moves, st.sampled_from(((4, 1), (20, 1), (3, 2), (10, 1))))
def test_a_split_revises_nothing(steps: list[int], ratio: tuple[int, int]) -> None:
    """A history that came back divided, as a feed's floats divide it, is what it was."""
    bars = right_bars(steps, Decimal(600))
    split = Split(DAYS[-1], Decimal(ratio[0]), Decimal(ratio[1]))
    divided = scaled(bars, (split,), 2)
    stored = after(series(bars[:-1]), series([*divided[:-1], divided[-1]], splits=(split,)))
    assert stored.state.revisions == ()
    assert [reported_split.shown_by for reported_split in stored.state.splits] == ["overlap"]


def test_cents_apart_before_a_split_are_apart_after_it() -> None:
    split = Split(DAYS[2], Decimal(4), Decimal(1))
    low, edge = scaled([Bar(day, None, Decimal(cents), Decimal(600)) for day, cents in
                        ((DAYS[0], "590.45"), (DAYS[1], "590.44"))], (split,), 2)  # fmt: skip
    assert (low.low, edge.low) == (Decimal("147.6125"), Decimal("147.61"))


calm = st.lists(st.integers(-150, 150), min_size=30, max_size=30)


@given(calm, st.sampled_from(["0.93", "0.96", "0.985", "1.05"]))
def test_a_past_rescaled_as_by_a_dividend_holds_no_later_session_back(steps: list[int], factor: str) -> None:
    bars = right_bars(steps, Decimal(1000))
    past = [replace(bar, close=bar.close * Decimal(factor), high=None, low=None, open=None) for bar in bars[:20]]
    stored = merge(None, series(bars[:20]), later(-1)).stored
    stored = merge(stored, series([*past, *bars[20:]]), later(0)).stored
    assert tuple(stored.bars[20:]) == tuple(bars[20:])
    if Decimal(factor) in (Decimal("0.93"), Decimal("0.96"), Decimal("1.05")):
        assert [doubt.code for doubt in stored.state.doubts] == ["rescaled"]
        assert tuple(stored.bars[:20]) == tuple(bars[:20])


@pytest.mark.parametrize("day", [date(2026, 11, 26), date(2026, 11, 28), date(2026, 11, 29)])
def test_a_bar_of_a_day_without_a_session_is_doubted_and_goes_once_the_feed_has_mended_it(day: date) -> None:
    right = [Bar(bar, None, None, Decimal(100)) for bar in weekdays(date(2026, 12, 4), 30) if bar != date(2026, 11, 26)]
    wrong = sorted([*right, Bar(day, Decimal(94), Decimal(90), Decimal(93))], key=lambda bar: bar.day)
    now = Reference(datetime(2026, 12, 4, 22, tzinfo=UTC), NYSE)
    spoiled_history = merge(None, series(wrong), now).stored
    assert [(doubt.code, doubt.day) for doubt in spoiled_history.state.doubts] == [("no session", day)]
    late = merge(merge(None, series(right), now).stored, series(wrong[-8:], everything=False), now).stored
    assert [(doubt.code, doubt.day) for doubt in late.state.doubts] == [("no session", day)]
    mended = merge(late, series(right[-8:], everything=False), now).stored
    assert (tuple(mended.bars), mended.state.doubts) == (tuple(right), ())


def test_a_row_that_repeats_the_price_on_a_holiday_is_left_out_unasked() -> None:
    right = [Bar(bar, None, None, Decimal(100)) for bar in weekdays(date(2026, 12, 4), 30) if bar != date(2026, 11, 26)]
    holiday = Bar(date(2026, 11, 26), Decimal(100), Decimal(100), Decimal(100), True, Decimal(100))
    now = Reference(datetime(2026, 12, 4, 22, tzinfo=UTC), NYSE)
    stored = merge(None, series(sorted([*right, holiday], key=lambda bar: bar.day)), now).stored
    assert (tuple(stored.bars), stored.state.doubts) == (tuple(right), ())


def test_a_venue_that_trades_on_other_days_than_its_calendar_says_is_believed() -> None:
    bars = [Bar(date(2026, 10, 1) + timedelta(days=number), Decimal(101), None, Decimal(100)) for number in range(60)]
    stored = merge(None, series(bars), Reference(datetime(2026, 11, 30, 22, tzinfo=UTC), NYSE)).stored
    assert not any(bar.doubts for bar in stored.bars)
