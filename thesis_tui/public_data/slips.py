"""Slips of filers: a value that one filing states and others contradict.

A filing now and then has a number in thousands where the others have it in units, a wrong sign, or the figure of
another period. What corrects it is never an assumption: another filing states the same span, or longer spans hold it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from statistics import median
from typing import NamedTuple

from thesis_tui.public_data.time_spans import (
    SAME_START,
    YEAR_DAYS,
    Pair,
    Span,
    Version,
    agree,
    collapsed,
    neighbours,
    plain,
    same,
    starts_apart,
)  # fmt: skip

Spans = Mapping[Span, Sequence[Version]]
Slips = dict[tuple[Span, str], Version]
"""The right version for each wrong one, which is named by its span and its filing."""
SCALE = Decimal(100)
"""Values of one span that are this many times apart differ in their units, not in their accounts."""
_BEYOND_SPLITS = Decimal(500)
"""Between the largest split, 100 for one, and three zeros too many."""
_TYPICAL = Decimal(10)
"""A value this many times off what the tag has in a day is the wrong one of two."""
_RESTATED = Decimal("0.05")
"""A year to date that moves by less is a restatement that need not show in the longer spans' rounding."""


class Growth(NamedTuple):
    """Two values of a span and of the same a year before, and the later one's version."""

    span: Span
    pair: Pair
    version: Version


def slips_of(spans: Spans, runs: Sequence[Sequence[Span]], *, flow: bool) -> Slips:
    """All slips among the values of a tag; `runs` are its spans of one start, shortest first. Of what is no `flow` a
    split moves the values of one span, and longer spans do not contain the shorter: only three zeros are a slip.
    """
    found = _of_scale(spans, SCALE if flow else _BEYOND_SPLITS)
    if not flow:
        return found
    for run in runs:
        for place, span in enumerate(run):
            longer = next((item for item in run[place:] if item.end > span.end), None)
            slip = None if longer is None else _of_year_to_date(spans, span, longer)
            if slip is not None:
                wrong, right = slip
                found.update(_everywhere(spans, span, wrong, right))
        for shorter, longer in neighbours(run):
            found.update(_of_quarter(spans, shorter, longer))
    return found


def _everywhere(spans: Spans, span: Span, wrong: Version, right: Version) -> Slips:
    """The slip in every filing that repeats it."""
    return {(span, item.accession): right for item in spans[span] if same(item.value, wrong.value)}


def _of_scale(spans: Spans, scale: Decimal) -> Slips:
    """Versions that differ from others of their span by orders of magnitude, and from the tag's other spans, too."""
    suspects = [span for span, versions in spans.items() if _far_apart([item.value for item in versions], scale)]
    if not suspects:
        return {}
    typical = typical_rate(spans)
    found: Slips = {}
    for span in suspects:
        right = [item for item in spans[span] if _near(item.value, span, typical)]
        for wrong in spans[span]:
            if right and wrong not in right:
                found[span, wrong.accession] = min(right, key=lambda item: abs((item.filed - wrong.filed).days))
    return found


def typical_rate(spans: Spans) -> Decimal:
    """The size of a tag's values by the day, in the middle of all."""
    return median(abs(item.value) / max(span.days, 1) for span, versions in spans.items() for item in versions)


def _far_apart(values: Sequence[Decimal], scale: Decimal) -> bool:
    sizes = [abs(value) for value in values if value]
    return len(sizes) > 1 and max(sizes) >= scale * min(sizes)


def _near(value: Decimal, span: Span, typical: Decimal) -> bool:
    return typical / _TYPICAL < abs(value) / max(span.days, 1) < typical * _TYPICAL


def nearer(values: tuple[Decimal, Decimal], span: Span, typical: Decimal) -> Decimal | None:
    """The one of two values far apart that is like the tag's others; None where they are not far apart, or both are."""
    fitting = [value for value in values if _near(value, span, typical)]
    return fitting[0] if _far_apart(values, SCALE) and len(fitting) == 1 else None


def _of_year_to_date(spans: Spans, span: Span, longer: Span) -> tuple[Version, Version] | None:
    """A wrong version of a year-to-date value, and the right one.

    A restatement moves the spans that contain it, too. Of one that leaves the next longer span as it was, the version
    is right from which the stated quarter between them follows; where none is stated, the one that makes the two parts
    of the longer span more alike.
    """
    versions = collapsed(spans[span])
    if len(versions) != 2:
        return None
    first, last = versions
    scale = max(abs(first.value), abs(last.value))
    wholes = spans[longer]
    # a longer span that was not stated since the restatement cannot speak against it
    if (
        abs(first.value - last.value) <= _RESTATED * scale
        or not agree(wholes[0].value, wholes[-1].value)
        or wholes[-1].filed < last.filed
    ):
        return None
    whole = wholes[-1].value
    between = _quarter_between(spans, span, longer)
    if between is not None:
        fits = [any(agree(whole - part.value, item.value) for item in spans[between]) for part in versions]
        if fits == [False, True]:
            return first, last
        if fits == [True, False]:
            return last, first

    def unevenness(part: Decimal) -> Decimal:
        return abs(part / span.days - (whole - part) / (longer.days - span.days))

    return (last, first) if unevenness(last.value) > unevenness(first.value) else (first, last)


def _of_quarter(spans: Spans, shorter: Span, longer: Span) -> Slips:
    """A stated quarter's values that follow from no year-to-date values, where another one does, or where they are only
    of another sign or unit.
    """
    between = _quarter_between(spans, shorter, longer)
    if between is None:
        return {}
    versions = collapsed(spans[between])
    right = next((item for item in reversed(versions) if follows(spans, item.value, shorter, longer)), None)
    found: Slips = {}
    for item in versions:
        if follows(spans, item.value, shorter, longer):
            continue
        # a filing that moves the year to date, too, recasts both; of what lies before only older filings tell
        version = next((whole for whole in spans[longer] if whole.accession == item.accession), None)
        earlier = [whole for whole in spans[longer] if whole.filed < item.filed]
        if version is not None and earlier and not agree(version.value, earlier[-1].value):
            continue
        instead = right or _as_it_follows(spans, item, between, (shorter, longer))
        if instead is not None:
            found.update(_everywhere(spans, between, item, instead))
    return found


def _as_it_follows(spans: Spans, stated: Version, span: Span, around: tuple[Span, Span]) -> Version | None:
    """A quarter's value as the year to date makes it, where the one that is stated has only another sign or unit."""
    shorter, longer = around
    rest = spans[longer][0].value - spans[shorter][0].value
    signed = agree(-stated.value, rest)
    likely = nearer((stated.value, rest), span, typical_rate(spans))
    if not signed and likely != rest:
        return None
    return stated._replace(value=rest, how="year to date less the part before")


def follows(spans: Spans, value: Decimal, shorter: Span, longer: Span) -> bool:
    """Whether a quarter's value is the difference of any two values filed of the longer and the shorter span."""
    return any(agree(value, whole.value - part.value) for whole in spans[longer] for part in spans[shorter])


def _quarter_between(spans: Spans, shorter: Span, longer: Span) -> Span | None:
    return next(
        (
            item
            for item in spans
            if item.start is not None
            and item.end == longer.end
            and item.days not in YEAR_DAYS
            and 0 <= (item.start - shorter.end).days - 1 + SAME_START <= 2 * SAME_START
            and starts_apart(item, longer) > SAME_START
        ),
        None,
    )


def corrected(span: Span, now: Version, before: Version, right: Callable[[Version], Version]) -> Growth:
    """Two values of one filing, each replaced by the right one where it is a slip.

    A filing that is wrong in both alike gives the growth that a half corrected pair would not, so a correction is taken
    only where the two come nearer to each other by it.
    """
    now_right, before_right = right(now), right(before)
    if _times(now_right.value, before_right.value) >= _times(now.value, before.value):
        return Growth(span, (now.value, before.value), now)
    wrong, instead = (now, now_right) if now_right is not now else (before, before_right)
    doubt = f"a filing states {plain(wrong.value)} where others state {plain(instead.value)}"
    return Growth(span, (now_right.value, before_right.value), now._replace(doubt=doubt))


def _times(now: Decimal, before: Decimal) -> Decimal:
    """How many times the smaller is in the greater; without end for values of different signs."""
    return max(now / before, before / now) if now * before > 0 else Decimal("Infinity")
