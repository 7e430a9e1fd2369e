"""One source a module, each with a `SOURCE`; `source_of` finds it by the name of a metric's `live` table.

A new source of readings is a table in `model.live` and a module of that name here.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from thesis_tui.model.live import READINGS, Live, ResultsLive, XbrlLive

if TYPE_CHECKING:
    from thesis_tui.public_data.source import ReadingSource

FILED = (XbrlLive, ResultsLive)
"""Tables whose figures come of filings and wait for the user; they are no readings."""


def tag_of(live: Live) -> str:
    """The name of the source a table is for."""
    return str(live.__struct_config__.tag)


def source_of(live: Live) -> ReadingSource[Any]:
    """The source of a table that gives readings."""
    return _named(tag_of(live))


def all_sources() -> dict[str, ReadingSource[Any]]:
    """Every source of readings, by name."""
    return {tag: _named(tag) for tag in READINGS}


def _named(tag: str) -> ReadingSource[Any]:
    source: ReadingSource[Any] = import_module(f"{__name__}.{tag.replace('-', '_')}").SOURCE
    return source
