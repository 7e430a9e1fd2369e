from __future__ import annotations

from datetime import date

import msgspec
import pytest

from tests.pages.page_views import (
    FED,
    LATER,
    SIZES,
    block,
    block_text,
    bundled,
    entry,
    fits,
    text_of,
    view_of,
)
from thesis_tui.model.book import NamedSource
from thesis_tui.model.journal import Note, Settle
from thesis_tui.model.objects import Evidence, Source
from thesis_tui.model.view import View
from thesis_tui.pages.sources_page import gave, published_short, published_words, sources_page


def source(view: View, number: int) -> str:
    return view.sources[number - 1].source.id


def dated(**more: object) -> Source:
    return msgspec.structs.replace(Source(format=1, title="t", added=FED, published_basis="unknown"), **more)


@pytest.mark.parametrize(("width", "height"), SIZES)
def test_nothing_is_wider_than_the_page_at_any_size(width: int, height: int) -> None:
    book = bundled()
    evidence = tuple(Evidence(id=f"x{at}", text="a long statement " * 20, stance="weakens") for at in range(200))
    long = dated(title="A long title " * 20, publisher="P" * 300, url="https://example.org/" + "x" * 500,
                 published_note="because " * 100, evidence=evidence)  # fmt: skip
    crowd = (*book.sources, *(NamedSource(f"s{at}", at, long) for at in range(6, 40)))
    full = view_of(msgspec.structs.replace(book, sources=crowd))
    none = view_of(msgspec.structs.replace(book, sources=(), entries=()))
    for view in (view_of(), view_of(today=LATER), full, none):
        for selected in (None, "s9", source(view_of(), 5)):
            fits(sources_page(view, selected, width, height), width, height)


def test_a_date_is_shown_as_it_is_known() -> None:
    printed = dated(published_basis="printed", published=date(2025, 12, 22), published_time="13:42")
    assert published_short(printed, FED) == "22 Dec"
    assert published_short(printed, LATER) == "22 Dec 2025"
    assert published_words(printed) == "22 Dec 2025, 13:42, printed"
    inferred = dated(published_basis="inferred", published=date(2025, 12, 16))
    assert published_short(inferred, FED) == "≈16 Dec"
    assert published_words(inferred) == "≈16 Dec 2025, inferred"
    month = dated(
        published_basis="inferred", published_earliest=date(2025, 12, 2), published_latest=date(2025, 12, 23)
    )  # fmt: skip
    assert published_short(month, FED) == "≈Dec"
    assert published_words(month) == "inferred: between 2 and 23 Dec 2025"
    unknown = dated(published_earliest=date(2025, 11, 28), published_latest=date(2025, 12, 23))
    assert published_short(unknown, FED) == "undated"
    assert published_words(unknown) == "unknown: between 28 Nov and 23 Dec 2025"
    assert published_words(dated()) == "unknown: nothing tells when"


def test_every_source_is_listed_with_what_it_gave() -> None:
    view = view_of()
    text = block_text(sources_page(view, None, 200, 60), "sources")
    for item in view.sources:
        assert gave(item) in text
    assert "22 Dec  AI Investments Show Tangible Progress" in text


def test_everything_read_from_a_source_can_be_reached() -> None:
    view = view_of()
    for item in view.sources:
        rows = block(sources_page(view, item.source.id, 80, 24), "source").rows
        kinds = [row.target.kind for row in rows if row.target is not None]
        assert kinds.count("observation") == item.observations
        assert kinds.count("level") == item.levels
        assert kinds.count("price") == item.prices
        assert kinds.count("milestone") == item.milestones
        assert kinds.count("evidence") == item.evidence


def test_figures_stand_on_their_decimal_point() -> None:
    rows = block(sources_page(view_of(), source(view_of(), 3), 120, 36), "source").rows
    points = set()
    for row in rows:
        if row.target is not None and row.target.kind == "observation":
            before = sum(len(span.text) for span in row.line[:3])
            points.add(before + len(row.line[3].text.partition(".")[0]))
    assert len(points) == 1


def test_why_a_date_is_what_it_is_stands_beside_it() -> None:
    view = view_of()
    text = " ".join(block_text(sources_page(view, source(view, 3), 120, 36), "source").split())
    assert view.sources[2].source.source.published_note in text


def test_conflicts_show_both_values_and_sources_and_what_settled_them() -> None:
    view = view_of()
    open_ = block_text(sources_page(view, None, 120, 36), "conflicts")
    assert f"{len(view.conflicts)} open" in open_.splitlines()[0]
    assert "≈268 USD  1  AI Investments" in open_
    assert "≈240 USD  2  Quark glasses" in open_
    first = view.conflicts[0]
    settled = view_of(entries=[entry(1, "settle", Settle(target=first.id, text="the newer one names its filing"))])
    text = block_text(sources_page(settled, None, 120, 36), "conflicts")
    assert "the newer one names its filing" in " ".join(text.split())
    assert text.index("resolved") > text.index("≠ entry price")


def test_the_values_of_a_conflict_stand_on_their_decimal_point() -> None:
    lines = block_text(sources_page(view_of(), None, 120, 36), "conflicts").splitlines()
    spent = [line for line in lines if " bn USD" in line and "$" not in line]
    assert [line.split()[0] for line in spent] == ["≈52.4", "53"]
    assert spent[0].index(".") == spent[1].index("53") + 2
    assert spent[0].index("bn") == spent[1].index("bn")


def test_no_conflict_and_no_source_are_said_in_words() -> None:
    empty = view_of(msgspec.structs.replace(bundled(), sources=(), entries=()))
    assert "no source yet" in text_of(sources_page(empty, None, 80, 24), 80, 24)
    book = bundled()
    other = msgspec.structs.replace(book, sources=book.sources[:1])
    assert "none: no two sources disagree" in text_of(sources_page(view_of(other), None, 80, 24), 80, 24)


def test_a_note_on_a_source_stands_with_it() -> None:
    view = view_of()
    note = entry(1, "note", Note(text="paid for by its subject", about_source=source(view, 4)))
    assert "paid for by its subject" in block_text(
        sources_page(view_of(entries=[note]), source(view, 4), 200, 60), "source"
    )
