"""The App: screens, keys and themes, and the desk that screens ask. Nothing else."""

from __future__ import annotations

import contextlib
import gc
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar

from msgspec import structs
from textual.binding import Binding, BindingType

from thesis_tui.errors import ThesisError
from thesis_tui.model.figures import counted, cut
from thesis_tui.model.view import Target, View
from thesis_tui.pages.frame import brief
from thesis_tui.pages.glyphs import to_ascii
from thesis_tui.tui.beside import beside
from thesis_tui.tui.dashboard import DashboardScreen
from thesis_tui.tui.messages import PricesAsked
from thesis_tui.tui.page import PageScreen
from thesis_tui.tui.palette import PALETTES, theme_of
from thesis_tui.tui.typing_ahead import TypingAhead

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import date

    from rich.console import RenderableType
    from textual.app import SystemCommand
    from textual.driver import Driver
    from textual.notifications import SeverityLevel
    from textual.screen import Screen

    from thesis_tui.services.desk import Desk
    from thesis_tui.services.inbox import Inbox
    from thesis_tui.services.reading import VerdictWork
    from thesis_tui.storage.settings import Moves
    from thesis_tui.tui.saving import Saving

T = TypeVar("T")
FIRST_REFRESH_SECONDS = 0.3
REFRESH_SECONDS = 60.0
"""How often feeds may be asked; each listing's own pace decides whether it is."""
POLL_SECONDS = 1.0
"""How often the folder is looked at for hand edits."""
SAID_SECONDS = 6.0
"""How long the footer says what was done."""

ACTIONS: dict[str, tuple[str, str]] = {
    "theses": ("0", "open_screen(0)"),
    "dashboard": ("1", "open_screen(1)"), "levels": ("2", "open_screen(2)"),
    "milestones": ("3", "open_screen(3)"), "sources": ("4", "open_screen(4)"),
    "journal": ("5", "open_screen(5)"), "review": ("6,R", "open_screen(6)"),
    "note": ("n", "note"), "milestone_note": ("m", "milestone_note"),
    "add": ("a", "add"), "article": ("i", "article"), "edit": ("e", "edit"), "edit_file": ("E", "edit_file"),
    "retire": ("d", "retire"),
    "undo": ("u", "undo"), "redo": ("U", "redo"), "odds": ("p", "odds"), "refresh": ("r", "refresh"),
    "seen": ("x", "seen"), "source": ("o", "source"), "search": ("slash", "search"), "help": ("question_mark", "help"),
    "today": ("t", "today"), "quit": ("q", "quit"),
}  # fmt: skip
"""What can be done from every screen: its name in `[keys]` of the config, its keys, and Textual's action."""


class ThesisApp(TypingAhead):
    """Shows what the desk's view says; every key that changes something asks the desk and draws again."""

    ENABLE_COMMAND_PALETTE = True
    TITLE = "thesis-tui"
    CSS: ClassVar[str] = """
    Screen { background: $background; overflow: hidden hidden; }
    Toast { background: $raised; color: $foreground; }
    CommandPalette { background: $background 67%; }
    CommandPalette > Vertical { background: $background; margin: 2 4; }
    CommandPalette #--input { border: round $accent; background: $background; }
    CommandPalette #--input.--list-visible { border-bottom: none; }
    CommandPalette SearchIcon { display: none; }
    CommandPalette CommandInput { padding-left: 1; }
    CommandPalette > .command-palette--help-text { color: $muted; text-style: none; }
    CommandList, CommandList:focus {
        border: round $accent; border-top: none; background: $background; scrollbar-size-vertical: 1;
        scrollbar-color: $line; scrollbar-background: $background;
    }
    CommandList > .option-list--option-highlighted { background: $chosen; color: $strong; text-style: none; }
    CommandList:ansi > .option-list--option-highlighted { background: $accent; color: ansi_black; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        *(Binding(keys, action, name, show=False, id=name) for name, (keys, action) in ACTIONS.items()),
        Binding("ctrl+c", "quit", show=False, priority=True),
        Binding("escape", "give_up", show=False, priority=True),
    ]

    def __init__(
        self,
        desk: Desk,
        *,
        ascii_only: bool = False,
        first_look: bool = False,
        first_view: View | None = None,
        driver_class: type[Driver] | None = None,
    ) -> None:
        """With a `first_view` that is what is painted first, and the whole thesis is read beside it."""
        super().__init__(driver_class=driver_class)
        self.desk = desk
        self.first_look = first_look
        self._then: Desk | None = None
        self._inbox: Inbox | None = None
        self.opened = desk.now()
        """When this sitting with the thesis began."""
        self.palette: str = desk.settings.theme
        self.moves: Moves = "plain" if self.no_color else desk.settings.moves
        self.ascii_only = ascii_only
        self._first = first_view
        self._whole: View = first_view or self._judged()
        self.said = ""
        self.feeds_state = ""
        self._fetching = False
        self._said_count = 0
        self._trouble = ""
        self._problems: set[str] = set()
        for name in PALETTES:
            self.register_theme(theme_of(name))
        self.theme = self.palette
        if desk.settings.keys:
            self.set_keymap(desk.settings.keys)

    def get_default_screen(self) -> Screen[None]:
        return DashboardScreen()

    def on_mount(self) -> None:
        if self._first is not None:
            self.call_after_refresh(self.run_worker, self._read_whole(), group="whole", exit_on_error=True)
            return
        self._begin()

    def _begin(self) -> None:
        # Years of entries are no garbage: reading them is not slowed by looking for some, nor is any later key.
        gc.freeze()
        gc.enable()
        self._tell_problems()
        self.set_interval(POLL_SECONDS, self._poll)
        if self._online:
            # the first paint never waits for the network, nor for what speaks to it
            self.set_timer(FIRST_REFRESH_SECONDS, self.refresh_prices)
            self.set_interval(REFRESH_SECONDS, self.refresh_prices)

    async def _read_whole(self) -> None:
        """After the first paint: everything, in place of the part that was painted."""
        with contextlib.suppress(ThesisError):  # said by whoever wants the view
            await beside(self.desk.view)
        if self._first is not None:
            self._take_whole()
        self.redraw()
        self._begin()

    def _take_whole(self) -> None:
        self._first = None
        try:
            self._whole = self._judged()
        except ThesisError as error:
            self.trouble(str(error))

    @property
    def view(self) -> View:
        """The thesis, whole: where it is still being read this waits for it."""
        if self._first is not None:
            self._take_whole()
        return self._whole

    @property
    def shown(self) -> View:
        """What the first screen draws: the whole thesis, or before it has been read what was kept of it."""
        return self._first or self._whole

    @property
    def _online(self) -> bool:
        return not (self.desk.offline or self.desk.settings.offline or self.desk.as_of)

    @property
    def other_keys(self) -> dict[str, str]:
        """The user's own keys by the ones they stand for, as screens name them."""
        mine = self.desk.settings.keys
        shown = {"slash": "/", "question_mark": "?", "escape": "esc"}
        return {
            shown.get(keys.split(",")[0], keys.split(",")[0]): mine[name]
            for name, (keys, _) in ACTIONS.items()
            if name in mine
        }

    @property
    def foot(self) -> str:
        """The footer's right end: what was just done, else how the prices stand, "" for the view's own word."""
        if self._trouble:
            return f"unreadable; shown as of {self.view.now:%H:%M}"
        if self.said:
            return self.said
        if self._fetching:
            return "fetching prices …  esc stops"
        count = len(self.shown.problems)
        if count:
            return f"{counted(count, 'fault')} in the files, see 6"
        return brief(self.feeds_state, self.size.width)

    def _watch_theme(self, theme_name: str) -> None:
        if theme_name in PALETTES:
            self.palette = theme_name
        super()._watch_theme(theme_name)

    def _fatal_error(self) -> None:
        """A fault of the program ends the app at once; `run` raises it again, and a report is written. (Textual
        would print every variable, the user's journal among them, and take minutes over it.)
        """
        self.keep_drafts()
        self.bell()
        self._close_messages_no_wait()

    def keep_drafts(self) -> None:
        """Every way out passes here, while screens still hold what was typed: each that has a `keep_draft` (a form) is
        asked to. One that cannot must not keep the others, or the way out, from theirs.
        """
        for screen in self.screen_stack:
            keep = getattr(screen, "keep_draft", None)
            if keep is not None:
                with contextlib.suppress(Exception):
                    keep()

    # what is shown

    def _poll(self) -> None:
        """Hand edits, entries of another program and a new day show within seconds."""
        try:
            # files that came back as they were have not changed
            if self._trouble or self.desk.changed():
                self.reload()
        except ThesisError as error:
            self.trouble(str(error))

    def _judged(self) -> View:
        """The desk's view, or that of the day stepped to. In the session of the first look nothing is said to
        have been looked at before.
        """
        if self._then is not None:
            return self._then.view()
        view = self.desk.view()
        if self.first_look and not view.changes:
            return structs.replace(view, looked=None)
        return view

    def verdict_work(self) -> VerdictWork:
        """What works out how the verdicts of the view shown came to be. Raises ThesisError while the files cannot
        be read.
        """
        return (self._then or self.desk).verdict_work()

    def show_as_of(self, then: date | None) -> None:
        """Every screen shows the thesis as it was known at the end of `then`; None is today again."""
        if then is None or then >= self.desk.today:
            self._then = None
        else:
            desk = self.desk
            self._then = type(desk)(
                places=desk.places, settings=desk.settings, thesis=desk.id, clock=desk.now, as_of=then, offline=True
            )
        self.reload()

    def action_today(self) -> None:
        """Back from a day gone by."""
        if self._then is not None:
            self.show_as_of(None)

    def step_day(self, step: int) -> None:
        """To the nearest day before or after the one shown on which something was recorded or added."""
        today = self.desk.view()
        days = sorted({entry.entry.at.astimezone(today.now.tzinfo).date() for entry in today.journal}
                      | {source.source.source.visible_from for source in today.sources})  # fmt: skip
        here = self.view.today
        later = [day for day in days if day > here]
        before = [day for day in days if day < here]
        if step < 0 and before:
            self.show_as_of(before[-1])
        elif step > 0:
            self.show_as_of(later[0] if later else None)

    def _tell_problems(self) -> None:
        """Says once of each fault in the files that it is there; the review has them all."""
        new = [problem.text for problem in self.view.problems if problem.text not in self._problems]
        self._problems = {problem.text for problem in self.view.problems}
        if new:
            more = f" (and {len(new) - 1} more: 6 names them)" if len(new) > 1 else ""
            self.notify(f"{cut(new[0], 300)}{more}", title="not all is read", severity="warning", timeout=15,
                        markup=False)  # fmt: skip

    def reload(self) -> None:
        """Reads what changed and draws the open screens again."""
        try:
            self._first, self._whole = None, self._judged()
        except ThesisError as error:
            self.trouble(str(error))
            return
        if self._trouble:
            self._trouble = ""
            self.said = ""
            self.notify("the files can be read again", timeout=5, markup=False)
        self._tell_problems()
        self.redraw()

    def redraw(self) -> None:
        for screen in self.screen_stack:
            if isinstance(screen, PageScreen):
                screen.redraw()

    def trouble(self, message: str) -> None:
        """Says once what is wrong with a file; what was last read stays on the screen."""
        if message != self._trouble:
            self._trouble = message
            self.redraw()
            self.notify(message, title="a file cannot be read", severity="error", timeout=15, markup=False)

    def say(self, text: str) -> None:
        """Says in the footer what was done, for a few seconds."""
        self.said = text
        self._said_count += 1
        count = self._said_count

        def forget() -> None:
            if count == self._said_count:
                self.said = ""
                self.redraw()

        self.set_timer(SAID_SECONDS, forget)
        self.redraw()

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

    def sign(self, text: str) -> str:
        """`text` with its signs as this terminal can draw them."""
        return to_ascii(text) if self.ascii_only else text

    def fault(self, error: ThesisError) -> None:
        self.notify(cut(str(error), 300), severity="warning", timeout=8, markup=False)

    def take(self, desk: Desk, *, first_look: bool) -> None:
        """Goes over to another thesis: what is open of this one is closed, and the feeds are asked for that one."""
        self._stop_fetching()
        self.desk, self.first_look, self._then = desk, first_look, None
        self.opened = desk.now()
        self.said = self.feeds_state = self._trouble = ""
        self._first, self._whole = None, self._judged()
        self._leave_all()
        if isinstance(self.screen, PageScreen):
            self.screen.begin_again()
        if self._online:
            self.refresh_prices()

    # screens

    def action_open_screen(self, number: int) -> None:
        self.open_screen(number)

    def open_screen(self, number: int, target: Target | None = None) -> None:
        """Opens one of the six screens, with 0 the list of theses. Above the dashboard there is at most a screen and
        what it opened.
        """
        from thesis_tui.tui.screens import screen_for

        self._leave_all()
        if number != 1:
            self.push_screen(screen_for(number, target))

    def _leave_all(self) -> None:
        while len(self.screen_stack) > 1:
            self.pop_screen()

    def open_target(self, target: Target) -> None:
        """Opens what a line speaks of."""
        from thesis_tui.tui.screens import screen_of

        try:
            screen = screen_of(self.view, target)
        except ThesisError as error:
            self.fault(error)
            return
        if screen is not None:
            self.push_screen(screen)

    def action_leave(self) -> None:
        """Stops what was asked for and is under way, else goes back."""
        if self._fetching:
            self._stop_fetching()
            self.say("stopped; prices are as they were")
        elif len(self.screen_stack) > 1:
            self.pop_screen()

    # recording

    @property
    def target(self) -> Target | None:
        return self.screen.target if isinstance(self.screen, PageScreen) else None

    def can_record(self) -> bool:
        reason = self._unsaved_words or self.desk.read_only_reason
        if isinstance(self.screen, PageScreen) and not self.screen.records:
            reason = "this is the list of all theses; enter opens one, and there things can be recorded"
        elif self._then is not None:
            reason = "this is the thesis as it was; t shows today, where things can be recorded"
        if reason:
            self.notify(reason, severity="warning", timeout=8, markup=False)
        return not reason

    def record(
        self,
        do: Callable[[], T],
        done: Callable[[T], None],
        failed: Callable[[ThesisError], None] | None = None,
        waits: Callable[[str, bool], None] | None = None,
    ) -> None:
        """Every screen records through this, one thing at a time: `do` records, `done` gets what it returns once that
        is on the disk, `failed` why it is not. While another program writes or the disk is slow, keys are answered
        and `waits` is told what is waited for, and whether that can be given up; the footer says it otherwise.
        """
        from thesis_tui.tui.saving import Saving

        if self._unsaved_words:
            self.notify(self._unsaved_words, severity="warning", timeout=8, markup=False)
            return

        def refused(error: ThesisError) -> None:
            self._say_waiting("")
            (failed or self.fault)(error)

        def ended(result: T) -> None:
            self._say_waiting("")
            done(result)

        self._saving = Saving(self, do, ended, refused, waits or (lambda said, _: self._say_waiting(said)))
        self._saving.begin()

    _saving: Saving[Any] | None = None

    @property
    def _unsaved_words(self) -> str:
        return "" if self._saving is None else self._saving.unsaved_words

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action == "give_up":
            return self._saving is not None and self._saving.waiting
        return super().check_action(action, parameters)

    def action_give_up(self) -> None:
        """`esc` while another program is writing: nothing is recorded."""
        if self._saving is not None:
            self._saving.give_up()

    def _say_waiting(self, said: str) -> None:
        """Says in the footer what is waited for, until it is over."""
        if said != self._waiting:
            if said or self.said == self._waiting:
                self.said = said
                self._said_count += 1
                self.redraw()
            self._waiting = said

    _waiting = ""

    def recorded(self, said: str | None) -> None:
        """What a form or a key recorded shows, and is said; nothing was where it is None."""
        if said is not None:
            self.reload()
            self.say(said)

    def ask(self, kind: str, target: Target | None = None, extra: str = "") -> None:
        """Opens the form for a kind of entry, for `target` or what is focused."""
        from thesis_tui.tui import asking

        asking.ask(self, kind, target, extra)

    @property
    def inbox(self) -> Inbox:
        """The inbox of the thesis on the screen."""
        from thesis_tui.services.inbox import Inbox

        if self._inbox is None or self._inbox.desk is not self.desk:
            self._inbox = Inbox(self.desk)
        return self._inbox

    def action_article(self) -> None:
        """Asks for an article and opens it."""
        from thesis_tui.tui.bringing_in import article_form

        if self.can_record():
            self.push_screen(article_form(self.inbox), lambda name: self.open_article(name) if name else None)

    def open_article(self, name: str) -> None:
        """Opens an article by its name in the inbox, or its address."""
        from thesis_tui.tui.article import ArticleScreen

        self.reload()
        self.push_screen(ArticleScreen(name))

    def action_note(self) -> None:
        self.ask("note")

    def action_milestone_note(self) -> None:
        from thesis_tui.tui import asking

        asking.note_on_milestone(self)

    def action_odds(self) -> None:
        self.ask("odds")

    def action_add(self) -> None:
        from thesis_tui.tui import asking

        asking.add(self)

    def action_edit(self) -> None:
        from thesis_tui.tui import asking

        asking.edit(self)

    def action_retire(self) -> None:
        """Hides what is focused; undo brings it back. A criterion wants a reason."""
        from thesis_tui.tui.targets import title_of

        target, desk = self.target, self.desk
        if target is None or not self.can_record():
            return
        if target.kind == "criterion":
            self.ask("retire", target)
            return
        name = title_of(self.view, target)
        self.record(lambda: desk.retire(target), lambda _: self.recorded(f"retired {name}; u brings it back"))

    def action_undo(self) -> None:
        self.undo()

    def undo(self, then: Callable[[], None] = lambda: None) -> None:
        """Takes back the newest entry; `then` is called when it is taken back."""
        from thesis_tui.tui.undoing import undo

        undo(self, then)

    def action_redo(self) -> None:
        if self.can_record():
            self.record(self.desk.redo, lambda back: self.recorded(f"brought back {back}"))

    def action_seen(self) -> None:
        """Marks what changed as seen: the line in focus on the dashboard's list, else all of it."""
        if not self.can_record():
            return
        screen, desk = self.screen, self.desk
        ids = screen.changes_in_focus() if isinstance(screen, DashboardScreen) else None

        def seen(_: None) -> None:
            self.first_look = False
            self.recorded("marked as seen")

        self.record(lambda: desk.mark_seen(ids), seen)

    def refresh_prices(self, *, by_hand: bool = False) -> None:
        """Asks the feeds in the background; one round at a time."""
        from thesis_tui.tui.refreshing import refresh_prices

        self.run_worker(refresh_prices(self, by_hand=by_hand), group="prices", exclusive=by_hand, exit_on_error=False)

    def _stop_fetching(self) -> None:
        self.workers.cancel_group(self, "prices")
        self._fetching = False

    def on_prices_asked(self, message: PricesAsked) -> None:
        """What feeds gave is drawn, unless another thesis was opened meanwhile; how they stand is said in the footer,
        what the user must know in words.
        """
        if message.thesis not in ("", self.desk.id):
            return
        self.feeds_state = message.state
        if self._fetching:
            self._fetching = False
            if brief(message.state, self.size.width) != message.state:
                self.notify(message.state, timeout=8, markup=False)
        for text in message.news:
            self.notify(text, timeout=15, markup=False)
        self.reload()

    def action_refresh(self) -> None:
        """Reads the files again and fetches prices."""
        self.reload()
        if self._online:
            self._fetching = True
            self.said = ""
            self.refresh_prices(by_hand=True)
            self.redraw()
        else:
            self.say("read again; offline, no price is fetched")

    def action_edit_file(self) -> None:
        """Opens the file behind what is focused in the user's editor, at its line, and reads it on return."""
        from thesis_tui.tui.editor import edit

        target = self.target or Target("thesis", self.view.id)
        edit(self, target)

    def action_source(self) -> None:
        """Opens the web address of the source in focus; http and https only."""
        from thesis_tui.tui.targets import address_of

        address = address_of(self.view, self.target)
        if address:
            self.open_url(address)
            self.say(f"opened {address}")
        else:
            self.notify("no web address is known for this", timeout=5, markup=False)

    def action_search(self) -> None:
        from thesis_tui.tui.screens import JournalScreen

        if isinstance(self.screen, JournalScreen):
            self.screen.begin_search()
            return
        self.open_screen(5)

        def begin() -> None:
            if isinstance(self.screen, JournalScreen):
                self.screen.begin_search()

        self.call_after_refresh(begin)

    def action_help(self) -> None:
        from thesis_tui.pages.help_page import about
        from thesis_tui.tui.editor import shown_path
        from thesis_tui.tui.help import HelpScreen

        if isinstance(self.screen, PageScreen):
            screen = self.screen
            said = about(screen.title_words, shown_path(self.desk.folder), self.other_keys)
            self.push_screen(HelpScreen(screen.title_words, *screen.help_keys(), said))

    def exit(self, result: int | None = None, return_code: int = 0, message: RenderableType | None = None) -> None:
        """Ends the program, whoever asks for it: what is being typed stays as a draft."""
        self.keep_drafts()
        super().exit(result, return_code, message)

    async def action_quit(self) -> None:
        self.exit(0)

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        from thesis_tui.tui.commands import commands

        return commands(self)
