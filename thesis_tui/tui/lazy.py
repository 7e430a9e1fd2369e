"""The modules that are loaded when a key or a timer first needs them: the one place of this floor's late imports.

`lazy.entry_forms.build(…)` imports tui/entry_forms.py at its first use and never again. Only what the App holds
(live_session.py, command_palette.py) reaches for them; screens and forms are reached through the session.
"""

from __future__ import annotations

from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # for the types: at run time `__getattr__` below imports them
    pass

_LATE = {
    "article_import": "thesis_tui.tui.article_import",
    "clipboard": "thesis_tui.tui.clipboard",
    "editor": "thesis_tui.tui.editor",
    "entry_forms": "thesis_tui.tui.entry_forms",
    "help": "thesis_tui.tui.help",
    "help_page": "thesis_tui.pages.help_page",
    "inbox": "thesis_tui.services.inbox",
    "menu": "thesis_tui.tui.menu",
    "navigation": "thesis_tui.tui.navigation",
    "targets": "thesis_tui.tui.targets",
    "thesis_form": "thesis_tui.tui.forms.theses",
    "undo": "thesis_tui.tui.undo",
}


def __getattr__(name: str) -> ModuleType:
    if name not in _LATE:
        raise AttributeError(name)
    module = import_module(_LATE[name])
    globals()[name] = module
    return module
