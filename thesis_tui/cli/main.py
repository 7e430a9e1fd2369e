"""Runs one command and gives its exit code: 0 done, 1 the answer is "attention", 2 usage or input at fault.

Every error ends here: those a user can be told about as one line on stderr, anything else as a report in
the state directory and one line that says where. Never a traceback.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from thesis_tui import __version__
from thesis_tui.cli import lazy
from thesis_tui.cli.fast_path import RUN, quick
from thesis_tui.cli.opening import Opening
from thesis_tui.cli.options import Options
from thesis_tui.cli.output import on_terminal
from thesis_tui.errors import ThesisError

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path


def main(
    argv: Sequence[str] | None = None,
    *,
    environ: Mapping[str, str] | None = None,
    clock: Callable[[], datetime] | None = None,
) -> int:
    """Runs what was typed (`argv` without the program's name). `clock` gives local time with its zone."""
    surroundings = os.environ if environ is None else environ
    for stream in (sys.stdout, sys.stderr):
        # a locale without the signs prints "?" for one, and never fails
        if reconfigure := getattr(stream, "reconfigure", None):
            reconfigure(errors="replace")
    opening: Opening | None = None
    try:
        typed = sys.argv[1:] if argv is None else argv
        # before anything is parsed: a line that is being completed is seldom one that could be
        if list(typed[:1]) == ["complete"]:
            from thesis_tui.cli.commands import COMMANDS

            return lazy.completion.answer(typed[1:], COMMANDS, surroundings, clock or local_now)
        options = _parse(typed)
        if isinstance(options, str):
            sys.stdout.write(options)
        elif options.flag("version"):
            sys.stdout.write(f"thesis-tui {__version__}\n")
        else:
            opening = Opening(options, surroundings, clock or local_now)
            code = _run(opening)
            opening.tell()
            # here, where a reader that is gone is still a BrokenPipeError, and not at the end of the process
            sys.stdout.flush()
            return code
        sys.stdout.flush()
    except ThesisError as error:
        if opening is not None:
            opening.tell()
        _complain(str(error))
        return 2
    except KeyboardInterrupt:
        return 130  # as a shell says of a program that was interrupted
    except BrokenPipeError:
        _let_go()
        return 0
    except SystemExit as stop:
        return stop.code if isinstance(stop.code, int) else 0
    except Exception as error:  # noqa: BLE001  (the one place where a fault of the program ends)
        return _crashed(error, opening)
    return 0


def _parse(argv: Sequence[str]) -> Options | str:
    options = quick(argv)
    if options is None:
        # argparse and the table of commands: 11 ms that `show --json` and the dashboard do without
        from thesis_tui.cli.arguments import parse
        from thesis_tui.cli.commands import COMMANDS

        return parse(argv, COMMANDS)
    return options


def _run(opening: Opening) -> int:
    command = opening.options.command or ("" if on_terminal(opening.environ) else "show")
    if not command:
        code: int = lazy.dashboard.run(opening.desk)
        return code
    if run := RUN.get(command):
        return run(opening)
    from thesis_tui.cli.commands import COMMANDS

    return COMMANDS[command].run(opening)


def local_now() -> datetime:
    """The time in the zone the system is in now."""
    from datetime import datetime

    from thesis_tui.system import read_zone_again

    read_zone_again()
    return datetime.now().astimezone()


def _complain(text: str) -> None:
    """One line on stderr: what was typed may be in it, with anything in it."""
    from thesis_tui.model.text_cleaning import clean

    text = " ".join(clean(text).split())
    try:
        sys.stdout.flush()
        sys.stderr.write(f"thesis-tui: {text}\n")
        sys.stderr.flush()
    except (OSError, ValueError):
        _let_go()


def _let_go() -> None:
    """Whoever read our output is gone: what is left of it goes nowhere, quietly."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    try:
        # Python writes what it still holds when it ends, and would complain of the broken pipe then
        os.dup2(nowhere, sys.stdout.fileno())
    except (OSError, ValueError):
        return
    finally:
        os.close(nowhere)


def _crashed(error: Exception, opening: Opening | None) -> int:
    state: Path | None = None
    if opening is not None:
        try:
            state = opening.places.state
        except Exception:  # noqa: BLE001  (the places may be what failed)
            state = None
    where = lazy.crash.write_report(error, state)
    sentences = f"; the report is in {where}" if where else ""
    _complain(f"this is a bug in the program ({type(error).__name__}); nothing you wrote is lost{sentences}")
    return 2
