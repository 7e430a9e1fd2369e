"""View for the first screen of a thesis of many years, stored so that it opens at once."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import TYPE_CHECKING, Protocol

from thesis_tui.model.book import Book, Clock, Look
from thesis_tui.storage import abridged
from thesis_tui.storage.abridged import Abridged

if TYPE_CHECKING:
    from pathlib import Path

    from thesis_tui.model.market import Market
    from thesis_tui.model.view import View
    from thesis_tui.storage.paths import Places
    from thesis_tui.storage.settings import Settings

_LONG_READING = 3_000
"""Entries and sources that are read and judged in well under a tenth of a second."""


class Judging(Protocol):
    """A thesis that is open (`LoadedThesis`), with all that its view is made from."""

    places: Places
    id: str
    settings: Settings

    @property
    def folder(self) -> Path: ...
    def clock(self) -> Clock: ...
    def book(self) -> Book: ...
    def view(self) -> View: ...
    def market(self, book: Book) -> Market: ...
    def market_print(self) -> object: ...
    def judged(self, book: Book, market: Market, clock: Clock, look: Look | None) -> View: ...
    def writer(self) -> str: ...


def cached_view(loaded: Judging) -> View | None:
    """The thesis as judged now from what was kept of it; None when nothing is, or anything has changed since."""
    stored = abridged.load(*_place(loaded), _made_from(loaded))
    clock = loaded.clock()
    # a day is told without its year for as long as it is this year's
    if stored is None or not (stored.day <= clock.today and stored.day.year == clock.today.year):
        return None
    return _judged(loaded, stored, clock)


def keep(loaded: Judging, same: Callable[[View, View], bool]) -> None:
    """Keeps it where reading everything takes long, and it shows the `same` first screen as everything does."""
    made_from = _made_from(loaded)  # first: what changes from here on makes it one of before
    book = loaded.book()
    if len(book.entries) + len(book.sources) < _LONG_READING:
        return
    from thesis_tui.rules.abridge import abridged_book, abridged_look
    from thesis_tui.storage.look import read_look

    look = read_look(loaded.places.state, loaded.id)
    if look is None or abridged.is_current(*_place(loaded), made_from):
        return
    view = loaded.view()
    less = abridged_book(book, view, look)
    abridged_thesis = Abridged(view.today, less, abridged_look(look, less))
    # proved, not trusted: what is left out must not show
    if same(_judged(loaded, abridged_thesis, Clock(view.now)), view):
        abridged.save(*_place(loaded), made_from, abridged_thesis)


def _judged(loaded: Judging, stored: Abridged, clock: Clock) -> View:
    return loaded.judged(stored.book, loaded.market(stored.book), clock, stored.look)


def _place(loaded: Judging) -> tuple[str, str]:
    """The cache directory and the thesis folder."""
    return os.fspath(loaded.places.cache), os.fspath(loaded.folder)


def _made_from(loaded: Judging) -> object:
    """Stamp of all a first view depends on but the clock."""
    from thesis_tui.storage.book import fingerprint
    from thesis_tui.storage.look import look_print

    return (
        fingerprint(loaded.folder), loaded.market_print(), look_print(loaded.places.state, loaded.id),
        loaded.settings.levels, loaded.writer(),
    )  # fmt: skip
