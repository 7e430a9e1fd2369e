"""One writer at a time: a lock file in the state directory, free again when its holder dies."""

# Paths are strings here: pathlib objects cost time where files are many.

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from thesis_tui.errors import BusyError, StorageError, why
from thesis_tui.storage.disk import make_folder

if TYPE_CHECKING:
    from pathlib import Path

LOCK_SECONDS = 10
"""How long another program is waited for before the user is told."""
# An act holds the lock for milliseconds; filelock 4.3 alone would look every 50.
POLL_SECONDS = 0.02


class Lock:
    """A lock file in the state directory, free again when its holder dies."""

    def __init__(self, state: Path, name: str) -> None:
        from filelock import FileLock

        folder = os.fspath(state)
        make_folder(folder)
        self._path = os.path.join(folder, f"{name}.lock")
        # an act may be ended by another thread than began it
        self._lock = FileLock(self._path, mode=0o600, thread_local=False)

    def acquire(self, patience: float, *, waited: float = 0.0, longest: float = LOCK_SECONDS) -> None:
        """Raises BusyError when another program has it for `patience` seconds, after those `waited` already; after
        `longest` that is said to be long.
        """
        from filelock import Timeout

        try:
            self._lock.acquire(timeout=patience, poll_interval=POLL_SECONDS)
        except Timeout as error:
            long = waited + patience >= longest
            how = f"has been writing for more than {longest} seconds" if long else "is writing here"
            raise BusyError(f"another thesis-tui {how} ({self._path}); try again") from error
        except OSError as error:
            raise StorageError(f"{self._path} cannot be locked: {why(error)}; nothing was recorded") from error

    def release(self) -> None:
        """Lets the lock go."""
        self._lock.release()
