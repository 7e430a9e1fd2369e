"""Names that can be given while a command is typed: ids with their titles, without judging anything."""

from __future__ import annotations

from typing import TYPE_CHECKING

from thesis_tui.rules.fold import fold
from thesis_tui.rules.folded import Folded
from thesis_tui.services.finding import Candidate

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from thesis_tui.services.reading import Reading


def names(reading: Reading, kind: str) -> list[Candidate]:
    """Every `kind` there is: pillar, metric, listing, source, level (not retired), milestone, open milestone.

    Raises FileError when thesis.toml cannot be read, and nothing for what is no kind: that has no names.
    """
    thesis = reading.book().thesis
    match kind:
        case "pillar":
            return [Candidate(it.id, it.title) for it in thesis.pillar]
        case "metric":
            return [Candidate(it.id, it.title) for it in thesis.metric]
        case "listing":
            return [Candidate(it.symbol, it.name or it.venue) for it in thesis.listing]
    if kind in _FOLDED:
        return list(_FOLDED[kind](fold(reading.book(), reading.clock())))
    return []


def _sources(folded: Folded) -> Iterator[Candidate]:
    return (Candidate(it.id, it.source.title) for it in folded.sources.values())


def _levels(folded: Folded) -> Iterator[Candidate]:
    return (
        Candidate(it.id, f"{it.what.type} {it.what.low} {it.what.currency}, {it.what.listing}")
        for it in folded.levels.values() if not it.retired
    )  # fmt: skip


def _milestones(folded: Folded) -> Iterator[Candidate]:
    return (Candidate(it.id, it.what.title) for it in folded.milestones.values() if not it.retired)


def _open_milestones(folded: Folded) -> Iterator[Candidate]:
    return (it for it in _milestones(folded) if it.id not in folded.outcomes)


def _figures(folded: Folded) -> Iterator[Candidate]:
    return (
        Candidate(it.id, f"{it.what.metric} {it.what.period or it.what.until or ''}".rstrip())
        for it in folded.observations.values()
    )


_FOLDED: dict[str, Callable[[Folded], Iterator[Candidate]]] = {
    "source": _sources,
    "level": _levels,
    "milestone": _milestones,
    "open milestone": _open_milestones,
    "figure": _figures,
}
