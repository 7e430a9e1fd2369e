"""One thesis, opened: its view, and everything that can be recorded in it.

A desk reads the folder when its fingerprint changes and judges it again when the day does. It never
touches a screen or a stream: what it cannot do it raises (errors.py), what happened it returns.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from datetime import date, datetime, time
from decimal import Decimal
from typing import TYPE_CHECKING

from thesis_tui.errors import InputError, ReadOnlyError, StorageError, ThesisError
from thesis_tui.model.book import Book, Clock
from thesis_tui.model.journal import (
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
    What,
)
from thesis_tui.model.objects import Criterion, Evidence, Level, Listing, Metric, Milestone, Observation, Price
from thesis_tui.model.view import CriterionView, EntryView, LevelView, MetricView, MilestoneView, Target, View
from thesis_tui.services import typed
from thesis_tui.services.finding import Candidate, find

if TYPE_CHECKING:
    from pathlib import Path

    from thesis_tui.storage.places import Places
    from thesis_tui.storage.settings import Settings

BUNDLED = "baba"
"""The thesis that comes with the program."""
_BY_HAND = frozenset(("thesis", "pillar", "metric", "listing", "conflict", "problem"))
RETIRED = "retired"
"""The note of a retraction without one of its own: undoing says nothing, retiring says so."""


def end_of_day(day: date, now: datetime) -> datetime:
    """The last second of `day` in the zone of `now`: the machine's own rules for that day, when it is its zone."""
    naive = datetime.combine(day, time(23, 59, 59))
    if now.utcoffset() == now.astimezone().utcoffset():
        return naive.astimezone()
    return naive.replace(tzinfo=now.tzinfo)


class Desk:
    """What the app can do for one thesis.

    `thesis` is an id, or None for the settings' own, the only one, or else the first by name. `clock` gives
    the local time with its zone. With `as_of` everything is read-only. Raises InputError when there is no
    such thesis; reading raises FileError when its thesis.toml cannot be read.
    """

    def __init__(
        self,
        *,
        places: Places,
        settings: Settings,
        thesis: str | None = None,
        clock: Callable[[], datetime],
        as_of: date | None = None,
        offline: bool = False,
    ) -> None:
        self.places = places
        self.settings = settings
        self.as_of = as_of
        self.offline = offline
        self.others: tuple[str, ...] = ()
        """Ids of the theses in the data directory, this one included."""
        self._clock = clock
        self._trouble = ""
        self._book: Book | None = None
        self._view: View | None = None
        self._print: object = None
        self._judged: object = None
        self.id, self.folder, self.bundled = self._choose(thesis)

    def _choose(self, thesis: str | None) -> tuple[str, Path, bool]:
        from thesis_tui.storage.book import thesis_ids
        from thesis_tui.storage.places import bundled

        self.others = tuple(thesis_ids(self.places.data))
        wanted = thesis or self.settings.thesis
        if not wanted:
            wanted = self.others[0] if self.others else BUNDLED
        if wanted in self.others:
            return wanted, self.places.data / wanted, False
        if wanted == BUNDLED:
            return wanted, bundled("seeds") / BUNDLED, True
        there = ", ".join(sorted({*self.others, BUNDLED}))
        raise InputError(f'there is no thesis "{wanted}"; there is {there}; thesis-tui new SYMBOL makes one', "thesis")

    # reading

    def view(self) -> View:
        """The thesis as judged now. Reads and judges only what changed. Raises FileError on its thesis.toml."""
        from thesis_tui.rules.view import build_view
        from thesis_tui.storage.look import read_look

        book = self.book()
        moment = self._moment()
        if self._view is not None and moment == self._judged:
            return self._view
        clock = self.clock()
        look = None if self.as_of else read_look(self.places.state, self.id)
        self._view = build_view(
            book,
            clock,
            look,
            near=self.settings.near,
            hysteresis=self.settings.hysteresis,
            writer=self._writer(),
        )
        self._judged = moment
        return self._view

    def book(self) -> Book:
        """The thesis as read from disk, faults included."""
        from thesis_tui.storage.book import fingerprint, read_book

        seen = fingerprint(self.folder)
        if self._book is None or seen != self._print:
            self._book = read_book(self.folder, cache=None if self.bundled else self.places.cache)
            self._print = seen
            self._view = None
        return self._book

    def changed(self) -> bool:
        """Whether the next `view` will be another: a file, the day or the session has changed."""
        from thesis_tui.storage.book import fingerprint

        return self._view is None or fingerprint(self.folder) != self._print or self._moment() != self._judged

    def clock(self) -> Clock:
        now = self._clock()
        return Clock(now) if self.as_of is None else Clock(end_of_day(self.as_of, now), self.as_of)

    @property
    def today(self) -> date:
        return self.as_of or self._clock().date()

    @property
    def fiscal_year_end(self) -> str:
        return self.book().thesis.fiscal_year_end

    def _moment(self) -> object:
        """What a judgement depends on beside the files: the quarter of an hour, as sessions end within a day."""
        if self.as_of is not None:
            return self.as_of
        now = self._clock()
        return now.date(), (now.hour * 60 + now.minute) // 15

    def _writer(self) -> str:
        """This machine's id, or "" when it has not written yet: reading makes none."""
        from thesis_tui.storage.journal import known_writer

        return known_writer(self.places.state)

    # whether anything can be recorded

    @property
    def read_only_reason(self) -> str:
        """Why nothing can be recorded, as a sentence; "" when it can."""
        if self.as_of is not None:
            return f"this is the thesis as of {self.as_of.isoformat()}; leave out --today to record"
        if self._trouble:
            return self._trouble
        if not self.bundled and not os.access(self.folder, os.W_OK):
            return f"{self.folder} cannot be written; give yourself the permission, or choose another --data-dir"
        return ""

    @property
    def writable(self) -> bool:
        return not self.read_only_reason

    def start(self) -> tuple[str, ...]:
        """Makes a thesis ready to be worked on, for the dashboard: copies the bundled one on a fresh home,
        records criteria that were changed by hand, begins the first look. Returns what it did, in sentences;
        what it could not do makes the desk read-only, with the reason among them.
        """
        if self.as_of is not None:
            return ()
        try:
            did = self.ready()
            self._first_look()
        except ThesisError as error:
            self._trouble = str(error)
            return (str(error),)
        return did

    def ready(self) -> tuple[str, ...]:
        """Before the first write: raises ReadOnlyError or StorageError when nothing can be recorded. Copies the
        bundled thesis on a fresh home and records criteria that thesis.toml changed. Returns what it did.
        """
        reason = self.read_only_reason
        if reason:
            raise ReadOnlyError(reason)
        did = []
        if self.bundled:
            from thesis_tui.storage.seed import copy_seed

            self.folder = copy_seed(self.places, self.id)
            self.bundled = False
            self.others = tuple(sorted({*self.others, self.id}))
            self._forget()
            did.append(f"copied the {self.id} thesis to {self.folder}; it is yours to edit")
        moved = self._unrecorded()
        for criterion in moved:
            self._append("criterion", criterion, replaces=criterion.id)
        if moved:
            did.append(f"recorded the criteria as thesis.toml has them now: {', '.join(it.id for it in moved)}")
        return tuple(did)

    def _unrecorded(self) -> list[Criterion]:
        """Criteria of thesis.toml that are not as the journal has them."""
        from thesis_tui.rules.goalposts import post

        book = self.book()
        baseline = _baseline(book)
        return [
            criterion
            for criterion in book.thesis.criterion
            if criterion.id not in baseline or post(baseline[criterion.id]) != post(criterion)
        ]

    def _first_look(self) -> None:
        from thesis_tui.rules.changes import look_now
        from thesis_tui.storage.look import read_look, write_look

        if read_look(self.places.state, self.id) is None:
            write_look(self.places.state, self.id, look_now(self.view()))
            self._view = None

    # recording

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
                found = self._observation(target.id)
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
        id: str,
        title: str,
        window: str,
        pillar: str | None = None,
        note: str = "",
        source: str = "",
    ) -> Entry:
        """A milestone said anew, whole. A window left as it was typed keeps its days."""
        old = self.milestone(id).milestone
        milestone = self._milestone(id, title, window, pillar, note, source, old=old)
        return self._record("milestone", milestone, replaces=id)

    def _milestone(
        self,
        id: str,
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
            id=id,
            title=name,
            earliest=earliest,
            latest=latest,
            window=label,
            pillar=self._pillar(pillar),
            source=typed.line(source, "source", required=False),
            note=typed.text(note, "note", required=False),
        )

    def state_odds(self, id: str, odds: str, note: str = "") -> Entry:
        """Odds for a milestone that has not ended."""
        stated = typed.odds(odds)
        said = typed.text(note, "note", required=False)
        self._open_milestone(id)
        return self._record("odds", Odds(milestone=id, odds=stated, note=said))

    def end_milestone(
        self, id: str, outcome: str, on: str | None = None, note: str = "", source: str = ""
    ) -> Entry:
        """How a milestone ended ("hit", "missed", "void") and on which day; None is today."""
        word = typed.outcome(outcome)
        day = typed.day(on, self.today, "on", past=True) if on else self.today
        said = typed.text(note, "note", required=False)
        origin = typed.line(source, "source", required=False)
        self._open_milestone(id)
        return self._record("outcome", Outcome(milestone=id, outcome=word, note=said, source=origin), on=day)

    def _open_milestone(self, id: str) -> MilestoneView:
        found = self.milestone(id)
        if not found.open:
            raise InputError(
                f'"{found.milestone.title}" has ended ({found.state}); take that back with undo first', "milestone"
            )
        return found

    def add_level(
        self,
        type: str,
        zone: str,
        listing: str | None = None,
        why: str = "",
        by: str = "",
        pillar: str | None = None,
    ) -> Entry:
        """A level or zone ("148", "145-148") on a listing (None: the first), in its currency."""
        return self._record("level", self._level("", type, zone, listing, why, by, pillar))

    def edit_level(
        self,
        id: str,
        type: str,
        zone: str,
        listing: str | None = None,
        why: str = "",
        by: str = "",
        pillar: str | None = None,
    ) -> Entry:
        """A level said anew, whole; the day it was noted, its source and an unchanged value's qualifier stay."""
        old = self.level(id).level
        return self._record("level", self._level(id, type, zone, listing, why, by, pillar, old=old), replaces=id)

    def _level(
        self,
        id: str,
        type: str,
        zone: str,
        listing: str | None,
        why: str,
        by: str,
        pillar: str | None,
        old: Level | None = None,
    ) -> Level:
        kind = typed.level_type(type)
        line = self.listing(listing)
        low, high = typed.zone(zone, line)
        same = old is not None and (old.low, old.high) == (low, high)
        return Level(
            id=id,
            type=kind,
            listing=line.symbol,
            currency=line.currency,
            low=low,
            high=high,
            qualifier=old.qualifier if old is not None and same else "exactly",
            noted=old.noted if old else None,
            by=typed.line(by, "by", required=False),
            why=typed.text(why, "why", required=False),
            pillar=self._pillar(pillar),
            source=old.source if old else "",
        )

    def add_price(self, value: str, listing: str | None = None, at: str | None = None, close: bool = False) -> Entry:
        """A price seen on a listing (None: the first); `at` a day or time, None now; `close` when it is a close."""
        line = self.listing(listing)
        amount = typed.price(value, line)
        when = typed.moment(at, self._clock())
        if close and when.time is not None:
            when = typed.Moment(when.time.date(), None)
        price = Price(
            id="",
            listing=line.symbol,
            value=amount,
            currency=line.currency,
            session="close" if close else "unknown",
            day=when.day,
            time=when.time,
        )
        return self._record("price", price)

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
            pillar=self._pillar(pillar),
            day=typed.day(on, self.today, "on", past=True) if on else self.today,
            source=typed.line(source, "source", required=False),
        )
        return self._record("evidence", evidence)

    def add_criterion(
        self,
        pillar: str,
        severity: str,
        *,
        metric: str | None = None,
        operator: str | None = None,
        threshold: str = "",
        periods: int = 1,
        max_age_days: int | None = None,
        milestone: str | None = None,
        why: str = "",
    ) -> Entry:
        """What must hold: a metric against a threshold in base units, or a milestone hit by its window's end."""
        criterion = self._criterion(
            "", pillar, severity, metric, operator, threshold, periods, max_age_days, milestone, why, self.today
        )
        return self._record("criterion", criterion)

    def edit_criterion(
        self,
        id: str,
        pillar: str,
        severity: str,
        *,
        metric: str | None = None,
        operator: str | None = None,
        threshold: str = "",
        periods: int = 1,
        max_age_days: int | None = None,
        milestone: str | None = None,
        why: str = "",
    ) -> Entry:
        """A criterion that was added here, said anew, whole. One of thesis.toml is changed there."""
        if any(it.id == id for it in self.book().thesis.criterion):
            raise InputError(f'the criterion "{id}" is written in thesis.toml; change it there', "criterion")
        since = self.criterion(id).criterion.since
        criterion = self._criterion(
            id, pillar, severity, metric, operator, threshold, periods, max_age_days, milestone, why, since
        )
        return self._record("criterion", criterion, replaces=id)

    def _criterion(
        self,
        id: str,
        pillar: str,
        severity: str,
        metric: str | None,
        operator: str | None,
        threshold: str,
        periods: int,
        max_age_days: int | None,
        milestone: str | None,
        why: str,
        since: date,
    ) -> Criterion:
        reason = typed.text(why, "why", required=False)
        home = self._pillar(pillar)
        if home is None:
            raise InputError("a criterion belongs to a pillar; choose one", "pillar")
        if (metric is None) == (milestone is None):
            raise InputError("a criterion rests on a metric or on a milestone; choose one of them", "metric")
        if milestone is not None:
            return Criterion(
                id=id, pillar=home, severity=typed.severity(severity), since=since, why=reason,
                milestone=self.milestone(milestone).milestone.id,
            )  # fmt: skip
        rests_on = self.metric(metric or "").metric
        if periods < 1:
            raise InputError(f"{periods} is not a number of periods; give 1 or more", "periods")
        if max_age_days is not None and max_age_days < 1:
            raise InputError(f"{max_age_days} is not an age in days; give 1 or more", "max_age_days")
        return Criterion(
            id=id, pillar=home, severity=typed.severity(severity), since=since, why=reason,
            metric=rests_on.id,
            operator=typed.operator(operator or ""),
            threshold=typed.threshold(threshold, rests_on),
            periods=periods,
            max_age_days=max_age_days,
        )  # fmt: skip

    def review(self, text: str, conviction: int, settled: int = 0, skipped: int = 0) -> Entry:
        """The paragraph a review ends in, with the conviction (1 to 5) after it."""
        said = typed.text(text, "text", name="review")
        if not 1 <= conviction <= 5:
            raise InputError(f"{conviction} is not a conviction; give 1 to 5", "conviction")
        return self._record("review", Review(text=said, conviction=conviction, settled=settled, skipped=skipped))

    def snooze(self, id: str, until: str, note: str = "") -> Entry:
        """No attention for the thing `id` before the day `until`."""
        day = typed.future_day(until, self.today, self.fiscal_year_end)
        return self._record("snooze", Snooze(target=id, until=day, note=typed.text(note, "note", required=False)))

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
        by_hand = any(it.id == target.id for it in self.book().thesis.criterion)
        if target.kind in _BY_HAND or (target.kind == "criterion" and by_hand):
            raise InputError(f"a {target.kind} is not retired here; E opens the file it is written in", "target")
        said = typed.text(note, "note", required=False)
        return self._record("retract", Retract(target=target.id, note=said or RETIRED))

    def undo(self) -> str:
        """Takes back this machine's newest live entry and returns what it was, as one line.

        Passed over: what an earlier undo did, and criteria that only record what thesis.toml says.
        Raises InputError when there is nothing of this machine's to take back.
        """
        self.ready()
        found = self._newest_live()
        if found is None:
            raise InputError("there is nothing of yours to take back", "undo")
        self._append("retract", Retract(target=found.entry.id))
        return f"{found.kind}: {' '.join(found.text.split())}"

    def _newest_live(self) -> EntryView | None:
        writer = self._writer()
        if not writer:
            return None
        written = {criterion.id for criterion in self.book().thesis.criterion}
        mine = [it for it in self.view().journal if not it.retracted and _writer_of(it.entry) == writer]
        for item in mine:
            what = item.entry.what
            if isinstance(what, Retract) and not what.note:
                continue
            if isinstance(what, Criterion) and item.entry.object_id in written:
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
        from thesis_tui.rules.changes import look_now, look_with
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
        from thesis_tui.storage.journal import append

        stamp = at or self._clock()
        entry = append(self.folder, kind, what, at=stamp, state=self.places.state, on=on, replaces=replaces)
        self._forget()
        return entry

    def _forget(self) -> None:
        self._book = None
        self._view = None

    # looking things up

    def milestone(self, id: str) -> MilestoneView:
        for item in self.view().milestones:
            if item.milestone.id == id:
                return item
        raise InputError(f'there is no milestone "{id}"', "milestone")

    def level(self, id: str) -> LevelView:
        for item in self.view().levels:
            if item.level.id == id:
                return item
        raise InputError(f'there is no level "{id}"', "level")

    def metric(self, id: str) -> MetricView:
        for item in self._metrics():
            if item.metric.id == id:
                return item
        raise InputError(f'there is no metric "{id}"', "metric")

    def criterion(self, id: str) -> CriterionView:
        for pillar in self.view().pillars:
            for item in pillar.criteria:
                if item.criterion.id == id:
                    return item
        raise InputError(f'there is no criterion "{id}"', "criterion")

    def listing(self, symbol: str | None) -> Listing:
        """A listing by its symbol, any case; None or "" is the first."""
        listings = self.book().thesis.listing
        if not symbol or not symbol.strip():
            return listings[0]
        for listing in listings:
            if listing.symbol.casefold() == symbol.strip().casefold():
                return listing
        there = ", ".join(f"{listing.symbol} ({listing.currency})" for listing in listings)
        raise InputError(f'there is no listing "{symbol.strip()}"; there is {there}', "listing")

    def find(self, kind: str, text: str) -> str:
        """The id of the `kind` that `text` calls by id, start of an id, or part of a title, in any case.

        Kinds: pillar, metric, criterion, milestone, level, evidence, source, listing, entry. Raises
        InputError naming what there is when nothing or more than one thing is meant.
        """
        return find(kind, text, self._candidates(kind))

    def _candidates(self, kind: str) -> list[Candidate]:
        view = self.view()
        match kind:
            case "pillar":
                return [Candidate(it.pillar.id, it.pillar.title) for it in view.pillars]
            case "metric":
                return [Candidate(it.metric.id, it.metric.title) for it in self._metrics()]
            case "criterion":
                return [Candidate(it.criterion.id, it.text) for pillar in view.pillars for it in pillar.criteria]
            case "milestone":
                return [Candidate(it.milestone.id, it.milestone.title) for it in view.milestones]
            case "level":
                return [Candidate(it.level.id, _level_title(it.level)) for it in view.levels if not it.retired]
            case "evidence":
                both = [it for pillar in view.pillars for it in pillar.evidence] + list(view.context_evidence)
                return [Candidate(it.evidence.id, it.evidence.text) for it in both]
            case "source":
                return [Candidate(it.source.id, it.source.source.title) for it in view.sources]
            case "listing":
                return [Candidate(it.symbol, it.name or it.venue) for it in view.listings]
            case "entry":
                return [Candidate(it.entry.id, it.text) for it in view.journal if not it.retracted]
        raise InputError(f'nothing is found by "{kind}"', "kind")

    def _metrics(self) -> list[MetricView]:
        view = self.view()
        return [metric for pillar in view.pillars for metric in pillar.metrics] + list(view.context)

    def _observation(self, id: str) -> Observation | None:
        for metric in self._metrics():
            for item in metric.observations:
                if item.observation.id == id:
                    return item.observation
        return None

    def _pillar(self, id: str | None) -> str | None:
        if id is None or not id.strip():
            return None
        pillars = self.book().thesis.pillar
        if any(pillar.id == id for pillar in pillars):
            return id
        there = ", ".join(pillar.id for pillar in pillars) or "none yet"
        raise InputError(f'there is no pillar "{id}"; there is {there}', "pillar")

    def file_of(self, target: Target) -> tuple[Path, int]:
        """The file `target` is written in and its line, from 1; thesis.toml when it is written nowhere else."""
        book = self.book()
        if target.kind == "source":
            return self.folder / "sources" / f"{target.id}.toml", 1
        if target.kind == "problem":
            path, _, rest = target.id.partition(":")
            return self.folder / path, int(rest) if rest.isdigit() else 1
        entry = next((it for it in reversed(book.entries) if target.id in (it.id, it.replaces)), None)
        where = book.lines.get(f"{target.kind}:{target.id}")
        if target.kind == "conflict" and where is None:
            conflict = next((it for it in self.view().conflicts if it.id == target.id), None)
            if conflict and conflict.sides:
                return self.file_of(Target("observation", conflict.sides[0].observation.observation.id))
        if where is None and entry is not None:
            return self.folder / "journal" / entry.path, max(1, entry.line)
        path, line = where or ("thesis.toml", 1)
        return self.folder / path, max(1, line)


def _baseline(book: Book) -> dict[str, Criterion]:
    """The criteria as the journal last has them, by id."""
    retracted = _retracted(book)
    return {
        entry.object_id: entry.what
        for entry in book.entries
        if isinstance(entry.what, Criterion) and not {entry.id, entry.object_id} & retracted
    }


def _retracted(book: Book) -> set[str]:
    """Ids hidden by a retraction that is not itself retracted."""
    hidden: set[str] = set()
    for entry in reversed(book.entries):
        if isinstance(entry.what, Retract) and entry.id not in hidden:
            hidden.add(entry.what.target)
    return hidden


def _writer_of(entry: Entry) -> str:
    """The writer in a journal file's name: "2026-11.k3f9.toml" is k3f9's."""
    parts = entry.path.rsplit("/", 1)[-1].split(".")
    return parts[1] if len(parts) == 3 else ""


def _level_title(level: Level) -> str:
    high = "" if level.high is None else f"-{level.high}"
    return f"{level.type} {level.low}{high} {level.listing} {level.by}".strip()
