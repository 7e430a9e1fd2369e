"""Content of a memo: the whole view in words and figures, for Markdown and HTML to set.

Every text here is as it was written; what sets it escapes it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time
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
from thesis_tui.pages.closing import closed_words
from thesis_tui.pages.figure_notes import notes_beside
from thesis_tui.pages.frame import price_words
from thesis_tui.pages.gauge import trend
from thesis_tui.pages.glyphs import (
    CLOSED_GLYPH,
    STANCE_GLYPHS,
    VERDICT_GLYPHS,
    criterion_sign,
    level_sign,
    milestone_sign,
)
from thesis_tui.pages.ladder import listing_levels, noted_day, short_type
from thesis_tui.pages.memo_parts import (
    Cite,
    Ladder,
    Memo,
    MemoChange,
    MemoCriterion,
    MemoEvidence,
    MemoFigure,
    MemoMilestone,
    MemoPillar,
    MemoSource,
    MemoStatement,
    Rung,
    Sign,
)
from thesis_tui.pages.memo_position import position_tables
from thesis_tui.pages.panel import evidence_day, odds_text
from thesis_tui.pages.periods import period_label
from thesis_tui.pages.sections import day_of
from thesis_tui.pages.sources_page import gave, published_words
from thesis_tui.pages.spans import one_line
from thesis_tui.pages.verdict import what_holds
from thesis_tui.rules.review import past_reviews
from thesis_tui.rules.wording.benchmarks import compared_text
from thesis_tui.rules.wording.criteria import due_text
from thesis_tui.services.exporting import Since
from thesis_tui.venues import units

CHANGES: Final = 12
EACH: Final = 2
"""Pieces of evidence shown for and against; the rest are counted."""


def memo(since: Since) -> Memo:
    """The memo of a view whose changes are those since a day."""
    view = since.view
    sign, first, second = _verdict(view)
    old = view.last_fed is not None and view.old
    changes = _changes(since)
    left = len(changes) - CHANGES
    return Memo(
        view=view,
        symbol=view.symbol,
        name=one_line(view.name),
        stance=view.stance,
        statement=one_line(view.statement),
        day=f"As of {figures.week_day(view.today)}",
        sign=sign,
        first=one_line(first),
        second=second,
        warning=_old(view) if old else "",
        price=_price(view.price) if view.price else "",
        price_words=_price_words(view, since),
        price_cite=cite([view.price.origin]) if view.price else Cite(()),
        since=_since(since),
        changes=changes[:CHANGES],
        more_changes=f"{figures.counted(left, 'more change')} not listed here" if left > 0 else "",
        pillars=tuple(_pillar(view, pillar) for pillar in view.pillars),
        ladders=tuple(ladder for listing in view.listings if (ladder := _ladder(view, listing)) is not None),
        milestones=tuple(_expected(view, milestone) for milestone in view.milestones),
        conflicts=tuple(_conflict(conflict) for conflict in view.conflicts),
        context=_figures(view, view.context),
        context_evidence=_evidence(view, view.context_evidence),
        review=_review(view),
        sources=tuple(
            MemoSource(
                source.origin.number,
                one_line(source.source.source.title),
                one_line(source.source.source.publisher),
                published_words(source.source.source),
                gave(source),
                source.source.source.url,
            )
            for source in view.sources
        ),
        problems=tuple(one_line(problem.text) for problem in view.problems),
        own=position_tables(view),
    )


def _verdict(view: View) -> tuple[Sign, str, str]:
    """The sign of the thesis, its first reason, and what else is said: of a closed one how it ended and its lesson."""
    if view.closed is not None:
        return Sign(CLOSED_GLYPH, "closed"), closed_words(view.closed), one_line(view.closed.close.lesson)
    glyph, role = VERDICT_GLYPHS[view.verdict]
    first = view.reasons[0] if view.reasons else "no pillar yet, so nothing can be proved wrong"
    second = "; ".join(one_line(reason) for reason in view.reasons[1:]) or what_holds(view)
    return Sign(glyph, view.verdict, role), first, second


def cited(origin: Origin) -> str:
    """Where a thing from no article is from: "own entry", or what was named with it."""
    return "own entry" if origin.label == "you" else one_line(origin.label)


def cite(origins: Iterable[Origin]) -> Cite:
    """The numbers of the sources, and the names of what has no number."""
    cited_origins = list(origins)
    numbers = tuple(sorted({cited_origin.number for cited_origin in cited_origins if cited_origin.number}))
    return Cite(numbers, ", ".join(dict.fromkeys(cited(origin) for origin in cited_origins if not origin.number)))


def odds_words(milestone: MilestoneView) -> str:
    """ "55 %", "not stated"."""
    odds = odds_text(milestone)
    return "not stated" if odds == figures.UNKNOWN else f"{odds} %"


def milestone_state(view: View, milestone: MilestoneView) -> str:
    """ "due, 54 days left", "overdue by 3 days", "hit on 3 Dec"."""
    match milestone.state:
        case "upcoming":
            return f"upcoming, opens in {figures.days(milestone.days)}"
        case "due":
            return "due, last day" if milestone.days == 0 else f"due, {figures.days(milestone.days)} left"
        case "overdue":
            until = milestone.snoozed_until
            snoozed = f", snoozed to {figures.day(until, view.today)}" if until and until > view.today else ""
            return f"overdue by {figures.days(milestone.days)}{snoozed}"
    delay = f", {figures.days(milestone.days_late)} late" if milestone.days_late else ""
    return (
        f"{milestone.state} on {figures.day(milestone.outcome_day, view.today)}{delay}"
        if milestone.outcome_day
        else milestone.state
    )


def _old(view: View) -> str:
    assert view.last_fed is not None
    gone = figures.ago((view.today - view.last_fed).days)
    return f"No new data since {figures.long_day(view.last_fed)}, {gone}: the figures are not fresh."


def _since(since: Since) -> str:
    day = figures.long_day(since.day)
    if since.looked:
        return f"Changed since your last look, {day}"
    return f"Changed since {day}" if since.asked else f"Changed in the last 30 days, since {day}"


def _changes(since: Since) -> tuple[MemoChange, ...]:
    """One line each, newest first; criteria recorded are counted, for their moves are told by themselves.

    A pillar's verdict is told as often as it changed, each time on its day: the changes since a look say only what it
    was then and is now. A milestone that this names as the cause is not told again.
    """
    view = since.view
    causes = {(verdict.day, verdict.pillar): verdict.because for verdict in since.verdicts}
    recorded: list[ChangeView] = []
    dated: list[tuple[date, MemoChange]] = []
    for verdict in since.verdicts:
        if verdict.pillar:
            text = f"from {verdict.before} to {verdict.after}: {verdict.because}"
            at = datetime.combine(verdict.day, time(), view.now.tzinfo)
            dated.append(_dated(view, at, text, view.pillar_title(verdict.pillar, verdict.pillar)))
    for change in view.changes:
        if change.kind == "entry" and change.target.kind == "criterion":
            recorded.append(change)
            continue
        # a pillar of None is in no pair
        because = causes.get((_day(view, change.at), change.pillar or "-"), "")
        if change.kind == "milestone" and _overdue_title(change) in because:
            continue
        if change.target.kind != "pillar" or change.kind != "criterion":
            place = "" if change.kind == "source" else change.place
            dated.append(_dated(view, change.at, change.text, place))
    if recorded:
        words = figures.counted(len(recorded), "criterion was", "criteria were")
        dated.append(_dated(view, max(change.at for change in recorded), f"{words} recorded", ""))
    # stable: of one day the verdicts first, then the most urgent, as the view has them
    dated.sort(key=lambda pair: pair[0], reverse=True)
    return tuple(change for _, change in dated)


def _overdue_title(change: ChangeView) -> str:
    """As `because` has it; a milestone that is due changes no verdict, and is found in none."""
    return change.text.replace(" is overdue", " became overdue")


def _dated(view: View, at: datetime, text: str, place: str) -> tuple[date, MemoChange]:
    return _day(view, at), MemoChange(day_of(view, at), one_line(text), one_line(place))


def _day(view: View, at: datetime) -> date:
    return at.astimezone(view.now.tzinfo).date()


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
        parts.append(f"{figures.percent(view.price_since_look)} since {_price_before(view, since)}")
    parts += [compared_text(benchmark, view.today) for benchmark in view.benchmarks if benchmark.compared is not None]
    return ", ".join(parts)


def _price_before(view: View, since: Since) -> str:
    """The price that the move is from: what had closed by the day is of the session before it."""
    looked = view.price_looked
    if looked is None:
        return figures.day(since.day, view.today)
    return f"the {'close' if looked.close else 'price'} of {figures.day(looked.day, view.today)}"


def _pillar(view: View, pillar: PillarView) -> MemoPillar:
    glyph, role = VERDICT_GLYPHS[pillar.verdict]
    rows = _figures(view, pillar.metrics)
    key = None
    if pillar.key is not None:
        key = next(iter(_figures(view, (pillar.key,))))
    return MemoPillar(
        title=one_line(pillar.pillar.title),
        claim=one_line(pillar.pillar.claim),
        sign=Sign(glyph, pillar.verdict, role),
        reasons=tuple(one_line(reason) for reason in pillar.reasons),
        tests=tuple(_test(view, criterion) for criterion in pillar.criteria),
        evidence=_evidence(view, pillar.evidence),
        key=key,
        figures=rows,
        gone=tuple(_moved(view, move) for move in pillar.gone),
    )


def _figures(view: View, metrics: Sequence[MetricView]) -> tuple[MemoFigure, ...]:
    """Every metric's observations, the newest dated one first; those that say the same are one row."""
    rows: list[MemoFigure] = []
    for metric in metrics:
        title = one_line(metric.metric.title)
        groups: dict[tuple[str, str], list[ObservationView]] = {}
        for observation in metric.observations:
            label = period_label(observation.observation, view.fiscal_year_end, view.today)
            groups.setdefault((figures.observed(observation.observation, metric.metric).text, label), []).append(
                observation
            )
        if not groups:
            rows.append(MemoFigure(title, figures.UNKNOWN, "no figure yet", "", Cite(()), "", first=True, quiet=True))
        for at, ((value, label), same) in enumerate(groups.items()):
            undated = same[0].observation.until is None
            stale = metric.stale and not undated
            age = figures.UNKNOWN if undated else f"{'◌ stale, ' if stale else ''}{figures.age(same[0].age_days)}"
            rows.append(
                MemoFigure(
                    title=title,
                    value=value,
                    period=f"{label}, undated" if undated and label != "undated" else label,
                    age=age,
                    cite=cite(other.origin for other in same),
                    trend=trend(metric, 4) if at == 0 else "",
                    first=at == 0,
                    # the first is the newest dated one: only it is judged
                    quiet=undated or stale or at > 0,
                    notes=tuple(
                        dict.fromkeys(
                            note.text
                            for other in same
                            for note in notes_beside(view, metric, other, newest=other is metric.latest, own=True)
                        )
                    ),
                )
            )
    return tuple(rows)


def _test(view: View, criterion: CriterionView) -> MemoCriterion:
    glyph, role = criterion_sign(criterion)
    partly = 0 < criterion.failing[0] < criterion.failing[1]
    plain = criterion.state == "passes" and bool(criterion.margin_text) and not partly
    return MemoCriterion(
        sign=Sign(glyph, criterion.state, role),
        severity=criterion.criterion.severity,
        text=one_line(criterion.text),
        words=one_line(criterion.margin_text if plain else criterion.reason)
        + (f"; {due_text(criterion.due)}" if criterion.due is not None and criterion.state != "stale" else ""),
        gauge=criterion.gauge,
        moved=tuple(_moved(view, move) for move in criterion.moved),
    )


def _moved(view: View, move: MoveView) -> str:
    """ "moved 2 Dec: kill threshold 20 % to 15 %; known then: +18 %; no reason given"."""
    text = f"moved {day_of(view, move.at)}: {move.what} {move.before} to {move.after}"
    if move.known:
        text += f"; known then: {move.known}"
    return one_line(f"{text}; {move.reason or 'no reason given'}")


def _evidence(view: View, given: Sequence[EvidenceView]) -> MemoEvidence:
    # the neutral have none to show: they are counted only
    taken = {"weakens": 0, "supports": 0, "neutral": EACH}
    shown: list[MemoStatement] = []
    left = dict.fromkeys(taken, 0)
    for evidence in given:
        if taken[evidence.stance] >= EACH:
            left[evidence.stance] += 1
            continue
        taken[evidence.stance] += 1
        sign = Sign(STANCE_GLYPHS[evidence.stance], evidence.stance, "text")
        shown.append(
            MemoStatement(sign, one_line(evidence.evidence.text), evidence_day(view, evidence), cite([evidence.origin]))
        )
    # what speaks against it first: bad news is not hidden behind good
    shown.sort(key=lambda statement: statement.sign.word != "weakens")
    words = {"weakens": "against", "supports": "for", "neutral": "neutral"}
    more = [f"{count} {words[stance]}" for stance, count in left.items() if count]
    return MemoEvidence(tuple(shown), f"more: {', '.join(more)}" if more else "")


def _ladder(view: View, listing: Listing) -> Ladder | None:
    levels = listing_levels(view, listing.symbol)
    seen = view.current.get(listing.symbol)
    if not levels and seen is None:
        return None
    stale = seen is None or seen.stale
    # by its upper edge: a zone that holds the price stands above it
    rows = [(level.level.top, _rung(view, level, stale=stale)) for level in levels]
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


def _rung(view: View, view_of_level: LevelView, *, stale: bool) -> Rung:
    level = view_of_level.level
    distance = (
        figures.UNKNOWN if stale or view_of_level.distance is None else figures.percent(view_of_level.distance * 100)
    )
    sign = Sign("", figures.UNKNOWN) if stale else Sign(*level_sign(view_of_level))
    why = [
        one_line(level.by),
        one_line(level.why),
        view_of_level.adjusted and f"adjusted for a split, {view_of_level.adjusted}",
    ]
    why += [_moved(view, move) for move in view_of_level.moved]
    return Rung(
        name=short_type(view_of_level),
        value=figures.MARKS[level.qualifier] + figures.zone(level.low, level.high, level.currency),
        distance=distance,
        sign=sign,
        why="; ".join(part for part in why if part),
        noted=noted_day(view, view_of_level),
        cite=cite([view_of_level.origin]),
    )


def _expected(view: View, milestone: MilestoneView) -> MemoMilestone:
    glyph, role = milestone_sign(milestone)
    pillar = view.pillar_title(milestone.milestone.pillar)
    return MemoMilestone(
        sign=Sign(glyph, milestone.state, role),
        title=one_line(milestone.milestone.title),
        window=milestone.window,
        state=milestone_state(view, milestone),
        odds=odds_words(milestone),
        pillar=one_line(pillar),
        words=one_line(milestone.outcome_note or (milestone.notes[0].text if milestone.notes else "")),
        cite=cite([milestone.origin]),
        moved=tuple(_moved(view, move) for move in milestone.moved),
    )


def _conflict(conflict: ConflictView) -> MemoStatement:
    still_open = conflict.state == "open"
    sign = Sign("≠", "sources differ" if still_open else "resolved", "warn" if still_open else "muted")
    settled = f" ({one_line(conflict.settled_by)})" if conflict.settled_by else ""
    return MemoStatement(
        sign, one_line(conflict.text) + settled, "", cite(side.observation.origin for side in conflict.sides)
    )


def _review(view: View) -> tuple[str, str]:
    """The newest review: its day with the conviction, and what was written; empty when there is none."""
    newest = next(iter(past_reviews(view)), None)
    if newest is None:
        return "", ""
    words = f"{figures.long_day(newest.day)}, conviction {newest.review.conviction} of 5"
    return words, one_line(newest.review.text)
