"""Arrivals from outside, as far as a view shows them: the last readings, and documents that wait."""

# Annotations are types here, not text: msgspec would compile each field's text, 20 µs a field at every start.

from datetime import date, datetime

from msgspec import Struct

from thesis_tui.model.documents import DocumentKind, Reading


class Waiting(Struct, frozen=True, kw_only=True):
    """A document of the inbox as a list shows it. `came` is when it was written here, `figures` how many it has."""

    id: str
    kind: DocumentKind
    title: str
    came: datetime
    monitor: str = ""
    form: str = ""
    publisher: str = ""
    published: date | None = None
    pillar: str | None = None
    figures: int = 0
    note: str = ""
    url: str = ""


class Arrivals(Struct, frozen=True, kw_only=True):
    """The arrivals in a thesis's folder: by metric the readings of its last weeks, oldest first, and every document
    in the inbox, newest first, those decided on among them.
    """

    readings: dict[str, tuple[Reading, ...]] = {}
    documents: tuple[Waiting, ...] = ()
