"""Checks that types cannot make: ids, references, ranges.

A check gives the field at fault and what is wrong with it, or None.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from thesis_tui.model.faults import Fault, empty, not_positive
from thesis_tui.model.journal import KINDS, Correction, Decision, Holding
from thesis_tui.model.live import Monitor
from thesis_tui.model.objects import (
    Benchmark,
    Criterion,
    Dispute,
    Evidence,
    FileStruct,
    Level,
    Listing,
    Metric,
    Milestone,
    Observation,
    Pillar,
    Price,
    Source,
    Thesis,
)
from thesis_tui.model.quantity import number_fault
from thesis_tui.rules.entry_kinds import ENTRY_KINDS

SLUG = re.compile(r"[a-z0-9-]{1,64}\Z")
SLUG_WORDS = "lower-case letters, digits and hyphens, at most 64"
"""The form of an id in the words of messages."""
FIRST_DAY = date(1900, 1, 1)
LAST_DAY = date(2199, 12, 31)

# Patterns are text: `re` compiles each when it is first used, which few commands do; all at import are 1 ms of a start.
_SYMBOL = r"[A-Za-z0-9^][A-Za-z0-9.^=:_-]{0,31}\Z"
_CURRENCY = r"[A-Z]{3}\Z"
_FEED = r"https?://[^\s/@]+(?:/\S*)?\Z"
EVERY = r"([1-9]\d{0,3})([hd])\Z"
"""How often a source is asked: hours or days."""
_MONTH_DAY = r"(\d\d)-(\d\d)\Z"


def is_slug(text: str) -> bool:
    """Whether a text can be an id: at most 64 of a-z, 0-9 and dashes."""
    return SLUG.match(text) is not None


def fault(what: FileStruct) -> Fault:
    """Fault of an object or entry by itself, references aside."""
    for field in what.__struct_fields__:
        value = getattr(what, field)
        kind = type(value)
        if kind is Decimal:
            reason = number_fault(value)
            if reason:
                return field, reason
        elif kind is date:
            if not FIRST_DAY <= value <= LAST_DAY:
                return field, f"{value} is too far away; accepted are {FIRST_DAY} to {LAST_DAY}"
        elif kind is datetime:
            reason = time_fault(value)
            if reason:
                return field, reason
    name = getattr(what, "id", None)
    if name is not None and not SLUG.match(name):
        return "id", f'"{name[:70]}" is not an id; accepted are {SLUG_WORDS}'
    check = _CHECKS.get(type(what))
    return check(what) if check is not None else None


def time_fault(value: datetime) -> str:
    """The fault of a time in an entry, "" for nothing."""
    if value.utcoffset() is None:
        return f"{value} has no offset from UTC; expected a time such as 2026-02-14T09:30:00+01:00"
    if not FIRST_DAY <= value.date() <= LAST_DAY:
        return f"{value} is too far away; accepted are {FIRST_DAY} to {LAST_DAY}"
    return ""


def _currency(text: str, field: str = "currency") -> Fault:
    if re.match(_CURRENCY, text):
        return None
    return field, f'"{text[:20]}" is not a currency; expected three capital letters such as USD'


def _range(low: Decimal, high: Decimal | None, field: str = "high") -> Fault:
    if high is None or low <= high:
        return None
    return field, f"{high} is below the low end, {low}; expected {low} or more"


def _order(earliest: date | None, latest: date | None, first: str, last: str) -> Fault:
    if earliest is None or latest is None or earliest <= latest:
        return None
    return last, f"{latest} is before {first}, {earliest}; expected that day or later"


def _listing(what: Listing) -> Fault:
    if not re.match(_SYMBOL, what.symbol):
        return "symbol", f'"{what.symbol[:40]}" is not a symbol; expected one such as BABA, AHLA.DE or 9988.HK'
    return _currency(what.currency) or not_positive(what.units, "units")


def _benchmark(what: Benchmark) -> Fault:
    if not re.match(_SYMBOL, what.symbol):
        return "symbol", f'"{what.symbol[:40]}" is not a symbol; expected one such as SPY, KWEB or ^HSI'
    return _currency(what.currency)


def _pillar(what: Pillar) -> Fault:
    return empty(what.title, "title")


def _metric(what: Metric) -> Fault:
    return empty(what.title, "title") or empty(what.unit, "unit")


def _criterion(what: Criterion) -> Fault:
    if what.periods < 1:
        return "periods", f"{what.periods} is not accepted; expected 1 or more"
    if what.max_age_days is not None and not 1 <= what.max_age_days <= 100_000:
        return "max_age_days", f"{what.max_age_days} is not accepted; expected 1 to 100000"
    if what.periods > 1000:
        return "periods", f"{what.periods} is not accepted; expected 1 to 1000"
    if (what.metric is None) == (what.milestone is None):
        both = "both are given" if what.metric is not None else "neither is given"
        return "metric", f"expected either metric, operator and threshold, or milestone; {both}"
    if what.live and what.severity == "kill":
        return "live", "a criterion based on live readings can only warn; expected severity warn, or no live"
    if what.metric is not None:
        for field in ("operator", "threshold"):
            if getattr(what, field) is None:
                return field, "is missing; a criterion on a metric needs operator and threshold"
        return None
    for field in ("operator", "threshold"):
        if getattr(what, field) is not None:
            return field, "is for a criterion on a metric; this one is based on a milestone"
    return None


def _monitor(what: Monitor) -> Fault:
    if what.source == "feed":
        if not re.match(_FEED, what.url):
            return (
                "url",
                f'"{what.url[:60]}" is not accepted; expected the address of a feed that begins with https://',
            )
    elif what.url:
        return "url", f'is for source "feed"; a {what.source} monitor has none'
    if what.every and not re.match(EVERY, what.every):
        return "every", f'"{what.every[:20]}" is not accepted; expected a number of hours or days such as 12h or 7d'
    return None


def _observation(what: Observation) -> Fault:
    return _range(what.value, what.high) or _order(what.start, what.end, "start", "end")


def _evidence(what: Evidence) -> Fault:
    return empty(what.text, "text")


def _milestone(what: Milestone) -> Fault:
    return empty(what.title, "title") or _order(what.earliest, what.latest, "earliest", "latest")


def _level(what: Level) -> Fault:
    return _currency(what.currency) or _range(what.low, what.high)


def _price(what: Price) -> Fault:
    return _currency(what.currency)


def _source(what: Source) -> Fault:
    return empty(what.title, "title") or _order(
        what.published_earliest, what.published_latest, "published_earliest", "published_latest"
    )


def _thesis(what: Thesis) -> Fault:
    match = re.match(_MONTH_DAY, what.fiscal_year_end)
    try:
        # no leap year: 29 February would be the end of a year in one of four
        date(2001, int(match[1]), int(match[2])) if match else date(2001, 0, 0)
    except ValueError:
        shown = what.fiscal_year_end[:20]
        return "fiscal_year_end", f'"{shown}" is not a day of the year; expected a month and day such as 03-31'
    return empty(what.name, "name")


_CHECKS: dict[type[FileStruct], Callable[[Any], Fault]] = {
    Listing: _listing,
    Benchmark: _benchmark,
    Pillar: _pillar,
    Metric: _metric,
    Criterion: _criterion,
    Monitor: _monitor,
    Observation: _observation,
    Evidence: _evidence,
    Milestone: _milestone,
    Level: _level,
    Price: _price,
    Source: _source,
    Thesis: _thesis,
    **{KINDS[kind]: declared.fault for kind, declared in ENTRY_KINDS.items() if declared.fault is not None},
}


def _below_zero(what: FileStruct | Dispute) -> Fault:
    """The first price of `what` at zero or below, which few venues know."""
    if isinstance(what, Level):
        return not_positive(what.low, "low") or not_positive(what.high, "high")
    if isinstance(what, Decision | Holding):
        return not_positive(what.price, "price")
    return not_positive(what.value, "value") if isinstance(what, Price | Correction) else None


_NEEDS: dict[type[FileStruct], tuple[str, ...]] = {
    KINDS[kind]: declared.needs for kind, declared in ENTRY_KINDS.items()
}
_FILED_UNDER: dict[type[FileStruct], tuple[str, ...]] = {
    **{KINDS[kind]: declared.filed_under for kind, declared in ENTRY_KINDS.items()},
    Metric: ("pillar",),
    Monitor: ("pillar",),
}


class References:
    """Ids of a thesis that other objects may refer to."""

    def __init__(
        self,
        listings: dict[str, str],
        pillars: set[str],
        metrics: set[str],
        milestones: set[str],
        negative: frozenset[str] = frozenset(),
    ) -> None:
        """`listings` maps a symbol to its currency; those in `negative` can be priced at zero and below."""
        self._listings = listings
        self._negative = negative
        self._known = {"pillar": pillars, "metric": metrics, "milestone": milestones}

    def fault(self, what: FileStruct | Dispute) -> Fault:
        """The first thing `what` needs and the thesis does not have."""
        needs = _NEEDS.get(type(what), ())
        for field in needs:
            known = self._known.get(field)
            name = getattr(what, field)
            if known is not None and name is not None and name not in known:
                return field, self._unknown(field, name)
        if "listing" in needs:
            symbol = getattr(what, "listing")  # noqa: B009  (those that need one have it, FileStruct has not)
            if symbol is None:
                return None
            own = self._listings.get(symbol)
            if own is None:
                return "listing", f'there is no listing "{symbol[:40]}"; accepted are {", ".join(self._listings)}'
            currency = getattr(what, "currency", own)
            if currency != own:
                return "currency", f"{currency} is not the currency of {symbol}; expected {own}"
            if symbol not in self._negative:
                return _below_zero(what)
        return None

    def loose(self, what: FileStruct) -> Fault:
        """The first thing `what` is filed under that the thesis does not have, though it stands without it."""
        for field in _FILED_UNDER.get(type(what), ()):
            name = getattr(what, field)
            if name is not None and name not in self._known[field]:
                return field, self._unknown(field, name)
        if isinstance(what, Pillar):
            key = what.key
            if key is not None and key not in self._known["metric"]:
                return "key", self._unknown("metric", key)
        return None

    def _unknown(self, kind: str, name: str) -> str:
        known = sorted(self._known[kind])
        if not known:
            return f'there is no {kind} "{name[:70]}", and no other'
        import difflib

        near = difflib.get_close_matches(name[:70], known, 1)
        if near:
            return f'there is no {kind} "{name[:70]}"; did you mean "{near[0]}"?'
        more = "" if len(known) <= 8 else " …"
        return f'there is no {kind} "{name[:70]}"; accepted are {", ".join(known[:8])}{more}'
