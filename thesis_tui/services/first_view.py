"""What the first screen shows of a thesis of many years, kept so that it opens at once."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import TYPE_CHECKING

from thesis_tui.model.book import Clock
from thesis_tui.storage import abridged
from thesis_tui.storage.abridged import Abridged

if TYPE_CHECKING:
    from thesis_tui.model.view import View
    from thesis_tui.services.reading import Reading

_LONG_READING = 3_000
"""Entries and sources that are read and judged in well under a tenth of a second."""


def kept_view(reading: Reading) -> View | None:
    """The thesis as judged now from what was kept of it; None when nothing is, or anything has changed since."""
    found = abridged.load(*_place(reading), _made_from(reading))
    clock = reading.clock()
    # a day is told without its year for as long as it is this year's
    if found is None or not (found.day <= clock.today and found.day.year == clock.today.year):
        return None
    return _judged(reading, found, clock)


def keep(reading: Reading, same: Callable[[View, View], bool]) -> None:
    """Keeps it where reading everything takes long, and it shows the `same` first screen as everything does."""
    made_from = _made_from(reading)  # first: what changes from here on makes it one of before
    book = reading.book()
    if len(book.entries) + len(book.sources) < _LONG_READING:
        return
    from thesis_tui.rules.abridge import abridged_book, abridged_look
    from thesis_tui.storage.look import read_look

    look = read_look(reading.places.state, reading.id)
    if look is None or abridged.is_kept(*_place(reading), made_from):
        return
    view = reading.view()
    less = abridged_book(book, view, look)
    kept = Abridged(view.today, less, abridged_look(look, less))
    if same(_judged(reading, kept, Clock(view.now)), view):
        abridged.save(*_place(reading), made_from, kept)


def _judged(reading: Reading, kept: Abridged, clock: Clock) -> View:
    return reading.judged(kept.book, reading.market(kept.book), clock, kept.look)


def _place(reading: Reading) -> tuple[str, str]:
    """The cache directory and the thesis folder."""
    return os.fspath(reading.places.cache), os.fspath(reading.folder)


def _made_from(reading: Reading) -> object:
    """What a first view rests on beside the clock."""
    from thesis_tui.storage.book import fingerprint
    from thesis_tui.storage.look import look_print

    return (
        fingerprint(reading.folder), reading.market_print(), look_print(reading.places.state, reading.id),
        reading.settings.levels, reading.writer(),
    )  # fmt: skip
