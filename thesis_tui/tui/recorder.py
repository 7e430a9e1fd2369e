"""Recording from the screens, one thing at a time. Keys are answered while another program writes or a disk is slow."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Any, Generic, TypeVar

from textual.app import App

from thesis_tui.errors import BusyError, StorageError, ThesisError
from thesis_tui.services.desk import Desk
from thesis_tui.storage.journal import Act
from thesis_tui.tui.background import in_background, spawn

T = TypeVar("T")
AT_ONCE_SECONDS = 0.05
"""A disk or a lock that takes no longer is not told of: the screen is drawn once."""
# Soon enough not to be felt, and rare enough not to busy a disk that is slow already.
AGAIN_SECONDS = 0.1
BUSY = "another program is writing; still trying; esc to give up"
SLOW = "the disk is slow; still saving"


class Recorder:
    """Records one thing after another on behalf of the screens."""

    def __init__(self, app: App[int]) -> None:
        self._app = app
        self._job: RecordingJob[Any] | None = None

    @property
    def unsaved_words(self) -> str:
        """Why nothing else can be recorded now, "" when something can."""
        return "" if self._job is None else self._job.unsaved_words

    @property
    def can_give_up(self) -> bool:
        """Whether another program is waited for: while the disk writes, nothing can be given up."""
        return self._job is not None and self._job.waiting

    def give_up(self) -> None:
        """Stops waiting for another program: nothing is recorded."""
        if self._job is not None:
            self._job.give_up()

    def record(
        self,
        desk: Desk,
        do: Callable[[], T],
        done: Callable[[T], None],
        failed: Callable[[ThesisError], None],
        waits: Callable[[str, bool], None],
    ) -> None:
        """Begins to record; nothing else may be under way. For the arguments see RecordingJob."""
        self._job = RecordingJob(self._app, desk, do, done, failed, waits)
        self._job.begin()


class RecordingJob(Generic[T]):
    """One thing being recorded by `do`, which raises BusyError before it changed anything, or another ThesisError.

    `done` gets what it returned once the disk has it, `failed` why it is not kept; one of them is called, once.
    `waits` gets what the user waits for, and whether that may be given up.
    """

    def __init__(
        self,
        app: App[int],
        desk: Desk,
        do: Callable[[], T],
        done: Callable[[T], None],
        failed: Callable[[ThesisError], None],
        waits: Callable[[str, bool], None],
    ) -> None:
        self._app = app
        self._desk = desk
        self._do = do
        self._done = done
        self._failed = failed
        self._waits = waits
        self._act = Act(desk.places.state, patience=AT_ONCE_SECONDS)
        self._synced = threading.Event()
        self._fault: StorageError | None = None
        self.over = False
        self.waiting = False
        """For another program's lock: this can be given up."""

    @property
    def unsaved_words(self) -> str:
        """Why nothing else can be recorded now, "" when this is over."""
        if self.over:
            return ""
        return "what you did last is still being saved" + (
            "; another program is writing; esc to give up" if self.waiting else "; the disk is slow"
        )

    def begin(self) -> None:
        """Records now, or as soon as the other program lets it."""
        if self.over:
            return
        try:
            with self._desk.acting(self._act):
                result = self._do()
        except BusyError as error:
            self._act.end()
            if self._act.waited_long:
                self._refuse(error)
                return
            # the first try waited a moment; from now on a timer tries, and no try may hold up the keys
            self._act.patience = 0
            self.waiting = True
            self._waits(BUSY, True)
            self._app.set_timer(AGAIN_SECONDS, self.begin)
            return
        except ThesisError as error:
            # what a part of it appended before the other part was refused must not stay
            self._act.take_back()
            self._refuse(error)
            return
        except BaseException:
            self._act.end()
            raise
        self.waiting = False
        # not awaited: a disk that answers at once is waited for right here, so that the next key finds it recorded
        spawn(self._sync, "sync")
        if self._synced.wait(AT_ONCE_SECONDS):
            self._end(result)
        else:
            self._waits(SLOW, False)
            self._app.run_worker(self._end_later(result), group="saving")

    def give_up(self) -> None:
        """No longer waits for the other program."""
        if self.waiting and not self.over:
            self._refuse(BusyError("another program was writing, so nothing was recorded"))

    def _sync(self) -> None:
        try:
            self._act.sync()
        except StorageError as error:
            self._fault = error
        finally:
            self._synced.set()

    async def _end_later(self, result: T) -> None:
        await in_background(self._synced.wait)
        # a worker touches no widget: what `done` does is done on the App's own turn
        self._app.call_later(self._end, result)

    def _end(self, result: T) -> None:
        if self._fault is not None:
            self._refuse(self._fault)
            return
        self._act.end()
        self.over = True
        self._done(result)

    def _refuse(self, error: ThesisError) -> None:
        self._act.end()
        self.over, self.waiting = True, False
        self._failed(error)
