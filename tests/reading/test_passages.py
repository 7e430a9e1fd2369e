"""Passages on fourteen companies against their labels: precision and recall per kind, printed and held to a floor."""

from __future__ import annotations

import pytest

from tests.reading.labels import passages, read, score, table

FLOORS = {"levels": (0.95, 0.85), "prices": (0.95, 0.8), "figures": (0.7, 0.8), "milestones": (0.8, 0.8)}


@pytest.mark.parametrize("name", ["dev", "held"])
def test_precision_and_recall_per_kind(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    scores = score(name)
    with capsys.disabled():
        print(f"\n{name}: {len(passages(name))} passages\n{table(scores)}")  # noqa: T201
    for kind, (precision, recall) in FLOORS.items():
        assert scores[kind].precision >= precision, kind
        assert scores[kind].recall >= recall, kind


def test_there_are_sixty_passages_and_a_third_of_them_is_held_out() -> None:
    dev, held = passages("dev"), passages("held")
    assert len(dev) + len(held) >= 60
    assert len({it["company"] for it in dev + held}) >= 10
    assert len(held) * 3 >= len(dev) + len(held)


@pytest.mark.parametrize("name", ["dev", "held"])
def test_every_quotation_is_where_its_span_says(name: str) -> None:
    for passage in passages(name):
        found = read(passage)
        for quote, (start, end) in found.places:
            assert passage["text"][start:end] == quote
