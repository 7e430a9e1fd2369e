"""The keys of a screen, and what the signs mean."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from rich.segment import Segment
from textual.binding import Binding, BindingType
from textual.screen import ModalScreen
from textual.strip import Strip
from textual.widget import Widget

from textual.app import ComposeResult  # isort: skip

from thesis_tui.pages.glyphs import to_ascii
from thesis_tui.pages.help_page import help_page
from thesis_tui.pages.spans import Line, fit
from thesis_tui.tui.palette import style


class _Lines(Widget):
    DEFAULT_CSS: ClassVar[str] = "_Lines { width: 100%; height: 100%; }"

    def __init__(self, keys: Sequence[tuple[str, str]], title: str) -> None:
        super().__init__()
        self._keys = keys
        self._title = title

    def _page(self) -> list[Line]:
        return help_page(self._keys, self._title, self.size.width, self.size.height)

    def render_line(self, y: int) -> Strip:
        lines = self._page()
        line = lines[y] if y < len(lines) else ()
        theme = getattr(self.app, "palette", "dark")
        ascii_only = getattr(self.app, "ascii_only", False)
        segments = [
            Segment(
                to_ascii(span.text) if ascii_only else span.text,
                style(
                    theme, span.role, span.fill, bold=span.bold, italic=span.italic, focused=False, ground="background"
                ),
            )
            for span in fit(line, self.size.width)
        ]
        return Strip(segments, self.size.width)


class HelpScreen(ModalScreen[None]):
    """One page over the screen it explains; any key leaves it."""

    CSS: ClassVar[str] = """
    HelpScreen { align: center middle; background: $background 67%; }
    HelpScreen _Lines {
        width: 76; max-width: 100%; height: 22; max-height: 100%; background: $background; border: round $accent;
        padding: 0 1;
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,question_mark,q,enter,space", "dismiss(None)", show=False),
    ]

    def __init__(self, title: str, keys: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        self._lines = _Lines(keys, title)

    def compose(self) -> ComposeResult:
        yield self._lines

    def on_mount(self) -> None:
        if getattr(self.app, "ascii_only", False):
            self._lines.styles.border = ("ascii", self.app.theme_variables["accent"])

    def on_click(self) -> None:
        self.dismiss(None)
