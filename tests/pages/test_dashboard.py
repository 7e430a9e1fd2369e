"""The first screen: its headings, and a thesis that nothing was entered into yet."""

from __future__ import annotations

from msgspec.structs import replace

from tests.pages.page_views import FED, SIZES, block_text, bundled, entry, fits, view_of
from thesis_tui.model.objects import Milestone
from thesis_tui.pages.dashboard import dashboard


def test_what_is_left_out_stands_apart_from_the_line_that_follows() -> None:
    entries = [
        entry(number, "milestone", Milestone(id="", title=f"thing {number}", earliest=FED, latest=FED, pillar="cloud"))
        for number in range(20)
    ]
    heading = block_text(dashboard(view_of(entries=entries), 120, 36), "milestones").splitlines()[0]
    assert " more ─" in heading


def test_a_thesis_with_nothing_in_it_says_how_to_begin_and_asks_for_no_statement_it_has() -> None:
    empty = replace(bundled(), sources=(), entries=())
    unstated = replace(empty, thesis=replace(empty.thesis, statement=""))
    for width, height in SIZES:
        for book, first in ((empty, "a to add figure (f)"), (unstated, "a to add statement (s), figure (f)")):
            blocks = dashboard(view_of(book), width, height)
            fits(blocks, width, height)
            said = block_text(blocks, "changes").splitlines()
            assert said[1].startswith(first)
            assert said[2].endswith("where it is kept") or width < 120
