"""Passages that sound like their sources, read each in a thesis of its own company and in another's, and counted.

A label is one reading or several that are as right, parted by "|". What is counted has a unit of its own ("vehicles"),
and which word names it is not compared. Figures are counted apart by their basis: those that had come, and those that
were guided or estimated.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from decimal import Decimal
from functools import cache
from typing import Any, NamedTuple

from tests.reader.labels import PASSAGES, PUBLISHED, Score
from thesis_tui.model.figures import plain, trimmed
from thesis_tui.model.objects import Listing, Thesis
from thesis_tui.model.proposals import Proposals
from thesis_tui.reader.propose import propose

KINDS = ("levels", "prices", "came", "ahead", "milestones")
_SCALES = {"K": 3, "M": 6, "B": 9, "T": 12}
_VALUE = re.compile(r"(-?\d[\d.]*)(?:-(-?\d[\d.]*))?([KMBT]?)")
_CURRENCIES = {
    "L": "GBP", "DE": "EUR", "PA": "EUR", "OL": "NOK", "T": "JPY", "HK": "HKD", "SS": "CNY", "SW": "CHF", "AX": "AUD",
    "TO": "CAD", "NS": "INR", "TW": "TWD",
}  # fmt: skip


class Reading(NamedTuple):
    """What was proposed of one passage and should not have been, and what should have been and was not."""

    start: str
    kind: str
    wrong: list[str]
    missing: list[str]


def passages(name: str) -> list[dict[str, Any]]:
    """The passages of one file; each has `of` and `text`, and its labels by kind."""
    found: list[dict[str, Any]] = tomllib.loads((PASSAGES / f"{name}.toml").read_text("utf-8"))["passage"]
    return found


@cache
def thesis_of(of: str) -> Thesis:
    """A new thesis of "SYMBOL Name", as the command `new` makes it: nothing in it but the listing."""
    symbol, _, name = of.partition(" ")
    currency = _CURRENCIES.get(symbol.partition(".")[2], "USD")
    listing = Listing(symbol=symbol, venue="", currency=currency)
    return Thesis(format=1, name=name, stance="watch", statement="", listing=(listing,))


def read(passage: dict[str, Any], of: str = "") -> Proposals:
    return propose(passage["text"], thesis_of(of or passage["of"]), PUBLISHED, PUBLISHED)


def _amount(text: str) -> str:
    found = _VALUE.fullmatch(text)
    if found is None:
        raise ValueError(text)
    low, high, scale = found.groups()
    shift = _SCALES.get(scale, 0)
    made = plain(trimmed(Decimal(low).scaleb(shift)))
    return made if high is None else f"{made}-{plain(trimmed(Decimal(high).scaleb(shift)))}"


def _label(text: str) -> tuple[str, str]:
    """The kind of a label and how it is compared."""
    words = text.split()
    if len(words) == 2 and all(re.fullmatch(r"\d{4}-\d\d-\d\d", item) for item in words):
        return "milestones", text
    if words[0] in ("support", "resistance", "target", "stop", "moving", "52-week"):
        at = next(i for i, item in enumerate(words) if _VALUE.fullmatch(item))
        return "levels", " ".join([*words[:at], _amount(words[at]), *words[at + 1 :]])
    value, unit, *basis = words
    counted = (
        unit if unit in ("%", "x") or (re.fullmatch("[A-Z]{3}", unit) and unit not in ("BTC", "ETH")) else "counted"
    )
    return ("ahead" if basis else "came"), f"{_amount(value)} {counted}"


def _given(found: Proposals) -> dict[str, list[str]]:
    made: dict[str, list[str]] = {kind: [] for kind in KINDS}
    for level in found.levels:
        value = _pair(level.low, level.high)
        made["levels"].append(f"{level.kind} {value} {level.currency}{' prior' if level.status == 'prior' else ''}")
    made["prices"] = [f"{_pair(item.value, None)} {item.currency} {item.session}" for item in found.prices]
    for item in found.observations:
        value = _pair(item.quantity.base, item.quantity.base_high)
        unit = item.unit if item.unit in ("%", "x") or (len(item.unit) == 3 and item.unit.isupper()) else "counted"
        unit = "counted" if unit in ("BTC", "ETH") else unit
        made["came" if item.basis == "reported" else "ahead"].append(f"{value} {unit}")
    made["milestones"] = [f"{item.earliest} {item.latest}" for item in found.milestones]
    return made


def _pair(low: Decimal, high: Decimal | None) -> str:
    return plain(trimmed(low)) + (f"-{plain(trimmed(high))}" if high is not None else "")


def _same(kind: str, label: str, given: str) -> bool:
    if kind == "prices":
        session = given.rpartition(" ")[0]
        return label in (given, session)
    return label == given


def differences(passage: dict[str, Any]) -> tuple[dict[str, Score], list[Reading]]:
    """The counts of one passage by kind, and what differs."""
    given = _given(read(passage))
    free = {_label(text)[1] for label in passage.get("maybe", ()) for text in label.split("|")}
    scores: dict[str, Score] = {}
    found = []
    for kind in KINDS:
        left = list(given[kind])
        right, missing = 0, []
        for label in _labels(passage, kind):
            hit = next((item for item in left if any(_same(kind, text, item) for text in label)), None)
            if hit is None:
                missing.append("|".join(label))
            else:
                right += 1
                left.remove(hit)
        wrong = [item for item in left if item not in free and item.rpartition(" ")[0] not in free]
        scores[kind] = Score(right, len(wrong), len(missing))
        if wrong or missing:
            found.append(Reading(passage["text"][:50].replace("\n", " "), kind, wrong, missing))
    return scores, found


def _labels(passage: dict[str, Any], kind: str) -> Iterable[list[str]]:
    for table in ("levels", "prices", "figures", "milestones"):
        for text in passage.get(table, ()):
            if table == "prices":
                if kind == "prices":
                    yield [_price(part) for part in text.split("|")]
                continue
            both = [_label(part) for part in text.split("|")]
            if both[0][0] == kind:
                yield [item for _, item in both]


def _price(text: str) -> str:
    value, currency, *session = text.split(maxsplit=2)
    return " ".join([_amount(value), currency, *session])


def score(name: str) -> tuple[dict[str, Score], list[Reading]]:
    """Counts by kind over one file of passages, and all that differs."""
    totals = {kind: [0, 0, 0] for kind in KINDS}
    found: list[Reading] = []
    for passage in passages(name):
        scores, differs = differences(passage)
        found += differs
        for kind, item in scores.items():
            for i, count in enumerate(item):
                totals[kind][i] += count
    return {kind: Score(*counts) for kind, counts in totals.items()}, found


def of_others(name: str) -> list[str]:
    """The passages of one file of which something is proposed in the thesis of the next one's company. What does not
    name its company may be of any.
    """
    found = []
    every = passages(name)
    for number, passage in enumerate(every):
        other = every[(number + 7) % len(every)]["of"]
        own = thesis_of(passage["of"])
        named = own.name.split()[0] in passage["text"] or own.listing[0].symbol.split(".")[0] in passage["text"]
        if not named or thesis_of(other).name.split()[0] in passage["text"]:
            continue
        proposed = read(passage, other)
        if proposed.levels or proposed.prices or proposed.observations or proposed.milestones:
            found.append(f"{other}: {passage['text'][:60]!r}")
    return found
