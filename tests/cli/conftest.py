"""A home of its own for each test, and the command line run in it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import NamedTuple

import pytest

from thesis_tui.cli.main import main

ZONE = timezone(timedelta(hours=1))
NOW = datetime(2025, 12, 24, 9, 30, tzinfo=ZONE)


class Result(NamedTuple):
    code: int
    out: str
    err: str


@pytest.fixture(autouse=True)
def this_machine_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever a test asks for by mistake ends at a door nobody opens; only servers on this machine are reached."""
    for name in ("http_proxy", "https_proxy", "all_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.setenv(name.upper(), "http://127.0.0.1:9")
    monkeypatch.delenv("no_proxy", raising=False)
    monkeypatch.setenv("NO_PROXY", "127.0.0.1,localhost")
    monkeypatch.delenv("FINNHUB_KEY", raising=False)


class Home:
    """Directories under a temporary one, and a clock that goes on by a second with every look at it.

    Prices are fetched, and symbols looked up, only when `online` is set.
    """

    online = False

    def __init__(self, root: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.root = root
        self.now = NOW
        self.data = root / "data"
        self.environ = {
            "THESIS_TUI_DATA_DIR": str(self.data),
            "THESIS_TUI_CONFIG": str(root / "config.toml"),
            "THESIS_TUI_STATE_DIR": str(root / "state"),
            "THESIS_TUI_CACHE_DIR": str(root / "cache"),
            "HOME": str(root),
        }
        self._capsys = capsys

    def clock(self) -> datetime:
        self.now += timedelta(seconds=1)
        return self.now

    def run(self, *argv: str) -> Result:
        if argv[:1] in (("price",), ("new",)) and not self.online:
            argv = (*argv, "--offline")
        code = main(argv, environ=self.environ, clock=self.clock)
        out, err = self._capsys.readouterr()
        assert "Traceback" not in out + err
        return Result(code, out, err)

    def done(self, *argv: str) -> str:
        """Runs what must succeed and gives what it printed."""
        result = self.run(*argv)
        assert result.code == 0, result
        return result.out

    def refused(self, *argv: str) -> str:
        """Runs what must be refused, in one line on stderr, and gives that line; nothing on disk may change."""
        before = self.files()
        result = self.run(*argv)
        assert result.code == 2, result
        assert result.out == ""
        assert result.err.count("\n") == 1
        assert result.err.startswith("thesis-tui: ")
        assert self.files() == before
        return result.err

    def files(self) -> dict[str, bytes]:
        """Every file of the data directory and its bytes."""
        return {
            str(path.relative_to(self.root)): path.read_bytes()
            for path in sorted(self.data.rglob("*")) if path.is_file()
        } if self.data.is_dir() else {}  # fmt: skip


@pytest.fixture
def home(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Home:
    return Home(tmp_path, capsys)


@pytest.fixture
def make_home(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Callable[[str], Home]:
    """Homes side by side: two machines."""

    def make(name: str) -> Home:
        folder = tmp_path / name
        folder.mkdir()
        return Home(folder, capsys)

    return make
