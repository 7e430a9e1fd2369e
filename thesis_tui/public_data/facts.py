"""A companyfacts body of the SEC, or the companyconcept body of one tag, decoded as far as it is used.

Only the tags in `concepts` are decoded: a body has several hundred others, and a fault in one of those is of no
concern here. `fy`, `fp` and `frame` describe the filing and not the row, and are not read.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import NamedTuple

import msgspec

from thesis_tui.errors import InputError
from thesis_tui.model.figures import cut
from thesis_tui.model.quantity import number_fault
from thesis_tui.model.text_cleaning import clean
from thesis_tui.public_data.body import unpacked
from thesis_tui.public_data.concepts import KNOWN_TAGS

MAX_BODY = 40_000_000
"""Bytes; the largest bodies known have some 10 MB."""
_FORMS = ("10-K", "10-Q", "20-F", "40-F", "6-K", "8-K", "S-1", "S-4", "F-1", "F-3", "F-4", "424B", "10-12")
"""Forms with financial statements, amendments and transition reports by their beginning. Proxy statements tag the
year's net income, too, rounded for their tables."""


class Row(NamedTuple):
    """One value as one filing states it; `start` is None for a balance."""

    start: date | None
    end: date
    value: Decimal
    accession: str
    form: str
    filed: date


class Facts(NamedTuple):
    """`rows` by tag, and by unit within a tag; oldest filing first. `unread` are known tags of another shape."""

    name: str
    cik: str
    rows: dict[str, dict[str, tuple[Row, ...]]]
    unread: tuple[str, ...]

    @property
    def newest_end(self) -> date | None:
        return max((row.end for units in self.rows.values() for rows in units.values() for row in rows), default=None)


class _Body(msgspec.Struct):
    facts: dict[str, dict[str, msgspec.Raw]]
    cik: int | str = 0
    entityName: str | None = None  # noqa: N815  (as it is in the body)


class _OneTag(msgspec.Struct):
    taxonomy: str
    tag: str
    units: msgspec.Raw
    cik: int | str = 0
    entityName: str | None = None  # noqa: N815  (as it is in the body)


class _Row(msgspec.Struct, gc=False):
    end: str
    accn: str
    filed: str
    val: int | float | str | None = None
    form: str | None = None
    start: str | None = None


class _Concept(msgspec.Struct):
    units: dict[str, list[_Row]]


def read_facts(body: bytes, as_of: date | None = None) -> Facts:
    """The facts of a body, as they were known at the end of `as_of` where that is given.

    Raises InputError on what is no companyfacts or companyconcept body.
    """
    # msgspec 0.23 takes a byte-order mark for a fault of the JSON
    name, cik, concepts = _concepts(unpacked(body, MAX_BODY).removeprefix(b"\xef\xbb\xbf"))
    rows: dict[str, dict[str, tuple[Row, ...]]] = {}
    unread: list[str] = []
    # a body has the same days thousands of times: each is parsed once
    dates: dict[str, date | None] = {}
    # sorted: the order of a set of strings is another in every process
    for tag in sorted(KNOWN_TAGS & concepts.keys()):
        try:
            units = msgspec.json.decode(concepts[tag], type=_Concept).units
        except (msgspec.DecodeError, UnicodeDecodeError):
            unread.append(tag)
            continue
        found = {clean(unit): _rows(listed, dates, as_of) for unit, listed in units.items()}
        rows[tag] = {unit: listed for unit, listed in found.items() if listed}
    return Facts(name, cik, {tag: units for tag, units in rows.items() if units}, tuple(unread))


def _concepts(body: bytes) -> tuple[str, str, Mapping[str, bytes | msgspec.Raw]]:
    """The company's name and number, and each tag's part of the body by its name with the taxonomy."""
    expected = "expected a companyfacts body: a JSON object with cik, entityName and facts"
    try:
        whole = msgspec.json.decode(body, type=_Body)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        try:
            first = msgspec.json.decode(body, type=_OneTag)
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
            raise InputError(f"{expected} ({cut(clean(str(error)), 120)})", "file") from None
        return (
            cut(clean(first.entityName or ""), 200),
            _cik(first.cik),
            {f"{first.taxonomy}:{first.tag}": b'{"units":' + bytes(first.units) + b"}"},
        )
    parts = {f"{taxonomy}:{tag}": raw for taxonomy, tags in whole.facts.items() for tag, raw in tags.items()}
    return cut(clean(whole.entityName or ""), 200), _cik(whole.cik), parts


def _cik(value: int | str) -> str:
    """The company's number, ten digits."""
    digits = str(value).strip()
    return digits.zfill(10) if digits.isascii() and digits.isdigit() and int(digits) else ""


def _rows(listed: list[_Row], dates: dict[str, date | None], as_of: date | None) -> tuple[Row, ...]:
    """Rows of financial statements that can be used. One that ends after it was filed, or has no number that can be
    kept, is left out.
    """
    rows = []
    for item in listed:
        form = item.form or ""
        if not form.startswith(_FORMS):
            continue
        end, filed = _day(item.end, dates), _day(item.filed, dates)
        start = _day(item.start, dates) if item.start is not None else None
        value = _number(item.val)
        if end is None or filed is None or value is None or end > filed or (item.start is not None and start is None):
            continue
        if (start is not None and start > end) or (as_of is not None and filed > as_of):
            continue
        rows.append(Row(start, end, value, cut(clean(item.accn), 40), cut(clean(form), 20), filed))
    rows.sort(key=lambda row: (row.filed, row.accession))
    return tuple(rows)


def _day(text: str, known: dict[str, date | None]) -> date | None:
    if text not in known:
        try:
            known[text] = date.fromisoformat(text)
        except ValueError:
            known[text] = None
    return known[text]


def _number(value: float | str | None) -> Decimal | None:
    if value is None or isinstance(value, str | bool):
        return None
    # by `repr`, which has the digits of the body again; a float itself has fifty and more
    number = Decimal(value) if isinstance(value, int) else Decimal(repr(value))
    return None if number_fault(number) else number
