"""Random words on the command line: whatever is typed is answered, or refused in a sentence."""

from __future__ import annotations

import contextlib
import io
import os
import random
import sys
import tempfile
import traceback
from collections.abc import Sequence
from datetime import datetime, timedelta, timezone
from pathlib import Path

from thesis_tui.cli import lazy
from thesis_tui.cli.command import EVERYWHERE
from thesis_tui.cli.commands import COMMANDS
from thesis_tui.cli.main import main

NOW = datetime(2025, 12, 24, 9, 30, tzinfo=timezone(timedelta(hours=1)))
OPTIONS = sorted({
    argument.name for command in COMMANDS.values() for argument in (*command.arguments, *EVERYWHERE)
    if argument.name.startswith("-")
})  # fmt: skip
ENDING = [name for name in COMMANDS if name not in ("serve", "watch")]
"""The commands but for those that run until they are stopped."""
VALUES = (
    "", " ", "-", "--", "-1", "-h", "--help", "x", "=", "--=", "--pillar=",
    "0", "148", "1e9", "-0.0", "nan", "inf", "1/2",
    "148-145",
    "9" * 40, "34 %", ">600 M", "cloud", "chips", "baba", "BABA", "../x", "/", ".", "a.txt", "b.json", "missing.txt",
    "9999-12-31", "0001-01-01", "2025-12-22", "today", "q1 2026", "by mid-feb 2026", "support", "hit", "neutral",
    "deliveries",
    "caf\udce9", "\udc81", "\x1b[31m", "\u202e", "x" * 3000, "note", "import", "json",
    "fetch", "verdicts", "bash",
    "NVDA", "BRK.B", "0700.HK", "growth", "long", "EUR", "03-31", "https://127.0.0.1:9/a", "[/]",
)  # fmt: skip


def line(rng: random.Random) -> list[str]:
    """A command, now and then none or half of one, with options and words that may belong to it or not."""
    words = rng.choice([*ENDING, *ENDING, "", "milestone", "export"]).split()
    own = [argument.name for argument in COMMANDS.get(" ".join(words), COMMANDS["show"]).arguments]
    for _ in range(rng.randrange(6)):
        match rng.randrange(5):
            case 0:
                words.insert(rng.randint(0, len(words)), rng.choice(VALUES))
            case 1:
                words += [rng.choice(OPTIONS), rng.choice(VALUES)]
            case 2 if own:
                name = rng.choice(own)
                words += [name, rng.choice(VALUES)] if name.startswith("-") else [rng.choice(VALUES)]
            case 3:
                words.append(f"{rng.choice(OPTIONS)}={rng.choice(VALUES)}")
            case _:
                words.append(rng.choice(VALUES))
    if rng.random() < 0.05:
        words = ["complete", rng.choice(("bash", "zsh", "fish", "x")), *words]
    return [word for word in words if "\0" not in word]


def run(lines: Sequence[Sequence[str]]) -> str:
    """Runs command lines after each other in a fresh home; the first that ended in a fault, and how, or ""."""
    with tempfile.TemporaryDirectory(prefix="fuzz-", ignore_cleanup_errors=True) as scratch:
        home = Path(scratch)
        folders = {"DATA_DIR": "data", "CONFIG": "config.toml", "STATE_DIR": "state", "CACHE_DIR": "cache"}
        environ = {f"THESIS_TUI_{name}": str(home / place) for name, place in folders.items()}
        (home / "config.toml").write_text("offline = true\n", encoding="utf-8")
        (home / "a.txt").write_text("The shares closed at $148.20 on 22 December 2025.\n", encoding="utf-8")
        (home / "b.json").write_text("{}", encoding="utf-8")
        before = Path.cwd()
        os.chdir(home)
        try:
            for number, argv in enumerate(lines):
                found = _fault(argv, environ, NOW + timedelta(seconds=number))
                if found:
                    return f"{list(argv)!r}\n{found}"
        finally:
            os.chdir(before)
    return ""


def _fault(argv: Sequence[str], environ: dict[str, str], now: datetime) -> str:
    faults: list[str] = []

    def keep(error: BaseException, _: Path | None) -> None:
        faults.append("".join(traceback.format_exception(error)))

    report, stdin = lazy.crash.write_report, sys.stdin
    out, err = io.TextIOWrapper(io.BytesIO(), encoding="utf-8"), io.StringIO()
    lazy.crash.write_report = keep  # type: ignore[assignment]
    sys.stdin = io.TextIOWrapper(io.BytesIO(b"An article.\n"))
    try:
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            code = main(argv, environ=environ, clock=lambda: now)
    except BaseException as error:  # noqa: BLE001  (whatever it is, it is the find)
        return "".join(traceback.format_exception(error))
    finally:
        lazy.crash.write_report, sys.stdin = report, stdin
    if faults:
        return faults[0]
    if code not in (0, 1, 2) or (code == 2 and not err.getvalue().strip() and argv[:1] != ["complete"]):
        return f"exit code {code}, {err.getvalue()!r}"
    return ""


def one_round(seed: int, count: int = 100) -> str:
    """What `count` random command lines found, or ""."""
    rng = random.Random(seed)
    return run([line(rng) for _ in range(count)])
