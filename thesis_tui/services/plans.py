"""Scenarios and intended actions, whole, from what a person typed."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from msgspec.structs import replace

from thesis_tui.errors import InputError
from thesis_tui.model import figures
from thesis_tui.model.journal import Intent, Scenario
from thesis_tui.rules.decisions import places_fault
from thesis_tui.services import parse

if TYPE_CHECKING:
    from collections.abc import Sequence

    from thesis_tui.services.loaded_thesis import LoadedThesis


class TypedScenario(NamedTuple):
    """A scenario as typed. `needs` are ids or parts of titles of pillars, criteria and milestones."""

    title: str
    value: str
    by: str
    odds: str
    listing: str | None = None
    needs: Sequence[str] = ()
    why: str = ""


def scenario(thesis: LoadedThesis, typed_scenario: TypedScenario, old: Scenario | None = None) -> Scenario:
    """A scenario, or `old` stated anew. Raises InputError with the field at fault."""
    listing = thesis.listing(typed_scenario.listing)
    title = parse.line(typed_scenario.title, "title")
    taken = next(
        (
            item.scenario.title
            for outlook in thesis.view().outlooks
            for item in outlook.scenarios
            if item.scenario.title.casefold() == title.casefold()
            and outlook.listing == listing.symbol
            and not outlook.over
            and (old is None or item.scenario.id != old.id)
        ),
        None,
    )
    if taken is not None:
        raise InputError(f'there is a scenario "{taken}" already; state that one anew, or give another name', "title")
    value = parse.price(typed_scenario.value, listing, "value")
    fault = places_fault(value, "value")
    if fault is not None:
        raise InputError(fault[1], "value")
    by = parse.future_day(typed_scenario.by, thesis.today, thesis.fiscal_year_end, "by")
    return Scenario(
        id=old.id if old else "",
        title=title,
        listing=listing.symbol,
        currency=listing.currency,
        value=value,
        by=by,
        odds=parse.odds(typed_scenario.odds),
        needs=tuple(dict.fromkeys(need(thesis, text) for text in typed_scenario.needs if text.strip())),
        why=parse.text(typed_scenario.why, "why", required=False),
    )


def need(thesis: LoadedThesis, text: str) -> str:
    """The id of what would have to be true. Raises InputError (field "needs")."""
    try:
        return thesis.find("pillar, criterion or milestone", text)
    except InputError as error:
        raise InputError(str(error), "needs") from None


def known(thesis: LoadedThesis, scenario_id: str) -> Scenario:
    """The scenario of that id as it is stated now. Raises InputError."""
    shown = thesis.view().scenario(scenario_id)
    if shown is None:
        raise InputError(f'there is no scenario "{parse.quoted(scenario_id)}"', "scenario")
    return shown.scenario


def restated(thesis: LoadedThesis, scenario_id: str, odds: str, value: str = "") -> Scenario:
    """A scenario with other odds, and another value where one is typed. Raises InputError once its day has come."""
    scenario = known(thesis, scenario_id)
    # restated afterwards, it would be scored by what is known by then
    if scenario.by < thesis.today:
        raise InputError(
            f'"{scenario.title}" was for {figures.long_day(scenario.by)}, which is gone by: it is scored as it stood',
            "scenario",
        )
    # its value as shown is on the basis of today's splits, which is that of an entry of today
    again = replace(scenario, odds=parse.odds(odds))
    return replace(again, value=parse.price(value, thesis.listing(scenario.listing), "value")) if value else again


def intent(thesis: LoadedThesis, target: str, action: str) -> Intent:
    """The user's plan for when a criterion or level fails. Raises InputError."""
    view = thesis.view()
    level = view.level(target)
    if view.criterion(target) is None and (level is None or level.retired):
        raise InputError(f'there is no criterion or level "{parse.quoted(target)}" in force', "target")
    return Intent(target=target, action=parse.line(action, "action"))
