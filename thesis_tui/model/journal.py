"""Entries of the user: append-only.

On disk an entry is flat: the envelope's keys and its kind's own, side by side. In memory it is an
envelope (`Entry`) around what was entered (`what`). An edit is a new entry of the same kind that
`replaces` the original's id and carries the whole object. A `retract` is an undo: it takes back an act, and what
hangs on it goes too; a redo retracts the act of the undo. A `retire` puts a thing out of force for a reason.
"""

# Annotations are types here, not text: msgspec would compile each field's text, 20 µs a field at every start.

import re
from datetime import date, datetime
from decimal import Decimal
from typing import Literal, cast, get_args

from msgspec import Struct

from thesis_tui.model.enums import (
    AmendedWord,
    CorrectionWord,
    DecisionWord,
    HoldingWord,
    OutcomeWord,
    Side,
    ThesisOutcome,
    TurnedOut,
)
from thesis_tui.model.objects import Criterion, Evidence, FileStruct, Level, Milestone, Observation, Price

Kind = Literal[
    "note", "milestone", "odds", "outcome", "level", "price", "observation", "evidence", "criterion",
    "statement", "amendment", "review", "settle", "reason", "snooze", "drop", "correction",
    "decision", "holding", "scenario", "intent", "close", "reopen", "archive", "file", "retire", "retract",
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
    observation: str | None = None
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


class Amendment(FileStruct, frozen=True, kw_only=True, tag_field="kind", tag="amendment"):
    """One field of one thing said anew on the screen: it stands above the file that writes the thing until that says
    something else.

    `name` is the thing's id or symbol, "" for the thesis itself. `value` is the field's text, lists and tables by
    lines (rules/amendments.py). `before` is what the file said then, None where the file does not have the thing.
    """

    of: AmendedWord
    field: str
    value: str
    name: str = ""
    before: str | None = None
    reason: str = ""


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


class FileChange(FileStruct, frozen=True, kw_only=True, tag_field="kind", tag="file"):
    """A file of the thesis's folder that the program changed as a whole, such as prices that were imported.

    `path` is relative to the folder, with "/"; `text` says what was done. `old` and `new` are SHA-256 digests of the
    file's bytes before and after in hexadecimal, "" where there is no file.
    """

    path: str
    text: str
    old: str = ""
    new: str = ""


class Decision(FileStruct, frozen=True, kw_only=True, tag_field="kind", tag="decision"):
    """A decision about the thesis, and why; the entry's `on` is the day.

    `price` is for one unit and `fee` for all of it, in `currency`, which is the listing's; `quantity`, `price` and
    `fee` are None where they were not said. `verdict`, `stood`, `conviction` and the odds of `milestones` are as they
    were at that moment. `answers` is the id of the criterion or level whose intended action this was.
    """

    decision: DecisionWord
    listing: str
    currency: str
    side: Side = "long"
    quantity: Decimal | None = None
    price: Decimal | None = None
    fee: Decimal | None = None
    why: str = ""
    answers: str = ""
    verdict: str = ""
    conviction: int | None = None
    stood: Decimal | None = None
    stood_at: datetime | None = None
    milestones: tuple[str, ...] = ()
    odds: tuple[Decimal, ...] = ()
    """The odds of each of `milestones`, 0 to 100."""


class Holding(FileStruct, frozen=True, kw_only=True, tag_field="kind", tag="holding"):
    """An event of a position beside decisions; the entry's `on` is the day.

    An opening position is `quantity` at an average cost of `price` for one unit; a dividend is the `amount` paid for
    all that was held. Money is in `currency`, which is the listing's.
    """

    holding: HoldingWord
    listing: str
    currency: str
    side: Side = "long"
    quantity: Decimal | None = None
    price: Decimal | None = None
    amount: Decimal | None = None
    note: str = ""


class Scenario(FileStruct, frozen=True, kw_only=True, tag_field="kind", tag="scenario"):
    """The value of one unit of a listing by a day, in its currency, and the odds of it, 0 to 100; stated again by an
    edit. `needs` are ids of pillars, criteria and milestones that would have to be true.
    """

    id: str
    title: str
    listing: str
    currency: str
    value: Decimal
    by: date
    odds: Decimal
    needs: tuple[str, ...] = ()
    why: str = ""


class Intent(FileStruct, frozen=True, kw_only=True, tag_field="kind", tag="intent"):
    """The user's plan for when the criterion or level `target` fails; the newest of a target is in force."""

    target: str
    action: str


class Close(FileStruct, frozen=True, kw_only=True, tag_field="kind", tag="close"):
    """The end of a thesis, looked back on; the entry's `on` is the day.

    `statement`, `verdict`, `conviction`, `template` and the price `stood` are as they were then. `turned_out` says of
    each of `pillars` what it was in the end. `surprise` is what was not expected, `unheeded` what was known and not
    acted on, `lesson` what will be done otherwise.
    """

    outcome: ThesisOutcome
    statement: str = ""
    pillars: tuple[str, ...] = ()
    turned_out: tuple[TurnedOut, ...] = ()
    surprise: str = ""
    unheeded: str = ""
    lesson: str = ""
    verdict: str = ""
    conviction: int | None = None
    template: str = ""
    stood: Decimal | None = None
    stood_at: datetime | None = None


class Reopen(FileStruct, frozen=True, kw_only=True, tag_field="kind", tag="reopen"):
    """A closed thesis is open again."""

    text: str = ""


class Archive(FileStruct, frozen=True, kw_only=True, tag_field="kind", tag="archive"):
    """A closed thesis is no longer listed with the others; `restored`: it is again."""

    text: str = ""
    restored: bool = False


class Retire(FileStruct, frozen=True, kw_only=True, tag_field="kind", tag="retire"):
    """Puts the object, source or entry `target` out of force, and what hangs on it; `reason` is the user's."""

    target: str
    reason: str = ""


class Retract(FileStruct, frozen=True, kw_only=True, tag_field="kind", tag="retract"):
    """Takes back the act `target` whole, with what hangs on its entries: an undo, or the redo of the undo `target`."""

    target: str


What = (
    Note | Milestone | Odds | Outcome | Level | Price | Observation | Evidence | Criterion
    | Statement | Amendment | Review | Settle | Reason | Snooze | Drop | Correction | Decision | Holding
    | Scenario | Intent | Close | Reopen | Archive | FileChange | Retire | Retract
)  # fmt: skip

KINDS = cast("dict[Kind, type[FileStruct]]", {kind.__struct_config__.tag: kind for kind in get_args(What)})
_OWN_FILE = r"\d{4}-\d\d\.([a-z0-9]{4,8})(?:\.v\d+)?\.toml\Z"

OBJECT_KINDS = frozenset(kind for kind, what in KINDS.items() if "id" in what.__struct_fields__)
"""Kinds whose entry makes an object: its id is the entry's, or what the entry replaces."""


AMOUNTS: dict[str, frozenset[str]] = {
    "decision": frozenset(("quantity", "price", "fee")),
    "holding": frozenset(("quantity", "price", "amount")),
}
"""Fields of kinds of entries that can be hidden: no fault of one repeats what is written there."""


class Entry(Struct, frozen=True, kw_only=True, omit_defaults=True, gc=False):
    """One block of a journal file.

    `at` is when it was recorded by its machine's clock, with offset; `on` the day it happened, when the user says so.
    `act` is the id of the first entry of the act it belongs to, "" where that is itself, and `act_size` how many
    entries the act has. `after` are entries known when it was recorded whose own clocks say a later time.
    `path` is the file's name in `journal/`, `line` its first line there, counted from 1.
    """

    id: str
    at: datetime
    kind: Kind
    what: What
    on: date | None = None
    replaces: str | None = None
    act: str = ""
    act_size: int = 1
    after: tuple[str, ...] = ()
    path: str = ""
    line: int = 0
    taken_at: datetime | None = None
    """When it was recorded as far as can be told, where its own clock was wrong; None: `at` is believed. No file
    says this: it comes from the order of writing (rules/entry_order.py).
    """

    @property
    def object_id(self) -> str:
        """The id of what it is about: that of the first entry, through all edits."""
        return self.replaces or self.id

    @property
    def act_id(self) -> str:
        """The id of the act it belongs to; an entry of before acts is one of its own."""
        return self.act or self.id

    @property
    def moment(self) -> datetime:
        """When it was recorded: `at`, unless that clock was wrong."""
        return self.taken_at or self.at

    @property
    def writer(self) -> str:
        """The machine that recorded it, "" for one written by hand into a file of no machine.

        Its id says so; a file's name may be that of a copy, or of a file the user moved it to.
        """
        return writer_of(self.id) or writer_of_file(self.path)


def writer_of(id_: str) -> str:
    """The writer in an id made by the program: "20261121t210733412-k3f9-0001" is k3f9's; "" for any other id."""
    parts = id_.split("-", 2)
    return parts[1] if len(parts) == 3 and len(parts[0]) == 18 and parts[0][8] == "t" else ""


def writer_of_file(name: str) -> str:
    """The writer in a journal file's name: "2026-11.k3f9.toml" is k3f9's; "" for any other name."""
    match = re.match(_OWN_FILE, name)
    return match[1] if match else ""
