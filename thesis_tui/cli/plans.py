"""Commands on what the user expects and means to do: scenarios, and actions for when something fails."""

from __future__ import annotations

from thesis_tui.cli.opening import Opening
from thesis_tui.cli.output import say
from thesis_tui.cli.recording import done, retire_named, writable
from thesis_tui.model.journal import Scenario
from thesis_tui.printing import lazy as printers
from thesis_tui.rules.wording.decisions import scenario_text
from thesis_tui.services.plans import TypedScenario


def scenario_add(opening: Opening) -> int:
    """Records a scenario, and says what the odds of its day add to where that is not 100."""
    desk, options = writable(opening), opening.options
    scenario = TypedScenario(
        options.text("title"),
        options.text("value"),
        options.text("by"),
        options.text("odds"),
        options.maybe("listing"),
        options.texts("needs"),
        options.text("why"),
    )
    entry = desk.add_scenario(scenario)
    assert isinstance(entry.what, Scenario)
    return done(desk, f"added {scenario_text(entry.what, desk.today)}{_sum(opening, entry.what)}")


def scenario_odds(opening: Opening) -> int:
    """States a scenario anew."""
    desk, options = writable(opening), opening.options
    identity = desk.find("scenario", options.text("scenario"))
    entry = desk.restate_scenario(identity, options.text("odds"), options.text("value"))
    assert isinstance(entry.what, Scenario)
    return done(desk, f"stated {scenario_text(entry.what, desk.today)}{_sum(opening, entry.what)}")


def scenario_retire(opening: Opening) -> int:
    """Takes a scenario out of force."""
    return retire_named(opening, "scenario", "the scenario")


def _sum(opening: Opening, what: Scenario) -> str:
    """The sum of the odds of that day's scenarios, where that is not 100."""
    view = opening.desk.view()
    found = next(
        (outlook for outlook in view.outlooks if (outlook.listing, outlook.by) == (what.listing, what.by)), None
    )
    if found is None or found.total == 100:
        return ""
    return f"; the odds of that day add to {found.total.normalize():f} now, not to 100"


def scenarios(opening: Opening) -> int:
    """Prints the scenarios of each day."""
    say(printers.positions.scenarios(opening.thesis.view()))
    return 0


def intend(opening: Opening) -> int:
    """Records what the user means to do when something fails, and says where it has failed already."""
    desk, options = writable(opening), opening.options
    target = desk.find("criterion or level", options.text("target"))
    entry = desk.intend(target, options.text("action"))
    shown = desk.view().intent(target)
    warning = (
        " (it has failed already: this was not written while calm)" if shown is not None and shown.triggered else ""
    )
    return done(desk, f"if {shown.title if shown else target}: {getattr(entry.what, 'action', '')}{warning}")
