"""An article of the inbox on the screen: what it proposes is kept or dropped with one key each."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.message import Message

from thesis_tui.errors import StorageError, ThesisError
from thesis_tui.model.figures import counted, week_day
from thesis_tui.model.view import Target
from thesis_tui.pages import article_page
from thesis_tui.pages.article_page import Place
from thesis_tui.services import typed
from thesis_tui.services.inbox import Considered, Opened
from thesis_tui.tui.bringing_in import fetched, is_web_address
from thesis_tui.tui.field import Field
from thesis_tui.tui.following import Following
from thesis_tui.tui.form import Form
from thesis_tui.tui.page import PageScreen

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult

    from thesis_tui.pages.spans import Block
    from thesis_tui.tui.block import BlockView


class ArticleScreen(PageScreen):
    """One article: `name` is its file in the inbox, or an address that is fetched into it first."""

    class Read(Message):
        """The article was read, or cannot be: `fault` says why."""

        def __init__(self, name: str, fault: str = "") -> None:
            super().__init__()
            self.name = name
            self.fault = fault

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("y", "keep", "keep", show=False, id="keep"),
        Binding("d", "drop", "drop", show=False, id="drop"),
        Binding("e", "edit_and_keep", "edit and keep", show=False),
        Binding("Y", "keep_kind", "keep all of its kind", show=False, id="keep_kind"),
        Binding("D", "drop_kind", "drop all of its kind", show=False, id="drop_kind"),
        Binding("p", "published", "its day", show=False),
        Binding("u", "undo", "undo", show=False),
        Binding("f", "file", "file it away", show=False, id="file_away"),
        Binding("left_square_bracket", "scroll_text(-1)", "text up", show=False, id="text_up"),
        Binding("right_square_bracket", "scroll_text(1)", "text down", show=False, id="text_down"),
    ]
    number = 4
    title_words = "An article: keep what is true"
    keys: ClassVar = article_page.KEYS
    first_focus = ("proposals",)

    def __init__(self, name: str) -> None:
        super().__init__()
        self.file = name
        self.selected: str | None = None
        self.place = Place()
        self.opened: Opened | None = None
        self.fault = ""

    def blocks(self, width: int, height: int) -> list[Block]:
        if self.opened is not None:
            self._look_again()
        return article_page.article_page(
            self.view, self.opened, self.fault, self.selected, self.place, width, height, self.thesis.said
        )

    def _look_again(self) -> None:
        """What was decided meanwhile, here or by `u`."""
        known = self.thesis.inbox.known(self.file)
        if isinstance(known, Opened):
            self.opened = known

    # reading

    def compose(self) -> ComposeResult:
        known = None if is_web_address(self.file) else self.thesis.inbox.known(self.file)
        if isinstance(known, Opened):
            self._take(known)
        yield from super().compose()

    def on_mount(self) -> None:
        super().on_mount()
        if self.opened is None:
            self.run_worker(self._read(), group="article", exclusive=True)
        elif self.selected:
            self.choose(Target("proposal", self.selected))

    async def _read(self) -> None:
        name, inbox = self.file, self.thesis.inbox
        try:
            if is_web_address(name):
                name = await fetched(self.thesis.desk, name)
            await inbox.open_aside(name)
        except ThesisError as error:
            self.post_message(self.Read(name, str(error)))
        else:
            self.post_message(self.Read(name))

    def on_article_screen_read(self, message: Read) -> None:
        self.file, self.fault = message.name, message.fault
        known = None if message.fault else self.thesis.inbox.known(message.name)
        if isinstance(known, Opened):
            self._take(known)
            self.redraw()
            if self.selected:
                self.call_after_refresh(self.choose, Target("proposal", self.selected))
        else:
            self.fault = message.fault or f"{message.name} is no longer in the inbox"
            self.redraw()

    def _take(self, opened: Opened) -> None:
        """The first proposal that waits is in focus."""
        self.opened = opened
        first = next((it for it in opened.considered if it.decision == "open"), None)
        first = first or (opened.considered[0] if opened.considered else None)
        self.selected = first.offer.id if first else None

    # moving

    def on_block_view_chosen(self, message: BlockView.Chosen) -> None:
        target = message.block.target
        if target is not None and target.kind == "proposal" and target.id != self.selected:
            self.selected, self.place = target.id, Place()
            self.redraw()

    def action_scroll_text(self, step: int) -> None:
        self._scroll(step * max(1, self.app.size.height // 2))

    def _scroll(self, lines: int) -> None:
        if self.opened is not None:
            size = self.app.size
            top = article_page.text_top(self.opened, self.selected, self.place, size.width, size.height)
            self.place = Place(max(0, top + lines))
            self.redraw()

    def action_move(self, step: int) -> None:
        if self.opened is not None and not self.opened.considered:
            self._scroll(step)
        else:
            super().action_move(step)

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        self._scroll_under(event, 3)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        self._scroll_under(event, -3)

    def _scroll_under(self, event: events.MouseEvent, lines: int) -> None:
        text = self.shown("article")
        if text is not None and text.region.contains(event.screen_x, event.screen_y):
            self._scroll(lines)

    # deciding

    @property
    def here(self) -> Considered | None:
        considered = self.opened.considered if self.opened else ()
        return next((it for it in considered if it.offer.id == self.selected), None)

    def _of_kind(self) -> list[Considered]:
        """What is still to be decided of the kind in focus."""
        here = self.here
        if here is None or self.opened is None:
            return []
        return [it for it in self.opened.considered if it.offer.kind == here.offer.kind and it.decision == "open"]

    def action_keep(self) -> None:
        if self.here is not None:
            self._decide([self.here], keep=True)

    def action_drop(self) -> None:
        if self.here is not None:
            self._decide([self.here], keep=False)

    def action_keep_kind(self) -> None:
        """Keeps what is new, and figures that agree; what is there already or contradicts stays to be looked at."""
        self._decide([it for it in self._of_kind() if _safe(it)], keep=True)

    def action_drop_kind(self) -> None:
        self._decide(self._of_kind(), keep=False)

    def _decide(self, chosen: Sequence[Considered], *, keep: bool) -> None:
        waiting = [it.offer for it in chosen if it.decision == "open"]
        if not waiting:
            if chosen:
                self._say_decided(chosen[0])
            else:
                self.notify("nothing left of this kind", timeout=5, markup=False)
            return
        if not self.thesis.can_record():
            return
        decide = self.thesis.inbox.keep if keep else self.thesis.inbox.drop
        what = "kept" if keep else "dropped"

        def decided(count: int) -> None:
            self._after(f"{what}; u takes it back" if count == 1 else f"{what} {count}; u takes them back")

        self.thesis.record(lambda: decide(self.file, waiting), decided)

    def _say_decided(self, proposal: Considered) -> None:
        self.notify(f"{proposal.decision} already; u takes back the last decision", timeout=5, markup=False)

    def _after(self, said: str) -> None:
        """Goes on to the next proposal that waits."""
        self.thesis.reload()
        self._look_again()
        self.thesis.say(said)
        if self.opened is None:
            return
        ids = [it.offer.id for it in self.opened.considered]
        at = ids.index(self.selected) if self.selected in ids else 0
        later = [*self.opened.considered[at:], *self.opened.considered[:at]]
        following = next((it for it in later if it.decision == "open"), None)
        if following is not None:
            self._go_to(following)

    def _go_to(self, proposal: Considered) -> None:
        self.selected, self.place = proposal.offer.id, Place()
        self.redraw()
        self.choose(Target("proposal", proposal.offer.id))

    def action_undo(self) -> None:
        """Takes back the last decision, and goes back to what it was on."""
        before = {it.offer.id for it in self.opened.considered if it.decision != "open"} if self.opened else set()

        def go_back() -> None:
            self._look_again()
            open_now = [it for it in self.opened.considered if it.decision == "open"] if self.opened else []
            back = next((it for it in open_now if it.offer.id in before), None)
            if back is not None:
                self._go_to(back)

        self.thesis.undo(go_back)

    def action_edit_and_keep(self) -> None:
        here = self.here
        if here is None or not self.thesis.can_record():
            return
        if here.decision != "open":
            self._say_decided(here)
            return
        from thesis_tui.tui.forms.offers import offer_form

        try:
            form = offer_form(self.thesis.desk, here.offer, lambda: self.thesis.inbox.keeping(self.file, here.offer))
        except ThesisError as error:
            self.thesis.fault(error)
            return
        self.app.push_screen(form, lambda said: self._after(said) if said else None)

    def action_published(self) -> None:
        """Asks for the day the article was published, from which its own words for days are counted."""
        if self.opened is None or not self.thesis.can_record():
            return
        desk, name = self.thesis.desk, self.file

        def read(text: str) -> str:
            return week_day(typed.day(text, desk.today, "published", past=True))

        def save(texts: dict[str, str]) -> str:
            self.thesis.inbox.publish(name, texts["published"])
            return "read again as of that day"

        form = Form(
            "When was it published?",
            [Field("published", "day", required=True, read=read, also="also: yesterday, 14 feb, 2026-02-14")],
            save,
            foot="days told in its words are counted from it",
        )
        self.app.push_screen(form, self._dated)

    def _dated(self, said: str | None) -> None:
        known = self.thesis.inbox.known(self.file)
        if said and isinstance(known, Opened):
            self._take(known)
            self.thesis.say(said)
            self.redraw()

    def action_file(self) -> None:
        """Takes the article out of the inbox; asks first where something is still to be decided."""
        if not self.thesis.can_record():
            return
        waiting = self.opened.waiting if self.opened else 0
        if not waiting:
            self._file_away()
            return
        from thesis_tui.tui.menu import Choice, Menu

        menu = Menu(
            f"File it away with {counted(waiting, 'proposal')} undecided?",
            (Choice("y", "yes: e on it among the sources opens it again", "yes"), Choice("n", "no, go on", "no")),
            "no",
        )
        self.app.push_screen(menu, lambda value: self._file_away() if value == "yes" else None)

    def _file_away(self) -> None:
        try:
            self.thesis.inbox.close(self.file)
        except StorageError as error:
            self.thesis.fault(error)
            return
        kept = self.opened.counted("kept") if self.opened else 0
        source = self.opened.source if self.opened else ""
        self.thesis.action_leave()
        below = self.thesis.screen
        if source and isinstance(below, Following) and below.kind == "source":
            below.selected = source
        self.thesis.reload()
        if source and isinstance(below, PageScreen):
            below.choose(Target("source", source))
        self.thesis.say(f"filed away; {counted(kept, 'proposal')} kept")

    def action_leave(self) -> None:
        """An article on which all is decided is filed away when it is left."""
        if self.opened is not None and self.opened.considered and not self.opened.waiting:
            self._file_away()
        else:
            super().action_leave()


def _safe(it: Considered) -> bool:
    agrees = it.standing.how == "known" and it.offer.kind == "observation"
    return it.offer.what is not None and (it.standing.how == "new" or agrees)
