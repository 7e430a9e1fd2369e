"""Snapshot of the prices of one thesis, in one file that is read several times faster than the database.

Three lines of JSON (what it was made of, the market without its bars, where the bars are), then the bars' columns as
they lie in memory.
"""

from __future__ import annotations

import os
import time
import zlib
from collections.abc import Mapping, Sequence

from msgspec import json
from msgspec.structs import replace

from thesis_tui import __version__
from thesis_tui.errors import StorageError
from thesis_tui.model.bars import Bars
from thesis_tui.model.columns import pack, unpack
from thesis_tui.model.market import Market

SUFFIX = ".snapshot"
# Counted up when the form of the file changes.
_LAYOUT = 2
_SETTLED_NS = 2_000_000_000
"""A file written to a moment ago may be written to again within one tick of the file system's clock."""
_CODE = (
    "model/bars.py", "model/feeds.py", "model/market.py", "model/columns.py", "prices/csv_file.py",
    "prices/history.py", "services/market.py",
)  # fmt: skip
"""The modules that decide what a snapshot says: one made by others is not believed."""

Stamp = tuple[int, int, int] | None
"""When a file was modified (nanoseconds), its size and its number; None where there is none."""


def stamp(path: str) -> Stamp:
    """By what a changed file is told: its time, size and inode; None where there is none."""
    try:
        state = os.stat(path)
    except OSError:
        return None
    return state.st_mtime_ns, state.st_size, state.st_ino


def settled(stamps: Sequence[Stamp]) -> bool:
    """Whether any later change of the files is sure to show in their stamps."""
    newest = max((numbers[0] for numbers in stamps if numbers is not None), default=0)
    return time.time_ns() - newest > _SETTLED_NS


def head_of(made_of: object) -> bytes:
    """The first line of a snapshot: the program, and what else it rests on."""
    return json.encode([_LAYOUT, _program(), made_of]) + b"\n"


def _program() -> str:
    """The version and the state of the modules that decide."""
    here = os.path.dirname(os.path.dirname(__file__))
    parts = [__version__, *(str(stamp(os.path.join(here, *name.split("/")))) for name in _CODE)]
    return f"{zlib.crc32(' '.join(parts).encode()):08x}"


def read_snapshot(path: str, head: bytes) -> Market | None:
    """The market of a snapshot that begins with `head`; None where there is none, or it is cut or damaged."""
    try:
        with open(path, "rb") as file:
            if file.read(len(head)) != head:
                return None
            raw = file.read()
        first = raw.index(b"\n") + 1
        second = raw.index(b"\n", first) + 1
        market = json.decode(raw[: first - 1], type=Market)
        parts = json.decode(raw[first : second - 1], type=list[tuple[bool, str, int]])
        view, at = memoryview(raw), second
        bars: dict[str, Bars] = {}
        imported: dict[str, Bars] = {}
        for own, symbol, length in parts:
            (imported if own else bars)[symbol] = unpack(view[at : at + length])
            at += length
        return replace(market, bars=bars, imported=imported) if at == len(raw) else None
    except (OSError, ValueError, RecursionError):
        return None


def write_snapshot(path: str, head: bytes, market: Market) -> None:
    """Not being able to is no fault."""
    from thesis_tui.storage.disk import write_atomically

    bare = replace(market, bars={}, imported={})
    parts = [*_packed(False, market.bars), *_packed(True, market.imported)]
    index = json.encode([(own, symbol, len(raw)) for own, symbol, raw in parts])
    body = b"".join(raw for _, _, raw in parts)
    try:
        write_atomically(path, head + json.encode(bare) + b"\n" + index + b"\n" + body, durable=False)
    except StorageError:
        return


def _packed(own: bool, bars: Mapping[str, Bars]) -> list[tuple[bool, str, bytes]]:
    return [(own, symbol, pack(series)) for symbol, series in bars.items()]
