"""How one answer's bars stand to those known: the same, those times a split, or times a factor nobody explains."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import ROUND_HALF_EVEN, Decimal
from fractions import Fraction
from itertools import combinations
from typing import Final, NamedTuple

from msgspec.structs import replace

from thesis_tui.model import figures
from thesis_tui.model.bars import DOUBTED, Bar
from thesis_tui.model.feeds import Split
from thesis_tui.rules.doubts import near
from thesis_tui.rules.splits import same_split

SAME: Final = Decimal("0.01")
"""Ratios of the same days within this fraction are one ratio: both answers are rounded, and feeds correct cents."""
RESCALED_DAYS: Final = 3
"""So many days must have come back by one factor before a history counts as rescaled."""
MOST_SPLITS: Final = 100
"""No listing has had more; an answer that tells of more tells nothing."""
MOST_RATIO: Final = 1000
"""A split beyond 1000:1 or 1:1000 is a fault."""
_JUMP: Final = Decimal("1.4")
"""Smaller splits cannot be told from the move of a day: only bars that came back rescaled show them."""
_SLIGHT: Final = Decimal("1.12")
"""Special dividends and spin-offs adjust a past by up to so much; of splits only stock dividends are as small."""
_NOTED: Final = Decimal("0.12")
"""A price noted within a day may be this far from that day's close."""
_PLACES: Final = 12
_WITHIN: Final = Decimal("0.015")
"""A factor may be this far from a usual split's, as prices are rounded; the nearest two (6:5 and 5:4) are 4 % apart."""
_ORDINARY: Final = (
    (2, 1), (3, 1), (4, 1), (5, 1), (6, 1), (7, 1), (8, 1), (9, 1), (10, 1), (12, 1), (15, 1), (20, 1), (25, 1),
    (30, 1), (40, 1), (50, 1), (60, 1), (75, 1), (80, 1), (100, 1), (3, 2), (4, 3), (5, 2), (5, 3), (5, 4), (6, 5),
    (11, 10), (21, 20),
)  # fmt: skip


class Overlap(NamedTuple):
    """Days that both have, and the one ratio new / old of nearly all of them; None where there is no such ratio."""

    days: int
    ratio: Decimal | None

    @property
    def same(self) -> bool:
        """Whether the two series are one, but for rounding."""
        return self.ratio is not None and abs(self.ratio - 1) <= SAME


def overlap(old: Sequence[Bar], new: Sequence[Bar], tick: Decimal) -> Overlap:
    """How the closes of whole sessions in `new` stand to those believed in `old`."""
    known = {bar.day: bar.close for bar in old if bar.whole and not bar.doubts & DOUBTED and bar.close > 0}
    pairs: list[tuple[Decimal, Decimal]] = [
        (known[bar.day], bar.close)
        for bar in new
        if bar.whole and bar.close > 0 and bar.day in known and not bar.doubts & DOUBTED
    ]
    if not pairs:
        return Overlap(0, None)
    ratios: list[Decimal] = sorted(after / before for before, after in pairs)
    # the middle one: single days may be wrong on either side, and of an even number the lower is a ratio there was
    ratio = ratios[(len(ratios) - 1) // 2]
    # four in five must fit: feeds correct single days besides
    fitting = sum(_fits(before * ratio, after, tick, ratio) for before, after in pairs)
    return Overlap(len(pairs), ratio if fitting * 5 >= len(pairs) * 4 else None)


def _fits(expected: Decimal, value: Decimal, tick: Decimal, ratio: Decimal) -> bool:
    """Within a hundredth, or within what rounding to ticks does to a small price."""
    return abs(value - expected) <= max(expected * SAME, tick * max(Decimal(1), ratio))


def is_slight(ratio: Decimal) -> bool:
    """Whether a factor is of a dividend rather than of a split: levels are hardly moved by it."""
    return 1 / _SLIGHT < ratio < _SLIGHT


def split_fault(split: Split, today: date) -> str:
    """Why a split that is told cannot be, or ""."""
    if split.numerator <= 0 or split.denominator <= 0 or split.numerator == split.denominator:
        return "its ratio makes no sense"
    if not 1 <= max(split.factor, 1 / split.factor) <= MOST_RATIO:
        return "its ratio is beyond 1000:1"
    return "its day has not come" if split.day > today else ""


def explaining(ratio: Decimal, splits: Sequence[Split]) -> tuple[Split, ...]:
    """The fewest of `splits` whose factors make `ratio`, the newest ones first; () where none do."""
    # at most 41 products: of many more one would fit any ratio by chance
    newest = sorted(splits, key=lambda split: split.day, reverse=True)[:6]
    for count in range(1, min(3, len(newest)) + 1):
        for some in combinations(newest, count):
            product = Decimal(1)
            for split in some:
                product *= split.factor
            if abs(ratio / product - 1) <= SAME:
                return some
    return ()


def ordinary_split(ratio: Decimal, day: date, within: Decimal = _WITHIN) -> Split | None:
    """The usual split that turns prices by `ratio` (new / old), None where none comes `within` a fraction of it."""
    candidates = []
    for more, fewer in _ORDINARY:
        for numerator, denominator in ((more, fewer), (fewer, more)):
            split = Split(day, Decimal(numerator), Decimal(denominator))
            candidates.append((abs(ratio / split.factor - 1), split))
    distance, split = min(candidates, key=lambda pair: pair[0])
    return split if distance <= within else None


def jumps_by(bars: Sequence[Bar], split: Split) -> bool:
    """Whether the series itself moves by a split at its day, its bars before are not adjusted for it.

    The close after must be nearer to the close before times the split than to that close itself, and near it.
    """
    around = _closes_around(bars, split)
    if around is None:
        return False
    before, after = around
    expected = before * split.factor
    # the session may have moved by a fifth besides
    return is_nearer(after, expected, before) and _distance(after, expected) < Decimal("1.2")


def goes_on(bars: Sequence[Bar], split: Split) -> tuple[Decimal, Decimal] | None:
    """The closes before a split's day and from it on, where the later one is still of the scale before."""
    around = _closes_around(bars, split)
    if around is None:
        return None
    before, after = around
    return around if is_nearer(after, before, before * split.factor) else None


def is_nearer(value: Decimal, this: Decimal, other: Decimal) -> bool:
    """Whether a price is fewer times away from one price than from another. Of prices below zero nobody can say."""
    return min(value, this, other) > 0 and _distance(value, this) < _distance(value, other)


def _closes_around(bars: Sequence[Bar], split: Split) -> tuple[Decimal, Decimal] | None:
    """The closes before a split's day and from it on; None where they cannot show it."""
    before = next((bar.close for bar in reversed(bars) if bar.day < split.day), None)
    after = next((bar.close for bar in bars if bar.day >= split.day), None)
    if before is None or after is None or before <= 0 or after <= 0 or _distance(split.factor, Decimal(1)) < _JUMP:
        return None
    return before, after


def without_jumps(bars: Sequence[Bar], splits: Sequence[Split], places: int) -> tuple[list[Bar], list[Split]]:
    """The bars with those before each of `splits` by which they jump adjusted for it, at `places`; and those splits."""
    adjusted = list(bars)
    jumped: list[Split] = []
    for split in splits:
        # the user may have confirmed what the feed tells, too: each split scales the bars once
        if not any(same_split(split, other) for other in jumped) and jumps_by(adjusted, split):
            adjusted = scaled(adjusted, (split,), places, before=split.day)
            jumped.append(split)
    return adjusted, jumped


def _distance(decimal: Decimal, other: Decimal) -> Decimal:
    """How many times apart, at least 1."""
    return max(decimal / other, other / decimal)


def shown_by_evidence(
    split: Split, others: Sequence[Split], bars: Mapping[date, Bar], noted: Iterable[tuple[date, Decimal]]
) -> bool:
    """Whether prices as noted before a split's day say that bars of those days are adjusted for it.

    `others` are further splits of which the bars may be adjusted, too.
    """
    for day, price in noted:
        bar = bars.get(day)
        if day >= split.day or bar is None or price <= 0 or bar.close <= 0:
            continue
        rest = [other.factor for other in others if other.day > day and not same_split(other, split)]
        for product in (Decimal(1), *([_product(rest)] if rest else [])):
            if (
                _distance(bar.close, price * split.factor * product)
                <= 1 + _NOTED
                < _distance(bar.close, price * product)
            ):
                return True
    return False


def shown_by_levels(split: Split, bars: Sequence[Bar], levels: Iterable[tuple[date, Decimal]]) -> bool:
    """Whether most levels noted before a split's day lie nearer to the prices of their days when the bars are taken as
    adjusted for it. One alone proves nothing: a target may well be half as high again as the price.
    """
    if _distance(split.factor, Decimal(1)) < _JUMP:
        return False
    known = [bar for bar in bars if bar.close > 0 and not bar.doubts & DOUBTED]
    days = [bar.day for bar in known]
    votes = against = 0
    for day, value in levels:
        at = bisect_right(days, day)
        if not at or day >= split.day or value <= 0:
            continue
        close = known[at - 1].close
        if _distance(close, value * split.factor) < _distance(close, value):
            votes += 1
        else:
            against += 1
    return votes > against


def _product(factors: Iterable[Decimal]) -> Decimal:
    product = Decimal(1)
    for factor in factors:
        product *= factor
    return product


def scaled(bars: Iterable[Bar], splits: Sequence[Split], places: int, *, before: date | None = None) -> list[Bar]:
    """Bars times the factors of `splits`, exactly, then rounded to `places` (more for prices below one, and where
    a division ends within a few more).

    With `before` only bars of earlier days are changed.
    """
    factor = Fraction(1)
    for split in splits:
        factor *= Fraction(split.denominator) / Fraction(split.numerator)

    def price(value: Decimal | None) -> Decimal | None:
        return None if value is None else _rounded(Fraction(value) * factor, places, finer=factor < 1)

    return [
        bar
        if before is not None and bar.day >= before
        else replace(
            bar, open=price(bar.open), high=price(bar.high), low=price(bar.low), close=price(bar.close) or bar.close
        )
        for bar in bars
    ]


def _rounded(value: Fraction, places: int, *, finer: bool) -> Decimal:
    """At `places`, and never at fewer than five significant digits below one; with `finer` whole, if it ends soon."""
    exact = Decimal(value.numerator) / Decimal(value.denominator)
    if finer and figures.rounded(exact, min(_PLACES, places + figures.FINER_PLACES)) == exact:
        return figures.trimmed(exact)
    if exact and abs(exact) < 1:
        places = min(_PLACES, max(places, 4 - exact.adjusted()))
    return exact.quantize(Decimal(1).scaleb(-places), ROUND_HALF_EVEN)


def contested(old: Bar, new: Bar) -> bool:
    """Whether two answers say far different things of one whole day."""
    return old.whole and new.whole and not old.doubts & DOUBTED and not near(old.close, new.close)
