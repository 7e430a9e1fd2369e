"""An answer of a feed with what the caller knows of its listing: what it is held against."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Final, NamedTuple

from msgspec.structs import replace

from thesis_tui.model import figures
from thesis_tui.model.bars import Bar
from thesis_tui.model.feeds import Doubt, Quote, Split
from thesis_tui.prices.feed import Series
from thesis_tui.rules.doubts import Context, near
from thesis_tui.rules.rescaling import split_fault
from thesis_tui.rules.splits import same_split
from thesis_tui.venues import Venue, day_of, is_session, known_until

_JUDGED_DAYS: Final = timedelta(days=60)
"""Of days longer ago a feed may know a special session that the calendar does not, and no look rests on them."""
_MANY_OUTSIDE: Final = 3
_MOST_OUTSIDE: Final = 10
"""With so many bars outside its calendar, and one in so many, a venue trades on other days than that says."""


class Reference(NamedTuple):
    """Facts the caller knows of a listing.

    `anchors` are prices and levels noted, on today's basis of splits; `confirmed` the user's splits; `evidence` days
    and prices as noted then, `levels` the same of levels; `witnesses` what other feeds say of a day;
    `moves` steps that the user said were no splits.
    """

    now: datetime
    venue: Venue
    anchors: Sequence[Decimal] = ()
    confirmed: Sequence[Split] = ()
    evidence: Sequence[tuple[date, Decimal]] = ()
    levels: Sequence[tuple[date, Decimal]] = ()
    witnesses: Mapping[date, Sequence[Decimal]] = {}
    moves: Sequence[tuple[date, Decimal]] = ()

    def is_move(self, day: date, value: Decimal) -> bool:
        """Whether the user said that the price did go to `value` on `day`, or near it since, without a split."""
        return any(moved <= day and near(value, to) for moved, to in self.moves)

    @property
    def today(self) -> date:
        """The day at the venue."""
        return day_of(self.venue, self.now)

    def session(self, quote: Quote | None) -> date | None:
        """The day a quote is of; None where its time is not known or cannot be."""
        if quote is None or quote.at is None or quote.doubt is not None:
            return None
        return day_of(self.venue, quote.at)


class Answer(NamedTuple):
    """An answer with its own unadjusted jumps by splits undone."""

    series: Series
    bars: Sequence[Bar]
    reported: Sequence[Split]
    jumped: Sequence[Split]
    reference: Reference

    def context(self, bars: Sequence[Bar]) -> Context:
        """The circumstances in which `bars` of this answer are judged."""
        return context_of(self.series, bars, self.series.quote, self.reference)

    @property
    def quote_day(self) -> date | None:
        """The day at the venue of the price in the answer."""
        return self.reference.session(self.series.quote)

    @property
    def anchors(self) -> tuple[Decimal, ...]:
        """Prices noted, as they are and as the reported splits make them: they may be older than those."""
        found = [*self.reference.anchors]
        product = Decimal(1)
        for split in self.reported:
            product *= split.factor
            # the day of an anchor is not known here: it may be older than this split alone, or than all up to it
            found += [anchor * factor for factor in {split.factor, product} for anchor in self.reference.anchors]
        return tuple(found)


def context_of(series: Series, bars: Sequence[Bar], quote: Quote | None, reference: Reference) -> Context:
    """The circumstances in which `bars` of an answer with `quote` are judged."""
    day = reference.session(quote)
    return Context(
        listing=series.listing,
        source=series.source,
        tick=series.tick,
        at=reference.now,
        # only a price of a later session can confirm the last bar; one of the same session is that bar
        later=quote.value if quote is not None and day is not None and bars and day > bars[-1].day else None,
        witnesses=reference.witnesses,
        preset={
            **dict(_without_session(series, bars, reference)),
            **{doubt.day: doubt for doubt in series.doubts if doubt.day is not None},
        },
    )


def is_outside_calendar(day: date, reference: Reference) -> bool:
    """Whether a venue whose holidays are known has no session on a day of the last months."""
    known = known_until(reference.venue)
    recent = reference.today - _JUDGED_DAYS <= day
    return recent and known is not None and day <= known and not is_session(reference.venue, day)


def is_holiday_row(bar: Bar, reference: Reference) -> bool:
    """Whether a bar is the row that feeds put on a holiday of many exchanges: the price of before and nothing else."""
    flat = {bar.open or bar.close, bar.high or bar.close, bar.low or bar.close} == {bar.close}
    return flat and is_outside_calendar(bar.day, reference)


def _without_session(series: Series, bars: Sequence[Bar], reference: Reference) -> list[tuple[date, Doubt]]:
    """Doubts of bars on days without a session; none where there are so many that the calendar is the one in error."""
    recent = [bar for bar in bars if bar.day >= reference.today - _JUDGED_DAYS]
    found = [bar for bar in recent if is_outside_calendar(bar.day, reference)]
    if len(found) >= _MANY_OUTSIDE and len(found) * _MOST_OUTSIDE > len(recent):
        return []
    return [
        (
            bar.day,
            Doubt(
                listing=series.listing,
                subject="bar",
                code="no session",
                day=bar.day,
                value=bar.close,
                source=series.source,
                at=reference.now,
            ),
        )
        for bar in found
    ]


def believable_splits(series: Series, reference: Reference) -> tuple[list[Split], list[str]]:
    """The splits of an answer that can be, each once, and what is said of the others."""
    found: list[Split] = []
    notes = []
    for split in series.splits:
        fault = split_fault(split, reference.today)
        if fault:
            notes.append(f"a split {split.text} of {figures.long_day(split.day)} is not believed: {fault}")
        # told twice, on its record day and on its first day, it would scale prices twice
        elif not any(same_split(split, other) for other in found):
            found.append(replace(split, source=series.source))
    # five show what is wrong with the answer; one that is broken may tell of a hundred
    return found, notes[:5]
