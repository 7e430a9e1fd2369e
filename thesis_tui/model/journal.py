"""What the user entered: append-only entries.

On disk an entry is flat: the envelope's keys and its kind's own, side by side. In memory it is an
envelope (`Entry`) around what was entered (`what`). An edit is a new entry of the same kind that
`replaces` the original's id and carries the whole object; a `retract` hides an entry or an object
and what hangs on it, and retracting the retract brings it back.
"""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Literal

from msgspec import Struct

from thesis_tui.model.objects import Criterion, Evidence, FileStruct, Level, Milestone, Observation, Price
from thesis_tui.model.words import CorrectionWord, OutcomeWord

Kind = Literal[
    "note", "milestone", "odds", "outcome", "level", "price", "observation", "evidence", "criterion",
    "statement", "review", "settle", "reason", "snooze", "drop", "correction", "retract",
]  # fmt: skip


class Note(FileStruct, frozen=True, kw_only=True, tag_field="kind", tag="note"):
    """Text about at most one thing; about nothing, it is about the thesis."""

    text: str
    pillar: str | None = None
    milestone: str | None = None
    level: str | None = None
    metric: str | None = None
    criterion: str | None = None
    evidence: str | None = None
    about_source: str | None = None


class Odds(FileStruct, frozen=True, kw_only=True, tag_field="kind", tag="odds"):
    """A statement of how likely a milestone is, 0 to 100."""

    milestone: str
    odds: Decimal
    note: str = ""


class Outcome(FileStruct, frozen=True, kw_only=True, tag_field="kind", tag="outcome"):
    """How a milestone ended. The entry's `on` is the day it did."""

    milestone: str
    outcome: OutcomeWord
    note: str = ""
    source: str = ""


class Statement(FileStruct, frozen=True, kw_only=True, tag_field="kind", tag="statement"):
    """The statement of the thesis, said on the screen: it stands above `thesis.toml` until that says something else.

    `before` is what `thesis.toml` said when it was written.
    """

    text: str
    before: str = ""


class Review(FileStruct, frozen=True, kw_only=True, tag_field="kind", tag="review"):
    """The paragraph a review ends in, and the conviction (1 to 5) after it."""

    text: str
    conviction: int
    settled: int = 0
    skipped: int = 0


class Settle(FileStruct, frozen=True, kw_only=True, tag_field="kind", tag="settle"):
    """Why a conflict or an overdue item needs no more attention. `target` is its id."""

    target: str
    text: str


class Reason(FileStruct, frozen=True, kw_only=True, tag_field="kind", tag="reason"):
    """Why a goalpost was moved. `target` is the id of what moved."""

    target: str
    text: str


class Snooze(FileStruct, frozen=True, kw_only=True, tag_field="kind", tag="snooze"):
    """No attention for `target` before the day `until`."""

    target: str
    until: date
    note: str = ""


class Drop(FileStruct, frozen=True, kw_only=True, tag_field="kind", tag="drop"):
    """A proposal that was read from a source and not kept. `text` says in words what it was."""

    source: str
    proposal: str
    text: str = ""


class Correction(FileStruct, frozen=True, kw_only=True, tag_field="kind", tag="correction"):
    """A decision on the prices of `listing`.

    `day` is the session it is about, `value` the figure accepted or refused. In a split each `denominator` old units
    became `numerator` new ones: 20 and 1 where one share became twenty. `subject` is the id of the doubted figure, ""
    when none was.
    """

    listing: str
    correction: CorrectionWord
    day: date | None = None
    value: Decimal | None = None
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    subject: str = ""
    note: str = ""


class Retract(FileStruct, frozen=True, kw_only=True, tag_field="kind", tag="retract"):
    """Hides the entry or object `target` and what hangs on it: undo, and retiring a level."""

    target: str
    note: str = ""


What = (
    Note | Milestone | Odds | Outcome | Level | Price | Observation | Evidence | Criterion
    | Statement | Review | Settle | Reason | Snooze | Drop | Correction | Retract
)  # fmt: skip

KINDS: dict[Kind, type[FileStruct]] = {
    "note": Note, "milestone": Milestone, "odds": Odds, "outcome": Outcome, "level": Level,
    "price": Price, "observation": Observation, "evidence": Evidence, "criterion": Criterion,
    "statement": Statement, "review": Review, "settle": Settle, "reason": Reason, "snooze": Snooze,
    "drop": Drop, "correction": Correction, "retract": Retract,
}  # fmt: skip

OBJECT_KINDS: frozenset[Kind] = frozenset(("milestone", "level", "price", "observation", "evidence", "criterion"))
"""Kinds whose entry makes an object: its id is the entry's, or what the entry replaces."""


class Entry(Struct, frozen=True, kw_only=True, omit_defaults=True, gc=False):
    """One block of a journal file.

    `at` is when it was recorded, with offset; `on` the day it happened, when the user says so.
    `path` is the file's name in `journal/`, `line` its first line there, counted from 1.
    """

    id: str
    at: datetime
    kind: Kind
    what: What
    on: date | None = None
    replaces: str | None = None
    path: str = ""
    line: int = 0

    @property
    def object_id(self) -> str:
        return self.replaces or self.id
