"""Commands on figures: a new one, one corrected, dated or marked as a break in its series, and which there are."""

from __future__ import annotations

from thesis_tui.cli.opening import Opening
from thesis_tui.cli.output import say
from thesis_tui.cli.recording import done, retire_named, writable
from thesis_tui.errors import InputError
from thesis_tui.model import figures
from thesis_tui.model.view import MetricView, ObservationView, View
from thesis_tui.pages.periods import period_label
from thesis_tui.services.new_entries import TypedFigure


def observe(opening: Opening) -> int:
    """Records a new value of a metric, judged only where its period is given."""
    desk, options = writable(opening), opening.options
    identity = desk.find("metric", options.text("metric"))
    entry = desk.observe(
        identity,
        options.text("value"),
        options.text("period"),
        options.text("source"),
        options.text("note"),
        options.text("reported"),
        options.text("break"),
        options.text("basis"),
        options.text("by"),
    )
    view = desk.view()
    undated = "" if options.text("period") else "; without --period it is shown, and no criterion uses it"
    return done(desk, f"recorded {_line(view, *_shown(view, entry.object_id))} as {entry.object_id}{undated}")


def figure_edit(opening: Opening) -> int:
    """Corrects a figure; what is left out stays as it is, and "" or "none" clears a text."""
    desk, options = writable(opening), opening.options
    identity = desk.find("figure", options.text("figure"))
    given = {
        name: _cleared(options.maybe(name)) for name in ("period", "source", "note", "reported", "break", "basis", "by")
    }
    if options.maybe("value") is None and all(text is None for text in given.values()):
        wanted = "a value, --period, --reported, --source, --note, --basis, --by or --break"
        raise InputError(f"nothing to change: give {wanted}", "value")
    correction = TypedFigure(
        "",
        options.maybe("value"),
        given["period"],
        given["source"],
        given["note"],
        given["reported"],
        given["break"],
        given["basis"],
        given["by"],
    )
    desk.correct_figure(identity, correction)
    return done(desk, f"corrected: {_line(desk.view(), *_shown(desk.view(), identity))}")


def _cleared(text: str | None) -> str | None:
    return "" if text is not None and text.strip().casefold() == "none" else text


def figure_retire(opening: Opening) -> int:
    """Takes a figure out of force, with the notes on it."""
    return retire_named(opening, "figure", "the figure")


def figure_list(opening: Opening) -> int:
    """Prints every figure with its id, those of one metric where it is named."""
    options, view = opening.options, opening.thesis.view()
    wanted = opening.thesis.find("metric", options.text("metric")) if options.text("metric") else ""
    lines = [
        f"{figure.observation.id}  {_line(view, metric, figure)}"
        for metric in view.metrics
        if wanted in ("", metric.metric.id)
        for figure in (*metric.observations, *metric.expected)
    ]
    say("\n".join(lines) or 'no figure yet; to record the first: thesis-tui observe METRIC "34 %" --period "q3 2026"')
    return 0


def _shown(view: View, identity: str) -> tuple[MetricView, ObservationView]:
    return next(
        (metric, figure)
        for metric in view.metrics
        for figure in (*metric.observations, *metric.expected)
        if figure.observation.id == identity
    )


def _line(view: View, metric: MetricView, figure: ObservationView) -> str:
    """A figure in words: "Cloud revenue YoY +34 %, FQ2 2026, reported 25 Nov 2025"."""
    what = figure.observation
    parts = [
        f"{metric.metric.title} {figures.observed(what, metric.metric).text}",
        period_label(what, view.fiscal_year_end, view.today),
    ]
    if what.basis != "reported":
        parts.append(f"{what.basis} by {what.by}" if what.by else what.basis)
    reported = what.reported or what.filed
    if reported is not None:
        parts.append(f"reported {figures.long_day(reported)}")
    if what.series_break:
        parts.append(f"series break: {what.series_break}")
    return ", ".join(part for part in parts if part)
