"""Passages with their labels, and how proposals are counted against them.

What is counted has a unit of its own ("vehicles", "Fahrzeuge"); which word names it is not compared.
"""

from __future__ import annotations

import tomllib
from collections import Counter
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from thesis_tui.model.figures import plain, trimmed
from thesis_tui.model.objects import Listing, Pillar, Thesis
from thesis_tui.model.proposals import Proposals
from thesis_tui.reader.propose import propose

PASSAGES = Path(__file__).parent / "passages"
PUBLISHED = date(2026, 3, 10)
KINDS = ("levels", "prices", "figures", "milestones")
BABA = Path(__file__).parents[2] / "seeds" / "baba" / "thesis.toml"


class Score(NamedTuple):
    """How many were found that should be, found that should not, and not found."""

    right: int
    wrong: int
    missing: int

    @property
    def precision(self) -> float:
        return self.right / (self.right + self.wrong) if self.right + self.wrong else 1.0

    @property
    def recall(self) -> float:
        return self.right / (self.right + self.missing) if self.right + self.missing else 1.0


@cache
def companies() -> dict[str, Thesis]:
    made = {"baba": msgspec.convert(tomllib.loads(BABA.read_text("utf-8"), parse_float=Decimal), Thesis)}
    for name, item in tomllib.loads((PASSAGES / "companies.toml").read_text("utf-8")).items():
        listings = [line.split() for line in item["listings"]]
        made[name] = Thesis(
            format=1,
            name=item["name"],
            stance="watch",
            statement="",
            fiscal_year_end=item["year_end"],
            listing=tuple(Listing(symbol=symbol, venue="", currency=currency) for symbol, currency in listings),
            pillar=tuple(
                Pillar(id=identity, title=identity, claim="", keywords=tuple(words))
                for identity, words in item["pillars"].items()
            ),
        )
    return made


def passages(name: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = tomllib.loads((PASSAGES / f"{name}.toml").read_text("utf-8"))["passage"]
    return found


def read(passage: dict[str, Any]) -> Proposals:
    """A passage has its day given and stands under its company's name; an article is to say its own."""
    thesis = companies()[passage["company"]]
    if passage.get("article"):
        return propose(passage["text"], thesis, PUBLISHED, None)
    return propose(f"{thesis.name}\n\n{passage['text']}", thesis, PUBLISHED, PUBLISHED)


def _number(value: Decimal, high: Decimal | None = None) -> str:
    return plain(trimmed(value)) + (f"-{plain(trimmed(high))}" if high is not None else "")


def _unit(unit: str) -> str:
    return unit if unit in ("%", "x") or (len(unit) == 3 and unit.isupper()) else "counted"


def given(found: Proposals, kind: str, labelled: set[str]) -> Counter[str]:
    """What was proposed, written as the labels are. A price's session and a figure's period count only where the
    label has one.
    """
    if kind == "levels":
        return Counter(
            f"{level.kind} {_number(level.low, level.high)} {level.currency} {level.listing}"
            f"{' prior' if level.status == 'prior' else ''}"
            for level in found.levels
        )
    if kind == "milestones":
        return Counter(f"{milestone.earliest} {milestone.latest}" for milestone in found.milestones)
    both = []
    if kind == "prices":
        for price in found.prices:
            bare = f"{_number(price.value)} {price.currency} {price.listing}"
            both.append((bare, f"{bare} {price.session}"))
    else:
        for observation in found.observations:
            if observation.basis == "guided":
                continue
            value = _number(observation.quantity.base, observation.quantity.base_high)
            bare = f"{value} {_unit(observation.unit)} {observation.pillar or 'none'}"
            both.append(
                (bare, f"{bare} @{observation.period.start}..{observation.period.end}" if observation.period else bare)
            )
    return Counter(full if full in labelled or bare not in labelled else bare for bare, full in both)


def wanted(passage: dict[str, Any], kind: str, labels: list[str]) -> Counter[str]:
    made = []
    for label in labels:
        words = label.split()
        at = 0
        if kind == "levels":
            at = next(i for i, w in enumerate(words) if w[0].isdigit() and not w.startswith("52-week"))
        if kind != "milestones":
            low, dash, high = words[at][1:].partition("-")
            words[at] = _number(Decimal(words[at][0] + low), Decimal(high) if dash else None)
        if kind == "figures":
            words[1:-1] = [_unit(words[1]), *words[2:-1]] if len(words) > 2 else words[1:-1]
        made.append(" ".join(words))
    return Counter(made)


def open_labels(passage: dict[str, Any], kind: str) -> set[str]:
    """What may be proposed or left, as far as it is written like labels of that kind."""
    is_level = ("support ", "resistance ", "target ", "stop ", "moving average ", "52-week ")
    made = []
    for label in passage.get("maybe", []):
        words = label.split()
        own = "levels" if label.startswith(is_level) else "milestones" if len(words) == 2 else "figures"
        if len(words) == 3 and own == "figures" and len(words[1]) == 3 and words[2].isupper():
            own = "prices"
        if own == kind:
            made.append(label)
    return set(wanted(passage, kind, made))


def score(name: str, differences: list[str] | None = None) -> dict[str, Score]:
    """Counts per kind over one file of passages; every difference is added to `differences`."""
    totals: dict[str, list[int]] = {kind: [0, 0, 0] for kind in KINDS}
    for passage in passages(name):
        found = read(passage)
        for kind in KINDS:
            want = wanted(passage, kind, passage.get(kind, []))
            free = open_labels(passage, kind)
            have = given(found, kind, set(want) | free)
            wrong = Counter({text: count for text, count in (have - want).items() if text not in free})
            for i, counted in enumerate((want & have, wrong, want - have)):
                totals[kind][i] += sum(counted.values())
            if differences is not None and (wrong or want - have):
                start = passage["text"].strip()[:60]
                differences.append(f"{kind}: {start!r}: wrong {list(wrong)}, missing {list(want - have)}")
    return {kind: Score(*counts) for kind, counts in totals.items()}


def table(scores: dict[str, Score]) -> str:
    return "\n".join(
        f"  {kind:<11} precision {item.precision:.2f}  recall {item.recall:.2f}"
        f"  ({item.right} right, {item.wrong} wrong, {item.missing} missing)"
        for kind, item in scores.items()
    )
