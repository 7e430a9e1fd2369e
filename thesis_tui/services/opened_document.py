"""A document of the inbox on the desk: what of it is decided, how its figures stand to what is known, what it says now
and did not say before.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, NamedTuple

from thesis_tui.errors import ThesisError
from thesis_tui.model import figures
from thesis_tui.model.documents import Document, DocumentFigure
from thesis_tui.model.journal import Drop
from thesis_tui.rules.live import decisions, is_decided
from thesis_tui.rules.proposal_match import NEW, ProposalMatch, match_proposal
from thesis_tui.services.waiting_documents import find_document, observation_of

if TYPE_CHECKING:
    from thesis_tui.model.objects import Metric
    from thesis_tui.model.view import View
    from thesis_tui.public_data.filing_changes import Change
    from thesis_tui.services.desk import Desk

YEAR_APART = range(355, 376)
"""Days between the ends of a period and of the same a year before: 52 or 53 weeks, or a year."""
Decision = Literal["open", "kept", "dropped"]


class ConsideredFigure(NamedTuple):
    """A figure of a filing: what was decided on it, how it stands to what is known, and the metric it is of."""

    number: int
    figure: DocumentFigure
    decision: Decision
    match: ProposalMatch
    metric: Metric | None
    recast: str = ""
    """How the year before, as it is stated now, differs from what was kept of it; "" where it does not."""

    @property
    def is_open(self) -> bool:
        """Whether it can be kept."""
        return self.decision == "open" and self.metric is not None


class ChangedStatement(NamedTuple):
    """A sentence that is new, gone or changed: what changed in it, under which heading, and both wordings."""

    kind: str
    what: str
    section: str
    before: str
    now: str


class OpenedDocument(NamedTuple):
    """A document with its figures as they are considered."""

    document: Document
    decision: Decision
    """Of the whole; a document whose figures are decided on one by one is open until the last."""
    figures: tuple[ConsideredFigure, ...]

    @property
    def waiting(self) -> int:
        """How many figures can be kept at once: those in doubt are decided on by themselves."""
        return len(self.sure)

    @property
    def sure(self) -> list[int]:
        """The numbers of the open figures that nothing speaks against."""
        return [item.number for item in self.figures if item.is_open and not item.figure.doubt]

    @property
    def doubted(self) -> int:
        """How many open figures are in doubt."""
        return sum(item.is_open and bool(item.figure.doubt) for item in self.figures)


def open_document(desk: Desk, document_id: str) -> OpenedDocument:
    """Reads a document. Raises InputError when it is not in the inbox any more."""
    document = find_document(desk, document_id)
    done = decisions(desk.book().entries, frozenset((document.id,)))
    whole: Decision = "open"
    if is_decided(document.id, len(document.figure), done):
        every = list(done.values())
        whole = "dropped" if all(isinstance(entry.what, Drop) for entry in every) else "kept"
    metrics = {metric.id: metric for metric in desk.book().thesis.metric}
    view = desk.view()
    considered = []
    for number, figure in enumerate(document.figure):
        entry = done.get(f"{document.id}/{number}") or done.get(document.id)
        decision: Decision = "open" if entry is None else "dropped" if isinstance(entry.what, Drop) else "kept"
        known = figure.metric in metrics and decision == "open"
        match = match_proposal(view, observation_of(document, number, figure)) if known else NEW
        metric = metrics.get(figure.metric)
        recast = _recast(view, figure, metric) if metric is not None else ""
        considered.append(ConsideredFigure(number, figure, decision, match, metric, recast))
    return OpenedDocument(document, whole, tuple(considered))


def _recast(view: View, figure: DocumentFigure, metric: Metric) -> str:
    """Both bases of the year before, where a filing restates it: the company reports it differently now."""
    seen = view.metric(metric.id)
    if seen is None or figure.prior is None or figure.end is None:
        return ""
    for known in seen.observations:
        observation = known.observation
        if (
            observation.end is None
            or observation.filed is None
            or (figure.end - observation.end).days not in YEAR_APART
        ):
            continue
        if observation.quantity.base == figure.prior or (observation.unit or metric.unit) != figure.unit:
            return ""
        now = figures.compact(figure.prior, figure.unit).text.strip()
        before = figures.compact(observation.quantity.base, figure.unit).text.strip()
        line = f" under {observation.row}" if observation.row else ""
        return f"the year before is recast: {now} now, {before} as filed on {figures.long_day(observation.filed)}{line}"
    return ""


def changed_statements(desk: Desk, document: Document) -> tuple[tuple[ChangedStatement, ...], str]:
    """Changes of its prose: what it says now and did not say before, and a word in its place or on what is not
    shown. It may take a second.
    """
    from thesis_tui.services.track_record import changed_sentences

    if not document.file:
        return (), ""
    try:
        found = changed_sentences(desk, document)
    except ThesisError as error:
        return (), str(error)
    statements = tuple(_statement(item) for item in found.shown)
    if found.others:
        return statements, f"{figures.counted(found.others, 'other sentence')} changed too"
    return statements, "" if statements else "nothing about the pillars’ keywords changed"


def _statement(change: Change) -> ChangedStatement:
    place = change.now or change.before
    return ChangedStatement(
        kind=change.kind,
        what=change.what,
        section=place.section if place is not None else "",
        before=change.before.text if change.before is not None else "",
        now=change.now.text if change.now is not None else "",
    )
