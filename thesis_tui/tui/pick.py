"""A choice among many: what is typed finds it, ← → walk what was found."""

from __future__ import annotations

from collections.abc import Sequence

from textual import events
from textual.content import Content

from thesis_tui.model.figures import counted
from thesis_tui.tui.chips import Chips

_FIGURE = frozenset("0123456789.,-<>~")
"""Characters of which figures are made."""
MOST_LINES = 3
"""More lines of choices than this are not shown at once: the form must stay on the screen."""


class Pick(Chips):
    """Like chips, for more choices than can be taken in at a glance: only some lines of them are shown, around the
    one that is chosen, and letters that are typed leave those that hold them all.
    """

    def __init__(self, options: Sequence[tuple[str, str]], value: str) -> None:
        super().__init__(options, value)
        self._sought = ""
        self._before = self.index
        """The choice when the search began: it stays where nothing is found."""

    def _found(self) -> list[int]:
        """The choices that hold every word sought."""
        words = self._sought.casefold().split()
        return [at for at, (_, shown) in enumerate(self.options) if all(word in shown.casefold() for word in words)]

    def _lines(self, width: int) -> list[list[int]]:
        """The choices found by line, wrapped at `width` cells: at most `MOST_LINES`, that of the choice among them."""
        lines = self._wrapped(self._found(), width)
        here = next((at for at, line in enumerate(lines) if self.index in line), 0)
        # the line of the choice is the middle one, so that those before and after it are seen
        first = max(0, min(here - 1, len(lines) - MOST_LINES))
        return lines[first : first + MOST_LINES]

    def _hint(self, shown: int) -> str:
        """The line under the choices, "" where all are in sight and nothing is sought."""
        found = len(self._found())
        if self._sought:
            left = "" if found else f"; {self.options[self.index][1]} stays chosen"
            return f"“{self._sought.strip()}” is in {found} of {len(self.options)}{left}"
        if shown == len(self.options):
            return ""
        return f"{counted(len(self.options), 'choice')}: type a part of its name, ← → walk them"

    def get_content_height(self, container: object, viewport: object, width: int) -> int:
        lines = self._lines(width)
        return max(1, len(lines) + bool(self._hint(sum(map(len, lines)))))

    def render(self) -> Content:
        hint = self._hint(sum(map(len, self._lines(self.size.width))))
        chips = super().render()
        if not hint:
            return chips
        under = Content.styled(hint, self.app.theme_variables["muted"])
        return Content("\n").join([chips, under]) if chips.plain else under

    def step(self, step: int) -> None:
        found = self._found()
        if found:
            at = found.index(self.index) + step if self.index in found else 0
            self._take(found[at % len(found)])

    def on_key(self, event: events.Key) -> None:
        if event.key == "backspace":
            sought = self._sought[:-1]
        elif event.is_printable and event.character:
            sought = (self._sought + event.character).lstrip()
        else:
            return
        event.stop()
        event.prevent_default()  # what chips make of a key: Textual calls both
        if not self._sought:
            self._before = self.index
        self._sought = sought
        found = self._found()
        # a figure is the name of no choice here: it was meant for the field after this one
        if not found and not set(sought) - _FIGURE:
            self._sought = ""
            self._take(self._before)
            self.post_message(self.TypedOn(self, sought))
            return
        self._take(self._before if not found else self.index if self.index in found else found[0])

    def on_blur(self) -> None:
        self._sought = ""
        self.refresh(layout=True)

    def _take(self, index: int) -> None:
        self.index = index
        self.refresh(layout=True)
        self.post_message(self.Changed())
