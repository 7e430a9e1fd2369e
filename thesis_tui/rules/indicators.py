"""Averages, RSI and 52-week extremes of a listing, from its whole sessions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise

from thesis_tui.model import figures
from thesis_tui.model.bars import Bar
from thesis_tui.model.market import Claim, Indicators
from thesis_tui.model.objects import Level
from thesis_tui.model.view import LevelView, MetricView
from thesis_tui.model.words import Indicator

RSI_PERIODS = 14
WEEKS_52 = timedelta(weeks=52)
_KEPT = 400
"""Sessions that matter: RSI is smoothed over all it is given, and after 250 the rest is below a hundredth."""


def indicators(bars: Sequence[Bar], day: date) -> Indicators | None:
    """Indicators as of the end of `day`; None without a whole session up to then. `bars` are oldest first."""
    whole = [bar for bar in bars[-2 * _KEPT :] if bar.whole and bar.day <= day][-_KEPT:]
    if not whole:
        return None
    closes = [bar.close for bar in whole]
    last = whole[-1].day
    year = [bar for bar in whole if bar.day > last - WEEKS_52]
    full = whole[0].day <= last - WEEKS_52 + timedelta(days=7)
    return Indicators(
        day=last,
        average_50=average(closes, 50),
        average_200=average(closes, 200),
        rsi_14=relative_strength(closes, RSI_PERIODS),
        high_52_weeks=max(bar.top for bar in year) if full else None,
        low_52_weeks=min(bar.bottom for bar in year) if full else None,
    )


def average_sessions(level: Level) -> int | None:
    """Of how many sessions a moving average is, by what it says of itself ("200-day average")."""
    if level.type != "moving average":
        return None
    words = f"{level.why} {level.by}".replace("-", " ").split()
    return next((int(word) for word in words if word.isdecimal() and len(word) <= 3), None)


def claims(
    levels: Sequence[LevelView], metrics: Sequence[MetricView], bars: Mapping[str, Sequence[Bar]]
) -> tuple[Claim, ...]:
    """Averages and indicators that sources gave, each beside the same computed for its own day."""
    found: list[Claim] = []
    for one in levels:
        sessions = average_sessions(one.level)
        if sessions is None or one.retired:
            continue
        given = [bar.close for bar in bars.get(one.level.listing, ()) if bar.whole and bar.day <= one.noted]
        found.append(
            Claim(
                listing=one.level.listing,
                name=f"{sessions}-day average",
                said=figures.price(one.level.low),
                day=one.noted,
                computed=average(given, sessions),
                source=one.origin.label,
            )
        )
    for metric in metrics:
        wanted = metric.metric.indicator
        for seen in metric.observations if wanted else ():
            what = seen.observation
            if what.listing is None or what.as_of is None:
                continue
            known = indicators(bars.get(what.listing, ()), what.as_of)
            found.append(
                Claim(
                    listing=what.listing,
                    name="RSI(14)" if wanted == "rsi 14" else "from 52-week high",
                    said=figures.observed(what, metric.metric).text,
                    day=what.as_of,
                    computed=_computed(known, wanted, bars.get(what.listing, ()), what.as_of),
                    percent=wanted == "from 52-week high",
                    source=seen.origin.label,
                )
            )
    return tuple(found)


def _computed(known: Indicators | None, wanted: Indicator | None, bars: Sequence[Bar], day: date) -> Decimal | None:
    if known is None or wanted == "rsi 14":
        return known.rsi_14 if known else None
    close = next((bar.close for bar in reversed(bars) if bar.whole and bar.day <= day), None)
    if close is None or known.high_52_weeks is None:
        return None
    return (close - known.high_52_weeks) / known.high_52_weeks * 100


def average(closes: Sequence[Decimal], count: int) -> Decimal | None:
    """The simple moving average of the last `count` closes."""
    return sum(closes[-count:], Decimal(0)) / count if len(closes) >= count else None


def relative_strength(closes: Sequence[Decimal], periods: int = RSI_PERIODS) -> Decimal | None:
    """Wilder's relative strength index, 0 to 100 (J. Welles Wilder, New Concepts in Technical Trading
    Systems, 1978): the first averages are plain, later ones keep (n − 1)/n of the one before.
    """
    if len(closes) <= periods:
        return None
    steps = [float(after - before) for before, after in pairwise(closes)]
    gain = sum(max(step, 0.0) for step in steps[:periods]) / periods
    loss = sum(max(-step, 0.0) for step in steps[:periods]) / periods
    for step in steps[periods:]:
        gain = (gain * (periods - 1) + max(step, 0.0)) / periods
        loss = (loss * (periods - 1) + max(-step, 0.0)) / periods
    if loss == 0:
        return Decimal(100) if gain else Decimal(50)
    return Decimal(str(round(100 - 100 / (1 + gain / loss), 2)))
