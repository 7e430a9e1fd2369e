"""Taking back: at once, or when the user says yes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from thesis_tui.errors import ThesisError
from thesis_tui.model.figures import cut, day
from thesis_tui.tui.menu import Choice, Menu

if TYPE_CHECKING:
    from collections.abc import Callable

    from thesis_tui.model.view import EntryView
    from thesis_tui.tui.app import ThesisApp


def undo(app: ThesisApp, then: Callable[[], None]) -> None:
    """Takes back the newest entry at once; one of an earlier session only when the user says yes. `then` is
    called when it is taken back.
    """
    if not app.can_record():
        return
    try:
        entry = app.desk.to_undo()
    except ThesisError as error:
        app.fault(error)
        return

    def taken_back(taken: str) -> None:
        app.recorded(f"took back {taken}; U brings it back")
        then()

    def take_back() -> None:
        app.record(app.desk.undo, taken_back)

    if entry is not None and entry.entry.at < app.opened:
        app.push_screen(_sure(app, entry), lambda value: take_back() if value == "yes" else None)
    else:
        take_back()


def _sure(app: ThesisApp, entry: EntryView) -> Menu:
    said = cut(" ".join(entry.text.split()), 46)
    return Menu(
        f"Take back the {entry.kind} of {day(entry.day, app.view.today)}?",
        (Choice("y", f"yes: {said}", "yes"), Choice("n", "no, it stays", "no")),
        "no",
    )
