"""Live metrics: which rows of a results release they are, and where each is asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from thesis_tui.model.live import ResultsLive, XbrlLive

if TYPE_CHECKING:
    from thesis_tui.model.objects import Thesis
    from thesis_tui.public_data.wanted import Wanted, What


def wanted_lines(thesis: Thesis) -> tuple[Wanted, ...]:
    """The lines of a results release that are metrics of a thesis: those that name them, and those whose figure XBRL
    has later.
    """
    from thesis_tui.public_data.wanted import GROUP_LINES, Wanted, group_line

    found = []
    for metric in thesis.metric:
        live = metric.live
        if isinstance(live, ResultsLive):
            whole = group_line(live.line)
            found.append(
                Wanted(
                    figure=metric.id.removesuffix("-yoy"),
                    labels=live.line,
                    metric=metric.id,
                    what=live.figure,
                    of=live.of,
                    group=whole is not None,
                    per_share=whole is not None and whole.per_share,
                )
            )
        elif isinstance(live, XbrlLive):
            figure = live.figure.removesuffix("-yoy")
            what: What = "amount" if figure == live.figure else "yoy"
            found += [
                Wanted(
                    figure=item.figure,
                    labels=item.labels,
                    metric=metric.id,
                    what=what,
                    group=True,
                    per_share=item.per_share,
                )
                for item in GROUP_LINES
                if item.figure == figure
            ]
    return tuple(found)
