"""What the words on the other side of an amount, or right around it, make of it, with the neighbours that stay."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.reader.test_clauses import figures, levels, prices, read

LINES = "BERG.DE Bergtal Werke"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Acmera holds $44. Beyond that, $52 is the next level of resistance.",
            {("support", "44"), ("resistance", "52")},
        ),
        ("Acmera clears $44. Below that, $38 is a level of support.", {("resistance", "44"), ("support", "38")}),
        ("For Acmera, $44 may be building up as a new support level.", {("support", "44")}),
        ("For Acmera, $44, as the thin red line shows, stays as the main level of resistance.", {("resistance", "44")}),
        ("A move up at the top trend line at $44 would help Acmera.", {("resistance", "44")}),
        ("Acmera's lower trend line is at $38.", {("support", "38")}),
        ("Acmera is pushing against the $44 congestion area.", {("resistance", "44")}),
        ("Acmera's 50-day average at $44 now acts as resistance.", {("moving average", "44")}),
    ],
)
def test_what_an_amount_is_called_wins_over_where_it_lies(text: str, expected: set[tuple[str, str]]) -> None:
    assert levels(read(text)) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Let us call the over/under on Acmera 40/44.",
        "A sub-$40 price would be a chance to buy, says the broker about Acmera.",
        "Good stocks like Acmera have a relative strength rating of over 80.",
        "Acmera's RSI (14-day): 61.50",
        "With Acmera's share price below $44 I would not buy, and with today's share price below $40 neither.",
        "Put buyers expect Acmera to stay below $40 until Friday.",
    ],
)
def test_an_amount_that_marks_nothing_in_the_chart_is_no_level(text: str) -> None:
    assert levels(read(text)) <= {("support", "44")}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Analysts have a price target on Acmera. The high estimate for the quarter is $0.31 and the low is $0.22.",
            set(),
        ),
        ("Acmera's average price target is $52. The high estimate is $60.", {("target", "52"), ("target", "60")}),
        ("They have a $52 price target on Acmera, up previously from $48.", {("target", "52"), ("target prior", "48")}),
        ("Acmera was cut to Hold with a $52 price target (versus a $44.10 close) at Harrow.", {("target", "52")}),
    ],
)
def test_a_target_is_of_the_share_and_was_another_before(text: str, expected: set[tuple[str, str]]) -> None:
    assert levels(read(text)) == expected


@pytest.mark.parametrize(
    ("text", "price"),
    [
        ("Acmera was cut to Hold with a $52 price target (versus a $44.10 close) at Harrow.", "44.10"),
        ("Acmera's shares last closed at just below $44.", "44"),
    ],
)
def test_a_close_is_a_price_although_a_target_or_a_side_stands_before_it(text: str, price: str) -> None:
    assert [str(item) for item in prices(read(text))] == [price]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Die Aktie von Bergtal Werke würde bei 44,20 Euro noch eine kleine Supportlinie finden.",
            {("support", "44.2")},
        ),
        ("Bergtal Werke müsste das Tageshoch bei 48,50 Euro noch überbieten.", {("resistance", "48.5")}),
        ("Bergtal Werke: Darunter würden Extensionsziele bei 38,20 Euro in den Blick rücken.", {("target", "38.2")}),
        (
            "Die Aktie von Bergtal Werke ist schwach: Unter 40 Euro käme 38,20 Euro in den Blick.",
            {("support", "40"), ("support", "38.2")},
        ),
        ("Das durchschnittliche Kursziel der Analysten für Bergtal Werke liegt bei 52,40 Euro.", {("target", "52.4")}),
        ("Nach dem Kurssturz von über 65 Euro kostet Bergtal Werke noch 41 Euro.", set()),
        ("Glücklich ist, wer Bergtal Werke zu Kursen über 60 Euro verkauft hat.", set()),
        ("Bergtal Werke bleibt stark, solange die Aktie über 60 Euro notiert.", {("support", "60")}),
    ],
)
def test_german_words_behind_and_before_an_amount(text: str, expected: set[tuple[str, str]]) -> None:
    assert {(kind, low.rstrip("0") if "." in low else low) for kind, low in levels(read(text, LINES))} == expected


@pytest.mark.parametrize(
    "text",
    [
        "London's FTSE 250 was down 0.70% at 20,410.50 in the afternoon. Acmera fell.",
        "Acmera: Wave (3) was long and ends at 31, wave (4) is running.",
        "Acmera's wave 3 is behind it, with a sharp rally to 31.",
    ],
)
def test_where_an_index_or_a_wave_ended_is_no_price_of_the_share(text: str) -> None:
    assert not prices(read(text))
    assert not levels(read(text))


@pytest.mark.parametrize(
    "text",
    [
        "Acmera fell on the news.\n\nBrandow crept lower on a downgrade by Harrow, which set a target price of $14.",
        "Broker notes lifted Canadian Ashworth Ltd.\n\nAcmera rose. The target on Canadian Ashworth Ltd. went to $88.",
    ],
)
def test_a_target_of_a_company_that_was_downgraded_or_named_by_its_country_is_its_own(text: str) -> None:
    assert not levels(read(text))


def test_a_country_s_name_is_no_short_form_of_a_company() -> None:
    text = "Harrow raised its target on Canadian Ashworth to $88 (Canadian) from $82; Canadian Timber fell to $41."
    found = read(text, "ASHW.TO Canadian Ashworth")
    assert levels(found) == {("target", "88"), ("target prior", "82")}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The average target price for Acmera Inc (ACMX, Industrials) is $52.40.", {("target", "52.40")}),
        ("The fair value for Acmera Inc (NYSE: ACMX) in one year is $52.40.", {("target", "52.40")}),
    ],
)
def test_a_bracket_that_names_a_company_again_parts_nothing(text: str, expected: set[tuple[str, str]]) -> None:
    assert levels(read(text)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Acmera slid on Friday. Telecom giant BT's purchase lifted sales by 20 % to £6 billion.", []),
        (
            "Acmera fell.\n\nBrandow crept lower on a downgrade.\n\nThe specialist insurer said revenue rose 14 %.",
            [],
        ),
        ("Acmera fell.\n\nThe specialist insurer said on Monday that revenue was $3.1 billion.", ["revenue"]),
        ("Acmera had to take a loss of 3.2 % on Monday. Its revenue was $3.1 billion.", ["revenue"]),
        ("Acmera's net loss was $40 million in the first quarter.", ["net loss"]),
        ("Acmera's net income was $40 million, up 3.2 %.", ["net income", "net income, change"]),
    ],
)
def test_a_figure_is_of_the_company_that_earned_it(text: str, expected: list[str]) -> None:
    assert [name for name, _, _ in figures(read(text))] == expected


@pytest.mark.parametrize(
    ("text", "price"),
    [
        ("The FTSE 250 was hit by warnings from Acmera and Brandow. It was 0.6 % lower at 17,410.", []),
        ("Acmera was hit by a warning. It was 0.6 % lower at 41.20.", ["41.20"]),
        ("Acmera closed at $44 and is lower on the back of its 2025 results.", ["44"]),
        ("Acmera closed at $44 in 2019.", []),
    ],
)
def test_a_price_is_of_what_moves_and_of_its_day(text: str, price: list[str]) -> None:
    assert [str(item) for item in prices(read(text))] == price


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("Acmera changed its name at its annual shareholders meeting Thursday.", []),
        ("Acmera holds its annual shareholders meeting on Thursday.", ["2026-03-12"]),
        ("After a quick dip in late April, Acmera's share has recovered.", []),
        ("Acmera plans to move to Harrow Street after a vote in late April.", ["2026-04-30"]),
        ("Acmera's sales growth expected in the second half of this year is strong.", []),
    ],
)
def test_what_happened_is_no_milestone(text: str, days: list[str]) -> None:
    assert [str(item.latest) for item in read(text).milestones] == days


@pytest.mark.parametrize(
    ("text", "of", "period"),
    [
        ("Acmera's revenue in the months April-June was $3.1 billion.", "ACMX Acmera", ("2025-04-01", "2025-06-30")),
        (
            "Acmera's revenue for October to December 2025 was $3.1 billion.",
            "ACMX Acmera",
            ("2025-10-01", "2025-12-31"),
        ),
        (
            "山海控股2025年前三季度实现营收31亿港元,净利润同比增长12%。",
            "2999.HK 山海控股",
            ("2025-01-01", "2025-09-30"),
        ),
        (
            "Acmera's first quarter of 2025 was good. Costs were in line with Q1 2024. Revenue was $3.1 billion.",
            "ACMX Acmera",
            ("2025-01-01", "2025-03-31"),
        ),
    ],
)
def test_a_figure_is_of_the_months_that_are_named_and_not_of_those_it_is_compared_with(
    text: str, of: str, period: tuple[str, str]
) -> None:
    found = next(item for item in read(text, of).observations if item.quantity.base >= 1_000_000)
    assert found.period is not None
    assert (str(found.period.start), str(found.period.end)) == period


@pytest.mark.parametrize("dash", ["~", "-"])
def test_the_scale_behind_a_chinese_range_is_of_both_its_ends(dash: str) -> None:
    found = read(f"山海控股预计全年净利润为39.5{dash}42.2亿港元。", "2999.HK 山海控股").observations
    assert [(item.quantity.base, item.quantity.base_high) for item in found] == [
        (Decimal(3_950_000_000), Decimal(4_220_000_000))
    ]


REPORT = "Operational discipline paid off. We reported revenue of $842 million for the third quarter of 2025. {} {}"


@pytest.mark.parametrize(
    ("rest", "count"),
    [
        (("Our operating expenses fell.", "We ended the quarter with our net cash higher."), 1),
        (("Brandow's shares fell 3 % to $12.", "Our net cash rose and we expect more; our sales grew."), 0),
        (("", ""), 0),
    ],
)
def test_a_company_that_reports_on_itself_needs_no_name_where_no_other_is_named(
    rest: tuple[str, str], count: int
) -> None:
    assert len(read(REPORT.format(*rest)).observations) == count


TABLE = (
    "Acmera leads today's calls.\n\n| Company | Rating | Old target | New target |\n{}| Acmera | Buy | $62 | $75 |\n"
)


@pytest.mark.parametrize("rule", ["", "|---|---|---|---|\n"])
def test_a_row_of_a_table_is_of_the_company_in_its_first_cell_and_its_cells_of_their_heads(rule: str) -> None:
    found = read(TABLE.format(rule) + "| Brandow | Hold | $31 | $28 |")
    assert levels(found) == {("target", "75"), ("target prior", "62")}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("If Acmera clears $44, good; a drop under $38 would be bad.", {("resistance", "44"), ("support", "38")}),
        ("Acmera dropped under $38 on Monday.", set()),
        ("Acmera's support is at $38. Lose that and $35 is next.", {("support", "38"), ("support", "35")}),
        ("Acmera set a new 52-week high on Monday, reaching $66.20.", {("52-week high", "66.20")}),
        ("Acmera left a buy point of $44 and is in the buy range up to $46.20.", {("resistance", "44")}),
        ("I am watching the $41 level on Acmera. Support is at $38.", {("support", "38")}),
        (
            "I am watching the $41 level on Acmera. It trades at $44. Support is at $38.",
            {("support", "38"), ("support", "41")},
        ),
    ],
)
def test_the_way_a_clause_points_makes_a_level_only_of_what_is_to_come(
    text: str, expected: set[tuple[str, str]]
) -> None:
    assert levels(read(text)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Fällt die Aktie von Bergtal Werke unter die Marke von 40 Euro, wird es für die Anleger ernst.",
            {("support", "40")},
        ),
        ("Steigt die Aktie von Bergtal Werke über 46 Euro, ist das für die Anleger gut.", {("resistance", "46")}),
        ("Am Montag fiel die Aktie von Bergtal Werke unter die Marke von 40 Euro, und das ist nicht gut.", set()),
    ],
)
def test_a_german_condition_is_a_level_and_what_happened_is_none(text: str, expected: set[tuple[str, str]]) -> None:
    assert levels(read(text, LINES)) == expected


def test_a_chinese_step_leads_to_a_sum_of_the_same_measure() -> None:
    found = figures(read("山海控股营收同比增长14%至86亿港元,归母净利润9亿港元。", "2999.HK 山海控股"))
    assert [(name, int(base)) for name, base, _ in found if base > 100] == [
        ("revenue", 8_600_000_000),
        ("net income", 900_000_000),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Acmera's forward P/E of 18.2 is below the industry's 21.4.", set()),
        ("Acmera's P/E of 18.2 is below 21.4, its mean of five years.", set()),
        ("Acmera is strong. A decisive close above $44 puts $48 and then $52 on the table.", {("resistance", "44")}),
        ("Acmera has to clear $44. A close above there puts $48 and then $52 on the table.", {("resistance", "44")}),
        ("Bulls will want to see $44 taken out in Acmera.", {("resistance", "44")}),
    ],
)
def test_what_is_compared_with_peers_is_no_level_and_what_is_put_on_the_table_is_a_target(
    text: str, expected: set[tuple[str, str]]
) -> None:
    onward = {("target", "48"), ("target", "52")} if "table" in text else set()
    assert levels(read(text)) == expected | onward


@pytest.mark.parametrize(("name", "count"), [("Brandow", 0), ("Acmera", 1)])
def test_an_article_that_goes_from_company_to_company_is_of_each_in_turn(name: str, count: int) -> None:
    text = f"FTSE movers: Acmera climbs\n\nAcmera gained 3 %.\n\n{name} was under pressure as revenue reached £1.2bn."
    assert len(read(text).observations) == count


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Acmera left a 7-week base with a 44.10 buy point.", {("resistance", "44.10")}),
        ("Acmera's 7-week line is at 44.10.", {("moving average", "44.10")}),
        ("Acmera gapped below $44 on earnings.", set()),
        ("If Acmera drops below $44, stay away.", {("support", "44")}),
    ],
)
def test_weeks_of_a_base_are_no_average_and_a_gap_that_opened_is_no_level(
    text: str, expected: set[tuple[str, str]]
) -> None:
    assert levels(read(text)) == expected


def test_a_share_that_moved_on_its_earnings_has_a_price() -> None:
    assert [str(item) for item in prices(read("Acmera slid on weak earnings and closed at $41.20."))] == ["41.20"]


def test_a_daily_chart_in_chinese_is_no_average() -> None:
    found = read("技术分析:山海控股日线在29港元附近获得支撑。", "2999.HK 山海控股")
    assert levels(found) == {("support", "29")}


def test_a_chinese_growth_behind_a_sum_is_of_that_sum() -> None:
    found = figures(read("山海控股全年营收为320亿港元,同比增长12%,每股收益2.05港元。", "2999.HK 山海控股"))
    assert [name for name, _, _ in found] == ["revenue", "revenue, change", "earnings per share"]
