"""Whatever is typed or stored is shown as the text it is."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from tests.tui.app_driver import SCREENS, app_driver

NASTY = (
    "[/] [bold]b[/bold] [@click=app.quit]x[/] [red]un [link=https://e.org] a\x1b[31mred\x1b]0;t\x07 \x9b2J \u202egnp",
    'quote " and \\ backslash # and = and \'\'\' and """ 日本語 and 🚀 and e\u0301 and \u200b',
)
CONTROL = [chr(code) for code in (*range(9), *range(11, 32), *range(127, 160), 0x202E, 0x2066)]


@pytest.mark.parametrize("text", NASTY)
async def test_markup_and_escapes_are_text_everywhere(tmp_path: Path, text: str) -> None:
    async with app_driver(tmp_path) as user:
        await user.press("a", "m")
        await user.paste(text)
        await user.press("tab", "tab")
        await user.paste("q1 2026")
        await user.press("tab", "tab")
        await user.paste(text)
        await user.press("ctrl+s")
        assert user.shows("added: "), user.text()
        await user.press("n")
        await user.press("escape", "a", "l")
        await user.paste("141")
        await user.press("tab")
        await user.paste(text)
        await user.press("tab")
        await user.paste(text)
        await user.press("ctrl+s")
        await user.press("n")
        await user.paste(text)
        await user.press("enter")
        seen = ""
        for keys in SCREENS:
            await user.press("1", *keys)
            seen += user.text()
        assert not [char for char in CONTROL if char in seen]
        assert text[:6].partition("\x1b")[0] in seen
        await user.press("3", "e", "escape", "p", "escape", "n", "escape", "1", "x", "u")
        assert user.app.return_code is None


async def test_markup_in_the_files_is_text(tmp_path: Path) -> None:
    async with app_driver(tmp_path):
        pass
    path = tmp_path / "data" / "baba" / "thesis.toml"
    path.write_text(path.read_text().replace('title = "Cloud growth"', 'title = "[/] [@click=x]c"'))
    async with app_driver(tmp_path) as user:
        assert user.shows("[/] [@click=x]c")
        for keys in SCREENS:
            await user.press("1", *keys)
        await user.press("1")
        await user.click("● [/]")
        await user.press("e", "escape", "n", "escape", "a", "escape")
        assert user.app.return_code is None


async def test_a_hundred_thousand_characters(tmp_path: Path) -> None:
    async with app_driver(tmp_path, size=(80, 24)) as user:
        long = "word " * 20_000
        await user.press("a", "m")
        await user.paste(long)
        await user.press("tab", "tab")
        await user.paste("q1 2026")
        await user.press("ctrl+s")
        assert user.shows("added: ") or user.shows("needs mending") or user.shows("✗")
        await user.press("escape", "escape", "1", "n")
        await user.paste(long)
        await user.press("enter")
        assert user.shows("noted on") or user.shows("✗")
        await user.press("escape", "escape")
        for keys in SCREENS:
            await user.press("1", *keys)
            assert user.lines()[0].strip()
        assert user.app.return_code is None


async def test_newlines_in_a_one_line_field_are_one_line(tmp_path: Path) -> None:
    async with app_driver(tmp_path) as user:
        await user.press("a", "m")
        await user.paste("one\ntwo\r\nthree")
        await user.press("tab", "tab")
        await user.paste("q1 2026")
        await user.press("ctrl+s", "3")
        assert user.shows("one")
        assert len([line for line in user.lines() if "one" in line and "Q1 2026" in line]) == 1


async def test_a_paste_that_comes_as_keys_is_taken_in_at_once(tmp_path: Path) -> None:
    words = "line after line, größer than 9 % " * 150
    async with app_driver(tmp_path) as user:
        await user.press("n")
        begun = time.monotonic()
        for char in words:
            user._press(char)
        await user.press("enter")
        assert time.monotonic() - begun < 10  # key by key it was half a minute
        assert words.strip() in "".join(path.read_text() for path in (user.folder / "journal").glob("*.toml"))
