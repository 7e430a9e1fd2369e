"""Asks the price feeds beside the screen, in a process of its own, and posts what came of it.

What speaks to the network costs a third of the dashboard's memory and a tenth of a second of its attention to
load; `thesis-tui price --due` pays for it elsewhere and leaves the prices in the cache, where the desk finds them.
"""

from __future__ import annotations

import asyncio
import json
import os
import sys
from typing import TYPE_CHECKING

from thesis_tui.errors import ThesisError
from thesis_tui.tui.messages import PricesAsked

if TYPE_CHECKING:
    from thesis_tui.tui.app import ThesisApp

PATIENCE_SECONDS = 120.0


async def refresh_prices(app: ThesisApp, *, by_hand: bool = False) -> None:
    """One round: at once when asked by hand, else only when a listing's pace allows it."""
    desk = app.desk
    try:
        if not by_hand and not desk.prices_due():
            return
    except ThesisError:
        return
    places = desk.places
    command = ["-m", "thesis_tui", "price", "--json", "--thesis", desk.id, "--data-dir", str(places.data)]
    if places.config.exists():
        command += ["--config", str(places.config)]
    if not by_hand:
        command.append("--due")
    environ = {**os.environ, "THESIS_TUI_STATE_DIR": str(places.state), "THESIS_TUI_CACHE_DIR": str(places.cache)}
    pipe = asyncio.subprocess.PIPE
    try:
        process = await asyncio.create_subprocess_exec(
            sys.executable, *command, env=environ, stdin=asyncio.subprocess.DEVNULL, stdout=pipe, stderr=pipe
        )
    except OSError as error:
        app.post_message(PricesAsked(f"prices cannot be asked: {error.strerror}", thesis=desk.id))
        return
    try:
        said, complaint = await asyncio.wait_for(process.communicate(), PATIENCE_SECONDS)
    except TimeoutError:
        app.post_message(PricesAsked("prices: no answer yet", thesis=desk.id))
        return
    finally:
        if process.returncode is None:
            process.kill()
    app.post_message(_told(said, complaint, desk.id))


def _told(said: bytes, complaint: bytes, thesis: str) -> PricesAsked:
    try:
        answer = json.loads(said)
        return PricesAsked(str(answer.get("state") or ""), tuple(str(text) for text in answer.get("news", ())), thesis)
    except (ValueError, AttributeError):
        last = complaint.decode(errors="replace").strip().splitlines()[-1:]
        return PricesAsked(last[0].removeprefix("thesis-tui: ") if last else "prices cannot be asked", thesis=thesis)
