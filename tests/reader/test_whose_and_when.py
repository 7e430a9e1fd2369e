"""In which unit a price is proposed, whose a target is, of which period a figure is, and what is no milestone."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

import pytest
from msgspec.structs import replace

from tests.reader.labels import PUBLISHED
from tests.reader.sources import thesis_of
from thesis_tui.model.figures import plain, trimmed
from thesis_tui.model.objects import Listing, Metric, Pillar, Thesis
from thesis_tui.model.proposals import Proposals
from thesis_tui.reader.propose import propose
from thesis_tui.services.offers import offers

ACME = thesis_of("ACMX Acmera")


def quoted(*listings: str) -> Thesis:
    """A thesis on Acmera with listings of "SYMBOL CURRENCY"."""
    made = [Listing(symbol=text.split()[0], venue="", currency=text.split()[1]) for text in listings]
    return replace(ACME, listing=tuple(made))


def read(text: str, thesis: Thesis = ACME) -> Proposals:
    return propose(text, thesis, PUBLISHED, PUBLISHED)


def placed(found: Proposals) -> list[str]:
    """Levels and prices with their units and listings."""
    levels = []
    for level in found.levels:
        zone = "-".join(plain(end) for end in (level.low, level.high) if end)
        levels.append(f"{level.kind} {zone} {level.currency} {level.listing}")
    return levels + [f"price {plain(price.value)} {price.currency} {price.listing}" for price in found.prices]


def figures(found: Proposals) -> list[str]:
    return [
        f"{item.name} {plain(trimmed(item.quantity.value))} {item.period.end if item.period else None}"
        for item in found.observations
    ]


IN_PENCE = ["support 170 GBX ACM.L", "target 230 GBX ACM.L", "price 181 GBX ACM.L"]


@pytest.mark.parametrize(
    "listings", [["ACM.L GBX"], ["ACMX USD", "ACM.L GBX"], ["ACM.L GBX", "ACMP.L GBP"], ["ACMP.L GBP", "ACM.L GBX"]]
)
def test_pence_are_proposed_as_pence_for_the_listing_that_is_quoted_in_them(listings: Sequence[str]) -> None:
    text = "Acmera has support at 170p. The shares rose 3% to 181p. Analysts at Citigroup set a target of 230p."
    assert placed(read(text, quoted(*listings))) == IN_PENCE


@pytest.mark.parametrize(
    ("listing", "text", "expected"),
    [
        ("ACM.L GBX", "Acmera shares closed at £4.60.", ["price 460 GBX ACM.L"]),
        (
            "ACM.L GBX",
            "Acmera has support at £4.40-£4.45 and resistance at 4.80.",
            ["support 440-445 GBX ACM.L", "resistance 480 GBX ACM.L"],
        ),
        (
            "ACM.L GBX",
            "Acmera has support at 170p and resistance at 190.",
            ["support 170 GBX ACM.L", "resistance 190 GBX ACM.L"],
        ),
        ("ACM.L GBX", "Acmera has support at 170. It closed at 181.", ["support 170 GBX ACM.L", "price 181 GBX ACM.L"]),
        ("ACM.L GBP", "Acmera shares closed at 460p.", ["price 4.6 GBP ACM.L"]),
        ("ACM.TA ILA", "Acmera shares closed at 23.45 shekels.", ["price 2345 ILA ACM.TA"]),
        ("ACM.TA ILA", "Acmera shares closed at 2,345 agorot.", ["price 2345 ILA ACM.TA"]),
        ("ACM.JO ZAC", "Acmera shares closed at 234.50 rand.", ["price 23450 ZAC ACM.JO"]),
        ("ACM.L GBX", "Acmera shares closed at $23.45.", ["price 23.45 USD None"]),
    ],
)
def test_a_price_in_the_whole_unit_is_proposed_in_the_unit_of_its_listing(
    listing: str, text: str, expected: list[str]
) -> None:
    assert placed(read(text, quoted(listing))) == expected


def test_what_is_proposed_in_pence_can_be_kept_as_it_stands() -> None:
    thesis = quoted("ACM.L GBX")
    (offer,) = offers(read("Acmera has support at £1.70.", thesis), thesis)
    assert (offer.fault, getattr(offer.what, "low", None), getattr(offer.what, "currency", "")) == ("", 170, "GBX")


def test_figures_in_pence_are_in_the_whole_currency() -> None:
    found = read("Acmera's basic earnings per share were 46.2p on revenue of 5.1 million.", quoted("ACM.L GBX"))
    assert [(plain(item.quantity.value), item.unit) for item in found.observations] == [
        ("0.462", "GBP"),
        ("5.1", "GBP"),
    ]


@pytest.mark.parametrize(
    "told",
    [
        "Brandow, a rival, said its sales rose 9%.",
        "Brandow, another listed competitor in the sector, said its sales rose 9%.",
        "Brandow, one of its peers, said its sales rose 9%.",
    ],
)
def test_what_a_rival_says_of_itself_is_not_the_thesis_s(told: str) -> None:
    assert figures(read(f"Acmera opened ten bakeries. {told} Acmera's sales rose 4%.")) == ["revenue, change 4 None"]


def test_who_is_a_rival_of_another_speaks_of_itself() -> None:
    assert placed(read("Acmera, a peer of Microsoft, closed at $148.")) == ["price 148 USD ACMX"]
    assert placed(read("Acmera fell. Microsoft, a peer of Acmera, closed at $148.")) == []
    assert figures(read("Acmera, a rival of Brandow, said its sales rose 9%.")) == ["revenue, change 9 None"]


@pytest.mark.parametrize(
    "named",
    [
        "Rivals include Vastora and Acmera, which slipped 2%.",
        "It competes in the cloud with Acmera.",
        "Its peer Acmera slipped 2%.",
    ],
)
@pytest.mark.parametrize("first", ["Microsoft rose 4% to $231.", "Shares of Microsoft rose 4% to $231."])
def test_an_unnamed_target_is_for_the_company_of_the_story(first: str, named: str) -> None:
    text = f"{first} {named} Analysts at Jefferies lifted their price target to $300.\n\nThe stock has support at $220."
    assert placed(read(text)) == []


def test_the_target_behind_a_sentence_on_the_thesis_s_company_is_for_it() -> None:
    text = "Microsoft rose 4% to $231. Acmera fell 2% to $148. Analysts at Jefferies lifted their price target to $170."
    assert placed(read(text)) == ["target 170 USD ACMX", "price 148 USD ACMX"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            (
                "Acmera's cloud revenue grew 34% for the quarter ended September 30, 2025, slowing from 38.5% in the "
                "June quarter. Net income fell to $1 billion."
            ),
            ["cloud revenue, change 34 2025-09-30", "net income 1 2025-09-30"],
        ),
        (
            "In the third quarter of 2025 Acmera's revenue rose 9% from the second quarter. Net income was $1 billion.",
            ["revenue, change 9 2025-09-30", "net income 1 2025-09-30"],
        ),
        (
            (
                "In the third quarter of 2025 Acmera's revenue was $5 billion versus the June quarter's $4 billion. "
                "Net income was $1 billion."
            ),
            ["revenue 5 2025-09-30", "revenue 4 2025-06-30", "net income 1 2025-09-30"],
        ),
        (
            (
                "In the June quarter Acmera's revenue rose 9%, against 4% in the March quarter and 3% in the December "
                "quarter of 2024. Net income was $1 billion."
            ),
            ["revenue, change 9 2025-06-30", "revenue, change 3 2024-12-31", "net income 1 2025-06-30"],
        ),
        (
            "Acmera's revenue rose 9% in 2025 after 4% in 2024. Net income was $1 billion.",
            ["revenue, change 9 2025-12-31", "net income 1 2025-12-31"],
        ),
        (
            "Compared with the third quarter of 2024, Acmera's revenue rose 9%.",
            ["revenue, change 9 None"],
        ),
        (
            "Acmera's revenue was up 4% in the second quarter of 2025. Net income was $1 billion.",
            ["revenue, change 4 2025-06-30", "net income 1 2025-06-30"],
        ),
        (
            "Acmera's revenue rose to $5 billion from $4 billion in the third quarter of 2025.",
            ["revenue 5 2025-09-30"],
        ),
    ],
)
def test_a_quarter_that_is_compared_with_is_of_no_other_figure(text: str, expected: list[str]) -> None:
    assert figures(read(text)) == expected


def test_a_period_is_told_without_the_full_stop_behind_it() -> None:
    (found,) = read("Acmera's sales were $311 million in the six months to 30 September.").observations
    assert found.period is not None
    assert (found.period.label, str(found.period.end)) == ("six months to 30 September", "2025-09-30")


def test_letters_and_digits_of_a_product_are_no_period() -> None:
    (found,) = read("Acmera's revenue from the H200 chip was $5 billion.").observations
    assert found.period is None


@pytest.mark.parametrize(
    ("text", "metric"),
    [
        ("Acmera's net debt fell to 2.4 times EBITDA.", "net-debt-to-ebitda"),
        ("Acmera's net debt fell from 2.9 to 2.4 times adjusted EBITDA.", "net-debt-to-ebitda"),
        ("Acmera trades at 2.4 times EBITDA.", "ev-to-ebitda"),
        ("Acmera's net debt fell, and its shares trade at 2.4 times EBITDA.", "ev-to-ebitda"),
    ],
)
def test_a_multiple_of_ebitda_is_of_the_debt_where_the_clause_says_so(text: str, metric: str) -> None:
    metrics = tuple(
        Metric(id=title.lower().replace(" ", "-"), title=title, unit="x", pillar="p", measures="instant")
        for title in ("Net debt to EBITDA", "EV to EBITDA")
    )
    thesis = replace(ACME, pillar=(Pillar(id="p", title="Balance", claim=""),), metric=metrics)
    assert [item.metric for item in read(text, thesis).observations] == [metric]


@pytest.mark.parametrize(
    ("text", "metric"),
    [
        ("Acmera's revenue was $47.3 billion.", "revenue"),
        ("Acmera's revenue was 47.3 billion yuan.", None),
        ("Acmera's revenue was £47.3 billion.", None),
    ],
)
def test_a_sum_in_another_currency_is_not_of_the_metric(text: str, metric: str | None) -> None:
    revenue = Metric(id="revenue", title="Revenue", unit="USD", pillar="p")
    thesis = replace(ACME, pillar=(Pillar(id="p", title="Growth", claim=""),), metric=(revenue,))
    assert [item.metric for item in read(text, thesis).observations] == [metric]


ZENO = replace(
    ACME,
    pillar=(
        Pillar(id="h200", title="H200 access", claim="", keywords=("H200",)),
        Pillar(id="zeno", title="Zeno", claim="", keywords=("Zeno",)),
    ),
)


@pytest.mark.parametrize(
    "text",
    [
        "Acmera had delivered no H200 chips and expects capital spending of $4 billion over the next twelve months.",
        "Acmera will not ship the H200 in June.",
        "In June, Acmera won't ship the H200.",
        "Acmera has no plans to launch Zeno by the end of the year.",
        "Acmera ruled out a launch of Zeno in June.",
    ],
)
def test_what_does_not_happen_is_no_milestone(text: str) -> None:
    assert read(text, ZENO).milestones == ()


@pytest.mark.parametrize(
    ("text", "pillar", "latest"),
    [
        ("Acmera had sold no H200 chips and plans to launch Zeno in June 2026.", "zeno", "2026-06-30"),
        ("Acmera had sold no H200 chips and expects to open two plants in June 2026.", None, "2026-06-30"),
        ("The H200 is not due until May 7, Acmera said.", "h200", "2026-05-07"),
        ("Acmera reports on Zeno no later than June 4.", "zeno", "2026-06-04"),
        ("Acmera has not won approval, but a ruling on the H200 is expected in June.", "h200", "2026-06-30"),
    ],
)
def test_a_milestone_is_of_the_part_of_the_sentence_its_time_stands_in(
    text: str, pillar: str | None, latest: str
) -> None:
    assert [(item.pillar, str(item.latest)) for item in read(text, ZENO).milestones] == [(pillar, latest)]


@pytest.mark.parametrize(
    "sentence",
    [
        "Gross margin widened to 74.3 percent from 73.1 percent a year earlier.",
        "Gross margin was 74.3 percent, compared with 73.1 percent a year earlier.",
        "Gross margin improved to 74.3% from 73.1% in the fourth quarter of 2024.",
        "Gross margin came to 74.3 %, against 73.1 % in the same quarter a year ago.",
    ],
)
def test_a_figure_of_the_quarter_of_the_talk_is_not_of_the_one_it_is_compared_with(sentence: str) -> None:
    found = read(f"Acmera reported results for its fourth quarter of 2025. {sentence}")
    assert figures(found) == ["gross margin 74.3 2025-12-31"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # the tenth of March 2026, the day of the article, is a Tuesday
        ("Acmera will report its quarter Tuesday after the close.", [PUBLISHED]),
        ("Acmera will report its quarter on Thursday.", [PUBLISHED + timedelta(days=2)]),
        ("The goal of Acmera's board was below the $195 million for the fourth quarter.", []),
        ("Acmera has a goal of 12% in 2027.", []),
        ("Acmera's goal of a first shipment in the fourth quarter stands.", [date(2026, 10, 1)]),
        ("Acmera's deal is expected to close in the second quarter and deliver 20 cents in 2027.", [date(2026, 4, 1)]),
        (
            "Acmera sees $690 million, helped by a plant that's expected to open in the third quarter.",
            [date(2026, 7, 1)],
        ),
        ("For 2027, Acmera guided for growth of 8% and a margin of 31%.", []),
        ("Acmera plans to release its results for the third quarter on October 29, 2026.", [date(2026, 10, 29)]),
        ("Acmera to Announce Third Quarter 2026 Financial Results on October 29, 2026", [date(2026, 10, 29)]),
        (
            "Acmera's meeting, which was previously scheduled for June 23, is set for July 10, 2026.",
            [date(2026, 7, 10)],
        ),
        ("Acmera said it was on track to open in the third quarter.", [date(2026, 7, 1)]),
        ("Acmera's offer is expected to be launched during the last quarter of 2026.", [date(2026, 10, 1)]),
        ("By September, Acmera expects to cut its staff to 7,800 from over 9,900 in January.", [PUBLISHED]),
        ("Acmera expects data from its Phase 3 trial in the fourth quarter.", [date(2026, 10, 1)]),
        ("Acmera's deal is to close in June and will add 10 cents to earnings in 2027.", [date(2026, 6, 1)]),
        ("In February, Acmera announced it would build a plant.", []),
        ("In June Acmera will open a plant.", [date(2026, 6, 1)]),
        ("Acmera's meeting was moved up by July's death of its founder.", []),
        ("Acmera news. First published on March 21, 2026.", []),
        ("Acmera will open in the third quarter unless it is delayed until 2027.", [date(2026, 7, 1)]),
        ("Acmera's approval date is May 3.", [date(2026, 5, 3)]),
        ("Bei Acmera kommt ein Bericht, der Ende August erscheint.", [date(2026, 8, 21)]),
        ("Acmera is to report on 04/16/2026.", [date(2026, 4, 16)]),
        ("Analysts await Acmera to report earnings on April, 24.", [date(2026, 4, 24)]),
        ("Acmera's trial is expected in Q2-Q3 2026.", [date(2026, 4, 1)]),
        ("Acmera expects full approval early in 2027.", [date(2027, 1, 1)]),
        ("Once approved, 9 July 2026 is to be the payment date of Acmera.", [date(2026, 7, 9)]),
        ("Acmera's plant began to earn money by the end of the fiscal year 2026.", []),
        ("A house cut its view of Acmera in a report to be found on Thursday, June 12th.", []),
        ("Acmera prepares for the potential launch in the fourth quarter of 2026.", [date(2026, 10, 1)]),
        ("Acmera's launch in the fourth quarter of 2026 is no more than talk.", []),
    ],
)
def test_a_day_of_the_week_may_be_today_and_a_sum_has_a_period_of_its_own(text: str, expected: list[date]) -> None:
    assert [item.earliest for item in read(text).milestones] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("山海控股自4月展开的升势将会持续。", []),
        ("山海控股首季毛利可见上扬,交付予客户的产品利润有所提升。", []),
        ("山海控股8月7日公告的季报逊于估计。", []),
        ("山海控股东南亚新仓将于下半年启用。", [date(2026, 7, 1)]),
        ("山海控股定于4月18日盘后发布第四季度业绩。", [date(2026, 4, 18)]),
    ],
)
def test_a_chinese_time_is_to_come_only_where_something_happens_then(text: str, expected: list[date]) -> None:
    found = propose(text, thesis_of("2999.HK 山海控股"), PUBLISHED, PUBLISHED)
    assert [item.earliest for item in found.milestones] == expected


@pytest.mark.parametrize(
    ("text", "titles"),
    [
        (
            "LAKEFORD, Ohio, March 10, 2026 (GLOBE WIRE) -- Acmera will hold its meeting on May 7, 2026.",
            ["Acmera will hold its meeting on May 7, 2026"],
        ),
        (
            "Acmera's buybacks, the third in as many years, end before its yearly results, which are due on May 26.",
            ["…many years, end before its yearly results, which are due on May 26"],
        ),
        (
            "All eyes are now on the launch of Acmera's tablet, due in May 2026.",
            ["The launch of Acmera's tablet, due in May 2026"],
        ),
    ],
)
def test_a_title_says_what_is_expected(text: str, titles: list[str]) -> None:
    assert [item.title for item in read(text).milestones] == titles


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Acmera calendar:\n- Q3 trading update 15 April 2026\n- Full-year results 21 May 2026\n- AGM 9 July 2026",
            [date(2026, 4, 15), date(2026, 5, 21), date(2026, 7, 9)],
        ),
        (
            "Acmera's week: March 12 – Acmera investor day; March 18 – FOMC; March 19 – Acmera Q4 earnings",
            [date(2026, 3, 12), date(2026, 3, 19)],
        ),
        (
            "Acmera's week\n- Wednesday, March 11: Bexlow investor day\n- Thursday, March 12: Acmera reports results",
            [date(2026, 3, 12)],
        ),
        ("Acmera rose. Bexlow plans to launch its rival product in May.", []),
        ("Acmera rose. The Fed meets on March 17. Jobs data is due on April 3.", []),
        ("Acmera rose. Vyron, its tablet, will launch in May.", [date(2026, 5, 1)]),
        ("Acmera rose. Management plans to launch a tablet in May.", [date(2026, 5, 1)]),
    ],
)
def test_of_a_calendar_the_company_s_own_days_are_proposed(text: str, expected: list[date]) -> None:
    assert [item.earliest for item in read(text).milestones] == expected
