"""The journal as people read it: one line for each entry, with what it speaks of and where that belongs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta
from decimal import Decimal
from itertools import pairwise
from typing import cast, overload

from thesis_tui.model import figures
from thesis_tui.model.journal import Entry, Kind, Odds, Retire, Retract
from thesis_tui.model.view import EntryView, Target
from thesis_tui.rules.entry_kinds import ENTRY_KINDS, Line, decisions
from thesis_tui.rules.folded import Folded
from thesis_tui.rules.names import Names

_SLACK = timedelta(minutes=10)
"""Clocks that the network sets are never further apart."""


class Journal(Sequence[EntryView]):
    """The view of every entry, newest first, each made when it is asked for: most never are."""

    def __init__(self, folded: Folded, names: Names) -> None:
        self._folded = folded
        self._names = names
        self._before: dict[str, Decimal] | None = None
        self._whole: tuple[EntryView, ...] | None = None
        self._acts: dict[str, list[Entry]] | None = None
        self._retired: frozenset[str] | None = None

    def __len__(self) -> int:
        return len(self._folded.entries)

    @overload
    def __getitem__(self, index: int) -> EntryView: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[EntryView, ...]: ...
    def __getitem__(self, index: int | slice) -> EntryView | tuple[EntryView, ...]:
        if self._whole is not None:
            return self._whole[index]
        entries = self._folded.entries
        if isinstance(index, slice):
            return tuple(self.view_of(entries[-1 - number]) for number in range(*index.indices(len(entries))))
        if not -len(entries) <= index < len(entries):
            raise IndexError(index)
        return self.view_of(entries[-1 - index])

    def __iter__(self) -> Iterator[EntryView]:
        if self._whole is None:
            self._whole = tuple(self.view_of(entry) for entry in reversed(self._folded.entries))
        return iter(self._whole)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and tuple(self) == tuple(other)

    def __hash__(self) -> int:
        return hash(len(self))

    @property
    def entries(self) -> Sequence[Entry]:
        """The entries themselves, oldest first."""
        return self._folded.entries

    def counts(self, entry: Entry) -> bool:
        """Whether nobody took it back."""
        return entry.id not in self._folded.gone and entry.id not in self._folded.dead

    def view_of(self, entry: Entry) -> EntryView:
        """An entry as the journal lists it."""
        folded, names = self._folded, self._names
        id_ = entry.id
        line = self.line(entry)
        about, otherwise = line.about, line.place
        pillar = names.pillars.get(about)
        if about in names.targets:
            target = names.targets[about]
        else:
            target = Target("thesis", "") if about == "" else Target("entry", id_)
        return EntryView(
            entry=entry,
            kind=entry.kind,
            day=folded.local_day(entry),
            text=line.text,
            place=names.pillar_titles.get(pillar, otherwise) if pillar else otherwise,
            pillar=pillar,
            target=target,
            retracted=not self.counts(entry),
            retired=not self.counts(entry) and folded.roots.get(id_, id_) in self._retired_ids(),
            replaced=id_ in folded.replaced,
            clock=entry.at if self._doubted(entry) else None,
        )

    def _retired_ids(self) -> frozenset[str]:
        """Ids that a retirement in force names and no undo does: what was undone never was, so it is not retired."""
        if self._retired is None:
            live = [entry for entry in self._folded.entries if self.counts(entry)]
            undone = {entry.what.target for entry in live if isinstance(entry.what, Retract)}
            self._retired = frozenset(
                entry.what.target
                for entry in live
                if isinstance(entry.what, Retire) and not undone & {entry.what.target, entry.id, entry.act_id}
            )
        return self._retired

    def _doubted(self, entry: Entry) -> bool:
        """Whether its clock was wrong, by more than clocks set by the network ever are."""
        return abs(entry.at - entry.moment) > _SLACK or entry.at > self._folded.now + _SLACK

    @property
    def folded(self) -> Folded:
        return self._folded

    @property
    def names(self) -> Names:
        return self._names

    def line(self, entry: Entry) -> Line:
        """Text of an entry, the id it speaks of, and its place when that has no pillar."""
        return ENTRY_KINDS[entry.kind].line(self, entry)

    def before(self, entry: Entry) -> Decimal | None:
        """The odds that stood before those an entry states, None when it states the first."""
        if self._before is None:
            self._before = {
                later.id: cast("Odds", earlier.what).odds
                for stated in self._folded.odds.values()
                for earlier, later in pairwise(stated)
            }
        return self._before.get(entry.id)

    def act(self, id_: str) -> list[Entry]:
        """The entries of an act, or the entry of that id where it is no act's; none where it is neither's."""
        if self._acts is None:
            self._acts = {}
            for entry in self._folded.entries:
                self._acts.setdefault(entry.act_id, []).append(entry)
                if entry.act:
                    self._acts.setdefault(entry.id, [entry])
        return self._acts.get(id_, [])


def act_words(act: Sequence[EntryView]) -> str:
    """Summary of an act in one line: "3 proposals", else what its first entry says."""
    decided = decisions([item.entry for item in act])
    return figures.counted(decided, "proposal") if decided else " ".join(act[0].text.split())


def undone_words(kind: Kind, words: str) -> str:
    """Sentence on an undo of an act of this kind that `act_words` calls `words`: "restored target 225.00" for a
    retirement, else "undone: The launch: 50 %".
    """
    return f"restored {words.removeprefix('retired ')}" if kind == "retire" else f"undone: {words}"


def entries_of(journal: Sequence[EntryView]) -> Sequence[Entry]:
    """The entries behind a view's journal, in any order."""
    return journal.entries if isinstance(journal, Journal) else [line.entry for line in journal]
