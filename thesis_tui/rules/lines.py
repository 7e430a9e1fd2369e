"""Lines of results releases that were renamed or redefined: a break in a metric's series, never judged across."""

from __future__ import annotations

from collections.abc import Sequence

from thesis_tui.model.live import ResultsLive
from thesis_tui.model.objects import Metric, Observation
from thesis_tui.model.view import ObservationView


def line_of(observation: Observation, metric: Metric) -> str:
    """The name of the line a figure stands in, "" where its metric has had only one. A figure of an article, which
    says no line, is of the first.
    """
    live = metric.live
    if not isinstance(live, ResultsLive) or len(live.line) < 2:
        return ""
    row = observation.row.casefold()
    return next((name for name in live.line if row.startswith(name.casefold())), live.line[0])


def of_one_line(views: Sequence[ObservationView], metric: Metric) -> tuple[list[ObservationView], bool]:
    """The figures of the line of the newest one, and whether others were left out."""
    dated = [view for view in views if view.observation.until is not None]
    if not dated:
        return list(views), False
    newest = max(dated, key=lambda view: (view.observation.until, view.observation.filed is not None))
    line = line_of(newest.observation, metric)
    mine = [view for view in views if line_of(view.observation, metric) == line]
    return mine, len(mine) < len(views)
