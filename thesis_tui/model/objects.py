"""The contents of a thesis folder: the thesis, its sources, and what was read from them.

The same types serve `thesis.toml`, `sources/*.toml` and the journal, so a level typed by hand and a
level printed in an article are one thing with two origins; `kind` is the tag by which the journal tells
them apart (a source file does not need it). Ids are `[a-z0-9-]`, at most 64 characters,
and unique in the thesis for each kind of object.
"""

# Annotations are types here, not text: msgspec would compile each field's text, 20 µs a field at every start.

from datetime import date, datetime
from decimal import Decimal

from thesis_tui.model.enums import (
    Basis,
    Better,
    EvidenceStance,
    FigureBasis,
    Indicator,
    LevelType,
    Measures,
    Operator,
    Qualifier,
    Scale,
    Session,
    Severity,
    Stance,
)
from thesis_tui.model.file_struct import FileStruct as FileStruct  # noqa: PLC0414  (others have it from here)
from thesis_tui.model.live import Accept, Live, Monitor
from thesis_tui.model.quantity import Quantity


class Listing(FileStruct, frozen=True, kw_only=True):
    """One line of one security. `units` is how many of its units make one of the first listing's."""

    symbol: str
    venue: str
    currency: str
    units: Decimal = Decimal(1)
    name: str = ""
    """Its name on the screens beside its symbol ("Xetra"); the venue when empty."""
    feeds: dict[str, str] = {}  # noqa: RUF012  (msgspec gives each its own)
    """The symbol a price feed knows it by, where it is another: {"tencent": "usBABA"}."""
    assumed: bool = False
    """Its venue and currency were taken from the symbol's form: nobody has said them yet, and no feed either."""


class Benchmark(FileStruct, frozen=True, kw_only=True):
    """An index, a fund or a peer that the first listing is compared with. It has prices and no levels."""

    symbol: str
    venue: str
    currency: str
    name: str = ""
    """Its name on the screens ("Hang Seng"); the symbol when empty."""
    feeds: dict[str, str] = {}  # noqa: RUF012  (msgspec gives each its own)


class Pillar(FileStruct, frozen=True, kw_only=True):
    """One thing that must be true. `key` is the metric its headline shows."""

    id: str
    title: str
    claim: str
    key: str | None = None
    keywords: tuple[str, ...] = ()


class Metric(FileStruct, frozen=True, kw_only=True):
    """Something measured over time.

    `unit` is "%", a currency code, or a word ("shops"); a `pillar` of None is context: earnings, ratings.
    A `change` is shown with its sign. `short` is a title of at most 20 characters for narrow columns.
    """

    id: str
    title: str
    unit: str
    pillar: str | None = None
    better: Better = "higher"
    measures: Measures = "period"
    change: bool = False
    indicator: Indicator | None = None
    """Set where what an article claims can be computed from a listing's daily bars, to be shown beside it."""
    short: str = ""
    live: Live | None = None
    """Where the program asks for it by itself."""
    accept: Accept = "ask"
    """Whether a figure of a filing waits for the user, or is kept as it comes: asked for after one was kept."""


class Criterion(FileStruct, frozen=True, kw_only=True, tag_field="kind", tag="criterion"):
    """A condition that must hold, or the pillar fails it.

    Either `metric`, `operator` and `threshold` (base units), over `periods` consecutive ones and no older
    than `max_age_days`; or `milestone`, hit by the end of its window.
    """

    id: str
    pillar: str
    severity: Severity
    since: date
    metric: str | None = None
    operator: Operator | None = None
    threshold: Decimal | None = None
    periods: int = 1
    max_age_days: int | None = None
    milestone: str | None = None
    why: str = ""
    live: bool = False
    """It rests on readings of a live metric, of which it takes three weekly medians; such a one only warns."""
    template: bool = False
    """It came with a template, and nobody has accepted or changed it yet."""
    screen: bool = False
    """Set on the screen: it stands above `thesis.toml` until that says something new."""


class Observation(FileStruct, frozen=True, kw_only=True, tag_field="kind", tag="observation"):
    """A metric's value for a period, as one source prints it.

    A period has `start`, `end` and the label as printed (`period`); an instant or a list price has `as_of`.
    None of the dates means the source does not say when, and then it is shown and never judged.
    """

    id: str
    metric: str
    value: Decimal
    high: Decimal | None = None
    qualifier: Qualifier = "exactly"
    scale: Scale = ""
    unit: str = ""
    """The metric's own unit when empty."""
    period: str = ""
    start: date | None = None
    end: date | None = None
    as_of: date | None = None
    basis: FigureBasis = "reported"
    """Whether it came, the company expects it, or somebody else does: criteria judge what came."""
    by: str = ""
    """Whose an estimate is, where that is said."""
    listing: str | None = None
    source: str = ""
    """Where a value entered by hand comes from: a source id, a link, or words."""
    note: str = ""
    quote: str = ""
    """The words of an article it was read from."""
    proposal: str = ""
    """The id of the reader's proposal it was kept from, which ends in the place of those words in the text."""
    filed: date | None = None
    """The day the filing it was kept from came: known from then on, whenever it was kept."""
    reported: date | None = None
    """The day it was reported, as a person says it; it says nothing of when the thesis came to know of it."""
    series_break: str = ""
    """Why the series begins anew with it, such as a segment that was redefined: nothing of before its period is
    compared with it, or with what follows. "" where it goes on.
    """
    row: str = ""
    """The row of the table it stands in, where a metric has had several: a segment that was renamed is another one."""

    @property
    def quantity(self) -> Quantity:
        """The figure as printed."""
        return Quantity(self.value, self.high, self.qualifier, self.scale)

    @property
    def until(self) -> date | None:
        """The end of what it measures."""
        return self.end or self.as_of

    @property
    def aged_from(self) -> date | None:
        """The day its age counts from: that of its report where it is known, else the end of what it measures."""
        until, reported = self.until, self.reported or self.filed
        return until if until is None or reported is None else max(until, reported)

    @property
    def begins(self) -> date | None:
        """The first day of what it measures."""
        return self.start or self.until


class Evidence(FileStruct, frozen=True, kw_only=True, tag_field="kind", tag="evidence"):
    """A dated statement without a number. `day` of None is the source's own date."""

    id: str
    text: str
    stance: EvidenceStance
    pillar: str | None = None
    day: date | None = None
    source: str = ""
    quote: str = ""
    proposal: str = ""


class Milestone(FileStruct, frozen=True, kw_only=True, tag_field="kind", tag="milestone"):
    """Something expected from `earliest` to `latest`, both days included. `window` is as typed or printed."""

    id: str
    title: str
    earliest: date
    latest: date
    window: str = ""
    pillar: str | None = None
    source: str = ""
    note: str = ""
    quote: str = ""
    proposal: str = ""
    promise: str = ""
    """The id of the guided figure it holds the company to; the figure that comes for its period ends it."""


class Level(FileStruct, frozen=True, kw_only=True, tag_field="kind", tag="level"):
    """A price (`low`) or a zone (`low` to `high`) on one listing, in that listing's currency."""

    id: str
    type: LevelType
    listing: str
    currency: str
    low: Decimal
    high: Decimal | None = None
    qualifier: Qualifier = "exactly"
    noted: date | None = None
    """The day it was noted, where that is not the moment of its entry: an article's, or a day in the past."""
    stood: Decimal | None = None
    """The price of its listing when it was noted, as known then."""
    stood_at: datetime | None = None
    """When that price was traded."""
    by: str = ""
    """Who set it: "Citigroup", "average of 50 ratings"."""
    why: str = ""
    pillar: str | None = None
    source: str = ""
    quote: str = ""
    proposal: str = ""

    @property
    def top(self) -> Decimal:
        """The upper edge: of a price, itself."""
        return self.low if self.high is None else self.high


class Price(FileStruct, frozen=True, kw_only=True, tag_field="kind", tag="price"):
    """A price somebody saw. `time` is known to the minute, `day` to the day, neither is unknown."""

    id: str
    listing: str
    value: Decimal
    currency: str
    session: Session = "unknown"
    qualifier: Qualifier = "exactly"
    day: date | None = None
    time: datetime | None = None
    change_percent: Decimal | None = None
    """Against the close before, when the source says so."""
    source: str = ""
    quote: str = ""
    proposal: str = ""


class Dispute(FileStruct, frozen=True, kw_only=True):
    """A contradiction a person states by hand between observations that no rule would compare."""

    id: str
    text: str
    observations: tuple[str, ...]


class Thesis(FileStruct, frozen=True, kw_only=True):
    """`thesis.toml`. The first listing is the primary one: the price beside the verdict."""

    format: int
    name: str
    stance: Stance
    statement: str
    listing: tuple[Listing, ...]
    aliases: tuple[str, ...] = ()
    """Names in articles for the company or its products besides its name: "M&S", "阿里"."""
    fiscal_year_end: str = "12-31"
    """Month and day; fiscal years are named by the year they end in."""
    template: str = ""
    """The template it began from, "" for none."""
    since: date | None = None
    """When the position, or the watch, began."""
    pillar: tuple[Pillar, ...] = ()
    metric: tuple[Metric, ...] = ()
    criterion: tuple[Criterion, ...] = ()
    monitor: tuple[Monitor, ...] = ()
    benchmark: tuple[Benchmark, ...] = ()


class Source(FileStruct, frozen=True, kw_only=True):
    """`sources/*.toml`: one article, filing or person, and what was read from it.

    `published` is set only when the source prints a day, or one can be inferred to the day; otherwise
    `published_earliest` and `published_latest` say what is known. Its id is the file's name without `.toml`.
    """

    format: int
    title: str
    added: date
    published_basis: Basis
    added_at: datetime | None = None
    """The moment it was added, which orders the sources of one day; unset in files written by hand."""
    publisher: str = ""
    short: str = ""
    """A title of at most 40 characters for narrow columns."""
    url: str = ""
    published: date | None = None
    published_time: str = ""
    """The time of day as printed, where one is."""
    published_earliest: date | None = None
    published_latest: date | None = None
    published_note: str = ""
    """Why the dates are what they are."""
    language: str = "en"
    text_hash: str = ""
    observation: tuple[Observation, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    level: tuple[Level, ...] = ()
    price: tuple[Price, ...] = ()
    milestone: tuple[Milestone, ...] = ()
    dispute: tuple[Dispute, ...] = ()

    @property
    def visible_from(self) -> date:
        """The day from which an as-of view may know it: the later of `added` and the latest publication."""
        latest = self.published_latest or self.published
        return self.added if latest is None else max(self.added, latest)


Keepable = Level | Price | Observation | Milestone | Evidence
"""Objects the reader proposes, and a person can keep."""

THESIS_FILE = "thesis.toml"

THESIS_TABLES: dict[str, type[FileStruct]] = {
    "listing": Listing, "pillar": Pillar, "metric": Metric, "criterion": Criterion,
    "monitor": Monitor, "benchmark": Benchmark,
}  # fmt: skip
"""The tables of `thesis.toml` besides its top, by the name of the table."""

SOURCE_TABLES: dict[str, type[FileStruct]] = {
    "observation": Observation, "evidence": Evidence, "level": Level, "price": Price, "milestone": Milestone,
    "dispute": Dispute,
}  # fmt: skip
"""The tables of a source besides its top, by the name of the table."""
