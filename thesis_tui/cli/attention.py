"""Commands that say what needs attention, in one thesis or all. None needs a terminal or a network, or writes into a
thesis.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from thesis_tui.cli.output import complain, say, write_json
from thesis_tui.errors import InputError, StorageError
from thesis_tui.printing import lazy as printers
from thesis_tui.services.checking import read_latch, report, write_latch
from thesis_tui.services.theses import Theses, ThesisSummary

if TYPE_CHECKING:
    from thesis_tui.cli.opening import Opening
    from thesis_tui.model.view import View


def theses(opening: Opening) -> int:
    """Every thesis with its verdict, its price and what needs attention, the most urgent first."""
    found = _summaries(opening, "to list them all")
    if opening.options.flag("json"):
        write_json(printers.json.theses_json(found))
    else:
        say(printers.text.theses(found))
    return 0


def check(opening: Opening) -> int:
    """Prints what needs attention; 1 when something does. As text each thing once while it lasts, but for --again."""
    options = opening.options
    if options.flag("all"):
        return _check_all(opening)
    thesis = opening.thesis
    if options.flag("json"):
        _refuse_notify(opening)
        view = thesis.view()
        write_json(printers.json.check_json(view))
        for problem in view.problems:
            complain(problem.text)
        return 1 if view.attention else 0
    view = thesis.view()
    # The bundled thesis is read in place and leaves nothing behind; the past has no news.
    remembers = thesis.as_of is None and not thesis.bundled
    _say_what_is_new(opening, view, remembers=remembers)
    return 1 if view.attention else 0


def _refuse_notify(opening: Opening) -> None:
    if opening.options.flag("notify"):
        raise InputError("--notify tells what is printed as text; leave out --json", "--notify")


def _say_what_is_new(opening: Opening, view: View, *, remembers: bool, among: bool = False) -> None:
    """Prints what of a thesis needs attention and was not printed before; `among` others it is named on each line."""
    options, state = opening.options, opening.places.state
    latch = read_latch(state, view.id) if remembers else frozenset()
    found = report(view, latch)
    again = options.flag("again")
    words = found.concerns if again or not remembers else found.new
    before = len(found.concerns) - len(words)
    if words or again or not remembers or sys.stdout.isatty():
        items, news = ([item.view for item in words if item.news == news] for news in (False, True))
        say(printers.text.check(view, items, before, news=news, among=among))
    if options.flag("notify") and found.new and view.as_of is None:
        from thesis_tui.cli.notify import tell  # with subprocess 5 ms, which a check without it does without

        tell(f"{view.name}: {view.verdict}", [item.view.text for item in found.new], opening.environ)
    # after it was printed: what the reader never got is told again
    if remembers and found.latch != latch:
        sys.stdout.flush()
        try:
            write_latch(state, view.id, found.latch)
        except StorageError as error:
            complain(str(error))


def _check_all(opening: Opening) -> int:
    """Prints what needs attention in any thesis: 1 when something does, 2 when one of them cannot be told."""
    found = _summaries(opening, "--all is every thesis", bundled=False)
    if opening.options.flag("json"):
        _refuse_notify(opening)
        write_json(printers.json.check_all_json(found))
    for summary in found:
        if summary.view is None:
            complain(f"{summary.id}: {summary.fault}")
            continue
        if opening.options.flag("json"):
            for problem in summary.view.problems:
                complain(f"{summary.id}: {problem.text}")
        else:
            _say_what_is_new(
                opening, summary.view, remembers=opening.as_of() is None and not summary.bundled, among=True
            )
    if any(summary.view is None for summary in found):
        return 2
    return 1 if any(summary.attention for summary in found) else 0


def _summaries(opening: Opening, why: str, *, bundled: bool = True) -> tuple[ThesisSummary, ...]:
    if opening.options.text("thesis"):
        raise InputError(f"{why}; leave out --thesis", "--thesis")
    settings, faults = opening.read_settings()
    for fault in faults:
        complain(fault)
    theses = Theses(places=opening.places, settings=settings, clock=opening.clock, as_of=opening.as_of())
    return theses.summaries(bundled=bundled)
