"""What everything in a thesis is called, by its id."""

from __future__ import annotations

from msgspec import Struct

from thesis_tui.model.book import Book
from thesis_tui.model.objects import Metric
from thesis_tui.model.view import ConflictView, Target
from thesis_tui.rules.folded import Folded
from thesis_tui.rules.level_words import level_name
from thesis_tui.rules.thresholds import criterion_text


class Names(Struct, frozen=True):
    """What every id of a thesis is called, what it is, and the pillar it belongs to."""

    titles: dict[str, str]
    targets: dict[str, Target]
    pillars: dict[str, str | None]
    pillar_titles: dict[str, str]
    metrics: dict[str, Metric]
    windows: dict[str, str]

    def title(self, id_: str) -> str:
        return self.titles.get(id_, id_)

    def target(self, id_: str) -> Target:
        return self.targets.get(id_) or Target("entry", id_)

    def place(self, pillar: str | None, otherwise: str = "") -> str:
        return self.pillar_titles.get(pillar or "", otherwise)

    def milestone(self, id_: str) -> tuple[str, str] | None:
        """A milestone's title and its window in words, None when there is none of that id."""
        return (self.titles[id_], self.windows[id_]) if id_ in self.windows else None


def names_of(book: Book, folded: Folded, windows: dict[str, str]) -> Names:
    """Names for every object that ever stood in `book` by then, retracted ones included."""
    thesis = book.thesis
    names = Names(
        {}, {}, {}, {one.id: one.title for one in thesis.pillar}, {one.id: one for one in thesis.metric}, windows
    )
    metrics = names.metrics
    primary = thesis.listing[0].symbol if thesis.listing else ""

    def put(id_: str, target: Target, title: str, pillar: str | None) -> None:
        if id_ not in names.targets:
            names.targets[id_] = target
            names.titles[id_] = title
            names.pillars[id_] = pillar

    for milestone in folded.milestones.values():
        one = milestone.what
        put(milestone.id, Target("milestone", milestone.id), one.title, one.pillar)
    for level in folded.levels.values():
        put(level.id, Target("level", level.id), level_name(level.what, primary), level.what.pillar)
    for pillar in thesis.pillar:
        put(pillar.id, Target("pillar", pillar.id), pillar.title, pillar.id)
    for metric in thesis.metric:
        put(metric.id, Target("metric", metric.id), metric.title, metric.pillar)
    for criterion in (*thesis.criterion, *(thing.what for thing in folded.criteria.values())):
        text = criterion_text(
            criterion, metrics.get(criterion.metric or ""), names.milestone(criterion.milestone or "")
        )
        put(criterion.id, Target("criterion", criterion.id), text, criterion.pillar)
    for evidence in folded.evidence.values():
        put(evidence.id, Target("evidence", evidence.id), evidence.what.text, evidence.what.pillar)
    for named in book.sources:  # one that was retired is still spoken of
        if named.source.visible_from > folded.today:
            continue
        put(named.id, Target("source", named.id), named.source.short or named.source.title, None)
    for seen in folded.observations.values():
        its = metrics.get(seen.what.metric)
        put(
            seen.id, Target("observation", seen.id), its.title if its else seen.what.metric, its.pillar if its else None
        )
    for price in folded.prices.values():
        put(price.id, Target("price", price.id), f"price of {price.what.listing}", None)
    for listing in thesis.listing:
        put(f"listing:{listing.symbol}", Target("listing", listing.symbol), listing.symbol, None)
    return names


def name_conflicts(names: Names, conflicts: tuple[ConflictView, ...]) -> None:
    """Makes conflicts known by their ids, so that what settles one can be read."""
    for view in conflicts:
        names.targets.setdefault(view.id, Target("conflict", view.id))
        names.titles.setdefault(view.id, view.text)
        names.pillars.setdefault(view.id, view.pillar)
