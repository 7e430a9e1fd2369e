"""A review: what it asks about one by one, most urgent first.

An item stands while its cause does. It is open until somebody settles or snoozes it, and it comes back when
something newer than the sentence that settled it has happened: a newer figure, another crossing, 90 days.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from typing import Literal, TypeVar, cast

from msgspec import Struct, structs

from thesis_tui.model import figures
from thesis_tui.model.journal import Entry, Review, Settle, Snooze
from thesis_tui.model.level_history import Crossing
from thesis_tui.model.view import (
    CriterionView,
    EntryView,
    LevelView,
    MilestoneView,
    MoveView,
    PillarView,
    Target,
    View,
)
from thesis_tui.rules.criterion_views import stale_since
from thesis_tui.rules.journal_lines import Journal, entries_of
from thesis_tui.rules.levels import LEVEL_RULES, is_breakout
from thesis_tui.rules.scenarios import scenarios_id
from thesis_tui.rules.wording.levels import crossing_text, level_name

FRESH_DAYS = 90
"""A pillar's newest dated evidence, or the sentence that there is nothing new, is fresh for so long."""
ItemKind = Literal[
    "milestone", "criterion", "goalpost", "conflict", "evidence", "level", "price", "file", "action", "scenario",
    "decision", "template", "inbox",
]  # fmt: skip
_TURNS = frozenset(("broken", "reclaimed", "failed breakout", "reached", "hit"))
_ASKED = frozenset(("broken", "reached", "hit"))
_T = TypeVar("_T", Settle, Snooze, Review)


class ReviewItem(Struct, frozen=True, kw_only=True):
    """One thing a review asks about.

    `key` is the same as long as it is the same question. `what` names the kind in words ("stale criterion"),
    `title` the thing, `text` why it is asked. `since` is the day it became so, where `text` does not say it.
    """

    key: str
    kind: ItemKind
    what: str
    title: str
    text: str
    pillar: str | None
    target: Target
    since: date | None = None
    settled: str = ""
    """The sentence that settled it while it stays so."""
    settled_day: date | None = None
    snoozed: date | None = None
    """The day until which it is snoozed."""
    also: tuple[Target, ...] = ()
    """Other things that the same answer settles: the second criterion on a metric, the next pillar without news."""

    @property
    def targets(self) -> tuple[Target, ...]:
        """All that is settled with the item."""
        return (self.target, *self.also)

    @property
    def open(self) -> bool:
        """Whether it is asked about now."""
        return not self.settled and self.snoozed is None


class PastReview(Struct, frozen=True, kw_only=True):
    """A review as the journal has it; `entry` is its id."""

    entry: str
    day: date
    review: Review


class Statements(Struct, frozen=True):
    """Statements of the journal, by object id: the newest live sentence with its time, and the newest snooze."""

    settled: dict[str, tuple[datetime, date, str]]
    snoozed: dict[str, date]


def items_of(view: View) -> tuple[ReviewItem, ...]:
    """Everything a review could ask about, most urgent first; those settled or snoozed but still so included."""
    # what is over asks for nothing
    if view.closed is not None:
        return ()
    statements = _statements(view)
    # the order is the urgency: what is missing, what may answer the rest, what the user meant to do, then the thesis
    items = [*_files(view), *_inbox(view), *_actions(view, statements)]
    asked: set[str] = set()
    for milestone in _missed_or_overdue(view):
        # also when it is settled: its criterion would ask the same again
        asked.add(milestone.milestone.id)
        items.append(_milestone(milestone, statements, view.today))
    items += _criteria(view, statements, asked)
    items += _goalposts(view, statements)
    items += _templates(view, statements)
    for conflict in view.conflicts:
        if conflict.state == "open":
            items.append(
                ReviewItem(
                    key=f"conflict:{conflict.id}",
                    kind="conflict",
                    what="sources differ",
                    title=conflict.text,
                    text=f"{figures.counted(len(conflict.sides), 'value')} that cannot all be true",
                    pillar=conflict.pillar,
                    target=Target("conflict", conflict.id),
                    snoozed=statements.snoozed.get(conflict.id),
                )
            )
    items += _one_item([item for pillar in view.pillars if (item := _evidence(view, pillar, statements)) is not None])
    items += (item for level in view.levels if (item := _level(view, level, statements)) is not None)
    items += _price(view, statements)
    items += _scenarios(view)
    items += _decisions(view, statements)
    return tuple(items)


def open_items(view: View) -> tuple[ReviewItem, ...]:
    """Items a review asks about now, most urgent first."""
    return tuple(item for item in items_of(view) if item.open)


def past_reviews(view: View) -> tuple[PastReview, ...]:
    """Every review that was not taken back, newest first."""
    return tuple(PastReview(entry=line.entry.id, day=line.day, review=what) for line, what in _live(view, Review))


# what the journal says


def _live(view: View, type_: type[_T]) -> list[tuple[EntryView, _T]]:
    """The entries of a kind that count, newest first; only these are made into lines."""
    kind = type_.__struct_config__.tag
    journal = view.journal
    entries: Iterable[Entry] = (entry for entry in entries_of(journal) if entry.kind == kind)
    if isinstance(journal, Journal):
        lines = [journal.view_of(entry) for entry in entries]
    else:
        lines = [line for line in journal if line.kind == kind]
    lines.sort(key=lambda line: (line.entry.moment, line.entry.id), reverse=True)
    return [(line, cast("_T", line.entry.what)) for line in lines if not line.retracted and not line.replaced]


def _statements(view: View) -> Statements:
    settled: dict[str, tuple[datetime, date, str]] = {}
    for line, settle in _live(view, Settle):
        settled.setdefault(settle.target, (line.entry.moment, line.day, settle.text))
    snoozed: dict[str, date] = {}
    for _, snooze in _live(view, Snooze):
        # the newest is met first, so it is the one that counts: one may put it off to an earlier day
        snoozed.setdefault(snooze.target, snooze.until)
    return Statements(settled, {id_: until for id_, until in snoozed.items() if until > view.today})


# what is asked


def _files(view: View) -> list[ReviewItem]:
    """Files at fault come first: what they hold is missing from everything else."""
    return [
        ReviewItem(
            key=f"file:{problem.path}:{problem.reason}",
            kind="file",
            what="file at fault",
            title=problem.path,
            text=problem.text,
            pillar=None,
            target=Target("problem", f"{problem.path}:{problem.line}" if problem.line else problem.path),
        )
        for problem in view.problems
    ]


def _inbox(view: View) -> list[ReviewItem]:
    """Articles and documents that wait: what they say may answer what comes after them."""
    count = len(view.inbox) + len(view.waiting)
    if not count:
        return []
    target = Target("inbox", view.inbox[-1]) if view.inbox else Target("document", view.waiting[0].id)
    return [
        ReviewItem(
            key="inbox",
            kind="inbox",
            what="waiting in the inbox",
            title=figures.counted(count, "article or document", "articles and documents")
            if view.waiting
            else figures.counted(count, "article"),
            text="read first: it may answer what follows",
            pillar=None,
            target=target,
        )
    ]


def _actions(view: View, statements: Statements) -> list[ReviewItem]:
    """The user's plans for what is so now, or is near: this is what the thesis is for."""
    return [
        ReviewItem(
            key=f"action:{intent.entry}:{intent.since}",
            kind="action",
            what="intended action" if intent.triggered else "intended action, not confirmed",
            title=f"you {'meant' if intent.triggered else 'mean'} to {intent.action}",
            text=intent.title if intent.triggered else f"{intent.title}: {intent.watch}",
            pillar=None,
            target=Target("entry", intent.entry),
            since=intent.since,
            settled=intent.answer,
            snoozed=statements.snoozed.get(intent.entry),
        )
        for intent in view.intents
        if intent.triggered or intent.watch
    ]


def _scenarios(view: View) -> list[ReviewItem]:
    """Scenarios whose day has come."""
    return [
        ReviewItem(
            key=f"scenario:{outlook.listing}:{outlook.by}",
            kind="scenario",
            what="scenarios whose day has come",
            title=f"{outlook.listing} by {figures.long_day(outlook.by)}",
            text="what it came to, and what that says of how you saw it",
            pillar=None,
            target=Target("scenario", scenarios_id(outlook.listing, outlook.by)),
            settled=outlook.settled,
        )
        for outlook in view.outlooks
        if outlook.over
    ]


def _decisions(view: View, statements: Statements) -> list[ReviewItem]:
    """Decisions of long enough ago to see what came of them, each asked about once."""
    items = []
    for decision in view.decisions:
        if (view.today - decision.day).days < FRESH_DAYS:
            continue
        settled = statements.settled.get(decision.entry)
        since = "" if decision.since is None else f"; since then {figures.percent(decision.since)}"
        why = f" because {decision.what.why}" if decision.what.why else ""
        items.append(
            ReviewItem(
                key=f"decision:{decision.entry}",
                kind="decision",
                what="decision to look back on",
                title=f"{decision.text} on {figures.long_day(decision.day)}",
                text=f"you {decision.text}{why}{since}",
                pillar=None,
                target=Target("decision", decision.entry),
                settled="" if settled is None else settled[2],
                settled_day=None if settled is None else settled[1],
                snoozed=statements.snoozed.get(decision.entry),
            )
        )
    return items


def _missed_or_overdue(view: View) -> list[MilestoneView]:
    """Missed or overdue milestones: those a kill criterion rests on first, then a warn, then by window."""
    severity = {criterion.criterion.id: criterion.criterion.severity for criterion in view.criteria}

    def rank(milestone: MilestoneView) -> tuple[int, date, str]:
        resting = {severity.get(id_) for id_ in milestone.criteria}
        return (
            0 if "kill" in resting else 1 if resting - {None} else 2,
            milestone.milestone.latest,
            milestone.milestone.id,
        )

    return sorted((other for other in view.milestones if other.state in ("overdue", "missed")), key=rank)


def _milestone(view: MilestoneView, statements: Statements, today: date) -> ReviewItem:
    milestone = view.milestone
    overdue = view.state == "overdue"
    if overdue:
        text = f"{figures.days(view.days)} overdue"
    else:
        ended = f" {figures.day(view.outcome_day, today)}" if view.outcome_day is not None else ""
        text = f"missed{ended}; what follows from it is not recorded"
    _, day, words = statements.settled.get(milestone.id, (None, None, "resolved"))
    return ReviewItem(
        key=f"milestone:{milestone.id}",
        kind="milestone",
        what="overdue milestone" if overdue else "missed milestone",
        title=milestone.title,
        text=text,
        pillar=milestone.pillar,
        target=Target("milestone", milestone.id),
        since=milestone.latest + timedelta(days=1) if overdue else None,
        settled=words if view.settled else "",
        settled_day=day,
        snoozed=view.snoozed_until,
    )


def _criteria(view: View, statements: Statements, asked: set[str]) -> list[ReviewItem]:
    """Those that fail, then the stale, kills first. One on a milestone that is asked about is asked with it."""
    ranked: list[tuple[tuple[bool, bool], ReviewItem]] = []
    for pillar in view.pillars:
        for other in pillar.criteria:
            criterion = other.criterion
            if other.state not in ("fails", "stale") or criterion.milestone in asked:
                continue
            name = next(
                (metric.metric.title for metric in pillar.metrics if metric.metric.id == criterion.metric), other.text
            )
            settled = statements.settled.get(criterion.id)
            # said of an older figure, or of another threshold: it is asked again
            if settled is not None and settled[0] < _learned(view, other):
                settled = None
            item = ReviewItem(
                key=f"criterion:{criterion.id}",
                kind="criterion",
                what=f"{'failing' if other.state == 'fails' else 'stale'} {criterion.severity} criterion",
                title=name,
                text=other.reason,
                pillar=pillar.pillar.id,
                target=Target("criterion", criterion.id),
                since=_criterion_since(view, other),
                settled="" if settled is None else settled[2],
                settled_day=None if settled is None else settled[1],
                snoozed=statements.snoozed.get(criterion.id),
            )
            ranked.append(((other.state != "fails", criterion.severity != "kill"), item))
    ranked.sort(key=lambda pair: pair[0])
    return _by_metric(view, [item for _, item in ranked])


def _by_metric(view: View, items: Sequence[ReviewItem]) -> list[ReviewItem]:
    """Open criteria that fail on one metric, or are stale on it, as one item: one figure answers them."""
    views = {other.criterion.id: other for other in view.criteria if other.criterion.metric is not None}
    place: dict[tuple[str | None, str], int] = {}
    merged: list[ReviewItem] = []
    for item in items:
        criterion = views.get(item.target.id)
        # one that is settled or snoozed stays by itself: the answer to another does not speak of it
        if criterion is None or not item.open:
            merged.append(item)
            continue
        group = criterion.criterion.metric, criterion.state
        if group not in place:
            place[group] = len(merged)
            merged.append(item)
            continue
        first = merged[place[group]]
        targets = (*first.targets, item.target)
        severities = " and ".join(dict.fromkeys(views[target.id].criterion.severity for target in targets))
        state = "failing" if criterion.state == "fails" else "stale"
        merged[place[group]] = structs.replace(first, also=targets[1:], what=f"{state} {severities} criteria")
    return merged


def _criterion_since(view: View, criterion: CriterionView) -> date | None:
    """The day its figure became too old; the day it was known to fail, or its window was over."""
    if criterion.state == "stale":
        return stale_since(criterion)
    if criterion.milestone is not None:
        return criterion.milestone.outcome_day or criterion.milestone.milestone.latest + timedelta(days=1)
    known = _learned(view, criterion).date()
    # `_learned` says the year 1 where nothing is known
    return known if known.year > 1 else None


def _learned(view: View, criterion: CriterionView) -> datetime:
    """When what a criterion says was last decided: its figure became known, or its goalpost was moved."""
    times = [move.at for move in criterion.moved if move.recorded]
    if criterion.observation is not None:
        origin, identity = criterion.observation.origin, criterion.observation.observation.id
        for source in view.sources:
            # a numbered origin is an article; what the user or a feed gave has its entry below
            if origin.number and source.source.id == origin.id:
                day = source.source.source.visible_from
                times.append(datetime(day.year, day.month, day.day, tzinfo=view.now.tzinfo))
        times += [entry.moment for entry in entries_of(view.journal) if identity in (entry.id, entry.replaces)]
    # not the first day of all: a zone east of Greenwich has no such moment in UTC
    return max(times, default=datetime(1, 1, 2, tzinfo=view.now.tzinfo))


def _goalposts(view: View, statements: Statements) -> list[ReviewItem]:
    items: list[ReviewItem] = []

    def add(moved: Sequence[MoveView], name: str, pillar: str | None, target: Target) -> None:
        # a move with its reason is a change of mind, which is what the journal is for
        bare = [move for move in moved if not move.reason]
        if not bare:
            return
        last = bare[-1]
        items.append(
            ReviewItem(
                key=f"goalpost:{target.kind}:{target.id}:{last.before}>{last.after}",
                kind="goalpost",
                what="moved goalpost",
                title=name,
                text="retired; no reason given"
                if last.code == "retired"
                else f"{last.what} moved from {last.before} to {last.after}; no reason given",
                pillar=pillar,
                target=target,
                snoozed=statements.snoozed.get(target.id),
            )
        )

    for pillar in view.pillars:
        for criterion in pillar.criteria:
            add(criterion.moved, criterion.text, pillar.pillar.id, Target("criterion", criterion.criterion.id))
        for target in dict.fromkeys(move.target for move in pillar.amended):
            of = [move for move in pillar.amended if move.target == target]
            add([move.move for move in of], of[0].title, pillar.pillar.id, target)
    for gone in view.retired:
        add([gone.move], gone.title, None, gone.target)
    for milestone in view.milestones:
        expected = milestone.milestone
        add(milestone.moved, expected.title, expected.pillar, Target("milestone", expected.id))
    for level in view.levels:
        if not level.retired:
            add(level.moved, level_name(level.level), level.level.pillar, Target("level", level.level.id))
    return items


def _templates(view: View, statements: Statements) -> list[ReviewItem]:
    """Criteria that came with a template, which nobody has looked at."""
    return [
        ReviewItem(
            key=f"template:{criterion.criterion.id}",
            kind="template",
            what=f"the template's {criterion.criterion.severity} threshold",
            title=criterion.text,
            text="not yours yet: accept it, or set the one at which you would change your mind",
            pillar=pillar.pillar.id,
            target=Target("criterion", criterion.criterion.id),
            snoozed=statements.snoozed.get(criterion.criterion.id),
        )
        for pillar in view.pillars
        for criterion in pillar.criteria
        if criterion.criterion.template
    ]


def newest_evidence(pillar: PillarView) -> date | None:
    """The day of the newest evidence that has one."""
    return max((evidence.day for evidence in pillar.evidence if evidence.day is not None), default=None)


def _evidence(view: View, pillar: PillarView, statements: Statements) -> ReviewItem | None:
    """None while there is fresh evidence, or somebody said lately that there is nothing new."""
    newest = newest_evidence(pillar)
    if newest is not None and (view.today - newest).days <= FRESH_DAYS:
        return None
    id_ = pillar.pillar.id
    settled = statements.settled.get(id_)
    # "nothing new" is itself old after as long as evidence is
    if settled is not None and (view.today - settled[1]).days > FRESH_DAYS:
        settled = None
    if newest is not None:
        age = figures.days((view.today - newest).days)
        text = f"newest evidence is {age} old, more than {FRESH_DAYS}"
    else:
        text = "no evidence with a date" if pillar.evidence else "no evidence yet"
    return ReviewItem(
        key=f"evidence:{id_}",
        kind="evidence",
        what="no fresh evidence",
        title=pillar.pillar.title,
        text=text,
        pillar=id_,
        target=Target("pillar", id_),
        settled="" if settled is None else settled[2],
        settled_day=None if settled is None else settled[1],
        snoozed=statements.snoozed.get(id_),
    )


def _one_item(items: Sequence[ReviewItem]) -> list[ReviewItem]:
    """Pillars that nothing new is known of, as one item: one search finds it, or one sentence says there is none."""
    still = [item for item in items if item.open]
    if len(still) < 2:
        return list(items)
    first = still[0]
    titles = ", ".join(item.title for item in still[:-1]) + f" and {still[-1].title}"
    review_item = structs.replace(
        first, key="evidence", title=titles, text=f"no evidence newer than {FRESH_DAYS} days", pillar=None,
        also=tuple(item.target for item in still[1:]),
    )  # fmt: skip
    return [review_item, *(item for item in items if not item.open)]


def turned(level: LevelView) -> Crossing | None:
    """Crossing that broke, reached or hit a level since it was noted, None when none did or it came back since."""
    last = next((crossing for crossing in reversed(level.crossings) if crossing.kind in _TURNS), None)
    return last if last is not None and last.kind in _ASKED else None


def flips(level: LevelView) -> Literal["support", "resistance"] | None:
    """Opposite kind that a broken support or resistance can be taken as from now on."""
    crossing = turned(level)
    if crossing is None or crossing.kind != "broken" or level.retired:
        return None
    return "support" if LEVEL_RULES[level.level.type].upward else "resistance"


def _level(view: View, level: LevelView, statements: Statements) -> ReviewItem | None:
    crossing = turned(level)
    if crossing is None or level.retired:
        return None
    id_ = level.level.id
    settled = statements.settled.get(id_)
    # said of an earlier crossing
    if settled is not None and settled[1] < crossing.day:
        settled = None
    return ReviewItem(
        key=f"level:{id_}:{crossing.day}",
        kind="level",
        what="breakout" if is_breakout(level.level, crossing.kind) else f"level {crossing.kind}",
        title=f"{level_name(level.level)} on {level.level.listing}",
        text=f"{crossing_text(level.level, crossing)} on {figures.day(crossing.day, view.today)}",
        pillar=level.level.pillar,
        target=Target("level", id_),
        settled="" if settled is None else settled[2],
        settled_day=None if settled is None else settled[1],
        snoozed=statements.snoozed.get(id_),
    )


def _price(view: View, statements: Statements) -> list[ReviewItem]:
    price = view.price
    if price is None or not price.stale or price.age_days is None:
        return []
    return [
        ReviewItem(
            key="price",
            kind="price",
            what="stale price",
            title=f"price of {price.price.listing}",
            text=f"{figures.days(price.age_days)} old; levels are not compared with it",
            pillar=None,
            target=Target("price", price.price.id),
            snoozed=statements.snoozed.get(price.price.id),
        )
    ]
