"""export and import: the thesis as a memo, as data and back, and its milestones as a calendar."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from thesis_tui.cli.opening import complain, say
from thesis_tui.errors import InputError, ReadOnlyError
from thesis_tui.model.figures import counted
from thesis_tui.services import exporting

if TYPE_CHECKING:
    from thesis_tui.cli.opening import Opening


def run(opening: Opening) -> int:
    """One of the exports, to standard output or --output; or the import."""
    command, _, form = opening.options.command.partition(" ")
    if command == "import":
        return _import(opening)
    if form != "md" and opening.options.maybe("output") is None and sys.stdout.isatty():
        name = f"{opening.thesis.id}.{form}"
        reason = f"this is for a file: thesis-tui export {form} --output {name} writes one, --output - prints it here"
        raise InputError(reason, "--output")
    text = {"md": _memo, "html": _memo, "json": _archive, "ics": _calendar}[form](opening, form)
    output = opening.options.maybe("output")
    if output is None or output == "-":
        from thesis_tui.cli.reading import write_json

        write_json(text)
    else:
        from thesis_tui.storage.archive import write_export

        path = write_export(output, text.encode(), force=opening.options.flag("force"))
        say(f"written to {path}")
    if form != "json":
        for problem in opening.thesis.view().problems:
            complain(problem.text)
    return 0


def _memo(opening: Opening, form: str) -> str:
    from thesis_tui.pages.memo import memo

    found = memo(exporting.since(opening.thesis, opening.options.maybe("since")))
    if form == "md":
        from thesis_tui.pages.memo_markdown import memo_markdown

        return memo_markdown(found)
    from thesis_tui.pages.memo_html import memo_html

    return memo_html(found)


def _calendar(opening: Opening, _form: str) -> str:
    from thesis_tui.pages.calendar import calendar

    thesis = opening.thesis
    typed = opening.options.maybe("since")
    since = None if typed is None else exporting.read_day(thesis, typed)
    return calendar(thesis.view(), thesis.now(), since)


def _archive(opening: Opening, _form: str) -> str:
    if opening.options.maybe("since") is not None:
        raise InputError("--since: json has the whole thesis; leave out --since", "--since")
    from thesis_tui.printing.archive_json import archive_json
    from thesis_tui.storage.archive import pieces

    thesis = opening.thesis
    files, left_out = pieces(thesis.folder)
    if left_out:
        complain(f"left out, as no part of a thesis: {', '.join(left_out)}")
    if thesis.as_of is not None:
        complain("its files are whole: --today is only the day it is judged on")
    return archive_json(thesis.book(), thesis.view(), files, thesis.now())


def _import(opening: Opening) -> int:
    from thesis_tui.services.archive import import_json

    options = opening.options
    if options.maybe("today") is not None:
        raise ReadOnlyError("--today shows a thesis as it was; leave it out to import one")
    if options.maybe("thesis") is not None:
        raise InputError("--thesis names one that is there; --as ID says what the imported one is called", "--thesis")
    folder, book = import_json(opening.places, options.text("file"), options.maybe("as"))
    what = f"{counted(len(book.sources), 'source')}, {counted(len(book.entries), 'entry', 'entries')} in the journal"
    say(f"{book.thesis.name} is in {folder}: {what}; --thesis {book.id} opens it")
    for problem in book.problems:
        complain(problem.text)
    return 0
