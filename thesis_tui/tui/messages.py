"""Messages that travel between workers and the app."""

from __future__ import annotations

from textual.message import Message


class PricesAsked(Message):
    """The feeds were asked. `state` is for the footer, `news` are sentences the user should read."""

    def __init__(self, state: str, news: tuple[str, ...] = ()) -> None:
        super().__init__()
        self.state = state
        self.news = news
