"""Scenarios and intended actions in words: on one line, and in full."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from thesis_tui.model import figures
from thesis_tui.model.scenario import IntentView, OutlookView, ScenarioView
from thesis_tui.model.view import View
from thesis_tui.pages.spans import Line, Span, one_line
from thesis_tui.venues import units


class ScenarioRow(NamedTuple):
    """A scenario in words: its name, value, distance from the price, odds, how those moved, and what it needs."""

    name: str
    value: str
    away: str
    odds: str
    moved: str
    needs: str
    scenario: ScenarioView


def outlook_line(view: View) -> Line:
    """The scenarios of the first listing on one line, () where there are none to come."""
    outlook = next((other for other in view.outlooks if not other.over and other.listing == view.symbol), None)
    if outlook is None:
        outlook = next((other for other in view.outlooks if not other.over), None)
    if outlook is None:
        return ()
    by = figures.day(outlook.by, view.today)
    if outlook.expected is None:
        return (Span("◐ scenarios: ", "warn"), Span(total_words(outlook)), Span(f", by {by}", "muted"))
    away = "" if outlook.percent is None else f", {_away(outlook, outlook.percent)}"
    reach = ""
    if outlook.low is not None and outlook.high is not None:
        low, high = (figures.percent(end, 0) for end in (outlook.low, outlook.high))
        reach = f"  ({low} to {high})"
    return (
        Span("scenarios: ", "muted"),
        Span(f"{price(outlook.expected, outlook.currency)} expected", "strong"),
        Span(f" by {by}{away}", "text"),
        Span(reach, "muted"),
    )


def total_words(outlook: OutlookView) -> str:
    """ "odds add to 130, not to 100, so nothing is expected of them"."""
    return f"odds add to {figures.plain(figures.trimmed(outlook.total))}, not to 100: no expected value"


def outlook_title(outlook: OutlookView) -> str:
    """ "BABA by 31 Dec 2027"."""
    return f"{outlook.listing} by {figures.long_day(outlook.by)}"


def outlook_summary(outlook: OutlookView) -> list[str]:
    """The outlook for the price by the scenarios of a day, or what became of them."""
    if outlook.over:
        return _scored(outlook)
    if outlook.expected is None:
        return [total_words(outlook)]
    text = f"expected {price(outlook.expected, outlook.currency)}"
    if outlook.percent is not None and outlook.low is not None and outlook.high is not None:
        low, high = _away(outlook, outlook.low), _away(outlook, outlook.high)
        text += f", {_away(outlook, outlook.percent)} from the price ({low} to {high})"
    elif outlook.percent is None:
        text += "; no price to set it against"
    if outlook.stale and outlook.percent is not None:
        text += ", ◌ which is stale"
    return [text]


def _scored(outlook: OutlookView) -> list[str]:
    if outlook.actual is None:
        return ["its day has come, and no close of that day is known: it cannot be scored"]
    happened = next((scenario.scenario.title for scenario in outlook.scenarios if scenario.nearest), "")
    text = f"closed at {price(outlook.actual, outlook.currency)}, nearest to {happened}"
    if outlook.expected is not None:
        text += f"; {price(outlook.expected, outlook.currency)} was expected"
    scores = [
        f"{name} {figures.plain(figures.rounded(value, 2))}"
        for name, value in (("opening", outlook.opening), ("last", outlook.last))
        if value is not None
    ]
    lines = [text, f"Brier {', '.join(scores)} (0 is best)" if scores else "not scored: odds did not add to 100"]
    return [*lines, outlook.settled] if outlook.settled else lines


def scenario_rows(outlook: OutlookView) -> list[ScenarioRow]:
    """The scenarios of a day, from the highest value down."""
    return [
        ScenarioRow(
            one_line(scenario.scenario.title),
            price(scenario.scenario.value, outlook.currency),
            "" if scenario.percent is None or outlook.over else _away(outlook, scenario.percent),
            f"{figures.plain(figures.trimmed(scenario.scenario.odds))} %",
            _restated(scenario),
            "; ".join(f"{one_line(need.title)}: {need.state}" for need in scenario.needs),
            scenario,
        )
        for scenario in reversed(outlook.scenarios)
    ]


def _restated(scenario: ScenarioView) -> str:
    """ "20, 25, now 30 %": the odds as they were stated."""
    odds = [figures.plain(figures.trimmed(statement.odds)) for statement in scenario.statements]
    return f"was {', '.join(odds[:-1])} %" if len(odds) > 1 else ""


def _away(outlook: OutlookView, percent: Decimal) -> str:
    return f"{'◌ ' if outlook.stale else ''}{figures.percent(percent)}"


def price(value: Decimal, currency: str) -> str:
    """A computed price with its unit."""
    return units.price(figures.rounded_like(value), currency)


def intent_line(view: View) -> Line:
    """The first intended action that is due, else the first that is near, on one line; () where none is."""
    if view.closed is not None:
        return ()
    due = [intent for intent in view.intents if intent.due]
    if not due:
        return next((_watched_line(intent) for intent in view.intents if intent.watched), ())
    more = f" (+{len(due) - 1})" if len(due) > 1 else ""
    return (
        Span("✗ you meant to ", "bad"),
        Span(one_line(due[0].action), "strong", bold=True),
        Span(f": {one_line(due[0].title)}{more}"),
    )


def _watched_line(intent: IntentView) -> Line:
    return (
        Span("◐ you mean to ", "warn"),
        Span(one_line(intent.action), "strong", bold=True),
        Span(f": {one_line(intent.title)}, {intent.watch}"),
    )


def intent_words(view: View, intent: IntentView) -> str:
    """How an intended action stands: "due since 3 Feb; nothing was done yet"."""
    if intent.watch:
        answer = f"; {one_line(intent.answer)}" if intent.answer else ""
        return f"watch: {intent.watch}{answer}"
    if not intent.triggered:
        return f"{'not due' if intent.known else 'not known yet'}; written {figures.day(intent.day, view.today)}"
    since = "" if intent.since is None else f" since {figures.day(intent.since, view.today)}"
    after = "; written when it had failed already" if intent.after else ""
    if intent.answer:
        return f"due{since}; {one_line(intent.answer)}{after}"
    return f"due{since}; nothing was done yet{after}"
