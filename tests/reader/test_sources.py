"""Passages that sound like their sources, each read in a new thesis of its own company and in another's."""

from __future__ import annotations

import pytest

from tests.reader.sources import KINDS, of_others, passages, score

FLOORS = {
    "sources-a": {
        "levels": (0.97, 0.94), "prices": (0.97, 0.94), "came": (0.97, 0.95), "ahead": (0.95, 0.94),
        "milestones": (0.97, 0.97),
    },
    "sources-b": {
        "levels": (0.93, 0.9), "prices": (0.92, 0.92), "came": (0.93, 0.89), "ahead": (0.9, 0.86),
        "milestones": (0.88, 0.88),
    },
    "sources-c": {
        "levels": (0.97, 0.97), "prices": (0.97, 0.97), "came": (0.97, 0.97), "ahead": (0.95, 0.95),
        "milestones": (0.95, 0.95),
    },
    "sources-d": {
        "levels": (0.97, 0.9), "prices": (0.92, 0.87), "came": (0.94, 0.94), "ahead": (0.92, 0.7),
        "milestones": (0.8, 0.88),
    },
    "sources-e": {
        "levels": (0.97, 0.94), "prices": (0.97, 0.97), "came": (0.97, 0.95), "ahead": (0.93, 0.93),
        "milestones": (0.95, 0.95),
    },
    "sources-f": {
        "levels": (0.97, 0.97), "prices": (0.97, 0.97), "came": (0.97, 0.97), "ahead": (0.97, 0.95),
        "milestones": (0.95, 0.9),
    },
    "sources-h": {
        "levels": (0.97, 0.95), "prices": (0.97, 0.92), "came": (0.97, 0.92), "ahead": (0.97, 0.92),
        "milestones": (0.95, 0.83),
    },
    "sources-i": {
        "levels": (0.97, 0.9), "prices": (0.97, 0.92), "came": (0.97, 0.97), "ahead": (0.97, 0.97),
        "milestones": (0.97, 0.97),
    },
    "sources-j": {
        "levels": (0.97, 0.97), "prices": (0.97, 0.97), "came": (0.97, 0.95), "ahead": (0.97, 0.92),
        "milestones": (0.97, 0.97),
    },
    "sources-k": {
        "levels": (0.97, 0.9), "prices": (0.97, 0.97), "came": (0.97, 0.85), "ahead": (0.97, 0.97),
        "milestones": (0.97, 0.97),
    },
    "sources-g": {
        "levels": (0.86, 0.75), "prices": (0.93, 0.9), "came": (0.95, 0.82), "ahead": (0.93, 0.72),
        "milestones": (0.9, 0.68),
    },
}  # fmt: skip
"""A little under what was measured: precision, recall. No rule was written from sources-b and sources-g.

sources-g are forty passages labelled before the rules. Scored first, after the rules of all others: levels 0.83 and
0.72, prices 0.96 and 0.93, figures that came 0.98 and 0.83, guidance and estimates 0.96 and 0.74, milestones 0.87 and
0.65. The figure to go by is that of real passages, which are not part of the project; it is in README.md.

Fresh text scores lower than text that rules were written for. Before any rule was written from them:

- sources-e: levels 0.86 and 0.66, prices 0.93 and 0.76, figures that came 0.86 and 0.78, guidance and estimates 0.93
  and 0.68, milestones 0.67 and 0.57
- sources-d, after rules from sources-c and sources-e: levels 0.88 and 0.85, prices 0.93 and 0.78, figures that came
  0.93 and 0.93, guidance and estimates 0.90 and 0.67, milestones 0.83 and 0.91
- sources-f: levels 0.88 and 0.73, prices 0.97 and 0.88, figures that came 0.97 and 0.81, guidance and estimates 0.89
  and 0.73, milestones 0.94 and 0.88
- sources-h: levels 0.92 and 0.72, prices 0.89 and 0.89, figures that came 0.90 and 0.93, guidance and estimates 0.95
  and 0.74, milestones 1.00 and 0.77
- sources-i: levels 0.91 and 0.69, prices 0.82 and 0.70
- sources-k, of several companies and with traps: levels 0.80 and 0.86, prices 0.92 and 0.92, figures that came 0.82 and
  0.78, guidance and estimates 0.62 and 0.62, milestones 1.00 and 1.00
- sources-j: figures that came 1.00 and 0.90, guidance and estimates 0.91 and 0.74, milestones 0.85 and 0.85
"""
MOST_OF_OTHERS = 0.05
"""The share of passages of which something may be proposed in the thesis of another company."""


@pytest.mark.parametrize("name", FLOORS)
def test_precision_and_recall_by_kind_are_not_under_their_floors(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    scores, _ = score(name)
    with capsys.disabled():
        print(f"\n{name}: {len(passages(name))} passages")  # noqa: T201
        for kind in KINDS:
            counted = scores[kind]
            print(f"  {kind:<11} precision {counted.precision:.2f}  recall {counted.recall:.2f}")  # noqa: T201
    for kind, (precision, recall) in FLOORS[name].items():
        assert scores[kind].precision >= precision, kind
        assert scores[kind].recall >= recall, kind


@pytest.mark.parametrize("name", FLOORS)
def test_nothing_of_a_passage_is_proposed_in_the_thesis_of_another_company(name: str) -> None:
    found = of_others(name)
    assert len(found) <= MOST_OF_OTHERS * len(passages(name)), found
