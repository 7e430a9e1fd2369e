"""Goalposts: which criteria are in force, and what was moved after it was set.

The baseline of a criterion is the newest `criterion` entry in the journal. `thesis.toml` rules today; when
it differs from the baseline it was moved, and nobody has recorded it yet. As of a date the baseline rules.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime, time
from itertools import pairwise
from typing import cast

from msgspec import Struct, structs

from thesis_tui.model import figures
from thesis_tui.model.book import Book, Clock
from thesis_tui.model.journal import Reason, Retire
from thesis_tui.model.objects import Criterion, Level, Metric, Milestone, Observation
from thesis_tui.model.view import MoveView
from thesis_tui.rules.folded import Folded, Thing, Version
from thesis_tui.rules.sessions import Sessions
from thesis_tui.rules.thresholds import criterion_text, running, side, threshold_text


class Standing(Struct, frozen=True):
    """A criterion in force with its journal versions, oldest first.

    `unrecorded`: `thesis.toml` says otherwise than the newest of them; `removed`: it no longer has it.
    """

    criterion: Criterion
    versions: tuple[Version[Criterion], ...] = ()
    unrecorded: bool = False
    removed: bool = False


class Known(Struct, frozen=True):
    """An observation with the time from which it was known: what a move is held against."""

    observation: Observation
    at: datetime | None
    day: date

    def by(self, at: datetime) -> bool:
        return self.day <= at.date() if self.at is None else self.at <= at


def post(criterion: Criterion) -> tuple[object, ...]:
    """What makes a criterion the goalpost it is; its texts and dates do not."""
    return (
        criterion.metric,
        criterion.operator,
        criterion.threshold,
        criterion.periods,
        criterion.max_age_days,
        criterion.milestone,
        criterion.severity,
    )


def criteria_in_force(book: Book, clock: Clock, folded: Folded) -> list[Standing]:
    """The criteria of the thesis in its own order, then those added from the screen, oldest first."""
    standings: list[Standing] = []
    written = {criterion.id for criterion in book.thesis.criterion}
    for criterion in book.thesis.criterion:
        if criterion.id in folded.dead:
            continue
        standing = _standing(criterion, folded.criteria.get(criterion.id), clock)
        if standing is not None:
            standings.append(standing)
    for id_, thing in folded.criteria.items():
        if id_ in written:
            continue
        newest = thing.what
        if clock.as_of is not None and newest.since > clock.today:
            continue
        removed = thing.versions[0].entry != id_ and clock.as_of is None
        standings.append(Standing(newest, tuple(thing.versions), removed, removed))
    return standings


def _standing(criterion: Criterion, thing: Thing[Criterion] | None, clock: Clock) -> Standing | None:
    versions = () if thing is None else tuple(thing.versions)
    if clock.as_of is not None:
        if thing is not None:
            # the criterion is the baseline's of that day, its texts are today's
            criterion = structs.replace(thing.what, why=criterion.why)
        return None if criterion.since > clock.today else Standing(criterion, versions)
    if thing is None:
        return Standing(criterion)
    filed = last_filed(version.what for version in thing.versions)
    if filed is not None and post(filed) != post(criterion):
        return Standing(criterion, versions, unrecorded=True)
    if thing.what.screen:
        criterion = structs.replace(thing.what, why=thing.what.why or criterion.why)
    return Standing(criterion, versions)


def last_filed(versions: Iterable[Criterion]) -> Criterion | None:
    """What `thesis.toml` last said of a criterion, by its journal versions, oldest first."""
    filed = None
    for version in versions:
        if not version.screen:
            filed = version
    return filed


def retired_criteria(
    book: Book, folded: Folded, metrics: dict[str, Metric], titles: Callable[[str], tuple[str, str] | None]
) -> dict[str, list[MoveView]]:
    """Criteria that somebody took out of force, with the reason given, by pillar, oldest first."""
    known = {criterion.id: criterion for criterion in book.thesis.criterion}
    found: dict[str, list[MoveView]] = {}
    for entry in folded.entries if folded.dead else ():
        what = entry.what
        if entry.id in folded.dead:
            continue
        if isinstance(what, Criterion):
            known[entry.object_id] = what
        elif isinstance(what, Retire) and what.target in known:
            gone = known[what.target]
            its = metrics.get(gone.metric or "")
            text = criterion_text(gone, its, titles(gone.milestone) if gone.milestone else None)
            move = MoveView(at=entry.moment, what=gone.severity, before=text, after="retired", reason=what.reason)
            found.setdefault(gone.pillar, []).append(move)
    return found


def criterion_moves(
    standing: Standing,
    folded: Folded,
    metrics: dict[str, Metric],
    known: Callable[[str], Sequence[Known]],
    titles: Callable[[str], tuple[str, str] | None],
) -> tuple[MoveView, ...]:
    """Each change of a criterion's goalpost, oldest first.

    `known` gives the observations of a metric, newest first; `titles` a milestone's title and window.
    """
    moves: list[MoveView] = []
    versions = standing.versions
    for old, new in pairwise(versions):
        if post(old.what) != post(new.what) and new.at is not None:
            moves.append(_criterion_move(old.what, new.what, new.at, metrics, known, titles))
    if standing.unrecorded and versions and versions[-1].at is not None:
        last = versions[-1]
        after = None if standing.removed else standing.criterion
        assert last.at is not None
        found = _criterion_move(last.what, after, last.at, metrics, known, titles)
        moves.append(structs.replace(found, recorded=False))
    return _with_reasons(moves, folded, standing.criterion.id)


def _criterion_move(
    old: Criterion,
    new: Criterion | None,
    at: datetime,
    metrics: dict[str, Metric],
    known: Callable[[str], Sequence[Known]],
    titles: Callable[[str], tuple[str, str] | None],
) -> MoveView:
    metric = metrics.get(old.metric or "")
    what, before, after = _criterion_words(old, new, metrics, titles)
    failed = ""
    if old.operator is not None and old.threshold is not None and metric is not None:
        for one in known(metric.id):
            if one.by(at) and side(one.observation, old.operator, old.threshold) == "fails":
                period = f", {one.observation.period}" if one.observation.period else ""
                failed = figures.observed(one.observation, metric).text + period
                break
    return MoveView(at=at, what=what, before=before, after=after, known=failed)


def _criterion_words(
    old: Criterion,
    new: Criterion | None,
    metrics: dict[str, Metric],
    titles: Callable[[str], tuple[str, str] | None],
) -> tuple[str, str, str]:
    """What was moved, from and to: the one thing that differs, or the whole criterion when several do."""
    metric = metrics.get(old.metric or "")
    if new is not None:
        names = ("metric", "operator", "threshold", "periods", "age", "milestone", "severity")
        differing = [name for name, before, after in zip(names, post(old), post(new), strict=True) if before != after]
        if differing == ["threshold"]:
            return f"{old.severity} line", threshold_text(old, metric), threshold_text(new, metric)
        if differing == ["periods"]:
            return "periods", running(old.periods) or "once", running(new.periods) or "once"
        if differing == ["age"]:
            return "age allowed", _age_words(old.max_age_days), _age_words(new.max_age_days)
        if differing == ["severity"]:
            return "severity", old.severity, new.severity

    def whole(criterion: Criterion) -> str:
        its = metrics.get(criterion.metric or "")
        milestone = titles(criterion.milestone) if criterion.milestone else None
        text = f"{criterion.severity}: {criterion_text(criterion, its, milestone)}"
        return f"{text}, at most {_age_words(criterion.max_age_days)} old" if criterion.max_age_days else text

    return "criterion", whole(old), "taken out of thesis.toml" if new is None else whole(new)


def _age_words(days: int | None) -> str:
    return "any age" if days is None else figures.days(days)


def milestone_moves(thing: Thing[Milestone], folded: Folded) -> tuple[MoveView, ...]:
    """Each change of a milestone's window, oldest first."""
    moves: list[MoveView] = []
    noted = thing.recorded or folded.today
    for old, new in pairwise(thing.versions):
        was, now = old.what, new.what
        if (was.earliest, was.latest) == (now.earliest, now.latest) or new.at is None:
            continue
        over = (new.at.date() - was.latest).days
        moves.append(
            MoveView(
                at=new.at,
                what="window",
                before=_window(was, noted, folded.today),
                after=_window(now, new.at.date(), folded.today),
                known=f"{figures.days(over)} overdue" if over > 0 else "",
            )
        )
    return _with_reasons(moves, folded, thing.id)


def _window(milestone: Milestone, noted: date, today: date) -> str:
    text = figures.window(milestone.earliest, milestone.latest, noted, today)
    year = str(milestone.latest.year)
    return text if milestone.latest.year == today.year or year in text else f"{text} {year}"


def level_moves(
    thing: Thing[Level], on_basis: Sequence[Level], folded: Folded, sessions: Sessions
) -> tuple[MoveView, ...]:
    """Each change of a level's value, oldest first. `on_basis` has its versions on one basis of splits: a value that
    only a split made another was not moved.
    """
    moves: list[MoveView] = []
    for (was, now), version in zip(pairwise(on_basis), thing.versions[1:], strict=True):
        if (was.low, was.top, was.listing) == (now.low, now.top, now.listing) or version.at is None:
            continue
        moves.append(
            MoveView(
                at=version.at,
                what=was.type,
                before=figures.zone(was.low, was.high, was.currency),
                after=figures.zone(now.low, now.high, now.currency),
                known=_close_beyond(was, thing.recorded, version.at.date(), sessions),
            )
        )
    return _with_reasons(moves, folded, thing.id)


def _close_beyond(level: Level, noted: date | None, by: date, sessions: Sessions) -> str:
    """A close that had already broken a support, a resistance or a stop when it was moved, or ""."""
    if level.type not in ("support", "resistance", "stop"):
        return ""
    first = 0 if noted is None else sessions.until(noted)
    last = sessions.until(by)
    if level.type == "resistance":
        at = sessions.close.first(first, last, ">", level.top)
    else:
        at = sessions.close.first(first, last, "<", level.low)
    if at >= last:
        return ""
    return f"close of {figures.price(sessions.close[at], level.currency)} on {figures.long_day(sessions.day(at))}"


def _with_reasons(moves: Sequence[MoveView], folded: Folded, target: str) -> tuple[MoveView, ...]:
    """A reason speaks for every move before it that has none yet."""
    reasons = folded.reasons.get(target, ())
    if not moves or not reasons:
        return tuple(moves)
    explained = []
    for move in moves:
        text = next(
            (cast("Reason", one.what).text for one in reasons if one.moment >= move.at and move.recorded),
            "",
        )
        explained.append(structs.replace(move, reason=text))
    return tuple(explained)


def day_start(day: date, like: datetime) -> datetime:
    """Midnight at the start of `day`, in the zone of `like`."""
    return datetime.combine(day, time(), like.tzinfo)
