"""What arrives from outside by itself: readings of live metrics, and documents that wait for a decision."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Literal

from thesis_tui.model.files import FileStruct

DocumentKind = Literal["filing", "rule", "news"]


class Reading(FileStruct, frozen=True, kw_only=True):
    """What a live metric gave on a day: a fact that cannot be asked for again.

    `data_day` is the day the source says it is of; `start` and `end` bound what a sum is over. `address` is where it
    was asked, without a key. `basis` says how the value comes of the answer, and `note` is "revised" where a counter
    fell, "held" where the value waits for the user.
    """

    metric: str
    at: datetime
    value: Decimal
    unit: str
    data_day: date | None = None
    start: date | None = None
    end: date | None = None
    address: str = ""
    accession: str = ""
    basis: str = ""
    note: str = ""

    @property
    def day(self) -> date:
        return self.at.date()


class Document(FileStruct, frozen=True, kw_only=True):
    """A filing, a rule, a release or a news item.

    `key` is what tells it from every other on whichever machine: an accession, a document number, a guid, an address,
    or its title and day. `why` says in words why it is shown.
    """

    key: str
    kind: DocumentKind
    monitor: str
    title: str
    url: str = ""
    publisher: str = ""
    published: date | None = None
    form: str = ""
    accession: str = ""
    number: str = ""
    pillar: str | None = None
    summary: str = ""
    why: str = ""
    note: str = ""
    language: str = ""
