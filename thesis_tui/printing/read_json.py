"""JSON that others script against: `read --json`. Keys may be added, never renamed.

`span` counts characters of the text as read, and `quote` is that stretch of it. Amounts are in a currency's whole
units, `quoted` is each as its listing is quoted: "93.6p".
"""

from __future__ import annotations

from decimal import Decimal

from thesis_tui.model.figures import plain, trimmed
from thesis_tui.model.proposals import (
    EvidenceProposal,
    LevelProposal,
    MilestoneProposal,
    ObservationProposal,
    PeriodFound,
    PriceProposal,
    Proposals,
)
from thesis_tui.printing.json import Json, day, decimal, json_text
from thesis_tui.venues import units

READ_SCHEMA = 1


def read_json(found: Proposals, known: str = "", url: str = "") -> str:
    """The proposals of an article, as one indented JSON object that ends in a newline; `known` is the source its text
    was kept as before, "" when it was not; `url` where it was read, "" when that was a file.
    """
    return json_text(
        {
            "schema": READ_SCHEMA,
            "source": _source(found, known, url),
            "levels": [_level(level) for level in found.levels],
            "prices": [_price(price) for price in found.prices],
            "observations": [_observation(observation) for observation in found.observations],
            "milestones": [_milestone(milestone) for milestone in found.milestones],
            "evidence": [_evidence(evidence) for evidence in found.evidence],
            "skipped": [
                {"reason": skipped.reason, "quote": skipped.quote, "span": skipped.span} for skipped in found.skipped
            ],
        }
    )


def _source(found: Proposals, known: str, url: str) -> Json:
    return {
        "title": found.title or None,
        "publisher": found.publisher or None,
        "published": day(found.dating.published),
        "published_basis": found.dating.basis,
        "published_earliest": day(found.dating.earliest),
        "published_latest": day(found.dating.latest),
        "language": found.language,
        "text_hash": found.text_hash,
        "kept_as": known or None,
        "url": url or None,
    }


def _level(level_proposal: LevelProposal) -> Json:
    return {
        "kind": level_proposal.kind,
        "low": _base(level_proposal.low, level_proposal.currency),
        "high": None if level_proposal.high is None else _base(level_proposal.high, level_proposal.currency),
        "currency": units.whole_unit(level_proposal.currency),
        "quoted": units.zone(level_proposal.low, level_proposal.high, level_proposal.currency),
        "listing": level_proposal.listing,
        "status": level_proposal.status,
        "qualifier": level_proposal.quantity.qualifier,
        "by": level_proposal.by or None,
        "quote": level_proposal.quote,
        "span": level_proposal.span,
    }


def _base(value: Decimal, currency: str) -> str:
    """An amount in the currency itself, as all of it is in JSON, where the listing is quoted in hundredths of that."""
    whole = units.whole_unit(currency)
    factor = units.factor(currency, whole)
    # what is quoted whole keeps its digits as printed: 150.20
    return plain(value if factor is None or whole == currency else trimmed(value * factor))


def _price(price_proposal: PriceProposal) -> Json:
    return {
        "value": _base(price_proposal.value, price_proposal.currency),
        "currency": units.whole_unit(price_proposal.currency),
        "quoted": units.price(price_proposal.value, price_proposal.currency),
        "listing": price_proposal.listing,
        "at": day(price_proposal.day),
        "session": price_proposal.session,
        "qualifier": price_proposal.quantity.qualifier,
        "change_percent": decimal(price_proposal.change_percent),
        "quote": price_proposal.quote,
        "span": price_proposal.span,
    }


def _observation(observation_proposal: ObservationProposal) -> Json:
    return {
        "pillar": observation_proposal.pillar,
        "metric": observation_proposal.metric,
        "name": observation_proposal.name,
        "value": plain(observation_proposal.quantity.base),
        "high": decimal(observation_proposal.quantity.base_high),
        "qualifier": observation_proposal.quantity.qualifier,
        "unit": observation_proposal.unit,
        "basis": observation_proposal.basis,
        "by": observation_proposal.by or None,
        "period": _period(observation_proposal.period),
        "as_of": day(observation_proposal.as_of),
        "quote": observation_proposal.quote,
        "span": observation_proposal.span,
    }


def _milestone(milestone_proposal: MilestoneProposal) -> Json:
    return {
        "title": milestone_proposal.title,
        "pillar": milestone_proposal.pillar,
        "earliest": milestone_proposal.earliest.isoformat(),
        "latest": milestone_proposal.latest.isoformat(),
        "window": milestone_proposal.window,
        "quote": milestone_proposal.quote,
        "span": milestone_proposal.span,
    }


def _evidence(evidence_proposal: EvidenceProposal) -> Json:
    return {
        "text": evidence_proposal.text,
        "pillar": evidence_proposal.pillar,
        "stance": evidence_proposal.stance,
        "day": day(evidence_proposal.day),
        "quote": evidence_proposal.quote,
        "span": evidence_proposal.span,
    }


def _period(period_found: PeriodFound | None) -> Json | None:
    return (
        None
        if period_found is None
        else {"start": day(period_found.start), "end": day(period_found.end), "label": period_found.label}
    )
