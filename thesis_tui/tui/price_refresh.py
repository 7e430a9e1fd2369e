"""Asks the price feeds, in a process of its own.

`thesis-tui price --due` speaks to them and leaves the prices in the cache, where the desk finds them.
"""

from __future__ import annotations

import json
from typing import NamedTuple

from thesis_tui.errors import ThesisError
from thesis_tui.services.desk import Desk
from thesis_tui.tui.launcher import Ended, run_command

PATIENCE_SECONDS = 120.0


class PricesAsked(NamedTuple):
    """The outcome of asking for a thesis: `state` is for the footer, `news` are sentences the user should read."""

    state: str
    news: tuple[str, ...] = ()


async def ask_for_prices(desk: Desk, *, by_hand: bool = False) -> PricesAsked | None:
    """Asks once: at once when asked by hand, else only when a listing's pace allows it. None when nobody was asked."""
    try:
        if not by_hand and not desk.prices_due():
            return None
    except ThesisError:
        return None
    arguments = ["price", "--json"] if by_hand else ["price", "--json", "--due"]
    try:
        ended = await run_command(desk, arguments, patience=PATIENCE_SECONDS)
    except TimeoutError:
        return PricesAsked("prices: no answer yet")
    except OSError as error:
        return PricesAsked(f"prices cannot be asked: {error.strerror}")
    return _answer(ended)


def _answer(ended: Ended) -> PricesAsked:
    try:
        answer = json.loads(ended.output)
        return PricesAsked(str(answer.get("state") or ""), tuple(str(text) for text in answer.get("news", ())))
    except (ValueError, AttributeError):
        return PricesAsked(ended.complaint or "prices cannot be asked")
