"""Splits: what was noted in old prices is read in today's, as feeds rescale all of their history."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from msgspec.structs import replace

from thesis_tui.model import figures
from thesis_tui.model.feeds import Split
from thesis_tui.model.objects import Level


def factor(splits: Sequence[Split], since: date, until: date) -> Decimal:
    """What a price of the day `since` is multiplied by to be one of `until`: 0.25 after a 4:1 split between."""
    product = Decimal(1)
    for split in splits:
        if since < split.day <= until:
            product *= split.denominator / split.numerator
    return product


def adjusted_level(level: Level, noted: date, splits: Sequence[Split], until: date) -> tuple[Level, str]:
    """The level in the prices of `until`, and by which splits it was changed ("4:1 on 3 Jun 2026"), or ""."""
    product = factor(splits, noted, until)
    if product == 1:
        return level, ""
    told = [f"{split.text} on {figures.long_day(split.day)}" for split in splits if noted < split.day <= until]
    high = None if level.high is None else figures.trimmed(level.high * product)
    return replace(level, low=figures.trimmed(level.low * product), high=high), ", ".join(told)
