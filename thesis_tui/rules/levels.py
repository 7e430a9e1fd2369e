"""Levels against the prices of their own listing: the state of each, and what sessions did since it was noted.

Support and resistance break on a daily close beyond them; a close beyond their other edge by the hysteresis arms
them again. Target and stop are reached once a session touches their near edge from outside, for good. Nothing is
remembered between runs: the same sessions always give the same crossings.

A kind of level is one `LevelRule` in `LEVEL_RULES` and its name in `model.enums.LevelType`: forms, commands, sentences
and screens follow from both. One that behaves as no other does adds a family, with a sentence in
`wording.levels.break_rule`. One with a state or a crossing of its own adds the word to `model.enums.LevelState` or
`model.level_history.CrossingKind`, its sentences to `wording.levels`, its sign to `pages.glyphs`, its place in the
ladder to `pages.ladder.OVER`, and its urgency to `rules.attention` and `rules.review`.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from typing import Final, Literal

from msgspec import Struct

from thesis_tui.model.enums import LevelState, LevelType, Stance
from thesis_tui.model.level_history import Crossing, CrossingKind, LevelHistory
from thesis_tui.model.objects import Level
from thesis_tui.rules.sessions import Comparison, Sessions

NEAR = Decimal("0.02")
HYSTERESIS = Decimal("0.01")
PRINTED_AVERAGE = timedelta(days=30)
"""For how long a moving average printed in an article is compared: after that it has moved on."""

ReasonCode = Literal[
    "no price", "other currency", "undated", "old price", "old average",
    "broken", "at it", "in zone", "beyond", "near", "apart",
    "reached", "in zone when noted", "touched", "exceeded",
]  # fmt: skip


class LevelReason(Struct, frozen=True):
    """Why a level is in its state; `rules.wording.levels` says it in a sentence.

    `apart` is how far the price is from the near edge, in the listing's money; `edge` the price at which
    something would change: a close beyond it breaks, or arms again what is broken. `days` is an age.
    """

    code: ReasonCode
    apart: Decimal | None = None
    edge: Decimal | None = None
    above: bool | None = None
    """Whether the price is above the level."""
    day: date | None = None
    currency: str = ""


class PriceNow(Struct, frozen=True):
    """The current price of a listing, as far as levels need it. `stale` after five ended sessions without a newer."""

    value: Decimal
    currency: str
    stale: bool
    dated: bool
    day: date | None = None


class NotedAt(Struct, frozen=True):
    """When a level was noted, on which side the price stood, and which sessions count.

    `price` is the last one known at that moment, on the basis of splits of the day shown, None where none was.
    `first` is the number of the first session that counts. `start` identifies the wording of the level.
    """

    day: date
    price: Decimal | None
    first: int
    start: str = ""
    printed: bool = False
    """Printed in an article rather than set by the user."""
    meant_above: bool | None = None
    """The side on which the price must have stood, where none was known: a long's stop is below it."""


class LevelJudgement(Struct, frozen=True):
    """A level's state. `distance` is (level − price) / price to the near edge, 0 inside a zone, None if unknown."""

    state: LevelState
    distance: Decimal | None
    reason: LevelReason
    history: LevelHistory

    @property
    def stale(self) -> bool:
        """Whether its listing's price is too old to judge by."""
        return self.state == "stale"


class LevelFamily(Struct, frozen=True):
    """How levels of one family behave: how sessions change one, and its state by them and the price now."""

    name: Literal["break", "touch", "average", "extreme"]
    replay: Callable[[Level, NotedAt, Sessions, Decimal], LevelHistory]
    state: Callable[[Level, Decimal, LevelHistory, Decimal, Decimal], tuple[LevelState, LevelReason]]


class LevelRule(Struct, frozen=True):
    """One kind of level. `aliases` are other words people type for it, without case."""

    type: LevelType
    aliases: tuple[str, ...]
    family: LevelFamily
    upward: bool = False
    """Whether a price above it breaks or exceeds it (a resistance, a 52-week high), not one below."""
    usual_side: Literal["", "below", "above"] = ""
    """Where it is seen from the price when it is noted: a support below, a resistance above."""
    usual_of_long: Literal["", "below", "above"] = ""
    """The same of a kind whose side depends on the stance: a long's target above, a short's below."""
    touched: Literal["reached", "hit"] = "reached"
    """Its state once a session touched it, for good, and before that (`untouched`)."""
    untouched: LevelState = "not reached"


def judge_level(
    level: Level,
    noted: NotedAt,
    price: PriceNow | None,
    sessions: Sessions,
    *,
    today: date,
    near: Decimal = NEAR,
    hysteresis: Decimal = HYSTERESIS,
) -> LevelJudgement:
    """Judge a level by its listing's current price and by the sessions since it was noted.

    Level, sessions and prices are on one basis of splits. `near` and `hysteresis` are fractions.
    """
    # nothing is converted: a level is a price people trade at
    if price is not None and price.currency != level.currency:
        return LevelJudgement("no price", None, LevelReason("other currency", currency=price.currency), LevelHistory())
    rule = LEVEL_RULES[level.type]
    history = rule.family.replay(level, noted, sessions, hysteresis)
    # a distance is a fraction of the price
    if price is None or price.value == 0:
        return LevelJudgement("no price", None, LevelReason("no price"), history)
    if price.stale:
        code: ReasonCode = "old price" if price.dated else "undated"
        return LevelJudgement("stale", None, LevelReason(code, day=price.day), history)
    # one the user sets is theirs to follow; a printed one was of its day
    if rule.family is _AVERAGE and noted.printed and today - noted.day > PRINTED_AVERAGE:
        return LevelJudgement("stale", None, LevelReason("old average", day=noted.day), history)
    state, reason = rule.family.state(level, price.value, history, near, hysteresis)
    return LevelJudgement(state, distance(level, price.value), reason, history)


def distance(level: Level, price: Decimal) -> Decimal:
    """(level − price) / price as a fraction, to the near edge of a zone, 0 inside it. `price` is not zero."""
    if price < level.low:
        return (level.low - price) / abs(price)
    if price > level.top:
        return (level.top - price) / abs(price)
    return Decimal(0)


def welcome_break(type_: LevelType, stance: Stance) -> bool | None:
    """Whether a price beyond a support or a resistance is good for a stance: a long gains above a resistance, a short
    below a support. None for a stance that takes no side, and for the kinds that do not break.
    """
    rule = LEVEL_RULES[type_]
    return None if stance == "watch" or rule.family is not _BREAK else rule.upward is (stance == "long")


def is_breakout(level: Level, state: str) -> bool:
    """Whether "broken", of a level's state or a crossing, is a break upwards: a breakout in the field's words."""
    return state == "broken" and LEVEL_RULES[level.type].upward


def ladder_key(level: Level) -> tuple[Decimal, Decimal, str]:
    """Sorts levels from the highest down; levels at one price by id, so that rows keep their places."""
    return -level.top, -level.low, level.id


def return_edge(level: Level, hysteresis: Decimal = HYSTERESIS) -> Decimal:
    """The price a close must go beyond to arm a broken support or resistance again."""
    return level.low * (1 - hysteresis) if LEVEL_RULES[level.type].upward else level.top * (1 + hysteresis)


def apart(level: Level, price: Decimal) -> Decimal:
    """How far the price is from the near edge, in the listing's money; 0 inside a zone."""
    edge = level.low if price < level.low else level.top if price > level.top else price
    return abs(edge - price)


class _Side(Struct, frozen=True):
    """A support's comparisons; a resistance's are its mirror."""

    breaks: Comparison
    returns: Comparison
    reaches: Comparison
    leaves: Comparison
    returned: CrossingKind


_SUPPORT = _Side("<", ">", "<=", ">", "reclaimed")
_RESISTANCE = _Side(">", "<", ">=", "<", "failed breakout")


def _replay_breaks(level: Level, noted: NotedAt, sessions: Sessions, hysteresis: Decimal) -> LevelHistory:
    """Support, and resistance as its mirror: what closes beyond it break, and what only reaches it touches."""
    support = not LEVEL_RULES[level.type].upward
    side = _SUPPORT if support else _RESISTANCE
    near, far = (level.top, level.low) if support else (level.low, level.top)
    reach = sessions.bottom if support else sessions.top
    edge = return_edge(level, hysteresis)
    crossings: list[Crossing] = []
    # noted beyond it, it begins as broken and has no crossing: nothing crossed it
    broken = noted.price is not None and (noted.price < far if support else noted.price > far)
    broken_on: date | None = None
    touching = False
    at, count = noted.first, len(sessions)

    def tell(kind: CrossingKind, above: bool) -> None:
        crossings.append(Crossing(sessions.day(at), kind, above, noted.start))

    while at < count:
        if broken:
            at = sessions.close.first(at, count, side.returns, edge)
            if at < count:
                broken, broken_on = False, None
                tell(side.returned, support)
                touching = reach.holds(at, side.reaches, near)
                at += 1
            continue
        if touching:  # it is touched until a session stays off it, or one closes beyond it
            # a run of touching sessions is one touch, not one a day
            off = reach.first(at, count, side.leaves, near)
            at = sessions.close.first(at, off, side.breaks, far)
            touching = False
            if at == off:
                continue
        else:
            at = reach.first(at, count, side.reaches, near)
            if at == count:
                break
            if not sessions.close.holds(at, side.breaks, far):
                tell("touched", support)
                touching = True
                at += 1
                continue
        broken, broken_on = True, sessions.day(at)
        tell("broken", not support)
        at += 1
    return _history(noted, sessions, crossings, "broken" if broken else "", broken_on, _above(level, noted.price))


def _replay_touch(level: Level, noted: NotedAt, sessions: Sessions, hysteresis: Decimal) -> LevelHistory:
    """Target and stop: touched from outside once is for good."""
    # a short's target lies below, a long's above: the side on which it was noted tells
    above = noted.meant_above if noted.price is None else _above(level, noted.price)
    first, count = noted.first, len(sessions)
    inside = noted.price is not None and above is None
    if inside:  # reached only when entered from outside: after a close that left it
        # by closes: a session's low and high do not say on which side it went out
        over = sessions.close.first(first, count, ">", level.top)
        under = sessions.close.first(first, count, "<", level.low)
        left = min(over, under)
        above = None if left == count else over < under
        first = min(left + 1, count)
    if above is None:
        return _history(noted, sessions, [], "", None, None, inside=inside)
    if above:
        at = sessions.bottom.first(first, count, "<=", level.top)
    else:
        at = sessions.top.first(first, count, ">=", level.low)
    if at == count:
        return _history(noted, sessions, [], "", None, above, inside=inside)
    done = LEVEL_RULES[level.type].touched
    day = sessions.day(at)
    return _history(noted, sessions, [Crossing(day, done, not above, noted.start)], done, day, above, inside=inside)


def _replay_average(level: Level, noted: NotedAt, sessions: Sessions, hysteresis: Decimal) -> LevelHistory:
    """A moving average as noted: each time the close is on its other side. A printed one is followed 30 days."""
    crossings: list[Crossing] = []
    above = _above(level, noted.price)
    side, at = above, noted.first
    # an average moves: after a month the printed one is no measure
    count = min(len(sessions), sessions.until(noted.day + PRINTED_AVERAGE)) if noted.printed else len(sessions)
    while at < count:
        over = count if side is True else sessions.close.first(at, count, ">", level.top)
        under = count if side is False else sessions.close.first(at, count, "<", level.low)
        at = min(over, under)
        if at == count:
            break
        if side is not None:
            crossings.append(Crossing(sessions.day(at), "crossed", over < under, noted.start))
        side = over < under
        at += 1
    return _history(noted, sessions, crossings, "", None, side)


def _replay_extreme(level: Level, noted: NotedAt, sessions: Sessions, hysteresis: Decimal) -> LevelHistory:
    """A 52-week high or low: the first session beyond it."""
    high = LEVEL_RULES[level.type].upward
    above = _above(level, noted.price)
    # the price was past it when it was noted, so the extreme was out of date in print
    if above is high and noted.price is not None:
        return _history(noted, sessions, [], "exceeded", None, above)
    count = len(sessions)
    if high:
        at = sessions.top.first(noted.first, count, ">", level.top)
    else:
        at = sessions.bottom.first(noted.first, count, "<", level.low)
    if at == count:
        return _history(noted, sessions, [], "", None, not high)
    day = sessions.day(at)
    return _history(noted, sessions, [Crossing(day, "exceeded", high, noted.start)], "exceeded", day, not high)


def _above(level: Level, price: Decimal | None) -> bool | None:
    """Whether the price is above the level; None inside it, or where it is not known."""
    if price is None or level.low <= price <= level.top:
        return None
    return price > level.top


def _history(
    noted: NotedAt,
    sessions: Sessions,
    crossings: list[Crossing],
    left: Literal["", "broken", "reached", "hit", "exceeded"],
    left_day: date | None,
    above: bool | None,
    *,
    inside: bool = False,
) -> LevelHistory:
    counted = len(sessions) - noted.first
    extreme = None
    if counted > 0 and above is not None:
        extreme = sessions.bottom.least(noted.first) if above else sessions.top.greatest(noted.first)
    return LevelHistory(
        left=left,
        left_day=left_day,
        above=above,
        inside=inside,
        sessions=max(0, counted),
        first_day=sessions.day(noted.first) if counted > 0 else None,
        extreme=extreme,
        crossings=tuple(crossings),
    )


def _state_of_break(
    level: Level, price: Decimal, history: LevelHistory, near: Decimal, hysteresis: Decimal
) -> tuple[LevelState, LevelReason]:
    support = not LEVEL_RULES[level.type].upward
    above = _above(level, price)
    gap = apart(level, price)
    if history.left == "broken":
        return "broken", LevelReason("broken", gap, return_edge(level, hysteresis), above, history.left_day)
    edge = level.low if support else level.top
    if above is None:
        return "testing", LevelReason("at it" if level.high is None else "in zone", gap, edge)
    if above is not support:
        return ("trading below" if support else "trading above"), LevelReason("beyond", gap, edge, above)
    if abs(distance(level, price)) <= near:
        return "testing", LevelReason("near", gap, edge, above)
    return "holding", LevelReason("apart", gap, edge, above)


def _state_of_touch(
    level: Level, price: Decimal, history: LevelHistory, near: Decimal, hysteresis: Decimal
) -> tuple[LevelState, LevelReason]:
    rule = LEVEL_RULES[level.type]
    gap, above = apart(level, price), _above(level, price)
    if history.left:
        return rule.touched, LevelReason("touched", gap, above=above, day=history.left_day)
    if history.above is None:
        return rule.untouched, LevelReason("in zone when noted" if history.inside else "apart", gap, above=above)
    near_edge = level.top if history.above else level.low
    if (price < near_edge) if history.above else (price > near_edge):
        return ("trading below" if history.above else "trading above"), LevelReason(
            "beyond", abs(price - near_edge), near_edge, not history.above
        )
    return rule.untouched, LevelReason("apart", gap, near_edge, above)


def _state_of_average(
    level: Level, price: Decimal, history: LevelHistory, near: Decimal, hysteresis: Decimal
) -> tuple[LevelState, LevelReason]:
    above = _above(level, price)
    if above is None:  # at it, or in its zone: where it came from
        above = history.above is not False
    return ("above" if above else "below"), LevelReason("apart", apart(level, price), above=above)


def _state_of_extreme(
    level: Level, price: Decimal, history: LevelHistory, near: Decimal, hysteresis: Decimal
) -> tuple[LevelState, LevelReason]:
    high = LEVEL_RULES[level.type].upward
    gap, above = apart(level, price), _above(level, price)
    if above is high:
        return ("new high" if high else "new low"), LevelReason("beyond", gap, above=above)
    if history.left:
        return "exceeded", LevelReason("exceeded", gap, above=above, day=history.left_day)
    return "inside", LevelReason("apart", gap, above=above)


_BREAK = LevelFamily("break", _replay_breaks, _state_of_break)
_TOUCH = LevelFamily("touch", _replay_touch, _state_of_touch)
_AVERAGE = LevelFamily("average", _replay_average, _state_of_average)
_EXTREME = LevelFamily("extreme", _replay_extreme, _state_of_extreme)

LEVEL_RULES: Final[dict[LevelType, LevelRule]] = {
    rule.type: rule
    for rule in (
        LevelRule("support", ("sup",), _BREAK, usual_side="below"),
        LevelRule("resistance", ("res",), _BREAK, upward=True, usual_side="above"),
        LevelRule("target", (), _TOUCH, usual_of_long="above"),
        LevelRule("stop", (), _TOUCH, usual_of_long="below", touched="hit", untouched="safe"),
        LevelRule("moving average", ("ma",), _AVERAGE),
        LevelRule("52-week high", ("52w high", "52 week high"), _EXTREME, upward=True, usual_side="above"),
        LevelRule("52-week low", ("52w low", "52 week low"), _EXTREME, usual_side="below"),
    )
}
