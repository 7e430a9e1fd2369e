"""The first screen: its headings, and a thesis that nothing was entered into yet."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from msgspec.structs import replace

from tests.pages.page_views import FED, LATER, SIZES, block, block_text, bundled, entry, fits, seen, text_of, view_of
from thesis_tui.model.arrivals import Arrivals, Waiting
from thesis_tui.model.journal import Entry, Note
from thesis_tui.model.objects import Evidence, Level, Milestone, Observation, Price
from thesis_tui.model.view import ChangeView, Target
from thesis_tui.pages.dashboard import dashboard

FED_MORNING = datetime(2025, 12, 23, 6, tzinfo=UTC)
NEXT_DAY = datetime(2025, 12, 24, 9, tzinfo=UTC)


def test_what_is_left_out_stands_apart_from_the_line_that_follows() -> None:
    entries = [
        entry(number, "milestone", Milestone(id="", title=f"thing {number}", earliest=FED, latest=FED, pillar="cloud"))
        for number in range(20)
    ]
    heading = block_text(dashboard(view_of(entries=entries), 120, 36), "milestones").splitlines()[0]
    assert " more ─" in heading


def test_a_thesis_with_nothing_in_it_says_how_to_begin_and_asks_for_no_statement_it_has() -> None:
    empty = replace(bundled(), sources=(), entries=())
    unstated = replace(empty, thesis=replace(empty.thesis, statement=""))
    for width, height in SIZES:
        for book, first in ((empty, "a to add figure (f)"), (unstated, "a to add statement (s), figure (f)")):
            blocks = dashboard(view_of(book), width, height)
            fits(blocks, width, height)
            texts = block_text(blocks, "changes").splitlines()
            assert texts[1].startswith(first)
            assert "i to read an article" in texts[2] or width < 80


@pytest.mark.parametrize(("width", "height"), SIZES)
def test_an_old_thesis_says_in_a_line_how_many_documents_wait_and_where(width: int, height: int) -> None:
    waits = [Waiting(id=f"2026-05-2{n}-000000000000", kind="rule", title="x", came=NEXT_DAY) for n in range(7)]
    came = replace(bundled(), arrivals=Arrivals(documents=tuple(waits)))
    words = "7 documents wait: 4"
    assert words in text_of(dashboard(view_of(came, today=LATER), width, height), width, height)
    assert words not in text_of(dashboard(view_of(today=LATER), width, height), width, height)


@pytest.mark.parametrize(("width", "height"), SIZES)
def test_a_figure_whose_unit_has_no_room_says_that_something_is_left_out(width: int, height: int) -> None:
    metric = replace(bundled().thesis.metric[0], id="sales", title="Sales", unit="USD", live=None)
    pillar = replace(bundled().thesis.pillar[0], key="sales")
    book = replace(bundled(), thesis=replace(bundled().thesis, metric=(metric,), pillar=(pillar,)), sources=())
    entries = [
        entry(
            number, "observation",
            Observation(
                id="", metric="sales", value=Decimal(17_214_000_000 + number), start=date(2024 + number, 1, 1),
                end=date(2024 + number, 12, 31),
            ),
        )
        for number in range(2)
    ]  # fmt: skip
    blocks = dashboard(view_of(book, entries), width, height)
    line = next(line for line in text_of(blocks, width, height).splitlines() if "17.214" in line)
    assert re.search(r"17\.214 (?:bn|…)", line), line


@pytest.mark.parametrize(("width", "height"), [(80, 24), (120, 36)])
def test_a_title_takes_the_cells_that_a_figure_without_fraction_and_unit_leaves_free(width: int, height: int) -> None:
    shops = Observation(id="", metric="shops-selling-quark", value=Decimal(12_345), as_of=FED)
    lines = text_of(dashboard(view_of(entries=[entry(1, "observation", shops)]), width, height), width, height)
    assert re.search(r"shops selling Quark +12 345 ", lines)


def _levels(*lows: str) -> list[Entry]:
    return [
        entry(number, "level", Level(id="", type="stop", listing="BABA", currency="USD", low=Decimal(low)))
        for number, low in enumerate(lows, start=1)
    ]


def test_the_chart_keeps_its_rows_beside_24_levels_and_the_ladder_scrolls() -> None:
    days = [date(2025, 12, day) for day in range(1, 23)]
    prices = [
        Price(id="", listing="BABA", value=Decimal(140 + day.day % 7), currency="USD", session="close", day=day)
        for day in days
    ]
    entries = [
        *_levels(*(str(100 + 4 * at) for at in range(19))),
        *(entry(50 + at, "price", price) for at, price in enumerate(prices)),
    ]
    view = view_of(entries=entries)
    blocks = dashboard(view, 120, 36)
    assert block(blocks, "chart").height >= 11
    ladder = block(blocks, "levels")
    assert ladder.height < len(ladder.rows) == 26
    rows = seen(blocks, "levels")
    assert "now" in " ".join(rows)
    assert "148.00" in " ".join(rows)
    above, below = (int(count) for count in re.findall(r"[↑↓] (\d+)", rows[0]))
    assert above + below == 24 - (ladder.height - 2)


def test_a_ladder_that_does_not_fit_keeps_the_order_of_its_values_and_opens_around_the_price() -> None:
    view = view_of(entries=_levels("60", "90", "120", "130", "140", "145"))
    for size in ((80, 24), (120, 36), (60, 24)):
        blocks = dashboard(view, *size)
        listed = [row for row in block_text(blocks, "levels").splitlines()[1:] if "EUR" not in row]
        values = [Decimal(found[0]) for row in listed if (found := re.findall(r"\d+\.\d\d", row))]
        assert values == sorted(values, reverse=True), "no level stands below one that is lower"
        rows = seen(blocks, "levels")
        now = next(at for at, row in enumerate(rows) if "now" in row)
        assert "155.00" in rows[now - 1]
        assert "148.00" in rows[now + 1]


def test_at_80_by_24_nothing_of_another_listing_stands_before_what_is_near() -> None:
    view = view_of(entries=_levels("138", "128"), today=LATER)
    blocks = dashboard(view, 80, 24)
    assert any("138.00" in row for row in seen(blocks, "levels"))
    assert not any("EUR" in row for row in seen(blocks, "levels"))
    assert "EUR" in block_text(blocks, "levels").splitlines()[-1]


@pytest.mark.parametrize("size", [(60, 24), (40, 15)])
def test_below_the_smallest_size_verdict_price_and_a_line_a_pillar_stay(size: tuple[int, int]) -> None:
    text = text_of(dashboard(view_of(), *size), *size)
    assert "UNPROVEN" in text or "AT RISK" in text or "HOLDING" in text
    assert "149.80" in text
    for title in ("Cloud growth", "Qwen adoption", "H200 access", "Hardware"):
        assert title in text
    assert "148.00" in text, "the nearest level below"
    assert "155.00" in text, "and above"


def test_a_half_done_review_is_on_the_dashboard_with_the_key_that_goes_on() -> None:
    for size in ((120, 36), (80, 24)):
        heading = block_text(dashboard(view_of(), *size, "", "5 of 14"), "changes").splitlines()[0]
        assert "R to go on with the review, 5 of 14" in heading
        assert "review" not in block_text(dashboard(view_of(), *size), "changes").splitlines()[0]


def test_what_the_user_added_since_the_look_is_counted_though_it_is_no_news() -> None:
    entries = [entry(1, "note", Note(text="a shop opened"), at=NEXT_DAY), *_levels("138")]
    view = replace(view_of(entries=entries, today=date(2025, 12, 24)), looked=FED_MORNING, changes=())
    assert "you added 1 note and 1 level" in block_text(dashboard(view, 120, 36), "changes")


def test_the_newest_evidence_is_shown_whoever_wrote_it() -> None:
    own = Evidence(id="", pillar="cloud", text="a region opened in Madrid", stance="supports", day=date(2026, 1, 5))
    view = view_of(entries=[entry(1, "evidence", own)], today=date(2026, 1, 6))
    assert "a region opened in Madrid" in block_text(dashboard(view, 120, 36), "pillar cloud")


def test_at_80_by_24_every_pillar_keeps_its_two_lines_under_two_changes_of_an_old_thesis() -> None:
    closes = [
        entry(number, "price", Price(id=f"e-{number:06}", listing="BABA", value=Decimal(value), currency="USD",
                                     session="close", day=day), at=datetime(2026, 11, 20, 22, tzinfo=UTC))
        for number, (day, value) in enumerate(((date(2026, 11, 19), "150"), (date(2026, 11, 20), "158")), 1)
    ]  # fmt: skip
    view = view_of(entries=closes, today=LATER)
    view = replace(
        view, looked=datetime(2026, 11, 1, tzinfo=UTC), changes=tuple(
            ChangeView(id=f"c{at}", at=view.now, kind="level", text=f"change {at}", place="Levels", pillar=None,
                       target=Target("level", "support-148"), urgency=2) for at in range(2)
        ),
    )  # fmt: skip
    text = text_of(dashboard(view, 80, 24), 80, 24)
    for title in ("Cloud growth", "Qwen adoption", "H200 access", "Hardware"):
        assert title in text
    assert "to open a pillar" not in text
    assert "change 1" in text
    assert re.search(r"resistance 155\.00 .* breakout$", text, re.MULTILINE), "whole, its sign given up for it"
