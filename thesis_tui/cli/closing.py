"""Commands on the end of a thesis: closing it with what was learned, opening it again, putting it away."""

from __future__ import annotations

from functools import partial
from typing import Final

from thesis_tui.cli.opening import Opening
from thesis_tui.cli.output import complain, on_terminal, say, write_json
from thesis_tui.cli.questions import ask, offer
from thesis_tui.cli.recording import done, writable
from thesis_tui.cli.sure_option import naming_sure
from thesis_tui.errors import InputError
from thesis_tui.model.journal import Close
from thesis_tui.printing import lazy as printers
from thesis_tui.services import parse
from thesis_tui.services.closing import QUESTIONS, TypedClose, held_words, outcome, refuse_closed_twice, turned_out
from thesis_tui.services.deleting import called, delete, deleted_theses, deleted_words, restore_deleted
from thesis_tui.services.desk import Desk
from thesis_tui.services.theses import Theses, ThesisSummary
from thesis_tui.storage.book import thesis_ids

NOT_CLOSED: Final = "nothing was closed"


def close(opening: Opening) -> int:
    """Closes the thesis; on a terminal what was left out is asked for, and confirmed. Raises InputError for what is
    missing.
    """
    desk, options = writable(opening), opening.options
    pillars: dict[str, str] = {}
    for text in options.texts("pillar"):
        name, sign, word = text.rpartition("=")
        if not sign:
            raise InputError(f'--pillar wants a pillar and what it was: cloud=true; got "{text[:60]}"', "pillar")
        pillars[name] = word
    given = TypedClose(
        options.text("outcome"), options.text("surprise"), options.text("unheeded"), options.text("lesson"), pillars
    )
    # before anybody is asked anything
    refuse_closed_twice(desk)
    sure = options.flag("sure")
    # with --sure and every answer given there is nothing left to ask
    if on_terminal(opening.environ) and not (sure and all(given[:4])):
        asked = _asked_close(desk, given)
        if asked is None:
            say(NOT_CLOSED)
            return 0
        given, sure = asked, True
    missing = [name if name == "outcome" else f"--{name}" for name in ("outcome", *QUESTIONS) if not options.text(name)]
    if missing and not all(given[:4]):
        raise InputError(f"left out: {', '.join(missing)}; on a terminal they are asked for", missing[0].lstrip("-"))
    with naming_sure():
        entry = desk.close(given, sure=sure)
    assert isinstance(entry.what, Close)
    return done(desk, f"closed, as {entry.what.outcome}; thesis-tui position has what came of it")


def _asked_close(desk: Desk, given: TypedClose) -> TypedClose | None:
    """Asks for what was not given, and gives it all; None where the user does not confirm. Raises InputError."""
    view = desk.view()
    say(f"Closing {view.name}, {view.verdict}. What you held: {view.statement or 'no statement was written'}")
    if held := held_words(view):
        say(f"{held} still held: what you do with them is not recorded once it is closed.")
    try:
        words = given.outcome or ask("it was right, partly, wrong or undecided", "", outcome, NOT_CLOSED)
        pillars = dict(given.pillars)
        if not pillars and view.pillars:
            say("What each pillar turned out to be: true, false or open; enter to skip.")
            for pillar in view.pillars:
                pillars[pillar.pillar.id] = ask(pillar.pillar.title, "", _turned_out, NOT_CLOSED)
        answers = {
            name: getattr(given, name) or ask(question, "", partial(_answer, name), NOT_CLOSED)
            for name, question in QUESTIONS.items()
        }
        if not offer(f"close it, as {outcome(words)}", ended=NOT_CLOSED):
            return None
    except KeyboardInterrupt:
        say(f"\n{NOT_CLOSED}")
        raise
    return TypedClose(words, **answers, pillars=pillars)


def _turned_out(text: str) -> str:
    return turned_out(text) if text else ""


def _answer(name: str, text: str) -> str:
    return parse.text(text, name, name="answer")


def reopen(opening: Opening) -> int:
    """Opens a closed thesis again."""
    desk = writable(opening)
    desk.reopen(opening.options.text("why"))
    return done(desk, "open again")


def archive(opening: Opening) -> int:
    """Takes a closed thesis out of the list of theses."""
    desk = writable(opening)
    desk.archive(opening.options.text("why"))
    return done(desk, f"archived: theses does not list it, closed does; thesis-tui restore {desk.id} lists it again")


def delete_(opening: Opening) -> int:
    """Moves a closed thesis's folder to the deleted ones. Raises InputError unless its name is typed."""
    desk = writable(opening)
    place = delete(desk, opening.options.text("name"))
    say(f"deleted {desk.id}: its folder is {place} now; to restore: thesis-tui restore {desk.id}")
    return 0


def restore(opening: Opening) -> int:
    """Lists an archived thesis again, or moves a deleted one's folder back; without an id, prints which there are.
    Raises InputError for a thesis that is neither.
    """
    options, places = opening.options, opening.places
    name = options.text("id") or options.text("thesis")
    if name:
        name = called(places, name)
    if name and name in thesis_ids(places.data):
        if options.text("as"):
            raise InputError(f"{name} is not deleted, so it keeps its id; leave --as out", "--as")
        desk = opening.desk_of(name)
        desk.unarchive(options.text("why"))
        return done(desk, f"restored {desk.id}: theses lists it, closed as it is; thesis-tui reopen opens it again")
    if name:
        place = restore_deleted(places, name, options.text("as"))
        say(f"restored {place.name}: its folder is {place}; it is closed, thesis-tui reopen opens it again")
        return 0
    archived = [
        f"{summary.id}, in the archive" for summary in _closed(opening) if summary.closed and summary.closed.archived
    ]
    lines = [*archived, *map(deleted_words, deleted_theses(places))]
    say("\n".join([*lines, "to restore one: thesis-tui restore ID"] if lines else ["nothing is archived or deleted"]))
    return 0


def closed(opening: Opening) -> int:
    """Every closed thesis with how it ended, and how often they were right."""
    if opening.options.text("thesis"):
        raise InputError("this lists the closed ones of all; leave out --thesis", "--thesis")
    found = _closed(opening)
    if opening.options.flag("json"):
        write_json(printers.closing.closed_json(found))
    else:
        say(printers.closing.closed(found))
    return 0


def _closed(opening: Opening) -> list[ThesisSummary]:
    """Every closed thesis, archived ones among them. Faults of the settings are told on stderr."""
    settings, faults = opening.read_settings()
    for fault in faults:
        complain(fault)
    theses = Theses(places=opening.places, settings=settings, clock=opening.clock, as_of=opening.as_of())
    return [summary for summary in theses.summaries(archived=True) if summary.closed is not None]
