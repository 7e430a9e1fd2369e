"""The dashboard while no feed answers: keys are answered at once, and nothing is left running."""

from __future__ import annotations

import shutil
import socket
import statistics
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.end_to_end.terminal import ROOT, Terminal
from tests.prices.loopback import Answer, Loopback, answer
from tests.public_data.test_documents import H200, register
from thesis_tui.model.feeds import FEED_DEFAULTS

COMMAND = (sys.executable, "-m", "thesis_tui")
SILENT = str(ROOT / "tests" / "prices" / "no_names.py")
APART = ("unshare", "--user", "--map-root-user", "--net", "--mount")
BOUND = 1.0
"""Seconds a key may take here: ten times what is promised, for machines with other things to do."""


def pressed(terminal: Terminal) -> list[float]:
    """Seconds from each key to the screen it opens."""
    took = []
    for _ in range(4):
        for key, words in (("2", "[ ] range"), ("5", "/ search"), ("1", "q quit")):
            terminal.quiet(0.03)
            terminal.press(key)
            took.append(terminal.wait_for(words))
    return took


def children(pid: int) -> list[int]:
    return [int(text) for text in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def asked(pid: int, seconds: float = 10.0) -> list[int]:
    """The process that asks the feeds, once it is there."""
    ends = time.monotonic() + seconds
    while not (found := children(pid)):
        assert time.monotonic() < ends, "no feed is asked"
        time.sleep(0.02)
    return found


def test_a_feed_that_never_answers(tmp_path: Path) -> None:
    """Keys are answered all the same; `r` says that prices are fetched, and `esc` stops it."""
    with socket.create_server(("127.0.0.1", 0)) as door:
        config = tmp_path / ".config" / "thesis-tui" / "config.toml"
        config.parent.mkdir(parents=True)
        url = f"http://127.0.0.1:{door.getsockname()[1]}"
        config.write_text("".join(f'[prices.{name}]\nbase_url = "{url}"\n' for name in FEED_DEFAULTS))
        with Terminal(tmp_path, command=COMMAND) as terminal:
            terminal.wait_for("q quit")
            door.settimeout(10)
            caller, _ = door.accept()
            asking = asked(terminal.pid)
            with caller:
                took = pressed(terminal)
                terminal.press("r")
                terminal.wait_for("esc stops")
                terminal.press("\x1b")
                terminal.wait_for("stopped; prices unchanged")
                assert _gone(asking)
            assert statistics.median(took) < BOUND, took
            terminal.press("q")
            assert terminal.end() == 0
            terminal.assert_left_as_found()
            assert _gone(asking)


@pytest.mark.skipif(
    shutil.which("unshare") is None
    or subprocess.run([*APART, "true"], check=False, capture_output=True).returncode > 0,
    reason="a network of its own, where no name server answers, is not allowed here",
)
def test_a_name_server_that_never_answers(tmp_path: Path) -> None:
    unshare = shutil.which(APART[0]) or ""
    command = (unshare, *APART[1:], sys.executable, SILENT, str(tmp_path), *COMMAND)
    nothing = dict.fromkeys(("HTTPS_PROXY", "HTTP_PROXY", "ALL_PROXY", "https_proxy", "http_proxy", "all_proxy"), "")
    with Terminal(tmp_path, command=command, more=nothing) as terminal:
        terminal.wait_for("q quit")
        asking = asked(terminal.pid)
        took = pressed(terminal)
        assert statistics.median(took) < BOUND, took
        terminal.press("q")
        assert terminal.end() == 0
        assert _gone(asking)


def _gone(pids: list[int], seconds: float = 3.0) -> bool:
    ends = time.monotonic() + seconds
    while any(Path(f"/proc/{pid}").exists() for pid in pids):
        if time.monotonic() > ends:
            return False
        time.sleep(0.02)
    return True


def test_what_came_while_the_dashboard_is_open_is_said_in_a_line(tmp_path: Path, server: Loopback) -> None:
    """Prices are asked first, then the rest; what came is on the screen without a key, and nobody else was asked."""
    server.on("/api/v1/documents.json", Answer(200, register(H200), "application/json"))
    server.on("/api/v1/public-inspection-documents/current.json", answer({"count": 0, "results": []}))
    config = tmp_path / ".config" / "thesis-tui" / "config.toml"
    config.parent.mkdir(parents=True)
    prices = "".join(f'[prices.{name}]\nbase_url = "{server.url}"\n' for name in FEED_DEFAULTS)
    on = f'[sources.federal-register]\nbase_url = "{server.url}"\n'
    off = "".join(f"[sources.{name}]\nenabled = false\n" for name in ("huggingface", "github", "pypi", "npm"))
    config.write_text(f"{prices}{on}{off}")
    with Terminal(tmp_path, command=COMMAND) as terminal:
        terminal.wait_for("q quit")
        terminal.wait_for("1 document", 30)
        terminal.press("4")
        terminal.wait_for("Revision to License Review Policy")
        terminal.press("q")
        assert terminal.end() == 0
    asked = [item.path for item in server.log]
    assert asked[0].startswith("/v8/finance")
    assert [path for path in asked if path.startswith("/api/")] == [
        "/api/v1/documents.json", "/api/v1/public-inspection-documents/current.json",
    ]  # fmt: skip
