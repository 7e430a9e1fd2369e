"""JSON that others script against: `read --json`. Keys may be added, never renamed.

`span` counts characters of the text as read, and `quote` is that stretch of it.
"""

from __future__ import annotations

from thesis_tui.model.figures import plain
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

READ_SCHEMA = 1


def read_json(found: Proposals, known: str = "", url: str = "") -> str:
    """The proposals of an article, as one indented JSON object that ends in a newline; `known` is the source its text
    was kept as before, "" when it was not; `url` where it was read, "" when that was a file.
    """
    return json_text(
        {
            "schema": READ_SCHEMA,
            "source": _source(found, known, url),
            "levels": [_level(it) for it in found.levels],
            "prices": [_price(it) for it in found.prices],
            "observations": [_observation(it) for it in found.observations],
            "milestones": [_milestone(it) for it in found.milestones],
            "evidence": [_evidence(it) for it in found.evidence],
            "skipped": [{"reason": it.reason, "quote": it.quote, "span": it.span} for it in found.skipped],
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


def _level(it: LevelProposal) -> Json:
    return {
        "kind": it.kind,
        "low": plain(it.low),
        "high": decimal(it.high),
        "currency": it.currency,
        "listing": it.listing,
        "status": it.status,
        "qualifier": it.quantity.qualifier,
        "by": it.by or None,
        "quote": it.quote,
        "span": it.span,
    }


def _price(it: PriceProposal) -> Json:
    return {
        "value": plain(it.value),
        "currency": it.currency,
        "listing": it.listing,
        "at": day(it.day),
        "session": it.session,
        "qualifier": it.quantity.qualifier,
        "change_percent": decimal(it.change_percent),
        "quote": it.quote,
        "span": it.span,
    }


def _observation(it: ObservationProposal) -> Json:
    return {
        "pillar": it.pillar,
        "metric": it.metric,
        "name": it.name,
        "value": plain(it.quantity.base),
        "high": decimal(it.quantity.base_high),
        "qualifier": it.quantity.qualifier,
        "unit": it.unit,
        "basis": it.basis,
        "by": it.by or None,
        "period": _period(it.period),
        "as_of": day(it.as_of),
        "quote": it.quote,
        "span": it.span,
    }


def _milestone(it: MilestoneProposal) -> Json:
    return {
        "title": it.title,
        "pillar": it.pillar,
        "earliest": it.earliest.isoformat(),
        "latest": it.latest.isoformat(),
        "window": it.window,
        "quote": it.quote,
        "span": it.span,
    }


def _evidence(it: EvidenceProposal) -> Json:
    return {
        "text": it.text,
        "pillar": it.pillar,
        "stance": it.stance,
        "day": day(it.day),
        "quote": it.quote,
        "span": it.span,
    }


def _period(it: PeriodFound | None) -> Json | None:
    return None if it is None else {"start": day(it.start), "end": day(it.end), "label": it.label}
