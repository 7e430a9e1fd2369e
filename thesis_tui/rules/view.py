"""A book, a clock and a look made into the one answer every face shows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from decimal import Decimal
from itertools import pairwise
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, cast

from msgspec.structs import replace

from thesis_tui.model.book import Book, Clock, Look
from thesis_tui.model.documents import Reading
from thesis_tui.model.lazy_sequence import LazySequence
from thesis_tui.model.market import Market
from thesis_tui.model.objects import Criterion, Listing, Metric, Observation, Pillar, Thesis
from thesis_tui.model.position import DecisionView, PositionSettings, PositionView
from thesis_tui.model.view import (
    AmendedMove,
    BenchmarkView,
    ConflictView,
    CorrectedFigure,
    CriterionView,
    EvidenceView,
    LevelView,
    MetricView,
    MilestoneView,
    MoveView,
    NoteView,
    ObservationView,
    Origin,
    PillarView,
    PriceLooked,
    PriceView,
    SourceView,
    View,
)
from thesis_tui.rules.attention import attention_of
from thesis_tui.rules.benchmarks import benchmark_views, priced
from thesis_tui.rules.changes import Facts, changes_since, price_since
from thesis_tui.rules.conflicts import conflict_views
from thesis_tui.rules.corrections import Corrections, corrections_of
from thesis_tui.rules.criteria import Results
from thesis_tui.rules.criterion_views import criterion_view
from thesis_tui.rules.fold import as_amended, fold, newest_first, origin_of, source_origin, statement_of
from thesis_tui.rules.folded import Folded, Thing
from thesis_tui.rules.goalposts import (
    CriterionHistory,
    KnownFigure,
    criteria_in_force,
    criterion_moves,
    retired_criteria,
)
from thesis_tui.rules.indicators import IndicatorsByListing, claims
from thesis_tui.rules.journal_lines import Journal
from thesis_tui.rules.level_views import level_views
from thesis_tui.rules.live import known_readings, live_view, undecided
from thesis_tui.rules.milestones import by_window, for_pillar, milestone_views, noted_day
from thesis_tui.rules.names import Names, name_conflicts, names_of
from thesis_tui.rules.pillar_views import pillar_view
from thesis_tui.rules.pillars import evidence_order, metric_view, thesis_verdict
from thesis_tui.rules.prices import (
    converted_prices,
    current_prices,
    extended_prices,
    observed_prices,
    price_views,
)
from thesis_tui.rules.promises import ended_promises
from thesis_tui.rules.timeline import Timeline, timelines
from thesis_tui.rules.wording.criteria import window_text
from thesis_tui.rules.wording.goalposts import criterion_move_view
from thesis_tui.rules.wording.levels import level_name
from thesis_tui.rules.wording.pillars import thesis_reasons

if TYPE_CHECKING:
    from thesis_tui.model.closing import ClosedView
    from thesis_tui.model.scenario import IntentView, OutlookView
    from thesis_tui.rules.freshness import ReportedPeriod

_NO_MARKET = Market()
_NO_SETTINGS = PositionSettings()


def build_view(
    book: Book,
    clock: Clock,
    look: Look | None,
    *,
    near: Decimal,
    hysteresis: Decimal,
    writer: str = "",
    market: Market = _NO_MARKET,
    position: PositionSettings = _NO_SETTINGS,
) -> View:
    """The thesis in `book` as judged at `clock.now`; nothing recorded or published later plays a part.

    `near` and `hysteresis` are fractions (0.02 is 2 %). `writer` is this machine's id, whose entries are no
    news to it. `market` is what feeds gave; what is of a later time than the clock's is left out.
    `position` says how positions are computed and whether their amounts are hidden.
    """
    # first: everything below reads titles, pillars and metrics as they were named then
    book = as_amended(book, clock)
    folded = fold(book, clock)
    today = folded.today
    thesis = book.thesis
    origins = {id_: source_origin(named) for id_, named in folded.sources.items()}
    metrics = {metric.id: metric for metric in thesis.metric}
    windows = {id_: window_text(thing.what, noted_day(thing, today), today) for id_, thing in folded.milestones.items()}
    names = names_of(book, folded, windows)

    corrections = corrections_of(entry for entry in folded.entries if entry.id not in folded.gone)
    lines = timelines(thesis.listing, tuple(observed_prices(folded).values()), market, clock.now, corrections)
    prices = price_views(book, folded, origins, market, lines)
    current = current_prices(prices, lines)
    doubts = tuple(doubt for line in lines.values() for doubt in line.doubts)
    # a few closes typed or printed are no history to draw
    bars = {symbol: line.bars for symbol, line in lines.items() if symbol in market.bars or symbol in market.imported}
    observations, expected = observation_views(folded, origins)
    learned = {id_: _learned(thing, clock.now) for id_, thing in folded.observations.items()}
    conflicts = conflict_views(folded, metrics, observations, thesis.fiscal_year_end)
    # a settled conflict is told in the journal by its name, which is known only now
    name_conflicts(names, conflicts)

    histories = criteria_in_force(book, clock, folded)
    milestones = milestone_views(folded, origins, resting_on(histories), ended_promises(folded, metrics, observations))
    readings = known_readings(book.arrivals.readings, clock.now) if book.arrivals.readings else {}
    year_end = thesis.fiscal_year_end
    criteria = criterion_views(histories, folded, metrics, observations, milestones, names, year_end, readings)
    levels = level_views(book, folded, origins, current, lines, now=clock.now, near=near, hysteresis=hysteresis)
    # before the journal and the facts: it hides the amounts in `folded` that those would show
    positions, decisions = _positions(folded, thesis.listing, market, current, lines, levels, position)
    gone: dict[str, list[MoveView]] = {}
    for retired in retired_criteria(book, folded):
        pillar_id = cast("Criterion", retired.before).pillar
        gone.setdefault(pillar_id, []).append(criterion_move_view(retired, metrics, names.milestone))
    metric_views = judged_metrics(thesis.metric, observations, expected, criteria, conflicts)
    for id_ in folded.notes.keys() & metric_views.keys():
        metric_views[id_] = replace(metric_views[id_], notes=newest_first(folded.note_views(id_)))
    for id_, read in readings.items():
        if id_ in metric_views and (live := live_view(metrics[id_], read, clock.now)) is not None:
            metric_views[id_] = replace(metric_views[id_], live=live)
    # what waits has no history: a file of today says nothing of a day gone by
    waiting = () if clock.as_of else undecided(book.arrivals.documents, folded.entries)
    evidence = _evidence(folded, origins)
    amended = _amended(folded, book) if book.written is not None else {}
    pillars = tuple(
        _pillar(
            pillar,
            folded,
            names,
            metric_views,
            criteria,
            evidence,
            milestones,
            levels,
            conflicts,
            tuple(gone.get(pillar.id, ())),
            amended.get(pillar.id, ()),
        )
        for pillar in thesis.pillar
    )
    known = {pillar.id for pillar in (*thesis.pillar, *book.retired.pillar)}
    outlooks = _outlooks(folded, current, lines, pillars, milestones)
    intents = _intents(folded, criteria, levels, decisions, learned, thesis, current)
    verdict, speaking = thesis_verdict(pillars)
    unread = sum(criterion.criterion.template for pillar in pillars for criterion in pillar.criteria)
    reasons = thesis_reasons(speaking, unread)
    sources = _sources(folded, origins)
    journal = Journal(folded, names)
    ordered = by_window(milestones.values())
    closed = _closed(folded, thesis, ordered)
    primary = thesis.listing[0].symbol if thesis.listing else ""
    price = current.get(primary)
    facts = Facts(
        folded,
        names,
        clock.now,
        criteria,
        ordered,
        levels,
        conflicts,
        sources,
        journal,
        learned,
        near,
        pillars,
        lines,
        primary,
        waiting,
        readings,
        metrics,
    )
    return View(
        id=book.id,
        symbol=primary,
        name=thesis.name,
        statement=statement_of(book, folded),
        stance=thesis.stance,
        since=thesis.since,
        fiscal_year_end=thesis.fiscal_year_end,
        now=clock.now,
        today=today,
        as_of=clock.as_of,
        verdict=verdict,
        reasons=tuple(text for text, _ in reasons),
        codes=tuple(code for _, code in reasons),
        listings=thesis.listing,
        price=price,
        current=current,
        prices=prices,
        levels=levels,
        pillars=pillars,
        context=tuple(view for view in metric_views.values() if view.metric.pillar not in known),
        context_evidence=evidence_order(view for view in evidence if view.evidence.pillar not in known),
        milestones=ordered,
        conflicts=conflicts,
        sources=sources,
        changes=changes_since(look, facts, writer),
        looked=None if look is None else look.at,
        price_since_look=price_since(look, price, lines.get(primary)),
        price_looked=None if look is None or look.price_day is None else PriceLooked(look.price_day, look.price_close),
        attention=()
        if closed is not None  # what is over needs nobody
        else attention_of(
            pillars,
            ordered,
            levels,
            conflicts,
            price,
            book.problems,
            names,
            folded.snoozed,
            folded.settled,
            near,
            today,
            () if clock.as_of else book.inbox,
            primary,
            doubts,
            thesis.listing,
            intents,
            amended.get("", ()),
        ),
        journal=journal,
        reviews=tuple(reversed(folded.reviews)),
        last_fed=_last_fed(folded),
        problems=book.problems,
        inbox=() if clock.as_of else book.inbox,
        waiting=waiting,
        bars=bars,
        extended=extended_prices(prices, current),
        indicators=IndicatorsByListing(bars, today),
        claims=claims(levels, tuple(metric_views.values()), bars) if bars else (),
        doubts=doubts,
        revisions=tuple(revision for revision in market.revisions if revision.seen <= clock.now),
        splits={symbol: line.splits for symbol, line in lines.items() if line.splits},
        moves={symbol: moves for symbol, made in corrections.items() if (moves := made.moves)},
        converted=converted_prices(book, current, market.rates, today),
        positions=positions,
        decisions=decisions,
        outlooks=outlooks,
        intents=intents,
        closed=closed,
        benchmarks=_benchmarks(thesis, lines, market, clock.now, corrections, decisions),
        private=position.private,
        retired=amended.get("", ()),
    )


def _closed(folded: Folded, thesis: Thesis, milestones: Sequence[MilestoneView]) -> ClosedView | None:
    if folded.closed is None:
        return None
    from thesis_tui.rules.closing import closed_view  # with what scores odds, which most commands do without

    return closed_view(folded, thesis.pillar, milestones)


def _outlooks(
    folded: Folded,
    current: dict[str, PriceView],
    lines: dict[str, Timeline],
    pillars: Sequence[PillarView],
    milestones: Mapping[str, MilestoneView],
) -> tuple[OutlookView, ...]:
    if not folded.scenarios:
        return ()
    from thesis_tui.rules.scenarios import Need, outlook_views  # which most theses do without

    needs: dict[str, Need] = {pillar.pillar.id: ("pillar", pillar.pillar.title, pillar.verdict) for pillar in pillars}
    for view in (criterion for pillar in pillars for criterion in pillar.criteria):
        needs[view.criterion.id] = ("criterion", view.text, view.state)
    needs |= {id_: ("milestone", milestone.milestone.title, milestone.state) for id_, milestone in milestones.items()}
    return outlook_views(folded, current, lines, needs.get)


def _intents(
    folded: Folded,
    criteria: Sequence[CriterionView],
    levels: Sequence[LevelView],
    decisions: Sequence[DecisionView],
    learned: Mapping[str, datetime],
    thesis: Thesis,
    current: Mapping[str, PriceView],
) -> tuple[IntentView, ...]:
    if not folded.intents:
        return ()
    from thesis_tui.rules.intents import intent_views  # with the rules of the review, which most commands do without

    primary = thesis.listing[0].symbol if thesis.listing else ""
    priced = {symbol: price.day for symbol, price in current.items()}
    return intent_views(folded, criteria, levels, decisions, learned, primary, priced)


def _positions(
    folded: Folded,
    listings: Sequence[Listing],
    market: Market,
    current: dict[str, PriceView],
    lines: dict[str, Timeline],
    levels: Sequence[LevelView],
    settings: PositionSettings,
) -> tuple[tuple[PositionView, ...], tuple[DecisionView, ...]]:
    """Positions and decisions; where amounts are private, whoever reads `folded` from here on finds none of them."""
    if not folded.decisions:
        if settings.private:  # those that were undone name amounts, too
            from thesis_tui.rules.decisions import hidden_all

            folded.entries = hidden_all(folded.entries)
        return (), ()
    # with fractions 3 ms, which a thesis without a decision does without
    from thesis_tui.rules.decisions import hidden_all
    from thesis_tui.rules.position_views import Sheet, position_views

    found = position_views(listings, folded, Sheet(current, lines, levels, market.rates, settings))
    if settings.private:
        folded.entries = hidden_all(folded.entries)
        folded.decisions = list(hidden_all(folded.decisions))
    return found


def _benchmarks(
    thesis: Thesis,
    lines: dict[str, Timeline],
    market: Market,
    now: datetime,
    corrections: Mapping[str, Corrections],
    decisions: Sequence[DecisionView],
) -> tuple[BenchmarkView, ...]:
    """The benchmarks, on one basis of splits; what is doubted of their prices is left out."""
    if not thesis.benchmark:
        return ()
    benchmark_timelines = timelines(priced(thesis)[len(thesis.listing) :], (), market, now, corrections)
    bars = {symbol: line.bars for symbol, line in (lines | benchmark_timelines).items()}
    return benchmark_views(thesis, bars, thesis.since, ((decision.entry, decision.day) for decision in decisions))


def _last_fed(folded: Folded) -> date | None:
    """The newest day on which something was learned: a source, a figure, evidence. A note, odds or how a
    milestone ended make no figure fresher.
    """
    days = [named.source.visible_from for named in folded.sources.values()]
    newest = [thing.versions[-1].at for thing in folded.observations.values()]
    newest += [thing.versions[-1].at for thing in folded.evidence.values()]
    # on a day gone by a figure may be known that was kept later: then it was its filing that fed it
    days += [at.date() for at in newest if at is not None and at <= folded.now]
    days += [thing.what.filed for thing in folded.observations.values() if thing.what.filed is not None]
    return max(days, default=None)


def _learned(thing: Thing[Observation], now: datetime) -> datetime:
    """When a figure became known."""
    at = _stands_since(thing)
    if at is not None:
        return min(at, now)
    day = now.date() if thing.source is None else thing.source.source.visible_from
    return datetime.combine(day, time(), now.tzinfo)


def _stands_since(thing: Thing[Observation]) -> datetime | None:
    """When the figure as it is judged now was entered, None where its source gave it: its date or a note said later
    makes it no other figure.
    """
    first = len(thing.versions) - 1
    # back over the versions that say the same figure
    while first and _measured(thing.versions[first - 1].what) == _measured(thing.what):
        first -= 1
    return thing.versions[first].at


def _measured(what: Observation) -> tuple[object, ...]:
    return what.metric, what.value, what.high, what.qualifier, what.scale, what.unit, what.start, what.until


ByMetric = dict[str, tuple[ObservationView, ...]]
"""Observations by the id of their metric."""


def observation_views(folded: Folded, origins: dict[str, Origin]) -> tuple[ByMetric, ByMetric]:
    """By metric, what came and what was only guided or estimated: the dated newest first (of those that end together
    the shorter period), then the undated.
    """
    by_metric: dict[str, list[tuple[tuple[bool, date, date], ObservationView]]] = {}
    for thing in folded.observations.values():
        observation = thing.what
        until = observation.until
        view = ObservationView(
            observation=observation,
            origin=origin_of(thing, origins),
            age_days=None if observation.aged_from is None else max(0, (folded.today - observation.aged_from).days),
            notes=newest_first(folded.note_views(thing.id)) if thing.id in folded.notes else (),
            corrected=_corrected(thing) if len(thing.versions) > 1 else (),
        )
        order = (False, date.min, date.min) if until is None else (True, until, observation.start or until)
        by_metric.setdefault(observation.metric, []).append((order, view))
    for pairs in by_metric.values():
        pairs.sort(key=lambda pair: pair[0], reverse=True)
    came: ByMetric = {}
    expected: ByMetric = {}
    for metric, pairs in by_metric.items():
        for reported, into in ((True, came), (False, expected)):
            views = tuple(view for _, view in pairs if (view.observation.basis == "reported") == reported)
            if views:
                into[metric] = views
    return came, expected


def _corrected(thing: Thing[Observation]) -> tuple[CorrectedFigure, ...]:
    """The figures that stood there before each correction."""
    return tuple(
        CorrectedFigure(before.what, after.at) for before, after in pairwise(thing.versions) if after.at is not None
    )


def resting_on(histories: Sequence[CriterionHistory]) -> dict[str, tuple[str, ...]]:
    """The ids of the criteria that rest on each milestone, by its id."""
    resting: dict[str, tuple[str, ...]] = {}
    for history in histories:
        milestone = history.criterion.milestone
        if milestone is not None:
            resting[milestone] = (*resting.get(milestone, ()), history.criterion.id)
    return resting


def criterion_views(
    histories: Sequence[CriterionHistory],
    folded: Folded,
    metrics: dict[str, Metric],
    observations: dict[str, tuple[ObservationView, ...]],
    milestones: dict[str, MilestoneView],
    names: Names,
    fiscal_year_end: str,
    readings: Mapping[str, Sequence[Reading]] = MappingProxyType({}),
) -> tuple[CriterionView, ...]:
    """The criteria in force, each as evaluated, in the order given. `observations` and `readings` are by metric id."""
    reported = _reported(histories, observations)

    def known(metric: str) -> list[KnownFigure]:
        return [_known(view, folded) for view in observations.get(metric, ()) if view.observation.until is not None]

    views = []
    for history in histories:
        criterion = history.criterion
        moved = (
            tuple(
                criterion_move_view(move, metrics, names.milestone) for move in criterion_moves(history, folded, known)
            )
            if history.unrecorded or len(history.versions) > 1
            else ()
        )
        milestone = milestones.get(criterion.milestone or "")
        views.append(
            criterion_view(
                criterion,
                metrics.get(criterion.metric or ""),
                observations.get(criterion.metric or "", ()),
                None if milestone is None else (milestone, names.windows[milestone.milestone.id]),
                moved,
                folded.today,
                readings.get(criterion.metric or "", ()),
                Results(reported.get(criterion.pillar, ()), fiscal_year_end),
            )
        )
    return tuple(views)


def _reported(
    histories: Sequence[CriterionHistory], observations: Mapping[str, Sequence[ObservationView]]
) -> dict[str, Sequence[ReportedPeriod]]:
    """The company's reporting days by pillar: those of the figures that the pillar's criteria are on. Figures of other
    pillars may be another company's, and none of theirs can change this pillar's verdict.
    """
    dated: dict[str, list[Observation]] = {}
    for pillar, metric in dict.fromkeys((history.criterion.pillar, history.criterion.metric) for history in histories):
        for shown in observations.get(metric or "", ()):
            if shown.observation.reported is not None or shown.observation.filed is not None:
                dated.setdefault(pillar, []).append(shown.observation)
    if not dated:
        return {}
    from thesis_tui.rules.freshness import reported_periods  # with what expects results

    return {pillar: reported_periods(figures) for pillar, figures in dated.items()}


def _known(view: ObservationView, folded: Folded) -> KnownFigure:
    thing = folded.observations[view.observation.id]
    day = folded.today if thing.source is None else thing.source.source.visible_from
    return KnownFigure(view.observation, _stands_since(thing), day)


def judged_metrics(
    metrics: Sequence[Metric],
    observations: ByMetric,
    expected: ByMetric,
    criteria: Sequence[CriterionView],
    conflicts: Sequence[ConflictView],
) -> dict[str, MetricView]:
    """Every metric with its observations and what rests on it, by id. `observations` are by metric id."""
    disagreeing: dict[str, ConflictView] = {}
    for conflict in conflicts:
        held = disagreeing.get(conflict.metric.id)
        # an open one is shown before a settled one
        if held is None or (held.state == "settled" and conflict.state == "open"):
            disagreeing[conflict.metric.id] = conflict
    resting: dict[str, list[CriterionView]] = {}
    for view in criteria:
        if view.criterion.metric is not None:
            resting.setdefault(view.criterion.metric, []).append(view)
    return {
        metric.id: metric_view(
            metric,
            observations.get(metric.id, ()),
            expected.get(metric.id, ()),
            resting.get(metric.id, ()),
            disagreeing.get(metric.id),
        )
        for metric in metrics
    }


def _evidence(folded: Folded, origins: dict[str, Origin]) -> tuple[EvidenceView, ...]:
    views = []
    for thing in folded.evidence.values():
        evidence = thing.what
        origin = origin_of(thing, origins)
        day = evidence.day or thing.on
        approximate = False
        if day is None:
            day, approximate = origin.published, origin.approximate
        # its article is known, and it speaks of a day to come: it is evidence from then on
        if day is not None and day > folded.today:
            continue
        views.append(
            EvidenceView(
                evidence=evidence,
                origin=origin,
                day=day,
                approximate=approximate,
                stance=evidence.stance,
                notes=newest_first(folded.note_views(thing.id)),
            )
        )
    return tuple(views)


def _amended(folded: Folded, book: Book) -> dict[str, tuple[AmendedMove, ...]]:
    from thesis_tui.rules.amended_moves import amended_moves  # which a thesis without amendments does without

    thesis = book.thesis
    homes = {metric.id: metric.pillar for metric in thesis.metric if metric.pillar is not None}
    titles = {pillar.id: pillar.title for pillar in (*thesis.pillar, *book.retired.pillar)}
    titles |= {metric.id: metric.title for metric in thesis.metric}
    return amended_moves(folded, homes | {pillar.id: pillar.id for pillar in thesis.pillar}, titles)


def _pillar(
    pillar: Pillar,
    folded: Folded,
    names: Names,
    metrics: Mapping[str, MetricView],
    criteria: Sequence[CriterionView],
    evidence: Sequence[EvidenceView],
    milestones: Mapping[str, MilestoneView],
    levels: Sequence[LevelView],
    conflicts: Sequence[ConflictView],
    gone: tuple[MoveView, ...],
    amended: tuple[AmendedMove, ...],
) -> PillarView:
    id_ = pillar.id
    its_criteria = tuple(view for view in criteria if view.criterion.pillar == id_)
    rested = {view.criterion.milestone for view in its_criteria}
    its_milestones = for_pillar(
        view for view in milestones.values() if view.milestone.pillar == id_ or view.milestone.id in rested
    )
    its_levels = [view for view in levels if view.level.pillar == id_ and not view.retired]
    its_metrics = tuple(view for view in metrics.values() if view.metric.pillar == id_)
    its_evidence = evidence_order(view for view in evidence if view.evidence.pillar == id_)
    moves = (
        *(move for criterion in its_criteria for move in criterion.moved),
        *(move for milestone in its_milestones if milestone.milestone.pillar == id_ for move in milestone.moved),
        *(move for level in its_levels for move in level.moved),
        *(move.move for move in amended),
    )

    def notes() -> tuple[NoteView, ...]:
        hung = [
            *((view.milestone.id, view.milestone.title) for view in its_milestones if view.milestone.pillar == id_),
            *((view.level.id, level_name(view.level)) for view in its_levels),
            *((view.metric.id, view.metric.title) for view in its_metrics),
            *(
                (observation.observation.id, names.title(observation.observation.id))
                for view in its_metrics
                for observation in (*view.observations, *view.expected)
            ),
            *((view.criterion.id, view.text) for view in its_criteria),
            *((view.evidence.id, view.evidence.text) for view in its_evidence),
        ]
        written = folded.note_views(id_)
        for target, title in hung:
            if target in folded.notes and target != id_:
                written += folded.note_views(target, f"{title}: ")
        return newest_first(written)

    view = pillar_view(
        pillar,
        its_metrics,
        its_criteria,
        its_evidence,
        its_milestones,
        tuple(view for view in conflicts if view.pillar == id_),
        LazySequence(notes),
        names.windows,
        any(not move.reason for move in moves),
    )
    return replace(view, gone=gone, amended=amended) if gone or amended else view


def _sources(folded: Folded, origins: dict[str, Origin]) -> tuple[SourceView, ...]:
    gave: dict[str, Counter[str]] = {}
    by_kind: dict[str, Mapping[str, Thing[Any]]] = {
        "observations": folded.observations, "evidence": folded.evidence, "levels": folded.levels,
        "prices": folded.prices, "milestones": folded.milestones,
    }  # fmt: skip
    for kind, things in by_kind.items():
        for thing in things.values():
            gave.setdefault(_read_from(thing), Counter())[kind] += 1
    views = []
    for id_, named in sorted(folded.sources.items(), key=lambda pair: pair[1].number):
        counts = gave.get(id_, Counter())
        views.append(
            SourceView(
                source=named,
                origin=origins[id_],
                observations=counts["observations"],
                evidence=counts["evidence"],
                levels=counts["levels"],
                prices=counts["prices"],
                milestones=counts["milestones"],
                notes=newest_first(folded.note_views(id_)),
            )
        )
    return tuple(views)


def _read_from(thing: Thing[Any]) -> str:
    """The id of the source a thing is from: the one it is written in, or the one whoever entered it names."""
    return thing.source.id if thing.source is not None else str(getattr(thing.what, "source", ""))
