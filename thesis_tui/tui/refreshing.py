"""Asks the price feeds beside the screen. The worker touches no widget: it posts what came of it."""

from __future__ import annotations

import asyncio
from datetime import datetime
from importlib import import_module
from typing import TYPE_CHECKING

from thesis_tui.errors import ThesisError
from thesis_tui.tui.messages import PricesAsked

if TYPE_CHECKING:
    from thesis_tui.prices.refresh import Outcome, Refreshed
    from thesis_tui.tui.app import ThesisApp


async def refresh_prices(app: ThesisApp, *, by_hand: bool = False) -> None:
    """One round. What httpx costs to import is paid on a thread, so that keys are answered meanwhile."""
    await asyncio.to_thread(import_module, "httpx")
    got: list[Outcome] = []
    try:
        result = await app.desk.refresh(by_hand=by_hand, on_quote=got.append)
    except ThesisError as error:
        app.post_message(PricesAsked(str(error)))
        return
    app.post_message(PricesAsked(feeds_state(result, datetime.now().astimezone(), app.view.symbol), result.news))


def feeds_state(result: Refreshed, now: datetime, symbol: str) -> str:
    """The footer's word on the first listing's price: "prices: Yahoo, 09:14", "no network, last tried 09:14"."""
    at = f"{now:%H:%M}"
    if result.offline:
        return f"no network, last tried {at}"
    mine = next((outcome for outcome in result.quotes if outcome.listing == symbol), None)
    if mine is None:
        return ""
    if mine.quote is not None:
        return f"prices: {mine.quote.source}, {at}"
    if mine.wait is not None:
        return f"prices: {mine.known.source}, {mine.known.fetched.astimezone():%H:%M}" if mine.known else ""
    said = mine.attempts[0].words if mine.attempts else "no feed for it"
    return f"no price: {said}"
