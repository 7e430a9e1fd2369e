"""Commands that only print. None of them needs a terminal or a network, or writes into the thesis."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from thesis_tui.cli.opening import complain, plain_signs, say
from thesis_tui.errors import ThesisError

if TYPE_CHECKING:
    from thesis_tui.cli.opening import Opening

WIDTH, HEIGHT = 120, 36
NARROWEST = 80


def show(opening: Opening) -> int:
    """The dashboard, printed once; faults of files go to stderr after it."""
    view = opening.desk.view()
    if opening.options.flag("json"):
        from thesis_tui.printing.json import show_json

        write_json(show_json(view))
    else:
        from thesis_tui.pages.dashboard import render_text

        width, height = size(opening)
        sys.stdout.write(render_text(view, width, height, ascii_only=plain_signs()))
    for problem in view.problems:
        complain(problem.text)
    return 0


def size(opening: Opening) -> tuple[int, int]:
    """Columns and rows to print on: the terminal's, else COLUMNS and LINES, else 120×36."""
    try:
        columns, rows = os.get_terminal_size(sys.stdout.fileno())
    except (OSError, ValueError, AttributeError):
        typed = (opening.environ.get("COLUMNS", ""), opening.environ.get("LINES", ""))
        columns, rows = (int(text) if text.isdecimal() and len(text) < 5 else 0 for text in typed)
    return max(columns or WIDTH, NARROWEST), max(rows, HEIGHT)


def check(opening: Opening) -> int:
    """What needs attention: 1 when something does."""
    view = opening.desk.view()
    if opening.options.flag("json"):
        from thesis_tui.printing.json import check_json

        write_json(check_json(view))
    else:
        from thesis_tui.printing.text import check

        say(check(view))
    for problem in view.problems:
        complain(problem.text)
    return 1 if view.attention else 0


def log(opening: Opening) -> int:
    """The journal: newest first as a table, as stored as JSON."""
    desk = opening.desk
    if opening.options.flag("json"):
        from thesis_tui.printing.json import log_json

        now = desk.clock().now
        write_json(log_json(entry for entry in desk.book().entries if entry.at <= now))
    else:
        from thesis_tui.printing.text import log

        say(log(desk.view()))
    for problem in desk.book().problems:
        complain(problem.text)
    return 0


def milestones(opening: Opening) -> int:
    from thesis_tui.printing.text import milestones

    say(milestones(opening.desk.view()))
    return 0


def levels(opening: Opening) -> int:
    from thesis_tui.printing.text import levels

    say(levels(opening.desk.view()))
    return 0


def prices(opening: Opening) -> int:
    from thesis_tui.printing.text import prices

    say(prices(opening.desk.view()))
    complain("fetching prices is not built yet; give a VALUE to record one")
    return 0


def paths(opening: Opening) -> int:
    """Where files are; what is not there yet is said."""
    from thesis_tui.printing.text import pairs

    places, desk = opening.places, opening.desk
    rows = [
        ("thesis", desk.folder, " (the bundled one, read in place)" if desk.bundled else ""),
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

    settings_faults = opening.read_settings()[1]
    opening.settle_faults()
    desk: object
    try:
        desk = opening.desk
    except ThesisError as error:
        found = examine(
            opening.places, error, settings_faults, opening.environ,
            encoding=sys.stdout.encoding or "ascii", columns=0, rows=0,
        )  # fmt: skip
    else:
        columns, rows = _terminal()
        found = examine(
            opening.places, desk, settings_faults, opening.environ,
            encoding=sys.stdout.encoding or "ascii", columns=columns, rows=rows,
        )  # fmt: skip
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
