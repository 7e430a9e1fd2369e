"""When a level is noted, what of it is told, and that each crossing is told once whenever the user looks."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.rules.rule_books import BookBuilder, day
from thesis_tui.model.bars import Bar, Bars
from thesis_tui.model.book import Clock, Look
from thesis_tui.model.feeds import Split
from thesis_tui.model.market import Market
from thesis_tui.model.view import LevelView, View
from thesis_tui.rules.seen_state import look_now, look_with
from thesis_tui.rules.view import build_view
from thesis_tui.services.checking import Reported, report

START = date(2026, 1, 5)
"""A Monday."""


def bar(offset: int, close: float, low: float | None = None, high: float | None = None) -> Bar:
    """A whole bar, `offset` days after the first Monday of the year."""
    return Bar(
        START + timedelta(days=offset),
        None if high is None else Decimal(str(high)),
        None if low is None else Decimal(str(low)),
        Decimal(str(close)),
    )


def fed(*bars: Bar, **fields: Any) -> Market:
    last = max((item.day for item in bars), default=START)
    return Market(bars={"BABA": Bars.of(bars)}, sources={"BABA": "Yahoo"}, basis={"BABA": last}, **fields)


def seen(builder: BookBuilder, at: str, market: Market, look: Look | None = None) -> View:
    now = datetime.fromisoformat(at).replace(tzinfo=UTC)
    return build_view(
        builder.book(), Clock(now), look, near=Decimal("0.02"), hysteresis=Decimal("0.01"), writer="mine", market=market
    )


def only(view: View) -> LevelView:
    (level,) = view.levels
    return level


def told(view: View) -> list[str]:
    return [change.text for change in view.changes if change.kind == "level"]


def test_a_stop_noted_before_the_session_is_hit_by_that_days_session() -> None:
    builder = BookBuilder()
    builder.level("stop", "100", "2026-01-06T13:00:00+00:00")  # 08:00 in New York
    bars = fed(bar(0, 105), bar(1, 94, 93, 104))
    level = only(seen(builder, "2026-01-06T22:00", bars))
    assert (level.state, level.since) == ("hit", "hit 6 Jan")
    assert [crossing.kind for crossing in level.crossings] == ["hit"]
    later = fed(bar(0, 105), bar(1, 94, 93, 104), bar(2, 101, 94, 102))
    assert [crossing.day for crossing in only(seen(builder, "2026-01-07T22:00", later)).crossings] == [
        day("2026-01-06")
    ]


def test_a_session_that_was_open_already_does_not_count() -> None:
    builder = BookBuilder()
    builder.level("stop", "100", "2026-01-06T16:00:00+00:00", stood=Decimal(104), stood_at=at("2026-01-06T15:55"))
    assert only(seen(builder, "2026-01-06T22:00", fed(bar(0, 105), bar(1, 103, 93, 104)))).state == "safe"


def test_a_support_noted_in_the_morning_is_not_already_broken_by_an_intraday_price() -> None:
    builder = BookBuilder()
    builder.level("support", "100", "2026-01-06T13:00:00+00:00")
    builder.add("price", "2026-01-06T16:00:00+00:00", listing="BABA", value=Decimal(97), currency="USD",
             time=at("2026-01-06T16:00"))  # fmt: skip
    level = only(seen(builder, "2026-01-06T16:05", fed(bar(0, 105))))
    assert (level.state, level.since) == ("trading below", "no full trading day since")


def test_the_price_when_noted_decides_the_side_where_no_close_can_say() -> None:
    builder = BookBuilder()
    builder.level("stop", "100", "2026-01-06T16:00:00+00:00", stood=Decimal(97), stood_at=at("2026-01-06T15:55"))
    level = only(seen(builder, "2026-01-07T22:00", fed(bar(0, 105), bar(1, 98, 96, 106), bar(2, 99, 97, 99.5))))
    assert (level.state, level.history.above) == ("safe", False), "noted above the price: the stop of a short"


def test_a_level_noted_on_a_day_of_the_past_counts_from_its_end() -> None:
    builder = BookBuilder()
    builder.level("support", "100", "2026-01-09T12:00:00+00:00", noted=day("2026-01-06"))
    bars = fed(bar(0, 105), bar(1, 98), bar(2, 100.5), bar(3, 97))
    level = only(seen(builder, "2026-01-09T12:00", bars))
    assert (level.state, level.crossings) == ("broken", ()), "it was below already at the end of that day"
    builder = BookBuilder()
    builder.level("support", "97.50", "2026-01-09T12:00:00+00:00", noted=day("2026-01-06"))
    assert [crossing.day for crossing in only(seen(builder, "2026-01-09T12:00", bars)).crossings] == [day("2026-01-08")]


def test_an_edit_starts_a_level_anew_and_one_that_changes_only_words_does_not() -> None:
    builder = BookBuilder()
    first = builder.level("stop", "90", "2026-01-05T22:00:00+00:00")
    rise = [bar(0, 100), bar(1, 104, 99, 106), bar(2, 110, 104, 111), bar(3, 114, 109, 115)]
    builder.level("stop", "105", "2026-01-08T22:00:00+00:00", replaces=first)
    level = only(seen(builder, "2026-01-09T12:00", fed(*rise)))
    assert (level.state, level.crossings, level.noted) == ("safe", (), day("2026-01-08"))
    builder.level("stop", "105", "2026-01-12T22:00:00+00:00", replaces=first, why="trailing")
    fallen = fed(*rise, bar(4, 104, 103, 112))
    level = only(seen(builder, "2026-01-13T12:00", fallen))
    assert (level.state, level.noted) == ("hit", day("2026-01-08"))


@pytest.mark.parametrize(("ratio", "shown"), [((4, 1), "25"), ((3, 2), "66.67"), ((1, 20), "2000")])
def test_a_form_saved_unchanged_after_a_split_changes_nothing(ratio: tuple[int, int], shown: str) -> None:
    split = Split(day("2026-01-07"), Decimal(ratio[0]), Decimal(ratio[1]), shown=True)
    factor = ratio[1] / ratio[0]
    bars = fed(*(bar(number, round(110 * factor, 2)) for number in range(4)), splits={"BABA": (split,)})
    builder = BookBuilder()
    first = builder.level("support", "100", "2026-01-05T22:00:00+00:00")
    before = only(seen(builder, "2026-01-08T22:00", bars))
    assert (f"{before.level.low:f}", before.state) == (shown, "holding")
    assert before.adjusted == f"{ratio[0]}:{ratio[1]} on 7 Jan 2026"
    builder.level("support", shown, "2026-01-08T12:00:00+00:00", replaces=first)
    after = only(seen(builder, "2026-01-08T22:00", bars))
    assert (after.level.low, after.state, after.moved) == (before.level.low, before.state, ())
    assert after.noted == before.noted


def test_a_crossing_that_rested_on_a_wrong_price_is_taken_back_in_words() -> None:
    builder = BookBuilder()
    builder.level("target", "200", "2026-01-05T22:00:00+00:00")
    wrong = fed(bar(0, 150), bar(1, 15200, 15000, 15300), bar(2, 152))
    first = seen(builder, "2026-01-07T22:00", wrong, look_now(seen(builder, "2026-01-06T12:00", fed(bar(0, 150)))))
    assert told(first) == ["reached target 200.00"]
    looked = look_now(first)
    mended = fed(bar(0, 150), bar(1, 152, 150, 153), bar(2, 152))
    again = seen(builder, "2026-01-08T12:00", mended, looked)
    assert told(again) == ["correction: target 200.00 was not reached on 6 Jan; that day's price was corrected"]
    assert only(again).state == "not reached"
    assert told(seen(builder, "2026-01-08T13:00", mended, look_now(again))) == []
    assert told(seen(builder, "2026-01-08T12:00", fed(), looked)) == [], "what is not known any more takes nothing back"


def test_a_crossing_that_was_marked_alone_is_not_told_again() -> None:
    builder = BookBuilder()
    builder.level("support", "148", "2026-01-05T22:00:00+00:00")
    builder.level("support", "140", "2026-01-05T22:00:00+00:00")
    start = look_now(seen(builder, "2026-01-06T12:00", fed(bar(0, 155))))
    view = seen(builder, "2026-01-07T22:00", fed(bar(0, 155), bar(1, 139)), start)
    assert len(told(view)) == 2
    marked = look_with(start, view, [view.changes[0].id])
    left = seen(builder, "2026-01-07T23:00", fed(bar(0, 155), bar(1, 139)), marked)
    assert told(left) == told(view)[1:]


def test_a_second_listing_is_named() -> None:
    builder = BookBuilder()
    builder.level("support", "100", "2026-01-05T12:00:00+00:00", listing="AHLA.DE", currency="EUR")
    look = look_now(seen(builder, "2026-01-05T13:00", Market()))
    euro = Market(bars={"AHLA.DE": Bars.of([bar(0, 105), bar(1, 99)])}, basis={"AHLA.DE": day("2026-01-06")})
    assert told(seen(builder, "2026-01-06T22:00", euro, look)) == ["closed below support 100.00 on AHLA.DE"]


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


LEVELS = [("support", "100"), ("resistance", "110"), ("target", "118"), ("stop", "94"), ("52-week high", "115")]
WALK = st.lists(st.integers(-6, 6), min_size=12, max_size=12)
MOMENTS = st.lists(st.tuples(st.integers(0, 15), st.sampled_from([3, 13, 16, 21, 22])), max_size=12).map(sorted)


def history(steps: list[int]) -> list[Bar]:
    close, found = 105, []
    for offset, step in enumerate([0, *steps]):
        opened, close = close, max(60, close + step)
        if (START + timedelta(days=offset)).weekday() < 5:
            found.append(bar(offset, close, min(opened, close) - 1, max(opened, close) + 1))
    return found


def known(bars: list[Bar], now: datetime) -> Market:
    """What a feed had said by then."""
    return fed(*(item for item in bars if datetime.combine(item.day, time(21, 15), UTC) <= now))


@given(st.sampled_from(LEVELS), WALK, MOMENTS)
def test_each_crossing_is_told_exactly_once_under_any_pattern_of_looks(
    what: tuple[str, str], steps: list[int], moments: list[tuple[int, int]]
) -> None:
    builder = BookBuilder()
    builder.level(what[0], what[1], "2026-01-05T22:00:00+00:00")
    bars = history(steps)
    begin = at("2026-01-05T22:30")
    look = look_now(seen(builder, "2026-01-05T22:30", known(bars, begin)))
    ids: list[str] = []
    for offset, hour in [*moments, (20, 22)]:
        now = datetime.combine(START + timedelta(days=offset), time(hour), UTC)
        if now <= begin:
            continue
        view = seen(builder, f"{now:%Y-%m-%dT%H:%M}", known(bars, now), look)
        ids += [change.id for change in view.changes if change.id.startswith("crossing:")]
        look = look_now(view)
    level = only(seen(builder, "2026-01-25T22:00", fed(*bars)))
    assert sorted(ids) == sorted(f"crossing:{level.level.id}:{crossing.key}" for crossing in level.crossings)


@given(st.sampled_from(LEVELS), WALK, MOMENTS)
def test_check_tells_each_crossing_exactly_once_however_seldom_it_runs(
    what: tuple[str, str], steps: list[int], moments: list[tuple[int, int]]
) -> None:
    builder = BookBuilder()
    builder.level(what[0], what[1], "2026-01-05T22:00:00+00:00")
    bars = history(steps)
    begin = at("2026-01-05T22:30")
    latch: Reported = report(seen(builder, "2026-01-05T22:30", known(bars, begin))).latch
    crossed: list[str] = []
    for offset, hour in [*moments, (20, 22)]:
        now = datetime.combine(START + timedelta(days=offset), time(hour), UTC)
        if now <= begin:
            continue
        view = seen(builder, f"{now:%Y-%m-%dT%H:%M}", known(bars, now))
        found = report(view, latch)
        for concern in found.new:
            if concern.subject.startswith("crossing:"):
                crossed.append(concern.occurrence)
            elif concern.occurrence.partition(" ")[0] in ("broken", "hit", "reached") and concern.view.kind == "level":
                word, _, on = concern.occurrence.partition(" ")
                crossed += [
                    crossing.key
                    for crossing in only(view).crossings
                    if (crossing.kind, f"{crossing.day}") == (word, on)
                ]
        assert not report(view, found.latch).new, "nothing is printed twice in one state"
        latch = found.latch
    assert sorted(crossed) == sorted(
        crossing.key for crossing in only(seen(builder, "2026-01-25T22:00", fed(*bars))).crossings
    )


def test_check_prints_again_what_went_away_and_came_back_within_a_day() -> None:
    builder = BookBuilder()
    builder.level("support", "100", "2026-01-05T22:00:00+00:00")

    def check(hour: str, price: str, latch: Reported) -> tuple[list[str], Reported]:
        builder.add("price", f"2026-01-06T{hour}:00+00:00", listing="BABA", value=Decimal(price), currency="USD",
                 time=at(f"2026-01-06T{hour}"))  # fmt: skip
        found = report(seen(builder, f"2026-01-06T{hour}", fed(bar(0, 105))), latch)
        return [concern.view.text for concern in found.new if concern.view.kind == "level"], found.latch

    below, latch = check("15:00", "99", frozenset())
    assert below == ["price below support 100.00"]
    assert check("15:10", "99", latch)[0] == []
    _, latch = check("15:20", "106", latch)
    back, _ = check("15:30", "98", latch)
    assert back == ["price below support 100.00"]


@pytest.mark.parametrize(
    ("at", "since"),
    [
        ("2026-01-06T20:00", "no full trading day since"),  # the session it was noted in is on
        ("2026-01-07T15:00", "no full trading day since"),
        ("2026-01-07T22:00", "no closes known"),
        ("2026-12-01T15:00", "no closes known"),
    ],
)
def test_a_level_of_which_no_close_is_known_says_so_once_a_session_has_ended(at: str, since: str) -> None:
    builder = BookBuilder()
    builder.level("support", "100", "2026-01-06T16:00:00+00:00")
    builder.add("price", "2026-01-06T16:01:00+00:00", listing="BABA", value=Decimal(105), currency="USD",
             time=datetime.fromisoformat("2026-01-06T16:00:00+00:00"))  # fmt: skip
    assert only(seen(builder, at, Market())).since == since


def test_a_level_with_closes_of_before_it_alone_has_none_that_are_known_since() -> None:
    builder = BookBuilder()
    builder.level("support", "100", "2026-01-06T16:00:00+00:00")
    assert only(seen(builder, "2026-01-12T15:00", fed(bar(0, 105)))).since == "no closes known"
