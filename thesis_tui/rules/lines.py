"""The journal as people read it: one line for each entry, with what it speaks of and where that belongs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import cast, overload

from msgspec import Struct

from thesis_tui.model import figures
from thesis_tui.model.book import Book
from thesis_tui.model.journal import (
    Correction,
    Drop,
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
from thesis_tui.model.objects import Criterion, Evidence, Level, Metric, Milestone, Observation, Price
from thesis_tui.model.view import ConflictView, EntryView, Target
from thesis_tui.rules.fold import Folded
from thesis_tui.rules.level_words import level_name
from thesis_tui.rules.thresholds import criterion_text
from thesis_tui.venues import units


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
    for named in folded.sources.values():
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


class Journal(Sequence[EntryView]):
    """The view of every entry, newest first, each made when it is asked for: most never are."""

    def __init__(self, folded: Folded, names: Names) -> None:
        self._folded = folded
        self._names = names
        self._before: dict[str, Decimal] | None = None
        self._whole: tuple[EntryView, ...] | None = None

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
            return tuple(self.view_of(entries[-1 - one]) for one in range(*index.indices(len(entries))))
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
        folded, names = self._folded, self._names
        id_ = entry.id
        root = folded.roots.get(id_, id_)
        text, about, otherwise = self._line(entry, root)
        pillar = names.pillars.get(about)
        if about in names.targets:
            target = names.targets[about]
        else:
            target = Target("thesis", "") if about == "" else Target("entry", id_)
        return EntryView(
            entry=entry,
            kind=entry.kind,
            day=folded.local_day(entry),
            text=text,
            place=names.pillar_titles.get(pillar, otherwise) if pillar else otherwise,
            pillar=pillar,
            target=target,
            retracted=id_ in folded.gone or id_ in folded.dead,
            replaced=id_ in folded.replaced,
        )

    def _line(self, entry: Entry, root: str) -> tuple[str, str, str]:
        """What it says, the id it speaks of, and its place when that has no pillar."""
        what = entry.what
        names = self._names
        if isinstance(what, Note):
            return self._note(what)
        if isinstance(what, Odds):
            return self._restated(what, entry), what.milestone, "Milestones"
        if isinstance(what, Outcome):
            text = f"{names.title(what.milestone)}: {what.outcome}"
            return _with(text, what.note), what.milestone, "Milestones"
        if isinstance(what, Settle):
            return f"settled: {names.title(what.target)}, {what.text}", what.target, ""
        if isinstance(what, Reason):
            return f"why {names.title(what.target)} was moved: {what.text}", what.target, ""
        if isinstance(what, Snooze):
            text = f"{names.title(what.target)} snoozed until {figures.long_day(what.until)}"
            return _with(text, what.note), what.target, ""
        if isinstance(what, Statement):
            return f"the statement: {what.text}", "", ""
        if isinstance(what, Review):
            return f"review, conviction {what.conviction} of 5: {what.text}", "", "Review"
        if isinstance(what, Drop):
            return f"not kept: {what.text or what.proposal}", what.source, "Sources"
        if isinstance(what, Correction):
            return _with(corrected(what, self._folded.today), what.note), f"listing:{what.listing}", "Prices"
        if isinstance(what, Retract):
            return self._retracted(what), what.target, ""
        return self._object(entry, root)

    def _note(self, what: Note) -> tuple[str, str, str]:
        about = (
            what.milestone or what.level or what.criterion or what.evidence
            or what.metric or what.about_source or what.pillar or ""
        )  # fmt: skip
        otherwise = (
            "Levels" if what.level else "Sources" if what.about_source else "Milestones" if what.milestone else ""
        )
        if not about or about == what.pillar:
            return what.text, about, otherwise
        return f"{self._names.title(about)}: {what.text}", about, otherwise

    def _restated(self, what: Odds, entry: Entry) -> str:
        if self._before is None:
            self._before = {
                later.id: cast("Odds", earlier.what).odds
                for stated in self._folded.odds.values()
                for earlier, later in pairwise(stated)
            }
        before = self._before.get(entry.id)
        now = _odds(what.odds)
        title = self._names.title(what.milestone)
        changed = before is not None and before != what.odds
        return _with(
            f"{title}: {_odds(before)} to {now}" if before is not None and changed else f"{title}: {now}", what.note
        )

    def _retracted(self, what: Retract) -> str:
        title = self._names.titles.get(what.target)
        if what.note:
            note = "" if what.note == "retired" else what.note
            return _with(f"retired {title or 'something'}", note)
        taken = next((entry for entry in reversed(self._folded.entries) if entry.id == what.target), None)
        if taken is None:
            return f"took back {title}" if title else "took back an entry"
        if isinstance(taken.what, Retract):
            words = self._retracted(taken.what)
            return words.replace("took back", "brought back", 1).replace("retired", "brought back", 1)
        said, _, _ = self._line(taken, self._folded.roots.get(taken.id, taken.id))
        return f"took back {taken.kind}: {figures.cut(said, 80)}"

    def _object(self, entry: Entry, root: str) -> tuple[str, str, str]:
        what = entry.what
        names = self._names
        edited = entry.replaces is not None
        if isinstance(what, Milestone):
            window = figures.window(what.earliest, what.latest, entry.at.date(), self._folded.today)
            return f"{what.title}, {window}{' (edited)' if edited else ''}", root, "Milestones"
        if isinstance(what, Level):
            return f"{level_name(what)} {'edited' if edited else 'noted'}", root, "Levels"
        if isinstance(what, Price):
            return f"{what.listing} {units.price(what.value, what.currency)}", root, "Prices"
        if isinstance(what, Observation):
            metric = names.metrics.get(what.metric)
            if metric is None:
                return f"{what.metric} {figures.grouped(what.value)}", root, "Context"
            text = f"{metric.title} {figures.observed(what, metric).text}"
            return f"{text}, {what.period}" if what.period else text, root, "Context"
        if isinstance(what, Evidence):
            return f"{what.stance}: {what.text}", root, "Context"
        criterion = cast("Criterion", what)
        metric = names.metrics.get(criterion.metric or "")
        text = criterion_text(criterion, metric, names.milestone(criterion.milestone or ""))
        return f"{criterion.severity}: {text}", root, ""


def corrected(what: Correction, today: date) -> str:
    """A decision on prices in words: "BABA: dropped the price of 24 Nov"."""
    if what.correction == "reset":
        return f"forgot all corrections of {what.listing}"
    day = figures.day(what.day, today) if what.day is not None else "an unknown day"
    value = figures.price(what.value) if what.value is not None else "the price"
    texts = {
        "drop day": f"dropped the price of {day}",
        "accept": f"accepted {value} of {day}",
        "refuse": f"refused {value} of {day}",
    }
    return f"{what.listing}: {texts.get(what.correction) or _split(what, day)}"


def _split(what: Correction, day: str) -> str:
    """ "split 1:20 on 27 Nov": old units to new ones."""
    if what.numerator is None or what.denominator is None:
        return f"split on {day}"
    old, new = (figures.grouped(figures.trimmed(number)) for number in (what.denominator, what.numerator))
    return f"split {old}:{new} on {day}"


def _odds(odds: Decimal) -> str:
    return f"{figures.grouped(figures.trimmed(odds))} %"


def _with(text: str, note: str) -> str:
    return f"{text}, {note}" if note else text


def entries_of(journal: Sequence[EntryView]) -> Sequence[Entry]:
    """The entries behind a view's journal, in any order."""
    return journal.entries if isinstance(journal, Journal) else [line.entry for line in journal]
