"""All theses of the data directory side by side: how each stands, and what in it needs the user."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from typing import TYPE_CHECKING

from msgspec import Struct

from thesis_tui.errors import FileError, ThesisError
from thesis_tui.model.view import AttentionView, LevelView, Target, View
from thesis_tui.services.reading import BUNDLED, Reading

if TYPE_CHECKING:
    from thesis_tui.storage.places import Places
    from thesis_tui.storage.settings import Settings

_URGENCY = ("broken", "", "at risk", "stale", "unproven", "holding")
"""The order of the list; "" is a thesis that cannot be read."""


class ThesisSummary(Struct, frozen=True, kw_only=True):
    """How one thesis stands. `view` is None when it cannot be read, and `fault` says why."""

    id: str
    view: View | None = None
    fault: str = ""
    line: int = 0
    """The line of its thesis.toml that is at fault, 0 when no line is."""
    bundled: bool = False
    """It is the one that comes with the program, read in place."""

    @property
    def attention(self) -> tuple[AttentionView, ...]:
        """Items that need the user; of a thesis that cannot be read, its file."""
        if self.view is not None:
            return self.view.attention
        return (AttentionView(kind="file", text=self.fault, pillar=None, target=Target("thesis", self.id)),)

    @property
    def nearest(self) -> LevelView | None:
        """The level nearest to the price of the first listing, None without a price that can be compared."""
        if self.view is None or self.view.price is None or self.view.price.stale:
            return None
        symbol = self.view.symbol
        near = [
            (abs(level.distance), level)
            for level in self.view.levels
            if level.level.listing == symbol and level.distance is not None and not level.retired
        ]
        return min(near, key=lambda pair: pair[0])[1] if near else None


class Theses:
    """The theses there are. Reads again only what has changed since it was last asked, and writes nothing.

    Not to be asked by two threads at once.
    """

    def __init__(
        self, *, places: Places, settings: Settings, clock: Callable[[], datetime], as_of: date | None = None
    ) -> None:
        self._places = places
        self._settings = settings
        self._clock = clock
        self._as_of = as_of
        self._open: dict[str, Reading] = {}

    def summaries(self, *, bundled: bool = True) -> tuple[ThesisSummary, ...]:
        """Every thesis, the most urgent first; the bundled one last, until it is copied, and with `bundled` of False
        only where there is no other. Raises StorageError.
        """
        from thesis_tui.storage.book import thesis_ids
        from thesis_tui.storage.last_open import was_copied

        ids = thesis_ids(self._places.data)
        if not ids or (bundled and BUNDLED not in ids and not was_copied(self._places.state)):
            ids.append(BUNDLED)
        self._open = {
            identity: reading for identity, reading in self._open.items() if identity in ids and not reading.bundled
        }
        return tuple(sorted((self._summary(identity) for identity in ids), key=_rank))

    def _summary(self, identity: str) -> ThesisSummary:
        try:
            reading = self._open.get(identity)
            if reading is None:
                reading = self._open[identity] = Reading(
                    places=self._places, settings=self._settings, thesis=identity, clock=self._clock,
                    as_of=self._as_of, offline=True,
                )  # fmt: skip
            return ThesisSummary(id=identity, view=reading.view(), bundled=reading.bundled)
        except ThesisError as error:
            return ThesisSummary(id=identity, fault=str(error), line=error.line if isinstance(error, FileError) else 0)


def _rank(summary: ThesisSummary) -> tuple[bool, int, int, str]:
    verdict = summary.view.verdict if summary.view else ""
    return summary.bundled, _URGENCY.index(verdict), -len(summary.attention), summary.id
