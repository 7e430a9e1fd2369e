"""JSON that others script against: `show --json`, `check --json`, `theses --json`, `log --json`.

Decimals are fixed-point strings in base units, dates ISO 8601, absent is null, and every enumeration is a
word of the design in lower case. Keys may be added, never renamed. One function for each kind of object, in one module:
`show --json` needs all of them, and each further module would cost it 0.25 ms.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING

import msgspec

from thesis_tui.model.feeds import Doubt, Revision
from thesis_tui.model.figures import plain, rounded
from thesis_tui.model.journal import Entry
from thesis_tui.model.objects import Level, Price
from thesis_tui.model.view import (
    AttentionView,
    BenchmarkView,
    Compared,
    ConflictView,
    CriterionView,
    EvidenceView,
    LevelView,
    LiveView,
    MetricView,
    MilestoneView,
    MoveView,
    ObservationView,
    PillarView,
    PriceView,
    SourceView,
    View,
)
from thesis_tui.printing.position_json import closed_facts, decisions, intents, outlooks, positions
from thesis_tui.rules.track_record import record_in
from thesis_tui.rules.wording.doubts import doubt_text

if TYPE_CHECKING:
    from thesis_tui.model.arrivals import Waiting
    from thesis_tui.model.market import Claim, Converted, Indicators
    from thesis_tui.services.theses import ThesisSummary

SCHEMA = 2
"""Raised when a word of an enumeration changes: 2 has the states of levels as they are now."""

Json = dict[str, object]


def show_json(view: View) -> str:
    """The whole thesis as judged, as one indented JSON object that ends in a newline."""
    return json_text(
        {
            "schema": SCHEMA,
            "as_of": view.today.isoformat(),
            "thesis": {
                "id": view.id,
                "name": view.name,
                "statement": view.statement,
                "stance": view.stance,
                "verdict": view.verdict,
                "reasons": view.reasons,
                "codes": view.codes,
                "symbol": view.symbol,
            },
            "price": None if view.price is None else current_price(view.price),
            "levels": [_level(level) for level in view.levels if not level.retired],
            "pillars": [_pillar(view, pillar) for pillar in view.pillars],
            "retired": [{"of": move.target.kind, "id": move.target.id, **_moved(move.move)} for move in view.retired],
            "context": {
                "metrics": [_metric(metric) for metric in view.context],
                "evidence": [_evidence(evidence) for evidence in view.context_evidence],
            },
            "prices": [_price(price) for price in view.prices],
            "benchmarks": [_benchmark(benchmark) for benchmark in view.benchmarks],
            "doubts": [_doubt(doubt) for doubt in view.doubts],
            "revisions": [_revision(revision) for revision in view.revisions],
            "splits": _splits(view),
            "milestones": [_milestone(milestone) for milestone in view.milestones],
            "conflicts": [_conflict(conflict) for conflict in view.conflicts],
            "sources": [_source(source) for source in view.sources],
            "changes": [
                {
                    "at": day(change.at),
                    "kind": change.kind,
                    "code": change.code or None,
                    "text": change.text,
                    "pillar": change.pillar,
                }
                for change in view.changes
            ],
            "attention": [_attention(item) for item in view.attention],
            "waiting": [_waiting(document) for document in view.waiting],
            "problems": [problem.text for problem in view.problems],
            "extended": {symbol: current_price(price) for symbol, price in view.extended.items()},
            "converted": {symbol: converted(it) for symbol, it in view.converted.items()},
            "indicators": {symbol: _indicators(indicators) for symbol, indicators in view.indicators.items()},
            "claims": [_claim(claim) for claim in view.claims],
            "positions": positions(view),
            "decisions": decisions(view),
            "scenarios": outlooks(view),
            "intents": intents(view),
            "closed": None if view.closed is None else closed_facts(view.closed),
        }
    )


def position_json(view: View) -> str:
    """Positions and every decision, with the day they were valued on."""
    return json_text(
        {
            "schema": SCHEMA,
            "as_of": view.today.isoformat(),
            "thesis": view.id,
            "positions": positions(view),
            "decisions": decisions(view),
            "scenarios": outlooks(view),
            "intents": intents(view),
        }
    )


def check_json(view: View) -> str:
    """The things that need attention, with the day they were judged on."""
    return json_text(
        {
            "schema": SCHEMA,
            "as_of": view.today.isoformat(),
            "thesis": view.id,
            "attention": [_attention(item) for item in view.attention],
        }
    )


def check_all_json(standings: Iterable[ThesisSummary]) -> str:
    """The things that need attention in each thesis. One that cannot be read has its fault as what needs attention."""
    return json_text({"schema": SCHEMA, "theses": [_summary(summary) for summary in standings]})


def theses_json(standings: Iterable[ThesisSummary]) -> str:
    """Every thesis, the most urgent first."""
    return json_text(
        {
            "schema": SCHEMA,
            "theses": [{**_summary(summary), **_summary_view(summary)} for summary in standings],
        }
    )


def _summary(summary: ThesisSummary) -> Json:
    return {
        "id": summary.id,
        "as_of": None if summary.view is None else summary.view.today.isoformat(),
        "attention": [_attention(item) for item in summary.attention],
        "fault": summary.fault or None,
    }


def _summary_view(summary: ThesisSummary) -> Json:
    view, level = summary.view, summary.nearest
    return {
        "name": None if view is None else view.name,
        "symbol": None if view is None else view.symbol,
        "verdict": None if view is None else view.verdict,
        "reasons": [] if view is None else view.reasons,
        "price": None if view is None or view.price is None else current_price(view.price),
        "nearest_level": None if level is None else _level(level),
        "next_milestone": None
        if summary.milestone is None
        else {
            "id": summary.milestone.milestone.id,
            "title": summary.milestone.milestone.title,
            "latest": summary.milestone.milestone.latest.isoformat(),
        },
        "closes": [decimal(close) for close in summary.closes],
        "gain_percent": decimal(summary.gain_percent),
        "conviction": summary.conviction,
        "bundled": summary.bundled,
        "looked": None if view is None else day(view.looked),
        "closed": None if view is None or view.closed is None else closed_facts(view.closed),
    }


def log_json(entries: Iterable[Entry]) -> str:
    """Entries as stored: one flat object each, with the file and line it is written at."""
    return json_text([_entry(entry) for entry in entries])


def json_text(value: object) -> str:
    """A value as indented JSON that ends with a line's end."""
    return msgspec.json.format(msgspec.json.encode(value), indent=2).decode() + "\n"


def decimal(value: Decimal | None) -> str | None:
    """A number as its digits in a string, null for None."""
    return None if value is None else plain(value)


def day(value: date | datetime | None) -> str | None:
    """A day or a moment in ISO 8601, null for None."""
    return None if value is None else value.isoformat()


def _at(price: Price) -> str | None:
    return day(price.time or price.day)


def _price(view: PriceView) -> Json:
    price = view.price
    return {
        "listing": price.listing,
        "value": plain(price.value),
        "currency": price.currency,
        "at": _at(price),
        "session": price.session,
        "source": view.origin.id,
    }


def current_price(view: PriceView) -> Json:
    """A listing's newest price, whether it is stale, and its change in percent to two places."""
    change = None if view.change_percent is None else plain(rounded(view.change_percent, 2))
    return {**_price(view), "stale": view.stale, "change_percent": change}


def converted(item: Converted) -> Json:
    """A first listing's price in another's currency and units, with the rate and its day."""
    return {
        "value": plain(rounded(item.value, 4)),
        "currency": item.currency,
        "of": item.of,
        "rate": plain(rounded(item.rate, 6)),
        "day": item.day.isoformat(),
        "source": item.source,
    }


def _indicators(indicators: Indicators) -> Json:
    return {
        "day": indicators.day.isoformat(),
        "average_50": _computed(indicators.average_50),
        "average_200": _computed(indicators.average_200),
        "rsi_14": _computed(indicators.rsi_14),
        "high_52_weeks": decimal(indicators.high_52_weeks),
        "low_52_weeks": decimal(indicators.low_52_weeks),
    }


def _claim(claim: Claim) -> Json:
    return {
        "listing": claim.listing,
        "name": claim.name,
        "said": claim.stated,
        "day": claim.day.isoformat(),
        "computed": _computed(claim.computed),
        "percent": claim.percent,
        "source": claim.source or None,
    }


def _computed(value: Decimal | None) -> str | None:
    return None if value is None else plain(rounded(value, 4))


def _level(view: LevelView) -> Json:
    level = view.level
    return {
        "id": level.id,
        "listing": level.listing,
        "kind": level.type,
        "low": plain(level.low),
        "high": decimal(level.high),
        "currency": level.currency,
        "noted": view.noted.isoformat(),
        "noted_at": None if view.noted_at is None else view.noted_at.isoformat(),
        "source": view.origin.id,
        "state": view.state,
        "stale": view.stale,
        "distance_percent": None if view.distance is None else plain(rounded(view.distance * 100, 2)),
        "code": view.code,
        "reason": view.reason,
        "since": view.since,
        "crossings": [{"day": crossing.day.isoformat(), "kind": crossing.kind} for crossing in view.crossings],
        "split_adjusted": view.adjusted or None,
        "as_noted": None if view.noted_value is None else _as_noted(view.noted_value),
        "pillar": level.pillar,
        "by": level.by or None,
        "why": level.why or None,
        "qualifier": level.qualifier,
    }


def _as_noted(level: Level) -> Json:
    """A level's value as it was written, before splits."""
    return {"low": plain(level.low), "high": decimal(level.high)}


def _doubt(doubt: Doubt) -> Json:
    return {
        "id": doubt.id,
        "listing": doubt.listing,
        "day": None if doubt.day is None else doubt.day.isoformat(),
        "kind": doubt.subject,
        "code": doubt.code,
        "value": decimal(doubt.value),
        "against": decimal(doubt.against),
        "source": doubt.source or None,
        "split": None if doubt.split is None else doubt.split.text,
        "text": doubt_text(doubt),
    }


def _revision(revision: Revision) -> Json:
    return {
        "listing": revision.listing,
        "day": revision.day.isoformat(),
        "before": plain(revision.before),
        "after": plain(revision.after),
        "source": revision.source,
    }


def _splits(view: View) -> list[Json]:
    """The splits that count, oldest first."""
    return [
        {"listing": symbol, "day": split.day.isoformat(), "ratio": split.text, "source": split.source or None}
        for symbol, splits in view.splits.items()
        for split in splits
    ]


def _pillar(whole: View, view: PillarView) -> Json:
    return {
        "id": view.pillar.id,
        "title": view.pillar.title,
        "claim": view.pillar.claim,
        "verdict": view.verdict,
        "reasons": view.reasons,
        "codes": view.codes,
        "metrics": [_metric(metric) for metric in view.metrics],
        "criteria": [_criterion(whole, criterion) for criterion in view.criteria],
        "evidence": [_evidence(evidence) for evidence in view.evidence],
        "moved": [{"of": move.target.kind, "id": move.target.id, **_moved(move.move)} for move in view.amended],
    }


def _moved(move: MoveView) -> Json:
    return {
        "at": day(move.at),
        "code": move.code,
        "what": move.what,
        "from": move.before,
        "to": move.after,
        "known": move.known or None,
        "reason": move.reason or None,
        "recorded": move.recorded,
    }


def _metric(view: MetricView) -> Json:
    metric = view.metric
    return {
        "id": metric.id,
        "title": metric.title,
        "unit": metric.unit,
        "observations": [_observation(observation, metric.unit) for observation in view.observations],
        "expected": [_observation(observation, metric.unit) for observation in view.expected],
        "live": None if view.live is None else _live(view.live),
        "notes": [note.text for note in view.notes],
    }


def _live(view: LiveView) -> Json:
    figure = view.figure.observation
    return {
        "value": plain(figure.value),
        "unit": figure.unit,
        "at": view.at.isoformat(),
        "day": day(figure.as_of),
        "host": view.host,
        "address": view.address or None,
        "stale": view.stale,
        "note": view.note or None,
        "held": decimal(view.held),
    }


def _observation(view: ObservationView, unit: str) -> Json:
    observation = view.observation
    quantity = observation.quantity
    known = observation.start or observation.end or observation.period
    period = {
        "start": day(observation.start),
        "end": day(observation.end),
        "label": observation.period or None,
    }
    return {
        "id": observation.id,
        "value": plain(quantity.base),
        "high": decimal(quantity.base_high),
        "qualifier": observation.qualifier,
        "unit": observation.unit or unit,
        "period": period if known else None,
        "as_of": day(observation.as_of),
        "basis": observation.basis,
        "by": observation.by or None,
        "source": view.origin.id,
        "reported": day(observation.reported or observation.filed),
        "note": observation.note or None,
        "notes": [note.text for note in view.notes],
        "series_break": observation.series_break or None,
        "corrected": [
            {
                "until": before.until.isoformat(),
                "value": plain(before.observation.quantity.base),
                "high": decimal(before.observation.quantity.base_high),
                "qualifier": before.observation.qualifier,
            }
            for before in view.corrected
        ],
    }


def _benchmark(view: BenchmarkView) -> Json:
    return {
        "symbol": view.symbol,
        "name": view.name,
        "currency": view.currency,
        **_compared(view.compared),
        "decisions": [{"id": id_, **_compared(found)} for id_, found in view.decisions.items()],
    }


def _compared(found: Compared | None) -> Json:
    return {
        "since": None if found is None else found.since.isoformat(),
        "until": None if found is None else found.until.isoformat(),
        "change_percent": None if found is None else decimal(found.other),
        "own_change_percent": None if found is None else decimal(found.own),
        "ahead_points": None if found is None else decimal(found.ahead),
    }


def _criterion(whole: View, view: CriterionView) -> Json:
    criterion = view.criterion
    record = record_in(whole, criterion)
    margin = None if view.margin is None else {"value": plain(view.margin), "unit": view.margin_unit}
    return {
        "id": criterion.id,
        "text": view.text,
        "severity": criterion.severity,
        "state": view.state,
        "metric": criterion.metric,
        "threshold": decimal(criterion.threshold),
        "margin": margin,
        "observation": None if view.observation is None else view.observation.observation.id,
        "milestone": criterion.milestone,
        "code": view.code,
        "template": criterion.template,
        "reason": view.reason,
        "next_due": None if view.due is None else {"earliest": day(view.due[0]), "latest": day(view.due[1])},
        "record": None
        if not record.periods
        else {
            "periods": record.periods,
            "failed": record.failed,
            "word": record.word or None,
            "text": record.text,
        },
        "moved": [_moved(move) for move in view.moved],
    }


def _evidence(view: EvidenceView) -> Json:
    return {
        "id": view.evidence.id,
        "date": day(view.day),
        "text": view.evidence.text,
        "stance": view.stance,
        "source": view.origin.id,
    }


def _milestone(view: MilestoneView) -> Json:
    milestone = view.milestone
    return {
        "id": milestone.id,
        "title": milestone.title,
        "pillar": milestone.pillar,
        "earliest": milestone.earliest.isoformat(),
        "latest": milestone.latest.isoformat(),
        "state": view.state,
        "days_late": view.days_late,
        "odds": decimal(view.latest_odds),
        "source": view.origin.id,
        "notes": [note.text for note in view.notes],
        "outcome_on": day(view.outcome_day),
        "snoozed_until": day(view.snoozed_until),
    }


def _conflict(view: ConflictView) -> Json:
    return {
        "id": view.id,
        "metric": view.metric.id,
        "period": view.period or None,
        "state": view.state,
        "values": [
            {
                "value": plain(side.observation.observation.quantity.base),
                "high": decimal(side.observation.observation.quantity.base_high),
                "qualifier": side.observation.observation.qualifier,
                "unit": side.observation.observation.unit or view.metric.unit,
                "source": side.observation.origin.id,
            }
            for side in view.sides
        ],
        "text": view.text,
        "settled_by": view.settled_by or None,
        "pillar": view.pillar,
    }


def _source(view: SourceView) -> Json:
    source = view.source.source
    return {
        "id": view.source.id,
        "title": source.title,
        "publisher": source.publisher or None,
        "published": day(source.published),
        "published_earliest": day(source.published_earliest),
        "published_latest": day(source.published_latest),
        "published_basis": source.published_basis,
        "added": source.added.isoformat(),
        "url": source.url or None,
    }


def _waiting(document: Waiting) -> Json:
    return {
        "id": document.id,
        "kind": document.kind,
        "title": document.title,
        "form": document.form or None,
        "publisher": document.publisher or None,
        "published": day(document.published),
        "pillar": document.pillar,
        "monitor": document.monitor or None,
        "figures": document.figures,
        "note": document.note or None,
        "url": document.url or None,
    }


def _attention(view: AttentionView) -> Json:
    return {"kind": view.kind, "code": view.code or None, "text": view.text, "pillar": view.pillar}


def _entry(entry: Entry) -> Json:
    # numbers left as they are: msgspec 0.23 would write 1E+3 for a thousand, and `plain` does not
    stored: Json = msgspec.to_builtins(entry.what, builtin_types=(Decimal,))
    flat = {key: plain(value) if isinstance(value, Decimal) else value for key, value in stored.items()}
    flat["id"] = entry.id
    flat["at"] = entry.at.isoformat()
    if entry.taken_at is not None:
        flat["taken_at"] = entry.taken_at.isoformat()
    flat["act"] = entry.act_id
    if entry.on is not None:
        flat["on"] = entry.on.isoformat()
    if entry.replaces is not None:
        flat["replaces"] = entry.replaces
    flat["file"] = entry.path
    flat["line"] = entry.line
    return flat
