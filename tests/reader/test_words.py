"""The words a reader looks for are data: none stands in a pattern in code, and every pattern of the data compiles."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from thesis_tui.reader import word_lists
from thesis_tui.reader.word_lists import data, expanded, grammar

READING = Path(word_lists.__file__).parent
NOT_OF_ARTICLES = {"fetch", "web_page", "declared", "plain_text", "word_lists"}
"""What reads addresses, markup and bytes: its words are those of protocols, not of sentences."""
_NO_WORD = re.compile(r"\(\?P?<[^>]*>|\(\?[a-z]+\)|<<\w+>>|\\u[0-9a-fA-F]{4}|\\.|\[[^\]]*\]")


def patterns_of(source: str) -> list[tuple[int, str]]:
    """The line and text of every pattern that a module hands to `re`, without what is computed in it."""
    found = []
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute) or not node.args:
            continue
        if not isinstance(node.func.value, ast.Name) or node.func.value.id != "re":
            continue
        computed = {
            id(part)
            for value in ast.walk(node.args[0]) if isinstance(value, ast.FormattedValue | ast.Call)
            for part in ast.walk(value)
        }  # fmt: skip
        parts = [
            part.value
            for part in ast.walk(node.args[0])
            if isinstance(part, ast.Constant) and isinstance(part.value, str) and id(part) not in computed
        ]
        found.append((node.lineno, "".join(parts)))
    return found


@pytest.mark.parametrize(
    "module", sorted(path.stem for path in READING.glob("*.py") if path.stem not in NOT_OF_ARTICLES)
)
def test_no_pattern_in_code_holds_a_word_of_an_article(module: str) -> None:
    found = [
        (line, text)
        for line, text in patterns_of((READING / f"{module}.py").read_text("utf-8"))
        if re.search(r"[A-Za-zÄÖÜäöüß]{2,}|[\u4e00-\u9fff]", _NO_WORD.sub("", text))
    ]
    assert not found


def test_a_word_in_a_pattern_is_seen() -> None:
    found = patterns_of('import re\n_A = re.compile(rf"(?:{x})\\b(?:fell|rose)")\n')
    assert found == [(2, "(?:)\\b(?:fell|rose)")]


def test_every_pattern_of_the_data_compiles_and_has_its_parts() -> None:
    tables = data("patterns")
    for table, patterns in tables.items():
        if table in ("shared", "expressions"):
            continue
        for key in patterns:
            grammar(f"{table}.{key}")
    for key in tables["shared"]:
        assert "<<" not in expanded(f"<<{key}>>")
