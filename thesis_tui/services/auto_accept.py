"""Arrivals that need not wait: figures of metrics whose filings are kept as they come, and readings that were held."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable
from datetime import timedelta
from typing import TYPE_CHECKING

from thesis_tui.errors import InputError
from thesis_tui.model import figures
from thesis_tui.model.objects import THESIS_FILE, Observation
from thesis_tui.rules.readings import HELD

if TYPE_CHECKING:
    from thesis_tui.model.documents import Reading as LiveReading
    from thesis_tui.services.desk import Desk
    from thesis_tui.services.loaded_thesis import LoadedThesis

ACCEPTED = "accepted"
"""The note with a reading that waited and was accepted."""
_HEADER = re.compile(r"^\s*\[\[\s*metric\s*\]\]\s*(?:#.*)?$")
_TABLE = re.compile(r"^\s*\[")


def never_asked(thesis: LoadedThesis) -> bool:
    """Whether no figure of a filing was kept yet: the first time, the user is asked about the next ones."""
    book = thesis.book()
    if any(metric.accept == "always" for metric in book.thesis.metric):
        return False
    return not any(isinstance(entry.what, Observation) and entry.what.filed is not None for entry in book.entries)


def accept_always(desk: Desk, metrics: Iterable[str]) -> list[str]:
    """Writes `accept = "always"` into the tables of metrics in thesis.toml, and gives those that were changed. Raises
    InputError on one that is not live, ReadOnlyError, StorageError.
    """
    from thesis_tui.storage.disk import write_atomically

    wanted = list(dict.fromkeys(metrics))
    known = {metric.id: metric for metric in desk.book().thesis.metric}
    for identity in wanted:
        metric = known.get(identity)
        if metric is None or metric.live is None:
            live = ", ".join(item.id for item in known.values() if item.live is not None) or "none yet"
            raise InputError(f'there is no live metric "{identity[:60]}"; there is {live}', "metric")
    to_change = [identity for identity in wanted if known[identity].accept != "always"]
    if not to_change:
        return []
    # line by line, not read and written as TOML: comments and order are the user's
    with desk.changing_file(THESIS_FILE) as tell:
        path = desk.folder / THESIS_FILE
        lines = path.read_bytes().decode("utf-8-sig").splitlines(keepends=True)
        changed = [identity for identity in to_change if _add(lines, identity)]
        write_atomically(os.fspath(path), "".join(lines).encode())
        tell(f"figures of {figures.counted(len(changed), 'metric')} are kept as they come")
    return changed


def _add(lines: list[str], identity: str) -> bool:
    """Adds the line to the table of a metric, below its id; in place of one that says otherwise."""
    own_id = re.compile(rf"""^\s*id\s*=\s*(?:"{re.escape(identity)}"|'{re.escape(identity)}')\s*(?:#.*)?$""")
    for begin, line in enumerate(lines):
        if not _HEADER.match(line):
            continue
        # a table ends where any other begins, its own subtables too: id and accept stand before those
        end = next((at for at in range(begin + 1, len(lines)) if _TABLE.match(lines[at])), len(lines))
        found = next((at for at in range(begin, end) if own_id.match(lines[at].rstrip("\r\n"))), None)
        if found is None:
            continue
        older = next((at for at in range(begin, end) if re.match(r"^\s*accept\s*=", lines[at])), None)
        text = 'accept = "always"         # figures of filings are kept as they come\n'
        if older is not None:
            lines[older] = text
        else:
            lines.insert(found + 1, text)
        return True
    return False


def held(thesis: LoadedThesis, metric: str) -> LiveReading | None:
    """The reading of a metric that waits for the user, None where none does."""
    readings = thesis.book().arrivals.readings.get(metric, ())
    return readings[-1] if readings and readings[-1].note == HELD else None


def accept_held(desk: Desk, metric: str) -> LiveReading:
    """Believes the reading that waits: it is written once more, as accepted. Raises InputError where none waits."""
    from msgspec.structs import replace

    from thesis_tui.storage.readings import append_readings
    from thesis_tui.storage.writer import writer_id

    waiting = held(desk, metric)
    if waiting is None:
        raise InputError(f'no reading of "{metric[:60]}" waits', "metric")
    desk.ready()
    # of one day's readings the later counts
    at = max(desk.now().replace(microsecond=0), waiting.at + timedelta(seconds=1))
    accepted = replace(waiting, at=at, note=ACCEPTED)
    append_readings(os.fspath(desk.folder), writer_id(desk.places.state), (accepted,))
    return accepted
