"""Nothing but thesis_tui/system.py relies on what only some systems have."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PROGRAM = sorted((ROOT / "thesis_tui").rglob("*.py"))
MODULES = {"fcntl", "grp", "msvcrt", "posix", "pty", "pwd", "resource", "signal", "syslog", "termios", "tty", "winreg"}
NAMES = {
    "O_BINARY", "O_CLOEXEC", "O_DIRECTORY", "O_NOFOLLOW", "O_NONBLOCK", "fchmod", "fork", "geteuid", "getgid", "getuid",
    "kill", "killpg", "link", "mkfifo", "name", "nice", "openpty", "posix_spawn", "setsid", "statvfs", "symlink",
    "sysconf", "tzset", "uname",
}  # fmt: skip
KEYWORDS = {"add_signal_handler", "preexec_fn", "start_new_session", "pass_fds"}
ELSEWHERE = ("O_", "SIG", "/dev/", "/tmp/", "/etc/", "/proc/", "%-")


def rare(tree: ast.AST) -> list[tuple[int, str]]:
    """What in a module only some systems have, by line."""
    found: list[tuple[int, str]] = []
    for node in ast.walk(tree):
        match node:
            case ast.Import(names=names):
                found += [(node.lineno, other.name) for other in names if other.name in MODULES]
            case ast.ImportFrom(module=module) if module in MODULES:
                found.append((node.lineno, str(module)))
            case ast.Attribute(value=ast.Name(id="os" | "time"), attr=name) if name in NAMES:
                found.append((node.lineno, name))
            case ast.Attribute(attr=name) | ast.keyword(arg=str(name)) if name in KEYWORDS:
                found.append((node.lineno, name))
            case ast.Constant(value=str(text)) if text.startswith(ELSEWHERE):
                found.append((node.lineno, text))
    return found


def test_one_module_alone_knows_what_systems_differ_in() -> None:
    named = {path.relative_to(ROOT).as_posix(): rare(ast.parse(path.read_text("utf-8"))) for path in PROGRAM}
    assert {name for name, found in named.items() if found} == {"thesis_tui/system.py"}, named


WITHOUT = """
import asyncio, importlib, os, pkgutil, signal, subprocess, sys, time
import platformdirs  # as asyncio, it chooses by the system's name
import thesis_tui
for name in ("fcntl", "grp", "pty", "pwd", "resource", "syslog", "termios", "tty"):
    sys.modules[name] = None
for name in ("fork", "getuid", "geteuid", "getgid", "kill", "link", "mkfifo", "statvfs", "symlink", "uname",
             "O_CLOEXEC", "O_NONBLOCK", "O_DIRECTORY"):
    delattr(os, name)
del signal.SIGHUP, time.tzset
from thesis_tui.cli.main import main
for line in sys.argv[1:]:
    print(">", line, flush=True)
    assert main(line.split()) in (0, 1), line
for module in pkgutil.walk_packages(thesis_tui.__path__, "thesis_tui."):
    if not module.name.endswith("__main__"):
        importlib.import_module(module.name)
"""


def test_every_module_loads_and_commands_run_where_there_is_nothing_of_unix(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("DATA_DIR", "CONFIG", "STATE_DIR", "CACHE_DIR"):
        monkeypatch.setenv(f"THESIS_TUI_{name}", str(tmp_path / name))
    commands = [
        "show",
        "check",
        "log",
        "level list",
        "milestone list",
        "paths",
        "doctor",
        "help keys",
        "note x",
        "undo",
    ]
    done = subprocess.run(
        [sys.executable, "-c", WITHOUT, *commands], cwd=ROOT, capture_output=True, text=True, check=False, timeout=60
    )
    assert done.returncode == 0, done.stderr
    assert "Cloud growth" in done.stdout
    assert "noted" in done.stdout
