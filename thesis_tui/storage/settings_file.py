"""config.toml written by the settings screen, and by nothing else: what is not changed stays byte for byte."""

from __future__ import annotations

import os
from collections.abc import Mapping, MutableMapping
from pathlib import Path
from typing import Any

from thesis_tui.errors import FileError, StorageError
from thesis_tui.model.file_format import FORMAT, newer_format, newer_words
from thesis_tui.storage.disk import write_atomically
from thesis_tui.storage.settings import Settings, read_settings
from thesis_tui.storage.toml import parse, read_bytes


def keep_settings(path: Path, changes: Mapping[tuple[str, ...], object]) -> Settings:
    """Writes values by their place (("prices", "finnhub", "enabled")) and gives the settings as they are then.

    Comments, order and everything else in the file stay. Raises FileError for a file that is no TOML and StorageError
    for one of a newer format or that cannot be written: both leave it as it is.
    """
    import tomlkit  # 30 ms that only this screen needs

    path = path.resolve()  # a file kept among other dot files is a link to them, and stays one
    shown = os.fspath(path)
    raw = read_bytes(path, shown) if os.path.lexists(shown) else f"format = {FORMAT}\n".encode()
    parse(raw, shown)
    if newer := newer_format(raw):
        raise StorageError(f"{shown} {newer_words(newer, '; it is not written')}")
    document = tomlkit.parse(raw.decode("utf-8-sig"))
    for place, value in changes.items():
        table: Any = document
        for name in place[:-1]:
            table = table.setdefault(name, tomlkit.table())
            if not isinstance(table, MutableMapping):
                raise FileError(shown, f"{name} is not a table; write [{'.'.join(place[:-1])}] and its keys below it")
        table[place[-1]] = value
    write_atomically(shown, tomlkit.dumps(document).encode("utf-8"))
    return read_settings(path)[0]
