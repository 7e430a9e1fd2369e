"""Asks the price feeds, in a process of its own.

`thesis-tui price --due` speaks to them and leaves the prices in the cache, where the desk finds them.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import NamedTuple

from textual.app import App

from thesis_tui.errors import ThesisError
from thesis_tui.pages.frame import brief
from thesis_tui.services.desk import Desk
from thesis_tui.tui.launcher import Ended, run_command
from thesis_tui.tui.session import Session

FIRST_SECONDS = 0.3
"""The first paint never waits for the network, nor for what speaks to it."""
AGAIN_SECONDS = 60.0
"""How often feeds may be asked; each listing's own pace decides whether it is."""
# Eight requests, each as slow as one may be (prices/http.py).
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


class PriceRefresh:
    """Asks for the prices of the open thesis by itself and when the user wants it, and shows what came of it."""

    def __init__(self, app: App[int], session: Session, then: Callable[[bool], None]) -> None:
        """`then` is called after the first round and each one by hand, with whether it was: the rest follows prices."""
        self._app = app
        self._session = session
        self._then = then
        self.state = ""
        """How the feeds stand, for the footer."""
        self.fetching = False
        """The user waits for prices."""
        self._begun = False

    def begin(self) -> None:
        self._app.set_timer(FIRST_SECONDS, self.ask)
        self._app.set_interval(AGAIN_SECONDS, self.ask)

    def ask(self, *, by_hand: bool = False) -> None:
        """Asks in the background; one round at a time, and one by hand in place of another."""
        self.fetching = self.fetching or by_hand
        # with the desk of now: the answer may come when another thesis is open
        work = self._fetch(self._session.desk, by_hand)
        self._app.run_worker(work, group="prices", exclusive=by_hand, exit_on_error=False)

    def stop(self) -> None:
        self._app.workers.cancel_group(self._app, "prices")
        self.fetching = False

    async def _fetch(self, desk: Desk, by_hand: bool) -> None:
        asked = await ask_for_prices(desk, by_hand=by_hand)
        if asked is not None:
            self._app.call_later(self.show, desk, asked)
        if by_hand or not self._begun:
            self._begun = True
            self._app.call_later(self._then, by_hand)

    def show(self, desk: Desk, asked: PricesAsked) -> None:
        """Draws what feeds gave, unless another thesis was opened meanwhile; how they stand is said in the footer,
        what the user must know in words.
        """
        if desk is not self._session.desk:
            return
        self.state = asked.state
        if self.fetching:
            self.fetching = False
            # the footer has no room for all of it, and the user asked
            if brief(asked.state, self._app.size.width) != asked.state:
                self._session.notify(asked.state, timeout=8)
        for text in asked.news:
            self._session.notify(text, timeout=15)
        self._session.reload()
