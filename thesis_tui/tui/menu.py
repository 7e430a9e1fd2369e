"""A short list of choices over the page, each with its key."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, NamedTuple

from textual import events
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from textual.app import ComposeResult  # isort: skip

from thesis_tui.pages.glyphs import to_ascii
from thesis_tui.pages.spans import cells


class Choice(NamedTuple):
    """`key` picks it at once; `value` is the menu's result."""

    key: str
    text: str
    value: str


class Menu(ModalScreen[str | None]):
    """Picks one of a few things by key, by arrows and `enter`, or by a click."""

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
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", show=False),
        Binding("up,k", "step(-1)", show=False, priority=True),
        Binding("down,j,tab", "step(1)", show=False, priority=True),
        Binding("enter", "pick", show=False, priority=True),
    ]

    def __init__(self, title: str, choices: Sequence[Choice], first: str = "", about: Sequence[str] = ()) -> None:
        super().__init__()
        self._title = title
        self._about = about
        self._choices = choices
        self._at = next((at for at, choice in enumerate(choices) if choice.value == first), 0)

    def compose(self) -> ComposeResult:
        with Vertical(id="menu"):
            if self._about:
                yield Static("\n".join(self._about), id="about", markup=False)
            for at in range(len(self._choices)):
                yield Static("", classes="choice", id=f"choice-{at}", markup=False)

    def on_mount(self) -> None:
        variables = self.app.theme_variables
        if getattr(self.app, "ascii_only", False):
            self.query_one("#menu").styles.border = ("ascii", variables["accent"])
        # as wide as its longest choice: nothing is cut where there is room
        longest = max((cells(to_ascii(choice.text)) for choice in self._choices), default=0)
        said = max((cells(line) for line in self._about), default=0)
        self.query_one("#menu").styles.width = max(50, longest + 9, said + 6)
        self.query_one("#menu").border_title = Content.styled(f" {self._title} ", f"bold {variables['strong']}")
        self._draw()

    def _draw(self) -> None:
        variables = self.app.theme_variables
        for at, choice in enumerate(self._choices):
            line = self.query_one(f"#choice-{at}", Static)
            line.set_class(at == self._at, "here")
            colour = variables["strong" if at == self._at else "foreground"]
            text = to_ascii(choice.text) if getattr(self.app, "ascii_only", False) else choice.text
            mark = (">" if getattr(self.app, "ascii_only", False) else "▌") if at == self._at else " "
            line.update(Content.assemble((f"{mark}{choice.key:<3}", variables["accent"]), (text, colour)))

    def action_step(self, step: int) -> None:
        self._at = (self._at + step) % len(self._choices)
        self._draw()

    def action_pick(self) -> None:
        self.dismiss(self._choices[self._at].value)

    def on_key(self, event: events.Key) -> None:
        for choice in self._choices:
            if event.character == choice.key:
                event.stop()
                self.dismiss(choice.value)
                return

    def on_click(self, event: events.Click) -> None:
        widget = event.widget
        if widget is not None and widget.id is not None and widget.id.startswith("choice-"):
            self.dismiss(self._choices[int(widget.id[7:])].value)
