"""Everything that can be recorded in a thesis.

A desk never touches a screen or a stream: what it cannot do it raises (errors.py), what it did it returns.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, nullcontext
from datetime import date, datetime, timedelta
from functools import wraps
from types import MappingProxyType
from typing import TYPE_CHECKING, Concatenate, ParamSpec, TypedDict, TypeVar, Unpack

from msgspec import Struct
from msgspec.structs import replace

from thesis_tui.errors import InputError, ReadOnlyError, StorageError
from thesis_tui.model import figures
from thesis_tui.model.book import Book
from thesis_tui.model.journal import (
    Drop,
    Entry,
    Kind,
    Note,
    Odds,
    Outcome,
    Reason,
    Retract,
    Review,
    Settle,
    Snooze,
    Statement,
    What,
)
from thesis_tui.model.objects import Criterion, Evidence, Keepable, Level, Milestone, Observation, Price
from thesis_tui.model.view import EntryView, MilestoneView, Target
from thesis_tui.services import typed
from thesis_tui.services.reading import Reading

if TYPE_CHECKING:
    from pathlib import Path

    from thesis_tui.storage.journal import Act

P = ParamSpec("P")
T = TypeVar("T")
_BY_HAND = frozenset(("thesis", "pillar", "metric", "listing", "conflict", "problem", "inbox", "proposal"))
START_PATIENCE = 0.05
"""Seconds the first paint waits for a lock that another program holds."""
CLOCKS_DIFFER = timedelta(days=1)
RETIRED = "retired"
"""The note of a retraction without one of its own: undoing says nothing, retiring says so."""


class Imported(Struct, frozen=True, kw_only=True):
    """What came of a file of prices: days `read` from `first` to `last`, and the `total` there is of its listing.

    `unused` names the feed whose history is used instead, "" where there is none.
    """

    read: int
    total: int
    first: date
    last: date
    path: Path
    unused: str


class Goalpost(TypedDict, total=False):
    """What a criterion rests on, as typed: a metric against a threshold, or a milestone; and why."""

    metric: str | None
    operator: str | None
    threshold: str
    periods: int
    max_age_days: int | None
    milestone: str | None
    why: str


def _one_act(method: Callable[Concatenate[Desk, P], T]) -> Callable[Concatenate[Desk, P], T]:
    """What the method records is kept as a whole, or none of it."""

    @wraps(method)
    def acting(self: Desk, /, *arguments: P.args, **options: P.kwargs) -> T:
        with self.acting():
            return method(self, *arguments, **options)

    return acting


class Desk(Reading):
    """What the app can do for one thesis: everything `Reading` does, and all that can be recorded."""

    def start(self) -> tuple[str, ...]:
        """Makes a thesis ready to be worked on, for the dashboard: copies the bundled one on a fresh home,
        records criteria that were changed by hand, begins the first look. Returns what it did, in sentences;
        what it could not do is among them, and is tried again with the next entry.
        """
        if self.as_of is not None:
            return ()
        from thesis_tui.storage.journal import Act

        try:
            with Act(self.places.state, patience=START_PATIENCE) as act, self.acting(act):
                self.ready()
            self._first_look()
        except (ReadOnlyError, StorageError) as error:
            return (*self.told(), str(error))
        return self.told()

    def told(self) -> tuple[str, ...]:
        """What was done beside what was asked for (the bundled thesis copied, criteria recorded), once each."""
        did = tuple(self._told)
        self._told.clear()
        return did

    def ready(self) -> None:
        """Before a write: raises ReadOnlyError or StorageError when nothing can be recorded. Copies the
        bundled thesis on a fresh home and records criteria that thesis.toml changed.
        """
        reason = self.read_only_reason
        if reason:
            raise ReadOnlyError(reason)
        if self.bundled:
            self._copy()
        moved = self._unrecorded()
        for criterion in moved:
            self._append("criterion", criterion, replaces=criterion.id)
        if moved:
            self._told.append(f"recorded the criteria as thesis.toml has them now: {', '.join(it.id for it in moved)}")

    def _copy(self) -> None:
        """Makes the bundled thesis the user's own; another program may do so at the same time."""
        from thesis_tui.storage.book import thesis_ids
        from thesis_tui.storage.seed import copy_seed

        try:
            self.folder = copy_seed(self.places, self.id)
            self._told.append(f"copied the {self.id} thesis to {self.folder}; it is yours to edit")
        except StorageError:
            if self.id not in thesis_ids(self.places.data):
                raise
            self.folder = self.places.data / self.id
        self.bundled = False
        self.others = tuple(sorted({*self.others, self.id}))
        self._forget()

    def _unrecorded(self) -> list[Criterion]:
        """Criteria of thesis.toml that are not as the journal has them."""
        from thesis_tui.rules.goalposts import post

        book = self.book()
        baseline = _baseline(book)
        retracted = _retracted(book)
        return [
            criterion
            for criterion in book.thesis.criterion
            if criterion.id not in retracted
            and (criterion.id not in baseline or post(baseline[criterion.id]) != post(criterion))
        ]

    def _first_look(self) -> None:
        from thesis_tui.storage.look import read_look, write_look

        if read_look(self.places.state, self.id) is None:
            from thesis_tui.rules.looks import look_now

            write_look(self.places.state, self.id, look_now(self.view()))
            self._view = None

    # recording

    @contextmanager
    def acting(self, act: Act | None = None) -> Iterator[None]:
        """What is recorded inside is one act: all of it is kept, or none. An `act` given is synced and ended, or
        taken back, by whoever made it; that of a larger act is its part.
        """
        from thesis_tui.storage.journal import Act

        if self._act is not None:
            yield
            return
        with nullcontext(act) if act is not None else Act(self.places.state) as own:
            self._act = own
            try:
                yield
            finally:
                self._act = None
                self._forget()

    _act: Act | None = None

    def note(self, text: str, target: Target | None = None, on: str | None = None) -> Entry:
        """A note about `target` (None: the thesis). `on` is the day it speaks of, as typed."""
        said = typed.text(text, "text", name="note")
        day = typed.day(on, self.today, "on") if on else None
        return self._record("note", self._note_about(said, target), on=day)

    def _note_about(self, text: str, target: Target | None) -> Note:
        if target is None:
            return Note(text=text)
        match target.kind:
            case "pillar":
                return Note(text=text, pillar=target.id)
            case "milestone":
                return Note(text=text, milestone=target.id)
            case "level":
                return Note(text=text, level=target.id)
            case "metric":
                return Note(text=text, metric=target.id)
            case "criterion":
                return Note(text=text, criterion=target.id)
            case "evidence":
                return Note(text=text, evidence=target.id)
            case "source":
                return Note(text=text, about_source=target.id)
            case "observation":
                found = self.observation(target.id)
                return Note(text=text, metric=found.metric if found else None)
            case "conflict":
                metric = next((it.metric.id for it in self.view().conflicts if it.id == target.id), None)
                return Note(text=text, metric=metric)
            case "entry":
                entry = next((it for it in self.view().journal if it.entry.id == target.id), None)
                about = entry.target if entry and entry.target.kind != "entry" else None
                return self._note_about(text, about)
            case _:
                return Note(text=text)

    @_one_act
    def add_milestone(
        self,
        title: str,
        window: str,
        pillar: str | None = None,
        odds: str | None = None,
        note: str = "",
        source: str = "",
    ) -> Entry:
        """A milestone; its window and odds as people write them ("by mid-feb 2026", "65")."""
        milestone = self._milestone("", title, window, pillar, note, source)
        stated = typed.odds(odds) if odds and odds.strip() else None
        entry = self._record("milestone", milestone)
        if stated is not None:
            self._append("odds", Odds(milestone=entry.object_id, odds=stated), at=entry.at)
        return entry

    def edit_milestone(
        self,
        milestone_id: str,
        title: str,
        window: str,
        pillar: str | None = None,
        note: str = "",
        source: str = "",
    ) -> Entry:
        """A milestone said anew, whole. A window left as it was typed keeps its days."""
        old = self.milestone(milestone_id).milestone
        milestone = self._milestone(milestone_id, title, window, pillar, note, source, old=old)
        return self._record("milestone", milestone, replaces=milestone_id)

    def _milestone(
        self,
        identity: str,
        title: str,
        window: str,
        pillar: str | None,
        note: str,
        source: str,
        old: Milestone | None = None,
    ) -> Milestone:
        name = typed.line(title, "title")
        label = typed.clean_line(window)
        if old is not None and label == old.window:
            earliest, latest = old.earliest, old.latest
        else:
            read = typed.window(window, self.today, self.fiscal_year_end)
            earliest, latest, label = read.earliest, read.latest, read.label
        return Milestone(
            id=identity,
            title=name,
            earliest=earliest,
            latest=latest,
            window=label,
            pillar=self.pillar_id(pillar),
            source=typed.line(source, "source", required=False),
            note=typed.text(note, "note", required=False),
            quote=old.quote if old else "",
            proposal=old.proposal if old else "",
        )

    def state_odds(self, milestone_id: str, odds: str, note: str = "") -> Entry:
        """Odds for a milestone that has not ended."""
        stated = typed.odds(odds)
        said = typed.text(note, "note", required=False)
        self._open_milestone(milestone_id)
        return self._record("odds", Odds(milestone=milestone_id, odds=stated, note=said))

    def end_milestone(
        self, milestone_id: str, outcome: str, on: str | None = None, note: str = "", source: str = ""
    ) -> Entry:
        """How a milestone ended ("hit", "missed", "void") and on which day; None is today."""
        word = typed.outcome(outcome)
        day = typed.day(on, self.today, "on", past=True) if on else self.today
        said = typed.text(note, "note", required=False)
        origin = typed.line(source, "source", required=False)
        self._open_milestone(milestone_id)
        return self._record("outcome", Outcome(milestone=milestone_id, outcome=word, note=said, source=origin), on=day)

    def _open_milestone(self, milestone_id: str) -> MilestoneView:
        found = self.milestone(milestone_id)
        if not found.open:
            raise InputError(
                f'"{found.milestone.title}" has ended ({found.state}); take that back with undo first', "milestone"
            )
        return found

    def add_level(
        self,
        level_type: str,
        zone: str,
        listing: str | None = None,
        why: str = "",
        by: str = "",
        pillar: str | None = None,
    ) -> Entry:
        """A level or zone ("148", "145-148") on a listing (None: the first), in its currency."""
        return self._record("level", self._level("", level_type, zone, listing, why, by, pillar))

    def edit_level(
        self,
        level_id: str,
        level_type: str,
        zone: str,
        listing: str | None = None,
        why: str = "",
        by: str = "",
        pillar: str | None = None,
    ) -> Entry:
        """A level said anew, whole; the day it was noted, its source and an unchanged value's qualifier stay."""
        old = self.level(level_id).level
        level = self._level(level_id, level_type, zone, listing, why, by, pillar, old=old)
        return self._record("level", level, replaces=level_id)

    def _level(
        self,
        identity: str,
        level_type: str,
        zone: str,
        listing: str | None,
        why: str,
        by: str,
        pillar: str | None,
        old: Level | None = None,
    ) -> Level:
        kind = typed.level_type(level_type)
        line = self.listing(listing)
        low, high = typed.zone(zone, line)
        same = old is not None and (old.low, old.high) == (low, high)
        return Level(
            id=identity,
            type=kind,
            listing=line.symbol,
            currency=line.currency,
            low=low,
            high=high,
            qualifier=old.qualifier if old is not None and same else "exactly",
            noted=old.noted if old else None,
            by=typed.line(by, "by", required=False),
            why=typed.text(why, "why", required=False),
            pillar=self.pillar_id(pillar),
            source=old.source if old else "",
            quote=old.quote if old else "",
            proposal=old.proposal if old else "",
        )

    def add_price(self, value: str, listing: str | None = None, at: str | None = None, close: bool = False) -> Entry:
        """A price seen on a listing (None: the first); `at` a day or time, None now; `close` when it is a close."""
        return self._record("price", self._price(value, listing, at, close=close))

    def edit_price(
        self, price_id: str, value: str, listing: str | None = None, at: str | None = None, *, close: bool = False
    ) -> Entry:
        """A price entered here, said anew, whole: another value, or that it was the close of its day."""
        return self._record("price", self._price(value, listing, at, close=close), replaces=price_id)

    def _price(self, value: str, listing: str | None, at: str | None, *, close: bool) -> Price:
        line = self.listing(listing)
        amount = typed.price(value, line)
        when = typed.moment(at, self._clock())
        if close and when.time is not None:
            when = typed.Moment(_weekday(when.time.date()) if at is None else when.time.date(), None)
        if close and when.day is not None and when.day.weekday() > 4:
            raise InputError(f"{figures.week_day(when.day)} has no session; give the day of the close", "at")
        return Price(
            id="",
            listing=line.symbol,
            value=amount,
            currency=line.currency,
            session="close" if close else "unknown",
            day=when.day,
            time=when.time,
        )

    def observe(self, metric: str, value: str, period: str = "", source: str = "", note: str = "") -> Entry:
        """A metric's new value ("34 %", ">600 M") for a period ("fq3 2026") or, for an instant, a day."""
        what = self.metric(metric).metric
        quantity, unit = typed.quantity(value, what)
        when = typed.measured(period, what, self.today, self.fiscal_year_end)
        observation = Observation(
            id="",
            metric=what.id,
            value=quantity.value,
            high=quantity.high,
            qualifier=quantity.qualifier,
            scale=quantity.scale,
            unit=unit,
            period=when.label,
            start=when.start,
            end=when.end,
            as_of=when.as_of,
            source=typed.line(source, "source", required=False),
            note=typed.text(note, "note", required=False),
        )
        return self._record("observation", observation)

    def add_evidence(
        self, text: str, pillar: str | None = None, stance: str = "neutral", on: str | None = None, source: str = ""
    ) -> Entry:
        """A statement that supports, weakens or is neutral to a pillar (None: context); `on` None is today."""
        evidence = Evidence(
            id="",
            text=typed.text(text, "text", name="evidence"),
            stance=typed.stance(stance),
            pillar=self.pillar_id(pillar),
            day=typed.day(on, self.today, "on", past=True) if on else self.today,
            source=typed.line(source, "source", required=False),
        )
        return self._record("evidence", evidence)

    def add_criterion(self, pillar: str, severity: str, **post: Unpack[Goalpost]) -> Entry:
        """What must hold: a metric against a threshold in base units, or a milestone hit by its window's end."""
        return self._record("criterion", self._criterion("", pillar, severity, self.today, **post))

    def edit_criterion(self, criterion_id: str, pillar: str, severity: str, **post: Unpack[Goalpost]) -> Entry:
        """A criterion said anew, whole. One of thesis.toml is overruled until that file says something new."""
        since = self.criterion(criterion_id).criterion.since
        criterion = self._criterion(criterion_id, pillar, severity, since, **post)
        return self._record("criterion", replace(criterion, screen=True), replaces=criterion_id)

    def _criterion(
        self,
        identity: str,
        pillar: str,
        severity: str,
        since: date,
        *,
        metric: str | None = None,
        operator: str | None = None,
        threshold: str = "",
        periods: int = 1,
        max_age_days: int | None = None,
        milestone: str | None = None,
        why: str = "",
    ) -> Criterion:
        reason = typed.text(why, "why", required=False)
        home = self.pillar_id(pillar)
        if home is None:
            raise InputError("a criterion belongs to a pillar; choose one", "pillar")
        if (metric is None) == (milestone is None):
            raise InputError("a criterion rests on a metric or on a milestone; choose one of them", "metric")
        if milestone is not None:
            return Criterion(
                id=identity, pillar=home, severity=typed.severity(severity), since=since, why=reason,
                milestone=self.milestone(milestone).milestone.id,
            )  # fmt: skip
        rests_on = self.metric(metric or "").metric
        if periods < 1:
            raise InputError(f"{periods} is not a number of periods; give 1 or more", "periods")
        if max_age_days is not None and max_age_days < 1:
            raise InputError(f"{max_age_days} is not an age in days; give 1 or more", "max_age_days")
        return Criterion(
            id=identity, pillar=home, severity=typed.severity(severity), since=since, why=reason,
            metric=rests_on.id,
            operator=typed.operator(operator or ""),
            threshold=typed.threshold(threshold, rests_on),
            periods=periods,
            max_age_days=max_age_days,
        )  # fmt: skip

    def import_prices(self, path: str, listing: str) -> Imported:
        """A file's daily prices for a listing, into the thesis folder. Raises FileError on the file's first fault,
        before anything is written.
        """
        from thesis_tui.prices.csv_file import read_prices_csv
        from thesis_tui.services.market import IMPORTED, import_prices, imported_path, kept_market

        line = self.listing(listing)
        bars = read_prices_csv(path)
        self.ready()
        read, total = import_prices(path, self.folder, line)
        self._view = None
        source = kept_market(self.places.cache, self.folder, (line,)).sources.get(line.symbol, IMPORTED)
        return Imported(
            read=read,
            total=total,
            first=bars[0].day,
            last=bars[-1].day,
            path=imported_path(self.folder, line),
            unused="" if source == IMPORTED else source,
        )

    @_one_act
    def decide(self, decided: Iterable[tuple[Kind, What]]) -> tuple[Entry, ...]:
        """What a person keeps of an article, or drops: one act, which one undo takes back."""
        self.ready()
        at = self._clock()
        return tuple(self._append(kind, what, at=at) for kind, what in decided)

    @contextmanager
    def kept_from(self, source: str, quote: str, proposal: str) -> Iterator[None]:
        """The thing recorded inside is kept from an article: with its source, words and proposal."""
        self._kept_from = {"source": source, "quote": quote, "proposal": proposal}
        try:
            yield
        finally:
            self._kept_from = {}

    _kept_from: Mapping[str, str] = MappingProxyType({})

    def review(self, text: str, conviction: int, settled: int = 0, skipped: int = 0) -> Entry:
        """The paragraph a review ends in, with the conviction (1 to 5) after it."""
        said = typed.text(text, "text", name="review")
        if not 1 <= conviction <= 5:
            raise InputError(f"{conviction} is not a conviction; give 1 to 5", "conviction")
        return self._record("review", Review(text=said, conviction=conviction, settled=settled, skipped=skipped))

    def state(self, text: str) -> Entry:
        """The statement of the thesis said anew. `thesis.toml` stays as it is; what is changed there later counts."""
        said = typed.line(text, "statement")
        return self._record("statement", Statement(text=said, before=self.book().thesis.statement))

    def snooze(self, target_id: str, until: str, note: str = "") -> Entry:
        """No attention for the thing `target_id` before the day `until`."""
        day = typed.future_day(until, self.today, self.fiscal_year_end)
        said = typed.text(note, "note", required=False)
        return self._record("snooze", Snooze(target=target_id, until=day, note=said))

    def settle(self, target: Target, text: str) -> Entry:
        """Why a conflict or an overdue item needs no more attention."""
        return self._record("settle", Settle(target=target.id, text=typed.text(text, "text", name="reason")))

    def reason(self, target: Target, text: str) -> Entry:
        """Why a goalpost was moved."""
        return self._record("reason", Reason(target=target.id, text=typed.text(text, "text", name="reason")))

    def retire(self, target: Target, note: str = "") -> Entry:
        """Hides a thing and what hangs on it; `undo` brings it back."""
        if target.kind == "level" and self.level(target.id).retired:
            raise InputError(f'the level "{target.id}" is retired already', "level")
        if target.kind in _BY_HAND:
            raise InputError(f"a {target.kind} is not retired here; E opens the file it is written in", "target")
        said = typed.text(note, "note", required=target.kind == "criterion", name="reason")
        return self._record("retract", Retract(target=target.id, note=said or RETIRED))

    @_one_act
    def flip_level(self, level_id: str) -> Entry:
        """Takes a broken support as resistance from now on, or a broken resistance as support: one act that
        adds the new level, which is returned, and retires the old one; one undo takes back both.
        """

        from thesis_tui.rules.review import flips

        found = self.level(level_id)
        old, kind = found.level, flips(found)
        if kind is None:
            raise InputError(f'the {old.type} "{level_id}" is not broken, so there is nothing to flip', "level")
        why = f"was {old.type}, broken" + (f"; {old.why}" if old.why else "")
        entry = self._record("level", replace(old, id="", type=kind, noted=None, by="", why=why, source=""))
        self._append("retract", Retract(target=level_id, note=f"it is {kind} now"), at=entry.at)
        return entry

    @_one_act
    def undo(self) -> str:
        """Takes back this machine's newest live entry and returns what it was, as one line.

        Passed over: what an earlier undo did, and criteria that only record what thesis.toml says.
        Raises InputError when there is nothing of this machine's to take back.
        """
        if self.read_only_reason:
            raise ReadOnlyError(self.read_only_reason)
        found = self._newest_live()
        if found is None:
            raise InputError("there is nothing of yours to take back", "undo")
        with_it = self._flipped_with(found)
        together = self._decided_with(found)
        taken = self._record("retract", Retract(target=found.entry.id))
        for other in together:
            self._append("retract", Retract(target=other.entry.id), at=taken.at)
        if together:
            return f"{len(together) + 1} proposals"
        if with_it is not None:
            self._append("retract", Retract(target=with_it.entry.id), at=taken.at)
            return " ".join(with_it.text.split())
        return " ".join(found.text.split())

    def to_undo(self) -> EntryView | None:
        """What `undo` would take back now."""
        return self._newest_live()

    @_one_act
    def redo(self) -> str:
        """Brings back what this machine's newest undo took back, and returns what that is, as one line."""
        if self.read_only_reason:
            raise ReadOnlyError(self.read_only_reason)
        writer = self.writer()
        for item in self.view().journal:
            what = item.entry.what
            if item.retracted or not writer or _writer_of(item.entry) != writer:
                continue
            if not isinstance(what, Retract):
                if not isinstance(what, Criterion):
                    break
                continue
            if what.note:
                break
            back = next((it for it in self.view().journal if it.entry.id == what.target), None)
            if back is not None and isinstance(back.entry.what, Retract) and not back.entry.what.note:
                continue
            with_it = self._undone_with(item, back)
            together = self._undecided_with(item, back)
            again = self._record("retract", Retract(target=item.entry.id))
            for other in together:
                self._append("retract", Retract(target=other.entry.id), at=again.at)
            if together:
                return f"{len(together) + 1} proposals"
            if with_it is not None:
                self._append("retract", Retract(target=with_it.entry.id), at=again.at)
            return " ".join(back.text.split()) if back is not None else "it"
        raise InputError("there is nothing that was just taken back", "undo")

    def _undone_with(self, item: EntryView, back: EntryView | None) -> EntryView | None:
        """The other half of an undone flip, when `item` is the half that took back `back`, its new level."""
        if back is None or not isinstance(back.entry.what, Level):
            return None
        retired = {
            it.entry.id
            for it in self.view().journal
            if isinstance(it.entry.what, Retract) and it.entry.what.note and it.entry.at == back.entry.at
        }
        for other in self.view().journal:
            what = other.entry.what
            if isinstance(what, Retract) and what.target in retired and other.entry.at == item.entry.at:
                return other
        return None

    def _flipped_with(self, item: EntryView) -> EntryView | None:
        """The new level of a flip, when `item` is the retraction of the old one in it."""
        what = item.entry.what
        if not isinstance(what, Retract):
            return None
        old = next((it.level for it in self.view().levels if it.level.id == what.target), None)
        for other in self.view().journal:
            new = other.entry.what
            if (
                old is not None
                and isinstance(new, Level)
                and other.entry.at == item.entry.at
                and not other.retracted
                and {old.type, new.type} == {"support", "resistance"}
                and (old.listing, old.low, old.high) == (new.listing, new.low, new.high)
            ):
                return other
        return None

    def _decided_with(self, item: EntryView) -> list[EntryView]:
        """The live entries that decided on proposals in one act with `item`."""
        if not _decided(item.entry):
            return []
        return [
            it
            for it in self.view().journal
            if it.entry.at == item.entry.at and it.entry.id != item.entry.id and not it.retracted and _decided(it.entry)
        ]

    def _undecided_with(self, item: EntryView, back: EntryView | None) -> list[EntryView]:
        """The retractions that took back, in one act with `item`, the other decisions of the act of `back`."""
        if back is None or not _decided(back.entry):
            return []
        journal = self.view().journal
        theirs = {it.entry.id for it in journal if it.entry.at == back.entry.at and _decided(it.entry)}
        return [
            it
            for it in journal
            if isinstance(it.entry.what, Retract) and it.entry.what.target in theirs
            and it.entry.at == item.entry.at and it.entry.id != item.entry.id
        ]  # fmt: skip

    def _newest_live(self) -> EntryView | None:
        writer = self.writer()
        if not writer:
            return None
        written = {criterion.id for criterion in self.book().thesis.criterion}
        mine = [it for it in self.view().journal if not it.retracted and _writer_of(it.entry) == writer]
        for item in mine:
            what = item.entry.what
            if isinstance(what, Retract) and not what.note:
                continue
            if isinstance(what, Criterion) and not what.screen and item.entry.object_id in written:
                continue
            if isinstance(what, Odds):
                # odds typed with a new milestone are one act with it
                whole = next(
                    (it for it in mine if it.kind == "milestone" and it.entry.id == what.milestone
                     and it.entry.at == item.entry.at),
                    None,
                )  # fmt: skip
                return whole or item
            return item
        return None

    def mark_seen(self, ids: Iterable[str] | None = None) -> None:
        """Marks changes as seen: those of `ids`, or all of what the view shows."""
        from thesis_tui.rules.looks import look_now, look_with
        from thesis_tui.storage.look import read_look, write_look

        if self.as_of is not None:
            raise ReadOnlyError(self.read_only_reason)
        view = self.view()
        if ids is None:
            look = look_now(view)
        else:
            look = look_with(read_look(self.places.state, self.id) or look_now(view), view, ids)
        write_look(self.places.state, self.id, look)
        self._view = None

    @_one_act
    def _record(self, kind: Kind, what: What, *, on: date | None = None, replaces: str | None = None) -> Entry:
        self.ready()
        return self._append(kind, what, on=on, replaces=replaces)

    def _append(
        self,
        kind: Kind,
        what: What,
        *,
        on: date | None = None,
        replaces: str | None = None,
        at: datetime | None = None,
    ) -> Entry:
        if self._kept_from and isinstance(what, Keepable):
            what = replace(what, **self._kept_from)
        with self.acting():
            assert self._act is not None
            entry = self._act.append(self.folder, kind, what, at=at or self._stamp(), on=on, replaces=replaces)
        self._forget()
        return entry

    def _stamp(self) -> datetime:
        """When an entry is recorded: now, and after everything known here, or an edit made by a clock that is
        behind (set back, or of two machines the slower) would lose to what it edits. A clock that is wrong by
        more than a day is not followed.
        """
        now = self._clock()
        entries = self.book().entries
        newest = next((entry.at for entry in reversed(entries) if entry.at <= now + CLOCKS_DIFFER), now)
        return now if newest <= now else newest.astimezone(now.tzinfo) + timedelta(milliseconds=1)

    def _forget(self) -> None:
        self._book = None
        self._view = None


def _baseline(book: Book) -> dict[str, Criterion]:
    """The criteria as `thesis.toml` last had them by the journal, by id."""
    retracted = _retracted(book)
    return {
        entry.object_id: entry.what
        for entry in book.entries
        if isinstance(entry.what, Criterion) and not entry.what.screen and not {entry.id, entry.object_id} & retracted
    }


def _decided(entry: Entry) -> bool:
    """Whether an entry keeps or drops a proposal of an article."""
    return isinstance(entry.what, Drop) or bool(getattr(entry.what, "proposal", ""))


def _retracted(book: Book) -> set[str]:
    """Ids hidden by a retraction that is not itself retracted."""
    hidden: set[str] = set()
    for entry in reversed(book.entries):
        if isinstance(entry.what, Retract) and entry.id not in hidden:
            hidden.add(entry.what.target)
    return hidden


def _weekday(day: date) -> date:
    """The last Monday to Friday up to `day`: a close typed on a Sunday is Friday's."""
    return day - timedelta(days=max(0, day.weekday() - 4))


def _writer_of(entry: Entry) -> str:
    """The writer in a journal file's name: "2026-11.k3f9.toml" is k3f9's."""
    parts = entry.path.rsplit("/", 1)[-1].split(".")
    return parts[1] if len(parts) == 3 else ""
