"""How a thesis ended, and how often those that ended were right."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from typing import cast

from thesis_tui.model.closing import ClosedRecord, ClosedView, PillarOutcome, Tally
from thesis_tui.model.enums import ThesisOutcome
from thesis_tui.model.journal import Close
from thesis_tui.model.objects import Pillar
from thesis_tui.model.view import MilestoneView
from thesis_tui.rules.folded import Folded
from thesis_tui.rules.scores import ENOUGH, score, wilson

OUTCOMES: tuple[ThesisOutcome, ...] = ("right", "partly right", "wrong", "undecided")


def closed_view(folded: Folded, pillars: Sequence[Pillar], milestones: Sequence[MilestoneView]) -> ClosedView | None:
    """The end of a thesis, None while it is open."""
    entry = folded.closed
    if entry is None:
        return None
    close = cast("Close", entry.what)
    outcomes = dict(zip(close.pillars, close.turned_out, strict=True))
    scores = score(milestones)
    return ClosedView(
        entry=entry.id,
        day=folded.local_day(entry),
        close=close,
        pillars=tuple(
            PillarOutcome(id=pillar.id, title=pillar.title, outcome=outcomes.get(pillar.id, "")) for pillar in pillars
        ),
        archived=folded.archived,
        brier=None if scores.last is None else Decimal(str(round(scores.last, 4))),
        scored=scores.scored,
    )


def closed_record(closed: Iterable[ClosedView]) -> ClosedRecord:
    """How often closed theses were right: all of them, by the template they began from and by the last conviction."""
    views = list(closed)
    whole = _tally("all", views)
    return ClosedRecord(
        all=whole,
        by_template=_groups(views, lambda view: view.close.template or "no template known"),
        by_conviction=_groups(views, _conviction),
        verdict=_verdict(whole),
    )


def _conviction(view: ClosedView) -> str:
    stated = view.close.conviction
    return f"conviction {stated}" if stated is not None else "no conviction stated"


def _groups(views: Sequence[ClosedView], name: Callable[[ClosedView], str]) -> tuple[Tally, ...]:
    names = sorted({name(view) for view in views})
    return tuple(_tally(text, [view for view in views if name(view) == text]) for text in names)


def _tally(name: str, views: Iterable[ClosedView]) -> Tally:
    ended = [view.close.outcome for view in views]
    return Tally(name=name, counts={outcome: ended.count(outcome) for outcome in OUTCOMES if outcome in ended})


def _verdict(whole: Tally) -> str:
    decided, right = whole.decided, whole.counts.get("right", 0)
    if decided < ENOUGH:
        return f"{decided} decided: too few to say how good you are, {ENOUGH} are wanted"
    low, high = wilson(right, decided)
    return f"right in {right} of {decided}, which is {low * 100:.0f} to {high * 100:.0f} % but for chance"
