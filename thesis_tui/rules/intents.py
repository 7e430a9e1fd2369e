"""Intended actions: what the user means to do when a criterion fails or a level breaks, and whether it was done."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import cast

from thesis_tui.model.journal import Entry, Intent
from thesis_tui.model.position import DecisionView
from thesis_tui.model.scenario import IntentView
from thesis_tui.model.view import CriterionView, LevelView
from thesis_tui.rules.folded import Folded
from thesis_tui.rules.level_turns import turned
from thesis_tui.rules.wording.intents import partly_failing_text, unconfirmed_text
from thesis_tui.rules.wording.levels import level_name


def intent_views(
    folded: Folded,
    criteria: Iterable[CriterionView],
    levels: Iterable[LevelView],
    decisions: Iterable[DecisionView],
    learned: Mapping[str, datetime],
    primary: str,
    priced: Mapping[str, date | None],
) -> tuple[IntentView, ...]:
    """The action in force of each criterion and level that has one, those that are due first, then those that are near.
    `learned` is when each observation became known, `priced` the day of each listing's price.
    """
    by_criterion = {view.criterion.id: view for view in criteria}
    by_level = {view.level.id: view for view in levels if not view.retired}
    answers: dict[str, list[DecisionView]] = {}
    for decision in decisions:
        answers.setdefault(decision.what.answers, []).append(decision)
    views = []
    for target, entry in folded.intents.items():
        since: date | None = None
        watch = ""
        if target in by_criterion:
            criterion = by_criterion[target]
            triggered = criterion.state == "fails"
            known = criterion.state in ("passes", "fails")
            watch = "" if triggered else partly_failing_text(criterion)
            since = _failing_since(criterion, learned) if triggered or watch else None
            title = criterion.text
        elif target in by_level:
            level = by_level[target]
            crossing = turned(level)
            triggered = crossing is not None
            known = triggered or (not level.stale and level.distance is not None)
            watch = "" if triggered else unconfirmed_text(level)
            since = priced.get(level.level.listing) if watch else None if crossing is None else crossing.day
            title = level_name(level.level, primary)
        else:
            continue
        answer = _answer(folded, entry, answers.get(target, ()), since) if triggered or watch else ""
        day = entry.moment.date()
        views.append(
            IntentView(
                entry=entry.id,
                target=target,
                kind="criterion" if target in by_criterion else "level",
                title=title,
                action=cast("Intent", entry.what).action,
                day=day,
                triggered=triggered,
                since=since,
                after=triggered and since is not None and day > since,
                answer=answer,
                known=known,
                watch=watch,
            )
        )
    # false sorts before true
    return tuple(sorted(views, key=lambda intent: (not intent.due, not intent.watched)))


def _failing_since(criterion: CriterionView, learned: Mapping[str, datetime]) -> date | None:
    """The day it was known to fail: when its figure was learned, or its milestone ended or was over."""
    if criterion.milestone is not None:
        return criterion.milestone.outcome_day or criterion.milestone.milestone.latest
    if criterion.observation is None:
        return None
    at = learned.get(criterion.observation.observation.id)
    return None if at is None else at.date()


def _answer(folded: Folded, entry: Entry, decisions: Iterable[DecisionView], since: date | None) -> str:
    """The answer to it since it is so: the newest decision that answers it, or the sentence on why none was."""
    # a decision from before it failed answers an earlier time
    done = [decision for decision in decisions if since is None or decision.day >= since]
    if done:
        return done[0].text
    settled = folded.settled.get(entry.id)
    if settled is None or since is None:
        return "" if settled is None else settled.text
    # a sentence on an earlier time that it failed says nothing of this one
    generator = (other for other in folded.entries if other.what == settled and other.id not in folded.gone)
    return settled.text if any(folded.local_day(other) >= since for other in generator) else ""
