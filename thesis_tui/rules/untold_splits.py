"""Steps in a series of closes that look like a split nobody told of: they are asked about, not judged by.

A history that came back rescaled shows a split by its overlap (`rules.rescaling`); one that goes on at the new scale
with the days before left as they were shows it by the step alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise
from typing import Final, NamedTuple

from thesis_tui.model.bars import DOUBTED, Bar
from thesis_tui.model.feeds import Split
from thesis_tui.rules.doubts import near
from thesis_tui.rules.rescaling import ordinary_split

BEYOND_A_NIGHT: Final = Decimal("2.9")
"""From so many times on a step is a split rather than news: it moves nothing until the user decides. Below, a crash
of 60 % or a takeover at twice the price is as likely; another session confirms it, and the question stands beside it.
"""
_WITHIN: Final = Decimal("0.04")
"""How far a step may be from 2:1, at the open or the close: the session moved besides."""
_WITHIN_BEYOND: Final = Decimal("0.1")
"""The same for a greater step: half way between 4:1 and 5:1 neither would be a good guess."""
_SEARCHED: Final = 250
"""Sessions: a year of them, what averages and the year's range are made of."""
_NEIGHBOURS: Final = timedelta(days=10)
"""Sessions further apart than holidays last are no neighbours; in a gap a price may well go three times as high."""


class Step(NamedTuple):
    """Two neighbouring sessions that a split would make alike. `split` is of the day of `after`."""

    before: Bar
    after: Bar
    split: Split

    @property
    def beyond_a_night(self) -> bool:
        """Whether the step is too great to be believed for lasting."""
        return is_beyond_a_night(self.before.close, self.after.close)


def is_beyond_a_night(before: Decimal, after: Decimal) -> bool:
    """Whether no night's news explains going from one price to the other. Nothing is known of prices below zero."""
    return before > 0 and after > 0 and max(after / before, before / after) >= BEYOND_A_NIGHT


def split_of_step(before: Decimal, after: Sequence[Decimal], day: date) -> Split | None:
    """The split that explains the step from `before` to one of the prices `after` (open and close of a session), to
    one new or one old unit; None where none does. Below `BEYOND_A_NIGHT` only 2:1 and 1:2 count.
    """
    for price in after:
        if before <= 0 or price <= 0 or near(price, before):
            continue
        within = _WITHIN_BEYOND if is_beyond_a_night(before, price) else _WITHIN
        split = ordinary_split(price / before, day, within=within)
        whole = split is not None and 1 in (split.numerator, split.denominator)
        if split is not None and whole:
            return split
    return None


def steps(bars: Sequence[Bar]) -> list[Step]:
    """The steps among a year's believed bars, oldest first."""
    believed = [bar for bar in bars[-_SEARCHED:] if not bar.doubts & DOUBTED]
    found = []
    for before, after in pairwise(believed):
        if near(before.close, after.close) or after.day - before.day > _NEIGHBOURS:
            continue
        prices = [after.close] if after.open is None else [after.open, after.close]
        split = split_of_step(before.close, prices, after.day)
        if split is not None:
            found.append(Step(before, after, split))
    return found
