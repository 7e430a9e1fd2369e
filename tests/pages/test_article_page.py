"""An article's text set in lines: every character in its place, no line too wide."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from tests.pages.page_views import FED, block_text, bundled, view_of
from thesis_tui.pages.article_page import Place, article_page, wrapped
from thesis_tui.pages.spans import cells
from thesis_tui.rules.proposal_match import NEW
from thesis_tui.services.articles import read_bytes_of
from thesis_tui.services.inbox import Considered, Opened
from thesis_tui.services.offers import offers

TEXTS = st.text(alphabet=st.sampled_from("ab 云é\n\t–$1.,"), max_size=300)


@given(TEXTS, st.integers(4, 60))
def test_lines_hold_every_word_in_order_and_none_is_too_wide(text: str, width: int) -> None:
    lines = wrapped(text, width)
    assert "".join("".join(text[start:end].split()) for start, end in lines) == "".join(text.split())
    assert all(before[1] <= after[0] for before, after in pairwise(lines))
    assert all(cells(text[start:end].replace("\t", " ")) <= width for start, end in lines)


def test_a_long_word_and_a_long_text_are_set_soon() -> None:
    assert len(wrapped("x" * 100_000, 80)) == 1250


def test_only_the_words_in_focus_are_in_accent() -> None:
    text = b"Alibaba closed at $152.40. Support is seen at $141, resistance at $163.\n"
    found = read_bytes_of(bundled(), FED, text, "a.txt", None).proposals
    considered = tuple(Considered(offer, "open", NEW) for offer in offers(found, bundled().thesis))
    opened = Opened("a.txt", found, None, "", considered)
    blocks = article_page(view_of(), opened, "", considered[0].offer.id, Place(), 200, 60)
    shown = next(block for block in blocks if block.name == "article")
    spans = [span for row in shown.rows[1:] for span in row.line if span.text.strip()]
    assert [span.fill for span in spans if "accent" in span.role and span.text != "▌ "] == ["accent"]
    others = " ".join(span.text for span in spans if span.role == "strong" and span.bold)
    assert ("$163" in others, "$152.40" in others, "$141" in others) == (True, True, False)


def test_an_article_of_the_same_title_is_said_to_be_like_it() -> None:
    view = view_of()
    title = view.sources[2].source.source.title
    found = read_bytes_of(bundled(), FED, f"{title}\n\nSupport is seen at $141.\n".encode(), "a.txt", None).proposals

    def shown(source: str) -> str:
        opened = Opened("a.txt", found, None, source, ())
        return block_text(article_page(view, opened, "", None, Place(), 200, 60), "article")

    assert f"like source {view.sources[2].source.number}" in shown("")
    assert "like source" not in shown("kept")
