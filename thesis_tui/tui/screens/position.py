"""Decisions about the thesis, and what came of them."""

from __future__ import annotations

from thesis_tui.model.view import Target
from thesis_tui.pages import position_page
from thesis_tui.pages.spans import Block
from thesis_tui.tui.master_detail import MasterDetailScreen


class PositionScreen(MasterDetailScreen):
    """Positions, and every decision with what stood at its moment and what came of it."""

    kind = "decision"
    number = 7
    title_words = "Position and decisions"
    place = "position"
    first_focus = ("closed", "decisions")

    def blocks(self, width: int, height: int) -> list[Block]:
        return position_page.position_page(self.view, self.selected, width, height, self.session.status)

    def open_target(self, target: Target) -> None:
        """`enter` on a decision shows what can be done with it: all there is of it is on this page."""
        if target.kind == "decision":
            self.session.ask_what_to_edit()
        else:
            super().open_target(target)
