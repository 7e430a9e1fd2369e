"""The one error tree.

    ThesisError                 anything the user can be told about; never a traceback
    ├── InputError              what was typed or passed is at fault: names the field and what is accepted
    │   └── DoubtError          it may be a slip of the finger: said again it is taken
    ├── FileError               a file is at fault: names the file, the line or field, and the reason
    ├── StorageError            the disk, a permission or a lock is at fault
    │   └── BusyError           another program is writing: nothing was recorded, the same may do in a moment
    ├── ReadOnlyError           the thesis is shown as of a date, or its files are of a newer format
    └── FeedError               a price feed did not answer, or gave what cannot be believed

The command line ends with exit code 2 on each of them.
"""

from __future__ import annotations

import errno
from typing import Literal

Failure = Literal[
    "rate_limited", "not_found", "auth", "plan_gated", "bad_request", "blocked", "bad_payload", "unavailable"
]
"""How a feed fails: it refuses for now; knows no such symbol; does not accept the key; wants another plan;
does not understand the request; answers with a wall for robots or a page; answers with what cannot be
believed; cannot be reached or is out of order."""


class ThesisError(Exception):
    """Base of every error a user can be told about. `str(error)` is a sentence."""


class InputError(ThesisError):
    """Input that is at fault.

    `field` is the form field or option the message belongs to, or "".
    """

    def __init__(self, message: str, field: str = "") -> None:
        super().__init__(message)
        self.field = field


class DoubtError(InputError):
    """Input that may be a slip of the finger; it is taken from one who says so."""


class FileError(ThesisError):
    """A file is at fault. `path` as shown to the user, `line` counted from 1, or 0 when it has none."""

    def __init__(self, path: str, reason: str, line: int = 0) -> None:
        where = f"{path}, line {line}" if line else path
        super().__init__(f"{where}: {reason}")
        self.path = path
        self.reason = reason
        self.line = line


class StorageError(ThesisError):
    """The disk, a permission or a lock is at fault."""


class BusyError(StorageError):
    """Another program is writing. Nothing was recorded, and the same may succeed in a moment."""


class ReadOnlyError(ThesisError):
    """Nothing can be recorded now, and the message says why."""


class FeedError(ThesisError):
    """A price feed failed. `feed` is its name in the settings; `retry_after`, in seconds, is what it asked for.

    `offline` is set where the machine seems to have no network at all.
    """

    def __init__(
        self,
        message: str,
        failure: Failure,
        feed: str,
        retry_after: float | None = None,
        *,
        offline: bool = False,
    ) -> None:
        super().__init__(message)
        self.failure: Failure = failure
        self.feed = feed
        self.retry_after = retry_after
        self.offline = offline


_WORDS = {
    errno.ENOSPC: "the disk is full",
    errno.EDQUOT: "the disk's quota is used up",
    errno.EFBIG: "the file may not grow that large",
    errno.EACCES: "permission is denied",
    errno.EPERM: "permission is denied",
    errno.EROFS: "the disk is read-only",
    errno.EIO: "the disk reports an error",
    errno.ENOENT: "it does not exist",
    errno.ENOTDIR: "a part of its path is a file where a folder is expected",
    errno.EISDIR: "it is a folder where a file is expected",
    errno.EEXIST: "it exists already",
    errno.ENOTEMPTY: "it exists already",
    errno.ENAMETOOLONG: "the name is too long",
    errno.ELOOP: "its links go round in a circle",
    errno.EMFILE: "too many files are open",
    errno.ENFILE: "too many files are open",
}


def why(error: OSError) -> str:
    """The reason of a system fault, in words."""
    # the system's own words where there are none here: they have its language, but say something
    return _WORDS.get(error.errno or 0) or (error.strerror or str(error)).lower()
