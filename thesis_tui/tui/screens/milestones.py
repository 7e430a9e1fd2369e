"""The milestones: what is expected, and whether the odds were any good."""

from __future__ import annotations

from thesis_tui.model.view import Target
from thesis_tui.pages import milestones_page
from thesis_tui.pages.spans import Block
from thesis_tui.tui.master_detail import MasterDetailScreen


class MilestonesScreen(MasterDetailScreen):
    """The milestones by window, and how good the odds stated were."""

    kind = "milestone"
    number = 3
    title_words = "Milestones"
    place = "milestones"
    first_focus = ("open",)

    def blocks(self, width: int, height: int) -> list[Block]:
        return milestones_page.milestones_page(self.view, self.selected, width, height, self.session.status)

    def open_target(self, target: Target) -> None:
        """`enter` on a milestone shows what can be done with it: all there is of it is on this page."""
        if target.kind == "milestone":
            self.session.ask_what_to_edit()
        else:
            super().open_target(target)
