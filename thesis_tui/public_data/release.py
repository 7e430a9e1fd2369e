"""The figures read of a results release."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from msgspec import Struct


class ResultFigure(Struct, frozen=True, kw_only=True):
    """A figure with the row and the column it stands in. `value` is in base units, in `unit`; `prior` the same a year
    before as this release prints it. A `span` is a place in the text as read.
    """

    metric: str | None
    figure: str
    name: str
    value: Decimal
    unit: str
    start: date
    end: date
    period: str
    label: str
    column: str
    quote: str
    span: tuple[int, int]
    prior: Decimal | None = None


class NotTaken(Struct, frozen=True):
    """A row that was looked for and not taken, and why."""

    reason: str
    quote: str
    span: tuple[int, int]


class Results(Struct, frozen=True, kw_only=True):
    """`published` is the dateline's day, None where there is none. `text` is the text as read."""

    title: str
    published: date | None
    figures: tuple[ResultFigure, ...]
    skipped: tuple[NotTaken, ...]
    text: str
