"""A figure against that of the same period a year before: of a month the same month, of a quarter the same quarter."""

from __future__ import annotations

from datetime import timedelta

from thesis_tui.model import figures
from thesis_tui.model.objects import Metric
from thesis_tui.model.view import ObservationView
from thesis_tui.rules.series_breaks import of_one_line

_APART = range(357, 374)
"""Days from one end to the other: a calendar year, or 51 to 53 weeks of companies that count in weeks."""
_ALIKE = timedelta(days=8)
"""By how much the two may differ in length: one of 13 weeks, one of 14."""


def year_before(figure: ObservationView, metric: Metric, views: tuple[ObservationView, ...]) -> ObservationView | None:
    """The figure of the same period a year before; None where there is none, or a break in the series lies between."""
    what = figure.observation
    if what.start is None or what.end is None or what.unit:
        return None
    for other in of_one_line(views, metric).views:
        then = other.observation
        if then.start is None or then.end is None or then.unit:
            continue
        alike = abs((what.end - what.start) - (then.end - then.start)) <= _ALIKE
        if alike and (what.end - then.end).days in _APART:
            return other
    return None


def change_text(figure: ObservationView, before: ObservationView, metric: Metric) -> str:
    """By how much it changed over the year: "+12.5 %", of percentages "+3 points"; "" where a range, or a figure that
    is not above zero, has no such change.
    """
    now, then = figure.observation.quantity, before.observation.quantity
    if now.base_high is not None or then.base_high is not None:
        return ""
    if metric.unit == "%":
        gap = now.base - then.base
        return f"{'−' if gap < 0 else '+'}{figures.difference(abs(gap), metric.unit)}"
    if then.base <= 0 or now.base < 0:
        return ""
    exact = figure.observation.qualifier == before.observation.qualifier == "exactly"
    return f"{'' if exact else 'about '}{figures.percent((now.base / then.base - 1) * 100)}"
