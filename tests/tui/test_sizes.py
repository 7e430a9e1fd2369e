"""Every screen at every size, in every theme, without colours and without signs."""

from __future__ import annotations

import asyncio
import re
from pathlib import Path

import pytest
from textual.events import Click

from tests.tui.app_driver import LATER, NOON, SCREENS, SIZES, AppDriver, app_driver, home
from thesis_tui.services.desk import Desk
from thesis_tui.storage.settings import Settings

OVERLAYS = (("a",), ("a", "m"), ("a", "l"), ("a", "c"), ("n",), ("p",), ("e",), ("question_mark",), ("ctrl+p",))


@pytest.mark.parametrize("keys", SCREENS, ids="-".join)
async def test_a_screen_follows_the_terminal_through_all_sizes(tmp_path: Path, keys: tuple[str, ...]) -> None:
    async with app_driver(tmp_path) as user:
        await user.press(*keys)
        whole = user.text()
        for width, height in (*SIZES, (80, 24)):
            await user.resize(width, height)
            lines = user.lines()
            assert len(lines) == height
            assert all(len(line) <= width for line in lines)
            await user.press("down")
            if width >= 80 and height >= 24:
                assert lines[0].endswith(("6 Review", "  6"))
                assert lines[0].startswith(" BABA")
                assert "q quit" in lines[-1] or "? help" in lines[-1]
        await user.resize(120, 36)
        await user.press("1", *keys)
        assert user.lines()[3:8] == whole.split("\n")[3:8]


@pytest.mark.parametrize("size", [*SIZES, (80, 25), (109, 30), (110, 29), (300, 90)], ids=str)
async def test_a_program_opened_at_a_size_shows_what_fits(tmp_path: Path, size: tuple[int, int]) -> None:
    async with app_driver(tmp_path, size=size) as user:
        if size[0] >= 60:
            for name in ("Cloud growth", "Qwen adoption", "H200 access", "Hardware", "149.80"):
                assert user.shows(name) or size[1] < 6 or (name == "149.80" and size[0] >= 110), name
        await user.press("2", "3", "4", "5", "6", "1", "enter", "escape")
        assert user.app.return_code is None


@pytest.mark.parametrize("keys", OVERLAYS, ids="-".join)
async def test_forms_and_menus_open_at_any_size(tmp_path: Path, keys: tuple[str, ...]) -> None:
    async with app_driver(tmp_path) as user:
        await user.press("3")
        await user.press(*keys)
        for width, height in ((80, 24), (200, 60), (10, 3), (1, 1)):
            await user.resize(width, height)
            assert len(user.lines()) == height
        await user.resize(80, 24)
        await user.press("escape", "escape")
        assert user.app.return_code is None


@pytest.mark.parametrize("theme", ["light", "colour-blind", "terminal"])
async def test_a_theme_changes_no_text(tmp_path: Path, theme: str) -> None:
    async with app_driver(tmp_path / "first", size=(80, 24)) as plain:
        expected = plain.text()
    async with app_driver(tmp_path / theme, size=(80, 24), settings=Settings(theme=theme)) as user:  # type: ignore[arg-type]
        assert user.text() == expected
        for keys in SCREENS:
            await user.press("1", *keys)
        await user.press("1", "a", "m", "escape", "n", "escape", "question_mark", "escape")
        assert user.app.return_code is None


async def test_a_theme_is_changed_from_the_palette(tmp_path: Path) -> None:
    async with app_driver(tmp_path) as user:
        before = user.app.screen.styles.background
        await user.press("ctrl+p")
        await user.type("theme: light")
        await user.wait_for("for this session")
        await user.press("enter")
        for _ in range(60):
            if user.app.theme == "light":
                break
            await asyncio.sleep(0.05)
        assert user.app.theme == "light"
        await user.settle()
        assert user.app.screen.styles.background != before


@pytest.mark.parametrize("theme", ["dark", "terminal"])
async def test_without_colours(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, theme: str) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with app_driver(tmp_path, settings=Settings(theme=theme)) as user:  # type: ignore[arg-type]
        for keys in SCREENS:
            await user.press("1", *keys)
            assert "BABA" in user.lines()[0]
        await user.press("1")
        for overlay in OVERLAYS if theme == "dark" else (("a", "m"), ("question_mark",)):
            await user.press(*overlay)
            await user.press("escape", "escape")
        assert user.shows("○ UNPROVEN"), "the verdict is a sign and a word"
        assert user.pointed(), "the focus is a sign"


@pytest.mark.parametrize("size", [(80, 24), (120, 36), (200, 60), (60, 15)], ids=str)
async def test_with_plain_signs_every_screen_is_ascii(tmp_path: Path, size: tuple[int, int]) -> None:
    for number, now in enumerate((NOON, LATER) if size == (80, 24) else (NOON,)):
        async with app_driver(tmp_path / str(number), size=size, now=now, ascii_only=True) as user:
            for keys in SCREENS:
                await user.press("1", *keys)
                assert user.text().isascii(), [char for char in user.text() if not char.isascii()][:10]


@pytest.mark.parametrize("keys", [("a",), ("n",)], ids="-".join)
async def test_with_plain_signs_forms_and_menus_are_ascii(tmp_path: Path, keys: tuple[str, ...]) -> None:
    async with app_driver(tmp_path, ascii_only=True) as user:
        await user.press("3")
        await user.press(*keys)
        assert user.text().isascii(), sorted({char for char in user.text() if not char.isascii()})


async def test_a_click_that_the_palette_hears_of_after_the_terminal_shrank_ends_nothing(tmp_path: Path) -> None:
    async with app_driver(tmp_path) as user:
        await user.press("ctrl+p")
        palette = user.app.screen
        palette.post_message(Click(palette, 3, 3, 0, 0, 1, False, False, False, screen_x=130, screen_y=40))
        await user.settle()
        await user.press("escape")
        assert "Cloud growth" in user.text()


def counted(user: AppDriver) -> tuple[int, int]:
    """How many levels the heading of the table says are out of sight above and below."""
    heading = user.line_of("distance")
    found = [re.search(rf"{sign} (\d+)", heading) for sign in "↑↓"]
    return int(found[0][1]) if found[0] else 0, int(found[1][1]) if found[1] else 0


def in_sight(user: AppDriver) -> list[str]:
    """The values of the levels in the table, from the top."""
    lines = user.lines()
    start = next(at for at, line in enumerate(lines) if "distance" in line)
    return [line[1:27].split()[-1] for line in lines[start + 1 :] if re.match(r".(target|support|resist)", line)]


async def test_a_table_of_levels_that_shrinks_keeps_the_price_in_sight_and_counts_what_is_not(tmp_path: Path) -> None:
    desk = Desk(places=home(tmp_path), settings=Settings(), clock=lambda: NOON)
    for step in range(8):
        desk.add_level("resistance", f"{160 + 5 * step}.50", "", "")
        desk.add_level("support", f"{140 - 5 * step}.50", "", "")
    async with app_driver(tmp_path, size=(120, 50)) as user:
        await user.press("2")
        levels = len([level for level in user.desk.view().levels if level.level.listing == "BABA"])
        await user.resize(80, 24)
        assert user.shows("now"), user.text()
        above, below = counted(user)
        assert above > 0 < below
        assert above + below + len(in_sight(user)) == levels, user.text()
        await user.press(*(["j"] * 3))
        chosen = user.line_of("▌")
        await user.resize(100, 30)
        assert user.line_of("▌")[:26] == chosen[:26]
        await user.resize(80, 24)
        assert user.line_of("▌")[:26] == chosen[:26]
        await user.press("end")
        above, below = counted(user)
        assert (above + len(in_sight(user)), below) == (levels, 0), user.text()
        await user.press("home")
        above, below = counted(user)
        assert (above, below + len(in_sight(user))) == (0, levels), user.text()


async def test_a_section_that_scrolls_counts_what_is_out_of_sight_wherever_it_is_scrolled_to(tmp_path: Path) -> None:
    async with app_driver(tmp_path, size=(80, 24)) as user:
        await user.press("enter")
        metrics = user.line_of("Metrics ─")
        assert "more" in metrics
        await user.press("end")
        assert re.findall(r"\d+ more", user.line_of("Metrics ─")) == re.findall(r"\d+ more", metrics)
        await user.resize(120, 50)
        assert "more" not in user.line_of("Metrics ─"), user.text()
