"""How the verdicts came to be what they are: each change of one, with what made it.

The thesis is judged again as it was known at the end of every day on which a verdict can have changed, and on
no other: a figure, a criterion, a milestone or what settles one was recorded, an article became known, a
window ended, a snooze ran out, a figure grew too old. Notes, odds, prices and levels change no verdict.
"""

from __future__ import annotations

from collections.abc import Container, Sequence
from datetime import date, timedelta
from typing import Final, Literal, NamedTuple, cast

from msgspec import Struct
from msgspec.structs import replace

from thesis_tui.model.book import Book, Clock
from thesis_tui.model.enums import VERDICTS, CriterionState, Verdict
from thesis_tui.model.journal import Amendment, Entry, Kind, Outcome, Retire, Retract, Settle, Snooze
from thesis_tui.model.objects import Criterion, Metric, Milestone, Observation
from thesis_tui.model.view import PillarView
from thesis_tui.rules.entry_kinds import ENTRY_KINDS
from thesis_tui.rules.fold import as_amended, fold, source_origin, visible_entries
from thesis_tui.rules.folded import Folded
from thesis_tui.rules.goalposts import criteria_in_force
from thesis_tui.rules.live import known_readings
from thesis_tui.rules.milestones import for_pillar, milestone_views, noted_day, pressing
from thesis_tui.rules.names import Names
from thesis_tui.rules.pillar_views import pillar_view
from thesis_tui.rules.pillars import thesis_verdict
from thesis_tui.rules.promises import ended_promises
from thesis_tui.rules.verdict_events import ALL, Cause, VerdictEvent, end_of, events_of
from thesis_tui.rules.view import criterion_views, judged_metrics, observation_views, resting_on
from thesis_tui.rules.wording.criteria import window_text

_MATTER: frozenset[Kind] = frozenset(kind for kind, declared in ENTRY_KINDS.items() if declared.judged)
_DAY = timedelta(days=1)
_FIRST = date(1900, 1, 1)
_MOST_TOLD = 2
_DAYS_AT_ONCE = 64
"""After as many days, what can change no verdict any more is left out of what is judged."""


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


def verdict_changes(book: Book, clock: Clock) -> tuple[VerdictChange, ...]:
    """Every change of a verdict up to the clock's time, oldest first; on one day pillars before the thesis.

    The verdict of a past day is the one of the view as of that day, the last day's is the one at `clock.now`.
    """
    pared = pared_book(book, clock)
    folded = fold(pared, clock)
    by_day: dict[date, list[VerdictEvent]] = {}
    for event in events_of(pared, folded, clock):
        if _FIRST < event.day <= clock.today:
            by_day.setdefault(event.day, []).append(event)
    if not by_day:
        return ()
    days = sorted(by_day)
    zone = clock.now.tzinfo
    homes = _homes(pared, folded)
    before = pillars_at(pared, end_of(days[0] - _DAY, zone))
    changes: list[VerdictChange] = []
    for number, day in enumerate(days):
        if number % _DAYS_AT_ONCE == 0 and number:
            # paring folds the book once: every day it would cost more than it saves
            pared = over_and_done(pared, end_of(days[number - 1], zone))
            # the milestones left out must be missing on both sides of the comparison
            before = pillars_at(pared, end_of(days[number - 1], zone))
        everything = any(ALL in event.subjects for event in by_day[day])
        touched = {pillar for event in by_day[day] for id_ in event.subjects for pillar in homes.get(id_, ())}
        moment = clock if day == clock.today else end_of(day, zone)
        judged = pillars_at(pared, moment, None if everything else touched)
        fresh = {view.pillar.id: view for view in judged}
        # a pillar that nothing touched is what it was the day before
        now = judged if everything else tuple(fresh.get(view.pillar.id, view) for view in before)
        changes += _compared(day, before, now, by_day[day])
        before = now
    return tuple(changes)


def over_and_done(book: Book, clock: Clock) -> Book:
    """The pared book without milestones that ended by then and can make no verdict any more: hit, void or
    settled, nothing rests on them, and nothing recorded later speaks of them. Of twenty years most are.
    """
    folded = fold(book, clock)
    origins = {id_: source_origin(named) for id_, named in folded.sources.items()}
    rested = {criterion.milestone for criterion in book.thesis.criterion}
    rested.update(entry.what.milestone for entry in book.entries if isinstance(entry.what, Criterion))
    done = {
        view.milestone.id
        for view in milestone_views(folded, origins, {}, {}).values()
        if (view.state in ("hit", "void") or (view.state == "missed" and view.settled))
        and view.milestone.id not in rested
    }
    of = _milestones_of(book)
    later = [entry for entry in book.entries if entry.moment > clock.now]
    spoken_of = {of.get(entry.id, "") for entry in later}
    # a retract of an act may bring back any entry of it
    acts = {entry.what.target for entry in later if isinstance(entry.what, Retract)}
    spoken_of.update(of.get(entry.id, "") for entry in book.entries if entry.act_id in acts)
    taken_back = {entry.what.target for entry in book.entries if isinstance(entry.what, Retract | Retire)}
    done -= spoken_of
    return replace(
        book,
        entries=tuple(entry for entry in book.entries if of.get(entry.id) not in done),
        sources=tuple(
            named
            if named.id in taken_back or not any(milestone.id in done for milestone in named.source.milestone)
            else replace(
                named,
                source=replace(
                    named.source,
                    milestone=tuple(milestone for milestone in named.source.milestone if milestone.id not in done),
                ),
            )
            for named in book.sources
        ),
    )


def _milestones_of(book: Book) -> dict[str, str]:
    """The milestone that an entry's id, or a source's, is of; an entry may speak of one recorded after it."""
    of = {milestone.id: milestone.id for named in book.sources for milestone in named.source.milestone}
    left = list(book.entries)
    while left:
        unknown = []
        for entry in left:
            about = _milestone_of(entry, of)
            if about:
                of[entry.id] = about
            else:
                unknown.append(entry)
        if len(unknown) == len(left):
            break
        left = unknown
    return of


def _milestone_of(entry: Entry, of: dict[str, str]) -> str:
    """The milestone an entry makes or speaks of, as far as `of` knows the ids it names; "" for none."""
    what = entry.what
    if isinstance(what, Milestone):
        return entry.object_id
    if isinstance(what, Outcome):
        return of.get(what.milestone, what.milestone)
    if isinstance(what, Settle | Snooze | Retire | Retract):
        return of.get(what.target, "")
    return ""


def _homes(book: Book, folded: Folded) -> dict[str, set[str]]:
    """The pillars that a criterion, a metric or a milestone ever was of, by its id."""
    homes: dict[str, set[str]] = {}
    criteria = [(other.id, other) for other in book.thesis.criterion]
    for named in book.sources:
        for milestone in named.source.milestone:
            homes.setdefault(milestone.id, set()).add(milestone.pillar or "")
    for entry in folded.entries:
        root, what = folded.roots.get(entry.id, entry.id), entry.what
        if isinstance(what, Milestone):
            homes.setdefault(root, set()).add(what.pillar or "")
        elif isinstance(what, Criterion):
            criteria.append((root, what))
    for root, criterion in criteria:
        for id_ in (root, criterion.metric, criterion.milestone):
            if id_:
                homes.setdefault(id_, set()).add(criterion.pillar)
    return homes


def pillars_at(book: Book, clock: Clock, only: Container[str] | None = None) -> tuple[PillarView, ...]:
    """The pillars as judged then, with their metrics, criteria and milestones and nothing else; those of the
    ids in `only`, all when it is None.
    """
    book = as_amended(book, clock)
    folded = fold(book, clock)
    pillars = [other for other in book.thesis.pillar if only is None or other.id in only]
    wanted = {other.id for other in pillars}
    histories = [history for history in criteria_in_force(book, clock, folded) if history.criterion.pillar in wanted]
    resting = resting_on(histories)
    folded.milestones = {
        id_: thing for id_, thing in folded.milestones.items() if thing.what.pillar in wanted or id_ in resting
    }
    measured = {history.criterion.metric for history in histories}
    metrics = {metric.id: metric for metric in book.thesis.metric if metric.id in measured}
    names = _names(folded, metrics)
    origins = {id_: source_origin(named) for id_, named in folded.sources.items()}
    observations, expected = observation_views(folded, origins)
    promises = ended_promises(folded, {metric.id: metric for metric in book.thesis.metric}, observations)
    milestones = milestone_views(folded, origins, resting, promises)
    readings = known_readings(book.arrivals.readings, clock.now)
    year_end = book.thesis.fiscal_year_end
    criteria = criterion_views(histories, folded, metrics, observations, milestones, names, year_end, readings)
    judged = judged_metrics(tuple(metrics.values()), observations, expected, criteria, ())
    views = []
    for pillar in pillars:
        its_criteria = tuple(view for view in criteria if view.criterion.pillar == pillar.id)
        rested = {view.criterion.milestone for view in its_criteria}
        its_milestones = for_pillar(
            view for view in milestones.values() if view.milestone.pillar == pillar.id or view.milestone.id in rested
        )
        its_metrics = tuple(view for view in judged.values() if view.metric.pillar == pillar.id)
        views.append(
            pillar_view(pillar, its_metrics, its_criteria, (), its_milestones, (), (), names.windows, moved=False)
        )
    return tuple(views)


def _names(folded: Folded, metrics: dict[str, Metric]) -> Names:
    """Names for as much as is judged here: metrics and milestones."""
    today = folded.today
    titles = {id_: thing.what.title for id_, thing in folded.milestones.items()}
    windows = {id_: window_text(thing.what, noted_day(thing, today), today) for id_, thing in folded.milestones.items()}
    return Names(titles, {}, {}, {}, metrics, windows)


def pared_book(book: Book, clock: Clock) -> Book:
    """The book without the entries that can change no verdict, and without what the sources say beside."""
    entries = [entry for entry in visible_entries(book, clock) if entry.kind in _MATTER]
    watched = {criterion.metric for criterion in book.thesis.criterion}
    watched.update(entry.what.metric for entry in entries if isinstance(entry.what, Criterion))
    amendments = {entry.id: entry.what for entry in entries if isinstance(entry.what, Amendment)}
    # a metric that counts as a watched one
    watched.update(what.name for what in amendments.values() if what.field == "merged")
    sources = []
    wanted: set[str] = {criterion.id for criterion in book.thesis.criterion}
    for named in book.sources:
        source = named.source
        seen = tuple(observation for observation in source.observation if observation.metric in watched)
        bare = replace(source, observation=seen, evidence=(), level=(), price=(), dispute=())
        sources.append(replace(named, source=bare))
        wanted.update(
            (named.id, *(observation.id for observation in seen), *(milestone.id for milestone in source.milestone))
        )
    wanted.update(amendments)
    for entry in entries:
        what = entry.what
        if isinstance(what, Milestone | Criterion) or (isinstance(what, Observation) and what.metric in watched):
            wanted.update((entry.id, entry.object_id))
    for entry in entries:
        what = entry.what
        if isinstance(what, Observation):
            if entry.object_id in wanted:
                wanted.add(entry.id)
        elif isinstance(what, Outcome):
            if what.milestone in wanted:
                wanted.add(entry.id)
        elif isinstance(what, Settle | Snooze) and what.target in wanted:
            wanted.add(entry.id)
    # by another machine's clock a retract may come before what it takes back, and before its own retract
    ends = [entry for entry in entries if isinstance(entry.what, Retract | Retire)]
    wanted.update(entry.act_id for entry in entries if entry.id in wanted)
    while more := [end for end in ends if end.id not in wanted and cast("Retract | Retire", end.what).target in wanted]:
        wanted.update(id_ for entry in more for id_ in (entry.id, entry.act_id))
    return replace(
        book,
        sources=tuple(sources),
        entries=tuple(entry for entry in entries if entry.id in wanted),
        problems=(),
        lines={},
    )


def _compared(
    day: date, before: Sequence[PillarView], after: Sequence[PillarView], events: Sequence[VerdictEvent]
) -> list[VerdictChange]:
    changes: list[VerdictChange] = []
    titles: dict[str, str] = {}
    then = {view.pillar.id: view for view in before}
    for new in after:
        old = then.get(new.pillar.id)
        if old is not None and old.verdict != new.verdict:
            cause, because = _because(old, new, events)
            pillar = new.pillar.id
            titles[pillar] = new.pillar.title
            changes.append(
                VerdictChange(
                    day=day, pillar=pillar, before=old.verdict, after=new.verdict, because=because, cause=cause
                )
            )
    was, now = thesis_verdict(before)[0], thesis_verdict(after)[0]
    if was != now:
        # a thesis takes its worst pillar's verdict: one that came to it, or the last that left it
        worse = VERDICTS.index(now) < VERDICTS.index(was)
        fitting = [change for change in changes if (change.after == now if worse else change.before == was)]
        made = next(iter(fitting or changes), None)
        if made is None:  # a pillar came, or went
            cause, because = "edit", "; ".join(dict.fromkeys(event.text for event in events if ALL in event.subjects))
        else:
            cause, because = made.cause, f"{titles[made.pillar]}: {made.because}"
        changes.append(VerdictChange(day=day, pillar="", before=was, after=now, because=because, cause=cause))
    return changes


def _because(old: PillarView, new: PillarView, events: Sequence[VerdictEvent]) -> tuple[Cause, str]:
    """The events that speak of what changed its state: first of them the figures that decide now."""
    changed, grew_old = _deciding(old, new)
    speaking = [event for event in events if event.subjects & changed]
    if not speaking:
        return "date", new.reasons[0] if new.reasons else new.verdict
    # a figure explains most, an act less, a day that came least; unless time alone made it stale
    order: dict[Cause, int] = {"observation": 0, "edit": 1, "date": -1 if grew_old else 2}
    cause = min(speaking, key=lambda event: order[event.cause]).cause
    speaking = [event for event in speaking if event.cause == cause]
    deciding = {view.observation.observation.id for view in new.criteria if view.observation is not None}
    speaking = [event for event in speaking if event.figure in deciding] or speaking
    texts = list(dict.fromkeys(event.text for event in speaking))
    more = f", and {len(texts) - _MOST_TOLD} more" if len(texts) > _MOST_TOLD else ""
    return cause, "; ".join(texts[:_MOST_TOLD]) + more


class _State(NamedTuple):
    """State of a criterion or a milestone: its words, the verdict it would make ("" for none), and its subjects."""

    said: object
    verdict: Verdict | Literal[""]
    subjects: frozenset[str]


_NOTHING: Final = _State(None, "", frozenset())


def _states(view: PillarView) -> dict[str, _State]:
    """All that a pillar's verdict is made of, by id."""
    states: dict[str, _State] = {}
    for milestone in view.milestones:
        verdict: Verdict | Literal[""] = "stale" if pressing(milestone) else ""
        if milestone.state == "missed" and not milestone.settled:
            verdict = "at risk"
        state = (milestone.state, milestone.settled, milestone.snoozed_until is None)
        states[milestone.milestone.id] = _State(state, verdict, frozenset((milestone.milestone.id,)))
    for criterion in view.criteria:
        what = criterion.criterion
        fails: Verdict = "broken" if what.severity == "kill" else "at risk"
        makes: dict[CriterionState, Verdict] = {"fails": fails, "stale": "stale", "unknown": "unproven"}
        subjects = frozenset(id_ for id_ in (what.id, what.metric, what.milestone) if id_)
        states[f"criterion {what.id}"] = _State(criterion.state, makes.get(criterion.state, ""), subjects)
    return states


def _deciding(old: PillarView, new: PillarView) -> tuple[frozenset[str], bool]:
    """Subjects of the states that changed and brought the verdict, or held it before; and whether only time did.
    Where there are none: the subjects of all that changed, or of all there is.
    """
    was, now = _states(old), _states(new)
    pairs = [(was.get(id_, _NOTHING), now.get(id_, _NOTHING)) for id_ in was | now]
    changed = [(before, after) for before, after in pairs if before != after]
    worse = VERDICTS.index(new.verdict) < VERDICTS.index(old.verdict)
    deciding = [
        (before, after)
        for before, after in changed
        if (after.verdict == new.verdict if worse else before.verdict == old.verdict)
    ]
    speaking = deciding or changed or pairs
    subjects = frozenset(id_ for before, after in speaking for id_ in before.subjects | after.subjects)
    return subjects, bool(deciding) and worse and new.verdict == "stale"
