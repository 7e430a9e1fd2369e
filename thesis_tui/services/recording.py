"""A thesis, ready to be recorded in: what all that is recorded has in common.

The bundled thesis is copied before the first entry, criteria that thesis.toml changed are recorded before the next,
and what belongs together is one act.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Set
from contextlib import contextmanager, nullcontext
from datetime import date, datetime, timedelta
from functools import wraps
from types import MappingProxyType
from typing import TYPE_CHECKING, Concatenate, ParamSpec, TypeVar

from msgspec.structs import replace

from thesis_tui.errors import BusyError, ReadOnlyError, StorageError, ThesisError
from thesis_tui.model.journal import Amendment, Entry, FileChange, Kind, What
from thesis_tui.model.objects import Criterion, Keepable, Milestone
from thesis_tui.services.loaded_thesis import LoadedThesis

if TYPE_CHECKING:
    from pathlib import Path

    from thesis_tui.model.book import Book
    from thesis_tui.storage.journal import Act

P = ParamSpec("P")
R = TypeVar("R", bound="Recording")
T = TypeVar("T")
START_PATIENCE = 0.05
"""Seconds the first paint waits for a lock that another program holds."""


def one_act(method: Callable[Concatenate[R, P], T]) -> Callable[Concatenate[R, P], T]:
    """Decorates a method so that all it records is kept, or none of it."""

    @wraps(method)
    def acting(self: R, /, *arguments: P.args, **options: P.kwargs) -> T:
        with self.acting():
            return method(self, *arguments, **options)

    return acting


def one_act_on_the_latest(method: Callable[Concatenate[R, P], T]) -> Callable[Concatenate[R, P], T]:
    """Decorates a method as `one_act` does, and makes it see what another program has recorded up to then: of two that
    end the same thing at once the second is told that it has ended.
    """

    @wraps(method)
    def acting(self: R, /, *arguments: P.args, **options: P.kwargs) -> T:
        with self.acting():
            self._alone()
            return method(self, *arguments, **options)

    return acting


class Recording(LoadedThesis):
    """A thesis as `LoadedThesis` has it, and how anything is recorded in it."""

    _act: Act | None = None
    _kept_from: Mapping[str, str] = MappingProxyType({})
    _recording_cut_short = False

    def start(self) -> tuple[str, ...]:
        """Makes a thesis ready to be worked on, for the dashboard: copies the bundled one on a fresh home,
        records criteria that were changed by hand, begins the first look. Returns what it did, in sentences;
        what it could not do is among them, and is tried again with the next entry.
        """
        if self.as_of is not None:
            return ()
        from thesis_tui.storage.journal import Act

        try:
            # one act, and so one short wait: what cannot be had at once is tried with the next entry
            with Act(self.places.state, patience=START_PATIENCE) as act, self.acting(act):
                self.ready()
            self._first_look()
            self._sweep()
        except (ReadOnlyError, StorageError) as error:
            return (*self.notices(), str(error))
        return self.notices()

    def remember_open(self) -> None:
        """Makes this the thesis that is opened next time, when none is named."""
        if self.as_of is None:
            from thesis_tui.storage.last_open import remember_open

            remember_open(self.places.state, self.id)

    def _sweep(self) -> None:
        """Deletes what programs that were killed left behind, in all places this one writes to."""
        from thesis_tui.storage.disk import sweep

        folder, places = self.folder, self.places
        inside = [folder / name for name in ("", "sources", "journal", "prices", "inbox")]
        for place in (places.data, *inside, places.state, places.cache, places.cache / "prices"):
            sweep(str(place))

    def notices(self) -> tuple[str, ...]:
        """Takes the messages on things done without being asked for (the bundled thesis copied, criteria recorded)."""
        did = tuple(self._told)
        self._told.clear()
        return did

    def ready(self) -> None:
        """Before a write: raises ReadOnlyError or StorageError when nothing can be recorded. Copies the
        bundled thesis on a fresh home and records criteria that thesis.toml changed.
        """
        self._refuse_read_only()
        if self.bundled:
            self._copy()
        self._record_cut_short()
        if not self._unrecorded():
            return
        with self.acting():
            assert self._act is not None
            self._alone()  # another program may have found them, too
            moved = self._unrecorded()
            for criterion in moved:
                self._append("criterion", criterion, replaces=criterion.id)
            # no part of what the user does next, whose undo leaves it
            self._act.divide()
            if moved:
                self._told.append(
                    f"recorded the criteria as thesis.toml has them now: {', '.join(move.id for move in moved)}"
                )

    def _refuse_read_only(self) -> None:
        reason = self.read_only_reason
        if reason:
            raise ReadOnlyError(reason)

    def _copy(self) -> None:
        """Makes the bundled thesis the user's own; another program may do so at the same time."""
        from thesis_tui.storage.book import thesis_ids
        from thesis_tui.storage.last_open import remember_copied
        from thesis_tui.storage.seed import copy_seed

        try:
            self.folder_path = os.fspath(copy_seed(self.places, self.id))
            remember_copied(self.places.state)
            self._told.append(f"copied the {self.id} thesis to {self.folder}; it is yours to edit")
        except StorageError:
            # another program has copied it meanwhile: then it is there, and all is well
            if self.id not in thesis_ids(self.places.data):
                raise
            self.folder_path = os.fspath(self.places.data / self.id)
        self.bundled = False
        self.others = tuple(sorted({*self.others, self.id}))
        self._forget()

    def _unrecorded(self) -> list[Criterion]:
        """Criteria of thesis.toml that are not as the journal has them."""
        from thesis_tui.rules.fold import dead_ids
        from thesis_tui.rules.goalposts import post

        book = self.book()
        dead = dead_ids(book.entries).keys()
        baseline = _baseline(book, dead)
        return [
            replace(criterion, template=False) if criterion.id in baseline and criterion.template else criterion
            for criterion in book.thesis.criterion
            if criterion.id not in dead
            and (criterion.id not in baseline or post(baseline[criterion.id]) != post(criterion))
        ]

    def _first_look(self) -> None:
        from thesis_tui.storage.look import read_look, write_look

        if read_look(self.places.state, self.id) is None:
            from thesis_tui.rules.seen_state import look_now

            write_look(self.places.state, self.id, look_now(self.view()))
            self._view = None

    @contextmanager
    def acting(self, act: Act | None = None) -> Iterator[None]:
        """Makes all that is recorded inside one act: all of it is kept, or none. An `act` given is written here, and
        synced and ended, or taken back, by whoever made it; that of a larger act is its part.
        """
        from thesis_tui.storage.journal import Act

        # within a larger act: that one writes and ends
        if self._act is not None:
            yield
            return
        with nullcontext(act) if act is not None else Act(self.places.state) as own:
            self._act = own
            try:
                yield
                own.write()
            finally:
                self._act = None
                # also when it failed: what was appended to the book in memory is not in a file
                self._forget()

    def _alone(self) -> None:
        """Within an act: no other program writes from here on, and what they wrote is read anew. Raises BusyError."""
        assert self._act is not None
        if not self._act.holds:
            self._act.hold()
            self._forget()

    def book(self) -> Book:
        """As `LoadedThesis.book`, with what the act under way has appended and not yet written."""
        book = super().book()
        pending = self._act.pending if self._act is not None else ()
        if not pending:
            return book
        book = replace(book, entries=(*book.entries, *pending))
        if any(isinstance(entry.what, Amendment) for entry in pending):
            from thesis_tui.rules.amendments import amend
            from thesis_tui.rules.fold import dead_ids

            amended = amend(book, book.entries, dead_ids(book.entries))
            return replace(book, thesis=amended.thesis, written=book.written or book.thesis, retired=amended.retired)
        return book

    @contextmanager
    def kept_from(self, source: str, quote: str, proposal: str) -> Iterator[None]:
        """The thing recorded inside is kept from an article: with its source, words and proposal."""
        self._kept_from = {"source": source, "quote": quote, "proposal": proposal}
        try:
            yield
        finally:
            self._kept_from = {}

    @contextmanager
    def changing_file(self, path: str) -> Iterator[Callable[[str], None]]:
        """The file at `path`, relative to the thesis's folder, is changed inside as a whole. Yields what is to be
        called with the words for what was done, once it is: it is recorded then, and undo gives back the old file.
        """
        from thesis_tui.storage import file_copies

        self._refuse_closed(("file",))
        self.ready()
        with self._only_changer():
            before = file_copies.content(self._place(path))
            file_copies.keep_copy(self.places.state, before)
            file_copies.begin(self._changing, file_copies.Begun(path, file_copies.digest(before)))
            try:
                words: list[str] = []
                yield words.append
                self._forget()
                if words:
                    self.changed_file(path, words[0], old=file_copies.digest(before))
            finally:
                file_copies.end(self._changing)

    @property
    def _changing(self) -> Path:
        """The note that a file is being changed; the lock of that has the same name."""
        return self.places.state / f"changing-{self.id}.json"

    @contextmanager
    def _only_changer(self, patience: float | None = None) -> Iterator[None]:
        """Holds the lock of this thesis's whole files; raises BusyError when another program changes one."""
        from thesis_tui.storage.lock import LOCK_SECONDS, Lock

        lock = Lock(self.places.state, self._changing.stem)
        lock.acquire(LOCK_SECONDS if patience is None else patience)
        try:
            yield
        finally:
            lock.release()

    def _record_cut_short(self) -> None:
        """Records the change of a file by a program that was killed before it could."""
        # asked at every start: nothing is imported where no note is
        if self._recording_cut_short or not self._changing.exists():
            return
        from thesis_tui.storage import file_copies

        self._recording_cut_short = True
        try:
            with self._only_changer(0):
                begun = file_copies.begun(self._changing)
                if begun is not None:
                    with self.acting():
                        self.changed_file(begun.path, f"changed {begun.path} (it was cut short)", old=begun.old)
                        assert self._act is not None
                        self._act.divide()  # no part of what the user does next, as below
                file_copies.end(self._changing)
        except BusyError:
            return  # it is no other's remains, but another at work
        finally:
            self._recording_cut_short = False

    def changed_file(self, path: str, text: str, old: str = "") -> None:
        """Records that the file at `path` was made, or changed from what `old` is the digest of. Where that cannot be
        recorded, the file is put back: what is refused changes nothing.
        """
        from thesis_tui.services.file_changes import put_back
        from thesis_tui.storage import file_copies

        new = file_copies.digest(file_copies.content(self._place(path)))
        if new == old:
            return
        change = FileChange(path=path, text=text, old=old, new=new)
        try:
            self._record("file", change)
        except ThesisError:
            put_back(self.folder, self.places.state, change, undone=True)
            self._forget()
            raise

    def _place(self, path: str) -> str:
        return str(self.folder.joinpath(*path.split("/")))

    def mark_seen(self, ids: Iterable[str] | None = None) -> None:
        """Marks changes as seen: those of `ids`, or all of what the view shows."""
        from thesis_tui.rules.seen_state import look_now, look_with
        from thesis_tui.storage.look import changing_look, read_look, write_look

        if self.as_of is not None:
            raise ReadOnlyError(self.read_only_reason)
        view = self.view()
        with changing_look(self.places.state, self.id):
            if ids is None:
                look = look_now(view)
            else:
                look = look_with(read_look(self.places.state, self.id) or look_now(view), view, ids)
            write_look(self.places.state, self.id, look)
        self._view = None

    @one_act
    def _record(self, kind: Kind, what: What, *, on: date | None = None, replaces: str | None = None) -> Entry:
        self._refuse_closed((kind,))
        self.ready()
        return self._append(kind, what, on=on, replaces=replaces)

    @one_act
    def record_all(self, things: Iterable[tuple[Kind, What, str | None]]) -> tuple[Entry, ...]:
        """Several entries as one act: each a kind, what was entered, and the id of what it says anew."""
        whole = tuple(things)
        self._refuse_closed(kind for kind, _, _ in whole)
        self.ready()
        return tuple(self._append(kind, what, replaces=replaces) for kind, what, replaces in whole)

    def _refuse_closed(self, kinds: Iterable[Kind]) -> None:
        """Raises ReadOnlyError for kinds that a closed thesis does not take."""
        from thesis_tui.services.closing import refuse_recording

        for kind in set(kinds):
            refuse_recording(self, kind)

    def _append(self, kind: Kind, what: What, *, on: date | None = None, replaces: str | None = None) -> Entry:
        # the milestone that guidance promises is no proposal of its own
        promised = isinstance(what, Milestone) and bool(what.promise)
        if self._kept_from and isinstance(what, Keepable) and not promised:
            what = replace(what, **self._kept_from)
        with self.acting():
            assert self._act is not None
            # all of one act have one time: it is one thing that was done
            known = self._act.at
            at, after = self._stamp() if known is None else (known, ())
            entry = self._act.append(self.folder, kind, what, at=at, on=on, replaces=replaces, after=after)
            self._view = None
        return entry

    def _stamp(self) -> tuple[datetime, tuple[str, ...]]:
        """When an act is recorded, and what was known of later times.

        It is now, and after everything known here, or an edit made by a clock that is behind (set back, or of two
        machines the slower) would lose to what it edits. A clock that is wrong by more than a day is not followed:
        what it recorded is named instead, so that it is known to have come before.
        """
        from thesis_tui.rules.entry_order import CLOCKS_DIFFER, known_ahead

        now = self._clock()
        entries = self.book().entries
        newest = max((entry.at for entry in entries if entry.at <= now + CLOCKS_DIFFER), default=now)
        at = now if newest <= now else newest.astimezone(now.tzinfo) + timedelta(milliseconds=1)
        return at, known_ahead(entries, at, self.writer())

    def _forget(self) -> None:
        self._book = None
        self._view = None


def _baseline(book: Book, dead: Set[str]) -> dict[str, Criterion]:
    """The criteria as `thesis.toml` last had them by the journal, by id, but for the `dead` ones."""
    return {
        entry.object_id: entry.what
        for entry in book.entries
        if isinstance(entry.what, Criterion) and not entry.what.screen and not {entry.id, entry.object_id} & dead
    }
