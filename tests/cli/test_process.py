"""The program as a process: streams, exit codes, crashes, and two of them at once."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import Home
from thesis_tui.cli import queries

ROOT = Path(__file__).resolve().parents[2]
COMMAND = [sys.executable, "-m", "thesis_tui"]


def surroundings(home: Home) -> dict[str, str]:
    return {**os.environ, **home.environ, "PYTHONPATH": str(ROOT)}


def run(home: Home, *argv: str, **environ: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [*COMMAND, *argv],
        env=surroundings(home) | environ,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
        timeout=30,
    )


def test_without_a_terminal_the_dashboard_is_printed(home: Home) -> None:
    done = run(home, "--today", "2025-12-23")
    assert done.returncode == 0
    assert "Cloud growth" in done.stdout.decode()
    assert b"\x1b" not in done.stdout
    assert done.stderr == b""


def test_a_locale_without_the_signs_gets_plain_ones(home: Home) -> None:
    done = run(home, "level", "list", "--today", "2025-12-23", PYTHONIOENCODING="ascii")
    assert done.returncode == 0
    assert done.stdout.isascii()
    assert json.loads(run(home, "show", "--json", PYTHONIOENCODING="ascii").stdout)["schema"] == 2


def test_an_argument_that_is_not_utf_8_keeps_its_letters(home: Home) -> None:
    done = subprocess.run(
        [*(os.fsencode(part) for part in COMMAND), b"note", b"caf\xe9"],
        env=surroundings(home),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
        timeout=30,
    )
    assert done.returncode == 0
    assert b"Traceback" not in done.stderr
    assert json.loads(run(home, "log", "--json").stdout)[-1]["text"] == "café", "as Windows-1252 has it"


def test_whoever_reads_may_leave(home: Home) -> None:
    with subprocess.Popen(
        [*COMMAND, "show", "--json"], env=surroundings(home), stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        assert process.stderr.read() == b""


def noted_at_once(home: Home, count: int) -> None:
    """So many programs write a note each; all are in the log."""
    started = [
        subprocess.Popen([*COMMAND, "note", f"note {i}"], env=surroundings(home), stdin=subprocess.DEVNULL,
                         stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
        for i in range(count)
    ]  # fmt: skip
    for process in started:
        _, err = process.communicate(timeout=30)
        assert process.returncode == 0, err
    texts = {entry.get("text") for entry in json.loads(run(home, "log", "--json").stdout)}
    assert {f"note {i}" for i in range(count)} <= texts


def test_two_programs_at_once_lose_nothing(home: Home) -> None:
    home.done("note", "copied")
    noted_at_once(home, 6)


def test_two_first_entries_at_once_leave_one_whole_thesis(home: Home) -> None:
    noted_at_once(home, 3)
    assert json.loads(run(home, "show", "--json").stdout)["problems"] == []


def test_a_fault_of_the_program_leaves_a_report_and_no_traceback(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_opening: object) -> int:
        raise ZeroDivisionError("secret of the machine")

    monkeypatch.setattr(queries, "paths", fail)
    result = home.run("paths")
    assert result.code == 2
    assert "ZeroDivisionError" in result.err
    assert result.err.count("\n") == 1
    report = next((home.root / "state").glob("crash-*.txt"))
    assert str(report) in result.err
    assert "secret of the machine" in report.read_text()
