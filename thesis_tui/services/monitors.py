"""Monitors: added to and taken out of thesis.toml, with everything else in the file left as it was written."""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING

from thesis_tui.errors import InputError
from thesis_tui.model.live import Monitor
from thesis_tui.model.objects import THESIS_FILE
from thesis_tui.storage import checks

if TYPE_CHECKING:
    from thesis_tui.services.desk import Desk
    from thesis_tui.services.loaded_thesis import LoadedThesis

_TABLE = re.compile(r"^\s*\[")
_MONITOR = re.compile(r"^\s*\[\[\s*monitor\s*\]\]\s*(?:#.*)?$")


def add_monitor(desk: Desk, monitor: Monitor) -> Monitor:
    """Writes a monitor at the end of thesis.toml. Raises InputError when it cannot be, ReadOnlyError, StorageError."""
    from thesis_tui.storage.disk import write_atomically

    _check(desk, monitor, but="")
    with desk.changing_file(THESIS_FILE) as changed:
        path = desk.folder / THESIS_FILE
        write_atomically(os.fspath(path), path.read_bytes().rstrip(b"\n") + b"\n\n[[monitor]]\n" + _fields(monitor))
        changed(f"added the monitor {monitor.id}")
    return monitor


def edit_monitor(desk: Desk, monitor_id: str, monitor: Monitor) -> Monitor:
    """Writes a monitor in the place of another one's table. Raises as add_monitor does."""
    from thesis_tui.storage.disk import write_atomically

    find_monitor(desk, monitor_id)
    _check(desk, monitor, but=monitor_id)
    # by lines, not as TOML read and written: comments and order are the user's
    with desk.changing_file(THESIS_FILE) as changed:
        path = desk.folder / THESIS_FILE
        lines = path.read_bytes().decode("utf-8-sig").splitlines(keepends=True)
        begin, end = _place(lines, monitor_id)
        blank = "\n" if end < len(lines) else ""
        written = ["[[monitor]]\n", _fields(monitor).decode(), blank]
        write_atomically(os.fspath(path), "".join([*lines[:begin], *written, *lines[end:]]).encode())
        changed(f"changed the monitor {monitor.id}")
    return monitor


def _check(desk: Desk, monitor: Monitor, *, but: str) -> None:
    if any(item.id == monitor.id != but for item in desk.book().thesis.monitor):
        raise InputError(f'there is a monitor "{monitor.id}" already; give another id', "id")
    fault = checks.fault(monitor)
    if fault is not None:
        raise InputError(f"{fault[0]}: {fault[1]}", fault[0])


def retire_monitor(desk: Desk, monitor_id: str) -> Monitor:
    """Takes a monitor's table out of thesis.toml. Documents that came of it stay."""
    from thesis_tui.storage.disk import write_atomically

    monitor = find_monitor(desk, monitor_id)
    with desk.changing_file(THESIS_FILE) as changed:
        path = desk.folder / THESIS_FILE
        text = path.read_bytes().decode("utf-8-sig")
        lines = text.splitlines(keepends=True)
        begin, end = _place(lines, monitor.id)
        write_atomically(os.fspath(path), "".join(lines[:begin] + lines[end:]).encode())
        changed(f"retired the monitor {monitor.id}")
    return monitor


def find_monitor(thesis: LoadedThesis, monitor_id: str) -> Monitor:
    """Raises InputError, naming those there are."""
    known = thesis.book().thesis.monitor
    found = next((item for item in known if item.id == monitor_id), None)
    if found is None:
        there = ", ".join(item.id for item in known)
        raise InputError(f'there is no monitor "{monitor_id[:60]}"; there is {there or "none yet"}', "monitor")
    return found


def _fields(monitor: Monitor) -> bytes:
    import msgspec
    import tomli_w

    fields: dict[str, object] = msgspec.to_builtins(monitor)
    return tomli_w.dumps({key: value for key, value in fields.items() if value not in ("", [], None)}).encode()


def _place(lines: list[str], monitor_id: str) -> tuple[int, int]:
    """The lines of a monitor's table: from its header to before the next table and what is said above that."""
    for begin, line in enumerate(lines):
        if not _MONITOR.match(line):
            continue
        end = next((at for at in range(begin + 1, len(lines)) if _TABLE.match(lines[at])), len(lines))
        wanted = re.compile(rf"""^\s*id\s*=\s*(?:"{re.escape(monitor_id)}"|'{re.escape(monitor_id)}')\s*(?:#.*)?$""")
        if not any(wanted.match(item.rstrip("\r\n")) for item in lines[begin:end]):
            continue
        # what is said above the next table belongs to that one
        while end > begin + 1 and lines[end - 1].lstrip().startswith("#"):
            end -= 1
        return begin, end
    raise InputError(f'the table of "{monitor_id}" cannot be told in {THESIS_FILE}; take it out by hand', "monitor")
