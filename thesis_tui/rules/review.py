"""A review: what it asks about one by one, most urgent first.

An item stands while its cause does. It is open until somebody settles or snoozes it, and it comes back when
something newer than the sentence that settled it has happened: a newer figure, another crossing, 90 days.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from typing import TypeVar, cast

from msgspec import structs

from thesis_tui.model import figures
from thesis_tui.model.journal import Entry, Review, Settle, Snooze
from thesis_tui.model.view import (
    EntryView,
    LevelView,
    MilestoneView,
    PillarView,
    Target,
    View,
)
from thesis_tui.rules.journal_lines import Journal, entries_of
from thesis_tui.rules.level_turns import turned
from thesis_tui.rules.levels import is_breakout
from thesis_tui.rules.review_criteria import criteria_asked, goalposts_asked, templates_asked
from thesis_tui.rules.review_items import FRESH_DAYS, PastReview, ReviewItem, Statements
from thesis_tui.rules.scenarios import scenarios_id
from thesis_tui.rules.wording.levels import crossing_text, level_name

_T = TypeVar("_T", Settle, Snooze, Review)


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
    items += criteria_asked(view, statements, asked)
    items += goalposts_asked(view, statements)
    items += templates_asked(view, statements)
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
    """Missed or overdue milestones, and those hit after their window that criteria rest on: those a kill criterion
    rests on first, then a warn, then by window.
    """
    severity = {criterion.criterion.id: criterion.criterion.severity for criterion in view.criteria}

    def rank(milestone: MilestoneView) -> tuple[int, date, str]:
        resting = {severity.get(id_) for id_ in milestone.criteria}
        return (
            0 if "kill" in resting else 1 if resting - {None} else 2,
            milestone.milestone.latest,
            milestone.milestone.id,
        )

    asked = (
        other
        for other in view.milestones
        if other.state in ("overdue", "missed") or (other.days_late and other.criteria)
    )
    return sorted(asked, key=rank)


def _milestone(view: MilestoneView, statements: Statements, today: date) -> ReviewItem:
    milestone = view.milestone
    overdue = view.state == "overdue"
    if overdue:
        text = f"{figures.days(view.days)} overdue"
    else:
        ended = f" {figures.day(view.outcome_day, today)}" if view.outcome_day is not None else ""
        late = f", {figures.days(view.days_late)} after its window" if view.days_late else ""
        text = f"{view.state}{ended}{late}; what follows from it is not recorded"
    _, day, words = statements.settled.get(milestone.id, (None, None, "resolved"))
    return ReviewItem(
        key=f"milestone:{milestone.id}",
        kind="milestone",
        what="overdue milestone" if overdue else "late milestone" if view.days_late else "missed milestone",
        title=milestone.title,
        text=text,
        pillar=milestone.pillar,
        target=Target("milestone", milestone.id),
        since=milestone.latest + timedelta(days=1) if overdue else None,
        settled=words if view.settled else "",
        settled_day=day,
        snoozed=view.snoozed_until,
    )


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
