"""JSON that others script against: `read --json`. Keys may be added, never renamed.

`span` counts characters of the text as read, and `quote` is that stretch of it.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import msgspec

from thesis_tui.model.figures import plain
from thesis_tui.model.proposals import PeriodFound, Proposals

SCHEMA = 1

Json = dict[str, object]


def read_json(found: Proposals, known: str = "", url: str = "") -> str:
    """What an article proposes, as one indented JSON object that ends in a newline; `known` is the source its text
    was kept as before, "" when it was not; `url` where it was read, "" when that was a file.
    """
    value: Json = {
        "schema": SCHEMA,
        "source": {
            "title": found.title or None,
            "publisher": found.publisher or None,
            "published": _day(found.dating.published),
            "published_basis": found.dating.basis,
            "published_earliest": _day(found.dating.earliest),
            "published_latest": _day(found.dating.latest),
            "language": found.language,
            "text_hash": found.text_hash,
            "kept_as": known or None,
            "url": url or None,
        },
        "levels": [
            {
                "kind": it.kind,
                "low": plain(it.low),
                "high": _decimal(it.high),
                "currency": it.currency,
                "listing": it.listing,
                "status": it.status,
                "qualifier": it.quantity.qualifier,
                "by": it.by or None,
                "quote": it.quote,
                "span": it.span,
            }
            for it in found.levels
        ],
        "prices": [
            {
                "value": plain(it.value),
                "currency": it.currency,
                "listing": it.listing,
                "at": _day(it.day),
                "session": it.session,
                "qualifier": it.quantity.qualifier,
                "change_percent": _decimal(it.change_percent),
                "quote": it.quote,
                "span": it.span,
            }
            for it in found.prices
        ],
        "observations": [
            {
                "pillar": it.pillar,
                "metric": it.metric,
                "name": it.name,
                "value": plain(it.quantity.base),
                "high": _decimal(it.quantity.base_high),
                "qualifier": it.quantity.qualifier,
                "unit": it.unit,
                "period": _period(it.period),
                "as_of": _day(it.as_of),
                "quote": it.quote,
                "span": it.span,
            }
            for it in found.observations
        ],
        "milestones": [
            {
                "title": it.title,
                "pillar": it.pillar,
                "earliest": it.earliest.isoformat(),
                "latest": it.latest.isoformat(),
                "window": it.window,
                "quote": it.quote,
                "span": it.span,
            }
            for it in found.milestones
        ],
        "skipped": [{"reason": it.reason, "quote": it.quote, "span": it.span} for it in found.skipped],
    }
    return msgspec.json.format(msgspec.json.encode(value), indent=2).decode() + "\n"


def _decimal(value: Decimal | None) -> str | None:
    return None if value is None else plain(value)


def _day(value: date | None) -> str | None:
    return None if value is None else value.isoformat()


def _period(it: PeriodFound | None) -> Json | None:
    return None if it is None else {"start": _day(it.start), "end": _day(it.end), "label": it.label}
