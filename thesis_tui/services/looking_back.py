"""What the past says of lines and of what comes next, for one thesis: the rules with what the thesis knows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from thesis_tui.errors import InputError
from thesis_tui.model.documents import Document
from thesis_tui.rules.results_days import Expected, ResultsDay, expected_results
from thesis_tui.storage.documents import KEPT, document_bytes, read_documents

if TYPE_CHECKING:
    from thesis_tui.evidence.changes import Changes
    from thesis_tui.model.journal import Entry
    from thesis_tui.services.desk import Desk
    from thesis_tui.services.reading import Reading


def next_results(thesis: Reading) -> Expected | None:
    """The window in which the company's next results are expected, from the days past ones came; None where they are
    not known. Nothing is asked.
    """
    from thesis_tui.services.due import FOLDER
    from thesis_tui.services.filed import FILE, read_known

    known = read_known(thesis.places.cache / FOLDER / FILE)
    ticker = thesis.book().thesis.listing[0].symbol
    days = [ResultsDay(*item) for item in known.days.get(known.ciks.get(ticker, ""), [])]
    for place in (KEPT, "inbox/documents"):
        for document in read_documents(thesis.folder, place)[0]:
            ends = [item.end for item in document.figure if item.end is not None]
            if document.why == "results" and ends and document.published is not None:
                days.append(ResultsDay(max(ends), document.published))
    return expected_results(days, thesis.today, thesis.fiscal_year_end)


def expect_results(desk: Desk, expected: Expected) -> Entry:
    """Records the window as a milestone. Raises InputError when the thesis has it already."""
    title = f"Results for {expected.label}"
    if any(item.milestone.title == title for item in desk.view().milestones):
        raise InputError(f'"{title}" is expected already', "milestone")
    return desk.add_milestone(
        title, f"{expected.earliest.isoformat()} to {expected.latest.isoformat()}", note=expected.text
    )


def changed_sentences(thesis: Reading, document: Document, pillar_id: str | None = None) -> Changes:
    """What a filing says of a pillar's keywords (of all pillars' without one) that the one before it did not say.

    Raises InputError where there is no previous one with its bytes, FileError where bytes are gone or were changed.
    """
    from thesis_tui.evidence.changes import changes

    before = _previous(thesis, document)
    pillars = [item for item in thesis.book().thesis.pillar if pillar_id in (None, item.id)]
    words = [word for pillar in pillars for word in pillar.keywords]
    return changes(document_bytes(thesis.folder, before), document_bytes(thesis.folder, document), words)


def _previous(thesis: Reading, document: Document) -> Document:
    """The newest document of the same form, publisher and kind of results before this one."""
    known = [*read_documents(thesis.folder, KEPT)[0], *read_documents(thesis.folder)[0]]
    alike = [
        item
        for item in known
        if (item.form, item.publisher, item.why) == (document.form, document.publisher, document.why)
        and item.file
        and item.id != document.id
        and item.published is not None
        and document.published is not None
        and item.published < document.published
    ]
    if not alike:
        raise InputError(f"there is no {document.form or 'document'} before it to compare it with", "document")
    return max(alike, key=lambda item: (item.published is not None and item.published.toordinal()) or 0)
