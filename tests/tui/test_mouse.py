"""The mouse alone: whatever a key does, a click on its name does; the wheel scrolls what is under it."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from textual.events import MouseDown, MouseScrollDown, MouseScrollUp, MouseUp

from tests.tui.app_driver import LATER, SCREENS, AppDriver, app_driver
from tests.tui.test_article import TEXT as ARTICLE
from tests.tui.test_chart import history
from thesis_tui.pages.key_spots import key_spots, spot_at
from thesis_tui.pages.spans import Line, Span, plain_text
from thesis_tui.tui.block import BlockView
from thesis_tui.tui.session import ADDABLE


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


async def _click_at(user: AppDriver, x: int, y: int) -> None:
    for kind in (MouseDown, MouseUp):
        user._send(kind(None, x, y, 0, 0, 1, False, False, False, x, y))
    await user.settle()


async def _is_marked_seen(user: AppDriver) -> None:
    assert user.shows("x to mark as seen")
    await user.click("x to mark as seen")
    assert not user.shows("x to mark as seen")
    assert user.shows("nothing changed")


async def _a_change_leads_to_what_it_is_of(user: AppDriver) -> None:
    for _ in range(2):
        await user.click("first Quark sales figure is overdue")
    assert user.lines()[1].index("━") > 30, "its milestone is open"
    assert any("first Quark sales figure" in row for row in user.pointed())
    await user.click("1 Dashboard")


async def _the_chart_is_walked(user: AppDriver) -> None:
    await user.click("2 Levels")
    await user.click("1Y")
    assert user.shows("Jul")
    await user.click("3M")
    assert not user.shows("Jul")
    chart = next(view for view in user.app.screen.query(BlockView) if view.block.name == "chart")
    bottom = chart.region.bottom - 1
    mark = user.lines()[bottom].rindex("+")
    await user.hover(mark, bottom)
    assert "click: 22 Dec 2025  AI Investments" in user.lines()[-1]
    await _click_at(user, mark, bottom)
    assert any("22 Dec 2025  AI Investments" in line for line in user.lines()[:-1])


async def _an_article_is_decided_on(user: AppDriver) -> None:
    await user.click("4 Sources")
    await user.paste(ARTICLE)
    await user.wait_for("to decide")
    await user.settle()
    # the second line of a proposal is the proposal's, too
    _, y = user.spot("163–165")
    await user.hover(4, y + 1)
    await _click_at(user, 4, y + 1)
    assert "resistance" in user.pointed()[0]
    await user.click("y keep")
    assert user.shows("1 kept")
    await user.click("d drop")
    assert user.shows("1 dropped")
    await user.click("u to undo")
    assert not user.shows("1 dropped")
    assert user.shows("1 kept")


@pytest.mark.parametrize("size", [(80, 24), (120, 36)])
async def test_what_changed_the_chart_and_an_article_by_mouse_alone(tmp_path: Path, size: tuple[int, int]) -> None:
    async with app_driver(tmp_path) as user:
        await user.press("x")
    history(tmp_path)
    async with app_driver(tmp_path, now=datetime(2026, 1, 20, 12, tzinfo=UTC), size=size) as user:
        await _a_change_leads_to_what_it_is_of(user)
        await _the_chart_is_walked(user)
        await user.click("1 Dashboard")
        await _is_marked_seen(user)
        await _an_article_is_decided_on(user)


async def test_every_form_of_the_menu_is_opened_and_left_by_mouse(tmp_path: Path) -> None:
    async with app_driver(tmp_path, size=(80, 24)) as user:
        for _, words, _ in ADDABLE:
            await user.click("a add")
            await user.click(words)
            assert user.shows("esc cancel"), words
            await user.click("esc cancel")
            assert not user.shows("esc cancel"), words


async def test_a_form_is_filled_by_mouse_but_for_its_words(tmp_path: Path) -> None:
    async with app_driver(tmp_path, now=LATER, size=(80, 24)) as user:
        await user.click("a add")
        await user.click("criterion: what must hold")
        await user.click("kills: broken")
        await user.click("export fee")
        await user.click("at most")
        await user.click("threshold")
        await user.type("30")
        await user.click("why   ")
        await user.type("dearer chips")
        await user.click("ctrl+s  Save")
        assert not user.shows("Add criterion"), user.text()
        newest = user.live.view.journal[0]
        assert newest.kind == "criterion"
        assert "kill" in newest.text
        assert "export fee" in newest.text


async def test_every_key_that_a_footer_names_can_be_clicked(tmp_path: Path) -> None:
    async with app_driver(tmp_path) as user:
        for size in ((80, 24), (120, 36)):
            await user.resize(*size)
            for keys in SCREENS:
                await user.press("1")
                await user.open(keys)
                view = next(view for view in user.app.screen.query(BlockView) if view.block.name == "footer")
                line = view.block.rows[0].line
                named = sum(len(span.text.split()) for span in line if span.role == "accent")
                assert len(key_spots(line)) == named > 0, plain_text(line)


async def test_a_review_goes_by_mouse(tmp_path: Path) -> None:
    async with app_driver(tmp_path, now=LATER, size=(80, 24)) as user:
        await user.click("6 Review")
        assert user.shows("1 of 14")
        await user.click("it was missed")
        await user.click("ctrl+s  Save")
        await user.click("skip this time")
        assert user.shows("1 skipped")
        for _ in range(2):
            await user.click("model downloads")
        assert user.shows("add a figure")


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


async def test_a_click_on_a_key_in_help_does_what_the_key_does_on_the_page_below(tmp_path: Path) -> None:
    async with app_driver(tmp_path) as user:
        for words, shown in (("all theses", "Theses"), ("palette", "Search for commands"), ("position", "Position")):
            await user.click("? help")
            assert user.shows("What the signs mean")
            await user.click(words)
            assert not user.shows("What the signs mean")
            assert user.shows(shown), words
            await user.press("escape")
            await user.press("1")
        await user.click("? help")
        await user.click("What the signs mean")
        assert user.shows("Since you looked"), "a click on anything else leaves"
