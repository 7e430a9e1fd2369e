"""Readings of live metrics, asked for and kept: at most one a day, none after a failure and none that says nothing."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from msgspec.structs import replace

from thesis_tui.errors import FeedError, InputError
from thesis_tui.model.documents import Reading
from thesis_tui.model.live import JsonLive, Live
from thesis_tui.public_data.source import Answer, Ask
from thesis_tui.public_data.sources import FILED, source_of
from thesis_tui.rules import readings as rules
from thesis_tui.rules.live import every_of
from thesis_tui.services.due import SHORTEST
from thesis_tui.services.fetch_outcomes import Outcome
from thesis_tui.services.pace import Pace
from thesis_tui.services.source_request import Asker, failure
from thesis_tui.storage.readings import append_readings, read_readings

if TYPE_CHECKING:
    from thesis_tui.model.book import Book
    from thesis_tui.model.objects import Metric
    from thesis_tui.prices.memory import Memory
    from thesis_tui.services.desk import Desk


class LiveReadings:
    """Asks through `asker` for one metric at a time, and writes what came as `writer`'s."""

    def __init__(self, desk: Desk, asker: Asker, memory: Memory, pace: Pace, writer: str) -> None:
        self._desk = desk
        self._asker = asker
        self._memory = memory
        self._pace = pace
        self._writer = writer
        self._book: Book = desk.book()
        self._folder = os.fspath(desk.folder)

    async def ask(self, metric: Metric, *, due: bool) -> Outcome | None:
        live = metric.live
        if live is None or isinstance(live, FILED):
            return None
        source = source_of(live)
        fault = source.fault(live) or self._claimed(metric)
        if fault:
            return self._pace.outcome(metric.id, metric.title, source.host, "off", fault)
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
        reading = replace(reading, note=note)
        if not rules.is_new(reading, before):
            return self._pace.outcome(metric.id, metric.title, source.host, "same", "nothing changed")
        append_readings(self._folder, self._writer, (reading,))
        words = {
            "held": "needs your confirmation: far from the last value",
            "revised": "it is lower than before: revised",
        }
        phrase = words.get(note, reading.basis)
        return self._pace.outcome(
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
