"""Conflicts: values that cannot all be true. Both are shown, until settled with a reason; never an average."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import timedelta
from zlib import crc32

from thesis_tui.model import figures
from thesis_tui.model.objects import Metric, Observation
from thesis_tui.model.view import ConflictSide, ConflictView, ObservationView
from thesis_tui.rules.folded import Folded

COMPARABLE = timedelta(days=31)
"""Instants and list prices no further apart than this speak of the same thing."""


def conflict_views(
    folded: Folded,
    metrics: dict[str, Metric],
    observations: dict[str, tuple[ObservationView, ...]],
    fiscal_year_end: str,
) -> tuple[ConflictView, ...]:
    """Conflicts between sources, stated ones first, then by metric. `observations` are by metric id."""
    stated = _stated(folded, metrics, observations)
    stated_pairs = {frozenset(side.observation.observation.id for side in view.sides) for view in stated}
    conflicts = []
    for id_, views in observations.items():
        metric = metrics.get(id_)
        if metric is None or len(views) < 2:
            continue
        for period, group in _disagreeing(views, metric):
            if frozenset(view.observation.id for view in group) not in stated_pairs:
                conflicts.append(_view(folded, metric, period or _label(group, fiscal_year_end), group))
    return (*stated, *conflicts)


def _stated(
    folded: Folded, metrics: dict[str, Metric], observations: dict[str, tuple[ObservationView, ...]]
) -> list[ConflictView]:
    if not folded.disputes:
        return []
    by_id = {view.observation.id: view for views in observations.values() for view in views}
    stated = []
    for dispute in folded.disputes:
        group = [by_id[id_] for id_ in dispute.observations if id_ in by_id]
        if not group or group[0].observation.metric not in metrics:
            continue
        metric = metrics[group[0].observation.metric]
        stated.append(_view(folded, metric, group[0].observation.period, group, dispute.id, dispute.text))
    return stated


def _view(
    folded: Folded, metric: Metric, period: str, group: Sequence[ObservationView], id_: str = "", text: str = ""
) -> ConflictView:
    sides = tuple(
        ConflictSide(observation=view, text=f"{figures.observed(view.observation, metric).text}{_basis(view, group)}")
        for view in sorted(group, key=_by_source)
    )
    stated = bool(id_)
    if not stated:
        names = "\n".join(sorted(view.observation.id for view in group))
        # made of what it is about, so that every machine finds what settled it; an id has 64 characters at most
        id_ = f"{metric.id[:55]}-{crc32(names.encode()):08x}"
        text = f"{metric.title}: {' or '.join(dict.fromkeys(side.text for side in sides))}"
    settled = folded.settled.get(id_)
    return ConflictView(
        id=id_,
        metric=metric,
        period=period,
        sides=sides,
        state="settled" if settled else "open",
        text=text,
        stated=stated,
        settled_by=settled.text if settled else "",
        pillar=metric.pillar,
    )


def _basis(view: ObservationView, group: Sequence[ObservationView]) -> str:
    """The filing and the line a figure stands in, where two filings differ: a recast is of another basis, not wrong."""
    observation = view.observation
    if observation.filed is None or sum(other.observation.filed is not None for other in group) < 2:
        return ""
    line = f" under {observation.row}" if observation.row else ""
    return f" as filed on {figures.long_day(observation.filed)}{line}"


def _by_source(view: ObservationView) -> tuple[bool, int]:
    return view.origin.number == 0, view.origin.number


def _label(group: Sequence[ObservationView], fiscal_year_end: str) -> str:
    """A period nobody printed a label for, or the newest day of what is of a day."""
    observation = group[0].observation
    if observation.start is not None and observation.end is not None:
        from thesis_tui.rules.calendar_periods import fiscal_label  # rarely wanted

        return fiscal_label(observation.start, observation.end, fiscal_year_end)
    return "" if observation.until is None else figures.long_day(observation.until)


def comparable(observation: Observation, other: Observation, metric: Metric) -> bool:
    """Whether two observations of a metric speak of the same thing, so that one of them is wrong if they differ."""
    if (observation.unit or metric.unit, observation.listing) != (other.unit or metric.unit, other.listing):
        return False
    if observation.start is not None and observation.end is not None:
        return (observation.start, observation.end) == (other.start, other.end)
    if other.start is not None or metric.measures == "period" or observation.until is None or other.until is None:
        return False
    return abs(observation.until - other.until) <= COMPARABLE


def _disagreeing(views: Iterable[ObservationView], metric: Metric) -> list[tuple[str, list[ObservationView]]]:
    """Groups of comparable observations with intervals that do not meet, and the period of each."""
    periods: dict[tuple[object, ...], list[ObservationView]] = {}
    instants: dict[tuple[object, ...], list[ObservationView]] = {}
    for view in views:
        observation = view.observation
        what = (observation.unit or metric.unit, observation.listing)
        if observation.start is not None and observation.end is not None:
            periods.setdefault((*what, observation.start, observation.end), []).append(view)
        elif observation.until is not None and metric.measures != "period":
            instants.setdefault(what, []).append(view)
    groups = []
    for group in periods.values():
        apart = _apart(group)
        if apart:
            groups.append((apart[0].observation.period, apart))
    for group in instants.values():
        groups.extend((apart[0].observation.period, apart) for apart in _apart_near(group))
    return groups


def _apart(group: Sequence[ObservationView]) -> list[ObservationView]:
    """Those of one period that do not meet some other of it."""
    if len(group) < 2:
        return []
    intervals = [view.observation.quantity.interval for view in group]
    least_high = min(interval.high for interval in intervals)
    most_low = max(interval.low for interval in intervals)
    # all intervals meet in one point, so they can all be true
    if most_low <= least_high:
        return []
    return [
        view
        for view, interval in zip(group, intervals, strict=True)
        if interval.low > least_high or interval.high < most_low
    ]


def _apart_near(group: list[ObservationView]) -> list[list[ObservationView]]:
    """Chains of instants within reach of each other that do not meet, each chain once."""
    if len(group) < 2:
        return []
    dated = [(view.observation.until, view.observation.quantity.interval, view) for view in group]
    ordered = sorted(((until, i, inter) for i, (until, inter, _) in enumerate(dated) if until is not None))
    parent: dict[int, int] = {}

    def root(index: int) -> int:
        while parent.setdefault(index, index) != index:
            parent[index] = parent[parent[index]]
            index = parent[index]
        return index

    for position, (until, i, interval) in enumerate(ordered):
        for later in range(position + 1, len(ordered)):
            other_until, j, other = ordered[later]
            # ordered by day: all that follow are further away
            if other_until - until > COMPARABLE:
                break
            # one may differ from two that agree with each other: the three are one conflict, not two
            if not interval.meets(other):
                parent[root(i)] = root(j)
    chains: dict[int, list[ObservationView]] = {}
    for number in sorted(parent):
        chains.setdefault(root(number), []).append(group[number])
    return list(chains.values())
