"""A thesis, opened for reading: its view, and the things in it by the names people give them.

It reads the folder when its fingerprint changes and judges it again when the day or the quarter of an hour
does. It touches no screen and no stream, and writes nothing into the thesis.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from datetime import date, datetime, time
from typing import TYPE_CHECKING, TypeVar

from thesis_tui.errors import InputError
from thesis_tui.model.book import Book, Clock
from thesis_tui.rules.benchmarks import priced

if TYPE_CHECKING:
    from pathlib import Path

    from thesis_tui.model.book import Look
    from thesis_tui.model.market import Market
    from thesis_tui.model.objects import Listing
    from thesis_tui.model.position import PositionSettings
    from thesis_tui.model.view import (
        CriterionView,
        LevelView,
        MetricView,
        MilestoneView,
        ObservationView,
        Target,
        View,
    )
    from thesis_tui.prices.outcomes import Outcome, Refreshed
    from thesis_tui.rules.verdict_history import VerdictChange
    from thesis_tui.storage.drafts import DraftBox
    from thesis_tui.storage.paths import Places
    from thesis_tui.storage.settings import Settings

T = TypeVar("T")
_LONG_WORK = 300
"""Entries and sources whose verdicts are worked out in well under a tenth of a second."""
PRIVATE = "private"
"""The file in the state directory that says "on" or "off", once the user has switched."""
_READINGS_JUDGED = 460
"""Days of readings that verdicts of the past are worked out from: a year, and the weeks before it."""
BUNDLED = "baba"
"""The thesis that comes with the program."""


def end_of_day(day: date, now: datetime) -> datetime:
    """The last second of `day` in the zone of `now`: the machine's own rules for that day, when it is its zone."""
    naive = datetime.combine(day, time(23, 59, 59))
    # a clock in the machine's own zone: that day may have another offset than today's (summer time)
    if now.utcoffset() == now.astimezone().utcoffset():
        return naive.astimezone()
    return naive.replace(tzinfo=now.tzinfo)


class VerdictWork:
    """Calling it gives the changes. `long` when that takes longer than a screen may."""

    def __init__(self, work: Callable[[], tuple[VerdictChange, ...]], *, long: bool) -> None:
        self._work = work
        self.long = long

    def __call__(self) -> tuple[VerdictChange, ...]:
        return self._work()


class LoadedThesis:
    """One thesis, as it is read and judged.

    `thesis` is an id, or None for the settings' own, the one the dashboard had open last, or else the first by name.
    `clock` gives the local time with its zone. With `as_of` everything is read-only. Raises InputError when there is no
    such thesis; reading raises FileError when its thesis.toml cannot be read.
    """

    def __init__(
        self,
        *,
        places: Places,
        settings: Settings,
        thesis: str | None = None,
        clock: Callable[[], datetime],
        as_of: date | None = None,
        offline: bool = False,
    ) -> None:
        self.places = places
        self.settings = settings
        self.as_of = as_of
        self.offline = offline
        self.others: tuple[str, ...] = ()
        """Ids of the theses in the data directory, this one included."""
        self._clock = clock
        self._lock: AbstractContextManager[object] = nullcontext()
        """Held while the folder is read, once a second thread may do so."""
        self._told: list[str] = []
        self._book: Book | None = None
        self._view: View | None = None
        self._held = False
        self._changes: tuple[date, Book, tuple[VerdictChange, ...]] | None = None
        self._print: object = None
        self._judged: object = None
        self.id, self.folder_path, self.bundled = self._choose(thesis)

    @property
    def folder(self) -> Path:
        """The thesis's folder; `folder_path` is its path as text, for what every start reads."""
        from pathlib import Path  # 3 ms, which commands that only print do without

        return Path(self.folder_path)

    def _choose(self, thesis: str | None) -> tuple[str, str, bool]:
        from thesis_tui.storage.book import thesis_ids
        from thesis_tui.storage.paths import bundled_path

        self.others = tuple(thesis_ids(self.places.data_path))
        wanted = thesis or self.settings.thesis
        if not wanted:
            last = ""
            # with one thesis there is nothing to remember, and a file less to read at the start
            if len(self.others) > 1:
                from thesis_tui.storage.last_open import last_open

                last = last_open(self.places.state_path)
            wanted = last if last in self.others else self.others[0] if self.others else BUNDLED
        from thesis_tui.storage.checks import is_slug

        # a folder that has lost its thesis.toml is the user's too: reading it says so
        folder = os.path.join(self.places.data_path, wanted)  # noqa: PTH118  (here and below: pathlib takes 3 ms)
        if wanted in self.others or (is_slug(wanted) and os.path.lexists(folder)):
            return wanted, folder, False
        if wanted == BUNDLED:
            return wanted, os.path.join(bundled_path("seeds"), BUNDLED), True  # noqa: PTH118
        there = ", ".join(sorted({*self.others, BUNDLED}))
        from thesis_tui.services.parse import quoted

        raise InputError(
            f'there is no thesis "{quoted(wanted)}"; there is {there}; to create one: thesis-tui new SYMBOL', "thesis"
        )

    # reading

    def view(self) -> View:
        """The thesis as judged now. Reads and judges only what changed. Raises FileError on its thesis.toml.

        After `first_view` two threads may call it at once: one reads, the other waits.
        """
        with self._lock:
            return self._judged_view()

    def _judged_view(self) -> View:
        from thesis_tui.storage.look import read_look

        book = self._as_it_stood(self.book())
        moment = self._moment()
        # `book` drops the view when a file has changed, so here only time can have
        if self._view is not None and moment == self._judged:
            return self._view
        look = None if self.as_of else read_look(self.places.state_path, self.id)
        self._view = self.judged(book, self.market(book), self.clock(), look)
        self._judged = moment
        return self._view

    def _as_it_stood(self, book: Book, days: int = 0) -> Book:
        """`book` with the readings of before the day shown, those of the last `days` where more than a first screen
        needs are wanted: a book holds the newest.
        """
        if (self.as_of is None and not days) or not book.arrivals.readings:
            return book
        from msgspec.structs import replace

        from thesis_tui.storage.arrivals import KEPT_DAYS, readings_until

        metrics = [item.id for item in book.thesis.metric if item.live is not None]
        readings = readings_until(self.folder_path, self.today, metrics, days or KEPT_DAYS)
        return replace(book, arrivals=replace(book.arrivals, readings=readings))

    def judged(self, book: Book, market: Market, clock: Clock, look: Look | None) -> View:
        """`book` as judged, and what is beside it: which of its entries are this machine's, and other theses."""
        view = self._judge(book, market, clock, look, self.writer())
        several, contact = any(other != self.id for other in self.others), bool(self.settings.contact)
        if not several and contact:
            return view
        from msgspec.structs import replace

        return replace(view, several=several, sec_contact=contact)

    def first_view(self) -> View | None:
        """The thesis as judged now, as far as the first screen shows it, from what `keep_first` kept of it: a small
        part of the time `view` takes after many years. None when nothing is kept, or anything has changed since.
        """
        if self.as_of is not None or self.bundled:
            return None
        from thesis_tui.services.first_view import cached_view

        view = cached_view(self)
        if view is not None:
            from threading import RLock

            # the whole is read in another thread beside the first screen, and a view reads the book within
            self._lock = RLock()
        return view

    def keep_first(self, same: Callable[[View, View], bool]) -> None:
        """Keeps what `first_view` needs where reading all takes long. `same` tells whether two views show the same
        first screen: what is kept is what gives the screen that everything gives.
        """
        if self.as_of is not None or self.bundled or self._book is None:
            return
        from thesis_tui.services.first_view import keep

        keep(self, same)

    def view_since(self, moment: datetime) -> View:
        """The thesis as judged now, its changes those since it stood as it did at `moment`, one's own included."""
        from thesis_tui.rules.seen_state import look_now

        book = self.book()
        market = self.market(book)
        # no writer: what this machine recorded since is to be told as well
        then = self._judge(book, market, Clock(moment, moment.date()), None, "")
        return self._judge(book, market, self.clock(), look_now(then), "")

    def as_known(self, clock: Clock) -> View:
        """The thesis as it was known on the day of `clock`."""
        book = self.book()
        return self._judge(book, self.market(book), clock, None, "")

    def _judge(self, book: Book, market: Market, clock: Clock, look: Look | None, writer: str) -> View:
        from thesis_tui.rules.view import build_view

        if market.problems:
            from msgspec.structs import replace

            book = replace(book, problems=(*book.problems, *market.problems))
        return build_view(
            book,
            clock,
            look,
            near=self.settings.levels.near_percent / 100,
            hysteresis=self.settings.levels.hysteresis_percent / 100,
            writer=writer,
            market=market,
            position=self.position_settings(),
        )

    def position_settings(self) -> PositionSettings:
        """How positions are computed and shown: what the config says, and whether amounts are hidden now."""
        settings = self.settings.position
        private = self.private
        if private == settings.private:
            return settings
        from msgspec.structs import replace

        return replace(settings, private=private)

    @property
    def private(self) -> bool:
        """Whether quantities and amounts are hidden: what was last switched, else what the config says. They are where
        what was switched cannot be read.
        """
        path = os.path.join(self.places.state_path, PRIVATE)  # noqa: PTH118
        if not os.path.lexists(path):
            return self.settings.position.private
        # something is there, so something was meant: hiding does no harm
        if not os.path.isfile(path):  # noqa: PTH113
            return True
        try:
            with open(path, encoding="ascii", errors="replace") as file:  # noqa: PTH123
                return file.readline(8).strip() != "off"
        except OSError:
            return True

    def verdict_work(self) -> VerdictWork:
        """Work that tells how the verdicts of `view` came to be, oldest first: done at once where little was recorded
        or nothing changed, else for seconds; it may be done in another thread.
        """
        from thesis_tui.rules.verdict_history import pared_book, verdict_changes

        view = self.view()
        clock = Clock(view.now, self.as_of)
        book = self.book()
        if any(criterion.criterion.live for criterion in view.criteria):
            book = self._as_it_stood(book, _READINGS_JUDGED)
        pared = pared_book(book, clock)
        known = self._changes
        # what was written beside (notes, prices) changes no verdict, and the work takes seconds
        if known is not None and known[0] == view.today and known[1] == pared:
            return VerdictWork(lambda: known[2], long=False)

        def work() -> tuple[VerdictChange, ...]:
            changes = verdict_changes(pared, clock)
            self._changes = view.today, pared, changes
            return changes

        return VerdictWork(work, long=len(pared.entries) + len(pared.sources) > _LONG_WORK)

    def market(self, book: Book) -> Market:
        """Market data of the listings of `book` from feeds and files, as far as it is stored."""
        from thesis_tui.services.market import cached_market

        return cached_market(self.places.cache_path, self.folder_path, priced(book.thesis), book.retired.renamed)

    def market_print(self) -> object:
        """Stamp that changes when `market` does."""
        from thesis_tui.services.market import market_print

        return market_print(self.places.cache_path, self.folder_path)

    def prices_due(self) -> bool:
        """Whether a feed may be asked now, by each listing's pace."""
        from thesis_tui.services.market import is_due

        return is_due(self.places.cache, priced(self.book().thesis), self._clock())

    async def refresh(self, *, by_hand: bool = False, on_quote: Callable[[Outcome], None] | None = None) -> Refreshed:
        """Asks the price feeds for what is due. Raises InputError when offline; what a feed said is in the result."""
        from thesis_tui.rules.anchors import anchors_of
        from thesis_tui.services.market import refresh, refuse_offline

        # as of a day, prices of now are not wanted
        refuse_offline(self.offline or self.settings.offline or self.as_of is not None)
        return await refresh(
            self.places.cache,
            priced(self.book().thesis),
            self.settings.prices,
            self._clock,
            by_hand=by_hand,
            on_quote=on_quote,
            anchors=anchors_of(self.view()),
        )

    def book(self) -> Book:
        """The thesis as read from disk, faults included."""
        from thesis_tui.storage.book import fingerprint, read_book

        with self._lock:
            if self._held and self._book is not None:
                return self._book
            seen = fingerprint(self.folder_path)
            if self._book is None or seen != self._print:
                cache = None if self.bundled else self.places.cache_path
                self._book = read_book(self.folder_path, cache=cache, now=self._clock())
                self._print = seen
                self._view = None
            return self._book

    @contextmanager
    def as_last_read(self) -> Iterator[None]:
        """Within it the thesis is what was last read, whatever became of its folder."""
        self._held = True
        try:
            yield
        finally:
            self._held = False

    def changed(self) -> bool:
        """Whether the next `view` will be another: a file, the day or the session has changed."""
        from thesis_tui.storage.book import fingerprint

        return self._view is None or fingerprint(self.folder_path) != self._print or self._moment() != self._judged

    def clock(self) -> Clock:
        now = self._clock()
        return Clock(now) if self.as_of is None else Clock(end_of_day(self.as_of, now), self.as_of)

    def now(self) -> datetime:
        """The time by the clock that was passed in, also when the thesis is shown as of a day."""
        return self._clock()

    @property
    def today(self) -> date:
        return self.as_of or self._clock().date()

    @property
    def fiscal_year_end(self) -> str:
        return self.book().thesis.fiscal_year_end

    def _moment(self) -> object:
        """Time a judgement depends on: the quarter of an hour, as sessions end within a day."""
        if self.as_of is not None:
            return self.as_of, self.market_print(), self.private
        now = self._clock()
        return now.date(), (now.hour * 60 + now.minute) // 15, self.market_print(), self.private

    def writer(self) -> str:
        """This machine's id, or "" when it has not written yet: reading makes none."""
        try:
            # bytes: text of a file in ASCII would import its codec
            with open(os.path.join(self.places.state_path, "writer"), "rb") as file:  # noqa: PTH118, PTH123
                return file.readline(64).decode("ascii", "replace").strip()
        except OSError:
            return ""

    # whether anything can be recorded

    @property
    def read_only_reason(self) -> str:
        """Why this program will not record here, as a sentence; "" when it will. Whether the disk takes it is
        another question: `write_fault`.
        """
        if self.as_of is not None:
            return f"this is the thesis as of {self.as_of.isoformat()}; leave out --today to record"
        if self.bundled:
            return ""
        from thesis_tui.storage.writer import newer_reason

        return newer_reason(self.folder, self.places.state, self._clock())

    def write_fault(self) -> str:
        """Why an entry could not be saved now, as a sentence; "" when it could. Writes and syncs a few bytes to
        find out, so it takes as long as the disk does.
        """
        from thesis_tui.storage.probe import new_fault, write_fault
        from thesis_tui.storage.writer import own_file

        if self.bundled:
            return new_fault(self.places.data, self.places.state)
        return write_fault(self.folder, self.places.state, own_file(self.folder, self.places.state, self._clock()))

    def drafts(self, form: str) -> DraftBox:
        """The drafts of one form, which `form` tells from every other."""
        from thesis_tui.storage.drafts import DraftBox

        return DraftBox(self.places, self.id, form)

    # looking things up

    def milestone(self, milestone_id: str) -> MilestoneView:
        """The milestone of that id. Raises InputError, as the three below do."""
        return _known("milestone", milestone_id, self.view().milestone(milestone_id))

    def level(self, level_id: str) -> LevelView:
        return _known("level", level_id, self.view().level(level_id))

    def metric(self, metric_id: str) -> MetricView:
        return _known("metric", metric_id, self.view().metric(metric_id))

    def figure(self, observation_id: str) -> ObservationView:
        return _known("figure", observation_id, self.view().figure(observation_id))

    def criterion(self, criterion_id: str) -> CriterionView:
        return _known("criterion", criterion_id, self.view().criterion(criterion_id))

    def listing(self, symbol: str | None) -> Listing:
        """A listing by its symbol, any case; None or "" is the first."""
        listings = self.book().thesis.listing
        if not symbol or not symbol.strip():
            return listings[0]
        for listing in listings:
            if listing.symbol.casefold() == symbol.strip().casefold():
                return listing
        there = ", ".join(f"{listing.symbol} ({listing.currency})" for listing in listings)
        from thesis_tui.services.parse import quoted

        raise InputError(f'there is no listing "{quoted(symbol)}"; there is {there}', "listing")

    def priced_listing(self, symbol: str | None) -> Listing:
        """A listing, or a benchmark as one: whatever prices are kept of. Raises InputError."""
        found = [
            listing
            for listing in priced(self.book().thesis)
            if listing.symbol.casefold() == (symbol or "").strip().casefold()
        ]
        return found[0] if found else self.listing(symbol)

    def find(self, kind: str, text: str) -> str:
        """The id of the `kind` that `text` calls by id, start of an id, or part of a title, in any case.

        Kinds: pillar, metric, criterion, milestone, level, figure, evidence, source, listing, entry. Raises
        InputError naming what there is when nothing or more than one thing is meant.
        """
        from thesis_tui.services.finding import candidates, find

        return find(kind, text, candidates(self.view(), kind))

    def pillar_id(self, pillar_id: str | None) -> str | None:
        """A pillar's id, checked; None for what belongs to none."""
        if pillar_id is None or not pillar_id.strip():
            return None
        pillars = self.book().thesis.pillar
        if any(pillar.id == pillar_id for pillar in pillars):
            return pillar_id
        there = ", ".join(pillar.id for pillar in pillars) or "none yet"
        raise InputError(f'there is no pillar "{pillar_id}"; there is {there}', "pillar")

    def file_of(self, target: Target) -> tuple[Path, int]:
        """The file `target` is written in and its line, from 1; thesis.toml when it is written nowhere else."""
        from thesis_tui.services.file_locations import file_of

        return file_of(self, target)


def _known(kind: str, identity: str, item: T | None) -> T:
    """The object that was looked up by its id. Raises InputError where there is none."""
    if item is None:
        raise InputError(f'there is no {kind} "{identity}"', kind)
    return item
