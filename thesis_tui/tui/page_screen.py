"""The base of all screens: blocks laid out at any size, moving between them, and the keys that record."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING, ClassVar, cast

from textual import events
from textual.geometry import NULL_OFFSET, NULL_SPACING, Region, Size
from textual.layout import ArrangeResult, Layout, WidgetPlacement
from textual.screen import Screen

from thesis_tui.actions import BY_ID, Place, shown_key
from thesis_tui.model.view import Target, View
from thesis_tui.pages.frame import Key, everywhere, footer, keys_for, keys_of, prices_state, records, with_hint
from thesis_tui.pages.lazy_rows import choices
from thesis_tui.pages.spans import Block
from thesis_tui.tui.block import BlockView
from thesis_tui.tui.clipboard import words_of
from thesis_tui.tui.keys import RunsActions
from thesis_tui.tui.overlay import SelectsWhatIsThere
from thesis_tui.tui.session import Disposal, HasSession, Session

if TYPE_CHECKING:
    from textual.app import ComposeResult
    from textual.widget import Widget


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


class PageScreen(SelectsWhatIsThere, RunsActions, Screen[None]):
    """A screen made of blocks. What it shows is decided by `blocks`, what is chosen by focus and cursor.

    Its keys are the actions that thesis_tui/actions.py places at "page" and at its own name.
    """

    place: ClassVar[Place] = "page"
    # Textual (8.2) would focus the first block it mounted; `wanted_focus` says which it is
    AUTO_FOCUS = ""
    number = 0
    """Which of the six screens it belongs to; 0 is the list of theses."""
    records: ClassVar[bool] = True
    """Whether what is recorded here goes into the open thesis."""
    title_words = ""
    """The title of its help."""
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
    def session(self) -> Session:
        return cast(HasSession, self.app).session

    @property
    def view(self) -> View:
        return self.session.view

    def blocks(self, width: int, height: int) -> list[Block]:
        """The page's blocks at a size. Screens say what they show here, and only here."""
        raise NotImplementedError

    def _drawn(self, width: int, height: int) -> list[Block]:
        """The blocks, the footer with the user's own keys where the config has other ones."""
        blocks = self.blocks(width, height)
        self._footer = next((block for block in blocks if block.name == "footer"), None)
        if not self.session.own_keys and not self._pointed_at:
            return blocks
        return [self._own_footer(block) if block.name == "footer" else block for block in blocks]

    _footer: Block | None = None

    def _own_footer(self, block: Block) -> Block:
        """The footer with the user's own keys, and the words for what the pointer is on."""
        row = block.rows[0]
        if self.session.own_keys:
            keys = [self._renamed(key) for key in keys_for(self.view, keys_of(self.place))]
            row = footer(keys, self.session.status or prices_state(self.view), block.width - 1)
        # what was just done is worth more than what could be
        return block._replace(rows=(with_hint(row, "" if self.session.message else self._pointed_at),))

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
        """The keys of this screen and those of every screen, each with what it does."""
        named = keys_of(self.place)
        listed = {key.key: key.does for key in named}
        every = [
            key
            for key in everywhere()
            if listed.get(key.key, key.does) == key.does and (self.records or key.key in listed or not records(key))
        ]
        left = [(key.key, key.does) for key in every]
        own = [key for key in named if (key.key, key.does) not in left]
        return [self._words_of(key) for key in own], [self._words_of(key) for key in every]

    def _words_of(self, key: Key) -> tuple[str, str]:
        key = self._renamed(key)
        return key.key, key.does

    def _renamed(self, key: Key) -> Key:
        """The key as the user's own config has it."""
        own = self.session.own_keys
        if not any(identity in own for identity in key.actions):
            return key
        return key._replace(key=" ".join(own.get(identity, BY_ID[identity].shown) for identity in key.actions))

    def wanted_focus(self) -> tuple[str, ...]:
        """Names of the blocks to focus first, the first of them that can be."""
        return self.first_focus

    def on_resize(self, event: events.Resize) -> None:
        # Textual 8.2 also sends a Resize for the size that `compose` has drawn already
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
        if not (self.is_mounted and self.is_attached):
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
        """The thing in focus."""
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

    def move(self, step: int) -> None:
        if isinstance(self.focused, BlockView):
            self.focused.move(step)
        else:
            self._focus_first()

    def move_far(self, step: int) -> None:
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

    def move_sideways(self, step: int) -> None:
        """To the nearest block in the other column."""
        here = self.focused
        if not isinstance(here, BlockView):
            return
        edge = here.block.x + here.block.width if step > 0 else here.block.x

        def is_there(block: Block) -> bool:
            return block.x >= edge - 1 if step > 0 else block.x + block.width <= edge + 1

        others = [view for view in self._focusable() if view is not here and is_there(view.block)]
        if others:
            row = here.block.y + here.block.height // 2
            nearest = min(others, key=lambda view: abs(view.block.y + view.block.height // 2 - row))
            nearest.focus(scroll_visible=False)

    def move_section(self, step: int) -> None:
        """`tab` moves by sections: panels of one kind are one section, walked with the arrows."""
        order = self._focusable()
        if not order:
            return
        sections: list[list[BlockView]] = []
        for view in order:
            kind = view.block.shape == "panel"
            # pillars and listings are panels: of ten, `tab` would be pressed ten times to come past them
            if kind and sections and sections[-1][0].block.shape == "panel":
                sections[-1].append(view)
            else:
                sections.append([view])
        # with nothing in focus it is the first section, whichever way it goes
        here = next((at for at, section in enumerate(sections) if self.focused in section), -step)
        sections[(here + step) % len(sections)][0].focus(scroll_visible=False)

    # what the keys do, where screens differ

    def add(self) -> None:
        self.session.ask_what_to_add()

    def edit(self) -> None:
        self.session.ask_what_to_edit()

    def edit_file(self) -> None:
        self.session.edit_file()

    def retire(self) -> None:
        self.session.retire(self.target)

    @property
    def disposable(self) -> View | None:
        """The thesis that `dispose` is about, None where there is none."""
        return self.session.view

    def dispose(self, how: Disposal) -> None:
        """Closes, opens again, archives, restores or deletes the thesis."""
        self.session.dispose(how)

    def undo(self) -> None:
        self.session.undo()

    def changes_in_focus(self) -> list[str] | None:
        """The ids of the changes that marking as seen is about; None for all of them."""
        return None

    def copy_line(self) -> None:
        """Copies the line in focus, or what its block says, with its source."""
        text = words_of(self.view, self.focused) if isinstance(self.focused, BlockView) else ""
        if text:
            self.session.copy(text, "the line")
        else:
            self.session.notify("there is nothing in focus to copy")

    # opening

    def open_focused(self) -> None:
        if self.target is not None:
            self.open_target(self.target)

    def leave(self) -> None:
        self.session.leave()

    def on_block_view_opened(self, message: BlockView.Opened) -> None:
        self.open_target(message.target)

    def open_target(self, target: Target) -> None:
        """Opens what a line speaks of."""
        self.session.open(target)

    # the mouse

    @property
    def own_key_names(self) -> Collection[str]:
        """The user's own keys, as they are written on the screens."""
        return self.session.own_keys.values()

    def on_block_view_key_clicked(self, message: BlockView.KeyClicked) -> None:
        self.press_key(message.key)

    def press_key(self, key: str) -> None:
        """Does what a key does, by Textual's name for it, that was clicked where a screen names it."""
        app, shown = self.app, shown_key(key)
        character = shown if len(shown) == 1 else None
        # made by the app, as those of the terminal are: Textual (8.2) ends the way up of a message at its sender
        app.call_later(lambda: app.post_message(events.Key(key, character)))

    def on_block_view_pointed(self, message: BlockView.Pointed) -> None:
        self.say_pointed(self._pointed_words(message.block))

    def _pointed_words(self, block: BlockView) -> str:
        target, opens = block.pointed
        if target is None:
            return ""
        return "click to open" if opens else "click, again to open"

    def say_pointed(self, words: str) -> None:
        """Says at the footer's right end what a click does where the pointer is; "" when it does nothing."""
        footer_view = self._views.get("footer")
        if words == self._pointed_at or footer_view is None or self._footer is None:
            return
        self._pointed_at = words
        footer_view.show(self._own_footer(self._footer))

    _pointed_at = ""
