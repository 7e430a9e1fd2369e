"""Commands that only print. None of them needs a terminal or a network, or writes into the thesis."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from thesis_tui.cli.opening import complain, plain_signs, say
from thesis_tui.errors import InputError, StorageError, ThesisError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from thesis_tui.cli.opening import Opening
    from thesis_tui.model.documents import Document
    from thesis_tui.model.view import View
    from thesis_tui.prices.outcomes import Refreshed
    from thesis_tui.services.reading import Reading

WIDTH, HEIGHT = 120, 36
NARROWEST = 80


def show(opening: Opening) -> int:
    """The dashboard, printed once; faults of files go to stderr after it."""
    thesis = opening.thesis
    view = thesis.view()
    if opening.options.flag("json"):
        from thesis_tui.printing.json import show_json

        write_json(show_json(view))
    else:
        from thesis_tui.pages.dashboard import render_text

        width, height = size(opening)
        ascii_only = thesis.settings.glyphs == "ascii" or (thesis.settings.glyphs == "auto" and plain_signs())
        sys.stdout.write(render_text(view, width, height, ascii_only=ascii_only))
    if thesis.bundled and opening.options.text("data_dir"):
        complain(f"there is no thesis in {opening.places.data}; this is the one that comes with the program")
    for problem in view.problems:
        complain(problem.text)
    return 0


def size(opening: Opening) -> tuple[int, int]:
    """Columns and rows to print on: the terminal's, else COLUMNS and LINES, else 120×36."""
    columns, rows = _terminal()
    if not columns:
        typed = (opening.environ.get("COLUMNS", ""), opening.environ.get("LINES", ""))
        columns, rows = (int(text) if text.isdecimal() and len(text) < 5 else 0 for text in typed)
    return max(columns or WIDTH, NARROWEST), max(rows, HEIGHT)


def check(opening: Opening) -> int:
    """What needs attention: 1 when something does. As text each thing once while it lasts, unless --again is given."""
    options = opening.options
    if options.flag("all"):
        from thesis_tui.cli import theses

        return theses.check(opening)
    thesis = opening.thesis
    if options.flag("json"):
        refuse_notify(opening)
        view = thesis.view()
        from thesis_tui.printing.json import check_json

        write_json(check_json(view))
        for problem in view.problems:
            complain(problem.text)
        return 1 if view.attention else 0
    view = thesis.view()
    # The bundled thesis is read in place and leaves nothing behind; the past has no news.
    remembers = thesis.as_of is None and not thesis.bundled
    say_what_is_new(opening, view, remembers=remembers, documents=_waiting(thesis))
    return 1 if view.attention else 0


def refuse_notify(opening: Opening) -> None:
    if opening.options.flag("notify"):
        raise InputError("--notify tells what is printed as text; leave out --json", "--notify")


def _waiting(thesis: Reading) -> Sequence[Document]:
    """The documents that wait, where the thesis has ever had any."""
    from thesis_tui.storage.documents import WAITING

    if not (thesis.folder / WAITING).is_dir():
        return ()
    from thesis_tui.services.waiting import waiting

    return waiting(thesis)[0]


def say_what_is_new(
    opening: Opening, view: View, *, remembers: bool, among: bool = False, documents: Sequence[Document] | None = None
) -> None:
    """Prints what of a thesis needs attention and was not printed before; `among` others it is named on each line."""
    from thesis_tui.printing.text import check
    from thesis_tui.services.checking import read_latch, report, write_latch

    options, state = opening.options, opening.places.state
    latch = read_latch(state, view.id) if remembers else frozenset()
    found = report(view, latch, documents)
    again = options.flag("again")
    said = found.concerns if again or not remembers else found.new
    before = len(found.concerns) - len(said)
    if said or again or not remembers or sys.stdout.isatty():
        items, news = ([it.view for it in said if it.news == news] for news in (False, True))
        say(check(view, items, before, news=news, among=among))
    if options.flag("notify") and found.new and view.as_of is None:
        from thesis_tui.cli.notifying import tell

        tell(f"{view.name}: {view.verdict}", [it.view.text for it in found.new], opening.environ)
    if remembers and found.latch != latch:
        sys.stdout.flush()
        try:
            write_latch(state, view.id, found.latch)
        except StorageError as error:
            complain(str(error))


def log(opening: Opening) -> int:
    """The journal: newest first as a table, as stored as JSON."""
    thesis = opening.thesis
    if opening.options.flag("json"):
        from thesis_tui.printing.json import log_json

        now = thesis.clock().now
        write_json(log_json(entry for entry in thesis.book().entries if entry.moment <= now))
    else:
        from thesis_tui.printing.text import log

        say(log(thesis.view()))
    for problem in thesis.book().problems:
        complain(problem.text)
    return 0


def milestones(opening: Opening) -> int:
    from thesis_tui.printing.text import milestones

    say(milestones(opening.thesis.view()))
    return 0


def levels(opening: Opening) -> int:
    from thesis_tui.printing.text import levels

    say(levels(opening.thesis.view()))
    return 0


def prices(opening: Opening) -> int:
    """Asks the feeds and prints what is known then: 1 when no feed answered, 2 when no listing has a price."""
    options, thesis = opening.options, opening.thesis
    for name in ("at", "close"):
        if options.text(name) or options.flag(name):
            raise InputError(f"--{name} goes with a VALUE to record; leave it out to see the prices there are", "value")
    only = thesis.listing(options.text("listing")).symbol if options.text("listing") else ""
    refreshed, reason = _fetched(opening)
    view = thesis.view()
    if refreshed is not None:
        thesis.keep_first(_same_page)
    if options.flag("json"):
        from thesis_tui.printing.prices_json import prices_json

        write_json(prices_json(view, refreshed, reason, only))
    else:
        from thesis_tui.printing.text import prices

        say(prices(view, refreshed, only))
    if reason:
        complain(reason)
    for news in refreshed.news if refreshed else ():
        complain(news)
    failed = refreshed.failed(only) if refreshed is not None else ()
    for outcome in failed:
        complain(f"no new price for {outcome.listing}: {outcome.words}")
    if failed:
        return 1
    return 0 if (only in view.current if only else view.current) else 2


def _same_page(one: View, other: View) -> bool:
    from thesis_tui.pages.dashboard import same_page

    return same_page(one, other)


def _fetched(opening: Opening) -> tuple[Refreshed | None, str]:
    """What came of asking the feeds, or why nobody was asked."""
    thesis = opening.thesis
    if thesis.as_of is not None:
        return None, "nothing is fetched with --today: these are the prices known then"
    import asyncio

    try:
        return asyncio.run(thesis.refresh(by_hand=not opening.options.flag("due"))), ""
    except InputError as error:
        return None, str(error)


def paths(opening: Opening) -> int:
    """Where files are; what is not there yet is said."""
    from thesis_tui.printing.text import pairs

    places, thesis = opening.places, opening.thesis
    rows = [
        ("thesis", thesis.folder, " (the bundled one, read in place)" if thesis.bundled else ""),
        ("data", places.data, ""),
        ("config", places.config, ""),
        ("state", places.state, ""),
        ("cache", places.cache, ""),
    ]
    say(pairs((name, f"{path}{more or ('' if path.exists() else ' (not there yet)')}") for name, path, more in rows))
    return 0


def doctor(opening: Opening) -> int:
    """Everything that was looked at; 1 when something is wrong."""
    from thesis_tui.services.doctor import examine

    settings, faults = opening.read_settings()
    opening.quiet = True
    thesis: Reading | ThesisError
    try:
        thesis = opening.thesis
    except ThesisError as error:
        thesis = error
    columns, rows = _terminal()
    encoding = sys.stdout.encoding or "ascii"
    found = examine(
        opening.places,
        thesis,
        faults,
        opening.environ,
        encoding=encoding,
        columns=columns,
        rows=rows,
        settings=settings,
        offline=opening.options.flag("offline") or settings.offline,
    )
    signs = {"fine": "●", "note": "·", "wrong": "✗"}
    for finding in found:
        say(f"{signs[finding.state]} {finding.text}" + (f"\n    {finding.mend}" if finding.mend else ""))
    wrong = sum(finding.state == "wrong" for finding in found)
    say("nothing is wrong" if not wrong else f"{wrong} to mend")
    return 1 if wrong else 0


def _terminal() -> tuple[int, int]:
    try:
        size = os.get_terminal_size(sys.stdout.fileno())
    except (OSError, ValueError, AttributeError):
        return 0, 0
    return size.columns, size.lines


def write_json(text: str) -> None:
    """JSON is UTF-8 whatever the locale."""
    raw = getattr(sys.stdout, "buffer", None)
    if raw is None:
        sys.stdout.write(text)
        return
    sys.stdout.flush()
    raw.write(text.encode())
    raw.flush()
