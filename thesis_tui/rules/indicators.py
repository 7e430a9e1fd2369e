"""Averages, RSI and 52-week extremes of a listing, from its whole sessions."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise
from typing import Final, TypeVar

from thesis_tui.model import figures
from thesis_tui.model.bars import PARTIAL, Bar, Bars
from thesis_tui.model.enums import Indicator
from thesis_tui.model.figures import rounded
from thesis_tui.model.market import Claim, Indicators
from thesis_tui.model.objects import Level
from thesis_tui.model.view import LevelView, MetricView
from thesis_tui.rules.sessions import Sessions

RSI_SESSIONS = 14
YEAR = timedelta(days=364)
"""52 weeks."""
FEWEST_DAYS_OF_A_YEAR = timedelta(days=350)
"""A range over less than this is not a year's."""
_FLOAT_ERROR: Final = 1e-6
"""Of an RSI in hundredths: floats, which are ten times as fast as decimals, are right to a ten-millionth of one. Nearer
to where the rounding turns decimals decide.
"""
_Number = TypeVar("_Number", float, Decimal)
_SPARE = 10
"""Days that may not be whole beside those wanted."""
_SESSIONS_USED = 400
"""Sessions that matter: RSI is smoothed over all it is given, and after 250 the rest is below a hundredth."""


def indicators(bars: Sequence[Bar], day: date) -> Indicators | None:
    """Indicators as of the end of `day`; None without a whole session up to then. `bars` are oldest first.

    Worked out on the columns, in their whole units: making bars or prices of three listings took a tenth of
    `show --json`.
    """
    columns = Bars.of(bars)
    end = columns.until(day)
    sessions = Sessions(columns.part(max(0, end - _SESSIONS_USED - _SPARE), end), day)
    if not len(sessions):
        return None
    last = sessions.day(len(sessions) - 1)
    closes = sessions.close.values[-_SESSIONS_USED:]
    year = sessions.until(last - YEAR)
    whole_year = last - sessions.day(0) >= FEWEST_DAYS_OF_A_YEAR
    return Indicators(
        day=last,
        average_50=_mean(closes, columns.places, 50),
        average_200=_mean(closes, columns.places, 200),
        rsi_14=_rsi(closes),
        high_52_weeks=sessions.top.greatest(year) if whole_year else None,
        low_52_weeks=sessions.bottom.least(year) if whole_year else None,
    )


class IndicatorsByListing(Mapping[str, Indicators]):
    """The indicators of each listing as of a day, worked out when they are asked for: `show` never does."""

    def __init__(self, bars: Mapping[str, Sequence[Bar]], day: date) -> None:
        self._bars = bars
        self._day = day
        self._known: dict[str, Indicators | None] = {}

    def __getitem__(self, symbol: str) -> Indicators:
        if symbol not in self._known:
            self._known[symbol] = indicators(self._bars[symbol], self._day)
        found = self._known[symbol]
        if found is None:
            raise KeyError(symbol)
        return found

    def __iter__(self) -> Iterator[str]:
        return (symbol for symbol in self._bars if self.get(symbol) is not None)

    def __len__(self) -> int:
        return sum(1 for _ in self)


def _last_whole(bars: Sequence[Bar], day: date, count: int) -> list[Bar]:
    """The last `count` whole bars up to `day`; of years of bars no others are made."""
    end = bars.until(day) if isinstance(bars, Bars) else bisect_right(bars, day, key=lambda bar: bar.day)
    return [bar for bar in bars[max(0, end - count - _SPARE) : end] if bar.whole][-count:]


def average_sessions(level: Level) -> int | None:
    """Of how many sessions a moving average is, by what it says of itself ("200-day average")."""
    if level.type != "moving average":
        return None
    words = f"{level.why} {level.by}".replace("-", " ").split()
    # three digits at most: a fourth makes it a year
    return next((int(word) for word in words if word.isdecimal() and len(word) <= 3), None)


def claims(
    levels: Sequence[LevelView], metrics: Sequence[MetricView], bars: Mapping[str, Sequence[Bar]]
) -> tuple[Claim, ...]:
    """Averages and indicators that sources gave, each beside the same computed for its own day."""
    claims_made: list[Claim] = []
    for level in levels:
        sessions = average_sessions(level.level)
        if sessions is None or level.retired:
            continue
        claims_made.append(
            Claim(
                listing=level.level.listing,
                name=f"{sessions}-day average",
                stated=figures.price(level.level.low),
                day=level.noted,
                # the average of its own day, not of today: the article was right then or never
                computed=average(bars.get(level.level.listing, ()), level.noted, sessions),
                source=level.origin.label,
            )
        )
    for metric in metrics:
        wanted = metric.metric.indicator
        for seen in metric.observations if wanted else ():
            what = seen.observation
            if what.listing is None or what.as_of is None:
                continue
            known = indicators(bars.get(what.listing, ()), what.as_of)
            claims_made.append(
                Claim(
                    listing=what.listing,
                    name="RSI(14)" if wanted == "rsi 14" else "from 52-week high",
                    stated=figures.observed(what, metric.metric).text,
                    day=what.as_of,
                    computed=_computed(known, wanted, bars.get(what.listing, ()), what.as_of),
                    percent=wanted == "from 52-week high",
                    source=seen.origin.label,
                )
            )
    return tuple(claims_made)


def _computed(known: Indicators | None, wanted: Indicator | None, bars: Sequence[Bar], day: date) -> Decimal | None:
    if known is None or wanted == "rsi 14":
        return known.rsi_14 if known else None
    last = _last_whole(bars, day, 1)
    if not last or known.high_52_weeks is None:
        return None
    return (last[0].close - known.high_52_weeks) / known.high_52_weeks * 100


def average(bars: Sequence[Bar], day: date, sessions: int) -> Decimal | None:
    """The simple moving average of the last `sessions` closes up to `day`, to four places. `bars` are oldest first."""
    columns = Bars.of(bars)
    end = columns.until(day)
    part = columns.part(max(0, end - sessions - _SPARE), end)
    closes = [close for close, flag in zip(part.closes, part.flags, strict=True) if not flag & PARTIAL]
    return _mean(closes, columns.places, sessions)


def _mean(closes: Sequence[int], places: int, sessions: int) -> Decimal | None:
    if sessions < 1 or len(closes) < sessions:
        return None
    return rounded(Decimal(sum(closes[-sessions:])).scaleb(-places) / sessions, 4)


def _rsi(closes: Sequence[int]) -> Decimal | None:
    """The relative strength index over 14 sessions, 0 to 100, to two places; whatever unit the closes are in.

    As J. Welles Wilder defined it (New Concepts in Technical Trading Systems, 1978): the first average gain
    and loss are plain means of 14 changes, each later one is (13 × the one before + the change) / 14. Its value
    depends on where the series begins, and hardly so after some hundred sessions. A series that never moved
    is at 50.
    """
    changes = [after - before for before, after in pairwise(closes)]
    if len(changes) < RSI_SESSIONS:
        return None
    if not any(changes):
        return Decimal(50)
    gains = [change if change > 0 else 0 for change in changes]
    losses = [-change if change < 0 else 0 for change in changes]
    gain, loss = _smoothed(float, gains), _smoothed(float, losses)
    # the same as 100 - 100 / (1 + gain / loss), without the division by a loss of nought
    hundredths = 10_000 * gain / (gain + loss)
    if abs(hundredths % 1 - 0.5) > _FLOAT_ERROR:
        return Decimal(round(hundredths)).scaleb(-2)
    exact, other = _smoothed(Decimal, gains), _smoothed(Decimal, losses)
    return rounded(100 * exact / (exact + other), 2)


def _smoothed(number: Callable[[int], _Number], values: Sequence[int]) -> _Number:
    mean = number(sum(values[:RSI_SESSIONS])) / RSI_SESSIONS
    for value in map(number, values[RSI_SESSIONS:]):
        mean = (mean * (RSI_SESSIONS - 1) + value) / RSI_SESSIONS
    return mean
