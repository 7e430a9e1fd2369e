"""Commands that only print. None of them needs a terminal or a network, or writes into the thesis."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from thesis_tui.cli.output import complain, plain_signs, say, write_json
from thesis_tui.errors import InputError, ThesisError
from thesis_tui.model import figures
from thesis_tui.printing import lazy as printers

if TYPE_CHECKING:
    from thesis_tui.cli.opening import Opening
    from thesis_tui.prices.outcomes import Refreshed
    from thesis_tui.services.loaded_thesis import LoadedThesis

WIDTH, HEIGHT = 120, 36
# What is printed for a pipe or a narrower pane is read elsewhere: the page keeps its columns.
NARROWEST = 80


def show(opening: Opening) -> int:
    """The dashboard, printed once; faults of files go to stderr after it."""
    thesis = opening.thesis
    view = thesis.view()
    if opening.options.flag("json"):
        write_json(printers.json.show_json(view))
    else:
        width, height = size(opening)
        ascii_only = thesis.settings.glyphs == "ascii" or (thesis.settings.glyphs == "auto" and plain_signs())
        sys.stdout.write(printers.dashboard.render_text(view, width, height, ascii_only=ascii_only))
    if thesis.bundled and opening.options.text("data_dir"):
        complain(f"no thesis in {opening.places.data} yet; this is the bundled one")
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


def log(opening: Opening) -> int:
    """The journal: newest first as a table, as stored as JSON."""
    thesis = opening.thesis
    if opening.options.flag("json"):
        now = thesis.clock().now
        entries = (entry for entry in thesis.book().entries if entry.moment <= now)
        from thesis_tui.rules.decisions import hidden  # `show` and `check` do without

        write_json(printers.json.log_json(map(hidden, entries) if thesis.private else entries))
    else:
        say(printers.text.log(thesis.view()))
    for problem in thesis.book().problems:
        complain(problem.text)
    return 0


def milestones(opening: Opening) -> int:
    """Prints every milestone by its window."""
    say(printers.text.milestones(opening.thesis.view()))
    return 0


def levels(opening: Opening) -> int:
    """Prints the ladder of levels around the price."""
    say(printers.text.levels(opening.thesis.view()))
    return 0


def prices(opening: Opening) -> int:
    """Asks the feeds and prints what is known then: 1 when no feed answered, 2 when no listing has a price."""
    options, thesis = opening.options, opening.thesis
    for name in ("at", "close"):
        if options.text(name) or options.flag(name):
            raise InputError(f"--{name} needs a VALUE to record; leave it out to see prices", "value")
    only = thesis.listing(options.text("listing")).symbol if options.text("listing") else ""
    refreshed, reason = _fetched(opening)
    if refreshed is not None and any(listing.assumed for listing in thesis.book().thesis.listing):
        from thesis_tui.cli.remaking import confirm_listings  # with all that records, which other prices do without

        confirm_listings(opening)
    view = thesis.view()
    if refreshed is not None:
        thesis.keep_first(printers.dashboard.same_page)
    if options.flag("json"):
        write_json(printers.prices_json.prices_json(view, refreshed, reason, only))
    else:
        say(printers.text.prices(view, refreshed, only))
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


def _fetched(opening: Opening) -> tuple[Refreshed | None, str]:
    """Asks the feeds; the outcome, or why nobody was asked."""
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
    places, thesis = opening.places, opening.thesis
    rows = [
        ("thesis", thesis.folder, " (the bundled one, read in place)" if thesis.bundled else ""),
        ("data", places.data, ""),
        ("config", places.config, ""),
        ("state", places.state, ""),
        ("cache", places.cache, ""),
    ]
    shown = [(name, f"{path}{more or ('' if path.exists() else ' (not there yet)')}") for name, path, more in rows]
    say(printers.text.pairs(shown))
    return 0


def doctor(opening: Opening) -> int:
    """Everything that was looked at; 1 when something is wrong."""
    from thesis_tui.services.doctor import examine

    settings, faults = opening.read_settings()
    opening.quiet = True
    thesis: LoadedThesis | ThesisError
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
    signs = {"fine": "●", "note": "·", "asked": "?", "wrong": "✗"}
    for finding in found:
        say(f"{signs[finding.state]} {finding.text}" + (f"\n    {finding.mend}" if finding.mend else ""))
    wrong = sum(finding.state == "wrong" for finding in found)
    asked = sum(finding.state == "asked" for finding in found)
    decide = f"; {figures.counted(asked, 'price')} to decide on" if asked else ""
    say((f"{wrong} to fix" if wrong else "nothing is wrong") + decide)
    return 1 if wrong else 0


def _terminal() -> tuple[int, int]:
    try:
        size = os.get_terminal_size(sys.stdout.fileno())
    except (OSError, ValueError, AttributeError):
        return 0, 0
    return size.columns, size.lines
