"""`watch`: looks at every thesis at an interval, and tells what needs the user; or has the system do so."""

from __future__ import annotations

import os
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from thesis_tui.cli.output import complain, say
from thesis_tui.errors import InputError, ThesisError
from thesis_tui.services import notifications, scheduling

if TYPE_CHECKING:
    from datetime import timedelta

    from thesis_tui.cli.opening import Opening
    from thesis_tui.model.watch import WatchSettings
    from thesis_tui.services.desk import Desk
    from thesis_tui.services.notifications import Message

_NOBODY = (
    "notices go to this output only; to be notified elsewhere, set desktop, notify or mail under [watch] in "
    "config.toml (thesis-tui paths names the file)"
)


def watch(opening: Opening) -> int:
    """Looks until it is stopped, or once; or writes, shows or removes the system's schedule."""
    options = opening.options
    if opening.as_of() is not None:
        raise InputError("--today shows a past day, on which nothing is fetched; leave it out", "--today")
    settings, faults = opening.read_settings()
    for fault in faults:
        complain(fault)
    every = notifications.interval(options.text("every") or settings.watch.every)
    chosen = [name for name in ("once", "install", "installed", "remove") if options.flag(name)]
    if len(chosen) > 1:
        raise InputError(f"--{chosen[0]} and --{chosen[1]} exclude each other; give one of them", f"--{chosen[1]}")
    if chosen and chosen[0] != "once":
        return _schedule(opening, chosen[0], every, settings.watch)
    if not settings.watch.tells:
        complain(_NOBODY)
    if chosen:
        return _look(opening, settings.watch)
    say(f"looking every {_words(every)}; ctrl+c stops it")
    while True:
        _look(opening, settings.watch)
        sys.stdout.flush()
        time.sleep(every.total_seconds())


def _look(opening: Opening, settings: WatchSettings) -> int:
    """Fetches what is due, and tells what is new: 2 when a thesis could not be read or nobody could be told."""
    code = 0
    for desk in _desks(opening):
        try:
            _fetch(desk)
            view = desk.view()
        except ThesisError as error:
            complain(f"{desk.id}: {error}")
            code = 2
            continue
        if view.closed is not None:
            continue
        message, latch = notifications.news_of(view, opening.places.state)
        if message is not None and notifications.is_quiet(settings.quiet, opening.clock()):
            continue  # not remembered: it is told once the quiet hours are over
        # not remembered either: it is told again at the next look
        if message is not None and not _deliver(message, opening, settings):
            code = 2
            continue
        try:
            notifications.remember(view, opening.places.state, latch)
        except ThesisError as error:
            complain(str(error))
            code = 2
    return code


def _deliver(message: Message, opening: Opening, settings: WatchSettings) -> bool:
    """Prints a message and sends it; false where somebody it was for could not be told, so that it is told again."""
    say(message.text)
    faults = notifications.send(message, settings, opening.environ)
    for fault in faults:
        complain(fault)
    return not faults


def _desks(opening: Opening) -> list[Desk]:
    """The theses to look at: the one named, else all of the user's own."""
    from thesis_tui.storage.book import thesis_ids

    named = opening.options.text("thesis")
    ids = [named] if named else thesis_ids(opening.places.data)
    if not ids:
        raise InputError("there is no thesis of yours to watch yet; thesis-tui new SYMBOL makes one", "--thesis")
    return [opening.another_desk(identity) for identity in ids]


def _fetch(desk: Desk) -> None:
    """Prices and documents that are due; what does not answer is told by `check` and `doctor`, not here."""
    if desk.offline:
        return
    import asyncio

    from thesis_tui.services.fetching import fetch

    try:
        asyncio.run(desk.refresh(by_hand=False))
        asyncio.run(fetch(desk, due=True, only="", on_outcome=lambda _: None))
    except InputError as error:
        complain(f"{desk.id}: {error}")


def _schedule(opening: Opening, what: str, every: timedelta, settings: WatchSettings) -> int:
    home = opening.environ.get("HOME") or opening.environ.get("USERPROFILE") or str(Path.home())
    plan = scheduling.schedule(sys.platform, Path(home), opening.places.state, _command(opening), every)
    if what == "installed":
        there = scheduling.installed(plan)
        for path in there:
            # the task scheduler of Windows wants its XML in UTF-16
            say(f"{path}\n{path.read_text(encoding='utf-16' if path.suffix == '.xml' else 'utf-8')}")
        if not there:
            say("no schedule is installed; thesis-tui watch --install writes one")
        return 0
    if what == "remove":
        failed = scheduling.run_all(plan.end, opening.environ) if scheduling.installed(plan) else ()
        for path in (gone := scheduling.remove(plan)):
            say(f"removed {path}")
        if not gone:
            say("no schedule is installed")
        _type_yourself(failed)
        return 0
    if not settings.tells:
        raise InputError(f"a schedule would notify nobody: {_NOBODY}", "--install")
    scheduling.install(plan)
    for path, _ in plan.files:
        say(f"wrote {path}")
    failed = scheduling.run_all(plan.begin, opening.environ)
    if not failed:
        say(f"it looks every {_words(every)}; thesis-tui watch --remove ends it")
    _type_yourself(failed)
    return 0


def _type_yourself(commands: tuple[str, ...]) -> None:
    for command in commands:
        complain(f"this could not be run here; type it yourself: {command}")


def _command(opening: Opening) -> list[str]:
    """The command line of one look, with the places that were given, whole."""
    # by the interpreter's whole path: a scheduler has another PATH than the shell this was typed in
    words = [sys.executable, "-m", "thesis_tui", "watch", "--once"]
    for name in ("data_dir", "config"):
        given = opening.options.maybe(name)
        if given:
            # made absolute: a scheduler starts in another folder
            words += [f"--{name.replace('_', '-')}", os.path.abspath(given)]  # noqa: PTH100  (as it was typed)
    if opening.options.text("thesis"):
        words += ["--thesis", opening.options.text("thesis")]
    return words


def _words(every: timedelta) -> str:
    minutes = int(every.total_seconds() // 60)
    return f"{minutes} minutes" if minutes % 60 or minutes < 120 else f"{minutes // 60} hours"
