"""Arrivals from outside: readings of live metrics, and documents that wait for a decision."""

# Annotations are types here, not text: msgspec would compile each field's text, 20 µs a field at every start.

from datetime import date, datetime
from decimal import Decimal
from typing import Literal

from thesis_tui.model.file_struct import FileStruct

DocumentKind = Literal["filing", "rule", "news", "expected"]
"""An expected one is a window, in which results should come; kept, it is a milestone."""


class Reading(FileStruct, frozen=True, kw_only=True):
    """A live metric's value on a day: a fact that cannot be asked for again.

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
        """The day it was retrieved, in the zone it was retrieved in."""
        return self.at.date()


class DocumentFigure(FileStruct, frozen=True, kw_only=True):
    """A figure of a filing that waits with it. `quote` is the row, or the tag; `column` the header over it."""

    metric: str
    value: Decimal
    unit: str
    start: date | None = None
    end: date | None = None
    period: str = ""
    label: str = ""
    column: str = ""
    quote: str = ""
    prior: Decimal | None = None
    """The same a year before, as this filing states it."""
    restated: bool = False
    doubt: str = ""
    """Why the value may be wrong: other filings contradict it. It is kept by itself alone, never with the others."""
    filed: date | None = None
    """The day of the filing it stands in, where that is another one than the document's; `url` is where that is."""
    url: str = ""


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
    file: str = ""
    """The name of its bytes beside it, where they are kept; `digest` is their SHA-256."""
    digest: str = ""
    figure: tuple[DocumentFigure, ...] = ()
    earliest: date | None = None
    latest: date | None = None
    """The window of what is expected."""

    @property
    def id(self) -> str:
        """A name that is the same on every machine: its day and what of its key fits into one."""
        from hashlib import blake2b

        mark = blake2b(self.key.encode("utf-8", "replace"), digest_size=6).hexdigest()
        return f"{self.published.isoformat() if self.published else 'undated'}-{mark}"
