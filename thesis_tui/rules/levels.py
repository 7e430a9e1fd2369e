"""Levels against the prices of their own listing: what each is now, why, and what happened since it was noted.

Support and resistance break on a daily close beyond them and come back on a close beyond their other edge
by the hysteresis. Target and stop are reached once a session touches their near edge, for good. Nothing here
is remembered between runs: the same bars always give the same crossings, and more bars only add to them.
"""

from __future__ import annotations

import operator
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from thesis_tui.model import figures
from thesis_tui.model.bars import Bar, Crossing, CrossingKind, LevelHistory
from thesis_tui.model.objects import Level
from thesis_tui.model.view import PriceView
from thesis_tui.model.words import LevelState
from thesis_tui.rules.sessions import Sessions

NEAR = Decimal("0.02")
HYSTERESIS = Decimal("0.01")
APPROXIMATE_CLAIM_DAYS = 30
YEAR_DAYS = 365
GAP_DAYS = 14
"""Without a session for longer after noting, what is said of the time since begins where sessions do."""


class Judgement(Struct, frozen=True):
    """What a level is now. `distance` is (level − price) / price to the near edge, 0 inside, None if unknown.

    `reason` says what makes the state.
    """

    state: LevelState
    stale: bool
    distance: Decimal | None
    reason: str
    history: LevelHistory

    @property
    def since(self) -> str:
        return self.history.since

    @property
    def crossings(self) -> tuple[Crossing, ...]:
        return self.history.crossings


def judge_level(
    level: Level,
    noted: date,
    price: PriceView | None,
    bars: Sequence[Bar] | Sessions | LevelHistory,
    *,
    today: date,
    near: Decimal = NEAR,
    hysteresis: Decimal = HYSTERESIS,
    approximate_claim_days: int = APPROXIMATE_CLAIM_DAYS,
) -> Judgement:
    """Judge a level noted on `noted` by its listing's current price and its bars, in any order, the sessions
    made of them, or what they are known to have done to it.

    Only whole sessions after `noted` and up to `today` count. The side is where the price stood when noted:
    the newest bar up to that day, else a current price of that day or before, else the first known after it.
    `near` and `hysteresis` are fractions; `approximate_claim_days` is how long a moving average is compared.
    """
    if price is not None and price.price.listing != level.listing:
        price = None
    if price is not None and price.price.currency != level.currency:
        reason = f"{level.listing} is priced in {price.price.currency}, the level is in {level.currency}"
        return Judgement("no price", stale=False, distance=None, reason=reason, history=LevelHistory())
    if isinstance(bars, LevelHistory):
        history = bars
    else:
        sessions = bars if isinstance(bars, Sessions) else Sessions(bars, today)
        start = _price_when_noted(noted, price, sessions)
        first = sessions.after(noted)
        history = _history(level, start, sessions, first, hysteresis, today)
        if first < len(sessions) and (sessions.whole[first].day - noted).days > GAP_DAYS:
            known = figures.day(sessions.whole[first].day, today)
            history = replace(history, since=f"{history.since}, known from {known}")

    def judged(state: LevelState, reason: str, distance: Decimal | None = None) -> Judgement:
        return Judgement(state, state == "stale", distance, reason, history)

    if price is None or price.price.value <= 0:
        return judged("no price", f"no price for {level.listing}")
    if price.stale or price.age_days is None:
        age = "its price is undated" if price.age_days is None else f"its price is {figures.days(price.age_days)} old"
        return judged("stale", age)
    held = (today - noted).days
    if level.type == "moving average" and held > approximate_claim_days:
        return judged("stale", f"noted {figures.days(held)} ago, and an average moves on")
    if level.type in ("52-week high", "52-week low") and held > YEAR_DAYS:
        return judged("stale", f"noted {figures.days(held)} ago, more than its 52 weeks")
    value = price.price.value
    state, reason = _state(level, value, history, near, hysteresis)
    return judged(state, reason, distance(level, value))


def distance(level: Level, price: Decimal) -> Decimal:
    """(level − price) / price as a fraction, to the near edge of a zone, 0 inside it. `price` is above zero."""
    if price < level.low:
        return (level.low - price) / price
    if price > level.top:
        return (level.top - price) / price
    return Decimal(0)


def ladder_key(level: Level) -> tuple[Decimal, Decimal, str]:
    """Sorts levels from the highest down; levels at one price by id, so that rows keep their places."""
    return -level.top, -level.low, level.id


def break_rule(level: Level) -> str:
    """What would break, reach or hit a level, in words: "148.00 breaks on a daily close below it"."""
    name = figures.zone(level.low, level.high)
    if level.type == "support":
        return f"{name} breaks on a daily close below {'it' if level.high is None else figures.price(level.low)}"
    if level.type == "resistance":
        return f"{name} breaks on a daily close above {'it' if level.high is None else figures.price(level.top)}"
    if level.type == "target":
        return f"{name} is reached once a session touches it"
    if level.type == "stop":
        return f"{name} is hit once a session touches it"
    if level.type == "moving average":
        return f"{name} is compared for {figures.days(APPROXIMATE_CLAIM_DAYS)} after it was noted"
    return f"{name} gives way once a session goes beyond it"


def _price_when_noted(noted: date, price: PriceView | None, sessions: Sessions) -> Decimal | None:
    before = sessions.until(noted)
    if before is not None:
        return before.close
    if price is not None:
        seen = price.price.time.date() if price.price.time is not None else price.price.day
        if not sessions.days or (seen is not None and seen <= noted):
            return price.price.value
    return sessions.days[0].close if sessions.days else None


def _history(
    level: Level, start: Decimal | None, sessions: Sessions, first: int, hysteresis: Decimal, today: date
) -> LevelHistory:
    """What the whole sessions from number `first` on did."""
    if level.type in ("support", "resistance"):
        return _breaks(level, start, sessions, first, hysteresis, today)
    if level.type in ("target", "stop"):
        return _reached(level, start, sessions, first, today)
    if level.type == "moving average":
        return _average(level, sessions.whole[first:])
    return _extreme(level, start, sessions, first, today)


def _breaks(
    level: Level, start: Decimal | None, sessions: Sessions, first: int, hysteresis: Decimal, today: date
) -> LevelHistory:
    """Support, and resistance as its mirror: `beyond` a support is below it, `back` is above."""
    support = level.type == "support"
    beyond, back = ("below", "above") if support else ("above", "below")
    returned: LevelState = "reclaimed" if support else "lost again"
    kind: CrossingKind = "reclaimed" if support else "lost again"
    name = f"{level.type} {figures.zone(level.low, level.high)}"
    edge = return_edge(level, hysteresis)
    crossings: list[Crossing] = []
    word: LevelState | Literal[""] = ""
    why = since = ""
    if start is not None and (start < level.low if support else start > level.top):
        word, why, since = "broken", f"already {beyond} it when noted", f"already {beyond} when noted"
    near, far = (level.top, level.low) if support else (level.low, level.top)
    reach = sessions.bottom if support else sessions.top
    reaches, leaves = (operator.le, operator.gt) if support else (operator.ge, operator.lt)
    breaks, returns = (operator.lt, operator.gt) if support else (operator.gt, operator.lt)
    touches, at, count = 0, first, len(sessions)
    while at < count:
        if word == "broken":
            at = sessions.close.first(at, count, returns, edge)
            if at < count:
                day = figures.day(sessions.whole[at].day, today)
                word, why, since = returned, f"closed back {back} it {day}", f"{returned} {day}"
                crossings.append(Crossing(sessions.whole[at].day, kind, f"closed back {back} {name}"))
                at += 1
            continue
        at = reach.first(at, count, reaches, near)
        if at == count:
            break
        if not breaks(sessions.close.values[at], far):
            touches += 1
            crossings.append(Crossing(sessions.whole[at].day, "touched", f"touched {name}, no close {beyond}"))
            # it is touched until a session stays off it, or one closes beyond it
            at += 1
            off = reach.first(at, count, leaves, near)
            at = sessions.close.first(at, off, breaks, far)
            if at == off:
                continue
        day = figures.day(sessions.whole[at].day, today)
        word, why, since = "broken", f"closed {beyond} it {day}", f"broken {day}"
        crossings.append(Crossing(sessions.whole[at].day, "broken", f"closed {beyond} {name}"))
        at += 1
    if first >= count:
        since = since or "no session yet"
    elif not since:
        since = f"{figures.counted(touches, 'touch', 'touches')}, no close {beyond}" if touches else "not touched"
    return LevelHistory(word, why, since, tuple(crossings))


def return_edge(level: Level, hysteresis: Decimal = HYSTERESIS) -> Decimal:
    """The price a close must go beyond for a broken support to be reclaimed, or resistance to be lost again."""
    return level.top * (1 + hysteresis) if level.type == "support" else level.low * (1 - hysteresis)


def _reached(level: Level, start: Decimal | None, sessions: Sessions, first: int, today: date) -> LevelHistory:
    word: LevelState = "reached" if level.type == "target" else "hit"
    kind: CrossingKind = "reached" if level.type == "target" else "hit"
    if start is None:
        return LevelHistory("", "", "no session yet", ())
    if level.low <= start <= level.top:
        return LevelHistory(word, "already there when noted", "already there when noted", ())
    rising = start < level.low
    count = len(sessions)
    if rising:
        at = sessions.top.first(first, count, operator.ge, level.low)
    else:
        at = sessions.bottom.first(first, count, operator.le, level.top)
    if at < count:
        day = figures.day(sessions.whole[at].day, today)
        text = f"{kind} {level.type} {figures.zone(level.low, level.high)}"
        return LevelHistory(word, f"touched {day}", f"{kind} {day}", (Crossing(sessions.whole[at].day, kind, text),))
    return LevelHistory("", "", _range_since(sessions, first, highest=rising), ())


def _average(level: Level, sessions: Sequence[Bar]) -> LevelHistory:
    name = f"moving average {figures.zone(level.low, level.high)}"
    crossings: list[Crossing] = []
    side = 0
    for bar in sessions:
        now = 1 if bar.close > level.top else -1 if bar.close < level.low else 0
        if now and side and now != side:
            crossings.append(Crossing(bar.day, "crossed", f"closed {'above' if now > 0 else 'below'} {name}"))
        side = now or side
    if not sessions:
        return LevelHistory("", "", "no session yet", ())
    since = figures.counted(len(crossings), "crossing") if crossings else "not crossed"
    return LevelHistory("", "", since, tuple(crossings))


def _extreme(level: Level, start: Decimal | None, sessions: Sessions, first: int, today: date) -> LevelHistory:
    high = level.type == "52-week high"
    kind: Literal["new high", "new low"] = "new high" if high else "new low"
    beyond = "above" if high else "below"
    if start is not None and (start > level.top if high else start < level.low):
        return LevelHistory(kind, f"already {beyond} it when noted", f"already {beyond} when noted", ())
    count = len(sessions)
    if high:
        at = sessions.top.first(first, count, operator.gt, level.top)
    else:
        at = sessions.bottom.first(first, count, operator.lt, level.low)
    if at < count:
        day = figures.day(sessions.whole[at].day, today)
        text = f"went {beyond} the {level.type} {figures.zone(level.low, level.high)}"
        crossing = Crossing(sessions.whole[at].day, kind, text)
        return LevelHistory(kind, f"went {beyond} it {day}", f"{kind} {day}", (crossing,))
    return LevelHistory("", "", _range_since(sessions, first, highest=high), ())


def _range_since(sessions: Sessions, first: int, *, highest: bool) -> str:
    if first >= len(sessions):
        return "no session yet"
    if highest:
        return f"high {figures.price(sessions.top.greatest(first))}"
    return f"low {figures.price(sessions.bottom.least(first))}"


def _state(
    level: Level, price: Decimal, history: LevelHistory, near: Decimal, hysteresis: Decimal
) -> tuple[LevelState, str]:
    """The state by what the sessions left and the price now."""
    if level.type in ("support", "resistance"):
        return _break_state(level, price, history, near, hysteresis)
    if level.type in ("target", "stop"):
        resting: LevelState = "ahead" if level.type == "target" else "safe"
        return (history.word, history.why) if history.word else (resting, f"{_apart(level, price)} away")
    if level.type == "moving average":
        above = price >= level.low
        return ("above", f"{_apart(level, price)} above it") if above else ("below", f"{_apart(level, price)} below it")
    if history.word:
        return history.word, history.why
    if level.type == "52-week high":
        if price > level.top:
            return "new high", f"{_apart(level, price)} above it"
        return "inside", f"{_apart(level, price)} below it"
    if price < level.low:
        return "new low", f"{_apart(level, price)} below it"
    return "inside", f"{_apart(level, price)} above it"


def _break_state(
    level: Level, price: Decimal, history: LevelHistory, near: Decimal, hysteresis: Decimal
) -> tuple[LevelState, str]:
    support = level.type == "support"
    beyond, back = ("below", "above") if support else ("above", "below")
    if history.word == "broken":
        edge = figures.price(figures.rounded(return_edge(level, hysteresis), 2))
        verb = "reclaimed" if support else "lost again"
        return "broken", f"{history.why}; {verb} on a close {back} {edge}"
    breaks = f"breaks on a daily close {beyond} {figures.price(level.low if support else level.top)}"
    if level.low <= price <= level.top:
        return "testing", f"{'at it' if level.high is None else 'inside the zone'}; {breaks}"
    side = "above" if price > level.top else "below"
    gap = f"{_apart(level, price)} {side} its edge"
    if side == beyond:
        return ("trading below" if support else "trading above"), f"{gap}; {breaks}"
    if abs(distance(level, price)) <= near:
        return "testing", f"{gap}; {breaks}"
    if history.word:
        return history.word, history.why
    return ("holding" if support else "capping"), gap


def _apart(level: Level, price: Decimal) -> str:
    """How far the price is from the near edge, in the listing's money."""
    edge = level.low if price < level.low else level.top if price > level.top else price
    return figures.price(abs(edge - price))
