"""Features of one system that another has not: the only module that may use it, each time with what stands for it.

Files are opened as bytes and without waiting; a folder's own entry is made durable; a disk says what room it has; the
screen ends in order when the system asks for it; the time zone is read again; a command in an environment variable
is taken apart.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, TypeAlias

if TYPE_CHECKING:
    from asyncio import AbstractEventLoop
    from collections.abc import Callable

StrPath: TypeAlias = str | os.PathLike[str]
"""A path, as text or as pathlib has it."""
BYTES = getattr(os, "O_BINARY", 0)
"""Flag for every `os.open`: Windows, unasked, would change the ends of lines."""
AT_ONCE = getattr(os, "O_NONBLOCK", 0)
"""Flag for what may be a pipe where a file is expected: opening does not wait for somebody to write."""

_NO_LINK = getattr(os, "O_NOFOLLOW", 0)


def open_no_link(path: str, flags: int) -> int:
    """Opens what must be in its folder itself, as bytes and without waiting. Raises OSError, for a link ELOOP; where
    opening cannot refuse one it is looked for just before, which is as near as Windows allows.
    """
    import errno

    if not _NO_LINK and os.path.islink(path):  # noqa: PTH114  (pathlib objects cost time at every start)
        raise OSError(errno.ELOOP, os.strerror(errno.ELOOP), path)
    return os.open(path, flags | _NO_LINK | AT_ONCE | BYTES, 0o600)


def sync_folder(path: str) -> None:
    """Make a new file's name as durable as its content; a system that cannot (Windows opens no folders) is
    left alone.
    """
    try:
        handle = os.open(path, os.O_RDONLY)
    except OSError:
        return
    try:
        os.fsync(handle)
    except OSError:
        pass
    finally:
        os.close(handle)


def read_zone_again() -> None:
    """Makes the local time that of the zone the system is in now: it may have travelled while the program runs, and
    the C library reads the zone once. Windows asks its system each time.
    """
    import time

    if hasattr(time, "tzset"):
        time.tzset()


def unnamed_file(folder: str) -> int | None:
    """A file without a name in a folder, open for writing, that is gone when it is closed; None where the system or
    its disk knows none. Raises OSError.
    """
    import errno

    unnamed = getattr(os, "O_TMPFILE", None)
    if unnamed is None:
        return None
    try:
        return os.open(folder, unnamed | os.O_WRONLY, 0o600)
    except OSError as error:
        # how disks without such files say so; a kernel that does not know the flag says EISDIR, since O_DIRECTORY is
        # part of it
        if error.errno in (errno.EOPNOTSUPP, errno.EISDIR, errno.EINVAL, errno.ENOENT):
            return None
        raise


def room_left(folder: str) -> int | None:
    """Bytes that can still be written on a folder's disk, None where that is not told. Raises OSError."""
    if not hasattr(os, "statvfs"):
        return None
    found = os.statvfs(folder)
    # some disks of the network count no blocks and give nought of all: that is no full disk
    return found.f_bavail * found.f_frsize if found.f_blocks else None


def is_read_only(folder: str) -> bool:
    """Whether a folder's disk is mounted to be read only. Raises OSError."""
    return hasattr(os, "statvfs") and bool(os.statvfs(folder).f_flag & os.ST_RDONLY)


def user_number() -> int | None:
    """The number of the user the program runs as, None where users have none."""
    return os.getuid() if hasattr(os, "getuid") else None


def on_request_to_end(loop: AbstractEventLoop, end: Callable[[int], None]) -> None:
    """Calls `end` in `loop` with an exit code, 128 and the signal's number, when the process is told to stop or its
    terminal goes away. Windows has no such request that a loop could take.
    """
    import signal

    for name in ("SIGTERM", "SIGHUP", "SIGINT", "SIGQUIT"):
        number = getattr(signal, name, None)
        if number is not None and os.name == "posix":
            loop.add_signal_handler(number, end, 128 + number)


def words_of(command: str) -> list[str]:
    """A command line's words; on Windows a backslash is part of a path."""
    import shlex

    words = shlex.split(command, posix=os.name == "posix")
    return words if os.name == "posix" else [word.strip('"') for word in words]


def text_of(raw: bytes) -> str:
    """Bytes from outside as text: UTF-8, else the locale's encoding, else Windows-1252. Raises UnicodeDecodeError."""
    import locale  # a millisecond that few commands need

    # UTF-8 first: text of another encoding is hardly ever valid in it, while any bytes are in most others
    for encoding in ("utf-8", locale.getpreferredencoding(do_setlocale=False)):
        try:
            return raw.decode(encoding)
        except (UnicodeDecodeError, LookupError):
            continue
    # the commonest of what is left; a few bytes are none of its characters
    return raw.decode("windows-1252")
