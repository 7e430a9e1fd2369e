"""A user in front of the screens: a home of its own, keys and clicks, and what the screen shows as text."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from unittest.mock import patch

from rich.console import RenderableType
from textual._compositor import Compositor
from textual._context import visible_screen_stack
from textual.css.model import RuleSet
from textual.css.stylesheet import Stylesheet
from textual.css.types import CSSLocation
from textual.events import Event, Key, MouseDown, MouseMove, MouseUp, Paste
from textual.pilot import Pilot
from textual.screen import Screen

from thesis_tui.services.desk import Desk
from thesis_tui.storage.paths import Places
from thesis_tui.storage.settings import Settings
from thesis_tui.tui.app import ThesisApp
from thesis_tui.tui.live_session import LiveSession
from thesis_tui.tui.start import open_app

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


_SIGNS = {"slash": "/", "question_mark": "?"}


class AppDriver:
    """What a user sees and does. Positions are cells counted from 0, x before y."""

    def __init__(self, desk: Desk, app: ThesisApp, pilot: Pilot[int]) -> None:
        self.desk = desk
        self.app = app
        self._pilot = pilot

    @property
    def live(self) -> LiveSession:
        assert isinstance(self.app.session, LiveSession)
        return self.app.session

    @property
    def folder(self) -> Path:
        return self.desk.folder

    # seeing

    def lines(self) -> list[str]:
        """The rows of the screen, trailing blanks stripped."""
        visible_screen_stack.set(self.app._background_screens)
        strips = self.app.screen._compositor.render_strips()
        return [strip.text.rstrip() for strip in strips]

    def text(self) -> str:
        return "\n".join(self.lines())

    def shows(self, words: str) -> bool:
        return words in self.text()

    def says(self, words: str) -> bool:
        """Whether a sentence is there, on whichever lines."""
        return words in " ".join(self.text().replace("│", " ").split())

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
        """Presses keys by Textual's names; each is taken in before the next comes."""
        for key in keys:
            self._press(key)
            await self.settle()

    async def type(self, text: str) -> None:
        """Types key by key into what is focused."""
        for char in text:
            self._press(char)
            await self.settle(1)
        await self.settle()

    def _press(self, key: str) -> None:
        self._send(Key(_KEYS.get(key, key), key if len(key) == 1 else _SIGNS.get(key)))

    async def paste(self, text: str) -> None:
        """Pastes, as a terminal does."""
        self._send(Paste(text))
        await self.settle()

    async def write(self, key: str, text: str, end: str = "enter") -> None:
        """Opens a form by its key, puts `text` in its first field and saves it."""
        await self.press(key)
        await self.paste(text)
        await self.press(end)

    async def erase(self, count: int = 60) -> None:
        """Empties the field in focus, with the key held down."""
        await self.press("end")
        for _ in range(count):
            self._press("backspace")
        await self.settle()

    async def click(self, words: str, nth: int = 0, times: int = 1) -> None:
        """Clicks where `words` stand, as a terminal reports it: the pointer there, the button down and up."""
        x, y = self.spot(words, nth)
        await self.hover(x, y)
        for _ in range(times):
            for kind in (MouseDown, MouseUp):
                self._send(kind(None, x, y, 0, 0, 1, False, False, False, x, y))
            await self.settle()

    async def hover(self, x: int, y: int) -> None:
        self._send(MouseMove(None, x, y, 0, 0, 0, False, False, False, x, y))
        await self.settle(1)

    def _send(self, event: Event) -> None:
        """An event as it comes from the terminal."""
        assert self.app._driver is not None
        self.app._driver.process_message(event)

    async def resize(self, width: int, height: int) -> None:
        await self._pilot.resize_terminal(width, height)
        await self.settle()

    async def open(self, keys: Sequence[str]) -> None:
        """From the dashboard to a screen."""
        await self.press(*keys)

    async def settle(self, times: int = 4) -> None:
        """Until what was sent is worked off and drawn, and so is what that led to."""
        for _ in range(times):
            calm = 0
            while calm < 4:
                await asyncio.sleep(0)
                calm = 0 if self._busy() else calm + 1
            await asyncio.sleep(0.001)
            self.app.screen._on_timer_update()

    def _busy(self) -> bool:
        if self.app._exception is not None:  # nobody works off its queue any more
            raise self.app._exception
        return bool(self.app.message_queue_size) or any(
            pump.message_queue_size for pump in self.app._registry if pump.is_running
        )

    async def wait_for(self, words: str, seconds: float = 3.0) -> float:
        """Waits until the screen shows `words`; gives how long that took. Fails after `seconds`."""
        begun = time.monotonic()
        while not (self.shows(words) or any(words in popup for popup in self.popups())):
            assert time.monotonic() - begun < seconds, f"{words!r} is not there after {seconds} s:\n{self.text()}"
            await asyncio.sleep(0.05)
        return time.monotonic() - begun


@asynccontextmanager
async def app_driver(
    root: Path,
    *,
    size: tuple[int, int] = (120, 36),
    now: datetime = NOON,
    settings: Settings | None = None,
    thesis: str | None = None,
    as_of: date | None = None,
    ascii_only: bool = False,
    settled: bool = True,
) -> AsyncIterator[AppDriver]:
    """Starts the screens on the home below `root`, as the command without arguments does, and ends them. Unless
    `settled` the user comes before what follows the first paint is done.
    """
    desk = Desk(
        places=home(root), settings=settings or Settings(), thesis=thesis, clock=lambda: now, as_of=as_of, offline=True
    )
    app, _ = open_app(desk, ascii_only=ascii_only)
    with patch.object(Compositor, "render_update", _unseen), patch.object(Stylesheet, "_parse_rules", _known_rules):
        async with app.run_test(size=size, notifications=True) as pilot:
            user = AppDriver(desk, app, pilot)
            if settled:
                await user.settle()
            yield user


_DRAW = Compositor.render_update


def _unseen(
    compositor: Compositor, full: bool = False, screen_stack: list[Screen[object]] | None = None, simplify: bool = False
) -> RenderableType | None:
    """Nobody looks at the screen between two keys: it is drawn when `lines` or a picture asks for it, and on the real
    terminals of tests/end_to_end at every key. Drawing each step took a third of the time of these tests.
    """
    if full:
        return _DRAW(compositor, full, screen_stack, simplify)
    compositor._dirty_regions.clear()
    return None


_PARSE = Stylesheet._parse_rules
_RULES: dict[tuple[object, ...], list[RuleSet]] = {}


def _known_rules(
    sheet: Stylesheet, css: str, read_from: CSSLocation, is_default_rules: bool = False, tie_breaker: int = 0,
    scope: str = "",
) -> list[RuleSet]:  # fmt: skip
    """Every app begun here has the same rules under the same theme: Textual need not parse them for each anew."""
    key = (css, read_from, is_default_rules, tie_breaker, scope, *sheet._variables.items())
    if key not in _RULES:
        _RULES[key] = _PARSE(sheet, css, read_from, is_default_rules, tie_breaker, scope)
    return _RULES[key]
