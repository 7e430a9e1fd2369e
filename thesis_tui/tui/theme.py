"""Textual's themes and styles, made of the table of colours, and the rules of what the App itself draws."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from rich.style import Style
from textual.theme import Theme

from thesis_tui.pages.colours import FOCUSED, MOVES, PALETTES
from thesis_tui.pages.spans import Fill, Role
from thesis_tui.storage.settings import Moves

# The parts of Textual's palette are named by the ids and classes they have in 8.2. In the terminal's own colours a
# choice has the background's, so that the line under the cursor needs another.
APP_CSS: Final = """
Screen { background: $background; overflow: hidden hidden; }
Toast { background: $raised; color: $foreground; }
CommandPalette { background: $background 67%; }
CommandPalette > Vertical { background: $background; margin: 2 4; }
CommandPalette #--input { border: round $accent; background: $background; }
CommandPalette #--input.--list-visible { border-bottom: none; }
CommandPalette SearchIcon { display: none; }
CommandPalette CommandInput { padding-left: 1; }
CommandPalette > .command-palette--help-text { color: $muted; text-style: none; }
CommandList, CommandList:focus {
    border: round $accent; border-top: none; background: $background; scrollbar-size-vertical: 1;
    scrollbar-color: $line; scrollbar-background: $background;
}
CommandList > .option-list--option-highlighted { background: $chosen; color: $strong; text-style: none; }
CommandList:ansi > .option-list--option-highlighted { background: $accent; color: ansi_black; }
"""


@lru_cache(maxsize=512)
def style(
    theme: str, moves: Moves, role: Role, fill: Fill, *, bold: bool, italic: bool, focused: bool, ground: str
) -> Style:
    """The style of a span. `ground` is what lies behind it when it has no fill of its own."""
    palette = PALETTES[theme]
    name = FOCUSED[role][focused] if role in FOCUSED else MOVES[moves].get(role, role)
    back = palette[fill or ground]
    return Style(color=palette[name], bgcolor=back, bold=bold or None, italic=italic or None)


def theme_of(name: str) -> Theme:
    """Textual's theme of a palette, with the variables that the screens' CSS names."""
    palette = PALETTES[name]
    ansi = name == "terminal"

    def colour(role: str) -> str:
        return f"ansi_{palette[role]}" if ansi else palette[role]

    return Theme(
        name=name, primary=colour("accent"), accent=colour("accent"), background=colour("background"),
        surface=colour("raised"), panel=colour("raised"), foreground=colour("text"), error=colour("bad"),
        warning=colour("warn"), success=colour("good"), dark=name != "light", ansi=ansi,
        variables={
            **({"ansi-background": "ansi_default", "ansi-foreground": "ansi_default"} if ansi else {}),
            "raised": colour("raised"), "chosen": colour("selection"), "muted": colour("muted"),
            "strong": colour("strong"), "line": colour("line"),
            "input-cursor-background": colour("strong"), "input-cursor-foreground": colour("background"),
            "border": colour("accent"), "input-selection-background": colour("faint"),
        },
    )  # fmt: skip
