"""Report of `check`, and its memory of earlier reports: each concern is reported once while it lasts.

What was said is kept in the state directory, by occurrence: a level broken on a day, a milestone overdue since
the end of its window, a criterion failing by an observation. An occurrence is forgotten when it is over, so that it
is said again when it comes back. A crossing is said once in its life, however long ago it was when `check` runs;
one that rested on a price corrected since is taken back. Losing the file says everything of the last week once more.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from datetime import timedelta
from typing import TYPE_CHECKING

import msgspec
from msgspec import Struct

from thesis_tui.model import figures
from thesis_tui.model.file_format import FORMAT
from thesis_tui.model.level_history import parse_key
from thesis_tui.model.view import AttentionView, LevelView, MilestoneView, Target, View
from thesis_tui.rules.wording.levels import crossing_text, taken_back_text
from thesis_tui.storage.disk import write_atomically
from thesis_tui.storage.look import refuse_newer

if TYPE_CHECKING:
    from pathlib import Path

    from thesis_tui.model.arrivals import Waiting

NEWS_DAYS = 7
"""For how long what a session did to a level is news to a `check` that never ran before."""
_BEGUN = ("check", "begun")
"""In every latch: tells one that has nothing to remember from none."""
_DOCUMENT = "document"
_UNJUDGED = ("stale", "no price")


Reported = frozenset[tuple[str, str]]
"""Concerns reported before: pairs of the subject and which occurrence of it."""


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
    latch: Reported


def report(view: View, latch: Reported = frozenset()) -> Report:
    """Concerns that need attention, most urgent first, then events. `latch` has those reported before."""
    needed = [_concern(item, view) for item in view.attention]
    crossed, silent = _crossings(view, latch)
    news = [*crossed, *_taken_back(view, latch), *_due(view), *_arrived(view.waiting, latch)]
    documents_said = {(_DOCUMENT, waiting.id) for waiting in view.waiting}
    # a level that is broken now, and the session that broke it, are one thing to say
    levels = {(concern.view.target.id, concern.occurrence) for concern in needed if concern.view.kind == "level"}
    concerns = (*needed, *(concern for concern in news if (concern.view.target.id, _event(concern)) not in levels))
    unjudged = _unjudged(view)
    # a level without a price is not over: forgotten now, it would be said again when the price is back
    unjudged_keys = {key for key in latch if key[0] in unjudged}
    # without what was taken back: that is over once it is said
    shown = {concern.key for concern in (*needed, *crossed, *_due(view))}
    return Report(
        concerns=concerns,
        new=tuple(concern for concern in concerns if concern.key not in latch),
        latch=frozenset({_BEGUN, *unjudged_keys, *shown, *silent, *documents_said}),
    )


def _arrived(documents: Sequence[Waiting], latch: Reported) -> list[Concern]:
    """One line on documents that came since the last `check`, however many."""
    new = [document for document in documents if (_DOCUMENT, document.id) not in latch]
    if not new and not documents:
        return []
    waiting = new or documents
    counted = figures.counted(len(waiting), "new document" if new else "document")
    text = f"{counted} {'waits' if len(waiting) == 1 else 'wait'}: {figures.cut(waiting[0].title, 80)}"
    item = AttentionView(kind="inbox", text=text, pillar=None, target=Target("inbox", ""))
    # said again only when another one comes
    return [Concern(item, _DOCUMENT, new[0].id if new else documents[0].id, news=True)]


def _event(concern: Concern) -> str:
    """A crossing's occurrence as that of the state it made: "broken 2026-11-24"."""
    parsed = parse_key(concern.occurrence)
    return concern.occurrence if parsed is None else f"{parsed[2]} {parsed[1]}"


class _Latch(Struct, frozen=True):
    format: int = 1
    said: Reported = frozenset()


def read_latch(state: Path, thesis_id: str) -> Reported:
    """Reads the concerns reported before; none when the file is not there or cannot be read."""
    try:
        with open(_path(state, thesis_id), "rb") as file:  # noqa: PTH123  (as in storage)
            stored: _Latch | Reported = msgspec.json.decode(file.read(), type=_Latch | Reported)
    except (OSError, ValueError, RecursionError):
        return frozenset()
    if not isinstance(stored, _Latch):  # files did not say their format at first
        return stored
    return stored.said if stored.format <= FORMAT else frozenset()


def write_latch(state: Path, thesis_id: str, latch: Reported) -> None:
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
            return Concern(item, f"milestone:{id_}", _milestone_state(view.milestone(id_)))
        case "level":
            return Concern(item, f"level:{id_}", _level_state(view.level(id_)))
        case "price" if item.target.kind == "listing":  # a doubted price: another one is another occurrence
            return Concern(item, f"price:{id_}", item.text)
        case "price":
            return Concern(item, "price", view.symbol)
        # another article is another occurrence, so the names are
        case "inbox":
            return Concern(item, "inbox", " ".join(view.inbox))
        case "action":
            intent = view.intent(id_)
            return Concern(item, f"action:{id_}", f"{item.text} {intent.since if intent else ''}")
        case "template":
            return Concern(item, "template", "")
        case "stale" | "conflict":
            return Concern(item, f"{item.kind}:{id_}", "")
        case "goalpost" | "file":
            # one thing may be moved twice: the words tell which move it is
            return Concern(item, f"{item.kind}:{item.target.kind}:{id_}", item.text)


def _failing(criterion_id: str, view: View) -> str:
    """Occurrence by which a criterion fails: the id of the observation, or of the milestone."""
    criterion = view.criterion(criterion_id)
    if criterion is None:
        return ""
    if criterion.criterion.live:
        return "live"  # its weeks are others every day
    if criterion.observation is not None:
        return criterion.observation.observation.id
    milestone = criterion.milestone
    return "" if milestone is None else f"{milestone.state} {milestone.milestone.latest}"


def _milestone_state(milestone: MilestoneView | None) -> str:
    """A milestone's state with the day since which it is so."""
    if milestone is None:
        return ""
    since = milestone.milestone.latest if milestone.state == "overdue" else milestone.outcome_day
    return f"{milestone.state} {since}"


def _level_state(level: LevelView | None) -> str:
    """A level's state with the day of the session that made it, where one did."""
    if level is None:
        return ""
    made = next((crossing for crossing in reversed(level.crossings) if crossing.kind == level.state), None)
    return f"{level.state} {made.day}" if made else level.state


def _unjudged(view: View) -> set[str]:
    """Levels nothing can be said of now: what was said of them stands."""
    live = [level for level in view.levels if not level.retired and (level.stale or level.state in _UNJUDGED)]
    return {f"{kind}:{level.level.id}" for level in live for kind in ("level", "crossing")}


def _crossings(view: View, latch: Reported) -> tuple[list[Concern], Reported]:
    """Crossings of levels to report, and those not to: from before a first `check`, or put off."""
    begun = _BEGUN in latch
    first = view.today - timedelta(days=NEWS_DAYS)
    live = [level for level in view.levels if not level.retired and level.news]
    quiet = _quiet(view) if live else frozenset()
    concerns: list[Concern] = []
    silent: set[tuple[str, str]] = set()
    for level in live:
        subject = f"crossing:{level.level.id}"
        for crossing in level.news:
            key = (subject, crossing.key)
            # files of before crossings had keys of their own said "broken 2026-11-24"
            old = (subject, f"{crossing.kind} {crossing.day}") in latch
            if level.level.id in quiet or old or (not begun and crossing.day <= first):
                silent.add(key)
                continue
            text = f"{crossing_text(level.level, crossing, view.symbol)} on {figures.day(crossing.day, view.today)}"
            item = _level_item(level, text, crossing.kind)
            concerns.append(Concern(item, subject, crossing.key, news=True))
    return concerns, frozenset(silent)


def _taken_back(view: View, latch: Reported) -> Iterable[Concern]:
    """Crossings that were said and rested on a price corrected since."""
    for level in view.levels:
        subject = f"crossing:{level.level.id}"
        if level.retired:
            continue
        for key, kind, day in level.gone(occurrence for about, occurrence in latch if about == subject):
            text = taken_back_text(level.level, kind, day, view.today, view.symbol)
            yield Concern(_level_item(level, text, "taken back"), f"taken back:{level.level.id}", key, news=True)


def _level_item(level: LevelView, text: str, code: str) -> AttentionView:
    target = Target("level", level.level.id)
    return AttentionView(kind="level", text=text, pillar=level.level.pillar, target=target, code=code)


def _due(view: View) -> Iterable[Concern]:
    """Milestones whose window is open."""
    for due in view.milestones:
        if due.state == "due" and due.snoozed_until is None and not due.settled:
            mine = due.milestone
            until = figures.day(mine.latest, view.today)
            item = AttentionView(
                kind="milestone",
                text=f"{mine.title} is due, until {until}",
                pillar=mine.pillar,
                target=Target("milestone", mine.id),
                code=due.state,
            )
            yield Concern(item, f"due:{mine.id}", f"{mine.earliest} {mine.latest}", news=True)


def _quiet(view: View) -> frozenset[str]:
    """Ids of what was put off until a later day, or settled."""
    from thesis_tui.model.journal import Settle, Snooze

    quiet = set()
    for entry in view.journal:
        what = entry.entry.what
        if entry.retracted or entry.replaced:
            continue
        if (isinstance(what, Snooze) and what.until > view.today) or isinstance(what, Settle):
            quiet.add(what.target)
    return frozenset(quiet)
