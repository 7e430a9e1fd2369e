"""What the screens look like, kept as text a person can read in `snapshots/`.

A picture that differs fails. After a change that was meant, look at the new pictures and keep them:

    UPDATE_SNAPSHOTS=1 pytest tests/tui/test_snapshots.py
"""

from __future__ import annotations

import html
import math
import os
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from tests.tui.app_driver import LATER, NOON, AppDriver, app_driver, home
from tests.tui.test_article import TEXT
from thesis_tui.storage.paths import Places
from thesis_tui.storage.seed import copy_seed

SNAPSHOTS = Path(__file__).parent / "snapshots"
PICTURES: dict[str, tuple[tuple[int, int], datetime, tuple[str, ...]]] = {
    "dashboard-80x24": ((80, 24), NOON, ()),
    "dashboard-120x36": ((120, 36), NOON, ()),
    "dashboard-200x60": ((200, 60), NOON, ()),
    "dashboard-old-120x36": ((120, 36), LATER, ()),
    "pillar-120x36": ((120, 36), NOON, ("enter",)),
    "pillar-cloud-120x36": ((120, 36), NOON, ("k", "k", "enter")),
    "levels-120x36": ((120, 36), NOON, ("2",)),
    "chart-120x36": ((120, 36), NOON, ("2", "right_square_bracket", "left", "left")),
    "milestones-120x36": ((120, 36), NOON, ("3",)),
    "sources-120x36": ((120, 36), NOON, ("4",)),
    "journal-120x36": ((120, 36), NOON, ("5",)),
    "note-form-80x24": ((80, 24), NOON, ("n",)),
}


ROOT = Path(__file__).parents[2]
PAGES = (ROOT / "README.md", *sorted((ROOT / "thesis_tui" / "help").glob("*.md")))
README = "\n".join(page.read_text(encoding="utf-8") for page in PAGES)
SHOWN = [Path(path).stem for path in re.findall(r"!\[[^]]*\]\(tests/tui/snapshots/([^)]+)\.svg\)", README)]
"""The pictures of the README and the topics of help: each is one of these screens, drawn."""


def made_up_prices(places: Places) -> None:
    """Fourteen months of daily prices such as a stock might have had, put in place as an import does."""
    lines = ["date,open,high,low,close"]
    last = date(2025, 12, 19)
    before = 88.0
    for number in range(425):
        day = last - timedelta(days=424 - number)
        slow = (
            88
            + 92 * math.sin(min(number, 330) / 330 * math.pi / 2) ** 2
            - max(0, number - 330) * 0.32
            - max(0, number - 405) * 0.44
        )
        close = slow + 5 * math.sin(number / 9.3) + 2.2 * math.sin(number / 2.9) + 1.6 * math.sin(number * 2.3)
        if day.weekday() < 5:
            high, low = max(before, close) + 0.9, min(before, close) - 0.9
            lines.append(f"{day},{before:.2f},{high:.2f},{low:.2f},{close:.2f}")
            before = close
    folder = places.data / "baba" / "prices"
    folder.mkdir(parents=True)
    (folder / "baba.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")


@asynccontextmanager
async def drawn(root: Path, name: str) -> AsyncIterator[AppDriver]:
    """A user in front of the screen called `name`."""
    size, now, keys = PICTURES[name]
    if name.startswith("chart"):
        copy_seed(home(root), "baba")
        made_up_prices(home(root))
    async with app_driver(root, size=size, now=now) as user:
        await user.press(*keys)
        yield user


@pytest.mark.parametrize("name", PICTURES)
async def test_a_screen_looks_as_it_did(tmp_path: Path, name: str) -> None:
    async with drawn(tmp_path, name) as user:
        seen = user.text()
    _held(name, seen)


async def test_an_article_looks_as_it_did(tmp_path: Path) -> None:
    async with app_driver(tmp_path, size=(120, 36), now=NOON) as user:
        await user.press("4")
        await user.paste(TEXT)
        await user.wait_for("to decide")
        await user.press("y", "down")
        await user.wait_for("u to undo")
        seen = user.text()
    _held("article-120x36", seen)


def _held(name: str, seen: str) -> None:
    """Holds a picture against the one kept."""
    seen = seen.rstrip("\n") + "\n"
    path = SNAPSHOTS / f"{name}.txt"
    if os.environ.get("UPDATE_SNAPSHOTS"):
        path.write_text(seen, encoding="utf-8")
    assert path.exists(), f"there is no {path.name} yet; UPDATE_SNAPSHOTS=1 writes it"
    assert seen.split("\n") == path.read_text(encoding="utf-8").split("\n")


@pytest.mark.parametrize("name", SHOWN)
async def test_a_picture_of_the_readme_is_the_screen(tmp_path: Path, name: str) -> None:
    """An SVG is drawn from the same screen as the text beside it; UPDATE_SNAPSHOTS=1 draws it anew."""
    path = SNAPSHOTS / f"{name}.svg"
    if os.environ.get("UPDATE_SNAPSHOTS"):
        async with drawn(tmp_path, name) as user:
            svg = user.app.export_screenshot(title="thesis-tui")
        # fonts from the network are not ours to ask for: the reader's own monospace serves
        svg = re.sub(r"@font-face \{.*?\}\s*", "", svg, flags=re.DOTALL)
        path.write_text("\n".join(line.rstrip() for line in svg.splitlines()) + "\n", encoding="utf-8")
    svg = path.read_text(encoding="utf-8")
    rows: dict[int, str] = {}
    for row, text in re.findall(r'<text[^>]*-line-(\d+)\)"[^>]*>([^<]*)</text>', svg):
        rows[int(row)] = rows.get(int(row), "") + html.unescape(text)
    seen = (SNAPSHOTS / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    assert ["".join(rows.get(row, "").split()) for row in range(len(seen))] == ["".join(line.split()) for line in seen]
    assert "http" not in svg.replace("http://www.w3.org/2000/svg", "").replace("https://www.textualize.io", "")


def test_the_readme_shows_no_other_picture() -> None:
    assert SHOWN
    assert set(SHOWN) <= set(PICTURES)
    assert len(re.findall(r"!\[", README)) == len(SHOWN)
