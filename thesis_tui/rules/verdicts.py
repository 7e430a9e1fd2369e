"""How the verdicts came to be what they are: each change of one, with what made it.

The thesis is judged again as it was known at the end of every day on which a verdict can have changed, and on
no other: a figure, a criterion, a milestone or what settles one was recorded, an article became known, a
window ended, a snooze ran out, a figure grew too old. Notes, odds, prices and levels change no verdict.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, time, timedelta, tzinfo
from typing import Literal, cast

from msgspec import Struct
from msgspec.structs import replace

from thesis_tui.model import figures
from thesis_tui.model.book import Book, Clock
from thesis_tui.model.journal import Entry, Outcome, Retract, Settle, Snooze
from thesis_tui.model.objects import Criterion, Milestone, Observation
from thesis_tui.model.view import CriterionView, MilestoneView, PillarView
from thesis_tui.model.words import Verdict
from thesis_tui.rules.fold import Folded, fold, source_origin, visible_entries
from thesis_tui.rules.goalposts import criteria_in_force
from thesis_tui.rules.lines import Journal, Names, names_of
from thesis_tui.rules.milestones import for_pillar, milestone_views, noted_day
from thesis_tui.rules.pillars import pillar_view, thesis_verdict
from thesis_tui.rules.thresholds import window_text
from thesis_tui.rules.view import criterion_views, judged_metrics, observation_views, resting_on

Cause = Literal["observation", "edit", "date"]
"""What can change a verdict: something learned from an article or entered as a figure, an act of the user, or
a day that came.
"""
_DAY = timedelta(days=1)
_FIRST, _LAST = date(1900, 1, 1), date(9000, 1, 1)
_MOST_TOLD = 2


class VerdictChange(Struct, frozen=True, kw_only=True):
    """A pillar's verdict at the end of `day` and of the day before; `pillar` of "" is the thesis's.

    `because` says what made it, in words; `cause` what kind of thing that was.
    """

    day: date
    pillar: str
    before: Verdict
    after: Verdict
    because: str
    cause: Cause


class _Event(Struct, frozen=True):
    """Something that can change a verdict. `subjects` are the criteria, metrics and milestones it speaks of."""

    day: date
    cause: Cause
    subjects: frozenset[str]
    text: str


def verdict_changes(book: Book, clock: Clock) -> tuple[VerdictChange, ...]:
    """Every change of a verdict up to the clock's time, oldest first; on one day pillars before the thesis.

    The verdict of a past day is the one of the view as of that day, the last day's is the one at `clock.now`.
    """
    pared = _pared(book, clock)
    folded = fold(pared, clock)
    by_day: dict[date, list[_Event]] = {}
    for event in _events(pared, folded, clock):
        if _FIRST < event.day <= clock.today:
            by_day.setdefault(event.day, []).append(event)
    if not by_day:
        return ()
    days = sorted(by_day)
    zone = clock.now.tzinfo
    before = pillars_at(pared, _clock_of(days[0] - _DAY, zone))
    found: list[VerdictChange] = []
    for day in days:
        now = pillars_at(pared, clock if day == clock.today else _clock_of(day, zone))
        found += _compared(day, before, now, by_day[day])
        before = now
    return tuple(found)


def pillars_at(book: Book, clock: Clock) -> tuple[PillarView, ...]:
    """The pillars as judged then, with their metrics, criteria and milestones and nothing else."""
    folded = fold(book, clock)
    thesis = book.thesis
    origins = {id_: source_origin(named) for id_, named in folded.sources.items()}
    metrics = {metric.id: metric for metric in thesis.metric}
    windows = {
        id_: window_text(thing.what, noted_day(thing, folded.today), folded.today)
        for id_, thing in folded.milestones.items()
    }
    titles = {id_: thing.what.title for id_, thing in folded.milestones.items()}
    names = Names(titles, {}, {}, {}, metrics, windows)
    standings = criteria_in_force(book, clock, folded)
    resting = resting_on(standings)
    observations = observation_views(folded, origins)
    milestones = milestone_views(folded, origins, resting)
    criteria = criterion_views(standings, folded, metrics, observations, milestones, names)
    judged = judged_metrics(thesis.metric, observations, criteria, ())
    views = []
    for pillar in thesis.pillar:
        its_criteria = tuple(view for view in criteria if view.criterion.pillar == pillar.id)
        rested = {view.criterion.milestone for view in its_criteria}
        its_milestones = for_pillar(
            view
            for view in milestones.values()
            if view.milestone.pillar == pillar.id or view.milestone.id in rested
        )
        its_metrics = tuple(view for view in judged.values() if view.metric.pillar == pillar.id)
        views.append(pillar_view(pillar, its_metrics, its_criteria, (), its_milestones, (), (), windows, moved=False))
    return tuple(views)


def _clock_of(day: date, zone: tzinfo | None) -> Clock:
    return Clock(datetime.combine(day, time(23, 59, 59), zone), day)


# What can change a verdict


def _pared(book: Book, clock: Clock) -> Book:
    """The book without the entries that can change no verdict, and without what the sources say beside."""
    entries = visible_entries(book, clock)
    watched = {criterion.metric for criterion in book.thesis.criterion}
    watched.update(entry.what.metric for entry in entries if isinstance(entry.what, Criterion))
    sources = []
    kept: set[str] = {criterion.id for criterion in book.thesis.criterion}
    milestones: set[str] = set()
    for named in book.sources:
        source = named.source
        seen = tuple(one for one in source.observation if one.metric in watched)
        bare = replace(source, observation=seen, evidence=(), level=(), price=(), dispute=())
        sources.append(replace(named, source=bare))
        kept.add(named.id)
        kept.update(one.id for one in seen)
        milestones.update(one.id for one in source.milestone)
    wanted: list[Entry] = []
    for entry in entries:
        what = entry.what
        if isinstance(what, Milestone):
            milestones.update((entry.id, entry.object_id))
        elif isinstance(what, Observation):
            # an edit may give a figure another metric: what it replaces counts, too
            if what.metric not in watched and entry.object_id not in kept:
                continue
        elif isinstance(what, Outcome):
            if what.milestone not in milestones:
                continue
        elif isinstance(what, Settle | Snooze | Retract):
            if what.target not in milestones and what.target not in kept:
                continue
        elif not isinstance(what, Criterion):
            continue
        kept.update((entry.id, entry.object_id))
        wanted.append(entry)
    return replace(book, sources=tuple(sources), entries=tuple(wanted), problems=())


def _events(book: Book, folded: Folded, clock: Clock) -> Iterator[_Event]:
    windows = {
        id_: window_text(thing.what, noted_day(thing, folded.today), folded.today)
        for id_, thing in folded.milestones.items()
    }
    names = names_of(book, folded, windows)
    lines = Journal(folded, names)
    subjects: dict[str, frozenset[str]] = {}
    for named in book.sources:
        yield from _source_events(named.source.visible_from, named, names, subjects)
    for entry in folded.entries:
        yield from _entry_events(entry, folded, names, lines, subjects, clock.now.tzinfo)
    yield from _ages(book, folded, names)
    yield from _standing_events(book, folded, clock, names)


def _source_events(
    day: date, named: object, names: Names, subjects: dict[str, frozenset[str]]
) -> Iterator[_Event]:
    raise NotImplementedError
