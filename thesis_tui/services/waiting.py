"""Documents that wait for a decision: which, and what keeping or dropping one records.

What was decided is told by the journal, so that it holds on every machine: a kept document's figures and evidence carry
its id, a dropped one is a `drop`. Either never waits again.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from typing import TYPE_CHECKING

from thesis_tui.errors import InputError
from thesis_tui.model.documents import Document, DocumentFigure
from thesis_tui.model.journal import Drop
from thesis_tui.model.objects import Evidence, Observation
from thesis_tui.rules.live import DROPPED, decided_ids
from thesis_tui.storage.documents import keep_document, read_documents

if TYPE_CHECKING:
    from thesis_tui.model.book import Book, Problem
    from thesis_tui.model.journal import Entry
    from thesis_tui.model.words import EvidenceStance
    from thesis_tui.services.desk import Desk
    from thesis_tui.services.reading import Reading


def decided(book: Book) -> frozenset[str]:
    """The ids of documents that were kept or dropped, and not taken back."""
    return frozenset(decided_ids(book.entries))


def waiting(thesis: Reading) -> tuple[tuple[Document, ...], tuple[Problem, ...]]:
    """The documents to decide on, newest first, and what of the inbox cannot be read. None of a thesis that is shown
    as of a day.
    """
    if thesis.bundled or thesis.as_of is not None:
        return (), ()
    found, problems = read_documents(thesis.folder)
    done = decided(thesis.book())
    return tuple(item for item in found if item.id not in done), problems


def keep(
    desk: Desk, document: Document, stance: EvidenceStance = "neutral", figures: Iterable[int] | None = None
) -> list[Entry]:
    """Records a document: its figures, or those of `figures` by number, with the row and the column they stand in; one
    without figures as evidence on its pillar. One act. Raises InputError when it was decided on before.
    """
    _refuse_decided(desk, document)
    thesis = desk.book().thesis
    known = {metric.id for metric in thesis.metric}
    wanted = range(len(document.figure)) if figures is None else figures
    retained = [(number, document.figure[number]) for number in wanted if document.figure[number].metric in known]
    if document.figure and not retained:
        raise InputError("no figure of it belongs to a metric of this thesis", "document")
    if retained:
        made = desk.decide(("observation", _observation(document, number, figure)) for number, figure in retained)
    else:
        text = document.title + (f" ({document.note})" if document.note else "")
        evidence = Evidence(
            id="", text=text, stance=stance, pillar=document.pillar, day=document.published, source=document.url,
            proposal=document.id,
        )  # fmt: skip
        made = desk.decide([("evidence", evidence)])
    keep_document(os.fspath(desk.folder), document)
    return list(made)


def drop(desk: Desk, document: Document) -> Entry:
    """Records that a document is not kept. Raises InputError when it was decided on before."""
    _refuse_decided(desk, document)
    (entry,) = desk.decide([("drop", Drop(source=DROPPED, proposal=document.id, text=document.title))])
    return entry


def _refuse_decided(desk: Desk, document: Document) -> None:
    if document.id in decided(desk.book()):
        raise InputError("it was decided on already; undo takes that back", "document")


def _observation(document: Document, number: int, figure: DocumentFigure) -> Observation:
    place = f"{figure.label} · {figure.column}" if figure.column else figure.label
    return Observation(
        id="", metric=figure.metric, value=figure.value, unit=figure.unit, start=figure.start, end=figure.end,
        period=figure.period, source=document.url, note=place, quote=figure.quote, proposal=f"{document.id}/{number}",
    )  # fmt: skip
