"""Start-up is a feature: what a command and the first screen load, and how long they take against the bare language."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest

from tests.end_to_end.terminal import environ
from thesis_tui.cli import lazy as commands
from thesis_tui.tui import lazy as screens

RUNS = 10
MOST_TIMES_PYTHON = 9.0
"""`show --json` against `python -c pass` in processor time, whose grain is a hundredth of a second; 6.7 on a
quiet machine, since the bundled thesis is parsed anew each time. A thesis of one's own takes 5.1, which
`python -m tests.benchmarks` holds to 6.
"""
LOADED = "import json, sys; {}; print(json.dumps(sorted(sys.modules)))"


def loaded(tmp_path: Path, code: str) -> set[str]:
    """The modules there are after some code has run in a fresh process."""
    done = subprocess.run(
        [sys.executable, "-c", LOADED.format(code)], env=environ(tmp_path), check=True, capture_output=True, text=True
    )
    found: list[str] = json.loads(done.stdout.splitlines()[-1])
    return set(found)


def test_show_json_loads_no_screen_no_parser_and_no_other_command(tmp_path: Path) -> None:
    modules = loaded(tmp_path, "from thesis_tui.cli.main import main; main(['show', '--json'])")
    assert "thesis_tui.printing.json" in modules
    unwanted = {
        "textual", "rich", "httpx", "argparse", "sqlite3", "asyncio", "pathlib", "thesis_tui.printing.text",
        "thesis_tui.cli.commands",
    }  # fmt: skip
    assert not unwanted & modules
    late = set(commands._LAZY.values()) - {"thesis_tui.cli.queries"}
    assert not late & modules


def test_records_of_what_show_json_loads_are_structs(tmp_path: Path) -> None:
    code = "from thesis_tui.cli.main import main; main(['show', '--json'])"
    found = [
        f"{name}.{record.__name__}"
        for name in sorted(loaded(tmp_path, code))
        if name.startswith("thesis_tui.")
        for record in vars(import_module(name)).values()
        if isinstance(record, type) and record.__module__ == name and hasattr(record, "_fields")
    ]
    assert not found, "the class of a NamedTuple takes 85 µs to make, that of a frozen Struct 10"


def test_the_program_loads_msgspec_without_what_it_does_as_well_without(tmp_path: Path) -> None:
    words = [sys.executable, "-X", "importtime", "-m", "thesis_tui", "show", "--json"]
    done = subprocess.run(words, env=environ(tmp_path), check=True, capture_output=True, text=True)
    modules = {line.rpartition("|")[2].strip() for line in done.stderr.splitlines()}
    assert "msgspec" in modules
    assert not {"inspect", "ast", "statistics", "locale", "platform", "textwrap", "msgspec.inspect"} & modules


def test_whoever_needs_what_msgspec_was_loaded_without_gets_it_as_ever(tmp_path: Path) -> None:
    code = (
        "from thesis_tui.__main__ import load_msgspec; load_msgspec(); import msgspec, platform, typing, uuid;"
        "assert typing.ForwardRef('int') and platform.system() and uuid.uuid4();"
        "assert not hasattr(msgspec, 'inspect');"
        "import msgspec.inspect, typing_extensions; assert msgspec.inspect.type_info(int) == msgspec.inspect.IntType()"
    )
    assert {"msgspec.inspect", "typing_extensions"} <= loaded(tmp_path, code)


def test_a_msgspec_that_asks_more_of_its_parts_is_imported_as_it_is(tmp_path: Path) -> None:
    code = (
        "import thesis_tui.__main__ as start; start._StandIn.__getattr__ = lambda module, name: 1 / 0;"
        "start.load_msgspec(); import msgspec; assert msgspec.inspect.type_info(int);"
        "assert msgspec.json.decode(b'[1]', type=list[int]) == [1]"
    )
    assert {"msgspec.inspect", "textwrap"} <= loaded(tmp_path, code)


def test_the_datetime_in_c_serves_all_that_is_loaded_after_it(tmp_path: Path) -> None:
    code = (
        "import thesis_tui.__main__ as start; start._load_datetime(); import datetime, pickle, tomllib, zoneinfo;"
        "import httpx, sqlite3, textual.app; now = datetime.datetime.now(zoneinfo.ZoneInfo('UTC'));"
        "assert pickle.loads(pickle.dumps(now)) == now and now.astimezone(datetime.UTC).isoformat() == now.isoformat();"
        "assert {'MINYEAR', 'MAXYEAR', 'timedelta', 'timezone', 'tzinfo', 'time', 'date'} <= vars(datetime).keys()"
    )
    assert "datetime" in loaded(tmp_path, code)


def test_show_json_compiles_no_annotation_from_its_text(tmp_path: Path) -> None:
    for words in (("note", "from now on the files are in the cache"), ("show", "--json")):
        command = [sys.executable, "-m", "thesis_tui", *words]
        subprocess.run(command, env=environ(tmp_path), check=True, capture_output=True)
    code = """
import os, sys
found = []
sys.addaudithook(lambda event, args: event == "compile" and type(args[0]) is str and found.append(args[0]))
os._exit = lambda code: sys.stderr.write(repr(found))
import thesis_tui.__main__ as start
sys.argv[1:] = ["show", "--json"]
start.run()
"""
    done = subprocess.run([sys.executable, "-c", code], env=environ(tmp_path), check=True, capture_output=True)
    assert done.stderr == b"[]", "a module whose structs are decoded has its annotations as types, not as text"


def test_the_first_screen_loads_nothing_that_a_key_loads(tmp_path: Path) -> None:
    modules = loaded(tmp_path, "import thesis_tui.tui.app")
    assert "thesis_tui.tui.screens.dashboard" in modules
    assert not set(screens._LAZY.values()) & modules
    assert not {"httpx", "sqlite3", "thesis_tui.tui.form", "thesis_tui.reader"} & modules


@pytest.mark.parametrize("table", [commands._LAZY, screens._LAZY], ids=["commands", "screens"])
def test_every_late_module_is_there(table: dict[str, str]) -> None:
    for name, module in table.items():
        owner = commands if table is commands._LAZY else screens
        assert getattr(owner, name).__name__ == module


def test_show_json_takes_a_few_times_what_python_takes(tmp_path: Path) -> None:
    def timed(*words: str) -> float:
        """Seconds of the processor: a busy machine makes them no more."""
        before = os.times()
        subprocess.run([sys.executable, *words], env=environ(tmp_path), check=True, stdout=subprocess.DEVNULL)
        after = os.times()
        return after.children_user + after.children_system - before.children_user - before.children_system

    timed("-m", "thesis_tui", "show", "--json")
    plain = sum(timed("-c", "pass") for _ in range(RUNS))
    shown = sum(timed("-m", "thesis_tui", "show", "--json") for _ in range(RUNS))
    assert shown <= MOST_TIMES_PYTHON * plain
