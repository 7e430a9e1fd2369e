"""A block of a page as a widget: it draws rows, can be focused and pointed at, and says what is chosen."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Sequence
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
from thesis_tui.pages.colours import PALETTES
from thesis_tui.pages.glyphs import to_ascii
from thesis_tui.pages.key_spots import KeySpot, spot_at
from thesis_tui.pages.lazy_rows import choices, find
from thesis_tui.pages.spans import Block, Fill, Role, Row, fit, out_of_sight, plain_text
from thesis_tui.tui.theme import style

_MOST_LINES = 12
"""Lines of one item among which its first is looked for."""
WHEEL_ROWS = 2
"""Rows that one notch of the wheel scrolls: fewer than a panel has, so that none is jumped over."""


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

    class KeyClicked(Message):
        """The user clicked on a key that a line of `block` names, in its heading or below it. `key` is Textual's name
        for it.
        """

        def __init__(self, key: str, block: BlockView, *, in_heading: bool) -> None:
            super().__init__()
            self.key = key
            self.block = block
            self.in_heading = in_heading

    class Pointed(Message):
        """The pointer came to something else, or left: `block` says what a click would do there, if anything."""

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
        self.cursor = self._first_in_sight(block)
        self.top = block.first
        self._walked = False
        """Whether the cursor is where somebody put it."""
        self._hovered = -1
        self._spot: KeySpot | None = None
        """The key under the pointer."""
        self.can_focus = self._focusable()

    def _focusable(self) -> bool:
        return self.block.shape == "panel" or (self.block.shape == "list" and bool(self._targets()))

    def _targets(self) -> Sequence[int]:
        return choices(self.block.rows)

    @staticmethod
    def _first_in_sight(block: Block) -> int:
        """The place among what can be chosen of the first that is not scrolled away to begin with."""
        return bisect_left(choices(block.rows), block.head + block.first) if block.first else 0

    def show(self, block: Block) -> None:
        """Draw another state of the block; the cursor stays on what it was on when that is still there, unless nobody
        put it there and another height brings other rows into sight.
        """
        before = self.target
        # a list that nobody is in stands again where the page wants it; one with the focus stays where the user
        # scrolled it, until it has another height: then it goes there, too, as far as its cursor stays in sight
        resized = block.height != self.block.height and (block.first or self.block.first) > 0
        again = resized or (not self.has_focus and (block.first, block.height) != (self.block.first, self.block.height))
        moved = (block.x, block.y, block.width, block.height) != (
            self.block.x, self.block.y, self.block.width, self.block.height
        )  # fmt: skip
        self.block = block
        self.can_focus = self._focusable()
        if block.shape == "list":
            place = find(block.rows, before) if before else -1
            self.cursor = place if place >= 0 else min(self.cursor, max(0, len(self._targets()) - 1))
            if resized and not self._walked:
                self.cursor = self._first_in_sight(block)
            if again:
                self.top = block.first
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
        self._walked = True
        self._scroll_to_cursor()
        self.refresh()
        self.post_message(self.Chosen(self))
        return True

    def enter_from(self, step: int) -> None:
        """Take the cursor at the first row when coming from above, at the last when from below."""
        self.cursor = self._first_in_sight(self.block) if step > 0 else max(0, len(self._targets()) - 1)
        self._walked = True
        self._scroll_to_cursor()

    def move(self, step: int) -> None:
        targets = self._targets()
        if self.block.shape != "list" or not 0 <= self.cursor + step < len(targets):
            self.post_message(self.Left(self, step))
            return
        self.cursor += step
        self._walked = True
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
            # above the first choice may be lines that cannot be chosen: with it they come into sight
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
        if y == 0 and self.block.title is not None:
            head = self.block.head
            row = self.block.title(*out_of_sight(rows, head, self.top, self.block.height - head))
        chosen = self._chosen(index)
        focused = self.has_focus
        ground = "selection" if chosen else "raised" if self._is_hovered(index) else "background"
        theme = getattr(self.app, "palette", "dark")
        moves = getattr(self.app, "moves", "plain")
        ascii_only = getattr(self.app, "ascii_only", False)

        def segment(text: str, role: Role, fill: Fill, *, bold: bool, italic: bool) -> Segment:
            here = style(theme, moves, role, fill, bold=bold, italic=italic, focused=focused, ground=ground)
            return Segment(to_ascii(text) if ascii_only else text, here)

        # the first cell is a gutter for the mark of what is chosen: what a row says begins at the second
        segments = [segment("▌" if chosen else " ", "accent", "", bold=False, italic=False)]
        segments += [
            segment(span.text, span.role, span.fill, bold=span.bold, italic=span.italic)
            for span in fit(row.line, self.size.width - 1)
        ]
        strip = self._select(self._raise(Strip(segments, self.size.width), index), y)
        # Textual 8.2 finds by these offsets what a drag has selected; a widget that draws line by line sets them itself
        return strip.apply_offsets(0, y)

    def _raise(self, strip: Strip, index: int) -> Strip:
        """The line with the key under the pointer on a raised ground, underlined where that ground cannot be seen."""
        spot = self._spot
        if spot is None or index != self._hovered:
            return strip
        raised = PALETTES[getattr(self.app, "palette", "dark")]["raised"]
        plain = raised == "default" or self.app.no_color
        # spots are counted in the row's own cells, which begin after the gutter
        start, end = spot.start + 1, spot.end + 1
        here = strip.crop(start, end).apply_style(Style(underline=True) if plain else Style(bgcolor=raised))
        return Strip.join([strip.crop(0, start), here, strip.crop(end, strip.cell_length)])

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
        # the copied lines are without the gutter, and the selection counts it
        start, end = (None if at is None else Offset(max(0, at.x - 1), at.y) for at in selection)
        text = "\n".join(lines)
        if start is not None and start.y >= len(text.splitlines()):  # the lines went; Textual 8.2 looks for them still
            return None
        return Selection(start, end).extract(text), "\n"

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
        if self._hovered < 0 or self._spot is not None or index >= len(self.block.rows):
            return False
        if self.block.shape == "panel":
            return not self.block.rows[index].quiet
        if self.block.shape == "static":
            return self.block.target is not None
        return abs(index - self._hovered) < _MOST_LINES and self._item_at(index) == self._item_at(self._hovered) >= 0

    def _item_at(self, index: int) -> int:
        """The row of a list's item to which a row belongs: an item's further lines have no target of their own. -1 for
        blank rows, headings, and rows of no item.
        """
        rows = self.block.rows
        for at in range(min(index, len(rows) - 1), max(-1, index - _MOST_LINES), -1):
            row = rows[at]
            if row.target is not None:
                return at
            if at < self.block.head or not plain_text(row.line) or any(span.role == "rule" for span in row.line):
                return -1
        return -1

    @property
    def pointed(self) -> tuple[Target | None, bool]:
        """The target a click would choose or open under the pointer, and whether it would open it."""
        if self._hovered < 0 or self._spot is not None or self._hovered >= len(self.block.rows):
            return None, False
        if self.block.shape == "list":
            item = self._item_at(self._hovered)
            return (self.block.rows[item].target, self._chosen(item)) if item >= 0 else (None, False)
        return self.block.target, self.block.shape == "static" or self._chosen(self._hovered)

    def _own_keys(self) -> Collection[str]:
        return getattr(self.screen, "own_key_names", ())

    def _spot_at(self, index: int, x: int) -> KeySpot | None:
        """The key named at cell `x` of the widget."""
        rows = self.block.rows
        return spot_at(rows[index].line, x - 1, self._own_keys()) if 0 <= index < len(rows) else None

    def on_focus(self) -> None:
        self.refresh()
        self.post_message(self.Chosen(self))

    def on_blur(self) -> None:
        self.refresh()

    def on_mouse_move(self, event: events.MouseMove) -> None:
        index = self._index(event.y)
        self._point(index, self._spot_at(index, event.x))

    def on_leave(self) -> None:
        self._point(-1, None)

    def _point(self, index: int, spot: KeySpot | None) -> None:
        if (index, spot) != (self._hovered, self._spot):
            self._hovered, self._spot = index, spot
            self.refresh()
            self.post_message(self.Pointed(self))

    def on_click(self, event: events.Click) -> None:
        """A click on a key does what the key does. Elsewhere one click chooses, and a click on what is chosen, or a
        double click, opens; what cannot be chosen is opened at once.
        """
        if self.screen.selections:  # the end of a drag that selected text
            return
        index = self._index(event.y)
        spot = self._spot_at(index, event.x)
        if self.block.shape == "list":
            item = self._item_at(index)
            index = item if item >= 0 else index
        # asked before the click moves the cursor: only what was chosen before is opened
        already = self._chosen(index)
        if self.block.shape == "list":
            self.cursor = next((at for at, row in enumerate(self._targets()) if row == index), self.cursor)
            self._walked = True
        if not self.has_focus and self.can_focus:
            self.focus(scroll_visible=False)
        self.refresh()
        if self.can_focus:
            self.post_message(self.Chosen(self))
        row_target = self.block.rows[index].target if index < len(self.block.rows) else None
        if spot is not None:
            # a double click on a line of a list means it once: the first has done it
            if event.chain == 1 or row_target is None:
                self.post_message(self.KeyClicked(spot.key, self, in_heading=index < self.block.head))
            return
        target = row_target if self.block.shape == "list" else self.block.target
        if target is not None and (already or event.chain > 1 or self.block.shape == "static"):
            self.post_message(self.Opened(target))
        else:
            self.post_message(self.Pointed(self))

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        if self._scroll(WHEEL_ROWS):
            event.stop()

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        if self._scroll(-WHEEL_ROWS):
            event.stop()

    def _scroll(self, step: int) -> bool:
        """Scrolls the list by rows; the cursor stays in sight. False where there is nothing to scroll."""
        head = self.block.head
        room = self.block.height - head
        top = max(0, min(self.top + step, len(self.block.rows) - head - room))
        if self.block.shape != "list" or top == self.top:
            return False
        self.top = top
        self._walked = True
        targets = self._targets()
        first, last = bisect_left(targets, head + top), bisect_right(targets, head + top + room - 1) - 1
        before = self.cursor
        # of an item with more lines than the room none may begin in sight: the cursor stays
        if first <= last:
            self.cursor = max(first, min(self.cursor, last))
        self.refresh()
        if self.has_focus and self.cursor != before:
            self.post_message(self.Chosen(self))
        return True
