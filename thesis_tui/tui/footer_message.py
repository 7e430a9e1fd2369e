"""The footer's word on what was just done, for a few seconds, or on what is waited for, until it is over."""

from __future__ import annotations

from collections.abc import Callable

from textual.app import App

# Long enough to read a line of 80 characters twice.
SECONDS = 6.0


class FooterMessage:
    """A text that stands in the footer for a while; `redraw` is called whenever it changes."""

    def __init__(self, app: App[int], redraw: Callable[[], None]) -> None:
        self._app = app
        self._redraw = redraw
        self.text = ""
        self._turn = 0
        self._waiting = ""

    def say(self, text: str) -> None:
        """Says what was done; what is said next takes its place."""
        self._show(text)
        turn = self._turn

        def forget() -> None:
            if turn == self._turn:
                self.clear()
                self._redraw()

        self._app.set_timer(SECONDS, forget)

    def wait(self, text: str) -> None:
        """Says what is waited for; "" when it is over."""
        if text == self._waiting:
            return
        if text or self.text == self._waiting:
            self._show(text)
        self._waiting = text

    def clear(self) -> None:
        """Takes the text away; the page is drawn by whoever does it."""
        self.text = ""

    def _show(self, text: str) -> None:
        self.text = text
        self._turn += 1
        self._redraw()
