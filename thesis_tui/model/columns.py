"""Bars as bytes: their columns as they lie in memory, so that years of them are read without a number being parsed."""

from __future__ import annotations

import sys
from array import array
from collections.abc import Sequence

from msgspec import json

from thesis_tui.model.bars import Bars

_MARK = b"bars1" + sys.byteorder[:1].encode()
"""Of this layout and this machine's order of bytes: anything else is read anew from where it came."""
_HEAD = len(_MARK) + 1 + 1 + 4


def pack(bars: Bars) -> bytes:
    """The columns one after the other, or as JSON where a price does not fit into 64 bits."""
    columns = (bars.opens, bars.highs, bars.lows, bars.closes)
    narrow = all(isinstance(column, array) for column in columns)
    head = _MARK + (b"q" if narrow else b"j") + bytes((bars.places,)) + len(bars).to_bytes(4, "big")
    body = bars.days.tobytes() + bars.flags
    if narrow:
        return head + body + b"".join(column.tobytes() for column in columns if isinstance(column, array))
    return head + body + json.encode([[str(value) for value in column] for column in columns])


def unpack(raw: bytes | memoryview) -> Bars:
    """Raises ValueError for what `pack` did not make, or what was cut."""
    view = memoryview(raw)
    head = bytes(view[:_HEAD])
    if len(head) < _HEAD or not head.startswith(_MARK):
        raise ValueError("no columns of bars")
    # by place from the end: the mark before them is as long as the name of the machine's order of bytes
    kind, places, count = head[-6:-5], head[-5], int.from_bytes(head[-4:], "big")
    # days, then a byte of flags a bar, then the four columns, in the order of `pack`
    days = array("i")
    at = _HEAD + count * days.itemsize
    days.frombytes(view[_HEAD:at])
    flags = bytes(view[at : at + count])
    at += count
    columns: list[Sequence[int]] = []
    if kind == b"q":
        for _ in range(4):
            column = array("q")
            column.frombytes(view[at : at + count * column.itemsize])
            at += count * column.itemsize
            columns.append(column)
        if at != len(view):
            raise ValueError("columns of bars of another length")
    else:
        columns = [[int(text) for text in column] for column in json.decode(view[at:], type=list[list[str]])]
    if len(columns) != 4 or any(len(column) != count for column in (days, flags, *columns)):
        raise ValueError("columns of bars that were cut")
    opens, highs, lows, closes = columns
    return Bars(places, days, opens, highs, lows, closes, flags)
