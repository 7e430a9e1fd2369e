"""Names of figures that hold another's, sums that are only differences, and what would be."""

from __future__ import annotations

from datetime import date

import pytest

from tests.reader.sources import thesis_of
from thesis_tui.reader.propose import propose

PUBLISHED = date(2026, 2, 10)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Acmera's cost of revenue was $5,118 million.", [("cost of sales", "5118000000")]),
        ("Deferred revenue at Acmera climbed to $4.9 billion.", [("deferred revenue", "4900000000")]),
        ("Interest income at Acmera was $31 million.", [("interest income", "31000000")]),
        ("Acmera's revenue was $3 billion.", [("revenue", "3000000000")]),
        (
            "Acmera's revenue increased $365 million, or 12%, to $3.4 billion.",
            [("revenue, change", "12"), ("revenue", "3400000000")],
        ),
        ("Acmera's orders came in $200 million ahead of last year.", []),
        ("Had Acmera's revenue grown 15%, it would have reached $3.5 billion.", []),
        ("If approved, Acmera's drug could reach peak sales of $350 million.", [("peak sales", "350000000")]),
    ],
)
def test_a_name_is_read_whole_and_a_difference_is_no_figure(text: str, expected: list[tuple[str, str]]) -> None:
    found = propose(text, thesis_of("ACMX Acmera"), PUBLISHED, PUBLISHED).observations
    assert [(item.name, f"{item.quantity.base.normalize():f}") for item in found] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Revenue and EPS at Acmera were $3.4 billion and $1.14, compared with $3 billion and $0.97 before.",
            ["3400000000", "1.14"],
        ),
        ("Acmera's sales and profit rose 5% and 7%.", ["5", "7"]),
        ("Acmera forecast comparable sales of down 3% to down 1% for 2026.", ["-3"]),
        ("ACMERA SEES Q1 REV $3.3 BLN TO $3.5 BLN", ["3300000000"]),
        ("Acmera's EBITDA was Rs 3,264 cr.", ["32640000000"]),
        ("Acmera's revenue and profit grew; EPS was $1.20 and the dividend 40 cents.", ["1.2", "0.4"]),
    ],
)
def test_amounts_told_of_together_go_to_their_names(text: str, expected: list[str]) -> None:
    found = propose(text, thesis_of("ACMX Acmera"), PUBLISHED, PUBLISHED).observations
    assert [f"{item.quantity.base.normalize():f}" for item in found] == expected
    assert len({item.name for item in found}) == len(found)
