"""One tag over time: what each filing says of each span, quarters from year-to-date values, and pairs for growth.

A filer states three months and the year to date, cash flows only the latter; a fourth quarter is seldom stated. So a
quarter is what is stated for 80 to 100 days, or else the difference of two year-to-date values of one start. What was
stated first and what was stated last are both kept: a value changes when it is restated.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from decimal import Decimal
from functools import cached_property
from itertools import islice, product

from thesis_tui.public_data.facts import Row
from thesis_tui.public_data.slips import Growth, Slips, corrected, follows, nearer, slips_of, typical_rate
from thesis_tui.public_data.time_spans import (
    DAY,
    QUARTER_DAYS,
    REST_DAYS,
    SAME_START,
    YEAR_DAYS,
    Series,
    Span,
    SpanNames,
    Version,
    agree,
    coarser,
    collapsed,
    known_at,
    neighbours,
    plain,
    runs_of,
    same,
    starts_apart,
    within,
    year_before,
)  # fmt: skip

YEAR_LESS_QUARTERS = "year less the other quarters"
ONE_RESTATED = "the longer span was restated and the shorter was not: two bases, perhaps"
"""The doubt of a difference whose parts may be of two bases: a recast that begins within a year restates only what the
filings after it state.
"""
_COMBINATIONS = 64
"""Of the versions of three quarters; more than four of each are no restatements any more."""


class Tagged:
    """The values of filings under one tag (or under several that are made one), by span and by filing."""

    def __init__(self, tag: str, stated: Iterable[tuple[Span, Version]], *, flow: bool = True) -> None:
        """Values come oldest filing first. Of a `flow` a longer span is the sum of those in it."""
        self.tag = tag
        self._flow = flow
        self.spans: dict[Span, list[Version]] = {}
        self.filings: dict[str, dict[Span, Version]] = {}
        for span, version in stated:
            filing = self.filings.setdefault(version.accession, {})
            known = filing.get(span)
            if known is None:
                self.spans.setdefault(span, []).append(version)
            # of two values in one filing the one with more digits counts
            elif coarser(known.value, version.value):
                listed = self.spans[span]
                listed[listed.index(known)] = version
            else:
                continue
            filing[span] = version
        self.runs = runs_of(self.spans)
        self._family: Tagged | None = None

    @classmethod
    def of_rows(cls, tag: str, rows: Iterable[Row], *, flow: bool = True, names: SpanNames | None = None) -> Tagged:
        """Rows are oldest filing first; `names` are those of the company's spans."""
        name = (names or SpanNames()).of
        stated = (
            (name(Span(row.start, row.end)), Version(row.value, row.filed, row.accession, row.form, tag))
            for row in rows
        )
        return cls(tag, stated, flow=flow)

    @classmethod
    def joined(cls, reported: Sequence[Tagged]) -> Tagged | None:
        """Tags of one figure made one, of each filing the first that has a span: a filer that changed its tag within a
        year states nine months under the old and the year under the new. None where no two tags say the same.
        """
        parts: list[Tagged] = []
        for item in reported:
            if not parts or any(item.says_as(other) for other in parts):
                parts.append(item)
        if len(parts) < 2:
            return None
        stated = [
            (version.filed, version.accession, place, span, version)
            for place, item in enumerate(parts)
            for span, versions in item.spans.items()
            for version in versions
        ]
        stated.sort(key=lambda item: item[:3])
        taken: set[tuple[Span, str]] = set()
        rows = []
        for _, accession, _, span, version in stated:
            if (span, accession) not in taken:
                taken.add((span, accession))
                rows.append((span, version))
        return cls(", ".join(item.tag for item in parts), rows)

    def join(self, family: Tagged) -> None:
        """Takes what is known of the figure under its other tags: of a year in which the tag changed, neither knows
        alone what was stated before.
        """
        self._family = family

    def says_as(self, other: Tagged) -> bool:
        """Whether both say the same of a span, and no filing states two values of one under them. A recast makes them
        differ in what was stated before and after it.
        """
        both = [
            (filing[span].value, other.filings[accession][span].value)
            for accession, filing in self.filings.items()
            if accession in other.filings
            for span in filing
            if span in other.filings[accession]
        ]
        if not all(same(ours, theirs) for ours, theirs in both):
            return False
        return any(
            same(ours.value, theirs.value)
            for span, versions in self.spans.items()
            for ours in versions
            for theirs in other.spans.get(span, ())
        )

    @property
    def newest_end(self) -> date | None:
        return max((span.end for span in self.spans), default=None)

    @cached_property
    def slips(self) -> Slips:
        return slips_of(self.spans, self.runs, flow=self._flow)

    @cached_property
    def _stated_quarters(self) -> list[Span]:
        """Spans of three months or of 11 to 14 weeks, and the first 16 weeks of a retailer's year."""
        firsts = {run[0] for run in self.runs if run[-1].days in YEAR_DAYS and run[0].days in REST_DAYS}
        return [span for span in self.spans if span.days in QUARTER_DAYS or span in firsts]

    def quarters(self) -> Series:
        """The values stated of quarters and, of a flow, what follows of year-to-date values for the others."""
        stated = {span: self.versions(span) for span in self._stated_quarters}
        if not self._flow:
            return stated
        found = dict(stated)
        for run in self.runs:
            found.update(self._quarters_of(run, stated))
        ends = {span.end for span in found}
        # of these years no nine months are stated
        for year in (span for span in self.spans if span.days in YEAR_DAYS and span.end not in ends):
            found.update(self._year_less_quarters(year, found))
        return found

    def years(self) -> Series:
        return {span: self.versions(span) for span in self.spans if span.days in YEAR_DAYS}

    def balances(self) -> Series:
        return {span: collapsed(reported) for span, reported in self.spans.items() if span.start is None}

    def versions(self, span: Span) -> tuple[Version, ...]:
        """The values of a span as filed, each another than the one before. A slip is doubted where it came first, and
        left out where it would be the newest.
        """
        wrong = [item for item in self.spans[span] if (span, item.accession) in self.slips]
        if not wrong:
            return collapsed(self.spans[span])
        listed = [item for item in self.spans[span] if item not in wrong]
        if not listed:
            doubt = f"stated as {plain(wrong[-1].value)}, which the year to date contradicts"
            return (self.slips[span, wrong[-1].accession]._replace(doubt=doubt),)
        # borne out by other filings or by longer spans, it is not in doubt itself
        last = listed[-1]._replace(how=f"{listed[-1].how}, where one filing states {plain(wrong[-1].value)}")
        first = self.spans[span][0]
        if first in wrong:
            listed.insert(0, first._replace(doubt=f"other filings state {plain(last.value)}"))
        return collapsed([*listed[:-1], last])

    def growth_pairs(self, span: Span) -> list[Growth]:
        """Of a span as stated: it and the same a year before, from each filing that has both, oldest first."""
        pairs = []
        for filing in self.filings.values():
            now = filing.get(span)
            before = year_before(span, filing) if now is not None else None
            if now is not None and before is not None:
                pairs.append(corrected(span, now, filing[before], self._right(span, now, before)))
        return sorted(pairs, key=lambda item: item.version.filed)

    def _right(self, span: Span, now: Version, before: Span) -> Callable[[Version], Version]:
        slips = {**(self._family.slips if self._family is not None else {}), **self.slips}
        return lambda item: slips.get((span if item is now else before, item.accession), item)

    def growth_of_rest(self, span: Span) -> list[Growth]:
        """The same of a quarter that is a difference: from the filing that has both longer spans, and from the newest
        before it that has both shorter ones.
        """
        found = []
        for longer, shorter in self._around(span):
            fits = longer.days not in YEAR_DAYS or self._nine_months_fit(shorter, longer)
            parts = [self.growth_pairs(shorter)] if fits else self._pairs_of_quarters(longer, shorter.end)
            found += self._rest_of_pairs(longer, parts, _rest_words(longer) if fits else YEAR_LESS_QUARTERS)
        if not found:
            # no nine months are stated, so it is the year less the other quarters
            for year in (item for item in self.spans if item.days in YEAR_DAYS and item.end == span.end and span.start):
                parts = self._pairs_of_quarters(year, span.end - DAY)
                found += self._rest_of_pairs(year, parts, YEAR_LESS_QUARTERS)
        return found

    def _rest_of_pairs(self, longer: Span, parts: Sequence[Sequence[Growth]], how: str) -> list[Growth]:
        """The rest of a longer span's pairs when those known by then of its parts are taken off."""
        found = []
        for _, (whole, whole_before), version in self.growth_pairs(longer):
            known = [[item for item in pairs if item.version.filed <= version.filed][-1:] for pairs in parts]
            if not parts or not all(known):
                continue
            if not all(self._of_one_basis(item, version.filed) for (item,) in known):
                continue
            whole_recast = self._is_recast(longer, version)
            if any(self._is_recast(item.span, item.version) != whole_recast for (item,) in known):
                continue
            pair = (
                whole - sum((item.pair[0] for (item,) in known), Decimal(0)),
                whole_before - sum((item.pair[1] for (item,) in known), Decimal(0)),
            )
            doubt = next((item.version.doubt for (item,) in known if item.version.doubt), version.doubt)
            found.append(Growth(longer, pair, version._replace(how=how, doubt=doubt)))
        return found

    def _of_one_basis(self, part: Growth, day: date) -> bool:
        """Whether what was stated of a part is what was known of it on a day: a recast moves the whole, and states of
        its parts the newer year alone.
        """
        known = known_at(self._without_slips(part.span), day)
        return known is None or agree(known.value, part.pair[0])

    def _pairs_of_quarters(self, year: Span, until: date) -> list[list[Growth]]:
        inside = self._inside(year, until, self._stated_quarters)
        return [self.growth_pairs(item) for item in inside]

    def _around(self, span: Span) -> list[tuple[Span, Span]]:
        """The year-to-date spans a quarter is the difference of."""
        return [
            (longer, shorter)
            for run in self.runs
            for shorter, longer in neighbours(run)
            if longer.end == span.end
            and span.start is not None
            and abs((span.start - shorter.end - DAY).days) <= SAME_START
        ]

    def _quarters_of(self, run: Sequence[Span], stated: Series) -> Series:
        """The quarters of one run that are no first ones."""
        rests = {(shorter, longer): self._rest(shorter, longer) for shorter, longer in neighbours(run)}
        found: Series = {}
        for (shorter, longer), versions in rests.items():
            span = Span(shorter.end + DAY, longer.end)
            near = next(
                (item for item in stated if item.end == span.end and starts_apart(item, span) <= SAME_START), None
            )
            if near is None:
                checked = self._against_quarters(shorter, longer, versions, {**stated, **found})
                if checked:
                    found[span] = checked
                continue
            # stated by itself, and nothing speaks against it
            if not versions or follows(self.spans, stated[near][-1].value, shorter, longer):
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
        quarter, too, follows from it, or where only what follows is of the size the tag's values have.
        """
        if rest[-1].doubt == ONE_RESTATED:
            return stated[span]
        newest = stated[span][-1].value
        likely = nearer((newest, rest[-1].value), span, typical_rate(self.spans))
        borne_out = likely == rest[-1].value and likely != newest
        for (shorter, _), versions in rests.items():
            after = next(
                (
                    item
                    for item in stated
                    if item.start is not None and 0 <= (item.start - longer.end).days <= SAME_START
                ),
                None,
            )
            if shorter == longer and after is not None and versions:
                borne_out = borne_out or agree(stated[after][-1].value, versions[-1].value)
        if borne_out and likely in (None, rest[-1].value):
            doubt = f"stated as {plain(newest)}, which the year to date contradicts"
            return tuple(item._replace(doubt=doubt) for item in rest)
        doubt = f"the year to date would make it {plain(rest[-1].value)}"
        return (*stated[span][:-1], stated[span][-1]._replace(doubt=doubt))

    def _rest(self, shorter: Span, longer: Span) -> tuple[Version, ...]:
        """The difference of two year-to-date values: each version of the longer less what was known of the shorter when
        it was filed, so that both are of one basis. A shorter one that was filed only later dates the difference.
        """
        parts = self._without_slips(shorter)
        found = []
        wholes = self._without_slips(longer)
        for place, whole in enumerate(wholes):
            part = _known(parts, whole.filed)
            newer = part if part.filed > whole.filed else whole
            doubt = part.doubt or whole.doubt
            moved = place and part.filed <= whole.filed and _known(parts, wholes[place - 1].filed) is part
            if moved or self._is_recast(longer, whole) != self._is_recast(shorter, part):
                doubt = doubt or ONE_RESTATED
            found.append(newer._replace(value=whole.value - part.value, how=_rest_words(longer), doubt=doubt))
        return collapsed(found)

    def _is_recast(self, span: Span, version: Version) -> bool:
        """Whether a filing states the year before otherwise than it was known by then: it is on a basis of its own."""
        filing = self.filings.get(version.accession, {})
        before = year_before(span, filing)
        if before is None:
            return False
        every = self._family or self
        earlier = [
            item
            for item in every.spans.get(before, self.spans[before])
            if item.filed < filing[before].filed and (before, item.accession) not in every.slips
        ]
        return bool(earlier) and not agree(filing[before].value, earlier[-1].value)

    def _without_slips(self, span: Span) -> tuple[Version, ...]:
        """Of a year to date only what is right; where its first version is a slip, the newest says so."""
        listed = [item for item in self.versions(span) if (span, item.accession) not in self.slips]
        if not listed:
            return self.versions(span)
        first = self.spans[span][0]
        if (span, first.accession) in self.slips:
            listed[0] = listed[0]._replace(doubt=f"first stated as {plain(first.value)}")
        return tuple(listed)

    def _against_quarters(
        self, shorter: Span, longer: Span, rest: tuple[Version, ...], quarters: Series
    ) -> tuple[Version, ...]:
        """A last quarter held against the other three: where the nine months are not their sum, it is the year less
        the quarters, so that the four add up to the year.
        """
        if longer.days not in YEAR_DAYS or not rest or self._nine_months_fit(shorter, longer, quarters):
            return rest
        nine_months = self.versions(shorter)[-1]
        inside = self._inside(longer, shorter.end, quarters)
        if any(self._is_recast(item, quarters[item][-1]) != self._is_recast(shorter, nine_months) for item in inside):
            return rest  # quarters stated before the recast are no parts of what was stated after it
        found = self._year_less_quarters(longer, quarters)
        nine = plain(nine_months.value)
        doubt = f"the nine months, stated as {nine}, are not the sum of their quarters"
        return tuple(item._replace(doubt=doubt) for versions in found.values() for item in versions) or rest

    def _nine_months_fit(self, shorter: Span, longer: Span, quarters: Series | None = None) -> bool:
        """Whether any values filed of three quarters add up to any of their nine months; true where not all three are
        known.
        """
        known = quarters or {span: self.versions(span) for span in self._stated_quarters}
        inside = self._inside(longer, shorter.end, known)
        if not inside:
            return True
        sums = islice(product(*(known[item] for item in inside)), _COMBINATIONS)
        totals = [sum((item.value for item in chosen), Decimal(0)) for chosen in sums]
        return any(agree(nine.value, total) for nine in self._without_slips(shorter) for total in totals)

    def _inside(self, year: Span, until: date, among: Iterable[Span]) -> list[Span]:
        """The first three quarters of a year; none where not all are there, or one is there twice."""
        inside = sorted((item for item in among if within(item, year, until)), key=lambda item: item.end)
        return inside if len(inside) == 3 and len({item.end for item in inside}) == 3 else []

    def _right_ones(self, span: Span, versions: Sequence[Version]) -> Sequence[Version]:
        return [item for item in versions if (span, item.accession) not in self.slips] or versions

    def _year_less_quarters(self, year: Span, quarters: Series) -> Series:
        inside = self._inside(year, year.end - DAY, quarters)
        if not inside:
            return {}
        found = []
        for whole in self.versions(year):
            parts = [_known(self._right_ones(item, quarters[item]), whole.filed) for item in inside]
            newest = max((whole, *parts), key=lambda item: item.filed)
            value = whole.value - sum((item.value for item in parts), Decimal(0))
            found.append(newest._replace(value=value, how=YEAR_LESS_QUARTERS, doubt=""))
        return {Span(inside[-1].end + DAY, year.end): collapsed(found)}


def _rest_words(longer: Span) -> str:
    return "year less nine months" if longer.days in YEAR_DAYS else "year to date less the part before"


def _known(versions: Sequence[Version], day: date) -> Version:
    """The newest version filed by a day, the first where none was."""
    return known_at(versions, day) or versions[0]
