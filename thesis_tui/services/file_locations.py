"""Where a thing is written: its file, and the line in it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from thesis_tui.model.book import Book
from thesis_tui.model.objects import THESIS_FILE
from thesis_tui.model.view import Target, View

if TYPE_CHECKING:
    from pathlib import Path


class OpenThesis(Protocol):
    """A thesis that is open (`LoadedThesis`): its folder, its files, and its view."""

    @property
    def folder(self) -> Path: ...
    def book(self) -> Book: ...
    def view(self) -> View: ...


def file_of(thesis: OpenThesis, target: Target) -> tuple[Path, int]:
    """The file `target` is written in and its line, from 1; thesis.toml when it is written nowhere else."""
    book = thesis.book()
    if target.kind == "inbox":
        return thesis.folder / "inbox" / target.id, 1
    if target.kind == "source":
        return thesis.folder / "sources" / f"{target.id}.toml", 1
    if target.kind == "problem":
        path, _, rest = target.id.partition(":")
        return thesis.folder / path, int(rest) if rest.isdigit() else 1
    entry = next((other for other in reversed(book.entries) if target.id == other.id), None)
    if entry is None or target.kind != "entry":
        entry = next((other for other in reversed(book.entries) if target.id in (other.id, other.replaces)), None)
    where = book.lines.get(f"{target.kind}:{target.id}")
    if target.kind == "conflict" and where is None:
        conflict = thesis.view().conflict(target.id)
        if conflict and conflict.sides:
            return file_of(thesis, Target("observation", conflict.sides[0].observation.observation.id))
    if where is None and entry is not None:
        return thesis.folder / "journal" / entry.path, max(1, entry.line)
    path, line = where or (THESIS_FILE, 1)
    return thesis.folder / path, max(1, line)
