"""`watch --once` at an interval, by what each system has for it: a systemd user timer, a launchd agent, or a task.

The files are written, shown and removed here; the commands that make the system read them are given with them.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple
from xml.sax.saxutils import escape

from thesis_tui.errors import StorageError, why

if TYPE_CHECKING:
    from pathlib import Path

NAME = "thesis-tui-watch"
LABEL = "io.github.thesis-tui.watch"
SECONDS = 20.0
"""How long the system's own command may take."""


class Schedule(NamedTuple):
    """Files of a schedule by their paths, and the commands that begin and end it."""

    files: tuple[tuple[Path, str], ...]
    begin: tuple[tuple[str, ...], ...]
    end: tuple[tuple[str, ...], ...]


def schedule(system: str, home: Path, state: Path, command: Sequence[str], every: timedelta) -> Schedule:
    """The schedule of `command` on a system named as `sys.platform` names it."""
    if system == "darwin":
        path = home / "Library" / "LaunchAgents" / f"{LABEL}.plist"
        return Schedule(
            ((path, _plist(command, every)),),
            (("launchctl", "load", "-w", str(path)),),
            (("launchctl", "unload", "-w", str(path)),),
        )
    if system == "win32":
        path = state / f"{NAME}.xml"
        return Schedule(
            ((path, _task(command, every)),),
            (("schtasks", "/Create", "/F", "/TN", NAME, "/XML", str(path)),),
            (("schtasks", "/Delete", "/F", "/TN", NAME),),
        )
    folder = home / ".config" / "systemd" / "user"
    reload = ("systemctl", "--user", "daemon-reload")
    return Schedule(
        ((folder / f"{NAME}.service", _service(command)), (folder / f"{NAME}.timer", _timer(every))),
        (reload, ("systemctl", "--user", "enable", "--now", f"{NAME}.timer")),
        (("systemctl", "--user", "disable", "--now", f"{NAME}.timer"),),
    )


def install(plan: Schedule) -> None:
    """Writes the files, over those of before. Raises StorageError."""
    from thesis_tui.storage.disk import make_folder, write_atomically

    for path, text in plan.files:
        make_folder(os.fspath(path.parent))
        # a task's XML is in the encoding that its first line declares
        write_atomically(os.fspath(path), text.encode("utf-16" if path.suffix == ".xml" else "utf-8"))


def installed(plan: Schedule) -> tuple[Path, ...]:
    """The files of a schedule that are there."""
    return tuple(path for path, _ in plan.files if path.exists())


def remove(plan: Schedule) -> tuple[Path, ...]:
    """Removes the files that are there, and gives them. Raises StorageError."""
    gone = installed(plan)
    for path in gone:
        try:
            path.unlink()
        except OSError as error:
            raise StorageError(f"{path} cannot be removed: {why(error)}") from error
    return gone


def run_all(commands: Sequence[Sequence[str]], environ: Mapping[str, str]) -> tuple[str, ...]:
    """Runs the system's own commands; those that could not be run or failed, each as it is typed."""
    failed = []
    for command in commands:
        # looked for in the given environment, not in that of this process
        program = shutil.which(command[0], path=environ.get("PATH", ""))
        done = None
        if program is not None:
            try:
                done = subprocess.run(
                    [program, *command[1:]], env=dict(environ), stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                    stderr=subprocess.DEVNULL, timeout=SECONDS, check=False,
                )  # fmt: skip
            except (OSError, ValueError, subprocess.SubprocessError):
                done = None
        if done is None or done.returncode:
            failed.append(" ".join(command))
    return tuple(failed)


def _quoted(word: str) -> str:
    """A word of a systemd command line: % and $ begin what systemd would fill in."""
    inside = word.replace("\\", "\\\\").replace('"', '\\"').replace("%", "%%").replace("$", "$$")
    return f'"{inside}"'


def _service(command: Sequence[str]) -> str:
    return (
        "[Unit]\nDescription=thesis-tui: what needs you in your theses\n\n"
        f"[Service]\nType=oneshot\nExecStart={' '.join(map(_quoted, command))}\nNice=10\n"
    )


def _timer(every: timedelta) -> str:
    seconds = int(every.total_seconds())
    return (
        "[Unit]\nDescription=thesis-tui looks at your theses\n\n"
        f"[Timer]\nOnBootSec=2min\nOnUnitActiveSec={seconds}s\nAccuracySec=1min\n\n"
        "[Install]\nWantedBy=timers.target\n"
    )


def _plist(command: Sequence[str], every: timedelta) -> str:
    words = "".join(f"    <string>{escape(word)}</string>\n" for word in command)
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">\n'
        '<plist version="1.0">\n<dict>\n'
        f"  <key>Label</key>\n  <string>{LABEL}</string>\n"
        f"  <key>ProgramArguments</key>\n  <array>\n{words}  </array>\n"
        f"  <key>StartInterval</key>\n  <integer>{int(every.total_seconds())}</integer>\n"
        "  <key>RunAtLoad</key>\n  <true/>\n  <key>ProcessType</key>\n  <string>Background</string>\n"
        "</dict>\n</plist>\n"
    )


def _task(command: Sequence[str], every: timedelta) -> str:
    minutes = max(1, int(every.total_seconds() // 60))
    arguments = subprocess.list2cmdline(list(command[1:]))
    return (
        '<?xml version="1.0" encoding="UTF-16"?>\n'
        '<Task version="1.2" xmlns="http://schemas.microsoft.com/windows/2004/02/mit/task">\n'
        "  <Triggers>\n    <TimeTrigger>\n      <Repetition>\n"
        f"        <Interval>PT{minutes}M</Interval>\n"
        "      </Repetition>\n      <StartBoundary>2000-01-01T00:00:00</StartBoundary>\n    </TimeTrigger>\n"
        "  </Triggers>\n"
        "  <Settings>\n    <MultipleInstancesPolicy>IgnoreNew</MultipleInstancesPolicy>\n"
        "    <StartWhenAvailable>true</StartWhenAvailable>\n    <Hidden>true</Hidden>\n  </Settings>\n"
        "  <Actions>\n    <Exec>\n"
        f"      <Command>{escape(command[0])}</Command>\n      <Arguments>{escape(arguments)}</Arguments>\n"
        "    </Exec>\n  </Actions>\n</Task>\n"
    )
