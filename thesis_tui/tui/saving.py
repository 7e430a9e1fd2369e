"""The one way screens record: what they do is kept, or refused in words, and no key waits for it.

The domain knows one thread, so what is recorded is worked out on the screen's, in milliseconds. Only two things can
take long: another program that is writing, which is tried again by a timer, and a disk that is slow to sync, which a
thread of its own waits for. Neither is noticed when it is over within `AT_ONCE_SECONDS`.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import TYPE_CHECKING, Generic, TypeVar

from thesis_tui.errors import BusyError, StorageError, ThesisError
from thesis_tui.storage.journal import Act
from thesis_tui.tui.beside import beside

if TYPE_CHECKING:
    from thesis_tui.tui.app import ThesisApp

T = TypeVar("T")
AT_ONCE_SECONDS = 0.05
AGAIN_SECONDS = 0.1
BUSY = "another program is writing here; still trying; esc gives it up"
SLOW = "the disk is slow; still saving"


class Saving(Generic[T]):
    """One thing being recorded by `do`, which raises BusyError before it changed anything, or another ThesisError.

    `done` gets what it returned once the disk has it, `failed` why it is not kept; one of them is called, once.
    `waits` gets what the user waits for; then True when that may be given up.
    """

    def __init__(
        self,
        app: ThesisApp,
        do: Callable[[], T],
        done: Callable[[T], None],
        failed: Callable[[ThesisError], None],
        waits: Callable[[str, bool], None],
    ) -> None:
        self._app = app
        self._desk = app.desk
        self._do = do
        self._done = done
        self._failed = failed
        self._waits = waits
        self._act = Act(app.desk.places.state, patience=AT_ONCE_SECONDS)
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
            "; another program is writing here, esc gives it up" if self.waiting else "; the disk is slow"
        )

    def begin(self) -> None:
        """Does it, now or as soon as the other program lets it."""
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
            self._act.patience = 0
            self.waiting = True
            self._waits(BUSY, True)
            self._app.set_timer(AGAIN_SECONDS, self.begin)
            return
        except ThesisError as error:
            self._act.take_back()
            self._refuse(error)
            return
        except BaseException:
            self._act.end()
            raise
        self.waiting = False
        threading.Thread(target=self._sync, name="sync", daemon=True).start()
        if self._synced.wait(AT_ONCE_SECONDS):
            self._end(result)
        else:
            self._waits(SLOW, False)
            self._app.run_worker(self._end_later(result), group="saving")

    def give_up(self) -> None:
        """No longer waits for the other program."""
        if self.waiting and not self.over:
            self._refuse(BusyError("another program is writing here, so nothing was recorded"))

    def _sync(self) -> None:
        try:
            self._act.sync()
        except StorageError as error:
            self._fault = error
        finally:
            self._synced.set()

    async def _end_later(self, result: T) -> None:
        await beside(self._synced.wait)
        self._end(result)

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
