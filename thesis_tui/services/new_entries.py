"""A person's entries, whole, from what they typed: as an entry of the journal carries it."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING, NamedTuple, TypedDict, Unpack

from msgspec.structs import replace

from thesis_tui.errors import InputError
from thesis_tui.model import figures
from thesis_tui.model.journal import Note, Odds, Outcome, Reason, Retire, Review, Settle, Snooze, Statement
from thesis_tui.model.live import gives_readings
from thesis_tui.model.objects import Criterion, Evidence, Level, Listing, Milestone, Observation, Price
from thesis_tui.services import parse
from thesis_tui.venues import (
    closes_at,
    find_venue,
    is_session,
    is_whole,
    last_session,
    last_whole,
    session_of,
    whole_from,
)

if TYPE_CHECKING:
    from thesis_tui.model.view import Target
    from thesis_tui.services.loaded_thesis import LoadedThesis


class Goalpost(TypedDict, total=False):
    """The basis of a criterion, as typed: a metric against a threshold, or a milestone; and why."""

    metric: str | None
    operator: str | None
    threshold: str
    periods: int
    max_age_days: int | None
    milestone: str | None
    why: str


class TypedFigure(NamedTuple):
    """A figure of a metric, as typed. None leaves what a figure that is corrected says, "" clears it.

    `reported` is the day it was reported, `series_break` why nothing of before its period is compared with it, `basis`
    how it is known ("reported", "guided", "estimated"), `by` whose estimate it is.
    """

    metric: str
    value: str | None = None
    period: str | None = None
    source: str | None = None
    note: str | None = None
    reported: str | None = None
    series_break: str | None = None
    basis: str | None = None
    by: str | None = None


class NewEntries:
    """Each method reads what was typed for one kind of entry and raises InputError with the field that is at fault.

    An object entered anew has no id yet; one said anew keeps that of `old`, and what was not typed of it.
    """

    def __init__(self, thesis: LoadedThesis) -> None:
        self._loaded = thesis

    def note(self, text: str, target: Target | None) -> Note:
        return self._note_about(parse.text(text, "text", name="note"), target)

    def _note_about(self, text: str, target: Target | None) -> Note:
        if target is None:
            return Note(text=text)
        match target.kind:
            case "pillar" | "milestone" | "level" | "metric" | "criterion" | "evidence" | "observation" as kind:
                return Note(text=text, **{kind: target.id})
            case "source":
                return Note(text=text, about_source=target.id)
            # no note hangs on a conflict: it goes to what the sources differ about
            case "conflict":
                between = self._loaded.view().conflicts
                return Note(
                    text=text,
                    metric=next((conflict.metric.id for conflict in between if conflict.id == target.id), None),
                )
            case "entry":
                entry = next((other for other in self._loaded.view().journal if other.entry.id == target.id), None)
                about = entry.target if entry and entry.target.kind != "entry" else None
                return self._note_about(text, about)
            case _:
                return Note(text=text)

    def day(self, value: str | None, *, past: bool = False) -> date | None:
        """The day an entry speaks of; None where none was typed."""
        return parse.day(value, self._loaded.today, "on", past=past) if value else None

    def milestone(
        self, title: str, window: str, pillar: str | None, note: str, source: str, old: Milestone | None = None
    ) -> Milestone:
        """A window left as it was typed keeps its days."""
        name = parse.line(title, "title")
        label = parse.clean_line(window)
        # read anew, "mid-feb" could be the next one by now
        if old is not None and label == old.window:
            earliest, latest = old.earliest, old.latest
        else:
            read = parse.window(window, self._loaded.today, self._loaded.fiscal_year_end)
            earliest, latest, label = read.earliest, read.latest, read.label
        return Milestone(
            id=old.id if old else "",
            title=name,
            earliest=earliest,
            latest=latest,
            window=label,
            pillar=self._loaded.pillar_id(pillar),
            source=parse.line(source, "source", required=False),
            note=parse.text(note, "note", required=False),
            quote=old.quote if old else "",
            proposal=old.proposal if old else "",
            promise=old.promise if old else "",
        )

    def first_odds(self, odds: str | None) -> Decimal | None:
        """Those typed with a new milestone, None where none were."""
        return parse.odds(odds) if odds and odds.strip() else None

    def odds(self, milestone_id: str, odds: str, note: str) -> Odds:
        stated = parse.odds(odds)
        return Odds(milestone=milestone_id, odds=stated, note=parse.text(note, "note", required=False))

    def outcome(self, milestone_id: str, outcome: str, on: str | None, note: str, source: str) -> tuple[Outcome, date]:
        """How a milestone ended, and on which day."""
        word = parse.outcome(outcome)
        day = self.day(on, past=True) or self._loaded.today
        text = parse.text(note, "note", required=False)
        origin = parse.line(source, "source", required=False)
        return Outcome(milestone=milestone_id, outcome=word, note=text, source=origin), day

    def level(
        self,
        level_type: str,
        zone: str,
        listing: str | None,
        why: str,
        by: str,
        pillar: str | None,
        old: Level | None = None,
        on: str | None = None,
    ) -> Level:
        """Noted now, or on the day `on`. An edit that leaves the value alone keeps when it was noted, and the price
        it was noted at; its source and an unchanged value's qualifier stay.
        """
        kind = parse.level_type(level_type)
        line = self._loaded.listing(listing)
        low, high = parse.zone(zone, line)
        same = old is not None and (old.type, old.listing, old.low, old.high) == (kind, line.symbol, low, high)
        noted = parse.noted_day(on, self._loaded.today)
        unmoved = old is not None and (same or noted == old.noted)
        stood, stood_at = (None, None) if noted is not None else self._price_now(line)
        return Level(
            id=old.id if old else "",
            type=kind,
            listing=line.symbol,
            currency=line.currency,
            low=low,
            high=high,
            qualifier=old.qualifier if old is not None and same else "exactly",
            noted=old.noted if old is not None and unmoved and on is None else noted,
            stood=stood,
            stood_at=stood_at,
            by=parse.line(by, "by", required=False),
            why=parse.text(why, "why", required=False),
            pillar=self._loaded.pillar_id(pillar),
            source=old.source if old else "",
            quote=old.quote if old else "",
            proposal=old.proposal if old else "",
        )

    def _price_now(self, line: Listing) -> tuple[Decimal | None, datetime | None]:
        """The price a level is noted at, and of when it is: which side the level is on, and in whose prices."""
        view = self._loaded.view().current.get(line.symbol)
        # a price of long ago does not tell the side the level is on
        if view is None or view.stale or view.day is None:
            return None, None
        at = view.price.time or closes_at(find_venue(line.venue), view.day)
        return view.price.value, at.replace(microsecond=0)

    def price(self, value: str, listing: str | None, at: str | None, *, close: bool) -> Price:
        line = self._loaded.listing(listing)
        amount = parse.price(value, line)
        now = self._loaded.now()
        when = parse.moment(at, now)
        if close:
            when = parse.Moment(_close_day(line, at, when, now), None)
        return Price(
            id="",
            listing=line.symbol,
            value=amount,
            currency=line.currency,
            session="close" if close else "unknown",
            day=when.day,
            time=when.time,
        )

    def observation(self, typed_figure: TypedFigure, old: Observation | None = None) -> Observation:
        """A figure entered anew, or `old` corrected: what is None in `typed_figure` stays as it is."""
        what = self._loaded.metric(typed_figure.metric).metric
        figure = self._on_basis(typed_figure, old or Observation(id="", metric=what.id, value=Decimal(0)))
        if typed_figure.value is not None:
            quantity, unit = parse.quantity(typed_figure.value, what)
            figure = replace(
                figure,
                value=quantity.value,
                high=quantity.high,
                qualifier=quantity.qualifier,
                scale=quantity.scale,
                unit=unit,
            )
        if typed_figure.period is not None:
            when = parse.measured(
                typed_figure.period,
                what,
                self._loaded.today,
                self._loaded.fiscal_year_end,
                expected=figure.basis != "reported",
            )
            figure = replace(figure, period=when.label, start=when.start, end=when.end, as_of=when.as_of)
        elif figure.basis == "reported" and figure.begins is not None and figure.begins > self._loaded.today:
            raise InputError(f"it cannot have come: its period begins on {figures.long_day(figure.begins)}", "basis")
        if typed_figure.reported is not None:
            figure = replace(figure, reported=self._reported(typed_figure.reported, figure))
        if typed_figure.source is not None:
            figure = replace(figure, source=parse.line(typed_figure.source, "source", required=False))
        if typed_figure.note is not None:
            figure = replace(figure, note=parse.text(typed_figure.note, "note", required=False))
        if typed_figure.series_break is not None:
            why = parse.line(typed_figure.series_break, "series_break", required=False)
            if why and figure.begins is None:
                raise InputError("a series breaks with a period: give the figure's period first", "series_break")
            figure = replace(figure, series_break=why)
        return figure

    def _on_basis(self, typed_figure: TypedFigure, figure: Observation) -> Observation:
        """A figure with how it is known as typed: what came and what is guided are the company's own."""
        if typed_figure.basis is not None:
            basis = parse.figure_basis(typed_figure.basis)
            figure = replace(figure, basis=basis, by=figure.by if basis == "estimated" else "")
        if typed_figure.by is not None:
            by = parse.line(typed_figure.by, "by", required=False)
            if by and figure.basis != "estimated":
                raise InputError(
                    "only an estimate is somebody's: say that its basis is estimated, or leave it out", "by"
                )
            figure = replace(figure, by=by)
        return figure

    def _reported(self, text: str, figure: Observation) -> date | None:
        if not text.strip():
            return None
        day = parse.day(text, self._loaded.today, "reported", past=True)
        until = figure.until
        if until is not None and day < until:
            raise InputError(f"the period ends on {figures.long_day(until)}, after that day", "reported")
        return None if day == figure.filed else day

    def evidence(self, text: str, pillar: str | None, stance: str, on: str | None, source: str) -> Evidence:
        return Evidence(
            id="",
            text=parse.text(text, "text", name="evidence"),
            stance=parse.stance(stance),
            pillar=self._loaded.pillar_id(pillar),
            day=self.day(on, past=True) or self._loaded.today,
            source=parse.line(source, "source", required=False),
        )

    def criterion(
        self, pillar: str, severity: str, old: Criterion | None = None, **post: Unpack[Goalpost]
    ) -> Criterion:
        """In force since today, or for as long as `old`. One said anew overrules that of thesis.toml."""
        reason = parse.text(post.get("why", ""), "why", required=False)
        home = self._loaded.pillar_id(pillar)
        if home is None:
            raise InputError("a criterion belongs to a pillar; choose one", "pillar")
        metric, milestone = post.get("metric"), post.get("milestone")
        if (metric is None) == (milestone is None):
            raise InputError("a criterion is based on a metric or on a milestone; choose one of them", "metric")
        since = old.since if old else self._loaded.today
        whole = partial(
            Criterion, id=old.id if old else "", pillar=home, since=since, why=reason, screen=old is not None
        )
        if milestone is not None:
            return whole(severity=parse.severity(severity), milestone=self._loaded.milestone(milestone).milestone.id)
        rests_on = self._loaded.metric(metric or "").metric
        periods, max_age_days = post.get("periods", 1), post.get("max_age_days")
        if periods < 1:
            raise InputError(f"{periods} is not a number of periods; give 1 or more", "periods")
        if max_age_days is not None and max_age_days < 1:
            raise InputError(f"{max_age_days} is not an age in days; give 1 or more", "max_age_days")
        # one on typed figures of the metric stays on those, though it is read live by now
        live = gives_readings(rests_on.live) and (old is None or old.live or old.metric != rests_on.id)
        if live and severity == "kill":
            raise InputError(
                f"{rests_on.title} is read live, and a criterion on live readings can only warn; give warn", "severity"
            )
        return whole(
            severity=parse.severity(severity),
            live=live,
            metric=rests_on.id,
            operator=parse.operator(post.get("operator") or ""),
            threshold=parse.threshold(post.get("threshold", ""), rests_on),
            periods=periods,
            max_age_days=max_age_days,
        )

    def review(self, text: str, conviction: int, settled: int, skipped: int) -> Review:
        words = parse.text(text, "text", name="review")
        if not 1 <= conviction <= 5:
            raise InputError(f"{conviction} is not a conviction; give 1 to 5", "conviction")
        return Review(text=words, conviction=conviction, settled=settled, skipped=skipped)

    def statement(self, text: str) -> Statement:
        words = parse.line(text, "statement")
        return Statement(text=words, before=self._loaded.book().thesis.statement)

    def snooze(self, target_id: str, until: str, note: str) -> Snooze:
        day = parse.future_day(until, self._loaded.today, self._loaded.fiscal_year_end)
        return Snooze(target=target_id, until=day, note=parse.text(note, "note", required=False))

    def settle(self, target: Target, text: str) -> Settle:
        return Settle(target=target.id, text=parse.text(text, "text", name="reason"))

    def reason(self, target: Target, text: str) -> Reason:
        return Reason(target=target.id, text=parse.text(text, "text", name="reason"))

    def retire(self, target: Target, note: str) -> Retire:
        text = parse.text(note, "note", required=target.kind == "criterion", name="reason")
        return Retire(target=target.id, reason=text)


def _close_day(line: Listing, at: str | None, when: parse.Moment, now: datetime) -> date:
    """The session a close is of: the last whole one, or that of the day typed. Raises InputError (field "at") for a
    day without a session, or whose session is not over yet.
    """
    venue = find_venue(line.venue)
    if at is None or not at.strip():
        return last_whole(venue, now)
    day = when.day if when.time is None else session_of(venue, when.time)
    if day is None or not is_session(venue, day):
        before = "" if day is None else f"; the last one before was {figures.week_day(last_session(venue, day))}"
        raise InputError(f"{'' if day is None else figures.week_day(day)} has no session{before}", "at")
    if not is_whole(venue, day, now):
        ends = whole_from(venue, day).astimezone(now.tzinfo)
        raise InputError(
            f"the session of {figures.week_day(day)} is not over: its close counts from {ends:%H:%M}; "
            "leave --close out for a price of now",
            "at",
        )
    return day
