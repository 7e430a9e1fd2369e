"""export and import: the thesis in one of the formats, and back."""

from __future__ import annotations

import sys

from thesis_tui.cli.opening import Opening
from thesis_tui.cli.output import complain, say, write_json
from thesis_tui.errors import InputError, ReadOnlyError
from thesis_tui.model.figures import counted
from thesis_tui.printing.formats import Format, Request
from thesis_tui.services.archive import import_json
from thesis_tui.storage.archive import write_export


def export(opening: Opening, format_: Format) -> int:
    """Writes the thesis to standard output, or to --output."""
    output, name = opening.options.maybe("output"), format_.name
    # a page or an archive would fill the terminal; piped elsewhere it is what was asked for
    if not format_.text and output is None and sys.stdout.isatty():
        reason = f"this is for a file: thesis-tui export {name} --output {opening.thesis.id}.{name} writes one"
        raise InputError(f"{reason}, --output - prints it here", "--output")
    text = format_.render(Request(opening.thesis, opening.options.maybe("since"), complain))
    if output is None or output == "-":
        # in UTF-8 whatever the locale, like JSON: a format says its own encoding
        write_json(text)
    else:
        path = write_export(output, text.encode(), force=opening.options.flag("force"))
        say(f"written to {path}")
    if format_.judged:
        for problem in opening.thesis.view().problems:
            complain(problem.text)
    return 0


def import_(opening: Opening) -> int:
    """Makes a thesis of an archive, and says where it is."""
    options = opening.options
    if options.maybe("today") is not None:
        raise ReadOnlyError("--today shows a thesis as it was; leave it out to import one")
    if options.maybe("thesis") is not None:
        raise InputError("--thesis names one that is there; --as ID says what the imported one is called", "--thesis")
    folder, book = import_json(opening.places, options.text("file"), options.maybe("as"))
    what = f"{counted(len(book.sources), 'source')}, {counted(len(book.entries), 'entry', 'entries')} in the journal"
    say(f"{book.thesis.name} is in {folder}: {what}; to open it: --thesis {book.id}")
    for problem in book.problems:
        complain(problem.text)
    return 0
