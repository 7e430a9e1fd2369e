"""Names that can be given while a command is typed: ids with their titles, without judging anything."""

from __future__ import annotations

from typing import TYPE_CHECKING

from thesis_tui.rules.fold import fold
from thesis_tui.rules.folded import Folded
from thesis_tui.services.finding import Candidate

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from thesis_tui.services.loaded_thesis import LoadedThesis


def names(loaded: LoadedThesis, kind: str) -> list[Candidate]:
    """Every `kind` there is: pillar, metric, listing, source, level (not retired), milestone, open milestone.

    Raises FileError when thesis.toml cannot be read, and nothing for what is no kind: that has no names.
    """
    thesis = loaded.book().thesis
    match kind:
        case "pillar":
            return [Candidate(pillar.id, pillar.title) for pillar in thesis.pillar]
        case "metric":
            return [Candidate(metric.id, metric.title) for metric in thesis.metric]
        case "listing":
            return [Candidate(listing.symbol, listing.name or listing.venue) for listing in thesis.listing]
    if kind in _FOLDED:
        return list(_FOLDED[kind](fold(loaded.book(), loaded.clock())))
    return []


def _sources(folded: Folded) -> Iterator[Candidate]:
    return (Candidate(source.id, source.source.title) for source in folded.sources.values())


def _levels(folded: Folded) -> Iterator[Candidate]:
    return (
        Candidate(level.id, f"{level.what.type} {level.what.low} {level.what.currency}, {level.what.listing}")
        for level in folded.levels.values() if not level.retired
    )  # fmt: skip


def _milestones(folded: Folded) -> Iterator[Candidate]:
    return (
        Candidate(milestone.id, milestone.what.title)
        for milestone in folded.milestones.values()
        if not milestone.retired
    )


def _open_milestones(folded: Folded) -> Iterator[Candidate]:
    return (candidate for candidate in _milestones(folded) if candidate.id not in folded.outcomes)


def _figures(folded: Folded) -> Iterator[Candidate]:
    return (
        Candidate(
            observation.id,
            f"{observation.what.metric} {observation.what.period or observation.what.until or ''}".rstrip(),
        )
        for observation in folded.observations.values()
    )


_FOLDED: dict[str, Callable[[Folded], Iterator[Candidate]]] = {
    "source": _sources,
    "level": _levels,
    "milestone": _milestones,
    "open milestone": _open_milestones,
    "figure": _figures,
}
