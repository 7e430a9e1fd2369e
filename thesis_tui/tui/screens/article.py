"""An article of the inbox on the screen: what it proposes is kept or dropped with one key each."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from textual import events
from textual.app import ComposeResult

from thesis_tui.errors import StorageError, ThesisError
from thesis_tui.model.figures import counted, cut, long_day, week_day
from thesis_tui.model.objects import Observation
from thesis_tui.model.view import Target
from thesis_tui.pages import article_page
from thesis_tui.pages.article_page import Place
from thesis_tui.pages.spans import Block
from thesis_tui.rules.windows import day_examples, period_examples
from thesis_tui.services import parse
from thesis_tui.services.dated_figures import likely_period, read_period, undated_as
from thesis_tui.services.inbox import Considered, Opened
from thesis_tui.tui.article_import import fetched, is_web_address, read_in_background
from thesis_tui.tui.block import BlockView
from thesis_tui.tui.field import Field
from thesis_tui.tui.form import Form
from thesis_tui.tui.forms.offers import offer_form
from thesis_tui.tui.master_detail import MasterDetailScreen
from thesis_tui.tui.page_screen import PageScreen

_PILLAR_KEYS: Final = "123456789abcdefghilmnop"
"""Keys of the pillars in a menu, which takes j and k for walking."""


class ArticleScreen(PageScreen):
    """One article: `name` is its file in the inbox, or an address that is fetched into it first."""

    number = 4
    title_words = "An article: keep what is true"
    place = "article"
    first_focus = ("proposals",)

    def __init__(self, name: str) -> None:
        super().__init__()
        self.file = name
        self.selected: str | None = None
        self.text_place = Place()
        self.opened: Opened | None = None
        self.fault = ""

    def blocks(self, width: int, height: int) -> list[Block]:
        if self.opened is not None:
            self._look_again()
        return article_page.article_page(
            self.view, self.opened, self.fault, self.selected, self.text_place, width, height, self.session.message
        )

    def _look_again(self) -> None:
        """Takes over what was decided meanwhile, here or by `u`."""
        known = self.session.inbox.known(self.file)
        if isinstance(known, Opened):
            self.opened = known

    # reading

    def compose(self) -> ComposeResult:
        known = None if is_web_address(self.file) else self.session.inbox.known(self.file)
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
        name, inbox, fault = self.file, self.session.inbox, ""
        try:
            if is_web_address(name):
                name = await fetched(self.session.desk, name)
            await read_in_background(inbox, name)
        except ThesisError as error:
            fault = str(error)
        self.call_later(self._show_read, name, fault)

    def _show_read(self, name: str, fault: str) -> None:
        self.file, self.fault = name, fault
        known = None if fault else self.session.inbox.known(name)
        if isinstance(known, Opened):
            self._take(known)
        else:
            self.fault = fault or f"{name} is no longer in the inbox"
        self.redraw()
        if self.selected:
            self.call_after_refresh(self.choose, Target("proposal", self.selected))

    def _take(self, opened: Opened) -> None:
        """The first proposal that waits is in focus."""
        self.opened = opened
        first = next((item for item in opened.considered if item.decision == "open"), None)
        first = first or (opened.considered[0] if opened.considered else None)
        self.selected = first.offer.id if first else None

    # moving

    def on_block_view_chosen(self, message: BlockView.Chosen) -> None:
        target = message.block.target
        if target is not None and target.kind == "proposal" and target.id != self.selected:
            self.selected, self.text_place = target.id, Place()
            self.redraw()

    def scroll_text(self, step: int) -> None:
        self._scroll(step * max(1, self.app.size.height // 2))

    def _scroll(self, lines: int) -> None:
        if self.opened is not None:
            size = self.app.size
            top = article_page.text_top(self.opened, self.selected, self.text_place, size.width, size.height)
            self.text_place = Place(max(0, top + lines))
            self.redraw()

    def move(self, step: int) -> None:
        if self.opened is not None and not self.opened.considered:
            self._scroll(step)
        else:
            super().move(step)

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
        """The proposal in focus."""
        considered = self.opened.considered if self.opened else ()
        return next((item for item in considered if item.offer.id == self.selected), None)

    def _of_kind(self) -> list[Considered]:
        """The proposals of the kind in focus that are still to be decided."""
        here = self.here
        if here is None or self.opened is None:
            return []
        alike = (item for item in self.opened.considered if item.offer.kind == here.offer.kind)
        return [item for item in alike if item.decision == "open"]

    def _undecided(self) -> Considered | None:
        """The proposal in focus, where something can be recorded of it; one that is decided on is said."""
        here = self.here
        if here is None or not self.session.can_record():
            return None
        if here.decision != "open":
            self._say_decided(here)
            return None
        return here

    def keep(self) -> None:
        if self.here is not None:
            self._decide([self.here], keep=True)

    def keep_as_new_metric(self) -> None:
        """Keeps a figure that no metric measures as the first of a metric of its standard name and unit."""
        here = self._undecided()
        if here is None:
            return
        if here.offer.new_metric is None:
            self.session.notify("a new metric is made of a figure that no metric here measures")
            return
        pillars = self.view.pillars
        choices = [
            (key, shown.pillar.title, shown.pillar.id) for key, shown in zip(_PILLAR_KEYS, pillars, strict=False)
        ]
        made = here.offer.new_metric.title

        def keep(pillar: str) -> None:
            self.session.record(
                lambda: self.session.inbox.keep_as_new_metric(self.file, here.offer, pillar),
                lambda title: self._after(f"kept in the new metric {title}; u takes both back"),
            )

        self.session.choose_from(
            f"{cut(made, 40)} is of the pillar",
            (*choices, ("0", "of none", "")),
            self.session.inbox.pillar_of(here.offer) or "",
            keep,
        )

    def drop(self) -> None:
        if self.here is not None:
            self._decide([self.here], keep=False)

    def keep_kind(self) -> None:
        """Keeps what is new, and figures that agree; what is there already or contradicts stays to be looked at."""
        self._decide([item for item in self._of_kind() if _safe(item)], keep=True)

    def drop_kind(self) -> None:
        self._decide(self._of_kind(), keep=False)

    def _decide(self, chosen: Sequence[Considered], *, keep: bool) -> None:
        waiting = [item.offer for item in chosen if item.decision == "open"]
        if not waiting:
            if chosen:
                self._say_decided(chosen[0])
            else:
                self.session.notify("nothing left of this kind")
            return
        if not self.session.can_record():
            return
        decide = self.session.inbox.keep if keep else self.session.inbox.drop
        what = "kept" if keep else "dropped"

        def decided(count: int) -> None:
            self._after(f"{what}; u to undo" if count == 1 else f"{what} {count}; u to undo")

        self.session.record(lambda: decide(self.file, waiting), decided)

    def _say_decided(self, proposal: Considered) -> None:
        self.session.notify(f"{proposal.decision} already; u to undo the last decision")

    def _after(self, text: str) -> None:
        """Goes on to the next proposal that waits."""
        self.session.reload()
        self._look_again()
        self.session.say(text)
        if self.opened is None:
            return
        ids = [item.offer.id for item in self.opened.considered]
        at = ids.index(self.selected) if self.selected in ids else 0
        # those below first; from the end it goes on at the top
        later = [*self.opened.considered[at:], *self.opened.considered[:at]]
        following = next((item for item in later if item.decision == "open"), None)
        if following is not None:
            self._go_to(following)

    def _go_to(self, proposal: Considered) -> None:
        self.selected, self.text_place = proposal.offer.id, Place()
        self.redraw()
        self.choose(Target("proposal", proposal.offer.id))

    def undo(self) -> None:
        """Takes back the last decision, and goes back to what it was on."""
        before = {item.offer.id for item in self.opened.considered if item.decision != "open"} if self.opened else set()

        def go_back() -> None:
            self._look_again()
            open_now = [item for item in self.opened.considered if item.decision == "open"] if self.opened else []
            back = next((item for item in open_now if item.offer.id in before), None)
            if back is not None:
                self._go_to(back)

        self.session.undo(go_back)

    def edit(self) -> None:
        here = self._undecided()
        if here is None:
            return
        try:
            form = offer_form(self.session.desk, here.offer, lambda: self.session.inbox.keeping(self.file, here.offer))
        except ThesisError as error:
            self.session.fail(error)
            return
        self.app.push_screen(form, lambda words: self._after(words) if words else None)

    def ask_published(self) -> None:
        """Asks for the day the article was published, from which its own words for days are counted."""
        if self.opened is None or not self.session.can_record():
            return
        desk, name = self.session.desk, self.file

        def read(text: str) -> str:
            return week_day(parse.day(text, desk.today, "published", past=True))

        def save(texts: dict[str, str]) -> str:
            self.session.inbox.publish(name, texts["published"])
            return "read again as of that day"

        form = Form(
            "When was it published?",
            [Field("published", "day", required=True, read=read, also=f"also: {day_examples(desk.today)}")],
            save,
            foot="relative dates in the text are counted from it",
        )
        self.app.push_screen(form, self._dated)

    def date_figures(self) -> None:
        """Asks once for the days of all figures that print the same words for their period, and no days."""
        here = self._undecided()
        group = undated_as(here.offer.proposal) if here is not None else None
        if here is None:
            return
        if group is None:
            self.session.notify("only a figure whose period has no days is given some; e changes what was read")
            return
        desk, name, inbox = self.session.desk, self.file, self.session.inbox
        published = inbox.published(name)

        def read(text: str) -> str:
            days = read_period(text, published, desk.fiscal_year_end, group)
            return f"{long_day(days.start)} to {long_day(days.end)}"

        def save(texts: dict[str, str]) -> str:
            return f"{counted(inbox.date_figures(name, group, texts['period']), 'figure')} dated; y or Y keeps them"

        words = f"When was “{cut(group.words, 40)}”?" if group.words else "When were the figures without a period?"
        likely = likely_period(group, published, desk.fiscal_year_end)
        form = Form(
            words,
            [Field("period", "period", likely, required=True, read=read, also=f"also: {period_examples(published)}")],
            save,
            foot="for every figure here that says the same; criteria use figures with days only",
        )
        self.app.push_screen(form, self._figures_dated)

    def _figures_dated(self, text: str | None) -> None:
        if text:
            self._look_again()
            self.session.say(text)
            self.redraw()

    def _dated(self, text: str | None) -> None:
        known = self.session.inbox.known(self.file)
        if text and isinstance(known, Opened):
            self._take(known)
            self.session.say(text)
            self.redraw()

    def file_away(self) -> None:
        """Takes the article out of the inbox; asks first where something is still to be decided."""
        if not self.session.can_record():
            return
        waiting = self.opened.waiting if self.opened else 0
        if not waiting:
            self._file_away()
            return
        self.session.choose_from(
            f"File it away with {counted(waiting, 'proposal')} undecided?",
            (("y", "yes: e on it under Sources reopens it", True), ("n", "no, continue", False)),
            first=False,
            then=lambda yes: self._file_away() if yes else None,
        )

    def _file_away(self) -> None:
        try:
            self.session.inbox.close(self.file)
        except StorageError as error:
            self.session.fail(error)
            return
        left = self.opened.counted("kept") if self.opened else 0
        source = self.opened.source if self.opened else ""
        below = self.session.leave()
        if source and isinstance(below, MasterDetailScreen) and below.kind == "source":
            # before the page is drawn again: it shows what the article gave
            below.selected = source
        self.session.reload()
        if source and below is not None:
            below.choose(Target("source", source))
        self.session.say(f"filed away; {counted(left, 'proposal')} kept")

    def leave(self) -> None:
        """An article on which all is decided is filed away when it is left."""
        if self.opened is not None and self.opened.considered and not self.opened.waiting:
            self._file_away()
        else:
            super().leave()


def _safe(item: Considered) -> bool:
    # a second source for what came is worth having, the same guidance twice is not
    came = isinstance(item.offer.what, Observation) and item.offer.what.basis == "reported"
    agrees = item.match.how == "known" and came
    return item.offer.what is not None and (item.match.how in ("new", "replaces") or agrees)
