"""The order in which entries were recorded, on clocks that may be wrong.

Within one machine it is the order of writing: where an entry stands in that machine's files. Between machines it is
the time. A machine that knew an entry of a later time says so in what it records (`Entry.after`), so that a clock
that is ahead never puts an entry after what was recorded in the knowledge of it. A time that contradicts any of this,
or is still to come, is not believed: the entry is given the time of its neighbours (`Entry.taken_at`).
"""

from __future__ import annotations

import heapq
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from itertools import pairwise

from msgspec.structs import replace

from thesis_tui.model.journal import Entry, writer_of

MOST_NAMED = 20
"""Entries an entry names as known before it; each is the newest of a machine whose clock is ahead."""
CLOCKS_DIFFER = timedelta(days=1)
"""How far machines that are set right may be apart, a wrong time zone included. A later time is of a wrong clock."""
# A machine that was merely offline is not a year behind: such a time is of a clock that lost its battery.
_LONG_BEFORE = timedelta(days=365)
Lane = Sequence[Entry]
"""Entries of one machine, in the order of writing."""


def known_ahead(entries: Iterable[Entry], at: datetime, writer: str) -> tuple[str, ...]:
    """The ids an entry of `writer` recorded at `at` names as known before it: the newest of each other machine that
    has a later time, of `entries` in order. Its own machine's order is that of writing.
    """
    newest: dict[str, Entry] = {}
    for entry in entries:
        if entry.at > at and writer_of(entry.id) != writer:
            newest[writer_of(entry.id) or entry.id] = entry
    return tuple(entry.id for entry in list(newest.values())[-MOST_NAMED:])


def ordered(lanes: Sequence[Lane], now: datetime | None) -> list[Entry]:
    """All entries in the order they were recorded; those whose time is not believed have their `taken_at`.

    `now` is when the files were read: a time later by more than CLOCKS_DIFFER is one to come. With None none is.
    The order depends on nothing else but the entries, so files may be merged in any order.
    """
    # nearly always: sorting ten thousand entries is much quicker than weighing their clocks
    if not _doubtful(lanes, now):
        return sorted((entry for lane in lanes for entry in lane), key=_by_time)
    return _Order(lanes, now).merged()


def _by_time(entry: Entry) -> tuple[datetime, str]:
    return entry.at, entry.id


def _doubtful(lanes: Sequence[Lane], now: datetime | None) -> bool:
    """Whether time alone may not tell the order."""
    for lane in lanes:
        before: tuple[datetime, str] | None = None
        for entry in lane:
            key = entry.at, entry.id
            if entry.after or (before is not None and key < before):
                return True
            before = key
        # the last is enough: within a lane that came this far times do not go back
        if now is not None and lane and lane[-1].at > now + CLOCKS_DIFFER:
            return True
    return False


class _Order:
    """Entries by their number, lane after lane, with the times that are believed."""

    def __init__(self, lanes: Sequence[Lane], now: datetime | None) -> None:
        # by their first id, so that the result does not hang on the order of the files
        lanes = sorted((lane for lane in lanes if lane), key=lambda lane: lane[0].id)
        self.entries = [entry for lane in lanes for entry in lane]
        self.spans: list[range] = []
        start = 0
        for lane in lanes:
            self.spans.append(range(start, start + len(lane)))
            start += len(lane)
        self.number = {entry.id: number for number, entry in enumerate(self.entries)}
        self.before = [tuple(self.number[id_] for id_ in entry.after if id_ in self.number) for entry in self.entries]
        self.now = now
        self.limits: dict[int, datetime] = {}
        """The times of what was recorded in the knowledge of an entry: it was recorded no later."""
        self.times = self._times(self._believed())

    def _believed(self) -> list[bool]:
        """Whether each entry's time agrees with `now`, with what was known of it, and with the order of writing."""
        entries, now = self.entries, self.now
        past = [now is None or entry.at <= now + CLOCKS_DIFFER for entry in entries]
        earliest = [min((entries[item].at for item in span if past[item]), default=None) for span in self.spans]
        for number, known in enumerate(self.before):
            past[number] = past[number] and not (known and self._reset(number, earliest))
        witnesses = self._runs(past)
        for number, known in enumerate(self.before):
            if witnesses[number]:
                for other in known:
                    self._limit(other, entries[number].at)
        for span in self.spans if self.limits else ():
            for number in reversed(span[:-1]):
                # what was written before it was recorded no later
                if number + 1 in self.limits:
                    self._limit(number, self.limits[number + 1])
        if not self.limits:
            return witnesses
        # without what was ahead: it must not have been the most its machine recorded
        fitting = [
            fits and (number not in self.limits or entries[number].at <= self.limits[number])
            for number, fits in enumerate(past)
        ]
        return self._steadier(
            self._runs(fitting), self._runs([fits and seen for fits, seen in zip(fitting, witnesses, strict=True)])
        )

    def _steadier(self, runs: list[bool], before: list[bool]) -> list[bool]:
        """The runs, but those of `before` where they are as long: what was believed once stays believed."""
        for span in self.spans:
            if sum(before[number] for number in span) == sum(runs[number] for number in span):
                for number in span:
                    runs[number] = before[number]
        return runs

    def _limit(self, number: int, at: datetime) -> None:
        self.limits[number] = min(self.limits.get(number, at), at)

    def _runs(self, believed: list[bool]) -> list[bool]:
        runs = list(believed)
        for span in self.spans:
            _longest_run(self.entries, span, runs)
        return runs

    def _reset(self, number: int, earliest: Sequence[datetime | None]) -> bool:
        """Whether a clock said a time long before all that other machines ever recorded, the `earliest` of each: one
        that lost its battery is no evidence against theirs.
        """
        others = [at for span, at in zip(self.spans, earliest, strict=True) if at is not None and number not in span]
        return bool(others) and self.entries[number].at + _LONG_BEFORE < min(others)

    def _times(self, believed: list[bool]) -> list[datetime]:
        """When each entry was recorded, as far as can be told.

        One of a clock that was ahead is taken at the latest it can have been, so that it follows what its machine
        knew; what others recorded in the knowledge of it says so. One of a clock that was behind is taken at the
        earliest, so that it comes before what others recorded in the knowledge of it; what its machine knew it names.
        """
        times = [entry.at if self.now is None else min(entry.at, self.now) for entry in self.entries]
        for span in self.spans:
            following: list[datetime] = [] if self.now is None else [self.now]
            for number in reversed(span):
                if believed[number]:
                    following = [times[number]]
                    continue
                limit = self.limits.get(number)
                latest = min((*following, *(() if limit is None else (limit,))), default=times[number])
                times[number] = min(times[number], latest)
            earliest: datetime | None = None
            for number in span:
                times[number] = times[number] if earliest is None else max(times[number], earliest)
                earliest = times[number]
        return times

    def merged(self) -> list[Entry]:
        """By time, but never before what was written or known before."""
        following: dict[int, list[int]] = {}
        waits = [0] * len(self.entries)
        for span in self.spans:
            for number in span:
                known = set(self.before[number]) | ({number - 1} if number > span[0] else set())
                waits[number] = len(known)
                for other in known:
                    following.setdefault(other, []).append(number)
        ready = [self._key(number) for number in range(len(waits)) if not waits[number]]
        heapq.heapify(ready)
        taken: list[int] = []
        while ready:
            number = heapq.heappop(ready)[3]
            taken.append(number)
            for other in following.get(number, ()):
                waits[other] -= 1
                if not waits[other]:
                    heapq.heappush(ready, self._key(other))
        if len(taken) < len(waits):  # entries edited by hand that name each other
            left = set(range(len(waits))) - set(taken)
            taken += sorted(left, key=self._key)
        return self._dated(taken)

    def _key(self, number: int) -> tuple[datetime, datetime, str, int]:
        entry = self.entries[number]
        return self.times[number], entry.at, entry.id, number

    def _dated(self, taken: Iterable[int]) -> list[Entry]:
        """The entries in that order, each at a time no earlier than the one before it."""
        result: list[Entry] = []
        moment: datetime | None = None
        for number in taken:
            entry = self.entries[number]
            moment = self.times[number] if moment is None else max(moment, self.times[number])
            result.append(entry if moment == entry.at else replace(entry, taken_at=moment))
        return result


def _longest_run(entries: Sequence[Entry], span: range, believed: list[bool]) -> None:
    """Leaves believed the most entries of a machine whose times never go back, the earliest where that is open."""
    numbers = [number for number in span if believed[number]]
    if all(entries[item].at <= entries[other].at for item, other in pairwise(numbers)):
        return
    # the longest run that never goes back, by patience sorting: n log n, where comparing all pairs would be n²
    ends: list[datetime] = []
    last: list[int] = []
    before: dict[int, int] = {}
    for number in numbers:
        at = entries[number].at
        length = bisect_right(ends, at)
        if length:
            before[number] = last[length - 1]
        if length == len(ends):
            ends.append(at)
            last.append(number)
        else:
            ends[length], last[length] = at, number
    for number in numbers:
        believed[number] = False
    number = last[-1]
    while True:
        believed[number] = True
        if number not in before:
            return
        number = before[number]
