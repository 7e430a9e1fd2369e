"""What is wrong with files, permissions, settings and the terminal, and how to mend each."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Literal

from msgspec import Struct

from thesis_tui.errors import ThesisError

if TYPE_CHECKING:
    from pathlib import Path

    from thesis_tui.services.reading import Reading
    from thesis_tui.storage.places import Places


class Finding(Struct, frozen=True):
    """One thing looked at. `mend` says how to put right what is wrong, "" when nothing is."""

    state: Literal["fine", "note", "wrong"]
    text: str
    mend: str = ""


def examine(
    places: Places,
    thesis: Reading | ThesisError,
    faults: Sequence[str],
    environ: Mapping[str, str],
    *,
    encoding: str,
    columns: int,
    rows: int,
) -> list[Finding]:
    """Everything that was looked at, in the order of settings, directories, thesis, files, terminal.

    `thesis` is the error when it could not be opened; `faults` are the settings'. Writes nothing.
    """
    found = [Finding("wrong", fault, "correct that line; the default is used meanwhile") for fault in faults]
    if not faults:
        state = "read" if places.config.is_file() else "not there, so every setting has its default"
        found.append(Finding("fine", f"settings: {places.config}: {state}"))
    found += [_directory("data", places.data), _directory("state", places.state), _directory("cache", places.cache)]
    found += [Finding("wrong", str(thesis), "")] if isinstance(thesis, ThesisError) else _thesis(thesis)
    found += _terminal(environ, encoding, columns, rows)
    return found


def _directory(name: str, path: Path) -> Finding:
    label = f"{name}: {path}"
    if path.is_dir():
        if os.access(path, os.R_OK | os.W_OK | os.X_OK):
            return Finding("fine", label)
        return Finding("wrong", f"{label}: cannot be read and written", f"chmod u+rwx '{path}'")
    if os.path.lexists(path):
        return Finding("wrong", f"{label}: is not a directory", "move it away, or choose another --data-dir")
    above = next((parent for parent in path.parents if parent.exists()), None)
    if above is None or not above.is_dir() or not os.access(above, os.W_OK):
        return Finding("wrong", f"{label}: cannot be made in {above}", "make it by hand, or choose another place")
    return Finding("fine", f"{label}: not there yet; made when something is first recorded")


def _thesis(thesis: Reading) -> list[Finding]:
    others = [other for other in thesis.others if other != thesis.id]
    more = f"; others: {', '.join(others)} (--thesis ID, or thesis in the settings)" if others else ""
    where = f"{thesis.folder} (the bundled one; the first entry copies it)" if thesis.bundled else str(thesis.folder)
    found = [Finding("fine", f"thesis: {thesis.id} in {where}{more}")]
    try:
        view = thesis.view()
    except ThesisError as error:
        return [*found, Finding("wrong", str(error), "mend that file; E in the dashboard opens it at its line")]
    count = len(view.journal)
    found.append(
        Finding("fine", f"read: {len(view.pillars)} pillars, {len(view.sources)} sources, {count} journal entries")
    )
    found += [Finding("wrong", it.text, f"edit {thesis.folder / it.path}") for it in view.problems]
    if thesis.read_only_reason:
        found.append(Finding("note", f"read-only: {thesis.read_only_reason}"))
    elif not thesis.bundled:
        found += [
            Finding("wrong", f"{path}: cannot be written", f"chmod u+w '{path}'")
            for path in (thesis.folder / "journal", thesis.folder / "sources")
            if path.exists() and not os.access(path, os.W_OK)
        ]
    for path in sorted(thesis.folder.glob("*/*")) if not thesis.bundled else ():
        if path.is_file() and not os.access(path, os.R_OK):
            found.append(Finding("wrong", f"{path}: cannot be read", f"chmod u+r '{path}'"))
    return found


def _terminal(environ: Mapping[str, str], encoding: str, columns: int, rows: int) -> list[Finding]:
    found = []
    if encoding.casefold().replace("-", "") != "utf8":
        found.append(
            Finding("note", f"the locale is {encoding}, not UTF-8: plain signs are used", "export LC_ALL=C.UTF-8")
        )
    term = environ.get("TERM", "")
    if term in ("", "dumb"):
        found.append(
            Finding("note", f'TERM is "{term}": the dashboard is printed, not run', "export TERM=xterm-256color")
        )
    if environ.get("NO_COLOR"):
        found.append(Finding("note", "NO_COLOR is set: no colour is used"))
    if columns and rows and (columns < 80 or rows < 24):
        found.append(Finding("note", f"the terminal is {columns}×{rows}", "make it 80×24 or larger"))
    return found
