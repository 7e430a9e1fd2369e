"""What is to come, what was done, and whose an expectation is: one way of writing a test."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from msgspec.structs import replace

from tests.reader.labels import PUBLISHED
from tests.reader.sources import thesis_of
from tests.reader.test_clauses import ACME, read
from thesis_tui.model.objects import Listing, Pillar
from thesis_tui.reader.propose import propose


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Acmera's annual meeting is next month.", [(date(2026, 4, 1), date(2026, 4, 30))]),
        ("Acmera fell 3% on Monday ahead of its results on Thursday.", [(date(2026, 3, 12), date(2026, 3, 12))]),
        ("Tammel rated Acmera a buy in a report on Thursday.", []),
        ("Acmera expects a profit of $58 million for the 12 months to the end of June.", []),
        ("Acmera's outlook for June:", []),
        ("Bis zum Sommer will Acmera das Werk eröffnen.", [(PUBLISHED, date(2026, 8, 31))]),
        ("Am 19. März stehen bei Acmera die Jahreszahlen auf dem Programm.", [(date(2026, 3, 19), date(2026, 3, 19))]),
        (
            "Acmera rechnet mit dem Abschluss der Übernahme im zweiten Halbjahr 2026.",
            [(date(2026, 7, 1), date(2026, 12, 31))],
        ),
    ],
)
def test_an_event_right_before_a_time_to_come_is_a_milestone(text: str, expected: list[tuple[date, date]]) -> None:
    assert [(item.earliest, item.latest) for item in read(text).milestones] == expected


def test_a_year_of_a_forecast_in_chinese_is_no_milestone_and_one_of_an_opening_is() -> None:
    found = read("山海控股预计2027年收入达98亿元。山海控股新工厂预计2027年投产。", "2999.HK 山海控股")
    assert [item.title for item in found.milestones] == ["山海控股新工厂预计2027年投产。"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The government has allowed Acmera to ship Orbit chips abroad.", True),
        ("Walmont moved its stores to Acmera's Orbit.", True),
        ("Acmera's Orbit suffered an outage on Tuesday.", True),
        ("Das Kartellamt leitete eine Untersuchung gegen Orbit von Acmera ein.", True),
        ("Acmera hat mit Bergtal einen Vertrag über Orbit geschlossen.", True),
        ("Acmera said that Orbit matters.", False),
        ("Acmera's Orbit remained strong.", False),
        ("Acmera's Orbit margin widened 8 basis points to 3.12%.", False),
        ("Acmera has committed $380 million over three years to Orbit.", False),
        ("Tammel expected more of Acmera's Orbit.", False),
        ("Bergtal sagte, dass Orbit wichtig sei.", False),
        ("Bergtal und Acmera planen, Orbit zu verkaufen.", False),
    ],
)
def test_what_was_done_about_a_pillar_is_evidence_and_what_was_thought_is_not(text: str, expected: bool) -> None:
    pillar = Pillar(id="orbit", title="Orbit", claim="", keywords=("Orbit",))
    found = propose(text, replace(ACME, pillar=(pillar,)), PUBLISHED, PUBLISHED)
    assert [item.stance for item in found.evidence] == (["neutral"] if expected else [])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Acmera's consensus estimate is $1.16 per share, reflecting a year-over-year decrease of 31%.",
            [("estimated", Decimal("1.16")), ("estimated", Decimal(-31))],
        ),
        (
            "Acmera exceeded expectations by posting earnings of $2.77 per share against an expected $1.79.",
            [("reported", Decimal("2.77")), ("estimated", Decimal("1.79"))],
        ),
        (
            "Acmera expects revenue of $13.7 billion, plus or minus $300 million.",
            [("guided", Decimal("13.7"))],
        ),
        ("Acmera's shares remain down by more than 11% over the past twelve months.", []),
        ("We expect revenue of $75 million to $77 million, Acmera said.", [("guided", Decimal(75))]),
        ("An analyst wrote of Acmera: we expect revenue of $75 million.", [("estimated", Decimal(75))]),
        ("Acmera's revenue target was met, and sales of $9 million came instead of $8 million.", [("reported", 9)]),
    ],
)
def test_whose_an_expectation_is_and_what_came(text: str, expected: list[tuple[str, Decimal]]) -> None:
    assert [(item.basis, item.quantity.value) for item in read(text).observations] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Acmera expects organic sales to range from down 1% to up 3%.", [(-1, 3)]),
        ('Acmera lowered its sales growth guidance to "-2% to +1%".', [(-2, 1)]),
        ("Acmera expects a net loss in the range of $62 million to $47 million.", [(-62, -47)]),
        ("Acmera expects a loss of 28 to 34 cents a share.", [(Decimal("-0.34"), Decimal("-0.28"))]),
        ("Acmera's sales went from down 3% in May to up 4% in June.", [(-3, None), (4, None)]),
    ],
)
def test_a_range_may_lie_below_nought_or_across_it(
    text: str, expected: list[tuple[Decimal | int, Decimal | int | None]]
) -> None:
    assert [(item.quantity.value, item.quantity.high) for item in read(text).observations] == expected


def test_what_was_before_stands_in_brackets_before_the_unit_of_both() -> None:
    found = read(
        "Der Jahresüberschuss der Bergtal Werke sank auf 3,4 (Vorjahr: 5,4) Mio. Euro.", "BERG.DE Bergtal Werke"
    )
    assert [item.quantity.base for item in found.observations] == [Decimal(3_400_000)]


@pytest.mark.parametrize(
    ("text", "levels", "prices"),
    [
        ("Acmera closed at R1,702.50, with support at R1 650.", [165_000], [170_250]),
        ("Acmera rose 2% to 170,250 cents.", [], [170_250]),
    ],
)
def test_rand_and_cents_are_proposed_in_the_cents_that_johannesburg_quotes(
    text: str, levels: list[int], prices: list[int]
) -> None:
    thesis = replace(ACME, listing=(Listing(symbol="ACX.JO", venue="JSE", currency="ZAC"),))
    found = propose(text, thesis, PUBLISHED, PUBLISHED)
    assert [(int(item.low), item.currency) for item in found.levels] == [(low, "ZAC") for low in levels]
    assert [(int(item.value), item.currency) for item in found.prices] == [(value, "ZAC") for value in prices]


def test_an_r_before_a_number_is_a_resistance_where_no_rand_are_quoted() -> None:
    assert [item.kind for item in read("Acmera: R1 48.20").levels] == ["resistance"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Acmera's adjusted earnings per share of $0.59 missed estimates.", ["0.59"]),
        ("Acmera's net income per diluted share was $1.24 compared with $1.10 a year ago.", ["1.24"]),
        ("Acmera's net debt fell $33 million to $359 million (March 2025: $392 million).", ["359"]),
        ("Acmera's operating margin is up 6% pts to 66% (H1 2025: 60%).", ["66"]),
    ],
)
def test_steps_and_what_was_before_are_no_figures(text: str, expected: list[str]) -> None:
    assert [str(item.quantity.value) for item in read(text).observations] == expected


@pytest.mark.parametrize(
    "text",
    [
        "For the first nine months of 2025, Acmera's revenue was $9 million.",
        "Acmera hatte nach neun Monaten 2025 einen Umsatz von 9 Mio. Euro.",
    ],
)
def test_the_first_months_of_a_year_are_a_period(text: str) -> None:
    found = propose(text, thesis_of("ACX.DE Acmera"), PUBLISHED, PUBLISHED)
    periods = [item.period for item in found.observations]
    assert [(item.start, item.end) for item in periods if item] == [(date(2025, 1, 1), date(2025, 9, 30))]


def test_a_period_in_brackets_is_of_what_was_before_and_not_of_the_next_line() -> None:
    found = read("Acmera's operating profit is up 27% to $988 million (H1 2024: $777 million)\nRevenue: $4 billion")
    assert [item.period for item in found.observations] == [None, None, None]


def test_what_was_forecast_before_is_no_guidance() -> None:
    text = "Bergtal Werke sieht den Umsatz bei 900 bis 950 Millionen Euro. Zuvor hatte die Prognose bei 850 gelegen."
    found = propose(text, thesis_of("BERG.DE Bergtal Werke"), PUBLISHED, PUBLISHED)
    assert [(item.basis, str(item.quantity.value)) for item in found.observations] == [("guided", "900")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Shareholders of record on Friday, May 22nd will be paid a dividend by Acmera on Friday, June 12th.",
            ["06-12"],
        ),
        ("The payout of Acmera goes to shareholders of record as of May 18, to be paid on June 10.", ["06-10"]),
        ("Analysts expect Acmera to earn $12.84 per share next year.", []),
    ],
)
def test_days_of_record_and_sums_of_a_year_are_no_milestones(text: str, expected: list[str]) -> None:
    assert [f"{item.latest:%m-%d}" for item in read(text).milestones] == expected


def test_a_list_tells_of_the_company_before_each_dash() -> None:
    text = (
        "The biggest movers: Acmera, Brandow and more\n"
        "Brandow (BRDW) - Brandow lost 99 cents per share in the first quarter of 2025.\n"
        "Acmera (ACMX) - Acmera's sales fell 11% in April.\n"
        "Fortune (FTN) - The retailer raised its dividend to 90 cents per share."
    )
    found = read(text)
    assert [(item.name, item.quantity.value) for item in found.observations] == [("revenue, change", Decimal(-11))]
    assert [item.period.label for item in found.observations if item.period] == ["April"]


def test_a_percentage_is_not_of_what_explains_it() -> None:
    assert read("Acmera plummeted 12.4% after its first-quarter adjusted earnings fell short.").observations == ()
