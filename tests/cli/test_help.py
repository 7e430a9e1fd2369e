"""`thesis-tui help`: its topics, at the width there is, through a pager where it is long."""

from __future__ import annotations

import os
import pty
import re
import shlex
import sys

import pytest

from tests.cli.conftest import Home
from tests.cli.test_process import COMMAND, surroundings
from thesis_tui.cli.commands import COMMANDS
from thesis_tui.printing.manual import find_topic, topics
from thesis_tui.storage.paths import help_texts

TEXT = "\n".join(help_texts())


@pytest.fixture(autouse=True)
def _wide(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "90")


def test_a_topic_is_said_as_plain_text(home: Home) -> None:
    text = home.done("help", "verdicts")
    assert "●     holding   every criterion passes, on fresh figures" in text
    assert '"nearly" nine tenths of it up to it' in " ".join(text.split())
    assert "Windows are typed as people write them" in home.done("help", "windows")
    assert "[prices.yahoo]" in home.done("help", "settings")
    assert "journal/2026-11.k3f9.toml" in home.done("help", "FILES")
    assert "`" not in text + home.done("help", "keys")


def test_a_topic_is_found_by_the_start_of_any_of_its_words(home: Home) -> None:
    assert home.done("help", "year") == home.done("help", "After", "a", "year") == home.done("help", "after")
    assert home.done("help", "chart") == home.done("help", "the chart")


def test_every_section_is_a_topic_and_listed(home: Home) -> None:
    sections = [line.removeprefix("## ").lower() for line in TEXT.splitlines() if line.startswith("## ")]
    assert [topic.name for topic in topics(TEXT) if topic.section] == sections
    listed = " ".join(home.done("help").split())
    assert "…" not in listed
    assert "|" not in listed
    for topic in topics(TEXT):
        assert topic.name in listed
        assert find_topic(TEXT, topic.name) == topic


def test_every_line_fits(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    for columns in (40, 72, 300):
        monkeypatch.setenv("COLUMNS", str(columns))
        for topic in topics(TEXT):
            widest = max(home.done("help", topic.name).splitlines(), key=len)
            assert len(widest) <= min(columns, 100), widest


def test_a_command_is_a_topic_too(home: Home) -> None:
    for name in COMMANDS:
        assert home.done("help", *name.split()).startswith(f"usage: thesis-tui {name} ")
    assert "level retire" in home.done("help", "level")


def test_an_unknown_topic_says_how_to_list_what_there_is(home: Home) -> None:
    text = home.refused("help", "nonsense")
    assert 'no help on "nonsense"' in text
    assert "thesis-tui help lists the topics" in text


@pytest.mark.parametrize(("topic", "paged"), [("windows", False), ("command", True)])
def test_what_is_long_goes_through_the_pager_of_the_user(home: Home, topic: str, paged: bool) -> None:
    home.root.joinpath("pager").write_text("#!/bin/sh\necho paged; cat\n")
    home.root.joinpath("pager").chmod(0o755)
    environ = {**surroundings(home), "PAGER": str(home.root / "pager"), "TERM": "xterm", "LINES": "24"}
    raw = b""
    child, screen = pty.fork()
    if child == 0:
        os.execvpe(sys.executable, [*COMMAND, "help", topic], environ)
    while True:
        try:
            read = os.read(screen, 65536)
        except OSError:
            break
        if not read:
            break
        raw += read
    os.close(screen)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    assert raw.decode().startswith("paged\r\n") is paged
    assert b"Windows are typed as people write them" in b" ".join(raw.split())


_TAKES_AWAY = re.compile(r"\b(retire|merge|drop|reset|close|archive|delete|stop)\b")
DESTRUCTIVE = [command.example for name, command in COMMANDS.items() if _TAKES_AWAY.search(name)]


@pytest.mark.parametrize("example", DESTRUCTIVE)
def test_the_example_of_a_command_that_takes_away_harms_no_thesis_that_is_there(home: Home, example: str) -> None:
    home.done("note", "mine")
    before = {path: path.read_bytes() for path in home.data.rglob("*") if path.is_file()}
    assert home.run(*shlex.split(example)).code == 2
    assert {path: path.read_bytes() for path in home.data.rglob("*") if path.is_file()} == before


def test_a_word_in_the_text_of_one_topic_gives_that_topic_and_one_in_several_names_them(home: Home) -> None:
    assert home.done("help", "post-mortem").startswith("The end.")
    for typed in ("stop", "stops", "R"):
        text = home.refused("help", typed)
        assert 'it is spoken of in thesis-tui help "what you did"' in text, typed
        assert len(text) < 320, typed


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        (["shwo"], "did you mean show?"),
        (["chekc", "--all"], "did you mean check"),
        (["level", "lst"], "did you mean level list"),
        (["price", "198", "--listng", "BABA"], "did you mean --listing?"),
        (["price", "set", "198"], '"set" is not needed to record a price: thesis-tui price 198'),
        (["price", "record", "198.20"], "thesis-tui price 198.20"),
        (["price", "198", "now"], '"now" is not needed to record a price: thesis-tui price 198'),
        (["price", "198", "EUR"], "a listing has its own currency: thesis-tui price 198 --listing AHLA.DE"),
    ],
)
def test_a_slip_of_the_pen_is_answered_by_what_was_meant(home: Home, typed: list[str], meant: str) -> None:
    text = home.refused(*typed)
    assert meant in text
    assert len(text) < 240
