"""A thesis as judged on a date: the one answer that screens, `show` and `show --json` present.

Everything here was computed by the rules from a book, a clock and a look. Nothing in it needs another
lookup: a view holds the objects it speaks of, with their sources. It is long because it is one table of types that
every start loads: a second module would cost a start another 0.25 ms.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING, Literal

from msgspec import Struct

from thesis_tui.model.arrivals import Waiting
from thesis_tui.model.bars import Bar
from thesis_tui.model.book import NamedSource, Problem
from thesis_tui.model.enums import (
    Basis,
    ConflictState,
    CriterionState,
    EvidenceStance,
    LevelState,
    MilestoneState,
    Stance,
    Verdict,
)
from thesis_tui.model.feeds import Doubt, Revision, Split
from thesis_tui.model.journal import Entry, Kind, Review
from thesis_tui.model.level_history import Crossing, CrossingKind, LevelHistory, parse_key
from thesis_tui.model.market import Claim, Converted, Indicators
from thesis_tui.model.objects import (
    Criterion,
    Evidence,
    Level,
    Listing,
    Metric,
    Milestone,
    Observation,
    Pillar,
    Price,
)
from thesis_tui.model.position import DecisionView, PositionView
from thesis_tui.model.reasons import CriterionCode, PillarCode, PillarReason

if TYPE_CHECKING:
    from thesis_tui.model.closing import ClosedView
    from thesis_tui.model.documents import Reading
    from thesis_tui.model.scenario import IntentView, OutlookView, ScenarioView

TargetKind = Literal[
    "thesis", "pillar", "metric", "criterion", "observation", "evidence", "milestone", "level",
    "price", "listing", "position", "decision", "scenario", "source", "conflict", "entry", "problem", "inbox",
    "proposal", "answer", "item", "document", "monitor", "benchmark",
]  # fmt: skip


class Target(Struct, frozen=True):
    """Object that a line of a screen speaks of: what `enter` opens, `n` notes and `E` finds in its file."""

    kind: TargetKind
    id: str


class Origin(Struct, frozen=True):
    """Where a fact comes from.

    `id` is a source's id, or the id of the entry that recorded it; `label` is short enough for a column
    ("AI Investments Show Tangible Progress", "you"); `number` is the source's, 0 for an entry.
    """

    id: str
    label: str
    number: int = 0
    url: str = ""
    published: date | None = None
    """The day it was published, when that is printed or can be inferred to the day."""
    basis: Basis = "printed"
    earliest: date | None = None
    latest: date | None = None
    """Bounds of the day when it is not known."""

    @property
    def approximate(self) -> bool:
        """Whether its day is inferred or unknown."""
        return self.basis != "printed"


class PriceView(Struct, frozen=True, kw_only=True):
    """An observed price. `stale` after five ended sessions of its venue without a newer one, or when nobody knows of
    when it is (`age_days` of None).
    """

    price: Price
    origin: Origin
    age_days: int | None
    stale: bool
    day: date | None = None
    """The day of the session it is of, where the listing trades."""
    change_percent: Decimal | None = None
    """Against the close before it on the same listing, in percent."""

    @property
    def own_day(self) -> date | None:
        """The day it was seen, by the clock of whoever saw it."""
        return self.price.day or (self.price.time.date() if self.price.time else None)


class LevelView(Struct, frozen=True, kw_only=True):
    """A level and what the price of its own listing says of it, on the basis of splits of the day shown.

    `distance` is (level − price) / price as a fraction, to the near edge of a zone, 0 inside it.
    `code` and `reason` say what makes the state, as a code and in words; `history` and `since` what whole sessions
    did since it was noted.
    """

    level: Level
    origin: Origin
    noted: date
    noted_approximate: bool
    state: LevelState
    stale: bool
    distance: Decimal | None
    reason: str
    code: str = ""
    since: str = ""
    history: LevelHistory = LevelHistory()
    noted_at: datetime | None = None
    """The moment it was noted; None for one noted on a day, which counts from that day's end."""
    recorded: datetime | None = None
    """When the program came to know of it: what sessions did before is no news."""
    news: tuple[Crossing, ...] = ()
    """The crossings of sessions that ended after `recorded`, each of them to be told once."""
    covered: tuple[date, date] | None = None
    """The first and the last session that is known: a crossing of a day outside is not taken back."""
    start: str = ""
    """The id of the entry its wording in force began with, "" for a source's own."""
    adjusted: str = ""
    """The splits since it was noted, by which its value was changed: "4:1 on 3 Jun 2026"."""
    noted_value: Level | None = None
    """As it was written, where splits changed it since."""
    retired: bool = False
    moved: tuple[MoveView, ...] = ()
    notes: tuple[NoteView, ...] = ()
    welcome: bool | None = None
    """Whether a price beyond it is good for the thesis: above a long's resistance, below a short's support. None
    where the thesis takes no side, or the level is none that breaks.
    """

    @property
    def crossings(self) -> tuple[Crossing, ...]:
        """Its breaks and touches so far, oldest first."""
        return self.history.crossings

    def gone(self, shown: Iterable[str]) -> Iterator[tuple[str, CrossingKind, date]]:
        """Crossings of the wording in force, by their keys `shown` before, that are none any more: their session is
        known, and it did not do that. A session that is no longer known takes nothing back.
        """
        there = {crossing.key for crossing in self.crossings}
        if self.adjusted:  # on another basis than when they were shown: no price was corrected
            return
        for key in sorted(shown):
            parsed = parse_key(key)
            if parsed is None or key in there or self.covered is None:
                continue
            start, day, kind = parsed
            if start == self.start and self.covered[0] <= day <= self.covered[1]:
                yield key, kind, day


class PriceLooked(Struct, frozen=True):
    """The day of the session that the price of a look is of, and whether it was its close."""

    day: date
    close: bool


class CorrectedFigure(Struct, frozen=True):
    """A figure as it stood until it was corrected at `until`."""

    observation: Observation
    until: datetime


class ObservationView(Struct, frozen=True, kw_only=True):
    """An observation with its source.

    `age_days` counts from the day it was reported where that is known, else from the end of what it measures; None if
    undated. `notes` are those on this figure, newest first.
    """

    observation: Observation
    origin: Origin
    age_days: int | None
    notes: tuple[NoteView, ...] = ()
    corrected: tuple[CorrectedFigure, ...] = ()
    """Figures that stood in its place before it was corrected, oldest first."""


class LiveView(Struct, frozen=True, kw_only=True):
    """A live metric's last reading, as a figure of its day, from `host` at the time `at`.

    `stale` when it is older than three times what its source is left alone; `trend` are the last days' values, oldest
    first; `held` is a newer value that waits for the user, `note` is "revised" where a counter fell.
    """

    figure: ObservationView
    at: datetime
    host: str
    stale: bool
    address: str = ""
    basis: str = ""
    note: str = ""
    trend: tuple[Decimal, ...] = ()
    held: Decimal | None = None
    readings: tuple[Reading, ...] = ()
    """All that were retrieved by then, oldest first, those that wait for the user among them."""


class MetricView(Struct, frozen=True, kw_only=True):
    """A metric with its observations: dated ones newest first, then the undated.

    `latest` is the newest dated one; `trend` the dated ones of distinct periods, oldest first.
    `stale` when the criterion that rests on it is stale.
    """

    metric: Metric
    observations: tuple[ObservationView, ...] = ()
    """Figures that came."""
    expected: tuple[ObservationView, ...] = ()
    """Figures guided or estimated, in the same order: shown beside those that came, never judged."""
    latest: ObservationView | None = None
    trend: tuple[ObservationView, ...] = ()
    stale: bool = False
    criterion: CriterionView | None = None
    """The criterion its margin gauge shows: the failing one, else the one with the least margin."""
    conflict: ConflictView | None = None
    live: LiveView | None = None
    notes: tuple[NoteView, ...] = ()
    """Notes on the metric as such, newest first; those on one figure are the figure's."""


class MoveView(Struct, frozen=True, kw_only=True):
    """A goalpost that was moved after it was set: "15 %" to "10 %".

    `known` names an observation that failed the old one and was known by then, or is "".
    """

    code: str
    """The field that was moved; "retired" where it was taken out of force."""
    at: datetime
    what: str
    before: str
    after: str
    known: str = ""
    reason: str = ""
    recorded: bool = True
    """False while only `thesis.toml` differs from the journal."""


class AmendedMove(Struct, frozen=True, kw_only=True):
    """A move of a pillar's claim, or of what a metric of it measures: `target` is the pillar or the metric."""

    target: Target
    title: str
    move: MoveView


class CriterionView(Struct, frozen=True, kw_only=True):
    """A criterion as evaluated.

    `text` is when it fails ("cloud revenue YoY below 15 %, twice in a row"); `reason` what it says now
    ("19 points above its kill threshold, 15 %"). `margin` is how far the deciding observation is on the good
    side of the threshold (negative: past it), in the metric's own unit, None if not known by how much.
    `gauge` is the margin as a fraction of the threshold, for drawing, None where there is nothing to draw.
    """

    criterion: Criterion
    text: str
    state: CriterionState
    reason: str
    code: CriterionCode
    """Why, as a code: `reason` is its sentence."""
    margin: Decimal | None = None
    margin_unit: str = ""
    margin_text: str = ""
    gauge: Decimal | None = None
    threshold_text: str = ""
    failing: tuple[int, int] = (0, 1)
    """How many of the latest periods fail, of how many it takes: (1, 2)."""
    observation: ObservationView | None = None
    age_days: int | None = None
    due: tuple[date, date] | None = None
    """The days in which the next figure is due by the company's past reporting days, of a figure older than allowed."""
    milestone: MilestoneView | None = None
    moved: tuple[MoveView, ...] = ()
    in_force_since: date | None = None


class OddsView(Struct, frozen=True, kw_only=True):
    """Odds (0 to 100) as stated at a time. `entry` is the id of the entry that stated them."""

    at: datetime
    odds: Decimal
    note: str = ""
    entry: str = ""


class NoteView(Struct, frozen=True, kw_only=True):
    """A note, with the day it speaks of (`on`, or the day it was recorded)."""

    entry: str
    day: date
    at: datetime
    text: str


class WindowInForce(Struct, frozen=True):
    """A milestone's window as it stood from `since` (None: from the start) until the next one."""

    since: datetime | None
    earliest: date
    latest: date


class MilestoneView(Struct, frozen=True, kw_only=True):
    """A milestone and where today is in its window.

    `days`: to the opening when upcoming, left (today not counted) when due, over when overdue, and since
    the outcome when ended. `criteria` are the ids of the criteria that rest on it.
    """

    milestone: Milestone
    origin: Origin
    state: MilestoneState
    days: int
    window: str
    """Short: "by mid-Feb", "Q1 2026", "3 Dec"."""
    odds: tuple[OddsView, ...] = ()
    """Oldest first."""
    outcome_day: date | None = None
    outcome_note: str = ""
    outcome_entry: str = ""
    settled: bool = False
    snoozed_until: date | None = None
    notes: tuple[NoteView, ...] = ()
    """Newest first."""
    criteria: tuple[str, ...] = ()
    moved: tuple[MoveView, ...] = ()
    windows: tuple[WindowInForce, ...] = ()
    """Every window it had, oldest first, for the score; empty when there was only the one it has."""

    @property
    def open(self) -> bool:
        """Whether it has not ended."""
        return self.state in ("upcoming", "due", "overdue")

    @property
    def days_late(self) -> int:
        """Days after its window that it was hit, 0 where it was hit in it, or not at all."""
        if self.state != "hit" or self.outcome_day is None:
            return 0
        return max(0, (self.outcome_day - self.milestone.latest).days)

    @property
    def latest_odds(self) -> Decimal | None:
        """The odds stated last, in percent; None where none were."""
        return self.odds[-1].odds if self.odds else None


class EvidenceView(Struct, frozen=True, kw_only=True):
    """A statement with its day, its source and what it does to its pillar."""

    evidence: Evidence
    origin: Origin
    day: date | None
    """Its own day or its source's, None when nobody printed one and none can be inferred."""
    approximate: bool
    """The day, or what is known of it, is inferred from its source."""
    stance: EvidenceStance
    notes: tuple[NoteView, ...] = ()


class ConflictSide(Struct, frozen=True, kw_only=True):
    """One of the values that disagree, as printed ("≈240 USD"), or a statement."""

    observation: ObservationView
    text: str


class ConflictView(Struct, frozen=True, kw_only=True):
    """Values that cannot all be true. `id` is stable: made of the metric and the observations."""

    id: str
    metric: Metric
    period: str
    sides: tuple[ConflictSide, ...]
    state: ConflictState
    text: str
    """One line: "Quark G1 price: ≈240 USD or ≈268 USD"."""
    stated: bool = False
    """Stated by a person (`[[dispute]]`), not found by the rule."""
    settled_by: str = ""
    pillar: str | None = None


class PillarView(Struct, frozen=True, kw_only=True):
    """A pillar, whole. `reasons`: first the deciding one.

    Milestones: overdue first, then those a criterion rests on, then by end; ended ones last.
    Evidence: newest first; on one day what weakens before what supports.
    """

    pillar: Pillar
    verdict: Verdict
    reasons: tuple[str, ...]
    codes: tuple[PillarCode, ...]
    """Each reason as a code."""
    why: tuple[PillarReason, ...]
    """The reasons as data, the deciding one first."""
    key: MetricView | None
    metrics: tuple[MetricView, ...]
    criteria: tuple[CriterionView, ...]
    evidence: tuple[EvidenceView, ...]
    milestones: tuple[MilestoneView, ...]
    conflicts: tuple[ConflictView, ...]
    notes: Sequence[NoteView]
    """Of the pillar and of all that belongs to it, newest first."""
    moved: bool = False
    """A goalpost was moved and nobody has written why."""
    gone: tuple[MoveView, ...] = ()
    """Criteria that were retired, with the reason given."""
    amended: tuple[AmendedMove, ...] = ()
    """Its claim, and what its metrics measure, where they were moved; oldest first."""


class SourceView(Struct, frozen=True, kw_only=True):
    """A source with what it gave: observations, evidence, levels, prices, milestones."""

    source: NamedSource
    origin: Origin
    observations: int
    evidence: int
    levels: int
    prices: int
    milestones: int
    notes: tuple[NoteView, ...] = ()


class ChangeView(Struct, frozen=True, kw_only=True):
    """One thing that is new since the last look: a past-tense sentence and what it opens.

    `id` is what a look remembers. `place` is where it belongs on the page ("Hardware", "Levels").
    `urgency` sorts: 0 first.
    """

    id: str
    at: datetime
    kind: Literal[
        "level", "criterion", "milestone", "conflict", "evidence", "source", "entry", "goalpost", "price", "document",
        "reading",
    ]  # fmt: skip
    text: str
    place: str
    pillar: str | None
    target: Target
    urgency: int
    broken: bool = False
    """It broke something: a kill criterion fails, a level broke or was hit."""
    code: str = ""
    """The change as a code: the state that was reached, the crossing's kind, or what was moved; "" for an entry."""


class Compared(Struct, frozen=True, kw_only=True):
    """Moves in percent of the first listing (`own`) and of a benchmark (`other`), from one day's close to another's."""

    since: date
    until: date
    own: Decimal
    other: Decimal

    @property
    def ahead(self) -> Decimal:
        """Points by which the listing did better."""
        return self.own - self.other


class BenchmarkView(Struct, frozen=True, kw_only=True):
    """A benchmark: compared since the thesis began, and since each decision by its id."""

    symbol: str
    name: str
    currency: str
    compared: Compared | None
    decisions: dict[str, Compared] = {}
    bars: Sequence[Bar] = ()


class AttentionView(Struct, frozen=True, kw_only=True):
    """One thing that needs the user now, most urgent first in a view's `attention`."""

    kind: Literal[
        "criterion", "milestone", "level", "goalpost", "conflict", "stale", "price", "file", "inbox", "action",
        "template",
    ]  # fmt: skip
    text: str
    pillar: str | None
    target: Target
    code: str = ""
    """Why, as a code: the state or the reason's code of what it is about, or what was moved; "" where its kind says
    all.
    """


class EntryView(Struct, frozen=True, kw_only=True):
    """A line of the journal as a person reads it. `target` is what it speaks of."""

    entry: Entry
    kind: Kind
    day: date
    text: str
    place: str
    pillar: str | None
    target: Target
    retracted: bool = False
    """It no longer counts: it was undone, its object retired, or what it hangs on is gone."""
    retired: bool = False
    """Of those that no longer count, one whose object was retired and never undone."""
    replaced: bool = False
    clock: datetime | None = None
    """Time by the clock of its machine, where that is not believed or is still to come."""


class View(Struct, frozen=True, kw_only=True, dict=True):
    """A thesis on a date. Dates are local, times carry their offset, decimals are in base units.

    Objects are found by id in tables that are made when first asked for, which is what `dict=True` is for.
    """

    id: str
    symbol: str
    name: str
    statement: str
    stance: Stance
    since: date | None
    fiscal_year_end: str
    now: datetime
    today: date
    as_of: date | None
    """Set when the thesis is shown as it stood on a date; nothing can be recorded then."""
    verdict: Verdict
    reasons: tuple[str, ...]
    codes: tuple[PillarCode, ...]
    """Each reason as a code."""
    listings: tuple[Listing, ...]
    price: PriceView | None
    """The primary listing's newest price whose day is known."""
    current: dict[str, PriceView]
    """The newest price of each listing, by symbol."""
    prices: tuple[PriceView, ...]
    """Every observed price, newest first, the undated last."""
    levels: tuple[LevelView, ...]
    """By listing in the thesis's order, then from the highest down; retired ones last."""
    pillars: tuple[PillarView, ...]
    context: tuple[MetricView, ...]
    context_evidence: tuple[EvidenceView, ...]
    milestones: tuple[MilestoneView, ...]
    """Overdue, due, upcoming (each by end of window), then ended, newest outcome first."""
    conflicts: tuple[ConflictView, ...]
    sources: tuple[SourceView, ...]
    """By number."""
    changes: tuple[ChangeView, ...]
    """Most urgent first, then newest."""
    looked: datetime | None
    """The last look, None before the first."""
    price_since_look: Decimal | None
    """The price's move since the look, in percent."""
    price_looked: PriceLooked | None
    """The price that the move is from, where its day is known."""
    attention: tuple[AttentionView, ...]
    journal: Sequence[EntryView]
    """Every entry, newest first, retracted and replaced ones included."""
    reviews: tuple[Review, ...]
    last_fed: date | None
    """The newest day on which anything was recorded or a source added."""
    problems: tuple[Problem, ...]
    inbox: tuple[str, ...] = ()
    """Names of the articles that wait in the inbox; none for a day gone by."""
    waiting: tuple[Waiting, ...] = ()
    """Filings, rules and news to be decided on, newest first; none for a day gone by."""
    bars: Mapping[str, Sequence[Bar]] = {}
    """The daily bars of each listing from its feed, oldest first, by symbol."""
    extended: Mapping[str, PriceView] = {}
    """A price before or after hours that is newer than the listing's current one, by symbol."""
    indicators: Mapping[str, Indicators] = {}
    claims: tuple[Claim, ...] = ()
    """Indicators that articles gave, with the same computed."""
    doubts: tuple[Doubt, ...] = ()
    """Figures of feeds that something contradicts, not decided on yet: shown, and they move nothing."""
    revisions: tuple[Revision, ...] = ()
    """Corrections by feeds of past sessions, newest first."""
    splits: Mapping[str, Sequence[Split]] = {}
    """The splits that count, by symbol, oldest first."""
    moves: Mapping[str, Sequence[tuple[date, Decimal]]] = {}
    """Steps of prices that look like splits and, the user said, were none: the day and the price gone to, by symbol."""
    converted: Mapping[str, Converted] = {}
    """For a listing without a price: the first listing's, in its currency and units."""
    positions: tuple[PositionView, ...] = ()
    """Positions held now or before, by listing in the thesis's order."""
    decisions: tuple[DecisionView, ...] = ()
    """Newest first."""
    benchmarks: tuple[BenchmarkView, ...] = ()
    outlooks: tuple[OutlookView, ...] = ()
    """Scenarios by listing and day, those to come first."""
    intents: tuple[IntentView, ...] = ()
    """The user's plans for when something fails, those due first."""
    closed: ClosedView | None = None
    """How it ended; None while it is open."""
    retired: tuple[AmendedMove, ...] = ()
    """Pillars that were taken out of force after the day the thesis was begun."""
    private: bool = False
    """Quantities, prices paid and amounts are hidden."""
    sec_contact: bool = True
    """A mail address is set, without which the SEC is not asked."""
    several: bool = False
    """There are other theses beside this one."""

    @property
    def old(self) -> bool:
        """Nothing has been fed for so long that nothing is fresh: more than 90 days; a closed thesis needs nothing."""
        return self.closed is None and self.last_fed is not None and (self.today - self.last_fed).days > 90

    @property
    def position(self) -> PositionView | None:
        """The position in the first listing, else of the first of which anything is; None where nothing is."""
        return next((position for position in self.positions if position.held), None)

    @property
    def metrics(self) -> list[MetricView]:
        """Those of the pillars, then those of none."""
        return [metric for pillar in self.pillars for metric in pillar.metrics] + list(self.context)

    @property
    def evidence(self) -> list[EvidenceView]:
        """That of the pillars, then that of none."""
        return [evidence for pillar in self.pillars for evidence in pillar.evidence] + list(self.context_evidence)

    @property
    def criteria(self) -> list[CriterionView]:
        """The criteria of all pillars."""
        return [criterion for pillar in self.pillars for criterion in pillar.criteria]

    @cached_property
    def _pillars(self) -> dict[str, PillarView]:
        return {pillar.pillar.id: pillar for pillar in self.pillars}

    @cached_property
    def _criteria(self) -> dict[str, CriterionView]:
        return {criterion.criterion.id: criterion for criterion in self.criteria}

    @cached_property
    def _metrics(self) -> dict[str, MetricView]:
        return {metric.metric.id: metric for metric in self.metrics}

    @cached_property
    def _figures(self) -> dict[str, ObservationView]:
        return {
            observation.observation.id: observation
            for metric in self.metrics
            for observation in (*metric.observations, *metric.expected)
        }

    @cached_property
    def _milestones(self) -> dict[str, MilestoneView]:
        return {milestone.milestone.id: milestone for milestone in self.milestones}

    @cached_property
    def _levels(self) -> dict[str, LevelView]:
        return {level.level.id: level for level in self.levels}

    @cached_property
    def _conflicts(self) -> dict[str, ConflictView]:
        return {conflict.id: conflict for conflict in self.conflicts}

    @cached_property
    def _sources(self) -> dict[str, SourceView]:
        return {source.source.id: source for source in self.sources}

    @cached_property
    def _intents(self) -> dict[str, IntentView]:
        return {intent.target: intent for intent in self.intents}

    @cached_property
    def _scenarios(self) -> dict[str, ScenarioView]:
        return {scenario.scenario.id: scenario for outlook in self.outlooks for scenario in outlook.scenarios}

    def intent(self, target: str) -> IntentView | None:
        """The user's plan for when the criterion or level of that id fails, None where nothing was said."""
        return self._intents.get(target)

    def scenario(self, id_: str | None) -> ScenarioView | None:
        """The scenario of that id, None where there is none."""
        return self._scenarios.get(id_ or "")

    def pillar(self, id_: str | None) -> PillarView | None:
        """The pillar of that id, None where there is none."""
        return self._pillars.get(id_ or "")

    def pillar_title(self, id_: str | None, otherwise: str = "") -> str:
        """The title of a pillar, `otherwise` where there is none of that id."""
        pillar = self.pillar(id_)
        return otherwise if pillar is None else pillar.pillar.title

    def criterion(self, id_: str | None) -> CriterionView | None:
        """The criterion of that id, None where there is none."""
        return self._criteria.get(id_ or "")

    def metric(self, id_: str | None) -> MetricView | None:
        """The metric of that id, of a pillar or of none; None where there is none."""
        return self._metrics.get(id_ or "")

    def figure(self, id_: str | None) -> ObservationView | None:
        """The figure of that id, one that came or was expected; None where there is none."""
        return self._figures.get(id_ or "")

    def milestone(self, id_: str | None) -> MilestoneView | None:
        """The milestone of that id, open or ended; None where there is none."""
        return self._milestones.get(id_ or "")

    def level(self, id_: str | None) -> LevelView | None:
        """The level of that id, retired ones included; None where there is none."""
        return self._levels.get(id_ or "")

    def conflict(self, id_: str | None) -> ConflictView | None:
        """The conflict of that id, None where there is none."""
        return self._conflicts.get(id_ or "")

    def source(self, id_: str | None) -> SourceView | None:
        """The source of that id, None where there is none."""
        return self._sources.get(id_ or "")
