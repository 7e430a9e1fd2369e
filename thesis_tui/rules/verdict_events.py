"""Events that can change a verdict: each on the day it came, with its subjects and its sentence."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, time, timedelta, tzinfo
from typing import Literal, cast

from msgspec import Struct

from thesis_tui.model import figures
from thesis_tui.model.book import Book, Clock, NamedSource
from thesis_tui.model.journal import Amendment, Outcome, Retract, Snooze
from thesis_tui.model.objects import Criterion, Milestone, Observation
from thesis_tui.rules.criteria import evaluate_live
from thesis_tui.rules.folded import Folded
from thesis_tui.rules.goalposts import criteria_in_force
from thesis_tui.rules.journal_lines import Journal
from thesis_tui.rules.milestones import noted_day
from thesis_tui.rules.names import Names, names_of
from thesis_tui.rules.wording.criteria import window_text

Cause = Literal["observation", "edit", "date"]
"""Causes of a change of verdict: something learned from an article or entered as a figure, an act of the user, or
a day that came.
"""
ALL = "*"
"""Subject of an event after which every pillar is judged: pillars and metrics themselves were amended."""
_DAY = timedelta(days=1)
_LAST, _LONGEST_AGE = date(9000, 1, 1), 100_000
"""Bounds beyond which nothing is reached, so that adding days to a date cannot overflow."""


class VerdictEvent(Struct, frozen=True):
    """Something that can change a verdict. `subjects` are the criteria, metrics and milestones it speaks of."""

    day: date
    cause: Cause
    subjects: frozenset[str]
    text: str
    figure: str = ""
    """The id of the observation it is of."""


def events_of(book: Book, folded: Folded, clock: Clock) -> Iterator[VerdictEvent]:
    """Yields the events that can change a verdict. An event too many costs time, one too few a verdict."""
    windows = {
        id_: window_text(thing.what, noted_day(thing, folded.today), folded.today)
        for id_, thing in folded.milestones.items()
    }
    names = names_of(book, folded, windows)
    subjects: dict[str, frozenset[str]] = {other.id: frozenset((other.id,)) for other in book.thesis.criterion}
    for named in book.sources:
        yield from _of_source(named, names, subjects)
    owners = {observation.id: named.id for named in book.sources for observation in named.source.observation}
    owners.update((milestone.id, named.id) for named in book.sources for milestone in named.source.milestone)
    yield from _of_entries(folded, names, subjects, owners, clock)
    criteria = [*book.thesis.criterion, *(entry.what for entry in folded.entries if isinstance(entry.what, Criterion))]
    yield from _of_ages(book, folded, criteria, names)
    for criterion in criteria:
        text = f"in force from that day: {_criterion_words(criterion, names)}"
        yield VerdictEvent(criterion.since, "date", frozenset((criterion.id,)), text)
    yield from _of_readings(book, criteria, clock, names)
    # an edit of the file has no day: on a day gone by nobody knows whether it was there
    if clock.as_of is None:
        yield from _of_the_file(book, folded, clock, names)


def _of_source(named: NamedSource, names: Names, subjects: dict[str, frozenset[str]]) -> Iterator[VerdictEvent]:
    """An article becomes known, and with it its figures and milestones."""
    source = named.source
    label = source.short or source.title
    every: set[str] = set()
    for observation in source.observation:
        subjects[observation.id] = frozenset((observation.metric,))
        text = f"{_figure(observation, names)} ({label})"
        yield VerdictEvent(source.visible_from, "observation", subjects[observation.id], text, observation.id)
        yield from _of_start(observation, names)
        every.add(observation.metric)
    for milestone in source.milestone:
        subjects[milestone.id] = frozenset((milestone.id,))
        text = f"{milestone.title} ({label})"
        yield VerdictEvent(source.visible_from, "observation", subjects[milestone.id], text)
        yield _window_over(milestone, milestone.id)
        every.add(milestone.id)
    subjects[named.id] = frozenset(every)


def _of_entries(
    folded: Folded, names: Names, subjects: dict[str, frozenset[str]], owners: dict[str, str], clock: Clock
) -> Iterator[VerdictEvent]:
    """Events of entries. `owners` has the source of each object read from one: an edit of the object counts with it."""
    lines = Journal(folded, names)
    spoken_of = set(owners)
    for entry in folded.entries:
        what = entry.what
        root = folded.roots.get(entry.id, entry.id)
        about: frozenset[str]
        if isinstance(what, Observation):
            # an edit may take a figure from one metric to another
            about = subjects.get(root, frozenset()) | {what.metric}
            yield from _of_start(what, names)
        elif isinstance(what, Milestone):
            about = frozenset((root,))
            yield _window_over(what, root)
        elif isinstance(what, Criterion):
            about = frozenset((root,))
        elif isinstance(what, Amendment):
            about = frozenset((what.name, ALL))
        else:
            target = (
                what.milestone
                if isinstance(what, Outcome)
                else cast("Retract", what).target  # or another with a target
            )
            target = folded.roots.get(target, target)
            about = subjects.get(target, frozenset((target,)))
            spoken_of.add(target)
            if isinstance(what, Snooze):
                yield VerdictEvent(what.until, "date", about, f"{names.title(target)}: snooze ended")
        subjects[entry.id] = about
        # a retract may name the entry, the source or the act
        for id_ in (root, owners.get(root, root), entry.act_id):
            subjects[id_] = subjects.get(id_, frozenset()) | about
        day = _day_known(entry.moment, clock)
        if isinstance(what, Observation) and what.filed is not None:
            # a figure is known from the day it was filed, though it was kept later
            day = min(day, what.filed)
        if isinstance(what, Milestone) and root not in spoken_of:
            spoken_of.add(root)
            if what.latest >= day:
                continue  # a new one that is not overdue can change nothing
        cause: Cause = "observation" if isinstance(what, Observation) else "edit"
        figure = root if isinstance(what, Observation) else ""
        yield VerdictEvent(day, cause, about, lines.view_of(entry).text, figure)


def _day_known(at: datetime, clock: Clock) -> date:
    """The first day at whose end it is known."""
    day = at.astimezone(clock.now.tzinfo).date()
    # the last fraction of a second is after the end of its day, which is judged at 23:59:59
    return day if day == clock.today or at <= end_of(day, clock.now.tzinfo).now else day + _DAY


def _of_start(observation: Observation, names: Names) -> Iterator[VerdictEvent]:
    """A figure for a period that has not begun counts from its first day."""
    if observation.start is not None:
        yield VerdictEvent(
            observation.start,
            "date",
            frozenset((observation.metric,)),
            f"the period began: {_figure(observation, names)}",
        )


def _window_over(milestone: Milestone, root: str) -> VerdictEvent:
    return VerdictEvent(_after(milestone.latest), "date", frozenset((root,)), f"{milestone.title} became overdue")


def _of_ages(book: Book, folded: Folded, criteria: Sequence[Criterion], names: Names) -> Iterator[VerdictEvent]:
    """The days on which figures grow older than a criterion allows."""
    allowed: dict[tuple[str | None, int], str] = {
        (criterion.metric, criterion.max_age_days): criterion.id
        for criterion in criteria
        if criterion.max_age_days is not None
    }
    figured = [observation for named in book.sources for observation in named.source.observation]
    figured += [entry.what for entry in folded.entries if isinstance(entry.what, Observation)]
    # of every version, also those replaced: on a past day they were what was known
    ends = {(observation.metric, observation.aged_from) for observation in figured if observation.aged_from is not None}
    for metric, age in sorted(allowed, key=str):
        text = f"{names.title(metric or '')} became older than the {figures.days(age)} allowed"
        for subject, until in ends:
            if subject == metric:
                yield VerdictEvent(_after(until, age), "date", frozenset((subject,)), text)
    yield from _of_dues(figured, criteria, names, book.thesis.fiscal_year_end)


def _of_dues(
    figured: Iterable[Observation], criteria: Iterable[Criterion], names: Names, fiscal_year_end: str
) -> Iterator[VerdictEvent]:
    """The days on which the next figure was due and did not come: one older than allowed is stale from then on."""
    if all(observation.reported is None and observation.filed is None for observation in figured):
        return
    from thesis_tui.rules.freshness import next_due, reported_periods  # with what expects results

    on: dict[str, set[str]] = {}
    for criterion in criteria:
        if criterion.metric is not None:
            on.setdefault(criterion.pillar, set()).add(criterion.metric)
    for metrics in on.values():
        of = [observation for observation in figured if observation.metric in metrics]
        reported = reported_periods(of)
        for metric, start, end in sorted(
            {(observation.metric, observation.start, observation.end) for observation in of}, key=str
        ):
            if start is None or end is None:
                continue
            # as known while it is the newest, with its own reporting day and without
            for known in (
                [item for item in reported if item.end <= end],
                [item for item in reported if item.end < end],
            ):
                due = next_due(start, end, known, _LAST, fiscal_year_end)
                if due is not None:
                    text = f"{names.title(metric)}: the next figure was due"
                    yield VerdictEvent(_after(due[1]), "date", frozenset((metric,)), text)


def _of_readings(book: Book, criteria: Iterable[Criterion], clock: Clock, names: Names) -> Iterator[VerdictEvent]:
    """The days on which the weeks that a criterion on readings takes came to say something else."""
    for criterion in criteria:
        metric = names.metrics.get(criterion.metric or "")
        readings = book.arrivals.readings.get(criterion.metric or "", ()) if criterion.live else ()
        if metric is None or not readings:
            continue
        state = ""
        for back in range((clock.today - readings[0].day).days, -1, -1):
            # day by day: a median may change on a day without a reading, when an old one leaves its week
            day = clock.today - back * _DAY
            known = [item for item in readings if item.day <= day]
            now = evaluate_live(criterion, metric, known, day).state
            if now != state:
                text = f"{metric.title}: the medians of its weeks"
                yield VerdictEvent(day, "observation", frozenset((criterion.id, metric.id)), text)
            state = now


def _of_the_file(book: Book, folded: Folded, clock: Clock, names: Names) -> Iterator[VerdictEvent]:
    """Differences between `thesis.toml` and the journal: known today, recorded with the next entry."""
    for history in criteria_in_force(book, clock, folded):
        criterion = history.criterion
        if history.unrecorded or history.removed or criterion.since > clock.today:
            what = "no longer has" if history.removed else "now says"
            text = f"thesis.toml {what}: {_criterion_words(criterion, names)}"
            yield VerdictEvent(clock.today, "edit", frozenset((criterion.id,)), text)


def _after(day: date, days: int = 0) -> date:
    return min(day, _LAST) + timedelta(days=min(days, _LONGEST_AGE) + 1)


def _criterion_words(criterion: Criterion, names: Names) -> str:
    return f"{criterion.severity}: {names.criterion(criterion)}"


def _figure(observation: Observation, names: Names) -> str:
    metric = names.metrics.get(observation.metric)
    text = f"{metric.title} {figures.observed(observation, metric).text}" if metric is not None else observation.metric
    return f"{text}, {observation.period}" if observation.period else text


def end_of(day: date, zone: tzinfo | None) -> Clock:
    """The last moment of a day, at which its verdict is judged."""
    return Clock(datetime.combine(day, time(23, 59, 59), zone), day)
