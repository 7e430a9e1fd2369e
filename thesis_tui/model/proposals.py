"""Proposals of an article on a thesis, before a person has kept any of it.

Every proposal carries `quote`, the exact words it stands on, and `span`, their place: characters of the text
as read, so that `text[span[0]:span[1]] == quote`.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Literal

from msgspec import Struct

from thesis_tui.model.enums import Basis, EvidenceStance, FigureBasis, LevelType, Measures, Session
from thesis_tui.model.quantity import Quantity

Span = tuple[int, int]
Status = Literal["current", "prior"]
"""Whether a level stands, or is told as what it was before ("raised to 225 from 200")."""


class Dating(Struct, frozen=True, kw_only=True):
    """When an article was published. `published` is set where a day is printed or was given by the user;
    otherwise `earliest` and `latest` bound it as far as that is known, and `note` says why.
    """

    published: date | None = None
    basis: Basis = "unknown"
    time: str = ""
    earliest: date | None = None
    latest: date | None = None
    note: str = ""


class Declared(Struct, frozen=True, kw_only=True):
    """A web page's declarations of itself, each "" where there is none; `dating` is None where it declares no day."""

    title: str = ""
    publisher: str = ""
    url: str = ""
    dating: Dating | None = None


class LevelProposal(Struct, frozen=True, kw_only=True):
    """A price (`low`) or a zone; `listing` is None where no listing is quoted in its currency."""

    kind: LevelType
    low: Decimal
    high: Decimal | None
    currency: str
    listing: str | None
    quantity: Quantity
    status: Status
    by: str
    quote: str
    span: Span


class PriceProposal(Struct, frozen=True, kw_only=True):
    """A price somebody saw; `day` is None where the article does not say when."""

    value: Decimal
    currency: str
    listing: str | None
    quantity: Quantity
    day: date | None
    session: Session
    change_percent: Decimal | None
    quote: str
    span: Span


class PeriodFound(Struct, frozen=True):
    """A period as printed, with its days where they can be told without guessing."""

    label: str
    start: date | None = None
    end: date | None = None


class ObservationProposal(Struct, frozen=True, kw_only=True):
    """A figure. `metric` is the id of one of the thesis's, or None; `name` says in words what is measured.

    `unit` is "%", "x", a currency code or what is counted; a fall is negative.
    """

    pillar: str | None
    metric: str | None
    name: str
    quantity: Quantity
    unit: str
    basis: FigureBasis
    by: str
    """Whose an estimate is, where that is said."""
    period: PeriodFound | None
    as_of: date | None
    quote: str
    span: Span
    measures: Measures = "period"
    """The subject it is of, as far as its name tells: a new metric that is made of it takes that over."""


class MilestoneProposal(Struct, frozen=True, kw_only=True):
    """Something expected from `earliest` to `latest`; `window` as printed."""

    title: str
    pillar: str | None
    earliest: date
    latest: date
    window: str
    quote: str
    span: Span


class EvidenceProposal(Struct, frozen=True, kw_only=True):
    """A statement without a number about a pillar; `stance` is "neutral" where it is not plain, for the user to say."""

    text: str
    pillar: str
    stance: EvidenceStance
    day: date | None
    quote: str
    span: Span


class Skipped(Struct, frozen=True):
    """A part not read as the article, and why."""

    reason: str
    quote: str
    span: Span


Proposal = LevelProposal | PriceProposal | ObservationProposal | MilestoneProposal | EvidenceProposal


class Proposals(Struct, frozen=True, kw_only=True):
    """All that one article gives. `text` is the text as read, controls blanked out one for one."""

    title: str
    publisher: str
    dating: Dating
    language: str
    text: str
    text_hash: str
    levels: tuple[LevelProposal, ...] = ()
    prices: tuple[PriceProposal, ...] = ()
    observations: tuple[ObservationProposal, ...] = ()
    milestones: tuple[MilestoneProposal, ...] = ()
    evidence: tuple[EvidenceProposal, ...] = ()
    skipped: tuple[Skipped, ...] = ()

    @property
    def count(self) -> int:
        """How many proposals there are of all kinds."""
        return len(self.levels) + len(self.prices) + len(self.observations) + len(self.milestones) + len(self.evidence)

    @property
    def to_decide(self) -> int:
        """How many of them a person decides on: not what a level was before, which the one that stands replaces."""
        return self.count - sum(level.status == "prior" for level in self.levels)

    @property
    def places(self) -> tuple[tuple[str, Span], ...]:
        """Every quotation with its place: of what is proposed, and of what was skipped."""
        proposed = (
            [(level.quote, level.span) for level in self.levels]
            + [(price.quote, price.span) for price in self.prices]
            + [(observation.quote, observation.span) for observation in self.observations]
            + [(milestone.quote, milestone.span) for milestone in self.milestones]
            + [(evidence.quote, evidence.span) for evidence in self.evidence]
        )
        return (*proposed, *((skipped.quote, skipped.span) for skipped in self.skipped))
