"""Opens a file in the user's own editor, and reads it again on return."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from textual.app import App, SuspendNotSupported

from thesis_tui.errors import FileError, ThesisError
from thesis_tui.model.view import Target
from thesis_tui.system import words_of
from thesis_tui.tui.session import Session

_AT_LINE = ("vi", "vim", "nvim", "nano", "emacs", "emacsclient", "micro", "kak", "joe", "ed", "ex", "view", "pico")
"""Editors that take `+LINE` before the file."""


_EASY = ("nano", "micro", "pico", "notepad")
"""Editors that say themselves how they are left, for those who have chosen none."""
_VI = ("vi", "vim", "nvim")


def chosen_editor() -> str:
    """The user's own choice, "" where there is none."""
    return os.environ.get("VISUAL") or os.environ.get("EDITOR") or ""


def leaving(editor: str) -> str:
    """How an editor is left that does not say so itself, "" for every other."""
    return "esc, then :wq and enter, leaves it" if editor in _VI else ""


def editor_command(path: str, line: int) -> list[str]:
    """The command of $VISUAL or $EDITOR for a file at a line; editors that are not known get no line. Where none
    is chosen, a common one that is there, the easiest to leave first, or an empty list.
    """
    chosen = chosen_editor()
    try:
        command = words_of(chosen) if chosen else [name for name in (*_EASY, *_VI) if shutil.which(name)][:1]
    except ValueError:  # a quotation mark that is never closed
        command = [chosen]
    if not command:
        return []
    name = Path(command[0]).name.removesuffix(".exe")
    if name in _AT_LINE:
        return [*command, f"+{line}", path]
    if name in ("code", "codium", "subl", "hx", "helix", "zed"):
        # without it "file:line" is taken for the name of a file
        option = ["--goto"] if name in ("code", "codium") else []
        # without it these hand the file to a window that is open and return at once: it would be read before it is
        # edited
        wait = ["--wait"] if name in ("code", "codium", "subl", "zed") else []
        return [*command, *wait, *option, f"{path}:{line}"]
    return [*command, path]


def edit(app: App[int], session: Session, target: Target) -> None:
    """Suspends the screen for the editor; what it could not start is said in words."""
    if session.desk.bundled:
        session.notify(session.desk.read_only_reason or "nothing to edit yet", timeout=8)
        return
    try:
        path, line = session.desk.file_of(target)
    except ThesisError as error:
        session.fail(error)
        return
    edit_at(app, session, path, line)


def edit_at(app: App[int], session: Session, path: Path, line: int) -> None:
    """The same for a file at a line. Where no editor is chosen, it asks before it opens one."""
    command = editor_command(str(path), line)
    if chosen_editor():
        _run(app, session, command, path, line)
        return
    choices = [("c", "copy where it is", False)]
    if command:
        how = leaving(command[0])
        choices.insert(0, ("o", f"open it in {command[0]}{f'; {how}' if how else ''}", True))
    # the path has a line to itself, so that it can be marked and copied with the mouse, too
    about = (f"line {line} of", shown_path(path), "", "No editor is chosen. EDITOR in your shell chooses one:",
             "export EDITOR=nano")  # fmt: skip

    def answer(opens: bool) -> None:
        if opens:
            _run(app, session, command, path, line)
        else:
            session.copy(str(path), "")

    session.choose_from("Edit the file", choices, first=True, then=answer, about=about)


def shown_path(path: Path) -> str:
    """A path with the home folder as "~"."""
    home = Path(os.path.expanduser("~"))  # noqa: PTH111  (never fails)
    return str(Path("~") / path.relative_to(home)) if path.is_relative_to(home) else str(path)


def _run(app: App[int], session: Session, command: list[str], path: Path, line: int) -> None:
    try:
        with app.suspend():
            done = subprocess.run(command, check=False)
    except FileNotFoundError:
        session.notify(
            f'there is no "{command[0]}"; set EDITOR to your editor. The file is {shown_path(path)}', timeout=15
        )
        return
    except SuspendNotSupported:
        where = shown_path(path)
        session.notify(f"an editor cannot be opened from here. The file is {where}, line {line}", timeout=15)
        return
    except OSError as error:
        session.notify(f"{command[0]} could not be started: {error.strerror}", timeout=15)
        return
    if done.returncode:
        session.notify(f"{command[0]} ended with code {done.returncode}", timeout=8)
    session.reload()
    broken = [problem.text for problem in session.view.problems]
    if broken:
        session.notify(broken[0], title="left as it is", severity="error", timeout=15)
    else:
        session.say(f"read {path.name} again")


def offer_to_mend(error: FileError, path: str) -> bool:
    """Before there is a screen: says what is wrong with a file and, when the user wants it, opens it there.

    True when it was opened, and is to be read again.
    """
    command = editor_command(path, max(1, error.line))
    if not command:
        return False
    how = "" if chosen_editor() else leaving(command[0])
    opens = f"enter opens it there in {command[0]}{f' ({how})' if how else ''}"
    sys.stderr.write(f"thesis-tui: {error}\n{opens}, q and enter leaves: ")
    sys.stderr.flush()
    typed = sys.stdin.readline()
    if not typed or typed.strip():  # the end of the input is nobody's enter
        return False
    try:
        return subprocess.run(command, check=False).returncode == 0
    except OSError as fault:
        sys.stderr.write(f"{command[0]} could not be started: {fault.strerror}\n")
        return False
