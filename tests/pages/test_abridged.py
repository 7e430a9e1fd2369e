"""What is left out of an abridged thesis changes nothing on the first screen, on the day it is made or later."""

from __future__ import annotations

from datetime import UTC, datetime, time
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from tests.rules.test_properties import STEP, on_day, play
from thesis_tui.model.book import Book, Clock, Look
from thesis_tui.model.view import View
from thesis_tui.pages.dashboard import render_text
from thesis_tui.rules.abridge import Limits, abridged_book, abridged_look
from thesis_tui.rules.looks import look_now
from thesis_tui.rules.view import build_view

LEAST = Limits(entries=0, of_a_kind=2, periods=5, reviews=0)
"""Far less than is kept: what the pages of two sizes show, which list neither the journal nor what ended."""
DAYS = st.lists(st.integers(0, 45), min_size=3, max_size=3).map(sorted)


def judged(book: Book, offset: int, look: Look | None) -> View:
    now = datetime.combine(on_day(offset), time(12), UTC)
    return build_view(book, Clock(now), look, near=Decimal("0.02"), hysteresis=Decimal("0.01"), writer="other")


@given(st.lists(STEP, max_size=24), DAYS)
def test_an_abridged_thesis_gives_the_same_first_screen(steps: list[tuple[object, int, int]], days: list[int]) -> None:
    looked, made, shown = days
    whole = play(steps).book()  # type: ignore[arg-type]
    recorded = datetime.combine(on_day(made), time(12), UTC)
    book = replace(whole, entries=tuple(entry for entry in whole.entries if entry.at <= recorded))
    look = look_now(judged(replace(book, entries=book.entries[: len(book.entries) // 2]), looked, None))
    view = judged(book, made, look)
    less = abridged_book(book, view, look, LEAST)
    seen = abridged_look(look, less)
    then, now = judged(book, shown, look), judged(less, shown, seen)
    for size in ((80, 24), (120, 36)):
        assert render_text(now, *size) == render_text(then, *size)
