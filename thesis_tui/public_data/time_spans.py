"""Spans of time and what filings say of them, oldest first."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import NamedTuple

DAY = timedelta(days=1)
QUARTER_DAYS = range(80, 101)
REST_DAYS = range(75, 126)
"""Of a quarter that is a difference: retailers count 16 weeks in the last one, and 12 in the others."""
YEAR_DAYS = range(350, 381)
YEAR_APART = range(355, 376)
"""Days from the end of a span to the end of the same one a year later: 52 or 53 weeks, or a year."""
LONG_QUARTER = 98
"""Days from which a quarter has 14 weeks and is not like one of 13."""
SAME_START = 4
"""Days by which filings of one company may tell the start of a fiscal year differently."""
DISAGREE = Decimal("0.005")
"""Part of a value from which two differ by more than their rounding."""


class Span(NamedTuple):
    """From `start` to `end`, both included; `start` is None for a balance."""

    start: date | None
    end: date

    @property
    def days(self) -> int:
        return 0 if self.start is None else (self.end - self.start).days + 1


class SpanNames:
    """One span for all that begin and end within some days of each other: filers state a quarter of weeks by its own
    days in one report and by the month's in another. The first that is seen is the name of all.
    """

    def __init__(self) -> None:
        self._known: dict[date, list[Span]] = {}
        self._named: dict[Span, Span] = {}

    def of(self, span: Span) -> Span:
        """The span's name: itself, or one like it that was seen before."""
        named = self._named.get(span)
        if named is None:
            named = self._named[span] = self._found(span)
        return named

    def _found(self, span: Span) -> Span:
        if span.start is None or span.days < QUARTER_DAYS.start:
            return span
        for days in range(-SAME_START, SAME_START + 1):
            for known in self._known.get(span.end + days * DAY, ()):
                if starts_apart(known, span) <= SAME_START:
                    return known
        self._known.setdefault(span.end, []).append(span)
        return span


class Version(NamedTuple):
    """The value a filing gives a figure of a span. `how` says how it comes of what the filing states."""

    value: Decimal
    filed: date
    accession: str
    form: str
    tag: str
    how: str = "reported"
    doubt: str = ""


Series = dict[Span, tuple[Version, ...]]
"""Versions of each span, oldest first, each another value than the one before."""
Pair = tuple[Decimal, Decimal]


def runs_of(spans: Iterable[Span]) -> list[list[Span]]:
    """Spans of one start, shortest first: what a fiscal year's filings say of the year to date."""
    runs: list[list[Span]] = []
    for span in sorted(item for item in spans if item.start is not None):
        if runs and starts_apart(runs[-1][0], span) <= SAME_START:
            runs[-1].append(span)
        else:
            runs.append([span])
    return [sorted(run, key=lambda item: item.end) for run in runs if len(run) > 1]


def collapsed(versions: Iterable[Version]) -> tuple[Version, ...]:
    """Only those that say something else than the one before. A value that is rounded later says the same."""
    retained: list[Version] = []
    for version in versions:
        if not retained or not same(retained[-1].value, version.value):
            retained.append(version)
    return tuple(retained)


def same(left: Decimal, other: Decimal) -> bool:
    """Whether two values are one, the coarser rounded to thousands or millions."""
    if left == other:
        return True
    difference = abs(left - other)
    if difference > DISAGREE * max(abs(left), abs(other)):
        return False
    return any(
        difference * 2 <= unit and (left % unit == 0 or other % unit == 0)
        for unit in (Decimal(1_000), Decimal(1_000_000))
    )


def coarser(known: Decimal, other: Decimal) -> bool:
    """Whether a value is the other one rounded."""
    return same(known, other) and _last_place(known) > _last_place(other)


def _last_place(value: Decimal) -> int:
    return int(value.normalize().as_tuple().exponent)


def agree(left: Decimal, other: Decimal) -> bool:
    """Whether a sum and its total may be one: up to what rounding to millions leaves, or half a percent."""
    difference = abs(left - other)
    # four quarters and their year, each half a unit off, miss by two and a half
    rounding = Decimal(3_000_000) if left % 1_000_000 == 0 and other % 1_000_000 == 0 and left else Decimal(3_000)
    return difference <= max(DISAGREE * max(abs(left), abs(other)), rounding)


def known_at(versions: Sequence[Version], day: date) -> Version | None:
    """The newest version filed by a day."""
    return next((item for item in reversed(versions) if item.filed <= day), None)


def weeks_word(span: Span) -> str:
    """How many weeks a quarter has that is not like others: "14 weeks", "" for one of thirteen or of three months."""
    # three months have 89 days at least
    if span.days >= LONG_QUARTER or (span.days and span.days < 87 and span.days % 7 == 0):
        return f"{round(span.days / 7)} weeks"
    return ""


def plain(value: Decimal) -> str:
    """A number in digits, without an exponent."""
    return format(value, "f")


def year_before(span: Span, among: Iterable[Span]) -> Span | None:
    """The same span a year before, as long as it to a week or two."""
    fitting = [
        item
        for item in among
        if (item.start is None) == (span.start is None)
        and (span.end - item.end).days in YEAR_APART
        and abs(item.days - span.days) <= 10
    ]
    return min(fitting, key=lambda item: abs((span.end - item.end).days - 364), default=None)


def neighbours(run: Sequence[Span]) -> list[tuple[Span, Span]]:
    """Year-to-date spans of one start that are a quarter apart."""
    return [
        (shorter, longer)
        for place, longer in enumerate(run)
        for shorter in run[:place]
        if (longer.end - shorter.end).days in REST_DAYS
    ]


def starts_apart(left: Span, other: Span) -> int:
    """Days between the starts of two spans; 0 for balances."""
    return abs((left.start - other.start).days) if left.start and other.start else 0


def within(span: Span, longer: Span, until: date) -> bool:
    """Whether a span lies in a longer one, and ends by a day."""
    return (
        span.start is not None
        and longer.start is not None
        and longer.start - DAY * SAME_START <= span.start
        and span.end <= until
    )
