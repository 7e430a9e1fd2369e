"""The settings on a screen: colours are shown as they are chosen, put back when left, and kept when saved."""

from __future__ import annotations

from pathlib import Path

from tests.tui.app_driver import app_driver


async def test_a_theme_is_shown_as_it_is_chosen_and_put_back_when_left(tmp_path: Path) -> None:
    async with app_driver(tmp_path) as user:
        before = user.app.theme
        await user.press("ctrl+comma")
        assert user.shows("Settings")
        await user.press("right")
        assert user.app.theme != before
        await user.press("escape", "escape")
        assert user.app.theme == before
        assert not user.desk.places.config.exists()


async def test_what_is_saved_is_in_the_file_beside_the_users_comments(tmp_path: Path) -> None:
    async with app_driver(tmp_path) as user:
        config = user.desk.places.config
        config.parent.mkdir(parents=True, exist_ok=True)
        config.write_text("# mine\n", encoding="utf-8")
        await user.press("ctrl+comma", "right", "ctrl+s")
        await user.wait_for("saved in")
        assert config.read_text(encoding="utf-8") == f'# mine\ntheme = "{user.app.theme}"\n'
        assert user.app.theme == "light"


async def test_an_address_that_is_none_is_refused(tmp_path: Path) -> None:
    async with app_driver(tmp_path) as user:
        await user.press("ctrl+comma", *["tab"] * 6)
        await user.type("nobody")
        assert user.shows("give a mail address such as name@example.com")
        await user.press("ctrl+s")
        assert not user.desk.places.config.exists()
