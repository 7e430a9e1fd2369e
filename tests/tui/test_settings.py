"""The settings on a screen: colours are shown as they are chosen, put back when left, and kept when saved."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

from msgspec.structs import replace

from tests.tui.app_driver import app_driver
from thesis_tui.model.feeds import FEED_DEFAULTS
from thesis_tui.storage.settings import SecretSettings, Settings, read_settings


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


async def test_save_is_in_sight_at_80_by_24_and_levels_and_sources_are_kept(tmp_path: Path) -> None:
    async with app_driver(tmp_path, size=(80, 24)) as user:
        await user.press("ctrl+comma")
        assert user.shows("ctrl+s  Save")
        await user.press(*["tab"] * 7)
        await user.erase(3)
        await user.type("2.5")
        await user.press(*["tab"] * 16)
        assert user.shows("filings and their documents; no key is set")
        await user.press("right")
        await user.click("ctrl+s  Save")
        await user.wait_for("saved in")
        settings, problems = read_settings(user.desk.places.config)
        assert not problems
        assert settings.levels.near_percent == Decimal("2.5")
        assert settings.levels.hysteresis_percent == 1
        assert not settings.sources["sec"].enabled


async def test_a_percentage_that_is_none_is_refused(tmp_path: Path) -> None:
    async with app_driver(tmp_path, size=(80, 24)) as user:
        for wrong in ("much", "-1", "51", "NaN", ""):
            await user.press("ctrl+comma", *["tab"] * 7)
            await user.erase(3)
            await user.paste(wrong)
            await user.press("ctrl+s")
            assert user.shows("ctrl+s  Save"), wrong
            await user.press("escape", "escape")
        assert not user.desk.places.config.exists()


async def test_of_keys_the_screen_shows_names_only(tmp_path: Path) -> None:
    hidden = "dont-show-me"
    secrets = {"mine": SecretSettings(host="api.example.com", key=hidden)}
    finnhub = replace(FEED_DEFAULTS["finnhub"], key=hidden)
    settings = Settings(secrets=secrets, prices={**FEED_DEFAULTS, "finnhub": finnhub})
    async with app_driver(tmp_path, settings=settings) as user:
        await user.press("ctrl+comma")
        seen = user.text()
        for _ in range(20):
            await user.press("tab")
            seen += user.text()
        assert "Your own keys: mine" in seen
        assert "a key is set in config.toml" in seen
        assert hidden not in seen


async def test_position_and_watch_are_on_the_screen_and_wrong_values_are_refused(tmp_path: Path) -> None:
    async with app_driver(tmp_path) as user:
        await user.press("ctrl+comma", *["tab"] * 9)
        assert user.shows("[average]")
        await user.press("right", "tab")
        await user.type("euro")
        assert user.shows("give three capital letters, like EUR")
        await user.erase(4)
        await user.type("EUR")
        await user.press("tab", "right", "tab", "right", "tab")
        await user.type("ntfy publish 'my theses'")
        await user.press("tab", "tab")
        await user.type("22-7")
        assert user.shows("give hours such as 22:00-07:00")
        await user.erase(4)
        await user.type("22:00-07:00")
        await user.press("ctrl+s")
        await user.wait_for("saved in")
        settings, problems = read_settings(user.desk.places.config)
        assert not problems
        assert (settings.position.cost, settings.position.currency, settings.position.private) == ("fifo", "EUR", True)
        assert settings.watch.notify == ("ntfy", "publish", "my theses")
        assert (settings.watch.desktop, settings.watch.quiet, settings.watch.every) == (True, "22:00-07:00", "15m")
        assert user.desk.private
