"""Types of a thesis folded to a date: objects with their histories, and what hangs on them. fold.py makes them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Generic, TypeVar, cast

from msgspec import Struct

from thesis_tui.model.book import NamedSource, Retired
from thesis_tui.model.journal import Entry, Note, Review, Scenario, Settle, Statement
from thesis_tui.model.objects import Criterion, Dispute, Evidence, Level, Milestone, Observation, Price, Thesis
from thesis_tui.model.view import NoteView

_T = TypeVar("_T")


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
        """The object as it is now, edits applied."""
        return self.versions[-1].what


class Folded(Struct, kw_only=True):
    """A thesis folded to a date. Lists of what hangs on an object are by that object's id, oldest first."""

    now: datetime
    today: date
    entries: Sequence[Entry]
    """All visible entries in order, those that do not count included."""
    gone: set[str] = set()
    """Ids of entries that were retracted or hang on something that was."""
    replaced: set[str] = set()
    """Ids of entries that a newer live one takes the place of."""
    roots: dict[str, str] = {}
    """The id of the object an edit is of, by the edit's id."""
    sources: dict[str, NamedSource]
    milestones: dict[str, Thing[Milestone]] = {}
    levels: dict[str, Thing[Level]] = {}
    prices: dict[str, Thing[Price]] = {}
    observations: dict[str, Thing[Observation]] = {}
    evidence: dict[str, Thing[Evidence]] = {}
    criteria: dict[str, Thing[Criterion]] = {}
    """Baselines and criteria added from the screen, as the journal has them."""
    disputes: list[Dispute] = []
    odds: dict[str, list[Entry]] = {}
    outcomes: dict[str, Entry] = {}
    settled: dict[str, Settle] = {}
    reasons: dict[str, list[Entry]] = {}
    snoozed: dict[str, date] = {}
    notes: dict[str, list[Entry]] = {}
    """By the id of what they speak of, "" for the thesis."""
    reviews: list[Review] = []
    dead: frozenset[str] = frozenset()
    """Ids that a live retract or retire names, entries of a retracted act included."""
    statement: Statement | None = None
    """The newest statement of the thesis that was said on the screen."""
    corrections: dict[str, list[Entry]] = {}
    """Decisions on prices by listing, oldest first; a "reset" is among them, after what it forgets."""

    scenarios: dict[str, Thing[Scenario]] = {}
    intents: dict[str, Entry] = {}
    """The newest intended action of each criterion and level, by its id."""
    closed: Entry | None = None
    """The entry that closed the thesis, None while it is open."""
    archived: bool = False
    decisions: list[Entry] = []
    """Decisions, opening positions and dividends, in the order of recording."""

    def local_day(self, entry: Entry) -> date:
        """The day an entry speaks of: `on`, or the local day it was recorded."""
        return entry.on or local_day(entry.moment)

    def note_views(self, target: str, prefix: str = "") -> list[NoteView]:
        """The notes on one thing, oldest first."""
        return [
            NoteView(
                entry=self.roots.get(entry.id, entry.id),
                day=self.local_day(entry),
                at=entry.moment,
                text=prefix + cast("Note", entry.what).text,
            )
            for entry in self.notes.get(target, ())
        ]


def local_day(at: datetime) -> date:
    """The day on the clock of whoever recorded it: an instant's own offset says where that was."""
    return at.date()


class Amended(Struct, frozen=True):
    """A thesis as amended, what of it is out of force, and what each merged metric counts as."""

    thesis: Thesis
    retired: Retired = Retired()
    merged: Mapping[str, str] = {}
    renamed: Mapping[str, str] = {}
    """The symbol that each renamed listing has now."""
    held: tuple[tuple[str, str], ...] = ()
    """Pillars and metrics that were retired, and what in force names them, so that they stand."""


def has_amendments(entries: Iterable[Entry]) -> bool:
    """Whether any entry changes what `thesis.toml` says."""
    return any(entry.kind == "amendment" for entry in entries)
