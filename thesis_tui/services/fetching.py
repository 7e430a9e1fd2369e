"""Asking on schedule: readings of live metrics, documents of monitors, figures of filings; when each is due.

One program asks at a time. What fails leaves what was known with its age, says so in a sentence and is tried again when
its source allows it; a failure writes no reading.
"""

from __future__ import annotations

import os
from collections.abc import Awaitable, Callable, Container, Iterable, Sequence
from datetime import datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING, Any

from thesis_tui.errors import FeedError, InputError
from thesis_tui.model import figures
from thesis_tui.model.documents import Document, Reading
from thesis_tui.model.journal import Drop
from thesis_tui.model.live import JsonLive, Live, Monitor
from thesis_tui.prices.http import APART_SECONDS
from thesis_tui.prices.memory import Memory
from thesis_tui.public_data.documents import federal_register, feed
from thesis_tui.public_data.source import Answer, Ask
from thesis_tui.public_data.sources import FILED, source_of
from thesis_tui.rules import readings as rules
from thesis_tui.rules.live import decisions, every_of, is_decided
from thesis_tui.services.due import (
    FIGURES,
    FOLDER,
    INSPECTION_EVERY,
    MONITOR_EVERY,
    SHORTEST,
    inspection_name,
    is_inspected,
    may_ask,
    monitor_every,
)  # fmt: skip
from thesis_tui.services.fetch_lock import asking_lock
from thesis_tui.services.fetch_outcomes import Fetched, Outcome
from thesis_tui.services.filings import FACTS, Filed
from thesis_tui.services.monitor_documents import Monitored
from thesis_tui.services.opened_document import open_document
from thesis_tui.services.pace import Pace
from thesis_tui.services.source_request import Asker, failure
from thesis_tui.services.track_record import expected_document, has_previous
from thesis_tui.services.waiting_documents import decided
from thesis_tui.services.waiting_documents import keep as keep_figures
from thesis_tui.services.waiting_documents import waiting as open_documents
from thesis_tui.storage.documents import KEPT_FOLDER, keep_document, read_documents, remove_document, write_document
from thesis_tui.storage.inbox import DOCUMENTS as WAITING
from thesis_tui.storage.readings import append_readings, read_readings

if TYPE_CHECKING:
    from thesis_tui.model.book import Book
    from thesis_tui.model.objects import Metric
    from thesis_tui.services.desk import Desk

# A year and a month: the report of a year ago, which the newest one is held against, is among them.
LOOKED_BACK = timedelta(days=400)
DECIDED_STAYS = timedelta(days=7)
OFFLINE_AFTER = 2
"""Hosts that cannot be reached one after the other, after which there is no network."""
MOST_REPORTS = 2
"""Reports of a form whose text is brought at once: the newest, and the one it is held against."""
MOST_NEW = 60
"""Documents a monitor brings at once; the others wait for its next turn."""


class Fetcher:
    """Asks through `asker` for what a thesis wants, and keeps what came in its folder."""

    def __init__(self, desk: Desk, asker: Asker, writer: str) -> None:
        self._desk = desk
        self._asker = asker
        self._writer = writer
        self._memory = Memory(desk.places.cache / FOLDER)
        self._pace = Pace(desk, asker, self._memory)
        self._book: Book = desk.book()
        self._folder = os.fspath(desk.folder)
        self._filed = Filed(desk, self._asker, self._memory)
        self._monitored = Monitored(desk, asker, self._filed)

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
        self._tidy()
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
        self._expect()
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
        jobs += ((metric.id, metric.title, partial(self._metric, metric, due=due)) for metric in readings)
        return jobs

    def _tidy(self) -> None:
        """Takes what was decided on a week ago out of the inbox; till then an undo brings it back."""
        known = {item.id: item for item in read_documents(self._folder)[0]}
        done = decisions(self._book.entries, frozenset(known))
        for document in known.values():
            mine = [entry for proposal, entry in done.items() if proposal.partition("/")[0] == document.id]
            if not is_decided(document.id, len(document.figure), done):
                continue
            if self._desk.now() - max(entry.moment for entry in mine) < DECIDED_STAYS:
                continue
            # one with figures stays, so that those that were dropped are known when the next filing states them
            if not document.figure and all(isinstance(entry.what, Drop) for entry in mine):
                remove_document(self._folder, document)
            else:
                keep_document(self._folder, document)

    # readings

    async def _metric(self, metric: Metric, *, due: bool) -> Outcome | None:
        live = metric.live
        if live is None or isinstance(live, FILED):
            return None
        source = source_of(live)
        fault = source.fault(live) or self._claimed(metric)
        if fault:
            return self._pace.said(metric.id, metric.title, source.host, "off", fault)
        every = max(every_of(live.every) if live.every else source.every, SHORTEST)
        resting = self._pace.resting(f"live {metric.id}", metric.id, metric.title, source.host, every, due=due)
        if resting is not None:
            return resting
        now = self._desk.now()
        try:
            reading = await self._read(metric, live)
        except FeedError as error:
            return self._pace.failed(metric.id, metric.title, source.host, error)
        except InputError as error:
            return self._pace.failed(metric.id, metric.title, source.host, failure(source.host, error))
        # asked only when it answered: after a failure its rest decides, not its pace
        self._memory.asked(f"live {metric.id}", now)
        self._memory.succeeded(source.host.name, metric.id)
        before = rules.series(read_readings(self._folder)[0], metric.id)
        factor = live.hold_if_factor if isinstance(live, JsonLive) else None
        note = rules.note_of(source.kind(live), reading.value, before, factor)
        reading = _with_note(reading, note)
        if not rules.is_new(reading, before):
            return self._pace.said(metric.id, metric.title, source.host, "same", "nothing changed")
        append_readings(self._folder, self._writer, (reading,))
        words = {
            "held": "needs your confirmation: far from the last value",
            "revised": "it is lower than before: revised",
        }
        phrase = words.get(note, reading.basis)
        return self._pace.said(
            metric.id, metric.title, source.host, "new", f"{reading.value:f} {metric.unit}; {phrase}", 1
        )

    async def _read(self, metric: Metric, live: Live) -> Reading:
        source = source_of(live)
        now = self._desk.now()
        answers: list[Answer] = []
        secret = live.secret if isinstance(live, JsonLive) and live.secret not in ("", "none") else ""
        for ask in source.asks(live, now):
            following: Ask | None = ask
            asked = 0
            while following is not None:
                answer = await self._asker.ask(source.host, following, source.refusal, secret=secret)
                answers.append(answer)
                asked += 1
                following = source.more(live, answer, asked)
        found = source.read(live, answers, now)
        return Reading(
            metric=metric.id, at=now.replace(microsecond=0), value=found.value, unit=found.unit or metric.unit,
            data_day=found.data_day, start=found.start, end=found.end,
            # without the query, which may hold a key
            address=answers[0].address.partition("?")[0], basis=found.basis,
        )  # fmt: skip

    def _claimed(self, metric: Metric) -> str:
        """Why a metric may hold no readings: articles make claims under it, and the two would differ for ever."""
        claims = any(item.metric == metric.id for named in self._book.sources for item in named.source.observation)
        return "it has figures from articles; give the live source a metric of its own" if claims else ""

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
            new = await self._keep_new(found)
        except FeedError as error:
            return self._pace.failed(monitor.id, title, host, error)
        except InputError as error:
            return self._pace.failed(monitor.id, title, host, failure(host, error))
        self._memory.asked(f"monitor {monitor.id}", now)
        # the rules' own turn looks at the inspection list, too
        self._memory.asked(inspection_name(monitor.id), now)
        self._memory.succeeded(host.name, monitor.id)
        others = f"; {left_out} others not about it" if left_out else ""
        text = f"{new} new" if new else "nothing new"
        return self._pace.said(monitor.id, title, host, "new" if new else "same", f"{text}{others}", new)

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
            new = await self._keep_new(await self._monitored.inspection(monitor, frozenset()))
        except FeedError as error:
            return self._pace.failed(monitor.id, title, host, error)
        except InputError as error:
            return self._pace.failed(monitor.id, title, host, failure(host, error))
        self._memory.asked(asked, now)
        self._memory.succeeded(host.name, monitor.id)
        return (
            self._pace.said(monitor.id, title, host, "new", f"{new} new up for public inspection", new) if new else None
        )

    async def _keep_new(self, found: Sequence[Document]) -> int:
        """Writes the documents that are not known, newest first, and those that say something else now."""
        done = decided(self._desk.book())
        retained = frozenset(item.id for item in read_documents(self._folder, KEPT_FOLDER)[0])
        there = {item.id: item for item in read_documents(self._folder)[0]}
        titles = {(_folded(item.title), item.published) for item in there.values() if item.kind == "news"}
        new = 0
        brought: dict[str, list[Document]] = {}
        settled = done | retained
        # newest first, so that what MOST_NEW leaves out are the oldest
        for came in sorted(found, key=lambda item: (item.published is not None, item.published), reverse=True):
            document = _withdrawal(came) if came.id in settled else came
            before = there.get(document.id)
            if document.id in settled:
                continue
            if before is not None:
                # withdrawn or changed since: it is said again
                if document.note and document.note != before.note:
                    write_document(self._folder, _noted(before, document.note))
                    new += 1
                continue
            # several feeds carry one item under addresses of their own
            same_news = document.kind == "news" and (_folded(document.title), document.published) in titles
            if same_news or new >= MOST_NEW:
                continue
            reports = brought.setdefault(document.form, [])
            body = await self._filed.prose(document) if len(reports) < MOST_REPORTS else b""
            written = write_document(self._folder, document, body)
            if body:
                reports.append(written)
            there[document.id] = document
            titles.add((_folded(document.title), document.published))
            new += 1
        for reports in brought.values():
            await self._bring_previous(reports)
        return new

    async def _bring_previous(self, reports: Sequence[Document]) -> None:
        """Keeps the report before the oldest of some, for it to be held against: it is from before the thesis, and does
        not wait.
        """
        if not reports or has_previous(self._desk, reports[-1]):
            return
        earlier = await self._filed.before(reports[-1])
        if earlier is not None:
            write_document(self._folder, *earlier, place=KEPT_FOLDER)

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
        done = decided(self._desk.book())
        there = {item.id: item for item in read_documents(self._folder)[0]}
        came: list[Document] = []

        def keep(document: Document, body: bytes) -> None:
            # a monitor may have brought the filing without its figures
            if document.id not in done and (document.id not in there or not there[document.id].figure):
                self._replace_facts(document, list(there.values()), done)
                written = write_document(self._folder, document, body)
                came.append(document)
                self._keep_as_it_comes(written)

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
        return self._pace.said("figures", "figures of filings", host, "new" if came else "same", text, len(came))

    def _replace_facts(self, document: Document, there: Iterable[Document], done: Container[str]) -> None:
        """Takes away what waits of a company's facts where newer ones have it all, unless some of it is decided on."""
        for item in there:
            same = (item.why, item.publisher) == (FACTS, document.publisher)
            if document.why == FACTS and same and item.id != document.id and item.id not in done:
                remove_document(self._folder, item)

    def _expect(self) -> None:
        """Puts the next results into the inbox, as a milestone to be kept, where their window is known."""
        expected, done = expected_document(self._desk), decided(self._desk.book())
        waiting = read_documents(self._folder, WAITING)[0]
        there = {item.id for item in (*waiting, *read_documents(self._folder, KEPT_FOLDER)[0])}
        if expected is None:
            return
        # a day that was announced stands in the place of the window nobody decided on
        for item in waiting:
            if item.kind == "expected" and item.id != expected.id and item.id not in done:
                remove_document(self._folder, item)
        if expected.id not in there and expected.id not in done:
            write_document(self._folder, expected)

    def _keep_as_it_comes(self, document: Document) -> None:
        """Keeps the figures of metrics whose filings need not wait, but for those that contradict what is known."""
        accepted = {item.id for item in self._book.thesis.metric if item.accept == "always"}
        if not accepted.intersection(item.metric for item in document.figure):
            return
        opened = open_document(self._desk, document.id)
        numbers = [
            item.number
            for item in opened.figures
            if item.figure.metric in accepted
            and item.decision == "open"
            and item.standing.how != "differs"
            and not item.figure.doubt
        ]
        if numbers:
            keep_figures(self._desk, document, figures=numbers)


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
            return Fetched(news=("another thesis-tui is asking; nothing was asked here",))
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


def _folded(title: str) -> str:
    return " ".join(title.casefold().split())


def _withdrawal(document: Document) -> Document:
    """That a document was withdrawn, as one of its own where it was decided on already; others as they are."""
    from msgspec.structs import replace

    if not document.note.startswith("withdrawn"):
        return document
    return replace(document, key=f"{document.key} withdrawn", title=f"withdrawn: {document.title}")


def _noted(document: Document, note: str) -> Document:
    from msgspec.structs import replace

    return replace(document, note=note)


def _with_note(reading: Reading, note: str) -> Reading:
    from msgspec.structs import replace

    return replace(reading, note=note)
