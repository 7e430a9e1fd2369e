"""A screen whose other blocks show what its cursor is on."""

from __future__ import annotations

from typing import ClassVar, Literal

from thesis_tui.model.view import Target
from thesis_tui.tui.block import BlockView
from thesis_tui.tui.page_screen import PageScreen


class MasterDetailScreen(PageScreen):
    """A screen whose other blocks show what its cursor is on."""

    kind: ClassVar[Literal["metric", "level", "milestone", "source", "entry", "thesis", "decision"]]
    """The kind of thing that `selected` is the id of."""

    def __init__(self, selected: str | None = None) -> None:
        super().__init__()
        self.selected = selected

    def _focus_first(self) -> None:
        """Puts the cursor on what was asked for, else on what comes first."""
        if self.selected is None or not self.choose(Target(self.kind, self.selected)):
            super()._focus_first()

    def follow(self, target: Target) -> bool:
        """Takes what the cursor came to rest on; True when the page must be drawn again."""
        if target.kind != self.kind or target.id == self.selected:
            return False
        self.selected = target.id
        return True

    def on_block_view_chosen(self, message: BlockView.Chosen) -> None:
        target = message.block.target
        if target is not None and message.block.has_focus and self.follow(target):
            self.redraw()
