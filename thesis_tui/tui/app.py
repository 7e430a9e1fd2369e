"""The App: it registers keys and themes and holds the session that screens ask. Nothing else."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Iterable
from typing import ClassVar

from rich.console import RenderableType
from textual.app import SystemCommand
from textual.driver import Driver
from textual.notifications import SeverityLevel
from textual.screen import Screen

from thesis_tui.actions import BY_ID
from thesis_tui.model.view import View
from thesis_tui.pages.colours import PALETTES
from thesis_tui.services.desk import Desk
from thesis_tui.storage.settings import Moves
from thesis_tui.tui.command_palette import Palette, commands
from thesis_tui.tui.key_queue import KeyQueue
from thesis_tui.tui.keys import RunsActions
from thesis_tui.tui.live_session import LiveSession
from thesis_tui.tui.open_thesis import OpenThesis
from thesis_tui.tui.page_screen import PageScreen
from thesis_tui.tui.screens.dashboard import DashboardScreen
from thesis_tui.tui.session import Session
from thesis_tui.tui.theme import APP_CSS, theme_of

LEAVE_AGAIN_SECONDS = 3.0
"""A second ctrl+c within this time ends the program."""


class ThesisApp(RunsActions, KeyQueue):
    """Shows a thesis. Keys run the actions of the table on the page in front, which asks the session."""

    place = "app"
    ENABLE_COMMAND_PALETTE = True
    COMMAND_PALETTE_BINDING = BY_ID["palette"].keys
    TITLE = "thesis-tui"
    CSS: ClassVar[str] = APP_CSS

    def __init__(
        self,
        desk: Desk,
        *,
        ascii_only: bool = False,
        first_look: bool = False,
        first_view: View | None = None,
        driver_class: type[Driver] | None = None,
    ) -> None:
        """With a `first_view` that is what is painted first, and the whole thesis is read in the background."""
        super().__init__(driver_class=driver_class)
        thesis = OpenThesis(desk, first_look=first_look, first_view=first_view)
        self._live = LiveSession(self, thesis, ascii_only=ascii_only)
        self.session: Session = self._live
        self.palette: str = desk.settings.theme
        # NO_COLOR makes greys of all colours (Textual 8.2), in which the green of a rise and the red of a fall are
        # alike
        self.moves: Moves = "plain" if self.no_color else desk.settings.moves
        self.ascii_only = ascii_only
        for name in PALETTES:
            self.register_theme(theme_of(name))
        self.theme = self.palette
        if desk.settings.keys:
            self.set_keymap(desk.settings.keys)

    def get_default_screen(self) -> Screen[None]:
        # as the first of all, not pushed over an empty one that Textual would mount and paint before it
        return DashboardScreen()

    def on_mount(self) -> None:
        self._live.begin()

    # keys

    def action_run(self, identity: str) -> None:
        """Runs an action of the table on the page in front; those placed at the App on the App."""
        action = BY_ID[identity]
        if action.place == "app":
            action.run(self)
        elif isinstance(self.screen, PageScreen):
            action.run(self.screen)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action == "run" and parameters == ("give_up",):
            return self._live.can_give_up  # else esc is the screen's
        return super().check_action(action, parameters)

    def interrupt(self) -> None:
        """`ctrl+c` copies what is selected with the mouse or in a field; where nothing is, a second one leaves."""
        # fields of one line and of several have it; asking for their classes would load them at start
        in_field: str = getattr(self.focused, "selected_text", "")
        selected = self.screen.get_selected_text() or in_field
        if selected:
            self.session.copy(selected, "what is selected")
            self.screen.clear_selection()
        elif time.monotonic() - self._interrupted < LEAVE_AGAIN_SECONDS:
            self.exit(0)
        else:
            self._interrupted = time.monotonic()
            self.session.notify("nothing selected to copy; ctrl+c again to quit", timeout=LEAVE_AGAIN_SECONDS)

    # the clock may begin at nought: the first press is never a second one
    _interrupted = -LEAVE_AGAIN_SECONDS

    def action_command_palette(self) -> None:
        if not isinstance(self.screen, Palette):
            self.push_screen(Palette())  # Textual's id for it (8.2) is taken until the one before is gone

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        about = screen.disposable if isinstance(screen, PageScreen) else self.session.view
        return commands(self, self.session, about)

    # colours and notifications

    def _watch_theme(self, theme_name: str) -> None:
        # blocks are drawn by `palette`: a theme that the command palette sets is taken over as well
        if theme_name in PALETTES:
            self.palette = theme_name
        super()._watch_theme(theme_name)

    def notify(
        self,
        message: str,
        *,
        title: str = "",
        severity: SeverityLevel = "information",
        timeout: float | None = None,
        markup: bool = True,
    ) -> None:
        """Says it in a corner; what is said there already is not said twice, only longer."""
        for note in list(self._notifications):
            if (note.message, note.title) == (message, title):
                self._unnotify(note)
        super().notify(message, title=title, severity=severity, timeout=timeout, markup=markup)

    # leaving

    def exit(self, result: int | None = None, return_code: int = 0, message: RenderableType | None = None) -> None:
        """Ends the program, whoever asks for it: what is being typed stays as a draft."""
        self.keep_drafts()
        super().exit(result, return_code, message)

    async def action_quit(self) -> None:
        self.exit(0)

    def keep_drafts(self) -> None:
        """Every way out passes here, while screens still hold what was typed: each that has a `keep_draft` (a form) is
        asked to. One that cannot must not keep the others, or the way out, from theirs.
        """
        for screen in self.screen_stack:
            keep = getattr(screen, "keep_draft", None)
            if keep is not None:
                with contextlib.suppress(Exception):
                    keep()

    def _fatal_error(self) -> None:
        """A fault of the program ends the app at once; `run` raises it again, and a report is written: Textual
        would print every variable, the user's journal among them, and take minutes over it.
        """
        self.keep_drafts()
        self.bell()
        self._close_messages_no_wait()
