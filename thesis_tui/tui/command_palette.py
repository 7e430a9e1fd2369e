"""The command palette: everything that can be done, by name."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

from textual.app import App, SystemCommand

from thesis_tui.actions import ACTIONS
from thesis_tui.errors import ThesisError
from thesis_tui.pages.colours import PALETTES
from thesis_tui.printing.formats import FORMATS, Format, write_dated
from thesis_tui.tui import lazy
from thesis_tui.tui.session import ADDABLE, Session


def commands(app: App[int], session: Session) -> Iterable[SystemCommand]:
    """The actions that have a name there, what can be added, the exports, and the themes."""
    for action in ACTIONS:
        if action.palette:
            about = f"{action.about} ({action.shown})" if action.keys else action.about
            yield SystemCommand(action.palette, about, partial(app.call_later, app.run_action, f"run('{action.id}')"))
    for item in ADDABLE:
        yield SystemCommand(f"Add {item.text}", "", partial(session.ask, item.kind))
    for format_ in FORMATS:
        if format_.palette:
            yield SystemCommand(f"Export: {format_.palette}", format_.about, partial(export, session, format_))
    for name in PALETTES:
        yield SystemCommand(
            f"Theme: {name}", "for this session; config.toml keeps it", partial(setattr, app, "theme", name)
        )


def export(session: Session, format_: Format) -> None:
    """Writes an export among the data, in place of the day's own, and says where."""
    try:
        path = write_dated(format_, session.desk)
    except ThesisError as error:
        session.fail(error)
        return
    session.notify(f"written to {lazy.editor.shown_path(path)}", timeout=20)
