from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thesis_tui.model.bars import Bar, Bars
from thesis_tui.model.enums import LevelState, LevelType
from thesis_tui.model.level_history import Crossing
from thesis_tui.model.objects import Level
from thesis_tui.rules.levels import HYSTERESIS, NEAR, NotedAt, PriceNow, distance, judge_level, ladder_key
from thesis_tui.rules.sessions import Sessions
from thesis_tui.rules.wording.levels import break_rule, crossing_text, reason_text, since_text

NOTED = date(2025, 12, 1)
TODAY = date(2025, 12, 23)


def level(type_: LevelType, low: str, high: str | None = None, currency: str = "USD") -> Level:
    return Level(
        id="l1",
        type=type_,
        listing="BABA",
        currency=currency,
        low=Decimal(low),
        high=None if high is None else Decimal(high),
    )


def now(value: str | Decimal, age: int | None = 0, currency: str = "USD") -> PriceNow:
    day = None if age is None else TODAY - timedelta(days=age)
    return PriceNow(Decimal(value), currency, age is None or age > 7, age is not None, day)


def bar(day: int, close: str, high: str | None = None, low: str | None = None, *, whole: bool = True) -> Bar:
    """A bar on a day of December 2025; 0 and below are the days before."""
    return Bar(
        date(2025, 11, 30) + timedelta(days=day),
        None if high is None else Decimal(high),
        None if low is None else Decimal(low),
        Decimal(close),
        whole,
    )


class Found(NamedTuple):
    """A judgement in words."""

    state: LevelState
    reason: str
    since: str
    stale: bool
    distance: Decimal | None
    crossings: tuple[Crossing, ...]


def judge(
    what: Level,
    price: PriceNow | None,
    *bars: Bar,
    noted: date = NOTED,
    today: date = TODAY,
    printed: bool = False,
    margins: Decimal | None = None,
) -> Found:
    """`what` as noted at the end of a day, where the newest bar up to it says the price stood."""
    sessions = Sessions(Bars.of(bars), today)
    first = sessions.until(noted)
    stood = sessions.close[first - 1] if first else None
    if stood is None and len(sessions):
        stood = sessions.opened(0) or sessions.close[0]
    if stood is None and price is not None:
        stood = price.value
    near, hysteresis = (NEAR, HYSTERESIS) if margins is None else (margins, margins)
    at = NotedAt(noted, stood, first, printed=printed)
    judgement = judge_level(what, at, price, sessions, today=today, near=near, hysteresis=hysteresis)
    return Found(
        judgement.state,
        reason_text(what, judgement, today),
        since_text(what, noted, judgement.history, today),
        judgement.stale,
        judgement.distance,
        judgement.history.crossings,
    )


def crossed(judgement: Found) -> list[tuple[int, str]]:
    return [(crossing.day.day, crossing.kind) for crossing in judgement.crossings]


ABOVE = bar(1, "155")
"""Where the price stood when the level was noted."""


@pytest.mark.parametrize(
    ("price", "state", "reason"),
    [
        ("160", "holding", "12.00 above its edge"),
        ("149.80", "testing", "1.80 above its edge; breaks on a daily close below 148.00"),
        ("148", "testing", "at it; breaks on a daily close below 148.00"),
        ("147.90", "trading below", "0.10 below its edge; breaks on a daily close below 148.00"),
    ],
)
def test_a_support_that_no_close_has_broken(price: str, state: str, reason: str) -> None:
    found = judge(level("support", "148"), now(price), ABOVE)
    assert (found.state, found.reason) == (state, reason)
    assert found.since == "no full trading day since"
    assert found.crossings == ()


@pytest.mark.parametrize(
    ("price", "state"), [("140", "holding"), ("153", "testing"), ("155.10", "trading above"), ("155", "testing")]
)
def test_a_resistance_that_no_close_has_broken(price: str, state: str) -> None:
    assert judge(level("resistance", "155"), now(price), bar(1, "150")).state == state


def test_a_zone_is_tested_inside_it() -> None:
    found = judge(level("support", "145", "148"), now("146"), ABOVE)
    assert found.state == "testing"
    assert found.distance == 0
    assert found.reason == "inside the zone; breaks on a daily close below 145.00"


def test_a_support_breaks_is_reclaimed_and_breaks_again() -> None:
    bars = [ABOVE, bar(2, "147.99"), bar(3, "149"), bar(4, "149.48"), bar(5, "149.49"), bar(8, "160"), bar(9, "147")]
    support = level("support", "148")
    broken = judge(support, now("149"), *bars[:4])
    assert (broken.state, broken.reason) == ("broken", "closed below it 2 Dec; reclaimed on a close above 149.48")
    back = judge(support, now("160"), *bars[:6])
    assert (back.state, back.reason, back.since) == ("holding", "12.00 above its edge", "reclaimed 5 Dec")
    again = judge(support, now("160"), *bars)
    assert (again.state, again.since) == ("broken", "broken 9 Dec")
    assert crossed(again) == [(2, "broken"), (5, "reclaimed"), (9, "broken")]
    assert [crossing_text(support, crossing) for crossing in again.crossings[:2]] == [
        "closed below support 148.00",
        "reclaimed support 148.00, closed back above it",
    ]


def test_a_resistance_breaks_and_the_breakout_fails() -> None:
    found = judge(level("resistance", "155", "160"), now("140"), bar(1, "150"), bar(2, "160.01"), bar(3, "153.40"))
    assert (found.state, found.since) == ("holding", "failed breakout 3 Dec")
    assert crossed(found) == [(2, "broken"), (3, "failed breakout")]


def test_a_close_on_the_edge_does_not_break() -> None:
    assert judge(level("support", "148"), now("148"), ABOVE, bar(2, "148")).state == "testing"


def test_a_session_below_that_closes_above_is_a_touch() -> None:
    bars = [
        ABOVE,
        bar(2, "150", "156", "147"),
        bar(3, "151", "152", "147.5"),
        bar(4, "152", "153", "151"),
        bar(5, "149", "153", "147.92"),
    ]
    found = judge(level("support", "148"), now("150"), *bars)
    assert found.since == "2 touches, no close below"
    assert crossed(found) == [(2, "touched"), (5, "touched")]
    assert judge(level("support", "140"), now("150"), *bars).since == "not touched"


def test_only_whole_sessions_after_the_day_it_was_noted_count() -> None:
    live = bar(2, "147", whole=False)
    assert judge(level("support", "148"), now("150"), ABOVE, live).state == "testing"
    assert judge(level("support", "148"), now("150"), bar(0, "155"), ABOVE, bar(2, "149")).crossings == ()
    later = judge(level("support", "148"), now("150"), ABOVE, bar(30, "140"))
    assert later.state == "testing"


def test_already_beyond_when_noted_is_broken_without_a_crossing() -> None:
    found = judge(level("support", "148"), now("140"), bar(-3, "160"), bar(1, "147"), bar(2, "146"))
    assert (found.state, found.since, found.crossings) == ("broken", "already below when noted", ())
    assert found.reason == "already below it when noted; reclaimed on a close above 149.48"


@pytest.mark.parametrize(
    ("type_", "price", "start", "session", "state", "since"),
    [
        ("target", "198", "150", bar(2, "160", "161.30", "155"), "not reached", "high 161.30"),
        ("target", "198", "150", bar(2, "190", "198", "188"), "reached", "reached 2 Dec"),
        ("target", "100", "150", bar(2, "120", "125", "99"), "reached", "reached 2 Dec"),
        ("stop", "138", "150", bar(2, "150", "151", "147.92"), "safe", "low 147.92"),
        ("stop", "138", "150", bar(2, "140", "150", "138"), "hit", "hit 2 Dec"),
        ("stop", "170", "150", bar(2, "160", "171", "150"), "hit", "hit 2 Dec"),
    ],
)
def test_target_and_stop(type_: LevelType, price: str, start: str, session: Bar, state: str, since: str) -> None:
    found = judge(level(type_, price), now("150"), bar(1, start), session)
    assert (found.state, found.since) == (state, since)


def test_a_target_reached_stays_reached() -> None:
    found = judge(
        level("target", "198"), now("150"), bar(1, "150"), bar(2, "190", "199", "188"), bar(3, "199"), bar(4, "150")
    )
    assert found.state == "reached"
    assert crossed(found) == [(2, "reached")]


def test_a_target_zone_is_reached_at_its_near_edge() -> None:
    found = judge(level("target", "190", "200"), now("150"), bar(1, "150"), bar(2, "185", "190", "180"))
    assert found.state == "reached"


def test_a_printed_moving_average_is_compared_for_thirty_days_and_the_users_own_for_good() -> None:
    average = level("moving average", "119.43")
    assert judge(average, now("128.40")).state == "above"
    assert judge(average, now("110")).state == "below"
    assert judge(average, now("128.40"), noted=TODAY - timedelta(days=30), printed=True).state == "above"
    old = judge(average, now("128.40"), noted=TODAY - timedelta(days=31), printed=True)
    assert (old.state, old.stale, old.distance) == ("stale", True, None)
    assert old.reason == "noted 31 days ago, and an average moves on"
    assert judge(average, now("128.40"), noted=TODAY - timedelta(days=400)).state == "above"


def test_an_old_printed_average_tells_no_crossings_after_its_days() -> None:
    average = level("moving average", "150")
    bars = [bar(1, "155"), bar(20, "145"), bar(36, "156")]
    day = date(2026, 1, 20)
    assert crossed(judge(average, now("156"), *bars, today=day, printed=True)) == [(20, "crossed")]
    assert crossed(judge(average, now("156"), *bars, today=day)) == [(20, "crossed"), (5, "crossed")]


def test_a_zone_that_holds_the_price_when_noted_is_reached_only_from_outside() -> None:
    zone = level("target", "149", "152")
    assert judge(zone, now("150"), bar(1, "150"), bar(2, "150.5", "151", "150")).state == "not reached"
    left = [bar(1, "150"), bar(2, "153", "153.5", "150"), bar(3, "154", "155", "153")]
    assert judge(zone, now("154"), *left).state == "not reached"
    assert crossed(judge(zone, now("151"), *left, bar(4, "153", "154", "152"))) == [(4, "reached")]


@pytest.mark.parametrize(
    ("type_", "price", "start", "current", "state"),
    [
        ("stop", "138", "150", "137.99", "trading below"),
        ("stop", "138", "150", "138", "safe"),
        ("stop", "170", "150", "171", "trading above"),
        ("target", "170", "150", "170.01", "trading above"),
        ("target", "140", "150", "139", "trading below"),
    ],
)
def test_target_and_stop_say_at_once_that_the_price_is_beyond(
    type_: LevelType, price: str, start: str, current: str, state: str
) -> None:
    assert judge(level(type_, price), now(current), bar(1, start)).state == state


def test_52_week_extremes() -> None:
    high, low = level("52-week high", "192.67"), level("52-week low", "80.06")
    assert judge(high, now("150"), ABOVE).state == "inside"
    assert judge(low, now("150"), ABOVE).state == "inside"
    assert judge(high, now("193"), ABOVE, bar(2, "190", "192.68", "188")).state == "new high"
    back = judge(high, now("150"), ABOVE, bar(2, "190", "192.68", "188"))
    assert (back.state, back.since, crossed(back)) == ("exceeded", "exceeded 2 Dec", [(2, "exceeded")])
    assert judge(low, now("80"), ABOVE).state == "new low"


def test_a_level_is_compared_with_its_own_listing_in_its_own_currency() -> None:
    assert judge(level("support", "148"), None, ABOVE, bar(2, "140")).state == "no price"
    assert judge(level("support", "148"), None).reason == "no price for BABA"
    euros = judge(level("support", "148", currency="EUR"), now("150"))
    assert (euros.state, euros.distance) == ("no price", None)
    assert euros.reason == "BABA is priced in USD, the level is in EUR"
    assert judge(level("support", "148", currency="EUR"), now("150"), ABOVE, bar(2, "140")).crossings == ()


@pytest.mark.parametrize(("age", "reason"), [(8, "its price is 8 days old"), (None, "its price is undated")])
@pytest.mark.parametrize("type_", ["support", "resistance", "target", "stop", "moving average", "52-week high"])
def test_on_an_old_price_nothing_has_a_state(type_: LevelType, age: int | None, reason: str) -> None:
    found = judge(level(type_, "148"), now("150", age), ABOVE, bar(2, "140", "200", "100"))
    assert (found.state, found.stale, found.distance, found.reason) == ("stale", True, None, reason)


def test_distance_is_to_the_near_edge() -> None:
    assert distance(level("support", "148"), Decimal(160)) == Decimal("-0.075")
    assert distance(level("resistance", "176", "181"), Decimal(160)) == Decimal("0.1")
    assert distance(level("support", "145", "148"), Decimal(146)) == 0


def test_the_ladder_runs_from_the_highest_down() -> None:
    levels = [level("support", "148"), level("target", "225"), level("resistance", "176", "181")]
    assert [item.low for item in sorted(levels, key=ladder_key)] == [225, 176, 148]


def test_what_would_break_a_level_is_said() -> None:
    assert break_rule(level("support", "148")) == "148.00 breaks on a daily close below it"
    assert break_rule(level("resistance", "176", "181")) == "176–181 breaks on a daily close above 181.00"


PRICES = st.integers(100, 300).map(Decimal)
TYPES: tuple[LevelType, ...] = (
    "support", "resistance", "target", "stop", "moving average", "52-week high", "52-week low",
)  # fmt: skip


@st.composite
def histories(draw: st.DrawFn) -> list[Bar]:
    """Sessions from two days before the level was noted, around the level's prices."""
    found = []
    for day in range(-1, draw(st.integers(-1, 20))):
        close, value, other = draw(PRICES), draw(PRICES), draw(PRICES)
        known = draw(st.booleans())
        top, bottom = max(close, value, other), min(close, value, other)
        whole = draw(st.integers(0, 5)) > 0
        found.append(Bar(NOTED + timedelta(days=day), top if known else None, bottom if known else None, close, whole))
    return found


@st.composite
def levels(draw: st.DrawFn) -> Level:
    low = draw(st.integers(180, 220))
    width = draw(st.sampled_from([0, 1, 15]))
    return level(draw(st.sampled_from(TYPES)), str(low), str(low + width) if width else None)


@given(levels(), histories(), st.data())
def test_more_bars_only_add_crossings_and_each_comes_once(what: Level, bars: list[Bar], data: st.DataObject) -> None:
    whole = judge(what, now("200"), *bars).crossings
    part = judge(what, now("200"), *bars[: data.draw(st.integers(0, len(bars)))]).crossings
    assert whole[: len(part)] == part
    assert len({(crossing.day, crossing.kind) for crossing in whole}) == len(whole)
    assert all(crossing.day > NOTED for crossing in whole)


@given(levels(), histories(), st.randoms(use_true_random=False))
def test_the_order_bars_come_in_does_not_matter(what: Level, bars: list[Bar], chance: object) -> None:
    shuffled = list(bars)
    assert hasattr(chance, "shuffle")
    chance.shuffle(shuffled)
    assert judge(what, now("200"), *shuffled) == judge(what, now("200"), *bars)


@given(levels(), histories(), PRICES, st.integers(0, 6))
def test_no_state_changes_while_only_days_pass(what: Level, bars: list[Bar], price: Decimal, days: int) -> None:
    first = judge(what, now(price), *bars)
    later = judge(what, now(price), *bars, today=TODAY + timedelta(days=days))
    assert (first.state, first.crossings) == (later.state, later.crossings)


@given(levels(), histories(), PRICES)
def test_a_break_or_a_return_is_explained_by_its_close(what: Level, bars: list[Bar], price: Decimal) -> None:
    closes = {item.day: item for item in bars if item.whole}
    broken = None
    for crossing in judge(what, now(price), *bars).crossings:
        close = closes[crossing.day].close
        if crossing.kind == "broken":
            assert broken is not True
            assert close < what.low if what.type == "support" else close > what.top
            broken = True
        if crossing.kind in ("reclaimed", "failed breakout"):
            assert broken is not False
            assert close > what.top if what.type == "support" else close < what.low
            broken = False
        if crossing.kind == "touched":
            assert broken is not True


@given(histories(), PRICES, st.integers(180, 220), st.sampled_from([None, 1, 15]))
def test_support_and_resistance_are_mirrors(bars: list[Bar], price: Decimal, low: int, width: int | None) -> None:
    pivot = 400
    support = level("support", str(low), None if width is None else str(low + width))
    top = low + (width or 0)
    resistance = level("resistance", str(pivot - top), None if width is None else str(pivot - low))
    words = {
        "holding": "holding", "trading below": "trading above", "reclaimed": "failed breakout", "broken": "broken",
        "testing": "testing", "touched": "touched",
    }  # fmt: skip

    def both(what: Level, at: Decimal, days: Sequence[Bar]) -> Found:
        return judge(what, now(at), *days, margins=Decimal(0))

    mirrored = [
        Bar(item.day, item.low and pivot - item.low, item.high and pivot - item.high, pivot - item.close, item.whole)
        for item in bars
    ]
    left, right = both(support, price, bars), both(resistance, pivot - price, mirrored)
    assert words[left.state] == right.state
    assert [(crossing.day, words[crossing.kind]) for crossing in left.crossings] == [
        (crossing.day, crossing.kind) for crossing in right.crossings
    ]


def test_what_is_not_known_after_noting_is_not_claimed() -> None:
    found = judge(level("support", "140"), now("150"), bar(22, "150", "155", "149"), noted=date(2025, 12, 1))
    assert found.since == "not touched, known from 22 Dec"


def test_a_price_below_nought_is_a_price() -> None:
    """A future's may be, and a support it closed below is broken."""
    found = judge(level("support", "4"), now("-37.63"), bar(1, "5"), bar(2, "-37.63"))
    assert (found.state, found.distance) == ("broken", (Decimal(4) + Decimal("37.63")) / Decimal("37.63"))
    assert judge(level("stop", "4"), now("-37.63"), bar(1, "5")).state == "trading below"
    assert judge(level("support", "4"), now("0"), bar(1, "5")).state == "no price"
