"""What `check` has to say, and what it said before: each thing once while it lasts.

What was said is kept in the state directory, by occurrence: a level broken on a day, a milestone overdue since
the end of its window, a criterion failing by an observation. An occurrence is forgotten when what it is about
needs no attention any more, so that the next one is said again. Losing the file says everything once more.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from datetime import timedelta
from typing import TYPE_CHECKING

import msgspec
from msgspec import Struct

from thesis_tui.model import figures
from thesis_tui.model.formats import FORMAT
from thesis_tui.model.view import AttentionView, LevelView, Target, View
from thesis_tui.storage.disk import write_atomically
from thesis_tui.storage.look import refuse_newer

if TYPE_CHECKING:
    from pathlib import Path

NEWS_DAYS = 7
"""For how long what a session did to a level is news when it left nothing that needs attention."""
_UNJUDGED = ("stale", "no price")


Said = frozenset[tuple[str, str]]
"""What was said: pairs of what it was about and which occurrence of it."""


class Concern(Struct, frozen=True):
    """One thing to say. `subject` is what it is about; `news` needs no attention, it only happened."""

    view: AttentionView
    subject: str
    occurrence: str
    news: bool = False

    @property
    def key(self) -> tuple[str, str]:
        return self.subject, self.occurrence


class Report(Struct, frozen=True):
    """`concerns` is all there is to say, `new` what was not said before, `latch` what has been said after this."""

    concerns: tuple[Concern, ...]
    new: tuple[Concern, ...]
    latch: Said


def report(view: View, latch: Said = frozenset()) -> Report:
    """What needs attention, most urgent first, then what only happened. `latch` is what was said before."""
    needed = [_concern(item, view) for item in view.attention]
    news = list(_news(view))
    levels = {(it.view.target.id, it.occurrence) for it in needed if it.view.kind == "level"}
    found = (*needed, *(it for it in news if (it.view.target.id, it.occurrence) not in levels))
    lasting = {it.subject for it in needed} | _unjudged(view)
    return Report(
        concerns=found,
        new=tuple(it for it in found if it.key not in latch),
        latch=frozenset({key for key in latch if key[0] in lasting} | {it.key for it in (*needed, *news)}),
    )


class _Latch(Struct, frozen=True):
    format: int = 1
    said: Said = frozenset()


def read_latch(state: Path, thesis_id: str) -> Said:
    """What was said before; nothing when the file is not there or cannot be read."""
    try:
        with open(_path(state, thesis_id), "rb") as file:  # noqa: PTH123  (as in storage)
            kept: _Latch | Said = msgspec.json.decode(file.read(), type=_Latch | Said)
    except (OSError, ValueError, RecursionError):
        return frozenset()
    if not isinstance(kept, _Latch):  # files did not say their format at first
        return kept
    return kept.said if kept.format <= FORMAT else frozenset()


def write_latch(state: Path, thesis_id: str, latch: Said) -> None:
    """Remembers what was said. Raises StorageError, ReadOnlyError over a file of a newer format."""
    path = _path(state, thesis_id)
    refuse_newer(path)
    write_atomically(path, msgspec.json.encode({"format": FORMAT, "said": sorted(latch)}))


def _path(state: Path, thesis_id: str) -> str:
    return f"{os.fspath(state)}{os.sep}check-{thesis_id}.json"


def _concern(item: AttentionView, view: View) -> Concern:
    id_ = item.target.id
    match item.kind:
        case "criterion":
            return Concern(item, f"criterion:{id_}", _failing(id_, view))
        case "milestone":
            mine = next(it for it in view.milestones if it.milestone.id == id_)
            since = mine.milestone.latest if mine.state == "overdue" else mine.outcome_day
            return Concern(item, f"milestone:{id_}", f"{mine.state} {since}")
        case "level":
            level = next(it for it in view.levels if it.level.id == id_)
            return Concern(item, f"level:{id_}", _state(level))
        case "price":
            return Concern(item, "price", view.symbol)
        case "inbox":
            return Concern(item, "inbox", " ".join(view.inbox))
        case "stale" | "conflict":
            return Concern(item, f"{item.kind}:{id_}", "")
        case "goalpost" | "file":
            return Concern(item, f"{item.kind}:{item.target.kind}:{id_}", item.text)


def _failing(criterion_id: str, view: View) -> str:
    """What a criterion fails by: the observation, or the milestone."""
    for pillar in view.pillars:
        for it in pillar.criteria:
            if it.criterion.id == criterion_id:
                if it.observation is not None:
                    return it.observation.observation.id
                return "" if it.milestone is None else f"{it.milestone.state} {it.milestone.milestone.latest}"
    return ""


def _state(level: LevelView) -> str:
    """A level's state with the day of the session that made it, where one did."""
    made = next((it for it in reversed(level.crossings) if it.kind == level.state), None)
    return f"{level.state} {made.day}" if made else level.state


def _unjudged(view: View) -> set[str]:
    """Levels nothing can be said of now: what was said of them stands."""
    return {f"level:{it.level.id}" for it in view.levels if not it.retired and (it.stale or it.state in _UNJUDGED)}


def _news(view: View) -> Iterable[Concern]:
    """What sessions of the last days did to levels, and milestones whose window is open."""
    first = view.today - timedelta(days=NEWS_DAYS)
    live = [it for it in view.levels if not it.retired]
    crossed = [(it.level, one) for it in live for one in it.crossings if one.day > first]
    quiet = _quiet(view) if crossed else frozenset()
    for level, one in crossed:
        if level.id in quiet:
            continue
        text = f"{one.text} on {figures.day(one.day, view.today)}"
        item = AttentionView(kind="level", text=text, pillar=level.pillar, target=Target("level", level.id))
        yield Concern(item, f"crossing:{level.id}", f"{one.kind} {one.day}", news=True)
    for due in view.milestones:
        if due.state == "due" and due.snoozed_until is None and not due.settled:
            mine = due.milestone
            until = figures.day(mine.latest, view.today)
            item = AttentionView(
                kind="milestone",
                text=f"{mine.title} is due, until {until}",
                pillar=mine.pillar,
                target=Target("milestone", mine.id),
            )
            yield Concern(item, f"due:{mine.id}", f"{mine.earliest} {mine.latest}", news=True)


def _quiet(view: View) -> frozenset[str]:
    """Ids of what was put off until a later day, or settled."""
    from thesis_tui.model.journal import Settle, Snooze

    found = set()
    for it in view.journal:
        what = it.entry.what
        if it.retracted or it.replaced:
            continue
        if (isinstance(what, Snooze) and what.until > view.today) or isinstance(what, Settle):
            found.add(what.target)
    return frozenset(found)
