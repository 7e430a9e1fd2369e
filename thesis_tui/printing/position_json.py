"""Positions and decisions as JSON; absent and hidden are null, and `hidden` tells which."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from thesis_tui.model.figures import plain, rounded, trimmed
from thesis_tui.model.position import DecisionView, PositionView
from thesis_tui.model.view import View

if TYPE_CHECKING:  # a module less at every start: they are only named in annotations
    from thesis_tui.model.closing import ClosedView

Json = dict[str, object]


def positions(view: View) -> list[Json]:
    """The positions of a view, one object a listing."""
    return [_position(position) for position in view.positions]


def decisions(view: View) -> list[Json]:
    """Every decision, newest first."""
    return [_decision(decision) for decision in view.decisions]


def outlooks(view: View) -> list[Json]:
    """Scenarios by listing and day, those to come first."""
    return [
        {
            "listing": outlook.listing,
            "currency": outlook.currency,
            "by": outlook.by.isoformat(),
            "over": outlook.over,
            "odds_total": plain(outlook.total),
            "expected": _computed(outlook.expected),
            "expected_percent": _computed(outlook.percent, 2),
            "low_percent": _computed(outlook.low, 2),
            "high_percent": _computed(outlook.high, 2),
            "actual": _computed(outlook.actual),
            "brier_opening": _computed(outlook.opening, 4),
            "brier_last": _computed(outlook.last, 4),
            "scenarios": [
                {
                    "id": scenario.scenario.id,
                    "title": scenario.scenario.title,
                    "value": plain(scenario.scenario.value),
                    "odds": plain(scenario.scenario.odds),
                    "percent": _computed(scenario.percent, 2),
                    "nearest": scenario.nearest,
                    "why": scenario.scenario.why or None,
                    "needs": [{"id": need.id, "kind": need.kind, "state": need.state} for need in scenario.needs],
                    "stated": [
                        {"at": statement.at.isoformat(), "value": plain(statement.value), "odds": plain(statement.odds)}
                        for statement in scenario.statements
                    ],
                }
                for scenario in outlook.scenarios
            ],
        }
        for outlook in view.outlooks
    ]


def intents(view: View) -> list[Json]:
    """The user's plans for when something fails, those due first."""
    return [
        {
            "target": intent.target,
            "kind": intent.kind,
            "title": intent.title,
            "action": intent.action,
            "triggered": intent.triggered,
            "since": None if intent.since is None else intent.since.isoformat(),
            "known": intent.known,
            "watch": intent.watch or None,
            "answer": intent.answer or None,
        }
        for intent in view.intents
    ]


def closed_facts(closed: ClosedView) -> Json:
    """The end of a thesis."""
    close = closed.close
    return {
        "day": closed.day.isoformat(),
        "outcome": close.outcome,
        "archived": closed.archived,
        "statement": close.statement,
        "verdict": close.verdict or None,
        "conviction": close.conviction,
        "template": close.template or None,
        "stood": None if close.stood is None else plain(close.stood),
        "pillars": [{"id": pillar.id, "turned_out": pillar.outcome or None} for pillar in closed.pillars],
        "surprise": close.surprise,
        "unheeded": close.unheeded,
        "lesson": close.lesson,
        "brier": None if closed.brier is None else plain(closed.brier),
        "scored": closed.scored,
    }


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
        "against_holding": _computed(position.against_holding),
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


def _decision(decision: DecisionView) -> Json:
    what = decision.what
    return {
        "id": decision.entry,
        "day": decision.day.isoformat(),
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
        "since_percent": _computed(decision.since, 2),
        "realised": _computed(decision.realised),
    }
