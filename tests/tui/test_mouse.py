"""The mouse alone: whatever a key does, a click on its name does; the wheel scrolls what is under it."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual.events import MouseScrollDown, MouseScrollUp

from tests.tui.app_driver import LATER, AppDriver, app_driver
from thesis_tui.pages.key_spots import key_spots, spot_at
from thesis_tui.pages.spans import Line, Span, plain_text


def _footer(*keys: tuple[str, str]) -> Line:
    return tuple(part for key, does in keys for part in (Span(key, "accent"), Span(f" {does}", "muted"), Span("   ")))


async def _wheel(user: AppDriver, x: int, y: int, steps: int) -> None:
    for _ in range(abs(steps)):
        kind = MouseScrollDown if steps > 0 else MouseScrollUp
        user._send(kind(None, x, y, 0, 0, 0, False, False, False, x, y))
    await user.settle()


def test_a_key_spot_holds_the_key_and_the_words_that_say_what_it_does() -> None:
    line = _footer(("n", "note"), ("enter", "open"), ("/", "search"), ("?", "help"))
    text = plain_text(line)
    assert [spot.key for spot in key_spots(line)] == ["n", "enter", "slash", "question_mark"]
    for words, key in (("n note", "n"), ("pen", "enter"), ("/", "slash"), ("help", "question_mark")):
        spot = spot_at(line, text.index(words))
        assert spot is not None
        assert spot.key == key
    assert spot_at(line, text.index("note") + 5) is None


def test_of_two_keys_side_by_side_each_is_its_own_and_the_words_are_the_second() -> None:
    line = _footer(("[ ]", "range"), ("← →", "events"), ("h m v", "how it ended"))
    text = plain_text(line)

    def key_at(words: str) -> str:
        spot = spot_at(line, text.index(words))
        return spot.key if spot else ""

    assert [key_at(words) for words in ("[", "]", "range")] == [
        "left_square_bracket", "right_square_bracket", "right_square_bracket",
    ]  # fmt: skip
    assert [key_at(words) for words in ("←", "→", "events")] == ["left", "right", "right"]
    assert [key_at(words) for words in ("h m", "m v", "v how", "how it")] == ["h", "m", "v", ""]


@pytest.mark.parametrize("text", ["149.80", "◂149.80", "end of 23 Dec", "●", "━━━"])
def test_accent_that_is_no_key_is_no_spot(text: str) -> None:
    assert key_spots((Span("price "), Span(text, "accent"), Span(" now"))) == []


def test_a_key_of_the_users_own_is_one() -> None:
    line = _footer(("f5", "note"))
    assert key_spots(line) == []
    assert [spot.key for spot in key_spots(line, {"f5"})] == ["f5"]


async def test_a_whole_day_goes_by_mouse_alone(tmp_path: Path) -> None:
    async with app_driver(tmp_path, now=LATER) as user:
        await user.click("R review")
        assert user.lines()[1].index("━") > 100, "the review is open"
        await user.click("1 Dashboard")

        # what a panel says: chosen by one click, opened by the next, left by the footer
        await user.click("◌ Qwen adoption")
        await user.click("◌ Qwen adoption")
        assert user.shows("› ")
        assert user.shows("Qwen adoption")
        await user.click("esc back")

        # a note, by the footer and the form's own words
        await user.click("n note")
        await user.type("the shop in the mall is open")
        await user.click("ctrl+s  Save")
        assert user.shows("u to undo")
        assert [entry.text for entry in user.live.view.journal[:1]] == ["the shop in the mall is open"]

        # a level: the menu, chips, a label instead of a field, and save
        await user.click("2 Levels")
        await user.click("a add level")
        await user.click("level: support")
        await user.click(" resistance ", nth=len([row for row in user.lines()[:16] if " resistance " in row]) - 1)
        await user.click("price     ")
        await user.type("171.5")
        await user.click("ctrl+s  Save")
        assert "resistance" in user.line_of("171.50")
        await user.click("u undo")
        assert not any("171.50" in row for row in user.lines()[:-1])

        # help is opened and closed, and the program left
        await user.click("? help")
        assert user.shows("What the signs mean") or user.shows("Keys:")
        await user.click("Keys:")
        await user.click("1 Dashboard")
        await user.click("q quit")
    assert user.app.return_code == 0


async def test_the_wheel_scrolls_a_list_under_the_pointer_and_leaves_the_focus_where_it_is(tmp_path: Path) -> None:
    async with app_driver(tmp_path, size=(80, 24)) as user:
        await user.press("3")
        await user.press("5")
        rows = user.lines()
        assert "cloud revenue YoY below 15" in rows[16], "the list goes on below"
        await _wheel(user, 40, 9, 4)
        assert "cloud revenue YoY below 15" not in user.lines()[16]
        await _wheel(user, 40, 9, -9)
        assert [row[1:] for row in user.lines()[3:17]] == [row[1:] for row in rows[3:17]]


async def test_hover_says_what_a_click_does_and_moves_nothing(tmp_path: Path) -> None:
    async with app_driver(tmp_path) as user:
        before = user.lines()
        await user.hover(*user.spot("● Qwen adoption"))
        assert "click, again to open" in user.lines()[-1]
        assert [line.partition("   price")[0] for line in user.lines()[:-1]] == before[:-1]
        assert user.lines()[-1].startswith(before[-1][:70]), "the keys stay where they are"
        await user.hover(*user.spot("Since you looked"))
        assert user.lines() == before
