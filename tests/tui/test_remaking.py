"""Making and remaking a thesis on the screens."""

from __future__ import annotations

from pathlib import Path

from tests.tui.app_driver import AppDriver, app_driver


def titles(user: AppDriver) -> list[str]:
    return [one.pillar.title for one in user.desk.view().pillars]


async def test_a_pillar_is_renamed_and_moved_and_undo_brings_both_back(tmp_path: Path) -> None:
    async with app_driver(tmp_path) as user:
        before = titles(user)
        await user.press("home", "e", "t")
        assert user.shows("key figure")
        await user.erase()
        await user.type("Renamed")
        await user.press("ctrl+s")
        assert "Renamed" in titles(user)
        assert user.shows("Renamed")
        await user.press("u")
        assert titles(user) == before


async def test_a_pillar_that_criteria_name_is_retired_when_it_is_said_twice(tmp_path: Path) -> None:
    async with app_driver(tmp_path) as user:
        before = titles(user)
        await user.press("d")
        assert user.shows("Retire ")
        await user.press("ctrl+s")
        assert user.shows("is named by"), "the first time it says what would go with it"
        assert titles(user) == before
        await user.press("ctrl+s")
        assert len(titles(user)) == len(before) - 1
        await user.press("u")
        assert titles(user) == before


async def test_a_pillar_and_a_metric_are_added_by_keys(tmp_path: Path) -> None:
    async with app_driver(tmp_path) as user:
        await user.press("a", "P")
        await user.type("Pricing power")
        await user.press("ctrl+s")
        assert titles(user)[-1] == "Pricing power"
        await user.press("a", "M")
        await user.type("Gross margin")
        await user.press("enter")
        await user.type("%")
        await user.press("ctrl+s")
        assert "gross-margin" in [one.metric.id for one in user.desk.view().metrics]
        await user.press("a", "P")
        await user.type("Pricing power")
        await user.press("ctrl+s")
        assert user.shows("already"), "it says why it is not saved"


async def test_ctrl_o_lists_all_theses_which_sort_and_filter_by_key(tmp_path: Path) -> None:
    async with app_driver(tmp_path) as user:
        await user.press("ctrl+o")
        await user.wait_for("most urgent first")
        await user.press("s")
        assert user.shows("by name")
        await user.press("f", "f", "f")
        assert user.shows("holding, by name")
