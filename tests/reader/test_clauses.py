"""What an amount is by the word that governs its clause, and whose it is: one way of writing a test."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from msgspec.structs import replace

from tests.reader.labels import PUBLISHED
from tests.reader.sources import thesis_of
from thesis_tui.model.proposals import Proposals
from thesis_tui.reader.propose import propose

ACME, BERG, SHAN = thesis_of("ACMX Acmera"), thesis_of("BERG.DE Bergtal Werke"), thesis_of("2999.HK 山海控股")


def read(text: str, of: str = "ACMX Acmera") -> Proposals:
    return propose(text, thesis_of(of), PUBLISHED, PUBLISHED)


def levels(found: Proposals) -> set[tuple[str, str]]:
    return {
        (
            f"{item.kind}{' prior' if item.status == 'prior' else ''}",
            f"{item.low:f}" if item.high is None else f"{item.low:f}-{item.high:f}",
        )
        for item in found.levels
    }


def prices(found: Proposals) -> list[Decimal]:
    return [item.value for item in found.prices]


def figures(found: Proposals) -> list[tuple[str, Decimal, str]]:
    return [(item.name, item.quantity.base, item.basis) for item in found.observations]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Acmera's support, which has been tested three times since the spring, sits somewhere near $41.",
            {("support", "41")},
        ),
        ("Around 47.5 is a shelf from May, which should act as resistance for Acmera.", {("resistance", "47.5")}),
        (
            "Support for Acmera is at $41, then $39.50 from the June gap and finally $36.",
            {("support", "41"), ("support", "39.50"), ("support", "36")},
        ),
        ("Acmera's next target, measured from the base, would be around $52.", {("target", "52")}),
        ("Acmera held the $41 area, which coincides with the 50-day moving average.", {("moving average", "41")}),
        ("Acmera's 200-day average is currently close to $39.", {("moving average", "39")}),
        (
            "Acmera has a fifty-two week low of $31.20 and a fifty-two week high of $58.90.",
            {("52-week low", "31.20"), ("52-week high", "58.90")},
        ),
        (
            "Over the past 52 weeks Acmera has been as high as $58.90 and as low as $3.10.",
            {("52-week high", "58.90"), ("52-week low", "3.10")},
        ),
        ("Acmera paid a record dividend, and holders of record on Friday are given $0.32.", set()),
        ("Acmera's support programme cost $41 million.", set()),
        ("Buy Acmera at $41 with a target of $52.", {("target", "52")}),
        ("Acmera could correct towards $45.00 - 42.00, a realistic target.", {("target", "42-45")}),
        ("Acmera could trade down to $38 if that fails.", {("support", "38")}),
    ],
)
def test_an_amount_goes_to_the_level_word_of_its_clause(text: str, expected: set[tuple[str, str]]) -> None:
    assert levels(read(text)) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Bergtal Werke: Die Horizontalunterstützung bei 41,20 Euro hielt.", {("support", "41.20")}),
        ("Bergtal Werke scheiterte am Doppelwiderstand um 47 Euro.", {("resistance", "47")}),
        ("Als nächstes Erholungsziel der Bergtal-Werke-Aktie gilt die Zone um 52 Euro.", {("target", "52")}),
        ("Bergtal Werke notiert unter der 38-Tages-Glättung (akt. bei 43,10 EUR).", {("moving average", "43.10")}),
        ("Bergtal Werke drohen weitere Verluste auf 36,50 Euro.", {("support", "36.50")}),
        ("Der Weg der Bergtal Werke wäre dann frei bis 55 Euro.", {("target", "55")}),
        (
            "Die Alsterbank senkte das Ziel für Bergtal Werke von 60,00 auf 48,00 Euro, UBS von 55,00 auf 51,00 Euro.",
            {("target prior", "60.00"), ("target", "48.00"), ("target prior", "55.00"), ("target", "51.00")},
        ),
        (
            "Das tiefste Kursziel für Bergtal Werke hat die Nordkasse mit 3,30 (zuvor 4) Euro.",
            {("target", "3.30"), ("target prior", "4")},
        ),
    ],
)
def test_german_compounds_are_known_by_what_they_hold(text: str, expected: set[tuple[str, str]]) -> None:
    assert levels(read(text, "BERG.DE Bergtal Werke")) == expected


def test_a_sentence_goes_on_behind_an_abbreviation_of_small_letters() -> None:
    found = read("Bergtal Werke: Die o. g. Unterstützung liegt bei 41 Euro.", "BERG.DE Bergtal Werke")
    assert levels(found) == {("support", "41")}


@pytest.mark.parametrize("text", ["山海控股(02999.HK)股价跌2%,报41.95元", "山海控股(02999.HK)股價跌2%,報41.95元"])
def test_traditional_characters_are_read_like_simplified_ones(text: str) -> None:
    assert prices(read(text, "2999.HK 山海控股")) == [Decimal("41.95")]
    assert prices(propose(text, replace(SHAN, name="Shanhai", aliases=("山海",)), PUBLISHED, PUBLISHED)) == [
        Decimal("41.95")
    ]


def test_a_row_is_of_the_company_it_begins_with() -> None:
    text = "大行目標價\n\n遠江銀行(02777.HK) | 買入 | 84元 -> 82元\n山海控股(02999.HK) | 買入 | 27.7元 -> 26.3元"
    assert levels(read(text, "2999.HK 山海控股")) == {("target prior", "27.7"), ("target", "26.3")}


def test_tags_left_in_a_text_are_not_seen() -> None:
    found = read(
        "<p>Acmera <b>closed</b> at <strong>$44.30</strong>.</p>\n"
        '<ul><li>Support: <a href="x">$40</a></li>\n<li>Resistance: $50</li></ul>'
    )
    assert prices(found) == [Decimal("44.30")]
    assert levels(found) == {("support", "40"), ("resistance", "50")}


def test_percentages_in_chinese_words_are_read() -> None:
    found = read("山海控股中期純利倒退三成七,收入增長百分之十二", "2999.HK 山海控股")
    assert [item.quantity.value for item in found.observations] == [Decimal(-37), Decimal(12)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1. Price\n• Closing price: $5.67\n2. Trend\n• Support: $5.00", [Decimal("5.67")]),
        ("Royalties rose. Profitability is good. The shares closed at $5.67.", [Decimal("5.67")]),
        ("Brandow: what next?\n\nThe shares closed at $5.67.", []),
        ("The shares of a rival, Brandow, fell.\n\nThe stock closed at $5.67.", []),
        ("Trial dates matter: a trial may move it. The stock closed at $5.67.", [Decimal("5.67")]),
        ("Share Repurchase Programme\nReminder of Directors\nThe stock closed at $5.67.", [Decimal("5.67")]),
        ("- Q2: Merged plants; Widened margins in FY27\n- The stock closed at $5.67.", [Decimal("5.67")]),
        ("A good year for Brandow's plants. The stock closed at $5.67.", []),
        ("LON:BRN traded down, reaching $5.67.", []),
        ("Yahoo Finance has it that the stock closed at $5.67.", [Decimal("5.67")]),
        ("Custom Labor Costs: 31%\nThe Zacks consensus rose. The stock closed at $5.67.", [Decimal("5.67")]),
        ("It shows how strong BRN is. The stock closed at $5.67.", []),
        ("It shows how strong EPS was. The stock closed at $5.67.", [Decimal("5.67")]),
    ],
)
def test_a_text_without_the_company_is_read_unless_it_names_somebody_else(text: str, expected: list[Decimal]) -> None:
    assert prices(read(text)) == expected


@pytest.mark.parametrize(
    ("text", "of", "expected"),
    [
        ("Am Freitag prallte der Kurs an der Hürde ab. Die Aktie schloss bei 41,20 Euro.", "BERG.DE Bergtal", True),
        ("Am Freitag prallte der Kurs an der Hürde ab. Die Aktie schloss bei 41,20 Euro.", "ACMX Acmera", True),
        ("Der Vorstand von Seewald wartet ab. Die Aktie schloss bei 41,20 Euro.", "BERG.DE Bergtal", False),
        ("Dafür gibt es Gründe. Die Aktie schloss bei 41,20 Euro.", "BERG.DE Bergtal", True),
        ("Seewald heute schwach. Die Aktie schloss bei 41,20 Euro.", "BERG.DE Bergtal", False),
        ("Der Aktienkurs von Seewald fiel. Die Aktie schloss bei 41,20 Euro.", "BERG.DE Bergtal", False),
        ("HAMBURG (dpa) - Kurzfristig prallte er ab. Die Aktie schloss bei 41,20 Euro.", "BERG.DE Bergtal", True),
        ("Die Seewald-Aktie prallte an der Hürde ab. Sie schloss bei 41,20 Euro.", "BERG.DE Bergtal", False),
        ("Der Spezialist Seewald enttäuscht. Die Aktie schloss bei 41,20 Euro.", "BERG.DE Bergtal", False),
        ("技术面走弱。该股收报41.2港元。", "2999.HK 山海控股", True),
        ("技术面走弱。该股收报41.2港元。", "ACMX Acmera", False),
        ("远江银行技术面走弱。该股收报41.2港元。", "2999.HK 山海控股", False),
    ],
)
def test_a_text_that_names_nobody_is_read_and_a_chinese_one_for_a_company_listed_there(
    text: str, of: str, expected: bool
) -> None:
    assert bool(prices(read(text, of))) is expected


@pytest.mark.parametrize(
    ("text", "of", "expected"),
    [
        ("Shares of Lakeford, Ohio-based Acmera closed at $5.67.", "ACMX Acmera", "5.67"),
        ("Volumes rose 4% to 910. Acmera's volume grew, and its shares closed at $5.67.", "ACMX Acmera", "5.67"),
        ("Acmera's shares fell after Tolland Securities cut it. The stock closed at $5.67.", "ACMX Acmera", "5.67"),
        ("Shares of Portner closed at $5.67.", "PRTN Portner's", "5.67"),
        ("Die Aktien von Autobauern fielen. Bergtal schloss bei 41,20 Euro.", "BERG.DE Bergtal", "41.20"),
        ("國企指數上週五大跌2%。山海控股收報41.95港元。", "2999.HK 山海控股", "41.95"),
        ("山海控股走强。股票最后涨2.85%,收报41.95港元。", "2999.HK 山海控股", "41.95"),
        ("Aktien der Stahlbranche Auftrieb: Bergtal schloss bei 41,20 Euro.", "BERG.DE Bergtal", "41.20"),
    ],
)
def test_a_place_a_trade_a_research_house_and_an_index_are_no_other_company(text: str, of: str, expected: str) -> None:
    assert prices(read(text, of)) == [Decimal(expected)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("United said its shares closed at $5.67.", [Decimal("5.67")]),
        ("Shares of other carriers in the United States fell. Brandow closed at $5.67.", []),
    ],
)
def test_an_ordinary_first_word_is_the_company_where_it_says_something(text: str, expected: list[Decimal]) -> None:
    assert prices(read(text, "UNTD United Acmera")) == expected


@pytest.mark.parametrize(
    "text",
    [
        "BEST OF THE BROKERS\nBRANDOW\nThe target price is cut from $27 to $19.\nACMERA\nTammel sets a target of $58.",
        "First Home Services (NYSE: FHS) has a target of $19.\nAcmera has a target price of $58.",
        "He selected Coal and Natural Stone Corporation (CNSC). The stock's target is $19.\nAcmera's target: $58.",
        "Tammel cut its target for shares of Brandow. At $19 it is below the price.\n\nAcmera's target: $58.",
    ],
)
def test_a_target_is_of_the_company_that_was_named_for_it(text: str) -> None:
    assert levels(read(text)) == {("target", "58")}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Acmera could fill the gap, reaching $64.", []),
        ("Acmera's sales fell 3% while new sign-ups dropped 5% to 38,900.", []),
        ("The rally may push the shares of Acmera higher towards $64.", []),
        ("Acmera, which is down 2p this morning at 97p.", []),
        ("Acmera is down $0.20 this morning at $9.70.", [Decimal("9.70")]),
        (
            "Gainers: Brandow (+ 1.55% to $18.98), Acmera (+ 4.95% to $81.70), Tellow (- 0.9% to $45.86).",
            [Decimal("81.70")],
        ),
        ("LTP: $58.30 | SL: $55. Acmera has a target of $63.", [Decimal("58.30")]),
    ],
)
def test_what_might_come_and_what_something_else_moved_to_is_no_price(text: str, expected: list[Decimal]) -> None:
    assert [item.value for item in read(text).prices if item.currency == "USD"] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Acmera expects adjusted EBITDA of between negative $50 million and negative $53 million.",
            [("EBITDA", -53_000_000, "guided")],
        ),
        ("Acmera's pre-tax profit improved from $560,000 to $845,000.", [("pre-tax profit", 845_000, "reported")]),
        ("Acmera's profit for the quarter ended May 31 was $80 million.", [("net income", 80_000_000, "reported")]),
        ("Acmera beat with its earnings but gapped down almost 14%.", []),
        (
            "Acmera's operating margin changed from 8.5% in the same period last year to 8.6%.",
            [("operating margin", Decimal("8.6"), "reported")],
        ),
        (
            "Acmera raised its forecast for profit from the previous forecast of $4.06 billion to $4.60 billion.",
            [("net income", 4_600_000_000, "guided")],
        ),
        ("Acmera expects a sales decrease of 10% to 12%.", [("revenue, change", -12, "guided")]),
        (
            "Acmera rose, with a market value nearing $228 billion, after it has seen strong demand.",
            [("market capitalisation", 228_000_000_000, "reported")],
        ),
        ("Acmera serves customers that spend more than $100,000.", []),
    ],
)
def test_a_figure_is_named_signed_and_told_from_a_move(text: str, expected: list[tuple[str, Decimal, str]]) -> None:
    assert figures(read(text)) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Acmera Announces Third Quarter 2025 Results\n\nHighlights\n\nRevenue of $189 million increased",
        "Acmera's third quarter of 2025 was strong.\n\nIn the third quarter, revenue was $189 million.",
        "Acmera reported for the third quarter of 2025, with weak fourth-quarter guidance. Revenue was $189 million.",
        "Acmera's third quarter of 2025: profit rose from the corresponding quarter in 2024. Revenue was $189 million.",
    ],
)
def test_a_figure_is_of_the_quarter_last_named_with_its_year(text: str) -> None:
    periods = [item.period for item in read(text).observations if item.quantity.base == 189_000_000]
    assert [(item.start, item.end) for item in periods if item] == [(date(2025, 7, 1), date(2025, 9, 30))]


def test_a_footnote_on_a_word_is_no_part_of_it() -> None:
    assert figures(read("Acmera's free cash flow1 of $28.4 million rose.")) == [
        ("free cash flow", Decimal("28400000"), "reported")
    ]


@pytest.mark.parametrize(("currency", "symbol"), [("AUD", "ACX.AX"), ("USD", "ACMX")])
def test_cents_are_of_the_dollars_the_listing_is_quoted_in(currency: str, symbol: str) -> None:
    found = read("Tammel forecasts EPS of 147.00 cents for Acmera.", f"{symbol} Acmera")
    assert [(item.unit, item.quantity.value) for item in found.observations] == [(currency, Decimal("1.47"))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            (
                "Movers: Brandow slips, Tellow jumps.\nBrandow was the worst stock. Its target is cut to $19.\n"
                "Snack maker Acmera got a boost as Tammel lifted its target to $58.\n"
                "Pub group Tellow gained too, and its target rises to $34."
            ),
            {("target", "58")},
        ),
        (
            (
                "Notes on Brandow Inc. (NASDAQ:BRDW), Acmera (NASDAQ:ACMX) and Tellow (NASDAQ:TLLW).\n"
                "- BRDW is down 3%, and its target is cut to $19.\n- ACMX has a new target of $58.\n"
                "- TLLW closed at $34, with support at $30."
            ),
            {("target", "58")},
        ),
        (
            "Acmera's chart is good, with support at $41.\n\nAnother one is paint maker Brandow. Support is at $19.",
            {("support", "41")},
        ),
    ],
)
def test_in_a_list_of_companies_an_amount_is_of_the_one_named_last(text: str, expected: set[tuple[str, str]]) -> None:
    assert levels(read(text)) == expected


def test_prices_of_certificates_are_no_levels() -> None:
    text = "Die Unterstützung der Bergtal Werke liegt bei 41 Euro. Das Hebelprodukt verfällt unter 36,50 Euro."
    assert levels(read(text, "BERG.DE Bergtal Werke")) == {("support", "41")}


def test_a_zone_behind_from_is_of_the_word_before_it() -> None:
    text = "Bergtal Werke trifft auf einen Widerstand, der sich von 49 bis 51,40 Euro erstreckt."
    assert levels(read(text, "BERG.DE Bergtal Werke")) == {("resistance", "49-51.4")}


def test_brokers_of_a_list_have_targets_of_the_share_that_its_heading_names() -> None:
    text = "More upside for Acmera is seen by:\n- Tammel, to $58 from $52\n- UBS, to $61 from $55"
    expected = {("target", "58"), ("target prior", "52"), ("target", "61"), ("target prior", "55")}
    assert levels(read(text)) == expected


def test_a_company_called_by_what_it_is_is_the_one_named_before() -> None:
    found = read("Acmera rose after Brandow's strong quarter. The chipmaker posted sales of $57 billion.")
    assert figures(found) == []


def test_a_code_with_its_exchange_is_no_amount() -> None:
    text = "目标价(港元)\n中信证券(06030.HK) | 买入 | 31元 | +26%\n山海控股(02999.HK) | 买入 | 20.5元 | +56%"
    assert levels(read(text, "2999.HK 山海控股")) == {("target", "20.5")}


@pytest.mark.parametrize(
    ("text", "levels_found", "prices_found"),
    [
        ("Acmera's shares fell 0.3% to $41.20 while the S&P 500 rose 0.4%.", set(), [Decimal("41.20")]),
        ("The fair market value of Acmera stock is 58 USD.", set(), []),
        ("Beta for the stock of Acmera stands at 0.73.", set(), []),
        ("Acmera closed on Thursday below $45.", set(), []),
        ("Acmera fell from above $50 to its current price of $41.", set(), [Decimal(41)]),
        (
            "Acmera's 52-week range shows a highest point at $58 and a lowest point at $31.",
            {("52-week high", "58"), ("52-week low", "31")},
            [],
        ),
        ("A gap on the chart of Acmera waits at $39.", set(), []),
        ("Acmera closed at $41. A gap waits at $39.", {("support", "39")}, [Decimal(41)]),
    ],
)
def test_what_is_no_level_and_no_price_is_neither(
    text: str, levels_found: set[tuple[str, str]], prices_found: list[Decimal]
) -> None:
    found = read(text)
    assert levels(found) == levels_found
    assert prices(found) == prices_found


@pytest.mark.parametrize(
    "text",
    [
        "Acmera statistics\n52-week high 3 | 58.21 |\n52-week low 3 | 31.38 |",
        "Acmera prices\n\n52-Week high\n58.21\n52-Week low\n31.38",
    ],
)
def test_a_value_stands_behind_a_note_or_on_the_line_below(text: str) -> None:
    assert levels(read(text)) == {("52-week high", "58.21"), ("52-week low", "31.38")}


@pytest.mark.parametrize(
    "text",
    [
        "Bexlow, which competes with Acmera, said its sales rose 31%. Its shares rose 6% to $51.",
        "Acmera supplier Corvane cut its outlook. It now expects sales of $900 million. Its shares fell to $51.",
        "Corvane — The retailer gained 3% to $51 after Tolland Partners raised its target to $75.",
        "Acmera agreed to acquire privately held Tivola for $1.9 billion in cash. Tivola had sales of $240 million.",
    ],
)
def test_whoever_competes_supplies_is_listed_or_bought_speaks_for_itself(text: str) -> None:
    found = read(f"Acmera rose 2% to $84.\n\n{text}")
    assert prices(found) == [Decimal(84)]
    assert not [item for item in found.observations if item.name.startswith("revenue")]
    assert not found.levels


def test_a_target_behind_an_index_is_of_the_share() -> None:
    text = "Acmera closed at $84. The FTSE 250 closed at 25,310. Brokerage Tolland has a target of $95."
    assert levels(read(text)) == {("target", "95")}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Acmera: S: 82/79.5\nBexlow: S: 42/40", {("support", "82"), ("support", "79.5")}),
        (
            "Acmera: Dunmore set a $96 target, Palford dropped theirs to $85, Kestry initiated with a $105 objective.",
            {("target", "96"), ("target", "85"), ("target", "105")},
        ),
    ],
)
def test_rows_and_houses_are_told_apart(text: str, expected: set[tuple[str, str]]) -> None:
    assert levels(read(text)) == expected


def test_what_stands_in_an_aside_takes_no_price() -> None:
    assert prices(read("Gold rose. Acmera shares, which hold 4,000 bitcoin, closed at $85.44.")) == [Decimal("85.44")]


@pytest.mark.parametrize(
    "text",
    [
        "Bexlow Q4 results\n• Revenue: $5.4B vs $5.2B expected\n\nAcmera Q4 results\n• Revenue: $3.42B",
        "ACMERA CORP Q4 REV $3.42 BLN\nBEXLOW CORP Q4 REV $5.4 BLN\nBEXLOW SHARES DOWN 6% AT $45.10",
        "Acmera's sales: $3.42 billion. Bexlow CEO Ana Sto said demand from Acmera held. The company's sales hit $5 billion.",
    ],
)
def test_figures_are_of_the_company_that_a_heading_a_flash_or_a_sentence_begins_with(text: str) -> None:
    found = read(text)
    assert {item.quantity.base for item in found.observations} == {Decimal(3_420_000_000)}
    assert not found.prices


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Acmera rose 4%. What else moves:\n\nCorvane: down 2% at $31.\n\nHexley: raised to Buy, target $22.",
            set(),
        ),
        (
            "Buy Acmera above 243, SL 238, target 250. Buy Kaveri Bank at 112, SL 109, target 116.",
            {("resistance", "243"), ("stop", "238"), ("target", "250")},
        ),
        (
            "What houses say of Acmera\n• Brightmoor: keeps Buy, PT to $58\n• Castle: $31 target",
            {("target", "58"), ("target", "31")},
        ),
    ],
)
def test_a_list_is_read_line_by_line(text: str, expected: set[tuple[str, str]]) -> None:
    assert levels(read(text)) == expected


def test_a_quotation_of_chinese_begins_in_its_clause() -> None:
    found = read("大盘走强。山海控股股价收报41.95港元,支撑位39.5港元。", "2999.HK 山海控股")
    assert [item.quote for item in found.levels] == ["支撑位39.5港元"]
