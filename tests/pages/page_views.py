"""Views for the tests of the pages: the bundled thesis on a day, with entries made by hand."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from functools import cache
from pathlib import Path

import msgspec

from thesis_tui.model.book import Book, Clock
from thesis_tui.model.journal import Entry, Kind, What
from thesis_tui.model.view import View
from thesis_tui.pages.spans import Block, compose, in_sight, measure, plain_text
from thesis_tui.rules.view import build_view
from thesis_tui.storage.book import read_book

SEEDS = Path(__file__).parents[2] / "seeds" / "baba"
FED = date(2025, 12, 23)
LATER = date(2026, 11, 21)
SIZES = ((80, 24), (81, 29), (100, 30), (109, 40), (110, 30), (120, 36), (160, 50), (200, 60), (230, 70))


@cache
def bundled() -> Book:
    return read_book(SEEDS, cache=None)


def entry(number: int, kind: Kind, what: What, *, at: datetime | None = None, **more: object) -> Entry:
    """An entry of 23 December 2025, a second after the one before; its id is its number's."""
    when = at or datetime(2025, 12, 23, 9, tzinfo=UTC) + timedelta(seconds=number)
    return msgspec.structs.replace(
        Entry(id=f"e-{number:06}", at=when, kind=kind, what=what, path="2025-12.here.toml", line=number), **more
    )


def view_of(book: Book | None = None, entries: Sequence[Entry] = (), today: date = FED) -> View:
    book = book or bundled()
    book = msgspec.structs.replace(book, entries=(*book.entries, *entries))
    now = datetime(today.year, today.month, today.day, 23, 59, 59, tzinfo=UTC)
    return build_view(book, Clock(now), None, near=Decimal("0.02"), hysteresis=Decimal("0.01"))


def text_of(blocks: Sequence[Block], width: int, height: int) -> str:
    return "\n".join(plain_text(line) for line in compose(blocks, width, height))


def block(blocks: Sequence[Block], name: str) -> Block:
    return next(item for item in blocks if item.name == name)


def block_text(blocks: Sequence[Block], name: str) -> str:
    return "\n".join(plain_text(row.line) for row in block(blocks, name).rows)


def seen(blocks: Sequence[Block], name: str) -> list[str]:
    """The rows of a block that are seen before anything is scrolled."""
    return [plain_text(row.line) for row in in_sight(block(blocks, name))]


def fits(blocks: Sequence[Block], width: int, height: int) -> None:
    """Every block lies on the page, no line is wider than its block, no two blocks cover one another."""
    taken: set[tuple[int, int]] = set()
    for item in blocks:
        assert item.x >= 0
        assert item.y >= 0
        assert item.x + item.width <= width, item.name
        assert item.y + item.height <= height, item.name
        for row in item.rows:
            assert measure(row.line) <= item.width - 1, (item.name, plain_text(row.line))
        cells = {(x, y) for x in range(item.x + 1, item.x + item.width) for y in range(item.y, item.y + item.height)}
        assert not cells & taken, item.name
        taken |= cells
    assert len({first.name for first in blocks}) == len(blocks)


def roles_of(blocks: Sequence[Block]) -> set[str]:
    return {span.role for item in blocks for row in item.rows for span in row.line}
