"""A second level engine, as plain as it can be: it walks the sessions day by day and remembers nothing else.

Written from the design's rules of levels alone, for the program's own engine to be held against. Prices are `Decimal`
in one currency and, except in `rebased`, on one basis of splits; moments have a time zone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from decimal import Decimal

PRINTED_AVERAGE_LASTS = timedelta(days=30)
STALE_SESSIONS = 5
WHOLE_AFTER = timedelta(minutes=15)

Crossing = tuple[date, str]
"""The session's day and the kind of event: with its level, the identity of a crossing."""


@dataclass(frozen=True)
class PlainLevel:
    """A price (`high` is None) or a zone. `price` is the price the user saw when noting it, at `price_at`.

    `printed_on` is the day of the article that prints a moving average; None for the user's own.
    """

    type: str
    low: Decimal
    high: Decimal | None
    noted: datetime
    price: Decimal | None = None
    price_at: datetime | None = None
    printed_on: date | None = None

    @property
    def top(self) -> Decimal:
        return self.low if self.high is None else self.high


@dataclass(frozen=True)
class Session:
    """A day's prices at the exchange; `whole_from` is a quarter of an hour after its close."""

    day: date
    opens_at: datetime
    whole_from: datetime
    open: Decimal | None
    high: Decimal | None
    low: Decimal | None
    close: Decimal

    @property
    def closes_at(self) -> datetime:
        return self.whole_from - WHOLE_AFTER

    @property
    def highest(self) -> Decimal:
        return self.close if self.high is None else max(self.high, self.close)

    @property
    def lowest(self) -> Decimal:
        return self.close if self.low is None else min(self.low, self.close)


@dataclass(frozen=True)
class Case:
    """Everything a level is judged by. `current` is the newest price and its moment.

    `ended` counts the exchange's sessions that have ended since the current price was made, with prices or without.
    """

    level: PlainLevel
    sessions: tuple[Session, ...]
    current: tuple[Decimal, datetime] | None
    now: datetime
    near: Decimal = Decimal("0.02")
    hysteresis: Decimal = Decimal("0.01")
    ended: int = 0


@dataclass(frozen=True)
class Answer:
    """A word of the design's states, and everything told since the level was noted, by day."""

    state: str
    crossings: tuple[Crossing, ...]


def judge(case: Case) -> Answer:
    """The state of a level and its crossings."""
    walk = _WALKS[case.level.type]
    state, crossings = walk(case)
    if current_price(case) is None:
        state = "no price"
    elif case.ended >= STALE_SESSIONS or _printed_too_long_ago(case.level, case.now.date()):
        state = "stale"
    return Answer(state, tuple(crossings))


def known_sessions(case: Case) -> list[Session]:
    """All sessions that are whole now, before and after the level was noted."""
    return sorted(
        (session for session in case.sessions if session.whole_from <= case.now), key=lambda session: session.day
    )


def counting_sessions(case: Case) -> list[Session]:
    """The sessions that can do something to the level."""
    return [session for session in known_sessions(case) if session.opens_at > case.level.noted]


def current_price(case: Case) -> Decimal | None:
    """The newest price, which a whole session's close is when the quote was made before it was whole."""
    whole = known_sessions(case)
    if case.current is None:
        return whole[-1].close if whole else None
    value, at = case.current
    if whole and at < whole[-1].whole_from:
        return whole[-1].close
    return value


def start_price(case: Case) -> Decimal | None:
    """Where the price stood when the level was noted: the newest that is known of before.

    Where nothing is, the first that is known of after: the close of the session that was running, or else the open
    of the next. None while there is neither.
    """
    before = price_before(case)
    whole = known_sessions(case)
    if before is not None or not whole:
        return before
    first = whole[0]
    return first.close if first.opens_at <= case.level.noted or first.open is None else first.open


def price_before(case: Case) -> Decimal | None:
    """The newest price that is known of before the level was noted."""
    level = case.level
    whole = known_sessions(case)
    known = [(session.closes_at, session.close) for session in whole if session.closes_at <= level.noted]
    if level.price is not None:
        known.append((level.noted if level.price_at is None else level.price_at, level.price))
    if case.current is not None and case.current[1] <= level.noted:
        known.append((case.current[1], case.current[0]))
    if known:
        newest = max(moment for moment, _ in known)
        return [price for moment, price in known if moment == newest][-1]
    return None


def _support(case: Case) -> tuple[str, list[Crossing]]:
    level = case.level
    start = start_price(case)
    broken = start is not None and start < level.low
    touching = False
    crossings: list[Crossing] = []
    for session in counting_sessions(case):
        reaches = session.lowest <= level.top
        if broken:
            if session.close > level.top * (1 + case.hysteresis):
                broken = False
                crossings.append((session.day, "reclaimed"))
        elif session.close < level.low:
            broken = True
            crossings.append((session.day, "broken"))
        elif reaches and not touching:
            crossings.append((session.day, "touched"))
        touching = reaches
    price = current_price(case)
    if broken:
        return "broken", crossings
    if price is None:
        return "no price", crossings
    if price < level.low:
        return "trading below", crossings
    if price - level.top <= case.near * price:
        return "testing", crossings
    return "holding", crossings


def _resistance(case: Case) -> tuple[str, list[Crossing]]:
    level = case.level
    start = start_price(case)
    broken = start is not None and start > level.top
    touching = False
    crossings: list[Crossing] = []
    for session in counting_sessions(case):
        reaches = session.highest >= level.low
        if broken:
            if session.close < level.low * (1 - case.hysteresis):
                broken = False
                crossings.append((session.day, "failed breakout"))
        elif session.close > level.top:
            broken = True
            crossings.append((session.day, "broken"))
        elif reaches and not touching:
            crossings.append((session.day, "touched"))
        touching = reaches
    price = current_price(case)
    if broken:
        return "broken", crossings
    if price is None:
        return "no price", crossings
    if price > level.top:
        return "trading above", crossings
    if level.low - price <= case.near * price:
        return "testing", crossings
    return "holding", crossings


def _target(case: Case) -> tuple[str, list[Crossing]]:
    return _once(case, "not reached", "reached")


def _stop(case: Case) -> tuple[str, list[Crossing]]:
    return _once(case, "safe", "hit")


def _once(case: Case, before: str, done: str) -> tuple[str, list[Crossing]]:
    """Target and stop: done for good once a whole session touches the near edge from outside, which is where the price
    was that its author saw.
    """
    level = case.level
    start = price_meant(case)
    side = _side(level, start)
    if meant_above(case):
        start, side = level.low, "above"
    for session in counting_sessions(case):
        if side == "below" and session.highest >= level.low:
            return done, [(session.day, done)]
        if side == "above" and session.lowest <= level.top:
            return done, [(session.day, done)]
        if side == "inside":
            side = _side(level, session.close)
    price = current_price(case)
    if start is not None and price is not None:
        if side == "below" and price > level.low:
            return "trading above", []
        if side == "above" and price < level.top:
            return "trading below", []
    return before, []


def price_meant(case: Case) -> Decimal | None:
    """Where the price stood as far as a stop or target goes by it: as its author saw it, if they saw one."""
    seen = case.level.price if case.level.type in ("stop", "target") else None
    return start_price(case) if seen is None else seen


def meant_above(case: Case) -> bool:
    """Whether it is a long's stop that the user noted with no price known: the price is meant to be above it."""
    return case.level.type == "stop" and case.level.printed_on is None and price_before(case) is None


def _side(level: PlainLevel, price: Decimal | None) -> str:
    if price is None or level.low <= price <= level.top:
        return "inside"
    return "below" if price < level.low else "above"


def _average(case: Case) -> tuple[str, list[Crossing]]:
    level = case.level
    side = _side(level, start_price(case))
    crossings: list[Crossing] = []
    for session in counting_sessions(case):
        new = _side(level, session.close)
        if new == "inside":
            continue
        if side not in ("inside", new) and not _printed_too_long_ago(level, session.day):
            crossings.append((session.day, "crossed"))
        side = new
    new = _side(level, current_price(case))
    if new != "inside":
        side = new
    return "above" if side == "inside" else side, crossings


def _printed_too_long_ago(level: PlainLevel, day: date) -> bool:
    return level.printed_on is not None and day > level.printed_on + PRINTED_AVERAGE_LASTS


def _highest(case: Case) -> tuple[str, list[Crossing]]:
    level = case.level
    start = start_price(case)
    exceeded = start is not None and start > level.top
    crossings: list[Crossing] = []
    for session in counting_sessions(case):
        if session.highest > level.top and not exceeded:
            exceeded = True
            crossings.append((session.day, "exceeded"))
    price = current_price(case)
    if price is not None and price > level.top:
        return "new high", crossings
    return "exceeded" if exceeded else "inside", crossings


def _lowest(case: Case) -> tuple[str, list[Crossing]]:
    level = case.level
    start = start_price(case)
    exceeded = start is not None and start < level.low
    crossings: list[Crossing] = []
    for session in counting_sessions(case):
        if session.lowest < level.low and not exceeded:
            exceeded = True
            crossings.append((session.day, "exceeded"))
    price = current_price(case)
    if price is not None and price < level.low:
        return "new low", crossings
    return "exceeded" if exceeded else "inside", crossings


_WALKS = {
    "support": _support,
    "resistance": _resistance,
    "target": _target,
    "stop": _stop,
    "moving average": _average,
    "52-week high": _highest,
    "52-week low": _lowest,
}


@dataclass(frozen=True)
class Told:
    """What a look shows: crossings never shown before, and those shown once that no longer stand."""

    new: tuple[Crossing, ...]
    taken_back: tuple[Crossing, ...]


def told_at_looks(looks: Sequence[Case]) -> list[Told]:
    """What each of several looks at one level tells, given the earlier ones; the history of each may differ.

    A crossing that was taken back and stands again after all is told again, for the last that was said of it is that
    it did not happen.
    """
    shown: set[Crossing] = set()
    told: list[Told] = []
    for case in looks:
        standing = judge(case).crossings
        new = tuple(days for days in standing if days not in shown)
        gone = tuple(sorted(days for days in shown if days not in standing))
        told.append(Told(new, gone))
        shown = (shown | set(new)) - set(gone)
    return told


def rebased(case: Case, splits: Sequence[tuple[date, Decimal]]) -> Case:
    """The same case on today's basis, where every price came on the basis of its own day.

    Each split is its first day and how many shares there are for one of before. The prices of a level are of the day
    it was noted (in the zone of `noted`), and a split of that very day is in them.
    """

    def on_today(value: Decimal | None, day: date) -> Decimal | None:
        if value is None:
            return None
        for first_day, ratio in splits:
            if day < first_day <= case.now.date():
                value = value / ratio
        return value

    def sure(value: Decimal | None) -> Decimal:
        assert value is not None
        return value

    level = case.level
    noted = level.noted.date()
    sessions = tuple(
        replace(
            session,
            open=on_today(session.open, session.day),
            high=on_today(session.high, session.day),
            low=on_today(session.low, session.day),
            close=sure(on_today(session.close, session.day)),
        )
        for session in case.sessions
    )
    current = None
    if case.current is not None:
        current = (sure(on_today(case.current[0], case.current[1].date())), case.current[1])
    price_day = noted if level.price_at is None else level.price_at.date()
    return replace(
        case,
        level=replace(
            level,
            low=sure(on_today(level.low, noted)),
            high=on_today(level.high, noted),
            price=on_today(level.price, price_day),
        ),
        sessions=sessions,
        current=current,
    )
