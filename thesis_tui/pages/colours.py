"""Colours by what they mean, and their values in each theme: the one place of both, memos included.

A new theme is a palette here and its name in `storage.settings.Theme`; a new colour a role and its value in each.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, Literal

Role = Literal[
    "text", "strong", "muted", "faint", "line", "accent", "good", "warn", "bad",
    "title", "rule", "name", "on stamp", "on accent", "rise", "fall", "candle up", "candle down",
]  # fmt: skip
"""Colours by what they mean. A `title`, a `rule` and a `name` turn accent when their block has the focus. Prices
that rise and fall have a colour only where the user wants it.
"""
Fill = Literal["", "raised", "selection", "accent", "stamp good", "stamp warn", "stamp bad"]

Palette = dict[str, str]

_DARK: Final[Palette] = {
    "background": "#0f1216", "raised": "#191e25", "line": "#2b323b", "faint": "#5d6773", "muted": "#8d97a5",
    "text": "#cfd6df", "strong": "#f4f6f9", "accent": "#b29bff", "selection": "#241f3d",
    "good": "#5fc48c", "warn": "#e8b04a", "bad": "#f0716f",
    "stamp good": "#5fc48c", "stamp warn": "#e8b04a", "stamp bad": "#f0716f", "on stamp": "#0f1216",
}  # fmt: skip
PALETTES: Final[dict[str, Palette]] = {
    "dark": _DARK,
    # its stamps are other colours than its words: a filled ground needs dark letters on it, words on paper a dark ink
    "light": {
        "background": "#fbfaf7", "raised": "#f0eee8", "line": "#d8d4ca", "faint": "#8f8a7f", "muted": "#625f58",
        "text": "#2c2f34", "strong": "#0e1013", "accent": "#5b3fd0", "selection": "#ebe6fc",
        "good": "#16703f", "warn": "#875600", "bad": "#b82839",
        "stamp good": "#86d3a8", "stamp warn": "#f4bd4f", "stamp bad": "#f0938d", "on stamp": "#14161a",
    },
    # blue, yellow and orange: to a green-blind eye the dark theme's good and bad are 14 apart (CIELAB), these 94
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

FOCUSED: Final[dict[str, tuple[str, str]]] = {
    "title": ("muted", "accent"),
    "rule": ("line", "accent"),
    "name": ("strong", "accent"),
    "on accent": ("background", "background"),
}
"""Roles whose colour depends on whether their block has the focus: (without, with)."""

MOVES: Final[Mapping[str, Mapping[Role, str]]] = {
    "plain": {"rise": "text", "fall": "text", "candle up": "strong", "candle down": "muted"},
    "green-up": {"rise": "good", "fall": "bad", "candle up": "good", "candle down": "bad"},
    "red-up": {"rise": "bad", "fall": "good", "candle up": "bad", "candle down": "good"},
}
"""Colours of rising and falling prices, as the user set it: good is green and bad is red in most themes."""
