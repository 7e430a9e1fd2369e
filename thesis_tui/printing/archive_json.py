"""`export json`: everything in a thesis folder, as facts for other programs and as the files `import json` reads."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from typing import TYPE_CHECKING

import msgspec

from thesis_tui import __version__
from thesis_tui.model.book import Book
from thesis_tui.model.figures import plain
from thesis_tui.model.view import View
from thesis_tui.printing.json import log_json, show_json
from thesis_tui.services.archive import MAKER, SCHEMA, files_of

if TYPE_CHECKING:
    from thesis_tui.storage.archive import Piece

_UNSEEN = re.compile("[\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]")
"""Characters JSON may hold as they are and a terminal must not be given: a file's bytes are as they are."""


def archive_json(book: Book, view: View, pieces: Sequence[Piece], exported: datetime) -> str:
    """One JSON object. `judged` is what `show --json` prints; only `files` are read back."""
    text = msgspec.json.format(
        msgspec.json.encode(
            {
                "made_by": f"{MAKER} {__version__}",
                "schema": SCHEMA,
                "exported": exported.isoformat(timespec="seconds"),
                "read_back": "import json makes the thesis of files alone; the other keys say the same for programs",
                "id": book.id,
                "thesis": _facts(book.thesis),
                "sources": [
                    {"id": source.id, "number": source.number, **_facts(source.source)} for source in book.sources
                ],
                "journal": msgspec.Raw(log_json(book.entries).encode()),
                "judged": msgspec.Raw(show_json(view).encode()),
                "files": files_of(pieces),
            }
        ),
        indent=1,
    ).decode()
    return _UNSEEN.sub(lambda found: f"\\u{ord(found[0]):04x}", text) + "\n"


def _facts(what: msgspec.Struct) -> dict[str, object]:
    """As stored: what is left out has its default, and a decimal is text as it was written."""
    given: dict[str, object] = msgspec.to_builtins(what, builtin_types=(Decimal,))
    return {key: _plain(value) for key, value in given.items()}


def _plain(value: object) -> object:
    if isinstance(value, Decimal):
        return plain(value)
    if isinstance(value, dict):
        return {key: _plain(item) for key, item in value.items() if key != "kind"}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    return value
