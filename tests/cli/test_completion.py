"""Completion, asked as the shells ask it and by the shells themselves."""

from __future__ import annotations

import os
import pty
import select
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.cli.conftest import Home
from tests.cli.test_process import ROOT, surroundings
from thesis_tui.cli.arguments import parser_for
from thesis_tui.cli.commands import COMMANDS, SHELLS


def offered(home: Home, *words: str, shell: str = "bash") -> list[str]:
    return home.done("complete", shell, *words).splitlines()


def test_every_command_and_option_is_offered(home: Home) -> None:
    for name in COMMANDS:
        *before, last = name.split()
        assert last in offered(home, *before, "")
        options = {option for action in parser_for(name, COMMANDS)._actions for option in action.option_strings}
        assert set(offered(home, *name.split(), "--")) == {option for option in options if option.startswith("--")}
    assert offered(home, "le") == ["level"]
    assert offered(home, "--offline", "mil") == ["milestone"]
    assert offered(home, "nonsense", "") == []


def test_an_option_given_once_is_not_offered_again(home: Home) -> None:
    assert "--pillar" not in offered(home, "note", "seen", "--pillar", "chips", "--")
    assert "--pillar" in offered(home, "new", "NVDA", "--pillar", "Demand", "--")


def test_words_of_the_model_are_offered(home: Home) -> None:
    assert offered(home, "completion", "") == list(SHELLS)
    assert offered(home, "evidence", "add", "a plant", "--stance", "w") == ["weakens"]
    assert "moving-average" in offered(home, "level", "add", "")
    assert "verdicts" in offered(home, "help", "")
    assert "doctor" in offered(home, "help", "")


def test_things_of_the_thesis_are_offered_as_they_are_now(home: Home) -> None:
    assert offered(home, "note", "seen", "--pillar", "") == ["cloud", "qwen", "chips", "hardware"]
    assert "first-h200-to-china" in offered(home, "milestone", "hit", "fi")
    assert "cloud-revenue-yoy" in offered(home, "observe", "cloud")
    assert "BABA" in offered(home, "price", "148", "--listing", "b")
    assert offered(home, "level", "retire", "res") == ["resistance-155", "resistance-160"]
    home.done("milestone", "hit", "first-h200-to-china")
    home.done("level", "retire", "resistance-155")
    assert "first-h200-to-china" not in offered(home, "milestone", "hit", "fi")
    assert "first-h200-to-china" in offered(home, "note", "seen", "--milestone", "fi")
    assert offered(home, "level", "retire", "res") == ["resistance-160"]
    assert offered(home, "new", "NVDA", "--pillar", "") == []


def test_the_thesis_named_on_the_line_is_the_one_asked(home: Home) -> None:
    home.done("note", "copied")
    home.done("new", "NVDA", "--name", "Nvidia", "--currency", "USD", "--pillar", "Demand")
    assert offered(home, "--thesis", "") == ["baba", "nvda"]
    assert offered(home, "--thesis", "nvda", "note", "seen", "--pillar", "") == ["demand"]
    assert offered(home, "--thesis=nvda", "note", "seen", "--pillar=") == ["demand"]
    assert offered(home, "--thesis", "nvda", "note", "seen", "--pillar", "=", "dem") == ["demand"]
    assert offered(home, "note", "seen", "--pillar=de", "--thesis", "nvda", "--level", "") == []
    assert offered(home, "--thesis", "nonsense", "note", "seen", "--pillar", "") == []


def test_files_are_left_to_the_shell(home: Home) -> None:
    assert offered(home, "read", "") == offered(home, "--config", "") == [":files"]
    assert offered(home, "--data-dir", "/us") == [":folders"]


def test_each_shell_gets_its_own_form(home: Home) -> None:
    assert offered(home, "note", "seen", "--pillar=ha", shell="fish") == ["--pillar=hardware\tHardware"]
    assert offered(home, "note", "seen", "--pillar=ha", shell="zsh") == ["--pillar=hardware:Hardware"]
    assert home.run("complete", "tcsh", "").code == 2


def test_nothing_is_written_or_said_where_the_thesis_cannot_be_read(home: Home) -> None:
    (home.data / "baba").mkdir(parents=True)
    (home.data / "baba" / "thesis.toml").write_text("name = ")
    before = home.files()
    result = home.run("complete", "bash", "note", "seen", "--pillar", "")
    assert (result.out, result.err) == ("", "")
    assert home.files() == before


def place(home: Home, shell: str) -> Path:
    """The script of `shell` and the program it asks, in a folder of their own."""
    if shutil.which(shell) is None:
        pytest.skip(f"there is no {shell} on this machine")
    folder = home.root / "bin"
    folder.mkdir()
    program = folder / "thesis-tui"
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m thesis_tui "$@"\n')
    program.chmod(0o755)
    (folder / "script").write_text(home.done("completion", shell))
    return folder


def with_program(home: Home, folder: Path) -> dict[str, str]:
    return {**surroundings(home), "PATH": f"{folder}:{os.environ['PATH']}", "TERM": "dumb", "PYTHONPATH": str(ROOT)}


def typed_at(home: Home, folder: Path, argv: list[str], setup: str, keys: list[tuple[str, str]]) -> None:
    """Types at an interactive shell: each of `keys` is text to type and what must come of it."""
    child, screen = pty.fork()
    if child == 0:
        os.chdir(folder)
        os.execvpe(argv[0], argv, with_program(home, folder))
    try:
        for typed, wanted in [(f"{setup}; echo rea''dy\n", "ready"), *keys]:
            os.write(screen, typed.encode())
            text, until = "", time.monotonic() + 10
            while wanted not in text:
                assert time.monotonic() < until, f"{typed!r} gave {text!r}, not {wanted!r}"
                if select.select([screen], [], [], 0.05)[0]:
                    text += os.read(screen, 65536).decode(errors="replace")
    finally:
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        os.close(screen)


KEYS = [
    ("thesis-tui milestone vo\t", "void "),
    ("first-h2\t", "first-h200-to-china "),
    ("--no\t", "--note "),
    ("x --config scr\t", "script "),
    ("--data-dir dee\t", "deeper"),
]


def test_bash_completes(home: Home) -> None:
    folder = place(home, "bash")
    (folder / "deeper").mkdir()
    typed_at(home, folder, ["bash", "--norc", "--noprofile", "-i"], 'eval "$(thesis-tui completion bash)"', KEYS)


def test_zsh_completes(home: Home) -> None:
    folder = place(home, "zsh")
    (folder / "deeper").mkdir()
    setup = 'autoload -U compinit; compinit -u -D; eval "$(thesis-tui completion zsh)"'
    typed_at(home, folder, ["zsh", "-f", "-i"], setup, KEYS)


def test_zsh_completes_from_its_folder_of_functions(home: Home) -> None:
    folder = place(home, "zsh")
    (folder / "script").rename(folder / "_thesis-tui")
    setup = "fpath=($PWD $fpath); autoload -U compinit; compinit -u -D"
    typed_at(home, folder, ["zsh", "-f", "-i"], setup, KEYS[:2])


def test_fish_completes(home: Home) -> None:
    folder = place(home, "fish")
    (folder / "deeper").mkdir()
    for line, wanted in (
        ("thesis-tui milestone vo", "void\tit no longer means anything"),
        ("thesis-tui milestone void first-h2", "first-h200-to-china\tfirst H200 to China"),
        ("thesis-tui note x --pillar=ha", "--pillar=hardware\tHardware"),
        ("thesis-tui --config scr", "script"),
        ("thesis-tui --data-dir dee", "deeper/"),
    ):
        done = subprocess.run(
            ["fish", "--no-config", "-c", f"source script; complete -C '{line}'"],
            cwd=folder, env=with_program(home, folder), capture_output=True, text=True, check=True, timeout=30,
        )  # fmt: skip
        assert [splitline for splitline in done.stdout.splitlines() if splitline.startswith(wanted)], done
