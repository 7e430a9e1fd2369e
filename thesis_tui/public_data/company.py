"""The figures of a company from its facts, quarter by quarter and year by year, each with the filing it stands in."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from operator import sub
from typing import Literal, NamedTuple

from msgspec import Struct

from thesis_tui.model.figures import long_day, rounded, trimmed
from thesis_tui.model.quantity import number_fault
from thesis_tui.public_data import concepts
from thesis_tui.public_data.combining import combined
from thesis_tui.public_data.concepts import Concept
from thesis_tui.public_data.facts import Facts, Row, read_facts
from thesis_tui.public_data.net_debt import net_debt
from thesis_tui.public_data.series import Tagged
from thesis_tui.public_data.share_splits import Split, find_splits, on_one_basis
from thesis_tui.public_data.slips import Growth
from thesis_tui.public_data.time_spans import Series, Span, SpanNames, Version, known_at, weeks_word

Kind = Literal["quarter", "year", "balance"]
RECENT_DAYS = 200
"""A tag whose newest value ended longer ago than this before the newest of all is one the filer no longer uses."""
_PERCENT_PLACES = 4
_RATIO_PLACES = 4


class Figure(Struct, frozen=True, kw_only=True, gc=False):
    """A figure of a company as one filing gives it.

    A span that was restated has two, the first and the newest; `restated` is set on the newest. `unit` is "%", a
    currency, a currency "/shares", "shares" or "x". `basis` says in words how the value comes of what was stated,
    and `doubt` what speaks against it.
    """

    figure: str
    kind: Kind
    start: date | None
    end: date
    value: Decimal
    unit: str
    form: str
    filed: date
    accession: str
    tag: str
    basis: str
    restated: bool = False
    weeks: str = ""
    doubt: str = ""


class Without(Struct, frozen=True):
    """A figure that is not there, or not any more, and why."""

    figure: str
    reason: str


class CompanyFigures(Struct, frozen=True, kw_only=True):
    """`figures` by name, then by end and by the day filed, so that the newest of a span is its last."""

    name: str
    cik: str
    currency: str
    figures: tuple[Figure, ...]
    without: tuple[Without, ...]
    splits: tuple[Split, ...]


class _Whole(NamedTuple):
    """The values the tags of a figure make of it."""

    quarters: Series
    years: Series


def company_figures(body: bytes, as_of: date | None = None) -> CompanyFigures:
    """All figures of a companyfacts body, as known at the end of `as_of` where that is given. Raises InputError."""
    return figures_of(read_facts(body, as_of))


def figures_of(facts: Facts) -> CompanyFigures:
    """All figures of a company's facts."""
    return _Company(facts).all()


class _Company:
    """One company's figures in the making."""

    def __init__(self, facts: Facts) -> None:
        self._facts = facts
        self._newest = facts.newest_end
        self._currency = _own_currency(facts)
        self._figures: list[Figure] = []
        self._without: list[Without] = []
        self._spans = SpanNames()
        self._told = {concept.id: self._tags(concept) for concept in concepts.REPORTED}
        self._splits = find_splits(self._told[concepts.SHARES.id], self._told[concepts.EPS.id])

    def all(self) -> CompanyFigures:
        whole = {item.id: self._reported(item) for item in concepts.REPORTED if item is not concepts.GROSS_PROFIT}
        whole[concepts.GROSS_PROFIT.id] = self._gross_profit()
        cash = self._combination("free-cash-flow", concepts.CASH_FLOW, concepts.CAPEX)
        revenue, income = whole[concepts.REVENUE.id], whole[concepts.OPERATING_INCOME.id]
        self._ratio("gross-margin", whole[concepts.GROSS_PROFIT.id], revenue, percent=True)
        self._ratio("operating-margin", income, revenue, percent=True)
        self._ratio("payout", whole[concepts.DIVIDENDS.id], whole[concepts.NET_INCOME.id], percent=True)
        self._ratio("payout-of-cash", whole[concepts.DIVIDENDS.id], cash, percent=True)
        self._ratio("interest-cover", income, whole[concepts.INTEREST.id], percent=False)
        self._net_debt()
        # they are asked for by the ratios alone
        hidden = (concepts.COST.id, concepts.INTEREST.id)
        figures = [item for item in self._figures if item.figure not in hidden and not number_fault(item.value)]
        figures.sort(key=lambda item: (item.figure, item.end, item.start or item.end, item.restated, item.filed))
        return CompanyFigures(
            name=self._facts.name,
            cik=self._facts.cik,
            currency=self._currency,
            figures=tuple(figures),
            without=tuple(item for item in self._without if item.figure not in hidden),
            splits=self._splits,
        )

    # what is reported

    def _tags(self, concept: Concept) -> tuple[Tagged, ...]:
        """The tags of a figure that have values in the company's own currency, the one in use first."""
        flow = concept.shape == "flow"
        listed = ((tag, self._rows(tag, concept.shape)) for tag in concept.tags)
        reported = [Tagged.of_rows(tag, rows, flow=flow, names=self._spans) for tag, rows in listed if rows]
        reported.sort(key=lambda item: not self._recent(item.newest_end))
        joined = Tagged.joined(reported) if flow else None
        if joined is None:
            return tuple(reported)
        for item in reported:
            if item.says_as(joined):
                item.join(joined)
        return (*reported, joined)

    def _rows(self, tag: str, shape: concepts.Shape) -> tuple[Row, ...]:
        units = self._facts.rows.get(tag, {})
        wanted = {"per share": f"{self._currency}/shares", "count": "shares"}.get(shape, self._currency)
        return units.get(wanted, ())

    def _recent(self, end: date | None) -> bool:
        return end is not None and self._newest is not None and (self._newest - end).days <= RECENT_DAYS

    def _reported(self, concept: Concept) -> _Whole:
        reported = self._told[concept.id]
        if not reported:
            looked = ", ".join(concept.tags[:3])
            unread = [tag for tag in concept.tags if tag in self._facts.unread]
            reason = (
                f"{unread[0]} has another shape than expected"
                if unread
                else f"the company has no tag for it ({looked})"
            )
            self._without.append(Without(concept.id, reason))
            return _Whole({}, {})
        return self._entered(concept, reported)

    def _entered(self, concept: Concept, reported: tuple[Tagged, ...], *, name: str = "") -> _Whole:
        """Adds a figure and its growth from the tags that have it; the first with a span is taken for it."""
        name = name or concept.id
        unit = {"per share": f"{self._currency}/shares", "count": "shares"}.get(concept.shape, self._currency)
        if concept.shape == "balance":
            self._add(name, "balance", unit, _merged([item.balances() for item in reported]))
            return _Whole({}, {})
        flow = concept.shape == "flow"
        quarters = _merged([item.quarters() for item in reported])
        years = _merged([item.years() for item in reported])
        newest = max((span.end for span in (*quarters, *years)), default=None)
        if not self._recent(newest) and newest is not None:
            self._without.append(Without(name, f"not reported since the period to {long_day(newest)}"))
        if not flow:
            quarters, years = self._one_basis(quarters, concept), self._one_basis(years, concept)
        self._add(name, "quarter", unit, quarters)
        self._add(name, "year", unit, years)
        if concept.grows:
            self._growth(name, "quarter", quarters, reported)
            self._growth(name, "year", years, reported)
        return _Whole(quarters, years)

    def _one_basis(self, series: Series, concept: Concept) -> Series:
        per_share = concept.shape == "per share"
        return {span: on_one_basis(versions, self._splits, per_share=per_share) for span, versions in series.items()}

    def _gross_profit(self) -> _Whole:
        """As reported, and where it is not, revenue less its cost."""
        stated = self._told[concepts.GROSS_PROFIT.id]
        revenue, cost = self._told[concepts.REVENUE.id], self._told[concepts.COST.id]
        computed = combined("revenue less cost of revenue", (revenue, cost), sub) if revenue and cost else None
        reported = sorted(
            (*stated, *([computed] if computed else [])), key=lambda item: not self._recent(item.newest_end)
        )
        if not reported:
            self._without.append(
                Without(concepts.GROSS_PROFIT.id, "the company reports neither it nor a cost of revenue")
            )
            return _Whole({}, {})
        return self._entered(concepts.GROSS_PROFIT, tuple(reported))

    def _combination(self, name: str, first: Concept, second: Concept) -> _Whole:
        left, other = self._told[first.id], self._told[second.id]
        reported = combined(f"{first.title} less {second.title}", (left, other), sub) if left and other else None
        if reported is None:
            missing = second if left else first
            self._without.append(Without(name, f"no {missing.title} is reported"))
            return _Whole({}, {})
        return self._entered(first, (reported,), name=name)

    # what is computed

    def _growth(self, name: str, kind: Kind, series: Series, reported: Sequence[Tagged]) -> None:
        """The change on the year, both values from the same filing: that holds across splits and recasts."""
        for span, values in series.items():
            stated = values[-1].how.startswith("reported")
            found: list[Growth] = []
            for item in reported:
                found = (item.growth_pairs(span) if stated else []) or (
                    item.growth_of_rest(span) if kind == "quarter" else []
                )
                if found:
                    break
            versions = [
                version._replace(value=change, how=_growth_words(version))
                for _, (now, before), version in found
                if (change := _change(now, before)) is not None
            ]
            # in percent: what moves by less was rounded otherwise, and not restated
            retained = _different(versions, Decimal("0.05"))
            if retained:
                self._add(f"{name}-yoy", kind, "%", {span: retained})

    def _ratio(self, name: str, of: _Whole, to: _Whole, *, percent: bool) -> None:
        kinds: tuple[tuple[Kind, Series, Series], ...] = (
            ("quarter", of.quarters, to.quarters), ("year", of.years, to.years),
        )  # fmt: skip
        added = False
        for kind, tops, bottoms in kinds:
            for span, versions in tops.items():
                found = []
                for top in versions:
                    bottom = _nearest_version(bottoms.get(span, ()), top)
                    # a part of nothing, or of a loss, is no ratio
                    if bottom is None or bottom.value <= 0:
                        continue
                    value = top.value / bottom.value * 100 if percent else top.value / bottom.value
                    how = top.how if top.how == bottom.how else f"{top.how}; {bottom.how}"
                    doubt = top.doubt or bottom.doubt
                    tag = f"{top.tag} / {bottom.tag}"
                    value = rounded(value, _PERCENT_PLACES if percent else _RATIO_PLACES)
                    found.append(top._replace(value=trimmed(value), how=how, doubt=doubt, tag=tag))
                retained = _different(found, Decimal("0.0005"))
                if retained:
                    added = True
                    self._add(name, kind, "%" if percent else "x", {span: retained})
        if not added:
            self._without.append(
                Without(name, "one of the two figures it is made of is not reported, or never above zero")
            )

    def _net_debt(self) -> None:
        series = net_debt(self._facts, self._currency)
        if series:
            self._add("net-debt", "balance", self._currency, series)
        else:
            self._without.append(Without("net-debt", "no balance sheet has both borrowings and cash under a known tag"))

    def _add(self, name: str, kind: Kind, unit: str, series: Series) -> None:
        for span, versions in series.items():
            ends = (versions[0], versions[-1]) if len(versions) > 1 else versions
            for place, version in enumerate(ends):
                self._figures.append(
                    Figure(
                        figure=name,
                        kind=kind,
                        start=span.start,
                        end=span.end,
                        value=trimmed(version.value),
                        unit=unit,
                        form=version.form,
                        filed=version.filed,
                        accession=version.accession,
                        tag=version.tag,
                        basis=f"{version.how}, restated" if place else version.how,
                        restated=bool(place),
                        weeks=weeks_word(span) if kind == "quarter" else "",
                        doubt=version.doubt,
                    )
                )


def _own_currency(facts: Facts) -> str:
    """The currency most values are in among those still used: a convenience translation is of one year in two."""
    # within 400 days, for who reports by the year has one value in as many
    counts: dict[str, int] = {}
    newest = facts.newest_end
    for units in facts.rows.values():
        for unit, rows in units.items():
            if (
                len(unit) == 3
                and newest is not None
                and (newest - max(row.end for row in rows)).days <= 2 * RECENT_DAYS
            ):
                counts[unit] = counts.get(unit, 0) + len(rows)
    # of two as frequent the one that is not the dollar, into which the other was translated
    return max(counts, key=lambda unit: (counts[unit], unit != "USD", unit), default="USD")


def _merged(series: Iterable[Series]) -> Series:
    """The first that has a span gives it; spans of the same end that begin a few days apart are one."""
    found: Series = {}
    ends: dict[tuple[date, int], Span] = {}
    for each in series:
        for span, versions in each.items():
            # by months: a quarter and a year that end together stay two
            key = span.end, round(span.days / 30)
            if key not in ends and versions:
                ends[key] = span
                found[span] = versions
    return found


def _nearest_version(versions: Sequence[Version], other: Version) -> Version | None:
    """Of the same filing where there is one, else what was known then, else the first."""
    same_filing = next((item for item in versions if item.accession == other.accession), None)
    return same_filing or known_at(versions, other.filed) or (versions[0] if versions else None)


def _change(now: Decimal, before: Decimal) -> Decimal | None:
    """In percent; None from nothing, or from a loss."""
    return None if before <= 0 else trimmed(rounded((now - before) / before * 100, _PERCENT_PLACES))


def _different(versions: Sequence[Version], by: Decimal) -> tuple[Version, ...]:
    """Only those that are another value than the one before."""
    retained: list[Version] = []
    for version in sorted(versions, key=lambda item: item.filed):
        if not retained or abs(retained[-1].value - version.value) > by:
            retained.append(version)
    return tuple(retained)


def _growth_words(version: Version) -> str:
    return "both from one filing" if version.how == "reported" else f"pairs of one filing each, {version.how}"
