"""Colours by role, for a dark, a light and a colour-blind-safe theme, and the terminal's own sixteen."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Final

from rich.style import Style
from textual.theme import Theme

from thesis_tui.pages.spans import Fill, Role

if TYPE_CHECKING:
    from thesis_tui.storage.settings import Moves

Palette = dict[str, str]

_DARK: Final[Palette] = {
    "background": "#0f1216", "raised": "#191e25", "line": "#2b323b", "faint": "#5d6773", "muted": "#8d97a5",
    "text": "#cfd6df", "strong": "#f4f6f9", "accent": "#b29bff", "selection": "#241f3d",
    "good": "#5fc48c", "warn": "#e8b04a", "bad": "#f0716f",
    "stamp good": "#5fc48c", "stamp warn": "#e8b04a", "stamp bad": "#f0716f", "on stamp": "#0f1216",
}  # fmt: skip
PALETTES: Final[dict[str, Palette]] = {
    "dark": _DARK,
    "light": {
        "background": "#fbfaf7", "raised": "#f0eee8", "line": "#d8d4ca", "faint": "#8f8a7f", "muted": "#625f58",
        "text": "#2c2f34", "strong": "#0e1013", "accent": "#5b3fd0", "selection": "#ebe6fc",
        "good": "#16703f", "warn": "#875600", "bad": "#b82839",
        "stamp good": "#86d3a8", "stamp warn": "#f4bd4f", "stamp bad": "#f0938d", "on stamp": "#14161a",
    },
    "colour-blind": {
        **_DARK, "accent": "#ffffff", "selection": "#262d38", "good": "#56b4e9", "warn": "#f0e442",
        "bad": "#f07239", "stamp good": "#56b4e9", "stamp warn": "#f0e442", "stamp bad": "#f07239",
    },
    "terminal": {
        "background": "default", "raised": "default", "line": "bright_black", "faint": "bright_black",
        "muted": "default", "text": "default", "strong": "default", "accent": "magenta",
        "selection": "default", "good": "green", "warn": "yellow", "bad": "red",
        "stamp good": "green", "stamp warn": "yellow", "stamp bad": "red", "on stamp": "black",
    },
}  # fmt: skip

_DYNAMIC: Final[dict[str, tuple[str, str]]] = {
    "title": ("muted", "accent"),
    "rule": ("line", "accent"),
    "name": ("strong", "accent"),
    "on accent": ("background", "background"),
}
"""Roles whose colour depends on whether their block has the focus: (without, with)."""

_MOVES: Final[dict[Moves, dict[Role, str]]] = {
    "plain": {"rise": "text", "fall": "text", "candle up": "strong", "candle down": "muted"},
    "green-up": {"rise": "good", "fall": "bad", "candle up": "good", "candle down": "bad"},
    "red-up": {"rise": "bad", "fall": "good", "candle up": "bad", "candle down": "good"},
}
"""What rising and falling prices look like, as the user set it: good is green and bad is red in most themes."""


@lru_cache(maxsize=512)
def style(
    theme: str, moves: Moves, role: Role, fill: Fill, *, bold: bool, italic: bool, focused: bool, ground: str
) -> Style:
    """The style of a span. `ground` is what lies behind it when it has no fill of its own."""
    palette = PALETTES[theme]
    name = _DYNAMIC[role][focused] if role in _DYNAMIC else _MOVES[moves].get(role, role)
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
