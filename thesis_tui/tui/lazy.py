"""The modules that are loaded when a key or a timer first needs them: the one place of this floor's lazy imports.

`lazy.entry_forms.build(…)` imports tui/entry_forms.py at its first use and never again. Only what the App holds
(live_session.py, command_palette.py) reaches for them; screens and forms are reached through the session.
Beside each is what its import adds to an app on the dashboard: processor time of CPython 3.11, the least of nine runs.
"""

from __future__ import annotations

from types import ModuleType
from typing import TYPE_CHECKING

from thesis_tui.lazy_imports import lazy_module

if TYPE_CHECKING:  # for the types: at run time `__getattr__` below imports them
    from thesis_tui.services import inbox as inbox
    from thesis_tui.services import review as review
    from thesis_tui.tui import article_import as article_import
    from thesis_tui.tui import disposal as disposal
    from thesis_tui.tui import entry_forms as entry_forms
    from thesis_tui.tui import help as help  # noqa: A004
    from thesis_tui.tui import menu as menu
    from thesis_tui.tui import navigation as navigation

_LAZY = {
    "inbox": "thesis_tui.services.inbox",  # 8 ms
    "review": "thesis_tui.services.review",  # 2 ms
    "article_import": "thesis_tui.tui.article_import",  # 24 ms
    "disposal": "thesis_tui.tui.disposal",  # 62 ms, with the screens
    "entry_forms": "thesis_tui.tui.entry_forms",  # 27 ms
    "help": "thesis_tui.tui.help",  # 1 ms
    "menu": "thesis_tui.tui.menu",  # under 1 ms
    "navigation": "thesis_tui.tui.navigation",  # 61 ms
    "settings_form": "thesis_tui.tui.forms.settings",  # 5 ms
    "thesis_form": "thesis_tui.tui.forms.theses",  # 15 ms
}


def __getattr__(name: str) -> ModuleType:
    return lazy_module(name, _LAZY, globals())
