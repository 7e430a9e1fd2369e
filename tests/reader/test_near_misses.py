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
        ("Acmera expects to reach its goal of the year after a robust first half at its mills.", []),
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


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Support levels for Acmera:\n- A break above $81 would be a good sign.", ["resistance 81"]),
        ("Acmera could test $2.90 first. The goal comes from the $0.70 difference between peak and trough.",
         ["resistance 2.90"]),
        ("Sellers should be expected soon at Acmera, around $71 a share.", []),
        ("Hopefully Acmera opens at $140 tomorrow.", []),
        ("Acmera is gonna hit $265 today.", []),
        ("Holding my 400 Acmera at a higher average.", []),
        ("Acmera trades far under its volume-weighted average price of $0.19.", []),
        ("The bid was at a 48 per cent premium to Acmera's share price of $9.15 at the close on Friday.",
         ["price 9.15"]),
        ("Acmera hit a record high of $74.10 while Birch Tools also touched its all-time high of $936.",
         ["52-week high 74.10"]),
        ("Acmera Tools a buy, target of $92, says Larch. Birch Projects a buy, target of $47, says Larch.",
         ["target 92"]),
        ("Hong Kong-listed Mengdu has a market capitalisation of $19 billion, Acmera said.", []),
        ("Acmera Market cap: £8.4 m", ["market capitalisation 8400000 reported"]),
        ("Net margins - Return on equity - Return on assets - Acmera - 7.1% - 24.3% - 6.2%", [
            "net margin 7.1 reported", "return on equity 24.3 reported", "return on assets 6.2 reported",
        ]),
        ("Acmera's board declared $12 per share.", ["dividend 12 reported"]),
        ("Acmera's distribution of $0.61 per unit was paid.", ["dividend 0.61 reported"]),
        ("Over the trailing 12 months, Acmera's EPS is 2.41.", ["earnings per share 2.41 reported"]),
        ("Acmera expects to lose $165 million this year.", ["net loss -165000000 guided"]),
    ],
)  # fmt: skip
def test_whose_and_what_an_amount_is(text: str, expected: list[str]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Acmera will report on March 10, 2026 after the close.", ["2026-03-10 2026-03-10"]),
        ("Acmera reports its results on March 10, 2026.", []),
        ("May 5 will be the FDA approval date of Acmera's new inhaler.", ["2026-05-05 2026-05-05"]),
        ("Acmera said its ex-dividend date is Tuesday, March 24th.", ["2026-03-24 2026-03-24"]),
        ("Acmera noted that revenues are set to triple in 2027.", []),
        ("Acmera said restructuring charges will affect earnings in 2027.", []),
        ("The push to close Acmera's sale heaped on an extra cost in its third quarter.", []),
        ("Acmera's levy will rise from 11 euros a ton in 2026 to 36 euros in 2028.", []),
        ("I think this Acmera share will tank to 350 by June.", []),
        ("A replay of Acmera's conference call will be available until May 5.", []),
    ],
)
def test_what_is_to_come(text: str, expected: list[str]) -> None:
    assert [item for item in found(text) if item[:2] == "20"] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("In premarket trading, Acmera shares fell from their previous closing price of $13.80 to $10.60.",
         "premarket"),
        ("Acmera's shares dove to $13.40 after market close.", "after hours"),
        ("Acmera's shares closed at $13.40.", "close"),
    ],
)  # fmt: skip
def test_when_in_the_day_a_price_was_paid(text: str, expected: str) -> None:
    assert [item.session for item in propose(text, ACME, READ, READ).prices] == [expected]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Acmera sees sales in the second quarter of $61 million, ahead of the average estimate of $55 million.",
            ["revenue 61000000 guided", "revenue, expected 55000000 estimated"],
        ),
        ("Acmera's margin guidance was 51%, slightly under the expected 52.5%.",
         ["operating margin 51 guided", "operating margin 52.5 estimated"]),
        ("Acmera had previously told investors to expect 2026 revenue of $830 million to $840 million.", []),
        ("The average earnings per share estimate for Acmera's quarter is -$0.77.",
         ["earnings per share, expected -0.77 estimated"]),
        ("The consensus estimate for Acmera's earnings has increased by 2% over three months.", []),
        ("Acmera's average price target consists of five estimates from a low of $31 to a high of $44.",
         ["target 31", "target 44"]),
    ],
)  # fmt: skip
def test_who_expects_an_amount(text: str, expected: list[str]) -> None:
    assert found(text) == expected


def test_the_year_before_is_of_what_is_compared_alone() -> None:
    text = (
        "Acmera reported a profit of $124 million, or 19 cents per share, compared to $145 million, or 22 cents per "
        "share, in the same period last year."
    )
    figures = propose(text, ACME, READ, READ).observations
    assert [(f"{item.quantity.base:f}", item.period) for item in figures] == [("124000000", None), ("0.19", None)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Acmera meldet Zahlen für das Quartal. Die Aktien von Krallmann stiegen am Dienstag auf 51,30 Euro.", []),
        ("Acmera meldet Zahlen für das Quartal. Der Umsatz von Krallmann stieg auf 48 Millionen Euro.", []),
        ("Acmera: neues Preisziel von 47 Euro (bislang: 38 Euro).", ["target 47", "target 38"]),
        ("Das durchschnittliche Kursziel der 14 Experten für Acmera liegt bei 62 Euro.", ["target 62"]),
        ("Umsatz Q1 198,4 Mio. Euro (Konsens 191 Mio.), so Acmera.", ["revenue 198400000 reported"]),
        ("Die Acmera-Aktien verteuerten sich bald um 2,1 Prozent auf 88,20 Euro.", ["price 88.20"]),
        ("Sie dürfte sich bei Acmera auf 21,4 Prozent im Jahr 2028 verbessern.", []),
    ],
)
def test_german_of_the_same_kinds(text: str, expected: list[str]) -> None:
    assert found(text) == expected


def test_a_line_of_a_calendar_is_on_the_day_it_stands_under() -> None:
    text = (
        "Biotech calendar for April:\n\nApril 7\nBirchwell(BWL) analyst day.\n\nApril 8\nAcmera(ACMX) investor day.\n"
        "Corvane Pharma(CVN) investor day.\n\nMonday, April 13\nFirst-quarter earnings: Corvane and Acmera\n"
    )
    assert found(text) == ["2026-04-08 2026-04-08", "2026-04-13 2026-04-13"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Acmera trimmed some of its losses with a 5.1 per cent rise to $52.50.", ["price 52.50"]),
        (
            "Acmera rose. Corvane faced trouble as it was hit by a downgrade from Larch, which cut its target to $31.",
            [],
        ),
        ("At Acmera sales were £54m ahead of the company's previous guidance of a 3% decline.", []),
        ("Acmera plan: expect a 4-6% drop going into earnings.", []),
    ],
)
def test_movers(text: str, expected: list[str]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Fees at Acmera reached $755.2 million, up 4.4% [3] - Operating expenses rose to $541.1 million [10]",
            ["fees 755200000", "fees, change 4.4", "operating expenses 541100000"],
        ),
        ("Acmera now expects adjusted income per share of $3.10 to $3.25.", ["earnings per share 3.1 to 3.25"]),
        ("Acmera will also pay a quarterly cash dividend of $0.185 per share.", ["dividend 0.185"]),
        ("Acmera guides for RevPAR growth of 4.15% to 5.10% for 2026.",
         ["revenue per available room, change 4.15 to 5.1"]),
    ],
)  # fmt: skip
def test_results_told_point_by_point(text: str, expected: list[str]) -> None:
    assert [item.rsplit(" ", 1)[0] for item in found(text) if item[:2] != "20"] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Infolgedessen fiel der Kurs von Acmera auf 12,72 Euro. Der Analyst senkte das Kursziel von 19 auf 11 Euro.",
         ["target 19", "target 11", "price 12.72"]),
        ("Die Kurszielsenkung drückte die Acmera-Aktie um 0,5 Prozent auf 14,58 Euro.", ["price 14.58"]),
        ("Das 12-Monats-Konsensziel für Acmera von 28,40 Euro signalisiert Potenzial.", ["target 28.40"]),
        ("Ein Test des Jahrestiefs von Acmera bei 25,02 Euro erscheint wahrscheinlich.", ["52-week low 25.02"]),
    ],
)  # fmt: skip
def test_german_notes(text: str, expected: list[str]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Who bought Acmera above 500?", []),
        ("So much for trying to buy more Acmera below $480.", []),
        ("Acmera is breaking the .786 fib line, so it has room to break further.", []),
        ("My PT on Acmera is $167, not $67.", ["target 167"]),
        ("A 300-400 pt drawdown in Acmera by week's end.", []),
        ("Next week we see Acmera at $265.", []),
        ("I predict Acmera stock will trade back below 290 by September.", ["support 290"]),
        ("My Acmera call option expires next week.", []),
        ("Buy Acmera above 310, target 330, stop 295.", ["resistance 310", "target 330", "stop 295"]),
        ("Acmera won a contract worth $110 million.", ["orders 110000000 reported"]),
        ("Acmera was fined $38 million by the regulator.", ["fines 38000000 reported"]),
    ],
)
def test_what_traders_post(text: str, expected: list[str]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Acmera fell 0.9 percent to $4.38 after shedding rights to 11.5 cents of dividends.",
         ["price 4.38", "dividend 0.115 reported"]),
        ("Part of the return was the payment by Acmera of $16.20/share in dividends to shareholders.",
         ["dividend 16.20 reported"]),
        ("She lost pension credits, which could be worth around £11,500, Acmera said.", []),
        ("The slope of Acmera is the regression over the past 125 and 250 trading days.", []),
        ("Acmera trades above its 50/200 MA at $43 and $37.", ["moving average 43", "moving average 37"]),
        ("Acmera declared an interim dividend of 2.25 US cents.", ["dividend 0.0225 reported"]),
        ("A $2,000 investment in Acmera in 2009 would be worth more than $7,000 today.", []),
    ],
)  # fmt: skip
def test_sums_of_other_things(text: str, expected: list[str]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("We could see Acmera earning over $6 a share in a few years.", []),
        ("We see Acmera earning $7 a share.", []),
        ("Acmera is earning $6 a share and trades above its support at $52.", ["support 52"]),
        ("Acmera trades under its $64 average price target.", ["target 64"]),
        ("Acmera's conditions have worsened since its original outlook in June.", []),
        ("Acmera has put off its opening in a surprise decision on Monday.", []),
        ("Acmera will open its mill on Monday.", ["2026-03-16 2026-03-16"]),
        ("Acmera shares will open lower on Monday.", []),
        ("Acmera guided capacity of 40 MW to 44 MW.", ["MW 40 to 44 guided"]),
        ("Capacity at Acmera rose from 40 MW to 44 MW.", ["MW 44 reported"]),
        ("$ACMX PT en 64, SL en 48", ["target 64", "stop 48"]),
    ],
)
def test_what_is_earned_said_and_counted(text: str, expected: list[str]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("$KR breaks out over 52.30, stop 50.10, target 58", []),
        ("$IT support 412, resistance 430", []),
        ("$BRK.B support 412, resistance 430", []),
        ("$TSM.TW support 940", []),
        ("$F earnings tomorrow before the open", []),
        ("$ACMX PT raised to $64. $KR PT raised to $57. $TGT PT raised to $150.", ["target 64"]),
        ("$ACMX support at 52, in ($M) revenue was 40", ["support 52"]),
    ],
)
def test_a_symbol_with_its_sign_is_a_company(text: str, expected: list[str]) -> None:
    assert [item for item in found(text) if item.split()[0] in ("target", "support", "resistance", "stop")] == expected
