"""Moving by keyboard and mouse: where the focus begins, where keys take it, what opens."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.tui.app_driver import LATER, app_driver


def heads(lines: list[str]) -> str:
    """What the mark stands beside, without the pillar's later rows."""
    return lines[0] if lines else ""


async def test_the_worst_pillar_has_the_focus_first(tmp_path: Path) -> None:
    async with app_driver(tmp_path) as user:
        assert "H200 access" in heads(user.pointed())
        assert len(user.pointed()) == 4


@pytest.mark.parametrize(("up", "down"), [("up", "down"), ("k", "j")])
async def test_up_and_down_walk_the_pillars_and_beyond(tmp_path: Path, up: str, down: str) -> None:
    async with app_driver(tmp_path) as user:
        await user.press(up)
        assert "Qwen adoption" in heads(user.pointed())
        await user.press(down, down)
        assert "Hardware" in heads(user.pointed())
        await user.press(down)
        assert "first Quark sales figure" in heads(user.pointed())
        await user.press(down)
        assert "first H200 to China" in heads(user.pointed())
        await user.press(up, up)
        assert "Hardware" in heads(user.pointed())


@pytest.mark.parametrize(("left", "right"), [("left", "right"), ("h", "l")])
async def test_left_and_right_change_the_column(tmp_path: Path, left: str, right: str) -> None:
    async with app_driver(tmp_path) as user:
        await user.press(right)
        chosen = heads(user.pointed())
        assert "target" in chosen or "resistance" in chosen or "support" in chosen
        await user.press(left)
        assert any(name in heads(user.pointed()) for name in ("Cloud", "Qwen", "H200", "Hardware", "first"))


async def test_tab_goes_round_the_sections_and_back(tmp_path: Path) -> None:
    async with app_driver(tmp_path) as user:
        await user.press("tab")
        assert "first Quark sales figure" in heads(user.pointed())
        seen = []
        for _ in range(4):
            await user.press("tab")
            seen.append(heads(user.pointed()))
        assert any("Cloud growth" in line for line in seen), "the pillars come round again"
        assert any("225.00" in line for line in seen)
        await user.press("1", "tab", "shift+tab")
        assert user.pointed()


async def test_enter_opens_the_pillar_and_escape_goes_back_to_it(tmp_path: Path) -> None:
    async with app_driver(tmp_path) as user:
        await user.press("enter")
        assert "H200 access" in user.lines()[0]
        assert user.shows("export fee")
        await user.press("right")
        assert "Hardware" in user.lines()[0]
        await user.press("escape")
        assert "H200 access" in heads(user.pointed())
        await user.press("escape", "escape")
        assert "Alibaba Group" in user.lines()[0], "escape never leaves the program"


async def test_digits_and_r_open_the_screens(tmp_path: Path) -> None:
    expected = {
        "2": "noted", "3": "Were your odds any good?", "4": "Conflicts", "5": "/ search", "6": "What you can do",
        "R": "What you can do", "1": "Since you looked",
    }  # fmt: skip
    async with app_driver(tmp_path) as user:
        for key, words in expected.items():
            await user.press(key)
            assert user.shows(words), key


async def test_enter_on_a_milestone_and_a_level_open_their_screens(tmp_path: Path) -> None:
    async with app_driver(tmp_path) as user:
        await user.press("tab", "down", "enter")
        assert user.shows("Were your odds any good?")
        assert "first H200 to China" in heads(user.pointed())
        await user.press("escape", "tab", "down")
        chosen = heads(user.pointed()).split()
        await user.press("enter")
        assert user.shows("since noted")
        assert heads(user.pointed()).split()[:1] == chosen[:1]


async def test_help_names_the_keys_and_any_of_a_few_leaves_it(tmp_path: Path) -> None:
    async with app_driver(tmp_path) as user:
        await user.press("question_mark")
        assert user.shows("Keys: Dashboard")
        assert user.shows("What the signs mean")
        await user.press("escape")
        assert not user.shows("What the signs mean")


async def test_search_finds_in_the_journal_and_letters_are_text(tmp_path: Path) -> None:
    async with app_driver(tmp_path) as user:
        await user.press("slash")
        await user.settle()
        await user.type("quark")
        assert user.shows("/ quark")
        assert user.shows("shops selling Quark below 400")
        assert not user.shows("export fee")
        await user.press("escape")
        assert user.shows("export fee")


async def test_a_click_chooses_and_a_second_opens(tmp_path: Path) -> None:
    async with app_driver(tmp_path) as user:
        await user.click("● Cloud growth")
        assert "Cloud growth" in heads(user.pointed())
        assert user.shows("Since you looked")
        await user.click("19 points above")
        assert not user.shows("Since you looked")
        assert "Cloud growth" in user.lines()[0]


async def test_a_double_click_opens_at_once(tmp_path: Path) -> None:
    async with app_driver(tmp_path) as user:
        await user.click("first H200 to China", nth=1, times=2)
        assert user.shows("Were your odds any good?")
        assert "first H200 to China" in heads(user.pointed())


@pytest.mark.parametrize("size", [(80, 24), (120, 36), (230, 60)])
async def test_a_click_on_a_name_in_the_header_opens_the_screen(tmp_path: Path, size: tuple[int, int]) -> None:
    async with app_driver(tmp_path, size=size) as user:
        for name, words in (("Journal", "/ search"), ("Levels", "since noted"), ("Milestones", "Ended"),
                            ("Review", "What you can do"), ("Sources", "Conflicts"),
                            ("Dashboard", "Since you looked")):  # fmt: skip
            await user.click(name)
            assert user.shows(words) or (name == "Levels" and user.shows("noted")), name


async def test_hovering_anywhere_changes_no_text(tmp_path: Path) -> None:
    async with app_driver(tmp_path) as user:
        for keys in (("1",), ("2",), ("4",)):
            await user.press(*keys)
            before = user.text()
            for y in range(0, 36, 5):
                await user.hover(y * 3 % 119, y)
            assert user.text() == before


async def test_a_menu_and_its_choices_by_mouse(tmp_path: Path) -> None:
    async with app_driver(tmp_path) as user:
        await user.press("a")
        await user.click("level: support")
        assert user.shows("Add level")
        await user.click("resistance", nth=len([x for x in user.lines()[:14] if "resistance" in x]) - 1)
        assert user.shows("Add level")


async def test_an_old_thesis_says_so_and_leads_to_the_review(tmp_path: Path) -> None:
    async with app_driver(tmp_path, now=LATER) as user:
        assert user.shows("No new data since 23 Dec 2025")
        assert user.shows("--today 2025-12-23")
        await user.press("R")
        assert user.shows("overdue")
