"""`check` for cron: each thing once while it lasts, again when it comes back, and told to whoever is away."""

from __future__ import annotations

import json
import os
import pty
import stat
import subprocess
from datetime import timedelta
from pathlib import Path

import pytest

from tests.cli.conftest import NOW, Home
from tests.cli.test_process import COMMAND, run, surroundings


@pytest.fixture
def quiet(home: Home) -> Home:
    """A thesis of the user's own where nothing needs attention, and all of it was said."""
    home.done("new", "ACME", "--pillar", "Demand", "--venue", "NYSE")
    home.done("criterion", "accept", "--all")
    home.done("price", "160", "--close", "--at", "2025-12-23")
    home.run("check")
    return home


def close(home: Home, price: str, day: int) -> None:
    """A close on a day of January 2026, seen in the morning after it."""
    home.now = NOW.replace(year=2026, month=1, day=day) + timedelta(days=1)
    home.done("price", price, "--close", "--at", f"2026-01-{day:02}")


def test_each_thing_once_and_the_code_as_things_are(quiet: Home) -> None:
    quiet.done("level", "add", "support", "150")
    close(quiet, "140", 6)
    first, second = quiet.run("check"), quiet.run("check")
    assert "support 150.00 broken" in first.out
    assert (first.code, second.code) == (1, 1)
    assert second == (1, "", "")
    everything = quiet.run("check", "--again")
    assert "support 150.00 broken" in everything.out
    assert quiet.run("check", "--json").out.count("support 150.00 broken") == 1
    assert quiet.run("check").out == ""


def test_what_ended_and_comes_back_is_printed_again(quiet: Home) -> None:
    quiet.done("level", "add", "support", "150")
    close(quiet, "140", 6)
    assert "broken" in quiet.run("check").out
    close(quiet, "170", 7)
    back = quiet.run("check")
    assert "reclaimed support 150.00, closed back above it on 7 Jan" in back.out
    assert "broken" not in back.out
    assert quiet.run("check").out == ""
    close(quiet, "141", 8)
    again = quiet.run("check")
    assert "support 150.00 broken" in again.out
    assert again.out.count("support 150.00") == 1
    assert quiet.run("check").out == ""


def test_an_old_price_ends_nothing(quiet: Home) -> None:
    quiet.done("level", "add", "support", "150")
    close(quiet, "140", 6)
    quiet.run("check")
    quiet.now += timedelta(days=12)
    assert "days old" in quiet.run("check").out
    quiet.done("price", "141")
    assert "support 150.00 broken" not in quiet.run("check").out


def test_what_a_session_did_while_nobody_looked_is_told_once(quiet: Home) -> None:
    quiet.done("level", "add", "support", "150")
    close(quiet, "140", 6)
    close(quiet, "170", 7)
    result = quiet.run("check")
    assert "closed below support 150.00 on 6 Jan" in result.out
    assert "reclaimed support 150.00, closed back above it on 7 Jan" in result.out
    assert quiet.run("check").out == ""


def test_a_milestone_when_its_window_opens_and_when_it_is_over(quiet: Home) -> None:
    quiet.done("milestone", "add", "First deliveries", "--window", "jan 2026")
    quiet.now = NOW.replace(year=2026, month=1, day=5)
    due = quiet.run("check")
    assert "First deliveries is due, until 31 Jan" in due.out
    assert quiet.run("check").out == ""
    quiet.now = NOW.replace(year=2026, month=2, day=3)
    over = quiet.run("check")
    assert over.code == 1
    assert "First deliveries 3 days overdue" in over.out
    quiet.now += timedelta(days=1)
    later = quiet.run("check")
    assert later.code == 1
    assert "First deliveries" not in later.out
    quiet.done("milestone", "hit", "deliveries")
    assert "First deliveries" not in quiet.run("check", "--again").out


def test_a_criterion_that_fails_by_a_newer_observation_is_said_again(home: Home) -> None:
    def failing() -> list[str]:
        return [line for line in home.run("check").out.splitlines() if line.lstrip().startswith("criterion")]

    home.done("observe", "ai-revenue-yoy", "40 %", "--period", "fq3 2026")
    home.now = NOW.replace(year=2026, month=1, day=10)
    assert any("AI revenue" in line for line in failing())
    assert failing() == []
    home.now = NOW.replace(year=2026, month=5, day=10)
    home.done("observe", "ai-revenue-yoy", "30 %", "--period", "fq4 2026")
    assert any("AI revenue" in line for line in failing())
    assert failing() == []


def test_the_past_is_printed_whole_and_leaves_nothing(quiet: Home) -> None:
    before = {path: path.read_bytes() for path in (quiet.root / "state").iterdir() if path.is_file()}
    day = quiet.now.date().isoformat()
    first = quiet.run("check", "--today", day)
    assert first.out != ""
    assert quiet.run("check", "--today", day) == first
    assert {path: path.read_bytes() for path in (quiet.root / "state").iterdir() if path.is_file()} == before


@pytest.mark.parametrize("latch", [b"", b"{", b'["x"]', b"\xff\xfe", b'[["level:x",1]]', b"[" * 100_000])
def test_a_latch_that_cannot_be_read_is_as_none(quiet: Home, latch: bytes) -> None:
    quiet.done("level", "add", "support", "150")
    close(quiet, "140", 6)
    quiet.run("check")
    path = quiet.root / "state" / "check-acme.json"
    path.write_bytes(latch)
    assert "support 150.00 broken" in quiet.run("check").out
    assert quiet.run("check").out == ""


def test_a_latch_that_cannot_be_written_is_said_and_the_code_stays(quiet: Home) -> None:
    quiet.done("level", "add", "support", "150")
    close(quiet, "140", 6)
    path = quiet.root / "state" / "check-acme.json"
    path.unlink(missing_ok=True)
    path.mkdir()
    result = quiet.run("check")
    assert result.code == 1
    assert "support 150.00 broken" in result.out
    assert str(path) in result.err


def test_several_at_once_leave_a_whole_latch(home: Home) -> None:
    home.done("new", "ACME", "--venue", "NYSE")
    home.done("criterion", "accept", "--all")
    home.done("milestone", "add", "Done by now", "--window", "2025-12-24")
    started = [
        subprocess.Popen([*COMMAND, "check", "--offline"], env=surroundings(home), stdout=subprocess.PIPE,
                         stderr=subprocess.PIPE, stdin=subprocess.DEVNULL)
        for _ in range(4)
    ]  # fmt: skip
    heard = [(*process.communicate(timeout=30), process.returncode) for process in started]
    assert all((err, code) == (b"", 1) for _, err, code in heard)
    assert run(home, "check").stdout == b""
    assert [path.name for path in (home.root / "state").glob("check-*")] == ["check-acme.json"]


# telling somebody who does not look


@pytest.fixture
def desktop(home: Home) -> Path:
    """A notify-send that writes down what it was given, one argument a line."""
    folder = home.root / "bin"
    folder.mkdir()
    program = folder / "notify-send"
    program.write_text(f'#!/bin/sh\nprintf "%s\\n" "$@" >> "{folder}/told"\n')
    program.chmod(program.stat().st_mode | stat.S_IXUSR)
    home.environ["PATH"] = f"{folder}{os.pathsep}{os.environ['PATH']}"
    return folder / "told"


def test_the_desktop_is_told_of_what_is_new_and_only_then(quiet: Home, desktop: Path) -> None:
    quiet.run("check", "--notify")
    assert not desktop.exists()
    quiet.done("milestone", "add", '$(touch x) `y` <b>bold</b> & "z"', "--window", "2026-01-02")
    quiet.now = NOW.replace(year=2026, month=1, day=5)
    quiet.run("check", "--notify")
    texts = desktop.read_text().splitlines()
    assert texts[:2] == ["--app-name=thesis-tui", "--"]
    assert texts[2].startswith("Acme") or texts[2].startswith("ACME")
    assert texts[3].startswith('$(touch x) `y` &lt;b&gt;bold&lt;/b&gt; &amp; "z" ')
    assert len(texts) == 4
    quiet.run("check", "--notify")
    quiet.run("check", "--again", "--notify")
    assert desktop.read_text().splitlines() == texts


def test_a_desktop_that_cannot_be_told_changes_nothing(quiet: Home, desktop: Path) -> None:
    quiet.done("milestone", "add", "Late", "--window", "2026-01-02")
    quiet.now = NOW.replace(year=2026, month=1, day=5)
    (desktop.parent / "notify-send").write_text("#!/nowhere/at/all\n")
    result = quiet.run("check", "--notify")
    assert result.code == 1
    assert "Late 3 days overdue" in result.out
    assert result.err == ""


def on_terminal(home: Home, *argv: str) -> bytes:
    """What a terminal gets of a command."""
    main, side = pty.openpty()
    process = subprocess.Popen(
        [*COMMAND, *argv], env=surroundings(home), stdin=subprocess.DEVNULL, stdout=side, stderr=side
    )
    os.close(side)
    got = b""
    while True:
        try:
            part = os.read(main, 65536)
        except OSError:
            break
        if not part:
            break
        got += part
    os.close(main)
    process.wait(30)
    return got


def test_a_terminal_is_told_and_says_when_nothing_is_new(home: Home) -> None:
    home.done("new", "ACME", "--venue", "NYSE")
    home.done("criterion", "accept", "--all")
    home.done("milestone", "add", "Done by now", "--window", "2025-12-24")
    home.environ["PATH"] = ""
    first = on_terminal(home, "check", "--notify")
    assert first.count(b"\x1b]9;") == 1
    text = first.partition(b"\x1b]9;")[2].partition(b"\x07")[0].decode()
    assert "Done by now" in text
    assert text.isprintable()
    again = on_terminal(home, "check", "--notify")
    assert b"\x1b" not in again
    assert b"Nothing new; " in again


def test_what_needs_the_user_is_counted_alike_everywhere(home: Home) -> None:
    home.done("level", "add", "support", "150", "--sure")
    close(home, "140", 6)
    close(home, "170", 7)
    texts = home.run("check").out.splitlines()[1:]
    news = [line for line in texts if line.startswith("  news ")]
    assert any("reclaimed support 150.00" in line for line in news)
    needs = len(json.loads(home.run("check", "--json").out)["attention"])
    assert len(texts) - len(news) == needs
    line = next(line for line in home.run("theses").out.splitlines() if " baba " in line)
    assert f" {needs}  " in line
