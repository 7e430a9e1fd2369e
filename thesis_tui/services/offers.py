"""A reader's proposals as what they would be recorded as, each with an id that lasts as long as the text does."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal, NamedTuple

from thesis_tui.model.enums import Measures
from thesis_tui.model.figures import is_currency
from thesis_tui.model.objects import Evidence, Keepable, Level, Metric, Milestone, Observation, Price, Thesis
from thesis_tui.model.proposals import (
    EvidenceProposal,
    LevelProposal,
    MilestoneProposal,
    ObservationProposal,
    PriceProposal,
    Proposal,
    Proposals,
    Span,
)

NO_METRIC = "no matching metric"
OfferKind = Literal["level", "price", "observation", "milestone", "evidence"]
# A quote is what a figure can be checked by, not a copy of the article.
_LONGEST_QUOTE = 400


class Offer(NamedTuple):
    """One proposal. `what` is the thing to be recorded, its id the offer's; None where `fault` says what is missing."""

    id: str
    kind: OfferKind
    proposal: Proposal
    what: Keepable | None
    fault: str

    @property
    def new_metric(self) -> NewMetric | None:
        """The metric it could be kept in as the first figure; None of what has one, and of what is no figure."""
        if self.what is not None or not isinstance(self.proposal, ObservationProposal):
            return None
        return new_metric(self.proposal)

    @property
    def former(self) -> bool:
        """Whether it is a level as it was before: there is nothing to decide on it, since the one that stands is
        offered beside it.
        """
        return isinstance(self.proposal, LevelProposal) and self.proposal.status == "prior"

    @property
    def quote(self) -> str:
        return _quote(self.proposal.quote)

    @property
    def span(self) -> Span:
        return self.proposal.span


class NewMetric(NamedTuple):
    """The metric that a figure of none of the thesis's would be kept in: its standard name and unit."""

    title: str
    unit: str
    measures: Measures
    change: bool

    def is_the_same(self, metric: Metric) -> bool:
        """Whether a metric of the thesis is this one already."""
        titles = (self.title.casefold(), self._with_unit.casefold())
        return metric.title.casefold() in titles and (metric.unit, metric.change) == (self.unit, self.change)

    def among(self, metrics: Iterable[Metric]) -> NewMetric:
        """The metric under a title that none of a thesis's has: beside revenue in USD it is "Revenue in CNY"."""
        taken = any(metric.title.casefold() == self.title.casefold() for metric in metrics)
        return self._replace(title=self._with_unit) if taken else self

    @property
    def _with_unit(self) -> str:
        return f"{self.title} in {self.unit}"


def new_metric(proposal: ObservationProposal) -> NewMetric:
    """The metric a figure is of by its standard name: "gross margin" is "Gross margin" in percent, and the title of a
    change says so.
    """
    words, _, tail = proposal.name.partition(",")
    change = tail.strip() == "change"
    title = (words if tail.strip() == "expected" else proposal.name).strip() or "Figure"
    measures: Measures = "period" if change else proposal.measures
    return NewMetric(f"{title[:1].upper()}{title[1:]}", proposal.unit, measures, change)


def offers(found: Proposals, thesis: Thesis) -> tuple[Offer, ...]:
    """Every proposal of an article for a thesis, by kind, each kind in the text's order."""
    return tuple(_Offers(found, thesis).all())


class _Offers:
    def __init__(self, proposals: Proposals, thesis: Thesis) -> None:
        self._found = proposals
        # the text's own mark: another text has other proposals at the same place
        self._mark = proposals.text_hash[:6]
        self._symbols = {listing.symbol for listing in thesis.listing}
        self._metrics = {metric.id: metric for metric in thesis.metric}
        self._ids: set[str] = set()

    def all(self) -> list[Offer]:
        found = self._found
        return [
            *(self._level(level) for level in sorted(found.levels, key=lambda level: level.span)),
            *(self._price(price) for price in sorted(found.prices, key=lambda price: price.span)),
            *(
                self._figure(observation)
                for observation in sorted(found.observations, key=lambda observation: observation.span)
            ),
            *(
                self._milestone(milestone)
                for milestone in sorted(found.milestones, key=lambda milestone: milestone.span)
            ),
            *(self._evidence(evidence) for evidence in sorted(found.evidence, key=lambda evidence: evidence.span)),
        ]

    def _id(self, kind: str, span: Span) -> str:
        wanted = f"{kind}-{self._mark}-{span[0]}-{span[1]}"
        number = 1
        identity = wanted
        while identity in self._ids:
            number += 1
            identity = f"{wanted}-{number}"
        self._ids.add(identity)
        return identity

    def _level(self, proposal: LevelProposal) -> Offer:
        identity = self._id("level", proposal.span)
        if proposal.listing not in self._symbols:
            return Offer(identity, "level", proposal, None, f"no listing is quoted in {proposal.currency}")
        if proposal.status == "prior":
            return Offer(identity, "level", proposal, None, "it was replaced")
        what = Level(
            id=identity,
            type=proposal.kind,
            listing=proposal.listing or "",
            currency=proposal.currency,
            low=proposal.low,
            high=proposal.high,
            qualifier=proposal.quantity.qualifier,
            noted=self._found.dating.published,
            by=proposal.by,
            quote=_quote(proposal.quote),
            proposal=identity,
        )
        return Offer(identity, "level", proposal, what, "")

    def _price(self, proposal: PriceProposal) -> Offer:
        identity = self._id("price", proposal.span)
        if proposal.listing not in self._symbols:
            return Offer(identity, "price", proposal, None, f"no listing is quoted in {proposal.currency}")
        what = Price(
            id=identity,
            listing=proposal.listing or "",
            value=proposal.value,
            currency=proposal.currency,
            session=proposal.session,
            qualifier=proposal.quantity.qualifier,
            day=proposal.day,
            change_percent=proposal.change_percent,
            quote=_quote(proposal.quote),
            proposal=identity,
        )
        return Offer(identity, "price", proposal, what, "")

    def _figure(self, proposal: ObservationProposal) -> Offer:
        identity = self._id("figure", proposal.span)
        metric = self._metrics.get(proposal.metric or "")
        if metric is None:  # one made of a figure of this name since it was read
            standard = new_metric(proposal)
            metric = next((item for item in self._metrics.values() if standard.is_the_same(item)), None)
        if metric is None:
            return Offer(identity, "observation", proposal, None, self._no_metric(standard))
        return Offer(identity, "observation", proposal, _observation(proposal, identity, metric), "")

    def _no_metric(self, standard: NewMetric) -> str:
        """The reason why a figure has no metric: the metric of its name may be in another currency."""
        other = next(
            (
                metric
                for metric in self._metrics.values()
                if metric.title.casefold() == standard.title.casefold()
                and is_currency(metric.unit)
                and is_currency(standard.unit)
            ),
            None,
        )
        return NO_METRIC if other is None else f"{other.title} is in {other.unit} here, not in {standard.unit}"

    def _milestone(self, proposal: MilestoneProposal) -> Offer:
        identity = self._id("milestone", proposal.span)
        what = Milestone(
            id=identity,
            title=proposal.title,
            earliest=proposal.earliest,
            latest=proposal.latest,
            window=proposal.window,
            pillar=proposal.pillar,
            quote=_quote(proposal.quote),
            proposal=identity,
        )
        return Offer(identity, "milestone", proposal, what, "")

    def _evidence(self, proposal: EvidenceProposal) -> Offer:
        identity = self._id("evidence", proposal.span)
        what = Evidence(
            id=identity,
            text=proposal.text,
            stance=proposal.stance,
            pillar=proposal.pillar,
            day=proposal.day,
            quote=_quote(proposal.quote),
            proposal=identity,
        )
        return Offer(identity, "evidence", proposal, what, "")


def _observation(proposal: ObservationProposal, identity: str, metric: Metric) -> Observation:
    dated = proposal.period if metric.measures == "period" else None
    return Observation(
        id=identity,
        metric=metric.id,
        value=proposal.quantity.value,
        high=proposal.quantity.high,
        qualifier=proposal.quantity.qualifier,
        scale=proposal.quantity.scale,
        unit="" if proposal.unit == metric.unit else proposal.unit,
        period=proposal.period.label if proposal.period else "",
        start=dated.start if dated else None,
        end=dated.end if dated else None,
        as_of=proposal.as_of if metric.measures != "period" else None,
        basis=proposal.basis,
        by=proposal.by,
        quote=_quote(proposal.quote),
        proposal=identity,
    )


def _quote(words: str) -> str:
    return " ".join(words.split())[:_LONGEST_QUOTE]
