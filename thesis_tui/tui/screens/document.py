"""A document of the inbox on the screen: its figures are kept or dropped with the keys of an article's page."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from textual.app import ComposeResult

from thesis_tui.errors import ThesisError
from thesis_tui.model.documents import Document
from thesis_tui.model.enums import EvidenceStance
from thesis_tui.model.figures import counted, long_day
from thesis_tui.model.journal import Entry
from thesis_tui.model.view import Target
from thesis_tui.pages import document_page
from thesis_tui.pages.spans import Block
from thesis_tui.services import auto_accept, waiting_documents
from thesis_tui.services.opened_document import (
    ChangedStatement,
    ConsideredFigure,
    OpenedDocument,
    changed_statements,
    open_document,
)
from thesis_tui.services.track_record import ended_by
from thesis_tui.tui.background import in_background
from thesis_tui.tui.page_screen import PageScreen

_STANCES: tuple[tuple[str, str, EvidenceStance], ...] = (
    ("s", "supports the pillar", "supports"), ("w", "weakens it", "weakens"), ("n", "neutral", "neutral"),
)  # fmt: skip


class DocumentScreen(PageScreen):
    """One document: `document` is its id."""

    number = 4
    title_words = "A document: keep what is true"
    place = "article"
    first_focus = ("proposals", "sentences")

    def __init__(self, document: str) -> None:
        super().__init__()
        self.document = document
        self.opened: OpenedDocument | None = None
        self.fault = ""
        self._said: tuple[ChangedStatement, ...] = ()
        self._said_words = ""

    def blocks(self, width: int, height: int) -> list[Block]:
        return document_page.document_page(
            self.view, self.opened, self.fault, self._said, self._said_words, width, height, self.session.message
        )

    # reading

    def compose(self) -> ComposeResult:
        self._read()
        yield from super().compose()

    def on_mount(self) -> None:
        super().on_mount()
        self._compare()

    def redraw(self) -> None:
        self._read()
        super().redraw()

    def _read(self) -> None:
        try:
            self.opened, self.fault = open_document(self.session.desk, self.document), ""
        except ThesisError as error:
            self.fault = str(error)

    def _compare(self) -> None:
        """Holds its prose against the one before, in the background: two reports take a second."""
        if self.opened is not None and self.opened.document.file:
            self._said_words = "comparing it with the one before …"
            self.run_worker(self._compared(self.opened.document), group="compare", exclusive=True, exit_on_error=False)

    async def _compared(self, document: Document) -> None:
        desk = self.session.desk
        statements, words = await in_background(lambda: changed_statements(desk, document))
        # another document was gone to meanwhile
        if document.id != self.document:
            return
        self._said, self._said_words = statements, words
        self.call_later(self.redraw)

    # deciding

    @property
    def _place(self) -> str:
        """The part of the document in focus: a figure's number, "s2" for a sentence, "whole"."""
        target = self.target
        if target is None or target.kind != "document":
            return ""
        return target.id.partition("/")[2]

    def _figure(self) -> ConsideredFigure | None:
        place = self._place
        if self.opened is None or not place.isdigit():
            return None
        return next((item for item in self.opened.figures if item.number == int(place)), None)

    def keep(self) -> None:
        if self.opened is None or not self.session.can_record():
            return
        figure = self._figure()
        document, desk = self.opened.document, self.session.desk
        if self._place.startswith("s"):
            self._keep_sentence(int(self._place[1:]))
        elif figure is not None:
            number = figure.number
            first = all(item.decision != "kept" for item in self.opened.figures)
            # asked once: whoever says "not yet" to the first figure means it for the others
            then = (lambda: self._ask_ended(document)) if first else (lambda: None)
            self._record(lambda: waiting_documents.keep(desk, document, figures=[number]), "kept", then)
        elif not self.opened.figures:
            self._keep_whole()

    def _keep_whole(self) -> None:
        assert self.opened is not None
        document, desk = self.opened.document, self.session.desk

        def keep(stance: EvidenceStance) -> None:
            self._record(lambda: waiting_documents.keep(desk, document, stance), "kept")

        if document.kind == "expected":
            keep("neutral")
        else:
            self.session.choose_from("What does it say for the pillar?", _STANCES, "neutral", keep)

    def _keep_sentence(self, number: int) -> None:
        assert self.opened is not None
        document, desk = self.opened.document, self.session.desk
        sentence = self._said[number]
        pillar = document.pillar or waiting_documents.pillar_of_text(desk, sentence.now or sentence.before)

        def keep(stance: EvidenceStance) -> None:
            text = sentence.now or f"no longer said: {sentence.before}"
            self._record(lambda: [waiting_documents.keep_sentence(desk, document, text, pillar, stance)], "kept")

        self.session.choose_from("What does it say for the pillar?", _STANCES, "neutral", keep)

    def keep_kind(self) -> None:
        """Keeps all figures that are open: those that agree, those that are new, and those that differ are told."""
        if self.opened is None or not self.session.can_record():
            return
        if not self.opened.figures:
            self._keep_whole()
            return
        document, desk = self.opened.document, self.session.desk
        numbers = self.opened.sure
        if not numbers:
            in_doubt = "what is left is in doubt: y keeps one of it"
            self.session.notify(in_doubt if self.opened.doubted else "nothing left to keep")
            return
        first = auto_accept.never_asked(desk)

        def then() -> None:
            if first:
                self._ask_always(document)
            self._ask_ended(document)

        text = f"kept {counted(len(numbers), 'figure')}"
        self._record(lambda: waiting_documents.keep(desk, document, figures=numbers), text, then)

    def _ask_ended(self, document: Document) -> None:
        """Whether the results that came end the milestone of their being expected."""
        desk, milestone = self.session.desk, ended_by(self.session.desk, document)
        if milestone is None or document.published is None:
            return
        identity, day = milestone.milestone.id, document.published.isoformat()

        def answer(hit: bool) -> None:
            if hit:
                self.session.record(
                    # the results themselves say that they came, however early
                    lambda: desk.end_milestone(identity, "hit", day, source=document.url, sure=True),
                    lambda _: self.session.recorded("hit; u to undo"),
                )

        choices = (("h", f"hit on {long_day(document.published)}, when they were filed", True),
                   ("n", "not yet", False))  # fmt: skip
        self.session.choose_from(milestone.milestone.title, choices, True, answer)

    def _ask_always(self, document: Document) -> None:
        """Asked once, after the first filing whose figures were kept."""
        metrics = sorted({figure.metric for figure in document.figure})
        desk = self.session.desk

        def answer(always: bool) -> None:
            if always:
                self.session.record(
                    lambda: auto_accept.accept_always(desk, metrics),
                    lambda _: self.session.recorded("kept as they come"),
                )

        self.session.choose_from(
            "The next filings of these metrics",
            (("w", "wait for you, like these", False), ("a", "are kept as they come, each with its place", True)),
            False, answer,
        )  # fmt: skip

    def drop(self) -> None:
        if self.opened is None or not self.session.can_record():
            return
        figure = self._figure()
        document, desk = self.opened.document, self.session.desk
        if figure is not None:
            number = figure.number
            self._record(lambda: waiting_documents.drop(desk, document, [number]), "dropped")
        elif not self._place.startswith("s"):
            self._record(lambda: waiting_documents.drop(desk, document), "dropped")

    def drop_kind(self) -> None:
        """Drops the whole document."""
        if self.opened is not None and self.session.can_record():
            document, desk = self.opened.document, self.session.desk
            self._record(lambda: waiting_documents.drop(desk, document), "dropped")

    file_away = drop_kind

    def edit(self) -> None:
        self.session.notify("a figure of a filing is kept as it stands there; once kept, e on it changes it")

    def ask_published(self) -> None:
        self.session.notify("its day is the one its publisher gives")

    def scroll_text(self, step: int) -> None:
        self.move_far(step * 10)

    def _record(self, do: Callable[[], Sequence[Entry]], text: str, then: Callable[[], None] = lambda: None) -> None:
        def decided(made: Sequence[Entry]) -> None:
            self._after(f"{text}; u takes {'it' if len(made) == 1 else 'them'} back")
            then()

        self.session.record(do, decided)

    def _after(self, text: str) -> None:
        """Goes on to the next figure that is open, or the next document that waits, or back."""
        self.session.reload()
        self.redraw()
        self.session.say(text)
        if self.opened is None or self.opened.decision == "open":
            self._focus_open()
            return
        following = next(iter(self.view.waiting), None)
        if following is None:
            self.session.leave()
            self.session.say(f"{text}; nothing waits")
            return
        self.document = following.id
        self._said, self._said_words = (), ""
        self.redraw()
        self._compare()
        self.call_after_refresh(self._focus_open)

    def _focus_open(self) -> None:
        if self.opened is None:
            return
        following = next((figure for figure in self.opened.figures if figure.is_open), None)
        place = str(following.number) if following is not None else "whole"
        self.choose(Target("document", f"{self.document}/{place}"))

    def undo(self) -> None:
        """Takes back the last decision, and goes back to the document it was on."""
        before = {item.id for item in self.view.waiting}

        def go_back() -> None:
            again = next((item.id for item in self.view.waiting if item.id not in before), None)
            if again is not None:
                self.document = again
                self._said, self._said_words = (), ""
            self.redraw()
            self._compare()
            self.call_after_refresh(self._focus_open)

        self.session.undo(go_back)

    def open_target(self, target: Target) -> None:
        if target.kind == "document" and target.id.partition("/")[0] == self.document:
            self.keep()
        else:
            super().open_target(target)
