"""A person's session on a real terminal: start, write, quit, come back."""

from __future__ import annotations

import subprocess
from pathlib import Path

from tests.end_to_end.terminal import COMMAND, Terminal, environ

PILLARS = ("Cloud growth", "Qwen adoption", "H200 access", "Hardware")


def test_a_note_is_there_after_a_restart(tmp_path: Path) -> None:
    with Terminal(tmp_path) as first:
        for pillar in PILLARS:
            first.wait_for(pillar)
        first.quiet()
        first.press("n")
        first.wait_for("esc cancel")
        first.quiet()
        first.press("crates seen in Shenzhen\r")
        first.wait_for("noted on ")
        first.press("q")
        assert first.end() == 0
        first.assert_left_as_found()
    with Terminal(tmp_path) as second:
        second.wait_for("Hardware")
        second.quiet()
        second.press("5")
        second.wait_for("crates seen in Shenzhen")
        second.press("q")
        assert second.end() == 0


def test_keys_typed_ahead_are_not_lost(tmp_path: Path) -> None:
    with Terminal(tmp_path) as terminal:
        terminal.wait_for("q quit")
        terminal.quiet()
        terminal.press("ntyped in one go\r")
        terminal.wait_for("noted on ")
        terminal.press("5")
        terminal.wait_for("typed in one go")
        terminal.press("\x03")
        terminal.wait_for("ctrl+c again to quit")
        terminal.press("\x03")
        assert terminal.end() == 0, "ctrl+c leaves as q does"
        terminal.assert_left_as_found()


def test_the_page_follows_the_window(tmp_path: Path) -> None:
    with Terminal(tmp_path, size=(80, 24)) as terminal:
        terminal.wait_for("q quit")
        assert "Xetra" not in terminal.text
        terminal.resize(200, 60)
        terminal.wait_for("Xetra")
        terminal.resize(60, 15)
        terminal.wait_for("80×24 shows more")
        terminal.press("q")
        assert terminal.end() == 0


def test_two_programs_see_each_others_notes(tmp_path: Path) -> None:
    with Terminal(tmp_path) as terminal:
        terminal.wait_for("q quit")
        with Terminal(tmp_path) as other:
            other.wait_for("q quit")
            other.quiet()
            other.press("5")
            other.wait_for("/ search")
            terminal.quiet()
            terminal.press("n")
            terminal.wait_for("esc cancel")
            terminal.quiet()
            terminal.press("heard at lunch\r")
            terminal.wait_for("noted on ")
            other.wait_for("heard at lunch", 3)


def test_a_dumb_terminal_gets_the_page_printed(tmp_path: Path) -> None:
    with Terminal(tmp_path, "--today", "2025-12-23", TERM="dumb") as terminal:
        assert terminal.end() == 0
        assert b"Hardware" in terminal.raw
        assert b"\x1b" not in terminal.raw


def test_without_a_terminal_to_read_from_the_page_is_printed(tmp_path: Path) -> None:
    done = subprocess.run(
        [*COMMAND, "--today", "2025-12-23"],
        env=environ(tmp_path), stdin=subprocess.DEVNULL, capture_output=True, check=False, timeout=30,
    )  # fmt: skip
    assert done.returncode == 0
    for pillar in PILLARS:
        assert pillar in done.stdout.decode()
    assert b"\x1b" not in done.stdout
    assert not done.stderr


def test_a_byte_that_is_no_utf_8_is_read_and_ends_nothing(tmp_path: Path) -> None:
    with Terminal(tmp_path) as terminal:
        terminal.wait_for("q quit")
        terminal.quiet()
        terminal.pour(b"ncaf\xe9 noir")
        terminal.wait_for("café noir")
        terminal.press("\r")
        terminal.wait_for("noted on ")
        terminal.press("q")
        assert terminal.end() == 0
