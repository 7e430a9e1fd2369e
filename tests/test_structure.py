"""The graph of modules is what their imports say, those for type checking and inside functions counted; and each
change of the README's table touches the files it names.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from graphlib import CycleError, TopologicalSorter
from pathlib import Path
from typing import cast, get_args

import pytest
from msgspec.structs import replace

from thesis_tui.cli import arguments
from thesis_tui.cli.command import EVERYWHERE, Argument, Command
from thesis_tui.cli.commands import COMMANDS
from thesis_tui.cli.completion import answer
from thesis_tui.cli.options import FLAGS, VALUED, Options
from thesis_tui.model.bars import Bar, Bars
from thesis_tui.model.enums import LEVEL_TYPES, LevelType
from thesis_tui.model.journal import KINDS, Kind
from thesis_tui.model.live import READINGS
from thesis_tui.model.objects import Level
from thesis_tui.rules.entry_kinds import ENTRY_KINDS
from thesis_tui.rules.levels import LEVEL_RULES, NotedAt, PriceNow, judge_level
from thesis_tui.rules.sessions import Sessions
from thesis_tui.rules.wording.levels import break_rule
from thesis_tui.services import parse

ROOT = Path(__file__).parent.parent / "thesis_tui"
README = (ROOT.parent / "README.md").read_text(encoding="utf-8")


def _imports(path: Path, modules: frozenset[str]) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module:
            for alias in node.names:
                name = f"{node.module}.{alias.name}"
                yield name if name in modules else node.module
        elif isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)


def _graph() -> dict[str, set[str]]:
    """Each module with those it imports, anywhere in its file."""
    paths = {
        ".".join(("thesis_tui", *path.relative_to(ROOT).with_suffix("").parts)).removesuffix(".__init__"): path
        for path in ROOT.rglob("*.py")
    }
    modules = frozenset(paths)
    return {name: set(_imports(path, modules)) & modules - {name} for name, path in paths.items()}


def test_no_modules_import_each_other() -> None:
    graph = _graph()
    assert "thesis_tui.rules.criteria" in graph["thesis_tui.rules.criterion_views"]
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        pytest.fail(f"these import each other: {' < '.join(error.args[1])}")


LISTED_BY_A_GLANCE = {"thesis_tui", "forms", "screens", "sources", "holidays"}
"""Packages whose modules are alike, each by its own name; and the one whose docstring says where to begin."""


@pytest.mark.parametrize(
    "package", [path.parent for path in sorted(ROOT.rglob("__init__.py")) if path.parent.name not in LISTED_BY_A_GLANCE]
)
def test_the_docstring_of_a_package_is_a_map_of_its_modules(package: Path) -> None:
    words = ast.get_docstring(ast.parse((package / "__init__.py").read_text(encoding="utf-8"))) or ""
    listed = {
        name
        for line in words.splitlines()
        if (entry := re.match(r"([a-z_0-9]+(?:, [a-z_0-9]+)*) {2,}", line))
        for name in entry[1].split(", ")
    }
    modules = {path.stem for path in package.glob("*.py")} | {
        path.parent.name for path in package.glob("*/__init__.py")
    }
    assert listed == modules - {"__init__"}


def _table() -> list[tuple[str, list[str]]]:
    """The README's table of changes: each with the files it touches."""
    section = README.partition("## Contributing")[2]
    rows = [line.strip("|").split("|") for line in section.splitlines() if line.startswith("| ")]
    return [(row[0].strip(), re.findall("`([^`]+)`", row[2])) for row in rows[1:]]


def test_every_file_of_the_table_of_changes_exists() -> None:
    table = _table()
    assert len(table) == 11
    for change, names in table:
        assert names, change
        for name in names:
            assert (ROOT / name).exists(), f"{change}: {name}"


def test_a_kind_of_level_is_a_word_and_a_rule() -> None:
    assert set(LEVEL_RULES) == set(LEVEL_TYPES) == set(get_args(LevelType))


def test_a_kind_of_entry_is_a_type_and_a_declaration() -> None:
    assert set(ENTRY_KINDS) == set(KINDS) == set(get_args(Kind))


def test_only_the_wording_room_has_the_sentences_of_reasons() -> None:
    for name in ("criteria", "pillars", "thresholds", "levels"):
        text = (ROOT / "rules" / f"{name}.py").read_text(encoding="utf-8")
        assert not [node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.JoinedStr)], (
            f"rules/{name}.py makes a sentence"
        )


def _files_that_say(word: str) -> set[str]:
    """The modules that have `word` as a string of its own."""
    return {
        path.relative_to(ROOT).as_posix()
        for path in ROOT.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and node.value == word
    }


@pytest.mark.parametrize("source", sorted(set(READINGS) - {"json"}))  # "json" is a word of many other things
def test_a_live_source_is_named_in_its_table_and_its_module_only(source: str) -> None:
    assert READINGS[source].host_title
    assert _files_that_say(source) == {"model/live.py", f"public_data/sources/{source}.py"}


@pytest.mark.parametrize("feed", ["finnhub", "frankfurter", "ecb"])
def test_a_feed_is_named_in_its_row_and_its_module_only(feed: str) -> None:
    assert _files_that_say(feed) <= {"model/feeds.py", f"prices/{feed}.py"}


@pytest.mark.parametrize("name", ["md", "ics"])
def test_an_export_format_is_named_where_it_is_declared_only(name: str) -> None:
    assert _files_that_say(name) == {"printing/formats.py"}


def test_colours_are_given_in_one_module() -> None:
    found = {
        path.relative_to(ROOT).as_posix()
        for path in ROOT.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and re.fullmatch("#[0-9a-f]{6}", node.value)
    }
    assert found == {"pages/colours.py"}


def test_a_command_added_to_the_table_is_parsed_completed_and_listed(capsys: pytest.CaptureFixture[str]) -> None:
    greet = Command("greet", "say hello", "greet Ada", lambda _: 0, (Argument("name", metavar="NAME"),))
    commands = {**COMMANDS, "greet": greet}
    options = arguments.parse(["greet", "Ada"], commands)
    assert isinstance(options, Options)
    assert (options.command, options.text("name")) == ("greet", "Ada")
    assert "greet" in str(arguments.parse(["--help"], commands))
    assert answer(["fish", "gre"], commands, {}, lambda: datetime(2026, 11, 30, tzinfo=UTC)) == 0
    assert capsys.readouterr().out == "greet\tsay hello\n"


def test_options_read_without_the_table_of_commands_are_those_it_declares() -> None:
    assert set(VALUED) == {argument.name for argument in EVERYWHERE if argument.metavar}
    assert set(FLAGS) == {argument.name for argument in EVERYWHERE if not argument.metavar}


def test_a_kind_of_level_added_to_the_words_and_the_rules_is_typed_judged_and_explained(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    line = cast("LevelType", "trend line")
    monkeypatch.setitem(LEVEL_RULES, line, replace(LEVEL_RULES["support"], type=line))
    assert parse.level_type("trend-line") == line
    level = Level(id="line", listing="ACME", type=line, low=Decimal(100), currency="USD")
    first, last = date(2026, 11, 2), date(2026, 11, 3)
    sessions = Sessions(Bars.of([Bar(first, None, None, Decimal(101)), Bar(last, None, None, Decimal(99))]), last)
    noted, price = NotedAt(first, Decimal(101), 1), PriceNow(Decimal(99), "USD", stale=False, dated=True, day=last)
    judged = judge_level(level, noted, price, sessions, today=last)
    assert judged.state == "broken"
    assert "100" in break_rule(level)


def test_docstrings_begin_with_a_verb_or_a_noun() -> None:
    found = [
        f"{path.relative_to(ROOT)}: {node.value.value[:60]}"
        for path in ROOT.rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)
        if node.value.value.startswith("What ")
    ]
    assert not found, "say what it is or does, not a clause that begins with What"
