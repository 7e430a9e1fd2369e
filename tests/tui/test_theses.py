"""Other theses than the bundled one: odd symbols, nothing in them yet, more pillars than fit, other keys."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.tui.app_driver import SCREENS, SIZES, app_driver
from thesis_tui.storage.settings import Settings
from thesis_tui.tui.price_refresh import PricesAsked

EMPTY = """\
format = 1
name = "Berkshire Hathaway"
stance = "watch"
statement = "A test of patience"

[[listing]]
symbol = "BRK.B"
venue = "NYSE"
currency = "USD"

[[listing]]
symbol = "9988.HK"
venue = "HKEX"
currency = "HKD"
"""


def write(root: Path, text: str, thesis: str = "brk-b") -> None:
    folder = root / "data" / thesis
    folder.mkdir(parents=True)
    (folder / "thesis.toml").write_text(text)


def with_pillars(count: int) -> str:
    pillars = "".join(
        f'\n[[pillar]]\nid = "pillar-{number}"\ntitle = "Leg {number}"\nclaim = "It holds."\n'
        for number in range(1, count + 1)
    )
    return EMPTY + pillars


async def test_an_empty_thesis_says_on_every_screen_what_to_do(tmp_path: Path) -> None:
    write(tmp_path, EMPTY)
    async with app_driver(tmp_path) as user:
        assert user.shows("no pillar yet")
        assert user.shows("no milestone yet")
        assert user.shows("no price for BRK.B yet")
        for size in SIZES:
            await user.resize(*size)
            for keys in SCREENS:
                await user.press("1", *keys)
            assert user.app.return_code is None
        await user.resize(120, 36)
        for key in ("n", "a", "m", "p", "e", "d", "u", "x", "o", "question_mark"):
            await user.press("1", key, "escape", "escape")
        assert user.app.return_code is None


async def test_the_first_things_are_entered_into_an_empty_thesis(tmp_path: Path) -> None:
    write(tmp_path, EMPTY)
    async with app_driver(tmp_path) as user:
        await user.press("a", "p")
        await user.paste("503.20")
        await user.press("ctrl+s")
        assert user.shows("503.20") or user.shows("USD")
        await user.press("a", "l")
        await user.paste("490")
        await user.press("ctrl+s")
        assert any("support" in line and "490.00" in line for line in user.lines())
        await user.press("a", "m")
        await user.paste("annual letter")
        await user.press("tab")
        if any(line.split("│")[1:2] and "pillar" in line for line in user.lines()):
            await user.press("tab")
        await user.paste("feb 2026")
        assert user.shows("1 to 28 Feb 2026")
        await user.press("ctrl+s")
        assert user.shows("annual letter")
        await user.press("n")
        await user.paste("wait")
        await user.press("enter")
        assert "wait" in (user.folder / "journal").glob("*.toml").__next__().read_text()
        for keys in SCREENS:
            await user.press("1", *keys)
        await user.press("2")
        await user.click("9988.HK")
        assert user.shows("no price")


async def test_a_price_in_hong_kong_stands_in_its_own_currency(tmp_path: Path) -> None:
    write(tmp_path, EMPTY)
    async with app_driver(tmp_path) as user:
        await user.press("a", "p")
        await user.paste("146.70")
        await user.press("shift+tab", "right")
        assert user.shows("146.70 HKD")
        await user.press("ctrl+s", "2")
        assert user.shows("9988.HK 146.70 HKD")
        assert user.shows("BRK.B no price")


@pytest.mark.parametrize("size", [(80, 24), (120, 36), (200, 60)], ids=str)
async def test_none_of_many_pillars_is_lost(tmp_path: Path, size: tuple[int, int]) -> None:
    write(tmp_path, with_pillars(9))
    async with app_driver(tmp_path, size=size) as user:
        shown = [number for number in range(1, 10) if user.shows(f"Leg {number}")]
        missing = 9 - len(shown)
        assert not missing or user.shows(f"{missing} more"), user.text()
        await user.press("enter")
        seen = set()
        for _ in range(9):
            seen |= {number for number in range(1, 10) if f"Leg {number}" in user.text()}
            await user.press("right")
        assert seen == set(range(1, 10))


async def test_keys_are_those_of_the_settings(tmp_path: Path) -> None:
    settings = Settings(keys={"note": "z", "milestones": "f3", "quit": "ctrl+x", "open": "o,enter"})
    async with app_driver(tmp_path, settings=settings) as user:
        await user.press("n")
        assert not user.shows("ctrl+s")
        await user.press("z")
        assert user.shows("ctrl+s")
        await user.type("zzz")
        await user.press("enter")
        assert user.shows("noted on")
        await user.press("f3")
        assert user.shows("Were your odds any good?")
        await user.press("q")
        assert user.app.return_code is None


async def test_the_footer_names_the_keys_there_are(tmp_path: Path) -> None:
    async with app_driver(tmp_path, settings=Settings(keys={"note": "z"})) as user:
        assert "z note" in user.lines()[-1]


@pytest.mark.parametrize("keys", [{"nonsense": "z"}, {"note": ""}, {"note": "not a key"}, {"note": "q"}])
async def test_odd_keys_in_the_settings_do_not_stop_the_program(tmp_path: Path, keys: dict[str, str]) -> None:
    async with app_driver(tmp_path, settings=Settings(keys=keys)) as user:
        await user.press("2", "1", "question_mark", "escape")
        assert user.shows("Cloud growth")


@pytest.mark.parametrize("size", [(80, 24), (120, 36)], ids=str)
async def test_a_thesis_begun_on_the_screen_is_said_in_a_sentence_there(tmp_path: Path, size: tuple[int, int]) -> None:
    async with app_driver(tmp_path, size=size) as user:
        await user.press("0", "a")
        await user.type("NVDA")
        await user.press("ctrl+s")
        assert user.shows("a s to say why")
        await user.press("a", "s")
        await user.type("Everyone needs its chips")
        await user.press("enter")
        assert user.shows("Everyone needs its chips")
        await user.press("e", "s", "end")
        await user.type(" now")
        await user.press("enter")
        assert user.shows("Everyone needs its chips now")
        await user.press("u")
        assert user.app.session.view.statement == "Everyone needs its chips"


async def test_no_key_is_offered_that_has_nothing_to_work_on(tmp_path: Path) -> None:
    write(tmp_path, EMPTY)
    async with app_driver(tmp_path, size=(200, 60)) as user:
        assert "p odds" not in user.lines()[-1]
        await user.press("p")
        await user.wait_for("no milestone yet; a m to add one")
        await user.press("a", "m")
        await user.type("annual letter")
        await user.press("tab", "tab")
        await user.type("feb 2026")
        await user.press("ctrl+s", "3")
        assert "p odds" in user.lines()[-1]


async def test_a_long_word_on_the_feeds_drives_no_key_out(tmp_path: Path) -> None:
    async with app_driver(tmp_path, size=(80, 24)) as user:
        state = "no price: no network: a-very-long-name.example.com cannot be found at all"
        user.live._feeds.show(user.live.desk, PricesAsked(state))
        await user.settle()
        assert "n note   a add" in user.lines()[-1]


async def test_one_of_many_metrics_is_found_by_typing_a_part_of_its_name(tmp_path: Path) -> None:
    metrics = "".join(
        f'\n[[metric]]\nid = "m{at}"\ntitle = "Sales of shop {at}"\nunit = "%"\npillar = "pillar-1"\n'
        f'better = "higher"\nmeasures = "period"\n'
        for at in range(1, 58)
    )
    write(tmp_path, with_pillars(1) + metrics)
    async with app_driver(tmp_path, size=(80, 24)) as user:
        await user.press("a", "f")
        assert user.shows("ctrl+s")
        assert user.shows("[Sales of shop 1]")
        assert user.shows("57 choices: type a part of its name")
        await user.press("shift+tab")
        await user.type("op 44")
        assert user.shows("“op 44” is in 1 of 57")
        assert not user.shows("[Sales of shop 1]")
        await user.type("x")
        assert user.shows("is in 0 of 57; Sales of shop 1 stays chosen")
        await user.press("backspace")
        await user.press("tab")
        await user.type("5 %")
        await user.press("ctrl+s")
        assert 'metric = "m44"' in next((user.folder / "journal").glob("*.toml")).read_text()


async def test_the_help_says_where_it_is_kept_and_how_to_begin(tmp_path: Path) -> None:
    async with app_driver(tmp_path, size=(80, 24)) as user:
        await user.press("question_mark")
        assert user.shows("~/data/baba")
        assert user.says("Press 0, then a, to start your own thesis")
