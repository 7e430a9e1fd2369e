"""The formats a thesis is exported in, each declared once, in `FORMATS`.

A new one is its renderer, in a module of its own, and a declaration here; the command line, its help and completion,
and the palette read this table. Renderers are imported when they are used: a memo takes 12 ms to load, and the table
is read by every `--help`.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Final, NamedTuple

from thesis_tui.errors import InputError
from thesis_tui.services import exporting
from thesis_tui.services.loaded_thesis import LoadedThesis


class Request(NamedTuple):
    """A request to export a thesis. `since` is a day as typed; `warn` gets sentences on what was left out."""

    thesis: LoadedThesis
    since: str | None = None
    warn: Callable[[str], None] = lambda _: None


class Format(NamedTuple):
    """A format, which is also the ending of its files."""

    name: str
    help: str
    example: str
    since: str
    """The meaning of --since for it."""
    render: Callable[[Request], str]
    text: bool = False
    """Fit to be read on a terminal."""
    judged: bool = True
    """Rests on the thesis as judged, so that what could not be read is told of."""
    palette: str = ""
    """Its name in the dashboard's palette, "" where it is not offered there."""
    about: str = ""


def _markdown(request: Request) -> str:
    from thesis_tui.pages.memo import memo
    from thesis_tui.pages.memo_markdown import memo_markdown

    return memo_markdown(memo(exporting.since(request.thesis, request.since)))


def _html(request: Request) -> str:
    from thesis_tui.pages.memo import memo
    from thesis_tui.pages.memo_html import memo_html

    return memo_html(memo(exporting.since(request.thesis, request.since)))


def _archive(request: Request) -> str:
    from thesis_tui.printing.archive_json import archive_json
    from thesis_tui.storage.archive import pieces

    if request.since is not None:
        raise InputError("--since: json has the whole thesis; leave out --since", "--since")
    thesis = request.thesis
    if thesis.private:
        raise InputError(
            "amounts are hidden, and json has the journal's files as they are; "
            "thesis-tui private off shows them, export md or html leaves them out",
            "private",
        )
    files, left_out = pieces(thesis.folder)
    if left_out:
        request.warn(f"left out, as no part of a thesis: {', '.join(left_out)}")
    if thesis.as_of is not None:
        request.warn("its files are whole: --today is only the day it is judged on")
    return archive_json(thesis.book(), thesis.view(), files, thesis.now())


def _calendar(request: Request) -> str:
    from thesis_tui.pages.ical import calendar

    thesis = request.thesis
    since = None if request.since is None else exporting.read_day(thesis, request.since)
    return calendar(thesis.view(), thesis.now(), since)


_CHANGES = "what changed since then; since your last look when left out, or in the last 30 days"
FORMATS: Final = (
    Format("md", "a memo of the thesis, as Markdown", "export md --since 2025-12-01", _CHANGES, _markdown, text=True),
    Format("html", "a memo of the thesis, as one web page", "export html --output baba.html", _CHANGES, _html,
           palette="memo as HTML", about="a page to send or print"),
    Format("json", "the whole thesis, for import and other programs", "export json --output b.json",
           "for md, html and ics", _archive, judged=False),
    Format("ics", "the milestones, for a calendar", "export ics --output baba.ics",
           "leave out milestones that ended before then", _calendar,
           palette="calendar", about="the milestones, as an iCalendar file"),
)  # fmt: skip


def write_dated(format_: Format, thesis: LoadedThesis) -> Path:
    """Writes an export among the data, by the thesis's id and the day, in place of the day's own. Returns its path.

    Raises StorageError when it cannot be written.
    """
    from thesis_tui.storage.disk import write_atomically

    text = format_.render(Request(thesis))
    path = exporting.exports_path(thesis, format_.name)
    write_atomically(os.fspath(path), text.encode())
    return path
