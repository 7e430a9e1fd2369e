"""Goalposts that are no criterion's: a pillar's claim, a metric's unit, direction and basis, moved by amendments.

A criterion says when it fails; these say of what. A claim that becomes a weaker one, or a metric that becomes better
when lower, saves a thesis as surely as a lower threshold does.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import cast

from thesis_tui.model import figures
from thesis_tui.model.journal import Amendment, Entry, Reason
from thesis_tui.model.view import AmendedMove, MoveView, Target
from thesis_tui.rules.folded import Folded
from thesis_tui.rules.goalposts import SEED, day_start

_FIELDS = {
    ("pillar", "claim"): "claim", ("metric", "unit"): "unit", ("metric", "better"): "better when",
    ("metric", "measures"): "what it measures",
}  # fmt: skip
_USUAL = {"better": "higher", "measures": "period"}
"""Values that a metric has without their being said."""
_LONGEST = 60
"""Characters of a claim that are said of it."""


def amended_moves(folded: Folded, homes: dict[str, str], titles: dict[str, str]) -> dict[str, tuple[AmendedMove, ...]]:
    """The moves of each pillar, oldest first; under "" the pillars that were retired.

    `homes` has the pillar of each pillar and metric in force by its id, `titles` the names of those that are not, too;
    a metric of no pillar decides nothing. As of criteria, what is changed on the day a thesis is begun is still being
    written.
    """
    begun = _begun_until(folded.entries, folded.now)
    latest: dict[tuple[str, str, str], str] = {}
    made: dict[str, str] = {}  # the act that made what no file has, by its name
    retired: dict[str, Entry] = {}
    moves: dict[str, list[AmendedMove]] = {}
    for entry in folded.entries:
        what = entry.what
        if not isinstance(what, Amendment) or entry.id in folded.dead:
            continue
        if what.before is None:
            made.setdefault(what.name, entry.act_id)
        if (what.of, what.field) == ("pillar", "retired"):
            retired.pop(what.name, None)
            if what.value and (begun is None or entry.moment >= begun):
                retired[what.name] = entry
        if (what.of, what.field) not in _FIELDS:
            continue
        key = (what.of, what.name, what.field)
        before = latest.get(key, what.before)
        if before is None and made[what.name] != entry.act_id:
            before = _USUAL.get(what.field)
        latest[key] = what.value
        # a claim that was not written yet is set, not moved
        if not before or before == what.value or (begun is not None and entry.moment < begun):
            continue
        home = homes.get(what.name)
        if home is not None:
            move = MoveView(
                code=what.field,
                at=entry.moment,
                what=_FIELDS[what.of, what.field],
                before=_short(before),
                after=_short(what.value) or "none",
                reason=what.reason or _reason(folded.reasons.get(what.name, ()), entry.moment),
            )
            target = Target("pillar" if what.of == "pillar" else "metric", what.name)
            moves.setdefault(home, []).append(AmendedMove(target=target, title=titles[what.name], move=move))
    gone = [_retired(entry, titles.get(name, name), folded) for name, entry in retired.items() if name not in homes]
    if gone:
        moves[""] = gone
    return {home: tuple(of) for home, of in moves.items()}


def _retired(entry: Entry, title: str, folded: Folded) -> AmendedMove:
    """A pillar out of force, with all that could have proved the thesis wrong by it."""
    what = cast("Amendment", entry.what)
    move = MoveView(
        code="retired", at=entry.moment, what="pillar", before=title, after="retired",
        reason=what.reason or _reason(folded.reasons.get(what.name, ()), entry.moment),
    )  # fmt: skip
    return AmendedMove(target=Target("pillar", what.name), title=title, move=move)


def _begun_until(entries: Sequence[Entry], now: datetime) -> datetime | None:
    """The end of the day on which the user began the thesis, None for one that comes with the program."""
    if not entries or SEED in entries[0].id:
        return None
    return day_start(entries[0].moment.astimezone(now.tzinfo).date() + timedelta(days=1), now)


def _reason(reasons: Iterable[Entry], at: datetime) -> str:
    """The first reason given since the move: it speaks for every move before it that has none."""
    return next((cast("Reason", entry.what).text for entry in reasons if entry.moment >= at), "")


def _short(text: str) -> str:
    return figures.cut(" ".join(text.split()), _LONGEST)
