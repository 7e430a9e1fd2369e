"""Cases for level engines: the shorthand of a market in New York, and random walks through it.

Session 0 is Tuesday 8 September 2026, session 1 the Wednesday after, and so on through the weekdays: up to session 56
the exchange has no holiday and no half day, and leaves summer time. Times of day are the exchange's own: open 09:30,
close 16:00, whole from 16:15.
"""

from __future__ import annotations

import random
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from tests.rules.plain_engine import Case, PlainLevel, Session

NEW_YORK = ZoneInfo("America/New_York")
FIRST = date(2026, 9, 8)
MOST = 48
"""Sessions of a walk; looks at it come up to eight sessions later."""
TYPES = ("support", "resistance", "target", "stop", "moving average", "52-week high", "52-week low")
CENT = Decimal("0.01")


def day_of(number: int) -> date:
    """The day of a session by its number; weekends are passed over."""
    weeks, weekday = divmod(number + FIRST.weekday(), 5)
    return FIRST - timedelta(days=FIRST.weekday()) + timedelta(weeks=weeks, days=weekday)


def at(number: int, clock: str) -> datetime:
    """A time of a session's day, at the exchange."""
    return datetime.combine(day_of(number), time.fromisoformat(clock), NEW_YORK)


def bar(number: int, close: str, high: str | None = None, low: str | None = None, open_: str | None = None) -> Session:
    return session(
        number,
        None if open_ is None else Decimal(open_),
        None if high is None else Decimal(high),
        None if low is None else Decimal(low),
        Decimal(close),
    )


def session(number: int, open_: Decimal | None, high: Decimal | None, low: Decimal | None, close: Decimal) -> Session:
    return Session(day_of(number), at(number, "09:30"), at(number, "16:15"), open_, high, low, close)


def level(type_: str, price: str, *, noted: datetime | None = None, seen: str | None = None) -> PlainLevel:
    """A level at "100" or a zone "95-100", noted at 08:00 on the day of session 1; `seen` is the price then."""
    low, _, high = price.partition("-")
    return PlainLevel(
        type_,
        Decimal(low),
        Decimal(high) if high else None,
        at(1, "08:00") if noted is None else noted,
        None if seen is None else Decimal(seen),
    )


def ended_since(moment: datetime, now: datetime) -> int:
    """How many sessions opened after a moment and are over."""
    count = 0
    number = 0
    while at(number, "16:00") <= now:
        count += at(number, "09:30") > moment
        number += 1
    return count


def case(
    what: PlainLevel, *sessions: Session, price: str | None = None, when: datetime | None = None,
    now: datetime | None = None,
) -> Case:  # fmt: skip
    """A level looked at `now`, by default two hours after the last session's close.

    `price` is the newest one, made at `when` (by default just now); without it the last close is.
    """
    if now is None:
        now = datetime.combine(sessions[-1].day, time(18), NEW_YORK)
    current = None if price is None else (Decimal(price), now if when is None else when)
    made = sessions[-1].whole_from if current is None and sessions else now if current is None else current[1]
    return Case(what, sessions, current, now, ended=ended_since(made, now))


def random_case(chance: random.Random) -> Case:
    """A walk of some sessions with gaps, limit moves and missing days, and any level anywhere in it.

    Prices lie on a coarse grid half of the time, so that edges are met exactly.
    """
    step = chance.choice((CENT, Decimal("0.5"), Decimal(1)))
    length = chance.randrange(1, MOST)
    close = Decimal(chance.choice((20, 100, 100, 100)))
    sessions: list[Session] = []
    for number in range(length):
        opening = close * Decimal(chance.choice(("1", "1", "1", "1.03", "0.97", "1.1", "0.9")))
        move = Decimal(chance.randint(-400, 400)) / 10000
        if chance.random() < 0.04:
            move = Decimal(chance.choice(("0.1", "-0.1", "0.2", "-0.2")))
        last = close
        close = max(_on_grid(opening * (1 + move), step), step)
        opening = max(_on_grid(opening, step), step)
        high = max(opening, close) + step * chance.randrange(4)
        low = max(min(opening, close) - step * chance.randrange(4), CENT)
        if chance.random() < 0.06:  # a limit move: one price all day
            close = opening = high = low = max(_on_grid(last * Decimal(chance.choice(("1.1", "0.9"))), step), step)
        if chance.random() < 0.05:  # a holiday, or a day the feed does not have
            continue
        known = chance.random()
        sessions.append(
            session(
                number,
                None if known < 0.1 else opening,
                None if known < 0.05 else high,
                None if known < 0.05 else low,
                close,
            )
        )
    noted_on = chance.randrange(length)
    noted = at(noted_on, chance.choice(("00:00", "08:00", "09:30", "12:00", "16:05", "16:15", "20:00", "23:59")))
    now = at(chance.randrange(noted_on, length + 8), chance.choice(("08:00", "12:00", "16:05", "16:15", "22:00")))
    now = max(now, noted)
    near_by = chance.choice(sessions).close if sessions else Decimal(100)
    low = max(_on_grid(near_by * Decimal(chance.choice(("0.9", "0.97", "1", "1.03", "1.1"))), step), step)
    edge = low + step * chance.randrange(1, 8) if chance.random() < 0.4 else None
    type_ = chance.choice(TYPES)
    what = PlainLevel(type_, low, edge, noted)
    if chance.random() < 0.4:
        stood = max(_on_grid(near_by * Decimal(chance.choice(("0.95", "1", "1.05"))), step), step)
        # the price seen when noting may be of minutes or of days before
        what = replace(what, price=stood, price_at=noted - timedelta(hours=chance.choice((0, 0, 1, 5, 24, 70))))
    if type_ == "moving average" and chance.random() < 0.4:
        end_of_day = datetime.combine(noted.date() + timedelta(days=1), time(), NEW_YORK)
        what = replace(what, printed_on=noted.date(), noted=end_of_day, price=None, price_at=None)
        now = max(now, end_of_day)
    return _looked_at(what, tuple(sessions), now, step, chance)


def _looked_at(
    what: PlainLevel, sessions: tuple[Session, ...], now: datetime, step: Decimal, chance: random.Random
) -> Case:
    whole = [item for item in sessions if item.whole_from <= now]
    current = None
    kind = chance.random()
    if kind < 0.5:  # a price of this moment
        base = whole[-1].close if whole else what.low
        current = (max(_on_grid(base * (1 + Decimal(chance.randint(-60, 60)) / 1000), step), step), now)
    elif whole and kind < 0.7:  # the closing price as a quote has it, some seconds after the bell
        closing = chance.choice(whole)
        current = (closing.close, datetime.combine(closing.day, time(16, 0, 2), NEW_YORK))
    made = max([item.whole_from for item in whole[-1:]] + ([current[1]] if current is not None else []), default=now)
    return Case(what, sessions, current, now, ended=ended_since(made, now))


def _on_grid(value: Decimal, step: Decimal) -> Decimal:
    return (value / step).quantize(Decimal(1)) * step


def walks(seed: int, count: int) -> Iterable[Case]:
    chance = random.Random(seed)
    for _ in range(count):
        yield random_case(chance)
