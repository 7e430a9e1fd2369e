"""The session that the App holds: what the footer says, where the screens go, and what they can ask for.

It is long because it is the one face of the program that screens and forms know (the protocol in session.py); what each
of its methods begins stands in a module of its own, most of them loaded when first used (lazy.py).
"""

from __future__ import annotations

import asyncio
import contextlib
import gc
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, TypeVar, cast

from textual.app import App
from textual.notifications import SeverityLevel

from thesis_tui.actions import BY_ID
from thesis_tui.errors import ThesisError
from thesis_tui.model.figures import counted, cut
from thesis_tui.model.view import Target, View
from thesis_tui.pages import help_page
from thesis_tui.pages.closing import closed_words
from thesis_tui.pages.frame import brief
from thesis_tui.pages.glyphs import to_ascii
from thesis_tui.services.desk import Desk
from thesis_tui.services.loaded_thesis import VerdictWork
from thesis_tui.tui import editor, lazy, targets
from thesis_tui.tui import undo as undoing
from thesis_tui.tui.background import in_background
from thesis_tui.tui.footer_message import FooterMessage
from thesis_tui.tui.open_thesis import OpenThesis
from thesis_tui.tui.page_screen import PageScreen
from thesis_tui.tui.price_refresh import PriceRefresh
from thesis_tui.tui.recorder import Recorder
from thesis_tui.tui.session import ASKED_OF_CLOSED, Disposal, FormKind
from thesis_tui.tui.source_fetch import EvidenceFetch

if TYPE_CHECKING:
    from thesis_tui.services.inbox import Inbox

T = TypeVar("T")
LOOK_SECONDS = 1.0
"""How often the folder is looked at for hand edits, entries of another program and a new day."""


class _Coloured(Protocol):
    """An App by its colours."""

    theme: str
    palette: str
    moves: str


class LiveSession:
    """Does for screens, forms and workers what they ask for; tui/session.py says what each thing is."""

    def __init__(self, app: App[int], thesis: OpenThesis, *, ascii_only: bool) -> None:
        self.ascii_only = ascii_only
        self._app = app
        self._hold(thesis)
        self._recorder = Recorder(app)
        self._inbox: Inbox | None = None
        self._footer = FooterMessage(app, self.redraw)
        self._evidence = EvidenceFetch(app, self)
        self._feeds = PriceRefresh(app, self, lambda by_hand: self._evidence.ask(by_hand=by_hand))

    # beginning

    def begin(self) -> None:
        """Called once the first screen has been painted: reads the rest, and begins what goes on by itself."""
        if self.thesis.is_whole:
            self._begin()
        else:
            # once it is on the terminal: reading years of entries takes the processor from the painting
            self._app.call_after_refresh(self._app.run_worker, self._read_whole(), group="whole", exit_on_error=True)

    async def _read_whole(self) -> None:
        """Reads everything, in place of the part that was painted."""
        with contextlib.suppress(ThesisError):  # told by whoever wants the view
            await in_background(self.desk.view)
        self._app.call_later(self._show_whole)

    def _show_whole(self) -> None:
        self.thesis.view  # noqa: B018  (takes what was read)
        self.redraw()
        self._begin()

    def _begin(self) -> None:
        # Years of entries are no garbage: reading them is not slowed by looking for some, nor is any later key.
        gc.freeze()
        gc.enable()
        self._tell_problems()
        self._app.run_worker(self._watch_folder(), group="folder")
        if self._online:
            self._feeds.begin()
            self._evidence.begin()

    async def _watch_folder(self) -> None:
        """Looks in the background: a look is a `stat` of every file, and a thousand of them each second on a slow
        disk would be felt at the keys.
        """
        while True:
            await asyncio.sleep(LOOK_SECONDS)
            try:
                changed = await in_background(self.desk.changed)
            except (ThesisError, OSError):
                changed = True  # reading it says what is wrong
            # files that came back as they were have not changed
            if changed or self.thesis.fault:
                self._app.call_later(self.reload)

    def take(self, desk: Desk, *, first_look: bool) -> None:
        """Goes over to another thesis: what is open of this one is closed, and the feeds are asked for that one."""
        self._feeds.stop()
        self._evidence.stop()
        self._hold(OpenThesis(desk, first_look=first_look))
        self._footer.clear()
        self._feeds.state = ""
        self._leave_all()
        if isinstance(self._app.screen, PageScreen):
            self._app.screen.begin_again()
        if self._online:
            self._feeds.ask()

    def _hold(self, thesis: OpenThesis) -> None:
        self.thesis = thesis
        thesis.tell_fault = self._tell_trouble

    # what is shown

    @property
    def desk(self) -> Desk:
        return self.thesis.desk

    @property
    def view(self) -> View:
        return self.thesis.view

    @property
    def first_view(self) -> View:
        return self.thesis.first_view

    @property
    def _online(self) -> bool:
        # as of a day nothing is written, and what a feed would answer is of later
        return not (self.desk.offline or self.desk.settings.offline or self.desk.as_of)

    @property
    def page(self) -> PageScreen | None:
        """The page in front, None while something stands over it."""
        stack = self._app.screen_stack  # empty once the program is ending
        return stack[-1] if stack and isinstance(stack[-1], PageScreen) else None

    @property
    def target(self) -> Target | None:
        return self.page.target if self.page is not None else None

    @property
    def message(self) -> str:
        return self._footer.text

    @property
    def status(self) -> str:
        if self.thesis.fault:
            return f"unreadable; shown as of {self.view.now:%H:%M}"
        if self._footer.text:
            return self._footer.text
        if self._feeds.fetching:
            return "fetching prices …  esc stops"
        if self._evidence.progress:
            # the key is named where it does that: elsewhere it leads back
            stops = "  esc stops" if self._stops_evidence else ""
            return f"{cut(f'asking {self._evidence.progress}', max(20, self._app.size.width // 3))}{stops}"
        count = len(self.first_view.problems)
        if count:
            return f"{counted(count, 'fault')} in the files, see 6"
        return brief(self._feeds.state, self._app.size.width)

    @property
    def review_begun(self) -> str:
        desk = self.desk
        if desk.as_of is not None or not (desk.places.state / f"review-{desk.id}.json").exists():
            return ""  # the review's own module is loaded only where one was begun
        begun = lazy.review.begun(desk.places.state, desk.id, desk.now())
        return f"{begun[0]} of {begun[1]}" if begun is not None else ""

    @property
    def _stops_evidence(self) -> bool:
        """Whether `esc` stops what is asked: where the user waits for it, or there is nothing to go back from."""
        return self._evidence.running and (self._evidence.by_hand or len(self._app.screen_stack) == 1)

    @property
    def own_keys(self) -> dict[str, str]:
        """The user's own keys, by the ids of the actions; what is no action's id is told with the settings' faults."""
        return {identity: key for identity, key in self.desk.settings.keys.items() if identity in BY_ID}

    @property
    def inbox(self) -> Inbox:
        if self._inbox is None or self._inbox.desk is not self.desk:
            self._inbox = lazy.inbox.Inbox(self.desk)
        return self._inbox

    def verdict_work(self) -> VerdictWork:
        return self.thesis.verdict_work()

    def sign(self, text: str) -> str:
        return to_ascii(text) if self.ascii_only else text

    def reload(self) -> None:
        """Reads what changed and draws the open screens again."""
        try:
            self.thesis.read()
        except ThesisError as error:
            self._tell_trouble(str(error))
            return
        # in this order: what is wrong outlives everything, what the user just did comes before what goes on by itself
        if self.thesis.fault:
            self.thesis.fault = ""
            self._footer.clear()
            self.notify("the files can be read again")
        self._tell_problems()
        self.redraw()

    def redraw(self) -> None:
        # those below the one in front as well: none of them is drawn anew when it is gone back to
        for screen in self._app.screen_stack:
            if isinstance(screen, PageScreen):
                screen.redraw()

    # telling

    def say(self, text: str) -> None:
        self._footer.say(text)

    def notify(
        self, text: str, *, title: str = "", severity: SeverityLevel = "information", timeout: float = 5
    ) -> None:
        self._app.notify(text, title=title, severity=severity, timeout=timeout, markup=False)

    def warn(self, text: str) -> None:
        self.notify(text, severity="warning", timeout=8)

    def fail(self, error: ThesisError) -> None:
        self.warn(cut(str(error), 300))

    def _tell_trouble(self, text: str) -> None:
        """Tells once what is wrong with a file; what was last read stays on the screen."""
        if text != self.thesis.fault:
            self.thesis.fault = text
            self.redraw()
            self.notify(text, title="a file cannot be read", severity="error", timeout=15)

    def _tell_problems(self) -> None:
        """Tells once of each fault in the files that it is there; the review has them all."""
        new = self.thesis.new_problems()
        if new:
            more = f" (and {len(new) - 1} more: 6 names them)" if len(new) > 1 else ""
            self.notify(f"{cut(new[0], 300)}{more}", title="not all is read", severity="warning", timeout=15)

    def copy(self, text: str, what: str) -> None:
        self._app.copy_to_clipboard(text)
        self.say(f"copied{f' {what}' if what else ''}, if your terminal lets programs copy")

    # going elsewhere

    def open_screen(self, number: int, target: Target | None = None) -> None:
        """Opens one of the six screens, with 0 the list of theses. Above the dashboard there is at most a screen and
        what it opened.
        """
        self._leave_all()
        if number != 1:
            self._app.push_screen(lazy.navigation.screen_for(number, target))

    def _leave_all(self) -> None:
        while len(self._app.screen_stack) > 1:
            self._app.pop_screen()

    def open(self, target: Target) -> None:
        try:
            screen = lazy.navigation.screen_of(self.view, target)
        except ThesisError as error:
            self.fail(error)
            return
        if screen is not None:
            self._app.push_screen(screen)

    def open_article(self, name: str) -> None:
        """Opens an article by its name in the inbox, or its address."""
        self.reload()
        self.open(Target("inbox", name))

    def open_thesis(self, identity: str) -> None:
        """Goes over to another thesis; one that cannot be read is said, and what is open stays."""
        if identity == self.desk.id:
            self.open_screen(1)
            return
        try:
            desk, first_look, did = lazy.navigation.other_desk(self.desk, identity)
        except ThesisError as error:
            self.fail(error)
            return
        # only once it could be read: the next start must not open one that cannot
        desk.remember_open()
        self.take(desk, first_look=first_look)
        for text in did:
            self.notify(text, timeout=6)

    def open_address(self, target: Target | None) -> None:
        """Opens the web address of a source; http and https only."""
        address = targets.address_of(self.view, target)
        if address:
            self._app.open_url(address)
            self.say(f"opened {address}")
        else:
            self.notify("no web address for this")

    def leave(self) -> PageScreen | None:
        if self._feeds.fetching:
            self._feeds.stop()
            self.say("stopped; prices unchanged")
        elif self._stops_evidence:
            self._evidence.stop()
            self.say("stopped; what came is kept, the rest comes later")
        elif len(self._app.screen_stack) > 1:
            self._app.pop_screen()
        return self.page

    def search(self) -> None:
        """Searches the journal, which is opened for it."""
        if not lazy.navigation.begin_search(self.page):
            self.open_screen(5)
            # once it is mounted: before that a page does not draw itself anew
            self._app.call_after_refresh(lambda: lazy.navigation.begin_search(self.page))

    def show_help(self) -> None:
        page = self.page
        if page is not None:
            names = {BY_ID[identity].shown: key for identity, key in self.own_keys.items()}
            about = help_page.about(page.title_words, editor.shown_path(self.desk.folder), names)
            screen = lazy.help.HelpScreen(page.title_words, *page.help_keys(), about)
            self._app.push_screen(screen, lambda key: page.press_key(key) if key else None)

    def show_as_of(self, day: date | None) -> None:
        """Every screen shows the thesis as it was known at the end of `day`; None is today again."""
        if day is not None or self.thesis.is_past:
            self.thesis.show_as_of(day)
            self.reload()

    def step_day(self, step: int) -> None:
        """To the nearest day before or after the one shown on which something was recorded or added."""
        day = self.thesis.neighbouring_day(step)
        if step > 0 or day != self.view.today:
            self.show_as_of(day)

    def quit(self) -> None:
        self._app.exit(0)

    # recording

    def can_record(self) -> bool:
        reason = self._recorder.unsaved_words or self.desk.read_only_reason
        if self.page is not None and not self.page.records:
            reason = "this is the list of all theses; enter to open one and record there"
        elif self.thesis.is_past:
            reason = "this is the thesis as it was then; t to go to today and record"
        if reason:
            self.warn(reason)
        return not reason

    def _is_open(self) -> bool:
        """Whether the thesis takes entries; says what a closed one takes."""
        if self.view.closed is not None:
            words = f"{closed_words(self.view.closed)}; n writes a note, ctrl+p opens the thesis again"
            self.warn(words)
        return self.view.closed is None

    def record(
        self,
        do: Callable[[], T],
        done: Callable[[T], None],
        failed: Callable[[ThesisError], None] | None = None,
        waits: Callable[[str, bool], None] | None = None,
    ) -> None:
        if self._recorder.unsaved_words:
            self.warn(self._recorder.unsaved_words)
            return

        def refused(error: ThesisError) -> None:
            self._footer.wait("")
            (failed or self.fail)(error)

        def ended(result: T) -> None:
            self._footer.wait("")
            done(result)

        self._recorder.record(self.desk, do, ended, refused, waits or (lambda text, _: self._footer.wait(text)))

    @property
    def can_give_up(self) -> bool:
        """Whether `esc` gives up what is waited for."""
        return self._recorder.can_give_up

    def give_up(self) -> None:
        self._recorder.give_up()

    def recorded(self, text: str | None) -> None:
        if text is not None:
            self.reload()
            self.say(text)

    def _recorded_pillar(self, before: set[str], text: str | None) -> None:
        """Shows the pillar that was added: what comes next, its criterion, is about it."""
        self.recorded(text)
        added = next((pillar.pillar.id for pillar in self.view.pillars if pillar.pillar.id not in before), None)
        if added is not None and self.page is not None:
            # its panel is mounted by then
            self._app.call_after_refresh(self.page.choose, Target("pillar", added))

    def ask(self, kind: FormKind, target: Target | None = None) -> None:
        about = target or self.target
        if kind == "article":
            self.import_article()
        elif kind == "article again" and about is not None:
            inbox = self.inbox
            self.record(lambda: inbox.put_back(about.id), self.open_article)
        elif self.can_record() and (kind in ASKED_OF_CLOSED or self._is_open()):
            try:
                form = lazy.entry_forms.build(self.desk, kind, about)
            except ThesisError as error:
                self.fail(error)
            else:
                done = self.recorded
                if kind == "delete":
                    done = partial(lazy.disposal.deleted, self)
                elif kind == "pillar":
                    done = partial(self._recorded_pillar, {pillar.pillar.id for pillar in self.view.pillars})
                self._app.push_screen(form, done)

    def ask_what_to_add(self) -> None:
        if self.can_record() and self._is_open():
            lazy.entry_forms.ask_what_to_add(self, self.page.number if self.page else 1)

    def ask_what_to_edit(self) -> None:
        if not self._is_open():
            return
        lazy.entry_forms.ask_what_to_edit(self)

    def note_on_milestone(self) -> None:
        lazy.entry_forms.note_on_milestone(self)

    def import_article(self) -> None:
        """Asks for an article and opens it."""
        if self.can_record():
            form = lazy.article_import.article_form(self.inbox)
            self._app.push_screen(form, lambda name: self.open_article(name) if name else None)

    def new_thesis(self) -> None:
        """Asks for a new thesis; once made it is opened."""
        if self.desk.as_of is not None:
            self.warn(self.desk.read_only_reason)
            return
        form, made = lazy.thesis_form.new_form(self.desk)
        self._app.push_screen(form, lambda text: self.open_thesis(made[-1]) if text and made else None)

    def change_settings(self) -> None:
        """Asks for the settings; colours are shown as they are chosen, and put back when nothing is saved."""
        app = cast("_Coloured", self._app)
        before = app.palette, app.moves

        def preview(theme: str, moves: str) -> None:
            # as in the App: without colours a rise and a fall differ by shape alone
            app.theme, app.moves = theme, "plain" if self._app.no_color else moves
            self._app.refresh_css()

        def done(text: str | None) -> None:
            if text:
                self.recorded(text)
            else:
                preview(*before)

        self._app.push_screen(lazy.settings_form.settings_form(self.desk, preview), done)

    def edit_file(self, target: Target | None = None) -> None:
        """Opens the file behind what is focused in the user's editor, at its line, and reads it on return."""
        editor.edit(self._app, self, target or self.target or Target("thesis", self.view.id))

    def edit_path(self, path: Path, line: int) -> None:
        editor.edit_at(self._app, self, path, line)

    def retire(self, target: Target | None) -> None:
        """Hides what is focused; undo brings it back. It is asked first what the thesis is made of or other things hang
        on.
        """
        if target is None or not self.can_record() or not self._is_open():
            return
        if target.kind in ("criterion", "pillar", "metric", "source"):
            self.ask("retire", target)
            return
        desk, name = self.desk, targets.title_of(self.view, target)
        self.record(lambda: desk.retire(target), lambda _: self.recorded(f"retired {name}; u to undo"))

    def undo(self, then: Callable[[], None] = lambda: None) -> None:
        undoing.undo(self, self.thesis.began, then)

    def redo(self) -> None:
        if self.can_record():
            self.record(self.desk.redo, lambda back: self.recorded(f"redone: {back}"))

    def mark_seen(self, ids: Sequence[str] | None) -> None:
        """Marks changes as seen, all of them for None."""
        if not self.can_record():
            return
        desk, thesis = self.desk, self.thesis

        def seen(_: None) -> None:
            thesis.first_look = False
            self.recorded("marked as seen")

        self.record(lambda: desk.mark_seen(ids), seen)

    def dispose(self, how: Disposal) -> None:
        lazy.disposal.dispose(self, how)

    def switch_private(self) -> None:
        hide = not self.desk.private
        try:
            self.desk.hide_amounts(hide=hide)
        except ThesisError as error:
            self.fail(error)
            return
        self.reload()
        self.say("amounts are hidden; $ shows them" if hide else "amounts are shown; $ hides them")

    def choose_from(
        self, title: str, choices: Sequence[tuple[str, str, T]], first: T | None, then: Callable[[T], None],
        about: Iterable[str] = (),
    ) -> None:  # fmt: skip
        def picked(place: int | None) -> None:
            if place is not None:
                then(choices[place][2])

        self._app.push_screen(lazy.menu.Menu(title, choices, first, tuple(about)), picked)

    # prices

    def ask_source(self, identity: str) -> None:
        """Asks one monitor or live metric now."""
        if not self._online:
            self.say("offline: nothing is fetched")
        else:
            self._footer.clear()
            self._evidence.ask(by_hand=True, only=identity)

    def refresh(self) -> None:
        """Reads the files again and fetches prices, then all else that may be asked for."""
        self.reload()
        if self._online:
            self._footer.clear()
            self._feeds.ask(by_hand=True)
            self.redraw()
        else:
            self.say("read again; offline, no price is fetched")
