"""A whole thesis as one JSON file, read back.

What `export json` writes has the thesis twice: as facts for other programs, and as the bytes of its files. Only
the files are read back, so that comments and every hand's formatting survive.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import msgspec

from thesis_tui.errors import FileError, InputError
from thesis_tui.storage.archive import Piece, make_thesis
from thesis_tui.storage.toml import read_bytes

if TYPE_CHECKING:
    from pathlib import Path

    from thesis_tui.model.book import Book
    from thesis_tui.storage.paths import Places

SCHEMA = 1
MAKER = "thesis-tui export"
# It is read into memory whole: far above any thesis, well below what a small machine has.
MOST_BYTES = 200_000_000


class File(msgspec.Struct, omit_defaults=True, forbid_unknown_fields=True):
    """A file of the thesis: its text, or in base64 what is not UTF-8."""

    path: str
    text: str | None = None
    base64: str | None = None


class _Archive(msgspec.Struct):
    """Keys read of an export; its others are for other programs."""

    made_by: str
    schema: int
    id: str
    files: list[File]


def files_of(pieces: Sequence[Piece]) -> list[File]:
    """The files as they stand in the JSON."""
    return [_file(piece) for piece in pieces]


def _file(piece: Piece) -> File:
    try:
        return File(piece.path, text=piece.raw.decode("utf-8"))
    except UnicodeDecodeError:
        from base64 import b64encode

        return File(piece.path, base64=b64encode(piece.raw).decode("ascii"))


def import_json(places: Places, path: str, thesis_id: str | None = None) -> tuple[Path, Book]:
    """Makes a thesis of an export, under the id it had or `thesis_id`; gives its folder and how it reads.

    Everything is checked before anything is written. Raises InputError, FileError, StorageError.
    """
    archive = _decoded(read_bytes(path, path, MOST_BYTES), path)
    identity = archive.id if thesis_id is None else thesis_id
    try:
        book = make_thesis(places.data, identity, [_piece(file, path) for file in archive.files])
    except InputError as error:
        raise InputError(str(error) if error.field == "as" else f"{path}: {error}", error.field) from None
    except FileError as error:
        if error.path == path:
            raise
        raise FileError(f"{path}: {error.path}", error.reason, error.line) from None
    return places.data / identity, book


def _decoded(raw: bytes, name: str) -> _Archive:
    accepted = "a file that thesis-tui export json wrote is expected"
    try:
        archive = msgspec.json.decode(raw.removeprefix(b"\xef\xbb\xbf"), type=_Archive)
    except msgspec.ValidationError as error:
        raise FileError(name, f"is not an export: {str(error)[:200]}; {accepted}") from error
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise FileError(name, f"is not JSON that can be read: {str(error)[:200]}; {accepted}") from error
    if not archive.made_by.startswith(MAKER):
        raise FileError(name, f"is not an export: made_by is another program's; {accepted}")
    if archive.schema != SCHEMA:
        raise FileError(name, f"has schema {archive.schema}, and this version reads schema {SCHEMA}; {accepted}")
    return archive


def _piece(file: File, name: str) -> Piece:
    if (file.text is None) == (file.base64 is None):
        raise FileError(name, f'"{file.path[:80]}" has neither text nor base64, or both; one of them is expected')
    if file.text is not None:
        return Piece(file.path, file.text.encode("utf-8"))
    import binascii

    try:
        # without strict_mode what is no base64 would be passed over
        return Piece(file.path, binascii.a2b_base64(file.base64 or "", strict_mode=True))
    except (binascii.Error, ValueError) as error:
        raise FileError(name, f'"{file.path[:80]}" is not base64') from error
