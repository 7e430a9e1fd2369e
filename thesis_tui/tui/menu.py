"""A short list of choices over the page, each with its key."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, Generic, TypeVar

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from thesis_tui.pages.glyphs import to_ascii
from thesis_tui.pages.spans import cells
from thesis_tui.tui.overlay import Overlay

T = TypeVar("T")


class Menu(Overlay[int], Generic[T]):
    """Picks one of a few things by key, by arrows and `enter`, or by a click. A choice is its key, its words and its
    value; the result is the place of the one that was picked.
    """

    place = "menu"

    CSS: ClassVar[str] = """
    Menu { align: center middle; background: $background 67%; }
    Menu #menu {
        width: auto; min-width: 40; max-width: 90%; height: auto; background: $background; border: round $accent;
        padding: 1 1; border-title-background: $background;
    }
    Menu .choice { width: 100%; min-width: 44; height: 1; background: $background; padding: 0 1 0 0; }
    Menu .choice:hover { background: $raised; }
    Menu .choice.here { background: $chosen; }
    Menu #about { width: 100%; height: auto; background: $background; padding: 0 1; margin-bottom: 1; }
    """

    def __init__(
        self, title: str, choices: Sequence[tuple[str, str, T]], first: T | None = None, about: Sequence[str] = ()
    ) -> None:
        super().__init__()
        self._title = title
        self._about = about
        self._choices = choices
        # held, not looked up: a menu that is left while it is being mounted has its parts taken away one by one
        self._box = Vertical(id="menu")
        self._lines = [Static("", classes="choice", id=f"choice-{at}", markup=False) for at in range(len(choices))]
        self._at = next((at for at, (_, _, value) in enumerate(choices) if value == first), 0)

    def compose(self) -> ComposeResult:
        with self._box:
            if self._about:
                yield Static("\n".join(self._about), id="about", markup=False)
            yield from self._lines

    def on_mount(self) -> None:
        variables = self.app.theme_variables
        if self.session.ascii_only:
            self._box.styles.border = ("ascii", variables["accent"])
        # as wide as its longest choice: nothing is cut where there is room
        longest = max((cells(to_ascii(text)) for _, text, _ in self._choices), default=0)
        words = max((cells(line) for line in self._about), default=0)
        # 9 cells for border, padding, mark and key; 6 for border and paddings
        self._box.styles.width = max(50, longest + 9, words + 6)
        self._box.border_title = Content.styled(f" {self._title} ", f"bold {variables['strong']}")
        self._draw()

    def _draw(self) -> None:
        variables = self.app.theme_variables
        for at, (key, words, _) in enumerate(self._choices):
            line = self._lines[at]
            line.set_class(at == self._at, "here")
            colour = variables["strong" if at == self._at else "foreground"]
            text = self.session.sign(words)
            mark = (">" if self.session.ascii_only else "▌") if at == self._at else " "
            line.update(Content.assemble((f"{mark}{key:<3}", variables["accent"]), (text, colour)))

    def step(self, step: int) -> None:
        self._at = (self._at + step) % len(self._choices)
        self._draw()

    def pick(self) -> None:
        self.close(self._at)

    def on_key(self, event: events.Key) -> None:
        for at, (key, _, _) in enumerate(self._choices):
            if event.character == key:
                event.stop()
                self.close(at)
                return

    def on_click(self, event: events.Click) -> None:
        """A click on a choice picks it, one beside the menu leaves it."""
        widget = event.widget
        if widget is not None and widget.id is not None and widget.id.startswith("choice-"):
            self.close(int(widget.id[7:]))
        elif widget is self:
            self.close(None)
