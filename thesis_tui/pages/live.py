"""Live figures on the pages: with their age and the host they are from, never as what a source printed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from msgspec.structs import replace

from thesis_tui.model import figures
from thesis_tui.model.view import LiveView, MetricView, ObservationView, View
from thesis_tui.pages.spans import Line, Role, Span

# Downloads move by the hour: digits beyond the fourth would change with every reading and say nothing.
_DIGITS = 4


def time_since(moment: datetime, now: datetime) -> str:
    """ "now", "12 min", "5 h", "3 d"."""
    span = max(timedelta(0), now - moment)
    minutes = int(span.total_seconds() // 60)
    if minutes < 60:
        return f"{minutes} min" if minutes else "now"
    return f"{minutes // 60} h" if minutes < 48 * 60 else figures.age(span.days)


def live_words(view: View, live: LiveView) -> str:
    """ "live, huggingface.co, 5 h"; what is old says so."""
    age = time_since(live.at, view.now)
    parts = ["live", live.host, f"◌ {age}" if live.stale else age]
    return ", ".join(part for part in parts if part)


def live_figure(metric: MetricView) -> ObservationView:
    """The figure as columns show it, four digits of it: a counter's last digits are noise."""
    assert metric.live is not None
    figure = metric.live.figure
    return replace(
        figure, observation=replace(figure.observation, value=figures.significant(figure.observation.value, _DIGITS))
    )


def live_note(live: LiveView, metric: MetricView) -> str:
    """The words on a reading beside its value, "" for nothing."""
    if live.held is not None:
        return f"{figures.compact(live.held, metric.metric.unit).text.strip()} waits: far from what it was"
    return "revised: lower than before" if live.note == "revised" else ""


def newest_live(metrics: Sequence[MetricView], but: MetricView | None) -> MetricView | None:
    """The first of the live metrics that is fresh, else the first, another than `but`; None where there is none."""
    mine = [item for item in metrics if item.live is not None and item is not but]
    return next((item for item in mine if item.live is not None and not item.live.stale), mine[0] if mine else None)


def live_spans(view: View, metric: MetricView) -> Line:
    """A live figure at the end of another line, in three spans: name, value, age."""
    assert metric.live is not None
    age = time_since(metric.live.at, view.now)
    role: Role = "muted" if metric.live.stale else "text"
    value = figures.shown(live_figure(metric).observation, metric.metric).text.strip()
    return (
        Span(f"{metric.metric.short or metric.metric.title} ", "muted"),
        Span(value, role),
        Span(f" live {'◌ ' if metric.live.stale else ''}{age}", "muted"),
    )
