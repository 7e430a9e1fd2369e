"""Criteria and goalposts that a review asks about: what fails or is too old, and what was moved without a reason."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from msgspec import structs

from thesis_tui.model.view import CriterionView, MoveView, Target, View
from thesis_tui.rules.criterion_views import stale_since
from thesis_tui.rules.journal_lines import entries_of
from thesis_tui.rules.review_items import ReviewItem, Statements
from thesis_tui.rules.wording.levels import level_name


def criteria_asked(view: View, statements: Statements, asked: set[str]) -> list[ReviewItem]:
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


def goalposts_asked(view: View, statements: Statements) -> list[ReviewItem]:
    """Goalposts that were moved without a reason: of criteria, pillars, milestones and levels, and what was retired."""
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


def templates_asked(view: View, statements: Statements) -> list[ReviewItem]:
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
