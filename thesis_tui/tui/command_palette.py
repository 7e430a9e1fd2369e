"""The command palette: everything that can be done, by name."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from functools import partial
from typing import Any

from textual import events
from textual.app import App, ComposeResult, SystemCommand
from textual.command import CommandInput, CommandList, CommandPalette, SearchIcon
from textual.containers import Horizontal, Vertical
from textual.css.query import NoMatches
from textual.errors import NoWidget
from textual.message import Message
from textual.widgets import LoadingIndicator
from textual.worker import Worker

from thesis_tui.actions import ACTIONS
from thesis_tui.errors import ThesisError
from thesis_tui.model.view import View
from thesis_tui.pages.colours import PALETTES
from thesis_tui.printing.formats import FORMATS, Format, write_dated
from thesis_tui.tui import editor
from thesis_tui.tui.overlay import LeavesOnce, SelectsWhatIsThere
from thesis_tui.tui.session import ADDABLE, ASKED_OF_CLOSED, FormKind, Session

_NOT_THERE = (NoMatches, NoWidget, KeyError, IndexError)
"""Exceptions that Textual's palette (8.2) raises for its parts and lines while they are not there yet, or no more, and
for a click at a place that a smaller terminal no longer has.
"""


_OWN: tuple[tuple[str, FormKind], ...] = (("Add a dividend", "dividend"),)
"""Forms that the menu of `a` has no room for; `e` on a listing has them, too."""


class _Commands(CommandList):
    async def _on_click(self, event: events.Click) -> None:
        event.prevent_default()  # Textual (8.2) calls the handlers of all classes
        with suppress(*_NOT_THERE):  # the list was filled anew since the line under the pointer was drawn
            await super()._on_click(event)


class Palette(SelectsWhatIsThere, LeavesOnce, CommandPalette):
    """Textual's palette, where keys and clicks may come faster than it is laid out or goes: such a one does nothing.

    A command itself runs on the App when the palette is gone, so that nothing of its own is hidden here.
    """

    def compose(self) -> ComposeResult:
        """The same as Textual's, with a list that stands clicks on what is no longer there."""
        with Vertical(id="--container"):
            with Horizontal(id="--input"):
                yield SearchIcon()
                yield CommandInput(placeholder=self._placeholder, select_on_focus=False)
            with Vertical(id="--results"):
                yield _Commands()
                yield LoadingIndicator()

    async def _dispatch_message(self, message: Message) -> None:
        with suppress(*_NOT_THERE):
            await super()._dispatch_message(message)

    def run_worker(self, work: Any, *arguments: Any, **options: Any) -> Worker[Any]:
        """Its searches, which may find it gone."""

        async def search() -> None:
            with suppress(*_NOT_THERE):
                await work()

        return super().run_worker(search, *arguments, **options)

    def _action_command_list(self, action: str) -> None:
        with suppress(*_NOT_THERE):
            super()._action_command_list(action)

    def _action_cursor_down(self) -> None:
        with suppress(*_NOT_THERE):
            super()._action_cursor_down()


def commands(app: App[int], session: Session, about: View | None) -> Iterable[SystemCommand]:
    """The actions that have a name there, what can be added, the exports, and the themes. `about` is the thesis that
    may be closed, archived or deleted from here, None where none is chosen.
    """
    closed = session.view.closed
    stands = {""}
    if about is not None:
        ended = about.closed
        stands |= {"open"} if ended is None else {"ended", "archived" if ended.archived else "closed"}
    for action in ACTIONS:
        if action.palette and action.when in stands:
            words = f"{action.about} ({action.shown})" if action.keys else action.about
            # called later, when the palette is gone: the action runs on the page in front, and that is the palette
            # itself until then
            yield SystemCommand(action.palette, words, partial(app.call_later, app.run_action, f"run('{action.id}')"))
    for item in ADDABLE if closed is None else [item for item in ADDABLE if item.kind in ASKED_OF_CLOSED]:
        yield SystemCommand(f"Add {item.text}", "", partial(session.ask, item.kind))
    for text, kind in _OWN if closed is None else ():
        yield SystemCommand(text, "", partial(session.ask, kind))
    for format_ in FORMATS:
        if format_.palette:
            yield SystemCommand(f"Export: {format_.palette}", format_.about, partial(export, session, format_))
    for name in PALETTES:
        yield SystemCommand(
            f"Theme: {name}", "for this session; config.toml for good", partial(setattr, app, "theme", name)
        )


def export(session: Session, format_: Format) -> None:
    """Writes an export among the data, in place of the day's own, and says where."""
    try:
        path = write_dated(format_, session.desk)
    except ThesisError as error:
        session.fail(error)
        return
    session.notify(f"written to {editor.shown_path(path)}", timeout=20)
