"""Levels and prices as chart notes, tables and ideas for trades print them, with the neighbours that are none."""

from __future__ import annotations

import pytest

from tests.reader.test_clauses import levels, prices, read

BERG = "BERG.DE Bergtal Werke"
YEAR = {("52-week low", "31.20"), ("52-week high", "58.10")}
CUT = {("target prior", "38.1"), ("target", "37.45")}
FIBS = {("support", "66.49"), ("support", "65.41")}
SHAN = "2999.HK 山海控股"


@pytest.mark.parametrize(
    "text",
    [
        "Acmera sees adjusted earnings per share in a range of $2.10 to $2.30.",
        "Acmera expects FFO per share on an adjusted basis in the $0.95 to $1.05 range for the year.",
        "For the quarter Acmera guides for EPS of $0.18, below the $0.26 consensus.",
        "Analysts rate Acmera a buy. Acmera earned $1.31, missing the consensus forecast of $1.36 of analysts.",
        "Analysts rate Acmera a buy. It sees earnings of $1.36, above Wall Street's estimate of $1.31.",
        "Acmera posted an EPS loss of $0.12 and few sales.",
        "For 2026 Acmera projects 5.80-6.50 EPS.",
        "Analysts like Acmera. For 2027 analysts expect $2.74.",
        "Price target: none. Acmera's mean recommendation: 1.9",
    ],
)
def test_what_is_expected_of_a_figure_is_no_level(text: str) -> None:
    assert levels(read(text)) == set()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("After its strong earnings, Acmera broke above $44.", {("resistance", "44")}),
        ("Acmera's shares hold in a range of $38 to $44.", {("support", "38"), ("resistance", "44")}),
        (
            "The bank has a median target of $52 on Acmera, with a low estimate of $40.",
            {("target", "52"), ("target", "40")},
        ),
    ],
)
def test_what_the_share_does_is_a_level_beside_figures(text: str, expected: set[tuple[str, str]]) -> None:
    assert levels(read(text)) == expected


@pytest.mark.parametrize(
    ("text", "expected", "price"),
    [
        ("Acmera: Buy at $44.20, stop loss $41, target price $52.", {("stop", "41"), ("target", "52")}, {"44.20"}),
        ("I would buy at $41 if Acmera falls.", {("support", "41")}, set()),
        ("The stop on Acmera goes at $41.", {("stop", "41")}, set()),
        ("Raise the stop on Acmera to $43 once $46 is reached.", {("stop", "43")}, set()),
        ("Within weeks Acmera shares could be at $52.", {("target", "52")}, set()),
    ],
)
def test_an_idea_for_a_trade_is_read_by_its_parts(text: str, expected: set[tuple[str, str]], price: set[str]) -> None:
    found = read(text)
    assert levels(found) == expected
    assert {str(value) for value in prices(found)} == price


def test_a_level_that_is_named_wins_over_one_a_range_implies() -> None:
    text = "Acmera left its $38-$44 range. From here $44 should be a good support."
    assert levels(read(text)) == {("support", "38"), ("support", "44")}


def test_levels_that_are_watched_go_by_the_price() -> None:
    text = "Acmera closed at $41. On the chart, areas to watch are $45, $50 and $55; support is at $38."
    assert levels(read(text)) == {("resistance", "45"), ("resistance", "50"), ("resistance", "55"), ("support", "38")}


def test_a_level_far_beyond_the_printed_price_is_of_something_else() -> None:
    text = "Acmera's drug helps patients over 150. Its shares trade at $41 with support at $38."
    assert levels(read(text)) == {("support", "38")}


def test_the_lengths_of_averages_are_no_levels() -> None:
    text = "Acmera is above its averages (20/50/200), of which the 50-day EMA ($41.20) is one."
    assert levels(read(text)) == {("moving average", "41.20")}


def test_what_a_percentage_under_an_average_comes_to_is_no_average() -> None:
    text = "Acmera fell 20 % below its 200-day average, that would be $31.30. The 50-day average of $40 holds."
    assert levels(read(text)) == {("moving average", "40")}


def test_the_label_of_a_cell_without_its_edge_says_what_it_holds() -> None:
    text = "Acmera\nClose41.80\nPrice - 52 Week High58.10\nPrice - 52 Week Low33.25\nModel X9.5"
    found = read(text)
    assert levels(found) == {("52-week high", "58.10"), ("52-week low", "33.25")}
    assert [str(value) for value in prices(found)] == ["41.80"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Unter der 33er-Marke droht Bergtal ein Test der 30er-Zone.", {("support", "33"), ("support", "30")}),
        ("Eine Verletzung des Tiefs bei 27,10 Euro wäre für Bergtal Werke schlecht.", {("support", "27.10")}),
        ("Kepler hebt das Bergtal-Kursziel auf 74 von 71 Franken.", {("target", "74"), ("target prior", "71")}),
        ("Das 6-Monats-Kursziel für Bergtal Werke lautet 46,40 Euro.", {("target", "46.40")}),
        ("Die Unterstützung der Bergtal-Aktie liegt um 33 / 34,50 Euro.", {("support", "33-34.5")}),
        ("Im Fall eines Rückfalls ist die Zone bei 29/30 Euro für Bergtal als Halt zu sehen.", {("support", "29-30")}),
        ("Bergtal Werke stieg, die 9-Monatslinie bei 41 Euro ist erreicht.", {("moving average", "41")}),
    ],
)  # fmt: skip
def test_german_notes_on_a_chart(text: str, expected: set[tuple[str, str]]) -> None:
    assert levels(read(text, BERG)) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Nachbörslich zog die Aktie von Bergtal Werke um 2,40 Euro an.",
        "Bergtal Werke - WKN: 716460 - ISIN: DE0007164600",
    ],
)
def test_a_step_and_the_number_of_a_share_are_no_price(text: str) -> None:
    assert prices(read(text, BERG)) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("山海控股跌近20.5元支持，可候19.8元買入。", {("support", "20.5"), ("support", "19.8")}),
        ("山海控股目標價24元，跌破18.9元止蝕。", {("target", "24"), ("stop", "18.9")}),
        ("山海控股目標價由22元大升至26元。", {("target prior", "22"), ("target", "26")}),
        ("山海控股乐观情景:26元", {("target", "26")}),
        ("山海控股合理价2.1元*12倍。", set()),
        ("山海控股获政策支持,拟投入20.5亿元。", set()),
        ("山海控股可于18.5元水平收集,升穿20元可望挑战22元。", {("support", "18.5"), ("target", "22")}),
        ("山海控股收购价为每股21元。", set()),
    ],
)  # fmt: skip
def test_chinese_notes_on_a_chart(text: str, expected: set[tuple[str, str]]) -> None:
    assert levels(read(text, SHAN)) == expected


@pytest.mark.parametrize(
    "text",
    [
        "First-quarter earnings at Acmera were $2.13 a share, excluding items.",
        "Acmera earned $0.90 a share, $0.04 better than the consensus of $0.86.",
        "Acmera pays $12 for each share on May 4.",
        "Acmera's AFFO for holders was the same at 47 cents per share.",
        "The consensus EPS forecast from the four analysts that follow Acmera is $0.32.",
        "Acmera's board declared a quarterly dividend on its common stock of 45.5 cents per share.",
    ],
)
def test_an_amount_of_a_figure_is_no_price(text: str) -> None:
    assert prices(read(text)) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("After its earnings Acmera was at $44.10.", ["44.10"]),
        ("Acmera's stock was unchanged at $44.10.", ["44.10"]),
        ("Shares of Acmera dipped to $43.20 and were last at $44.10.", ["43.20", "44.10"]),
        ("Acmera's shares closed at a nine-month low on Wednesday of $44.10.", ["44.10"]),
        ("Acmera\n44.10 +0.12 (+0.27%)", ["44.10"]),
        ("<p>Acmera's stock sank to <strong>$44.10</strong>, down <b>3%</b>.</p>", ["44.10"]),
        ("The risers were Acmera up $1.20 at $44.10 Birch Group up $2 at $60.", ["44.10"]),
        ("In February Acmera slid to $31.", ["31"]),
        ("In October Acmera slid to $31.", []),
        ("Acmera hit a high of $61 in October before easing to $44.10.", ["44.10"]),
        ("On October 26 Acmera was downgraded. The day after, Acmera closed at $39.", []),
        ("Acmera was downgraded on Monday. The day after, Acmera closed at $39.", ["39"]),
        ("On October 26, Acmera opened lower, lost more at noon and, in heavy trade, closed at $39.", []),
    ],
)
def test_a_price_is_of_the_day_of_the_article(text: str, expected: list[str]) -> None:
    assert [str(value) for value in prices(read(text))] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Acmera's one-year low is $31.20, its high for the year $58.10.", YEAR),
        ("Acmera's 52-week range runs from $31.20 to $58.10.", YEAR),
        ("Acmera set a new 52-week low. It dipped to $31.20 and was last at $32.", {("52-week low", "31.20")}),
        ("Analysts like Acmera. It peaked in September at $58.", set()),
        ("Of the analysts on Acmera, 29 still say buy, and the mean target is $52.", {("target", "52")}),
        ("Acmera is now just under $44, but sales rise.", set()),
        (
            "Acmera may get above the August 2023 downtrend near $47. Support is $41.",
            {("resistance", "47"), ("support", "41")},
        ),
    ],
)  # fmt: skip
def test_extremes_of_a_year_and_of_the_chart(text: str, expected: set[tuple[str, str]]) -> None:
    assert levels(read(text)) == expected


def test_the_first_length_of_two_averages_is_no_price() -> None:
    text = "Bergtal Werke sprang über die 100- sowie die 50-Tage-Linie bei 41 Euro."
    assert levels(read(text, BERG)) == {("moving average", "41")}


def test_a_sentence_goes_on_in_the_next_line() -> None:
    text = "Acmera's 52-week high of $58.10 was marked in the middle of June and the 52-week\nlow of $31.20 in May."
    assert levels(read(text)) == YEAR


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Bei Bergtal käme es zu weiteren Verlusten bis 33,50 Euro.", {("support", "33.50")}),
        ("Bei Bergtal wäre ein Rücklauf in den Bereich 33,50 Euro möglich.", {("support", "33.50")}),
        ("Bei Bergtal wären Kursgewinne bis zur Marke von 45 Euro möglich.", {("target", "45")}),
        ("Wird die 38,40-Euro-Marke von Bergtal verteidigt, ist alles gut.", {("support", "38.40")}),
        ("Die Triggermarke von Bergtal liegt bei 41,80 Euro.", {("resistance", "41.80")}),
        ("Das Nahziel von Bergtal liegt bei 45 Euro.", {("target", "45")}),
        ("Der Widerstand von Bergtal bei 41 Euro ergibt ein Ziel von 46.", {("resistance", "41"), ("target", "46")}),
    ],
)  # fmt: skip
def test_german_words_of_moves_to_come(text: str, expected: set[tuple[str, str]]) -> None:
    found = read(text, BERG)
    assert levels(found) == expected
    assert prices(found) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "UBS raised its target for Acmera by $4 to $52; Citi cut to $44 (from $50).",
            {("target", "52"), ("target", "44"), ("target prior", "50")},
        ),
        ("Our model gives Acmera an intrinsic value of $58, so at $43 it trades cheaply.", {("target", "58")}),
        ("At 15 times our EPS of $3.20, Acmera would trade at $48.", {("target", "48")}),
        ("Traders can accumulate Acmera in the range of $40-$42 for a target of $52.", {("target", "52")}),
        ("Acmera priced its offering of 5 million shares at $40.", set()),
        (
            "Stock | Acmera |\nBuy/Sell | Range | Target | Stop Loss |\nBuy | 40-42 | 52 | 37 |",
            {("target", "52"), ("stop", "37")},
        ),
    ],
)  # fmt: skip
def test_what_is_paid_and_what_may_be_paid(text: str, expected: set[tuple[str, str]]) -> None:
    assert levels(read(text)) == expected


def test_chinese_extremes_of_a_year() -> None:
    text = "山海控股52周最高价28.6元，最低价15.2元。"
    assert levels(read(text, SHAN)) == {("52-week high", "28.6"), ("52-week low", "15.2")}


def test_a_column_of_prices_beside_one_of_targets() -> None:
    found = read(
        "| Company | Price | Change | Target |\n| Acmera | $44.10 | -1.2% | $52 |\n| Birch Group | $12 | 2% | $15 |"
    )
    assert levels(found) == {("target", "52")}
    assert [str(value) for value in prices(found)] == ["44.10"]


def test_a_german_forecast_of_profits_a_share_is_neither_price_nor_target() -> None:
    text = "Analysten loben Bergtal. Die Gewinnprognose je Aktie steigt auf 2,42 Euro. 2027 erwarten sie 2,74 Euro."
    found = read(text, BERG)
    assert (levels(found), prices(found)) == (set(), [])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Acmera currently has a consensus target price of $52.50, a potential upside of 8%.", {("target", "52.50")}),
        ("Harrow issued a $52 price objective (down from $60) on Acmera.", {("target", "52"), ("target prior", "60")}),
        ("Harrow cut its price target for Acmera from GBX 3,810 ($49.78) to GBX 3,745 ($48.94).", CUT),
        ("Acmera's target: see table. - Acmera - 0 - 1 - 3 - 0 - 2.75", set()),
        ("Acmera is bearish if it remains below $44.", {("resistance", "44")}),
        ("Acmera looks to break higher at $44.", {("resistance", "44")}),
    ],
)
def test_targets_and_marks_as_sites_print_them(text: str, expected: set[tuple[str, str]]) -> None:
    found = read(text, "ACM.L Acmera" if "GBX" in text else "ACMX Acmera")
    assert levels(found) == expected
    assert prices(found) == []


@pytest.mark.parametrize(
    "text",
    [
        "Acmera will pay $0.10 semi-annual dividends and no more.",
        "If shares of Acmera were to go all the way up to $53, we would sell.",
        "Acmera raised the money through 64.8 million new shares at $0.75 each.",
        "Acmera\nStart price/share: - $31.40\nStarting shares: - 150.51",
    ],
)
def test_what_is_paid_out_wished_for_or_issued_is_no_price(text: str) -> None:
    assert prices(read(text)) == []


def test_a_table_of_a_certificate_holds_nothing_of_the_share() -> None:
    text = "Bergtal Werke\n\nName | Inliner auf Bergtal |\n---|---|\nStoppkurs | 4,75 € |\nZielkurs | 10,00 € |"
    found = read(text, BERG)
    assert (levels(found), prices(found)) == (set(), [])


def test_the_stop_of_a_short_is_over_the_price() -> None:
    text = "Klettert die Bergtal-Aktie über das gestrige Tageshoch von 41,50 Euro, ist alles hinfällig."
    assert levels(read(text, BERG)) == {("resistance", "41.50")}


def test_what_stands_before_the_notice_of_a_site_is_read() -> None:
    text = (
        "Acmera's 50-day moving average is $44.10 and its 200-day moving average is $41.20. Receive News & Ratings "
        "for Acmera Daily - Enter your email address below to receive a concise daily summary of the latest news."
    )
    assert levels(read(text)) == {("moving average", "44.10"), ("moving average", "41.20")}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The retracement levels of Acmera's rally from 60.80 to 70 are at 66.49 and 65.41.", FIBS),
        ("Acmera\nResistance (1): 70.10\nSupport (1): 67.50", {("resistance", "70.10"), ("support", "67.50")}),
        ("If Acmera breaks, it can go down to $34-$37, which can act as a good support.", {("support", "34-37")}),
        ("Support for Acmera can be seen in the $37-$40 range.", {("support", "37-40")}),
        ("EPS estimates of analysts for Acmera are ranging from $0.80 to $0.95.", set()),
    ],
)
def test_what_notes_on_a_chart_count_and_measure(text: str, expected: set[tuple[str, str]]) -> None:
    assert levels(read(text)) == expected


def test_a_target_cut_by_a_sum_and_one_that_was_cut() -> None:
    by = read("Sein Kursziel für Bergtal stampfte er um 20 Euro auf 62 Euro ein.", BERG)
    was = read("Das von 40 auf 32 Euro gekappte Kursziel für Bergtal ist noch hoch.", BERG)
    assert levels(by) == {("target", "62")}
    assert levels(was) == {("target", "32"), ("target prior", "40")}


def test_a_price_then_and_now() -> None:
    text = "Acmera completed its IPO at $17 a share in 2021 and now trades at $18.20. I will hold until $30."
    found = read(text)
    assert levels(found) == {("target", "30")}
    assert [str(value) for value in prices(found)] == ["18.20"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Bald schnellten die Titel des Medizintechnikers Bergtal im MDax um 1,9 Prozent auf 77,50 Euro.", ["77.50"]),
        ("Am Nachmittag lag die Aktie von Bergtal in Wien 1,9 Prozent im Plus bei 44,40 Euro.", ["44.40"]),
        ("Nimmt man für Bergtal den heutigen Einbruch von 34 Prozent auf 5,30 Euro hinzu, wird es ernst.", ["5.30"]),
        ("Bergtal kletterten im Handel auf 46 Euro, ehe sie bei 44,20 Euro schlossen.", ["44.20"]),
        ("Bergtal baut eine Fabrik für 300-Millimeter-Wafer.", []),
    ],
)
def test_german_prices_with_where_and_when(text: str, expected: list[str]) -> None:
    assert [str(value) for value in prices(read(text, BERG))] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Acmera soared to a record peak of $61, only to sink back.", []),
        ("Acmera's par value a share remains $0.02.", []),
        ("Acmera widens its 300-millimetre line in Texas.", []),
    ],
)
def test_english_amounts_that_are_no_price_of_today(text: str, expected: list[str]) -> None:
    assert [str(value) for value in prices(read(text))] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("With sales of $500 million, Harrow's $11 per share target for Acmera is near.", {("target", "11")}),
        ("Acmera risks sliding through $38.", {("support", "38")}),
        ("The record high of Acmera's stock was reached on October 2 at $61.", {("52-week high", "61")}),
    ],
)  # fmt: skip
def test_levels_with_words_between(text: str, expected: set[tuple[str, str]]) -> None:
    assert levels(read(text)) == expected


def test_a_line_with_a_company_opens_a_section_of_its_own() -> None:
    ideas = (
        "Ideas\n\n1. Acmera Tools (ACMX): Buy at $44.20, stop loss $41, target $52.\nSupport is at $43.\n"
        "2. Clean Pipes & Valves Ltd.: Buy at $110, stop loss $101, target $130.\nThe stock found support near $105."
    )
    assert levels(read(ideas)) == {("stop", "41"), ("target", "52"), ("support", "43")}
    likes = "Acmera Coffee Limited (ACMCOFFEE)\nLikely target: $61\n\nAcmera Motors Ltd (ACMX)\nLikely target: $52"
    assert levels(read(likes, "ACMX Acmera Motors")) == {("target", "52")}


def test_a_section_about_an_index_is_of_nobody() -> None:
    text = (
        "The charts today: Acmera and others.\n\nFTSE 100\n• Support: 10,280\n• Target: 10,520\n\nAcmera\n• Support: 38"
    )
    assert levels(read(text)) == {("support", "38")}


def test_a_chinese_name_with_a_short_code_is_a_company() -> None:
    text = "今日推介:\n山海控股(2999):目标24元,失守18.9元止蚀。\n友利(419):目标0.14元,失守0.075元止蚀。"
    assert levels(read(text, SHAN)) == {("target", "24"), ("stop", "18.9")}


def test_a_title_with_a_date_in_brackets_is_no_company() -> None:
    text = (
        "ACMX plan for the week (Expiry: 2025-03-21)\n1. Technical Synthesis\nPrice Positioning:\n"
        "Daily RSI (52.16) neutral, rising.\nSupport/Resistance:\nFirst resistance at $52 (daily).\n"
        "2. Market Sentiment Integration\nHeavy open interest in the $45 calls."
    )
    assert levels(read(text)) == {("resistance", "52")}
