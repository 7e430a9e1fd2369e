"""Names of everything in a thesis, by id."""

from __future__ import annotations

from msgspec import Struct

from thesis_tui.model.book import Book
from thesis_tui.model.objects import Criterion, Metric, Observation
from thesis_tui.model.view import ConflictView, Target
from thesis_tui.rules.calendar_periods import period_name
from thesis_tui.rules.folded import Folded
from thesis_tui.rules.wording.criteria import criterion_text
from thesis_tui.rules.wording.levels import level_name


class Names(Struct, frozen=True):
    """Title, target and pillar of every id of a thesis."""

    titles: dict[str, str]
    targets: dict[str, Target]
    pillars: dict[str, str | None]
    pillar_titles: dict[str, str]
    metrics: dict[str, Metric]
    windows: dict[str, str]

    def title(self, id_: str) -> str:
        """The title people know an id by, the id itself where there is none."""
        return self.titles.get(id_, id_)

    def target(self, id_: str) -> Target:
        """The target an id leads to, its entry where nothing shows it."""
        return self.targets.get(id_) or Target("entry", id_)

    def place(self, pillar: str | None, otherwise: str = "") -> str:
        """The title of a pillar, `otherwise` for none."""
        return self.pillar_titles.get(pillar or "", otherwise)

    def put(self, id_: str, target: Target, title: str, pillar: str | None) -> None:
        """Names an id, unless an object named before has it."""
        if id_ not in self.targets:
            self.targets[id_] = target
            self.titles[id_] = title
            self.pillars[id_] = pillar

    def milestone(self, id_: str) -> tuple[str, str] | None:
        """A milestone's title and its window in words, None when there is none of that id."""
        return (self.titles[id_], self.windows[id_]) if id_ in self.windows else None

    def criterion(self, criterion: Criterion) -> str:
        """When a criterion fails, with the names of what it rests on."""
        metric = self.metrics.get(criterion.metric or "")
        return criterion_text(criterion, metric, self.milestone(criterion.milestone or ""))


def names_of(book: Book, folded: Folded, windows: dict[str, str]) -> Names:
    """Names for every object that ever stood in `book` by then, retracted ones included."""
    thesis = book.thesis
    names = Names(
        {}, {}, {},
        {item.id: item.title for item in (*book.retired.pillar, *thesis.pillar)},
        {item.id: item for item in (*book.retired.metric, *thesis.metric)},
        windows,
    )  # fmt: skip
    primary = thesis.listing[0].symbol if thesis.listing else ""

    # the order of what follows decides: an id that two things have names the first
    for milestone in folded.milestones.values():
        other = milestone.what
        names.put(milestone.id, Target("milestone", milestone.id), other.title, other.pillar)
    for level in folded.levels.values():
        names.put(level.id, Target("level", level.id), level_name(level.what, primary), level.what.pillar)
    _name_scenarios(names, folded)
    for pillar in (*thesis.pillar, *book.retired.pillar):
        names.put(pillar.id, Target("pillar", pillar.id), pillar.title, pillar.id)
    for metric in (*thesis.metric, *book.retired.metric):
        names.put(metric.id, Target("metric", metric.id), metric.title, metric.pillar)
    for criterion in (*thesis.criterion, *(thing.what for thing in folded.criteria.values())):
        names.put(criterion.id, Target("criterion", criterion.id), names.criterion(criterion), criterion.pillar)
    for evidence in folded.evidence.values():
        names.put(evidence.id, Target("evidence", evidence.id), evidence.what.text, evidence.what.pillar)
    # one that was retired is still spoken of
    for named in (named for named in book.sources if named.source.visible_from <= folded.today):
        names.put(named.id, Target("source", named.id), named.source.short or named.source.title, None)
    for seen in folded.observations.values():
        names.put(seen.id, Target("observation", seen.id), *_measured(seen.what, names.metrics, thesis.fiscal_year_end))
    for price in folded.prices.values():
        names.put(price.id, Target("price", price.id), f"price of {price.what.listing}", None)
    for listing in (*thesis.listing, *book.retired.listing):
        names.put(f"listing:{listing.symbol}", Target("listing", listing.symbol), listing.symbol, None)
    _name_intents(names, folded)
    return names


def _name_scenarios(names: Names, folded: Folded) -> None:
    for scenario in folded.scenarios.values():
        names.put(scenario.id, Target("scenario", scenario.id), scenario.what.title, None)


def _name_intents(names: Names, folded: Folded) -> None:
    """Makes intended actions known by their entries' ids, so that what settles one can be read."""
    for target, intent in folded.intents.items():
        names.titles.setdefault(intent.id, f"what you meant to do: {names.title(target)}")


def _measured(what: Observation, metrics: dict[str, Metric], fiscal_year_end: str) -> tuple[str, str | None]:
    """The title of a figure, its metric's with the period, and its pillar."""
    metric = metrics.get(what.metric)
    title = what.metric if metric is None else metric.title
    period = period_name(what, fiscal_year_end)
    return f"{title}, {period}" if period else title, None if metric is None else metric.pillar


def name_conflicts(names: Names, conflicts: tuple[ConflictView, ...]) -> None:
    """Makes conflicts known by their ids, so that what settles one can be read."""
    for view in conflicts:
        names.targets.setdefault(view.id, Target("conflict", view.id))
        names.titles.setdefault(view.id, view.text)
        names.pillars.setdefault(view.id, view.pillar)
