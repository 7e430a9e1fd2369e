"""What decides between the readings of a number, one rule a test: captions, companies, bases, hidden digits."""

from __future__ import annotations

import tracemalloc
from contextlib import suppress
from decimal import Decimal
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from tests.reader.labels import PUBLISHED
from tests.reader.sources import thesis_of
from thesis_tui.errors import InputError
from thesis_tui.model.objects import Metric, Pillar
from thesis_tui.model.proposals import Proposals
from thesis_tui.reader.names import suggested_aliases
from thesis_tui.reader.numbers import numbers
from thesis_tui.reader.plain_text import LONGEST_ARTICLE, text_hash
from thesis_tui.reader.propose import propose

ACME = thesis_of("ACMX Acmera")
MOST_MEMORY = 60_000_000
MOST_SECONDS = 3
"""Of the processor; ten times what it takes."""


def read(text: str) -> Proposals:
    return propose(text, ACME, PUBLISHED, PUBLISHED)


def levels(text: str) -> list[tuple[str, str]]:
    return [(item.kind, f"{item.low}-{item.high}" if item.high else str(item.low)) for item in read(text).levels]


def prices(text: str) -> list[str]:
    return [str(item.value) for item in read(text).prices]


@pytest.mark.parametrize(
    "text",
    [
        "Acmera\n\nSupport:\n- $45.20\n- $44",
        "Acmera\n\n| | Support |\n|---|---|\n| first | $45.20 |\n| second | $44 |",
        "Acmera ▪ Support: $45.20, $44 ▪ Volume: low",
        "Acmera: Support 1: 45.20, Support 2: 44.00",
        "Acmera S1-45.20, S2=44.00",
    ],
)
def test_a_line_inherits_what_it_stands_under(text: str) -> None:
    assert [(kind, Decimal(low)) for kind, low in levels(text)] == [
        ("support", Decimal("45.2")), ("support", Decimal(44)),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Acmera rose 3% to $41.", ["41"]),
        ("Acmera put on 2 per cent, or $1.10, to $41.", ["41"]),
        ("Acmera (down 2%, or $1.10, to $41) led the fall.", ["41"]),
        ("Brandow fell 2% to $9.50 while Acmera rose 1% to $41.", ["41"]),
        ("Acmera, whose rival Brandow closed at $9.50, ended at $41.", ["41"]),
        ("Acmera's chips sell for $41.", []),
        ("Acmera's revenue per unit fell 2% to $41.", []),
        ("Acmera was bought at an average price of $41 last year.", []),
        ("Oil closed at $41, which hurt Acmera.", []),
    ],
)
def test_a_price_is_of_the_share_and_of_the_company_that_moved(text: str, expected: list[str]) -> None:
    assert prices(text) == expected


def test_what_was_a_support_and_is_a_resistance_is_a_resistance_only() -> None:
    assert levels("Acmera broke support at $45, and that level has flipped to resistance.") == [("resistance", "45")]


def test_a_target_that_was_raised_keeps_what_it_was_as_prior() -> None:
    found = read("Citigroup raised its target on Acmera from $40 to $52.").levels
    assert [(item.low, item.status, item.by) for item in found] == [
        (Decimal(40), "prior", "Citigroup"), (Decimal(52), "current", "Citigroup"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "basis"),
    [
        ("Acmera's revenue was $5.1 billion.", "reported"),
        ("Acmera expects revenue of $5.1 billion.", "guided"),
        ("Analysts expect Acmera to report revenue of $5.1 billion.", "estimated"),
        ("Acmera\n\nOutlook for 2026\n- Revenue of $5.1 billion", "guided"),
        ("Acmera's revenue was $5.4 billion, above the $5.1 billion consensus.", "estimated"),
    ],
)
def test_a_figure_says_whether_it_came_or_who_expects_it(text: str, basis: str) -> None:
    (found,) = (item for item in read(text).observations if item.quantity.base == Decimal(5_100_000_000))
    assert found.basis == basis


def test_nothing_is_proposed_of_an_article_that_names_others_only() -> None:
    found = read("Brandow closed at $9.50. Its support is at $9, and revenue rose 4% to $2 billion.")
    assert (found.count, found.skipped[0].reason) == (
        0, "it names other companies, and the thesis's is none of them",
    )  # fmt: skip


def test_an_alias_names_the_company() -> None:
    thesis = replace(ACME, aliases=("Zeniphone",))
    found = propose("Zeniphone shares closed at $41.", thesis, PUBLISHED, PUBLISHED)
    assert [item.value for item in found.prices] == [Decimal(41)]


def test_whoever_stands_before_the_symbol_is_the_company() -> None:
    thesis = thesis_of("1810.HK Xenomi")
    found = propose("蓝鲸集团-W (01810.HK) 收报38.64港元。蓝鲸集团支撑位在37港元。", thesis, PUBLISHED, PUBLISHED)
    assert ([item.value for item in found.prices], [item.low for item in found.levels]) == (
        [Decimal("38.64")],
        [Decimal(37)],
    )


def test_a_metric_of_a_pillar_without_keywords_is_found_by_its_title() -> None:
    thesis = replace(
        ACME,
        pillar=(Pillar(id="p", title="Growth", claim=""),),
        metric=(
            Metric(id="gross-margin", title="Gross margin", unit="%", pillar="p"),
            Metric(id="sales-yoy", title="Sales YoY", unit="%", pillar="p", change=True),
        ),
    )
    found = propose("Acmera's gross margin was 61%. Revenue grew 9%.", thesis, PUBLISHED, PUBLISHED)
    assert [item.metric for item in found.observations] == ["gross-margin", "sales-yoy"]


@pytest.mark.parametrize(
    ("text", "stance"),
    [
        ("The regulator approved Acmera's inhaler for adults on Tuesday.", "supports"),
        ("The regulator banned Acmera's inhaler from hospitals on Tuesday.", "weakens"),
        ("The regulator has not approved Acmera's inhaler for adults.", "neutral"),
        ("Acmera filed its inhaler with the regulator on Tuesday.", "neutral"),
    ],
)
def test_an_event_about_a_pillar_is_proposed_with_its_words(text: str, stance: str) -> None:
    thesis = replace(ACME, pillar=(Pillar(id="inhaler", title="Inhaler", claim="", keywords=("inhaler",)),))
    (found,) = propose(text, thesis, PUBLISHED, PUBLISHED).evidence
    assert (found.pillar, found.stance, found.quote) == ("inhaler", stance, text)


@pytest.mark.parametrize("text", ["Acmera's inhaler may be approved.", "How Acmera's inhaler won a market of its own?"])
def test_what_only_may_be_is_no_evidence(text: str) -> None:
    thesis = replace(ACME, pillar=(Pillar(id="inhaler", title="Inhaler", claim="", keywords=("inhaler",)),))
    assert propose(text, thesis, PUBLISHED, PUBLISHED).evidence == ()


@pytest.mark.parametrize("digits", ["$1\u200b45", "$14\u00ad5", "$145\ufe0f", "\u202e$841\u202c", "$1\u20dd45"])
def test_digits_that_are_touched_or_reordered_unseen_are_refused_and_said(digits: str) -> None:
    found = read(f"Acmera has support at {digits} today.")
    assert found.levels == ()
    assert "its digits are touched by characters that are not seen" in {item.reason for item in found.skipped}


@pytest.mark.parametrize("text", ["\n" * 2_000_000 + "x", "a b " * 200_000, "\x1b[" * 200_000 + "x"])
def test_a_large_text_takes_little_memory(text: str) -> None:
    tracemalloc.start()
    read(text)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < MOST_MEMORY


@given(st.text(alphabet="ab \n1", max_size=60))
def test_a_text_is_known_again_however_its_lines_are_spaced(text: str) -> None:
    spaced = "\n\n".join(f"  {line} " for line in text.split("\n"))
    assert text_hash(text) == text_hash(spaced)


@given(st.text(alphabet="0123456789.,-$€%pKMB ()/:大万亿 a", max_size=60))
def test_every_number_is_kept_in_order_and_at_its_place(text: str) -> None:
    found = numbers(text, 0, len(text), "en")
    assert all(0 <= item.start <= item.digits < item.end <= len(text) for item in found)
    assert all(text[item.digits] in "0123456789." for item in found)
    covered = [(item.start, item.end) for item in found]
    assert covered == sorted(covered)


@pytest.mark.parametrize(
    ("name", "told", "aliases"),
    [
        ("Meta Platforms", ["Meta Platforms, Inc.", "FACEBOOK INC"], ("Facebook",)),
        ("M&S", ["Marks and Spencer Group plc"], ("Marks and Spencer Group", "Marks & Spencer")),
        ("Vodafone Group", ["Vodafone Group plc", "VODAFONE GROUP PUBLIC LTD CO"], ()),
        ("Acmera", ["ACMERA INC", "Acmera Inc"], ()),
        ("Acmera", [], ()),
    ],
)
def test_other_names_are_those_a_feed_or_filing_adds(name: str, told: list[str], aliases: tuple[str, ...]) -> None:
    assert suggested_aliases(name, told) == aliases


@pytest.mark.parametrize(
    ("text", "year_end", "start", "end"),
    [
        ("Acmera's revenue was $5.1 billion last year.", "12-31", "2025-01-01", "2025-12-31"),
        ("Acmera's revenue was $5.1 billion last year.", "03-31", "2024-04-01", "2025-03-31"),
        ("Acmera's revenue was $5.1 billion last quarter.", "12-31", "2025-10-01", "2025-12-31"),
        ("Acmera's revenue was $5.1 billion last quarter.", "01-31", "2025-11-01", "2026-01-31"),
        (
            "Acmera reported the quarter ended December 31, 2025. A year earlier, revenue was $5.1 billion.",
            "12-31", "2024-10-01", "2024-12-31",
        ),
    ],
)  # fmt: skip
def test_last_year_and_last_quarter_are_periods_of_the_company_as_of_the_article_s_day(
    text: str, year_end: str, start: str, end: str
) -> None:
    found = propose(text, replace(ACME, fiscal_year_end=year_end), PUBLISHED, PUBLISHED)
    (figure,) = (item for item in found.observations if item.quantity.base == Decimal(5_100_000_000))
    assert figure.period is not None
    assert (str(figure.period.start), str(figure.period.end)) == (start, end)


def test_what_a_figure_is_compared_with_moves_no_figure_into_last_year() -> None:
    found = read("In the quarter ended December 31, 2025 Acmera's revenue rose 9% from last year to $5.1 billion.")
    assert {str(item.period.end) for item in found.observations if item.period} == {"2025-12-31"}


def test_without_the_article_s_day_last_year_has_no_days() -> None:
    found = propose("Acmera's revenue was $5.1 billion last year.", ACME, PUBLISHED)
    assert [item.period.start for item in found.observations if item.period] == [None]


@pytest.mark.parametrize("part", ["1", "1,", "A", "Aa ", "$1", "(", "1 to ", "up 5% to $4 ", "x's ", "支"])
def test_the_longest_text_is_read_in_seconds_whatever_it_repeats(part: str) -> None:
    started = process_time()
    with suppress(InputError):
        read(part * (LONGEST_ARTICLE // len(part)))
    assert process_time() - started < MOST_SECONDS


def test_what_is_guided_is_of_a_quarter_to_come_and_what_follows_is_not_of_it() -> None:
    found = read(
        "In the December quarter Acmera's revenue was $5.1 billion. It expects revenue of $5.3 billion in the March "
        "quarter. Net income was $1.2 billion."
    ).observations
    assert [(str(item.quantity.value), item.basis, str(item.period and item.period.end)) for item in found] == [
        ("5.1", "reported", "2025-12-31"), ("5.3", "guided", "2026-03-31"), ("1.2", "reported", "2025-12-31"),
    ]  # fmt: skip


def test_the_margin_of_a_profit_is_a_margin() -> None:
    (found,) = read("Acmera's adjusted EBITA margin was 9.4%.").observations
    assert found.name == "operating margin"


def test_each_of_two_windows_has_a_title_of_its_own() -> None:
    found = read(
        "Acmera will hold an investor day on March 18, 2026, and plans to launch Zeno in June 2026."
    ).milestones
    assert [item.title for item in found] == [
        "Acmera will hold an investor day on March 18, 2026, and plans to…", "Plans to launch Zeno in June 2026",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Acmera closed at $148. Bulls eye $155 next.", [("resistance", "155")]),
        ("Acmera closed at $148. A failure here sends it back to $140.", [("support", "140")]),
        ("Acmera closed at $148. A break of $155 would matter.", [("resistance", "155")]),
        ("Acmera closed at $148. A break of $140 would matter.", [("support", "140")]),
        ("Acmera closed at $148. It sits 28% under that, around $207.", []),
        ("Acmera closed at $148. A failure here sends it back to $40.", []),
    ],
)
def test_a_price_without_a_cue_is_a_level_only_on_the_side_of_the_price_its_words_point_to(
    text: str, expected: list[tuple[str, str]]
) -> None:
    assert levels(text) == expected


@pytest.mark.parametrize(
    ("text", "basis"),
    [
        ("Acmera hit its target of $300 million in revenue.", "reported"),
        ("Acmera stuck to its target of $300 million in revenue.", "guided"),
    ],
)
def test_a_target_that_was_met_is_a_figure_that_came(text: str, basis: str) -> None:
    assert [item.basis for item in read(text).observations] == [basis]


@pytest.mark.parametrize(
    "text",
    [
        "Acmera no longer expects to reach revenue of $300 million.",
        "Acmera withdrew its target of $300 million in revenue.",
        "Acmera missed its target of $300 million in revenue.",
    ],
)
def test_a_target_that_was_given_up_is_no_guidance(text: str) -> None:
    assert read(text).observations == ()


def test_a_target_that_was_given_up_weakens_the_pillar_it_is_of() -> None:
    thesis = replace(ACME, pillar=(Pillar(id="margin", title="Margin", claim="", keywords=("margin",)),))
    (found,) = propose("Acmera withdrew its margin target for 2027.", thesis, PUBLISHED, PUBLISHED).evidence
    assert (found.pillar, found.stance) == ("margin", "weakens")


def test_what_was_expected_is_named_by_the_figure_of_its_shape() -> None:
    found = read("Acmera posted EPS of $0.71 on revenue of $611 million, topping consensus of $0.66 and $598 million.")
    assert [(item.name, str(item.quantity.value)) for item in found.observations] == [
        ("earnings per share", "0.71"), ("revenue", "611"), ("earnings per share, expected", "0.66"),
        ("revenue, expected", "598"),
    ]  # fmt: skip


def test_what_is_measured_at_another_company_is_not_the_thesis_s() -> None:
    found = read("Cloud growth reached 38% at Acmera's biggest customer, Vastora. Acmera's revenue rose 9%.")
    assert [str(item.quantity.value) for item in found.observations] == ["9"]


def test_more_than_is_told_by_what_was_passed() -> None:
    (found,) = read("Acmera's app had passed 1.1 billion downloads.").observations
    assert found.quantity.qualifier == "more than"


@pytest.mark.parametrize(
    ("text", "window"),
    [
        ("Acmera hosts its investor day on June 3-5.", ("2026-06-03", "2026-06-05")),
        ("Acmera's new line starts in the summer.", ("2026-06-01", "2026-08-31")),
        ("A court will hear Acmera's case in the week of April 13.", ("2026-04-13", "2026-04-19")),
        ("The next report from Acmera is due in late April.", ("2026-04-21", "2026-04-30")),
        ("Acmera pushed back its launch to the first quarter of 2027.", ("2027-01-01", "2027-03-31")),
    ],
)
def test_a_window_is_read_in_the_shape_it_is_told(text: str, window: tuple[str, str]) -> None:
    assert [(str(item.earliest), str(item.latest)) for item in read(text).milestones] == [window]


@pytest.mark.parametrize(
    "text", ["Acmera must take out the February high of $156.", "Acmera's support held on Monday at $143."]
)
def test_a_day_that_a_mark_of_the_chart_is_told_by_is_no_window(text: str) -> None:
    assert read(text).milestones == ()


def test_a_caption_gives_its_period_to_what_stands_under_it() -> None:
    found = read("Acmera Q4 2025 results\n\n- Revenue: $611 million\n\nOutlook for Q1 2026\n\n- Revenue: $620 million")
    assert [(str(item.quantity.value), str(item.period and item.period.end)) for item in found.observations] == [
        ("611", "2025-12-31"), ("620", "2026-03-31"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "text",
    [
        "Acmera closed at $148. The dividend may rise to $160 per share.",
        "Acmera closed at $148. The price of its flagship phone could rise to $190.",
        "Acmera closed at $148. Vastora could rise to $160.",
        "Acmera closed at $148. A subscription could go up to $149 a year.",
        "Acmera closed at $148. I might add to my position, which I opened at $130.",
    ],
)
def test_what_something_else_could_rise_to_is_no_level(text: str) -> None:
    assert (levels(text), prices(text)) == ([], ["148"])


def test_a_gold_price_s_resistance_is_not_the_miner_s() -> None:
    found = read("Gold futures settled at $4,512 an ounce. Resistance is seen at $4,560. Acmera rose 3% to $27.45.")
    assert ([str(item.low) for item in found.levels], [str(item.value) for item in found.prices]) == ([], ["27.45"])
