"""One thing a review asks about: what it is, since when, on what it rests, and what can be done with a key."""

from __future__ import annotations

from typing import Final, Literal, NamedTuple

from thesis_tui.model import figures
from thesis_tui.model.view import (
    CriterionView,
    LevelView,
    MetricView,
    MilestoneView,
    MoveView,
    ObservationView,
    Origin,
    Target,
    View,
)
from thesis_tui.pages.frame import price_words
from thesis_tui.pages.gauge import margin_gauge
from thesis_tui.pages.glyphs import STANCE_GLYPHS, criterion_sign
from thesis_tui.pages.outlook import outlook_summary
from thesis_tui.pages.panel import evidence_day
from thesis_tui.pages.periods import period_label
from thesis_tui.pages.position import after_words, moment_words
from thesis_tui.pages.sections import day_of, moved_rows, note_rows, origin_target, source_mark, wrapped_rows
from thesis_tui.pages.spans import Line, Role, Row, Span, fit
from thesis_tui.rules.calendar_periods import describe_span
from thesis_tui.rules.freshness import never_met
from thesis_tui.rules.level_turns import flips
from thesis_tui.rules.review import open_items
from thesis_tui.rules.review_items import ReviewItem
from thesis_tui.rules.thresholds import lower_is_better
from thesis_tui.rules.wording.criteria import always_older_text
from thesis_tui.rules.wording.levels import crossing_text
from thesis_tui.venues import units

_INDENT: Final = 9
_MOST: Final = 5
"""Figures and pieces of evidence shown of a metric or a pillar."""


Answer = Literal[
    "hit", "missed", "void", "settle", "why", "nothing", "figure", "evidence", "price", "refresh", "flip", "retire",
    "file", "snooze", "skip", "write", "read", "decision", "accept", "accept all", "change", "retire criterion",
    "allow", "replace", "retire resting",
]  # fmt: skip
"""Answers to an item of the review; tui/screens/review.py does it."""


class Answering(NamedTuple):
    """A key of an item, what it does in a few words, and the answer it gives."""

    key: str
    does: str
    name: Answer


SKIP: Final = Answering("s", "skip this time", "skip")
_SNOOZE: Final = Answering("z", "snooze until a date", "snooze")
_LAST: Final = (_SNOOZE, SKIP)


_LEARNED: Final = Answering("w", "write what you learned", "settle")
_SAME: Final[dict[str, tuple[Answering, ...]]] = {
    "action": (
        Answering("b", "record what you did", "decision"), Answering("w", "write why you did not", "settle"), *_LAST,
    ),
    "conflict": (Answering("w", "resolve with a reason", "settle"), *_LAST),
    "scenario": (_LEARNED, SKIP),
    "decision": (_LEARNED, *_LAST),
    "price": (Answering("a", "add a price", "price"), Answering("r", "fetch prices", "refresh"), *_LAST),
    "file": (Answering("E", "open the file", "file"), SKIP),
    "inbox": (Answering("i", "read it", "read"), SKIP),
}  # fmt: skip
"""Answers that are the same for all items of a kind."""


def actions_of(view: View, item: ReviewItem) -> tuple[Answering, ...]:
    """Answers to an item, none when nothing can be recorded."""
    if view.as_of is not None:
        return ()
    match item.kind:
        case "milestone" if item.what == "overdue milestone":
            return (
                Answering("h", "it was hit", "hit"), Answering("m", "it was missed", "missed"),
                Answering("v", "void: cannot be judged", "void"), *_LAST,
            )  # fmt: skip
        case "milestone":
            missed = view.milestone(item.target.id)
            rests = missed is not None and bool(missed.criteria)
            instead = Answering("a", "add what replaces it", "replace")
            given_up = (Answering("d", "retire its criteria", "retire resting"),) if rests else ()
            return (instead, *given_up, Answering("w", "write what follows", "settle"), *_LAST)
        case "criterion":
            settle = Answering("w", "acknowledge, still open", "settle")
            criterion = view.criterion(item.target.id)
            rests_on_figure = criterion is not None and criterion.criterion.metric is not None
            figure = (Answering("a", "add a figure", "figure"),) if rests_on_figure else ()
            older = never_met(view, criterion) if criterion is not None and criterion.state == "stale" else None
            allow = (Answering("A", f"allow {older.offered} days", "allow"),) if older is not None else ()
            return (*figure, *allow, settle, *_LAST)
        case "goalpost":
            # a snooze is of the thing: it would silence what else is wrong with it
            alone = all(other.kind == "goalpost" for other in open_items(view) if other.target == item.target)
            return (Answering("w", "write why it was moved", "why"), *(_LAST if alone else (SKIP,)))
        case "evidence":
            return (Answering("a", "add evidence", "evidence"), Answering("w", "nothing new", "nothing"), *_LAST)
        case "level":
            level = view.level(item.target.id)
            kind = flips(level) if level is not None else None
            flip = (Answering("y", f"turn it into {kind}", "flip"),) if kind else ()
            settle = Answering("w", "write what it means", "settle")
            return (settle, *flip, Answering("d", "retire the level", "retire"), *_LAST)
        case "template":
            left = sum(other.kind == "template" for other in open_items(view))
            every = (Answering("Y", f"accept all {left} as they are", "accept all"),) if left > 1 else ()
            return (
                Answering("y", "accept it as it is", "accept"), Answering("e", "set your own threshold", "change"),
                Answering("d", "retire it", "retire criterion"), *every, *_LAST,
            )  # fmt: skip
        case _:
            return _SAME[item.kind]


def item_rows(view: View, item: ReviewItem, width: int) -> list[Row]:
    """The item in full: its title (which opens it), why it is asked, and what there is to judge it by."""
    since = f", since {figures.day(item.since, view.today)}" if item.since is not None else ""
    rows = wrapped_rows((), item.title, width, item.target, "strong", limit=3)
    rows += wrapped_rows((), item.text + since, width, None, _role(view, item), limit=3)
    rows.append(Row(fit((), width)))
    match item.kind:
        case "milestone":
            return rows + _milestone(view, view.milestone(item.target.id), width)
        case "criterion" | "template":
            return rows + _criterion(view, view.criterion(item.target.id), item.pillar, width)
        case "goalpost":
            return rows + _goalpost(view, item.target, width)
        case "conflict":
            return rows + _conflict(view, item.target.id, width)
        case "evidence":
            return rows + (_newest_of if item.also else _evidence)(view, item, width)
        case "level":
            return rows + _level(view, view.level(item.target.id), width)
        case "price":
            return rows + _price(view, width)
        case "scenario":
            outlook = next((other for other in view.outlooks if other.over and item.key.endswith(f":{other.by}")), None)
            words = [] if outlook is None else outlook_summary(outlook)
            return rows + [row for text in words for row in wrapped_rows((), text, width, None)]
        case "decision":
            decision = next((other for other in view.decisions if other.entry == item.target.id), None)
            words = (
                []
                if decision is None
                else [text for text in (after_words(view, decision), moment_words(decision)) if text]
            )
            return rows + [row for text in words if text for row in wrapped_rows((), text, width, None)]
        case "file" | "action":
            return rows
        case "inbox":
            return rows + _waiting(view, width)


def _waiting(view: View, width: int) -> list[Row]:
    """Names of what waits, the newest first."""
    # articles are named by their files, without what says of which kind a file is
    files = [name.rpartition(".")[0] or name for name in reversed(view.inbox)]
    names = [*files, *(waiting.title for waiting in view.waiting)]
    rows = [row for name in names[:_MOST] for row in _labelled("waits", name, width)]
    return rows + (_labelled("", f"{len(names) - _MOST} more", width, role="muted") if len(names) > _MOST else [])


def _role(view: View, item: ReviewItem) -> Role:
    if item.kind == "criterion":
        criterion = view.criterion(item.target.id)
        if criterion is None or criterion.state == "stale":
            return "muted"
        return "bad" if criterion.criterion.severity == "kill" else "warn"
    return {"evidence": "muted", "price": "muted", "file": "bad"}.get(item.kind, "warn")  # type: ignore[return-value]


def _labelled(word: str, text: str, width: int, target: Target | None = None, role: Role = "text") -> list[Row]:
    return wrapped_rows((Span(word.ljust(_INDENT), "muted"),), text, width, target, role)


def _source(view: View, origin: Origin, width: int) -> list[Row]:
    """Where it comes from: a source's number, title and day, or whoever entered it."""
    if origin.number:
        day = figures.published(origin.published, origin.basis, origin.earliest, origin.latest, view.today)
        text = f"{source_mark(origin)}  {origin.label}, {day}"
    else:
        day = f", {figures.day(origin.published, view.today)}" if origin.published else ""
        text = f"entered by you{day}" if origin.label == "you" else f"{origin.label}{day}"
    return _labelled("source", text, width, origin_target(origin), "muted")


def _moves(view: View, moved: tuple[MoveView, ...], width: int, beyond: str = "") -> list[Row]:
    return [row for move in moved for row in moved_rows(view, move, width, _INDENT, beyond)]


def _milestone(view: View, milestone: MilestoneView | None, width: int) -> list[Row]:
    if milestone is None:
        return []
    other = milestone.milestone
    span = describe_span(other.earliest, other.latest)
    rows = _labelled(
        "window", span + (f"; as written: {other.window}" if other.window not in ("", span) else ""), width
    )
    if milestone.outcome_day is not None:
        ended = f"{milestone.state} {figures.day(milestone.outcome_day, view.today)}"
        rows += _labelled("outcome", ended + (f": {milestone.outcome_note}" if milestone.outcome_note else ""), width)
    odds = ", ".join(f"{figures.plain(stated.odds)} % {day_of(view, stated.at)}" for stated in milestone.odds[-_MOST:])
    rows += _labelled("odds", odds or "none stated", width)
    rows += _moves(view, milestone.moved, width)
    for id_ in milestone.criteria:
        resting = view.criterion(id_)
        if resting is not None:
            glyph, role = criterion_sign(resting)
            lead: Line = (Span("decides".ljust(_INDENT), "muted"), Span(f"{glyph} ", role))
            text = f"{resting.criterion.severity}: {resting.text}"
            rows += wrapped_rows(lead, text, width, Target("criterion", id_))
    if other.note:
        rows += _labelled("what", other.note, width)
    if other.quote:
        rows += _labelled("words", f"“{other.quote}”", width)
    rows += note_rows(view, milestone.notes, width, (Span("note".ljust(_INDENT), "muted"),))
    return rows + _source(view, milestone.origin, width)


def _criterion(view: View, view_of_criterion: CriterionView | None, pillar_id: str | None, width: int) -> list[Row]:
    if view_of_criterion is None:
        return []
    beyond = "above the old" if lower_is_better(view_of_criterion.criterion) else "below the old"
    rows = [
        *_labelled("fails", f"if {view_of_criterion.text}", width),
        *_moves(view, view_of_criterion.moved, width, beyond),
    ]
    if view_of_criterion.observation is not None:
        rows.append(Row(fit((Span("margin".ljust(_INDENT), "muted"), *margin_gauge(view_of_criterion)), width)))
        if view_of_criterion.margin_text:
            rows += _labelled("", view_of_criterion.margin_text, width, role="muted")
    older = never_met(view, view_of_criterion)
    if older is not None:
        rows += _labelled(
            "allowed", always_older_text(view_of_criterion.criterion.max_age_days or 0, older.reached), width
        )
    pillar = view.pillar(pillar_id)
    metric = (
        next((other for other in pillar.metrics if other.metric.id == view_of_criterion.criterion.metric), None)
        if pillar
        else None
    )
    if metric is not None:
        rows += _figures(view, metric, width)
    if view_of_criterion.in_force_since is not None:
        rows += _labelled("in force", f"since {figures.day(view_of_criterion.in_force_since, view.today)}", width)
    if view_of_criterion.criterion.why:
        rows += _labelled("why", view_of_criterion.criterion.why, width)
    return rows


def _figures(view: View, metric: MetricView, width: int) -> list[Row]:
    """The newest figures, each with its period, age and source."""
    rows: list[Row] = []
    for at, seen in enumerate(metric.observations[:_MOST]):
        rows += _figure(view, metric, seen, width, "figure" if at == 0 else "")
    if len(metric.observations) > _MOST:
        rows += _labelled("", f"{len(metric.observations) - _MOST} older on the pillar page", width, role="muted")
    return rows or _labelled("figure", "none yet", width, role="muted")


def _figure(view: View, metric: MetricView, seen: ObservationView, width: int, word: str) -> list[Row]:
    figure = figures.observed(seen.observation, metric.metric).text
    period = period_label(seen.observation, view.fiscal_year_end, view.today)
    age = f", {figures.days(seen.age_days)} old" if seen.age_days is not None else ", undated"
    origin = seen.origin
    where = f"source {origin.number}: {origin.label}" if origin.number else origin.label
    lead: Line = (Span(word.ljust(_INDENT), "muted"), Span(f"{figure}  ", "strong", bold=True))
    return wrapped_rows(lead, f"{period}{age}; {where}", width, origin_target(origin), "muted")


def _goalpost(view: View, target: Target, width: int) -> list[Row]:
    if target.kind == "criterion":
        criterion = view.criterion(target.id)
        return _criterion(view, criterion, criterion.criterion.pillar if criterion else None, width)
    if target.kind == "milestone":
        return _milestone(view, view.milestone(target.id), width)
    if target.kind in ("pillar", "metric"):
        moved = [*view.retired, *(move for pillar in view.pillars for move in pillar.amended)]
        amended = [move.move for move in moved if move.target == target]
        return _moves(view, tuple(amended), width)
    return _level(view, view.level(target.id), width)


def _conflict(view: View, id_: str, width: int) -> list[Row]:
    conflict = view.conflict(id_)
    if conflict is None:
        return []
    rows = _labelled("metric", conflict.metric.title, width, Target("metric", conflict.metric.id))
    if conflict.period:
        rows += _labelled("of", conflict.period, width)
    for side in conflict.sides:
        rows.append(Row(fit((), width)))
        rows += _labelled("value", side.text, width, role="strong")
        rows += _source(view, side.observation.origin, width)
        if side.observation.observation.note:
            rows += _labelled("", side.observation.observation.note, width, role="muted")
        if side.observation.observation.quote:
            rows += _labelled("words", f"“{side.observation.observation.quote}”", width, role="muted")
    return rows


def _evidence(view: View, item: ReviewItem, width: int) -> list[Row]:
    pillar = view.pillar(item.pillar)
    if pillar is None:
        return []
    rows = _labelled("claim", pillar.pillar.claim, width)
    for evidence in pillar.evidence[:_MOST]:
        lead: Line = (
            Span(f"{STANCE_GLYPHS[evidence.stance]} "),
            Span(f"{evidence_day(view, evidence)}  ", "muted"),
        )
        right: Line = (Span(source_mark(evidence.origin).rjust(3), "muted"),)
        rows += wrapped_rows(lead, evidence.evidence.text, width, Target("evidence", evidence.evidence.id), right=right)
    if len(pillar.evidence) > _MOST:
        rows += _labelled("", f"{len(pillar.evidence) - _MOST} older on the pillar page", width, role="muted")
    return rows


def _newest_of(view: View, item: ReviewItem, width: int) -> list[Row]:
    """The newest evidence of each pillar that is asked about."""
    rows: list[Row] = []
    for target in item.targets:
        pillar = view.pillar(target.id)
        if pillar is None:
            continue
        newest = next((evidence for evidence in pillar.evidence if evidence.day is not None), None)
        words = f"{evidence_day(view, newest)}  {newest.evidence.text}" if newest is not None else "none with a date"
        rows += wrapped_rows((), pillar.pillar.title, width, target, "strong")
        rows += wrapped_rows((Span("  "),), words, width, None, "muted")
    return rows


def _level(view: View, level: LevelView | None, width: int) -> list[Row]:
    if level is None:
        return []
    other = level.level
    price = view.current.get(other.listing)
    rows = _labelled(
        "level", f"{units.zone(other.low, other.high, other.currency)}, {level.state}: {level.reason}", width
    )
    if price is not None:
        day = f", {figures.day(price.day, view.today)}" if price.day else ", undated"
        value = units.price(price.price.value, price.price.currency)
        now = f"{value}{day}{', stale' if price.stale else ''}"
        rows += _labelled("price", now, width, Target("listing", other.listing))
    approximate = "≈" if level.noted_approximate else ""
    rows += _labelled(
        "noted", approximate + figures.day(level.noted, view.today) + (f" by {other.by}" if other.by else ""), width
    )
    for crossing in level.crossings[-_MOST:]:
        rows += _labelled(figures.day(crossing.day, view.today)[: _INDENT - 1], crossing_text(other, crossing), width)
    if level.adjusted:
        rows += _labelled("split", level.adjusted, width)
    if other.why:
        rows += _labelled("why", other.why, width)
    rows += _moves(view, level.moved, width)
    rows += note_rows(view, level.notes, width, (Span("note".ljust(_INDENT), "muted"),))
    return rows + _source(view, level.origin, width)


def _price(view: View, width: int) -> list[Row]:
    price = view.price
    if price is None:
        return []
    value = f"{units.price(price.price.value, price.price.currency)}, {price_words(view, price)}"
    rows = _labelled("price", value, width)
    count = sum(level.level.listing == price.price.listing and not level.retired for level in view.levels)
    rows += _labelled("levels", f"{figures.counted(count, 'level')} on {price.price.listing} need a newer one", width)
    return rows + _source(view, price.origin, width)
