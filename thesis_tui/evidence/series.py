"""One tag over time: what each filing says of each span, quarters from year-to-date values, and pairs for growth.

A filer states three months and the year to date, cash flows only the latter; a fourth quarter is seldom stated. So a
quarter is what is stated for 80 to 100 days, or else the difference of two year-to-date values of one start. What was
stated first and what was stated last are both kept: a value changes when it is restated.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import NamedTuple

from thesis_tui.evidence.facts import Row

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
SLIP = Decimal("0.05")


class Span(NamedTuple):
    """From `start` to `end`, both included; `start` is None for a balance."""

    start: date | None
    end: date

    @property
    def days(self) -> int:
        return 0 if self.start is None else (self.end - self.start).days + 1


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


class Tagged:
    """The values of filings under one tag (or under two that are combined), by span and by filing."""

    def __init__(self, tag: str, rows: Iterable[Row]) -> None:
        """Rows are oldest filing first."""
        self.tag = tag
        self.spans: dict[Span, list[Version]] = {}
        self.filings: dict[str, dict[Span, Version]] = {}
        for row in rows:
            span = Span(row.start, row.end)
            version = Version(row.value, row.filed, row.accession, row.form, tag)
            filing = self.filings.setdefault(row.accession, {})
            if span not in filing:
                self.spans.setdefault(span, []).append(version)
            filing[span] = version
        self.runs = _runs(self.spans)

    @property
    def newest_end(self) -> date | None:
        return max((span.end for span in self.spans), default=None)

    def quarters(self, *, differences: bool) -> Series:
        """The values stated of quarters and, with `differences`, what follows of year-to-date values for the others."""
        stated = {span: collapsed(reported) for span, reported in self.spans.items() if span.days in QUARTER_DAYS}
        if not differences:
            return stated
        found = dict(stated)
        for run in self.runs:
            found.update(self._quarters_of(run, stated))
        return found

    def years(self) -> Series:
        return {span: collapsed(reported) for span, reported in self.spans.items() if span.days in YEAR_DAYS}

    def balances(self) -> Series:
        return {span: collapsed(reported) for span, reported in self.spans.items() if span.start is None}

    def growth_pairs(self, span: Span) -> list[tuple[Pair, Version]]:
        """Of a span as stated: it and the same a year before, from each filing that has both, oldest first."""
        pairs = []
        for filing in self.filings.values():
            now = filing.get(span)
            before = _year_before(span, filing) if now is not None else None
            if now is not None and before is not None:
                pairs.append(((now.value, filing[before].value), now))
        return sorted(pairs, key=lambda pair: pair[1].filed)

    def growth_of_rest(self, span: Span) -> list[tuple[Pair, Version]]:
        """The same of a quarter that is a difference: from the filing that has both longer spans, and from the newest
        before it that has both shorter ones.
        """
        found = []
        for longer, shorter in self._around(span):
            shorter_pairs = self.growth_pairs(shorter)
            for (whole, whole_before), version in self.growth_pairs(longer):
                earlier = [pair for pair, known in shorter_pairs if known.filed <= version.filed]
                if earlier:
                    part, part_before = earlier[-1]
                    pair = whole - part, whole_before - part_before
                    found.append((pair, version._replace(how=_rest_words(longer))))
        return found

    def _around(self, span: Span) -> list[tuple[Span, Span]]:
        """The year-to-date spans a quarter is the difference of."""
        return [
            (longer, shorter)
            for run in self.runs
            for shorter, longer in _neighbours(run)
            if longer.end == span.end and shorter.end + DAY == span.start
        ]

    def _quarters_of(self, run: Sequence[Span], stated: Series) -> Series:
        """The quarters of one run that are no first ones."""
        rests = {(shorter, longer): self._rest(shorter, longer) for shorter, longer in _neighbours(run)}
        found: Series = {}
        for (shorter, longer), versions in rests.items():
            span = Span(shorter.end + DAY, longer.end)
            near = next((item for item in stated if item.end == span.end and _apart(item, span) <= SAME_START), None)
            if near is None:
                checked = self._against_quarters(shorter, longer, versions, stated)
                if checked:
                    found[span] = checked
                continue
            if not versions or agree(stated[near][-1].value, versions[-1].value):
                continue
            found[near] = self._settled(near, longer, stated, versions, rests)
        return found

    def _settled(
        self,
        span: Span,
        longer: Span,
        stated: Series,
        rest: tuple[Version, ...],
        rests: dict[tuple[Span, Span], tuple[Version, ...]],
    ) -> tuple[Version, ...]:
        """A quarter that is stated as one thing and follows as another: the year to date is right where the next
        quarter, too, follows from it.
        """
        for (shorter, _), versions in rests.items():
            after = next(
                (
                    item
                    for item in stated
                    if item.start is not None and 0 <= (item.start - longer.end).days <= SAME_START
                ),
                None,
            )
            if (
                shorter == longer
                and after is not None
                and versions
                and agree(stated[after][-1].value, versions[-1].value)
            ):
                doubt = f"stated as {plain(stated[span][-1].value)}, which the year to date contradicts"
                return tuple(item._replace(doubt=doubt) for item in rest)
        doubt = f"the year to date would make it {plain(rest[-1].value)}"
        return (*stated[span][:-1], stated[span][-1]._replace(doubt=doubt))

    def _rest(self, shorter: Span, longer: Span) -> tuple[Version, ...]:
        """The difference of two year-to-date values: each version of the longer less what was known of the shorter when
        it was filed, so that both are of one basis. A shorter one that was filed only later dates the difference.
        """
        parts = without_slips(self, shorter)
        found = []
        for whole in without_slips(self, longer):
            part = known_at(parts, whole.filed) or parts[0]
            newer = part if part.filed > whole.filed else whole
            found.append(newer._replace(value=whole.value - part.value, how=_rest_words(longer)))
        return collapsed(found)

    def _against_quarters(
        self, shorter: Span, longer: Span, rest: tuple[Version, ...], stated: Series
    ) -> tuple[Version, ...]:
        """A last quarter held against the other three: where the nine months are not their sum, it is the year less
        the quarters, so that the four add up to the year.
        """
        if longer.days not in YEAR_DAYS or not rest:
            return rest
        inside = sorted(
            (item for item in stated if item.start and longer.start and _within(item, longer, shorter.end)),
            key=lambda item: item.end,
        )
        if len(inside) != 3:
            return rest
        found = []
        for version in rest:
            parts = [known_at(stated[item], version.filed) for item in inside]
            whole = known_at(self.spans[longer], version.filed)
            if whole is None or any(part is None for part in parts):
                found.append(version)
                continue
            total = sum((part.value for part in parts if part is not None), Decimal(0))
            if agree(whole.value - version.value, total):
                found.append(version)
            else:
                nine = plain(whole.value - version.value)
                doubt = f"the nine months, stated as {nine}, are not the sum of their quarters"
                found.append(
                    version._replace(value=whole.value - total, how="year less the other quarters", doubt=doubt)
                )
        return collapsed(found)


def _runs(spans: Iterable[Span]) -> list[list[Span]]:
    """Spans of one start, shortest first: what a fiscal year's filings say of the year to date."""
    runs: list[list[Span]] = []
    for span in sorted(item for item in spans if item.start is not None):
        if runs and _apart(runs[-1][0], span) <= SAME_START:
            runs[-1].append(span)
        else:
            runs.append([span])
    return [sorted(run, key=lambda item: item.end) for run in runs if len(run) > 1]


def without_slips(reported: Tagged, span: Span) -> Sequence[Version]:
    """The versions of a year-to-date span without one that no other filing bears out.

    A restatement moves the spans that contain it, too. One that leaves the next longer span as it was is a slip, in the
    first or in the second version: the one is dropped that makes the two parts of the longer span less alike.
    """
    versions = collapsed(reported.spans[span])
    if len(versions) != 2 or span.start is None:
        return versions
    first, last = versions
    scale = max(abs(first.value), abs(last.value))
    if not scale or abs(first.value - last.value) <= SLIP * scale:
        return versions
    longer = next((item for run in reported.runs if span in run for item in run if item.end > span.end), None)
    if longer is None:
        return versions
    wholes = reported.spans[longer]
    if not agree(wholes[0].value, wholes[-1].value) or wholes[-1].filed < last.filed:
        return versions
    whole = wholes[-1].value

    def unevenness(part: Decimal) -> Decimal:
        return abs(part / span.days - (whole - part) / (longer.days - span.days))

    slipped_last = unevenness(last.value) > unevenness(first.value)
    return (first,) if slipped_last else (last._replace(doubt=f"first stated as {plain(first.value)}"),)


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


def agree(left: Decimal, other: Decimal) -> bool:
    """Whether a sum and its total may be one: up to what rounding to millions leaves, or half a percent."""
    difference = abs(left - other)
    rounding = Decimal(3_000_000) if left % 1_000_000 == 0 and other % 1_000_000 == 0 and left else Decimal(3_000)
    return difference <= max(DISAGREE * max(abs(left), abs(other)), rounding)


def known_at(versions: Sequence[Version], day: date) -> Version | None:
    """The newest version filed by a day."""
    return next((item for item in reversed(versions) if item.filed <= day), None)


def combined(
    name: str, parts: Sequence[Sequence[Tagged]], combine: Callable[[Decimal, Decimal], Decimal]
) -> Tagged | None:
    """Two figures made one, filing by filing and span by span, each from the first of its tags the filing has."""
    first, second = parts
    rows: list[Row] = []
    for accession in dict.fromkeys(name for reported in first for name in reported.filings):
        ours, theirs = _of_filing(first, accession), _of_filing(second, accession)
        rows += [
            Row(span.start, span.end, combine(item.value, theirs[span].value), accession, item.form, item.filed)
            for span, item in ours.items()
            if span in theirs
        ]
    rows.sort(key=lambda row: (row.filed, row.accession))
    return Tagged(name, rows) if rows else None


def _of_filing(tags: Sequence[Tagged], accession: str) -> dict[Span, Version]:
    found: dict[Span, Version] = {}
    for reported in reversed(tags):
        found.update(reported.filings.get(accession, {}))
    return found


def weeks_word(span: Span) -> str:
    """How many weeks a quarter has that is not like others: "14 weeks", "" for one of thirteen or of three months."""
    if span.days >= LONG_QUARTER or (span.days and span.days < 87 and span.days % 7 == 0):
        return f"{round(span.days / 7)} weeks"
    return ""


def plain(value: Decimal) -> str:
    """A number in digits, without an exponent."""
    return format(value, "f")


def _year_before(span: Span, among: Iterable[Span]) -> Span | None:
    """The same span a year before, as long as it to a week or two."""
    fitting = [
        item
        for item in among
        if (item.start is None) == (span.start is None)
        and (span.end - item.end).days in YEAR_APART
        and abs(item.days - span.days) <= 10
    ]
    return min(fitting, key=lambda item: abs((span.end - item.end).days - 364), default=None)


def _neighbours(run: Sequence[Span]) -> list[tuple[Span, Span]]:
    """Year-to-date spans of one start that are a quarter apart."""
    return [
        (shorter, longer)
        for place, longer in enumerate(run)
        for shorter in run[:place]
        if (longer.end - shorter.end).days in REST_DAYS
    ]


def _apart(left: Span, other: Span) -> int:
    return abs((left.start - other.start).days) if left.start and other.start else 0


def _within(span: Span, longer: Span, until: date) -> bool:
    return (
        span.start is not None
        and longer.start is not None
        and longer.start - DAY * SAME_START <= span.start
        and span.end <= until
    )


def _rest_words(longer: Span) -> str:
    return "year less nine months" if longer.days in YEAR_DAYS else "year to date less the part before"
