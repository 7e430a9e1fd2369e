"""Plain TOML is read as tomllib reads it, and any other is left to tomllib."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thesis_tui.storage.plain_toml import plain_values

EXAMPLE = Path(__file__).parents[2] / "config.example.toml"

NAMES = st.sampled_from(["a", "b", "near_percent", "x-1", "1", "a.b", "a . b", '"a"', "ä", "", "[a", "a]"])
VALUES = st.sampled_from(
    [
        '"text"', '""', '"a#b"', '"a = b"', '"\\n"', '"ü"', "'a'", '"""a"""', '"a" "b"', '"open', "1", "0", "01", "-1",
        "1_000", "1.5", "١", "12345678901234567890", "true", "false", "True", "[]", "[1]", '["a"]', "{}", "{ a = 1 }",
        "2026-11-30", "nan", "", "a", '"tab\there"', '"bell\a"', '"\x7f"', '"\u202e"',
    ]
)  # fmt: skip
BLANKS = st.sampled_from(["", " ", "\t", "  "])
ENDS = st.sampled_from(["", " # why", "#", " #\t", " # ≈", "\r", " x", " # \x01"])
KEYS = st.builds("{0}{1}{0}={0}{2}{3}".format, BLANKS, NAMES, VALUES, ENDS)
HEADERS = st.builds("{0}[{1}]{2}".format, BLANKS, NAMES, ENDS)
LINES = st.one_of(KEYS, HEADERS, ENDS, st.text(max_size=12))


@given(st.lists(LINES, max_size=8))
def test_what_is_read_as_plain_is_what_tomllib_reads(lines: list[str]) -> None:
    raw = "\n".join(lines).encode("utf-8", "surrogatepass")
    found = plain_values(raw)
    if found is not None:
        assert found == tomllib.loads(raw.decode())


@given(st.lists(st.builds("{} = {}".format, st.sampled_from("abcdef"), st.sampled_from(['"a"', "1", "true", "[]"]))))
def test_plain_lines_are_read_as_plain_unless_a_key_comes_twice(lines: list[str]) -> None:
    found = plain_values("\n".join(["# settings", "", "format = 1", "[prices.yahoo] # a feed", *lines]).encode())
    assert (found is None) == (len({line[0] for line in lines}) < len(lines))


def test_the_example_of_every_setting_is_plain() -> None:
    raw = EXAMPLE.read_bytes()
    assert plain_values(raw) == tomllib.loads(raw.decode())


@pytest.mark.parametrize(
    "text",
    [
        "[a]\n[a]\n",
        "a = 1\n[a]\n",
        "[[a]]\n",
        "a.b = 1\n",
        "a = 1\na = 2\n",
        "[a.b]\nc = 1\n[a]\nb = 2\n",
        "a\n",
        "a =\n",
    ],
)
def test_what_tomllib_refuses_or_lays_out_otherwise_is_left_to_it(text: str) -> None:
    assert plain_values(text.encode()) is None
