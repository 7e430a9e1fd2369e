"""The bundled thesis, held against what a reader of the five articles would check."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from decimal import Decimal
from itertools import combinations
from pathlib import Path
from typing import Any

import msgspec
import pytest

from thesis_tui.model.enums import Qualifier, Scale
from thesis_tui.model.figures import is_currency
from thesis_tui.model.objects import (
    Criterion,
    Evidence,
    Level,
    Metric,
    Milestone,
    Observation,
    Price,
    Source,
    Thesis,
)
from thesis_tui.model.quantity import Interval, number_fault

BABA = Path(__file__).parent.parent / "seeds" / "baba"
ID = re.compile(r"[a-z0-9-]{1,64}")
DAY = date(2025, 12, 23)


def load(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text("utf-8"), parse_float=Decimal)


THESIS = msgspec.convert(load(BABA / "thesis.toml"), Thesis)
SOURCES = {path.stem: msgspec.convert(load(path), Source) for path in sorted((BABA / "sources").glob("*.toml"))}
METRICS = {metric.id: metric for metric in THESIS.metric}
LISTINGS = {listing.symbol: listing for listing in THESIS.listing}
PILLARS = {pillar.id for pillar in THESIS.pillar}
OBSERVATIONS = {seen.id: seen for source in SOURCES.values() for seen in source.observation}
MILESTONES = {milestone.id: milestone for source in SOURCES.values() for milestone in source.milestone}


def unit_of(seen: Observation) -> str:
    return seen.unit or METRICS[seen.metric].unit


def decide(interval: Interval, criterion: Criterion) -> bool | None:
    """True when the whole interval meets the threshold, False when none of it does, None when it straddles."""
    assert criterion.threshold is not None
    if criterion.operator == ">=":
        low, high = interval.low >= criterion.threshold, interval.high >= criterion.threshold
    else:
        assert criterion.operator == "<="
        low, high = interval.low <= criterion.threshold, interval.high <= criterion.threshold
    return low if low == high else None


def test_ids_are_safe_and_unique_for_each_kind() -> None:
    sources = SOURCES.values()
    kinds: dict[str, list[str]] = {
        "pillar": [pillar.id for pillar in THESIS.pillar],
        "metric": [metric.id for metric in THESIS.metric],
        "criterion": [criterion.id for criterion in THESIS.criterion],
        "source": list(SOURCES),
        "observation": [observation.id for source in sources for observation in source.observation],
        "evidence": [evidence.id for source in sources for evidence in source.evidence],
        "level": [level.id for source in sources for level in source.level],
        "price": [price.id for source in sources for price in source.price],
        "milestone": [milestone.id for source in sources for milestone in source.milestone],
        "dispute": [dispute.id for source in sources for dispute in source.dispute],
    }
    for kind, ids in kinds.items():
        assert len(ids) == len(set(ids)), kind
        assert [text for text in ids if not ID.fullmatch(text)] == [], kind


def references() -> Iterator[tuple[str, str, set[str]]]:
    """(who refers, to what, what there is)."""
    metrics, listings, milestones = set(METRICS), set(LISTINGS), set(MILESTONES)
    for pillar in THESIS.pillar:
        yield pillar.id, pillar.key or "", metrics
    for metric in THESIS.metric:
        yield metric.id, metric.pillar or "cloud", PILLARS
    for criterion in THESIS.criterion:
        yield criterion.id, criterion.pillar, PILLARS
        if criterion.milestone:
            yield criterion.id, criterion.milestone, milestones
        else:
            yield criterion.id, criterion.metric or "", metrics
    for source in SOURCES.values():
        for seen in source.observation:
            yield seen.id, seen.metric, metrics
            yield seen.id, seen.listing or "BABA", listings
        placed: list[Evidence | Milestone | Level] = [*source.evidence, *source.milestone, *source.level]
        for item in placed:
            yield item.id, item.pillar or "cloud", PILLARS
        for dispute in source.dispute:
            for each in dispute.observations:
                yield dispute.id, each, set(OBSERVATIONS)


def test_everything_referred_to_exists() -> None:
    assert [(who, what) for who, what, known in references() if what not in known] == []


def test_a_criterion_rests_on_its_own_pillars_metric_or_milestone() -> None:
    for criterion in THESIS.criterion:
        assert (criterion.metric is None) != (criterion.milestone is None), criterion.id
        rests_on = (
            METRICS[criterion.metric].pillar if criterion.metric else MILESTONES[criterion.milestone or ""].pillar
        )
        assert rests_on == criterion.pillar, criterion.id


def test_levels_and_prices_are_in_their_listings_currency() -> None:
    quoted: list[Level | Price] = []
    for source in SOURCES.values():
        quoted += [*source.level, *source.price]
    for item in quoted:
        assert item.currency == LISTINGS[item.listing].currency, item.id
    assert {it.currency for it in quoted} == {"USD", "EUR"}


def test_numbers_can_be_kept_and_units_are_known() -> None:
    for seen in OBSERVATIONS.values():
        assert not number_fault(seen.quantity.base), seen.id
        assert seen.high is None or seen.high > seen.value, seen.id
        assert not seen.unit or (is_currency(seen.unit) and is_currency(METRICS[seen.metric].unit)), seen.id


def test_dates_are_the_right_way_round_and_fit_what_is_measured() -> None:
    for seen in OBSERVATIONS.values():
        assert (seen.start is None) == (seen.end is None), seen.id
        assert seen.start is None or seen.end is None or seen.start <= seen.end, seen.id
        wrong = seen.as_of if METRICS[seen.metric].measures == "period" else seen.start
        assert wrong is None, seen.id
        assert seen.until is None or seen.until <= DAY, seen.id
    for milestone in MILESTONES.values():
        assert milestone.earliest <= milestone.latest, milestone.id


def test_texts_fit_their_columns() -> None:
    for metric in THESIS.metric:
        assert len(metric.title) <= 22, metric.id
        assert len(metric.short) <= 20, metric.id
    assert len(THESIS.statement) <= 44
    for milestone in MILESTONES.values():
        assert len(milestone.title) <= 30, milestone.id
    for source in SOURCES.values():
        assert 0 < len(source.short) <= 40, source.title
        for evidence in source.evidence:
            assert len(evidence.text) <= 44, evidence.id
        for level in source.level:
            assert len(level.why) <= 34, level.id


def comparable(first: Observation, other: Observation) -> bool:
    if (first.metric, first.listing, unit_of(first)) != (other.metric, other.listing, unit_of(other)):
        return False
    if METRICS[first.metric].measures == "period":
        return first.start is not None and (first.start, first.end) == (other.start, other.end)
    return first.as_of is not None and other.as_of is not None and abs(first.as_of - other.as_of) <= timedelta(days=31)


def test_the_only_figures_that_contradict_each_other_are_the_two_prices_of_the_g1() -> None:
    found = [
        (observation.id, other.id)
        for observation, other in combinations(OBSERVATIONS.values(), 2)
        if comparable(observation, other) and not observation.quantity.interval.meets(other.quantity.interval)
    ]
    assert found == [("s1-quark-g1-price", "s2-quark-g1-price")]


def test_spent_or_pledged_is_stated_by_hand() -> None:
    (dispute,) = [other for source in SOURCES.values() for other in source.dispute]
    assert {OBSERVATIONS[observation].metric for observation in dispute.observations} == {"ai-spent", "ai-pledged"}


def test_every_expectation_with_a_window_is_a_milestone() -> None:
    assert {
        (milestone.title, milestone.earliest, milestone.latest, milestone.pillar) for milestone in MILESTONES.values()
    } == {
        ("results for FQ3", date(2026, 2, 1), date(2026, 2, 28), "hardware"),
        ("first H200 to China", DAY, date(2026, 2, 20), "chips"),
        ("Qwen in commerce abroad", date(2026, 1, 1), date(2026, 3, 31), "qwen"),
        ("first Quark sales figure", date(2025, 12, 1), date(2025, 12, 31), "hardware"),
    }


@pytest.mark.parametrize(
    ("number", "metric", "value", "scale", "qualifier", "unit", "until"),
    [
        (3, "cloud-revenue-yoy", "34", "", "exactly", "%", date(2025, 9, 30)),
        (5, "cloud-revenue-yoy", "34", "", "exactly", "%", date(2025, 9, 30)),
        (4, "cloud-revenue-yoy", "13", "", "exactly", "%", None),
        (3, "cloud-revenue", "5.59", "billion", "exactly", "USD", date(2025, 9, 30)),
        (4, "cloud-revenue", "31.74", "billion", "exactly", "CNY", None),
        (5, "ai-revenue-yoy", "100", "", "at least", "%", date(2025, 9, 30)),
        (5, "invested-12-months", "120", "billion", "about", "CNY", DAY),
        (4, "china-cloud-share", "36", "", "exactly", "%", None),
        (5, "model-downloads", "600", "million", "more than", "downloads", DAY),
        (4, "qwen3-max-parameters", "1", "trillion", "more than", "parameters", None),
        (5, "export-fee", "25", "", "exactly", "%", DAY),
        (1, "shops-selling-quark", "600", "", "more than", "shops", date(2025, 12, 22)),
        (1, "quark-g1-price", "268", "", "about", "USD", date(2025, 12, 22)),
        (2, "quark-g1-price", "240", "", "about", "USD", date(2025, 11, 27)),
        (2, "wearables-china", "50", "million", "nearly", "shipments", date(2025, 6, 30)),
        (3, "eps-adjusted", "0.61", "", "exactly", "USD", date(2025, 9, 30)),
        (3, "adjusted-ebita-yoy", "-78", "", "exactly", "%", date(2025, 9, 30)),
        (4, "revenue", "996.35", "billion", "exactly", "CNY", date(2025, 3, 31)),
        (4, "digital-commerce-yoy", "22", "", "exactly", "%", None),
        (4, "debt-to-equity", "0.25", "", "exactly", "x", None),
        (5, "from-52-week-high", "-20", "", "about", "%", date(2025, 12, 22)),
        (1, "minimax-revenue", "214.7", "million", "exactly", "CNY", date(2024, 12, 31)),
    ],
)
def test_a_figure_is_as_printed(
    number: int, metric: str, value: str, scale: Scale, qualifier: Qualifier, unit: str, until: date | None
) -> None:
    source = list(SOURCES.values())[number - 1]
    seen = next(observation for observation in source.observation if observation.metric == metric)
    assert (str(seen.value), seen.scale, seen.qualifier, unit_of(seen), seen.until) == (
        value, scale, qualifier, unit, until,
    )  # fmt: skip


def test_a_range_keeps_both_ends() -> None:
    modules, chips = OBSERVATIONS["s5-h200-modules-expected"], OBSERVATIONS["s5-h200-chips-expected"]
    assert (modules.value, modules.high) == (Decimal(5000), Decimal(10000))
    assert (chips.value, chips.high, chips.qualifier) == (Decimal(40000), Decimal(80000), "about")


def test_the_years_gain_is_told_for_each_listing() -> None:
    gains = {
        (observation.listing, observation.value)
        for observation in OBSERVATIONS.values()
        if observation.metric == "share-price-year"
    }
    assert gains == {("BABA", Decimal(77)), ("AHLA.DE", Decimal(55))}


def test_levels_and_prices_of_the_articles() -> None:
    levels = {(level.listing, level.type, level.low) for source in SOURCES.values() for level in source.level}
    assert levels == {
        ("BABA", "support", Decimal(148)),
        ("BABA", "resistance", Decimal(155)),
        ("BABA", "resistance", Decimal(160)),
        ("BABA", "target", Decimal(198)),
        ("BABA", "target", Decimal(225)),
        ("AHLA.DE", "moving average", Decimal("119.43")),
    }
    prices = {
        (price.listing, str(price.value), price.session, price.day)
        for source in SOURCES.values()
        for price in source.price
    }
    assert prices == {
        ("BABA", "149.80", "unknown", date(2025, 12, 22)),
        ("BABA", "147.94", "premarket", None),
        ("AHLA.DE", "128.40", "close", date(2025, 12, 22)),
    }


def test_sources_say_how_their_date_is_known() -> None:
    assert [(other.published_basis, other.published) for other in SOURCES.values()] == [
        ("printed", date(2025, 12, 22)),
        ("unknown", None),
        ("inferred", None),
        ("unknown", None),
        ("printed", DAY),
    ]
    for source in SOURCES.values():
        assert source.visible_from == source.added == DAY
        assert re.fullmatch("[0-9a-f]{64}", source.text_hash)
        if source.published is None:
            assert source.published_earliest is not None
            assert source.published_latest is not None
            assert source.published_earliest < source.published_latest
            assert source.published_note


def test_each_pillar_can_be_killed_and_warned_of() -> None:
    assert [pillar.id for pillar in THESIS.pillar] == ["cloud", "qwen", "chips", "hardware"]
    for pillar in PILLARS:
        assert {criterion.severity for criterion in THESIS.criterion if criterion.pillar == pillar} == {
            "kill",
            "warn",
        }, pillar


def newest(metric: Metric) -> Observation | None:
    dated = [
        observation
        for observation in OBSERVATIONS.values()
        if observation.metric == metric.id and observation.until is not None
    ]
    return max(dated, key=lambda observation: observation.until or date.min, default=None)


def test_on_its_first_day_every_metric_criterion_is_met_and_only_h200_is_open() -> None:
    for criterion in THESIS.criterion:
        if criterion.metric is None:
            assert criterion.pillar == "chips"
            assert MILESTONES[criterion.milestone or ""].latest > DAY
            continue
        seen = newest(METRICS[criterion.metric])
        assert seen is not None, criterion.id
        assert seen.until is not None
        assert decide(seen.quantity.interval, criterion) is True, criterion.id
        assert (DAY - seen.until).days <= (criterion.max_age_days or 0), criterion.id


def test_the_journal_holds_every_criterion_as_it_stands_in_the_thesis() -> None:
    text = (BABA / "journal" / "2025-12.seed.toml").read_text("utf-8")
    blocks = text.split("[[entry]]\n")[1:]
    entries = tomllib.loads(text, parse_float=Decimal)["entry"]
    baselines: list[Criterion] = []
    for block, entry in zip(blocks, entries, strict=True):
        assert block.strip().splitlines()[-1] == f'id = "{entry["id"]}"'
        assert ID.fullmatch(entry.pop("id"))
        at = entry.pop("at")
        assert isinstance(at, datetime)
        assert at.tzinfo is not None
        assert at.date() == DAY
        entry["id"] = entry.pop("replaces")
        baselines.append(msgspec.convert(entry, Criterion))
    assert tuple(baselines) == THESIS.criterion
