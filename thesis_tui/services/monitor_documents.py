"""Documents of a thesis's monitors: filings, rules and what is up for public inspection, items of feeds."""

from __future__ import annotations

import os
from collections.abc import Container
from datetime import datetime
from typing import TYPE_CHECKING

from thesis_tui.model.documents import Document
from thesis_tui.model.live import Monitor
from thesis_tui.public_data.documents import federal_register, feed
from thesis_tui.public_data.source import Answer, Ask, Refusal
from thesis_tui.storage.documents import KEPT_FOLDER, read_documents
from thesis_tui.storage.inbox import DOCUMENTS as WAITING

if TYPE_CHECKING:
    from thesis_tui.services.desk import Desk
    from thesis_tui.services.filings import Filed
    from thesis_tui.services.source_request import Asker


class Monitored:
    """Asks through `asker`; filings come by `filed`, which knows the company."""

    def __init__(self, desk: Desk, asker: Asker, filed: Filed) -> None:
        self._desk = desk
        self._asker = asker
        self._filed = filed
        self._folder = os.fspath(desk.folder)

    async def documents(self, monitor: Monitor, since: datetime) -> tuple[list[Document], int]:
        """A monitor's documents since a day, and how many others were left out. Raises FeedError, InputError."""
        if monitor.source == "sec":
            return await self._filed.documents(monitor, since), 0
        if monitor.source == "feed":
            ask = Ask(url=monitor.url, accept=feed.ACCEPT)
            answer = await self._asker.ask(feed.HOST, ask, _no_refusal)
            found = feed.read_feed(answer.body, answer.address, self._desk.now())
            return feed.documents(found, monitor, self._names(monitor))
        return await self._rules(monitor, since)

    async def _rules(self, monitor: Monitor, since: datetime) -> tuple[list[Document], int]:
        found: list[Document] = []
        left_out = 0
        asked: list[Ask] = []
        following: Ask | None = federal_register.asks(monitor, since.date())
        while following is not None:
            asked.append(following)
            answer = await self._asker.ask(federal_register.HOST, following, _register_refusal)
            documents, others = federal_register.read_documents(answer.body, monitor)
            found += documents
            left_out += others
            following = federal_register.more(answer, asked)
        return [*found, *await self.inspection(monitor, frozenset(item.key for item in found))], left_out

    async def inspection(self, monitor: Monitor, published: Container[str]) -> list[Document]:
        """Documents up for public inspection, and those that were and are gone before their day; `published` are the
        keys of rules that were published since.
        """
        ask = federal_register.inspection_ask()
        answer = await self._asker.ask(federal_register.HOST, ask, _register_refusal)
        seen = federal_register.read_inspection(answer.body, monitor)
        there = [item for place in (WAITING, KEPT_FOLDER) for item in read_documents(self._folder, place)[0]]
        known = [item for item in there if item.monitor == monitor.id and item.key not in published]
        gone = federal_register.withdrawn_documents(known, seen, self._desk.today)
        return [*(item for item in seen if item.key not in published), *gone]

    def _names(self, monitor: Monitor) -> list[str]:
        """Words an item must name: the company, its symbols, or a keyword of a pillar."""
        thesis = self._desk.book().thesis
        pillars = [item for item in thesis.pillar if monitor.pillar in (None, item.id)]
        # shorter ones are words: T, ON, IT
        symbols = [item.symbol for item in thesis.listing if item.symbol.isalpha() and len(item.symbol) > 2]
        return [thesis.name, thesis.name.split()[0], *symbols, *(word for item in pillars for word in item.keywords)]


def _no_refusal(answer: Answer, now: datetime) -> Refusal | None:  # noqa: ARG001  (as sources have it)
    return None


def _register_refusal(answer: Answer, now: datetime) -> Refusal | None:  # noqa: ARG001
    return federal_register.refusal(answer)
