"""Archiving, restoring and deleting a thesis that is over, each asked for by name or in a menu."""

from __future__ import annotations

from thesis_tui.errors import ThesisError
from thesis_tui.services.deleting import Deleted, deleted_theses, deleted_words, restore_deleted
from thesis_tui.tui.forms.fields import UNDO
from thesis_tui.tui.navigation import another_thesis
from thesis_tui.tui.session import Disposal, Session

_KEYS = "123456789"
"""Of the deleted theses that are offered: the newest ones, the others `thesis-tui restore` has."""


def dispose(session: Session, how: Disposal) -> None:
    """Does `how` with the open thesis; "restore" with one that was deleted."""
    if how != "restore" and not session.can_record():
        return
    try:
        match how:
            case "close" | "reopen" | "delete":
                session.ask(how)
            case "archive":
                session.record(session.desk.archive, lambda _: session.recorded(f"archived: listed no more; {UNDO}"))
            case "unarchive":
                session.record(session.desk.unarchive, lambda _: session.recorded(f"restored from the archive; {UNDO}"))
            case "restore":
                _restore(session)
    except ThesisError as error:
        session.fail(error)


def deleted(session: Session, text: str | None) -> None:
    """Opens another thesis in place of the one that was deleted, and the list of all; None: nothing was."""
    if text is not None:
        session.open_thesis(another_thesis(session.desk))
        session.open_screen(0)
        session.notify(text, timeout=15)


def _restore(session: Session) -> None:
    if session.desk.as_of is not None:
        session.warn(session.desk.read_only_reason)
        return
    places = session.desk.places
    newest: dict[str, Deleted] = {}
    for these in deleted_theses(places):
        newest.setdefault(these.id, these)
    if not newest:
        session.notify("no thesis is deleted; archived ones are in the list of theses: 0, then f")
        return

    def restore(identity: str) -> None:
        session.record(lambda: restore_deleted(places, identity), lambda place: session.open_thesis(place.name))

    choices = [(key, deleted_words(item), item.id) for key, item in zip(_KEYS, newest.values(), strict=False)]
    session.choose_from("Restore a deleted thesis", choices, None, restore)
