"""The levels screen with a history: ranges, candles, events and the crosshair."""

from __future__ import annotations

import math
from datetime import date, timedelta
from pathlib import Path

from tests.tui.app_driver import AppDriver, app_driver


def history(root: Path, last: date = date(2025, 12, 22), days: int = 400) -> None:
    """A year of daily prices of BABA, as they are kept after an import."""
    lines = ["date,open,high,low,close"]
    for number in range(days):
        day = last - timedelta(days=days - 1 - number)
        if day.weekday() < 5:
            close = 150 + 20 * math.sin(number / 23)
            lines.append(f"{day},{close - 1:.2f},{close + 2:.2f},{close - 2:.2f},{close:.2f}")
    folder = root / "data" / "baba" / "prices"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "baba.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")


def braille(user: AppDriver) -> int:
    """Cells of the screen that show the price line."""
    return sum(0x2800 < ord(char) <= 0x28FF for char in user.text())


async def test_an_imported_history_is_drawn_and_walked(tmp_path: Path) -> None:
    async with app_driver(tmp_path) as user:
        history(tmp_path)
        await user.press("r", "2")
        await user.wait_for("daily close")
        assert braille(user) > 40
        assert user.shows("computed, 22 Dec")
        assert user.shows("200-day")
        assert "Oct" in user.text()
        await user.press("right_square_bracket", "right_square_bracket")
        assert user.shows("Mar"), "a year shows its months"
        await user.press("left_square_bracket", "left_square_bracket", "left_square_bracket", "c")
        assert user.shows("daily candles")
        assert user.shows("║"), "a day that rose is hollow"
        await user.press("c", "comma")
        text = "22 Dec 2025  open 129.05  high 132.05  low 128.05  close 130.05"
        assert user.shows(text), "the crosshair says its day and its prices"
        await user.press("comma")
        assert user.shows("19 Dec 2025  ")
        await user.press("escape")
        assert not user.shows("19 Dec 2025  ")
        assert user.shows("since noted"), "esc took the crosshair away and stayed"


async def test_events_are_stepped_through_and_say_what_they_are(tmp_path: Path) -> None:
    async with app_driver(tmp_path) as user:
        history(tmp_path)
        await user.press("r", "2")
        await user.wait_for("daily close")
        await user.press("left")
        assert user.shows("23 Dec  Strategic Pivot"), "the newest first when walking back"
        await user.press("left")
        assert user.shows("22 Dec  AI Investments")
        await user.press("right", "right")
        assert not user.shows("22 Dec  AI Investments")


async def test_the_pointer_moves_the_crosshair(tmp_path: Path) -> None:
    async with app_driver(tmp_path) as user:
        history(tmp_path)
        await user.press("r", "2")
        await user.wait_for("daily close")
        await user.hover(40, 12)
        await user.settle()
        assert any("2025  open" in line and "Price" not in line for line in user.lines()[5:20]), user.text()
        await user.hover(40, 2)
        await user.settle()
        assert not any("2025  open" in line for line in user.lines()[5:20]), "beside the chart there is no crosshair"


async def test_candles_that_rose_and_fell_differ_without_colour_and_in_ascii(tmp_path: Path) -> None:
    for ascii_only, up, down in ((False, "║", "▉"), (True, "O", "#")):
        root = tmp_path / f"ascii-{ascii_only}"
        async with app_driver(root, ascii_only=ascii_only) as user:
            history(root)
            path = root / "data" / "baba" / "prices" / "baba.csv"
            rows = path.read_text().splitlines()
            fell = [row for row in rows[1:] if int(row[8:10]) % 2]
            for row in fell:
                day, opened, high, low, close = row.split(",")
                rows[rows.index(row)] = f"{day},{float(opened) + 2:.2f},{high},{low},{close}"
            path.write_text("\n".join(rows) + "\n")
            await user.press("r", "2")
            await user.wait_for("daily close")
            await user.press("left_square_bracket", "c")
            plot = [line[:96] for line in user.lines()[5:20]]
            assert any(up in line for line in plot), user.text()
            assert any(down in line for line in plot), user.text()
