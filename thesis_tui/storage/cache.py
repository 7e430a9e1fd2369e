"""Parsed files, so that a long journal opens at once.

One file per thesis in the cache directory. A parsed file is believed when its modification and change
times, size and inode are those it was read with, and it was then at least two seconds old: a file
changed again within the clock's grain may look the same. A younger one is believed when its digest is
the same. What cannot be read is ignored and written anew; losing the cache loses nothing.
"""

# Paths are strings here: pathlib objects cost time where files are many.
# Annotations are types here, not text: msgspec would compile each field's text, 20 µs a field at every start.

import os
import time

import msgspec
from msgspec import Struct

from thesis_tui import __version__
from thesis_tui.errors import StorageError
from thesis_tui.model.book import Problem
from thesis_tui.model.journal import Entry
from thesis_tui.model.objects import Source, Thesis
from thesis_tui.storage.disk import write_atomically

# FAT keeps times to two seconds, the coarsest of the file systems in use.
RACY_NS = 2_000_000_000
# Far above what any thesis takes: a file beyond it is not read into memory at start.
MAX_CACHE_BYTES = 200_000_000
_CODE = (
    *(f"storage/{name}.py" for name in
      ("book", "cache", "checks", "sync_conflicts", "decode", "entries", "format_1", "toml")),
    *(f"model/{name}.py" for name in ("faults", "file_struct", "file_format", "journal", "live", "objects", "quantity",
      "text_cleaning", "enums")),
    "rules/entry_kinds.py",
    "rules/amendments.py",
)  # fmt: skip
"""Modules that decide what a file gives; what is made of all files together is not kept."""


class Stamp(Struct, frozen=True, array_like=True):
    """Identity of a file's state: times in ns, size in bytes, inode. In the cache it is a list of the four."""

    modified: int
    changed: int
    size: int
    inode: int


class ParsedFile(msgspec.Struct, omit_defaults=True):
    """Content of one file: a thesis, a source or entries; and what in it could not be believed.

    `lines` maps "kind:id" to a line. `whole` is true when a journal parsed without a doubt.
    """

    thesis: Thesis | None = None
    source: Source | None = None
    entries: list[Entry] = []
    problems: list[Problem] = []
    lines: dict[str, int] = {}
    whole: bool = False
    refused: list[str] = []
    """Acts of blocks that cannot be used though they are whole."""
    format: int = 1


class Cached(msgspec.Struct):
    """A parsed file with the state it was read in. `settled`: it was old enough to be known by its stamp."""

    stamp: Stamp
    settled: bool
    digest: str
    parsed: ParsedFile


class _Content(msgspec.Struct):
    made_by: str
    folder: str
    files: dict[str, Cached]


def stamp(path: str) -> Stamp:
    """Raises OSError."""
    status = os.stat(path)
    return Stamp(status.st_mtime_ns, status.st_ctime_ns, status.st_size, status.st_ino)


def settled(state: Stamp) -> bool:
    """Whether any later change is sure to show in the stamp."""
    return max(state.modified, state.changed) < time.time_ns() - RACY_NS


def digest(raw: bytes) -> str:
    """32 hexadecimal digits by which the content of a file is known."""
    try:
        from _blake2 import blake2b  # hashlib loads OpenSSL beside it, 2.5 ms of every start
    except ImportError:  # another Python than CPython
        from hashlib import blake2b
    return blake2b(raw, digest_size=16).hexdigest()


def load(cache: str, folder: str) -> dict[str, Cached]:
    """Reads the cache of a thesis folder, by path in it; {} when there is nothing to be believed."""
    try:
        with open(path_in_cache(cache, folder, "parsed"), "rb") as file:
            raw = file.read(MAX_CACHE_BYTES)
        content = msgspec.json.decode(raw, type=_Content)
    except (OSError, ValueError, RecursionError):
        return {}
    # the folder, too: two names may have one checksum
    if content.made_by != _made_by() or content.folder != os.path.abspath(folder):
        return {}
    return content.files


def save(cache: str, folder: str, files: dict[str, Cached]) -> None:
    """Keep what was parsed; not being able to is no fault."""
    content = _Content(_made_by(), os.path.abspath(folder), files)
    try:
        write_atomically(path_in_cache(cache, folder, "parsed"), msgspec.json.encode(content), durable=False)
    except (StorageError, ValueError, OSError):  # a full disk; text that is not UTF-8 in a path
        return


def path_in_cache(cache: str, folder: str, what: str) -> str:
    """The file that keeps `what` of a thesis folder: two folders of one name have two files."""
    whole = os.path.abspath(folder)
    import zlib

    return os.path.join(cache, f"{os.path.basename(whole)}-{zlib.crc32(os.fsencode(whole)):08x}.{what}.json")


def _made_by() -> str:
    """The program's version and the state of the modules that decide what a file gives."""
    package = os.path.dirname(os.path.dirname(__file__))
    parts = [__version__]
    for name in _CODE:
        try:
            # a checkout that is worked on changes without its version changing
            status = os.stat(os.path.join(package, name))
        except OSError:
            continue
        parts.append(f"{status.st_mtime_ns:x}.{status.st_size:x}")
    return " ".join(parts)
