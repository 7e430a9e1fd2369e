"""The protocol of a source of readings or documents: what is asked of it, and what its answers say, both without
a network.

A source is a module in `sources/` with one `SOURCE`; it is found by the name its table in `model.live` has. Whoever
asks (services) gives the answers back as they came; a source reads them or raises InputError with a sentence.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any, Generic, NamedTuple, Protocol, TypeVar
from urllib.parse import quote, urlencode

from msgspec import Struct

from thesis_tui.errors import Failure, InputError
from thesis_tui.model.figures import cut
from thesis_tui.model.live import ReadingKind
from thesis_tui.model.text_cleaning import clean
from thesis_tui.public_data.body import unpacked

MAX_JSON = 5_000_000
L_contra = TypeVar("L_contra", contravariant=True)


class Host(Struct, frozen=True, kw_only=True):
    """A place that is asked, why, and how it is called in the settings. Only sec.gov is told the contact."""

    name: str
    title: str
    base_url: str
    why: str
    contact: bool = False


class Ask(Struct, frozen=True, kw_only=True):
    """One request: a path at the source's host, or a whole address in `url` where the user gave one."""

    path: str = ""
    query: tuple[tuple[str, str], ...] = ()
    accept: str = "application/json"
    headers: tuple[tuple[str, str], ...] = ()
    url: str = ""
    base_url: str = ""
    """Another host of the same source."""

    @property
    def target(self) -> str:
        """Path and query, percent-encoded."""
        return f"{self.path}?{urlencode(self.query)}" if self.query else self.path


class Answer(NamedTuple):
    """`headers` by lower-case name; `address` is where the answer came from in the end."""

    status: int
    headers: Mapping[str, str]
    body: bytes
    address: str = ""


class Refusal(NamedTuple):
    """Why an answer is no data. `retry_after` in seconds, where the source says so."""

    failure: Failure
    text: str
    retry_after: float | None = None


class Measured(Struct, frozen=True, kw_only=True):
    """A value as a source gives it, before it is a reading."""

    value: Decimal
    unit: str = ""
    data_day: date | None = None
    start: date | None = None
    end: date | None = None
    basis: str = ""


class ReadingSource(Protocol, Generic[L_contra]):
    """A source of readings. `every` is how long one is left alone, `kind` how its readings combine."""

    @property
    def host(self) -> Host: ...

    @property
    def every(self) -> timedelta: ...

    def kind(self, live: L_contra) -> ReadingKind: ...

    def fault(self, live: L_contra) -> str:
        """The fault of the metric's table, in words, or ""."""

    def asks(self, live: L_contra, now: datetime) -> Sequence[Ask]: ...

    def more(self, live: L_contra, answer: Answer, asked: int) -> Ask | None:
        """The next page after an answer, None after the last."""

    def refusal(self, answer: Answer, now: datetime) -> Refusal | None:
        """Why an answer is none, where its status means something of its own to this source."""

    def read(self, live: L_contra, answers: Sequence[Answer], now: datetime) -> Measured:
        """Raises InputError for an answer that cannot be believed."""


def read_json(body: bytes, most: int = MAX_JSON) -> Any:
    """Raises InputError. Numbers with a point are Decimal, whole ones exact; NaN and infinity are refused."""
    import json

    def refuse(word: str) -> None:
        raise ValueError(f"{word} is no number")

    body = unpacked(body, most)
    if body[:512].lstrip()[:1] == b"<":
        raise InputError("a page came instead of data")
    try:
        return json.loads(body.decode("utf-8-sig"), parse_float=Decimal, parse_constant=refuse)
    except (ValueError, RecursionError, ArithmeticError):
        raise InputError("what came is cut off or no JSON") from None


def whole(value: object, what: str) -> int:
    """A count of zero or more. Raises InputError."""
    if isinstance(value, bool) or not isinstance(value, int) or value < 0 or value >= 10**15:
        raise InputError(f"{what} is {shown(value)}; expected a whole number")
    return value


def shown(value: object, most: int = 60) -> str:
    """Text from outside, as a message may show it."""
    # shortened before it is cleaned: it may be megabytes
    return cut(" ".join(clean(str(value)[: most * 4]).split()), most) or "nothing"


def line(value: object, most: int = 300) -> str:
    """A text from outside on one line; "" for anything else."""
    return cut(" ".join(clean(value[: most * 20]).split()), most) if isinstance(value, str) else ""


def day(value: object) -> date | None:
    """A date as sources write it, its time left out."""
    if not isinstance(value, str):
        return None
    try:
        return date.fromisoformat(value.strip()[:10])
    except ValueError:
        return None


def encoded(text: str) -> str:
    """Text as one segment of a path, everything percent-encoded that could end it."""
    return quote(text, safe="")


def next_link(answer: Answer) -> str:
    """The address of the next page in the header Link, or ""."""
    import re

    for found in re.finditer(r"<([^<>]*)>\s*((?:;[^,<]*)*)", answer.headers.get("link", "")):
        if re.search(r";\s*rel\s*=\s*\"?next\b", found[2]):
            return found[1]
    return ""
