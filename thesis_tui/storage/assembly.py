"""The files of a thesis put together: each thing once, and nothing that refers to what is not there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import datetime
from typing import Any, cast

import msgspec

from thesis_tui.errors import FileError
from thesis_tui.model.book import Book, NamedSource, Problem
from thesis_tui.model.journal import OBJECT_KINDS, Entry, Retract, writer_of, writer_of_file
from thesis_tui.model.objects import SOURCE_TABLES, THESIS_FILE, Source, Thesis
from thesis_tui.rules.entry_order import ordered
from thesis_tui.rules.fold import dead_ids
from thesis_tui.rules.folded import Amended, has_amendments
from thesis_tui.storage import checks
from thesis_tui.storage.cache import Cached, ParsedFile
from thesis_tui.storage.sync_conflicts import is_conflict_copy
from thesis_tui.venues import find_venue


class Assembly:
    """Puts the files of a thesis together, and leaves out what refers to nothing."""

    def __init__(
        self, identity: str, files: dict[str, Cached], problems: list[Problem], now: datetime | None = None
    ) -> None:
        self._id = identity
        self._now = now
        self._problems = problems
        self._lines: dict[str, tuple[str, int]] = {}
        self._sources: list[tuple[str, Source]] = []
        self._journals: list[tuple[str, ParsedFile]] = []
        self._seen: dict[str, set[str]] = {}
        thesis: Thesis | None = None
        for name, file in files.items():
            parsed = file.parsed
            problems.extend(parsed.problems)
            for key, line in parsed.lines.items():
                # the first place stays, as the first object of an id does
                self._lines.setdefault(key, (name, line))
            path = name.rpartition("/")[2]
            for entry in parsed.entries:  # one text for all of a file's entries, not one each
                msgspec.structs.force_setattr(entry, "path", path)
            if name.startswith("journal/"):
                self._journals.append((path, parsed))
            if parsed.source is not None:
                identity = name[len("sources/") : -len(".toml")]
                self._sources.append((identity, parsed.source))
                self._lines[f"source:{identity}"] = (name, 1)
            thesis = parsed.thesis or thesis
        if thesis is None:
            raise FileError(THESIS_FILE, "holds no thesis")
        self._thesis = thesis

    def book(self) -> Book:
        """The book, as all that was put in so far makes it."""
        # in the order they came, so that a new one changes the number of no other
        self._sources.sort(key=lambda named: (named[1].added, str(named[1].added_at or ""), named[0]))
        sources = self._unique_objects()
        entries = self._unique_entries()
        written = self._thesis
        # amended twice: references are checked against the thesis as it now is, then only what passed may amend it
        amended = self._amended(Book(self._id, written, self._numbered(sources), tuple(entries)))
        thesis, retired = amended.thesis, amended.retired
        milestones = {item.id for _, source in sources for item in source.milestone}
        milestones.update(entry.object_id for entry in entries if entry.kind == "milestone")
        references = checks.References(
            {listing.symbol: listing.currency for listing in (*thesis.listing, *retired.listing)},
            {pillar.id for pillar in (*thesis.pillar, *retired.pillar)},
            {metric.id for metric in (*thesis.metric, *retired.metric)},
            milestones,
            frozenset(listing.symbol for listing in thesis.listing if find_venue(listing.venue).negative),
        )
        written = msgspec.structs.replace(
            written,
            pillar=self._tied(written.pillar, "pillar", references),
            metric=self._tied(written.metric, "metric", references),
            criterion=self._tied(written.criterion, "criterion", references),
            monitor=self._tied(written.monitor, "monitor", references),
        )
        named = tuple(
            msgspec.structs.replace(source, source=self._tied_source(source.source, references))
            for source in self._numbered(sources)
        )
        tied = self._tied_entries(entries, references)
        for thing, by in amended.held:
            self._say("", f"{thing} was retired and stays in force, because {by} still names it")
        book = Book(self._id, written, named, tied, tuple(self._problems), self._lines)
        if not has_amendments(tied):
            return book
        amended = self._amended(book)
        return msgspec.structs.replace(book, thesis=amended.thesis, written=written, retired=amended.retired)

    @staticmethod
    def _amended(book: Book) -> Amended:
        if not has_amendments(book.entries):
            return Amended(book.thesis)
        from thesis_tui.rules.amendments import amend  # 1 % of a start, and most theses have none

        return amend(book, book.entries, dead_ids(book.entries))

    @staticmethod
    def _numbered(sources: list[tuple[str, Source]]) -> tuple[NamedSource, ...]:
        return tuple(NamedSource(identity, number, source) for number, (identity, source) in enumerate(sources, 1))

    def _say(self, at: str | Entry, reason: str) -> None:
        """`at` is an entry, or the key of `lines` for anything else."""
        path, line = _place(at) if isinstance(at, Entry) else self._lines.get(at, (THESIS_FILE, 0))
        self._problems.append(Problem(path, reason, line))

    def _unique_objects(self) -> list[tuple[str, Source]]:
        """The sources without objects whose id another source has used."""
        unique: list[tuple[str, Source]] = []
        for identity, source in self._sources:
            fields: dict[str, Any] = {}
            for kind in SOURCE_TABLES:
                items: tuple[Any, ...] = getattr(source, kind)
                seen = self._seen.setdefault(kind, set())
                fresh = tuple(item for item in items if item.id not in seen)
                for item in items:
                    if item.id in seen:
                        path = f"sources/{identity}.toml"
                        first = self._lines[f"{kind}:{item.id}"]
                        reason = f'there is another {kind} "{item.id}" in {first[0]}, line {first[1]}; that one is kept'
                        self._problems.append(Problem(path, reason))
                    seen.add(item.id)
                if len(fresh) != len(items):
                    fields[kind] = fresh
            unique.append((identity, msgspec.structs.replace(source, **fields) if fields else source))
        return unique

    def _unique_entries(self) -> list[Entry]:
        """The entries of whole acts in the order they were recorded, each once."""
        by_id: dict[str, Entry] = {}
        lanes = _Lanes()
        # a machine's own file before copies of it, which have most of it again
        for name, parsed in sorted(self._journals, key=lambda named: (is_conflict_copy(named[0]), named[0])):
            own = writer_of_file(name)
            for entry in parsed.entries:
                # a copy may tell another act (format 1 has it from the neighbours), path and line: not compared below
                first = by_id.setdefault(entry.id, entry)
                if first is entry:
                    lanes.add(entry, parsed.format, name, own)
                elif msgspec.structs.replace(entry, act=first.act, path=first.path, line=first.line) != first:
                    reason = (
                        f'another entry has the id "{entry.id}" (journal/{first.path}, line {first.line}) '
                        "and says something else; that one is kept"
                    )
                    self._problems.append(Problem(f"journal/{entry.path}", reason, entry.line))
        torn = self._torn(by_id.values())
        entries: list[Entry] = []
        for entry in ordered(lanes.all(), self._now):
            if entry.act_id in torn or self._taken(entry):
                continue
            entries.append(entry)
            if entry.kind in OBJECT_KINDS and (entry.kind != "criterion" or entry.replaces is None):
                self._lines[f"{entry.kind}:{entry.object_id}"] = _place(entry)
        return entries

    def _taken(self, entry: Entry) -> bool:
        """Whether an object of another source or entry has the id of a new one."""
        if entry.kind not in OBJECT_KINDS or entry.kind == "criterion" or entry.replaces is not None:
            return False
        seen = self._seen.setdefault(entry.kind, set())
        if entry.id in seen:
            reason = f'there is another {entry.kind} "{entry.id}"; that one is kept'
            self._problems.append(Problem(f"journal/{entry.path}", reason, entry.line))
            return True
        seen.add(entry.id)
        return False

    def _torn(self, entries: Iterable[Entry]) -> set[str]:
        """The acts of which not all entries reached a file: they count as not there, and are Problems."""
        acts: dict[str, list[Entry]] = {}
        for entry in entries:
            if entry.act_size > 1:
                acts.setdefault(entry.act_id, []).append(entry)
        if not acts:
            return set()
        refused = Counter(act for _, parsed in self._journals for act in parsed.refused)
        torn: set[str] = set()
        for act, found in acts.items():
            size = max(entry.act_size for entry in found)
            # a block that cannot be used was written whole: it is reported by itself, and its act is not torn
            if len(found) + refused[act] >= size:
                continue
            torn.add(act)
            reason = (
                f"{len(found)} of the {size} entries recorded here in one act are there, so it was cut off while being "
                "written; none of them is used"
            )
            self._say(min(found, key=_place), reason)
        return torn

    def _tied(self, items: tuple[Any, ...], kind: str, references: checks.References) -> tuple[Any, ...]:
        """The items whose references exist; a loose one that does not is taken out of its item."""
        tied = []
        for item in items:
            fault = references.fault(item)
            if fault is not None:
                self._say(f"{kind}:{item.id}", f'{kind} "{item.id}" is left out, {fault[0]}: {fault[1]}')
                continue
            tied.append(self._loosened(item, references, f"{kind}:{item.id}", f'{kind} "{item.id}"'))
        return tuple(tied)

    def _loosened(self, item: Any, references: checks.References, at: str | Entry, name: str) -> Any:
        while True:
            # one field a round, as `loose` names the first
            fault = references.loose(item)
            if fault is None:
                return item
            self._say(at, f"{name}, {fault[0]}: {fault[1]}; it is shown without")
            item = msgspec.structs.replace(item, **{fault[0]: None})

    def _tied_source(self, source: Source, references: checks.References) -> Source:
        return msgspec.structs.replace(
            source, **{kind: self._tied(getattr(source, kind), kind, references) for kind in SOURCE_TABLES}
        )

    def _tied_entries(self, entries: list[Entry], references: checks.References) -> tuple[Entry, ...]:
        retracted = {cast("Retract", entry.what).target for entry in entries if entry.kind in ("retract", "retire")}
        tied: list[Entry] = []
        for entry in entries:
            fault = references.fault(entry.what)
            if fault is not None:
                # What the user has taken back already needs no more of their attention.
                if not retracted & {entry.id, entry.object_id, entry.act_id}:
                    self._say(entry, f"this {entry.kind} is left out, {fault[0]}: {fault[1]}")
                continue
            what = self._loosened(entry.what, references, entry, f"this {entry.kind}")
            tied.append(entry if what is entry.what else msgspec.structs.replace(entry, what=what))
        return tuple(tied)


class _Lanes:
    """Entries of each machine, in the order of writing as far as that is known."""

    def __init__(self) -> None:
        self._old: dict[tuple[str, str], list[Entry]] = {}
        self._new: dict[tuple[str, str], list[Entry]] = {}
        self._by_hand: list[list[Entry]] = []

    def add(self, entry: Entry, version: int, name: str, own: str) -> None:
        """The next entry of the file `name`, that of the machine `own`, of format `version`; files come by name."""
        writer = writer_of(entry.id)
        if not writer:
            self._by_hand.append([entry])  # people write where they like
            return
        # what only a copy has, or a file it was moved to, was written beside the machine's own, not before or after
        key = writer, "" if own == writer else name
        (self._old if version == 1 else self._new).setdefault(key, []).append(entry)

    def all(self) -> list[list[Entry]]:
        """Format 1 was ordered by time; a machine has written it before format 2."""
        lanes = self._by_hand
        for key in self._old.keys() | self._new.keys():
            old = sorted(self._old.get(key, ()), key=lambda entry: (entry.at, entry.id))
            lanes.append(old + self._new.get(key, []))
        return lanes


def _place(entry: Entry) -> tuple[str, int]:
    return f"journal/{entry.path}", entry.line
