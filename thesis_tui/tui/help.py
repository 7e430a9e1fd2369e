"""The keys of a screen, and what the signs mean."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.app import ComposeResult
from textual.strip import Strip
from textual.widget import Widget

from thesis_tui.pages.glyphs import to_ascii
from thesis_tui.pages.help_page import Keys, help_page
from thesis_tui.pages.key_spots import KeySpot, spot_at
from thesis_tui.pages.spans import Line, fit
from thesis_tui.tui.overlay import Overlay
from thesis_tui.tui.theme import style

_UNDERLINE = Style(underline=True)


class _Lines(Widget):
    DEFAULT_CSS: ClassVar[str] = "_Lines { width: 100%; height: 100%; }"

    def __init__(self, keys: Keys, every: Keys, title: str, about: Sequence[str]) -> None:
        super().__init__()
        self._about = about
        self.top = 0
        self._keys = keys
        self._every = every
        self._title = title
        self._pointed: tuple[int, KeySpot] | None = None
        """The line and the key under the pointer."""

    def _page(self) -> list[Line]:
        return self._lines(self.size.height, self.top)

    def _lines(self, height: int, top: int = 0) -> list[Line]:
        return help_page(self._keys, self._title, self.size.width, height, self._about, top, self._every)

    def scroll_lines(self, step: int) -> None:
        """Goes on by `step` lines; the page says how many there are."""
        # higher than any help is: all of its lines come, and none counts those that are left
        whole = len(self._lines(1000))
        self.top = max(0, min(self.top + step, whole - self.size.height))
        self.refresh()

    def point(self, event: events.MouseEvent, own_keys: Collection[str]) -> KeySpot | None:
        """The key that is named under the pointer; the words for it are underlined."""
        place = event.get_content_offset(self)
        lines = self._page()
        spot = spot_at(lines[place.y], place.x, own_keys) if place is not None and place.y < len(lines) else None
        pointed = (place.y, spot) if place is not None and spot is not None else None
        if pointed != self._pointed:
            self._pointed = pointed
            self.refresh()
        return spot

    def render_line(self, y: int) -> Strip:
        lines = self._page()
        line = lines[y] if y < len(lines) else ()
        theme = getattr(self.app, "palette", "dark")
        moves = getattr(self.app, "moves", "plain")
        ascii_only = getattr(self.app, "ascii_only", False)
        segments = [
            Segment(
                to_ascii(span.text) if ascii_only else span.text,
                style(
                    theme,
                    moves,
                    span.role,
                    span.fill,
                    bold=span.bold,
                    italic=span.italic,
                    focused=False,
                    ground="background",
                ),
            )
            for span in fit(line, self.size.width)
        ]
        strip = Strip(segments, self.size.width)
        if self._pointed is None or self._pointed[0] != y:
            return strip
        spot = self._pointed[1]
        before, words, after = strip.divide([spot.start, spot.end, self.size.width])
        return Strip.join([before, words.apply_style(_UNDERLINE), after])


class HelpScreen(Overlay[str]):
    """One page over the screen it explains: what it says, its keys, the signs. The result is the key that was clicked,
    by Textual's name.
    """

    place = "help"
    CSS: ClassVar[str] = """
    HelpScreen { align: center middle; background: $background 67%; }
    HelpScreen _Lines {
        width: 118; max-width: 100%; height: 30; max-height: 100%; background: $background; border: round $accent;
        padding: 0 1;
    }
    """

    def __init__(self, title: str, keys: Keys, every: Keys, about: Sequence[str]) -> None:
        super().__init__()
        self._lines = _Lines(keys, every, title, about)

    def compose(self) -> ComposeResult:
        yield self._lines

    def on_mount(self) -> None:
        if self.session.ascii_only:
            self._lines.styles.border = ("ascii", self.app.theme_variables["accent"])

    def scroll_by(self, step: int) -> None:
        self._lines.scroll_lines(step)

    def on_mouse_scroll_down(self) -> None:
        self._lines.scroll_lines(2)

    def on_mouse_scroll_up(self) -> None:
        self._lines.scroll_lines(-2)

    def on_mouse_move(self, event: events.MouseMove) -> None:
        self._lines.point(event, self.session.own_keys.values())

    def on_click(self, event: events.Click) -> None:
        """Leaves; a click on a key then does what the key does on the page below."""
        spot = self._lines.point(event, self.session.own_keys.values())
        self.close(spot.key if spot is not None else None)
