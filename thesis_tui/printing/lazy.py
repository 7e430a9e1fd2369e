"""The printers, each imported when something is printed with it: the one place of this floor's lazy imports.

`show --json` needs one of them. Beside each is what its import adds to what every command has loaded, in processor time
of CPython 3.11, the least of nine runs.
"""

from __future__ import annotations

from types import ModuleType
from typing import TYPE_CHECKING

from thesis_tui.lazy_imports import lazy_module

if TYPE_CHECKING:  # for the types: at run time `__getattr__` below imports them
    from thesis_tui.pages import dashboard as dashboard
    from thesis_tui.printing import closing as closing
    from thesis_tui.printing import json as json
    from thesis_tui.printing import positions as positions
    from thesis_tui.printing import prices_json as prices_json
    from thesis_tui.printing import text as text

_LAZY = {
    "closing": "thesis_tui.printing.closing",  # 16 ms
    "dashboard": "thesis_tui.pages.dashboard",  # 17 ms
    "json": "thesis_tui.printing.json",  # 6 ms
    "positions": "thesis_tui.printing.positions",  # 12 ms
    "prices_json": "thesis_tui.printing.prices_json",  # 7 ms
    "text": "thesis_tui.printing.text",  # 12 ms
}


def __getattr__(name: str) -> ModuleType:
    return lazy_module(name, _LAZY, globals())
