"""Asking on schedule: readings of live metrics, documents of monitors, figures of filings; when each is due.

One program asks at a time. What fails leaves what was known with its age, says so in a sentence and is tried again when
its source allows it; a failure writes no reading.
"""

from __future__ import annotations

import os
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING, Any

from thesis_tui.errors import FeedError, InputError
from thesis_tui.model import figures
from thesis_tui.model.documents import Document
from thesis_tui.model.live import Monitor
from thesis_tui.prices.http import APART_SECONDS
from thesis_tui.prices.memory import Memory
from thesis_tui.public_data.documents import federal_register, feed
from thesis_tui.public_data.sources import FILED
from thesis_tui.services.document_intake import DocumentIntake
from thesis_tui.services.due import (
    FIGURES,
    FOLDER,
    INSPECTION_EVERY,
    MONITOR_EVERY,
    inspection_name,
    is_inspected,
    may_ask,
    monitor_every,
)  # fmt: skip
from thesis_tui.services.fetch_lock import asking_lock
from thesis_tui.services.fetch_outcomes import Fetched, Outcome
from thesis_tui.services.filings import Filed
from thesis_tui.services.live_readings import LiveReadings
from thesis_tui.services.monitor_documents import Monitored
from thesis_tui.services.pace import Pace
from thesis_tui.services.source_request import Asker, failure
from thesis_tui.services.waiting_documents import waiting as open_documents

if TYPE_CHECKING:
    from thesis_tui.model.book import Book
    from thesis_tui.services.desk import Desk

# A year and a month: the report of a year ago, which the newest one is held against, is among them.
LOOKED_BACK = timedelta(days=400)
OFFLINE_AFTER = 2
"""Hosts that cannot be reached one after the other, after which there is no network."""


class Fetcher:
    """Asks through `asker` for what a thesis wants, and keeps what came in its folder."""

    def __init__(self, desk: Desk, asker: Asker, writer: str) -> None:
        self._desk = desk
        self._asker = asker
        self._memory = Memory(desk.places.cache / FOLDER)
        self._pace = Pace(desk, asker, self._memory)
        self._book: Book = desk.book()
        self._folder = os.fspath(desk.folder)
        self._filed = Filed(desk, self._asker, self._memory)
        self._monitored = Monitored(desk, asker, self._filed)
        self._intake = DocumentIntake(desk, self._filed)
        self._readings = LiveReadings(desk, asker, self._memory, self._pace, writer)

    async def everything(
        self,
        *,
        due: bool,
        only: str = "",
        on_outcome: Callable[[Outcome], None] | None = None,
        on_begin: Callable[[str, int, int], None] | None = None,
    ) -> Fetched:
        """Asks for what is due, or with a false `due` all that its sources allow; `only` is one metric's or
        monitor's id.

        Filings first, then rules and news, then readings. `on_begin` hears what is asked, its number and of how many.
        """
        outcomes: list[Outcome] = []
        news: list[str] = []
        jobs = [job for job in self._jobs(due=due) if only in ("", job[0])]
        self._intake.tidy()
        try:
            for number, (_, title, job) in enumerate(jobs, start=1):
                if on_begin is not None:
                    on_begin(title, number, len(jobs))
                outcome = await job()
                if outcome is None:
                    continue
                outcomes.append(outcome)
                if on_outcome is not None:
                    on_outcome(outcome)
                # one host that cannot be found may be gone; two are a network that is
                if sum(item.offline for item in outcomes) == OFFLINE_AFTER:
                    news.append("no network: what is due is asked for later")
                    break
        finally:
            news += [item for item in (self._memory.save(), self._asker.save()) if item]
        self._intake.expect()
        waiting = len(open_documents(self._desk)[0])
        return Fetched(outcomes=tuple(outcomes), waiting=waiting, news=tuple(news))

    def _jobs(self, *, due: bool) -> list[tuple[str, str, Callable[[], Awaitable[Outcome | None]]]]:
        """An item to ask for: its id, its title, and what asks."""
        thesis = self._book.thesis
        jobs: list[tuple[str, str, Callable[[], Awaitable[Outcome | None]]]] = []
        if any(isinstance(item.live, FILED) for item in thesis.metric):
            jobs.append((FIGURES, "figures of filings", lambda: self._figures(due=due)))
        for monitor in thesis.monitor:
            jobs.append((monitor.id, monitor.title or monitor.id, partial(self._monitor, monitor, due=due)))
            if monitor.source == "federal-register":
                jobs.append((monitor.id, monitor.title or monitor.id, partial(self._inspection, monitor, due=due)))
        readings = (
            metric for metric in thesis.metric if metric.live is not None and not isinstance(metric.live, FILED)
        )
        jobs += ((metric.id, metric.title, partial(self._readings.ask, metric, due=due)) for metric in readings)
        return jobs

    # documents

    async def _monitor(self, monitor: Monitor, *, due: bool) -> Outcome:
        host = {"sec": self._filed.host, "federal-register": federal_register.HOST, "feed": feed.HOST}[monitor.source]
        title = monitor.title or monitor.id
        every = monitor_every(monitor.source, monitor.every)
        resting = self._pace.resting(f"monitor {monitor.id}", monitor.id, title, host, every, due=due)
        if resting is not None:
            return resting
        now = self._desk.now()
        try:
            found, left_out = await self._monitored.documents(monitor, self._since())
            new = await self._intake.keep_new(found)
        except FeedError as error:
            return self._pace.failed(monitor.id, title, host, error)
        except InputError as error:
            return self._pace.failed(monitor.id, title, host, failure(host, error))
        self._memory.asked(f"monitor {monitor.id}", now)
        # the rules' own turn looks at the inspection list, too
        self._memory.asked(inspection_name(monitor.id), now)
        self._memory.succeeded(host.name, monitor.id)
        others = f"; {figures.counted(left_out, 'other')} not about it" if left_out else ""
        text = f"{new} new" if new else "nothing new"
        return self._pace.outcome(monitor.id, title, host, "new" if new else "same", f"{text}{others}", new)

    async def _inspection(self, monitor: Monitor, *, due: bool) -> Outcome | None:
        """Documents up for public inspection, between two turns of the rules: a list is up for an hour at times."""
        host, title = federal_register.HOST, monitor.title or monitor.id
        if not due or not is_inspected(self._desk.now()):
            return None
        asked = inspection_name(monitor.id)
        if self._pace.resting(asked, monitor.id, title, host, INSPECTION_EVERY, due=True) is not None:
            return None
        now = self._desk.now()
        try:
            new = await self._intake.keep_new(await self._monitored.inspection(monitor, frozenset()))
        except FeedError as error:
            return self._pace.failed(monitor.id, title, host, error)
        except InputError as error:
            return self._pace.failed(monitor.id, title, host, failure(host, error))
        self._memory.asked(asked, now)
        self._memory.succeeded(host.name, monitor.id)
        return (
            self._pace.outcome(monitor.id, title, host, "new", f"{new} new up for public inspection", new)
            if new
            else None
        )

    def _since(self) -> datetime:
        """From when documents are wanted: since the thesis began, and not more than a year and a month."""
        now = self._desk.now()
        earliest = now - LOOKED_BACK
        since = self._book.thesis.since
        if since is None:
            return earliest
        begun = datetime(since.year, since.month, since.day, tzinfo=now.tzinfo)
        return max(begun, earliest)

    # figures of filings

    async def _figures(self, *, due: bool) -> Outcome:
        host = self._filed.host
        resting = self._pace.resting("figures", "figures", "figures of filings", host, MONITOR_EVERY["sec"], due=due)
        if resting is not None:
            return resting
        now = self._desk.now()
        came: list[Document] = []

        def keep(document: Document, body: bytes) -> None:
            if self._intake.keep_filing(document, body):
                came.append(document)

        try:
            await self._filed.figures(self._since(), keep)
        except FeedError as error:
            return self._pace.failed("figures", "figures of filings", host, error, len(came))
        except InputError as error:
            return self._pace.failed("figures", "figures of filings", host, failure(host, error), len(came))
        self._memory.asked("figures", now)
        self._memory.succeeded(host.name, "figures")
        count = sum(len(item.figure) for item in came)
        filings = figures.counted(len(came), "filing")
        text = f"{figures.counted(count, 'figure')} of {filings} wait" if came else "nothing new"
        return self._pace.outcome("figures", "figures of filings", host, "new" if came else "same", text, len(came))


async def fetch(
    desk: Desk,
    *,
    due: bool,
    only: str = "",
    on_outcome: Callable[[Outcome], None] | None = None,
    on_begin: Callable[[str, int, int], None] | None = None,
    resolve: Any = None,
    allowed: Any = None,
    apart: float = APART_SECONDS,
) -> Fetched:
    """Asks for what the desk's thesis wants. Raises InputError when nothing may be asked; what a source said is in the
    result.
    """
    from thesis_tui.prices.http import Web, open_client
    from thesis_tui.services.source_request import MAX_BODY, TOTAL_SECONDS
    from thesis_tui.storage.writer import writer_id

    settings = desk.settings
    refused = may_ask(desk)
    if refused:
        raise InputError(refused, "--today" if desk.as_of is not None else "offline")
    # before the lock: a thesis that takes no entry asks for nothing
    desk.ready()
    with asking_lock(desk.places.cache) as mine:
        if not mine:
            waiting = len(open_documents(desk)[0])
            return Fetched(waiting=waiting, news=("another thesis-tui is asking; nothing was asked here",))
        async with open_client() as client:
            asker = Asker(
                Web(client, desk.now, apart=apart, total=TOTAL_SECONDS, max_body=MAX_BODY),
                desk.places.cache,
                sources=settings.sources,
                secrets=settings.secrets,
                contact=settings.contact,
                environ=os.environ,
                resolve=resolve,
                allowed=allowed,
            )
            return await Fetcher(desk, asker, writer_id(desk.places.state)).everything(
                due=due, only=only, on_outcome=on_outcome, on_begin=on_begin
            )
