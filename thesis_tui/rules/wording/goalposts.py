"""Moved goalposts in words: the field, from, to, and what was known by then."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

from thesis_tui.model import figures
from thesis_tui.model.objects import Criterion, Level, Metric, Milestone
from thesis_tui.model.view import MoveView
from thesis_tui.rules.goalposts import Move
from thesis_tui.rules.wording.criteria import criterion_text, running, threshold_text, window_text

Titles = Callable[[str], tuple[str, str] | None]
"""Gives a milestone's title and window, None where there is none of that id."""


def criterion_move_view(move: Move, metrics: Mapping[str, Metric], titles: Titles) -> MoveView:
    """The move of a criterion: "kill threshold", "15 %", "10 %"."""
    old, new = move.before, move.after
    assert isinstance(old, Criterion)
    assert new is None or isinstance(new, Criterion)
    metric = metrics.get(old.metric or "")
    what, before, after = _criterion_words(move, old, new, metrics, titles)
    known = ""
    if move.failed is not None and metric is not None:
        known = figures.observed(move.failed, metric).text
        known += f", {move.failed.period}" if move.failed.period else ""
    return _view(move, what, before, after, known)


def _criterion_words(
    move: Move, old: Criterion, new: Criterion | None, metrics: Mapping[str, Metric], titles: Titles
) -> tuple[str, str, str]:
    """The field, from and to; the whole criterion where several fields differ."""
    metric = metrics.get(old.metric or "")
    match move.code:
        case "threshold" if new is not None:
            return f"{old.severity} threshold", threshold_text(old, metric), threshold_text(new, metric)
        case "periods" if new is not None:
            return "periods", running(old.periods) or "once", running(new.periods) or "once"
        case "age" if new is not None:
            return "maximum age", _age(old.max_age_days), _age(new.max_age_days)
        case "severity" if new is not None:
            return "severity", old.severity, new.severity
        case "retired":
            return old.severity, _text(old, metrics, titles), "retired"
    return (
        "criterion",
        _whole(old, metrics, titles),
        "removed from thesis.toml" if new is None else _whole(new, metrics, titles),
    )


def _text(criterion: Criterion, metrics: Mapping[str, Metric], titles: Titles) -> str:
    milestone = titles(criterion.milestone) if criterion.milestone else None
    return criterion_text(criterion, metrics.get(criterion.metric or ""), milestone)


def _whole(criterion: Criterion, metrics: Mapping[str, Metric], titles: Titles) -> str:
    text = f"{criterion.severity}: {_text(criterion, metrics, titles)}"
    return f"{text}, at most {_age(criterion.max_age_days)} old" if criterion.max_age_days else text


def _age(days: int | None) -> str:
    return "any age" if days is None else figures.days(days)


def milestone_move_view(move: Move, noted: date, today: date) -> MoveView:
    """The move of a milestone's window; `noted` is the day the first one was set."""
    old, new = move.before, move.after
    assert isinstance(old, Milestone)
    assert isinstance(new, Milestone)
    before, after = window_text(old, noted, today), window_text(new, move.at.date(), today)
    return _view(move, "window", before, after, f"{figures.days(move.overdue)} overdue" if move.overdue else "")


def level_move_view(move: Move) -> MoveView:
    """The move of a level's value: "support", "148.00", "145.00"."""
    old, new = move.before, move.after
    assert isinstance(old, Level)
    assert isinstance(new, Level)
    known = ""
    if move.broken is not None:
        close, day = move.broken
        known = f"close of {figures.price(close, old.currency)} on {figures.long_day(day)}"
    before = figures.zone(old.low, old.high, old.currency)
    return _view(move, old.type, before, figures.zone(new.low, new.high, new.currency), known)


def _view(move: Move, what: str, before: str, after: str, known: str) -> MoveView:
    return MoveView(
        code=move.code, at=move.at, what=what, before=before, after=after, known=known, reason=move.reason,
        recorded=move.recorded,
    )  # fmt: skip
