"""The palette: everything that can be done, by name."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from textual.app import SystemCommand

from thesis_tui.errors import ThesisError
from thesis_tui.tui.asking import ADDABLE
from thesis_tui.tui.palette import PALETTES

if TYPE_CHECKING:
    from thesis_tui.tui.app import ThesisApp


def commands(app: ThesisApp) -> Iterable[SystemCommand]:
    """Those of every screen, as the palette lists them."""
    for number, name in enumerate(("Dashboard", "Levels", "Milestones", "Sources", "Journal", "Review"), start=1):
        yield SystemCommand(name, f"open the screen ({number})", lambda number=number: app.open_screen(number))
    yield SystemCommand("Theses", "all of them, to open another or begin a new one (0)", lambda: app.open_screen(0))
    for choice in ADDABLE:
        yield SystemCommand(f"Add {choice.text}", "", lambda kind=choice.value: app.ask(kind))
    yield SystemCommand("Settle", "the conflict in focus, with a reason", lambda: app.ask("settle"))
    yield SystemCommand("Redo", "bring back what was taken back (U)", app.action_redo)
    yield SystemCommand("State odds", "of the milestone in focus (p)", app.action_odds)
    yield SystemCommand("Edit the file", "in your editor (E)", app.action_edit_file)
    yield SystemCommand("Undo", "take back your newest entry (u)", app.action_undo)
    yield SystemCommand("Mark all as seen", "what changed since you looked (x)", app.action_seen)
    yield SystemCommand("Export: memo as HTML", "a page to send or print", lambda: export(app, "html"))
    yield SystemCommand("Export: calendar", "the milestones, as an iCalendar file", lambda: export(app, "ics"))
    for name in PALETTES:
        yield SystemCommand(f"Theme: {name}", "for this session; config.toml keeps it",
                            lambda name=name: setattr(app, "theme", name))  # fmt: skip
    yield SystemCommand("Help", "the keys of this screen (?)", app.action_help)
    yield SystemCommand("Quit", "leave (q)", app.exit)


def export(app: ThesisApp, ending: str) -> None:
    """Writes a memo ("html") or the milestones ("ics") among the data, in place of the day's own, and says where."""
    from thesis_tui.services.exporting import exports_path, since
    from thesis_tui.storage.disk import write_atomically

    desk = app.desk
    try:
        if ending == "html":
            from thesis_tui.pages.memo import memo
            from thesis_tui.pages.memo_html import memo_html

            text = memo_html(memo(since(desk, None)))
        else:
            from thesis_tui.pages.calendar import calendar

            text = calendar(desk.view(), desk.now())
        path = exports_path(desk, ending)
        write_atomically(str(path), text.encode())
    except ThesisError as error:
        app.fault(error)
        return
    from thesis_tui.tui.editor import shown_path

    app.notify(f"written to {shown_path(path)}", timeout=20, markup=False)
