"""Scenarios: what a price is worth by their odds, and what those odds were worth once their day has come.

The score is Brier's for several outcomes, halved so that it is 0 to 1: half the sum of the squares of odds less
outcome, where the outcome is 1 for the scenario whose value the price came nearest to and 0 for the others.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Literal

from msgspec.structs import replace

from thesis_tui.model.journal import Scenario
from thesis_tui.model.scenario import NeedView, OutlookView, ScenarioView, StatementView
from thesis_tui.model.view import PriceView
from thesis_tui.rules.folded import Folded, Thing
from thesis_tui.rules.splits import adjusted_price
from thesis_tui.rules.timeline import Timeline

HUNDRED = Decimal(100)
OLDEST_CLOSE = timedelta(days=10)
"""A close longer before a scenario's day than holidays last says nothing of that day."""
Need = tuple[Literal["pillar", "criterion", "milestone"], str, str]
"""A condition of a scenario: its kind, its title and how it stands."""


def scenarios_id(listing: str, by: date) -> str:
    """The id by which the scenarios of a listing and a day are settled once it has come."""
    return f"scenarios:{listing}:{by.isoformat()}"


def outlook_views(
    folded: Folded,
    current: Mapping[str, PriceView],
    lines: Mapping[str, Timeline],
    need: Callable[[str], Need | None],
) -> tuple[OutlookView, ...]:
    """The scenarios by listing and day: those of a day to come first, the soonest before, then those that are over."""
    groups: dict[tuple[str, date], list[Thing[Scenario]]] = {}
    for thing in folded.scenarios.values():
        groups.setdefault((thing.what.listing, thing.what.by), []).append(thing)
    found = [
        _outlook(listing, by, things, folded, current.get(listing), lines[listing], need)
        for (listing, by), things in groups.items()
        if listing in lines
    ]
    return tuple(sorted(found, key=lambda outlook: (outlook.over, abs(outlook.days), outlook.listing)))


def _outlook(
    listing: str,
    by: date,
    things: Sequence[Thing[Scenario]],
    folded: Folded,
    seen: PriceView | None,
    line: Timeline,
    need: Callable[[str], Need | None],
) -> OutlookView:
    price = None if seen is None or seen.day is None or not seen.price.value else seen.price.value
    views = sorted(
        (_scenario(thing, line, price, need) for thing in things), key=lambda scenario: scenario.scenario.value
    )
    total = sum((view.scenario.odds for view in views), Decimal(0))
    expected = None
    # odds that do not add to 100 have left something out: their mean would be of a part only
    if total == HUNDRED:
        expected = sum((view.scenario.value * view.scenario.odds for view in views), Decimal(0)) / HUNDRED
    over = by < folded.today
    actual = _close_on(line, by) if over else None
    if actual is not None:
        happened = nearest([view.scenario.value for view in views], actual)
        views[happened] = replace(views[happened], nearest=True)
    opening, last = scores([view.statements for view in views], by, actual)
    settled = folded.settled.get(scenarios_id(listing, by))
    return OutlookView(
        listing=listing,
        currency=views[0].scenario.currency,
        by=by,
        days=(by - folded.today).days,
        scenarios=tuple(views),
        total=total,
        expected=expected,
        percent=_away(expected, price),
        low=_away(views[0].scenario.value, price),
        high=_away(views[-1].scenario.value, price),
        stale=seen is None or seen.stale,
        over=over,
        actual=actual,
        opening=opening,
        last=last,
        settled="" if settled is None else settled.text,
    )


def _scenario(
    thing: Thing[Scenario], line: Timeline, price: Decimal | None, need: Callable[[str], Need | None]
) -> ScenarioView:
    statements = tuple(
        StatementView(
            at=version.at,
            # a target from before a split is compared with the prices of after it
            value=adjusted_price(version.what.value, line.factor(version.at.date())),
            odds=version.what.odds,
            by=version.what.by,
        )
        for version in thing.versions
        if version.at is not None
    )
    scenario = replace(thing.what, value=statements[-1].value) if statements else thing.what
    needs = tuple(_need(id_, need(id_)) for id_ in scenario.needs)
    return ScenarioView(scenario=scenario, statements=statements, percent=_away(scenario.value, price), needs=needs)


def _need(id_: str, found: Need | None) -> NeedView:
    """A condition as it stands; one retired or deleted since is named as that, so that nobody takes it for true."""
    if found is None:
        return NeedView(id=id_, kind="gone", title=id_, state="no longer there")
    kind, title, state = found
    return NeedView(id=id_, kind=kind, title=title, state=state)


def _away(value: Decimal | None, price: Decimal | None) -> Decimal | None:
    return None if value is None or price is None else (value - price) / abs(price) * 100


def _close_on(line: Timeline, by: date) -> Decimal | None:
    """The close of the last session up to a day, None where it is too long before."""
    found = line.close_at(line.end_of(by))
    if found is None or by - found[0].date() > OLDEST_CLOSE:
        return None
    return found[1]


def nearest(values: Sequence[Decimal], actual: Decimal) -> int:
    """The place of the value nearest to `actual`; of two as near the lower one."""
    return min(range(len(values)), key=lambda at: (abs(values[at] - actual), values[at]))


def scores(
    statements: Sequence[Sequence[StatementView]], by: date, actual: Decimal | None
) -> tuple[Decimal | None, Decimal | None]:
    """The Brier scores of what was first stated of all scenarios together, and of what stood last before the day ended;
    None where the odds did not add to 100 then, or nothing was stated in time.
    """
    if actual is None or any(not of for of in statements):
        return None, None
    in_time = [[statement for statement in of if statement.at.date() <= by] for of in statements]
    if any(not of for of in in_time):
        return None, None
    # from then on all were stated: before, the odds of some are not known, and not zero
    begun = max(of[0].at for of in in_time)
    opening = [_in_force(of, begun) for of in in_time]
    return _brier(opening, actual), _brier([of[-1] for of in in_time], actual)


def _in_force(of: Iterable[StatementView], at: datetime) -> StatementView:
    """The statement in force at a time."""
    return [statement for statement in of if statement.at <= at][-1]


def _brier(statements: Sequence[StatementView], actual: Decimal) -> Decimal | None:
    # one scenario of 100 % would score perfectly whatever came
    if len(statements) < 2 or sum(statement.odds for statement in statements) != HUNDRED:
        return None
    happened = nearest([statement.value for statement in statements], actual)
    squares = (
        (statement.odds / HUNDRED - (1 if at == happened else 0)) ** 2 for at, statement in enumerate(statements)
    )
    return sum(squares, Decimal(0)) / 2
