"""Forms for the basis of a pillar: a figure, a statement, and the criterion that judges them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from thesis_tui.errors import InputError
from thesis_tui.model import figures
from thesis_tui.model.enums import Operator
from thesis_tui.model.live import gives_readings
from thesis_tui.model.objects import Criterion, Metric, Observation
from thesis_tui.model.quantity import Quantity
from thesis_tui.model.view import MetricView, ObservationView, PillarView, Target, View
from thesis_tui.pages.periods import period_label
from thesis_tui.pages.track_record import record_words
from thesis_tui.rules.freshness import age_never_kept
from thesis_tui.rules.goalposts import post
from thesis_tui.rules.track_record import record_in
from thesis_tui.rules.wording.criteria import always_older_text
from thesis_tui.services import parse
from thesis_tui.services.desk import Desk
from thesis_tui.services.new_entries import TypedFigure
from thesis_tui.tui.field import Field
from thesis_tui.tui.form import Form
from thesis_tui.tui.forms.fields import (
    UNDO,
    ChosenMetric,
    Insisting,
    day_field,
    pillar_field,
    receipt,
    silent,
    source_field,
    text_field,
)
from thesis_tui.tui.targets import pillar_of, title_of

STANCES = [("supports", "▲ supports"), ("weakens", "▼ weakens"), ("neutral", "· neutral")]
BASES = [("reported", "reported"), ("guided", "guided by the company"), ("estimated", "estimated")]
SEVERITIES = [("warn", "warns: at risk"), ("kill", "kills: broken")]
OPERATORS = [(">=", "at least"), (">", "more than"), ("<=", "at most"), ("<", "less than")]
NO_METRIC = "a M to add one"
LARGEST_COUNT = 10_000


def observation_form(desk: Desk, target: Target | None) -> Form:
    """A new value of the metric focused, of the one behind what is focused, or of its pillar's key metric."""
    metrics, focused = _offered_metrics(desk.view(), target)
    if not metrics:
        raise InputError(f"no metric yet; {NO_METRIC}", "metric")
    chosen = ChosenMetric(desk, focused or metrics[0].metric.id)

    def save(texts: dict[str, str]) -> str:
        entry = desk.observe(
            texts["metric"], texts["value"], texts["period"], texts["source"], texts["note"], texts["reported"],
            texts["series_break"], texts["basis"], texts["by"],
        )  # fmt: skip
        what = entry.what
        assert isinstance(what, Observation)
        period = period_label(what, desk.fiscal_year_end, desk.today)
        return receipt(f"{chosen.metric.title} {figures.observed(what, chosen.metric).text}, {period}", "saved")

    return Form("Add figure", [chosen.field(metrics, _unit_words), *_figure_fields(desk, chosen)], save, first="value")


def edit_observation_form(desk: Desk, target: Target | None) -> Form:
    """The figure focused said anew, of a metric its newest one: corrected, dated, or marked as a break."""
    view = desk.view()
    found = figure_in_focus(view, target)
    if found is None:
        raise InputError("no figure selected; f on a metric to add one", "target")
    identity, what = found.observation.id, found.observation
    chosen = ChosenMetric(desk, what.metric)
    values = {
        "value": figure_as_typed(what.quantity, what.unit or chosen.metric.unit),
        "period": _period_as_typed(what),
        "reported": _day_as_typed(what.reported or what.filed),
        "source": what.source,
        "note": what.note,
        "series_break": what.series_break,
        "basis": what.basis,
        "by": what.by,
    }

    def save(texts: dict[str, str]) -> str:
        changed = {name: text for name, text in texts.items() if text.strip() != values[name].strip()}
        desk.correct_figure(identity, TypedFigure("", **changed))
        return f"corrected; what it was stays in the journal; {UNDO}"

    fields = [field._replace(value=values[field.name]) for field in _figure_fields(desk, chosen)]
    return Form(f"Correct {title_of(view, Target('observation', identity))}", fields, save, first="value")


def figure_in_focus(view: View, target: Target | None) -> ObservationView | None:
    """The figure focused, or the newest one of the metric focused; None where there is none."""
    if target is None:
        return None
    if target.kind == "observation":
        return view.figure(target.id)
    metric = view.metric(target.id) if target.kind == "metric" else None
    return None if metric is None else metric.latest or next(iter(metric.observations), None)


def _figure_fields(desk: Desk, chosen: ChosenMetric) -> list[Field]:
    """The fields of a figure beside its metric."""

    def read_period(text: str) -> str:
        # what is expected may be of days to come; saving tells where it is said to have come
        when = parse.measured(text, chosen.metric, desk.today, desk.fiscal_year_end, expected=True)
        if when.start and when.end:
            ahead = "; guided or estimated only" if when.start > desk.today else ""
            return f"{figures.long_day(when.start)} to {figures.long_day(when.end)}{ahead}"
        return f"as of {figures.long_day(when.as_of)}" if when.as_of else ""

    def read_reported(text: str) -> str:
        return figures.week_day(parse.day(text, desk.today, "reported", past=True))

    return [
        Field("value", "value", required=True, read=lambda text: _value_read(text, chosen.metric),
              also="also: about 5.6 bn, >600 M, 40 000-80 000", hint="34 %"),
        Field("period", "period", read=read_period, hint="fq3 2026, nov 2026, or a day",
              also="also: nov 2025, q3 2025, fy 2025, 22 dec 2025; without one, no criterion uses it"),
        Field("reported", "reported", read=read_reported, hint="optional: the day it came out",
              also="its age counts from then, not from the period's end"),
        Field("source", "source", hint="where it is from: a link, or words"),
        Field("note", "note", hint="optional: shown beside it"),
        Field("series_break", "break", hint="optional: why it cannot be compared with before",
              also="such as: the segment now counts AI services"),
        Field("basis", "known as", options=BASES),
        Field("by", "estimate by", hint="optional: whose estimate it is"),
    ]  # fmt: skip


def _day_as_typed(day: date | None) -> str:
    return "" if day is None else day.isoformat()


def _period_as_typed(what: Observation) -> str:
    if what.start is not None and what.end is not None:
        return f"{what.start} to {what.end}"
    return _day_as_typed(what.until)


def _offered_metrics(view: View, target: Target | None) -> tuple[list[MetricView], str]:
    """The metrics a figure can be of, those of the pillar in focus when it has any, and the id of the one that is
    meant, "" for none.
    """
    home = pillar_of(view, target)
    metrics = [metric for item in view.pillars if not home or item.pillar.id == home for metric in item.metrics]
    metrics = metrics or [metric for item in view.pillars for metric in item.metrics]
    meant = _metric_of(view, target)
    if not meant:
        pillar = view.pillar(home)
        meant = pillar.key.metric.id if pillar and pillar.key else ""
    if meant and all(metric.metric.id != meant for metric in metrics):
        metrics = [*metrics, *view.context]
    return metrics, meant


def _metric_of(view: View, target: Target | None) -> str:
    """The metric focused, or the one that the criterion or the figure focused is about, "" for none."""
    if target is None:
        return ""
    match target.kind:
        case "metric":
            return target.id
        case "criterion":
            criteria = (other.criterion for item in view.pillars for other in item.criteria)
            return next((other.metric or "" for other in criteria if other.id == target.id), "")
        case "observation":
            metrics = (metric for item in view.pillars for metric in item.metrics)
            return next((metric.metric.id for metric in metrics
                         if any(seen.observation.id == target.id
                                for seen in (*metric.observations, *metric.expected))), "")  # fmt: skip
        case _:
            return ""


def figure_as_typed(quantity: Quantity, unit: str) -> str:
    """A figure as it is typed: ">5.59 bn USD"."""
    shown = figures.shown_unit(unit)
    number = f"{figures.MARKS[quantity.qualifier]}{number_as_typed(quantity.value, quantity.high)}"
    return " ".join(part for part in (number, quantity.scale, shown) if part)


def number_as_typed(low: Decimal, high: Decimal | None) -> str:
    """A value or a range as it is typed: "145-148"."""
    return figures.plain(low) if high is None else f"{figures.plain(low)}-{figures.plain(high)}"


def _unit_words(metric: Metric) -> str:
    return f"in {metric.unit}" if figures.shown_unit(metric.unit) else f"counts {metric.unit}"


def _value_read(text: str, metric: Metric) -> str:
    """Says a value back with the interval it is taken for: "34 % (33.5 to 34.5 %)", a range as typed: "40 to 80"."""
    quantity, unit = parse.quantity(text, metric)
    low, high = quantity.interval.low, quantity.interval.high
    shown = figures.compact(quantity.base, unit or metric.unit).text
    if quantity.qualifier == "exactly" and quantity.base_high is None and high - low <= 1 and metric.unit != "%":
        return shown  # to the last whole one: half a shop more or less says nothing
    if high.is_infinite():
        return f"{shown} or more"
    if low.is_infinite():
        return f"{shown} or less"
    if quantity.base_high is not None and quantity.qualifier == "exactly":
        return figures.between(quantity.base, quantity.base_high, unit or metric.unit)
    return f"{figures.MARKS[quantity.qualifier]}{shown} ({figures.between(low, high, unit or metric.unit)})"


def evidence_form(desk: Desk, target: Target | None) -> Form:
    """A statement without a number, for the pillar that `target` belongs to."""
    view = desk.view()

    def save(texts: dict[str, str]) -> str:
        desk.add_evidence(texts["text"], texts["pillar"] or None, texts["stance"], texts["on"] or None, texts["source"])
        return f"added; {UNDO}"

    return Form(
        "Add evidence",
        [
            text_field("text", "text"),
            pillar_field(view, pillar_of(view, target)),
            Field("stance", "effect", "supports", options=STANCES),
            day_field(desk),
            source_field(),
        ],
        save,
    )


def criterion_form(desk: Desk, target: Target | None, editing: str = "") -> Form:
    """A metric against a line, for the pillar that `target` belongs to, or the criterion `editing` changed."""
    view = desk.view()
    old = desk.criterion(editing).criterion if editing else None
    pillar = _judged_pillar(view, target, old)
    chosen = ChosenMetric(desk, old.metric if old and old.metric else (pillar.key or pillar.metrics[0]).metric.id)
    unit = chosen.metric.unit
    better: Operator = ">=" if chosen.metric.better == "higher" else "<="

    def read_line(text: str) -> str:
        value = parse.threshold(text, chosen.metric)
        record = _record(value)
        return f"its threshold is {figures.threshold(value, chosen.metric.unit)}{f'; {record}' if record else ''}"

    def _record(value: Decimal) -> str:
        """How the line would have fared on the figures there are; its operator is that of the metric's better side."""
        operator: Operator = old.operator if old and old.operator else better
        thought = Criterion(
            id="", pillar=pillar.pillar.id, severity="warn", since=desk.today, metric=chosen.metric.id,
            operator=operator, threshold=value, live=gives_readings(chosen.metric.live),
        )  # fmt: skip
        return record_words(record_in(view, thought))

    def read_age(text: str) -> str:
        metric = view.metric(chosen.metric.id)
        days = _whole(text, "age")
        older = age_never_kept(view, metric.latest, days) if metric is not None and metric.latest is not None else None
        return always_older_text(days, older.reached) if older is not None else ""

    insisting = Insisting("it is meant")

    def save(texts: dict[str, str]) -> str:
        changes: list[str] = []

        def keep(sure: bool) -> None:
            changes.append(_keep_criterion(desk, pillar.pillar.id, old, texts, sure=sure))

        insisting.save(texts, keep)
        return changes[-1]

    return Form(
        f"Change criterion of {pillar.pillar.title}" if old else f"Add criterion to {pillar.pillar.title}",
        [
            Field("severity", "severity", old.severity if old else "warn", options=SEVERITIES),
            chosen.field(pillar.metrics, lambda _: ""),
            Field("operator", "must be", (old.operator or better) if old else better, options=OPERATORS),
            Field("threshold", "threshold",
                  figures.threshold(old.threshold, unit) if old and old.threshold is not None else "",
                  required=True, read=read_line, hint="15 %, 500 M"),
            Field("periods", "periods", str(old.periods) if old else "1",
                  read=silent(lambda text: _whole(text, "periods")), also="how many in a row must fail"),
            Field("age", "expires after", str(old.max_age_days or "") if old else "",
                  read=read_age, hint="optional: days, after which its figure is too old"),
            Field("why", "why", old.why if old else "", hint="optional"),
        ],
        save,
        first="threshold",
    )  # fmt: skip


def _judged_pillar(view: View, target: Target | None, old: Criterion | None) -> PillarView:
    """The pillar whose criterion is asked for. Raises InputError when there is no metric it could rest on."""
    if old is not None and old.metric is None:
        raise InputError(
            "this criterion is based on a milestone: change the milestone's window, or E to edit the file", "metric"
        )
    home = old.pillar if old else pillar_of(view, target) or (view.pillars[0].pillar.id if view.pillars else "")
    pillar = view.pillar(home)
    if pillar is None:
        raise InputError("a criterion is a pillar's, and there is none yet; a P to add one", "pillar")
    if not pillar.metrics:
        raise InputError(f"no metric to judge yet; {NO_METRIC}", "metric")
    return pillar


def _keep_criterion(desk: Desk, pillar: str, old: Criterion | None, texts: dict[str, str], *, sure: bool) -> str:
    periods = _whole(texts["periods"] or "1", "periods")
    age = _whole(texts["age"], "age") if texts["age"].strip() else None
    if old is None:
        desk.add_criterion(
            pillar, texts["severity"], metric=texts["metric"], operator=texts["operator"],
            threshold=texts["threshold"], periods=periods, max_age_days=age, why=texts["why"], sure=sure,
        )  # fmt: skip
        return f"added, in force from today; {UNDO}"
    desk.edit_criterion(
        old.id, pillar, texts["severity"], metric=texts["metric"], operator=texts["operator"],
        threshold=texts["threshold"], periods=periods, max_age_days=age, why=texts["why"], sure=sure,
    )  # fmt: skip
    changed = desk.criterion(old.id)
    moved = post(changed.criterion) != post(old) and any(not move.reason for move in changed.moved)
    return f"changed{', shown as moved until you write why' if moved else ''}; {UNDO}"


def _whole(text: str, field: str) -> int:
    try:
        count = int(text)
    except ValueError:
        raise InputError(f'"{figures.cut(text, 20)}" is not a whole number; give 1 or more', field) from None
    if not 1 <= count <= LARGEST_COUNT:
        raise InputError(f"{count} is not between 1 and {LARGEST_COUNT}", field)
    return count
