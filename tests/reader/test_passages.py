"""Passages and articles on forty companies: precision and recall per kind, printed, with floors.

The articles of fresh-held were blind until this was measured on them: levels 0.98 and 0.82, prices 0.94 and 0.74,
figures 0.88 and 0.79, milestones 0.79 and 0.85.
"""

from __future__ import annotations

import pytest

from tests.reader.labels import passages, read, score, table

FLOORS = {
    "dev": {"levels": (0.93, 0.98), "prices": (0.98, 0.98), "figures": (0.85, 0.95), "milestones": (0.95, 0.95)},
    "held": {"levels": (0.95, 0.98), "prices": (0.98, 0.98), "figures": (0.75, 0.95), "milestones": (0.95, 0.95)},
    "fresh-dev": {"levels": (0.94, 0.92), "prices": (0.97, 0.94), "figures": (0.92, 0.92), "milestones": (0.85, 0.95)},
    "fresh-held": {"levels": (0.97, 0.95), "prices": (0.97, 0.94), "figures": (0.87, 0.8), "milestones": (0.83, 0.83)},
}
"""A little under what was measured: precision, recall."""
LEAST_DATED = {"fresh-dev": 1.0, "fresh-held": 0.8}


@pytest.mark.parametrize("name", FLOORS)
def test_precision_and_recall_per_kind(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    scores = score(name)
    with capsys.disabled():
        print(f"\n{name}: {len(passages(name))} passages\n{table(scores)}")  # noqa: T201
    for kind, (precision, recall) in FLOORS[name].items():
        assert scores[kind].precision >= precision, kind
        assert scores[kind].recall >= recall, kind


@pytest.mark.parametrize("name", LEAST_DATED)
def test_an_article_says_when_it_was_published(name: str) -> None:
    right = total = 0
    for passage in passages(name):
        if "dated" in passage:
            dating = read(passage).dating
            total += 1
            right += f"{dating.published or ''} {dating.basis}".strip() == passage["dated"]
    assert right >= LEAST_DATED[name] * total


def test_a_third_of_the_passages_is_held_out() -> None:
    dev, held = passages("dev") + passages("fresh-dev"), passages("held") + passages("fresh-held")
    assert len(dev) + len(held) >= 120
    assert len({item["company"] for item in dev + held}) >= 30
    assert len(held) * 3 >= len(dev) + len(held)


@pytest.mark.parametrize("name", FLOORS)
def test_every_quotation_is_where_its_span_says(name: str) -> None:
    for passage in passages(name):
        found = read(passage)
        for quote, (start, end) in found.places:
            assert found.text[start:end] == quote
