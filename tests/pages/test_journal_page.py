from __future__ import annotations

import time
from collections.abc import Callable
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
    text_of,
    view_of,
)
from thesis_tui.model.book import Clock
from thesis_tui.model.journal import Entry, Note, Retire, Retract
from thesis_tui.model.objects import Level, Price
from thesis_tui.model.view import Target, View
from thesis_tui.pages.help_page import SIGNS, help_page
from thesis_tui.pages.journal_page import KINDS, journal_page, kinds_of, line_of
from thesis_tui.pages.lazy_rows import choices, find
from thesis_tui.pages.review_page import review_page
from thesis_tui.pages.spans import Block, cut, measure, plain_text
from thesis_tui.rules.verdict_history import VerdictChange, verdict_changes


def note(number: int, text: str, **more: object) -> Entry:
    return entry(number, "note", msgspec.structs.replace(Note(text=text), **more))


def page(view: View, query: str = "", kind: str = "", pillar: str = "", selected: str | None = None) -> list[Block]:
    return journal_page(view, query, kind, pillar, selected, 120, 36)


def close(number: int, value: str, day: date) -> Entry:
    at = datetime(day.year, day.month, day.day, 21, 30, tzinfo=UTC)
    what = Price(id=f"e-{number:06}", listing="BABA", value=Decimal(value), currency="USD", session="close", day=day)
    return entry(number, "price", what, at=at)


def crossed() -> View:
    """A support of 140 that a close of 5 January broke, one of 8 January won back and one of 12 January broke;
    and one of 141 that was retired on the 6th.
    """
    support = Level(id="e-000001", type="support", listing="BABA", currency="USD", low=Decimal(140))
    return view_of(
        msgspec.structs.replace(bundled(), sources=()),
        entries=[
            entry(1, "level", support),
            entry(2, "level", msgspec.structs.replace(support, id="e-000002", low=Decimal(141))),
            close(7, "145", date(2025, 12, 23)),
            close(3, "139", date(2026, 1, 5)),
            entry(4, "retire", Retire(target="e-000002"), at=datetime(2026, 1, 6, 9, tzinfo=UTC)),
            close(5, "150", date(2026, 1, 8)),
            close(6, "138", date(2026, 1, 12)),
        ],
        today=date(2026, 1, 14),
    )  # fmt: skip


def changed(view: View) -> tuple[VerdictChange, ...]:
    return verdict_changes(bundled(), Clock(view.now))


@pytest.fixture(scope="module")
def crowd() -> View:
    """A journal of ten thousand notes over three years."""
    start = datetime(2023, 1, 1, tzinfo=UTC)
    entries = [
        entry(at, "note", Note(text=f"note {at} about the cloud" + " and more" * (at % 30)),
              at=start + timedelta(hours=2.5 * at))
        for at in range(10_000)
    ]  # fmt: skip
    return view_of(entries=entries)


@pytest.mark.parametrize(("width", "height"), SIZES)
def test_nothing_is_wider_than_the_page_at_any_size(width: int, height: int) -> None:
    long = [note(1, "word " * 20_000), note(2, "x" * 100_000), note(3, "[bold]\n\ttext"), note(4, "中文 笔记 " * 90)]
    for view in (view_of(), view_of(today=LATER), view_of(entries=long)):
        for selected in (None, *(item.id for item in long)):
            for query in ("", "WORD", "nowhere to be found"):
                fits(journal_page(view, query, "", "", selected, width, height), width, height)
        fits(review_page(view, width, height), width, height)


def test_a_text_is_cut_between_words_and_says_that_it_was() -> None:
    assert cut("first Quark sales figure", 18) == "first Quark sales…"
    assert cut("first Quark sales figure", 17) == "first Quark…"
    assert cut("Milchstraßenverwaltung", 8) == "Milchst…", "a word longer than the room is cut where it ends"
    assert cut("figure", 6) == "figure"


def test_everything_stands_newest_first_under_its_month() -> None:
    later = entry(1, "note", Note(text="after the new year"), at=datetime(2026, 1, 2, 9, 30, tzinfo=UTC))
    text = block_text(page(view_of(entries=[later], today=date(2026, 1, 3))), "entries").splitlines()
    assert text[0].startswith("Jan 2026 ─")
    assert "2 Jan  09:30  note       after the new year" in text[1]
    assert text[2].startswith("Dec 2025 ─")
    assert any("source" in line and "MarketDash" in line for line in text)
    assert any("criterion" in line and "Hardware" in line for line in text)


def test_a_search_finds_text_kind_and_place_in_any_case() -> None:
    view = view_of(entries=[note(1, "Resellers are out of stock", pillar="hardware"), note(2, "rates")])
    found = page(view, "STOCK")
    assert "Resellers are out of stock" in block_text(found, "entries")
    assert "rates" not in block_text(found, "entries")
    total = len(view.journal) + len(view.sources)
    assert f"1 of {total}" in block_text(found, "search")
    assert "Resellers" in block_text(page(view, "hardware NOTE"), "entries")
    assert "no matches" in text_of(page(view, "zebra"), 120, 36)


def test_only_one_kind_or_one_pillar() -> None:
    view = view_of(entries=[note(1, "Resellers are out of stock", pillar="hardware"), note(2, "rates")])
    of_kind = page(view, kind="note")
    assert len(choices(block(of_kind, "entries").rows)) == 2
    assert "note only" in block_text(of_kind, "search")
    of_pillar = page(view, kind="note", pillar="hardware")
    assert len(choices(block(of_pillar, "entries").rows)) == 1
    assert "Hardware only" in block_text(of_pillar, "search")
    assert "source" in block_text(page(view, kind="source"), "entries")


def test_what_was_taken_back_or_edited_is_muted_and_says_so() -> None:
    view = view_of(
        entries=[note(1, "first thought"), note(2, "a mistake"), entry(3, "retract", Retract(target="e-000002")),
                 entry(4, "note", Note(text="second thought"), replaces="e-000001")]
    )  # fmt: skip
    rows = block(page(view), "entries").rows
    shown = {plain_text(row.line): row for row in rows}
    mistake = next(row for text, row in shown.items() if "a mistake" in text and "note  " in text)
    first = next(row for text, row in shown.items() if "first thought" in text)
    assert "undone" in plain_text(mistake.line)
    assert "edited later" in plain_text(first.line)
    assert {span.role for span in (*mistake.line, *first.line) if span.text.strip()} == {"muted"}


def test_what_was_retired_is_said_to_be_retired_and_not_undone() -> None:
    level = Level(id="e-000001", type="stop", listing="BABA", currency="USD", low=Decimal(140))
    retiring = entry(2, "retire", Retire(target="e-000001", reason="sold"))

    def stop_row(*entries: Entry) -> str:
        rows = block(page(view_of(entries=[entry(1, "level", level), *entries])), "entries").rows
        return next(text for row in rows if "level      stop 140.00" in (text := plain_text(row.line)))

    assert " retired " in stop_row(retiring)
    assert " undone " in stop_row(retiring, entry(3, "retract", Retract(target="e-000001")))
    undone = stop_row(retiring, entry(3, "retract", Retract(target="e-000002")))
    assert " retired " not in undone
    assert " undone " not in undone


def test_the_chosen_entry_is_said_in_full_with_where_it_is_written() -> None:
    text = "a thought that goes on for much longer than one line of a screen can hold " * 4
    blocks = page(view_of(entries=[note(7, text), note(8, "other")]), selected="e-000007")
    words = " ".join(block_text(blocks, "entry").split())
    assert text.strip() in words
    assert "recorded Tue 23 Dec 2025, 09:00; journal/2025-12.here.toml, line 7; e-000007" in words


def test_the_list_does_not_move_while_the_cursor_walks_it() -> None:
    view = view_of(entries=[note(1, "short"), note(2, "long " * 300)])
    shapes = {(block(blocks, "entries").height, block(blocks, "entry").y) for blocks in
              (page(view, selected="e-000001"), page(view, selected="e-000002"))}  # fmt: skip
    assert len(shapes) == 1


def test_levels_crossed_stand_in_the_timeline_and_open_the_level() -> None:
    blocks = page(crossed(), kind="crossing")
    rows = [row for row in block(blocks, "entries").rows if row.target is not None]
    assert [" ".join(plain_text(row.line).split()) for row in rows] == [
        "12 Jan crossing ✗ BABA closed below support 140.00 Levels",
        "8 Jan crossing ▲ BABA reclaimed support 140.00, closed back above it Levels",
        "5 Jan crossing ✗ BABA closed below support 140.00 Levels",
        "5 Jan crossing ✗ BABA closed below support 141.00 Levels",
    ]
    first = rows[0].target
    assert first is not None
    assert (first.kind, first.id) == ("level", "e-000001")
    assert len({row.target for row in rows}) == 4, "the cursor tells two crossings of one level apart"
    assert "crossing only" in block_text(blocks, "search")
    assert "closed back above" in block_text(page(crossed(), "BACK above"), "entries")
    second = rows[1].target
    assert second is not None
    whole = block_text(page(crossed(), selected=line_of(second)), "entry")
    assert whole.startswith("crossing ─")
    assert "reclaimed support 140.00, closed back above it" in whole
    assert "session of 8 Jan 2026" in whole


def test_verdicts_that_changed_say_what_made_them_and_open_the_pillar() -> None:
    view = view_of(today=LATER)
    changes = changed(view)

    def shown(query: str = "", kind: str = "", pillar: str = "", selected: str | None = None) -> list[Block]:
        return journal_page(view, query, kind, pillar, selected, 120, 36, changes=changes)

    rows = [row for row in block(shown(kind="verdict"), "entries").rows if row.target is not None]
    assert len(rows) == len(changes)
    late = next(row for row in rows if "first H200" in plain_text(row.line) and "Thesis" not in plain_text(row.line))
    assert late.target is not None
    assert " ".join(plain_text(late.line).split()) == (
        "21 Feb verdict ◐ from unproven to at risk: first H200 to China became overdue H200 access"
    )
    assert (late.target.kind, late.target.id) == ("pillar", "chips")
    assert "21 Feb" in block_text(shown("h200 overdue"), "entries")
    of_chips = [row.target for row in block(shown(kind="verdict", pillar="chips"), "entries").rows if row.target]
    assert {target.id for target in of_chips} == {"chips"}
    text = block_text(shown(selected=line_of(late.target)), "entry")
    assert "changed 21 Feb 2026, by the date" in text
    assert any(row.target.kind == "thesis" for row in rows if row.target)
    assert "verdict" not in block_text(page(view), "entries")


def test_the_kinds_to_choose_from_are_those_there_is_anything_of() -> None:
    view = view_of(entries=[note(1, "n")])
    assert kinds_of(view, ()) == ("", "note", "criterion", "source")
    assert kinds_of(view_of(today=LATER), changed(view_of(today=LATER)))[-1] == "verdict"
    assert "crossing" in kinds_of(crossed(), ())
    assert set(kinds_of(crossed(), ())) <= set(KINDS)


@pytest.mark.parametrize(("width", "height"), SIZES)
def test_what_came_of_it_fits_at_any_size(width: int, height: int) -> None:
    for view in (crossed(), view_of(today=LATER)):
        for kind in ("", "crossing", "verdict"):
            fits(journal_page(view, "", kind, "", None, width, height, changes=changed(view)), width, height)


def test_while_a_search_is_typed_its_end_is_marked_and_the_footer_says_what_ends_it() -> None:
    blocks = journal_page(view_of(), "clou", "", "", None, 80, 24, typing=True)
    assert block_text(blocks, "search").startswith("/ clou_")
    assert "esc show everything" in block_text(blocks, "footer")


def test_an_empty_journal_says_which_key_fills_it() -> None:
    empty = view_of(msgspec.structs.replace(bundled(), sources=(), entries=()))
    assert "no entries yet; n to write the first note" in text_of(page(empty), 120, 36)


def test_ten_thousand_entries_draw_only_what_is_seen(crowd: View) -> None:
    blocks = page(crowd, selected="e-005000")
    rows = block(blocks, "entries").rows
    assert len(rows) > 10_000
    place = find(rows, Target("entry", "e-005000"))
    at = choices(rows)[place]
    assert "note 5000 " in plain_text(rows[at].line)
    assert find(rows, Target("entry", "none of these")) == -1
    assert plain_text(rows[-1].line) == plain_text(rows[len(rows) - 1].line)
    with pytest.raises(IndexError):
        rows[len(rows)]


def test_how_long_a_key_takes_at_ten_thousand_entries(crowd: View, capsys: pytest.CaptureFixture[str]) -> None:
    def draw(query: str, selected: str) -> None:
        blocks = page(crowd, query, selected=selected)
        rows = block(blocks, "entries").rows
        place = find(rows, Target("entry", selected))
        first = max(0, choices(rows)[place] - 10) if place >= 0 else 0
        for row in rows[first : first + 25]:
            plain_text(row.line)

    def least(act: Callable[[int], None]) -> float:
        times = []
        for turn in range(5):
            begun = time.perf_counter()
            act(turn)
            times.append(time.perf_counter() - begun)
        return min(times) * 1000

    crowd = msgspec.structs.replace(crowd)
    begun = time.perf_counter()
    draw("", "e-009999")
    first = (time.perf_counter() - begun) * 1000
    down = least(lambda turn: draw("", f"e-{9000 - turn:06}"))
    typed = least(lambda turn: draw("cloud"[: turn + 1], "e-009999"))
    with capsys.disabled():
        print(f"\n10,000 entries: first {first:.1f} ms, a step down {down:.1f} ms, a letter typed {typed:.1f} ms")  # noqa: T201
    assert max(down, typed) < 500, "wanted is 50 ms; ten times that is not a slow machine"


def test_help_fits_the_smallest_screen_with_every_key_and_sign() -> None:
    keys = [(key, f"does {key}") for key in "123456naeEdupRrxo/?q"]
    lines = help_page([*keys, ("ctrl+p", "palette"), ("tab", "next")], "Dashboard", 80, 24)
    assert len(lines) <= 24
    assert all(measure(line) == 80 for line in lines)
    text = "\n".join(plain_text(line) for line in lines)
    assert all(does in text for _, does in keys)
    assert all(f"{sign} " in text and means in text for sign, means, _ in SIGNS)


@pytest.mark.parametrize("count", [0, 1, 7, 40, 90])
def test_help_stays_within_its_size_with_any_number_of_keys(count: int) -> None:
    keys = [(f"ctrl+{at}", "does something that takes words") for at in range(count)]
    for width, height in SIZES:
        lines = help_page(keys, "Dashboard", width, height)
        assert len(lines) <= height
        assert all(measure(line) <= width for line in lines)
