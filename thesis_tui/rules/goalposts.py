"""Goalposts: which criteria are in force, and what was moved after it was set.

The baseline of a criterion is the newest `criterion` entry in the journal. `thesis.toml` rules today; when
it differs from the baseline it was moved, and nobody has recorded it yet. As of a date the baseline rules.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from itertools import pairwise
from typing import Literal, cast

from msgspec import Struct, structs

from thesis_tui.model.book import Book, Clock
from thesis_tui.model.journal import Reason, Retire
from thesis_tui.model.objects import Criterion, Level, Milestone, Observation
from thesis_tui.rules.folded import Folded, Thing, Version
from thesis_tui.rules.levels import LEVEL_RULES
from thesis_tui.rules.sessions import Sessions
from thesis_tui.rules.thresholds import side

SEED = "-seed-"
"""In the ids of the journal that comes with the bundled thesis."""


class CriterionHistory(Struct, frozen=True):
    """A criterion in force with its journal versions, oldest first.

    `unrecorded`: `thesis.toml` says otherwise than the newest of them; `removed`: it no longer has it.
    """

    criterion: Criterion
    versions: tuple[Version[Criterion], ...] = ()
    unrecorded: bool = False
    removed: bool = False
    begun_until: datetime | None = None
    """The end of the day on which the user began the thesis, where it was there from the beginning."""
    beginning: bool = False
    """That day is the one shown."""
    written_why: str = ""
    """Why it is the goalpost, as `thesis.toml` says: a form that is saved with these words gives no new reason."""


class KnownFigure(Struct, frozen=True):
    """An observation with the time from which it was known: what a move is held against."""

    observation: Observation
    at: datetime | None
    day: date

    def by(self, at: datetime) -> bool:
        """Whether the figure was known by a moment; of one with a day alone, at the end of it."""
        return self.day <= at.date() if self.at is None else self.at <= at


MoveCode = Literal["threshold", "periods", "age", "severity", "criterion", "removed", "retired", "window", "level"]
"""The field that was moved; "criterion": several of them; "removed" from thesis.toml; "retired" by the user."""


class Move(Struct, frozen=True, kw_only=True):
    """A goalpost that was moved after it was set, from `before` to `after` (None where it is out of force).

    By then this was known: `failed`, an observation that fails the old criterion; `overdue`, days a milestone was past
    its old window; `broken`, the close that had broken the old level, with its day.
    """

    code: MoveCode
    at: datetime
    before: Criterion | Milestone | Level
    after: Criterion | Milestone | Level | None
    failed: Observation | None = None
    overdue: int = 0
    broken: tuple[Decimal, date] | None = None
    reason: str = ""
    recorded: bool = True


_FIELDS: tuple[MoveCode, ...] = ("criterion", "criterion", "threshold", "periods", "age", "criterion", "severity")
"""Codes of a move in which one field of `post` alone differs, in its order."""


def post(criterion: Criterion) -> tuple[object, ...]:
    """Fields that make a criterion the goalpost it is; its texts and dates are none of them."""
    return (
        criterion.metric,
        criterion.operator,
        criterion.threshold,
        criterion.periods,
        criterion.max_age_days,
        criterion.milestone,
        criterion.severity,
    )


def criteria_in_force(book: Book, clock: Clock, folded: Folded) -> list[CriterionHistory]:
    """The criteria of the thesis in its own order, then those added from the screen, oldest first."""
    histories: list[CriterionHistory] = []
    written = {criterion.id for criterion in book.thesis.criterion}
    for criterion in book.thesis.criterion:
        if criterion.id in folded.dead:
            continue
        history = _history(criterion, folded.criteria.get(criterion.id), clock)
        if history is not None:
            histories.append(structs.replace(history, written_why=criterion.why))
    for id_, thing in folded.criteria.items():
        if id_ in written:
            continue
        newest = thing.what
        if clock.as_of is not None and newest.since > clock.today:
            continue
        # made on the screen, it has the id of its first entry; any other came from thesis.toml, which no longer has it
        removed = thing.versions[0].entry != id_ and clock.as_of is None
        histories.append(CriterionHistory(newest, tuple(thing.versions), removed, removed))
    return [_with_beginning(history, folded, clock.now) for history in histories]


def _history(criterion: Criterion, thing: Thing[Criterion] | None, clock: Clock) -> CriterionHistory | None:
    versions = () if thing is None else tuple(thing.versions)
    if clock.as_of is not None:
        if thing is not None:
            # the criterion is the baseline's of that day, its texts are today's
            criterion = structs.replace(thing.what, why=criterion.why)
        return None if criterion.since > clock.today else CriterionHistory(criterion, versions)
    if thing is None:
        return CriterionHistory(criterion)
    filed = last_filed(version.what for version in thing.versions)
    # held against the newest version from the file: a change on the screen is no contradiction of it
    if filed is not None and post(filed) != post(criterion):
        # whoever changed it has looked at it
        return CriterionHistory(structs.replace(criterion, template=False), versions, unrecorded=True)
    if thing.what.screen:
        criterion = structs.replace(thing.what, why=thing.what.why or criterion.why)
    elif criterion.template and not thing.what.template:
        criterion = structs.replace(criterion, template=False)
    return CriterionHistory(criterion, versions)


def last_filed(versions: Iterable[Criterion]) -> Criterion | None:
    """Newest version of a criterion that came from `thesis.toml`. `versions` are the journal's, oldest first."""
    filed = None
    for version in versions:
        if not version.screen:
            filed = version
    return filed


def retired_criteria(book: Book, folded: Folded) -> Iterator[Move]:
    """Criteria that somebody took out of force, with the reason given, oldest first."""
    known = {criterion.id: criterion for criterion in book.thesis.criterion}
    for entry in folded.entries if folded.dead else ():
        what = entry.what
        if entry.id in folded.dead:
            continue
        if isinstance(what, Criterion):
            known[entry.object_id] = what
        elif isinstance(what, Retire) and what.target in known:
            gone = known[what.target]
            yield Move(code="retired", at=entry.moment, before=gone, after=None, reason=what.reason)


def criterion_moves(
    history: CriterionHistory, folded: Folded, known: Callable[[str], Sequence[KnownFigure]]
) -> tuple[Move, ...]:
    """Each change of a criterion's goalpost, oldest first. `known` gives the observations of a metric, newest first.

    On the day a thesis is begun its criteria are still being written: what is changed then was not moved, unless a
    figure that fails the one before was known.
    """
    moves: list[Move] = []
    versions = history.versions
    for old, new in pairwise(versions):
        # texts may be bettered without moving anything, and a template's line is nobody's goalpost yet
        if post(old.what) != post(new.what) and new.at is not None and not old.what.template:
            move = _criterion_move(old.what, new.what, new.at, known)
            moves.append(structs.replace(move, reason=_reason_given(old.what.why or history.written_why, new.what.why)))
    last = versions[-1] if versions else None
    begun = last is not None and last.what.template and not history.removed
    if history.unrecorded and last is not None and last.at is not None and not begun:
        move = _criterion_move(last.what, None if history.removed else history.criterion, last.at, known)
        moves.append(structs.replace(move, recorded=False))
    until = history.begun_until
    if until is not None:
        moves = [
            move for move in moves
            if move.failed is not None or (move.at >= until if move.recorded else not history.beginning)
        ]  # fmt: skip
    return _with_reasons(moves, folded, history.criterion.id)


def _with_beginning(history: CriterionHistory, folded: Folded, now: datetime) -> CriterionHistory:
    """A criterion that was there when the user began the thesis; those of a bundled one were set before that."""
    first = history.versions[0] if history.versions else None
    if first is None or first.at is None or SEED in first.entry or not folded.entries:
        return history
    begun = folded.entries[0].moment.astimezone(now.tzinfo).date()
    until = day_start(begun + timedelta(days=1), now)
    return structs.replace(history, begun_until=until, beginning=now < until) if first.at < until else history


def _reason_given(before: str, after: str) -> str:
    """Why a goalpost was moved, as its own form says it: a "why" that is another than before."""
    return after if after.strip() != before.strip() else ""


def _criterion_move(
    old: Criterion, new: Criterion | None, at: datetime, known: Callable[[str], Sequence[KnownFigure]]
) -> Move:
    code: MoveCode = "removed"
    if new is not None:
        differing = [name for name, was, now in zip(_FIELDS, post(old), post(new), strict=True) if was != now]
        # several at once are another criterion
        code = differing[0] if len(differing) == 1 else "criterion"
    failed = None
    if old.operator is not None and old.threshold is not None and old.metric is not None:
        operator, line = old.operator, old.threshold
        figures = (figure for figure in known(old.metric) if figure.by(at))
        failed = next(
            (figure.observation for figure in figures if side(figure.observation, operator, line) == "fails"), None
        )
    return Move(code=code, at=at, before=old, after=new, failed=failed)


def milestone_moves(thing: Thing[Milestone], folded: Folded) -> tuple[Move, ...]:
    """Each change of a milestone's window, oldest first."""
    moves: list[Move] = []
    for old, new in pairwise(thing.versions):
        was, now = old.what, new.what
        if (was.earliest, was.latest) == (now.earliest, now.latest) or new.at is None:
            continue
        overdue = max(0, (new.at.date() - was.latest).days)
        reason = _reason_given(was.note, now.note)
        moves.append(Move(code="window", at=new.at, before=was, after=now, overdue=overdue, reason=reason))
    return _with_reasons(moves, folded, thing.id)


def level_moves(thing: Thing[Level], on_basis: Sequence[Level], folded: Folded, sessions: Sessions) -> tuple[Move, ...]:
    """Each change of a level's value, oldest first. `on_basis` has its versions on one basis of splits: a value that
    only a split made another was not moved.
    """
    moves: list[Move] = []
    for (was, now), version in zip(pairwise(on_basis), thing.versions[1:], strict=True):
        if (was.low, was.top, was.listing) == (now.low, now.top, now.listing) or version.at is None:
            continue
        broken = _close_beyond(was, thing.recorded, version.at.date(), sessions)
        reason = _reason_given(was.why, now.why)
        moves.append(Move(code="level", at=version.at, before=was, after=now, broken=broken, reason=reason))
    return _with_reasons(moves, folded, thing.id)


def _close_beyond(level: Level, noted: date | None, by: date, sessions: Sessions) -> tuple[Decimal, date] | None:
    """The close, with its day, that had broken a support, a resistance or a stop when it was moved, or None."""
    rule = LEVEL_RULES[level.type]
    if rule.family.name != "break" and level.type != "stop":
        return None
    first = 0 if noted is None else sessions.until(noted)
    last = sessions.until(by)
    if rule.upward:
        at = sessions.close.first(first, last, ">", level.top)
    else:
        at = sessions.close.first(first, last, "<", level.low)
    if at >= last:
        return None
    return sessions.close[at], sessions.day(at)


def _with_reasons(moves: Sequence[Move], folded: Folded, target: str) -> tuple[Move, ...]:
    """A reason speaks for every move before it that has none yet."""
    reasons = folded.reasons.get(target, ())
    if not moves or not reasons:
        return tuple(moves)
    explained = []
    for move in moves:
        text = move.reason or next(
            (cast("Reason", reason.what).text for reason in reasons if reason.moment >= move.at and move.recorded),
            "",
        )
        explained.append(structs.replace(move, reason=text))
    return tuple(explained)


def day_start(day: date, like: datetime) -> datetime:
    """Midnight at the start of `day`, in the zone of `like`."""
    return datetime.combine(day, time(), like.tzinfo)
