"""A user in front of the screens: a home of its own, keys and clicks, and what the screen shows as text."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, date, datetime
from pathlib import Path

from textual.events import MouseDown, MouseEvent, MouseMove, MouseUp, Paste
from textual.pilot import Pilot
from textual.widgets import Input, TextArea

from thesis_tui.services.desk import Desk
from thesis_tui.storage.places import Places
from thesis_tui.storage.settings import Settings
from thesis_tui.tui.app import ThesisApp

NOON = datetime(2025, 12, 23, 12, 0, tzinfo=UTC)
LATER = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
SIZES = ((80, 24), (100, 30), (120, 36), (200, 60), (60, 15), (10, 3), (1, 1))
SCREENS = (
    ("1",), ("enter",), ("2",), ("3",), ("4",), ("5",), ("6",),
)  # fmt: skip
"""The keys that open each screen from the dashboard: itself, a pillar, and the screens 2 to 6."""
_KEYS = {
    " ": "space", "-": "minus", ".": "full_stop", ",": "comma", "/": "slash", "%": "percent_sign",
    ">": "greater_than_sign", "<": "less_than_sign",
}  # fmt: skip


def home(root: Path) -> Places:
    return Places(root / "data", root / "config.toml", root / "state", root / "cache")


class Sitting:
    """What a user sees and does. Positions are cells counted from 0, x before y."""

    def __init__(self, desk: Desk, app: ThesisApp, pilot: Pilot[int]) -> None:
        self.desk = desk
        self.app = app
        self._pilot = pilot

    @property
    def folder(self) -> Path:
        return self.desk.folder

    # seeing

    def lines(self) -> list[str]:
        """The rows of the screen, trailing blanks stripped."""
        strips = self.app.screen._compositor.render_strips()
        return [strip.text.rstrip() for strip in strips]

    def text(self) -> str:
        return "\n".join(self.lines())

    def shows(self, words: str) -> bool:
        return words in self.text()

    def line_of(self, words: str) -> str:
        """The first row that holds `words`."""
        found = [line for line in self.lines() if words in line]
        assert found, f"{words!r} is not on the screen:\n{self.text()}"
        return found[0]

    def spot(self, words: str, nth: int = 0) -> tuple[int, int]:
        """Where `words` begin on the screen."""
        found = [(line.index(words), y) for y, line in enumerate(self.lines()) if words in line]
        assert len(found) > nth, f"{words!r} is not on the screen:\n{self.text()}"
        return found[nth]

    def pointed(self) -> list[str]:
        """The rows that carry the mark of what is chosen, from the mark on."""
        return [line[line.index("▌") + 1 :].strip() for line in self.lines() if "▌" in line]

    def popups(self) -> list[str]:
        """What notifications say now."""
        return [note.message for note in self.app._notifications]

    # doing

    async def press(self, *keys: str) -> None:
        await self._pilot.press(*keys)
        await self._pilot.pause()

    async def type(self, text: str) -> None:
        """Types key by key into what is focused."""
        await self._pilot.press(*(_KEYS.get(char, char) for char in text))
        await self._pilot.pause()

    async def paste(self, text: str) -> None:
        """Pastes, as a terminal does, into what is focused."""
        focused = self.app.focused
        assert isinstance(focused, (Input, TextArea))
        focused.post_message(Paste(text))
        await self._pilot.pause()

    async def erase(self, count: int = 60) -> None:
        """Empties the field in focus."""
        await self._pilot.press("end", *["backspace"] * count)
        await self._pilot.pause()

    async def click(self, words: str, nth: int = 0, times: int = 1) -> None:
        """Clicks where `words` stand, as a terminal reports it: the pointer there, the button down and up."""
        x, y = self.spot(words, nth)
        await self.hover(x, y)
        for _ in range(times):
            for kind in (MouseDown, MouseUp):
                self._mouse(kind(None, x, y, 0, 0, 1, False, False, False, x, y))
            await self._pilot.pause()
        await self._pilot.pause()

    async def hover(self, x: int, y: int) -> None:
        self._mouse(MouseMove(None, x, y, 0, 0, 0, False, False, False, x, y))
        await self._pilot.pause()

    def _mouse(self, event: MouseEvent) -> None:
        assert self.app._driver is not None
        self.app._driver.process_message(event)

    async def resize(self, width: int, height: int) -> None:
        await self._pilot.resize_terminal(width, height)
        await self._pilot.pause()

    async def open(self, keys: Sequence[str]) -> None:
        """From the dashboard to a screen."""
        await self.press(*keys)

    async def settle(self) -> None:
        await self._pilot.pause()

    async def wait_for(self, words: str, seconds: float = 3.0) -> float:
        """Waits until the screen shows `words`; gives how long that took. Fails after `seconds`."""
        begun = time.monotonic()
        while not (self.shows(words) or any(words in said for said in self.popups())):
            assert time.monotonic() - begun < seconds, f"{words!r} is not on the screen after {seconds} s:\n{self.text()}"
            await asyncio.sleep(0.05)
        return time.monotonic() - begun


@asynccontextmanager
async def sitting(
    root: Path,
    *,
    size: tuple[int, int] = (120, 36),
    now: datetime = NOON,
    settings: Settings | None = None,
    thesis: str | None = None,
    as_of: date | None = None,
    ascii_only: bool = False,
) -> AsyncIterator[Sitting]:
    """Starts the screens on the home below `root`, as the command without arguments does, and ends them."""
    desk = Desk(places=home(root), settings=settings or Settings(), thesis=thesis, clock=lambda: now, as_of=as_of)
    first = desk.view().looked is None
    desk.start()
    app = ThesisApp(desk, ascii_only=ascii_only, first_look=first)
    async with app.run_test(size=size, notifications=True) as pilot:
        await pilot.pause()
        yield Sitting(desk, app, pilot)
