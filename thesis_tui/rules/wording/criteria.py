"""Criteria in words: when each fails, why it is in its state, its margin and its window."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from thesis_tui.model import figures
from thesis_tui.model.enums import CriterionState, Operator
from thesis_tui.model.objects import Criterion, Metric, Milestone, Observation
from thesis_tui.model.reasons import CriterionReason
from thesis_tui.model.view import CriterionView
from thesis_tui.rules.thresholds import Side, lower_is_better

MISSES: dict[Operator, str] = {">=": "below", ">": "not above", "<=": "above", "<": "not below"}
"""How a value that fails stands to the threshold."""
LIVE_WEEKS = 3
"""Weekly medians that a criterion on readings takes at least: single days are noise."""
_RUNNING = {2: "twice in a row", 3: "three times in a row", 4: "four times in a row"}


def threshold_text(criterion: Criterion, metric: Metric | None) -> str:
    """A criterion's threshold with its unit, "" for one on a milestone."""
    if criterion.threshold is None:
        return ""
    return figures.threshold(criterion.threshold, metric.unit if metric else "")


def running(periods: int) -> str:
    """ "twice in a row", "" for once."""
    return "" if periods <= 1 else _RUNNING.get(periods, f"{periods} times in a row")


def window_text(milestone: Milestone, noted: date, today: date) -> str:
    """A milestone's window in few characters: "by mid-Feb 2026"."""
    return figures.window(milestone.earliest, milestone.latest, noted, today)


def by_window(text: str) -> str:
    """A window as the end of a sentence: "by mid-Feb", "in Q1 2026", "by 3 Dec"."""
    if text.startswith("by "):
        return text
    if " to " in text:
        return f"by {text.rpartition(' to ')[2]}"
    return f"by {text}" if text[:1].isdigit() and " " in text else f"in {text}"


def criterion_text(criterion: Criterion, metric: Metric | None, milestone: tuple[str, str] | None) -> str:
    """When it fails: "cloud revenue YoY below 15 %, twice in a row". `milestone` is its title and window."""
    if criterion.milestone is not None:
        title, window = milestone or (criterion.milestone, "")
        return f"no {title} {by_window(window)}" if window else f"no {title}"
    if criterion.operator is None or criterion.threshold is None:
        return "no threshold"
    name = metric.title if metric else str(criterion.metric)
    text = f"{name} {MISSES[criterion.operator]} {threshold_text(criterion, metric)}"
    if criterion.live:
        return f"{text}, by the medians of {max(LIVE_WEEKS, criterion.periods)} weeks"
    often = running(criterion.periods)
    return f"{text}, {often}" if often else text


def reason_text(
    criterion: Criterion,
    metric: Metric | None,
    milestone: tuple[str, str] | None,
    state: CriterionState,
    reason: CriterionReason,
    distance: Decimal | None,
) -> str:
    """Why a criterion is in its state: "19 points above its kill threshold, 15 %".

    `milestone` is the title and the window of the one it is based on; `distance` the margin in the metric's unit.
    """
    if criterion.milestone is not None:
        return _milestone_reason(milestone, reason)
    text = _metric_reason(criterion, metric, state, reason, distance)
    if reason.newer is None or metric is None:
        return text
    return f"{text}; {figures.observed(reason.newer, metric).text} since then may be on either side"


def due_text(due: tuple[date, date], *, over: bool = False) -> str:
    """When the next figure is due: "next due 18 to 27 Feb 2027", or was: "next was due 27 Feb 2027"."""
    first, last = due
    if over:
        return f"next was due {figures.long_day(last)}"
    if first == last:
        return f"next due {figures.long_day(last)}"
    begins = str(first.day) if (first.year, first.month) == (last.year, last.month) else figures.day(first, last)
    return f"next due {begins} to {figures.long_day(last)}"


def always_older_text(allowed: int, reached: int) -> str:
    """Says of an age allowed that no figure keeps it: "60 days can never be kept: a figure is 92 days old …"."""
    return f"{figures.days(allowed)} cannot be kept: a figure is {figures.days(reached)} old before the next can come"


def _metric_reason(
    criterion: Criterion,
    metric: Metric | None,
    state: CriterionState,
    reason: CriterionReason,
    distance: Decimal | None,
) -> str:
    if metric is None:
        return f"there is no metric {criterion.metric}"
    if criterion.operator is None:
        return "no threshold given"
    line = threshold_text(criterion, metric)
    values = list(dict.fromkeys(figures.observed(figure, metric).text for figure in reason.figures))
    missing = f"{values[0]}, {MISSES[criterion.operator]} {line}" if values else ""
    match reason.code:
        case "no figure":
            return f"{values[0]} has no dates, so it decides nothing" if values else "no figure yet"
        case "sources differ":
            return f"sources differ on whether it meets {line}: {' or '.join(values)}"
        case "either side":
            return f"{values[0]} may be on either side of its {criterion.severity} threshold, {line}"
        case "apart unknown":
            return "clear, margin not known"
        case "apart":
            where = "below" if lower_is_better(criterion) == (state == "passes") else "above"
            gap = figures.difference(distance or Decimal(0), metric.unit)
            return f"{gap} {where} its {criterion.severity} threshold, {line}"
        case "misses":
            return missing
        case "misses in part":
            return f"{missing}, {reason.count} of {max(1, criterion.periods)}"
        case "period missing":
            return f"{missing}; the prior period is missing"
        case "other line":
            return f"{missing}; the period before is of another line, and is not compared"
        case "series break":
            return f"{missing}; series break ({reason.text}), so the period before is not compared"
        case "period in doubt":
            return f"{missing}; the prior period is in doubt"
        case "misses running":
            return f"{missing} {running(reason.count)}"
        case "too old" if reason.due is not None:
            return f"too old: {due_text(reason.due, over=True)}"
        case "too old":
            what = "last reading" if criterion.live else "figure"
            return f"its {what} is older than the {figures.days(reason.days)} allowed"
        case "too few readings":
            return f"{reason.count} of {max(LIVE_WEEKS, criterion.periods)} weeks have a reading; all are needed"
    return "no threshold given"


def _milestone_reason(milestone: tuple[str, str] | None, reason: CriterionReason) -> str:
    if milestone is None:
        return "its milestone is not in the thesis"
    title, window = milestone
    delay = figures.days(reason.days)
    match reason.code:
        case "milestone void":
            return f"{title} is void, so it decides nothing"
        case "milestone missed":
            return f"{title} was missed"
        case "milestone hit":
            return f"{title} was hit on {figures.UNKNOWN if reason.day is None else figures.long_day(reason.day)}"
        case "milestone hit past warn date":
            return f"{title} was hit {delay} past its warn date"
        case "milestone hit late":
            return f"{title} was hit {delay} after its window, which neither proves nor breaks it"
        case "milestone past warn date":
            return f"{title} {delay} past its warn date"
        case "milestone overdue":
            return f"{title} {delay} overdue; only a recorded miss breaks the pillar"
    return f"{title} due {window}"


def margin_text(observation: Observation, distance: Decimal | None, metric: Metric, side: Side) -> str:
    """The margin of the deciding observation: "19 points clear", "at least 2 points past"; "" where none is known."""
    if side == "straddles":
        return ""
    if distance is None:
        return "clear, margin not known" if side == "passes" else "past it, margin not known"
    mark = figures.MARKS[observation.qualifier]
    gap = figures.difference(distance, metric.unit)
    if observation.qualifier in ("more than", "at least", "less than", "at most"):
        mark = ""
        gap = f"at least {gap}"
    return f"{mark}{gap} {'past' if distance < 0 else 'clear'}"


def criterion_change_text(view: CriterionView, name: str, old: str, *, alone: bool) -> str:
    """A change of a criterion whose state was `old`; only a figure from the other side of a line has crossed it.
    `alone` is whether no other criterion rests on its metric.
    """
    criterion = view.criterion
    if criterion.milestone is not None:
        decided = view.state in ("fails", "passes") or view.code == "milestone hit late"
        return view.reason if decided else f"{name} no longer decides anything"
    line = f"its {criterion.severity} threshold, {view.threshold_text}"
    lower = lower_is_better(criterion)
    if view.state == "fails":
        verb = ("rose" if lower else "fell") if old == "passes" else "is"
        return f"{name} {verb} {'above' if lower else 'below'} {line}"
    if view.state == "passes":
        if old == "fails":
            return f"{name} came back {'below' if lower else 'above'} {line}"
        return f"{name} is clear of {line}"
    if view.state == "stale":
        by = "" if alone else f" by its {criterion.severity} criterion"
        return f"{name} is older than the {figures.days(criterion.max_age_days or 0)} allowed{by}"
    return f"{name} can no longer be compared with {line}: {view.reason}"
