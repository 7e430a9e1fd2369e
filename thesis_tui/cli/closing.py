"""Commands on the end of a thesis: closing it with what was learned, opening it again, putting it away."""

from __future__ import annotations

from thesis_tui.cli.opening import Opening
from thesis_tui.cli.output import complain, say, write_json
from thesis_tui.cli.recording import done, writable
from thesis_tui.errors import InputError
from thesis_tui.model.journal import Close
from thesis_tui.printing import lazy as printers
from thesis_tui.services.closing import TypedClose, delete
from thesis_tui.services.theses import Theses


def close(opening: Opening) -> int:
    """Closes the thesis. Raises InputError for what is missing."""
    desk, options = writable(opening), opening.options
    pillars: dict[str, str] = {}
    for text in options.texts("pillar"):
        name, sign, word = text.rpartition("=")
        if not sign:
            raise InputError(f'--pillar wants a pillar and what it was: cloud=true; got "{text[:60]}"', "pillar")
        pillars[name] = word
    entry = desk.close(
        TypedClose(
            options.text("outcome"), options.text("surprise"), options.text("unheeded"), options.text("lesson"), pillars
        )
    )
    assert isinstance(entry.what, Close)
    return done(desk, f"closed, as {entry.what.outcome}")


def reopen(opening: Opening) -> int:
    """Opens a closed thesis again."""
    desk = writable(opening)
    desk.reopen(opening.options.text("why"))
    return done(desk, "open again")


def archive(opening: Opening) -> int:
    """Takes a closed thesis out of the list of theses."""
    desk = writable(opening)
    desk.archive(opening.options.text("why"))
    return done(desk, "archived: theses does not list it, closed does")


def delete_(opening: Opening) -> int:
    """Moves a closed thesis's folder to the deleted ones. Raises InputError unless its name is typed."""
    desk = writable(opening)
    place = delete(desk, opening.options.text("name"))
    say(f"{desk.id} is deleted: its folder is {place} now; moved back, it is there again")
    return 0


def closed(opening: Opening) -> int:
    """Every closed thesis with how it ended, and how often they were right."""
    if opening.options.text("thesis"):
        raise InputError("this lists the closed ones of all; leave out --thesis", "--thesis")
    settings, faults = opening.read_settings()
    for fault in faults:
        complain(fault)
    theses = Theses(places=opening.places, settings=settings, clock=opening.clock, as_of=opening.as_of())
    found = [summary for summary in theses.summaries(archived=True) if summary.closed is not None]
    if opening.options.flag("json"):
        write_json(printers.closing.closed_json(found))
    else:
        say(printers.closing.closed(found))
    return 0
