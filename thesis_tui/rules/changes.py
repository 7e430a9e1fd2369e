"""Changes since the last look.

A look remembers ids and the words of states. Entries of the machine that looks are never news to it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from msgspec import Struct

from thesis_tui.model import figures
from thesis_tui.model.arrivals import Waiting
from thesis_tui.model.book import Look
from thesis_tui.model.view import (
    ChangeView,
    ConflictView,
    CriterionView,
    LevelView,
    MilestoneView,
    MoveView,
    PillarView,
    PriceView,
    SourceView,
    Target,
)
from thesis_tui.rules.criterion_views import stale_since
from thesis_tui.rules.entry_kinds import ENTRY_KINDS
from thesis_tui.rules.folded import Folded
from thesis_tui.rules.goalposts import day_start
from thesis_tui.rules.journal_lines import Journal
from thesis_tui.rules.names import Names
from thesis_tui.rules.timeline import Timeline
from thesis_tui.rules.wording.criteria import criterion_change_text
from thesis_tui.rules.wording.levels import (
    INSIDE_CHANGE,
    STATE_CHANGES,
    crossing_text,
    is_inside,
    level_name,
    taken_back_text,
)
from thesis_tui.venues import whole_from

if TYPE_CHECKING:
    from thesis_tui.model.documents import Reading
    from thesis_tui.model.objects import Metric

CROSSING = "crossing:"
TAKEN_BACK = "taken back:"
"""How the ids of such changes begin; a level's id and the crossing's key follow."""
SEPARATOR = "="
"""Between what a change is of and the state it came to, in the id of a change of state."""
_ALARMING = frozenset(("broken", "hit", "trading below", "trading above", "new low"))


class Facts(Struct, frozen=True):
    """Facts a view shows, for comparing with a look. `learned` is when each observation became known."""

    folded: Folded
    names: Names
    now: datetime
    criteria: Sequence[CriterionView]
    milestones: Sequence[MilestoneView]
    levels: Sequence[LevelView]
    conflicts: Sequence[ConflictView]
    sources: Sequence[SourceView]
    journal: Journal
    learned: dict[str, datetime]
    near: Decimal
    pillars: Sequence[PillarView] = ()
    timelines: Mapping[str, Timeline] = {}
    primary: str = ""
    """The first listing: levels of any other are told with its symbol."""
    waiting: Sequence[Waiting] = ()
    readings: Mapping[str, Sequence[Reading]] = {}
    metrics: Mapping[str, Metric] = {}


def changes_since(look: Look | None, facts: Facts, writer: str) -> tuple[ChangeView, ...]:
    """Everything new since `look`, most urgent first, then newest; nothing before the first look.

    `writer` is the id of this machine in its entries' ids, "" to treat every entry as another's.
    """
    if look is None:
        return ()
    ended = list(_milestones(look, facts))
    changed = {change.target.id for change in ended}
    criteria = list(_criteria(look, facts, changed))
    retired = list(_retired(look, facts))
    explaining = [*ended, *criteria, *retired]
    changes = [
        *ended,
        *criteria,
        *retired,
        *_verdicts(look, facts, explaining),
        *_levels(look, facts),
        *_conflicts(look, facts),
        *_sources(look, facts),
        *_evidence(look, facts),
        *_entries(look, facts, writer),
        *_documents(facts),
        *_readings(look, facts),
    ]
    changes = [change for change in changes if change.id not in look.seen]
    # two stable sorts: the newest first within each urgency
    changes.sort(key=lambda change: change.at, reverse=True)
    changes.sort(key=lambda change: change.urgency)
    return tuple(changes)


def price_since(look: Look | None, price: PriceView | None, timeline: Timeline | None) -> Decimal | None:
    """The price's move since the look, in percent and on one basis of splits, None when it cannot be compared."""
    if look is None or price is None or not look.price or look.price_listing != price.price.listing:
        return None
    return None if timeline is None else timeline.change(price.price.value, look.price, look.at.date())


def _milestones(look: Look, facts: Facts) -> Iterable[ChangeView]:
    looked = look.at.date()
    for view in facts.milestones:
        if view.state not in ("due", "overdue"):
            continue
        milestone = view.milestone
        overdue = view.state == "overdue"
        # a window holds its last day: it is overdue from the next
        day = milestone.latest + timedelta(days=1) if overdue else milestone.earliest
        old = look.states.get(f"milestone:{milestone.id}")
        # one that was due already when it was added is no news to whoever added it
        recorded = facts.folded.milestones[milestone.id].recorded or looked
        if old == view.state or (old is None and day <= max(looked, recorded)):
            continue
        if overdue and (view.snoozed_until is not None or view.settled):
            continue
        yield ChangeView(
            id=f"milestone:{milestone.id}{SEPARATOR}{view.state}",
            at=day_start(day, facts.now),
            kind="milestone",
            text=f"{milestone.title} {'is overdue' if overdue else 'is due'}",
            place=facts.names.place(milestone.pillar, "Milestones"),
            pillar=milestone.pillar,
            target=Target("milestone", milestone.id),
            urgency=1 if overdue else 3,
            code=view.state,
        )


def _criteria(look: Look, facts: Facts, changed: set[str]) -> Iterable[ChangeView]:
    for view in facts.criteria:
        criterion = view.criterion
        moved = [move for move in view.moved if not move.recorded or move.at > look.at]
        for move in moved:
            yield _goalpost(view, move, facts)
        old = look.states.get(f"criterion:{criterion.id}")
        # a state that another line brought about is no news of its own: the figure did not move, the line did
        if moved or old is None or old == view.state or criterion.milestone in changed:
            continue
        kills = criterion.severity == "kill"
        yield ChangeView(
            id=f"criterion:{criterion.id}{SEPARATOR}{view.state}",
            at=_criterion_changed(view, facts),
            kind="criterion",
            text=criterion_change_text(view, _named(view, facts.names), old, alone=_is_alone(view, facts)),
            place=facts.names.place(criterion.pillar),
            pillar=criterion.pillar,
            target=Target("criterion", criterion.id),
            urgency=(0 if kills else 1) if view.state == "fails" else 2 if view.state == "stale" else 3,
            broken=kills and view.state == "fails",
            code=view.state,
        )


def _goalpost(view: CriterionView, move: MoveView, facts: Facts) -> ChangeView:
    criterion = view.criterion
    known = f"; known then: {move.known}" if move.known else ""
    return ChangeView(
        id=goalpost_id(criterion.id, move),
        at=move.at,
        kind="goalpost",
        text=f"{_named(view, facts.names)}: {move.what} moved from {move.before} to {move.after}{known}",
        place=facts.names.place(criterion.pillar),
        pillar=criterion.pillar,
        target=Target("criterion", criterion.id),
        urgency=2,
        code=move.code,
    )


def goalpost_id(criterion: str, move: MoveView) -> str:
    """The id of the change that a moved criterion is."""
    return f"goalpost:{criterion}:{move.before}>{move.after}"


def _retired(look: Look, facts: Facts) -> Iterable[ChangeView]:
    """Criteria taken out of force since the look, one that failed then said so."""
    for pillar in facts.pillars:
        for move in pillar.gone:
            if move.at > look.at:
                yield ChangeView(
                    id=f"goalpost:{pillar.pillar.id}:{move.at.isoformat()}",
                    at=move.at,
                    kind="goalpost",
                    text=f"{move.what} criterion retired: {move.before}",
                    place=pillar.pillar.title,
                    pillar=pillar.pillar.id,
                    target=Target("pillar", pillar.pillar.id),
                    urgency=1,
                    code="retired",
                )


def _verdicts(look: Look, facts: Facts, explaining: Sequence[ChangeView]) -> Iterable[ChangeView]:
    """Pillars whose verdict changed since the look where none of the changes in `explaining` says why yet; that one
    broke is said by a change that broke it only.
    """
    explained = {change.pillar for change in explaining}
    broken = {change.pillar for change in explaining if change.broken}
    for pillar in facts.pillars:
        id_ = pillar.pillar.id
        old = look.states.get(f"pillar:{id_}")
        if old is None or old == pillar.verdict:
            continue
        if id_ in (broken if pillar.verdict == "broken" else explained):
            continue
        because = f": {pillar.reasons[0]}" if pillar.reasons else ""
        yield ChangeView(
            id=f"pillar:{id_}{SEPARATOR}{pillar.verdict}",
            at=_verdict_changed(pillar, facts),
            kind="criterion",
            text=f"{pillar.verdict}, was {old}{because}",
            place=pillar.pillar.title,
            pillar=id_,
            target=Target("pillar", id_),
            urgency={"broken": 0, "at risk": 1, "stale": 2}.get(pillar.verdict, 3),
            broken=pillar.verdict == "broken",
            code=pillar.verdict,
        )


def _verdict_changed(pillar: PillarView, facts: Facts) -> datetime:
    """The day the first of its figures grew old for a stale pillar, else now: the look knows no other day."""
    days = [day for view in pillar.criteria if (day := stale_since(view)) is not None]
    return day_start(min(days), facts.now) if pillar.verdict == "stale" and days else facts.now


def _is_alone(view: CriterionView, facts: Facts) -> bool:
    """Whether no other criterion rests on the metric."""
    metric = view.criterion.metric
    return not any(other.criterion.metric == metric for other in facts.criteria if other is not view)


def _named(view: CriterionView, names: Names) -> str:
    if view.criterion.milestone is not None:
        return names.title(view.criterion.milestone)
    return names.title(view.criterion.metric or "")


def _criterion_changed(view: CriterionView, facts: Facts) -> datetime:
    """When it changed: the day it grew old or its milestone ended, or when its figure became known."""
    seen = view.observation
    since = stale_since(view)
    if since is not None:
        return day_start(since, facts.now)
    if seen is not None:
        return facts.learned.get(seen.observation.id, facts.now)
    if view.milestone is not None and view.milestone.outcome_day is not None:
        return day_start(view.milestone.outcome_day, facts.now)
    return facts.now


def _levels(look: Look, facts: Facts) -> Iterable[ChangeView]:
    """Crossings no look has shown yet, those shown that rested on a price corrected since, and what the price of the
    moment does to a level.
    """
    for view in facts.levels:
        if view.retired:
            continue
        level = view.level
        shown = shown_crossings(look, view, facts.timelines.get(level.listing))
        fresh = [crossing for crossing in view.news if crossing.key not in shown]
        for crossing in fresh:
            # a level that was broken and reclaimed since is no alarm any more
            stands = view.state == crossing.kind
            yield _level_change(
                view,
                f"{CROSSING}{level.id}:{crossing.key}",
                crossing.day,
                crossing_text(level, crossing, facts.primary),
                facts,
                code=crossing.kind,
                broken=stands and crossing.kind in ("broken", "hit") and not view.welcome,
            )
        for key, kind, day in view.gone(shown):
            text = taken_back_text(level, kind, day, facts.now.date(), facts.primary)
            yield _level_change(view, f"{TAKEN_BACK}{level.id}:{key}", facts.now.date(), text, facts, code="taken back")
        text = _state_change(look, view, facts, crossed=bool(fresh))
        if text:
            yield _level_change(
                view, f"level:{level.id}{SEPARATOR}{view.state}", facts.now.date(), text, facts, code=view.state
            )


def shown_crossings(look: Look, view: LevelView, timeline: Timeline | None) -> frozenset[str]:
    """The keys of a level's crossings that looks have shown. A look of an older version remembers its moment only:
    it has shown what was over by then.
    """
    if look.crossings is not None:
        return frozenset(look.crossings.get(view.level.id, ()))
    if timeline is None:
        return frozenset()
    # the price counts from the moment its session is whole: what was over by the look was on its screen
    return frozenset(crossing.key for crossing in view.crossings if whole_from(timeline.venue, crossing.day) <= look.at)


def _state_change(look: Look, view: LevelView, facts: Facts, *, crossed: bool) -> str:
    """How a state is told that the price of the moment made; "" where nothing is to be told, or a session did."""
    old = look.states.get(f"level:{view.level.id}")
    words = STATE_CHANGES.get(view.state)
    # without a state of before nothing has changed: the level is new
    if old is None or old == view.state or words is None:
        return ""
    # the session that crossed it says more than where the price is now
    if crossed and view.state in ("testing", "above", "below"):
        return ""
    near = figures.percent(facts.near * 100, 0, sign=False)
    if is_inside(view):
        words = INSIDE_CHANGE
    return words.format(level_name(view.level, facts.primary), near=near)


def _level_change(
    view: LevelView, id_: str, day: date, text: str, facts: Facts, *, code: str, broken: bool = False
) -> ChangeView:
    return ChangeView(
        id=id_,
        at=facts.now if day >= facts.now.date() else day_start(day, facts.now),
        kind="level",
        text=text,
        place="Levels",
        pillar=view.level.pillar,
        target=Target("level", view.level.id),
        urgency=1 if broken or (view.state in _ALARMING and not view.welcome) else 2,
        broken=broken,
        code=code,
    )


def _conflicts(look: Look, facts: Facts) -> Iterable[ChangeView]:
    for view in facts.conflicts:
        if view.state != "open" or f"conflict:{view.id}" in look.states:
            continue
        known = [facts.learned[side.observation.observation.id] for side in view.sides]
        yield ChangeView(
            id=f"conflict:{view.id}{SEPARATOR}{view.state}",
            at=max(known, default=facts.now),
            kind="conflict",
            text=f"sources now differ: {view.text}",
            place=facts.names.place(view.pillar, "Context"),
            pillar=view.pillar,
            target=Target("conflict", view.id),
            urgency=2,
            code=view.state,
        )


def _sources(look: Look, facts: Facts) -> Iterable[ChangeView]:
    for view in facts.sources:
        id_ = view.source.id
        if id_ in look.seen:
            continue
        yield ChangeView(
            id=id_,
            at=day_start(view.source.source.visible_from, facts.now),
            kind="source",
            text=f"article added: {view.origin.label}",
            place="Sources",
            pillar=None,
            target=Target("source", id_),
            urgency=4,
        )


def document_change(id_: str) -> str:
    """The id of the change that a document's coming is."""
    return f"document:{id_}"


def _documents(facts: Facts) -> Iterable[ChangeView]:
    if not facts.waiting:
        return
    from thesis_tui.rules.wording.documents import document_text  # what waits in an inbox alone needs it

    for document in facts.waiting:
        yield ChangeView(
            id=document_change(document.id),
            at=document.came,
            kind="document",
            text=document_text(document),
            place=facts.names.place(document.pillar, "Inbox"),
            pillar=document.pillar,
            target=Target("document", document.id),
            urgency=5,
        )


def _readings(look: Look, facts: Facts) -> Iterable[ChangeView]:
    if not facts.readings:
        return ()
    from thesis_tui.rules.reading_news import reading_changes  # most theses have none

    return reading_changes(look, facts.readings, facts.metrics, facts.names)


def _evidence(look: Look, facts: Facts) -> Iterable[ChangeView]:
    """Evidence that came to an article seen before; with a new article comes its own."""
    fresh = {view.source.id for view in facts.sources} - look.seen
    for thing in facts.folded.evidence.values():
        # what was entered by hand is news as an entry
        if thing.source is None or thing.source.id in fresh or thing.id in look.seen or thing.versions[-1].entry:
            continue
        evidence = thing.what
        yield ChangeView(
            id=thing.id,
            at=day_start(thing.source.source.visible_from, facts.now),
            kind="evidence",
            text=f"{evidence.stance}: {evidence.text}",
            place=facts.names.place(evidence.pillar, "Context"),
            pillar=evidence.pillar,
            target=Target("evidence", thing.id),
            urgency=4,
        )


def _entries(look: Look, facts: Facts, writer: str) -> Iterable[ChangeView]:
    own = f"-{writer}-" if writer else ""
    for entry in facts.journal.entries:
        id_ = entry.id
        if id_ in look.seen or (own and own in id_) or not facts.journal.counts(entry):
            continue
        news = ENTRY_KINDS[entry.kind].news
        if not news:
            continue  # what was taken back, or never kept, is no news
        view = facts.journal.view_of(entry)
        yield ChangeView(
            id=id_,
            at=view.entry.moment,
            kind=news,
            text=view.text,
            place=view.place,
            pillar=view.pillar,
            target=view.target,
            urgency=4,
        )
