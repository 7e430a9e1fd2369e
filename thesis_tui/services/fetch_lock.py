"""One asker at a time, across the programs of one user."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager

from thesis_tui.errors import StorageError
from thesis_tui.services.due import FOLDER


@contextmanager
def asking_lock(cache: os.PathLike[str]) -> Iterator[bool]:
    """Gives whether this program may ask, one at a time: whichever asks first. The lock ends with its holder."""
    from filelock import FileLock, Timeout

    from thesis_tui.storage.disk import make_folder

    home = os.path.join(os.fspath(cache), FOLDER)  # noqa: PTH118  (as in storage)
    try:
        make_folder(home)
    except StorageError:
        yield True  # nothing can be remembered, and nobody can be told
        return
    lock = FileLock(os.path.join(home, "asking.lock"), mode=0o600, thread_local=False)  # noqa: PTH118
    try:
        # not waited for: what is due stays due, and is asked for at the next look
        lock.acquire(timeout=0)
    except (Timeout, OSError):
        yield False
        return
    try:
        yield True
    finally:
        lock.release()
