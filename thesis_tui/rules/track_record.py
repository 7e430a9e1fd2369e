"""How a line would have fared on the past: a criterion's own record, and a level's.

A line that was never near failing, or always failed, decides nothing; the user sees it before setting one and after.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Literal

from msgspec import Struct

from thesis_tui.model import figures
from thesis_tui.model.bars import Bar
from thesis_tui.model.objects import Criterion, Level, Metric
from thesis_tui.model.view import LevelView, ObservationView, View
from thesis_tui.rules.calendar_periods import fiscal_label
from thesis_tui.rules.criteria import Group, groups_of, judged
from thesis_tui.rules.levels import LEVEL_RULES
from thesis_tui.rules.live import effective, weeks_on_record
from thesis_tui.rules.series_breaks import of_one_line
from thesis_tui.rules.thresholds import Side, margin
from thesis_tui.rules.wording.criteria import MISSES, threshold_text

MOST_PERIODS = 48
MOST_WEEKS = 52
YEAR = timedelta(days=365)
_SESSIONS = 400
"""More than there are in a year, of a market that never closes, too."""
FEWEST = 4
"""Periods without which no word is said on a line."""
NEAR = Decimal("0.25")
"""A line is near while the margin is below this part of it, or of the largest margin where it is nought."""
LIKE = 12
"""Days by which two periods of one length may differ: quarters of 13 and 14 weeks."""
Word = Literal["", "never near failing", "always failed"]


class Dot(Struct, frozen=True, kw_only=True):
    """One past period against the line. `value` is what was printed, in base units; `label` the period's."""

    start: date
    end: date
    label: str
    value: Decimal
    side: Side


class Record(Struct, frozen=True, kw_only=True):
    """A criterion on past periods, the newest first. `text` is the record in a sentence, "" where there is none."""

    dots: tuple[Dot, ...] = ()
    failed: int = 0
    word: Word = ""
    text: str = ""

    @property
    def periods(self) -> int:
        """How many past periods were judged."""
        return len(self.dots)


class LevelRecord(Struct, frozen=True):
    """How often a level was come to from outside and held, or gave way, in the last year."""

    touched: int
    held: int
    text: str


def criterion_record(
    criterion: Criterion,
    metric: Metric,
    observations: Sequence[ObservationView],
    today: date,
    fiscal_year_end: str,
    most: int = MOST_PERIODS,
) -> Record:
    """Verdicts a criterion on a metric would have given on each past period of the length its figures have. Empty for
    one on a milestone, or on a metric without figures.
    """
    if criterion.operator is None or criterion.threshold is None:
        return Record()
    series = of_one_line(judged(observations, metric, today), metric)
    groups = _alike(groups_of(series.views, criterion))[:most]
    if not groups:
        return Record()
    dots = tuple(_dot(group, fiscal_year_end) for group in groups)
    failed = [item for item in dots if item.side == "fails"]
    word = _word(criterion, groups, len(failed))
    return Record(dots=dots, failed=len(failed), word=word, text=_text(criterion, metric, dots, failed, word))


def record_in(view: View, criterion: Criterion) -> Record:
    """The record of a criterion, set or only thought of, on the figures its metric has in a view; of one on readings,
    on the medians of their weeks.
    """
    metric = view.metric(criterion.metric)
    if metric is None:
        return Record()
    if criterion.live:
        readings = metric.live.readings if metric.live is not None else ()
        weeks = weeks_on_record(metric.metric, readings, view.today, MOST_WEEKS)
        return criterion_record(effective(criterion), metric.metric, weeks, view.today, "", MOST_WEEKS)
    return criterion_record(criterion, metric.metric, metric.observations, view.today, view.fiscal_year_end)


def level_record_in(view: View, level: LevelView) -> LevelRecord:
    """The record of a level on the bars a view has of its listing."""
    bars = view.bars.get(level.level.listing, ())
    return level_record(level.level, bars[max(0, len(bars) - _SESSIONS) :], view.today)


def _alike(groups: Sequence[Group]) -> list[Group]:
    """Periods of the length most of them have, of two that are as many the shorter; instants are of length nought."""
    lengths: dict[int, list[Group]] = {}
    for group in groups:
        days = (group.end - group.start).days
        near = next((item for item in lengths if abs(item - days) <= LIKE), days)
        lengths.setdefault(near, []).append(group)
    if not lengths:
        return []
    return lengths[max(lengths, key=lambda item: (len(lengths[item]), -item))]


def _dot(group: Group, fiscal_year_end: str) -> Dot:
    view = group.views[0]
    return Dot(
        start=group.start,
        end=group.end,
        label=_label(group, fiscal_year_end),
        value=view.observation.quantity.base,
        side=group.side,
    )


def _label(group: Group, fiscal_year_end: str) -> str:
    if group.start == group.end:
        return figures.long_day(group.end)
    if (group.end - group.start).days == 6:
        return f"the week to {figures.long_day(group.end)}"
    label = fiscal_label(group.start, group.end, fiscal_year_end) if fiscal_year_end else ""
    return label or f"the period to {figures.long_day(group.end)}"


def _word(criterion: Criterion, groups: Sequence[Group], failed: int) -> Word:
    if len(groups) < FEWEST:
        return ""
    if failed == len(groups):
        return "always failed"
    if failed or any(group.side == "straddles" for group in groups):
        return ""
    margins = [
        item for group in groups for view in group.views if (item := margin(view.observation, criterion)) is not None
    ]
    assert criterion.threshold is not None
    # of a threshold of zero every margin would be far from it
    scale = abs(criterion.threshold) or max(margins, default=Decimal(0))
    return "never near failing" if margins and scale and min(margins) > NEAR * scale else ""


def _text(criterion: Criterion, metric: Metric, dots: Sequence[Dot], failed: Sequence[Dot], word: Word) -> str:
    assert criterion.operator is not None
    what = _counted(dots)
    line = threshold_text(criterion, metric)
    if not failed:
        more = ", never close" if word == "never near failing" else ""
        return f"never {MISSES[criterion.operator]} {line} in the last {what}{more}"
    if len(failed) == len(dots) and len(dots) > 1:
        return f"{MISSES[criterion.operator]} {line} in all of the last {what}"
    return f"{MISSES[criterion.operator]} {line} in {len(failed)} of the last {what}, last in {failed[0].label}"


def _counted(dots: Sequence[Dot]) -> str:
    days = (dots[0].end - dots[0].start).days
    unit = (
        "week"
        if days == 6
        else "month"
        if 27 <= days <= 31
        else "quarter"
        if 80 <= days <= 125
        else "year"
        if 350 <= days <= 380
        else "period"
        if days
        else "figure"
    )
    return figures.counted(len(dots), unit)


def level_record(level: Level, bars: Sequence[Bar], today: date) -> LevelRecord:
    """How often whole sessions of the last year came to a support or resistance from outside, and held. A visit lasts
    until a close is off the level again; bars are oldest first and of one basis of splits.
    """
    rule = LEVEL_RULES[level.type]
    if rule.family.name != "break":
        return LevelRecord(0, 0, "")
    above = not rule.upward
    sessions = [bar for bar in bars if bar.whole and today - YEAR < bar.day <= today]
    touched = held = 0
    # from a close off the level on: where the first session stood before is not known
    outside = visiting = False
    for bar in sessions:
        if visiting:
            ended = _off(level, bar.close, above=above)
            if ended is not None:
                held += ended
                visiting, outside = False, ended
        elif outside and _reaches(level, bar, above=above):
            touched += 1
            ended = _off(level, bar.close, above=above)
            if ended is None:
                visiting = True
            else:
                held += ended
                outside = ended
        else:
            # broken, it counts again only once a close is back on the side it held
            outside = _off(level, bar.close, above=above) is True
    if not sessions:
        return LevelRecord(0, 0, "")
    times = {1: "once", 2: "twice"}
    if not touched:
        return LevelRecord(0, 0, "not touched in the last year")
    phrase = f"touched {times.get(touched, f'{touched} times')} in the last year"
    return LevelRecord(touched, held, f"{phrase}, held {times.get(held, f'{held} times') if held else 'never'}")


def _reaches(level: Level, bar: Bar, *, above: bool) -> bool:
    return bar.bottom <= level.top if above else bar.top >= level.low


def _off(level: Level, close: Decimal, *, above: bool) -> bool | None:
    """Whether a close is off the level on the side it holds; False on the other side, None within it."""
    if above:
        return True if close > level.top else False if close < level.low else None
    return True if close < level.low else False if close > level.top else None
