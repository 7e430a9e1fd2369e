"""Entries and sources folded into what stands on a date: objects with their histories, and what hangs on them.

One pass over the entries and dicts by id throughout, so that ten thousand entries cost milliseconds.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from datetime import date, datetime
from typing import TYPE_CHECKING, Generic, TypeVar, cast

from msgspec import Struct
from msgspec.structs import replace

from thesis_tui.model.book import Book, Clock, NamedSource
from thesis_tui.model.journal import (
    Correction,
    Entry,
    Note,
    Odds,
    Outcome,
    Reason,
    Retract,
    Review,
    Settle,
    Snooze,
    Statement,
)
from thesis_tui.model.objects import Criterion, Dispute, Evidence, Keepable, Level, Milestone, Observation, Price
from thesis_tui.model.view import NoteView, Origin

if TYPE_CHECKING:
    from collections.abc import Sequence

_T = TypeVar("_T")
SHORT_TITLE = 40


class Version(Struct, Generic[_T]):
    """One wording of an object; `entry` is None for the one a source or `thesis.toml` gives."""

    what: _T
    at: datetime | None = None
    entry: str = ""


class Thing(Struct, Generic[_T]):
    """An object with every live version of it, oldest first; the newest wins."""

    id: str
    versions: list[Version[_T]]
    source: NamedSource | None = None
    """The source it was read from, None when it was entered."""
    recorded: date | None = None
    """The local day its first version was recorded or its source added."""
    on: date | None = None
    """The day the newest entry says it happened."""
    retired: bool = False

    @property
    def what(self) -> _T:
        return self.versions[-1].what


class Folded(Struct):
    """What stands on a date. Lists of what hangs on a thing are by that thing's id, oldest first."""

    today: date
    entries: Sequence[Entry]
    """All visible entries in order, those that do not count included."""
    gone: set[str]
    """Ids of entries that were retracted or hang on something that was."""
    replaced: set[str]
    """Ids of entries that a newer live one takes the place of."""
    roots: dict[str, str]
    """The id of the object an edit is of, by the edit's id."""
    sources: dict[str, NamedSource]
    milestones: dict[str, Thing[Milestone]]
    levels: dict[str, Thing[Level]]
    prices: dict[str, Thing[Price]]
    observations: dict[str, Thing[Observation]]
    evidence: dict[str, Thing[Evidence]]
    criteria: dict[str, Thing[Criterion]]
    """Baselines and criteria added from the screen, as the journal has them."""
    disputes: list[Dispute]
    odds: dict[str, list[Entry]]
    outcomes: dict[str, Entry]
    settled: dict[str, Settle]
    reasons: dict[str, list[Entry]]
    snoozed: dict[str, date]
    notes: dict[str, list[Entry]]
    """By the id of what they speak of, "" for the thesis."""
    reviews: list[Review]
    dead: frozenset[str]
    """Ids that a live retract names."""
    statement: Statement | None = None
    """The newest statement of the thesis that was said on the screen."""
    corrections: dict[str, list[Entry]] = {}
    """Decisions on prices by listing, oldest first; a "reset" is among them, after what it forgets."""

    def local_day(self, entry: Entry) -> date:
        """The day an entry speaks of: `on`, or the local day it was recorded."""
        return entry.on or local_day(entry.at)

    def note_views(self, target: str, prefix: str = "") -> list[NoteView]:
        """The notes on one thing, oldest first."""
        return [
            NoteView(
                entry=self.roots.get(entry.id, entry.id),
                day=self.local_day(entry),
                at=entry.at,
                text=prefix + cast("Note", entry.what).text,
            )
            for entry in self.notes.get(target, ())
        ]


def newest_first(notes: Iterable[NoteView]) -> tuple[NoteView, ...]:
    return tuple(sorted(notes, key=_note_order, reverse=True))


def _note_order(note: NoteView) -> tuple[date, datetime, str]:
    return note.day, note.at, note.entry


def local_day(at: datetime) -> date:
    """The day on the clock of whoever recorded it: an instant's own offset says where that was."""
    return at.date()


def about(note: Note) -> str:
    """The id of what a note speaks of, "" for the thesis."""
    return (
        note.milestone
        or note.level
        or note.criterion
        or note.evidence
        or note.metric
        or note.about_source
        or note.pillar
        or ""
    )


def hangs_on(entry: Entry) -> str:
    """The id without which an entry means nothing, "" when it stands by itself."""
    what = entry.what
    if isinstance(what, Note):
        return about(what)
    if isinstance(what, Odds | Outcome):
        return what.milestone
    if isinstance(what, Settle | Reason | Snooze):
        return what.target
    return ""


def _source_of_kept(entry: Entry) -> str:
    """The source whose article a thing was kept from: without it the thing goes too; "" for every other entry."""
    what = entry.what
    return what.source if isinstance(what, Keepable) and what.proposal else ""


def dead_ids(entries: Iterable[Entry]) -> dict[str, Retract]:
    """What the live retracts name: a retract that a later live one names does nothing."""
    dead: dict[str, Retract] = {}
    retracts = [entry for entry in entries if entry.kind == "retract"]
    for entry in reversed(retracts):
        what = cast("Retract", entry.what)
        if entry.id not in dead and what.target != entry.id:
            dead.setdefault(what.target, what)
    return dead


def _entered_at(entry: Entry) -> datetime:
    return entry.at


def visible_entries(book: Book, clock: Clock) -> Sequence[Entry]:
    """The entries recorded by then, in order of (`at`, `id`). Now that is all of them: one of a machine whose
    clock is ahead is known all the same.
    """
    entries = book.entries
    if clock.as_of is None or not entries or entries[-1].at <= clock.now:
        return entries
    return entries[: bisect_right(entries, clock.now, key=_entered_at)]


def fold(book: Book, clock: Clock) -> Folded:
    """Everything in `book` that was known at `clock.now`, edits and retracts applied."""
    entries = visible_entries(book, clock)
    retracts = dead_ids(entries)
    today = clock.today
    sources = {
        named.id: named for named in book.sources if named.id not in retracts and named.source.visible_from <= today
    }
    folded = Folded(
        today, entries, set(), set(), {}, sources, {}, {}, {}, {}, {}, {}, [], {}, {}, {}, {}, {}, {}, [],
        frozenset(retracts),
    )  # fmt: skip
    gone = {id_ for id_ in retracts if id_}
    _read_sources(folded, book, retracts, gone)
    _read_entries(folded, retracts, gone)
    return folded


def _read_sources(folded: Folded, book: Book, retracts: dict[str, Retract], gone: set[str]) -> None:
    for named in book.sources:
        source = named.source
        if named.id in retracts:
            for part in (source.observation, source.evidence, source.level, source.price, source.milestone):
                gone.update(one.id for one in part)
        if named.id not in folded.sources:
            continue
        for observation in source.observation:
            _keep(folded.observations, observation.id, observation, named, gone)
        for evidence in source.evidence:
            _keep(folded.evidence, evidence.id, evidence, named, gone)
        for price in source.price:
            _keep(folded.prices, price.id, price, named, gone)
        for milestone in source.milestone:
            _keep(folded.milestones, milestone.id, milestone, named, gone)
        for level in source.level:
            retired = level.id in gone
            folded.levels[level.id] = Thing(level.id, [Version(level)], named, source.added, retired=retired)
        folded.disputes.extend(dispute for dispute in source.dispute if dispute.id not in gone)


def _keep(things: dict[str, Thing[_T]], id_: str, what: _T, named: NamedSource, gone: set[str]) -> None:
    if id_ not in gone:
        things[id_] = Thing(id_, [Version(what)], named, named.source.added)


def _read_entries(folded: Folded, retracts: dict[str, Retract], gone: set[str]) -> None:
    objects = cast(
        "dict[str, dict[str, Thing[object]]]",
        {
            "milestone": folded.milestones, "level": folded.levels, "price": folded.prices,
            "observation": folded.observations, "evidence": folded.evidence, "criterion": folded.criteria,
        },
    )  # fmt: skip
    roots, replaced, hidden = folded.roots, folded.replaced, folded.gone
    live: dict[str, Entry] = {}
    for entry in folded.entries:
        id_, kind = entry.id, entry.kind
        root = id_
        if entry.replaces is not None:
            root = roots[id_] = roots.get(entry.replaces, entry.replaces)
        if id_ in gone or (root is not id_ and root in gone):
            if kind == "level":
                _read_retired(folded, entry, root, retracts)
            hidden.add(id_)
            gone.add(id_)
            continue
        if kind == "retract":
            continue
        things = objects.get(kind)
        if things is not None:
            if _source_of_kept(entry) in gone:
                hidden.add(id_)
                gone.add(id_)
                continue
            thing = things.get(root)
            what = cast("Milestone", entry.what)
            version: Version[object] = Version(what if what.id == root else replace(what, id=root), entry.at, id_)
            if thing is None:
                things[root] = Thing(root, [version], None, entry.on or local_day(entry.at), entry.on)
                continue
            if root is id_ and thing.versions[0].entry:  # its edits are of a machine whose clock is behind
                replaced.add(id_)
                thing.versions.insert(0, version)
                continue
            if thing.versions[-1].entry:
                replaced.add(thing.versions[-1].entry)
            thing.versions.append(version)
            thing.on = entry.on
            continue
        parent = hangs_on(entry)
        if parent and (parent in gone or roots.get(parent, parent) in gone):
            hidden.add(id_)
            gone.add(id_)
            continue
        older = live.get(root) if root is not id_ else None
        if older is not None and older.kind == kind:
            replaced.add(older.id)
            del live[root]  # so that the edit stands where it was made, not where its original did
        live[id_ if older is not None and older.kind != kind else root] = entry
    for entry in live.values():
        _hang(folded, entry)


def _read_retired(folded: Folded, entry: Entry, root: str, retracts: dict[str, Retract]) -> None:
    """A level that was retired is still listed; one that was only undone is not.

    Both are retracts: retiring says so in its note, undoing says nothing.
    """
    if entry.id in retracts and root != entry.id:
        return
    thing = folded.levels.get(root)
    version = Version(cast("Level", entry.what), entry.at, entry.id)
    if thing is not None:
        thing.versions.append(version)
    elif root in retracts and retracts[root].note:
        folded.levels[root] = Thing(root, [version], None, entry.on or local_day(entry.at), entry.on, retired=True)


def _hang(folded: Folded, entry: Entry) -> None:
    what = entry.what
    roots = folded.roots
    if isinstance(what, Note):
        target = about(what)
        folded.notes.setdefault(roots.get(target, target), []).append(entry)
    elif isinstance(what, Odds):
        folded.odds.setdefault(roots.get(what.milestone, what.milestone), []).append(entry)
    elif isinstance(what, Outcome):
        folded.outcomes[roots.get(what.milestone, what.milestone)] = entry
    elif isinstance(what, Settle):
        folded.settled[roots.get(what.target, what.target)] = what
    elif isinstance(what, Reason):
        folded.reasons.setdefault(roots.get(what.target, what.target), []).append(entry)
    elif isinstance(what, Snooze):
        folded.snoozed[roots.get(what.target, what.target)] = what.until
    elif isinstance(what, Review):
        folded.reviews.append(what)
    elif isinstance(what, Correction):
        folded.corrections.setdefault(what.listing, []).append(entry)
    elif isinstance(what, Statement):
        folded.statement = what


def statement_of(book: Book, folded: Folded) -> str:
    """The statement of the thesis: what was said on the screen, until `thesis.toml` says something else."""
    said = folded.statement
    return said.text if said is not None and said.before == book.thesis.statement else book.thesis.statement


def source_origin(named: NamedSource) -> Origin:
    source = named.source
    return Origin(
        id=named.id,
        label=source.short or source.title[:SHORT_TITLE],
        number=named.number,
        url=source.url,
        published=source.published if source.published_basis != "unknown" else None,
        basis=source.published_basis,
        earliest=source.published_earliest,
        latest=source.published_latest,
    )


def origin_of(thing: Thing[_T], origins: dict[str, Origin]) -> Origin:
    """Where the newest version of a thing comes from: its source, or whoever entered it."""
    version = thing.versions[-1]
    if not version.entry and thing.source is not None:
        return origins[thing.source.id]
    named: str = getattr(version.what, "source", "")
    if named in origins:
        return origins[named]
    day = None if version.at is None else thing.on or local_day(version.at)
    if named.startswith(("http://", "https://")):
        host = named.split("/", 3)[2]
        return Origin(id=version.entry, label=host.removeprefix("www.")[:SHORT_TITLE], url=named, published=day)
    return Origin(id=version.entry, label=named[:SHORT_TITLE] or "you", published=day)
