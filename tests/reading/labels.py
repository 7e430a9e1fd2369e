"""Passages with their labels, and how proposals are counted against them."""

from __future__ import annotations

import tomllib
from collections import Counter
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from thesis_tui.model.figures import plain, trimmed
from thesis_tui.model.objects import Listing, Pillar, Thesis
from thesis_tui.model.proposals import Proposals
from thesis_tui.reading.propose import propose

PASSAGES = Path(__file__).parent / "passages"
PUBLISHED = date(2026, 3, 10)
KINDS = ("levels", "prices", "figures", "milestones")


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
    made = {}
    for name, it in tomllib.loads((PASSAGES / "companies.toml").read_text("utf-8")).items():
        listings = [line.split() for line in it["listings"]]
        made[name] = Thesis(
            format=1,
            name=it["name"],
            stance="watch",
            statement="",
            fiscal_year_end=it["year_end"],
            listing=tuple(Listing(symbol=symbol, venue="", currency=currency) for symbol, currency in listings),
            pillar=tuple(
                Pillar(id=identity, title=identity, claim="", keywords=tuple(words))
                for identity, words in it["pillars"].items()
            ),
        )
    return made


def passages(name: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = tomllib.loads((PASSAGES / f"{name}.toml").read_text("utf-8"))["passage"]
    return found


def read(passage: dict[str, Any]) -> Proposals:
    return propose(passage["text"], companies()[passage["company"]], PUBLISHED, PUBLISHED)


def _number(value: Decimal, high: Decimal | None = None) -> str:
    return plain(trimmed(value)) + (f"-{plain(trimmed(high))}" if high is not None else "")


def given(found: Proposals, kind: str, labelled: set[str]) -> Counter[str]:
    """What was proposed, written as the labels are. A price's session counts only where the label has one."""
    if kind == "levels":
        return Counter(
            f"{it.kind} {_number(it.low, it.high)} {it.currency} {it.listing}{' prior' if it.status == 'prior' else ''}"
            for it in found.levels
        )
    if kind == "prices":
        written = []
        for it in found.prices:
            bare = f"{_number(it.value)} {it.currency} {it.listing}"
            full = f"{bare} {it.session}"
            written.append(full if full in labelled or bare not in labelled else bare)
        return Counter(written)
    if kind == "figures":
        return Counter(
            f"{_number(it.quantity.base, it.quantity.base_high)} {it.unit} {it.pillar or 'none'}"
            for it in found.observations
        )
    return Counter(f"{it.earliest} {it.latest}" for it in found.milestones)


def wanted(passage: dict[str, Any], kind: str) -> Counter[str]:
    made = []
    for label in passage.get(kind, []):
        words = label.split()
        at = 0 if kind in ("prices", "figures") else next((i for i, w in enumerate(words) if w[0].isdigit()), 0)
        if kind == "levels":
            at = next(i for i, w in enumerate(words) if w[0].isdigit() and not w.startswith("52-week"))
        if kind != "milestones":
            ends = words[at].split("-") if not words[at].startswith("-") else [words[at]]
            words[at] = "-".join(_number(Decimal(end)) for end in ends)
        made.append(" ".join(words))
    return Counter(made)


def score(name: str, differences: list[str] | None = None) -> dict[str, Score]:
    """Counts per kind over one file of passages; every difference is added to `differences`."""
    totals: dict[str, list[int]] = {kind: [0, 0, 0] for kind in KINDS}
    for passage in passages(name):
        found = read(passage)
        for kind in KINDS:
            want = wanted(passage, kind)
            have = given(found, kind, set(want))
            for i, counted in enumerate((want & have, have - want, want - have)):
                totals[kind][i] += sum(counted.values())
            if differences is not None and have != want:
                start = passage["text"][:60]
                differences.append(f"{kind}: {start!r}: wrong {list(have - want)}, missing {list(want - have)}")
    return {kind: Score(*counts) for kind, counts in totals.items()}


def table(scores: dict[str, Score]) -> str:
    return "\n".join(
        f"  {kind:<11} precision {it.precision:.2f}  recall {it.recall:.2f}"
        f"  ({it.right} right, {it.wrong} wrong, {it.missing} missing)"
        for kind, it in scores.items()
    )
