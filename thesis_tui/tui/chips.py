"""A few choices side by side."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import events
from textual.content import Content
from textual.message import Message
from textual.widget import Widget

from thesis_tui.tui.keys import RunsActions


class Chips(RunsActions, Widget, can_focus=True):
    """A few choices side by side, walked with ← → or clicked."""

    DEFAULT_CSS: ClassVar[str] = "Chips { height: auto; width: 1fr; }"
    place = "chips"

    class Changed(Message):
        """Another choice was made."""

    class TypedOn(Message):
        """Something was typed that is the name of no choice: it is meant for the field after this one."""

        def __init__(self, chips: Chips, text: str) -> None:
            super().__init__()
            self.chips = chips
            self.text = text

    def __init__(self, options: Sequence[tuple[str, str]], value: str) -> None:
        super().__init__()
        self.options = options
        self.index = next((at for at, option in enumerate(options) if option[0] == value), 0)

    @property
    def value(self) -> str:
        """The value of the choice, "" where there are none."""
        return self.options[self.index][0] if self.options else ""

    def _lines(self, width: int) -> list[list[int]]:
        """The choices by line, wrapped at `width` cells."""
        return self._wrapped(range(len(self.options)), width)

    def _wrapped(self, choices: Sequence[int], width: int) -> list[list[int]]:
        lines: list[list[int]] = [[]]
        used = 0
        for at in choices:
            size = len(self.options[at][1]) + 2  # the brackets of the one that is chosen, blanks of the others
            if lines[-1] and used + 1 + size > width:
                lines.append([])
                used = 0
            used += size + bool(lines[-1])
            lines[-1].append(at)
        return lines

    def get_content_height(self, container: object, viewport: object, width: int) -> int:
        return max(1, len(self._lines(width)))

    def render(self) -> Content:
        variables = self.app.theme_variables
        ground = variables["chosen" if self.has_focus else "raised"]
        parts: list[Content | tuple[str, str]] = []
        for line in self._lines(self.size.width):
            if parts:
                parts.append(("\n", ""))
            for at in line:
                words = self.options[at][1]
                # brackets, too: without colours bold alone is hard to tell
                shown = f"[{words}]" if at == self.index else f" {words} "
                here = f"bold {variables['background']} on {variables['accent']}"
                left = f"bold {variables['strong']} on {ground}"
                chosen = here if self.has_focus else left
                parts.append((shown, chosen if at == self.index else f"{variables['muted']} on {variables['raised']}"))
                parts.append((" ", ""))
        return Content.assemble(*parts)

    def choose(self, shown: str) -> None:
        """The choice of those words, when there is one."""
        words = [option[1] for option in self.options]
        if shown in words:
            self._take(words.index(shown))

    def _take(self, index: int) -> None:
        self.index = index
        self.refresh()
        self.post_message(self.Changed())

    def step(self, step: int) -> None:
        self._take((self.index + step) % len(self.options))

    def on_key(self, event: events.Key) -> None:
        """A digit chooses the choice of that name; what else is typed is not lost, it goes on to the next field."""
        if not event.is_printable or event.character is None or event.character.isspace():
            return
        event.stop()
        values = [value for value, _ in self.options]
        if event.character.isdigit() and event.character in values:
            self._take(values.index(event.character))
        else:
            self.post_message(self.TypedOn(self, event.character))

    def on_click(self, event: events.Click) -> None:
        lines = self._lines(self.size.width)
        if event.y >= len(lines):
            return
        at = 0
        for index in lines[event.y]:
            size = len(self.options[index][1]) + 2
            if at <= event.x < at + size:
                self._take(index)
            at += size + 1
