"""What an amount measures, whether it came or is expected, and what stands beside it that makes it no figure."""

from __future__ import annotations

from datetime import date

import pytest

from tests.reader.sources import thesis_of
from thesis_tui.reader.propose import propose

PUBLISHED = date(2026, 2, 10)


def figures(text: str, of: str = "ACMX Acmera") -> list[tuple[str, str, str]]:
    found = propose(text, thesis_of(of), PUBLISHED, PUBLISHED)
    made: list[tuple[str, str, str]] = []
    for item in found.observations:
        value = f"{item.quantity.base.normalize():f}"
        if item.quantity.base_high is not None:
            value = f"{value} to {item.quantity.base_high.normalize():f}"
        made.append((item.name.removesuffix(", expected"), value, item.basis))
    return made


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Acmera rose. At $1.7 billion, revenue topped the $1.5 billion analysts had expected.",
            [("revenue", "1700000000", "reported"), ("revenue", "1500000000", "estimated")],
        ),
        (
            "Acmera beat what analysts had looked for: revenue hit $9.2 billion and EPS was $1.20.",
            [("revenue", "9200000000", "reported"), ("earnings per share", "1.2", "reported")],
        ),
        (
            "Revenue of Acmera was $462 million, more than the Street had forecast.",
            [("revenue", "462000000", "reported")],
        ),
        (
            "Acmera reported EPS of $1.10, while the average analyst expectation was $1.05.",
            [("earnings per share", "1.1", "reported"), ("earnings per share", "1.05", "estimated")],
        ),
        ("Acmera made 29 cents per share without one-time items.", [("earnings per share", "0.29", "reported")]),
        ("Acmera made 29 million chips, and the shares rose.", [("chips", "29000000", "reported")]),
    ],
)
def test_what_came_is_told_apart_from_what_was_expected_beside_it(
    text: str, expected: list[tuple[str, str, str]]
) -> None:
    assert figures(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Acmera's Q3 outlook has sales of $281-319M against a consensus of $307M.",
            [("revenue", "281000000 to 319000000", "guided"), ("revenue", "307000000", "estimated")],
        ),
        (
            "Acmera puts its loss at $640 million to $710 million.",
            [("net loss", "-710000000 to -640000000", "guided")],
        ),
        ("Acmera sees a net loss of $62 million to $47 million.", [("net loss", "-62000000 to -47000000", "guided")]),
        ("Acmera's revenue grew between 8% and 10% in each region.", [("revenue, change", "8 to 10", "reported")]),
        (
            "Acmera expects EPS of $0.47 to $0.50, compared to $0.44 to $0.48 before.",
            [("earnings per share", "0.47 to 0.5", "guided")],
        ),
        ("Acmera's revenue rose from $4.0 billion to $4.2 billion.", [("revenue", "4200000000", "reported")]),
    ],
)  # fmt: skip
def test_a_range_is_expected_unless_something_happened_in_it(text: str, expected: list[tuple[str, str, str]]) -> None:
    assert figures(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Acmera fell on the gross margin of 47% that it guided to.", [("gross margin", "47", "guided")]),
        (
            "Goldman raised its 2026 EPS estimate for Acmera to $5.10 from $4.90.",
            [("earnings per share", "5.1", "estimated")],
        ),
        ("Acmera sees peak sales of $350 million for the drug.", [("peak sales", "350000000", "guided")]),
        (
            "Acmera's drug could reach peak sales of $350 million, analysts say.",
            [("peak sales", "350000000", "estimated")],
        ),
        ("Acmera's holders will be paid a dividend of 30 cents.", [("dividend", "0.3", "reported")]),
        (
            "Acmera cut its forecast in May; first-quarter revenue was $1.2 billion.",
            [("revenue", "1200000000", "reported")],
        ),
    ],
)  # fmt: skip
def test_who_expects_is_told_by_the_words_around(text: str, expected: list[tuple[str, str, str]]) -> None:
    assert figures(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Acmera's net margin is 3.1%, and return on equity is 4.4%, return on assets 1.2%.", {"3.1", "4.4", "1.2"}),
        ("Acmera yields 3%, with the sector's average of 4.5% far off; its dividend yield is 3%.", {"3"}),
        ("Acmera trades at a P/E of 12, and the industry's P/E is 15.", {"12"}),
        ("Acmera's P/S is 1.36 and its EV/EBITDA stands at 11.2.", {"1.36", "11.2"}),
        ("Acmera's RSI (14) stands at 61.", {"61"}),
        ("Acmera\n\nRSI at 80% | 56.25\nRSI at 30% | 37.69", set()),
        ("Acmera sold for cash, 45% more than the $12 at which it closed; cash was $2 billion.", {"2000000000"}),
        ("Acmera shares changed hands with turnover of $184 million on Monday.", set()),
        ("Acmera's average selling price was $402,000.", {"402000"}),
        ("Acmera expects fuel cost of $2.40 a gallon.", {"2.4"}),
        ("Acmera bought shares at an average price of $41.", set()),
        ("Acmera lost 5% a share for every week it fell.", set()),
    ],
)
def test_a_number_beside_a_name_is_its_value_only_where_it_says_so(text: str, expected: set[str]) -> None:
    assert {value for _, value, _ in figures(text)} == expected


def test_a_line_that_was_broken_for_its_length_goes_on() -> None:
    text = "Acmera earned $3.14 per share in the quarter with\nrevenue of $5.18 billion in all."
    assert [value for _, value, _ in figures(text)] == ["3.14", "5180000000"]
    assert figures("Acmera\n\nWhat we like about revenue\nmargins and growth of the year") == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Acmera reported EPS of $-0.83.", "-0.83"),
        ("Acmera's assets under management rose to Rs 42.9 lakh crore.", "42900000000000"),
        ("Acmera declared an interim dividend of INR 14 for each share.", "14"),
    ],
)
def test_signs_scales_and_shares_are_read_in_every_order(text: str, expected: str) -> None:
    assert [value for _, value, _ in figures(text)] == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Die Bergtal Werke lagen mit 2,58 Mrd. Euro Umsatz über den Erwartungen von 2,54 Mrd. Euro.",
            [("revenue", "2580000000", "reported"), ("revenue", "2540000000", "estimated")],
        ),
        (
            "Beim Gewinn je Anteilsschein der Bergtal Werke rechnen die Analysten 2026 mit 6,45 Euro.",
            [("earnings per share", "6.45", "estimated")],
        ),
        (
            "Die Bergtal Werke schütten eine Dividende von 3,00 EUR je Stückaktie aus.",
            [("dividend", "3", "reported")],
        ),
        ("Der Kursverlust der Bergtal Werke lag bei 15 Prozent.", []),
        ("Die Bergtal Werke eröffneten fest und stiegen um 3,19 Prozent.", []),
    ],
)
def test_german_figures(text: str, expected: list[tuple[str, str, str]]) -> None:
    assert figures(text, "BERG.DE Bergtal Werke") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Acmera expects sales growth of flat to up 2%.", [("revenue, change", "0 to 2", "guided")]),
        ("Acmera expects comparable sales between -2% and flat.", [("same-store sales, change", "-2 to 0", "guided")]),
        ("Acmera's sales were flat in the year, and the margin was 12%.", [("operating margin", "12", "reported")]),
        (
            "Acmera's EPS guidance was boosted by 27 cents to $2.93 for the year.",
            [("earnings per share", "2.93", "guided")],
        ),
        (
            "Acmera's revenue grew 12% to $24 billion, about $1 billion more than had been predicted.",
            [("revenue, change", "12", "reported"), ("revenue", "24000000000", "reported")],
        ),
        (
            "Acmera sees EPS of $1.90 to $2.00, up from $1.75 to $1.85.",
            [("earnings per share", "1.9 to 2", "guided")],
        ),
        (
            "Analysts currently project Acmera's revenue around $42 billion, with an adjusted EPS of $2.70.",
            [("revenue", "42000000000", "estimated"), ("earnings per share", "2.7", "estimated")],
        ),
        (
            "Acmera beside the City:\nEPS: $1.37 vs. $1.24 expected\nRevenue: $17.8 billion vs. $17.4 billion expected",
            [
                ("earnings per share", "1.37", "reported"), ("earnings per share", "1.24", "estimated"),
                ("revenue", "17800000000", "reported"), ("revenue", "17400000000", "estimated"),
            ],
        ),
    ],
)  # fmt: skip
def test_guidance_and_what_it_is_compared_with(text: str, expected: list[tuple[str, str, str]]) -> None:
    assert figures(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Die Bergtal Werke wiesen einen Verlust je Aktie von 0,15 EUR aus.",
            [("loss per share", "-0.15", "reported")],
        ),
        (
            "Das EBIT der Bergtal Werke verringert sich um 10 Prozent auf 20 Millionen Euro.",
            [("operating income, change", "-10", "reported"), ("operating income", "20000000", "reported")],
        ),
        (
            "Der Gewinn der Bergtal Werke übertraf die Erwartung um 1,2 Millionen Euro.",
            [],
        ),
        (
            "Die Bergtal Werke erwarten 5,2 bis 5,4 Mrd. Euro Umsatz, bislang waren 5,0 bis 5,3 Mrd. Euro in Aussicht.",
            [("revenue", "5200000000 to 5400000000", "guided")],
        ),
        (
            "Die Dividende der Bergtal Werke soll auf 1,20 (1,10) Euro je Aktie steigen.",
            [("dividend", "1.2", "guided")],
        ),
    ],
)
def test_german_signs_and_steps(text: str, expected: list[tuple[str, str, str]]) -> None:
    assert figures(text, "BERG.DE Bergtal Werke") == expected


def test_how_far_a_target_lies_above_the_price_is_no_figure_of_its_own() -> None:
    text = "Acmera's average target of $52 implies 19% upside, and 80% of analysts recommend buying."
    assert figures(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Acmera projects $1.9 billion in revenue and $2.3 billion in billings.",
            [("revenue", "1900000000", "guided"), ("gross bookings", "2300000000", "guided")],
        ),
        (
            "Acmera had $1.2 billion in cash and $3.4 billion of debt.",
            [("cash", "1200000000", "reported"), ("total debt", "3400000000", "reported")],
        ),
        (
            "Acmera cut its revenue guidance. The new forecast is between $294 million and $297 million.",
            [("revenue", "294000000 to 297000000", "guided")],
        ),
        ("Acmera's earlier forecast was for $8.1 billion in billings and $9.2 billion in revenue.", []),
        (
            "Acmera's net debt was better than expected at £174m (30 June 2015: net debt £141m).",
            [("net debt", "174000000", "reported")],
        ),
        ("Acmera's EBITDA was a loss of $7.2 million.", [("EBITDA", "-7200000", "reported")]),
        (
            "Acmera expects an operating loss between ($11.0) million and ($7.0) million.",
            [("operating income", "-11000000 to -7000000", "guided")],
        ),
        ("Acmera's cash flow from operations was $388 million.", [("operating cash flow", "388000000", "reported")]),
        ("Acmera's net interest margin rose, and $75 million was set aside.", []),
        (
            "Acmera sees Q2 EPS $0.40-$0.45 vs consensus $0.43; sees Q2 revenue $210M-$215M.",
            [
                ("earnings per share", "0.4 to 0.45", "guided"), ("earnings per share", "0.43", "estimated"),
                ("revenue", "210000000 to 215000000", "guided"),
            ],
        ),
    ],
)  # fmt: skip
def test_each_sum_is_of_what_it_is_said_to_be_of(text: str, expected: list[tuple[str, str, str]]) -> None:
    assert figures(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Acmera Q3 results: EPS: 0.31 vs 0.27 est. Rev: 412M vs 405M est.",
            [
                ("earnings per share", "0.31", "reported"), ("earnings per share", "0.27", "estimated"),
                ("revenue", "412000000", "reported"), ("revenue", "405000000", "estimated"),
            ],
        ),
        ("Acmera guides FY EPS to $5.20-$5.40 (prior $5.00-$5.30).", [("earnings per share", "5.2 to 5.4", "guided")]),
        (
            "Acmera has an FCF yield of 6% and net cash stood at $31 million.",
            [("free cash flow yield", "6", "reported"), ("net cash", "31000000", "reported")],
        ),
        (
            "Acmera's full-year FFO range was raised to $4.02 to $4.08.",
            [("funds from operations", "4.02 to 4.08", "guided")],
        ),
        ("Acmera's occupancy was 95.6%.", [("occupancy", "95.6", "reported")]),
        ("This represents a $1.08 annualized dividend for Acmera.", [("dividend", "1.08", "reported")]),
    ],
)  # fmt: skip
def test_short_forms_of_notes_and_wires(text: str, expected: list[tuple[str, str, str]]) -> None:
    assert figures(text) == expected


def test_a_period_behind_a_semicolon_is_of_what_is_told_there() -> None:
    text = "Acmera Q3: revenue $85 million vs $82 million est; EPS $0.12 vs $0.08 est; Q4 guide revenue $90-92 million."
    found = propose(text, thesis_of("ACMX Acmera"), PUBLISHED, PUBLISHED).observations
    assert [item.period.label for item in found if item.period] == ["Q3", "Q3", "Q3", "Q3", "Q4"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Acmera Plans Quarterly Dividend of $0.45. Holders will be given a dividend of 0.45 per share.",
            [("dividend", "0.45", "reported")],
        ),
        ("Acmera's management plans a dividend of $0.45.", [("dividend", "0.45", "guided")]),
        (
            "Analysts await Acmera. They expect $1.24 earnings per share, down 11% or $0.16 from last year's $1.4.",
            [("earnings per share", "1.24", "estimated"), ("earnings per share, change", "-11", "estimated")],
        ),
        ("Acmera is growing. They expect revenue of $3 billion.", [("revenue", "3000000000", "guided")]),
        (
            "Acmera reported GBX 119.90 ($1.57) earnings per share (EPS), missing the consensus of GBX 129.20 ($1.69).",
            [("earnings per share", "1.199", "reported"), ("earnings per share", "1.292", "estimated")],
        ),
        ("Acmera's shares of Example Dividend Trust were worth $402 million.", []),
        ("Acmera banked a $2.5 million research and development tax refund.", []),
        ("Acmera ships 300mm wafers, and its capacity is 40 million units.", [("units", "40000000", "reported")]),
    ],
)  # fmt: skip
def test_dividend_notes_and_previews(text: str, expected: list[tuple[str, str, str]]) -> None:
    assert figures(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Mit 1,24 EUR je Aktie lassen die Bergtal Werke die Prognosen der Analysten hinter sich.",
            [],
        ),
        (
            "Bei der Forschung der Bergtal Werke sind 45 bis 55 Millionen Euro eingeplant.",
            [("research and development", "45000000 to 55000000", "guided")],
        ),
        (
            "Den Gewinn je Aktie der Bergtal Werke veranschlagen die Analysten auf 6,45 Euro.",
            [("earnings per share", "6.45", "estimated")],
        ),
    ],
)
def test_german_words_for_what_is_estimated(text: str, expected: list[tuple[str, str, str]]) -> None:
    assert figures(text, "BERG.DE Bergtal Werke") == expected


def test_a_table_that_was_run_into_one_line_is_read_by_its_columns() -> None:
    text = (
        "Acmera's profitability - - Net Margins - Return on Equity - Return on Assets  - Acmera - -4.7% - 2.1% - -1.3%"
    )
    assert figures(text) == [
        ("net margin", "-4.7", "reported"), ("return on equity", "2.1", "reported"),
        ("return on assets", "-1.3", "reported"),
    ]  # fmt: skip
    assert figures("Acmera's gross margin - 54% - and operating margin - 12% - rose.") == [
        ("gross margin", "54", "reported"), ("operating margin", "12", "reported"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Analysts expect Acmera to earn $0.69 per share. Revenue is projected to be $361 million, up 3.3%.",
            [
                ("earnings per share", "0.69", "estimated"), ("revenue", "361000000", "estimated"),
                ("revenue, change", "3.3", "estimated"),
            ],
        ),
        (
            "Analysts follow Acmera. Revenue is expected to be between $350 million and $360 million.",
            [("revenue", "350000000 to 360000000", "guided")],
        ),
        ("Acmera said revenue is projected to be $361 million.", [("revenue", "361000000", "guided")]),
    ],
)  # fmt: skip
def test_what_nobody_is_said_to_expect_is_of_the_analysts_spoken_of_before(
    text: str, expected: list[tuple[str, str, str]]
) -> None:
    assert figures(text) == expected


def test_a_german_loss_and_what_was_a_year_before() -> None:
    of = "BERG.DE Bergtal Werke"
    text = "Unter dem Strich rutschten die Bergtal Werke mit 63 Millionen Euro in die Verlustzone."
    assert figures(text, of) == [("net income", "-63000000", "reported")]
    assert figures("Die Bergtal Werke hatten einen Umsatz von 700 Millionen Euro im Vorjahreszeitraum.", of) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Acmera's revenue was $3.4 billion, topping the consensus of $3.3 billion and up 12% from $3 billion.",
            [
                ("revenue", "3400000000", "reported"), ("revenue", "3300000000", "estimated"),
                ("revenue, change", "12", "reported"),
            ],
        ),
        (
            "Capital expenditure at Acmera is expected at $800 million to $850 million, compared with $702 million.",
            [("capital spending", "800000000 to 850000000", "guided")],
        ),
        (
            "Acmera's sales of $3.2 billion were $140 million below the consensus.",
            [("revenue", "3200000000", "reported")],
        ),
        (
            "Acmera's operating loss narrowed to $12 million from $45 million.",
            [("operating income", "-12000000", "reported")],
        ),
        ("The deal will add 10 cents to Acmera's adjusted EPS.", []),
        ("Acmera had earlier guided for growth of 4% to 6%.", []),
        ("Acmera withdrew its 2026 guidance of $14.2 billion to $14.6 billion in revenue.", []),
        ("Acmera agreed to acquire Tivola for $1.9 billion in cash and stock.", []),
        (
            "Acmera's output guidance was narrowed to 118,000-124,000 tonnes.",
            [("tonnes", "118000 to 124000", "guided")],
        ),
        (
            "Acmera's revenue rose 12% to $3.4 billion and it expects to open 40 stores.",
            [("revenue, change", "12", "reported"), ("revenue", "3400000000", "reported"), ("stores", "40", "guided")],
        ),
        (
            "Acmera's profit, which had been expected to fall, rose to $512 million.",
            [("net income", "512000000", "reported")],
        ),
    ],
)  # fmt: skip
def test_bases_hold_for_the_amount_they_are_told_of(text: str, expected: list[tuple[str, str, str]]) -> None:
    assert figures(text) == expected


def test_a_period_right_behind_an_amount_is_its_own() -> None:
    text = "Acmera expects EPS of $4.10 in 2026 and $4.40 in 2027."
    found = propose(text, thesis_of("ACMX Acmera"), PUBLISHED, PUBLISHED).observations
    assert [(f"{item.quantity.base}", item.period.label if item.period else "") for item in found] == [
        ("4.10", "2026"), ("4.40", "2027"),
    ]  # fmt: skip
