"""Documents on their way into the inbox: which are new, what of them need not wait, and what leaves it again."""

from __future__ import annotations

import os
from collections.abc import Container, Iterable, Sequence
from datetime import timedelta
from typing import TYPE_CHECKING

from msgspec.structs import replace

from thesis_tui.model.documents import Document
from thesis_tui.model.journal import Drop
from thesis_tui.rules.live import decisions, is_decided
from thesis_tui.services.filings import FACTS, Filed
from thesis_tui.services.opened_document import open_document
from thesis_tui.services.track_record import expected_document, has_previous
from thesis_tui.services.waiting_documents import decided
from thesis_tui.services.waiting_documents import keep as keep_figures
from thesis_tui.storage.documents import KEPT_FOLDER, keep_document, read_documents, remove_document, write_document
from thesis_tui.storage.inbox import DOCUMENTS as WAITING

if TYPE_CHECKING:
    from thesis_tui.model.book import Book
    from thesis_tui.services.desk import Desk

DECIDED_STAYS = timedelta(days=7)
MOST_REPORTS = 2
"""Reports of a form whose text is brought at once: the newest, and the one it is held against."""
MOST_NEW = 60
"""Documents a monitor brings at once; the others wait for its next turn."""


class DocumentIntake:
    """Keeps what came in the thesis's folder; the text of reports is brought by `filed`."""

    def __init__(self, desk: Desk, filed: Filed) -> None:
        self._desk = desk
        self._filed = filed
        self._book: Book = desk.book()
        self._folder = os.fspath(desk.folder)

    def tidy(self) -> None:
        """Takes what was decided on a week ago out of the inbox; till then an undo brings it back."""
        known = {item.id: item for item in read_documents(self._folder)[0]}
        done = decisions(self._book.entries, frozenset(known))
        for document in known.values():
            mine = [entry for proposal, entry in done.items() if proposal.partition("/")[0] == document.id]
            if not is_decided(document.id, len(document.figure), done):
                continue
            if self._desk.now() - max(entry.moment for entry in mine) < DECIDED_STAYS:
                continue
            # one with figures stays, so that those that were dropped are known when the next filing states them
            if not document.figure and all(isinstance(entry.what, Drop) for entry in mine):
                remove_document(self._folder, document)
            else:
                keep_document(self._folder, document)

    async def keep_new(self, found: Sequence[Document]) -> int:
        """Writes the documents that are not known, newest first, and those that say something else now."""
        done = decided(self._desk.book())
        retained = frozenset(item.id for item in read_documents(self._folder, KEPT_FOLDER)[0])
        there = {item.id: item for item in read_documents(self._folder)[0]}
        titles = {(_folded(item.title), item.published) for item in there.values() if item.kind == "news"}
        new = 0
        brought: dict[str, list[Document]] = {}
        settled = done | retained
        # newest first, so that what MOST_NEW leaves out are the oldest
        for came in sorted(found, key=lambda item: (item.published is not None, item.published), reverse=True):
            document = _withdrawal(came) if came.id in settled else came
            before = there.get(document.id)
            if document.id in settled:
                continue
            if before is not None:
                # withdrawn or changed since: it is said again
                if document.note and document.note != before.note:
                    write_document(self._folder, _noted(before, document.note))
                    new += 1
                continue
            # several feeds carry one item under addresses of their own
            same_news = document.kind == "news" and (_folded(document.title), document.published) in titles
            if same_news or new >= MOST_NEW:
                continue
            reports = brought.setdefault(document.form, [])
            body = await self._filed.prose(document) if len(reports) < MOST_REPORTS else b""
            written = write_document(self._folder, document, body)
            if body:
                reports.append(written)
            there[document.id] = document
            titles.add((_folded(document.title), document.published))
            new += 1
        for reports in brought.values():
            await self._bring_previous(reports, there)
        return new

    async def _bring_previous(self, reports: Sequence[Document], there: Container[str]) -> None:
        """Keeps the report before a single new one, for it to be held against: it is older than the thesis and does not
        wait.
        """
        # of several each but the oldest has the next of them to be held against
        if len(reports) != 1 or has_previous(self._desk, reports[0]):
            return
        earlier = await self._filed.before(reports[0])
        if earlier is not None:
            # one that waits without its text gets it, and waits on
            place = WAITING if earlier[0].id in there else KEPT_FOLDER
            write_document(self._folder, *earlier, place=place)

    def keep_filing(self, document: Document, body: bytes) -> bool:
        """Writes a filing with its figures; whether it is new. A monitor may have brought it without them."""
        done = decided(self._desk.book())
        there = {item.id: item for item in read_documents(self._folder)[0]}
        if document.id in done or (document.id in there and there[document.id].figure):
            return False
        self._replace_facts(document, there.values(), done)
        self._keep_as_it_comes(write_document(self._folder, document, body))
        return True

    def _replace_facts(self, document: Document, there: Iterable[Document], done: Container[str]) -> None:
        """Takes away what waits of a company's facts where newer ones have it all, unless some of it is decided on."""
        for item in there:
            same = (item.why, item.publisher) == (FACTS, document.publisher)
            if document.why == FACTS and same and item.id != document.id and item.id not in done:
                remove_document(self._folder, item)

    def expect(self) -> None:
        """Puts the next results into the inbox, as a milestone to be kept, where their window is known."""
        expected, done = expected_document(self._desk), decided(self._desk.book())
        waiting = read_documents(self._folder, WAITING)[0]
        there = {item.id for item in (*waiting, *read_documents(self._folder, KEPT_FOLDER)[0])}
        if expected is None:
            return
        # a day that was announced stands in the place of the window nobody decided on
        for item in waiting:
            if item.kind == "expected" and item.id != expected.id and item.id not in done:
                remove_document(self._folder, item)
        if expected.id not in there and expected.id not in done:
            write_document(self._folder, expected)

    def _keep_as_it_comes(self, document: Document) -> None:
        """Keeps the figures of metrics whose filings need not wait, but for those that contradict what is known."""
        accepted = {item.id for item in self._book.thesis.metric if item.accept == "always"}
        if not accepted.intersection(item.metric for item in document.figure):
            return
        opened = open_document(self._desk, document.id)
        numbers = [
            item.number
            for item in opened.figures
            if item.figure.metric in accepted
            and item.decision == "open"
            and item.match.how != "differs"
            and not item.figure.doubt
        ]
        if numbers:
            keep_figures(self._desk, document, figures=numbers)


def _folded(title: str) -> str:
    return " ".join(title.casefold().split())


def _withdrawal(document: Document) -> Document:
    """That a document was withdrawn, as one of its own where it was decided on already; others as they are."""
    if not document.note.startswith("withdrawn"):
        return document
    return replace(document, key=f"{document.key} withdrawn", title=f"withdrawn: {document.title}")


def _noted(document: Document, note: str) -> Document:
    return replace(document, note=note)
