"""Asks the price feeds beside the screen, and posts what came of it.

`thesis-tui price --due` speaks to them and leaves the prices in the cache, where the desk finds them.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from thesis_tui.errors import ThesisError
from thesis_tui.tui.messages import PricesAsked
from thesis_tui.tui.own_program import Ended, run_beside

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
    arguments = ["price", "--json"] if by_hand else ["price", "--json", "--due"]
    try:
        ended = await run_beside(desk, arguments, patience=PATIENCE_SECONDS)
    except TimeoutError:
        told = PricesAsked("prices: no answer yet", thesis=desk.id)
    except OSError as error:
        told = PricesAsked(f"prices cannot be asked: {error.strerror}", thesis=desk.id)
    else:
        told = _told(ended, desk.id)
    app.post_message(told)


def _told(ended: Ended, thesis: str) -> PricesAsked:
    try:
        answer = json.loads(ended.said)
        return PricesAsked(str(answer.get("state") or ""), tuple(str(text) for text in answer.get("news", ())), thesis)
    except (ValueError, AttributeError):
        return PricesAsked(ended.complaint or "prices cannot be asked", thesis=thesis)
