"""What a filing says now and did not say before: sentences held against those of the one before it."""

from __future__ import annotations

import time

import pytest

from thesis_tui.public_data.filing_changes import Change, Changes, changes, sentences, split
from thesis_tui.public_data.filing_page import read_page

OLD = """
Risk Factors
Our products may become subject to export controls of the United States.
We sell chips to customers in China through distributors, and revenue from China was $4.6 billion.
The board approved a program for chips to buy back shares until June 30, 2026.
Our chip supply depends on one manufacturer in Taiwan for the quarter ended March 31, 2026.
We lease an office in Boston that has nothing to do with anything else here.
This report contains forward-looking statements about chips that involve risks and uncertainties.
Chips are tested by our own people before they are shipped to any customer.
"""
NEW = """
Risk Factors
Our products have become subject to export controls of the United States.
We sell chips to customers in China through distributors, and revenue from China was $2.8 billion.
The board approved a program for chips to buy back shares until December 15, 2028.
Our chip supply depends on one manufacturer in Taiwan for the quarter ended June 30, 2026.
We lease an office in London that has nothing to do with anything else here.
This report contains forward-looking statements about chips that involve risks and other matters.
A licence for the H20 chip was refused in May and we wrote off inventory of $5.5 billion.
"""
WORDS = ["chip", "chips", "export controls", "H20"]


def page(text: str) -> bytes:
    return f"<html><body>{''.join(f'<p>{line}</p>' for line in text.strip().splitlines())}</body></html>".encode()


def found(old: str = OLD, new: str = NEW, words: list[str] = WORDS) -> Changes:
    return changes(page(old), page(new), words)


def change_with(words: str) -> Change:
    (only,) = [
        item for item in found().shown if words in f"{item.now and item.now.text} {item.before and item.before.text}"
    ]
    return only


def test_a_may_that_became_a_fact_comes_first() -> None:
    first = found().shown[0]
    assert (first.kind, first.what) == ("changed", "“may” became “have”")
    assert first.before is not None
    assert first.before.text.startswith("Our products may become")


def test_a_figure_that_changed_is_named_from_and_to() -> None:
    assert change_with("revenue from China").what == "figure: $4.6 billion became $2.8 billion"


def test_a_date_that_moved_is_told_and_one_that_rolled_on_is_not() -> None:
    assert change_with("buy back").what == "date: june 30, 2026 became december 15, 2028"
    assert not any("Taiwan" in str(item.now) for item in found().shown)


def test_what_is_new_and_what_is_gone_are_told_with_their_place() -> None:
    new, gone = change_with("licence for the H20"), change_with("tested by our own people")
    assert (new.kind, gone.kind) == ("new", "gone")
    assert new.now is not None
    text = read_page(page(NEW)).text
    assert text[slice(*new.now.span)] == new.now.text
    assert new.now.section == "Risk Factors"


def test_boilerplate_and_what_is_about_no_pillar_are_left_out() -> None:
    phrase = " ".join(f"{item.now} {item.before}" for item in found().shown)
    assert "forward-looking" not in phrase
    assert "London" not in phrase
    assert found(words=["nothing of it"]).shown == ()


def test_the_same_filing_twice_has_no_changes_and_moved_sentences_are_none() -> None:
    assert found(OLD, OLD).shown == ()
    lines = OLD.strip().splitlines()
    moved = "\n".join([lines[0], *reversed(lines[1:])])
    assert found(OLD, moved).shown == ()
    renamed = OLD.replace("Risk Factors", "Item 1A. Risk Factors Summary")
    assert found(OLD, renamed).shown == ()


def test_at_most_twenty_are_shown_and_the_rest_counted() -> None:
    more = NEW + "\n".join(
        f"Chips of kind {word} were sold for the first time in this very market."
        for word in "abcdefghijklmnopqrstuvwxyz"
    )
    assert (len(found(new=more).shown), found(new=more).others > 5) == (20, True)


@pytest.mark.parametrize(
    ("before", "now", "what"),
    [
        (
            "The government may impose licensing requirements on chips for China.",
            "In August the government imposed licensing requirements on chips for China.",
            "“may impose” became “imposed”",
        ),
        (
            "As of May 31 we had not generated any revenue under licenses for chips.",
            "As of August 31 we had generated revenue under licenses for chips.",
            "“had not” became “had”",
        ),
        (
            "Lead times of chips are extended beyond twelve months for some products.",
            "Lead times of chips are extended beyond eighteen months for some products.",
            "“twelve” became “eighteen”",
        ),
        (
            "Sales of chips to one customer were 16% of revenue in the year.",
            "Sales of chips to two customers were 23% and 16% of revenue in the year.",
            "figure added: 23%",
        ),
        (
            "We sell chips of the H20 kind to customers in the region.",
            "We sell chips of the H200 kind to customers in the region.",
            "“H20” became “H200”",
        ),
    ],
)
def test_a_change_is_named_by_what_it_is(before: str, now: str, what: str) -> None:
    (change,) = found(f"<p>{before}</p>", f"<p>{now}</p>", ["chips"]).shown
    assert change.what == what


def test_heads_feet_and_numbers_of_pages_are_no_headings_and_cut_no_sentence() -> None:
    pages = "".join(f"<p>{number}</p><p>Table of Contents</p><p>Nobody Inc.</p>" for number in range(3))
    first = "<p>Item 1A. Risks</p><p>Demand for chips in China may"
    whole = f"{pages}{first} fall.</p>"
    cut = f"{pages}{first}</p><p>41</p><p>Table of Contents</p><p>fall.</p>"
    assert found(whole, cut, ["chips"]).shown == ()
    changed = cut.replace("may", "will surely")
    (change,) = found(whole, changed, ["chips"]).shown
    assert change.now is not None
    assert (change.now.text, change.now.section) == ("Demand for chips in China will surely fall.", "Item 1A. Risks")


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("The U.S. government said so. We agree.", 2),
        ("Acme Inc. and Foo Ltd. agreed on Jan. 5 to merge.", 1),
        ("It rose 3.5 percent. It fell 2.1 percent! Why?", 3),
        ("One sentence without an end", 1),
        ("", 0),
    ],
)
def test_sentences_end_where_they_end(text: str, count: int) -> None:
    parts = split(text)
    assert len(parts) == count
    assert all(text[at : at + len(part)] == part for part, at in parts)


def test_a_long_report_is_compared_in_time() -> None:
    body = "\n".join(
        f"Chips of lot {number} were sold to customer {number % 97} in region {number % 13} this year."
        for number in range(3000)
    )
    other = body.replace("lot 17 were", "lot 17 may not be").replace("customer 5 ", "customer 6 ")
    begun = time.process_time()
    assert changes(page(body), page(other), WORDS).shown
    assert time.process_time() - begun < 6
    assert len(sentences(read_page(page(body)))) == 3000
