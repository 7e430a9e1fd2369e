"""The last readings and the waiting documents of a thesis's folder, from the cache as far as its files are the same.

Twelve years of readings are a hundred thousand rows, and a first screen shows the last of each: a month that was read
once is not read again until its file changes.
"""

# Paths are strings here: pathlib objects cost time where files are many.
# Annotations are types here, not text: msgspec would compile each field's text, 20 µs a field at every start.

import os
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta

import msgspec

from thesis_tui import __version__
from thesis_tui.errors import StorageError
from thesis_tui.model.arrivals import Arrivals, Waiting
from thesis_tui.model.book import Problem
from thesis_tui.model.documents import Reading
from thesis_tui.storage.cache import MAX_CACHE_BYTES, path_in_cache
from thesis_tui.storage.inbox import DOCUMENTS
from thesis_tui.system import StrPath

READINGS = "readings"
KEPT_DAYS = 60
"""Of a metric's readings before its last one: eight weeks, for medians of weeks and a trend."""
_NEWEST_MONTHS = 3
"""Month files of which every row is read where no cache says what was in the others."""
Prints = tuple[tuple[str, int, int], ...]


class _Stored(msgspec.Struct):
    """The arrivals read, and of which state of the files."""

    made_by: str
    prints: Prints
    arrivals: Arrivals
    problems: list[Problem]


def arrivals_print(folder: str) -> Prints:
    """Stamp that changes when readings or documents do: one row a file of readings, one for the folder of documents,
    whose files are written anew whole.
    """
    found: list[tuple[str, int, int]] = []
    try:
        with os.scandir(os.path.join(folder, READINGS)) as entries:
            for entry in entries:
                if entry.name.endswith(".csv") and entry.name[0] != ".":
                    status = entry.stat()
                    found.append((f"{READINGS}/{entry.name}", status.st_mtime_ns, status.st_size))
    except OSError:
        found.clear()
    found.sort()
    waiting = os.path.join(folder, *DOCUMENTS.split("/"))
    try:
        found.append((DOCUMENTS, os.stat(waiting).st_mtime_ns, len(os.listdir(waiting))))
    except OSError:
        return tuple(found)
    return tuple(found)


def read_arrivals(folder: StrPath, cache: StrPath | None) -> tuple[Arrivals, list[Problem]]:
    """The arrivals, and what of them cannot be read. `cache` is the cache directory, None for none."""
    root = os.fspath(folder)
    prints = arrivals_print(root)
    if not prints:
        return Arrivals(), []
    place = path_in_cache(os.fspath(cache), root, "arrivals") if cache is not None else ""
    known = _load(place) if place else None
    if known is not None and known.prints == prints:
        return known.arrivals, known.problems
    readings, problems = _readings(root, prints, known)
    documents, faults = _documents(root)
    problems += faults
    arrivals = Arrivals(readings=readings, documents=documents)
    if place:
        _save(place, _Stored(__version__, prints, arrivals, problems))
    return arrivals, problems


def readings_until(
    folder: StrPath, day: date, metrics: Iterable[str], days: int = KEPT_DAYS
) -> dict[str, tuple[Reading, ...]]:
    """The readings of metrics as they stood at the end of a day: those of the `days` before, and the last of each."""
    from thesis_tui.storage.readings import month_files, read_file

    root = os.fspath(folder)
    wanted = set(metrics)
    found: list[Reading] = []
    months = [name for name in month_files(root) if name[:7] <= f"{day:%Y-%m}"]
    # 28 days: the shortest month, so that the months read are never too few
    newest = sorted({name[:7] for name in months})[-max(_NEWEST_MONTHS, days // 28 + 1) :]
    for name in reversed(months):
        only = frozenset(wanted - {item.metric for item in found}) if name[:7] not in newest else None
        if only is None or only:
            found += (item for item in read_file(root, name, only)[0] if item.day <= day and item.metric in wanted)
    return _last(found, days)


def _load(place: str) -> _Stored | None:
    try:
        with open(place, "rb") as file:
            stored = msgspec.json.decode(file.read(MAX_CACHE_BYTES), type=_Stored)
    except (OSError, ValueError, RecursionError):
        return None
    return stored if stored.made_by == __version__ else None


def _save(place: str, stored: _Stored) -> None:
    """Keep it; not being able to is no fault."""
    from thesis_tui.storage.disk import write_atomically

    try:
        write_atomically(place, msgspec.json.encode(stored), durable=False)
    except (StorageError, ValueError, OSError):  # a full disk; text that is not UTF-8 in a path
        return


def _readings(root: str, prints: Prints, known: _Stored | None) -> tuple[dict[str, tuple[Reading, ...]], list[Problem]]:
    """The last readings: of what is known and the files that grew since; of all files where one shrank or is gone."""
    from thesis_tui.storage.readings import month_files, read_file

    mine = {f"{READINGS}/{name}" for name in month_files(root)}
    before = {name: (modified, size) for name, modified, size in known.prints} if known is not None else {}
    now = {name: (modified, size) for name, modified, size in prints if name in mine}
    before.pop(DOCUMENTS, None)
    # files of readings only grow; one that shrank was edited, and what it gave before may be gone
    grown_only = all(name in now and now[name][1] >= size for name, (_, size) in before.items())
    if known is None or not grown_only:
        before = {}
    found: list[Reading] = []
    problems: list[Problem] = []
    if known is not None and before:
        found = [item for items in known.arrivals.readings.values() for item in items]
        same = {name for name, state in before.items() if now.get(name) == state}
        problems = [item for item in known.problems if item.path in same]
    for name, state in now.items():
        if before.get(name) != state:
            read, faults = read_file(root, name.partition("/")[2], None)
            found += read
            problems += faults
    return _last(found), problems


def _last(readings: Iterable[Reading], days: int = KEPT_DAYS) -> dict[str, tuple[Reading, ...]]:
    """By metric the readings of the last weeks before its newest, one a day."""
    from thesis_tui.rules.readings import series

    by_metric: dict[str, list[Reading]] = {}
    for reading in readings:
        by_metric.setdefault(reading.metric, []).append(reading)
    last = {}
    for metric, items in by_metric.items():
        first = max(item.day for item in items) - timedelta(days=days)
        last[metric] = series((item for item in items if item.day >= first), metric)
    return last


def _documents(root: str) -> tuple[tuple[Waiting, ...], list[Problem]]:
    from thesis_tui.storage.documents import read_documents

    found, problems = read_documents(root)
    waiting = []
    for document in found:
        try:
            path = os.path.join(root, *DOCUMENTS.split("/"), f"{document.id}.toml")
            came = datetime.fromtimestamp(os.stat(path).st_mtime, UTC)
        except OSError:
            continue
        waiting.append(
            Waiting(
                id=document.id, kind=document.kind, title=document.title, came=came, monitor=document.monitor,
                form=document.form, publisher=document.publisher, published=document.published,
                pillar=document.pillar, figures=len(document.figure), note=document.note, url=document.url,
            )
        )  # fmt: skip
    return tuple(waiting), list(problems)
