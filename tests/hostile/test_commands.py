"""Every command over a thesis full of harm: what it prints is text."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from tests.cli.conftest import Home, home
from tests.hostile import folder
from thesis_tui.tui.editor import editor_command

__all__ = ["home"]
COMMANDS = (
    "show", "show --json", "check --all", "check --json", "check", "log", "log --json", "milestone list", "level list",
    "paths", "doctor", "price", "price --json", "price import {csv}", "read {article}", "read {article} --json",
    "read {article} --keep", "note {harm}", "note x --milestone {harm}", "note x --pillar {harm}",
    "milestone add {harm} --window {harm}", "milestone add {harm} --window tomorrow", "milestone odds {harm} {harm}",
    "level add support {harm}", "level add {harm} 3", "level retire {harm}", "observe {harm} 3", "observe shops {harm}",
    "evidence add {harm} --pillar cloud --stance supports", "price {harm}", "price 3 --listing {harm} --at {harm}",
    "new {harm}", "new ACME --name {harm} --pillar {harm}", "read {harm}", "price import {harm}", "{harm}", "undo",
    "show --today {harm}", "show --thesis {harm}", "show --config {harm}", "show --data-dir {harm}", "undo --{harm}",
)  # fmt: skip


def test_every_command(home: Home) -> None:
    folder.make(home.data / "baba")
    article, csv = home.root / f"a{folder.NAMES[0]}.txt", home.root / f"{folder.NAMES[1]}.csv"
    harm = folder.HARM.replace("\x00", "")
    article.write_text(f"{harm}\nSupport at $141.20. {harm} target of $190 by Citi\n", encoding="utf-8")
    csv.write_text(f"Date,Close\n2025-12-22,12{folder.HARM}\n", encoding="utf-8")
    (home.root / "config.toml").write_text(
        'theme = "\\u001b[99;98;97m"\n"\\u202e" = 1\n[keys]\nnote = "\\u009b55m"\n', encoding="utf-8"
    )
    filled = {"harm": harm, "article": str(article), "csv": str(csv)}
    for command in COMMANDS:
        shown = home.run(*(part.format(**filled) for part in command.split(" ")))
        printed = (shown.out + shown.err).encode("utf-8", "surrogatepass")
        for trace in folder.TRACES:
            at = printed.find(trace)
            assert at < 0, (command, trace, printed[max(0, at - 200) : at + 80])
        assert b"\x1b" not in printed, (command, shown)
        if "--json" in command and shown.code != 2:
            json.loads(shown.out)
    log = home.run("log").out
    assert folder.MARKUP in log
    raw = b"".join(path.read_bytes() for path in home.data.glob("baba/sources/*.txt"))
    assert b"Citi" in raw
    assert b"\x1b" not in raw


def test_names_that_hold_controls_are_said_and_not_read(home: Home) -> None:
    folder.make(home.data / "baba")
    shown = home.run("show")
    assert "sources/ab.toml: is not read, for its name has signs that cannot be printed; rename it" in shown.err
    assert shown.err.count("cannot be printed") == 3 * len(folder.NAMES)


def test_a_name_that_is_no_text(home: Home) -> None:
    folder.make(home.data / "baba")
    path = os.fsencode(home.data / "baba" / "sources") + b"/\xff\xfe.toml"
    Path(os.fsdecode(path)).write_bytes(b"format = 1\n")
    assert "cannot be printed" in home.run("show").err


def test_what_is_told_beside_the_screen(home: Home) -> None:
    """A notification goes to another program, which is given the text as arguments and no shell."""
    folder.make(home.data / "baba")
    program, heard = home.root / "notify-send", home.root / "heard"
    program.write_text(f'#!/bin/sh\nprintf "%s\\n" "$@" > "{heard}"\n', encoding="utf-8")
    program.chmod(0o700)
    home.environ["PATH"] = f"{home.root}:/usr/bin:/bin"
    home.run("check", "--notify")
    raw = heard.read_bytes()
    assert raw.startswith(b"--app-name=thesis-tui\n--\n[/][b]x")
    assert not [trace for trace in folder.TRACES if trace in raw]
    assert raw.count(b"\n") == 4


def test_an_editor_that_is_no_command(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.setenv("EDITOR", "vi '")
    assert editor_command("/x", 3) == ["vi '", "/x"]


@pytest.mark.parametrize("sign", ["\x90", "\x1b]", "\x9b", "\x1b[0", "[", "(", "a.", "\u202e"])
def test_ten_megabytes_on_one_line(home: Home, sign: str) -> None:
    """Refused or cut, and soon: each of these takes a careless pattern, or a careless parser, hours."""
    home.done("note", "x")
    text = (sign * (10_000_000 // len(sign.encode()))).encode()
    (home.data / "baba" / "sources" / "long.toml").write_bytes(b'format = 1\ntitle = "' + text + b'"\n')
    (home.data / "baba" / "sources" / "key.toml").write_bytes(b"format = 1\n" + text + b" = 1\n")
    shown = home.run("show")
    assert shown.code == 0
    assert "sources/long.toml" in shown.err
    assert "sources/key.toml" in shown.err
    assert len(shown.err) < 2000
