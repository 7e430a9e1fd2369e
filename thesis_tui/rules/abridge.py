"""Abridging a thesis to what its first screen needs: years of entries and sessions that change nothing on it left out.

An abridged book is a book like any other, and judged by the same rules on the day it is opened. Whole groups are
kept or left out: a thing with every version of it, what hangs on it and what took any of that back.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any, NamedTuple

from msgspec.structs import replace

from thesis_tui.model.book import Book, Clock, Look, NamedSource
from thesis_tui.model.journal import Entry, Reason, Retire, Retract, Settle, Snooze
from thesis_tui.model.view import MetricView, ObservationView, View
from thesis_tui.rules.entry_kinds import ENTRY_KINDS, hangs_on
from thesis_tui.rules.fold import fold
from thesis_tui.rules.folded import Folded


class Limits(NamedTuple):
    """How much is kept of what a page shows only the newest of."""

    entries: int = 40
    of_a_kind: int = 8
    """Ended milestones, sources, and evidence of a pillar."""
    periods: int = 17
    """Four years of quarters, by which the next figure is expected, and one more."""
    reviews: int = 2
    days: int = 400
    """Of sessions and observed prices: more than the year of the averages and the 52 weeks."""


LIMITS = Limits()
_PARTS = ("observation", "evidence", "level", "price", "milestone", "dispute")


def abridged_book(book: Book, view: View, look: Look, limits: Limits = LIMITS) -> Book:
    """`book` with what the first screen of `view`, and its changes since `look`, rest on."""
    folded = fold(book, Clock(view.now))
    groups = _Groups(book, folded)
    wanted = {*_things(view, limits), *_sources(book, folded, look, limits), *groups.always(limits)}
    newest = [other.entry for _, other in zip(range(limits.entries), view.journal, strict=False)]
    unseen = [entry for entry in folded.entries if entry.id not in look.seen and entry.id not in folded.gone]
    for entry in (*newest, *unseen):
        wanted.add(groups.of(entry))
        wanted.add(str(getattr(entry.what, "source", "")))
    # an undo takes back an act, which may be of several groups
    entries = tuple(entry for entry in book.entries if entry.kind == "retract" or groups.of(entry) in wanted)
    sources = tuple(pared for named in book.sources if (pared := _pared(named, wanted)) is not None)
    names = {f"{entry.kind}:{entry.object_id}" for entry in entries} | {f"source:{named.id}" for named in sources}
    # thesis.toml is kept whole: all of its lines may be named
    lines = {key: place for key, place in book.lines.items() if key in names or place[0] == "thesis.toml"}
    arrivals = replace(book.arrivals, documents=view.waiting)  # the decisions on the others may be left out
    return replace(book, entries=entries, sources=sources, lines=lines, arrivals=arrivals)


def abridged_look(look: Look, book: Book) -> Look:
    """`look` without what is no longer in the abridged `book`."""
    there = {entry.id for entry in book.entries} | {named.id for named in book.sources}
    there |= {item.id for named in book.sources for part in _PARTS for item in getattr(named.source, part)}
    return replace(
        look,
        # an id with ":" is of a change, and those are few
        seen=frozenset(id_ for id_ in look.seen if id_ in there or ":" in id_),
        states={key: state for key, state in look.states.items() if _named(key, there)},
    )


def _named(key: str, there: set[str]) -> bool:
    """Whether a look's state is of something there is; only milestones are many."""
    kind, _, id_ = key.partition(":")
    return kind != "milestone" or id_ in there


class _Groups:
    """Which thing an entry belongs to, by that thing's id."""

    def __init__(self, book: Book, folded: Folded) -> None:
        self._roots = folded.roots
        self._by_id = {entry.id: entry for entry in book.entries}
        thesis = book.thesis
        self._general = {"", *(pillar.id for pillar in thesis.pillar), *(metric.id for metric in thesis.metric)}
        self._criteria = {criterion.id for criterion in thesis.criterion}

    def of(self, entry: Entry) -> str:
        what = entry.what
        seen = {entry.id}
        while isinstance(what, Retire | Retract):
            target = self._by_id.get(what.target)
            if target is None or target.id in seen:
                return self._roots.get(what.target, what.target)
            seen.add(target.id)
            entry, what = target, target.what
        root = self._roots.get(entry.id, entry.id)
        parent = hangs_on(entry)
        # of what hangs on no single thing (a note on a pillar) each stands by itself
        return root if parent in self._general else self._roots.get(parent, parent)

    def always(self, limits: Limits) -> Iterator[str]:
        """Goalposts, decisions and the statement with all that became of them, what was settled or put off, the last
        reviews.
        """
        yield from self._criteria
        reviews = []
        for entry in self._by_id.values():
            group = self.of(entry)
            if ENTRY_KINDS[entry.kind].first_screen:
                yield group
            elif entry.kind == "review":
                reviews.append(group)
            # of what is in a group of its own (a conflict, a pillar): the others come with their thing
            elif isinstance(entry.what, Reason | Settle | Snooze) and (group == entry.id or group not in self._by_id):
                yield group
        yield from reviews[max(0, len(reviews) - limits.reviews) :]


def _things(view: View, limits: Limits) -> Iterator[str]:
    """The ids of what the page names, and of what its verdicts rest on."""
    needed = {item.target.id for item in view.attention}
    rested = {criterion.criterion.milestone for criterion in view.criteria}
    ended = 0
    for milestone in view.milestones:
        ended += not milestone.open
        id_ = milestone.milestone.id
        if milestone.open or ended <= limits.of_a_kind or id_ in needed or id_ in rested:
            yield id_
    yield from (level.level.id for level in view.levels if not level.retired)
    first = view.today - timedelta(days=limits.days)
    current = {price.price.id for price in view.current.values()}
    # a close of long ago may have broken a level that is still in force
    yield from (
        seen.price.id
        for seen in view.prices
        if seen.price.id in current or seen.day is None or seen.day > first or seen.price.session == "close"
    )
    for metric in view.metrics:
        yield from (observation.observation.id for observation in _observations(metric, limits))
    for conflict in view.conflicts:
        yield conflict.id
        yield from (side.observation.observation.id for side in conflict.sides)
    for evidence in (*(pillar.evidence for pillar in view.pillars), view.context_evidence):
        from_articles = [other for other in evidence if other.origin.number]
        wanted = {other.evidence.id for other in (*evidence[: limits.of_a_kind], *from_articles[: limits.of_a_kind])}
        yield from wanted


def _observations(metric: MetricView, limits: Limits) -> Iterator[ObservationView]:
    """Of the newest periods, each value once."""
    periods: set[object] = set()
    values: set[object] = set()
    for view in metric.observations:
        observation = view.observation
        period = (observation.start, observation.until)
        periods.add(period)
        if len(periods) > limits.periods and observation.until is not None:
            continue
        value = (period, observation.quantity, observation.unit, observation.listing)
        if value not in values:
            values.add(value)
            yield view


def _sources(book: Book, folded: Folded, look: Look, limits: Limits) -> Iterator[str]:
    """The newest sources, disputes stated in any, and all of those not yet seen or of a day to come."""
    newest = sorted(folded.sources.values(), key=lambda named: named.source.visible_from, reverse=True)
    yield from (named.id for named in newest[: limits.of_a_kind])
    for named in book.sources:
        yield from (dispute.id for dispute in named.source.dispute)
        if named.id not in look.seen or named.source.visible_from > folded.today:
            yield named.id
            yield from (item.id for part in _PARTS for item in getattr(named.source, part))
    yield from (
        evidence.id for evidence in folded.evidence.values() if evidence.what.day and evidence.what.day > folded.today
    )


def _pared(named: NamedSource, wanted: set[str]) -> NamedSource | None:
    """A source with what is wanted of it; None when nothing is."""
    source = named.source
    fields: dict[str, Any] = {}
    for part in _PARTS:
        items: tuple[Any, ...] = getattr(source, part)
        if items:
            fields[part] = tuple(item for item in items if item.id in wanted)
    if named.id not in wanted and not any(fields.values()):
        return None
    return replace(named, source=replace(source, **fields)) if fields else named
