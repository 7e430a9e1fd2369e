"""A thesis on a made-up company on a real terminal: begun, lived with for a year, proved wrong, closed and reviewed."""

from __future__ import annotations

import sys
from pathlib import Path

from tests.end_to_end.terminal import Terminal

MAIN = """\
import os, sys
from datetime import UTC, datetime
from thesis_tui.cli.main import main

begun, day = datetime.now(UTC), datetime.fromisoformat(os.environ["LIFE_DAY"])
sys.exit(main(sys.argv[1:], environ=dict(os.environ), clock=lambda: day + (datetime.now(UTC) - begun)))
"""
"""The program as it is, on another day."""


def on(day: str, home: Path, *argv: str) -> Terminal:
    """The program on the evening of a day, when the session of that day is whole."""
    command = (sys.executable, "-c", MAIN, "--offline")
    return Terminal(home, *argv, command=command, more={"LIFE_DAY": f"{day}T23:30:00+00:00"})


def done(day: str, home: Path, *argv: str) -> str:
    """What a command prints on the terminal that day."""
    with on(day, home, *argv) as terminal:
        assert terminal.end() == 0, terminal.text
        return terminal.text


def fill(terminal: Terminal, *texts: str) -> None:
    """Types into one field after another, then saves; "" leaves a field as it is."""
    for text in texts:
        if text:
            terminal.press(text)
            terminal.wait_for(text)
        terminal.press("\t")
        terminal.quiet(0.05)
    terminal.press("\x13")


def begin(home: Path) -> None:
    with on("2026-01-05", home, "new", "QZX", "--name", "Quizax", "--venue", "NASDAQ", "--currency", "USD",
            "--fiscal-year-end", "12-31", "--alias", "Quizax") as terminal:  # fmt: skip
        for asked, answer in (
            ("[watch]:", "long\r"), ("number or name", "growth\r"), ("pillars [", "Sales growth\r"),
            ("Sales growth [", "sales double in two years\r"), ("why you own it", "nobody looks at it\r"),
        ):  # fmt: skip
            terminal.wait_for(asked)
            terminal.press(answer)
        terminal.wait_for("thresholds are still the template's; R")
        terminal.press("R")
        terminal.wait_for("accept it as it is")
        terminal.press("Y")
        terminal.wait_for("yours now")
        terminal.press("1")
        terminal.wait_for("fails ╎ holds")
        terminal.quiet()
        terminal.press("ab")
        terminal.wait_for("What did you do?")
        fill(terminal, "", "it is cheap against its growth", "100", "50", "5")
        terminal.wait_for("bought 100 QZX at 50.00 USD")
        terminal.press("al")
        terminal.wait_for("Add level")
        # the kinds are chosen with the arrows: resistance, target, stop
        terminal.press("\x1b[C\x1b[C\x1b[C\t")
        terminal.quiet(0.05)
        fill(terminal, "", "40", "the base of last year")
        terminal.wait_for("added: ")
        terminal.press("2")
        terminal.wait_for("the base of last year")
        terminal.press("e")
        terminal.wait_for("i  what you mean to do")
        terminal.press("i")
        terminal.wait_for("If it fails: stop 40.00")
        fill(terminal, "sell all")
        terminal.wait_for("then sell all")
        terminal.press("q")
        assert terminal.end() == 0


def prove_wrong(home: Path) -> None:
    assert "recorded" in done("2026-05-05", home, "price", "62", "--close")
    assert "recorded" in done("2026-05-05", home, "observe", "sales-yoy", "28 %", "--period", "q1 2026")
    trimmed = done("2026-05-05", home, "decide", "trimmed", "a third of all I own", "--quantity", "40", "--price", "62")
    assert "trimmed 40 QZX at 62.00 USD" in trimmed
    done("2026-08-10", home, "observe", "sales-yoy", "6 %", "--period", "q2 2026")
    with on("2026-11-09", home) as terminal:
        terminal.wait_for("q quit")
        terminal.press("af")
        terminal.wait_for("Add figure")
        fill(terminal, "4 %", "q3 2026")
        terminal.wait_for("BROKEN")
        terminal.press("ap")
        terminal.wait_for("Add price")
        terminal.press("38")
        terminal.wait_for("38")
        terminal.press("\t\x1b[C")
        terminal.quiet(0.05)
        terminal.press("\x13")
        terminal.wait_for("you meant to sell all: stop 40.00")
        terminal.press("R")
        terminal.wait_for("record what you did")
        terminal.press("b")
        terminal.wait_for("What did you do?")
        # what was meant, to sell all, is chosen already
        fill(terminal, "it failed as written", "all", "38")
        terminal.wait_for("sold 60 QZX at 38.00 USD")
        terminal.press("q")
        assert terminal.end() == 0


def test_a_thesis_is_begun_lived_with_proved_wrong_closed_and_looked_back_on(tmp_path: Path) -> None:
    begin(tmp_path)
    prove_wrong(tmp_path)
    with on("2027-01-04", tmp_path, "close") as terminal:
        terminal.wait_for("wrong or undecided:")
        terminal.press("bad\r")
        terminal.wait_for("is not an end")
        terminal.press("wrong\r")
        for asked, answer in (
            ("Sales growth:", "false\r"), ("did not expect?:", "a price war\r"), ("not act on?:", "margins fell\r"),
            ("do otherwise?:", "sell at the first line\r"), ("close it, as wrong?", "\r"),
        ):  # fmt: skip
            terminal.wait_for(asked)
            terminal.press(answer)
        assert terminal.end() == 0
        assert "closed, as wrong" in terminal.text
    with on("2027-01-05", tmp_path) as terminal:
        terminal.wait_for("· CLOSED")
        assert "closed on 4 Jan 2027: wrong" in terminal.text
        terminal.press("7")
        terminal.wait_for("Position and decisions")
        # 40 of 100 at 50.05 sold for 2,480, the other 60 for 2,280
        for words in ("Sales growth: false", "−245.00 USD", "a price war", "sold 60 QZX at 38.00 USD"):
            terminal.wait_for(words)
        terminal.press("R")
        terminal.wait_for("nothing")
        terminal.press("q")
        assert terminal.end() == 0
        terminal.assert_left_as_found()
    with on("2027-01-05", tmp_path, "archive") as terminal:
        assert terminal.end() == 0
    assert "restored qzx" in done("2027-01-06", tmp_path, "restore", "qzx")


def test_closing_on_a_terminal_that_is_not_confirmed_closes_nothing(tmp_path: Path) -> None:
    answers = ("--surprise", "none", "--unheeded", "none", "--lesson", "none")
    done("2026-01-05", tmp_path, "decide", "bought", "cheap", "--quantity", "80", "--price", "150", "--sure")
    with on("2026-01-06", tmp_path, "close", "right", *answers, "--pillar", "cloud=true") as terminal:
        terminal.wait_for("80 BABA are still held")
        terminal.wait_for("close it, as right?")
        terminal.press("no\r")
        assert terminal.end() == 0
        assert "nothing was closed" in terminal.text
    assert "no thesis is closed" in done("2026-01-06", tmp_path, "closed")
