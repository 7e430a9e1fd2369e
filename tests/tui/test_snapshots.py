"""What the screens look like, kept as text a person can read in `snapshots/`.

A picture that differs fails. After a change that was meant, look at the new pictures and keep them:

    UPDATE_SNAPSHOTS=1 pytest tests/tui/test_snapshots.py
"""

from __future__ import annotations

import html
import os
import re
from datetime import datetime
from pathlib import Path

import pytest

from tests.tui.sitting import LATER, NOON, sitting
from tests.tui.test_article import TEXT

SNAPSHOTS = Path(__file__).parent / "snapshots"
PICTURES: dict[str, tuple[tuple[int, int], datetime, tuple[str, ...]]] = {
    "dashboard-80x24": ((80, 24), NOON, ()),
    "dashboard-120x36": ((120, 36), NOON, ()),
    "dashboard-200x60": ((200, 60), NOON, ()),
    "dashboard-old-120x36": ((120, 36), LATER, ()),
    "pillar-120x36": ((120, 36), NOON, ("enter",)),
    "levels-120x36": ((120, 36), NOON, ("2",)),
    "milestones-120x36": ((120, 36), NOON, ("3",)),
    "sources-120x36": ((120, 36), NOON, ("4",)),
    "journal-120x36": ((120, 36), NOON, ("5",)),
    "note-form-80x24": ((80, 24), NOON, ("n",)),
}


@pytest.mark.parametrize("name", PICTURES)
async def test_a_screen_looks_as_it_did(tmp_path: Path, name: str) -> None:
    size, now, keys = PICTURES[name]
    async with sitting(tmp_path, size=size, now=now) as user:
        await user.press(*keys)
        seen = user.text()
    _held(name, seen)


async def test_an_article_looks_as_it_did(tmp_path: Path) -> None:
    async with sitting(tmp_path, size=(120, 36), now=NOON) as user:
        await user.press("4")
        await user.paste(TEXT)
        await user.wait_for("to decide")
        await user.press("y", "down")
        await user.wait_for("u takes it back")
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


async def test_the_picture_of_the_readme_is_the_dashboard(tmp_path: Path) -> None:
    """The SVG is drawn from the same screen as the text beside it; UPDATE_SNAPSHOTS=1 draws it anew."""
    path = SNAPSHOTS / "dashboard-120x36.svg"
    async with sitting(tmp_path, size=(120, 36), now=NOON) as user:
        if os.environ.get("UPDATE_SNAPSHOTS"):
            drawn = user.app.export_screenshot(title="thesis-tui")
            # fonts from the network are not ours to ask for: the reader's own monospace serves
            drawn = re.sub(r"@font-face \{.*?\}\s*", "", drawn, flags=re.DOTALL)
            path.write_text("\n".join(line.rstrip() for line in drawn.splitlines()) + "\n", encoding="utf-8")
        seen = user.text()
    shown = html.unescape(" ".join(re.findall(r">([^<]+)<", path.read_text(encoding="utf-8")))).replace("\xa0", " ")
    missing = [word for word in seen.split() if word.isalpha() and word not in shown]
    assert not missing, f"{missing} are on the screen and not in the picture"
    assert "thesis-tui" in (Path(__file__).parents[2] / "README.md").read_text(encoding="utf-8")
