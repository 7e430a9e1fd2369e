"""A thesis of many years: every screen shows it, moves through it and records in it. What that costs is measured by
`python -m tests.benchmarks.long_life`.
"""

from __future__ import annotations

from pathlib import Path

from tests.benchmarks.long_life import Size, fill, fill_prices
from tests.tui.app_driver import SCREENS, app_driver, home

SMALL = Size(entries=1_500, milestones=120, levels=60, articles=60, bars=1_500)


async def test_every_screen_of_a_long_life_is_usable(tmp_path: Path) -> None:
    async with app_driver(tmp_path) as user:
        today = user.desk.today
    fill(home(tmp_path).data / "baba", SMALL, today)
    fill_prices(home(tmp_path).cache, SMALL.bars, today)
    async with app_driver(tmp_path) as user:
        assert len(user.app.session.view.journal) >= SMALL.entries
        assert user.app.session.view.problems == ()
        for keys in SCREENS:
            await user.open(keys)
            before = user.text()
            await user.press("end", "home", "pagedown")
            assert len(before.split()) > 40
        await user.press("5")
        await user.press("slash")
        await user.type("reseller 11 lists")
        assert user.shows("Reseller 11 lists it"), user.text()
        await user.press("escape", "n")
        await user.paste("and it goes on")
        await user.press("enter")
        assert "and it goes on" in user.app.session.view.journal[0].text


async def test_changes_of_verdict_come_when_they_are_worked_out(tmp_path: Path) -> None:
    async with app_driver(tmp_path) as user:
        today = user.desk.today
    fill(home(tmp_path).data / "baba", Size(400, 110, 0, 40, 0), today)
    async with app_driver(tmp_path) as user:
        assert user.desk.verdict_work().long
        whole = user.desk.verdict_work()()
        assert whole
        assert not user.desk.verdict_work().long
        user.desk.note("changes no verdict")
        assert not user.desk.verdict_work().long
    async with app_driver(tmp_path) as user:
        await user.press("5")
        assert user.shows("Journal")
        await user.wait_for("unproven to holding", 20)
