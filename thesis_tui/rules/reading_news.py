"""Readings of live metrics as news since a look: what moved, what was revised, and what waits for the user.

A reading comes each day, and most say nothing: only one that is as far from what was known at the look as its metric
says, a tenth unless it does, is told. Counts of downloads differ by some percent from day to day without a cause.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

from msgspec.structs import replace

from thesis_tui.model import figures
from thesis_tui.model.live import host_of
from thesis_tui.model.view import ChangeView, Target

if TYPE_CHECKING:
    from thesis_tui.model.book import Look
    from thesis_tui.model.documents import Reading
    from thesis_tui.model.objects import Metric
    from thesis_tui.rules.names import Names

FIRST = "first"
_TENTH = Decimal("0.1")


def reading_changes(
    look: Look, readings: Mapping[str, Sequence[Reading]], metrics: Mapping[str, Metric], names: Names
) -> Iterable[ChangeView]:
    """One line at most for each live metric with a reading since the look; first readings of several are one line."""
    found = list(_each(look, readings, metrics, names))
    firsts = [item for item in found if item.code == FIRST]
    if len(firsts) < 2:
        return found
    others = [item for item in found if item.code != FIRST]
    newest = max(firsts, key=lambda item: item.at)
    text = f"first readings of {figures.counted(len(firsts), 'live metric')}"
    return [*others, replace(newest, text=text, place="Sources", pillar=None)]


def _each(
    look: Look, readings: Mapping[str, Sequence[Reading]], metrics: Mapping[str, Metric], names: Names
) -> Iterable[ChangeView]:
    from thesis_tui.rules.readings import HELD, REVISED, usable

    for id_, all_of_it in readings.items():
        fresh = [item for item in all_of_it if item.at > look.at]
        metric = metrics.get(id_)
        if not fresh or metric is None:
            continue
        last = fresh[-1]
        known = usable(fresh)
        before = usable([item for item in all_of_it if item.at <= look.at])
        # first: one that waits for the user is told though the ones before it moved
        if last.note == HELD:
            text, code = f"{_value(last, metric)} waits for you: far from the readings before", HELD
        elif not known:
            continue
        elif not before:
            text, code = f"{_value(known[-1], metric)}, the first reading", FIRST
        elif any(item.note == REVISED for item in known):
            text, code = (
                f"{_value(known[-1], metric)}, was {_value(before[-1], metric)}: revised by its source",
                REVISED,
            )
        elif _moved(before[-1], known[-1], metric):
            text, code = f"{_value(known[-1], metric)}, was {_value(before[-1], metric)}", "moved"
        else:
            continue
        yield ChangeView(
            id=f"reading:{id_}:{last.day.isoformat()}",
            at=last.at,
            kind="reading",
            text=f"{metric.title}: {text} (live, {host_of(last.address)})",
            place=names.place(metric.pillar, "Context"),
            pillar=metric.pillar,
            target=Target("metric", id_),
            urgency=3 if code == HELD else 5,
            code=code,
        )


def _value(reading: Reading, metric: Metric) -> str:
    return figures.compact(reading.value, reading.unit or metric.unit).text.strip()


def _moved(before: Reading, now: Reading, metric: Metric) -> bool:
    if before.unit != now.unit:
        return True
    part = metric.live.news_percent / 100 if metric.live is not None else _TENTH
    # a value of zero moved only if it is another now: a tenth of it is zero too
    return abs(now.value - before.value) >= part * abs(before.value) and now.value != before.value
