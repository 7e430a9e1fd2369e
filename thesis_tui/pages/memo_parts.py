"""Parts of a memo: words and figures as they are set, each with its sign and its source."""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple

from thesis_tui.model.view import View
from thesis_tui.pages.spans import Role


class Sign(NamedTuple):
    """A glyph with its word, in the colour of its role."""

    glyph: str
    word: str
    role: Role = "muted"


class Cite(NamedTuple):
    """Where a thing is from: numbers of the source list, or words where it is from no article."""

    numbers: tuple[int, ...]
    words: str = ""


class MemoFigure(NamedTuple):
    """A metric's value for a period. `first` opens its metric; `quiet` is one that is not judged or not fresh."""

    title: str
    value: str
    period: str
    age: str
    cite: Cite
    trend: str
    first: bool
    quiet: bool
    notes: tuple[str, ...] = ()
    """Notes on it, its corrections, and a break in its series."""


class MemoCriterion(NamedTuple):
    """A criterion: when it fails, what it says now. `gauge` is the margin in thresholds, None where none is known."""

    sign: Sign
    severity: str
    text: str
    words: str
    gauge: Decimal | None
    moved: tuple[str, ...]


class MemoStatement(NamedTuple):
    """A piece of evidence."""

    sign: Sign
    text: str
    day: str
    cite: Cite


class MemoEvidence(NamedTuple):
    """The newest against and for, and how many more there are of each kind, in words."""

    shown: tuple[MemoStatement, ...]
    more: str


class MemoPillar(NamedTuple):
    """A pillar in a memo; `gone` are sentences on criteria that were retired."""

    title: str
    claim: str
    sign: Sign
    reasons: tuple[str, ...]
    tests: tuple[MemoCriterion, ...]
    evidence: MemoEvidence
    key: MemoFigure | None
    figures: tuple[MemoFigure, ...]
    gone: tuple[str, ...]


class Rung(NamedTuple):
    """A level, or the price now among them."""

    name: str
    value: str
    distance: str
    sign: Sign
    why: str
    noted: str
    cite: Cite
    now: bool = False


class Ladder(NamedTuple):
    """A listing's levels around its price, from the highest down."""

    symbol: str
    where: str
    currency: str
    rungs: tuple[Rung, ...]
    note: str


class MemoMilestone(NamedTuple):
    """A milestone."""

    sign: Sign
    title: str
    window: str
    state: str
    odds: str
    pillar: str
    words: str
    cite: Cite
    moved: tuple[str, ...]


class MemoChange(NamedTuple):
    """A change in a memo: its day, its words and where it belongs."""

    day: str
    text: str
    place: str


class MemoSource(NamedTuple):
    """An article of the source list."""

    number: int
    title: str
    publisher: str
    published: str
    gave: str
    url: str


class MemoTable(NamedTuple):
    """A titled table of words: rows of equally many cells, the first of which names the row."""

    title: str
    rows: tuple[tuple[str, ...], ...]


class Memo(NamedTuple):
    """A thesis on a day, whole."""

    view: View
    symbol: str
    name: str
    stance: str
    statement: str
    day: str
    sign: Sign
    first: str
    second: str
    warning: str
    price: str
    price_words: str
    price_cite: Cite
    since: str
    changes: tuple[MemoChange, ...]
    more_changes: str
    pillars: tuple[MemoPillar, ...]
    ladders: tuple[Ladder, ...]
    milestones: tuple[MemoMilestone, ...]
    conflicts: tuple[MemoStatement, ...]
    context: tuple[MemoFigure, ...]
    context_evidence: MemoEvidence
    review: tuple[str, str]
    sources: tuple[MemoSource, ...]
    problems: tuple[str, ...]
    own: tuple[MemoTable, ...] = ()
    """The user's own doing: positions, decisions."""
