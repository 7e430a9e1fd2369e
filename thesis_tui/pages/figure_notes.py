"""Words that belong beside a figure: its notes, what it was before it was corrected, a break in its series."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise
from typing import NamedTuple

from thesis_tui.model import figures
from thesis_tui.model.view import MetricView, NoteView, ObservationView, Target, View
from thesis_tui.pages.spans import one_line


class FigureNote(NamedTuple):
    """A sentence beside a figure, and the entry it leads to where it is a note."""

    text: str
    target: Target | None = None


def notes_beside(
    view: View, metric: MetricView, figure: ObservationView, *, newest: bool = False, own: bool = False
) -> list[FigureNote]:
    """The sentences beside a figure, those that change how it is read first; beside the `newest` of a metric the notes
    on the metric too. With `own` those alone that the user wrote, where an article's have no room.
    """
    what = figure.observation
    found: list[FigureNote] = []
    if what.series_break:
        found.append(FigureNote(f"series break, not compared with before: {one_line(what.series_break)}"))
    found += [FigureNote(text) for text in _corrections(view, metric, figure)]
    if what.note and not (own and is_from_article(figure)):
        found.append(FigureNote(one_line(what.note)))
    found += _notes(view, figure.notes)
    if newest:
        found += _notes(view, metric.notes)
    return found


def is_from_article(figure: ObservationView) -> bool:
    """Whether a figure stands as its article has it, nobody having corrected it."""
    return bool(figure.origin.number) and not figure.corrected


def _corrections(view: View, metric: MetricView, figure: ObservationView) -> Iterable[str]:
    """Values that stood there before; a date or a note said later is no other figure."""
    stood = [*(before.observation for before in figure.corrected), figure.observation]
    texts = [figures.observed(what, metric.metric).text for what in stood]
    for before, (old, new) in zip(figure.corrected, pairwise(texts), strict=True):
        if old != new:
            day = figures.day(before.until.astimezone(view.now.tzinfo).date(), view.today)
            yield f"corrected on {day} from {old} to {new}"


def _notes(view: View, notes: Iterable[NoteView]) -> list[FigureNote]:
    return [
        FigureNote(f"{figures.day(note.day, view.today)}: {one_line(note.text)}", Target("entry", note.entry))
        for note in notes
    ]
