"""Abridged theses, so that one of many years opens at once.

One file per thesis in the cache directory. It is believed while everything it was made from is as it was then, which
its first line tells. What cannot be read is ignored; losing the cache loses nothing.
"""

from __future__ import annotations

from datetime import date

import msgspec

from thesis_tui import __version__
from thesis_tui.errors import StorageError
from thesis_tui.model.book import Book, Look
from thesis_tui.storage.cache import MAX_CACHE_BYTES, digest, path_in_cache
from thesis_tui.storage.disk import write_atomically

# Counted up when the form of the file changes: one of another form is made anew.
_LAYOUT = 4
MAX_DIGEST = 64


class Abridged(msgspec.Struct, frozen=True):
    """Abridged thesis for the first screen, as made on `day`."""

    day: date
    book: Book
    look: Look


def load(cache: str, folder: str, made_from: object) -> Abridged | None:
    """Reads the abridged thesis of `folder`; None when it was not made from `made_from`, or not by this version."""
    head = _head(made_from)
    try:
        with open(path_in_cache(cache, folder, "first"), "rb") as file:
            # the head alone tells whether it is current: the body is read only when it is
            if file.read(len(head)) != head:
                return None
            body_digest = file.readline(MAX_DIGEST).strip().decode("ascii")
            body = file.read(MAX_CACHE_BYTES)
        # the first screen is drawn from it unseen: it is believed to the byte, or not at all
        return msgspec.json.decode(body, type=Abridged) if digest(body) == body_digest else None
    except (OSError, ValueError, RecursionError):
        return None


def is_current(cache: str, folder: str, made_from: object) -> bool:
    """Whether the cache has a first page made from just this."""
    head = _head(made_from)
    try:
        with open(path_in_cache(cache, folder, "first"), "rb") as file:
            return file.read(len(head)) == head
    except OSError:
        return False


def save(cache: str, folder: str, made_from: object, abridged: Abridged) -> None:
    """Keep it in place of the one before; not being able to is no fault."""
    body = msgspec.json.encode(abridged)
    content = _head(made_from) + digest(body).encode("ascii") + b"\n" + body
    try:
        write_atomically(path_in_cache(cache, folder, "first"), content, durable=False)
    except (StorageError, ValueError, OSError):  # a full disk; text that is not UTF-8 in a path
        return


def _head(made_from: object) -> bytes:
    return f"{_LAYOUT} {__version__} {digest(repr(made_from).encode())} ".encode()
