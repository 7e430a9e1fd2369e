"""The modules of the commands, each imported when its command runs: the one place of this floor's late imports.

A command that prints lives for about 100 ms. Beside each is what its import adds to what every command has loaded, in
processor time of CPython 3.11, the least of nine runs; much of it is shared, and those under 1 ms import inside what
they need.
"""

from __future__ import annotations

from types import ModuleType
from typing import TYPE_CHECKING

from thesis_tui.late import late_module

if TYPE_CHECKING:  # for the types: at run time `__getattr__` below imports them
    from thesis_tui.cli import articles as articles
    from thesis_tui.cli import attention as attention
    from thesis_tui.cli import closing as closing
    from thesis_tui.cli import completion as completion
    from thesis_tui.cli import crash as crash
    from thesis_tui.cli import deciding as deciding
    from thesis_tui.cli import evidence as evidence
    from thesis_tui.cli import exporting as exporting
    from thesis_tui.cli import fetching as fetching
    from thesis_tui.cli import manual as manual
    from thesis_tui.cli import notify as notify
    from thesis_tui.cli import observing as observing
    from thesis_tui.cli import planning as planning
    from thesis_tui.cli import reading as reading
    from thesis_tui.cli import recording as recording
    from thesis_tui.cli import remaking as remaking
    from thesis_tui.cli import serving as serving
    from thesis_tui.cli import watching as watching

_LATE = {
    "articles": "thesis_tui.cli.articles",  # 51 ms
    "attention": "thesis_tui.cli.attention",  # 8 ms
    "closing": "thesis_tui.cli.closing",  # 34 ms
    "completion": "thesis_tui.cli.completion",  # 16 ms
    "crash": "thesis_tui.cli.crash",  # 7 ms
    "deciding": "thesis_tui.cli.deciding",  # 33 ms
    "evidence": "thesis_tui.cli.evidence",  # under 1 ms
    "exporting": "thesis_tui.cli.exporting",  # 15 ms
    "fetching": "thesis_tui.cli.fetching",  # under 1 ms
    "manual": "thesis_tui.cli.manual",  # 16 ms
    "notify": "thesis_tui.cli.notify",  # 9 ms
    "observing": "thesis_tui.cli.observing",  # 33 ms
    "planning": "thesis_tui.cli.planning",  # 28 ms
    "reading": "thesis_tui.cli.reading",  # under 1 ms
    "recording": "thesis_tui.cli.recording",  # 28 ms
    "remaking": "thesis_tui.cli.remaking",  # 31 ms
    "serving": "thesis_tui.cli.serving",  # 5 ms
    "watching": "thesis_tui.cli.watching",  # 32 ms
    "dashboard": "thesis_tui.tui.start",  # 187 ms
}


def __getattr__(name: str) -> ModuleType:
    return late_module(name, _LATE, globals())
