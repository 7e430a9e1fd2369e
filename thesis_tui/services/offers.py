"""A reader's proposals as what they would be recorded as, each with an id that lasts as long as the text does."""

from __future__ import annotations

from typing import Literal, NamedTuple

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

OfferKind = Literal["level", "price", "observation", "milestone", "evidence"]
_LONGEST_QUOTE = 400


class Offer(NamedTuple):
    """One proposal. `what` is the thing to be recorded, its id the offer's; None where `fault` says what is missing."""

    id: str
    kind: OfferKind
    proposal: Proposal
    what: Keepable | None
    fault: str

    @property
    def quote(self) -> str:
        return _quote(self.proposal.quote)

    @property
    def span(self) -> Span:
        return self.proposal.span


def offers(found: Proposals, thesis: Thesis) -> tuple[Offer, ...]:
    """Every proposal of an article for a thesis, by kind, each kind in the text's order."""
    return tuple(_Offers(found, thesis).all())


class _Offers:
    def __init__(self, found: Proposals, thesis: Thesis) -> None:
        self._found = found
        self._mark = found.text_hash[:6]
        self._symbols = {it.symbol for it in thesis.listing}
        self._metrics = {it.id: it for it in thesis.metric}
        self._ids: set[str] = set()

    def all(self) -> list[Offer]:
        found = self._found
        return [
            *(self._level(it) for it in sorted(found.levels, key=lambda it: it.span)),
            *(self._price(it) for it in sorted(found.prices, key=lambda it: it.span)),
            *(self._figure(it) for it in sorted(found.observations, key=lambda it: it.span)),
            *(self._milestone(it) for it in sorted(found.milestones, key=lambda it: it.span)),
            *(self._evidence(it) for it in sorted(found.evidence, key=lambda it: it.span)),
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

    def _level(self, it: LevelProposal) -> Offer:
        identity = self._id("level", it.span)
        if it.listing not in self._symbols:
            return Offer(identity, "level", it, None, f"no listing is quoted in {it.currency}")
        if it.status == "prior":
            return Offer(identity, "level", it, None, "it was replaced")
        what = Level(
            id=identity, type=it.kind, listing=it.listing or "", currency=it.currency, low=it.low, high=it.high,
            qualifier=it.quantity.qualifier, noted=self._found.dating.published, by=it.by,
            quote=_quote(it.quote), proposal=identity,
        )  # fmt: skip
        return Offer(identity, "level", it, what, "")

    def _price(self, it: PriceProposal) -> Offer:
        identity = self._id("price", it.span)
        if it.listing not in self._symbols:
            return Offer(identity, "price", it, None, f"no listing is quoted in {it.currency}")
        what = Price(
            id=identity, listing=it.listing or "", value=it.value, currency=it.currency, session=it.session,
            qualifier=it.quantity.qualifier, day=it.day, change_percent=it.change_percent,
            quote=_quote(it.quote), proposal=identity,
        )  # fmt: skip
        return Offer(identity, "price", it, what, "")

    def _figure(self, it: ObservationProposal) -> Offer:
        identity = self._id("figure", it.span)
        metric = self._metrics.get(it.metric or "")
        if metric is None:
            return Offer(identity, "observation", it, None, "no metric here measures it")
        return Offer(identity, "observation", it, _observation(it, identity, metric), "")

    def _milestone(self, it: MilestoneProposal) -> Offer:
        identity = self._id("milestone", it.span)
        what = Milestone(
            id=identity, title=it.title, earliest=it.earliest, latest=it.latest, window=it.window, pillar=it.pillar,
            quote=_quote(it.quote), proposal=identity,
        )  # fmt: skip
        return Offer(identity, "milestone", it, what, "")

    def _evidence(self, it: EvidenceProposal) -> Offer:
        identity = self._id("evidence", it.span)
        what = Evidence(
            id=identity, text=it.text, stance=it.stance, pillar=it.pillar, day=it.day, quote=_quote(it.quote),
            proposal=identity,
        )  # fmt: skip
        return Offer(identity, "evidence", it, what, "")


def _observation(it: ObservationProposal, identity: str, metric: Metric) -> Observation:
    dated = it.period if metric.measures == "period" else None
    return Observation(
        id=identity, metric=metric.id, value=it.quantity.value, high=it.quantity.high,
        qualifier=it.quantity.qualifier, scale=it.quantity.scale, unit="" if it.unit == metric.unit else it.unit,
        period=it.period.label if it.period else "",
        start=dated.start if dated else None, end=dated.end if dated else None,
        as_of=it.as_of if metric.measures != "period" else None, basis=it.basis, by=it.by,
        quote=_quote(it.quote), proposal=identity,
    )  # fmt: skip


def _quote(words: str) -> str:
    return " ".join(words.split())[:_LONGEST_QUOTE]
