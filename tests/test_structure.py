"""The graph of modules is what their imports say, those for type checking and inside functions counted."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent / "thesis_tui"
README = (ROOT.parent / "README.md").read_text(encoding="utf-8")
KNOWN_CYCLES: dict[str, str] = {
    "thesis_tui.tui": "screens know the App, which registers them",
    "thesis_tui.cli.arguments": "the parser completes its options, and options name its commands",
    "thesis_tui.cli.reading": "`show --all` and `show` are two commands of one parser",
}
"""Modules, or rooms of them, that may import each other, with the reason."""


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
    return {
        name: {other for other in _imports(path, modules) if other in modules} - {name} for name, path in paths.items()
    }


def _excused(name: str) -> bool:
    return any(name == known or name.startswith(f"{known}.") for known in KNOWN_CYCLES)


def test_no_modules_import_each_other_but_those_listed_with_a_reason() -> None:
    graph = {name: {other for other in others if not _excused(other)} for name, others in _graph().items()}
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        pytest.fail(f"these import each other: {' < '.join(error.args[1])}")


@pytest.mark.parametrize("known", KNOWN_CYCLES)
def test_a_listed_cycle_is_still_one(known: str) -> None:
    graph = {
        name: {other for other in others if other.startswith(known) or not _excused(other)}
        for name, others in _graph().items()
    }
    with pytest.raises(CycleError):
        TopologicalSorter(graph).prepare()


def _table() -> list[tuple[str, list[str]]]:
    """The README's table of changes: each with the files it touches."""
    section = README.partition("## Contributing")[2]
    rows = [line.strip("|").split("|") for line in section.splitlines() if line.startswith("| ")]
    return [(row[0].strip(), [part.strip("`") for part in row[1].split() if part.startswith("`")]) for row in rows[1:]]


def test_every_file_of_the_table_of_changes_exists() -> None:
    table = _table()
    assert len(table) == 10
    for change, names in table:
        assert names, change
        for name in names:
            assert (ROOT / name.rstrip(",;")).exists(), f"{change}: {name}"
