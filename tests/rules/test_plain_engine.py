"""Two engines for levels held against answers written by hand, against each other, and against what is told once."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.rules import engine_adapter
from tests.rules.level_cases import at, bar, case, day_of, level, random_case, walks
from tests.rules.plain_engine import Answer, Case, judge, rebased, told_at_looks

Engine = Callable[[Case], Answer]
ENGINES: list[Engine] = [judge, engine_adapter.judge_by_program]
AT_105 = bar(0, "105")
"""The close before any level of these cases is noted."""
AT_95 = bar(0, "95")

EVERYDAY: dict[str, tuple[Case, str, list[tuple[int, str]]]] = {
    # when it counts
    "a stop noted before a session is hit by that session": (
        case(level("stop", "100"), AT_105, bar(1, "94", "104", "93"), bar(2, "101", "102", "96")),
        "hit", [(1, "hit")],
    ),
    "a stop noted before a session trades below within it": (
        case(level("stop", "100"), AT_105, price="94", now=at(1, "11:00")),
        "trading below", [],
    ),
    "a stop noted within a session is safe from that session's low": (
        case(level("stop", "100", noted=at(1, "12:00"), seen="105"), AT_105, bar(1, "106", "107", "99"), bar(2, "106")),
        "safe", [],
    ),
    "a support noted in the morning is not broken already by an intraday price": (
        case(level("support", "100"), AT_105, price="97", now=at(1, "11:00")),
        "trading below", [],
    ),
    "a support noted before any price was known is not broken already by an intraday price": (
        case(level("support", "100"), price="97", now=at(1, "11:00")),
        "trading below", [],
    ),
    "a resistance noted before any price was known is not broken already by an intraday price": (
        case(level("resistance", "100"), price="103", now=at(1, "11:00")),
        "trading above", [],
    ),
    "a support noted before any price was known is broken by a close of that day": (
        case(level("support", "100"), bar(1, "97", "105", "96", "104")),
        "broken", [(1, "broken")],
    ),
    "a support noted in the morning is broken by that day's close": (
        case(level("support", "100"), AT_105, bar(1, "97", "105", "96")),
        "broken", [(1, "broken")],
    ),
    "a target noted in the morning is reached by that day": (
        case(level("target", "110"), AT_105, bar(1, "107", "110", "104")),
        "reached", [(1, "reached")],
    ),
    "a session counts for nothing until a quarter of an hour after its close": (
        case(level("target", "110"), AT_105, bar(1, "111", "112", "104"), price="109", now=at(1, "16:14")),
        "not reached", [],
    ),
    "a session counts from a quarter of an hour after its close": (
        case(level("target", "110"), AT_105, bar(1, "111", "112", "104"), price="109", now=at(1, "16:15")),
        "reached", [(1, "reached")],
    ),
    "a level noted in the past is judged by the sessions since": (
        case(level("support", "100", noted=at(2, "00:00")), AT_105, bar(1, "99"), bar(2, "100.5"), bar(3, "99")),
        "broken", [],
    ),
    "a level noted in the past while the price held tells what came after": (
        case(level("support", "100", noted=at(2, "00:00")), AT_105, bar(1, "103"), bar(2, "102"), bar(3, "99")),
        "broken", [(3, "broken")],
    ),
    "a level of a day only is noted at the end of that day": (
        case(
            level("target", "110", noted=at(1, "00:00") + timedelta(days=1)),
            AT_105, bar(1, "105", "111", "104"), bar(2, "106", "108", "105"),
        ),
        "not reached", [],
    ),
    "days while the program was closed count": (
        case(level("stop", "100"), AT_105, bar(1, "104"), bar(4, "99"), bar(9, "120")),
        "hit", [(4, "hit")],
    ),
    "the side is the recorded price when that is newer than the last close": (
        case(level("target", "100", noted=at(1, "12:00"), seen="97"), AT_105, bar(1, "98"), bar(2, "99", "100", "98")),
        "reached", [(2, "reached")],
    ),
    "the side is the last close where no price was recorded": (
        case(level("target", "100"), AT_105, bar(1, "103", "106", "102"), bar(2, "101", "104", "100")),
        "reached", [(2, "reached")],
    ),
    "the side is the close of a session that had just closed": (
        case(level("target", "100", noted=at(1, "16:05")), AT_105, bar(1, "97"), bar(2, "99", "100", "98")),
        "reached", [(2, "reached")],
    ),
    "the side is the first open where nothing is known before": (
        case(level("target", "100"), bar(1, "99", "99", "96", "97"), bar(2, "98", "99.99", "97")),
        "not reached", [],
    ),
    # an edit
    "a trailing stop raised while the price is above it is safe from the days when the price rose through it": (
        case(
            level("stop", "105", noted=at(4, "18:00"), seen="114"),
            bar(0, "95"), bar(1, "100", "101", "94"), bar(2, "106", "107", "99"), bar(3, "112"), bar(4, "114"),
            price="114",
        ),
        "safe", [],
    ),
    "a trailing stop raised is hit by what falls afterwards": (
        case(level("stop", "105", noted=at(4, "18:00"), seen="114"), bar(4, "114"), bar(5, "106", "113", "105")),
        "hit", [(5, "hit")],
    ),
    # support
    "a support well below the price holds": (case(level("support", "100"), AT_105, bar(1, "105")), "holding", []),
    "a support within two percent is tested": (
        case(level("support", "100"), AT_105, bar(1, "102", "104", "101")),
        "testing", [],
    ),
    "a support a cent beyond two percent holds": (
        case(level("support", "98"), AT_105, bar(1, "100.01", "104", "100")),
        "holding", [],
    ),
    "a price in the zone tests it": (
        case(level("support", "95-100"), AT_105, bar(1, "97", "103", "96")),
        "testing", [(1, "touched")],
    ),
    "a close on the low edge does not break": (
        case(level("support", "95-100"), AT_105, bar(1, "95", "103", "94")),
        "testing", [(1, "touched")],
    ),
    "a close a cent below the low edge breaks": (
        case(level("support", "95-100"), AT_105, bar(1, "94.99", "103", "94")),
        "broken", [(1, "broken")],
    ),
    "a support already under water when noted is broken and no crossing is told": (
        case(level("support", "100"), AT_95, bar(1, "96")),
        "broken", [],
    ),
    "a broken support is not armed by a close within the hysteresis": (
        case(level("support", "100"), AT_105, bar(1, "98"), bar(2, "101", "101", "99")),
        "broken", [(1, "broken")],
    ),
    "a broken support is armed again by a close beyond the hysteresis and is tested": (
        case(level("support", "100"), AT_105, bar(1, "98"), bar(2, "101.01", "102", "99")),
        "testing", [(1, "broken"), (2, "reclaimed")],
    ),
    "a reclaimed support holds while the price is far above and its history keeps the event": (
        case(level("support", "100"), AT_105, bar(1, "98"), bar(2, "103"), bar(40, "120")),
        "holding", [(1, "broken"), (2, "reclaimed")],
    ),
    "a reclaimed support can break again": (
        case(level("support", "100"), AT_105, bar(1, "98"), bar(2, "103"), bar(3, "99"), price="99"),
        "broken", [(1, "broken"), (2, "reclaimed"), (3, "broken")],
    ),
    "a support noted broken is reclaimed": (
        case(level("support", "100"), AT_95, bar(1, "103")),
        "holding", [(1, "reclaimed")],
    ),
    "an intraday price under a broken support leaves it broken": (
        case(level("support", "100"), AT_105, bar(1, "98"), price="103", now=at(2, "12:00")),
        "broken", [(1, "broken")],
    ),
    "a touch is told once until a session stays off": (
        case(
            level("support", "100"), AT_105,
            bar(1, "102", "104", "100"), bar(2, "101", "103", "99"), bar(3, "104", "105", "101"),
            bar(4, "103", "104", "99.5"), bar(5, "106", "107", "103"),
        ),
        "holding", [(1, "touched"), (4, "touched")],
    ),
    # resistance mirrors it
    "a resistance well above the price holds": (case(level("resistance", "100"), AT_95, bar(1, "95")), "holding", []),
    "a resistance within two percent is tested": (
        case(level("resistance", "100"), AT_95, bar(1, "99", "99.5", "97")),
        "testing", [],
    ),
    "an intraday price above a resistance trades above": (
        case(level("resistance", "95-100"), AT_95, price="100.01", now=at(1, "11:00")),
        "trading above", [],
    ),
    "a close above the high edge breaks a resistance": (
        case(level("resistance", "96-100"), AT_95, bar(1, "100.01")),
        "broken", [(1, "broken")],
    ),
    "a failed breakout arms a resistance again": (
        case(level("resistance", "100"), AT_95, bar(1, "103"), bar(2, "98.99", "101", "98"), bar(3, "90")),
        "holding", [(1, "broken"), (2, "failed breakout")],
    ),
    "a breakout does not fail within the hysteresis": (
        case(level("resistance", "100"), AT_95, bar(1, "103"), bar(2, "99", "101", "98")),
        "broken", [(1, "broken")],
    ),
    # target and stop
    "a target trades above within a session": (
        case(level("target", "110"), AT_105, price="110.01", now=at(1, "11:00")),
        "trading above", [],
    ),
    "a target is not beyond at its very price within a session": (
        case(level("target", "110"), AT_105, price="110", now=at(1, "11:00")),
        "not reached", [],
    ),
    "a target reached stays reached": (
        case(level("target", "110"), AT_105, bar(1, "109", "110"), bar(2, "80")),
        "reached", [(1, "reached")],
    ),
    "a stop hit stays hit": (
        case(level("stop", "100"), AT_105, bar(1, "101", "106", "100"), bar(30, "150")),
        "hit", [(1, "hit")],
    ),
    "a stop above the price is hit by a rise": (
        case(level("stop", "100"), AT_95, bar(1, "98", "100", "94")),
        "hit", [(1, "hit")],
    ),
    "a target zone is reached at its near edge": (
        case(level("target", "110-120"), AT_105, bar(1, "108", "110", "104")),
        "reached", [(1, "reached")],
    ),
    "a target zone below the price is reached at its high edge": (
        case(level("target", "90-100"), AT_105, bar(1, "101", "105", "100")),
        "reached", [(1, "reached")],
    ),
    "a zone that holds the price when noted is not reached by staying inside": (
        case(level("target", "100-110"), AT_105, bar(1, "107", "109", "103"), bar(2, "104", "108", "101")),
        "not reached", [],
    ),
    "a zone that held the price is reached when entered from outside": (
        case(level("target", "100-110"), AT_105, bar(1, "98", "106", "97"), bar(2, "99", "100", "98")),
        "reached", [(2, "reached")],
    ),
    "a stop zone that held the price is safe on the day the price leaves it": (
        case(level("stop", "100-110"), AT_105, bar(1, "112", "113", "104")),
        "safe", [],
    ),
    "a gap over a target reaches it": (
        case(level("target", "110"), AT_105, bar(1, "120", "125", "118", "119")),
        "reached", [(1, "reached")],
    ),
    # moving average
    "an average below the price says above": (case(level("moving average", "100"), AT_105, bar(1, "104")), "above", []),
    "a close beyond an average crosses it": (
        case(level("moving average", "100"), AT_105, bar(1, "99"), bar(2, "100"), bar(3, "98"), bar(4, "101")),
        "above", [(1, "crossed"), (4, "crossed")],
    ),
    "an intraday price beyond an average says so and crosses nothing": (
        case(level("moving average", "100"), AT_105, price="99", now=at(1, "11:00")),
        "below", [],
    ),
    "an average of an article lasts thirty days": (
        case(replace(level("moving average", "100"), printed_on=day_of(1)), AT_105, bar(23, "104")),
        "above", [],
    ),
    "an average of an article is stale after thirty days": (
        case(replace(level("moving average", "100"), printed_on=day_of(1)), AT_105, bar(24, "104")),
        "stale", [],
    ),
    "an average of an article tells nothing after thirty days": (
        case(replace(level("moving average", "100"), printed_on=day_of(1)), AT_105, bar(10, "99"), bar(24, "104")),
        "stale", [(10, "crossed")],
    ),
    "the user's own average is not bound by thirty days": (
        case(level("moving average", "100"), AT_105, bar(10, "99"), bar(50, "98")),
        "below", [(10, "crossed")],
    ),
    # 52 weeks
    "a year's high the price is beyond is a new high": (
        case(level("52-week high", "110"), AT_105, bar(1, "111")),
        "new high", [(1, "exceeded")],
    ),
    "a year's high the price went beyond and came back is exceeded": (
        case(level("52-week high", "110"), AT_105, bar(1, "108", "111"), bar(2, "100")),
        "exceeded", [(1, "exceeded")],
    ),
    "a year's high beyond which only an intraday price is tells nothing yet": (
        case(level("52-week high", "110"), AT_105, price="110.5", now=at(1, "11:00")),
        "new high", [],
    ),
    "a year's high merely met is not exceeded": (
        case(level("52-week high", "110"), AT_105, bar(1, "110", "110")),
        "inside", [],
    ),
    "a year's low the price is beyond is a new low": (
        case(level("52-week low", "90"), AT_95, bar(1, "89")),
        "new low", [(1, "exceeded")],
    ),
    "a year's low the price went beyond and came back is exceeded": (
        case(level("52-week low", "90"), AT_95, bar(1, "93", "96", "89.99"), bar(2, "95")),
        "exceeded", [(1, "exceeded")],
    ),
    # no price, and an old one
    "without any price nothing is said of a level": (case(level("support", "100"), now=at(1, "11:00")), "no price", []),
    "after five ended sessions without a newer price a level is stale": (
        case(level("support", "100"), AT_105, bar(1, "99"), now=at(6, "16:00")),
        "stale", [(1, "broken")],
    ),
    "after four ended sessions without a newer price a level is not stale": (
        case(level("support", "100"), AT_105, bar(1, "99"), now=at(6, "15:59")),
        "broken", [(1, "broken")],
    ),
}  # fmt: skip


def name_of(engine: Engine) -> str:
    return "plain" if engine is judge else "program"


@pytest.mark.parametrize("engine", ENGINES, ids=name_of)
@pytest.mark.parametrize(("given_case", "state", "told"), EVERYDAY.values(), ids=EVERYDAY)
def test_everyday_case_gives_the_answer_written_by_hand(
    given_case: Case, state: str, told: list[tuple[int, str]], engine: Engine
) -> None:
    expected = Answer(state, tuple((day_of(number), kind) for number, kind in told))
    assert engine(given_case) == expected


@pytest.mark.parametrize("seed", range(6))
def test_both_engines_agree_on_random_walks(seed: int) -> None:
    for number, walked in enumerate(walks(seed, 500)):
        assert engine_adapter.judge_by_program(walked) == judge(walked), f"walk {number} of seed {seed}: {walked}"


@given(st.randoms(use_true_random=False))
def test_both_engines_agree_on_any_walk(chance: random.Random) -> None:
    walked = random_case(chance)
    assert engine_adapter.judge_by_program(walked) == judge(walked)


# told once


def looks_at(walked: Case, moments: list[datetime]) -> list[Case]:
    """The same level looked at from time to time; the closes are all that is known of prices."""
    return [replace(walked, now=moment, current=None, ended=0) for moment in sorted(moments)]


@given(st.randoms(use_true_random=False), st.lists(st.integers(0, 60 * 24 * 100), max_size=12))
def test_a_crossing_is_told_once_whenever_somebody_looks(chance: random.Random, minutes: list[int]) -> None:
    walked = random_case(chance)
    moments = [walked.level.noted + timedelta(minutes=minute) for minute in minutes]
    last = at(120, "18:00")
    told = told_at_looks(looks_at(walked, [*moments, last]))
    everything = [crossing for look in told for crossing in look.new]
    assert sorted(everything) == sorted(judge(looks_at(walked, [last])[0]).crossings)
    assert all(look.taken_back == () for look in told)


def test_a_crossing_of_the_day_of_a_look_is_told_by_the_next_look() -> None:
    noted = level("support", "100")
    days = (AT_105, bar(1, "99"), bar(2, "98"))
    moments = [at(1, "09:00"), at(1, "15:00"), at(1, "16:10"), at(1, "16:25"), at(2, "09:00"), at(5, "12:00")]
    told = told_at_looks([case(noted, *days, now=moment) for moment in moments])
    assert [look.new for look in told] == [(), (), (), ((day_of(1), "broken"),), (), ()]


def test_a_crossing_that_rested_on_a_wrong_bar_is_taken_back_once() -> None:
    noted = level("target", "110")
    wrong = case(noted, AT_105, bar(1, "1050", "1060"))
    right = case(noted, AT_105, bar(1, "105", "106"), now=at(2, "09:00"))
    later = case(noted, AT_105, bar(1, "105", "106"), bar(2, "110"))
    told = told_at_looks([wrong, right, later])
    reached = (day_of(1), "reached")
    assert [(look.new, look.taken_back) for look in told] == [
        ((reached,), ()),
        ((), (reached,)),
        (((day_of(2), "reached"),), ()),
    ]


# splits


def scaled(walked: Case, factor: Decimal, from_day: datetime | None = None) -> Case:
    """Every price times a factor, or only those of before `from_day`."""

    def times(value: Decimal | None, moment: datetime) -> Decimal | None:
        return None if value is None else value * factor if from_day is None or moment < from_day else value

    what = walked.level
    low = times(what.low, what.noted)
    assert low is not None
    sessions = []
    for session in walked.sessions:
        close = times(session.close, session.opens_at)
        assert close is not None
        sessions.append(
            replace(
                session,
                open=times(session.open, session.opens_at),
                high=times(session.high, session.opens_at),
                low=times(session.low, session.opens_at),
                close=close,
            )
        )
    current = walked.current
    if current is not None:
        value = times(*current)
        assert value is not None
        current = (value, current[1])
    noted = replace(
        what, low=low, high=times(what.high, what.noted), price=times(what.price, what.price_at or what.noted)
    )
    return replace(walked, level=noted, sessions=tuple(sessions), current=current)


@pytest.mark.parametrize("engine", ENGINES, ids=name_of)
@given(chance=st.randoms(use_true_random=False), ratio=st.sampled_from(("2", "4", "20", "0.5", "0.05")))
def test_a_level_means_the_same_on_any_basis(engine: Engine, chance: random.Random, ratio: str) -> None:
    walked = random_case(chance)
    assert engine(scaled(walked, Decimal(ratio))) == engine(walked)


@given(st.randoms(use_true_random=False), st.integers(0, 60), st.sampled_from(("2", "4", "20", "0.5", "0.05")))
def test_a_split_changes_nothing_once_every_price_is_on_one_basis(
    chance: random.Random, number: int, ratio: str
) -> None:
    walked = random_case(chance)
    split_day = at(number, "00:00")
    if split_day > walked.now:
        return
    as_it_came = scaled(walked, Decimal(ratio), split_day)
    assert judge(rebased(as_it_came, [(day_of(number), Decimal(ratio))])) == judge(walked)


def test_a_level_saved_unchanged_after_a_split_keeps_its_meaning() -> None:
    four_for_one = [(day_of(3), Decimal(4))]
    before = case(level("support", "100"), AT_105, bar(1, "104"), bar(2, "108"), bar(3, "26"), bar(4, "24"))
    rescaled = rebased(before, four_for_one)
    assert (rescaled.level.low, rescaled.sessions[1].close) == (Decimal(25), Decimal(26))
    assert judge(rescaled) == Answer("broken", ((day_of(4), "broken"),))
    edited = case(level("support", "25", noted=at(3, "18:00")), bar(3, "26"), bar(4, "24"))
    assert judge(rebased(edited, four_for_one)) == Answer("broken", ((day_of(4), "broken"),))
