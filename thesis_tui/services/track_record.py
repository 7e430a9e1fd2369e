"""The past record of lines and of what comes next, for one thesis: the rules with what the thesis knows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from thesis_tui.errors import InputError
from thesis_tui.model.documents import Document
from thesis_tui.rules.calendar_periods import fiscal_label
from thesis_tui.rules.results_days import Announced, Expected, ResultsDay, expected_results, narrowed
from thesis_tui.storage.documents import KEPT_FOLDER, document_bytes, read_documents
from thesis_tui.storage.inbox import DOCUMENTS as WAITING

if TYPE_CHECKING:
    from thesis_tui.model.view import MilestoneView
    from thesis_tui.public_data.filing_changes import Changes
    from thesis_tui.services.loaded_thesis import LoadedThesis


RESULTS_FOR = "results for "
"""How the title of a milestone of expected results begins; the period's label follows."""


def next_results(thesis: LoadedThesis) -> Expected | None:
    """The window in which the company's next results are expected, from the days past ones came; None where they are
    not known. Nothing is asked.
    """
    from thesis_tui.services.due import FOLDER
    from thesis_tui.services.known_filings import FILE, read_known

    known = read_known(thesis.places.cache / FOLDER / FILE)
    ticker = thesis.book().thesis.listing[0].symbol
    days = [ResultsDay(*item) for item in known.days.get(known.ciks.get(ticker, ""), [])]
    for place in (KEPT_FOLDER, WAITING):
        for document in read_documents(thesis.folder, place)[0]:
            ends = [item.end for item in document.figure if item.end is not None]
            if document.why == "results" and ends and document.published is not None:
                days.append(ResultsDay(max(ends), document.published))
    expected = expected_results(days, thesis.today, thesis.fiscal_year_end)
    if expected is None:
        return None
    announced = [Announced(*item) for item in known.announced.get(known.ciks.get(ticker, ""), [])]
    return narrowed(expected, [*announced, *_announced_in_news(thesis)], thesis.today)


def _announced_in_news(thesis: LoadedThesis) -> list[Announced]:
    """The days that items about the company say its results will come on."""
    from thesis_tui.public_data.announcements import announced_day

    # the first word alone: in the news "Alibaba Group Holding" is "Alibaba"
    name = thesis.book().thesis.name.split()[0].casefold()
    found = []
    for place in (KEPT_FOLDER, WAITING):
        for item in read_documents(thesis.folder, place)[0]:
            text = f"{item.title}. {item.summary}"
            if item.kind not in ("news", "filing") or item.published is None or name not in text.casefold():
                continue
            day = announced_day(text, item.published)
            if day is not None:
                found.append(Announced(item.published, day))
    return found


def expected_document(thesis: LoadedThesis) -> Document | None:
    """The next results as what waits for a decision, None where they are not known or are a milestone already."""
    expected = next_results(thesis)
    if expected is None or expected.latest < thesis.today:
        return None
    title = f"{RESULTS_FOR}{expected.label}"
    known = next(
        (
            milestone
            for milestone in thesis.view().milestones
            if milestone.milestone.title.casefold() == title.casefold()
        ),
        None,
    )
    if known is not None:
        window = known.milestone.earliest, known.milestone.latest
        if not expected.announced or not known.open or window == (expected.earliest, expected.latest):
            return None
    day = f" on {expected.earliest.isoformat()}" if expected.announced else ""
    return Document(
        key=f"expected {expected.label}{day}", kind="expected", monitor="", title=title, published=None,
        summary=expected.text, why="expected results", earliest=expected.earliest, latest=expected.latest,
    )  # fmt: skip


def ended_by(thesis: LoadedThesis, document: Document) -> MilestoneView | None:
    """The open milestone of expected results that a results release ends: the one of the period its figures are of."""
    ends = [item.end for item in document.figure if item.end is not None]
    if document.kind != "filing" or not ends or document.published is None:
        return None
    end = max(ends)
    starts = [item.start for item in document.figure if item.end == end and item.start is not None]
    # the latest start: a release has the quarter and the year to date, and the quarter is what was expected
    label = fiscal_label(max(starts), end, thesis.fiscal_year_end) if starts else ""
    wanted = f"{RESULTS_FOR}{label}".casefold()
    return next(
        (
            milestone
            for milestone in thesis.view().milestones
            if milestone.open and label and milestone.milestone.title.casefold() == wanted
        ),
        None,
    )


def changed_sentences(thesis: LoadedThesis, document: Document, pillar_id: str | None = None) -> Changes:
    """Sentences of a filing on a pillar's keywords (of all pillars' without one) that the one before it did not say.

    Raises InputError where there is no previous one with its bytes, FileError where bytes are gone or were changed.
    """
    from thesis_tui.public_data.filing_changes import changes

    before = _previous(thesis, document)
    pillars = [item for item in thesis.book().thesis.pillar if pillar_id in (None, item.id)]
    words = [word for pillar in pillars for word in pillar.keywords]
    return changes(document_bytes(thesis.folder, before), document_bytes(thesis.folder, document), words)


def has_previous(thesis: LoadedThesis, document: Document) -> bool:
    """Whether there is a document to hold this one against."""
    try:
        return bool(_previous(thesis, document))
    except InputError:
        return False


def _previous(thesis: LoadedThesis, document: Document) -> Document:
    """The newest document of the same form, publisher and kind of results before this one; an amendment's is what it
    amends.
    """
    form = document.form.removesuffix("/A")
    known = [*read_documents(thesis.folder, KEPT_FOLDER)[0], *read_documents(thesis.folder)[0]]
    alike = [
        item
        for item in known
        if (item.form, item.publisher) == (form, document.publisher)
        and (item.why == "results") == (document.why == "results")
        and item.file
        and item.id != document.id
        and item.published is not None
        and document.published is not None
        and item.published < document.published
    ]
    if not alike:
        raise InputError(f"there is no {document.form or 'document'} before it to compare it with", "document")
    return max(alike, key=lambda item: (item.published is not None and item.published.toordinal()) or 0)
