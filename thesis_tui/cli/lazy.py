"""The modules of the commands, each imported when its command runs: the one place of this floor's lazy imports.

A command that prints lives for about 100 ms. Beside each is what its import adds to what every command has loaded, in
processor time of CPython 3.11, the least of nine runs; much of it is shared, and those under 1 ms import inside what
they need.
"""

from __future__ import annotations

from types import ModuleType
from typing import TYPE_CHECKING

from thesis_tui.lazy_imports import lazy_module

if TYPE_CHECKING:  # for the types: at run time `__getattr__` below imports them
    from thesis_tui.cli import articles as articles
    from thesis_tui.cli import attention as attention
    from thesis_tui.cli import closing as closing
    from thesis_tui.cli import completion as completion
    from thesis_tui.cli import crash as crash
    from thesis_tui.cli import decisions as decisions
    from thesis_tui.cli import exporting as exporting
    from thesis_tui.cli import fetching as fetching
    from thesis_tui.cli import manual as manual
    from thesis_tui.cli import notify as notify
    from thesis_tui.cli import observations as observations
    from thesis_tui.cli import plans as plans
    from thesis_tui.cli import public_data as public_data
    from thesis_tui.cli import queries as queries
    from thesis_tui.cli import recording as recording
    from thesis_tui.cli import remaking as remaking
    from thesis_tui.cli import serving as serving
    from thesis_tui.cli import watching as watching

_LAZY = {
    "articles": "thesis_tui.cli.articles",  # 51 ms
    "attention": "thesis_tui.cli.attention",  # 8 ms
    "closing": "thesis_tui.cli.closing",  # 34 ms
    "completion": "thesis_tui.cli.completion",  # 16 ms
    "crash": "thesis_tui.cli.crash",  # 7 ms
    "decisions": "thesis_tui.cli.decisions",  # 33 ms
    "exporting": "thesis_tui.cli.exporting",  # 15 ms
    "fetching": "thesis_tui.cli.fetching",  # under 1 ms
    "manual": "thesis_tui.cli.manual",  # 16 ms
    "notify": "thesis_tui.cli.notify",  # 9 ms
    "observations": "thesis_tui.cli.observations",  # 33 ms
    "plans": "thesis_tui.cli.plans",  # 28 ms
    "public_data": "thesis_tui.cli.public_data",  # under 1 ms
    "queries": "thesis_tui.cli.queries",  # under 1 ms
    "recording": "thesis_tui.cli.recording",  # 28 ms
    "remaking": "thesis_tui.cli.remaking",  # 31 ms
    "serving": "thesis_tui.cli.serving",  # 5 ms
    "watching": "thesis_tui.cli.watching",  # 32 ms
    "dashboard": "thesis_tui.tui.start",  # 187 ms
}


def __getattr__(name: str) -> ModuleType:
    return lazy_module(name, _LAZY, globals())
