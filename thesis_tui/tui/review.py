"""The review: a walk through what needs the user, one key and a sentence each, and a paragraph at its end."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from msgspec import structs

from thesis_tui.errors import ThesisError
from thesis_tui.model.view import Target
from thesis_tui.pages import review_page
from thesis_tui.pages.review_item import criterion_of, milestone_of
from thesis_tui.rules.review import ReviewItem, open_items, past_reviews
from thesis_tui.rules.review_session import END, ReviewSession, done, keep_place, skip, step
from thesis_tui.services.review import end_session, read_session, write_session
from thesis_tui.tui.page import PageScreen

if TYPE_CHECKING:
    from textual import events

    from thesis_tui.pages.spans import Block
    from thesis_tui.tui.form import Form


class ReviewScreen(PageScreen):
    """Shows the item the walk is at. Where the user is, and what was skipped, is kept at every step."""

    number = 6
    title_words = "Review"
    keys: ClassVar = review_page.KEYS
    first_focus = ("item",)

    def __init__(self) -> None:
        super().__init__()
        self._walk: ReviewSession | None = None
        self._items: tuple[ReviewItem, ...] = ()
        self._kept = ""
        """The id of the review that was written here."""

    # where the user is

    @property
    def walk(self) -> ReviewSession:
        if self._walk is None:
            desk = self.thesis.desk
            fresh = ReviewSession(begun=self.view.now)
            self._walk = fresh if desk.as_of else read_session(desk.places.state, desk.id, self.view.now)
        return self._walk

    @property
    def item(self) -> ReviewItem | None:
        """What the review asks about now, None at its end."""
        return review_page.shown_item(self._items, self.walk)

    def _keep(self, walk: ReviewSession) -> None:
        """Goes to another place. It is remembered, but for the first step into a review nobody has begun."""
        begun = bool(self.walk.at)
        if walk == self._walk:
            return
        self._walk = walk
        desk = self.thesis.desk
        if begun and desk.as_of is None and not self._ended:
            try:
                write_session(desk.places.state, desk.id, walk)
            except ThesisError as error:
                self.thesis.fault(error)

    @property
    def _ended(self) -> bool:
        past = past_reviews(self.view)
        return bool(self._kept and past and past[0].entry == self._kept)

    def blocks(self, width: int, height: int) -> list[Block]:
        items = open_items(self.view)
        self._keep(keep_place(self._items, items, self.walk))
        self._items = items
        return review_page.review_page(self.view, width, height, self.thesis.foot, self.walk, recorded=self._ended)

    def redraw(self) -> None:
        """Another item is shown from its first line on."""
        shown = self._shown_key
        super().redraw()
        self._shown_key = self.walk.at
        view = self.shown("item")
        if view is not None and shown != self._shown_key:
            view.enter_from(1)
            view.refresh()

    _shown_key = ""

    def _go(self, walk: ReviewSession) -> None:
        self._kept = ""
        self._keep(walk)
        self.redraw()

    def action_sideways(self, step_: int) -> None:
        """← → walk the review."""
        self._go(step(self._items, self.walk, step_))

    @property
    def target(self) -> Target | None:
        """What the cursor rests on in the item, else the item itself."""
        chosen = super().target
        if chosen is not None and chosen.kind != "thesis":
            return chosen
        return self.item.target if self.item is not None else None

    # keys

    async def on_key(self, event: events.Key) -> None:
        """The keys of the item shown come before what they mean elsewhere."""
        actions = review_page.actions_at(self.view, self.item)
        name = next((one.name for one in actions if one.key == event.character), "")
        if self._ended or not (name or event.key in ("home", "end")):
            return
        event.stop()
        event.prevent_default()
        if name:
            self.do(name)
        else:
            at = END if event.key == "end" or not self._items else self._items[0].key
            self._go(structs.replace(self.walk, at=at))

    def action_open(self) -> None:
        chosen = super().target
        if chosen is not None:
            self.open_target(chosen)

    def open_target(self, target: Target) -> None:
        """A line of the page does something, leads to another item, or opens the thing's own screen."""
        word, _, rest = target.id.partition(" ")
        if target.kind == "thesis" and word == "do":
            self.do(rest)
        elif target.kind == "thesis" and word == "at":
            self._go(structs.replace(self.walk, at=rest))
        elif target.kind == "problem":
            from thesis_tui.tui.editor import edit

            edit(self.thesis, target)
        else:
            super().open_target(target)

    def do(self, name: str) -> None:
        """Does one of the item's actions, by its name."""
        item = self.item
        reason = self.thesis.desk.read_only_reason
        if reason:
            self.notify(reason, severity="warning", timeout=8, markup=False)
        elif name == "write":
            self._write()
        elif item is None:
            return
        elif name == "skip":
            self._go(skip(self._items, self.walk))
        elif name in ("flip", "retire"):
            self._change_level(name, item)
        elif name in ("refresh", "file"):
            self.thesis.action_refresh() if name == "refresh" else self.open_target(item.target)
        else:
            self._ask_about(name, item)

    def _ask_about(self, name: str, item: ReviewItem) -> None:
        """Opens the form of an action."""
        from thesis_tui.tui.forms import reviews

        app, desk = self.thesis, self.thesis.desk
        key = f"{name} {item.target.kind} {item.target.id}"
        match name:
            case "hit" | "missed" | "void":
                milestone = milestone_of(self.view, item.target.id)
                if milestone is not None:
                    self._ask(reviews.outcome_form(desk, milestone, name), key)
            case "snooze":
                self._ask(reviews.snooze_form(desk, item), key)
            case "settle" | "nothing":
                self._ask(reviews.settle_form(desk, item), key)
            case "why":
                app.ask("moved", item.target)
            case "figure":
                criterion = criterion_of(self.view, item.target.id)
                if criterion is not None and criterion.criterion.metric is not None:
                    app.ask("observation", Target("metric", criterion.criterion.metric))
            case "evidence":
                app.ask("evidence", item.target)
            case "price":
                app.ask("price", Target("listing", self.view.symbol))

    def _ask(self, form: Form, draft: str = "") -> None:
        form.draft = draft
        self.app.push_screen(form, self.thesis.recorded)

    def _change_level(self, name: str, item: ReviewItem) -> None:
        desk = self.thesis.desk
        said = f"{item.title} is taken the other way; u takes both back"

        def change() -> str:
            if name == "flip":
                desk.flip_level(item.target.id)
                return said
            desk.retire(item.target)
            return f"retired {item.title}; u brings it back"

        self.thesis.record(change, self.thesis.recorded)

    def _write(self) -> None:
        """Asks for the paragraph; once it is kept the review is over."""
        from thesis_tui.tui.forms import reviews

        settled, skipped = done(self._items, self.walk)
        past = past_reviews(self.view)
        kept: list[str] = []

        def written(said: str | None) -> None:
            if said is not None and kept:
                self._kept = kept[-1]
                desk = self.thesis.desk
                end_session(desk.places.state, desk.id)
                self._walk = ReviewSession(begun=self.view.now, at=END)
            self.thesis.recorded(said)

        form = reviews.paragraph_form(
            self.thesis.desk, past[0] if past else None, len(settled), len(skipped), kept.append
        )
        self.app.push_screen(form, written)
