"""Items that need the user now, most urgent first, each in one short sentence."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from thesis_tui.model import figures
from thesis_tui.model.book import Problem
from thesis_tui.model.enums import LevelState
from thesis_tui.model.feeds import Doubt
from thesis_tui.model.objects import Listing
from thesis_tui.model.view import (
    AmendedMove,
    AttentionView,
    ConflictView,
    CriterionView,
    LevelView,
    MilestoneView,
    MoveView,
    PillarView,
    PriceView,
    Target,
)
from thesis_tui.rules.levels import is_breakout
from thesis_tui.rules.milestones import pressing
from thesis_tui.rules.names import Names
from thesis_tui.rules.wording.doubts import doubt_text
from thesis_tui.rules.wording.levels import ATTENTION, BREAKOUT, INSIDE, assumed_text, is_inside, level_name
from thesis_tui.rules.wording.pillars import template_text

if TYPE_CHECKING:  # a module less at every start: they are only named in annotations
    from thesis_tui.model.scenario import IntentView

_URGENCY: dict[LevelState, int] = {
    "broken": 3, "hit": 3, "trading below": 3,
    "trading above": 6, "reached": 6, "testing": 6, "new low": 6, "new high": 6,
}  # fmt: skip
"""How urgent each state of a level is."""

_Ranked = tuple[int, AttentionView]


def attention_of(
    pillars: Sequence[PillarView],
    milestones: Sequence[MilestoneView],
    levels: Sequence[LevelView],
    conflicts: Sequence[ConflictView],
    price: PriceView | None,
    problems: Sequence[Problem],
    names: Names,
    snoozed: dict[str, date],
    settled: Iterable[str],
    near: Decimal,
    today: date,
    inbox: Sequence[str] = (),
    primary: str = "",
    doubts: Sequence[Doubt] = (),
    listings: Sequence[Listing] = (),
    intents: Sequence[IntentView] = (),
    retired: Sequence[AmendedMove] = (),
) -> tuple[AttentionView, ...]:
    """Failing criteria, files at fault, overdue milestones, levels, conflicts, goalposts, articles that wait,
    stale pillars.
    """
    quiet = {id_ for id_, until in snoozed.items() if until > today}
    lifted = quiet | set(settled)
    ranked: list[_Ranked] = []
    warned: set[str] = set()
    for pillar in pillars:
        for criterion in pillar.criteria:
            late = criterion.code == "milestone hit late"
            if (criterion.state == "fails" or late) and criterion.criterion.id not in quiet:
                # its milestone was settled or put off: the criterion says nothing else
                if criterion.criterion.milestone in lifted:
                    continue
                # said once: the milestone itself is left out below
                warned.add(criterion.criterion.milestone or "")
                ranked.append(_criterion(criterion, pillar, names))
    ranked += _intents(intents, quiet)
    ranked += (
        (2, AttentionView(kind="file", text=problem.text, pillar=None, target=Target("problem", problem.path)))
        for problem in problems
    )
    ranked += _milestones(milestones, warned)
    watched = {intent.target: intent for intent in intents if intent.watched and intent.entry not in quiet}
    ranked += _levels(levels, lifted, near, primary, watched)
    ranked += _doubts(doubts)
    ranked += (
        (
            4,
            AttentionView(
                kind="conflict",
                text=f"sources differ: {conflict.text}",
                pillar=conflict.pillar,
                target=Target("conflict", conflict.id),
            ),
        )
        for conflict in conflicts
        if conflict.state == "open" and conflict.id not in quiet
    )
    overdue = {view.target.id for _, view in ranked if view.kind == "milestone"}
    for pillar in pillars:
        ranked += _pillar(pillar, names, quiet, overdue)
    ranked += _moved_elsewhere(milestones, levels, names, quiet)
    for gone in retired:
        if gone.target.id not in quiet and not gone.move.reason:
            text = f"the pillar {gone.title} was retired, no reason given"
            ranked.append(
                (5, AttentionView(kind="goalpost", text=text, pillar=None, target=gone.target, code="retired"))
            )
    if inbox:
        text = f"{figures.counted(len(inbox), 'article')} waiting in the inbox"
        ranked.append((6, AttentionView(kind="inbox", text=text, pillar=None, target=Target("inbox", inbox[-1]))))
    ranked += (
        (3, AttentionView(kind="price", text=assumed_text(listing), pillar=None,
                          target=Target("listing", listing.symbol), code="venue assumed"))
        for listing in listings if listing.assumed
    )  # fmt: skip
    unread = [other.criterion for pillar in pillars for other in pillar.criteria if other.criterion.template]
    if any(other.id not in quiet for other in unread):
        target = Target("criterion", unread[0].id)
        ranked.append((7, AttentionView(kind="template", text=template_text(len(unread)), pillar=None, target=target)))
    if price is not None and price.stale and price.age_days is not None and price.price.id not in quiet:
        text = f"price of {price.price.listing} {figures.days(price.age_days)} old"
        ranked.append(
            (
                8,
                AttentionView(
                    kind="price", text=text, pillar=None, target=Target("price", price.price.id), code="stale"
                ),
            )
        )
    # a stable sort: within a rank the order of the thesis stays
    ranked.sort(key=lambda pair: pair[0])
    return tuple(view for _, view in ranked)


def _intents(intents: Iterable[IntentView], quiet: set[str]) -> Iterable[_Ranked]:
    """The user's plans for what is so now and was not answered, as urgent as a kill criterion that fails; and for what
    is half way there. Of a level that is near its own item says so.
    """
    for view in intents:
        if view.watched and view.kind == "criterion" and view.entry not in quiet:
            text = f"{view.title}: {view.watch}; you mean to {view.action}"
            yield 3, AttentionView(kind="action", text=text, pillar=None, target=Target(view.kind, view.target))
        if view.due and view.entry not in quiet:
            text = f"you meant to {view.action}: {view.title}"
            yield 0, AttentionView(kind="action", text=text, pillar=None, target=Target(view.kind, view.target))


def _criterion(view: CriterionView, pillar: PillarView, names: Names) -> _Ranked:
    criterion = view.criterion
    text = view.reason if criterion.metric is None else f"{names.title(criterion.metric)} {view.reason}"
    if view.code in ("milestone missed", "milestone hit late") and criterion.severity == "kill":
        text = f"{text}: name what replaces it, or retire it"
    rank = 0 if criterion.severity == "kill" and view.state == "fails" else 1
    return rank, AttentionView(
        kind="criterion", text=text, pillar=pillar.pillar.id, target=Target("criterion", criterion.id), code=view.code
    )


def _milestones(milestones: Iterable[MilestoneView], warned: set[str]) -> Iterable[_Ranked]:
    for view in milestones:
        milestone = view.milestone
        if milestone.id in warned:
            continue
        missed = view.state == "missed" and not view.settled and view.snoozed_until is None
        if not missed and not pressing(view):
            continue
        text = f"{milestone.title} was missed" if missed else f"{milestone.title} {figures.days(view.days)} overdue"
        yield (
            2,
            AttentionView(
                kind="milestone",
                text=text,
                pillar=milestone.pillar,
                target=Target("milestone", milestone.id),
                code=view.state,
            ),
        )


def _levels(
    levels: Iterable[LevelView], lifted: set[str], near: Decimal, primary: str, watched: Mapping[str, IntentView]
) -> Iterable[_Ranked]:
    for view in levels:
        rank = _URGENCY.get(view.state)
        if rank is None or view.stale or view.retired or view.level.id in lifted:
            continue
        rank = _level_rank(view, rank)
        name = level_name(view.level, primary)
        breakout = is_breakout(view.level, view.state)
        words = INSIDE if is_inside(view) else BREAKOUT if breakout else ATTENTION[view.state]
        text = words.format(name, near=figures.percent(near * 100, 0, sign=False))
        if view.level.id in watched:
            rank, text = 3, f"{text}, not confirmed; you mean to {watched[view.level.id].action}"
        yield (
            rank,
            AttentionView(
                kind="level",
                text=text,
                pillar=view.level.pillar,
                target=Target("level", view.level.id),
                code=view.state,
            ),
        )


def _level_rank(view: LevelView, rank: int) -> int:
    if view.level.type == "stop" and view.state == "trading above":
        return _URGENCY["trading below"]  # a short's stop: as urgent as a long's
    if view.welcome and view.state in ("broken", "trading below", "trading above"):
        return _URGENCY["reached"]  # gone the thesis's way: as urgent as a target
    if view.welcome is False and view.state == "trading above":
        return _URGENCY["trading below"]  # a resistance given way is to a short what a support is to a long
    return rank


def _doubts(doubts: Iterable[Doubt]) -> Iterable[_Ranked]:
    """Prices that move nothing until somebody confirms them; a quote and its day's bar that say the same once."""
    codes = {(doubt.listing, doubt_text(doubt)): doubt.code for doubt in doubts}
    for (listing, text), code in codes.items():
        yield 3, AttentionView(kind="price", text=text, pillar=None, target=Target("listing", listing), code=code)


def _pillar(view: PillarView, names: Names, quiet: set[str], overdue: set[str]) -> Iterable[_Ranked]:
    """Its goalposts that moved, and that it is stale, unless that is by a milestone among those named `overdue`."""
    pillar = view.pillar
    for criterion in view.criteria:
        if criterion.criterion.id not in quiet:
            about = criterion.criterion.metric or criterion.criterion.milestone or ""
            target = Target("criterion", criterion.criterion.id)
            yield from _moves(criterion.moved, names.title(about), pillar.id, target)
    for amended in view.amended:
        if amended.target.id not in quiet:
            yield from _moves((amended.move,), amended.title, pillar.id, amended.target)
    if view.verdict == "stale" and pillar.id not in quiet and view.why[0].milestone not in overdue:
        text = f"{pillar.title} is stale: {view.reasons[0]}"
        yield (
            7,
            AttentionView(
                kind="stale", text=text, pillar=pillar.id, target=Target("pillar", pillar.id), code=view.why[0].code
            ),
        )


def _moved_elsewhere(
    milestones: Iterable[MilestoneView],
    levels: Iterable[LevelView],
    names: Names,
    quiet: set[str],
) -> Iterable[_Ranked]:
    for milestone in milestones:
        other = milestone.milestone
        if other.id not in quiet:
            yield from _moves(milestone.moved, other.title, other.pillar, Target("milestone", other.id))
    for level in levels:
        if not level.retired and level.level.id not in quiet:
            yield from _moves(
                level.moved, names.title(level.level.id), level.level.pillar, Target("level", level.level.id)
            )


def _moves(moves: Iterable[MoveView], name: str, pillar: str | None, target: Target) -> Iterable[_Ranked]:
    for move in moves:
        if not move.reason:
            text = f"{name}: {move.what} moved from {move.before} to {move.after}, no reason given"
            yield 5, AttentionView(kind="goalpost", text=text, pillar=pillar, target=target, code=move.code)
