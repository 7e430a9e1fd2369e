"""Telling the user what needs them while the dashboard is closed: one message for each thesis and look, none twice.

What was told is remembered as `check` remembers it, but by itself: what a message said a later `check` still prints.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING, NamedTuple

from thesis_tui.errors import InputError
from thesis_tui.model.figures import counted, cut
from thesis_tui.model.text_cleaning import clean
from thesis_tui.services.checking import read_latch, report, write_latch

if TYPE_CHECKING:
    from pathlib import Path

    from thesis_tui.model.view import View
    from thesis_tui.model.watch import WatchSettings

SECONDS = 10.0
"""How long what is told may take to take it."""
_LISTED = 8
_LONGEST = 200
_EVERY = re.compile(r"([1-9]\d{0,3})([mh])")
_QUIET = re.compile(r"([01]\d|2[0-3]):([0-5]\d)-([01]\d|2[0-3]):([0-5]\d)")
# The message comes as arguments: no quoting can make a part of the script of it.
_APPLE = "on run argv\ndisplay notification (item 2 of argv) with title (item 1 of argv)\nend run"
# The message comes in the environment, for the same reason.
_TOAST = (
    "$null = [Windows.UI.Notifications.ToastNotificationManager, Windows.UI.Notifications,"
    " ContentType = WindowsRuntime];"
    "$x = [Windows.UI.Notifications.ToastNotificationManager]::GetTemplateContent("
    "[Windows.UI.Notifications.ToastTemplateType]::ToastText02);"
    "$t = $x.GetElementsByTagName('text');"
    "$null = $t.Item(0).AppendChild($x.CreateTextNode($env:THESIS_TUI_TITLE));"
    "$null = $t.Item(1).AppendChild($x.CreateTextNode($env:THESIS_TUI_TEXT));"
    "[Windows.UI.Notifications.ToastNotificationManager]::CreateToastNotifier('thesis-tui').Show("
    "[Windows.UI.Notifications.ToastNotification]::new($x))"
)


class Message(NamedTuple):
    """The news of one thesis at one look: a title of one line, and a line for each thing."""

    title: str
    lines: tuple[str, ...]

    @property
    def text(self) -> str:
        return "\n".join((self.title, *(f"- {line}" for line in self.lines)))


def interval(text: str) -> timedelta:
    """ "15m" as a time. Raises InputError."""
    match = _EVERY.fullmatch(text.strip())
    if match is None:
        raise InputError(f'"{cut(text, 20)}" is not accepted; give minutes or hours, like 15m or 2h', "every")
    return timedelta(minutes=int(match[1])) if match[2] == "m" else timedelta(hours=int(match[1]))


def is_quiet(hours: str, now: datetime) -> bool:
    """Whether `now` is within the quiet hours, which may run past midnight; "" has none."""
    match = _QUIET.fullmatch(hours)
    if match is None:
        return False
    begin, end = time(int(match[1]), int(match[2])), time(int(match[3]), int(match[4]))
    at = now.time()
    return begin <= at < end if begin <= end else at >= begin or at < end


def news_of(view: View, state: Path) -> tuple[Message | None, frozenset[tuple[str, str]]]:
    """The news not told yet, None when nothing, and what is to be remembered once it is told."""
    found = report(view, read_latch(state, _latch(view.id)))
    if not found.new:
        return None, found.latch
    lines = [_plain(item.view.text) for item in found.new[:_LISTED]]
    if len(found.new) > _LISTED:
        lines.append(f"{counted(len(found.new) - _LISTED, 'more thing')}: thesis-tui --thesis {view.id}")
    return Message(_plain(f"{view.name}: {view.verdict}"), tuple(lines)), found.latch


def remember(view: View, state: Path, latch: frozenset[tuple[str, str]]) -> None:
    """Remembers what was told. Raises StorageError."""
    if latch != read_latch(state, _latch(view.id)):
        write_latch(state, _latch(view.id), latch)


def _latch(thesis_id: str) -> str:
    """No id of a thesis has a point."""
    return f"{thesis_id}.watch"


def send(
    message: Message, settings: WatchSettings, environ: Mapping[str, str], system: str = sys.platform
) -> tuple[str, ...]:
    """Tells a message everywhere the settings name; why it could not be, a sentence for each that failed."""
    faults = []
    if settings.desktop:
        faults.append(_desktop(message, environ, system))
    if settings.notify:
        faults.append(_run(settings.notify, message.text, environ))
    if settings.mail:
        faults.append(_mail(message, settings.mail, environ))
    return tuple(fault for fault in faults if fault)


def _desktop(message: Message, environ: Mapping[str, str], system: str) -> str:
    body = "\n".join(message.lines)
    if system == "darwin":
        return _run(("osascript", "-e", _APPLE, message.title, body), "", environ)
    if system == "win32":
        variables = {**environ, "THESIS_TUI_TITLE": message.title, "THESIS_TUI_TEXT": body}
        return _run(("powershell", "-NoProfile", "-NonInteractive", "-Command", _TOAST), "", variables)
    import html

    # the desktop reads markup in the body, and none in the title
    escaped = html.escape(body, quote=False)
    # --: a title that begins with a dash is no option
    return _run(("notify-send", "--app-name=thesis-tui", "--", message.title, escaped), "", environ)


def _mail(message: Message, address: str, environ: Mapping[str, str]) -> str:
    from email.message import EmailMessage

    mail = EmailMessage()
    mail["To"] = address
    mail["Subject"] = message.title
    mail.set_content("\n".join(message.lines) + "\n")
    path = environ.get("PATH", "")
    text = os.pathsep.join((path, "/usr/sbin", "/usr/lib"))  # where it is when it is not on the path
    program = shutil.which("sendmail", path=text)
    if program is None:
        return "sendmail is not there; install one, or set [watch] mail to nothing"
    # -t reads the addressee from the mail; without -oi a line with a lone point would end it
    return _run((program, "-t", "-oi"), mail.as_string(), environ)


def _run(command: Sequence[str], text: str, environ: Mapping[str, str]) -> str:
    """Runs a command without a shell, `text` on its standard input; why it failed, "" when it did not."""
    program = shutil.which(command[0], path=environ.get("PATH", ""))
    if program is None:
        return f"{cut(command[0], 60)} is not there, so no one was notified"
    try:
        done = subprocess.run(
            [program, *command[1:]], input=text.encode(), env=dict(environ), stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE, timeout=SECONDS, check=False,
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        return f"{cut(command[0], 60)} did not end within {SECONDS:.0f} seconds"
    except (OSError, ValueError) as error:
        return f"{cut(command[0], 60)} cannot be run: {error}"
    if done.returncode:
        words = cut(" ".join(clean(done.stderr.decode(errors="replace")).split()), _LONGEST)
        return f"{cut(command[0], 60)} failed with {done.returncode}{f': {words}' if words else ''}"
    return ""


def _plain(text: str) -> str:
    return cut(" ".join(clean(text).split()), _LONGEST)
