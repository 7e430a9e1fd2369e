"""Memory of what was asked when, and which feed refused until when, kept between runs in the cache directory.

Without it a program run by cron would ask a feed that refuses again every few minutes. Losing it costs a
request or two.
"""

# Paths are strings here: pathlib objects cost time at the start.

from __future__ import annotations

import os
from datetime import datetime, timedelta
from typing import TypeVar

import msgspec

from thesis_tui.errors import Failure, FeedError, why
from thesis_tui.model.file_format import FORMAT, newer_json

FILE = "feeds.json"
MINUTE = 60.0
LONGEST = 24 * 60 * MINUTE
"""No rest is longer: a clock that was wrong, or a feed that asks for years, must not silence a feed."""
SHORTEST_ASKED_FOR = MINUTE
STICKY: frozenset[Failure] = frozenset(("not_found", "plan_gated", "auth"))
"""Failures that asking again does not cure; they last until the settings or the symbol change."""
OF_THE_FEED: frozenset[Failure] = frozenset(("rate_limited", "blocked", "unavailable", "auth"))
"""Failures that say nothing of the symbol asked for."""
STICKY_AT_HAND = 15 * MINUTE
"""A user who asks by hand gets a new answer even so, this long after the last."""
CURABLE_AT_HAND = 10.0
"""As long after a fault a user may have mended meanwhile: the network, a setting, the feed itself."""
_CURABLE: frozenset[Failure] = frozenset(("unavailable", "bad_payload", "bad_request"))
_BACKING_OFF: dict[Failure, tuple[float, ...]] = {
    "unavailable": (MINUTE, 2 * MINUTE, 5 * MINUTE, 15 * MINUTE),
    "bad_payload": (5 * MINUTE, 15 * MINUTE, 60 * MINUTE),
    "bad_request": (60 * MINUTE,),
}
_MAX_FILE = 1_000_000
_T = TypeVar("_T")


class Trouble(msgspec.Struct, frozen=True):
    """A failure that is not over. `until` is None for one that lasts; times are Unix seconds."""

    failure: Failure
    text: str
    since: float
    until: float | None
    times: int
    mark: str

    def end(self, now: datetime) -> datetime | None:
        """When it is over, in the zone of `now`; None where that is not known."""
        return None if self.until is None else datetime.fromtimestamp(self.until, now.tzinfo)


class _Stored(msgspec.Struct):
    format: int = FORMAT
    trouble: dict[str, Trouble] = {}
    asked: dict[str, float] = {}


class Memory:
    """Troubles by feed, or by feed and symbol; and when each symbol was last asked for."""

    def __init__(self, folder: str | os.PathLike[str]) -> None:
        self._path = os.path.join(os.fspath(folder), FILE)
        self._newer = False
        self._kept = self._read()
        self._touched: set[str] = set()

    def reload(self) -> None:
        """See what another program of this user has learned; what is not yet saved stays."""
        stored = self._read()
        for key in self._touched:
            _move(key, self._kept.trouble, stored.trouble)
            _move(key, self._kept.asked, stored.asked)
        self._kept = stored

    def save(self) -> str:
        """Returns why it could not be kept, or ""."""
        if not self._touched:
            return ""
        # other programs may have saved since: only what this one touched is put over theirs
        self.reload()
        if self._newer:  # another version's: it learns nothing from this one, and loses nothing
            return ""
        temporary = f"{self._path}.{os.getpid():x}.tmp"
        try:
            os.makedirs(os.path.dirname(self._path), mode=0o700, exist_ok=True)
            with open(temporary, "wb") as file:
                file.write(msgspec.json.encode(self._kept))
            os.replace(temporary, self._path)
        except OSError as error:
            return f"{self._path} cannot be written: {why(error)}"
        self._touched.clear()
        return ""

    def refusing(self, feed: str, symbol: str, mark: str, now: datetime, *, by_hand: bool = False) -> Trouble | None:
        """Why a feed is not asked for a symbol now, None when it may be. One that refuses is left alone whoever
        asks; after other failures a user who asks `by_hand` need not wait.
        """
        at = now.timestamp()
        for key in (feed, f"{feed} {symbol}"):
            trouble = self._kept.trouble.get(key)
            # noted under other settings, or by a clock that was far ahead: then it says nothing of now
            if trouble is None or trouble.mark != mark or trouble.since > at + LONGEST:
                continue
            # over, or so far off that a clock was wrong
            if trouble.until is not None and not at < trouble.until <= at + LONGEST:
                continue
            patience = STICKY_AT_HAND if trouble.until is None else CURABLE_AT_HAND
            curable = trouble.until is None or trouble.failure in _CURABLE
            if not (by_hand and curable and at - trouble.since >= patience):
                return trouble
        return None

    def rests(self, feed: str, symbol: str, now: datetime) -> bool:
        """Whether a feed refused, whatever the settings were then, and its rest is not over."""
        at = now.timestamp()
        troubles = (self._kept.trouble.get(key) for key in (feed, f"{feed} {symbol}"))
        return any(
            trouble is not None and (trouble.until is None or at < trouble.until <= at + LONGEST)
            for trouble in troubles
        )

    def failed(self, error: FeedError, symbol: str, mark: str, now: datetime, rests: tuple[float, ...]) -> Trouble:
        """Remember a failure, for longer each time."""
        failure = error.failure
        # a feed that refuses us is left alone for every symbol, one that lacks a symbol for that alone
        key = error.feed if failure in OF_THE_FEED else f"{error.feed} {symbol}"
        before = self._kept.trouble.get(key)
        times = before.times + 1 if before is not None and before.mark == mark and before.failure == failure else 1
        until: float | None = None
        if failure not in STICKY:
            steps = rests if failure in ("rate_limited", "blocked") else _BACKING_OFF[failure]
            rest = steps[min(times, len(steps)) - 1]
            if error.retry_after is not None:
                rest = max(error.retry_after, SHORTEST_ASKED_FOR)
            until = now.timestamp() + min(rest, LONGEST)
        trouble = Trouble(failure, str(error), now.timestamp(), until, times, mark)
        self._kept.trouble[key] = trouble
        self._touched.add(key)
        return trouble

    def succeeded(self, feed: str, symbol: str) -> None:
        """Forgets the failures of a feed and of a symbol with it."""
        for key in (feed, f"{feed} {symbol}"):
            if self._kept.trouble.pop(key, None) is not None:
                self._touched.add(key)

    def trouble_of(self, feed: str, symbol: str) -> str:
        """The sentence of a feed when it last failed and nothing has succeeded since, or ""."""
        found = (self._kept.trouble.get(key) for key in (feed, f"{feed} {symbol}"))
        return next((trouble.text for trouble in found if trouble is not None), "")

    def asked(self, what: str, now: datetime) -> None:
        """Remembers when something was asked."""
        self._kept.asked[what] = now.timestamp()
        self._touched.add(what)

    def forget(self, what: str) -> None:
        """As if it had not been asked for."""
        if self._kept.asked.pop(what, None) is not None:
            self._touched.add(what)

    def since_asked(self, what: str, now: datetime) -> timedelta | None:
        """How long ago it was asked for, None when that is not known."""
        at = self._kept.asked.get(what)
        return None if at is None or at > now.timestamp() else timedelta(seconds=now.timestamp() - at)

    def _read(self) -> _Stored:
        self._newer = False
        try:
            with open(self._path, "rb") as file:
                raw = file.read(_MAX_FILE)
            self._newer = bool(newer_json(raw))
            return _Stored() if self._newer else msgspec.json.decode(raw, type=_Stored)
        except (OSError, ValueError, RecursionError):
            return _Stored()


def _move(key: str, source: dict[str, _T], target: dict[str, _T]) -> None:
    """Moves the value `source` has for a key, into `target`: gone when it is gone."""
    if key in source:
        target[key] = source[key]
    else:
        target.pop(key, None)
