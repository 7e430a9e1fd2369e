"""Everything that can be recorded in a thesis: the one thing the screens and the commands know.

A desk never touches a screen or a stream: what it cannot do it raises (errors.py), what it did it returns. What is
typed is read when something is recorded (new_entries.py), what an undo takes back is found when it is asked for
(undoing.py): neither is loaded before. It is long because it is the one list of what can be recorded; what each takes
to be read and checked stands in the modules it calls.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Unpack

from msgspec.structs import replace

from thesis_tui.errors import InputError
from thesis_tui.model.journal import (
    Amendment,
    Correction,
    Entry,
    FileChange,
    Kind,
    Odds,
    Reason,
    Retire,
    Retract,
    Settle,
    What,
)
from thesis_tui.model.objects import Observation
from thesis_tui.rules.corrections import confirmed_split, refused_step
from thesis_tui.services.position_recording import PositionRecording
from thesis_tui.services.recording import one_act, one_act_on_the_latest

if TYPE_CHECKING:
    from datetime import date

    from thesis_tui.model.enums import AmendedWord, Session
    from thesis_tui.model.objects import Criterion, Level, Milestone
    from thesis_tui.model.view import EntryView, Target
    from thesis_tui.services.amending import Amending
    from thesis_tui.services.importing import Answers, Imported
    from thesis_tui.services.new_entries import Goalpost, NewEntries, TypedFigure
    from thesis_tui.services.price_decisions import PriceDecisions

_NEVER_RETIRED = frozenset(("thesis", "conflict", "problem", "inbox", "proposal"))


class Desk(PositionRecording):
    """Services for one thesis: everything `LoadedThesis` does, and all that can be recorded.

    What is typed comes as text. Raises InputError with the field that is at fault, before anything is recorded.
    """

    @property
    def _new_entries(self) -> NewEntries:
        from thesis_tui.services.new_entries import NewEntries

        return NewEntries(self)

    def note(self, text: str, target: Target | None = None, on: str | None = None) -> Entry:
        """A note about `target` (None: the thesis). `on` is the day it speaks of, as typed."""
        what = self._new_entries.note(text, target)
        return self._record("note", what, on=self._new_entries.day(on))

    def written_note(self, entry_id: str) -> Entry:
        """The note of an entry, as it reads now. Raises InputError when there is none in force."""
        for item in self.view().journal:
            if item.kind == "note" and item.entry.id == entry_id and not (item.retracted or item.replaced):
                return item.entry
        raise InputError(f'"{entry_id}" is no note that can be edited', "note")

    def edit_note(self, entry_id: str, text: str) -> Entry:
        """A note in other words; what it is about and the day it speaks of stay."""
        old = self.written_note(entry_id)
        what = replace(old.what, text=self._new_entries.note(text, None).text)
        # said outright, or the edit would move the note to today
        day = old.on or old.moment.astimezone(self.now().tzinfo).date()
        return self._record("note", what, on=day, replaces=old.replaces or old.id)

    @one_act
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
        milestone = self._new_entries.milestone(title, window, pillar, note, source)
        stated = self._new_entries.first_odds(odds)
        entry = self._record("milestone", milestone)
        if stated is not None:
            self._append("odds", Odds(milestone=entry.object_id, odds=stated))
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
        what = self._new_entries.milestone(title, window, pillar, note, source, old)
        return self._record("milestone", what, replaces=milestone_id)

    def state_odds(self, milestone_id: str, odds: str, note: str = "") -> Entry:
        """Odds for a milestone that has not ended."""
        stated = self._new_entries.odds(milestone_id, odds, note)
        self._require_open(milestone_id)
        return self._record("odds", stated)

    @one_act_on_the_latest
    def end_milestone(
        self,
        milestone_id: str,
        outcome: str,
        on: str | None = None,
        note: str = "",
        source: str = "",
        follows: str = "",
        *,
        sure: bool = False,
    ) -> Entry:
        """How a milestone ended ("hit", "missed", "void") and on which day; None is today. `follows` from a miss, or
        a hit after the window, for the thesis: with it neither asks for more. Raises DoubtError for a hit before its
        window opens, unless `sure`.
        """
        what, day = self._new_entries.outcome(milestone_id, outcome, on, note, source)
        expected = self.milestone(milestone_id).milestone
        late = what.outcome == "hit" and day > expected.latest
        if follows.strip() and what.outcome != "missed" and not late:
            raise InputError(f"nothing follows from a milestone that is {what.outcome}; write it as a note", "follows")
        self._require_open(milestone_id)
        if not sure:
            from thesis_tui.services.milestone_doubts import refuse_early

            refuse_early(expected, what.outcome, day)
        entry = self._record("outcome", what, on=day)
        if follows.strip():
            from thesis_tui.model.view import Target

            self.settle(Target("milestone", milestone_id), follows)
        return entry

    @one_act_on_the_latest
    def replace_milestone(self, milestone_id: str, title: str, window: str, why: str, odds: str | None = None) -> Entry:
        """The milestone that is expected instead of one that was missed, which is returned: the criteria on that one
        are on the new one from now on, shown as moved for the reason `why`, and the miss is resolved by it.
        """
        from thesis_tui.services.parse import text

        old, resting = self._missed(milestone_id)
        reason = text(why, "why", name="reason")
        new = self.add_milestone(title, window, old.pillar, odds)
        for criterion in resting:
            moved = replace(criterion, milestone=new.object_id, screen=True)
            self._append("criterion", moved, replaces=criterion.id)
            self._append("reason", Reason(target=criterion.id, text=reason))
        self._append("settle", Settle(target=old.id, text=f"replaced by {title.strip()}: {reason}"))
        return new

    @one_act_on_the_latest
    def retire_resting(self, milestone_id: str, why: str) -> None:
        """Takes the criteria on a milestone that was missed out of force for the reason `why`, which resolves the miss
        as well.
        """
        from thesis_tui.services.parse import text

        old, resting = self._missed(milestone_id)
        reason = text(why, "why", name="reason")
        if not resting:
            raise InputError(f'no criterion is based on "{old.title}"', "milestone")
        self.ready()
        for criterion in resting:
            self._append("retire", Retire(target=criterion.id, reason=reason))
        self._append("settle", Settle(target=old.id, text=reason))

    def _missed(self, milestone_id: str) -> tuple[Milestone, list[Criterion]]:
        """A milestone that was missed, or hit after its window, with the criteria based on it. Raises InputError for
        one that was neither.
        """
        found = self.milestone(milestone_id)
        if found.state != "missed" and not found.days_late:
            raise InputError(f'"{found.milestone.title}" is {found.state}, not missed', "milestone")
        resting = (self.view().criterion(id_) for id_ in found.criteria)
        return found.milestone, [shown.criterion for shown in resting if shown is not None]

    def _require_open(self, milestone_id: str) -> None:
        found = self.milestone(milestone_id)
        if not found.open:
            raise InputError(f'"{found.milestone.title}" has ended ({found.state}); undo that first', "milestone")

    def add_level(
        self,
        level_type: str,
        zone: str,
        listing: str | None = None,
        why: str = "",
        by: str = "",
        pillar: str | None = None,
        on: str | None = None,
        *,
        sure: bool = False,
    ) -> Entry:
        """A level or zone ("148", "145-148") on a listing (None: the first), in its currency; noted now, or on a day
        in the past (`on`). Raises DoubtError for one that cannot be meant, unless `sure`.
        """
        level = self._new_entries.level(level_type, zone, listing, why, by, pillar, on=on)
        self._refuse_unlikely(level, sure=sure)
        return self._record("level", level)

    def _refuse_unlikely(self, level: Level, *, sure: bool) -> None:
        if sure or self.as_of is not None:
            return
        from thesis_tui.services.basis_doubts import refuse_unclear_basis

        view, noted = self.view(), level.noted
        stood_at = None if level.stood_at is None else level.stood_at.date()
        refuse_unclear_basis(level.low, noted, level.listing, view, "zone", stood_at=stood_at)
        if noted is not None and any(bar.day <= noted for bar in view.bars.get(level.listing, ())):
            return  # its side is where the price stood then
        from thesis_tui.services.level_doubts import refuse_unlikely

        refuse_unlikely(level, view.current.get(level.listing), view.stance)

    def edit_level(
        self,
        level_id: str,
        level_type: str,
        zone: str,
        listing: str | None = None,
        why: str = "",
        by: str = "",
        pillar: str | None = None,
        on: str | None = None,
        *,
        sure: bool = False,
    ) -> Entry:
        """A level said anew, whole: another kind, value or listing starts it anew, now or on the day `on`; else it
        stays noted when it was. Raises DoubtError for a new value that cannot be meant, unless `sure`.
        """
        old = self.level(level_id).level
        what = self._new_entries.level(level_type, zone, listing, why, by, pillar, old, on)
        # who edits the words of a level is not asked about its value again
        if (what.type, what.listing, what.low, what.high) != (old.type, old.listing, old.low, old.high):
            self._refuse_unlikely(what, sure=sure)
        return self._record("level", what, replaces=level_id)

    @one_act
    def flip_level(self, level_id: str) -> Entry:
        """Takes a broken support as resistance from now on, or a broken resistance as support: one act that
        adds the new level, which is returned, and retires the old one; one undo takes back both.
        """
        from thesis_tui.rules.level_turns import flips

        found = self.level(level_id)
        old, kind = found.level, flips(found)
        if kind is None:
            raise InputError(f'the {old.type} "{level_id}" is not broken, so there is nothing to flip', "level")
        why = f"was {old.type}, broken" + (f"; {old.why}" if old.why else "")
        # noted anew: what sessions did to the old level must not break the new one at once
        new = replace(old, id="", type=kind, noted=None, stood=None, stood_at=None, by="", why=why, source="")
        entry = self._record("level", new)
        self._append("retire", Retire(target=level_id, reason=f"it is {kind} now"))
        return entry

    def add_price(
        self,
        value: str,
        listing: str | None = None,
        at: str | None = None,
        close: bool = False,
        *,
        sure: bool = False,
        outside: Session = "unknown",
    ) -> Entry:
        """A price seen on a listing (None: the first); `at` a day or time, None now; `close` when it is a close,
        `outside` when in the day it was where that is before or after the session.

        Raises DoubtError for a price of now that is many times the last one, or a small part of it, and for one of
        before a split that is on the basis of after it, unless `sure`.
        """
        price = self._new_entries.price(value, listing, at, close=close)
        price = price if close else replace(price, session=outside)
        day = price.day or (price.time.date() if price.time is not None else None)
        if not sure and self.as_of is None:
            from thesis_tui.services.basis_doubts import refuse_unclear_basis

            refuse_unclear_basis(price.value, day, price.listing, self.view(), "value")
        if not sure and at is None and self.as_of is None:
            last = self.view().current.get(price.listing)
            if last is not None:
                from thesis_tui.services.parse import refuse_slip

                refuse_slip(price.value, last.price.value, price.currency)
        return self._record("price", price)

    def edit_price(
        self, price_id: str, value: str, listing: str | None = None, at: str | None = None, *, close: bool = False
    ) -> Entry:
        """A price entered here, said anew, whole: another value, or that it was the close of its day."""
        return self._record("price", self._new_entries.price(value, listing, at, close=close), replaces=price_id)

    def correct(self, correction: Correction) -> Entry:
        """A decision on the prices of a listing: a day dropped, a doubted figure accepted or refused, a split."""
        return self._record("correction", correction)

    def drop_price(self, day: str, listing: str | None = None, note: str = "") -> Entry:
        """The feeds' and files' prices of a day are not believed: the listing has none for it, until one is typed."""
        return self.correct(self._decisions.drop(day, listing, note))

    def confirm_split(
        self, ratio: str, on: str, listing: str | None = None, note: str = "", *, sure: bool = False
    ) -> Entry:
        """A split the user knows of ("1:20"), from its first trading day on. Raises DoubtError for one that neither
        prices nor a feed show, unless `sure`.
        """
        return self.correct(self._decisions.split(ratio, on, listing, note, sure=sure))

    def decide_doubt(self, which: str | None, *, accept: bool, listing: str | None = None, note: str = "") -> Entry:
        """Accepts or refuses what is doubted: the only one there is, or the one `which` names by its day or its id.
        A doubted split that is accepted is one the user confirms.
        """
        return self.correct(self._decisions.doubt(which, listing, note, accept=accept))

    def reset_prices(self, listing: str | None = None) -> Entry:
        """Forgets what was decided about a listing's prices, and what feeds gave: they are asked for all anew."""
        from thesis_tui.services.market import forget_prices

        entry = self.correct(self._decisions.reset(listing))
        forget_prices(self.places.cache, self.listing(listing))
        self._view = None
        return entry

    @property
    def _decisions(self) -> PriceDecisions:
        from thesis_tui.services.price_decisions import PriceDecisions

        return PriceDecisions(self)

    def import_prices(self, path: str, listing: str, answers: Answers | None = None) -> Imported:
        """A file's daily prices for a listing, into the thesis folder; rows that cannot be believed are left out.

        Raises before anything is written: FileError where no row can be believed, DoubtError where the file can be
        read two ways or does not fit what is known (field "dates", "unit", "split" or "sure": what `answers` may say).
        """
        from thesis_tui.model import figures
        from thesis_tui.services import importing
        from thesis_tui.services.market import imported_path

        line, answers = self.priced_listing(listing), answers or importing.Answers()
        found = importing.read_file(path, line, answers, self._clock())
        bars = importing.in_listings_unit(found, line, answers)
        view = self.view()
        splits = view.splits.get(line.symbol, ())
        if answers.unadjusted:
            bars = importing.adjusted(bars, splits, view.today)
        if not answers.sure:
            importing.refuse_doubtful(bars, view, line, answers)
            found, bars = importing.without_slips(found, tuple(bars), view, line)
        self.ready()
        home = imported_path(self.folder, line, self.book().retired.renamed)
        with self.changing_file(f"{home.parent.name}/{home.name}") as changed:
            done = importing.keep(home, self.folder, found, bars, splits, view.today)
            span = dict.fromkeys((figures.long_day(done.first), figures.long_day(done.last)))
            changed(f"imported {figures.counted(done.read, 'day')} of {line.symbol}, {' to '.join(span)}")
        return done

    @one_act
    def observe(
        self,
        metric: str,
        value: str,
        period: str = "",
        source: str = "",
        note: str = "",
        reported: str = "",
        series_break: str = "",
        basis: str = "",
        by: str = "",
    ) -> Entry:
        """A metric's new value ("34 %", ">600 M") for a period ("fq3 2026") or, for an instant, a day; `reported` is
        the day it was reported, `series_break` why figures of before its period are not compared with it, `basis`
        "guided" or "estimated" for what is only expected, `by` whose estimate it is. Guidance is recorded with the
        milestone that it promises.
        """
        from thesis_tui.services.guidance import promise
        from thesis_tui.services.new_entries import TypedFigure

        figure = TypedFigure(metric, value, period, source, note, reported, series_break, basis, by)
        entry = self._record("observation", self._new_entries.observation(figure))
        assert isinstance(entry.what, Observation)
        promise(self, entry.what, entry.object_id)
        return entry

    @one_act
    def correct_figure(self, observation_id: str, figure: TypedFigure) -> Entry:
        """A figure said anew: corrected, dated, or marked as a break in its series, with the milestone that it
        promises. What it was stays in the journal, and `undo` brings it back. Raises InputError where nothing would
        change.
        """
        from thesis_tui.services.guidance import correct_promise

        shown = self.figure(observation_id)
        old = shown.observation
        if shown.origin.number and not old.source:
            old = replace(old, source=shown.origin.id)  # an entry says where it is from, as its article's file does
        what = self._new_entries.observation(figure._replace(metric=old.metric), old)
        if what == old:
            raise InputError("nothing to change: name what should change", "value")
        entry = self._record("observation", what, replaces=observation_id)
        correct_promise(self, old, what, observation_id)
        return entry

    def add_evidence(
        self, text: str, pillar: str | None = None, stance: str = "neutral", on: str | None = None, source: str = ""
    ) -> Entry:
        """A statement that supports, weakens or is neutral to a pillar (None: context); `on` None is today."""
        return self._record("evidence", self._new_entries.evidence(text, pillar, stance, on, source))

    def add_criterion(self, pillar: str, severity: str, *, sure: bool = False, **post: Unpack[Goalpost]) -> Entry:
        """Adds a criterion: a metric against a threshold in base units, or a milestone hit by its window's end. Raises
        DoubtError for a kill threshold that fails before the warning does, unless `sure`.
        """
        what = self._new_entries.criterion(pillar, severity, **post)
        self._refuse_stricter_kill(what, sure=sure)
        return self._record("criterion", what)

    def edit_criterion(
        self, criterion_id: str, pillar: str, severity: str, *, sure: bool = False, **post: Unpack[Goalpost]
    ) -> Entry:
        """A criterion said anew, whole. One of thesis.toml is overruled until that file says something new. Raises
        DoubtError for a kill threshold that fails before the warning does, unless `sure`.
        """
        old = self.criterion(criterion_id).criterion
        what = self._new_entries.criterion(pillar, severity, old, **post)
        self._refuse_stricter_kill(what, sure=sure)
        return self._record("criterion", what, replaces=criterion_id)

    def _refuse_stricter_kill(self, what: Criterion, *, sure: bool) -> None:
        if not sure and self.as_of is None:
            from thesis_tui.services.criterion_doubts import refuse_stricter_kill

            refuse_stricter_kill(what, self.view())

    def reason(self, target: Target, text: str) -> Entry:
        """Why a goalpost was moved."""
        return self._record("reason", self._new_entries.reason(target, text))

    def settle(self, target: Target, text: str) -> Entry:
        """Why a conflict or an overdue item needs no more attention."""
        return self._record("settle", self._new_entries.settle(target, text))

    def snooze(self, target_id: str, until: str, note: str = "") -> Entry:
        """No attention for the thing `target_id` before the day `until`."""
        return self._record("snooze", self._new_entries.snooze(target_id, until, note))

    @one_act
    def settle_all(self, targets: Sequence[Target], text: str) -> None:
        """One sentence that settles several things, as one act."""
        for target in targets:
            self.settle(target, text)

    @one_act
    def snooze_all(self, targets: Sequence[Target], until: str, note: str = "") -> None:
        """No attention for several things before the day `until`, as one act."""
        for target in targets:
            self.snooze(target.id, until, note)

    def review(self, text: str, conviction: int, settled: int = 0, skipped: int = 0) -> Entry:
        """The paragraph a review ends in, with the conviction (1 to 5) after it."""
        return self._record("review", self._new_entries.review(text, conviction, settled, skipped))

    def take_contact(self, address: str) -> None:
        """Uses a contact address that was just kept in the settings."""
        self.settings = replace(self.settings, contact=address)

    def state(self, text: str) -> Entry:
        """The statement of the thesis said anew. `thesis.toml` stays as it is; what is changed there later counts."""
        return self._record("statement", self._new_entries.statement(text))

    @property
    def amending(self) -> Amending:
        """Records changes to pillars, metrics, listings, benchmarks, sources and the thesis itself."""
        from thesis_tui.services.amending import Amending

        return Amending(self, self.record_all)

    def record_one(self, kind: Kind, what: What, *, on: date | None = None) -> Entry:
        """An entry as it is, of the day `on`."""
        return self._record(kind, what, on=on)

    def allow_ages(self, criterion_ids: Iterable[str]) -> int:
        """Allows the figures of criteria the age that they reach before the next come, with that as the reason why
        the goalposts move: one act. Returns the days. Raises InputError where the ages allowed can be kept.
        """
        from thesis_tui.rules.freshness import never_met
        from thesis_tui.rules.wording.criteria import always_older_text

        view, days = self.view(), 0
        things: list[tuple[Kind, What, str | None]] = []
        for id_ in criterion_ids:
            shown = self.criterion(id_)
            older = never_met(view, shown)
            if older is None:
                continue
            why = always_older_text(shown.criterion.max_age_days or 0, older.reached)
            things.append(("criterion", replace(shown.criterion, max_age_days=older.offered, screen=True), id_))
            things.append(("reason", Reason(target=id_, text=why), None))
            days = max(days, older.offered)
        if not things:
            raise InputError("the age allowed can be kept; e to change it", "age")
        self.record_all(things)
        return days

    def accept_criteria(self, ids: Iterable[str] | None = None) -> tuple[str, ...]:
        """Takes criteria of a template as the user's own: those of `ids`, or all; their ids. One act."""
        wanted = None if ids is None else set(ids)
        found = [
            criterion.criterion for pillar in self.view().pillars for criterion in pillar.criteria
            if criterion.criterion.template and (wanted is None or criterion.criterion.id in wanted)
        ]  # fmt: skip
        if not found:
            raise InputError("no criterion is a template's any more: they are yours", "criterion")
        self.record_all(
            [("criterion", replace(criterion, template=False, screen=True), criterion.id) for criterion in found]
        )
        return tuple(criterion.id for criterion in found)

    @one_act
    def decide(self, decided: Iterable[tuple[Kind, What]]) -> tuple[Entry, ...]:
        """Keeps or drops proposals of an article: one act, which one undo takes back."""
        return self.record_all((kind, what, None) for kind, what in decided)

    def keep_settings(self, changes: Mapping[tuple[str, ...], object]) -> None:
        """Writes settings to config.toml, by their places in it; the rest of the file stays. Raises ThesisError."""
        from thesis_tui.storage.settings_file import keep_settings

        self.settings = keep_settings(self.places.config, changes)

    def retire(self, target: Target, note: str = "", *, sure: bool = False) -> None:
        """Takes a thing and what hangs on it out of force; `undo` brings it back. Raises DoubtError for a pillar or a
        metric that criteria name, which go with it, unless `sure`.
        """
        if target.kind == "level" and self.level(target.id).retired:
            raise InputError(f'the level "{target.id}" is retired already', "level")
        if target.kind in _NEVER_RETIRED:
            raise InputError(f"a {target.kind} cannot be retired here; E to open its file", "target")
        match target.kind:
            case "pillar":
                self.amending.retire_pillar(target.id, note, with_criteria=sure)
            case "metric":
                self.amending.retire_metric(target.id, note, with_criteria=sure)
            case "listing":
                self.amending.retire_listing(target.id, note)
            case "benchmark":
                self.amending.retire_benchmark(target.id, note)
            case "entry" if (name := self._retired_by(target.id)) is not None:
                self.amending.bring_back(*name)
            case "observation":
                self._retire_figure(target, note)
            case _:
                self._record("retire", self._new_entries.retire(target, note))

    @one_act
    def _retire_figure(self, target: Target, note: str) -> None:
        """Takes a figure out of force with the milestone that it promises, which nothing could end any more."""
        from thesis_tui.services.guidance import promise_of

        standing = promise_of(self, target.id)
        self._record("retire", self._new_entries.retire(target, note))
        if standing is not None:
            self._record("retire", Retire(target=standing.milestone.id, reason=note))

    def _retired_by(self, entry_id: str) -> tuple[AmendedWord, str] | None:
        """Kind and name of what an entry retired by an amendment, whose criteria come back with it; None for others."""
        what = next((entry.what for entry in self.book().entries if entry.id == entry_id), None)
        retires = isinstance(what, Amendment) and what.field == "retired" and what.value
        return (what.of, what.name) if isinstance(what, Amendment) and retires else None

    def to_undo(self) -> EntryView | None:
        """The entry `undo` would take back now: the first entry of an act."""
        from thesis_tui.services.undoing import to_undo

        found = to_undo(self.view(), self.writer(), self._by_hand())
        return found.first if found is not None else None

    def undo(self, *, past_edited: bool = False) -> str:
        """Takes back this machine's newest live act, whole, and returns what it was, as one line.

        Passed over: what an earlier undo or redo did, criteria that only record what thesis.toml says, and with
        `past_edited` changes of files that were edited by hand since. Raises InputError when there is nothing of this
        machine's to take back, or it is the change of such a file.
        """
        from thesis_tui.services.undoing import to_undo

        self._refuse_read_only()
        overtaken = self._is_overtaken if past_edited else (lambda _: False)
        found = to_undo(self.view(), self.writer(), self._by_hand(), overtaken)
        if found is None:
            raise InputError("there is nothing of yours to undo", "undo")
        self._put_back(found.first.entry, undone=True)
        self._record("retract", Retract(target=found.id))
        return f"{found.words}{self._forgotten_with(found.first.entry)}"

    def _forgotten_with(self, entry: Entry) -> str:
        """Feeds' prices that came since the user said what a step of the price was, a split or none, rest on that, and
        go with it when it is taken back: levels of before would be held against prices of after.
        """
        what = entry.what
        if not isinstance(what, Correction):
            return ""
        split, step = confirmed_split(what), refused_step(what)
        if split is None and step is None:
            return ""
        from thesis_tui.services.market import forget_prices

        forget_prices(self.places.cache, self.listing(what.listing), split, step=step)
        self._view = None
        return f"; the fetched prices of {what.listing} based on it were dropped and will be fetched again"

    def redo(self) -> str:
        """Brings back what this machine's newest undo took back, and returns what that is, as one line."""
        from thesis_tui.services.undoing import to_redo

        self._refuse_read_only()
        found = to_redo(self.view(), self.writer(), self._by_hand())
        if found is None:
            raise InputError("there is nothing to redo", "undo")
        self._put_back(found.back, undone=False)
        self._record("retract", Retract(target=found.id))
        return found.words

    def _put_back(self, entry: Entry, *, undone: bool) -> None:
        """Before an act is taken back or brought back: the file it changed as a whole follows it."""
        if isinstance(entry.what, FileChange):
            from thesis_tui.services.file_changes import put_back

            put_back(self.folder, self.places.state, entry.what, undone=undone)
            self._forget()

    def _is_overtaken(self, entry: Entry) -> bool:
        """Whether a file that was changed as a whole is another by now: what was typed there since would be lost."""
        if not isinstance(entry.what, FileChange):
            return False
        from thesis_tui.services.file_changes import is_as_left

        return not is_as_left(self.folder, entry.what)

    def _by_hand(self) -> set[str]:
        """The ids of the criteria of thesis.toml."""
        return {criterion.id for criterion in self.book().thesis.criterion}
