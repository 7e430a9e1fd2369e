"""Messages that travel between workers and the app."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual.message import Message

if TYPE_CHECKING:
    from thesis_tui.services.theses import ThesisSummary


class PricesAsked(Message):
    """The feeds were asked for a thesis. `state` is for the footer, `news` are sentences the user should read."""

    def __init__(self, state: str, news: tuple[str, ...] = (), thesis: str = "") -> None:
        super().__init__()
        self.thesis = thesis
        self.state = state
        self.news = news


class ThesesRead(Message):
    """All theses were read; `fault` says why they could not be."""

    def __init__(self, standings: tuple[ThesisSummary, ...], fault: str = "") -> None:
        super().__init__()
        self.standings = standings
        self.fault = fault
