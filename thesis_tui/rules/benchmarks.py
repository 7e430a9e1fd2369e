"""Comparison with a benchmark: how the first listing and an index, fund or peer moved from one day to another.

Prices only, in each one's own currency and without dividends; a move is in percent of the close it begins from.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from thesis_tui.model import figures
from thesis_tui.model.bars import Bar
from thesis_tui.model.objects import Benchmark, Listing, Thesis
from thesis_tui.model.view import BenchmarkView, Compared

_PLACES = 4
"""Of a move in percent: more than closes of two places tell."""
_OLDEST_DAYS = 10
"""A close longer before the day it stands for than any holidays are does not stand for it."""


def as_listing(benchmark: Benchmark) -> Listing:
    """A benchmark as what feeds are asked for and prices are kept of."""
    return Listing(
        symbol=benchmark.symbol, venue=benchmark.venue, currency=benchmark.currency, name=benchmark.name,
        feeds=benchmark.feeds,
    )  # fmt: skip


def priced(thesis: Thesis) -> tuple[Listing, ...]:
    """Everything of a thesis that has prices: its listings, then its benchmarks, each symbol once."""
    listed = {listing.symbol for listing in thesis.listing}
    return (
        *thesis.listing,
        *(as_listing(benchmark) for benchmark in thesis.benchmark if benchmark.symbol not in listed),
    )


def compared(own: Sequence[Bar], other: Sequence[Bar], since: date) -> Compared | None:
    """The moves of both from `since`, or the first later day that both have a close of, to the last day both have;
    None where there is no such span. The bars are whole sessions, oldest first.
    """
    if not own or not other:
        return None
    # both over the same days: a longer run of one alone would be no comparison
    begin = max(since, own[0].day, other[0].day)
    end = min(own[-1].day, other[-1].day)
    if end <= begin:
        return None
    moves = []
    for bars in (own, other):
        first, last = _at(bars, begin), _at(bars, end)
        if first is None or last is None or not first.close:
            return None
        moves.append(figures.trimmed(figures.rounded((last.close / first.close - 1) * 100, _PLACES)))
    return Compared(since=begin, until=end, own=moves[0], other=moves[1])


def _at(bars: Sequence[Bar], day: date) -> Bar | None:
    """The bar of `day`, or the newest shortly before it."""
    at = bisect_right(bars, day, key=lambda bar: bar.day) - 1
    if at < 0 or (day - bars[at].day).days > _OLDEST_DAYS:
        return None
    return bars[at]


def benchmark_views(
    thesis: Thesis, bars: Mapping[str, Sequence[Bar]], began: date | None, decisions: Iterable[tuple[str, date]]
) -> tuple[BenchmarkView, ...]:
    """Each benchmark against the first listing since the thesis began and since each of `decisions` (ids and days).
    `bars` are by symbol.
    """
    if not thesis.benchmark or not thesis.listing:
        return ()
    own = [bar for bar in bars.get(thesis.listing[0].symbol, ()) if bar.whole]
    made = tuple(decisions)
    views = []
    for benchmark in thesis.benchmark:
        other = [bar for bar in bars.get(benchmark.symbol, ()) if bar.whole]
        first = began or (max(own[0].day, other[0].day) if own and other else None)
        since = {id_: found for id_, day in made if (found := compared(own, other, day)) is not None}
        views.append(
            BenchmarkView(
                symbol=benchmark.symbol,
                name=benchmark.name or benchmark.symbol,
                currency=benchmark.currency,
                compared=None if first is None else compared(own, other, first),
                decisions=since,
                bars=other,
            )
        )
    return tuple(views)
