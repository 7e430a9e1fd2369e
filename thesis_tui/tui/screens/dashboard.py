"""The screen that opens in the morning."""

from __future__ import annotations

from thesis_tui.model.enums import VERDICTS
from thesis_tui.model.view import Target, View
from thesis_tui.pages.dashboard import dashboard
from thesis_tui.pages.spans import Block
from thesis_tui.tui.block import BlockView
from thesis_tui.tui.page_screen import PageScreen


class DashboardScreen(PageScreen):
    """Verdict, changes, pillars and milestones left; price, chart and levels right."""

    number = 1
    title_words = "Dashboard"
    place = "dashboard"

    @property
    def view(self) -> View:
        return self.session.first_view

    def blocks(self, width: int, height: int) -> list[Block]:
        return dashboard(self.view, width, height, self.session.status, self.session.review_begun)

    def wanted_focus(self) -> tuple[str, ...]:
        """The worst pillar: `enter` goes where it matters."""
        pillars = sorted(self.view.pillars, key=lambda pillar: VERDICTS.index(pillar.verdict))
        return tuple(f"pillar {pillar.pillar.id}" for pillar in pillars)

    def _focus_first(self) -> None:
        super()._focus_first()
        if self.shown("pillars") is not None:  # in a small terminal they are the lines of one list
            wanted = self.wanted_focus()
            self.choose(Target("pillar", wanted[0].removeprefix("pillar ")))

    _of_all_changes = False

    def on_block_view_key_clicked(self, message: BlockView.KeyClicked) -> None:
        self._of_all_changes = message.in_heading and message.block.block.name == "changes"

    def changes_in_focus(self) -> list[str] | None:
        """The id of the change under the cursor; None for all when another block has the focus, or when the key was
        clicked in their heading.
        """
        view, of_all = self.focused, self._of_all_changes
        self._of_all_changes = False
        if of_all or not isinstance(view, BlockView) or view.block.name != "changes":
            return None
        return [change.id for change in self.view.changes[view.cursor : view.cursor + 1]]
