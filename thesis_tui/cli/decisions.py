"""Commands on what the user did about the thesis, and what that made of their position."""

from __future__ import annotations

from thesis_tui.cli.opening import Opening
from thesis_tui.cli.output import say, write_json
from thesis_tui.cli.recording import done, writable
from thesis_tui.cli.sure_option import naming_sure
from thesis_tui.errors import InputError
from thesis_tui.model.journal import Decision, Holding
from thesis_tui.printing import lazy as printers
from thesis_tui.rules.decisions import hidden
from thesis_tui.rules.wording.decisions import decision_text, holding_text
from thesis_tui.services.decisions import TypedDecision


def decide(opening: Opening) -> int:
    """Records a decision. Raises InputError for what is missing, not understood or doubted."""
    desk, options = writable(opening), opening.options
    answers = options.text("answers")
    decision = TypedDecision(
        options.text("decision"),
        options.text("why"),
        options.text("quantity"),
        options.text("price"),
        options.text("fee"),
        options.maybe("on"),
        options.maybe("listing"),
        desk.find("criterion or level", answers) if answers else "",
    )
    with naming_sure():
        entry = desk.record_decision(decision, sure=options.flag("sure"))
    what = hidden(entry).what if desk.private else entry.what
    assert isinstance(what, Decision)
    return done(desk, decision_text(what))


def position(opening: Opening) -> int:
    """Prints what is held, or records what a position has beside decisions."""
    options = opening.options
    word = options.text("what")
    if not word:
        for name in ("on", "note", "listing"):
            if options.text(name):
                raise InputError(f"--{name} goes with opening or dividend", name)
        view = opening.thesis.view()
        if options.flag("json"):
            write_json(printers.json.position_json(view))
        else:
            say(printers.positions.positions(view))
        return 0
    if options.flag("json"):
        raise InputError("--json prints what is held; leave it out to record", "--json")
    amount = options.text("amount")
    if not amount:
        example = "opening 120 --price 131.40" if word == "opening" else "dividend 96.00"
        raise InputError(f"say how much: thesis-tui position {example}", "amount")
    desk = writable(opening)
    on, listing, note = options.maybe("on"), options.maybe("listing"), options.text("note")
    if word == "opening":
        with naming_sure():
            entry = desk.open_position(amount, options.text("price"), on, listing, note, sure=options.flag("sure"))
    else:
        if options.text("price"):
            raise InputError("--price goes with opening; a dividend is the amount paid for all you held", "price")
        entry = desk.add_dividend(amount, on, listing, note)
    what = hidden(entry).what if desk.private else entry.what
    assert isinstance(what, Holding)
    return done(desk, holding_text(what))


def private(opening: Opening) -> int:
    """Hides quantities and amounts, shows them again, or says how it stands."""
    word, desk = opening.options.text("switch"), opening.desk
    if word:
        desk.hide_amounts(hide=word == "on")
    shown = "hidden everywhere, exports included" if desk.private else "shown"
    say(f"quantities, prices paid and amounts are {shown}")
    return 0
