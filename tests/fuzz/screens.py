"""Random keys, clicks, pastes and resizes sent to the screens in bursts, with no waiting between them."""

from __future__ import annotations

import asyncio
import random
import tempfile
import time
import traceback
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Literal, NamedTuple

from textual.events import Event, Key, MouseDown, MouseMove, MouseScrollDown, MouseScrollUp, MouseUp, Paste, Resize
from textual.geometry import Size

from tests.tui.app_driver import NOON, home
from thesis_tui.services.desk import Desk
from thesis_tui.storage.inbox import put_in_inbox
from thesis_tui.storage.seed import copy_seed
from thesis_tui.storage.settings import Settings
from thesis_tui.tui.app import ThesisApp
from thesis_tui.tui.start import open_app

KEYS = (
    *"0123456nmaiedupxrotjkhlfFcyYDUCR/?[],.zwsgqv ", *"0123456",
    "enter", "enter", "escape", "escape", "tab", "shift+tab", "up", "down", "left", "right", "pageup", "pagedown",
    "home", "end", "ctrl+p", "ctrl+p", "ctrl+s", "ctrl+r", "ctrl+l", "ctrl+j", "backspace", "delete", "f1", "ctrl+c",
)  # fmt: skip
_NAMES = {" ": "space", "/": "slash", "?": "question_mark", "[": "left_square_bracket", "]": "right_square_bracket",
          ",": "comma", ".": "full_stop"}  # fmt: skip
PASTES = ("148", "q1 2026", "a note [/] on it", "x" * 3000, "\x1b[31mred\x1b[0m", "zwei\nZeilen", "",
          "https://example.com/a",
          "Acme shares closed at $148.20 on 22 December. Support is at $145, resistance at $160 to $162.")  # fmt: skip
SIZES = ((120, 36), (80, 24), (60, 24), (40, 15), (200, 60), (10, 3), (1, 1), (100, 30))
BURST = 9
SECONDS_TO_ANSWER = 20.0


class Step(NamedTuple):
    """One event as it is kept: what happens, where, and with what."""

    kind: Literal["key", "click", "double", "drag", "move", "scroll", "paste", "resize", "wait"]
    text: str = ""
    x: int = 0
    y: int = 0


def steps(rng: random.Random, count: int) -> list[Step]:
    """Random events; "wait" stands between two bursts."""
    found: list[Step] = []
    while len(found) < count:
        for _ in range(rng.randint(1, BURST)):
            x, y = rng.randrange(120), rng.randrange(36)
            match rng.randrange(20):
                case 0 | 1 | 2:
                    found.append(Step(rng.choice(("click", "click", "double", "drag")), "", x, y))
                case 3:
                    found.append(Step(rng.choice(("move", "scroll")), "", x, y))
                case 4:
                    found.append(Step("paste", rng.choice(PASTES)))
                case 5 if rng.random() < 0.4:
                    found.append(Step("resize", "", *rng.choice(SIZES)))
                case _:
                    found.append(Step("key", rng.choice(KEYS)))
        found.append(Step("wait", "calm" if rng.random() < 0.4 else ""))
    return found


def run(trail: Sequence[Step]) -> str:
    """Sends events to the dashboard of a fresh thesis; the traceback of what ended it, "" when nothing did."""
    with tempfile.TemporaryDirectory(prefix="fuzz-", ignore_cleanup_errors=True) as scratch:
        places = home(Path(scratch))
        copy_seed(places, "baba")
        put_in_inbox(str(places.data / "baba"), "waiting.txt", PASTES[-1].encode())
        desk = Desk(places=places, settings=Settings(), clock=lambda: NOON, offline=True)
        return asyncio.run(_drive(desk, trail))


async def _drive(desk: Desk, trail: Sequence[Step]) -> str:
    left = list(trail)
    while left:  # a key that leaves ends the program: it is begun again
        app, _ = open_app(desk)
        app.open_url = lambda *_, **__: None  # type: ignore[method-assign]  # no browser is opened
        with suppress(Exception):  # told below
            async with asyncio.timeout(SECONDS_TO_ANSWER + len(left) * 0.2):
                async with app.run_test(size=(120, 36), notifications=True) as pilot:
                    await pilot.pause()
                    await _send(app, left)
                    if app._exception is None and not app._exit:
                        app.exit(0)
        if app._exception is not None:
            return "".join(traceback.format_exception(app._exception))
    return ""


async def _send(app: ThesisApp, left: list[Step]) -> None:
    while left and app._exception is None and not app._exit:
        step = left.pop(0)
        if step.kind == "wait":
            await _calm(app) if step.text else await asyncio.sleep(0)
            continue
        for event in _events(step):
            if app._driver is not None:
                app._driver.process_message(event)


async def _calm(app: ThesisApp) -> None:
    ends = time.monotonic() + SECONDS_TO_ANSWER
    calm = 0
    while calm < 4 and time.monotonic() < ends and app._exception is None:
        await asyncio.sleep(0)
        busy = app.message_queue_size or any(pump.message_queue_size for pump in app._registry if pump.is_running)
        calm = 0 if busy else calm + 1


def _events(step: Step) -> list[Event]:
    x, y = step.x, step.y

    def mouse(kind: type[MouseDown | MouseUp | MouseMove], x: int, y: int, button: int = 1) -> Event:
        return kind(None, x, y, 0, 0, button, False, False, False, x, y)

    match step.kind:
        case "key":
            name = _NAMES.get(step.text, step.text)
            return [Key(name, step.text if len(step.text) == 1 else None)]
        case "paste":
            return [Paste(step.text)]
        case "resize":
            return [Resize(Size(x, y), Size(x, y))]
        case "move":
            return [mouse(MouseMove, x, y, 0)]
        case "scroll":
            scrolled = MouseScrollDown if (x + y) % 2 else MouseScrollUp
            return [scrolled(None, x, y, 0, 0, 0, False, False, False, x, y)]
        case "drag":
            return [mouse(MouseDown, x, y), mouse(MouseMove, x + 9, y), mouse(MouseUp, x + 9, y)]
        case "double":
            return [mouse(MouseDown, x, y), mouse(MouseUp, x, y), mouse(MouseDown, x, y), mouse(MouseUp, x, y)]
        case _:
            return [mouse(MouseMove, x, y, 0), mouse(MouseDown, x, y), mouse(MouseUp, x, y)]


def smallest(trail: Sequence[Step], seconds: float = 60.0) -> list[Step]:
    """A part of a trail that still ends the program: halves, then single events, are left out while it does."""
    ends = time.monotonic() + seconds
    stored = list(trail)
    size = len(stored) // 2
    while size >= 1 and time.monotonic() < ends:
        at = 0
        while at < len(stored) and time.monotonic() < ends:
            fewer = stored[:at] + stored[at + size :]
            if fewer and run(fewer):
                stored = fewer
            else:
                at += size
        size //= 2
    return stored


def one_round(seed: int, count: int = 400) -> str:
    """What a random trail of `count` events found, with the smallest trail that still finds it, or ""."""
    trail = steps(random.Random(seed), count)
    found = run(trail)
    if not found:
        return ""
    fewer = smallest(trail)
    return f"seed {seed}\n{fewer!r}\n{run(fewer) or found}"
