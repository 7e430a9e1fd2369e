"""`price import`: a file's daily prices; what can be read two ways is asked on a terminal, elsewhere named with the
option that answers it.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Final

from thesis_tui.cli.output import say
from thesis_tui.errors import DoubtError, InputError
from thesis_tui.model import figures
from thesis_tui.services.importing import Answers, Imported

if TYPE_CHECKING:
    from thesis_tui.cli.opening import Opening
    from thesis_tui.model.objects import Listing
    from thesis_tui.services.desk import Desk

MOST_ROWS: Final = 5
"""Rows left out that are said with their reasons; the others are counted."""
_OPTIONS: Final = {
    "dates": "add --dates day-first or --dates month-first",
    "unit": "add --unit pence (or cents), --unit pounds (or a code), or --sure if they are right",
    "split": "if they are as quoted before the split, add --unadjusted; if they are right as they are, --sure",
    "sure": "if it is right, add --sure",
}
_QUESTIONS: Final = {
    "dates": "day-first or month-first",
    "unit": "the unit of its prices (pence, pounds, cents …), or sure if they are right",
    "split": "unadjusted if they are as quoted before the split, or sure if they are right",
    "sure": "sure if it is right",
}


def import_prices(opening: Opening, desk: Desk) -> int:
    """Imports the file that was named. Raises InputError where something must be answered first, FileError where no
    row can be believed.
    """
    options = opening.options
    line = desk.priced_listing(options.maybe("listing"))
    answers = Answers(
        options.text("dates"), options.text("unit"), unadjusted=options.flag("unadjusted"), sure=options.flag("sure")
    )  # fmt: skip
    while True:
        try:
            done = desk.import_prices(options.text("file"), line.symbol, answers)
        except DoubtError as doubt:
            answers = _answered(doubt, answers)
            continue
        _say_done(done, line)
        return 0


def _answered(doubt: DoubtError, answers: Answers) -> Answers:
    """The answers with one more, asked for. Raises InputError where nobody can be asked."""
    # both: a question nobody sees, or that a pipe answers, is none
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise InputError(f"{doubt}; {_OPTIONS[doubt.field]}", doubt.field) from None
    say(f"{doubt}.")
    try:
        typed = input(f"{_QUESTIONS[doubt.field]}; enter to stop: ").strip().lower()
    except EOFError:
        typed = ""
    if not typed:
        raise InputError("nothing was imported", doubt.field) from None
    if doubt.field == "dates":
        return answers._replace(dates=typed)
    if typed in ("sure", "yes", "y"):
        return answers._replace(sure=True)
    if doubt.field == "unit":
        return answers._replace(unit=typed)
    if doubt.field == "split" and typed == "unadjusted":
        return answers._replace(unadjusted=True)
    raise InputError(f'"{figures.cut(typed, 40)}" is not an answer; nothing was imported', doubt.field) from None


def _say_done(done: Imported, listing: Listing) -> None:
    first, last = figures.long_day(done.first), figures.long_day(done.last)
    span = first if done.first == done.last else f"{first} to {last}"
    text = f"imported {figures.days(done.read)} of {listing.symbol} in {listing.currency}, {span}"
    if done.refused:
        text += f"; left out {figures.counted(len(done.refused), 'row')}: "
        text += "; ".join(row.words for row in done.refused[:MOST_ROWS])
        more = len(done.refused) - MOST_ROWS
        text += f"; and {more} more" if more > 0 else ""
    say(text)
    after = "to undo: thesis-tui undo" if done.changed else "nothing new: all of it was there"
    say(f"{figures.days(done.total)} in total in {done.path}; {after}")
