"""Documents that wait in a thesis's inbox, and those that were kept: a small TOML each, the bytes beside it.

A document's file has the same name on every machine, so that two that fetch it make one. Whether it waits is told by
the journal: what was decided on does not come back, wherever its file is.
"""

# Paths are strings here: pathlib objects cost time where files are many.

from __future__ import annotations

import os
import re
from datetime import date
from decimal import Decimal
from hashlib import sha256
from typing import TYPE_CHECKING

from msgspec.structs import replace

from thesis_tui.errors import FileError, StorageError, why
from thesis_tui.model.book import Problem
from thesis_tui.model.documents import Document
from thesis_tui.model.file_format import FORMAT
from thesis_tui.storage.decode import convert
from thesis_tui.storage.disk import make_folder, remove, write_atomically
from thesis_tui.storage.inbox import DOCUMENTS as WAITING
from thesis_tui.storage.toml import Lines, parse, read_bytes, whole_as_integer

if TYPE_CHECKING:
    from pathlib import Path

KEPT_FOLDER = "documents"
MOST = 2000
"""Files that are looked at."""
# It is read into memory whole; an annual report with its pictures inside fits.
MAX_BODY = 20_000_000
_NAME = re.compile(r"(?:\d{4}-\d{2}-\d{2}|undated)-[0-9a-f]{12}\Z")
_FILE = re.compile(r"[\w-]{1,80}\.(?:htm|html|txt|json|xml)\Z")


def read_documents(folder: Path | str, place: str = WAITING) -> tuple[tuple[Document, ...], tuple[Problem, ...]]:
    """The documents in a place of a thesis's folder, newest first, and what of them cannot be read."""
    root = os.path.join(os.fspath(folder), *place.split("/"))
    try:
        names = sorted(name for name in os.listdir(root) if name.endswith(".toml"))[:MOST]
    except OSError:
        return (), ()
    found: list[Document] = []
    problems: list[Problem] = []
    for name in names:
        if not _NAME.match(name.removesuffix(".toml")):
            continue
        shown = f"{place}/{name}"
        try:
            raw = read_bytes(os.path.join(root, name), shown)
            values = parse(raw, shown)
            values.pop("format", None)
            found.append(convert(values, Document, shown, Lines(raw)))
        except FileError as error:
            problems.append(Problem(error.path, error.reason, error.line))
    found.sort(key=lambda item: (item.published or date.min, item.key), reverse=True)
    return tuple(found), tuple(problems)


def write_document(folder: Path | str, document: Document, body: bytes = b"", place: str = WAITING) -> Document:
    """Writes a document into the inbox or among those kept, its bytes first, and gives it as written. Raises
    StorageError.
    """
    root = os.path.join(os.fspath(folder), *place.split("/"))
    if body:
        name = f"{document.id}.htm"
        write_atomically(os.path.join(root, name), body)
        document = replace(document, file=name, digest=sha256(body).hexdigest())
    write_atomically(os.path.join(root, f"{document.id}.toml"), _written(document))
    return document


def keep_document(folder: Path | str, document: Document) -> None:
    """Moves a document and its bytes out of the inbox, to those that were kept. Raises StorageError."""
    root = os.fspath(folder)
    make_folder(os.path.join(root, KEPT_FOLDER))
    # the bytes first: cut off in between, they are found in both places, and the document still waits
    for name in (document.file, f"{document.id}.toml"):
        # the name stands in a file anybody may edit: nothing outside of the inbox is touched
        if not name or os.path.basename(name) != name:
            continue
        source = os.path.join(root, *WAITING.split("/"), name)
        try:
            os.replace(source, os.path.join(root, KEPT_FOLDER, name))
        except FileNotFoundError:
            continue
        except OSError as error:
            raise StorageError(f"{source} cannot be moved: {why(error)}") from error


def remove_document(folder: Path | str, document: Document) -> None:
    """Deletes a document and its bytes from the inbox: the journal remembers that it was dropped."""
    for name in (document.file, f"{document.id}.toml"):
        if name and os.path.basename(name) == name:
            remove(os.path.join(os.fspath(folder), *WAITING.split("/"), name))


def document_bytes(folder: Path | str, document: Document) -> bytes:
    """The bytes a document was read from. Raises FileError where they are gone, or are others than were read."""
    if not _FILE.match(document.file):
        raise FileError(document.id, "has no bytes beside it")
    for place in (KEPT_FOLDER, WAITING):
        path = os.path.join(os.fspath(folder), *place.split("/"), document.file)
        if os.path.lexists(path):
            body = read_bytes(path, f"{place}/{document.file}", MAX_BODY)
            if sha256(body).hexdigest() != document.digest:
                raise FileError(f"{place}/{document.file}", "is not what was read: its bytes were changed since")
            return body
    raise FileError(document.file, "is not there any more")


def _written(document: Document) -> bytes:
    import msgspec
    import tomli_w

    fields: dict[str, object] = msgspec.to_builtins(document, builtin_types=(Decimal, date))
    # tomli_w 1.2 writes short tables of a list inline, which a person cannot read or add to
    figures = fields.pop("figure", ())
    parts = [f"format = {FORMAT}\n{tomli_w.dumps(fields)}"]
    for figure in figures if isinstance(figures, list | tuple) else ():
        plain = {name: whole_as_integer(value) for name, value in figure.items()}
        parts.append(f"[[figure]]\n{tomli_w.dumps(plain)}")
    return "\n".join(parts).encode()
