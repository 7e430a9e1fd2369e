"""A block of a page as a widget: it draws rows, can be focused and pointed at, and says what is chosen."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.geometry import Offset
from textual.message import Message
from textual.selection import Selection
from textual.strip import Strip
from textual.widget import Widget

from thesis_tui.model.view import Target
from thesis_tui.pages.glyphs import to_ascii
from thesis_tui.pages.late import choices, find
from thesis_tui.pages.spans import Block, Fill, Role, Row, fit
from thesis_tui.tui.theme import style


class BlockView(Widget):
    """Draws one block. A panel is chosen as a whole, a list by its cursor; both open with `enter` or a click."""

    DEFAULT_CSS: ClassVar[str] = "BlockView { width: 1; height: 1; }"
    FOCUS_ON_CLICK = False
    """A click focuses only when it is over: what it found focused, it opens."""

    class Opened(Message):
        """The user opened what a row speaks of."""

        def __init__(self, target: Target) -> None:
            super().__init__()
            self.target = target

    class Chosen(Message):
        """The cursor or the focus came to rest on something."""

        def __init__(self, block: BlockView) -> None:
            super().__init__()
            self.block = block

    class Left(Message):
        """The cursor moved beyond the block's first or last row. `step` is -1 or 1."""

        def __init__(self, block: BlockView, step: int) -> None:
            super().__init__()
            self.block = block
            self.step = step

    def __init__(self, block: Block) -> None:
        super().__init__()
        self.block = block
        self.cursor = 0
        self.top = 0
        self._hovered = -1
        self.can_focus = self._focusable()

    def _focusable(self) -> bool:
        return self.block.shape == "panel" or (self.block.shape == "list" and bool(self._targets()))

    def _targets(self) -> Sequence[int]:
        return choices(self.block.rows)

    def show(self, block: Block) -> None:
        """Draw another state of the block; the cursor stays on what it was on when that is still there."""
        before = self.target
        moved = (block.x, block.y, block.width, block.height) != (
            self.block.x, self.block.y, self.block.width, self.block.height
        )  # fmt: skip
        self.block = block
        self.can_focus = self._focusable()
        if block.shape == "list":
            place = find(block.rows, before) if before else -1
            self.cursor = place if place >= 0 else min(self.cursor, max(0, len(self._targets()) - 1))
            self._scroll_to_cursor()
        self.refresh(layout=moved)
        if self.has_focus and self.target != before:
            # what was under the cursor went, and other blocks follow what is there now
            self.post_message(self.Chosen(self))

    @property
    def target(self) -> Target | None:
        """The thing that the block speaks of now."""
        if self.block.shape == "panel":
            return self.block.target
        targets = self._targets()
        return self.block.rows[targets[min(self.cursor, len(targets) - 1)]].target if targets else self.block.target

    def choose(self, target: Target) -> bool:
        """Put the cursor on `target`; False when it is not here."""
        place = find(self.block.rows, target)
        if place < 0:
            return self.block.target == target
        self.cursor = place
        self._scroll_to_cursor()
        self.refresh()
        self.post_message(self.Chosen(self))
        return True

    def enter_from(self, step: int) -> None:
        """Take the cursor at the first row when coming from above, at the last when from below."""
        self.cursor = 0 if step > 0 else max(0, len(self._targets()) - 1)
        self._scroll_to_cursor()

    def move(self, step: int) -> None:
        targets = self._targets()
        if self.block.shape != "list" or not 0 <= self.cursor + step < len(targets):
            self.post_message(self.Left(self, step))
            return
        self.cursor += step
        self._scroll_to_cursor()
        self.refresh()
        self.post_message(self.Chosen(self))

    def _scroll_to_cursor(self) -> None:
        targets = self._targets()
        if not targets or self.block.shape != "list":
            self.top = 0
            return
        room = max(1, self.block.height - self.block.head)
        at = min(self.cursor, len(targets) - 1)
        row = targets[at] - self.block.head
        # an item's further lines have no target of their own and come into sight with its first
        after = targets[at + 1] if at + 1 < len(targets) else len(self.block.rows)
        last = min(after - self.block.head - 1, row + room - 1)
        if row < self.top:
            self.top = 0 if at == 0 else row
        elif last >= self.top + room:
            self.top = last - room + 1
        self.top = max(0, min(self.top, len(self.block.rows) - self.block.head - room))

    def _index(self, y: int) -> int:
        """The row drawn at line `y`: the head stays, the rest scrolls."""
        return y if y < self.block.head else y + self.top

    def render_line(self, y: int) -> Strip:
        index = self._index(y)
        rows = self.block.rows
        row = rows[index] if index < len(rows) else Row(())
        chosen = self._chosen(index)
        focused = self.has_focus
        ground = "selection" if chosen else "raised" if self._is_hovered(index) else "background"
        theme = getattr(self.app, "palette", "dark")
        moves = getattr(self.app, "moves", "plain")
        ascii_only = getattr(self.app, "ascii_only", False)

        def segment(text: str, role: Role, fill: Fill, *, bold: bool, italic: bool) -> Segment:
            here = style(theme, moves, role, fill, bold=bold, italic=italic, focused=focused, ground=ground)
            return Segment(to_ascii(text) if ascii_only else text, here)

        segments = [segment("▌" if chosen else " ", "accent", "", bold=False, italic=False)]
        segments += [
            segment(span.text, span.role, span.fill, bold=span.bold, italic=span.italic)
            for span in fit(row.line, self.size.width - 1)
        ]
        strip = self._select(Strip(segments, self.size.width), y)
        return strip.apply_offsets(0, y)

    def _select(self, strip: Strip, y: int) -> Strip:
        """The line with what the mouse has selected of it marked."""
        span = self.text_selection.get_span(y) if self.text_selection is not None else None
        if span is None:
            return strip
        start, end = span[0], strip.cell_length if span[1] < 0 else span[1]
        marked = strip.crop(start, end).apply_style(Style(reverse=True))
        return Strip.join([strip.crop(0, start), marked, strip.crop(end, strip.cell_length)])

    def get_selection(self, selection: Selection) -> tuple[str, str] | None:
        """The selected part of the lines as they are drawn, for the clipboard."""
        lines = [self.render_line(y).text[1:].rstrip() for y in range(self.size.height)]
        start, end = (None if at is None else Offset(max(0, at.x - 1), at.y) for at in selection)
        return Selection(start, end).extract("\n".join(lines)), "\n"

    def selection_updated(self, selection: Selection | None) -> None:
        self.refresh()

    def focused_rows(self) -> Sequence[Row]:
        """The rows that speak of what is in focus: all of a panel's, else the one under the cursor."""
        if self.block.shape == "panel":
            return [row for row in self.block.rows if not row.quiet]
        targets = self._targets()
        return [self.block.rows[targets[min(self.cursor, len(targets) - 1)]]] if targets else []

    def _chosen(self, index: int) -> bool:
        if not self.has_focus:
            return False
        if self.block.shape == "panel":
            return index < len(self.block.rows) and not self.block.rows[index].quiet
        targets = self._targets()
        return bool(targets) and index == targets[min(self.cursor, len(targets) - 1)]

    def _is_hovered(self, index: int) -> bool:
        if self._hovered < 0 or index >= len(self.block.rows):
            return False
        if self.block.shape == "panel":
            return not self.block.rows[index].quiet
        return index == self._hovered and self.block.rows[index].target is not None

    def on_focus(self) -> None:
        self.refresh()
        self.post_message(self.Chosen(self))

    def on_blur(self) -> None:
        self.refresh()

    def on_mouse_move(self, event: events.MouseMove) -> None:
        index = self._index(event.y)
        if index != self._hovered:
            self._hovered = index
            self.refresh()

    def on_leave(self) -> None:
        if self._hovered >= 0:
            self._hovered = -1
            self.refresh()

    def on_click(self, event: events.Click) -> None:
        """One click chooses; a click on what is chosen, or a double click, opens."""
        if self.screen.selections:  # the end of a drag that selected text
            return
        index = self._index(event.y)
        already = self._chosen(index)
        if self.block.shape == "list":
            self.cursor = next((at for at, row in enumerate(self._targets()) if row == index), self.cursor)
        if not self.has_focus and self.can_focus:
            self.focus(scroll_visible=False)
        self.refresh()
        self.post_message(self.Chosen(self))
        row_target = self.block.rows[index].target if index < len(self.block.rows) else None
        target = self.block.target if self.block.shape == "panel" else row_target
        if target is not None and (already or event.chain > 1):
            self.post_message(self.Opened(target))

    def on_mouse_scroll_down(self) -> None:
        if len(self.block.rows) > self.block.height:
            self.move(1)

    def on_mouse_scroll_up(self) -> None:
        if len(self.block.rows) > self.block.height and self.cursor > 0:
            self.move(-1)
