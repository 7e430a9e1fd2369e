"""A thesis on a made-up company on a real terminal, begun and remade without an editor."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from tests.end_to_end.terminal import Terminal


def shown(home: Path) -> Any:
    words = [sys.executable, "-m", "thesis_tui", "show", "--json", "--offline", "--thesis", "zorp"]
    environ = {**os.environ, "HOME": str(home)}
    environ = {key: value for key, value in environ.items() if not key.startswith(("XDG_", "THESIS_TUI_"))}
    return json.loads(subprocess.run(words, env=environ, check=True, capture_output=True, text=True).stdout)


def fill(terminal: Terminal, *texts: str) -> None:
    """Types into one field after another, each with `enter`: what comes at once would be a paste."""
    for text in texts:
        if text:
            terminal.press(text)
            terminal.wait_for(text)
        terminal.press("\r")
        terminal.quiet()


def test_a_thesis_is_begun_accepted_and_remade_on_the_screen(tmp_path: Path) -> None:
    given = ("new", "ZORP", "--offline", "--name", "Zorp Works", "--venue", "NASDAQ", "--currency", "USD",
             "--fiscal-year-end", "12-31", "--alias", "Zorp")  # fmt: skip
    with Terminal(tmp_path, *given, size=(120, 36)) as terminal:
        for asked, answer in (
            ("[watch]:", "long\r"), ("number or name", "growth\r"), ("pillars [", "Robots, Margins\r"),
            ("is none of the template", "sales growth\r"), ("Robots [", "every kitchen buys one\r"),
            ("Margins [", "\r"), ("why you own it", "it sells robots\r"),
        ):  # fmt: skip
            terminal.wait_for(asked)
            terminal.press(answer)
        terminal.wait_for("4 thresholds are still the template's; R")

        terminal.press("R")
        terminal.wait_for("accept it as it is")
        terminal.press("Y")
        terminal.wait_for("all 4 are yours now")

        terminal.press("1")
        terminal.wait_for("q quit")
        terminal.press("aP")
        terminal.wait_for("Add a pillar")
        fill(terminal, "Service", "repairs are paid for", "")
        terminal.wait_for("the criterion that can prove it wrong")
        terminal.press("aM")
        terminal.wait_for("Add a metric")
        fill(terminal, "Repairs done", "repairs")
        terminal.press("\x13")
        terminal.wait_for("to enter its first figure")
        terminal.quiet()
        terminal.press("q")
        assert terminal.end() == 0
        terminal.assert_left_as_found()

    view = shown(tmp_path)
    assert [item["title"] for item in view["pillars"]] == ["Robots", "Margins", "Service"]
    assert view["pillars"][0]["claim"] == "every kitchen buys one"
    assert not any(item["template"] for pillar in view["pillars"] for item in pillar["criteria"])
    metrics = [item["title"] for pillar in view["pillars"] for item in pillar["metrics"]]
    assert "Repairs done" in metrics or "Repairs done" in [item["title"] for item in view["context"]["metrics"]]
    assert "Service" not in (tmp_path / ".local/share/thesis-tui/zorp/thesis.toml").read_text()
