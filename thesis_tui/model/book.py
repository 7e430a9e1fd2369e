"""A whole thesis as read from disk, faults included."""

# Annotations are types here, not text: msgspec would compile each field's text, 20 µs a field at every start.

from datetime import date, datetime
from decimal import Decimal

from msgspec import Struct

from thesis_tui.model.arrivals import Arrivals
from thesis_tui.model.journal import Entry
from thesis_tui.model.objects import Benchmark, Listing, Metric, Pillar, Source, Thesis


class Problem(Struct, frozen=True):
    """Something in a file that could not be believed. Everything else still loads.

    `path` is relative to the thesis folder, `line` is 0 when it has none.
    """

    path: str
    reason: str
    line: int = 0

    @property
    def text(self) -> str:
        """The problem with its file, and its line where that is known."""
        where = f"{self.path}, line {self.line}" if self.line else self.path
        return f"{where}: {self.reason}"


class NamedSource(Struct, frozen=True):
    """A source with its id (the file's name without `.toml`) and its number on the screens, from 1."""

    id: str
    number: int
    source: Source


class Retired(Struct, frozen=True):
    """Pillars, metrics, listings and benchmarks out of force: entries may still speak of them. `renamed` is the symbol
    that each listing that has another one has now, by the old one, oldest first.
    """

    pillar: tuple[Pillar, ...] = ()
    metric: tuple[Metric, ...] = ()
    listing: tuple[Listing, ...] = ()
    benchmark: tuple[Benchmark, ...] = ()
    renamed: dict[str, str] = {}


class Book(Struct, frozen=True):
    """Content of a thesis folder. `entries` are in the order of (`at`, `id`). `thesis` is as amended now."""

    id: str
    thesis: Thesis
    sources: tuple[NamedSource, ...] = ()
    entries: tuple[Entry, ...] = ()
    problems: tuple[Problem, ...] = ()
    lines: dict[str, tuple[str, int]] = {}
    """Where an object is written: "criterion:cloud-kill" to ("thesis.toml", 41). An entry says so itself."""
    inbox: tuple[str, ...] = ()
    """Names of the files in its inbox, articles that wait to be read."""
    written: Thesis | None = None
    """The thesis as `thesis.toml` writes it, where it was amended; None where that is `thesis`."""
    retired: Retired = Retired()
    arrivals: Arrivals = Arrivals()


class Look(Struct, frozen=True, kw_only=True):
    """Record of what the user saw when they last marked the changes as seen."""

    at: datetime
    seen: frozenset[str] = frozenset()
    """Ids of the entries, sources and changes shown up to then."""
    price: Decimal | None = None
    price_listing: str = ""
    price_day: date | None = None
    """The session's day of that price; None in looks of before it was remembered."""
    price_close: bool = False
    """It was the close of that session."""
    states: dict[str, str] = {}
    """State words as shown then: "criterion:cloud-kill" to "passes", "level:…", "milestone:…", "conflict:…"."""
    crossings: dict[str, tuple[str, ...]] | None = None
    """The keys of the crossings shown up to then, by level; None in looks of before they were remembered."""
    format: int = 1
    """The version of the file it is kept in."""


class Clock(Struct, frozen=True):
    """The date a thesis is judged on. `now` has a zone; with `as_of` set it is the end of that local day."""

    now: datetime
    as_of: date | None = None

    @property
    def today(self) -> date:
        """The day of `now`, in its zone."""
        return self.now.date()
