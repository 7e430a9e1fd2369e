"""Text on the screen can be taken away: a drag selects it, ctrl+c copies it, and a key copies the line in focus."""

from __future__ import annotations

from pathlib import Path

from textual.events import MouseDown, MouseMove, MouseUp
from textual.geometry import Offset
from textual.selection import Selection

from tests.tui.app_driver import AppDriver, app_driver
from thesis_tui.tui.block import BlockView


async def drag(user: AppDriver, words: str) -> None:
    """Drags from the first to the last of `words`."""
    x, y = user.spot(words)
    user._send(MouseDown(None, x, y, 0, 0, 1, False, False, False, x, y))
    await user.settle(1)
    end = x + len(words) - 1
    user._send(MouseMove(None, end, y, 0, 0, 1, False, False, False, end, y))
    await user.settle(1)
    user._send(MouseUp(None, end, y, 0, 0, 1, False, False, False, end, y))
    await user.settle()


async def test_a_drag_selects_and_ctrl_c_copies_it(tmp_path: Path) -> None:
    async with app_driver(tmp_path) as user:
        await drag(user, "Cloud growth")
        await user.press("ctrl+c")
        assert user.app.clipboard == "Cloud growth"
        assert user.shows("copied what is selected")
        assert user.app.return_code is None


async def test_a_drag_opens_nothing(tmp_path: Path) -> None:
    async with app_driver(tmp_path) as user:
        before = user.app.screen
        await drag(user, "Cloud growth")
        await drag(user, "Qwen adoption")
        assert user.app.screen is before


async def test_ctrl_c_asks_once_before_it_leaves(tmp_path: Path) -> None:
    async with app_driver(tmp_path) as user:
        await user.press("ctrl+c")
        assert any("ctrl+c again to quit" in words for words in user.popups())
        assert user.app.return_code is None
        await user.press("ctrl+c")
        assert user.app.return_code == 0


async def test_ctrl_c_copies_what_is_selected_in_a_field(tmp_path: Path) -> None:
    async with app_driver(tmp_path) as user:
        await user.press("a", "m")
        await user.type("deliveries")
        await user.press("shift+home", "ctrl+c")
        assert user.app.clipboard == "deliveries"
        assert user.app.return_code is None


async def test_the_line_in_focus_is_copied_with_its_source(tmp_path: Path) -> None:
    async with app_driver(tmp_path) as user:
        await user.press("2", "C")
        assert user.app.clipboard.startswith("support ≈148.00 −1.2 %")
        assert user.app.clipboard.splitlines()[-1] == "(AI Investments Show Tangible Progress, 2025-12-22)"
        assert user.shows("copied the line")


async def test_a_panel_in_focus_is_copied_whole(tmp_path: Path) -> None:
    async with app_driver(tmp_path) as user:
        await user.press("C")
        assert "H200 access" in user.app.clipboard
        assert len(user.app.clipboard.splitlines()) > 2


async def test_a_selection_of_lines_that_went_copies_nothing(tmp_path: Path) -> None:
    async with app_driver(tmp_path) as user:
        block = user.app.screen.query(BlockView).last()
        below = Offset(0, block.size.height + 3)
        assert block.get_selection(Selection(below, below)) is None
        assert block.get_selection(Selection(below, None)) is None
