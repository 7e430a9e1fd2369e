"""All theses of the data directory side by side: how each stands, and what in it needs the user."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from msgspec import Struct

from thesis_tui.errors import FileError, ThesisError
from thesis_tui.model.closing import ClosedView
from thesis_tui.model.view import AttentionView, LevelView, MilestoneView, Target, View
from thesis_tui.services.loaded_thesis import BUNDLED, LoadedThesis

if TYPE_CHECKING:
    from thesis_tui.storage.paths import Places
    from thesis_tui.storage.settings import Settings

_URGENCY = ("broken", "", "at risk", "stale", "unproven", "holding")
"""The order of the list; "" is a thesis that cannot be read."""
_WEAKENING = frozenset(("broken", "at risk"))
QUARTER_DAYS = 92


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
    def closed(self) -> ClosedView | None:
        """How it ended, None while it is open."""
        return None if self.view is None else self.view.closed

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

    @property
    def milestone(self) -> MilestoneView | None:
        """The next milestone that is open, by the end of its window; one that is overdue where no other is."""
        coming = [milestone for milestone in self.view.milestones if milestone.open] if self.view is not None else []
        return min(coming, key=_coming, default=None)

    @property
    def closes(self) -> tuple[Decimal, ...]:
        """The closes of the first listing in the last three months, oldest first."""
        if self.view is None:
            return ()
        first = self.view.today - timedelta(days=QUARTER_DAYS)
        bars = self.view.bars.get(self.view.symbol, ())
        since = next((at for at in range(len(bars) - 1, -1, -1) if bars[at].day < first), -1) + 1
        return tuple(bars[at].close for at in range(since, len(bars)))

    @property
    def conviction(self) -> int | None:
        """That of the last review, 1 to 5."""
        return self.view.reviews[0].conviction if self.view is not None and self.view.reviews else None

    @property
    def gain_percent(self) -> Decimal | None:
        """Of what is held, None where nothing is or its price is not known."""
        position = self.view.position if self.view is not None else None
        return None if position is None else position.gain_percent


def _coming(view: MilestoneView) -> tuple[bool, date, str]:
    return view.state == "overdue", view.milestone.latest, view.milestone.id


class Share(Struct, frozen=True, kw_only=True):
    """Positions in one currency: the value of it all, of each thesis, and of those that weaken."""

    currency: str
    value: Decimal
    of: dict[str, Decimal]
    weakening: Decimal


def shares_of(summaries: Iterable[ThesisSummary]) -> tuple[Share, ...]:
    """Positions by currency, never added across them; positions whose value is not known or hidden are left out."""
    by_currency: dict[str, dict[str, tuple[Decimal, str]]] = {}
    for summary in summaries:
        for position in summary.view.positions if summary.view is not None else ():
            if position.held and position.value is not None and summary.view is not None:
                held = by_currency.setdefault(position.currency, {})
                value = held.get(summary.id, (Decimal(0), ""))[0] + position.value
                # a thesis that is closed is judged no more: what is still held of it counts, but does not weaken
                held[summary.id] = value, "" if summary.closed is not None else summary.view.verdict
    shares = []
    for currency, held in by_currency.items():
        weakening = sum((value for value, verdict in held.values() if verdict in _WEAKENING), Decimal(0))
        total = sum((value for value, _ in held.values()), Decimal(0))
        of = {id_: value for id_, (value, _) in held.items()}
        shares.append(Share(currency=currency, value=total, of=of, weakening=weakening))
    return tuple(shares)


ORDERS: dict[str, str] = {
    "urgent": "most urgent first", "name": "by name", "level": "nearest to a level first",
    "milestone": "next milestone first", "gain": "largest gain first",
}  # fmt: skip
"""The orders of the list, and what each is in words."""
FILTERS: dict[str, tuple[str, str]] = {
    "all": ("e", "all but the archive"), "need you": ("n", "those that need you"),
    "weakening": ("w", "at risk or broken"), "holding": ("h", "holding"), "held": ("p", "with a position"),
    "archived": ("a", "the archive"),
}  # fmt: skip
"""Filters of the list, each with its key in the menu and in words; archived theses are in none of the others."""


def arranged(summaries: Sequence[ThesisSummary], order: str, shown: str) -> tuple[ThesisSummary, ...]:
    """The theses that `shown` (of FILTERS) leaves, in an order of ORDERS; what has no such figure comes last."""
    left = [summary for summary in summaries if _is_shown(summary, shown)]
    far = Decimal("Infinity")
    if order == "name":
        left.sort(key=lambda summary: (summary.view.symbol if summary.view else summary.id).casefold())
    elif order == "level":
        left.sort(
            key=lambda summary: (
                abs(summary.nearest.distance) if summary.nearest and summary.nearest.distance is not None else far
            )
        )
    elif order == "milestone":
        left.sort(key=lambda summary: summary.milestone.milestone.latest if summary.milestone else date.max)
    elif order == "gain":
        left.sort(key=lambda summary: far if summary.gain_percent is None else -summary.gain_percent)
    # a stable sort over the first: closed ones last, whatever the order
    left.sort(key=lambda summary: summary.closed is not None)
    return tuple(left)


def _is_shown(summary: ThesisSummary, shown: str) -> bool:
    verdict = summary.view.verdict if summary.view is not None else ""
    archived = summary.closed is not None and summary.closed.archived
    if archived or shown == "archived":
        return archived and shown == "archived"
    if summary.closed is not None and shown != "all":
        return shown == "held" and summary.view is not None and summary.view.position is not None
    match shown:
        case "need you":
            return bool(summary.attention)
        case "weakening":
            return verdict in _WEAKENING
        case "holding":
            return verdict == "holding"
        case "held":
            return summary.view is not None and summary.view.position is not None
    return True


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
        self._open: dict[str, LoadedThesis] = {}

    def summaries(self, *, archived: bool = False, bundled: bool = True) -> tuple[ThesisSummary, ...]:
        """Every thesis, the most urgent first and closed ones last, those in the archive only where `archived`; the
        bundled one at the end until it is copied, and with `bundled` of False only where there is no other. Raises
        StorageError.
        """
        from thesis_tui.storage.book import thesis_ids
        from thesis_tui.storage.last_open import was_copied

        ids = thesis_ids(self._places.data)
        if not ids or (bundled and BUNDLED not in ids and not was_copied(self._places.state)):
            ids.append(BUNDLED)
        # the bundled one is opened anew: it may have been copied since, and then is another folder
        self._open = {
            identity: loaded for identity, loaded in self._open.items() if identity in ids and not loaded.bundled
        }
        found = (self._summary(identity) for identity in ids)
        generator = (summary for summary in found if archived or summary.closed is None or not summary.closed.archived)
        return tuple(sorted(generator, key=_rank))

    def _summary(self, identity: str) -> ThesisSummary:
        try:
            loaded = self._open.get(identity)
            if loaded is None:
                loaded = self._open[identity] = LoadedThesis(
                    places=self._places, settings=self._settings, thesis=identity, clock=self._clock,
                    # a list of theses asks for nothing
                    as_of=self._as_of, offline=True,
                )  # fmt: skip
            return ThesisSummary(id=identity, view=loaded.view(), bundled=loaded.bundled)
        except ThesisError as error:
            return ThesisSummary(id=identity, fault=str(error), line=error.line if isinstance(error, FileError) else 0)


def _rank(summary: ThesisSummary) -> tuple[bool, int, int, str]:
    if summary.closed is not None:
        return summary.bundled, len(_URGENCY), 0, summary.id
    verdict = summary.view.verdict if summary.view else ""
    return summary.bundled, _URGENCY.index(verdict), -len(summary.attention), summary.id
