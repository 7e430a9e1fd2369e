"""Whether the prices of a file are in the unit and on the basis of splits of those that are known of their listing."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from statistics import median
from typing import Final, Literal, NamedTuple

from thesis_tui.model import figures
from thesis_tui.model.bars import Bar

NEIGHBOURS: Final = 3
"""Known closes each side of a day that its price is held against: their median, so that one wrong one is no measure."""
NEAR: Final = timedelta(days=10)
"""How far those may be from it: longer than any holidays."""
APART: Final = Decimal("1.6")
"""Times a close may be of those known around it: beyond is more than a week moves a price."""
AGREE: Final = Decimal("1.1")
"""Times the ratios of all rows may be of each other to be one factor."""
LONG_AGO: Final = timedelta(days=60)
DRIFT: Final = Decimal(10)
"""Times a price may be of one known longer ago than that: few shares go so far in years."""
SOON: Final = Decimal("2.5")
"""Times it may be of a later one."""
FAR: Final = Decimal(20)
"""Times a price may be of the levels of its listing, where no price is known."""
HUNDRED: Final = (Decimal(50), Decimal(200))
"""Times by which a price in hundredths is told, with the move of a price that is not of its day."""
_RATIOS: Final = tuple(
    (whole, part) for whole in (*range(2, 11), 12, 15, 20, 25, 30, 40, 50) for part in (1, 2, 3) if whole > part
)  # fmt: skip

Field = Literal["unit", "split", "sure"]


class Question(NamedTuple):
    """Question about a file: what does not fit, in words, and the subject of the answer (unit, basis of splits, or
    all).
    """

    field: Field
    words: str


def import_question(
    bars: Sequence[Bar], known: Sequence[tuple[date, Decimal]], levels: Sequence[Decimal], symbol: str
) -> Question | None:
    """Question to ask about a file's `bars` before they are taken, None where they fit.

    `known` are the listing's closes and prices, oldest first, and `levels` its levels, all in its currency.
    """
    held = [(bar, ratio) for bar in bars if (ratio := _ratio(bar, known)) is not None]
    if held:
        return _held_question(held, symbol)
    if known:
        bar, (day, price) = _nearest(bars, known)
        most = SOON if abs(day - bar.day) <= LONG_AGO else DRIFT
        return _far_question(bar, price, f"the price known of {figures.long_day(day)}", most)
    if levels:
        return _far_question(bars[-1], Decimal(median(levels)), "its levels, around", FAR)
    return None


def slips(bars: Sequence[Bar], known: Sequence[tuple[date, Decimal]]) -> dict[date, Decimal]:
    """The days of single rows that are far from the closes known around them, and how many times they are of those.

    Many such rows are a matter of unit or split (`import_question`), not of slips.
    """
    ratios = {bar.day: ratio for bar in bars if (ratio := _ratio(bar, known)) is not None}
    off = {day: ratio for day, ratio in ratios.items() if not 1 / APART < ratio < APART}
    return off if len(off) < len(ratios) else {}


def _day(pair: tuple[date, Decimal]) -> date:
    return pair[0]


def _ratio(bar: Bar, known: Sequence[tuple[date, Decimal]]) -> Decimal | None:
    """A close by the median of those known around its day; None where none is near."""
    at = bisect_left(known, bar.day, key=_day)
    around = [
        price for day, price in known[max(0, at - NEIGHBOURS) : at + NEIGHBOURS + 1] if abs(day - bar.day) <= NEAR
    ]
    middle = Decimal(median(around)) if around else Decimal(0)
    return bar.close / middle if middle > 0 and bar.close > 0 else None


def _held_question(held: Sequence[tuple[Bar, Decimal]], symbol: str) -> Question | None:
    """The question about rows beside known ones: many that are off by one factor, or all of them."""
    off = [(bar, ratio) for bar, ratio in held if not 1 / APART < ratio < APART]
    # one or two rows that are off are slips of their own; a unit or a split moves many
    if not off or (len(off) < NEIGHBOURS and len(off) < len(held)):
        return None
    middle = Decimal(median(ratio for _, ratio in off))
    last = off[-1][0]
    where = f"{figures.counted(len(off), 'close')} up to {figures.long_day(last.day)}"
    of = f"{where}, {figures.price(last.close)} the last, {_times(len(off), middle)} what is known of {symbol} then"
    if _is_hundred(middle):
        return Question("unit", of)
    one_factor = max(ratio for _, ratio in off) < min(ratio for _, ratio in off) * AGREE
    # which way round the split is, only the user knows: either of the two may be the adjusted one
    if one_factor and _is_split(middle):
        return Question("split", f"{of}: of before or after a split?")
    return Question("sure", of)


def _times(count: int, ratio: Decimal) -> str:
    """ "are 100 times", "is 25 % of"."""
    verb = "is" if count == 1 else "are"
    shown = figures.plain(figures.trimmed(figures.rounded(ratio if ratio > 1 else ratio * 100, 2 if ratio < 10 else 0)))
    return f"{verb} {shown} times" if ratio > 1 else f"{verb} {shown} % of"


def _is_hundred(ratio: Decimal) -> bool:
    low, high = HUNDRED
    return low < ratio < high or low < 1 / ratio < high


def _is_split(ratio: Decimal) -> bool:
    """Whether a factor is one of a usual split."""
    share = ratio if ratio > 1 else 1 / ratio
    return any(abs(share * part / whole - 1) < Decimal("0.03") for whole, part in _RATIOS)


def _nearest(bars: Sequence[Bar], known: Sequence[tuple[date, Decimal]]) -> tuple[Bar, tuple[date, Decimal]]:
    """The row and the known price that are nearest in time."""
    distances = []
    for bar in bars:
        at = bisect_left(known, bar.day, key=_day)
        pair = min(known[max(0, at - 1) : at + 1], key=lambda pair: abs(pair[0] - bar.day))
        distances.append((abs(pair[0] - bar.day), bar, pair))
    _, bar, pair = min(distances, key=lambda distance: distance[0])
    return bar, pair


def _far_question(bar: Bar, price: Decimal, named: str, most: Decimal) -> Question | None:
    if bar.close <= 0 or price <= 0:
        return None
    ratio = bar.close / price
    of = f"the close {figures.price(bar.close)} of {figures.long_day(bar.day)} {_times(1, ratio)} {named}"
    of += f", {figures.price(price)}" if not named.endswith("around") else f" {figures.price(price)}"
    if _is_hundred(ratio):
        return Question("unit", of)
    return None if 1 / most < ratio < most else Question("sure", of)
