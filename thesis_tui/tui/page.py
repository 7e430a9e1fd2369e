"""What all screens do alike: blocks laid out at any size, moving between them, and the keys that record."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar, cast

from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import NULL_OFFSET, NULL_SPACING, Region, Size
from textual.layout import ArrangeResult, Layout, WidgetPlacement
from textual.screen import Screen

from thesis_tui.model.view import Target, View
from thesis_tui.pages.frame import RECORDING, Key, footer, keys_for, prices_state, tab_at
from thesis_tui.pages.lazy_rows import choices
from thesis_tui.pages.spans import Block
from thesis_tui.tui.block import BlockView

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.widget import Widget

    from thesis_tui.tui.app import ThesisApp


EVERYWHERE = (
    ("n", "note"), ("m", "milestone note"), ("a", "add"), ("i", "read an article"), ("u", "undo"), ("1–6", "screens"),
    ("0", "all theses"),
    ("tab", "next section"), ("esc", "back"), ("r", "refresh"), ("U", "redo"), ("/", "search"),
    ("ctrl+p", "by name"), ("?", "help"), ("q", "quit"),
)  # fmt: skip
"""The keys that mean the same on every screen."""


class PageLayout(Layout):
    """Puts every block view where its block says."""

    name = "page"

    def arrange(self, parent: Widget, children: list[Widget], size: Size, greedy: bool = True) -> ArrangeResult:
        placements = []
        for child in children:
            if not isinstance(child, BlockView):
                continue
            block = child.block
            region = Region(block.x, block.y, min(block.width, size.width - block.x), block.height)
            placements.append(WidgetPlacement(region, NULL_OFFSET, NULL_SPACING, child))
        return placements


class PageScreen(Screen[None]):
    """A screen made of blocks. What it shows is decided by `blocks`, what is chosen by focus and cursor."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up,k", "move(-1)", "up", show=False),
        Binding("down,j", "move(1)", "down", show=False),
        Binding("left,h", "sideways(-1)", "left", show=False),
        Binding("right,l", "sideways(1)", "right", show=False),
        Binding("tab", "section(1)", "next section", show=False),
        Binding("shift+tab", "section(-1)", "previous section", show=False),
        Binding("pagedown", "move_far(10)", "page down", show=False),
        Binding("pageup", "move_far(-10)", "page up", show=False),
        Binding("home", "move_far(-100000)", "first", show=False),
        Binding("end", "move_far(100000)", "last", show=False),
        Binding("enter", "open", "open", id="open"),
        Binding("escape", "leave", "back", show=False, id="back"),
    ]
    AUTO_FOCUS = ""
    number = 0
    """Which of the six screens it belongs to; 0 is the list of theses."""
    records: ClassVar[bool] = True
    """What is recorded here goes into the open thesis."""
    title_words = ""
    """What the screen is called in its help."""
    keys: ClassVar[Sequence[Key]] = ()
    """The keys its footer and help name."""
    first_focus: ClassVar[tuple[str, ...]] = ()
    """Names of blocks to focus on opening, the first that can be."""

    def __init__(self) -> None:
        super().__init__()
        self._page_layout = PageLayout()
        self._views: dict[str, BlockView] = {}
        self._shown: tuple[int, int] = (0, 0)

    @property
    def layout(self) -> Layout:
        return self._page_layout

    @property
    def thesis(self) -> ThesisApp:
        return cast("ThesisApp", self.app)

    @property
    def view(self) -> View:
        return self.thesis.view

    def blocks(self, width: int, height: int) -> list[Block]:
        """The page's blocks at a size. Screens say what they show here, and only here."""
        raise NotImplementedError

    def _drawn(self, width: int, height: int) -> list[Block]:
        """The blocks, the footer with the user's own keys where the config has other ones."""
        blocks = self.blocks(width, height)
        other = self.thesis.other_keys
        if not other:
            return blocks
        keys = [key._replace(key=other.get(key.key, key.key)) for key in keys_for(self.view, self.keys)]
        state = self.thesis.foot or prices_state(self.view)
        return [
            block._replace(rows=(footer(keys, state, block.width - 1),)) if block.name == "footer" else block
            for block in blocks
        ]

    def compose(self) -> ComposeResult:
        size = self.app.size
        self._shown = (size.width, size.height)
        for block in self._drawn(*self._shown):
            view = BlockView(block)
            self._views[block.name] = view
            yield view

    def on_mount(self) -> None:
        if self.focused is None:
            self._focus_first()

    def _focus_first(self) -> None:
        # at once, not when the queue is empty: a key that was typed already must find what it is for
        for name in self.wanted_focus():
            view = self._views.get(name)
            if view is not None and view.can_focus:
                self.set_focus(view, scroll_visible=False)
                return
        for view in self._views.values():
            if view.can_focus:
                self.set_focus(view, scroll_visible=False)
                return

    def help_keys(self) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
        """What keys do on this screen, and what they do on every screen."""
        listed = {key.key: key.does for key in self.keys}
        other = self.thesis.other_keys
        every = [
            (key, does)
            for key, does in EVERYWHERE
            if listed.get(key, does) == does and (self.records or key in listed or key not in (*RECORDING, "U"))
        ]
        own = [it for it in listed.items() if it not in every]
        return [(other.get(key, key), does) for key, does in own], [(other.get(key, key), does) for key, does in every]

    def wanted_focus(self) -> tuple[str, ...]:
        return self.first_focus

    def on_resize(self, event: events.Resize) -> None:
        if (event.size.width, event.size.height) != self._shown:
            self.redraw()

    def begin_again(self) -> None:
        """Draw the page as on opening: what was focused and where lists stood is forgotten."""
        self.set_focus(None)
        for view in self._views.values():
            view.remove()
        self._views = {}
        self.redraw()

    def redraw(self) -> None:
        """Draw the page anew from the view: blocks that went are removed, new ones mounted, focus kept."""
        if not self.is_mounted:
            return
        size = self.app.size
        self._shown = (size.width, size.height)
        wanted = {block.name: block for block in self._drawn(*self._shown)}
        had_focus = self.focused
        for name in [name for name in self._views if name not in wanted]:
            self._views.pop(name).remove()
        fresh = []
        for name, block in wanted.items():
            view = self._views.get(name)
            if view is None:
                self._views[name] = view = BlockView(block)
                fresh.append(view)
            else:
                view.show(block)
        if fresh:
            self.mount(*fresh)
        # a layout refresh forgets the arrangement of ancestors, and here it is the screen's own that changed
        self._clear_arrangement_cache()
        self.refresh(layout=True)
        if had_focus is None or had_focus not in self._views.values() or not had_focus.can_focus:
            self.call_after_refresh(self._focus_first)

    def shown(self, name: str) -> BlockView | None:
        """The block of that name, when the page has it now."""
        return self._views.get(name)

    # what is chosen

    @property
    def target(self) -> Target | None:
        """What the focus rests on."""
        return self.focused.target if isinstance(self.focused, BlockView) else None

    def choose(self, target: Target) -> bool:
        """Put focus and cursor on `target` where it is on this page."""
        for view in self._views.values():
            if view.can_focus and view.choose(target):
                self.set_focus(view, scroll_visible=False)
                return True
        return False

    # moving

    def _focusable(self) -> list[BlockView]:
        """Blocks that can be focused, in reading order: down the left column, then down the right."""
        middle = self.app.size.width // 2
        views = [view for view in self._views.values() if view.can_focus]
        return sorted(views, key=lambda view: (view.block.x + view.block.width // 2 > middle, view.block.y))

    def action_move(self, step: int) -> None:
        if isinstance(self.focused, BlockView):
            self.focused.move(step)
        else:
            self._focus_first()

    def action_move_far(self, step: int) -> None:
        view = self.focused
        if not isinstance(view, BlockView) or view.block.shape != "list":
            return
        last = len(choices(view.block.rows)) - 1
        far = max(0, min(last, view.cursor + step)) - view.cursor
        if far:
            view.move(far)

    def on_block_view_left(self, message: BlockView.Left) -> None:
        """Beyond a block's end the next block in the same column takes the cursor."""
        column = [
            view for view in self._focusable()
            if view.block.x < message.block.block.x + message.block.block.width
            and message.block.block.x < view.block.x + view.block.width
        ]  # fmt: skip
        if message.block not in column:
            return
        at = column.index(message.block) + message.step
        if 0 <= at < len(column):
            column[at].enter_from(message.step)
            column[at].focus(scroll_visible=False)

    def action_sideways(self, step: int) -> None:
        """To the nearest block in the other column."""
        here = self.focused
        if not isinstance(here, BlockView):
            return
        edge = here.block.x + here.block.width if step > 0 else here.block.x

        def beside(block: Block) -> bool:
            return block.x >= edge - 1 if step > 0 else block.x + block.width <= edge + 1

        others = [view for view in self._focusable() if view is not here and beside(view.block)]
        if others:
            row = here.block.y + here.block.height // 2
            nearest = min(others, key=lambda view: abs(view.block.y + view.block.height // 2 - row))
            nearest.focus(scroll_visible=False)

    def action_section(self, step: int) -> None:
        """`tab` moves by sections: panels of one kind are one section, walked with the arrows."""
        order = self._focusable()
        if not order:
            return
        sections: list[list[BlockView]] = []
        for view in order:
            kind = view.block.shape == "panel"
            if kind and sections and sections[-1][0].block.shape == "panel":
                sections[-1].append(view)
            else:
                sections.append([view])
        here = next((at for at, section in enumerate(sections) if self.focused in section), -step)
        sections[(here + step) % len(sections)][0].focus(scroll_visible=False)

    # opening

    def action_open(self) -> None:
        if self.target is not None:
            self.open_target(self.target)

    def action_leave(self) -> None:
        self.thesis.action_leave()

    def on_block_view_opened(self, message: BlockView.Opened) -> None:
        self.open_target(message.target)

    def open_target(self, target: Target) -> None:
        self.thesis.open_target(target)

    def on_click(self, event: events.Click) -> None:
        """A click on a screen's name in the header opens it."""
        header = self._views.get("header")
        if header is not None and event.widget is header:
            number = tab_at(header.block.rows[0].line, event.screen_x - header.block.x - 1)
            if number is not None:
                self.thesis.open_screen(number)
