"""The program's level engine, asked in the plain engine's terms: the one place that knows both."""

from __future__ import annotations

from datetime import date

from tests.rules.plain_engine import (
    STALE_SESSIONS,
    Answer,
    Case,
    current_price,
    known_sessions,
    meant_above,
    price_meant,
)
from thesis_tui.model.bars import Bar, Bars
from thesis_tui.model.objects import Level
from thesis_tui.rules.levels import LEVEL_RULES, NotedAt, PriceNow, judge_level
from thesis_tui.rules.sessions import Sessions


def judge_by_program(case: Case) -> Answer:
    """The program's answer to a case, in the plain engine's words."""
    level, whole = case.level, known_sessions(case)
    sessions = Sessions(
        Bars.of(Bar(session.day, session.high, session.low, session.close, open=session.open) for session in whole),
        date.max,
    )
    first = sum(session.opens_at <= level.noted for session in whole)
    above = meant_above(case)
    noted = NotedAt(
        level.printed_on or level.noted.date(),
        None if above else price_meant(case),
        first,
        printed=level.printed_on is not None,
        meant_above=above or None,
    )
    price = current_price(case)
    now = None if price is None else PriceNow(price, "USD", case.ended >= STALE_SESSIONS, dated=True)
    kind = next(word for word in LEVEL_RULES if word == level.type)
    judgement = judge_level(
        Level(id="l", type=kind, listing="X", currency="USD", low=level.low, high=level.high),
        noted,
        now,
        sessions,
        today=case.now.date(),
        near=case.near,
        hysteresis=case.hysteresis,
    )
    return Answer(judgement.state, tuple((crossing.day, crossing.kind) for crossing in judgement.history.crossings))
