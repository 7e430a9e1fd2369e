"""Pace of asking: whether a source rests, and what is said of an answer, of none and of a failure."""

from __future__ import annotations

from datetime import timedelta
from hashlib import blake2b
from typing import TYPE_CHECKING

from thesis_tui.errors import FeedError
from thesis_tui.services.fetch_outcomes import Outcome, State

if TYPE_CHECKING:
    from thesis_tui.prices.memory import Memory
    from thesis_tui.public_data.source import Host
    from thesis_tui.services.desk import Desk
    from thesis_tui.services.source_request import Asker

RESTS = (900.0, 1800.0, 3600.0)
"""Seconds a source rests after a failure, after a second one, and after each further one."""


class Pace:
    """When each thing may be asked, by what `memory` has of the times before."""

    def __init__(self, desk: Desk, asker: Asker, memory: Memory) -> None:
        self._desk = desk
        self._asker = asker
        self._memory = memory

    def resting(self, asked: str, what: str, title: str, host: Host, every: timedelta, *, due: bool) -> Outcome | None:
        """The outcome where it is not asked now, or None. A user who asks by hand is told what is off."""
        why = self._asker.why_not(host)
        if why:
            return self.outcome(what, title, host, "not due" if due else "off", why)
        waits = self._waits(asked, what, host, every, due=due)
        return None if waits is None else self.outcome(what, title, host, "not due", waits)

    def _waits(self, asked: str, what: str, host: Host, every: timedelta, *, due: bool) -> str | None:
        """Why it is not asked now, or None: it refuses, or it was asked a short time ago."""
        now = self._desk.now()
        trouble = self._memory.refusing(host.name, what, self._asker.mark(host), now, by_hand=not due)
        if trouble is not None:
            end = trouble.end(now)
            return f"{trouble.text}; next try at {end:%H:%M}" if end else trouble.text
        since = self._memory.since_asked(asked, now)
        # the same offset each day for one thing, another for each: all need not come at once
        offset = every * (blake2b(asked.encode(), digest_size=1).digest()[0] / 255) / 10
        pace = every + offset if due else timedelta(seconds=10)
        if since is not None and since < pace:
            return f"asked {_ago(since)} ago; next in {_ago(pace - since)}"
        return None

    def failed(self, what: str, title: str, host: Host, error: FeedError, new: int = 0) -> Outcome:
        """The outcome of a failure, after which its source rests."""
        now = self._desk.now()
        named = FeedError(str(error), error.failure, host.name, error.retry_after, offline=error.offline)
        trouble = self._memory.failed(named, what, self._asker.mark(host), now, RESTS)
        return Outcome(
            id=what, title=title, source=host.title, state="failed", text=str(error), until=trouble.end(now),
            offline=error.offline, new=new,
        )  # fmt: skip

    def outcome(self, what: str, title: str, host: Host, state: State, text: str, new: int = 0) -> Outcome:
        """The outcome of one thing that was asked for, or was not."""
        return Outcome(id=what, title=title, source=host.title, state=state, text=text, new=new)


def _ago(span: timedelta) -> str:
    minutes = max(1, round(span.total_seconds() / 60))
    if minutes < 120:
        return f"{minutes} min"
    return f"{round(minutes / 60)} h" if minutes < 2880 else f"{round(minutes / 1440)} days"
