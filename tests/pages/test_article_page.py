"""An article's text set in lines: every character in its place, no line too wide."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from thesis_tui.pages.article_page import wrapped
from thesis_tui.pages.spans import cells

TEXTS = st.text(alphabet=st.sampled_from("ab 云é\n\t–$1.,"), max_size=300)


@given(TEXTS, st.integers(4, 60))
def test_lines_hold_every_word_in_order_and_none_is_too_wide(text: str, width: int) -> None:
    lines = wrapped(text, width)
    assert "".join("".join(text[start:end].split()) for start, end in lines) == "".join(text.split())
    assert all(before[1] <= after[0] for before, after in pairwise(lines))
    assert all(cells(text[start:end].replace("\t", " ")) <= width for start, end in lines)


def test_a_long_word_and_a_long_text_are_set_soon() -> None:
    assert len(wrapped("x" * 100_000, 80)) == 1250
