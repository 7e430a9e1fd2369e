"""What all tests share, so that each costs little: compiled modules, the bundled thesis as it is read; and a server."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

import pytest
from hypothesis import settings

from tests import without_unix

if os.environ.get("THESIS_TUI_TESTS_WITHOUT_UNIX"):
    without_unix.hide()  # before anything of the program is loaded
    collect_ignore = without_unix.tests_of_unix(Path(__file__).parent)

from tests.prices.loopback import Loopback
from thesis_tui.storage import book

# Otherwise every worker, and every program that a test starts, compiles all modules again: a quarter of the time.
sys.dont_write_bytecode = False
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)

# `pytest --hypothesis-profile long` looks for longer; what is found is kept in .hypothesis/ and tried again first.
settings.register_profile("suite", max_examples=40, deadline=None)
settings.register_profile("long", max_examples=2000, deadline=None)
settings.load_profile("suite")

MOST_WORKERS = 9
SEEDS = Path(__file__).parents[1] / "seeds"


def pytest_xdist_auto_num_workers() -> int:
    """Two more than there are cores, for some tests wait for a clock, a server or a program."""
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return min(cores + 2, MOST_WORKERS)


@pytest.fixture(scope="session", autouse=True)
def _bundled_files_are_parsed_once() -> Iterator[None]:
    """The parser gives frozen values for the same name and bytes. Files of any other bytes are parsed whenever read."""
    bundled = {path.read_bytes() for path in SEEDS.rglob("*.toml")}
    parse = book._parsed
    known = lru_cache(parse)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(book, "_parsed", lambda name, raw: (known if raw in bundled else parse)(name, raw))
        yield


@pytest.fixture
def server() -> Iterator[Loopback]:
    server = Loopback()
    yield server
    server.close()
