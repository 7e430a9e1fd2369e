"""The graph of modules is what their imports say, those for type checking and inside functions counted; and each
change of the README's table touches the files it names.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter
from pathlib import Path
from typing import get_args

import pytest

from thesis_tui.model.feeds import FEED_DEFAULTS
from thesis_tui.model.journal import KINDS, Kind
from thesis_tui.model.words import LEVEL_TYPES, LevelType
from thesis_tui.prices.registry import TITLES
from thesis_tui.rules.entry_kinds import ENTRY_KINDS
from thesis_tui.rules.levels import LEVEL_RULES

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


def _table() -> list[tuple[str, list[str]]]:
    """The README's table of changes: each with the files it touches."""
    section = README.partition("## Contributing")[2]
    rows = [line.strip("|").split("|") for line in section.splitlines() if line.startswith("| ")]
    return [(row[0].strip(), [part.strip("`,") for part in row[1].split() if part[0] == "`"]) for row in rows[1:]]


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


def test_a_feed_is_entered_in_the_registry_and_has_defaults() -> None:
    assert set(TITLES) == set(FEED_DEFAULTS)


def test_only_the_wording_room_has_the_sentences_of_reasons() -> None:
    for name in ("criteria", "pillars", "thresholds", "levels"):
        text = (ROOT / "rules" / f"{name}.py").read_text(encoding="utf-8")
        assert not [node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.JoinedStr)], (
            f"rules/{name}.py makes a sentence"
        )
