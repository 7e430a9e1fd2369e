"""Texts as they come: encodings, controls, Markdown, dates, repeats, and what is not the article."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.reader.labels import companies
from thesis_tui.errors import InputError
from thesis_tui.model.proposals import Proposals
from thesis_tui.reader.plain_text import MAX_BYTES, decode, is_html, text_hash
from thesis_tui.reader.propose import propose
from thesis_tui.storage.book import read_book
from thesis_tui.storage.paths import bundled

TODAY = date(2026, 3, 10)
SAP = "Die SAP-Aktie schloss bei 241,35 €. Unterstützung bei 235 €."


def read(text: str, company: str = "nvda", published: date | None = TODAY) -> Proposals:
    return propose(text, companies()[company], TODAY, published)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
def test_the_encoding_is_detected(encoding: str) -> None:
    assert decode(SAP.encode(encoding), "a.txt") == SAP


def test_gb18030_and_latin_are_told_apart() -> None:
    chinese = "腾讯控股收报612.5港元，支撑位在590港元。"
    assert decode(chinese.encode("gb18030"), "a.txt") == chinese
    french = "Société Générale a relevé son objectif à 305 €, déjà élevé."
    assert decode(french.encode("cp1252"), "a.txt") == french


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\xff\xfe\x80", "binary data"),
        (b"\xff\xfea", "utf-16"),
        (b"x" * (MAX_BYTES + 1), "larger than 5 MB"),
    ],
)
def test_what_is_no_text_is_refused(raw: bytes, shown: str) -> None:
    with pytest.raises(InputError, match=shown):
        decode(raw, "a.txt")


@pytest.mark.parametrize(
    "page",
    [
        b"<!DOCTYPE html>\n<p>x", b"  <html lang='en'>", b"<!-- x --><HTML>",
        b"\xef\xbb\xbf<?xml version='1.0'?> <html>", "\ufeff<html>".encode("utf-16-le"),
    ],
)  # fmt: skip
def test_html_is_known_by_how_it_begins(page: bytes) -> None:
    assert is_html(page)


@pytest.mark.parametrize(
    "text", [b"Nvidia <html>", b"# A title", b"<p align=center>Markdown", b"<!-- -->" * 2000 + b"x"]
)
def test_other_text_is_not_taken_for_html(text: bytes) -> None:
    assert not is_html(text)


def test_controls_are_blanked_and_places_stay() -> None:
    text = "\x1b[31mNvidia\x1b[0m closed at $187.42 \x07on Monday.\u202e"
    found = read(text)
    (price,) = found.prices
    assert "\x1b" not in found.text
    assert "\u202e" not in found.text
    assert found.text[price.span[0] : price.span[1]] == price.quote == text[price.span[0] : price.span[1]]


def test_markdown_is_read_as_its_text() -> None:
    found = read(
        "# A new high for Nvidia stock\n\n**Nvidia** [shares](https://x.org/187) closed at **$187.42** on Monday.[3]\n"
    )
    assert found.title == "A new high for Nvidia stock"
    assert [price.value for price in found.prices] == [Decimal("187.42")]


def test_a_text_is_the_same_however_it_is_broken_and_however_often_it_is_printed() -> None:
    body = "Nvidia closed at $187.42.\n\nSupport is seen at $180.\n"
    assert text_hash(body) == text_hash(body.replace("\n\n", "\n") + "\n  ") == text_hash(body + "\n\n" + body)
    found = read(body + "\n" + body)
    assert (len(found.levels), len(found.prices)) == (1, 1)


@pytest.mark.parametrize(
    ("head", "published", "basis"),
    [
        ("Title of the day\n22.12.2025 - 13:42:04 Nvidia US67066G1040", date(2025, 12, 22), "printed"),
        ("Title of the day\nPublished: December 3, 2025", date(2025, 12, 3), "printed"),
        ("Title of the day\nPublished Dec 3, 2025 | Updated Dec 5, 2025", date(2025, 12, 3), "printed"),
        ("Title of the day\n2025年12月22日", date(2025, 12, 22), "printed"),
        ("Title of the day\n03/04/2025", None, "unknown"),
        ("Title of the day\n9 hours ago", None, "inferred"),
        ("Title of the day\nDec 3, 2025\nDec 5, 2025", None, "unknown"),
        ("Title of the day", None, "unknown"),
    ],
)
def test_the_day_is_printed_inferred_or_unknown_and_never_guessed(
    head: str, published: date | None, basis: str
) -> None:
    found = read(f"{head}\n\nNvidia makes chips, and they are sold all over the world.", published=None)
    assert (found.dating.published, found.dating.basis) == (published, basis)


def test_a_month_without_a_year_is_dated_only_when_it_can_mean_one() -> None:
    text = "Nvidia's new plant is scheduled to open in August."
    assert [(milestone.earliest, milestone.latest) for milestone in read(text).milestones] == [
        (date(2026, 8, 1), date(2026, 8, 31))
    ]
    assert read(text, published=None).milestones == ()


def test_what_is_expected_does_not_date_the_article() -> None:
    text = (
        "Nvidia's share of the market grew in the second quarter of 2025. Results may follow in December. "
        "The rollout is expected in the first quarter of 2026."
    )
    found = propose(text, companies()["nvda"], date(2026, 11, 21))
    assert found.dating.earliest == date(2025, 6, 30)
    assert found.milestones == ()


def test_a_quarter_that_may_be_fiscal_or_calendar_gets_no_days() -> None:
    (figure,) = read("Nvidia's revenue rose 22% in Q3 2025.").observations
    assert figure.period is not None
    assert (figure.period.label, figure.period.start) == ("Q3 2025", None)


@pytest.mark.parametrize(
    "text",
    [
        "Nvidia's H200, RTX 5090 and GPT-4 are product names, as is the Boeing 737.",
        "In 2024 Nvidia stock was at $120, a year ago at $90.",
        "Nvidia shares fell 5% in 2025 and the index stands at 6900.",
        "Nvidia paid $7 billion for the stake, 10 % of the shares.",
        "The $180 strike calls on Nvidia expire in March.",
        "Advanced Micro Devices closed at $204.10; its support is at $195.",
        "Broadcom shares slumped. The stock closed at $340 and support is at $330.",
        "Nvidia bought a stake in Intel at $23.28 per share.",
        "The support of 12 analysts and a target of 40% growth lifted Nvidia; support staff of 300 were hired.",
        "Nvidia's chips sell for $30,000. The 10-year Treasury yield closed at 4.12%. Gold ended at $4,200.",
        "Had you bought Nvidia stock at its closing price of $108 in January 2023, you would have tripled it.",
        "Jensen Huang exercised options on Nvidia at $23.34 a share.",
        "The dollar closed at 7.78. The pound traded at $1.31. Crude settled at $61.20.",
        "Nvidia stock at $150 would be a buy, says one fund.",
        "In 2021 Nvidia stock hit a record high of $33.",
    ],
)
def test_what_is_no_level_and_no_price_of_this_share(text: str) -> None:
    found = read(text)
    assert (found.levels, found.prices) == ((), ())


def test_a_rival_told_of_in_passing_keeps_its_price() -> None:
    found = read("Nvidia, whose rival AMD closed at $210, gained 3% to $185. AMD has resistance at $220.")
    assert [price.value for price in found.prices] == [Decimal(185)]
    assert found.levels == ()


def test_what_stands_in_a_list_or_a_table_is_read() -> None:
    found = read(
        "**Nvidia: key levels**\n\n| Level | Price |\n|---|---|\n| Support 1 | $170 |\n| Resistance 1 | $190 |\n"
    )
    assert [(level.kind, level.low) for level in found.levels] == [
        ("support", Decimal(170)),
        ("resistance", Decimal(190)),
    ]


@given(st.text(max_size=400))
def test_any_text_is_read_or_refused_and_quotes_stand_at_their_place(text: str) -> None:
    try:
        found = read(text)
    except InputError:
        return
    for quote, (start, end) in found.places:
        assert found.text[start:end] == quote


@pytest.mark.parametrize(
    "part", ["Nvidia at $1 ", "support 148, ", "1,234 ", "a ", "in 2025 of Q3 ", "Nvidia's Acme Corp shares "]
)
def test_a_long_text_without_a_stop_takes_no_long_time(part: str) -> None:
    start = perf_counter()
    read(part * (300_000 // len(part)))
    assert perf_counter() - start < 10


def test_what_lies_beyond_the_length_of_an_article_is_skipped_and_said() -> None:
    found = read(
        "Nvidia has support at $170. " + "\n".join(f"Line {i} of many." for i in range(9_000)) + "\nSupport is at $160."
    )
    assert [level.low for level in found.levels] == [Decimal(170)]
    assert "longer than an article: not read from here" in {skipped.reason for skipped in found.skipped}


def test_prices_given_respectively_are_nobodys_for_certain() -> None:
    found = read("AMD and Nvidia closed at $210 and $185, respectively.")
    assert found.prices == ()


@pytest.mark.parametrize(
    ("words", "metric"),
    [
        ("Alibaba's AI-related revenue grew by triple digits.", "ai-revenue-yoy"),
        ("Alibaba reported that AI revenue rose 110% year over year.", "ai-revenue-yoy"),
        ("Alibaba's advertising revenue grew 12%.", None),
        ("Alibaba's revenue grew 9%.", "revenue-yoy"),
    ],
)
def test_a_figure_of_a_part_is_not_the_whole_companys(words: str, metric: str | None) -> None:
    thesis = read_book(bundled("seeds") / "baba", cache=None).thesis
    found = propose(f"Alibaba news\n2026-02-20\n\n{words}\n", thesis, date(2026, 3, 1))
    assert [observation.metric for observation in found.observations] == [metric]
