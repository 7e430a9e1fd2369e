from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import msgspec
import pytest

from tests.pages.page_views import (
    LATER,
    SIZES,
    block,
    block_text,
    bundled,
    entry,
    fits,
    roles_of,
    seen,
    text_of,
    view_of,
)
from thesis_tui.model.bars import Bar
from thesis_tui.model.enums import Stance
from thesis_tui.model.journal import Entry, Note, Retract
from thesis_tui.model.objects import Level, Listing, Price
from thesis_tui.model.view import Target
from thesis_tui.pages.chart import chart, day_at
from thesis_tui.pages.glyphs import crossing_sign, level_sign
from thesis_tui.pages.ladder import nearest
from thesis_tui.pages.levels_page import levels_page
from thesis_tui.pages.plot import bar_words
from thesis_tui.printing.text import levels as printed_levels


def close(number: int, day: date, value: str) -> Entry:
    price = Price(
        id=f"e-{number:06}", listing="BABA", value=Decimal(value), currency="USD", session="close", day=day
    )  # fmt: skip
    return entry(number, "price", price)


def closes() -> list[Entry]:
    """Forty closes up to the bundled thesis's own day, falling from 170 to 149.8."""
    first = date(2025, 11, 13)
    days = [first + timedelta(days=step) for step in range(40)]
    return [close(step, day, str(Decimal(170) - Decimal("0.5") * step)) for step, day in enumerate(days)]


def level(number: int, low: str, **more: object) -> Entry:
    what = Level(id=f"e-{number:06}", type="support", listing="BABA", currency="USD", low=Decimal(low))
    return entry(number, "level", msgspec.structs.replace(what, **more))


@pytest.mark.parametrize(("width", "height"), SIZES)
def test_nothing_is_wider_than_the_page_at_any_size(width: int, height: int) -> None:
    many = [level(100 + at, f"{100 + at}.123456", why="a long reason " * 9, by="someone " * 5) for at in range(60)]
    for view in (view_of(), view_of(today=LATER), view_of(entries=closes()), view_of(entries=many)):
        for symbol in (None, "AHLA.DE", "9988.HK"):
            fits(levels_page(view, symbol, "support-148", width, height), width, height)


def test_the_ladder_stands_around_the_price_with_who_said_so_and_what_each_does() -> None:
    blocks = levels_page(view_of(), None, "support-148", 120, 36)
    rows = block_text(blocks, "levels").splitlines()
    assert [row.split()[0] for row in rows] == [
        "Levels", "target", "target", "resistance", "resistance", "now", "support",
    ]  # fmt: skip
    assert "Citigroup, raised in late November" in rows[1]
    assert "−1.2 %   ◐ testing" in rows[-1]
    assert "no closes known" in rows[-1]
    assert block_text(blocks, "chosen").strip() == "148.00 breaks on a daily close below it"
    assert block(blocks, "levels").rows[-1].target == Target("level", "support-148")


def test_each_listing_can_be_chosen_and_the_open_one_is_underlined() -> None:
    view = view_of()
    blocks = levels_page(view, "AHLA.DE", None, 120, 36)
    for symbol in ("BABA", "AHLA.DE", "9988.HK"):
        assert block(blocks, f"listing {symbol}").target == Target("listing", symbol)
    page = text_of(blocks, 120, 36).splitlines()
    assert page[2].index("AHLA.DE") == page[3].index("━")
    assert "128.40 EUR  close 22 Dec" in page[2]
    assert "9988.HK no price" in page[2]
    assert "119.43" in block_text(blocks, "levels")
    assert "148.00" not in block_text(blocks, "levels")


def test_many_listings_are_counted_when_they_do_not_fit_and_the_open_one_stays() -> None:
    book = bundled()
    more = tuple(Listing(symbol=f"LONGSYMBOL{at}", venue="X", currency="USD") for at in range(12))
    thesis = msgspec.structs.replace(book.thesis, listing=(*book.thesis.listing, *more))
    view = view_of(msgspec.structs.replace(book, thesis=thesis))
    blocks = levels_page(view, "LONGSYMBOL11", None, 80, 24)
    fits(blocks, 80, 24)
    line = text_of(blocks, 80, 24).splitlines()[2]
    assert "LONGSYMBOL11" in line
    assert "more" in line


def test_a_stale_price_takes_the_states_away_and_nothing_is_green() -> None:
    blocks = levels_page(view_of(today=LATER), None, "support-148", 120, 36)
    table = block_text(blocks, "levels")
    assert "testing" not in table
    assert table.count("◌ 334 d old") == 6
    assert "−1.2 %" not in table
    assert "good" not in roles_of(blocks)
    assert "149.80 now" not in text_of(blocks, 120, 36)


def test_a_listing_without_price_and_level_says_what_fills_it() -> None:
    text = text_of(levels_page(view_of(), "9988.HK", None, 80, 24), 80, 24)
    assert "no price for 9988.HK; a to add one" in text
    assert "no level for 9988.HK yet; a to add one" in text


def test_the_chart_shows_closes_zones_and_gives_way_when_there_is_no_room() -> None:
    entries = [*closes(), level(60, "176", type="resistance", high=Decimal(181))]
    view = view_of(entries=entries)
    large = block_text(levels_page(view, None, None, 120, 36), "chart")
    assert "daily close" in large
    assert "176–181 resistance" in large
    assert "Dec" in large
    assert any(0x2800 < ord(character) <= 0x28FF for character in large)
    full = view_of(entries=[*closes(), *(level(100 + at, str(100 + at)) for at in range(12))])
    small = levels_page(full, None, None, 80, 24)
    assert "why" in block_text(small, "levels").splitlines()[0]
    assert "since noted" not in block_text(small, "levels")
    assert "chart" not in {item.name for item in levels_page(full, None, None, 80, 16)}


def test_a_label_that_moves_stays_on_its_side_of_the_price() -> None:
    rows = block_text(levels_page(view_of(), None, None, 120, 36), "chart").splitlines()
    at = {word: row for row, text in enumerate(rows) for word in ("149.80 now", "148.00", "155.00") if word in text}
    assert at["155.00"] < at["149.80 now"] < at["148.00"]


def test_what_is_off_the_chart_is_named_at_its_edge_the_farthest_outermost() -> None:
    far = [level(60, "300", type="target"), level(61, "90"), level(62, "60", type="stop")]
    for width, height in ((80, 24), (120, 36)):
        view = view_of(entries=[*closes(), *far])
        rows = block_text(levels_page(view, None, None, width, height), "chart").splitlines()
        at = {
            word: row
            for row, text in enumerate(rows)
            for word in ("▴300", "▴225", "▴198", "▾90", "▾60")
            if word in text
        }
        assert at["▴225"] < at["▴198"]
        assert at.get("▴300", 0) < at["▴225"]
        near = next(row for row, text in enumerate(rows) if "160.00" in text)
        assert at["▴198"] < near < at.get("▾90", len(rows)) < at.get("▾60", len(rows) + 1)
    assert "▾60" in at


def test_the_page_keeps_its_shape_while_the_cursor_walks_the_ladder() -> None:
    about = entry(1, "note", Note(text="half of it goes below this", level="support-148"))
    view = view_of(entries=[about])
    shapes = set()
    for chosen in (None, "support-148", "target-198"):
        blocks = levels_page(view, None, chosen, 120, 36)
        shapes.add((block(blocks, "chart").height, block(blocks, "levels").y))
    assert len(shapes) == 1
    assert "half of it goes below this" in text_of(levels_page(view, None, "support-148", 120, 36), 120, 36)


def test_retired_levels_are_counted_and_a_moved_one_says_from_what() -> None:
    mine = level(1, "140", why="October lows")
    moved = entry(2, "level", msgspec.structs.replace(mine.what, low=Decimal(135)), replaces=mine.id)
    gone = entry(3, "retract", Retract(target="target-198"))
    view = view_of(entries=[mine, moved, gone])
    blocks = levels_page(view, None, mine.id, 120, 36)
    assert "yours: October lows" in block_text(blocks, "levels")
    assert "198.00" not in block_text(blocks, "levels")
    below = block_text(blocks, "chosen")
    assert below.startswith("1 retired")
    assert "⇢ moved 23 Dec, 140.00 to 135.00" in below


def test_a_broken_support_says_when_and_what_would_bring_it_back() -> None:
    entries = [close(1, date(2025, 12, 23), "146"), close(2, date(2025, 12, 24), "147")]
    entries = [msgspec.structs.replace(item, at=datetime(2025, 12, 24, 22, tzinfo=UTC)) for item in entries]
    blocks = levels_page(view_of(entries=entries, today=date(2025, 12, 26)), None, "support-148", 120, 36)
    assert "✗ broken" in block_text(blocks, "levels")
    assert "reclaimed on a close above 149.48" in block_text(blocks, "chosen")


def test_the_chart_stays_with_24_levels_and_the_nearest_are_listed_first() -> None:
    view = view_of(entries=[*closes(), *(level(100 + at, str(100 + 5 * at)) for at in range(24))])
    count = len([item for item in view.levels if item.level.listing == "BABA"])
    blocks = levels_page(view, None, None, 120, 36)
    assert block(blocks, "chart").height >= 11
    assert any(0x2800 < ord(character) <= 0x28FF for character in block_text(blocks, "chart"))
    table = block(blocks, "levels")
    rows = seen(blocks, "levels")
    assert any("150.00" in row for row in rows)
    assert any("now" in row for row in rows)
    above, below = (int(number) for number in re.findall(r"[↑↓] (\d+)", rows[0]))
    assert above + below == count - (table.height - 2)
    assert len(table.rows) == count + 2, "the others are above and below, the list scrolls"
    assert not any("225.00" in row for row in rows)
    assert "225.00" in block_text(blocks, "levels").splitlines()[1]


def test_at_80_by_24_the_chart_stays_beside_17_levels_and_the_table_scrolls() -> None:
    view = view_of(entries=[*closes(), *(level(100 + at, str(120 + 4 * at)) for at in range(12))])
    assert len([item for item in view.levels if item.level.listing == "BABA"]) == 17
    blocks = levels_page(view, None, None, 80, 24)
    drawn = block_text(blocks, "chart")
    assert sum(any(0x2800 < ord(character) <= 0x28FF for character in row) for row in drawn.splitlines()) >= 3
    assert "3M" in drawn
    table = block(blocks, "levels")
    assert any("148.00" in row for row in seen(blocks, "levels"))
    assert len(table.rows) > table.height


def test_a_level_that_is_over_comes_after_those_that_still_have_a_part() -> None:
    entries = [*closes(), level(90, "150.5", type="target"), *(level(100 + at, str(120 + 4 * at)) for at in range(7))]
    view = view_of(entries=entries, today=date(2025, 12, 26))
    hit = next(item for item in view.levels if item.level.low == Decimal("150.5"))
    done = [msgspec.structs.replace(item, state="reached") if item is hit else item for item in view.levels]
    shown, left_out = nearest([item for item in done if item.level.listing == "BABA"], view.price, 4)
    assert "150.5" not in [str(item.level.low) for item in shown]
    assert "150.5" in [str(item.level.low) for item in left_out]


def test_small_prices_have_round_steps_and_room_at_the_right() -> None:
    entries = [close(at, date(2025, 11, 13) + timedelta(days=at), f"0.{790 + at:08}") for at in range(40)]
    zone = level(60, "0.000012", high=Decimal("0.0000124"), type="resistance")
    for width in (80, 120):
        page = text_of(levels_page(view_of(entries=[*entries, zone]), None, None, width, 36), width, 36)
        assert "0.0000120–0.0000124" in page
        assert "0.00000829" in page


@pytest.mark.parametrize(
    ("first", "count", "shown", "missing"),
    [
        (date(2025, 11, 24), 30, ("24 Nov 2025", "1 Dec", "8 Dec", "15 Dec", "22 Dec"), ("1 Dec 2025",)),
        (date(2025, 9, 20), 94, ("Sep 2025", "Oct", "Nov", "Dec"), ("Oct 2025", "Dec 2025")),
        (date(2024, 12, 20), 200, ("Jan 2025", "Feb", "Jul"), ("Feb 2025",)),
        (date(2024, 10, 10), 439, ("Nov 2024", "Jan 2025", "Nov 2025"), ()),
        (date(2020, 12, 24), 1825, ("2021", "2022", "2023", "2024", "2025"), ("Jan",)),
    ],
)
def test_the_time_axis_names_its_years(
    first: date, count: int, shown: tuple[str, ...], missing: tuple[str, ...]
) -> None:
    days = [first + timedelta(days=at) for at in range(count)]
    bars = [Bar(day, None, None, Decimal(150)) for day in days]
    axis = "".join(span.text for span in chart(bars, [], None, view_of(), 120, 12)[-1])
    assert all(word in axis for word in shown), axis
    assert not any(word in axis for word in missing), axis


@pytest.mark.parametrize(
    ("low", "high", "steps"),
    [
        ("0.0000079", "0.0000081", ("0.00000790", "0.00000800", "0.00000810")),
        ("149", "163", ("150", "155", "160")),
        ("1.08", "1.09", ("1.080", "1.085", "1.090")),
        ("700000", "800000", ("700 000", "750 000", "800 000")),
    ],
)
def test_the_price_axis_has_steps_and_decimals_of_its_range(low: str, high: str, steps: tuple[str, ...]) -> None:
    bars = [Bar(date(2025, 12, 1), None, None, Decimal(low)), Bar(date(2025, 12, 22), None, None, Decimal(high))]
    lines = ["".join(span.text for span in line) for line in chart(bars, [], None, view_of(), 90, 14)]
    ends = [line[68:].strip() for line in lines]
    assert all(step in ends for step in steps), ends


def test_the_crosshair_says_what_is_known_of_the_day() -> None:
    whole = Bar(date(2025, 12, 22), Decimal("152.5"), Decimal("149.9"), Decimal("151.2"), open=Decimal("150.1"))
    words = "22 Dec 2025  open 150.10  high 152.50  low 149.90  close 151.20"
    assert bar_words(whole, 90) == words
    assert bar_words(whole, 50) == "22 Dec 2025  O 150.10 H 152.50 L 149.90 C 151.20"
    assert bar_words(Bar(whole.day, None, None, whole.close), 90) == "22 Dec 2025  close 151.20"
    half = Bar(whole.day, whole.high, whole.low, whole.close)
    assert bar_words(half, 90) == "22 Dec 2025  open –  high 152.50  low 149.90  close 151.20"


def test_the_day_under_the_pointer_is_the_candles() -> None:
    bars = [Bar(date(2025, 12, 1) + timedelta(days=at), None, None, Decimal(150)) for at in range(10)]
    assert [day_at(bars, cell, 60, candles=True) for cell in (0, 4, 8, 59)] == [
        date(2025, 12, 1), date(2025, 12, 2), date(2025, 12, 3), date(2025, 12, 10),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("stance", "closed", "name", "sign", "alarming"),
    [
        ("long", "158", "resistance 155.00", "▲ breakout", False),
        ("short", "158", "resistance 155.00", "✗ breakout", True),
        ("watch", "158", "resistance 155.00", "▲ breakout", True),
        ("long", "140", "support 148.00", "✗ broken", True),
        ("short", "140", "support 148.00", "▼ broken", False),
        ("watch", "140", "support 148.00", "✗ broken", True),
    ],
)
def test_a_break_looks_and_presses_as_its_news_is_for_the_stance(
    stance: Stance, closed: str, name: str, sign: str, alarming: bool
) -> None:
    book = msgspec.structs.replace(bundled(), thesis=msgspec.structs.replace(bundled().thesis, stance=stance))
    day = date(2025, 12, 24)
    closing = msgspec.structs.replace(close(1, day, closed), at=datetime(2025, 12, 24, 22, tzinfo=UTC))
    view = view_of(book, [closing], today=date(2025, 12, 26))
    broken = next(other for other in view.levels if other.state == "broken" and other.level.listing == "BABA")
    shown = next(
        line for line in block_text(levels_page(view, None, None, 120, 36), "levels").splitlines() if sign in line
    )
    assert name.split()[1] in shown
    glyph, word, role = level_sign(broken)
    assert f"{glyph} {word}" == sign
    assert (role == "bad") is (glyph == "✗"), "an alarm's colour and sign go together"
    assert crossing_sign(broken, broken.crossings[-1]) == glyph
    assert re.search(rf"{name.split()[1]}  {name.split(maxsplit=1)[0]} .*  {word} ", printed_levels(view))
    text = f"breakout above {name}" if word == "breakout" else f"{name} broken"
    kinds = [item.text for item in view.attention]
    # between alarms and good news stand conflicts of sources
    assert text in kinds
    conflict = next(item.text for item in view.attention if item.kind == "conflict")
    assert (kinds.index(text) < kinds.index(conflict)) is alarming
