"""Entries and sources folded into what stands on a date: objects with their histories, and what hangs on them.

One pass over the entries and dicts by id throughout, so that ten thousand entries cost milliseconds.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from datetime import date, datetime
from typing import TYPE_CHECKING, TypeVar, cast

from msgspec.structs import replace

from thesis_tui.model.book import Book, Clock, NamedSource
from thesis_tui.model.journal import Entry, Kind, Retire, Retract
from thesis_tui.model.objects import Keepable, Level, Milestone, Observation
from thesis_tui.model.view import NoteView, Origin
from thesis_tui.rules.entry_kinds import ENTRY_KINDS, hangs_on
from thesis_tui.rules.folded import Folded, Thing, Version, has_amendments, local_day

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_T = TypeVar("_T")
SHORT_TITLE = 40


def newest_first(notes: Iterable[NoteView]) -> tuple[NoteView, ...]:
    """Notes with the newest ahead."""
    return tuple(sorted(notes, key=_note_order, reverse=True))


def _note_order(note: NoteView) -> tuple[date, datetime, str]:
    return note.day, note.at, note.entry


def _source_of_kept(entry: Entry) -> str:
    """The source whose article a thing was kept from: without it the thing goes too; "" for every other entry."""
    what = entry.what
    return what.source if isinstance(what, Keepable) and what.proposal else ""


def dead_ids(entries: Iterable[Entry]) -> dict[str, Retract | Retire]:
    """Objects and entries taken back or retired, by id, with the entry that did it: entries of a retracted act, and
    whatever else a live retract or retire names. One whose own act was retracted does nothing, whenever that was
    recorded.
    """
    named: dict[str, list[Entry]] = {}
    acts: dict[str, list[str]] = {}
    for entry in entries:
        if entry.kind in ("retract", "retire"):
            named.setdefault(cast("Retract", entry.what).target, []).append(entry)
        if entry.act:
            acts.setdefault(entry.act, []).append(entry.id)
    if not named:
        return {}
    in_force = _in_force(named)
    dead: dict[str, Retract | Retire] = {}
    for target, ends in named.items():
        live = [cast("Retract | Retire", entry.what) for entry in ends if entry.id in in_force]
        # what is taken back never was, so it is not retired either
        what = next((item for item in live if isinstance(item, Retract)), live[-1] if live else None)
        if what is not None:
            dead[target] = what
            for id_ in acts.get(target, ()) if isinstance(what, Retract) else ():
                dead[id_] = what
    return dead


def _in_force(named: dict[str, list[Entry]]) -> set[str]:
    """The ids of the retracts and retires, by what they name, whose own act no retract in force names.

    Two that name each other, which no program writes, are settled by the newer one.
    """
    known: dict[str, bool] = {}
    begun: set[str] = set()
    everyone = sorted((entry for ends in named.values() for entry in ends), key=lambda entry: (entry.moment, entry.id))
    stack = everyone
    while stack:
        entry = stack[-1]
        if entry.id in known:
            stack.pop()
            continue
        ends = [
            other
            for key in {entry.id, entry.act_id}
            for other in named.get(key, ())
            if other.act_id != entry.act_id and (isinstance(other.what, Retract) or key == entry.id)
        ]
        # what may end it is judged first; a stack of our own, for undos of undos may be deeper than Python recurses
        waiting = [other for other in ends if other.id not in known and other.id not in begun]
        begun.add(entry.id)
        if waiting:
            stack.extend(waiting)
        else:
            known[entry.id] = not any(known.get(other.id, True) for other in ends)
            stack.pop()
    return {id_ for id_, live in known.items() if live}


def _recorded_at(entry: Entry) -> datetime:
    return entry.moment


def visible_entries(book: Book, clock: Clock) -> Sequence[Entry]:
    """The entries recorded by then, in the order of recording, and the figures of filings of before that were kept
    later. Now that is all of them: one of a machine whose clock is ahead is known all the same.
    """
    entries = book.entries
    # as of now even what is dated ahead is known: it is in the files
    if clock.as_of is None or not entries or entries[-1].moment <= clock.now:
        return entries
    # the entries are in the order of `moment`, which never goes back (rules.entry_order)
    end = bisect_right(entries, clock.now, key=_recorded_at)
    filed = [entry for entry in entries[end:] if _was_filed(entry, clock.today)]
    if not filed:
        return entries[:end]
    dead = dead_ids(entries)
    return (*entries[:end], *(entry for entry in filed if entry.id not in dead and entry.object_id not in dead))


def _was_filed(entry: Entry, today: date) -> bool:
    what = entry.what
    # a correction is known from the moment it is made, whenever the figure was filed
    return entry.replaces is None and isinstance(what, Observation) and what.filed is not None and what.filed <= today


def fold(book: Book, clock: Clock) -> Folded:
    """Everything in `book` that was known at `clock.now`, edits and retracts applied."""
    entries = visible_entries(book, clock)
    retracts = dead_ids(entries)
    today = clock.today
    sources = {
        named.id: named for named in book.sources if named.id not in retracts and named.source.visible_from <= today
    }
    folded = Folded(now=clock.now, today=today, entries=entries, sources=sources, dead=frozenset(retracts))
    gone = {id_ for id_ in retracts if id_}
    _read_sources(folded, book, retracts, gone)
    _read_entries(folded, retracts, gone)
    return folded


def _read_sources(folded: Folded, book: Book, retracts: dict[str, Retract | Retire], gone: set[str]) -> None:
    for named in book.sources:
        source = named.source
        if named.id in retracts:
            for part in (source.observation, source.evidence, source.level, source.price, source.milestone):
                # with a source go its figures, and with those what hangs on them
                gone.update(item.id for item in part)
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


def _read_entries(folded: Folded, retracts: dict[str, Retract | Retire], gone: set[str]) -> None:
    objects: dict[Kind, dict[str, Thing[object]]] = {
        kind: getattr(folded, declared.objects) for kind, declared in ENTRY_KINDS.items() if declared.objects
    }
    roots, replaced, hidden = folded.roots, folded.replaced, folded.gone
    live: dict[str, Entry] = {}
    for entry in folded.entries:
        id_, kind = entry.id, entry.kind
        root = id_
        if entry.replaces is not None:
            root = roots[id_] = roots.get(entry.replaces, entry.replaces)
        if id_ in gone or (root is not id_ and root in gone):
            if ENTRY_KINDS[kind].listed_when_retired:
                _read_retired(folded, entry, root, retracts)
            hidden.add(id_)
            # so that edits of it, and what hangs on it, go as well
            gone.add(id_)
            continue
        things = objects.get(kind)
        if things is not None:
            if _source_of_kept(entry) in gone:
                hidden.add(id_)
                gone.add(id_)
                continue
            _add_version(things, entry, root, replaced)
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
        # an edit of another kind replaces nothing: both stand, under ids of their own
        live[id_ if older is not None and older.kind != kind else root] = entry
    for entry in live.values():
        collect = ENTRY_KINDS[entry.kind].collect
        if collect is not None:
            collect(folded, entry)


def _add_version(things: dict[str, Thing[object]], entry: Entry, root: str, replaced: set[str]) -> None:
    """Makes the object of an entry, or adds a version to it. `replaced` gains the entry that is edited by another."""
    thing = things.get(root)
    what = cast("Milestone", entry.what)  # or another object with an id
    version: Version[object] = Version(what if what.id == root else replace(what, id=root), entry.moment, entry.id)
    if thing is None:
        things[root] = Thing(root, [version], None, entry.on or local_day(entry.moment), entry.on)
    elif root is entry.id and thing.versions[0].entry:  # its edits are of a machine whose clock is behind
        replaced.add(entry.id)
        thing.versions.insert(0, version)
    else:
        if thing.versions[-1].entry:
            replaced.add(thing.versions[-1].entry)
        thing.versions.append(version)
        thing.on = entry.on


def _read_retired(folded: Folded, entry: Entry, root: str, retracts: dict[str, Retract | Retire]) -> None:
    """A level that was retired is still listed; one that was taken back is not."""
    if entry.id in retracts and root != entry.id:
        return
    thing = folded.levels.get(root)
    version = Version(cast("Level", entry.what), entry.moment, entry.id)
    if thing is not None:
        thing.versions.append(version)
    elif isinstance(retracts.get(root), Retire):
        folded.levels[root] = Thing(root, [version], None, entry.on or local_day(entry.moment), entry.on, retired=True)


def as_amended(book: Book, clock: Clock) -> Book:
    """`book` as it is judged at `clock.now`, amendments that were recorded by then applied."""
    if not has_amendments(book.entries):
        return book
    entries = visible_entries(book, clock)
    from thesis_tui.rules.amendments import book_as_amended  # 1 % of a start, and most theses have none

    return book_as_amended(book, entries, dead_ids(entries))


def statement_of(book: Book, folded: Folded) -> str:
    """The statement of the thesis: what was said on the screen, until `thesis.toml` says something else."""
    statement = folded.statement
    return (
        # the file was edited since: it has the last word
        statement.text if statement is not None and statement.before == book.thesis.statement else book.thesis.statement
    )


def source_origin(named: NamedSource) -> Origin:
    """The origin that what a source gave names."""
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


def origin_of(thing: Thing[_T], origins: Mapping[str, Origin]) -> Origin:
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
