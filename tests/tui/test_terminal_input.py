"""Bytes from the terminal that are no UTF-8."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thesis_tui.tui.terminal import TerminalDecoder


def decoded(*reads: bytes) -> tuple[str, int]:
    """What several reads give, and how often something was left out."""
    unread: list[None] = []
    decoder = TerminalDecoder(lambda: unread.append(None))
    return "".join(decoder.decode(raw) for raw in reads), len(unread)


@pytest.mark.parametrize(
    ("reads", "text"),
    [
        ((b"caf\xe9 noir",), "café noir"),
        ((b"\x93quoted\x94",), "“quoted”"),
        (("é".encode()[:1], "é".encode()[1:]), "é"),
        ((b"\xe2\x82", b"x"), "â‚x"),
        ((b"\xe9", b"\xe9a"), "ééa"),
        ((b"a\xff\xfeb",), "aÿþb"),
    ],
)
def test_a_byte_that_is_no_utf_8_is_read_as_windows_1252(reads: tuple[bytes, ...], text: str) -> None:
    assert decoded(*reads) == (text, 0)


def test_a_byte_that_is_no_character_at_all_is_left_out_and_told() -> None:
    assert decoded(b"a\x81b") == ("ab", 1)


@given(st.text(), st.lists(st.integers(0, 40), max_size=4))
def test_utf_8_is_read_as_it_is_however_it_is_cut(text: str, cuts: list[int]) -> None:
    raw = text.encode()
    places = [0, *sorted(min(cut, len(raw)) for cut in cuts), len(raw)]
    reads = [raw[begin:end] for begin, end in pairwise(places)]
    assert decoded(*reads) == (text, 0)


@given(st.lists(st.binary(max_size=12), max_size=5))
def test_no_bytes_are_too_much(reads: list[bytes]) -> None:
    decoded(*reads)
