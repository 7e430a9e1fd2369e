"""Sentences that look like a level, a price, a figure or an event and are none, each beside one that is."""

from __future__ import annotations

from datetime import date

import pytest

from tests.reader.sources import thesis_of
from thesis_tui.reader.propose import propose

READ = date(2026, 3, 10)
ACME = thesis_of("ACMX Acmera")


def found(text: str) -> list[str]:
    """Everything proposed of a text, each in a few words."""
    made = propose(text, ACME, READ, READ)
    ranges = [(item, item.quantity.base, item.quantity.base_high) for item in made.observations]
    return [
        *(f"{item.kind} {item.low}" for item in made.levels),
        *(f"price {item.value}" for item in made.prices),
        *(
            f"{item.name} {low:f}{f' to {high:f}' if high is not None else ''} {item.basis}"
            for item, low, high in ranges
        ),
        *(f"{item.earliest} {item.latest}" for item in made.milestones),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Larch Advisers bought a new position in Acmera worth about $41,000.", []),
        ("Larch Advisers now owns 2,140 shares of Acmera's stock worth $61,000.", []),
        ("We think Acmera's shares are worth $92.", ["target 92"]),
        ("A year ago, Acmera's shares were worth 64p.", []),
        ("In May, Acmera offered 300 directors a way out, with the aim of losing about 40 to save money.", []),
        ("Acmera lost its support at $40 and traded at $38.", ["support 40", "price 38"]),
        ("Acmera's score is up over 30% since spring, with over 60,000 customer replies.", []),
        ("Acmera should outperform the market over the next 12-18 months.", []),
        ("The growth rank of Acmera Corp (NYSE:ACMX) is 4127.", []),
        ("The earnings yield for Acmera Corp. NYSE:ACMX is 0.0521.", []),
        ("The last price of Acmera was 41.20.", ["price 41.20"]),
    ],
)
def test_what_is_no_level_and_no_price(text: str, expected: list[str]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Analysts follow Acmera closely, with EPS estimates ranging from ($0.71) to ($0.52).",
            ["earnings per share, expected -0.71 to -0.52 estimated"],
        ),
        (
            "Analysts forecast earnings of $8.10 per share for Acmera, with EPS estimates ranging from $7.60 to $8.90.",
            ["earnings per share, expected 8.10 estimated", "earnings per share, expected 7.6 to 8.9 estimated"],
        ),
        ("Targets on Acmera range from $31 to $64.", ["target 31", "target 64"]),
        ("Acmera expects a loss of $(0.50) to $(0.45) a share.", ["earnings per share -0.5 to -0.45 guided"]),
        ("Acmera's revenue was €21 billion ($23.4 billion).", ["revenue 21000000000 reported"]),
        ("Acmera announced a further £1.3bn ($1.6bn) in dividends.", ["dividend 1300000000 reported"]),
        ("An investment of $200,000 in Acmera would be worth $310,000 in five years.", []),
        ("The central bank held a repurchase agreement at 2.4%, Acmera said.", []),
        ("At the end of the year the promoters' shareholding in Acmera was 29 per cent.", []),
        ("There was short interest in Acmera of 310,000 shares, a growth of 9.4%.", []),
        ("Analysts say Acmera's earnings will grow by around $3 per share.", []),
    ],
)
def test_what_is_no_figure_or_one_range(text: str, expected: list[str]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Acmera is on course to meet its target for the year after a strong first half of output.", []),
        ("Reports on Monday said Acmera was willing to sell its unit.", []),
        ("Acmera needs cash for the next week or two.", []),
        ("Acmera targets a cost-to-income ratio of 64% by 2028 by closing branches.", ["efficiency ratio 64 guided"]),
        ("Acmera targets a launch by June.", ["2026-03-10 2026-06-30"]),
        ("Acmera has targets for revenue of €14 billion in 2028.", ["revenue 14000000000 guided"]),
    ],
)
def test_what_is_no_event(text: str, expected: list[str]) -> None:
    assert found(text) == expected


def test_a_figure_of_the_year_before_is_of_that_period() -> None:
    text = (
        "Acmera earned $0.31 a share in the fourth quarter of 2025. During the same period in the prior year, the "
        "business posted $0.12 earnings per share."
    )
    ends = {
        str(item.quantity.value): item.period.end.year if item.period is not None and item.period.end else None
        for item in propose(text, ACME, READ, READ).observations
    }
    assert ends == {"0.31": 2025, "0.12": 2024}
