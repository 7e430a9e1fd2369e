"""Positions and decisions as JSON; absent and hidden are null, and `hidden` tells which."""

from __future__ import annotations

from decimal import Decimal

from thesis_tui.model.figures import plain, rounded, trimmed
from thesis_tui.model.position import DecisionView, PositionView
from thesis_tui.model.view import View

Json = dict[str, object]


def positions(view: View) -> list[Json]:
    return [_position(position) for position in view.positions]


def decisions(view: View) -> list[Json]:
    """Every decision, newest first."""
    return [_decision(one) for one in view.decisions]


def _computed(value: Decimal | None, places: int = 6) -> str | None:
    return None if value is None else plain(trimmed(rounded(value, places)))


def _position(position: PositionView) -> Json:
    own, stop = position.own, position.stop
    return {
        "listing": position.listing,
        "currency": position.currency,
        "side": position.side,
        "held": position.held,
        "hidden": position.hidden,
        "quantity": _computed(position.quantity, 12),
        "average": _computed(position.average),
        "cost": _computed(position.cost),
        "value": _computed(position.value),
        "gain": _computed(position.gain),
        "gain_percent": _computed(position.gain_percent, 2),
        "realised": _computed(position.realised),
        "dividends": _computed(position.dividends),
        "fees": _computed(position.fees),
        "method": position.method,
        "stale": position.stale,
        "price_day": None if position.price_day is None else position.price_day.isoformat(),
        "opened": None if position.opened is None else position.opened.isoformat(),
        "closed": None if position.closed is None else position.closed.isoformat(),
        "stop": None
        if stop is None
        else {
            "level": stop.level,
            "price": _computed(stop.price),
            "distance_percent": _computed(stop.percent, 2),
            "distance_r": _computed(stop.distance_r, 2),
            "gain_there": _computed(stop.at_stop),
            "gain_there_r": _computed(stop.at_stop_r, 2),
        },
        "own": None
        if own is None
        else {
            "gain": _computed(own.value, 2),
            "currency": own.currency,
            "rate": _computed(own.rate),
            "day": own.day.isoformat(),
            "source": own.source,
        },
        "lots": [
            {"day": lot.day.isoformat(), "quantity": _computed(lot.quantity, 12), "cost": _computed(lot.cost)}
            for lot in position.lots
        ],
        "problems": list(position.problems),
    }


def _decision(one: DecisionView) -> Json:
    what = one.what
    return {
        "id": one.entry,
        "day": one.day.isoformat(),
        "decision": what.decision,
        "listing": what.listing,
        "currency": what.currency,
        "side": what.side,
        "quantity": None if what.quantity is None else plain(what.quantity),
        "price": None if what.price is None else plain(what.price),
        "fee": None if what.fee is None else plain(what.fee),
        "why": what.why,
        "answers": what.answers or None,
        "verdict": what.verdict or None,
        "conviction": what.conviction,
        "stood": None if what.stood is None else plain(what.stood),
        "odds": [
            {"milestone": milestone, "odds": plain(odds)}
            for milestone, odds in zip(what.milestones, what.odds, strict=True)
        ],
        "since_percent": _computed(one.since, 2),
        "realised": _computed(one.realised),
    }
