"""The review: a walk through what needs the user, one key and a sentence each, and a paragraph at its end."""

from __future__ import annotations

from collections.abc import Mapping
from typing import cast

from msgspec import structs
from textual import events

from thesis_tui.errors import ThesisError
from thesis_tui.model import figures
from thesis_tui.model.view import Target
from thesis_tui.pages import review_page
from thesis_tui.pages.review_item import Answer
from thesis_tui.pages.spans import Block
from thesis_tui.rules.review import items_of, open_items, past_reviews
from thesis_tui.rules.review_items import ReviewItem
from thesis_tui.rules.review_session import END, ReviewSession, done, keep_place, resolved, skip, step
from thesis_tui.rules.review_session import answer as answered
from thesis_tui.services.review import end_session, read_session, write_session
from thesis_tui.tui.form import Form
from thesis_tui.tui.forms import reviews
from thesis_tui.tui.page_screen import PageScreen
from thesis_tui.tui.session import FormKind

_FORMS: Mapping[Answer, FormKind] = {
    "decision": "answering decision", "why": "moved", "evidence": "evidence", "change": "edit criterion",
    "retire criterion": "retire", "replace": "replace milestone", "retire resting": "retire resting",
}  # fmt: skip
"""Answers whose form is the one that is asked for elsewhere, too."""


class ReviewScreen(PageScreen):
    """Shows the item the review is at. Where the user is, and what was skipped, is kept at every step."""

    number = 6
    title_words = "Review"
    place = "review"
    first_focus = ("item",)

    def __init__(self) -> None:
        super().__init__()
        self._progress: ReviewSession | None = None
        self._items: tuple[ReviewItem, ...] = ()
        self._kept = ""
        """The id of the review that was written here."""

    # where the user is

    @property
    def progress(self) -> ReviewSession:
        """Where the user is, read from the state directory at first; as of a day a review that begins."""
        if self._progress is None:
            desk = self.session.desk
            fresh = ReviewSession(begun=self.view.now)
            self._progress = fresh if desk.as_of else read_session(desk.places.state, desk.id, self.view.now)
        return self._progress

    @property
    def item(self) -> ReviewItem | None:
        """The item that the review asks about now, None at its end."""
        return review_page.shown_item(self._items, self.progress)

    def _keep(self, progress: ReviewSession) -> None:
        """Goes to another place. It is remembered, but for the first step into a review nobody has begun."""
        begun = bool(self.progress.at)
        # drawing comes here each time: only another place is written
        if progress == self._progress:
            return
        self._progress = progress
        desk = self.session.desk
        if begun and desk.as_of is None and not self._ended:
            try:
                write_session(desk.places.state, desk.id, progress)
            except ThesisError as error:
                self.session.fail(error)

    @property
    def _ended(self) -> bool:
        past = past_reviews(self.view)
        return bool(self._kept and past and past[0].entry == self._kept)

    def blocks(self, width: int, height: int) -> list[Block]:
        items = open_items(self.view)
        self._keep(keep_place(self._items, items, self.progress))
        self._items = items
        return review_page.review_page(
            self.view, width, height, self.session.status, self.progress, recorded=self._ended
        )

    def redraw(self) -> None:
        """Another item is shown from its first line on."""
        shown = self._shown_key
        super().redraw()
        self._shown_key = self.progress.at
        view = self.shown("item")
        if view is not None and shown != self._shown_key:
            view.enter_from(1)
            view.refresh()

    _shown_key = ""

    def _go(self, progress: ReviewSession) -> None:
        self._kept = ""
        self._keep(progress)
        self.redraw()

    def move_sideways(self, step_: int) -> None:
        """← → walk the review."""
        self._go(step(self._items, self.progress, step_))

    @property
    def target(self) -> Target | None:
        """The thing under the cursor in the item, else the item itself."""
        chosen = super().target
        if chosen is not None and chosen.kind not in ("answer", "item"):
            return chosen
        return self.item.target if self.item is not None else None

    # keys

    async def on_key(self, event: events.Key) -> None:
        """The keys of the item shown come before what they mean elsewhere."""
        actions = review_page.actions_at(self.view, self.item)
        name = next((action.name for action in actions if action.key == event.character), None)
        if self._ended or not (name or event.key in ("home", "end")):
            return
        event.stop()
        event.prevent_default()
        if name is not None:
            self.answer(name)
        else:
            at = END if event.key == "end" or not self._items else self._items[0].key
            self._go(structs.replace(self.progress, at=at))

    def open_focused(self) -> None:
        chosen = super().target
        if chosen is not None:
            self.open_target(chosen)

    def open_target(self, target: Target) -> None:
        """A line of the page does something, leads to another item, or opens the thing's own screen."""
        match target.kind:
            case "answer":
                self.answer(cast(Answer, target.id))
            case "item":
                self._go(structs.replace(self.progress, at=target.id))
            case "problem":
                self.session.edit_file(target)
            case _:
                super().open_target(target)

    def answer(self, answer: Answer) -> None:
        """Does what an item's key or line offers."""
        item = self.item
        reason = self.session.desk.read_only_reason
        if reason:
            self.session.warn(reason)
        elif answer == "write":
            self._write()
        elif item is None:
            return
        elif answer == "skip":
            self._go(skip(self._items, self.progress))
        elif answer in ("flip", "retire"):
            self._keep(answered(self.progress, item.key))
            self._change_level(item, flip=answer == "flip")
        elif answer in ("accept", "accept all"):
            self._keep(answered(self.progress, item.key))
            self._accept(None if answer == "accept all" else item)
        elif answer == "allow":
            self._keep(answered(self.progress, item.key))
            self._allow(item)
        elif answer == "refresh":
            self.session.refresh()
        elif answer == "file":
            self.open_target(item.target)
        elif answer == "read":
            if item.target.kind in ("inbox", "document"):
                self.session.open(item.target)
            else:
                self.session.open_screen(4)
        else:
            self._keep(answered(self.progress, item.key))
            self._ask_about(answer, item)

    def _ask_about(self, answer: Answer, item: ReviewItem) -> None:
        """Opens the form of an answer."""
        desk = self.session.desk
        draft = f"{answer} {item.target.kind} {item.target.id}"
        match answer:
            case "hit" | "missed" | "void":
                milestone = self.view.milestone(item.target.id)
                if milestone is not None:
                    self._ask(reviews.outcome_form(desk, milestone, answer), draft)
            case "snooze":
                self._ask(reviews.snooze_form(desk, item), draft)
            case "settle" | "nothing":
                self._ask(reviews.settle_form(desk, item), draft)
            case "figure":
                criterion = self.view.criterion(item.target.id)
                if criterion is not None and criterion.criterion.metric is not None:
                    self.session.ask("observation", Target("metric", criterion.criterion.metric))
            case "price":
                self.session.ask("price", Target("listing", self.view.symbol))
            case _ if answer in _FORMS:
                self.session.ask(_FORMS[answer], item.target)

    def _ask(self, form: Form, draft: str) -> None:
        form.draft = draft
        self.app.push_screen(form, self.session.recorded)

    def _accept(self, item: ReviewItem | None) -> None:
        """Takes a template's line as the user's own, or all of them."""
        desk = self.session.desk

        def accept() -> str:
            count = len(desk.accept_criteria(None if item is None else (item.target.id,)))
            return f"{'it is' if count == 1 else f'all {count} are'} yours now; u to undo"

        self.session.record(accept, self.session.recorded)

    def _allow(self, item: ReviewItem) -> None:
        """Allows the figures of an item's criteria the age that they reach."""
        desk = self.session.desk

        def allow() -> str:
            days = desk.allow_ages([target.id for target in item.targets])
            return f"allowed {figures.days(days)}; u to undo"

        self.session.record(allow, self.session.recorded)

    def _change_level(self, item: ReviewItem, *, flip: bool) -> None:
        desk = self.session.desk
        words = f"{item.title} flipped; u to undo"

        def change() -> str:
            if flip:
                desk.flip_level(item.target.id)
                return words
            desk.retire(item.target)
            return f"retired {item.title}; u to undo"

        self.session.record(change, self.session.recorded)

    def _write(self) -> None:
        """Asks for the paragraph; once it is kept the review is over."""
        closed = {item.key for item in items_of(self.view) if not item.open}
        settled, skipped = resolved(self._items, self.progress, closed), done(self._items, self.progress)[1]
        past = past_reviews(self.view)
        left: list[str] = []

        def written(text: str | None) -> None:
            if text is not None and left:
                self._kept = left[-1]
                desk = self.session.desk
                end_session(desk.places.state, desk.id)
                self._progress = ReviewSession(begun=self.view.now, at=END)
            self.session.recorded(text)

        form = reviews.paragraph_form(
            self.session.desk, past[0] if past else None, len(settled), len(skipped), left.append
        )
        self.app.push_screen(form, written)
