"""A figure in the hands of the user: noted, corrected, and its series broken, all from its row."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.tui.app_driver import LATER, AppDriver, app_driver

FIGURE = "model downloads"


async def on_its_row(user: AppDriver) -> None:
    await user.press("enter", "left")
    assert user.shows("Qwen adoption")
    assert FIGURE in user.pointed()[0]


@pytest.mark.parametrize("size", [(80, 24), (120, 36)])
async def test_a_figure_is_noted_corrected_and_broken_off_from_its_row(tmp_path: Path, size: tuple[int, int]) -> None:
    async with app_driver(tmp_path, size=size) as user:
        await on_its_row(user)
        await user.press("n")
        assert user.shows(f"{FIGURE}, 23 Dec")
        await user.type("counts forks too")
        await user.press("enter")
        assert user.shows("counts forks too")
        await user.press("e", "e")
        assert user.shows(f"Correct {FIGURE}, 23 Dec")
        await user.erase()
        await user.type(">650 M")
        for _ in range(5):
            await user.press("tab")
        await user.type("counts forks since")
        await user.press("ctrl+s")
        assert user.shows("series break, not compared with before: counts forks since")
        assert user.shows("from >600 M to >650 M")
        await user.press("u")
        assert not user.shows("series break, not compared")
        assert user.shows("counts forks too")
        assert "650" not in user.line_of(FIGURE)


async def test_a_correction_that_changes_nothing_says_so_and_records_nothing(tmp_path: Path) -> None:
    async with app_driver(tmp_path) as user:
        await on_its_row(user)
        await user.press("e", "e", "ctrl+s")
        assert user.shows("nothing to change")
        assert not list((user.folder / "journal").glob("2*.????.toml"))[1:]


@pytest.mark.parametrize("size", [(80, 24), (120, 36)])
async def test_the_figure_of_any_period_is_corrected_from_its_metric(tmp_path: Path, size: tuple[int, int]) -> None:
    async with app_driver(tmp_path, now=LATER, size=size) as user:
        for period, value in (("fq3 2026", "36 %"), ("fq4 2026", "38 %"), ("fq1 2027", "26 %")):
            user.desk.observe("cloud-revenue-yoy", value, period)
        user.app.session.reload()
        await user.press("up", "up", "enter", "e")
        assert user.shows("o  correct the figure of another period")
        await user.press("o")
        assert user.shows("1  FQ1 2027  +26 %")
        await user.press("3")
        assert user.shows("Correct")
        await user.erase(4)
        await user.type("35 %")
        await user.press("ctrl+s")
        await user.wait_for("corrected")
        figures = {
            str(item.observation.start): item.observation.value for item in user.live.view.metrics[0].observations
        }
        assert figures["2025-10-01"] == 35, "October to December 2025 is FQ3 2026"
        assert figures["2026-04-01"] == 26


async def test_an_earlier_figure_in_focus_shows_its_own_metric_over_time(tmp_path: Path) -> None:
    async with app_driver(tmp_path, now=LATER, size=(120, 36)) as user:
        for period, value in (("fq3 2026", "36 %"), ("fq4 2026", "38 %"), ("fq1 2027", "26 %")):
            user.desk.observe("cloud-revenue-yoy", value, period)
        user.app.session.reload()
        await user.press("up", "up", "enter", "down", "down", "down")
        assert user.shows("invested, 12 months ──")
        await user.press("down")
        assert "FQ4 2026" in user.pointed()[0]
        assert user.shows("cloud revenue YoY ──")
