"""What a memo says: the whole view in words and figures, for Markdown and HTML to set.

Every text here is as it was written; what sets it escapes it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from thesis_tui.model import figures
from thesis_tui.model.objects import Listing
from thesis_tui.model.view import (
    ChangeView,
    ConflictView,
    CriterionView,
    EvidenceView,
    LevelView,
    MetricView,
    MilestoneView,
    MoveView,
    ObservationView,
    Origin,
    PillarView,
    PriceView,
    View,
)
from thesis_tui.pages.frame import price_words
from thesis_tui.pages.gauge import trend
from thesis_tui.pages.glyphs import CRITERION_GLYPHS, LEVEL_GLYPHS, MILESTONE_GLYPHS, STANCE_GLYPHS, VERDICT_GLYPHS
from thesis_tui.pages.ladder import listing_levels, noted_day, short_type
from thesis_tui.pages.memo_parts import (
    Change,
    Cite,
    Evidence,
    Expected,
    Figure,
    Ladder,
    Listed,
    Memo,
    Pillar,
    Rung,
    Said,
    Sign,
    Test,
)
from thesis_tui.pages.panel import evidence_day, odds_text
from thesis_tui.pages.periods import period_label
from thesis_tui.pages.sections import day_of
from thesis_tui.pages.sources_page import gave, published_words
from thesis_tui.pages.spans import one_line
from thesis_tui.pages.verdict import what_holds
from thesis_tui.rules.review import past_reviews
from thesis_tui.services.exporting import Since
from thesis_tui.venues import units

CHANGES: Final = 12
EACH: Final = 2
"""Pieces of evidence shown for and against; the rest are counted."""


def memo(since: Since) -> Memo:
    view = since.view
    glyph, role = VERDICT_GLYPHS[view.verdict]
    first = view.reasons[0] if view.reasons else "no pillar yet, so nothing can be proved wrong"
    old = view.last_fed is not None and view.old
    changes = _changes(view)
    left = len(changes) - CHANGES
    return Memo(
        view=view,
        symbol=view.symbol,
        name=one_line(view.name),
        stance=view.stance,
        statement=one_line(view.statement),
        day=f"As of {figures.week_day(view.today)}",
        sign=Sign(glyph, view.verdict, role),
        first=one_line(first),
        second="; ".join(one_line(it) for it in view.reasons[1:]) or what_holds(view),
        warning=_old(view) if old else "",
        price=_price(view.price) if view.price else "",
        price_words=_price_words(view, since),
        price_cite=cite([view.price.origin]) if view.price else Cite(()),
        since=_since(since),
        changes=changes[:CHANGES],
        more_changes=f"{figures.counted(left, 'more change')} not listed here" if left > 0 else "",
        pillars=tuple(_pillar(view, it) for it in view.pillars),
        ladders=tuple(found for it in view.listings if (found := _ladder(view, it)) is not None),
        milestones=tuple(_expected(view, it) for it in view.milestones),
        conflicts=tuple(_conflict(it) for it in view.conflicts),
        context=_figures(view, view.context),
        context_evidence=_evidence(view, view.context_evidence),
        review=_review(view),
        sources=tuple(
            Listed(
                it.origin.number,
                one_line(it.source.source.title),
                one_line(it.source.source.publisher),
                published_words(it.source.source),
                gave(it),
                it.source.source.url,
            )
            for it in view.sources
        ),
        problems=tuple(one_line(it.text) for it in view.problems),
    )


def cited(origin: Origin) -> str:
    """Where a thing from no article is from: "own entry", or what was named with it."""
    return "own entry" if origin.label == "you" else one_line(origin.label)


def cite(origins: Iterable[Origin]) -> Cite:
    found = list(origins)
    numbers = tuple(sorted({it.number for it in found if it.number}))
    return Cite(numbers, ", ".join(dict.fromkeys(cited(it) for it in found if not it.number)))


def odds_words(one: MilestoneView) -> str:
    """ "55 %", "not stated"."""
    odds = odds_text(one)
    return "not stated" if odds == figures.UNKNOWN else f"{odds} %"


def milestone_state(view: View, one: MilestoneView) -> str:
    """ "due, 54 days left", "overdue by 3 days", "hit on 3 Dec"."""
    match one.state:
        case "upcoming":
            return f"upcoming, opens in {figures.days(one.days)}"
        case "due":
            return "due, last day" if one.days == 0 else f"due, {figures.days(one.days)} left"
        case "overdue":
            until = one.snoozed_until
            snoozed = f", snoozed to {figures.day(until, view.today)}" if until and until > view.today else ""
            return f"overdue by {figures.days(one.days)}{snoozed}"
    return f"{one.state} on {figures.day(one.outcome_day, view.today)}" if one.outcome_day else one.state


def _old(view: View) -> str:
    assert view.last_fed is not None
    gone = figures.ago((view.today - view.last_fed).days)
    return f"This thesis was last fed on {figures.long_day(view.last_fed)}, {gone}: its figures are not fresh."


def _since(since: Since) -> str:
    day = figures.long_day(since.day)
    if since.looked:
        return f"Changed since the last look, {day}"
    return f"Changed since {day}" if since.asked else f"Changed in the last 30 days, since {day}"


def _changes(view: View) -> tuple[Change, ...]:
    """One line each, most urgent first; criteria recorded are counted, for their moves are told by themselves."""
    recorded: list[ChangeView] = []
    found: list[Change] = []
    for it in view.changes:
        if it.kind == "entry" and it.target.kind == "criterion":
            recorded.append(it)
        else:
            place = "" if it.kind == "source" else one_line(it.place)
            found.append(Change(day_of(view, it.at), one_line(it.text), place))
    if recorded:
        said = figures.counted(len(recorded), "criterion was", "criteria were")
        found.append(Change(day_of(view, recorded[0].at), f"{said} recorded", ""))
    return tuple(found)


def _price(seen: PriceView) -> str:
    price = seen.price
    return f"{figures.MARKS[price.qualifier]}{units.price(price.value, price.currency)}"


def _price_words(view: View, since: Since) -> str:
    seen = view.price
    if seen is None:
        return f"no price for {view.symbol} yet"
    parts = [price_words(view, seen)]
    if seen.stale:
        age = "undated" if seen.age_days is None else f"{figures.days(seen.age_days)} old"
        parts.append(f"◌ stale, {age}: levels have no state")
    elif seen.age_days:
        parts.append(f"{figures.days(seen.age_days)} old")
    if seen.change_percent is not None:
        parts.append(f"{figures.percent(seen.change_percent, 2)} on the day")
    if view.price_since_look is not None and view.price_since_look:
        parts.append(f"{figures.percent(view.price_since_look)} since {figures.day(since.day, view.today)}")
    return ", ".join(parts)


def _pillar(view: View, one: PillarView) -> Pillar:
    glyph, role = VERDICT_GLYPHS[one.verdict]
    rows = _figures(view, one.metrics)
    key = None
    if one.key is not None:
        key = next(iter(_figures(view, (one.key,))))
    return Pillar(
        title=one_line(one.pillar.title),
        claim=one_line(one.pillar.claim),
        sign=Sign(glyph, one.verdict, role),
        reasons=tuple(one_line(it) for it in one.reasons),
        tests=tuple(_test(view, it) for it in one.criteria),
        evidence=_evidence(view, one.evidence),
        key=key,
        figures=rows,
        gone=tuple(_moved(view, it) for it in one.gone),
    )


def _figures(view: View, metrics: Sequence[MetricView]) -> tuple[Figure, ...]:
    """Every metric's observations, the newest dated one first; those that say the same are one row."""
    rows: list[Figure] = []
    for metric in metrics:
        title = one_line(metric.metric.title)
        groups: dict[tuple[str, str], list[ObservationView]] = {}
        for one in metric.observations:
            label = period_label(one.observation, view.fiscal_year_end, view.today)
            groups.setdefault((figures.observed(one.observation, metric.metric).text, label), []).append(one)
        if not groups:
            rows.append(Figure(title, figures.UNKNOWN, "no figure yet", "", Cite(()), "", first=True, quiet=True))
        for at, ((value, label), same) in enumerate(groups.items()):
            undated = same[0].observation.until is None
            stale = metric.stale and not undated
            age = figures.UNKNOWN if undated else f"{'◌ stale, ' if stale else ''}{figures.age(same[0].age_days)}"
            rows.append(
                Figure(
                    title=title,
                    value=value,
                    period=f"{label}, undated" if undated and label != "undated" else label,
                    age=age,
                    cite=cite(it.origin for it in same),
                    trend=trend(metric, 4) if at == 0 else "",
                    first=at == 0,
                    quiet=undated or stale or at > 0,
                )
            )
    return tuple(rows)


def _test(view: View, one: CriterionView) -> Test:
    glyph, role = CRITERION_GLYPHS[one.state]
    if one.state == "fails":
        role = "bad" if one.criterion.severity == "kill" else "warn"
    partly = 0 < one.failing[0] < one.failing[1]
    plain = one.state == "passes" and bool(one.margin_text) and not partly
    return Test(
        sign=Sign(glyph, one.state, role),
        severity=one.criterion.severity,
        text=one_line(one.text),
        said=one_line(one.margin_text if plain else one.reason),
        gauge=one.gauge,
        moved=tuple(_moved(view, it) for it in one.moved),
    )


def _moved(view: View, move: MoveView) -> str:
    """ "moved 2 Dec: kill line 20 % to 15 %; known then: +18 %; no reason written"."""
    said = f"moved {day_of(view, move.at)}: {move.what} {move.before} to {move.after}"
    if move.known:
        said += f"; known then: {move.known}"
    return one_line(f"{said}; {move.reason or 'no reason written'}")


def _evidence(view: View, given: Sequence[EvidenceView]) -> Evidence:
    taken = {"weakens": 0, "supports": 0, "neutral": EACH}
    shown: list[Said] = []
    left = dict.fromkeys(taken, 0)
    for one in given:
        if taken[one.stance] >= EACH:
            left[one.stance] += 1
            continue
        taken[one.stance] += 1
        sign = Sign(STANCE_GLYPHS[one.stance], one.stance, "text")
        shown.append(Said(sign, one_line(one.evidence.text), evidence_day(view, one), cite([one.origin])))
    shown.sort(key=lambda said: said.sign.word != "weakens")
    words = {"weakens": "against", "supports": "for", "neutral": "neutral"}
    more = [f"{count} {words[stance]}" for stance, count in left.items() if count]
    return Evidence(tuple(shown), f"more: {', '.join(more)}" if more else "")


def _ladder(view: View, listing: Listing) -> Ladder | None:
    levels = listing_levels(view, listing.symbol)
    seen = view.current.get(listing.symbol)
    if not levels and seen is None:
        return None
    stale = seen is None or seen.stale
    rows = [(one.level.top, _rung(view, one, stale=stale)) for one in levels]
    note = ""
    if seen is None:
        note = f"no price for {listing.symbol} yet, so no level has a state"
    else:
        words = price_words(view, seen)
        if seen.stale:
            age = "undated" if seen.age_days is None else f"{figures.days(seen.age_days)} old"
            note = f"the price is stale, {age}, so no level has a state"
            words = f"{words}, {age}"
        mark = Sign("◌", "stale") if seen.stale else Sign("", "")
        value = figures.MARKS[seen.price.qualifier] + figures.price(seen.price.value, seen.price.currency)
        now = Rung("price", value, "", mark, words, "", cite([seen.origin]), now=True)
        rows.append((seen.price.value, now))
    rows.sort(key=lambda row: row[0], reverse=True)
    where = one_line(listing.name or listing.venue)
    return Ladder(listing.symbol, where, listing.currency, tuple(row for _, row in rows), note)


def _rung(view: View, one: LevelView, *, stale: bool) -> Rung:
    level = one.level
    distance = figures.UNKNOWN if stale or one.distance is None else figures.percent(one.distance * 100)
    glyph, role = LEVEL_GLYPHS.get(one.state, ("", "muted"))
    sign = Sign("", figures.UNKNOWN) if stale else Sign(glyph, one.state, role)
    why = [one_line(level.by), one_line(level.why), one.adjusted and f"adjusted for a split, {one.adjusted}"]
    why += [_moved(view, it) for it in one.moved]
    return Rung(
        name=short_type(one),
        value=figures.MARKS[level.qualifier] + figures.zone(level.low, level.high, level.currency),
        distance=distance,
        sign=sign,
        why="; ".join(part for part in why if part),
        noted=noted_day(view, one),
        cite=cite([one.origin]),
    )


def _expected(view: View, one: MilestoneView) -> Expected:
    glyph, role = MILESTONE_GLYPHS[one.state]
    pillar = next((it.pillar.title for it in view.pillars if it.pillar.id == one.milestone.pillar), "")
    return Expected(
        sign=Sign(glyph, one.state, role),
        title=one_line(one.milestone.title),
        window=one.window,
        state=milestone_state(view, one),
        odds=odds_words(one),
        pillar=one_line(pillar),
        said=one_line(one.outcome_note or (one.notes[0].text if one.notes else "")),
        cite=cite([one.origin]),
        moved=tuple(_moved(view, it) for it in one.moved),
    )


def _conflict(one: ConflictView) -> Said:
    still_open = one.state == "open"
    sign = Sign("≠", "sources differ" if still_open else "settled", "warn" if still_open else "muted")
    settled = f" ({one_line(one.settled_by)})" if one.settled_by else ""
    return Said(sign, one_line(one.text) + settled, "", cite(side.observation.origin for side in one.sides))


def _review(view: View) -> tuple[str, str]:
    """The newest review: its day with the conviction, and what was written; empty when there is none."""
    newest = next(iter(past_reviews(view)), None)
    if newest is None:
        return "", ""
    said = f"{figures.long_day(newest.day)}, conviction {newest.review.conviction} of 5"
    return said, one_line(newest.review.text)
