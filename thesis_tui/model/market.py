"""Answers of feeds as far as they are stored on this machine: the market's side of a view."""

# Annotations are types here, not text: msgspec would compile each field's text, 20 µs a field at every start.

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal

from msgspec import Struct

from thesis_tui.model.bars import Bars
from thesis_tui.model.book import Problem
from thesis_tui.model.feeds import Doubt, Quote, Rates, Revision, Split


class Market(Struct, frozen=True, kw_only=True):
    """Everything by a listing's symbol. `sources` names the feed of its bars for people ("Yahoo")."""

    quotes: tuple[Quote, ...] = ()
    """The last good quote of each feed, and beside it the last doubted one, which says why (`Quote.doubt`)."""
    bars: Mapping[str, Bars] = {}
    """A feed's, on the basis of the splits up to `basis`; doubted ones are flagged."""
    sources: Mapping[str, str] = {}
    basis: Mapping[str, date] = {}
    """The day on whose split basis a listing's bars are: that of the newest whole answer."""
    imported: Mapping[str, Bars] = {}
    """Rows of the user's own files: they stand above a feed's."""
    imported_basis: Mapping[str, date] = {}
    """The day on whose split basis they are: that of the import; the last row's where the file does not say."""
    sketches: frozenset[str] = frozenset()
    """Listings whose bars are adjusted for dividends, too: drawn, and no level is judged by them."""
    splits: Mapping[str, Sequence[Split]] = {}
    doubts: tuple[Doubt, ...] = ()
    """Doubted bars and splits; a doubted quote says so itself."""
    revisions: tuple[Revision, ...] = ()
    """Bars that a feed corrected after they had been taken for whole."""
    rates: Rates | None = None
    problems: tuple[Problem, ...] = ()
    """Imported files that could not be believed."""


class Indicators(Struct, frozen=True, kw_only=True):
    """Computed from the closes of whole sessions up to `day`; None where there are too few of them."""

    day: date
    average_50: Decimal | None
    average_200: Decimal | None
    rsi_14: Decimal | None
    high_52_weeks: Decimal | None
    low_52_weeks: Decimal | None


class Claim(Struct, frozen=True, kw_only=True):
    """An indicator as an article gives it for a day, beside the same computed from that day's bars."""

    listing: str
    name: str
    """Short: "200-day average", "RSI"."""
    stated: str
    """As printed: "119.43", "≈−20 %"."""
    day: date
    computed: Decimal | None
    percent: bool = False
    source: str = ""


class Converted(Struct, frozen=True, kw_only=True):
    """Another listing's price in this one's currency and units: beside a price, never in place of one."""

    value: Decimal
    currency: str
    of: str
    """The symbol of the listing it was converted from."""
    rate: Decimal
    day: date
    """The day of the rate."""
    source: str
