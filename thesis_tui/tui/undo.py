"""Taking back the newest act: at once, or when the user says yes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from thesis_tui.errors import ThesisError
from thesis_tui.model.figures import cut, day
from thesis_tui.model.view import EntryView
from thesis_tui.rules.journal_lines import undone_words
from thesis_tui.tui.session import Session


def undo(session: Session, began: datetime, then: Callable[[], None]) -> None:
    """Takes back the newest entry at once; one from before the session `began` only when the user says yes. `then`
    is called when it is taken back.
    """
    if not session.can_record():
        return
    try:
        entry = session.desk.to_undo()
    except ThesisError as error:
        session.fail(error)
        return

    def taken_back(taken: str) -> None:
        kind = entry.kind if entry is not None else "note"
        again = "U to retire it again" if kind == "retire" else "U to redo"
        session.recorded(f"{undone_words(kind, taken)}; {again}")
        then()

    def take_back() -> None:
        session.record(session.desk.undo, taken_back)

    if entry is not None and entry.entry.at < began:
        _ask_first(session, entry, take_back)
    else:
        take_back()


def _ask_first(session: Session, entry: EntryView, take_back: Callable[[], None]) -> None:
    words = cut(" ".join(entry.text.split()), 46)
    session.choose_from(
        f"Undo the {entry.kind} of {day(entry.day, session.view.today)}?",
        (("y", f"yes: {words}", True), ("n", "no, keep it", False)),
        first=False,
        then=lambda yes: take_back() if yes else None,
    )
