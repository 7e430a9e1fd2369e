"""Commands about all theses at once. None of them needs a terminal or a network, or writes into a thesis."""

from __future__ import annotations

from typing import TYPE_CHECKING

from thesis_tui.cli.opening import complain, say
from thesis_tui.cli.reading import refuse_notify, say_what_is_new, write_json
from thesis_tui.errors import InputError
from thesis_tui.services.theses import Theses, ThesisSummary

if TYPE_CHECKING:
    from thesis_tui.cli.opening import Opening


def theses(opening: Opening) -> int:
    """Every thesis with its verdict, its price and what needs attention, the most urgent first."""
    found = _standings(opening, "this lists them all")
    if opening.options.flag("json"):
        from thesis_tui.printing.json import theses_json

        write_json(theses_json(found))
    else:
        from thesis_tui.printing.text import theses

        say(theses(found))
    return 0


def check(opening: Opening) -> int:
    """What needs attention in any thesis: 1 when something does, 2 when one of them cannot be told."""
    found = _standings(opening, "--all is every thesis")
    if opening.options.flag("json"):
        refuse_notify(opening)
        from thesis_tui.printing.json import check_all_json

        write_json(check_all_json(found))
    for standing in found:
        if standing.view is None:
            complain(f"{standing.id}: {standing.fault}")
            continue
        if opening.options.flag("json"):
            for problem in standing.view.problems:
                complain(f"{standing.id}: {problem.text}")
        else:
            say_what_is_new(
                opening, standing.view, remembers=opening.as_of() is None and not standing.bundled, among=True
            )
    if any(standing.view is None for standing in found):
        return 2
    return 1 if any(standing.attention for standing in found) else 0


def _standings(opening: Opening, why: str) -> tuple[ThesisSummary, ...]:
    if opening.options.text("thesis"):
        raise InputError(f"{why}; leave out --thesis", "--thesis")
    settings, faults = opening.read_settings()
    for fault in faults:
        complain(fault)
    return Theses(places=opening.places, settings=settings, clock=opening.clock, as_of=opening.as_of()).summaries()
