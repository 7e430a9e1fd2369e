"""Where a metric's series begins anew: a line of results that was renamed, or a break the user marked by hand.

Nothing is judged, drawn or compared across either.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from thesis_tui.model.live import ResultsLive
from thesis_tui.model.objects import Metric, Observation
from thesis_tui.model.view import ObservationView


class Series(Struct, frozen=True):
    """The figures that may be compared with the newest one."""

    views: list[ObservationView]
    cut: bool = False
    """Figures of before were left out."""
    why: str = ""
    """Why the series breaks where it begins, in the user's words; "" where a line was renamed, or nothing breaks."""


def line_of(observation: Observation, metric: Metric) -> str:
    """The name of the line a figure stands in, "" where its metric has had only one. A figure of an article, which
    says no line, is of the first.
    """
    live = metric.live
    if not isinstance(live, ResultsLive) or len(live.line) < 2:
        return ""
    row = observation.row.casefold()
    # by how the row begins: tables add notes behind the name, "(1)"
    return next((name for name in live.line if row.startswith(name.casefold())), live.line[0])


def of_one_line(views: Sequence[ObservationView], metric: Metric) -> Series:
    """The figures of the line of the newest one, since the last break in it. A figure whose period began before the
    one that breaks the series is of before, however late it ends: a year holds quarters of either kind.
    """
    dated = [view for view in views if view.observation.until is not None]
    if not dated:
        return Series(list(views))
    # of two of one day the filing decides: an article names no line
    newest = max(dated, key=lambda view: (view.observation.until, view.observation.filed is not None))
    line = line_of(newest.observation, metric)
    mine = [view for view in views if line_of(view.observation, metric) == line]
    breaking = _last_break(mine)
    since = [view for view in mine if _follows(view, breaking)] if breaking is not None else mine
    cut = len(since) < len(views)
    why = breaking.observation.series_break if breaking is not None and len(since) < len(mine) else ""
    return Series(since, cut, why)


def _last_break(views: Sequence[ObservationView]) -> ObservationView | None:
    breaks = [view for view in views if view.observation.series_break and view.observation.begins is not None]
    return max(breaks, key=lambda view: view.observation.begins, default=None)  # type: ignore[arg-type, return-value]


def _follows(view: ObservationView, breaking: ObservationView) -> bool:
    begins, first = view.observation.begins, breaking.observation.begins
    return begins is None or (first is not None and begins >= first)


class Break(Struct, frozen=True):
    """A break between two figures: the reason of one marked by hand, or the name of the line that begins there."""

    why: str = ""
    line: str = ""


def break_between(
    earlier: ObservationView, later: ObservationView, metric: Metric, views: Sequence[ObservationView]
) -> Break | None:
    """The break between two figures of `views`, None where they may be compared."""
    for view in views:
        if view.observation.series_break and _follows(later, view) and not _follows(earlier, view):
            return Break(why=view.observation.series_break)
    line = line_of(later.observation, metric)
    return Break(line=line) if line_of(earlier.observation, metric) != line else None
