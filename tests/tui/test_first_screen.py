"""After many years the first screen comes from a kept part of the thesis: it shows what the whole would, and what is
done on it is done to the whole.
"""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from tests.benchmarks.long_life import Size, fill, fill_prices
from tests.tui.app_driver import NOON, app_driver, home
from thesis_tui.model.view import View
from thesis_tui.pages.dashboard import render_text, same_page
from thesis_tui.services.desk import Desk
from thesis_tui.storage.settings import Settings
from thesis_tui.tui.start import open_app

LONG = Size(entries=3_000, milestones=120, levels=40, articles=30, bars=600)


def desk(root: Path, *, days: int = 0) -> Desk:
    clock = NOON + timedelta(days=days)
    return Desk(places=home(root), settings=Settings(), clock=lambda: clock, offline=True)


@pytest.fixture
async def long_life(tmp_path: Path) -> Path:
    """A home whose first screen was kept when the program was last left."""
    async with app_driver(tmp_path) as user:
        today = user.desk.today
    fill(home(tmp_path).data / "baba", LONG, today)
    fill_prices(home(tmp_path).cache, LONG.bars, today)
    left = desk(tmp_path)
    left.start()
    left.mark_seen()
    left.view()
    left.keep_first(same_page)
    return tmp_path


async def test_the_first_screen_after_years_is_the_whole_theses(long_life: Path) -> None:
    whole = desk(long_life).view()
    first = desk(long_life).first_view()
    assert first is not None
    assert len(first.journal) < len(whole.journal) / 2
    for size in ((80, 24), (100, 30), (120, 36), (200, 60)):
        assert render_text(first, *size) == render_text(whole, *size)
    tomorrow, later = desk(long_life, days=3).first_view(), desk(long_life, days=3).view()
    assert tomorrow is not None
    assert render_text(tomorrow, 120, 36) == render_text(later, 120, 36)

    app, _ = open_app(desk(long_life))
    assert len(app.session.first_view.journal) == len(first.journal)
    assert len(app.session.view.journal) == len(whole.journal)

    # what is done before everything has been read is done to everything
    async with app_driver(long_life, settled=False) as user:
        await user.press("n")
        await user.paste("on the first screen")
        await user.press("enter")
        assert user.app.session.view.journal[0].text.endswith("on the first screen")
        assert len(user.app.session.view.journal) == len(whole.journal) + 1


async def test_a_first_screen_is_not_shown_once_anything_changed(long_life: Path) -> None:
    def first(days: int = 0) -> View | None:
        return desk(long_life, days=days).first_view()

    assert first() is not None
    assert first(days=-1) is None
    assert first(days=400) is None, "days of last year are told with their year"
    file = home(long_life).data / "baba" / "thesis.toml"
    before = file.read_bytes()
    file.write_bytes(before.replace(b"Alibaba", b"Ali Baba"))
    assert first() is None
    async with app_driver(long_life) as user:
        assert user.shows("Ali Baba")
    stored = desk(long_life)
    stored.view()
    stored.keep_first(same_page)
    assert first() is not None
    stored.mark_seen()
    assert first() is None
    stored.keep_first(lambda _one, _other: False)
    assert first() is None, "what would show another screen is not kept"
    stored.keep_first(same_page)
    assert first() is not None
    for cached in home(long_life).cache.glob("*.first.json"):
        cached.write_bytes(cached.read_bytes().replace(b'"title":"', b'"title":"?'))
    assert first() is None


async def test_a_file_damaged_behind_the_first_screen_is_said(long_life: Path) -> None:
    async with app_driver(long_life, settled=False) as user:
        (home(long_life).data / "baba" / "thesis.toml").write_text("format = 1\nname = ", encoding="utf-8")
        await user.wait_for("thesis.toml")
        assert user.shows("Cloud growth")
