"""Averages, RSI and the 52-week range, computed from daily bars.

Only whole sessions count, in the order of their days. Each is None while there are too few of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise

from thesis_tui.model.bars import Bar
from thesis_tui.model.figures import rounded

RSI_SESSIONS = 14
YEAR = timedelta(days=364)
"""52 weeks."""
FEWEST_DAYS_OF_A_YEAR = timedelta(days=350)
"""A range over less than this is not a year's."""


def sma(bars: Sequence[Bar], sessions: int) -> Decimal | None:
    """The simple moving average of the last `sessions` closes, to four places."""
    closes = _closes(bars)[-sessions:]
    if sessions < 1 or len(closes) < sessions:
        return None
    return rounded(sum(closes, Decimal(0)) / sessions, 4)


def rsi14(bars: Sequence[Bar]) -> Decimal | None:
    """The relative strength index over 14 sessions, 0 to 100, to two places.

    As J. Welles Wilder defined it (New Concepts in Technical Trading Systems, 1978): the first average gain
    and loss are plain means of 14 changes, each later one is (13 × the one before + the change) / 14. Its value
    depends on where the series begins, and hardly so after some hundred sessions. A series that never moved
    is at 50.
    """
    closes = _closes(bars)
    changes = [after - before for before, after in pairwise(closes)]
    if len(changes) < RSI_SESSIONS:
        return None
    gains = [max(it, Decimal(0)) for it in changes]
    losses = [max(-it, Decimal(0)) for it in changes]
    gain, loss = _smoothed(gains), _smoothed(losses)
    if gain == 0 and loss == 0:
        return Decimal(50)
    return rounded(100 * gain / (gain + loss), 2)


def high_52w(bars: Sequence[Bar], today: date) -> Decimal | None:
    """The highest price of the 52 weeks up to `today`, by what each session knows (its high, else its close)."""
    year = _year(bars, today)
    return max((bar.top for bar in year), default=None)


def low_52w(bars: Sequence[Bar], today: date) -> Decimal | None:
    """The lowest price of the 52 weeks up to `today`."""
    year = _year(bars, today)
    return min((bar.bottom for bar in year), default=None)


def _closes(bars: Iterable[Bar]) -> list[Decimal]:
    return [bar.close for bar in sorted(bars, key=lambda bar: bar.day) if bar.whole]


def _smoothed(values: Sequence[Decimal]) -> Decimal:
    average = sum(values[:RSI_SESSIONS], Decimal(0)) / RSI_SESSIONS
    for value in values[RSI_SESSIONS:]:
        average = (average * (RSI_SESSIONS - 1) + value) / RSI_SESSIONS
    return average


def _year(bars: Sequence[Bar], today: date) -> list[Bar]:
    """The whole sessions of the last 52 weeks; none where the bars do not reach that far back."""
    whole = [bar for bar in bars if bar.whole and bar.day <= today]
    if not whole or today - min(bar.day for bar in whole) < FEWEST_DAYS_OF_A_YEAR:
        return []
    return [bar for bar in whole if bar.day > today - YEAR]
