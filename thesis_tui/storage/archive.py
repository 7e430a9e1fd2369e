"""A thesis folder as the files it is made of, and made again from such files; and files a user asked for."""

# Paths are strings here: pathlib objects cost time where files are many.

from __future__ import annotations

import os
from collections.abc import Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, NamedTuple

from thesis_tui.errors import FileError, InputError, StorageError, why
from thesis_tui.model.book import Book
from thesis_tui.model.objects import THESIS_FILE
from thesis_tui.storage.book import read_book
from thesis_tui.storage.checks import SLUG_WORDS, is_slug
from thesis_tui.storage.disk import make_folder, passing_name, sweep, write_atomically
from thesis_tui.storage.inbox import INBOX, READ
from thesis_tui.storage.toml import MAX_BYTES, read_bytes
from thesis_tui.system import sync_folder

if TYPE_CHECKING:
    from pathlib import Path

FOLDERS = ("sources", "journal", "prices", INBOX, f"{INBOX}/{READ}")
# Twenty years with a file a month for ten writers, and an article a day, are 10,000.
MOST_FILES = 20_000


class Piece(NamedTuple):
    """One file of a thesis: its path in the folder, with "/", and its bytes."""

    path: str
    raw: bytes


def pieces(folder: Path) -> tuple[list[Piece], list[str]]:
    """Every file of a thesis, `thesis.toml` first, and the paths of what is no part of it and was left out.

    Left out, too, are links that lead out of the folder, for they may lead to anything, and files of more than
    20 MB. What editors and programs leave beside the files they work on is passed over. Raises FileError, StorageError.
    """
    root = os.fspath(folder)
    files = [Piece(THESIS_FILE, read_bytes(os.path.join(root, THESIS_FILE), THESIS_FILE))]
    left_out = [name for name in _names(root) if name not in FOLDERS and name != THESIS_FILE]
    for place in FOLDERS:
        for name in _names(os.path.join(root, place)):
            path = f"{place}/{name}"
            if path in FOLDERS:
                continue
            if path_fault(path) or not _belongs(root, path):
                left_out.append(path)
                continue
            try:
                files.append(Piece(path, read_bytes(os.path.join(root, path), path)))
            except FileError:
                left_out.append(path)
    return files, left_out


def _names(path: str) -> list[str]:
    """The names in a folder in their order, that of the inbox being by age; none where there is no such folder."""
    try:
        with os.scandir(path) as entries:
            seen = [(entry.stat(follow_symlinks=False).st_mtime_ns, entry.name) for entry in entries]
    except (FileNotFoundError, NotADirectoryError):
        return []
    except OSError as error:
        raise StorageError(f"{path} cannot be read: {why(error)}") from error
    seen.sort(key=(lambda numbers: numbers) if os.path.basename(path) == INBOX else (lambda numbers: (0, numbers[1])))
    return [name for _, name in seen if not _leftover(name)]


def _leftover(name: str) -> bool:
    return name[0] in ".~" or name.endswith(("~", ".tmp"))


def _belongs(root: str, path: str) -> bool:
    real = os.path.realpath(os.path.join(root, path))
    return os.path.isfile(real) and real.startswith(os.path.realpath(root) + os.sep)


def path_fault(path: str) -> str:
    """Why a path is none of a thesis's files, or ""."""
    if path == THESIS_FILE:
        return ""
    place, _, name = path.rpartition("/")
    shown = path[:80]
    if place not in FOLDERS or path in FOLDERS:
        return f'"{shown}" is no file of a thesis; accepted are {THESIS_FILE} and files in {", ".join(FOLDERS)}'
    plain = name.isprintable() and not set(name) & set('/\\:"')
    if not name or not plain or _leftover(name) or len(name.encode("utf-8", "replace")) > 200:
        return f'"{shown}" is not a plain file name'
    return ""


def make_thesis(data: Path, thesis_id: str, files: Sequence[Piece]) -> Book:
    """Makes the folder of a thesis from its files, whole or not at all, and gives the thesis as it reads from there.

    Everything is checked before the folder has its name. Raises InputError for an id, a path or a size that is not
    accepted or an id that is taken, FileError when `thesis.toml` cannot be read, StorageError.
    """
    import shutil

    _check(files)
    if not is_slug(thesis_id):
        raise InputError(f'"{thesis_id[:70]}" is not an id; accepted are {SLUG_WORDS}', "as")
    target = data / thesis_id
    if os.path.lexists(target):
        raise InputError(f"{target} is there already; --as ID imports it under another name", "as")
    first = not os.path.lexists(data)
    make_folder(os.fspath(data))
    temporary = data / passing_name(f".{thesis_id}")
    try:
        _write(os.fspath(temporary), files)
        read_book(temporary, cache=None)
        # Renaming onto an existing folder fails unless it is empty, so a thesis made meanwhile is safe.
        temporary.rename(target)
    except OSError as error:
        raise StorageError(f"{target} cannot be created: {why(error)}") from error
    finally:
        shutil.rmtree(temporary, ignore_errors=True)
        # a data directory that was made for this import alone goes with it
        if first and not os.path.lexists(target):
            with suppress(OSError):
                data.rmdir()
    sync_folder(os.fspath(data))
    return read_book(target, cache=None)


def _check(files: Sequence[Piece]) -> None:
    if len(files) > MOST_FILES:
        raise InputError(f"it holds more than {MOST_FILES} files; no thesis does", "file")
    seen: set[str] = set()
    for file in files:
        fault = path_fault(file.path)
        if fault:
            raise InputError(fault, "file")
        # two names that differ by case alone are one file on macOS and Windows
        if file.path.casefold() in seen:
            raise InputError(f'"{file.path}" is there twice', "file")
        seen.add(file.path.casefold())
        if len(file.raw) > MAX_BYTES:
            raise InputError(f'"{file.path}" is larger than {MAX_BYTES // 1_000_000} MB', "file")
    if THESIS_FILE not in seen:
        raise FileError(THESIS_FILE, "is not in it, so it holds no thesis")


def _write(root: str, files: Sequence[Piece]) -> None:
    os.mkdir(root, 0o700)
    for place in FOLDERS:
        if any(file.path.startswith(f"{place}/") for file in files):
            os.mkdir(os.path.join(root, place), 0o700)
    for file in files:
        # O_EXCL: nothing from the archive is written through a link or over another file
        handle = os.open(os.path.join(root, file.path), os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "wb") as out:
            out.write(file.raw)
            out.flush()
            os.fsync(out.fileno())


def write_export(path: str, data: bytes, *, force: bool = False) -> str:
    """Writes a file, whole or not at all, and gives its full path. Raises InputError for one that is there, unless
    `force`, and for what is no place for a file; StorageError.
    """
    target = os.path.abspath(path)
    shown = path[:200]
    if not os.path.isdir(os.path.dirname(target)):
        raise InputError(f"--output: the folder of {shown} is not there; make it first", "--output")
    if os.path.lexists(target):
        if not os.path.isfile(target):
            raise InputError(f"--output: {shown} is not a file that can be written over; give another name", "--output")
        if not force:
            raise InputError(f"--output: {shown} is there already; --force writes over it", "--output")
        # it is replaced, not written into: by its link's name the link would go and the file stay
        target = os.path.realpath(target)
    sweep(os.path.dirname(target))
    write_atomically(target, data)
    return target
