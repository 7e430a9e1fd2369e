"""Documents that wait for a decision: which, and what keeping or dropping one records.

What was decided is told by the journal, so that it holds on every machine: a kept document's figures and evidence carry
its id, a dropped one is a `drop`. Either never waits again.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from msgspec.structs import replace

from thesis_tui.errors import InputError
from thesis_tui.model.documents import Document, DocumentFigure
from thesis_tui.model.journal import Drop
from thesis_tui.model.objects import Evidence, Milestone, Observation
from thesis_tui.rules.live import DROPPED, decisions, is_decided
from thesis_tui.storage.documents import KEPT_FOLDER, read_documents

FigureKey = tuple[str, date | None, date | None, Decimal]
"""A figure's metric, first and last day, and value."""
MOST_TEXT = 300
"""Characters of a sentence that its evidence says; the quotation has the rest."""

if TYPE_CHECKING:
    from thesis_tui.model.book import Book, Problem
    from thesis_tui.model.enums import EvidenceStance
    from thesis_tui.model.journal import Entry
    from thesis_tui.services.desk import Desk
    from thesis_tui.services.loaded_thesis import LoadedThesis


def decided(book: Book) -> frozenset[str]:
    """The ids of documents of which anything was kept or dropped, and not taken back."""
    return frozenset(proposal.partition("/")[0] for proposal in decisions(book.entries))


def waiting(thesis: LoadedThesis) -> tuple[tuple[Document, ...], tuple[Problem, ...]]:
    """The documents to decide on, newest first, and what of the inbox cannot be read. None of a thesis that is shown
    as of a day.
    """
    if thesis.bundled or thesis.as_of is not None:
        return (), ()
    found, problems = read_documents(thesis.folder)
    done = decisions(thesis.book().entries, frozenset(item.id for item in found))
    return tuple(item for item in found if not is_decided(item.id, len(item.figure), done)), problems


def dropped_figures(thesis: LoadedThesis) -> frozenset[FigureKey]:
    """The figures that were dropped and are not to come again with the next filing that states them."""
    found = [*read_documents(thesis.folder)[0], *read_documents(thesis.folder, KEPT_FOLDER)[0]]
    done = decisions(thesis.book().entries, frozenset(item.id for item in found))
    dropped = set()
    for document in found:
        for number, figure in enumerate(document.figure):
            entry = done.get(f"{document.id}/{number}") or done.get(document.id)
            if entry is not None and isinstance(entry.what, Drop):
                dropped.add((figure.metric, figure.start, figure.end, figure.value))
    return frozenset(dropped)


def find_document(thesis: LoadedThesis, document_id: str) -> Document:
    """A document of the inbox, decided on or not. Raises InputError when it is not there."""
    found = next((item for item in read_documents(thesis.folder)[0] if item.id == document_id), None)
    if found is None:
        raise InputError("this document is no longer in the inbox", "document")
    return found


def keep(
    desk: Desk, document: Document, stance: EvidenceStance = "neutral", figures: Iterable[int] | None = None
) -> list[Entry]:
    """Records a document: its figures that are still open and not in doubt, or those of `figures` by number, with the
    row and the column they stand in; one without figures as evidence on its pillar. One act. Raises InputError when
    there is nothing left.
    """
    done = _refuse_decided(desk, document)
    thesis = desk.book().thesis
    known = {metric.id for metric in thesis.metric}
    # what is in doubt is kept only where somebody says so by number
    sure = [number for number, figure in enumerate(document.figure) if not figure.doubt]
    wanted = sure if figures is None else figures
    retained = [
        (number, document.figure[number])
        for number in wanted
        if document.figure[number].metric in known and f"{document.id}/{number}" not in done
    ]
    if document.figure and not retained:
        raise InputError("no figure of it belongs to a metric of this thesis", "document")
    if retained:
        return list(
            desk.decide(("observation", observation_of(document, number, figure)) for number, figure in retained)
        )
    if document.earliest is not None and document.latest is not None:
        milestone = Milestone(
            id="", title=document.title, earliest=document.earliest, latest=document.latest, note=document.summary,
            proposal=document.id,
        )  # fmt: skip
        # the day announced narrows the window that was expected; the goalpost that moves says why
        title = document.title.casefold()
        expected = (other.milestone for other in desk.view().milestones if other.open)
        old = next((other for other in expected if other.title.casefold() == title), None)
        if old is not None:
            milestone = replace(milestone, id=old.id, title=old.title, pillar=old.pillar, source=old.source)
        return list(desk.record_all([("milestone", milestone, old.id if old else None)]))
    text = document.title + (f" ({document.note})" if document.note else "")
    evidence = Evidence(
        id="", text=text, stance=stance, pillar=document.pillar, day=document.published, source=document.url,
        proposal=document.id,
    )  # fmt: skip
    return list(desk.decide([("evidence", evidence)]))


def keep_sentence(desk: Desk, document: Document, text: str, pillar: str | None, stance: EvidenceStance) -> Entry:
    """Records a sentence of a document as evidence, with itself as its quotation."""
    evidence = Evidence(
        id="", text=text[:MOST_TEXT], stance=stance, pillar=pillar, day=document.published, source=document.url,
        quote=text, proposal=f"{document.id}/sentence",
    )  # fmt: skip
    (entry,) = desk.decide([("evidence", evidence)])
    return entry


def pillar_of_text(thesis: LoadedThesis, text: str) -> str | None:
    """The first pillar one of whose keywords a text names; None for none."""
    folded = text.casefold()
    pillars = thesis.book().thesis.pillar
    return next((pillar.id for pillar in pillars if any(word.casefold() in folded for word in pillar.keywords)), None)


def drop(desk: Desk, document: Document, figures: Iterable[int] | None = None) -> list[Entry]:
    """Records that a document, or figures of it by number, are not kept. Raises InputError when that was decided on."""
    done = _refuse_decided(desk, document)
    if figures is None:
        return list(desk.decide([("drop", Drop(source=DROPPED, proposal=document.id, text=document.title))]))
    dropped = [
        Drop(source=DROPPED, proposal=f"{document.id}/{number}", text=document.figure[number].label)
        for number in figures
        if f"{document.id}/{number}" not in done
    ]
    if not dropped:
        raise InputError("it was decided on already; undo takes that back", "document")
    return list(desk.decide(("drop", item) for item in dropped))


def _refuse_decided(desk: Desk, document: Document) -> dict[str, Entry]:
    done = decisions(desk.book().entries, frozenset((document.id,)))
    if is_decided(document.id, len(document.figure), done):
        raise InputError("it was decided on already; undo takes that back", "document")
    return done


def observation_of(document: Document, number: int, figure: DocumentFigure) -> Observation:
    """A figure as it is kept, with the row and the column it stands in."""
    doubt = f"in doubt: {figure.doubt}" if figure.doubt else ""
    place = " · ".join(item for item in (figure.label, figure.column, doubt) if item)
    return Observation(
        id="", metric=figure.metric, value=figure.value, unit=figure.unit, start=figure.start, end=figure.end,
        period=figure.period, source=figure.url or document.url, note=place, quote=figure.quote,
        proposal=f"{document.id}/{number}",
        row=figure.label if document.why == "results" else "",
        filed=(figure.filed or document.published) if document.kind == "filing" else None,
    )  # fmt: skip
